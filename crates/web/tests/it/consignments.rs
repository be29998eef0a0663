//! Several consignments in the window: the questions without a script, the same answers over the API, the signer's button,
//! and what applicant, officer and customs see of the permits.

use crate::browser::{Program, Window};
use crate::story::skins;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::{Value, json};

pub(crate) async fn act(program: &Program<'_>, id: &str, act: &str, body: Value) -> Value {
    let seen = program.post(&format!("/api/applications/{id}/{act}"), body).await;
    assert!(seen.status.is_success(), "{act}: {} {}", seen.status, seen.text());
    seen.json()
}

/// From the declaration to the approval, by the API.
pub(crate) async fn approved(window: &Window, id: &str) {
    let hand = |n| window.program(QM, n);
    act(&hand(1), id, "submit", json!({})).await;
    act(&hand(2), id, "accept", json!({})).await;
    act(&hand(3), id, "consult", json!({ "findings": ["NDF_EXPORT"] })).await;
    let said = json!({ "findings": [{ "kind": "NDF_EXPORT", "answer": "positive", "grounds": "Monitored." }] });
    act(&hand(6), id, "opinion", said).await;
    let needed = hand(3).get(&format!("/api/applications/{id}/checks")).await.json();
    let open = needed["findings"].as_array().unwrap().iter().filter(|f| f["present"] == false);
    let own: Vec<Value> =
        open.map(|f| json!({ "kind": f["kind"], "answer": "positive", "grounds": "Seen." })).collect();
    act(&hand(3), id, "propose", json!({ "decision": "grant", "no_conflict": true, "findings": own })).await;
    act(&hand(4), id, "approve", json!({ "no_conflict": true })).await;
}

#[tokio::test]
async fn an_applicant_shares_an_item_over_three_consignments_and_sees_three_permits() {
    let window = Window::open().await;
    let ada = window.qm(1);
    let mut form = skins();
    form["lines"][0]["marks"] = json!("");
    form["language"] = json!("en");
    let made = window.program(QM, 1).post("/api/applications", form).await.is(201).json();
    let id = made["id"].as_str().unwrap().to_owned();
    let page = format!("/applications/{id}");

    // How many? What is no number is said at the box, and stays typed.
    let asked = ada.get(&format!("{page}/consignments")).await.is(200).text();
    assert!(asked.contains("How many consignments?"), "{asked}");
    let wrong = ada.post(&format!("{page}/consignments"), &[("consignments", "many")]).await.is(422).text();
    assert!(wrong.contains("Give a whole number of consignments") && wrong.contains("value=\"many\""), "{wrong}");
    let next = ada.post(&format!("{page}/consignments"), &[("consignments", "3")]).await.goes_to();
    assert_eq!(next, format!("{page}/items"));
    // Now the item is not complete; after its quantity it is asked how it is shared.
    let check = ada.get(&format!("{page}/check")).await.is(200).text();
    assert!(check.contains("Say how much of this item goes with each consignment"), "{check}");
    let shares = format!("{page}/lines/0/shares");
    let quantity = format!("{page}/lines/0/quantity");
    let said = [("lines.0.quantity", "240"), ("lines.0.unit", "NAR")];
    assert_eq!(ada.post(&quantity, &said).await.goes_to(), shares);
    let boxes = ada.get(&shares).await.is(200).text();
    assert!(boxes.contains("lines.0.shares.2") && !boxes.contains("lines.0.shares.3"), "{boxes}");
    let too_many = [("lines.0.shares.0", "100"), ("lines.0.shares.1", "80"), ("lines.0.shares.2", "61")];
    let wrong = ada.post(&shares, &too_many).await.is(422).text();
    assert!(wrong.contains("Make the shares add up") && wrong.contains("value=\"61\""), "{wrong}");
    let right = [("lines.0.shares.0", "100"), ("lines.0.shares.1", "80"), ("lines.0.shares.2", "60")];
    ada.post(&shares, &right).await.is(303);
    let check = ada.get(&format!("{page}/check")).await.is(200).text();
    assert!(check.contains("3 consignments") && check.contains("Consignment 2"), "{check}");

    // The API says the same: what was typed, and what is wrong with it.
    let program = window.program(QM, 1);
    let mut form = program.get(&format!("/api/applications/{id}")).await.is(200).json()["form"].clone();
    assert_eq!((&form["consignments"], &form["lines"][0]["shares"]), (&json!("3"), &json!(["100", "80", "60"])));
    form["lines"][0]["shares"][2] = json!("59");
    let other = program.post("/api/applications", form).await.is(201).json()["id"].as_str().unwrap().to_owned();
    let refused = program.post(&format!("/api/applications/{other}/submit"), json!({})).await.is(422).json();
    let fields = refused["fields"].as_array().unwrap();
    assert!(fields.iter().any(|f| f["field"] == "lines.0.shares" && f["code"] == "shares-sum"), "{refused}");
    // A copy asks for three again.
    let copy = ada.post(&format!("{page}/copy"), &[]).await.goes_to();
    let copied = copy.trim_end_matches("/tasks").rsplit('/').next().unwrap().to_owned();
    let form = program.get(&format!("/api/applications/{copied}")).await.json()["form"].clone();
    assert_eq!(form["lines"][0]["shares"].as_array().map(Vec::len), Some(3));

    approved(&window, &id).await;
    let queue = window.qm(4).get("/work?tab=all").await.is(200).text();
    assert!(queue.contains("Several consignments"), "{queue}");
    let sign = format!("{page}/acts/sign");
    let shown = window.qm(5).get(&sign).await.is(200).text();
    assert!(shown.contains("You sign consignment") && shown.contains("Sign all"), "{shown}");
    let digest = shown.split("name=\"digest\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let first = [("digest", digest.as_str()), ("consignment", "1")];
    window.qm(5).post(&sign, &first).await.is(303);
    // The same button again signs nothing: the page says to look again.
    let twice = window.qm(5).post(&sign, &first).await.is(422).text();
    assert!(twice.contains("this consignment was signed meanwhile"), "{twice}");
    let again = window.program(QM, 5).post(&format!("/api/applications/{id}/sign?consignment=1"), json!({})).await;
    assert_eq!((again.status.as_u16(), again.json()["code"].clone()), (409, json!("consignment-signed")));
    let list = ada.get("/applications").await.is(200).text();
    assert!(list.contains("permits signed"), "{list}");
    let rest = [("digest", digest.as_str()), ("consignment", "2"), ("rest", "yes")];
    window.qm(5).post(&sign, &rest).await.is(303);

    let seen = program.get(&format!("/api/applications/{id}")).await.is(200).json();
    assert_eq!((&seen["status"], &seen["consignments"]), (&json!("ISSUED"), &json!(3)));
    let permits: Vec<Value> = seen["permits"].as_array().unwrap().clone();
    let numbers: Vec<&str> = permits.iter().map(|p| p["number"].as_str().unwrap()).collect();
    assert_eq!(numbers, ["26QM000001", "26QM000002", "26QM000003"]);
    let case = ada.get(&page).await.is(200).text();
    assert!(numbers.iter().all(|n| case.contains(*n)) && case.contains("Consignments and their permits"), "{case}");
    let second = permits[1]["id"].as_str().unwrap();
    let brief = program.get(&format!("/api/permits/{second}")).await.is(200).json();
    assert_eq!((&brief["consignment"], &brief["consignments"]), (&json!(2), &json!(3)));
    assert_eq!(brief["blocks"][0]["permitted"], "80", "{brief}");
    for (n, path) in [(1, format!("/permits/{second}")), (1, "/permits".to_owned()), (4, "/permits".to_owned())] {
        let shown = window.qm(n).get(&path).await.is(200).text();
        assert!(shown.contains("Consignment") && shown.contains("26QM000002"), "{path}: {shown}");
    }
    let letter = window.qm(1).get(&format!("{page}/letters/decision")).await.is(200).text();
    assert!(letter.contains("26QM000001, 26QM000002, 26QM000003"), "{letter}");
    // Another Party and another role see nothing to sign.
    window.program(QN, 5).post(&format!("/api/applications/{id}/sign"), json!({})).await.is(404);
    window.person(QN, 1).get(&page).await.is(404);
}
