//! The permit message: toolkit version 2 (`CITESEPermit`) and version 1 (`CBFShip`); `spec/exchange.md` sections 2 and 3.

pub mod compare;
pub mod grammar;
mod kind;
mod read;
mod shape;
mod typed;
pub mod v1;
pub mod v2;
pub mod view;
mod write;

pub use compare::{Difference, compare};
pub use read::{Received, read, read_tree};
pub use view::View;
pub use write::StatusNote;

use cites::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Which toolkit a message follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Version {
    /// Toolkit 1.0 (2010), root `CBFShip`.
    V1,
    /// Toolkit 2.0 (2013), root `CITESEPermit`.
    V2,
}

impl Version {
    /// Local name of the message's root element.
    pub const fn root(self) -> &'static str {
        match self {
            Version::V1 => "CBFShip",
            Version::V2 => "CITESEPermit",
        }
    }

    /// Namespace of the root and its three children (prefix `rsm`).
    pub const fn message_namespace(self) -> &'static str {
        match self {
            Version::V1 => "urn:un:unece:uncefact:data:draft:CBFShip:1",
            Version::V2 => "urn:un:unece:uncefact:data:standard:CITESEPermit:2",
        }
    }

    /// Namespace of the EPIX service that carries it.
    pub const fn service_namespace(self) -> &'static str {
        match self {
            Version::V1 => "urn:CitesDataExchange/v1/",
            Version::V2 => "urn:CitesDataExchange/v2/",
        }
    }
}

/// Namespace of every component below the three children of the root, in both versions (prefix `ram`, written as default).
pub const COMPONENTS: &str = "urn:un:unece:uncefact:data:draft:ReusableAggregateBusinessInformationEntity:1";

/// How much a finding about a received message matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Level {
    /// Worth knowing; nothing is lost.
    Info,
    /// Something was mended, assumed or not understood.
    Warning,
    /// The message is not a complete permit in the sense of Res. Conf. 12.3; a person must look.
    Severe,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::Info => "INFO",
            Level::Warning => "WARNING",
            Level::Severe => "SEVERE",
        })
    }
}

/// One finding about a received message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// Where: element names below the root joined by `/`, `[n]` counted from 1 on repeated elements.
    pub path: String,
    /// How much it matters.
    pub level: Level,
    /// Stable message key, for example `unit-unknown`.
    pub code: String,
    /// One English sentence that says what to do or what was done.
    pub text: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.level, self.path, self.text)
    }
}

/// The first and last day a message gives a meaning to, for readers of half-filled documents.
pub(crate) fn date_of(text: &str) -> Option<Date> {
    let day = text.get(..10)?;
    let rest = text.get(10..)?;
    (rest.is_empty() || rest.starts_with('T')).then(|| day.parse().ok()).flatten()
}
