//! Where a permit stands after issue: one variant a code of `permit_statuses`, each with exactly what is known in it.

use crate::actor::Stamp;
use crate::application::state::Reasoned;
use crate::permission::PermitActCode;
use cites::document::{Block, Endorsed};
use cites::ids::PermitId;
use cites::{Amount, Date, PermitNumber, PermitStatus, Timestamp};
use serde::{Deserialize, Serialize};

/// Where a permit stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PermitState {
    /// Signed.
    Issued,
    /// With its holder.
    Delivered {
        /// Who handed it over, when.
        delivery: Stamp,
    },
    /// Held at the border.
    Held {
        /// When it was delivered.
        delivery: Stamp,
        /// Why, by whom, when.
        hold: Reasoned,
    },
    /// Endorsed at export: what really left stands in the lines.
    Endorsed {
        /// Box 14.
        endorsement: ExportEndorsement,
    },
    /// A reusable document with at least one border crossing.
    PartlyUsed {
        /// When it was delivered.
        delivery: Stamp,
    },
    /// The importing Party confirmed what it received.
    Confirmed {
        /// Box 14.
        endorsement: ExportEndorsement,
        /// Who confirmed last, when.
        receipt: Stamp,
    },
    /// Used; no confirmation came.
    Used {
        /// Box 14.
        endorsement: ExportEndorsement,
        /// When the waiting ended.
        closed: Stamp,
    },
    /// Expired, and declared unused.
    ExpiredUnused {
        /// When it expired.
        expired: Stamp,
        /// The declaration.
        declared: Reasoned,
    },
    /// Expired; nobody knows yet whether it was used.
    ExpiredUnknown {
        /// When it expired.
        expired: Stamp,
    },
    /// Returned unused.
    ReturnedUnused {
        /// Why, by whom, when.
        returned: Reasoned,
    },
    /// Cancelled before use.
    Cancelled {
        /// Why, by whom, when.
        cancellation: Reasoned,
    },
    /// Revoked.
    Revoked {
        /// Why, by whom, when.
        revocation: Reasoned,
    },
    /// Suspended.
    Suspended {
        /// When it was delivered.
        delivery: Stamp,
        /// Why, by whom, when.
        suspension: Reasoned,
    },
    /// Replaced by another permit.
    Replaced {
        /// What had happened to it.
        report: Reasoned,
        /// By which.
        replacement: Replacement,
    },
    /// Reported lost.
    Lost {
        /// The holder's statement.
        report: Reasoned,
    },
    /// Reported stolen.
    Stolen {
        /// The holder's statement.
        report: Reasoned,
    },
    /// Reported destroyed or damaged.
    Destroyed {
        /// The holder's statement.
        report: Reasoned,
    },
    /// Void: issued on a false premise for every line.
    Void {
        /// Where it stood.
        from: PermitStatus,
        /// Why, by whom, when (the last lines).
        voiding: Reasoned,
    },
    /// Seized as evidence.
    Seized {
        /// Why it was held.
        hold: Reasoned,
        /// The seizure.
        seizure: Reasoned,
    },
}

impl PermitState {
    /// The code of `permit_statuses`.
    pub fn code(&self) -> PermitStatus {
        match self {
            PermitState::Issued => PermitStatus::Issued,
            PermitState::Delivered { .. } => PermitStatus::Delivered,
            PermitState::Held { .. } => PermitStatus::Held,
            PermitState::Endorsed { .. } => PermitStatus::Endorsed,
            PermitState::PartlyUsed { .. } => PermitStatus::PartlyUsed,
            PermitState::Confirmed { .. } => PermitStatus::Confirmed,
            PermitState::Used { .. } => PermitStatus::Used,
            PermitState::ExpiredUnused { .. } => PermitStatus::ExpiredUnused,
            PermitState::ExpiredUnknown { .. } => PermitStatus::ExpiredUnknown,
            PermitState::ReturnedUnused { .. } => PermitStatus::ReturnedUnused,
            PermitState::Cancelled { .. } => PermitStatus::Cancelled,
            PermitState::Revoked { .. } => PermitStatus::Revoked,
            PermitState::Suspended { .. } => PermitStatus::Suspended,
            PermitState::Replaced { .. } => PermitStatus::Replaced,
            PermitState::Lost { .. } => PermitStatus::Lost,
            PermitState::Stolen { .. } => PermitStatus::Stolen,
            PermitState::Destroyed { .. } => PermitStatus::Destroyed,
            PermitState::Void { .. } => PermitStatus::Void,
            PermitState::Seized { .. } => PermitStatus::Seized,
        }
    }
}

/// A block of an issued permit with what became of it. Amounts are in the unit of box 11.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermitLine {
    /// Which block.
    pub block: Block,
    /// Box 11.
    pub permitted: cites::Quantity,
    /// Box 14: what really left; `None` while not endorsed. At most `permitted`.
    pub endorsed: Option<Amount>,
    /// What the importing Party received; `None` while not confirmed. At most `permitted`.
    pub received: Option<Amount>,
    /// Declared void, with the reason.
    pub void: Option<Reasoned>,
    /// Of an import permit of ours: what arrived under it so far, in one consignment or several. At most `permitted`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived: Option<Amount>,
}

/// Box 14 without the quantities, which stand in the lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportEndorsement {
    /// Port or office, UN/LOCODE where there is one.
    pub port: String,
    /// Its name.
    pub port_name: String,
    /// Endorsing officer and title.
    pub officer: String,
    /// When the specimens were presented.
    pub at: Timestamp,
    /// Box 15.
    pub transport_document: Option<String>,
    /// Where the figures come from.
    pub source: FigureSource,
    /// Who recorded it, when.
    pub stamp: Stamp,
}

/// Where the figures of box 14 come from (`spec/workflow.md` section 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureSource {
    /// A customs officer on our screens.
    CustomsWeb,
    /// The customs' own system.
    CustomsSystem,
    /// The Management Authority, from the returned paper.
    ReturnedPaper,
    /// The importing Party's confirmation: nobody endorsed at export.
    ImporterConfirmation,
}

/// One border crossing of a reusable document: a row of its continuation sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// Which way.
    pub direction: Direction,
    /// Port or office.
    pub port: String,
    /// Its name.
    pub port_name: String,
    /// Officer and title.
    pub officer: String,
    /// When.
    pub at: Timestamp,
    /// What crossed; blocks that did not are left out.
    pub quantities: Vec<Endorsed>,
    /// Who recorded it, when.
    pub stamp: Stamp,
}

/// Which way a reusable document crossed the border.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Out.
    Export,
    /// In.
    Import,
}

/// The permit that replaces another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    /// The new one.
    pub permit: PermitId,
    /// Its number.
    pub number: PermitNumber,
    /// Why, by whom, when.
    pub reason: Reasoned,
}

/// The permit that this one replaces: printed on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaces {
    /// The old one.
    pub permit: PermitId,
    /// Its number.
    pub number: PermitNumber,
    /// Its day of issue.
    pub issued_on: Date,
}

/// A difference between what left and what arrived (class D2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discrepancy {
    /// Which block.
    pub block: Block,
    /// What left.
    pub endorsed: Amount,
    /// What arrived.
    pub received: Amount,
}

/// What happens to the quota with an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PermitQuotaEffect {
    /// Nothing.
    None,
    /// These blocks are consumed with what really left; the rest goes back.
    Consume(Vec<Endorsed>),
    /// What is committed to these blocks goes back.
    Release(Vec<Block>),
    /// It moves to the replacement.
    Transfer(PermitId),
}

/// What happened, for the audit trail and the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermitEvent {
    /// The act.
    pub act: PermitActCode,
    /// Where it stood; `None` when it began.
    pub from: Option<PermitStatus>,
    /// Where it stands now.
    pub to: PermitStatus,
    /// By whom, when.
    pub stamp: Stamp,
    /// What happens to the quota.
    pub quota: PermitQuotaEffect,
    /// Differences to look into.
    pub discrepancies: Vec<Discrepancy>,
    /// Did what partners may read of it change between non-final, final and withdrawn?
    pub publish: bool,
    /// Must the destination's authority be told at once (revoked, lost, stolen, destroyed; and the Secretariat where
    /// the purpose is commercial)?
    pub alert: bool,
    /// The reason or text of the act, where it has one.
    pub note: Option<String>,
}

/// What partners may read of a permit (`spec/exchange.md` section 7; column `epix_visibility`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finality {
    /// As issued; box 14 may still change.
    NonFinal,
    /// Box 14 is what it is.
    Final,
    /// Not to be relied upon any more.
    Withdrawn,
}

/// The one word of the public page behind the QR code. "Not genuine" and "not known" are found before there is a
/// permit to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicStatus {
    /// May be presented.
    Valid,
    /// Its last day has passed.
    Expired,
    /// May not be used: cancelled, returned, revoked, suspended, void, seized, reported lost, stolen or destroyed.
    Cancelled,
    /// Another permit stands in its place.
    Replaced,
    /// Fully used.
    UsedUp,
}

impl PublicStatus {
    /// Stable code, key of the word in `locales/`.
    pub const fn code(self) -> &'static str {
        match self {
            PublicStatus::Valid => "valid",
            PublicStatus::Expired => "expired",
            PublicStatus::Cancelled => "cancelled",
            PublicStatus::Replaced => "replaced",
            PublicStatus::UsedUp => "used-up",
        }
    }
}
