//! Where an application stands: one variant a code of `application_statuses`, each with exactly what is known in it.

use crate::actor::Stamp;
use crate::duty::DutyRule;
use crate::permission::ApplicationActCode;
use cites::document::Block;
use cites::ids::{AttachmentId, FindingId, PermitId, PersonId};
use cites::{
    Amount, ApplicationStatus, CountryCode, Date, Digest, FindingKind, PermitNumber, RefusalReason, Timestamp,
};
use serde::{Deserialize, Serialize};

/// Where an application stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ApplicationState {
    /// Being written.
    Draft,
    /// Handed in; the fee is open.
    AwaitingPayment {
        /// What is to be paid.
        invoice: Invoice,
    },
    /// Handed in.
    Submitted {
        /// The receipt.
        submission: Submission,
    },
    /// Sent back for completion.
    Incomplete {
        /// The receipt.
        submission: Submission,
        /// What is missing, at least one item.
        missing: Vec<MissingItem>,
        /// Who sent it back, when.
        sent_back: Stamp,
        /// Until when an answer is waited for.
        deadline: Timestamp,
    },
    /// Complete; not assigned yet.
    Accepted {
        /// The receipt.
        submission: Submission,
        /// Who accepted it, when.
        accepted: Stamp,
    },
    /// With an officer.
    UnderExamination {
        /// The case.
        case: Case,
    },
    /// A question to the applicant is open.
    InfoRequested {
        /// The case.
        case: Case,
        /// The question.
        question: Question,
    },
    /// With the Scientific Authority.
    SaConsultation {
        /// The case.
        case: Case,
        /// What was asked.
        consultation: Consultation,
    },
    /// An inspection is ordered.
    InspectionRequested {
        /// The case.
        case: Case,
        /// Why, by whom, when.
        request: Reasoned,
        /// Where, when, and what to look at.
        #[serde(default)]
        order: InspectionOrder,
    },
    /// The inspector has reported.
    Inspected {
        /// The case.
        case: Case,
        /// The report.
        report: InspectionReport,
    },
    /// Another authority is asked.
    ForeignConsultation {
        /// The case.
        case: Case,
        /// Whose.
        country: CountryCode,
        /// Why, by whom, when.
        inquiry: Reasoned,
        /// To whom the letter went, as the directory names them: empty when it has no address; `None`: not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        letter: Option<Vec<String>>,
    },
    /// Waiting for the import permit of the destination (App. I).
    AwaitingCounterpart {
        /// The case.
        case: Case,
        /// Since when, who found it.
        since: Stamp,
    },
    /// An additional payment is open.
    AwaitingAdditionalPayment {
        /// The case.
        case: Case,
        /// What is to be paid.
        invoice: Invoice,
    },
    /// A decision is proposed.
    DecisionProposed {
        /// The case.
        case: Case,
        /// The proposal.
        proposal: Proposal,
    },
    /// Approved, to be signed.
    Approved {
        /// The case.
        case: Case,
        /// The approval.
        approval: Approval,
        /// Of several consignments: the permits that are signed already, the first consignment first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        signed: Vec<IssuedPermit>,
    },
    /// The permit is issued; of several consignments, each has its own.
    Issued {
        /// The case.
        case: Case,
        /// The approval.
        approval: Approval,
        /// The permit; of several, that of the last consignment.
        issued: IssuedPermit,
        /// Of several consignments: the permits before the last, the first consignment first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        before: Vec<IssuedPermit>,
    },
    /// Refused.
    Refused {
        /// The case.
        case: Case,
        /// The refusal.
        refusal: Refusal,
    },
    /// Withdrawn by the applicant, or the payment deadline passed.
    Withdrawn {
        /// Where it stood.
        from: ApplicationStatus,
        /// Why, by whom, when.
        withdrawal: Reasoned,
    },
    /// Nobody answered in time.
    ClosedNoReply {
        /// The receipt.
        submission: Submission,
        /// When it was closed.
        closed: Stamp,
    },
    /// The case needs no permit.
    NoPermitNeeded {
        /// The receipt.
        submission: Submission,
        /// The rule that says so, by whom, when.
        exemption: Reasoned,
    },
    /// The refusal is being appealed.
    UnderAppeal {
        /// The case.
        case: Case,
        /// The refusal.
        refusal: Refusal,
        /// The appeal.
        appeal: Reasoned,
    },
}

impl ApplicationState {
    /// The code of `application_statuses`.
    pub fn code(&self) -> ApplicationStatus {
        match self {
            ApplicationState::Draft => ApplicationStatus::Draft,
            ApplicationState::AwaitingPayment { .. } => ApplicationStatus::AwaitingPayment,
            ApplicationState::Submitted { .. } => ApplicationStatus::Submitted,
            ApplicationState::Incomplete { .. } => ApplicationStatus::Incomplete,
            ApplicationState::Accepted { .. } => ApplicationStatus::Accepted,
            ApplicationState::UnderExamination { .. } => ApplicationStatus::UnderExamination,
            ApplicationState::InfoRequested { .. } => ApplicationStatus::InfoRequested,
            ApplicationState::SaConsultation { .. } => ApplicationStatus::SaConsultation,
            ApplicationState::InspectionRequested { .. } => ApplicationStatus::InspectionRequested,
            ApplicationState::Inspected { .. } => ApplicationStatus::Inspected,
            ApplicationState::ForeignConsultation { .. } => ApplicationStatus::ForeignConsultation,
            ApplicationState::AwaitingCounterpart { .. } => ApplicationStatus::AwaitingCounterpart,
            ApplicationState::AwaitingAdditionalPayment { .. } => ApplicationStatus::AwaitingAdditionalPayment,
            ApplicationState::DecisionProposed { .. } => ApplicationStatus::DecisionProposed,
            ApplicationState::Approved { .. } => ApplicationStatus::Approved,
            ApplicationState::Issued { .. } => ApplicationStatus::Issued,
            ApplicationState::Refused { .. } => ApplicationStatus::Refused,
            ApplicationState::Withdrawn { .. } => ApplicationStatus::Withdrawn,
            ApplicationState::ClosedNoReply { .. } => ApplicationStatus::ClosedNoReply,
            ApplicationState::NoPermitNeeded { .. } => ApplicationStatus::NoPermitNeeded,
            ApplicationState::UnderAppeal { .. } => ApplicationStatus::UnderAppeal,
        }
    }

    /// The case, from assignment on.
    pub fn case(&self) -> Option<&Case> {
        match self {
            ApplicationState::UnderExamination { case }
            | ApplicationState::InfoRequested { case, .. }
            | ApplicationState::SaConsultation { case, .. }
            | ApplicationState::InspectionRequested { case, .. }
            | ApplicationState::Inspected { case, .. }
            | ApplicationState::ForeignConsultation { case, .. }
            | ApplicationState::AwaitingCounterpart { case, .. }
            | ApplicationState::AwaitingAdditionalPayment { case, .. }
            | ApplicationState::DecisionProposed { case, .. }
            | ApplicationState::Approved { case, .. }
            | ApplicationState::Issued { case, .. }
            | ApplicationState::Refused { case, .. }
            | ApplicationState::UnderAppeal { case, .. } => Some(case),
            ApplicationState::Draft
            | ApplicationState::AwaitingPayment { .. }
            | ApplicationState::Submitted { .. }
            | ApplicationState::Incomplete { .. }
            | ApplicationState::Accepted { .. }
            | ApplicationState::Withdrawn { .. }
            | ApplicationState::ClosedNoReply { .. }
            | ApplicationState::NoPermitNeeded { .. } => None,
        }
    }

    /// The permits that it became, the first consignment first: some of them while others wait to be signed.
    pub fn signed(&self) -> Vec<&IssuedPermit> {
        match self {
            ApplicationState::Approved { signed, .. } => signed.iter().collect(),
            ApplicationState::Issued { issued, before, .. } => before.iter().chain([issued]).collect(),
            _ => Vec::new(),
        }
    }

    /// The receipt, where there is one.
    pub fn submission(&self) -> Option<&Submission> {
        match self {
            ApplicationState::Submitted { submission }
            | ApplicationState::Incomplete { submission, .. }
            | ApplicationState::Accepted { submission, .. }
            | ApplicationState::ClosedNoReply { submission, .. }
            | ApplicationState::NoPermitNeeded { submission, .. } => Some(submission),
            ApplicationState::Draft | ApplicationState::AwaitingPayment { .. } | ApplicationState::Withdrawn { .. } => {
                None
            }
            ApplicationState::UnderExamination { .. }
            | ApplicationState::InfoRequested { .. }
            | ApplicationState::SaConsultation { .. }
            | ApplicationState::InspectionRequested { .. }
            | ApplicationState::Inspected { .. }
            | ApplicationState::ForeignConsultation { .. }
            | ApplicationState::AwaitingCounterpart { .. }
            | ApplicationState::AwaitingAdditionalPayment { .. }
            | ApplicationState::DecisionProposed { .. }
            | ApplicationState::Approved { .. }
            | ApplicationState::Issued { .. }
            | ApplicationState::Refused { .. }
            | ApplicationState::UnderAppeal { .. } => self.case().map(|case| &case.submission),
        }
    }
}

/// The receipt of an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// Receipt number, as told to the applicant.
    pub receipt: String,
    /// Who handed it in, when (last).
    pub stamp: Stamp,
    /// How the fee was settled.
    pub fee: FeeBasis,
}

/// Why nothing (more) is to be paid now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "basis", rename_all = "snake_case")]
pub enum FeeBasis {
    /// The Party takes no fee for it.
    Free,
    /// Waived, with the reason.
    Waived {
        /// Why.
        reason: String,
    },
    /// Taken from a prepaid account.
    Prepaid,
    /// Paid later.
    PayAfter,
    /// Paid.
    Paid {
        /// Number of the invoice.
        invoice: String,
    },
}

/// An open invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// Its number.
    pub number: String,
    /// What is to be paid.
    pub amount: cites::Money,
    /// Until when.
    pub deadline: Timestamp,
}

/// One thing that is missing in an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingItem {
    /// The box, like `lines.0.marks`, or `attachments`.
    pub field: String,
    /// What the applicant shall do.
    pub what: String,
}

/// The facts that a case carries from assignment on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The receipt.
    pub submission: Submission,
    /// Who accepted it, when.
    pub accepted: Stamp,
    /// The officer.
    pub officer: PersonId,
    /// The officer's name.
    pub officer_name: String,
    /// Who assigned it, when; the officer had declared to have no interest in the case.
    pub assigned: Stamp,
    /// Questions and answers so far.
    pub questions: Vec<Question>,
    /// Inspections so far.
    pub inspections: Vec<InspectionReport>,
    /// Answers of other authorities so far.
    pub foreign_replies: Vec<ForeignReply>,
    /// The import permit of the destination, once seen (App. I).
    pub import_permit: Option<ImportPermit>,
    /// Of several consignments: every import permit that was seen. [`crate::handshake`] says which covers which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub import_permits: Vec<ImportPermit>,
    /// Additional invoices that were paid.
    pub extra_paid: Vec<String>,
    /// Why proposals were sent back, appeals upheld.
    pub returned: Vec<Reasoned>,
    /// What inspections held up and somebody let go on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cleared: Vec<super::held::Cleared>,
    /// Open tasks beside the one that the state shows; changed by [`super::tasks`] and nothing else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<super::OpenTask>,
}

impl Case {
    /// Every import permit that was seen.
    pub fn all_import_permits(&self) -> Vec<&ImportPermit> {
        self.import_permits.iter().chain(&self.import_permit).collect()
    }
}

/// A reason with its stamp.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reasoned {
    /// Why; never blank where the table asks for a reason.
    pub reason: String,
    /// By whom, when.
    pub stamp: Stamp,
}

/// A question to the applicant with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The question; blank where its points say it all.
    pub text: String,
    /// What is to be answered, one by one; empty: the text is the one point.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<super::points::Point>,
    /// Who asked, when.
    pub asked: Stamp,
    /// Until when an answer is waited for.
    pub deadline: Timestamp,
    /// The answer.
    pub answer: Option<Reasoned>,
}

/// What the Scientific Authority is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// The findings asked for, at least one.
    pub findings: Vec<FindingKind>,
    /// A note to the experts.
    pub note: String,
    /// Who asked, when.
    pub asked: Stamp,
    /// Until when.
    pub deadline: Timestamp,
}

/// What an inspector is sent out for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionOrder {
    /// Where the specimens stand; blank: at the applicant's address.
    pub place: String,
    /// The day agreed with the applicant; `None` while none is.
    pub on: Option<Date>,
    /// What is to be counted and looked at.
    pub what: String,
}

/// What the inspector found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionReport {
    /// The outcome's code (`inspection_outcomes`).
    pub outcome: String,
    /// Counted quantities, one a block that was counted.
    pub counted: Vec<Counted>,
    /// In words.
    pub text: String,
    /// Photos and papers.
    pub evidence: Vec<AttachmentId>,
    /// Who, when.
    pub stamp: Stamp,
}

/// The counted quantity of a block, in its unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Which block.
    pub block: Block,
    /// How much was there.
    pub amount: Amount,
    /// Marks that were read, where they were.
    pub marks: Vec<String>,
}

/// Of a document after the movement: are both authorities satisfied that the exporter and the importer are not at fault
/// (Res. Conf. 12.3; `spec/permits.md` 2.18)?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Both are.
    pub satisfied: bool,
    /// Why, as it is printed in box 5; blank only where they are not.
    pub reason: String,
}

/// The answer of another authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignReply {
    /// Whose authority.
    pub country: CountryCode,
    /// What it said.
    pub text: String,
    /// Of a retrospective case: whether both authorities are satisfied, as our officer records it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Agreement>,
    /// Who recorded it, when.
    pub stamp: Stamp,
}

/// The import permit of the destination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPermit {
    /// Who issued it.
    pub issuer: CountryCode,
    /// Its number.
    pub number: PermitNumber,
    /// Its last day.
    pub valid_until: Date,
    /// What else its paper says.
    #[serde(default)]
    pub details: ImportPermitDetails,
    /// Who recorded it, when.
    pub stamp: Stamp,
}

/// What an import permit says beside its number and its last day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPermitDetails {
    /// Its day of issue; `None` where the applicant told only the number.
    pub issued_on: Option<Date>,
    /// How much of each block of our application it lets in, in the unit of the block; blocks left out were not told.
    pub quantities: Vec<cites::document::Endorsed>,
    /// The permit itself, as a file of the case.
    pub evidence: Vec<AttachmentId>,
    /// Of several consignments those that it lets in, counted from 1; empty: all of them, as far as its quantities go.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consignments: Vec<u16>,
}

/// What the rules said when the decision was proposed or taken; a decision is a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examined {
    /// Digest of the draft that was examined.
    pub draft: Digest,
    /// The day the rules were asked for.
    pub on: Date,
    /// Digest of the rule pack.
    pub pack: Digest,
    /// The findings that the rules demanded, with the recorded ones that answer them.
    pub findings: Vec<(FindingKind, FindingId)>,
}

/// A proposed decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "proposal", rename_all = "snake_case")]
pub enum Proposal {
    /// Grant it.
    Grant {
        /// What the rules said.
        examined: Examined,
        /// Special conditions for box 5.
        conditions: Vec<String>,
        /// A note to the approver.
        note: String,
        /// Who, when.
        stamp: Stamp,
    },
    /// Refuse it.
    Refuse {
        /// Reason code.
        reason: RefusalReason,
        /// In words.
        text: String,
        /// Further reasons.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        more: Vec<Ground>,
        /// Who, when.
        stamp: Stamp,
    },
}

/// An approval: good for exactly one content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Digest of what was approved; any change drops the approval.
    pub draft: Digest,
    /// What the rules said on the day.
    pub examined: Examined,
    /// Special conditions for box 5.
    pub conditions: Vec<String>,
    /// Quotas that were committed; empty where none applies.
    pub quotas: Vec<cites::ids::QuotaId>,
    /// Duties that one person fulfilled alone because the Party allows it.
    pub waived: Vec<DutyRule>,
    /// Who proposed it.
    pub proposed: Stamp,
    /// Who approved it.
    pub stamp: Stamp,
}

/// The permit that an application became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedPermit {
    /// The permit.
    pub permit: PermitId,
    /// Its number.
    pub number: PermitNumber,
    /// The key that sealed it.
    pub key_id: String,
    /// Duties that one person fulfilled alone because the Party allows it.
    pub waived: Vec<DutyRule>,
    /// Who signed, when.
    pub stamp: Stamp,
}

/// A reason of a refusal with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// Reason code.
    pub reason: RefusalReason,
    /// In words, never blank.
    pub text: String,
}

impl Refusal {
    /// Every reason, the first one first.
    pub fn grounds(&self) -> Vec<Ground> {
        let first = Ground { reason: self.reason, text: self.text.clone() };
        std::iter::once(first).chain(self.more.iter().cloned()).collect()
    }
}

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Reason code.
    pub reason: RefusalReason,
    /// In words, as told to the applicant.
    pub text: String,
    /// Further reasons, as told to the applicant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<Ground>,
    /// Until when an appeal may be made.
    pub appeal_until: Timestamp,
    /// Duties that one person fulfilled alone because the Party allows it.
    pub waived: Vec<DutyRule>,
    /// Who, when.
    pub stamp: Stamp,
    /// Appeals that were dismissed.
    pub dismissed: Vec<Reasoned>,
}

/// What happens to the quota with an act (`spec/workflow.md` section 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuotaEffect {
    /// Nothing.
    None,
    /// Reserve for every line on every matching quota.
    Reserve,
    /// Reserved becomes committed.
    Commit,
    /// Committed goes back to reserved: release it, then reserve again.
    Reopen,
    /// Whatever is held goes back.
    Release,
}

/// What happened, for the audit trail: in the same transaction as the new state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationEvent {
    /// The act.
    pub act: ApplicationActCode,
    /// Where it stood; `None` when it began.
    pub from: Option<ApplicationStatus>,
    /// Where it stands now.
    pub to: ApplicationStatus,
    /// By whom, when.
    pub stamp: Stamp,
    /// Digest of the content after the act; `None` while it was never complete.
    pub draft: Option<Digest>,
    /// What happens to the quota.
    pub quota: QuotaEffect,
    /// Duties that one person fulfilled alone: visible in the trail.
    pub waived: Vec<DutyRule>,
    /// The reason or the text of the act, where it has one.
    pub note: Option<String>,
}
