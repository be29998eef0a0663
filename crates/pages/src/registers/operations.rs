//! Registers of operations and institutions: the list, the form that applies, one entry with its two persons.

use super::board::{self, Form, Section, sheets};
use super::{links, register_tabs};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Look, Opt, Row, Summary, Table, Tag, Tone};
use crate::{Shell, Words};
use cites::{Amount, Date, Role, Unit};
use std::collections::BTreeMap;

/// Codes of the registers; key `register-<code>` with dashes.
pub const KINDS: &[&str] = &["BREEDER", "CAPTIVE_I", "NURSERY", "RANCH", "CAVIAR", "SCIENTIFIC", "RESCUE"];

fn kind_key(code: &str) -> String {
    format!("registry-{}", code.to_lowercase().replace('_', "-"))
}

/// The name of a register, by its code.
pub fn kind_name(code: &str, w: &Words) -> String {
    w.say(kind_key(code))
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryCard {
    /// Id.
    pub id: String,
    /// Which register, one of [`KINDS`].
    pub kind: &'static str,
    /// Number, empty before approval.
    pub number: String,
    /// Name of the operation.
    pub name: String,
    /// Where it stands: `APPLIED`, `PROPOSED`, `VALID`, `DECLINED` or `ENDED`.
    pub state: &'static str,
    /// First and last day.
    pub days: Option<(Date, Date)>,
    /// In force, and the review is due within ninety days or overdue?
    pub review: bool,
}

impl EntryCard {
    fn tag(&self, w: &Words) -> Tag {
        match self.state {
            "VALID" if self.review => Tag::new(Tone::Wait, w.say("entry-review")),
            "VALID" => Tag::new(Tone::Go, w.say("entry-valid")),
            "APPLIED" => Tag::new(Tone::Wait, w.say("entry-applied")),
            "PROPOSED" => Tag::new(Tone::Move, w.say("entry-proposed")),
            "DECLINED" => Tag::new(Tone::Stop, w.say("entry-declined")),
            _ => Tag::new(Tone::Rest, w.say("entry-ended")),
        }
    }

    fn days(&self, w: &Words) -> Html {
        let days = self.days.as_ref();
        days.map(|(a, b)| w.rich2("mandate-from-until", "from", w.date_html(a), "until", w.date_html(b)))
            .unwrap_or_default()
    }

    fn sample(id: &str, state: &'static str) -> EntryCard {
        let valid = state == "VALID";
        EntryCard {
            id: id.into(),
            kind: "BREEDER",
            number: if valid { "B-QM-0001".into() } else { String::new() },
            name: "River Bend hatchery".into(),
            state,
            days: valid.then(|| (jiff::civil::date(2026, 11, 1), jiff::civil::date(2031, 10, 31))),
            review: false,
        }
    }
}

/// The registers, or one's own entries.
#[derive(Debug, Clone)]
pub struct RegistersPage {
    /// The frame.
    pub shell: Shell,
    /// Entries, the last change first.
    pub rows: Vec<EntryCard>,
    /// Address of the next page.
    pub next: Option<String>,
    /// One's own entries, and more may be applied for?
    pub own: bool,
}

impl RegistersPage {
    fn heading(&self, w: &Words) -> Html {
        w.html("registry-title")
    }

    fn tabs(&self, w: &Words) -> Html {
        register_tabs(&self.shell, links::REGISTERS, w)
    }

    fn content(&self, w: &Words) -> Html {
        let heads =
            ["registry-number", "registry-name", "registry-kind", "mandate-days", "ui-status"].map(|k| w.say(k));
        let rows = self.rows.iter().map(|e| {
            let name = if e.number.is_empty() { w.html("registry-no-number") } else { Html::code(&e.number) };
            vec![
                Html::link(links::entry(&e.id), &name).into(),
                Html::data(&e.name).into(),
                w.html(kind_key(e.kind)).into(),
                e.days(w).into(),
                e.tag(w).into(),
            ]
        });
        let table = Table::new(self.heading(w), &heads, w.html("registry-none")).quiet().rows(rows);
        let mut pieces = vec![table.next(w.say("ui-next-page"), &self.next).html()];
        if self.own {
            pieces.insert(0, board::words(&w.html("registry-lead")));
            pieces.push(board::button(w.say("registry-apply"), links::REGISTER_APPLY, Look::Lead));
        }
        Html::join(&pieces, "")
    }

    /// A sample of one's own entries, or of all.
    pub fn sample(own: bool) -> RegistersPage {
        let role = if own { Role::Applicant } else { Role::MaOfficer };
        RegistersPage {
            shell: crate::samples::shell(Some(role), links::REGISTERS),
            rows: vec![EntryCard::sample("e1", "VALID"), EntryCard::sample("e2", "APPLIED")],
            next: None,
            own,
        }
    }
}

page! {
    RegistersPage in "registers/board.html";
    layout Wide; area Some(Registers);
    title |c, w| c.heading(w);
    trail |_c, _w| vec![];
}

/// The form that applies for an entry.
#[derive(Debug, Clone)]
pub struct EntryNewPage {
    /// The frame.
    pub shell: Shell,
    /// What was typed: `kind`, `name`, `address`, `species`, `statement`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl EntryNewPage {
    fn heading(&self, w: &Words) -> Html {
        w.html("registry-apply")
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn content(&self, w: &Words) -> Html {
        let kinds = KINDS.iter().map(|k| Opt::new(*k, w.html(kind_key(k)))).collect();
        let ask = vec![
            Field::new("kind", w.html("registry-kind"), Control::Radios(kinds)),
            Field::line("name", w.html("registry-name")),
            Field::line("address", w.html("registry-address")),
            Field::area("species", w.html("registry-species"), 4000).hint(w.html("registry-species-hint")),
            Field::area("statement", w.html("registry-statement"), 2000).hint(w.html("registry-statement-hint")),
        ];
        let form = Form::new(&self.shell, "apply", links::REGISTER_APPLY.into(), w.say("registry-send"));
        let form = form.look(Look::Lead).ask(ask).html(&self.typed, &self.errors, w);
        sheets(&[Section::new(Html::default()).lead(w.html("registry-apply-lead")).with(form)])
    }

    /// A sample.
    pub fn sample() -> EntryNewPage {
        EntryNewPage {
            shell: crate::samples::shell(Some(Role::Applicant), links::REGISTER_APPLY),
            typed: BTreeMap::from([("kind".into(), "BREEDER".into())]),
            errors: vec![FieldError::new("species", "species-empty")],
        }
    }
}

page! {
    EntryNewPage in "registers/board.html";
    layout Narrow; area Some(Stock);
    title |c, w| c.heading(w);
    trail |_c, w| vec![(w.html("registry-title"), links::REGISTERS.into())];
    errors errors;
}

/// One entry.
#[derive(Debug, Clone)]
pub struct EntryPage {
    /// The frame.
    pub shell: Shell,
    /// The entry.
    pub entry: EntryCard,
    /// Where it is.
    pub address: String,
    /// Species with stock and yearly output.
    pub species: Vec<(String, Amount, Amount, Unit)>,
    /// How it began.
    pub statement: String,
    /// Words of the authority.
    pub note: String,
    /// Acts this reader may do now: `propose`, `approve`, `close`.
    pub acts: Vec<&'static str>,
    /// What was typed: `note` or `reason`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl EntryPage {
    fn heading(&self, _w: &Words) -> Html {
        Html::data(&self.entry.name)
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn facts(&self, w: &Words) -> Section {
        let e = &self.entry;
        let rows = vec![
            Row::new(w.say("registry-kind"), w.html(kind_key(e.kind))),
            Row::new(
                w.say("registry-number"),
                if e.number.is_empty() { Html::default() } else { Html::code(&e.number) },
            ),
            Row::new(w.say("mandate-days"), e.days(w)),
            Row::new(w.say("registry-address"), Html::data(&self.address)),
            Row::new(w.say("registry-statement"), Html::data(&self.statement)),
            Row::new(
                w.say("registry-note"),
                if self.note.is_empty() { Html::default() } else { Html::data(&self.note) },
            ),
            Row::new(w.say("ui-status"), e.tag(w).html()),
        ];
        let heads =
            [w.say("ui-species"), format!("{}#", w.say("registry-stock")), format!("{}#", w.say("registry-output"))];
        let table = Table::new(w.html("registry-species-title"), &heads, w.html("registry-no-species")).rows(
            self.species.iter().map(|(taxon, stock, output, unit)| {
                let amount = |a: &Amount| Html::data(w.amount_of(a, unit));
                vec![Html::taxon(taxon).into(), amount(stock).into(), amount(output).into()]
            }),
        );
        Section::new(Html::default()).with(Summary::new(rows, w).html()).with(table.html())
    }

    fn act(&self, act: &str, w: &Words) -> Section {
        let action = links::entry_act(&self.entry.id, act);
        let (field, look) = match act {
            "propose" => (Some(Field::area("note", w.html("registry-note"), 500).optional()), Look::Lead),
            "approve" => (None, Look::Lead),
            _ => (Some(Field::area("reason", w.html("ui-reason"), 500)), Look::Stop),
        };
        let form = Form::new(&self.shell, act, action, w.say(format!("entry-{act}"))).look(look);
        let form = form.ask(field.into_iter().collect()).html(&self.typed, &self.errors, w);
        Section::new(w.html(format!("entry-{act}"))).lead(w.html(format!("entry-{act}-lead"))).with(form)
    }

    fn content(&self, w: &Words) -> Html {
        let mut all = vec![self.facts(w)];
        all.extend(self.acts.iter().map(|act| self.act(act, w)));
        sheets(&all)
    }

    /// A sample for its owner, or for the authority.
    pub fn sample(officer: bool) -> EntryPage {
        let role = if officer { Role::MaOfficer } else { Role::Applicant };
        EntryPage {
            shell: crate::samples::shell(Some(role), "/registers/e1"),
            entry: EntryCard::sample("e1", if officer { "APPLIED" } else { "VALID" }),
            address: "1 River Road, Bend".into(),
            species: vec![("Crocodylus niloticus".into(), Amount::whole(1200), Amount::whole(300), Unit::Nar)],
            statement: "Eggs from the wild since 2011, licence 7.".into(),
            note: String::new(),
            acts: if officer { vec!["propose", "approve", "close"] } else { vec![] },
            typed: BTreeMap::new(),
            errors: if officer { vec![FieldError::new("reason", "reason-empty")] } else { vec![] },
        }
    }
}

page! {
    EntryPage in "registers/board.html";
    layout Narrow; area Some(Registers);
    title |c, w| c.heading(w);
    trail |_c, w| vec![(w.html("registry-title"), links::REGISTERS.into())];
    errors errors;
}
