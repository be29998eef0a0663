//! Registers of operations and institutions and of the simplified procedure: applied for, proposed by one officer, approved
//! by another, in force for five years (the review of `spec/permits.md` 2.14), looked up when a line claims to come from one.

pub use super::holds::{EntryBody, Holds, Kept, Specimen};

use super::behalf::{self, COUNTER, OnBehalf, Owner};
use super::colleague::{self, Right};
use super::holds;
use super::stock::{JUDGES, READERS, TRADERS};
use crate::epermit::labels;
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{EntryId, EntryKind};
use cites::{Amount, CountryCode, Date, Role, Source, Timestamp, Unit};
use jiff::ToSpan as _;
use permits::Draft;
use permits::application::ApplicantSide;
use store::{AuditEntry, CounterOf, Cursor, EntryRow, EntryState, Page, Read, RegisterKind, Tx};

/// Who approves what another proposed.
pub const APPROVERS: &[Role] = &[Role::MaApprover, Role::MaSupervisor];

/// Years until an entry has to be reviewed.
const YEARS: i64 = 5;

/// An entry as stored.
pub type Entry = store::Stored<EntryRow, EntryBody>;

/// An entry to apply for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Which register.
    pub kind: RegisterKind,
    /// Name of the operation.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// One a line: name; stock; output of a year; unit. For the simplified procedure: name; term; source; most of a year;
    /// unit.
    pub species: String,
    /// How it began, or why the simplified procedure.
    pub statement: String,
}

impl Wanted {
    /// The same once more, for the review after five years; [`EntryBody::open_boxes`] goes with it.
    pub fn again(entry: &Entry) -> Wanted {
        let address = match &entry.value.holds {
            Holds::Operation { address, .. } => address.clone(),
            Holds::Traded { .. } => String::new(),
        };
        Wanted {
            kind: entry.columns.kind,
            name: entry.columns.name.clone(),
            address,
            species: entry.value.typed(),
            statement: entry.value.statement.clone(),
        }
    }
}

pub(crate) fn own(who: &Who, row: &EntryRow) -> bool {
    who.actor.person().is_some_and(|p| match p.organisation {
        Some(o) => row.organisation == Some(o),
        None => row.person == Some(p.id),
    })
}

/// Applies for an entry; one of the simplified procedure with every box that may stay open at all.
///
/// # Errors
/// As [`apply_with`].
pub async fn apply(office: &Office, who: &Who, wanted: Wanted) -> Result<Entry, Error> {
    apply_with(office, who, wanted, None).await
}

/// Applies for an entry of the simplified procedure with the boxes that may stay open under it: their codes, divided by
/// commas; box 3 always may. Other registers open none.
///
/// # Errors
/// `name-empty`, `species-empty`, `species-lines`, `simplified-empty`, `simplified-lines`, `open-boxes-closed`,
/// `right-missing`, [`Error::NotPermitted`], or what the archive says.
pub async fn apply_with(
    office: &Office,
    who: &Who,
    wanted: Wanted,
    open_boxes: Option<String>,
) -> Result<Entry, Error> {
    who.must_be(TRADERS)?;
    enter(office, who, wanted, open_boxes, None).await
}

/// Somebody of the authority enters what a holder applies for, as the holder said and showed.
///
/// # Errors
/// As [`apply_with`]; `said-by-empty`, `counter-evidence`, `counter-holder`, `company-closed`.
pub async fn apply_for(
    office: &Office,
    who: &Who,
    wanted: Wanted,
    open_boxes: Option<String>,
    behalf: OnBehalf,
) -> Result<Entry, Error> {
    who.must_be(COUNTER)?;
    enter(office, who, wanted, open_boxes, Some(behalf)).await
}

async fn enter(
    office: &Office,
    who: &Who,
    wanted: Wanted,
    open_boxes: Option<String>,
    behalf: Option<OnBehalf>,
) -> Result<Entry, Error> {
    if wanted.name.trim().is_empty() || wanted.name.chars().count() > 200 {
        return Err(Error::value("name", "name-empty", "Enter the name."));
    }
    let body = EntryBody {
        holds: holds::read(office, wanted.kind, &wanted.address, &wanted.species, open_boxes.as_deref())?,
        statement: wanted.statement.trim().to_owned(),
        note: String::new(),
    };
    let now = office.clock.now();
    let id: EntryId = office.id::<EntryKind>(now);
    let ran = act::run!(office, who, now, "apply_register", |tx| {
        let owner = match &behalf {
            Some(behalf) => behalf::owner(tx, office, who, behalf).await?,
            None => {
                colleague::must(tx, who, Right::Submit).await?;
                Owner::own(who)?
            }
        };
        let row = EntryRow {
            id,
            kind: wanted.kind,
            number: None,
            name: wanted.name.trim().to_owned(),
            organisation: owner.organisation,
            person: owner.person,
            state: EntryState::Applied,
            from: None,
            until: None,
            proposed_by: None,
            approved_by: None,
            one_officer: false,
            created_at: now,
            changed_at: now,
            inclusion: None,
        };
        tx.entry_insert(&row, &body).await?;
        owner.keep(tx, CounterOf::Entry(id)).await?;
        tx.audit(AuditEntry::new("apply_register", "register entry", id));
        Ok(((), id.to_string()))
    });
    again(office, who, ran?, id).await
}

pub(super) async fn again(office: &Office, who: &Who, ran: Ran<()>, id: EntryId) -> Result<Entry, Error> {
    let id = match ran {
        Ran::Now(()) => id,
        Ran::Before(id) => EntryId::parse(&id).map_err(Error::internal)?,
    };
    get(office, who, id).await
}

/// One entry of one's own, or any for the authorities.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn get(office: &Office, who: &Who, id: EntryId) -> Result<Entry, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let found = read.entry::<EntryBody>(id).await?;
    found.filter(|e| sees(who, &e.columns)).ok_or(Error::NotFound("register entry"))
}

/// One's own entry, or any for the authorities of this Party.
pub(super) fn sees(who: &Who, row: &EntryRow) -> bool {
    let home = who.actor.person().is_none_or(|p| p.party == who.house.party());
    home && (own(who, row) || who.must_be(READERS).is_ok())
}

/// Every entry of the authorities' registers.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn list(
    office: &Office,
    who: &Who,
    kind: Option<RegisterKind>,
    before: Cursor,
    limit: i64,
) -> Result<Page<EntryRow>, Error> {
    who.must_be(READERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    Ok(read.entries(kind, before, limit).await?)
}

/// One's own entries, or those of one register.
///
/// # Errors
/// What the archive says.
pub async fn mine(office: &Office, who: &Who, kind: Option<RegisterKind>) -> Result<Vec<EntryRow>, Error> {
    let person = who.person()?.clone();
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let all = read.entries_of::<EntryBody>(person.id, person.organisation).await?;
    Ok(all.into_iter().map(|e| e.columns).filter(|e| kind.is_none_or(|k| k == e.kind)).collect())
}

/// The Party's own number of a new entry; that of the Secretariat's registers is given there and typed
/// (`super::inclusion`): two letters of the Party and three signs for scientific institutions (Res. Conf. 11.15),
/// a plant code of four for caviar (Res. Conf. 12.7), letter, Party and serial for the rest.
fn number(kind: RegisterKind, party: CountryCode, serial: u64) -> String {
    let party = party.code();
    match kind {
        RegisterKind::Scientific => format!("{party}{serial:03}"),
        RegisterKind::Caviar => format!("{party}{serial:02}"),
        RegisterKind::CaptiveI => format!("I-{party}-{serial:04}"),
        RegisterKind::Nursery => format!("N-{party}-{serial:04}"),
        RegisterKind::Breeder => format!("B-{party}-{serial:04}"),
        RegisterKind::Ranch => format!("R-{party}-{serial:04}"),
        RegisterKind::Rescue => format!("RC-{party}-{serial:03}"),
        RegisterKind::Simplified => format!("S-{party}-{serial:04}"),
    }
}

/// The next number of a register. A code that labels of an institution carry is never given to another one.
async fn fresh(tx: &mut Tx, kind: RegisterKind, party: CountryCode) -> Result<String, Error> {
    loop {
        // Serials of a register never begin anew, so they are counted in the year 0.
        let serial = tx.take_serial(&series(kind), 0).await?;
        let number = number(kind, party, serial.serial);
        if kind != RegisterKind::Scientific || tx.institution(&number).await?.is_none() {
            return Ok(number);
        }
    }
}

/// The counter of a register. The simplified procedure kept its own name when it joined the others: its numbers go on.
fn series(kind: RegisterKind) -> String {
    match kind {
        RegisterKind::Simplified => "simplified".to_owned(),
        _ => format!("register-{}", kind.code()),
    }
}

pub(super) async fn locked(tx: &mut Tx, id: EntryId) -> Result<Entry, Error> {
    tx.entry_for_update::<EntryBody>(id).await?.ok_or(Error::NotFound("register entry"))
}

/// The audit trail keeps which boxes may stay open: it is what two persons decided.
fn said(event: AuditEntry, entry: &Entry) -> Result<AuditEntry, Error> {
    match &entry.value.holds {
        Holds::Traded { boxes, .. } => Ok(event.payload(&serde_json::json!({ "open_boxes": boxes }))?),
        Holds::Operation { .. } => Ok(event),
    }
}

pub(super) fn not_now() -> Error {
    Error::value("", "register-state", "Somebody has gone on with this entry; reload the page.")
}

/// One officer looked at it and proposes to take it in.
///
/// # Errors
/// `register-state`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn propose(office: &Office, who: &Who, id: EntryId, note: String) -> Result<Entry, Error> {
    propose_with(office, who, id, note, None).await
}

/// The same for the simplified procedure, with the boxes that may stay open under the entry: `None` as applied for. What
/// is proposed is what the second person approves.
///
/// # Errors
/// As [`propose`]; `open-boxes-closed` for a box that may never stay open.
pub async fn propose_with(
    office: &Office,
    who: &Who,
    id: EntryId,
    note: String,
    open_boxes: Option<String>,
) -> Result<Entry, Error> {
    who.must_be(JUDGES)?;
    let open = open_boxes.as_deref().map(holds::boxes).transpose()?;
    let by = who.person()?.id;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "propose_register", |tx| {
        let mut entry = locked(tx, id).await?;
        if entry.columns.state != EntryState::Applied {
            return Err(not_now());
        }
        entry.columns.state = EntryState::Proposed;
        entry.columns.proposed_by = Some(by);
        note.trim().clone_into(&mut entry.value.note);
        if let (Some(open), Holds::Traded { boxes, .. }) = (&open, &mut entry.value.holds) {
            boxes.clone_from(open);
        }
        tx.entry_update(&entry).await?;
        tx.audit(said(AuditEntry::new("propose_register", "register entry", id), &entry)?);
        Ok(((), id.to_string()))
    });
    again(office, who, ran?, id).await
}

/// Another officer approves: the entry gets its number and is in force for five years.
///
/// # Errors
/// `register-needs-two` for the proposer, `counter-own` for who entered it, `register-state`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn approve(office: &Office, who: &Who, id: EntryId) -> Result<Entry, Error> {
    who.must_be(APPROVERS)?;
    let by = who.person()?.id;
    let now = office.clock.now();
    let from = day(now);
    let until = from.checked_add(YEARS.years()).and_then(|d| d.checked_sub(1.day())).map_err(Error::internal)?;
    let ran = act::run!(office, who, now, "approve_register", |tx| {
        let mut entry = locked(tx, id).await?;
        if entry.columns.state != EntryState::Proposed {
            return Err(not_now());
        }
        let same = entry.columns.proposed_by == Some(by);
        if same && who.house.tenant.four_eyes {
            let help = "A second person must approve this entry.";
            return Err(Error::value("", "register-needs-two", help));
        }
        behalf::not_own(tx, who, CounterOf::Entry(id)).await?;
        let kind = entry.columns.kind;
        let taken = match kind {
            RegisterKind::Scientific => labels::number_of(tx, who, &entry.columns).await?,
            _ => None,
        };
        let numbered = match taken {
            Some(code) => code,
            None => fresh(tx, kind, who.house.party()).await?,
        };
        let row = &mut entry.columns;
        row.number = Some(numbered);
        (row.state, row.one_officer, row.approved_by) = (EntryState::Valid, same, Some(by));
        (row.from, row.until) = (Some(from), Some(until));
        tx.entry_update(&entry).await?;
        labels::follow(tx, by, &entry).await?;
        tx.audit(said(AuditEntry::new("approve_register", "register entry", id), &entry)?);
        Ok(((), id.to_string()))
    });
    again(office, who, ran?, id).await
}

/// Does not accept what was applied for, or takes an entry out of the register.
///
/// # Errors
/// `reason-empty`, `register-state`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn close(office: &Office, who: &Who, id: EntryId, reason: String) -> Result<Entry, Error> {
    if who.must_be(JUDGES).is_err() {
        who.must_be(APPROVERS)?;
    }
    if reason.trim().is_empty() {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    let by = who.person()?.id;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "close_register", |tx| {
        let mut entry = locked(tx, id).await?;
        entry.columns.state = match entry.columns.state {
            EntryState::Applied | EntryState::Proposed => EntryState::Declined,
            EntryState::Valid => EntryState::Ended,
            EntryState::Declined | EntryState::Ended => return Err(not_now()),
        };
        reason.trim().clone_into(&mut entry.value.note);
        tx.entry_update(&entry).await?;
        labels::follow(tx, by, &entry).await?;
        let words = serde_json::json!({ "reason": reason.trim() });
        tx.audit(AuditEntry::new("close_register", "register entry", id).payload(&words)?);
        Ok(((), id.to_string()))
    });
    again(office, who, ran?, id).await
}

/// The entries of an applicant: of the organisation, else of the person.
///
/// # Errors
/// What the archive says.
pub async fn of_side(read: &mut Read, side: &ApplicantSide) -> Result<Vec<Entry>, Error> {
    let nobody = cites::ids::PersonId::from_bytes([0; 16]);
    Ok(read.entries_of(side.applicant.unwrap_or(nobody), side.organisation).await?)
}

/// What may be named on a line: entries of the applicant that are in force today for the species, by name.
///
/// # Errors
/// What the archive says.
pub async fn choices(office: &Office, who: &Who, side: &ApplicantSide, taxon: &str) -> Result<Vec<EntryRow>, Error> {
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let all = of_side(&mut read, side).await?;
    let keeps = |e: &Entry| e.columns.in_force(day(now)) && e.value.species().iter().any(|k| k.taxon == taxon);
    Ok(all.into_iter().filter(keeps).map(|e| e.columns).collect())
}

/// What the registers say of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The number stands in no register of ours, or not under this applicant.
    Unknown,
    /// It stands there, but not for today.
    NotInForce,
    /// In force, but not for this species.
    OtherSpecies,
    /// In force; no figure to compare with.
    Registered,
    /// In force; what is asked with what was permitted this year, against the registered yearly output.
    Output {
        /// Permitted and left this year, without this case.
        exported: Amount,
        /// What this case asks for.
        asked: Amount,
        /// Registered output of a year.
        output: Amount,
        /// Breeding or mother stock, of which none yields nothing.
        stock: Amount,
        /// Unit of all four.
        unit: Unit,
    },
    /// In force; what is asked cannot be counted in the unit of the register.
    OtherUnit {
        /// Breeding or mother stock.
        stock: Amount,
        /// Registered output of a year.
        output: Amount,
        /// Unit of both.
        unit: Unit,
    },
    /// Source C or A without any entry of the applicant for the species.
    NoEntry,
}

impl Said {
    /// Does it look right? For a flag beside the sentence.
    pub fn is_well(&self) -> bool {
        match self {
            Said::Registered => true,
            Said::Output { exported, asked, output, stock, .. } => {
                !stock.is_zero() && exported.plus(*asked).is_some_and(|sum| sum <= *output)
            }
            Said::OtherUnit { .. } | Said::Unknown | Said::NotInForce | Said::OtherSpecies | Said::NoEntry => false,
        }
    }
}

/// What the registers say of a line of an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineSaid {
    /// Which line, from 0.
    pub line: usize,
    /// Scientific name.
    pub taxon: String,
    /// Number of the entry it was compared with, or the number that was named.
    pub number: String,
    /// What they say.
    pub said: Said,
}

/// Looks up every line with an operation number, or with source D, C or A, whose specimens come from this country.
///
/// # Errors
/// What the archive says.
pub async fn look_up(
    read: &mut Read,
    office: &Office,
    who: &Who,
    draft: &Draft,
    side: &ApplicantSide,
    now: Timestamp,
) -> Result<Vec<LineSaid>, Error> {
    let today = day(now);
    let home = who.house.party();
    let claims = |l: &permits::DraftLine| {
        let here = l.origin.as_ref().is_none_or(|o| o.country == home);
        here && (l.operation.is_some() || matches!(l.source, Source::D | Source::C | Source::A))
    };
    if !draft.lines.iter().any(claims) {
        return Ok(Vec::new());
    }
    let (entries, taken): (Vec<Entry>, _) = match (side.organisation, side.applicant) {
        (Some(organisation), _) => read.entries_and_exports(organisation, year(today)?).await?,
        (None, Some(person)) => read.entries_and_exports_of_person(person, year(today)?).await?,
        // Who came to the counter without an account has no entry.
        (None, None) => (Vec::new(), Vec::new()),
    };
    let exported = |taxon: &str, unit: Unit| {
        let found = taken.iter().find(|(t, u, _)| t == taxon && *u == unit);
        found.map_or(Amount::ZERO, |(_, _, total)| *total)
    };
    let mut out = Vec::new();
    for (n, line) in draft.lines.iter().enumerate().filter(|(_, l)| claims(l)) {
        let taxon = line.taxon.to_string();
        let keeps = |e: &&Entry| e.value.species().iter().any(|k| k.taxon == taxon);
        let (number, entry) = match &line.operation {
            Some(number) => {
                let found = entries.iter().find(|e| e.columns.answers_to(number));
                (number.clone(), found)
            }
            None => {
                let found = entries.iter().filter(|e| e.columns.in_force(today)).find(keeps);
                (found.and_then(|e| e.columns.named()).unwrap_or_default().to_owned(), found)
            }
        };
        let said = match entry {
            None if line.operation.is_some() => Said::Unknown,
            None => Said::NoEntry,
            Some(e) if !e.columns.in_force(today) => Said::NotInForce,
            Some(e) => match e.value.species().iter().find(|k| k.taxon == taxon) {
                None => Said::OtherSpecies,
                Some(k) => {
                    let names = crate::shared::quota::names_of(office, &taxon, line.taxon.stem());
                    let (quantity, unit) = (line.quantity.amount(), line.quantity.unit());
                    let (stock, output) = (k.stock, k.output);
                    match permits::quota_kind::in_unit(quantity, line.term, unit, &names, k.unit) {
                        Some(asked) => {
                            Said::Output { exported: exported(&taxon, k.unit), asked, output, stock, unit: k.unit }
                        }
                        None => Said::OtherUnit { stock, output, unit: k.unit },
                    }
                }
            },
        };
        out.push(LineSaid { line: n, taxon, number, said });
    }
    Ok(out)
}

/// The first moment of a day's year and of the next one.
pub(crate) fn year(today: Date) -> Result<(Timestamp, Timestamp), Error> {
    let begin = |y: i16| {
        let day = Date::new(y, 1, 1).map_err(Error::internal)?;
        Ok::<_, Error>(day.to_zoned(jiff::tz::TimeZone::UTC).map_err(Error::internal)?.timestamp())
    };
    Ok((begin(today.year())?, begin(today.year().saturating_add(1))?))
}
