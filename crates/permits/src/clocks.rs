//! The clocks of `data/codes/sla_clocks.csv`: what starts each, what pauses it and says why, what stops it, and how
//! much of its target is used. Computed from the stamps of a case; the time it is comes as an argument.

use crate::application::Application;
use crate::timeline::{Clock, Timeline};
use cites::{ApplicationStatus, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A clock of an application. `C_BORDER` runs for a permit at the border and is not one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SlaClock {
    /// From submission to issue or refusal, gross: the headline figure.
    #[serde(rename = "C_TOTAL")]
    Total,
    /// The same without the time the applicant or a third party had it.
    #[serde(rename = "C_NET")]
    Net,
    /// From submission to accepted or sent back.
    #[serde(rename = "C_COMPLETE")]
    Complete,
    /// With the Scientific Authority.
    #[serde(rename = "C_SA")]
    Science,
    /// With the inspector.
    #[serde(rename = "C_INSP")]
    Inspection,
    /// With another authority.
    #[serde(rename = "C_FOREIGN")]
    Foreign,
    /// From approval to signature.
    #[serde(rename = "C_SIGN")]
    Sign,
    /// A question with the applicant.
    #[serde(rename = "C_APPLICANT")]
    Applicant,
}

impl SlaClock {
    /// Every clock of an application, in the order of the table.
    pub const ALL: [SlaClock; 8] = [
        SlaClock::Total,
        SlaClock::Net,
        SlaClock::Complete,
        SlaClock::Science,
        SlaClock::Inspection,
        SlaClock::Foreign,
        SlaClock::Sign,
        SlaClock::Applicant,
    ];

    /// Code of the table.
    pub const fn code(self) -> &'static str {
        match self {
            SlaClock::Total => "C_TOTAL",
            SlaClock::Net => "C_NET",
            SlaClock::Complete => "C_COMPLETE",
            SlaClock::Science => "C_SA",
            SlaClock::Inspection => "C_INSP",
            SlaClock::Foreign => "C_FOREIGN",
            SlaClock::Sign => "C_SIGN",
            SlaClock::Applicant => "C_APPLICANT",
        }
    }

    /// The clock of a code.
    pub fn from_code(code: &str) -> Option<SlaClock> {
        SlaClock::ALL.into_iter().find(|c| c.code() == code)
    }

    /// Target in hours where the Party set none (column `default_hours`).
    pub const fn default_hours(self) -> u32 {
        match self {
            SlaClock::Total | SlaClock::Applicant => 720,
            SlaClock::Net | SlaClock::Science => 240,
            SlaClock::Complete | SlaClock::Sign => 24,
            SlaClock::Inspection => 120,
            SlaClock::Foreign => 168,
        }
    }

    /// The one status in which a clock of one step runs; `None` for the two that run over the whole case.
    const fn step(self) -> Option<ApplicationStatus> {
        match self {
            SlaClock::Total | SlaClock::Net => None,
            SlaClock::Complete => Some(ApplicationStatus::Submitted),
            SlaClock::Science => Some(ApplicationStatus::SaConsultation),
            SlaClock::Inspection => Some(ApplicationStatus::InspectionRequested),
            SlaClock::Foreign => Some(ApplicationStatus::ForeignConsultation),
            SlaClock::Sign => Some(ApplicationStatus::Approved),
            SlaClock::Applicant => Some(ApplicationStatus::InfoRequested),
        }
    }
}

/// Hours by clock.
pub type ClockHours = BTreeMap<SlaClock, u32>;

/// Targets of a Party in hours. A clock that is not named has the default of the table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Targets {
    /// Hours by clock.
    pub hours: ClockHours,
    /// Hours of urgent cases, never more than the usual ones (`data/codes/fee_items.csv`, URGENT: "sets a shorter
    /// clock"); a clock that is not named runs as usual.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub urgent: ClockHours,
    /// Is the fee for urgent handling asked back for the applicant when the Authority missed the urgent clock? It still
    /// takes a person to release it. If not, the officer and the accountant are told, and may.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub urgent_credit: bool,
    /// Does the net time go on while a third party (Scientific Authority, inspector, another authority) has the case?
    pub third_party_counts: bool,
}

impl Targets {
    /// Hours of a clock.
    pub fn hours(&self, clock: SlaClock) -> u32 {
        self.hours.get(&clock).copied().unwrap_or(clock.default_hours())
    }

    /// Hours of a clock for an urgent case.
    pub fn urgent_hours(&self, clock: SlaClock) -> u32 {
        let usual = self.hours(clock);
        self.urgent.get(&clock).map_or(usual, |hours| usual.min(*hours))
    }

    /// How many hours sooner the net clock of an urgent case ends: so much earlier it stands in the line.
    pub fn sooner(&self) -> u32 {
        self.hours(SlaClock::Net) - self.urgent_hours(SlaClock::Net)
    }

    /// The targets of one case: an urgent one has the hours that were promised when it was handed in, where they are
    /// shorter than what everybody has by now.
    pub fn of(&self, case: &Application) -> Targets {
        let Some(promised) = case.promised() else { return self.clone() };
        let mut own = self.clone();
        for (clock, hours) in promised {
            own.hours.insert(*clock, self.hours(*clock).min(*hours));
        }
        own
    }

    /// The first urgent clock that is not shorter than the usual one, if any.
    pub fn not_shorter(&self) -> Option<SlaClock> {
        self.urgent.iter().find(|(clock, hours)| **hours > self.hours(**clock)).map(|(clock, _)| *clock)
    }
}

/// Why a clock does not run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// The case stands where this clock pauses; the status says with whom it is.
    Paused(ApplicationStatus),
    /// What it measures is over, since that moment, because of that status.
    Stopped(Timestamp, ApplicationStatus),
}

/// Marks of the target that were passed: reminders go out at each (`spec/workflow.md` section 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Under half of it.
    Early,
    /// Half of it.
    Half,
    /// Four fifths of it.
    Near,
    /// All of it: goes to the supervisor.
    Over,
}

impl Mark {
    /// Stable code: `early`, `half`, `near`, `over`.
    pub const fn code(self) -> &'static str {
        match self {
            Mark::Early => "early",
            Mark::Half => "half",
            Mark::Near => "near",
            Mark::Over => "over",
        }
    }
}

/// One clock of a case, read at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Which.
    pub clock: SlaClock,
    /// Seconds used so far.
    pub used: i64,
    /// Target in hours.
    pub target_hours: u32,
    /// Why it does not run; `None`: it runs.
    pub rest: Option<Rest>,
}

impl Reading {
    /// Whole hours used.
    pub fn hours(&self) -> u32 {
        u32::try_from(self.used / 3600).unwrap_or(u32::MAX)
    }

    /// Percent of the target; more than 100 when it is passed. A target of zero is passed at once.
    pub fn percent(&self) -> u32 {
        let target = i64::from(self.target_hours) * 3600;
        if target == 0 {
            return 100;
        }
        u32::try_from(self.used.saturating_mul(100) / target).unwrap_or(u32::MAX)
    }

    /// The highest mark that was passed.
    pub fn mark(&self) -> Mark {
        match self.percent() {
            0..50 => Mark::Early,
            50..80 => Mark::Half,
            80..100 => Mark::Near,
            _ => Mark::Over,
        }
    }

    /// Does it run?
    pub fn runs(&self) -> bool {
        self.rest.is_none()
    }

    /// Must the supervisor look? A clock of the authority that runs and has passed its target.
    pub fn escalates(&self) -> bool {
        self.runs() && self.clock != SlaClock::Applicant && self.mark() == Mark::Over
    }
}

/// Every clock that was ever started, in the order of the table; none before the case was submitted.
pub fn read(life: &Timeline, targets: &Targets, now: Timestamp) -> Vec<Reading> {
    SlaClock::ALL.into_iter().filter_map(|clock| one(life, clock, targets, now)).collect()
}

/// One clock; `None` when it was never started.
pub fn one(life: &Timeline, clock: SlaClock, targets: &Targets, now: Timestamp) -> Option<Reading> {
    let (used, rest) = match clock.step() {
        Some(step) => of_step(life, step, now)?,
        None => of_case(life, clock, targets, now)?,
    };
    Some(Reading { clock, used: used.max(0), target_hours: targets.hours(clock), rest })
}

/// The last stay in a status: a case that was sent back and came again is looked at afresh. A task of the examination is
/// measured by itself, whatever else was open and shown; of several authorities abroad the one that was asked first of
/// those that have not answered.
fn of_step(life: &Timeline, step: ApplicationStatus, now: Timestamp) -> Option<(i64, Option<Rest>)> {
    let spans = || life.tasks().iter().filter(|s| s.task == step);
    if let Some(open) = spans().find(|s| s.until.is_none()) {
        return Some((now.as_second() - open.from.as_second(), None));
    }
    if let Some((span, until)) = spans().filter_map(|s| Some((s, s.until?))).max_by_key(|(_, until)| *until) {
        let status = life.at(until).unwrap_or(step);
        return Some((until.as_second() - span.from.as_second(), Some(Rest::Stopped(until, status))));
    }
    let entries = life.entries();
    let n = entries.iter().rposition(|(status, _)| *status == step)?;
    let from = entries[n].1;
    Some(match entries.get(n + 1) {
        None => (now.as_second() - from.as_second(), None),
        Some((status, at)) => (at.as_second() - from.as_second(), Some(Rest::Stopped(*at, *status))),
    })
}

/// From the first submission to the end. An appeal that is upheld starts the clock again where it stood.
fn of_case(life: &Timeline, clock: SlaClock, targets: &Targets, now: Timestamp) -> Option<(i64, Option<Rest>)> {
    let start = life.submitted_at()?;
    let entries = life.entries();
    let (last, since) = *entries.last()?;
    let runs = |status: ApplicationStatus| match Clock::of(status) {
        Clock::Stopped => false,
        Clock::Authority => true,
        Clock::ThirdParty => clock == SlaClock::Total || targets.third_party_counts,
        Clock::Applicant => clock == SlaClock::Total,
    };
    let mut used = 0;
    for (n, (status, from)) in entries.iter().enumerate() {
        let until = entries.get(n + 1).map_or(now, |(_, at)| *at);
        if runs(*status) && until > start {
            used += until.as_second() - (*from).max(start).as_second();
        }
    }
    let rest = match Clock::of(last) {
        Clock::Stopped => Some(Rest::Stopped(since, last)),
        _ if runs(last) => None,
        _ => Some(Rest::Paused(last)),
    };
    Some((used, rest))
}

/// Average, median, eightieth and ninetieth percentile of processing times, from how many cases took how many hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// Cases.
    pub cases: u32,
    /// Average, rounded to whole hours.
    pub mean: u32,
    /// Half of them took so many hours or less.
    pub median: u32,
    /// Eight of ten took so many hours or less.
    pub eightieth: u32,
    /// Nine of ten took so many hours or less.
    pub ninetieth: u32,
}

impl Spread {
    /// Of pairs (hours, cases); `None` without a case.
    pub fn of(hours: impl IntoIterator<Item = (u32, u32)>) -> Option<Spread> {
        let mut sorted = BTreeMap::<u32, u64>::new();
        for (hour, cases) in hours {
            *sorted.entry(hour).or_default() += u64::from(cases);
        }
        let cases: u64 = sorted.values().sum();
        if cases == 0 {
            return None;
        }
        let sum: u64 = sorted.iter().map(|(hour, n)| u64::from(*hour) * n).sum();
        // The smallest figure that at least so many of a hundred do not pass (nearest rank).
        let rank = |percent: u64| {
            let wanted = (cases * percent).div_ceil(100);
            let mut seen = 0;
            sorted.iter().find(|(_, n)| {
                seen += **n;
                seen >= wanted
            })
        };
        let hour = |percent| rank(percent).map_or(0, |(hour, _)| *hour);
        let mean = u32::try_from((sum + cases / 2) / cases).unwrap_or(u32::MAX);
        let cases = u32::try_from(cases).unwrap_or(u32::MAX);
        Some(Spread { cases, mean, median: hour(50), eightieth: hour(80), ninetieth: hour(90) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ApplicationStatus as S;

    fn hour(h: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + h * 3600).unwrap()
    }

    fn life(steps: &[(ApplicationStatus, i64)]) -> Timeline {
        let mut life = Timeline::begin(S::Draft, hour(0));
        for (status, h) in steps {
            life.enter(*status, hour(*h));
        }
        life
    }

    #[test]
    fn the_clocks_are_those_of_the_table() {
        let table = include_str!("../../../data/codes/sla_clocks.csv");
        for clock in SlaClock::ALL {
            let row = table.lines().find(|l| l.starts_with(&format!("{},", clock.code()))).unwrap();
            assert!(row.contains(&format!(",{},", clock.default_hours())), "{row}");
            assert_eq!(SlaClock::from_code(clock.code()), Some(clock));
        }
        assert_eq!(table.lines().count() - 1, SlaClock::ALL.len() + 1, "all but the border's");
    }

    #[test]
    fn with_the_applicant_the_net_clock_pauses_and_says_why() {
        let waiting = life(&[(S::Submitted, 0), (S::Accepted, 4), (S::UnderExamination, 4), (S::InfoRequested, 10)]);
        let targets = Targets::default();
        let net = one(&waiting, SlaClock::Net, &targets, hour(200)).unwrap();
        assert_eq!((net.hours(), net.rest), (10, Some(Rest::Paused(S::InfoRequested))));
        let gross = one(&waiting, SlaClock::Total, &targets, hour(200)).unwrap();
        assert_eq!((gross.hours(), gross.rest), (200, None), "the headline figure never pauses");
        let asked = one(&waiting, SlaClock::Applicant, &targets, hour(200)).unwrap();
        assert_eq!((asked.hours(), asked.mark()), (190, Mark::Early));
        assert_eq!(one(&waiting, SlaClock::Science, &targets, hour(200)), None, "nobody asked the experts");
    }

    #[test]
    fn the_experts_time_is_the_authoritys_only_where_the_party_says_so() {
        let steps = [(S::Submitted, 0), (S::Accepted, 1), (S::UnderExamination, 1), (S::SaConsultation, 5)];
        let own = Targets::default();
        let both = Targets { third_party_counts: true, ..Targets::default() };
        assert_eq!(one(&life(&steps), SlaClock::Net, &own, hour(50)).unwrap().hours(), 5);
        assert_eq!(one(&life(&steps), SlaClock::Net, &both, hour(50)).unwrap().hours(), 50);
        let science = one(&life(&steps), SlaClock::Science, &own, hour(245)).unwrap();
        assert!(science.escalates(), "240 hours are over: {science:?}");
    }

    #[test]
    fn an_urgent_clock_is_never_longer_and_unnamed_ones_run_as_usual() {
        let urgent = ClockHours::from([(SlaClock::Net, 72), (SlaClock::Total, 120)]);
        let party = Targets { urgent, ..Targets::default() };
        assert_eq!((party.urgent_hours(SlaClock::Net), party.urgent_hours(SlaClock::Sign)), (72, 24));
        assert_eq!((party.sooner(), Targets::default().sooner(), party.not_shorter()), (168, 0, None));
        let slow = Targets { hours: ClockHours::from([(SlaClock::Net, 48)]), ..party.clone() };
        assert_eq!((slow.not_shorter(), slow.urgent_hours(SlaClock::Net), slow.sooner()), (Some(SlaClock::Net), 48, 0));
        let text = serde_json::to_string(&party).unwrap();
        assert_eq!(serde_json::from_str::<Targets>(&text).unwrap(), party);
        let before: Targets = serde_json::from_str(r#"{"hours":{"C_NET":240},"third_party_counts":false}"#).unwrap();
        assert!(before.urgent.is_empty() && !before.urgent_credit, "what was set before still reads");
    }

    #[test]
    fn half_four_fifths_and_all_of_the_target_are_marked() {
        let open = life(&[(S::Submitted, 0)]);
        let marks = [11, 12, 19, 20, 23, 24]
            .map(|h| one(&open, SlaClock::Complete, &Targets::default(), hour(h)).unwrap().mark().code());
        assert_eq!(marks, ["early", "half", "half", "near", "near", "over"]);
    }

    #[test]
    fn a_second_look_begins_afresh_and_an_end_stops_every_clock() {
        let again = life(&[(S::Submitted, 0), (S::Incomplete, 20), (S::Submitted, 100)]);
        let check = one(&again, SlaClock::Complete, &Targets::default(), hour(103)).unwrap();
        assert_eq!((check.hours(), check.runs()), (3, true));
        let ended = life(&[(S::Submitted, 0), (S::Withdrawn, 30)]);
        let total = one(&ended, SlaClock::Total, &Targets::default(), hour(999)).unwrap();
        assert_eq!((total.hours(), total.rest), (30, Some(Rest::Stopped(hour(30), S::Withdrawn))));
        assert!(read(&life(&[]), &Targets::default(), hour(9)).is_empty(), "a draft has no clock");
    }

    #[test]
    fn ten_cases_have_an_average_a_median_and_a_ninetieth() {
        let spread = Spread::of([(10, 4), (20, 4), (30, 1), (200, 1)]).unwrap();
        assert_eq!(spread, Spread { cases: 10, mean: 35, median: 20, eightieth: 20, ninetieth: 30 });
        assert_eq!(Spread::of([]), None);
        assert_eq!(Spread::of([(7, 1)]).unwrap(), Spread { cases: 1, mean: 7, median: 7, eightieth: 7, ninetieth: 7 });
    }
}
