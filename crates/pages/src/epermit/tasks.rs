//! Work that is given out: opinions that experts write, and visits that inspectors set.

use super::ActForm;
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Look, Opt, Table};
use crate::registers::board::{Form, Section, button, sheets, words};
use crate::{Shell, Words, links};
use cites::{Date, Role, Timestamp};
use std::collections::BTreeMap;

/// An opinion that was given to an expert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionRow {
    /// Id of the case.
    pub id: String,
    /// Its reference.
    pub reference: String,
    /// First species.
    pub taxon: String,
    /// Who writes.
    pub expert: String,
    /// `given`, `handed` or `returned`: keys `opinion-task-<code>`.
    pub state: &'static str,
    /// Until when it is asked.
    pub until: Date,
}

/// Opinions that were given out: the coordinator sees all, an expert their own.
#[derive(Debug, Clone)]
pub struct OpinionsPage {
    /// The frame.
    pub shell: Shell,
    /// What was given longest ago first.
    pub rows: Vec<OpinionRow>,
}

impl OpinionsPage {
    fn heading(&self, w: &Words) -> Html {
        w.html("opinion-tasks")
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn content(&self, w: &Words) -> Html {
        let heads = ["ui-reference-number", "ui-species", "opinion-expert", "ui-status", "opinion-until"];
        let heads = heads.map(|k| w.say(k));
        let table = Table::new(w.html("opinion-tasks"), &heads, w.html("opinion-tasks-none")).quiet();
        let table = table.rows(self.rows.iter().map(|r| {
            vec![
                Html::link(links::opinion_desk(&r.id), &Html::code(&r.reference)).into(),
                Html::taxon(&r.taxon).into(),
                Html::data(&r.expert).into(),
                w.html(format!("opinion-task-{}", r.state)).into(),
                w.date_html(&r.until).into(),
            ]
        }));
        let sheet = Section::new(Html::default()).lead(w.html("opinion-tasks-lead")).with(table.html());
        sheets(&[sheet.with(button(w.say("shell-consultations"), links::CONSULTATIONS, Look::Second))])
    }

    /// A sample.
    pub fn sample() -> OpinionsPage {
        OpinionsPage {
            shell: crate::samples::shell(Some(Role::SaExpert), links::OPINIONS),
            rows: vec![OpinionRow {
                id: "a1".into(),
                reference: "26-00412".into(),
                taxon: "Crocodylus niloticus".into(),
                expert: "Edda Expert".into(),
                state: "returned",
                until: jiff::civil::date(2026, 12, 2),
            }],
        }
    }
}

page! {
    OpinionsPage in "registers/board.html";
    layout Wide; area None;
    title |c, w| c.heading(w);
    trail |_c, w| vec![(w.html("shell-consultations"), links::CONSULTATIONS.to_owned())];
}

/// One opinion: given to an expert, written, handed in, sent back. The forms post `do` (`give`, `save`, `hand`,
/// `return`), with `expert`, `word`, or the boxes of the opinion.
#[derive(Debug, Clone)]
pub struct OpinionDesk {
    /// The frame.
    pub shell: Shell,
    /// The boxes of the opinion, as its release asks them, with what was typed.
    pub form: ActForm,
    /// Who writes it, and how far it is: `given`, `handed`, `returned`.
    pub task: Option<(String, &'static str)>,
    /// Why it came back; blank: it did not.
    pub word: String,
    /// Experts to choose from: id and name.
    pub experts: Vec<(String, String)>,
    /// Does the reader give it out and release it?
    pub coordinates: bool,
    /// Is it the reader's to write?
    pub writes: bool,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl OpinionDesk {
    fn heading(&self, w: &Words) -> Html {
        w.rich1("opinion-desk", "reference", Html::code(&self.form.head.reference))
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn action(&self) -> String {
        links::opinion_desk(&self.form.head.id)
    }

    fn posts(&self, what: &str, fields: Fields<'_>, buttons: &[(&str, &str, Look)], w: &Words) -> Html {
        let buttons: String = buttons
            .iter()
            .map(|(code, key, look)| {
                format!("<button class=\"{}\" name=\"do\" value=\"{code}\">{}</button>", look.class(), w.html(*key))
            })
            .collect();
        Html::markup(format!(
            "<form method=\"post\" action=\"{}\">{}{fields}<p class=\"row\">{buttons}</p></form>",
            self.action(),
            self.shell.guard(what)
        ))
    }

    fn content(&self, w: &Words) -> Html {
        let now = match &self.task {
            None => w.html("opinion-nobody"),
            Some((name, state)) => w.rich1(&format!("opinion-now-{state}"), "name", Html::data(name)),
        };
        let mut first = Section::new(Html::default()).with(words(&now));
        if !self.word.is_empty() {
            first = first.with(words(&w.rich1("opinion-came-back", "reason", Html::data(&self.word))));
        }
        first = first.with(button(w.say("opinion-case"), &links::application(&self.form.head.id), Look::Second));
        let mut all = vec![first];
        let (typed, errors) = (&self.form.typed, &self.errors);
        if self.writes {
            let fields = self.form.fields(w);
            let both = [("hand", "opinion-hand", Look::Lead), ("save", "opinion-save", Look::Second)];
            all.push(Section::new(w.html("opinion-write")).with(self.posts("opinion-write", fields, &both, w)));
        }
        let handed = self.task.as_ref().is_some_and(|(_, state)| *state == "handed");
        if self.coordinates && handed {
            let release = links::case_act(&self.form.head.id, "sa_opinion");
            let word = vec![Field::area("word", w.html("opinion-word"), 1000)];
            let fields = Fields::new(word, typed, errors, w);
            let back = self.posts("opinion-return", fields, &[("return", "opinion-return", Look::Stop)], w);
            let read = button(w.say("opinion-release"), &release, Look::Lead);
            all.push(Section::new(w.html("opinion-handed")).with(read).with(back));
        }
        if self.coordinates && !self.experts.is_empty() {
            let options = self.experts.iter().map(|(id, name)| Opt::new(id, Html::data(name))).collect();
            let ask = vec![Field::new("expert", w.html("opinion-expert"), Control::Select(options))];
            let fields = Fields::new(ask, typed, errors, w);
            let give = self.posts("opinion-give", fields, &[("give", "opinion-give", Look::Second)], w);
            all.push(Section::new(w.html("opinion-give")).with(give));
        }
        sheets(&all)
    }

    /// A sample: a draft that came back, as its expert sees it.
    pub fn sample() -> OpinionDesk {
        OpinionDesk {
            shell: crate::samples::shell(Some(Role::SaExpert), links::OPINIONS),
            form: ActForm::with("sa_opinion"),
            task: Some(("Edda Expert".into(), "returned")),
            word: "Say how many eggs were counted.".into(),
            experts: vec![],
            coordinates: false,
            writes: true,
            errors: vec![],
        }
    }

    /// A draft that was handed in, as the coordinator sees it.
    pub fn handed() -> OpinionDesk {
        OpinionDesk {
            shell: crate::samples::shell(Some(Role::SaCoordinator), links::OPINIONS),
            form: ActForm::with("sa_opinion"),
            task: Some(("Edda Expert".into(), "handed")),
            word: String::new(),
            experts: vec![("p1".into(), "Edda Expert".into())],
            coordinates: true,
            writes: false,
            errors: vec![],
        }
    }
}

page! {
    OpinionDesk in "registers/board.html";
    layout Wide; area None;
    title |c, w| c.heading(w);
    trail |_c, w| vec![(w.html("opinion-tasks"), links::OPINIONS.to_owned())];
    errors errors;
}

/// A visit that was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitShown {
    /// The day.
    pub on: Date,
    /// Where.
    pub place: String,
    /// What shall be ready.
    pub ready: String,
    /// Why another day.
    pub reason: String,
    /// Who set it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// The visit of an inspection. The form posts `on`, `place`, `ready`, `reason`.
#[derive(Debug, Clone)]
pub struct VisitPage {
    /// The frame.
    pub shell: Shell,
    /// Id of the case.
    pub id: String,
    /// Its reference.
    pub reference: String,
    /// What is to be looked at.
    pub what: String,
    /// The visits that were set, the newest first.
    pub rows: Vec<VisitShown>,
    /// May the reader set one?
    pub sets: bool,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl VisitPage {
    fn heading(&self, w: &Words) -> Html {
        w.rich1("visit-title", "reference", Html::code(&self.reference))
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn content(&self, w: &Words) -> Html {
        let mut first = Section::new(Html::default());
        if !self.what.is_empty() {
            first = first.with(words(&Html::data(&self.what)));
        }
        let heads = ["visit-on", "visit-place", "visit-plan-ready", "ui-reason", "aside-who"].map(|k| w.say(k));
        let table = Table::new(w.html("visit-rows"), &heads, w.html("visit-none")).rows(self.rows.iter().map(|v| {
            vec![
                w.date_html(&v.on).into(),
                Html::data(&v.place).into(),
                Html::data(&v.ready).into(),
                Html::data(&v.reason).into(),
                Html::join(&[Html::data(&v.by), w.when_html(&v.at)], ", ").into(),
            ]
        }));
        let mut all = vec![first.with(table.html())];
        if self.sets {
            let again = !self.rows.is_empty();
            let mut ask = vec![
                Field::new("on", w.html("visit-on"), Control::Date),
                Field::line("place", w.html("visit-place")),
                Field::area("ready", w.html("visit-plan-ready"), 1000).hint(w.html("visit-plan-ready-hint")).optional(),
            ];
            if again {
                ask.push(Field::area("reason", w.html("visit-reason"), 1000));
            }
            let key = if again { "visit-move" } else { "visit-set" };
            let form = Form::new(&self.shell, "visit", links::visit(&self.id), w.say(key)).look(Look::Lead).ask(ask);
            all.push(Section::new(w.html(key)).lead(w.html("visit-lead")).with(form.html(
                &self.typed,
                &self.errors,
                w,
            )));
        }
        sheets(&all)
    }

    /// A sample.
    pub fn sample() -> VisitPage {
        VisitPage {
            shell: crate::samples::shell(Some(Role::Inspector), links::INSPECTIONS),
            id: "a1".into(),
            reference: "26-00412".into(),
            what: "Count the skins and read ten tags of each bundle.".into(),
            rows: vec![VisitShown {
                on: jiff::civil::date(2026, 11, 26),
                place: "River Bend Farm, shed 2".into(),
                ready: "The skins in bundles of twenty, and the stock book.".into(),
                reason: String::new(),
                by: "Ines Inspector".into(),
                at: crate::samples::at("2026-11-20T15:00:00Z"),
            }],
            sets: true,
            typed: BTreeMap::new(),
            errors: vec![FieldError::new("on", "visit-day")],
        }
    }
}

page! {
    VisitPage in "registers/board.html";
    layout Wide; area None;
    title |c, w| c.heading(w);
    trail |c, w| vec![(w.html("action-back"), links::application(&c.id))];
    errors errors;
}
