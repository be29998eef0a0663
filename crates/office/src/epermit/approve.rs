//! The approver decides: approve, send back, refuse.

use super::{examine, interest, risk};
use crate::money::charge;
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use crate::shared::{quota, quota_year};
use cites::RefusalReason;
use cites::ids::ApplicationId;
use jiff::ToSpan as _;
use permits::ApplicationActCode;
use permits::application::state::Ground;
use permits::application::{ApplicationAct, FeesSettled};

/// Approves: the rules are asked again today, the quota is committed, the approval is bound to the content's digest.
/// `no_conflict`: the approver's word that there is no conflict of interest.
///
/// # Errors
/// [`Error::Rules`] when a rule blocks or something is awaited, `fees-open`, a duty, the quota, the state, [`Error::NotPermitted`]
/// or [`Error::NotFound`].
pub async fn approve(office: &Office, who: &Who, id: ApplicationId, no_conflict: bool) -> Result<Stepped, Error> {
    case::step!(office, who, id, "approve", |tx, application, now| {
        let on = day(now);
        // Before anything is asked about the content: a draft has none.
        case::stands(application, ApplicationActCode::Approve)?;
        let trace = examine::trace(tx, office, who, application, on).await?;
        let digest = application.draft_digest().ok_or_else(|| Error::internal("a proposal without content"))?;
        risk::decidable(tx, application).await?;
        let clearance = trace.clear(digest, on).map_err(|t| Error::Rules(Box::new(t)))?;
        // Accepted in one quota year and approved in the next, or for another quantity by now.
        quota_year::settle(tx, office, application, None).await?;
        let quotas = quota::held_by(tx, application.id()).await?;
        interest::none(tx, who, application.id(), no_conflict).await?;
        charge::require_settled(tx, application.id()).await?;
        charge::at_approval(tx, office, who, application, now).await?;
        if let Some(draft) = application.draft() {
            tx.shipment_plan_set(application.id(), &plan(draft)).await?;
        }
        Ok(ApplicationAct::Approve { clearance, quotas, fees: FeesSettled, no_conflict })
    })
}

/// When and where customs may expect the goods, as the applicant planned.
fn plan(draft: &permits::Draft) -> store::Plan {
    use cites::DocumentType as D;
    let port = match draft.document_type {
        D::Import | D::Ifs | D::Impnotif => &draft.transport.port_of_entry,
        _ => &draft.transport.port_of_exit,
    };
    store::Plan { port: port.clone().unwrap_or_default(), on: draft.transport.date }
}

/// Sends the proposal back to the officer.
///
/// # Errors
/// `reason-empty`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn send_back(office: &Office, who: &Who, id: ApplicationId, reason: String) -> Result<Stepped, Error> {
    case::step!(office, who, id, "send_back", |_, _, _| Ok(ApplicationAct::SendBack { reason: reason.clone() }))
}

/// Refuses, with the reason and the time to appeal.
///
/// # Errors
/// `reason-empty`, a duty, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn refuse(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    reason: RefusalReason,
    text: String,
) -> Result<Stepped, Error> {
    refuse_for(office, who, id, vec![Ground { reason, text }]).await
}

/// Refuses for several reasons, the first one first; the letter names them all.
///
/// # Errors
/// `reason-empty`, `refusal-reason` without any, `refusal-reason-twice`, a duty, the state, [`Error::NotPermitted`] or
/// [`Error::NotFound`].
pub async fn refuse_for(office: &Office, who: &Who, id: ApplicationId, grounds: Vec<Ground>) -> Result<Stepped, Error> {
    case::step!(office, who, id, "refuse", |_, _, now| {
        let (reason, text, more) = split(&grounds)?;
        Ok(ApplicationAct::Refuse { reason, text, more, appeal_until: appeal_until(office, who, now) })
    })
}

/// The first reason and the others.
pub(crate) fn split(grounds: &[Ground]) -> Result<(RefusalReason, String, Vec<Ground>), Error> {
    let help = "Choose a reason from the list.";
    let (first, more) = grounds.split_first().ok_or_else(|| Error::value("reason", "refusal-reason", help))?;
    Ok((first.reason, first.text.clone(), more.to_vec()))
}

/// The end of the last day to appeal: the Party's own period, counted in days of UTC from the day after the refusal.
fn appeal_until(office: &Office, who: &Who, now: cites::Timestamp) -> cites::Timestamp {
    let days = i64::from(office.settings(&who.house).appeal_days);
    let last = day(now).saturating_add(days.days());
    let end = last.at(23, 59, 59, 0).to_zoned(jiff::tz::TimeZone::UTC);
    end.map_or(now + (days * 24).hours(), |zoned| zoned.timestamp())
}
