//! What arrived under an import permit of ours, and its end: cancelled and retained (Art. VI.6).

use super::seal::{SEAL, SealJob};
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{House, Office, Who};
use crate::shared::paper;
use cites::ids::{JobKind, PermitId};
use cites::{Date, DocumentType};
use permits::permit::EndorsementFacts;
use permits::permit::arrival::RETAINERS;
use permits::permit::state::FigureSource;
use std::sync::Arc;
use store::ArrivalRow;

/// An import permit with what arrived under it.
#[derive(Debug, Clone)]
pub struct Account {
    /// The permit.
    pub permit: paper::Stored,
    /// What each consignment took, the first first.
    pub arrivals: Vec<ArrivalRow>,
}

impl Account {
    /// May this reader cancel and retain it now?
    pub fn may_retain(&self, who: &Who) -> bool {
        let open =
            self.permit.value.takes_arrivals() || self.permit.value.status() == cites::PermitStatus::ExpiredUnknown;
        open && self.permit.value.has_arrivals() && who.must_be(RETAINERS).is_ok()
    }
}

/// What arrived under an import permit.
///
/// # Errors
/// [`Error::NotFound`] also for a document of another kind, or what the archive says.
pub async fn account(office: &Office, who: &Who, id: PermitId) -> Result<Account, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let permit = paper::load(&mut read, who, id).await?;
    if permit.value.signed_document().kind != DocumentType::Import {
        return Err(Error::NotFound("permit"));
    }
    let arrivals = read.import_arrivals(id).await?;
    Ok(Account { permit, arrivals })
}

/// The holder surrendered it, or nothing more comes: it is cancelled and retained, what is left is released.
///
/// # Errors
/// `reason-empty`, `import-nothing-arrived`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn retain(office: &Office, who: &Who, id: PermitId, reason: String) -> Result<Account, Error> {
    who.must_be(RETAINERS)?;
    if reason.trim().is_empty() {
        return Err(Error::Act(permits::ActError::precondition("reason-empty", "Write the reason.")));
    }
    close(office, who, id, reason.trim()).await?;
    account(office, who, id).await
}

/// Closes import permits that something arrived under and whose last day is before that day, at most `limit`; answers how
/// many were found and how many were closed.
///
/// # Errors
/// What the archive says.
pub async fn close_past(
    office: &Office,
    house: &Arc<House>,
    before: Date,
    limit: i64,
) -> Result<(usize, usize), Error> {
    let who = Who::system(house.clone());
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let due = read.imports_past_validity(before, limit).await?;
    drop(read);
    let mut closed = 0;
    for id in &due {
        match close(office, &who, *id, "Its last day has passed").await {
            Ok(()) => closed += 1,
            Err(Error::Act(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok((due.len(), closed))
}

async fn close(office: &Office, who: &Who, id: PermitId, reason: &str) -> Result<(), Error> {
    let now = office.clock.now();
    let ran: Ran<()> = act::run!(office, who, now, "retain_import", |tx| {
        let before = paper::lock(tx, who, id).await?;
        if before.value.signed_document().kind != DocumentType::Import {
            return Err(Error::NotFound("permit"));
        }
        let arrivals = tx.import_arrivals(id).await?;
        let last = arrivals.last();
        // The last consignment is what box 14 tells of; without one the permit itself refuses below.
        let facts = EndorsementFacts {
            quantities: Vec::new(),
            port: last.map(|a| a.port.clone()).unwrap_or_default(),
            port_name: last.map(|a| a.port_name.clone()).unwrap_or_default(),
            officer: who.actor.person().map(|p| p.name.clone()).unwrap_or_default(),
            at: last.map_or(now, |a| a.at),
            on: day(last.map_or(now, |a| a.at)),
            transport_document: None,
            source: FigureSource::CustomsWeb,
        };
        let (permit, event) = before.value.clone().retain(facts, reason, &who.actor, now)?;
        let job = SealJob { permit: id };
        tx.enqueue(office.id::<JobKind>(now), SEAL, permit.number().as_str(), &job).await?;
        paper::commit(tx, "retain_import", &before, permit, event, None).await?;
        Ok(((), id.to_string()))
    })?;
    match ran {
        Ran::Now(()) | Ran::Before(_) => Ok(()),
    }
}
