//! The payload as a CBOR map with small whole numbers as keys, always in one form; table in `docs/qr.md`.

use super::{Line, MAX_LINES, Payload, VERSION, amount, from_days, to_days};
use ciborium::Value;
use cites::{
    Appendix, CountryCode, Date, Digest, DocumentType, PermitNumber, Purpose, Quantity, Source, TaxonName, Term, Token,
    Unit, base32,
};

/// Keys of the map.
mod key {
    pub const VERSION: i64 = 1;
    pub const NUMBER: i64 = 2;
    pub const KIND: i64 = 3;
    pub const ISSUER: i64 = 4;
    pub const IMPORTER: i64 = 5;
    pub const ISSUED: i64 = 6;
    pub const VALID_FROM: i64 = 7;
    pub const VALID_UNTIL: i64 = 8;
    pub const PURPOSE: i64 = 9;
    pub const LINES: i64 = 10;
    pub const LINE_COUNT: i64 = 11;
    pub const DIGEST: i64 = 12;
    pub const TOKEN: i64 = 13;
}

/// The 128 bits behind a security code, which has been read before.
fn token_bytes(token: &Token) -> [u8; 16] {
    base32::read(base32::CROCKFORD, token.as_str()).unwrap_or_default()
}

/// Bytes of a payload. Writing into memory cannot fail.
pub fn encode(p: &Payload) -> Vec<u8> {
    let text = |s: &str| Value::Text(s.to_owned());
    let whole = |n: i64| Value::Integer(n.into());
    let line = |l: &Line| {
        Value::Array(vec![
            text(l.taxon.as_str()),
            text(l.term.code()),
            text(l.appendix.code()),
            text(l.source.code()),
            whole(l.quantity.amount().micro()),
            text(l.quantity.unit().code()),
        ])
    };
    let mut map = vec![
        (key::VERSION, Value::Integer(VERSION.into())),
        (key::NUMBER, text(p.number.as_str())),
        (key::KIND, text(p.kind.code())),
        (key::ISSUER, text(p.issuer.code())),
    ];
    if let Some(importer) = p.importer {
        map.push((key::IMPORTER, text(importer.code())));
    }
    map.extend([
        (key::ISSUED, whole(to_days(p.issued))),
        (key::VALID_FROM, whole(to_days(p.valid_from))),
        (key::VALID_UNTIL, whole(to_days(p.valid_until))),
        (key::PURPOSE, text(p.purpose.code())),
        (key::LINES, Value::Array(p.lines.iter().map(line).collect())),
        (key::LINE_COUNT, whole(i64::from(p.line_count))),
        (key::DIGEST, Value::Bytes(p.digest.0.to_vec())),
        (key::TOKEN, Value::Bytes(token_bytes(&p.token).to_vec())),
    ]);
    let value = Value::Map(map.into_iter().map(|(k, v)| (whole(k), v)).collect());
    let mut out = Vec::with_capacity(320);
    // A vector takes every byte: there is no error to answer.
    let _ = ciborium::into_writer(&value, &mut out);
    out
}

/// Reads a payload; `None` for anything that [`encode`] would not have written byte for byte.
pub fn decode(bytes: &[u8]) -> Option<Payload> {
    let value: Value = ciborium::de::from_reader_with_recursion_limit(bytes, 8).ok()?;
    let map = value.into_map().ok()?;
    let get = |k: i64| {
        map.iter().find(|(key, _)| key.as_integer().is_some_and(|i| i128::from(i) == i128::from(k))).map(|(_, v)| v)
    };
    let text = |k: i64| get(k)?.as_text();
    let date = |k: i64| -> Option<Date> { from_days(number(get(k)?)?) };
    if number(get(key::VERSION)?)? != VERSION as i64 {
        return None;
    }
    let lines = get(key::LINES)?.as_array()?;
    if lines.is_empty() || lines.len() > MAX_LINES {
        return None;
    }
    let token: [u8; 16] = get(key::TOKEN)?.as_bytes()?.as_slice().try_into().ok()?;
    let payload = Payload {
        number: PermitNumber::parse(text(key::NUMBER)?).ok()?,
        kind: DocumentType::from_code(text(key::KIND)?)?,
        issuer: CountryCode::parse(text(key::ISSUER)?).ok()?,
        importer: match get(key::IMPORTER) {
            None => None,
            Some(v) => Some(CountryCode::parse(v.as_text()?).ok()?),
        },
        issued: date(key::ISSUED)?,
        valid_from: date(key::VALID_FROM)?,
        valid_until: date(key::VALID_UNTIL)?,
        purpose: Purpose::from_code(text(key::PURPOSE)?)?,
        lines: lines.iter().map(line).collect::<Option<Vec<_>>>()?,
        line_count: u32::try_from(number(get(key::LINE_COUNT)?)?).ok()?,
        digest: Digest(get(key::DIGEST)?.as_bytes()?.as_slice().try_into().ok()?),
        token: Token::from_bytes(token),
    };
    (encode(&payload) == bytes).then_some(payload)
}

fn number(value: &Value) -> Option<i64> {
    i64::try_from(i128::from(value.as_integer()?)).ok()
}

fn line(value: &Value) -> Option<Line> {
    let [taxon, term, appendix, source, micro, unit] = value.as_array()?.as_slice() else { return None };
    Some(Line {
        taxon: TaxonName::parse(taxon.as_text()?).ok()?,
        term: Term::from_code(term.as_text()?)?,
        appendix: Appendix::from_code(appendix.as_text()?)?,
        source: Source::from_code(source.as_text()?)?,
        quantity: Quantity::new(amount(number(micro)?)?, Unit::from_code(unit.as_text()?)?).ok()?,
    })
}
