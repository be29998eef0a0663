//! Urgent cases: what they are promised when they come into our hands, their place in the line, how long they took, and
//! what follows when the Authority missed their clock (`data/codes/fee_items.csv`: URGENT "sets a shorter clock").

use super::examination_set;
use crate::money::follow;
use crate::notices::paying;
use crate::shared::act::{self, Ran};
use crate::shared::case::Stored;
use crate::shared::error::Error;
use crate::shared::office::{House, Office, Who};
use cites::ApplicationStatus;
use cites::ids::ApplicationId;
use permits::application::{Application, ApplicationEvent};
use permits::clocks::{self, Reading, SlaClock, Targets};
use permits::money::{FeeItem, GivenBack};
use std::sync::Arc;
use store::{ApplicationRow, AuditEntry, Read, Tx};

/// Milliseconds of an hour.
const HOUR_MS: i64 = 3_600_000;
/// Urgent cases that are looked at in one round.
const LOOKED_AT: i64 = 500;

/// Hours until a decision that the Party aims at: usually, and for who pays for urgent handling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration {
    /// C_TOTAL.
    pub usual: u32,
    /// C_TOTAL of urgent cases; `None` where their clock is not shorter.
    pub urgent: Option<u32>,
}

impl Duration {
    /// By the targets of a Party.
    pub fn of(targets: &Targets) -> Duration {
        let (usual, urgent) = (targets.hours(SlaClock::Total), targets.urgent_hours(SlaClock::Total));
        Duration { usual, urgent: (urgent < usual).then_some(urgent) }
    }

    /// Whole days, rounded up, of so many hours: what people are told.
    pub const fn days(hours: u32) -> u32 {
        hours.div_ceil(24)
    }
}

/// How long a decision takes in this house, by the same targets that its cases run by.
///
/// # Errors
/// What the archive says.
pub async fn duration(read: &mut Read) -> Result<Duration, Error> {
    Ok(Duration::of(&examination_set::targets(read).await?))
}

/// The same, told to anybody who asks what documents are needed.
///
/// # Errors
/// What the archive says.
pub async fn public(office: &Office, house: &House) -> Result<Duration, Error> {
    let mut read = office.store.read(&store::Scope::system(house.tenant.id, office.clock.now())).await?;
    duration(&mut read).await
}

/// Before an application is written: one that comes into the hands of the authority as urgent is promised the urgent
/// clocks in force that day. Where the fee comes first that is the day of its payment.
///
/// # Errors
/// What the archive says.
pub(crate) async fn promise(
    tx: &mut Tx,
    before: &Application,
    application: &mut Application,
    events: &[ApplicationEvent],
) -> Result<(), Error> {
    let comes = events.iter().any(|e| e.to == ApplicationStatus::Submitted && e.from != Some(e.to));
    if !comes || !(application.urgent() || before.promised().is_some()) {
        return Ok(());
    }
    let targets = examination_set::targets(tx).await?;
    application.promise(&targets.urgent);
    let (id, now) = (application.id(), tx.at());
    match (application.urgent(), tx.urgent_case(id).await?) {
        (true, None) => {
            let since = application.timeline().submitted_at().unwrap_or(now);
            tx.urgent_insert(id, since, i64::from(targets.sooner()) * HOUR_MS).await
        }
        (false, Some(_)) => tx.urgent_delete(id).await,
        _ => Ok(()),
    }
    .map_err(Error::from)
}

/// After an application was written: the figures of urgent cases, and whether it was decided too late.
///
/// # Errors
/// What the archive says.
pub(crate) async fn follow(
    tx: &mut Tx,
    office: &Office,
    row: &ApplicationRow,
    application: &Application,
    events: &[ApplicationEvent],
) -> Result<(), Error> {
    use ApplicationStatus as S;
    let came_to = |status| events.iter().any(|e| e.to == status && e.from != Some(status));
    if !application.urgent() || !(came_to(S::Issued) || came_to(S::Refused)) {
        return Ok(());
    }
    if let (true, Some(kind), Some(seconds)) =
        (came_to(S::Issued), row.kind, application.timeline().processing_seconds())
    {
        let month = tx.at().to_zoned(jiff::tz::TimeZone::UTC).strftime("%Y-%m").to_string();
        tx.urgent_time_add(&month, kind, seconds.max(0) / 3600).await?;
    }
    note(tx, office, row, application).await.map(drop)
}

/// The net clock of a case that was promised a shorter one: the applicant's own time is not ours.
fn net(application: &Application, targets: &Targets, now: cites::Timestamp) -> Option<Reading> {
    application.promised()?;
    clocks::one(application.timeline(), SlaClock::Net, &targets.of(application), now)
}

/// Writes down, once, that the Authority missed the clock of an urgent case, tells it, and asks for the fee back where
/// the Party has set so; `false` where nothing was missed, or it was written down before.
async fn note(tx: &mut Tx, office: &Office, row: &ApplicationRow, application: &Application) -> Result<bool, Error> {
    let targets = examination_set::targets(tx).await?;
    let Some(clock) = net(application, &targets, tx.at()).filter(|c| c.percent() >= 100) else { return Ok(false) };
    if !tx.urgent_missed(application.id()).await? {
        return Ok(false);
    }
    if targets.urgent_credit {
        let reason = FeeItem::Urgent.code();
        follow::give_back(tx, office, application.id(), GivenBack::Urgent, reason).await?;
    }
    paying::of_missed(tx, row, application, &clock).await?;
    Ok(true)
}

/// Looks after the urgent cases that are open. A job of the system; answers how many clocks it found missed.
///
/// # Errors
/// What the archive says.
pub async fn watch(office: &Office, house: &Arc<House>) -> Result<u64, Error> {
    let who = Who::system(house.clone());
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let open = read.urgent_open(LOOKED_AT).await?;
    let targets = examination_set::targets(&mut read).await?;
    let mut late = Vec::new();
    for id in open {
        let Some(stored): Option<Stored> = read.application(id).await? else { continue };
        if net(&stored.value, &targets, now).is_some_and(|c| c.percent() >= 100) {
            late.push(id);
        }
    }
    drop(read);
    let mut found = 0;
    for id in late {
        match missed(office, &who, id).await {
            Ok(()) => found += 1,
            // It was decided, or written down, in the meantime.
            Err(Error::NotFound(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(found)
}

/// One of them: an act of the system with its audit event.
async fn missed(office: &Office, who: &Who, id: ApplicationId) -> Result<(), Error> {
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "urgent_missed", |tx| {
        let gone = || Error::NotFound("urgent case");
        let stored: Stored = tx.application_for_update(id).await?.ok_or_else(gone)?;
        if !note(tx, office, &stored.columns, &stored.value).await? {
            return Err(gone());
        }
        let words = serde_json::json!({ "reference": stored.columns.reference });
        tx.audit(AuditEntry::new("urgent_missed", "application", id).payload(&words)?);
        Ok(((), id.to_string()))
    });
    match ran? {
        Ran::Now(()) | Ran::Before(_) => Ok(()),
    }
}
