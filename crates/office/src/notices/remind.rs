//! What the calendar tells: a permit ends in 30 days, in 7 days, ended 7 days ago and nobody knows whether it was used;
//! a draft was left lying. Each once, whatever is stopped and begun again: the mark and the notice are one commit.

use super::table::Event;
use super::tell::{Side, Told, details, put_in};
use crate::epermit::permit_acts;
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{House, Office, Who};
use cites::{Date, PermitStatus, Timestamp};
use jiff::{SignedDuration, ToSpan as _};
use permits::Permit;
use permits::application::ApplicantSide;
use std::sync::Arc;
use store::{EndingPermit, LeftDraft, Read};

/// Permits taken at once.
const PIECE: i64 = 200;
/// Permits that ended longer ago are not chased any more: the late list shows them.
const CHASED_DAYS: i64 = 60;

/// Reminds everybody who is due today; answers how many were told. May be called as often as one likes.
///
/// # Errors
/// What the archive says.
pub async fn remind(office: &Office, house: &Arc<House>) -> Result<u64, Error> {
    let now = office.clock.now();
    let today = day(now);
    let ahead = |days: i64| today.checked_add(days.days()).unwrap_or(today);
    let ends = |event: Event, status: PermitStatus| match event {
        Event::Unreturned => (event, status, (ahead(-CHASED_DAYS), ahead(-7))),
        Event::Expiring7 => (event, status, (today, ahead(7))),
        other => (other, status, (ahead(8), ahead(30))),
    };
    let mut told = 0;
    for status in [PermitStatus::Issued, PermitStatus::Delivered, PermitStatus::PartlyUsed] {
        told += permits(office, house, ends(Event::Expiring30, status)).await?;
        told += permits(office, house, ends(Event::Expiring7, status)).await?;
    }
    told += permits(office, house, ends(Event::Unreturned, PermitStatus::ExpiredUnknown)).await?;
    told += drafts(office, house, now).await?;
    told += super::watch::watch(office, house).await?;
    Ok(told)
}

/// Ends delivered permits whose last day, and the Party's days of grace, have passed: at most `limit` of them. Answers
/// how many were found and how many ended; somebody may have acted on the others meanwhile.
///
/// # Errors
/// What the archive says.
pub async fn expire(office: &Office, house: &Arc<House>, limit: i64) -> Result<(usize, usize), Error> {
    let who = Who::system(house.clone());
    let mut read = open(office, house).await?;
    let grace = i64::from(read.after_issue().await?.grace_days);
    let today = day(office.clock.now());
    let before = today.checked_sub(grace.days()).unwrap_or(today);
    let due = read.permits_past_validity(PermitStatus::Delivered, before, limit).await?;
    drop(read);
    // What came in under an import permit is known: it is cancelled and retained, and nobody asks its holder.
    crate::econtrol::arrivals::close_past(office, house, before, limit).await?;
    let mut ended = 0;
    for row in &due {
        match permit_acts::expire(office, &who, row.id).await {
            Ok(_) => ended += 1,
            Err(Error::Act(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok((due.len(), ended))
}

async fn open(office: &Office, house: &Arc<House>) -> Result<Read, Error> {
    Ok(office.store.read(&Who::system(house.clone()).scope(office.clock.now())).await?)
}

async fn permits(
    office: &Office,
    house: &Arc<House>,
    (event, status, span): (Event, PermitStatus, (Date, Date)),
) -> Result<u64, Error> {
    let mut told = 0;
    loop {
        let mut read = open(office, house).await?;
        let due = read.permits_ending(status, span, event.code(), PIECE).await?;
        drop(read);
        for row in &due {
            told += permit(office, house, event, row).await?;
        }
        if due.len() < usize::try_from(PIECE).unwrap_or(usize::MAX) {
            return Ok(told);
        }
    }
}

async fn permit(office: &Office, house: &Arc<House>, event: Event, row: &EndingPermit) -> Result<u64, Error> {
    let scope = Who::system(house.clone()).scope(office.clock.now());
    let done: Result<u64, store::Error> = store::chore!(&office.store, &scope, "remind-permit", |chore| {
        if !chore.reminded(row.id, event.code()).await? {
            return Ok(0);
        }
        let Some(stored) = chore.permit::<Permit>(row.id).await? else { return Ok(0) };
        let permit = stored.value;
        let mut facts = details([("number", row.number.to_string()), ("until", row.valid_until.to_string())]);
        if event != Event::Unreturned {
            let left = permit.lines().iter().filter(|l| l.void.is_none() && l.endorsed.is_none()).count();
            facts.extend(details([("lines", left.to_string())]));
        }
        let told = Told {
            event,
            once: format!("{}/{}", event.code(), row.id),
            object_kind: "permit",
            object_id: row.id.to_string(),
            details: facts,
            by: None,
        };
        let side = Side { applicant: Some(permit.holder()), case: Some(permit.application()) };
        put_in(chore, &told, &side).await
    });
    Ok(done?)
}

async fn drafts(office: &Office, house: &Arc<House>, now: Timestamp) -> Result<u64, Error> {
    let mut read = open(office, house).await?;
    let days = i64::from(read.after_issue().await?.draft_days);
    let before = |days: i64| now.checked_sub(SignedDuration::from_hours(24 * days)).unwrap_or(Timestamp::UNIX_EPOCH);
    // What was left lying for a year longer than that is not worth a word.
    let event = Event::DraftEnding;
    let due = read.drafts_left(before(days + 365), before(days), event.code()).await?;
    drop(read);
    let mut told = 0;
    for row in &due {
        told += draft(office, house, event, row).await?;
    }
    Ok(told)
}

async fn draft(office: &Office, house: &Arc<House>, event: Event, row: &LeftDraft) -> Result<u64, Error> {
    let scope = Who::system(house.clone()).scope(office.clock.now());
    let side = ApplicantSide { applicant: row.applicant, organisation: None, agent: None };
    let told = Told {
        event,
        once: format!("{}/{}", event.code(), row.id),
        object_kind: "application",
        object_id: row.id.to_string(),
        details: details([("reference", row.reference.clone())]),
        by: None,
    };
    let done: Result<u64, store::Error> = store::chore!(&office.store, &scope, "remind-draft", |chore| {
        if !chore.reminded(row.id, event.code()).await? {
            return Ok(0);
        }
        put_in(chore, &told, &Side { applicant: Some(&side), case: Some(row.id) }).await
    });
    Ok(done?)
}
