//! Where money is taken: the offices of the Party, who works there, and whether a waiver needs a paper.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt, Table};
use crate::{Shell, Words, links};
use cites::Role;
use std::collections::BTreeMap;

/// An office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeLine {
    /// Short code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Who works there, by name.
    pub people: Vec<String>,
}

/// The offices.
#[derive(Debug, Clone)]
pub struct OfficesPage {
    /// The frame.
    pub shell: Shell,
    /// By name.
    pub rows: Vec<OfficeLine>,
    /// Does a waiver need a paper?
    pub evidence: bool,
    /// May this reader change it?
    pub can_set: bool,
    /// What was typed: `code`, `office_name`, `person`, `office`, `evidence`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl OfficesPage {
    fn table(&self, w: &Words) -> Table {
        let heads = [w.say("offices-code"), w.say("offices-name"), w.say("offices-people")];
        Table::new(w.html("finance-offices"), &heads, w.html("offices-none")).quiet().rows(self.rows.iter().map(|o| {
            vec![Html::code(&o.code).into(), Html::data(&o.name).into(), Html::data(o.people.join(", ")).into()]
        }))
    }

    fn office<'a>(&self, w: &'a Words) -> Fields<'a> {
        let fields = vec![
            Field::short("code", w.html("offices-code"), "w10").hint(w.html("offices-code-hint")),
            Field::line("office_name", w.html("offices-name")),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn person<'a>(&self, w: &'a Words) -> Fields<'a> {
        let mut offices: Vec<Opt> = self.rows.iter().map(|o| Opt::new(&o.code, Html::data(&o.name))).collect();
        offices.push(Opt::new("", w.html("offices-nowhere")));
        let fields = vec![
            Field::line("person", w.html("offices-person")).kind("email", "email").hint(w.html("offices-person-hint")),
            Field::new("office", w.html("offices-office"), Control::Select(offices)).optional(),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn rule<'a>(&self, w: &'a Words) -> Fields<'a> {
        let yes = vec![Opt::new("yes", w.html("evidence-ask"))];
        let field = Field::new("evidence", w.html("evidence-rule"), Control::Checks(yes))
            .value(if self.evidence { "yes" } else { "" })
            .optional();
        Fields::new(vec![field], &self.typed, &self.errors, w)
    }

    /// The administrator's sample.
    pub fn sample() -> OfficesPage {
        let row = |code: &str, name: &str, people: &[&str]| OfficeLine {
            code: code.into(),
            name: name.into(),
            people: people.iter().map(|p| (*p).to_owned()).collect(),
        };
        OfficesPage {
            shell: crate::samples::shell(Some(Role::TenantAdmin), links::OFFICES),
            rows: vec![
                row("HQ", "Capital City", &["Akim Ode", "Cora Lund"]),
                row("NORTH", "Northport, harbour", &["Sami Reyes"]),
            ],
            evidence: true,
            can_set: true,
            typed: BTreeMap::from([("person".to_owned(), "nobody@x.example".to_owned())]),
            errors: vec![FieldError::new("person", "treasury-person")],
        }
    }

    /// The accountant's: nothing was entered.
    pub fn none() -> OfficesPage {
        OfficesPage {
            shell: crate::samples::shell(Some(Role::Accountant), links::OFFICES),
            rows: vec![],
            evidence: false,
            can_set: false,
            typed: BTreeMap::new(),
            errors: vec![],
        }
    }
}

page! {
    OfficesPage in "money/offices.html";
    layout Wide; area Some(Finance);
    title |_c, w| w.html("finance-offices");
    trail |_c, _w| vec![];
    errors errors;
}
