//! Attachments: what the files of a case are. The bytes stand in the object folder, see [`crate::objects`].

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{ApplicationId, AttachmentId, PersonId};
use cites::{Digest, Timestamp};

queries! {
    /// A file was brought; its bytes are durable already.
    INSERT_ATTACHMENT = "INSERT INTO attachment (tenant, id, application, name, media_type, purpose, size, digest, uploaded_by, uploaded_at, removed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL)";
    /// Takes a file out of the case; the row stays.
    REMOVE_ATTACHMENT = "UPDATE attachment SET removed_at = $3 WHERE tenant = $1 AND id = $2 AND removed_at IS NULL";
    /// One file.
    ATTACHMENT = "SELECT id, application, name, media_type, purpose, size, digest, uploaded_by, uploaded_at, removed_at FROM attachment WHERE tenant = $1 AND id = $2";
    /// The files of a case.
    ATTACHMENTS = "SELECT id, application, name, media_type, purpose, size, digest, uploaded_by, uploaded_at, removed_at FROM attachment WHERE tenant = $1 AND application = $2 AND removed_at IS NULL ORDER BY uploaded_at, id";
    /// Every file the rows know of, for backups and for the sweep of orphans; those with a virus were destroyed.
    ATTACHMENT_DIGESTS = "SELECT DISTINCT a.digest FROM attachment a WHERE a.tenant = $1 AND a.digest > $2 AND NOT EXISTS (SELECT 1 FROM file_scan s WHERE s.tenant = a.tenant AND s.digest = a.digest AND s.state = 'INFECTED') ORDER BY a.digest LIMIT 500";
}

/// What is known of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct AttachmentRow {
    /// Id.
    pub id: AttachmentId,
    /// Which case.
    pub application: ApplicationId,
    /// Name at the sender's, cleaned.
    pub name: String,
    /// What it is by its content.
    pub media_type: String,
    /// What it is for.
    pub purpose: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of the bytes.
    pub digest: Digest,
    /// Who brought it.
    pub uploaded_by: PersonId,
    /// When.
    pub uploaded_at: Timestamp,
    /// When it was taken out again.
    pub removed_at: Option<Timestamp>,
}

impl AttachmentRow {
    pub(crate) fn of(row: &Row) -> Result<AttachmentRow, Error> {
        Ok(AttachmentRow {
            id: row.get("id")?,
            application: row.get("application")?,
            name: row.get("name")?,
            media_type: row.get("media_type")?,
            purpose: row.get("purpose")?,
            size: row.get("size")?,
            digest: row.get("digest")?,
            uploaded_by: row.get("uploaded_by")?,
            uploaded_at: row.get("uploaded_at")?,
            removed_at: row.opt("removed_at")?,
        })
    }
}

impl Read {
    /// One file's row, also when it was taken out of its case.
    pub async fn attachment(&mut self, id: AttachmentId) -> Result<Option<AttachmentRow>, Error> {
        self.opt(ATTACHMENT, args![id]).await?.as_ref().map(AttachmentRow::of).transpose()
    }

    /// The files of a case, oldest first.
    pub async fn attachments(&mut self, application: ApplicationId) -> Result<Vec<AttachmentRow>, Error> {
        self.all(ATTACHMENTS, args![application]).await?.iter().map(AttachmentRow::of).collect()
    }

    pub(crate) async fn attachment_digests(&mut self, after: &[u8]) -> Result<Vec<Digest>, Error> {
        self.all(ATTACHMENT_DIGESTS, args![after]).await?.iter().map(|row| row.get("digest")).collect()
    }
}

impl Tx {
    /// Records a file whose bytes were put with [`crate::Store::put_object`] before.
    pub async fn attachment_insert(&mut self, a: &AttachmentRow) -> Result<(), Error> {
        self.change(
            INSERT_ATTACHMENT,
            args![a.id, a.application, a.name, a.media_type, a.purpose, a.size, a.digest, a.uploaded_by, a.uploaded_at],
        )
        .await?;
        Ok(())
    }

    /// Takes a file out of its case.
    pub async fn attachment_remove(&mut self, id: AttachmentId) -> Result<(), Error> {
        let at = self.at();
        self.change_one("attachment", REMOVE_ATTACHMENT, args![id, at]).await
    }
}
