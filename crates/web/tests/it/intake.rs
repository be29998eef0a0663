//! Intake in the window: a file in parts from a page and from a program, messages on the case, two windows on a draft.

use crate::browser::{Seen, Window, plain};
use axum::body::Body;
use axum::http::{Method, header};
use cites::country;
use serde_json::json;

fn form() -> serde_json::Value {
    let mut form = json!({ "document_type": "EXPORT", "partner_country": "QN", "purpose": "T", "transport_mode": "air",
        "language": "en", "declaration": true });
    let party =
        |name: &str, country: &str| json!({ "name": name, "street": "1 Road", "city": "Bend", "country": country });
    form["exporter"] = party("River Bend Farm Ltd", "QM");
    form["importer"] = party("Tannery of the North", "QN");
    form["lines"] = json!([{ "taxon": "Crocodylus niloticus", "description": "Skins", "term": "SKI", "appendix": "II",
        "source": "R", "quantity": "24", "unit": "NAR" }]);
    form
}

async fn begun(window: &Window) -> String {
    let made = window.program(country::DEMO_EXPORTER, 1).post("/api/applications", form()).await.is(201);
    made.json()["id"].as_str().unwrap().to_owned()
}

/// A form with a file in it, as a browser or a program sends it.
pub(crate) async fn send(
    window: &Window,
    path: &str,
    auth: (&str, &str),
    fields: &[(&str, &str)],
    file: (&str, &[u8]),
) -> Seen {
    let mut body = Vec::new();
    for (name, text) in fields {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").bytes());
    }
    let head = format!("--x\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"scan.pdf\"\r\n\r\n", file.0);
    body.extend(head.bytes());
    body.extend(file.1);
    body.extend(b"\r\n--x--\r\n");
    let request = plain(Method::POST, path)
        .header(auth.0, auth.1)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    window.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn a_file_comes_in_parts_and_is_only_ever_saved_by_those_who_open_it() {
    let window = Window::open().await;
    let id = begun(&window).await;
    let whole: Vec<u8> = b"%PDF-1.7\n".iter().copied().chain(vec![7_u8; 300_000]).collect();
    let (program, token) =
        (window.program(country::DEMO_EXPORTER, 1), crate::browser::token_of(country::DEMO_EXPORTER, 1));
    let base = format!("/api/applications/{id}/uploads");
    let bearer = format!("Bearer {token}");
    let told =
        program.post(&base, json!({ "name": "scan.pdf", "size": whole.len(), "purpose": "photo" })).await.is(201);
    let upload = format!("{base}/{}", told.json()["id"].as_str().unwrap());
    let auth = ("authorization", bearer.as_str());
    let part = send(&window, &upload, auth, &[("offset", "0")], ("part", &whole[..262_144])).await.is(200);
    assert_eq!(part.json()["received"], 262_144);
    // The line broke: how far is it?
    assert_eq!(program.get(&upload).await.is(200).json()["received"], 262_144);
    let last = send(&window, &upload, auth, &[("offset", "262144")], ("part", &whole[262_144..])).await.is(200);
    assert_eq!(last.json()["done"], true);
    let papers = program.get(&format!("/api/applications/{id}/attachments")).await.is(200).json();
    assert_eq!(papers["papers"][0]["scan"], "NOT_SCANNED");
    let file = papers["papers"][0]["id"].as_str().unwrap().to_owned();

    let page = window.qm(1).get(&format!("/applications/{id}/documents")).await.is(200);
    assert!(page.text().contains("Not checked for viruses"), "{}", page.text());
    assert!(page.text().contains("capture=\"environment\""));
    let saved = window.qm(1).get(&format!("/applications/{id}/files/{file}")).await.is(200);
    assert_eq!(saved.bytes, whole);
    let disposition = saved.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(disposition.starts_with("attachment;"), "{disposition}");
    assert_eq!(saved.headers["x-content-type-options"], "nosniff");

    // What is no paper by its content is refused at the end and leaves nothing.
    let bad = b"<html><script>x</script>".to_vec();
    let told = program.post(&base, json!({ "name": "x.pdf", "size": bad.len() })).await.is(201);
    let upload = format!("{base}/{}", told.json()["id"].as_str().unwrap());
    let refused = send(&window, &upload, auth, &[("offset", "0")], ("part", &bad)).await.is(422);
    assert!(refused.text().contains("file-kind"), "{}", refused.text());
    program.get(&upload).await.is(404);

    // Without a script: one form, in the place of the older file; and a paper that is to come later.
    let browser = window.qm(1);
    let fields = [("csrf", browser.mark.as_str()), ("kind", "photo"), ("replaces", file.as_str())];
    let path = format!("/applications/{id}/documents");
    let sent = send(&window, &path, ("cookie", &browser.cookie), &fields, ("file", b"%PDF-1.7\nnewer")).await;
    assert_eq!(sent.goes_to(), path);
    let papers = program.get(&format!("/api/applications/{id}/attachments")).await.json();
    assert_eq!(papers["papers"].as_array().unwrap().len(), 1);
    assert_eq!(papers["papers"][0]["earlier"][0], file.as_str());
    browser.post(&path, &[("later", "mandate"), ("reason", "The notary signs on Friday")]).await.is(303);
    let papers = program.get(&format!("/api/applications/{id}/attachments")).await.json();
    assert_eq!(papers["promised"][0]["reason"], "The notary signs on Friday");
}

#[tokio::test]
async fn the_officers_own_notes_never_reach_the_applicant() {
    let window = Window::open().await;
    let id = begun(&window).await;
    let (applicant, officer) = (window.program(country::DEMO_EXPORTER, 1), window.program(country::DEMO_EXPORTER, 3));
    applicant.post(&format!("/api/applications/{id}/submit"), json!(null)).await.is(200);
    let messages = format!("/api/applications/{id}/messages");
    window.qm(1).post(&format!("/applications/{id}/messages"), &[("text", "When will it be ready?")]).await.is(303);
    officer.post(&messages, json!({ "text": "SECRET doubt", "internal": true })).await.is(201);
    officer.post(&messages, json!({ "text": "On Thursday." })).await.is(201);
    for seen in [
        applicant.get(&messages).await.is(200),
        window.qm(1).get(&format!("/applications/{id}")).await.is(200),
        window.qm(1).get(&format!("/applications/{id}/messages")).await.is(200),
        applicant.get(&format!("/api/applications/{id}/timeline")).await.is(200),
    ] {
        assert!(!seen.text().contains("SECRET"), "{}", seen.text());
        assert!(!seen.text().contains("Odile"), "officers have no name outside: {}", seen.text());
    }
    let inside = window.qm(3).get(&format!("/applications/{id}")).await.is(200).text();
    assert!(inside.contains("SECRET doubt") && inside.contains("When will it be ready?"));
    applicant.post(&messages, json!({ "text": "x", "internal": true })).await.is(404);
    window.program(country::DEMO_IMPORTER, 3).get(&messages).await.is(404);
    let empty = window.qm(1).post(&format!("/applications/{id}/messages"), &[("text", " ")]).await.is(422);
    assert!(empty.text().contains("Write your message"));
}

fn hidden(page: &Seen, name: &str) -> String {
    let text = page.text();
    let at = text.find(&format!("name=\"{name}\" value=\"")).expect("the field") + name.len() + 15;
    text[at..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn two_windows_on_one_draft_lose_nothing_without_saying_so() {
    let window = Window::open().await;
    let id = begun(&window).await;
    let path = format!("/applications/{id}/more");
    let (first, second) = (window.qm(1), window.qm(1));
    let seen = hidden(&first.get(&path).await.is(200), "seen");
    let answer = |text: &'static str, seen: &str| {
        vec![("remarks", text.to_owned()), ("language", "en".to_owned()), ("seen", seen.to_owned())]
    };
    let send = async |browser: &crate::browser::Browser<'_>, fields: Vec<(&'static str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        browser.post(&path, &fields).await
    };
    send(&first, answer("Handle with care", &seen)).await.is(303);
    let told = send(&second, answer("Fragile", &seen)).await.is(422);
    assert!(told.text().contains("Handle with care") && told.text().contains("Fragile"), "both are shown");
    let stored = window.program(country::DEMO_EXPORTER, 1).get(&format!("/api/applications/{id}")).await;
    assert_eq!(stored.json()["form"]["remarks"], "Handle with care");
    send(&second, answer("Fragile", &hidden(&told, "seen"))).await.is(303);
    // Going back and sending the same page of another question overwrites nothing of this one.
    let stored = window.program(country::DEMO_EXPORTER, 1).get(&format!("/api/applications/{id}")).await;
    assert_eq!(stored.json()["form"]["remarks"], "Fragile");
    let etag = stored.headers[header::ETAG].to_str().unwrap().to_owned();
    let program = window.program(country::DEMO_EXPORTER, 1);
    let put = |tag: &str| std::collections::BTreeMap::from([("if-match", tag.to_owned())]);
    let send = async |tag: &str| {
        let headers = put(tag);
        let headers = headers.iter().map(|(n, v)| (*n, v.as_str())).collect();
        program.send(Method::PUT, &format!("/api/applications/{id}"), form(), &headers).await
    };
    send(&etag).await.is(200);
    assert_eq!(send(&etag).await.json()["code"], "draft-changed");
}

#[tokio::test]
async fn a_template_is_kept_on_a_page_and_begun_from_by_a_program() {
    let window = Window::open().await;
    let id = begun(&window).await;
    let path = format!("/applications/{id}/template");
    assert!(window.qm(1).post(&path, &[("name", "")]).await.is(422).text().contains("Give the template a name"));
    assert_eq!(window.qm(1).post(&path, &[("name", "Skins north")]).await.goes_to(), "/templates");
    let list = window.program(country::DEMO_EXPORTER, 1).get("/api/templates").await.is(200).json();
    let template = list["rows"][0]["id"].as_str().unwrap().to_owned();
    assert!(window.qm(1).get("/templates").await.is(200).text().contains("Skins north"));
    let program = window.program(country::DEMO_EXPORTER, 1);
    let made = program.post(&format!("/api/templates/{template}/start"), json!(null)).await.is(201);
    assert_eq!(made.json()["form"]["importer"]["name"], "Tannery of the North");
    assert!(
        window.program(country::DEMO_EXPORTER, 2).get("/api/templates").await.json()["rows"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    let gone = [("go", "delete"), ("version", "1")];
    window.qm(1).post(&format!("/templates/{template}"), &gone).await.is(303);
    assert!(!window.qm(1).get("/templates").await.text().contains("Skins north"));
}
