//! Applications over the API: each act of the office is one route.

use super::body::{
    self, Consult, Findings, Form, GroundBody, ImportPermitBody, NoConflict, Propose, Question, Reason, Refuse, Reply,
    Return, Take, date,
};
use super::open_tasks;
use super::printing;
use super::view::{
    ApplicationBrief, ApplicationList, ApplicationView, ChecksView, IssuedView, MomentView, PermitView, TimelineView,
    inside,
};
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{created, file, json};
use crate::shared::route::Answer;
use crate::shared::upload;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse as _;
use cites::document::Endorsed;
use cites::ids::{ApplicationId, ApplicationKind, AttachmentKind};
use cites::{ApplicationStatus, CountryCode, FindingKind, PermitNumber, RefusalReason};
use office::epermit::granting::Grant;
use office::epermit::propose::Proposal;
use office::epermit::{
    accept, approve, ask, attach, awaited, consult_sa, counterpart, draft, examine, give_back, propose, sign, submit,
    withdraw,
};
use office::shared::case::{self, CaseEvent, Stepped};
use permits::application::ImportPermitFacts;
use permits::application::state::Ground;
use permits::application::state::{ImportPermitDetails, MissingItem};
use permits::{Application, DeskAct};
use std::sync::Arc;
use store::Cursor;

/// Rows of a list, where nobody asked for another number.
pub const ROWS: i64 = 50;

/// How many rows are asked for: 1 to 200.
///
/// # Errors
/// `limit-range`.
pub fn limit(call: &Call) -> Result<i64, Failure> {
    match call.asked("limit") {
        None => Ok(ROWS),
        Some(text) => text
            .parse()
            .ok()
            .filter(|n| (1..=200).contains(n))
            .ok_or_else(|| Failure::field("limit", "limit-range", "Ask for 1 to 200 rows.")),
    }
}

/// Where the page begins.
///
/// # Errors
/// `after-form`.
pub fn after(call: &Call, first: Cursor) -> Result<Cursor, Failure> {
    match call.asked("after") {
        None => Ok(first),
        Some(text) => Cursor::parse(text)
            .ok_or_else(|| Failure::field("after", "after-form", "Give the value of next from the page before.")),
    }
}

pub(super) fn id(call: &Call) -> Result<ApplicationId, Failure> {
    call.id::<ApplicationKind>("application")
}

pub(super) fn answer(call: &Call, stepped: &Stepped) -> Answer {
    json(&ApplicationView::after(stepped, call.seat()?))
}

/// Applications: all of them for the authorities, their own for applicants.
pub async fn list(call: Arc<Call>) -> Answer {
    let seat = call.seat()?;
    let (limit, before) = (limit(&call)?, after(&call, Cursor::NEWEST)?);
    let status = match call.asked("status") {
        None => None,
        Some(code) => Some(
            ApplicationStatus::from_code(code)
                .ok_or_else(|| Failure::field("status", "status-unknown", "Give a status from the list."))?,
        ),
    };
    let waits = match call.asked("waits") {
        None | Some("") => false,
        Some(code) if code == awaited::PAPER => true,
        Some(_) => return Err(Failure::field("waits", "waits-unknown", "Give import-permit, or leave it out.")),
    };
    let mut read = call.read().await?;
    if waits && seat.has(DeskAct::ReadCase.roles()) {
        let open: Vec<_> = ApplicationStatus::ALL.iter().copied().filter(|s| !s.terminal()).collect();
        let open = status.map_or(open, |s| vec![s]);
        let (rows, from) = (usize::try_from(limit).unwrap_or(0), after(&call, Cursor::OLDEST)?);
        let page = awaited::waiting(&mut read, &call.app.office, &open, from, rows, |_| true).await?;
        return json(&ApplicationList {
            rows: page.rows.iter().map(ApplicationBrief::from).collect(),
            next: page.next.map(|c| c.to_string()),
        });
    }
    let all = seat.has(DeskAct::ReadCase.roles()) || seat.has(DeskAct::ReadConsultation.roles());
    if let Some(task) = open_tasks::task_asked(&call)?.filter(|_| all) {
        let page = read.tasklist(task, after(&call, Cursor::OLDEST)?, limit).await?;
        return json(&ApplicationList {
            rows: page.rows.iter().map(ApplicationBrief::from).collect(),
            next: page.next.map(|c| c.to_string()),
        });
    }
    let page = match (all, seat.person.organisation) {
        (true, _) => read.applications(status, before, limit).await?,
        (false, Some(organisation)) => read.applications_of_organisation(organisation, before, limit).await?,
        (false, None) if seat.has(&[cites::Role::Agent]) => {
            let today = crate::shared::enter::day(call.app.office.clock.now());
            read.applications_of_agent(seat.person.id, today, before, limit).await?
        }
        (false, None) => read.applications_of_applicant(seat.person.id, before, limit).await?,
    };
    let fits = |row: &&store::ApplicationRow| status.is_none_or(|s| row.status == s);
    json(&ApplicationList {
        rows: page.rows.iter().filter(fits).map(ApplicationBrief::from).collect(),
        next: page.next.map(|c| c.to_string()),
    })
}

/// Begins an application.
pub async fn create(call: Arc<Call>) -> Answer {
    let form: Form = call.json()?;
    let behalf = crate::registers::behalf::of(&call, call.asked("mandate"), call.asked("for")).await?;
    let made = draft::create(&call.app.office, &call.who()?, form.into(), behalf).await?;
    let path = format!("/api/applications/{}", made.row.id);
    created(&ApplicationView::after(&made, call.seat()?), &path)
}

/// One application.
pub async fn get(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let stored = case::load(&mut read, &call.reader()?, id(&call)?).await?;
    let mut response = json(&ApplicationView::of(&stored.columns, &stored.value, call.seat()?))?;
    if let Ok(version) = HeaderValue::from_str(&format!("\"{}\"", stored.version)) {
        response.headers_mut().insert(header::ETAG, version);
    }
    Ok(response)
}

/// The version that the caller saw, from `If-Match`; absent: whatever stands there.
fn version(call: &Call) -> Option<i64> {
    call.headers.get(header::IF_MATCH)?.to_str().ok()?.trim().trim_matches('"').parse().ok()
}

/// Writes the form anew; papers stay. With `If-Match` (the `ETag` of reading it) only where nobody changed it since.
pub async fn put(call: Arc<Call>) -> Answer {
    let form: Form = call.json()?;
    let (who, id) = (call.who()?, id(&call)?);
    let mut read = call.read().await?;
    let before = case::load(&mut read, &who, id).await?;
    drop(read);
    let form = form.with_papers(before.value.form());
    answer(&call, &draft::edit_at(&call.app.office, &who, id, form, version(&call)).await?)
}

/// A new draft with the content of an older application.
pub async fn copy(call: Arc<Call>) -> Answer {
    let made = draft::copy(&call.app.office, &call.who()?, id(&call)?).await?;
    let path = format!("/api/applications/{}", made.row.id);
    created(&ApplicationView::after(&made, call.seat()?), &path)
}

/// What the rules say of it today.
pub async fn checks(call: Arc<Call>) -> Answer {
    let (_, trace) = examine::examine(&call.app.office, &call.reader()?, id(&call)?).await?;
    json(&ChecksView::of(&trace, call.lang))
}

/// What the rules say of a form that is not stored.
pub async fn preview(call: Arc<Call>) -> Answer {
    let form: Form = call.json()?;
    let office = &call.app.office;
    let who = call.reader()?;
    let own = permits::application::ApplicantSide::own(who.person()?);
    let trace = examine::preview(office, &who, &form.into(), &own, office.clock.now()).await?;
    json(&ChecksView::of(&trace, call.lang))
}

/// What happened to it. Applicants see whose side acted, not who.
pub async fn timeline(call: Arc<Call>) -> Answer {
    let (who, id) = (call.reader()?, id(&call)?);
    let mut read = call.read().await?;
    case::load(&mut read, &who, id).await?;
    let inside = inside(call.seat()?);
    let mut moments = Vec::new();
    for event in read.timeline("application", &id.to_string()).await? {
        let Some(words) = event.payload.as_deref().and_then(|p| serde_json::from_str::<CaseEvent>(p).ok()) else {
            continue;
        };
        moments.extend(words.events.into_iter().map(|e| MomentView {
            at: e.stamp.at.to_string(),
            by: match (&e.stamp.by, inside) {
                (permits::Who::Person { name, .. }, true) => name.clone(),
                (permits::Who::Person { .. }, false) => "person".into(),
                (permits::Who::System, _) => "system".into(),
                (permits::Who::Partner { country }, _) => country.to_string(),
            },
            act: e.act.code().to_owned(),
            to: Some(e.to.code().to_owned()),
            note: e.note.filter(|_| inside),
        }));
    }
    json(&TimelineView { rows: moments })
}

/// Hands it in.
pub async fn submit(call: Arc<Call>) -> Answer {
    answer(&call, &submit::submit(&call.app.office, &call.who()?, id(&call)?).await?)
}

/// Finds it complete.
pub async fn accept(call: Arc<Call>) -> Answer {
    answer(&call, &accept::accept(&call.app.office, &call.who()?, id(&call)?).await?)
}

/// Takes an accepted case.
pub async fn take(call: Arc<Call>) -> Answer {
    let body: Take = call.json()?;
    let (office, who) = (&call.app.office, call.who()?);
    answer(&call, &accept::take(office, &who, id(&call)?, body.no_conflict, &body.reason).await?)
}

/// The last day to answer, where one is told.
fn deadline(text: Option<&str>) -> Result<Option<cites::Date>, Failure> {
    text.map(str::trim).filter(|t| !t.is_empty()).map(|t| date("deadline", t)).transpose()
}

/// Sends it back for completion.
pub async fn give_back(call: Arc<Call>) -> Answer {
    let body: Return = call.json()?;
    let by = deadline(body.deadline.as_deref())?;
    let missing = body.missing.into_iter().map(|m| MissingItem { field: m.field, what: m.what }).collect();
    answer(&call, &give_back::give_back_by(&call.app.office, &call.who()?, id(&call)?, missing, by).await?)
}

/// Asks the applicant.
pub async fn ask(call: Arc<Call>) -> Answer {
    let body: Question = call.json()?;
    let by = deadline(body.deadline.as_deref())?;
    let points = open_tasks::points(body.points)?;
    answer(&call, &ask::ask_points(&call.app.office, &call.who()?, id(&call)?, body.question, points, by).await?)
}

/// Answers the question.
pub async fn reply(call: Arc<Call>) -> Answer {
    let body: Reply = call.json()?;
    let points = open_tasks::replies(body.points)?;
    answer(&call, &ask::answer_points(&call.app.office, &call.who()?, id(&call)?, body.answer, points).await?)
}

/// Asks the Scientific Authority.
pub async fn consult(call: Arc<Call>) -> Answer {
    let body: Consult = call.json()?;
    let findings = body
        .findings
        .iter()
        .enumerate()
        .map(|(n, code)| {
            FindingKind::from_code(code.trim()).ok_or_else(|| {
                Failure::field(&format!("findings.{n}"), "finding-unknown", "Choose a finding from the list.")
            })
        })
        .collect::<Result<_, _>>()?;
    let by = deadline(body.deadline.as_deref())?;
    let who = call.who()?;
    answer(&call, &consult_sa::consult_by(&call.app.office, &who, id(&call)?, findings, body.note, by).await?)
}

fn opinions(findings: Vec<super::body::FindingBody>) -> Result<Vec<consult_sa::Opinion>, Failure> {
    findings.into_iter().enumerate().map(|(n, f)| f.parse(&format!("findings.{n}"))).collect()
}

/// The Scientific Authority answers.
pub async fn opinion(call: Arc<Call>) -> Answer {
    let body: Findings = call.json()?;
    let opinions = opinions(body.findings)?;
    let rests_on = body::evidence(&body.papers, body.lots)?;
    answer(&call, &consult_sa::opinion_on(&call.app.office, &call.who()?, id(&call)?, opinions, rests_on).await?)
}

/// Puts it aside until the import permit of the destination is there.
pub async fn wait(call: Arc<Call>) -> Answer {
    answer(&call, &counterpart::wait(&call.app.office, &call.who()?, id(&call)?).await?)
}

/// Records the import permit.
pub async fn import_permit(call: Arc<Call>) -> Answer {
    let body: ImportPermitBody = call.json()?;
    let permit = ImportPermitFacts {
        issuer: CountryCode::parse(&body.issuer).map_err(|e| Failure::parse("issuer", &e))?,
        number: PermitNumber::parse(&body.number).map_err(|e| Failure::parse("number", &e))?,
        valid_until: date("valid_until", &body.valid_until)?,
    };
    let issued_on = body.issued_on.as_deref().map(|text| date("issued_on", text)).transpose()?;
    let told = crate::econtrol::api::quantities(&body.blocks)?;
    let quantities = told.into_iter().map(|(block, actual)| Endorsed { block, actual }).collect();
    let details = ImportPermitDetails { issued_on, quantities, evidence: Vec::new(), consignments: body.consignments };
    let (office, who) = (&call.app.office, call.who()?);
    answer(&call, &counterpart::received_with(office, &who, id(&call)?, permit, details, Vec::new()).await?)
}

/// Reads the reason of a refusal.
///
/// # Errors
/// `refusal-reason`.
pub fn refusal(code: &str) -> Result<RefusalReason, Failure> {
    RefusalReason::from_code(code.trim())
        .ok_or_else(|| Failure::field("reason", "refusal-reason", "Choose a reason from the list."))
}

/// One reason, or several.
fn grounds(reason: String, text: String, reasons: Vec<GroundBody>) -> Result<Vec<Ground>, Failure> {
    let all = if reasons.is_empty() { vec![GroundBody { reason, text }] } else { reasons };
    all.into_iter().map(|g| Ok(Ground { reason: refusal(&g.reason)?, text: g.text })).collect()
}

/// Proposes a decision.
pub async fn propose(call: Arc<Call>) -> Answer {
    let (proposal, no_conflict) = match call.json::<Propose>()? {
        Propose::Grant { conditions, note, findings, valid_until, less, papers, lots, no_conflict } => {
            let grant = Grant {
                conditions,
                note,
                findings: opinions(findings)?,
                evidence: body::evidence(&papers, lots)?,
                until: valid_until.as_deref().map(|text| date("valid_until", text)).transpose()?,
                less: body::less(less)?,
            };
            (Proposal::Grant(Box::new(grant)), no_conflict)
        }
        Propose::Refuse { reason, text, reasons, no_conflict } => {
            (Proposal::RefuseFor { grounds: grounds(reason, text, reasons)? }, no_conflict)
        }
    };
    answer(&call, &propose::propose_as(&call.app.office, &call.who()?, id(&call)?, proposal, no_conflict).await?)
}

/// Approves.
pub async fn approve(call: Arc<Call>) -> Answer {
    let body: NoConflict = call.json()?;
    answer(&call, &approve::approve(&call.app.office, &call.who()?, id(&call)?, body.no_conflict).await?)
}

/// Sends the proposal back.
pub async fn send_back(call: Arc<Call>) -> Answer {
    let body: Reason = call.json()?;
    answer(&call, &approve::send_back(&call.app.office, &call.who()?, id(&call)?, body.reason).await?)
}

/// Refuses.
pub async fn refuse(call: Arc<Call>) -> Answer {
    let body: Refuse = call.json()?;
    let grounds = grounds(body.reason, body.text, body.reasons)?;
    answer(&call, &approve::refuse_for(&call.app.office, &call.who()?, id(&call)?, grounds).await?)
}

/// Signs: the permit is issued.
pub async fn sign(call: Arc<Call>) -> Answer {
    let nth = match call.asked("consignment") {
        None => None,
        Some(text) => Some(text.trim().parse().map_err(|_| {
            Failure::field("consignment", "consignments-count", "Give the number of the consignment, from 1.")
        })?),
    };
    let issued = sign::sign_consignment(&call.app.office, &call.who()?, id(&call)?, nth).await?;
    let seat = call.seat()?;
    let permit = office::epermit::sign::permit(&call.app.office, &call.reader()?, issued.permit.id()).await?;
    created(
        &IssuedView {
            application: ApplicationView::after(&issued.case, seat),
            permit: PermitView::of(&permit.columns, &permit.value, seat),
            verify_url: printing::verify_url(&call.app, issued.permit.number(), &issued.token),
            token: issued.token.as_str().to_owned(),
            qr: issued.qr,
        },
        &format!("/api/permits/{}", issued.permit.id()),
    )
}

/// Withdraws.
pub async fn withdraw(call: Arc<Call>) -> Answer {
    let body: Reason = call.json()?;
    answer(&call, &withdraw::withdraw(&call.app.office, &call.who()?, id(&call)?, body.reason).await?)
}

/// Adds a paper.
pub async fn attach(call: Arc<Call>) -> Answer {
    let (who, id) = (call.who()?, id(&call)?);
    let sent = call.files.first().ok_or_else(|| Failure::field("file", "file-empty", "Choose a file."))?;
    let upload = upload::accept(sent, call.typed("purpose"))?;
    let done: Stepped = attach::attach(&call.app.office, &who, id, upload).await?;
    let path = format!("/api/applications/{id}/attachments");
    created(&ApplicationView::after(&done, call.seat()?), &path)
}

/// A paper's bytes.
pub async fn paper(call: Arc<Call>) -> Answer {
    let (row, bytes) = attach::read(&call.app.office, &call.reader()?, call.id::<AttachmentKind>("file")?).await?;
    if row.application != id(&call)? {
        return Err(Failure::NotFound);
    }
    Ok(file(bytes, &row.media_type, &row.name, false))
}

/// Takes a paper out.
pub async fn detach(call: Arc<Call>) -> Answer {
    let paper = call.id::<AttachmentKind>("file")?;
    attach::detach(&call.app.office, &call.who()?, id(&call)?, paper).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The bytes that would be signed now.
pub async fn signing_preview(call: Arc<Call>) -> Answer {
    let shown = sign::preview(&call.app.office, &call.reader()?, id(&call)?).await?;
    Ok(file(shown.message, "application/xml", "permit.xml", true))
}

/// Loads a case for a page.
///
/// # Errors
/// What the office says.
pub async fn load(call: &Call) -> Result<(case::Stored, ApplicationId), Failure> {
    let id = id(call)?;
    let mut read = call.read().await?;
    let stored: store::StoredApplication<Application> = case::load(&mut read, &call.reader()?, id).await?;
    Ok((stored, id))
}
