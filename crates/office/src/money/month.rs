//! A month of the cash book is closed for good by two persons. Nothing is booked into a closed month: what comes late,
//! and every correction, stands on the next open day. The archive refuses it too (migration 14).

use crate::shared::act;
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::{Date, Role};
use std::collections::BTreeMap;
use store::{AuditEntry, MonthRow, Read};

/// Who closes a month; never one person alone.
pub const CLOSE_MONTH: &[Role] = &[Role::Accountant, Role::TenantAdmin];

/// First and last day of a month written `YYYY-MM`.
///
/// # Errors
/// `month-form`.
pub fn days(month: &str) -> Result<(Date, Date), Error> {
    let form = || Error::value("month", "month-form", "Give a month, like 2026-11.");
    if month.len() != 7 {
        return Err(form());
    }
    let first: Date = format!("{month}-01").parse().map_err(|_| form())?;
    Ok((first, first.last_of_month()))
}

/// The month of a day, `YYYY-MM`.
pub fn of(day: Date) -> String {
    day.to_string().chars().take(7).collect()
}

/// Sums by way of payment and currency: minor units and how many.
type Sums = BTreeMap<(String, String), (i64, i64)>;

fn as_json(sums: &Sums) -> serde_json::Value {
    let one = |((method, currency), (minor, count)): (&(String, String), &(i64, i64))| serde_json::json!({ "method": method, "currency": currency, "minor": minor, "count": count });
    sums.iter().map(one).collect()
}

fn add(sums: &mut Sums, method: &str, currency: &str, minor: i64, count: i64) {
    let slot = sums.entry((method.to_owned(), currency.to_owned())).or_default();
    *slot = (slot.0 + minor, slot.1 + count);
}

/// What a month brought, from the receipts, reversals and credit notes themselves.
///
/// # Errors
/// What the archive says.
pub async fn totals(read: &mut Read, month: &str) -> Result<serde_json::Value, Error> {
    let (from, to) = days(month)?;
    let (mut received, mut back) = (Sums::new(), Sums::new());
    for t in read.totals_between(from, to).await? {
        add(&mut received, &t.method, t.sum.currency.code(), t.sum.minor, t.count);
    }
    for t in read.taken_back_between(from, to).await? {
        add(&mut back, &t.method, t.sum.currency.code(), t.sum.minor, t.count);
    }
    let mut given = Sums::new();
    for c in read.credit_notes_between(from, to, 100_000).await? {
        add(&mut given, "", c.amount.currency.code(), c.refunded_minor, 1);
    }
    Ok(serde_json::json!({
        "received": as_json(&received), "taken_back": as_json(&back), "given_back": as_json(&given),
    }))
}

/// The same from the closed days. Days that were closed before reversals were known have none.
async fn of_closed_days(read: &mut Read, month: &str) -> Result<(Sums, Sums, i64), Error> {
    let (from, to) = days(month)?;
    let (mut received, mut back, mut given) = (Sums::new(), Sums::new(), 0);
    for closed in read.day_closings_between(from, to).await? {
        for (name, sums) in [("received", &mut received), ("taken_back", &mut back)] {
            for row in closed.totals[name].as_array().into_iter().flatten() {
                let text = |key: &str| row[key].as_str().unwrap_or("").to_owned();
                let number = |key: &str| row[key].as_i64().unwrap_or(0);
                add(sums, &text("method"), &text("currency"), number("minor"), number("count"));
            }
        }
        given += closed.totals["given_back_minor"].as_i64().unwrap_or(0);
    }
    Ok((received, back, given))
}

/// May this month be closed, and what are its sums?
async fn ready(read: &mut Read, month: &str, today: Date) -> Result<serde_json::Value, Error> {
    let (from, to) = days(month)?;
    if today <= to {
        return Err(Error::value("month", "month-not-over", "A month is closed when its last day has passed."));
    }
    for earlier in read.months_booked(1_200).await?.into_iter().filter(|m| m.as_str() < month) {
        if read.month_closing(&earlier).await?.is_none_or(|m| !m.closed) {
            return Err(Error::value("month", "month-earlier-open", format!("Close {earlier} first.")));
        }
    }
    if let Some(open) = read.first_open_day(from, to).await? {
        return Err(Error::value("month", "month-days-open", format!("Close the day {open} first.")));
    }
    let totals = totals(read, month).await?;
    let (received, back, given) = of_closed_days(read, month).await?;
    let minor = |rows: &serde_json::Value| -> i64 {
        rows.as_array().into_iter().flatten().filter_map(|r| r["minor"].as_i64()).sum()
    };
    let same = totals["received"] == as_json(&received)
        && totals["taken_back"] == as_json(&back)
        && minor(&totals["given_back"]) == given;
    if !same {
        let help = "The sums of the closed days are not those of the receipts; have the archive looked at.";
        return Err(Error::value("month", "month-differs", help));
    }
    Ok(totals)
}

/// The first person closes a month: its days are closed, its sums are those of its days.
///
/// # Errors
/// `month-form`, `month-not-over`, `month-earlier-open`, `month-days-open`, `month-differs`, `month-closed`,
/// `month-waits`, [`Error::NotPermitted`], or what the archive says.
pub async fn propose(office: &Office, who: &Who, month: &str) -> Result<MonthRow, Error> {
    who.must_be(CLOSE_MONTH)?;
    who.person()?;
    days(month)?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "month_propose", |tx| {
        // Holds the series of receipts, as the closing of a day does.
        tx.take_serials("money-receipt", day(now).year(), 0).await?;
        match tx.month_for_update(month).await? {
            Some(row) if row.closed => return Err(closed()),
            Some(_) => {
                return Err(Error::value("month", "month-waits", "This month waits for its second person already."));
            }
            None => {}
        }
        let totals = ready(tx, month, day(now)).await?;
        tx.month_propose(month, &totals, &store::actor_key(&who.actor)).await?;
        tx.audit(AuditEntry::new("month_propose", "month", month).payload(&totals)?);
        Ok(((), month.to_owned()))
    });
    ran?;
    get(office, who, month).await
}

fn closed() -> Error {
    Error::value("month", "month-closed", "This month is closed; corrections stand on an open day.")
}

/// The second person closes the month for good, or takes the proposal back (the first one may take it back too).
///
/// # Errors
/// `month-needs-two` for the first person, `month-closed`, `month-differs`, [`Error::NotFound`] when nothing waits,
/// [`Error::NotPermitted`].
pub async fn decide(office: &Office, who: &Who, month: &str, close: bool) -> Result<Option<MonthRow>, Error> {
    who.must_be(CLOSE_MONTH)?;
    who.person()?;
    days(month)?;
    let by = store::actor_key(&who.actor);
    let now = office.clock.now();
    let name = if close { "month_close" } else { "month_drop" };
    let ran = act::run!(office, who, now, name, |tx| {
        tx.take_serials("money-receipt", day(now).year(), 0).await?;
        let row = tx.month_for_update(month).await?.ok_or(Error::NotFound("month"))?;
        if row.closed {
            return Err(closed());
        }
        if close {
            if row.proposed_by == by {
                let help = "Ask a second person: who closed the month first cannot close it for good.";
                return Err(Error::value("month", "month-needs-two", help));
            }
            if ready(tx, month, day(now)).await? != row.totals {
                let help = "The sums are not those of the proposal any more; take it back and begin again.";
                return Err(Error::value("month", "month-differs", help));
            }
            tx.month_close(month, &by).await?;
        } else {
            tx.month_drop(month).await?;
        }
        tx.audit(AuditEntry::new(name, "month", month).payload(&row.totals)?);
        Ok(((), month.to_owned()))
    });
    ran?;
    let mut read = office.store.read(&who.scope(now)).await?;
    Ok(read.month_closing(month).await?)
}

async fn get(office: &Office, who: &Who, month: &str) -> Result<MonthRow, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    read.month_closing(month).await?.ok_or(Error::NotFound("month"))
}
