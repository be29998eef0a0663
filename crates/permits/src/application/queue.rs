//! A case that waits for an officer again: somebody who has an interest in it says so and gives it back.

use super::state::{ApplicationEvent, ApplicationState, Case};
use super::{Application, Outcome, reason};
use crate::actor::{Actor, Stamp};
use crate::duty::DutyPolicy;
use crate::error::ActError;
use crate::permission::ApplicationActCode;
use cites::Timestamp;
use cites::ids::PersonId;

impl Application {
    /// Somebody of the desk has an interest in the case. The officer who has it in hand gives it back into the queue with
    /// all that was done so far; for everybody else nothing moves. Whoever declared an interest does nothing more in it.
    ///
    /// # Errors
    /// `reason-empty`, `application-state`, or `not-permitted`, also for a case in the hands of another officer.
    pub fn declare_interest(
        mut self,
        why: String,
        actor: &Actor,
        at: Timestamp,
    ) -> Result<(Application, ApplicationEvent), ActError> {
        let code = ApplicationActCode::DeclareInterest;
        self.permitted(code, actor)?;
        self.duty(code, actor, DutyPolicy::default())?;
        let why = reason(why)?;
        let from = self.status();
        let stamp = Stamp::new(actor, at);
        self.hands.interested.extend(stamp.by.person());
        let state = match std::mem::replace(&mut self.state, ApplicationState::Draft) {
            ApplicationState::UnderExamination { case } => {
                let (submission, accepted) = (case.submission.clone(), case.accepted.clone());
                self.parked = Some(Box::new(case));
                ApplicationState::Accepted { submission, accepted }
            }
            other => other,
        };
        Ok(self.finish(code, from, stamp, Outcome::to(state).note(&why)))
    }

    /// The case as it was when an officer gave it back, in the hands of another one.
    pub(super) fn taken_again(case: Case, officer: PersonId, officer_name: String, assigned: Stamp) -> Outcome {
        let note = officer_name.clone();
        let case = Case { officer, officer_name, assigned, ..case };
        Outcome::to(ApplicationState::UnderExamination { case }).note(&note)
    }
}
