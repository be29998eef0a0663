//! Every statement of this crate, prepared on both engines and held to the rule of the tenant.

use crate::{Engine, Store};
use testkit::postgres::Database;

/// The files of `table/` and beside it that hold statements. A file that is missing here fails the last test.
fn all() -> Vec<(&'static str, &'static [(&'static str, &'static str)])> {
    use crate::table as t;
    vec![
        ("audit", crate::audit::QUERIES),
        ("application", t::application::QUERIES),
        ("arrival", t::arrival::QUERIES),
        ("attachment", t::attachment::QUERIES),
        ("blank", t::blank::QUERIES),
        ("colleague", t::colleague::QUERIES),
        ("consignment", t::consignment::QUERIES),
        ("examination", t::examination::QUERIES),
        ("document_kind", t::document_kind::QUERIES),
        ("directory", t::directory::QUERIES),
        ("label", t::label::QUERIES),
        ("landing", t::landing::QUERIES),
        ("transit", t::transit::QUERIES),
        ("exchange", t::exchange::QUERIES),
        ("expected", t::expected::QUERIES),
        ("facts", t::facts::QUERIES),
        ("folder", t::folder::QUERIES),
        ("foreign", t::foreign::QUERIES),
        ("holder", t::holder::QUERIES),
        ("inclusion", t::inclusion::QUERIES),
        ("invoice_subject", t::invoice_subject::QUERIES),
        ("idempotency", t::idempotency::QUERIES),
        ("money", t::money::QUERIES),
        ("money_desk", t::money_desk::QUERIES),
        ("gateway", t::gateway::QUERIES),
        ("cheque", t::cheque::QUERIES),
        ("month_closing", t::month_closing::QUERIES),
        ("monthly", t::monthly::QUERIES),
        ("revenue", t::revenue::QUERIES),
        ("money_office", t::money_office::QUERIES),
        ("ledger", t::ledger::QUERIES),
        ("write_off", t::write_off::QUERIES),
        ("reversal", t::reversal::QUERIES),
        ("notice", t::notice::QUERIES),
        ("notice_send", t::notice_send::QUERIES),
        ("mail_in", t::mail_in::QUERIES),
        ("mandate", t::mandate::QUERIES),
        ("mark", t::mark::QUERIES),
        ("task", t::task::QUERIES),
        ("mine", t::mine::QUERIES),
        ("intake", t::intake::QUERIES),
        ("law", t::law::QUERIES),
        ("number", t::number::QUERIES),
        ("numbered", t::numbered::QUERIES),
        ("outbox", t::outbox::QUERIES),
        ("people", t::people::QUERIES),
        ("plant_export", t::plant_export::QUERIES),
        ("permit", t::permit::QUERIES),
        ("plausible", t::plausible::QUERIES),
        ("public", t::public::QUERIES),
        ("quota", t::quota::QUERIES),
        ("quota_history", t::quota_history::QUERIES),
        ("quota_wait", t::quota_wait::QUERIES),
        ("register", t::register::QUERIES),
        ("report", t::report::QUERIES),
        ("sample", t::sample::QUERIES),
        ("setting", t::setting::QUERIES),
        ("standing", t::standing::QUERIES),
        ("stock", t::stock::QUERIES),
        ("tally", t::tally::QUERIES),
        ("tax", t::tax::QUERIES),
        ("tenant", t::tenant::QUERIES),
        ("urgent", t::urgent::QUERIES),
        ("desk", t::desk::QUERIES),
        ("overriding", t::overriding::QUERIES),
        ("opinion_task", t::opinion_task::QUERIES),
        ("terms_stop", t::terms_stop::QUERIES),
        ("amendment", t::amendment::QUERIES),
        ("alert", t::alert::QUERIES),
        ("risk_more", t::risk_more::QUERIES),
        ("use_report", t::use_report::QUERIES),
    ]
}

/// Statements that are asked before a tenant is known; they touch open tables only.
const WITHOUT_TENANT: &[&str] = &["TENANTS", "TENANT_BY_CODE", "TENANT_BY_HOST", "NEXT_TENANT", "PUBLIC_BY_NUMBER"];

async fn prepare_all(store: &Store) {
    let engine = store.engine();
    for (file, queries) in all() {
        for (name, sql) in queries {
            if (name.ends_with("_POSTGRES") && engine == Engine::Sqlite)
                || (name.ends_with("_SQLITE") && engine == Engine::Postgres)
            {
                continue;
            }
            let mut conn = store.db().begin_read(None).await.unwrap();
            if let Err(e) = conn.prepare(sql).await {
                panic!("{file}::{name} on {engine:?}: {e}\n{sql}");
            }
            conn.rollback().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_is_understood_by_sqlite() {
    let dir = std::env::temp_dir().join(format!("manis-statements-{}", std::process::id()));
    let store = Store::open(&format!("sqlite:{}", dir.join("x.db").display()), &dir).await.unwrap();
    prepare_all(&store).await;
    store.close().await;
    std::fs::remove_dir_all(&dir).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_is_understood_by_postgresql() {
    let database = Database::create();
    let dir = std::env::temp_dir().join(format!("manis-statements-pg-{}", std::process::id()));
    let store = Store::open(&database.url(), &dir).await.unwrap();
    prepare_all(&store).await;
    store.close().await;
    std::fs::remove_dir_all(&dir).unwrap();
}

#[test]
fn every_statement_names_the_tenant_it_is_for() {
    let mut forks = 0;
    for (file, queries) in all() {
        for (name, sql) in queries {
            forks += usize::from(name.ends_with("_POSTGRES"));
            if WITHOUT_TENANT.contains(name) {
                assert!(sql.contains("FROM tenant") || sql.contains("FROM public_permit"), "{file}::{name}");
                continue;
            }
            let scoped = sql.contains("tenant = $1") || sql.contains("(tenant, ") || name.ends_with("TENANT");
            assert!(scoped && sql.contains("$1"), "{file}::{name} does not bind its tenant: {sql}");
            assert!(!sql.contains("OFFSET") && !sql.contains("SELECT *"), "{file}::{name}");
        }
    }
    assert!(forks <= 10, "{forks} forked statements: see style.md section 4");
}

#[test]
fn every_file_with_statements_is_listed_here() {
    let src = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let mut listed = 0;
    for folder in [src.to_owned(), format!("{src}/table")] {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
            listed += usize::from(text.lines().any(|l| l == "queries! {"));
        }
    }
    assert_eq!(listed, all().len());
}
