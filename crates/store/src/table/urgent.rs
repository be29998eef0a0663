//! Urgent cases: their place in the line, whether their clock was missed, and how long their permits took.

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::ApplicationId;
use cites::{DocumentType, Timestamp};

queries! {
    /// An urgent case comes into the line.
    INSERT_URGENT = "INSERT INTO urgent_case (tenant, application, sooner_ms, turn_at, since_at, missed_at) VALUES ($1, $2, $3, $4, $5, NULL)";
    /// The last place that an open urgent case has in the line.
    LAST_TURN = "SELECT MAX(u.turn_at) AS turn_at FROM urgent_case u JOIN application a ON a.tenant = u.tenant AND a.id = u.application WHERE u.tenant = $1 AND a.closed_at IS NULL";
    /// It is not urgent any more.
    DELETE_URGENT = "DELETE FROM urgent_case WHERE tenant = $1 AND application = $2";
    /// One of them; locked when an act loads it.
    URGENT = "SELECT application, turn_at, since_at, missed_at FROM urgent_case WHERE tenant = $1 AND application = $2";
    /// Open ones whose clock was not missed so far, the oldest first.
    URGENT_OPEN = "SELECT u.application FROM urgent_case u JOIN application a ON a.tenant = u.tenant AND a.id = u.application WHERE u.tenant = $1 AND u.missed_at IS NULL AND a.closed_at IS NULL ORDER BY u.turn_at, u.application LIMIT $2";
    /// The authority missed its clock.
    URGENT_MISSED = "UPDATE urgent_case SET missed_at = $3 WHERE tenant = $1 AND application = $2 AND missed_at IS NULL";
    /// A permit of an urgent case took so many hours.
    ADD_URGENT_TIME = "INSERT INTO urgent_time (tenant, month, kind, hours, permits) VALUES ($1, $2, $3, $4, 1) ON CONFLICT (tenant, month, kind, hours) DO UPDATE SET permits = urgent_time.permits + 1";
    /// How long permits of urgent cases took, of the months between two, both included.
    URGENT_TIMES = "SELECT month, kind, hours, permits FROM urgent_time WHERE tenant = $1 AND month >= $2 AND month <= $3 ORDER BY month, kind, hours";
}

/// An urgent case in the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UrgentRow {
    /// The case.
    pub application: ApplicationId,
    /// Its place in the line: as if it had come then.
    pub turn_at: Timestamp,
    /// When it came.
    pub since_at: Timestamp,
    /// When it was seen that its clock was missed.
    pub missed_at: Option<Timestamp>,
}

impl UrgentRow {
    fn of(row: &Row) -> Result<UrgentRow, Error> {
        Ok(UrgentRow {
            application: row.get("application")?,
            turn_at: row.get("turn_at")?,
            since_at: row.get("since_at")?,
            missed_at: row.opt("missed_at")?,
        })
    }
}

impl Read {
    /// The urgent case of an application; `None`: it is not urgent, or was not handed in.
    pub async fn urgent_case(&mut self, application: ApplicationId) -> Result<Option<UrgentRow>, Error> {
        self.opt(URGENT, args![application]).await?.as_ref().map(UrgentRow::of).transpose()
    }

    /// Open urgent cases whose clock was not missed so far.
    pub async fn urgent_open(&mut self, limit: i64) -> Result<Vec<ApplicationId>, Error> {
        self.all(URGENT_OPEN, args![limit]).await?.iter().map(|row| row.get("application")).collect()
    }

    /// How long permits of urgent cases took: month, kind, hours, permits. They are in the service times of all too.
    pub async fn urgent_times(&mut self, from: &str, to: &str) -> Result<Vec<(String, DocumentType, u32, u32)>, Error> {
        let rows = self.all(URGENT_TIMES, args![from, to]).await?;
        rows.iter().map(super::examination::service_time).collect()
    }
}

impl Tx {
    /// An urgent case comes into the line at `since`, `sooner_ms` milliseconds earlier than it came; never before an
    /// urgent case that came earlier.
    pub async fn urgent_insert(
        &mut self,
        application: ApplicationId,
        since: Timestamp,
        sooner_ms: i64,
    ) -> Result<(), Error> {
        let came = since.as_millisecond();
        let last =
            self.opt(LAST_TURN, args![]).await?.and_then(|row| row.opt::<i64>("turn_at").transpose()).transpose()?;
        let turn = last.map_or(came - sooner_ms, |last| last.max(came - sooner_ms)).min(came);
        self.change(INSERT_URGENT, args![application, came - turn, turn, since]).await?;
        Ok(())
    }

    /// It was completed as a case that can wait.
    pub async fn urgent_delete(&mut self, application: ApplicationId) -> Result<(), Error> {
        self.change(DELETE_URGENT, args![application]).await?;
        Ok(())
    }

    /// The authority missed its clock; `false`: that was written down before.
    pub async fn urgent_missed(&mut self, application: ApplicationId) -> Result<bool, Error> {
        let at = self.at();
        Ok(self.change(URGENT_MISSED, args![application, at]).await? > 0)
    }

    /// A permit of an urgent case took so many whole hours from submission to issue.
    pub async fn urgent_time_add(&mut self, month: &str, kind: DocumentType, hours: i64) -> Result<(), Error> {
        self.run(ADD_URGENT_TIME, args![month, kind.code(), hours]).await?;
        Ok(())
    }
}
