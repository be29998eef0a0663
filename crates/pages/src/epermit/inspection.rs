//! The inspector's pages: what waits, by day and place, and the report on a phone.

use super::case::CaseHead;
use super::further::ActLine;
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt, Table};
use crate::{Shell, Words, links};
use cites::{Date, Role, Timestamp};
use std::collections::BTreeMap;

/// Where the script of a visit says what is kept on the phone and what was sent; empty without a script. It keeps by
/// person, so that another one at the same phone neither sees nor sends it.
pub(crate) fn visits(shell: &Shell, w: &Words) -> Html {
    let party = shell.tenant.as_ref().map_or("", |t| t.country.code());
    let who = format!("{party} {}", shell.viewer.as_ref().map_or("", |v| v.name.as_str()));
    let words = ["ready", "kept", "draft", "found", "sending", "sent", "sign-in", "gone", "wrong"]
        .map(|key| format!(" data-{key}=\"{}\"", crate::html::escape(&w.say(format!("visit-{key}")))));
    let list = links::INSPECTIONS;
    let who = crate::html::escape(&who);
    Html::markup(format!("<div data-visits data-who=\"{who}\" data-list=\"{list}\"{}></div>", words.concat()))
}

/// One inspection that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectionRow {
    /// Id of the application.
    pub id: String,
    /// Its reference.
    pub reference: String,
    /// Who applies.
    pub applicant: String,
    /// First species.
    pub taxon: String,
    /// Lines beyond the first.
    pub more_lines: usize,
    /// Where the specimens stand.
    pub place: String,
    /// The day, when one is agreed.
    pub on: Option<Date>,
    /// Since when it waits.
    pub since: Timestamp,
}

/// What waits for an inspector, by day and place.
#[derive(Debug, Clone)]
pub struct Inspections {
    /// The frame.
    pub shell: Shell,
    /// The soonest first; those without a day last.
    pub rows: Vec<InspectionRow>,
    /// May this reader report?
    pub can_report: bool,
}

impl Inspections {
    fn visits(&self, w: &Words) -> Html {
        visits(&self.shell, w)
    }

    fn table(&self, w: &Words) -> Table {
        let heads =
            ["inspect-on", "inspect-place", "ui-reference-number", "ui-species", "inspect-since"].map(|k| w.say(k));
        Table::new(w.html("inspect-list"), &heads, w.html("inspect-none")).quiet().rows(self.rows.iter().map(|r| {
            let href =
                if self.can_report { links::case_act(&r.id, "inspection_report") } else { links::application(&r.id) };
            let more = if r.more_lines > 0 { w.rich1("list-more", "n", r.more_lines) } else { Html::default() };
            vec![
                r.on.as_ref().map_or_else(|| w.html("inspect-no-day"), |d| w.date_html(d)).into(),
                Html::data(&r.place).into(),
                Html::two_lines(&Html::link(href, &Html::code(&r.reference)), &Html::data(&r.applicant)).into(),
                Html::join(&[Html::taxon(&r.taxon), more], " ").into(),
                w.when_html(&r.since).into(),
            ]
        }))
    }

    /// A sample.
    pub fn sample() -> Inspections {
        let row = |reference: &str, on| InspectionRow {
            id: "a1".into(),
            reference: reference.into(),
            applicant: "River Bend Farm Ltd".into(),
            taxon: "Psittacus erithacus".into(),
            more_lines: 0,
            place: "Quarantine station, Bend".into(),
            on,
            since: crate::samples::at("2026-11-20T09:00:00Z"),
        };
        Inspections {
            shell: crate::samples::shell(Some(Role::Inspector), links::INSPECTIONS),
            rows: vec![row("26-00412", Some(jiff::civil::date(2026, 11, 24))), row("26-00415", None)],
            can_report: true,
        }
    }
}

page! {
    Inspections in "epermit/inspections.html";
    layout Wide; area Some(Inspections);
    title |_c, w| w.html("inspect-list");
    trail |_c, _w| vec![];
}

/// The report of an inspection, on a phone: count, read the marks, say how it ends.
#[derive(Debug, Clone)]
pub struct InspectionPage {
    /// The frame.
    pub shell: Shell,
    /// What it is about.
    pub head: CaseHead,
    /// Why it was ordered.
    pub reason: String,
    /// What is to be counted and looked at.
    pub what: String,
    /// Where.
    pub place: String,
    /// The lines.
    pub lines: Vec<ActLine>,
    /// How it may end: codes of `inspection_outcomes`.
    pub outcomes: Vec<String>,
    /// What was typed: `quantity.<block>`, `marks.<block>` (one a row), `outcome`, `text`, `file`, `sample.<n>.what`,
    /// `sample.<n>.number`, `sample.<n>.laboratory`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl InspectionPage {
    fn visits(&self, w: &Words) -> Html {
        visits(&self.shell, w)
    }

    fn lines<'a>(&self, w: &'a Words) -> Vec<(&ActLine, Html, Fields<'a>)> {
        self.lines
            .iter()
            .map(|l| {
                let marks: Vec<Html> = l.marks.iter().map(Html::code).collect();
                let fields = vec![
                    l.quantity("inspect-counted", w).hint(w.html("inspect-counted-hint")).optional(),
                    Field::area(format!("marks.{}", l.block), w.html("inspect-marks"), 2000)
                        .hint(w.html("inspect-marks-hint"))
                        .optional(),
                ];
                (l, Html::join(&marks, w.comma()), Fields::new(fields, &self.typed, &self.errors, w))
            })
            .collect()
    }

    fn samples<'a>(&self, w: &'a Words) -> Vec<(usize, Fields<'a>)> {
        super::samples::boxes(&self.typed, &self.errors, w)
    }

    fn samples_open(&self) -> bool {
        let typed = self.typed.iter().any(|(name, text)| name.starts_with("sample.") && !text.trim().is_empty());
        typed || self.errors.iter().any(|e| e.field.starts_with("sample."))
    }

    fn rest<'a>(&self, w: &'a Words) -> Fields<'a> {
        let outcomes = self
            .outcomes
            .iter()
            .map(|code| {
                let key = format!("inspect-outcome-{}", code.to_lowercase().replace('_', "-"));
                Opt::new(code, w.html(key))
            })
            .collect();
        let fields = vec![
            Field::new("outcome", w.html("inspect-outcome"), Control::Radios(outcomes)),
            Field::area("text", w.html("inspect-text"), 4000).optional(),
            Field::new("file", w.html("inspect-photos"), Control::File { many: true })
                .hint(w.html("inspect-photos-hint"))
                .optional(),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample.
    pub fn sample() -> InspectionPage {
        InspectionPage {
            shell: crate::samples::shell(Some(Role::Inspector), &links::case_act("a1", "inspection_report")),
            head: CaseHead::sample(),
            reason: "Live animals".into(),
            what: "Count the birds, read ten rings, look at the crates.".into(),
            place: "Quarantine station, Bend".into(),
            lines: vec![ActLine::sample()],
            outcomes: [
                "CONFORM",
                "QTY_LESS",
                "QTY_MORE",
                "SPECIES_OTHER",
                "MARKS_MISSING",
                "WELFARE",
                "DOCS_MISSING",
                "NOT_READY",
                "FRAUD",
            ]
            .map(String::from)
            .to_vec(),
            typed: BTreeMap::new(),
            errors: vec![],
        }
    }
}

page! {
    InspectionPage in "epermit/inspection.html";
    layout Phone; area Some(Inspections);
    title |_c, w| w.html("act-inspection-report");
    trail |_c, w| vec![(w.html("inspect-list"), links::INSPECTIONS.into())];
    errors errors;
}
