//! Receipts that are taken back; what a receipt brought stands in `revenue`.

use super::money::currency;
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{CashSessionId, InvoiceId, MoneyReceiptId};
use cites::{Date, Money, Timestamp};

macro_rules! reversal_columns {
    () => {
        "SELECT v.id, v.receipt, v.invoice, v.currency, v.amount_minor, v.allocated_minor, v.surplus_minor, v.reason, v.on_day, v.at, v.actor, r.number, r.method FROM money_reversal v JOIN money_receipt r ON r.tenant = v.tenant AND r.id = v.receipt WHERE v.tenant = $1"
    };
}

queries! {
    /// A receipt is taken back.
    INSERT_REVERSAL = "INSERT INTO money_reversal (tenant, id, receipt, invoice, currency, amount_minor, allocated_minor, surplus_minor, reason, on_day, at, actor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    /// Of an invoice, oldest first.
    REVERSALS_OF_INVOICE = concat!(reversal_columns!(), " AND v.invoice = $2 ORDER BY v.at, v.id");
    /// Of a span of days.
    REVERSALS_OF_DAYS = concat!(reversal_columns!(), " AND v.on_day >= $2 AND v.on_day <= $3 ORDER BY v.on_day, v.at, v.id LIMIT $4");
    /// Money goes out of the drawer again; never out of a closed one.
    TAKE_FROM_DRAWER = "UPDATE cash_session SET taken_minor = taken_minor - $3, version = version + 1 WHERE tenant = $1 AND id = $2 AND closed_at IS NULL";
}

/// A receipt that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReversalRow {
    /// Id.
    pub id: MoneyReceiptId,
    /// The receipt.
    pub receipt: MoneyReceiptId,
    /// Its number; empty before it is stored.
    pub receipt_number: String,
    /// How the money had come, code; empty before it is stored.
    pub method: String,
    /// The invoice.
    pub invoice: InvoiceId,
    /// What the receipt said.
    pub amount: Money,
    /// Of that, taken from the invoice, minor units.
    pub allocated_minor: i64,
    /// Of that, taken from what was paid too much, minor units.
    pub surplus_minor: i64,
    /// Why.
    pub reason: String,
    /// Day in the cash book.
    pub on_day: Date,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
}

impl ReversalRow {
    fn of(row: &Row) -> Result<ReversalRow, Error> {
        Ok(ReversalRow {
            id: row.get("id")?,
            receipt: row.get("receipt")?,
            receipt_number: row.get("number")?,
            method: row.get("method")?,
            invoice: row.get("invoice")?,
            amount: Money { minor: row.get("amount_minor")?, currency: currency(row)? },
            allocated_minor: row.get("allocated_minor")?,
            surplus_minor: row.get("surplus_minor")?,
            reason: row.get("reason")?,
            on_day: row.get("on_day")?,
            at: row.get("at")?,
            actor: row.get("actor")?,
        })
    }
}

impl Read {
    /// What was taken back of an invoice, oldest first.
    pub async fn reversals_of(&mut self, invoice: InvoiceId) -> Result<Vec<ReversalRow>, Error> {
        self.all(REVERSALS_OF_INVOICE, args![invoice]).await?.iter().map(ReversalRow::of).collect()
    }

    /// What was taken back in a span of days, both included.
    pub async fn reversals_between(&mut self, from: Date, to: Date, limit: i64) -> Result<Vec<ReversalRow>, Error> {
        self.all(REVERSALS_OF_DAYS, args![from, to, limit]).await?.iter().map(ReversalRow::of).collect()
    }
}

impl Tx {
    /// Takes a receipt back.
    ///
    /// # Errors
    /// [`Error::Refused`] (`money_reversal_once`) when it was taken back before.
    pub async fn reversal_insert(&mut self, row: &ReversalRow) -> Result<(), Error> {
        self.change(
            INSERT_REVERSAL,
            args![
                row.id,
                row.receipt,
                row.invoice,
                row.amount.currency.code(),
                row.amount.minor,
                row.allocated_minor,
                row.surplus_minor,
                row.reason,
                row.on_day,
                row.at,
                row.actor
            ],
        )
        .await?;
        Ok(())
    }

    /// Money goes out of an open drawer again.
    ///
    /// # Errors
    /// [`Error::Stale`] when the drawer was closed, [`Error::Refused`] when there is not so much in it.
    pub async fn cash_give_back(&mut self, id: CashSessionId, minor: i64) -> Result<(), Error> {
        self.change_one("cash session", TAKE_FROM_DRAWER, args![id, minor]).await
    }
}
