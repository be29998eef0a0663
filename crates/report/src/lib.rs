//! THE YEAR. The annual trade report: which records become lines, the checks, the files.
//!
//! Records come in as [`Movement`]s and become typed [`ReportLine`]s ([`lines()`]); lines, or rows of somebody's CSV file,
//! are checked ([`check`]) and written ([`write`], [`xlsx`], [`build`]).
//! This room knows no file, clock, chance or network: bytes come from a reader, go to writers, and what does not fit
//! into memory goes to the [`Spill`] that the caller hands in.
//!
//! Sources: Convention Art. VIII.6-7; Guidelines for the preparation and submission of CITES annual reports;
//! the Trade Database's column lists and checks (`data/codes/annual_report_columns.csv`, `wcmc_validation_rules.csv`).

mod aggregate;
pub mod build;
mod cell;
pub mod check;
pub mod columns;
pub mod decimal;
mod findings;
mod first;
mod key;
pub mod lines;
mod own;
mod public;
mod rows;
mod second;
pub mod spill;
mod summary;
pub mod write;
pub mod xlsx;

pub use aggregate::headers as aggregated_headers;
pub use build::{BuildError, Earlier, Options, Outputs, Progress, build_from_csv};
pub use check::{Checked, Context, Finding, Law, LineFacts, Readiness, Row, Severity, check};
pub use columns::{Column, HeaderError, Profile, Sheet};
pub use lines::{
    Basis, Collected, CombinedSource, Flow, LeftOut, LeftOutReason, LineSettings, Movement, MovementLine, ReportLine,
    ToDo, ToDoReason, lines, sheet_of,
};
pub use own::OwnRule;
pub use spill::{MemorySpill, RunFile, Spill};
pub use summary::Summary;
pub use xlsx::{Cover, WorkbookError, workbook};
