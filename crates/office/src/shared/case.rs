//! One step in the life of an application: load, ask the state machine, move the quota, write, audit. Every act on an
//! application is this frame with its own [`ApplicationAct`] inside.

use super::error::Error;
use super::office::{Office, Who};
use super::quota;
use crate::epermit::{tasks, urgent};
use crate::notices::tell;
use crate::registers::{mandate, stock};
use cites::ids::ApplicationId;
use permits::application::{Application, ApplicationEvent};
use permits::{ActError, ApplicationActCode};
use serde::{Deserialize, Serialize};
use store::{ApplicationRow, AuditEntry, Read, StoredApplication, Tx};

/// An application as kept in the archive.
pub type Stored = StoredApplication<Application>;

/// What an act left behind: the application as it stands now and what happened to it.
#[derive(Debug, Clone)]
pub struct Stepped {
    /// Its columns.
    pub row: ApplicationRow,
    /// As it stands now.
    pub application: Application,
    /// What happened, in order; one act may bring a second event of the system with it.
    pub events: Vec<ApplicationEvent>,
}

/// What stands beside an audit event of an application, for the timeline.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CaseEvent {
    /// The reference people quote.
    pub reference: String,
    /// What happened, in order.
    pub events: Vec<ApplicationEvent>,
}

/// May the actor see this application at all? Everybody of the authority's side may; of the applicants only their own.
pub fn may_see(who: &Who, application: &Application) -> bool {
    let Some(person) = who.actor.person() else { return true };
    if person.party != who.house.party() {
        return false;
    }
    let outside = |r: &cites::Role| r.side() == "outside";
    application.side().includes(&who.actor) || person.roles.iter().any(|r| !outside(r))
}

/// Loads an application that the actor may see; one that is not there and one that is not theirs answer the same.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn load(read: &mut Read, who: &Who, id: ApplicationId) -> Result<Stored, Error> {
    let found: Option<Stored> = read.application(id).await?;
    let found = found.filter(|s| may_see(who, &s.value)).ok_or(Error::NotFound("application"))?;
    let inside = mandate::holds(read, who, id, found.value.side()).await?;
    if inside { Ok(found) } else { Err(Error::NotFound("application")) }
}

/// The same, locked until the end of the transaction.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn lock(tx: &mut Tx, who: &Who, id: ApplicationId) -> Result<Stored, Error> {
    let found: Option<Stored> = tx.application_for_update(id).await?;
    let found = found.filter(|s| may_see(who, &s.value)).ok_or(Error::NotFound("application"))?;
    let inside = mandate::holds(tx, who, id, found.value.side()).await?;
    if inside { Ok(found) } else { Err(Error::NotFound("application")) }
}

/// Does this act lead on from where the case stands, by anybody's hand? Asked first where an act looks at the content, so
/// that what has moved on is told as such.
///
/// # Errors
/// The state.
pub(crate) fn stands(application: &Application, act: ApplicationActCode) -> Result<(), Error> {
    let state = application.status();
    let leads_on = |from: &cites::ApplicationStatus| permits::permission::application(*from, act).next().is_some();
    match application.state().positions().iter().any(leads_on) {
        true => Ok(()),
        false => Err(ActError::NotInApplicationState { act: act.code(), state }.into()),
    }
}

/// Does one act on one application in one transaction with one audit event:
/// `step!(office, who, id, "name", |tx, application, now| make)`.
///
/// `make` answers the act, built from the application as it stands; it may read more in the same transaction. The whole
/// may be begun again after a collision, so `make` must not change anything outside. Answers `Result<Stepped, Error>`:
/// what `make`, the state machine, the quota or the archive says; nothing changed in case of an error.
macro_rules! step {
    ($office:expr, $who:expr, $id:expr, $name:expr, |$tx:tt, $application:tt, $now:tt| $make:expr) => {
        $crate::shared::case::run!($office, $who, $id, $name, |tx, at| {
            let before = $crate::shared::case::lock(tx, $who, $id).await?;
            let made: Result<_, $crate::Error> = {
                let ($tx, $application, $now) = (&mut *tx, &before.value, at);
                async { $make }.await
            };
            let act: ::permits::application::ApplicationAct = made?;
            let (application, event) = before.value.clone().act(act, &$who.actor, at, &$who.house.policy())?;
            $crate::shared::case::commit(tx, $office, $name, &before, application, vec![event]).await
        })
    };
}
pub(crate) use step;

/// The frame of every act on an application that exists: `run!(office, who, id, "name", |tx, now| body)`, once for the
/// caller's key; a repeat is answered with the application as it stands.
macro_rules! run {
    ($office:expr, $who:expr, $id:expr, $name:expr, |$tx:tt, $now:tt| $body:expr) => {{
        let now = $office.clock.now();
        let ran = $crate::shared::act::run!($office, $who, now, $name, |tx| {
            let stepped: Result<_, $crate::Error> = {
                let ($tx, $now) = (&mut *tx, now);
                async { $body }.await
            };
            Ok((stepped?, $id.to_string()))
        });
        match ran? {
            $crate::shared::act::Ran::Now(stepped) => Ok(stepped),
            $crate::shared::act::Ran::Before(_) => $crate::shared::case::again($office, $who, $id).await,
        }
    }};
}
pub(crate) use run;

/// The application as it stands, for the repeat of an act that was done.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn again(office: &Office, who: &Who, id: ApplicationId) -> Result<Stepped, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let stored = load(&mut read, who, id).await?;
    Ok(Stepped { row: stored.columns, application: stored.value, events: Vec::new() })
}

/// Writes what came out of an act: quota, findings, columns, audit event. Called once in a transaction.
///
/// # Errors
/// What the quota or the archive says.
pub async fn commit(
    tx: &mut Tx,
    office: &Office,
    name: &'static str,
    before: &Stored,
    application: Application,
    events: Vec<ApplicationEvent>,
) -> Result<Stepped, Error> {
    // On the heap: what follows an act is deep, and a thread's stack is not.
    let stepped = Box::pin(write(tx, office, before, application, events)).await?;
    let words = CaseEvent { reference: stepped.row.reference.clone(), events: stepped.events.clone() };
    tx.audit(
        AuditEntry::new(name, "application", stepped.application.id())
            .before(store::record_digest(&before.value)?)
            .after(store::record_digest(&stepped.application)?)
            .payload(&words)?,
    );
    Ok(stepped)
}

/// Writes a changed application inside another act, whose audit event speaks for both: quota, money, findings, columns.
///
/// # Errors
/// What the quota or the archive says.
pub async fn write(
    tx: &mut Tx,
    office: &Office,
    before: &Stored,
    mut application: Application,
    events: Vec<ApplicationEvent>,
) -> Result<Stepped, Error> {
    Box::pin(urgent::promise(tx, &before.value, &mut application, &events)).await?;
    for event in &events {
        Box::pin(quota::follow(tx, office, &application, event)).await?;
        Box::pin(crate::money::follow::follow(tx, office, &application, event)).await?;
    }
    Box::pin(stock::follow(tx, office, &before.value, &application)).await?;
    Box::pin(crate::registers::marks::follow(tx, &before.value, &application)).await?;
    for finding in &application.findings()[before.value.findings().len().min(application.findings().len())..] {
        tx.finding_insert(finding.id, application.id(), finding.kind, finding.made.by.person(), finding).await?;
    }
    let now = tx.at();
    let row = ApplicationRow::describe(&application, &before.columns.reference, now);
    tx.application_update(before, &row, &application).await?;
    Box::pin(tasks::follow(tx, &before.value, &application)).await?;
    Box::pin(tell::of_case(tx, &row, &application, &events)).await?;
    Box::pin(crate::notices::desk::of_withdrawal(tx, &before.value, &row, &events)).await?;
    Box::pin(urgent::follow(tx, office, &row, &application, &events)).await?;
    Ok(Stepped { row, application, events })
}
