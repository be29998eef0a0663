//! The applicant withdraws.

use crate::registers::colleague::{self, Right};
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::ApplicationId;
use permits::application::ApplicationAct;

/// Withdraws an application that is not decided yet; what was reserved goes back.
///
/// # Errors
/// `right-missing`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn withdraw(office: &Office, who: &Who, id: ApplicationId, reason: String) -> Result<Stepped, Error> {
    case::step!(office, who, id, "withdraw", |tx, _, _| {
        colleague::must(tx, who, Right::Submit).await?;
        Ok(ApplicationAct::Withdraw { reason: reason.clone() })
    })
}
