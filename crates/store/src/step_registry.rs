//! Numbers that the program once gave in the form of the Secretariat's registers become the Party's own, and nothing else
//! of the registers changes, on both engines.

use crate::schema::MIGRATIONS;
use sqlx::{Connection as _, SqliteConnection};
use testkit::postgres::Database;

fn rows(blob: impl Fn(u8) -> String) -> String {
    let org = blob(1);
    let entry = |n: u8, kind: &str, number: &str| {
        format!(
            "INSERT INTO register_entry (tenant, id, kind, number, name, organisation, person, state, valid_from_on, valid_until_on, proposed_by, approved_by, one_officer, body, created_at, changed_at, version) VALUES (1, {}, '{kind}', {number}, 'Farm', {org}, NULL, '{}', '2026-01-01', '2030-12-31', NULL, NULL, 1, '{{}}', 1, 2, 3)",
            blob(n),
            if number == "NULL" { "APPLIED" } else { "VALID" },
        )
    };
    [
        "INSERT INTO tenant (id, code, party, host, demo, four_eyes, settings, created_at) VALUES (1, 'QM', 'QM', NULL, 1, 1, '{}', 1)".to_owned(),
        format!("INSERT INTO organisation (tenant, id, name, register_number, active, body, created_at, version) VALUES (1, {org}, 'Farm', NULL, 1, '{{}}', 1, 1)"),
        entry(2, "CAPTIVE_I", "'A-QM-501'"),
        entry(3, "NURSERY", "'P-QM-1001'"),
        entry(4, "BREEDER", "'B-QM-0001'"),
        entry(5, "CAPTIVE_I", "NULL"),
        entry(6, "SCIENTIFIC", "'QM001'"),
    ]
    .join(";\n")
}

const LEFT: &str =
    "SELECT kind || ' ' || COALESCE(number, '-') || ' ' || state || ' ' || version FROM register_entry ORDER BY id";
const WANT: [&str; 5] = [
    "CAPTIVE_I I-QM-501 VALID 3",
    "NURSERY N-QM-1001 VALID 3",
    "BREEDER B-QM-0001 VALID 3",
    "CAPTIVE_I - APPLIED 3",
    "SCIENTIFIC QM001 VALID 3",
];
const STEP: i64 = 35;

#[tokio::test]
async fn invented_numbers_become_the_partys_own_on_sqlite() {
    let mut db = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    let run = async |db: &mut SqliteConnection, sql: String| {
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut *db).await.unwrap();
    };
    for step in MIGRATIONS.iter().filter(|m| m.version < STEP) {
        run(&mut db, step.sqlite.to_owned()).await;
    }
    run(&mut db, rows(|n| format!("X'{}'", format!("{n:02x}").repeat(16)))).await;
    let step = MIGRATIONS.iter().find(|m| m.version == STEP).unwrap();
    run(&mut db, format!("BEGIN IMMEDIATE;\n{}COMMIT;", step.sqlite)).await;
    let left: Vec<String> = sqlx::query_scalar(LEFT).fetch_all(&mut db).await.unwrap();
    assert_eq!(left, WANT);
}

#[test]
fn invented_numbers_become_the_partys_own_on_postgresql() {
    let database = Database::create();
    // An owner that is no superuser, as a Party's database has: the wall stands before it too.
    let role = format!("registry_{}", std::process::id());
    database.psql(&format!("CREATE ROLE {role} LOGIN; GRANT CREATE ON SCHEMA public TO {role}"));
    let run = |sql: &str| database.psql(&format!("SET ROLE {role}; SET manis.tenant = '1'; {sql}"));
    for step in MIGRATIONS.iter().filter(|m| m.version < STEP) {
        run(step.postgres);
    }
    run(&rows(|n| format!("'\\x{}'", format!("{n:02x}").repeat(16))));
    let step = MIGRATIONS.iter().find(|m| m.version == STEP).unwrap();
    // No tenant is known while the program migrates.
    database.psql(&format!("SET ROLE {role}; BEGIN; {} COMMIT;", step.postgres));
    assert_eq!(run(LEFT), WANT.join("\n"));
    let open = "SELECT COUNT(*) FROM pg_class WHERE relname = 'register_entry' AND NOT relforcerowsecurity";
    assert_eq!(run(open), "0", "the wall stands again");
    database.psql(&format!("DROP OWNED BY {role} CASCADE; DROP ROLE {role}"));
}
