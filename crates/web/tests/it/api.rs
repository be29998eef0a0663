//! The API as programs use it: strict input, problems with their field, keys, the description.

use crate::browser::Window;
use axum::http::Method;
use cites::country::DEMO_EXPORTER as QM;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

#[tokio::test]
async fn a_field_that_is_not_the_callers_to_set_is_refused_and_named() {
    let window = Window::open().await;
    let applicant = window.program(QM, 1);
    for field in ["status", "tenant", "applicant", "reference", "attachments", "number", "fee"] {
        let seen = applicant.post("/api/applications", json!({ field: "x" })).await.is(400);
        let problem = seen.json();
        assert_eq!(seen.headers["content-type"], "application/problem+json");
        assert_eq!(problem["code"], "body-malformed");
        assert_eq!(problem["fields"][0]["field"], field, "{problem}");
    }
    let list = applicant.get("/api/applications").await.is(200).json();
    assert_eq!(list["rows"], json!([]), "nothing was made");
}

#[tokio::test]
async fn the_same_key_makes_one_application_and_another_request_under_it_is_refused() {
    let window = Window::open().await;
    let applicant = window.program(QM, 1);
    let key = BTreeMap::from([("idempotency-key", "lot-3")]);
    let body = json!({ "document_type": "EXPORT" });
    let first = applicant.send(Method::POST, "/api/applications", body.clone(), &key).await.is(201).json();
    let again = applicant.send(Method::POST, "/api/applications", body, &key).await.is(201).json();
    assert_eq!(first["id"], again["id"]);
    let other = json!({ "document_type": "IMPORT" });
    let seen = applicant.send(Method::POST, "/api/applications", other, &key).await.is(422).json();
    assert_eq!(seen["code"], "store-key-reused");
    assert_eq!(applicant.get("/api/applications").await.json()["rows"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn every_box_of_an_incomplete_form_is_told_at_once() {
    let window = Window::open().await;
    let applicant = window.program(QM, 1);
    let made = applicant.post("/api/applications", json!({ "lines": [{ "quantity": "1,5 kg" }] })).await.json();
    let path = format!("/api/applications/{}/submit", made["id"].as_str().unwrap());
    let problem = applicant.post(&path, json!({})).await.is(422).json();
    let fields: BTreeSet<&str> =
        problem["fields"].as_array().unwrap().iter().map(|f| f["field"].as_str().unwrap()).collect();
    for field in ["document_type", "exporter.name", "lines.0.taxon", "lines.0.quantity", "declaration"] {
        assert!(fields.contains(field), "{field} in {fields:?}");
    }
}

#[tokio::test]
async fn the_description_names_every_route_of_the_api() {
    let window = Window::open().await;
    let described = window.get("/api/openapi.json").await.is(200).json();
    assert!(described["openapi"].as_str().unwrap().starts_with("3.1"), "{}", described["openapi"]);
    let routes: Vec<_> = web::table().into_iter().filter(|r| r.path.starts_with("/api/")).collect();
    for route in &routes {
        let method = route.method.as_str().to_lowercase();
        let operation = &described["paths"][route.path][&method];
        assert!(operation["responses"].is_object(), "{method} {}", route.path);
        let named = operation["parameters"].as_array().cloned().unwrap_or_default();
        for part in route.path.split('/').filter_map(|p| p.strip_prefix('{')?.strip_suffix('}')) {
            assert!(named.iter().any(|p| p["name"] == part), "{} lacks {part}", route.path);
        }
    }
    // Every reference leads somewhere.
    let text = described.to_string();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(described["components"]["schemas"][name].is_object(), "{name}");
    }
    println!("{} routes of the API are described", routes.len());
}

#[tokio::test]
async fn a_robot_that_guesses_codes_finds_nothing_and_has_to_wait() {
    let window = Window::open().await;
    let mut waited = 0;
    for n in 0..60 {
        let path = format!("/api/verify?number=26QM{n:06}&code=0123456789ABCDEFGHJKMNPQRS");
        let seen = window.get(&path).await;
        match seen.status.as_u16() {
            200 => assert_eq!(seen.json()["status"], "not-known"),
            429 => {
                assert!(seen.headers.contains_key("retry-after"));
                waited += 1;
            }
            other => panic!("{other}"),
        }
    }
    assert!(waited >= 20, "{waited}");
}

#[tokio::test]
async fn what_is_needed_and_what_a_name_is_are_told_to_everybody() {
    let window = Window::open().await;
    let path = "/api/needed?direction=export&from=QM&to=QN&taxon=Crocodylus+niloticus&term=SKI&source=R&purpose=T";
    let needed = window.get(path).await.is(200).json();
    assert_eq!(needed["answer"], "documents", "{needed}");
    let found = window.get("/api/species?q=crocodyl").await.is(200).json();
    assert!(found["rows"][0]["accepted"].as_str().unwrap().starts_with("Crocodyl"), "{found}");
    window.get("/api/needed?direction=sideways").await.is(422);
    window.get("/api/species/Nothing%20real").await.is(404);
}

#[tokio::test]
async fn signs_that_no_text_may_hold_are_refused_and_never_reach_the_archive() {
    let window = Window::open().await;
    let officer = window.program(QM, 3);
    officer.get("/api/permits?number=26%00").await.is(400);
    officer.get("/api/permits/%00").await.is(400);
    officer.get("/api/permits/%ff%fe").await.is(404);
    window.program(QM, 1).post("/api/applications", json!({ "remarks": "a\u{0}b" })).await.is(400);
}
