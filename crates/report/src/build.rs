//! `report build`: from somebody's CSV file to the report, in bounded memory.
//!
//! First pass: every row is read, cleaned, checked; findings are written as they appear; what can stand in the report
//! goes packed into a sort by permit. Second pass: the sorted lines are written and added up. Checks that depend on the
//! nine keys only run once per combination; a combination that comes again is one look-up.

use crate::check::{Context, Finding, Law, Readiness};
use crate::columns::{HeaderError, Layout, Profile};
use crate::decimal;
pub use crate::findings::FINDINGS_HEADERS;
use crate::findings::FindingsFile;
use crate::first::FirstPass;
use crate::key::Names;
use crate::own::OwnRule;
use crate::rows::{Found, Rows};
use crate::second::SecondPass;
use crate::spill::{Sorter, Spill};
use crate::summary::Summary;
use cites::CountryCode;
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::ops::ControlFlow;

/// Name of the line-by-line file.
pub const LINES_FILE: &str = "report-lines.csv";
/// Name of the aggregated table.
pub const AGGREGATED_FILE: &str = "report-aggregated.csv";
/// Name of the list of findings.
pub const FINDINGS_FILE: &str = "report-findings.csv";
/// Name of the summary.
pub const SUMMARY_FILE: &str = "summary.json";

/// Bytes that the sort holds before it spills.
pub(crate) const SORT_BUDGET: usize = 48 * 1024 * 1024;
/// Rows between two looks at whether to go on.
pub(crate) const WATCH_EVERY: u64 = 4_096;

/// Where the trade of an earlier report is looked up: the duplicate rule of the Trade Database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Earlier<'a> {
    /// Appendix.
    pub appendix: &'a str,
    /// Name as reported.
    pub species: &'a str,
    /// Year.
    pub year: &'a str,
    /// Number of the permit.
    pub permit: &'a str,
}

/// How to build.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Header set of input and output.
    pub profile: Profile,
    /// The reporting Party, for the rules on distinct countries and on range States.
    pub reporter: Option<CountryCode>,
    /// The year of the report; `None` lets every year pass.
    pub year: Option<i16>,
    /// Most decimals of a quantity, at most six; three proposed.
    pub decimals: u8,
    /// Was this reported before? `None`: there is no earlier report.
    pub reported_before: Option<&'a dyn Fn(&Earlier<'_>) -> bool>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options { profile: Profile::Y2025, reporter: None, year: None, decimals: 3, reported_before: None }
    }
}

/// Where the files go. The caller makes them whole or not at all.
pub struct Outputs<'a> {
    /// [`LINES_FILE`].
    pub lines: &'a mut dyn Write,
    /// [`AGGREGATED_FILE`].
    pub aggregated: &'a mut dyn Write,
    /// [`FINDINGS_FILE`]; written while the input is read.
    pub findings: &'a mut dyn Write,
}

/// How far a build is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Rows read so far.
    pub rows_read: u64,
    /// Bytes read so far.
    pub bytes_read: u64,
    /// Lines written so far.
    pub lines_written: u64,
    /// What was found so far.
    pub readiness: Readiness,
}

/// Why nothing was built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The header row is not the expected set.
    #[error(transparent)]
    Header(#[from] HeaderError),
    /// There is not even a header row.
    #[error("the file is empty; its first row must name the columns")]
    Empty,
    /// The bytes are a spreadsheet, an archive or another binary file.
    #[error("the file cannot be processed: it is not CSV; save the table as CSV (UTF-8) and try again")]
    NotCsv,
    /// The caller said stop.
    #[error("stopped; nothing was built")]
    Stopped,
    /// Reading the input failed.
    #[error("failed to read the input: {0}")]
    Read(#[source] io::Error),
    /// Writing a file or a temporary run failed.
    #[error("failed to write the report: {0}")]
    Write(#[source] io::Error),
}

/// Builds the report from a CSV file.
///
/// `spill` gives temporary files for the sort, `watch` is asked every few thousand rows whether to go on.
/// Lines come out sorted by permit (imports: the import permit, else the export permit), lines of one permit in the
/// order of the file. Rows that the Trade Database would block, and rows that cannot be written, stand only in the
/// findings.
///
/// # Errors
/// [`BuildError`]; what was written until then is to be thrown away.
pub fn build_from_csv(
    input: impl Read,
    law: Law<'_>,
    options: &Options<'_>,
    spill: &mut dyn Spill,
    outputs: Outputs<'_>,
    watch: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
) -> Result<Summary, BuildError> {
    let mut rows = Rows::new(input);
    let start = rows.peek().map_err(BuildError::Read)?;
    if start.is_empty() {
        return Err(BuildError::Empty);
    }
    // Spreadsheets are zip archives or old binary files; NUL never stands in the first bytes of a table.
    if start.starts_with(b"PK\x03\x04") || start.iter().take(1024).any(|b| *b == 0) {
        return Err(BuildError::NotCsv);
    }
    let layout = match rows.next().map_err(BuildError::Read)? {
        Found::Row(_) => Layout::read((0..rows.count()).map(|i| rows.cell(i)), options.profile)?,
        Found::TooLong(_) => return Err(BuildError::NotCsv),
        Found::End => return Err(BuildError::Empty),
    };
    let context = Context { law, reporter: options.reporter, year: options.year };
    let mut findings = FindingsFile::new(outputs.findings).map_err(BuildError::Write)?;
    let mut sorter = Sorter::new(&mut *spill, SORT_BUDGET);
    let mut names = Names::default();
    let mut summary = Summary {
        sheet: layout.sheet,
        profile: options.profile,
        reporter: options.reporter,
        year: options.year,
        decimals: options.decimals.min(decimal::MAX_DECIMALS),
        bytes_read: 0,
        rows_read: 0,
        rows_latin1: 0,
        lines_written: 0,
        rows_withheld: 0,
        aggregated_rows: 0,
        permits: 0,
        readiness: Readiness::default(),
        findings: BTreeMap::new(),
        not_checked: BTreeMap::new(),
    };
    let mut pass = FirstPass::new(&layout, context, summary.decimals);
    loop {
        let line = match rows.next().map_err(BuildError::Read)? {
            Found::End => break,
            Found::TooLong(line) => {
                findings.clear();
                findings.push(&Finding::own(line, OwnRule::RowTooLong, &[], ""));
                summary.rows_read += 1;
                findings.end_line(line, &mut summary).map_err(BuildError::Write)?;
                continue;
            }
            Found::Row(line) => line,
        };
        if (0..rows.count()).all(|i| rows.cell(i).trim().is_empty()) {
            continue;
        }
        summary.rows_read += 1;
        summary.rows_latin1 += u64::from(rows.is_latin1());
        findings.clear();
        let packed = pass.row(&rows, line, &mut names, &mut findings);
        let withheld = findings.end_line(line, &mut summary).map_err(BuildError::Write)?;
        match packed {
            Some(packed) if !withheld => {
                pass.payload(&packed, line);
                sorter.push(pass.permit.as_bytes(), &pass.payload).map_err(BuildError::Write)?;
            }
            _ => {}
        }
        if summary.rows_read.is_multiple_of(WATCH_EVERY) {
            go_on(watch, &summary, rows.bytes())?;
        }
    }
    summary.bytes_read = rows.bytes();
    pass.count_not_checked(&mut summary);
    drop((rows, pass));
    let sorted = sorter.finish().map_err(BuildError::Write)?;
    let second = SecondPass { names: &names, options, findings: &mut findings, group: Vec::new() };
    second.run(sorted, spill, &mut summary, outputs.lines, outputs.aggregated, watch)?;
    findings.finish().map_err(BuildError::Write)?;
    Ok(summary)
}

/// Asks whether to go on.
pub(crate) fn go_on(
    watch: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    summary: &Summary,
    bytes_read: u64,
) -> Result<(), BuildError> {
    let progress = Progress {
        rows_read: summary.rows_read,
        bytes_read,
        lines_written: summary.lines_written,
        readiness: summary.readiness,
    };
    match watch(&progress) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(BuildError::Stopped),
    }
}
