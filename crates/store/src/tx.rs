//! Transactions: [`Read`] sees, [`Tx`] changes and leaves one audit event, [`Chore`] keeps house.
//!
//! The tenant is bound to `$1` of every statement here and nowhere else, so that no query can forget it: a statement
//! that does not use `$1` is refused by the engine. The functions of each table family stand in `table/*.rs`.

use crate::audit::{self, AuditEntry};
use crate::engine::{Conn, Db};
use crate::sql::{Arg, Row, ToArg};
use crate::table::tally::Tallies;
use crate::{Error, Scope, TenantId};
use cites::Timestamp;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::Ordering;
use std::time::Duration;

/// Looks into the rows of one tenant, all as of one moment. Dropped when no longer needed.
pub struct Read {
    pub(crate) conn: Conn,
    pub(crate) tenant: TenantId,
    pub(crate) at: Timestamp,
    pub(crate) actor: String,
}

impl Read {
    /// Whose rows.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The moment of the act that reads.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    fn with_tenant(&self, args: Vec<Arg>) -> Vec<Arg> {
        let mut all = Vec::with_capacity(args.len() + 1);
        all.push(self.tenant.0.to_arg());
        all.extend(args);
        all
    }

    pub(crate) async fn all(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<Vec<Row>, Error> {
        let args = self.with_tenant(args);
        self.conn.all(sql, args).await
    }

    pub(crate) async fn opt(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<Option<Row>, Error> {
        let args = self.with_tenant(args);
        self.conn.opt(sql, args).await
    }

    pub(crate) async fn one(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<Row, Error> {
        self.opt(sql, args).await?.ok_or_else(|| Error::corrupt(sql, "no row where there must be one"))
    }

    pub(crate) async fn lock(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<Option<Row>, Error> {
        let args = self.with_tenant(args);
        self.conn.locked(sql, args).await
    }

    pub(crate) async fn run(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<u64, Error> {
        let args = self.with_tenant(args);
        self.conn.run(sql, args).await
    }
}

/// One act: reads and changes rows of one tenant, and commits with exactly one audit event or not at all.
///
/// Everything [`Read`] can, a `Tx` can too.
pub struct Tx {
    read: Read,
    audit: Vec<AuditEntry>,
    changes: u64,
    pub(crate) tallies: Tallies,
}

impl Deref for Tx {
    type Target = Read;
    fn deref(&self) -> &Read {
        &self.read
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Read {
        &mut self.read
    }
}

impl Tx {
    /// Says what was done; written when the act commits. Exactly once in each act that changes anything.
    pub fn audit(&mut self, entry: AuditEntry) {
        self.audit.push(entry);
    }

    /// A change of the record (as against housekeeping); counted, so that none goes without audit event.
    pub(crate) async fn change(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<u64, Error> {
        let touched = self.read.run(sql, args).await?;
        self.changes += touched;
        Ok(touched)
    }

    /// A change that answers a row.
    pub(crate) async fn change_returning(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<Option<Row>, Error> {
        let row = self.read.opt(sql, args).await?;
        self.changes += u64::from(row.is_some());
        Ok(row)
    }

    /// A change of a row at the version that was read.
    pub(crate) async fn change_one(
        &mut self,
        what: &'static str,
        sql: &'static str,
        args: Vec<Arg>,
    ) -> Result<(), Error> {
        match self.change(sql, args).await? {
            0 => Err(Error::Stale(what)),
            _ => Ok(()),
        }
    }

    pub(crate) fn count_changes(&mut self, n: u64) {
        self.changes += n;
    }

    /// Writes the sums and the audit event; answers whether the commit collided with another one.
    async fn finish(mut self, act: &'static str) -> Result<(), (Error, bool)> {
        let events = self.audit.len();
        if events > 1 || (self.changes > 0 && events == 0) {
            self.read.conn.rollback().await;
            return Err((Error::Unaudited { act, events }, false));
        }
        let written = match self.flush_tallies().await {
            Err(e) => Err(e),
            Ok(()) => match self.audit.pop() {
                None => Ok(()),
                Some(entry) => audit::append(&mut self.read, std::slice::from_ref(&entry)).await,
            },
        };
        match written {
            Ok(()) => self.read.conn.commit().await,
            Err(e) => {
                let collided = self.read.conn.collided;
                self.read.conn.rollback().await;
                Err((e, collided))
            }
        }
    }
}

/// Housekeeping that is nobody's act: taking jobs from the outbox, moving a session's idle time, logging a message.
pub struct Chore {
    pub(crate) read: Read,
}

impl Deref for Chore {
    type Target = Read;
    fn deref(&self) -> &Read {
        &self.read
    }
}

impl DerefMut for Chore {
    fn deref_mut(&mut self) -> &mut Read {
        &mut self.read
    }
}

/// How often a transaction is begun before we say that too many work on the same thing.
const ATTEMPTS: u32 = 10;

/// Waits before the n-th new attempt: 2, 4, 8 … at most 250 milliseconds.
fn pause(attempt: u32) -> Duration {
    Duration::from_millis((1_u64 << attempt.min(8)).min(250))
}

pub(crate) async fn begin_read(db: &Db, scope: &Scope) -> Result<Read, Error> {
    let conn = db.begin_read(Some(scope.tenant)).await?;
    Ok(Read { conn, tenant: scope.tenant, at: scope.at, actor: crate::scope::actor_key(&scope.actor) })
}

async fn begin_write(db: &Db, scope: &Scope) -> Result<Read, Error> {
    let conn = db.begin_write(scope.tenant).await?;
    Ok(Read { conn, tenant: scope.tenant, at: scope.at, actor: crate::scope::actor_key(&scope.actor) })
}

pub(crate) async fn act<T, E, F>(db: &Db, scope: &Scope, name: &'static str, body: F) -> Result<T, E>
where
    F: AsyncFn(&mut Tx) -> Result<T, E>,
    E: From<Error>,
{
    let mut attempt = 0;
    loop {
        let read = begin_write(db, scope).await?;
        let mut tx = Tx { read, audit: Vec::new(), changes: 0, tallies: Tallies::default() };
        let (error, collided) = match body(&mut tx).await {
            Ok(value) => match tx.finish(name).await {
                Ok(()) => return Ok(value),
                Err((error, collided)) => (E::from(error), collided),
            },
            Err(error) => {
                let collided = tx.read.conn.collided;
                tx.read.conn.rollback().await;
                (error, collided)
            }
        };
        if !collided {
            return Err(error);
        }
        attempt += 1;
        db.counts.retries.fetch_add(1, Ordering::Relaxed);
        if attempt >= ATTEMPTS {
            tracing::warn!(act = name, attempt, "gave up after collisions");
            return Err(Error::Busy.into());
        }
        tracing::debug!(act = name, attempt, "collided with another transaction, beginning again");
        tokio::time::sleep(pause(attempt)).await;
    }
}

pub(crate) async fn chore<T, E, F>(db: &Db, scope: &Scope, name: &'static str, body: F) -> Result<T, E>
where
    F: AsyncFn(&mut Chore) -> Result<T, E>,
    E: From<Error>,
{
    let mut attempt = 0;
    loop {
        let mut chore = Chore { read: begin_write(db, scope).await? };
        let (error, collided) = match body(&mut chore).await {
            Ok(value) => match chore.read.conn.commit().await {
                Ok(()) => return Ok(value),
                Err((error, collided)) => (E::from(error), collided),
            },
            Err(error) => {
                let collided = chore.read.conn.collided;
                chore.read.conn.rollback().await;
                (error, collided)
            }
        };
        if !collided {
            return Err(error);
        }
        attempt += 1;
        db.counts.retries.fetch_add(1, Ordering::Relaxed);
        if attempt >= ATTEMPTS {
            tracing::warn!(chore = name, attempt, "gave up after collisions");
            return Err(Error::Busy.into());
        }
        tokio::time::sleep(pause(attempt)).await;
    }
}
