//! `docs/payments.md` is what a stranger connects a payment service by: its lines run here, with `openssl` and `curl`.

use crate::kit::Demo;
use crate::payments::SECRET;
use crate::power_money::{Hand, invoice};
use serde_json::json;
use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::process::Command;
use store::GatewayRow;
use testkit::payment_server::PaymentServer;

const PAPER: &str = include_str!("../../../../docs/payments.md");

/// The n-th block of a kind in the part that is run by hand.
fn block(kind: &str, n: usize) -> String {
    let part = PAPER.split("## By hand").nth(1).unwrap();
    let start = format!("```{kind}\n");
    part.split(start.as_str()).nth(n + 1).and_then(|rest| rest.split("```").next()).unwrap().to_owned()
}

fn shell(script: &str, with: &[(&str, &str)]) -> String {
    let done = Command::new("sh").args(["-eu", "-c", script]).envs(with.iter().copied()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn the_marks_in_the_paper_are_those_of_openssl() {
    let secret = PAPER.split("With the secret `").nth(1).and_then(|rest| rest.split('`').next()).unwrap();
    assert_eq!(shell(&block("sh", 0), &[("SECRET", secret)]), block("text", 0));
}

/// One request as it came over the line: its first line, its headers by name, its body.
fn heard(listener: &std::net::TcpListener, answer: &str) -> (String, HashMap<String, String>, String) {
    let (mut line, _) = listener.accept().unwrap();
    let (mut bytes, mut piece) = (Vec::new(), [0_u8; 4096]);
    loop {
        let n = line.read(&mut piece).unwrap();
        bytes.extend_from_slice(&piece[..n]);
        let text = String::from_utf8(bytes.clone()).unwrap();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let mut rows = head.lines();
        let first = rows.next().unwrap().to_owned();
        let headers: HashMap<String, String> =
            rows.filter_map(|r| r.split_once(": ")).map(|(k, v)| (k.to_lowercase(), v.to_owned())).collect();
        let length: usize = headers.get("content-length").map_or(0, |n| n.parse().unwrap());
        if body.len() >= length {
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", answer.len());
            line.write_all(format!("{head}{answer}").as_bytes()).unwrap();
            return (first, headers, body.to_owned());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_we_send_is_what_the_paper_says_and_openssl_signs_it_alike() {
    use office::shared::faces::PaymentService as _;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let at = GatewayRow {
        provider: "Somebody".into(),
        address: format!("http://{}/v1", listener.local_addr().unwrap()),
        secret: SECRET.to_vec(),
        active: true,
        merchant: "QM-MA".into(),
        key_id: "k1".into(),
        previous: None,
        known: String::new(),
    };
    let answers = [
        r#"{"reference":"r1","checkout_url":"https://pay.example/checkout/r1","more":"is passed over"}"#,
        r#"{"reference":"r1","state":"open","amount":"50.00","currency":"USD"}"#,
    ];
    let ears = std::thread::spawn(move || answers.map(|answer| heard(&listener, answer)));
    let adapter = crate::payments::hasty();
    let place = adapter.begin(&at, &crate::payments::order("r1")).await.unwrap();
    assert_eq!(place, "https://pay.example/checkout/r1");
    assert!(adapter.read(&at, "r1").await.unwrap().is_some());
    let [begun, read] = ears.join().unwrap();
    assert_eq!((begun.0.as_str(), read.0.as_str()), ("POST /v1/payments HTTP/1.1", "GET /v1/payments/r1 HTTP/1.1"));
    assert_eq!(begun.1["idempotency-key"], "r1");
    let said: serde_json::Value = serde_json::from_str(&begun.2).unwrap();
    let shown = PAPER.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let paper: serde_json::Value = serde_json::from_str(shown).unwrap();
    let names = |of: &serde_json::Value| of.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&said), names(&paper), "the fields are those of the paper");
    assert_eq!((&said["amount"], &said["currency"]), (&json!("50.00"), &json!("USD")));
    let secret = std::str::from_utf8(SECRET).unwrap();
    for ((first, headers, body), path) in [(begun, "/v1/payments"), (read, "/v1/payments/r1")] {
        let parts: HashMap<&str, &str> =
            headers["manis-signature"].split(',').map(|p| p.split_once('=').unwrap()).collect();
        assert_eq!(parts["k"], "k1");
        let method = first.split(' ').next().unwrap();
        let signed = format!("{}.{method}.{path}.{body}", parts["t"]);
        let own = block("sh", 0).lines().next().unwrap().to_owned() + "\nmark \"$TEXT\"";
        assert_eq!(shell(&own, &[("SECRET", secret), ("TEXT", &signed)]).trim(), parts["v1"], "{signed}");
    }
}

#[test]
fn a_stranger_settles_a_payment_with_curl_and_openssl() {
    let service = PaymentServer::start(SECRET);
    let mut demo = Demo::start(None);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    let secret = std::str::from_utf8(SECRET).unwrap();
    let (reference, base) = runtime.block_on(async {
        let (admin, books) = (Hand::of(&demo, "TENANT_ADMIN"), Hand::of(&demo, "ACCOUNTANT"));
        let applicant = Hand::of(&demo, "APPLICANT");
        let set = json!({ "provider": "By hand", "address": service.address(), "merchant": "QM-MA", "key_id": "k1",
            "secret": secret, "active": true });
        admin.good("/api/gateway", set).await;
        let fees = json!({ "currency": "USD", "pay_point": "SUBMISSION", "payment_days": 14, "valid_from": today,
            "rows": [{ "item": "APP", "rate": "300.00" }] });
        let entered = books.good("/api/fees", fees).await;
        admin.good(&format!("/api/fees/{}/confirm", entered["id"].as_str().unwrap()), json!({})).await;
        let id = invoice(&applicant, 1).await;
        let place = applicant.good(&format!("/api/invoices/{id}/gateway"), json!({})).await;
        let reference = place["address"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        (reference, applicant.base.clone())
    });
    let callback = format!("{base}/api/pay/QM/callback");
    let script = block("sh", 1);
    let send = |secret: &str, key: &str| {
        let with = [("CALLBACK", callback.as_str()), ("REFERENCE", &reference), ("SECRET", secret), ("KEY", key)];
        let told = shell(&script, &with);
        let (body, status) = told.trim_end().rsplit_once('\n').unwrap();
        (body.to_owned(), status.to_owned())
    };
    let told = |heard: &str| (format!("{{\"heard\":\"{heard}\"}}"), "200".to_owned());
    assert_eq!(send(secret, "k1"), told("open"), "nobody has paid yet");
    service.provider.says(&reference, |s| s.state = "paid");
    assert_eq!(send("another secret of at least 32 characters", "k1").1, "404");
    assert_eq!(send(secret, "k2").1, "404", "a key that nobody agreed on");
    assert_eq!(send(secret, "k1"), told("settled"));
    assert_eq!(send(secret, "k1"), told("before"));
    demo.stop();
}
