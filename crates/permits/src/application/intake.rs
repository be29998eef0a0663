//! Acts up to acceptance, and the content itself.

use super::act::{ApplicationAct, Fee};
use super::state::{ApplicationState, Case, FeeBasis, QuotaEffect, Reasoned, Submission};
use super::tasks::{self, OpenTask};
use super::{Application, Outcome, reason};
use crate::actor::{Actor, Stamp};
use crate::draft::Draft;
use crate::duty::DutyRule;
use crate::error::ActError;
use crate::form::FormInput;
use crate::permission::ApplicationActCode;
use cites::ApplicationStatus;

/// The act is not for this state. [`Application::permitted`] has asked the table before, so this answers only when
/// table and machine disagree, which a test excludes.
pub(super) fn elsewhere(act: ApplicationActCode, state: &ApplicationState) -> ActError {
    ActError::NotInApplicationState { act: act.code(), state: state.code() }
}

impl Application {
    /// One arm an act; each takes its own source states and refuses the others by name.
    pub(super) fn apply(
        &mut self,
        act: ApplicationAct,
        state: ApplicationState,
        actor: &Actor,
        stamp: Stamp,
        waived: Vec<DutyRule>,
    ) -> Result<Outcome, ActError> {
        let code = act.code();
        match act {
            ApplicationAct::Submit { receipt, fee } => self.submit(receipt, fee, stamp),
            ApplicationAct::PaymentSettled { invoice, receipt } => self.settle(&invoice, receipt, state, stamp),
            ApplicationAct::PaymentTimeout => {
                let ApplicationState::AwaitingPayment { invoice } = state else {
                    return Err(elsewhere(code, &state));
                };
                if stamp.at <= invoice.deadline {
                    return Err(ActError::precondition("deadline-open", "Wait until the payment deadline has passed."));
                }
                let reason = format!("Invoice {} was not paid in time.", invoice.number);
                let from = cites::ApplicationStatus::AwaitingPayment;
                Ok(Outcome::to(ApplicationState::Withdrawn { from, withdrawal: Reasoned { reason, stamp } }))
            }
            ApplicationAct::RejectIncomplete { missing, deadline } => {
                let ApplicationState::Submitted { submission } = state else { return Err(elsewhere(code, &state)) };
                if missing.is_empty() || missing.iter().any(|item| item.what.trim().is_empty()) {
                    return Err(ActError::precondition("missing-empty", "List at least one item that is missing."));
                }
                Ok(Outcome::to(ApplicationState::Incomplete { submission, missing, sent_back: stamp, deadline }))
            }
            ApplicationAct::Accept => {
                let ApplicationState::Submitted { submission } = state else { return Err(elsewhere(code, &state)) };
                self.hands.assessors.extend(stamp.by.person());
                Ok(Outcome::to(ApplicationState::Accepted { submission, accepted: stamp }).quota(QuotaEffect::Reserve))
            }
            ApplicationAct::Resubmit => {
                let ApplicationState::Incomplete { submission, .. } = state else {
                    return Err(elsewhere(code, &state));
                };
                self.parse_form()?;
                self.hands.applicants.extend(stamp.by.person());
                Ok(Outcome::to(ApplicationState::Submitted { submission: Submission { stamp, ..submission } }))
            }
            ApplicationAct::NoReply { reminded_at } => {
                let ApplicationState::Incomplete { submission, deadline, .. } = state else {
                    return Err(elsewhere(code, &state));
                };
                if stamp.at <= deadline || reminded_at > stamp.at {
                    return Err(ActError::precondition(
                        "deadline-open",
                        "Remind the applicant and wait until the deadline has passed.",
                    ));
                }
                Ok(Outcome::to(ApplicationState::ClosedNoReply { submission, closed: stamp })
                    .quota(QuotaEffect::Release))
            }
            ApplicationAct::NoPermitNeeded { exemption } => {
                let ApplicationState::Submitted { submission } = state else { return Err(elsewhere(code, &state)) };
                let exemption = reason(exemption)?;
                self.hands.assessors.extend(stamp.by.person());
                let note = exemption.clone();
                let exemption = Reasoned { reason: exemption, stamp };
                Ok(Outcome::to(ApplicationState::NoPermitNeeded { submission, exemption })
                    .note(&note)
                    .quota(QuotaEffect::Release))
            }
            ApplicationAct::Assign { officer, officer_name, no_conflict } => {
                let ApplicationState::Accepted { submission, accepted } = state else {
                    return Err(elsewhere(code, &state));
                };
                let is_side = self.side.applicant == Some(officer) || self.side.agent == Some(officer);
                let hands = &self.hands;
                if !no_conflict || is_side || hands.applicants.contains(&officer) || hands.interested.contains(&officer)
                {
                    return Err(ActError::Duty(DutyRule::ConflictOfInterest));
                }
                self.hands.assessors.insert(officer);
                if let Some(case) = self.parked.take() {
                    return Ok(Application::taken_again(*case, officer, officer_name, stamp));
                }
                let carried = self.carried.take().map(|c| *c).unwrap_or_default();
                let case = Case {
                    submission,
                    accepted,
                    officer,
                    officer_name: officer_name.clone(),
                    assigned: stamp,
                    questions: Vec::new(),
                    inspections: carried.inspections,
                    foreign_replies: carried.foreign_replies,
                    import_permit: carried.import_permit,
                    import_permits: Vec::new(),
                    extra_paid: Vec::new(),
                    returned: Vec::new(),
                    cleared: Vec::new(),
                    beside: Vec::new(),
                };
                Ok(Outcome::to(ApplicationState::UnderExamination { case }).note(&officer_name))
            }
            ApplicationAct::Withdraw { reason } => Ok(self.withdraw(reason, state, stamp)),
            examination @ (ApplicationAct::Ask { .. }
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
            | ApplicationAct::ExtraFee { .. }) => self.examine(examination, state, actor, stamp),
            decision @ (ApplicationAct::Propose { .. }
            | ApplicationAct::SendBack { .. }
            | ApplicationAct::Approve { .. }
            | ApplicationAct::Refuse { .. }
            | ApplicationAct::Sign { .. }
            | ApplicationAct::Appeal { .. }
            | ApplicationAct::AppealUpheld { .. }
            | ApplicationAct::AppealDismissed { .. }) => self.decide(decision, state, stamp, waived),
        }
    }

    fn parse_form(&mut self) -> Result<(), ActError> {
        self.draft = Some(Draft::parse(&self.form).map_err(ActError::Form)?);
        Ok(())
    }

    fn submit(&mut self, receipt: String, fee: Fee, stamp: Stamp) -> Result<Outcome, ActError> {
        self.parse_form()?;
        self.hands.applicants.extend(stamp.by.person());
        match fee {
            Fee::Due(invoice) => Ok(Outcome::to(ApplicationState::AwaitingPayment { invoice })),
            Fee::NotDue(fee) => {
                if let FeeBasis::Waived { reason: why } = &fee {
                    reason(why.clone())?;
                }
                let submission = Submission { receipt: receipt.clone(), stamp, fee };
                Ok(Outcome::to(ApplicationState::Submitted { submission }).note(&receipt))
            }
        }
    }

    fn settle(
        &mut self,
        paid: &str,
        receipt: String,
        state: ApplicationState,
        stamp: Stamp,
    ) -> Result<Outcome, ActError> {
        let other = |number: &str| {
            ActError::precondition("invoice-other", format!("Settle invoice {number}; {paid} is not the open one."))
        };
        match state {
            ApplicationState::AwaitingPayment { invoice } if invoice.number == paid => {
                let fee = FeeBasis::Paid { invoice: invoice.number };
                let submission = Submission { receipt: receipt.clone(), stamp, fee };
                Ok(Outcome::to(ApplicationState::Submitted { submission }).note(&receipt))
            }
            ApplicationState::AwaitingPayment { invoice } => Err(other(&invoice.number)),
            state => {
                let act = ApplicationActCode::PaymentSettled;
                let at = state.code();
                let elsewhere = || ActError::NotInApplicationState { act: act.code(), state: at };
                let (mut case, mut tasks) = state.take_apart().map_err(|_| elsewhere())?;
                let open = tasks::take(&mut tasks, |t| matches!(t, OpenTask::Payment { .. }));
                let Some(OpenTask::Payment { invoice }) = open else { return Err(elsewhere()) };
                if invoice.number != paid {
                    return Err(other(&invoice.number));
                }
                case.extra_paid.push(invoice.number);
                Ok(Outcome::examination(case, tasks).note(paid))
            }
        }
    }

    fn withdraw(&mut self, why: String, state: ApplicationState, stamp: Stamp) -> Outcome {
        // What is signed stays: only the consignments without a permit are given up, and what they hold with them.
        if let ApplicationState::Approved { case, approval, signed: mut before } = state {
            return match before.pop() {
                Some(issued) => Outcome::to(ApplicationState::Issued { case, approval, issued, before }),
                None => {
                    let withdrawal = Reasoned { reason: why.clone(), stamp };
                    Outcome::to(ApplicationState::Withdrawn { from: ApplicationStatus::Approved, withdrawal })
                }
            }
            .quota(QuotaEffect::Release)
            .note(&why);
        }
        // Only what was accepted holds a quota; releasing nothing does no harm, so no state is left out here.
        let withdrawal = Reasoned { reason: why.clone(), stamp };
        Outcome::to(ApplicationState::Withdrawn { from: state.code(), withdrawal })
            .quota(QuotaEffect::Release)
            .note(&why)
    }

    pub(super) fn edited(
        &mut self,
        form: FormInput,
        state: ApplicationState,
        stamp: &Stamp,
    ) -> Result<Outcome, ActError> {
        match state {
            ApplicationState::Draft | ApplicationState::Incomplete { .. } | ApplicationState::InfoRequested { .. } => {
                self.form = form;
                self.asked = None;
                self.hands.applicants.extend(stamp.by.person());
                Ok(Outcome::to(state))
            }
            ApplicationState::UnderExamination { case } => {
                self.replace_content(form)?;
                Ok(Outcome::to(ApplicationState::UnderExamination { case }))
            }
            ApplicationState::DecisionProposed { case, .. } => {
                self.replace_content(form)?;
                self.hands.proposer = None;
                Ok(Outcome::to(ApplicationState::UnderExamination { case }).note("The proposal was dropped."))
            }
            ApplicationState::Approved { signed, .. } if !signed.is_empty() => Err(ActError::precondition(
                "consignments-signed",
                "Sign the other consignments or let the applicant give them up: some permits of this case are issued.",
            )),
            ApplicationState::Approved { case, .. } => {
                self.replace_content(form)?;
                self.hands.proposer = None;
                Ok(Outcome::to(ApplicationState::UnderExamination { case })
                    .quota(QuotaEffect::Reopen)
                    .note("The approval was dropped."))
            }
            state @ (ApplicationState::AwaitingPayment { .. }
            | ApplicationState::Submitted { .. }
            | ApplicationState::Accepted { .. }
            | ApplicationState::SaConsultation { .. }
            | ApplicationState::InspectionRequested { .. }
            | ApplicationState::Inspected { .. }
            | ApplicationState::ForeignConsultation { .. }
            | ApplicationState::AwaitingCounterpart { .. }
            | ApplicationState::AwaitingAdditionalPayment { .. }
            | ApplicationState::Issued { .. }
            | ApplicationState::Refused { .. }
            | ApplicationState::Withdrawn { .. }
            | ApplicationState::ClosedNoReply { .. }
            | ApplicationState::NoPermitNeeded { .. }
            | ApplicationState::UnderAppeal { .. }) => Err(elsewhere(ApplicationActCode::Edit, &state)),
        }
    }

    /// An officer's change: the form must stay complete.
    fn replace_content(&mut self, form: FormInput) -> Result<(), ActError> {
        self.draft = Some(Draft::parse(&form).map_err(ActError::Form)?);
        self.form = form;
        self.asked = None;
        Ok(())
    }

    pub(super) fn answer_form(&mut self) -> Result<(), ActError> {
        self.parse_form()
    }
}
