//! Open tasks of a case in the window: the cards of its page, what the API says of them, and questions point by point.

use super::view::inside;
use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::session::Seat;
use crate::shared::upload;
use cites::ApplicationStatus;
use cites::ids::{ApplicationId, AttachmentId};
use office::epermit::ask::Said;
use office::epermit::attach;
use office::shared::case::Stored;
use pages::Words;
use pages::epermit::{AnsweredCard, Asked, ClockRow, FileRow, OpenRequest, POINT_ROWS, TaskCard};
use permits::application::state::Question;
use permits::application::tasks::PRIORITY;
use permits::application::{ApplicationState, OpenTask, Point, Wants};
use permits::clocks::SlaClock;
use permits::{Application, ApplicationActCode as A};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The act that closes a task.
fn closes(task: &OpenTask) -> A {
    match task {
        OpenTask::Question { .. } => A::Answer,
        OpenTask::Payment { .. } => A::PaymentSettled,
        OpenTask::ImportPermit { .. } => A::ImportPermitReceived,
        OpenTask::Report { .. } => A::Resume,
        OpenTask::Inspection { .. } => A::InspectionReport,
        OpenTask::Opinion { .. } => A::SaOpinion,
        OpenTask::Abroad { .. } => A::ForeignReply,
    }
}

/// The clock that runs for a task.
fn clock(task: &OpenTask) -> Option<SlaClock> {
    match task {
        OpenTask::Question { .. } => Some(SlaClock::Applicant),
        OpenTask::Inspection { .. } => Some(SlaClock::Inspection),
        OpenTask::Opinion { .. } => Some(SlaClock::Science),
        OpenTask::Abroad { .. } => Some(SlaClock::Foreign),
        OpenTask::Payment { .. } | OpenTask::ImportPermit { .. } | OpenTask::Report { .. } => None,
    }
}

/// Since when a task is open; of a payment the timeline knows.
fn since(application: &Application, task: &OpenTask) -> Option<cites::Timestamp> {
    let mut spans = application.timeline().tasks().iter().filter(|s| s.until.is_none());
    let span = spans.find(|s| s.task == task.status() && s.country == task.country());
    span.map(|s| s.from).or(task.since())
}

/// What was asked, in the words of who asked.
fn asked(task: &OpenTask, w: &Words) -> Vec<String> {
    let all = match task {
        OpenTask::Question { question } => {
            std::iter::once(question.text.clone()).chain(question.points.iter().map(|p| p.text.clone())).collect()
        }
        OpenTask::Payment { invoice } => vec![invoice.number.clone(), w.money(&invoice.amount)],
        OpenTask::ImportPermit { .. } => Vec::new(),
        OpenTask::Report { report } => {
            let outcome = w.say(format!("inspect-outcome-{}", report.outcome.to_lowercase().replace('_', "-")));
            vec![outcome, report.text.clone()]
        }
        OpenTask::Inspection { request, order } => {
            let on = order.on.map(|d| w.date(&d)).unwrap_or_default();
            vec![request.reason.clone(), order.what.clone(), order.place.clone(), on]
        }
        OpenTask::Opinion { consultation } => {
            let kinds = consultation.findings.iter().map(|f| w.finding(f));
            kinds.chain([consultation.note.clone()]).collect()
        }
        OpenTask::Abroad { inquiry, .. } => vec![inquiry.reason.clone()],
    };
    all.into_iter().filter(|text: &String| !text.trim().is_empty()).collect()
}

/// The cards of every open task; `clocks` are the case's own.
pub(super) fn cards(call: &Call, stored: &Stored, acts: &[String], clocks: &[ClockRow]) -> Vec<TaskCard> {
    let (application, now) = (&stored.value, call.app.office.clock.now());
    let card = |task: &OpenTask| {
        let own = clock(task).map(SlaClock::code);
        let act = Some(closes(task).code().to_owned()).filter(|a| acts.contains(a));
        TaskCard {
            task: task.status(),
            country: task.country(),
            asked: asked(task, call.words()),
            since: since(application, task).map(day),
            due: task.due().map(day),
            late: task.due().is_some_and(|due| due < now),
            clock: clocks.iter().find(|c| Some(c.code.as_str()) == own).cloned(),
            act,
            letter: match task {
                OpenTask::Abroad { letter, .. } => letter.clone(),
                _ => None,
            },
        }
    };
    application.state().open_tasks().iter().map(card).collect()
}

/// The questions that were answered, the newest first.
pub(super) fn answered(stored: &Stored, files: &[FileRow]) -> Vec<AnsweredCard> {
    let questions = stored.value.state().case().map(|c| c.questions.as_slice()).unwrap_or_default();
    let paper = |id: &AttachmentId| {
        let id = id.to_string();
        let name = files.iter().find(|f| f.id == id).map(|f| f.name.clone())?;
        Some((id, name))
    };
    let card = |q: &Question| {
        let answer = q.answer.as_ref()?;
        let in_points = !q.points.is_empty();
        let points = q.list().into_iter().map(|p| {
            let said = p.answer.unwrap_or_default();
            (p.text, said.text, said.papers.iter().filter_map(paper).collect())
        });
        Some(AnsweredCard {
            points: points.collect(),
            text: if in_points { q.text.clone() } else { String::new() },
            said: if in_points { answer.reason.clone() } else { String::new() },
            on: day(answer.stamp.at),
        })
    };
    questions.iter().rev().filter_map(card).collect()
}

/// What waits for the applicant under examination, what comes first before the others.
pub(super) fn requests(state: &ApplicationState, w: &Words) -> Vec<OpenRequest> {
    let request = |task: &OpenTask| match task {
        OpenTask::Question { question } => Some(OpenRequest {
            points: asked(task, w),
            until: Some(day(question.deadline)),
            act: A::Answer.code().to_owned(),
        }),
        OpenTask::Payment { invoice } => Some(OpenRequest {
            points: vec![w.say1("pay-first", "number", invoice.number.as_str())],
            until: Some(day(invoice.deadline)),
            act: "pay".to_owned(),
        }),
        OpenTask::ImportPermit { .. } => Some(super::further::import_permit_request(w)),
        OpenTask::Report { .. } | OpenTask::Inspection { .. } | OpenTask::Opinion { .. } | OpenTask::Abroad { .. } => {
            None
        }
    };
    state.open_tasks().iter().filter_map(request).collect()
}

/// What the form of an act shows of what was asked.
pub(super) fn asked_in_form(stored: &Stored, act: A, w: &Words) -> Asked {
    match (act, stored.value.state()) {
        (A::Answer, state) => {
            let Some(question) = state.question() else { return Asked::default() };
            let one = question.points.is_empty();
            let text = Some(question.text.clone()).filter(|t| !one && !t.trim().is_empty());
            let points = question.list().into_iter().map(|p| (p.text, p.wants == Wants::Paper)).collect();
            Asked { text: text.into_iter().collect(), points, ..Asked::default() }
        }
        (A::Resubmit, ApplicationState::Incomplete { missing, .. }) => {
            Asked { text: missing.iter().map(|m| m.what.clone()).collect(), ..Asked::default() }
        }
        (A::ForeignReply, state) => {
            let all = state.inquiries().into_iter().map(|(c, _)| (c.code().to_owned(), w.country(&c)));
            Asked { authorities: all.collect(), ..Asked::default() }
        }
        _ => Asked::default(),
    }
}

/// The points that an officer typed; rows without words are left out.
pub(super) fn points_typed(call: &Call) -> Vec<Point> {
    (1..=POINT_ROWS)
        .map(|n| {
            let wants = Wants::from_code(call.typed(&format!("wants.{n}"))).unwrap_or_default();
            Point::new(call.typed(&format!("point.{n}")).trim().to_owned(), wants)
        })
        .filter(|p| !p.text.is_empty())
        .collect()
}

/// The applicant's answers to the points, with the papers that came with each.
///
/// # Errors
/// What is wrong with a file.
pub(super) async fn answers_typed(call: &Call, stored: &Stored, id: ApplicationId) -> Result<Vec<Said>, Failure> {
    let points = stored.value.state().question().map_or(0, |q| q.list().len());
    let mut all = Vec::new();
    for n in 1..=points {
        let own = format!("file.{n}");
        let mut uploads = Vec::new();
        for sent in call.files.iter().filter(|f| f.field == own || (points == 1 && f.field == "file")) {
            uploads.push(upload::accept(sent, "other")?);
        }
        let papers = match uploads.is_empty() {
            true => Vec::new(),
            false => attach::put(&call.app.office, &call.reader()?, id, uploads).await?,
        };
        all.push(Said { text: call.typed(&format!("point.{n}")).trim().to_owned(), papers, known: Vec::new() });
    }
    Ok(all)
}

/// The task that a list is asked for: cases in which it is open, whatever their status shows.
///
/// # Errors
/// `status-unknown` for what is no task of the examination.
pub(super) fn task_asked(call: &Call) -> Result<Option<ApplicationStatus>, Failure> {
    let Some(code) = call.asked("task").filter(|c| !c.is_empty()) else { return Ok(None) };
    let task = ApplicationStatus::from_code(code).filter(|s| PRIORITY.contains(s));
    task.map(Some).ok_or_else(|| Failure::field("task", "status-unknown", "Give a status from the list."))
}

/// One point that is asked.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = PointAsked)]
#[serde(deny_unknown_fields)]
pub struct PointBody {
    /// What is asked.
    pub text: String,
    /// What would answer it: `answer` or `paper`.
    #[serde(default)]
    pub wants: Option<String>,
}

/// Points of the API, as the office takes them.
///
/// # Errors
/// `points-wants` for a word that is neither.
pub(super) fn points(bodies: Vec<PointBody>) -> Result<Vec<Point>, Failure> {
    let one = |(n, body): (usize, PointBody)| {
        let wants = match body.wants.as_deref() {
            None => Wants::Answer,
            Some(code) => Wants::from_code(code).ok_or_else(|| {
                Failure::field(&format!("points.{n}.wants"), "points-wants", "Write `answer` or `paper`.")
            })?,
        };
        Ok(Point::new(body.text, wants))
    };
    bodies.into_iter().enumerate().map(one).collect()
}

/// The answer to one point.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PointReply {
    /// In words.
    pub text: String,
    /// Ids of papers of the case that answer it.
    pub papers: Vec<String>,
}

/// Answers of the API, as the office takes them.
///
/// # Errors
/// `evidence-paper` for what is no id of a paper.
pub(super) fn replies(bodies: Vec<PointReply>) -> Result<Vec<Said>, Failure> {
    let one = |(n, body): (usize, PointReply)| {
        let no_paper =
            |_| Failure::field(&format!("points.{n}.papers"), "evidence-paper", "Choose papers of this case.");
        let known = body.papers.iter().map(|p| AttachmentId::parse(p).map_err(no_paper)).collect::<Result<_, _>>()?;
        Ok(Said { text: body.text, papers: Vec::new(), known })
    };
    bodies.into_iter().enumerate().map(one).collect()
}

/// A question to the applicant.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionView {
    /// The question, with its points as one text.
    pub question: String,
    /// When it was asked.
    pub asked_at: String,
    /// Until when an answer is waited for.
    pub deadline: String,
    /// The answer, with those to the points as one text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// The points, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<PointView>,
}

/// One point of a question.
#[derive(Debug, Serialize, ToSchema)]
pub struct PointView {
    /// What is asked.
    pub text: String,
    /// `answer` or `paper`.
    pub wants: String,
    /// The answer in words; absent while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// Ids of the papers that answer it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<String>,
}

fn question(q: &Question) -> QuestionView {
    QuestionView {
        question: q.told(),
        asked_at: q.asked.at.to_string(),
        deadline: q.deadline.to_string(),
        answer: q.answer.as_ref().map(|_| q.answered()),
        points: q
            .points
            .iter()
            .map(|p| PointView {
                text: p.text.clone(),
                wants: p.wants.code().to_owned(),
                answer: p.answer.as_ref().map(|a| a.text.clone()),
                papers: p.answer.iter().flat_map(|a| &a.papers).map(ToString::to_string).collect(),
            })
            .collect(),
    }
}

/// Every question of a case, the open one last.
pub(super) fn questions(state: &ApplicationState) -> Vec<QuestionView> {
    let asked = state.case().map(|c| c.questions.as_slice()).unwrap_or_default();
    asked.iter().chain(state.question()).map(question).collect()
}

/// What is waited for.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskView {
    /// The status that shows it, like `SA_CONSULTATION`.
    pub task: String,
    /// Country whose authority is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Until when an answer is waited for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Code of the act that closes it.
    pub closed_by: String,
    /// To whom the letter abroad went, empty where the directory had no address; shown to the authorities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letter: Option<Vec<String>>,
}

/// Every open task, the one that the status shows first.
pub(super) fn tasks(application: &Application, seat: &Seat) -> Vec<TaskView> {
    let inside = inside(seat);
    let view = |task: &OpenTask| TaskView {
        task: task.status().code().to_owned(),
        country: task.country().map(|c| c.to_string()),
        since: since(application, task).map(|t| t.to_string()),
        due: task.due().map(|t| t.to_string()),
        closed_by: closes(task).code().to_owned(),
        letter: match task {
            OpenTask::Abroad { letter, .. } if inside => letter.clone(),
            _ => None,
        },
    };
    application.state().open_tasks().iter().map(view).collect()
}
