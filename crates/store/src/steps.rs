//! What stood in the archive before a step is there after it, on both engines.

use crate::schema::MIGRATIONS;
use sqlx::{Connection as _, SqliteConnection};
use testkit::postgres::Database;

/// Two registers apart, a blank and a mark, as the step before the seventeenth left them.
fn rows(blob: impl Fn(u8) -> String) -> String {
    let (org, entry, simple, case, blank) = (blob(1), blob(2), blob(3), blob(4), blob(5));
    let columns = "tenant, id, number, name, organisation, person, state, valid_from_on, valid_until_on, proposed_by, \
        approved_by, one_officer, body, created_at, changed_at, version";
    let life = format!("{org}, NULL, 'VALID', '2026-01-01', '2030-12-31', NULL, NULL, 1");
    [
        "INSERT INTO tenant (id, code, party, host, demo, four_eyes, settings, created_at) VALUES (1, 'QM', 'QM', NULL, 1, 1, '{}', 1)".to_owned(),
        format!("INSERT INTO organisation (tenant, id, name, register_number, active, body, created_at, version) VALUES (1, {org}, 'River Bend Farm Ltd', NULL, 1, '{{}}', 1, 1)"),
        format!("INSERT INTO application (tenant, id, reference, line_count, status, one_officer, changed_at, created_at, body, version) VALUES (1, {case}, '26-00001', 1, 'ISSUED', 1, 1, 1, '{{}}', 1)"),
        format!("INSERT INTO register_entry (kind, {columns}) VALUES ('RANCH', 1, {entry}, 'R-QM-0001', 'Ranch', {life}, '{{\"address\":\"x\",\"species\":[]}}', 1, 2, 3)"),
        format!("INSERT INTO simplified_registration ({columns}) VALUES (1, {simple}, 'S-QM-0001', 'Leather', {life}, '{{\"specimens\":[]}}', 4, 5, 6)"),
        format!("INSERT INTO blank (tenant, id, application, registration, place, number, series, year, serial, state, valid_until_on, body, preparation, created_at, changed_at) VALUES (1, {blank}, {case}, {simple}, 1, '26QM000001', 'permit', 2026, 1, 'PREPARED', '2027-01-01', '{{}}', '{{}}', 1, 1)"),
        format!("INSERT INTO mark_entry (tenant, about, subject, block, position, kind, typed, text, head, width, tail, serial_first, serial_last, taxon, holder, recorded_at) VALUES (1, 'case', {case}, 'A', 1, 'RI', 'A 7', 'A7', 'A', 1, '', 7, 7, 'Falco peregrinus', 'Leather', 1)"),
    ]
    .join(";\n")
}

/// One line that says everything the step may not lose.
const LEFT: &str = "SELECT (SELECT COUNT(*) FROM register_entry WHERE kind = 'RANCH' AND version = 3) || ' ' || \
    (SELECT number || ' ' || name || ' ' || body || ' ' || changed_at || ' ' || version FROM register_entry WHERE kind = 'SIMPLIFIED') || ' ' || \
    (SELECT b.number FROM blank b JOIN register_entry r ON r.tenant = b.tenant AND r.id = b.registration) || ' ' || \
    (SELECT text FROM mark_entry)";
const WANT: &str = "1 S-QM-0001 Leather {\"specimens\":[]} 5 6 26QM000001 A7";
const STEP: i64 = 17;

#[tokio::test]
async fn registrations_blanks_and_marks_outlive_the_step_on_sqlite() {
    let mut db = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    let run = async |db: &mut SqliteConnection, sql: String| {
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut *db).await.unwrap();
    };
    for step in MIGRATIONS.iter().filter(|m| m.version < STEP) {
        run(&mut db, step.sqlite.to_owned()).await;
    }
    run(&mut db, rows(|n| format!("X'{}'", format!("{n:02x}").repeat(16)))).await;
    let step = MIGRATIONS.iter().find(|m| m.version == STEP).unwrap();
    // As the program does it: in one transaction, with the references watched.
    run(&mut db, format!("BEGIN IMMEDIATE;\n{}COMMIT;", step.sqlite)).await;
    let left: String = sqlx::query_scalar(LEFT).fetch_one(&mut db).await.unwrap();
    assert_eq!(left, WANT);
    let broken: Option<String> =
        sqlx::query_scalar("SELECT \"table\" FROM pragma_foreign_key_check").fetch_optional(&mut db).await.unwrap();
    assert_eq!(broken, None);
}

#[test]
fn registrations_blanks_and_marks_outlive_the_step_on_postgresql() {
    let database = Database::create();
    // An owner that is no superuser, as a Party's database has: the wall stands before it too.
    let role = format!("owner_{}", std::process::id());
    database.psql(&format!("CREATE ROLE {role} LOGIN; GRANT CREATE ON SCHEMA public TO {role}"));
    let run = |sql: &str| database.psql(&format!("SET ROLE {role}; SET manis.tenant = '1'; {sql}"));
    for step in MIGRATIONS.iter().filter(|m| m.version < STEP) {
        run(step.postgres);
    }
    run(&rows(|n| format!("'\\x{}'", format!("{n:02x}").repeat(16))));
    let step = MIGRATIONS.iter().find(|m| m.version == STEP).unwrap();
    database.psql(&format!("SET ROLE {role}; BEGIN; {} COMMIT;", step.postgres));
    assert_eq!(run(LEFT), WANT);
    let open = "SELECT COUNT(*) FROM pg_class WHERE relname IN ('register_entry', 'blank', 'mark_entry') AND NOT relforcerowsecurity";
    assert_eq!(run(open), "0", "the wall stands again");
    database.psql(&format!("DROP OWNED BY {role} CASCADE; DROP ROLE {role}"));
}
