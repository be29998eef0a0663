//! What a Party sets itself, by page and by API: proposed by one, confirmed by another, used by the next act.

use crate::browser::Window;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::json;

#[tokio::test]
async fn the_days_of_an_appeal_are_changed_by_two_persons() {
    let window = Window::open().await;
    let (admin, supervisor) = (window.qm(21), window.qm(22));
    let list = admin.get("/admin/party").await.is(200).text();
    assert!(list.contains("Days to appeal") && list.contains("/admin/party/change?of=appeal-days"), "{list}");
    assert!(admin.get("/admin/settings").await.is(200).text().contains("/admin/party"));
    let form = admin.get("/admin/party/change?of=appeal-days").await.is(200).text();
    assert!(form.contains("value=\"30\""), "{form}");
    admin.get("/admin/party/change?of=nothing").await.is(404);
    for stranger in [1, 3, 7] {
        window.qm(stranger).get("/admin/party").await.is(404);
        window
            .qm(stranger)
            .post("/admin/party/change?of=appeal-days", &[("value", "60"), ("reason", "x")])
            .await
            .is(404);
    }

    // What was typed stays, and what is wrong is said at its box.
    let wrong = [("value", "sixty"), ("reason", "Wildlife Act, section 41")];
    let again = admin.post("/admin/party/change?of=appeal-days", &wrong).await.is(422).text();
    assert!(again.contains("from 1 to 366") && again.contains("value=\"sixty\""), "{again}");
    assert!(again.contains("section 41"), "{again}");
    let right = [("value", "60"), ("reason", "Wildlife Act, section 41")];
    assert_eq!(admin.post("/admin/party/change?of=appeal-days", &right).await.goes_to(), "/admin/party");
    let waits = admin.get("/admin/party").await.is(200).text();
    assert!(waits.contains("Another person confirms it") && !waits.contains("/confirm"), "{waits}");
    let seen = supervisor.get("/admin/party").await.is(200).text();
    let (_, rest) = seen.split_once("/admin/party/changes/").expect("a change that waits");
    let id = rest.split('/').next().unwrap().to_owned();
    let path = format!("/admin/party/changes/{id}");
    let alone = admin.post(&format!("{path}/confirm"), &[]).await.is(422).text();
    assert!(alone.contains("Another person confirms it"), "{alone}");
    window.person(QN, 22).post(&format!("{path}/confirm"), &[]).await.is(404);
    assert_eq!(supervisor.post(&format!("{path}/confirm"), &[]).await.goes_to(), "/admin/party");
    assert!(admin.get("/admin/party/change?of=appeal-days").await.is(200).text().contains("value=\"60\""));

    // The same for programs.
    let (one, two) = (window.program(QM, 21), window.program(QM, 22));
    let body = json!({ "value": "Bend", "reason": "The office moved" });
    let made = one.post("/api/settings/place-of-issue", body).await.is(201).json();
    assert_eq!(
        (&made["was"], &made["value"], &made["state"]),
        (&json!("Capital City"), &json!("Bend"), &json!("proposed"))
    );
    let path = format!("/api/settings/changes/{}", made["id"].as_str().unwrap());
    let alone = one.post(&format!("{path}/confirm"), json!({})).await.is(422).json();
    assert_eq!(alone["fields"][0]["code"], "setting-needs-two", "{alone}");
    window.program(QN, 22).post(&format!("{path}/confirm"), json!({})).await.is(404);
    two.post(&format!("{path}/confirm"), json!({})).await.is(200);
    let all = one.get("/api/settings").await.is(200).json();
    assert_eq!((&all["settings"]["place-of-issue"], &all["settings"]["appeal-days"]), (&json!("Bend"), &json!("60")));
    let gone = two.post(&format!("{path}/drop"), json!({})).await.is(422).json();
    assert_eq!(gone["fields"][0]["code"], "setting-decided", "{gone}");
    assert_eq!(window.program(QN, 21).get("/api/settings").await.is(200).json()["changes"], json!([]));
}

#[tokio::test]
async fn languages_are_chosen_from_a_list_and_shown_by_name() {
    let window = Window::open().await;
    let (admin, supervisor) = (window.qm(21), window.qm(22));
    let form = admin.get("/admin/party/change?of=languages").await.is(200).text();
    assert!(form.contains("English (en)") && form.contains("name=\"value-4\""), "{form}");
    let twice = [("value-1", "fr"), ("value-2", "fr"), ("value-3", ""), ("value-4", ""), ("reason", "Language Act")];
    let again = admin.post("/admin/party/change?of=languages", &twice).await.is(422).text();
    assert!(again.contains("Choose each language once"), "{again}");
    let right = [("value-1", "fr"), ("value-2", ""), ("value-3", "en"), ("value-4", ""), ("reason", "Language Act")];
    assert_eq!(admin.post("/admin/party/change?of=languages", &right).await.goes_to(), "/admin/party");
    let waits = supervisor.get("/admin/party").await.is(200).text();
    let (_, rest) = waits.split_once("/admin/party/changes/").expect("a change that waits");
    let id = rest.split('/').next().unwrap().to_owned();
    supervisor.post(&format!("/admin/party/changes/{id}/confirm"), &[]).await.goes_to();
    let set = window.program(QM, 21).get("/api/settings").await.is(200).json();
    assert_eq!(set["settings"]["languages"], "fr, en");
}
