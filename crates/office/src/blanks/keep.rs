//! What became of the blanks: the balance for holder and officer, returned and lost ones, those that ended unused, and
//! what the border is told of one that is not completed.

use super::complete::{HOLDERS, not_open};
use crate::registers::operations::{self, EntryBody};
use crate::registers::stock::JUDGES;
use crate::shared::act;
use crate::shared::case;
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{House, Office, Who};
use cites::ids::{ApplicationId, BlankId, EntryId};
use cites::{PermitDocument, PermitNumber, Role, Token};
use permits::application::Application;
use permits::blank::{OpenBox, Simplified};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{AuditEntry, BlankRow, BlankState, EntryRow, Read};

/// How many blanks of an order stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Balance {
    /// Sealed and given to the holder.
    pub issued: usize,
    /// Completed, or being completed now.
    pub completed: usize,
    /// With the holder, unused.
    pub unused: usize,
    /// Given back.
    pub returned: usize,
    /// Ended unused.
    pub expired: usize,
    /// Reported lost.
    pub lost: usize,
}

impl Balance {
    /// Counts blanks. What was given up before it was sealed was never issued.
    pub fn of(blanks: &[BlankRow]) -> Balance {
        let mut sum = Balance::default();
        for blank in blanks {
            match blank.state {
                BlankState::Prepared | BlankState::Void => continue,
                BlankState::Unused => sum.unused += 1,
                BlankState::Completing | BlankState::Completed => sum.completed += 1,
                BlankState::Returned => sum.returned += 1,
                BlankState::Expired => sum.expired += 1,
                BlankState::Lost => sum.lost += 1,
            }
            sum.issued += 1;
        }
        sum
    }
}

/// An order with its blanks.
#[derive(Debug, Clone)]
pub struct Order {
    /// The case.
    pub case: case::Stored,
    /// What it says of the simplified procedure.
    pub facts: Simplified,
    /// Boxes that its holder may complete: ordered, and inside what the registration lets stay open.
    pub open: BTreeSet<OpenBox>,
    /// The registration; `None` while no blank is numbered.
    pub registration: Option<EntryRow>,
    /// The blanks, in their order.
    pub blanks: Vec<BlankRow>,
}

async fn load(read: &mut Read, who: &Who, id: ApplicationId) -> Result<Order, Error> {
    let case = case::load(read, who, id).await?;
    let facts = case.value.draft().and_then(|d| d.particulars.simplified()).filter(|f| f.blank.is_none()).cloned();
    let facts = facts.ok_or(Error::NotFound("order"))?;
    let blanks = read.blanks_of_order(id).await?;
    let registration = match blanks.first() {
        Some(blank) => read.entry::<EntryBody>(blank.registration).await?,
        None => read.entry_by_number::<EntryBody>(&facts.registration).await?,
    };
    let open = registration.as_ref().map_or_else(|| facts.clone(), |r| facts.within(&r.value.boxes())).open;
    Ok(Order { case, facts, open, registration: registration.map(|r| r.columns), blanks })
}

/// An order that one may see, with its blanks.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn order(office: &Office, who: &Who, id: ApplicationId) -> Result<Order, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    load(&mut read, who, id).await
}

/// One blank that one may see, with its order.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn one(office: &Office, who: &Who, id: BlankId) -> Result<(BlankRow, Order), Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let blank = read.blank(id).await?.ok_or(Error::NotFound("blank"))?;
    let order = load(&mut read, who, blank.application).await.map_err(|_| Error::NotFound("blank"))?;
    Ok((blank, order))
}

/// The blanks of a registration that one may see, the latest order first.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn of_registration(office: &Office, who: &Who, id: EntryId) -> Result<Vec<BlankRow>, Error> {
    operations::get(office, who, id).await?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    Ok(read.blanks_of_registration(id).await?)
}

/// A sealed blank as paper: what stands on it, its security code, the sealed message and the text of its symbol.
#[derive(Debug, Clone)]
pub struct Paper {
    /// What stands on its face.
    pub document: PermitDocument,
    /// Security code.
    pub token: Token,
    /// The sealed message.
    pub sealed: Vec<u8>,
    /// Text of its QR code.
    pub qr: String,
}

/// A sealed blank as paper.
///
/// # Errors
/// [`Error::NotFound`] for one that is not sealed or not theirs, or what the archive says.
pub async fn paper(office: &Office, who: &Who, id: BlankId) -> Result<Paper, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let blank = read.blank(id).await?.ok_or(Error::NotFound("blank"))?;
    case::load(&mut read, who, blank.application).await.map_err(|_| Error::NotFound("blank"))?;
    let (sealed, qr) = read.blank_sealed(id).await?.ok_or(Error::NotFound("blank"))?;
    let made = read.blank_preparation::<crate::epermit::sign::Preparation>(id).await?;
    let made = made.ok_or(Error::NotFound("blank"))?;
    Ok(Paper { document: made.document, token: made.token, sealed, qr })
}

/// The holder gives a blank back unused, or reports it lost. An officer writes down what came to the counter.
///
/// # Errors
/// `reason-empty`, `blank-used` or `blank-ended`, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn end(office: &Office, who: &Who, id: BlankId, lost: bool, reason: String) -> Result<BlankRow, Error> {
    if who.must_be(HOLDERS).is_err() {
        who.must_be(JUDGES)?;
    }
    let reason = reason.trim().to_owned();
    if reason.is_empty() || reason.chars().count() > 500 {
        return Err(Error::value("reason", "reason-empty", "Say in a few words what happened."));
    }
    let now = office.clock.now();
    let (name, to) = if lost { ("lose_blank", BlankState::Lost) } else { ("return_blank", BlankState::Returned) };
    act::run!(office, who, now, name, |tx| {
        let found = tx.blank_for_update(id).await?.ok_or(Error::NotFound("blank"))?;
        case::load(tx, who, found.application).await.map_err(|_| Error::NotFound("blank"))?;
        // One that ended unused is still to be returned.
        let ended = found.state == BlankState::Expired && !lost;
        if found.state != BlankState::Unused && !ended {
            return Err(not_open(found.state));
        }
        tx.blank_end(id, found.state, to, &reason).await?;
        let words = serde_json::json!({ "number": found.number, "reason": reason });
        tx.audit(AuditEntry::new(name, "blank", id).payload(&words)?);
        Ok(((), id.to_string()))
    })?;
    Ok(one(office, who, id).await?.0)
}

/// Ends blanks whose last day has passed, unused ones and those whose document was not sealed in time, at most `limit` of
/// each; the holder is told to return them. Answers how many ended.
///
/// # Errors
/// What the archive says.
pub async fn expire(office: &Office, house: &Arc<House>, limit: i64) -> Result<usize, Error> {
    let system = Who::system(house.clone());
    let now = office.clock.now();
    let mut read = office.store.read(&system.scope(now)).await?;
    let due = read.blanks_ending(BlankState::Unused, day(now), limit).await?;
    drop(read);
    for blank in &due {
        store::act!(&office.store, &system.scope(now), "expire_blank", |tx| {
            // Completed or returned meanwhile: nothing to end.
            let Some(found) = tx.blank_for_update(blank.id).await?.filter(|b| b.state == BlankState::Unused) else {
                return Err(Error::Store(store::Error::Stale("blank")));
            };
            tx.blank_end(found.id, BlankState::Unused, BlankState::Expired, "").await?;
            if let Some(order) = tx.application::<Application>(found.application).await? {
                crate::notices::tell::of_blank(tx, &found, &order.value).await?;
            }
            let words = serde_json::json!({ "number": found.number });
            tx.audit(AuditEntry::new("expire_blank", "blank", found.id).payload(&words)?);
            Ok::<_, Error>(())
        })
        .or_else(|e| if matches!(e, Error::Store(store::Error::Stale(_))) { Ok(()) } else { Err(e) })?;
    }
    Ok(due.len() + super::release::expire(office, house, limit).await?)
}

/// What the border and the public are told of a number that is a blank and no document.
///
/// # Errors
/// What the archive says.
pub async fn said(office: &Office, house: &Arc<House>, number: &PermitNumber) -> Result<Option<BlankState>, Error> {
    let system = Who::system(house.clone());
    let mut read = office.store.read(&system.scope(office.clock.now())).await?;
    let found = read.blank_by_number(number).await?.map(|b| b.state);
    Ok(found.filter(|s| !matches!(s, BlankState::Prepared | BlankState::Void | BlankState::Completed)))
}

/// The same for whoever holds the paper: number and security code belong together. One that is completed says so.
///
/// # Errors
/// What the archive says.
pub async fn said_with_code(office: &Office, number: &PermitNumber, code: &str) -> Result<Option<BlankState>, Error> {
    let Ok(code) = Token::parse(code) else { return Ok(None) };
    for house in office.houses() {
        let system = Who::system(house.clone());
        let mut read = office.store.read(&system.scope(office.clock.now())).await?;
        let Some(found) = read.blank_by_number(number).await? else { continue };
        if matches!(found.state, BlankState::Prepared | BlankState::Void) {
            continue;
        }
        let made = read.blank_preparation::<crate::epermit::sign::Preparation>(found.id).await?;
        if made.is_some_and(|m| store::token_hash(&m.token) == store::token_hash(&code)) {
            return Ok(Some(found.state));
        }
    }
    Ok(None)
}

/// Who sees balances of blanks: holders their own, the authorities everybody's.
pub const READERS: &[Role] = &[
    Role::Applicant,
    Role::OrgAdmin,
    Role::Agent,
    Role::MaClerk,
    Role::MaOfficer,
    Role::MaApprover,
    Role::MaSupervisor,
    Role::QuotaManager,
    Role::SaCoordinator,
    Role::SaExpert,
    Role::Inspector,
    Role::Auditor,
];
