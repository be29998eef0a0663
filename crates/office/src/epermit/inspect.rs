//! An inspection: ordered, reported, taken up again.

use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::ApplicationId;
use permits::application::ApplicationAct;
use permits::application::state::Counted;

/// What the inspector brings back.
#[derive(Debug, Clone)]
pub struct Report {
    /// Outcome code (`data/codes/inspection_outcomes.csv`).
    pub outcome: String,
    /// What was counted, block by block; quantities may go down, never up.
    pub counted: Vec<Counted>,
    /// In words.
    pub text: String,
}

/// Orders an inspection.
///
/// # Errors
/// `reason-empty`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn request(office: &Office, who: &Who, id: ApplicationId, reason: String) -> Result<Stepped, Error> {
    case::step!(office, who, id, "request_inspection", |_, _, _| {
        Ok(ApplicationAct::RequestInspection { reason: reason.clone() })
    })
}

/// Records the inspector's report.
///
/// # Errors
/// A counted quantity above the one asked for, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn report(office: &Office, who: &Who, id: ApplicationId, report: Report) -> Result<Stepped, Error> {
    case::step!(office, who, id, "inspection_report", |_, _, _| {
        Ok(ApplicationAct::InspectionReport {
            outcome: report.outcome.clone(),
            counted: report.counted.clone(),
            text: report.text.clone(),
            evidence: Vec::new(),
        })
    })
}

/// Goes on with the examination.
///
/// # Errors
/// The state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn resume(office: &Office, who: &Who, id: ApplicationId) -> Result<Stepped, Error> {
    case::step!(office, who, id, "resume", |_, _, _| Ok(ApplicationAct::Resume))
}
