//! Hand an application in, first or again after completion.

use super::awaited;
use crate::blanks::registration;
use crate::money::charge;
use crate::registers::colleague::{self, Right};
use crate::registers::{holder, mandate};
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ApplicationStatus;
use cites::ids::ApplicationId;
use permits::application::ApplicationAct;

/// Hands it in. The form must be complete; every box that is not is told at once. Where the fee schedule in force asks
/// for money first, the invoice is issued in the same act and the application waits for it.
///
/// # Errors
/// Form errors (`area-empty` or `area-unknown` where quotas are set by area), `import-permit-say` at each line of Appendix
/// I of which nothing is said of the import permit of the destination, `company-closed`, the state, [`Error::NotPermitted`] or
/// [`Error::NotFound`].
pub async fn submit(office: &Office, who: &Who, id: ApplicationId) -> Result<Stepped, Error> {
    case::step!(office, who, id, "submit", |tx, application, now| {
        super::kinds::check(tx, application.form()).await?;
        // What was handed in before goes on, also for a company that was closed meanwhile.
        if application.status() != ApplicationStatus::Incomplete {
            holder::must_be_open(tx, application.side()).await?;
        }
        registration::opens(tx, application, day(now)).await?;
        awaited::must_be_said(tx, office, application).await?;
        super::areas::check(tx, office, who.house.party(), application, day(now)).await?;
        colleague::must(tx, who, Right::Submit).await?;
        mandate::fits(tx, who, application, mandate::kind_of(application.form())).await?;
        if application.status() == ApplicationStatus::Incomplete {
            charge::at_completion(tx, application, now).await?;
            return Ok(ApplicationAct::Resubmit);
        }
        let year = day(now).year();
        let serial = tx.take_serial("receipt", year).await?;
        Ok(ApplicationAct::Submit {
            receipt: format!("{:02}-R-{:05}", year.rem_euclid(100), serial.serial),
            fee: charge::at_submission(tx, office, who, application, now).await?,
        })
    })
}
