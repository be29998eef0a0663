//! What came in: revenue of a year, and the cash book for the treasury. Page and API beside each other.

use super::view::{RevenueList, RevenueView, plain};
use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{file, form_status, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::ids::PersonId;
use cites::{Date, Timestamp};
use jiff::tz::TimeZone;
use office::money::ledger;
use pages::FieldError;
use pages::money as face;
use pages::money::{WaiverLine, WriteOffLine};
use pages::words::Arg;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::Read;
use utoipa::ToSchema;

/// Most waivers, and most debts given up, of one year that a list shows.
const ROWS: i64 = 1_000;

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

/// Revenue by office.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfficeRevenueList {
    /// In the order of the summary.
    pub rows: Vec<OfficeRevenueView>,
}

/// Revenue of one fee at one office in one month.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfficeRevenueView {
    /// `YYYY-MM`.
    pub month: String,
    /// Code of the office; blank where no desk took the money.
    pub office: String,
    /// Code of `fee_items`.
    pub item: String,
    /// Currency.
    pub currency: String,
    /// Less what was given back.
    pub amount: String,
}

impl From<&store::OfficeRevenueRow> for OfficeRevenueView {
    fn from(r: &store::OfficeRevenueRow) -> OfficeRevenueView {
        OfficeRevenueView {
            month: r.month.clone(),
            office: r.office.clone(),
            item: r.item.code().into(),
            currency: r.sum.currency.code().into(),
            amount: plain(r.sum),
        }
    }
}

/// Waivers of a year.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaiverList {
    /// In order.
    pub rows: Vec<WaiverView>,
}

/// A waiver that two persons gave.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaiverView {
    /// Id of the request.
    pub id: String,
    /// Number of the invoice.
    pub invoice: String,
    /// Currency.
    pub currency: String,
    /// How much.
    pub amount: String,
    /// Why.
    pub reason: String,
    /// The paper; blank where none was asked for.
    pub paper: String,
    /// Who asked.
    pub asked_by: String,
    /// Who approved.
    pub approved_by: String,
    /// When.
    pub approved_at: String,
}

/// Debts of a year that were given up.
#[derive(Debug, Serialize, ToSchema)]
pub struct WriteOffList {
    /// In order.
    pub rows: Vec<WriteOffView>,
}

/// A debt that two persons gave up.
#[derive(Debug, Serialize, ToSchema)]
pub struct WriteOffView {
    /// Id of the request.
    pub id: String,
    /// Number of the invoice.
    pub invoice: String,
    /// Currency.
    pub currency: String,
    /// How much; below zero when it is owed again.
    pub amount: String,
    /// Why.
    pub reason: String,
    /// Day in the cash book.
    pub on_day: String,
    /// Who proposed it.
    pub proposed_by: String,
    /// Who approved it.
    pub approved_by: String,
}

/// Names behind `person:…`, as far as they are known.
pub(super) async fn names(
    read: &mut Read,
    keys: impl Iterator<Item = &str>,
) -> Result<BTreeMap<String, String>, Failure> {
    let ids: BTreeSet<PersonId> =
        keys.filter_map(|k| PersonId::parse(k.strip_prefix("person:").unwrap_or(k)).ok()).collect();
    let found = read.person_names(&ids.into_iter().collect::<Vec<_>>()).await?;
    Ok(found.into_iter().map(|(id, name)| (format!("person:{id}"), name)).collect())
}

/// What was waived of a case, with reason, paper and both persons, as its page shows it.
///
/// # Errors
/// What the archive says.
pub async fn waived_of_case(
    read: &mut Read,
    id: cites::ids::ApplicationId,
    w: &pages::Words,
) -> Result<Vec<(String, String)>, Failure> {
    let rows = read.waivers_of_case(id).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let names = names(read, rows.iter().map(|w| w.decided_by.as_str())).await?;
    let one = |r: &store::WaiverRow| {
        let approved = names.get(&r.decided_by).cloned().unwrap_or_default();
        let key = if r.paper.is_empty() { "fact-waived-is" } else { "fact-waived-paper" };
        let args = [
            ("amount", Arg::Text(w.money(&r.amount))),
            ("reason", Arg::Text(r.reason.clone())),
            ("paper", Arg::Text(r.paper.clone())),
            ("asked", Arg::Text(r.asked_name.clone())),
            ("approved", Arg::Text(approved)),
        ];
        ("acts-fact-waived".to_owned(), w.say_with(key, &args))
    };
    Ok(rows.iter().map(one).collect())
}

/// The first moment of a year, and the first of the next.
fn moments(year: i16) -> Result<(Timestamp, Timestamp), Failure> {
    let (from, to) = span(year)?;
    let start = |d: Date| d.to_zoned(TimeZone::UTC).map(|z| z.timestamp());
    let after = to.tomorrow().and_then(start);
    Ok((
        start(from).map_err(|e| Failure::Internal(e.to_string()))?,
        after.map_err(|e| Failure::Internal(e.to_string()))?,
    ))
}

/// What two persons waived, and which debts they gave up, in a year.
async fn given_up(read: &mut Read, year: i16) -> Result<(Vec<WaiverLine>, Vec<WriteOffLine>), Failure> {
    let (from, to) = span(year)?;
    let (start, before) = moments(year)?;
    let waivers = read.waivers_between(start, before, ROWS).await?;
    let debts = read.write_offs_between(from, to, ROWS).await?;
    let keys = waivers.iter().map(|w| w.decided_by.as_str());
    let keys = keys.chain(debts.iter().flat_map(|w| [w.proposed_by.as_str(), w.approved_by.as_str()]));
    let names = names(read, keys).await?;
    let name = |key: &str| names.get(key).cloned().unwrap_or_default();
    let waivers = waivers
        .into_iter()
        .map(|w| WaiverLine {
            invoice: (w.invoice.to_string(), w.number),
            payer: w.payer,
            amount: w.amount,
            reason: w.reason,
            persons: (w.asked_name, name(&w.decided_by)),
            paper: w.paper,
            on: day(w.decided_at),
        })
        .collect();
    let debts = debts
        .into_iter()
        .map(|w| WriteOffLine {
            invoice: (w.invoice.to_string(), w.number),
            payer: w.payer,
            amount: w.amount,
            reason: w.reason,
            persons: (name(&w.proposed_by), name(&w.approved_by)),
            on: w.on_day,
        })
        .collect();
    Ok((waivers, debts))
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
    let by_office = read.revenue_by_office(from, to).await?;
    let office_names: BTreeMap<String, String> =
        read.money_offices().await?.into_iter().map(|o| (o.code, o.name)).collect();
    let (waivers, write_offs) = given_up(&mut read, year).await?;
    drop(read);
    let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let office_cell = |r: &store::OfficeRevenueRow, item: &str| {
        let month = format!("{}-01", r.month).parse().ok()?;
        Some(face::RevenueCell { month, item: item.to_owned(), sum: r.sum, count: count(r.count) })
    };
    let offices: Vec<face::RevenueCell> = by_office.iter().filter_map(|r| office_cell(r, &r.office)).collect();
    // `-` is what no desk took. An office that brought nothing is none to show.
    let office = call.asked("office").map(|code| if code == "-" { "" } else { code });
    let office = office.filter(|code| offices.iter().any(|c| c.item == *code)).map(str::to_owned);
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
    let of_office = |code: &str| {
        by_office.iter().filter(|r| r.office == code).filter_map(|r| office_cell(r, r.item.code())).collect()
    };
    let cells: Vec<face::RevenueCell> = match &office {
        Some(code) => of_office(code),
        None => rows
            .iter()
            .filter_map(|r| {
                Some(face::RevenueCell {
                    month: format!("{}-01", r.month).parse().ok()?,
                    item: r.item.code().into(),
                    sum: r.sum,
                    count: count(r.count),
                })
            })
            .collect(),
    };
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
        offices,
        office_names,
        office,
        waivers,
        write_offs,
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

/// Revenue of a year by office.
pub async fn revenue_offices_get(call: Arc<Call>) -> Answer {
    let (from, to) = span(crate::epermit::quotas_api::year(&call)?)?;
    let mut read = call.read().await?;
    let rows = read.revenue_by_office(from, to).await?;
    json(&OfficeRevenueList { rows: rows.iter().map(OfficeRevenueView::from).collect() })
}

/// Waivers of a year.
pub async fn waivers_get(call: Arc<Call>) -> Answer {
    let year = crate::epermit::quotas_api::year(&call)?;
    let (from, before) = moments(year)?;
    let mut read = call.read().await?;
    let rows = read.waivers_between(from, before, ROWS).await?;
    let names = names(&mut read, rows.iter().map(|w| w.decided_by.as_str())).await?;
    let rows = rows
        .into_iter()
        .map(|w| WaiverView {
            id: w.request.to_string(),
            invoice: w.number,
            currency: w.amount.currency.code().into(),
            amount: plain(w.amount),
            reason: w.reason,
            paper: w.paper,
            asked_by: w.asked_name,
            approved_by: names.get(&w.decided_by).cloned().unwrap_or_default(),
            approved_at: w.decided_at.to_string(),
        })
        .collect();
    json(&WaiverList { rows })
}

/// Debts of a year that were given up.
pub async fn write_offs_get(call: Arc<Call>) -> Answer {
    let (from, to) = span(crate::epermit::quotas_api::year(&call)?)?;
    let mut read = call.read().await?;
    let rows = read.write_offs_between(from, to, ROWS).await?;
    let keys = rows.iter().flat_map(|w| [w.proposed_by.as_str(), w.approved_by.as_str()]);
    let names = names(&mut read, keys).await?;
    let name = |key: &str| names.get(key).cloned().unwrap_or_default();
    let rows = rows
        .iter()
        .map(|w| WriteOffView {
            id: w.request.to_string(),
            invoice: w.number.clone(),
            currency: w.amount.currency.code().into(),
            amount: plain(w.amount),
            reason: w.reason.clone(),
            on_day: w.on_day.to_string(),
            proposed_by: name(&w.proposed_by),
            approved_by: name(&w.approved_by),
        })
        .collect();
    json(&WriteOffList { rows })
}

/// The cash book for the treasury.
pub async fn treasury_get(call: Arc<Call>) -> Answer {
    let (bytes, name) = treasury_bytes(&call).await?;
    Ok(file(bytes, "text/csv; charset=utf-8", &name, false))
}
