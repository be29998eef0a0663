//! The officer's work list and the Scientific Authority's queue.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt, Table, Tag, Tone};
use crate::{Shell, Words, links};
use cites::{Appendix, ApplicationStatus, CountryCode, Date, DocumentType, Role};
use std::collections::BTreeMap;

/// Part of the work list: keys `work-tab-<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// In this reader's hands.
    Mine,
    /// In nobody's hands.
    Unassigned,
    /// Somebody else must act.
    Waiting,
    /// The promised day is near.
    Due,
    /// Everything open.
    All,
}

impl Tab {
    /// Every tab in order.
    pub const ALL: [Tab; 5] = [Tab::Mine, Tab::Unassigned, Tab::Waiting, Tab::Due, Tab::All];

    /// Its code in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Tab::Mine => "mine",
            Tab::Unassigned => "unassigned",
            Tab::Waiting => "waiting",
            Tab::Due => "due",
            Tab::All => "all",
        }
    }

    /// The tab of a code.
    pub fn from_code(code: &str) -> Option<Tab> {
        Tab::ALL.into_iter().find(|t| t.code() == code)
    }
}

/// One case in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkRow {
    /// Id of the application.
    pub id: String,
    /// Reference.
    pub reference: String,
    /// Applicant.
    pub applicant: String,
    /// Kind.
    pub kind: DocumentType,
    /// First line's species.
    pub taxon: String,
    /// Lines beyond the first.
    pub more_lines: usize,
    /// Its Appendix.
    pub appendix: Appendix,
    /// The other country.
    pub partner: CountryCode,
    /// State.
    pub status: ApplicationStatus,
    /// Age in working days.
    pub age_days: u32,
    /// Promised day.
    pub due: Option<Date>,
    /// Past the promised day?
    pub late: bool,
    /// Flags: keys `flag-<code>`.
    pub flags: Vec<String>,
    /// The clock that counts now.
    pub clock: Option<super::ClockRow>,
    /// Its lane; `None` before acceptance and for those who may not read it.
    pub lane: Option<String>,
    /// What is to be done next: keys `step-<code>`; blank: nothing is said.
    pub step: &'static str,
}

fn table(rows: &[WorkRow], caption: Html, empty: &str, next: &Option<String>, w: &Words) -> Table {
    let heads = [
        w.say("ui-reference-number"),
        w.say("work-applicant"),
        w.say("work-what"),
        w.say("ui-country"),
        w.say("ui-status"),
        w.say("step-title"),
        format!("{}#", w.say("work-age")),
        w.say("clock-title"),
    ];
    Table::new(caption, &heads, w.html(empty))
        .quiet()
        .rows(rows.iter().map(|r| {
            let more = if r.more_lines > 0 { w.rich1("list-more", "n", r.more_lines) } else { Html::default() };
            let what = Html::join(&[Html::taxon(&r.taxon), more], " ");
            let kind = Html::join(&[Html::text(w.document_type(&r.kind)), Html::text(w.appendix(&r.appendix))], " · ");
            let flags: Vec<Html> =
                r.flags.iter().map(|f| Tag::new(Tone::Wait, w.say(format!("flag-{f}"))).html()).collect();
            let due = r.due.as_ref().map(|d| w.rich1("work-due", "date", w.date_html(d)));
            let late = r.late.then(|| Tag::new(Tone::Stop, w.say("work-late")).html());
            let lane = r.lane.as_ref().map(|l| super::lane_tag(l, w));
            let call = r.clock.as_ref().filter(|c| c.escalates);
            let call = call.map(|_| Tag::new(Tone::Stop, w.say("clock-escalated")).html());
            let state: Vec<Html> =
                [Tag::application(&r.status, w).html()].into_iter().chain(lane).chain(flags).chain(call).collect();
            let clock = r.clock.as_ref().map(|c| c.short(w)).unwrap_or_default();
            vec![
                Html::link(links::application(&r.id), &Html::code(&r.reference)).into(),
                Html::data(&r.applicant).into(),
                Html::two_lines(&what, &kind).into(),
                w.country_html(&r.partner).into(),
                Html::join(&state, " ").into(),
                if r.step.is_empty() { Html::default() } else { w.html(format!("step-{}", r.step)) }.into(),
                w.count(r.age_days).into(),
                Html::join(&[due.unwrap_or_default(), late.unwrap_or_default(), clock], " ").into(),
            ]
        }))
        .next(w.say("ui-next-page"), next)
}

/// The work list.
#[derive(Debug, Clone)]
pub struct Work {
    /// The frame.
    pub shell: Shell,
    /// Which tab.
    pub tab: Tab,
    /// How many cases each tab holds, in the order of [`Tab::ALL`].
    pub counts: [u32; 5],
    /// Filters: `kind`, `status`, `waits`, `q`.
    pub typed: BTreeMap<String, String>,
    /// Cases, the most urgent first.
    pub rows: Vec<WorkRow>,
    /// Address of the next page.
    pub next: Option<String>,
    /// May this reader take the next case?
    pub can_take: bool,
    /// How it is sorted: a code of [`Work::SORTS`].
    pub sort: &'static str,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl Work {
    fn tabs(&self, w: &Words) -> Vec<(String, String, String, bool)> {
        Tab::ALL
            .into_iter()
            .zip(self.counts)
            .map(|(t, n)| {
                let href = format!("{}?tab={}", links::WORK, t.code());
                (w.say(format!("work-tab-{}", t.code())), href, w.count(n), t == self.tab)
            })
            .collect()
    }

    /// Does the reader see the whole queue?
    fn oversees(&self) -> bool {
        self.shell.viewer.as_ref().is_some_and(|v| v.roles.contains(&Role::MaSupervisor))
    }

    /// How the list may be sorted: what lies longest untouched first, by arrival (an urgent case in its own place), by how
    /// much of its time is used. Keys `sort-<code>`.
    pub const SORTS: &'static [&'static str] = &["untouched", "arrival", "clock"];

    fn sorts(&self, w: &Words) -> Vec<(String, String, bool)> {
        let more: String = ["kind", "status", "waits", "q"]
            .iter()
            .filter_map(|name| self.typed.get(*name).filter(|v| !v.is_empty()).map(|v| (name, v)))
            .map(|(name, value)| format!("&{name}={}", links::encode(value)))
            .collect();
        let link = |s: &&'static str| {
            let href = format!("{}?tab={}&sort={s}{more}", links::WORK, self.tab.code());
            (w.say(format!("sort-{s}")), href, *s == self.sort)
        };
        Self::SORTS.iter().map(link).collect()
    }

    /// The tick before the next case is taken.
    fn word<'a>(&self, w: &'a Words) -> Fields<'a> {
        Fields::new(vec![super::desk::no_interest(w)], &self.typed, &self.errors, w)
    }

    fn filter<'a>(&self, w: &'a Words) -> Fields<'a> {
        let any = || Opt::new("", w.html("filter-any"));
        let kinds = DocumentType::ALL.iter().map(|k| Opt::new(k.code(), Html::text(w.document_type(k))));
        let states = ApplicationStatus::ALL
            .iter()
            .filter(|s| !s.terminal())
            .map(|s| Opt::new(s.code(), Html::text(w.application_status(s))));
        let waits = Opt::new("import-permit", w.html("waits-import-permit"));
        let fields = vec![
            Field::new("kind", w.html("list-kind"), Control::Select(std::iter::once(any()).chain(kinds).collect())),
            Field::new("status", w.html("ui-status"), Control::Select(std::iter::once(any()).chain(states).collect())),
            Field::new("waits", w.html("filter-waits"), Control::Select(vec![any(), waits])),
            Field::line("q", w.html("ui-search")),
        ];
        Fields::new(fields, &self.typed, &[], w)
    }

    fn table(&self, w: &Words) -> Table {
        table(&self.rows, w.html("ui-work-queue"), "work-empty", &self.next, w)
    }

    /// A sample.
    pub fn sample() -> Work {
        Work {
            shell: crate::samples::shell(Some(Role::MaOfficer), links::WORK),
            tab: Tab::Mine,
            counts: [3, 5, 4, 1, 13],
            typed: BTreeMap::new(),
            rows: crate::samples::work_rows(),
            next: Some(format!("{}?tab=mine&after=26-00388", links::WORK)),
            can_take: true,
            sort: "untouched",
            errors: Vec::new(),
        }
    }
}

page! {
    Work in "epermit/work.html";
    layout Wide; area Some(Work);
    title |_c, w| w.html("ui-work-queue");
    trail |_c, _w| vec![];
    errors errors;
}

/// The Scientific Authority's queue.
#[derive(Debug, Clone)]
pub struct Consultations {
    /// The frame.
    pub shell: Shell,
    /// Cases that wait for an opinion, oldest first.
    pub rows: Vec<WorkRow>,
    /// Address of the next page.
    pub next: Option<String>,
}

impl Consultations {
    fn table(&self, w: &Words) -> Table {
        table(&self.rows, w.html("shell-consultations"), "consultations-empty", &self.next, w)
    }

    /// A sample.
    pub fn sample() -> Consultations {
        let mut rows = crate::samples::work_rows();
        rows.truncate(1);
        rows[0].status = ApplicationStatus::SaConsultation;
        Consultations {
            shell: crate::samples::shell(Some(Role::SaCoordinator), links::CONSULTATIONS),
            rows,
            next: None,
        }
    }
}

page! {
    Consultations in "epermit/consultations.html";
    layout Wide; area Some(Consultations);
    title |_c, w| w.html("shell-consultations");
    trail |_c, _w| vec![];
}
