//! Terms of holders who pay by the month that stand still, because a debt of theirs was given up.

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::Timestamp;
use cites::ids::{InvoiceId, JobId, PrepaidAccountId};

macro_rules! stop_columns {
    () => {
        "SELECT t.id, t.account, t.invoice, i.number, t.stopped_at, t.asked_by, t.reason, t.asked_at, t.resumed_by, t.resumed_at FROM terms_stop t JOIN invoice i ON i.tenant = t.tenant AND i.id = t.invoice WHERE t.tenant = $1"
    };
}

queries! {
    /// The terms of an account stand still.
    INSERT_STOP = "INSERT INTO terms_stop (tenant, id, account, invoice, stopped_at) VALUES ($1, $2, $3, $4, $5)";
    /// Why the terms of an account stand still now.
    STOPPED = concat!(stop_columns!(), " AND t.account = $2 AND t.resumed_at IS NULL");
    /// Every time they stood still, the newest first.
    STOPS = concat!(stop_columns!(), " AND t.account = $2 ORDER BY t.stopped_at DESC, t.id DESC LIMIT 20");
    /// Somebody asks that they go on.
    ASK_RESUME = "UPDATE terms_stop SET asked_by = $3, reason = $4, asked_at = $5 WHERE tenant = $1 AND id = $2 AND resumed_at IS NULL AND asked_at IS NULL";
    /// Another person does not let them.
    DROP_RESUME = "UPDATE terms_stop SET asked_by = NULL, reason = NULL, asked_at = NULL WHERE tenant = $1 AND id = $2 AND resumed_at IS NULL AND asked_at IS NOT NULL";
    /// Another person lets them go on.
    RESUME = "UPDATE terms_stop SET resumed_by = $3, resumed_at = $4 WHERE tenant = $1 AND id = $2 AND resumed_at IS NULL AND asked_at IS NOT NULL";
    /// The account whose monthly bill an invoice is.
    ACCOUNT_OF_BILL = "SELECT account FROM monthly_bill WHERE tenant = $1 AND invoice = $2";
}

/// Terms that stood still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermsStopRow {
    /// Id.
    pub id: JobId,
    /// The account.
    pub account: PrepaidAccountId,
    /// The bill that was given up.
    pub invoice: InvoiceId,
    /// Its number.
    pub number: String,
    /// Since when.
    pub stopped_at: Timestamp,
    /// Who asks that they go on, why, and since when.
    pub asked: Option<(String, String, Timestamp)>,
    /// Who let them go on, and when.
    pub resumed: Option<(String, Timestamp)>,
}

impl TermsStopRow {
    fn of(row: &Row) -> Result<TermsStopRow, Error> {
        let (by, reason, at) = (row.opt("asked_by")?, row.opt("reason")?, row.opt("asked_at")?);
        Ok(TermsStopRow {
            id: row.get("id")?,
            account: row.get("account")?,
            invoice: row.get("invoice")?,
            number: row.get("number")?,
            stopped_at: row.get("stopped_at")?,
            asked: by.zip(reason).zip(at).map(|((by, reason), at)| (by, reason, at)),
            resumed: row.opt("resumed_by")?.zip(row.opt("resumed_at")?),
        })
    }
}

impl Read {
    /// Why the terms of an account stand still; `None`: they do not.
    pub async fn terms_stopped(&mut self, account: PrepaidAccountId) -> Result<Option<TermsStopRow>, Error> {
        self.opt(STOPPED, args![account]).await?.as_ref().map(TermsStopRow::of).transpose()
    }

    /// Every time the terms of an account stood still, the newest first.
    pub async fn terms_stops(&mut self, account: PrepaidAccountId) -> Result<Vec<TermsStopRow>, Error> {
        self.all(STOPS, args![account]).await?.iter().map(TermsStopRow::of).collect()
    }

    /// The account whose monthly bill an invoice is.
    pub async fn account_of_bill(&mut self, invoice: InvoiceId) -> Result<Option<PrepaidAccountId>, Error> {
        self.opt(ACCOUNT_OF_BILL, args![invoice]).await?.map(|row| row.get("account")).transpose()
    }
}

impl Tx {
    /// The terms of an account stand still from now on. The caller holds the account.
    pub async fn terms_stop(&mut self, id: JobId, account: PrepaidAccountId, invoice: InvoiceId) -> Result<(), Error> {
        let at = self.at();
        self.change(INSERT_STOP, args![id, account, invoice, at]).await?;
        Ok(())
    }

    /// Somebody asks that they go on; `false`: it was asked already, or they go on.
    pub async fn terms_resume_ask(&mut self, id: JobId, by: &str, reason: &str) -> Result<bool, Error> {
        let at = self.at();
        Ok(self.change(ASK_RESUME, args![id, by, reason, at]).await? > 0)
    }

    /// The second person lets them go on, or not; `false`: nobody asks any more.
    pub async fn terms_resume(&mut self, id: JobId, by: &str, resume: bool) -> Result<bool, Error> {
        let at = self.at();
        let touched = match resume {
            true => self.change(RESUME, args![id, by, at]).await?,
            false => self.change(DROP_RESUME, args![id]).await?,
        };
        Ok(touched > 0)
    }
}
