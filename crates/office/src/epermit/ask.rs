//! A question to the applicant, and the answer.

use super::attach::{self, Put};
use super::deadline;
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::Date;
use cites::ids::{ApplicationId, AttachmentId};
use permits::application::{ApplicationAct, Point, PointAnswer};
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
    ask_points(office, who, id, question, Vec::new(), by).await
}

/// Asks point by point; with points the question itself may be blank.
///
/// # Errors
/// As [`ask_by`], and `points-many`.
pub async fn ask_points(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    question: String,
    points: Vec<Point>,
    by: Option<Date>,
) -> Result<Stepped, Error> {
    case::step!(office, who, id, "ask", |tx, application, now| {
        let deadline = deadline::until(tx, application, SlaClock::Applicant, by, now).await?;
        Ok(ApplicationAct::Ask { question: question.clone(), points: points.clone(), deadline })
    })
}

/// The answer to one point.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// In words.
    pub text: String,
    /// Papers that come with it, looked at and not kept yet.
    pub papers: Vec<Put>,
    /// Papers of the case that were there before.
    pub known: Vec<AttachmentId>,
}

/// Answers; the clock goes on.
///
/// # Errors
/// The state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn answer(office: &Office, who: &Who, id: ApplicationId, text: String) -> Result<Stepped, Error> {
    answer_points(office, who, id, text, Vec::new()).await
}

/// Answers point by point, in the order in which they were asked; papers and answer are kept together or not at all.
///
/// # Errors
/// `points-open` while a point has neither words nor a paper, `points-unknown`, `evidence-paper` for a paper that is none
/// of this case, the files, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn answer_points(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    text: String,
    said: Vec<Said>,
) -> Result<Stepped, Error> {
    case::step!(office, who, id, "answer", |tx, _, _| {
        let named = said.iter().any(|s| !s.known.is_empty());
        let there = if named { tx.attachments(id).await? } else { Vec::new() };
        let mut points = Vec::new();
        for one in &said {
            let known = |p: &AttachmentId| there.iter().any(|a| a.id == *p && a.removed_at.is_none());
            if !one.known.iter().all(known) {
                return Err(Error::value("papers", "evidence-paper", "Choose papers of this case."));
            }
            let mut papers = attach::record(tx, id, &one.papers).await?;
            papers.extend(&one.known);
            points.push(PointAnswer { text: one.text.clone(), papers });
        }
        Ok(ApplicationAct::Answer { text: text.clone(), points })
    })
}
