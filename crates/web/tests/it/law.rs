//! The administrator enters a row of law, another person confirms it; page and API give the same answer.

use crate::browser::Window;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::json;

fn measure() -> serde_json::Value {
    json!({
        "table": "stricter_measures",
        "cells": {
            "id": "QM-2027-1", "party": "QM", "direction": "export", "taxon": "Crocodylia", "effect": "forbids",
            "text_en": "No crocodile skins leave the country.", "instrument": "Querimba Wildlife Trade Rules",
            "provision": "rule 40", "revision": "2027", "valid_from": "2026-10-01"
        },
        "reason": "Gazette 40 of 2026"
    })
}

#[tokio::test]
async fn two_persons_make_a_row_of_law_over_the_api_and_it_changes_the_public_answer() {
    let window = Window::open().await;
    let (admin, chief) = (window.program(QM, 21), window.program(QM, 22));
    let question = "/api/needed?direction=export&from=QM&to=QN&taxon=Crocodylus+niloticus&term=SKI&source=R&purpose=T";
    assert_eq!(window.get(question).await.is(200).json()["answer"], "documents");
    window.program(QM, 3).post("/api/law", measure()).await.is(404);
    let mut wrong = measure();
    wrong["cells"]["effect"] = json!("perhaps");
    let told = admin.post("/api/law", wrong).await.is(422).json();
    assert_eq!(told["fields"][0]["field"], "effect", "{told}");
    let row = admin.post("/api/law", measure()).await.is(201).json();
    let path = format!("/api/law/{}", row["id"].as_str().unwrap());
    assert_eq!(row["state"], "proposed");
    assert_eq!(admin.get(&format!("{path}/preview")).await.is(200).json()["cases"], json!([]));
    let alone = admin.post(&format!("{path}/confirm"), json!(null)).await.is(422).json();
    assert_eq!(alone["fields"][0]["code"], "law-needs-two", "{alone}");
    assert_eq!(window.get(question).await.is(200).json()["answer"], "documents", "a proposal is not law");
    assert_eq!(chief.post(&format!("{path}/confirm"), json!(null)).await.is(200).json()["state"], "confirmed");
    assert_eq!(window.get(question).await.is(200).json()["answer"], "not-allowed", "one law for everybody");
    window.program(QN, 21).get(&path).await.is(404);
}

#[tokio::test]
async fn the_pages_show_what_waits_and_who_may_confirm_it() {
    let window = Window::open().await;
    let (admin, chief) = (window.qm(21), window.qm(22));
    let list = admin.get("/admin/law").await.is(200).text();
    assert!(list.contains("Stricter domestic measure"));
    admin.get("/admin/law/new?table=stricter_measures").await.is(200);
    admin.get("/admin/law/new?table=nothing").await.is(404);
    let fields = [
        ("id", "QM-2027-1"),
        ("party", "QM"),
        ("direction", "export"),
        ("taxon", "Crocodylia"),
        ("effect", "forbids"),
        ("text_en", "No crocodile skins leave the country."),
        ("instrument", "Querimba Wildlife Trade Rules"),
        ("provision", "rule 40"),
        ("revision", "2027"),
        ("valid_from-day", "1"),
        ("valid_from-month", "6"),
        ("valid_from-year", "2027"),
        ("reason", "Gazette 40 of 2026"),
    ];
    let mut blank = fields.to_vec();
    blank.retain(|(name, _)| *name != "valid_from-year");
    let again = admin.post("/admin/law/new?table=stricter_measures", &blank).await.is(422).text();
    assert!(again.contains("No crocodile skins leave"), "what was typed is kept");
    assert!(again.contains("name=\"valid_from-month\"") && again.contains("value=\"6\""), "and the day in its boxes");
    let at = admin.post("/admin/law/new?table=stricter_measures", &fields).await.is(303).goes_to();
    let own = admin.get(&at).await.is(200).text();
    assert!(own.contains("Looked at:") && own.contains("Another person confirms it"), "{own}");
    assert!(!own.contains("Confirm as law"), "nobody confirms what he entered");
    let theirs = chief.get(&at).await.is(200).text();
    assert!(theirs.contains("Confirm as law"));
    let path = at.split('?').next().unwrap().to_owned();
    chief.post(&format!("{path}/confirm"), &[]).await.is(303);
    let done = admin.get(&path).await.is(200).text();
    assert!(done.contains("Begins later") && done.contains("End it"));
    admin
        .post(
            &format!("{path}/end"),
            &[("until-day", "1"), ("until-month", "1"), ("until-year", "2028"), ("reason", "Court")],
        )
        .await
        .is(303);
    assert!(chief.get(&path).await.is(200).text().contains("An end is proposed"));
    chief.post(&format!("{path}/confirm"), &[]).await.is(303);
    window.person(QN, 21).get(&path).await.is(404);
}
