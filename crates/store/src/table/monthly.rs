//! Holders who pay by the month: terms, charges and bills.

use super::money::currency;
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{ApplicationId, ChargeId, InvoiceId, PrepaidAccountId};
use cites::{Money, Timestamp};
use permits::money::InvoiceLine;

macro_rules! charge_columns {
    () => {
        "SELECT id, account, application, reference, currency, amount_minor, lines, at, bill FROM account_charge WHERE tenant = $1"
    };
}

queries! {
    /// Agrees that an account pays by the month, or changes it.
    PUT_TERMS = "INSERT INTO account_terms (tenant, account, active, currency, limit_minor, unbilled_minor, agreed_by, agreed_at, version) VALUES ($1, $2, $3, $4, $5, 0, $6, $7, 1) ON CONFLICT (tenant, account) DO UPDATE SET active = excluded.active, limit_minor = excluded.limit_minor, agreed_by = excluded.agreed_by, agreed_at = excluded.agreed_at, version = account_terms.version + 1";
    /// Terms of an account; locked when an act loads them.
    TERMS = "SELECT account, active, currency, limit_minor, unbilled_minor, agreed_at, version FROM account_terms WHERE tenant = $1 AND account = $2";
    /// Accounts with something to bill or with terms in force.
    TERMS_ALL = "SELECT account, active, currency, limit_minor, unbilled_minor, agreed_at, version FROM account_terms WHERE tenant = $1 ORDER BY agreed_at, account";
    /// What is unbilled moves; the limit is the constraint's.
    MOVE_TERMS = "UPDATE account_terms SET unbilled_minor = unbilled_minor + $3, version = version + 1 WHERE tenant = $1 AND account = $2";
    /// A charge.
    INSERT_CHARGE = "INSERT INTO account_charge (tenant, id, account, application, reference, currency, amount_minor, lines, at, bill) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL)";
    /// Charges that no bill holds, up to a moment, oldest first.
    CHARGES_UNBILLED = concat!(charge_columns!(), " AND account = $2 AND bill IS NULL AND at < $3 ORDER BY at, id");
    /// Of a case, oldest first.
    CHARGES_OF_CASE = concat!(charge_columns!(), " AND application = $2 ORDER BY at, id");
    /// Of a bill, oldest first.
    CHARGES_OF_BILL = concat!(charge_columns!(), " AND bill = $2 ORDER BY at, id");
    /// A bill holds it from now on.
    BILL_CHARGE = "UPDATE account_charge SET bill = $3 WHERE tenant = $1 AND id = $2 AND bill IS NULL";
    /// The bill of a month.
    INSERT_BILL = "INSERT INTO monthly_bill (tenant, account, month, invoice) VALUES ($1, $2, $3, $4)";
    /// Bills of an account, newest first.
    BILLS = "SELECT m.month, m.invoice, i.number, i.currency, i.total_minor, b.open_minor, i.due_at FROM monthly_bill m JOIN invoice i ON i.tenant = m.tenant AND i.id = m.invoice JOIN invoice_balance b ON b.tenant = m.tenant AND b.invoice = m.invoice WHERE m.tenant = $1 AND m.account = $2 ORDER BY m.month DESC";
    /// The month of a bill.
    MONTH_OF_BILL = "SELECT month FROM monthly_bill WHERE tenant = $1 AND invoice = $2";
}

/// What was agreed with a holder who pays by the month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermsRow {
    /// The account.
    pub account: PrepaidAccountId,
    /// Are fees of new cases collected?
    pub active: bool,
    /// Most that may stand unbilled.
    pub limit: Money,
    /// What stands unbilled, minor units.
    pub unbilled_minor: i64,
    /// When it was agreed.
    pub agreed_at: Timestamp,
}

impl TermsRow {
    fn of(row: &Row) -> Result<TermsRow, Error> {
        Ok(TermsRow {
            account: row.get("account")?,
            active: row.get("active")?,
            limit: Money { minor: row.get("limit_minor")?, currency: currency(row)? },
            unbilled_minor: row.get("unbilled_minor")?,
            agreed_at: row.get("agreed_at")?,
        })
    }
}

/// A fee that is billed with others at the end of the month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargeRow {
    /// Id.
    pub id: ChargeId,
    /// The account.
    pub account: PrepaidAccountId,
    /// The case.
    pub application: ApplicationId,
    /// Its reference.
    pub reference: String,
    /// Sum; below zero when a fee is not owed any more.
    pub amount: Money,
    /// Its lines.
    pub lines: Vec<InvoiceLine>,
    /// When it became due.
    pub at: Timestamp,
    /// The bill that holds it.
    pub bill: Option<InvoiceId>,
}

impl ChargeRow {
    fn of(row: &Row) -> Result<ChargeRow, Error> {
        Ok(ChargeRow {
            id: row.get("id")?,
            account: row.get("account")?,
            application: row.get("application")?,
            reference: row.get("reference")?,
            amount: Money { minor: row.get("amount_minor")?, currency: currency(row)? },
            lines: row.json("lines")?,
            at: row.get("at")?,
            bill: row.opt("bill")?,
        })
    }
}

/// The bill of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillRow {
    /// `YYYY-MM`.
    pub month: String,
    /// The collected invoice.
    pub invoice: InvoiceId,
    /// Its number.
    pub number: String,
    /// What it says.
    pub total: Money,
    /// Of that, still to be paid, minor units.
    pub open_minor: i64,
    /// Until when.
    pub due_at: Timestamp,
}

impl Read {
    /// What was agreed with the holder of an account.
    pub async fn account_terms(&mut self, account: PrepaidAccountId) -> Result<Option<TermsRow>, Error> {
        self.opt(TERMS, args![account]).await?.as_ref().map(TermsRow::of).transpose()
    }

    /// Every holder who pays or paid by the month.
    pub async fn account_terms_all(&mut self) -> Result<Vec<TermsRow>, Error> {
        self.all(TERMS_ALL, args![]).await?.iter().map(TermsRow::of).collect()
    }

    /// Charges that no bill holds, made before that moment.
    pub async fn charges_unbilled(
        &mut self,
        account: PrepaidAccountId,
        before: Timestamp,
    ) -> Result<Vec<ChargeRow>, Error> {
        self.all(CHARGES_UNBILLED, args![account, before]).await?.iter().map(ChargeRow::of).collect()
    }

    /// Charges of a case.
    pub async fn charges_of_case(&mut self, id: ApplicationId) -> Result<Vec<ChargeRow>, Error> {
        self.all(CHARGES_OF_CASE, args![id]).await?.iter().map(ChargeRow::of).collect()
    }

    /// Charges that a bill holds.
    pub async fn charges_of_bill(&mut self, bill: InvoiceId) -> Result<Vec<ChargeRow>, Error> {
        self.all(CHARGES_OF_BILL, args![bill]).await?.iter().map(ChargeRow::of).collect()
    }

    /// Bills of an account, newest first.
    pub async fn monthly_bills(&mut self, account: PrepaidAccountId) -> Result<Vec<BillRow>, Error> {
        let rows = self.all(BILLS, args![account]).await?;
        let one = |row: &Row| {
            Ok(BillRow {
                month: row.get("month")?,
                invoice: row.get("invoice")?,
                number: row.get("number")?,
                total: Money { minor: row.get("total_minor")?, currency: currency(row)? },
                open_minor: row.get("open_minor")?,
                due_at: row.get("due_at")?,
            })
        };
        rows.iter().map(one).collect()
    }

    /// The month of a bill; `None`: this invoice is none.
    pub async fn month_of_bill(&mut self, invoice: InvoiceId) -> Result<Option<String>, Error> {
        self.opt(MONTH_OF_BILL, args![invoice]).await?.map(|row| row.get("month")).transpose()
    }
}

impl Tx {
    /// Agrees that an account pays by the month, changes the limit, or ends it.
    ///
    /// # Errors
    /// [`Error::Refused`] (`account_terms_limit`) when more stands unbilled.
    pub async fn account_terms_put(
        &mut self,
        account: PrepaidAccountId,
        active: bool,
        limit: Money,
        by: &str,
    ) -> Result<(), Error> {
        let at = self.at();
        self.change(PUT_TERMS, args![account, active, limit.currency.code(), limit.minor, by, at]).await?;
        Ok(())
    }

    /// A charge, and what stands unbilled with it.
    ///
    /// # Errors
    /// [`Error::Refused`] (`account_terms_limit`) beyond the limit.
    pub async fn charge_insert(&mut self, row: &ChargeRow) -> Result<(), Error> {
        let lines = serde_json::to_string(&row.lines)?;
        self.change_one("account terms", MOVE_TERMS, args![row.account, row.amount.minor]).await?;
        self.change(
            INSERT_CHARGE,
            args![
                row.id,
                row.account,
                row.application,
                row.reference,
                row.amount.currency.code(),
                row.amount.minor,
                lines,
                row.at
            ],
        )
        .await?;
        Ok(())
    }

    /// A bill holds these charges from now on; the account is locked.
    ///
    /// # Errors
    /// [`Error::Stale`] when another bill holds one, [`Error::Refused`] when the month was billed.
    pub async fn bill_insert(
        &mut self,
        account: PrepaidAccountId,
        month: &str,
        invoice: InvoiceId,
        charges: &[ChargeRow],
    ) -> Result<(), Error> {
        self.change(INSERT_BILL, args![account, month, invoice]).await?;
        for charge in charges {
            self.change_one("charge", BILL_CHARGE, args![charge.id, invoice]).await?;
        }
        let sum: i64 = charges.iter().map(|c| c.amount.minor).sum();
        self.change_one("account terms", MOVE_TERMS, args![account, -sum]).await
    }
}
