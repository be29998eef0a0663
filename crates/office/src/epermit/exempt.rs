//! The officer finds that no permit is needed.

use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::ApplicationId;
use permits::application::ApplicationAct;

/// Closes the case: the rules exempt it. `exemption`: which rule says so.
///
/// # Errors
/// `reason-empty`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn no_permit_needed(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    exemption: String,
) -> Result<Stepped, Error> {
    case::step!(office, who, id, "no_permit_needed", |_, _, _| {
        Ok(ApplicationAct::NoPermitNeeded { exemption: exemption.clone() })
    })
}
