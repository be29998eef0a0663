//! Whose turn it is: the next case in the order of arrival (an urgent one so much earlier as its clock is shorter), what
//! was handled out of turn, and the supervisor's view.

use super::{accept, awaited};
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{ApplicationId, JobKind, PersonId};
use cites::{ApplicationStatus, Role};
use permits::application::Application;
use permits::clocks::{self, Reading, SlaClock};
use permits::risk::Lane;
use std::collections::{BTreeMap, BTreeSet};
use store::{ApplicationRow, NewQueueEvent, QueueEventRow, Read, Tx};

/// Flags of tasks that are open beside the one that the status shows begin so.
pub const OPEN: &str = "open-";

/// Who sees the whole queue.
pub const OVERSEERS: &[Role] = &[Role::MaSupervisor];

/// Takes the case whose turn it is of those that wait, with the officer's word that there is no conflict of interest.
/// However many press at once, nobody gets a case twice and none is passed over; `None` when nothing waits that this
/// officer may take.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn take_next(office: &Office, who: &Who, no_conflict: bool) -> Result<Option<Stepped>, Error> {
    let mut refused: BTreeSet<ApplicationId> = BTreeSet::new();
    loop {
        let mut read = office.store.read(&who.scope(office.clock.now())).await?;
        let limit = i64::try_from(refused.len()).unwrap_or(0) + 20;
        let waiting = read.in_turn(ApplicationStatus::Accepted.code(), limit).await?;
        drop(read);
        let fresh: Vec<ApplicationId> = waiting.iter().map(|row| row.id).filter(|id| !refused.contains(id)).collect();
        if fresh.is_empty() {
            return Ok(None);
        }
        for id in fresh {
            match accept::take(office, who, id, no_conflict).await {
                Ok(stepped) if stepped.events.is_empty() => return taken_before(office, who).await,
                Ok(stepped) => return Ok(Some(stepped)),
                // Another officer was faster: the next one.
                Err(Error::Act(permits::ActError::NotInApplicationState { .. })) => {
                    refused.insert(id);
                }
                // This officer may not have it; another one takes it in its turn.
                Err(Error::Act(permits::ActError::Duty(_))) => {
                    refused.insert(id);
                }
                Err(other) => return Err(other),
            }
        }
    }
}

/// The form was sent twice: the case that the first one took, the newest in the officer's hands.
async fn taken_before(office: &Office, who: &Who) -> Result<Option<Stepped>, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let mine = read.worklist_of_officer(who.person()?.id, store::Cursor::OLDEST, 200).await?;
    drop(read);
    match mine.rows.into_iter().max_by_key(|row| row.changed_at) {
        Some(row) => case::again(office, who, row.id).await.map(Some),
        None => Ok(None),
    }
}

/// Writes down that a case is handled while others have waited longer. Taking: of all that wait. Proposing: of those in
/// the same officer's hands.
pub(crate) async fn note_turn(tx: &mut Tx, office: &Office, who: &Who, application: &Application) -> Result<(), Error> {
    let (Some(person), Some(submitted)) = (who.actor.person(), application.timeline().submitted_at()) else {
        return Ok(());
    };
    let (status, officer) = match application.status() {
        ApplicationStatus::Accepted => (ApplicationStatus::Accepted, None),
        ApplicationStatus::UnderExamination => (ApplicationStatus::UnderExamination, Some(person.id)),
        _ => return Ok(()),
    };
    // An urgent case has its own place in the line; who keeps to the line is not told of.
    let turn = match application.urgent() {
        true => tx.urgent_case(application.id()).await?.map_or(submitted, |u| u.turn_at),
        false => submitted,
    };
    let ahead = tx.ahead_of(status.code(), officer, turn, application.id()).await?;
    if ahead > 0 {
        let event = NewQueueEvent {
            id: office.id::<JobKind>(tx.at()),
            application: application.id(),
            kind: "out-of-turn",
            person: person.id,
            to_person: None,
            ahead,
            note: String::new(),
        };
        tx.queue_event_insert(&event).await?;
    }
    Ok(())
}

/// Gives an open case to another officer.
///
/// # Errors
/// `officer-unknown` for anybody who is no active officer here, the state, a duty, `reason-empty`,
/// [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn reassign(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    officer: PersonId,
    reason: String,
) -> Result<Stepped, Error> {
    who.must_be(OVERSEERS)?;
    let by = who.person()?.id;
    case::run!(office, who, id, "reassign", |tx, now| {
        let before = case::lock(tx, who, id).await?;
        let to = tx
            .person(officer)
            .await?
            .filter(|p| p.active && p.roles.contains(&Role::MaOfficer))
            .filter(|p| p.organisation.is_none() || p.organisation != before.value.side().organisation)
            .ok_or_else(|| Error::value("officer", "officer-unknown", "Choose an officer from the list."))?;
        let (application, event) =
            before.value.clone().reassign(to.id, to.name.clone(), reason.clone(), &who.actor, now)?;
        let moved = NewQueueEvent {
            id: office.id::<JobKind>(now),
            application: id,
            kind: "reassigned",
            person: by,
            to_person: Some(to.id),
            ahead: 0,
            note: reason.trim().to_owned(),
        };
        tx.queue_event_insert(&moved).await?;
        case::commit(tx, office, "reassign", &before, application, vec![event]).await
    })
}

/// An open case as the supervisor sees it.
#[derive(Debug, Clone)]
pub struct OpenCase {
    /// Its columns.
    pub row: ApplicationRow,
    /// Its net clock, or the check of completeness before it was accepted.
    pub clock: Option<Reading>,
    /// Its lane.
    pub lane: Option<Lane>,
    /// Flags beside the status.
    pub flags: Vec<String>,
}

/// The whole queue.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Open cases, the oldest first; at most two hundred.
    pub cases: Vec<OpenCase>,
    /// Officers with the number of open cases in their hands.
    pub officers: Vec<(PersonId, String, u32)>,
    /// What was out of the usual, the newest first.
    pub events: Vec<QueueEventRow>,
}

/// Glances of the cases of a list, with the clock that counts for each.
///
/// # Errors
/// What the archive says.
pub async fn glance(
    read: &mut Read,
    office: &Office,
    ids: &[ApplicationId],
) -> Result<BTreeMap<ApplicationId, (Option<Reading>, Option<Lane>, Vec<String>)>, Error> {
    let targets = super::examination_set::targets(read).await?;
    let now = office.clock.now();
    let mut out = BTreeMap::new();
    for some in ids.chunks(30) {
        for glance in read.glances::<Application>(some).await? {
            let clock = match glance.value.status() {
                ApplicationStatus::Submitted => SlaClock::Complete,
                ApplicationStatus::Approved => SlaClock::Sign,
                _ => SlaClock::Net,
            };
            let reading = clocks::one(glance.value.timeline(), clock, &targets.of(&glance.value), now);
            let mut flags = glance.flags;
            if glance.value.state().is_open(ApplicationStatus::AwaitingAdditionalPayment) {
                flags.push("payment-short".to_owned());
            }
            if glance.value.draft().is_some_and(permits::Draft::in_parts) {
                flags.push("consignments".to_owned());
            }
            if glance.value.draft().is_some_and(permits::Draft::amends) {
                flags.push("amendment".to_owned());
            }
            if glance.value.urgent() {
                flags.push("urgent".to_owned());
            }
            // What else is open beside what the status shows.
            let shown = glance.value.status();
            let beside = glance.value.state().positions().into_iter().skip(1).filter(|s| *s != shown);
            flags.extend(beside.map(|s| format!("{OPEN}{}", s.code().to_lowercase().replace('_', "-"))));
            // One that is missing is enough, however many are there.
            if !awaited::open(&glance.value, day(now)).is_empty() {
                flags.push(awaited::PAPER.to_owned());
            }
            out.insert(glance.id, (reading, glance.lane, flags));
        }
    }
    Ok(out)
}

/// Age of open cases, who has what, what was out of turn, what has passed its target.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn overview(office: &Office, who: &Who) -> Result<Overview, Error> {
    who.must_be(OVERSEERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let rows = read.open_cases(200).await?;
    let ids: Vec<ApplicationId> = rows.iter().map(|r| r.id).collect();
    let mut glances = glance(&mut read, office, &ids).await?;
    let people = read.people("", 500).await?;
    let events = read.queue_events(50).await?;
    drop(read);
    let officers = people
        .into_iter()
        .filter(|p| p.active && p.roles.contains(&Role::MaOfficer))
        .map(|p| {
            let open = rows.iter().filter(|r| r.officer == Some(p.id)).count();
            (p.id, p.name, u32::try_from(open).unwrap_or(u32::MAX))
        })
        .collect();
    let cases = rows
        .into_iter()
        .map(|row| {
            let (clock, lane, flags) = glances.remove(&row.id).unwrap_or_default();
            OpenCase { row, clock, lane, flags }
        })
        .collect();
    Ok(Overview { cases, officers, events })
}
