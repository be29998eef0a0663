//! Debts that two persons gave up, and the paper that stands behind a waiver.

use super::money::currency;
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{ApplicationId, AttachmentId, InvoiceId, MoneyRequestId};
use cites::{Date, Money, Timestamp};

macro_rules! write_off_columns {
    () => {
        "SELECT w.request, w.invoice, i.number, i.payer, w.currency, w.amount_minor, w.reason, w.on_day, w.at, w.proposed_by, w.approved_by FROM money_write_off w JOIN invoice i ON i.tenant = w.tenant AND i.id = w.invoice WHERE w.tenant = $1"
    };
}

macro_rules! waiver_columns {
    () => {
        "SELECT r.id, r.invoice, i.number, i.payer, i.currency, r.amount_minor, r.reason, r.asked_name, COALESCE(r.decided_by, '') AS decided_by, r.decided_at, COALESCE(e.paper, '') AS paper FROM money_request r JOIN invoice i ON i.tenant = r.tenant AND i.id = r.invoice LEFT JOIN money_evidence e ON e.tenant = r.tenant AND e.request = r.id WHERE r.tenant = $1 AND r.kind = 'WAIVER' AND r.state = 'APPROVED'"
    };
}

queries! {
    /// A debt is given up, or owed again.
    INSERT_WRITE_OFF = "INSERT INTO money_write_off (tenant, request, invoice, currency, amount_minor, reason, on_day, at, proposed_by, approved_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    /// Of a span of days, in order.
    WRITE_OFFS_OF_DAYS = concat!(write_off_columns!(), " AND w.on_day >= $2 AND w.on_day <= $3 ORDER BY w.on_day, w.at, w.request LIMIT $4");
    /// Invoices whose written-off part is more than what was waived and written off together, or less than nothing.
    WRITE_OFFS_UNBALANCED = "SELECT b.invoice FROM invoice_balance b JOIN (SELECT w.invoice, SUM(w.amount_minor) AS sum FROM money_write_off w WHERE w.tenant = $1 GROUP BY w.invoice) w ON w.invoice = b.invoice WHERE b.tenant = $1 AND (w.sum < 0 OR w.sum > b.waived_minor)";
    /// The paper behind a request.
    INSERT_EVIDENCE = "INSERT INTO money_evidence (tenant, request, attachment, paper) VALUES ($1, $2, $3, $4)";
    /// It.
    EVIDENCE = "SELECT request, attachment, paper FROM money_evidence WHERE tenant = $1 AND request = $2";
    /// Papers behind the requests of an invoice.
    EVIDENCE_OF_INVOICE = "SELECT e.request, e.attachment, e.paper FROM money_evidence e JOIN money_request r ON r.tenant = e.tenant AND r.id = e.request WHERE e.tenant = $1 AND r.invoice = $2 ORDER BY r.asked_at, r.id";
    /// Waivers that were released in a span of time, in order.
    WAIVERS = concat!(waiver_columns!(), " AND r.decided_at >= $2 AND r.decided_at < $3 ORDER BY r.decided_at, r.id LIMIT $4");
    /// Of a case, in order.
    WAIVERS_OF_CASE = concat!(waiver_columns!(), " AND i.application = $2 ORDER BY r.decided_at, r.id");
    /// Does a waiver need a paper?
    RULE = "SELECT waiver_evidence FROM money_rule WHERE tenant = $1";
    /// Says so.
    PUT_RULE = "INSERT INTO money_rule (tenant, waiver_evidence, set_by, set_at) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant) DO UPDATE SET waiver_evidence = excluded.waiver_evidence, set_by = excluded.set_by, set_at = excluded.set_at";
}

/// A debt that was given up, or that is owed again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteOffRow {
    /// What two persons decided.
    pub request: MoneyRequestId,
    /// The invoice.
    pub invoice: InvoiceId,
    /// Its number; empty before it is stored.
    pub number: String,
    /// Its payer; empty before it is stored.
    pub payer: String,
    /// What was given up; below zero when it is owed again.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// Day in the cash book.
    pub on_day: Date,
    /// When.
    pub at: Timestamp,
    /// Who proposed it.
    pub proposed_by: String,
    /// The second person.
    pub approved_by: String,
}

impl WriteOffRow {
    fn of(row: &Row) -> Result<WriteOffRow, Error> {
        Ok(WriteOffRow {
            request: row.get("request")?,
            invoice: row.get("invoice")?,
            number: row.get("number")?,
            payer: row.get("payer")?,
            amount: Money { minor: row.get("amount_minor")?, currency: currency(row)? },
            reason: row.get("reason")?,
            on_day: row.get("on_day")?,
            at: row.get("at")?,
            proposed_by: row.get("proposed_by")?,
            approved_by: row.get("approved_by")?,
        })
    }
}

/// The paper behind what two persons decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceRow {
    /// What they decide.
    pub request: MoneyRequestId,
    /// The paper among those of the case.
    pub attachment: Option<AttachmentId>,
    /// What it is and where it is kept.
    pub paper: String,
}

impl EvidenceRow {
    fn of(row: &Row) -> Result<EvidenceRow, Error> {
        Ok(EvidenceRow { request: row.get("request")?, attachment: row.opt("attachment")?, paper: row.get("paper")? })
    }
}

/// A waiver that was released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaiverRow {
    /// Its id.
    pub request: MoneyRequestId,
    /// The invoice.
    pub invoice: InvoiceId,
    /// Its number.
    pub number: String,
    /// Its payer.
    pub payer: String,
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// Name of who asked.
    pub asked_name: String,
    /// Who approved it: person:….
    pub decided_by: String,
    /// When.
    pub decided_at: Timestamp,
    /// The paper; empty when none was asked for.
    pub paper: String,
}

impl WaiverRow {
    fn of(row: &Row) -> Result<WaiverRow, Error> {
        Ok(WaiverRow {
            request: row.get("id")?,
            invoice: row.get("invoice")?,
            number: row.get("number")?,
            payer: row.get("payer")?,
            amount: Money { minor: row.get("amount_minor")?, currency: currency(row)? },
            reason: row.get("reason")?,
            asked_name: row.get("asked_name")?,
            decided_by: row.get("decided_by")?,
            decided_at: row.get("decided_at")?,
            paper: row.get("paper")?,
        })
    }
}

impl Read {
    /// What was written off, or opened again (below zero), in a span of days, both included.
    pub async fn write_offs_between(&mut self, from: Date, to: Date, limit: i64) -> Result<Vec<WriteOffRow>, Error> {
        self.all(WRITE_OFFS_OF_DAYS, args![from, to, limit]).await?.iter().map(WriteOffRow::of).collect()
    }

    /// Invoices whose written-off part cannot be. Always empty.
    pub async fn write_offs_unbalanced(&mut self) -> Result<Vec<InvoiceId>, Error> {
        self.all(WRITE_OFFS_UNBALANCED, args![]).await?.iter().map(|row| row.get("invoice")).collect()
    }

    /// The paper behind a request.
    pub async fn money_evidence(&mut self, request: MoneyRequestId) -> Result<Option<EvidenceRow>, Error> {
        self.opt(EVIDENCE, args![request]).await?.as_ref().map(EvidenceRow::of).transpose()
    }

    /// Papers behind the requests of an invoice.
    pub async fn money_evidence_of(&mut self, invoice: InvoiceId) -> Result<Vec<EvidenceRow>, Error> {
        self.all(EVIDENCE_OF_INVOICE, args![invoice]).await?.iter().map(EvidenceRow::of).collect()
    }

    /// Waivers that were released from one moment to before another, in order.
    pub async fn waivers_between(
        &mut self,
        from: Timestamp,
        before: Timestamp,
        limit: i64,
    ) -> Result<Vec<WaiverRow>, Error> {
        self.all(WAIVERS, args![from, before, limit]).await?.iter().map(WaiverRow::of).collect()
    }

    /// Waivers of a case, in order.
    pub async fn waivers_of_case(&mut self, id: ApplicationId) -> Result<Vec<WaiverRow>, Error> {
        self.all(WAIVERS_OF_CASE, args![id]).await?.iter().map(WaiverRow::of).collect()
    }

    /// Does a waiver need a paper? Not where nobody said so.
    pub async fn waiver_needs_evidence(&mut self) -> Result<bool, Error> {
        Ok(self.opt(RULE, args![]).await?.map(|row| row.get("waiver_evidence")).transpose()?.unwrap_or(false))
    }
}

impl Tx {
    /// A debt is given up, or owed again.
    pub async fn write_off_insert(&mut self, row: &WriteOffRow) -> Result<(), Error> {
        self.change(
            INSERT_WRITE_OFF,
            args![
                row.request,
                row.invoice,
                row.amount.currency.code(),
                row.amount.minor,
                row.reason,
                row.on_day,
                row.at,
                row.proposed_by,
                row.approved_by
            ],
        )
        .await?;
        Ok(())
    }

    /// The paper behind a request.
    pub async fn money_evidence_insert(&mut self, row: &EvidenceRow) -> Result<(), Error> {
        self.change(INSERT_EVIDENCE, args![row.request, row.attachment, row.paper]).await?;
        Ok(())
    }

    /// Says whether a waiver needs a paper.
    pub async fn money_rule_put(&mut self, waiver_evidence: bool, by: &str) -> Result<(), Error> {
        let at = self.at();
        self.change(PUT_RULE, args![waiver_evidence, by, at]).await?;
        Ok(())
    }
}
