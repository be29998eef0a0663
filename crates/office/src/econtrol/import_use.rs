//! Goods come in under our own import permit: it is found, written off with what arrived, and the rest of it released.

use super::receive::Counted;
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::Who;
use crate::shared::paper;
use cites::document::{Endorsed, PermitDocument};
use cites::{Amount, Appendix, CountryCode, DocumentType, PermitNumber, TaxonName};
use permits::permit::state::FigureSource;
use permits::permit::{EndorsementFacts, Permit, PermitAct};
use rules::DocumentFact;
use store::{ImportUseRow, Read, Tx};

/// Import permits of ours that may stand behind a foreign permit: from that country, for one of its species, unused and
/// in date today; the importer's own first. One question.
///
/// # Errors
/// What the archive says.
pub async fn choices(read: &mut Read, who: &Who, document: &PermitDocument) -> Result<Vec<Permit>, Error> {
    let mut taxa: Vec<String> = document.lines.iter().map(|l| l.taxon.to_string()).collect();
    taxa.sort();
    taxa.dedup();
    let today = day(read.at());
    let found = read.import_permits::<Permit>(who.house.party(), document.issuer(), &taxa, today).await?;
    let mut out: Vec<Permit> = found.into_iter().map(|stored| stored.value).collect();
    let importer = |d: &PermitDocument| d.importer.as_ref().map(|p| p.name.trim().to_lowercase());
    let own = importer(document);
    out.sort_by_key(|p| (importer(p.signed_document()) != own, p.number().to_string()));
    Ok(out)
}

/// Does it bring anything of Appendix I, that an import permit of ours must stand behind (Art. III.3)?
pub fn brings_appendix_i(document: &PermitDocument) -> bool {
    document.lines.iter().any(|l| l.appendix == Appendix::I)
}

/// What the rules are told of them: nothing, unless each Appendix I species of the document stands on one.
pub fn facts(own: &[Permit], document: &PermitDocument, home: CountryCode) -> Vec<DocumentFact> {
    let needed: Vec<&TaxonName> =
        document.lines.iter().filter(|l| l.appendix == Appendix::I).map(|l| &l.taxon).collect();
    let names = |p: &Permit, taxon: &TaxonName| p.signed_document().lines.iter().any(|l| l.taxon == *taxon);
    if !needed.iter().all(|taxon| own.iter().any(|p| names(p, taxon))) {
        return Vec::new();
    }
    own.iter()
        .filter(|p| needed.iter().any(|taxon| names(p, taxon)))
        .map(|p| DocumentFact {
            number: Some(p.number().to_string()),
            issued: Some(p.signed_document().valid_from),
            valid_until: Some(p.signed_document().valid_until),
            ..DocumentFact::seen(DocumentType::Import, home)
        })
        .collect()
}

/// Which of them it is: the one that the officer chose; else the one that the foreign permit names in box 5; else the only
/// one of this importer. Goods of Appendix I need one (Art. III.3).
///
/// # Errors
/// `import-permit-choose` when several may be meant, `import-permit-other` for one that is not among them.
pub fn chosen(
    all: Vec<Permit>,
    document: &PermitDocument,
    by_officer: Option<&PermitNumber>,
    needed: bool,
) -> Result<Option<Permit>, Error> {
    if let Some(number) = by_officer {
        let help = "Choose an import permit from the list: unused, for these species and from this country.";
        let found = all.into_iter().find(|p| p.number() == number);
        return found.map(Some).ok_or_else(|| Error::value("import_permit", "import-permit-other", help));
    }
    let named = |p: &Permit| document.special_conditions.iter().any(|c| c.contains(p.number().as_str()));
    if let Some(at) = all.iter().position(named) {
        return Ok(all.into_iter().nth(at));
    }
    if !needed {
        return Ok(None);
    }
    let name = |d: &PermitDocument| d.importer.as_ref().map(|p| p.name.trim().to_lowercase());
    let mut own: Vec<Permit> = Vec::new();
    let mut others: Vec<Permit> = Vec::new();
    for permit in all {
        let same = name(permit.signed_document()) == name(document);
        if same { own.push(permit) } else { others.push(permit) }
    }
    let mut left = if own.is_empty() { others } else { own };
    if left.len() > 1 {
        let help = "Choose the import permit that these goods come in under: there are several.";
        return Err(Error::value("import_permit", "import-permit-choose", help));
    }
    Ok(left.pop())
}

/// Does anything here need an import permit by the Convention?
pub fn needed(document: &PermitDocument, ours: &[DocumentFact]) -> bool {
    !ours.is_empty() && document.lines.iter().any(|l| l.appendix == Appendix::I)
}

/// Writes it off with what was counted: box 14 of our permit, its rest released.
///
/// # Errors
/// A line's problem when more came than it permits; `import-permit-other` when goods of Appendix I are not on it; what the
/// archive says.
pub async fn write_off(
    tx: &mut Tx,
    who: &Who,
    permit: Permit,
    foreign: (cites::ids::ForeignPermitId, &PermitDocument),
    counted: &Counted,
) -> Result<ImportUseRow, Error> {
    let (foreign_id, document) = foreign;
    let now = tx.at();
    let before = paper::lock(tx, who, permit.id()).await?;
    let permit = before.value.clone();
    let mut arrived: Vec<Endorsed> = permit
        .lines()
        .iter()
        .filter(|l| l.void.is_none())
        .map(|l| Endorsed { block: l.block.clone(), actual: Amount::ZERO })
        .collect();
    for line in &document.lines {
        let amount = counted.quantities.iter().find(|(b, _)| *b == line.block).map_or(Amount::ZERO, |(_, a)| *a);
        let same = |b: &cites::document::SpecimenLine| {
            b.taxon == line.taxon && b.term == line.term && b.quantity.unit() == line.quantity.unit()
        };
        let ours = permit.signed_document().lines.iter().find(|b| same(b));
        let slot = ours.and_then(|b| arrived.iter_mut().find(|e| e.block == b.block));
        match slot {
            Some(slot) => slot.actual = slot.actual.plus(amount).unwrap_or(Amount::MAX),
            None if line.appendix == Appendix::I && !amount.is_zero() => {
                let help =
                    format!("Hold block {}: the import permit {} does not name it.", line.block, permit.number());
                return Err(Error::value("import_permit", "import-permit-other", help));
            }
            None => {}
        }
    }
    let act = PermitAct::Endorse(EndorsementFacts {
        quantities: arrived,
        port: counted.port.clone(),
        port_name: counted.port_name.clone(),
        officer: who.person()?.name.clone(),
        at: now,
        on: day(now),
        transport_document: None,
        source: FigureSource::CustomsWeb,
    });
    let (after, event) = permit.act(act, &who.actor, now)?;
    paper::write(tx, &before, &after, &event, None).await?;
    let row = ImportUseRow {
        permit: after.id(),
        permit_number: after.number().clone(),
        foreign: foreign_id,
        foreign_number: document.number.clone(),
        at: now,
    };
    tx.import_use_insert(&row).await?;
    Ok(row)
}
