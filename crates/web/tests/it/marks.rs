//! Marks, tags and stamps by page and by API: the same act, the same answer, and nothing for those it is not for.

use crate::browser::Window;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::{Value, json};

fn skins(marks: &str, kind: &str) -> Value {
    json!({
        "document_type": "EXPORT", "partner_country": "QN",
        "importer": { "name": "Tannery", "street": "14 Harbour Street", "city": "Northport", "country": "QN" },
        "exporter": { "name": "River Bend Farm Ltd", "street": "1 River Road", "city": "Bend", "country": "QM" },
        "purpose": "T", "transport_mode": "air", "language": "en", "declaration": true,
        "lines": [{
            "taxon": "Crocodylus niloticus", "description": "Skins", "term": "SKI", "appendix": "II",
            "source": "R", "quantity": "1", "unit": "NAR", "marks": marks, "mark_kind": kind
        }]
    })
}

#[tokio::test]
async fn a_mark_is_asked_for_read_and_searched() {
    let window = Window::open().await;
    let api = window.program(QM, 1);
    let draft = api.post("/api/applications", skins("QM NIL 2026", "CROC_TAG")).await.is(201).json();
    let id = draft["id"].as_str().unwrap().to_owned();
    let question = format!("/applications/{id}/lines/0/marks");
    assert!(window.qm(1).get(&question).await.is(200).text().contains("Crocodile skin tag"));
    let fields = [("lines.0.marks", "QM NIL 2026"), ("lines.0.mark_kind", "CROC_TAG")];
    let told = window.qm(1).post(&question, &fields).await.is(422).text();
    assert!(told.contains("like QM-NIL-2026-000123") && told.contains("QM NIL 2026"), "{told}");
    let problem = api.post(&format!("/api/applications/{id}/submit"), json!({})).await.is(422).json();
    assert_eq!(problem["fields"][0]["code"], "mark-croc", "{problem}");
    let fields = [("lines.0.marks", "QM 0007 NIL 2026"), ("lines.0.mark_kind", "CROC_TAG")];
    window.qm(1).post(&question, &fields).await.goes_to();
    api.post(&format!("/api/applications/{id}/submit"), json!({})).await.is(200);
    let known = api.get(&format!("/api/applications/{id}/known-marks")).await.is(200).json();
    assert_eq!(known["rows"], json!([]));

    // Another company names the same tag: it learns that it is known, the officer sees where.
    let other = window.program(QM, 76);
    let made = other.post("/api/applications", skins("qm-nil-2026-000007", "")).await.is(201).json();
    let second = made["id"].as_str().unwrap().to_owned();
    let known = other.get(&format!("/api/applications/{second}/known-marks")).await.is(200).json();
    assert_eq!(known["rows"], json!([{ "line": 0, "mark": "qm-nil-2026-000007" }]));
    let check = window.qm(76).get(&format!("/applications/{second}/check")).await.is(200).text();
    assert!(check.contains("This mark is known already") && !check.contains(&id), "{check}");
    other.post(&format!("/api/applications/{second}/submit"), json!({})).await.is(200);
    let officer = window.qm(3);
    let side = officer.get(&format!("/marks/case/{second}")).await.is(200).text();
    assert!(side.contains("Another holder has this mark") && side.contains(&format!("/applications/{id}")), "{side}");
    let found = window.program(QM, 3).get("/api/marks?mark=QM-NIL-2026-0007").await.is(200).json();
    assert_eq!(found["same"].as_array().unwrap().len(), 2, "{found}");
    let close = officer.get("/marks?mark=QM-NIL-2026-000008&kind=").await.is(200).text();
    assert!(close.contains("QM 0007 NIL 2026") && close.contains("Nobody has named this mark"), "{close}");
    let wrong = officer.get("/marks?mark=123&kind=TRANSPONDER").await.is(422).text();
    assert!(wrong.contains("A microchip has 15 digits"), "{wrong}");

    // Nobody else, and another Party finds nothing.
    for who in [1, 7, 32] {
        window.qm(who).get("/marks?mark=QM-NIL-2026-0007").await.is(404);
        window.program(QM, who).get("/api/marks?mark=QM-NIL-2026-0007").await.is(404);
    }
    window.person(QN, 3).get(&format!("/marks/case/{id}")).await.is(404);
    let abroad = window.program(QN, 3).get("/api/marks?mark=QM-NIL-2026-0007").await.is(200).json();
    assert_eq!((&abroad["same"], &abroad["close"]), (&json!([]), &json!([])));
    let asked = window.qm(7).get("/marks/permit?number=26QM999999&mark=QM-NIL-2026-0007").await.is(422).text();
    assert!(asked.contains("no permit of ours has it"), "{asked}");
}

#[tokio::test]
async fn stamps_and_tags_are_kept_by_page_and_by_api() {
    let window = Window::open().await;
    let clerk = window.qm(2);
    clerk.get("/numbers/stamp").await.is(200);
    let mut form = vec![
        ("receive_numbers", "QM-S"),
        ("receive_supplier", "Printing works"),
        ("receive_on-day", "1"),
        ("receive_on-month", "10"),
        ("receive_on-year", "2026"),
    ];
    let told = clerk.post("/numbers/stamp/receive", &form).await.is(422).text();
    assert!(told.contains("Give numbers with digits") && told.contains("value=\"Printing works\""), "{told}");
    form[0].1 = "QM-S-000001 to 000100";
    clerk.post("/numbers/stamp/receive", &form).await.goes_to();
    let again = window.program(QM, 2);
    let batch = json!({ "numbers": "QM-S-000100", "supplier": "Printing works", "on": "2026-10-01" });
    let problem = again.post("/api/numbers/stamp/receive", batch).await.is(422).json();
    assert_eq!(problem["fields"][0]["code"], "numbers-there", "{problem}");
    let bind = json!({ "numbers": "QM-S-000001", "permit": "26QM999999" });
    let problem = again.post("/api/numbers/stamp/bind", bind).await.is(422).json();
    assert_eq!(
        (&problem["fields"][0]["field"], &problem["fields"][0]["code"]),
        (&json!("permit"), &json!("stamp-permit"))
    );
    let torn = [("move_act", "spoil"), ("move_numbers", "QM-S-000002 to 000003"), ("move_note", "Torn")];
    clerk.post("/numbers/stamp/move", &torn).await.goes_to();
    let books = window.program(QM, 3).get("/api/numbers/stamp").await.is(200).json();
    assert_eq!((&books["even"], &books["balance"][0]["pieces"]), (&json!(true), &json!(98)), "{books}");
    assert_eq!(books["balance"][3], json!({ "state": "SPOILED", "pieces": 2 }));
    let day = "/numbers/stamp?on-day=1&on-month=9&on-year=2026";
    let shown = clerk.get(day).await.is(200).text();
    assert!(shown.contains("2026-09-01") && shown.contains("Received in all"), "{shown}");

    // Tags go to a holder, who reports them; nobody else sees them.
    let tags = json!({ "numbers": "QM-NIL-2026-0001 to 0050", "supplier": "Tag works", "on": "2026-10-01" });
    again.post("/api/numbers/tag/receive", tags).await.is(200);
    let hand = json!({ "numbers": "QM-NIL-2026-0001 to 0020", "holder": "nobody@example.org" });
    let problem = again.post("/api/numbers/tag/hand", hand).await.is(422).json();
    assert_eq!(problem["fields"][0]["code"], "tag-holder");
    let holder = "p1@qm.example";
    let hand = json!({ "numbers": "QM-NIL-2026-0001 to 0020", "holder": holder });
    assert_eq!(again.post("/api/numbers/tag/hand", hand).await.is(200).json()["pieces"], 20);
    let farm = window.qm(1);
    assert!(farm.get("/tags").await.is(200).text().contains("QM-NIL-2026-000020"));
    farm.post("/tags", &[("act", "use"), ("numbers", "QM-NIL-2026-0001 to 0005")]).await.goes_to();
    let told = farm.post("/tags", &[("act", "missing"), ("numbers", "QM-NIL-2026-0006")]).await.is(422).text();
    assert!(told.contains("Say in a few words") || told.contains("reason"), "{told}");
    let over = json!({ "act": "use", "numbers": "QM-NIL-2026-0019 to 0021" });
    let problem = window.program(QM, 1).post("/api/tags", over).await.is(422).json();
    assert_eq!(problem["fields"][0]["code"], "numbers-not-there");
    assert_eq!(window.program(QM, 76).get("/api/tags").await.is(200).json()["rows"], json!([]));
    for who in [1, 7, 6] {
        window.qm(who).get("/numbers/stamp").await.is(404);
        window.program(QM, who).get("/api/numbers/stamp").await.is(404);
    }
    window.qm(3).get("/numbers/coin").await.is(404);
    assert_eq!(window.program(QN, 3).get("/api/numbers/stamp").await.is(200).json()["ranges"], json!([]));
}
