//! What import permits were written off for is the same before and after the step that made one account of it, on both
//! engines.

use crate::schema::MIGRATIONS;
use sqlx::{Connection as _, SqliteConnection};
use testkit::postgres::Database;

/// Two import permits: one written off whole as it was done first, one with an arrival, and a permit from abroad received.
fn rows(blob: impl Fn(u8) -> String) -> String {
    let (old, new, foreign, other, by) = (blob(1), blob(2), blob(3), blob(4), blob(5));
    let permit = |id: &str, n: u8, status: &str| {
        format!(
            "INSERT INTO permit (tenant, id, number, series, year, serial, kind, status, exporter, importer, holder, taxon, valid_from_on, valid_until_on, issued_at, changed_at, token_hash, one_officer, document_digest, body, version) VALUES (1, {id}, '26QN00000{n}', 'permit', 2026, {n}, 'IMPORT', '{status}', 'QM', 'QN', 'Hunter', 'Panthera pardus', '2026-01-01', '2026-12-31', 1, 1, {token}, 1, {token}, '{{}}', 1)",
            token = blob(n + 20)
        )
    };
    let line = |id: &str, block: &str, at: u8, endorsed: &str| {
        format!(
            "INSERT INTO permit_line (tenant, permit, block, position, taxon, term, unit, appendix, source, purpose, permitted_micro, endorsed_micro, issued_at, endorsed_at) VALUES (1, {id}, '{block}', {at}, 'Panthera pardus', 'TRO', 'NAR', 'I', 'W', 'H', 10, {endorsed}, 1, NULL)"
        )
    };
    [
        "INSERT INTO tenant (id, code, party, host, demo, four_eyes, settings, created_at) VALUES (1, 'QN', 'QN', NULL, 1, 1, '{}', 1)".to_owned(),
        permit(&old, 1, "ENDORSED"),
        permit(&new, 2, "ISSUED"),
        line(&old, "A", 0, "7"),
        line(&old, "B", 1, "0"),
        line(&new, "A", 0, "NULL"),
        format!("INSERT INTO foreign_permit (tenant, id, issuer, number, final, kind, status, exporter, taxon, raw, raw_digest, retrieved_at, received_at, changed_at, body, version) VALUES (1, {foreign}, 'QM', '26 QM 9', 1, 'EXPORT', 'RECEIVED', 'QM', 'Panthera pardus', {foreign}, {foreign}, 1, 8, 8, '{{}}', 1)"),
        format!("INSERT INTO import_use (tenant, permit, permit_number, foreign_permit, foreign_number, used_at) VALUES (1, {old}, '26QN000001', {foreign}, '26 QM 9', 8)"),
        format!("INSERT INTO import_balance (tenant, permit, block, permitted_micro, arrived_micro) VALUES (1, {new}, 'A', 10, 4)"),
        format!("INSERT INTO import_arrival (tenant, permit, foreign_permit, block, quantity_micro, permit_number, foreign_number, port, port_name, recorded_by, arrived_at) VALUES (1, {new}, {other}, 'A', 4, '26QN000002', '26QM000010', 'QNNPT', 'Northport', {by}, 9)"),
    ]
    .join(";\n")
}

/// The whole account, as the two tables said it before and as one says it after.
const ACCOUNT: &str =
    "SELECT permit_number || ' ' || foreign_number || ' ' || block || ' ' || taken || ' ' || port || ' ' || at FROM ";
const BEFORE: &str = "(SELECT permit_number, foreign_number, block, quantity_micro AS taken, port, arrived_at AS at FROM import_arrival UNION ALL SELECT u.permit_number, u.foreign_number, l.block, l.endorsed_micro, '', u.used_at FROM import_use u JOIN permit_line l ON l.tenant = u.tenant AND l.permit = u.permit WHERE l.endorsed_micro > 0) x ORDER BY at";
const AFTER: &str = "(SELECT permit_number, foreign_number, block, quantity_micro AS taken, port, arrived_at AS at FROM import_arrival) x ORDER BY at";
const WANT: [&str; 2] = ["26QN000001 26 QM 9 A 7  8", "26QN000002 26QM000010 A 4 QNNPT 9"];
/// Every balance is the sum of its arrivals, who recorded the new one is kept, and the paper counts as presented.
const LEFT: &str = "SELECT (SELECT SUM(arrived_micro) FROM import_balance) || ' ' || (SELECT SUM(quantity_micro) FROM import_arrival) || ' ' || (SELECT COUNT(*) FROM import_arrival WHERE recorded_by IS NULL) || ' ' || (SELECT same || ' ' || known || ' ' || presented_at FROM foreign_presented)";
const SUMS: &str = "11 11 1 26QM9 archive 8";
const STEP: i64 = 27;

#[tokio::test]
async fn what_was_written_off_outlives_the_step_on_sqlite() {
    let mut db = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    let run =
        async |db: &mut SqliteConnection, sql: String| sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut *db).await;
    for step in MIGRATIONS.iter().filter(|m| m.version < STEP) {
        run(&mut db, step.sqlite.to_owned()).await.unwrap();
    }
    run(&mut db, rows(|n| format!("X'{}'", format!("{n:02x}").repeat(16)))).await.unwrap();
    let account = async |db: &mut SqliteConnection, from: &str| -> Vec<String> {
        sqlx::query_scalar(sqlx::AssertSqlSafe(format!("{ACCOUNT}{from}"))).fetch_all(&mut *db).await.unwrap()
    };
    assert_eq!(account(&mut db, BEFORE).await, WANT);
    let step = MIGRATIONS.iter().find(|m| m.version == STEP).unwrap();
    run(&mut db, format!("BEGIN IMMEDIATE;\n{}COMMIT;", step.sqlite)).await.unwrap();
    assert_eq!(account(&mut db, AFTER).await, WANT);
    let left: String = sqlx::query_scalar(LEFT).fetch_one(&mut db).await.unwrap();
    assert_eq!(left, SUMS);
    let broken: Option<String> =
        sqlx::query_scalar("SELECT \"table\" FROM pragma_foreign_key_check").fetch_optional(&mut db).await.unwrap();
    assert_eq!(broken, None);
    let gone = run(&mut db, "SELECT 1 FROM import_use".to_owned()).await;
    assert!(gone.is_err(), "the old table is gone");
    for change in ["UPDATE import_arrival SET port = 'x'", "DELETE FROM import_arrival"] {
        let refused = run(&mut db, change.to_owned()).await.unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{refused}");
    }
}

#[test]
fn what_was_written_off_outlives_the_step_on_postgresql() {
    let database = Database::create();
    // An owner that is no superuser, as a Party's database has: the wall stands before it too.
    let role = format!("papers_{}", std::process::id());
    database.psql(&format!("CREATE ROLE {role} LOGIN; GRANT CREATE ON SCHEMA public TO {role}"));
    let run = |sql: &str| database.psql(&format!("SET ROLE {role}; SET manis.tenant = '1'; {sql}"));
    for step in MIGRATIONS.iter().filter(|m| m.version < STEP) {
        run(step.postgres);
    }
    run(&rows(|n| format!("'\\x{}'", format!("{n:02x}").repeat(16))));
    assert_eq!(run(&format!("{ACCOUNT}{BEFORE}")), WANT.join("\n"));
    let step = MIGRATIONS.iter().find(|m| m.version == STEP).unwrap();
    // No tenant is known while the program migrates.
    database.psql(&format!("SET ROLE {role}; BEGIN; {} COMMIT;", step.postgres));
    assert_eq!(run(&format!("{ACCOUNT}{AFTER}")), WANT.join("\n"));
    assert_eq!(run(LEFT), SUMS);
    let open = "SELECT COUNT(*) FROM pg_class WHERE relname IN ('permit_line', 'import_balance', 'import_arrival', 'foreign_permit', 'foreign_presented') AND NOT relforcerowsecurity";
    assert_eq!(run(open), "0", "the wall stands again");
    assert_eq!(run("SELECT COUNT(*) FROM pg_class WHERE relname = 'import_use'"), "0");
    database.psql(&format!("DROP OWNED BY {role} CASCADE; DROP ROLE {role}"));
}
