//! `status.xml`, the attachment that tells importers what became of a permit (`spec/exchange.md` 6.5): our own format,
//! because version 2 has no element for it.

use super::Attachment;
use crate::epermit::StatusNote;
use crate::xml::{self, Limits, Writer, XmlError};
use cites::{Lang, PermitNumber, PermitStatus};

/// Name of the attachment.
pub const NAME: &str = "status.xml";

/// Namespace of its root.
pub const NAMESPACE: &str = "urn:manis:permit-status:1";

/// Writes the attachment for a permit.
pub fn attachment(number: &PermitNumber, note: &StatusNote) -> Attachment {
    let mut w = Writer::new();
    w.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    w.start("PermitStatus", &[("xmlns", NAMESPACE)]);
    w.leaf("CertificateNumber", &[], number.as_str());
    w.leaf("Status", &[], note.status.code());
    for lang in [Lang::En, Lang::Fr, Lang::Es] {
        w.leaf("StatusName", &[("lang", lang.code())], note.status.name(lang));
    }
    w.leaf("Since", &[], &note.since.to_string());
    if let Some(reason) = &note.reason {
        w.leaf("Reason", &[], reason);
    }
    if let Some(replaced_by) = &note.replaced_by {
        w.leaf("ReplacedBy", &[], replaced_by.as_str());
    }
    Attachment { name: NAME.to_owned(), content: w.finish().into_bytes() }
}

/// Reads such an attachment: which permit, and its state.
///
/// # Errors
/// When it is not well-formed or not of this form.
pub fn read(bytes: &[u8]) -> Result<(PermitNumber, StatusNote), XmlError> {
    let document = xml::read(bytes, Limits::DOCUMENT)?;
    let root = document.root();
    let text = |name: &str| root.only(NAMESPACE, name).map(|e| e.text().trim().to_owned());
    let bad = |name: &str| XmlError::new("status-form", format!("{name} is missing or not understood."), name, 0);
    if !root.is(NAMESPACE, "PermitStatus") {
        return Err(bad("PermitStatus"));
    }
    let number = |name: &str| text(name).map(|t| PermitNumber::parse(&t).map_err(|_| bad(name))).transpose();
    let status = text("Status").and_then(|s| PermitStatus::from_code(&s)).ok_or_else(|| bad("Status"))?;
    let since = text("Since").and_then(|s| s.parse().ok()).ok_or_else(|| bad("Since"))?;
    let note = StatusNote { status, since, reason: text("Reason"), replaced_by: number("ReplacedBy")? };
    Ok((number("CertificateNumber")?.ok_or_else(|| bad("CertificateNumber"))?, note))
}
