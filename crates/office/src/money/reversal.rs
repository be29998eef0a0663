//! A receipt is taken back: its cheque bounced, or it was written by mistake. Nothing is erased: the reversal stands
//! beside the receipt, on an open day, and the invoice is open again.

use super::{BOOKS, book, offices, settle};
use crate::shared::act::{self, Ran};
use crate::shared::case::Stored;
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::Money;
use cites::ids::{MoneyReceiptId, MoneyReceiptKind};
use permits::money::PayMethod;
use store::{AuditEntry, InvoiceRow, MoneyReceiptRow, ReversalRow, Tx};

/// Takes a receipt back in the caller's transaction; answers the reversal and the invoice as it stands now.
///
/// # Errors
/// `reversal-given-back`, `reversal-twice`, or what the archive says.
pub(super) async fn take_back(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    receipt: &MoneyReceiptRow,
    reason: &str,
) -> Result<(ReversalRow, InvoiceRow), Error> {
    let now = tx.at();
    let invoice = receipt.invoice.ok_or(Error::NotFound("invoice"))?;
    let seen = tx.invoice(invoice).await?.ok_or(Error::NotFound("invoice"))?;
    // Case before invoice, as everywhere.
    if let Some(case) = seen.application {
        let _: Option<Stored> = tx.application_for_update(case).await?;
    }
    let row = tx.invoice_for_update(invoice).await?.ok_or(Error::NotFound("invoice"))?;
    if tx.reversals_of(invoice).await?.iter().any(|r| r.receipt == receipt.id) {
        return Err(Error::value("reason", "reversal-twice", "This receipt was taken back already; reload the page."));
    }
    let mut balance = row.balance;
    balance
        .take_back(receipt.allocated_minor, receipt.surplus_minor)
        .map_err(|e| Error::value("reason", e.code(), e.to_string()))?;
    let (on_day, _) = book(tx, now, false).await?;
    let reversal = ReversalRow {
        id: office.id::<MoneyReceiptKind>(now),
        receipt: receipt.id,
        receipt_number: receipt.number.clone(),
        method: receipt.method.code().to_owned(),
        invoice,
        amount: receipt.amount,
        allocated_minor: receipt.allocated_minor,
        surplus_minor: receipt.surplus_minor,
        reason: reason.to_owned(),
        on_day,
        at: now,
        actor: store::actor_key(&who.actor),
    };
    tx.reversal_insert(&reversal).await?;
    offices::as_receipt(tx, reversal.id, receipt.id).await?;
    for (item, minor) in tx.revenue_of_source(receipt.id).await? {
        let back = Money { minor: -minor, currency: receipt.amount.currency };
        tx.revenue_insert(reversal.id, item, invoice, back, on_day).await?;
    }
    tx.invoice_move(&row, &balance).await?;
    Ok((reversal, InvoiceRow { balance, version: row.version + 1, ..row }))
}

/// What the audit trail keeps of it.
pub(super) fn words(reversal: &ReversalRow, invoice: &InvoiceRow) -> serde_json::Value {
    serde_json::json!({
        "receipt": reversal.receipt_number, "invoice": invoice.number, "amount": reversal.amount.to_string(),
        "reason": reversal.reason,
    })
}

/// Voids a receipt for cash that was written by mistake, while its drawer is still open: the accountant's act, never
/// the cashier's (`spec/workflow.md` section 7). The invoice is open again.
///
/// # Errors
/// `reason-empty`, `void-cash-only`, `void-drawer-closed`, `reversal-twice`, `reversal-given-back`,
/// [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn void(office: &Office, who: &Who, id: MoneyReceiptId, reason: String) -> Result<InvoiceRow, Error> {
    who.must_be(BOOKS)?;
    if reason.trim().is_empty() {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "receipt_void", |tx| {
        let receipt = tx.money_receipt(id).await?.ok_or(Error::NotFound("receipt"))?;
        let session = receipt.cash_session.filter(|_| receipt.method == PayMethod::Cash && receipt.invoice.is_some());
        let only = || Error::value("reason", "void-cash-only", "Only a receipt for cash on an invoice can be voided.");
        let session = session.ok_or_else(only)?;
        let (reversal, invoice) = take_back(tx, office, who, &receipt, reason.trim()).await?;
        let drawer = tx.cash_session(session).await?.ok_or_else(|| Error::internal("a receipt without its drawer"))?;
        let counted = || {
            let help = "The drawer was counted and closed; give the money back by two persons.";
            Error::value("reason", "void-drawer-closed", help)
        };
        if drawer.closed_at.is_some() {
            return Err(counted());
        }
        match tx.cash_give_back(session, receipt.amount.minor).await {
            // It was closed between the two lines above.
            Err(store::Error::Stale(_)) => return Err(counted()),
            done => done?,
        }
        tx.audit(AuditEntry::new("receipt_void", "invoice", invoice.id).payload(&words(&reversal, &invoice))?);
        Ok((invoice, id.to_string()))
    });
    match ran? {
        Ran::Now(invoice) => Ok(invoice),
        Ran::Before(_) => Ok(settle::again(office, who, &id.to_string()).await?.invoice),
    }
}
