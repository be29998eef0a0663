//! The papers of a case with what is known of each, and those that are promised for later.

use super::may_write;
use crate::shared::act;
use crate::shared::case;
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::ApplicationId;
use store::{AttachmentRow, AuditEntry, PromiseRow, Read, ScanState};

/// A paper of a case.
#[derive(Debug, Clone)]
pub struct Paper {
    /// What is known of the file.
    pub row: AttachmentRow,
    /// What the scanner said.
    pub scan: ScanState,
    /// Papers it stands in the place of, the newest first.
    pub earlier: Vec<AttachmentRow>,
}

/// The papers of a case.
///
/// # Errors
/// What the archive says.
pub async fn of(read: &mut Read, id: ApplicationId) -> Result<Vec<Paper>, Error> {
    let rows = read.attachments(id).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let scans = read.file_scans(id).await?;
    let chain = read.successions(id).await?;
    let mut papers = Vec::new();
    for row in rows {
        let mut earlier = Vec::new();
        let mut at = row.id;
        while let Some((_, old)) = chain.iter().find(|(new, _)| *new == at) {
            earlier.extend(read.attachment(*old).await?);
            at = *old;
        }
        let scan = scans.get(&row.digest.0).cloned().unwrap_or(ScanState::NotScanned);
        papers.push(Paper { row, scan, earlier });
    }
    Ok(papers)
}

/// Papers promised for later.
///
/// # Errors
/// What the archive says.
pub async fn promised(read: &mut Read, id: ApplicationId) -> Result<Vec<PromiseRow>, Error> {
    Ok(read.promises(id).await?)
}

/// Says that a paper comes later, and why. An empty reason takes the promise back.
///
/// # Errors
/// `text-long`, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn promise(office: &Office, who: &Who, id: ApplicationId, purpose: &str, reason: &str) -> Result<(), Error> {
    let person = who.person()?.id;
    let reason = reason.trim();
    if reason.chars().count() > 500 {
        return Err(Error::value("reason", "text-long", "Shorten this to 500 characters."));
    }
    let now = office.clock.now();
    act::run!(office, who, now, "promise", |tx| {
        let before = case::lock(tx, who, id).await?;
        may_write(who, &before)?;
        if reason.is_empty() {
            tx.promise_delete(id, purpose).await?;
        } else {
            tx.promise_set(id, purpose, reason, person).await?;
        }
        let words = serde_json::json!({ "paper": purpose, "reason": reason });
        tx.audit(AuditEntry::new("promise", "application", id).payload(&words)?);
        Ok(((), id.to_string()))
    })?;
    Ok(())
}
