//! Interests in a case: whoever works on it says that there is none, or says which and steps back.

use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::ApplicationId;
use permits::ActError;
use permits::duty::DutyRule;
use store::{Read, Tx};

/// Somebody of the desk has an interest in the case. An officer who has it in hand gives it back into the queue, and it is
/// not offered to them again; an approver leaves it to another one.
///
/// # Errors
/// `reason-empty`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn declare(office: &Office, who: &Who, id: ApplicationId, reason: String) -> Result<Stepped, Error> {
    let person = who.person()?.id;
    case::run!(office, who, id, "declare_interest", |tx, now| {
        let before = case::lock(tx, who, id).await?;
        let (application, event) = before.value.clone().declare_interest(reason.clone(), &who.actor, now)?;
        tx.interest_say(id, person, true, reason.trim()).await?;
        case::commit(tx, office, "declare_interest", &before, application, vec![event]).await
    })
}

/// The word of the actor that there is no interest, given with the act of this transaction.
///
/// # Errors
/// [`DutyRule::ConflictOfInterest`] where the word is not given, or an interest was declared before.
pub(crate) async fn none(tx: &mut Tx, who: &Who, id: ApplicationId, no_conflict: bool) -> Result<(), Error> {
    let person = who.person()?.id;
    let said = tx.interest_said(id, person).await?;
    if said == Some(true) || !no_conflict {
        return Err(Error::Act(ActError::Duty(DutyRule::ConflictOfInterest)));
    }
    if said.is_none() {
        tx.interest_say(id, person, false, "").await?;
    }
    Ok(())
}

/// Has the reader still to say whether there is an interest in this case?
///
/// # Errors
/// What the archive says.
pub async fn open(read: &mut Read, who: &Who, id: ApplicationId) -> Result<bool, Error> {
    Ok(read.interest_said(id, who.person()?.id).await?.is_none())
}
