//! A place to make the demonstration in: an empty archive, two seals, no wire.

use cites::taxa::Taxonomy;
use cites::{CountryCode, Digest, Timestamp, country};
use demo::{Connection, Filled, Setting, Size};
use office::{Addresses, House};
use permits::Signer as _;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use store::Store;
use testkit::signer::TestSigner;

/// An archive in a folder of its own that goes with it.
pub struct Place {
    pub store: Store,
    pub houses: Vec<House>,
    pub signers: BTreeMap<CountryCode, Arc<TestSigner>>,
    dir: PathBuf,
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

pub fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

pub fn parties() -> [CountryCode; 2] {
    [country::DEMO_EXPORTER, country::DEMO_IMPORTER]
}

impl Place {
    pub async fn new() -> Place {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let dir = std::env::temp_dir().join(format!("manis-demo-{}-{n}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let store = Store::open(&format!("sqlite:{}", dir.join("demo.sqlite").display()), &dir).await.unwrap();
        let signers: BTreeMap<_, _> = parties().map(|p| (p, Arc::new(TestSigner::new(p)))).into();
        for new in demo::houses().unwrap() {
            store.create_tenant(&new, demo::began(now())).await.unwrap();
        }
        let mut place = Place { store, houses: Vec::new(), signers, dir };
        place.houses = place.open().await;
        place
    }

    /// The houses, opened anew.
    pub async fn open(&self) -> Vec<House> {
        let tenants = self.store.tenants().await.unwrap();
        let house = |tenant: store::Tenant| House {
            signer: self.signers[&tenant.party].clone(),
            pack: demo::pack().unwrap(),
            tenant,
        };
        tenants.into_iter().map(house).collect()
    }

    pub fn connections(&self) -> Vec<Connection> {
        let connection = |party: CountryCode| Connection {
            party,
            endpoint: "https://127.0.0.1:8443/epix/v2".into(),
            client_spki: Digest::of("test-client", party.code().as_bytes()),
            seal_certificate: self.signers[&party].certificate_der().to_vec(),
            server_certificates: Vec::new(),
        };
        parties().into_iter().map(connection).collect()
    }

    pub async fn fill(&self, size: Size) -> Filled {
        let setting = Setting {
            store: self.store.clone(),
            houses: self.open().await,
            taxa: Arc::new(Taxonomy::demo().unwrap()),
            addresses: Addresses { public: "https://demo.example".into(), epix: "https://epix.example".into() },
            connections: self.connections(),
            seed: b"a seed for tests".to_vec(),
            now: now(),
            size,
        };
        demo::fill(setting, |password| async move { Ok(format!("hash of {}", password.len())) }).await.unwrap()
    }
}
