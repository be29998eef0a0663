//! Tags, security stamps and security paper by number: the Authority's books, and the tags of a holder.

use super::board::{self, Form, Section, sheets};
use super::marks::{ask_form, kinds};
use super::{links, register_tabs};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Cell, Control, Field, FieldError, Fields, Look, Opt, Table, Tag, Tone};
use crate::{Shell, Words};
use cites::{Date, Role, Timestamp};
use std::collections::BTreeMap;

/// An unbroken range in one state and one hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberRange {
    /// First number as printed.
    pub first: String,
    /// Last number as printed.
    pub last: String,
    /// How many.
    pub pieces: i64,
    /// Where: `STOCK`, `HANDED`, `USED`, `SPOILED`, `MISSING` or `LOST`; key `piece-<state>`.
    pub state: &'static str,
    /// Who holds them.
    pub holder: String,
    /// Number of the permit or reference of the case that carries it, with its address.
    pub paper: Option<(String, String)>,
    /// Last change.
    pub at: Timestamp,
}

impl NumberRange {
    fn numbers(first: &str, last: &str, w: &Words) -> Html {
        if first == last {
            return Html::code(first);
        }
        w.rich2("numbers-range", "first", Html::code(first), "last", Html::code(last))
    }

    fn row(&self, holders: bool, w: &Words) -> Vec<Cell> {
        let mut row: Vec<Cell> = vec![
            NumberRange::numbers(&self.first, &self.last, w).into(),
            w.count(self.pieces).into(),
            state_tag(self.state, w).into(),
        ];
        if holders {
            let paper = self.paper.as_ref().map(|(n, href)| Html::link(href, &Html::code(n)));
            row.push(paper.unwrap_or_else(|| Html::data(&self.holder)).into());
        }
        row.push(w.when_html(&self.at).into());
        row
    }

    fn sample(state: &'static str) -> NumberRange {
        NumberRange {
            first: "QM-NIL-2026-000001".into(),
            last: "QM-NIL-2026-000100".into(),
            pieces: 100,
            state,
            holder: "River Bend Farm Ltd".into(),
            paper: (state == "USED").then(|| ("26QM000371".to_owned(), "/permits/p1".to_owned())),
            at: crate::samples::at("2026-11-20T15:00:00Z"),
        }
    }
}

fn state_tag(state: &str, w: &Words) -> Tag {
    let tone = match state {
        "STOCK" => Tone::Go,
        "HANDED" => Tone::Move,
        "MISSING" => Tone::Wait,
        "LOST" => Tone::Stop,
        _ => Tone::Rest,
    };
    Tag::new(tone, w.say(format!("piece-{}", state.to_lowercase())))
}

fn ranges(caption: Html, rows: &[NumberRange], holders: bool, empty: Html, w: &Words) -> Html {
    let mut heads = vec![w.say("numbers-numbers"), format!("{}#", w.say("marks-count")), w.say("ui-status")];
    if holders {
        heads.push(w.say("numbers-where"));
    }
    heads.push(w.say("numbers-changed"));
    let mut table = Table::new(caption, &heads, empty);
    // The holder's own list is the whole page: its heading says it already.
    table.quiet = !holders;
    table.rows(rows.iter().map(|r| r.row(holders, w))).html()
}

/// One movement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberMove {
    /// First and last number as printed.
    pub range: (String, String),
    /// How many.
    pub pieces: i64,
    /// What was done; key `numbers-did-<act>` with dashes.
    pub act: String,
    /// The day it counts for.
    pub on: Date,
    /// Words.
    pub note: String,
    /// The holder it concerns.
    pub holder: String,
    /// Who did it.
    pub actor: String,
}

/// What the reader may do with the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NumberHand {
    /// Receive, hand out, report.
    pub store: bool,
    /// Write off.
    pub write_off: bool,
    /// Put on permits.
    pub bind: bool,
}

/// The books of one kind.
#[derive(Debug, Clone)]
pub struct NumbersPage {
    /// The frame.
    pub shell: Shell,
    /// `tag`, `stamp` or `paper`.
    pub kind: &'static str,
    /// The day of the balance.
    pub day: Date,
    /// State and pieces at the end of that day.
    pub balance: Vec<(&'static str, i64)>,
    /// Do the movements give what is there?
    pub even: bool,
    /// Ranges as they are now.
    pub ranges: Vec<NumberRange>,
    /// On permits that are void, lost, replaced or were not issued.
    pub on_void: Vec<NumberRange>,
    /// The last movements.
    pub moves: Vec<NumberMove>,
    /// What the reader may do.
    pub hand: NumberHand,
    /// What was typed, each field with its form before it: `receive_numbers`, `hand_holder`, `move_note`, `bind_permit`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl NumbersPage {
    fn heading(&self, w: &Words) -> Html {
        w.html(format!("numbers-{}", self.kind))
    }

    fn here(&self) -> String {
        links::numbers(self.kind)
    }

    fn tabs(&self, w: &Words) -> Html {
        register_tabs(&self.shell, &self.here(), w)
    }

    fn balance(&self, w: &Words) -> Section {
        let heads = [w.say("ui-status"), format!("{}#", w.say("marks-count"))];
        let total: i64 = self.balance.iter().map(|(_, n)| n).sum();
        let shown = self.balance.iter().filter(|(s, n)| *n != 0 || (*s != "HANDED" || self.kind == "tag"));
        let mut table = Table::new(w.rich1("numbers-balance", "day", w.date_html(&self.day)), &heads, Html::default())
            .rows(shown.map(|(state, n)| vec![state_tag(state, w).into(), w.count(*n).into()]));
        table.row(vec![w.html("numbers-received").into(), w.count(total).into()]);
        let mut typed = self.typed.clone();
        typed.entry("on".into()).or_insert_with(|| self.day.to_string());
        let ask = vec![Field::new("on", w.html("numbers-day"), Control::Date)];
        let form = ask_form(&self.here(), Fields::new(ask, &typed, &self.errors, w), &w.say("numbers-show-day"));
        let even = if self.even {
            Tag::new(Tone::Go, w.say("numbers-even"))
        } else {
            Tag::new(Tone::Stop, w.say("numbers-uneven"))
        };
        Section::new(w.html("numbers-balance-title")).with(table.html()).with(board::words(&even.html())).with(form)
    }

    fn discrepancies(&self, w: &Words) -> Section {
        let open: Vec<NumberRange> = self.ranges.iter().filter(|r| r.state == "MISSING").cloned().collect();
        let missing = ranges(w.html("numbers-missing"), &open, true, w.html("numbers-missing-none"), w);
        let mut section = Section::new(w.html("numbers-discrepancies")).with(missing);
        if self.kind != "tag" {
            section = section.with(ranges(w.html("numbers-void"), &self.on_void, true, w.html("numbers-void-none"), w));
        }
        section
    }

    fn form(&self, name: &str, ask: Vec<Field>, w: &Words) -> Html {
        let action = links::numbers_act(self.kind, name);
        let form = Form::new(&self.shell, name, action, w.say(format!("numbers-{name}-do")));
        form.ask(ask).html(&self.typed, &self.errors, w)
    }

    fn numbers(&self, form: &str, w: &Words) -> Field {
        let hint = w.html(if self.kind == "tag" { "numbers-hint-tag" } else { "numbers-hint" });
        Field::short(format!("{form}_numbers"), w.html("numbers-numbers"), "w30").hint(hint)
    }

    fn kind(&self, form: &str, w: &Words) -> Option<Field> {
        let select = Control::Select(kinds(w));
        (self.kind == "tag").then(|| Field::new(format!("{form}_kind"), w.html("ask-mark-kind"), select).optional())
    }

    fn acts(&self, w: &Words) -> Vec<Section> {
        let mut all = Vec::new();
        if self.hand.bind && self.kind != "tag" {
            let permit =
                Field::short("bind_permit", w.html("numbers-permit"), "w20").hint(w.html("numbers-permit-hint"));
            let ask = vec![self.numbers("bind", w), permit];
            let heading = w.html(format!("numbers-bind-{}", self.kind));
            all.push(Section::new(heading).lead(w.html("numbers-bind-lead")).with(self.form("bind", ask, w)));
        }
        if self.hand.store && self.kind == "tag" {
            let mut ask = vec![self.numbers("hand", w)];
            ask.extend(self.kind("hand", w));
            ask.push(Field::line("hand_holder", w.html("numbers-holder")).kind("email", "email"));
            ask.push(Field::area("hand_note", w.html("numbers-note"), 500).optional());
            all.push(
                Section::new(w.html("numbers-hand")).lead(w.html("numbers-hand-lead")).with(self.form("hand", ask, w)),
            );
        }
        if self.hand.store || self.hand.write_off {
            let can = |act: &str| if act == "write_off" { self.hand.write_off } else { self.hand.store };
            let acts = ["back", "spoil", "missing", "found", "write_off"];
            let acts = acts.into_iter().filter(|a| can(a) && (self.kind == "tag" || *a != "back"));
            let acts = acts.map(|a| Opt::new(a, w.html(format!("numbers-act-{}", a.replace('_', "-")))));
            let mut ask = vec![
                Field::new("move_act", w.html("numbers-what"), Control::Radios(acts.collect())),
                self.numbers("move", w),
            ];
            ask.extend(self.kind("move", w));
            ask.push(Field::area("move_note", w.html("ui-reason"), 500));
            all.push(
                Section::new(w.html("numbers-move")).lead(w.html("numbers-move-lead")).with(self.form("move", ask, w)),
            );
        }
        if self.hand.store {
            let mut ask = vec![self.numbers("receive", w)];
            ask.extend(self.kind("receive", w));
            ask.push(Field::line("receive_supplier", w.html("numbers-supplier")));
            ask.push(Field::new("receive_on", w.html("numbers-came"), Control::Date));
            ask.push(Field::area("receive_note", w.html("numbers-note"), 500).optional());
            all.push(Section::new(w.html("numbers-receive")).with(self.form("receive", ask, w)));
        }
        all
    }

    fn moves(&self, w: &Words) -> Section {
        let heads = [w.say("numbers-on"), w.say("numbers-done"), w.say("numbers-numbers")];
        let heads = [&heads[0], &heads[1], &heads[2], &format!("{}#", w.say("marks-count"))].map(Clone::clone);
        let heads = [heads.to_vec(), vec![w.say("numbers-by")]].concat();
        let table = Table::new(w.html("numbers-moves"), &heads, w.html("numbers-moves-none")).quiet();
        let table = table.rows(self.moves.iter().map(|m| {
            let said = [&m.holder, &m.note].into_iter().filter(|t| !t.is_empty()).map(Html::data).collect::<Vec<_>>();
            let done = w.html(format!("numbers-did-{}", m.act.replace('_', "-")));
            vec![
                w.date_html(&m.on).into(),
                Html::two_lines(&done, &Html::join(&said, w.comma())).into(),
                NumberRange::numbers(&m.range.0, &m.range.1, w).into(),
                w.count(m.pieces).into(),
                Html::data(&m.actor).into(),
            ]
        }));
        Section::new(w.html("numbers-moves")).with(table.html())
    }

    fn content(&self, w: &Words) -> Html {
        let now = ranges(w.html("numbers-now"), &self.ranges, true, w.html("numbers-none"), w);
        let mut all = vec![self.balance(w), Section::new(Html::default()).with(now), self.discrepancies(w)];
        all.extend(self.acts(w));
        all.push(self.moves(w));
        sheets(&all)
    }

    /// A sample of one kind.
    pub fn sample(kind: &'static str) -> NumbersPage {
        NumbersPage {
            shell: crate::samples::shell(Some(Role::MaSupervisor), &links::numbers(kind)),
            kind,
            day: jiff::civil::date(2026, 11, 20),
            balance: vec![("STOCK", 300), ("HANDED", 38), ("USED", 60), ("SPOILED", 1), ("MISSING", 0), ("LOST", 1)],
            even: kind != "paper",
            ranges: ["STOCK", "HANDED", "USED", "MISSING"].map(NumberRange::sample).to_vec(),
            on_void: vec![NumberRange::sample("USED")],
            moves: ["receive", "hand", "back", "use", "spoil", "missing", "found", "write_off"]
                .map(|act| NumberMove {
                    range: ("QM-NIL-2026-000001".into(), "QM-NIL-2026-000100".into()),
                    pieces: 100,
                    act: act.into(),
                    on: jiff::civil::date(2026, 11, 20),
                    note: "On the skins of October".into(),
                    holder: "River Bend Farm Ltd".into(),
                    actor: "Odile Officer".into(),
                })
                .to_vec(),
            hand: NumberHand { store: true, write_off: true, bind: true },
            typed: BTreeMap::new(),
            errors: vec![FieldError::new("receive_numbers", "numbers-there")],
        }
    }
}

page! {
    NumbersPage in "registers/board.html";
    layout Wide; area Some(Registers);
    title |c, w| c.heading(w);
    trail |_c, _w| vec![];
    errors errors;
}

/// The tags of a holder.
#[derive(Debug, Clone)]
pub struct TagsPage {
    /// The frame.
    pub shell: Shell,
    /// Ranges, the newest batch first.
    pub rows: Vec<NumberRange>,
    /// What was typed: `act`, `numbers`, `kind`, `note`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl TagsPage {
    fn heading(&self, w: &Words) -> Html {
        w.html("tags-title")
    }

    fn tabs(&self, w: &Words) -> Html {
        register_tabs(&self.shell, links::TAGS, w)
    }

    fn content(&self, w: &Words) -> Html {
        let table = ranges(w.html("tags-title"), &self.rows, false, w.html("tags-none"), w);
        let mut all = vec![Section::new(Html::default()).lead(w.html("tags-lead")).with(table)];
        if self.rows.iter().any(|r| r.state == "HANDED") {
            let acts = ["use", "spoil", "missing"].map(|a| Opt::new(a, w.html(format!("tags-act-{a}"))));
            let ask = vec![
                Field::new("act", w.html("numbers-what"), Control::Radios(acts.to_vec())),
                Field::short("numbers", w.html("numbers-numbers"), "w30").hint(w.html("numbers-hint-tag")),
                Field::area("note", w.html("tags-note"), 500).hint(w.html("tags-note-hint")).optional(),
            ];
            let form = Form::new(&self.shell, "report", links::TAGS.to_owned(), w.say("tags-report"));
            let form = form.look(Look::Lead).ask(ask).html(&self.typed, &self.errors, w);
            all.push(Section::new(w.html("tags-report-title")).with(form));
        }
        sheets(&all)
    }

    /// A sample.
    pub fn sample() -> TagsPage {
        TagsPage {
            shell: crate::samples::shell(Some(Role::Applicant), links::TAGS),
            rows: vec![NumberRange::sample("HANDED"), NumberRange::sample("USED"), NumberRange::sample("MISSING")],
            typed: BTreeMap::new(),
            errors: vec![FieldError::new("numbers", "numbers-not-there")],
        }
    }
}

page! {
    TagsPage in "registers/board.html";
    layout Wide; area Some(Stock);
    title |c, w| c.heading(w);
    trail |_c, _w| vec![];
    errors errors;
}
