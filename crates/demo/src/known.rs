//! What an outside program is told of the demonstration, so that it can drive it.

use cites::document::Block;
use cites::{Amount, CountryCode, PermitNumber, PermitStatus, Token, Unit};
use serde::{Deserialize, Serialize};

/// A permit whose number, code and state are told.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KnownPermit {
    /// The issuing Party.
    pub issuer: CountryCode,
    /// The country of import.
    pub importer: Option<CountryCode>,
    /// Number as printed.
    pub number: PermitNumber,
    /// Its security code.
    pub token: Token,
    /// The text of its QR code; empty for permits that were not signed.
    pub qr: String,
    /// Where it stands.
    pub state: PermitStatus,
    /// Every block with what is permitted.
    pub blocks: Vec<KnownBlock>,
    /// What it is good for, in a few English words.
    pub note: String,
}

/// A block of a known permit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownBlock {
    /// Its letter.
    pub id: Block,
    /// Permitted quantity.
    pub quantity: Amount,
    /// In this unit.
    pub unit: Unit,
}
