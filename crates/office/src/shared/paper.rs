//! One step in the life of a permit: load, ask the state machine, move the quota, write, audit, queue.

use super::error::Error;
use super::office::{Office, Who};
use super::quota;
use crate::econtrol::border_clock;
use crate::notices::tell;
use crate::registers::{mandate, stock};
use cites::ids::{ApplicationId, PermitId};
use permits::permit::{Permit, PermitEvent, PermitQuotaEffect};
use serde::{Deserialize, Serialize};
use store::{AuditEntry, Face, LineRow, PermitRow, Read, StoredPermit, Tx};

/// A permit as kept in the archive.
pub type Stored = StoredPermit<Permit>;

/// What an act left behind.
#[derive(Debug, Clone)]
pub struct Stepped {
    /// Its columns.
    pub row: PermitRow,
    /// As it stands now.
    pub permit: Permit,
    /// What happened; `None` when the same was done before and nothing changed.
    pub event: Option<PermitEvent>,
}

/// What stands beside an audit event of a permit, for the timeline.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PaperEvent {
    /// Its number.
    pub number: String,
    /// What happened.
    pub event: PermitEvent,
}

/// May the actor see this permit? Everybody of the authority's side and the border may; of the applicants only theirs.
pub fn may_see(who: &Who, permit: &Permit) -> bool {
    let Some(person) = who.actor.person() else { return true };
    if person.party != who.house.party() {
        return false;
    }
    permit.holder().includes(&who.actor) || person.roles.iter().any(|r| r.side() != "outside")
}

/// Loads a permit that the actor may see.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn load(read: &mut Read, who: &Who, id: PermitId) -> Result<Stored, Error> {
    let found: Option<Stored> = read.permit(id).await?;
    seen(read, who, found).await
}

/// The same, locked until the end of the transaction.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn lock(tx: &mut Tx, who: &Who, id: PermitId) -> Result<Stored, Error> {
    let found: Option<Stored> = tx.permit_for_update(id).await?;
    seen(tx, who, found).await
}

/// The permit, if the actor may see it; an agent only inside the mandate.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn seen(read: &mut Read, who: &Who, found: Option<Stored>) -> Result<Stored, Error> {
    let found = found.filter(|s| may_see(who, &s.value)).ok_or(Error::NotFound("permit"))?;
    let inside = mandate::holds(read, who, found.value.application(), found.value.holder()).await?;
    if inside { Ok(found) } else { Err(Error::NotFound("permit")) }
}

/// Does one act on one permit in one transaction with one audit event:
/// `step!(office, who, id, "name", |tx, permit, now| make)`; as [`super::case::step`] for applications.
macro_rules! step {
    ($office:expr, $who:expr, $id:expr, $name:expr, |$tx:tt, $permit:tt, $now:tt| $make:expr) => {{
        let now = $office.clock.now();
        let ran = $crate::shared::act::run!($office, $who, now, $name, |tx| {
            let before = $crate::shared::paper::lock(tx, $who, $id).await?;
            let made: Result<_, $crate::Error> = {
                let ($tx, $permit, $now) = (&mut *tx, &before.value, now);
                async { $make }.await
            };
            let act: ::permits::permit::PermitAct = made?;
            let (permit, event) = before.value.clone().act(act, &$who.actor, now)?;
            let stepped = $crate::shared::paper::commit(tx, $name, &before, permit, event, None).await?;
            Ok((stepped, $id.to_string()))
        });
        match ran? {
            $crate::shared::act::Ran::Now(stepped) => Ok(stepped),
            $crate::shared::act::Ran::Before(_) => $crate::shared::paper::again($office, $who, $id).await,
        }
    }};
}
pub(crate) use step;

/// The permit as it stands, for the repeat of an act that was done.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn again(office: &Office, who: &Who, id: PermitId) -> Result<Stepped, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let stored = load(&mut read, who, id).await?;
    Ok(Stepped { row: stored.columns, permit: stored.value, event: None })
}

/// Writes what came out of an act and leaves the audit event.
///
/// # Errors
/// What the quota or the archive says.
pub async fn commit(
    tx: &mut Tx,
    name: &'static str,
    before: &Stored,
    permit: Permit,
    event: PermitEvent,
    heir: Option<ApplicationId>,
) -> Result<Stepped, Error> {
    let row = write(tx, before, &permit, &event, heir).await?;
    let words = PaperEvent { number: permit.number().to_string(), event: event.clone() };
    tx.audit(
        AuditEntry::new(name, "permit", permit.id())
            .before(store::record_digest(&before.value)?)
            .after(store::record_digest(&permit)?)
            .payload(&words)?,
    );
    Ok(Stepped { row, permit, event: Some(event) })
}

/// Writes a changed permit inside another act, whose audit event speaks for both.
///
/// # Errors
/// What the quota or the archive says.
pub async fn write(
    tx: &mut Tx,
    before: &Stored,
    permit: &Permit,
    event: &PermitEvent,
    heir: Option<ApplicationId>,
) -> Result<PermitRow, Error> {
    let heir = match (&event.quota, heir) {
        (PermitQuotaEffect::Transfer(by), Some(application)) => {
            let new = tx.permit::<Permit>(*by).await?.ok_or(Error::NotFound("permit"))?.value;
            let printed = &new.signed_document().lines;
            let lines = printed.iter().map(|l| (l.block.clone(), l.quantity.amount())).collect();
            Some(quota::Heir { application, lines })
        }
        _ => None,
    };
    Box::pin(quota::follow_permit(tx, permit, &event.quota, heir.as_ref())).await?;
    Box::pin(stock::follow_permit(tx, permit, &event.quota, heir.as_ref())).await?;
    let row = before.columns.follow(permit, tx.at());
    tx.permit_update(before, &row, &LineRow::describe(permit), &Face::describe(permit), permit).await?;
    Box::pin(tell::of_permit(tx, permit, event)).await?;
    Box::pin(border_clock::follow(tx, permit.id(), event)).await?;
    Ok(row)
}

/// The number of the permit that stands in this one's place.
pub fn replacement(permit: &Permit) -> Option<cites::PermitNumber> {
    match permit.state() {
        permits::PermitState::Replaced { replacement, .. } => Some(replacement.number.clone()),
        _ => None,
    }
}
