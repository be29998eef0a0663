//! The stage: a window whose people stay signed in, scenes that bring a thing into a state, and what is read of it.

use super::{Both, Row};
use crate::browser::{Browser, Seen, Window};
use crate::world::{PEOPLE, person_id};
use cites::CountryCode;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::{Value, json};
use store::{AuditEntry, NewSession, Scope};

pub struct Stage {
    pub window: Window,
}

impl Stage {
    pub async fn open() -> Stage {
        let stage = Stage { window: Window::open().await };
        for party in [QM, QN] {
            stage.sign_in(party).await;
        }
        // Only meat costs at submission, and only a visit is paid for apart.
        let fees = json!({
            "currency": "USD", "pay_point": "SUBMISSION", "payment_days": 14, "valid_from": "2026-11-02",
            "rows": [
                { "item": "APP", "rate": "30.00", "taxon": "CROCODILES", "term": "MEA" },
                { "item": "INSPECT", "rate": "20.00" }
            ]
        });
        let made = stage.window.program(QM, 32).post("/api/fees", fees).await.is(201).json();
        let id = made["id"].as_str().unwrap();
        stage.window.program(QM, 34).post(&format!("/api/fees/{id}/confirm"), json!({})).await.is(200);
        stage.window.program(QM, 31).post("/api/drawer/open", json!({ "amount": "0" })).await.is(200);
        stage
    }

    /// Everybody of a Party, for as long as any story lasts.
    async fn sign_in(&self, party: CountryCode) {
        let office = &self.window.world.office;
        let house = office.house_of(party).unwrap();
        let now = office.clock.now();
        let until = now + jiff::SignedDuration::from_hours(24 * 4000);
        let made: Result<(), store::Error> =
            store::act!(&office.store, &Scope::system(house.tenant.id, now), "keys", |tx| {
                for (n, _, _) in PEOPLE {
                    tx.session_insert(&NewSession {
                        token_hash: web::session_hash(&format!("{party}.twins{n}")),
                        person: person_id(party, *n),
                        csrf: format!("mark{n}"),
                        expires_at: until,
                        idle_until_at: until,
                    })
                    .await?;
                }
                tx.audit(AuditEntry::new("keys", "tenant", party));
                Ok(())
            });
        made.unwrap();
    }

    /// The act as a person does it, with the form of the page.
    pub async fn page(&self, party: CountryCode, n: u8, act: &Both) -> Seen {
        let hand = Browser {
            window: &self.window,
            cookie: format!("manis={party}.{party}.twins{n}"),
            mark: format!("mark{n}"),
        };
        let boxes: Vec<(&str, &str)> = act.page.1.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        hand.post(&act.page.0, &boxes).await
    }

    /// The act as a program does it.
    pub async fn program(&self, party: CountryCode, n: u8, act: &Both) -> Seen {
        self.window.program(party, n).post(&act.api.0, act.api.1.clone()).await
    }

    /// A step of a scene, by the API.
    pub async fn step(&self, n: u8, path: &str, body: Value) -> Value {
        let seen = self.window.program(QM, n).post(path, body).await;
        assert!(seen.status.is_success(), "{path}: {} {}", seen.status, seen.text());
        seen.json()
    }

    pub async fn ask(&self, n: u8, path: &str) -> Value {
        self.window.program(QM, n).get(path).await.is(200).json()
    }

    /// Where a case or a permit stands; what is left of a draft that was dropped is nothing.
    pub async fn status(&self, entity: &str, id: &str) -> String {
        let kind = if entity == "application" { "applications" } else { "permits" };
        let seen = self.window.program(QM, 22).get(&format!("/api/{kind}/{id}")).await;
        if seen.status == 404 { "WITHDRAWN".into() } else { seen.is(200).json()["status"].as_str().unwrap().to_owned() }
    }

    /// What the audit trail says of it, oldest first.
    pub async fn events(&self, entity: &str, id: &str) -> Vec<String> {
        let who = self.window.world.qm(22);
        let office = &self.window.world.office;
        let mut read = office.store.read(&who.scope(office.clock.now())).await.unwrap();
        read.timeline(entity, id).await.unwrap().into_iter().map(|e| e.act).collect()
    }

    /// Two of the same, in a state from which the row's act leads on.
    pub async fn twins(&self, entity: &str, from: &str, row: &Row) -> [String; 2] {
        if from == "EXPIRED_UNKNOWN" {
            return self.expired().await;
        }
        let mut twins = [String::new(), String::new()];
        for twin in &mut twins {
            *twin = match entity {
                "application" => self.case(from, &row.event, &row.to).await,
                _ => self.paper(from, &row.event).await,
            };
        }
        twins
    }

    /// The act of this name on this thing, ready to be done both ways.
    pub async fn both(&self, entity: &str, event: &str, id: &str) -> Both {
        match entity {
            "application" => self.act_on_case(event, id).await,
            _ => self.act_on_paper(event, id).await,
        }
    }
}

/// Boxes of a form.
pub fn boxes(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// The three boxes of a day.
pub fn day(name: &str, (year, month, day): (&str, &str, &str)) -> Vec<(String, String)> {
    [("day", day), ("month", month), ("year", year)]
        .map(|(part, text)| (format!("{name}-{part}"), text.to_owned()))
        .to_vec()
}
