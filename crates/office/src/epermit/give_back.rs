//! The clerk sends an application back for completion.

use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::ApplicationId;
use jiff::ToSpan as _;
use permits::application::ApplicationAct;
use permits::application::state::MissingItem;

/// Days an applicant has to complete.
pub const DAYS: i64 = 30;

/// Lists what is missing and stops the authority's clock.
///
/// # Errors
/// `missing-empty` without an item, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn give_back(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    missing: Vec<MissingItem>,
) -> Result<Stepped, Error> {
    case::step!(office, who, id, "reject_incomplete", |_, _, now| {
        let deadline = now + (DAYS * 24).hours();
        Ok(ApplicationAct::RejectIncomplete { missing: missing.clone(), deadline })
    })
}
