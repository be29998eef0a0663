//! The annual report: how much of it is ready, what must be mended and where, and its files.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, Fields, Meter, Opt, Table, Tag, Tone};
use crate::shell::Area;
use crate::{Shell, Words, links};
use cites::{Amount, Appendix, CountryCode, Role, Source, Term, Timestamp, Unit};
use std::collections::BTreeMap;

/// How good a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineState {
    /// A primary rule objects: must be mended.
    MustFix,
    /// A secondary rule objects: check it.
    Check,
    /// Accepted with a reason.
    Accepted,
    /// Ready.
    Ready,
}

impl LineState {
    const ALL: [LineState; 4] = [LineState::MustFix, LineState::Check, LineState::Accepted, LineState::Ready];

    /// Its code in filters.
    pub const fn code(self) -> &'static str {
        match self {
            LineState::MustFix => "primary",
            LineState::Check => "secondary",
            LineState::Accepted => "accepted",
            LineState::Ready => "ok",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            LineState::MustFix => "report-must-fix",
            LineState::Check => "report-check-line",
            LineState::Accepted => "report-accepted-with-reason",
            LineState::Ready => "report-ready-line",
        }
    }

    fn tag(self, w: &Words) -> Tag {
        let tone = match self {
            LineState::MustFix => Tone::Stop,
            LineState::Check => Tone::Wait,
            LineState::Accepted => Tone::Rest,
            LineState::Ready => Tone::Go,
        };
        Tag::new(tone, w.say(self.key()))
    }
}

/// One line of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    /// Number of the permit.
    pub permit: String,
    /// Where it is mended.
    pub fix: String,
    /// Scientific name.
    pub taxon: String,
    /// Appendix.
    pub appendix: Appendix,
    /// Term.
    pub term: Term,
    /// Quantity.
    pub quantity: Amount,
    /// Unit.
    pub unit: Unit,
    /// The other country.
    pub partner: CountryCode,
    /// Source.
    pub source: Option<Source>,
    /// State.
    pub state: LineState,
    /// What the rules say, in the reader's language.
    pub findings: Vec<String>,
}

/// A file that was built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFile {
    /// File name.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// Lines in it.
    pub lines: u32,
    /// SHA-256, hexadecimal.
    pub digest: String,
}

/// The report of one year.
#[derive(Debug, Clone)]
pub struct ReportPage {
    /// The frame.
    pub shell: Shell,
    /// Which year.
    pub year: i16,
    /// Years that have lines.
    pub years: Vec<i16>,
    /// `exports` or `imports`.
    pub table: String,
    /// Counts: must fix, check, accepted, ready.
    pub counts: [u32; 4],
    /// Lines on this page, worst first.
    pub lines: Vec<ReportLine>,
    /// Filter: `state`.
    pub typed: BTreeMap<String, String>,
    /// Address of the next page.
    pub next: Option<String>,
    /// Files built so far, newest first.
    pub files: Vec<ReportFile>,
    /// May this reader build the files?
    pub can_build: bool,
}

impl ReportPage {
    fn meter(&self, w: &Words) -> Meter {
        let [_, check, accepted, ready] = self.counts;
        Meter::ready(check + accepted + ready, self.counts.iter().sum(), w)
    }

    fn year_links(&self) -> Vec<(i16, String, bool)> {
        self.years.iter().map(|y| (*y, links::report(*y), *y == self.year)).collect()
    }

    fn action(&self) -> String {
        links::report(self.year)
    }

    fn build(&self) -> String {
        links::report_build(self.year)
    }

    fn to_mend(&self) -> u32 {
        self.counts[0]
    }

    fn states(&self, w: &Words) -> Vec<(Tag, String)> {
        LineState::ALL.iter().zip(self.counts).map(|(s, n)| (s.tag(w), w.count(n))).collect()
    }

    fn tabs(&self, w: &Words) -> Vec<(String, String, bool)> {
        ["exports", "imports"]
            .iter()
            .map(|t| {
                let href = format!("{}?table={t}", links::report(self.year));
                (w.say(format!("report-{t}-table")), href, self.table == *t)
            })
            .collect()
    }

    fn filter<'a>(&self, w: &'a Words) -> Fields<'a> {
        let states = std::iter::once(Opt::new("", w.html("filter-any")))
            .chain(LineState::ALL.map(|s| Opt::new(s.code(), w.html(s.key()))));
        let fields = vec![Field::new("state", w.html("ui-status"), Control::Select(states.collect()))];
        Fields::new(fields, &self.typed, &[], w)
    }

    /// A line leads to its permit, for those who have permits.
    fn number(&self, line: &ReportLine) -> Html {
        let number = Html::code(&line.permit);
        if self.opens_permits() { Html::link(&line.fix, &number) } else { number }
    }

    fn opens_permits(&self) -> bool {
        self.shell.areas().contains(&Area::Permits)
    }

    fn table(&self, w: &Words) -> Table {
        let heads = [
            w.say("permits-number"),
            w.say("report-taxon-column"),
            w.say("ui-term"),
            format!("{}#", w.say("ui-quantity")),
            w.say("ui-country"),
            w.say("ui-status"),
        ];
        Table::new(w.html(format!("report-{}-table", self.table)), &heads, w.html("report-no-lines"))
            .quiet()
            .rows(self.lines.iter().map(|l| {
                let fix = if l.state == LineState::Ready || !self.opens_permits() {
                    Html::default()
                } else {
                    Html::link(&l.fix, &w.html("report-fix"))
                };
                let findings: Vec<Html> = l.findings.iter().map(Html::text).collect();
                let state = Html::join(&[l.state.tag(w).html(), fix], " ");
                let source = l.source.as_ref().map(|s| Html::code(s.code())).unwrap_or_default();
                vec![
                    self.number(l).into(),
                    Html::two_lines(&Html::taxon(&l.taxon), &Html::text(w.appendix(&l.appendix))).into(),
                    Html::join(&[w.term_html(&l.term), source], " · ").into(),
                    Html::data(w.amount_of(&l.quantity, &l.unit)).into(),
                    w.country_html(&l.partner).into(),
                    Html::two_lines(&state, &Html::join(&findings, " ")).into(),
                ]
            }))
            .next(w.say("ui-next-page"), &self.next)
    }

    fn files(&self, w: &Words) -> Table {
        let heads =
            [w.say("report-file"), w.say("message-when"), format!("{}#", w.say("report-lines")), w.say("audit-digest")];
        Table::new(w.html("report-files"), &heads, w.html("report-no-files")).quiet().rows(self.files.iter().map(|f| {
            vec![
                Html::link(links::report_file(self.year, &f.name), &Html::data(&f.name)).into(),
                w.when_html(&f.at).into(),
                w.count(f.lines).into(),
                Html::code(f.digest.get(..16).unwrap_or(&f.digest)).into(),
            ]
        }))
    }

    /// A sample.
    pub fn sample() -> ReportPage {
        let line = |permit: &str, state, findings: &[&str]| ReportLine {
            permit: permit.into(),
            fix: links::permit("p3"),
            taxon: "Crocodylus niloticus".into(),
            appendix: Appendix::II,
            term: Term::Ski,
            quantity: Amount::whole(238),
            unit: Unit::Nar,
            partner: cites::country::DEMO_IMPORTER,
            source: Some(Source::R),
            state,
            findings: findings.iter().map(|s| s.to_string()).collect(),
        };
        ReportPage {
            shell: crate::samples::shell(Some(Role::Reporter), "/reports/2026"),
            year: 2026,
            years: vec![2026, 2025],
            table: "exports".into(),
            counts: [1, 2, 1, 1480],
            lines: vec![
                line("26QM000007", LineState::MustFix, &["The country of origin is missing."]),
                line("26QM000201", LineState::Check, &["Skins are usually counted, not weighed."]),
                line("26QM000371", LineState::Ready, &[]),
            ],
            typed: BTreeMap::new(),
            next: Some("/reports/2026?after=26QM000371".into()),
            files: vec![ReportFile {
                name: "exports.csv".into(),
                at: crate::samples::at("2026-11-21T09:00:00Z"),
                lines: 1484,
                digest: "9f31c2a4d0b7e6559f31c2a4".into(),
            }],
            can_build: true,
        }
    }
}

page! {
    ReportPage in "ereport/report.html";
    layout Wide; area Some(Reports);
    title |c, w| w.rich1("report-title", "year", Html::text(c.year.to_string()));
    trail |_c, _w| vec![];
}
