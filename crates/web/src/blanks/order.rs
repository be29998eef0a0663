//! Orders of blanks and each blank over pages and API: numbered and sealed, completed by the holder, returned, lost.

use crate::epermit::printing;
use crate::epermit::view::PermitView;
use crate::registers::stock::NoteBody;
use crate::shared::call::Call;
use crate::shared::draw;
use crate::shared::failure::Failure;
use crate::shared::respond::{file, form_status, go_and_say, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::ids::{ApplicationId, ApplicationKind, BlankId, BlankKind};
use cites::{Amount, ApplicationStatus};
use office::blanks::complete::HOLDERS;
use office::blanks::keep::{self, Balance, Order};
use office::blanks::{complete, issue, release};
use office::registers::stock::{self, JUDGES};
use pages::FieldError;
use pages::blanks::{BalanceShown, BlankCard, BlankPage, OpenLine, OrderPage, links};
use pages::parts::{Check, Verdict};
use permits::blank::OpenBox;
use permits::{ApplicationActCode, Draft};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{BlankRow, BlankState};
use utoipa::ToSchema;

/// A blank over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct BlankView {
    /// Id.
    pub id: String,
    /// Number; the completed document carries it.
    pub number: String,
    /// `PREPARED`, `UNUSED`, `COMPLETING`, `COMPLETED`, `RETURNED`, `EXPIRED`, `LOST` or `VOID`.
    pub state: &'static str,
    /// Last day on which it may be completed.
    pub valid_until: String,
    /// Application that ordered it.
    pub order: String,
    /// The completed document.
    pub permit: Option<String>,
    /// Why it ended otherwise.
    pub reason: Option<String>,
}

/// An order of blanks over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderView {
    /// The application.
    pub application: String,
    /// Number of the registration.
    pub registration: String,
    /// How many were ordered.
    pub ordered: u32,
    /// Numbers of the open boxes.
    pub open_boxes: Vec<&'static str>,
    /// Sealed and given to the holder.
    pub issued: usize,
    /// Completed.
    pub completed: usize,
    /// Unused with the holder.
    pub unused: usize,
    /// Given back.
    pub returned: usize,
    /// Ended unused.
    pub expired: usize,
    /// Reported lost.
    pub lost: usize,
    /// Each of them.
    pub blanks: Vec<BlankView>,
}

/// What completes a blank, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompleteBody {
    /// Texts by the path of their box, like `importer.name`, `importer.country`, `lines.0.quantity`, `lines.0.lot`;
    /// only boxes that were opened.
    pub boxes: BTreeMap<String, String>,
}

fn view(b: &BlankRow) -> BlankView {
    BlankView {
        id: b.id.to_string(),
        number: b.number.to_string(),
        state: b.state.code(),
        valid_until: b.valid_until.to_string(),
        order: b.application.to_string(),
        permit: b.permit.map(|p| p.to_string()),
        reason: b.reason.clone(),
    }
}

fn order_view(order: &Order) -> OrderView {
    let sum = Balance::of(&order.blanks);
    OrderView {
        application: order.case.columns.id.to_string(),
        registration: order.facts.registration.clone(),
        ordered: order.facts.blanks,
        open_boxes: order.open.iter().map(|b| b.code()).collect(),
        issued: sum.issued,
        completed: sum.completed,
        unused: sum.unused,
        returned: sum.returned,
        expired: sum.expired,
        lost: sum.lost,
        blanks: order.blanks.iter().map(view).collect(),
    }
}

/// A blank in a list.
pub fn card(b: &BlankRow) -> BlankCard {
    BlankCard {
        id: b.id.to_string(),
        number: b.number.to_string(),
        state: b.state.code(),
        until: b.valid_until,
        order: b.application.to_string(),
        permit: b.permit.map(|p| p.to_string()),
    }
}

/// How many stand where.
pub fn balance(blanks: &[BlankRow]) -> BalanceShown {
    let b = Balance::of(blanks);
    BalanceShown {
        issued: b.issued,
        completed: b.completed,
        unused: b.unused,
        returned: b.returned,
        expired: b.expired,
        lost: b.lost,
    }
}

fn order_id(call: &Call) -> Result<ApplicationId, Failure> {
    call.id::<ApplicationKind>("application")
}

fn blank_id(call: &Call) -> Result<BlankId, Failure> {
    call.id::<BlankKind>("blank")
}

async fn draw_order(call: &Call, errors: Vec<FieldError>) -> Answer {
    let seat = call.seat()?;
    let reader = call.reader()?;
    let order = keep::order(&call.app.office, &reader, order_id(call)?).await?;
    let allowed = order.case.value.allowed(&reader.actor, &seat.house.policy());
    let status = form_status(&errors);
    let shown = OrderPage {
        shell: shell(call).await,
        id: order.case.columns.id.to_string(),
        reference: order.case.columns.reference.clone(),
        registration: (
            order.facts.registration.clone(),
            order.registration.as_ref().map(|r| links::registration(&r.id.to_string())),
        ),
        ordered: order.facts.blanks,
        open: OpenBox::list(&order.open),
        balance: balance(&order.blanks),
        blanks: order.blanks.iter().map(card).collect(),
        seals: order.case.value.status() == ApplicationStatus::Approved && allowed.contains(&ApplicationActCode::Sign),
        errors,
    };
    page_with(call, &shown, status)
}

/// An order with its blanks.
pub async fn show(call: Arc<Call>) -> Answer {
    draw_order(&call, Vec::new()).await
}

/// Numbers and seals.
pub async fn seal(call: Arc<Call>) -> Answer {
    let id = order_id(&call)?;
    match issue::issue(&call.app.office, &call.who()?, id).await.map_err(Failure::from) {
        Ok(_) => Ok(go_and_say(&call, &links::order(&id.to_string()), "flash-done", None)),
        Err(failure) => draw_order(&call, failure.on_form()?).await,
    }
}

/// What the rules say against it.
fn against(call: &Call, failure: &Failure) -> Vec<Check> {
    let (Failure::Office(office::Error::Rules(trace)), Ok(seat)) = (failure, call.seat()) else { return Vec::new() };
    let all = draw::checks(trace, &call.app.office.law(&seat.house), call.lang);
    all.into_iter().filter(|c| c.verdict == Verdict::Stop).collect()
}

async fn draw_blank(
    call: &Call,
    typed: BTreeMap<String, String>,
    errors: Vec<FieldError>,
    checks: Vec<Check>,
) -> Answer {
    let seat = call.seat()?;
    let reader = call.reader()?;
    let (blank, order) = keep::one(&call.app.office, &reader, blank_id(call)?).await?;
    let holder = seat.has(HOLDERS) && order.case.value.side().includes(&reader.actor);
    let desk = seat.has(JUDGES);
    let mut acts = Vec::new();
    match blank.state {
        BlankState::Unused if holder => acts.extend(["complete", "return", "lose"]),
        BlankState::Unused if desk => acts.extend(["return", "lose"]),
        BlankState::Expired if holder || desk => acts.push("return"),
        BlankState::Completing if holder => acts.extend(["resume", "release"]),
        BlankState::Completing if desk => acts.push("release"),
        _ => {}
    }
    let lines = lines(call, &order, acts.contains(&"complete")).await?;
    let open = |b: OpenBox| order.open.contains(&b);
    let status = form_status(&errors);
    let shown = BlankPage {
        shell: shell(call).await,
        sealed: !matches!(blank.state, BlankState::Prepared | BlankState::Void),
        card: card(&blank),
        registration: order.facts.registration.clone(),
        open: OpenBox::list(&order.open),
        opens: (open(OpenBox::Species), open(OpenBox::Description), open(OpenBox::Quantity)),
        lines,
        acts,
        checks,
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// The lines of the face, with the lots that each may be drawn from.
async fn lines(call: &Call, order: &Order, lots: bool) -> Result<Vec<OpenLine>, Failure> {
    let draft: &Draft = order.case.value.draft().ok_or(Failure::NotFound)?;
    let stock = if lots {
        stock::choices(&call.app.office, &call.reader()?, order.case.value.side()).await?
    } else {
        Vec::new()
    };
    let one = |line: &permits::DraftLine| {
        let fits = |l: &&store::LotRow| {
            l.taxon == line.taxon.to_string()
                && (l.term, l.unit, l.source) == (line.term, line.quantity.unit(), line.source)
        };
        let free = |l: &store::LotRow| -> (String, Amount) { (l.number.clone(), l.free()) };
        OpenLine {
            taxon: line.taxon.to_string(),
            term: line.term,
            most: line.quantity.amount(),
            unit: line.quantity.unit(),
            lots: stock.iter().filter(fits).map(free).collect(),
        }
    };
    Ok(draft.lines.iter().map(one).collect())
}

/// One blank.
pub async fn blank(call: Arc<Call>) -> Answer {
    draw_blank(&call, BTreeMap::new(), Vec::new(), Vec::new()).await
}

/// What was typed into boxes; a box that was left blank was not filled, a blank quantity leaves its line out.
fn boxes(call: &Call) -> BTreeMap<String, String> {
    let ours = |name: &str| !matches!(name, "csrf" | "idempotency_key");
    let said = |name: &str, text: &str| !text.trim().is_empty() || name.ends_with(".quantity");
    let all = call.form.iter().filter(|(name, text)| ours(name) && said(name, text));
    all.map(|(name, text)| (name.clone(), text.clone())).collect()
}

async fn did(call: &Call, act: &str) -> Result<String, Failure> {
    let (office, who, id) = (&call.app.office, call.who()?, blank_id(call)?);
    let back = links::blank(&id.to_string());
    Ok(match act {
        "complete" => {
            let done = complete::complete(office, &who, id, boxes(call)).await?;
            pages::links::permit(&done.id.to_string())
        }
        "resume" => pages::links::permit(&complete::resume(office, &who, id).await?.id.to_string()),
        "release" => release::release(office, &who, id, call.typed("reason").to_owned()).await.map(|_| back)?,
        "return" => keep::end(office, &who, id, false, call.typed("reason").to_owned()).await.map(|_| back)?,
        "lose" => {
            let told = call.typed("loss").to_owned();
            keep::end(office, &who, id, true, told).await.map(|_| back).map_err(|e| match e {
                office::Error::Value { code, help, .. } if code == "reason-empty" => {
                    office::Error::value("loss", &code, help)
                }
                other => other,
            })?
        }
        _ => return Err(Failure::NotFound),
    })
}

/// One act on a blank.
pub async fn act(call: Arc<Call>) -> Answer {
    match did(&call, call.param("act")).await {
        Ok(to) => Ok(go_and_say(&call, &to, "flash-done", None)),
        Err(failure) => {
            let checks = against(&call, &failure);
            // The blank is drawn already when only its seal is missing.
            let errors = failure.on_form()?;
            draw_blank(&call, call.typed_again(), errors, checks).await
        }
    }
}

/// A blank as paper.
pub async fn paper(call: Arc<Call>) -> Answer {
    let found = keep::paper(&call.app.office, &call.reader()?, blank_id(&call)?).await?;
    let name = format!("{}.pdf", found.document.number);
    let bytes = printing::blank_pdf(&call.app, &call.seat()?.house, found).await?;
    Ok(file(bytes, "application/pdf", &name, true))
}

/// An order over the API.
pub async fn get_api(call: Arc<Call>) -> Answer {
    json(&order_view(&keep::order(&call.app.office, &call.reader()?, order_id(&call)?).await?))
}

/// Numbers and seals over the API.
pub async fn seal_api(call: Arc<Call>) -> Answer {
    let id = order_id(&call)?;
    issue::issue(&call.app.office, &call.who()?, id).await?;
    json(&order_view(&keep::order(&call.app.office, &call.reader()?, id).await?))
}

/// One blank over the API.
pub async fn blank_api(call: Arc<Call>) -> Answer {
    json(&view(&keep::one(&call.app.office, &call.reader()?, blank_id(&call)?).await?.0))
}

async fn document(call: &Call, id: cites::ids::PermitId) -> Answer {
    let permit = office::epermit::sign::permit(&call.app.office, &call.reader()?, id).await?;
    json(&PermitView::of(&permit.columns, &permit.value, call.seat()?))
}

/// Completes over the API; answers the document.
pub async fn complete_api(call: Arc<Call>) -> Answer {
    let body: CompleteBody = call.json()?;
    let done = complete::complete(&call.app.office, &call.who()?, blank_id(&call)?, body.boxes).await?;
    document(&call, done.id).await
}

/// Goes on with a completion over the API.
pub async fn resume_api(call: Arc<Call>) -> Answer {
    let done = complete::resume(&call.app.office, &call.who()?, blank_id(&call)?).await?;
    document(&call, done.id).await
}

/// Gives back what a drawn blank holds over the API.
pub async fn release_api(call: Arc<Call>) -> Answer {
    let body: NoteBody = call.json()?;
    json(&view(&release::release(&call.app.office, &call.who()?, blank_id(&call)?, body.note).await?))
}

/// Returns over the API.
pub async fn return_api(call: Arc<Call>) -> Answer {
    let body: NoteBody = call.json()?;
    json(&view(&keep::end(&call.app.office, &call.who()?, blank_id(&call)?, false, body.note).await?))
}

/// Reports a loss over the API.
pub async fn lose_api(call: Arc<Call>) -> Answer {
    let body: NoteBody = call.json()?;
    json(&view(&keep::end(&call.app.office, &call.who()?, blank_id(&call)?, true, body.note).await?))
}
