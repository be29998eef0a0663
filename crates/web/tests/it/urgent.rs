//! Urgent handling and monthly payment that stands still: by page and by API, the same answer.

use crate::browser::Window;
use cites::country::DEMO_EXPORTER as QM;
use serde_json::{Value, json};

async fn fees(window: &Window) {
    let schedule = json!({
        "currency": "USD", "pay_point": "SUBMISSION", "payment_days": 14, "valid_from": "2026-11-02",
        "rows": [{ "item": "APP", "rate": "30.00" }, { "item": "URGENT", "rate": "40.00" },
            { "item": "SPECIMEN", "rate": "0.50" }]
    });
    let made = window.program(QM, 32).post("/api/fees", schedule).await.is(201).json();
    let id = made["id"].as_str().unwrap().to_owned();
    window.program(QM, 34).post(&format!("/api/fees/{id}/confirm"), json!({})).await.is(200);
}

#[tokio::test]
async fn who_pays_for_urgent_handling_is_told_how_much_sooner_and_the_queue_says_the_day() {
    let window = Window::open().await;
    fees(&window).await;
    let applicant = window.program(QM, 1);
    let mut form = crate::story::skins();
    form["urgency"] = json!("urgent");
    let id = applicant.post("/api/applications", form).await.is(201).json()["id"].as_str().unwrap().to_owned();
    let ada = window.qm(1);
    let question = format!("/applications/{id}/urgency");
    let before = ada.get(&question).await.is(200).text();
    assert!(before.contains("About 30 days.") && before.contains("has set no shorter time"), "{before}");

    // Two persons set the urgent clocks on the page of the others; what is longer than usual is said at its box.
    let boss = window.qm(22);
    let page = boss.get("/examination/rules").await.is(200).text();
    assert!(page.contains("Urgent cases: Time with the Authority") && !page.contains("urgent-C_APPLICANT"), "{page}");
    let all = ["C_TOTAL", "C_NET", "C_COMPLETE", "C_SA", "C_INSP", "C_FOREIGN", "C_SIGN", "C_APPLICANT"];
    let hours = ["720", "240", "24", "240", "120", "168", "24", "720"];
    let mut typed: Vec<(&str, &str)> = all.into_iter().zip(hours).collect();
    typed.extend([
        ("kind", "targets"),
        ("targets-reason", "Order 7"),
        ("urgent-C_TOTAL", "120"),
        ("urgent-C_SA", "72"),
    ]);
    let mut slow = typed.clone();
    slow.push(("urgent-C_NET", "300"));
    let refused = boss.post("/examination/rules", &slow).await.is(422).text();
    assert!(refused.contains("not longer than the usual one") && refused.contains("value=\"300\""), "{refused}");
    typed.extend([("urgent-C_NET", "72"), ("urgent_credit", "1")]);
    boss.post("/examination/rules", &typed).await.goes_to();
    let told = window.program(QM, 34).get("/api/examination-rules/targets").await.is(200).json();
    assert_eq!(told["rows"][0]["body"]["urgent"]["C_NET"], 72, "{told}");
    window.program(QM, 34).post("/api/examination-rules/targets/1/confirm", json!({})).await.is(200);
    let again = boss.get("/examination/rules").await.is(200).text();
    assert!(again.contains("name=\"urgent-C_NET\"") && again.contains("value=\"72\""), "{again}");

    let said = ada.get(&question).await.is(200).text();
    assert!(said.contains("About 5 days instead of 30."), "{said}");
    let check = ada.get(&format!("/applications/{id}/check")).await.is(200).text();
    assert!(check.contains("How long it takes") && check.contains("About 5 days instead of 30."), "{check}");
    let arabic = ada.get(&format!("/applications/{id}/check?lang=ar")).await.is(200).text();
    assert!(arabic.contains("كم يستغرق الأمر") && !arabic.contains('ᴱ'), "{arabic}");
    let told = applicant.get(&format!("/api/applications/{id}/fees")).await.is(200).json();
    assert_eq!((&told["days"], &told["urgent_days"]), (&json!(30), &json!(5)));
    // The public guidance says the same, and for each of what the tariff is.
    let skins = "direction=export&from=QM&to=QN&taxon=Crocodylus+niloticus&term=SKI&source=R&purpose=T";
    let told = window.get(&format!("/api/needed?{skins}&unit=KGM")).await.is(200).json();
    let guidance = &told["guidance"];
    assert_eq!((&guidance["target_days"], &guidance["urgent_days"]), (&json!(30), &json!(5)));
    let on_top = guidance["documents"][0]["price"]["on_top"].as_array().unwrap();
    let tariff = on_top.iter().find(|o| o["item"] == "SPECIMEN").unwrap();
    assert_eq!((&tariff["each"], &tariff["unit"]), (&json!("0.50"), &json!("KGM")));
    let public = window.get(&format!("/what-do-i-need?{skins}")).await.is(200).text();
    assert!(public.contains("for each specimen"), "{public}");

    // Paid, and in the officers' list: a word, and the day until which it is promised.
    applicant.post(&format!("/api/applications/{id}/submit"), json!({})).await.is(200);
    let list = applicant.get("/api/invoices").await.is(200).json();
    let (invoice, total) = (list["rows"][0]["id"].as_str().unwrap(), list["rows"][0]["total"].clone());
    let cashier = window.program(QM, 31);
    cashier.post("/api/drawer/open", json!({ "amount": "0" })).await.is(200);
    cashier.post(&format!("/api/invoices/{invoice}/cash"), json!({ "amount": total })).await.is(200);
    let work = window.qm(2).get("/work?tab=all").await.is(200).text();
    assert!(work.contains(">Urgent<") && work.contains("datetime=\"2026-11-03"), "{work}");
    window.program(QM, 2).post(&format!("/api/applications/{id}/accept"), json!({})).await.is(200);
    let clocks = window.program(QM, 3).get(&format!("/api/applications/{id}/clocks")).await.is(200).json();
    let net = clocks["rows"].as_array().unwrap().iter().find(|c| c["clock"] == "C_NET").unwrap().clone();
    assert_eq!(net["target_hours"], 72, "{clocks}");
    let times = window.get("/api/service-times?party=QM").await.is(200).json();
    assert_eq!((&times["urgent_hours"], &times["target_hours"]), (&json!(120), &json!(720)));
    window.get("/service-times?party=QM").await.is(200);
}

#[tokio::test]
async fn monthly_payment_that_stands_still_says_why_and_two_persons_let_it_go_on() {
    let window = Window::open().await;
    fees(&window).await;
    let books = window.program(QM, 32);
    let opened = books.post("/api/accounts", json!({ "holder": "p1@qm.example" })).await.is(201).json();
    let id = opened["id"].as_str().unwrap().to_owned();
    let at = format!("/api/accounts/{id}");
    books.post(&format!("{at}/terms"), json!({ "active": true, "limit": "500.00" })).await.is(200);
    let made = window.program(QM, 1).post("/api/applications", crate::story::skins()).await.is(201).json();
    let case = made["id"].as_str().unwrap();
    window.program(QM, 1).post(&format!("/api/applications/{case}/submit"), json!({})).await.is(200);
    window.world.clock.forward(24 * 30);
    let bill = books.post(&format!("{at}/bills"), json!({ "month": "2026-11" })).await.is(201).json();
    let (invoice, number) = (bill["id"].as_str().unwrap(), bill["number"].as_str().unwrap());
    let body = json!({ "kind": "WRITE_OFF", "amount": bill["total"], "reason": "Dissolved" });
    let asked = books.post(&format!("/api/invoices/{invoice}/requests"), body).await.is(201).json();
    let request = asked["id"].as_str().unwrap();
    window.program(QM, 22).post(&format!("/api/money-requests/{request}/release"), json!({})).await.is(200);

    let ada = window.qm_again(1).await;
    let page = ada.get(&format!("/accounts/{id}")).await.is(200).text();
    assert!(page.contains("Stands still") && page.contains(number), "{page}");
    assert!(!page.contains("/resume/"), "the holder does not decide");
    let arabic = ada.get(&format!("/accounts/{id}?lang=ar")).await.is(200).text();
    assert!(arabic.contains("متوقف") && !arabic.contains('ᴱ'), "{arabic}");
    let told = window.program(QM, 1).get(&format!("{at}/stops")).await.is(200).json();
    assert_eq!((&told["rows"][0]["invoice"], told["rows"][0].get("resumed_at")), (&json!(number), None::<&Value>));
    window.program(QM, 35).get(&format!("{at}/stops")).await.is(404);

    let accountant = window.qm_again(32).await;
    let ask = format!("/accounts/{id}/resume/ask");
    accountant.get(&format!("/accounts/{id}")).await.is(200);
    accountant.post(&ask, &[("resume-reason", " ")]).await.is(422);
    accountant.post(&ask, &[("resume-reason", "Paid at the court")]).await.goes_to();
    let own = accountant.get(&format!("/accounts/{id}")).await.is(200).text();
    assert!(own.contains("Paid at the court") && !own.contains("/resume/yes"), "{own}");
    let alone = books.post(&format!("{at}/resume/decision"), json!({ "resume": true })).await.is(422).json();
    assert!(alone.to_string().contains("terms-needs-two"), "{alone}");
    let second = window.qm_again(33).await;
    let theirs = second.get(&format!("/accounts/{id}")).await.is(200).text();
    assert!(theirs.contains("/resume/yes") && theirs.contains("Paid at the court"), "{theirs}");
    second.post(&format!("/accounts/{id}/resume/yes"), &[]).await.goes_to();
    let told = books.get(&format!("{at}/stops")).await.is(200).json();
    assert!(told["rows"][0]["resumed_at"].is_string(), "{told}");
    let page = ada.get(&format!("/accounts/{id}")).await.is(200).text();
    assert!(!page.contains("Stands still") && page.contains("two persons let it go on"), "{page}");
}
