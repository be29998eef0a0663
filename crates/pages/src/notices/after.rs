//! After issue: what happens next with a permit, the holder's report of use, the Authority's late list.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Field, FieldError, Fields, Table};
use crate::{Shell, Words, links};
use cites::{Amount, Date, PermitStatus, Role, Timestamp, Unit};
use std::collections::BTreeMap;

/// What happens next with a permit, for whoever holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextStep {
    /// It may be used until its last day.
    Open {
        /// The last day.
        until: Date,
        /// Days from today to it; 0: today is the last.
        days: i64,
    },
    /// It ended and nobody knows whether it was used.
    Over {
        /// The last day.
        until: Date,
    },
    /// It was used.
    Done,
    /// It may not be used any more, and may be replaced.
    Lost,
    /// It may not be used any more.
    Gone,
}

impl NextStep {
    /// By state and day.
    pub fn of(status: PermitStatus, until: Date, today: Date) -> NextStep {
        use PermitStatus as S;
        match status {
            S::Issued | S::Delivered | S::PartlyUsed | S::Held if today <= until => {
                NextStep::Open { until, days: i64::from(today.until(until).map(|s| s.get_days()).unwrap_or(0)) }
            }
            S::Issued | S::Delivered | S::PartlyUsed | S::Held | S::ExpiredUnknown => NextStep::Over { until },
            S::Endorsed | S::Confirmed | S::Used => NextStep::Done,
            S::Lost | S::Stolen | S::Destroyed => NextStep::Lost,
            _ => NextStep::Gone,
        }
    }

    /// In words: one or two sentences.
    pub fn words(&self, w: &Words) -> Vec<Html> {
        match self {
            NextStep::Open { days: 0, .. } => vec![w.html("next-last-day"), w.html("next-open")],
            NextStep::Open { until, days } => {
                vec![w.rich2("next-days", "date", w.date_html(until), "n", *days), w.html("next-open")]
            }
            NextStep::Over { until } => vec![w.rich1("next-over", "date", w.date_html(until))],
            NextStep::Done => vec![w.html("next-done")],
            NextStep::Lost => vec![w.html("next-lost")],
            NextStep::Gone => vec![w.html("next-gone")],
        }
    }
}

/// What a holder reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseTold {
    /// When.
    pub at: Timestamp,
    /// Used?
    pub used: bool,
    /// What left by block, in its unit.
    pub quantities: Vec<(String, Amount, Unit)>,
    /// What shows it.
    pub statement: String,
}

impl UseTold {
    /// In one line.
    pub fn words(&self, w: &Words) -> Html {
        let amounts: Vec<String> = self
            .quantities
            .iter()
            .map(|(block, a, unit)| format!("{block}: {} {}", w.amount(a), w.unit(unit)))
            .collect();
        let head = w.html(if self.used { "use-report-used" } else { "use-report-unused" });
        Html::join(&[w.when_html(&self.at), head, Html::data(amounts.join("; ")), Html::data(&self.statement)], " · ")
    }
}

/// The holder's report of use. Fields: `quantity-<block>` each, `statement`.
#[derive(Debug, Clone)]
pub struct UsePage {
    /// The frame.
    pub shell: Shell,
    /// Id of the permit.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Open lines: block, taxon, permitted, unit.
    pub lines: Vec<(String, String, Amount, Unit)>,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl UsePage {
    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let mut fields: Vec<Field> = self
            .lines
            .iter()
            .map(|(block, taxon, permitted, unit)| {
                let label = w.rich2("use-quantity", "block", Html::text(block), "taxon", Html::taxon(taxon));
                let most = format!("{} {}", w.amount(permitted), w.unit(unit));
                Field::short(format!("quantity-{block}"), label, "w10")
                    .hint(w.rich1("use-quantity-hint", "amount", most))
                    .kind("text", "decimal")
            })
            .collect();
        fields.push(Field::area("statement", w.html("use-statement"), 2000).hint(w.html("use-statement-hint")));
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample with something wrong.
    pub fn sample() -> UsePage {
        UsePage {
            shell: crate::samples::shell(Some(Role::Applicant), "/permits/p3/use"),
            id: "p3".into(),
            number: "26QM000371".into(),
            lines: vec![
                ("A".into(), "Crocodylus niloticus".into(), Amount::whole(240), Unit::Nar),
                ("B".into(), "Crocodylus niloticus".into(), crate::samples::amount("12.5"), Unit::Kgm),
            ],
            typed: [("quantity-A".to_owned(), "260".to_owned())].into(),
            errors: vec![FieldError::new("quantity-A", "use-more")],
        }
    }
}

page! {
    UsePage in "notices/use.html";
    layout Narrow; area Some(Permits);
    title |_c, w| w.html("use-title");
    trail |c, _w| vec![(Html::code(&c.number), links::permit(&c.id))];
    errors errors;
}

/// One late permit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateRow {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Holder.
    pub holder: String,
    /// Last day.
    pub until: Date,
    /// Days since then.
    pub days: i64,
    /// Last reminder.
    pub chased: Option<Timestamp>,
    /// When the holder last reported something.
    pub told: Option<Timestamp>,
}

/// Permits that ended and of which nobody knows whether they were used, those that ended first first.
#[derive(Debug, Clone)]
pub struct LatePage {
    /// The frame.
    pub shell: Shell,
    /// The permits.
    pub rows: Vec<LateRow>,
}

impl LatePage {
    fn table(&self, w: &Words) -> Table {
        let heads = [
            w.say("permits-number"),
            w.say("permits-holder"),
            w.say("form-box2-valid-until"),
            format!("{}#", w.say("late-days")),
            w.say("late-chased"),
            w.say("late-said"),
        ];
        let when = |at: &Option<Timestamp>| at.as_ref().map_or_else(|| w.html("late-never"), |t| w.when_html(t));
        Table::new(w.html("late-title"), &heads, w.html("late-none")).quiet().rows(self.rows.iter().map(|r| {
            vec![
                Html::link(links::permit(&r.id), &Html::code(&r.number)).into(),
                Html::data(&r.holder).into(),
                w.date_html(&r.until).into(),
                w.count(r.days).into(),
                when(&r.chased).into(),
                when(&r.told).into(),
            ]
        }))
    }

    /// A sample.
    pub fn sample() -> LatePage {
        let row = |id: &str, number: &str, days, chased: Option<&str>| LateRow {
            id: id.into(),
            number: number.into(),
            holder: "River Bend Farm Ltd".into(),
            until: jiff::civil::date(2026, 11, 1),
            days,
            chased: chased.map(crate::samples::at),
            told: None,
        };
        LatePage {
            shell: crate::samples::shell(Some(Role::MaOfficer), links::LATE),
            rows: vec![row("p2", "26QM000201", 20, Some("2026-11-08T03:00:00Z")), row("p1", "26QM000198", 3, None)],
        }
    }
}

page! {
    LatePage in "notices/late.html";
    layout Wide; area Some(Permits);
    title |_c, w| w.html("late-title");
    trail |_c, w| vec![(w.html("ui-permits"), links::PERMITS.into())];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holder_reads_what_happens_next() {
        let day = |d| jiff::civil::date(2026, 11, d);
        let step = |status, today| NextStep::of(status, day(20), day(today));
        assert_eq!(step(PermitStatus::Delivered, 13), NextStep::Open { until: day(20), days: 7 });
        assert_eq!(step(PermitStatus::Delivered, 20), NextStep::Open { until: day(20), days: 0 });
        assert_eq!(step(PermitStatus::Delivered, 21), NextStep::Over { until: day(20) });
        assert_eq!(step(PermitStatus::Endorsed, 30), NextStep::Done);
        assert_eq!(step(PermitStatus::Stolen, 1), NextStep::Lost);
        assert_eq!(step(PermitStatus::Revoked, 1), NextStep::Gone);
    }
}
