//! Work that is given out, over HTTP: opinions that experts write, visits that inspectors set.

use super::case::{day_typed, head, sheet};
use super::deciding;
use super::further;
use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::openapi::{Doc, Gives, of};
use crate::shared::respond::{form_status, go_and_say, json, page_with};
use crate::shared::route::{Answer, May, Route, api, form, page};
use crate::shared::shell::shell;
use cites::ids::{ApplicationId, ApplicationKind, Id, PersonKind};
use office::epermit::opinion_task::{self, COORDINATORS};
use office::epermit::visit::{self, INSPECTORS, Planned};
use pages::epermit::{ActForm, Asked, OpinionDesk, OpinionRow, OpinionsPage, VisitPage, VisitShown};
use pages::{FieldError, links};
use permits::ApplicationActCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;

/// Boxes of an opinion that are kept as typed.
const BOXES: &[&str] =
    &["kind", "opinion", "cap.quantity", "cap.unit", "conditions", "reasoning", "sources", "line", "papers", "lots"];
const TASK: &str = "/applications/{application}/opinion";
const VISIT: &str = "/applications/{application}/visit";

/// Pages beside the acts of a case: who writes the opinion, and when somebody visits.
pub(super) const OPINION: &str = "opinion_desk";
/// See [`OPINION`].
pub(super) const SCHEDULE: &str = "schedule";

/// Those that the case's page offers its reader now.
///
/// # Errors
/// [`Failure::SignIn`].
pub(super) fn offered(call: &Call, application: &permits::Application) -> Result<Vec<String>, Failure> {
    let seat = call.seat()?;
    let opinion = seat.has(opinion_task::READERS) && opinion_task::asked(application).is_some();
    let visit = seat.has(INSPECTORS) && visit::ordered(application).is_some();
    let both = [(opinion, OPINION), (visit, SCHEDULE)];
    Ok(both.into_iter().filter(|(offered, _)| *offered).map(|(_, code)| code.to_owned()).collect())
}

/// The rows.
pub fn routes() -> Vec<Route> {
    let science = May::Any(opinion_task::READERS);
    let visits = May::Any(visit::READERS);
    let task = |summary| Doc::read("examination", summary, Gives::Json(of::<OpinionTaskView>));
    let visit = |summary| Doc::read("examination", summary, Gives::Json(of::<VisitList>));
    vec![
        page!(links::OPINIONS, science, list),
        page!(TASK, science, show),
        form!(TASK, science, answer),
        page!(VISIT, visits, visit_show),
        form!(VISIT, May::Any(INSPECTORS), visit_answer),
        api!(GET "/api/applications/{application}/opinion-task", science, task("Who writes the opinion on it, and how far it is."), get),
        api!(POST "/api/applications/{application}/opinion-task/give", May::Any(COORDINATORS), Doc { input: Some(of::<GiveBody>), ..task("The coordinator gives the opinion to an expert.") }, give_api),
        api!(POST "/api/applications/{application}/opinion-task/draft", science, Doc { input: Some(of::<DraftBody>), ..task("The expert writes the draft, and hands it in.") }, draft_api),
        api!(POST "/api/applications/{application}/opinion-task/return", May::Any(COORDINATORS), Doc { input: Some(of::<super::body::Reason>), ..task("The coordinator sends the draft back.") }, return_api),
        api!(GET "/api/applications/{application}/visit", visits, visit("Visits that were set for its inspection, the newest first."), visit_get),
        api!(POST "/api/applications/{application}/visit", May::Any(INSPECTORS), Doc { input: Some(of::<VisitBody>), ..visit("The inspector sets a visit, or another day for it; the applicant is told.") }, visit_post),
    ]
}

/// To which expert.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveBody {
    /// Id of the expert.
    pub expert: String,
}

/// A draft of an opinion.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftBody {
    /// Boxes by their names: `opinion` (`positive`, `conditions`, `negative`, `insufficient`), `reasoning`, `conditions`,
    /// `cap.quantity`, `cap.unit`, `sources`, `valid_until`, `kind`, `line`.
    pub boxes: BTreeMap<String, String>,
    /// Is it handed to the coordinator?
    #[serde(default)]
    pub hand: bool,
}

/// Who writes an opinion, and how far it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpinionTaskView {
    /// Id of the expert; absent: nobody was given it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expert: Option<String>,
    /// `given`, `handed` or `returned`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Why it came back.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub word: String,
    /// The draft, by box.
    pub boxes: BTreeMap<String, String>,
}

/// Day and place of a visit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitBody {
    /// The day, `YYYY-MM-DD`.
    pub on: String,
    /// Where.
    pub place: String,
    /// What the applicant shall have ready.
    #[serde(default)]
    pub ready: String,
    /// Why another day than told before.
    #[serde(default)]
    pub reason: String,
}

/// A visit that was set.
#[derive(Debug, Serialize, ToSchema)]
pub struct VisitView {
    /// The day.
    pub on: String,
    /// Where.
    pub place: String,
    /// What the applicant shall have ready.
    pub ready: String,
    /// Why another day than told before.
    pub reason: String,
    /// The inspector.
    pub person: String,
    /// When it was set, UTC.
    pub at: String,
}

/// Visits that were set.
#[derive(Debug, Serialize, ToSchema)]
pub struct VisitList {
    /// The newest first; it counts.
    pub rows: Vec<VisitView>,
}

/// Opinions that were given out.
pub async fn list(call: Arc<Call>) -> Answer {
    let all = opinion_task::list(&call.app.office, &call.reader()?).await?;
    let rows = all.iter().map(|(task, stored)| OpinionRow {
        id: stored.columns.id.to_string(),
        reference: stored.columns.reference.clone(),
        taxon: stored.columns.taxon.clone().unwrap_or_default(),
        expert: task.expert_name.clone(),
        state: task.state.code(),
        until: day(opinion_task::asked(&stored.value).map_or(task.given_at, |a| a.deadline)),
    });
    let rows = rows.collect();
    page_with(&call, &OpinionsPage { shell: shell(&call).await, rows }, axum::http::StatusCode::OK)
}

async fn draw(call: &Call, typed: Option<BTreeMap<String, String>>, errors: Vec<FieldError>) -> Answer {
    let who = call.reader()?;
    let id = call.id::<ApplicationKind>("application")?;
    let desk = opinion_task::desk(&call.app.office, &who, id).await?;
    let asked = opinion_task::asked(&desk.stored.value).ok_or(Failure::NotFound)?;
    let me = call.seat()?.person.id;
    let (mine, state) = match &desk.task {
        Some(task) => (task.expert == me, Some(task.state)),
        None => (false, None),
    };
    let coordinates = call.seat()?.has(COORDINATORS);
    let writes = mine && state != Some(store::OpinionState::Handed);
    let draft = desk.task.as_ref().filter(|_| writes).map(|t| t.draft.clone()).unwrap_or_default();
    let form = ActForm {
        shell: shell(call).await,
        head: head(&desk.stored).ok_or(Failure::NotFound)?,
        act: "sa_opinion".to_owned(),
        asked: Asked::default(),
        declares: false,
        people: Vec::new(),
        lines: desk.stored.value.draft().map(further::lines).unwrap_or_default(),
        findings: asked.findings.clone(),
        sheet: if writes { Some(sheet(call, &desk.stored).await?) } else { None },
        effects: Vec::new(),
        papers: Vec::new(),
        lots: Vec::new(),
        typed: typed.unwrap_or(draft),
        errors: errors.clone(),
    };
    let status = form_status(&errors);
    let shown = OpinionDesk {
        shell: form.shell.clone(),
        form,
        task: desk.task.as_ref().map(|t| (t.expert_name.clone(), t.state.code())),
        word: desk.task.as_ref().map(|t| t.word.clone()).unwrap_or_default(),
        experts: desk.experts.iter().map(|(id, name)| (id.to_string(), name.clone())).collect(),
        coordinates,
        writes,
        errors,
    };
    page_with(call, &shown, status)
}

/// One opinion.
pub async fn show(call: Arc<Call>) -> Answer {
    draw(&call, None, Vec::new()).await
}

/// What was typed into the boxes of the opinion.
fn boxes(call: &Call) -> BTreeMap<String, String> {
    let typed = call.typed_again();
    let mut boxes: BTreeMap<String, String> =
        typed.into_iter().filter(|(name, text)| BOXES.contains(&name.as_str()) && !text.trim().is_empty()).collect();
    let until = day_typed(call, "valid_until");
    if !until.is_empty() {
        boxes.insert("valid_until".to_owned(), until);
    }
    boxes
}

async fn perform(call: &Call, id: ApplicationId) -> Result<(), Failure> {
    let (office, who) = (&call.app.office, call.who()?);
    match call.typed("do") {
        "give" => {
            let unknown = |_| Failure::field("expert", "expert-unknown", "Choose an expert from the list.");
            let expert = Id::<PersonKind>::parse(call.typed("expert")).map_err(unknown)?;
            Ok(opinion_task::give(office, &who, id, expert).await?)
        }
        "return" => Ok(opinion_task::send_back(office, &who, id, call.typed("word")).await?),
        "hand" => {
            // What is handed in must be an opinion, as for its release.
            let stored = super::case::stored(call, id).await?;
            deciding::opinions(call, &stored, ApplicationActCode::SaOpinion)?;
            Ok(opinion_task::write(office, &who, id, &boxes(call), true).await?)
        }
        "save" => Ok(opinion_task::write(office, &who, id, &boxes(call), false).await?),
        _ => Err(Failure::NotFound),
    }
}

/// Gives it out, writes it, hands it in, sends it back.
pub async fn answer(call: Arc<Call>) -> Answer {
    let id = call.id::<ApplicationKind>("application")?;
    match perform(&call, id).await {
        Ok(()) => Ok(go_and_say(&call, &links::opinion_desk(&id.to_string()), "flash-done", None)),
        Err(failure) => {
            let errors = failure.on_form()?;
            let mut typed = call.typed_again();
            typed.extend(boxes(&call));
            draw(&call, Some(typed), errors).await
        }
    }
}

async fn view(call: &Call, id: ApplicationId) -> Answer {
    let desk = opinion_task::desk(&call.app.office, &call.reader()?, id).await?;
    let me = call.seat()?.person.id;
    // A draft is read by who writes it, and by who releases it once it is handed in.
    let reads = |t: &store::OpinionTask| t.expert == me || t.state == store::OpinionState::Handed;
    let task = desk.task.as_ref();
    json(&OpinionTaskView {
        expert: task.map(|t| t.expert.to_string()),
        state: task.map(|t| t.state.code().to_owned()),
        word: task.map(|t| t.word.clone()).unwrap_or_default(),
        boxes: task.filter(|t| reads(t)).map(|t| t.draft.clone()).unwrap_or_default(),
    })
}

/// Who writes the opinion, for programs.
pub async fn get(call: Arc<Call>) -> Answer {
    view(&call, call.id::<ApplicationKind>("application")?).await
}

/// Gives it out, for programs.
pub async fn give_api(call: Arc<Call>) -> Answer {
    let body: GiveBody = call.json()?;
    let id = call.id::<ApplicationKind>("application")?;
    let unknown = |_| Failure::field("expert", "expert-unknown", "Choose an expert from the list.");
    let expert = Id::<PersonKind>::parse(&body.expert).map_err(unknown)?;
    opinion_task::give(&call.app.office, &call.who()?, id, expert).await?;
    view(&call, id).await
}

/// Writes it, for programs.
pub async fn draft_api(call: Arc<Call>) -> Answer {
    let body: DraftBody = call.json()?;
    let id = call.id::<ApplicationKind>("application")?;
    let known = |name: &str| BOXES.contains(&name) || name == "valid_until";
    if let Some(name) = body.boxes.keys().find(|name| !known(name)) {
        return Err(Failure::field(&format!("boxes.{name}"), "field-unknown", "Leave this box out."));
    }
    opinion_task::write(&call.app.office, &call.who()?, id, &body.boxes, body.hand).await?;
    view(&call, id).await
}

/// Sends it back, for programs.
pub async fn return_api(call: Arc<Call>) -> Answer {
    let body: super::body::Reason = call.json()?;
    let id = call.id::<ApplicationKind>("application")?;
    opinion_task::send_back(&call.app.office, &call.who()?, id, &body.reason).await?;
    view(&call, id).await
}

async fn draw_visit(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let id = call.id::<ApplicationKind>("application")?;
    let (stored, rows) = visit::of_case(&call.app.office, &call.reader()?, id).await?;
    let order = visit::ordered(&stored.value).map(|(order, _)| order.clone()).unwrap_or_default();
    let mut shown_typed = BTreeMap::from([("place".to_owned(), order.place.clone())]);
    if let Some(on) = order.on {
        shown_typed.insert("on".to_owned(), on.to_string());
    }
    shown_typed.extend(typed);
    let status = form_status(&errors);
    let shown = VisitPage {
        shell: shell(call).await,
        id: id.to_string(),
        reference: stored.columns.reference.clone(),
        what: order.what.clone(),
        rows: rows
            .into_iter()
            .map(|v| VisitShown { on: v.on, place: v.place, ready: v.ready, reason: v.reason, by: v.name, at: v.at })
            .collect(),
        sets: call.seat()?.has(INSPECTORS),
        typed: shown_typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// The visit of an inspection.
pub async fn visit_show(call: Arc<Call>) -> Answer {
    draw_visit(&call, BTreeMap::new(), Vec::new()).await
}

/// Sets it.
pub async fn visit_answer(call: Arc<Call>) -> Answer {
    let id = call.id::<ApplicationKind>("application")?;
    let text = |name: &str| call.typed(name).to_owned();
    let done = match further::day_of(&call, "on") {
        Ok(on) => {
            let planned = Planned { on, place: text("place"), ready: text("ready"), reason: text("reason") };
            visit::schedule(&call.app.office, &call.who()?, id, &planned).await.map_err(Failure::from)
        }
        Err(failure) => Err(failure),
    };
    match done {
        Ok(()) => Ok(go_and_say(&call, &links::visit(&id.to_string()), "flash-done", None)),
        Err(failure) => {
            let errors = failure.on_form()?;
            let mut typed = call.typed_again();
            typed.insert("on".to_owned(), day_typed(&call, "on"));
            draw_visit(&call, typed, errors).await
        }
    }
}

async fn visits(call: &Call, id: ApplicationId) -> Answer {
    let (_, rows) = visit::of_case(&call.app.office, &call.reader()?, id).await?;
    let rows = rows.into_iter().map(|v| VisitView {
        on: v.on.to_string(),
        place: v.place,
        ready: v.ready,
        reason: v.reason,
        person: v.name,
        at: v.at.to_string(),
    });
    json(&VisitList { rows: rows.collect() })
}

/// The visit of an inspection, for programs.
pub async fn visit_get(call: Arc<Call>) -> Answer {
    visits(&call, call.id::<ApplicationKind>("application")?).await
}

/// Sets it, for programs.
pub async fn visit_post(call: Arc<Call>) -> Answer {
    let body: VisitBody = call.json()?;
    let id = call.id::<ApplicationKind>("application")?;
    let on = Some(super::body::date("on", &body.on)?);
    let planned = Planned { on, place: body.place, ready: body.ready, reason: body.reason };
    visit::schedule(&call.app.office, &call.who()?, id, &planned).await?;
    visits(&call, id).await
}
