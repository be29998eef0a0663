//! One way into a replacement, import permits consignment by consignment, shares from a spreadsheet: by page and by API
//! the same.

use crate::browser::{Window, token_of};
use crate::consignments::{act, approved};
use crate::intake::send;
use crate::story::skins;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::{Value, json};

async fn made(window: &Window, form: Value) -> String {
    window.program(QM, 1).post("/api/applications", form).await.is(201).json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_list_of_documents_leads_to_the_permit_that_was_lost() {
    let window = Window::open().await;
    let (ada, program) = (window.qm(1), window.program(QM, 1));
    // The entry of the list asks which permit; there is none yet. A program that names none is told the same.
    let list = ada.get("/applications/new").await.is(200).text();
    assert!(list.contains("value=\"REPLACE\""), "{list}");
    let next = ada.post("/applications/new", &[("document_type", "REPLACE")]).await.goes_to();
    assert_eq!(next, "/permits/replaceable");
    assert!(ada.get(&next).await.is(200).text().contains("No permit of yours was reported"));
    let mut form = skins();
    form["document_type"] = json!("REPLACE");
    form["particulars"] = json!({ "base_type": "EXPORT", "reason": "Lost." });
    let refused = program.post("/api/applications", form).await.is(422).json();
    assert_eq!(refused["fields"][0]["code"], "replaces-which", "{refused}");

    let id = made(&window, skins()).await;
    // A draft of another kind is not offered to become one.
    let kinds = ada.get(&format!("/applications/{id}/kind")).await.is(200).text();
    assert!(!kinds.contains("value=\"REPLACE\"") && kinds.contains("value=\"REEXPORT\""), "{kinds}");
    let turned = ada.post(&format!("/applications/{id}/kind"), &[("document_type", "REPLACE")]).await.is(422).text();
    assert!(turned.contains("Begin at the permit that shall be replaced"), "{turned}");
    assert!(!ada.get(&format!("/applications/{id}/more")).await.is(200).text().contains("name=\"replaces\""));

    approved(&window, &id).await;
    let permit = act(&window.program(QM, 5), &id, "sign", json!({})).await["permit"]["id"].as_str().unwrap().to_owned();
    let lost = json!({ "loss": "lost", "statement": "Left in a taxi." });
    window.program(QM, 2).post(&format!("/api/permits/{permit}/deliver"), json!({})).await.is(200);
    program.post(&format!("/api/permits/{permit}/report-loss"), lost).await.is(200);
    let shown = ada.get("/permits/replaceable").await.is(200).text();
    assert!(shown.contains("26QM000001") && shown.contains(&format!("/permits/{permit}/replacement")), "{shown}");
    for n in [1, 2] {
        let rows = window.program(QM, n).get("/api/permits/replaceable").await.is(200).json()["rows"].clone();
        assert_eq!(rows[0]["number"], "26QM000001", "{rows}");
    }
    window.qm(3).get("/permits/replaceable").await.is(404);
    let other = window.program(QN, 1).get("/api/permits/replaceable").await.is(200).json()["rows"].clone();
    assert_eq!(other, json!([]), "another Party's permits are not there");
    let tasks = ada.post(&format!("/permits/{permit}/replacement"), &[]).await.goes_to();
    let draft = tasks.trim_end_matches("/tasks").rsplit('/').next().unwrap().to_owned();
    let form = program.get(&format!("/api/applications/{draft}")).await.is(200).json()["form"].clone();
    assert_eq!((&form["document_type"], &form["replaces"]), (&json!("REPLACE"), &json!("26QM000001")));
    let kinds = ada.get(&format!("/applications/{draft}/kind")).await.is(200).text();
    assert!(kinds.contains("value=\"REPLACE\"") && !kinds.contains("value=\"EXPORT\""), "and it stays one: {kinds}");
}

#[tokio::test]
async fn each_consignment_of_appendix_one_shows_its_import_permit() {
    let window = Window::open().await;
    let hand = |n| window.program(QM, n);
    let mut form = skins();
    form["purpose"] = json!("H");
    form["consignments"] = json!("2");
    form["lines"] = json!([{ "taxon": "Panthera pardus", "description": "Hunting trophies", "term": "TRO", "appendix": "I",
        "marks": "QM 7\nQM 8\nQM 9", "source": "W", "import_permit": "26QN000044", "quantity": "3", "unit": "NAR", "shares": ["2", "1"] }]);
    let id = made(&window, form).await;
    act(&hand(1), &id, "submit", json!({})).await;
    act(&hand(2), &id, "accept", json!({})).await;
    act(&hand(3), &id, "wait-import-permit", json!({})).await;
    // The applicant's form offers both consignments, each with what it waits for.
    let page = format!("/applications/{id}/acts/import_permit_received");
    let asked = window.qm(1).get(&page).await.is(200).text();
    assert!(asked.contains("For which consignments") && asked.matches("Waits for its import permit").count() == 2);
    let told = |number: &str, blocks: Value, consignments: Value| {
        json!({ "issuer": "QN", "number": number, "valid_until": "2027-10-31", "issued_on": "2026-11-01",
            "blocks": blocks, "consignments": consignments })
    };
    let path = format!("/api/applications/{id}/import-permit");
    let none = hand(1).post(&path, told("26QN000044", json!([]), json!([]))).await;
    assert_eq!(none.json()["code"], "import-permit-parts", "{}", none.text());
    let two = json!([{ "block": "A", "quantity": "2" }]);
    let seen = hand(1).post(&path, told("26QN000044", two, json!([]))).await.is(200).json();
    let first = json!({ "consignment": 1, "issuer": "QN", "number": "26QN000044", "valid_until": "2027-10-31" });
    assert_eq!(seen["handshakes"], json!([first, { "consignment": 2 }]));
    // The officer sees that one waits, and waits again.
    let case = window.qm(3).get(&format!("/applications/{id}")).await.is(200).text();
    assert!(case.contains("26QN000044") && case.contains("Waits for its import permit"), "{case}");
    assert!(case.contains("acts/wait_import_permit"), "{case}");
    act(&hand(3), &id, "wait-import-permit", json!({})).await;
    // The same by the form: the second names its own.
    let fields = [
        ("number", "26QN000051"),
        ("issued_on-day", "1"),
        ("issued_on-month", "11"),
        ("issued_on-year", "2026"),
        ("valid_until-day", "31"),
        ("valid_until-month", "10"),
        ("valid_until-year", "2027"),
        ("consignments", "2"),
    ];
    window.qm(1).post_parts(&page, &fields).await.is(303);
    let seen = hand(3).get(&format!("/api/applications/{id}")).await.is(200).json();
    assert_eq!(seen["handshakes"][1]["number"], "26QN000051", "{seen}");
    let case = window.qm(3).get(&format!("/applications/{id}")).await.is(200).text();
    assert!(!case.contains("Waits for its import permit") && !case.contains("acts/wait_import_permit"), "{case}");
}

#[tokio::test]
async fn the_sheet_has_a_column_for_the_share_of_each_consignment() {
    let window = Window::open().await;
    let mut form = skins();
    form["lines"] = json!([]);
    let id = made(&window, form).await;
    let (ada, page) = (window.qm(1), format!("/applications/{id}/lines"));
    let bearer = format!("Bearer {}", token_of(QM, 1));
    let auth = ("authorization", bearer.as_str());
    let file = "Species;Term (kind of specimen);Quantity;Unit;source;Description;Consignment 1;Consignment 2;Consignment 3\n\
        Crocodylus niloticus;SKI;240;NAR;R;Skins;100;80;60\n\
        Crocodylus niloticus;SKI;10;NAR;R;Belly skins;4;4;4\n\
        Crocodylus niloticus;SKI;7;NAR;R;Flanks;;;\n";
    let lay = async || send(&window, &format!("/api{page}"), auth, &[], ("file", file.as_bytes())).await;
    // While nobody said that there are several, shares say nothing.
    let early = lay().await.is(422).json();
    assert_eq!(early["fields"][0]["code"], "lines-upload-shares", "{early}");
    let sheet = |text: String| text.lines().next().unwrap().to_owned();
    let path = format!("{page}.csv");
    assert!(!sheet(ada.get(&path).await.is(200).text()).contains("Consignment"));
    ada.post(&format!("/applications/{id}/consignments"), &[("consignments", "3")]).await.is(303);
    assert!(sheet(ada.get(&path).await.is(200).text()).ends_with("Consignment 1,Consignment 2,Consignment 3"));

    let list = lay().await.is(200).json();
    let wrong = list["errors"].as_array().unwrap();
    let said: Vec<_> = wrong.iter().map(|e| (e["row"].clone(), e["field"].clone(), e["code"].clone())).collect();
    let share = |row: u8, code: &str| (json!(row), json!("shares.0"), json!(code));
    assert_eq!(said, [share(2, "shares-sum"), share(3, "shares-empty")], "{list}");
    // On the page the three boxes of a wrong row stand side by side with its quantity, and are mended there.
    let shown = ada.get(&page).await.is(200).text();
    for name in ["row.1.quantity", "row.1.shares.0", "row.1.shares.2", "row.2.shares.1"] {
        assert!(shown.contains(&format!("name=\"{name}\"")), "{name}: {shown}");
    }
    assert!(!shown.contains("name=\"row.0."), "the first row is good");
    let version = list["version"].to_string();
    let mend = [
        ("go", "mend"),
        ("version", version.as_str()),
        ("row.1.quantity", "12"),
        ("row.2.shares.0", "0"),
        ("row.2.shares.1", "7"),
    ];
    ada.post(&page, &mend).await.is(303);
    let list = window.program(QM, 1).get(&format!("/api{page}")).await.is(200).json();
    assert_eq!(list["errors"], json!([]), "{list}");
    let all = json!({ "rows": "all", "version": list["version"] });
    let taken = window.program(QM, 1).post(&format!("/api{page}/take"), all).await.is(200).json();
    let shares: Vec<&Value> = taken["form"]["lines"].as_array().unwrap().iter().map(|l| &l["shares"]).collect();
    assert_eq!(shares, [&json!(["100", "80", "60"]), &json!(["4", "4", "4"]), &json!(["0", "7", ""])]);
}

#[tokio::test]
async fn a_name_that_is_not_known_is_kept_only_by_who_looked_again() {
    let window = Window::open().await;
    let id = made(&window, skins()).await;
    let (ada, program) = (window.qm(1), window.program(QM, 1));
    let species = format!("/applications/{id}/lines/0/species");
    let stored =
        async || program.get(&format!("/api/applications/{id}")).await.is(200).json()["form"]["lines"][0].clone();
    // What is meant stands first; the name itself may be kept, and nothing is stored yet.
    let asked = ada.post(&species, &[("lines.0.taxon", "Crocodylus nilotcus")]).await.is(200).text();
    assert!(asked.contains("value=\"Crocodylus niloticus\""), "{asked}");
    assert!(asked.contains("value=\"=Crocodylus nilotcus\"") && asked.contains("We do not know this name"), "{asked}");
    assert_eq!(stored().await["taxon"], "Crocodylus niloticus");
    ada.post(&species, &[("lines.0.taxon", "=Crocodylus nilotcus")]).await.is(303);
    let line = stored().await;
    assert_eq!(
        (&line["taxon"], &line["appendix"]),
        (&json!("Crocodylus nilotcus"), &json!("I")),
        "the genus' strictest"
    );
    let check = ada.get(&format!("/applications/{id}/check")).await.is(200).text();
    assert!(check.contains("is not a name we know") && check.contains("Did you mean Crocodylus niloticus?"), "{check}");
    ada.post(&species, &[("lines.0.taxon", "Crocodylus niloticus")]).await.is(303);
    assert!(!ada.get(&format!("/applications/{id}/check")).await.is(200).text().contains("is not a name we know"));

    // The bulk checker says the same, on its page and to programs.
    let names = "Crocodylus nilotcus\nCrocodylus niloticus\nCrocodylus spp.";
    let page = ada.post("/names", &[("names", names), ("go", "check")]).await.is(200).text();
    assert_eq!(page.matches("Not a name we know").count(), 1, "{page}");
    let body = json!({ "names": ["Crocodylus nilotcus", "Crocodylus niloticus"] });
    let rows = program.post("/api/names", body).await.is(200).json()["rows"].clone();
    assert_eq!((&rows[0]["accepted"], &rows[0]["group"]), (&Value::Null, &json!("Crocodylus spp.")), "{rows}");
    assert_eq!(rows[0]["suggestions"][0], "Crocodylus niloticus");
    assert_eq!((&rows[1]["accepted"], &rows[1]["group"]), (&json!("Crocodylus niloticus"), &Value::Null));
}
