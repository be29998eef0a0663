//! Toolkit 1.0: `CBFShip`; `spec/exchange.md` section 3.

use super::write::{Place, write as message};
use super::{Received, StatusNote, Version, Warning};
use crate::epix::Embedded;
use crate::xml::{Limits, XmlError};
use cites::PermitDocument;

/// The permit as a file: qualified root, canonical by exclusive C14N.
///
/// As [`super::v2::write`], and the marks of box 9 follow the description too; the language of the texts and the category
/// of box 12b are lost, because version 1 has no place for them.
pub fn write(permit: &PermitDocument) -> Vec<u8> {
    message(Version::V1, Place::Standalone, permit, None).into_bytes()
}

/// The permit as it stands in a SOAP answer; `note` for permits withdrawn since (`spec/exchange.md` 6.5).
pub fn embed(permit: &PermitDocument, note: Option<&StatusNote>) -> Embedded {
    Embedded(message(Version::V1, Place::Embedded, permit, note))
}

/// Reads a version 1 message; [`super::read`] takes any version.
///
/// # Errors
/// When it is not well-formed, passes a limit, or is not a version 1 permit.
pub fn read(bytes: &[u8]) -> Result<Received, XmlError> {
    super::read::read_version(bytes, Limits::DOCUMENT, Some(Version::V1))
}

/// Everything there is to say about a message: structure, values, codes, and what we require of a permit (section 2.4).
/// A document that cannot be read gives one severe finding.
pub fn validate(bytes: &[u8]) -> Vec<Warning> {
    super::read::findings(read(bytes))
}
