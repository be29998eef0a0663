//! Characters, names and references of XML 1.0, checked more strictly than the tokenizer does.

use std::borrow::Cow;

/// `Char` of XML 1.0, section 2.2.
pub(super) fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}

/// Equality that never asks the C library to compare nothing with nothing: an empty text may point nowhere, and the
/// masked load of a pointer to nowhere costs some processors more than reading the whole element.
pub(super) fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && (a.is_empty() || a == b)
}

pub(super) fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r')
}

fn is_name_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z' | '_'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

fn is_name_char(c: char) -> bool {
    is_name_start(c) || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

fn is_ncname(text: &str) -> bool {
    match text.as_bytes() {
        [] => false,
        [first, rest @ ..] if text.is_ascii() => {
            (first.is_ascii_alphabetic() || *first == b'_')
                && rest.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
        }
        _ => {
            let mut chars = text.chars();
            chars.next().is_some_and(is_name_start) && chars.all(is_name_char)
        }
    }
}

/// Prefix (empty where none) and local name; `None` when it is no qualified name.
pub(super) fn split_name(name: &str) -> Option<(&str, &str)> {
    let (prefix, local) = match name.split_once(':') {
        Some((prefix, local)) if is_ncname(prefix) => (prefix, local),
        Some(_) => return None,
        None => ("", name),
    };
    is_ncname(local).then_some((prefix, local))
}

/// Is every byte a printable one that needs no second look? Written so that the compiler can take many at once.
fn is_plain(bytes: &[u8]) -> bool {
    bytes.chunks(32).all(|chunk| !chunk.iter().fold(false, |odd, b| odd | (*b < b' ') | (*b == 0xEF) | (*b == b']')))
}

/// Text with line ends as XML wants them; `None` when it holds a character XML forbids. `]]>` is left to the caller.
pub(super) fn text(raw: &str) -> Option<Cow<'_, str>> {
    let bytes = raw.as_bytes();
    if is_plain(bytes) {
        return Some(Cow::Borrowed(raw));
    }
    let mut has_cr = false;
    for (i, b) in bytes.iter().enumerate() {
        match b {
            b'\r' => has_cr = true,
            b'\t' | b'\n' => {}
            0..=0x1f => return None,
            // U+FFFE and U+FFFF; surrogates cannot occur in UTF-8.
            0xEF if bytes.get(i + 1) == Some(&0xBF) && matches!(bytes.get(i + 2), Some(0xBE | 0xBF)) => return None,
            _ => {}
        }
    }
    Some(if has_cr { Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(raw) })
}

/// Does a text hold the end mark of CDATA, which XML 1.0 forbids there (2.4)?
pub(super) fn has_cdata_end(raw: &str) -> bool {
    !is_plain(raw.as_bytes()) && raw.contains("]]>")
}

/// The character of `&name;`, given `name`; `None` for any entity but the five and for a forbidden character.
pub(super) fn reference(name: &str) -> Option<char> {
    match name {
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "amp" => return Some('&'),
        "apos" => return Some('\''),
        "quot" => return Some('"'),
        _ => {}
    }
    let number = name.strip_prefix('#')?;
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |hex| (hex, 16));
    if digits.is_empty() || digits.len() > 8 || !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    u32::from_str_radix(digits, radix).ok().and_then(char::from_u32).filter(|c| is_char(*c))
}

/// Why an attribute value is refused.
pub(super) enum ValueError {
    /// A character XML forbids, or `<`.
    Character,
    /// An entity other than the five.
    Entity,
}

/// Attribute value, normalised (XML 1.0, 3.3.3; every attribute is CDATA, because there is no DTD).
pub(super) fn value(raw: &str) -> Result<Cow<'_, str>, ValueError> {
    let plain = raw.bytes().all(|b| b >= b' ' && b != b'&' && b != b'<' && b != 0xEF);
    if plain {
        return Ok(Cow::Borrowed(raw));
    }
    let mut out = String::with_capacity(raw.len());
    let normal = text(raw).ok_or(ValueError::Character)?;
    let mut rest: &str = &normal;
    while let Some(at) = rest.find(['&', '<', '\t', '\n']) {
        out.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'&' => {
                let (name, tail) = rest[at + 1..].split_once(';').ok_or(ValueError::Entity)?;
                out.push(reference(name).ok_or(ValueError::Entity)?);
                rest = tail;
            }
            b'<' => return Err(ValueError::Character),
            _ => {
                out.push(' ');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    Ok(Cow::Owned(out))
}
