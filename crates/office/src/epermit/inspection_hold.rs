//! What an inspection holds up: looked at, and ended with a reason by somebody who has the right to it.

use crate::shared::case::{self, Stepped, Stored};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::Role;
use cites::ids::ApplicationId;

/// Who may look at what an inspection holds up.
pub const READERS: &[Role] = &[
    Role::MaClerk,
    Role::MaOfficer,
    Role::MaApprover,
    Role::MaSupervisor,
    Role::Inspector,
    Role::Enforcement,
    Role::Auditor,
];

/// Who may end it: the supervisor, and a suspicion of fraud only those who pursue offences.
pub const RELEASERS: &[Role] = &[Role::MaSupervisor, Role::Enforcement];

/// The case with its hold.
///
/// # Errors
/// [`Error::NotPermitted`], [`Error::NotFound`] also where no inspection ever held it up, or what the archive says.
pub async fn of_case(office: &Office, who: &Who, id: ApplicationId) -> Result<Stored, Error> {
    who.must_be(READERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let stored = case::load(&mut read, who, id).await?;
    let ever = stored.value.inspection_hold().is_some()
        || stored.value.state().case().is_some_and(|case| !case.cleared.is_empty());
    if ever { Ok(stored) } else { Err(Error::NotFound("inspection")) }
}

/// Ends it: a grant may go on.
///
/// # Errors
/// `inspection-free`, `inspection-own`, `reason-empty`, a duty, the state, [`Error::NotPermitted`] or
/// [`Error::NotFound`].
pub async fn release(office: &Office, who: &Who, id: ApplicationId, why: String) -> Result<Stepped, Error> {
    who.must_be(RELEASERS)?;
    case::run!(office, who, id, "release_inspection", |tx, now| {
        let before = case::lock(tx, who, id).await?;
        let (application, event) = before.value.clone().clear_inspection(why.clone(), &who.actor, now)?;
        case::commit(tx, office, "release_inspection", &before, application, vec![event]).await
    })
}
