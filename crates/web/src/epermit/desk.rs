//! The desk's own words and lists over HTTP: interests in a case, and what else hangs on the fair queue.

use super::api::answer;
use super::body::Reason;
use super::routes::application;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::openapi::{Doc, of};
use crate::shared::route::{Answer, May, Route, api};
use cites::ids::ApplicationKind;
use office::epermit::{interest, queue};
use office::shared::case::Stored;
use permits::ApplicationActCode as A;
use permits::duty::DutyRule;
use std::sync::Arc;

/// The rows.
pub fn routes() -> Vec<Route> {
    let declared =
        application("Somebody of the desk declares an interest: an officer gives the case back into the queue.");
    vec![
        api!(POST "/api/applications/{application}/interest", May::Case(&[A::DeclareInterest]), Doc { input: Some(of::<Reason>), ..declared }, declare),
    ]
}

/// Declares an interest.
pub async fn declare(call: Arc<Call>) -> Answer {
    let body: Reason = call.json()?;
    let id = call.id::<ApplicationKind>("application")?;
    answer(&call, &interest::declare(&call.app.office, &call.who()?, id, body.reason).await?)
}

/// Was the tick set that there is no interest?
pub(super) fn ticked(call: &Call) -> bool {
    call.typed("no_conflict") == "yes"
}

/// Has the reader to say with this act that there is no interest? Who took the case has said it.
///
/// # Errors
/// What the archive says.
pub(super) async fn declares(call: &Call, stored: &Stored, act: A) -> Result<bool, Failure> {
    match act {
        A::Assign | A::Approve => Ok(true),
        A::Propose => {
            let mut read = call.read().await?;
            Ok(interest::open(&mut read, &call.reader()?, stored.columns.id).await?)
        }
        _ => Ok(false),
    }
}

/// How many cases have waited longer than this one, in words; nothing where none has.
///
/// # Errors
/// What the archive says.
pub(super) async fn before_others(call: &Call, stored: &Stored) -> Result<Vec<String>, Failure> {
    let mut read = call.read().await?;
    let ahead = queue::ahead_of(&mut read, &call.reader()?, &stored.value).await?;
    Ok(Some(ahead).filter(|n| *n > 0).map(|n| call.words().say1("desk-ahead", "n", n)).into_iter().collect())
}

/// What an act says of interests, at the box that meets it.
pub(super) fn at_the_tick(error: office::Error) -> Failure {
    match error {
        office::Error::Act(permits::ActError::Duty(rule @ DutyRule::ConflictOfInterest)) => {
            Failure::field("no_conflict", rule.code(), rule.help())
        }
        other => other.into(),
    }
}
