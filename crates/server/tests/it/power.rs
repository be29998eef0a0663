//! The machine loses power under load, twenty times: what was acknowledged is there, and nothing is there twice.

use crate::kit::Demo;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use testkit::postgres::Database;

const CUTS: usize = 20;
const HANDS: usize = 4;

/// An applicant's program that begins applications.
#[derive(Clone)]
struct Applicant {
    client: reqwest::Client,
    base: String,
    token: String,
}

impl Applicant {
    fn of(demo: &Demo) -> Applicant {
        server::shared::tls::install_crypto();
        Applicant {
            client: reqwest::Client::builder().no_proxy().build().unwrap(),
            base: demo.text("/base_url"),
            token: demo.text("/accounts/0/api_token"),
        }
    }

    /// Begins an application under a key; its id once the server has acknowledged it.
    async fn begin(&self, key: &str) -> Option<String> {
        let answer = self
            .client
            .post(format!("{}/api/applications", self.base))
            .bearer_auth(&self.token)
            .header("idempotency-key", key)
            .json(&serde_json::json!({ "own_reference": key }))
            .send()
            .await
            .ok()?;
        let status = answer.status().as_u16();
        let body: serde_json::Value = answer.json().await.ok()?;
        assert_eq!(status, 201, "{key}: {body}");
        body["id"].as_str().map(str::to_owned)
    }

    /// Every application of the company.
    async fn all(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut after = None::<String>;
        loop {
            let mut url = reqwest::Url::parse(&format!("{}/api/applications?limit=100", self.base)).unwrap();
            if let Some(after) = &after {
                url.query_pairs_mut().append_pair("after", after);
            }
            let answer = self.client.get(url).bearer_auth(&self.token).send().await.unwrap();
            assert_eq!(answer.status().as_u16(), 200);
            let page: serde_json::Value = answer.json().await.unwrap();
            found.extend(page["rows"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap().to_owned()));
            match page["next"].as_str() {
                Some(next) => after = Some(next.to_owned()),
                None => return found,
            }
        }
    }
}

fn power_cuts(database: Option<String>) {
    let mut demo = Demo::start(database);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let before = runtime.block_on(Applicant::of(&demo).all());
    let mut begun: BTreeMap<String, String> = BTreeMap::new();
    let mut unanswered = 0;
    for cut in 0..CUTS {
        let applicant = Applicant::of(&demo);
        let dark = Arc::new(AtomicBool::new(false));
        let acknowledged = Arc::new(AtomicUsize::new(0));
        let hands: Vec<_> = (0..HANDS)
            .map(|hand| {
                let (applicant, dark, acknowledged) = (applicant.clone(), dark.clone(), acknowledged.clone());
                runtime.spawn(async move {
                    let mut asked = Vec::new();
                    while !dark.load(Ordering::SeqCst) {
                        let key = format!("cut {cut} hand {hand} number {}", asked.len());
                        let id = applicant.begin(&key).await;
                        acknowledged.fetch_add(usize::from(id.is_some()), Ordering::SeqCst);
                        asked.push((key, id));
                    }
                    asked
                })
            })
            .collect();
        // The power goes at a moment that differs from round to round, with all hands at work.
        while acknowledged.load(Ordering::SeqCst) < 3 + cut {
            assert!(!hands.iter().all(tokio::task::JoinHandle::is_finished), "nobody was answered");
            std::thread::yield_now();
        }
        demo.kill();
        dark.store(true, Ordering::SeqCst);
        let asked: Vec<_> = hands.into_iter().flat_map(|hand| runtime.block_on(hand).unwrap()).collect();
        demo.again();
        // Every program sends again what it sent, as one does that lost its answer.
        let applicant = Applicant::of(&demo);
        for (key, id) in asked {
            let now = runtime.block_on(applicant.begin(&key)).expect("the server is back");
            match id {
                Some(id) => assert_eq!(id, now, "{key}: acknowledged before the cut and not there after it"),
                None => unanswered += 1,
            }
            assert!(begun.insert(key, now).is_none());
        }
    }
    let after = runtime.block_on(Applicant::of(&demo).all());
    let ours: BTreeSet<String> = begun.values().cloned().collect();
    assert_eq!(ours.len(), begun.len(), "no two keys share an application");
    assert_eq!(after, before.union(&ours).cloned().collect(), "each is there once, and nothing besides");
    assert!(unanswered > 0, "the power went while somebody waited for an answer");
    demo.stop();
    let mut args = vec!["audit".to_owned(), "verify".to_owned()];
    args.extend(demo.place());
    let told = demo.dir.manis(&args).good();
    assert_eq!(told.lines().filter(|l| l.contains(": ok ")).count(), 2, "{told}");
}

#[test]
fn twenty_power_cuts_under_load_lose_and_double_nothing() {
    power_cuts(None);
}

#[test]
fn twenty_power_cuts_under_load_on_postgresql() {
    power_cuts(Some(Database::create().url()));
}
