//! The counter: a drawer is opened, money comes, the drawer is counted and closed; then the day is closed for good.

use super::settle::{self, Coming, ReceiptWords, Settled};
use super::{CLOSE, COUNTER};
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{CashSessionId, CashSessionKind, InvoiceId};
use cites::{Date, Money};
use permits::money::PayMethod;
use store::{AuditEntry, CashSessionRow, ClosingRow};

/// Opens a drawer with the money that is in it.
///
/// # Errors
/// `cash-open-already`, `money-zero`, [`Error::NotPermitted`], or what the archive says.
pub async fn open(office: &Office, who: &Who, float: Money) -> Result<CashSessionRow, Error> {
    who.must_be(COUNTER)?;
    let person = who.person()?.clone();
    let now = office.clock.now();
    let id: CashSessionId = office.id::<CashSessionKind>(now);
    let ran = act::run!(office, who, now, "cash_open", |tx| {
        if tx.cash_session_open(person.id).await?.is_some() {
            return Err(Error::value("float", "cash-open-already", "Your drawer is open; close it first."));
        }
        tx.cash_session_insert(id, person.id, &person.name, float).await?;
        tx.audit(AuditEntry::new("cash_open", "cash-session", id).payload(&float.to_string())?);
        Ok(((), id.to_string()))
    });
    let id = match ran? {
        Ran::Now(()) => id,
        Ran::Before(id) => CashSessionId::parse(&id).map_err(Error::internal)?,
    };
    session(office, who, id).await
}

/// Takes cash for an invoice into the cashier's own open drawer.
///
/// # Errors
/// `cash-not-open`, `payment-currency`, `money-zero`, `invoice-settled`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn receive(
    office: &Office,
    who: &Who,
    invoice: InvoiceId,
    amount: Money,
    payer: String,
) -> Result<Settled, Error> {
    who.must_be(COUNTER)?;
    let person = who.person()?.id;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "cash_receive", |tx| {
        let seen = tx.invoice(invoice).await?.ok_or(Error::NotFound("invoice"))?;
        if seen.balance.settled() {
            return Err(Error::value("amount", "invoice-settled", "This invoice is settled; take no money for it."));
        }
        let payer = if payer.trim().is_empty() { seen.payer.clone() } else { payer.trim().to_owned() };
        let session = tx.cash_session_open(person).await?.ok_or_else(not_open)?;
        if session.float.currency != amount.currency {
            return Err(Error::value("amount", "payment-currency", "Your drawer is in another currency."));
        }
        let coming = Coming {
            invoice,
            amount,
            method: PayMethod::Cash,
            reference: None,
            payer,
            session: Some(session.id),
            account: None,
        };
        let settled = settle::put(tx, office, who, coming).await?;
        tx.cash_take(session.id, amount.minor).await?;
        settle::audit(tx, "cash_receive", &settled.invoice, settled.moved.as_ref(), &ReceiptWords::of(&settled))?;
        let id = settled.receipt.id.to_string();
        Ok((settled, id))
    });
    match ran? {
        Ran::Now(settled) => Ok(settled),
        Ran::Before(id) => settle::again(office, who, &id).await,
    }
}

pub(super) fn not_open() -> Error {
    Error::value("amount", "cash-not-open", "Open your drawer first.")
}

/// Closes the cashier's own drawer with what was counted; a difference needs words.
///
/// # Errors
/// `cash-not-open`, `cash-difference` without a note, [`Error::NotPermitted`], or what the archive says.
pub async fn close(office: &Office, who: &Who, counted: Money, note: String) -> Result<CashSessionRow, Error> {
    who.must_be(COUNTER)?;
    let person = who.person()?.id;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "cash_close", |tx| {
        let row = tx.cash_session_for_update(person).await?.ok_or_else(not_open)?;
        if row.float.currency != counted.currency {
            return Err(Error::value("counted", "payment-currency", "Your drawer is in another currency."));
        }
        let difference = counted.minor - row.float.minor - row.taken_minor;
        if difference != 0 && note.trim().is_empty() {
            return Err(Error::value(
                "note",
                "cash-difference",
                "What was counted is not what should be there: say why.",
            ));
        }
        tx.cash_session_close(&row, counted.minor, note.trim()).await?;
        let words = serde_json::json!({
            "float": row.float.minor, "taken": row.taken_minor, "counted": counted.minor, "difference": difference, "note": note.trim(),
        });
        tx.audit(AuditEntry::new("cash_close", "cash-session", row.id).payload(&words)?);
        Ok(((), row.id.to_string()))
    });
    let id = match ran? {
        Ran::Now(()) => None,
        Ran::Before(id) => Some(CashSessionId::parse(&id).map_err(Error::internal)?),
    };
    match id {
        Some(id) => session(office, who, id).await,
        None => {
            let mut read = office.store.read(&who.scope(now)).await?;
            let rows = read.cash_sessions(50).await?;
            rows.into_iter().find(|r| r.cashier == person).ok_or(Error::NotFound("cash session"))
        }
    }
}

async fn session(office: &Office, who: &Who, id: CashSessionId) -> Result<CashSessionRow, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    read.cash_session(id).await?.ok_or(Error::NotFound("cash session"))
}

/// Closes a day of the cash book for good: today or an earlier one, after every drawer is closed. What comes later the
/// same day stands on the next one.
///
/// # Errors
/// `day-future`, `day-closed`, `day-drawers-open`, [`Error::NotPermitted`], or what the archive says.
pub async fn close_day(office: &Office, who: &Who, on: Date) -> Result<ClosingRow, Error> {
    who.must_be(CLOSE)?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "day_close", |tx| {
        if on > day(now) {
            return Err(Error::value("day", "day-future", "Only today or an earlier day can be closed."));
        }
        // Holds the series of receipts: none is written between the sums and the commit.
        tx.take_serials("money-receipt", day(now).year(), 0).await?;
        // A day that was passed over can be closed later: nothing was booked on it since.
        let month = super::month::of(on);
        if tx.day_is_closed(on).await? || tx.month_closing(&month).await?.is_some() {
            return Err(Error::value("day", "day-closed", "This day is closed; it cannot be changed."));
        }
        if tx.cash_sessions_open().await? > 0 {
            return Err(Error::value("day", "day-drawers-open", "Close every drawer first."));
        }
        let sums = tx.day_totals(on).await?;
        let back = tx.credit_notes_between(on, on, 10_000).await?;
        let taken_back = tx.taken_back_between(on, on).await?;
        let row = |t: &store::DayTotal| {
            serde_json::json!({
                "method": t.method, "currency": t.sum.currency.code(), "minor": t.sum.minor, "count": t.count,
            })
        };
        let totals = serde_json::json!({
            "received": sums.iter().map(row).collect::<Vec<_>>(),
            "taken_back": taken_back.iter().map(row).collect::<Vec<_>>(),
            "given_back_minor": back.iter().map(|c| c.refunded_minor).sum::<i64>(),
            "credit_notes": back.len(),
        });
        tx.day_close(on, &totals, &store::actor_key(&who.actor)).await?;
        tx.audit(AuditEntry::new("day_close", "day", on).payload(&totals)?);
        Ok(((), on.to_string()))
    });
    ran?;
    let mut read = office.store.read(&who.scope(now)).await?;
    let rows = read.day_closings(400).await?;
    rows.into_iter().find(|r| r.day == on).ok_or(Error::NotFound("day"))
}
