//! The payment service: the payer goes there and comes back, and nothing of that is believed. A signed callback only
//! makes us ask the service ourselves; what it says is compared with what we asked for, and counts once.

use super::settle::{self, Coming, ReceiptWords};
use crate::registers::colleague::{self, Right};
use crate::shared::act::{self, Ran};
use crate::shared::case::Stored;
use crate::shared::error::Error;
use crate::shared::faces::{CourierError, PaymentOrder, PaymentSaid, PaymentState};
use crate::shared::office::{House, Office, Who};
use cites::ids::{GatewayPaymentId, GatewayPaymentKind, InvoiceId};
use cites::{Role, Timestamp};
use jiff::ToSpan as _;
use permits::money::PayMethod;
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use store::{AuditEntry, GatewayPaymentRow, GatewayRow, OldKey};
use subtle::ConstantTimeEq as _;

/// Longest time between the signature of a callback and our clock, either way.
const WINDOW_SECONDS: i64 = 300;
/// Payments at the service are asked for again after this time without callback.
const POLL_MINUTES: i64 = 5;
/// After this time a payment that the service still calls open is no longer asked for.
const POLL_DAYS: i64 = 3;

/// So long the secret before the present one is accepted.
pub const ROTATION_DAYS: i64 = 3;

/// What came of a callback or of asking the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// The payment was settled now.
    Settled,
    /// It was settled before.
    Before,
    /// The service refused it; the invoice stays due.
    Refused,
    /// The service has not finished.
    Open,
    /// It fits nothing of ours and waits for a person.
    Unmatched,
}

/// Who decides where the money goes.
pub const SET: &[Role] = &[Role::TenantAdmin];
/// Who sees the settings (never a secret) and tries them.
pub const TRY: &[Role] = &[Role::Accountant, Role::TenantAdmin];

/// The payment service as the administrator sets it.
#[derive(Clone, PartialEq, Eq)]
pub struct Service {
    /// Short name.
    pub provider: String,
    /// Where it answers, `https` only; see `docs/payments.md`.
    pub address: String,
    /// What it calls us; blank when it gives no name.
    pub merchant: String,
    /// Name of the secret, as agreed with the service.
    pub key_id: String,
    /// The shared secret; `None`: the one that is kept already.
    pub secret: Option<Vec<u8>>,
    /// Reference of a payment that it knows, for the test; blank for none.
    pub known: String,
    /// May payers use it?
    pub active: bool,
}

/// The secret is never printed.
impl std::fmt::Debug for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Service").field("provider", &self.provider).field("key_id", &self.key_id).finish()
    }
}

impl Service {
    fn check(&self, demo: bool) -> Result<(), Error> {
        // Nothing of a fictional Party leaves the machine; what stays on it needs no TLS.
        let loopback = demo && ["http://127.0.0.1:", "http://[::1]:"].iter().any(|p| self.address.starts_with(p));
        let plain = self.address.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '@' | '?' | '#' | '"' | '<'));
        if !(self.address.starts_with("https://") || loopback) || self.address.len() > 300 || !plain {
            return Err(Error::value("address", "gateway-address", "Give an address that begins with https://."));
        }
        if self.secret.as_ref().is_some_and(|s| s.len() < 32 || s.len() > 512) {
            return Err(Error::value("secret", "gateway-secret", "Give a secret of at least 32 characters."));
        }
        if self.provider.trim().is_empty() || self.provider.len() > 60 {
            return Err(Error::value("provider", "name-empty", "Give the name."));
        }
        let token = |text: &str, most: usize| {
            text.len() <= most && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        };
        if self.key_id.is_empty() || !token(&self.key_id, 40) {
            return Err(Error::value("key_id", "gateway-key-id", "Name the key with letters, digits and hyphens."));
        }
        if !token(&self.merchant, 80) {
            let help = "Write letters, digits, hyphens, underscores and full stops only.";
            return Err(Error::value("merchant", "gateway-token", help));
        }
        if !token(&self.known, 80) {
            let help = "Write letters, digits, hyphens, underscores and full stops only.";
            return Err(Error::value("known", "gateway-token", help));
        }
        Ok(())
    }

    /// The row to keep: a new secret under a new name puts the one before it aside, where it is accepted for
    /// [`ROTATION_DAYS`], so that callbacks on their way are not lost.
    fn kept(&self, before: Option<GatewayRow>, now: Timestamp) -> Result<GatewayRow, Error> {
        let before = before.filter(|b| b.provider == self.provider.trim());
        let need = || Error::value("secret", "gateway-secret-new", "Give the secret that belongs to this key.");
        let (secret, previous) = match (&self.secret, before) {
            (Some(secret), None) => (secret.clone(), None),
            (None, None) => return Err(need()),
            (given, Some(b)) if self.key_id == b.key_id => {
                if given.as_ref().is_some_and(|s| *s != b.secret) {
                    let help = "Give a new secret a new name, so that both are known apart.";
                    return Err(Error::value("key_id", "gateway-key-same", help));
                }
                (b.secret, b.previous.filter(|old| old.until > now))
            }
            (Some(secret), Some(b)) => {
                let until = now + (ROTATION_DAYS * 24).hours();
                (secret.clone(), Some(OldKey { id: b.key_id, secret: b.secret, until }))
            }
            (None, Some(_)) => return Err(need()),
        };
        Ok(GatewayRow {
            provider: self.provider.trim().to_owned(),
            address: self.address.trim_end_matches('/').to_owned(),
            secret,
            active: self.active,
            merchant: self.merchant.clone(),
            key_id: self.key_id.clone(),
            previous,
            known: self.known.clone(),
        })
    }
}

/// Sets the payment service of the Party, or gives it a new secret.
///
/// # Errors
/// `gateway-address`, `gateway-secret`, `gateway-secret-new`, `gateway-key-id`, `gateway-key-same`, `gateway-token`,
/// [`Error::NotPermitted`], or what the archive says.
pub async fn set(office: &Office, who: &Who, service: Service) -> Result<(), Error> {
    who.must_be(SET)?;
    service.check(who.house.tenant.demo)?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "gateway_set", |tx| {
        let before = tx.gateway().await?;
        let row = service.kept(before, now)?;
        tx.gateway_put(&row).await?;
        // The secret never goes into the trail.
        let words = serde_json::json!({
            "provider": row.provider, "address": row.address, "merchant": row.merchant, "key": row.key_id,
            "previous": row.previous.as_ref().map(|p| &p.id), "active": row.active,
        });
        tx.audit(AuditEntry::new("gateway_set", "gateway", &row.provider).payload(&words)?);
        Ok(((), row.provider.clone()))
    });
    ran.map(|_| ())
}

/// A service that cannot be asked, said to whoever stands at the form.
fn silent(field: &str, error: &CourierError) -> Error {
    match error {
        CourierError::NotTrusted(_) | CourierError::TooLarge => Error::value(
            field,
            "gateway-answer",
            "The payment service answered something that cannot be used; have its settings looked at.",
        ),
        CourierError::Unreachable(_) | CourierError::TimedOut => Error::value(
            field,
            "gateway-silent",
            "The payment service does not answer now; try again later, or choose another way.",
        ),
    }
}

/// Tries the settings: asks the service for a payment that it knows. Nothing is booked.
///
/// # Errors
/// `gateway-none`, `gateway-known` without a reference, `gateway-silent`, `gateway-answer`, `gateway-known-not` when
/// the service knows no such payment, [`Error::NotPermitted`].
pub async fn probe(office: &Office, who: &Who, reference: &str) -> Result<PaymentSaid, Error> {
    who.must_be(TRY)?;
    let none =
        || Error::value("known", "gateway-none", "This authority takes no payments on line; choose another way.");
    let service = office.payments.get().ok_or_else(none)?;
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let at = read.gateway().await?.ok_or_else(none)?;
    drop(read);
    let reference = if reference.trim().is_empty() { at.known.clone() } else { reference.trim().to_owned() };
    let token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if reference.is_empty() || reference.len() > 80 || !reference.chars().all(token) {
        return Err(Error::value("known", "gateway-known", "Give the reference of a payment that the service knows."));
    }
    let said = service.read(&at, &reference).await;
    let outcome = match &said {
        Ok(Some(_)) => "known",
        Ok(None) => "unknown",
        Err(_) => "silent",
    };
    store::act!(&office.store, &who.scope(now), "gateway_test", |tx| {
        let words = serde_json::json!({ "reference": reference, "outcome": outcome });
        tx.audit(AuditEntry::new("gateway_test", "gateway", &at.provider).payload(&words)?);
        Ok::<_, Error>(())
    })?;
    let unknown = || {
        Error::value(
            "known",
            "gateway-known-not",
            "The service answers, but it knows no such payment; check the reference.",
        )
    };
    said.map_err(|e| silent("known", &e))?.ok_or_else(unknown)
}

/// Begins a payment of what is open; answers where the payer's browser goes. `back`: where it comes back to.
///
/// # Errors
/// `gateway-none`, `invoice-settled`, [`Error::NotFound`], [`Error::NotPermitted`], or that the service does not answer.
pub async fn begin(office: &Office, who: &Who, invoice: InvoiceId, back: &str) -> Result<String, Error> {
    let none = || Error::value("", "gateway-none", "This authority takes no payments on line; choose another way.");
    let service = office.payments.get().ok_or_else(none)?;
    let now = office.clock.now();
    let id: GatewayPaymentId = office.id::<GatewayPaymentKind>(now);
    let ran = act::run!(office, who, now, "gateway_begin", |tx| {
        let row = super::load(tx, who, invoice).await?;
        // The payer pays; who only reads the book for the authority begins nothing.
        if who.must_be(super::INVOICES).is_ok() {
            return Err(Error::NotPermitted);
        }
        colleague::must(tx, who, Right::Pay).await?;
        row.balance.must_be_owed().map_err(|e| Error::value("", e.code(), e.to_string()))?;
        if row.balance.settled() {
            return Err(Error::value("", "invoice-settled", "This invoice is settled; take no money for it."));
        }
        if tx.gateway().await?.is_none_or(|g| !g.active) {
            return Err(none());
        }
        let payment = GatewayPaymentRow {
            id,
            reference: id.to_string(),
            invoice,
            amount: row.money(row.balance.open()),
            state: "PENDING".into(),
            begun_at: now,
            settled_at: None,
            version: 1,
        };
        tx.gateway_payment_insert(&payment).await?;
        let words = serde_json::json!({ "invoice": row.number, "amount": payment.amount.to_string() });
        tx.audit(AuditEntry::new("gateway_begin", "invoice", invoice).payload(&words)?);
        Ok(((), id.to_string()))
    });
    let reference = match ran? {
        Ran::Now(()) => id.to_string(),
        Ran::Before(id) => id,
    };
    let mut read = office.store.read(&who.scope(now)).await?;
    let at = read.gateway().await?.ok_or_else(none)?;
    let payment = read.gateway_payment(&reference).await?.ok_or(Error::NotFound("payment"))?;
    let words = read.invoice(invoice).await?.map(|i| i.number).unwrap_or_default();
    drop(read);
    let callback = format!("{}/api/pay/{}/callback", office.addresses.public, who.house.tenant.code);
    let order = PaymentOrder { reference, amount: payment.amount, words, back: back.to_owned(), callback };
    service.begin(&at, &order).await.map_err(|e| silent("", &e))
}

/// HMAC-SHA-256 (RFC 2104) of the parts one after the other.
fn hmac(secret: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut key = [0_u8; 64];
    if secret.len() > 64 {
        key[..32].copy_from_slice(&Sha256::digest(secret));
    } else {
        key[..secret.len()].copy_from_slice(secret);
    }
    let mut inner = Sha256::new();
    inner.update(key.map(|b| b ^ 0x36));
    for part in parts {
        inner.update(part);
    }
    let mut outer = Sha256::new();
    outer.update(key.map(|b| b ^ 0x5c));
    outer.update(inner.finalize());
    outer.finalize().into()
}

/// Did the service sign this, with the key of now or with the one before it while that is still accepted? The header
/// names the key: `t=<unix seconds>,k=<name of the key>,v1=<64 hexadecimal digits>`.
fn is_signed_by(at: &GatewayRow, header: &str, body: &[u8], now: Timestamp) -> bool {
    let Some(name) = header.split(',').find_map(|p| p.trim().strip_prefix("k=")) else { return false };
    let old = at.previous.as_ref().filter(|old| old.id == name && now <= old.until);
    let secret = if name == at.key_id { Some(&at.secret) } else { old.map(|old| &old.secret) };
    secret.is_some_and(|secret| is_signed(secret, header, body, now))
}

/// Is this the signature of the body, made with the secret, and made now? Signed are the digits of the time, a full
/// stop and the body as sent.
fn is_signed(secret: &[u8], header: &str, body: &[u8], now: Timestamp) -> bool {
    let part = |name: &str| header.split(',').find_map(|p| p.trim().strip_prefix(name));
    let (Some(time), Some(mark)) = (part("t="), part("v1=")) else { return false };
    let Ok(seconds) = time.parse::<i64>() else { return false };
    let made: String = hmac(secret, &[time.as_bytes(), b".", body]).iter().map(|b| format!("{b:02x}")).collect();
    let equal = bool::from(made.as_bytes().ct_eq(mark.to_ascii_lowercase().as_bytes()));
    equal && now.as_second().saturating_sub(seconds).saturating_abs() <= WINDOW_SECONDS
}

#[derive(serde::Deserialize)]
struct CallbackBody {
    reference: String,
}

/// Hears a callback. Whoever cannot sign it gets the answer of an address that does not exist.
///
/// # Errors
/// [`Error::NotFound`] for what is not signed; that the service does not answer, so that it calls again.
pub async fn callback(office: &Office, house: &Arc<House>, header: &str, body: &[u8]) -> Result<Heard, Error> {
    let who = Who::system(house.clone());
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let at = read.gateway().await?;
    drop(read);
    let signed = at.as_ref().is_some_and(|g| g.active && is_signed_by(g, header, body, now));
    if !signed {
        return Err(Error::NotFound("payment"));
    }
    let Ok(said) = serde_json::from_slice::<CallbackBody>(body) else {
        let words = String::from_utf8_lossy(body).chars().filter(|c| !c.is_control()).take(2_000).collect::<String>();
        return unmatched(office, &who, "", "callback-broken", &words).await;
    };
    let reference: String = said.reference.chars().filter(|c| !c.is_control()).take(200).collect();
    hear(office, &who, &reference, true).await
}

/// Asks the service about a reference, from server to server, and settles what it says is paid. `called`: the service
/// itself named the reference, so that it must know it; else a payer who never arrived there is nobody's trouble.
///
/// # Errors
/// That the service does not answer, or what the archive says.
pub async fn hear(office: &Office, who: &Who, reference: &str, called: bool) -> Result<Heard, Error> {
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let at = read.gateway().await?.ok_or(Error::NotFound("payment"))?;
    let payment = read.gateway_payment(reference).await?;
    drop(read);
    let Some(payment) = payment else {
        return unmatched(office, who, reference, "reference-unknown", "").await;
    };
    if payment.state == "SETTLED" {
        return Ok(Heard::Before);
    }
    let service = office.payments.get().ok_or(Error::NotFound("payment"))?;
    let Some(said) = service.read(&at, reference).await? else {
        if !called {
            return Ok(Heard::Open);
        }
        return unmatched(office, who, reference, "service-knows-nothing", "").await;
    };
    let words = format!("{} {:?} {}", said.reference, said.state, said.amount);
    if said.reference != payment.reference {
        return unmatched(office, who, reference, "reference-other", &words).await;
    }
    match said.state {
        PaymentState::Open => Ok(Heard::Open),
        PaymentState::Refused => refused(office, who, &payment).await,
        PaymentState::Paid if said.amount.currency != payment.amount.currency => {
            unmatched(office, who, reference, "currency-other", &words).await
        }
        PaymentState::Paid if said.amount.minor != payment.amount.minor => {
            unmatched(office, who, reference, "amount-other", &words).await
        }
        PaymentState::Paid => match settle_payment(office, who, &payment, &said).await? {
            Heard::Unmatched => unmatched(office, who, reference, "invoice-written-off", &words).await,
            heard => Ok(heard),
        },
    }
}

async fn settle_payment(
    office: &Office,
    who: &Who,
    payment: &GatewayPaymentRow,
    said: &PaymentSaid,
) -> Result<Heard, Error> {
    let now = office.clock.now();
    store::act!(&office.store, &who.scope(now), "gateway_settle", |tx| {
        let seen = tx.invoice(payment.invoice).await?.ok_or(Error::NotFound("invoice"))?;
        if let Some(case) = seen.application {
            let _: Option<Stored> = tx.application_for_update(case).await?;
        }
        let row = tx.invoice_for_update(payment.invoice).await?.ok_or(Error::NotFound("invoice"))?;
        // Whoever waited here for the lock finds what the other has done.
        let held = tx.gateway_payment_for_update(&payment.reference).await?.ok_or(Error::NotFound("payment"))?;
        if held.state == "SETTLED" {
            return Ok(Heard::Before);
        }
        // Paid after all: a person sees to it that the debt is owed again, or that the money goes back.
        if row.balance.written_off > 0 {
            return Ok(Heard::Unmatched);
        }
        let coming = Coming {
            invoice: payment.invoice,
            amount: said.amount,
            method: PayMethod::Gateway,
            reference: Some(payment.reference.clone()),
            payer: seen.payer,
            session: None,
            account: None,
        };
        let settled = settle::put(tx, office, who, coming).await?;
        tx.gateway_payment_end(held.id, true).await?;
        settle::audit(tx, "gateway_settle", &settled.invoice, settled.moved.as_ref(), &ReceiptWords::of(&settled))?;
        Ok::<_, Error>(Heard::Settled)
    })
}

async fn refused(office: &Office, who: &Who, payment: &GatewayPaymentRow) -> Result<Heard, Error> {
    let now = office.clock.now();
    store::act!(&office.store, &who.scope(now), "gateway_refused", |tx| {
        let held = tx.gateway_payment_for_update(&payment.reference).await?.ok_or(Error::NotFound("payment"))?;
        if held.state == "PENDING" {
            tx.gateway_payment_end(held.id, false).await?;
            tx.audit(AuditEntry::new("gateway_refused", "invoice", payment.invoice).payload(&payment.reference)?);
        }
        Ok::<_, Error>(Heard::Refused)
    })
}

/// Keeps it for a person; the same trouble once.
async fn unmatched(office: &Office, who: &Who, reference: &str, why: &'static str, said: &str) -> Result<Heard, Error> {
    let now = office.clock.now();
    let id: GatewayPaymentId = office.id::<GatewayPaymentKind>(now);
    store::act!(&office.store, &who.scope(now), "gateway_unmatched", |tx| {
        if tx.gateway_unmatched_insert(id, reference, why, said).await? {
            tx.audit(AuditEntry::new("gateway_unmatched", "gateway", reference).payload(&why)?);
        }
        Ok::<_, Error>(Heard::Unmatched)
    })
}

/// A person looked at a callback that was not believed.
///
/// # Errors
/// `reason-empty`, [`Error::NotPermitted`], or what the archive says.
pub async fn looked_at(office: &Office, who: &Who, id: GatewayPaymentId, note: String) -> Result<(), Error> {
    who.must_be(super::BOOKS)?;
    if note.trim().is_empty() {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "gateway_looked_at", |tx| {
        tx.gateway_unmatched_end(id, note.trim()).await?;
        tx.audit(AuditEntry::new("gateway_looked_at", "gateway", id).payload(&note.trim())?);
        Ok(((), id.to_string()))
    });
    ran.map(|_| ())
}

/// Asks the service about payments without callback. A job of the system; answers how many were settled.
///
/// # Errors
/// What the archive says; a service that does not answer is asked again at the next round.
pub async fn poll(office: &Office, who: &Who) -> Result<usize, Error> {
    if office.payments.get().is_none() {
        return Ok(0);
    }
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let pending = read.gateway_pending(now - POLL_MINUTES.minutes(), 100).await?;
    drop(read);
    let mut done = 0;
    for payment in pending.iter().filter(|p| p.begun_at > now - (POLL_DAYS * 24).hours()) {
        match hear(office, who, &payment.reference, false).await {
            Ok(Heard::Settled) => done += 1,
            Ok(_) => {}
            // It is away; the next round asks again, and nobody else waits for it meanwhile.
            Err(Error::Courier(_)) => break,
            Err(other) => return Err(other),
        }
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Test case 2 of RFC 4231.
    #[test]
    fn the_mark_is_the_one_of_the_standard() {
        let mark = hmac(b"Jefe", &[b"what do ya want ", b"for nothing?"]);
        let hex: String = mark.iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn a_key_is_known_by_its_name_and_the_one_before_it_for_three_days() {
        let now: Timestamp = "2026-11-02T08:00:00Z".parse().unwrap();
        let first = Service {
            provider: "Pay".into(),
            address: "https://pay.example/v1/".into(),
            merchant: "QM-MA".into(),
            key_id: "k1".into(),
            secret: Some(b"0123456789abcdef0123456789abcdef".to_vec()),
            known: String::new(),
            active: true,
        };
        let row = first.kept(None, now).unwrap();
        assert_eq!(row.address, "https://pay.example/v1");
        let body = br#"{"reference":"x"}"#;
        let sign = |secret: &[u8], key: &str, at: Timestamp| {
            let mark = hmac(secret, &[at.as_second().to_string().as_bytes(), b".", body]);
            let hex: String = mark.iter().map(|b| format!("{b:02x}")).collect();
            format!("t={},k={key},v1={hex}", at.as_second())
        };
        let old = sign(&row.secret, "k1", now);
        assert!(is_signed_by(&row, &old, body, now));
        assert!(!is_signed_by(&row, &old.replace("k=k1,", ""), body, now), "a mark without the name of its key");
        assert!(!is_signed_by(&row, &old.replace("k1", "k9"), body, now));
        let same = Service { secret: Some(vec![b'x'; 32]), ..first.clone() };
        assert_eq!(same.kept(Some(row.clone()), now).unwrap_err().code(), "gateway-key-same");
        let unnamed = Service { key_id: "k2".into(), secret: None, ..first.clone() };
        assert_eq!(unnamed.kept(Some(row.clone()), now).unwrap_err().code(), "gateway-secret-new");
        let second = Service { key_id: "k2".into(), secret: Some(vec![b'x'; 32]), ..first };
        let row = second.kept(Some(row), now).unwrap();
        assert!(is_signed_by(&row, &old, body, now) && is_signed_by(&row, &sign(&row.secret, "k2", now), body, now));
        assert!(!is_signed_by(&row, &sign(&row.secret, "k1", now), body, now), "the new secret under the old name");
        let later = now + 73.hours();
        let late = sign(b"0123456789abcdef0123456789abcdef", "k1", later);
        assert!(!is_signed_by(&row, &late, body, later), "three days are over");
        assert!(!format!("{row:?}{second:?}").contains("xxxx"), "a secret is never printed");
    }

    #[test]
    fn an_old_a_changed_and_an_unsigned_callback_are_not_heard() {
        let (secret, body) = (b"0123456789abcdef0123456789abcdef", br#"{"reference":"x"}"#);
        let now: Timestamp = "2026-11-02T08:00:00Z".parse().unwrap();
        let sign = |at: i64| {
            let mark = hmac(secret, &[at.to_string().as_bytes(), b".", body]);
            let hex: String = mark.iter().map(|b| format!("{b:02x}")).collect();
            format!("t={at},v1={hex}")
        };
        let good = sign(now.as_second());
        assert!(is_signed(secret, &good, body, now));
        assert!(!is_signed(secret, &good, br#"{"reference":"y"}"#, now), "changed");
        assert!(!is_signed(secret, &sign(now.as_second() - 301), body, now), "old");
        assert!(!is_signed(secret, &sign(now.as_second() + 301), body, now), "from tomorrow");
        assert!(!is_signed(b"another secret of the same length", &good, body, now));
        assert!(!is_signed(secret, "", body, now) && !is_signed(secret, "t=1,v1=", body, now));
    }
}
