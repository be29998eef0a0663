//! One step in the life of a permit: load, ask the state machine, move the quota, write, audit, queue.

use super::error::Error;
use super::office::{Office, Who};
use super::quota;
use cites::ids::{ApplicationId, PermitId};
use permits::permit::{Permit, PermitEvent, PermitQuotaEffect};
use serde::{Deserialize, Serialize};
use store::table::permit::{LineRow, PermitRow, StoredPermit};
use store::table::public::Face;
use store::{AuditEntry, Read, Tx};

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
    found.filter(|s| may_see(who, &s.value)).ok_or(Error::NotFound("permit"))
}

/// The same, locked until the end of the transaction.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn lock(tx: &mut Tx, who: &Who, id: PermitId) -> Result<Stored, Error> {
    let found: Option<Stored> = tx.permit_for_update(id).await?;
    found.filter(|s| may_see(who, &s.value)).ok_or(Error::NotFound("permit"))
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
            let stepped = $crate::shared::paper::commit(tx, $who, $name, &before, permit, event, None).await?;
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
    who: &Who,
    name: &'static str,
    before: &Stored,
    permit: Permit,
    event: PermitEvent,
    heir: Option<(ApplicationId, cites::PermitNumber)>,
) -> Result<Stepped, Error> {
    let row = write(tx, who, before, &permit, &event, heir).await?;
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
    who: &Who,
    before: &Stored,
    permit: &Permit,
    event: &PermitEvent,
    heir: Option<(ApplicationId, cites::PermitNumber)>,
) -> Result<PermitRow, Error> {
    let (heir, replaced_by) = heir.map_or((None, None), |(a, n)| (Some(a), Some(n)));
    quota::follow_permit(tx, permit.application(), &event.quota, heir).await?;
    let row = PermitRow {
        status: permit.status(),
        endorsed_at: permit.endorsement().map(|e| e.at),
        changed_at: tx.at(),
        replaced_by: match &event.quota {
            PermitQuotaEffect::Transfer(by) => Some(*by),
            _ => before.columns.replaced_by,
        },
        ..before.columns.clone()
    };
    let face = Face {
        party: who.house.party(),
        port: permit.endorsement().map(|e| e.port_name.clone()),
        replaced_by: replaced_by.or_else(|| replacement(permit)),
    };
    tx.permit_update(before, &row, &lines(permit), &face, permit).await?;
    Ok(row)
}

/// The number of the permit that stands in this one's place.
pub fn replacement(permit: &Permit) -> Option<cites::PermitNumber> {
    match permit.state() {
        permits::PermitState::Replaced { replacement, .. } => Some(replacement.number.clone()),
        _ => None,
    }
}

/// The lines of a permit as rows.
pub fn lines(permit: &Permit) -> Vec<LineRow> {
    let document = permit.signed_document();
    document
        .lines
        .iter()
        .zip(permit.lines())
        .enumerate()
        .map(|(n, (printed, life))| LineRow {
            block: printed.block.to_string(),
            position: i64::try_from(n).unwrap_or(i64::MAX),
            taxon: printed.taxon.to_string(),
            term: printed.term,
            unit: printed.quantity.unit(),
            appendix: printed.appendix,
            source: printed.source,
            purpose: document.purpose,
            origin: printed.origin.as_ref().map(|o| o.country).filter(|c| *c != document.issuer()),
            permitted: life.permitted.amount(),
            endorsed: life.endorsed,
            received: life.received,
        })
        .collect()
}
