//! Scientific names as they stand in box 7.

use crate::ParseError;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A scientific name as printed: genus with a capital, further words in small letters, single blanks;
/// `spp.` for a higher taxon, `×` or `x` for hybrids, `subsp.`, `var.` and `f.` between names. 2 to 120 characters.
/// Whether the name is listed, or exists, is a question for the taxonomy, not for this type.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TaxonName(String);

impl TaxonName {
    /// Reads a name and squeezes its blanks.
    ///
    /// # Errors
    /// `taxon-empty`, `taxon-long` or `taxon-form`.
    pub fn parse(text: &str) -> Result<TaxonName, ParseError> {
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(ParseError::new("taxon-empty", "Enter the scientific name."));
        }
        if name.chars().count() > 120 {
            return Err(ParseError::new("taxon-long", "The scientific name is too long; leave out the author."));
        }
        let letters = name
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '×' | '(' | ')' | '/' | '\'' | '"' | '’'));
        let first = name.trim_start_matches(['×', '(', ' ']).chars().next();
        if !letters || name.chars().count() < 2 || !first.is_some_and(char::is_uppercase) {
            return Err(ParseError::new(
                "taxon-form",
                "Enter the scientific name with a capital genus, like Crocodylus niloticus.",
            ));
        }
        Ok(TaxonName(name))
    }

    /// As printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name without ` spp.`, as lists of names carry it.
    pub fn stem(&self) -> &str {
        self.0.strip_suffix(" spp.").or_else(|| self.0.strip_suffix(" spp")).unwrap_or(&self.0)
    }
}

impl TryFrom<String> for TaxonName {
    type Error = ParseError;
    fn try_from(text: String) -> Result<TaxonName, ParseError> {
        TaxonName::parse(&text)
    }
}

impl From<TaxonName> for String {
    fn from(name: TaxonName) -> String {
        name.0
    }
}

impl fmt::Display for TaxonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for TaxonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_printed_on_permits() {
        for good in
            ["Crocodylus niloticus", "Acropora spp.", "  Panthera   leo ", "Paphiopedilum × polystigmaticum", "Isis"]
        {
            assert!(TaxonName::parse(good).is_ok(), "{good}");
        }
        assert_eq!(TaxonName::parse("Acropora spp.").unwrap().stem(), "Acropora");
        for bad in ["", "crocodylus niloticus", "<b>x</b>", "=cmd()", "Croc0dylus"] {
            assert!(TaxonName::parse(bad).is_err(), "{bad}");
        }
    }
}
