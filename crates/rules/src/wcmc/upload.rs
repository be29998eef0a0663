//! Checks of the file as a whole: encoding, header, rows that stand twice.

use super::{Finding, ReportRow, Side, at};
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

/// The text of a file: `.csv` only, UTF-8 (with or without mark), else read as ISO-8859-1.
///
/// # Errors
/// `W-02` when it cannot be a text file.
pub fn read_file<'a>(name: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>, Finding> {
    let csv = name.len() > 4 && name.get(name.len() - 4..).is_some_and(|end| end.eq_ignore_ascii_case(".csv"));
    if !csv || bytes.contains(&0) || bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Finding { rule: at(2), values: Vec::new() });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().map(|b| char::from(*b)).collect()),
    })
}

/// The header must hold the expected columns, no more and no less, in any case (the upload looks at the set only; we
/// always write them in order).
pub fn check_header<'a>(found: impl IntoIterator<Item = &'a str>, expected: &[&str]) -> Option<Finding> {
    let found: Vec<&str> = found.into_iter().map(str::trim).collect();
    let missing: Vec<&str> =
        expected.iter().copied().filter(|e| !found.iter().any(|f| f.eq_ignore_ascii_case(e))).collect();
    let excess: Vec<&str> =
        found.iter().copied().filter(|f| !expected.iter().any(|e| f.eq_ignore_ascii_case(e))).collect();
    if missing.is_empty() && excess.is_empty() {
        return None;
    }
    Some(Finding { rule: at(1), values: vec![missing.join(", "), excess.join(", ")] })
}

/// Finds rows of the same taxon, Appendix, year and permit. Holds eight bytes and a number for each permit of a row.
#[derive(Debug, Default)]
pub struct Duplicates {
    seen: HashMap<u64, u32>,
    keys: RandomState,
}

impl Duplicates {
    /// Remembers a row and answers the finding when one like it was there before.
    ///
    /// The permit is the one of the reporting side: export permit in an exporter's file, import permit in an importer's.
    /// Several numbers in one cell count each. A row without permit is never a duplicate.
    pub fn see(&mut self, row: &ReportRow<'_>, number: u32) -> Option<Finding> {
        let permits = match row.side {
            Side::Exporter => row.export_permit,
            Side::Importer => row.import_permit,
        };
        let mut found = None;
        for permit in permits.split([';', ',', ':']).map(str::trim).filter(|p| !p.is_empty()) {
            let name = row.species_name.trim();
            let key = self.keys.hash_one((name, row.appendix.trim(), row.year.trim(), permit));
            match self.seen.insert(key, number) {
                Some(earlier) if found.is_none() => {
                    found = Some(Finding {
                        rule: at(29),
                        values: vec![earlier.to_string(), name.to_owned(), permit.to_owned()],
                    });
                }
                _ => {}
            }
        }
        found
    }
}
