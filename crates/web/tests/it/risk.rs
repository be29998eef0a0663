//! Alerts, suspicions, audits and the clock of the border through the window: who may, who may not, the same answer.

use crate::browser::Window;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::json;

#[tokio::test]
async fn enforcement_sets_an_alert_on_the_page_and_reads_it_over_the_api() {
    let window = Window::open().await;
    let pursuer = window.qm(62);
    let page = pursuer.get("/enforcement/alerts").await.is(200).text();
    assert!(page.contains("No alert was set") && page.contains("Set an alert"), "{page}");
    let fields = [("about", "company"), ("subject", "Horizon Reptiles"), ("lane", "RED"), ("reason", "")];
    let empty = pursuer.post("/enforcement/alerts", &fields).await.is(422).text();
    assert!(empty.contains("Horizon Reptiles"), "what was typed stays");
    let fields = [("about", "company"), ("subject", "Horizon Reptiles"), ("lane", "RED"), ("reason", "Two parcels")];
    pursuer.post("/enforcement/alerts", &fields).await.goes_to();
    let listed = window.program(QM, 62).get("/api/alerts").await.is(200).json();
    assert_eq!((listed["rows"][0]["number"].as_i64(), listed["rows"][0]["lane"].as_str()), (Some(1), Some("RED")));
    let id = listed["rows"][0]["id"].as_str().unwrap().to_owned();
    let body = json!({ "about": "country", "subject": "Atlantis", "lane": "RED", "reason": "x" });
    let wrong = window.program(QM, 62).post("/api/alerts", body).await.is(422).json();
    assert_eq!(wrong["fields"][0]["code"], "alert-country");

    for person in [1, 3, 7] {
        for path in ["/api/alerts", "/api/suspicions"] {
            window.program(QM, person).get(path).await.is(404);
        }
        window.qm(person).get("/enforcement/alerts").await.is(404);
    }
    assert_eq!(window.program(QN, 62).get("/api/alerts").await.is(200).json()["rows"], json!([]));
    window.program(QN, 62).post(&format!("/api/alerts/{id}/end"), json!({ "reason": "x" })).await.is(404);
    let ended = window.program(QM, 62).post(&format!("/api/alerts/{id}/end"), json!({ "reason": "Closed" })).await;
    assert_eq!(ended.is(200).json()["ended"], "Closed");

    let none = pursuer.get("/enforcement/suspicions?kind=SEIZED").await.is(200).text();
    assert!(none.contains("Nothing stands against anybody"), "{none}");
    pursuer.get("/enforcement/suspicions?kind=GOSSIP").await.is(404);
}

#[tokio::test]
async fn audits_and_the_border_are_work_lists_of_those_who_do_them() {
    let window = Window::open().await;
    assert!(window.qm(3).get("/work/audits").await.is(200).text().contains("Nothing waits for an audit"));
    window.qm(1).get("/work/audits").await.is(404);
    assert_eq!(window.program(QM, 22).get("/api/issue-audits").await.is(200).json()["open"], json!([]));
    assert!(window.qm(7).get("/customs/waiting").await.is(200).text().contains("Nothing waits"));
    let wrong = window.qm(7).post("/customs/waiting", &[("number", "26QM999999"), ("place", "")]).await;
    assert!(wrong.is(422).text().contains("no permit of ours has it"));
    window.qm(1).get("/customs/waiting").await.is(404);
    assert_eq!(window.program(QM, 3).get("/api/border").await.is(200).json()["waiting"], json!([]));
    window.program(QM, 3).post("/api/permits/0/present", json!({})).await.is(404);
}
