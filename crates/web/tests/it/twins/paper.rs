//! Scenes and acts of a permit.

use super::Both;
use super::stage::{Stage, boxes, day};
use crate::acts_story::{examined, granted, skins};
use cites::country::DEMO_EXPORTER as QM;
use serde_json::{Value, json};

/// What is applied for: a guitar that travels, or skins that leave once.
fn form(from: &str, event: &str) -> Value {
    let mut form = skins();
    if from == "PARTLY_USED" || event == "endorse_one_movement" {
        form["document_type"] = json!("MIC");
        form["purpose"] = json!("Q");
        form["particulars"] = json!({ "maker": "Workshop of Bend", "serial": "1208" });
        form["lines"] = json!([{
            "taxon": "Dalbergia nigra", "description": "Classical guitar, serial number 1208", "term": "WPR",
            "appendix": "I", "marks": "1208", "source": "O", "quantity": "1", "unit": "NAR", "acquired": "1965-05-02"
        }]);
    }
    form
}

fn blocks(quantity: &str) -> Value {
    json!([{ "block": "A", "quantity": quantity }])
}

impl Stage {
    /// A permit that stands there, by the API; for `replace` the approved case that shall take its place.
    pub async fn paper(&self, from: &str, event: &str) -> String {
        let case = examined(&self.window, form(from, event)).await;
        let issued = granted(&self.window, &case).await;
        let id = issued["permit"]["id"].as_str().unwrap().to_owned();
        let on = |act: &str| format!("/api/permits/{id}/{act}");
        if from == "ISSUED" {
            return id;
        }
        self.step(2, &on("deliver"), json!({})).await;
        let why = json!({ "reason": "The tags do not match." });
        let lost = |loss: &str| json!({ "loss": loss, "statement": "The bag is gone." });
        match from {
            "DELIVERED" => {}
            "PARTLY_USED" => {
                let out = json!({ "direction": "export", "blocks": blocks("1"), "port": "QMQRB" });
                self.step(7, &on("crossings"), out).await;
            }
            "HELD" => drop(self.step(7, &on("hold"), why).await),
            "SUSPENDED" => drop(self.step(4, &on("suspend"), why).await),
            "ENDORSED" => {
                let out = json!({ "blocks": blocks("230"), "port": "QMQRB", "transport_document": "AWB 1" });
                self.step(7, &on("endorse"), out).await;
            }
            "LOST" => drop(self.step(1, &on("report-loss"), lost("lost")).await),
            "STOLEN" => drop(self.step(1, &on("report-loss"), lost("stolen")).await),
            "DESTROYED" => drop(self.step(1, &on("report-loss"), lost("destroyed")).await),
            other => panic!("no scene for {other}"),
        }
        id
    }

    /// Two permits whose last day has passed.
    pub async fn expired(&self) -> [String; 2] {
        let twins = [self.paper("DELIVERED", "expire").await, self.paper("DELIVERED", "expire").await];
        let world = &self.window.world;
        world.clock.forward(24 * 200);
        let house = world.office.house_of(QM).unwrap();
        let (due, done) = office::notices::remind::expire(&world.office, house, 100).await.unwrap();
        assert!(due >= 2 && due == done, "{done} of {due} have expired");
        twins
    }

    /// An approved case that replaces a permit.
    async fn replacement(&self, old: &str) -> String {
        let draft = self.step(1, &format!("/api/permits/{old}/replacement"), json!({})).await;
        let id = draft["id"].as_str().unwrap().to_owned();
        let mut form = draft["form"].clone();
        form["declaration"] = json!(true);
        let put = self.window.program(QM, 1);
        let path = format!("/api/applications/{id}");
        put.send(axum::http::Method::PUT, &path, form, &Default::default()).await.is(200);
        self.step(1, &format!("{path}/submit"), json!({})).await;
        self.step(2, &format!("{path}/accept"), json!({})).await;
        self.granting(&id).await;
        self.step(4, &format!("{path}/approve"), json!({ "no_conflict": true })).await;
        id
    }

    /// One act of the table on this permit, both ways.
    pub async fn act_on_paper(&self, event: &str, id: &str) -> Both {
        let words = "The tags do not match.";
        let number = self.ask(22, &format!("/api/permits/{id}")).await["number"].as_str().unwrap().to_owned();
        let digits = number[number.len() - 4..].to_owned();
        let make = |hand: u8, route: &str, fields: &[(&str, &str)], body: Value| Both {
            hand,
            page: (format!("/permits/{id}/acts/{event}"), boxes(fields)),
            api: (format!("/api/permits/{id}/{route}"), body),
        };
        let (why, reason) = ([("reason", words), ("digits", digits.as_str())], json!({ "reason": words }));
        let loss =
            |kind: &str| make(1, "report-loss", &[("statement", words)], json!({ "loss": kind, "statement": words }));
        match event {
            "deliver" => make(2, "deliver", &[], json!({})),
            "endorse" => Both {
                page: (
                    format!("/customs/permits/{id}/endorse"),
                    boxes(&[("quantity.A", "230"), ("port", "QMQRB"), ("waybill", "AWB 1"), ("act", "endorse")]),
                ),
                ..make(7, "endorse", &[], json!({ "blocks": blocks("230"), "port": "QMQRB" }))
            },
            "endorse_one_movement" => Both {
                page: (
                    format!("/customs/permits/{id}/crossing"),
                    boxes(&[("direction", "export"), ("quantity.A", "1"), ("port", "QMQRB")]),
                ),
                ..make(7, "crossings", &[], json!({ "direction": "export", "blocks": blocks("1"), "port": "QMQRB" }))
            },
            "hold" => make(7, "hold", &why, reason),
            "release" => make(7, "release", &why, reason),
            "seize" => make(62, "seize", &why, reason),
            "confirm_quantities" => {
                make(3, "confirm-quantities", &[("quantity.A", "230")], json!({ "blocks": blocks("230") }))
            }
            "declare_unused" => make(1, "declare-unused", &why, reason),
            "late_endorsement" => {
                let body = json!({ "blocks": blocks("230"), "on": "2026-11-20", "port": "QMQRB", "evidence": words });
                let fields = [("quantity.A", "230"), ("port", "QMQRB"), ("evidence", words)];
                let mut both = make(3, "late-endorsement", &fields, body);
                both.page.1.extend(day("on", ("2026", "11", "20")));
                both
            }
            "return" => make(1, "return", &why, reason),
            "cancel" | "revoke" => make(4, "cancel", &why, reason),
            "suspend" => make(4, "suspend", &why, reason),
            "reinstate" => make(4, "reinstate", &why, reason),
            "report_lost" => loss("lost"),
            "report_stolen" => loss("stolen"),
            "replace" => {
                // The old one is replaced by signing the new one.
                let case = self.replacement(id).await;
                self.act_on_case("sign", &case).await
            }
            "void" => {
                let fields = [("blocks", "A"), ("reason", words), ("digits", digits.as_str())];
                make(4, "void", &fields, json!({ "blocks": ["A"], "reason": words }))
            }
            other => panic!("nobody says how {other} is done"),
        }
    }
}
