//! A blank is completed (Res. Conf. 12.3, section XII): the decision was taken with the order, so the completed document
//! is a case of its own that begins approved, with the findings, the hands and the approval of its order.

use super::decide::Answer;
use super::state::{ApplicationEvent, ApplicationState, Approval, QuotaEffect, Reasoned};
use super::{Application, Outcome};
use crate::actor::Stamp;
use crate::draft::Draft;
use crate::error::ActError;
use crate::finding::Finding;
use crate::permission::ApplicationActCode;
use cites::ApplicationStatus;
use rules::Clearance;

impl Application {
    /// From a draft that holds the completed form to an approved case.
    ///
    /// `order`: the issued application for blanks. `findings`: those of the order that speak of these lines, with
    /// identities of their own. `clearance`: what the rules said of the completed content today. `stamp`: who completed,
    /// when.
    ///
    /// # Errors
    /// `form-errors`, `blank-order` when the order is not issued or the content is not of it, `approval-dropped` when
    /// the clearance is for another content, a finding that does not hold any more.
    pub fn complete(
        mut self,
        order: &Application,
        findings: Vec<Finding>,
        clearance: Clearance,
        stamp: Stamp,
    ) -> Result<(Application, Vec<ApplicationEvent>), ActError> {
        let draft = Draft::parse(&self.form).map_err(ActError::Form)?;
        let (ApplicationState::Issued { case, approval, .. }, Some(ordered), ApplicationState::Draft) =
            (&order.state, &order.draft, &self.state)
        else {
            return Err(other());
        };
        let digest = draft.digest();
        if !fits(&draft, ordered) || self.side != order.side || self.party != order.party {
            return Err(other());
        }
        if clearance.draft() != digest {
            return Err(ActError::precondition("approval-dropped", "The content was changed since; begin again."));
        }
        self.draft = Some(draft);
        self.findings = findings;
        self.hands = order.hands.clone();
        let examined = self.examined(clearance.trace(), digest, Answer::Positive)?;
        let approval = Approval { draft: digest, examined, quotas: Vec::new(), ..approval.clone() };
        self.state = ApplicationState::Approved { case: case.clone(), approval, signed: Vec::new() };
        self.timeline.enter(ApplicationStatus::Approved, stamp.at);
        let event = |quota, from| ApplicationEvent {
            act: ApplicationActCode::Create,
            from: Some(from),
            to: ApplicationStatus::Approved,
            stamp: stamp.clone(),
            draft: Some(digest),
            quota,
            waived: Vec::new(),
            note: None,
        };
        let events = vec![
            event(QuotaEffect::Reserve, ApplicationStatus::Draft),
            event(QuotaEffect::Commit, ApplicationStatus::Approved),
        ];
        Ok((self, events))
    }

    /// From a case whose document is not sealed back to nothing: what it drew is given back, and its blank is free. Who may
    /// do so is asked of the blank, not of the case: its holder, an officer, or the system when the last day has passed.
    ///
    /// # Errors
    /// `blank-not-drawn` when this is no case of a blank, or is decided otherwise; `reason-empty`.
    pub fn undraw(self, why: String, stamp: Stamp) -> Result<(Application, ApplicationEvent), ActError> {
        let of_blank = self.draft.as_ref().and_then(|d| d.particulars.simplified()).is_some_and(|f| f.blank.is_some());
        let from = self.state.code();
        if !of_blank || from != ApplicationStatus::Approved {
            let help = "Nothing is held for this blank: it is not being completed.";
            return Err(ActError::precondition("blank-not-drawn", help));
        }
        let why = super::reason(why)?;
        let withdrawal = Reasoned { reason: why.clone(), stamp: stamp.clone() };
        let outcome = Outcome::to(ApplicationState::Withdrawn { from, withdrawal }).quota(QuotaEffect::Release);
        Ok(self.finish(ApplicationActCode::Withdraw, from, stamp, outcome.note(&why)))
    }
}

/// Is the completed content one of the order: the same closed boxes, no line more, no quantity above the face?
fn fits(draft: &Draft, order: &Draft) -> bool {
    let (Some(mine), Some(theirs)) = (draft.particulars.simplified(), order.particulars.simplified()) else {
        return false;
    };
    let of_order = |line: &crate::DraftLine| {
        order.lines.iter().any(|o| {
            (&o.taxon, o.term, o.appendix, o.source, o.second_source, o.quantity.unit())
                == (&line.taxon, line.term, line.appendix, line.source, line.second_source, line.quantity.unit())
                && (&o.origin, &o.last_reexport, &o.operation, &o.acquired)
                    == (&line.origin, &line.last_reexport, &line.operation, &line.acquired)
                && line.quantity.amount() <= o.quantity.amount()
        })
    };
    mine.blank.is_some()
        && theirs.blank.is_none()
        && (mine.base, &mine.registration, &mine.open) == (theirs.base, &theirs.registration, &theirs.open)
        && (draft.purpose, &draft.exporter, draft.language) == (order.purpose, &order.exporter, order.language)
        && draft.lines.len() <= order.lines.len()
        && draft.lines.iter().all(of_order)
}

fn other() -> ActError {
    ActError::precondition("blank-order", "Begin again from the page of the blank: this is not what was ordered.")
}
