//! The clerk sends an application back for completion.

use super::deadline;
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::Date;
use cites::ids::ApplicationId;
use permits::application::ApplicationAct;
use permits::application::state::MissingItem;
use permits::clocks::SlaClock;

/// As [`give_back_by`], with the time that the Party's clock gives an applicant.
///
/// # Errors
/// As [`give_back_by`].
pub async fn give_back(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    missing: Vec<MissingItem>,
) -> Result<Stepped, Error> {
    give_back_by(office, who, id, missing, None).await
}

/// Lists what is missing and stops the authority's clock. `by`: the last day to complete.
///
/// # Errors
/// `missing-empty` without an item, `deadline-past`, `deadline-far`, the state, [`Error::NotPermitted`] or
/// [`Error::NotFound`].
pub async fn give_back_by(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    missing: Vec<MissingItem>,
    by: Option<Date>,
) -> Result<Stepped, Error> {
    case::step!(office, who, id, "reject_incomplete", |tx, application, now| {
        let deadline = deadline::until(tx, application, SlaClock::Applicant, by, now).await?;
        Ok(ApplicationAct::RejectIncomplete { missing: missing.clone(), deadline })
    })
}
