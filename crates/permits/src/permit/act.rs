//! The acts on a permit, each with what must be known to do it.

use super::state::{Direction, FigureSource};
use crate::permission::PermitActCode;
use cites::document::{Block, Endorsed};
use cites::ids::PermitId;
use cites::{Amount, Date, PermitNumber, Timestamp, Unit};

/// An act on a permit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PermitAct {
    /// Hand it over, on paper or electronically.
    Deliver,
    /// Endorse at export.
    Endorse(EndorsementFacts),
    /// One border crossing of a reusable document.
    EndorseOneMovement(MovementFacts),
    /// Hold at the border.
    Hold {
        /// Why, never blank.
        reason: String,
    },
    /// Let it go.
    Release {
        /// What was cleared.
        reason: String,
    },
    /// Seize as evidence.
    Seize {
        /// The seizure, never blank.
        reason: String,
    },
    /// What the importing Party received.
    ConfirmQuantities(ConfirmationFacts),
    /// The Party's waiting time is over.
    ConfirmationTimeout,
    /// The last day has passed.
    Expire {
        /// Today on the calendar of the authority.
        today: Date,
    },
    /// The holder declares it unused.
    DeclareUnused {
        /// How it is known, never blank.
        reason: String,
    },
    /// An export that happened in time is endorsed now.
    LateEndorsement {
        /// Box 14.
        facts: EndorsementFacts,
        /// What shows it, never blank.
        evidence: String,
    },
    /// The holder returns it unused.
    Return {
        /// Today on the calendar of the authority.
        today: Date,
        /// Why; may be blank.
        reason: String,
    },
    /// Cancel before use.
    Cancel {
        /// The error that was found, never blank.
        reason: String,
    },
    /// Revoke.
    Revoke {
        /// Why, never blank.
        reason: String,
    },
    /// Suspend.
    Suspend {
        /// Why, never blank.
        reason: String,
    },
    /// End the suspension.
    Reinstate {
        /// Today on the calendar of the authority.
        today: Date,
        /// Why, never blank.
        reason: String,
    },
    /// The holder's signed statement.
    ReportLost {
        /// What happened, never blank.
        statement: String,
    },
    /// The holder's statement, with the police report where the law asks for it.
    ReportStolen {
        /// What happened, never blank.
        statement: String,
    },
    /// The holder's statement.
    ReportDestroyed {
        /// What happened, never blank.
        statement: String,
    },
    /// Replace by a new permit.
    Replace {
        /// The new one.
        by: PermitId,
        /// Its number.
        number: PermitNumber,
        /// Why, never blank.
        reason: String,
    },
    /// Declare lines void.
    Void {
        /// Which, at least one.
        blocks: Vec<Block>,
        /// The false premise, never blank.
        reason: String,
    },
}

/// Box 14 and 15 as presented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndorsementFacts {
    /// Every block that is not void, once; zero for what did not leave.
    pub quantities: Vec<Endorsed>,
    /// Port or office.
    pub port: String,
    /// Its name.
    pub port_name: String,
    /// Endorsing officer and title.
    pub officer: String,
    /// When the specimens were presented.
    pub at: Timestamp,
    /// The same moment's day on the port's calendar; decides whether the permit was still valid.
    pub on: Date,
    /// Box 15.
    pub transport_document: Option<String>,
    /// Where the figures come from.
    pub source: FigureSource,
}

/// One border crossing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovementFacts {
    /// Which way.
    pub direction: Direction,
    /// Blocks that crossed.
    pub quantities: Vec<Endorsed>,
    /// Port or office.
    pub port: String,
    /// Its name.
    pub port_name: String,
    /// Officer and title.
    pub officer: String,
    /// When.
    pub at: Timestamp,
    /// The day on the port's calendar.
    pub on: Date,
}

/// Quantities as the importing Party (or our own customs by the same message) tells them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmationFacts {
    /// At least one block; those left out stay open.
    pub lines: Vec<ConfirmedLine>,
    /// Does our Party take a confirmation as the end where nobody endorsed at export? (Default: yes.)
    pub accept_importer_as_final: bool,
}

/// One block of a confirmation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmedLine {
    /// Which block.
    pub block: Block,
    /// How much.
    pub quantity: Amount,
    /// In which unit; `None`: the one of box 11.
    pub unit: Option<Unit>,
}

impl PermitAct {
    /// The code in the column `event`.
    pub fn code(&self) -> PermitActCode {
        match self {
            PermitAct::Deliver => PermitActCode::Deliver,
            PermitAct::Endorse(_) => PermitActCode::Endorse,
            PermitAct::EndorseOneMovement(_) => PermitActCode::EndorseOneMovement,
            PermitAct::Hold { .. } => PermitActCode::Hold,
            PermitAct::Release { .. } => PermitActCode::Release,
            PermitAct::Seize { .. } => PermitActCode::Seize,
            PermitAct::ConfirmQuantities(_) => PermitActCode::ConfirmQuantities,
            PermitAct::ConfirmationTimeout => PermitActCode::ConfirmationTimeout,
            PermitAct::Expire { .. } => PermitActCode::Expire,
            PermitAct::DeclareUnused { .. } => PermitActCode::DeclareUnused,
            PermitAct::LateEndorsement { .. } => PermitActCode::LateEndorsement,
            PermitAct::Return { .. } => PermitActCode::Return,
            PermitAct::Cancel { .. } => PermitActCode::Cancel,
            PermitAct::Revoke { .. } => PermitActCode::Revoke,
            PermitAct::Suspend { .. } => PermitActCode::Suspend,
            PermitAct::Reinstate { .. } => PermitActCode::Reinstate,
            PermitAct::ReportLost { .. } => PermitActCode::ReportLost,
            PermitAct::ReportStolen { .. } => PermitActCode::ReportStolen,
            PermitAct::ReportDestroyed { .. } => PermitActCode::ReportDestroyed,
            PermitAct::Replace { .. } => PermitActCode::Replace,
            PermitAct::Void { .. } => PermitActCode::Void,
        }
    }
}
