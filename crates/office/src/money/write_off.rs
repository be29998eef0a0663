//! Debts that are given up, and owed again: the accountant proposes, somebody of another role approves
//! (`data/codes/payment_statuses.csv`: "by accountant with approval"). A debt that was given up is not collected: no
//! desk, no bank's file and no payment service puts money on it until two persons have opened it again. It is not paid
//! either: what waits for the payment goes on waiting.

use super::{book, terms_stop};
use crate::shared::case::Stored;
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::Role;
use permits::money::RequestKind;
use store::{InvoiceRow, MoneyRequestRow, Read, Tx, WriteOffRow};

/// Who approves it: never the books themselves.
pub const APPROVE: &[Role] = &[Role::MaSupervisor, Role::TenantAdmin];

/// Is it a request of this kind?
pub(super) fn is(kind: RequestKind) -> bool {
    matches!(kind, RequestKind::WriteOff | RequestKind::Reopen)
}

/// A case that waits for this very payment is ended, not its debt: its fee is cancelled with it.
///
/// # Errors
/// `write-off-case-waits`, or what the archive says.
pub(super) async fn must_not_wait(read: &mut Read, invoice: &InvoiceRow) -> Result<(), Error> {
    let Some(id) = invoice.application else { return Ok(()) };
    let stored: Option<Stored> = read.application(id).await?;
    let waits = stored.is_some_and(|s| s.value.state().invoice().is_some());
    if waits {
        let help = "The case waits for this payment. Let it be withdrawn: its fee is cancelled with it.";
        return Err(Error::value("kind", "write-off-case-waits", help));
    }
    Ok(())
}

/// Gives a debt up, or lets it be owed again; case and invoice are locked.
///
/// # Errors
/// `write-off-whole`, `reopen-whole`, `write-off-case-waits`, or what the archive says.
pub(super) async fn apply(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    row: &InvoiceRow,
    request: &MoneyRequestRow,
) -> Result<InvoiceRow, Error> {
    let mut balance = row.balance;
    super::request::apply(&mut balance, request.kind, request.amount_minor).map_err(super::request::at_amount)?;
    let minor = if request.kind == RequestKind::WriteOff {
        must_not_wait(tx, row).await?;
        request.amount_minor
    } else {
        -request.amount_minor
    };
    let now = tx.at();
    let (on_day, _) = book(tx, now, false).await?;
    let kept = WriteOffRow {
        request: request.id,
        invoice: row.id,
        number: row.number.clone(),
        payer: row.payer.clone(),
        amount: row.money(minor),
        reason: request.reason.clone(),
        on_day,
        at: now,
        proposed_by: request.asked_by.clone(),
        approved_by: store::actor_key(&who.actor),
    };
    tx.write_off_insert(&kept).await?;
    tx.invoice_move(row, &balance).await?;
    let row = InvoiceRow { balance, version: row.version + 1, ..row.clone() };
    if request.kind == RequestKind::WriteOff {
        terms_stop::stop(tx, office, &row).await?;
    }
    Ok(row)
}
