//! Registers by page and by API: the Secretariat's number, the counter, companies and persons, fees beside applications,
//! labels; the same acts, the same answers, and nothing for others.

use crate::acts_story::{examined, granted, skins};
use crate::browser::Window;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::{Value, json};

fn code(problem: &Value) -> String {
    problem["fields"][0]["code"].as_str().unwrap_or_default().to_owned()
}

async fn approved(window: &Window, kind: &str, species: &str) -> String {
    let entry = json!({ "kind": kind, "name": "River Bend hatchery", "address": "1 River Road", "species": species });
    let made = window.program(QM, 1).post("/api/registers", entry).await.is(201).json();
    let id = made["id"].as_str().unwrap().to_owned();
    window.program(QM, 3).post(&format!("/api/registers/{id}/propose"), json!({ "note": "Seen" })).await.is(200);
    window.program(QM, 4).post(&format!("/api/registers/{id}/approve"), json!({})).await.is(200);
    id
}

#[tokio::test]
async fn the_secretariats_number_is_typed_on_the_page_of_the_entry() {
    let window = Window::open().await;
    let id = approved(&window, "CAPTIVE_I", "Falco peregrinus; 40; 60; NAR").await;
    let page = format!("/registers/{id}");
    let officer = window.qm(3);
    let seen = officer.get(&page).await.is(200).text();
    assert!(seen.contains("Proposed to the Secretariat") && seen.contains("I-QM-0001"), "what it waits for");
    assert!(window.qm(1).get("/registers").await.is(200).text().contains("Proposed to the Secretariat"));
    let day = [("on-day", "5"), ("on-month", "10"), ("on-year", "2026"), ("evidence", "Notification 2026/088")];
    let typed = |number: &'static str| day.into_iter().chain([("number", number)]).collect::<Vec<_>>();
    let act = format!("{page}/include");
    let wrong = officer.post(&act, &typed("A-QN-501")).await.is(422).text();
    assert!(wrong.contains("like A-XX-501") && wrong.contains("value=\"A-QN-501\""), "what was typed stays");
    assert_eq!(officer.post(&act, &typed("A-QM-501")).await.goes_to(), page);
    assert!(officer.get(&page).await.text().contains("A-QM-501"));
    // The API gives the same answers; the approver, the holder and another Party do not type it.
    let api = format!("/api/registers/{id}/include");
    let body = |number: &str, reason: &str| json!({ "number": number, "on": "2026-10-05", "evidence": "Notification 2026/088", "reason": reason });
    let problem = window.program(QM, 3).post(&api, body("A-QM-502", "")).await.is(422).json();
    assert_eq!(code(&problem), "reason-empty");
    let now = window.program(QM, 3).post(&api, body("A-QM-502", "A slip.")).await.is(200).json();
    assert_eq!((&now["secretariat_number"], &now["at_secretariat"]), (&json!("A-QM-502"), &json!(false)));
    for n in [1, 4, 7] {
        window.program(QM, n).post(&api, body("A-QM-503", "x")).await.is(404);
    }
    window.program(QN, 3).post(&api, body("A-QN-503", "x")).await.is(404);
    window.person(QN, 3).post(&act, &typed("A-QN-501")).await.is(404);
}

#[tokio::test]
async fn a_clerk_enters_for_somebody_without_an_account() {
    let window = Window::open().await;
    let clerk = window.qm(2);
    clerk.get("/holders/new").await.is(200);
    let who =
        [("name", "Ines Ferro"), ("kind", "natural"), ("street", "Lower River 4"), ("city", "Bend"), ("country", "QM")];
    assert!(clerk.post("/holders/new", &who[..2]).await.is(422).text().contains("Enter street and house"));
    let record = clerk.post("/holders/new", &who).await.goes_to();
    assert!(clerk.get(&record).await.is(200).text().contains("Person without an account"));
    let id = record.rsplit('/').next().unwrap().to_owned();
    let form = format!("/registers/counter?for={id}");
    assert!(clerk.get(&form).await.is(200).text().contains("For <bdi>Ines Ferro</bdi>"));
    let mut entry = vec![
        ("kind", "RANCH"),
        ("name", "Lower River ranch"),
        ("address", "Lower River"),
        ("species", "Crocodylus niloticus; 900; 200; NAR"),
        ("statement", "Eggs of counted nests."),
        ("seen", "Licence 7"),
    ];
    assert!(clerk.post(&form, &entry).await.is(422).text().contains("Write who said so"));
    entry.push(("said_by", "Ines Ferro, at the counter"));
    let page = clerk.post(&form, &entry).await.goes_to();
    let seen = window.qm(3).get(&page).await.is(200).text();
    assert!(
        seen.contains("Ines Ferro, at the counter") && seen.contains("Clement Clerk"),
        "who said so, who entered it"
    );
    clerk.get(&format!("/stock/counter?for={id}")).await.is(200);
    let lot = json!({
        "taxon": "Crocodylus niloticus", "term": "SKI", "quantity": "30", "unit": "NAR", "source": "R", "origin": "QM",
        "acquired": "opening", "on": "2026-10-01", "evidence": "Rearing book"
    });
    let body = json!({ "lot": lot, "behalf": { "company": id, "said_by": "Ines Ferro", "seen": "Book" } });
    let made = window.program(QM, 3).post("/api/stock/counter", body.clone()).await.is(201).json();
    let lot = made["id"].as_str().unwrap();
    let alone = window.program(QM, 3).post(&format!("/api/stock/{lot}/confirm"), json!({})).await.is(422).json();
    assert!(alone.to_string().contains("counter-own"), "{alone}");
    window.program(QM, 22).post(&format!("/api/stock/{lot}/confirm"), json!({})).await.is(200);
    // Traders and customs enter for nobody; the record of another Party is nobody.
    for n in [1, 7] {
        window.program(QM, n).post("/api/stock/counter", body.clone()).await.is(404);
        window.qm(n).get(&form).await.is(404);
    }
    window.person(QN, 2).get(&form).await.is(404);
    window.person(QN, 2).get(&record).await.is(404);
    let abroad = window.program(QN, 2).post("/api/stock/counter", body).await.is(422).json();
    assert_eq!(code(&abroad), "counter-holder");
}

#[tokio::test]
async fn a_company_is_found_changed_closed_and_opened_again() {
    let window = Window::open().await;
    let officer = window.qm(3);
    let list = officer.get("/holders?q=river+bend").await.is(200).text();
    assert!(list.contains("River Bend Farm Ltd") && !list.contains("Mads Merchant"));
    let id = window.world.company.to_string();
    let page = format!("/holders/company/{id}");
    let form = officer.get(&format!("{page}/edit")).await.is(200).text();
    assert!(form.contains("value=\"1 Reef Road\""), "what stands there is offered");
    let moved = [
        ("name", "River Bend Farm Ltd"),
        ("number", "HR 1044"),
        ("street", "9 Hill Road"),
        ("city", "Bend"),
        ("postcode", "1"),
        ("country", "QM"),
        ("reason", "Letter of 1 November"),
    ];
    assert_eq!(officer.post(&format!("{page}/edit"), &moved).await.goes_to(), page);
    let seen = officer.get(&page).await.is(200).text();
    assert!(seen.contains("9 Hill Road") && seen.contains("1 Reef Road") && seen.contains("Letter of 1 November"));
    let paper = [("paper", "register-extract"), ("paper_number", "HR 1044"), ("note", "Court of Bend")];
    officer.post(&format!("{page}/paper"), &paper).await.goes_to();
    let api = window.program(QM, 2);
    let whole = api.get(&format!("/api/holders/company/{id}")).await.is(200).json();
    assert_eq!((&whole["number"], &whole["papers"][0][1]), (&json!("HR 1044"), &json!("HR 1044")));
    assert_eq!(whole["changes"][1]["act"], "edit");
    let same = json!({ "name": "River Bend Farm Ltd", "number": "HR 1044", "street": "9 Hill Road", "city": "Bend",
        "postcode": "1", "country": "QM", "reason": "Again" });
    let problem = api.post(&format!("/api/holders/company/{id}/edit"), same).await.is(422).json();
    assert!(problem.to_string().contains("holder-same"), "{problem}");
    // A clerk does not close; an officer does, and nothing new is begun.
    let close = json!({ "reason": "Struck off", "seen": 0 });
    api.post(&format!("/api/holders/company/{id}/close"), close.clone()).await.is(404);
    let done = window.program(QM, 3).post(&format!("/api/holders/company/{id}/close"), close).await.is(200).json();
    assert_eq!(done["active"], false);
    let begun = window.program(QM, 1).post("/api/applications", json!({ "document_type": "EXPORT" })).await;
    begun.is(422);
    let form = [("reason", "Entered again")];
    officer.post(&format!("{page}/reopen"), &form).await.goes_to();
    // Not for applicants, approvers and customs; another Party finds nobody.
    for n in [1, 4, 7, 32] {
        window.qm(n).get("/holders").await.is(404);
        window.qm(n).get(&page).await.is(404);
    }
    window.person(QN, 3).get(&page).await.is(404);
    window.program(QN, 3).get(&format!("/api/holders/company/{id}")).await.is(404);
}

#[tokio::test]
async fn an_institution_prints_numbered_labels_by_page() {
    let window = Window::open().await;
    approved(&window, "SCIENTIFIC", "").await;
    let abroad = json!({ "code": "QN014", "name": "Museum", "address": "9 Harbour Street", "active": true });
    window.program(QM, 3).post("/api/label-institutions", abroad).await.is(201);
    let own = json!({ "code": "QM077", "name": "Mine", "address": "Here", "active": true });
    let problem = window.program(QM, 3).post("/api/label-institutions", own).await.is(422).json();
    assert_eq!(code(&problem), "label-home");
    let member = window.qm(1);
    assert!(member.get("/labels").await.is(200).text().contains("QM001"));
    let label = [
        ("act", "print"),
        ("sender", "QM001"),
        ("receiver", "QN014"),
        ("contents", "herbarium"),
        ("purpose", "loan"),
        ("specimens", "Dalbergia nigra, 12 sheets"),
    ];
    let printed = member.post("/labels", &label).await.goes_to();
    assert!(member.get(&printed).await.is(200).text().contains("26QM-L00001"));
    let account = window.program(QM, 1).get("/api/labels/account").await.is(200).json();
    assert_eq!((&account["rows"][0]["sender"], &account["rows"][0]["labels"]), (&json!("QM001"), &json!(1)));
    // Mads belongs to no institution: nothing to send from, and not the label of another.
    assert!(window.qm(76).post("/labels", &label).await.is(422).text().contains("registered institution"));
    window.qm(76).get(&printed).await.is(404);
    window.person(QN, 3).get(&printed).await.is(404);
}

#[tokio::test]
async fn copies_of_a_permit_are_charged_on_its_page() {
    let window = Window::open().await;
    let permit = granted(&window, &examined(&window, skins()).await).await;
    let rows = json!([{ "item": "COPY", "rate": "2.50" }, { "item": "LATE", "rate": "30.00" }]);
    let schedule = json!({ "currency": "USD", "pay_point": "COLLECTION", "payment_days": 14, "valid_from": "2026-11-02",
        "rows": rows });
    let made = window.program(QM, 32).post("/api/fees", schedule).await.json();
    let id = made["id"].as_str().unwrap_or_else(|| panic!("{made}"));
    window.program(QM, 34).post(&format!("/api/fees/{id}/confirm"), json!({})).await.is(200);
    let permit = permit["permit"]["id"].as_str().unwrap();
    let page = format!("/permits/{permit}/fee");
    let clerk = window.qm(2);
    assert!(clerk.get(&page).await.is(200).text().contains("Certified copy"));
    let typed = [("item", "COPY"), ("count", "0")];
    assert!(clerk.post(&page, &typed).await.is(422).text().contains("from 1 to 500"));
    let invoice = clerk.post(&page, &[("item", "COPY"), ("count", "4")]).await.goes_to();
    let shown = window.qm(1).get(&invoice).await.is(200).text();
    assert!(shown.contains("10.00") && shown.contains("For the permit"), "the holder reads for what it is");
    let api = format!("/api/permits/{permit}/fees");
    let made = window.program(QM, 3).post(&api, json!({ "item": "COPY", "count": 1 })).await.is(201).json();
    assert_eq!(made["total"], "2.50");
    let late = window.program(QM, 3).post(&api, json!({ "item": "LATE" })).await.is(422).json();
    assert_eq!(code(&late), "late-not-yet");
    assert_eq!(window.program(QM, 1).get(&api).await.is(200).json()["rows"].as_array().unwrap().len(), 2);
    window.program(QM, 1).post(&api, json!({ "item": "COPY", "count": 1 })).await.is(404);
    window.qm(76).get(&page).await.is(404);
    window.person(QN, 2).get(&page).await.is(404);
    window.program(QN, 2).post(&api, json!({ "item": "COPY", "count": 1 })).await.is(404);
}
