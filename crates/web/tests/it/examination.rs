//! Examination through the window: what applicants never see, what everybody may, and the same answer on page and API.

use crate::browser::Window;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::json;

async fn accepted(window: &Window) -> String {
    let applicant = window.program(QM, 1);
    let body = json!({
        "document_type": "EXPORT",
        "partner_country": "QN",
        "importer": { "name": "Tannery of the North", "street": "14 Harbour Street", "city": "Northport", "country": "QN" },
        "exporter": { "name": "River Bend Farm Ltd", "street": "1 River Road", "city": "Bend", "country": "QM" },
        "purpose": "T",
        "lines": [{
            "taxon": "Crocodylus niloticus", "description": "Skins, raw, salted", "term": "SKI", "appendix": "II",
            "marks": "QM-RA-2026-000381 to 000620", "source": "R", "quantity": "240", "unit": "NAR"
        }],
        "transport_mode": "air", "language": "en", "declaration": true
    });
    let id = applicant.post("/api/applications", body).await.is(201).json()["id"].as_str().unwrap().to_owned();
    applicant.post(&format!("/api/applications/{id}/submit"), json!({})).await.is(200);
    window.program(QM, 2).post(&format!("/api/applications/{id}/accept"), json!({})).await.is(200);
    id
}

#[tokio::test]
async fn applicants_never_see_risk_and_officers_see_every_hit() {
    let window = Window::open().await;
    let id = accepted(&window).await;
    let page = format!("/applications/{id}");
    let officer = window.qm(3).get(&page).await.text();
    for words in ["Risk", "New trader", "hours used", "Side by side"] {
        assert!(officer.contains(words), "the officer reads {words:?}");
    }
    let own = window.qm(1).get(&page).await.is(200).text();
    for words in ["Risk", "New trader", "K08", "Score", "tag go\">Green", "Target passed"] {
        assert!(!own.contains(words), "the applicant reads {words:?}");
    }
    let told = window.program(QM, 1).get(&format!("/api/applications/{id}")).await.is(200).text();
    assert!(!told.contains("lane") && !told.contains("score"), "{told}");
    for path in ["risk", "clocks", "compare"] {
        window.program(QM, 1).get(&format!("/api/applications/{id}/{path}")).await.is(404);
        window.program(QN, 3).get(&format!("/api/applications/{id}/{path}")).await.is(404);
        window.program(QM, 3).get(&format!("/api/applications/{id}/{path}")).await.is(200);
    }
    let risk = window.program(QM, 3).get(&format!("/api/applications/{id}/risk")).await.json();
    let sum: i64 = risk["hits"].as_array().unwrap().iter().map(|h| h["weight"].as_i64().unwrap()).sum();
    assert_eq!(risk["score"], sum, "{risk}");
    let work = window.qm(3).get("/work?tab=mine").await.is(200).text();
    assert!(work.contains("240 hours used"), "the clock stands in the list");
    window
        .program(QM, 3)
        .post(&format!("/api/applications/{id}/lane"), json!({ "lane": "GREEN", "reason": "x" }))
        .await
        .is(404);
}

#[tokio::test]
async fn everybody_sees_service_times_and_quota_use_and_no_name() {
    let window = Window::open().await;
    let keeper = window.program(QM, 8);
    let quota = json!({ "taxon": "Crocodylus niloticus", "year": 2026, "unit": "NAR", "limit": "1000", "terms": ["SKI"], "kind": "shared_stock", "carry_over": "10", "reason": "Gazette 12" });
    let made = keeper.post("/api/quotas", quota).await.is(201).json();
    assert_eq!(made["period"], json!({ "first": "2026-03-01", "last": "2027-02-28" }), "{made}");
    let id = made["id"].as_str().unwrap();
    window.program(QM, 9).post(&format!("/api/quotas/{id}/confirm"), json!({})).await.is(200);
    let share = json!({ "taxon": "Crocodylus niloticus", "year": 2026, "unit": "NAR", "limit": "7", "kind": "allocation", "holder": window.world.company.to_string(), "reason": "Gazette 12" });
    keeper.post("/api/quotas", share).await.is(201);
    let cap = json!({ "taxon": "Crocodylus niloticus", "year": 2026, "unit": "NAR", "limit": "7", "kind": "sa_cap", "reason": "x" });
    assert_eq!(keeper.post("/api/quotas", cap).await.is(422).json()["fields"][0]["code"], "choose-basis");
    let seen = window.get("/quota-use?party=QM").await.is(200).text();
    assert!(seen.contains("Crocodylus niloticus") && seen.contains("1,000"), "{seen}");
    assert!(!seen.contains("River Bend"), "no company is named");
    let listed = window.get("/api/quota-use?party=QM").await.is(200).json();
    assert_eq!(listed["rows"].as_array().unwrap().len(), 1, "a company's share is not public: {listed}");
    assert!(window.get("/service-times?party=QN").await.is(200).text().contains("Quenland"));
    window.get("/service-times?party=ZZ").await.is(404);
    assert_eq!(window.get("/api/service-times?party=QM").await.is(200).json()["target_hours"], 720);
    for path in [format!("/quotas/{id}"), "/species-sheet?taxon=Crocodylus%20niloticus".into(), "/findings".into()] {
        assert!(window.qm(8).get(&path).await.is(200).text().contains("Crocodylus") || path == "/findings");
    }
}

#[tokio::test]
async fn an_alert_is_a_name_and_a_lane_from_a_list() {
    let window = Window::open().await;
    let boss = window.qm(22);
    let page = boss.get("/examination/rules").await.is(200).text();
    assert!(page.contains("name=\"alert-1-lane\"") && page.contains("name=\"alert-2\""), "{page}");
    let risk = permits::risk::RiskRules::default();
    let mut fields: Vec<(String, String)> = Vec::new();
    for criterion in permits::risk::Criterion::ALL {
        fields.push((criterion.code().into(), risk.weight(*criterion).to_string()));
    }
    for (name, value) in [
        ("yellow_from", risk.yellow_from.to_string()),
        ("red_from", risk.red_from.to_string()),
        ("sample_per_thousand", risk.sample_per_thousand.to_string()),
        ("trusted_permits", risk.trusted_permits.to_string()),
        ("quantity_times", risk.quantity_times.to_string()),
        ("kind", "risk".into()),
        ("risk-reason", "Two seizures".into()),
        ("alert-1", "Horizon Reptiles".into()),
        ("alert-1-lane", String::new()),
    ] {
        fields.push((name.into(), value));
    }
    let send = async |fields: &[(String, String)]| {
        let all: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        boss.post("/examination/rules", &all).await
    };
    let none = send(&fields).await.is(422).text();
    assert!(none.contains("Choose the lane that it forces") && none.contains("Horizon Reptiles"), "{none}");
    fields.last_mut().unwrap().1 = "RED".into();
    send(&fields).await.goes_to();
}
