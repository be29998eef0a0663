//! The applicant's first page and the small forms of a case's page.

use crate::browser::Window;
use crate::story::skins;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::json;

#[tokio::test]
async fn the_first_page_says_what_to_do_now_and_finds_what_is_looked_for() {
    let window = Window::open().await;
    let (ada, officer) = (window.program(QM, 1), window.program(QM, 3));
    let make = async || ada.post("/api/applications", skins()).await.is(201).json()["id"].as_str().unwrap().to_owned();
    let (draft, asked) = (make().await, make().await);
    ada.post(&format!("/api/applications/{asked}/submit"), json!({})).await.is(200);
    window.program(QM, 2).post(&format!("/api/applications/{asked}/accept"), json!({})).await.is(200);
    officer.post(&format!("/api/applications/{asked}/ask"), json!({ "question": "Which tannery?" })).await.is(200);

    let before = window.world.office.store.meter().statements;
    let page = window.qm(1).get("/applications").await.is(200).text();
    let took = window.world.office.store.meter().statements - before;
    assert!(took <= 8, "{took} questions to the archive");
    assert!(page.contains("You need to act") && page.contains("Answer our question"), "{page}");
    assert!(page.contains(&format!("/applications/{asked}/acts/answer")), "the card leads to the answer");
    assert!(page.contains(&format!("href=\"/applications/{draft}/tasks\"")), "the draft stands among the cards");
    let told = ada.get("/api/home").await.is(200).json();
    assert_eq!(told["to_do"][0]["task"], "answer", "{told}");
    assert_eq!(told["drafts"], json!([draft]), "{told}");
    assert!(told["to_do"][0]["until"].is_string(), "an answer has its day: {told}");

    // The common name finds what the scientific one finds; a word that fits nothing finds nothing, and says so.
    for (query, found) in [
        ("q=crocodylus", true),
        ("q=Nile+crocodile", true),
        ("q=ivory", false),
        ("status=INFO_REQUESTED", true),
        ("status=REFUSED", false),
        ("kind=EXPORT&country=QN", true),
        ("country=FR", false),
        ("until=2020-01-01", false),
        ("from=2020-01-01&by=me", true),
        ("q=%25", true),
    ] {
        let seen = window.qm(1).get(&format!("/applications?{query}")).await.is(200).text();
        assert_eq!(seen.contains(&asked), found, "{query}: {seen}");
        assert!(!seen.contains("You need to act"), "{query}: who looks for something sees what was found");
    }
    // A draft nobody needs is dropped, and its card goes.
    let drop = format!("/applications/{draft}/acts/withdraw");
    assert!(window.qm(1).get(&drop).await.is(200).text().contains("Nothing was sent"));
    assert_eq!(window.qm(1).post_parts(&drop, &[]).await.goes_to(), "/applications");
    assert_eq!(ada.get("/api/home").await.is(200).json()["drafts"], json!([]));
    // Another country's people, and an officer who applies for nothing, see nothing of it.
    assert!(!window.person(QN, 1).get("/applications").await.is(200).text().contains(&asked));
    window.program(QM, 3).get("/api/home").await.is(404);
}

#[tokio::test]
async fn a_small_form_that_cannot_be_sent_stands_again_on_the_case_with_what_was_typed() {
    let window = Window::open().await;
    let ada = window.program(QM, 1);
    let id = ada.post("/api/applications", skins()).await.is(201).json()["id"].as_str().unwrap().to_owned();
    ada.post(&format!("/api/applications/{id}/submit"), json!({})).await.is(200);
    let page = format!("/applications/{id}");

    // Nobody waits for a quota that has enough.
    let clerk = window.qm(2);
    let seen = clerk.post(&format!("{page}/examination/wait"), &[]).await.is(422).text();
    assert!(seen.contains("href=\"#wait\"") && seen.contains("id=\"wait\""), "the summary leads to the form: {seen}");
    assert!(seen.contains("Crocodylus niloticus") && seen.contains("<title>Error"), "it is the case's own page");

    window.program(QM, 2).post(&format!("/api/applications/{id}/accept"), json!({})).await.is(200);
    let (officer, supervisor) = (window.qm(3), window.qm(22));
    let fields = [("lane", "RED"), ("lane-reason", "")];
    let seen = supervisor.post(&format!("{page}/examination/lane"), &fields).await.is(422).text();
    assert!(seen.contains("href=\"#lane-reason\""), "{seen}");
    assert!(seen.contains("<option value=\"RED\" selected>"), "the lane stays chosen");
    let long = "x".repeat(4001);
    let fields = [("text", long.as_str()), ("internal", "yes")];
    let seen = officer.post(&format!("{page}/messages"), &fields).await.is(422).text();
    assert!(seen.contains(&long) && seen.contains("id=\"text-error\""), "what was typed stays");
    assert!(seen.contains("id=\"internal\" name=\"internal\" value=\"yes\" checked"), "and so does the tick");
    let seen = window.qm(1).post(&format!("{page}/messages"), &[("text", " ")]).await.is(422).text();
    assert!(seen.contains("href=\"#text\"") && !seen.contains("Risk"), "the applicant's own page: {seen}");

    // Skins under Appendix II from a ranch: nothing to wait for abroad, and they do need a permit.
    let seen = officer.get(&page).await.is(200).text();
    for act in ["wait_import_permit", "no_permit_needed", "extra_fee"] {
        assert!(!seen.contains(&format!("{page}/acts/{act}")), "{act} makes no sense here");
    }
    assert!(seen.contains(&format!("{page}/acts/propose")), "deciding does");
}
