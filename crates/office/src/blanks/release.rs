//! A blank that was drawn and cannot be sealed: a rule blocks meanwhile, or its last day has passed. What it holds of quota
//! and stock is given back, and the blank is unused again, or ends.

use super::complete::HOLDERS;
use super::keep;
use crate::registers::colleague::{self, Right};
use crate::registers::stock::JUDGES;
use crate::shared::act;
use crate::shared::case;
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{House, Office, Who};
use cites::ids::BlankId;
use cites::{ApplicationStatus, Timestamp};
use permits::Stamp;
use permits::application::Application;
use std::sync::Arc;
use store::{BlankRow, BlankState, Tx};

/// Gives back what a drawn blank holds, while its document is not sealed: by its holder or an officer, with a reason. The
/// blank keeps its number and is unused again; after its last day it ends instead.
///
/// # Errors
/// `blank-not-drawn` when it is not being completed, `reason-empty`, `right-missing`, [`Error::NotPermitted`] or
/// [`Error::NotFound`].
pub async fn release(office: &Office, who: &Who, id: BlankId, reason: String) -> Result<BlankRow, Error> {
    let holder = who.must_be(HOLDERS).is_ok();
    if !holder {
        who.must_be(JUDGES)?;
    }
    let reason = reason.trim().to_owned();
    if reason.is_empty() || reason.chars().count() > 500 {
        return Err(Error::value("reason", "reason-empty", "Say in a few words what happened."));
    }
    let now = office.clock.now();
    act::run!(office, who, now, "release_blank", |tx| {
        let found = tx.blank(id).await?.ok_or(Error::NotFound("blank"))?;
        let order = case::load(tx, who, found.application).await.map_err(|_| Error::NotFound("blank"))?.value;
        if holder && !order.side().includes(&who.actor) {
            return Err(Error::NotPermitted);
        }
        if holder {
            colleague::must(tx, who, Right::Submit).await?;
        }
        undraw(tx, office, who, &found, &reason, "release_blank", now).await?;
        Ok(((), id.to_string()))
    })?;
    Ok(keep::one(office, who, id).await?.0)
}

/// Ends blanks that were drawn and not sealed before their last day passed, at most `limit` of them: what they hold goes
/// back, and the holder is told to return them. Answers how many.
///
/// # Errors
/// What the archive says.
pub(super) async fn expire(office: &Office, house: &Arc<House>, limit: i64) -> Result<usize, Error> {
    let system = Who::system(house.clone());
    let now = office.clock.now();
    let mut read = office.store.read(&system.scope(now)).await?;
    let due = read.blanks_ending(BlankState::Completing, day(now), limit).await?;
    drop(read);
    let mut ended = 0;
    for blank in &due {
        let done = store::act!(&office.store, &system.scope(now), "expire_blank", |tx| {
            let why = format!("Not sealed until {}, the last day of the blank.", blank.valid_until);
            undraw(tx, office, &system, blank, &why, "expire_blank", now).await
        });
        match done {
            Ok(()) => ended += 1,
            // Sealed or given back meanwhile: nothing to end.
            Err(e) if e.code() == "blank-not-drawn" => {}
            Err(other) => return Err(other),
        }
    }
    Ok(ended)
}

/// The case first and then its blank, as a signer takes them: whoever comes second finds it done.
async fn undraw(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    blank: &BlankRow,
    reason: &str,
    name: &'static str,
    now: Timestamp,
) -> Result<(), Error> {
    let nothing = || {
        let help = "Look at the blank again: it is not being completed any more.";
        Error::value("", "blank-not-drawn", help)
    };
    let drawn = blank.completion.filter(|_| blank.state == BlankState::Completing).ok_or_else(nothing)?;
    // Who may was asked of the order; the case of the completion is nobody's to look at before it is sealed.
    let before = case::lock(tx, &Who::system(who.house.clone()), drawn).await?;
    if before.value.status() != ApplicationStatus::Approved {
        return Err(nothing());
    }
    let found = tx.blank_for_update(blank.id).await?.ok_or_else(nothing)?;
    if found.state != BlankState::Completing || found.completion != Some(drawn) {
        return Err(nothing());
    }
    // The number stays the blank's: the next completion prepares it again.
    if let Some(open) = tx.open_intent_of::<serde_json::Value>(drawn).await? {
        tx.intent_void(&open.record.number, "given back before it was sealed").await?;
    }
    let to = if found.valid_until < day(now) { BlankState::Expired } else { BlankState::Unused };
    tx.blank_undraw(found.id, drawn, to).await?;
    if to == BlankState::Expired
        && let Some(order) = tx.application::<Application>(found.application).await?
    {
        crate::notices::tell::of_blank(tx, &found, &order.value).await?;
    }
    let (application, event) = before.value.clone().undraw(reason.to_owned(), Stamp::new(&who.actor, now))?;
    case::commit(tx, office, name, &before, application, vec![event]).await?;
    Ok(())
}
