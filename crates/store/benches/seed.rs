//! How many permits a second the bulk path takes in, with lines, public face, sums and one audit event each, beside the
//! limit of the same engine in the same run: the same permits' JSON into a bare table by the same driver.
//!
//! Goal (issue 2, section 9): at least 5,000 permits a second on both engines.

use cites::{Digest, NumberTemplate, PermitDocument, PermitStatus, Timestamp, Token, country, sample};
use std::time::Instant;
use store::{AuditEntry, BulkPermit, Engine, Error, Face, LineRow, PermitRow, Scope, Serial, Store};
use testkit::postgres::Cluster;

const PERMITS: u64 = 20_000;
const ACT: u64 = 2_000;

fn bulk(n: u64, document: &PermitDocument, body: &str) -> BulkPermit {
    let at = Timestamp::from_millisecond(1_767_225_600_000 + i64::try_from(n).unwrap() * 1_000).unwrap();
    let mut chance = [0; 10];
    chance[2..].copy_from_slice(&n.to_be_bytes());
    let template = NumberTemplate::parse(NumberTemplate::DEFAULT).unwrap();
    let number = template.number(country::DEMO_EXPORTER, 2026, n, "").unwrap();
    let lines = document.lines.iter().zip(0..).map(|(l, position)| LineRow {
        block: l.block.to_string(),
        position,
        taxon: l.taxon.to_string(),
        term: l.term,
        unit: l.quantity.unit(),
        appendix: l.appendix,
        source: l.source,
        purpose: document.purpose,
        origin: None,
        permitted: l.quantity.amount(),
        endorsed: None,
        received: None,
    });
    let audit = AuditEntry::new("import-permit", "permit", &number).after(Digest::of("manis-record", body.as_bytes()));
    BulkPermit {
        lines: lines.collect(),
        face: Face { party: country::DEMO_EXPORTER, port: None, replaced_by: None, crossings: Vec::new() },
        body: body.to_owned(),
        audit,
        permit: PermitRow {
            id: cites::ids::Id::new(at.as_millisecond(), chance),
            number,
            serial: Serial { series: "permit".to_owned(), year: 2026, serial: n },
            application: None,
            organisation: None,
            kind: document.kind,
            status: PermitStatus::Issued,
            exporter: country::DEMO_EXPORTER,
            importer: document.country_of_import,
            holder: document.exporter.name.clone(),
            taxon: document.lines[0].taxon.to_string(),
            line_count: i64::try_from(document.lines.len()).unwrap(),
            valid_from: document.valid_from,
            valid_until: document.valid_until,
            issued_at: at,
            endorsed_at: None,
            changed_at: at,
            token_hash: store::token_hash(&Token::from_bytes(u128::from(n).to_be_bytes())),
            proposed_by: None,
            approved_by: None,
            one_officer: false,
            document_digest: Digest::of("", body.as_bytes()),
            replaced_by: None,
            consignment: permits::Consignment::default(),
        },
    }
}

/// The engine's own limit: one bare row for each permit, in transactions of the same size, no index but the key.
async fn limit(url: &str, body: &str) -> f64 {
    use sqlx::Connection as _;
    let start = Instant::now();
    let make = "CREATE TABLE bare (n BIGINT NOT NULL PRIMARY KEY, body TEXT NOT NULL)";
    let mut sql = String::from("INSERT INTO bare (n, body) VALUES ");
    for row in 0..100 {
        let mark = |n: i32| if url.starts_with("sqlite") { "?".to_owned() } else { format!("${n}") };
        let comma = if row == 0 { "" } else { ", " };
        sql.push_str(&format!("{comma}({}, {})", mark(row * 2 + 1), mark(row * 2 + 2)));
    }
    macro_rules! run {
        ($conn:ty) => {{
            let mut conn = <$conn>::connect(url).await.unwrap();
            sqlx::raw_sql(make).execute(&mut conn).await.unwrap();
            for act in 0..PERMITS / ACT {
                let mut tx = conn.begin().await.unwrap();
                for piece in 0..ACT / 100 {
                    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql.clone()));
                    for row in 0..100 {
                        let n = i64::try_from(act * ACT + piece * 100 + row).unwrap();
                        query = query.bind(n).bind(body.to_owned());
                    }
                    query.execute(&mut *tx).await.unwrap();
                }
                tx.commit().await.unwrap();
            }
        }};
    }
    if url.starts_with("sqlite") {
        run!(sqlx::SqliteConnection)
    } else {
        run!(sqlx::PgConnection)
    }
    PERMITS as f64 / start.elapsed().as_secs_f64()
}

async fn measure(engine: Engine) {
    let dir = std::env::temp_dir().join(format!("manis-seed-{}-{engine:?}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    // A cluster of its own, with the syncs of a real server.
    let cluster = (engine == Engine::Postgres).then(Cluster::start);
    let url = cluster.as_ref().map_or_else(|| format!("sqlite:{}", dir.join("x.db").display()), Cluster::url);
    let store = Store::open(&url, &dir).await.unwrap();
    let settings = store::TenantSettings {
        names: std::collections::BTreeMap::new(),
        languages: vec![cites::Lang::En],
        number_template: NumberTemplate::parse(NumberTemplate::DEFAULT).unwrap(),
        number_suffix: String::new(),
        authority: sample::export_of_skins().authority,
        scientific_authority: String::new(),
        place_of_issue: String::new(),
        time_zone: "UTC".to_owned(),
        validity_months: 6,
        appeal_days: 30,
        assign_at_once: true,
        opinion_alone: true,
        help: store::HelpDesk::default(),
        late_at_expiry: false,
        colour: None,
    };
    let new = store::NewTenant {
        code: "QM".to_owned(),
        party: country::DEMO_EXPORTER,
        host: None,
        demo: true,
        four_eyes: true,
        settings,
    };
    let tenant = store.create_tenant(&new, Timestamp::UNIX_EPOCH).await.unwrap();
    let document = sample::export_of_skins();
    let body = serde_json::to_string(&document).unwrap();
    let start = Instant::now();
    for act in 0..PERMITS / ACT {
        let permits: Vec<_> = (1..=ACT).map(|n| bulk(act * ACT + n, &document, &body)).collect();
        let scope = Scope::system(tenant, Timestamp::UNIX_EPOCH);
        let done: Result<(), Error> = store::act!(&store, &scope, "seed", |tx| {
            tx.bulk_insert_permits(permits.clone()).await?;
            tx.audit(AuditEntry::new("seed", "tenant", "QM"));
            Ok(())
        });
        done.unwrap();
    }
    let rate = PERMITS as f64 / start.elapsed().as_secs_f64();
    let bare = match engine {
        Engine::Sqlite => format!("sqlite:{}?mode=rwc", dir.join("bare.db").display()),
        Engine::Postgres => url.clone(),
    };
    let limit = limit(&bare, &body).await;
    println!(
        "{engine:?}: {rate:.0} permits/s with 2 lines and audit; bare rows {limit:.0}/s; ratio {:.2}",
        rate / limit
    );
    store.close().await;
    let _ = std::fs::remove_dir_all(&dir);
}

#[tokio::main]
async fn main() {
    if std::env::args().any(|a| a == "--list") {
        return;
    }
    for engine in [Engine::Sqlite, Engine::Postgres] {
        measure(engine).await;
    }
}
