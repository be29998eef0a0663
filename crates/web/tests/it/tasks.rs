//! Tasks side by side through the window: cards with the way to close each, lists that find the case by its own task, and
//! a question that is answered point by point, by page and by API.

use crate::acts_story::{examined, send, skins};
use crate::browser::Window;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::json;

#[tokio::test]
async fn everything_that_is_open_stands_on_the_case_and_in_the_list_of_who_closes_it() {
    let window = Window::open().await;
    let id = examined(&window, skins()).await;
    let (page, api) = (format!("/applications/{id}"), format!("/api/applications/{id}"));
    let officer = window.program(QM, 3);
    officer
        .post(&format!("{api}/consult"), json!({ "findings": ["NDF_EXPORT"], "note": "River stock?" }))
        .await
        .is(200);
    officer.post(&format!("{api}/inspection"), json!({ "reason": "Red lane", "what": "Count" })).await.is(200);
    let inquiry = json!({ "country": "QN", "reason": "Is the buyer registered?" });
    officer.post(&format!("{api}/consult-foreign"), inquiry).await.is(200);
    // The forms to open another are still there; the officer asks by the page, in points.
    let points = [
        ("question", "About the tags:"),
        ("point.1", "Which are in the second crate?"),
        ("wants.1", "answer"),
        ("point.3", "The invoice of the farm"),
        ("wants.3", "paper"),
    ];
    send(&window.qm(3), &format!("{page}/acts/ask"), &points, false).await.goes_to();

    let seen = officer.get(&api).await.json();
    let tasks: Vec<&str> = seen["tasks"].as_array().unwrap().iter().map(|t| t["task"].as_str().unwrap()).collect();
    assert_eq!(seen["status"], "INFO_REQUESTED", "the applicant comes first");
    assert_eq!(tasks, ["INFO_REQUESTED", "INSPECTION_REQUESTED", "SA_CONSULTATION", "FOREIGN_CONSULTATION"]);
    assert_eq!(seen["tasks"][3]["letter"], json!([]), "no address in the directory: {seen}");
    assert_eq!(seen["questions"][0]["points"][1]["wants"], "paper");
    let twice = officer.post(&format!("{api}/consult"), json!({ "findings": ["NDF_EXPORT"] })).await.is(409).json();
    assert_eq!(twice["code"], "task-open", "{twice}");

    let case = window.qm(3).get(&page).await.is(200).text();
    for words in [
        "What is open",
        "Which are in the second crate?",
        "River stock?",
        "Is the buyer registered?",
        "No letter could go",
    ] {
        assert!(case.contains(words), "{words}: {case}");
    }
    assert!(case.contains(&format!("{page}/acts/foreign_reply?country=QN")), "each card leads to its own act");
    // Each desk finds the case by its own task, and the card leads to its own act.
    let science = window.qm(6).get("/consultations").await.is(200).text();
    assert!(science.contains(&id), "{science}");
    assert!(science.contains("Inspection open") && !science.contains("flag-open"), "what else is open: {science}");
    assert!(window.qm(6).get(&page).await.is(200).text().contains(&format!("{page}/acts/sa_opinion")));
    assert!(window.qm(61).get("/inspections").await.is(200).text().contains(&id));
    let work = window.qm(3).get("/work?tab=all&status=SA_CONSULTATION").await.is(200).text();
    assert!(work.contains(&id), "the status of a list is a task too: {work}");
    window.program(QN, 6).get(&api).await.is(404);
    let listed = async |who: &crate::browser::Program<'_>, query: &str| {
        let list = who.get(&format!("/api/applications?{query}")).await.is(200).json();
        list["rows"].as_array().unwrap().iter().any(|r| r["id"] == json!(id))
    };
    let expert = window.program(QM, 6);
    assert!(listed(&expert, "task=SA_CONSULTATION").await && !listed(&expert, "task=AWAITING_COUNTERPART").await);
    assert!(!listed(&window.program(QN, 6), "task=SA_CONSULTATION").await, "nothing of the other Party");

    // The applicant reads question and points where they are answered; half an answer stays typed and is not sent.
    let ada = window.qm(1);
    let form = format!("{page}/acts/answer");
    let asked = ada.get(&form).await.is(200).text();
    for words in ["About the tags:", "Which are in the second crate?", "The invoice of the farm"] {
        assert!(asked.contains(words), "{words}: {asked}");
    }
    let theirs = window.program(QM, 1).get(&api).await.json();
    assert!(theirs["tasks"][3]["letter"].is_null(), "whom we write to abroad is not theirs: {theirs}");
    let half = send(&ada, &form, &[("point.1", "Tags 381 to 400")], true).await.is(422).text();
    assert!(half.contains("Answer every point") && half.contains("Tags 381 to 400"), "{half}");
    let program = window.program(QM, 1);
    let short = json!({ "points": [{ "text": "Tags 381 to 400" }] });
    let short = program.post(&format!("{api}/answer"), short).await.json();
    assert_eq!(short["code"], "points-open", "the API says the same: {short}");
    let both = [("point.1", "Tags 381 to 400"), ("point.2", "It was lost in the flood.")];
    send(&ada, &form, &both, true).await.goes_to();

    let case = window.qm(3).get(&page).await.is(200).text();
    assert!(case.contains("Questions and answers") && case.contains("It was lost in the flood."), "{case}");
    let seen = officer.get(&api).await.json();
    assert_eq!(seen["status"], "INSPECTION_REQUESTED");
    assert_eq!(seen["questions"][0]["points"][0]["answer"], "Tags 381 to 400", "{seen}");
    let said = json!({ "findings": [{ "kind": "NDF_EXPORT", "answer": "positive", "grounds": "Seen." }] });
    window.program(QM, 6).post(&format!("{api}/opinion"), said).await.is(200);
    officer.post(&format!("{api}/foreign-reply"), json!({ "answer": "It is.", "country": "QN" })).await.is(200);
    let seen = officer.get(&api).await.json();
    assert_eq!(seen["tasks"].as_array().unwrap().len(), 1, "{seen}");
}
