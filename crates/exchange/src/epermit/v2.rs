//! Toolkit 2.0: `CITESEPermit`; `spec/exchange.md` section 2.

use super::write::{Place, write as message};
use super::{Received, StatusNote, Version, Warning};
use crate::epix::Embedded;
use crate::xml::{Limits, XmlError};
use cites::PermitDocument;

/// The permit as a file: qualified root, canonical by exclusive C14N, so that what is stored is what is signed.
///
/// What version 2 has no element for travels in words: age and sex and a date of acquisition that is only about known
/// follow the description on lines of their own; the country of an importer seated elsewhere than in the country of
/// import follows the city.
pub fn write(permit: &PermitDocument) -> Vec<u8> {
    message(Version::V2, Place::Standalone, permit, None).into_bytes()
}

/// The permit as it stands in a SOAP answer; `note` for permits withdrawn since (`spec/exchange.md` 6.5).
pub fn embed(permit: &PermitDocument, note: Option<&StatusNote>) -> Embedded {
    Embedded(message(Version::V2, Place::Embedded, permit, note))
}

/// Reads a version 2 message; [`super::read`] takes any version.
///
/// # Errors
/// When it is not well-formed, passes a limit, or is not a version 2 permit.
pub fn read(bytes: &[u8]) -> Result<Received, XmlError> {
    super::read::read_version(bytes, Limits::DOCUMENT, Some(Version::V2))
}

/// Everything there is to say about a message: structure, values, codes, and what we require of a permit (section 2.4).
/// A document that cannot be read gives one severe finding.
pub fn validate(bytes: &[u8]) -> Vec<Warning> {
    super::read::findings(read(bytes))
}
