//! THE WORDS. Codes, countries, names, quantities, money, numbers, and [`document::PermitDocument`], what stands on the paper.
//!
//! Types that cannot be wrong: each is made by one parsing function, and after that nobody checks again.
//! This room knows no file, clock, chance or network, and nothing of states, rules, XML or SQL.

pub mod base32;
pub mod codes;
pub mod country;
pub mod digest;
pub mod document;
pub mod ids;
pub mod marks;
pub mod money;
pub mod number;
pub mod quantity;
pub mod sample;
pub mod taxa;
pub mod taxon;
pub mod written;

pub use codes::{
    Appendix, ApplicationStatus, DocumentType, FindingKind, Lang, PermitStatus, Purpose, RefusalReason, Role, Source,
    Term, Unit,
};
pub use country::CountryCode;
pub use digest::Digest;
pub use document::PermitDocument;
pub use jiff::{Timestamp, civil::Date};
pub use money::{Currency, Money};
pub use number::{NumberTemplate, PermitNumber, Token};
pub use quantity::{Amount, Quantity};
pub use taxon::TaxonName;

/// Why a text is not what it should be: which value, and what to do about it.
///
/// `code` is stable (a message key in `locales/`, prefix `parse-`); `Display` is English for logs and the command line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{help}")]
pub struct ParseError {
    /// Message key without the prefix, for example `quantity-decimals`.
    pub code: &'static str,
    /// One English sentence that says what to do.
    pub help: String,
}

impl ParseError {
    /// An error with its message key and its English sentence.
    pub fn new(code: &'static str, help: impl Into<String>) -> ParseError {
        ParseError { code, help: help.into() }
    }
}
