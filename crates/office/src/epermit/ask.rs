//! A question to the applicant, and the answer.

use super::deadline;
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::Date;
use cites::ids::ApplicationId;
use permits::application::ApplicationAct;
use permits::clocks::SlaClock;

/// As [`ask_by`], with the time that the Party's clock gives an applicant.
///
/// # Errors
/// As [`ask_by`].
pub async fn ask(office: &Office, who: &Who, id: ApplicationId, question: String) -> Result<Stepped, Error> {
    ask_by(office, who, id, question, None).await
}

/// Asks; the authority's clock stops. `by`: the last day to answer.
///
/// # Errors
/// `reason-empty` without a question, `deadline-past`, `deadline-far`, the state, [`Error::NotPermitted`] or
/// [`Error::NotFound`].
pub async fn ask_by(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    question: String,
    by: Option<Date>,
) -> Result<Stepped, Error> {
    case::step!(office, who, id, "ask", |tx, application, now| {
        let deadline = deadline::until(tx, application, SlaClock::Applicant, by, now).await?;
        Ok(ApplicationAct::Ask { question: question.clone(), deadline })
    })
}

/// Answers; the clock goes on.
///
/// # Errors
/// The state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn answer(office: &Office, who: &Who, id: ApplicationId, text: String) -> Result<Stepped, Error> {
    case::step!(office, who, id, "answer", |_, _, _| Ok(ApplicationAct::Answer { text: text.clone() }))
}
