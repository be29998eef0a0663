//! Marks: the search, a case's marks beside every other paper that names them, and the question at the border.

use super::board::{self, Section, sheets};
use super::{links, register_tabs};
use crate::frame::page;
use crate::html::{Html, escape};
use crate::parts::{Cell, Control, Field, FieldError, Fields, Opt, Table, Tag, Tone};
use crate::{Shell, Words};
use cites::marks::MarkKind;
use cites::{ApplicationStatus, PermitStatus, Role, Timestamp};
use std::collections::BTreeMap;

/// What a mark was found on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkPaper {
    /// An application: id, reference, state.
    Case(String, String, ApplicationStatus),
    /// A permit: id, number, state.
    Permit(String, String, PermitStatus),
    /// A lot: id, number.
    Lot(String, String),
    /// An entry of a register: id, number or name.
    Entry(String, String),
}

impl MarkPaper {
    fn html(&self) -> Html {
        match self {
            MarkPaper::Case(id, n, _) => Html::link(crate::links::application(id), &Html::code(n)),
            MarkPaper::Permit(id, n, _) => Html::link(crate::links::permit(id), &Html::code(n)),
            MarkPaper::Lot(id, n) => Html::link(links::lot(id), &Html::code(n)),
            MarkPaper::Entry(id, n) => Html::link(links::entry(id), &Html::code(n)),
        }
    }

    fn tag(&self, w: &Words) -> Html {
        match self {
            MarkPaper::Case(_, _, status) => Tag::application(status, w).html(),
            MarkPaper::Permit(_, _, status) => Tag::permit(status, w).html(),
            MarkPaper::Lot(..) => w.html("marks-on-lot"),
            MarkPaper::Entry(..) => w.html("marks-on-entry"),
        }
    }
}

/// A mark as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkHit {
    /// As it was typed there.
    pub typed: String,
    /// What it is.
    pub kind: MarkKind,
    /// Letter of the block.
    pub block: String,
    /// Scientific name.
    pub taxon: String,
    /// Whose.
    pub holder: String,
    /// On what.
    pub paper: MarkPaper,
    /// Read by an inspector, not only written by an applicant?
    pub seen: bool,
    /// When it was written down.
    pub at: Timestamp,
}

impl MarkHit {
    /// Where it stands, as a link.
    pub(super) fn place(&self) -> Html {
        self.paper.html()
    }

    pub(super) fn sample(permit: bool) -> MarkHit {
        MarkHit {
            typed: "985 112 000 123 456".into(),
            kind: MarkKind::Transponder,
            block: "A".into(),
            taxon: "Amazona imperialis".into(),
            holder: "River Bend Farm Ltd".into(),
            paper: if permit {
                MarkPaper::Permit("p1".into(), "26QM000371".into(), PermitStatus::Issued)
            } else {
                MarkPaper::Case("a1".into(), "26-00412".into(), ApplicationStatus::UnderExamination)
            },
            seen: !permit,
            at: crate::samples::at("2026-11-20T15:00:00Z"),
        }
    }

    fn row(&self, w: &Words) -> Vec<Cell> {
        let mut mark = vec![Html::code(&self.typed), kind_words(self.kind, w)];
        if self.seen {
            mark.push(w.html("marks-seen"));
        }
        let block = w.rich1("lot-block", "block", Html::code(&self.block));
        vec![
            Html::two_lines(&self.paper.html(), &block).into(),
            Html::two_lines(&mark[0], &Html::join(&mark[1..], w.comma())).into(),
            Html::data(&self.holder).into(),
            Html::taxon(&self.taxon).into(),
            Html::two_lines(&self.paper.tag(w), &w.when_html(&self.at)).into(),
        ]
    }
}

/// Words of a kind; key `mark-kind-<code>`.
pub(super) fn kind_words(kind: MarkKind, w: &Words) -> Html {
    w.html(kind_key(kind))
}

/// Message key of a kind's words.
pub fn kind_key(kind: MarkKind) -> String {
    format!("mark-kind-{}", kind.code().to_lowercase().replace('_', "-"))
}

/// Kinds to choose from, each with what a good one looks like; first none, when the form says it.
pub(crate) fn kinds(w: &Words) -> Vec<Opt> {
    let none = Opt::new("", w.html("mark-kind-none"));
    std::iter::once(none).chain(MarkKind::ALL.iter().map(|k| Opt::new(k.code(), kind_words(*k, w)))).collect()
}

pub(super) fn hits(caption: Html, rows: &[MarkHit], empty: Html, w: &Words) -> Html {
    let heads = ["marks-paper", "marks-mark", "marks-holder", "ui-species", "ui-status"].map(|k| w.say(k));
    Table::new(caption, &heads, empty).rows(rows.iter().map(|h| h.row(w))).html()
}

/// A form that asks and changes nothing.
pub(super) fn ask_form(action: &str, fields: Fields, button: &str) -> Html {
    Html::markup(format!(
        "<form method=\"get\" action=\"{}\">{fields}<button class=\"button\">{}</button></form>",
        escape(action),
        escape(button)
    ))
}

/// The national register of marks, searched.
#[derive(Debug, Clone)]
pub struct MarksPage {
    /// The frame.
    pub shell: Shell,
    /// What was asked: `mark`, `kind`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// What it was read as, the same marks, and those one slip away; `None` before something is asked.
    pub found: Option<(MarkKind, Vec<MarkHit>, Vec<MarkHit>)>,
}

impl MarksPage {
    fn heading(&self, w: &Words) -> Html {
        w.html("marks-title")
    }

    fn tabs(&self, w: &Words) -> Html {
        register_tabs(&self.shell, links::MARKS, w)
    }

    fn content(&self, w: &Words) -> Html {
        let ask = vec![
            Field::short("mark", w.html("marks-ask"), "w30").hint(w.html("marks-ask-hint")),
            Field::new("kind", w.html("ask-mark-kind"), Control::Select(kinds(w))).optional(),
        ];
        let form = ask_form(links::MARKS, Fields::new(ask, &self.typed, &self.errors, w), &w.say("marks-search"));
        let mut all = vec![Section::new(Html::default()).lead(w.html("marks-lead")).with(form)];
        if let Some((kind, same, close)) = &self.found {
            let read = w.rich1("marks-read-as", "kind", kind_words(*kind, w));
            let exact = hits(w.html("marks-same"), same, w.html("marks-same-none"), w);
            let near = hits(w.html("marks-close"), close, w.html("marks-close-none"), w);
            all.push(Section::new(w.html("marks-found")).lead(read).with(exact).with(near));
        }
        sheets(&all)
    }

    /// A sample before and after the search.
    pub fn sample(found: bool) -> MarksPage {
        MarksPage {
            shell: crate::samples::shell(Some(Role::MaOfficer), links::MARKS),
            typed: BTreeMap::from([("mark".to_owned(), "985112000123456".to_owned())]),
            errors: if found { Vec::new() } else { vec![FieldError::new("mark", "mark-chip")] },
            found: found.then(|| (MarkKind::Transponder, vec![MarkHit::sample(true)], vec![MarkHit::sample(false)])),
        }
    }
}

page! {
    MarksPage in "registers/board.html";
    layout Wide; area Some(Registers);
    title |c, w| c.heading(w);
    trail |_c, _w| vec![];
    errors errors;
}

/// A mark of a case with what else is known of it.
#[derive(Debug, Clone)]
pub struct CaseMark {
    /// As it is on this case.
    pub here: MarkHit,
    /// How many marks it stands for.
    pub count: u32,
    /// Earlier papers of the same holder.
    pub history: Vec<MarkHit>,
    /// Papers of others.
    pub others: Vec<MarkHit>,
}

/// The marks of a case, side by side with every other paper that names them.
#[derive(Debug, Clone)]
pub struct CaseMarksPage {
    /// The frame.
    pub shell: Shell,
    /// Id of the case.
    pub id: String,
    /// Its reference.
    pub reference: String,
    /// Its marks.
    pub rows: Vec<CaseMark>,
}

impl CaseMarksPage {
    fn heading(&self, w: &Words) -> Html {
        w.rich1("marks-case-title", "reference", Html::code(&self.reference))
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn content(&self, w: &Words) -> Html {
        if self.rows.is_empty() {
            return Section::new(Html::default()).lead(w.html("marks-case-none")).html();
        }
        let mut all = Vec::new();
        let (asked, quiet): (Vec<_>, Vec<_>) = self.rows.iter().partition(|r| !r.others.is_empty());
        for mark in asked {
            let mut side = vec![mark.here.clone()];
            side.extend(mark.others.iter().chain(&mark.history).cloned());
            let beside = hits(w.html("marks-beside"), &side, Html::default(), w);
            let tag = Tag::new(Tone::Wait, w.say("marks-other-holder")).html();
            all.push(Section::new(Html::code(&mark.here.typed)).with(tag).with(beside));
        }
        if !quiet.is_empty() {
            let heads = ["marks-mark", "marks-count", "ui-species", "marks-history"];
            let heads = heads.map(|k| if k == "marks-count" { format!("{}#", w.say(k)) } else { w.say(k) });
            let table = Table::new(w.html("marks-quiet"), &heads, Html::default()).rows(quiet.iter().map(|r| {
                let history: Vec<Html> = r.history.iter().map(|h| h.paper.html()).collect();
                let mark = Html::two_lines(&Html::code(&r.here.typed), &kind_words(r.here.kind, w));
                vec![
                    mark.into(),
                    w.count(i64::from(r.count)).into(),
                    Html::taxon(&r.here.taxon).into(),
                    Html::join(&history, w.comma()).into(),
                ]
            }));
            all.push(Section::new(Html::default()).with(table.html()));
        }
        sheets(&all)
    }

    /// A sample with one mark that another holder has.
    pub fn sample() -> CaseMarksPage {
        let mut here = MarkHit::sample(false);
        here.holder = "Birds Ltd".into();
        let mark = |others| CaseMark { here: here.clone(), count: 1, history: vec![MarkHit::sample(true)], others };
        CaseMarksPage {
            shell: crate::samples::shell(Some(Role::MaOfficer), "/marks/case/a1"),
            id: "a1".into(),
            reference: "26-00412".into(),
            rows: vec![mark(vec![MarkHit::sample(true)]), mark(vec![])],
        }
    }
}

page! {
    CaseMarksPage in "registers/board.html";
    layout Wide; area Some(Work);
    title |c, w| c.heading(w);
    trail |c, _w| vec![(Html::code(&c.reference), crate::links::application(&c.id))];
}

/// At the border: is this a mark of the permit at hand?
#[derive(Debug, Clone)]
pub struct MarkAskPage {
    /// The frame.
    pub shell: Shell,
    /// What was asked: `number`, `mark`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// Block and mark as printed; `Some(None)`: not on this permit.
    pub answer: Option<Option<(String, String)>>,
}

impl MarkAskPage {
    fn heading(&self, w: &Words) -> Html {
        w.html("marks-border")
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn content(&self, w: &Words) -> Html {
        let ask = vec![
            Field::short("number", w.html("marks-border-number"), "w20"),
            Field::short("mark", w.html("marks-ask"), "w30").hint(w.html("marks-ask-hint")),
        ];
        let answer = self.answer.as_ref().map(|answer| match answer {
            Some((block, printed)) => {
                let said = w.rich2("marks-border-yes", "block", Html::code(block), "mark", Html::code(printed));
                verdict("go", &w.html("marks-border-this"), &said)
            }
            None => verdict("stop", &w.html("marks-border-other"), &w.html("marks-border-no")),
        });
        let form = ask_form(links::MARK_ASK, Fields::new(ask, &self.typed, &self.errors, w), &w.say("verify-check"));
        Html::join(&[answer.unwrap_or_default(), board::words(&w.html("marks-border-lead")), form], "")
    }

    /// A sample with the answer, or before it.
    pub fn sample(answer: bool) -> MarkAskPage {
        let typed = [("number", "26QM000371"), ("mark", "QM-RA-2026-000400")];
        MarkAskPage {
            shell: crate::samples::shell(Some(Role::Customs), links::MARK_ASK),
            typed: typed.map(|(a, b)| (a.to_owned(), b.to_owned())).into(),
            errors: Vec::new(),
            answer: Some(answer.then(|| ("A".to_owned(), "QM-RA-2026-000381 to 000620".to_owned()))),
        }
    }
}

fn verdict(class: &str, word: &Html, said: &Html) -> Html {
    Html::markup(format!(
        "<div class=\"verdict {class}\" role=\"status\"><strong>{word}</strong><span>{said}</span></div>"
    ))
}

page! {
    MarkAskPage in "registers/board.html";
    layout Phone; area Some(Check);
    title |c, w| c.heading(w);
    trail |c, w| c.shell.back_to(crate::shell::Area::Check, w.html("customs-title"));
    errors errors;
}
