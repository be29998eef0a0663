//! The visit of an inspection: the inspector sets day and place, the applicant is told and has things ready; another day is
//! told with the reason.

use crate::notices::desk as notices;
use crate::notices::table::Event;
use crate::shared::act;
use crate::shared::case::{self, Stored};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{ApplicationId, Id, JobKind};
use cites::{Date, Role, Timestamp};
use permits::application::state::InspectionOrder;
use permits::duty::DutyRule;
use permits::{ActError, Application};
use std::collections::BTreeMap;
use store::{AuditEntry, VisitRow};

/// Who sets visits.
pub const INSPECTORS: &[Role] = &[Role::Inspector];
/// Who reads them.
pub const READERS: &[Role] = &[Role::Inspector, Role::MaClerk, Role::MaOfficer, Role::MaApprover, Role::MaSupervisor];
/// A visit lies at most so many days ahead.
const FARTHEST_DAYS: i64 = 366;

/// The inspection that is ordered now, and since when.
pub fn ordered(application: &Application) -> Option<(&InspectionOrder, Timestamp)> {
    application.state().inspection().map(|(request, order)| (order, request.stamp.at))
}

/// What is told of a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The day, today or later.
    pub on: Option<Date>,
    /// Where; never blank.
    pub place: String,
    /// What the applicant shall have ready; may be blank.
    pub ready: String,
    /// Why another day than told before; asked for where one was told.
    pub reason: String,
}

/// The case with the visits that were set for its inspection, the newest first.
///
/// # Errors
/// [`Error::NotPermitted`], [`Error::NotFound`], the state where none is ordered, or what the archive says.
pub async fn of_case(office: &Office, who: &Who, id: ApplicationId) -> Result<(Stored, Vec<VisitRow>), Error> {
    who.must_be(READERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let stored = case::load(&mut read, who, id).await?;
    let (_, since) = of_here(&stored)?;
    let rows = read.visits(id, since).await?;
    Ok((stored, rows))
}

fn of_here(stored: &Stored) -> Result<(InspectionOrder, Timestamp), Error> {
    let state = stored.value.status();
    let early = || Error::Act(ActError::NotInApplicationState { act: "schedule_visit", state });
    ordered(&stored.value).map(|(order, at)| (order.clone(), at)).ok_or_else(early)
}

/// The inspector sets a visit, or another day for it; the applicant is told.
///
/// # Errors
/// `visit-day` for a day that is past or too far, `visit-place`, `reason-empty` where a day was told before, a duty, the
/// state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn schedule(office: &Office, who: &Who, id: ApplicationId, planned: &Planned) -> Result<(), Error> {
    who.must_be(INSPECTORS)?;
    let me = who.person()?.id;
    let now = office.clock.now();
    let ahead = planned.on.and_then(|on| on.since(day(now)).ok()).map(|span| i64::from(span.get_days()));
    let on = planned.on.filter(|_| ahead.is_some_and(|days| (0..=FARTHEST_DAYS).contains(&days)));
    let help = "Give a day from today on, within a year.";
    let on = on.ok_or_else(|| Error::value("on", "visit-day", help))?;
    let (place, ready, reason) = (planned.place.trim(), planned.ready.trim(), planned.reason.trim());
    if place.is_empty() || place.chars().count() > 200 {
        return Err(Error::value("place", "visit-place", "Say where, in at most 200 characters."));
    }
    if ready.chars().count() > 1000 || reason.chars().count() > 1000 {
        return Err(Error::value("ready", "text-long", "Write less."));
    }
    let visit: Id<JobKind> = office.id(now);
    act::run!(office, who, now, "schedule_visit", |tx| {
        let stored = case::lock(tx, who, id).await?;
        let (_, since) = of_here(&stored)?;
        if stored.value.side().includes(&who.actor) {
            return Err(Error::Act(ActError::Duty(DutyRule::ConflictOfInterest)));
        }
        let before = tx.visits(id, since).await?;
        if !before.is_empty() && reason.is_empty() {
            return Err(Error::value("reason", "reason-empty", "Write the reason."));
        }
        tx.visit_insert(visit, id, since, (on, place, ready, reason), me).await?;
        let points: Vec<&str> = [ready, reason].into_iter().filter(|text| !text.is_empty()).collect();
        let facts = [("until", on.to_string()), ("place", place.to_owned()), ("points", points.join("\n"))];
        let facts: BTreeMap<String, String> = facts.into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
        let case = (id, stored.columns.reference.as_str());
        let side = Some(stored.value.side());
        notices::of_task(tx, Event::VisitSet, case, (Vec::new(), Some(me)), facts, side).await?;
        let words = serde_json::json!({ "on": on.to_string(), "place": place, "reason": reason });
        tx.audit(AuditEntry::new("schedule_visit", "application", id).payload(&words)?);
        Ok(((), id.to_string()))
    })?;
    Ok(())
}
