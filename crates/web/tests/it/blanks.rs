//! The simplified procedure by page and by API: registered, ordered, sealed, completed, seen at the border.

use crate::browser::Window;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::json;

/// From the registration to five sealed blanks; answers the id of the order.
async fn sealed(window: &Window) -> String {
    let trader = window.qm(1);
    trader.get("/simplified").await.is(200);
    trader.get("/simplified/apply").await.is(200);
    let mut fields = vec![("name", "River Bend Farm Ltd"), ("specimens", "Crocodylus niloticus; many")];
    let told = trader.post("/simplified/apply", &fields).await.is(422).text();
    assert!(told.contains("Write one kind a line"), "{told}");
    fields[1] = ("specimens", "Crocodylus niloticus; SKI; R; 500; NAR");
    fields.push(("open_boxes", "10"));
    let never = trader.post("/simplified/apply", &fields).await.is(422).text();
    assert!(never.contains("no other may stay open"), "{never}");
    fields.pop();
    fields.extend([("open_boxes", "7"), ("open_boxes", "9"), ("open_boxes", "11")]);
    let place = trader.post("/simplified/apply", &fields).await.goes_to();
    trader.post(&format!("{place}/propose"), &[]).await.is(404);
    window.person(QN, 3).get(&place).await.is(404);
    window.qm(3).get("/simplified").await.is(200);
    let desk = window.qm(3).get(&place).await.is(200).text();
    assert_eq!(desk.matches(" checked").count(), 3, "as applied for: {desk}");
    let narrowed = [("note", "SA: negligible"), ("open_boxes", "9"), ("open_boxes", "11")];
    window.qm(3).post(&format!("{place}/propose"), &narrowed).await.goes_to();
    let entry = window.program(QM, 4).post(&format!("/api{place}/approve"), json!({})).await.is(200).json();
    assert_eq!((&entry["number"], &entry["open_boxes"]), (&json!("S-QM-0001"), &json!(["3", "9", "11"])));
    assert!(trader.get(&place).await.is(200).text().contains("Boxes that may stay open"));
    // Once more after five years: what it says stands in the form, the boxes ticked.
    let once_more = format!("/simplified/apply?from={}", place.rsplit('/').next().unwrap());
    let again = trader.get(&once_more).await.is(200).text();
    assert!(
        again.contains("Crocodylus niloticus; SKI; R; 500; NAR") && again.matches(" checked").count() == 2,
        "{again}"
    );
    window.qm(35).get(&once_more).await.is(404);
    assert!(trader.get(&place).await.is(200).text().contains("Order blanks"));

    let body = json!({
        "document_type": "PARTIAL",
        "exporter": { "name": "River Bend Farm Ltd", "street": "1 River Road", "city": "Bend", "country": "QM" },
        "purpose": "T", "transport_mode": "air", "language": "en", "declaration": true,
        "lines": [{
            "taxon": "Crocodylus niloticus", "description": "Skins, tanned", "term": "SKI", "appendix": "II",
            "source": "R", "quantity": "50", "unit": "NAR"
        }],
        "particulars": { "base_type": "EXPORT", "registration": "S-QM-0001", "blanks": "5", "open_boxes": "9,11" }
    });
    let hand = window.program(QM, 1);
    let mut wide = body.clone();
    wide["particulars"]["open_boxes"] = json!("7,9");
    let wide = hand.post("/api/applications", wide).await.is(201).json()["id"].as_str().unwrap().to_owned();
    let refused = hand.post(&format!("/api/applications/{wide}/submit"), json!({})).await.is(422).json();
    let field = (&refused["fields"][0]["field"], &refused["fields"][0]["code"]);
    assert_eq!(field, (&json!("particulars.open_boxes"), &json!("open-boxes-registration")), "{refused}");
    // On the page it is said at the question itself.
    let typed = [
        ("particulars.base_type", "EXPORT"),
        ("particulars.registration", "S-QM-0001"),
        ("particulars.blanks", "5"),
        ("particulars.open_boxes", "7"),
    ];
    let told = trader.post(&format!("/applications/{wide}/particulars"), &typed).await.is(422).text();
    assert!(told.contains("your registration does not let stay open"), "{told}");
    let id = hand.post("/api/applications", body).await.is(201).json()["id"].as_str().unwrap().to_owned();
    let page = trader.get(&format!("/applications/{id}/particulars")).await.is(200).text();
    assert!(page.contains("How many blanks") && page.matches(" checked").count() == 2, "{page}");
    hand.post(&format!("/api/applications/{id}/submit"), json!({})).await.is(200);
    let act = async |n: u8, act: &str, body| {
        window.program(QM, n).post(&format!("/api/applications/{id}/{act}"), body).await.is(200);
    };
    act(2, "accept", json!({})).await;
    act(3, "consult", json!({ "findings": ["NDF_EXPORT"], "note": "As last year." })).await;
    let yes = |kind: &str| json!({ "kind": kind, "answer": "positive", "grounds": "Seen." });
    act(6, "opinion", json!({ "findings": [yes("NDF_EXPORT")] })).await;
    act(3, "propose", json!({ "decision": "grant", "no_conflict": true, "findings": [yes("LAF")] })).await;
    act(4, "approve", json!({ "no_conflict": true })).await;
    id
}

#[tokio::test]
async fn blanks_are_ordered_sealed_completed_and_seen_at_the_border() {
    let window = Window::open().await;
    let id = sealed(&window).await;
    let (trader, signer) = (window.qm(1), window.qm(5));
    let order = format!("/applications/{id}/blanks");
    trader.post(&order, &[]).await.is(404);
    assert!(signer.get(&order).await.is(200).text().contains("Number and seal"));
    signer.post(&order, &[]).await.goes_to();
    let api = window.program(QM, 1);
    let seen = api.get(&format!("/api{order}")).await.is(200).json();
    assert_eq!((&seen["issued"], &seen["unused"], &seen["completed"]), (&json!(5), &json!(5), &json!(0)), "{seen}");
    let blank = seen["blanks"][0]["id"].as_str().unwrap().to_owned();
    let number = seen["blanks"][0]["number"].as_str().unwrap().to_owned();
    assert!(trader.get(&order).await.is(200).text().contains(&number));
    assert!(trader.get(&format!("/applications/{id}")).await.is(200).text().contains(&order));
    let place = format!("/blanks/{blank}");
    let pdf = trader.get(&format!("{place}/paper.pdf")).await.is(200);
    assert!(pdf.bytes.starts_with(b"%PDF-"));
    window.person(QN, 1).get(&place).await.is(404);
    window.qm(35).get(&place).await.is(404);

    // The border sees it before it is completed: it is told so in words.
    let told = window.qm(7).post("/customs", &[("number", number.as_str()), ("code", "")]).await.is(200).text();
    assert!(told.contains("Not completed"), "{told}");

    // What is closed stays closed, what was typed stays typed; then it is a document like any other.
    let mut fields = vec![
        ("importer.name", "Tannery of the North"),
        ("importer.street", "14 Harbour Street"),
        ("importer.city", "Northport"),
        ("importer.country", "QN"),
        ("lines.0.description", "Finished leather"),
        ("lines.0.quantity", "51"),
    ];
    let complete = format!("{place}/complete");
    let over = trader.post(&complete, &fields).await.is(422).text();
    assert!(over.contains("no more than the face of the blank") && over.contains("value=\"51\""), "{over}");
    fields[5].1 = "20";
    fields.push(("purpose", "P"));
    let closed = trader.post(&complete, &fields).await.is(422).text();
    assert!(closed.contains("the Authority did not open it (Res. Conf. 12.3, section XII)"), "{closed}");
    fields.pop();
    window.qm(3).post(&complete, &fields).await.is(404);
    let permit = trader.post(&complete, &fields).await.goes_to();
    let issued = trader.get(&permit).await.is(200).text();
    assert!(issued.contains(&number));
    // Nobody hands it over: its history begins with its seal, on the page and over the API.
    assert!(issued.contains("<h2>History</h2>") && issued.contains("Signed and issued"), "{issued}");
    let told = api.get(&format!("/api{permit}/timeline")).await.is(200).json();
    assert_eq!((&told["rows"][0]["act"], &told["rows"][0]["to"]), (&json!("sign"), &json!("ISSUED")), "{told}");
    assert_eq!(told["rows"][0]["by"], "person", "the holder sees whose side acted, not who: {told}");
    trader.get(&place).await.is(200);

    // The same by the API: an unknown box is refused, one blank is completed once, one comes back.
    let second = seen["blanks"][1]["id"].as_str().unwrap();
    let boxes = |more: &[(&str, &str)]| {
        let mut all = json!({
            "importer.name": "Tannery of the North", "importer.street": "14 Harbour Street",
            "importer.city": "Northport", "importer.country": "QN", "lines.0.quantity": "10"
        });
        for (k, v) in more {
            all[*k] = json!(v);
        }
        json!({ "boxes": all })
    };
    let path = format!("/api/blanks/{second}");
    let problem = api.post(&format!("{path}/complete"), boxes(&[("remarks", "x")])).await.is(422).json();
    assert_eq!(problem["fields"][0]["code"], "blank-closed", "{problem}");
    let done = api.post(&format!("{path}/complete"), boxes(&[])).await.is(200).json();
    assert_eq!(done["number"], seen["blanks"][1]["number"]);
    let again = api.post(&format!("{path}/complete"), boxes(&[])).await.is(422).json();
    assert_eq!(again["code"], "blank-used", "{again}");
    let third = format!("/api/blanks/{}", seen["blanks"][2]["id"].as_str().unwrap());
    let back = api.post(&format!("{third}/return"), json!({ "note": "No orders" })).await.is(200).json();
    assert_eq!(back["state"], "RETURNED");
    let sums = window.program(QM, 3).get(&format!("/api{order}")).await.is(200).json();
    assert_eq!((&sums["completed"], &sums["returned"], &sums["unused"]), (&json!(2), &json!(1), &json!(2)));
    api.get("/api/simplified").await.is(200);

    // The key is out of reach between the two steps: holder and officer see that something is held, and free it.
    let fourth = seen["blanks"][3]["id"].as_str().unwrap();
    let (place, path) = (format!("/blanks/{fourth}"), format!("/api/blanks/{fourth}"));
    let plug = |on: bool| window.world.signers[&QM].unplugged.store(!on, std::sync::atomic::Ordering::SeqCst);
    plug(false);
    api.post(&format!("{path}/complete"), boxes(&[])).await.is(503);
    plug(true);
    assert_eq!(api.get(&path).await.is(200).json()["state"], "COMPLETING");
    let held = trader.get(&place).await.is(200).text();
    assert!(held.contains("Go on with the seal") && held.contains("Give back what it holds"), "{held}");
    let desk = window.qm(3).get(&place).await.is(200).text();
    assert!(!desk.contains("Go on with the seal") && desk.contains("Give back what it holds"), "{desk}");
    let free = format!("{place}/release");
    window.person(QN, 3).post(&free, &[("reason", "Mine")]).await.is(404);
    window.qm(35).post(&free, &[("reason", "Mine")]).await.is(404);
    let silent = window.qm(3).post(&free, &[("reason", " ")]).await.is(422).text();
    assert!(silent.contains("Give back what it holds"), "{silent}");
    assert_eq!(window.qm(3).post(&free, &[("reason", "The buyer withdrew")]).await.goes_to(), place);
    assert_eq!(api.get(&path).await.is(200).json()["state"], "UNUSED");
    let note = json!({ "note": "Once more" });
    let nothing = api.post(&format!("{path}/release"), note).await.is(422).json();
    assert_eq!(nothing["code"], "blank-not-drawn", "{nothing}");
}

#[tokio::test]
async fn a_stamp_put_on_later_is_seen_on_the_page_of_its_permit() {
    let window = Window::open().await;
    let order = sealed(&window).await;
    let blanks =
        window.program(QM, 5).post(&format!("/api/applications/{order}/blanks"), json!({})).await.is(200).json();
    let blank = blanks["blanks"][0]["id"].as_str().unwrap();
    let boxes = json!({ "boxes": {
        "importer.name": "Tannery of the North", "importer.street": "14 Harbour Street",
        "importer.city": "Northport", "importer.country": "QN", "lines.0.quantity": "10"
    } });
    let permit = window.program(QM, 1).post(&format!("/api/blanks/{blank}/complete"), boxes).await.is(200).json();
    let clerk = window.program(QM, 2);
    let batch = json!({ "numbers": "QM-S-000001 to 000010", "supplier": "Printing works", "on": "2026-10-01" });
    clerk.post("/api/numbers/stamp/receive", batch).await.is(200);
    let page = format!("/permits/{}", permit["id"].as_str().unwrap());
    assert!(!window.qm(1).get(&page).await.is(200).text().contains("QM-S-000007"));
    let bind = json!({ "numbers": "QM-S-000007", "permit": permit["number"] });
    clerk.post("/api/numbers/stamp/bind", bind).await.is(200);
    assert!(window.qm(1).get(&page).await.is(200).text().contains("QM-S-000007"));
}
