//! Fees that hang on something else than an application, by page and API.

use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{created, form_status, go_and_say, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::Money;
use cites::ids::{InvoiceId, PermitKind};
use office::money::beside::{self, After, CHARGERS};
use pages::money::{About, InvoiceShort, PermitFeePage};
use pages::{FieldError, links};
use permits::money::FeeItem;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{InvoiceAbout, Subject};
use utoipa::ToSchema;

/// A fee of a permit after its issue, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PermitFeeBody {
    /// `COPY` or `LATE`.
    pub item: String,
    /// How many pages, for copies.
    #[serde(default)]
    pub count: u16,
    /// Words to the payer.
    #[serde(default)]
    pub note: String,
}

/// An invoice about a permit, over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvoiceAboutView {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Code of the fee.
    pub item: String,
    /// Currency.
    pub currency: String,
    /// What it says.
    pub total: String,
    /// Still to be paid.
    pub open: String,
    /// Until when.
    pub due_at: String,
}

/// Invoices about a permit, over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvoiceAboutList {
    /// The last first.
    pub rows: Vec<InvoiceAboutView>,
}

fn left(i: &InvoiceAbout) -> Money {
    Money { minor: i.open_minor, currency: i.total.currency }
}

fn view(i: &InvoiceAbout) -> InvoiceAboutView {
    InvoiceAboutView {
        id: i.id.to_string(),
        number: i.number.clone(),
        item: i.item.clone(),
        currency: i.total.currency.code().into(),
        total: super::view::plain(i.total),
        open: super::view::plain(left(i)),
        due_at: i.due_at.to_string(),
    }
}

/// Invoices about something, for a page.
pub(crate) fn short(call: &Call, all: &[InvoiceAbout]) -> Vec<InvoiceShort> {
    let now = call.app.office.clock.now();
    let one = |i: &InvoiceAbout| InvoiceShort {
        id: i.id.to_string(),
        number: i.number.clone(),
        item: i.item.clone(),
        total: i.total,
        open: left(i),
        due_on: day(i.due_at),
        overdue: i.open_minor > 0 && i.due_at < now,
    };
    all.iter().map(one).collect()
}

/// What an invoice is about beside a case, for its page.
pub(super) fn about(subject: &Subject) -> Option<About> {
    Some(match subject {
        Subject::Case(_) | Subject::Month => return None,
        Subject::Entry { entry, number } => {
            ("entry", number.clone(), Some(pages::registers::links::entry(&entry.to_string())))
        }
        Subject::Permit { permit, number } => ("permit", number.clone(), Some(links::permit(&permit.to_string()))),
        Subject::Tags { numbers, .. } => ("tags", numbers.clone(), None),
    })
}

async fn draw(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let (office, who, id) = (&call.app.office, call.reader()?, call.id::<PermitKind>("permit")?);
    let (permit, invoices) = beside::of_a_permit(office, &who, id).await?;
    let charges = call.seat()?.has(CHARGERS);
    let items = if charges { beside::offered(office, &who).await? } else { Vec::new() };
    let status = form_status(&errors);
    let shown = PermitFeePage {
        shell: shell(call).await,
        permit: (id.to_string(), permit.number().to_string()),
        items: items.iter().map(|i| i.code()).collect(),
        charges,
        invoices: short(call, &invoices),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// The fees of a permit after its issue.
pub async fn show(call: Arc<Call>) -> Answer {
    draw(&call, BTreeMap::new(), Vec::new()).await
}

fn what(item: &str, count: u16) -> Result<After, Failure> {
    match FeeItem::from_code(item.trim()) {
        Some(FeeItem::Copy) => Ok(After::Copies(count)),
        Some(FeeItem::Late) => Ok(After::Late),
        _ => Err(Failure::field("item", "choice-unknown", "Choose one of the list.")),
    }
}

async fn charged(call: &Call, what: After, note: String) -> Result<InvoiceId, Failure> {
    let id = call.id::<PermitKind>("permit")?;
    Ok(beside::charge_permit(&call.app.office, &call.who()?, id, what, note).await?)
}

/// Charges a copy or papers that came back late.
pub async fn charge(call: Arc<Call>) -> Answer {
    let count = call.typed("count").trim().parse().unwrap_or(0);
    let done = match what(call.typed("item"), count) {
        Ok(what) => charged(&call, what, call.typed("note").to_owned()).await,
        Err(failure) => Err(failure),
    };
    match done {
        Ok(id) => Ok(go_and_say(&call, &links::invoice(&id.to_string()), "flash-done", None)),
        Err(failure) => draw(&call, call.typed_again(), failure.on_form()?).await,
    }
}

/// The invoices about a permit, over the API.
pub async fn list_api(call: Arc<Call>) -> Answer {
    let id = call.id::<PermitKind>("permit")?;
    let (_, all) = beside::of_a_permit(&call.app.office, &call.reader()?, id).await?;
    json(&InvoiceAboutList { rows: all.iter().map(view).collect() })
}

/// Charges over the API.
pub async fn charge_api(call: Arc<Call>) -> Answer {
    let body: PermitFeeBody = call.json()?;
    let id = charged(&call, what(&body.item, body.count)?, body.note).await?;
    let permit = call.id::<PermitKind>("permit")?;
    let (_, all) = beside::of_a_permit(&call.app.office, &call.reader()?, permit).await?;
    let found = all.iter().find(|i| i.id == id).ok_or(Failure::NotFound)?;
    created(&view(found), &format!("/api/invoices/{id}"))
}
