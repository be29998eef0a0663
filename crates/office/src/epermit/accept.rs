//! The clerk finds an application complete; it goes to an officer at once.

use super::{awaited, queue, risk};
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::Role;
use cites::ids::{ApplicationId, PersonId};
use permits::Actor;
use permits::application::{Application, ApplicationAct};
use store::Tx;

/// Accepts it as complete, reserves the quota, and gives it to the officer whose turn it is: the system assigns in the
/// same transaction, so that no accepted case lies unseen. Where no officer is free of conflict it stays accepted, to be
/// taken by hand. Where the applicant says that the import permit of the destination is asked for and not there yet, the
/// case waits for it at once, and its clock stands still.
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
        let (application, events) = match next_officer(tx, &accepted).await? {
            None => (accepted, vec![first]),
            Some((officer, officer_name)) => {
                let assign = ApplicationAct::Assign { officer, officer_name, no_conflict: true };
                let (assigned, second) = accepted.act(assign, &Actor::System, now, &policy)?;
                let awaited = awaited::of_case(tx, office, &assigned).await?;
                if awaited.is_some_and(|a| a.expected.is_some() || a.later) {
                    let (waiting, third) =
                        assigned.act(ApplicationAct::WaitImportPermit, &Actor::System, now, &policy)?;
                    (waiting, vec![first, second, third])
                } else {
                    (assigned, vec![first, second])
                }
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

/// An officer takes a case that lies accepted, with the word that there is no conflict of interest.
///
/// # Errors
/// The state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn take(office: &Office, who: &Who, id: ApplicationId, no_conflict: bool) -> Result<Stepped, Error> {
    let person = who.person()?.clone();
    case::step!(office, who, id, "assign", |tx, application, _| {
        queue::note_turn(tx, office, who, application).await?;
        Ok(ApplicationAct::Assign { officer: person.id, officer_name: person.name.clone(), no_conflict })
    })
}
