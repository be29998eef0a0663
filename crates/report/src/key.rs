//! The nine keys of the aggregated table packed into one number, so that a year of rows fits into memory.

use std::collections::HashMap;

/// A short code (at most three letters or digits) as a number: base 37, blank is 0.
fn pack_code(text: &[u8], length: usize) -> Option<u128> {
    if text.len() > length {
        return None;
    }
    let mut value = 0_u128;
    for i in 0..length {
        let digit = match text.get(i) {
            None => 0,
            Some(b @ b'0'..=b'9') => b - b'0' + 1,
            Some(b @ b'A'..=b'Z') => b - b'A' + 11,
            Some(b @ b'a'..=b'z') => b - b'a' + 11,
            Some(_) => return None,
        };
        value = value * 37 + u128::from(digit);
    }
    Some(value)
}

fn unpack_code(mut value: u128, length: usize, out: &mut Vec<u8>) {
    let from = out.len();
    for _ in 0..length {
        let digit = (value % 37) as u8;
        value /= 37;
        match digit {
            0 => {}
            1..=10 => out.push(b'0' + digit - 1),
            _ => out.push(b'A' + digit - 11),
        }
    }
    out[from..].reverse();
}

const APPENDICES: [&[u8]; 4] = [b"I", b"II", b"III", b"N"];

/// Width in bits of each part, highest first: appendix 2, taxon 32, term 16, unit 16, partner 11, origin 11, purpose 6,
/// source 6, year 14.
const WIDTHS: [u32; 9] = [2, 32, 16, 16, 11, 11, 6, 6, 14];
/// Letters of the coded parts, 0 for the others.
const LETTERS: [usize; 9] = [0, 0, 3, 3, 2, 2, 1, 1, 0];

/// Appendix, taxon (by its place in [`Names`]), term, unit, partner, origin, purpose, source, year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key(u128);

/// The nine texts of a key, in the order of `AGGREGATION_KEYS`.
pub(crate) type KeyTexts<'a> = [&'a str; 9];

impl Key {
    /// Packs nine cleaned texts; `taxon` is the name's number. `None` when a text is none of its kind: then a primary
    /// check fails, because every list of codes fits.
    pub(crate) fn pack(texts: &KeyTexts<'_>, taxon: u32) -> Option<Key> {
        let mut value = 0_u128;
        for (i, text) in texts.iter().enumerate() {
            let bytes = text.as_bytes();
            let part = match i {
                0 => APPENDICES.iter().position(|a| a.eq_ignore_ascii_case(bytes))? as u128,
                1 => u128::from(taxon),
                8 => match bytes {
                    [a, b, c, d] if bytes.iter().all(u8::is_ascii_digit) => {
                        [a, b, c, d].iter().fold(0, |n, digit| n * 10 + u128::from(*digit - b'0'))
                    }
                    _ => return None,
                },
                _ => pack_code(bytes, LETTERS[i])?,
            };
            value = (value << WIDTHS[i]) | part;
        }
        Some(Key(value))
    }

    /// The number as bytes.
    pub(crate) fn to_bytes(self) -> [u8; 16] {
        self.0.to_le_bytes()
    }

    /// The key of bytes made by [`Key::to_bytes`].
    pub(crate) fn from_bytes(bytes: [u8; 16]) -> Key {
        Key(u128::from_le_bytes(bytes))
    }

    fn part(self, i: usize) -> u128 {
        let below: u32 = WIDTHS[i + 1..].iter().sum();
        (self.0 >> below) & ((1 << WIDTHS[i]) - 1)
    }

    /// The same key with part `i` blank; for coded parts.
    pub(crate) fn blank(self, i: usize) -> Key {
        let below: u32 = WIDTHS[i + 1..].iter().sum();
        Key(self.0 & !(((1 << WIDTHS[i]) - 1) << below))
    }

    /// Number of the name.
    pub(crate) fn taxon(self) -> u32 {
        self.part(1) as u32
    }

    /// Writes the text of part `i` (counted as in `AGGREGATION_KEYS`); not for the name.
    pub(crate) fn write_part(self, i: usize, out: &mut Vec<u8>) {
        let part = self.part(i);
        match i {
            0 => out.extend_from_slice(APPENDICES[part as usize]),
            1 => {}
            8 => out.extend_from_slice(&[1000, 100, 10, 1].map(|power| b'0' + (part / power % 10) as u8)),
            _ => unpack_code(part, LETTERS[i], out),
        }
    }
}

/// Scientific names by number, each kept once.
#[derive(Debug, Default)]
pub(crate) struct Names {
    numbers: HashMap<Box<str>, u32>,
    names: Vec<Box<str>>,
    cells: Vec<Box<[u8]>>,
}

impl Names {
    /// The number of a name that was kept before.
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// Keeps a name and answers its number; `None` when there are more names than numbers.
    pub(crate) fn keep(&mut self, name: &str) -> Option<u32> {
        if let Some(number) = self.find(name) {
            return Some(number);
        }
        let number = u32::try_from(self.names.len()).ok()?;
        let mut cell = Vec::new();
        crate::cell::text(&mut cell, name);
        self.cells.push(cell.into());
        self.names.push(name.into());
        self.numbers.insert(name.into(), number);
        Some(number)
    }

    /// The name of a number.
    pub(crate) fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", |n| n)
    }

    /// The name as it stands in a CSV cell.
    pub(crate) fn cell(&self, number: u32) -> &[u8] {
        self.cells.get(number as usize).map_or(&[], |c| c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nine_keys_come_back_as_they_went_in(
            appendix in prop::sample::select(vec!["I", "II", "III", "N"]), taxon in any::<u32>(), term in "[A-Z]{3}",
            unit in "([A-Z0-9]{3})?", partner in "[A-Z]{2}", origin in "([A-Z][A-Z0-9])?", purpose in "[A-Z]?",
            source in "[A-Z]?", year in "[0-9]{4}",
        ) {
            let texts = [appendix, "", &term, &unit, &partner, &origin, &purpose, &source, &year];
            let key = Key::from_bytes(Key::pack(&texts, taxon).unwrap().to_bytes());
            prop_assert_eq!(key.taxon(), taxon);
            for (i, text) in texts.iter().enumerate().filter(|(i, _)| *i != 1) {
                let mut out = Vec::new();
                key.write_part(i, &mut out);
                prop_assert_eq!(std::str::from_utf8(&out).unwrap(), *text);
            }
        }
    }

    #[test]
    fn what_is_no_code_is_not_packed() {
        let good = ["II", "", "SKI", "", "QN", "", "T", "W", "2026"];
        assert!(Key::pack(&good, 0).is_some());
        for (i, bad) in [(0, "2"), (2, "SKIN"), (3, "K-G"), (4, "Q N"), (5, "ÉÉ"), (6, "TT"), (8, "26"), (8, "20.6")]
        {
            let mut texts = good;
            texts[i] = bad;
            assert!(Key::pack(&texts, 0).is_none(), "{bad}");
        }
    }
}
