//! Registers of operations and institutions and of the simplified procedure: the list, the form that applies, one entry with
//! its two persons.

use super::board::{self, Form, Section, sheets};
use super::{CarriedMarks, CounterAsk, CounterSaid, InclusionShown, links, register_tabs};
use crate::blanks::{BalanceShown, BlankCard, links as simplified};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Cell, Control, Field, FieldError, Look, Opt, Row, Summary, Table, Tag, Tone};
use crate::{Shell, Words};
use cites::{Amount, Date, Role, Source, Term, Unit};
use std::collections::BTreeMap;

/// Code of the register of the simplified procedure, which has pages of its own and is applied for there.
pub const SIMPLIFIED: &str = "SIMPLIFIED";

/// Codes of the registers of operations and institutions; key `registry-<code>` with dashes.
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
    /// Which register, one of [`KINDS`] or [`SIMPLIFIED`].
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
    /// Approved here, and the Secretariat has not given its number yet, which it gives all of this register?
    pub at_secretariat: bool,
    /// Was a year of it to be paid before today, and is not?
    pub unpaid: bool,
}

impl EntryCard {
    fn link(&self) -> String {
        if self.kind == SIMPLIFIED { simplified::registration(&self.id) } else { links::entry(&self.id) }
    }

    fn tag(&self, w: &Words) -> Tag {
        match self.state {
            "VALID" if self.unpaid => Tag::new(Tone::Stop, w.say("entry-unpaid")),
            "VALID" if self.at_secretariat => Tag::new(Tone::Wait, w.say("entry-at-secretariat")),
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
            at_secretariat: false,
            unpaid: false,
        }
    }

    fn simplified(self) -> EntryCard {
        let number = self.number.replacen('B', "S", 1);
        EntryCard { kind: SIMPLIFIED, number, name: "River Bend Farm Ltd".into(), ..self }
    }
}

/// The registers, or one's own entries; the register of the simplified procedure alone on its own page.
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
    /// The register of the simplified procedure alone?
    pub simplified: bool,
    /// May this reader enter entries for their holders?
    pub enters: bool,
}

impl RegistersPage {
    fn heading(&self, w: &Words) -> Html {
        w.html(if self.simplified { "simplified-title" } else { "registry-title" })
    }

    fn tabs(&self, w: &Words) -> Html {
        register_tabs(&self.shell, if self.simplified { simplified::SIMPLIFIED } else { links::REGISTERS }, w)
    }

    fn content(&self, w: &Words) -> Html {
        let holder = if self.simplified { "simplified-holder" } else { "registry-name" };
        let mut heads =
            ["registry-number", holder, "registry-kind", "mandate-days", "ui-status"].map(|k| w.say(k)).to_vec();
        if self.simplified {
            heads.remove(2);
        }
        let rows = self.rows.iter().map(|e| {
            let name = if e.number.is_empty() { w.html("registry-no-number") } else { Html::code(&e.number) };
            let mut row: Vec<Cell> = vec![
                Html::link(e.link(), &name).into(),
                Html::data(&e.name).into(),
                w.html(kind_key(e.kind)).into(),
                e.days(w).into(),
                e.tag(w).into(),
            ];
            if self.simplified {
                row.remove(2);
            }
            row
        });
        let (lead, none, apply, form) = if self.simplified {
            ("simplified-lead", "simplified-none", "simplified-apply", simplified::SIMPLIFIED_APPLY)
        } else {
            ("registry-lead", "registry-none", "registry-apply", links::REGISTER_APPLY)
        };
        let table = Table::new(self.heading(w), &heads, w.html(none)).quiet().rows(rows);
        let mut pieces = vec![table.next(w.say("ui-next-page"), &self.next).html()];
        if self.own || self.simplified {
            pieces.insert(0, board::words(&w.html(lead)));
        }
        if self.own {
            pieces.push(board::button(w.say(apply), form, Look::Lead));
        }
        if self.enters && !self.simplified {
            pieces.push(board::button(w.say("counter-entry"), links::REGISTER_COUNTER, Look::Second));
        }
        Html::join(&pieces, "")
    }

    /// A sample of one's own entries, or of all.
    pub fn sample(own: bool) -> RegistersPage {
        let role = if own { Role::Applicant } else { Role::MaOfficer };
        RegistersPage {
            shell: crate::samples::shell(Some(role), links::REGISTERS),
            rows: vec![
                EntryCard::sample("e1", "VALID"),
                EntryCard::sample("e2", "APPLIED"),
                EntryCard { unpaid: true, ..EntryCard::sample("e3", "VALID") },
                EntryCard::sample("r1", "VALID").simplified(),
            ],
            next: None,
            own,
            simplified: false,
            enters: !own,
        }
    }

    /// The same of the simplified procedure alone.
    pub fn simplified(own: bool) -> RegistersPage {
        let role = if own { Role::Applicant } else { Role::MaOfficer };
        RegistersPage {
            shell: crate::samples::shell(Some(role), simplified::SIMPLIFIED),
            rows: vec![EntryCard::sample("r1", "VALID").simplified(), EntryCard::sample("r2", "APPLIED").simplified()],
            simplified: true,
            ..RegistersPage::sample(own)
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
    /// What was typed: `kind`, `name`, `address`, `species`, `statement`; for the simplified procedure `name`, `specimens`,
    /// `open_boxes`, `statement`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// For the simplified procedure?
    pub simplified: bool,
    /// Entered by the authority for its holder.
    pub counter: Option<CounterAsk>,
}

impl EntryNewPage {
    fn heading(&self, w: &Words) -> Html {
        if self.counter.is_some() {
            return w.html("counter-entry");
        }
        w.html(if self.simplified { "simplified-apply" } else { "registry-apply" })
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn ask(&self, w: &Words) -> Vec<Field> {
        if self.simplified {
            return vec![
                Field::line("name", w.html("simplified-holder")),
                Field::area("specimens", w.html("simplified-specimens"), 4000)
                    .hint(w.html("simplified-specimens-hint")),
                boxes(w),
                Field::area("statement", w.html("simplified-statement"), 2000)
                    .hint(w.html("simplified-statement-hint")),
            ];
        }
        let kinds = KINDS.iter().map(|k| Opt::new(*k, w.html(kind_key(k)))).collect();
        vec![
            Field::new("kind", w.html("registry-kind"), Control::Radios(kinds)),
            Field::line("name", w.html("registry-name")),
            Field::line("address", w.html("registry-address")),
            Field::area("species", w.html("registry-species"), 4000).hint(w.html("registry-species-hint")),
            Field::area("statement", w.html("registry-statement"), 2000).hint(w.html("registry-statement-hint")),
        ]
    }

    fn content(&self, w: &Words) -> Html {
        if let Some(counter) = &self.counter {
            let action = counter.action(links::REGISTER_COUNTER);
            let ask = self.ask(w).into_iter().chain(counter.ask(w)).collect();
            let form = Form::new(&self.shell, "apply", action, w.say("counter-save")).look(Look::Lead).ask(ask);
            let section = Section::new(Html::default()).lead(counter.lead(w));
            return sheets(&[section.with(counter.record(w)).with(form.html(&self.typed, &self.errors, w))]);
        }
        let (action, lead) = if self.simplified {
            (simplified::SIMPLIFIED_APPLY, "simplified-apply-lead")
        } else {
            (links::REGISTER_APPLY, "registry-apply-lead")
        };
        let form = Form::new(&self.shell, "apply", action.into(), w.say("registry-send"));
        let form = form.look(Look::Lead).ask(self.ask(w)).html(&self.typed, &self.errors, w);
        sheets(&[Section::new(Html::default()).lead(w.html(lead)).with(form)])
    }

    /// A sample.
    pub fn sample() -> EntryNewPage {
        EntryNewPage {
            shell: crate::samples::shell(Some(Role::Applicant), links::REGISTER_APPLY),
            typed: BTreeMap::from([("kind".into(), "BREEDER".into())]),
            errors: vec![FieldError::new("species", "species-empty")],
            simplified: false,
            counter: None,
        }
    }

    /// A sample of what is entered for a holder.
    pub fn at_counter() -> EntryNewPage {
        EntryNewPage {
            shell: crate::samples::shell(Some(Role::MaClerk), links::REGISTER_COUNTER),
            errors: vec![FieldError::new("said_by", "said-by-empty")],
            counter: Some(CounterAsk::sample()),
            ..EntryNewPage::sample()
        }
    }

    /// A sample for the simplified procedure.
    pub fn simplified() -> EntryNewPage {
        EntryNewPage {
            shell: crate::samples::shell(Some(Role::Applicant), simplified::SIMPLIFIED_APPLY),
            typed: BTreeMap::from([
                ("name".into(), "River Bend Farm Ltd".into()),
                ("open_boxes".into(), "9\n11".into()),
            ]),
            errors: vec![FieldError::new("specimens", "simplified-empty")],
            simplified: true,
            counter: None,
        }
    }
}

page! {
    EntryNewPage in "registers/board.html";
    layout Narrow; area Some(Stock);
    title |c, w| c.heading(w);
    trail |c, w| vec![list_of(c.simplified, w)];
    errors errors;
}

/// The list an entry stands in.
fn list_of(simplified: bool, w: &Words) -> (Html, String) {
    if simplified {
        (w.html("simplified-title"), simplified::SIMPLIFIED.into())
    } else {
        (w.html("registry-title"), links::REGISTERS.into())
    }
}

/// What may be traded by the simplified procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecimenRow {
    /// Scientific name.
    pub taxon: String,
    /// What it is.
    pub term: Term,
    /// Source.
    pub source: Source,
    /// Most of a year.
    pub most: Amount,
    /// Its unit.
    pub unit: Unit,
}

/// What an entry is about.
#[derive(Debug, Clone)]
pub enum EntryHolds {
    /// An operation or institution.
    Operation {
        /// Where it is.
        address: String,
        /// Species with stock and yearly output.
        species: Vec<(String, Amount, Amount, Unit)>,
    },
    /// A registration for the simplified procedure.
    Traded {
        /// What may be traded.
        specimens: Vec<SpecimenRow>,
        /// Boxes that may stay open, as printed.
        open: String,
        /// How many blanks stand where.
        balance: BalanceShown,
        /// Its blanks, the latest order first.
        blanks: Vec<BlankCard>,
        /// May this reader order blanks under it?
        orders: bool,
    },
}

/// One entry.
#[derive(Debug, Clone)]
pub struct EntryPage {
    /// The frame.
    pub shell: Shell,
    /// The entry.
    pub entry: EntryCard,
    /// What it is about.
    pub holds: EntryHolds,
    /// How it began, or why the simplified procedure.
    pub statement: String,
    /// Words of the authority.
    pub note: String,
    /// Marks of its breeding stock.
    pub marks: CarriedMarks,
    /// What the Secretariat's register says of it.
    pub inclusion: InclusionShown,
    /// Who said so at the counter, when it was not the holder who entered it.
    pub said: Option<CounterSaid>,
    /// Invoices about it: a year each; empty for whoever sees no money.
    pub invoices: Vec<crate::money::InvoiceShort>,
    /// Acts this reader may do now: `propose`, `approve`, `include`, `close`.
    pub acts: Vec<&'static str>,
    /// Where its holder applies for it once more, when its review is due.
    pub renew: Option<String>,
    /// What was typed: `note`, `open_boxes`, `reason`, `number`, `on`, `evidence` or the marks.
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
        let words = |t: &str| if t.is_empty() { Html::default() } else { Html::data(t) };
        let number = if e.number.is_empty() { Html::default() } else { Html::code(&e.number) };
        let mut rows = vec![
            Row::new(w.say("registry-kind"), w.html(kind_key(e.kind))),
            Row::new(w.say("registry-number"), number),
            Row::new(w.say("mandate-days"), e.days(w)),
        ];
        rows.extend(self.inclusion.rows(w));
        let (statement, table) = match &self.holds {
            EntryHolds::Operation { address, species } => {
                rows.push(Row::new(w.say("registry-address"), Html::data(address)));
                ("registry-statement", kept(species, w))
            }
            EntryHolds::Traded { specimens, open, .. } => {
                rows.push(Row::new(w.say("simplified-open"), crate::blanks::open_boxes(open, w)));
                ("simplified-statement", traded(specimens, w))
            }
        };
        rows.extend([
            Row::new(w.say(statement), words(&self.statement)),
            Row::new(w.say("registry-note"), words(&self.note)),
            Row::new(w.say("ui-status"), e.tag(w).html()),
        ]);
        let section = Section::new(Html::default()).with(Summary::new(rows, w).html()).with(table.html());
        match &self.renew {
            Some(form) => section.with(board::button(w.say("entry-renew"), form.as_str(), Look::Lead)),
            None => section,
        }
    }

    fn blanks(&self, w: &Words) -> Option<Section> {
        let EntryHolds::Traded { balance, blanks, orders, .. } = &self.holds else { return None };
        if self.entry.state != "VALID" && blanks.is_empty() {
            return None;
        }
        let section = Section::new(w.html("blanks-title")).with(balance.html(w));
        let section = section.with(BlankCard::table(blanks, true, w).html());
        if !*orders {
            return Some(section);
        }
        let button = board::button(w.say("blanks-order"), crate::links::APPLICATION_NEW, Look::Lead);
        Some(section.lead(w.rich1("blanks-order-lead", "number", Html::code(&self.entry.number))).with(button))
    }

    fn act(&self, act: &str, w: &Words) -> Section {
        if act == "include" {
            return self.inclusion.form(&self.shell, &self.entry.id, &self.typed, &self.errors, w);
        }
        let simple = matches!(self.holds, EntryHolds::Traded { .. });
        let (action, note) = if simple {
            (simplified::registration_act(&self.entry.id, act), "simplified-advice")
        } else {
            (links::entry_act(&self.entry.id, act), "registry-note")
        };
        let (field, look) = match act {
            "propose" => (Some(Field::area("note", w.html(note), 500).optional()), Look::Lead),
            "approve" => (None, Look::Lead),
            _ => (Some(Field::area("reason", w.html("ui-reason"), 500)), Look::Stop),
        };
        let form = Form::new(&self.shell, act, action, w.say(format!("entry-{act}"))).look(look);
        let open = (simple && act == "propose").then(|| boxes(w).hint(w.html("simplified-open-propose")));
        let form = form.ask(open.into_iter().chain(field).collect()).html(&self.typed, &self.errors, w);
        Section::new(w.html(format!("entry-{act}"))).lead(w.html(format!("entry-{act}-lead"))).with(form)
    }

    fn content(&self, w: &Words) -> Html {
        let mut all = vec![self.facts(w)];
        all.extend(self.said.as_ref().map(|s| s.section(w)));
        all.extend(crate::money::InvoiceShort::section(&self.invoices, w));
        all.extend(self.blanks(w));
        let action = links::entry_act(&self.entry.id, "marks");
        all.extend(self.marks.sections(&self.shell, action, &self.typed, &self.errors, w));
        all.extend(self.acts.iter().map(|act| self.act(act, w)));
        sheets(&all)
    }

    /// A sample for its owner, or for the authority.
    pub fn sample(officer: bool) -> EntryPage {
        let role = if officer { Role::MaOfficer } else { Role::Applicant };
        EntryPage {
            shell: crate::samples::shell(Some(role), "/registers/e1"),
            entry: EntryCard::sample("e1", if officer { "APPLIED" } else { "VALID" }),
            holds: EntryHolds::Operation {
                address: "1 River Road, Bend".into(),
                species: vec![("Crocodylus niloticus".into(), Amount::whole(1200), Amount::whole(300), Unit::Nar)],
            },
            statement: "Eggs from the wild since 2011, licence 7.".into(),
            note: String::new(),
            inclusion: InclusionShown::default(),
            invoices: crate::money::InvoiceShort::sample(),
            said: officer.then(CounterSaid::sample),
            marks: CarriedMarks::sample(officer, "Crocodylus niloticus"),
            acts: if officer { vec!["propose", "approve", "close"] } else { vec![] },
            renew: (!officer).then(|| format!("{}?from=e1", links::REGISTER_APPLY)),
            typed: BTreeMap::new(),
            errors: if officer { vec![FieldError::new("reason", "reason-empty")] } else { vec![] },
        }
    }

    /// A sample of an operation that waits for the Secretariat.
    pub fn at_secretariat() -> EntryPage {
        let page = EntryPage::sample(false);
        EntryPage {
            shell: crate::samples::shell(Some(Role::MaOfficer), "/registers/e1"),
            entry: EntryCard { kind: "CAPTIVE_I", at_secretariat: true, number: "I-QM-0001".into(), ..page.entry },
            inclusion: InclusionShown { kept: true, given: None },
            acts: vec!["include", "close"],
            renew: None,
            errors: vec![FieldError::new("number", "inclusion-number")],
            ..page
        }
    }

    /// A sample of the simplified procedure.
    pub fn simplified(officer: bool) -> EntryPage {
        let page = EntryPage::sample(officer);
        EntryPage {
            entry: EntryCard { id: "r1".into(), ..page.entry.simplified() },
            holds: EntryHolds::Traded {
                specimens: vec![SpecimenRow {
                    taxon: "Crocodylus niloticus".into(),
                    term: Term::Lps,
                    source: Source::R,
                    most: Amount::whole(500),
                    unit: Unit::Nar,
                }],
                open: "3, 3a, 9, 11".into(),
                balance: BalanceShown::sample(),
                blanks: if officer { vec![] } else { BlankCard::sample() },
                orders: !officer,
            },
            statement: "Forty small consignments of leather a year to the same shops.".into(),
            marks: CarriedMarks::default(),
            renew: (!officer).then(|| format!("{}?from=r1", simplified::SIMPLIFIED_APPLY)),
            typed: BTreeMap::from([("open_boxes".into(), "9\n11".into())]),
            ..page
        }
    }
}

fn kept(species: &[(String, Amount, Amount, Unit)], w: &Words) -> Table {
    let heads =
        [w.say("ui-species"), format!("{}#", w.say("registry-stock")), format!("{}#", w.say("registry-output"))];
    Table::new(w.html("registry-species-title"), &heads, w.html("registry-no-species")).rows(species.iter().map(
        |(taxon, stock, output, unit)| {
            let amount = |a: &Amount| Html::data(w.amount_of(a, unit));
            vec![Html::taxon(taxon).into(), amount(stock).into(), amount(output).into()]
        },
    ))
}

/// Which boxes may stay open beside box 3, which always may.
fn boxes(w: &Words) -> Field {
    let boxes = [("7", "blank-box-7"), ("9", "blank-box-9"), ("11", "blank-box-11")];
    let boxes = boxes.map(|(code, key)| Opt::new(code, w.html(key))).to_vec();
    let field = Field::new("open_boxes", w.html("simplified-open-ask"), Control::Checks(boxes));
    field.hint(w.html("simplified-open-hint")).optional()
}

fn traded(specimens: &[SpecimenRow], w: &Words) -> Table {
    let most = format!("{}#", w.say("simplified-most"));
    let heads = [w.say("ui-species"), w.say("ui-term"), w.say("word-source-code"), most];
    Table::new(w.html("simplified-specimens-title"), &heads, w.html("simplified-none")).rows(specimens.iter().map(
        |s| {
            vec![
                Html::taxon(&s.taxon).into(),
                w.term_html(&s.term).into(),
                w.source_html(&s.source).into(),
                Html::data(w.amount_of(&s.most, &s.unit)).into(),
            ]
        },
    ))
}

page! {
    EntryPage in "registers/board.html";
    layout Narrow; area Some(Registers);
    title |c, w| c.heading(w);
    trail |c, w| vec![list_of(matches!(c.holds, EntryHolds::Traded { .. }), w)];
    errors errors;
}
