//! How many permits a second the seed writes on SQLite, everything in: preparation, lines, public faces, audit chain.
//!
//! Goal (issue 2, section 9): at least 5,000 permits a second.

use demo::Seed;
use std::time::Instant;
use store::{Engine, Store};
use testkit::postgres::Cluster;

const PERMITS: u64 = 30_000;

async fn measure(engine: Engine) {
    let dir = std::env::temp_dir().join(format!("manis-demo-seed-{}-{engine:?}", std::process::id()));
    std::fs::create_dir_all(&dir).expect("a folder");
    let cluster = (engine == Engine::Postgres).then(Cluster::start);
    let url = cluster.as_ref().map_or_else(|| format!("sqlite:{}", dir.join("x.db").display()), Cluster::url);
    let store = Store::open(&url, &dir).await.expect("an archive");
    let today = "2026-11-21".parse().expect("a day");
    let seed = Seed { permits: PERMITS, tenants: 3, seed: 7, today };
    let start = Instant::now();
    let done = demo::seed(&store, &seed).await.expect("permits");
    let rate = done.permits as f64 / start.elapsed().as_secs_f64();
    println!("{engine:?}: {rate:.0} permits/s, {} of them told", done.known.len());
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
