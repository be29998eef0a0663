//! What only some kinds of document ask for, over the API.

use permits::particulars::ParticularsInput;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Answers that only some kinds of document ask for, as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Particulars {
    /// Replacements and retrospective documents: code of the document it stands for.
    pub base_type: String,
    /// Replacements and retrospective documents: why.
    pub reason: String,
    /// Name of the travelling exhibition.
    pub exhibition: String,
    /// Number of its registration.
    pub registration: String,
    /// Maker of the instrument.
    pub maker: String,
    /// Its serial number.
    pub serial: String,
    /// When it was made.
    pub made: String,
    /// `ATA` or `TIR`.
    pub carnet_kind: String,
    /// Number of the carnet.
    pub carnet_number: String,
    /// Last day of the carnet, `YYYY-MM-DD`.
    pub carnet_date: String,
    /// Ship.
    pub vessel: String,
    /// Where at sea.
    pub sea_area: String,
    /// `one` landing or a `total`.
    pub landings: String,
    /// Introduction from the sea: the State whose flag the ship flies, country code.
    pub flag: String,
    /// Introduction from the sea: the State in whose port the specimens are landed, country code.
    pub landed_in: String,
    /// Caviar of a shared stock: `yes` or `no`.
    pub shared_stock: String,
    /// Simplified procedure: how many blanks.
    pub blanks: String,
    /// Simplified procedure: boxes that stay open, of 7, 9 and 11, divided by commas; box 3 always is.
    pub open_boxes: String,
    /// Personal or household effects: `carried`, `household` or `sent`; blank: not claimed.
    pub carriage: String,
    /// Where their owner lives.
    pub residence: String,
    /// Where the owner acquired them.
    pub acquired_in: String,
    /// How many people share them; blank: one.
    pub persons: String,
}

impl From<Particulars> for ParticularsInput {
    fn from(p: Particulars) -> ParticularsInput {
        ParticularsInput {
            base_type: p.base_type,
            reason: p.reason,
            exhibition: p.exhibition,
            registration: p.registration,
            maker: p.maker,
            serial: p.serial,
            made: p.made,
            carnet_kind: p.carnet_kind,
            carnet_number: p.carnet_number,
            carnet_date: p.carnet_date,
            vessel: p.vessel,
            sea_area: p.sea_area,
            landings: p.landings,
            flag: p.flag,
            landed_in: p.landed_in,
            shared_stock: p.shared_stock,
            blanks: p.blanks,
            open_boxes: p.open_boxes,
            blank: String::new(),
            amended: String::new(),
            carriage: p.carriage,
            residence: p.residence,
            acquired_in: p.acquired_in,
            persons: p.persons,
        }
    }
}

impl From<&ParticularsInput> for Particulars {
    fn from(p: &ParticularsInput) -> Particulars {
        let p = p.clone();
        Particulars {
            base_type: p.base_type,
            reason: p.reason,
            exhibition: p.exhibition,
            registration: p.registration,
            maker: p.maker,
            serial: p.serial,
            made: p.made,
            carnet_kind: p.carnet_kind,
            carnet_number: p.carnet_number,
            carnet_date: p.carnet_date,
            vessel: p.vessel,
            sea_area: p.sea_area,
            landings: p.landings,
            flag: p.flag,
            landed_in: p.landed_in,
            shared_stock: p.shared_stock,
            blanks: p.blanks,
            open_boxes: p.open_boxes,
            carriage: p.carriage,
            residence: p.residence,
            acquired_in: p.acquired_in,
            persons: p.persons,
        }
    }
}
