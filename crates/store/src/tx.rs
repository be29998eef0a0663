//! Transactions: [`Read`] sees, [`Tx`] changes and leaves one audit event, [`Chore`] keeps house.
//!
//! The tenant is bound to `$1` of every statement here and nowhere else, so that no query can forget it: a statement
//! that does not use `$1` is refused by the engine. The functions of each table family stand in `table/*.rs`.

use crate::audit::{self, AuditEntry};
use crate::engine::{Conn, Db};
use crate::sql::{Arg, Row, ToArg};
use crate::table::tally::Tallies;
use crate::{Error, Scope, Store, TenantId};
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

/// The attempts of one act or chore: what [`crate::act!`] and [`crate::chore!`] are made of.
pub struct Attempts<'s> {
    store: &'s Store,
    scope: &'s Scope,
    name: &'static str,
    done: u32,
}

/// What an attempt came to.
type Ended<T, E> = Option<Result<T, E>>;

impl<'s> Attempts<'s> {
    /// None made yet.
    pub fn new(store: &'s Store, scope: &'s Scope, name: &'static str) -> Attempts<'s> {
        Attempts { store, scope, name, done: 0 }
    }

    /// Begins an act.
    ///
    /// # Errors
    /// [`Error::Unavailable`] and its like.
    pub async fn begin_act(&self) -> Result<Tx, Error> {
        let read = begin_write(self.store.db(), self.scope).await?;
        Ok(Tx { read, audit: Vec::new(), changes: 0, tallies: Tallies::default() })
    }

    /// Begins a chore.
    ///
    /// # Errors
    /// [`Error::Unavailable`] and its like.
    pub async fn begin_chore(&self) -> Result<Chore, Error> {
        Ok(Chore { read: begin_write(self.store.db(), self.scope).await? })
    }

    /// Commits what went well, rolls back what did not; `None`: it collided, begin again.
    pub async fn end_act<T, E: From<Error>>(&mut self, tx: Tx, result: Result<T, E>) -> Ended<T, E> {
        match result {
            Ok(value) => {
                let finished = tx.finish(self.name).await;
                self.judge(finished.map(|()| value).map_err(|(e, collided)| (E::from(e), collided))).await
            }
            Err(error) => {
                let collided = tx.read.conn.collided;
                tx.read.conn.rollback().await;
                self.judge(Err((error, collided))).await
            }
        }
    }

    /// As [`Attempts::end_act`], for a chore.
    pub async fn end_chore<T, E: From<Error>>(&mut self, chore: Chore, result: Result<T, E>) -> Ended<T, E> {
        match result {
            Ok(value) => {
                let finished = chore.read.conn.commit().await;
                self.judge(finished.map(|()| value).map_err(|(e, collided)| (E::from(e), collided))).await
            }
            Err(error) => {
                let collided = chore.read.conn.collided;
                chore.read.conn.rollback().await;
                self.judge(Err((error, collided))).await
            }
        }
    }

    async fn judge<T, E: From<Error>>(&mut self, result: Result<T, (E, bool)>) -> Ended<T, E> {
        let error = match result {
            Ok(value) => return Some(Ok(value)),
            Err((error, false)) => return Some(Err(error)),
            Err((error, true)) => error,
        };
        self.done += 1;
        self.store.db().counts.retries.fetch_add(1, Ordering::Relaxed);
        if self.done >= ATTEMPTS {
            drop(error);
            tracing::warn!(act = self.name, attempts = self.done, "gave up after collisions");
            return Some(Err(Error::Busy.into()));
        }
        tracing::debug!(act = self.name, attempts = self.done, "collided with another transaction, beginning again");
        tokio::time::sleep(pause(self.done)).await;
        None
    }
}

/// One act: the body reads and changes through its [`Tx`], says what it did with [`Tx::audit`], and all is committed
/// together or not at all.
///
/// ```text
/// store::act!(&store, &scope, "approve", |tx| {
///     let case = tx.application_for_update::<Application>(id).await?.ok_or(Refusal::NotFound)?;
///     …
///     tx.audit(AuditEntry::new("approve", "application", id));
///     Ok(answer)
/// })
/// ```
/// The body is an async block that answers `Result<T, E>` with `E: From<store::Error>`; `?` and `return` end the body,
/// not the function around it. After a collision with another transaction it runs again from the start, at most ten
/// times, so it must be repeatable (borrow, do not move) and may not talk to anybody. The whole answers `Result<T, E>`:
/// what the body answers, [`Error::Unaudited`] when it changed rows and left no audit event or more than one, or
/// [`Error::Busy`] after ten collisions. A macro and not a function with a closure, because the future of such a
/// function is not `Send` for borrowed captures in today's compiler, and handlers need it to be.
#[macro_export]
macro_rules! act {
    ($store:expr, $scope:expr, $name:expr, |$tx:ident| $body:expr) => {
        // A match, so that a scope made on the spot lives as long as the act.
        match $crate::tx::Attempts::new($store, $scope, $name) {
            mut attempts => loop {
                match attempts.begin_act().await {
                    ::core::result::Result::Err(error) => {
                        break ::core::result::Result::Err(::core::convert::From::from(error));
                    }
                    ::core::result::Result::Ok(mut tx) => {
                        let result = {
                            let $tx = &mut tx;
                            ::std::boxed::Box::pin(async { $body }).await
                        };
                        if let ::core::option::Option::Some(ended) = attempts.end_act(tx, result).await {
                            break ended;
                        }
                    }
                }
            },
        }
    };
}

/// As [`act!`], at most once for each idempotency key of the actor: a repeat gets the first answer, also when both come
/// at the same moment or the first answer was lost on its way. `T: Serialize + DeserializeOwned`; answers
/// `Result<Once<T>, E>`, with [`Error::KeyReused`] when the key was used for another request or act.
///
/// ```text
/// store::act_once!(&store, &scope, "endorse", &key, |tx| { …; Ok(answer) })
/// ```
#[macro_export]
macro_rules! act_once {
    ($store:expr, $scope:expr, $name:expr, $key:expr, |$tx:ident| $body:expr) => {{
        let (name, key): (&'static str, &$crate::Key) = ($name, $key);
        $crate::act!($store, $scope, name, |tx| {
            if let ::core::option::Option::Some(answer) = tx.key_take(name, key).await? {
                return ::core::result::Result::Ok($crate::Once::Before(answer));
            }
            let result = {
                let $tx = &mut *tx;
                ::std::boxed::Box::pin(async { $body }).await
            };
            match result {
                ::core::result::Result::Err(error) => ::core::result::Result::Err(error),
                ::core::result::Result::Ok(answer) => {
                    tx.key_answer(key, &answer).await?;
                    ::core::result::Result::Ok($crate::Once::Now(answer))
                }
            }
        })
    }};
}

/// Housekeeping that is nobody's act and leaves no audit event; otherwise as [`act!`], with a [`Chore`].
#[macro_export]
macro_rules! chore {
    ($store:expr, $scope:expr, $name:expr, |$chore:ident| $body:expr) => {
        // A match, so that a scope made on the spot lives as long as the act.
        match $crate::tx::Attempts::new($store, $scope, $name) {
            mut attempts => loop {
                match attempts.begin_chore().await {
                    ::core::result::Result::Err(error) => {
                        break ::core::result::Result::Err(::core::convert::From::from(error));
                    }
                    ::core::result::Result::Ok(mut chore) => {
                        let result = {
                            let $chore = &mut chore;
                            ::std::boxed::Box::pin(async { $body }).await
                        };
                        if let ::core::option::Option::Some(ended) = attempts.end_chore(chore, result).await {
                            break ended;
                        }
                    }
                }
            },
        }
    };
}
