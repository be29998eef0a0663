//! The adapter against a real HTTP server that is late, slow, broken or out of its mind; and against our own program.

use cites::{Currency, Money};
use office::shared::faces::{CourierError, PaymentOrder, PaymentService as _, PaymentState};
use server::shared::payments::{HttpPayments, Patience};
use std::time::Duration;
use store::GatewayRow;
use testkit::payment_server::{Mood, PaymentServer};

pub const SECRET: &[u8] = b"a shared secret of some length 123456";

fn row(server: &PaymentServer) -> GatewayRow {
    GatewayRow {
        provider: "Test Pay".into(),
        address: server.address(),
        secret: SECRET.to_vec(),
        active: true,
        merchant: "QM-MA".into(),
        key_id: "k1".into(),
        previous: None,
        known: String::new(),
    }
}

pub fn hasty() -> HttpPayments {
    server::shared::tls::install_crypto();
    let patience = Patience {
        connect: Duration::from_millis(500),
        answer: Duration::from_millis(700),
        pause: Duration::from_millis(5),
    };
    HttpPayments::new(None, patience).unwrap()
}

fn usd(minor: i64) -> Money {
    Money { minor, currency: Currency::parse("USD").unwrap() }
}

pub fn order(reference: &str) -> PaymentOrder {
    PaymentOrder {
        reference: reference.into(),
        amount: usd(5000),
        words: "INV-26-00001".into(),
        back: "https://permits.example/invoices/1".into(),
        callback: "https://permits.example/api/pay/QM/callback".into(),
    }
}

#[tokio::test]
async fn a_payment_is_begun_once_and_read_however_the_service_behaves() {
    let service = PaymentServer::start(SECRET);
    let (at, adapter) = (row(&service), hasty());
    // The answer is lost twice after the service did it: asked again under the same key it makes no second payment.
    service.next(&[Mood::CutBefore, Mood::Late(Duration::from_millis(1500))]);
    let place = adapter.begin(&at, &order("r1")).await.unwrap();
    assert_eq!(place, format!("http://{}/pay/r1", service.at));
    assert_eq!(service.asked().len(), 3);
    assert!(service.begun().values().all(|n| *n == 1), "{:?}", service.begun());
    assert_eq!(service.badly_signed(), 0);
    let said = adapter.read(&at, "r1").await.unwrap().unwrap();
    assert_eq!((said.state, said.amount), (PaymentState::Open, usd(5000)));
    assert!(adapter.read(&at, "r2").await.unwrap().is_none(), "unknown is an answer");
    assert!(adapter.read(&at, "../secrets").await.unwrap().is_none(), "and nothing else is asked for");
    // In trouble twice, then right.
    service.next(&[Mood::Fails, Mood::Busy]);
    assert!(adapter.read(&at, "r1").await.unwrap().is_some());
    service.next(&[Mood::CutInside, Mood::CutInside]);
    assert!(adapter.read(&at, "r1").await.unwrap().is_some());
    // In trouble for longer than we ask.
    let before = service.asked().len();
    service.next(&[Mood::Fails; 3]);
    assert!(matches!(adapter.read(&at, "r1").await, Err(CourierError::Unreachable(_))));
    assert_eq!(service.asked().len() - before, 3, "asked three times and no more");
    service.next(&[Mood::Slow; 3]);
    assert!(matches!(adapter.read(&at, "r1").await, Err(CourierError::TimedOut)), "a byte now and then is no answer");
}

#[tokio::test]
async fn what_cannot_be_trusted_is_asked_once_and_believed_never() {
    let service = PaymentServer::start(SECRET);
    let (at, adapter) = (row(&service), hasty());
    adapter.begin(&at, &order("r1")).await.unwrap();
    for mood in [Mood::Redirects, Mood::Nonsense, Mood::Huge] {
        let before = service.asked().len();
        service.next(&[mood]);
        let said = adapter.read(&at, "r1").await;
        assert!(matches!(said, Err(CourierError::NotTrusted(_) | CourierError::TooLarge)), "{mood:?}: {said:?}");
        assert_eq!(service.asked().len() - before, 1, "{mood:?} is not asked again");
    }
    service.provider.says("r1", |s| (s.state, s.minor, s.currency) = ("paid", 4999, "EUR".into()));
    let said = adapter.read(&at, "r1").await.unwrap().unwrap();
    assert_eq!(said.amount, Money { minor: 4999, currency: Currency::parse("EUR").unwrap() }, "told as it was said");
    service.provider.says("r1", |s| s.state = "perhaps");
    assert!(matches!(adapter.read(&at, "r1").await, Err(CourierError::NotTrusted(_))));
    // Another secret: the service refuses us, and that is not tried again.
    let stranger = GatewayRow { secret: vec![b'x'; 40], ..at.clone() };
    assert!(adapter.read(&stranger, "r1").await.is_err());
    assert_eq!(service.badly_signed(), 1);
    for address in ["http://pay.example/v1", "ftp://127.0.0.1/", "file:///etc"] {
        let plain = GatewayRow { address: address.into(), ..at.clone() };
        assert!(matches!(adapter.read(&plain, "r1").await, Err(CourierError::NotTrusted(_))), "{address}");
    }
}

#[tokio::test]
async fn nobody_at_the_port_is_said_in_time() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/v1", free.local_addr().unwrap());
    drop(free);
    let at = GatewayRow { address, ..row(&PaymentServer::start(SECRET)) };
    assert!(matches!(hasty().begin(&at, &order("r1")).await, Err(CourierError::Unreachable(_))));
}
