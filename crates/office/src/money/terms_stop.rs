//! Terms of monthly payment that stand still by themselves: a bill of the holder was given up, and who did not pay once
//! pays each application by itself until two persons let the terms go on. What is agreed stays as it was agreed.

use super::{BOOKS, DECIDE};
use crate::notices::paying;
use crate::shared::act;
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::{JobKind, PrepaidAccountId};
use store::{AuditEntry, InvoiceRow, Read, TermsStopRow, Tx};

/// A debt was given up: where it is the bill of a month, its holder's terms stand still from now on. The invoice is
/// locked; the account is locked here, so that no fee is collected meanwhile.
///
/// # Errors
/// What the archive says.
pub(super) async fn stop(tx: &mut Tx, office: &Office, bill: &InvoiceRow) -> Result<(), Error> {
    let Some(account) = tx.account_of_bill(bill.id).await? else { return Ok(()) };
    let Some(held) = tx.prepaid_for_update(account).await? else { return Ok(()) };
    // One bill is reason enough: a second one changes nothing.
    if tx.terms_stopped(account).await?.is_some() {
        return Ok(());
    }
    let id = office.id::<JobKind>(tx.at());
    tx.terms_stop(id, account, bill.id).await?;
    paying::of_terms(tx, &held, bill, id, true).await
}

/// Why the terms of an account stand still now.
///
/// # Errors
/// `terms-not-stopped`, or what the archive says.
async fn standing(read: &mut Read, account: PrepaidAccountId) -> Result<TermsStopRow, Error> {
    let found = read.terms_stopped(account).await?;
    found.ok_or_else(|| Error::value("", "terms-not-stopped", "These terms do not stand still; reload the page."))
}

/// Asks, with a reason, that the terms go on.
///
/// # Errors
/// `reason-empty`, `terms-not-stopped`, `terms-asked`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn ask(office: &Office, who: &Who, account: PrepaidAccountId, reason: &str) -> Result<TermsStopRow, Error> {
    who.must_be(BOOKS)?;
    who.person()?;
    let reason: String = reason.trim().chars().filter(|c| !c.is_control()).take(500).collect();
    if reason.is_empty() {
        return Err(Error::value("resume-reason", "reason-empty", "Write the reason."));
    }
    let by = store::actor_key(&who.actor);
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "terms_resume_ask", |tx| {
        let held = tx.prepaid_for_update(account).await?.ok_or(Error::NotFound("prepaid account"))?;
        let stop = standing(tx, account).await?;
        if !tx.terms_resume_ask(stop.id, &by, &reason).await? {
            return Err(Error::value("", "terms-asked", "Somebody has asked already; another person decides."));
        }
        let words = serde_json::json!({ "account": held.number, "invoice": stop.number, "reason": reason });
        tx.audit(AuditEntry::new("terms_resume_ask", "prepaid-account", account).payload(&words)?);
        Ok(((), account.to_string()))
    });
    ran?;
    last(office, who, account).await
}

/// The second person lets the terms go on, or leaves them as they are.
///
/// # Errors
/// `terms-needs-two` for the one who asked, `terms-not-stopped`, [`Error::NotFound`] where nobody asks,
/// [`Error::NotPermitted`], or what the archive says.
pub async fn decide(
    office: &Office,
    who: &Who,
    account: PrepaidAccountId,
    resume: bool,
) -> Result<TermsStopRow, Error> {
    who.must_be(DECIDE)?;
    who.person()?;
    let by = store::actor_key(&who.actor);
    let now = office.clock.now();
    let name = if resume { "terms_resume" } else { "terms_resume_drop" };
    let ran = act::run!(office, who, now, name, |tx| {
        let held = tx.prepaid_for_update(account).await?.ok_or(Error::NotFound("prepaid account"))?;
        let stop = standing(tx, account).await?;
        let (asked_by, _, _) = stop.asked.as_ref().ok_or(Error::NotFound("request"))?;
        if resume && *asked_by == by {
            return Err(Error::value("", "terms-needs-two", "Ask a second person: who asked cannot decide."));
        }
        if !tx.terms_resume(stop.id, &by, resume).await? {
            return Err(Error::NotFound("request"));
        }
        if resume {
            let bill = tx.invoice(stop.invoice).await?.ok_or(Error::NotFound("invoice"))?;
            paying::of_terms(tx, &held, &bill, stop.id, false).await?;
        }
        let words = serde_json::json!({ "account": held.number, "invoice": stop.number, "asked_by": asked_by });
        tx.audit(AuditEntry::new(name, "prepaid-account", account).payload(&words)?);
        Ok(((), account.to_string()))
    });
    ran?;
    last(office, who, account).await
}

async fn last(office: &Office, who: &Who, account: PrepaidAccountId) -> Result<TermsStopRow, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    read.terms_stops(account).await?.into_iter().next().ok_or(Error::NotFound("terms"))
}
