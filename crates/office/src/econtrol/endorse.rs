//! Customs write off what really left: box 14. From then on the permit is final.

use super::seal::{SEAL, SealJob};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use crate::shared::paper::{self, Stepped};
use cites::document::{Block, Endorsed};
use cites::ids::{JobKind, PermitId};
use cites::{Amount, PermitStatus};
use permits::permit::state::FigureSource;
use permits::permit::{EndorsementFacts, PermitAct};

/// What customs found.
#[derive(Debug, Clone)]
pub struct Presented {
    /// Every block with what leaves, zero for what does not.
    pub quantities: Vec<(Block, Amount)>,
    /// Port or office, UN/LOCODE where there is one.
    pub port: String,
    /// Its name.
    pub port_name: String,
    /// Bill of lading or air waybill, box 15.
    pub transport_document: Option<String>,
    /// Where the figures come from.
    pub source: FigureSource,
}

/// Endorses at export. The officer is the one who acts; the time is now.
///
/// # Errors
/// A line's problem (more than permitted: hold the consignment), expired, the state, [`Error::NotPermitted`] or
/// [`Error::NotFound`].
pub async fn endorse(office: &Office, who: &Who, id: PermitId, found: Presented) -> Result<Stepped, Error> {
    let officer = who.person()?.name.clone();
    paper::step!(office, who, id, "endorse", |tx, permit, now| {
        // Sealed after the commit; queued here, so that it is exactly as sure as the endorsement itself.
        let job = SealJob { permit: id };
        tx.enqueue(office.id::<JobKind>(now), SEAL, permit.number().as_str(), &job).await?;
        let facts = EndorsementFacts {
            quantities: found
                .quantities
                .iter()
                .map(|(block, actual)| Endorsed { block: block.clone(), actual: *actual })
                .collect(),
            port: found.port.clone(),
            port_name: found.port_name.clone(),
            officer: officer.clone(),
            at: now,
            on: day(now),
            transport_document: found.transport_document.clone(),
            source: found.source,
        };
        Ok(match permit.status() {
            PermitStatus::ExpiredUnknown => {
                PermitAct::LateEndorsement { facts, evidence: found.transport_document.clone().unwrap_or_default() }
            }
            _ => PermitAct::Endorse(facts),
        })
    })
}

/// Holds a consignment at the border; the authority is told.
///
/// # Errors
/// `reason-empty`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn hold(office: &Office, who: &Who, id: PermitId, reason: String) -> Result<Stepped, Error> {
    paper::step!(office, who, id, "hold", |_, _, _| Ok(PermitAct::Hold { reason: reason.clone() }))
}

/// Lets a held consignment go.
///
/// # Errors
/// The state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn release(office: &Office, who: &Who, id: PermitId, reason: String) -> Result<Stepped, Error> {
    paper::step!(office, who, id, "release", |_, _, _| Ok(PermitAct::Release { reason: reason.clone() }))
}
