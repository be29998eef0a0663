//! At the border and on the street: customs and the public check.

mod arrivals;
mod border;
mod crossing;
mod customs;
mod expected;
mod landing;
mod plant_export_new;
mod plant_exports;
mod plants;
mod transit;
mod verify;

pub use arrivals::{ArrivalEntry, ArrivalLine, Arrivals, ArrivalsPage, OnPaper};
pub use border::{BorderPage, PresentedRow};
pub(crate) use crossing::crossings;
pub use crossing::{CrossingPage, CrossingRow};
pub use customs::{ControlLine, Customs, CustomsAnswer, EndorsePage, Found, Lane, ReceiptPage};
pub use expected::{Expected, ExpectedRow};
pub use landing::{LandingLine, LandingPage};
pub use plant_export_new::{PlantCard, PlantExportNewPage};
pub use plant_exports::{PlantExportCard, PlantExportPage, PlantExportRow, PlantExportsPage};
pub use plants::{PlantRow, PlantsPage, TimberPage};
pub use transit::{TransitPage, TransitRow};
pub use verify::{Answer, VerifyLine, VerifyPage, VerifyResult};
