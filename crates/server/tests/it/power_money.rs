//! The machine loses power while people pay and send files: a callback storm with the drawer beside it, and uploads in
//! parts. What was acknowledged is there, and nothing is there twice.

use crate::kit::Demo;
use crate::payments::SECRET;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use testkit::payment_server::PaymentServer;
use testkit::postgres::Database;

const CUTS: usize = 5;
/// Invoices for each way of payment in one round.
const EACH: usize = 2;

/// Somebody's program.
#[derive(Clone)]
pub struct Hand {
    client: reqwest::Client,
    pub base: String,
    token: String,
}

impl Hand {
    pub fn of(demo: &Demo, role: &str) -> Hand {
        server::shared::tls::install_crypto();
        let all = demo.known["accounts"].as_array().unwrap();
        let one = all
            .iter()
            .find(|a| a["role"].as_str().is_some_and(|r| r.eq_ignore_ascii_case(role)) && a["tenant"] == "QM")
            .unwrap_or_else(|| panic!("no {role}"));
        Hand {
            client: reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(30)).build().unwrap(),
            base: demo.text("/base_url"),
            token: one["api_token"].as_str().unwrap().to_owned(),
        }
    }

    /// `None`: no answer came. A server that was busy is asked again.
    async fn post(&self, path: &str, key: &str, body: &Value) -> Option<(u16, Value)> {
        loop {
            let asked = self.client.post(format!("{}{path}", self.base)).bearer_auth(&self.token);
            let answer = asked.header("idempotency-key", key).json(body).send().await.ok()?;
            let status = answer.status().as_u16();
            let body = answer.json().await.ok()?;
            if status != 503 {
                return Some((status, body));
            }
        }
    }

    pub async fn good(&self, path: &str, body: Value) -> Value {
        let (status, told) = self
            .post(path, &cites::Digest::of(path, body.to_string().as_bytes()).to_string(), &body)
            .await
            .expect("an answer");
        assert!((200..300).contains(&status), "{path}: {status} {told}");
        told
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        let answer = self.client.get(format!("{}{path}", self.base)).bearer_auth(&self.token).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap_or_default())
    }
}

fn form(n: usize) -> Value {
    let party =
        |name: &str, country: &str| json!({ "name": name, "street": "1 Road", "city": "Bend", "country": country });
    json!({
        "document_type": "EXPORT", "partner_country": "QN", "purpose": "T", "transport_mode": "air", "language": "en",
        "declaration": true, "own_reference": format!("paid under storm {n}"),
        "exporter": party("River Bend Farm Ltd", "QM"), "importer": party("Tannery of the North", "QN"),
        "lines": [{ "taxon": "Crocodylus niloticus", "description": "Skins", "term": "SKI", "appendix": "II",
            "source": "R", "quantity": "1", "unit": "NAR" }],
    })
}

/// An application that waits for its payment; its invoice.
pub async fn invoice(applicant: &Hand, n: usize) -> String {
    let made = applicant.good("/api/applications", form(n)).await;
    let id = made["id"].as_str().unwrap();
    let handed = applicant.good(&format!("/api/applications/{id}/submit"), json!({})).await;
    assert_eq!(handed["status"], "AWAITING_PAYMENT", "{handed}");
    let (_, list) = applicant.get("/api/invoices").await;
    let rows = list["rows"].as_array().unwrap();
    let own = rows.iter().find(|r| r["application"] == id).unwrap_or_else(|| panic!("no invoice: {list}"));
    own["id"].as_str().unwrap().to_owned()
}

/// The payment service calls; `None`: nobody answered.
async fn call(base: &str, service: &PaymentServer, reference: &str) -> Option<String> {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let (header, body) = service.provider.callback(reference, i64::try_from(seconds).unwrap());
    let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(30)).build().unwrap();
    let asked = client.post(format!("{base}/api/pay/QM/callback")).header("manis-signature", header);
    let answer = asked.header("content-type", "application/json").body(body).send().await.ok()?;
    let status = answer.status().as_u16();
    let told: Value = answer.json().await.ok()?;
    match status {
        200 => told["heard"].as_str().map(str::to_owned),
        503 => None,
        other => panic!("{reference}: {other} {told}"),
    }
}

fn storm(database: Option<String>) {
    let service = PaymentServer::start(SECRET);
    let mut demo = Demo::start(database);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    runtime.block_on(async {
        let (admin, books) = (Hand::of(&demo, "TENANT_ADMIN"), Hand::of(&demo, "ACCOUNTANT"));
        let set = json!({ "provider": "Test Pay", "address": service.address(), "merchant": "QM-MA", "key_id": "k1",
            "secret": String::from_utf8(SECRET.to_vec()).unwrap(), "active": true });
        admin.good("/api/gateway", set).await;
        let fees = json!({ "currency": "USD", "pay_point": "SUBMISSION", "payment_days": 14, "valid_from": today,
            "rows": [{ "item": "APP", "rate": "300.00" }] });
        let entered = books.good("/api/fees", fees).await;
        let id = entered["id"].as_str().unwrap();
        admin.good(&format!("/api/fees/{id}/confirm"), json!({})).await;
    });
    let mut on_line: BTreeMap<String, String> = BTreeMap::new();
    let mut in_cash: BTreeMap<String, String> = BTreeMap::new();
    let (mut acknowledged, mut unanswered) = (0, 0);
    for cut in 0..CUTS {
        let (applicant, cashier) = (Hand::of(&demo, "APPLICANT"), Hand::of(&demo, "CASHIER"));
        let base = applicant.base.clone();
        // People begin to pay: some at the service, some at the counter.
        let (mut references, mut cash) = (Vec::new(), Vec::new());
        runtime.block_on(async {
            for n in 0..EACH {
                let id = invoice(&applicant, cut * 100 + n).await;
                let place = applicant.good(&format!("/api/invoices/{id}/gateway"), json!({})).await;
                let reference = place["address"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
                service.provider.says(&reference, |s| s.state = "paid");
                on_line.insert(reference.clone(), id);
                references.push(reference);
                cash.push(invoice(&applicant, cut * 100 + 50 + n).await);
            }
        });
        let dark = Arc::new(AtomicBool::new(false));
        let answered = Arc::new(AtomicUsize::new(0));
        let storms: Vec<_> = (0..3)
            .map(|_| {
                let (service, base, references) = (service.clone(), base.clone(), references.clone());
                let (dark, answered) = (dark.clone(), answered.clone());
                runtime.spawn(async move {
                    let mut heard = Vec::new();
                    while !dark.load(Ordering::SeqCst) {
                        for reference in &references {
                            let told = call(&base, &service, reference).await;
                            answered.fetch_add(usize::from(told.is_some()), Ordering::SeqCst);
                            heard.push((reference.clone(), told));
                        }
                    }
                    heard
                })
            })
            .collect();
        // The cashier books a cent at a time, so that the power goes in the middle of it.
        let drawer = {
            let (cashier, cash, dark) = (cashier.clone(), cash.clone(), dark.clone());
            runtime.spawn(async move {
                let mut booked = Vec::new();
                let mut n = 0;
                while !dark.load(Ordering::SeqCst) && n < 200 {
                    let id = cash[n % cash.len()].clone();
                    let key = format!("cut {cut} note {n}");
                    let path = format!("/api/invoices/{id}/cash");
                    let told = cashier.post(&path, &key, &json!({ "amount": "0.01" })).await;
                    booked.push((key, path, told));
                    n += 1;
                }
                booked
            })
        };
        while answered.load(Ordering::SeqCst) < 2 + 3 * cut {
            std::thread::sleep(Duration::from_millis(2));
        }
        demo.kill();
        dark.store(true, Ordering::SeqCst);
        let heard: Vec<_> = storms.into_iter().flat_map(|hand| runtime.block_on(hand).unwrap()).collect();
        let booked = runtime.block_on(drawer).unwrap();
        demo.again();
        let base = demo.text("/base_url");
        // The service calls again, as one does that got no answer; the cashier sends again what was sent.
        for (reference, told) in heard {
            unanswered += usize::from(told.is_none());
            let now = runtime.block_on(call(&base, &service, &reference)).expect("the server is back");
            if matches!(told.as_deref(), Some("settled" | "before")) {
                acknowledged += 1;
                assert_eq!(now, "before", "{reference}: acknowledged before the cut and not there after it");
            }
        }
        let cashier = Hand::of(&demo, "CASHIER");
        for (key, path, told) in booked {
            let again = runtime.block_on(cashier.post(&path, &key, &json!({ "amount": "0.01" })));
            let (status, now) = again.expect("the server is back");
            assert_eq!(status, 200, "{key}: {now}");
            let number = now["number"].as_str().unwrap().to_owned();
            match told {
                Some((200, before)) => {
                    acknowledged += 1;
                    assert_eq!(before["number"], now["number"], "{key}");
                }
                Some((status, other)) => panic!("{key}: {status} {other}"),
                None => unanswered += 1,
            }
            if let Some(other) = in_cash.insert(number, key.clone()) {
                panic!("{key} and {other} share a receipt");
            }
        }
    }
    runtime.block_on(async {
        let (applicant, cashier) = (Hand::of(&demo, "APPLICANT"), Hand::of(&demo, "CASHIER"));
        for (reference, id) in &on_line {
            let (_, invoice) = applicant.get(&format!("/api/invoices/{id}")).await;
            let (_, receipts) = applicant.get(&format!("/api/invoices/{id}/receipts")).await;
            assert_eq!(receipts["rows"].as_array().unwrap().len(), 1, "{reference}: {receipts}");
            assert_eq!((&invoice["paid"], &invoice["overpaid"]), (&json!("300.00"), &json!("0.00")), "{reference}");
        }
        // The drawer holds exactly what was booked: a hundred dollars at the beginning, and a cent for each receipt.
        let (_, day) = Hand::of(&demo, "ACCOUNTANT").get(&format!("/api/cash-book?day={today}")).await;
        let rows = day["totals"]["received"].as_array().unwrap().clone();
        let on_line_sum = rows.iter().find(|r| r["method"] == "GATEWAY").unwrap();
        assert_eq!(on_line_sum["count"], json!(on_line.len()), "{day}");
        let told = cashier.good("/api/drawer/close", json!({ "amount": "0.00", "note": "counted" })).await;
        let taken: f64 = told["taken"].as_str().unwrap().parse().unwrap();
        let cash = rows.iter().find(|r| r["method"] == "CASH").unwrap();
        let sum: f64 = cash["amount"].as_str().unwrap().parse().unwrap();
        assert!((sum - taken).abs() < 0.001, "receipts {sum}, drawer {taken}");
    });
    assert!(unanswered > 0 && acknowledged > 0, "the power went while somebody waited for an answer");
    assert!(service.begun().values().all(|n| *n == 1), "no payment was begun twice: {:?}", service.begun());
    assert_eq!(service.badly_signed(), 0);
    demo.stop();
    let mut args = vec!["audit".to_owned(), "verify".to_owned()];
    args.extend(demo.place());
    let told = demo.dir.manis(&args).good();
    assert_eq!(told.lines().filter(|l| l.contains(": ok ")).count(), 2, "{told}");
    println!("cuts {CUTS}, acknowledged {acknowledged}, lost 0, doubled 0, unanswered {unanswered}");
}

#[test]
fn power_cuts_in_a_storm_of_callbacks_lose_and_double_no_money() {
    storm(None);
}

#[test]
fn power_cuts_in_a_storm_of_callbacks_on_postgresql() {
    storm(Some(Database::create().url()));
}

/// Small parts, so that a file needs many.
const PART: usize = 20_000;

/// Sends a part; `None`: no answer came.
async fn part(hand: &Hand, path: &str, offset: usize, bytes: &[u8]) -> Option<(u16, Value)> {
    let mut body = format!("--x\r\nContent-Disposition: form-data; name=\"offset\"\r\n\r\n{offset}\r\n").into_bytes();
    body.extend(b"--x\r\nContent-Disposition: form-data; name=\"part\"; filename=\"scan.pdf\"\r\n\r\n");
    body.extend(bytes);
    body.extend(b"\r\n--x--\r\n");
    let asked = hand.client.post(format!("{}{path}", hand.base)).bearer_auth(&hand.token);
    let answer = asked.header("content-type", "multipart/form-data; boundary=x").body(body).send().await.ok()?;
    Some((answer.status().as_u16(), answer.json().await.ok()?))
}

fn uploads(database: Option<String>) {
    let mut demo = Demo::start(database);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (mut resumed, mut acknowledged) = (0, 0);
    for cut in 0..CUTS {
        let applicant = Hand::of(&demo, "APPLICANT");
        let file: Vec<u8> =
            b"%PDF-1.7\n".iter().copied().chain((0..400_000_usize).map(|n| ((n * 31 + cut) % 251) as u8)).collect();
        let (id, path) = runtime.block_on(async {
            let made = applicant.good("/api/applications", form(10_000 + cut)).await;
            let id = made["id"].as_str().unwrap().to_owned();
            let body = json!({ "name": "scan.pdf", "size": file.len(), "purpose": "photo" });
            let told = applicant.good(&format!("/api/applications/{id}/uploads"), body).await;
            let path = format!("/api/applications/{id}/uploads/{}", told["id"].as_str().unwrap());
            (id, path)
        });
        let dark = Arc::new(AtomicBool::new(false));
        let sent = Arc::new(AtomicUsize::new(0));
        let sender = {
            let (hand, path, file, dark, sent) =
                (applicant.clone(), path.clone(), file.clone(), dark.clone(), sent.clone());
            runtime.spawn(async move {
                let mut known = 0;
                while known < file.len() && !dark.load(Ordering::SeqCst) {
                    let end = (known + PART).min(file.len());
                    let Some((status, told)) = part(&hand, &path, known, &file[known..end]).await else { break };
                    assert_eq!(status, 200, "{told}");
                    known = usize::try_from(told["received"].as_u64().unwrap()).unwrap();
                    sent.store(known, Ordering::SeqCst);
                }
                known
            })
        };
        while sent.load(Ordering::SeqCst) < PART * (1 + 4 * cut) && !sender.is_finished() {
            std::thread::sleep(Duration::from_millis(1));
        }
        demo.kill();
        dark.store(true, Ordering::SeqCst);
        let known = runtime.block_on(sender).unwrap();
        demo.again();
        let applicant = Hand::of(&demo, "APPLICANT");
        runtime.block_on(async {
            let (status, told) = applicant.get(&path).await;
            if status == 200 {
                // What was acknowledged is there; a part is there whole or not at all.
                let mut at = usize::try_from(told["received"].as_u64().unwrap()).unwrap();
                assert!(at >= known, "acknowledged {known}, there {at}");
                assert!(at % PART == 0 || at == file.len(), "a half part: {at}");
                resumed += 1;
                loop {
                    let end = (at + PART).min(file.len());
                    let (status, told) = part(&applicant, &path, at, &file[at..end]).await.expect("an answer");
                    assert_eq!(status, 200, "{told}");
                    at = usize::try_from(told["received"].as_u64().unwrap()).unwrap();
                    if told["done"] == true {
                        break;
                    }
                }
            } else {
                assert_eq!((status, known), (404, file.len()), "only a whole file is forgotten: {told}");
            }
            acknowledged += known.div_ceil(PART);
            let (_, papers) = applicant.get(&format!("/api/applications/{id}/attachments")).await;
            let rows = papers["papers"].as_array().unwrap();
            assert_eq!(rows.len(), 1, "one file, one paper: {papers}");
            let name = rows[0]["id"].as_str().unwrap();
            let url = format!("{}/api/applications/{id}/attachments/{name}", applicant.base);
            let kept = applicant.client.get(url).bearer_auth(&applicant.token).send().await.unwrap();
            if kept.status() == 200 {
                assert_eq!(kept.bytes().await.unwrap().as_ref(), file.as_slice(), "byte for byte");
            }
        });
    }
    assert!(resumed > 0, "the power went in the middle of a file");
    demo.stop();
    println!("cuts {CUTS}, parts acknowledged {acknowledged}, lost 0, doubled 0, files resumed {resumed}");
}

#[test]
fn power_cuts_in_the_middle_of_a_file_lose_and_double_no_part() {
    uploads(None);
}

#[test]
fn power_cuts_in_the_middle_of_a_file_on_postgresql() {
    uploads(Some(Database::create().url()));
}
