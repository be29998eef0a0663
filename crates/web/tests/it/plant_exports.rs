//! Phytosanitary certificates of our own service by page and by API: told to the Secretariat, written down by a nursery,
//! found by customs under its number, counted out.

use crate::browser::Window;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::json;

async fn nursery(window: &Window) -> String {
    let body = json!({
        "kind": "NURSERY", "name": "Hill orchid house", "address": "4 Hill Road",
        "species": "Dendrobium nobile; 200; 500; NAR"
    });
    let made = window.program(QM, 1).post("/api/registers", body).await.is(201).json();
    let path = format!("/api/registers/{}", made["id"].as_str().unwrap());
    window.program(QM, 3).post(&format!("{path}/propose"), json!({ "note": "Beds seen" })).await.is(200);
    let entry = window.program(QM, 4).post(&format!("{path}/approve"), json!({})).await.is(200).json();
    entry["number"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_nursery_writes_its_certificate_down_and_customs_count_the_plants_out() {
    let window = Window::open().await;
    let number = nursery(&window).await;
    let (grower, customs, officer) = (window.qm(1), window.qm(7), window.qm(3));
    // Before the Party told the Secretariat there is no form, and no way around it.
    let before = grower.get("/plant-exports").await.is(200).text();
    assert!(before.contains("has not told the Secretariat") && !before.contains("/plant-exports/new"), "{before}");
    grower.get("/plant-exports/new").await.is(404);
    let body = json!({
        "number": "QM-PHY-8841", "issued_on": "2026-11-02", "office": "Plant Health Office, Bend",
        "exporter": "Hill orchid house", "nursery": number, "importer": "Winter Garden", "destination": "QN",
        "purpose": "T", "statement": true,
        "lines": [{ "taxon": "Dendrobium nobile", "term": "LIV", "quantity": "40", "unit": "NAR" }]
    });
    let hand = window.program(QM, 1);
    hand.post("/api/plant-exports", body.clone()).await.is(422);
    let law = json!({
        "table": "phyto_parties", "cells": { "party": "QM", "valid_from": "2026-01-01" },
        "reason": "Notification to the Secretariat"
    });
    let row = window.program(QM, 21).post("/api/law", law).await.is(201).json();
    let path = format!("/api/law/{}/confirm", row["id"].as_str().unwrap());
    window.program(QM, 22).post(&path, json!(null)).await.is(200);

    // One kind of plants at a time. A name that is not one of our list asks which is meant; nothing typed is lost.
    assert!(grower.get("/plant-exports").await.is(200).text().contains("href=\"/plant-exports/new\""));
    let head = [
        ("number", "QM-PHY-8841"),
        ("issued_on-day", "2"),
        ("issued_on-month", "11"),
        ("issued_on-year", "2026"),
        ("office", "Plant Health Office, Bend"),
        ("exporter", "Hill orchid house"),
        ("nursery", number.as_str()),
        ("importer", "Winter Garden"),
        ("destination", "QN"),
        ("purpose", "T"),
        ("statement", "yes"),
    ];
    let post = async |more: &[(&str, &str)]| grower.post("/plant-exports/new", &[&head, more].concat()).await;
    let line = |n: usize, taxon: &'static str, quantity: &'static str| {
        let term = if taxon.is_empty() { "" } else { "LIV" };
        let parts = [("taxon", taxon), ("term", term), ("quantity", quantity), ("unit", "NAR"), ("source", "A")];
        parts.map(|(part, value)| (format!("lines.{n}.{part}"), value)).to_vec()
    };
    let send = async |open: &str, go: &str, lines: &[Vec<(String, &'static str)>]| {
        let lines = lines.iter().flatten().map(|(name, value)| (name.as_str(), *value));
        post(&lines.chain([("open", open), ("go", go)]).collect::<Vec<_>>()).await
    };
    let nothing = send("0", "add", &[line(0, " ", "")]).await.is(422).text();
    assert!(nothing.contains("id=\"lines-0-taxon-error\""), "{nothing}");
    let which = send("0", "add", &[line(0, "Dendrob", "40")]).await.is(200).text();
    assert!(which.contains("type=\"radio\"") && which.contains("value=\"Dendrobium nobile\""), "{which}");
    assert!(which.contains("value=\"40\"") && which.contains("value=\"Plant Health Office, Bend\""), "{which}");
    let wild = [line(0, "Dendrobium nobile", "40"), vec![("lines.0.source".into(), "W")]].concat();
    let wild: Vec<_> = wild.into_iter().rev().collect();
    let wild = send("0", "add", &[wild]).await.is(422).text();
    assert!(wild.contains("id=\"lines-0-source-error\""), "{wild}");
    // Added: it is carried along, and the next kind is asked.
    let one = send("0", "add", &[line(0, "dendrobium nobile", "501")]).await.is(200).text();
    assert!(one.contains("<input type=\"hidden\" name=\"lines.0.taxon\" value=\"Dendrobium nobile\">"), "{one}");
    assert!(one.contains("name=\"lines.1.taxon\"") && one.contains("value=\"change.0\""), "{one}");
    // The whole: the kind that is too much is asked again, at its own field.
    let both = [line(0, "Dendrobium nobile", "501"), line(1, "", "")];
    let over = send("1", "send", &both).await.is(422).text();
    assert!(over.contains("id=\"lines-0-quantity-error\"") && over.contains("yearly output of this nursery"), "{over}");
    assert!(over.contains("value=\"501\"") && over.contains("name=\"open\" value=\"0\""), "{over}");
    let second = [line(0, "Dendrobium nobile", "40"), line(1, "Cattleya labiata", "3")];
    let other = send("1", "change.0", &second).await.is(200).text();
    assert!(other.contains("name=\"open\" value=\"0\"") && other.contains("value=\"remove.1\""), "{other}");
    let not_grown = send("2", "send", &second).await.is(422).text();
    assert!(not_grown.contains("id=\"lines-1-taxon-error\""), "{not_grown}");
    let less = send("0", "remove.1", &second).await.is(200).text();
    assert!(!less.contains("Cattleya labiata") && less.contains("name=\"open\" value=\"0\""), "{less}");
    let none = send("0", "send", &[]).await.is(422).text();
    assert!(none.contains("at least one kind of plants"), "{none}");
    let place = send("0", "send", &[line(0, "Dendrobium nobile", "40")]).await.goes_to();
    assert!(grower.get(&place).await.is(200).text().contains("Waits for the border"));
    window.qm(35).get(&place).await.is(404);
    window.person(QN, 3).get(&place).await.is(404);
    assert!(officer.get("/plant-exports").await.is(200).text().contains("QM-PHY-8841"));
    grower.post(&format!("{place}/left"), &[("port", "Bend")]).await.is(404);

    // Customs type its number where they type every number.
    let found = customs.post("/customs", &[("number", "qm-phy-8841"), ("code", "")]).await.goes_to();
    assert_eq!(found, place);
    let form = customs.get(&place).await.is(200).text();
    assert!(form.contains("name=\"left.A\"") && form.contains("value=\"40\""), "{form}");
    let more = customs.post(&format!("{place}/left"), &[("left.A", "41"), ("port", "Bend")]).await.is(422).text();
    assert!(more.contains("no more than the certificate says") && more.contains("value=\"41\""), "{more}");
    customs.post(&format!("{place}/left"), &[("left.A", "38"), ("port", "Bend")]).await.goes_to();
    let seen = hand.get(&format!("/api{place}")).await.is(200).json();
    assert_eq!((&seen["state"], &seen["lines"][0]["left"]), (&json!("LEFT"), &json!("38")), "{seen}");
    assert_eq!(seen["nursery"], number.as_str());

    // The same for programs; one that did not leave is taken back, once.
    let mut second = body;
    second["number"] = json!("QM-PHY-8842");
    let made = window.program(QM, 2).post("/api/plant-exports", second).await.is(201).json();
    let path = format!("/api/plant-exports/{}", made["id"].as_str().unwrap());
    window.program(QM, 2).post(&format!("{path}/void"), json!({ "reason": "Withdrawn" })).await.is(404);
    let void =
        window.program(QM, 3).post(&format!("{path}/void"), json!({ "reason": "Withdrawn" })).await.is(200).json();
    assert_eq!((&void["state"], &void["reason"]), (&json!("VOID"), &json!("Withdrawn")));
    let gone = window.program(QM, 7).post(&format!("{path}/left"), json!({ "port": "Bend" })).await.is(422).json();
    assert_eq!(gone["code"], "plant-not-waiting", "{gone}");
    assert_eq!(hand.get("/api/plant-exports").await.is(200).json()["rows"].as_array().unwrap().len(), 2);
    assert_eq!(window.program(QM, 35).get("/api/plant-exports").await.is(200).json()["rows"], json!([]));
}
