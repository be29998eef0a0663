//! Nobody answers: applicants are reminded before their time ends, and an application that stays incomplete is closed.

use crate::notices::desk as tell;
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{House, Office, Who};
use cites::ids::ApplicationId;
use cites::{ApplicationStatus, Timestamp};
use jiff::SignedDuration;
use permits::application::{Application, ApplicationAct, ApplicationState};
use std::sync::Arc;
use store::StoredApplication;

/// So long before the end of their time people are reminded.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 7);
/// Between the reminder and the end lies this at least, also where the program stood still in between.
const AFTER: SignedDuration = SignedDuration::from_hours(24 * 3);
/// Cases of one state that are looked at in one round.
const LOOKED_AT: i64 = 500;

/// What a round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Notices that were put in.
    pub reminded: u64,
    /// Applications that were closed.
    pub closed: u64,
}

/// Reminds everybody whose time to answer ends within a week, and closes what was sent back for completion and not
/// completed in time. May be called as often as one likes, and by several programs at once: a reminder is written once, and
/// a case is closed by whoever locks it first.
///
/// # Errors
/// What the archive says.
pub async fn round(office: &Office, house: &Arc<House>) -> Result<Round, Error> {
    let who = Who::system(house.clone());
    let now = office.clock.now();
    let mut done = Round::default();
    let mut over = Vec::new();
    let mut read = office.store.read(&who.scope(now)).await?;
    let mut waiting: Vec<StoredApplication<Application>> = Vec::new();
    for status in [ApplicationStatus::Incomplete, ApplicationStatus::InfoRequested] {
        waiting.extend(read.applications_whole::<Application>(status, LOOKED_AT).await?);
    }
    let mut due = Vec::new();
    for case in &waiting {
        let Some(until) = deadline(&case.value) else { continue };
        if now.checked_add(AHEAD).map_err(Error::internal)? < until {
            continue;
        }
        match read.reminded_at(case.columns.id, &tell::reply_due(until)).await? {
            None => due.push((case, until)),
            Some(at) if closes(&case.value, until, at, now) => over.push((case.columns.id, at)),
            Some(_) => {}
        }
    }
    drop(read);
    for (case, until) in due {
        done.reminded += tell::answer_due(office, &who, &case.columns, &case.value, until).await?;
    }
    for (id, reminded_at) in over {
        match close(office, &who, id, reminded_at).await {
            Ok(_) => done.closed += 1,
            // Completed, withdrawn or closed by another program in the meantime.
            Err(Error::Act(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(done)
}

/// Until when the applicant's answer is waited for.
fn deadline(application: &Application) -> Option<Timestamp> {
    match application.state() {
        ApplicationState::Incomplete { deadline, .. } => Some(*deadline),
        state => state.question().map(|question| question.deadline),
    }
}

/// Only what was sent back for completion closes by itself; a question in the examination is the officer's to follow up.
fn closes(application: &Application, until: Timestamp, reminded_at: Timestamp, now: Timestamp) -> bool {
    let told = reminded_at.checked_add(AFTER).is_ok_and(|at| at <= now);
    told && until < now && matches!(application.state(), ApplicationState::Incomplete { .. })
}

async fn close(office: &Office, who: &Who, id: ApplicationId, reminded_at: Timestamp) -> Result<Stepped, Error> {
    case::step!(office, who, id, "no_reply", |_, _, _| Ok(ApplicationAct::NoReply { reminded_at }))
}
