//! What our own registers and archive tell the rules beside the application: the registered operation behind a line, the
//! institution behind a scientific exchange, the permit that is replaced.

use super::error::Error;
use super::office::Who;
use crate::registers::operations::{self, Entry};
use cites::{Date, DocumentType};
use permits::Draft;
use permits::application::ApplicantSide;
use permits::permit::Permit;
use rules::{Facts, Registered};
use store::{Read, RegisterKind};

/// Completes the facts of a draft. Asks the archive only about what the draft names: an ordinary line costs nothing.
///
/// # Errors
/// What the archive says.
pub async fn complete(
    read: &mut Read,
    who: &Who,
    draft: &Draft,
    side: &ApplicantSide,
    on: Date,
    facts: &mut Facts,
) -> Result<(), Error> {
    if let Some(number) = &draft.replaces {
        let old = read.permit_by_number::<Permit>(number).await?;
        facts.replaces = old.map(|old| (number.to_string(), old.columns.valid_until));
    }
    if !asks_registers(draft, who, facts) {
        return Ok(());
    }
    let entries = operations::of_side(read, side).await?;
    from_registers(draft, who, &entries, on, facts);
    Ok(())
}

/// Which lines name an operation that stands in a register of ours.
fn ours(draft: &Draft, who: &Who, facts: &Facts) -> Vec<bool> {
    let home = who.house.party();
    // Operations of other countries stand in their registers, not in ours.
    let ours = |l: &permits::DraftLine| {
        l.operation.is_some() && facts.exporter() == Some(home) && l.origin.as_ref().is_none_or(|o| o.country == home)
    };
    draft.lines.iter().map(ours).collect()
}

/// Does anything in this draft stand in a register?
pub(crate) fn asks_registers(draft: &Draft, who: &Who, facts: &Facts) -> bool {
    // Partially completed documents are looked up by `crate::blanks::registration`.
    draft.document_type == DocumentType::Scilabel || ours(draft, who, facts).contains(&true)
}

/// Completes the facts with what the applicant's entries say.
pub(crate) fn from_registers(draft: &Draft, who: &Who, entries: &[Entry], on: Date, facts: &mut Facts) {
    let lines = ours(draft, who, facts);
    for ((line, fact), _) in draft.lines.iter().zip(&mut facts.lines).zip(&lines).filter(|(_, ours)| **ours) {
        let number = line.operation.as_deref().unwrap_or_default();
        fact.registered = Some(registered(entries, number, &line.taxon.to_string(), on));
    }
    if draft.document_type == DocumentType::Scilabel {
        let fits = |e: &&Entry| e.columns.kind == RegisterKind::Scientific && e.columns.in_force(on);
        facts.registration = entries.iter().find(fits).and_then(|e| e.columns.number.clone());
    }
}

/// What an applicant's entries say of a number and a species, on a day.
pub fn registered(entries: &[Entry], number: &str, taxon: &str, on: Date) -> Registered {
    match entries.iter().find(|e| e.columns.answers_to(number)) {
        None => Registered::Unknown,
        Some(e) if !e.columns.in_force(on) => Registered::NotInForce,
        Some(e) if !e.value.species().iter().any(|k| k.taxon == taxon) => Registered::OtherSpecies,
        // Animals of Appendix I bred for commerce: Res. Conf. 12.10. Nurseries: Res. Conf. 9.19. The number that the
        // Secretariat gave is the one that box 12b shows; ours alone says only that it was proposed there.
        Some(e) if e.columns.inclusion.as_ref().is_some_and(|i| i.number == number.trim() && i.on <= on) => {
            Registered::Secretariat
        }
        Some(_) => Registered::National,
    }
}
