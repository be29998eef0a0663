//! The keys a checker trusts: one small file that can be carried on a stick; format in `docs/qr.md`.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use cites::{CountryCode, Date, ParseError};
use serde::{Deserialize, Serialize};

/// May signatures of the key still be believed?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyStatus {
    /// Signs today.
    Active,
    /// Signs no more; what it signed stays good.
    Retired,
    /// Lost or stolen: nothing it signed is believed.
    Revoked,
}

/// One public key of a Management Authority.
#[derive(Debug, Clone)]
pub struct Key {
    /// Name of the key, as in the code.
    pub kid: String,
    /// Whose permits it signs.
    pub country: CountryCode,
    /// First day on which it signs.
    pub not_before: Date,
    /// Last day on which it signs.
    pub not_after: Date,
    /// State.
    pub status: KeyStatus,
    /// Uncompressed point: 4, x, y.
    pub(crate) point: [u8; 65],
}

/// Shape of one key in the file.
#[derive(Serialize, Deserialize)]
struct RawKey {
    kid: String,
    country: CountryCode,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    x: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    y: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    spki: Option<String>,
    not_before: Date,
    not_after: Date,
    status: KeyStatus,
}

#[derive(Serialize, Deserialize)]
struct RawList {
    keys: Vec<RawKey>,
}

/// What precedes the point in every SubjectPublicKeyInfo of P-256 with named curve (RFC 5480).
const SPKI_P256: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce,
    0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

impl Key {
    /// A key from its uncompressed point (4, x, y: 65 bytes) or its SubjectPublicKeyInfo (91 bytes).
    ///
    /// # Errors
    /// `qr-key` when it is neither, `qr-key-id` for an empty or long name.
    pub fn new(
        kid: &str,
        country: CountryCode,
        public: &[u8],
        not_before: Date,
        not_after: Date,
        status: KeyStatus,
    ) -> Result<Key, ParseError> {
        if kid.is_empty() || kid.len() > 32 {
            return Err(ParseError::new("qr-key-id", "Give a key id of 1 to 32 characters."));
        }
        let bad = || ParseError::new("qr-key", "Give a P-256 public key: x and y, or spki.");
        let raw = public.strip_prefix(&SPKI_P256).unwrap_or(public);
        let point: [u8; 65] = raw.try_into().map_err(|_| bad())?;
        // Asks the library whether the point lies on the curve.
        aws_lc_rs::signature::ParsedPublicKey::new(&aws_lc_rs::signature::ECDSA_P256_SHA256_FIXED, point.as_slice())
            .map_err(|_| bad())?;
        if point[0] != 4 {
            return Err(bad());
        }
        Ok(Key { kid: kid.to_owned(), country, not_before, not_after, status, point })
    }

    fn read(raw: RawKey) -> Result<Key, ParseError> {
        let bad =
            || ParseError::new("qr-key", format!("Key {:?}: give a P-256 public key: x and y, or spki.", raw.kid));
        let public = match (&raw.x, &raw.y, &raw.spki) {
            (Some(x), Some(y), None) => {
                let decode = |t: &str| URL_SAFE_NO_PAD.decode(t).ok().filter(|b| b.len() == 32).ok_or_else(bad);
                [vec![4], decode(x)?, decode(y)?].concat()
            }
            (None, None, Some(spki)) => STANDARD.decode(spki).map_err(|_| bad())?,
            _ => return Err(bad()),
        };
        Key::new(&raw.kid, raw.country, &public, raw.not_before, raw.not_after, raw.status)
    }
}

/// The keys a checker trusts.
#[derive(Debug, Clone, Default)]
pub struct KeyList {
    /// The keys; a `kid` may stand once per country.
    pub keys: Vec<Key>,
}

impl KeyList {
    /// Largest key list we read.
    pub const MAX_BYTES: usize = 1 << 20;

    /// Reads the file.
    ///
    /// # Errors
    /// `qr-key-list` when it is not such a file, `qr-key` when a key in it is not a P-256 key.
    pub fn from_json(text: &str) -> Result<KeyList, ParseError> {
        if text.len() > KeyList::MAX_BYTES {
            return Err(ParseError::new("qr-key-list", "The key list is larger than 1 MB; fetch it again."));
        }
        let raw: RawList = serde_json::from_str(text).map_err(|e| {
            ParseError::new("qr-key-list", format!("The key list cannot be read ({e}); fetch it again."))
        })?;
        Ok(KeyList { keys: raw.keys.into_iter().map(Key::read).collect::<Result<_, _>>()? })
    }

    /// Writes the file.
    pub fn to_json(&self) -> String {
        let raw = |k: &Key| RawKey {
            kid: k.kid.clone(),
            country: k.country,
            x: Some(URL_SAFE_NO_PAD.encode(&k.point[1..33])),
            y: Some(URL_SAFE_NO_PAD.encode(&k.point[33..])),
            spki: None,
            not_before: k.not_before,
            not_after: k.not_after,
            status: k.status,
        };
        let list = RawList { keys: self.keys.iter().map(raw).collect() };
        // Strings, dates and codes always have a JSON form.
        serde_json::to_string_pretty(&list).unwrap_or_default()
    }

    /// The keys of that name.
    pub fn named<'a>(&'a self, kid: &'a [u8]) -> impl Iterator<Item = &'a Key> {
        self.keys.iter().filter(move |k| k.kid.as_bytes() == kid)
    }
}
