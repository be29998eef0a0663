//! What an officer decides in detail, by forms and by the API: what is typed is kept or said, and both answer the same.

use crate::acts_story::{examined, send, skins};
use crate::browser::Window;
use cites::country::DEMO_EXPORTER as QM;
use serde_json::{Value, json};

async fn open(window: &Window, id: &str) -> Vec<String> {
    let needed = window.program(QM, 3).get(&format!("/api/applications/{id}/checks")).await.json();
    let all = needed["findings"].as_array().unwrap().iter().filter(|f| f["present"] == false);
    all.map(|f| f["kind"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn what_is_typed_in_a_proposal_is_kept_or_said_and_never_thrown_away() {
    let window = Window::open().await;
    let id = examined(&window, skins()).await;
    let page = format!("/applications/{id}");
    let api = format!("/api/applications/{id}");
    let officer = window.program(QM, 3);
    let day = |name: &str, d: &str, m: &str, y: &str| {
        [
            (format!("{name}-day"), d.to_owned()),
            (format!("{name}-month"), m.to_owned()),
            (format!("{name}-year"), y.to_owned()),
        ]
    };
    let fields = |all: &[(&str, &str)], day: &[(String, String)]| -> Vec<(String, String)> {
        let own = all.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        own.chain(day.iter().cloned()).collect()
    };
    let post = |path: String, fields: Vec<(String, String)>| {
        let window = &window;
        async move {
            let borrowed: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            send(&window.qm(3), &path, &borrowed, false).await
        }
    };

    // "Answer by" is kept.
    let ask = format!("{page}/acts/ask");
    let past =
        post(ask.clone(), fields(&[("question", "Which tags?")], &day("deadline", "5", "1", "2020"))).await.is(422);
    assert!(past.text().contains("still to come"), "{}", past.text());
    post(ask, fields(&[("question", "Which tags?")], &day("deadline", "24", "12", "2026"))).await.goes_to();
    let seen = officer.get(&api).await.json();
    assert!(seen["questions"][0]["deadline"].as_str().unwrap().starts_with("2026-12-24"), "{seen}");
    window.program(QM, 1).post(&format!("{api}/answer"), json!({ "answer": "Those in the list." })).await.is(200);

    let science: Vec<String> = open(&window, &id).await.into_iter().filter(|k| k.starts_with("NDF")).collect();
    officer.post(&format!("{api}/consult"), json!({ "findings": science })).await.is(200);
    let capped = |answer: &str| {
        json!({ "findings": [{
        "kind": science[0], "answer": answer, "grounds": "Counted.", "cap": { "quantity": "200", "unit": "NAR" }
    }] })
    };
    let expert = window.program(QM, 6);
    let lost = expert.post(&format!("{api}/opinion"), capped("negative")).await.is(422).json();
    assert_eq!(lost["fields"][0]["code"], "opinion-limit", "a limit beside a no is not thrown away: {lost}");
    expert.post(&format!("{api}/opinion"), capped("conditions")).await.is(200);

    let own = open(&window, &id).await;
    let mut ticked: Vec<(&str, &str)> = own.iter().map(|k| ("findings", k.as_str())).collect();
    let form = format!("{page}/acts/propose");
    let until = day("valid_until", "24", "12", "2026");
    let mixed = [("no_conflict", "yes"), ("outcome", "approve"), ("reason", "R02")];
    assert!(post(form.clone(), fields(&mixed, &[])).await.is(422).text().contains("only for a refusal"));
    let mixed = [("outcome", "refuse"), ("reason", "R02"), ("text", "No proof."), ("quantity.A", "3")];
    assert!(post(form.clone(), fields(&mixed, &[])).await.is(422).text().contains("no place in a refusal"));

    // Above the limit of the Scientific Authority nothing is proposed, by neither door.
    ticked.extend([("outcome", "approve"), ("no_conflict", "yes")]);
    let above = post(form.clone(), fields(&ticked, &[])).await.is(422).text();
    assert!(above.contains("200"), "{above}");
    let said: Vec<Value> = own.iter().map(|k| json!({ "kind": k, "answer": "positive", "grounds": "Seen." })).collect();
    let grant = |less: Value| json!({ "decision": "grant", "no_conflict": true, "findings": said, "less": less, "valid_until": "2026-12-24" });
    officer.post(&format!("{api}/propose"), grant(json!([]))).await.is(422);
    let more =
        officer.post(&format!("{api}/propose"), grant(json!([{ "block": "A", "quantity": "300", "why": "?" }]))).await;
    let more = more.is(422).json();
    assert_eq!((&more["fields"][0]["field"], &more["fields"][0]["code"]), (&json!("quantity.A"), &json!("grant-more")));

    ticked.extend([("quantity.A", "180"), ("why.A", "Not more is sustainable."), ("text", "In order.")]);
    post(form, fields(&ticked, &until)).await.goes_to();
    let seen = officer.get(&api).await.json();
    assert_eq!((&seen["reduced"][0]["granted"], &seen["valid_until"]), (&json!("180"), &json!("2026-12-24")), "{seen}");
    let shown = window.qm(3).get(&page).await.is(200).text();
    assert!(shown.contains("Not more is sustainable.") && shown.contains("Last day, as proposed"), "{shown}");
    let theirs = window.program(QM, 1).get(&api).await.json();
    assert!(theirs["reduced"].is_null() && theirs["form"]["lines"][0]["quantity"] == "240", "not told yet: {theirs}");

    let boss = window.program(QM, 22);
    if boss.get(&format!("{api}/risk")).await.json()["lane"] == "RED" {
        boss.post(&format!("{api}/lane"), json!({ "lane": "YELLOW", "reason": "Seen last week." })).await.is(200);
    }
    window.program(QM, 4).post(&format!("{api}/approve"), json!({ "no_conflict": true })).await.is(200);
    window.program(QM, 5).post(&format!("{api}/sign"), json!({})).await.is(201);
    let letter = window.qm(1).get(&format!("{page}/letters/decision")).await.is(200).text();
    assert!(letter.contains("Not more is sustainable."), "{letter}");
}

#[tokio::test]
async fn what_an_inspection_holds_up_is_said_and_let_go_by_a_supervisor() {
    let window = Window::open().await;
    let id = examined(&window, skins()).await;
    let api = format!("/api/applications/{id}");
    let officer = window.program(QM, 3);
    officer.post(&format!("{api}/inspection"), json!({ "reason": "Red lane", "what": "Count" })).await.is(200);
    let report = json!({ "outcome": "SPECIES_OTHER", "counted": [], "text": "Two crates of caimans." });
    window.program(QM, 61).post(&format!("{api}/inspection-report"), report).await.is(200);
    officer.post(&format!("{api}/resume"), json!({})).await.is(200);
    assert_eq!(officer.get(&api).await.json()["inspection_hold"], "hold");
    let page = format!("/applications/{id}/inspection-hold");
    let case = window.qm(3).get(&format!("/applications/{id}")).await.is(200).text();
    assert!(case.contains(&page), "the case says it and leads there");
    let seen = window.qm(3).get(&page).await.is(200).text();
    assert!(
        seen.contains("Two crates of caimans.") && !seen.contains("name=\"reason\""),
        "the officer does not end it"
    );
    window.qm(3).post(&page, &[("reason", "Fine")]).await.is(404);
    window.qm(1).get(&page).await.is(404);
    let mute = window.qm(22).post(&page, &[("reason", " ")]).await.is(422);
    assert!(mute.text().contains("name=\"reason\""));
    window
        .program(QM, 22)
        .post(&format!("{api}/inspection-hold/release"), json!({ "reason": "Named wrongly." }))
        .await
        .is(200);
    assert!(officer.get(&api).await.json()["inspection_hold"].is_null());
    assert!(window.qm(22).get(&page).await.is(200).text().contains("Named wrongly."));
}
