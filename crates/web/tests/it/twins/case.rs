//! Scenes and acts of an application.

use super::Both;
use super::stage::{Stage, boxes, day};
use crate::acts_story::skins;
use cites::ids::ApplicationId;
use permits::Application;
use serde_json::{Value, json};
use store::StoredApplication;

const IMPORT_PERMIT: &str = "26QN000044";

/// What is applied for where this act is to be done.
fn form(from: &str, event: &str, to: &str) -> Value {
    let mut form = skins();
    let mut line = |fields: Value| {
        for (name, value) in fields.as_object().unwrap() {
            form["lines"][0][name] = value.clone();
        }
    };
    if from == "AWAITING_PAYMENT" || to == "AWAITING_PAYMENT" {
        line(json!({ "term": "MEA", "description": "Meat, frozen", "quantity": "12.5", "unit": "KGM", "marks": "" }));
    }
    if event == "no_permit_needed" {
        let wood = json!({
            "taxon": "Dalbergia melanoxylon", "description": "A small carving, 200 g", "term": "WPR", "source": "W",
            "quantity": "1", "marks": ""
        });
        line(wood);
    }
    if event == "wait_import_permit" || from == "AWAITING_COUNTERPART" {
        let trophies = json!({
            "taxon": "Panthera pardus", "description": "Hunting trophies", "term": "TRO", "appendix": "I", "source": "W",
            "quantity": "10", "marks": "", "import_permit": IMPORT_PERMIT
        });
        line(trophies);
        form["purpose"] = json!("H");
    }
    form
}

impl Stage {
    /// A case that stands there, by the API.
    pub async fn case(&self, from: &str, event: &str, to: &str) -> String {
        let made = self.step(1, "/api/applications", form(from, event, to)).await;
        let id = made["id"].as_str().unwrap().to_owned();
        let on = |act: &str| format!("/api/applications/{id}/{act}");
        if from == "DRAFT" {
            return id;
        }
        self.step(1, &on("submit"), json!({})).await;
        match from {
            "AWAITING_PAYMENT" | "SUBMITTED" => return id,
            "INCOMPLETE" => {
                self.step(2, &on("return"), json!({ "missing": [{ "what": "The bill of sale." }] })).await;
                return id;
            }
            _ => {}
        }
        if from == "ACCEPTED" {
            // Where no officer is there it lies accepted.
            self.officer(false).await;
            self.step(2, &on("accept"), json!({})).await;
            self.officer(true).await;
            return id;
        }
        self.step(2, &on("accept"), json!({})).await;
        let order = json!({ "reason": "lane", "what": "Count the skins.", "place": "Cold store" });
        let counted = json!({ "outcome": "CONFORM", "counted": [{ "block": "A", "quantity": "240" }] });
        match from {
            "UNDER_EXAMINATION" if event != "propose" => {}
            "UNDER_EXAMINATION" => self.heard(&id).await,
            "INFO_REQUESTED" => drop(self.step(3, &on("ask"), json!({ "question": "Of which farm?" })).await),
            "SA_CONSULTATION" => drop(self.step(3, &on("consult"), json!({ "findings": ["NDF_EXPORT"] })).await),
            "INSPECTION_REQUESTED" => drop(self.step(3, &on("inspection"), order).await),
            "INSPECTED" => {
                self.step(3, &on("inspection"), order).await;
                self.step(61, &on("inspection-report"), counted).await;
            }
            "FOREIGN_CONSULTATION" => {
                let asked = json!({ "country": "QN", "reason": "Is the buyer known?" });
                self.step(3, &on("consult-foreign"), asked).await;
            }
            "AWAITING_COUNTERPART" => drop(self.step(3, &on("wait-import-permit"), json!({})).await),
            "AWAITING_ADDITIONAL_PAYMENT" => {
                self.step(3, &on("extra-fee"), json!({ "item": "INSPECT", "count": 1 })).await;
            }
            "DECISION_PROPOSED" if event == "approve" => self.granting(&id).await,
            "APPROVED" => {
                self.granting(&id).await;
                self.step(4, &on("approve"), json!({ "no_conflict": true })).await;
            }
            "DECISION_PROPOSED" | "REFUSED" | "UNDER_APPEAL" => {
                let why = json!({ "decision": "refuse", "reason": "R02", "text": "No proof of origin.", "no_conflict": true });
                self.step(3, &on("propose"), why).await;
                if from != "DECISION_PROPOSED" {
                    self.step(4, &on("refuse"), json!({ "reason": "R02", "text": "No proof of origin." })).await;
                }
                if from == "UNDER_APPEAL" {
                    self.step(1, &on("appeal"), json!({ "reason": "Here is the bill." })).await;
                }
            }
            other => panic!("no scene for {other}"),
        }
        id
    }

    /// The officer is at the desk, or not.
    async fn officer(&self, there: bool) {
        let (who, office) = (self.window.world.qm(21), &self.window.world.office);
        let scope = who.scope(office.clock.now());
        let mut read = office.store.read(&scope).await.unwrap();
        let mut row = read.person_by_email("p3@QM.example").await.unwrap().unwrap();
        drop(read);
        row.active = there;
        let made: Result<(), store::Error> = store::act!(&office.store, &scope, "officer", |tx| {
            tx.person_update(&row).await?;
            tx.audit(store::AuditEntry::new("officer", "person", row.id));
            Ok(())
        });
        made.unwrap();
    }

    /// Findings that the case still needs: those of the Scientific Authority, or our own.
    async fn open_findings(&self, id: &str, scientific: bool) -> Vec<String> {
        let needed = self.ask(3, &format!("/api/applications/{id}/checks")).await;
        let open = needed["findings"].as_array().unwrap().iter().filter(|f| f["present"] == false);
        let kinds = open.map(|f| f["kind"].as_str().unwrap().to_owned());
        let science = |k: &String| k.starts_with("NDF") || k == "HOUSING";
        let mut kinds: Vec<String> = kinds.filter(|k| science(k) == scientific).collect();
        kinds.sort();
        kinds.dedup();
        kinds
    }

    /// The Scientific Authority was heard, and chance has not put the case into the control sample.
    async fn heard(&self, id: &str) {
        let on = |act: &str| format!("/api/applications/{id}/{act}");
        let kinds = self.open_findings(id, true).await;
        if !kinds.is_empty() {
            self.step(3, &on("consult"), json!({ "findings": kinds })).await;
            let said = kinds.iter().map(|k| json!({ "kind": k, "answer": "positive", "grounds": "Seen." }));
            self.step(6, &on("opinion"), json!({ "findings": said.collect::<Vec<Value>>() })).await;
        }
        let risk = self.ask(22, &on("risk")).await;
        if risk["lane"] == "RED" {
            self.step(22, &on("lane"), json!({ "lane": "YELLOW", "reason": "Seen last week." })).await;
        }
    }

    pub async fn granting(&self, id: &str) {
        self.heard(id).await;
        let act = self.act_on_case("propose", id).await;
        self.step(3, &act.api.0, act.api.1).await;
    }

    /// Digest of the content, as the page of the signature carries it.
    async fn digest(&self, id: &str) -> String {
        let who = self.window.world.qm(5);
        let office = &self.window.world.office;
        let mut read = office.store.read(&who.scope(office.clock.now())).await.unwrap();
        let found: Option<StoredApplication<Application>> =
            read.application(ApplicationId::parse(id).unwrap()).await.unwrap();
        found.unwrap().value.draft_digest().map(|d| d.to_string()).unwrap_or_default()
    }

    /// The invoice that is open.
    async fn invoice(&self, id: &str) -> (String, String) {
        let all = self.ask(32, "/api/invoices?limit=200").await;
        let of = |i: &&Value| i["application"] == id && i["open"] != "0.00";
        let Some(open) = all["rows"].as_array().unwrap().iter().find(of) else { return Default::default() };
        (open["id"].as_str().unwrap().to_owned(), open["open"].as_str().unwrap().to_owned())
    }

    /// One act of the table on this case, both ways.
    pub async fn act_on_case(&self, event: &str, id: &str) -> Both {
        let words = "The bill is enclosed.";
        let own = |route: &str| (format!("/applications/{id}/acts/{event}"), format!("/api/applications/{id}/{route}"));
        let make = |hand: u8, route: &str, fields: &[(&str, &str)], body: Value| {
            let (page, api) = own(route);
            Both { hand, page: (page, boxes(fields)), api: (api, body) }
        };
        match event {
            "submit" => Both {
                page: (format!("/applications/{id}/declare"), boxes(&[("declaration", "true")])),
                ..make(1, "submit", &[], json!({}))
            },
            "payment_settled" => {
                let (invoice, open) = self.invoice(id).await;
                Both {
                    hand: 31,
                    page: (format!("/invoices/{invoice}/cash"), boxes(&[("amount", open.as_str())])),
                    api: (format!("/api/invoices/{invoice}/cash"), json!({ "amount": open })),
                }
            }
            "reject_incomplete" => make(2, "return", &[("items", words)], json!({ "missing": [{ "what": words }] })),
            "accept" => make(2, "accept", &[], json!({})),
            "resubmit" => make(1, "submit", &[], json!({})),
            "assign" => make(
                3,
                "take",
                &[("no_conflict", "yes"), ("reason", words)],
                json!({ "no_conflict": true, "reason": words }),
            ),
            "ask" => make(3, "ask", &[("question", words)], json!({ "question": words })),
            "answer" => make(1, "answer", &[("text", words)], json!({ "answer": words })),
            "consult_sa" => make(3, "consult", &[("findings", "NDF_EXPORT")], json!({ "findings": ["NDF_EXPORT"] })),
            "sa_opinion" => {
                let said = json!({ "kind": "NDF_EXPORT", "answer": "positive", "grounds": words });
                let fields = [("opinion", "positive"), ("reasoning", words), ("kind", "NDF_EXPORT")];
                make(6, "opinion", &fields, json!({ "findings": [said] }))
            }
            "request_inspection" => {
                let fields = [("reasons", "lane"), ("what", words), ("place", "Bend")];
                make(3, "inspection", &fields, json!({ "reason": "lane", "what": words, "place": "Bend" }))
            }
            "inspection_report" => {
                let counted = json!({ "outcome": "CONFORM", "counted": [{ "block": "A", "quantity": "240" }] });
                make(61, "inspection-report", &[("outcome", "CONFORM"), ("quantity.A", "240")], counted)
            }
            "resume" => make(3, "resume", &[], json!({})),
            "consult_foreign" => {
                let fields = [("country", "QN"), ("text", words)];
                make(3, "consult-foreign", &fields, json!({ "country": "QN", "reason": words }))
            }
            "foreign_reply" => make(3, "foreign-reply", &[("text", words)], json!({ "answer": words })),
            "wait_import_permit" => make(3, "wait-import-permit", &[], json!({})),
            "import_permit_received" => {
                let body = json!({
                    "issuer": "QN", "number": IMPORT_PERMIT, "issued_on": "2026-10-30", "valid_until": "2027-09-01",
                    "blocks": [{ "block": "A", "quantity": "10" }]
                });
                let mut both = make(1, "import-permit", &[("number", IMPORT_PERMIT), ("quantity.A", "10")], body);
                both.page.1.extend(day("issued_on", ("2026", "10", "30")));
                both.page.1.extend(day("valid_until", ("2027", "9", "1")));
                both
            }
            "extra_fee" => Both {
                page: (format!("/applications/{id}/extra-fee"), boxes(&[("item", "INSPECT"), ("count", "1")])),
                ..make(3, "extra-fee", &[], json!({ "item": "INSPECT", "count": 1 }))
            },
            "propose" => {
                let kinds = if self.status("application", id).await == "UNDER_EXAMINATION" {
                    self.open_findings(id, false).await
                } else {
                    Vec::new()
                };
                let said = kinds.iter().map(|k| json!({ "kind": k, "answer": "positive", "grounds": words }));
                let body = json!({ "decision": "grant", "findings": said.collect::<Vec<Value>>(), "note": words, "no_conflict": true });
                let mut both =
                    make(3, "propose", &[("outcome", "approve"), ("text", words), ("no_conflict", "yes")], body);
                both.page.1.extend(kinds.into_iter().map(|k| ("findings".to_owned(), k)));
                both
            }
            "send_back" => make(4, "send-back", &[("text", words)], json!({ "reason": words })),
            "approve" => make(4, "approve", &[("no_conflict", "yes")], json!({ "no_conflict": true })),
            "refuse" => {
                make(4, "refuse", &[("reason", "R02"), ("text", words)], json!({ "reason": "R02", "text": words }))
            }
            "sign" => {
                let digest = self.digest(id).await;
                make(5, "sign", &[("digest", digest.as_str())], json!({}))
            }
            "withdraw" => make(1, "withdraw", &[("text", words)], json!({ "reason": words })),
            "no_permit_needed" => make(3, "no-permit-needed", &[("text", words)], json!({ "reason": words })),
            "appeal" => make(1, "appeal", &[("text", words)], json!({ "reason": words })),
            "appeal_upheld" => make(5, "appeal/uphold", &[("text", words)], json!({ "reason": words })),
            "appeal_dismissed" => make(5, "appeal/dismiss", &[("text", words)], json!({ "reason": words })),
            other => panic!("nobody says how {other} is done"),
        }
    }
}
