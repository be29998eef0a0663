//! What came in: revenue of a year, and the cash book for the treasury. Page and API beside each other.

use super::view::{RevenueList, RevenueView, plain};
use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{file, form_status, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::Date;
use office::money::ledger;
use pages::FieldError;
use pages::money as face;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;

/// Revenue by kind of document.
#[derive(Debug, Serialize, ToSchema)]
pub struct KindRevenueList {
    /// In the order of the summary.
    pub rows: Vec<KindRevenueView>,
}

/// Revenue of one kind of document in one month.
#[derive(Debug, Serialize, ToSchema)]
pub struct KindRevenueView {
    /// `YYYY-MM`.
    pub month: String,
    /// Code of `document_types`; blank where no case stands behind it.
    pub kind: String,
    /// Currency.
    pub currency: String,
    /// Less what was given back.
    pub amount: String,
}

impl From<&store::KindRevenueRow> for KindRevenueView {
    fn from(r: &store::KindRevenueRow) -> KindRevenueView {
        KindRevenueView {
            month: r.month.clone(),
            kind: r.kind.clone(),
            currency: r.sum.currency.code().into(),
            amount: plain(r.sum),
        }
    }
}

/// Revenue of a year.
pub async fn revenue(call: Arc<Call>) -> Answer {
    let year = crate::epermit::quotas_api::year(&call)?;
    draw_revenue(&call, year, BTreeMap::new(), Vec::new()).await
}

/// First and last day of a year.
///
/// # Errors
/// `year-range`.
pub fn span(year: i16) -> Result<(Date, Date), Failure> {
    let bad = |_| Failure::field("year", "year-range", "Give a year, like 2026.");
    Ok((Date::new(year, 1, 1).map_err(bad)?, Date::new(year, 12, 31).map_err(bad)?))
}

async fn draw_revenue(call: &Call, year: i16, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let (from, to) = span(year)?;
    let today = day(call.app.office.clock.now());
    let mut read = call.read().await?;
    let rows = read.revenue_between(from, to).await?;
    let kinds = read.revenue_by_kind(from, to).await?;
    drop(read);
    let kinds: Vec<face::RevenueCell> = kinds
        .into_iter()
        .filter_map(|r| {
            Some(face::RevenueCell {
                month: format!("{}-01", r.month).parse().ok()?,
                item: r.kind,
                sum: r.sum,
                count: u32::try_from(r.count).unwrap_or(u32::MAX),
            })
        })
        .collect();
    // A kind that brought nothing is none to show.
    let kind = call.asked("kind").filter(|k| kinds.iter().any(|c| c.item == *k)).unwrap_or("").to_owned();
    let cells: Vec<face::RevenueCell> = rows
        .iter()
        .filter_map(|r| {
            Some(face::RevenueCell {
                month: format!("{}-01", r.month).parse().ok()?,
                item: r.item.code().into(),
                sum: r.sum,
                count: u32::try_from(r.count).unwrap_or(u32::MAX),
            })
        })
        .collect();
    let mut typed = typed;
    typed.entry("from".into()).or_insert_with(|| today.first_of_month().to_string());
    typed.entry("to".into()).or_insert_with(|| today.to_string());
    let mut years = vec![today.year(), today.year() - 1];
    if !years.contains(&year) {
        years.push(year);
    }
    let status = form_status(&errors);
    let shown = face::RevenuePage {
        shell: shell(call).await,
        year,
        years,
        currency: cells.last().map(|c| c.sum.currency),
        cells,
        kinds,
        kind,
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// The cash book as a file.
///
/// # Errors
/// `date-form`, `dates-order`.
pub async fn treasury_bytes(call: &Call) -> Result<(Vec<u8>, String), Failure> {
    let date = |name: &str| -> Result<Date, Failure> {
        let text = call.asked(name).unwrap_or("");
        text.parse().map_err(|_| Failure::field(name, "date-form", "Give a date, like 2026-11-02."))
    };
    let (from, to) = (date("from")?, date("to")?);
    let bytes = ledger::treasury(&call.app.office, &call.reader()?, from, to).await?;
    Ok((bytes, format!("cash-book-{from}-{to}.csv")))
}

/// The export of the page; errors stand at its boxes.
pub async fn treasury(call: Arc<Call>) -> Answer {
    match treasury_bytes(&call).await {
        Ok((bytes, name)) => Ok(file(bytes, "text/csv; charset=utf-8", &name, false)),
        Err(failure) => {
            let errors = failure.on_form()?;
            let year = day(call.app.office.clock.now()).year();
            draw_revenue(&call, year, call.asked_again(), errors).await
        }
    }
}

/// Revenue of a year.
pub async fn revenue_get(call: Arc<Call>) -> Answer {
    let (from, to) = span(crate::epermit::quotas_api::year(&call)?)?;
    let mut read = call.read().await?;
    let rows = read.revenue_between(from, to).await?;
    json(&RevenueList { rows: rows.iter().map(RevenueView::from).collect() })
}

/// Revenue of a year by kind of document.
pub async fn revenue_kinds_get(call: Arc<Call>) -> Answer {
    let (from, to) = span(crate::epermit::quotas_api::year(&call)?)?;
    let mut read = call.read().await?;
    let rows = read.revenue_by_kind(from, to).await?;
    json(&KindRevenueList { rows: rows.iter().map(KindRevenueView::from).collect() })
}

/// The cash book for the treasury.
pub async fn treasury_get(call: Arc<Call>) -> Answer {
    let (bytes, name) = treasury_bytes(&call).await?;
    Ok(file(bytes, "text/csv; charset=utf-8", &name, false))
}
