//! Months of the cash book, closed by two persons.

use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{file, form_status, go_and_say, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::{Currency, Money};
use office::money::{ledger, month};
use pages::money as face;
use pages::{FieldError, links};
use serde::Serialize;
use std::sync::Arc;
use store::{MonthRow, Read};
use utoipa::ToSchema;

/// Months of the cash book.
#[derive(Debug, Serialize, ToSchema)]
pub struct MonthList {
    /// In the order of the summary.
    pub rows: Vec<MonthView>,
}

/// A month of the cash book.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CashMonthView)]
pub struct MonthView {
    /// `YYYY-MM`.
    pub month: String,
    /// `OPEN`, `PROPOSED` or `CLOSED`.
    pub state: String,
    /// What it brought, what was taken back and given back, in minor units.
    #[schema(value_type = Object)]
    pub totals: serde_json::Value,
    /// When the first person closed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposed_at: Option<String>,
    /// When the second person closed it for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<String>,
}

impl MonthView {
    /// A month, closed or not.
    pub fn of(month: String, row: Option<&store::MonthRow>, totals: serde_json::Value) -> MonthView {
        MonthView {
            month,
            state: row.map_or("OPEN", |r| if r.closed { "CLOSED" } else { "PROPOSED" }).to_owned(),
            totals,
            proposed_at: row.map(|r| r.proposed_at.to_string()),
            closed_at: row.and_then(|r| r.confirmed_at).map(|at| at.to_string()),
        }
    }
}

/// A word about what was done.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileNote {
    /// The word.
    pub note: String,
}

/// The months.
pub async fn months(call: Arc<Call>) -> Answer {
    draw_months(&call, Vec::new()).await
}

async fn name(read: &mut Read, key: &str) -> Result<String, Failure> {
    let id = key.strip_prefix("person:").and_then(|t| cites::ids::PersonId::parse(t).ok());
    Ok(match id {
        Some(id) => read.person(id).await?.map(|p| p.name).unwrap_or_default(),
        None => String::new(),
    })
}

fn sums(totals: &serde_json::Value) -> Vec<face::Sum> {
    let mut out = Vec::new();
    for (part, sign) in [("received", 1), ("taken_back", -1), ("given_back", -1)] {
        for row in totals[part].as_array().into_iter().flatten() {
            let minor = row["minor"].as_i64().unwrap_or(0) * sign;
            let Ok(currency) = Currency::parse(row["currency"].as_str().unwrap_or("")) else { continue };
            if minor != 0 {
                out.push(face::Sum {
                    method: row["method"].as_str().unwrap_or("").to_owned(),
                    sum: Money { minor, currency },
                    count: row["count"].as_i64().unwrap_or(0),
                });
            }
        }
    }
    out
}

/// Months with money, with those that were closed: the latest first.
async fn month_names(read: &mut Read, today: &str) -> Result<Vec<(String, Option<MonthRow>)>, Failure> {
    let closed = read.month_closings(240).await?;
    let mut names = read.months_booked(240).await?;
    names.extend(closed.iter().map(|c| c.month.clone()));
    names.push(today.to_owned());
    names.sort_unstable_by(|a, b| b.cmp(a));
    names.dedup();
    Ok(names.into_iter().map(|m| (m.clone(), closed.iter().find(|c| c.month == m).cloned())).collect())
}

async fn draw_months(call: &Call, errors: Vec<FieldError>) -> Answer {
    let seat = call.seat()?;
    let today = month::of(day(call.app.office.clock.now()));
    let own = store::actor_key(&call.reader()?.actor);
    let may = seat.has(month::CLOSE_MONTH);
    let mut read = call.read().await?;
    let mut rows = Vec::new();
    for (name_of, row) in month_names(&mut read, &today).await? {
        let totals = match &row {
            Some(row) => row.totals.clone(),
            None => month::totals(&mut read, &name_of).await?,
        };
        let (first, _) = month::days(&name_of)?;
        let proposed = match &row {
            Some(r) => Some((name(&mut read, &r.proposed_by).await?, r.proposed_at)),
            None => None,
        };
        let closed = match row.as_ref().and_then(|r| r.confirmed_by.clone().zip(r.confirmed_at)) {
            Some((by, at)) => Some((name(&mut read, &by).await?, at)),
            None => None,
        };
        let waits = row.as_ref().is_some_and(|r| !r.closed);
        rows.push(face::MonthLine {
            first,
            state: match &row {
                Some(r) if r.closed => "CLOSED",
                Some(_) => "PROPOSED",
                None if name_of >= today => "RUNNING",
                None => "OPEN",
            }
            .to_owned(),
            sums: sums(&totals),
            can_propose: may && row.is_none() && name_of < today,
            can_close: may && waits && row.as_ref().is_some_and(|r| r.proposed_by != own),
            can_drop: may && waits,
            proposed,
            closed,
            month: name_of,
        });
    }
    drop(read);
    let status = form_status(&errors);
    page_with(call, &face::MonthsPage { shell: shell(call).await, rows, errors }, status)
}

/// Closes a month first, closes it for good, or takes the proposal back.
pub async fn month_act(call: Arc<Call>) -> Answer {
    let which = call.param("month").to_owned();
    let who = call.who()?;
    let done = match call.param("act") {
        "propose" => month::propose(&call.app.office, &who, &which).await.map(|_| ()),
        "close" => month::decide(&call.app.office, &who, &which, true).await.map(|_| ()),
        "drop" => month::decide(&call.app.office, &who, &which, false).await.map(|_| ()),
        _ => return Err(Failure::NotFound),
    };
    match done.map_err(Failure::from) {
        Ok(()) => Ok(go_and_say(&call, links::MONTHS, "flash-done", None)),
        Err(failure) => draw_months(&call, failure.on_form()?).await,
    }
}

/// The month's cash book for the treasury.
pub async fn month_file(call: Arc<Call>) -> Answer {
    let which = call.param("month").to_owned();
    month::days(&which).map_err(|_| Failure::NotFound)?;
    let bytes = ledger::month(&call.app.office, &call.reader()?, &which).await?;
    Ok(file(bytes, "text/csv; charset=utf-8", &format!("cash-book-{which}.csv"), false))
}

/// Months over the API.
pub async fn month_list(call: Arc<Call>) -> Answer {
    let today = month::of(day(call.app.office.clock.now()));
    let mut read = call.read().await?;
    let mut rows = Vec::new();
    for (which, row) in month_names(&mut read, &today).await? {
        let totals = match &row {
            Some(row) => row.totals.clone(),
            None => month::totals(&mut read, &which).await?,
        };
        rows.push(MonthView::of(which, row.as_ref(), totals));
    }
    json(&MonthList { rows })
}

/// Closes a month first.
pub async fn month_propose(call: Arc<Call>) -> Answer {
    let row = month::propose(&call.app.office, &call.who()?, call.param("month")).await?;
    json(&MonthView::of(row.month.clone(), Some(&row), row.totals.clone()))
}

/// The second person closes it for good.
pub async fn month_close(call: Arc<Call>) -> Answer {
    let row = month::decide(&call.app.office, &call.who()?, call.param("month"), true).await?;
    let row = row.ok_or(Failure::NotFound)?;
    json(&MonthView::of(row.month.clone(), Some(&row), row.totals.clone()))
}

/// Takes the proposal back.
pub async fn month_drop(call: Arc<Call>) -> Answer {
    month::decide(&call.app.office, &call.who()?, call.param("month"), false).await?;
    json(&FileNote { note: "taken back".into() })
}
