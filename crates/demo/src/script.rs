//! A script is one case as it is meant to go: who asks for what, and which acts follow at which moment. Acts that would
//! come after today are not done; so the last weeks stand half way, as in every office.

use crate::chance::Dice;
use crate::goods::Good;
use cites::{Amount, CountryCode, RefusalReason, Timestamp};
use jiff::{SignedDuration, ToSpan as _};

/// One act in the life of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The applicant begins a draft.
    Create,
    /// The applicant hands it in, or hands it in again.
    Submit,
    /// The clerk sends it back for completion.
    GiveBack,
    /// The clerk accepts it.
    Accept,
    /// The officer asks the applicant.
    Ask,
    /// The applicant answers.
    Answer,
    /// The officer consults the Scientific Authority, where a finding of it is needed.
    Consult,
    /// The Scientific Authority answers; no is no.
    Opinion(bool),
    /// The Scientific Authority answers yes, up to so many.
    OpinionUpTo(u32),
    /// The applicant hands in the import permit of the script this one waits for.
    ImportSeen,
    /// The officer proposes to grant.
    Propose,
    /// The officer proposes to grant so many of the first item.
    ProposeLess(u32),
    /// The approver sends it back to the officer.
    SendBack,
    /// The officer proposes to refuse.
    ProposeRefusal(RefusalReason),
    /// The approver approves.
    Approve,
    /// The approver refuses.
    Refuse(RefusalReason),
    /// The applicant withdraws.
    Withdraw,
    /// The officer sends an inspector: on a day so many days later, or without a day agreed yet.
    OrderInspection(Option<i64>),
    /// The inspector finds so many per cent of each line; more than all holds the case up.
    Inspected(i64),
    /// The officer asks the other Party's authority.
    AskAbroad,
    /// The applicant appeals against the refusal.
    Appeal,
    /// The signer signs.
    Sign,
    /// The clerk hands it over.
    Deliver,
    /// The approver cancels or revokes.
    Cancel,
    /// The approver suspends.
    Suspend,
    /// The holder reports the loss.
    Lose,
    /// The holder brings it back unused.
    Return,
    /// After its last day the holder declares it unused.
    DeclareUnused,
    /// Customs at export hold the consignment.
    Hold,
    /// Customs at export let it go.
    Release,
    /// Customs at export endorse so many per cent of each line.
    Endorse(i64),
    /// The other Party's officer fetches the permit.
    Fetch,
    /// The other Party's customs count so many per cent of what left.
    Receive(i64),
    /// The other Party's outbox is worked: the confirmation goes out.
    Confirm,
}

/// A line of a script.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// What.
    pub good: Good,
    /// How much.
    pub quantity: Amount,
}

/// What a case asks for.
#[derive(Debug, Clone)]
pub(crate) struct Consignment {
    /// Its lines.
    pub items: Vec<Item>,
    /// Why the law refuses it.
    pub refused: Option<RefusalReason>,
}

/// One case.
#[derive(Debug, Clone)]
pub(crate) struct Script {
    /// Whose house.
    pub house: CountryCode,
    /// Which of its companies applies.
    pub firm: usize,
    /// Which of the other Party's companies is on the other side.
    pub other: usize,
    /// Kind of document.
    pub kind: String,
    /// Box 5a.
    pub purpose: String,
    /// Its lines.
    pub items: Vec<Item>,
    /// The script whose permit this one replaces, or whose import permit it waits for.
    pub after: Option<usize>,
    /// What outside programs are told of its permit; `None`: nothing.
    pub note: Option<&'static str>,
    /// What happens when, in order.
    pub steps: Vec<(Timestamp, Step)>,
}

/// Lays steps along time.
pub(crate) struct Pen {
    at: Timestamp,
    /// Everything takes so many per cent of the usual time.
    pace: i64,
    /// Only on working days and in office hours?
    office_hours: bool,
    /// The steps so far.
    pub steps: Vec<(Timestamp, Step)>,
}

impl Pen {
    /// Begins at a moment.
    pub fn new(at: Timestamp, pace: i64, office_hours: bool) -> Pen {
        Pen { at, pace, office_hours, steps: Vec::new() }
    }

    /// The next step, some minutes after the one before.
    pub fn then(&mut self, minutes: i64, step: Step) -> &mut Pen {
        self.at += SignedDuration::from_mins((minutes * self.pace / 100).max(1));
        if self.office_hours {
            self.at = working(self.at);
        }
        self.steps.push((self.at, step));
        self
    }

    /// As [`Pen::then`], after something between so many and so many hours.
    pub fn within(&mut self, dice: &mut Dice, from: i64, to: i64, step: Step) -> &mut Pen {
        let minutes = dice.between(from * 60, to * 60);
        self.then(minutes, step)
    }

    /// From here on everything takes so many per cent of the usual time.
    pub fn pace_is(&mut self, percent: i64) -> &mut Pen {
        self.pace = percent;
        self
    }

    /// From here on at any hour: ports do not sleep.
    pub fn anytime(&mut self) -> &mut Pen {
        self.office_hours = false;
        self
    }

    /// From the draft to the signed permit. `science`: is the Scientific Authority asked?
    pub fn issue(&mut self, dice: &mut Dice, science: bool) -> &mut Pen {
        self.apply(dice);
        self.examine(dice, science);
        self.within(dice, 6, 30, Step::Propose);
        if dice.percent(4) {
            self.within(dice, 6, 48, Step::SendBack).within(dice, 6, 30, Step::Propose);
        }
        self.within(dice, 6, 60, Step::Approve).within(dice, 1, 24, Step::Sign)
    }

    /// From the draft to the officer's desk.
    pub fn apply(&mut self, dice: &mut Dice) -> &mut Pen {
        self.then(1, Step::Create).within(dice, 1, 6, Step::Submit);
        if dice.percent(8) {
            self.within(dice, 4, 40, Step::GiveBack).within(dice, 24, 160, Step::Submit);
        }
        self.within(dice, 2, 60, Step::Accept)
    }

    /// What the officer does before a proposal.
    pub fn examine(&mut self, dice: &mut Dice, science: bool) -> &mut Pen {
        if dice.percent(10) {
            self.within(dice, 6, 40, Step::Ask).within(dice, 20, 160, Step::Answer);
        }
        if science {
            self.within(dice, 4, 48, Step::Consult).within(dice, 24, 170, Step::Opinion(true));
        }
        self
    }
}

/// The next moment at which an office is open: Monday to Friday, 7 to 16 o'clock UTC.
fn working(at: Timestamp) -> Timestamp {
    use jiff::civil::Weekday;
    let mut local = at.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    if local.hour() >= 16 {
        // What comes in the evening is done in the morning, at the same minute.
        local = local.saturating_add(15.hours());
    } else if local.hour() < 7 {
        local = local.saturating_add(7.hours());
    }
    while matches!(local.weekday(), Weekday::Saturday | Weekday::Sunday) {
        local = local.saturating_add(1.days());
    }
    local.to_zoned(jiff::tz::TimeZone::UTC).map_or(at, |z| z.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_work_on_working_days() {
        for hour in 0..400 {
            let at: Timestamp = "2026-11-20T00:31:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_hours(hour);
            let open = working(at);
            let local = open.to_zoned(jiff::tz::TimeZone::UTC);
            assert!(open >= at && (7..16).contains(&local.hour()), "{at} became {open}");
            assert!(local.weekday().to_monday_one_offset() <= 5, "{at} became {open}");
        }
    }
}
