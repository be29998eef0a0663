//! The Scientific Authority is asked and answers.

use super::deadline;
use super::evidence::{self, Evidence};
use super::opinion_task;
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::{ApplicationId, FindingId};
use cites::{Amount, Date, FindingKind, Unit};
use permits::application::ApplicationAct;
use permits::clocks::SlaClock;
use permits::finding::{Cap, Finding, FindingResult, FindingScope};

/// As [`consult_by`], with the time that the Party's clock gives the Scientific Authority.
///
/// # Errors
/// As [`consult_by`].
pub async fn consult(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    findings: Vec<FindingKind>,
    note: String,
) -> Result<Stepped, Error> {
    consult_by(office, who, id, findings, note, None).await
}

/// Asks for findings. `by`: the last day to answer.
///
/// # Errors
/// A precondition without findings, `deadline-past`, `deadline-far`, the state, [`Error::NotPermitted`] or
/// [`Error::NotFound`].
pub async fn consult_by(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    findings: Vec<FindingKind>,
    note: String,
    by: Option<Date>,
) -> Result<Stepped, Error> {
    case::step!(office, who, id, "consult_sa", |tx, application, now| {
        let deadline = deadline::until(tx, application, SlaClock::Science, by, now).await?;
        Ok(ApplicationAct::ConsultSa { findings: findings.clone(), note: note.clone(), deadline })
    })
}

/// One finding of the opinion.
#[derive(Debug, Clone)]
pub struct Opinion {
    /// Which question.
    pub kind: FindingKind,
    /// For which line, counted from 0; `None` = all.
    pub line: Option<usize>,
    /// The answer.
    pub answer: Answer,
    /// Reasons and sources.
    pub grounds: String,
    /// Last day to rely on it.
    pub expires: Option<Date>,
}

/// The answer of a finding, as asked for on the form.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Yes.
    Positive,
    /// Yes, under conditions or up to a cap.
    Conditions(Vec<String>, Option<(Amount, Unit)>),
    /// No.
    Negative,
    /// Not to be said on what is known.
    Insufficient,
}

impl From<Answer> for FindingResult {
    fn from(answer: Answer) -> FindingResult {
        match answer {
            Answer::Positive => FindingResult::Positive,
            Answer::Conditions(conditions, cap) => FindingResult::PositiveWithConditions {
                conditions,
                cap: cap.map(|(amount, unit)| Cap { amount, unit }),
            },
            Answer::Negative => FindingResult::Negative,
            Answer::Insufficient => FindingResult::Insufficient,
        }
    }
}

/// Turns what an authority says into records.
pub(crate) fn records(office: &Office, who: &Who, authority: &str, opinions: &[Opinion]) -> Vec<Finding> {
    let now = office.clock.now();
    opinions
        .iter()
        .map(|o| {
            let id: FindingId = office.id(now);
            Finding {
                id,
                kind: o.kind,
                authority: authority.to_owned(),
                made: permits::Stamp::new(&who.actor, now),
                scope: FindingScope { line: o.line, ..FindingScope::default() },
                result: o.answer.clone().into(),
                grounds: o.grounds.clone(),
                evidence: Vec::new(),
                lots: Vec::new(),
                expires: o.expires,
            }
        })
        .collect()
}

/// Releases the opinion: one finding at least for each that was asked.
///
/// # Errors
/// A precondition when a question stays open, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn opinion(office: &Office, who: &Who, id: ApplicationId, opinions: Vec<Opinion>) -> Result<Stepped, Error> {
    opinion_on(office, who, id, opinions, Evidence::default()).await
}

/// The same, with the papers and lots that it rests on.
///
/// # Errors
/// As [`opinion`], and `evidence-paper`, `evidence-lot`, `opinion-expert` where the Party lets nobody write and release alone.
pub async fn opinion_on(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    opinions: Vec<Opinion>,
    rests_on: Evidence,
) -> Result<Stepped, Error> {
    let authority = office.settings(&who.house).scientific_authority.clone();
    case::step!(office, who, id, "sa_opinion", |tx, application, _| {
        opinion_task::releasable(tx, office, who, application).await?;
        let mut findings = records(office, who, &authority, &opinions);
        evidence::of(tx, application, &rests_on, &mut findings).await?;
        Ok(ApplicationAct::SaOpinion { findings })
    })
}
