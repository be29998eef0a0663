//! Appendix I: which consignments of a case have no import permit of the destination yet, and what the applicant says of it.
//!
//! The permit may be *granted* only after the import permit (Art. III.2 (d), 4 (c)); applying before is lawful. Who applies
//! names it, sends its paper, or says that it is asked for and when it is expected; then the case waits for it, and its
//! clock with it.

use crate::shared::error::Error;
use crate::shared::facts::day;
use cites::CountryCode;
use cites::ids::ApplicationId;
use permits::application::Application;
use permits::{Draft, FormInput, handshake};
use store::Read;

/// The kind of paper that an import permit is sent as, or promised.
pub const PAPER: &str = "import-permit";

/// What is still awaited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// Whose import permit.
    pub country: CountryCode,
    /// The consignments that have none, from 1.
    pub consignments: Vec<u16>,
    /// Of how many.
    pub of: u16,
    /// The applicant's word that it is asked for, and when it is expected.
    pub expected: Option<String>,
    /// Was its paper sent?
    pub paper: bool,
}

/// What a form would wait for; `None` while it cannot be read, or where nothing is awaited.
///
/// # Errors
/// What the archive says.
pub async fn of_form(read: &mut Read, id: ApplicationId, form: &FormInput) -> Result<Option<Awaited>, Error> {
    let Ok(draft) = Draft::parse(&FormInput { declaration: true, ..form.clone() }) else { return Ok(None) };
    let open: Vec<u16> = handshake::of(&draft, &[], 0, day(read.at())).iter().map(|h| h.nth).collect();
    said(read, id, &draft, open).await
}

/// What a case waits for before its permits are signed; `None` where nothing is awaited.
///
/// # Errors
/// What the archive says.
pub async fn of_case(read: &mut Read, application: &Application) -> Result<Option<Awaited>, Error> {
    let Some(draft) = application.draft() else { return Ok(None) };
    let state = application.state();
    if state.code().terminal() {
        return Ok(None);
    }
    let permits = state.case().map(|c| c.all_import_permits()).unwrap_or_default();
    let hands = handshake::of(draft, &permits, state.signed().len(), day(read.at()));
    let open: Vec<u16> = hands.iter().filter(|h| h.permit.is_none()).map(|h| h.nth).collect();
    said(read, application.id(), draft, open).await
}

async fn said(read: &mut Read, id: ApplicationId, draft: &Draft, open: Vec<u16>) -> Result<Option<Awaited>, Error> {
    if open.is_empty() {
        return Ok(None);
    }
    let promised = read.promises(id).await?.into_iter().find(|p| p.purpose == PAPER);
    // A paper that is sent takes its promise away; only where there is none is the archive asked for papers.
    let papers = if promised.is_some() { Vec::new() } else { read.attachments(id).await? };
    Ok(Some(Awaited {
        country: draft.partner_country,
        consignments: open,
        of: draft.consignments.max(1),
        expected: promised.map(|p| p.reason),
        paper: papers.iter().any(|p| p.purpose == PAPER && p.removed_at.is_none()),
    }))
}
