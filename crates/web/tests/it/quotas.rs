//! Quotas as pages and API tell them: what they are for, by area, and what happened to them with amounts, cases and reasons.

use crate::browser::Window;
use crate::story::skins;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::{Value, json};

#[tokio::test]
async fn several_terms_and_sources_are_ticked_and_the_company_is_found_by_a_part_of_its_name() {
    let window = Window::open().await;
    let keeper = window.qm(8);
    let page = keeper.get("/quotas/set").await.is(200).text();
    assert!(page.contains("name=\"sources\"") && page.contains("name=\"purposes\""), "{page}");
    let mut typed = vec![
        ("taxon", "Crocodylus niloticus"),
        ("year", "2026"),
        ("terms-skins", "SKI"),
        ("terms-parts", "TRO"),
        ("sources", "R"),
        ("sources", "W"),
        ("purposes", "T"),
        ("basis", "allocation"),
        ("area", " Lake  Quemba"),
        ("holder", "nobody of that name"),
        ("quantity", "500"),
        ("unit", "NAR"),
        ("origin", "Schedule 3"),
        ("reason", "Order 12 of the Ministry"),
    ];
    let told = keeper.post("/quotas/set", &typed).await.is(422).text();
    assert!(told.contains("Type a part of the name"), "{told}");
    assert!(told.contains("<details open>"), "what was ticked is seen again");
    typed[9].1 = "bend farm";
    let place = keeper.post("/quotas/set", &typed).await.goes_to();
    window.qm(9).post(&format!("{place}/confirm"), &[]).await.goes_to();
    let id = place.strip_prefix("/quotas/").unwrap().to_owned();
    let seen = window.program(QM, 8).get(&format!("/api/quotas/{id}")).await.is(200).json();
    assert_eq!(
        (&seen["terms"], &seen["sources"], &seen["purposes"], &seen["area"]),
        (&json!(["SKI", "TRO"]), &json!(["R", "W"]), &json!(["T"]), &json!("Lake Quemba")),
        "{seen}"
    );
    assert!(seen["holder"].is_string(), "{seen}");
    assert!(keeper.get(&place).await.is(200).text().contains("River Bend Farm Ltd"));
    // The API says the same of a country that is none.
    let body = json!({ "taxon": "Crocodylus niloticus", "year": 2026, "unit": "NAR", "limit": "5", "exporter": "?", "reason": "x" });
    let wrong = window.program(QM, 8).post("/api/quotas", body).await.is(422).json();
    assert_eq!(wrong["fields"][0]["code"], "country-unknown", "{wrong}");
}

#[tokio::test]
async fn the_area_is_asked_where_quotas_name_one_and_the_history_tells_every_movement() {
    let window = Window::open().await;
    let keeper = window.program(QM, 8);
    let quota = json!({ "taxon": "Crocodylus niloticus", "year": 2026, "unit": "NAR", "limit": "300", "terms": ["SKI"],
        "kind": "allocation", "area": "Lake Quemba", "reason": "Order 12 of the Ministry" });
    let id = keeper.post("/api/quotas", quota).await.is(201).json()["id"].as_str().unwrap().to_owned();
    window.program(QM, 9).post(&format!("/api/quotas/{id}/confirm"), json!({})).await.is(200);

    // The question comes after the source, works without a script, and offers the Party's own list.
    let (trader, api) = (window.qm(1), window.program(QM, 1));
    let case = api.post("/api/applications", skins()).await.is(201).json()["id"].as_str().unwrap().to_owned();
    let line = format!("/applications/{case}/lines/0");
    let to = trader.post(&format!("{line}/source"), &[("lines.0.source", "R")]).await.goes_to();
    assert_eq!(to, format!("{line}/area"));
    assert!(trader.get(&to).await.is(200).text().contains("Lake Quemba"));
    let none = trader.post(&to, &[]).await.is(422).text();
    assert!(none.contains("Choose the area") && none.contains("Lake Quemba"), "{none}");
    let check = trader.get(&format!("/applications/{case}/check")).await.is(200).text();
    assert!(check.contains(&format!("{line}/area")), "the last page before sending leads to the question");
    let refused = api.post(&format!("/api/applications/{case}/submit"), json!({})).await.is(422).json();
    assert_eq!(refused["fields"][0]["field"], "lines.0.area", "{refused}");
    assert_eq!(refused["fields"][0]["code"], "area-empty");
    trader.post(&to, &[("lines.0.area", "Lake Quemba")]).await.goes_to();
    let form = api.get(&format!("/api/applications/{case}")).await.json();
    assert_eq!(form["form"]["lines"][0]["area"], "Lake Quemba", "{form}");
    api.post(&format!("/api/applications/{case}/submit"), json!({})).await.is(200);
    window.program(QM, 2).post(&format!("/api/applications/{case}/accept"), json!({})).await.is(200);
    let desk = window.qm(3).get(&format!("/applications/{case}")).await.is(200).text();
    assert!(desk.contains("Area of origin") && desk.contains("A: Lake Quemba"), "{desk}");

    // Amount, case, person, reason: on the page and by the API.
    let told = keeper.get(&format!("/api/quotas/{id}/history")).await.is(200).json();
    let rows: Vec<(&Value, &Value)> =
        told["rows"].as_array().unwrap().iter().map(|r| (&r["event"], &r["by"])).collect();
    let (proposed, confirmed, held) = (json!("proposed"), json!("confirmed"), json!("held"));
    let (quentin, quita, clement) = (json!("Quentin Quota"), json!("Quita Quota"), json!("Clement Clerk"));
    assert_eq!(rows, [(&proposed, &quentin), (&confirmed, &quita), (&held, &clement)], "{told}");
    assert_eq!(told["rows"][0]["reason"], "Order 12 of the Ministry");
    assert_eq!((&told["rows"][2]["amount"], &told["rows"][2]["block"]), (&json!("240"), &json!("A")));
    assert_eq!(told["rows"][2]["application"], json!(case));
    let page = window.qm(8).get(&format!("/quotas/{id}")).await.is(200).text();
    let reference = told["rows"][2]["reference"].as_str().unwrap();
    assert!(page.contains(&format!("/applications/{case}")) && page.contains(reference), "{page}");
    assert!(page.contains("240") && page.contains("Clement Clerk") && page.contains("Order 12 of the Ministry"));
    window.program(QN, 8).get(&format!("/api/quotas/{id}/history")).await.is(404);
    window.qm(1).get(&format!("/quotas/{id}")).await.is(404);
}
