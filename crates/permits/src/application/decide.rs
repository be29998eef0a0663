//! Acts of the decision: propose, send back, approve, refuse, sign, appeal.

use super::act::{ApplicationAct, ProposedDecision};
use super::intake::elsewhere;
use super::state::{
    ApplicationState, Approval, Case, Examined, Ground, IssuedPermit, Proposal, QuotaEffect, Reasoned, Refusal,
};
use super::{Application, Outcome, reason};
use crate::actor::Stamp;
use crate::duty::DutyRule;
use crate::error::ActError;
use crate::permission::ApplicationActCode;
use cites::{Date, Digest, RefusalReason};
use rules::Trace;

impl Application {
    pub(super) fn decide(
        &mut self,
        act: ApplicationAct,
        state: ApplicationState,
        stamp: Stamp,
        waived: Vec<DutyRule>,
    ) -> Result<Outcome, ActError> {
        let code = act.code();
        match act {
            ApplicationAct::Propose { proposal } => {
                let ApplicationState::UnderExamination { case } = state else { return Err(elsewhere(code, &state)) };
                self.propose(case, proposal, stamp)
            }
            ApplicationAct::SendBack { reason: why } => {
                let ApplicationState::DecisionProposed { mut case, .. } = state else {
                    return Err(elsewhere(code, &state));
                };
                let why = reason(why)?;
                let note = why.clone();
                case.returned.push(Reasoned { reason: why, stamp });
                self.hands.proposer = None;
                Ok(Outcome::to(ApplicationState::UnderExamination { case }).note(&note))
            }
            ApplicationAct::Approve { clearance, quotas, fees: _, no_conflict } => {
                let ApplicationState::DecisionProposed { case, proposal } = state else {
                    return Err(elsewhere(code, &state));
                };
                if !no_conflict {
                    return Err(ActError::Duty(DutyRule::ConflictOfInterest));
                }
                let (conditions, proposed) = match proposal {
                    Proposal::Grant { conditions, stamp, examined, .. } => {
                        if Some(examined.draft) != self.draft_digest() {
                            return Err(changed());
                        }
                        (conditions, stamp)
                    }
                    Proposal::Refuse { .. } => {
                        return Err(ActError::precondition(
                            "proposal-refusal",
                            "Refuse, or send it back: the proposal is to refuse.",
                        ));
                    }
                };
                if Some(clearance.draft()) != self.draft_digest() {
                    return Err(changed());
                }
                let examined = self.examined(clearance.trace(), clearance.draft(), Answer::Positive)?;
                let approval = Approval {
                    draft: clearance.draft(),
                    examined,
                    conditions,
                    quotas,
                    waived: waived.clone(),
                    proposed,
                    stamp,
                };
                Ok(Outcome::to(ApplicationState::Approved { case, approval, signed: Vec::new() })
                    .quota(QuotaEffect::Commit)
                    .waived(waived))
            }
            ApplicationAct::Refuse { reason: why, text, more, appeal_until } => {
                let ApplicationState::DecisionProposed { case, .. } = state else {
                    return Err(elsewhere(code, &state));
                };
                let text = reason(text)?;
                let more = further(why, more)?;
                let note = refusal_note(why, &text, &more);
                let refusal = Refusal {
                    reason: why,
                    text,
                    more,
                    appeal_until,
                    waived: waived.clone(),
                    stamp,
                    dismissed: Vec::new(),
                };
                Ok(Outcome::to(ApplicationState::Refused { case, refusal })
                    .quota(QuotaEffect::Release)
                    .waived(waived)
                    .note(&note))
            }
            ApplicationAct::Sign { seal } => {
                let ApplicationState::Approved { case, approval, signed: mut before } = state else {
                    return Err(elsewhere(code, &state));
                };
                if seal.application() != self.id || seal.draft() != approval.draft {
                    return Err(changed());
                }
                if self.draft_digest() != Some(approval.draft) {
                    return Err(changed());
                }
                // One consignment after the other: whoever comes second with the same one comes too late.
                let of = self.draft.as_ref().map_or(1, |d| d.consignments);
                let nth = u16::try_from(before.len()).unwrap_or(u16::MAX).saturating_add(1);
                if (seal.consignment().nth, seal.consignment().of) != (nth, of) {
                    return Err(overtaken());
                }
                let note = seal.number().to_string();
                let issued = IssuedPermit {
                    permit: seal.permit(),
                    number: seal.number().clone(),
                    key_id: seal.key_id().to_owned(),
                    waived: waived.clone(),
                    stamp,
                };
                let state = if nth < of {
                    before.push(issued);
                    ApplicationState::Approved { case, approval, signed: before }
                } else {
                    ApplicationState::Issued { case, approval, issued, before }
                };
                Ok(Outcome::to(state).waived(waived).note(&note))
            }
            ApplicationAct::Appeal { reason: why } => {
                let ApplicationState::Refused { case, refusal } = state else { return Err(elsewhere(code, &state)) };
                if stamp.at > refusal.appeal_until {
                    return Err(ActError::precondition(
                        "appeal-late",
                        "Make a new application: the time for an appeal has passed.",
                    ));
                }
                let why = reason(why)?;
                let note = why.clone();
                let appeal = Reasoned { reason: why, stamp };
                Ok(Outcome::to(ApplicationState::UnderAppeal { case, refusal, appeal })
                    .quota(QuotaEffect::Reserve)
                    .note(&note))
            }
            ApplicationAct::AppealUpheld { reason: why } => {
                let ApplicationState::UnderAppeal { mut case, .. } = state else {
                    return Err(elsewhere(code, &state));
                };
                let why = reason(why)?;
                let note = why.clone();
                case.returned.push(Reasoned { reason: why, stamp });
                self.hands.proposer = None;
                Ok(Outcome::to(ApplicationState::UnderExamination { case }).waived(waived).note(&note))
            }
            ApplicationAct::AppealDismissed { reason: why } => {
                let ApplicationState::UnderAppeal { case, mut refusal, .. } = state else {
                    return Err(elsewhere(code, &state));
                };
                let why = reason(why)?;
                let note = why.clone();
                refusal.dismissed.push(Reasoned { reason: why, stamp });
                Ok(Outcome::to(ApplicationState::Refused { case, refusal })
                    .quota(QuotaEffect::Release)
                    .waived(waived)
                    .note(&note))
            }
            ApplicationAct::Submit { .. }
            | ApplicationAct::PaymentSettled { .. }
            | ApplicationAct::PaymentTimeout
            | ApplicationAct::RejectIncomplete { .. }
            | ApplicationAct::Accept
            | ApplicationAct::Resubmit
            | ApplicationAct::NoReply { .. }
            | ApplicationAct::Assign { .. }
            | ApplicationAct::Ask { .. }
            | ApplicationAct::Answer { .. }
            | ApplicationAct::ConsultSa { .. }
            | ApplicationAct::SaOpinion { .. }
            | ApplicationAct::RequestInspection { .. }
            | ApplicationAct::InspectionReport { .. }
            | ApplicationAct::Resume
            | ApplicationAct::ConsultForeign { .. }
            | ApplicationAct::ForeignReply { .. }
            | ApplicationAct::WaitImportPermit
            | ApplicationAct::ImportPermitReceived { .. }
            | ApplicationAct::ExtraFee { .. }
            | ApplicationAct::Withdraw { .. }
            | ApplicationAct::NoPermitNeeded { .. } => Err(elsewhere(code, &state)),
        }
    }

    fn propose(&mut self, case: Case, proposal: ProposedDecision, stamp: Stamp) -> Result<Outcome, ActError> {
        let (proposal, note) = match proposal {
            ProposedDecision::Grant { trace, conditions, note } => {
                if trace.is_blocked() {
                    return Err(ActError::precondition(
                        "rule-blocks",
                        "A rule forbids it; read the checks, then propose to refuse or have the application changed.",
                    ));
                }
                // What is issued after the movement needs both authorities before anybody proposes it (rule M5).
                if trace.of("M5").any(|c| c.verdict == rules::Verdict::Awaited) {
                    return Err(ActError::precondition(
                        "retro-partner",
                        "Ask the Management Authority of the other country first, and record its answer.",
                    ));
                }
                let draft = self.draft_digest().ok_or_else(changed)?;
                let examined = self.examined(&trace, draft, Answer::Any)?;
                let text = note.clone();
                (Proposal::Grant { examined, conditions, note, stamp: stamp.clone() }, text)
            }
            ProposedDecision::Refuse { reason: why, text, more } => {
                let text = reason(text)?;
                let more = further(why, more)?;
                let note = refusal_note(why, &text, &more);
                (Proposal::Refuse { reason: why, text, more, stamp: stamp.clone() }, note)
            }
        };
        self.hands.assessors.extend(stamp.by.person());
        self.hands.proposer = stamp.by.person();
        Ok(Outcome::to(ApplicationState::DecisionProposed { case, proposal }).note(&note))
    }

    /// Every finding that the trace demands, answered by one on file.
    pub(super) fn examined(&self, trace: &Trace, draft: Digest, wanted: Answer) -> Result<Examined, ActError> {
        let mut findings = Vec::new();
        for required in trace.required_findings() {
            let lines: &[usize] = if required.lines.is_empty() { &[0] } else { &required.lines };
            for line in lines {
                let found = self.finding(required.kind, *line).ok_or_else(|| {
                    ActError::precondition(
                        "finding-open",
                        format!("Record the finding {} first.", required.kind.name(cites::Lang::En)),
                    )
                })?;
                if wanted == Answer::Positive && !found.holds(trace.on()) {
                    return Err(ActError::precondition(
                        "finding-negative",
                        format!(
                            "Refuse, or ask again: the finding {} is not positive or out of date.",
                            required.kind.name(cites::Lang::En)
                        ),
                    ));
                }
                if !findings.contains(&(required.kind, found.id)) {
                    findings.push((required.kind, found.id));
                }
            }
        }
        let (on, pack): (Date, Digest) = (trace.on(), trace.pack());
        Ok(Examined { draft, on, pack, findings })
    }

    /// Is the content still what was approved?
    pub(super) fn approved_content(&self) -> Result<(), ActError> {
        let ApplicationState::Approved { approval, .. } = &self.state else {
            return Err(elsewhere(ApplicationActCode::Sign, &self.state));
        };
        if self.draft_digest() == Some(approval.draft) { Ok(()) } else { Err(changed()) }
    }
}

/// How a required finding must have been answered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// Recorded at all: enough to propose.
    Any,
    /// Positive and in date: needed to approve.
    Positive,
}

/// Somebody else was quicker with this consignment.
pub fn overtaken() -> ActError {
    ActError::precondition("consignment-signed", "Look at the case again: this consignment was signed meanwhile.")
}

fn changed() -> ActError {
    ActError::precondition("approval-dropped", "The case was changed since; examine it and decide again.")
}

fn refusal_note(reason: RefusalReason, text: &str, more: &[Ground]) -> String {
    let all = more.iter().map(|g| format!("; {}: {}", g.reason.code(), g.text));
    format!("{}: {text}{}", reason.code(), all.collect::<String>())
}

/// Further reasons: each in words, each another one.
fn further(first: RefusalReason, more: Vec<Ground>) -> Result<Vec<Ground>, ActError> {
    let mut seen = vec![first];
    let mut out = Vec::new();
    for ground in more {
        if seen.contains(&ground.reason) {
            return Err(ActError::precondition("refusal-reason-twice", "Give each reason once."));
        }
        seen.push(ground.reason);
        out.push(Ground { reason: ground.reason, text: reason(ground.text)? });
    }
    Ok(out)
}
