//! A fee by page and by API: entered, confirmed, paid at the counter, and seen by nobody else.

use crate::browser::Window;
use axum::http::StatusCode;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::{Value, json};

fn schedule() -> Value {
    json!({
        "currency": "USD", "pay_point": "SUBMISSION", "payment_days": 14, "valid_from": "2026-11-02",
        "rows": [{ "item": "APP", "rate": "30.00" }, { "item": "ISSUE", "rate": "20.00" }]
    })
}

#[tokio::test]
async fn a_fee_is_entered_by_page_confirmed_by_another_and_paid_at_the_counter() {
    let window = Window::open().await;
    // The accountant types it with a slip, is told at the box, and nothing typed is lost.
    let accountant = window.qm(32);
    let mut typed = vec![
        ("currency", "usd"),
        ("pay_point", "SUBMISSION"),
        ("payment_days", "14"),
        ("valid_from-day", "2"),
        ("valid_from-month", "11"),
        ("valid_from-year", "2026"),
        ("rows.0.item", "APP"),
        ("rows.0.rate", "thirty"),
        ("rows.1.item", "ISSUE"),
        ("rows.1.rate", "20"),
    ];
    let wrong = accountant.post("/finance/fees/new", &typed).await.is(422).text();
    assert!(wrong.contains("Give an amount as a number") && wrong.contains("value=\"thirty\""), "{wrong}");
    typed[7] = ("rows.0.rate", "30");
    let place = accountant.post("/finance/fees/new", &typed).await.goes_to();
    let own = accountant.get(&place).await.is(200).text();
    assert!(own.contains("cannot confirm it"), "who entered it sees why he cannot confirm");
    accountant.post(&format!("{place}/confirm"), &[]).await.is(422);
    let preview = format!("{place}?document_type=EXPORT&class=ORGANISATION&lines=2&quantity=5");
    assert!(window.qm(34).get(&preview).await.is(200).text().contains("50.00"));
    window.qm(34).post(&format!("{place}/confirm"), &[]).await.goes_to();

    // The applicant hands in and is led to the invoice, in Arabic too.
    let form = crate::story::skins();
    let applicant = window.program(QM, 1);
    let id = applicant.post("/api/applications", form).await.is(201).json()["id"].as_str().unwrap().to_owned();
    let handed = applicant.post(&format!("/api/applications/{id}/submit"), json!({})).await.is(200).json();
    assert_eq!(handed["status"], "AWAITING_PAYMENT");
    let page = window.qm(1).get(&format!("/applications/{id}")).await.is(200).text();
    assert!(page.contains("INV-26-00001"), "the case says what is to be paid");
    let place = window.qm(1).get(&format!("/applications/{id}/pay")).await.goes_to();
    for (lang, word) in [("en", "How to pay"), ("ar", "كيف تدفع")] {
        let text = window.qm(1).get(&format!("{place}?lang={lang}")).await.is(200).text();
        assert!(text.contains(word) && text.contains("INV-26-00001"), "{text}");
    }
    let list = applicant.get("/api/invoices").await.is(200).json();
    let invoice = list["rows"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!((&list["rows"][0]["open"], &list["rows"][0]["status"]), (&json!("50.00"), &json!("DUE")));

    // Nobody else's: the other company, the other Party, the customs.
    window.program(QM, 35).get(&format!("/api/invoices/{invoice}")).await.is(404);
    window.program(QN, 32).get(&format!("/api/invoices/{invoice}")).await.is(404);
    window.program(QN, 1).get(&format!("/api/invoices/{invoice}")).await.is(404);
    assert_eq!(window.qm(7).get(&place).await.status, StatusCode::NOT_FOUND);
    window.program(QM, 1).post(&format!("/api/invoices/{invoice}/cash"), json!({ "amount": "50" })).await.is(404);

    // Page and API say the same of a closed drawer; then the money comes.
    let cashier = window.qm(31);
    let closed = cashier.post(&format!("{place}/cash"), &[("amount", "50")]).await.is(422).text();
    assert!(closed.contains("Open your drawer first"), "{closed}");
    let program = window.program(QM, 31);
    let problem =
        program.post(&format!("/api/invoices/{invoice}/cash"), json!({ "amount": "50" })).await.is(422).json();
    assert_eq!(problem["code"], "cash-not-open");
    cashier.post("/finance/drawer/open", &[("float", "100")]).await.goes_to();
    let found = cashier.get("/finance/drawer?number=inv-26-00001").await.goes_to();
    assert_eq!(found, place);
    cashier.post(&format!("{place}/cash"), &[("amount", "50.00")]).await.goes_to();
    let handed = applicant.get(&format!("/api/applications/{id}")).await.is(200).json();
    assert_eq!(handed["status"], "SUBMITTED");
    let receipts = applicant.get(&format!("/api/invoices/{invoice}/receipts")).await.is(200).json();
    let receipt = receipts["rows"][0]["id"].as_str().unwrap();
    assert!(window.qm(1).get(&format!("/receipts/{receipt}")).await.is(200).text().contains("REC-26-00001"));
    window.qm(35).get(&format!("/receipts/{receipt}")).await.is(404);
    cashier.post("/finance/drawer/close", &[("counted", "150")]).await.goes_to();

    // The accountant's day, revenue and the file for the treasury.
    for path in
        ["/finance", "/finance/drawer", "/finance/bank", "/finance/fees", "/finance/accounts", "/finance/revenue"]
    {
        accountant.get(path).await.is(200);
    }
    let revenue = window.program(QM, 32).get("/api/revenue?year=2026").await.is(200).json();
    assert_eq!(revenue["rows"].as_array().unwrap().len(), 2, "{revenue}");
    let csv = accountant.get("/finance/treasury.csv?from=2026-11-01&to=2026-11-30").await.is(200).text();
    assert!(csv.contains("REC-26-00001"), "{csv}");
    let backwards = accountant.get("/finance/treasury.csv?from=2026-11-30&to=2026-11-01").await.is(422).text();
    assert!(backwards.contains("last day after the first"), "{backwards}");
    accountant.post("/finance/close", &[("day", "2026-11-02")]).await.goes_to();
    let again = window.program(QM, 32).post("/api/cash-book/2026-11-02/close", json!({})).await.is(422).json();
    assert_eq!(again["code"], "day-closed");
}

#[tokio::test]
async fn a_callback_that_is_not_signed_finds_nothing() {
    let window = Window::open().await;
    let made = window.program(QM, 32).post("/api/fees", schedule()).await.is(201).json();
    assert_eq!(made["state"], "PROPOSED");
    for party in ["QM", "XX"] {
        let request = crate::browser::plain(axum::http::Method::POST, &format!("/api/pay/{party}/callback"))
            .header("content-type", "application/json")
            .header("manis-signature", "t=1,v1=00")
            .body(axum::body::Body::from(r#"{"reference":"x"}"#));
        window.send(request.unwrap()).await.is(404);
    }
}
