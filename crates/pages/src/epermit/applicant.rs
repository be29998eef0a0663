//! The applicant's lists: applications, the tasks of a draft, the answers to check, and "sent".

use super::home::{self, HomeCards};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Card, FieldError, Fields, Opt, Row, Summary, Table, Tag, Tone};

use crate::{Shell, Words, links};
use cites::{ApplicationStatus, CountryCode, Date, DocumentType, Role, Timestamp};
use std::collections::BTreeMap;

/// How far a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskState {
    /// Nothing answered.
    NotStarted,
    /// Some answers are missing.
    InProgress,
    /// All there.
    Completed,
    /// Other tasks come first.
    CannotStart,
    /// A rule objects.
    Problem,
}

impl TaskState {
    fn tag(self, w: &Words) -> Tag {
        let (tone, key) = match self {
            TaskState::NotStarted => (Tone::Rest, "ui-not-yet-started"),
            TaskState::InProgress => (Tone::Move, "ui-in-progress"),
            TaskState::Completed => (Tone::Go, "ui-completed"),
            TaskState::CannotStart => (Tone::Rest, "ui-cannot-start-yet"),
            TaskState::Problem => (Tone::Wait, "error-there-is-a-problem"),
        };
        Tag::new(tone, w.say(key))
    }
}

/// One task of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its step: `kind`, `parties`, `items`, `transport`, `urgency`, `documents`, `check`; key `task-<step>`.
    pub step: String,
    /// How far.
    pub state: TaskState,
    /// Where it begins.
    pub href: String,
    /// What is missing, in the reader's language; may be empty.
    pub note: String,
}

/// The task list of a draft.
#[derive(Debug, Clone)]
pub struct Tasks {
    /// The frame.
    pub shell: Shell,
    /// The application.
    pub application: String,
    /// Kind, when chosen.
    pub kind: Option<DocumentType>,
    /// The applicant's own reference.
    pub own_reference: String,
    /// Last day on which the draft is kept.
    pub kept_until: Option<Date>,
    /// Tasks in order.
    pub tasks: Vec<Task>,
}

impl Tasks {
    fn heading(&self, w: &Words) -> Html {
        match &self.kind {
            Some(kind) => w.rich1("tasks-title-kind", "kind", Html::text(w.document_type(kind))),
            None => w.html("tasks-title"),
        }
    }

    fn lead(&self, w: &Words) -> Html {
        let reference = if !self.own_reference.is_empty() {
            w.rich1("tasks-reference", "reference", &self.own_reference)
        } else {
            Default::default()
        };
        let kept = self.kept_until.as_ref().map(|d| w.rich1("tasks-kept", "date", w.date_html(d))).unwrap_or_default();
        Html::join(&[reference, kept], " ")
    }

    fn done(&self) -> usize {
        self.tasks.iter().filter(|t| t.state == TaskState::Completed).count()
    }

    /// A sample.
    pub fn sample() -> Tasks {
        let task = |step: &str, state, note: &str| Task {
            step: step.into(),
            state,
            href: links::question("a1", step),
            note: note.into(),
        };
        use TaskState as S;
        Tasks {
            shell: crate::samples::shell(Some(Role::Applicant), "/applications/a1/tasks"),
            application: "a1".into(),
            kind: Some(DocumentType::Export),
            own_reference: "autumn lot 3".into(),
            kept_until: Some(jiff::civil::date(2026, 12, 5)),
            tasks: vec![
                task("kind", S::Completed, ""),
                task("parties", S::Completed, ""),
                task("items", S::Problem, ""),
                task("transport", S::InProgress, ""),
                task("documents", S::NotStarted, ""),
                task("check", S::CannotStart, ""),
            ],
        }
    }
}

page! {
    Tasks in "epermit/tasks.html";
    layout Narrow; area Some(Applications);
    title |c, w| c.heading(w);
    trail |_c, w| vec![(w.html("ui-applications"), links::APPLICATIONS.into())];
}

/// One application in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationRow {
    /// Id.
    pub id: String,
    /// Reference given at submission, empty for a draft.
    pub reference: String,
    /// The applicant's own reference.
    pub own_reference: String,
    /// Kind.
    pub kind: Option<DocumentType>,
    /// Main species, empty while not answered.
    pub taxon: String,
    /// How many lines beyond the first.
    pub more_lines: usize,
    /// The other country.
    pub partner: Option<CountryCode>,
    /// State.
    pub status: ApplicationStatus,
    /// Day of submission, or of the last change of a draft.
    pub on: Date,
    /// Does the applicant have to act, and until when?
    pub act_by: Option<Option<Date>>,
    /// Of several consignments: how many have their permit, and of how many.
    pub signed: Option<(i64, i64)>,
}

/// The applicant's applications: what needs action first, drafts, the rest, and what ends or changes soon.
#[derive(Debug, Clone)]
pub struct Applications {
    /// The frame.
    pub shell: Shell,
    /// Cards; `None` while something is looked for, and on further pages.
    pub home: Option<HomeCards>,
    /// Filters: `q`, `status`, `kind`, `country`, `from`, `until`, `by`.
    pub typed: BTreeMap<String, String>,
    /// Are there colleagues, so that one may ask for one's own?
    pub company: bool,
    /// All rows of this page, newest first.
    pub rows: Vec<ApplicationRow>,
    /// Address of the next page.
    pub next: Option<String>,
}

impl Applications {
    /// Who keeps a company's people and its account begins no application.
    fn may_start(&self) -> bool {
        self.shell.holds(&[Role::Applicant, Role::Agent, Role::MaClerk])
    }

    fn what(row: &ApplicationRow, w: &Words) -> Html {
        if row.taxon.is_empty() {
            return w.html("list-no-species");
        }
        let more = if row.more_lines > 0 { w.rich1("list-more", "n", row.more_lines) } else { Html::default() };
        Html::join(&[Html::taxon(&row.taxon), more], " ")
    }

    fn href(row: &ApplicationRow) -> String {
        if row.status == ApplicationStatus::Draft { links::tasks(&row.id) } else { links::application(&row.id) }
    }

    fn filter<'a>(&self, w: &'a Words) -> Fields<'a> {
        let states = ApplicationStatus::ALL.iter().map(|s| Opt::new(s.code(), Html::text(w.application_status(s))));
        home::filter(states.collect(), &self.typed, w)
    }

    fn filter_more<'a>(&self, w: &'a Words) -> Fields<'a> {
        home::filter_more(&self.typed, ("mine-from", "mine-until"), self.company, w)
    }

    fn filtered(&self) -> bool {
        home::filtered(&self.typed)
    }

    fn more_open(&self) -> bool {
        home::filtered_more(&self.typed)
    }

    fn has_rest(&self) -> bool {
        self.home.as_ref().is_some_and(|h| !h.ending.is_empty() || !h.stock.is_empty() || !h.news.is_empty())
    }

    fn table(&self, w: &Words) -> Table {
        let heads =
            ["ui-reference-number", "list-kind", "ui-species", "ui-country", "list-date", "ui-status", "mine-waits"];
        let none = if self.filtered() { "ui-no-results" } else { "list-none-yet" };
        Table::new(w.html("list-all"), &heads.map(|k| w.say(k)), w.html(none))
            .quiet()
            .rows(self.rows.iter().map(|r| {
                let name = if r.reference.is_empty() { w.html("list-draft") } else { Html::code(&r.reference) };
                let link = Html::link(Self::href(r), &name);
                let until = r.act_by.flatten().map(|d| w.rich1("list-until", "date", w.date_html(&d)));
                let waits = home::waits_for(&r.status).map(|key| w.html(key)).unwrap_or_default();
                vec![
                    Html::two_lines(&link, &Html::data(&r.own_reference)).into(),
                    r.kind.as_ref().map(|k| w.document_type(k)).unwrap_or_default().into(),
                    Self::what(r, w).into(),
                    home::partner(r.partner.as_ref(), w).into(),
                    w.date_html(&r.on).into(),
                    match r.signed {
                        None => Tag::application(&r.status, w).into(),
                        Some((n, of)) => {
                            let permits = w.rich2("consignments-signed", "n", n, "all", of);
                            Html::two_lines(&Tag::application(&r.status, w).html(), &permits).into()
                        }
                    },
                    Html::two_lines(&waits, &until.unwrap_or_default()).into(),
                ]
            }))
            .next(w.say("ui-next-page"), &self.next)
    }

    /// With something looked for, and nothing found.
    pub fn looked() -> Applications {
        Applications {
            home: None,
            typed: BTreeMap::from([("q".into(), "crocodile".into()), ("kind".into(), "EXPORT".into())]),
            rows: vec![],
            ..Applications::sample()
        }
    }

    /// A sample.
    pub fn sample() -> Applications {
        let row = |id: &str, reference: &str, status, act_by| ApplicationRow {
            id: id.into(),
            reference: reference.into(),
            own_reference: "autumn lot 3".into(),
            kind: Some(DocumentType::Export),
            taxon: "Crocodylus niloticus".into(),
            more_lines: 1,
            partner: Some(cites::country::DEMO_IMPORTER),
            status,
            on: jiff::civil::date(2026, 11, 20),
            act_by,
            signed: (id == "a1").then_some((2, 3)),
        };
        Applications {
            shell: crate::samples::shell(Some(Role::Applicant), links::APPLICATIONS),
            rows: vec![
                row("a3", "", ApplicationStatus::Draft, None),
                row("a2", "26-00413", ApplicationStatus::InfoRequested, Some(Some(jiff::civil::date(2026, 12, 1)))),
                row("a1", "26-00412", ApplicationStatus::UnderExamination, None),
            ],
            home: Some(HomeCards::sample()),
            typed: BTreeMap::new(),
            company: true,
            next: None,
        }
    }
}

page! {
    Applications in "epermit/applications.html";
    layout Wide; area Some(Applications);
    title |_c, w| w.html("ui-applications");
    trail |_c, _w| vec![];
}

/// Every answer once more, before the declaration.
#[derive(Debug, Clone)]
pub struct CheckAnswers {
    /// The frame.
    pub shell: Shell,
    /// The application.
    pub application: String,
    /// Answers by section: message key of the section's title (`check-general`, `check-item`, …) with the item's
    /// number where there is one; then question key (`answer-…`), answer, step address.
    pub sections: Vec<AnswerSection>,
    /// What a rule or the form objects to, in the reader's language; each with the address where to mend it.
    pub problems: Vec<(String, String)>,
    /// Errors of the form's boxes.
    pub errors: Vec<FieldError>,
    /// Nothing is needed, because all of it is personal or household effects: each item with the address of the answer
    /// that can be printed.
    pub free: Vec<(String, String)>,
    /// What it will cost; `None` where the Party takes no fees.
    pub cost: Option<crate::money::Cost>,
    /// How long a decision takes.
    pub takes: super::Takes,
    /// Is urgent handling asked for?
    pub urgent: bool,
    /// May it be declared?
    pub ready: bool,
}

/// One section of the answers.
#[derive(Debug, Clone)]
pub struct AnswerSection {
    /// Message key of its title.
    pub title: String,
    /// Number of the item, for `check-item`.
    pub number: Option<usize>,
    /// Answers.
    pub answers: Vec<Answer>,
}

/// One answer: its message key (`answer-importer`), the answer as finished HTML, and where to change it.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Message key.
    pub key: String,
    /// Made with `Html::data`, `Html::taxon`, `Words::purpose_html` and their like; empty: not provided.
    pub value: Html,
    /// Address of its question.
    pub change: String,
}

impl Answer {
    /// An answer.
    pub fn new(key: &str, value: Html, change: impl Into<String>) -> Answer {
        Answer { key: key.into(), value, change: change.into() }
    }
}

impl CheckAnswers {
    fn cost(&self, w: &Words) -> Html {
        let Some(cost) = &self.cost else { return Html::default() };
        let lead = w.rich1("cost-lead", "date", w.date_html(&cost.from));
        let lead = Html::join(&[Html::markup("<p class=\"soft\">"), lead, Html::markup("</p>")], "");
        let title = Html::join(&[Html::markup("<h2>"), w.html("cost-title"), Html::markup("</h2>")], "");
        let all = [Html::markup("<section class=\"sheet\">"), title, cost.table(w), lead, Html::markup("</section>")];
        Html::join(&all, "")
    }

    /// How long it takes: the clocks count from the day the application is received, hence never where nothing is needed.
    fn time(&self, w: &Words) -> Html {
        if !self.free.is_empty() {
            return Html::default();
        }
        let title = Html::join(&[Html::markup("<h2>"), w.html("takes-title"), Html::markup("</h2>")], "");
        let said = Html::join(&[Html::markup("<p>"), self.takes.sentence(self.urgent, w), Html::markup("</p>")], "");
        let all = [Html::markup("<section class=\"sheet\">"), title, said, Html::markup("</section>")];
        Html::join(&all, "")
    }

    fn cards(&self, w: &Words) -> Vec<Card> {
        self.sections
            .iter()
            .map(|s| {
                let rows = s
                    .answers
                    .iter()
                    .map(|a| Row::new(w.say(&a.key), a.value.clone()).change(a.change.clone()))
                    .collect();
                let title = match s.number {
                    Some(n) => w.rich1(&s.title, "n", n),
                    None => w.html(&s.title),
                };
                Card { title, summary: Summary::new(rows, w), links: vec![] }
            })
            .collect()
    }

    /// A sample.
    pub fn sample() -> CheckAnswers {
        let q = |step: &str| links::question("a1", step);
        let l = |step: &str| links::line_question("a1", 0, step);
        let en = Words::of(cites::Lang::En);
        CheckAnswers {
            shell: crate::samples::shell(Some(Role::Applicant), "/applications/a1/check"),
            application: "a1".into(),
            sections: vec![
                AnswerSection {
                    title: "check-general".into(),
                    number: None,
                    answers: vec![
                        Answer::new("answer-kind", Html::text("Export permit"), q("kind")),
                        Answer::new("answer-importer", Html::data("Tannery of the North, Northport"), q("importer")),
                        Answer::new("answer-purpose", en.purpose_html(&cites::Purpose::T), q("purpose")),
                    ],
                },
                AnswerSection {
                    title: "check-item".into(),
                    number: Some(1),
                    answers: vec![
                        Answer::new("ui-species", Html::taxon("Crocodylus niloticus"), l("species")),
                        Answer::new("ui-quantity", Html::data("240"), l("quantity")),
                        Answer::new("answer-marks", Html::default(), l("marks")),
                    ],
                },
            ],
            problems: vec![("The quota will be 92 % used after this permit.".into(), l("quantity"))],
            errors: vec![],
            free: vec![("Crocodylus niloticus".into(), links::WIZARD.into())],
            cost: Some(crate::money::Cost::sample()),
            takes: super::Takes::sample(),
            urgent: true,
            ready: true,
        }
    }
}

page! {
    CheckAnswers in "epermit/check.html";
    layout Narrow; area Some(Applications);
    title |_c, w| w.html("action-check-answers");
    trail |c, w| vec![(w.html("action-back"), links::tasks(&c.application))];
    errors errors;
}

/// Sent.
#[derive(Debug, Clone)]
pub struct Done {
    /// The frame.
    pub shell: Shell,
    /// The application.
    pub application: String,
    /// Its reference.
    pub reference: String,
    /// When it arrived.
    pub at: Timestamp,
    /// Eight of ten like this took this many days or less, from our own figures; `None` when too few.
    pub usual_days: Option<u32>,
}

impl Done {
    /// A sample.
    pub fn sample() -> Done {
        Done {
            shell: crate::samples::shell(Some(Role::Applicant), "/applications/a1/done"),
            application: "a1".into(),
            reference: "26-00412".into(),
            at: crate::samples::at("2026-11-20T15:01:00Z"),
            usual_days: Some(9),
        }
    }
}

page! {
    Done in "epermit/done.html";
    layout Narrow; area Some(Applications);
    title |_c, w| w.html("ui-application-sent");
    trail |_c, _w| vec![];
}
