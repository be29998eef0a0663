//! The cash book: cashiers' sessions, closed days, bank files and prepaid accounts.

use super::money::currency;
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{BankLineId, CashSessionId, MoneyReceiptId, OrganisationId, PersonId, PrepaidAccountId};
use cites::{Date, Digest, Money, Timestamp};

macro_rules! session_columns {
    () => {
        "SELECT id, cashier, cashier_name, currency, float_minor, taken_minor, counted_minor, note, opened_at, closed_at, version FROM cash_session WHERE tenant = $1"
    };
}
macro_rules! line_columns {
    () => {
        "SELECT id, file, line, booked_on, currency, amount_minor, reference, payer, fingerprint, state, receipt, note, version FROM bank_line WHERE tenant = $1"
    };
}
macro_rules! account_columns {
    () => {
        "SELECT id, number, organisation, person, holder, currency, balance_minor, opened_at, version FROM prepaid_account WHERE tenant = $1"
    };
}

queries! {
    /// Opens a drawer.
    INSERT_SESSION = "INSERT INTO cash_session (tenant, id, cashier, cashier_name, currency, float_minor, taken_minor, counted_minor, note, opened_at, closed_at, version) VALUES ($1, $2, $3, $4, $5, $6, 0, NULL, '', $7, NULL, 1)";
    /// One session; locked when an act loads it.
    SESSION = concat!(session_columns!(), " AND id = $2");
    /// The open session of a cashier; locked when an act loads it.
    SESSION_OPEN = concat!(session_columns!(), " AND cashier = $2 AND closed_at IS NULL");
    /// Sessions, newest first.
    SESSIONS = concat!(session_columns!(), " ORDER BY opened_at DESC, id LIMIT $2");
    /// Money goes into the drawer; never into a closed one.
    TAKE_CASH = "UPDATE cash_session SET taken_minor = taken_minor + $3, version = version + 1 WHERE tenant = $1 AND id = $2 AND closed_at IS NULL";
    /// Counted and closed.
    CLOSE_SESSION = "UPDATE cash_session SET counted_minor = $3, note = $4, closed_at = $5, version = version + 1 WHERE tenant = $1 AND id = $2 AND closed_at IS NULL AND version = $6";
    /// How many drawers are open.
    SESSIONS_OPEN = "SELECT COUNT(*) AS count FROM cash_session WHERE tenant = $1 AND closed_at IS NULL";
    /// The last closed day.
    LAST_CLOSED = "SELECT MAX(day) AS day FROM day_closing WHERE tenant = $1";
    /// Closes a day for good.
    INSERT_CLOSING = "INSERT INTO day_closing (tenant, day, totals, closed_by, closed_at) VALUES ($1, $2, $3, $4, $5)";
    /// Closed days, the latest first.
    CLOSINGS = "SELECT day, totals, closed_by, closed_at FROM day_closing WHERE tenant = $1 ORDER BY day DESC LIMIT $2";
    /// Sums of a day by way of payment.
    DAY_TOTALS = "SELECT method, currency, CAST(SUM(amount_minor) AS BIGINT) AS sum, COUNT(*) AS count FROM money_receipt WHERE tenant = $1 AND on_day = $2 GROUP BY method, currency ORDER BY method, currency";
    /// A file of the bank.
    INSERT_FILE = "INSERT INTO bank_file (tenant, digest, name, lines, imported_by, imported_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant, digest) DO NOTHING";
    /// A line of it; one that stood in another file changes nothing.
    INSERT_LINE = "INSERT INTO bank_line (tenant, id, file, line, booked_on, currency, amount_minor, reference, payer, fingerprint, state, receipt, note, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'OPEN', NULL, '', 1) ON CONFLICT (tenant, fingerprint) DO NOTHING";
    /// One line; locked when an act loads it.
    LINE = concat!(line_columns!(), " AND id = $2");
    /// Lines that wait for a person, oldest first.
    LINES_OPEN = concat!(line_columns!(), " AND state = 'OPEN' ORDER BY booked_on, id LIMIT $2");
    /// Matched, or set aside.
    DECIDE_LINE = "UPDATE bank_line SET state = $3, receipt = $4, note = $5, version = version + 1 WHERE tenant = $1 AND id = $2 AND state = 'OPEN' AND version = $6";
    /// A prepaid account.
    INSERT_ACCOUNT = "INSERT INTO prepaid_account (tenant, id, number, organisation, person, holder, currency, balance_minor, opened_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, 1)";
    /// One account; locked when an act loads it.
    ACCOUNT = concat!(account_columns!(), " AND id = $2");
    /// By its number.
    ACCOUNT_BY_NUMBER = concat!(account_columns!(), " AND number = $2");
    /// Of a payer.
    ACCOUNT_OF_PAYER = concat!(account_columns!(), " AND (organisation = $2 OR (organisation IS NULL AND person = $3))");
    /// All of them, by name.
    ACCOUNTS = concat!(account_columns!(), " ORDER BY holder, id LIMIT $2");
    /// The balance after a movement.
    MOVE_ACCOUNT = "UPDATE prepaid_account SET balance_minor = balance_minor + $3, version = version + 1 WHERE tenant = $1 AND id = $2";
    /// One movement.
    INSERT_MOVEMENT = "INSERT INTO prepaid_event (tenant, account, seq, delta_minor, balance_minor, receipt, at, actor) SELECT $1, $2, COALESCE(MAX(seq), 0) + 1, $3, $4, $5, $6, $7 FROM prepaid_event WHERE tenant = $1 AND account = $2";
    /// The statement, newest first.
    STATEMENT = "SELECT e.seq, e.delta_minor, e.balance_minor, e.receipt, e.at, r.number, r.method, i.number AS invoice FROM prepaid_event e JOIN money_receipt r ON r.tenant = e.tenant AND r.id = e.receipt LEFT JOIN invoice i ON i.tenant = r.tenant AND i.id = r.invoice WHERE e.tenant = $1 AND e.account = $2 ORDER BY e.seq DESC LIMIT $3";
    /// Accounts whose balance is not the sum of their movements.
    ACCOUNTS_UNBALANCED = "SELECT a.id FROM prepaid_account a WHERE a.tenant = $1 AND a.balance_minor <> (SELECT COALESCE(SUM(e.delta_minor), 0) FROM prepaid_event e WHERE e.tenant = a.tenant AND e.account = a.id)";
}

/// A cashier's drawer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CashSessionRow {
    /// Id.
    pub id: CashSessionId,
    /// Whose.
    pub cashier: PersonId,
    /// The name.
    pub cashier_name: String,
    /// Money at the beginning.
    pub float: Money,
    /// Sum of its receipts, minor units.
    pub taken_minor: i64,
    /// Counted at the end, minor units.
    pub counted_minor: Option<i64>,
    /// Words about a difference.
    pub note: String,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// How often it was changed.
    pub version: i64,
}

impl CashSessionRow {
    fn of(row: &Row) -> Result<CashSessionRow, Error> {
        Ok(CashSessionRow {
            id: row.get("id")?,
            cashier: row.get("cashier")?,
            cashier_name: row.get("cashier_name")?,
            float: Money { minor: row.get("float_minor")?, currency: currency(row)? },
            taken_minor: row.get("taken_minor")?,
            counted_minor: row.opt("counted_minor")?,
            note: row.get("note")?,
            opened_at: row.get("opened_at")?,
            closed_at: row.opt("closed_at")?,
            version: row.get("version")?,
        })
    }

    /// Counted less what should be there, minor units.
    pub fn difference(&self) -> Option<i64> {
        self.counted_minor.map(|counted| counted - self.float.minor - self.taken_minor)
    }
}

/// A sum of receipts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayTotal {
    /// Code of the way of payment.
    pub method: String,
    /// The sum.
    pub sum: Money,
    /// How many.
    pub count: i64,
}

/// A closed day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosingRow {
    /// The day.
    pub day: Date,
    /// Its sums.
    pub totals: serde_json::Value,
    /// Who closed it.
    pub closed_by: String,
    /// When.
    pub closed_at: Timestamp,
}

/// A line of a bank's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankLineRow {
    /// Id.
    pub id: BankLineId,
    /// Digest of the file.
    pub file: Digest,
    /// Place in it, from 1.
    pub line: i64,
    /// Day of booking.
    pub booked_on: Date,
    /// What came.
    pub amount: Money,
    /// What the payer wrote.
    pub reference: String,
    /// Who paid.
    pub payer: String,
    /// The same booking counts once.
    pub fingerprint: Digest,
    /// `OPEN`, `MATCHED` or `SET_ASIDE`.
    pub state: String,
    /// The receipt.
    pub receipt: Option<MoneyReceiptId>,
    /// Why it was set aside.
    pub note: String,
    /// How often it was changed.
    pub version: i64,
}

impl BankLineRow {
    fn of(row: &Row) -> Result<BankLineRow, Error> {
        Ok(BankLineRow {
            id: row.get("id")?,
            file: row.get("file")?,
            line: row.get("line")?,
            booked_on: row.get("booked_on")?,
            amount: Money { minor: row.get("amount_minor")?, currency: currency(row)? },
            reference: row.get("reference")?,
            payer: row.get("payer")?,
            fingerprint: row.get("fingerprint")?,
            state: row.get("state")?,
            receipt: row.opt("receipt")?,
            note: row.get("note")?,
            version: row.get("version")?,
        })
    }
}

/// A prepaid account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrepaidRow {
    /// Id.
    pub id: PrepaidAccountId,
    /// Its number.
    pub number: String,
    /// The company.
    pub organisation: Option<OrganisationId>,
    /// The person.
    pub person: Option<PersonId>,
    /// Name of the holder.
    pub holder: String,
    /// What is in it.
    pub balance: Money,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// How often it was changed.
    pub version: i64,
}

impl PrepaidRow {
    fn of(row: &Row) -> Result<PrepaidRow, Error> {
        Ok(PrepaidRow {
            id: row.get("id")?,
            number: row.get("number")?,
            organisation: row.opt("organisation")?,
            person: row.opt("person")?,
            holder: row.get("holder")?,
            balance: Money { minor: row.get("balance_minor")?, currency: currency(row)? },
            opened_at: row.get("opened_at")?,
            version: row.get("version")?,
        })
    }
}

/// A movement of a prepaid account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementRow {
    /// Counts from 1.
    pub seq: i64,
    /// Deposit above zero, draw below.
    pub delta_minor: i64,
    /// What was in it then.
    pub balance_minor: i64,
    /// The receipt.
    pub receipt: MoneyReceiptId,
    /// Its number.
    pub receipt_number: String,
    /// How the money came, code.
    pub method: String,
    /// Number of the invoice that was paid.
    pub invoice: Option<String>,
    /// When.
    pub at: Timestamp,
}

impl Read {
    /// One session.
    pub async fn cash_session(&mut self, id: CashSessionId) -> Result<Option<CashSessionRow>, Error> {
        self.opt(SESSION, args![id]).await?.as_ref().map(CashSessionRow::of).transpose()
    }

    /// The open session of a cashier.
    pub async fn cash_session_open(&mut self, cashier: PersonId) -> Result<Option<CashSessionRow>, Error> {
        self.opt(SESSION_OPEN, args![cashier]).await?.as_ref().map(CashSessionRow::of).transpose()
    }

    /// Sessions, newest first.
    pub async fn cash_sessions(&mut self, limit: i64) -> Result<Vec<CashSessionRow>, Error> {
        self.all(SESSIONS, args![limit]).await?.iter().map(CashSessionRow::of).collect()
    }

    /// How many drawers are open.
    pub async fn cash_sessions_open(&mut self) -> Result<i64, Error> {
        self.one(SESSIONS_OPEN, args![]).await?.get("count")
    }

    /// The last closed day of the cash book.
    pub async fn last_closed_day(&mut self) -> Result<Option<Date>, Error> {
        self.one(LAST_CLOSED, args![]).await?.opt("day")
    }

    /// Closed days, the latest first.
    pub async fn day_closings(&mut self, limit: i64) -> Result<Vec<ClosingRow>, Error> {
        let rows = self.all(CLOSINGS, args![limit]).await?;
        let one = |row: &Row| {
            Ok(ClosingRow {
                day: row.get("day")?,
                totals: row.json("totals")?,
                closed_by: row.get("closed_by")?,
                closed_at: row.get("closed_at")?,
            })
        };
        rows.iter().map(one).collect()
    }

    /// Sums of a day by way of payment.
    pub async fn day_totals(&mut self, day: Date) -> Result<Vec<DayTotal>, Error> {
        let rows = self.all(DAY_TOTALS, args![day]).await?;
        let one = |row: &Row| {
            let sum = Money { minor: row.get("sum")?, currency: currency(row)? };
            Ok(DayTotal { method: row.get("method")?, sum, count: row.get("count")? })
        };
        rows.iter().map(one).collect()
    }

    /// One line of a bank's file.
    pub async fn bank_line(&mut self, id: BankLineId) -> Result<Option<BankLineRow>, Error> {
        self.opt(LINE, args![id]).await?.as_ref().map(BankLineRow::of).transpose()
    }

    /// Lines that wait for a person, oldest first.
    pub async fn bank_lines_open(&mut self, limit: i64) -> Result<Vec<BankLineRow>, Error> {
        self.all(LINES_OPEN, args![limit]).await?.iter().map(BankLineRow::of).collect()
    }

    /// One account.
    pub async fn prepaid(&mut self, id: PrepaidAccountId) -> Result<Option<PrepaidRow>, Error> {
        self.opt(ACCOUNT, args![id]).await?.as_ref().map(PrepaidRow::of).transpose()
    }

    /// The account of a number.
    pub async fn prepaid_by_number(&mut self, number: &str) -> Result<Option<PrepaidRow>, Error> {
        self.opt(ACCOUNT_BY_NUMBER, args![number]).await?.as_ref().map(PrepaidRow::of).transpose()
    }

    /// The account of a payer.
    pub async fn prepaid_of(
        &mut self,
        organisation: Option<OrganisationId>,
        person: Option<PersonId>,
    ) -> Result<Option<PrepaidRow>, Error> {
        self.opt(ACCOUNT_OF_PAYER, args![organisation, person]).await?.as_ref().map(PrepaidRow::of).transpose()
    }

    /// Every account, by name.
    pub async fn prepaid_accounts(&mut self, limit: i64) -> Result<Vec<PrepaidRow>, Error> {
        self.all(ACCOUNTS, args![limit]).await?.iter().map(PrepaidRow::of).collect()
    }

    /// The statement of an account, newest first.
    pub async fn prepaid_statement(&mut self, id: PrepaidAccountId, limit: i64) -> Result<Vec<StatementRow>, Error> {
        let rows = self.all(STATEMENT, args![id, limit]).await?;
        let one = |row: &Row| {
            Ok(StatementRow {
                seq: row.get("seq")?,
                delta_minor: row.get("delta_minor")?,
                balance_minor: row.get("balance_minor")?,
                receipt: row.get("receipt")?,
                receipt_number: row.get("number")?,
                method: row.get("method")?,
                invoice: row.opt("invoice")?,
                at: row.get("at")?,
            })
        };
        rows.iter().map(one).collect()
    }

    /// Accounts whose balance is not the sum of their movements; none, ever.
    pub async fn prepaid_unbalanced(&mut self) -> Result<Vec<PrepaidAccountId>, Error> {
        self.all(ACCOUNTS_UNBALANCED, args![]).await?.iter().map(|row| row.get("id")).collect()
    }
}

impl Tx {
    /// Opens a drawer.
    ///
    /// # Errors
    /// [`Error::Refused`] (`cash_session_open`) when the cashier has one open.
    pub async fn cash_session_insert(
        &mut self,
        id: CashSessionId,
        cashier: PersonId,
        name: &str,
        float: Money,
    ) -> Result<(), Error> {
        let at = self.at();
        self.change(INSERT_SESSION, args![id, cashier, name, float.currency.code(), float.minor, at]).await?;
        Ok(())
    }

    /// The open session of a cashier, held until the end of the transaction.
    pub async fn cash_session_for_update(&mut self, cashier: PersonId) -> Result<Option<CashSessionRow>, Error> {
        self.lock(SESSION_OPEN, args![cashier]).await?.as_ref().map(CashSessionRow::of).transpose()
    }

    /// Money goes into the drawer.
    ///
    /// # Errors
    /// [`Error::Stale`] when it was closed.
    pub async fn cash_take(&mut self, id: CashSessionId, minor: i64) -> Result<(), Error> {
        self.change_one("cash session", TAKE_CASH, args![id, minor]).await
    }

    /// Closes a drawer with what was counted.
    ///
    /// # Errors
    /// [`Error::Stale`] when it was closed or used meanwhile.
    pub async fn cash_session_close(&mut self, row: &CashSessionRow, counted: i64, note: &str) -> Result<(), Error> {
        let at = self.at();
        self.change_one("cash session", CLOSE_SESSION, args![row.id, counted, note, at, row.version]).await
    }

    /// Closes a day for good.
    ///
    /// # Errors
    /// [`Error::Refused`] when it is closed already.
    pub async fn day_close(&mut self, day: Date, totals: &serde_json::Value, by: &str) -> Result<(), Error> {
        let (totals, at) = (serde_json::to_string(totals)?, self.at());
        self.change(INSERT_CLOSING, args![day, totals, by, at]).await?;
        Ok(())
    }

    /// A file of the bank; `false`: the same file came before.
    pub async fn bank_file_insert(&mut self, digest: Digest, name: &str, lines: i64, by: &str) -> Result<bool, Error> {
        let at = self.at();
        Ok(self.change(INSERT_FILE, args![digest, name, lines, by, at]).await? == 1)
    }

    /// A line of a file; `false`: the same booking came in another file.
    pub async fn bank_line_insert(&mut self, row: &BankLineRow) -> Result<bool, Error> {
        let args = args![
            row.id,
            row.file,
            row.line,
            row.booked_on,
            row.amount.currency.code(),
            row.amount.minor,
            row.reference,
            row.payer,
            row.fingerprint
        ];
        Ok(self.change(INSERT_LINE, args).await? == 1)
    }

    /// A line, held until the end of the transaction.
    pub async fn bank_line_for_update(&mut self, id: BankLineId) -> Result<Option<BankLineRow>, Error> {
        self.lock(LINE, args![id]).await?.as_ref().map(BankLineRow::of).transpose()
    }

    /// Matched with a receipt, or set aside with a note.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody else did.
    pub async fn bank_line_decide(
        &mut self,
        row: &BankLineRow,
        receipt: Option<MoneyReceiptId>,
        note: &str,
    ) -> Result<(), Error> {
        let state = if receipt.is_some() { "MATCHED" } else { "SET_ASIDE" };
        self.change_one("bank line", DECIDE_LINE, args![row.id, state, receipt, note, row.version]).await
    }

    /// Opens an account.
    ///
    /// # Errors
    /// [`Error::Refused`] when the holder has one.
    pub async fn prepaid_insert(&mut self, row: &PrepaidRow) -> Result<(), Error> {
        self.change(
            INSERT_ACCOUNT,
            args![
                row.id,
                row.number,
                row.organisation,
                row.person,
                row.holder,
                row.balance.currency.code(),
                row.opened_at
            ],
        )
        .await?;
        Ok(())
    }

    /// An account, held until the end of the transaction.
    pub async fn prepaid_for_update(&mut self, id: PrepaidAccountId) -> Result<Option<PrepaidRow>, Error> {
        self.lock(ACCOUNT, args![id]).await?.as_ref().map(PrepaidRow::of).transpose()
    }

    /// Moves an account that was locked: a deposit above zero, a draw below.
    ///
    /// # Errors
    /// [`Error::Refused`] (`prepaid_not_overdrawn`) when there is not enough in it.
    pub async fn prepaid_move(&mut self, row: &PrepaidRow, delta: i64, receipt: MoneyReceiptId) -> Result<(), Error> {
        self.change_one("prepaid account", MOVE_ACCOUNT, args![row.id, delta]).await?;
        let (actor, at) = (self.actor.clone(), self.at());
        let balance = row.balance.minor + delta;
        self.change(INSERT_MOVEMENT, args![row.id, delta, balance, receipt, at, actor]).await?;
        Ok(())
    }
}
