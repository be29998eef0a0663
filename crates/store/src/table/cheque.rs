//! Cheques.

use super::money::currency;
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{ChequeId, InvoiceId, MoneyReceiptId};
use cites::{Money, Timestamp};

macro_rules! cheque_columns {
    () => {
        "SELECT id, number, bank, drawer, invoice, receipt, currency, amount_minor, state, received_at, deposited_at, ended_at, note, version FROM cheque WHERE tenant = $1"
    };
}

queries! {
    /// A cheque is taken.
    INSERT_CHEQUE = "INSERT INTO cheque (tenant, id, number, bank, drawer, invoice, receipt, currency, amount_minor, state, received_at, deposited_at, ended_at, reversal, note, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'RECEIVED', $10, NULL, NULL, NULL, '', 1)";
    /// One cheque; locked when an act loads it.
    CHEQUE = concat!(cheque_columns!(), " AND id = $2");
    /// Cheques, those that the bank has not paid first, then the newest.
    CHEQUES = concat!(cheque_columns!(), " ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, received_at DESC, id LIMIT $2");
    /// Of an invoice, oldest first.
    CHEQUES_OF_INVOICE = concat!(cheque_columns!(), " AND invoice = $2 ORDER BY received_at, id");
    /// Brought to the bank.
    DEPOSIT_CHEQUE = "UPDATE cheque SET state = 'DEPOSITED', deposited_at = $3, version = version + 1 WHERE tenant = $1 AND id = $2 AND state = 'RECEIVED' AND version = $4";
    /// Paid by the bank, or sent back.
    END_CHEQUE = "UPDATE cheque SET state = $3, ended_at = $4, reversal = $5, note = $6, version = version + 1 WHERE tenant = $1 AND id = $2 AND state = 'DEPOSITED' AND version = $7";
}

/// A cheque.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChequeRow {
    /// Id.
    pub id: ChequeId,
    /// Number printed on it.
    pub number: String,
    /// Bank.
    pub bank: String,
    /// Who signed it.
    pub drawer: String,
    /// The invoice.
    pub invoice: InvoiceId,
    /// The receipt.
    pub receipt: MoneyReceiptId,
    /// What it says.
    pub amount: Money,
    /// `RECEIVED`, `DEPOSITED`, `CLEARED` or `BOUNCED`.
    pub state: String,
    /// When it was taken.
    pub received_at: Timestamp,
    /// When it was brought to the bank.
    pub deposited_at: Option<Timestamp>,
    /// When the bank paid it or sent it back.
    pub ended_at: Option<Timestamp>,
    /// What the bank said.
    pub note: String,
    /// How often it was changed.
    pub version: i64,
}

impl ChequeRow {
    fn of(row: &Row) -> Result<ChequeRow, Error> {
        Ok(ChequeRow {
            id: row.get("id")?,
            number: row.get("number")?,
            bank: row.get("bank")?,
            drawer: row.get("drawer")?,
            invoice: row.get("invoice")?,
            receipt: row.get("receipt")?,
            amount: Money { minor: row.get("amount_minor")?, currency: currency(row)? },
            state: row.get("state")?,
            received_at: row.get("received_at")?,
            deposited_at: row.opt("deposited_at")?,
            ended_at: row.opt("ended_at")?,
            note: row.get("note")?,
            version: row.get("version")?,
        })
    }
}

impl Read {
    /// One cheque.
    pub async fn cheque(&mut self, id: ChequeId) -> Result<Option<ChequeRow>, Error> {
        self.opt(CHEQUE, args![id]).await?.as_ref().map(ChequeRow::of).transpose()
    }

    /// Cheques, those that the bank has not paid first.
    pub async fn cheques(&mut self, limit: i64) -> Result<Vec<ChequeRow>, Error> {
        self.all(CHEQUES, args![limit]).await?.iter().map(ChequeRow::of).collect()
    }

    /// Cheques of an invoice, oldest first.
    pub async fn cheques_of(&mut self, invoice: InvoiceId) -> Result<Vec<ChequeRow>, Error> {
        self.all(CHEQUES_OF_INVOICE, args![invoice]).await?.iter().map(ChequeRow::of).collect()
    }
}

impl Tx {
    /// A cheque is taken.
    ///
    /// # Errors
    /// [`Error::Refused`] (`cheque_once`) when this cheque was taken before.
    pub async fn cheque_insert(&mut self, row: &ChequeRow) -> Result<(), Error> {
        self.change(
            INSERT_CHEQUE,
            args![
                row.id,
                row.number,
                row.bank,
                row.drawer,
                row.invoice,
                row.receipt,
                row.amount.currency.code(),
                row.amount.minor,
                row.received_at
            ],
        )
        .await?;
        Ok(())
    }

    /// A cheque, held until the end of the transaction.
    pub async fn cheque_for_update(&mut self, id: ChequeId) -> Result<Option<ChequeRow>, Error> {
        self.lock(CHEQUE, args![id]).await?.as_ref().map(ChequeRow::of).transpose()
    }

    /// Brought to the bank.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody else did.
    pub async fn cheque_deposit(&mut self, row: &ChequeRow) -> Result<(), Error> {
        let at = self.at();
        self.change_one("cheque", DEPOSIT_CHEQUE, args![row.id, at, row.version]).await
    }

    /// Paid by the bank, or sent back by it (`reversal`: what took the receipt back).
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody else said so.
    pub async fn cheque_end(
        &mut self,
        row: &ChequeRow,
        reversal: Option<MoneyReceiptId>,
        note: &str,
    ) -> Result<(), Error> {
        let (state, at) = (if reversal.is_some() { "BOUNCED" } else { "CLEARED" }, self.at());
        self.change_one("cheque", END_CHEQUE, args![row.id, state, at, reversal, note, row.version]).await
    }
}
