//! Fee schedules, invoices with their balance, receipts, credit notes, and what two persons decide about them.
//!
//! Invoices, receipts and credit notes are only ever added. What is open of an invoice stands in `invoice_balance`,
//! whose row is locked by whoever moves it; its constraints refuse what the program must not do.

use super::invoice_subject::Subject;
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{
    ApplicationId, CashSessionId, FeeScheduleId, InvoiceId, MoneyReceiptId, MoneyRequestId, OrganisationId, PersonId,
    PrepaidAccountId,
};
use cites::{Currency, Date, Money, Timestamp};
use permits::money::{Balance, FeeItem, FeeSchedule, InvoiceLine, PayMethod, RequestKind};

macro_rules! invoice_columns {
    () => {
        "i.id, i.number, i.application, i.organisation, i.person, i.payer, i.purpose, i.currency, i.lines, i.note, i.due_at, i.issued_at, i.issued_by, b.total_minor, b.paid_minor, b.drawn_minor, b.waived_minor, b.credited_minor, b.refunded_minor, b.surplus_minor, b.surplus_back_minor, b.version, CAST(COALESCE((SELECT SUM(w.amount_minor) FROM money_write_off w WHERE w.tenant = i.tenant AND w.invoice = i.id), 0) AS BIGINT) AS written_off_minor, (SELECT s.about FROM invoice_subject s WHERE s.tenant = i.tenant AND s.invoice = i.id) AS about, (SELECT s.subject FROM invoice_subject s WHERE s.tenant = i.tenant AND s.invoice = i.id) AS about_id, (SELECT s.label FROM invoice_subject s WHERE s.tenant = i.tenant AND s.invoice = i.id) AS about_label FROM invoice i JOIN invoice_balance b ON b.tenant = i.tenant AND b.invoice = i.id WHERE i.tenant = $1"
    };
}
macro_rules! receipt_columns {
    () => {
        "SELECT id, number, invoice, account, method, reference, currency, amount_minor, allocated_minor, surplus_minor, payer, cash_session, on_day, at, actor FROM money_receipt WHERE tenant = $1"
    };
}
macro_rules! request_columns {
    () => {
        "SELECT id, kind, invoice, amount_minor, first_item, reason, state, asked_by, asked_name, asked_at, decided_by, decided_at, version FROM money_request WHERE tenant = $1"
    };
}
macro_rules! schedule_columns {
    () => {
        "SELECT id, body, state, proposed_by, proposed_at, decided_by, decided_at, version FROM fee_schedule WHERE tenant = $1"
    };
}

queries! {
    /// A proposed schedule.
    INSERT_SCHEDULE = "INSERT INTO fee_schedule (tenant, id, valid_from, valid_until, body, state, proposed_by, proposed_at, decided_by, decided_at, version) VALUES ($1, $2, $3, $4, $5, 'PROPOSED', $6, $7, NULL, NULL, 1)";
    /// The second person confirms or drops it.
    DECIDE_SCHEDULE = "UPDATE fee_schedule SET state = $3, decided_by = $4, decided_at = $5, version = version + 1 WHERE tenant = $1 AND id = $2 AND state = 'PROPOSED' AND version = $6";
    /// One schedule.
    SCHEDULE = concat!(schedule_columns!(), " AND id = $2");
    /// All schedules, the latest first.
    SCHEDULES = concat!(schedule_columns!(), " ORDER BY valid_from DESC, proposed_at DESC, id LIMIT $2");
    /// The confirmed schedule of a day: the one that began last.
    SCHEDULE_OF_DAY = concat!(schedule_columns!(), " AND state = 'CONFIRMED' AND valid_from <= $2 AND (valid_until IS NULL OR valid_until >= $2) ORDER BY valid_from DESC, decided_at DESC LIMIT 1");
    /// An invoice as issued.
    INSERT_INVOICE = "INSERT INTO invoice (tenant, id, number, application, organisation, person, payer, purpose, currency, total_minor, lines, note, due_at, issued_at, issued_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    /// Its balance at the beginning.
    INSERT_BALANCE = "INSERT INTO invoice_balance (tenant, invoice, total_minor, paid_minor, drawn_minor, waived_minor, credited_minor, refunded_minor, surplus_minor, surplus_back_minor, open_minor, due_at, version) VALUES ($1, $2, $3, 0, 0, 0, 0, 0, 0, 0, $3, $4, 1)";
    /// Holds the balance until the end of the transaction.
    LOCK_BALANCE = "SELECT version FROM invoice_balance WHERE tenant = $1 AND invoice = $2";
    /// The balance after a movement.
    UPDATE_BALANCE = "UPDATE invoice_balance SET paid_minor = $3, drawn_minor = $4, waived_minor = $5, credited_minor = $6, refunded_minor = $7, surplus_minor = $8, surplus_back_minor = $9, open_minor = $10, version = version + 1 WHERE tenant = $1 AND invoice = $2 AND version = $11";
    /// One invoice.
    INVOICE = concat!("SELECT ", invoice_columns!(), " AND i.id = $2");
    /// By its number.
    INVOICE_BY_NUMBER = concat!("SELECT ", invoice_columns!(), " AND i.number = $2");
    /// Of a case, oldest first.
    INVOICES_OF_CASE = concat!("SELECT ", invoice_columns!(), " AND i.application = $2 ORDER BY i.issued_at, i.id");
    /// Of a payer, newest first.
    INVOICES_OF_PAYER = concat!("SELECT ", invoice_columns!(), " AND (i.person = $2 OR i.organisation = $3) ORDER BY i.issued_at DESC, i.id LIMIT $4");
    /// What is expected: open ones, the earliest deadline first.
    INVOICES_OPEN = concat!("SELECT ", invoice_columns!(), " AND b.open_minor > 0 ORDER BY b.due_at, i.id LIMIT $2");
    /// Overdue ones that wait before examination.
    INVOICES_OVERDUE = concat!("SELECT ", invoice_columns!(), " AND b.open_minor > 0 AND i.purpose = 'SUBMISSION' AND b.due_at < $2 ORDER BY b.due_at, i.id LIMIT $3");
    /// Invoices on which too much was paid.
    INVOICES_OVERPAID = concat!("SELECT ", invoice_columns!(), " AND b.surplus_minor > b.surplus_back_minor ORDER BY i.issued_at DESC, i.id LIMIT $2");
    /// How much is expected, by currency.
    EXPECTED = "SELECT i.currency, COUNT(*) AS count, CAST(SUM(b.open_minor) AS BIGINT) AS sum FROM invoice_balance b JOIN invoice i ON i.tenant = b.tenant AND i.id = b.invoice WHERE b.tenant = $1 AND b.open_minor > 0 GROUP BY i.currency ORDER BY i.currency";
    /// A receipt.
    INSERT_RECEIPT = "INSERT INTO money_receipt (tenant, id, number, invoice, account, method, reference, currency, amount_minor, allocated_minor, surplus_minor, payer, cash_session, on_day, at, actor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    /// One receipt.
    RECEIPT = concat!(receipt_columns!(), " AND id = $2");
    /// The receipt of a reference.
    RECEIPT_BY_REFERENCE = concat!(receipt_columns!(), " AND method = $2 AND reference = $3");
    /// Of an invoice, oldest first.
    RECEIPTS_OF_INVOICE = concat!(receipt_columns!(), " AND invoice = $2 ORDER BY at, id");
    /// Of a span of days.
    RECEIPTS_OF_DAYS = concat!(receipt_columns!(), " AND on_day >= $2 AND on_day <= $3 ORDER BY on_day, number LIMIT $4");
    /// Of a cashier's session.
    RECEIPTS_OF_SESSION = concat!(receipt_columns!(), " AND cash_session = $2 ORDER BY at, id");
    /// A request for two persons.
    INSERT_REQUEST = "INSERT INTO money_request (tenant, id, kind, invoice, amount_minor, first_item, reason, state, asked_by, asked_name, asked_at, decided_by, decided_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 'PROPOSED', $8, $9, $10, NULL, NULL, 1)";
    /// The second person decides.
    DECIDE_REQUEST = "UPDATE money_request SET state = $3, decided_by = $4, decided_at = $5, version = version + 1 WHERE tenant = $1 AND id = $2 AND state = 'PROPOSED' AND version = $6";
    /// One request.
    REQUEST = concat!(request_columns!(), " AND id = $2");
    /// Those that wait, oldest first.
    REQUESTS_WAITING = concat!(request_columns!(), " AND state = 'PROPOSED' ORDER BY asked_at, id LIMIT $2");
    /// Of an invoice, oldest first.
    REQUESTS_OF_INVOICE = concat!(request_columns!(), " AND invoice = $2 ORDER BY asked_at, id");
    /// A credit note.
    INSERT_CREDIT_NOTE = "INSERT INTO credit_note (tenant, id, number, invoice, currency, amount_minor, refunded_minor, reason, on_day, at, actor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    /// Of an invoice, oldest first.
    CREDIT_NOTES_OF_INVOICE = "SELECT c.id, c.number, c.invoice, c.currency, c.amount_minor, c.refunded_minor, COALESCE(t.tax_minor, 0) AS tax_minor, c.reason, c.on_day, c.at, c.actor FROM credit_note c LEFT JOIN credit_note_tax t ON t.tenant = c.tenant AND t.credit_note = c.id WHERE c.tenant = $1 AND c.invoice = $2 ORDER BY c.at, c.id";
    /// Of a span of days.
    CREDIT_NOTES_OF_DAYS = "SELECT c.id, c.number, c.invoice, c.currency, c.amount_minor, c.refunded_minor, COALESCE(t.tax_minor, 0) AS tax_minor, c.reason, c.on_day, c.at, c.actor FROM credit_note c LEFT JOIN credit_note_tax t ON t.tenant = c.tenant AND t.credit_note = c.id WHERE c.tenant = $1 AND c.on_day >= $2 AND c.on_day <= $3 ORDER BY c.on_day, c.number LIMIT $4";
    /// Invoices whose balance is not the sum of their receipts and credit notes, or whose items do not add up.
    MONEY_UNBALANCED = "SELECT b.invoice FROM invoice_balance b WHERE b.tenant = $1 AND (b.paid_minor <> (SELECT COALESCE(SUM(r.allocated_minor), 0) FROM money_receipt r WHERE r.tenant = b.tenant AND r.invoice = b.invoice) - (SELECT COALESCE(SUM(x.allocated_minor), 0) FROM money_reversal x WHERE x.tenant = b.tenant AND x.invoice = b.invoice) OR b.surplus_minor <> (SELECT COALESCE(SUM(r.surplus_minor), 0) FROM money_receipt r WHERE r.tenant = b.tenant AND r.invoice = b.invoice) - (SELECT COALESCE(SUM(x.surplus_minor), 0) FROM money_reversal x WHERE x.tenant = b.tenant AND x.invoice = b.invoice) OR b.credited_minor <> (SELECT COALESCE(SUM(c.amount_minor), 0) FROM credit_note c WHERE c.tenant = b.tenant AND c.invoice = b.invoice) OR b.paid_minor - b.refunded_minor <> (SELECT COALESCE(SUM(v.amount_minor), 0) FROM revenue v WHERE v.tenant = b.tenant AND v.invoice = b.invoice))";
}

/// A schedule with who decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeScheduleRow {
    /// Id.
    pub id: FeeScheduleId,
    /// What it says.
    pub schedule: FeeSchedule,
    /// `PROPOSED`, `CONFIRMED` or `DROPPED`.
    pub state: String,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// When.
    pub proposed_at: Timestamp,
    /// Who confirmed or dropped it.
    pub decided_by: Option<PersonId>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// How often it was changed.
    pub version: i64,
}

impl FeeScheduleRow {
    fn of(row: &Row) -> Result<FeeScheduleRow, Error> {
        Ok(FeeScheduleRow {
            id: row.get("id")?,
            schedule: row.json("body")?,
            state: row.get("state")?,
            proposed_by: row.get("proposed_by")?,
            proposed_at: row.get("proposed_at")?,
            decided_by: row.opt("decided_by")?,
            decided_at: row.opt("decided_at")?,
            version: row.get("version")?,
        })
    }
}

/// An invoice with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceRow {
    /// Id.
    pub id: InvoiceId,
    /// Its number.
    pub number: String,
    /// The case.
    pub application: Option<ApplicationId>,
    /// What it is about; a case as above.
    pub subject: Subject,
    /// The company that pays.
    pub organisation: Option<OrganisationId>,
    /// The person that pays.
    pub person: Option<PersonId>,
    /// Name of the payer.
    pub payer: String,
    /// `SUBMISSION`, `APPROVAL`, `COLLECTION` or `EXTRA`.
    pub purpose: String,
    /// Of all its amounts.
    pub currency: Currency,
    /// Its lines.
    pub lines: Vec<InvoiceLine>,
    /// Words to the payer.
    pub note: String,
    /// Until when it is to be paid.
    pub due_at: Timestamp,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Who issued it.
    pub issued_by: String,
    /// Where it stands.
    pub balance: Balance,
    /// Version of the balance.
    pub version: i64,
}

impl InvoiceRow {
    fn of(row: &Row) -> Result<InvoiceRow, Error> {
        let written_off: i64 = row.get("written_off_minor")?;
        let application = row.opt("application")?;
        Ok(InvoiceRow {
            id: row.get("id")?,
            number: row.get("number")?,
            application,
            subject: Subject::of(row, application)?,
            organisation: row.opt("organisation")?,
            person: row.opt("person")?,
            payer: row.get("payer")?,
            purpose: row.get("purpose")?,
            currency: currency(row)?,
            lines: row.json("lines")?,
            note: row.get("note")?,
            due_at: row.get("due_at")?,
            issued_at: row.get("issued_at")?,
            issued_by: row.get("issued_by")?,
            balance: Balance {
                total: row.get("total_minor")?,
                paid: row.get("paid_minor")?,
                drawn: row.get("drawn_minor")?,
                // One column holds both; what was written off stands in rows of its own.
                waived: row.get::<i64>("waived_minor")? - written_off,
                written_off,
                credited: row.get("credited_minor")?,
                refunded: row.get("refunded_minor")?,
                surplus: row.get("surplus_minor")?,
                surplus_back: row.get("surplus_back_minor")?,
            },
            version: row.get("version")?,
        })
    }

    /// An amount of its currency.
    pub fn money(&self, minor: i64) -> Money {
        Money { minor, currency: self.currency }
    }
}

pub(super) fn currency(row: &Row) -> Result<Currency, Error> {
    let text: String = row.get("currency")?;
    Currency::parse(&text).map_err(|e| Error::corrupt("currency", e))
}

/// A receipt of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoneyReceiptRow {
    /// Id.
    pub id: MoneyReceiptId,
    /// Its number.
    pub number: String,
    /// The invoice it pays.
    pub invoice: Option<InvoiceId>,
    /// The account it fills or is drawn from.
    pub account: Option<PrepaidAccountId>,
    /// How the money came.
    pub method: PayMethod,
    /// Reference of the bank's line or the service.
    pub reference: Option<String>,
    /// What came.
    pub amount: Money,
    /// Of that, on the invoice or the account, minor units.
    pub allocated_minor: i64,
    /// Of that, too much, minor units.
    pub surplus_minor: i64,
    /// Who paid.
    pub payer: String,
    /// The cashier's session.
    pub cash_session: Option<CashSessionId>,
    /// Day in the cash book.
    pub on_day: Date,
    /// When it was recorded.
    pub at: Timestamp,
    /// Who recorded it.
    pub actor: String,
}

impl MoneyReceiptRow {
    fn of(row: &Row) -> Result<MoneyReceiptRow, Error> {
        Ok(MoneyReceiptRow {
            id: row.get("id")?,
            number: row.get("number")?,
            invoice: row.opt("invoice")?,
            account: row.opt("account")?,
            method: row.code("method", PayMethod::from_code)?,
            reference: row.opt("reference")?,
            amount: Money { minor: row.get("amount_minor")?, currency: currency(row)? },
            allocated_minor: row.get("allocated_minor")?,
            surplus_minor: row.get("surplus_minor")?,
            payer: row.get("payer")?,
            cash_session: row.opt("cash_session")?,
            on_day: row.get("on_day")?,
            at: row.get("at")?,
            actor: row.get("actor")?,
        })
    }
}

/// A waiver or refund with its two persons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoneyRequestRow {
    /// Id.
    pub id: MoneyRequestId,
    /// What is asked.
    pub kind: RequestKind,
    /// The invoice.
    pub invoice: InvoiceId,
    /// How much, minor units of the invoice's currency.
    pub amount_minor: i64,
    /// The fee that is given back first.
    pub first_item: Option<FeeItem>,
    /// Why.
    pub reason: String,
    /// `PROPOSED`, `APPROVED` or `REFUSED`.
    pub state: String,
    /// Who asked, as the audit trail writes it.
    pub asked_by: String,
    /// The name; empty for the system.
    pub asked_name: String,
    /// When.
    pub asked_at: Timestamp,
    /// The second person.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// How often it was changed.
    pub version: i64,
}

impl MoneyRequestRow {
    fn of(row: &Row) -> Result<MoneyRequestRow, Error> {
        Ok(MoneyRequestRow {
            id: row.get("id")?,
            kind: row.code("kind", RequestKind::from_code)?,
            invoice: row.get("invoice")?,
            amount_minor: row.get("amount_minor")?,
            first_item: row.code_opt("first_item", FeeItem::from_code)?,
            reason: row.get("reason")?,
            state: row.get("state")?,
            asked_by: row.get("asked_by")?,
            asked_name: row.get("asked_name")?,
            asked_at: row.get("asked_at")?,
            decided_by: row.opt("decided_by")?,
            decided_at: row.opt("decided_at")?,
            version: row.get("version")?,
        })
    }
}

/// A credit note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditNoteRow {
    /// Id.
    pub id: MoneyReceiptId,
    /// Its number.
    pub number: String,
    /// The invoice.
    pub invoice: InvoiceId,
    /// How much of the invoice it takes back.
    pub amount: Money,
    /// Of that, money given back, minor units.
    pub refunded_minor: i64,
    /// Tax in the amount, minor units.
    pub tax_minor: i64,
    /// Why.
    pub reason: String,
    /// Day in the cash book.
    pub on_day: Date,
    /// When.
    pub at: Timestamp,
    /// Who released it.
    pub actor: String,
}

impl CreditNoteRow {
    fn of(row: &Row) -> Result<CreditNoteRow, Error> {
        Ok(CreditNoteRow {
            id: row.get("id")?,
            number: row.get("number")?,
            invoice: row.get("invoice")?,
            amount: Money { minor: row.get("amount_minor")?, currency: currency(row)? },
            refunded_minor: row.get("refunded_minor")?,
            tax_minor: row.get("tax_minor")?,
            reason: row.get("reason")?,
            on_day: row.get("on_day")?,
            at: row.get("at")?,
            actor: row.get("actor")?,
        })
    }
}

/// What is expected in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedRow {
    /// Sum of what is open.
    pub sum: Money,
    /// How many invoices.
    pub count: i64,
}

impl Read {
    /// One schedule.
    pub async fn fee_schedule(&mut self, id: FeeScheduleId) -> Result<Option<FeeScheduleRow>, Error> {
        self.opt(SCHEDULE, args![id]).await?.as_ref().map(FeeScheduleRow::of).transpose()
    }

    /// Schedules, the latest first.
    pub async fn fee_schedules(&mut self, limit: i64) -> Result<Vec<FeeScheduleRow>, Error> {
        self.all(SCHEDULES, args![limit]).await?.iter().map(FeeScheduleRow::of).collect()
    }

    /// The confirmed schedule of a day.
    pub async fn fee_schedule_of(&mut self, day: Date) -> Result<Option<FeeScheduleRow>, Error> {
        self.opt(SCHEDULE_OF_DAY, args![day]).await?.as_ref().map(FeeScheduleRow::of).transpose()
    }

    /// One invoice.
    pub async fn invoice(&mut self, id: InvoiceId) -> Result<Option<InvoiceRow>, Error> {
        self.opt(INVOICE, args![id]).await?.as_ref().map(InvoiceRow::of).transpose()
    }

    /// The invoice of a number.
    pub async fn invoice_by_number(&mut self, number: &str) -> Result<Option<InvoiceRow>, Error> {
        self.opt(INVOICE_BY_NUMBER, args![number]).await?.as_ref().map(InvoiceRow::of).transpose()
    }

    /// Invoices of a case, oldest first.
    pub async fn invoices_of_case(&mut self, id: ApplicationId) -> Result<Vec<InvoiceRow>, Error> {
        self.all(INVOICES_OF_CASE, args![id]).await?.iter().map(InvoiceRow::of).collect()
    }

    /// Invoices of a payer, newest first.
    pub async fn invoices_of_payer(
        &mut self,
        person: PersonId,
        organisation: Option<OrganisationId>,
        limit: i64,
    ) -> Result<Vec<InvoiceRow>, Error> {
        self.all(INVOICES_OF_PAYER, args![person, organisation, limit]).await?.iter().map(InvoiceRow::of).collect()
    }

    /// Open invoices, the earliest deadline first.
    pub async fn invoices_open(&mut self, limit: i64) -> Result<Vec<InvoiceRow>, Error> {
        self.all(INVOICES_OPEN, args![limit]).await?.iter().map(InvoiceRow::of).collect()
    }

    /// Invoices before examination whose deadline has passed.
    pub async fn invoices_overdue(&mut self, now: Timestamp, limit: i64) -> Result<Vec<InvoiceRow>, Error> {
        self.all(INVOICES_OVERDUE, args![now, limit]).await?.iter().map(InvoiceRow::of).collect()
    }

    /// Invoices on which too much was paid.
    pub async fn invoices_overpaid(&mut self, limit: i64) -> Result<Vec<InvoiceRow>, Error> {
        self.all(INVOICES_OVERPAID, args![limit]).await?.iter().map(InvoiceRow::of).collect()
    }

    /// What is expected, by currency.
    pub async fn money_expected(&mut self) -> Result<Vec<ExpectedRow>, Error> {
        let rows = self.all(EXPECTED, args![]).await?;
        let one = |row: &Row| {
            Ok(ExpectedRow {
                sum: Money { minor: row.get("sum")?, currency: currency(row)? },
                count: row.get("count")?,
            })
        };
        rows.iter().map(one).collect()
    }

    /// One receipt.
    pub async fn money_receipt(&mut self, id: MoneyReceiptId) -> Result<Option<MoneyReceiptRow>, Error> {
        self.opt(RECEIPT, args![id]).await?.as_ref().map(MoneyReceiptRow::of).transpose()
    }

    /// The receipt of a reference of the bank or the payment service.
    pub async fn money_receipt_of(
        &mut self,
        method: PayMethod,
        reference: &str,
    ) -> Result<Option<MoneyReceiptRow>, Error> {
        let row = self.opt(RECEIPT_BY_REFERENCE, args![method.code(), reference]).await?;
        row.as_ref().map(MoneyReceiptRow::of).transpose()
    }

    /// Receipts of an invoice, oldest first.
    pub async fn money_receipts_of(&mut self, invoice: InvoiceId) -> Result<Vec<MoneyReceiptRow>, Error> {
        self.all(RECEIPTS_OF_INVOICE, args![invoice]).await?.iter().map(MoneyReceiptRow::of).collect()
    }

    /// Receipts of a span of days, both included.
    pub async fn money_receipts_between(
        &mut self,
        from: Date,
        to: Date,
        limit: i64,
    ) -> Result<Vec<MoneyReceiptRow>, Error> {
        self.all(RECEIPTS_OF_DAYS, args![from, to, limit]).await?.iter().map(MoneyReceiptRow::of).collect()
    }

    /// Receipts of a cashier's session, oldest first.
    pub async fn money_receipts_of_session(&mut self, id: CashSessionId) -> Result<Vec<MoneyReceiptRow>, Error> {
        self.all(RECEIPTS_OF_SESSION, args![id]).await?.iter().map(MoneyReceiptRow::of).collect()
    }

    /// One request.
    pub async fn money_request(&mut self, id: MoneyRequestId) -> Result<Option<MoneyRequestRow>, Error> {
        self.opt(REQUEST, args![id]).await?.as_ref().map(MoneyRequestRow::of).transpose()
    }

    /// Requests that wait for their second person, oldest first.
    pub async fn money_requests_waiting(&mut self, limit: i64) -> Result<Vec<MoneyRequestRow>, Error> {
        self.all(REQUESTS_WAITING, args![limit]).await?.iter().map(MoneyRequestRow::of).collect()
    }

    /// Requests about an invoice, oldest first.
    pub async fn money_requests_of(&mut self, invoice: InvoiceId) -> Result<Vec<MoneyRequestRow>, Error> {
        self.all(REQUESTS_OF_INVOICE, args![invoice]).await?.iter().map(MoneyRequestRow::of).collect()
    }

    /// Credit notes of an invoice, oldest first.
    pub async fn credit_notes_of(&mut self, invoice: InvoiceId) -> Result<Vec<CreditNoteRow>, Error> {
        self.all(CREDIT_NOTES_OF_INVOICE, args![invoice]).await?.iter().map(CreditNoteRow::of).collect()
    }

    /// Credit notes of a span of days, both included.
    pub async fn credit_notes_between(
        &mut self,
        from: Date,
        to: Date,
        limit: i64,
    ) -> Result<Vec<CreditNoteRow>, Error> {
        self.all(CREDIT_NOTES_OF_DAYS, args![from, to, limit]).await?.iter().map(CreditNoteRow::of).collect()
    }

    /// Invoices whose balance is not the sum of what stands behind it; none, ever.
    pub async fn money_unbalanced(&mut self) -> Result<Vec<InvoiceId>, Error> {
        self.all(MONEY_UNBALANCED, args![]).await?.iter().map(|row| row.get("invoice")).collect()
    }
}

impl Tx {
    /// A schedule that waits for its second person.
    pub async fn fee_schedule_insert(
        &mut self,
        id: FeeScheduleId,
        schedule: &FeeSchedule,
        by: PersonId,
    ) -> Result<(), Error> {
        let (body, at) = (serde_json::to_string(schedule)?, self.at());
        self.change(INSERT_SCHEDULE, args![id, schedule.valid_from, schedule.valid_until, body, by, at]).await?;
        Ok(())
    }

    /// Confirms or drops a proposed schedule.
    ///
    /// # Errors
    /// [`Error::Stale`] when it was decided, [`Error::Refused`] (`fee_schedule_two_persons`) for the proposer.
    pub async fn fee_schedule_decide(
        &mut self,
        row: &FeeScheduleRow,
        confirm: bool,
        by: PersonId,
    ) -> Result<(), Error> {
        let (state, at) = (if confirm { "CONFIRMED" } else { "DROPPED" }, self.at());
        self.change_one("fee schedule", DECIDE_SCHEDULE, args![row.id, state, by, at, row.version]).await
    }

    /// Issues an invoice.
    pub async fn invoice_insert(&mut self, row: &InvoiceRow) -> Result<(), Error> {
        let lines = serde_json::to_string(&row.lines)?;
        self.change(
            INSERT_INVOICE,
            args![
                row.id,
                row.number,
                row.application,
                row.organisation,
                row.person,
                row.payer,
                row.purpose,
                row.currency.code(),
                row.balance.total,
                lines,
                row.note,
                row.due_at,
                row.issued_at,
                row.issued_by
            ],
        )
        .await?;
        self.change(INSERT_BALANCE, args![row.id, row.balance.total, row.due_at]).await?;
        Ok(())
    }

    /// One invoice, its balance held until the end of the transaction.
    pub async fn invoice_for_update(&mut self, id: InvoiceId) -> Result<Option<InvoiceRow>, Error> {
        if self.lock(LOCK_BALANCE, args![id]).await?.is_none() {
            return Ok(None);
        }
        self.invoice(id).await
    }

    /// The balance after a movement.
    pub async fn invoice_move(&mut self, row: &InvoiceRow, b: &Balance) -> Result<(), Error> {
        self.change_one(
            "invoice",
            UPDATE_BALANCE,
            args![
                row.id,
                b.paid,
                b.drawn,
                b.waived + b.written_off,
                b.credited,
                b.refunded,
                b.surplus,
                b.surplus_back,
                b.open(),
                row.version
            ],
        )
        .await
    }

    /// Records a receipt.
    ///
    /// # Errors
    /// [`Error::Refused`] (`money_receipt_once`) when the reference was counted before.
    pub async fn money_receipt_insert(&mut self, row: &MoneyReceiptRow) -> Result<(), Error> {
        self.change(
            INSERT_RECEIPT,
            args![
                row.id,
                row.number,
                row.invoice,
                row.account,
                row.method.code(),
                row.reference,
                row.amount.currency.code(),
                row.amount.minor,
                row.allocated_minor,
                row.surplus_minor,
                row.payer,
                row.cash_session,
                row.on_day,
                row.at,
                row.actor
            ],
        )
        .await?;
        Ok(())
    }

    /// A request for two persons.
    pub async fn money_request_insert(&mut self, row: &MoneyRequestRow) -> Result<(), Error> {
        let item = row.first_item.map(FeeItem::code);
        self.change(
            INSERT_REQUEST,
            args![
                row.id,
                row.kind.code(),
                row.invoice,
                row.amount_minor,
                item,
                row.reason,
                row.asked_by,
                row.asked_name,
                row.asked_at
            ],
        )
        .await?;
        Ok(())
    }

    /// The second person decides.
    ///
    /// # Errors
    /// [`Error::Stale`] when it was decided, [`Error::Refused`] (`money_request_two_persons`) for the one who asked.
    pub async fn money_request_decide(&mut self, row: &MoneyRequestRow, approve: bool, by: &str) -> Result<(), Error> {
        let (state, at) = (if approve { "APPROVED" } else { "REFUSED" }, self.at());
        self.change_one("money request", DECIDE_REQUEST, args![row.id, state, by, at, row.version]).await
    }

    /// Records a credit note.
    pub async fn credit_note_insert(&mut self, row: &CreditNoteRow) -> Result<(), Error> {
        self.change(
            INSERT_CREDIT_NOTE,
            args![
                row.id,
                row.number,
                row.invoice,
                row.amount.currency.code(),
                row.amount.minor,
                row.refunded_minor,
                row.reason,
                row.on_day,
                row.at,
                row.actor
            ],
        )
        .await?;
        if row.tax_minor > 0 {
            self.credit_note_tax_insert(row.id, row.amount, row.tax_minor).await?;
        }
        Ok(())
    }
}
