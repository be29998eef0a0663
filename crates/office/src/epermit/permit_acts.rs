//! What the authority and the holder do with an issued permit: deliver, cancel, revoke, suspend, report lost, return.

use crate::money::{beside, charge};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use crate::shared::paper::{self, Stepped};
use cites::ids::PermitId;
use permits::permit::PermitAct;

/// Records that the permit was handed over.
///
/// # Errors
/// `fees-open` where the Party takes its fees at collection, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn deliver(office: &Office, who: &Who, id: PermitId) -> Result<Stepped, Error> {
    paper::step!(office, who, id, "deliver", |tx, permit, _| {
        charge::require_paid_for_delivery(tx, permit.application()).await?;
        Ok(PermitAct::Deliver)
    })
}

/// Cancels before use; once handed over it is a revocation. Either way what was committed goes back.
///
/// # Errors
/// `reason-empty`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn cancel(office: &Office, who: &Who, id: PermitId, reason: String) -> Result<Stepped, Error> {
    paper::step!(office, who, id, "cancel", |_, permit, _| {
        Ok(match permit.status() {
            cites::PermitStatus::Issued => PermitAct::Cancel { reason: reason.clone() },
            _ => PermitAct::Revoke { reason: reason.clone() },
        })
    })
}

/// Suspends.
///
/// # Errors
/// `reason-empty`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn suspend(office: &Office, who: &Who, id: PermitId, reason: String) -> Result<Stepped, Error> {
    paper::step!(office, who, id, "suspend", |_, _, _| Ok(PermitAct::Suspend { reason: reason.clone() }))
}

/// Ends a suspension.
///
/// # Errors
/// `reason-empty`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn reinstate(office: &Office, who: &Who, id: PermitId, reason: String) -> Result<Stepped, Error> {
    paper::step!(office, who, id, "reinstate", |_, _, now| {
        Ok(PermitAct::Reinstate { today: day(now), reason: reason.clone() })
    })
}

/// What the holder reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// It cannot be found.
    Lost,
    /// It was stolen.
    Stolen,
    /// It is destroyed or cannot be read.
    Destroyed,
}

/// The holder reports the paper lost, stolen or destroyed: it may not be used any more, and may be replaced.
///
/// # Errors
/// `reason-empty`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn report(office: &Office, who: &Who, id: PermitId, loss: Loss, statement: String) -> Result<Stepped, Error> {
    paper::step!(office, who, id, "report_loss", |_, _, _| {
        let statement = statement.clone();
        Ok(match loss {
            Loss::Lost => PermitAct::ReportLost { statement },
            Loss::Stolen => PermitAct::ReportStolen { statement },
            Loss::Destroyed => PermitAct::ReportDestroyed { statement },
        })
    })
}

/// The holder gives it back unused before its last day.
///
/// # Errors
/// The state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn give_back_unused(office: &Office, who: &Who, id: PermitId, reason: String) -> Result<Stepped, Error> {
    paper::step!(office, who, id, "return", |_, _, now| {
        Ok(PermitAct::Return { today: day(now), reason: reason.clone() })
    })
}

/// Records that the last day has passed; the system's act. Nobody knows yet whether the permit was used. Where the Party
/// says so, the fee for papers that were not returned is asked with it.
///
/// # Errors
/// The state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn expire(office: &Office, who: &Who, id: PermitId) -> Result<Stepped, Error> {
    paper::step!(office, who, id, "expire", |tx, permit, now| {
        beside::at_expiry(tx, office, who, permit).await?;
        Ok(PermitAct::Expire { today: day(now) })
    })
}

/// The holder declares that an expired permit was not used.
///
/// # Errors
/// `reason-empty`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn declare_unused(office: &Office, who: &Who, id: PermitId, reason: String) -> Result<Stepped, Error> {
    paper::step!(office, who, id, "declare_unused", |_, _, _| Ok(PermitAct::DeclareUnused { reason: reason.clone() }))
}

/// Declares blocks void that rest on a false premise.
///
/// # Errors
/// `reason-empty`, a block that is not there, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn void(
    office: &Office,
    who: &Who,
    id: PermitId,
    blocks: Vec<cites::document::Block>,
    reason: String,
) -> Result<Stepped, Error> {
    paper::step!(office, who, id, "void", |_, _, _| {
        Ok(PermitAct::Void { blocks: blocks.clone(), reason: reason.clone() })
    })
}
