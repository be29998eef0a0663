//! What is open in a case under examination, one card a task: what was asked, since when, until when, its own clock and
//! the way to close it. And the questions that were answered, point by point.

use super::acts::ActForm;
use super::examination::{ClockRow, ClockState};
use crate::html::Html;
use crate::parts::{Control, Field, Opt, Tag, Tone};
use crate::{Words, links};
use cites::{ApplicationStatus, CountryCode, Date};

/// One open task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskCard {
    /// The status that shows it.
    pub task: ApplicationStatus,
    /// Whose authority is asked.
    pub country: Option<CountryCode>,
    /// What was asked, in the words of who asked; one entry a point.
    pub asked: Vec<String>,
    /// Since when.
    pub since: Option<Date>,
    /// Until when an answer is waited for.
    pub due: Option<Date>,
    /// Has that day passed?
    pub late: bool,
    /// Its clock.
    pub clock: Option<ClockRow>,
    /// The act that closes it, where this reader may do it.
    pub act: Option<String>,
    /// To whom the letter abroad went; empty: there was no address. `None`: no letter belongs to it.
    pub letter: Option<Vec<String>>,
}

/// A point that was answered: what was asked, the words, and the papers with id and name.
pub type AnsweredPoint = (String, String, Vec<(String, String)>);

/// A question that was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnsweredCard {
    /// What was asked beside the points.
    pub text: String,
    /// Each point.
    pub points: Vec<AnsweredPoint>,
    /// What was said beside the points.
    pub said: String,
    /// When.
    pub on: Date,
}

fn cell(text: &str) -> Html {
    Html::markup(format!("<span class=\"mail-text\">{}</span>", Html::data(text)))
}

impl TaskCard {
    fn shown(&self, application: &str, w: &Words) -> String {
        let name = Html::text(w.application_status(&self.task));
        let of = self.country.map(|c| Html::data(w.country(&c)));
        let head: Vec<Html> = std::iter::once(name).chain(of).collect();
        let late = if self.late { Tag::new(Tone::Stop, w.say("open-task-late")).html() } else { Html::default() };
        let mut days: Vec<Html> = Vec::new();
        days.extend(self.since.as_ref().map(|d| w.rich1("open-task-since", "date", w.date_html(d))));
        days.extend(self.due.as_ref().map(|d| w.rich1("open-task-due", "date", w.date_html(d))));
        let asked = match self.asked.as_slice() {
            [] => String::new(),
            [one] => format!("<p>{}</p>", cell(one)),
            all => {
                // Points have numbers: the answer names them.
                let list = if self.task == ApplicationStatus::InfoRequested { "ol" } else { "ul" };
                let items = all.iter().map(|a| format!("<li>{}</li>", cell(a))).collect::<String>();
                format!("<{list}>{items}</{list}>")
            }
        };
        let letter = match &self.letter {
            None => String::new(),
            Some(to) if to.is_empty() => {
                let code = self.country.map(|c| c.code().to_owned()).unwrap_or_default();
                let print = links::letter(application, &format!("inquiry-{code}"));
                let link = Html::link(print, &w.html("open-task-letter-print"));
                format!("<p class=\"inset\">{} {link}</p>", w.html("open-task-letter-none"))
            }
            Some(to) => {
                format!("<p class=\"small\">{}</p>", w.rich1("open-task-letter", "to", Html::data(to.join("; "))))
            }
        };
        let clock = self.clock.as_ref().map(|c| c.meter(w)).unwrap_or_default();
        let act = self.act.as_ref().map(|act| {
            let mut href = links::case_act(application, act);
            if let Some(country) = &self.country {
                href.push_str(&format!("?country={}", country.code()));
            }
            let words = w.code("act", act);
            format!("<p><a class=\"button second\" href=\"{href}\">{}</a></p>", Html::text(words))
        });
        format!(
            "<div class=\"task\"><h3>{} {late}</h3>{asked}{letter}<p class=\"small soft\">{}</p>{clock}{}</div>",
            Html::join(&head, ": "),
            Html::join(&days, " · "),
            act.unwrap_or_default()
        )
    }

    /// A sample: three tasks at once, one of them late.
    pub fn samples() -> Vec<TaskCard> {
        let day = |d| Some(jiff::civil::date(2026, 11, d));
        let clock = |code: &str, used| Some(ClockRow::sample(code, used, 240, ClockState::Runs));
        let card = |task| TaskCard {
            task,
            country: None,
            asked: Vec::new(),
            since: day(2),
            due: None,
            late: false,
            clock: None,
            act: None,
            letter: None,
        };
        vec![
            TaskCard {
                asked: vec!["Since when do you own the parrot?".into(), "The bill of the breeder.".into()],
                due: day(9),
                late: true,
                clock: clock("C_APPLICANT", 300),
                ..card(ApplicationStatus::InfoRequested)
            },
            TaskCard {
                asked: vec!["Is the harvest of this river within its quota?".into()],
                due: day(20),
                clock: clock("C_SA", 40),
                act: Some("sa_opinion".into()),
                ..card(ApplicationStatus::SaConsultation)
            },
            TaskCard {
                country: Some(cites::country::DEMO_IMPORTER),
                asked: vec!["Is the buyer registered?".into()],
                clock: clock("C_FOREIGN", 20),
                act: Some("foreign_reply".into()),
                letter: Some(vec![]),
                ..card(ApplicationStatus::ForeignConsultation)
            },
        ]
    }
}

impl AnsweredCard {
    fn shown(&self, application: &str, w: &Words) -> String {
        let paper = |(id, name): &(String, String)| Html::link(links::attachment(application, id), &Html::data(name));
        let points: String = self
            .points
            .iter()
            .map(|(asked, words, papers)| {
                let mut said: Vec<Html> = Some(cell(words)).filter(|_| !words.trim().is_empty()).into_iter().collect();
                said.extend(papers.iter().map(paper));
                format!("<li>{}<br><small class=\"soft\">{}</small></li>", cell(asked), Html::join(&said, " · "))
            })
            .collect();
        let para = |text: &str| {
            if text.trim().is_empty() { String::new() } else { format!("<p>{}</p>", cell(text)) }
        };
        format!(
            "<div class=\"task\">{}<ol>{points}</ol>{}<p class=\"small soft\">{}</p></div>",
            para(&self.text),
            para(&self.said),
            w.rich1("open-task-answered", "date", w.date_html(&self.on))
        )
    }

    /// A sample.
    pub fn sample() -> AnsweredCard {
        AnsweredCard {
            text: "About the parrot that moves with you:".into(),
            points: vec![
                ("Where was it bred?".into(), "By a neighbour.".into(), vec![]),
                ("Its ring".into(), String::new(), vec![("f1".into(), "ring.jpg".into())]),
            ],
            said: String::new(),
            on: jiff::civil::date(2026, 11, 4),
        }
    }
}

/// The section with every open task; nothing where none is open.
pub(super) fn open(application: &str, tasks: &[TaskCard], w: &Words) -> Html {
    if tasks.is_empty() {
        return Html::default();
    }
    let cards: String = tasks.iter().map(|t| t.shown(application, w)).collect();
    Html::markup(format!(
        "<section class=\"sheet lead-in\"><h2>{}</h2><p class=\"small soft\">{}</p>{cards}</section>",
        w.html("open-task-title"),
        w.html("open-task-lead")
    ))
}

/// The section with what was answered; nothing where nothing was.
pub(super) fn answered(application: &str, all: &[AnsweredCard], w: &Words) -> Html {
    if all.is_empty() {
        return Html::default();
    }
    let cards: String = all.iter().map(|a| a.shown(application, w)).collect();
    Html::markup(format!("<section class=\"sheet\"><h2>{}</h2>{cards}</section>", w.html("open-task-answers")))
}

/// How many points a form offers to ask.
pub const POINT_ROWS: usize = 5;

/// What an act's form shows of what was asked before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// What is asked, as the officer wrote it; one entry a paragraph.
    pub text: Vec<String>,
    /// Points to be answered: the words, and whether a paper is wanted.
    pub points: Vec<(String, bool)>,
    /// Authorities that are asked, where there are several: code and name.
    pub authorities: Vec<(String, String)>,
}

impl ActForm {
    /// Rows in which an officer asks point by point.
    pub(super) fn points_to_ask(w: &Words) -> Vec<Field> {
        let wants = || {
            ["answer", "paper"].iter().map(|c| Opt::new(*c, w.html(format!("open-task-wants-{c}")))).collect::<Vec<_>>()
        };
        (1..=POINT_ROWS)
            .flat_map(|n| {
                [
                    Field::line(format!("point.{n}"), w.rich1("open-task-point", "n", n)).optional(),
                    Field::new(format!("wants.{n}"), w.rich1("open-task-wants", "n", n), Control::Select(wants())),
                ]
            })
            .collect()
    }

    /// Rows in which the applicant answers point by point.
    pub(super) fn points_to_answer(&self, w: &Words) -> Vec<Field> {
        let mut fields = Vec::new();
        for ((text, paper), n) in self.asked.points.iter().zip(1_usize..) {
            let label = w.rich("open-task-answer", &[("n", n.into()), ("text", Html::data(text).into())]);
            let words = Field::area(format!("point.{n}"), label, 2000);
            let file =
                Field::new(format!("file.{n}"), w.rich1("open-task-paper", "n", n), Control::File { many: false });
            fields.push(if *paper { words.hint(w.html("open-task-no-paper")) } else { words });
            fields.push(if *paper { file } else { file.optional() });
        }
        fields.push(Field::area("text", w.html("open-task-beside"), 2000).optional());
        fields
    }

    /// Which authority abroad has answered, where several are asked.
    pub(super) fn which_authority(&self, w: &Words) -> Option<Field> {
        let all: Vec<Opt> = self.asked.authorities.iter().map(|(c, name)| Opt::new(c, Html::data(name))).collect();
        (all.len() > 1).then(|| Field::new("country", w.html("acts-which-authority"), Control::Select(all)))
    }
}
