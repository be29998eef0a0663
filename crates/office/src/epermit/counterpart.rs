//! Appendix I: the case waits for the import permit of the destination.

use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::ApplicationId;
use permits::application::{ApplicationAct, ImportPermitFacts};

/// Puts the case aside until the import permit is there.
///
/// # Errors
/// The state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn wait(office: &Office, who: &Who, id: ApplicationId) -> Result<Stepped, Error> {
    case::step!(office, who, id, "wait_import_permit", |_, _, _| Ok(ApplicationAct::WaitImportPermit))
}

/// Records the import permit.
///
/// # Errors
/// The state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn received(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    permit: ImportPermitFacts,
) -> Result<Stepped, Error> {
    case::step!(office, who, id, "import_permit_received", |_, _, _| {
        Ok(ApplicationAct::ImportPermitReceived { permit: permit.clone() })
    })
}
