//! What an inspection holds up (`data/codes/inspection_outcomes.csv`, column `effect`): something else than was declared
//! stops a grant until another visit finds it in order or somebody with the right to it says why it may go on. A suspicion
//! of fraud is not the Management Authority's to end.

use super::act::ApplicationAct;
use super::state::{ApplicationEvent, InspectionReport, QuotaEffect, Reasoned};
use super::{Application, reason};
use crate::actor::{Actor, Stamp};
use crate::duty::DutyRule;
use crate::error::ActError;
use crate::permission::ApplicationActCode;
use cites::{Role, Timestamp};
use serde::{Deserialize, Serialize};

/// What an outcome does to the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The goods were seen and are in order, or a line is lower.
    InOrder,
    /// Nothing was seen.
    Unseen,
    /// A grant waits.
    Hold,
    /// A grant waits, and those who pursue offences are told.
    Fraud,
}

/// The effect of an outcome's code; one that is not of the list holds.
pub fn effect(outcome: &str) -> Effect {
    match outcome {
        "CONFORM" | "QTY_LESS" => Effect::InOrder,
        "NOT_READY" => Effect::Unseen,
        "FRAUD" => Effect::Fraud,
        _ => Effect::Hold,
    }
}

/// Somebody let a case go on that an inspection had held up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cleared {
    /// How many reports there were; it speaks of these and of none after them.
    pub reports: usize,
    /// Does it end a suspicion of fraud?
    pub fraud: bool,
    /// Why, by whom, when.
    pub why: Reasoned,
}

/// What holds a case up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InspectionHold<'a> {
    /// The report.
    pub report: &'a InspectionReport,
    /// Is it a suspicion of fraud?
    pub fraud: bool,
}

impl InspectionHold<'_> {
    /// Who may end it with a reason.
    pub fn ended_by(&self) -> Role {
        if self.fraud { Role::Enforcement } else { Role::MaSupervisor }
    }
}

impl Application {
    /// Every report of an inspection, oldest first.
    pub fn inspections(&self) -> Vec<&InspectionReport> {
        self.state.case().into_iter().flat_map(|c| &c.inspections).chain(self.state.fresh_report()).collect()
    }

    /// What an inspection holds up, if anything.
    pub fn inspection_hold(&self) -> Option<InspectionHold<'_>> {
        let case = self.state.case()?;
        let reports = self.inspections();
        let cleared = |n: usize, fraud: bool| case.cleared.iter().any(|c| c.fraud == fraud && c.reports > n);
        let all = || reports.iter().enumerate().rev();
        // No later visit ends a suspicion.
        let suspected = all().find(|(n, r)| effect(&r.outcome) == Effect::Fraud && !cleared(*n, true));
        if let Some((_, report)) = suspected {
            return Some(InspectionHold { report, fraud: true });
        }
        let (n, report) = all().find(|(_, r)| matches!(effect(&r.outcome), Effect::Hold | Effect::InOrder))?;
        let held = effect(&report.outcome) == Effect::Hold && !cleared(n, false);
        held.then_some(InspectionHold { report, fraud: false })
    }

    /// Lets a grant go on that an inspection holds up.
    ///
    /// # Errors
    /// `inspection-free` when nothing holds it up; [`ActError::NotPermitted`] for whoever may not end it;
    /// `inspection-own` for the officer of the case; [`ActError::Duty`] on the applicant's side; `reason-empty`; the state.
    pub fn clear_inspection(
        mut self,
        why: String,
        actor: &Actor,
        at: Timestamp,
    ) -> Result<(Application, ApplicationEvent), ActError> {
        let act = ApplicationActCode::Resume;
        let status = self.status();
        let own = actor.person().is_some_and(|p| p.party == self.party);
        let Some(hold) = self.inspection_hold() else {
            return Err(ActError::precondition("inspection-free", "Go on: no inspection holds this case up."));
        };
        let fraud = hold.fraud;
        if !own || !actor.has(hold.ended_by()) {
            return Err(ActError::NotPermitted { act: act.code() });
        }
        if self.side.includes(actor) {
            return Err(ActError::Duty(DutyRule::ConflictOfInterest));
        }
        let why = reason(why)?;
        let stamp = Stamp::new(actor, at);
        let reports = self.inspections().len();
        let Some(case) = self.state.case_mut() else {
            return Err(ActError::NotInApplicationState { act: act.code(), state: status });
        };
        if Some(case.officer) == stamp.by.person() {
            let help = "Let another person release it: this is your own case.";
            return Err(ActError::precondition("inspection-own", help));
        }
        case.cleared.push(Cleared { reports, fraud, why: Reasoned { reason: why.clone(), stamp: stamp.clone() } });
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

    /// Does an inspection forbid to grant?
    pub(super) fn unheld(&self) -> Result<(), ActError> {
        match self.inspection_hold() {
            None => Ok(()),
            Some(hold) if hold.fraud => Err(ActError::precondition(
                "inspection-fraud",
                "Wait for those who pursue offences, or propose to refuse: an inspection suspects fraud.",
            )),
            Some(_) => Err(ActError::precondition(
                "inspection-hold",
                "Order another inspection, ask a supervisor to release it with a reason, or propose to refuse: the last \
                 inspection found something else than was declared.",
            )),
        }
    }
}

impl ApplicationAct {
    /// Does the act grant something?
    pub(super) fn grants(&self) -> bool {
        match self {
            ApplicationAct::Propose { proposal } => matches!(proposal, super::ProposedDecision::Grant { .. }),
            ApplicationAct::Approve { .. } => true,
            _ => false,
        }
    }
}
