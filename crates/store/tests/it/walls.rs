//! The walls between tenants.

use crate::house::{Dir, House, at, id, issue, new_tenant, on_both_engines};
use cites::PermitDocument;
use store::{Cursor, Engine, Error, PermitFilter, Scope, Store};
use testkit::postgres::Database;

on_both_engines!(
    a_tenant_never_sees_what_is_another_s,
    a_short_name_is_taken_once,
    a_database_of_a_newer_program_is_refused,
);

async fn a_tenant_never_sees_what_is_another_s(engine: Engine) {
    let house = House::on(engine).await;
    let row = issue(&house, 1).await;
    let other = house.store.create_tenant(&new_tenant("QN"), at(5)).await.unwrap();
    assert_ne!(other, house.tenant);
    let mut read = house.store.read(&Scope::system(other, at(6))).await.unwrap();
    assert!(read.permit::<PermitDocument>(row.id).await.unwrap().is_none());
    assert!(read.permit_by_number::<PermitDocument>(&row.number).await.unwrap().is_none());
    assert!(read.permits(PermitFilter::All, Cursor::NEWEST, 10).await.unwrap().rows.is_empty());
    assert!(read.person(id(1)).await.unwrap().is_none());
    assert!(read.organisation::<serde_json::Value>(id(9)).await.unwrap().is_none());
    assert_eq!(read.audit_events(i64::MAX, 10).await.unwrap().len(), 1, "its own making");
    drop(read);
    // The same number in another house is another permit.
    let twin = House { tenant: other, ..house };
    twin.people().await;
    issue(&twin, 1).await;
    let mut read = twin.store.read(&Scope::system(other, at(7))).await.unwrap();
    assert_eq!(read.permits(PermitFilter::All, Cursor::NEWEST, 10).await.unwrap().rows.len(), 1);
}

async fn a_short_name_is_taken_once(engine: Engine) {
    let house = House::on(engine).await;
    let taken = house.store.create_tenant(&new_tenant("QM"), at(5)).await.unwrap_err();
    assert!(taken.is_duplicate(), "{taken:?}");
    assert_eq!(house.store.tenants().await.unwrap().len(), 1);
    let found = house.store.tenant_by_host("qm.example").await.unwrap().unwrap();
    assert_eq!((found.id, found.settings), (house.tenant, new_tenant("QM").settings));
    assert!(house.store.tenant_by_code("ZZ").await.unwrap().is_none());
}

async fn a_database_of_a_newer_program_is_refused(engine: Engine) {
    let house = House::on(engine).await;
    house.store.close().await;
    house.tamper("INSERT INTO schema_version (version, name, checksum) VALUES (9999, '9999_later', 'x')").await;
    let refused = Store::open(&house.url, &house.dir.0).await.err().unwrap();
    assert!(matches!(refused, Error::Schema(_)) && refused.to_string().contains("newer"), "{refused}");
    house.tamper("DELETE FROM schema_version WHERE version = 9999").await;
    let again = Store::open(&house.url, &house.dir.0).await.unwrap();
    assert_eq!(again.tenants().await.unwrap().len(), 1, "opening again changes nothing");
}

/// PostgreSQL only: the catalogue is asked, not our source.
#[tokio::test(flavor = "multi_thread")]
async fn every_table_has_the_wall_forced_and_without_a_tenant_nothing_is_seen() {
    let house = House::on(Engine::Postgres).await;
    issue(&house, 1).await;
    let database = house.database.as_ref().unwrap();
    let tables = "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname <> 'schema_version'";
    let open = database.psql(&format!("SELECT c.relname {tables} AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*' AND p.polwithcheck IS NOT NULL))"));
    assert_eq!(open, "", "tables without a forced wall");
    let readable = database.psql(
        "SELECT string_agg(polrelid::regclass::text, ',' ORDER BY polrelid::regclass::text) FROM pg_policy WHERE polname <> 'tenant_wall'",
    );
    assert_eq!(readable, "public_permit,tenant", "the reviewed list of tables that the public may ask");
    let no_comment = database.psql("SELECT c.relname || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attnum > 0 AND c.relname NOT IN ('schema_version') AND col_description(c.oid, a.attnum) IS NULL");
    assert_eq!(no_comment, "", "columns without a sentence");
    let names = database.psql(&format!("SELECT c.relname {tables} ORDER BY 1"));
    let mut seen = 0;
    for table in names.lines() {
        let count = database.psql(&format!("SET ROLE manis_app; SELECT count(*) FROM {table}"));
        let want = if table == "tenant" || table == "public_permit" { "1" } else { "0" };
        assert_eq!(count, want, "{table} without a tenant");
        seen += 1;
    }
    assert!(seen > 25, "{seen}");
    let refused = database.psql("SET ROLE manis_app; DO $$ BEGIN INSERT INTO counter (tenant, series, year, last) VALUES (1, 'x', 2026, 1); RAISE EXCEPTION 'went through'; EXCEPTION WHEN insufficient_privilege THEN NULL; END $$; SELECT 'refused'");
    assert_eq!(refused, "refused");
}

/// A hosted database where our role owns its tables and is no superuser.
#[tokio::test(flavor = "multi_thread")]
async fn an_owner_without_special_rights_opens_the_archive_and_a_bypassing_one_needs_the_role() {
    let database = Database::create();
    let role = format!("owner_{}", std::process::id());
    database.psql(&format!(
        "DO $$ BEGIN CREATE ROLE manis_app NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$; CREATE ROLE {role} LOGIN; GRANT manis_app TO {role}; GRANT ALL ON SCHEMA public TO {role}"
    ));
    let dir = Dir::new();
    let store = Store::open(&database.url_as(&role), &dir.0).await.unwrap();
    let tenant = store.create_tenant(&new_tenant("QM"), at(0)).await.unwrap();
    let mut read = store.read(&Scope::system(tenant, at(1))).await.unwrap();
    assert_eq!(read.audit_events(i64::MAX, 10).await.unwrap().len(), 1);
    drop(read);
    store.close().await;
    // One that cannot use the role is told what to ask for.
    let poor = format!("poor_{}", std::process::id());
    database.psql(&format!("CREATE ROLE {poor} LOGIN; GRANT {role} TO {poor}; REVOKE manis_app FROM {role}"));
    let refused = Store::open(&database.url_as(&poor), &dir.0).await.err().unwrap();
    assert!(refused.to_string().contains("manis_app"), "{refused}");
    database
        .psql(&format!("REASSIGN OWNED BY {role} TO postgres; DROP OWNED BY {role}, {poor}; DROP ROLE {poor}, {role}"));
}
