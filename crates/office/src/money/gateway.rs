//! The payment service: the payer goes there and comes back, and nothing of that is believed. A signed callback only
//! makes us ask the service ourselves; what it says is compared with what we asked for, and counts once.

use super::settle::{self, Coming, ReceiptWords};
use crate::shared::act::{self, Ran};
use crate::shared::case::Stored;
use crate::shared::error::Error;
use crate::shared::faces::{PaymentOrder, PaymentSaid, PaymentState};
use crate::shared::office::{House, Office, Who};
use cites::Timestamp;
use cites::ids::{GatewayPaymentId, GatewayPaymentKind, InvoiceId};
use jiff::ToSpan as _;
use permits::money::PayMethod;
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use store::{AuditEntry, GatewayPaymentRow, GatewayRow};
use subtle::ConstantTimeEq as _;

/// Longest time between the signature of a callback and our clock, either way.
const WINDOW_SECONDS: i64 = 300;
/// Payments at the service are asked for again after this time without callback.
const POLL_MINUTES: i64 = 5;
/// After this time a payment that the service still calls open is no longer asked for.
const POLL_DAYS: i64 = 3;

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

/// Sets the payment service of the Party.
///
/// # Errors
/// `gateway-address`, `gateway-secret`, [`Error::NotPermitted`], or what the archive says.
pub async fn set(office: &Office, who: &Who, row: GatewayRow) -> Result<(), Error> {
    who.must_be(&[cites::Role::TenantAdmin])?;
    if !row.address.starts_with("https://") || row.address.len() > 300 {
        return Err(Error::value("address", "gateway-address", "Give an address that begins with https://."));
    }
    if row.secret.len() < 32 {
        return Err(Error::value("secret", "gateway-secret", "Give a secret of at least 32 characters."));
    }
    if row.provider.trim().is_empty() || row.provider.len() > 60 {
        return Err(Error::value("provider", "name-empty", "Give the name."));
    }
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "gateway_set", |tx| {
        tx.gateway_put(&row).await?;
        // The secret never goes into the trail.
        let words = serde_json::json!({ "provider": row.provider, "address": row.address, "active": row.active });
        tx.audit(AuditEntry::new("gateway_set", "gateway", &row.provider).payload(&words)?);
        Ok(((), row.provider.clone()))
    });
    ran.map(|_| ())
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
    let order = PaymentOrder { reference, amount: payment.amount, words, back: back.to_owned() };
    Ok(service.begin(&at, &order).await?)
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

/// Is this the signature of the body, made with the secret, and made now? The header says `t=<unix seconds>,v1=<64
/// hexadecimal digits>`; signed are the digits of the time, a full stop and the body as sent.
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
    let signed = at.as_ref().is_some_and(|g| g.active && is_signed(&g.secret, header, body, now));
    if !signed {
        return Err(Error::NotFound("payment"));
    }
    let Ok(said) = serde_json::from_slice::<CallbackBody>(body) else {
        let words = String::from_utf8_lossy(body).chars().filter(|c| !c.is_control()).take(2_000).collect::<String>();
        return unmatched(office, &who, "", "callback-broken", &words).await;
    };
    let reference: String = said.reference.chars().filter(|c| !c.is_control()).take(200).collect();
    hear(office, &who, &reference).await
}

/// Asks the service about a reference, from server to server, and settles what it says is paid.
///
/// # Errors
/// That the service does not answer, or what the archive says.
pub async fn hear(office: &Office, who: &Who, reference: &str) -> Result<Heard, Error> {
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
        PaymentState::Paid => settle_payment(office, who, &payment, &said).await,
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
        tx.invoice_for_update(payment.invoice).await?.ok_or(Error::NotFound("invoice"))?;
        // Whoever waited here for the lock finds what the other has done.
        let held = tx.gateway_payment_for_update(&payment.reference).await?.ok_or(Error::NotFound("payment"))?;
        if held.state == "SETTLED" {
            return Ok(Heard::Before);
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
        match hear(office, who, &payment.reference).await {
            Ok(Heard::Settled) => done += 1,
            Ok(_) | Err(Error::Courier(_)) => {}
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
