//! One case: for the applicant what happens to it, for the officer everything needed to decide, on one screen.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Boxes, Check, Checks, FieldError, Fields, Meter, Moment, Tag, Timeline};
use crate::shell::Area;
use crate::{Shell, Words, links};
use cites::{Amount, ApplicationStatus, CountryCode, Date, DocumentType, PermitDocument, Quantity, Role, Term, Unit};
use std::collections::BTreeMap;

/// What a case is about, in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseHead {
    /// Id of the application.
    pub id: String,
    /// Reference given at submission.
    pub reference: String,
    /// Kind.
    pub kind: DocumentType,
    /// First line: scientific name.
    pub taxon: String,
    /// First line: term.
    pub term: Term,
    /// First line: quantity.
    pub quantity: Quantity,
    /// Lines beyond the first.
    pub more_lines: usize,
    /// The other country.
    pub partner: CountryCode,
    /// State.
    pub status: ApplicationStatus,
    /// Name of the applicant.
    pub applicant: String,
    /// Does it order blanks?
    pub blanks: bool,
    /// Does it amend a permit?
    pub amends: bool,
}

impl CaseHead {
    /// `Export permit: 240 skins of Crocodylus niloticus, QN`.
    pub fn title(&self, w: &Words) -> Html {
        let more = if self.more_lines > 0 { w.rich1("list-more", "n", self.more_lines) } else { Html::default() };
        let what = w.rich(
            "case-what",
            &[
                ("quantity", w.quantity_html(&self.quantity).into()),
                ("term", Html::data(w.term(&self.term)).into()),
                ("taxon", Html::taxon(&self.taxon).into()),
            ],
        );
        let key = match self.kind {
            _ if self.amends => "change-case-title",
            // Blanks go where their holder will send them.
            _ if self.partner == CountryCode::UNKNOWN => "case-title-nowhere",
            DocumentType::Import => "case-title-import",
            DocumentType::Reexport => "case-title-reexport",
            DocumentType::Export => "case-title-export",
            _ => "case-title-other",
        };
        w.rich(
            key,
            &[
                ("what", Html::join(&[what, more], " ").into()),
                ("country", Html::data(w.country(&self.partner)).into()),
                ("kind", Html::text(w.document_type(&self.kind)).into()),
            ],
        )
    }

    /// Tag of its state.
    pub fn tag(&self, w: &Words) -> Html {
        Tag::application(&self.status, w).html()
    }

    /// A sample.
    pub fn sample() -> CaseHead {
        CaseHead {
            id: "a1".into(),
            reference: "26-00412".into(),
            kind: DocumentType::Export,
            taxon: "Crocodylus niloticus".into(),
            term: Term::Ski,
            quantity: crate::samples::quantity("240", Unit::Nar),
            more_lines: 1,
            partner: cites::country::DEMO_IMPORTER,
            status: ApplicationStatus::UnderExamination,
            applicant: "River Bend Farm Ltd".into(),
            blanks: false,
            amends: false,
        }
    }
}

/// A question that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRequest {
    /// What is asked, as the officer wrote it; one entry a point.
    pub points: Vec<String>,
    /// Until when.
    pub until: Option<Date>,
    /// The act that answers it: `answer` or `resubmit`.
    pub act: String,
}

/// A file of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// Id.
    pub id: String,
    /// What it is for: `proof-of-import`, …; key `paper-<kind>`.
    pub kind: String,
    /// Name.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// What the scanner said of it: `clean`, `not-scanned`, `waiting`, `infected`.
    pub scan: String,
    /// Files that it stands in the place of: id and name.
    pub earlier: Vec<(String, String)>,
}

/// Files as a list of links.
pub(crate) fn files(application: &str, files: &[FileRow], w: &Words) -> Html {
    let items: String = files
        .iter()
        .map(|f| {
            let small = Html::soft(&w.html(format!("paper-{}", f.kind)));
            let link = |id: &str, name: &str| Html::link(links::attachment(application, id), &Html::data(name));
            let mut earlier: Vec<Html> = f.earlier.iter().map(|(id, name)| link(id, name)).collect();
            if !earlier.is_empty() {
                earlier.insert(0, w.html("upload-earlier"));
            }
            format!(
                "<li>{} {small} {}{}</li>",
                link(&f.id, &f.name),
                super::intake::about(f.bytes, &f.scan, w),
                if earlier.is_empty() { Html::default() } else { Html::soft(&Html::join(&earlier, " ")) }
            )
        })
        .collect();
    if items.is_empty() { w.html("case-no-files") } else { Html::markup(format!("<ul>{items}</ul>")) }
}

/// Letters as a list of links.
fn letters(application: &str, letters: &[String], w: &Words) -> Html {
    let items: String = letters
        .iter()
        .map(|l| {
            let words = w.html(format!("letter-link-{l}"));
            format!("<li>{}</li>", Html::link(links::letter(application, l), &words))
        })
        .collect();
    if items.is_empty() { Html::default() } else { Html::markup(format!("<ul>{items}</ul>")) }
}

/// The application as its applicant sees it after sending.
#[derive(Debug, Clone)]
pub struct ApplicationPage {
    /// The frame.
    pub shell: Shell,
    /// What it is about.
    pub head: CaseHead,
    /// In whose hands: a role; `None` when nobody has to do anything.
    pub with: Option<Role>,
    /// Days since it was handed in, and the days the Authority promises.
    pub days: Option<(u32, u32)>,
    /// Eight of ten like this took so many days or less; `None` when too few were.
    pub usual_days: Option<u32>,
    /// What waits for the applicant; several things may at once.
    pub requests: Vec<OpenRequest>,
    /// Questions that were answered.
    pub answered: Vec<super::AnsweredCard>,
    /// Reason of a refusal: its words and the text, with the last day of appeal.
    pub refusal: Option<(cites::RefusalReason, String, Option<Date>)>,
    /// The permit that it amends.
    pub amends: Option<super::Amends>,
    /// The permit, once issued: id and number.
    pub permit: Option<(String, String)>,
    /// Its consignments, where there are several: then `permit` is blank.
    pub parts: super::Parts,
    /// What happened, oldest first.
    pub timeline: Vec<Moment>,
    /// Files.
    pub files: Vec<FileRow>,
    /// The document as asked for.
    pub document: PermitDocument,
    /// Acts the applicant may do now: codes of `permits::ApplicationActCode` (`withdraw`, `appeal`).
    pub acts: Vec<String>,
    /// Letters that can be read: `receipt`, `decision`, `refusal`, `exemption`.
    pub letters: Vec<String>,
    /// What is written in the case.
    pub thread: super::Thread,
    /// What is wrong with a form on the page.
    pub errors: Vec<FieldError>,
}

impl ApplicationPage {
    fn timeline(&self, w: &Words) -> Timeline {
        Timeline::new(&self.timeline, w)
    }

    fn boxes(&self, w: &Words) -> Boxes {
        Boxes::of(&self.document, false, w)
    }

    fn files(&self, w: &Words) -> Html {
        files(&self.head.id, &self.files, w)
    }

    fn letters(&self, w: &Words) -> Html {
        letters(&self.head.id, &self.letters, w)
    }

    fn answered(&self, w: &Words) -> Html {
        super::open_tasks::answered(&self.head.id, &self.answered, w)
    }

    fn has_it(&self, w: &Words) -> Html {
        match &self.with {
            None => w.html("case-nobody-has-it"),
            Some(Role::Applicant) => w.html("case-you-have-it"),
            Some(role) => w.rich1("case-has-it", "role", Html::text(w.role(role))),
        }
    }

    fn act_href(&self, act: &str) -> String {
        links::case_act(&self.head.id, act)
    }

    /// A sample: more information is wanted.
    pub fn sample() -> ApplicationPage {
        let mut head = CaseHead::sample();
        head.status = ApplicationStatus::InfoRequested;
        ApplicationPage {
            shell: crate::samples::shell(Some(Role::Applicant), "/applications/a1"),
            head,
            with: Some(Role::Applicant),
            days: Some((3, 10)),
            usual_days: Some(9),
            requests: vec![
                OpenRequest {
                    points: vec!["Please send the list of tag numbers.".into()],
                    until: Some(jiff::civil::date(2026, 12, 1)),
                    act: "answer".into(),
                },
                OpenRequest {
                    points: vec!["Pay the invoice INV-2026-0007.".into()],
                    until: Some(jiff::civil::date(2026, 12, 4)),
                    act: "pay".into(),
                },
            ],
            answered: vec![super::AnsweredCard::sample()],
            refusal: None,
            amends: Some(super::Amends { can_open: false, ..super::Amends::sample() }),
            permit: None,
            parts: super::Parts::default(),
            timeline: crate::samples::moments(),
            files: crate::samples::files(),
            document: cites::sample::export_of_skins(),
            acts: vec!["withdraw".into()],
            letters: vec!["receipt".into()],
            thread: super::Thread::sample(false),
            errors: vec![],
        }
    }
}

page! {
    ApplicationPage in "epermit/application.html";
    layout Wide; area Some(Applications);
    title |c, w| c.head.title(w);
    trail |_c, w| vec![(w.html("ui-applications"), links::APPLICATIONS.into())];
    errors errors;
}

/// A quota this case draws on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaUse {
    /// Id of the quota.
    pub id: String,
    /// Year.
    pub year: i16,
    /// Scientific name.
    pub taxon: String,
    /// Term, when the quota is for one.
    pub term: Option<Term>,
    /// Used or held by others.
    pub used: Amount,
    /// Asked for here.
    pub here: Amount,
    /// The quota.
    pub whole: Amount,
    /// Unit.
    pub unit: Unit,
}

impl QuotaUse {
    pub(super) fn sample() -> QuotaUse {
        QuotaUse {
            id: "q1".into(),
            year: 2026,
            taxon: "Crocodylus niloticus".into(),
            term: Some(Term::Ski),
            used: Amount::whole(1232),
            here: Amount::whole(240),
            whole: Amount::whole(1600),
            unit: Unit::Nar,
        }
    }
}

/// The case as an officer sees it.
#[derive(Debug, Clone)]
pub struct CasePage {
    /// The frame.
    pub shell: Shell,
    /// What it is about.
    pub head: CaseHead,
    /// Is it in this reader's hands?
    pub mine: bool,
    /// Name of the officer who has it, when it is another.
    pub officer: Option<String>,
    /// The permit that it amends.
    pub amends: Option<super::Amends>,
    /// Flags beside the state: keys `flag-<code>` (`duplicate-marks`, `quota-near`, `partner-query`).
    pub flags: Vec<String>,
    /// What an inspection holds up.
    pub hold: Option<super::HoldNotice>,
    /// What is open, what comes first before the others.
    pub open: Vec<super::TaskCard>,
    /// Questions that were answered.
    pub answered: Vec<super::AnsweredCard>,
    /// Every rule's answer.
    pub checks: Vec<Check>,
    /// The document as it would be printed.
    pub document: PermitDocument,
    /// Quotas.
    pub quotas: Vec<QuotaUse>,
    /// Findings on file: kind and what it says in a few words.
    pub findings: Vec<(cites::FindingKind, String)>,
    /// What the proposer wrote, when a decision is proposed: approve or refuse, conditions or reason.
    pub proposal: Option<(bool, String, String)>,
    /// What happened, oldest first.
    pub timeline: Vec<Moment>,
    /// Its consignments, where there are several.
    pub parts: super::Parts,
    /// Files.
    pub files: Vec<FileRow>,
    /// What changed since this reader last saw it, in a few words each.
    pub changed: Vec<String>,
    /// Acts allowed to this reader now, the obvious one first: codes of `permits::ApplicationActCode`.
    pub acts: Vec<String>,
    /// What came back from outside, oldest first: key of a heading and the text (inspections, replies, import permit,
    /// appeal).
    pub facts: Vec<(String, String)>,
    /// Samples of its inspections, for whoever may see them.
    pub samples: Vec<super::SampleCard>,
    /// Letters that can be read: `receipt`, `decision`, `refusal`, `exemption`.
    pub letters: Vec<String>,
    /// Why an act one would expect is missing (four eyes), as an error code of `permits`: key `error-<code>`.
    pub hindrance: Option<String>,
    /// Clocks, risk, standing findings.
    pub examination: super::CaseExamination,
    /// What is written in the case.
    pub thread: super::Thread,
    /// What was typed in a small form of the page that could not be sent: `lane`, `lane-reason`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong with it: at a field, or at `rely` or `wait` for the forms without one.
    pub errors: Vec<FieldError>,
}

impl CasePage {
    fn lane<'a>(&self, w: &'a Words) -> Fields<'a> {
        self.examination.lane(&self.typed, &self.errors, w)
    }

    /// What is wrong at a place, in words.
    fn error(&self, place: &str, w: &Words) -> Option<Html> {
        self.errors.iter().find(|e| e.field == place).map(|e| e.sentence(w))
    }

    fn note<'a>(&self, w: &'a Words) -> Fields<'a> {
        self.examination.note(&self.typed, &self.errors, w)
    }

    fn open(&self, w: &Words) -> Html {
        super::open_tasks::open(&self.head.id, &self.open, w)
    }

    fn answered(&self, w: &Words) -> Html {
        super::open_tasks::answered(&self.head.id, &self.answered, w)
    }

    fn lane_open(&self) -> bool {
        self.errors.iter().any(|e| e.field.starts_with("lane"))
    }

    fn checks(&self, w: &Words) -> Checks {
        Checks::new(&self.checks, w)
    }

    fn boxes(&self, w: &Words) -> Boxes {
        Boxes::of(&self.document, false, w)
    }

    fn timeline(&self, w: &Words) -> Timeline {
        Timeline::new(&self.timeline, w)
    }

    fn files(&self, w: &Words) -> Html {
        files(&self.head.id, &self.files, w)
    }

    fn letters(&self, w: &Words) -> Html {
        letters(&self.head.id, &self.letters, w)
    }

    fn meter(&self, q: &QuotaUse, w: &Words) -> Meter {
        Meter::quota(q.used, q.here, q.whole, q.unit, w)
    }

    /// Who must act now, where that is not the officer who has the case.
    fn waits_for(&self) -> Option<&'static str> {
        Some(match super::home::waits_for(&self.head.status)? {
            "waits-authority" => return None,
            "waits-you" if self.head.status == cites::ApplicationStatus::AwaitingCounterpart => "waits-import-permit",
            "waits-you" => "waits-applicant",
            other => other,
        })
    }

    fn has_it(&self, w: &Words) -> Html {
        let officer = match (&self.officer, self.mine) {
            (_, true) => w.html("case-you-have-it"),
            (Some(name), _) => w.rich1("case-has-it", "role", name),
            (None, _) => w.html("case-unassigned"),
        };
        let waits = self.waits_for().map(|key| w.rich1("case-waits-for", "who", w.html(key)));
        Html::join(&[waits.unwrap_or_default(), officer], " ")
    }

    fn act_href(&self, act: &str) -> String {
        match act {
            // Pages beside the acts.
            "override" => links::overrides(&self.head.id),
            "opinion_desk" => links::opinion_desk(&self.head.id),
            "schedule" => links::visit(&self.head.id),
            act => links::case_act(&self.head.id, act),
        }
    }

    /// The first act leads; what takes away is red; some acts need no form.
    fn look(&self, act: &str, first: &bool) -> &'static str {
        match act {
            "refuse" | "reject_incomplete" | "send_back" | "no_permit_needed" => "button stop",
            // With tasks open it may stand first; nobody's next step is to ask for money.
            "extra_fee" => "button second",
            _ if *first => "button",
            _ => "button second",
        }
    }

    /// The list this reader came from.
    fn home(&self, w: &Words) -> Vec<(Html, String)> {
        let lists = [Area::Work, Area::Consultations, Area::Inspections, Area::Finance];
        let found = self.shell.areas().into_iter().find(|a| lists.contains(a));
        found.map(|a| (Html::text(a.words(w)), a.href().to_owned())).into_iter().collect()
    }

    /// Quotas stand in an area that not every reader of a case has.
    fn quota_name(&self, q: &QuotaUse, w: &Words) -> Html {
        let name = w.rich2("quota-of", "taxon", Html::taxon(&q.taxon), "year", Html::text(q.year.to_string()));
        if self.shell.areas().contains(&Area::Registers) { Html::link(links::quota(&q.id), &name) } else { name }
    }

    fn reads_blanks(&self) -> bool {
        !self.shell.areas().contains(&Area::Finance) || self.shell.is_officer()
    }

    /// A sample.
    pub fn sample() -> CasePage {
        CasePage {
            shell: crate::samples::shell(Some(Role::MaOfficer), "/applications/a1"),
            head: CaseHead::sample(),
            mine: true,
            officer: None,
            flags: vec!["quota-near".into()],
            hold: Some(super::HoldNotice { fraud: false, id: "a1".into() }),
            open: super::TaskCard::samples(),
            answered: vec![super::AnsweredCard::sample()],
            checks: crate::samples::checks(),
            document: cites::sample::export_of_skins(),
            quotas: vec![QuotaUse::sample()],
            findings: vec![(cites::FindingKind::NdfExport, "SA-26-017, until 31 December 2026, at most 1,600".into())],
            amends: Some(super::Amends::sample()),
            proposal: None,
            parts: super::Parts::sample(),
            timeline: crate::samples::moments(),
            files: crate::samples::files(),
            changed: vec![],
            acts: ["propose", "ask", "consult_sa", "request_inspection"].map(String::from).to_vec(),
            facts: vec![("acts-fact-reply".into(), "QN: The buyer is registered.".into())],
            samples: super::SamplesPage::cards(),
            letters: vec!["receipt".into()],
            hindrance: None,
            examination: super::CaseExamination::sample(),
            thread: super::Thread::sample(true),
            typed: BTreeMap::new(),
            errors: vec![],
        }
    }

    /// A reason was forgotten, and the waiting list refused.
    pub fn wrong() -> CasePage {
        CasePage {
            typed: BTreeMap::from([("lane".into(), "RED".into())]),
            errors: vec![FieldError::new("lane-reason", "reason-empty"), FieldError::new("wait", "quota-enough")],
            ..CasePage::sample()
        }
    }
}

page! {
    CasePage in "epermit/case.html";
    layout Wide; area Some(Work);
    title |c, w| c.head.title(w);
    trail |c, w| { let mut way = c.home(w); way.push((Html::code(&c.head.reference), links::application(&c.head.id))); way };
    errors errors;
}
