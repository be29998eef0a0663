//! Cheques: in the safe, at the bank, paid, sent back.

use super::usd;
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Field, FieldError, Fields, Tag, Tone};
use crate::{Shell, Words, links};
use cites::{Money, Role, Timestamp};
use std::collections::BTreeMap;

/// A cheque.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChequeLine {
    /// Id.
    pub id: String,
    /// Number printed on it.
    pub number: String,
    /// Bank.
    pub bank: String,
    /// Who signed it.
    pub drawer: String,
    /// What it says.
    pub amount: Money,
    /// The invoice: id and number.
    pub invoice: (String, String),
    /// `RECEIVED`, `DEPOSITED`, `CLEARED` or `BOUNCED`.
    pub state: String,
    /// When it came to this state.
    pub at: Timestamp,
    /// What the bank said.
    pub note: String,
}

impl ChequeLine {
    pub(super) fn tag(&self, w: &Words) -> Html {
        let tone = match self.state.as_str() {
            "CLEARED" => Tone::Go,
            "BOUNCED" => Tone::Stop,
            "DEPOSITED" => Tone::Move,
            _ => Tone::Wait,
        };
        Tag::new(tone, w.code("cheque-state", &self.state)).html()
    }
}

/// The cheques, those that the bank has not paid first.
#[derive(Debug, Clone)]
pub struct ChequesPage {
    /// The frame.
    pub shell: Shell,
    /// The cheques.
    pub rows: Vec<ChequeLine>,
    /// May this reader bring them to the bank?
    pub can_deposit: bool,
    /// May this reader say what the bank did?
    pub can_end: bool,
    /// What was typed: `reason-<id>`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl ChequesPage {
    fn reason<'a>(&self, id: &str, w: &'a Words) -> Fields<'a> {
        let field = Field::line(format!("reason-{id}"), w.html("cheque-bank-said"));
        Fields::new(vec![field], &self.typed, &self.errors, w)
    }

    /// A sample.
    pub fn sample() -> ChequesPage {
        let row = |id: &str, state: &str| ChequeLine {
            id: id.into(),
            number: format!("00{id}417"),
            bank: "FIRST BANK OF QUERIMBA".into(),
            drawer: "River Bend Farm Ltd".into(),
            amount: usd(5000),
            invoice: ("i1".into(), "INV-26-00012".into()),
            state: state.into(),
            at: crate::samples::at("2026-11-20T17:00:00Z"),
            note: if state == "BOUNCED" { "Not enough in the account".into() } else { String::new() },
        };
        ChequesPage {
            shell: crate::samples::shell(Some(Role::Accountant), links::CHEQUES),
            rows: vec![row("1", "RECEIVED"), row("2", "DEPOSITED"), row("3", "CLEARED"), row("4", "BOUNCED")],
            can_deposit: true,
            can_end: true,
            typed: BTreeMap::new(),
            errors: vec![FieldError::new("reason-2", "reason-empty")],
        }
    }
}

page! {
    ChequesPage in "money/cheques.html";
    layout Wide; area Some(Finance);
    title |_c, w| w.html("finance-cheques");
    trail |_c, _w| vec![];
    errors errors;
}
