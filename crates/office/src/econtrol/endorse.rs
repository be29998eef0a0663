//! Customs write off what really left: box 14. From then on the permit is final.

use super::seal::{SEAL, SealJob};
use crate::money::charge;
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use crate::shared::paper::{self, Stepped};
use cites::Amount;
use cites::document::{Block, Endorsed};
use cites::ids::{JobKind, PermitId};
use permits::ActError;
use permits::permit::state::{Direction, FigureSource};
use permits::permit::{EndorsementFacts, MovementFacts, PermitAct};

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
/// A line's problem (more than permitted: hold the consignment), `permit-not-handed-over` while fees are open,
/// `import-on-paper` for an import permit, under which each consignment is counted by itself ([`super::on_paper`]); expired,
/// the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn endorse(office: &Office, who: &Who, id: PermitId, found: Presented) -> Result<Stepped, Error> {
    let officer = who.person()?.name.clone();
    paper::step!(office, who, id, "endorse", |tx, permit, now| {
        if permit.takes_arrivals() && !permit.has_arrivals() {
            let help = "Record what arrived on the page of its arrivals, with the paper from abroad: the import permit stays usable for what is left.";
            return Err(Error::Act(ActError::precondition("import-on-paper", help)));
        }
        charge::require_handed_over(tx, permit).await?;
        // Sealed after the commit; queued here, so that it is exactly as sure as the endorsement itself.
        let job = SealJob { permit: id };
        tx.enqueue(office.id::<JobKind>(now), SEAL, permit.number().as_str(), &job).await?;
        Ok(PermitAct::Endorse(facts(&found, officer.clone(), now, day(now))))
    })
}

/// Endorses now an export that happened while the permit was valid: the returned paper, the waybill, the partner's letter
/// show it. `on`: the day on which the specimens were presented.
///
/// # Errors
/// `reason-empty` without evidence, `permit-expired` for a day after the last, a line's problem, the state,
/// [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn endorse_late(
    office: &Office,
    who: &Who,
    id: PermitId,
    found: Presented,
    on: cites::Date,
    evidence: String,
) -> Result<Stepped, Error> {
    let officer = who.person()?.name.clone();
    let noon = on.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).map_err(Error::internal)?.timestamp();
    paper::step!(office, who, id, "late_endorsement", |tx, permit, now| {
        let job = SealJob { permit: id };
        tx.enqueue(office.id::<JobKind>(now), SEAL, permit.number().as_str(), &job).await?;
        // The hour is not known any more; a day that is today was before now.
        let facts = facts(&found, officer.clone(), noon.min(now), on);
        Ok(PermitAct::LateEndorsement { facts, evidence: evidence.clone() })
    })
}

fn facts(found: &Presented, officer: String, at: cites::Timestamp, on: cites::Date) -> EndorsementFacts {
    EndorsementFacts {
        quantities: found
            .quantities
            .iter()
            .map(|(block, actual)| Endorsed { block: block.clone(), actual: *actual })
            .collect(),
        port: found.port.clone(),
        port_name: found.port_name.clone(),
        officer,
        at,
        on,
        transport_document: found.transport_document.clone(),
        source: found.source,
    }
}

/// What customs saw crossing the border under a reusable document.
#[derive(Debug, Clone)]
pub struct Crossing {
    /// Out or in.
    pub direction: Direction,
    /// Blocks that cross; those that stay at home are left out.
    pub quantities: Vec<(Block, Amount)>,
    /// Port or office, UN/LOCODE where there is one.
    pub port: String,
    /// Its name.
    pub port_name: String,
}

/// Records one border crossing of a reusable document: a row of its continuation sheet (Res. Conf. 16.8, 10.20, 12.3).
/// The permit stays usable until its last day.
///
/// # Errors
/// `document-single-use`, `movement-empty`, `permit-expired`, a line's problem, the state, [`Error::NotPermitted`] or
/// [`Error::NotFound`].
pub async fn cross(office: &Office, who: &Who, id: PermitId, seen: Crossing) -> Result<Stepped, Error> {
    let officer = who.person()?.name.clone();
    paper::step!(office, who, id, "endorse_one_movement", |tx, permit, now| {
        charge::require_handed_over(tx, permit).await?;
        Ok(PermitAct::EndorseOneMovement(MovementFacts {
            direction: seen.direction,
            quantities: seen
                .quantities
                .iter()
                .filter(|(_, amount)| !amount.is_zero())
                .map(|(block, actual)| Endorsed { block: block.clone(), actual: *actual })
                .collect(),
            port: seen.port.clone(),
            port_name: seen.port_name.clone(),
            officer: officer.clone(),
            at: now,
            on: day(now),
        }))
    })
}

/// Seizes what is held: the permit becomes evidence.
///
/// # Errors
/// `reason-empty`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn seize(office: &Office, who: &Who, id: PermitId, reason: String) -> Result<Stepped, Error> {
    paper::step!(office, who, id, "seize", |_, _, _| Ok(PermitAct::Seize { reason: reason.clone() }))
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
