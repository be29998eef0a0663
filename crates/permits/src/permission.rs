//! Who may do what, in which state, and where it leads. Rows in the order of `data/codes/transitions.csv`, then the few
//! rows beside it, each with its reason. A test compares these tables with the file.

use crate::actor::Actor;
use cites::ApplicationStatus as App;
use cites::PermitStatus as Per;
use cites::Role;
use serde::{Deserialize, Serialize};

/// A kind of actor that a row names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// Whoever holds this role; `foreign_ma` only by a registered certificate.
    Role(Role),
    /// The system itself.
    System,
}

impl Hand {
    /// Is the actor such a one?
    pub fn fits(self, actor: &Actor) -> bool {
        match self {
            Hand::Role(role) => actor.has(role),
            Hand::System => matches!(actor, Actor::System),
        }
    }

    /// The code in the column `actors`.
    pub fn code(self) -> &'static str {
        match self {
            Hand::Role(role) => role.code(),
            Hand::System => "system",
        }
    }
}

/// One allowed movement.
#[derive(Debug, Clone, Copy)]
pub struct Row<S: 'static, A: 'static> {
    /// From where; `None`: from every state that [`any_application`] or [`any_permit`] allows.
    pub from: Option<S>,
    /// By which act.
    pub act: A,
    /// Where it leads.
    pub to: S,
    /// Who may do it.
    pub hands: &'static [Hand],
}

macro_rules! acts {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant,)* }
        impl $name {
            /// Every act.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];
            /// The code, as in the column `event`.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code,)* }
            }
            /// The act of a code.
            pub fn from_code(code: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|a| a.code() == code)
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.code())
            }
        }
    };
}

acts! {
    /// An act on an application.
    ApplicationActCode {
        /// Hand the application in.
        Submit = "submit",
        /// The invoice is paid.
        PaymentSettled = "payment_settled",
        /// The payment deadline passed.
        PaymentTimeout = "payment_timeout",
        /// Send it back for completion.
        RejectIncomplete = "reject_incomplete",
        /// It is complete.
        Accept = "accept",
        /// The missing items are answered.
        Resubmit = "resubmit",
        /// The deadline passed without an answer.
        NoReply = "no_reply",
        /// Give the case to an officer.
        Assign = "assign",
        /// Ask the applicant.
        Ask = "ask",
        /// The applicant answers.
        Answer = "answer",
        /// Ask the Scientific Authority.
        ConsultSa = "consult_sa",
        /// The Scientific Authority answers.
        SaOpinion = "sa_opinion",
        /// Order an inspection.
        RequestInspection = "request_inspection",
        /// The inspector reports.
        InspectionReport = "inspection_report",
        /// Go on after the inspection.
        Resume = "resume",
        /// Ask another authority.
        ConsultForeign = "consult_foreign",
        /// The other authority answers.
        ForeignReply = "foreign_reply",
        /// Wait for the import permit (App. I).
        WaitImportPermit = "wait_import_permit",
        /// The import permit is there.
        ImportPermitReceived = "import_permit_received",
        /// Ask for an additional payment.
        ExtraFee = "extra_fee",
        /// Propose a decision.
        Propose = "propose",
        /// Send the proposal back.
        SendBack = "send_back",
        /// Approve.
        Approve = "approve",
        /// Refuse.
        Refuse = "refuse",
        /// Sign: the permit is issued.
        Sign = "sign",
        /// Withdraw.
        Withdraw = "withdraw",
        /// The case needs no permit.
        NoPermitNeeded = "no_permit_needed",
        /// Appeal against a refusal.
        Appeal = "appeal",
        /// The appeal is upheld.
        AppealUpheld = "appeal_upheld",
        /// The appeal is dismissed.
        AppealDismissed = "appeal_dismissed",
        /// Begin an application.
        Create = "create",
        /// Change the content.
        Edit = "edit",
        /// Record a finding of the Management Authority.
        RecordFinding = "record_finding",
        /// Say that one has an interest in the case.
        DeclareInterest = "declare_interest",
    }
}

acts! {
    /// An act on a permit.
    PermitActCode {
        /// Hand the permit to its holder.
        Deliver = "deliver",
        /// Endorse at export, box 14.
        Endorse = "endorse",
        /// Record one border crossing of a reusable document.
        EndorseOneMovement = "endorse_one_movement",
        /// Hold at the border.
        Hold = "hold",
        /// Let it go.
        Release = "release",
        /// Seize as evidence.
        Seize = "seize",
        /// Record what the importing Party received.
        ConfirmQuantities = "confirm_quantities",
        /// No confirmation came in time.
        ConfirmationTimeout = "confirmation_timeout",
        /// The last day has passed.
        Expire = "expire",
        /// The holder declares it unused.
        DeclareUnused = "declare_unused",
        /// Endorse later an export that happened in time.
        LateEndorsement = "late_endorsement",
        /// The holder returns it unused.
        Return = "return",
        /// Cancel before use.
        Cancel = "cancel",
        /// Revoke.
        Revoke = "revoke",
        /// Suspend.
        Suspend = "suspend",
        /// End the suspension.
        Reinstate = "reinstate",
        /// Report it lost.
        ReportLost = "report_lost",
        /// Report it stolen.
        ReportStolen = "report_stolen",
        /// Report it destroyed or damaged.
        ReportDestroyed = "report_destroyed",
        /// Replace by a new permit.
        Replace = "replace",
        /// Declare lines void.
        Void = "void",
        /// Signed: the permit begins.
        Issue = "issue",
    }
}

const SYSTEM: Hand = Hand::System;
const ACCOUNTANT: Hand = Hand::Role(Role::Accountant);
const AGENT: Hand = Hand::Role(Role::Agent);
const APPLICANT: Hand = Hand::Role(Role::Applicant);
const CASHIER: Hand = Hand::Role(Role::Cashier);
const CUSTOMS: Hand = Hand::Role(Role::Customs);
const ENFORCEMENT: Hand = Hand::Role(Role::Enforcement);
const FOREIGN_MA: Hand = Hand::Role(Role::ForeignMa);
const INSPECTOR: Hand = Hand::Role(Role::Inspector);
const MA_APPROVER: Hand = Hand::Role(Role::MaApprover);
const MA_CLERK: Hand = Hand::Role(Role::MaClerk);
const MA_OFFICER: Hand = Hand::Role(Role::MaOfficer);
const MA_SUPERVISOR: Hand = Hand::Role(Role::MaSupervisor);
const SA_COORDINATOR: Hand = Hand::Role(Role::SaCoordinator);

type AppRow = Row<App, ApplicationActCode>;
type PerRow = Row<Per, PermitActCode>;

const fn app(from: App, act: ApplicationActCode, to: App, hands: &'static [Hand]) -> AppRow {
    Row { from: Some(from), act, to, hands }
}

const fn per(from: Per, act: PermitActCode, to: Per, hands: &'static [Hand]) -> PerRow {
    Row { from: Some(from), act, to, hands }
}

/// The rows of `application` in the table of transitions.
pub const APPLICATION: &[Row<App, ApplicationActCode>] = &[
    app(App::Draft, ApplicationActCode::Submit, App::AwaitingPayment, &[APPLICANT, AGENT, MA_CLERK]),
    app(App::Draft, ApplicationActCode::Submit, App::Submitted, &[APPLICANT, AGENT, MA_CLERK]),
    app(App::AwaitingPayment, ApplicationActCode::PaymentSettled, App::Submitted, &[SYSTEM, CASHIER]),
    app(App::AwaitingPayment, ApplicationActCode::PaymentTimeout, App::Withdrawn, &[SYSTEM]),
    app(App::Submitted, ApplicationActCode::RejectIncomplete, App::Incomplete, &[MA_CLERK, MA_OFFICER]),
    app(App::Submitted, ApplicationActCode::Accept, App::Accepted, &[MA_CLERK, MA_OFFICER]),
    app(App::Incomplete, ApplicationActCode::Resubmit, App::Submitted, &[APPLICANT, AGENT]),
    app(App::Incomplete, ApplicationActCode::NoReply, App::ClosedNoReply, &[SYSTEM]),
    app(App::Accepted, ApplicationActCode::Assign, App::UnderExamination, &[MA_SUPERVISOR, MA_OFFICER, SYSTEM]),
    app(App::UnderExamination, ApplicationActCode::Ask, App::InfoRequested, &[MA_OFFICER]),
    app(App::InfoRequested, ApplicationActCode::Answer, App::UnderExamination, &[APPLICANT, AGENT]),
    app(App::UnderExamination, ApplicationActCode::ConsultSa, App::SaConsultation, &[MA_OFFICER, SYSTEM]),
    app(App::SaConsultation, ApplicationActCode::SaOpinion, App::UnderExamination, &[SA_COORDINATOR]),
    app(App::UnderExamination, ApplicationActCode::RequestInspection, App::InspectionRequested, &[MA_OFFICER, SYSTEM]),
    app(App::InspectionRequested, ApplicationActCode::InspectionReport, App::Inspected, &[INSPECTOR]),
    app(App::Inspected, ApplicationActCode::Resume, App::UnderExamination, &[MA_OFFICER]),
    app(App::UnderExamination, ApplicationActCode::ConsultForeign, App::ForeignConsultation, &[MA_OFFICER]),
    app(App::ForeignConsultation, ApplicationActCode::ForeignReply, App::UnderExamination, &[MA_OFFICER, FOREIGN_MA]),
    app(App::UnderExamination, ApplicationActCode::WaitImportPermit, App::AwaitingCounterpart, &[MA_OFFICER, SYSTEM]),
    app(
        App::AwaitingCounterpart,
        ApplicationActCode::ImportPermitReceived,
        App::UnderExamination,
        &[APPLICANT, FOREIGN_MA],
    ),
    app(App::UnderExamination, ApplicationActCode::ExtraFee, App::AwaitingAdditionalPayment, &[MA_OFFICER, ACCOUNTANT]),
    app(App::AwaitingAdditionalPayment, ApplicationActCode::PaymentSettled, App::UnderExamination, &[SYSTEM, CASHIER]),
    app(App::UnderExamination, ApplicationActCode::Propose, App::DecisionProposed, &[MA_OFFICER]),
    app(App::DecisionProposed, ApplicationActCode::SendBack, App::UnderExamination, &[MA_APPROVER]),
    app(App::DecisionProposed, ApplicationActCode::Approve, App::Approved, &[MA_APPROVER]),
    app(App::DecisionProposed, ApplicationActCode::Refuse, App::Refused, &[MA_APPROVER]),
    app(App::Approved, ApplicationActCode::Sign, App::Issued, &[MA_APPROVER]),
    Row { from: None, act: ApplicationActCode::Withdraw, to: App::Withdrawn, hands: &[APPLICANT, AGENT] },
    app(App::Submitted, ApplicationActCode::NoPermitNeeded, App::NoPermitNeeded, &[MA_OFFICER]),
    app(App::Refused, ApplicationActCode::Appeal, App::UnderAppeal, &[APPLICANT]),
    app(App::UnderAppeal, ApplicationActCode::AppealUpheld, App::UnderExamination, &[MA_APPROVER]),
    app(App::UnderAppeal, ApplicationActCode::AppealDismissed, App::Refused, &[MA_APPROVER]),
];

/// The rows of `permit` in the table of transitions.
pub const PERMIT: &[Row<Per, PermitActCode>] = &[
    per(Per::Issued, PermitActCode::Deliver, Per::Delivered, &[MA_CLERK, SYSTEM]),
    per(Per::Delivered, PermitActCode::Endorse, Per::Endorsed, &[CUSTOMS, INSPECTOR]),
    per(Per::Issued, PermitActCode::Endorse, Per::Endorsed, &[CUSTOMS, INSPECTOR]),
    per(Per::Delivered, PermitActCode::EndorseOneMovement, Per::PartlyUsed, &[CUSTOMS, INSPECTOR]),
    per(Per::PartlyUsed, PermitActCode::EndorseOneMovement, Per::PartlyUsed, &[CUSTOMS, INSPECTOR]),
    per(Per::Delivered, PermitActCode::Hold, Per::Held, &[CUSTOMS, INSPECTOR]),
    per(Per::Held, PermitActCode::Release, Per::Delivered, &[CUSTOMS, MA_OFFICER]),
    per(Per::Held, PermitActCode::Seize, Per::Seized, &[CUSTOMS, ENFORCEMENT]),
    per(Per::Endorsed, PermitActCode::ConfirmQuantities, Per::Confirmed, &[FOREIGN_MA, MA_OFFICER]),
    per(Per::Endorsed, PermitActCode::ConfirmationTimeout, Per::Used, &[SYSTEM]),
    per(Per::Delivered, PermitActCode::Expire, Per::ExpiredUnknown, &[SYSTEM]),
    per(Per::ExpiredUnknown, PermitActCode::DeclareUnused, Per::ExpiredUnused, &[APPLICANT, MA_CLERK]),
    per(Per::ExpiredUnknown, PermitActCode::LateEndorsement, Per::Endorsed, &[MA_OFFICER, CUSTOMS]),
    per(Per::Delivered, PermitActCode::Return, Per::ReturnedUnused, &[APPLICANT, MA_CLERK]),
    per(Per::Issued, PermitActCode::Cancel, Per::Cancelled, &[MA_APPROVER]),
    per(Per::Delivered, PermitActCode::Revoke, Per::Revoked, &[MA_APPROVER]),
    per(Per::Delivered, PermitActCode::Suspend, Per::Suspended, &[MA_APPROVER, ENFORCEMENT]),
    per(Per::Suspended, PermitActCode::Reinstate, Per::Delivered, &[MA_APPROVER]),
    per(Per::Delivered, PermitActCode::ReportLost, Per::Lost, &[APPLICANT]),
    per(Per::Delivered, PermitActCode::ReportStolen, Per::Stolen, &[APPLICANT]),
    per(Per::Lost, PermitActCode::Replace, Per::Replaced, &[MA_APPROVER]),
    per(Per::Stolen, PermitActCode::Replace, Per::Replaced, &[MA_APPROVER]),
    per(Per::Destroyed, PermitActCode::Replace, Per::Replaced, &[MA_APPROVER]),
    Row { from: None, act: PermitActCode::Void, to: Per::Void, hands: &[MA_APPROVER] },
];

/// Movements of an application beside the table: the import permit of the destination also comes to the desk, by the other
/// authority's letter, and the officer records it; changing content and recording findings are work inside a state.
/// A change after the proposal or the approval drops it (`design/security.md`, S-SOD-4). An officer with an interest in a case
/// gives it back: the table asks that there is none and does not say what happens when one is found later.
pub const APPLICATION_BESIDE: &[Row<App, ApplicationActCode>] = &[
    app(App::Draft, ApplicationActCode::Edit, App::Draft, &[APPLICANT, AGENT, MA_CLERK]),
    app(App::Incomplete, ApplicationActCode::Edit, App::Incomplete, &[APPLICANT, AGENT]),
    app(App::InfoRequested, ApplicationActCode::Edit, App::InfoRequested, &[APPLICANT, AGENT]),
    app(App::UnderExamination, ApplicationActCode::Edit, App::UnderExamination, &[MA_OFFICER]),
    app(App::DecisionProposed, ApplicationActCode::Edit, App::UnderExamination, &[MA_OFFICER]),
    app(App::Approved, ApplicationActCode::Edit, App::UnderExamination, &[MA_OFFICER]),
    app(App::UnderExamination, ApplicationActCode::RecordFinding, App::UnderExamination, &[MA_OFFICER]),
    app(App::AwaitingCounterpart, ApplicationActCode::ImportPermitReceived, App::UnderExamination, &[MA_OFFICER]),
    app(App::Accepted, ApplicationActCode::DeclareInterest, App::Accepted, &[MA_OFFICER]),
    app(App::UnderExamination, ApplicationActCode::DeclareInterest, App::Accepted, &[MA_OFFICER]),
    app(App::DecisionProposed, ApplicationActCode::DeclareInterest, App::DecisionProposed, &[MA_APPROVER]),
];

/// Movements of a permit beside the table.
/// - A confirmation by the importing Party may come before any endorsement, and closes the permit when the Party lets
///   it (`spec/exchange.md` section 7: "issued, confirm by the importing Party, final"); one that leaves blocks out
///   moves nothing yet (rule 4). From the issuing country's own customs the same message is the endorsement (rule 3).
/// - `report_destroyed`: the table lets a destroyed permit be replaced and names no way to get there; it is the same
///   act as reporting a loss (`spec/permits.md` 2.17).
pub const PERMIT_BESIDE: &[Row<Per, PermitActCode>] = &[
    per(Per::Issued, PermitActCode::ConfirmQuantities, Per::Confirmed, &[FOREIGN_MA]),
    per(Per::Delivered, PermitActCode::ConfirmQuantities, Per::Confirmed, &[FOREIGN_MA]),
    per(Per::Issued, PermitActCode::ConfirmQuantities, Per::Issued, &[FOREIGN_MA]),
    per(Per::Delivered, PermitActCode::ConfirmQuantities, Per::Delivered, &[FOREIGN_MA]),
    per(Per::Endorsed, PermitActCode::ConfirmQuantities, Per::Endorsed, &[FOREIGN_MA, MA_OFFICER]),
    per(Per::Delivered, PermitActCode::ReportDestroyed, Per::Destroyed, &[APPLICANT]),
    per(Per::Issued, PermitActCode::ConfirmQuantities, Per::Endorsed, &[FOREIGN_MA]),
    per(Per::Delivered, PermitActCode::ConfirmQuantities, Per::Endorsed, &[FOREIGN_MA]),
];

/// `*non-terminal*` of the table: may an application in this state be withdrawn?
pub const fn any_application(from: App) -> bool {
    !from.terminal()
}

/// `*any*` of the table: every state but the one that is left when all lines are void already.
pub const fn any_permit(from: Per) -> bool {
    !matches!(from, Per::Void)
}

/// The rows for this act in this state, of the table and beside it; none when it is not allowed to anybody.
pub fn application(from: App, act: ApplicationActCode) -> impl Iterator<Item = &'static Row<App, ApplicationActCode>> {
    APPLICATION
        .iter()
        .chain(APPLICATION_BESIDE)
        .filter(move |row| row.act == act && row.from.map_or_else(|| any_application(from), |f| f == from))
}

/// The rows for this act in this state, of the table and beside it; none when it is not allowed to anybody.
pub fn permit(from: Per, act: PermitActCode) -> impl Iterator<Item = &'static Row<Per, PermitActCode>> {
    PERMIT
        .iter()
        .chain(PERMIT_BESIDE)
        .filter(move |row| row.act == act && row.from.map_or_else(|| any_permit(from), |f| f == from))
}

/// What is done at the desk without moving an application or a permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DeskAct {
    /// Begin an application.
    StartApplication,
    /// Read a case with its checks and notes.
    ReadCase,
    /// Read a case as the Scientific Authority.
    ReadConsultation,
    /// Look a permit up at the border and see it whole.
    LookUpPermit,
    /// Verify a permit by its code: what the public page shows.
    Verify,
    /// Propose a quota or a change of one.
    QuotaSet,
    /// Confirm a quota that somebody else proposed.
    QuotaConfirm,
    /// Enter a dated row of law, or propose its end.
    LawSet,
    /// Confirm a row of law that somebody else entered.
    LawConfirm,
    /// Build, check and close an annual report.
    ReportBuild,
    /// Fetch a permit from the authority that issued it.
    FetchForeign,
    /// Record what arrived under a foreign permit.
    ReceiveAtImport,
    /// Keep the register of partners and their certificates.
    PartnerSet,
    /// Keep users, roles, numbering and texts of the Party.
    Administer,
    /// Read everything, with the audit trail.
    Audit,
    /// See the figures of the authority.
    Dashboard,
}

impl DeskAct {
    /// Every such act.
    pub const ALL: &'static [DeskAct] = &[
        DeskAct::StartApplication,
        DeskAct::ReadCase,
        DeskAct::ReadConsultation,
        DeskAct::LookUpPermit,
        DeskAct::Verify,
        DeskAct::QuotaSet,
        DeskAct::QuotaConfirm,
        DeskAct::LawSet,
        DeskAct::LawConfirm,
        DeskAct::ReportBuild,
        DeskAct::FetchForeign,
        DeskAct::ReceiveAtImport,
        DeskAct::PartnerSet,
        DeskAct::Administer,
        DeskAct::Audit,
        DeskAct::Dashboard,
    ];

    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            DeskAct::StartApplication => "start_application",
            DeskAct::ReadCase => "read_case",
            DeskAct::ReadConsultation => "read_consultation",
            DeskAct::LookUpPermit => "look_up_permit",
            DeskAct::Verify => "verify",
            DeskAct::QuotaSet => "quota_set",
            DeskAct::QuotaConfirm => "quota_confirm",
            DeskAct::LawSet => "law_set",
            DeskAct::LawConfirm => "law_confirm",
            DeskAct::ReportBuild => "report_build",
            DeskAct::FetchForeign => "fetch_foreign",
            DeskAct::ReceiveAtImport => "receive_at_import",
            DeskAct::PartnerSet => "partner_set",
            DeskAct::Administer => "administer",
            DeskAct::Audit => "audit",
            DeskAct::Dashboard => "dashboard",
        }
    }

    /// Who may do it. Verification is open to everybody, signed in or not: ask [`DeskAct::allows`] with `None`.
    pub const fn roles(self) -> &'static [Role] {
        match self {
            DeskAct::StartApplication => &[Role::Applicant, Role::Agent, Role::MaClerk],
            DeskAct::ReadCase => &[
                Role::MaClerk,
                Role::MaOfficer,
                Role::MaApprover,
                Role::MaSupervisor,
                Role::Accountant,
                Role::Cashier,
                Role::Inspector,
                Role::Auditor,
            ],
            DeskAct::ReadConsultation => &[Role::SaCoordinator, Role::SaExpert],
            DeskAct::LookUpPermit => &[
                Role::Customs,
                Role::Inspector,
                Role::Enforcement,
                Role::MaClerk,
                Role::MaOfficer,
                Role::MaApprover,
                Role::MaSupervisor,
                Role::Auditor,
            ],
            DeskAct::Verify => Role::ALL,
            DeskAct::QuotaSet | DeskAct::QuotaConfirm => &[Role::QuotaManager, Role::MaSupervisor],
            DeskAct::LawSet | DeskAct::LawConfirm => &[Role::TenantAdmin, Role::MaSupervisor],
            DeskAct::ReportBuild => &[Role::Reporter],
            DeskAct::FetchForeign => &[Role::MaOfficer, Role::MaClerk, Role::Customs, Role::Inspector],
            DeskAct::ReceiveAtImport => &[Role::Customs, Role::Inspector],
            DeskAct::PartnerSet | DeskAct::Administer => &[Role::TenantAdmin],
            DeskAct::Audit => &[Role::Auditor, Role::TenantAdmin],
            DeskAct::Dashboard => &[
                Role::MaOfficer,
                Role::MaApprover,
                Role::MaSupervisor,
                Role::Reporter,
                Role::QuotaManager,
                Role::SaCoordinator,
                Role::TenantAdmin,
                Role::Auditor,
            ],
        }
    }

    /// May this actor do it? `None` is somebody who is not signed in. The system may do everything here but confirm
    /// what a person proposed.
    pub fn allows(self, actor: Option<&Actor>) -> bool {
        match actor {
            None => self == DeskAct::Verify,
            Some(Actor::System) => !matches!(self, DeskAct::QuotaConfirm | DeskAct::LawConfirm),
            Some(actor) => self.roles().iter().any(|role| actor.has(*role)),
        }
    }
}
