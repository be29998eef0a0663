//! Tags, security stamps and security paper by number: received, handed out, used, spoiled, missing, written off.
//!
//! Every piece is one row of the archive and in one state, so that the balance is always even; a range moves as a whole or
//! not at all. What is missing is written off by another person than the one who reported it.

use super::colleague::{self, Right};
use super::stock::TRADERS;
use crate::epermit::sign::next;
use crate::money::beside;
use crate::shared::act;
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{House, Office, Who};
use crate::shared::paper;
use cites::ids::{ApplicationId, BatchKind, JobKind};
use cites::marks::{Mark, MarkKind, normal};
use cites::{ApplicationStatus, Date, PermitNumber, PermitStatus, Role};
use permits::application::{ApplicantSide, Application};
use permits::permit::Permit;
use store::{
    AuditEntry, InvoiceRow, NewBatch, Numbered, PieceEvent, PieceMove, PieceRange, PieceState, Read, StoredApplication,
};

/// Who keeps the store.
pub const STORES: &[Role] = &[Role::MaClerk, Role::MaOfficer, Role::MaSupervisor];
/// Who writes off what is missing.
pub const WRITERS: &[Role] = &[Role::MaOfficer, Role::MaApprover, Role::MaSupervisor];
/// Who puts stamps and sheets on permits.
pub const BINDERS: &[Role] = &[Role::MaClerk, Role::MaOfficer, Role::MaApprover, Role::MaSupervisor];
/// Who reads the books.
pub const READERS: &[Role] = &[Role::MaClerk, Role::MaOfficer, Role::MaApprover, Role::MaSupervisor, Role::Auditor];

/// Most pieces in one batch.
const BATCH: u32 = 20_000;

/// What is done with a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Comes back from a holder.
    Back,
    /// Tags were put on specimens; said by their holder.
    Use,
    /// Torn, misprinted, destroyed.
    Spoil,
    /// Cannot be found.
    Missing,
    /// Was found again.
    Found,
    /// Another person writes off what is missing.
    WriteOff,
}

impl Act {
    /// Every one.
    pub const ALL: &'static [Act] = &[Act::Back, Act::Use, Act::Spoil, Act::Missing, Act::Found, Act::WriteOff];

    /// Its code, in addresses and records.
    pub const fn code(self) -> &'static str {
        match self {
            Act::Back => "back",
            Act::Use => "use",
            Act::Spoil => "spoil",
            Act::Missing => "missing",
            Act::Found => "found",
            Act::WriteOff => "write_off",
        }
    }

    /// The act of a code.
    pub fn from_code(code: &str) -> Option<Act> {
        Act::ALL.iter().copied().find(|a| a.code() == code)
    }
}

pub(super) fn numbers(kind: Numbered, mark_kind: Option<MarkKind>, text: &str) -> Result<Mark, Error> {
    let kind = if kind == Numbered::Tag { mark_kind } else { Some(MarkKind::Other) };
    let range = Mark::parse(kind, text).map_err(|e| Error::parse("numbers", e))?;
    // Letters that look like digits are folded for comparison; a series needs real ones.
    if range.first.width == 0 || !normal(&range.first.text).chars().any(|c| c.is_ascii_digit()) {
        let help = "Give numbers with digits, like QM-S-000001 to 000500.";
        return Err(Error::value("numbers", "numbers-none", help));
    }
    Ok(range)
}

pub(super) fn absent() -> Error {
    let help = "Some of these numbers are somewhere else; look at the list and give a range that is there.";
    Error::value("numbers", "numbers-not-there", help)
}

pub(super) fn words(note: &str) -> Result<String, Error> {
    let note = note.trim();
    if note.is_empty() || note.chars().count() > 500 {
        return Err(Error::value("note", "reason-empty", "Say in a few words what happened."));
    }
    Ok(note.to_owned())
}

pub(super) fn facts(range: &Mark, note: &str) -> serde_json::Value {
    serde_json::json!({
        "first": range.first.text, "last": range.first.nth(range.last), "count": range.count(), "note": note
    })
}

/// The same with the invoice that came of it.
fn with_invoice(mut facts: serde_json::Value, invoice: Option<&InvoiceRow>) -> serde_json::Value {
    if let (Some(invoice), Some(map)) = (invoice, facts.as_object_mut()) {
        map.insert("invoice".to_owned(), invoice.number.clone().into());
    }
    facts
}

/// A batch as it came from its maker.
#[derive(Debug, Clone)]
pub struct Received {
    /// What it is.
    pub kind: Numbered,
    /// What the tags are; of no account for stamps and paper.
    pub mark_kind: Option<MarkKind>,
    /// A number or a range, as typed.
    pub numbers: String,
    /// Who made them.
    pub supplier: String,
    /// The day they came.
    pub on: Date,
    /// Words.
    pub note: String,
}

/// Takes a batch in. Answers how many pieces it has.
///
/// # Errors
/// `numbers-none`, `numbers-many`, `numbers-there` when one of them came before, `supplier-empty`, `acquired-future`,
/// [`Error::NotPermitted`], or what the archive says.
pub async fn receive(office: &Office, who: &Who, new: Received) -> Result<u32, Error> {
    who.must_be(STORES)?;
    let by = who.person()?.id;
    let range = numbers(new.kind, new.mark_kind, &new.numbers)?;
    if range.count() > BATCH {
        return Err(Error::value("numbers", "numbers-many", "Divide this batch: one holds at most 20,000 pieces."));
    }
    if new.supplier.trim().is_empty() || new.supplier.chars().count() > 200 {
        return Err(Error::value("supplier", "supplier-empty", "Say who made them."));
    }
    let now = office.clock.now();
    if new.on > day(now) {
        return Err(Error::value("on", "acquired-future", "Give a day that is not in the future."));
    }
    let (id, event) = (office.id::<BatchKind>(now), office.id::<JobKind>(now));
    let pieces = range.count();
    let batch = NewBatch {
        id,
        kind: new.kind,
        range,
        supplier: new.supplier.trim().to_owned(),
        note: new.note.trim().to_owned(),
        on: new.on,
        by,
    };
    act::run!(office, who, now, "receive_numbered", |tx| {
        tx.batch_receive(&batch, event).await.map_err(|e| {
            if e.is_duplicate() {
                let help = "Some of these numbers came before; compare the list with the delivery note.";
                return Error::value("numbers", "numbers-there", help);
            }
            e.into()
        })?;
        tx.audit(AuditEntry::new("receive_numbered", "batch", id).payload(&facts(&batch.range, &batch.note))?);
        Ok(((), id.to_string()))
    })?;
    Ok(pieces)
}

/// Hands tags to a holder, named by the e-mail address of an account. A number is handed out once: whoever comes second
/// with the same range gets nothing of it.
///
/// # Errors
/// `tag-holder`, `numbers-not-there`, [`Error::NotPermitted`], or what the archive says.
pub async fn hand_out(
    office: &Office,
    who: &Who,
    kind: Option<MarkKind>,
    typed: &str,
    holder: &str,
    note: &str,
) -> Result<u32, Error> {
    who.must_be(STORES)?;
    let range = numbers(Numbered::Tag, kind, typed)?;
    let now = office.clock.now();
    let event = office.id::<JobKind>(now);
    let pieces = range.count();
    act::run!(office, who, now, "hand_out_tags", |tx| {
        let found =
            tx.person_by_email(holder).await?.filter(|p| p.active && p.roles.iter().any(|r| TRADERS.contains(r)));
        let person = found.ok_or_else(|| {
            Error::value("holder", "tag-holder", "Give the e-mail address of an account that applies for permits.")
        })?;
        let name = match person.organisation {
            Some(o) => tx.organisation_names(&[o]).await?.into_iter().next().map(|n| n.1),
            None => Some(person.name.clone()),
        };
        let own = person.organisation.is_none().then_some(person.id);
        let moved = PieceMove {
            kind: Numbered::Tag,
            range: range.clone(),
            act: "hand",
            from: PieceState::Stock,
            to: PieceState::Handed,
            held: (None, None),
            holds: (person.organisation, own),
            holder: name,
            carrier: None,
            was_reported_by: None,
            reported_by: None,
            written_off_by: None,
            on: day(now),
            note: note.trim().to_owned(),
        };
        if tx.pieces_move(&moved, event).await? != u64::from(range.count()) {
            return Err(absent());
        }
        let side = ApplicantSide { applicant: own, organisation: person.organisation, agent: None };
        let numbers = format!("{} – {}", range.first.text, range.first.nth(range.last));
        let invoice = beside::at_hand_out(tx, office, who, side, (event, numbers, range.count())).await?;
        let words = with_invoice(facts(&range, note.trim()), invoice.as_ref());
        tx.audit(AuditEntry::new("hand_out_tags", "batch", event).payload(&words)?);
        Ok(((), event.to_string()))
    })?;
    Ok(pieces)
}

/// Does one of the acts with a range that lies in one place. Officers act on the store and for holders; a holder reports
/// its own tags used, spoiled or missing. Answers how many pieces were moved.
///
/// # Errors
/// `numbers-not-there`, `reason-empty`, `second-person` for one who writes off what the same person reported,
/// [`Error::NotPermitted`], or what the archive says.
pub async fn move_range(
    office: &Office,
    who: &Who,
    kind: Numbered,
    mark_kind: Option<MarkKind>,
    what: Act,
    typed: &str,
    note: &str,
) -> Result<u32, Error> {
    let desk = who.must_be(if what == Act::WriteOff { WRITERS } else { STORES }).is_ok();
    if !desk {
        who.must_be(TRADERS)?;
        if kind != Numbered::Tag || !matches!(what, Act::Use | Act::Spoil | Act::Missing) {
            return Err(Error::NotPermitted);
        }
    }
    let me = who.person()?.clone();
    let note = if what == Act::Use { note.trim().to_owned() } else { words(note)? };
    let range = numbers(kind, mark_kind, typed)?;
    let now = office.clock.now();
    let event = office.id::<JobKind>(now);
    let pieces = range.count();
    act::run!(office, who, now, "move_numbered", |tx| {
        colleague::must(tx, who, Right::Prepare).await?;
        let first = tx.piece(kind, &range.first).await?;
        let own = |p: &PieceRange| match me.organisation {
            Some(o) => p.organisation == Some(o),
            None => p.person == Some(me.id),
        };
        let first = first.filter(|p| desk || own(p)).ok_or_else(absent)?;
        let (to, keeps) = after(what, &first, desk).ok_or_else(absent)?;
        if what == Act::WriteOff && first.reported_by == Some(me.id) {
            let help = "Ask another person to write it off: you reported it missing.";
            return Err(Error::value("numbers", "numbers-second-person", help));
        }
        let missing = what == Act::Missing;
        let moved = PieceMove {
            kind,
            range: range.clone(),
            act: what.code(),
            from: first.state,
            to,
            held: (first.organisation, first.person),
            holds: if keeps { (first.organisation, first.person) } else { (None, None) },
            holder: first.holder.clone(),
            carrier: None,
            was_reported_by: first.reported_by,
            reported_by: if missing { Some(me.id) } else { first.reported_by.filter(|_| what == Act::WriteOff) },
            written_off_by: (what == Act::WriteOff).then_some(me.id),
            on: day(now),
            note: note.clone(),
        };
        if tx.pieces_move(&moved, event).await? != u64::from(range.count()) {
            return Err(absent());
        }
        tx.audit(AuditEntry::new("move_numbered", "batch", event).payload(&facts(&range, &note))?);
        Ok(((), event.to_string()))
    })?;
    Ok(pieces)
}

/// The state after an act, and whether the holder stays; `None` when the act is not for pieces in that state.
fn after(what: Act, piece: &PieceRange, desk: bool) -> Option<(PieceState, bool)> {
    use PieceState as S;
    let held = piece.organisation.is_some() || piece.person.is_some();
    Some(match (what, piece.state) {
        (Act::Back, S::Handed) if desk => (S::Stock, false),
        (Act::Use, S::Handed) => (S::Used, true),
        (Act::Spoil, S::Stock) if desk => (S::Spoiled, false),
        (Act::Spoil, S::Handed) => (S::Spoiled, true),
        // A stamp that was torn off or a sheet that was misprinted leaves its permit.
        (Act::Spoil, S::Used) if desk && piece.kind != Numbered::Tag => (S::Spoiled, false),
        (Act::Missing, S::Stock) if desk => (S::Missing, false),
        (Act::Missing, S::Handed) => (S::Missing, true),
        (Act::Found, S::Missing) if desk => (if held { S::Handed } else { S::Stock }, held),
        (Act::WriteOff, S::Missing) if desk => (S::Lost, held),
        _ => return None,
    })
}

/// Puts a stamp or a sheet on a permit, named by its number, or on an approved application, named by its reference: then
/// the number of the stamp stands in box 5b of what is signed next, of several consignments the first without a permit.
///
/// # Errors
/// `stamp-permit`, `numbers-not-there`, `stamp-second` when the permit has a stamp, [`Error::NotPermitted`], or what the
/// archive says.
pub async fn bind(office: &Office, who: &Who, kind: Numbered, typed: &str, paper: &str) -> Result<u32, Error> {
    who.must_be(BINDERS)?;
    if kind == Numbered::Tag {
        return Err(Error::NotFound("stock"));
    }
    let range = numbers(kind, None, typed)?;
    if kind == Numbered::Stamp && range.count() != 1 {
        return Err(Error::value("numbers", "stamp-one", "Give the number of one stamp."));
    }
    let now = office.clock.now();
    let event = office.id::<JobKind>(now);
    let pieces = range.count();
    act::run!(office, who, now, "bind_numbered", |tx| {
        let (case, consignment, permit) = carrier(tx, who, paper).await?;
        let application = case.id();
        let moved = PieceMove {
            kind,
            range: range.clone(),
            act: "use",
            from: PieceState::Stock,
            to: PieceState::Used,
            held: (None, None),
            holds: (None, None),
            holder: None,
            carrier: Some((application, consignment)),
            was_reported_by: None,
            reported_by: None,
            written_off_by: None,
            on: day(now),
            note: paper.trim().to_owned(),
        };
        let count = tx.pieces_move(&moved, event).await.map_err(|e| {
            if e.refused_by("numbered_item_one_stamp") || e.is_duplicate() {
                let help = "This permit has a stamp; report that one spoiled first.";
                return Error::value("permit", "stamp-second", help);
            }
            e.into()
        })?;
        if count != u64::from(range.count()) {
            return Err(absent());
        }
        let invoice = match kind {
            Numbered::Stamp => {
                beside::at_stamp(tx, office, who, &case, permit.as_ref(), range.first.text.clone()).await?
            }
            _ => None,
        };
        let words = with_invoice(facts(&range, paper.trim()), invoice.as_ref());
        tx.audit(AuditEntry::new("bind_numbered", "application", application).payload(&words)?);
        Ok(((), event.to_string()))
    })?;
    Ok(pieces)
}

/// Case and consignment of a permit that stands, or of what is signed next of an approved application.
async fn carrier(read: &mut Read, who: &Who, text: &str) -> Result<(Application, u16, Option<Permit>), Error> {
    let wrong = || {
        let help = "Give the number of a permit that stands, or the reference of an approved application.";
        Error::value("permit", "stamp-permit", help)
    };
    let text = text.trim();
    if let Ok(number) = PermitNumber::parse(text)
        && let Some(found) = read.permit_by_number::<permits::Permit>(&number).await?
    {
        let standing =
            matches!(found.columns.status, PermitStatus::Issued | PermitStatus::Delivered | PermitStatus::Held);
        let seen = paper::may_see(who, &found.value);
        if !(standing && seen) {
            return Err(wrong());
        }
        let case: Option<StoredApplication<Application>> = read.application(found.value.application()).await?;
        let case = case.ok_or_else(wrong)?.value;
        return Ok((case, found.value.consignment().nth, Some(found.value)));
    }
    let found = read.application_by_reference::<permits::Application>(text).await?.ok_or_else(wrong)?;
    let approved = found.value.status() == ApplicationStatus::Approved;
    if !approved {
        return Err(wrong());
    }
    let nth = next(&found.value)?.nth;
    Ok((found.value, nth, None))
}

/// What a stamp says beside the permit that it is shown with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StampAnswer {
    /// It is this permit's stamp.
    This,
    /// It belongs to another permit.
    Other,
    /// It was spoiled, is missing or was written off: it is on no permit of ours.
    NotInUse,
    /// It is no stamp of ours, or was never put on a permit.
    Unknown,
}

/// Compares a stamp's number with a permit of a Party. Says nothing of the other permit.
///
/// # Errors
/// What the archive says.
pub async fn stamp_of(
    office: &Office,
    party: cites::CountryCode,
    number: &PermitNumber,
    stamp: &str,
) -> Result<StampAnswer, Error> {
    let Some(house) = office.house_of(party) else { return Ok(StampAnswer::Unknown) };
    let Ok(asked) = Mark::parse(Some(MarkKind::Other), stamp) else { return Ok(StampAnswer::Unknown) };
    let who = Who::system(house.clone());
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let piece = read.piece(Numbered::Stamp, &asked.first).await?;
    Ok(match piece {
        Some(p) if p.state == PieceState::Used && p.permit.as_deref() == Some(number.as_str()) => StampAnswer::This,
        Some(p) if p.state == PieceState::Used => StampAnswer::Other,
        Some(p) if p.state != PieceState::Stock => StampAnswer::NotInUse,
        Some(_) | None => StampAnswer::Unknown,
    })
}

/// Number of the stamp on the permit of one consignment of a case, as printed in box 5b.
///
/// # Errors
/// What the archive says.
pub async fn stamp_on(read: &mut Read, application: ApplicationId, consignment: u16) -> Result<Option<String>, Error> {
    Ok(read.pieces_on(application, consignment, Numbered::Stamp).await?.into_iter().next().map(|p| p.first))
}

/// The same for whoever prints the paper.
///
/// # Errors
/// What the archive says.
pub async fn printed_stamp(
    office: &Office,
    house: &std::sync::Arc<House>,
    permit: &permits::Permit,
) -> Result<Option<String>, Error> {
    let who = Who::system(house.clone());
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    stamp_on(&mut read, permit.application(), permit.consignment().nth).await
}

/// The books of one kind.
#[derive(Debug, Clone)]
pub struct Books {
    /// The day that the balance is of.
    pub day: Date,
    /// How many pieces were in each state at the end of that day.
    pub balance: Vec<(PieceState, i64)>,
    /// Ranges as they are now.
    pub ranges: Vec<PieceRange>,
    /// The last movements.
    pub events: Vec<PieceEvent>,
    /// Pieces on permits that are void, lost, replaced or were not issued.
    pub on_void: Vec<PieceRange>,
    /// Do the movements of all days give what is there? Anything else is a fault of ours.
    pub even: bool,
}

/// The books: balance of a day, what is where, the last movements, and what does not fit.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn books(office: &Office, who: &Who, kind: Numbered, on: Option<Date>) -> Result<Books, Error> {
    who.must_be(READERS)?;
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let today = day(now);
    let on = on.unwrap_or(today);
    let balance = read.piece_counts_on(kind, on).await?;
    let moved = if on == today { balance.clone() } else { read.piece_counts_on(kind, today).await? };
    let there = read.piece_counts(kind).await?;
    let count = |state: PieceState| there.iter().find(|(s, _)| *s == state).map_or(0, |(_, n)| *n);
    Ok(Books {
        day: on,
        even: moved.iter().all(|(state, pieces)| count(*state) == *pieces),
        balance,
        ranges: read.piece_ranges(kind).await?,
        events: read.piece_events(kind).await?,
        on_void: read.pieces_on_void(kind).await?,
    })
}

/// The tags of one's own side.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn own(office: &Office, who: &Who) -> Result<Vec<PieceRange>, Error> {
    who.must_be(TRADERS)?;
    let person = who.person()?.clone();
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let alone = person.organisation.is_none().then_some(person.id);
    Ok(read.piece_ranges_of(Numbered::Tag, person.organisation, alone).await?)
}
