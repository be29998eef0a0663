//! An awkward payment service: it answers late, twice, with another amount, another currency, another reference, and
//! strangers forge its callbacks. It signs with its own code, so that a reading of the protocol is checked by another.

use aws_lc_rs::hmac;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Name of the key it signs with.
pub const KEY_ID: &str = "k1";

/// What the service says of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Reference it names.
    pub reference: String,
    /// `open`, `paid` or `refused`.
    pub state: &'static str,
    /// Minor units.
    pub minor: i64,
    /// Three letters.
    pub currency: String,
}

/// The service does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Down;

/// The service.
#[derive(Default)]
pub struct AwkwardProvider {
    secret: Vec<u8>,
    payments: Mutex<BTreeMap<String, Said>>,
    /// Does it answer at all?
    pub down: AtomicBool,
    /// How often it was asked.
    pub asked: AtomicUsize,
}

impl AwkwardProvider {
    /// A service with a shared secret.
    pub fn new(secret: &[u8]) -> AwkwardProvider {
        AwkwardProvider { secret: secret.to_vec(), ..AwkwardProvider::default() }
    }

    /// The secret that is shared.
    pub fn secret(&self) -> &[u8] {
        &self.secret
    }

    /// A payer came with an order.
    pub fn begin(&self, reference: &str, minor: i64, currency: &str) -> String {
        let said = Said { reference: reference.into(), state: "open", minor, currency: currency.into() };
        self.payments.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(reference.into(), said);
        format!("https://pay.example/{reference}")
    }

    /// From now on it says this of a reference.
    ///
    /// # Panics
    /// When no payment of this reference was begun.
    pub fn says(&self, reference: &str, change: impl FnOnce(&mut Said)) {
        let mut all = self.payments.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        change(all.get_mut(reference).expect("a payment that was begun"));
    }

    /// References it knows, oldest first.
    pub fn references(&self) -> Vec<String> {
        self.payments.lock().unwrap_or_else(std::sync::PoisonError::into_inner).keys().cloned().collect()
    }

    /// Answers a question from server to server.
    ///
    /// # Errors
    /// [`Down`] when it is down.
    pub fn read(&self, reference: &str) -> Result<Option<Said>, Down> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        if self.down.load(Ordering::SeqCst) {
            return Err(Down);
        }
        Ok(self.payments.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(reference).cloned())
    }

    /// A callback about a reference, signed at that second: header and body.
    pub fn callback(&self, reference: &str, unix_seconds: i64) -> (String, Vec<u8>) {
        let body = format!(r#"{{"event":"payment.paid","reference":"{reference}"}}"#).into_bytes();
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.secret);
        let mut text = format!("{unix_seconds}.").into_bytes();
        text.extend_from_slice(&body);
        let mark: String = hmac::sign(&key, &text).as_ref().iter().map(|b| format!("{b:02x}")).collect();
        (format!("t={unix_seconds},k={KEY_ID},v1={mark}"), body)
    }
}
