//! Phytosanitary certificates that our own plant-health service issued in place of certificates of artificial propagation
//! (Art. VII.5, Res. Conf. 12.3, `spec/permits.md` 2.9): not issued here, written down here, counted out at the border and
//! counted in the year. Only while the Party's law says that it told the Secretariat so (table `phyto_parties`).

use crate::registers::colleague::{self, Right};
use crate::registers::operations::{self, Entry, EntryBody};
use crate::registers::stock::TRADERS;
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::document::Block;
use cites::ids::{LotId, PlantExportId, PlantExportKind};
use cites::taxa::Rank;
use cites::{Amount, CountryCode, Date, DocumentType, PermitNumber, Purpose, Quantity, Role, Source, TaxonName, Term};
use permits::DeskAct;
use rules::{Facts, LineFacts, Movement};
use store::{
    AuditEntry, Cursor, LotState, Page, PlantExportLine, PlantExportRow, PlantExportState, Read, RegisterKind, Tx,
};

/// Who writes them down: the authority from the papers that come to it, a nursery of the register its own.
pub const RECORDERS: &[Role] = &[Role::MaClerk, Role::MaOfficer, Role::Applicant, Role::OrgAdmin];
/// Who counts the plants out.
pub const CHECKERS: &[Role] = &[Role::Customs, Role::Inspector];
/// Who takes one back.
pub const VOIDERS: &[Role] = &[Role::MaOfficer, Role::MaSupervisor];
/// Who sees them: nurseries their own, the authorities and the border all.
pub const READERS: &[Role] = &[
    Role::Applicant,
    Role::OrgAdmin,
    Role::Customs,
    Role::Inspector,
    Role::Enforcement,
    Role::MaClerk,
    Role::MaOfficer,
    Role::MaApprover,
    Role::MaSupervisor,
    Role::Auditor,
];
/// Most lines of one certificate.
const LINES: usize = 100;

/// A certificate as it is written down.
#[derive(Debug, Clone)]
pub struct Certificate {
    /// Number as printed.
    pub number: String,
    /// Day of issue.
    pub issued_on: Date,
    /// Office of the plant-health service.
    pub office: String,
    /// Who sends the plants.
    pub exporter: String,
    /// Number of the nursery in our register; blank for none. A nursery that writes one down names itself.
    pub nursery: String,
    /// Who receives them.
    pub importer: String,
    /// Country of destination.
    pub destination: CountryCode,
    /// What they are sent for.
    pub purpose: Purpose,
    /// Its plants, one kind a line.
    pub lines: Vec<Plants>,
    /// Does it say that the plants are artificially propagated as defined by CITES?
    pub statement: bool,
}

/// One kind of plants of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plants {
    /// Its name: scientific, an older one, or a common one.
    pub taxon: String,
    /// What it is.
    pub term: Term,
    /// How much.
    pub quantity: Quantity,
    /// Where they come from; only artificially propagated plants ([`Source::A`]) travel so.
    pub source: Source,
    /// Number of the lot where they come out of the stock; blank for none.
    pub lot: String,
}

/// A certificate with its lines, and the number of its nursery.
#[derive(Debug, Clone)]
pub struct Whole {
    /// The certificate.
    pub row: PlantExportRow,
    /// Its lines.
    pub lines: Vec<PlantExportLine>,
    /// Number of the nursery in the register.
    pub nursery: Option<String>,
}

/// A line that was read.
struct Typed {
    taxon: TaxonName,
    term: Term,
    quantity: Quantity,
    lot: String,
}

fn at(line: usize, part: &str) -> String {
    format!("lines.{line}.{part}")
}

/// The plants of one line, by the name of our list. `line` is its place, from 0, for the field of an error.
///
/// # Errors
/// `taxon-empty`, `taxon-unknown`, or `plant-source` for plants that are not artificially propagated.
pub fn named(office: &Office, line: usize, plants: &Plants) -> Result<TaxonName, Error> {
    if plants.taxon.trim().is_empty() {
        return Err(Error::value(&at(line, "taxon"), "taxon-empty", "Enter the name of the species."));
    }
    let unknown = || Error::value(&at(line, "taxon"), "taxon-unknown", "Choose a species from the list.");
    // A genus names no plant.
    let species = |r: &Rank| matches!(r, Rank::Species | Rank::Subspecies | Rank::Variety);
    let found = office.taxa.resolve(plants.taxon.trim());
    let found = found.filter(|r| !r.via.is_higher() && species(&r.taxon.rank)).ok_or_else(unknown)?;
    // Res. Conf. 12.3: it stands for a certificate of artificial propagation and for nothing else.
    if plants.source != Source::A {
        let help = "Ask for a CITES document: only artificially propagated plants (source A) travel with this one.";
        return Err(Error::value(&at(line, "source"), "plant-source", help));
    }
    TaxonName::parse(&found.taxon.printed_name()).map_err(|e| Error::parse(&at(line, "taxon"), e))
}

fn typed(office: &Office, given: &[Plants]) -> Result<Vec<Typed>, Error> {
    if given.is_empty() || given.len() > LINES {
        let help = format!("Add at least one kind of plants, and at most {LINES}.");
        return Err(Error::value("lines", "plant-lines", help));
    }
    let one = |(n, plants): (usize, &Plants)| {
        let taxon = named(office, n, plants)?;
        Ok(Typed { taxon, term: plants.term, quantity: plants.quantity, lot: plants.lot.trim().to_uppercase() })
    };
    given.iter().enumerate().map(one).collect()
}

fn trader(who: &Who) -> bool {
    who.must_be(TRADERS).is_ok()
}

/// Writes a certificate down: it waits for the border then, and holds what it takes of lots.
///
/// # Errors
/// [`Error::Rules`] where the Party does not use them or the plants need a CITES document; `plant-statement`, `plant-day`,
/// `plant-words`, `plant-lines`, what [`named`] says of a line, `plant-free` for plants in no Appendix, `plant-nursery`
/// for an entry not in force, `plant-not-grown` for plants it does not grow, `plant-output` for more than it is registered
/// for in a year, `plant-lot` or `stock-short`, `plant-recorded`; `right-missing`,
/// [`Error::NotPermitted`], or what the archive says.
pub async fn record(office: &Office, who: &Who, given: Certificate) -> Result<Whole, Error> {
    who.must_be(RECORDERS)?;
    let person = who.person()?.id;
    let now = office.clock.now();
    if !given.statement {
        let help = "Ask for a CITES document: the certificate must say that the plants are artificially propagated.";
        return Err(Error::value("statement", "plant-statement", help));
    }
    if given.issued_on > day(now) {
        return Err(Error::value("issued_on", "plant-day", "Give the day of issue; it is not in the future."));
    }
    let number = PermitNumber::parse(&given.number).map_err(|e| Error::parse("number", e))?;
    for (field, text) in [("office", &given.office), ("exporter", &given.exporter), ("importer", &given.importer)] {
        let fits = !text.trim().is_empty() && text.chars().count() <= 200 && !text.chars().any(char::is_control);
        if !fits {
            return Err(Error::value(field, "plant-words", "Fill this in, at most 200 characters."));
        }
    }
    let typed = typed(office, &given.lines)?;
    let appendices = allowed(office, who, &given, &typed)?;
    let id: PlantExportId = office.id::<PlantExportKind>(now);
    let ran = act::run!(office, who, now, "plant_export", |tx| {
        let nursery = nursery(tx, who, &given, &typed).await?;
        let mut lines = Vec::new();
        for (position, (line, appendix)) in typed.iter().zip(&appendices).enumerate() {
            lines.push(PlantExportLine {
                position,
                taxon: line.taxon.to_string(),
                appendix: *appendix,
                term: line.term,
                unit: line.quantity.unit(),
                quantity: line.quantity.amount(),
                lot: held(tx, nursery.as_ref(), line, (&number, position)).await?,
                left: None,
            });
        }
        let entry = nursery.as_ref().map(|e| &e.columns);
        let row = PlantExportRow {
            id,
            number: number.clone(),
            issued_on: given.issued_on,
            office: given.office.trim().to_owned(),
            exporter: given.exporter.trim().to_owned(),
            nursery: entry.map(|e| e.id),
            organisation: entry.and_then(|e| e.organisation),
            person: entry.and_then(|e| e.person),
            importer: given.importer.trim().to_owned(),
            destination: given.destination,
            purpose: given.purpose,
            state: PlantExportState::Recorded,
            left_on: None,
            port: None,
            reason: None,
            recorded_by: person,
            recorded_at: now,
        };
        tx.plant_export_insert(&row, &lines).await.map_err(|e| match e.is_duplicate() {
            true => Error::value("number", "plant-recorded", "This certificate was recorded before."),
            false => e.into(),
        })?;
        let words = serde_json::json!({ "number": number, "destination": given.destination, "lines": lines.len() });
        tx.audit(AuditEntry::new("plant_export", "plant export", id).payload(&words)?);
        Ok(((), id.to_string()))
    });
    again(office, who, ran?, id).await
}

async fn again(office: &Office, who: &Who, ran: Ran<()>, id: PlantExportId) -> Result<Whole, Error> {
    let id = match ran {
        Ran::Now(()) => id,
        Ran::Before(id) => PlantExportId::parse(&id).map_err(Error::internal)?,
    };
    get(office, who, id).await
}

/// What the law of the day of issue says: the Appendix of each line.
fn allowed(office: &Office, who: &Who, given: &Certificate, typed: &[Typed]) -> Result<Vec<cites::Appendix>, Error> {
    let mut facts = Facts::new(Movement::Export, who.house.party(), Some(given.destination));
    facts.document = Some(DocumentType::Phyto);
    facts.purpose = Some(given.purpose);
    for line in typed {
        facts = facts.line(LineFacts::new(line.taxon.clone(), line.term, line.quantity, Source::A));
    }
    let trace = rules::examine(&facts, &office.law(&who.house), &office.taxa, given.issued_on);
    if trace.is_blocked() {
        return Err(Error::Rules(Box::new(trace)));
    }
    let free = |n: usize| {
        let help = "Leave out what stands in no Appendix: it needs no CITES document.";
        Error::value(&at(n, "taxon"), "plant-free", help)
    };
    let listed = |n: usize| trace.lines().get(n).and_then(|l| l.appendix).ok_or_else(|| free(n));
    (0..typed.len()).map(listed).collect()
}

/// The nursery that is named, locked, so that one certificate after the other is counted against its yearly output.
async fn nursery(tx: &mut Tx, who: &Who, given: &Certificate, typed: &[Typed]) -> Result<Option<Entry>, Error> {
    let wrong = |help: &str| Error::value("nursery", "plant-nursery", help);
    let number = given.nursery.trim();
    if number.is_empty() {
        return match trader(who) {
            true => Err(wrong("Give the number of your nursery in the register.")),
            false => Ok(None),
        };
    }
    let found = tx.entry_by_number::<EntryBody>(number).await?;
    let found = match found {
        Some(entry) => tx.entry_for_update::<EntryBody>(entry.columns.id).await?,
        None => None,
    };
    let own = |e: &Entry| {
        let person = who.actor.person();
        person.is_some_and(|p| match p.organisation {
            Some(o) => e.columns.organisation == Some(o),
            None => e.columns.person == Some(p.id),
        })
    };
    let unknown = || wrong("Give the number of a nursery of the register that was in force on the day of issue.");
    let entry = found.filter(|e| e.columns.kind == RegisterKind::Nursery && (!trader(who) || own(e)));
    let entry = entry.filter(|e| e.columns.in_force(given.issued_on)).ok_or_else(unknown)?;
    if trader(who) {
        colleague::must(tx, who, Right::Submit).await?;
    }
    let year = given.issued_on.year();
    let edge = |month, last| Date::new(year, month, last).map_err(Error::internal);
    // Permits count too: one yearly output stands behind both papers.
    let between = operations::year(given.issued_on)?;
    let taken = match (entry.columns.organisation, entry.columns.person) {
        (Some(company), _) => tx.entries_and_exports::<EntryBody>(company, between).await?.1,
        (None, Some(person)) => tx.entries_and_exports_of_person::<EntryBody>(person, between).await?.1,
        (None, None) => tx.plant_exported(entry.columns.id, (edge(1, 1)?, edge(12, 31)?)).await?,
    };
    for (n, line) in typed.iter().enumerate() {
        let name = line.taxon.to_string();
        let kept = entry.value.species().iter().find(|k| k.taxon == name);
        let kept = kept.ok_or_else(|| {
            let help = format!("{name} is not among the plants of this nursery.");
            Error::value(&at(n, "taxon"), "plant-not-grown", help)
        })?;
        let unit = line.quantity.unit();
        if kept.unit != unit {
            continue;
        }
        let before = taken.iter().find(|(t, u, _)| (t, *u) == (&name, unit)).map_or(Amount::ZERO, |(_, _, sum)| *sum);
        let above = typed.iter().take(n).filter(|l| l.taxon == line.taxon && l.quantity.unit() == unit);
        let before = above.map(|l| l.quantity.amount()).try_fold(before, |sum, a| sum.plus(a));
        let total = before.and_then(|sum| sum.plus(line.quantity.amount()));
        if total.is_none_or(|total| total > kept.output) {
            let left = before.and_then(|sum| kept.output.minus(sum)).unwrap_or(Amount::ZERO);
            let help =
                format!("Give less of {name}: {left} {} is left of the yearly output of this nursery.", unit.code());
            return Err(Error::value(&at(n, "quantity"), "plant-output", help));
        }
    }
    Ok(Some(entry))
}

fn key((number, position): (&PermitNumber, usize)) -> String {
    format!("{number}#{}", Block::nth(position))
}

/// Holds what a line takes of a lot of the nursery.
async fn held(
    tx: &mut Tx,
    nursery: Option<&Entry>,
    line: &Typed,
    place: (&PermitNumber, usize),
) -> Result<Option<LotId>, Error> {
    if line.lot.is_empty() {
        return Ok(None);
    }
    let own = |l: &store::LotRow| {
        nursery.is_some_and(|e| (l.organisation, l.person) == (e.columns.organisation, e.columns.person))
    };
    let same = |l: &store::LotRow| {
        l.taxon == line.taxon.to_string()
            && (l.term, l.unit, l.source) == (line.term, line.quantity.unit(), Source::A)
            && l.state == LotState::Confirmed
    };
    let found = tx.lot_by_number(&line.lot).await?.filter(|l| own(l) && same(l));
    let lot = found.ok_or_else(|| {
        let help = format!("Give a confirmed lot of this nursery with the same plants, not {}.", line.lot);
        Error::value(&at(place.1, "lot"), "plant-lot", help)
    })?;
    let deltas = [0, line.quantity.amount().micro()];
    tx.lot_move(lot.id, "hold", deltas, Some(&key(place)), "").await.map_err(|e| short(e, place.1))?;
    Ok(Some(lot.id))
}

fn short(error: store::Error, line: usize) -> Error {
    match error.refused_by("stock_not_exceeded") {
        true => Error::value(
            &at(line, "quantity"),
            "stock-short",
            "There is not so much in this lot; give a smaller quantity.",
        ),
        false => error.into(),
    }
}

fn not_waiting() -> Error {
    Error::value("", "plant-not-waiting", "Look at the certificate again: it does not wait for the border any more.")
}

/// Customs count the plants out: what left of each line, by its letter; a line that is not given left whole. The rest of
/// a lot is free again.
///
/// # Errors
/// `plant-over` for more than stands on the certificate, `plant-not-waiting`, `plant-words` without a port,
/// [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn left(
    office: &Office,
    who: &Who,
    id: PlantExportId,
    port: String,
    counted: Vec<(Block, Amount)>,
) -> Result<Whole, Error> {
    who.must_be(CHECKERS)?;
    let port = port.trim().to_owned();
    if port.is_empty() || port.chars().count() > 100 || port.chars().any(char::is_control) {
        return Err(Error::value("port", "plant-words", "Fill this in, at most 100 characters."));
    }
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "plant_export_left", |tx| {
        let row = waiting(tx, id).await?;
        let mut lines = tx.plant_export_lines(id).await?;
        for line in &mut lines {
            let block = Block::nth(line.position);
            let told = counted.iter().find(|(b, _)| *b == block).map_or(line.quantity, |(_, a)| *a);
            if told > line.quantity {
                let help = format!("Give at most {}: the certificate says no more.", line.quantity);
                return Err(Error::value(&format!("left.{block}"), "plant-over", help));
            }
            line.left = Some(told);
            if let Some(lot) = line.lot {
                let deltas = [-told.micro(), -line.quantity.micro()];
                tx.lot_move(lot, "export", deltas, Some(&key((&row.number, line.position))), "").await?;
            }
        }
        tx.plant_export_left(id, day(now), &port, &lines).await?;
        let words = serde_json::json!({ "number": row.number, "port": port });
        tx.audit(AuditEntry::new("plant_export_left", "plant export", id).payload(&words)?);
        Ok(((), id.to_string()))
    });
    again(office, who, ran?, id).await
}

/// Takes a certificate back that did not leave: withdrawn by the plant-health service, or written down by mistake. Its
/// number is not used again.
///
/// # Errors
/// `reason-empty`, `plant-not-waiting`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn void(office: &Office, who: &Who, id: PlantExportId, reason: String) -> Result<Whole, Error> {
    who.must_be(VOIDERS)?;
    let reason = reason.trim().to_owned();
    if reason.is_empty() || reason.chars().count() > 500 {
        return Err(Error::value("reason", "reason-empty", "Say in a few words what happened."));
    }
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "plant_export_void", |tx| {
        let row = waiting(tx, id).await?;
        for line in tx.plant_export_lines(id).await? {
            if let Some(lot) = line.lot {
                let deltas = [0, -line.quantity.micro()];
                tx.lot_move(lot, "release", deltas, Some(&key((&row.number, line.position))), "").await?;
            }
        }
        tx.plant_export_void(id, &reason).await?;
        let words = serde_json::json!({ "number": row.number, "reason": reason });
        tx.audit(AuditEntry::new("plant_export_void", "plant export", id).payload(&words)?);
        Ok(((), id.to_string()))
    });
    again(office, who, ran?, id).await
}

async fn waiting(tx: &mut Tx, id: PlantExportId) -> Result<PlantExportRow, Error> {
    let row = tx.plant_export_for_update(id).await?.ok_or(Error::NotFound("plant certificate"))?;
    if row.state == PlantExportState::Recorded { Ok(row) } else { Err(not_waiting()) }
}

/// A nursery's own, or any for the authorities and the border of this Party.
fn sees(who: &Who, row: &PlantExportRow) -> bool {
    let Some(person) = who.actor.person() else { return true };
    let own = match person.organisation {
        Some(o) => row.organisation == Some(o),
        None => row.person == Some(person.id),
    };
    person.party == who.house.party() && (own || who.must_be(DeskAct::LookUpPermit.roles()).is_ok())
}

async fn whole(read: &mut Read, row: PlantExportRow) -> Result<Whole, Error> {
    let lines = read.plant_export_lines(row.id).await?;
    let nursery = match row.nursery {
        Some(entry) => read.entry::<EntryBody>(entry).await?.and_then(|e| e.columns.number),
        None => None,
    };
    Ok(Whole { row, lines, nursery })
}

/// One certificate with its lines.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotPermitted`], or what the archive says.
pub async fn get(office: &Office, who: &Who, id: PlantExportId) -> Result<Whole, Error> {
    who.must_be(READERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let row = read.plant_export(id).await?.filter(|row| sees(who, row));
    whole(&mut read, row.ok_or(Error::NotFound("plant certificate"))?).await
}

/// The certificate of a number, for the border.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn of_number(office: &Office, who: &Who, number: &str) -> Result<Option<PlantExportRow>, Error> {
    who.must_be(DeskAct::LookUpPermit.roles())?;
    let Ok(number) = PermitNumber::parse(number) else { return Ok(None) };
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    Ok(read.plant_export_by_number(&number).await?)
}

/// Certificates, newest first: a nursery's own, or all of them.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn list(office: &Office, who: &Who, after: Cursor) -> Result<Page<PlantExportRow>, Error> {
    who.must_be(READERS)?;
    let person = who.person()?.clone();
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    match who.must_be(DeskAct::LookUpPermit.roles()) {
        Ok(()) => Ok(read.plant_exports(after, 50).await?),
        Err(_) => Ok(read.plant_exports_of(person.id, person.organisation, after, 50).await?),
    }
}

/// Does this Party use them today?
pub fn used(office: &Office, who: &Who) -> bool {
    office.law(&who.house).uses_phytosanitary(who.house.party(), day(office.clock.now()))
}
