//! Why an act did not happen. Nothing changed then. Each error says what to do; internal causes stay in the log.

use permits::{ActError, FieldError};
use rules::Trace;

/// Why an act did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such thing, or none that the asker may know of: both get the same answer.
    #[error("There is no such {0} here. Check the number or the link.")]
    NotFound(&'static str),
    /// The actor may not do this.
    #[error("You may not do this; ask an officer who holds the right role.")]
    NotPermitted,
    /// The life of the thing does not allow it, a duty forbids it, or boxes need attention.
    #[error(transparent)]
    Act(ActError),
    /// One value is not right.
    #[error("{help}")]
    Value {
        /// Which box.
        field: String,
        /// Message key.
        code: String,
        /// What to do.
        help: String,
    },
    /// A rule forbids it, or something is still awaited.
    #[error("The rules do not allow it now; read the checks to see what is needed.")]
    Rules(Box<Trace>),
    /// The quota does not allow it.
    #[error(transparent)]
    Quota(#[from] permits::quota::QuotaError),
    /// The signature did not come about.
    #[error(transparent)]
    Order(#[from] permits::signing::OrderError),
    /// The key did not sign.
    #[error(transparent)]
    Signer(#[from] permits::signing::SignerError),
    /// The archive refused or does not answer.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The partner's system did not answer.
    #[error(transparent)]
    Courier(#[from] super::faces::CourierError),
    /// The partner answered with a fault.
    #[error("The partner's system answered: {text}")]
    Fault {
        /// Its token or text.
        text: String,
    },
    /// What the partner sent cannot be used.
    #[error("What the partner sent cannot be used: {text}")]
    Message {
        /// What is wrong with it.
        text: String,
    },
    /// Something of ours is broken; the text is for the log, people get an incident number.
    #[error("Something went wrong on our side ({0}).")]
    Internal(String),
}

impl Error {
    /// A value that is not right.
    pub fn value(field: &str, code: &str, help: impl Into<String>) -> Error {
        Error::Value { field: field.to_owned(), code: code.to_owned(), help: help.into() }
    }

    /// A parse error of a box.
    pub fn parse(field: &str, error: cites::ParseError) -> Error {
        Error::Value { field: field.to_owned(), code: error.code.to_owned(), help: error.help }
    }

    /// Something of ours is broken.
    pub fn internal(cause: impl std::fmt::Display) -> Error {
        Error::Internal(cause.to_string())
    }

    /// Message key in `locales/`.
    pub fn code(&self) -> String {
        match self {
            Error::NotFound(_) => "not-found".into(),
            Error::NotPermitted => "not-permitted".into(),
            Error::Act(e) => e.code().to_owned(),
            Error::Value { code, .. } => code.clone(),
            Error::Rules(_) => "rules-stop".into(),
            Error::Quota(e) => e.code().to_owned(),
            Error::Order(e) => e.code().to_owned(),
            Error::Signer(e) => e.code().to_owned(),
            Error::Store(e) => e.code().to_owned(),
            Error::Courier(_) => "partner-silent".into(),
            Error::Fault { .. } => "partner-fault".into(),
            Error::Message { .. } => "partner-message".into(),
            Error::Internal(_) => "internal".into(),
        }
    }

    /// Boxes that need attention.
    pub fn fields(&self) -> Vec<FieldError> {
        match self {
            Error::Act(ActError::Form(fields)) => fields.clone(),
            Error::Value { field, code, help } => {
                vec![FieldError { field: field.clone(), code: code.clone(), help: help.clone() }]
            }
            _ => Vec::new(),
        }
    }

    /// Is it ours to mend, so that people get an incident number and not the text?
    pub fn is_internal(&self) -> bool {
        match self {
            Error::Internal(_) => true,
            Error::Store(e) => !matches!(
                e,
                store::Error::Busy
                    | store::Error::Refused { .. }
                    | store::Error::Stale(_)
                    | store::Error::KeyReused
                    | store::Error::DiskFull
                    | store::Error::Unavailable(_)
            ),
            _ => false,
        }
    }
}

impl From<ActError> for Error {
    fn from(error: ActError) -> Error {
        match error {
            ActError::NotPermitted { .. } => Error::NotPermitted,
            other => Error::Act(other),
        }
    }
}
