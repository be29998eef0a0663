//! Is this code genuine? Answered from the key list alone; what happened to the permit since is for the public page.

use super::{KeyList, KeyStatus, PREFIX, Payload, cbor, is_lower_s};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use cites::{CountryCode, Date};
use coset::{CoseSign1, RegisteredLabelWithPrivate, TaggedCborSerializable, iana};

/// Longest text we look at: what the largest alphanumeric QR symbol holds.
const MAX_TEXT: usize = 4_296;

/// The answer.
#[derive(Debug, Clone)]
pub enum Verdict {
    /// A trusted key signed exactly this.
    Genuine(Box<Genuine>),
    /// It is not what it claims to be, and why.
    NotGenuine(Forgery),
}

/// A genuine code. Whether the permit was cancelled, replaced or used since is not in it: the state is unknown offline.
#[derive(Debug, Clone)]
pub struct Genuine {
    /// What was signed; compare with the paper.
    pub payload: Payload,
    /// Which key signed.
    pub kid: String,
    /// Validity by date alone.
    pub validity: Validity,
}

/// Validity by date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// Valid from a later day.
    NotYet {
        /// First day.
        from: Date,
    },
    /// In date.
    InDate {
        /// Last day, included.
        until: Date,
    },
    /// Out of date.
    Expired {
        /// Last day, included.
        until: Date,
    },
}

/// Why a code is not genuine, or cannot be judged with this key list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Forgery {
    /// The text is not such a code, or was damaged.
    #[error("This is not a permit code, or it is damaged: scan it again.")]
    Unreadable,
    /// No key of that name in the list.
    #[error(
        "No key {0:?} in the key list: fetch the newest list; if the key is still missing, the code is not genuine."
    )]
    UnknownKey(String),
    /// The key was revoked.
    #[error("The key {0:?} was revoked: do not accept the code, ask the issuing Authority.")]
    RevokedKey(String),
    /// The signature is not of this key over these words.
    #[error("The signature does not match: the code is not genuine.")]
    Signature,
    /// A key of one country under a permit of another.
    #[error("The key belongs to {key}, the permit claims {issuer}: the code is not genuine.")]
    WrongCountry {
        /// Country of the key.
        key: CountryCode,
        /// Country in the code.
        issuer: CountryCode,
    },
    /// Issued outside the days on which the key signs.
    #[error("The permit claims to be issued on {0}, when this key did not sign: the code is not genuine.")]
    OutsideKeyDates(Date),
}

impl Forgery {
    /// Message key.
    pub fn code(&self) -> &'static str {
        match self {
            Forgery::Unreadable => "qr-unreadable",
            Forgery::UnknownKey(_) => "qr-unknown-key",
            Forgery::RevokedKey(_) => "qr-revoked-key",
            Forgery::Signature => "qr-signature-wrong",
            Forgery::WrongCountry { .. } => "qr-wrong-country",
            Forgery::OutsideKeyDates(_) => "qr-outside-key-dates",
        }
    }
}

/// Reads a code **without checking it**: for the page that looks the permit up and for showing what a forgery claims.
///
/// # Errors
/// [`Forgery::Unreadable`].
pub fn decode(text: &str) -> Result<Payload, Forgery> {
    read(text).map(|(_, payload)| payload)
}

fn read(text: &str) -> Result<(CoseSign1, Payload), Forgery> {
    // No code ends in a blank: the last letter of base45 here is always 0-9 or A-W, so blanks around it can go.
    let text = text.trim();
    if text.len() > MAX_TEXT {
        return Err(Forgery::Unreadable);
    }
    let body = text.strip_prefix(PREFIX).ok_or(Forgery::Unreadable)?;
    if body.bytes().any(|b| b.is_ascii_lowercase()) {
        return Err(Forgery::Unreadable);
    }
    let bytes = base45::decode(body).map_err(|_| Forgery::Unreadable)?;
    let cose = CoseSign1::from_tagged_slice(&bytes).map_err(|_| Forgery::Unreadable)?;
    let payload = cose.payload.as_deref().and_then(cbor::decode).ok_or(Forgery::Unreadable)?;
    // One permit, one signature, one text: whatever we would not have written is refused, before anything is checked.
    let again = cose.clone().to_tagged_vec().map_err(|_| Forgery::Unreadable)?;
    let header = &cose.protected.header;
    let es256 = header.alg == Some(RegisteredLabelWithPrivate::Assigned(iana::Algorithm::ES256));
    if again != bytes || !cose.unprotected.is_empty() || !es256 || base45::encode(&bytes) != body {
        return Err(Forgery::Unreadable);
    }
    Ok((cose, payload))
}

/// Checks a code against the key list, on the day `today`. Needs no network.
pub fn verify(text: &str, keys: &KeyList, today: Date) -> Verdict {
    match check(text, keys) {
        Ok((payload, kid)) => {
            let validity = if today < payload.valid_from {
                Validity::NotYet { from: payload.valid_from }
            } else if today > payload.valid_until {
                Validity::Expired { until: payload.valid_until }
            } else {
                Validity::InDate { until: payload.valid_until }
            };
            Verdict::Genuine(Box::new(Genuine { payload, kid, validity }))
        }
        Err(forgery) => Verdict::NotGenuine(forgery),
    }
}

fn check(text: &str, keys: &KeyList) -> Result<(Payload, String), Forgery> {
    let (cose, payload) = read(text)?;
    let kid = cose.protected.header.key_id.clone();
    let name = String::from_utf8_lossy(&kid).into_owned();
    if !is_lower_s(&cose.signature) {
        return Err(Forgery::Signature);
    }
    // The country's own key of that name; another country's only to say so.
    let named: Vec<_> = keys.named(&kid).collect();
    let Some(key) = named.iter().find(|k| k.country == payload.issuer).or(named.first()) else {
        return Err(Forgery::UnknownKey(name));
    };
    if key.status == KeyStatus::Revoked {
        return Err(Forgery::RevokedKey(name));
    }
    cose.verify_signature(&[], |signature, signed| {
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.point.as_slice()).verify(signed, signature)
    })
    .map_err(|_| Forgery::Signature)?;
    if key.country != payload.issuer {
        return Err(Forgery::WrongCountry { key: key.country, issuer: payload.issuer });
    }
    if payload.issued < key.not_before || payload.issued > key.not_after {
        return Err(Forgery::OutsideKeyDates(payload.issued));
    }
    Ok((payload, name))
}
