//! The officer proposes a decision, with the findings of the Management Authority.

use super::consult_sa::{Opinion, records};
use super::granting::{self, Grant};
use super::{approve, evidence, examine, interest, overrides, queue};
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::RefusalReason;
use cites::ids::ApplicationId;
use permits::application::state::Ground;
use permits::application::{ApplicationAct, ProposedDecision};

/// What is proposed.
#[derive(Debug, Clone)]
pub enum Proposal {
    /// To grant, as the officer shaped it: under conditions, for less, for a shorter time, on named evidence.
    Grant(Box<Grant>),
    /// To refuse.
    Refuse {
        /// Why.
        reason: RefusalReason,
        /// In words.
        text: String,
    },
    /// To refuse for several reasons, the first one first.
    RefuseFor {
        /// Why, in words each.
        grounds: Vec<Ground>,
    },
}

impl Proposal {
    /// To grant all of what was asked for, as long as the law allows: under conditions for box 5 (one paragraph an entry),
    /// with a note to the approver and the findings of the Management Authority that are recorded with it.
    pub fn grant(conditions: Vec<String>, note: impl Into<String>, findings: Vec<Opinion>) -> Proposal {
        Proposal::Grant(Box::new(Grant { conditions, note: note.into(), findings, ..Grant::default() }))
    }
}

/// As [`propose_as`], with the officer's word that there is no interest in the case.
///
/// # Errors
/// As [`propose_as`].
pub async fn propose(office: &Office, who: &Who, id: ApplicationId, proposal: Proposal) -> Result<Stepped, Error> {
    propose_as(office, who, id, proposal, true).await
}

/// Records the findings and proposes, in one transaction. `no_conflict`: the officer's word that there is no interest in
/// the case, asked of those to whom it was given without one; who took it has said it then.
///
/// # Errors
/// [`permits::duty::DutyRule::ConflictOfInterest`] without that word, [`Error::Rules`] when a rule blocks a grant, a
/// finding that is missing or not the officer's, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn propose_as(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    proposal: Proposal,
    no_conflict: bool,
) -> Result<Stepped, Error> {
    case::run!(office, who, id, "propose", |tx, now| {
        let before = case::lock(tx, who, id).await?;
        queue::note_turn(tx, office, who, &before.value, None).await?;
        let mut application = before.value.clone();
        let mut events = Vec::new();
        let decision = match &proposal {
            Proposal::Refuse { reason, text } => {
                ProposedDecision::Refuse { reason: *reason, text: text.clone(), more: Vec::new() }
            }
            Proposal::RefuseFor { grounds } => {
                let (reason, text, more) = approve::split(grounds)?;
                ProposedDecision::Refuse { reason, text, more }
            }
            Proposal::Grant(grant) => {
                // What an amendment says, conditions included, is proposed where it is compared with its permit.
                if application.draft().is_some_and(permits::Draft::amends) {
                    return Err(super::amend_request::at_the_permit());
                }
                let authority = office.settings(&who.house).authority.name.clone();
                let mut findings = records(office, who, &authority, &grant.findings);
                evidence::of(tx, &application, &grant.evidence, &mut findings).await?;
                for finding in findings {
                    let (next, event) = application.record_finding(finding, &who.actor, now)?;
                    application = next;
                    events.push(event);
                }
                let (next, changed) = granting::shape(tx, office, who, application, grant, now).await?;
                application = next;
                events.extend(changed);
                let trace = examine::trace(tx, office, who, &application, day(now)).await?;
                if trace.is_blocked() {
                    return Err(Error::Rules(Box::new(trace)));
                }
                overrides::not_by(tx, who, id, &trace).await?;
                let (conditions, note) = (grant.conditions.clone(), grant.note.clone());
                ProposedDecision::Grant { trace: Box::new(trace), conditions, note }
            }
        };
        let act = ApplicationAct::Propose { proposal: decision };
        let (application, event) = application.act(act, &who.actor, now, &who.house.policy())?;
        events.push(event);
        // After the state and the hands: what cannot be proposed needs no word.
        let said = tx.interest_said(id, who.person()?.id).await?;
        interest::none(tx, who, id, no_conflict || said == Some(false)).await?;
        case::commit(tx, office, "propose", &before, application, events).await
    })
}
