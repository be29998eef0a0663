//! Checks that a supervisor sets aside: on one case, and the report of all of them.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Look, Opt, Table};
use crate::registers::board::{Form, Section, button, sheets, words};
use crate::{Shell, Words, links};
use cites::{Date, Role, Timestamp};
use std::collections::BTreeMap;

/// A check that may be set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCheck {
    /// What the form sends for it.
    pub value: String,
    /// What it is about.
    pub title: String,
    /// What it says, in the reader's language.
    pub sentence: String,
    /// By which text.
    pub citation: String,
}

/// One that was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsideRow {
    /// Id of the case.
    pub id: String,
    /// Its reference.
    pub reference: String,
    /// Id of the rule.
    pub rule: String,
    /// What the rule is about.
    pub title: String,
    /// What the check said, exact and in English.
    pub said: String,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl AsideRow {
    fn sample() -> AsideRow {
        AsideRow {
            id: "a1".into(),
            reference: "26-00412".into(),
            rule: "B8-D".into(),
            title: "Documents that a stricter measure asks for".into(),
            said: "Attach the import permit that the Wildlife Trade Rules ask for.".into(),
            reason: "The ministry confirmed by letter 17 of 4 November that it is on its way.".into(),
            by: "Selma Supervisor".into(),
            at: crate::samples::at("2026-11-20T15:00:00Z"),
        }
    }
}

/// What may be and what was set aside in one case. The form posts `check` and `reason`.
#[derive(Debug, Clone)]
pub struct OverridesPage {
    /// The frame.
    pub shell: Shell,
    /// Id of the case.
    pub id: String,
    /// Its reference.
    pub reference: String,
    /// What may be set aside now; empty for who may not.
    pub open: Vec<OpenCheck>,
    /// What was set aside, the oldest first.
    pub rows: Vec<AsideRow>,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl OverridesPage {
    fn heading(&self, w: &Words) -> Html {
        w.rich1("aside-title", "reference", Html::code(&self.reference))
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn content(&self, w: &Words) -> Html {
        let mut all = Vec::new();
        if self.open.is_empty() {
            all.push(Section::new(Html::default()).with(words(&w.html("aside-none-open"))));
        } else {
            let option = |c: &OpenCheck| {
                let under = Html::join(&[Html::text(&c.sentence), Html::text(&c.citation)], " · ");
                Opt::new(&c.value, Html::text(&c.title)).hint(under)
            };
            let ask = vec![
                Field::new("check", w.html("aside-check"), Control::Radios(self.open.iter().map(option).collect())),
                Field::area("reason", w.html("ui-reason"), 1000).hint(w.html("aside-reason-hint")),
            ];
            let form = Form::new(&self.shell, "override", links::overrides(&self.id), w.say("aside-do"));
            let form = form.look(Look::Stop).ask(ask).html(&self.typed, &self.errors, w);
            all.push(Section::new(w.html("aside-do")).lead(w.html("aside-lead")).with(form));
        }
        all.push(Section::new(Html::default()).with(table(&self.rows, w.html("aside-rows"), false, w).html()));
        sheets(&all)
    }

    /// A sample.
    pub fn sample() -> OverridesPage {
        OverridesPage {
            shell: crate::samples::shell(Some(Role::MaSupervisor), "/applications/a1/overrides"),
            id: "a1".into(),
            reference: "26-00412".into(),
            open: vec![OpenCheck {
                value: "W-18".into(),
                title: "Report check: country of origin".into(),
                sentence: "Querimba is no range State of this species.".into(),
                citation: "Guidelines for annual reports".into(),
            }],
            rows: vec![AsideRow::sample()],
            typed: BTreeMap::new(),
            errors: vec![FieldError::new("reason", "reason-empty")],
        }
    }
}

page! {
    OverridesPage in "registers/board.html";
    layout Wide; area Some(Work);
    title |c, w| c.heading(w);
    trail |c, w| vec![(w.html("action-back"), links::application(&c.id))];
    errors errors;
}

fn table(rows: &[AsideRow], caption: Html, whole: bool, w: &Words) -> Table {
    let case = whole.then(|| w.say("ui-reference-number"));
    let heads: Vec<String> =
        case.into_iter().chain([w.say("aside-check"), w.say("ui-reason"), w.say("aside-who")]).collect();
    Table::new(caption, &heads, w.html("aside-none")).rows(rows.iter().map(|r| {
        let case = whole.then(|| Html::link(links::application(&r.id), &Html::code(&r.reference)).into());
        let name = Html::join(&[Html::text(&r.title), Html::code(&r.rule)], " ");
        let who = Html::join(&[Html::data(&r.by), w.when_html(&r.at)], ", ");
        let cells = [Html::two_lines(&name, &Html::data(&r.said)).into(), Html::data(&r.reason).into(), who.into()];
        case.into_iter().chain(cells).collect()
    }))
}

/// Everything that was set aside in a span of days (GET `from`, `to`).
#[derive(Debug, Clone)]
pub struct OverrideReport {
    /// The frame.
    pub shell: Shell,
    /// The first and the last day.
    pub span: (Date, Date),
    /// Rule, what it is about, how often, in how many cases.
    pub counts: Vec<(String, String, u32, u32)>,
    /// Each of them, the newest first.
    pub rows: Vec<AsideRow>,
    /// What was typed: `from`, `to`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl OverrideReport {
    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn heading(&self, w: &Words) -> Html {
        w.html("aside-report")
    }

    fn content(&self, w: &Words) -> Html {
        let days = ["from", "to"]
            .map(|name| Field::short(name, w.html(format!("aside-{name}")), "w10").hint(w.html("finance-export-hint")));
        let fields = crate::parts::Fields::new(days.into(), &self.typed, &self.errors, w);
        let ask = Html::markup(format!(
            "<form class=\"filter\" method=\"get\" action=\"{}\">{fields}<button class=\"button second\">{}</button></form>",
            links::OVERRIDE_REPORT,
            w.html("ui-filter")
        ));
        let heads = [w.say("aside-check"), format!("{}#", w.say("aside-times")), format!("{}#", w.say("queue-cases"))];
        let counts = Table::new(w.html("aside-counts"), &heads, w.html("aside-none")).rows(self.counts.iter().map(
            |(rule, title, times, cases)| {
                let name = Html::join(&[Html::text(title), Html::code(rule)], " ");
                vec![name.into(), w.count(*times).into(), w.count(*cases).into()]
            },
        ));
        let file = format!("{}?from={}&to={}", links::OVERRIDE_FILE, self.span.0, self.span.1);
        sheets(&[
            Section::new(Html::default()).lead(w.html("aside-report-lead")).with(ask),
            Section::new(Html::default()).with(counts.html()),
            Section::new(Html::default()).with(table(&self.rows, w.html("aside-rows"), true, w).html()).with(button(
                w.say("aside-file"),
                &file,
                Look::Second,
            )),
        ])
    }

    /// A sample.
    pub fn sample() -> OverrideReport {
        let row = AsideRow::sample();
        OverrideReport {
            shell: crate::samples::shell(Some(Role::MaSupervisor), links::OVERRIDE_REPORT),
            span: (jiff::civil::date(2026, 1, 1), jiff::civil::date(2026, 11, 22)),
            counts: vec![(row.rule.clone(), row.title.clone(), 1, 1)],
            rows: vec![row],
            typed: BTreeMap::from([("from".into(), "2026-01-01".into()), ("to".into(), "2026-11-22".into())]),
            errors: vec![],
        }
    }
}

page! {
    OverrideReport in "registers/board.html";
    layout Wide; area Some(Work);
    title |c, w| c.heading(w);
    trail |c, w| c.shell.back_to(crate::shell::Area::Work, w.html("ui-work-queue"));
    errors errors;
}
