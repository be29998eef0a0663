//! The fee for urgent handling whose clock the Authority missed, asked back by hand: the amount is the one that the program
//! itself asks back where the Party has set so, and nobody asks for more.

use super::{ASK, follow, request};
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::InvoiceId;
use permits::money::{FeeItem, GivenBack, RequestKind};
use store::{AuditEntry, InvoiceRow, MoneyRequestRow, Read};

/// What may be asked back of an invoice for urgent handling, with its tax, minor units. `None` where the clock was not
/// missed, nothing of the fee is left, or it was asked back before and not turned down.
///
/// # Errors
/// What the archive says.
pub async fn owed_back(read: &mut Read, row: &InvoiceRow) -> Result<Option<i64>, Error> {
    let Some(case) = row.application else { return Ok(None) };
    let (due, _) = follow::due_back(row, GivenBack::Urgent);
    if due <= 0 || read.urgent_case(case).await?.is_none_or(|c| c.missed_at.is_none()) {
        return Ok(None);
    }
    let requests = read.money_requests_of(row.id).await?;
    let asked = requests.iter().any(|r| r.first_item == Some(FeeItem::Urgent) && r.state != "REFUSED");
    let notes = read.credit_notes_of(row.id).await?;
    let given = notes.iter().any(|n| n.reason.starts_with(&reason(row)));
    Ok((!asked && !given).then_some(due))
}

/// As the program itself notes it, so that pages say it in words.
fn reason(row: &InvoiceRow) -> String {
    format!("{}: {}", FeeItem::Urgent.code(), row.number)
}

/// Asks that the fee goes back, or `amount_minor` of it; a second person releases it. The invoice is locked, so that two
/// who ask at the same moment ask once.
///
/// # Errors
/// `urgent-fee-nothing` where nothing may be asked back, `urgent-fee-most` at `amount` for more than [`owed_back`] says,
/// `money-zero`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn ask_back(
    office: &Office,
    who: &Who,
    invoice: InvoiceId,
    amount_minor: Option<i64>,
) -> Result<MoneyRequestRow, Error> {
    who.must_be(ASK)?;
    who.person()?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "urgent_fee_ask", |tx| {
        let row = tx.invoice_for_update(invoice).await?.ok_or(Error::NotFound("invoice"))?;
        let nothing = || {
            let help = "Ask for nothing: no urgent clock was missed, or the fee was asked back already.";
            Error::value("", "urgent-fee-nothing", help)
        };
        let due = owed_back(tx, &row).await?.ok_or_else(nothing)?;
        let asked = amount_minor.unwrap_or(due);
        if asked > due {
            let help = format!("Ask for at most {}: that is the fee with its tax.", row.money(due));
            return Err(Error::value("amount", "urgent-fee-most", help));
        }
        let mut tried = row.balance;
        request::apply(&mut tried, RequestKind::Credit, asked).map_err(request::at_amount)?;
        let first = Some(FeeItem::Urgent);
        let made = request::insert(tx, office, who, &row, RequestKind::Credit, asked, first, &reason(&row)).await?;
        tx.audit(AuditEntry::new("urgent_fee_ask", "invoice", invoice).payload(&request::words(&row, &made))?);
        let id = made.id.to_string();
        Ok((made, id))
    });
    match ran? {
        Ran::Now(made) => Ok(made),
        Ran::Before(id) => request::again(office, who, &id).await,
    }
}
