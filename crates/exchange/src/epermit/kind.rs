//! Box 1 on the wire: four letters, and the kind's name where the letter does not say enough (`spec/exchange.md` 2.4).

use cites::{DocumentType, Lang, PermitDocument};

/// The letter of `HeaderExchangedDocument/TypeCode`.
///
/// Kinds that follow their base type (replacements, retrospective and partially completed documents) are re-exports when
/// a block says where it was re-exported from or came from another country, and exports otherwise.
pub(super) fn letter(permit: &PermitDocument) -> &'static str {
    match permit.kind.epix_category() {
        letter @ ("E" | "R" | "I" | "O") => letter,
        "as base type" => {
            let issuer = permit.issuer();
            let passing = |country: cites::CountryCode| country != issuer;
            let reexport = permit
                .lines
                .iter()
                .any(|l| l.last_reexport.is_some() || l.origin.as_ref().is_some_and(|o| passing(o.country)));
            if reexport { "R" } else { "E" }
        }
        _ => "O",
    }
}

/// The kind of a received letter and name. The name decides where it is one of ours, in any of our languages; otherwise
/// the letter alone decides, and `O` alone decides nothing.
pub(super) fn parse(letter: Option<&str>, name: Option<&str>) -> Option<DocumentType> {
    let letter = letter.map(|l| l.trim().to_uppercase());
    let by_letter = match letter.as_deref() {
        Some("E") => Some(DocumentType::Export),
        Some("R") => Some(DocumentType::Reexport),
        Some("I") => Some(DocumentType::Import),
        _ => None,
    };
    let by_name = name.and_then(|name| {
        let name = name.to_lowercase();
        DocumentType::ALL
            .iter()
            .copied()
            .find(|kind| Lang::ALL.iter().any(|lang| kind.name(*lang).to_lowercase() == name))
            .filter(|kind| match kind.epix_category() {
                own @ ("E" | "R" | "I" | "O") => letter.as_deref() == Some(own),
                "as base type" => matches!(letter.as_deref(), Some("E" | "R" | "I" | "O")),
                _ => letter.as_deref() == Some("O"),
            })
    });
    by_name.or(by_letter)
}
