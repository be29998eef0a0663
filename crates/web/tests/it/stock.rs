//! A trader's stock by page and by API, from the declaration to the line that names the lot.

use crate::browser::Window;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::json;

#[tokio::test]
async fn a_lot_is_declared_confirmed_and_drawn_on_and_the_chain_is_seen() {
    let window = Window::open().await;
    let trader = window.qm(1);
    trader.get("/stock").await.is(200);
    trader.get("/stock/new").await.is(200);
    let mut fields = vec![
        ("taxon", "Crocodylus niloticus"),
        ("term", "SKI"),
        ("quantity", "300"),
        ("unit", "NAR"),
        ("source", "R"),
        ("origin", "QM"),
        ("acquired", "opening"),
        ("on-day", "1"),
        ("on-month", "October"),
        ("on-year", "2026"),
    ];
    let told = trader.post("/stock/new", &fields).await.is(422).text();
    assert!(told.contains("Say what proves the legal origin") && told.contains("value=\"300\""), "{told}");
    fields.push(("evidence", "Rearing book, pages 3 to 40"));
    let place = trader.post("/stock/new", &fields).await.goes_to();
    let id = place.strip_prefix("/stock/").unwrap().to_owned();

    // The officer sees it among all and confirms it; another Party and a customs officer do not see it.
    let officer = window.qm(3);
    assert!(officer.get("/stock").await.is(200).text().contains("River Bend Farm Ltd"));
    assert!(officer.get(&place).await.is(200).text().contains("/confirm"));
    window.person(QN, 3).get(&place).await.is(404);
    window.qm(7).get(&place).await.is(404);
    trader.post(&format!("{place}/confirm"), &[]).await.is(404);
    officer.post(&format!("{place}/confirm"), &[]).await.goes_to();

    // The question after the source offers the lot.
    let api = window.program(QM, 1);
    let body = json!({ "document_type": "EXPORT", "lines": [{ "taxon": "Crocodylus niloticus", "source": "R", "term": "SKI", "quantity": "240", "unit": "NAR" }] });
    let draft = api.post("/api/applications", body).await.is(201).json()["id"].as_str().unwrap().to_owned();
    let line = format!("/applications/{draft}/lines/0");
    let to = trader.post(&format!("{line}/source"), &[("lines.0.source", "R")]).await.goes_to();
    assert_eq!(to, format!("{line}/lot"));
    assert!(trader.get(&to).await.is(200).text().contains("L26-00001"));
    let to = trader.post(&to, &[("lines.0.lot", "L26-00001")]).await.goes_to();
    assert_eq!(to, format!("{line}/marks"), "an export is not asked for its origin");
    let form = api.get(&format!("/api/applications/{draft}")).await.json();
    assert_eq!(form["form"]["lines"][0]["lot"], "L26-00001", "{form}");

    // By the API: handed in with 301 it is told at the line; with 240 it is held, and the lot shows who holds it.
    let whole = |n: &str| {
        json!({
            "document_type": "EXPORT", "partner_country": "QN",
            "importer": { "name": "Tannery", "street": "14 Harbour Street", "city": "Northport", "country": "QN" },
            "exporter": { "name": "River Bend Farm Ltd", "street": "1 River Road", "city": "Bend", "country": "QM" },
            "purpose": "T", "transport_mode": "air", "language": "en", "declaration": true,
            "lines": [{
                "taxon": "Crocodylus niloticus", "description": "Skins", "term": "SKI", "appendix": "II",
                "source": "R", "quantity": n, "unit": "NAR", "lot": "L26-00001"
            }]
        })
    };
    let put = axum::http::Method::PUT;
    let none = std::collections::BTreeMap::new();
    let path = format!("/api/applications/{draft}");
    api.send(put.clone(), &path, whole("301"), &none).await.is(200);
    let problem = api.post(&format!("{path}/submit"), json!({})).await.is(422).json();
    assert_eq!(problem["fields"][0]["field"], "lines.0.lot", "{problem}");
    assert_eq!(problem["fields"][0]["code"], "stock-short");
    api.send(put, &path, whole("240"), &none).await.is(200);
    api.post(&format!("{path}/submit"), json!({})).await.is(200);
    let seen = api.get(&format!("/api/stock/{id}")).await.is(200).json();
    assert_eq!((&seen["lot"]["free"], &seen["draws"][0]["phase"]), (&json!("60"), &json!("held")), "{seen}");
    let page = trader.get(&place).await.is(200).text();
    assert!(page.contains(&format!("/applications/{draft}")), "from the lot to the case");

    // What is held cannot be sold; the rest can.
    let sold = json!({ "kind": "sale", "quantity": "61", "note": "Invoice 12" });
    let problem = api.post(&format!("/api/stock/{id}/take"), sold).await.is(422).json();
    assert_eq!(problem["fields"][0]["code"], "stock-short");
    let form = [("kind", "sale"), ("quantity", "60"), ("unit", "NAR"), ("note", "Invoice 12")];
    trader.post(&format!("{place}/take"), &form).await.goes_to();
    assert_eq!(api.get("/api/stock").await.json()["rows"][0]["free"], "0");
}

#[tokio::test]
async fn a_breeder_is_taken_in_by_two_persons_and_the_officer_sees_what_it_yields() {
    let window = Window::open().await;
    let trader = window.qm(1);
    trader.get("/registers").await.is(200);
    trader.get("/registers/apply").await.is(200);
    let mut fields =
        vec![("kind", "BREEDER"), ("name", "River Bend hatchery"), ("species", "Crocodylus niloticus; many")];
    let told = trader.post("/registers/apply", &fields).await.is(422).text();
    assert!(told.contains("Write one species a line"), "{told}");
    fields[2] = ("species", "Crocodylus niloticus; 1200; 200; NAR");
    let place = trader.post("/registers/apply", &fields).await.goes_to();
    trader.post(&format!("{place}/propose"), &[]).await.is(404);
    window.person(QN, 3).get(&place).await.is(404);
    window.qm(3).get("/registers").await.is(200);
    window.qm(3).post(&format!("{place}/propose"), &[("note", "Visited")]).await.goes_to();
    let api = format!("/api{place}");
    let entry = window.program(QM, 4).post(&format!("{api}/approve"), json!({})).await.is(200).json();
    assert_eq!(entry["number"], "B-QM-0001");
    assert!(trader.get(&place).await.is(200).text().contains("B-QM-0001"));

    // 240 asked of 200 a year: the officer is told, beside the other checks.
    let body = json!({
        "document_type": "EXPORT", "partner_country": "QN",
        "importer": { "name": "Tannery", "street": "14 Harbour Street", "city": "Northport", "country": "QN" },
        "exporter": { "name": "River Bend Farm Ltd", "street": "1 River Road", "city": "Bend", "country": "QM" },
        "purpose": "T", "transport_mode": "air", "language": "en", "declaration": true,
        "lines": [{
            "taxon": "Crocodylus niloticus", "description": "Skins", "term": "SKI", "appendix": "II",
            "source": "C", "quantity": "240", "unit": "NAR", "operation": "B-QM-0001"
        }]
    });
    let hand = window.program(QM, 1);
    let id = hand.post("/api/applications", body).await.is(201).json()["id"].as_str().unwrap().to_owned();
    hand.post(&format!("/api/applications/{id}/submit"), json!({})).await.is(200);
    window.program(QM, 2).post(&format!("/api/applications/{id}/accept"), json!({})).await.is(200);
    let case = window.qm(3).get(&format!("/applications/{id}")).await.is(200).text();
    assert!(case.contains("B-QM-0001 is registered; compare with its yearly output"), "{case}");
    assert!(case.contains("0 this year and 240 asked, of 200 a year"), "{case}");
}
