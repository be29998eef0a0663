//! Import permits on both sides of the border, by page and by API the same: goods under a paper that is not in our archive,
//! and what an applicant says of the import permit of the destination.

use crate::browser::{Window, token_of};
use crate::consignments::act;
use crate::intake::send;
use crate::story::skins;
use cites::FindingKind;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::{Value, json};

async fn made(window: &Window, form: Value) -> String {
    window.program(QM, 1).post("/api/applications", form).await.is(201).json()["id"].as_str().unwrap().to_owned()
}

fn leopards(kind: &str, more: Value) -> Value {
    let mut form = skins();
    if kind == "IMPORT" {
        let (importer, exporter) = (form["exporter"].clone(), form["importer"].clone());
        (form["importer"], form["exporter"]) = (importer, exporter);
    }
    form["document_type"] = json!(kind);
    form["purpose"] = json!("H");
    let mut line = json!({ "taxon": "Panthera pardus", "description": "Hunting trophies", "term": "TRO", "appendix": "I",
        "source": "W", "quantity": "10", "unit": "NAR" });
    for (field, said) in more.as_object().unwrap() {
        line[field] = said.clone();
    }
    form["lines"] = json!([line]);
    form
}

/// From the desk to the signature, with whatever findings the case needs.
async fn issued(window: &Window, id: &str) -> String {
    let hand = |n| window.program(QM, n);
    act(&hand(1), id, "submit", json!({})).await;
    act(&hand(2), id, "accept", json!({})).await;
    let needed = hand(3).get(&format!("/api/applications/{id}/checks")).await.is(200).json();
    let open = needed["findings"].as_array().unwrap().iter().filter(|f| f["present"] == false);
    let kinds: Vec<&str> = open.filter_map(|f| f["kind"].as_str()).collect();
    let science = |k: &&str| FindingKind::from_code(k).is_some_and(permits::Finding::is_scientific);
    let (science, own): (Vec<&str>, Vec<&str>) = kinds.into_iter().partition(science);
    let said = |kinds: &[&str]| -> Vec<Value> {
        kinds.iter().map(|k| json!({ "kind": k, "answer": "positive", "grounds": "Seen." })).collect()
    };
    act(&hand(3), id, "consult", json!({ "findings": science })).await;
    act(&hand(6), id, "opinion", json!({ "findings": said(&science) })).await;
    act(&hand(3), id, "propose", json!({ "decision": "grant", "no_conflict": true, "findings": said(&own) })).await;
    act(&hand(4), id, "approve", json!({ "no_conflict": true })).await;
    act(&hand(5), id, "sign", json!({})).await["permit"]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn customs_let_goods_in_under_a_paper_that_nobody_fetched() {
    let window = Window::open().await;
    let id = made(&window, leopards("IMPORT", json!({}))).await;
    let permit = issued(&window, &id).await;
    let (pier, program) = (window.qm(7), window.program(QM, 7));
    // The border's page leads to the account and not to the stamp, which would use all of it up.
    let border = pier.get(&format!("/customs/permits/{permit}")).await.is(200).text();
    assert!(!border.contains(&format!("/customs/permits/{permit}/endorse\"")), "{border}");
    assert!(border.contains(&format!("/permits/{permit}/arrivals")), "{border}");
    let stamp = json!({ "blocks": [{ "block": "A", "quantity": "4" }], "port": "QMBND" });
    let refused = program.post(&format!("/api/permits/{permit}/endorse"), stamp).await;
    assert_eq!(refused.json()["code"], "import-on-paper", "{}", refused.text());

    let account = format!("/permits/{permit}/arrivals");
    let shown = pier.get(&account).await.is(200).text();
    let form = format!("{account}/paper");
    assert!(shown.contains(&form) && shown.contains("name=\"quantity.A\""), "{shown}");
    let port = shown.split("name=\"port\"").nth(1).unwrap().split("value=\"").nth(1).unwrap();
    let port = port.split('"').next().unwrap().to_owned();
    let fields = |number: &'static str, quantity: &'static str| {
        vec![
            ("issuer", "QN"),
            ("kind", "EXPORT"),
            ("number", number),
            ("issued_on-day", "20"),
            ("issued_on-month", "10"),
            ("issued_on-year", "2026"),
            ("valid_until-day", "19"),
            ("valid_until-month", "4"),
            ("valid_until-year", "2027"),
            ("quantity.A", quantity),
        ]
    };
    // Without a port, and with more than is left: said at the box, and what was typed stays.
    let empty = pier.post(&form, &fields("QN 2026/7", "4")).await.is(422).text();
    assert!(empty.contains("QN 2026/7") && empty.contains("href=\"#port\""), "{empty}");
    let mut over = fields("QN 2026/7", "11");
    over.push(("port", &port));
    pier.post(&form, &over).await.is(422);
    let mut first = fields("QN 2026/7", "4");
    first.push(("port", &port));
    pier.post(&form, &first).await.is(303);
    let shown = pier.get(&account).await.is(200).text();
    assert!(shown.contains("QN 2026/7") && shown.contains("seen by customs"), "{shown}");
    // The same paper by a program, spaced otherwise; another one takes more; the rest stays.
    let body = |number: &str, quantity: &str| {
        json!({ "issuer": "QN", "number": number, "kind": "EXPORT", "issued_on": "2026-10-20",
            "valid_until": "2027-04-19", "blocks": [{ "block": "A", "quantity": quantity }], "port": "QMBND" })
    };
    let path = format!("/api{account}");
    let twice = program.post(&path, body("QN2026/7", "1")).await.is(422).json();
    assert_eq!(twice["fields"][0]["code"], "paper-presented", "{twice}");
    let view = program.post(&path, body("QN 2026/8", "3")).await.is(201).json();
    assert_eq!((&view["lines"][0]["left"], &view["status"]), (&json!("3"), &json!("ISSUED")), "{view}");
    assert_eq!(view["arrivals"][1]["paper_of"], "QN", "{view}");
    // Its holder reads the account and lets nothing in; for another Party it is not there.
    assert!(!window.qm(1).get(&account).await.is(200).text().contains(&form));
    window.program(QM, 1).post(&path, body("QN 2026/9", "1")).await.is(404);
    window.program(QN, 7).post(&path, body("QN 2026/9", "1")).await.is(404);
}

#[tokio::test]
async fn who_applies_says_of_each_line_of_appendix_one_which_import_permit_it_is() {
    let window = Window::open().await;
    let (ada, program) = (window.qm(1), window.program(QM, 1));
    let id = made(&window, leopards("EXPORT", json!({}))).await;
    // Nobody hands in without a word, by program or by page; the error leads to the question.
    let silent = program.post(&format!("/api/applications/{id}/submit"), json!({})).await.is(422).json();
    let said = (&silent["fields"][0]["field"], &silent["fields"][0]["code"]);
    assert_eq!(said, (&json!("lines.0.import_permit"), &json!("import-permit-say")), "{silent}");
    let question = format!("/applications/{id}/lines/0/import");
    let asked = ada.get(&question).await.is(200).text();
    assert!(
        asked.contains("name=\"lines.0.import_later\"") && asked.contains("name=\"lines.0.import_permit\""),
        "{asked}"
    );
    let both = [("lines.0.import_later", "yes"), ("lines.0.import_permit", "26QN000044")];
    assert!(ada.post(&question, &both).await.is(422).text().contains("not both"));
    ada.post(&question, &[("lines.0.import_later", "yes"), ("lines.0.import_permit", "")]).await.is(303);
    let check = ada.get(&format!("/applications/{id}/check")).await.is(200).text();
    assert!(check.contains("It comes later") && check.contains("its clock will stand still"), "{check}");
    act(&program, &id, "submit", json!({})).await;
    let taken = act(&window.program(QM, 2), &id, "accept", json!({})).await;
    assert_eq!(taken["status"], "AWAITING_COUNTERPART", "{taken}");
    // The officers' list shows it and finds it; a case that waits for nothing is not found.
    let other = made(&window, skins()).await;
    act(&program, &other, "submit", json!({})).await;
    let list = window.qm(3).get("/work?tab=all&waits=import-permit").await.is(200).text();
    assert!(list.contains("Import permit awaited") && list.contains(&id) && !list.contains(&other), "{list}");
    assert!(window.qm(3).get("/work?tab=all").await.is(200).text().contains(&other));
    let rows = window.program(QM, 3).get("/api/applications?waits=import-permit").await.is(200).json()["rows"].clone();
    assert_eq!(rows.as_array().unwrap().len(), 1, "{rows}");
    assert_eq!(rows[0]["id"], json!(id));
    window.program(QM, 3).get("/api/applications?waits=spring").await.is(422);
    // Of skins of Appendix II, and of bred animals, nothing is asked.
    ada.get(&format!("/applications/{other}/lines/0/import")).await;
    let bred = made(&window, leopards("EXPORT", json!({ "source": "C" }))).await;
    act(&program, &bred, "submit", json!({})).await;
}

#[tokio::test]
async fn the_sheet_and_a_copy_are_asked_like_the_questions() {
    let window = Window::open().await;
    let program = window.program(QM, 1);
    let mut form = leopards("EXPORT", json!({}));
    form["lines"] = json!([]);
    let id = made(&window, form).await;
    let page = format!("/api/applications/{id}/lines");
    let bearer = format!("Bearer {}", token_of(QM, 1));
    let file = "Species;Term (kind of specimen);Quantity;Unit;source;Description;Number of the import permit;Import permit comes later\n\
        Panthera pardus;TRO;1;NAR;W;Trophy;26QN000044;\n\
        Panthera pardus;TRO;1;NAR;W;Trophy;;It comes later\n\
        Panthera pardus;TRO;1;NAR;W;Trophy;;\n";
    let list = send(&window, &page, ("authorization", &bearer), &[], ("file", file.as_bytes())).await.is(200).json();
    let all = json!({ "rows": "all", "version": list["version"] });
    let taken = program.post(&format!("{page}/take"), all).await.is(200).json();
    let said: Vec<(Value, Value)> = taken["form"]["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| (l["import_permit"].clone(), l["import_later"].clone()))
        .collect();
    let line = |number: &str, later: &str| (json!(number), json!(later));
    assert_eq!(said, [line("26QN000044", ""), line("", "yes"), line("", "")], "{list}");
    let silent = program.post(&format!("/api/applications/{id}/submit"), json!({})).await.is(422).json();
    let fields: Vec<&Value> = silent["fields"].as_array().unwrap().iter().map(|f| &f["field"]).collect();
    assert_eq!(fields, ["lines.2.import_permit"], "only of the third nothing was said: {silent}");
    let copy = program.post(&format!("/api/applications/{id}/copy"), json!({})).await.is(201).json();
    let lines = copy["form"]["lines"].as_array().unwrap();
    assert!(lines.iter().all(|l| l["import_permit"] == "" && l["import_later"] == ""), "{copy}");
}
