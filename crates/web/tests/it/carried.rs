//! Marks of lots and register entries, samples of a visit, and the sheet under a permit, by page and by API.

use crate::acts_story::{examined, granted, send, skins};
use crate::browser::Window;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::{Value, json};

async fn lot(window: &Window, person: u8) -> String {
    let body = json!({
        "taxon": "Crocodylus niloticus", "term": "LIV", "quantity": "1", "unit": "NAR", "source": "C", "origin": "QM",
        "acquired": "birth", "on": "2026-05-01", "evidence": "Rearing book, page 9"
    });
    let made = window.program(QM, person).post("/api/stock", body).await.is(201).json();
    made["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn marks_of_a_lot_and_of_an_entry_are_written_and_found_by_page_and_api() {
    let window = Window::open().await;
    let trader = window.qm(1);
    let id = lot(&window, 1).await;
    let place = format!("/stock/{id}");
    assert!(trader.get(&place).await.is(200).text().contains("No mark written down yet."));
    let marks = format!("{place}/marks");
    let wrong = [("kind.A", "TRANSPONDER"), ("marks.A", "98511")];
    let told = trader.post(&marks, &wrong).await.is(422).text();
    assert!(told.contains("98511") && told.contains("class=\"error\""), "{told}");
    let typed = [("kind.A", "TRANSPONDER"), ("marks.A", "985 112 000 123 456")];
    assert_eq!(trader.post(&marks, &typed).await.goes_to(), place);
    let page = trader.get(&place).await.is(200).text();
    assert!(page.contains("985 112 000 123 456") && page.contains("Microchip"), "{page}");

    // A company beside it has the same chip: told that it is known, and to the officer where it stands.
    let other = lot(&window, 35).await;
    let rows = json!({ "rows": [{ "marks": "985112000123456" }] });
    let path = format!("/api/stock/{other}/marks");
    let told = window.program(QM, 35).post(&path, rows.clone()).await.is(200).json();
    assert_eq!((&told["rows"][0]["duplicate"], &told["rows"][0]["others"]), (&json!(true), &json!([])), "{told}");
    let seen = window.program(QM, 3).get(&path).await.is(200).json();
    assert_eq!(seen["rows"][0]["others"][0]["lot"], "L26-00001", "{seen}");
    let desk = window.qm(3).get(&format!("/stock/{other}")).await.is(200).text();
    assert!(desk.contains("Another holder has this mark") && desk.contains(&place), "{desk}");
    window.qm(35).post(&marks, &typed).await.is(404);
    window.person(QN, 3).get(&place).await.is(404);
    window.program(QN, 3).get(&path).await.is(404);

    // An entry of a register: its holder writes, the search finds lot and entry.
    let body =
        json!({ "kind": "BREEDER", "name": "River Bend hatchery", "species": "Crocodylus niloticus; 40; 60; NAR" });
    let entry = window.program(QM, 1).post("/api/registers", body).await.is(201).json();
    let entry = format!("/registers/{}", entry["id"].as_str().unwrap());
    assert_eq!(trader.post(&format!("{entry}/marks"), &typed).await.goes_to(), entry);
    let seen = window.program(QM, 3).get(&format!("/api{entry}/marks")).await.is(200).json();
    assert_eq!(seen["rows"][0]["history"][0]["about"], "lot", "{seen}");
    let found = window.program(QM, 3).get("/api/marks?mark=985112000123456").await.is(200).json();
    let about: Vec<&str> = found["same"].as_array().unwrap().iter().map(|r| r["about"].as_str().unwrap()).collect();
    assert_eq!(about.len(), 3, "{found}");
    assert!(about.contains(&"entry") && about.contains(&"lot"));
    let page = window.qm(3).get("/marks?mark=985112000123456").await.is(200).text();
    assert!(page.contains(&entry) && page.contains(&place), "{page}");
}

#[tokio::test]
async fn a_sample_of_a_visit_is_sealed_and_answered_once() {
    let window = Window::open().await;
    let id = examined(&window, skins()).await;
    let page = format!("/applications/{id}");
    let order = [("reasons", "lane"), ("what", "Take a sample."), ("place", "Cold store, Bend")];
    send(&window.qm(3), &format!("{page}/acts/request_inspection"), &order, true).await.goes_to();
    let report = format!("{page}/acts/inspection_report");
    let mut typed = vec![("outcome", "CONFORM"), ("sample.2.what", "Scute of block A"), ("sample.2.number", "")];
    let told = window.qm(61).post_parts(&report, &typed).await.is(422).text();
    assert!(told.contains("number of the sample or of its seal") && told.contains("Scute of block A"), "{told}");
    assert!(told.contains("samples\" open"), "the row with the fault is not folded away");
    typed[2] = ("sample.2.number", "SEAL-0071");
    window.qm(61).post_parts(&report, &typed).await.goes_to();
    let case = window.qm(3).get(&page).await.is(200).text();
    assert!(case.contains("SEAL-0071") && case.contains("The laboratory has not answered yet."), "{case}");
    assert!(!window.qm(1).get(&page).await.is(200).text().contains("SEAL-0071"), "the holder is not told");

    let list = format!("{page}/samples");
    window.qm(1).get(&list).await.is(404);
    window.person(QN, 3).get(&list).await.is(404);
    let rows = window.program(QM, 61).get(&format!("/api{list}")).await.is(200).json();
    let sample = rows["rows"][0]["id"].as_str().unwrap().to_owned();
    let (laboratory, result) = (format!("laboratory.{sample}"), format!("result.{sample}"));
    let answer = format!("{list}/{sample}");
    let told = window.qm(3).post(&answer, &[(&laboratory, "Forensic laboratory"), (&result, " ")]).await.is(422).text();
    assert!(told.contains("Write what the laboratory found"), "{told}");
    let typed = [(laboratory.as_str(), "Forensic laboratory"), (result.as_str(), "Crocodylus niloticus")];
    assert_eq!(window.qm(3).post(&answer, &typed).await.goes_to(), list);
    let late = json!({ "result": "Another one" });
    let problem = window.program(QM, 61).post(&format!("/api{answer}"), late).await.is(422).json();
    assert_eq!(problem["fields"][0]["code"], "sample-answered", "{problem}");
    assert!(window.qm(3).get(&list).await.is(200).text().contains("Forensic laboratory"));
}

#[tokio::test]
async fn a_permit_is_printed_for_signature_on_a_sheet_that_is_named() {
    let window = Window::open().await;
    let id = examined(&window, skins()).await;
    let issued = granted(&window, &id).await;
    let permit = format!("/permits/{}", issued["permit"]["id"].as_str().unwrap());
    let pdf = format!("{permit}/permit.pdf");
    // Without security paper everybody prints as before.
    assert!(window.qm(2).get(&pdf).await.is(200).bytes.starts_with(b"%PDF-1.7"));
    let clerk = window.program(QM, 2);
    let batch = json!({ "numbers": "QM-P-0001 to 0010", "supplier": "Printers", "on": "2026-10-01" });
    clerk.post("/api/numbers/paper/receive", batch).await.is(200);
    assert_eq!(window.qm(2).get(&pdf).await.goes_to(), format!("{permit}/print"));
    window.qm(2).get(&format!("{pdf}?copy=1")).await.is(200);
    assert!(window.qm(1).get(&pdf).await.is(200).bytes.starts_with(b"%PDF-1.7"), "the holder prints no original");
    let problem: Value = clerk.get(&format!("/api{permit}/pdf")).await.is(422).json();
    assert_eq!(problem["fields"][0]["code"], "sheet-first", "{problem}");

    let print = format!("{permit}/print");
    window.qm(1).get(&print).await.is(404);
    window.person(QN, 2).get(&print).await.is(404);
    let told = window.qm(2).post(&print, &[("sheet", "QM-P-0011")]).await.is(422).text();
    assert!(told.contains("QM-P-0011"), "{told}");
    assert_eq!(window.qm(2).post(&print, &[("sheet", "QM-P-0001")]).await.goes_to(), permit);
    assert!(window.qm(2).get(&permit).await.is(200).text().contains("QM-P-0001"));
    assert!(!window.qm(1).get(&permit).await.is(200).text().contains("QM-P-0001"), "the holder is not told");
    window.qm(2).get(&pdf).await.is(200);
    let again = json!({ "sheet": "QM-P-0002" });
    let problem = clerk.post(&format!("/api{permit}/sheets"), again).await.is(422).json();
    assert_eq!(problem["fields"][0]["code"], "sheet-again", "{problem}");
    let again = json!({ "sheet": "QM-P-0002", "reason": "Torn in the printer" });
    let all = clerk.post(&format!("/api{permit}/sheets"), again).await.is(200).json();
    let said = json!([{ "number": "QM-P-0001", "state": "SPOILED" }, { "number": "QM-P-0002", "state": "USED" }]);
    assert_eq!(all["rows"], said, "{all}");
    let seen = window.program(QM, 3).get(&format!("/api{permit}/sheets")).await.is(200).json();
    assert_eq!((&seen["kept"], &seen["rows"]), (&json!(true), &said));

    // Lost: the page that one may have kept open asks for no sheet any more and says what to do.
    clerk.post(&format!("/api{permit}/deliver"), json!({})).await.is(200);
    let lost = json!({ "loss": "lost", "statement": "Left in a taxi" });
    window.program(QM, 1).post(&format!("/api{permit}/report-loss"), lost).await.is(200);
    let closed = window.qm(2).get(&print).await.is(200).text();
    assert!(closed.contains("asks for a replacement") && closed.contains("Reported lost"), "{closed}");
    assert!(!closed.contains("name=\"sheet\"") && closed.contains("permit.pdf?copy=1"), "{closed}");
    let told = window.qm(2).post(&print, &[("sheet", "QM-P-0003"), ("reason", "x")]).await.is(422).text();
    assert!(told.contains("not in force") && !told.contains("name=\"sheet\""), "{told}");
}
