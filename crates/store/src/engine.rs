//! The one place that knows which of the two engines answers: open, begin, lock, error class.
//!
//! SQLite: WAL, `synchronous=FULL`, foreign keys, one writer connection that begins with `BEGIN IMMEDIATE`, several read-only ones.
//!
//! PostgreSQL: the role in the address owns the tables and is used for migrations only. Every other connection first
//! assumes the role `manis_app` (made at the first start when the address's role may make roles), which owns nothing and
//! cannot bypass row-level security; each transaction names its tenant with `SET LOCAL manis.tenant`. A superuser or
//! BYPASSRLS role that cannot assume `manis_app` is refused, because the wall between tenants would not stand.

use crate::error::Constraint;
use crate::sql::{Arg, Row};
use crate::{Error, TenantId, schema};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, PgPool, Postgres, Sqlite, SqlitePool, Transaction, postgres::PgPoolOptions};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Which engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The embedded one.
    Sqlite,
    /// The shared one.
    Postgres,
}

/// Role without ownership that every working connection assumes on PostgreSQL.
pub(crate) const APP_ROLE: &str = "manis_app";

/// Counts what was sent to the database since the store was opened; tests hold acts to their budgets with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meter {
    /// Statements, without BEGIN, COMMIT and ROLLBACK.
    pub statements: u64,
    /// Committed transactions.
    pub commits: u64,
    /// Transactions begun again after a collision.
    pub retries: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub statements: AtomicU64,
    pub commits: AtomicU64,
    pub retries: AtomicU64,
}

pub(crate) enum Pools {
    Sqlite { writer: SqlitePool, readers: SqlitePool },
    Postgres { owner: PgPool, app: PgPool },
}

/// The database behind a [`crate::Store`].
pub(crate) struct Db {
    pools: Pools,
    pub counts: Arc<Counts>,
}

/// A transaction of either engine; dropped without commit it is rolled back.
pub(crate) struct Conn {
    tx: AnyTx,
    counts: Arc<Counts>,
    /// A statement of this transaction collided with another one: worth trying again from the start.
    pub collided: bool,
}

enum AnyTx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

const WAIT: Duration = Duration::from_secs(15);

impl Db {
    /// Opens (and for SQLite makes) the database of the address, brings the schema up to date and closes the wall.
    pub(crate) async fn open(url: &str, connections: u32) -> Result<Db, Error> {
        let counts = Arc::new(Counts::default());
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url)
                .map_err(|e| Error::Setup(format!("{url} is not an address of a SQLite file: {e}")))?
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(WAIT)
                .statement_cache_capacity(400)
                .pragma("cache_size", "-32768")
                .pragma("temp_store", "memory");
            let pool = |n| {
                SqlitePoolOptions::new()
                    .max_connections(n)
                    .test_before_acquire(false)
                    .acquire_timeout(WAIT)
                    .idle_timeout(None)
                    .max_lifetime(None)
            };
            let writer = pool(1).connect_with(options.clone()).await.map_err(classify)?;
            let readers = pool(connections.max(1)).connect_lazy_with(options.read_only(true).create_if_missing(false));
            let db = Db { pools: Pools::Sqlite { writer, readers }, counts };
            schema::migrate(&db).await?;
            return Ok(db);
        }
        if !(url.starts_with("postgres:") || url.starts_with("postgresql:")) {
            return Err(Error::Setup(format!(
                "{url} is no address of a database. Give sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE."
            )));
        }
        let options = sqlx::postgres::PgConnectOptions::from_str(url)
            .map_err(|e| Error::Setup(format!("The address of the database cannot be read: {e}")))?
            .statement_cache_capacity(400)
            .options([
                ("timezone", "UTC"),
                ("synchronous_commit", "on"),
                ("statement_timeout", "60s"),
                ("lock_timeout", "15s"),
                ("idle_in_transaction_session_timeout", "120s"),
            ]);
        let owner = PgPoolOptions::new()
            .max_connections(1)
            .min_connections(0)
            .idle_timeout(Duration::from_secs(5))
            .acquire_timeout(WAIT)
            .test_before_acquire(false)
            .connect_with(options.clone())
            .await
            .map_err(classify)?;
        let app = PgPoolOptions::new()
            .max_connections(connections.max(1))
            .test_before_acquire(false)
            .acquire_timeout(WAIT)
            .after_connect(|conn, _| {
                Box::pin(async move {
                    sqlx::raw_sql("SET ROLE manis_app").execute(&mut *conn).await?;
                    Ok(())
                })
            })
            .connect_lazy_with(options);
        let db = Db { pools: Pools::Postgres { owner, app }, counts };
        schema::migrate(&db).await?;
        db.close_the_wall().await?;
        Ok(db)
    }

    pub(crate) fn engine(&self) -> Engine {
        match &self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres { .. } => Engine::Postgres,
        }
    }

    /// Makes `manis_app` where it is missing and gives it exactly what it needs; refuses to go on without it.
    async fn close_the_wall(&self) -> Result<(), Error> {
        let Pools::Postgres { owner, .. } = &self.pools else { return Ok(()) };
        let say = |e: sqlx::Error| {
            Error::Setup(format!(
                "The role {APP_ROLE} cannot be used: {e}. Let an administrator run: CREATE ROLE {APP_ROLE} NOLOGIN; GRANT {APP_ROLE} TO the role in the database address."
            ))
        };
        let mut tx = owner.begin_with("BEGIN; SELECT pg_advisory_xact_lock(5063471298)").await.map_err(classify)?;
        // Roles belong to the whole server: another database's first start may make it at the same moment.
        let make = "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'manis_app') THEN \
            BEGIN CREATE ROLE manis_app NOLOGIN NOSUPERUSER NOBYPASSRLS; \
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END; END IF; \
            IF NOT pg_has_role(current_user, 'manis_app', 'MEMBER') THEN \
            EXECUTE format('GRANT manis_app TO %I', current_user); END IF; END $$";
        sqlx::raw_sql(make).execute(&mut *tx).await.map_err(say)?;
        let tables: Vec<String> = schema::tables().into_iter().map(|t| t.name).collect();
        let appended: Vec<String> = tables.iter().filter(|t| schema::is_append_only(t)).cloned().collect();
        let grants = format!(
            "GRANT USAGE ON SCHEMA public TO {APP_ROLE}; GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {APP_ROLE}; REVOKE UPDATE, DELETE ON {} FROM {APP_ROLE}",
            tables.join(", "),
            appended.join(", ")
        );
        let granted: bool = sqlx::query_scalar("SELECT has_table_privilege('manis_app', $1, 'SELECT')")
            .bind(tables.last().cloned().unwrap_or_default())
            .fetch_one(&mut *tx)
            .await
            .map_err(say)?;
        if !granted {
            sqlx::raw_sql(AssertSqlSafe(grants)).execute(&mut *tx).await.map_err(say)?;
        }
        let bypasses: bool =
            sqlx::query_scalar("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = 'manis_app'")
                .fetch_one(&mut *tx)
                .await
                .map_err(say)?;
        if bypasses {
            return Err(Error::Setup(format!(
                "The role {APP_ROLE} may bypass row-level security. Take that right away: ALTER ROLE {APP_ROLE} NOSUPERUSER NOBYPASSRLS."
            )));
        }
        tx.commit().await.map_err(classify)
    }

    /// A transaction of the tables' owner, for migrations; one at a time over all processes.
    pub(crate) async fn begin_owner(&self) -> Result<Conn, Error> {
        let tx = match &self.pools {
            Pools::Sqlite { writer, .. } => {
                AnyTx::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await.map_err(classify)?)
            }
            Pools::Postgres { owner, .. } => AnyTx::Postgres(
                owner.begin_with("BEGIN; SELECT pg_advisory_xact_lock(5063471297)").await.map_err(classify)?,
            ),
        };
        Ok(Conn { tx, counts: self.counts.clone(), collided: false })
    }

    /// A transaction that may write, inside one tenant.
    pub(crate) async fn begin_write(&self, tenant: TenantId) -> Result<Conn, Error> {
        let tx = match &self.pools {
            Pools::Sqlite { writer, .. } => {
                AnyTx::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await.map_err(classify)?)
            }
            Pools::Postgres { app, .. } => {
                let begin = format!("BEGIN; SET LOCAL manis.tenant = '{}'", tenant.0);
                AnyTx::Postgres(begin_again(app, &begin).await.map_err(classify)?)
            }
        };
        Ok(Conn { tx, counts: self.counts.clone(), collided: false })
    }

    /// A snapshot to read from; `None`: no tenant, which sees only what is open to everybody.
    pub(crate) async fn begin_read(&self, tenant: Option<TenantId>) -> Result<Conn, Error> {
        let tx = match &self.pools {
            Pools::Sqlite { readers, .. } => AnyTx::Sqlite(readers.begin_with("BEGIN").await.map_err(classify)?),
            Pools::Postgres { app, .. } => {
                let tenant = tenant.map_or(String::new(), |t| t.0.to_string());
                let begin =
                    format!("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL manis.tenant = '{tenant}'");
                AnyTx::Postgres(begin_again(app, &begin).await.map_err(classify)?)
            }
        };
        Ok(Conn { tx, counts: self.counts.clone(), collided: false })
    }

    /// One query without a tenant and without a transaction: a single round trip, for what the public asks.
    pub(crate) async fn ask(&self, sql: &'static str, args: Vec<Arg>) -> Result<Vec<Row>, Error> {
        self.counts.statements.fetch_add(1, Ordering::Relaxed);
        match &self.pools {
            Pools::Sqlite { readers, .. } => bind_all(sqlx::query::<Sqlite>(sql), args)
                .fetch_all(readers)
                .await
                .map(|rows| rows.into_iter().map(Row::Sqlite).collect()),
            Pools::Postgres { app, .. } => {
                let mut left = app.options().get_max_connections();
                loop {
                    let answer = bind_all(sqlx::query::<Postgres>(sql), args.clone()).fetch_all(app).await;
                    match answer {
                        Err(e) if gone(&e) && left > 0 => left -= 1,
                        other => break other.map(|rows| rows.into_iter().map(Row::Postgres).collect()),
                    }
                }
            }
        }
        .map_err(classify)
    }

    /// Closes all connections and waits until they are closed.
    pub(crate) async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres { owner, app } => {
                app.close().await;
                owner.close().await;
            }
        }
    }
}

/// Begins a transaction; connections that the server has meanwhile closed (it was restarted) are passed over, each once.
async fn begin_again(pool: &PgPool, begin: &str) -> Result<Transaction<'static, Postgres>, sqlx::Error> {
    let mut left = pool.options().get_max_connections();
    loop {
        match pool.begin_with(AssertSqlSafe(begin.to_owned())).await {
            Err(e) if gone(&e) && left > 0 => left -= 1,
            other => return other,
        }
    }
}

/// Did the server close this connection? Nothing was done on it, so the same may be asked on another.
fn gone(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::BeginFailed => true,
        sqlx::Error::Database(db) => db.code().is_some_and(|c| c.starts_with("57P") || c.starts_with("08")),
        _ => false,
    }
}

/// Runs the same statement on whichever engine holds the transaction.
macro_rules! on_either {
    ($conn:expr, $sql:expr, $args:expr, |$query:ident, $tx:ident| $call:expr, |$rows:ident, $wrap:ident| $map:expr) => {{
        $conn.counts.statements.fetch_add(1, Ordering::Relaxed);
        let result = match &mut $conn.tx {
            AnyTx::Sqlite($tx) => {
                let $query = bind_all(sqlx::query::<Sqlite>($sql), $args);
                $call.map(|$rows| {
                    let $wrap = Row::Sqlite;
                    $map
                })
            }
            AnyTx::Postgres($tx) => {
                let $query = bind_all(sqlx::query::<Postgres>($sql), $args);
                $call.map(|$rows| {
                    let $wrap = Row::Postgres;
                    $map
                })
            }
        };
        result.map_err(|e| $conn.note(e))
    }};
}

impl Conn {
    pub(crate) fn engine(&self) -> Engine {
        match &self.tx {
            AnyTx::Sqlite(_) => Engine::Sqlite,
            AnyTx::Postgres(_) => Engine::Postgres,
        }
    }

    /// Runs a statement and answers how many rows it touched.
    pub(crate) async fn run(&mut self, sql: impl sqlx::SqlSafeStr, args: Vec<Arg>) -> Result<u64, Error> {
        on_either!(self, sql, args, |query, tx| query.execute(&mut **tx).await, |done, _wrap| done.rows_affected())
    }

    /// All rows of a query.
    pub(crate) async fn all(&mut self, sql: impl sqlx::SqlSafeStr, args: Vec<Arg>) -> Result<Vec<Row>, Error> {
        on_either!(self, sql, args, |query, tx| query.fetch_all(&mut **tx).await, |rows, wrap| {
            rows.into_iter().map(wrap).collect()
        })
    }

    /// The row of a query that has at most one.
    pub(crate) async fn opt(&mut self, sql: impl sqlx::SqlSafeStr, args: Vec<Arg>) -> Result<Option<Row>, Error> {
        on_either!(self, sql, args, |query, tx| query.fetch_optional(&mut **tx).await, |row, wrap| row.map(wrap))
    }

    /// The row of a query, locked until the end of the transaction. SQLite needs no lock: it has one writer.
    pub(crate) async fn locked(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<Option<Row>, Error> {
        match self.engine() {
            Engine::Sqlite => self.opt(sql, args).await,
            Engine::Postgres => self.opt(AssertSqlSafe(format!("{sql} FOR UPDATE")), args).await,
        }
    }

    /// Several statements in one text, without values.
    pub(crate) async fn script(&mut self, sql: String) -> Result<(), Error> {
        let result = match &mut self.tx {
            AnyTx::Sqlite(tx) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut **tx).await.map(|_| ()),
            AnyTx::Postgres(tx) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut **tx).await.map(|_| ()),
        };
        result.map_err(|e| self.note(e))
    }

    /// Names the tenant for the rest of the transaction (backups walk through all of them).
    pub(crate) async fn enter(&mut self, tenant: TenantId) -> Result<(), Error> {
        match self.engine() {
            Engine::Sqlite => Ok(()),
            Engine::Postgres => self.script(format!("SET LOCAL manis.tenant = '{}'", tenant.0)).await,
        }
    }

    /// Asks the engine whether it understands a statement.
    #[cfg(test)]
    pub(crate) async fn prepare(&mut self, sql: &'static str) -> Result<(), sqlx::Error> {
        use sqlx::{Executor as _, SqlSafeStr as _};
        match &mut self.tx {
            AnyTx::Sqlite(tx) => tx.prepare(sql.into_sql_str()).await.map(|_| ()),
            AnyTx::Postgres(tx) => tx.prepare(sql.into_sql_str()).await.map(|_| ()),
        }
    }

    pub(crate) async fn commit(self) -> Result<(), (Error, bool)> {
        let counts = self.counts;
        let result = match self.tx {
            AnyTx::Sqlite(tx) => tx.commit().await,
            AnyTx::Postgres(tx) => tx.commit().await,
        };
        counts.commits.fetch_add(1, Ordering::Relaxed);
        result.map_err(|e| {
            let collided = collides(&e);
            (classify(e), collided)
        })
    }

    pub(crate) async fn rollback(self) {
        // A failed rollback means the connection is gone, and with it the transaction.
        let _ = match self.tx {
            AnyTx::Sqlite(tx) => tx.rollback().await,
            AnyTx::Postgres(tx) => tx.rollback().await,
        };
    }

    fn note(&mut self, error: sqlx::Error) -> Error {
        self.collided |= collides(&error);
        classify(error)
    }
}

impl From<(Error, bool)> for Error {
    fn from((error, _): (Error, bool)) -> Error {
        error
    }
}

fn bind_all<DB>(
    mut query: sqlx::query::Query<'_, DB, <DB as sqlx::Database>::Arguments>,
    args: Vec<Arg>,
) -> sqlx::query::Query<'_, DB, <DB as sqlx::Database>::Arguments>
where
    DB: sqlx::Database,
    Option<i64>: for<'q> sqlx::Encode<'q, DB> + sqlx::Type<DB>,
    Option<String>: for<'q> sqlx::Encode<'q, DB> + sqlx::Type<DB>,
    Option<Vec<u8>>: for<'q> sqlx::Encode<'q, DB> + sqlx::Type<DB>,
{
    for arg in args {
        query = match arg {
            Arg::Int(v) => query.bind(v),
            Arg::Text(v) => query.bind(v),
            Arg::Bytes(v) => query.bind(v),
        };
    }
    query
}

/// Would the same transaction go through if begun again? Serialisation failure, deadlock, lock not had in time.
fn collides(error: &sqlx::Error) -> bool {
    let Some(code) = error.as_database_error().and_then(|e| e.code()) else { return false };
    // SQLite's extended codes keep the plain one in their low byte: 5 BUSY, 6 LOCKED.
    matches!(&*code, "40001" | "40P01" | "55P03")
        || code.parse::<i64>().is_ok_and(|c| code.len() < 5 && matches!(c & 0xff, 5 | 6))
}

/// Turns what a driver said into a class that a caller can act on.
pub(crate) fn classify(error: sqlx::Error) -> Error {
    use sqlx::error::ErrorKind;
    if collides(&error) {
        return Error::Busy;
    }
    let sqlx::Error::Database(db) = &error else {
        return match error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed => Error::Unavailable(error),
            _ => Error::Sql(error),
        };
    };
    let code = db.code().unwrap_or_default().into_owned();
    let plain = if code.len() < 5 { code.parse::<i64>().ok() } else { None };
    let kind = match db.kind() {
        ErrorKind::UniqueViolation => Some(Constraint::Unique),
        ErrorKind::CheckViolation => Some(Constraint::Check),
        ErrorKind::ForeignKeyViolation => Some(Constraint::Reference),
        _ if code == "MN001" || plain == Some(1811) => Some(Constraint::Trigger),
        _ if code == "42501" => Some(Constraint::Wall),
        _ => None,
    };
    if let Some(kind) = kind {
        // SQLite names the constraint (or the columns of a key) after the last colon of its message.
        let text = db.message();
        let constraint = db.constraint().unwrap_or_else(|| text.rsplit(": ").next().unwrap_or(text)).to_owned();
        return Error::Refused { constraint, kind };
    }
    match (code.as_str(), plain.map(|c| c & 0xff)) {
        ("53100", _) | (_, Some(13)) => Error::DiskFull,
        (c, _) if c.starts_with("08") || c.starts_with("57P") || c.starts_with("53") => Error::Unavailable(error),
        (_, Some(10 | 14)) => Error::Unavailable(error),
        _ => Error::Sql(error),
    }
}
