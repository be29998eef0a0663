//! Who is registered for the simplified procedure: applied for, proposed by one officer, approved by another, reviewed
//! every five years, with the species, terms and sources that may be traded and the most of a year.

use crate::registers::colleague::{self, Right};
use crate::registers::operations::APPROVERS;
use crate::registers::stock::{JUDGES, READERS, TRADERS};
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{ApplicationId, RegistrationId, RegistrationKind};
use cites::{Amount, Date, Source, Term, Timestamp, Unit};
use jiff::ToSpan as _;
use permits::application::{ApplicantSide, Application};
use permits::{Draft, DraftLine};
use rules::Enrolled;
use serde::{Deserialize, Serialize};
use store::{AuditEntry, Cursor, EntryState, Page, Read, RegistrationRow, Tx};

/// Years until a registration has to be reviewed (`spec/permits.md` 2.14).
const YEARS: i64 = 5;
/// Most specimens in one registration.
const SPECIMENS: usize = 100;

/// What the registered holder may trade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Specimen {
    /// Scientific name.
    pub taxon: String,
    /// What it is.
    pub term: Term,
    /// Source of the specimens.
    pub source: Source,
    /// Most of a calendar year.
    pub most: Amount,
    /// Its unit.
    pub unit: Unit,
}

/// What stands beside a registration's columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// What may be traded.
    pub specimens: Vec<Specimen>,
    /// Why the simplified procedure, in the applicant's words.
    pub statement: String,
    /// Words of the authority: proposal with the advice of the Scientific Authority, refusal or end.
    pub note: String,
}

/// A registration as stored.
pub type Registration = store::Stored<RegistrationRow, Body>;

/// A registration to apply for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Who is registered.
    pub name: String,
    /// One a line: name; term; source; most of a year; unit.
    pub specimens: String,
    /// Why the simplified procedure.
    pub statement: String,
}

/// Reads the lines of specimens: `Crocodylus niloticus; LPS; R; 500; NAR`.
fn specimens(office: &Office, text: &str) -> Result<Vec<Specimen>, Error> {
    let mut out = Vec::new();
    for (n, line) in text.lines().map(str::trim).enumerate().filter(|(_, l)| !l.is_empty()) {
        let wrong = || {
            let help = format!("Line {}: write the name; the term; the source; the most of a year; the unit.", n + 1);
            Error::value("specimens", "simplified-lines", help)
        };
        let parts: Vec<&str> = line.split(';').map(str::trim).collect();
        let [name, term, source, most, unit] = parts.as_slice() else { return Err(wrong()) };
        let found = office.taxa.resolve(name).filter(|r| !r.via.is_higher()).ok_or_else(wrong)?;
        out.push(Specimen {
            taxon: found.taxon.printed_name(),
            term: Term::from_code(&term.to_uppercase()).ok_or_else(wrong)?,
            source: Source::from_code(&source.to_uppercase()).ok_or_else(wrong)?,
            most: Amount::parse(most).map_err(|_| wrong())?,
            unit: Unit::from_any(unit).ok_or_else(wrong)?,
        });
    }
    if out.is_empty() || out.len() > SPECIMENS {
        let help = "Name at least one species with term, source and the most of a year.";
        return Err(Error::value("specimens", "simplified-empty", help));
    }
    Ok(out)
}

/// Does it belong to this applicant?
fn of_side(row: &RegistrationRow, side: &ApplicantSide) -> bool {
    match side.organisation {
        Some(o) => row.organisation == Some(o),
        None => row.person.is_some() && row.person == side.applicant,
    }
}

fn own(who: &Who, row: &RegistrationRow) -> bool {
    who.actor.person().is_some_and(|p| match p.organisation {
        Some(o) => row.organisation == Some(o),
        None => row.person == Some(p.id),
    })
}

/// Applies for the simplified procedure.
///
/// # Errors
/// `name-empty`, `simplified-empty`, `simplified-lines`, `right-missing`, [`Error::NotPermitted`], or what the archive
/// says.
pub async fn apply(office: &Office, who: &Who, wanted: Wanted) -> Result<Registration, Error> {
    who.must_be(TRADERS)?;
    let person = who.person()?.clone();
    if wanted.name.trim().is_empty() || wanted.name.chars().count() > 200 {
        return Err(Error::value("name", "name-empty", "Enter the name of the person or company."));
    }
    let body = Body {
        specimens: specimens(office, &wanted.specimens)?,
        statement: wanted.statement.trim().to_owned(),
        note: String::new(),
    };
    let now = office.clock.now();
    let id: RegistrationId = office.id::<RegistrationKind>(now);
    let ran = act::run!(office, who, now, "apply_simplified", |tx| {
        colleague::must(tx, who, Right::Submit).await?;
        let row = RegistrationRow {
            id,
            number: None,
            name: wanted.name.trim().to_owned(),
            organisation: person.organisation,
            person: person.organisation.is_none().then_some(person.id),
            state: EntryState::Applied,
            from: None,
            until: None,
            proposed_by: None,
            approved_by: None,
            one_officer: false,
            created_at: now,
            changed_at: now,
        };
        tx.registration_insert(&row, &body).await?;
        tx.audit(AuditEntry::new("apply_simplified", "registration", id));
        Ok(((), id.to_string()))
    });
    again(office, who, ran?, id).await
}

async fn again(office: &Office, who: &Who, ran: Ran<()>, id: RegistrationId) -> Result<Registration, Error> {
    let id = match ran {
        Ran::Now(()) => id,
        Ran::Before(id) => RegistrationId::parse(&id).map_err(Error::internal)?,
    };
    get(office, who, id).await
}

/// One registration of one's own, or any for the authorities.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn get(office: &Office, who: &Who, id: RegistrationId) -> Result<Registration, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let found = read.registration::<Body>(id).await?;
    let home = who.actor.person().is_none_or(|p| p.party == who.house.party());
    found
        .filter(|r| home && (own(who, &r.columns) || who.must_be(READERS).is_ok()))
        .ok_or(Error::NotFound("registration"))
}

/// The registrations one may see: one's own, or all of them for the authorities.
///
/// # Errors
/// What the archive says.
pub async fn list(office: &Office, who: &Who, before: Cursor, limit: i64) -> Result<Page<RegistrationRow>, Error> {
    let person = who.person()?.clone();
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    if who.must_be(READERS).is_ok() {
        return Ok(read.registrations(before, limit).await?);
    }
    let all = read.registrations_of::<Body>(person.id, person.organisation).await?;
    Ok(Page { rows: all.into_iter().map(|r| r.columns).collect(), next: None })
}

async fn locked(tx: &mut Tx, id: RegistrationId) -> Result<Registration, Error> {
    tx.registration_for_update::<Body>(id).await?.ok_or(Error::NotFound("registration"))
}

fn not_now() -> Error {
    Error::value("", "register-state", "Somebody has gone on with this entry; reload the page.")
}

/// One officer looked at it, with the advice of the Scientific Authority, and proposes to take it in.
///
/// # Errors
/// `register-state`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn propose(office: &Office, who: &Who, id: RegistrationId, note: String) -> Result<Registration, Error> {
    who.must_be(JUDGES)?;
    let by = who.person()?.id;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "propose_simplified", |tx| {
        let mut found = locked(tx, id).await?;
        if found.columns.state != EntryState::Applied {
            return Err(not_now());
        }
        found.columns.state = EntryState::Proposed;
        found.columns.proposed_by = Some(by);
        note.trim().clone_into(&mut found.value.note);
        tx.registration_update(&found).await?;
        tx.audit(AuditEntry::new("propose_simplified", "registration", id));
        Ok(((), id.to_string()))
    });
    again(office, who, ran?, id).await
}

/// Another officer approves: it gets its number and is in force for five years.
///
/// # Errors
/// `register-needs-two` for the proposer, `register-state`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn approve(office: &Office, who: &Who, id: RegistrationId) -> Result<Registration, Error> {
    who.must_be(APPROVERS)?;
    let by = who.person()?.id;
    let now = office.clock.now();
    let from = day(now);
    let until = from.checked_add(YEARS.years()).and_then(|d| d.checked_sub(1.day())).map_err(Error::internal)?;
    let ran = act::run!(office, who, now, "approve_simplified", |tx| {
        let mut found = locked(tx, id).await?;
        if found.columns.state != EntryState::Proposed {
            return Err(not_now());
        }
        let same = found.columns.proposed_by == Some(by);
        if same && who.house.tenant.four_eyes {
            return Err(Error::value("", "register-needs-two", "A second person must approve this entry."));
        }
        // Serials of a register never begin anew, so they are counted in the year 0.
        let serial = tx.take_serial("simplified", 0).await?;
        let row = &mut found.columns;
        row.number = Some(format!("S-{}-{:04}", who.house.party(), serial.serial));
        (row.state, row.one_officer, row.approved_by) = (EntryState::Valid, same, Some(by));
        (row.from, row.until) = (Some(from), Some(until));
        tx.registration_update(&found).await?;
        tx.audit(AuditEntry::new("approve_simplified", "registration", id));
        Ok(((), id.to_string()))
    });
    again(office, who, ran?, id).await
}

/// Does not accept what was applied for, or takes the holder out of the register: blanks are not completed from then on.
///
/// # Errors
/// `reason-empty`, `register-state`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn close(office: &Office, who: &Who, id: RegistrationId, reason: String) -> Result<Registration, Error> {
    if who.must_be(JUDGES).is_err() {
        who.must_be(APPROVERS)?;
    }
    if reason.trim().is_empty() {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "close_simplified", |tx| {
        let mut found = locked(tx, id).await?;
        found.columns.state = match found.columns.state {
            EntryState::Applied | EntryState::Proposed => EntryState::Declined,
            EntryState::Valid => EntryState::Ended,
            EntryState::Declined | EntryState::Ended => return Err(not_now()),
        };
        reason.trim().clone_into(&mut found.value.note);
        tx.registration_update(&found).await?;
        let words = serde_json::json!({ "reason": reason.trim() });
        tx.audit(AuditEntry::new("close_simplified", "registration", id).payload(&words)?);
        Ok(((), id.to_string()))
    });
    again(office, who, ran?, id).await
}

fn covers(office: &Office, specimen: &Specimen, line: &DraftLine) -> bool {
    let name = office.taxa.resolve(&line.taxon.to_string()).map(|r| r.taxon.printed_name());
    name.as_deref() == Some(specimen.taxon.as_str())
        && (specimen.term, specimen.source, specimen.unit) == (line.term, line.source, line.quantity.unit())
}

/// What the register says of a draft of the simplified procedure on a day. On completion the year's total counts what
/// was completed and what is being completed at this moment, without the case itself.
///
/// # Errors
/// What the archive says.
pub async fn fact(
    read: &mut Read,
    office: &Office,
    draft: &Draft,
    side: &ApplicantSide,
    case: ApplicationId,
    on: Date,
) -> Result<Option<Enrolled>, Error> {
    let Some(facts) = draft.particulars.simplified() else { return Ok(None) };
    let found = read.registration_by_number::<Body>(facts.registration.trim()).await?;
    let Some(found) = found.filter(|r| of_side(&r.columns, side)) else { return Ok(Some(Enrolled::Unknown)) };
    if !found.columns.in_force(on) {
        return Ok(Some(Enrolled::NotInForce));
    }
    let specimen = |line: &DraftLine| found.value.specimens.iter().find(|s| covers(office, s, line));
    let foreign: Vec<String> =
        draft.lines.iter().filter(|l| specimen(l).is_none()).map(|l| l.taxon.to_string()).collect();
    if !foreign.is_empty() {
        return Ok(Some(Enrolled::NotFor(foreign)));
    }
    if facts.blank.is_none() {
        return Ok(Some(Enrolled::Holds));
    }
    let mut under_way = Vec::new();
    for other in read.completing_under(found.columns.id).await?.into_iter().filter(|c| *c != case) {
        if let Some(stored) = read.application::<Application>(other).await? {
            under_way.extend(stored.value.draft().map(|d| d.lines.clone()).unwrap_or_default());
        }
    }
    for line in &draft.lines {
        let Some(specimen) = specimen(line) else { continue };
        let kind = (line.term, line.quantity.unit());
        let done = read.completed_of_taxon(found.columns.id, &line.taxon.to_string(), kind, year(on)?).await?;
        let same = |l: &&DraftLine| covers(office, specimen, l);
        let beside = under_way.iter().filter(same).chain(draft.lines.iter().filter(same));
        let asked = beside.map(|l| l.quantity.amount()).try_fold(Amount::ZERO, |sum, a| sum.plus(a));
        let total = asked.and_then(|asked| asked.plus(done));
        if total.is_none_or(|total| total > specimen.most) {
            let left = specimen.most.minus(done).unwrap_or(Amount::ZERO);
            let left = format!("{left} {}", specimen.unit.code());
            return Ok(Some(Enrolled::TooMuch(line.taxon.to_string(), left)));
        }
    }
    Ok(Some(Enrolled::Holds))
}

/// The first moment of a day's year and of the next one.
fn year(today: Date) -> Result<(Timestamp, Timestamp), Error> {
    let begin = |y: i16| {
        let day = Date::new(y, 1, 1).map_err(Error::internal)?;
        Ok::<_, Error>(day.to_zoned(jiff::tz::TimeZone::UTC).map_err(Error::internal)?.timestamp())
    };
    Ok((begin(today.year())?, begin(today.year().saturating_add(1))?))
}
