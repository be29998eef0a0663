//! A question to the applicant, and the answer.

use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::ApplicationId;
use jiff::ToSpan as _;
use permits::application::ApplicationAct;

/// Days an applicant has to answer.
pub const DAYS: i64 = 14;

/// Asks; the authority's clock stops.
///
/// # Errors
/// `reason-empty` without a question, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn ask(office: &Office, who: &Who, id: ApplicationId, question: String) -> Result<Stepped, Error> {
    case::step!(office, who, id, "ask", |_, _, now| {
        Ok(ApplicationAct::Ask { question: question.clone(), deadline: now + (DAYS * 24).hours() })
    })
}

/// Answers; the clock goes on.
///
/// # Errors
/// The state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn answer(office: &Office, who: &Who, id: ApplicationId, text: String) -> Result<Stepped, Error> {
    case::step!(office, who, id, "answer", |_, _, _| Ok(ApplicationAct::Answer { text: text.clone() }))
}
