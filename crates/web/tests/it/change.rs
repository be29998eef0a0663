//! The holder asks for a change of a permit, by page and by API: the form, the states, the refusal's own letter.

use crate::acts_story::{examined, granted, send, skins};
use crate::browser::Window;
use cites::country::DEMO_EXPORTER as QM;
use serde_json::json;

#[tokio::test]
async fn a_holder_asks_an_officer_refuses_and_then_amends() {
    let window = Window::open().await;
    let case = examined(&window, skins()).await;
    let permit = granted(&window, &case).await["permit"]["id"].as_str().unwrap().to_owned();
    let (holder, officer) = (window.qm(1), window.qm(3));
    let page = holder.get(&format!("/permits/{permit}")).await.is(200).text();
    assert!(page.contains(&format!("/permits/{permit}/change")), "{page}");
    let place = format!("/permits/{permit}/change");
    let form = holder.get(&place).await.is(200).text();
    assert!(form.contains("value=\"Northport\"") && !form.contains("name=\"conditions\""), "{form}");
    // What is no amendment is said at its box, and what was typed stays.
    let mut fields: Vec<(&str, &str)> = vec![
        ("importer.street", "Quay Road 5"),
        ("importer.city", "Southport"),
        ("exporter.street", "1 River Road"),
        ("exporter.city", "Bend"),
        ("purpose", "T"),
        ("transport_mode", "sea"),
        ("lines.0.quantity", "241"),
        ("lines.0.description", "Skins, raw, salted"),
        ("lines.0.marks", "QM-RA-2026-000381 to 000620"),
        ("reason", "The buyer has moved"),
    ];
    let over = holder.post(&place, &fields).await.is(422).text();
    assert!(over.contains("Quay Road 5") && over.contains("apply anew"), "{over}");
    fields[6].1 = "240";
    let request = holder.post(&place, &fields).await.goes_to();
    let id = request.rsplit('/').next().unwrap().to_owned();
    let own = holder.get(&request).await.is(200).text();
    assert!(own.contains("3, 15") && own.contains("The buyer has moved"), "{own}");
    // One at a time; an officer, customs and another Party have no such form.
    assert_eq!(holder.get(&place).await.goes_to(), format!("/permits/{permit}"));
    officer.get(&place).await.is(404);
    window.person(cites::country::DEMO_IMPORTER, 1).get(&place).await.is(404);
    let hand = window.program(QM, 1);
    let body = json!({ "changes": { "importer.city": "Eastport" }, "reason": "Again" });
    let twice = hand.post(&format!("/api/permits/{permit}/change"), body.clone()).await.is(422).json();
    assert!(twice.to_string().contains("amendment-open"), "{twice}");
    let listed = hand.get(&format!("/api/permits/{permit}/changes")).await.is(200).json();
    assert_eq!(
        (listed["rows"][0]["status"].as_str(), listed["rows"][0]["asked"].as_bool()),
        (Some("SUBMITTED"), Some(true))
    );

    // The officer sees it on the case and opens it there; refused, it has a letter of its own.
    let seen = officer.get(&format!("/applications/{id}")).await.is(200).text();
    assert!(seen.contains(&format!("/permits/{permit}/amend")) && seen.contains("Change of a permit"), "{seen}");
    window.program(QM, 2).post(&format!("/api/applications/{id}/accept"), json!({})).await.is(200);
    let no = json!({ "decision": "refuse", "no_conflict": true, "reason": "R02", "text": "The invoice names the old address." });
    window.program(QM, 3).post(&format!("/api/applications/{id}/propose"), no.clone()).await.is(200);
    let refuse = json!({ "reason": "R02", "text": "The invoice names the old address." });
    window.program(QM, 4).post(&format!("/api/applications/{id}/refuse"), refuse).await.is(200);
    let letter = holder.get(&format!("/applications/{id}/letters/refusal")).await.is(200).text();
    assert!(letter.contains("The change you asked for is refused") && letter.contains("stays as it is"), "{letter}");
    let page = holder.get(&format!("/permits/{permit}")).await.is(200).text();
    assert!(page.contains("The invoice names the old address.") && page.contains("may be used"), "{page}");

    // Asked anew over the API, opened by the officer on the page, with the means of transport.
    let made = hand.post(&format!("/api/permits/{permit}/change"), body).await.is(201).json();
    let second = made["id"].as_str().unwrap().to_owned();
    let amend = format!("/permits/{permit}/amend");
    let form = officer.get(&amend).await.is(200).text();
    assert!(form.contains("value=\"Eastport\"") && form.contains("The permit says: "), "{form}");
    fields[1].1 = "Eastport";
    fields[5].1 = "road";
    fields.extend([("shipment_date-day", "5"), ("shipment_date-month", "12"), ("shipment_date-year", "2026")]);
    let compare = send(&officer, &amend, &fields, false).await.goes_to();
    assert!(compare.contains(&second), "{compare}");
    let own = holder.get(&format!("/permits/{permit}")).await.is(200).text();
    assert!(own.contains("Being amended"), "{own}");
}
