//! What an officer proposes to grant: less than was asked for, for a shorter time, on which papers and lots.

use super::consult_sa::Opinion;
use super::evidence::Evidence;
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::document::Block;
use cites::{Date, DocumentType, Timestamp};
use permits::application::{Application, ApplicationEvent, Less};
use permits::{Draft, Permit, validity};
use store::Read;

/// A grant as proposed.
#[derive(Debug, Clone, Default)]
pub struct Grant {
    /// Conditions for box 5, one paragraph an entry.
    pub conditions: Vec<String>,
    /// A note to the approver.
    pub note: String,
    /// Findings of the Management Authority recorded with it.
    pub findings: Vec<Opinion>,
    /// What these findings rest on.
    pub evidence: Evidence,
    /// The last day of the permit; `None`: the longest the law allows on the day of signing.
    pub until: Option<Date>,
    /// Items of which less is granted.
    pub less: Vec<Less>,
}

/// The last day that the law allows for a document of this content issued on that day: `valid_until` of a proposal apart.
///
/// # Errors
/// `validity-over`, or what the archive says.
pub async fn latest(
    read: &mut Read,
    office: &Office,
    who: &Who,
    application: &Application,
    from: Date,
) -> Result<Date, Error> {
    let draft = application.draft().ok_or(Error::NotFound("application"))?;
    let old = match draft.replaces.as_ref().filter(|_| draft.document_type == DocumentType::Replace) {
        Some(number) => read.permit_by_number::<Permit>(number).await?.map(|old| old.columns.valid_until),
        None => None,
    };
    let free = Draft { valid_until: None, ..draft.clone() };
    Ok(validity::last_day(&free, office.settings(&who.house).validity_months, from, old)?)
}

/// The content of the case as it will be granted. The event is there when a quantity changed.
///
/// # Errors
/// `valid-until-past`, `valid-until-late`; `grant-more`, `reason-empty` and what else is wrong with an item, at its field;
/// `grant-nothing`.
pub(crate) async fn shape(
    read: &mut Read,
    office: &Office,
    who: &Who,
    application: Application,
    grant: &Grant,
    now: Timestamp,
) -> Result<(Application, Option<ApplicationEvent>), Error> {
    if let Some(until) = grant.until {
        if until < day(now) {
            let help = "Give a last day that is still to come, or leave it empty.";
            return Err(Error::value("valid_until", "valid-until-past", help));
        }
        let latest = latest(read, office, who, &application, day(now)).await?;
        if until > latest {
            let help = format!("Give {latest} or an earlier day, or leave it empty: the law allows no longer.");
            return Err(Error::value("valid_until", "valid-until-late", help));
        }
    }
    for less in &grant.less {
        item(&application, less)?;
    }
    Ok(application.grant_for(grant.less.clone(), grant.until, &who.actor, now)?)
}

/// Is an item of a proposal right by itself?
fn item(application: &Application, less: &Less) -> Result<(), Error> {
    let quantity = format!("quantity.{}", less.block);
    let lines = application.asked_draft().map(|d| d.lines.as_slice()).unwrap_or_default();
    let asked = (0..lines.len()).find(|n| Block::nth(*n) == less.block).and_then(|n| lines.get(n));
    let Some(asked) = asked else {
        return Err(Error::value(&quantity, "grant-block", "Use the letters of the application."));
    };
    if less.amount > asked.quantity.amount() {
        let help = "Grant no more than was asked for: more needs a new application.";
        return Err(Error::value(&quantity, "grant-more", help));
    }
    if !less.amount.is_zero() && less.amount < asked.quantity.amount() {
        cites::Quantity::new(less.amount, asked.quantity.unit()).map_err(|e| Error::parse(&quantity, e))?;
    }
    if less.amount < asked.quantity.amount() && less.reason.trim().is_empty() {
        let help = "Write for the applicant why less is granted.";
        return Err(Error::value(&format!("why.{}", less.block), "reason-empty", help));
    }
    Ok(())
}
