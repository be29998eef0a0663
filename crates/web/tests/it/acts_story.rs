//! Acts beside the straight way, through the window: half of them by forms, half by the API, and what each page shows then.

use crate::browser::{Browser, Program, Window};
use cites::country::DEMO_EXPORTER as QM;
use serde_json::{Value, json};

fn application(changes: Value, line: Value) -> Value {
    let mut form = json!({
        "document_type": "EXPORT",
        "partner_country": "QN",
        "importer": { "name": "Tannery of the North", "street": "14 Harbour Street", "city": "Northport", "country": "QN" },
        "exporter": { "name": "River Bend Farm Ltd", "street": "1 River Road", "city": "Bend", "country": "QM" },
        "purpose": "T",
        "transport_mode": "air", "language": "en", "declaration": true
    });
    for (name, value) in changes.as_object().unwrap() {
        form[name] = value.clone();
    }
    form["lines"] = json!([line]);
    form
}

pub(crate) fn skins() -> Value {
    let line = json!({
        "taxon": "Crocodylus niloticus", "description": "Skins, raw, salted", "term": "SKI", "appendix": "II",
        "marks": "QM-RA-2026-000381 to 000620", "source": "R", "quantity": "240", "unit": "NAR"
    });
    application(json!({}), line)
}

async fn act(program: &Program<'_>, id: &str, act: &str, body: Value) -> Value {
    let seen = program.post(&format!("/api/applications/{id}/{act}"), body).await;
    assert!(seen.status.is_success(), "{act}: {} {}", seen.status, seen.text());
    seen.json()
}

/// Under examination, with its officer.
pub(crate) async fn examined(window: &Window, form: Value) -> String {
    let applicant = window.program(QM, 1);
    let id = applicant.post("/api/applications", form).await.is(201).json()["id"].as_str().unwrap().to_owned();
    act(&applicant, &id, "submit", json!({})).await;
    act(&window.program(QM, 2), &id, "accept", json!({})).await;
    id
}

/// A form of an act, opened and sent; forms with files are sent as browsers send them.
pub(crate) async fn send(
    browser: &Browser<'_>,
    path: &str,
    fields: &[(&str, &str)],
    files: bool,
) -> crate::browser::Seen {
    browser.get(path).await.is(200);
    if files { browser.post_parts(path, fields).await } else { browser.post(path, fields).await }
}

/// Findings, proposal, approval, signature: the issued permit.
pub(crate) async fn granted(window: &Window, id: &str) -> Value {
    let officer = window.program(QM, 3);
    let needed = officer.get(&format!("/api/applications/{id}/checks")).await.json();
    let open: Vec<String> = needed["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["present"] == false)
        .map(|f| f["kind"].as_str().unwrap().to_owned())
        .collect();
    let scientific = |k: &String| k.starts_with("NDF") || k == "HOUSING";
    let said = |k: &String| json!({ "kind": k, "answer": "positive", "grounds": "Seen." });
    let science: Vec<&String> = open.iter().filter(|k| scientific(k)).collect();
    if !science.is_empty() {
        act(&officer, id, "consult", json!({ "findings": science })).await;
        let answers: Vec<Value> = science.iter().map(|k| said(k)).collect();
        act(&window.program(QM, 6), id, "opinion", json!({ "findings": answers })).await;
    }
    let own: Vec<Value> = open.iter().filter(|k| !scientific(k)).map(said).collect();
    act(&officer, id, "propose", json!({ "decision": "grant", "no_conflict": true, "findings": own })).await;
    let boss = window.program(QM, 22);
    let risk = boss.get(&format!("/api/applications/{id}/risk")).await.json();
    if risk["lane"] == "RED" {
        act(&boss, id, "lane", json!({ "lane": "YELLOW", "reason": "Seen last week." })).await;
    }
    act(&window.program(QM, 4), id, "approve", json!({ "no_conflict": true })).await;
    act(&window.program(QM, 5), id, "sign", json!({})).await
}

#[tokio::test]
async fn an_inspector_counts_on_the_phone_and_the_officer_reads_it_on_the_case() {
    let window = Window::open().await;
    let id = examined(&window, skins()).await;
    let page = format!("/applications/{id}");
    let order = format!("{page}/acts/request_inspection");
    // Without a reason and without a word there is nothing to go out for.
    let blank = send(&window.qm(3), &order, &[("what", ""), ("place", "")], true).await.is(422);
    assert!(blank.text().contains("tick a reason"), "{}", blank.text());
    let fields = [
        ("reasons", "lane"),
        ("what", "Count the skins, read ten tags."),
        ("place", "Cold store, Bend"),
        ("on-day", "5"),
        ("on-month", "11"),
        ("on-year", "2026"),
    ];
    assert_eq!(send(&window.qm(3), &order, &fields, true).await.goes_to(), page);
    let list = window.qm(61).get("/inspections").await.is(200).text();
    assert!(list.contains("Cold store, Bend") && list.contains("acts/inspection_report"), "{list}");
    let rows = window.program(QM, 31).get("/api/inspections").await.is(200).json();
    assert_eq!((&rows["rows"][0]["place"], &rows["rows"][0]["on"]), (&json!("Cold store, Bend"), &json!("2026-11-05")));
    let report = format!("{page}/acts/inspection_report");
    let phone = window.qm(61).get(&report).await.is(200).text();
    assert!(phone.contains("Count the skins, read ten tags.") && phone.contains("main id=\"main\" class=\"phone\""));
    let wrong = [("quantity.A", "two hundred"), ("outcome", "QTY_LESS")];
    let seen = window.qm(61).post_parts(&report, &wrong).await.is(422).text();
    assert!(seen.contains("two hundred"), "what was typed stays");
    let counted = [
        ("quantity.A", "231"),
        ("marks.A", "QM-RA-2026-000381\nQM-RA-2026-000382"),
        ("outcome", "QTY_LESS"),
        ("text", "Nine were missing."),
    ];
    window.qm(61).post_parts(&report, &counted).await.goes_to();
    let case = window.qm(3).get(&page).await.is(200).text();
    assert!(case.contains("Fewer than applied for") && case.contains("Nine were missing."), "{case}");
    // The API says the same of the line, and goes on.
    let now = act(&window.program(QM, 3), &id, "resume", json!({})).await;
    assert_eq!(now["form"]["lines"][0]["quantity"], "231");
    let issued = granted(&window, &id).await;
    assert_eq!(issued["permit"]["blocks"][0]["permitted"], "231");
}

#[tokio::test]
async fn a_refusal_is_read_as_a_letter_appealed_and_dismissed_by_another_officer() {
    let window = Window::open().await;
    let id = examined(&window, skins()).await;
    let page = format!("/applications/{id}");
    let letter = |kind: &str| format!("{page}/letters/{kind}");
    assert!(window.qm(1).get(&letter("receipt")).await.is(200).text().contains("Receipt number"));
    window.qm(1).get(&letter("refusal")).await.is(404);
    let why = json!({ "decision": "refuse", "no_conflict": true, "reason": "R02", "text": "No proof of origin." });
    act(&window.program(QM, 3), &id, "propose", why).await;
    act(&window.program(QM, 4), &id, "refuse", json!({ "reason": "R02", "text": "No proof of origin." })).await;
    let read = window.qm(1).get(&letter("refusal")).await.is(200).text();
    for words in ["Legal acquisition not shown", "No proof of origin.", "Art. III.2(b)", "2026-12-02"] {
        assert!(read.contains(words), "{words}: {read}");
    }
    let by_api = window.program(QM, 1).get(&format!("/api/applications/{id}/letters/refusal")).await.is(200).text();
    assert!(by_api.contains("No proof of origin."));
    // Other people's letters do not exist.
    window.person(cites::country::DEMO_IMPORTER, 1).get(&letter("refusal")).await.is(404);

    let form = format!("{page}/acts/appeal");
    assert!(window.qm(1).get(&page).await.text().contains("acts/appeal"), "the applicant finds the way");
    send(&window.qm(1), &form, &[("text", "")], true).await.is(422);
    send(&window.qm(1), &form, &[("text", "The bill is enclosed.")], true).await.goes_to();
    // Who refused is not offered the appeal, by page or API; another approver is, and reads it.
    window.qm(4).get(&format!("{page}/acts/appeal_dismissed")).await.is(404);
    let same =
        window.program(QM, 4).post(&format!("/api/applications/{id}/appeal/dismiss"), json!({ "reason": "No." })).await;
    assert!(!same.status.is_success());
    assert!(window.qm(5).get(&page).await.is(200).text().contains("The bill is enclosed."));
    let dismiss = format!("{page}/acts/appeal_dismissed");
    send(&window.qm(5), &dismiss, &[("text", "It names another lot.")], false).await.goes_to();
    let again = window.qm(1).get(&letter("refusal")).await.is(200).text();
    assert!(again.contains("It names another lot."));
    // A second appeal, now by the API, is upheld: the case is examined anew.
    act(&window.program(QM, 1), &id, "appeal", json!({ "reason": "Here is the right one." })).await;
    let upheld = act(&window.program(QM, 5), &id, "appeal/uphold", json!({ "reason": "It proves it." })).await;
    assert_eq!(upheld["status"], "UNDER_EXAMINATION");
}

#[tokio::test]
async fn an_instrument_gets_a_row_for_each_crossing_on_every_page_that_shows_it() {
    let window = Window::open().await;
    let line = json!({
        "taxon": "Dalbergia nigra", "description": "Classical guitar, serial number 1208", "term": "WPR",
        "appendix": "I", "marks": "1208", "source": "O", "quantity": "1", "unit": "NAR", "acquired": "1965-05-02"
    });
    let made = json!({ "document_type": "MIC", "purpose": "Q", "particulars": { "maker": "Workshop of Bend", "serial": "1208" } });
    let id = examined(&window, application(made, line)).await;
    let issued = granted(&window, &id).await;
    let permit = issued["permit"]["id"].as_str().unwrap();
    let (number, token) = (issued["permit"]["number"].as_str().unwrap(), issued["token"].as_str().unwrap());
    window.program(QM, 2).post(&format!("/api/permits/{permit}/deliver"), json!({})).await.is(200);
    let at_border = window.qm(7).get(&format!("/customs/permits/{permit}")).await.is(200).text();
    assert!(at_border.contains("/crossing\"") && !at_border.contains("/endorse\""), "{at_border}");
    let form = format!("/customs/permits/{permit}/crossing");
    let too_many = [("direction", "export"), ("quantity.A", "2"), ("port", "QMQRB")];
    send(&window.qm(7), &form, &too_many, false).await.is(422);
    let out = [("direction", "export"), ("quantity.A", "1"), ("port", "QMQRB")];
    send(&window.qm(7), &form, &out, false).await.goes_to();
    let body = json!({ "direction": "import", "blocks": [{ "block": "A", "quantity": "1" }], "port": "QMBND", "port_name": "Bend" });
    window.program(QM, 7).post(&format!("/api/permits/{permit}/crossings"), body).await.is(200);
    let sheet = window.qm(1).get(&format!("/permits/{permit}")).await.is(200).text();
    assert!(sheet.contains("Continuation sheet") && sheet.contains("Querimba Airport") && sheet.contains("Bend"));
    let verify = format!("/api/verify?number={}&code={token}", pages::links::encode(number));
    let told = window.get(&verify).await.is(200).json();
    assert_eq!((&told["status"], &told["permit"]["blocks"][0]["remaining"]), (&json!("valid"), &json!("1")));
    let rows = told["permit"]["blocks"][0]["crossings"].as_array().unwrap();
    assert_eq!(rows.iter().map(|r| r["direction"].as_str().unwrap()).collect::<Vec<_>>(), ["export", "import"]);
    let public = window.get(&format!("/v/{}/{token}", pages::links::encode(number))).await.is(200).text();
    assert!(public.contains("Into the country") && !public.contains("Karl Customs"), "{public}");
    let pdf = window.qm(1).get(&format!("/permits/{permit}/permit.pdf")).await.is(200);
    assert!(pdf.bytes.starts_with(b"%PDF-1.7"));
}

#[tokio::test]
async fn a_lost_permit_is_replaced_from_its_own_page_and_its_code_names_the_new_one() {
    let window = Window::open().await;
    let id = examined(&window, skins()).await;
    let issued = granted(&window, &id).await;
    let old = issued["permit"]["id"].as_str().unwrap();
    let (number, token) = (issued["permit"]["number"].as_str().unwrap(), issued["token"].as_str().unwrap());
    let page = format!("/permits/{old}");
    window.program(QM, 2).post(&format!("/api/permits/{old}/deliver"), json!({})).await.is(200);
    assert!(!window.qm(1).get(&page).await.text().contains("/replacement"), "a permit that stands is not replaced");
    window.program(QM, 1).post(&format!("/api/permits/{old}/replacement"), json!({})).await.is(422);
    let lost = [
        ("statement", "The bag was stolen."),
        ("happened_on-day", "3"),
        ("happened_on-month", "11"),
        ("happened_on-year", "2026"),
    ];
    send(&window.qm(1), &format!("{page}/acts/report_lost"), &lost, false).await.goes_to();
    assert!(window.qm(1).get(&page).await.text().contains("/replacement"));
    let tasks = window.qm(1).post(&format!("{page}/replacement"), &[]).await.goes_to();
    let draft = tasks.split('/').nth(2).unwrap().to_owned();
    window.qm(1).post(&format!("/applications/{draft}/declare"), &[("declaration", "true")]).await.goes_to();
    act(&window.program(QM, 2), &draft, "accept", json!({})).await;
    let new = granted(&window, &draft).await;
    let heir = new["permit"]["number"].as_str().unwrap();
    let answer = window.get(&format!("/v/{}/{token}", pages::links::encode(number))).await.is(200).text();
    assert!(answer.contains(heir), "the old code names {heir}: {answer}");
    assert!(window.qm(1).get(&page).await.text().contains(heir));
    let by_number = window.program(QM, 4).get(&format!("/api/permits/{old}")).await.json();
    assert_eq!(by_number["replaced_by"], heir);
    let next = new["permit"]["id"].as_str().unwrap();
    assert!(window.qm(1).get(&format!("/permits/{next}")).await.text().contains(number), "and the new one the old");
}

#[tokio::test]
async fn the_border_holds_lets_go_and_seizes_and_some_lines_may_be_void() {
    let window = Window::open().await;
    let mut form = skins();
    let meat = json!({
        "taxon": "Crocodylus niloticus", "description": "Meat", "term": "MEA", "appendix": "II", "source": "R",
        "quantity": "12.5", "unit": "KGM"
    });
    form["lines"].as_array_mut().unwrap().push(meat);
    let id = examined(&window, form).await;
    let issued = granted(&window, &id).await;
    let permit = issued["permit"]["id"].as_str().unwrap();
    let number = issued["permit"]["number"].as_str().unwrap();
    let page = format!("/permits/{permit}");
    window.program(QM, 2).post(&format!("/api{page}/deliver"), json!({})).await.is(200);
    // The approver declares the meat void; without the digits nothing happens.
    let void = format!("{page}/acts/void");
    let digits = &number[number.len() - 4..];
    send(&window.qm(4), &void, &[("blocks", "B"), ("reason", "The meat is of another farm.")], false).await.is(422);
    send(&window.qm(4), &void, &[("reason", "x"), ("digits", digits)], false).await.is(422);
    let fields = [("blocks", "B"), ("reason", "The meat is of another farm."), ("digits", digits)];
    assert_eq!(send(&window.qm(4), &void, &fields, false).await.goes_to(), page);
    let other = json!({ "blocks": ["B"], "reason": "Again." });
    window.program(QM, 4).post(&format!("/api{page}/void"), other).await.is(422);
    // Held by the page, let go by the API, held again and seized.
    let border = format!("/customs/permits/{permit}");
    assert!(window.qm(7).get(&border).await.text().contains("acts/hold"));
    let held = send(&window.qm(7), &format!("{page}/acts/hold"), &[("reason", "Tags do not match.")], false).await;
    assert_eq!(held.goes_to(), border, "back to the page of the border");
    let seen = window.qm(7).get(&border).await.text();
    assert!(seen.contains("acts/release") && seen.contains("acts/seize"));
    window.program(QM, 3).post(&format!("/api{page}/release"), json!({ "reason": "The list came." })).await.is(200);
    window.program(QM, 7).post(&format!("/api{page}/hold"), json!({ "reason": "Ten tags are false." })).await.is(200);
    send(&window.qm(62), &format!("{page}/acts/seize"), &[("reason", "")], false).await.is(422);
    send(&window.qm(62), &format!("{page}/acts/seize"), &[("reason", "Seizure 12, store 3")], false).await.goes_to();
    let now = window.program(QM, 4).get(&format!("/api{page}")).await.json();
    assert_eq!(now["status"], "SEIZED");
}

#[tokio::test]
async fn an_officer_amends_a_permit_sees_the_difference_and_another_one_signs() {
    let window = Window::open().await;
    let id = examined(&window, skins()).await;
    let issued = granted(&window, &id).await;
    let old = issued["permit"]["id"].as_str().unwrap();
    let (number, token) = (issued["permit"]["number"].as_str().unwrap(), issued["token"].as_str().unwrap());
    let (page, form) = (format!("/permits/{old}"), format!("/permits/{old}/amend"));
    assert!(window.qm(3).get(&page).await.text().contains(&form));
    assert!(!window.qm(1).get(&page).await.text().contains(&form), "its holder asks for it in the case");
    window.qm(1).get(&form).await.is(404);
    window.program(QM, 4).post(&format!("/api{form}"), json!({ "reason": "x" })).await.is(404);
    // What it says now stands in the boxes; more than it permits is a new application.
    let shown = window.qm(3).get(&form).await.is(200).text();
    assert!(shown.contains("lines.0.quantity") && shown.contains("240"), "{shown}");
    let more = json!({ "changes": { "lines.0.quantity": "241" }, "reason": "More" });
    let refused = window.program(QM, 3).post(&format!("/api{form}"), more).await;
    assert!(refused.text().contains("amendment-new-application"));
    let fewer = json!({ "changes": { "lines.0.quantity": "230" }, "reason": "The buyer takes ten fewer." });
    let case = window.program(QM, 3).post(&format!("/api{form}"), fewer).await.is(201).json();
    let case = case["id"].as_str().unwrap().to_owned();
    // The difference, the case for both officers, and the holder's own page of it.
    let compared = window.qm(3).get(&format!("/applications/{case}/examination/compare")).await.is(200).text();
    assert!(compared.contains(number));
    for n in [3, 4, 1] {
        window.qm(n).get(&format!("/applications/{case}")).await.is(200);
    }
    act(&window.program(QM, 4), &case, "approve", json!({ "no_conflict": true })).await;
    let new = window.program(QM, 5).post(&format!("/api/applications/{case}/sign"), json!({})).await.is(201).json();
    let heir = new["permit"]["number"].as_str().unwrap();
    let answer = window.get(&format!("/v/{}/{token}", pages::links::encode(number))).await.is(200).text();
    assert!(answer.contains(heir), "the old code names {heir}");
    window.qm(3).get(&form).await.is(404);
}
