//! Another country's authority is asked about a case, and answers.

use super::attach::{self, Put};
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
    reply_with(office, who, id, text, Vec::new()).await
}

/// The same, with the letter itself.
///
/// # Errors
/// As [`reply`], and the files.
pub async fn reply_with(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    text: String,
    papers: Vec<Put>,
) -> Result<Stepped, Error> {
    case::step!(office, who, id, "foreign_reply", |tx, _, _| {
        attach::record(tx, id, &papers).await?;
        Ok(ApplicationAct::ForeignReply { text: text.clone() })
    })
}
