//! The acts on an application, each with what must be known to do it.

use super::points::{Point, PointAnswer};
use super::state::{
    Agreement, Counted, FeeBasis, Ground, ImportPermit, ImportPermitDetails, InspectionOrder, Invoice, MissingItem,
};
use crate::finding::Finding;
use crate::permission::ApplicationActCode;
use crate::signing::Seal;
use cites::ids::{AttachmentId, PersonId, QuotaId};
use cites::{CountryCode, FindingKind, RefusalReason, Timestamp};
use rules::{Clearance, Trace};

/// An act on an application. Proofs ([`Clearance`], [`Seal`]) are spent with it; so an act cannot be copied.
#[derive(Debug)]
pub enum ApplicationAct {
    /// Hand it in. The form must be complete.
    Submit {
        /// Receipt number, from the Party's counter.
        receipt: String,
        /// What is to be paid first, or why nothing is.
        fee: Fee,
    },
    /// The open invoice is paid in full: the first one or an additional one.
    PaymentSettled {
        /// Number of the invoice.
        invoice: String,
        /// Receipt number, used when this is what makes it submitted.
        receipt: String,
    },
    /// The payment deadline passed.
    PaymentTimeout,
    /// Send it back.
    RejectIncomplete {
        /// At least one item.
        missing: Vec<MissingItem>,
        /// Until when an answer is waited for.
        deadline: Timestamp,
    },
    /// It is complete.
    Accept,
    /// The items are answered; the form must be complete.
    Resubmit,
    /// Nobody answered.
    NoReply {
        /// When the reminder went out.
        reminded_at: Timestamp,
    },
    /// Give the case to an officer.
    Assign {
        /// Who.
        officer: PersonId,
        /// The name.
        officer_name: String,
        /// Did the officer declare to have no interest in the case?
        no_conflict: bool,
    },
    /// Ask the applicant.
    Ask {
        /// The question; blank where its points say it all.
        question: String,
        /// What is to be answered, one by one.
        points: Vec<Point>,
        /// Until when.
        deadline: Timestamp,
    },
    /// Answer the question; the form must still be complete.
    Answer {
        /// The answer, or what is said beside the points.
        text: String,
        /// Answers to the points, in their order.
        points: Vec<PointAnswer>,
    },
    /// Ask the Scientific Authority.
    ConsultSa {
        /// For which findings, at least one.
        findings: Vec<FindingKind>,
        /// A note.
        note: String,
        /// Until when.
        deadline: Timestamp,
    },
    /// The opinion: one finding at least for each kind asked.
    SaOpinion {
        /// The findings.
        findings: Vec<Finding>,
    },
    /// Order an inspection.
    RequestInspection {
        /// Lane or rule that asks for it.
        reason: String,
        /// Where, when, and what to look at.
        order: InspectionOrder,
    },
    /// The inspector's report. Quantities may go down, never up.
    InspectionReport {
        /// Outcome code.
        outcome: String,
        /// What was counted.
        counted: Vec<Counted>,
        /// In words.
        text: String,
        /// Photos and papers.
        evidence: Vec<AttachmentId>,
    },
    /// Go on after the inspection.
    Resume,
    /// Ask another authority.
    ConsultForeign {
        /// Whose.
        country: CountryCode,
        /// Why, never blank.
        reason: String,
        /// To whom a letter goes with it; empty when the directory has no address.
        letter: Vec<String>,
    },
    /// The other authority's answer.
    ForeignReply {
        /// Whose; may be left out where one authority is asked.
        country: Option<CountryCode>,
        /// What it says.
        text: String,
        /// Of a retrospective case: whether both authorities are satisfied.
        agreement: Option<Agreement>,
    },
    /// Wait for the import permit (App. I).
    WaitImportPermit,
    /// The import permit is there, recorded and checked.
    ImportPermitReceived {
        /// It; its stamp is set by the act.
        permit: ImportPermitFacts,
        /// What else its paper says.
        details: ImportPermitDetails,
    },
    /// Ask for an additional payment.
    ExtraFee {
        /// The invoice.
        invoice: Invoice,
    },
    /// Propose a decision.
    Propose {
        /// Which.
        proposal: ProposedDecision,
    },
    /// Send the proposal back.
    SendBack {
        /// Why, never blank.
        reason: String,
    },
    /// Approve. The rules were asked again today; the clearance is spent here.
    Approve {
        /// Proof that nothing stops this draft today.
        clearance: Clearance,
        /// Quotas committed in the same transaction; empty where none applies.
        quotas: Vec<QuotaId>,
        /// Are all fees settled?
        fees: FeesSettled,
        /// The approver's word that there is no conflict of interest.
        no_conflict: bool,
    },
    /// Refuse.
    Refuse {
        /// Reason code.
        reason: RefusalReason,
        /// In words, never blank.
        text: String,
        /// Further reasons, each another code.
        more: Vec<Ground>,
        /// Until when an appeal may be made.
        appeal_until: Timestamp,
    },
    /// The permit is signed.
    Sign {
        /// Proof of it.
        seal: Seal,
    },
    /// Withdraw.
    Withdraw {
        /// Why; may be blank.
        reason: String,
    },
    /// No permit is needed.
    NoPermitNeeded {
        /// The exemption in the rule trace, never blank.
        exemption: String,
    },
    /// Appeal.
    Appeal {
        /// Why.
        reason: String,
    },
    /// The appeal is right: examined anew.
    AppealUpheld {
        /// Why.
        reason: String,
    },
    /// The appeal fails.
    AppealDismissed {
        /// Why.
        reason: String,
    },
}

/// What is to be paid at submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fee {
    /// Before examination.
    Due(Invoice),
    /// Nothing now.
    NotDue(FeeBasis),
}

/// The approver's check that nothing is left to pay. One value on purpose: it is a fact to be stated, not a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeesSettled;

/// An import permit, as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportPermitFacts {
    /// Who issued it.
    pub issuer: CountryCode,
    /// Its number.
    pub number: cites::PermitNumber,
    /// Its last day.
    pub valid_until: cites::Date,
}

impl ImportPermitFacts {
    pub(super) fn stamped(self, details: ImportPermitDetails, stamp: crate::actor::Stamp) -> ImportPermit {
        ImportPermit { issuer: self.issuer, number: self.number, valid_until: self.valid_until, details, stamp }
    }
}

/// A decision to propose.
#[derive(Debug)]
pub enum ProposedDecision {
    /// Grant.
    Grant {
        /// What the rules say of the content as it stands.
        trace: Box<Trace>,
        /// Special conditions for box 5.
        conditions: Vec<String>,
        /// A note to the approver.
        note: String,
    },
    /// Refuse.
    Refuse {
        /// Reason code.
        reason: RefusalReason,
        /// In words, never blank.
        text: String,
        /// Further reasons, each another code.
        more: Vec<Ground>,
    },
}

impl ApplicationAct {
    /// The code in the column `event`.
    pub fn code(&self) -> ApplicationActCode {
        match self {
            ApplicationAct::Submit { .. } => ApplicationActCode::Submit,
            ApplicationAct::PaymentSettled { .. } => ApplicationActCode::PaymentSettled,
            ApplicationAct::PaymentTimeout => ApplicationActCode::PaymentTimeout,
            ApplicationAct::RejectIncomplete { .. } => ApplicationActCode::RejectIncomplete,
            ApplicationAct::Accept => ApplicationActCode::Accept,
            ApplicationAct::Resubmit => ApplicationActCode::Resubmit,
            ApplicationAct::NoReply { .. } => ApplicationActCode::NoReply,
            ApplicationAct::Assign { .. } => ApplicationActCode::Assign,
            ApplicationAct::Ask { .. } => ApplicationActCode::Ask,
            ApplicationAct::Answer { .. } => ApplicationActCode::Answer,
            ApplicationAct::ConsultSa { .. } => ApplicationActCode::ConsultSa,
            ApplicationAct::SaOpinion { .. } => ApplicationActCode::SaOpinion,
            ApplicationAct::RequestInspection { .. } => ApplicationActCode::RequestInspection,
            ApplicationAct::InspectionReport { .. } => ApplicationActCode::InspectionReport,
            ApplicationAct::Resume => ApplicationActCode::Resume,
            ApplicationAct::ConsultForeign { .. } => ApplicationActCode::ConsultForeign,
            ApplicationAct::ForeignReply { .. } => ApplicationActCode::ForeignReply,
            ApplicationAct::WaitImportPermit => ApplicationActCode::WaitImportPermit,
            ApplicationAct::ImportPermitReceived { .. } => ApplicationActCode::ImportPermitReceived,
            ApplicationAct::ExtraFee { .. } => ApplicationActCode::ExtraFee,
            ApplicationAct::Propose { .. } => ApplicationActCode::Propose,
            ApplicationAct::SendBack { .. } => ApplicationActCode::SendBack,
            ApplicationAct::Approve { .. } => ApplicationActCode::Approve,
            ApplicationAct::Refuse { .. } => ApplicationActCode::Refuse,
            ApplicationAct::Sign { .. } => ApplicationActCode::Sign,
            ApplicationAct::Withdraw { .. } => ApplicationActCode::Withdraw,
            ApplicationAct::NoPermitNeeded { .. } => ApplicationActCode::NoPermitNeeded,
            ApplicationAct::Appeal { .. } => ApplicationActCode::Appeal,
            ApplicationAct::AppealUpheld { .. } => ApplicationActCode::AppealUpheld,
            ApplicationAct::AppealDismissed { .. } => ApplicationActCode::AppealDismissed,
        }
    }
}
