//! Appendix I: the case waits for the import permit of the destination.

use super::attach::{self, Put};
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::ApplicationId;
use permits::application::state::ImportPermitDetails;
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
    received_with(office, who, id, permit, ImportPermitDetails::default(), Vec::new()).await
}

/// Records the import permit with its day of issue, its quantities and its paper.
///
/// # Errors
/// `import-permit-quantity` when it covers less than is asked for, the files, the state, [`Error::NotPermitted`] or
/// [`Error::NotFound`].
pub async fn received_with(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    permit: ImportPermitFacts,
    details: ImportPermitDetails,
    papers: Vec<Put>,
) -> Result<Stepped, Error> {
    case::step!(office, who, id, "import_permit_received", |tx, _, _| {
        let evidence = attach::record(tx, id, &papers).await?;
        let details = ImportPermitDetails { evidence, ..details.clone() };
        Ok(ApplicationAct::ImportPermitReceived { permit: permit.clone(), details })
    })
}
