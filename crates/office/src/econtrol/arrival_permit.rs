//! Goods come in under our own import permit: it is found, and takes what arrived; what is left of it stays usable.

use super::receive::Counted;
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::Who;
use crate::shared::paper;
use cites::document::{Endorsed, PermitDocument};
use cites::ids::ForeignPermitId;
use cites::{Amount, Appendix, CountryCode, DocumentType, PermitNumber, TaxonName};
use permits::permit::state::FigureSource;
use permits::permit::{EndorsementFacts, Permit};
use rules::DocumentFact;
use store::{ArrivalRow, ArrivedUnder, Face, LineRow, Read, Tx};

/// Import permits of ours that may stand behind a foreign permit: from that country, for one of its species, with something
/// left and in date today; the importer's own first. One question.
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
    let names = |p: &Permit, taxon: &TaxonName| {
        p.signed_document().lines.iter().any(|l| l.taxon == *taxon && !p.left(&l.block).is_zero())
    };
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
        let help = "Choose an import permit from the list: not used up, for these species and from this country.";
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

/// Says why nothing comes in, where an import permit of this importer for these goods was there and is used up.
///
/// # Errors
/// `import-permit-used-up`, or what the archive says.
pub async fn used_up(
    read: &mut Read,
    who: &Who,
    document: &PermitDocument,
    by_officer: Option<&PermitNumber>,
) -> Result<(), Error> {
    let mut taxa: Vec<String> = document.lines.iter().map(|l| l.taxon.to_string()).collect();
    taxa.sort();
    taxa.dedup();
    let found = read.import_permits_used::<Permit>(who.house.party(), document.issuer(), &taxa, day(read.at())).await?;
    let name = |d: &PermitDocument| d.importer.as_ref().map(|p| p.name.trim().to_lowercase());
    let meant = found.iter().map(|s| &s.value).find(|p| match by_officer {
        Some(number) => p.number() == number,
        None => {
            document.special_conditions.iter().any(|c| c.contains(p.number().as_str()))
                || name(p.signed_document()) == name(document)
        }
    });
    match meant {
        Some(permit) => Err(spent(permit)),
        None => Ok(()),
    }
}

/// It is used up by those that came before.
pub(super) fn spent(permit: &Permit) -> Error {
    let help = format!(
        "Hold the goods: the import permit {} is used up by the consignments that came before; the importer needs a new one.",
        permit.number()
    );
    Error::value("import_permit", "import-permit-used-up", help)
}

/// What the goods take of each block of ours: of several blocks for the same species, term and unit the first that has
/// something left.
fn shares(permit: &Permit, document: &PermitDocument, counted: &Counted) -> Result<Vec<Endorsed>, Error> {
    let ours = &permit.signed_document().lines;
    let mut out: Vec<Endorsed> = Vec::new();
    for line in &document.lines {
        let mut rest = counted.quantities.iter().find(|(b, _)| *b == line.block).map_or(Amount::ZERO, |(_, a)| *a);
        let same = |b: &&cites::document::SpecimenLine| {
            b.taxon == line.taxon && b.term == line.term && b.quantity.unit() == line.quantity.unit()
        };
        let mut named = false;
        for block in ours.iter().filter(same).map(|b| &b.block) {
            named = true;
            let taken = out.iter().find(|e| e.block == *block).map_or(Amount::ZERO, |e| e.actual);
            let left = permit.left(block).minus(taken).unwrap_or(Amount::ZERO);
            let now = if rest < left { rest } else { left };
            if now.is_zero() {
                continue;
            }
            rest = rest.minus(now).unwrap_or(Amount::ZERO);
            match out.iter_mut().find(|e| e.block == *block) {
                Some(slot) => slot.actual = slot.actual.plus(now).unwrap_or(Amount::MAX),
                None => out.push(Endorsed { block: block.clone(), actual: now }),
            }
        }
        if !named && line.appendix == Appendix::I && !rest.is_zero() {
            let help = format!("Hold block {}: the import permit {} does not name it.", line.block, permit.number());
            return Err(Error::value("import_permit", "import-permit-other", help));
        }
        if named && !rest.is_zero() {
            let help = format!(
                "Hold {rest} of block {}: so much more arrived than is left on the import permit {}.",
                line.block,
                permit.number()
            );
            return Err(Error::value("import_permit", "import-permit-left", help));
        }
    }
    Ok(out)
}

/// Writes off what was counted. With the last of it the permit is cancelled and retained (Art. VI.6): box 14 says what came
/// in under it in all. Answers which permit it was, and whether it is closed now.
///
/// # Errors
/// `import-permit-left` when more came than is left, `import-permit-used-up` when nothing is; `import-permit-other` when
/// goods of Appendix I are not on it; what the archive says.
pub async fn write_off(
    tx: &mut Tx,
    who: &Who,
    permit: Permit,
    foreign: (ForeignPermitId, &PermitDocument),
    counted: &Counted,
) -> Result<(ArrivedUnder, bool), Error> {
    let (foreign_id, document) = foreign;
    let before = paper::lock(tx, who, permit.id()).await?;
    // Somebody else may have let in the rest while we chose it.
    let permit = before.value.clone();
    if !permit.takes_arrivals() {
        return Err(spent(&permit));
    }
    let arrived = shares(&permit, document, counted)?;
    take(tx, who, &before, &arrived, (foreign_id, &document.number, None), (&counted.port, &counted.port_name)).await
}

/// Takes what came of each block, of a permit that is locked, and closes it with the last of it. `foreign`: the paper it came
/// under, with its country where it is not in our archive.
///
/// # Errors
/// The state, `permit-expired`, a line's problem, `import-permit-used-up` when somebody was faster; what the archive says.
pub(super) async fn take(
    tx: &mut Tx,
    who: &Who,
    before: &paper::Stored,
    arrived: &[Endorsed],
    (foreign, foreign_number, on_paper): (ForeignPermitId, &PermitNumber, Option<CountryCode>),
    (port, port_name): (&str, &str),
) -> Result<(ArrivedUnder, bool), Error> {
    let now = tx.at();
    let mut after = before.value.clone().arrive(arrived, day(now))?;
    for part in arrived.iter().filter(|p| !p.actual.is_zero()) {
        let row = ArrivalRow {
            foreign,
            foreign_number: foreign_number.clone(),
            paper: on_paper,
            block: part.block.to_string(),
            quantity: part.actual,
            port: port.to_owned(),
            port_name: port_name.to_owned(),
            at: now,
        };
        let permitted = after.line(&part.block).map_or(Amount::ZERO, |l| l.permitted.amount());
        let by = who.person()?.id;
        tx.import_arrival_insert((after.id(), after.number()), &row, permitted, by)
            .await
            .map_err(|e| if e.refused_by("import_balance_not_exceeded") { spent(&after) } else { Error::from(e) })?;
    }
    let used_up = after.used_up() && after.has_arrivals();
    if used_up {
        let facts = EndorsementFacts {
            quantities: Vec::new(),
            port: port.to_owned(),
            port_name: port_name.to_owned(),
            officer: who.person()?.name.clone(),
            at: now,
            on: day(now),
            transport_document: None,
            source: FigureSource::CustomsWeb,
        };
        let (closed, event) = after.retain(facts, "", &who.actor, now)?;
        paper::write(tx, before, &closed, &event, None).await?;
        after = closed;
    } else {
        let row = before.columns.follow(&after, now);
        tx.permit_update(before, &row, &LineRow::describe(&after), &Face::describe(&after), &after).await?;
    }
    let used = ArrivedUnder {
        permit: after.id(),
        permit_number: after.number().clone(),
        foreign,
        foreign_number: foreign_number.clone(),
        on_paper: on_paper.is_some(),
        at: now,
    };
    Ok((used, used_up))
}
