//! Crossings of documents that are used more than once: the continuation sheet, and the page on which customs write its
//! next row.

use super::customs::Found;
use crate::epermit::ActLine;
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt, Table};
use crate::{Shell, Words, links};
use cites::{Amount, Role, Timestamp, Unit};
use std::collections::BTreeMap;

/// A row of a continuation sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrossingRow {
    /// When.
    pub at: Timestamp,
    /// Out of the issuing country (true) or back into it?
    pub out: bool,
    /// Port or office.
    pub port: String,
    /// What crossed: block, quantity, unit.
    pub quantities: Vec<(String, Amount, Unit)>,
}

impl CrossingRow {
    /// A sample.
    pub fn sample() -> CrossingRow {
        CrossingRow {
            at: crate::samples::at("2026-11-25T14:30:00Z"),
            out: true,
            port: "Querimba Airport".into(),
            quantities: vec![("A".into(), Amount::whole(1), Unit::Nar)],
        }
    }
}

/// The continuation sheet as a table, oldest first.
pub(crate) fn crossings(rows: &[CrossingRow], w: &Words) -> Table {
    let heads = ["crossing-when", "crossing-direction", "endorse-port", "ui-quantity"].map(|k| w.say(k));
    Table::new(w.html("crossing-sheet"), &heads, w.html("crossing-none")).quiet().rows(rows.iter().map(|r| {
        let what: Vec<Html> = r
            .quantities
            .iter()
            .map(|(block, amount, unit)| Html::join(&[Html::text(block), Html::data(w.amount_of(amount, unit))], " "))
            .collect();
        vec![
            w.when_html(&r.at).into(),
            w.html(if r.out { "crossing-out" } else { "crossing-in" }).into(),
            Html::data(&r.port).into(),
            Html::join(&what, w.semicolon()).into(),
        ]
    }))
}

/// Writing one crossing.
#[derive(Debug, Clone)]
pub struct CrossingPage {
    /// The frame.
    pub shell: Shell,
    /// The permit.
    pub found: Found,
    /// Its lines that are not void.
    pub lines: Vec<ActLine>,
    /// What crossed before, oldest first.
    pub before: Vec<CrossingRow>,
    /// What was typed: `direction` (`export`, `import`), `quantity.<block>`, `port`.
    pub typed: BTreeMap<String, String>,
    /// Offices of this officer: code and name.
    pub ports: Vec<(String, String)>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl CrossingPage {
    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let way = |code: &str, key: &str| Opt::new(code, w.html(key));
        let ports = self.ports.iter().map(|(c, n)| Opt::new(c, Html::text(format!("{n} ({c})")))).collect();
        let ways = vec![way("export", "crossing-out"), way("import", "crossing-in")];
        // Proposed: the other way than last time, with everything; what was typed wins.
        let next = if self.before.last().is_some_and(|r| r.out) { "import" } else { "export" };
        let mut fields = vec![Field::new("direction", w.html("crossing-direction"), Control::Radios(ways)).value(next)];
        fields.extend(self.lines.iter().map(|l| l.quantity("crossing-quantity", w).value(l.amount.to_string())));
        fields.push(Field::new("port", w.html("endorse-port"), Control::Select(ports)));
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn sheet(&self, w: &Words) -> Table {
        crossings(&self.before, w)
    }

    /// A sample.
    pub fn sample() -> CrossingPage {
        CrossingPage {
            shell: crate::samples::shell(Some(Role::Customs), &links::customs_crossing("p3")),
            found: Found::sample(),
            lines: vec![ActLine { amount: Amount::whole(1), ..ActLine::sample() }],
            before: vec![CrossingRow::sample()],
            typed: BTreeMap::new(),
            ports: vec![("QMQRB".into(), "Querimba Airport".into())],
            errors: vec![],
        }
    }
}

page! {
    CrossingPage in "econtrol/crossing.html";
    layout Phone; area Some(Check);
    title |c, w| w.rich1("crossing-title", "number", Html::code(&c.found.number));
    trail |c, w| vec![(w.html("action-back"), links::customs_permit(&c.found.id))];
    errors errors;
}
