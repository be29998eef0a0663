//! SHA-256 of exact bytes: what was approved, what was signed, what was received.

use crate::ParseError;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// SHA-256, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Digest of bytes under a domain name, so that a digest made for one use is never valid for another:
    /// SHA-256(domain length as one byte, domain, bytes). An empty domain gives the plain SHA-256 of the bytes.
    pub fn of(domain: &str, bytes: &[u8]) -> Digest {
        let mut hash = Sha256::new();
        if !domain.is_empty() {
            hash.update([u8::try_from(domain.len()).unwrap_or(u8::MAX)]);
            hash.update(domain.as_bytes());
        }
        hash.update(bytes);
        Digest(hash.finalize().into())
    }

    /// Reads 64 hexadecimal digits.
    ///
    /// # Errors
    /// `digest-hex` for anything else.
    pub fn parse(text: &str) -> Result<Digest, ParseError> {
        let bad = || ParseError::new("digest-hex", "A digest has 64 hexadecimal digits.");
        if text.len() != 64 || !text.is_ascii() {
            return Err(bad());
        }
        let mut out = [0_u8; 32];
        for (i, byte) in out.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[i * 2..i * 2 + 2], 16).map_err(|_| bad())?;
        }
        Ok(Digest(out))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Digest::parse(&std::borrow::Cow::<'de, str>::deserialize(d)?).map_err(serde::de::Error::custom)
    }
}
