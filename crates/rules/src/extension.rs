//! The one extension of an export permit that there is: timber that arrived in time and waits in customs bond
//! (`spec/permits.md` 2.1). Everything else that has expired is replaced by a new document.

use crate::Citation;
use crate::sentence::{Arg, Sentence, messages};
use cites::taxa::Taxonomy;
use cites::{Date, DocumentType, PermitDocument, Term};
use jiff::ToSpan;

messages! {
    T_KIND = "extension-kind",
        "Ask for a new document instead: only an export permit or re-export certificate for timber can be extended.",
        "Demandez plutôt un nouveau document : seul un permis d'exportation ou certificat de réexportation de bois peut être prolongé.",
        "Solicite más bien un nuevo documento: solo puede prorrogarse un permiso de exportación o certificado de reexportación de madera.",
        "اطلب وثيقة جديدة بدلاً من ذلك: لا يُمدَّد إلا تصريح تصدير أو شهادة إعادة تصدير للأخشاب.";
    T_WOOD = "extension-wood",
        "Ask for a new document instead: {0} is not timber of a tree whose listing carries one of the annotations for wood.",
        "Demandez plutôt un nouveau document : {0} n'est pas du bois d'un arbre dont l'inscription porte l'une des annotations relatives au bois.",
        "Solicite más bien un nuevo documento: {0} no es madera de un árbol cuya inclusión lleve una de las anotaciones para la madera.",
        "اطلب وثيقة جديدة بدلاً من ذلك: {0} ليس خشباً من شجرة يحمل إدراجها إحدى حواشي الأخشاب.";
    T_LATE = "extension-late",
        "Refuse: the timber arrived on {0}, after the last day of validity {1}.",
        "Refusez : le bois est arrivé le {0}, après le dernier jour de validité {1}.",
        "Deniegue: la madera llegó el {0}, después del último día de validez {1}.",
        "ارفض: وصلت الأخشاب في {0}، بعد آخر يوم للصلاحية {1}.";
    T_TWICE = "extension-twice",
        "Refuse: this document was extended once already.",
        "Refusez : ce document a déjà été prolongé une fois.",
        "Deniegue: este documento ya se prorrogó una vez.",
        "ارفض: مُدّدت هذه الوثيقة مرة من قبل.";
}

/// Where the extension comes from.
pub const CITATION: Citation = Citation::new("Res. Conf. 12.3", "section on timber", "Rev. CoP19");

/// Annotations that speak of wood.
const WOOD: &[&str] = &["#5", "#6", "#7", "#10", "#12", "#15", "#17"];
/// What counts as timber.
const TIMBER: &[Term] = &[Term::Log, Term::Saw, Term::Ven, Term::Ply, Term::Tim, Term::Trw];

/// Is everything on it timber by its terms? Whether it is extended is for [`timber`] to say.
pub fn is_timber(document: &PermitDocument) -> bool {
    !document.lines.is_empty() && document.lines.iter().all(|l| TIMBER.contains(&l.term))
}

/// What the enforcement authority of the importing Party found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// Day on which the timber arrived and was put into customs bond.
    pub on: Date,
    /// The document was extended before.
    pub extended_before: bool,
}

/// The last day after the extension: six months on, once; or every reason against it.
///
/// # Errors
/// The sentences that say why not and what to do instead.
pub fn timber(document: &PermitDocument, arrival: Arrival, taxa: &Taxonomy) -> Result<Date, Vec<Sentence>> {
    let mut against = Vec::new();
    if !matches!(document.kind, DocumentType::Export | DocumentType::Reexport) {
        against.push(T_KIND.plain());
    }
    for line in &document.lines {
        let annotated = taxa.resolve(line.taxon.stem()).is_some_and(|r| {
            r.listings().iter().any(|l| l.annotation_codes.iter().any(|code| WOOD.contains(&code.as_str())))
        });
        if !annotated || !TIMBER.contains(&line.term) {
            against.push(T_WOOD.with([Arg::text(line.taxon.as_str())]));
        }
    }
    if arrival.on > document.valid_until {
        against.push(T_LATE.with([Arg::Date(arrival.on), Arg::Date(document.valid_until)]));
    }
    if arrival.extended_before {
        against.push(T_TWICE.plain());
    }
    match document.valid_until.checked_add(6.months()) {
        Ok(last) if against.is_empty() => Ok(last),
        _ => Err(against),
    }
}
