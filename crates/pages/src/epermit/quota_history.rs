//! What happened to a quota, as a table: when, what, how much, for which case, by whom and why.

use crate::html::Html;
use crate::parts::Table;
use crate::{Words, links};
use cites::{Amount, Timestamp, Unit};

/// What happened to a quota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuotaHappened {
    /// Moved by a case: event `quota_held`, `quota_committed`, `quota_consumed` or `quota_released`, and how much.
    Moved(&'static str, Amount),
    /// The limit was proposed or confirmed: event `quota_set` or `quota_confirmed`; `None`: only counted.
    Limit(&'static str, Option<Amount>),
    /// The consumption on the books was proposed or confirmed.
    Books(&'static str, Amount),
    /// A proposal was taken back or turned down.
    Dropped,
}

/// One row of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaMoment {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: QuotaHappened,
    /// For which case: id, reference, block.
    pub case: Option<(String, String, String)>,
    /// Who; `None`: the system.
    pub name: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

impl QuotaMoment {
    /// Did somebody propose a change?
    pub fn is_proposal(&self) -> bool {
        matches!(self.what, QuotaHappened::Limit("quota_set", _) | QuotaHappened::Books("quota_set", _))
    }

    /// Samples: set, confirmed, held, left.
    pub fn samples() -> Vec<QuotaMoment> {
        let at = crate::samples::at;
        let case = Some(("a1".to_owned(), "26-00417".to_owned(), "A".to_owned()));
        let name = |n: &str| Some(n.to_owned());
        vec![
            QuotaMoment {
                at: at("2026-01-05T08:00:00Z"),
                what: QuotaHappened::Limit("quota_set", Some(Amount::whole(1600))),
                case: None,
                name: name("Chidi Okafor"),
                reason: name("Gazette 12 of 2026"),
            },
            QuotaMoment {
                at: at("2026-01-06T09:00:00Z"),
                what: QuotaHappened::Limit("quota_confirmed", Some(Amount::whole(1600))),
                case: None,
                name: name("Lindiwe Dube"),
                reason: None,
            },
            QuotaMoment {
                at: at("2026-03-02T10:00:00Z"),
                what: QuotaHappened::Moved("quota_held", Amount::whole(240)),
                case: case.clone(),
                name: name("Clement Clerk"),
                reason: None,
            },
            QuotaMoment {
                at: at("2026-03-20T10:00:00Z"),
                what: QuotaHappened::Moved("quota_consumed", Amount::whole(238)),
                case,
                name: None,
                reason: None,
            },
        ]
    }
}

/// The table, newest first; the moments come in the order in which they happened.
pub(super) fn table(history: &[QuotaMoment], unit: &Unit, w: &Words) -> Table {
    let heads = [
        w.say("quota-history-when"),
        w.say("quota-history-what"),
        format!("{}#", w.say("ui-quantity")),
        w.say("ui-reference-number"),
        w.say("quota-history-who"),
        w.say("ui-reason"),
    ];
    let event = |code: &str| w.html(format!("event-{}", code.replace('_', "-")));
    let amount = |a: &Amount| Html::data(w.amount_of(a, unit));
    Table::new(w.html("ui-history"), &heads, w.html("quota-history-none")).rows(history.iter().rev().map(|m| {
        let (what, how_much) = match &m.what {
            QuotaHappened::Moved(code, a) => (event(code), amount(a)),
            QuotaHappened::Limit(code, Some(a)) => (event(code), amount(a)),
            QuotaHappened::Limit(code, None) => (event(code), w.html("quota-counted")),
            QuotaHappened::Books(code, a) => (Html::two_lines(&event(code), &w.html("quota-correct-to")), amount(a)),
            QuotaHappened::Dropped => (w.html("quota-history-dropped"), Html::default()),
        };
        let case = m.case.as_ref().map(|(id, reference, block)| {
            let link = Html::link(links::application(id), &Html::code(reference));
            Html::join(&[link, Html::data(block)], " ")
        });
        vec![
            w.when_html(&m.at).into(),
            what.into(),
            how_much.into(),
            case.unwrap_or_default().into(),
            m.name.as_ref().map_or_else(|| w.html("timeline-system"), Html::data).into(),
            m.reason.as_ref().map(Html::data).unwrap_or_default().into(),
        ]
    }))
}
