//! Duties kept apart (`design/security.md` 6.1): who may not do what, because of what they did before.

use crate::error::ActError;
use cites::ids::PersonId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A Party's choice. Small Parties may let one officer do all; then every waived rule stands in the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyPolicy {
    /// Two different persons for proposing and deciding, and for assessing and signing. On by default.
    pub four_eyes: bool,
}

impl Default for DutyPolicy {
    fn default() -> DutyPolicy {
        DutyPolicy { four_eyes: true }
    }
}

/// One separation of duties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DutyRule {
    /// Nobody decides on an application of the own side. Never waived.
    DeciderIsApplicant,
    /// Who proposed does not decide.
    DeciderIsProposer,
    /// Who refused does not decide on the appeal against it.
    AppealIsDecider,
    /// Nobody signs a permit for the own side. Never waived.
    SignerIsApplicant,
    /// Who assessed does not sign.
    SignerIsAssessor,
    /// Who last changed the content does not sign.
    SignerIsLastEditor,
    /// Who works on a case declares to have no interest in it, and is not of its side. Never waived.
    ConflictOfInterest,
    /// Who cancelled or declared a permit replaceable does not sign its replacement.
    ReissuerIsCanceller,
    /// A quota is changed by two persons. Never waived.
    QuotaNeedsTwo,
}

impl DutyRule {
    /// Stable key of the message.
    pub const fn code(self) -> &'static str {
        match self {
            DutyRule::DeciderIsApplicant => "decider-is-applicant",
            DutyRule::DeciderIsProposer => "decider-is-proposer",
            DutyRule::AppealIsDecider => "appeal-is-decider",
            DutyRule::SignerIsApplicant => "signer-is-applicant",
            DutyRule::SignerIsAssessor => "signer-is-assessor",
            DutyRule::SignerIsLastEditor => "signer-is-last-editor",
            DutyRule::ConflictOfInterest => "conflict-of-interest",
            DutyRule::ReissuerIsCanceller => "reissuer-is-canceller",
            DutyRule::QuotaNeedsTwo => "quota-needs-two",
        }
    }

    /// One English sentence that says what to do.
    pub const fn help(self) -> &'static str {
        match self {
            DutyRule::DeciderIsApplicant => "You are on the applicant's side; let another officer decide.",
            DutyRule::DeciderIsProposer => "You proposed this decision; let another officer take it.",
            DutyRule::AppealIsDecider => "You refused this application; let another officer decide on the appeal.",
            DutyRule::SignerIsApplicant => "You are on the applicant's side; let another officer sign.",
            DutyRule::SignerIsAssessor => "You assessed this case; let another officer sign.",
            DutyRule::SignerIsLastEditor => "You were the last to change this case; let another officer sign.",
            DutyRule::ConflictOfInterest => "Declare first that you have no interest in this case, or hand it over.",
            DutyRule::ReissuerIsCanceller => "You closed the old permit; let another officer sign the new one.",
            DutyRule::QuotaNeedsTwo => "A second person must confirm this quota.",
        }
    }

    /// May a Party switch it off by choosing one-officer mode?
    pub const fn may_be_waived(self) -> bool {
        match self {
            DutyRule::DeciderIsProposer
            | DutyRule::AppealIsDecider
            | DutyRule::SignerIsAssessor
            | DutyRule::SignerIsLastEditor
            | DutyRule::ReissuerIsCanceller => true,
            DutyRule::DeciderIsApplicant
            | DutyRule::SignerIsApplicant
            | DutyRule::ConflictOfInterest
            | DutyRule::QuotaNeedsTwo => false,
        }
    }
}

/// Who touched a case, as far as it decides who may go on with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hands {
    /// Who created, submitted or answered it: the applicant's side, counter clerks included.
    pub applicants: BTreeSet<PersonId>,
    /// Who changed the content last.
    pub last_editor: Option<PersonId>,
    /// Who checked, examined or proposed.
    pub assessors: BTreeSet<PersonId>,
    /// Who made the proposal that stands.
    pub proposer: Option<PersonId>,
    /// Who declared an interest in the case: they do nothing more in it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub interested: BTreeSet<PersonId>,
}

/// The rules that the deciding person breaks, waivable ones passed as waived.
///
/// # Errors
/// The first rule that is broken and not waived.
pub fn decide(hands: &Hands, person: PersonId, policy: DutyPolicy) -> Result<Vec<DutyRule>, ActError> {
    let broken = [
        (DutyRule::DeciderIsApplicant, hands.applicants.contains(&person)),
        (DutyRule::DeciderIsProposer, hands.proposer == Some(person)),
    ];
    settle(&broken, policy)
}

/// The rules that the person breaks who decides on an appeal: as for a decision, and not the one who refused.
///
/// # Errors
/// The first rule that is broken and not waived.
pub fn appeal(
    hands: &Hands,
    refused_by: Option<PersonId>,
    person: PersonId,
    policy: DutyPolicy,
) -> Result<Vec<DutyRule>, ActError> {
    let mut waived = decide(hands, person, policy)?;
    waived.extend(settle(&[(DutyRule::AppealIsDecider, refused_by == Some(person))], policy)?);
    Ok(waived)
}

/// The rules that the signing person breaks, waivable ones passed as waived.
///
/// # Errors
/// The first rule that is broken and not waived.
pub fn sign(hands: &Hands, person: PersonId, policy: DutyPolicy) -> Result<Vec<DutyRule>, ActError> {
    let broken = [
        (DutyRule::SignerIsApplicant, hands.applicants.contains(&person)),
        (DutyRule::SignerIsAssessor, hands.assessors.contains(&person)),
        (DutyRule::SignerIsLastEditor, hands.last_editor == Some(person)),
    ];
    settle(&broken, policy)
}

/// Who closed the old permit does not sign the new one.
///
/// # Errors
/// The rule, unless waived.
pub fn reissue(closed_by: Option<PersonId>, signer: PersonId, policy: DutyPolicy) -> Result<Vec<DutyRule>, ActError> {
    settle(&[(DutyRule::ReissuerIsCanceller, closed_by == Some(signer))], policy)
}

fn settle(broken: &[(DutyRule, bool)], policy: DutyPolicy) -> Result<Vec<DutyRule>, ActError> {
    let mut waived = Vec::new();
    for (rule, _) in broken.iter().filter(|(_, is)| *is) {
        if policy.four_eyes || !rule.may_be_waived() {
            return Err(ActError::Duty(*rule));
        }
        waived.push(*rule);
    }
    Ok(waived)
}
