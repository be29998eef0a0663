//! Permits over the API: lists, the paper in its forms, what is done with it after issue.

use super::api::{after, limit};
use super::body::{LossBody, Reason};
use super::printing::{self, Artefacts};
use super::view::{MomentView, PermitBrief, PermitList, PermitView, TimelineView, inside};
use crate::shared::call::Call;
use crate::shared::draw::permit_history;
use crate::shared::failure::Failure;
use crate::shared::respond::{file, json};
use crate::shared::route::Answer;
use crate::shared::session::Seat;
use cites::ids::PermitId;
use cites::{CountryCode, PermitNumber, PermitStatus};
use office::epermit::home;
use office::epermit::permit_acts::{self, Loss};
use office::shared::paper::{self, Stepped, Stored};
use permits::{DeskAct, Permit};
use serde::Serialize;
use std::sync::Arc;
use store::{Cursor, PermitFilter};
use utoipa::ToSchema;

/// The permit that the path names: by its id or by its number.
///
/// # Errors
/// [`Failure::NotFound`], or what the archive says.
pub async fn find(call: &Call) -> Result<Stored, Failure> {
    let text = call.param("permit");
    let who = call.reader()?;
    let mut read = call.read().await?;
    if let Ok(id) = PermitId::parse(text) {
        return Ok(paper::load(&mut read, &who, id).await?);
    }
    let number = PermitNumber::parse(text).map_err(|_| Failure::NotFound)?;
    let found: Option<Stored> = read.permit_by_number::<Permit>(&number).await?;
    Ok(paper::seen(&mut read, &who, found).await?)
}

pub(super) async fn id(call: &Call) -> Result<PermitId, Failure> {
    match PermitId::parse(call.param("permit")) {
        Ok(id) => Ok(id),
        Err(_) => Ok(find(call).await?.columns.id),
    }
}

pub(super) fn answer(call: &Call, stepped: &Stepped) -> Answer {
    json(&PermitView::after(stepped, call.seat()?))
}

/// One page of the permits that the asker may see.
///
/// # Errors
/// Values of the query that are not right, or what the archive says.
pub async fn page(call: &Call, limit: i64) -> Result<store::Page<store::PermitRow>, Failure> {
    let seat = call.seat()?;
    let before = after(call, Cursor::NEWEST)?;
    let status = match call.asked("status") {
        None => None,
        Some(code) => Some(
            PermitStatus::from_code(code)
                .ok_or_else(|| Failure::field("status", "status-unknown", "Give a status from the list."))?,
        ),
    };
    let importer = match call.asked("importer") {
        None => None,
        Some(code) => Some(CountryCode::parse(code).map_err(|e| Failure::parse("importer", &e))?),
    };
    let mut read = call.read().await?;
    if reads_all(seat) {
        if let Some(number) = call.asked("number").or(call.asked("q")) {
            return Ok(store::Page { rows: read.permits_by_prefix(number, limit).await?, next: None });
        }
        let filter = match (importer, status) {
            (Some(country), _) => PermitFilter::Importer(country),
            (None, Some(status)) => PermitFilter::Status(status),
            (None, None) => PermitFilter::All,
        };
        let mut page = read.permits(filter, before, limit).await?;
        page.rows.retain(|r| status.is_none_or(|s| r.status == s));
        return Ok(page);
    }
    let today = crate::shared::enter::day(call.app.office.clock.now());
    let mut filter = super::home::filter(call)?;
    (filter.permit_status, filter.country) = (status, importer.or(filter.country));
    Ok(home::permits(&mut read, super::home::mine(call)?, today, &filter, before, limit).await?)
}

/// Does the reader see every permit of the Party?
pub(super) fn reads_all(seat: &Seat) -> bool {
    seat.has(DeskAct::LookUpPermit.roles()) || inside(seat)
}

/// Permits.
pub async fn list(call: Arc<Call>) -> Answer {
    let page = page(&call, limit(&call)?).await?;
    json(&PermitList {
        rows: page.rows.iter().map(PermitBrief::from).collect(),
        next: page.next.map(|c| c.to_string()),
    })
}

/// One permit.
pub async fn get(call: Arc<Call>) -> Answer {
    let found = find(&call).await?;
    json(&PermitView::of(&found.columns, &found.value, call.seat()?))
}

async fn paper_of(call: &Call) -> Result<(Stored, Artefacts), Failure> {
    let found = find(call).await?;
    let artefacts = printing::artefacts(&call.app, &call.reader()?, found.columns.id).await?;
    Ok((found, artefacts))
}

fn name(permit: &Stored, end: &str) -> String {
    format!("{}.{end}", permit.columns.number.as_str().replace('/', "-"))
}

/// The paper; `copy=1` marks it as a copy.
pub async fn pdf(call: Arc<Call>) -> Answer {
    let (found, paper) = paper_of(&call).await?;
    let copy = call.asked("copy").is_some_and(|v| v == "1" || v == "true");
    if !copy && crate::registers::sheets::asked_first(&call, &found).await? {
        let help = "Name the sheet of security paper first, or ask for a copy.";
        return Err(Failure::field("sheet", "sheet-first", help));
    }
    let bytes = printing::pdf(&call.app, &call.seat()?.house, &found.value, paper, copy).await?;
    Ok(file(bytes, "application/pdf", &name(&found, "pdf"), true))
}

/// The message as it would be sent now, without signature.
pub async fn xml(call: Arc<Call>) -> Answer {
    let found = find(&call).await?;
    let bytes = exchange::epermit::v2::write(&found.value.document());
    Ok(file(bytes, "application/xml", &name(&found, "xml"), true))
}

/// The message as it was signed.
pub async fn signed_xml(call: Arc<Call>) -> Answer {
    let (found, paper) = paper_of(&call).await?;
    Ok(file(paper.signed, "application/xml", &name(&found, "signed.xml"), true))
}

/// What stands in the QR code.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeView {
    /// Text of the QR code.
    pub qr: String,
    /// Security code.
    pub token: String,
    /// Public page of the permit.
    pub verify_url: String,
}

/// The QR code as text.
pub async fn code(call: Arc<Call>) -> Answer {
    let (found, paper) = paper_of(&call).await?;
    json(&CodeView {
        verify_url: printing::verify_url(&call.app, &found.columns.number, &paper.token),
        token: paper.token.as_str().to_owned(),
        qr: paper.qr,
    })
}

/// The QR code as a picture.
pub async fn code_svg(call: Arc<Call>) -> Answer {
    let (found, paper) = paper_of(&call).await?;
    let drawn = printing::svg(&paper.qr).ok_or_else(|| Failure::Internal("a code that no symbol holds".into()))?;
    Ok(file(drawn, "image/svg+xml", &name(&found, "svg"), true))
}

/// What happened to it. Holders see whose side acted, not who.
pub async fn timeline(call: Arc<Call>) -> Answer {
    let found = find(&call).await?;
    let inside = inside(call.seat()?);
    let mut read = call.read().await?;
    let events = read.timeline("permit", &found.columns.id.to_string()).await?;
    let told = permit_history(&found.value, &events);
    let moments = told.into_iter().map(|t| MomentView {
        at: t.stamp.at.to_string(),
        by: match (&t.stamp.by, inside) {
            (permits::Who::Person { name, .. }, true) => name.clone(),
            (permits::Who::Person { .. }, false) => "person".into(),
            (permits::Who::System, _) => "system".into(),
            (permits::Who::Partner { country }, _) => country.to_string(),
        },
        act: t.act.to_owned(),
        to: Some(t.to.code().to_owned()),
        note: t.note.filter(|_| inside),
    });
    json(&TimelineView { rows: moments.collect() })
}

/// Hands it to its holder.
pub async fn deliver(call: Arc<Call>) -> Answer {
    answer(&call, &permit_acts::deliver(&call.app.office, &call.who()?, id(&call).await?).await?)
}

/// Cancels it, or revokes it once it was handed over.
pub async fn cancel(call: Arc<Call>) -> Answer {
    let body: Reason = call.json()?;
    answer(&call, &permit_acts::cancel(&call.app.office, &call.who()?, id(&call).await?, body.reason).await?)
}

/// Suspends it.
pub async fn suspend(call: Arc<Call>) -> Answer {
    let body: Reason = call.json()?;
    answer(&call, &permit_acts::suspend(&call.app.office, &call.who()?, id(&call).await?, body.reason).await?)
}

/// Ends the suspension.
pub async fn reinstate(call: Arc<Call>) -> Answer {
    let body: Reason = call.json()?;
    answer(&call, &permit_acts::reinstate(&call.app.office, &call.who()?, id(&call).await?, body.reason).await?)
}

/// Reads what the holder reports.
///
/// # Errors
/// `loss-kind`.
pub fn loss(code: &str) -> Result<Loss, Failure> {
    match code.trim() {
        "lost" => Ok(Loss::Lost),
        "stolen" => Ok(Loss::Stolen),
        "destroyed" => Ok(Loss::Destroyed),
        _ => Err(Failure::field("loss", "loss-kind", "Say lost, stolen or destroyed.")),
    }
}

/// The holder reports it lost, stolen or destroyed.
pub async fn report_loss(call: Arc<Call>) -> Answer {
    let body: LossBody = call.json()?;
    let loss = loss(&body.loss)?;
    answer(&call, &permit_acts::report(&call.app.office, &call.who()?, id(&call).await?, loss, body.statement).await?)
}

/// The holder returns it unused.
pub async fn give_back(call: Arc<Call>) -> Answer {
    let body: Reason = call.json()?;
    answer(&call, &permit_acts::give_back_unused(&call.app.office, &call.who()?, id(&call).await?, body.reason).await?)
}
