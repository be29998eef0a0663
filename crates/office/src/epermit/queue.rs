//! Whose turn it is: the next case in the order of arrival (an urgent one so much earlier as its clock is shorter), what
//! was handled out of turn, and the supervisor's view.

use super::{accept, awaited, next_step};
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{ApplicationId, JobKind, PersonId};
use cites::{ApplicationStatus, Role, Timestamp};
use permits::application::{Application, ApplicationAct};
use permits::clocks::{self, Reading, SlaClock};
use permits::duty::DutyRule;
use permits::risk::Lane;
use std::collections::{BTreeMap, BTreeSet};
use store::{ApplicationRow, NewQueueEvent, QueueEventRow, Read, Tx};

/// Flags of tasks that are open beside the one that the status shows begin so.
pub const OPEN: &str = "open-";

/// Who sees the whole queue.
pub const OVERSEERS: &[Role] = &[Role::MaSupervisor];

/// Takes the case whose turn it is of those that wait, with the officer's word that there is no conflict of interest.
/// However many press at once, nobody gets a case twice and none is passed over; `None` when nothing waits that this
/// officer may take: not an own case, nor one in which they declared an interest.
///
/// # Errors
/// [`DutyRule::ConflictOfInterest`] without the word, [`Error::NotPermitted`], or what the archive says.
pub async fn take_next(office: &Office, who: &Who, no_conflict: bool) -> Result<Option<Stepped>, Error> {
    let me = who.person()?.id;
    if !no_conflict {
        return Err(Error::Act(permits::ActError::Duty(DutyRule::ConflictOfInterest)));
    }
    let mut refused: BTreeSet<ApplicationId> = BTreeSet::new();
    loop {
        let mut read = office.store.read(&who.scope(office.clock.now())).await?;
        let limit = i64::try_from(refused.len()).unwrap_or(0) + 20;
        let waiting = read.in_turn_for(me, ApplicationStatus::Accepted.code(), limit).await?;
        drop(read);
        let fresh: Vec<ApplicationId> = waiting.iter().map(|row| row.id).filter(|id| !refused.contains(id)).collect();
        if fresh.is_empty() {
            return Ok(None);
        }
        for id in fresh {
            match accept::taken(office, who, id, no_conflict, None).await {
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

/// Writes down that a case is handled while others have waited longer, for the supervisor. Taking: of all that wait and may
/// be taken, with the `reason` that was given. Proposing, without one: of those in the same officer's hands.
///
/// # Errors
/// `turn-reason` at `reason` where one is asked for and is blank.
pub(crate) async fn note_turn(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    application: &Application,
    reason: Option<&str>,
) -> Result<(), Error> {
    let (Some(person), Some(submitted)) = (who.actor.person(), application.timeline().submitted_at()) else {
        return Ok(());
    };
    let (status, officer) = match application.status() {
        ApplicationStatus::Accepted => (ApplicationStatus::Accepted, None),
        ApplicationStatus::UnderExamination => (ApplicationStatus::UnderExamination, Some(person.id)),
        _ => return Ok(()),
    };
    let ahead = ahead(tx, application, submitted, (status, officer), person.id).await?;
    if ahead > 0 {
        let note = reason.map(str::trim);
        if note.is_some_and(|text| text.is_empty() || text.chars().count() > 500) {
            let help = "Write why this case comes before others that have waited longer, or take the next case.";
            return Err(Error::value("reason", "turn-reason", help));
        }
        let event = NewQueueEvent {
            id: office.id::<JobKind>(tx.at()),
            application: application.id(),
            kind: "out-of-turn",
            person: person.id,
            to_person: None,
            ahead,
            note: note.unwrap_or_default().to_owned(),
        };
        tx.queue_event_insert(&event).await?;
    }
    Ok(())
}

async fn ahead(
    read: &mut Read,
    application: &Application,
    submitted: Timestamp,
    (status, officer): (ApplicationStatus, Option<PersonId>),
    by: PersonId,
) -> Result<i64, Error> {
    // An urgent case has its own place in the line; who keeps to the line is not told of.
    let turn = match application.urgent() {
        true => read.urgent_case(application.id()).await?.map_or(submitted, |u| u.turn_at),
        false => submitted,
    };
    Ok(read.ahead_of(status.code(), officer, turn, application.id(), by).await?)
}

/// How many cases that the reader may take have waited longer than this one, which waits too.
///
/// # Errors
/// What the archive says.
pub async fn ahead_of(read: &mut Read, who: &Who, application: &Application) -> Result<i64, Error> {
    let Some(submitted) = application.timeline().submitted_at() else { return Ok(0) };
    ahead(read, application, submitted, (ApplicationStatus::Accepted, None), who.person()?.id).await
}

/// Gives an open case to an officer: one that waits to one by name, or one that somebody has to another.
///
/// # Errors
/// `officer-unknown` for anybody who is no active officer here, `officer-interest` for one who declared an interest, the
/// state, a duty, `reason-empty`,
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
        if tx.interest_said(id, to.id).await? == Some(true) {
            let help = "Choose another officer: this one has an interest in the case.";
            return Err(Error::value("officer", "officer-interest", help));
        }
        let policy = who.house.policy();
        let (application, events) = if before.value.status() == ApplicationStatus::Accepted {
            if reason.trim().is_empty() {
                return Err(Error::value("reason", "reason-empty", "Write the reason."));
            }
            // The officer was not asked: the word on interests is given with the proposal.
            let act = ApplicationAct::Assign { officer: to.id, officer_name: to.name.clone(), no_conflict: true };
            let (assigned, event) = before.value.clone().act(act, &who.actor, now, &policy)?;
            accept::waiting(tx, office, assigned, vec![event], now, &policy).await?
        } else {
            let (moved, event) =
                before.value.clone().reassign(to.id, to.name.clone(), reason.clone(), &who.actor, now)?;
            (moved, vec![event])
        };
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
        case::commit(tx, office, "reassign", &before, application, events).await
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
    /// What is to be done next: a code of [`next_step`].
    pub step: &'static str,
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

/// What a list shows of a case beside its columns.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// The clock that counts now.
    pub clock: Option<Reading>,
    /// Its lane.
    pub lane: Option<Lane>,
    /// Flags beside the status.
    pub flags: Vec<String>,
    /// What is to be done next: a code of [`next_step`].
    pub step: &'static str,
}

/// Glances of the cases of a list, with the clock that counts for each.
///
/// # Errors
/// What the archive says.
pub async fn glance(
    read: &mut Read,
    office: &Office,
    ids: &[ApplicationId],
) -> Result<BTreeMap<ApplicationId, Seen>, Error> {
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
            if !awaited::open(office, &glance.value, day(now)).is_empty() {
                flags.push(awaited::PAPER.to_owned());
            }
            if glance.jumped {
                flags.push("out-of-turn".to_owned());
            }
            let step = next_step::of(&glance.value);
            out.insert(glance.id, Seen { clock: reading, lane: glance.lane, flags, step });
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
    let mut events = read.queue_events(50).await?;
    events.extend(read.interests(50).await?);
    events.sort_by_key(|e| std::cmp::Reverse(e.at));
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
            let Seen { clock, lane, flags, step } = glances.remove(&row.id).unwrap_or_default();
            OpenCase { row, clock, lane, flags, step }
        })
        .collect();
    Ok(Overview { cases, officers, events })
}
