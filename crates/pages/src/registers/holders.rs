//! Companies and persons for the authority: the list with its search, one with its particulars and their history, the form
//! that changes them or opens a record, and how a company is closed.

use super::board::{self, Form, Section, sheets};
use super::marks::ask_form;
use super::{links, register_tabs};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Look, Opt, Row, Summary, Table, Tag, Tone};
use crate::shared::guidance as choices;
use crate::{Shell, Words};
use cites::{Date, Role, Timestamp};
use std::collections::BTreeMap;

/// Codes of the papers that show who somebody is; key `identity-<code>`.
pub const PAPERS: &[&str] = &["register-extract", "licence", "identity-card", "passport", "authority", "other"];

/// One of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderCard {
    /// `company` or `person`.
    pub kind: &'static str,
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Number of a company, address of an account.
    pub number: String,
    /// May apply?
    pub active: bool,
}

impl HolderCard {
    fn tag(&self, w: &Words) -> Tag {
        active_tag(self.active, w)
    }

    fn sample(kind: &'static str, id: &str, active: bool) -> HolderCard {
        let (name, number) = match kind {
            "company" => ("River Bend Farm Ltd", "HR 1044"),
            _ => ("Ines Ferro", "ines@example.org"),
        };
        HolderCard { kind, id: id.into(), name: name.into(), number: number.into(), active }
    }
}

fn active_tag(active: bool, w: &Words) -> Tag {
    if active { Tag::new(Tone::Go, w.say("holder-active")) } else { Tag::new(Tone::Stop, w.say("holder-closed")) }
}

/// Companies and persons.
#[derive(Debug, Clone)]
pub struct HoldersPage {
    /// The frame.
    pub shell: Shell,
    /// By the alphabet.
    pub rows: Vec<HolderCard>,
    /// Address of the next page.
    pub next: Option<String>,
    /// What was searched: `q`.
    pub typed: BTreeMap<String, String>,
}

impl HoldersPage {
    fn heading(&self, w: &Words) -> Html {
        w.html("holders-title")
    }

    fn tabs(&self, w: &Words) -> Html {
        register_tabs(&self.shell, links::HOLDERS, w)
    }

    fn content(&self, w: &Words) -> Html {
        let ask = vec![Field::line("q", w.html("holders-search")).kind("search", "text").optional()];
        let search = ask_form(links::HOLDERS, Fields::new(ask, &self.typed, &[], w), &w.say("holders-find"));
        let heads = ["holder-name", "holder-kind", "holder-number", "ui-status"].map(|k| w.say(k));
        let rows = self.rows.iter().map(|h| {
            vec![
                Html::link(links::holder(h.kind, &h.id), &Html::data(&h.name)).into(),
                w.html(format!("holder-{}", h.kind)).into(),
                Html::data(&h.number).into(),
                h.tag(w).into(),
            ]
        });
        let table = Table::new(self.heading(w), &heads, w.html("holders-none")).quiet().rows(rows);
        let table = table.next(w.say("ui-next-page"), &self.next).html();
        let open = board::button(w.say("holder-open"), links::HOLDER_NEW, Look::Second);
        Html::join(&[board::words(&w.html("holders-lead")), search, table, open], "")
    }

    /// A sample.
    pub fn sample() -> HoldersPage {
        HoldersPage {
            shell: crate::samples::shell(Some(Role::MaClerk), links::HOLDERS),
            rows: vec![
                HolderCard::sample("person", "h2", true),
                HolderCard::sample("company", "h1", true),
                HolderCard::sample("company", "h3", false),
            ],
            next: Some(format!("{}?after=x", links::HOLDERS)),
            typed: BTreeMap::from([("q".into(), "river".into())]),
        }
    }
}

page! {
    HoldersPage in "registers/board.html";
    layout Wide; area Some(Registers);
    title |c, w| c.heading(w);
    trail |_c, _w| vec![];
}

/// Particulars as they are typed; a record that is opened, or a change.
#[derive(Debug, Clone)]
pub struct HolderFormPage {
    /// The frame.
    pub shell: Shell,
    /// Kind, id and name of whose particulars change; `None`: a record is opened.
    pub of: Option<(&'static str, String, String)>,
    /// What was typed: `name`, `number`, `street`, `postcode`, `city`, `country`, `contact`, `telephone`, `email`, `kind`,
    /// `reason`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl HolderFormPage {
    fn heading(&self, w: &Words) -> Html {
        w.html(if self.of.is_some() { "holder-edit" } else { "holder-open" })
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn content(&self, w: &Words) -> Html {
        let kinds = ["company", "natural"].map(|k| Opt::new(k, w.html(format!("holder-kind-{k}"))));
        let kind =
            self.of.is_none().then(|| Field::new("kind", w.html("holder-kind"), Control::Radios(kinds.to_vec())));
        let why = self.of.is_some().then(|| Field::area("reason", w.html("holder-why"), 500));
        let countries = choices::countries(w, self.shell.demo);
        let ask = [
            Field::line("name", w.html("holder-name")),
            Field::short("number", w.html("holder-number"), "w20").hint(w.html("holder-number-hint")).optional(),
            Field::line("street", w.html("holder-street")),
            Field::short("postcode", w.html("holder-postcode"), "w10").optional(),
            Field::line("city", w.html("holder-city")),
            Field::new("country", w.html("holder-country"), Control::Select(countries)),
            Field::line("contact", w.html("holder-contact")).optional(),
            Field::short("telephone", w.html("holder-telephone"), "w20").kind("tel", "tel").optional(),
            Field::line("email", w.html("holder-email")).kind("email", "email").optional(),
        ];
        let (action, lead) = match &self.of {
            Some((kind, id, _)) => (links::holder_act(kind, id, "edit"), w.html("holder-edit-lead")),
            None => (links::HOLDER_NEW.to_owned(), w.html("holder-open-lead")),
        };
        let form = Form::new(&self.shell, "holder", action, w.say("holder-save")).look(Look::Lead);
        let ask = kind.into_iter().chain(ask).chain(why).collect();
        sheets(&[Section::new(Html::default()).lead(lead).with(form.ask(ask).html(&self.typed, &self.errors, w))])
    }

    /// A sample of a change, or of a record that is opened.
    pub fn sample(edit: bool) -> HolderFormPage {
        HolderFormPage {
            shell: crate::samples::shell(Some(Role::MaClerk), links::HOLDER_NEW),
            of: edit.then(|| ("company", "h1".into(), "River Bend Farm Ltd".into())),
            typed: BTreeMap::from([("name".into(), "River Bend Farm Ltd".into()), ("kind".into(), "company".into())]),
            errors: vec![FieldError::new("street", "street-empty")],
        }
    }
}

page! {
    HolderFormPage in "registers/board.html";
    layout Narrow; area Some(Registers);
    title |c, w| c.heading(w);
    trail |c, w| {
        let mut all = vec![(w.html("holders-title"), links::HOLDERS.to_owned())];
        all.extend(c.of.iter().map(|(kind, id, name)| (Html::data(name), links::holder(kind, id))));
        all
    };
    errors errors;
}

/// One change of the particulars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderChangeRow {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// What was done; key `holder-did-<act>`.
    pub act: String,
    /// Field (key `holder-<field>`, or `identity-<code>` for a paper that was seen), what stood there, what stands there now.
    pub changes: Vec<(String, String, String)>,
    /// Why.
    pub reason: String,
}

/// A company or person.
#[derive(Debug, Clone)]
pub struct HolderPage {
    /// The frame.
    pub shell: Shell,
    /// Kind, id, name, number, may apply?
    pub card: HolderCard,
    /// Number in the register of companies or of the identity document.
    pub number: String,
    /// A natural person without an account?
    pub natural: bool,
    /// Address, one line each; empty when nobody typed it.
    pub address: Vec<String>,
    /// Whom to ask for, telephone, e-mail address.
    pub contact: [String; 3],
    /// Papers that were seen: code, number, words, day, who.
    pub seen: Vec<(String, String, String, Date, String)>,
    /// Since when it is closed, and why.
    pub closed: Option<(Date, String)>,
    /// Its people: name, address, may sign in.
    pub people: Vec<(String, String, bool)>,
    /// Open applications: address, reference, code of the status.
    pub open: Vec<(String, String, String)>,
    /// History, the last change first.
    pub changes: Vec<HolderChangeRow>,
    /// May this reader close and reopen?
    pub closes: bool,
    /// May this reader enter things for it?
    pub enters: bool,
    /// What was typed: `paper`, `paper_number`, `note`, `reason`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl HolderPage {
    fn heading(&self, _w: &Words) -> Html {
        Html::data(&self.card.name)
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn facts(&self, w: &Words) -> Section {
        let words = |t: &str| if t.is_empty() { Html::default() } else { Html::data(t) };
        let kind = if self.natural { "holder-kind-natural".to_owned() } else { format!("holder-{}", self.card.kind) };
        let address: Vec<Html> = self.address.iter().map(Html::data).collect();
        let [person, telephone, email] = &self.contact;
        let mut rows = vec![
            Row::new(w.say("holder-kind"), w.html(kind)),
            Row::new(w.say("holder-number"), words(&self.number)),
            Row::new(w.say("holder-address"), Html::join(&address, w.comma())),
            Row::new(w.say("holder-contact"), words(person)),
            Row::new(w.say("holder-telephone"), words(telephone)),
            Row::new(w.say("holder-email"), words(email)),
            Row::new(w.say("ui-status"), active_tag(self.card.active, w).html()),
        ];
        if self.card.kind == "person" {
            rows.insert(1, Row::new(w.say("holder-account"), Html::data(&self.card.number)));
        }
        if let Some((on, why)) = &self.closed {
            rows.push(Row::new(w.say("holder-closed-on"), w.date_html(on)));
            rows.push(Row::new(w.say("ui-reason"), Html::data(why)));
        }
        let edit = links::holder_act(self.card.kind, &self.card.id, "edit");
        let section = Section::new(Html::default()).with(Summary::new(rows, w).html());
        let section = section.with(board::button(w.say("holder-edit"), &edit, Look::Second));
        if self.card.kind != "company" || !self.enters || !self.card.active {
            return section;
        }
        let entry = format!("{}?for={}", links::REGISTER_COUNTER, self.card.id);
        let lot = format!("{}?for={}", links::STOCK_COUNTER, self.card.id);
        let section = section.with(board::button(w.say("counter-entry"), &entry, Look::Second));
        section.with(board::button(w.say("counter-lot"), &lot, Look::Second))
    }

    fn papers(&self, w: &Words) -> Section {
        let heads = ["holder-paper", "holder-paper-number", "holder-paper-note", "holder-paper-seen"].map(|k| w.say(k));
        let rows = self.seen.iter().map(|(kind, number, note, on, by)| {
            let seen = w.rich2("holder-seen-by", "day", w.date_html(on), "name", Html::data(by));
            vec![
                w.html(format!("identity-{kind}")).into(),
                Html::data(number).into(),
                Html::data(note).into(),
                seen.into(),
            ]
        });
        let table = Table::new(w.html("holder-papers"), &heads, w.html("holder-papers-none")).quiet().rows(rows);
        let kinds = PAPERS.iter().map(|k| Opt::new(*k, w.html(format!("identity-{k}")))).collect();
        let ask = vec![
            Field::new("paper", w.html("holder-paper"), Control::Select(kinds)),
            Field::short("paper_number", w.html("holder-paper-number"), "w20"),
            Field::line("note", w.html("holder-paper-note")).optional(),
        ];
        let action = links::holder_act(self.card.kind, &self.card.id, "paper");
        let form = Form::new(&self.shell, "paper", action, w.say("holder-paper-add"));
        let section = Section::new(w.html("holder-papers")).lead(w.html("holder-papers-lead")).with(table.html());
        section.with(form.ask(ask).html(&self.typed, &self.errors, w))
    }

    fn around(&self, w: &Words) -> Vec<Section> {
        if self.card.kind != "company" {
            return Vec::new();
        }
        let heads = ["holder-name", "holder-account", "ui-status"].map(|k| w.say(k));
        let rows = self.people.iter().map(|(name, mail, active)| {
            vec![Html::data(name).into(), Html::data(mail).into(), active_tag(*active, w).into()]
        });
        let people = Table::new(w.html("holder-people"), &heads, w.html("holder-people-none")).quiet().rows(rows);
        let heads = ["ui-reference-number", "ui-status"].map(|k| w.say(k));
        let rows = self.open.iter().map(|(href, reference, status)| {
            let name = Html::link(href, &Html::code(reference));
            vec![name.into(), status.clone().into()]
        });
        let open = Table::new(w.html("holder-cases"), &heads, w.html("holder-cases-none")).quiet().rows(rows);
        vec![
            Section::new(w.html("holder-people")).with(people.html()),
            Section::new(w.html("holder-cases")).with(open.html()),
        ]
    }

    fn closing(&self, w: &Words) -> Option<Section> {
        if self.card.kind != "company" || !self.closes {
            return None;
        }
        let act = if self.card.active { "close" } else { "reopen" };
        let action = links::holder_act(self.card.kind, &self.card.id, act);
        let look = if self.card.active { Look::Stop } else { Look::Second };
        let action = format!("{action}?seen={}", self.open.len());
        let form = Form::new(&self.shell, act, action, w.say(format!("holder-{act}"))).look(look);
        let form = form.ask(vec![Field::area("reason", w.html("ui-reason"), 500)]);
        let lead = match (act, self.open.len()) {
            ("close", 0) => w.html("holder-close-lead"),
            ("close", n) => w.rich1("holder-close-open", "count", Html::text(w.count(i64::try_from(n).unwrap_or(0)))),
            _ => w.html("holder-reopen-lead"),
        };
        Some(Section::new(w.html(format!("holder-{act}"))).lead(lead).with(form.html(&self.typed, &self.errors, w)))
    }

    fn history(&self, w: &Words) -> Section {
        let heads = ["counter-when", "counter-by", "holder-did", "holder-changed", "ui-reason"].map(|k| w.say(k));
        let rows = self.changes.iter().map(|c| {
            let changed = c.changes.iter().map(|(field, old, new)| {
                let name = match field.strip_prefix("seen-") {
                    Some(paper) => w.html(format!("identity-{paper}")),
                    None => w.html(format!("holder-{field}")),
                };
                let old = if old.is_empty() { w.html("holder-blank") } else { Html::data(old) };
                let new = if new.is_empty() { w.html("holder-blank") } else { Html::data(new) };
                w.rich("holder-change", &[("field", name.into()), ("old", old.into()), ("new", new.into())])
            });
            let changed: Vec<Html> = changed.map(|line| board::words(&line)).collect();
            vec![
                w.when_html(&c.at).into(),
                Html::data(&c.by).into(),
                w.html(format!("holder-did-{}", c.act)).into(),
                Html::join(&changed, "").into(),
                Html::data(&c.reason).into(),
            ]
        });
        let table = Table::new(w.html("holder-history"), &heads, w.html("holder-history-none")).quiet().rows(rows);
        Section::new(w.html("holder-history")).lead(w.html("holder-history-lead")).with(table.html())
    }

    fn content(&self, w: &Words) -> Html {
        let mut all = vec![self.facts(w), self.papers(w)];
        all.extend(self.around(w));
        all.extend(self.closing(w));
        all.push(self.history(w));
        sheets(&all)
    }

    /// A sample of an open or a closed company.
    pub fn sample(active: bool) -> HolderPage {
        HolderPage {
            shell: crate::samples::shell(Some(Role::MaOfficer), "/holders/company/h1"),
            card: HolderCard::sample("company", "h1", active),
            number: "HR 1044".into(),
            natural: false,
            address: vec!["1 River Road".into(), "4471 Bend".into(), "QM".into()],
            contact: ["Ines Ferro".into(), "+100 4471".into(), "office@example.org".into()],
            seen: vec![(
                "register-extract".into(),
                "HR 1044".into(),
                "Court of Bend".into(),
                jiff::civil::date(2026, 11, 3),
                "Sam Santos".into(),
            )],
            closed: (!active).then(|| (jiff::civil::date(2026, 11, 20), "Struck off the register.".into())),
            people: vec![("Ines Ferro".into(), "ines@example.org".into(), true)],
            open: vec![("/work/a1".into(), "26-00371".into(), "In examination".into())],
            changes: vec![HolderChangeRow {
                at: crate::samples::at("2026-11-20T15:00:00Z"),
                by: "Sam Santos".into(),
                act: "edit".into(),
                changes: vec![(
                    "address".into(),
                    "2 Mill Lane, 4471 Bend, QM".into(),
                    "1 River Road, 4471 Bend, QM".into(),
                )],
                reason: "Moved; letter of 18 November.".into(),
            }],
            closes: true,
            enters: true,
            typed: BTreeMap::new(),
            errors: vec![FieldError::new("paper_number", "paper-number")],
        }
    }
}

page! {
    HolderPage in "registers/board.html";
    layout Narrow; area Some(Registers);
    title |c, w| c.heading(w);
    trail |_c, w| vec![(w.html("holders-title"), links::HOLDERS.into())];
    errors errors;
}
