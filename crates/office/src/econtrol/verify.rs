//! What anybody may know who holds a permit: its state, what left, what remains; no person's name.

use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::Office;
use cites::{PermitNumber, PermitStatus, Token};
use permits::PublicStatus;
use store::{PublicPermit, Verification};

/// The answer of the public page.
#[derive(Debug, Clone)]
pub enum Verdict {
    /// Number and code belong together.
    Known {
        /// The one word.
        status: PublicStatus,
        /// What may be shown.
        permit: Box<PublicPermit>,
        /// Is everything that may leave written off?
        used: bool,
        /// Its last day, where the importing Party extended it for timber that waits in customs bond.
        extended: Option<cites::Date>,
    },
    /// This installation knows no permit with this number and code. One answer for a wrong number, a wrong code and no
    /// code, so that numbers cannot be probed. (*Not genuine* is said where a signature does not verify.)
    NotKnown,
}

/// Looks a permit up by number and code: one query, whatever the answer.
///
/// # Errors
/// What the archive says.
pub async fn verify(office: &Office, number: &str, code: &str) -> Result<Verdict, Error> {
    let (number, token) = match (PermitNumber::parse(number), Token::parse(code)) {
        (Ok(number), token) => (number, token.ok()),
        (Err(_), _) => return Ok(Verdict::NotKnown),
    };
    Ok(match office.store.verify_permit(&number, token.as_ref()).await? {
        Verification::Found(mut permit) => {
            let today = day(office.clock.now());
            // A crossing does not use up a document that is made for several.
            let used = permit.endorsed_at.is_some() && permit.status != PermitStatus::PartlyUsed;
            let extended = extended(office, &permit, today).await?;
            // What is shown as its last day is the day that counts.
            let last = extended.unwrap_or(permit.valid_until);
            permit.valid_until = last;
            Verdict::Known { status: word(permit.status, today <= last), permit, used, extended }
        }
        Verification::OtherCode | Verification::Unknown => Verdict::NotKnown,
    })
}

/// Only what has left and is past its printed last day is asked about: every other answer costs one query.
async fn extended(office: &Office, permit: &PublicPermit, today: cites::Date) -> Result<Option<cites::Date>, Error> {
    if permit.endorsed_at.is_none() || today <= permit.valid_until {
        return Ok(None);
    }
    let scope = store::Scope::new(permit.tenant, permits::Actor::System, office.clock.now());
    let mut read = office.store.read(&scope).await?;
    Ok(read.timber_extension(permit.party, &permit.number).await?.map(|e| e.until))
}

/// The word for a stored state on a day; the same as `Permit::public_status`, from the columns alone.
fn word(status: PermitStatus, in_date: bool) -> PublicStatus {
    match status {
        PermitStatus::Issued
        | PermitStatus::Delivered
        | PermitStatus::Held
        | PermitStatus::Endorsed
        | PermitStatus::PartlyUsed => {
            if in_date {
                PublicStatus::Valid
            } else {
                PublicStatus::Expired
            }
        }
        PermitStatus::Confirmed | PermitStatus::Used => PublicStatus::UsedUp,
        PermitStatus::ExpiredUnused | PermitStatus::ExpiredUnknown => PublicStatus::Expired,
        PermitStatus::Replaced => PublicStatus::Replaced,
        PermitStatus::ReturnedUnused
        | PermitStatus::Cancelled
        | PermitStatus::Revoked
        | PermitStatus::Suspended
        | PermitStatus::Lost
        | PermitStatus::Stolen
        | PermitStatus::Destroyed
        | PermitStatus::Void
        | PermitStatus::Seized => PublicStatus::Cancelled,
    }
}
