//! Another country's authority is asked about a case, and answers.

use super::attach::{self, Put};
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::CountryCode;
use cites::ids::ApplicationId;
use permits::application::ApplicationAct;
use permits::application::state::Agreement;

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
    reply_with(office, who, id, text, None, Vec::new()).await
}

/// The same, with the letter itself, and of a case after the movement with the word that both authorities are satisfied.
///
/// # Errors
/// As [`reply`], the files, and of a case after the movement `retro-satisfied` or `retro-reason`.
pub async fn reply_with(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    text: String,
    agreement: Option<Agreement>,
    papers: Vec<Put>,
) -> Result<Stepped, Error> {
    case::step!(office, who, id, "foreign_reply", |tx, _, _| {
        attach::record(tx, id, &papers).await?;
        Ok(ApplicationAct::ForeignReply { text: text.clone(), agreement: agreement.clone() })
    })
}
