//! Acts beside the table: a standing finding is relied upon, a case goes to another officer.

use super::state::{ApplicationEvent, ApplicationState, Case, QuotaEffect};
use super::{Application, Outcome, reason};
use crate::actor::{Actor, Stamp};
use crate::duty::DutyRule;
use crate::error::ActError;
use crate::finding::Finding;
use crate::permission::ApplicationActCode;
use cites::ids::PersonId;
use cites::{Role, Timestamp};

impl ApplicationState {
    pub(super) fn case_mut(&mut self) -> Option<&mut Case> {
        match self {
            ApplicationState::UnderExamination { case }
            | ApplicationState::InfoRequested { case, .. }
            | ApplicationState::SaConsultation { case, .. }
            | ApplicationState::InspectionRequested { case, .. }
            | ApplicationState::Inspected { case, .. }
            | ApplicationState::ForeignConsultation { case, .. }
            | ApplicationState::AwaitingCounterpart { case, .. }
            | ApplicationState::AwaitingAdditionalPayment { case, .. } => Some(case),
            _ => None,
        }
    }
}

impl Application {
    /// The officer relies on a finding that stands (`spec/workflow.md` 2.2): it keeps the hand, day and authority that
    /// made it; `finding.id` is a new identity, `number` what people quote.
    ///
    /// # Errors
    /// [`ActError`] when the officer may not record findings here, or the finding is not positive or out of date.
    pub fn rely_on(
        mut self,
        finding: Finding,
        number: &str,
        actor: &Actor,
        at: Timestamp,
    ) -> Result<(Application, ApplicationEvent), ActError> {
        let code = ApplicationActCode::RecordFinding;
        self.permitted(code, actor)?;
        if self.side.includes(actor) {
            return Err(ActError::Duty(DutyRule::ConflictOfInterest));
        }
        if !finding.holds(crate::signing::utc_day(at)) {
            return Err(ActError::precondition(
                "standing-ended",
                "Ask the Scientific Authority again: this finding is out of date or was not positive.",
            ));
        }
        let stamp = Stamp::new(actor, at);
        let from = self.status();
        self.findings.push(finding);
        self.hands.assessors.extend(stamp.by.person());
        let state = std::mem::replace(&mut self.state, ApplicationState::Draft);
        Ok(self.finish(code, from, stamp, Outcome::to(state).note(number)))
    }

    /// The supervisor gives an open case to another officer, whom the caller knows to be one of the house.
    ///
    /// # Errors
    /// [`ActError::NotPermitted`] for anybody but a supervisor of this Party; [`ActError::Duty`] when the new officer is
    /// on the applicant's side; a precondition without a reason, or where no officer has the case.
    pub fn reassign(
        mut self,
        officer: PersonId,
        officer_name: String,
        why: String,
        actor: &Actor,
        at: Timestamp,
    ) -> Result<(Application, ApplicationEvent), ActError> {
        let act = ApplicationActCode::Assign;
        let own = actor.person().is_some_and(|p| p.party == self.party);
        if !own || !actor.has(Role::MaSupervisor) {
            return Err(ActError::NotPermitted { act: act.code() });
        }
        if self.side.applicant == Some(officer) || self.side.agent == Some(officer) {
            return Err(ActError::Duty(DutyRule::ConflictOfInterest));
        }
        let why = reason(why)?;
        let stamp = Stamp::new(actor, at);
        let status = self.status();
        let Some(case) = self.state.case_mut() else {
            return Err(ActError::NotInApplicationState { act: act.code(), state: status });
        };
        case.officer = officer;
        case.officer_name = officer_name;
        case.assigned = stamp.clone();
        let event = ApplicationEvent {
            act,
            from: Some(status),
            to: status,
            stamp,
            draft: self.draft_digest(),
            quota: QuotaEffect::None,
            waived: Vec::new(),
            note: Some(why),
        };
        Ok((self, event))
    }
}
