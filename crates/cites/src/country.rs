//! Countries and territories by their two-letter code.

use crate::{Lang, ParseError};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

/// ISO 3166-1 alpha-2 or one of the Trade Database's special codes (`XX` unknown, `XV` various, `ZZ` from the sea).
///
/// The type guarantees two capital letters (second may be a digit, as in the former `S1`); whether the code stands in
/// the list of countries is asked with [`CountryCode::entry`], because foreign documents may carry any code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountryCode([u8; 2]);

/// One row of `data/countries.csv`.
#[derive(Debug, Clone)]
pub struct CountryEntry {
    /// The code.
    pub code: CountryCode,
    /// `iso`, `organization`, `cites` (special code of the Trade Database) or `former`; `demo` for our fictional two.
    pub kind: &'static str,
    /// Name in English.
    pub name_en: &'static str,
    /// Name in French.
    pub name_fr: &'static str,
    /// Name in Spanish.
    pub name_es: &'static str,
    /// Name in Arabic.
    pub name_ar: &'static str,
    /// Is it a Party to the Convention?
    pub party: bool,
    /// Entry into force for the Party, ISO date, blank where none.
    pub party_since: &'static str,
}

/// The exporter of the demonstration: user-assigned code, never on a live permit.
pub const DEMO_EXPORTER: CountryCode = CountryCode(*b"QM");
/// The importer of the demonstration: user-assigned code, never on a live permit.
pub const DEMO_IMPORTER: CountryCode = CountryCode(*b"QN");

static TABLE: &str = include_str!("../../../data/countries.csv");

static ENTRIES: LazyLock<(Vec<CountryEntry>, HashMap<CountryCode, usize>)> = LazyLock::new(|| {
    let mut entries = Vec::new();
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    for row in reader.records().flatten() {
        let leak = |i: usize| -> &'static str { Box::leak(row.get(i).unwrap_or("").to_owned().into_boxed_str()) };
        if let Ok(code) = CountryCode::parse(row.get(0).unwrap_or("")) {
            entries.push(CountryEntry {
                code,
                kind: leak(3),
                name_en: leak(4),
                name_fr: leak(5),
                name_es: leak(6),
                name_ar: leak(19),
                party: row.get(8) == Some("yes"),
                party_since: leak(9),
            });
        }
    }
    for (code, [name_en, name_fr, name_es, name_ar]) in [
        (
            DEMO_EXPORTER,
            ["Querimba (demonstration)", "Quérimba (démonstration)", "Querimba (demostración)", "كيريمبا (عرض تجريبي)"],
        ),
        (
            DEMO_IMPORTER,
            [
                "Quenland (demonstration)",
                "Quenlande (démonstration)",
                "Quenlandia (demostración)",
                "كوينلاند (عرض تجريبي)",
            ],
        ),
    ] {
        entries.push(CountryEntry {
            code,
            kind: "demo",
            name_en,
            name_fr,
            name_es,
            name_ar,
            party: true,
            party_since: "1975-07-01",
        });
    }
    let index = entries.iter().enumerate().map(|(i, e)| (e.code, i)).collect();
    (entries, index)
});

impl CountryCode {
    /// Unknown country.
    pub const UNKNOWN: CountryCode = CountryCode(*b"XX");
    /// Various countries.
    pub const VARIOUS: CountryCode = CountryCode(*b"XV");
    /// Introduction from the sea.
    pub const SEA: CountryCode = CountryCode(*b"ZZ");

    /// Reads two letters, in any case.
    ///
    /// # Errors
    /// `country-code` for anything else.
    pub fn parse(text: &str) -> Result<CountryCode, ParseError> {
        match text.trim().as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphanumeric() => {
                Ok(CountryCode([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => Err(ParseError::new("country-code", "Choose a country, or give its two-letter code.")),
        }
    }

    /// The two letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XX")
    }

    /// The row of the list of countries, `None` for a code that is not in it.
    pub fn entry(self) -> Option<&'static CountryEntry> {
        ENTRIES.1.get(&self).map(|i| &ENTRIES.0[*i])
    }

    /// The name for people; English where we have no other, the code where it is not in the list.
    pub fn name(self, lang: Lang) -> String {
        match self.entry() {
            None => self.code().to_owned(),
            Some(e) => match lang {
                Lang::Fr if !e.name_fr.is_empty() => e.name_fr.to_owned(),
                Lang::Es if !e.name_es.is_empty() => e.name_es.to_owned(),
                Lang::Ar if !e.name_ar.is_empty() => e.name_ar.to_owned(),
                _ => e.name_en.to_owned(),
            },
        }
    }

    /// Is it one of the two fictional countries?
    pub fn is_demo(self) -> bool {
        self == DEMO_EXPORTER || self == DEMO_IMPORTER
    }

    /// Every country in the list, in the order of the table.
    pub fn all() -> &'static [CountryEntry] {
        &ENTRIES.0
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code())
    }
}

impl Serialize for CountryCode {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for CountryCode {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        CountryCode::parse(&std::borrow::Cow::<'de, str>::deserialize(d)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_and_every_term_has_a_name_in_four_languages() {
        for lang in [Lang::Fr, Lang::Es, Lang::Ar] {
            for entry in CountryCode::all() {
                assert!(!entry.code.name(lang).is_empty(), "{} in {}", entry.code, lang.code());
            }
        }
        let latin = |text: &str| text.chars().any(|c| c.is_ascii_lowercase());
        let left: Vec<&str> =
            CountryCode::all().iter().filter(|e| latin(e.name_ar) || e.name_ar.is_empty()).map(|e| e.name_en).collect();
        assert!(left.is_empty(), "no Arabic name: {left:?}");
        let left: Vec<&str> =
            crate::Term::ALL.iter().filter(|t| latin(t.name(Lang::Ar))).map(|t| t.name(Lang::En)).collect();
        assert!(left.is_empty(), "no Arabic word: {left:?}");
    }

    #[test]
    fn the_list_holds_185_parties_and_the_special_codes() {
        let real = CountryCode::all().iter().filter(|e| e.party && e.kind != "demo").count();
        assert_eq!(real, 185, "Parties to the Convention");
        assert_eq!(CountryCode::parse("ke").unwrap().name(Lang::En), "Kenya");
        assert!(CountryCode::SEA.entry().is_some());
        assert!(CountryCode::parse("Kenya").is_err());
    }
}
