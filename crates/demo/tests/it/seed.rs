//! Many permits from a seed.

use crate::place::now;
use cites::{Amount, PermitStatus};
use demo::{Seed, Seeded};
use permits::Permit;
use std::collections::BTreeSet;
use std::path::PathBuf;
use store::{Scope, Store, Verification};
use testkit::postgres::Database;

async fn empty(name: &str) -> (Store, PathBuf) {
    let dir = std::env::temp_dir().join(format!("manis-seeded-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).unwrap();
    (Store::open(&format!("sqlite:{}", dir.join("x.sqlite").display()), &dir).await.unwrap(), dir)
}

fn three_parties() -> Seed {
    Seed { permits: 700, tenants: 3, seed: 42, today: "2026-11-21".parse().unwrap() }
}

fn told(seeded: &Seeded) -> String {
    serde_json::to_string(seeded).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn seeded_permits_are_permits_to_everybody_who_reads_them() {
    let (store, dir) = empty("read").await;
    permits_to_everybody(&store).await;
    let _ = std::fs::remove_dir_all(dir);
}

#[tokio::test(flavor = "multi_thread")]
async fn they_are_on_postgresql_too() {
    let database = Database::create();
    let dir = std::env::temp_dir().join(format!("manis-seeded-pg-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    let store = Store::open(&database.url(), &dir).await.unwrap();
    permits_to_everybody(&store).await;
    store.close().await;
    let _ = std::fs::remove_dir_all(dir);
}

async fn permits_to_everybody(store: &Store) {
    let seeded = demo::seed(store, &three_parties()).await.unwrap();
    assert_eq!((seeded.permits, seeded.known.len()), (700, 700));
    assert_eq!(seeded.tenants, ["QM", "QN", "QO"]);
    let numbers: BTreeSet<_> = seeded.known.iter().map(|p| p.number.clone()).collect();
    assert_eq!(numbers.len(), 700, "no number twice");
    let mut states = BTreeSet::new();
    for known in &seeded.known {
        let tenant = store.tenant_by_code(known.issuer.code()).await.unwrap().unwrap();
        let mut read = store.read(&Scope::system(tenant.id, now())).await.unwrap();
        let stored = read.permit_by_number::<Permit>(&known.number).await.unwrap().expect("it is there");
        assert_eq!(stored.value.status(), known.state);
        assert_eq!(stored.columns.follow(&stored.value, stored.columns.changed_at), stored.columns, "columns agree");
        assert_eq!(store::LineRow::describe(&stored.value), read.permit_lines(stored.value.id()).await.unwrap());
        states.insert(known.state);
        match store.verify_permit(&known.number, Some(&known.token)).await.unwrap() {
            Verification::Found(face) => {
                assert_eq!(face.status, known.state);
                let permitted: Vec<Amount> = face.lines.iter().map(|l| l.permitted()).collect();
                assert_eq!(permitted, known.blocks.iter().map(|b| b.quantity).collect::<Vec<_>>());
            }
            Verification::OtherCode | Verification::Unknown => panic!("{} does not verify", known.number),
        }
    }
    use PermitStatus as P;
    for state in [P::Issued, P::Delivered, P::Endorsed, P::Confirmed, P::Cancelled, P::ExpiredUnknown] {
        assert!(states.contains(&state), "none is {state:?}");
    }
    for tenant in store.tenants().await.unwrap() {
        assert!(store::audit::verify(store, tenant.id).await.unwrap().first_bad.is_none());
    }
    // A second round goes on with the numbers.
    let more = demo::seed(store, &Seed { seed: 43, ..three_parties() }).await.unwrap();
    assert!(more.known.iter().all(|p| !numbers.contains(&p.number)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_makes_the_same_permits() {
    let ((one, first), (two, second)) = (empty("one").await, empty("two").await);
    let a = demo::seed(&one, &three_parties()).await.unwrap();
    let b = demo::seed(&two, &three_parties()).await.unwrap();
    assert_eq!(told(&a), told(&b));
    let other = Seed { seed: 1, ..three_parties() };
    assert_ne!(told(&a), told(&demo::seed(&one, &other).await.unwrap()));
    for dir in [first, second] {
        let _ = std::fs::remove_dir_all(dir);
    }
}
