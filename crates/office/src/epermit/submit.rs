//! Hand an application in, first or again after completion.

use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ApplicationStatus;
use cites::ids::ApplicationId;
use permits::application::state::FeeBasis;
use permits::application::{ApplicationAct, Fee};

/// Hands it in. The form must be complete; every box that is not is told at once.
///
/// # Errors
/// Form errors, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn submit(office: &Office, who: &Who, id: ApplicationId) -> Result<Stepped, Error> {
    case::step!(office, who, id, "submit", |tx, application, now| {
        super::kinds::check(tx, application.form()).await?;
        if application.status() == ApplicationStatus::Incomplete {
            return Ok(ApplicationAct::Resubmit);
        }
        let year = day(now).year();
        let serial = tx.take_serial("receipt", year).await?;
        Ok(ApplicationAct::Submit {
            receipt: format!("{:02}-R-{:05}", year.rem_euclid(100), serial.serial),
            fee: Fee::NotDue(FeeBasis::Free),
        })
    })
}
