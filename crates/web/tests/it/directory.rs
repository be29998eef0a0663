//! Authorities abroad, by page and by API: entered, found wrong, corrected, retired; and not there for others.

use crate::browser::Window;
use axum::http::Method;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::json;
use std::collections::BTreeMap;

#[tokio::test]
async fn an_address_abroad_is_entered_corrected_and_retired() {
    let window = Window::open().await;
    let (admin, officer) = (window.qm(21), window.qm(3));
    let empty = officer.get("/directory").await.is(200).text();
    assert!(empty.contains("No address is entered") && empty.contains("Enter an address"), "{empty}");
    let asked = officer.get("/directory?kind=MA&country=QN").await.is(200).text();
    assert!(
        asked.contains("value=\"QN\" selected"),
        "the mail to the desk leads to a form that knows whom it is about"
    );
    let typed = [
        ("kind", "MA"),
        ("country", "QN"),
        ("name", "Autorité <de> gestion"),
        ("email", "cites at qn"),
        ("language", "fr"),
        ("from-day", ""),
        ("from-month", ""),
        ("from-year", ""),
    ];
    let wrong = officer.post("/directory", &typed).await.is(422).text();
    assert!(wrong.contains("Enter an e-mail address") && wrong.contains("value=\"cites at qn\""), "{wrong}");
    let right: Vec<(&str, &str)> =
        typed.iter().map(|(n, v)| if *n == "email" { (*n, "cites@qn.example") } else { (*n, *v) }).collect();
    assert_eq!(officer.post("/directory", &right).await.goes_to(), "/directory");
    let list = admin.get("/directory").await.is(200).text();
    assert!(list.contains("cites@qn.example") && !list.contains("Autorité <de>") && list.contains("gestion"), "{list}");
    let twice = officer.post("/directory", &right).await.is(422).text();
    assert!(twice.contains("stands in the directory"), "{twice}");

    let (_, rest) = list.split_once("href=\"/directory/").expect("a link to the entry");
    let id = rest.split('"').next().unwrap().to_owned();
    let path = format!("/directory/{id}");
    let one = officer.get(&path).await.is(200).text();
    assert!(one.contains("Retire") && one.contains("name=\"version\" value=\"0\""), "{one}");
    // Those who only read, those who have nothing to do with it, and the other Party.
    let clerk = window.qm(2);
    assert!(!clerk.get(&path).await.is(200).text().contains("Retire"), "a clerk reads");
    clerk.post(&path, &[("act", "retire")]).await.is(404);
    for stranger in [1, 7] {
        window.qm(stranger).get("/directory").await.is(404);
        window.qm(stranger).post("/directory", &right).await.is(404);
    }
    window.person(QN, 3).get(&path).await.is(404);
    window.person(QN, 3).post(&path, &[("act", "retire")]).await.is(404);
    assert!(!window.person(QN, 3).get("/directory").await.is(200).text().contains("cites@qn.example"));

    // The same for programs.
    let (program, other) = (window.program(QM, 3), window.program(QN, 3));
    let body = json!({ "kind": "SECRETARIAT", "name": "Secretariat", "email": "info@cites.example", "language": "en" });
    let made = program.post("/api/directory", body.clone()).await.is(201).json();
    assert_eq!((&made["country"], &made["version"], &made["until"]), (&json!(null), &json!(0), &json!(null)));
    let bad =
        program.post("/api/directory", json!({ "kind": "MA", "name": "x", "email": "a@b.example", "language": "en" }));
    assert_eq!(bad.await.is(422).json()["fields"][0]["code"], "authority-country");
    assert_eq!(program.get("/api/directory").await.is(200).json()["rows"].as_array().unwrap().len(), 2);
    let path = format!("/api/directory/{}", made["id"].as_str().unwrap());
    let new = json!({ "name": "Secretariat", "email": "new@cites.example", "language": "es", "from": made["from"], "version": 0 });
    let changed = program.send(Method::PUT, &path, new.clone(), &BTreeMap::new()).await.is(200).json();
    assert_eq!((&changed["email"], &changed["version"]), (&json!("new@cites.example"), &json!(1)));
    program.send(Method::PUT, &path, new, &BTreeMap::new()).await.is(409);
    other.get(&path).await.is(404);
    other.post(&format!("{path}/retire"), json!({})).await.is(404);
    let retired = program.post(&format!("{path}/retire"), json!({})).await.is(200).json();
    assert!(retired["until"].as_str().unwrap() < made["from"].as_str().unwrap(), "{retired}");
    assert_eq!(program.get("/api/directory/letters").await.is(200).json()["rows"], json!([]));
}
