//! Months of the cash book, closed by two persons.

use super::money::currency;
use super::money_desk::{ClosingRow, DayTotal};
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::{Date, Money, Timestamp};

macro_rules! month_columns {
    () => {
        "SELECT month, state, totals, proposed_by, proposed_at, confirmed_by, confirmed_at FROM month_closing WHERE tenant = $1"
    };
}

queries! {
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

fn total(row: &Row) -> Result<DayTotal, Error> {
    let sum = Money { minor: row.get("sum")?, currency: currency(row)? };
    Ok(DayTotal { method: row.get("method")?, sum, count: row.get("count")? })
}

impl Read {
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
    pub async fn day_closings_between(&mut self, from: Date, to: Date) -> Result<Vec<ClosingRow>, Error> {
        let rows = self.all(CLOSINGS_OF_DAYS, args![from, to]).await?;
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

    /// Sums of a span of days by way of payment.
    pub async fn totals_between(&mut self, from: Date, to: Date) -> Result<Vec<DayTotal>, Error> {
        self.all(TOTALS_OF_DAYS, args![from, to]).await?.iter().map(total).collect()
    }

    /// What was taken back in a span of days by way of payment.
    pub async fn taken_back_between(&mut self, from: Date, to: Date) -> Result<Vec<DayTotal>, Error> {
        self.all(TAKEN_BACK_OF_DAYS, args![from, to]).await?.iter().map(total).collect()
    }
}

impl Tx {
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
