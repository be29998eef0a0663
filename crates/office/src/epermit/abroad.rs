//! Another country's authority is asked about a case, and answers.

use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::CountryCode;
use cites::ids::ApplicationId;
use permits::application::ApplicationAct;

/// Asks another authority.
///
/// # Errors
/// `reason-empty`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn consult(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    country: CountryCode,
    reason: String,
) -> Result<Stepped, Error> {
    case::step!(office, who, id, "consult_foreign", |_, _, _| {
        Ok(ApplicationAct::ConsultForeign { country, reason: reason.clone() })
    })
}

/// Records the answer.
///
/// # Errors
/// `reason-empty`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn reply(office: &Office, who: &Who, id: ApplicationId, text: String) -> Result<Stepped, Error> {
    case::step!(office, who, id, "foreign_reply", |_, _, _| Ok(ApplicationAct::ForeignReply { text: text.clone() }))
}
