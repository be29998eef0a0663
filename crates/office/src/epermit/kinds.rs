//! Which kinds of documents a Party offers to its applicants.

use crate::shared::act;
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::DocumentType;
use permits::{DeskAct, FormInput};
use store::{AuditEntry, Read};

/// Every kind that can be applied for, in the order of the table, grouped for people.
pub const GROUPS: &[(&str, &[DocumentType])] = &[
    ("once", &[DocumentType::Export, DocumentType::Reexport, DocumentType::Import, DocumentType::Ifs]),
    ("instead", &[DocumentType::Origin, DocumentType::Preconv, DocumentType::Captive, DocumentType::Artprop]),
    ("often", &[DocumentType::Poc, DocumentType::Mic, DocumentType::Tec, DocumentType::Sample]),
    ("special", &[DocumentType::Replace, DocumentType::Retro, DocumentType::Partial]),
];

/// Every kind that can be applied for.
pub fn all() -> impl Iterator<Item = DocumentType> {
    GROUPS.iter().flat_map(|(_, kinds)| kinds.iter().copied())
}

/// The kinds that this Party switched off.
///
/// # Errors
/// What the archive says.
pub async fn off(office: &Office, who: &Who) -> Result<Vec<DocumentType>, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    Ok(read.kinds_off().await?)
}

/// Switches a kind on or off. Applications that were handed in before go on.
///
/// # Errors
/// `document-type-unknown`, [`Error::NotPermitted`], or what the archive says.
pub async fn switch(office: &Office, who: &Who, kind: DocumentType, offered: bool) -> Result<(), Error> {
    who.must_be(DeskAct::Administer.roles())?;
    if !all().any(|k| k == kind) {
        return Err(Error::value("kind", "document-type-unknown", "Choose a kind of document from the list."));
    }
    let person = who.person()?.id;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "kind_switch", |tx| {
        tx.kind_set(kind, offered, person).await?;
        let words = serde_json::json!({ "kind": kind.code(), "offered": offered });
        tx.audit(AuditEntry::new("kind_switch", "document_kind", kind.code()).payload(&words)?);
        Ok(((), kind.code().to_owned()))
    });
    ran.map(|_| ())
}

/// May one apply for this form's kind? A form without a kind is still being written.
///
/// # Errors
/// `document-type-off`, or what the archive says.
pub(crate) async fn check(read: &mut Read, form: &FormInput) -> Result<(), Error> {
    let Some(kind) = DocumentType::from_code(form.document_type.trim()) else { return Ok(()) };
    if !all().any(|k| k == kind) || read.kinds_off().await?.contains(&kind) {
        return Err(Error::value(
            "document_type",
            "document-type-off",
            "Choose another document: this Authority does not issue it here.",
        ));
    }
    Ok(())
}
