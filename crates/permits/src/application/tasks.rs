//! Sub-tasks of the examination (`spec/workflow.md` section 2): a question, a payment, an import permit, an inspection, an
//! opinion and another authority's answer may be waited for at the same time. The state shows the one that comes first;
//! the others stand in the case beside it. A case is taken apart into all its open tasks, an act adds or takes one, and
//! [`put_together`] decides again which is shown: nothing else does.

use super::act::ApplicationAct;
use super::intake::elsewhere;
use super::state::{
    ApplicationState, Case, Consultation, InspectionOrder, InspectionReport, Invoice, Question, Reasoned,
};
use super::{Application, Outcome};
use crate::actor::Stamp;
use crate::error::ActError;
use crate::permission::{self, ApplicationActCode as Code};
use cites::{ApplicationStatus, CountryCode, Timestamp};
use serde::{Deserialize, Serialize};

/// What is waited for, with its facts. In the order of priority: what the applicant has to do, then what the officer has to
/// read, then whom we asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "task", rename_all = "snake_case")]
pub enum OpenTask {
    /// A question to the applicant: it has a day, and its answer may change everything else.
    Question {
        /// The question.
        question: Question,
    },
    /// An additional payment.
    Payment {
        /// What is to be paid.
        invoice: Invoice,
    },
    /// The import permit of the destination (App. I).
    ImportPermit {
        /// Since when, who found it.
        since: Stamp,
    },
    /// An inspector's report that the officer has not taken up.
    Report {
        /// It.
        report: InspectionReport,
    },
    /// An inspection that is ordered.
    Inspection {
        /// Why, by whom, when.
        request: Reasoned,
        /// Where, when, and what to look at.
        #[serde(default)]
        order: InspectionOrder,
    },
    /// An opinion of the Scientific Authority.
    Opinion {
        /// What was asked.
        consultation: Consultation,
    },
    /// The answer of another authority.
    Abroad {
        /// Whose.
        country: CountryCode,
        /// Why, by whom, when.
        inquiry: Reasoned,
        /// To whom the letter went; empty: the directory had no address. `None`: not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        letter: Option<Vec<String>>,
    },
}

/// Statuses of open tasks, the one that is shown before all others first.
pub const PRIORITY: [ApplicationStatus; 7] = [
    ApplicationStatus::InfoRequested,
    ApplicationStatus::AwaitingAdditionalPayment,
    ApplicationStatus::AwaitingCounterpart,
    ApplicationStatus::Inspected,
    ApplicationStatus::InspectionRequested,
    ApplicationStatus::SaConsultation,
    ApplicationStatus::ForeignConsultation,
];

impl OpenTask {
    /// The status that shows it.
    pub fn status(&self) -> ApplicationStatus {
        match self {
            OpenTask::Question { .. } => ApplicationStatus::InfoRequested,
            OpenTask::Payment { .. } => ApplicationStatus::AwaitingAdditionalPayment,
            OpenTask::ImportPermit { .. } => ApplicationStatus::AwaitingCounterpart,
            OpenTask::Report { .. } => ApplicationStatus::Inspected,
            OpenTask::Inspection { .. } => ApplicationStatus::InspectionRequested,
            OpenTask::Opinion { .. } => ApplicationStatus::SaConsultation,
            OpenTask::Abroad { .. } => ApplicationStatus::ForeignConsultation,
        }
    }

    /// Since when it is open; `None` for a payment, whose invoice tells no beginning.
    pub fn since(&self) -> Option<Timestamp> {
        match self {
            OpenTask::Question { question } => Some(question.asked.at),
            OpenTask::Payment { .. } => None,
            OpenTask::ImportPermit { since } => Some(since.at),
            OpenTask::Report { report } => Some(report.stamp.at),
            OpenTask::Inspection { request, .. } => Some(request.stamp.at),
            OpenTask::Opinion { consultation } => Some(consultation.asked.at),
            OpenTask::Abroad { inquiry, .. } => Some(inquiry.stamp.at),
        }
    }

    /// Until when an answer is waited for, where a day was set.
    pub fn due(&self) -> Option<Timestamp> {
        match self {
            OpenTask::Question { question } => Some(question.deadline),
            OpenTask::Payment { invoice } => Some(invoice.deadline),
            OpenTask::Opinion { consultation } => Some(consultation.deadline),
            OpenTask::ImportPermit { .. }
            | OpenTask::Report { .. }
            | OpenTask::Inspection { .. }
            | OpenTask::Abroad { .. } => None,
        }
    }

    /// Whose authority is asked, where the task is one of several of its kind.
    pub fn country(&self) -> Option<CountryCode> {
        match self {
            OpenTask::Abroad { country, .. } => Some(*country),
            _ => None,
        }
    }

    fn rank(&self) -> usize {
        let status = self.status();
        PRIORITY.iter().position(|s| *s == status).unwrap_or(PRIORITY.len())
    }
}

/// The status of the task that an act opens; `None` for an act that opens none.
pub fn opens(act: Code) -> Option<ApplicationStatus> {
    match act {
        Code::Ask => Some(ApplicationStatus::InfoRequested),
        Code::ConsultSa => Some(ApplicationStatus::SaConsultation),
        Code::RequestInspection => Some(ApplicationStatus::InspectionRequested),
        Code::ConsultForeign => Some(ApplicationStatus::ForeignConsultation),
        Code::WaitImportPermit => Some(ApplicationStatus::AwaitingCounterpart),
        Code::ExtraFee => Some(ApplicationStatus::AwaitingAdditionalPayment),
        _ => None,
    }
}

/// Is an application in this status under examination, with the task that it shows, if any?
pub fn examined(status: ApplicationStatus) -> bool {
    status == ApplicationStatus::UnderExamination || PRIORITY.contains(&status)
}

/// The examination with these open tasks: the one of the highest priority is shown, of two of a kind the older one.
pub(super) fn put_together(mut case: Case, mut tasks: Vec<OpenTask>) -> ApplicationState {
    tasks.sort_by_key(|t| (t.rank(), t.since()));
    let mut tasks = tasks.into_iter();
    let shown = tasks.next();
    case.beside = tasks.collect();
    match shown {
        None => ApplicationState::UnderExamination { case },
        Some(OpenTask::Question { question }) => ApplicationState::InfoRequested { case, question },
        Some(OpenTask::Payment { invoice }) => ApplicationState::AwaitingAdditionalPayment { case, invoice },
        Some(OpenTask::ImportPermit { since }) => ApplicationState::AwaitingCounterpart { case, since },
        Some(OpenTask::Report { report }) => ApplicationState::Inspected { case, report },
        Some(OpenTask::Inspection { request, order }) => ApplicationState::InspectionRequested { case, request, order },
        Some(OpenTask::Opinion { consultation }) => ApplicationState::SaConsultation { case, consultation },
        Some(OpenTask::Abroad { country, inquiry, letter }) => {
            ApplicationState::ForeignConsultation { case, country, inquiry, letter }
        }
    }
}

impl ApplicationState {
    /// The case and every open task, the shown one first.
    ///
    /// # Errors
    /// The status of an application that is not under examination.
    pub(super) fn take_apart(self) -> Result<(Case, Vec<OpenTask>), ApplicationStatus> {
        let (mut case, shown) = match self {
            ApplicationState::UnderExamination { case } => (case, None),
            ApplicationState::InfoRequested { case, question } => (case, Some(OpenTask::Question { question })),
            ApplicationState::AwaitingAdditionalPayment { case, invoice } => {
                (case, Some(OpenTask::Payment { invoice }))
            }
            ApplicationState::AwaitingCounterpart { case, since } => (case, Some(OpenTask::ImportPermit { since })),
            ApplicationState::Inspected { case, report } => (case, Some(OpenTask::Report { report })),
            ApplicationState::InspectionRequested { case, request, order } => {
                (case, Some(OpenTask::Inspection { request, order }))
            }
            ApplicationState::SaConsultation { case, consultation } => (case, Some(OpenTask::Opinion { consultation })),
            ApplicationState::ForeignConsultation { case, country, inquiry, letter } => {
                (case, Some(OpenTask::Abroad { country, inquiry, letter }))
            }
            other => return Err(other.code()),
        };
        let mut tasks = std::mem::take(&mut case.beside);
        if let Some(shown) = shown {
            tasks.insert(0, shown);
        }
        Ok((case, tasks))
    }

    /// Every open task, the shown one first; none outside the examination.
    pub fn open_tasks(&self) -> Vec<OpenTask> {
        let shown = match self {
            ApplicationState::InfoRequested { question, .. } => Some(OpenTask::Question { question: question.clone() }),
            ApplicationState::AwaitingAdditionalPayment { invoice, .. } => {
                Some(OpenTask::Payment { invoice: invoice.clone() })
            }
            ApplicationState::AwaitingCounterpart { since, .. } => {
                Some(OpenTask::ImportPermit { since: since.clone() })
            }
            ApplicationState::Inspected { report, .. } => Some(OpenTask::Report { report: report.clone() }),
            ApplicationState::InspectionRequested { request, order, .. } => {
                Some(OpenTask::Inspection { request: request.clone(), order: order.clone() })
            }
            ApplicationState::SaConsultation { consultation, .. } => {
                Some(OpenTask::Opinion { consultation: consultation.clone() })
            }
            ApplicationState::ForeignConsultation { country, inquiry, letter, .. } => {
                Some(OpenTask::Abroad { country: *country, inquiry: inquiry.clone(), letter: letter.clone() })
            }
            _ => None,
        };
        let beside = self.case().map(|c| c.beside.as_slice()).unwrap_or_default();
        shown.into_iter().chain(beside.iter().cloned()).collect()
    }

    fn beside(&self) -> impl Iterator<Item = &OpenTask> {
        self.case().into_iter().flat_map(|c| &c.beside)
    }

    /// Where the application stands: every state from which an act may lead on. Under examination that is the
    /// examination itself and each of its open tasks.
    pub fn positions(&self) -> Vec<ApplicationStatus> {
        let shown = self.code();
        if !examined(shown) {
            return vec![shown];
        }
        let mut all = vec![ApplicationStatus::UnderExamination];
        for status in std::iter::once(shown).chain(self.beside().map(OpenTask::status)) {
            if !all.contains(&status) {
                all.push(status);
            }
        }
        all
    }

    /// Is a task of this status open?
    pub fn is_open(&self, task: ApplicationStatus) -> bool {
        PRIORITY.contains(&task) && self.positions().contains(&task)
    }

    /// The open question to the applicant.
    pub fn question(&self) -> Option<&Question> {
        match self {
            ApplicationState::InfoRequested { question, .. } => Some(question),
            _ => self.beside().find_map(|t| match t {
                OpenTask::Question { question } => Some(question),
                _ => None,
            }),
        }
    }

    /// The open invoice: the first one, or an additional one.
    pub fn invoice(&self) -> Option<&Invoice> {
        match self {
            ApplicationState::AwaitingPayment { invoice }
            | ApplicationState::AwaitingAdditionalPayment { invoice, .. } => Some(invoice),
            _ => self.beside().find_map(|t| match t {
                OpenTask::Payment { invoice } => Some(invoice),
                _ => None,
            }),
        }
    }

    /// What the Scientific Authority is asked.
    pub fn consultation(&self) -> Option<&Consultation> {
        match self {
            ApplicationState::SaConsultation { consultation, .. } => Some(consultation),
            _ => self.beside().find_map(|t| match t {
                OpenTask::Opinion { consultation } => Some(consultation),
                _ => None,
            }),
        }
    }

    /// The inspection that is ordered.
    pub fn inspection(&self) -> Option<(&Reasoned, &InspectionOrder)> {
        match self {
            ApplicationState::InspectionRequested { request, order, .. } => Some((request, order)),
            _ => self.beside().find_map(|t| match t {
                OpenTask::Inspection { request, order } => Some((request, order)),
                _ => None,
            }),
        }
    }

    /// The inspector's report that the officer has not taken up.
    pub fn fresh_report(&self) -> Option<&InspectionReport> {
        match self {
            ApplicationState::Inspected { report, .. } => Some(report),
            _ => self.beside().find_map(|t| match t {
                OpenTask::Report { report } => Some(report),
                _ => None,
            }),
        }
    }

    /// The authorities abroad that are asked, with the reasons.
    pub fn inquiries(&self) -> Vec<(CountryCode, &Reasoned)> {
        let shown = match self {
            ApplicationState::ForeignConsultation { country, inquiry, .. } => Some((*country, inquiry)),
            _ => None,
        };
        let beside = self.beside().filter_map(|t| match t {
            OpenTask::Abroad { country, inquiry, .. } => Some((*country, inquiry)),
            _ => None,
        });
        shown.into_iter().chain(beside).collect()
    }
}

/// Takes the first such task out of the open ones.
pub(super) fn take(tasks: &mut Vec<OpenTask>, such: impl Fn(&OpenTask) -> bool) -> Option<OpenTask> {
    let n = tasks.iter().position(such)?;
    Some(tasks.remove(n))
}

impl Outcome {
    /// The examination goes on with these open tasks.
    pub(super) fn examination(case: Case, tasks: Vec<OpenTask>) -> Outcome {
        Outcome::to(put_together(case, tasks))
    }
}

/// Takes a state apart for an act of the examination, or says that the act is not for it.
pub(super) fn on_the_desk(act: &ApplicationAct, state: ApplicationState) -> Result<(Case, Vec<OpenTask>), ActError> {
    state.take_apart().map_err(|state| ActError::NotInApplicationState { act: act.code().code(), state })
}

/// The task that an act is about is not open.
pub(super) fn not_open(act: Code, case: Case, tasks: Vec<OpenTask>) -> ActError {
    elsewhere(act, &put_together(case, tasks))
}

impl Application {
    /// May the act be done with these tasks open? A task of a kind is opened once, of other authorities one for each
    /// country (the act itself asks which); a decision needs all of them closed.
    ///
    /// # Errors
    /// `task-open`, `tasks-open`.
    pub(super) fn tasks_allow(&self, act: Code) -> Result<(), ActError> {
        let positions = self.state.positions();
        if !positions.iter().any(|s| PRIORITY.contains(s)) {
            return Ok(());
        }
        let twice = match opens(act) {
            Some(ApplicationStatus::ForeignConsultation) | None => None,
            // A report that nobody has read is part of the inspection that brought it.
            Some(ApplicationStatus::InspectionRequested) => positions
                .iter()
                .find(|s| matches!(s, ApplicationStatus::InspectionRequested | ApplicationStatus::Inspected)),
            Some(kind) => positions.iter().find(|s| **s == kind),
        };
        if let Some(task) = twice {
            return Err(open_already(*task));
        }
        if act == Code::Propose {
            let names: Vec<String> =
                self.state.open_tasks().iter().map(|t| format!("“{}”", t.status().name(cites::Lang::En))).collect();
            let help = format!("Wait until nothing is open any more: {}.", names.join(", "));
            return Err(ActError::precondition("tasks-open", help));
        }
        Ok(())
    }

    /// The states from which the table's rows for this act lead on now.
    pub(super) fn rows(
        &self,
        act: Code,
    ) -> impl Iterator<Item = &'static permission::Row<ApplicationStatus, Code>> + use<> {
        let mut positions = self.state.positions();
        // Content is changed by whoever has it: with a task open that is the applicant who was asked, not the officer.
        if act == Code::Edit && positions.len() > 1 {
            positions.retain(|s| *s != ApplicationStatus::UnderExamination);
        }
        // What may be done in any state is done once.
        if permission::application(self.status(), act).any(|row| row.from.is_none()) {
            positions = vec![self.status()];
        }
        positions.into_iter().flat_map(move |from| permission::application(from, act))
    }
}

fn open_already(task: ApplicationStatus) -> ActError {
    let help = format!("Close what is open first: “{}”.", task.name(cites::Lang::En));
    ActError::precondition("task-open", help)
}

/// Another authority is asked once at a time.
pub(super) fn asked_already(tasks: &[OpenTask], country: CountryCode) -> Result<(), ActError> {
    if tasks.iter().any(|t| t.country() == Some(country)) {
        return Err(open_already(ApplicationStatus::ForeignConsultation));
    }
    Ok(())
}
