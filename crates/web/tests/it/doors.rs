//! Who gets in where: the table route by role, forms that are not ours, other houses, headers on every answer.

use crate::browser::{Window, plain};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use cites::{Role, country};
use web::shared::route::{May, Takes};

/// A path of the table with something in each place of it.
fn filled(path: &str) -> String {
    path.split('/')
        .map(|part| if part.starts_with('{') { "00000000000000000000000000000001" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

#[tokio::test]
async fn every_route_answers_everybody_as_its_row_says() {
    let window = Window::open().await;
    let (mut asked, mut let_in, mut kept_out) = (0, 0, 0);
    for route in web::table() {
        let path = filled(route.path);
        for (n, _, role) in crate::world::PEOPLE {
            asked += 1;
            let request = if route.is_api() {
                let token = crate::browser::token_of(country::DEMO_EXPORTER, *n);
                plain(route.method.clone(), &path).header("authorization", format!("Bearer {token}"))
            } else {
                let browser = window.qm(*n);
                plain(route.method.clone(), &path)
                    .header(header::COOKIE, browser.cookie)
                    .header("sec-fetch-site", "same-origin")
            };
            // A body that no handler takes: whoever passes the door is told about the body, not about the right.
            let seen = window.send(request.body(Body::empty()).unwrap()).await;
            let allowed = route.may.allows(Some(*role));
            let body = route.takes != Takes::Nothing;
            match (allowed, seen.status) {
                (false, status) => {
                    assert_eq!(status, StatusCode::NOT_FOUND, "{role} at {} {path}: {}", route.method, seen.text());
                    kept_out += 1;
                }
                (true, status) if body => {
                    let told = [StatusCode::UNSUPPORTED_MEDIA_TYPE, StatusCode::TOO_MANY_REQUESTS];
                    assert!(told.contains(&status), "{role} at {} {path}: {status}", route.method);
                    let_in += 1;
                }
                (true, status) => {
                    assert!(!status.is_server_error(), "{role} at {} {path}: {status} {}", route.method, seen.text());
                    assert_ne!(status, StatusCode::UNAUTHORIZED, "{role} at {path}");
                    let_in += 1;
                }
            }
        }
        let seen = window.send(plain(route.method.clone(), &path).body(Body::empty()).unwrap()).await;
        if !matches!(route.may, May::Anyone) {
            let expected = if route.is_api() || route.method != Method::GET { 401 } else { 303 };
            assert_eq!(seen.status.as_u16(), expected, "nobody at {} {path}", route.method);
        }
    }
    println!("{asked} questions of the table: {let_in} let in, {kept_out} kept out");
    assert!(let_in > 300 && kept_out > 300, "{let_in}, {kept_out}");
}

#[tokio::test]
async fn every_row_has_an_administrator_or_an_officer_who_may_use_it() {
    for route in web::table() {
        let anybody = Role::ALL.iter().any(|r| route.may.allows(Some(*r)));
        assert!(anybody, "nobody may use {} {}", route.method, route.path);
    }
}

#[tokio::test]
async fn every_answer_carries_the_headers_errors_included() {
    let window = Window::open().await;
    let mut pages = vec!["/".to_owned(), "/nowhere".into(), "/api/nowhere".into(), "/verify?number=1".into()];
    pages.extend(web::table().iter().filter(|r| r.method == Method::GET).map(|r| filled(r.path)));
    for path in pages {
        let seen = window.qm(4).get(&path).await;
        for name in
            ["content-security-policy", "x-content-type-options", "referrer-policy", "x-frame-options", "x-request-id"]
        {
            assert!(seen.headers.contains_key(name), "{path} lacks {name}");
        }
        let policy = seen.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline"), "{path}");
        assert!(seen.headers.contains_key(header::CACHE_CONTROL), "{path}");
    }
}

#[tokio::test]
async fn a_form_from_elsewhere_changes_nothing() {
    let window = Window::open().await;
    let officer = window.qm(1);
    let fields = [("document_type", "EXPORT")];
    let ours = [("csrf", officer.mark.as_str()), ("document_type", "EXPORT")];
    officer.post_bare("/applications/new", &fields, &[]).await.is(403);
    officer.post_bare("/applications/new", &[("csrf", "another"), fields[0]], &[]).await.is(403);
    officer.post_bare("/applications/new", &ours, &[("sec-fetch-site", "cross-site")]).await.is(403);
    officer.post_bare("/applications/new", &ours, &[("origin", "https://evil.example")]).await.is(403);
    officer.post_bare("/applications/new", &ours, &[("origin", "http://window.example:8080")]).await.is(303);
    let text = plain(Method::POST, "/applications/new")
        .header(header::COOKIE, &officer.cookie)
        .header(header::CONTENT_TYPE, "text/plain")
        .body(Body::from(format!("csrf={}&document_type=EXPORT", officer.mark)));
    window.send(text.unwrap()).await.is(415);
    // The API takes no cookie, so no form of another site can use it.
    let seen = plain(Method::POST, "/api/applications")
        .header(header::COOKIE, &officer.cookie)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from("{}"));
    window.send(seen.unwrap()).await.is(401);
    let list = window.program(country::DEMO_EXPORTER, 2).get("/api/applications").await.json();
    assert_eq!(list["rows"].as_array().unwrap().len(), 1, "only our own form made one");
}

#[tokio::test]
async fn another_house_does_not_know_our_things() {
    let window = Window::open().await;
    let (qm, qn) = (country::DEMO_EXPORTER, country::DEMO_IMPORTER);
    let made = window.program(qm, 1).post("/api/applications", serde_json::json!({})).await.is(201).json();
    let id = made["id"].as_str().unwrap().to_owned();
    for n in 1..=10 {
        window.program(qn, n).get(&format!("/api/applications/{id}")).await.is(404);
        let seen = window.person(qn, n).get(&format!("/applications/{id}")).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND);
    }
    window.program(qm, 2).get(&format!("/api/applications/{id}")).await.is(200);
}

#[tokio::test]
async fn a_host_that_is_not_ours_is_not_answered_and_head_and_other_methods_are() {
    let window = Window::open().await;
    let other =
        axum::http::Request::builder().uri("/").header(header::HOST, "evil.example").body(Body::empty()).unwrap();
    window.send(other).await.is(404);
    let head = window.send(plain(Method::HEAD, "/").body(Body::empty()).unwrap()).await.is(200);
    assert!(head.bytes.is_empty());
    let patch = window.send(plain(Method::PATCH, "/").body(Body::empty()).unwrap()).await;
    assert_eq!(patch.status, StatusCode::METHOD_NOT_ALLOWED);
    let seen = window.get("/work?tab=all").await.goes_to();
    assert_eq!(seen, "/sign-in?next=%2Fwork%3Ftab%3Dall");
}
