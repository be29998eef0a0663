//! A file that comes in parts, over a line that breaks: it is announced, its parts follow each other, and after a cut
//! the sender asks how far it is and goes on there. Parts are no acts; the whole file is one, like any other paper.

use super::may_write;
use crate::epermit::attach::{LARGEST, MOST};
use crate::shared::act::{self, Ran};
use crate::shared::case;
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::{ApplicationId, AttachmentId, UploadId};
use store::{AuditEntry, UploadRow};

/// Largest part, bytes (`design/ux.md` section 10: 256 KB).
pub const PART: usize = 256 * 1024;
/// Most files that one person may have on their way at once.
const OPEN: i64 = 10;

/// What somebody says of a file before its first part.
#[derive(Debug, Clone)]
pub struct Announced {
    /// Its name.
    pub name: String,
    /// Bytes of the whole.
    pub size: u64,
    /// What it is for.
    pub purpose: String,
    /// The paper it shall stand in the place of.
    pub replaces: Option<AttachmentId>,
}

/// Announces a file for an application that may be written in.
///
/// # Errors
/// `file-empty`, `file-large`, `file-many`, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn begin(office: &Office, who: &Who, id: ApplicationId, file: Announced) -> Result<UploadRow, Error> {
    let person = who.person()?.id;
    let size = i64::try_from(file.size).unwrap_or(i64::MAX);
    if size == 0 {
        return Err(Error::value("file", "file-empty", "Choose a file that is not empty."));
    }
    if file.size > LARGEST as u64 {
        return Err(Error::value("file", "file-large", "Choose a file of at most 10 MB."));
    }
    let now = office.clock.now();
    let upload: UploadId = office.id(now);
    let ran = act::run!(office, who, now, "upload", |tx| {
        let before = case::lock(tx, who, id).await?;
        may_write(who, &before)?;
        if before.value.form().attachments.len() >= MOST && file.replaces.is_none() {
            return Err(Error::value("file", "file-many", "A case holds at most 25 files; take one out first."));
        }
        if tx.uploads_open(person).await? >= OPEN {
            return Err(Error::value("file", "file-uploads-open", "Finish the files that are on their way first."));
        }
        let row = UploadRow {
            id: upload,
            application: id,
            person,
            name: file.name.chars().take(200).collect(),
            purpose: file.purpose.clone(),
            replaces: file.replaces,
            size,
            received: 0,
        };
        tx.upload_insert(&row).await?;
        tx.audit(AuditEntry::new("upload", "application", id));
        Ok((row, upload.to_string()))
    })?;
    match ran {
        Ran::Now(row) => Ok(row),
        Ran::Before(first) => state(office, who, id, UploadId::parse(&first).map_err(Error::internal)?).await,
    }
}

/// How far a file is: for its sender only.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn state(office: &Office, who: &Who, id: ApplicationId, upload: UploadId) -> Result<UploadRow, Error> {
    let person = who.person()?.id;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let row = read.upload(upload).await?;
    row.filter(|u| u.person == person && u.application == id).ok_or(Error::NotFound("upload"))
}

/// Takes a part that begins at `start`, and answers how far the file is now. A part that came before is not kept
/// again, one that begins further on is not kept at all: the answer says from where to go on.
///
/// # Errors
/// `file-part`, [`Error::NotFound`], or what the archive says.
pub async fn part(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    upload: UploadId,
    start: u64,
    bytes: &[u8],
) -> Result<UploadRow, Error> {
    let row = state(office, who, id, upload).await?;
    let start = i64::try_from(start).unwrap_or(i64::MAX);
    let end = start.checked_add(i64::try_from(bytes.len()).unwrap_or(i64::MAX));
    if bytes.is_empty() || bytes.len() > PART || end.is_none_or(|end| end > row.size) {
        return Err(Error::value("part", "file-part", "Send parts of at most 256 KB that end with the file."));
    }
    if start == row.received {
        let now = office.clock.now();
        store::chore!(&office.store, &who.scope(now), "part", |chore| {
            chore.upload_part(upload, start, bytes).await?;
            Ok::<_, Error>(())
        })?;
    }
    state(office, who, id, upload).await
}

/// The whole file, once every part has come.
///
/// # Errors
/// `file-part` before that; [`Error::NotFound`].
pub async fn whole(office: &Office, who: &Who, row: &UploadRow) -> Result<Vec<u8>, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let bytes = read.upload_bytes(row.id).await?;
    if i64::try_from(bytes.len()) != Ok(row.size) {
        return Err(Error::value("part", "file-part", "Send the parts that are missing."));
    }
    Ok(bytes)
}

/// Forgets an upload: it became a paper, was refused, or is no longer wanted.
///
/// # Errors
/// What the archive says.
pub async fn forget(office: &Office, who: &Who, row: &UploadRow) -> Result<(), Error> {
    let now = office.clock.now();
    store::chore!(&office.store, &who.scope(now), "upload-forget", |chore| {
        chore.upload_drop(row.id).await?;
        Ok(())
    })
}
