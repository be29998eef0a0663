//! The consignments of one application: what goes with each, and its permit.

use crate::html::Html;
use crate::parts::{Cell, Table, Tag};
use crate::{Words, links};
use cites::{Date, PermitStatus, Quantity, Term};

/// What became of one consignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartState {
    /// Waits for its signature.
    Unsigned,
    /// The applicant gave it up.
    GivenUp,
    /// It has its permit: id, number and state.
    Permit(String, String, PermitStatus),
}

/// One consignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which, from 1.
    pub nth: u16,
    /// Species, term and quantity of each line that goes with it.
    pub lines: Vec<(String, Term, Quantity)>,
    /// What became of it.
    pub state: PartState,
    /// The import permit that must be there first (App. I).
    pub import: PartImport,
}

/// The import permit of one consignment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum PartImport {
    /// It needs none.
    #[default]
    NotNeeded,
    /// It waits for one.
    Waits,
    /// Number and last day of the one that covers it.
    Covered(String, Date),
}

/// All of them, the first one first. Empty for an application for one consignment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    /// One row each.
    pub rows: Vec<Part>,
}

impl Parts {
    /// Is there nothing to tell apart?
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// `2 of 3 permits signed`.
    pub fn signed(&self, w: &Words) -> Html {
        let signed = self.rows.iter().filter(|r| matches!(r.state, PartState::Permit(..))).count();
        w.rich2("consignments-signed", "n", signed, "all", self.rows.len())
    }

    /// `Consignment 2 of 3`, of the permit of this id; nothing where it is not among them.
    pub fn name_of(&self, permit: &str, w: &Words) -> Html {
        let own = self.rows.iter().find(|r| matches!(&r.state, PartState::Permit(id, ..) if id == permit));
        own.map(|r| w.rich2("consignment-nth-of", "n", usize::from(r.nth), "all", self.rows.len())).unwrap_or_default()
    }

    /// One row a consignment.
    pub fn table(&self, w: &Words) -> Table {
        let imports = self.rows.iter().any(|r| r.import != PartImport::NotNeeded);
        let mut heads = vec![w.say("answer-consignments"), w.say("consignments-what"), w.say("consignments-permit")];
        if imports {
            heads.insert(2, w.say("acts-fact-import"));
        }
        Table::new(w.html("consignments-title"), &heads, Html::default()).quiet().rows(self.rows.iter().map(|r| {
            let line = |(taxon, term, quantity): &(String, Term, Quantity)| {
                let amount = Html::data(w.amount_of(&quantity.amount(), &quantity.unit()));
                Html::join(&[Html::taxon(taxon), Html::data(w.term(term)), amount], w.comma())
            };
            let lines: Vec<Html> = r.lines.iter().map(line).collect();
            let permit = match &r.state {
                PartState::Unsigned => w.html("consignments-unsigned"),
                PartState::GivenUp => w.html("consignments-given-up"),
                PartState::Permit(id, number, status) => {
                    let link = Html::link(links::permit(id), &Html::code(number));
                    Html::join(&[link, Tag::permit(status, w).html()], " ")
                }
            };
            let name = w.rich1("consignment-nth", "n", usize::from(r.nth));
            let mut cells: Vec<Cell> = vec![name.into(), Html::join(&lines, w.semicolon()).into(), permit.into()];
            if imports {
                let import = match &r.import {
                    PartImport::NotNeeded => w.html("handshake-none"),
                    PartImport::Waits => w.html("handshake-waits"),
                    PartImport::Covered(number, until) => {
                        let until = w.rich1("replaceable-until", "date", w.date_html(until));
                        Html::join(&[Html::code(number), until], " · ")
                    }
                };
                cells.insert(2, import.into());
            }
            cells
        }))
    }

    /// Two consignments of Appendix I: the import permit covers the first only.
    pub fn sample_waiting() -> Parts {
        let mut all = Parts::sample();
        all.rows.truncate(2);
        for (row, import) in all
            .rows
            .iter_mut()
            .zip([PartImport::Covered("26QN000044".into(), jiff::civil::date(2027, 5, 20)), PartImport::Waits])
        {
            (row.state, row.import) = (PartState::Unsigned, import);
        }
        all
    }

    /// A sample: two are signed, one waits.
    pub fn sample() -> Parts {
        let line = |n: u32| {
            let quantity = Quantity::new(cites::Amount::whole(n), cites::Unit::Nar).ok()?;
            Some(("Crocodylus niloticus".to_owned(), Term::Ski, quantity))
        };
        let import = PartImport::NotNeeded;
        let part = |nth, n, state| Part { nth, lines: line(n).into_iter().collect(), state, import: import.clone() };
        let permit = |id: &str, number: &str, status| PartState::Permit(id.into(), number.into(), status);
        Parts {
            rows: vec![
                part(1, 100, permit("p1", "26QM000007", PermitStatus::Endorsed)),
                part(2, 80, permit("p3", "26QM000371", PermitStatus::Issued)),
                part(3, 60, PartState::Unsigned),
            ],
        }
    }
}
