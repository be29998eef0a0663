//! What can go wrong between us and the database, in classes that a caller can act on.

/// Why the archive did not do what was asked.
///
/// `Display` says in English what to do; [`Error::code`] is the message key (prefix `store-`) for other languages.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database does not answer, or said goodbye. Nothing acknowledged is lost.
    #[error("The database does not answer. Try again in a moment; nothing that was confirmed is lost.")]
    Unavailable(#[source] sqlx::Error),
    /// Others were faster, several times in a row.
    #[error("Too many people are working on this at once. Try again.")]
    Busy,
    /// The disk of the database is full.
    #[error("The disk is full. Free space, then try again; nothing that was confirmed is lost.")]
    DiskFull,
    /// A constraint of the schema refused the change: a limit would be passed, a key repeated, or a rule of duty broken.
    #[error("The archive refused the change ({constraint}). Look at the case again.")]
    Refused {
        /// Name of the constraint or the column list that refused.
        constraint: String,
        /// Which sort of constraint.
        kind: Constraint,
    },
    /// The row was changed by somebody else since it was read.
    #[error("Somebody else changed this {0} in the meantime. Open it again.")]
    Stale(&'static str),
    /// A key that was used before came again with another content.
    #[error("This was already sent with other content. Reload the page and send it anew.")]
    KeyReused,
    /// A stored row that no state explains: an alarm, not a default.
    #[error("The archive holds a value that cannot be: column {column}: {reason}. Call the administrator.")]
    Corrupt {
        /// `table.column` or the name of the column asked for.
        column: String,
        /// What is wrong with it.
        reason: String,
    },
    /// An act changed rows and left no audit event, or more than one.
    #[error("The act {act} wrote {events} audit events; it must write exactly one.")]
    Unaudited {
        /// The act's name.
        act: &'static str,
        /// How many it asked for.
        events: usize,
    },
    /// The database was made by a newer program, or its history was changed.
    #[error("{0}")]
    Schema(String),
    /// The address of the database, the role or the folder cannot be used.
    #[error("{0}")]
    Setup(String),
    /// A backup file that is damaged, of another format, or restored onto data.
    #[error("{0}")]
    Backup(String),
    /// A file of the object folder is missing, damaged or cannot be written.
    #[error("A stored file cannot be used: {0}")]
    File(String),
    /// A value cannot be written as JSON.
    #[error("A value cannot be stored: {0}")]
    Encode(#[from] serde_json::Error),
    /// Anything else the driver said.
    #[error("The database refused a statement: {0}")]
    Sql(#[source] sqlx::Error),
}

/// Sort of a constraint that refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// Such a row is already there.
    Unique,
    /// A limit, a range or a rule of duty (`CHECK`).
    Check,
    /// The row it points to is missing.
    Reference,
    /// Append-only table, or another trigger.
    Trigger,
    /// Row-level security: another tenant.
    Wall,
}

impl Error {
    /// Message key in `locales/`, without prefix.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Unavailable(_) => "store-unavailable",
            Error::Busy => "store-busy",
            Error::DiskFull => "store-disk-full",
            Error::Refused { .. } => "store-refused",
            Error::Stale(_) => "store-stale",
            Error::KeyReused => "store-key-reused",
            Error::Corrupt { .. } => "store-corrupt",
            Error::Unaudited { .. } => "store-unaudited",
            Error::Schema(_) => "store-schema",
            Error::Setup(_) => "store-setup",
            Error::Backup(_) => "store-backup",
            Error::File(_) => "store-file",
            Error::Encode(_) => "store-encode",
            Error::Sql(_) => "store-sql",
        }
    }

    /// Did this constraint (or a unique key on a column of this name) refuse?
    pub fn refused_by(&self, name: &str) -> bool {
        matches!(self, Error::Refused { constraint, .. } if constraint.contains(name))
    }

    /// Is it a repeated key?
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Error::Refused { kind: Constraint::Unique, .. })
    }

    pub(crate) fn corrupt(column: impl Into<String>, reason: impl std::fmt::Display) -> Error {
        Error::Corrupt { column: column.into(), reason: reason.to_string() }
    }
}
