//! Many permits at once: the seeded demonstration and the import of old registers.
//!
//! Rows go in by statements of many rows each, with the same constraints, the same public face, the same sums and one
//! audit event for each permit as if they had come one by one.

use crate::audit::{self, AuditEntry};
use crate::sql::{Arg, ToArg, args};
use crate::table::permit::{LineRow, PermitRow};
use crate::table::public::{Face, public_row};
use crate::{Engine, Error, Tx};
use sqlx::AssertSqlSafe;

/// A permit to insert with many others.
#[derive(Debug, Clone)]
pub struct BulkPermit {
    /// Its columns.
    pub permit: PermitRow,
    /// Its lines.
    pub lines: Vec<LineRow>,
    /// Its public face.
    pub face: Face,
    /// The whole permit as JSON text.
    pub body: String,
    /// The audit event of its coming.
    pub audit: AuditEntry,
}

/// A table and its columns for statements of many rows.
struct Target {
    table: &'static str,
    columns: &'static [&'static str],
}

const PERMIT: Target = Target {
    table: "permit",
    columns: &[
        "tenant",
        "id",
        "number",
        "series",
        "year",
        "serial",
        "application",
        "organisation",
        "kind",
        "status",
        "exporter",
        "importer",
        "holder",
        "taxon",
        "valid_from_on",
        "valid_until_on",
        "issued_at",
        "endorsed_at",
        "changed_at",
        "token_hash",
        "proposed_by",
        "approved_by",
        "one_officer",
        "document_digest",
        "replaced_by",
        "body",
        "version",
    ],
};
const LINE: Target = Target {
    table: "permit_line",
    columns: &[
        "tenant",
        "permit",
        "block",
        "position",
        "taxon",
        "term",
        "unit",
        "appendix",
        "source",
        "purpose",
        "origin",
        "permitted_micro",
        "endorsed_micro",
        "received_micro",
        "issued_at",
        "endorsed_at",
    ],
};
const PUBLIC: Target = Target {
    table: "public_permit",
    columns: &[
        "tenant",
        "number",
        "token_hash",
        "party",
        "kind",
        "status",
        "exporter",
        "importer",
        "valid_from_on",
        "valid_until_on",
        "issued_at",
        "endorsed_at",
        "port",
        "replaced_by",
        "lines",
        "document_digest",
        "changed_at",
    ],
};
const EVENT: Target = Target {
    table: "audit_event",
    columns: &[
        "tenant",
        "seq",
        "at",
        "actor",
        "act",
        "object_kind",
        "object_id",
        "before_digest",
        "after_digest",
        "payload_hash",
        "prev_hash",
        "hash",
    ],
};
const PAYLOAD: Target = Target { table: "audit_payload", columns: &["tenant", "seq", "body"] };

/// Rows of one statement: enough that the round trip does not count, few enough for SQLite's 32,766 values.
const ROWS: usize = 100;

impl Target {
    /// SQLite keeps the names of numbered marks in a list and searches it for each value; thousands of them take it longer
    /// than the rows, so it gets marks without names.
    fn sql(&self, engine: Engine, rows: usize) -> String {
        let mut sql = format!("INSERT INTO {} ({}) VALUES ", self.table, self.columns.join(", "));
        let mut n = 0;
        for row in 0..rows {
            sql.push_str(if row == 0 { "(" } else { ", (" });
            for column in 0..self.columns.len() {
                n += 1;
                if column > 0 {
                    sql.push_str(", ");
                }
                match engine {
                    Engine::Sqlite => sql.push('?'),
                    Engine::Postgres => sql.push_str(&format!("${n}")),
                }
            }
            sql.push(')');
        }
        sql
    }

    /// Inserts all rows; each begins with the tenant.
    async fn insert(&self, tx: &mut Tx, rows: Vec<Vec<Arg>>) -> Result<(), Error> {
        let tenant = tx.tenant.0.to_arg();
        let engine = tx.conn.engine();
        let full = self.sql(engine, ROWS);
        for piece in rows.chunks(ROWS) {
            let sql = if piece.len() == ROWS { full.clone() } else { self.sql(engine, piece.len()) };
            let mut all = Vec::with_capacity(piece.len() * self.columns.len());
            for row in piece {
                debug_assert_eq!(row.len() + 1, self.columns.len(), "{}", self.table);
                all.push(tenant.clone());
                all.extend(row.iter().cloned());
            }
            let touched = tx.conn.run(AssertSqlSafe(sql), all).await?;
            tx.count_changes(touched);
        }
        Ok(())
    }
}

impl Tx {
    /// Inserts many permits with their lines, public faces, sums and one audit event each. The act that calls it adds its
    /// own event, as every act; a few thousand permits make a good act.
    pub async fn bulk_insert_permits(&mut self, permits: Vec<BulkPermit>) -> Result<(), Error> {
        let mut rows = [Vec::new(), Vec::new(), Vec::new()];
        let mut entries = Vec::with_capacity(permits.len());
        for p in permits {
            let mut permit = p.permit.args(p.body)?;
            permit.push(1_i64.to_arg());
            rows[0].push(permit);
            rows[1].extend(p.lines.iter().map(|line| line.args(&p.permit)));
            rows[2].push(public_row(&p.permit, &p.lines, &p.face)?);
            self.tally_permit(None, &p.permit);
            entries.push(p.audit);
        }
        let [permits, lines, faces] = rows;
        PERMIT.insert(self, permits).await?;
        LINE.insert(self, lines).await?;
        PUBLIC.insert(self, faces).await?;
        let events = audit::chain(self, &entries).await?;
        let mut words = Vec::new();
        let events = events
            .into_iter()
            .map(|e| {
                if let Some(text) = e.payload {
                    words.push(args![e.seq, text]);
                }
                args![
                    e.seq,
                    e.at,
                    e.actor,
                    e.act,
                    e.object_kind,
                    e.object_id,
                    e.before,
                    e.after,
                    e.payload_hash,
                    e.prev,
                    e.hash
                ]
            })
            .collect();
        EVENT.insert(self, events).await?;
        PAYLOAD.insert(self, words).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bulk_columns_are_the_columns_of_the_tables() {
        let tables = crate::schema::tables();
        for target in [&PERMIT, &LINE, &PUBLIC, &EVENT, &PAYLOAD] {
            let table = tables.iter().find(|t| t.name == target.table).expect("a table of this name");
            let mut want: Vec<&str> = table.columns.iter().map(|c| c.0.as_str()).collect();
            let mut have = target.columns.to_vec();
            want.sort_unstable();
            have.sort_unstable();
            assert_eq!(have, want, "{}", target.table);
            assert!(ROWS * target.columns.len() < 32_766, "{}", target.table);
        }
    }
}
