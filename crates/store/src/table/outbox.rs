//! Jobs that wait to tell others: put in by the act's own transaction, taken by workers with a lease.
//!
//! Jobs of one lane (a partner and a permit) run in the order in which they were put in. A worker that dies lets its
//! lease run out and another takes the job: at least once out, and the receiver counts once.

use crate::sql::{Row, args, queries};
use crate::{Chore, Error, Read, Tx};
use cites::Timestamp;
use cites::ids::JobId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;

macro_rules! claim {
    ($materialized:literal, $skip:literal) => {
        concat!(
            "WITH due AS ",
            $materialized,
            "(SELECT o.id AS job FROM outbox o WHERE o.tenant = $1 AND o.state = 'WAITING' AND o.next_at <= $2 ",
            "AND (o.locked_until_at IS NULL OR o.locked_until_at <= $2) ",
            "AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.tenant = o.tenant AND e.lane = o.lane AND e.state = 'WAITING' AND e.id < o.id) ",
            "ORDER BY o.next_at, o.id LIMIT $4",
            $skip,
            ") UPDATE outbox SET locked_until_at = $3, attempts = attempts + 1 WHERE tenant = $1 AND id IN (SELECT job FROM due) ",
            "RETURNING id, kind, lane, payload, attempts, created_at"
        )
    };
}

queries! {
    /// Puts a job in.
    ENQUEUE = "INSERT INTO outbox (tenant, id, kind, lane, payload, state, attempts, next_at, locked_until_at, last_error, created_at, finished_at) VALUES ($1, $2, $3, $4, $5, 'WAITING', 0, $6, NULL, NULL, $7, NULL)";
    /// Takes jobs that are due, the first of each lane. SQLite has one writer and needs no row locks.
    CLAIM_SQLITE = claim!("", "");
    /// The same; rows that another worker is taking are passed over. Chosen once: PostgreSQL may ask a subselect with row
    /// locks again for each row, and would then take more than the limit.
    CLAIM_POSTGRES = claim!("MATERIALIZED ", " FOR UPDATE OF o SKIP LOCKED");
    /// Done.
    COMPLETE = "UPDATE outbox SET state = 'DONE', locked_until_at = NULL, last_error = NULL, finished_at = $3 WHERE tenant = $1 AND id = $2 AND state = 'WAITING'";
    /// Not done: again later.
    RETRY = "UPDATE outbox SET locked_until_at = NULL, last_error = $3, next_at = $4 WHERE tenant = $1 AND id = $2 AND state = 'WAITING'";
    /// Not done: given up until a person says otherwise.
    BURY = "UPDATE outbox SET state = 'DEAD', locked_until_at = NULL, last_error = $3, finished_at = $4 WHERE tenant = $1 AND id = $2 AND state = 'WAITING'";
    /// A person says: once more.
    REVIVE = "UPDATE outbox SET state = 'WAITING', attempts = 0, next_at = $3, finished_at = NULL WHERE tenant = $1 AND id = $2 AND state = 'DEAD'";
    /// What waits or is given up, oldest first.
    PENDING = "SELECT id, kind, lane, payload, state, attempts, next_at, last_error, created_at FROM outbox WHERE tenant = $1 AND state IN ('WAITING', 'DEAD') AND id > $2 ORDER BY id LIMIT $3";
    /// When the next job is due.
    NEXT_DUE = "SELECT MIN(next_at) AS due FROM outbox WHERE tenant = $1 AND state = 'WAITING'";
    /// Sweeps what was done long ago.
    SWEEP = "DELETE FROM outbox WHERE tenant = $1 AND state = 'DONE' AND finished_at < $2";
}

/// A job that a worker holds until its lease ends.
#[derive(Debug, Clone)]
pub struct Job<T> {
    /// Id; the partner may use it to know a repeat.
    pub id: JobId,
    /// What to do.
    pub kind: String,
    /// Its lane.
    pub lane: String,
    /// Everything needed.
    pub payload: T,
    /// How often it was taken, this time included.
    pub attempts: i64,
    /// When it was put in.
    pub created_at: Timestamp,
}

/// A job as the exchange desk sees it.
#[derive(Debug, Clone)]
pub struct PendingJob {
    /// Id.
    pub id: JobId,
    /// What to do.
    pub kind: String,
    /// Its lane.
    pub lane: String,
    /// Everything needed, JSON.
    pub payload: serde_json::Value,
    /// Given up?
    pub dead: bool,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next.
    pub next_at: Timestamp,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When it was put in.
    pub created_at: Timestamp,
}

/// The first try again comes after this.
const FIRST_WAIT: Duration = Duration::from_secs(5);
/// No wait is longer.
const LONGEST_WAIT: Duration = Duration::from_secs(6 * 3600);
/// After that a job is given up (`design/reliability.md` section 3: 7 days).
const GIVE_UP: Duration = Duration::from_secs(7 * 24 * 3600);

/// Waiting time before the next try: doubling from 5 seconds to 6 hours, up to a quarter shorter by `chance` (0..=255),
/// so that many jobs of one lost partner do not come back at the same moment.
pub fn back_off(attempts: i64, chance: u8) -> Duration {
    let doublings = u32::try_from(attempts.clamp(1, 20) - 1).unwrap_or(0);
    let wait = FIRST_WAIT.saturating_mul(1 << doublings).min(LONGEST_WAIT);
    wait - wait.mul_f64(f64::from(chance) / 1024.0)
}

impl Tx {
    /// Puts a job in, due at once; it exists exactly when this act commits. Jobs of one `lane` run one after another.
    pub async fn enqueue(&mut self, id: JobId, kind: &str, lane: &str, payload: &impl Serialize) -> Result<(), Error> {
        let (at, payload) = (self.at(), serde_json::to_string(payload)?);
        self.change(ENQUEUE, args![id, kind, lane, payload, at, at]).await?;
        Ok(())
    }

    /// Tries a job that was given up once more: an act of a person.
    ///
    /// # Errors
    /// [`Error::Stale`] when it is not given up.
    pub async fn job_revive(&mut self, id: JobId) -> Result<(), Error> {
        let at = self.at();
        self.change_one("job", REVIVE, args![id, at]).await
    }
}

impl Chore {
    /// Takes up to `limit` jobs that are due by the scope's time and holds them for `lease`.
    pub async fn jobs_claim<T: DeserializeOwned>(&mut self, limit: i64, lease: Duration) -> Result<Vec<Job<T>>, Error> {
        let sql = match self.conn.engine() {
            crate::Engine::Sqlite => CLAIM_SQLITE,
            crate::Engine::Postgres => CLAIM_POSTGRES,
        };
        let now = self.at();
        let rows = self.all(sql, args![now, later(now, lease), limit]).await?;
        let mut jobs = rows.iter().map(job).collect::<Result<Vec<_>, _>>()?;
        jobs.sort_by_key(|job| job.id);
        Ok(jobs)
    }

    /// The job is done.
    pub async fn job_done(&mut self, id: JobId) -> Result<(), Error> {
        let at = self.at();
        self.run(COMPLETE, args![id, at]).await?;
        Ok(())
    }

    /// The job failed: it is tried again after [`back_off`], or given up after seven days. `true`: given up.
    pub async fn job_failed<T>(&mut self, job: &Job<T>, reason: &str, chance: u8) -> Result<bool, Error> {
        let now = self.at();
        let next = later(now, back_off(job.attempts, chance));
        if next > later(job.created_at, GIVE_UP) {
            self.run(BURY, args![job.id, reason, now]).await?;
            return Ok(true);
        }
        self.run(RETRY, args![job.id, reason, next]).await?;
        Ok(false)
    }

    /// The job can never succeed (the partner said so): given up at once, visible at the exchange desk.
    pub async fn job_bury(&mut self, id: JobId, reason: &str) -> Result<(), Error> {
        let now = self.at();
        self.run(BURY, args![id, reason, now]).await?;
        Ok(())
    }

    /// Forgets jobs that were done before that moment.
    pub async fn jobs_sweep(&mut self, before: Timestamp) -> Result<u64, Error> {
        self.run(SWEEP, args![before]).await
    }
}

impl Read {
    /// Jobs that wait or were given up, oldest first, after an id.
    pub async fn jobs_pending(&mut self, after: Option<JobId>, limit: i64) -> Result<Vec<PendingJob>, Error> {
        let after = after.map_or([0; 16], |id| id.bytes()).to_vec();
        let rows = self.all(PENDING, args![after, limit]).await?;
        rows.iter()
            .map(|row| {
                Ok(PendingJob {
                    id: row.get("id")?,
                    kind: row.get("kind")?,
                    lane: row.get("lane")?,
                    payload: row.json("payload")?,
                    dead: row.get::<String>("state")? == "DEAD",
                    attempts: row.get("attempts")?,
                    next_at: row.get("next_at")?,
                    last_error: row.opt("last_error")?,
                    created_at: row.get("created_at")?,
                })
            })
            .collect()
    }

    /// When the next job is due; `None`: none waits.
    pub async fn jobs_next_due(&mut self) -> Result<Option<Timestamp>, Error> {
        self.one(NEXT_DUE, args![]).await?.opt("due")
    }
}

fn job<T: DeserializeOwned>(row: &Row) -> Result<Job<T>, Error> {
    Ok(Job {
        id: row.get("id")?,
        kind: row.get("kind")?,
        lane: row.get("lane")?,
        payload: row.json("payload")?,
        attempts: row.get("attempts")?,
        created_at: row.get("created_at")?,
    })
}

fn later(at: Timestamp, by: Duration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_from_five_seconds_to_six_hours() {
        assert_eq!(back_off(1, 0), Duration::from_secs(5));
        assert_eq!(back_off(4, 0), Duration::from_secs(40));
        assert_eq!(back_off(99, 0), LONGEST_WAIT);
        assert!(back_off(4, 255) >= Duration::from_secs(30));
    }
}
