//! The scanner beside the letter box (`design/security.md` S-UP-1). A file in which something bad is found is refused
//! and kept nowhere; one that could not be scanned is kept, says so, and is scanned later.

use crate::shared::error::Error;
use crate::shared::faces::Scanned;
use crate::shared::office::{House, Office, Who};
use cites::Digest;
use std::sync::Arc;
use store::{AuditEntry, ScanState};

/// Files taken at once in a round of scanning.
const PIECE: i64 = 20;

fn infected() -> Error {
    Error::value(
        "file",
        "file-infected",
        "A virus was found in this file. It was not kept. Send a clean copy, made anew from the original.",
    )
}

/// Asks before a file is kept. What was found clean before is not asked about again.
///
/// # Errors
/// `file-infected`, or what the archive says.
pub async fn before_keeping(office: &Office, who: &Who, bytes: &[u8]) -> Result<ScanState, Error> {
    let digest = Digest::of("", bytes);
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let known = read.file_scan(&digest).await?;
    drop(read);
    match known {
        ScanState::Clean => return Ok(ScanState::Clean),
        ScanState::Infected(_) => return Err(infected()),
        ScanState::NotScanned | ScanState::Waiting => {}
    }
    match office.scanner.scan(bytes).await {
        Scanned::NoScanner => Ok(ScanState::NotScanned),
        Scanned::Clean => Ok(ScanState::Clean),
        Scanned::Infected(name) => {
            tracing::warn!(party = %who.house.party(), %digest, finding = %name, "an infected file was refused");
            Err(infected())
        }
        Scanned::Silent(cause) => {
            tracing::warn!(party = %who.house.party(), %cause, "the scanner did not answer; the file waits");
            Ok(ScanState::Waiting)
        }
    }
}

/// May a file be handed out?
///
/// # Errors
/// `file-infected` for one in which something was found after it had been kept.
pub fn may_open(state: &ScanState) -> Result<(), Error> {
    if matches!(state, ScanState::Infected(_)) { Err(infected()) } else { Ok(()) }
}

/// Scans what could not be scanned when it came; answers how many files were settled. A file in which something is
/// found is destroyed: its row stays and says so.
///
/// # Errors
/// What the archive says.
pub async fn again(office: &Office, house: &Arc<House>) -> Result<u64, Error> {
    let who = Who::system(house.clone());
    let tenant = house.tenant.id;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let waiting = read.files_to_scan(PIECE).await?;
    drop(read);
    let mut settled = 0;
    for digest in waiting {
        let state = match office.store.get_object(tenant, &digest).await {
            Err(cause) => {
                // Missing bytes are an alarm of their own; the others are not kept waiting for them.
                tracing::error!(%cause, %digest, "a file cannot be read for its scan");
                ScanState::Waiting
            }
            Ok(bytes) => match office.scanner.scan(&bytes).await {
                Scanned::NoScanner => return Ok(settled),
                Scanned::Silent(cause) => {
                    tracing::warn!(%cause, "the scanner does not answer; files wait");
                    return Ok(settled);
                }
                Scanned::Clean => ScanState::Clean,
                Scanned::Infected(name) => ScanState::Infected(name),
            },
        };
        let now = office.clock.now();
        store::act!(&office.store, &who.scope(now), "scan", |tx| {
            tx.file_scan_set(&digest, &state).await?;
            let words = serde_json::json!({ "state": state.code(), "digest": digest });
            tx.audit(AuditEntry::new("scan", "file", digest).payload(&words)?);
            Ok::<_, Error>(())
        })?;
        if matches!(state, ScanState::Infected(_)) {
            office.store.destroy_object(tenant, &digest).await?;
        }
        settled += u64::from(state != ScanState::Waiting);
    }
    Ok(settled)
}
