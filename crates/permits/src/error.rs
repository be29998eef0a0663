//! Why an act is refused: a stable key for the word lists and one English sentence that says what to do.

use crate::draft::FieldError;
use crate::duty::DutyRule;
use cites::document::Block;
use cites::{Amount, ApplicationStatus, PermitStatus, Unit};

/// An act that did not happen. Nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActError {
    /// The actor holds no role that may do it, or is not on this case's side.
    #[error("You may not do this; ask an officer who holds the right role.")]
    NotPermitted {
        /// Code of the act.
        act: &'static str,
    },
    /// The application stands where this act does not lead on.
    #[error("The application is now “{}”; reload the page to see what can be done.", state.name(cites::Lang::En))]
    NotInApplicationState {
        /// Code of the act.
        act: &'static str,
        /// Where it stands.
        state: ApplicationStatus,
    },
    /// The permit stands where this act does not lead on.
    #[error("The permit is now “{}”; reload the page to see what can be done.", state.name(cites::Lang::En))]
    NotInPermitState {
        /// Code of the act.
        act: &'static str,
        /// Where it stands.
        state: PermitStatus,
    },
    /// Duties that must be kept apart.
    #[error("{}", .0.help())]
    Duty(DutyRule),
    /// Boxes of the form that are not complete or not right.
    #[error("Correct the form: {} boxes need your attention.", .0.len())]
    Form(Vec<FieldError>),
    /// Something else that must hold first.
    #[error("{help}")]
    Precondition {
        /// Message key.
        code: &'static str,
        /// What to do.
        help: String,
    },
    /// A line of the permit.
    #[error("Line {block}: {problem}")]
    Line {
        /// Which block, as named by the caller.
        block: Block,
        /// What is wrong with it.
        problem: LineProblem,
    },
}

/// What is wrong with one line of an endorsement or a confirmation (`spec/exchange.md` section 7, rule 4).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineProblem {
    /// The permit has no such block.
    #[error("this permit has no such block; use the letters printed on it.")]
    UnknownPosition,
    /// The block is named twice.
    #[error("the block stands twice; name it once.")]
    DuplicatePosition,
    /// A block is not named.
    #[error("say how much of this block left; 0 when nothing did.")]
    MissingPosition,
    /// More than box 11.
    #[error("{actual} is more than the permitted {permitted}; hold the consignment and call the Management Authority.")]
    QuantityExceedsPermit {
        /// What was found.
        actual: Amount,
        /// What is permitted.
        permitted: Amount,
    },
    /// Another unit than box 11.
    #[error("give the quantity in the unit of the permit, {expected}.")]
    UnitMismatch {
        /// Unit of box 11.
        expected: Unit,
    },
    /// A broken count.
    #[error("give a whole number: these specimens are counted.")]
    NotWhole,
    /// Confirmed before, with another quantity.
    #[error("this block was confirmed before with {before}; contact the issuing authority to correct it.")]
    AlreadyConfirmed {
        /// The quantity on file.
        before: Amount,
    },
    /// The block was declared void.
    #[error("this block is void; it may not be used.")]
    Void,
}

impl ActError {
    /// A failed precondition.
    pub fn precondition(code: &'static str, help: impl Into<String>) -> ActError {
        ActError::Precondition { code, help: help.into() }
    }

    /// Stable key of the message, kebab-case.
    pub fn code(&self) -> &'static str {
        match self {
            ActError::NotPermitted { .. } => "not-permitted",
            ActError::NotInApplicationState { .. } => "application-state",
            ActError::NotInPermitState { .. } => "permit-state",
            ActError::Duty(rule) => rule.code(),
            ActError::Form(_) => "form-errors",
            ActError::Precondition { code, .. } => code,
            ActError::Line { problem, .. } => problem.code(),
        }
    }
}

impl LineProblem {
    /// Stable key of the message, kebab-case.
    pub fn code(&self) -> &'static str {
        match self {
            LineProblem::UnknownPosition => "unknown-position",
            LineProblem::DuplicatePosition => "duplicate-position",
            LineProblem::MissingPosition => "missing-position",
            LineProblem::QuantityExceedsPermit { .. } => "quantity-exceeds-permit",
            LineProblem::UnitMismatch { .. } => "unit-mismatch",
            LineProblem::NotWhole => "quantity-whole",
            LineProblem::AlreadyConfirmed { .. } => "already-confirmed",
            LineProblem::Void => "line-void",
        }
    }
}
