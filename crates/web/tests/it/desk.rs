//! The desk's own pages: the word on interests at its box, the queue after a case was given back, and the pages beside the
//! acts of a case.

use crate::acts_story::skins;
use crate::browser::Window;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::json;

async fn accepted(window: &Window) -> String {
    let applicant = window.program(QM, 1);
    let id = applicant.post("/api/applications", skins()).await.is(201).json()["id"].as_str().unwrap().to_owned();
    applicant.post(&format!("/api/applications/{id}/submit"), json!({})).await.is(200);
    window.program(QM, 2).post(&format!("/api/applications/{id}/accept"), json!({})).await.is(200);
    id
}

#[tokio::test]
async fn who_has_an_interest_says_so_and_who_says_nothing_goes_no_further() {
    let window = Window::open().await;
    let id = accepted(&window).await;
    let (page, api) = (format!("/applications/{id}"), format!("/api/applications/{id}"));
    let form = format!("{page}/acts/propose");
    assert!(window.qm(3).get(&form).await.is(200).text().contains("I have no interest in this case"));
    let no = [("outcome", "refuse"), ("reason", "R02"), ("text", "No proof of origin.")];
    let refused = window.qm(3).post(&form, &no).await.is(422).text();
    assert!(refused.contains("href=\"#no_conflict") || refused.contains("no_conflict-error"), "at its box: {refused}");
    let body = json!({ "decision": "refuse", "reason": "R02", "text": "No proof of origin." });
    window.program(QM, 3).post(&format!("{api}/propose"), body).await.is(409);

    // The case goes back, is in nobody's hands, and not offered to her again; the supervisor reads why.
    window.program(QN, 3).post(&format!("{api}/interest"), json!({ "reason": "x" })).await.is(404);
    let back = window.program(QM, 3).post(&format!("{api}/interest"), json!({ "reason": "My cousin." })).await;
    assert_eq!(back.is(200).json()["status"], "ACCEPTED");
    window.qm(3).post("/work/next", &[]).await.is(422);
    assert!(window.qm(3).post("/work/next", &[("no_conflict", "yes")]).await.goes_to().contains("unassigned"));
    let queue = window.qm(22).get("/work/queue").await.is(200).text();
    assert!(queue.contains("declared an interest") && queue.contains("My cousin."), "{queue}");
    let list = window.qm(3).get("/work?tab=unassigned&sort=arrival").await.is(200).text();
    assert!(list.contains("Take it in its turn"), "the next step stands in the list");
    assert!(window.qm(3).get("/work?tab=all&sort=clock").await.is(200).text().contains("order of arrival"));
}

#[tokio::test]
async fn pages_beside_the_acts_are_for_those_whose_work_it_is() {
    let window = Window::open().await;
    let id = accepted(&window).await;
    let page = format!("/applications/{id}");
    window.qm(22).get(&format!("{page}/overrides")).await.is(200);
    window.qm(22).get("/work/overrides").await.is(200);
    let file = window.qm(22).get("/work/overrides.csv").await.is(200).text();
    assert!(file.starts_with("at,reference,rule"), "{file}");
    let unknown = json!({ "rule": "F1", "said": "x", "reason": "In a hurry" });
    let seen = window.program(QM, 22).post(&format!("/api/applications/{id}/overrides"), unknown).await.is(422).json();
    assert_eq!(seen["fields"][0]["code"], "override-unknown");
    let order = json!({ "reason": "Red lane", "what": "Count" });
    window.program(QM, 3).post(&format!("/api/applications/{id}/inspection"), order).await.is(200);
    let shown = window.qm(61).get(&page).await.is(200).text();
    assert!(shown.contains(&format!("{page}/visit")), "the inspector sets the visit from the case");
    let visit = format!("/api/applications/{id}/visit");
    let set = json!({ "on": "2026-11-20", "place": "Shed 2", "ready": "The skins in bundles." });
    let rows = window.program(QM, 61).post(&visit, set).await.is(200).json();
    assert_eq!(rows["rows"][0]["place"], "Shed 2");
    assert!(window.qm(61).get(&format!("{page}/visit")).await.is(200).text().contains("Set another day"));
    for (party, n) in [(QM, 1), (QN, 61)] {
        window.program(party, n).get(&visit).await.is(404);
    }
    window.qm(6).get("/consultations/opinions").await.is(200);
}
