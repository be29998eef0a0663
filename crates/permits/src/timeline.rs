//! When an application stood where: the clocks of `data/codes/sla_clocks.csv`, computed from stamps.

use crate::application::OpenTask;
use cites::{ApplicationStatus, CountryCode, Timestamp};
use serde::{Deserialize, Serialize};

/// Every state an application entered, with the moment; never empty, moments never go back. Beside them the tasks of its
/// examination, several of which may have been open at the same time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Timeline(Vec<(ApplicationStatus, Timestamp)>, Vec<TaskSpan>);

/// From when to when a task of the examination was open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskSpan {
    /// The status that shows it.
    pub task: ApplicationStatus,
    /// Whose authority was asked, where several may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<CountryCode>,
    /// Since when.
    pub from: Timestamp,
    /// Until when; `None`: still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// As it is kept: from before there were tasks side by side, the states alone.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    States(Vec<(ApplicationStatus, Timestamp)>),
    Tasks { states: Vec<(ApplicationStatus, Timestamp)>, tasks: Vec<TaskSpan> },
}

impl From<Written> for Timeline {
    fn from(written: Written) -> Timeline {
        match written {
            Written::States(states) => Timeline(states, Vec::new()),
            Written::Tasks { states, tasks } => Timeline(states, tasks),
        }
    }
}

impl From<Timeline> for Written {
    fn from(life: Timeline) -> Written {
        match life {
            Timeline(states, tasks) if tasks.is_empty() => Written::States(states),
            Timeline(states, tasks) => Written::Tasks { states, tasks },
        }
    }
}

/// Who is on the move while an application stands somewhere (column `clock` of `application_statuses`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The authority.
    Authority,
    /// The applicant.
    Applicant,
    /// A third party: Scientific Authority, inspection, foreign authority.
    ThirdParty,
    /// Nobody: not submitted, or closed.
    Stopped,
}

impl Clock {
    /// Whose clock runs in that state.
    pub fn of(status: ApplicationStatus) -> Clock {
        match status.clock() {
            "authority" => Clock::Authority,
            "applicant" => Clock::Applicant,
            "stopped" => Clock::Stopped,
            // The table writes "third party (SA)", "third party (foreign)" …
            _ => Clock::ThirdParty,
        }
    }
}

impl Timeline {
    /// A life that begins.
    pub fn begin(status: ApplicationStatus, at: Timestamp) -> Timeline {
        Timeline(vec![(status, at)], Vec::new())
    }

    /// Enters a state. A clock that went back counts as standing still.
    pub(crate) fn enter(&mut self, status: ApplicationStatus, at: Timestamp) {
        let at = self.0.last().map_or(at, |(_, last)| at.max(*last));
        if self.0.last().is_none_or(|(last, _)| *last != status) {
            self.0.push((status, at));
        }
    }

    /// Begins the span of every task that was opened and ends that of every one that is not open any more. What was
    /// opened before spans were kept began when its facts say.
    pub(crate) fn follow(&mut self, open: &[OpenTask], at: Timestamp) {
        let at = self.0.last().map_or(at, |(_, last)| at.max(*last));
        let is = |span: &TaskSpan, task: &OpenTask| span.task == task.status() && span.country == task.country();
        for span in self.1.iter_mut().filter(|s| s.until.is_none()) {
            if !open.iter().any(|task| is(span, task)) {
                span.until = Some(at.max(span.from));
            }
        }
        for task in open {
            if !self.1.iter().any(|s| s.until.is_none() && is(s, task)) {
                let from = task.since().unwrap_or(at).min(at);
                self.1.push(TaskSpan { task: task.status(), country: task.country(), from, until: None });
            }
        }
    }

    /// The tasks of the examination, in the order in which they were opened.
    pub fn tasks(&self) -> &[TaskSpan] {
        &self.1
    }

    /// The state at that moment; the first one before it began.
    pub fn at(&self, moment: Timestamp) -> Option<ApplicationStatus> {
        self.0.iter().rev().find(|(_, at)| *at <= moment).or(self.0.first()).map(|(status, _)| *status)
    }

    /// Every state entered, oldest first.
    pub fn entries(&self) -> &[(ApplicationStatus, Timestamp)] {
        &self.0
    }

    /// When that state was entered first.
    pub fn first(&self, status: ApplicationStatus) -> Option<Timestamp> {
        self.0.iter().find(|(s, _)| *s == status).map(|(_, at)| *at)
    }

    /// When it was submitted first: the start of the processing time (C_TOTAL).
    pub fn submitted_at(&self) -> Option<Timestamp> {
        self.first(ApplicationStatus::Submitted)
    }

    /// When the permit was issued.
    pub fn issued_at(&self) -> Option<Timestamp> {
        self.first(ApplicationStatus::Issued)
    }

    /// The end of the processing time: issued, or last refused.
    pub fn decided_at(&self) -> Option<Timestamp> {
        self.issued_at()
            .or_else(|| self.0.iter().rev().find(|(s, _)| *s == ApplicationStatus::Refused).map(|(_, at)| *at))
    }

    /// Gross processing time in seconds, submitted to issued: the headline figure (`spec/workflow.md` section 8).
    pub fn processing_seconds(&self) -> Option<i64> {
        Some(self.issued_at()?.as_second() - self.submitted_at()?.as_second())
    }

    /// Seconds between submission and decision (or `now`, while open) in which that clock ran. `Authority` is C_NET.
    pub fn seconds(&self, clock: Clock, now: Timestamp) -> i64 {
        let Some(start) = self.submitted_at() else { return 0 };
        let end = self.decided_at().unwrap_or(now);
        let mut sum = 0;
        for (n, (status, from)) in self.0.iter().enumerate() {
            let until = self.0.get(n + 1).map_or(now, |(_, at)| *at).min(end);
            let from = (*from).max(start);
            if Clock::of(*status) == clock && until > from {
                sum += until.as_second() - from.as_second();
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_with_the_applicant_is_not_the_authoritys_time() {
        let hour = |h: i64| Timestamp::from_second(1_700_000_000 + h * 3600).unwrap();
        let mut life = Timeline::begin(ApplicationStatus::Draft, hour(0));
        for (status, h) in [
            (ApplicationStatus::Submitted, 5),
            (ApplicationStatus::Incomplete, 6),
            (ApplicationStatus::Submitted, 30),
            (ApplicationStatus::Accepted, 31),
            (ApplicationStatus::UnderExamination, 31),
            (ApplicationStatus::SaConsultation, 33),
            (ApplicationStatus::UnderExamination, 43),
            (ApplicationStatus::Issued, 45),
        ] {
            life.enter(status, hour(h));
        }
        assert_eq!(life.processing_seconds(), Some(40 * 3600));
        assert_eq!(life.seconds(Clock::Applicant, hour(99)), 24 * 3600);
        assert_eq!(life.seconds(Clock::ThirdParty, hour(99)), 10 * 3600);
        assert_eq!(life.seconds(Clock::Authority, hour(99)), 6 * 3600);
    }
}
