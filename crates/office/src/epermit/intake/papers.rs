//! The papers of a case with what is known of each, and those that are promised for later.

use super::may_write;
use crate::shared::act;
use crate::shared::case;
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::ApplicationId;
use store::{AttachmentRow, AuditEntry, FolderRows, PromiseRow, Read, ScanState};

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
    Ok(in_folder(&read.folder(id, false).await?))
}

/// The papers in a folder that was read before: those in it, each with what it stands in the place of.
pub fn in_folder(folder: &FolderRows) -> Vec<Paper> {
    let all = &folder.papers;
    let earlier = |newest: &store::FolderPaper| {
        let mut chain: Vec<AttachmentRow> = Vec::new();
        let mut next = newest.replaces;
        while let Some(old) = next.and_then(|id| all.iter().find(|p| p.row.id == id)) {
            if chain.len() == all.len() {
                break;
            }
            chain.push(old.row.clone());
            next = old.replaces;
        }
        chain
    };
    all.iter()
        .filter(|p| p.row.removed_at.is_none())
        .map(|p| Paper { row: p.row.clone(), scan: p.scan.clone(), earlier: earlier(p) })
        .collect()
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
