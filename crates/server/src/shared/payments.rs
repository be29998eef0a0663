//! The road to payment services: JSON over HTTPS as `docs/payments.md` writes it down, so that any country's gateway can
//! stand behind it. Every request is signed, answers are bounded in time and size, and a question is asked again only
//! where asking twice does the same as asking once.

use super::clock::SystemClock;
use async_trait::async_trait;
use aws_lc_rs::hmac;
use cites::{Currency, Money};
use office::shared::faces::{Clock as _, CourierError, PaymentOrder, PaymentSaid, PaymentService, PaymentState};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::time::Duration;
use store::GatewayRow;

/// Answers larger than this are not read.
const LARGEST_ANSWER: usize = 64 * 1024;
/// How often one question is asked at most.
const TRIES: usize = 3;

/// How long we wait.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For a connection.
    pub connect: Duration,
    /// For one answer.
    pub answer: Duration,
    /// Before the second try; twice as long before the third.
    pub pause: Duration,
}

impl Default for Patience {
    fn default() -> Patience {
        Patience { connect: Duration::from_secs(3), answer: Duration::from_secs(6), pause: Duration::from_millis(300) }
    }
}

/// Speaks to payment services.
#[derive(Debug, Clone)]
pub struct HttpPayments {
    client: reqwest::Client,
    patience: Patience,
}

/// What a payment is begun with.
#[derive(Serialize)]
struct OrderBody<'a> {
    merchant: &'a str,
    reference: &'a str,
    amount: &'a str,
    currency: &'a str,
    description: &'a str,
    return_url: &'a str,
    callback_url: &'a str,
}

#[derive(Deserialize)]
struct BegunBody {
    reference: String,
    checkout_url: String,
}

#[derive(Deserialize)]
struct SaidBody {
    reference: String,
    state: String,
    amount: String,
    currency: String,
}

/// One answer, read whole.
struct Answered {
    status: u16,
    body: Vec<u8>,
}

impl HttpPayments {
    /// With the authorities that the system trusts, and those of `roots` (PEM) beside them.
    ///
    /// # Errors
    /// One sentence that names the file.
    pub fn new(roots: Option<&Path>, patience: Patience) -> anyhow::Result<HttpPayments> {
        use anyhow::Context as _;
        let mut client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .connect_timeout(patience.connect)
            .timeout(patience.answer);
        if let Some(path) = roots {
            let bundle = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            let bundle = reqwest::Certificate::from_pem_bundle(&bundle)
                .with_context(|| format!("{} holds no certificates", path.display()))?;
            client = client.tls_certs_merge(bundle);
        }
        Ok(HttpPayments { client: client.build()?, patience })
    }

    /// Asks until there is an answer that means something; a server that is in trouble is asked again, one that refuses
    /// is not.
    async fn ask(
        &self,
        at: &GatewayRow,
        method: reqwest::Method,
        path: &str,
        key: &str,
        body: &[u8],
    ) -> Result<Answered, CourierError> {
        let mut last = CourierError::TimedOut;
        for tried in 0..TRIES {
            if tried > 0 {
                tokio::time::sleep(self.patience.pause * (1 << (tried - 1))).await;
            }
            // One limit over connection, head and body: a server that sends a byte now and then does not hold us.
            let once = self.once(at, method.clone(), path, key, body);
            match tokio::time::timeout(self.patience.connect + self.patience.answer, once).await {
                Err(_) => last = CourierError::TimedOut,
                Ok(Err(error @ (CourierError::NotTrusted(_) | CourierError::TooLarge))) => return Err(error),
                Ok(Err(error)) => last = error,
                Ok(Ok(answered)) => match answered.status {
                    429 | 500..=599 => last = CourierError::Unreachable(format!("status {}", answered.status)),
                    _ => return Ok(answered),
                },
            }
        }
        Err(last)
    }

    async fn once(
        &self,
        at: &GatewayRow,
        method: reqwest::Method,
        path: &str,
        key: &str,
        body: &[u8],
    ) -> Result<Answered, CourierError> {
        let url = reqwest::Url::parse(&format!("{}{path}", at.address))
            .map_err(|_| CourierError::NotTrusted("the address is none".into()))?;
        if !may_call(&url) {
            return Err(CourierError::NotTrusted("an address that is not https".into()));
        }
        let mark = signature(at, method.as_str(), url.path(), body);
        let mut request = self.client.request(method, url).header("manis-signature", mark);
        if !key.is_empty() {
            request = request.header("idempotency-key", key);
        }
        if !body.is_empty() {
            request = request.header("content-type", "application/json").body(body.to_vec());
        }
        let mut answer = request.send().await.map_err(|e| failure(&e))?;
        let status = answer.status().as_u16();
        let mut read = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|e| failure(&e))? {
            if read.len() + chunk.len() > LARGEST_ANSWER {
                return Err(CourierError::TooLarge);
            }
            read.extend_from_slice(&chunk);
        }
        Ok(Answered { status, body: read })
    }
}

/// TLS, or this machine itself: only a fictional Party can set such an address.
pub(super) fn may_call(url: &reqwest::Url) -> bool {
    let loopback = url.host_str().is_some_and(|h| {
        h.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
    });
    url.scheme() == "https" || (url.scheme() == "http" && loopback)
}

/// `t=<seconds>,k=<name of the key>,v1=<hexadecimal HMAC-SHA-256 of t.METHOD.path.body>`.
fn signature(at: &GatewayRow, method: &str, path: &str, body: &[u8]) -> String {
    let seconds = SystemClock.now().as_second();
    let mut text = format!("{seconds}.{method}.{path}.").into_bytes();
    text.extend_from_slice(body);
    let key = hmac::Key::new(hmac::HMAC_SHA256, &at.secret);
    let mark: String = hmac::sign(&key, &text).as_ref().iter().map(|b| format!("{b:02x}")).collect();
    format!("t={seconds},k={},v1={mark}", at.key_id)
}

/// What went wrong, without addresses.
fn failure(error: &reqwest::Error) -> CourierError {
    if error.is_timeout() {
        return CourierError::TimedOut;
    }
    let mut text = String::new();
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(error);
    while let Some(inner) = cause {
        text = inner.to_string();
        cause = inner.source();
    }
    if text.contains("certificate") { CourierError::NotTrusted(text) } else { CourierError::Unreachable(text) }
}

fn strange(what: &str) -> CourierError {
    CourierError::NotTrusted(what.to_owned())
}

fn parsed<T: for<'de> Deserialize<'de>>(answered: &Answered) -> Result<T, CourierError> {
    if !(200..300).contains(&answered.status) {
        return Err(strange(&format!("status {}", answered.status)));
    }
    serde_json::from_slice(&answered.body).map_err(|_| strange("an answer that cannot be read"))
}

/// The number without its currency.
fn plain(money: Money) -> String {
    money.to_string().split(' ').next().unwrap_or("").to_owned()
}

#[async_trait]
impl PaymentService for HttpPayments {
    async fn begin(&self, at: &GatewayRow, order: &PaymentOrder) -> Result<String, CourierError> {
        let body = serde_json::to_vec(&OrderBody {
            merchant: &at.merchant,
            reference: &order.reference,
            amount: &plain(order.amount),
            currency: order.amount.currency.code(),
            description: &order.words,
            return_url: &order.back,
            callback_url: &order.callback,
        })
        .map_err(|_| strange("an order that cannot be written"))?;
        // Our reference is the key: asked twice, the service makes one payment.
        let answered = self.ask(at, reqwest::Method::POST, "/payments", &order.reference, &body).await?;
        let begun: BegunBody = parsed(&answered)?;
        if begun.reference != order.reference {
            return Err(strange("an answer about another payment"));
        }
        // The payer is sent there: an address of the web, and nothing else.
        match reqwest::Url::parse(&begun.checkout_url) {
            Ok(url) if may_call(&url) && url.username().is_empty() => Ok(url.to_string()),
            _ => Err(strange("an address that is none")),
        }
    }

    async fn read(&self, at: &GatewayRow, reference: &str) -> Result<Option<PaymentSaid>, CourierError> {
        let token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if reference.is_empty() || !reference.chars().all(token) || reference.chars().all(|c| c == '.') {
            return Ok(None);
        }
        let answered = self.ask(at, reqwest::Method::GET, &format!("/payments/{reference}"), "", &[]).await?;
        if answered.status == 404 {
            return Ok(None);
        }
        let said: SaidBody = parsed(&answered)?;
        let currency = Currency::parse(&said.currency).map_err(|_| strange("a currency that is none"))?;
        Ok(Some(PaymentSaid {
            reference: said.reference.chars().filter(|c| !c.is_control()).take(200).collect(),
            state: match said.state.as_str() {
                "paid" => PaymentState::Paid,
                "refused" => PaymentState::Refused,
                "open" => PaymentState::Open,
                _ => return Err(strange("a state that is none")),
            },
            amount: Money::parse(&said.amount, currency).map_err(|_| strange("an amount that is none"))?,
        }))
    }
}
