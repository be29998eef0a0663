//! Against a refusal: the appeal, and its decision.

use super::attach::{self, Put};
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::ApplicationId;
use permits::application::ApplicationAct;

/// Appeals, inside the appeal period; the quota is reserved again if there is any left.
///
/// # Errors
/// `appeal-late`, `reason-empty`, the quota, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn appeal(office: &Office, who: &Who, id: ApplicationId, reason: String) -> Result<Stepped, Error> {
    appeal_with(office, who, id, reason, Vec::new()).await
}

/// The same, with the papers it rests on.
///
/// # Errors
/// As [`appeal`], and the files.
pub async fn appeal_with(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    reason: String,
    papers: Vec<Put>,
) -> Result<Stepped, Error> {
    case::step!(office, who, id, "appeal", |tx, _, _| {
        attach::record(tx, id, &papers).await?;
        Ok(ApplicationAct::Appeal { reason: reason.clone() })
    })
}

/// Upholds: the case is examined anew.
///
/// # Errors
/// `reason-empty`, a duty, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn uphold(office: &Office, who: &Who, id: ApplicationId, reason: String) -> Result<Stepped, Error> {
    case::step!(office, who, id, "appeal_upheld", |_, _, _| Ok(ApplicationAct::AppealUpheld { reason: reason.clone() }))
}

/// Dismisses: the refusal stands.
///
/// # Errors
/// `reason-empty`, a duty, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn dismiss(office: &Office, who: &Who, id: ApplicationId, reason: String) -> Result<Stepped, Error> {
    case::step!(office, who, id, "appeal_dismissed", |_, _, _| {
        Ok(ApplicationAct::AppealDismissed { reason: reason.clone() })
    })
}
