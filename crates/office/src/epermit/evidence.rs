//! What a finding rests on: papers of the case and lots of the trader's stock (legal acquisition, `spec/permits.md` 3).

use crate::shared::error::Error;
use cites::ids::AttachmentId;
use permits::{Application, Finding};
use store::Read;

/// What a finding rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Papers of the case.
    pub papers: Vec<AttachmentId>,
    /// Numbers of lots that the case draws on.
    pub lots: Vec<String>,
}

impl Evidence {
    /// Nothing named?
    pub fn is_empty(&self) -> bool {
        self.papers.is_empty() && self.lots.is_empty()
    }
}

/// The lots that the lines of a case name, none twice.
pub fn lots_of(application: &Application) -> Vec<String> {
    let lines = application.draft().map(|d| d.lines.as_slice()).unwrap_or_default();
    let mut lots: Vec<String> = lines.iter().filter_map(|l| l.lot.clone()).collect();
    lots.sort();
    lots.dedup();
    lots
}

/// Writes into the findings what they rest on.
///
/// # Errors
/// `evidence-paper` for a paper that is not of this case, `evidence-lot` for a lot that no line names, or what the archive
/// says.
pub(crate) async fn of(
    read: &mut Read,
    application: &Application,
    evidence: &Evidence,
    findings: &mut [Finding],
) -> Result<(), Error> {
    if evidence.is_empty() {
        return Ok(());
    }
    let papers = read.attachments(application.id()).await?;
    if evidence.papers.iter().any(|id| !papers.iter().any(|p| p.id == *id)) {
        return Err(Error::value("papers", "evidence-paper", "Choose papers of this case."));
    }
    let lots = lots_of(application);
    if evidence.lots.iter().any(|lot| !lots.contains(lot)) {
        return Err(Error::value("lots", "evidence-lot", "Choose lots that this case names."));
    }
    for finding in findings {
        finding.evidence.clone_from(&evidence.papers);
        finding.lots.clone_from(&evidence.lots);
    }
    Ok(())
}
