//! The straight way of a case: handed in, taken in, found good by both authorities, proposed and approved. What a story
//! adds are its words.

use crate::Error;
use crate::people::Staff;
use cites::ids::ApplicationId;
use cites::{FindingKind, Role};
use office::epermit::consult_sa::{Answer, Opinion, consult, opinion};
use office::epermit::draft::{OnBehalf, create};
use office::epermit::propose::{Proposal, propose};
use office::epermit::{accept, counterpart, examine, submit};
use office::{Office, Who};
use permits::application::ImportPermitFacts;
use permits::{Finding, FormInput};

/// What is said on the way.
pub(crate) struct Words<'a> {
    /// By the officer to the Scientific Authority.
    pub asked: &'a str,
    /// By both authorities for their findings.
    pub grounds: &'a str,
    /// By the officer who proposes.
    pub note: &'a str,
}

/// Goes it, up to the approval; what is signed then is the story's own.
///
/// # Errors
/// What an act says.
pub(crate) async fn approved(
    office: &Office,
    staff: &Staff,
    applicant: &Who,
    form: FormInput,
    words: Words<'_>,
) -> Result<ApplicationId, Error> {
    approved_under(office, staff, applicant, form, words, None).await
}

/// The same for what needs the import permit of the destination first (Appendix I).
///
/// # Errors
/// What an act says.
pub(crate) async fn approved_under(
    office: &Office,
    staff: &Staff,
    applicant: &Who,
    form: FormInput,
    words: Words<'_>,
    import: Option<ImportPermitFacts>,
) -> Result<ApplicationId, Error> {
    let officer = staff.the(Role::MaOfficer)?;
    let id = create(office, applicant, form, OnBehalf::default()).await?.row.id;
    submit::submit(office, applicant, id).await?;
    accept::accept(office, staff.the(Role::MaClerk)?, id).await?;
    let (_, trace) = examine::examine(office, officer, id).await?;
    let asked = trace.required_findings().iter().filter(|f| !f.present).map(|f| f.kind);
    let (science, own): (Vec<_>, Vec<_>) = asked.partition(|kind| Finding::is_scientific(*kind));
    let good = |kind: FindingKind| Opinion {
        kind,
        line: None,
        answer: Answer::Positive,
        grounds: words.grounds.to_owned(),
        expires: None,
    };
    if !science.is_empty() {
        consult(office, officer, id, science.clone(), words.asked.to_owned()).await?;
        let said = science.into_iter().map(good).collect();
        opinion(office, staff.the(Role::SaCoordinator)?, id, said).await?;
    }
    if let Some(permit) = import {
        counterpart::wait(office, officer, id).await?;
        counterpart::received(office, applicant, id, permit).await?;
    }
    let findings = own.into_iter().map(good).collect();
    let grant = Proposal::grant(Vec::new(), words.note, findings);
    propose(office, officer, id, grant).await?;
    crate::beside::approved(office, staff, id).await?;
    Ok(id)
}
