//! The clerk finds an application complete; it waits in the queue for an officer, or goes to one at once where the Party
//! says so.

use super::{awaited, interest, queue, risk};
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{ApplicationId, PersonId};
use cites::{Role, Timestamp};
use permits::Actor;
use permits::application::{Application, ApplicationAct, ApplicationEvent};
use permits::duty::DutyPolicy;
use store::Tx;

/// Accepts it as complete and reserves the quota. From then on it waits in the queue in its turn. Where the Party has cases
/// assigned at once, the system gives it to the officer whose turn it is in the same transaction; where no officer is free
/// of conflict it stays accepted, to be taken by hand. Where the applicant says that the import permit of the destination
/// is asked for and not there yet, the case waits for it as soon as an officer has it, and its clock stands still.
///
/// # Errors
/// The state, a duty, the quota, `area-empty` where quotas are set by area, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn accept(office: &Office, who: &Who, id: ApplicationId) -> Result<Stepped, Error> {
    // Drawn once, before the transaction, which may be begun again.
    let draw = risk::draw(office);
    case::run!(office, who, id, "accept", |tx, now| {
        let before = case::lock(tx, who, id).await?;
        let policy = who.house.policy();
        let risk = risk::computed(tx, office, who, &before, draw, now).await?;
        let (accepted, first) = before.value.clone().act(ApplicationAct::Accept, &who.actor, now, &policy)?;
        super::areas::check(tx, office, who.house.party(), &accepted, day(now)).await?;
        let next = match office.settings(&who.house).assign_at_once {
            true => next_officer(tx, &accepted).await?,
            false => None,
        };
        let (application, events) = match next {
            None => (accepted, vec![first]),
            Some((officer, officer_name)) => {
                // Nobody has asked the officer yet: the word on interests is given with the proposal.
                let assign = ApplicationAct::Assign { officer, officer_name, no_conflict: true };
                let (assigned, second) = accepted.act(assign, &Actor::System, now, &policy)?;
                waiting(tx, office, assigned, vec![first, second], now, &policy).await?
            }
        };
        let stepped = case::commit(tx, office, "accept", &before, application, events).await?;
        tx.risk_insert(id, &risk).await?;
        Ok(stepped)
    })
}

/// The officers take turns: the case's own id decides, which is fair over time and the same when begun again.
async fn next_officer(tx: &mut Tx, application: &Application) -> Result<Option<(PersonId, String)>, Error> {
    let people = tx.people("", 500).await?;
    let side = application.side();
    let mut officers: Vec<_> = people
        .into_iter()
        .filter(|p| p.active && p.roles.contains(&Role::MaOfficer))
        .filter(|p| side.applicant != Some(p.id) && side.agent != Some(p.id))
        .filter(|p| p.organisation.is_none() || p.organisation != side.organisation)
        .collect();
    if officers.is_empty() {
        return Ok(None);
    }
    let turn = application.id().bytes().iter().rev().take(4).fold(0_usize, |n, b| (n << 8) | usize::from(*b));
    let officer = officers.swap_remove(turn % officers.len());
    Ok(Some((officer.id, officer.name)))
}

/// A case that an officer has now: where its import permit was promised for later, it waits for it at once.
pub(crate) async fn waiting(
    tx: &mut Tx,
    office: &Office,
    assigned: Application,
    mut events: Vec<ApplicationEvent>,
    now: Timestamp,
    policy: &DutyPolicy,
) -> Result<(Application, Vec<ApplicationEvent>), Error> {
    let awaited = awaited::of_case(tx, office, &assigned).await?;
    if !awaited.is_some_and(|a| a.expected.is_some() || a.later) {
        return Ok((assigned, events));
    }
    let (waiting, event) = assigned.act(ApplicationAct::WaitImportPermit, &Actor::System, now, policy)?;
    events.push(event);
    Ok((waiting, events))
}

/// An officer takes this case of those that wait, with the word that there is no conflict of interest. `reason`: why before
/// its turn; blank where nothing has waited longer.
///
/// # Errors
/// `turn-reason` at `reason` without a word why others wait, the state, a duty, [`Error::NotPermitted`] or
/// [`Error::NotFound`].
pub async fn take(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    no_conflict: bool,
    reason: &str,
) -> Result<Stepped, Error> {
    taken(office, who, id, no_conflict, Some(reason)).await
}

/// The same; without a reason it is the case whose turn it is.
pub(crate) async fn taken(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    no_conflict: bool,
    reason: Option<&str>,
) -> Result<Stepped, Error> {
    let person = who.person()?.clone();
    case::run!(office, who, id, "assign", |tx, now| {
        let before = case::lock(tx, who, id).await?;
        let policy = who.house.policy();
        let act = ApplicationAct::Assign { officer: person.id, officer_name: person.name.clone(), no_conflict };
        let (assigned, event) = before.value.clone().act(act, &who.actor, now, &policy)?;
        interest::none(tx, who, id, no_conflict).await?;
        if let Some(reason) = reason {
            queue::note_turn(tx, office, who, &before.value, Some(reason)).await?;
        }
        let (application, events) = waiting(tx, office, assigned, vec![event], now, &policy).await?;
        case::commit(tx, office, "assign", &before, application, events).await
    })
}
