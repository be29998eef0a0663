//! THE YEAR. The annual trade report: which records become lines, the checks, the files.
//!
//! Records come in as [`Movement`]s and become typed [`ReportLine`]s ([`lines()`]); lines, or rows of somebody's CSV file,
//! are checked ([`check`]) and written ([`write`], [`xlsx`], [`build`]).
//! This room knows no file, clock, chance or network: bytes come from a reader, go to writers, and what does not fit
//! into memory goes to the [`Spill`] that the caller hands in.
//!
//! Sources: Convention Art. VIII.6-7; Guidelines for the preparation and submission of CITES annual reports;
//! the Trade Database's column lists and checks (`data/codes/annual_report_columns.csv`, `wcmc_validation_rules.csv`).

pub mod columns;
pub mod lines;

pub use columns::{Column, HeaderError, Profile, Sheet};
pub use lines::{
    Basis, Collected, CombinedSource, Flow, LeftOut, LeftOutReason, LineSettings, Movement, MovementLine, ReportLine,
    ToDo, ToDoReason, lines,
};
