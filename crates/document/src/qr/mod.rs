//! The code on the paper: a short signed extract of the permit that a phone can check without a network.
//!
//! Text form: `MN1:` and the base45 of a COSE_Sign1 (RFC 9052) signed with ES256; format in `docs/qr.md`.
//! Who signs is not known here: [`prepare`] says which bytes, [`Prepared::finish`] puts the signature in its place.

mod cbor;
mod keys;
mod symbol;
mod verify;

pub use keys::{Key, KeyList, KeyStatus};
pub use symbol::Symbol;
pub use verify::{Forgery, Genuine, Validity, Verdict, decode, verify};

use cites::{
    Amount, Appendix, CountryCode, Date, Digest, DocumentType, PermitDocument, PermitNumber, Purpose, Quantity, Source,
    TaxonName, Term, Token, document::SpecimenLine,
};
use coset::{CoseSign1, CoseSign1Builder, HeaderBuilder, TaggedCborSerializable, iana};

/// What every text begins with: the mark of this format and its version.
pub const PREFIX: &str = "MN1:";

/// Version of the payload.
pub const VERSION: u64 = 1;

/// Largest COSE object in bytes: lines are left out from the end, never the first, until it fits, so that the code
/// prints small (`design/security.md` 6.4). A single line with a very long name may pass it.
pub const MAX_BYTES: usize = 350;

/// Lines carried at most, as many as the face of the form has blocks.
pub const MAX_LINES: usize = 4;

/// What the code says. It holds no person's name.
#[derive(Debug, Clone)]
pub struct Payload {
    /// Box 1: number.
    pub number: PermitNumber,
    /// Box 1: kind.
    pub kind: DocumentType,
    /// Box 6: country of the Management Authority.
    pub issuer: CountryCode,
    /// Box 3a: country of import, where the document has one.
    pub importer: Option<CountryCode>,
    /// Box 13: date of issue (UTC).
    pub issued: Date,
    /// First day of validity.
    pub valid_from: Date,
    /// Box 2: last day of validity, included.
    pub valid_until: Date,
    /// Box 5a.
    pub purpose: Purpose,
    /// The first lines, at most [`MAX_LINES`].
    pub lines: Vec<Line>,
    /// How many lines the document has in all.
    pub line_count: u32,
    /// Digest of the whole: the canonical XML of the permit.
    pub digest: Digest,
    /// Security code beside the number: opens the public page.
    pub token: Token,
}

/// What the code says of one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Box 7.
    pub taxon: TaxonName,
    /// Box 9.
    pub term: Term,
    /// Box 10: Appendix.
    pub appendix: Appendix,
    /// Box 10: source.
    pub source: Source,
    /// Box 11.
    pub quantity: Quantity,
}

impl From<&SpecimenLine> for Line {
    fn from(line: &SpecimenLine) -> Line {
        Line {
            taxon: line.taxon.clone(),
            term: line.term,
            appendix: line.appendix,
            source: line.source,
            quantity: line.quantity,
        }
    }
}

impl Payload {
    /// The extract of a permit. `digest` is that of its canonical XML, `token` its security code.
    pub fn of(permit: &PermitDocument, digest: Digest, token: Token) -> Payload {
        let mut payload = Payload {
            number: permit.number.clone(),
            kind: permit.kind,
            issuer: permit.issuer(),
            importer: permit.country_of_import,
            issued: permit.issue.at.to_zoned(jiff::tz::TimeZone::UTC).date(),
            valid_from: permit.valid_from,
            valid_until: permit.valid_until,
            purpose: permit.purpose,
            lines: permit.lines.iter().take(MAX_LINES).map(Line::from).collect(),
            line_count: u32::try_from(permit.lines.len()).unwrap_or(u32::MAX),
            digest,
            token,
        };
        // Signature, headers and framing: 64 + about 24 bytes, measured with a key id of 16 characters.
        while payload.lines.len() > 1 && cbor::encode(&payload).len() + 92 > MAX_BYTES {
            payload.lines.pop();
        }
        payload
    }
}

/// Why no code can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QrError {
    /// The key id is empty or longer than 32 bytes.
    #[error("Give a key id of 1 to 32 characters.")]
    KeyId,
    /// The signature has not 64 bytes r || s below the order of the curve.
    #[error("Give an ECDSA P-256 signature as 64 bytes, r then s.")]
    Signature,
}

impl QrError {
    /// Message key.
    pub fn code(&self) -> &'static str {
        match self {
            QrError::KeyId => "qr-key-id",
            QrError::Signature => "qr-signature",
        }
    }
}

/// A code that waits for its signature.
#[derive(Debug, Clone)]
pub struct Prepared {
    cose: CoseSign1,
    /// The bytes to sign with ECDSA P-256 and SHA-256 (COSE `Sig_structure`).
    pub to_sign: Vec<u8>,
}

/// Prepares the code of `payload` for the key named `kid`.
///
/// # Errors
/// [`QrError::KeyId`].
pub fn prepare(payload: &Payload, kid: &str) -> Result<Prepared, QrError> {
    if kid.is_empty() || kid.len() > 32 {
        return Err(QrError::KeyId);
    }
    let header = HeaderBuilder::new().algorithm(iana::Algorithm::ES256).key_id(kid.as_bytes().to_vec()).build();
    let cose = CoseSign1Builder::new().protected(header).payload(cbor::encode(payload)).build();
    let to_sign = cose.tbs_data(&[]);
    Ok(Prepared { cose, to_sign })
}

impl Prepared {
    /// The text of the code. `signature`: 64 bytes r || s over [`Prepared::to_sign`]; s is brought to its lower form, so
    /// that one permit and one signature have one text.
    ///
    /// # Errors
    /// [`QrError::Signature`].
    pub fn finish(mut self, signature: &[u8]) -> Result<String, QrError> {
        let signature: [u8; 64] = signature.try_into().map_err(|_| QrError::Signature)?;
        self.cose.signature = lower_s(signature).ok_or(QrError::Signature)?.to_vec();
        let bytes = self.cose.to_tagged_vec().map_err(|_| QrError::Signature)?;
        Ok(format!("{PREFIX}{}", base45::encode(bytes)))
    }
}

/// Order of P-256, big-endian.
const ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa,
    0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

/// `(r, s)` and `(r, n - s)` are both signatures of the same bytes; we know only the one with the smaller s.
fn lower_s(mut signature: [u8; 64]) -> Option<[u8; 64]> {
    let s: [u8; 32] = signature[32..].try_into().ok()?;
    if s == [0; 32] || s >= ORDER {
        return None;
    }
    let mut other = [0_u8; 32];
    let mut borrow = 0_i16;
    for i in (0..32).rev() {
        let mut d = i16::from(ORDER[i]) - i16::from(s[i]) - borrow;
        borrow = i16::from(d < 0);
        if d < 0 {
            d += 256;
        }
        other[i] = u8::try_from(d).ok()?;
    }
    signature[32..].copy_from_slice(if other < s { &other } else { &s });
    Some(signature)
}

/// Is the signature in its lower form?
fn is_lower_s(signature: &[u8]) -> bool {
    <[u8; 64]>::try_from(signature).ok().and_then(|s| lower_s(s).map(|l| l == s)).unwrap_or(false)
}

/// The address for an ordinary phone camera, in capitals so that the symbol stays small: `HTTPS://HOST/V/NUMBER/CODE`.
/// `base` is the public address of the installation, for example `https://cites.example.org`. Signs in the number that
/// are not letters, digits, `-` or `.` are percent-encoded.
pub fn link(base: &str, number: &PermitNumber, token: &Token) -> String {
    let mut out = base.trim_end_matches('/').to_uppercase();
    out.push_str("/V/");
    for byte in number.as_str().bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.') {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out.push('/');
    out.push_str(token.as_str());
    out
}

/// Days since 1970-01-01, and back.
pub(crate) fn to_days(date: Date) -> i64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.until(date).map(|s| i64::from(s.get_days())).unwrap_or(0)
}

/// `None` outside the calendar.
pub(crate) fn from_days(days: i64) -> Option<Date> {
    let days = i32::try_from(days).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// Amount from millionths of a signed payload.
pub(crate) fn amount(micro: i64) -> Option<Amount> {
    Amount::from_micro(micro)
}
