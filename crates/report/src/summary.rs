//! `summary.json`: what was built from what, in figures.

use crate::check::Readiness;
use crate::columns::{Profile, Sheet};
use cites::CountryCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Figures of a report that was built from a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Which table the file was.
    pub sheet: Sheet,
    /// Which header set was read and written.
    pub profile: Profile,
    /// The reporting Party, where it was given.
    pub reporter: Option<CountryCode>,
    /// The year of the report, where it was given.
    pub year: Option<i16>,
    /// Most decimals of a quantity.
    pub decimals: u8,
    /// Bytes read.
    pub bytes_read: u64,
    /// Rows read, blank ones left out.
    pub rows_read: u64,
    /// Rows that were not UTF-8 and were read as Latin-1.
    pub rows_latin1: u64,
    /// Lines in `report-lines.csv`.
    pub lines_written: u64,
    /// Rows withheld from it.
    pub rows_withheld: u64,
    /// Rows in `report-aggregated.csv`.
    pub aggregated_rows: u64,
    /// Distinct permit numbers.
    pub permits: u64,
    /// How far the report is from being ready.
    pub readiness: Readiness,
    /// Findings by rule.
    pub findings: BTreeMap<String, u64>,
    /// Rows for which a rule of the Trade Database applied without data to decide it, by rule. Not passed: not checked.
    pub not_checked: BTreeMap<String, u64>,
}

impl Summary {
    /// The summary as indented JSON with a line end.
    pub fn to_json(&self) -> String {
        // A struct of numbers, enums and string keys always serialises.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}
