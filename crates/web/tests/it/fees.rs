//! Fees by group of species, tax, urgent handling and what is told before: by page and by API, the same answer.

use crate::browser::Window;
use cites::country::DEMO_EXPORTER as QM;
use serde_json::{Value, json};

fn schedule() -> Value {
    json!({
        "currency": "USD", "pay_point": "SUBMISSION", "payment_days": 14, "valid_from": "2026-11-02",
        "valid_until": "2027-06-30", "tax": "18",
        "rows": [
            { "item": "APP", "rate": "30.00" },
            { "item": "ISSUE", "rate": "20.00" },
            { "item": "ISSUE", "rate": "25.00", "taxon": "CROCODILES" },
            { "item": "ISSUE", "rate": "10.00", "taxon": "CROCODILES", "term": "LIV" },
            { "item": "APP", "rate": "5.00", "class": "PERSON" },
            { "item": "URGENT", "rate": "40.00", "taxon": "REPTILES" }
        ]
    })
}

/// The schedule, entered by the accountant and confirmed by the administrator.
async fn in_force(window: &Window) -> String {
    let made = window.program(QM, 32).post("/api/fees", schedule()).await.is(201).json();
    let id = made["id"].as_str().unwrap().to_owned();
    assert_eq!(made["schedule"]["rows"][3]["taxon"], "CROCODILES");
    window.program(QM, 34).post(&format!("/api/fees/{id}/confirm"), json!({})).await.is(200);
    id
}

#[tokio::test]
async fn a_schedule_with_groups_and_tax_is_entered_read_and_previewed() {
    let window = Window::open().await;
    let mut wrong = schedule();
    wrong["rows"][2]["taxon"] = json!("DRAGONS");
    wrong["tax"] = json!("a fifth");
    let told = window.program(QM, 32).post("/api/fees", wrong).await.is(422).json().to_string();
    assert!(told.contains("taxon") || told.contains("tax"), "{told}");
    let id = in_force(&window).await;
    let accountant = window.qm(32);
    let page = accountant.get(&format!("/finance/fees/{id}")).await.is(200).text();
    for said in ["Crocodiles", "The most exact row decides", "18", "Urgent handling"] {
        assert!(page.contains(said), "{said} is not said");
    }
    // The form offers what is in force to be changed, groups and tax with it.
    let form = accountant.get("/finance/fees/new").await.is(200).text();
    assert!(form.contains("rows.3.taxon") && form.contains("Orchids") && form.contains("name=\"tax\""), "{form}");
    // One fee is asked with its lists, the others are carried along: changed, left out, added, one at a time.
    assert_eq!(form.matches("<select").count(), 5, "item, document, species, term, applicants, once: {form}");
    let rows = [("rows.0.item", "APP"), ("rows.0.rate", "30"), ("rows.1.item", "ISSUE"), ("rows.1.rate", "x")];
    let send = async |more: &[(&str, &str)]| {
        let head = [("currency", "USD"), ("pay_point", "SUBMISSION"), ("valid_from", "2026-12-01")];
        accountant.post("/finance/fees/new", &[&head[..], &rows, more].concat()).await
    };
    let next = send(&[("open", "1"), ("go", "more")]).await.is(200).text();
    assert!(
        next.contains("name=\"rows.2.item\"") && next.contains("<input type=\"hidden\" name=\"rows.1.rate\""),
        "{next}"
    );
    let nothing = send(&[("open", "2"), ("go", "more")]).await.is(422).text();
    assert!(nothing.contains("id=\"rows-2-item-error\""), "{nothing}");
    let less = send(&[("open", "2"), ("go", "remove.0")]).await.is(200).text();
    assert!(!less.contains("value=\"30\"") && less.contains("value=\"x\""), "{less}");
    let wrong = send(&[
        ("open", "2"),
        ("go", "send"),
        ("valid_from-day", "1"),
        ("valid_from-month", "12"),
        ("valid_from-year", "2026"),
    ])
    .await
    .is(422)
    .text();
    assert!(wrong.contains("id=\"rows-1-rate-error\"") && wrong.contains("name=\"open\" value=\"1\""), "{wrong}");

    // Three permits of the consignments are counted, by page and by program.
    let asked = "document_type=EXPORT&class=ORGANISATION&taxon=CROCODILES&term=SKI&permits=3&lines=1&quantity=5";
    let page = accountant.get(&format!("/finance/fees/{id}?{asked}")).await.is(200).text();
    assert!(page.contains("123.90"), "30 + 3 x 25 and 18 percent: {page}");
    let body = json!({
        "document_type": "EXPORT", "class": "ORGANISATION", "permits": 3,
        "lines": [{ "quantity": "5", "taxon": "Crocodylus niloticus", "term": "SKI" }]
    });
    let told = window.program(QM, 32).post(&format!("/api/fees/{id}/preview"), body).await.is(200).json();
    assert_eq!(told["total"], "123.90", "{told}");
    assert_eq!((&told["lines"][1]["row"]["row"], &told["lines"][1]["row"]["taxon"]), (&json!(3), &json!("CROCODILES")));
    assert_eq!((&told["lines"][2]["item"], &told["lines"][2]["percent"]), (&json!("TAX"), &json!("18")));
    let many = format!("/finance/fees/{id}?document_type=EXPORT&class=PERSON&permits=51");
    accountant.get(&many).await.is(422);
}

#[tokio::test]
async fn the_applicant_sees_the_cost_before_and_the_officer_the_urgency_after() {
    let window = Window::open().await;
    in_force(&window).await;
    let applicant = window.program(QM, 1);
    let mut form = crate::story::skins();
    let id = applicant.post("/api/applications", form.clone()).await.is(201).json()["id"].as_str().unwrap().to_owned();
    // Not asked for yet: the fees without it, and what it would cost.
    let told = applicant.get(&format!("/api/applications/{id}/fees")).await.is(200).json();
    assert_eq!(
        (&told["total"], &told["urgent"], &told["valid_until"]),
        (&json!("64.90"), &json!("40.00"), &json!("2027-06-30"))
    );
    let ada = window.qm(1);
    let tasks = ada.get(&format!("/applications/{id}/tasks")).await.is(200).text();
    assert!(tasks.contains(">Urgency<"), "{tasks}");
    let question = format!("/applications/{id}/urgency");
    let asked = ada.get(&question).await;
    let text = asked.is(200).text();
    assert!(text.contains("Is it urgent?") && text.contains("40.00"), "{text}");
    ada.post(&question, &[("urgency", "yesterday")]).await.is(422);
    ada.post(&question, &[("urgency", "urgent")]).await.goes_to();
    let check = ada.get(&format!("/applications/{id}/check")).await.is(200).text();
    for said in ["What it costs", "112.10", "Yes, urgent handling", "Row 3 of the fees"] {
        assert!(check.contains(said), "{said} is not said: {check}");
    }
    let arabic = ada.get(&format!("/applications/{id}/check?lang=ar")).await.is(200).text();
    assert!(arabic.contains("كم يكلف") && !arabic.contains('ᴱ'), "{arabic}");
    // Nobody else reads it.
    window.program(QM, 35).get(&format!("/api/applications/{id}/fees")).await.is(404);

    // The invoice says the same, cites its rows, and the receipt its tax.
    applicant.post(&format!("/api/applications/{id}/submit"), json!({})).await.is(200);
    let list = applicant.get("/api/invoices").await.is(200).json();
    assert_eq!(list["rows"][0]["total"], "112.10", "{list}");
    let invoice = list["rows"][0]["id"].as_str().unwrap().to_owned();
    let page = ada.get(&format!("/invoices/{invoice}")).await.is(200).text();
    assert!(page.contains("Crocodiles") && page.contains("Row 3 of the fees") && page.contains(">Tax<"), "{page}");
    let cashier = window.program(QM, 31);
    cashier.post("/api/drawer/open", json!({ "amount": "0" })).await.is(200);
    let paid =
        cashier.post(&format!("/api/invoices/{invoice}/cash"), json!({ "amount": "112.10" })).await.is(200).json();
    let receipts = applicant.get(&format!("/api/invoices/{invoice}/receipts")).await.is(200).json();
    assert_eq!(receipts["rows"][0]["tax"], "17.10", "{receipts}");
    let receipt = ada.get(&format!("/receipts/{}", paid["id"].as_str().unwrap())).await.is(200).text();
    assert!(receipt.contains("Tax in it") && receipt.contains("17.10"), "{receipt}");
    let work = window.qm(2).get("/work?tab=all").await.is(200).text();
    assert!(work.contains(">Urgent<"), "the queue says it: {work}");
    let case = window.qm(2).get(&format!("/applications/{id}")).await.is(200).text();
    assert!(case.contains(">Urgent<"), "the case says it");

    // Where nobody offers it, the answer is refused at its box.
    form["urgency"] = json!("urgent");
    form["document_type"] = json!("ARTPROP");
    for (name, value) in [("taxon", "Vanda coerulea"), ("term", "LIV"), ("source", "A"), ("marks", "")] {
        form["lines"][0][name] = json!(value);
    }
    let orchid = applicant.post("/api/applications", form).await.is(201).json()["id"].as_str().unwrap().to_owned();
    let no = applicant.post(&format!("/api/applications/{orchid}/submit"), json!({})).await.is(422).json().to_string();
    assert!(no.contains("urgency"), "{no}");
}

#[tokio::test]
async fn who_only_asks_is_told_the_amounts_and_can_send_the_link() {
    let window = Window::open().await;
    let skins = "direction=export&from=QM&to=QN&taxon=Crocodylus+niloticus&term=SKI&source=R&purpose=T";
    let before = window.get(&format!("/what-do-i-need?{skins}")).await.is(200).text();
    assert!(before.contains("has set no fees"), "{before}");
    in_force(&window).await;
    let page = window.get(&format!("/what-do-i-need?{skins}")).await.is(200).text();
    for said in ["64.90", "Application fee", "Tax", "9.90", "May come on top", "40.00", "by a company"] {
        assert!(page.contains(said), "{said} is not said: {page}");
    }
    assert!(page.contains("2027"), "until when the fees are valid");
    let person = format!("{skins}&applicant=PERSON");
    let page = window.get(&format!("/what-do-i-need?{person}")).await.is(200).text();
    assert!(page.contains("35.40") && page.contains("by a private person"), "{page}");
    assert!(page.contains("applicant=PERSON"), "the link holds who asks");
    let told = window.get(&format!("/api/needed?{person}")).await.is(200).json();
    let price = &told["guidance"]["documents"][0]["price"];
    assert_eq!(
        (&price["total"], &price["currency"], &price["applicant"]),
        (&json!("35.40"), &json!("USD"), &json!("PERSON"))
    );
    assert_eq!((&price["valid_from"], &price["valid_until"]), (&json!("2026-11-02"), &json!("2027-06-30")));
    assert_eq!((&price["on_top"][0]["item"], &price["on_top"][0]["each"]), (&json!("URGENT"), &json!("40.00")));
    window.get(&format!("/what-do-i-need?{skins}&applicant=EMPEROR")).await.is(422);
    let arabic = window.get(&format!("/what-do-i-need?{person}&lang=ar")).await.is(200).text();
    assert!(arabic.contains("رسم الطلب") && !arabic.contains('ᴱ'), "{arabic}");
    // An import to the other Party: its own fees, of which it has none here.
    let import = "direction=import&from=QM&to=QN&taxon=Crocodylus+niloticus&term=SKI&source=R&purpose=T";
    let other = window.get(&format!("/api/needed?{import}")).await.is(200).json();
    assert!(!other.to_string().contains("64.90"), "nobody is told another Party's fees: {other}");
}
