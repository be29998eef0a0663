//! Receipts taken back, cheques, monthly bills and closed months.

use super::money::currency;
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{ApplicationId, ChargeId, ChequeId, InvoiceId, MoneyReceiptId, PrepaidAccountId};
use cites::{Date, Money, Timestamp};
use permits::money::InvoiceLine;

macro_rules! reversal_columns {
    () => {
        "SELECT v.id, v.receipt, v.invoice, v.currency, v.amount_minor, v.allocated_minor, v.surplus_minor, v.reason, v.on_day, v.at, v.actor, r.number, r.method FROM money_reversal v JOIN money_receipt r ON r.tenant = v.tenant AND r.id = v.receipt WHERE v.tenant = $1"
    };
}
macro_rules! cheque_columns {
    () => {
        "SELECT id, number, bank, drawer, invoice, receipt, currency, amount_minor, state, received_at, deposited_at, ended_at, note, version FROM cheque WHERE tenant = $1"
    };
}
macro_rules! charge_columns {
    () => {
        "SELECT id, account, application, reference, currency, amount_minor, lines, at, bill FROM account_charge WHERE tenant = $1"
    };
}
macro_rules! month_columns {
    () => {
        "SELECT month, state, totals, proposed_by, proposed_at, confirmed_by, confirmed_at FROM month_closing WHERE tenant = $1"
    };
}

queries! {
    /// A receipt is taken back.
    INSERT_REVERSAL = "INSERT INTO money_reversal (tenant, id, receipt, invoice, currency, amount_minor, allocated_minor, surplus_minor, reason, on_day, at, actor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    /// Of an invoice, oldest first.
    REVERSALS_OF_INVOICE = concat!(reversal_columns!(), " AND v.invoice = $2 ORDER BY v.at, v.id");
    /// Of a span of days.
    REVERSALS_OF_DAYS = concat!(reversal_columns!(), " AND v.on_day >= $2 AND v.on_day <= $3 ORDER BY v.on_day, v.at, v.id LIMIT $4");
    /// What a receipt brought, by item.
    REVENUE_OF_SOURCE = "SELECT item, amount_minor FROM revenue WHERE tenant = $1 AND source = $2 ORDER BY item";
    /// Money goes out of the drawer again; never out of a closed one.
    TAKE_FROM_DRAWER = "UPDATE cash_session SET taken_minor = taken_minor - $3, version = version + 1 WHERE tenant = $1 AND id = $2 AND closed_at IS NULL";

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

    /// A month waits for its second person.
    PROPOSE_MONTH = "INSERT INTO month_closing (tenant, month, state, totals, proposed_by, proposed_at, confirmed_by, confirmed_at) VALUES ($1, $2, 'PROPOSED', $3, $4, $5, NULL, NULL)";
    /// The second person closes it.
    CLOSE_MONTH = "UPDATE month_closing SET state = 'CLOSED', confirmed_by = $3, confirmed_at = $4 WHERE tenant = $1 AND month = $2 AND state = 'PROPOSED'";
    /// The proposal is taken back.
    DROP_MONTH = "DELETE FROM month_closing WHERE tenant = $1 AND month = $2 AND state = 'PROPOSED'";
    /// One month; locked when an act loads it.
    MONTH_CLOSING = concat!(month_columns!(), " AND month = $2");
    /// All of them, the latest first.
    MONTHS = concat!(month_columns!(), " ORDER BY month DESC LIMIT $2");
    /// The first day with money on it that was not closed.
    FIRST_OPEN_DAY = "SELECT MIN(d.on_day) AS day FROM (SELECT on_day FROM money_receipt WHERE tenant = $1 AND on_day >= $2 AND on_day <= $3 UNION SELECT on_day FROM credit_note WHERE tenant = $1 AND on_day >= $2 AND on_day <= $3 UNION SELECT on_day FROM money_reversal WHERE tenant = $1 AND on_day >= $2 AND on_day <= $3) d WHERE NOT EXISTS (SELECT 1 FROM day_closing c WHERE c.tenant = $1 AND c.day = d.on_day)";
    /// Was this day closed?
    DAY_CLOSED = "SELECT COUNT(*) AS count FROM day_closing WHERE tenant = $1 AND day = $2";
    /// Closed days of a span.
    CLOSINGS_OF_DAYS = "SELECT day, totals, closed_by, closed_at FROM day_closing WHERE tenant = $1 AND day >= $2 AND day <= $3 ORDER BY day";
    /// Sums of a span of days by way of payment.
    TOTALS_OF_DAYS = "SELECT method, currency, CAST(SUM(amount_minor) AS BIGINT) AS sum, COUNT(*) AS count FROM money_receipt WHERE tenant = $1 AND on_day >= $2 AND on_day <= $3 GROUP BY method, currency ORDER BY method, currency";
    /// What was taken back in a span of days by way of payment.
    TAKEN_BACK_OF_DAYS = "SELECT r.method, v.currency, CAST(SUM(v.amount_minor) AS BIGINT) AS sum, COUNT(*) AS count FROM money_reversal v JOIN money_receipt r ON r.tenant = v.tenant AND r.id = v.receipt WHERE v.tenant = $1 AND v.on_day >= $2 AND v.on_day <= $3 GROUP BY r.method, v.currency ORDER BY 1, 2";
    /// Months in which money was booked.
    MONTHS_BOOKED = "SELECT substr(on_day, 1, 7) AS month FROM money_receipt WHERE tenant = $1 GROUP BY substr(on_day, 1, 7) ORDER BY 1 DESC LIMIT $2";
    /// Revenue by month, kind of document and currency; an empty kind: no case stands behind it.
    REVENUE_BY_KIND = "SELECT substr(v.on_day, 1, 7) AS month, COALESCE(a.kind, '') AS kind, v.currency, CAST(SUM(v.amount_minor) AS BIGINT) AS sum, COUNT(*) AS count FROM revenue v JOIN invoice i ON i.tenant = v.tenant AND i.id = v.invoice LEFT JOIN application a ON a.tenant = i.tenant AND a.id = i.application WHERE v.tenant = $1 AND v.on_day >= $2 AND v.on_day <= $3 GROUP BY substr(v.on_day, 1, 7), COALESCE(a.kind, ''), v.currency ORDER BY 1, 2, 3";
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

/// A month of the cash book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthRow {
    /// `YYYY-MM`.
    pub month: String,
    /// Closed for good, or still waiting for the second person?
    pub closed: bool,
    /// Its sums.
    pub totals: serde_json::Value,
    /// Who proposed it.
    pub proposed_by: String,
    /// When.
    pub proposed_at: Timestamp,
    /// The second person.
    pub confirmed_by: Option<String>,
    /// When.
    pub confirmed_at: Option<Timestamp>,
}

impl MonthRow {
    fn of(row: &Row) -> Result<MonthRow, Error> {
        Ok(MonthRow {
            month: row.get("month")?,
            closed: row.get::<String>("state")? == "CLOSED",
            totals: row.json("totals")?,
            proposed_by: row.get("proposed_by")?,
            proposed_at: row.get("proposed_at")?,
            confirmed_by: row.opt("confirmed_by")?,
            confirmed_at: row.opt("confirmed_at")?,
        })
    }
}

/// Revenue of one kind of document in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindRevenueRow {
    /// `YYYY-MM`.
    pub month: String,
    /// Code of `document_types`; empty where no case stands behind it.
    pub kind: String,
    /// Sum, less what was given back.
    pub sum: Money,
    /// How many entries.
    pub count: i64,
}

fn total(row: &Row) -> Result<super::money_desk::DayTotal, Error> {
    let sum = Money { minor: row.get("sum")?, currency: currency(row)? };
    Ok(super::money_desk::DayTotal { method: row.get("method")?, sum, count: row.get("count")? })
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

    /// What a receipt brought, by item.
    pub async fn revenue_of_source(
        &mut self,
        source: MoneyReceiptId,
    ) -> Result<Vec<(permits::money::FeeItem, i64)>, Error> {
        let rows = self.all(REVENUE_OF_SOURCE, args![source]).await?;
        let item = permits::money::FeeItem::from_code;
        rows.iter().map(|row| Ok((row.code("item", item)?, row.get("amount_minor")?))).collect()
    }

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

    /// One month of the cash book; `None`: nobody closed it.
    pub async fn month_closing(&mut self, month: &str) -> Result<Option<MonthRow>, Error> {
        self.opt(MONTH_CLOSING, args![month]).await?.as_ref().map(MonthRow::of).transpose()
    }

    /// Months that were proposed or closed, the latest first.
    pub async fn month_closings(&mut self, limit: i64) -> Result<Vec<MonthRow>, Error> {
        self.all(MONTHS, args![limit]).await?.iter().map(MonthRow::of).collect()
    }

    /// Months in which money was booked, the latest first.
    pub async fn months_booked(&mut self, limit: i64) -> Result<Vec<String>, Error> {
        self.all(MONTHS_BOOKED, args![limit]).await?.iter().map(|row| row.get("month")).collect()
    }

    /// The first day of a span that has money on it and was not closed.
    pub async fn first_open_day(&mut self, from: Date, to: Date) -> Result<Option<Date>, Error> {
        self.one(FIRST_OPEN_DAY, args![from, to]).await?.opt("day")
    }

    /// Was this day closed?
    pub async fn day_is_closed(&mut self, day: Date) -> Result<bool, Error> {
        Ok(self.one(DAY_CLOSED, args![day]).await?.get::<i64>("count")? > 0)
    }

    /// Closed days of a span, in order.
    pub async fn day_closings_between(
        &mut self,
        from: Date,
        to: Date,
    ) -> Result<Vec<super::money_desk::ClosingRow>, Error> {
        let rows = self.all(CLOSINGS_OF_DAYS, args![from, to]).await?;
        let one = |row: &Row| {
            Ok(super::money_desk::ClosingRow {
                day: row.get("day")?,
                totals: row.json("totals")?,
                closed_by: row.get("closed_by")?,
                closed_at: row.get("closed_at")?,
            })
        };
        rows.iter().map(one).collect()
    }

    /// Sums of a span of days by way of payment.
    pub async fn totals_between(&mut self, from: Date, to: Date) -> Result<Vec<super::money_desk::DayTotal>, Error> {
        self.all(TOTALS_OF_DAYS, args![from, to]).await?.iter().map(total).collect()
    }

    /// What was taken back in a span of days by way of payment.
    pub async fn taken_back_between(
        &mut self,
        from: Date,
        to: Date,
    ) -> Result<Vec<super::money_desk::DayTotal>, Error> {
        self.all(TAKEN_BACK_OF_DAYS, args![from, to]).await?.iter().map(total).collect()
    }

    /// Revenue by month and kind of document in a span of days, both included.
    pub async fn revenue_by_kind(&mut self, from: Date, to: Date) -> Result<Vec<KindRevenueRow>, Error> {
        let rows = self.all(REVENUE_BY_KIND, args![from, to]).await?;
        let one = |row: &Row| {
            Ok(KindRevenueRow {
                month: row.get("month")?,
                kind: row.get("kind")?,
                sum: Money { minor: row.get("sum")?, currency: currency(row)? },
                count: row.get("count")?,
            })
        };
        rows.iter().map(one).collect()
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
    pub async fn cash_give_back(&mut self, id: cites::ids::CashSessionId, minor: i64) -> Result<(), Error> {
        self.change_one("cash session", TAKE_FROM_DRAWER, args![id, minor]).await
    }

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

    /// A month waits for its second person.
    ///
    /// # Errors
    /// [`Error::Refused`] when it was proposed or closed before.
    pub async fn month_propose(&mut self, month: &str, totals: &serde_json::Value, by: &str) -> Result<(), Error> {
        let (totals, at) = (serde_json::to_string(totals)?, self.at());
        self.change(PROPOSE_MONTH, args![month, totals, by, at]).await?;
        Ok(())
    }

    /// The second person closes it for good.
    ///
    /// # Errors
    /// [`Error::Stale`] when nothing waits, [`Error::Refused`] (`month_closing_two_persons`) for the proposer.
    pub async fn month_close(&mut self, month: &str, by: &str) -> Result<(), Error> {
        let at = self.at();
        self.change_one("month", CLOSE_MONTH, args![month, by, at]).await
    }

    /// A proposal is taken back.
    ///
    /// # Errors
    /// [`Error::Stale`] when nothing waits.
    pub async fn month_drop(&mut self, month: &str) -> Result<(), Error> {
        self.change_one("month", DROP_MONTH, args![month]).await
    }

    /// A month, held until the end of the transaction.
    pub async fn month_for_update(&mut self, month: &str) -> Result<Option<MonthRow>, Error> {
        self.lock(MONTH_CLOSING, args![month]).await?.as_ref().map(MonthRow::of).transpose()
    }
}
