//! The payment service's settings and its test, and where money is taken: page and API say the same.

use crate::browser::Window;
use async_trait::async_trait;
use axum::http::StatusCode;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use cites::{Currency, Money};
use office::shared::faces::{CourierError, PaymentOrder, PaymentSaid, PaymentService, PaymentState};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use store::GatewayRow;

/// A service that knows one payment and is away when it is asked about another.
#[derive(Default)]
struct OnePayment {
    asked: AtomicUsize,
}

#[async_trait]
impl PaymentService for OnePayment {
    async fn begin(&self, _: &GatewayRow, order: &PaymentOrder) -> Result<String, CourierError> {
        Ok(format!("https://pay.example/checkout/{}", order.reference))
    }

    async fn read(&self, _: &GatewayRow, reference: &str) -> Result<Option<PaymentSaid>, CourierError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        match reference {
            "TEST-1" => Ok(Some(PaymentSaid {
                reference: reference.to_owned(),
                state: PaymentState::Paid,
                amount: Money { minor: 100, currency: Currency::parse("USD").unwrap() },
            })),
            "AWAY" => Err(CourierError::TimedOut),
            _ => Ok(None),
        }
    }
}

fn settings<'a>(address: &'a str, secret: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("provider", "Test Pay"),
        ("address", address),
        ("merchant", "QM-MA"),
        ("key_id", "2026-11"),
        ("secret", secret),
        ("known", "TEST-1"),
        ("active", "yes"),
    ]
}

const SECRET: &str = "a shared secret of some length 123456";

#[tokio::test]
async fn the_administrator_sets_the_payment_service_and_its_test_books_nothing() {
    let window = Window::open().await;
    let service = Arc::new(OnePayment::default());
    assert!(window.world.office.payments.set(service.clone()).is_ok());
    let (admin, accountant) = (window.qm(34), window.qm(32));
    assert!(accountant.get("/finance/gateway").await.is(200).text().contains("No payment service is set"));
    // What is wrong is said at its box; what was typed stays, the secret never comes back.
    let plain = admin.post("/finance/gateway", &settings("http://pay.example", SECRET)).await.is(422).text();
    assert!(plain.contains("Test Pay") && plain.contains("https://") && !plain.contains(SECRET), "{plain}");
    admin.post("/finance/gateway", &settings("https://pay.example/v1", "short")).await.is(422);
    let no = accountant.post("/finance/gateway", &settings("https://pay.example/v1", SECRET)).await;
    assert_eq!(no.status, StatusCode::NOT_FOUND, "an accountant does not choose where the money goes");
    admin.post("/finance/gateway", &settings("https://pay.example/v1", SECRET)).await.goes_to();
    let page = admin.get("/finance/gateway").await.is(200).text();
    assert!(page.contains("/api/pay/QM/callback") && !page.contains(SECRET), "{page}");
    let kept = window.program(QM, 32).get("/api/gateway").await.is(200).json();
    assert_eq!((&kept["key_id"], &kept["active"], kept.get("secret")), (&json!("2026-11"), &json!(true), None));

    // The test asks the service and says what it said, to the administrator and to the accountant, on page and API.
    let said = admin.post("/finance/gateway/test", &[("test", "TEST-1")]).await.is(200).text();
    assert!(said.contains("TEST-1") && said.contains("1.00") && said.contains("paid"), "{said}");
    accountant.post("/finance/gateway/test", &[("known", "")]).await.is(200);
    let api = window.program(QM, 32).post("/api/gateway/test", json!({ "known": "TEST-1" })).await.is(200).json();
    assert_eq!((&api["state"], &api["amount"]), (&json!("paid"), &json!("1.00")));
    assert_eq!(service.asked.load(Ordering::SeqCst), 3);
    // Unknown there, and away: said at the box that was asked with, the settings of the page unharmed.
    for known in ["TEST-2", "AWAY"] {
        let no = admin.post("/finance/gateway/test", &[("test", known)]).await.is(422).text();
        assert!(no.contains(&format!("value=\"{known}\"")) && no.contains("value=\"Test Pay\""), "{no}");
        let same = accountant.post("/finance/gateway/test", &[("known", known)]).await.is(422).text();
        assert!(same.contains(&format!("value=\"{known}\"")), "{same}");
        window.program(QM, 34).post("/api/gateway/test", json!({ "known": known })).await.is(422);
    }
    // Nobody else tries it, and the other Party has no service.
    for n in [1, 2, 31, 22] {
        let no = window.program(QM, n).post("/api/gateway/test", json!({ "known": "TEST-1" })).await;
        assert_eq!(no.status, StatusCode::NOT_FOUND, "{n}");
    }
    window.program(QN, 32).get("/api/gateway").await.is(404);
    let revenue = window.program(QM, 32).get("/api/revenue?year=2026").await.is(200).json();
    assert_eq!(revenue["rows"], json!([]), "nothing was booked");
}

#[tokio::test]
async fn offices_waivers_and_debts_by_page_and_by_program() {
    let window = Window::open().await;
    let schedule = json!({
        "currency": "USD", "pay_point": "APPROVAL", "payment_days": 14, "valid_from": "2026-11-02",
        "rows": [{ "item": "APP", "rate": "30.00" }, { "item": "ISSUE", "rate": "20.00" }]
    });
    let books = window.program(QM, 32);
    let fee = books.post("/api/fees", schedule).await.is(201).json()["id"].as_str().unwrap().to_owned();
    window.program(QM, 34).post(&format!("/api/fees/{fee}/confirm"), json!({})).await.is(200);
    let admin = window.qm(34);
    // Offices: by the administrator only, errors at the box.
    let wrong =
        admin.post("/finance/offices/enter", &[("code", "H Q"), ("office_name", "Capital")]).await.is(422).text();
    assert!(wrong.contains("letters, digits and hyphens") && wrong.contains("value=\"H Q\""), "{wrong}");
    admin.post("/finance/offices/enter", &[("code", "HQ"), ("office_name", "Capital City")]).await.goes_to();
    admin.post("/finance/offices/person", &[("person", "p31@qm.example"), ("office", "HQ")]).await.goes_to();
    admin.post("/finance/offices/evidence", &[("evidence", "yes")]).await.goes_to();
    assert_eq!(window.qm(32).post("/finance/offices/evidence", &[]).await.status, StatusCode::NOT_FOUND);
    let list = books.get("/api/money-offices").await.is(200).json();
    assert_eq!(list["rows"], json!([{ "code": "HQ", "name": "Capital City", "people": ["Cora Cashier"] }]));
    assert_eq!(list["waiver_evidence"], json!(true));
    assert_eq!(window.program(QN, 32).get("/api/money-offices").await.is(200).json()["rows"], json!([]));

    // Three invoices: one is paid at the desk, one waived with its paper, one given up.
    let applicant = window.program(QM, 1);
    let mut invoices = Vec::new();
    for _ in 0..3 {
        let made = applicant.post("/api/applications", crate::story::skins()).await.is(201).json();
        let id = made["id"].as_str().unwrap().to_owned();
        applicant.post(&format!("/api/applications/{id}/submit"), json!({})).await.is(200);
        let rows = applicant.get("/api/invoices").await.is(200).json();
        let own = rows["rows"].as_array().unwrap().iter().find(|i| i["application"] == json!(id)).unwrap();
        invoices.push((id, own["id"].as_str().unwrap().to_owned()));
    }
    let cashier = window.qm(31);
    cashier.post("/finance/drawer/open", &[("float", "0")]).await.goes_to();
    cashier.post(&format!("/invoices/{}/cash", invoices[0].1), &[("amount", "50.00")]).await.goes_to();
    let accountant = window.qm(32);
    let place = format!("/invoices/{}", invoices[1].1);
    let ask = |paper| [("kind", "WAIVER"), ("ask_amount", "50.00"), ("reason", "A zoo of the State"), ("paper", paper)];
    let bare = accountant.post(&format!("{place}/ask"), &ask("")).await.is(422).text();
    assert!(bare.contains("Name the paper") && bare.contains("A zoo of the State"), "{bare}");
    accountant.post(&format!("{place}/ask"), &ask("Decree 12 of 2026, file 4")).await.goes_to();
    let shown = window.qm(33).get(&place).await.is(200).text();
    assert!(shown.contains("Decree 12 of 2026, file 4"), "the second person sees it before she decides");
    let debt = json!({ "kind": "WRITE_OFF", "amount": "50.00", "reason": "The company was dissolved" });
    let asked = books.post(&format!("/api/invoices/{}/requests", invoices[2].1), debt).await.is(201).json();
    let waiting = books.get("/api/money-requests").await.is(200).json();
    for row in waiting["rows"].as_array().unwrap() {
        let release = format!("/api/money-requests/{}/release", row["id"].as_str().unwrap());
        window.program(QM, 22).post(&release, json!({})).await.is(200);
    }
    assert_eq!(asked["kind"], json!("WRITE_OFF"));
    let given = books.get(&format!("/api/invoices/{}", invoices[2].1)).await.is(200).json();
    let shown = (&given["status"], &given["open"], &given["written_off"], &given["waived"]);
    assert_eq!(shown, (&json!("WRITTEN_OFF"), &json!("0.00"), &json!("50.00"), &json!("0.00")));
    let place = format!("/api/invoices/{}/cheque", invoices[2].1);
    let paper = json!({ "cheque": "1", "bank": "First Bank", "amount": "50" });
    let no = books.post(&place, paper).await.is(422).json();
    assert_eq!(no["code"], json!("invoice-written-off"));
    // The payer sees that nothing is asked of him any more, and nothing of who decided it.
    let payer = window.qm(1).get(&format!("/invoices/{}", invoices[2].1)).await.is(200).text();
    assert!(payer.contains("Written off") && !payer.contains("dissolved") && !payer.contains("How to pay"), "{payer}");

    // On the case for the officers, and in the report for whoever reads the books; page and API.
    let case = window.qm(3).get(&format!("/applications/{}", invoices[1].0)).await.is(200).text();
    assert!(case.contains("Decree 12 of 2026, file 4") && case.contains("Sol Supervisor"), "{case}");
    let report = accountant.get("/finance/revenue?year=2026&office=HQ").await.is(200).text();
    for words in ["Capital City", "Decree 12 of 2026, file 4", "The company was dissolved", "Debts given up"] {
        assert!(report.contains(words), "{words}: {report}");
    }
    let offices = books.get("/api/revenue-offices?year=2026").await.is(200).json();
    let of = |row: &serde_json::Value| (row["office"].clone(), row["item"].clone(), row["amount"].clone());
    let rows: Vec<_> = offices["rows"].as_array().unwrap().iter().map(of).collect();
    assert_eq!(rows, [(json!("HQ"), json!("APP"), json!("30.00")), (json!("HQ"), json!("ISSUE"), json!("20.00"))]);
    let waived = books.get("/api/waivers?year=2026").await.is(200).json();
    assert_eq!(waived["rows"][0]["paper"], json!("Decree 12 of 2026, file 4"));
    assert_eq!(waived["rows"][0]["approved_by"], json!("Sol Supervisor"));
    let lost = books.get("/api/write-offs?year=2026").await.is(200).json();
    assert_eq!(
        (&lost["rows"][0]["amount"], &lost["rows"][0]["proposed_by"]),
        (&json!("50.00"), &json!("Akim Accountant"))
    );
    let csv = accountant.get("/finance/treasury.csv?from=2026-11-01&to=2026-11-30").await.is(200).text();
    assert!(csv.contains(",HQ\n") && csv.contains("write-off,"), "{csv}");
    for path in ["/api/revenue-offices", "/api/waivers", "/api/write-offs", "/api/money-offices"] {
        applicant.get(path).await.is(404);
    }
}
