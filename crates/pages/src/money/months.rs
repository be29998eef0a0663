//! Months of the cash book: what each brought, and the two persons who close it for good.

use super::usd;
use crate::frame::page;
use crate::html::Html;
use crate::parts::{FieldError, Table, Tag, Tone};
use crate::{Shell, Words, links};
use cites::{Date, Money, Role, Timestamp};

/// A sum by way of payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Code of the way of payment; empty for what was given back by credit note.
    pub method: String,
    /// Below zero for what went back.
    pub sum: Money,
    /// How many.
    pub count: i64,
}

/// One month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthLine {
    /// `YYYY-MM`.
    pub month: String,
    /// Its first day.
    pub first: Date,
    /// `RUNNING`, `OPEN`, `PROPOSED` or `CLOSED`.
    pub state: String,
    /// What it brought, then what went back.
    pub sums: Vec<Sum>,
    /// Who closed it first, and when.
    pub proposed: Option<(String, Timestamp)>,
    /// The second person, and when.
    pub closed: Option<(String, Timestamp)>,
    /// May this reader close it first?
    pub can_propose: bool,
    /// May this reader be the second person?
    pub can_close: bool,
    /// May this reader take the proposal back?
    pub can_drop: bool,
}

/// The months, the latest first.
#[derive(Debug, Clone)]
pub struct MonthsPage {
    /// The frame.
    pub shell: Shell,
    /// The latest first.
    pub rows: Vec<MonthLine>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl MonthLine {
    fn tag(&self, w: &Words) -> Html {
        let tone = match self.state.as_str() {
            "CLOSED" => Tone::Go,
            "PROPOSED" => Tone::Wait,
            "OPEN" => Tone::Move,
            _ => Tone::Rest,
        };
        Tag::new(tone, w.code("finance-month", &self.state)).html()
    }

    fn table(&self, w: &Words) -> Table {
        let heads = [w.say("pay-how"), format!("{}#", w.say("pay-count")), format!("{}#", w.say("pay-amount"))];
        Table::new(Html::text(w.month(&self.first)), &heads, w.html("finance-revenue-none")).quiet().rows(
            self.sums.iter().map(|s| {
                let back = s.sum.minor < 0;
                let way = match (s.method.as_str(), back) {
                    ("", _) => w.say("finance-given-back"),
                    (method, true) => w.say1("finance-taken-back", "method", w.code("pay-method", method)),
                    (method, false) => w.code("pay-method", method),
                };
                vec![way.into(), Html::text(w.count(s.count)).into(), Html::data(super::signed(s.sum, w)).into()]
            }),
        )
    }

    fn persons(&self, w: &Words) -> Vec<Html> {
        let one = |key: &str, who: &Option<(String, Timestamp)>| {
            who.as_ref()
                .map(|(name, at)| w.rich(key, &[("name", name.as_str().into()), ("when", w.when_html(at).into())]))
        };
        [one("finance-month-first", &self.proposed), one("finance-month-second", &self.closed)]
            .into_iter()
            .flatten()
            .collect()
    }
}

impl MonthsPage {
    /// A sample with a month in every state.
    pub fn sample() -> MonthsPage {
        let at = crate::samples::at;
        let sum = |method: &str, minor, count| Sum { method: method.into(), sum: usd(minor), count };
        let row = |month: &str, state: &str| MonthLine {
            month: month.into(),
            first: format!("{month}-01").parse().unwrap_or(jiff::civil::date(2026, 1, 1)),
            state: state.into(),
            sums: vec![sum("CASH", 55_000, 12), sum("CHEQUE", 20_000, 4), sum("CHEQUE", -5000, 1), sum("", -2000, 1)],
            proposed: (state == "PROPOSED" || state == "CLOSED")
                .then(|| ("Akim Ode".to_owned(), at("2026-11-02T08:00:00Z"))),
            closed: (state == "CLOSED").then(|| ("Amina Bay".to_owned(), at("2026-11-02T09:00:00Z"))),
            can_propose: state == "OPEN",
            can_close: state == "PROPOSED",
            can_drop: state == "PROPOSED",
        };
        MonthsPage {
            shell: crate::samples::shell(Some(Role::Accountant), links::MONTHS),
            rows: vec![
                row("2026-11", "RUNNING"),
                row("2026-10", "OPEN"),
                row("2026-09", "PROPOSED"),
                row("2026-08", "CLOSED"),
            ],
            errors: vec![FieldError::new("month", "month-days-open")],
        }
    }
}

page! {
    MonthsPage in "money/months.html";
    layout Wide; area Some(Finance);
    title |_c, w| w.html("finance-months");
    trail |_c, _w| vec![];
    errors errors;
}
