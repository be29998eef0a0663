//! One file that holds everything: rows of all tenants and the bytes of their attachments, the same for both engines.
//!
//! A backup of SQLite restores into PostgreSQL and the other way round. The file is text, one JSON value a line:
//! a head (`{"manis_backup":1,"schema":…}`), rows (`{"t":"permit","r":[…]}` in the order of the head's columns; bytes as
//! `{"x":"hex"}`), files (`{"o":tenant,"x":"hex"}`), and a last line with the count and the SHA-256 of all before it.
//! Rows stand tenant by tenant, in the order of the tables, all as of one moment.

use crate::engine::Conn;
use crate::schema::{Class, SCHEMA_VERSION, Table, tables};
use crate::sql::{Arg, Row, ToArg};
use crate::{Error, Read, Store, TenantId, audit};
use bytes::Bytes;
use cites::{Digest, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use sqlx::AssertSqlSafe;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

/// First line of a backup.
#[derive(Serialize, Deserialize)]
struct Head {
    /// Version of the format.
    manis_backup: u32,
    /// Schema step of the rows.
    schema: i64,
    /// When it was made.
    at: Timestamp,
    /// Tables in their order with their columns.
    tables: Vec<(String, Vec<String>)>,
}

/// Last line of a backup.
#[derive(Serialize, Deserialize)]
struct Tail {
    /// Lines before this one.
    lines: u64,
    /// SHA-256 of all bytes before this line.
    sha256: String,
}

/// What a backup holds, for the person who made or restored it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BackupReport {
    /// Tenants.
    pub tenants: u64,
    /// Rows of all tables.
    pub rows: u64,
    /// Files.
    pub files: u64,
    /// Audit events, checked when restored.
    pub events: u64,
}

const FORMAT: u32 = 1;
/// Rows fetched at once: memory stays small whatever the size of a table.
const PIECE: i64 = 1_000;

/// Writes a consistent copy of everything to `dest`, while others go on working. The file is written aside, synced and
/// renamed, so that it is whole or absent.
///
/// # Errors
/// [`Error::Backup`] when the file cannot be written, [`Error::File`] when an attachment is missing or damaged.
pub async fn backup(store: &Store, dest: &Path, at: Timestamp) -> Result<BackupReport, Error> {
    let aside = dest.with_extension("part");
    let result = write_backup(store, &aside, at).await;
    let report = match result {
        Ok(report) => report,
        Err(e) => {
            // The half-written file is of no use to anybody; what went wrong matters more than a failed removal.
            let _ = std::fs::remove_file(&aside);
            return Err(e);
        }
    };
    let cannot = |e: std::io::Error| Error::Backup(format!("{} cannot be written: {e}", dest.display()));
    std::fs::rename(&aside, dest).map_err(cannot)?;
    if let Some(folder) = dest.parent().filter(|f| !f.as_os_str().is_empty()) {
        std::fs::File::open(folder).and_then(|f| f.sync_all()).map_err(cannot)?;
    }
    Ok(report)
}

/// A file being written with its running digest.
struct Out<'a> {
    file: BufWriter<std::fs::File>,
    path: &'a Path,
    hash: Sha256,
    lines: u64,
}

impl Out<'_> {
    fn line(&mut self, value: &impl Serialize) -> Result<(), Error> {
        let mut text = serde_json::to_vec(value)?;
        text.push(b'\n');
        self.hash.update(&text);
        self.lines += 1;
        self.file.write_all(&text).map_err(|e| self.cannot(&e))
    }

    fn cannot(&self, e: &std::io::Error) -> Error {
        Error::Backup(format!("{} cannot be written: {e}", self.path.display()))
    }

    fn finish(mut self) -> Result<(), Error> {
        let sha256 = Digest(std::mem::take(&mut self.hash).finalize().into()).to_string();
        let tail = Tail { lines: self.lines, sha256 };
        self.line(&tail)?;
        let synced = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        synced.map_err(|e| self.cannot(&e))
    }
}

async fn write_backup(store: &Store, path: &Path, at: Timestamp) -> Result<BackupReport, Error> {
    let file = std::fs::File::create(path)
        .map_err(|e| Error::Backup(format!("{} cannot be written: {e}. Choose another place.", path.display())))?;
    let mut out = Out { file: BufWriter::new(file), path, hash: Sha256::new(), lines: 0 };
    let tables = tables();
    let columns = |t: &Table| t.columns.iter().map(|c| c.0.clone()).collect();
    out.line(&Head {
        manis_backup: FORMAT,
        schema: SCHEMA_VERSION,
        at,
        tables: tables.iter().map(|t| (t.name.clone(), columns(t))).collect(),
    })?;
    let mut report = BackupReport::default();
    // One snapshot for all tenants: what the open tables show, and then each tenant's own rows.
    let mut conn = store.db().begin_read(None).await?;
    let ids = conn.all("SELECT id FROM tenant ORDER BY id", vec![]).await?;
    for row in ids {
        let tenant = TenantId(row.get("id")?);
        conn.enter(tenant).await?;
        report.tenants += 1;
        for table in &tables {
            report.rows += write_table(&mut conn, tenant, table, &mut out).await?;
        }
        let mut read = Read { conn, tenant, at, actor: "system".to_owned() };
        let mut after = Vec::new();
        loop {
            let piece = read.attachment_digests(&after).await?;
            let Some(last) = piece.last() else { break };
            after = last.0.to_vec();
            for digest in piece {
                let bytes = store.objects().get(tenant, &digest).await?;
                out.line(&serde_json::json!({"o": tenant.0, "x": hex(&bytes)}))?;
                report.files += 1;
            }
        }
        report.events += u64::try_from(read.audit_events(i64::MAX, 1).await?.first().map_or(0, |e| e.seq)).unwrap_or(0);
        conn = read.conn;
    }
    conn.rollback().await;
    out.finish()?;
    Ok(report)
}

/// Writes a tenant's rows of one table in pieces, in the order of its key.
async fn write_table(conn: &mut Conn, tenant: TenantId, table: &Table, out: &mut Out<'_>) -> Result<u64, Error> {
    // Keyset over the key without the tenant, so that every piece begins where the last one ended.
    let own = table.tenant_column();
    let key: Vec<&str> = table.key.iter().map(String::as_str).filter(|k| *k != own).collect();
    let list = table.column_list();
    let mut last: Option<Vec<Arg>> = None;
    let mut count = 0;
    loop {
        let mut sql = format!("SELECT {list} FROM {} WHERE {own} = $1", table.name);
        let mut args = vec![tenant.0.to_arg()];
        if let Some(last) = last.take() {
            let marks: Vec<String> = (0..key.len()).map(|i| format!("${}", i + 2)).collect();
            sql.push_str(&format!(" AND ({}) > ({})", key.join(", "), marks.join(", ")));
            args.extend(last);
        }
        if !key.is_empty() {
            sql.push_str(&format!(" ORDER BY {}", key.join(", ")));
        }
        sql.push_str(&format!(" LIMIT {PIECE}"));
        let rows = conn.all(AssertSqlSafe(sql), args).await?;
        for row in &rows {
            let values = table.columns.iter().map(|c| cell(row, &c.0, c.1)).collect::<Result<Vec<_>, _>>()?;
            out.line(&serde_json::json!({"t": table.name, "r": values}))?;
        }
        count += rows.len() as u64;
        let Some(end) = rows.last() else { return Ok(count) };
        if key.is_empty() || rows.len() < usize::try_from(PIECE).unwrap_or(usize::MAX) {
            return Ok(count);
        }
        let classes = key.iter().map(|k| {
            let class = table.columns.iter().find(|c| c.0 == *k).map_or(Class::Text, |c| c.1);
            arg_of(end, k, class)
        });
        last = Some(classes.collect::<Result<_, _>>()?);
    }
}

fn cell(row: &Row, name: &str, class: Class) -> Result<Value, Error> {
    Ok(match class {
        Class::Int => row.opt::<i64>(name)?.map_or(Value::Null, Value::from),
        Class::Text => row.opt::<String>(name)?.map_or(Value::Null, Value::from),
        Class::Bytes => row.opt::<Vec<u8>>(name)?.map_or(Value::Null, |bytes| serde_json::json!({"x": hex(&bytes)})),
    })
}

fn arg_of(row: &Row, name: &str, class: Class) -> Result<Arg, Error> {
    Ok(match class {
        Class::Int => row.opt::<i64>(name)?.to_arg(),
        Class::Text => row.opt::<String>(name)?.to_arg(),
        Class::Bytes => row.opt::<Vec<u8>>(name)?.to_arg(),
    })
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |c: u8| char::from(c).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let bytes = text.as_bytes();
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    bytes.chunks_exact(2).map(|pair| Some((digit(pair[0])? << 4) | digit(pair[1])?)).collect()
}

/// Reads a backup into an empty archive: all of it or nothing. The file is checked first, the audit chains before the
/// commit.
///
/// # Errors
/// [`Error::Backup`] when the archive is not empty, the file is damaged, cut short or of a newer program, or an audit
/// chain in it does not hold.
pub async fn restore(path: &Path, store: &Store) -> Result<BackupReport, Error> {
    check_file(path)?;
    if !store.tenants().await?.is_empty() {
        return Err(Error::Backup("This archive is not empty. Restore into a new database.".to_owned()));
    }
    let mut lines = open_lines(path)?;
    let head: Head = parse(&lines.next_line()?.unwrap_or_default())?;
    let tables = known_tables(&head)?;
    let mut report = BackupReport::default();
    let mut conn = store.db().begin_write(TenantId(0)).await?;
    while let Some(line) = lines.next_line()? {
        match parse::<Line>(&line)? {
            Line::Row { t, r } => {
                let known = tables.iter().find(|k| k.0 == t).ok_or_else(|| damaged(&format!("unknown table {t}")))?;
                let table = &known.1;
                let mut r = r;
                r.extend(moved(&t).map(|m| Value::from(m.2)));
                if let (true, Some(id)) = (t == "tenant", r.first().and_then(Value::as_i64)) {
                    conn.enter(TenantId(id)).await?;
                    report.tenants += 1;
                }
                report.events += u64::from(t == "audit_event");
                report.rows += 1;
                if t == WRITTEN_OFF {
                    let values = typed(table, &r)?;
                    conn.run(CARRY_BALANCE, values.get(..2).unwrap_or_default().to_vec()).await?;
                    conn.run(CARRY_ARRIVAL, values).await?;
                } else {
                    insert(&mut conn, table, &r).await?;
                }
            }
            Line::File { o, x } => {
                let bytes = unhex(&x).ok_or_else(|| damaged("a file is not hexadecimal"))?;
                store.objects().put(TenantId(o), Bytes::from(bytes)).await?;
                report.files += 1;
            }
            // Checked before.
            Line::Tail { .. } => break,
        }
    }
    verify_and_commit(conn, head.schema).await?;
    Ok(report)
}

async fn verify_and_commit(mut conn: Conn, schema: i64) -> Result<(), Error> {
    let ids = conn.all("SELECT id, code FROM tenant ORDER BY id", vec![]).await?;
    for row in ids {
        let (tenant, code): (_, String) = (TenantId(row.get("id")?), row.get("code")?);
        conn.enter(tenant).await?;
        if schema < PRESENTED_SINCE {
            conn.run(CARRY_PRESENTED, vec![tenant.0.to_arg()]).await?;
        }
        let mut read = Read { conn, tenant, at: Timestamp::UNIX_EPOCH, actor: "system".to_owned() };
        let checked = audit::verify_in(&mut read).await?;
        conn = read.conn;
        if let Some((seq, why)) = checked.first_bad {
            conn.rollback().await;
            return Err(Error::Backup(format!(
                "The audit chain of {code} in this backup does not hold at event {seq}: {why}. Nothing was restored."
            )));
        }
    }
    Ok(conn.commit().await?)
}

/// A line between head and tail, or the tail.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Row {
        t: String,
        r: Vec<Value>,
    },
    File {
        o: i64,
        x: String,
    },
    Tail {
        #[serde(rename = "sha256")]
        _sha256: String,
    },
}

/// Reads a backup line by line.
struct Lines {
    file: BufReader<std::fs::File>,
}

fn open_lines(path: &Path) -> Result<Lines, Error> {
    let file = std::fs::File::open(path)
        .map_err(|e| Error::Backup(format!("{} cannot be read: {e}. Name a backup file.", path.display())))?;
    Ok(Lines { file: BufReader::new(file) })
}

impl Lines {
    fn next_line(&mut self) -> Result<Option<String>, Error> {
        let mut line = String::new();
        match self.file.read_line(&mut line) {
            Ok(0) => Ok(None),
            Ok(_) => Ok(Some(line)),
            Err(e) => Err(damaged(&e.to_string())),
        }
    }
}

fn damaged(why: &str) -> Error {
    Error::Backup(format!("This is not a whole manis backup ({why}). Use another copy."))
}

fn parse<'a, T: Deserialize<'a>>(line: &'a str) -> Result<T, Error> {
    serde_json::from_str(line).map_err(|e| damaged(&e.to_string()))
}

/// Is the last line there, and are all before it what it says?
fn check_file(path: &Path) -> Result<(), Error> {
    let mut lines = open_lines(path)?;
    let (mut hash, mut count, mut last) = (Sha256::new(), 0_u64, None::<String>);
    while let Some(line) = lines.next_line()? {
        if let Some(before) = last.replace(line) {
            hash.update(before.as_bytes());
            count += 1;
        }
    }
    let tail: Tail = parse(last.as_deref().ok_or_else(|| damaged("it is empty"))?)?;
    let sha256 = Digest(hash.finalize().into()).to_string();
    if tail.lines != count || tail.sha256 != sha256 {
        return Err(damaged("its checksum does not fit"));
    }
    Ok(())
}

/// Tables that went into another one: the old name, the new one with the column that tells them apart, and its value.
const MOVED: &[(&str, (&str, &str), &str)] = &[("simplified_registration", ("register_entry", "kind"), "SIMPLIFIED")];

/// What import permits were written off for before arrivals were kept: each becomes arrivals, line by line, as step 27 made
/// them of it.
const WRITTEN_OFF: &str = "import_use";
const WRITTEN_OFF_COLUMNS: &[(&str, Class)] = &[
    ("tenant", Class::Int),
    ("permit", Class::Bytes),
    ("permit_number", Class::Text),
    ("foreign_permit", Class::Bytes),
    ("foreign_number", Class::Text),
    ("used_at", Class::Int),
];
const CARRY_BALANCE: &str = "INSERT INTO import_balance (tenant, permit, block, permitted_micro, arrived_micro) SELECT tenant, permit, block, permitted_micro, endorsed_micro FROM permit_line WHERE tenant = $1 AND permit = $2 AND endorsed_micro > 0";
const CARRY_ARRIVAL: &str = "INSERT INTO import_arrival (tenant, permit, foreign_permit, block, quantity_micro, permit_number, foreign_number, port, port_name, recorded_by, arrived_at) SELECT tenant, permit, $4, block, endorsed_micro, $3, $5, '', '', NULL, $6 FROM permit_line WHERE tenant = $1 AND permit = $2 AND endorsed_micro > 0";
/// The step since which a backup says itself which papers from abroad were presented.
const PRESENTED_SINCE: i64 = 27;
const CARRY_PRESENTED: &str = "INSERT INTO foreign_presented (tenant, issuer, same, number, id, known, kind, issued_on, valid_until_on, presented_at) SELECT tenant, issuer, REPLACE(number, ' ', ''), number, id, 'archive', NULL, NULL, NULL, received_at FROM foreign_permit WHERE tenant = $1 AND received_at IS NOT NULL ORDER BY received_at ON CONFLICT (tenant, issuer, same) DO NOTHING";

fn moved(name: &str) -> Option<&'static (&'static str, (&'static str, &'static str), &'static str)> {
    MOVED.iter().find(|m| m.0 == name)
}

/// The tables of the head by the names they have there, each with its columns in the order of the head.
fn known_tables(head: &Head) -> Result<Vec<(String, Table)>, Error> {
    if head.manis_backup != FORMAT || head.schema > SCHEMA_VERSION {
        return Err(Error::Backup(format!(
            "This backup has format {} and schema step {}; this program knows {FORMAT} and {SCHEMA_VERSION}. Use a newer manis.",
            head.manis_backup, head.schema
        )));
    }
    let known = tables();
    head.tables
        .iter()
        .map(|(name, columns)| {
            if name == WRITTEN_OFF {
                let own = |(c, class): &(&str, Class)| ((*c).to_owned(), *class, String::new());
                let table = Table {
                    name: name.clone(),
                    columns: WRITTEN_OFF_COLUMNS.iter().map(own).collect(),
                    key: vec!["tenant".to_owned(), "permit".to_owned()],
                };
                let same = table.columns.iter().map(|c| &c.0).eq(columns);
                return if same { Ok((name.clone(), table)) } else { Err(damaged("unknown columns of import_use")) };
            }
            let (into, more) = moved(name).map_or((name.as_str(), None), |m| (m.1.0, Some(m.1.1)));
            let table =
                known.iter().find(|t| t.name == into).ok_or_else(|| damaged(&format!("unknown table {name}")))?;
            let columns = columns.iter().map(String::as_str).chain(more).map(|c| {
                let found = table.columns.iter().find(|k| k.0 == c).cloned();
                found.ok_or_else(|| damaged(&format!("unknown column {name}.{c}")))
            });
            let (columns, key) = (columns.collect::<Result<_, _>>()?, table.key.clone());
            Ok((name.clone(), Table { name: into.to_owned(), columns, key }))
        })
        .collect()
}

/// The values of a row as its columns have them.
fn typed(table: &Table, values: &[Value]) -> Result<Vec<Arg>, Error> {
    if values.len() != table.columns.len() {
        return Err(damaged(&format!("a row of {} has {} values", table.name, values.len())));
    }
    let args = values.iter().zip(&table.columns).map(|(value, (name, class, _))| {
        let bad = || damaged(&format!("{}.{name} holds another kind of value", table.name));
        Ok(match (class, value) {
            (Class::Int, Value::Null) => Arg::Int(None),
            (Class::Text, Value::Null) => Arg::Text(None),
            (Class::Bytes, Value::Null) => Arg::Bytes(None),
            (Class::Int, value) => Arg::Int(Some(value.as_i64().ok_or_else(bad)?)),
            (Class::Text, Value::String(text)) => Arg::Text(Some(text.clone())),
            (Class::Bytes, Value::Object(map)) => {
                let text = map.get("x").and_then(Value::as_str).ok_or_else(bad)?;
                Arg::Bytes(Some(unhex(text).ok_or_else(bad)?))
            }
            _ => return Err(bad()),
        })
    });
    args.collect()
}

async fn insert(conn: &mut Conn, table: &Table, values: &[Value]) -> Result<(), Error> {
    let args = typed(table, values)?;
    let marks: Vec<String> = (1..=args.len()).map(|i| format!("${i}")).collect();
    let sql = format!("INSERT INTO {} ({}) VALUES ({})", table.name, table.column_list(), marks.join(", "));
    conn.run(AssertSqlSafe(sql), args).await.map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_from_before_one_register_is_read_into_it() {
        let columns = ["tenant", "id", "number", "name", "body"].map(str::to_owned).to_vec();
        let head = |name: &str| Head {
            manis_backup: FORMAT,
            schema: 14,
            at: "2026-11-01T00:00:00Z".parse().unwrap(),
            tables: vec![(name.to_owned(), columns.clone())],
        };
        let known = known_tables(&head("simplified_registration")).unwrap();
        let (name, table) = &known[0];
        assert_eq!((name.as_str(), table.name.as_str()), ("simplified_registration", "register_entry"));
        let read: Vec<&str> = table.columns.iter().map(|c| c.0.as_str()).collect();
        assert_eq!(read, ["tenant", "id", "number", "name", "body", "kind"], "a row's values and one more");
        assert_eq!(moved("simplified_registration").map(|m| m.2), Some("SIMPLIFIED"));
        assert_eq!(known_tables(&head("register_entry")).unwrap()[0].1.columns.len(), 5);
        assert!(known_tables(&head("never_there")).is_err());
        // What was written off before arrivals were kept is read in its own columns and no others.
        assert!(known_tables(&head(WRITTEN_OFF)).is_err());
        let columns = WRITTEN_OFF_COLUMNS.iter().map(|c| c.0.to_owned()).collect();
        let old = Head { tables: vec![(WRITTEN_OFF.to_owned(), columns)], ..head("permit") };
        assert_eq!(known_tables(&old).unwrap()[0].1.columns.len(), 6);
    }
}
