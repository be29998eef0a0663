//! Papers beside an application: bytes in the object folder under their digest, a row in the archive, a reference in
//! the form.

use crate::epermit::intake::{papers, scan};
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::{ApplicationId, AttachmentId, AttachmentKind};
use permits::form::AttachmentRef;
use store::AttachmentRow;

/// Largest paper, bytes (`design/security.md` S-UP-1).
pub const LARGEST: usize = 10 * 1024 * 1024;
/// Most papers of one case.
pub const MOST: usize = 25;

/// An uploaded paper, its kind found out from its content.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Name the file had at the sender's.
    pub name: String,
    /// What it is by its content, for example `application/pdf`.
    pub media_type: String,
    /// What it is for: `proof-of-import`, `import-permit`, `operation-record`, `mandate`, `photo`, `other`.
    pub purpose: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// The last part of a path, without control characters and signs that file systems or headers take amiss.
fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let kept: String = last.chars().filter(|c| !c.is_control() && !"\"<>:|?*;%".contains(*c)).take(120).collect();
    let kept = kept.trim().trim_start_matches('.').to_owned();
    if kept.is_empty() { "file".into() } else { kept }
}

/// Adds a paper to an application that can still be edited.
///
/// # Errors
/// `file-empty`, `file-large`, `file-many`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn attach(office: &Office, who: &Who, id: ApplicationId, upload: Upload) -> Result<Stepped, Error> {
    attach_for(office, who, id, upload, None).await
}

/// The same, in the place of an older paper of the case; that one stays readable as an earlier version.
///
/// # Errors
/// `file-infected` when the scanner finds something: nothing is kept then. Otherwise as [`attach`]; [`Error::NotFound`]
/// also when the older paper is not in the case.
pub async fn attach_for(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    upload: Upload,
    replaces: Option<AttachmentId>,
) -> Result<Stepped, Error> {
    let person = who.person()?.id;
    if upload.bytes.is_empty() {
        return Err(Error::value("file", "file-empty", "Choose a file that is not empty."));
    }
    if upload.bytes.len() > LARGEST {
        return Err(Error::value("file", "file-large", "Choose a file of at most 10 MB."));
    }
    let size = i64::try_from(upload.bytes.len()).unwrap_or(i64::MAX);
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    case::load(&mut read, who, id).await?;
    drop(read);
    let scanned = scan::before_keeping(office, who, &upload.bytes).await?;
    // The bytes go first: a row without its file would be a promise that cannot be kept, a file without row is swept.
    let digest = office.store.put_object(who.house.tenant.id, upload.bytes).await?;
    let at = office.clock.now();
    let attachment: AttachmentId = office.id::<AttachmentKind>(at);
    let name = clean(&upload.name);
    case::run!(office, who, id, "attach", |tx, now| {
        let before = case::lock(tx, who, id).await?;
        let mut form = before.value.form().clone();
        if let Some(old) = replaces {
            let count = form.attachments.len();
            form.attachments.retain(|a| a.id != old);
            if form.attachments.len() == count {
                return Err(Error::NotFound("attachment"));
            }
        }
        if form.attachments.len() >= MOST {
            return Err(Error::value("file", "file-many", "A case holds at most 25 files; take one out first."));
        }
        form.attachments.push(AttachmentRef {
            id: attachment,
            kind: upload.purpose.clone(),
            name: name.clone(),
            digest,
        });
        let (application, event) = before.value.clone().edit(form, &who.actor, now)?;
        tx.attachment_insert(&AttachmentRow {
            id: attachment,
            application: id,
            name: name.clone(),
            media_type: upload.media_type.clone(),
            purpose: upload.purpose.clone(),
            size,
            digest,
            uploaded_by: person,
            uploaded_at: now,
            removed_at: None,
        })
        .await?;
        tx.file_scan_set(&digest, &scanned).await?;
        tx.promise_delete(id, &upload.purpose).await?;
        if let Some(old) = replaces {
            tx.attachment_remove(old).await?;
            tx.succession_insert(attachment, old, id).await?;
        }
        case::commit(tx, office, "attach", &before, application, vec![event]).await
    })
}

/// Takes a paper out of an application that can still be edited.
///
/// # Errors
/// The state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn detach(office: &Office, who: &Who, id: ApplicationId, attachment: AttachmentId) -> Result<Stepped, Error> {
    case::run!(office, who, id, "detach", |tx, now| {
        let before = case::lock(tx, who, id).await?;
        let mut form = before.value.form().clone();
        let count = form.attachments.len();
        form.attachments.retain(|a| a.id != attachment);
        if form.attachments.len() == count {
            return Err(Error::NotFound("attachment"));
        }
        let (application, event) = before.value.clone().edit(form, &who.actor, now)?;
        tx.attachment_remove(attachment).await?;
        case::commit(tx, office, "detach", &before, application, vec![event]).await
    })
}

/// A paper with its bytes, for whoever may see its case.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn read(office: &Office, who: &Who, attachment: AttachmentId) -> Result<(AttachmentRow, Vec<u8>), Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let row = read.attachment(attachment).await?.ok_or(Error::NotFound("attachment"))?;
    case::load(&mut read, who, row.application).await.map_err(|_| Error::NotFound("attachment"))?;
    if row.removed_at.is_some() {
        // What was taken out is gone for its readers; what another paper stands in the place of is not.
        let papers = papers::of(&mut read, row.application).await?;
        if !papers.iter().any(|p| p.earlier.iter().any(|e| e.id == attachment)) {
            return Err(Error::NotFound("attachment"));
        }
    }
    scan::may_open(&read.file_scan(&row.digest).await?)?;
    drop(read);
    let bytes = office.store.get_object(who.house.tenant.id, &row.digest).await?;
    Ok((row, bytes.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn a_file_name_never_leads_anywhere() {
        assert_eq!(clean("../../etc/passwd"), "passwd");
        assert_eq!(clean("C:\\scans\\permit.pdf"), "permit.pdf");
        assert_eq!(clean("a\r\nSet-Cookie: x.pdf"), "aSet-Cookie x.pdf");
        assert_eq!(clean("..."), "file");
    }
}
