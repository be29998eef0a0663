//! Registrations for the simplified procedure: the list, the form that applies, one registration with its two persons.

use super::links;
use super::order::{BalanceShown, BlankCard};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Field, FieldError, Look, Row, Summary, Table, Tag, Tone};
use crate::registers::board::{self, Form, Section, sheets};
use crate::registers::register_tabs;
use crate::{Shell, Words};
use cites::{Amount, Date, Role, Source, Term, Unit};
use std::collections::BTreeMap;

/// A registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationCard {
    /// Id.
    pub id: String,
    /// Number, empty before approval.
    pub number: String,
    /// Who is registered.
    pub name: String,
    /// Where it stands: `APPLIED`, `PROPOSED`, `VALID`, `DECLINED` or `ENDED`.
    pub state: &'static str,
    /// First and last day.
    pub days: Option<(Date, Date)>,
    /// In force, and the review is due within ninety days or overdue?
    pub review: bool,
}

impl RegistrationCard {
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

    fn sample(id: &str, state: &'static str) -> RegistrationCard {
        let valid = state == "VALID";
        RegistrationCard {
            id: id.into(),
            number: if valid { "S-QM-0001".into() } else { String::new() },
            name: "River Bend Farm Ltd".into(),
            state,
            days: valid.then(|| (jiff::civil::date(2026, 11, 1), jiff::civil::date(2031, 10, 31))),
            review: false,
        }
    }
}

/// The registrations, or one's own.
#[derive(Debug, Clone)]
pub struct SimplifiedPage {
    /// The frame.
    pub shell: Shell,
    /// The last change first.
    pub rows: Vec<RegistrationCard>,
    /// Address of the next page.
    pub next: Option<String>,
    /// One's own, and more may be applied for?
    pub own: bool,
}

impl SimplifiedPage {
    fn heading(&self, w: &Words) -> Html {
        w.html("simplified-title")
    }

    fn tabs(&self, w: &Words) -> Html {
        register_tabs(&self.shell, links::SIMPLIFIED, w)
    }

    fn content(&self, w: &Words) -> Html {
        let heads = ["registry-number", "simplified-holder", "mandate-days", "ui-status"].map(|k| w.say(k));
        let rows = self.rows.iter().map(|r| {
            let name = if r.number.is_empty() { w.html("registry-no-number") } else { Html::code(&r.number) };
            vec![
                Html::link(links::registration(&r.id), &name).into(),
                Html::data(&r.name).into(),
                r.days(w).into(),
                r.tag(w).into(),
            ]
        });
        let table = Table::new(self.heading(w), &heads, w.html("simplified-none")).quiet().rows(rows);
        let mut pieces = vec![board::words(&w.html("simplified-lead"))];
        pieces.push(table.next(w.say("ui-next-page"), &self.next).html());
        if self.own {
            pieces.push(board::button(w.say("simplified-apply"), links::SIMPLIFIED_APPLY, Look::Lead));
        }
        Html::join(&pieces, "")
    }

    /// A sample of one's own, or of all.
    pub fn sample(own: bool) -> SimplifiedPage {
        let role = if own { Role::Applicant } else { Role::MaOfficer };
        SimplifiedPage {
            shell: crate::samples::shell(Some(role), links::SIMPLIFIED),
            rows: vec![RegistrationCard::sample("r1", "VALID"), RegistrationCard::sample("r2", "APPLIED")],
            next: None,
            own,
        }
    }
}

page! {
    SimplifiedPage in "registers/board.html";
    layout Wide; area Some(Registers);
    title |c, w| c.heading(w);
    trail |_c, _w| vec![];
}

/// The form that applies.
#[derive(Debug, Clone)]
pub struct RegistrationNewPage {
    /// The frame.
    pub shell: Shell,
    /// What was typed: `name`, `specimens`, `statement`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl RegistrationNewPage {
    fn heading(&self, w: &Words) -> Html {
        w.html("simplified-apply")
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn content(&self, w: &Words) -> Html {
        let ask = vec![
            Field::line("name", w.html("simplified-holder")),
            Field::area("specimens", w.html("simplified-specimens"), 4000).hint(w.html("simplified-specimens-hint")),
            Field::area("statement", w.html("simplified-statement"), 2000).hint(w.html("simplified-statement-hint")),
        ];
        let form = Form::new(&self.shell, "apply", links::SIMPLIFIED_APPLY.into(), w.say("registry-send"));
        let form = form.look(Look::Lead).ask(ask).html(&self.typed, &self.errors, w);
        sheets(&[Section::new(Html::default()).lead(w.html("simplified-apply-lead")).with(form)])
    }

    /// A sample.
    pub fn sample() -> RegistrationNewPage {
        RegistrationNewPage {
            shell: crate::samples::shell(Some(Role::Applicant), links::SIMPLIFIED_APPLY),
            typed: BTreeMap::from([("name".into(), "River Bend Farm Ltd".into())]),
            errors: vec![FieldError::new("specimens", "simplified-empty")],
        }
    }
}

page! {
    RegistrationNewPage in "registers/board.html";
    layout Narrow; area Some(Stock);
    title |c, w| c.heading(w);
    trail |_c, w| vec![(w.html("simplified-title"), links::SIMPLIFIED.into())];
    errors errors;
}

/// What a registered holder may trade.
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

/// One registration.
#[derive(Debug, Clone)]
pub struct RegistrationPage {
    /// The frame.
    pub shell: Shell,
    /// The registration.
    pub card: RegistrationCard,
    /// What may be traded.
    pub specimens: Vec<SpecimenRow>,
    /// Why the simplified procedure.
    pub statement: String,
    /// Words of the authority.
    pub note: String,
    /// How many blanks stand where.
    pub balance: BalanceShown,
    /// Its blanks, the latest order first.
    pub blanks: Vec<BlankCard>,
    /// May this reader order blanks under it?
    pub orders: bool,
    /// Acts this reader may do now: `propose`, `approve`, `close`.
    pub acts: Vec<&'static str>,
    /// What was typed: `note` or `reason`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl RegistrationPage {
    fn heading(&self, _w: &Words) -> Html {
        Html::data(&self.card.name)
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn facts(&self, w: &Words) -> Section {
        let c = &self.card;
        let words = |t: &str| if t.is_empty() { Html::default() } else { Html::data(t) };
        let number = if c.number.is_empty() { Html::default() } else { Html::code(&c.number) };
        let rows = vec![
            Row::new(w.say("registry-number"), number),
            Row::new(w.say("mandate-days"), c.days(w)),
            Row::new(w.say("simplified-statement"), words(&self.statement)),
            Row::new(w.say("registry-note"), words(&self.note)),
            Row::new(w.say("ui-status"), c.tag(w).html()),
        ];
        let heads = [
            w.say("ui-species"),
            w.say("ui-term"),
            w.say("word-source-code"),
            format!("{}#", w.say("simplified-most")),
        ];
        let table = Table::new(w.html("simplified-specimens-title"), &heads, w.html("simplified-none")).rows(
            self.specimens.iter().map(|s| {
                vec![
                    Html::taxon(&s.taxon).into(),
                    w.term_html(&s.term).into(),
                    w.source_html(&s.source).into(),
                    Html::data(w.amount_of(&s.most, &s.unit)).into(),
                ]
            }),
        );
        Section::new(Html::default()).with(Summary::new(rows, w).html()).with(table.html())
    }

    fn blanks(&self, w: &Words) -> Section {
        let section = Section::new(w.html("blanks-title")).with(self.balance.html(w));
        let section = section.with(BlankCard::table(&self.blanks, true, w).html());
        if self.orders {
            let button = board::button(w.say("blanks-order"), crate::links::APPLICATION_NEW, Look::Lead);
            section.lead(w.rich1("blanks-order-lead", "number", Html::code(&self.card.number))).with(button)
        } else {
            section
        }
    }

    fn act(&self, act: &str, w: &Words) -> Section {
        let action = links::registration_act(&self.card.id, act);
        let (field, look) = match act {
            "propose" => (Some(Field::area("note", w.html("simplified-advice"), 500).optional()), Look::Lead),
            "approve" => (None, Look::Lead),
            _ => (Some(Field::area("reason", w.html("ui-reason"), 500)), Look::Stop),
        };
        let form = Form::new(&self.shell, act, action, w.say(format!("entry-{act}"))).look(look);
        let form = form.ask(field.into_iter().collect()).html(&self.typed, &self.errors, w);
        Section::new(w.html(format!("entry-{act}"))).lead(w.html(format!("entry-{act}-lead"))).with(form)
    }

    fn content(&self, w: &Words) -> Html {
        let mut all = vec![self.facts(w)];
        if self.card.state == "VALID" || !self.blanks.is_empty() {
            all.push(self.blanks(w));
        }
        all.extend(self.acts.iter().map(|act| self.act(act, w)));
        sheets(&all)
    }

    /// A sample for its holder, or for the authority.
    pub fn sample(officer: bool) -> RegistrationPage {
        let role = if officer { Role::MaOfficer } else { Role::Applicant };
        RegistrationPage {
            shell: crate::samples::shell(Some(role), "/simplified/r1"),
            card: RegistrationCard::sample("r1", if officer { "APPLIED" } else { "VALID" }),
            specimens: vec![SpecimenRow {
                taxon: "Crocodylus niloticus".into(),
                term: Term::Lps,
                source: Source::R,
                most: Amount::whole(500),
                unit: Unit::Nar,
            }],
            statement: "Forty small consignments of leather a year to the same shops.".into(),
            note: String::new(),
            balance: BalanceShown::sample(),
            blanks: if officer { vec![] } else { BlankCard::sample() },
            orders: !officer,
            acts: if officer { vec!["propose", "approve", "close"] } else { vec![] },
            typed: BTreeMap::new(),
            errors: if officer { vec![FieldError::new("reason", "reason-empty")] } else { vec![] },
        }
    }
}

page! {
    RegistrationPage in "registers/board.html";
    layout Narrow; area Some(Registers);
    title |c, w| c.heading(w);
    trail |_c, w| vec![(w.html("simplified-title"), links::SIMPLIFIED.into())];
    errors errors;
}
