//! `report build`: from somebody's CSV file to the report, in bounded memory.
//!
//! First pass: every row is read, cleaned, checked; findings are written as they appear; what can stand in the report
//! goes packed into a sort by permit. Second pass: the sorted lines are written and added up. Checks that depend on the
//! nine keys only run once per combination; a combination that comes again is one look-up.

use crate::aggregate::Aggregator;
use crate::cell;
use crate::check::{Context, Finding, LineFacts, Readiness, Row, Severity, check_codes, check_line};
use crate::columns::{AGGREGATION_KEYS, Column, ExtraColumn, HeaderError, Layout, Profile, Sheet, columns};
use crate::decimal::{self, Unwritable};
use crate::key::{Key, Names};
use crate::own::OwnRule;
use crate::rows::{Found, Rows, clean};
use crate::spill::{Sorted, Sorter, Spill};
use crate::summary::Summary;
use crate::write;
use cites::taxa::Taxonomy;
use cites::{CountryCode, DocumentType, Lang, Unit};
use std::collections::{BTreeMap, HashMap};
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
const SORT_BUDGET: usize = 48 * 1024 * 1024;
/// Combinations of codes remembered as checked.
const MOST_REMEMBERED: usize = 700_000;
/// Most findings kept ready to be written again.
const MOST_VERDICTS: usize = 50_000;
/// Longest text that a cell of the report may have, in bytes.
const LONGEST_CELL: usize = 2_000;
/// Rows between two looks at whether to go on.
const WATCH_EVERY: u64 = 4_096;

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
    taxa: &Taxonomy,
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
    let context = Context { taxa, sheet: layout.sheet, reporter: options.reporter, year: options.year };
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
        if summary.rows_read % WATCH_EVERY == 0 {
            go_on(watch, &summary, rows.bytes())?;
        }
    }
    summary.bytes_read = rows.bytes();
    drop((rows, pass));
    let sorted = sorter.finish().map_err(BuildError::Write)?;
    let second = SecondPass { names: &names, options, findings: &mut findings, group: Vec::new() };
    second.run(sorted, spill, &mut summary, outputs.lines, outputs.aggregated, watch)?;
    findings.finish().map_err(BuildError::Write)?;
    Ok(summary)
}

fn go_on(
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

/// A row that can stand in the report.
struct Packed {
    key: Key,
    micro: i64,
}

/// What the first pass keeps between rows.
struct FirstPass<'a> {
    layout: &'a Layout,
    context: Context<'a>,
    decimals: u8,
    scratch: [String; Column::COUNT],
    /// Combinations of codes that were checked before: 0 is clean, else the place of the verdict, counted from 1.
    remembered: HashMap<Key, u32>,
    verdicts: Vec<Vec<Verdict>>,
    old_units: Vec<(&'static str, &'static str)>,
    found: Vec<Finding>,
    permit: String,
    others: [String; 4],
    payload: Vec<u8>,
}

impl<'a> FirstPass<'a> {
    fn new(layout: &'a Layout, context: Context<'a>, decimals: u8) -> FirstPass<'a> {
        let current = |u: &&Unit| u.status() == "current" && u.wcmc_2013() != u.code() && !u.wcmc_2013().is_empty();
        FirstPass {
            layout,
            context,
            decimals,
            scratch: Default::default(),
            remembered: HashMap::new(),
            verdicts: Vec::new(),
            old_units: Unit::ALL
                .iter()
                .filter(current)
                .filter(|u| Unit::from_code(u.wcmc_2013()).is_none())
                .map(|u| (u.wcmc_2013(), u.code()))
                .collect(),
            found: Vec::new(),
            permit: String::new(),
            others: Default::default(),
            payload: Vec::new(),
        }
    }

    /// Checks a row; `None` when it cannot stand in the report at all.
    fn row(
        &mut self,
        rows: &Rows<impl Read>,
        line: u64,
        names: &mut Names,
        findings: &mut FindingsFile<'_>,
    ) -> Option<Packed> {
        if rows.count() != self.layout.width() || (0..rows.count()).any(|i| rows.cell(i).len() > LONGEST_CELL) {
            let finding = if rows.count() == self.layout.width() {
                Finding::own(line, OwnRule::RowTooLong, &[], "")
            } else {
                Finding::own(line, OwnRule::RowCells, &[], rows.count().to_string())
            };
            findings.push(&finding);
            return None;
        }
        let mut scratch = std::mem::take(&mut self.scratch);
        let packed = self.cells(rows, line, &mut scratch, names, findings);
        self.scratch = scratch;
        packed
    }

    fn cells(
        &mut self,
        rows: &Rows<impl Read>,
        line: u64,
        scratch: &mut [String; Column::COUNT],
        names: &mut Names,
        findings: &mut FindingsFile<'_>,
    ) -> Option<Packed> {
        let mut row = Row::default();
        for (column, scratch) in Column::ALL.iter().zip(scratch.iter_mut()) {
            if let Some(place) = self.layout.place(*column) {
                row.cells[column.index()] = tidy(*column, rows.cell(place), scratch);
            }
        }
        let unit = &mut row.cells[Column::UnitCode.index()];
        if let Some((old, new)) = self.old_units.iter().find(|(old, _)| old == unit) {
            findings.push(&Finding::own(line, OwnRule::UnitOldCode, &[Column::UnitCode], *old));
            *unit = new;
        }
        let quantity = decimal::read(row.get(Column::Quantity), self.decimals);
        let facts = self.facts(rows);
        let keyed = self.check_codes(line, &row, quantity, names, findings);
        check_line(line, &row, quantity, &facts, &self.context, &mut self.found);
        for finding in self.found.drain(..) {
            findings.push(&finding);
        }
        let (key, micro) = (keyed?, quantity.ok()?.micro);
        self.take_numbers(&row);
        Some(Packed { key: self.reported(key, &row), micro })
    }

    /// The checks that depend on the codes: looked up where the combination was seen before. `None` when a primary
    /// check fails.
    fn check_codes(
        &mut self,
        line: u64,
        row: &Row<'_>,
        quantity: Result<decimal::Reading, Unwritable>,
        names: &mut Names,
        findings: &mut FindingsFile<'_>,
    ) -> Option<Key> {
        let texts = AGGREGATION_KEYS.map(|column| row.get(column));
        let number = |quantity: &Result<_, Unwritable>| !matches!(quantity, Err(Unwritable::NotNumber));
        if number(&quantity)
            && let Some(key) = names.find(texts[1]).and_then(|taxon| Key::pack(&texts, taxon))
            && let Some(verdict) = self.remembered.get(&key)
        {
            if *verdict > 0 {
                for verdict in &self.verdicts[*verdict as usize - 1] {
                    findings.push_verdict(verdict);
                }
            }
            return Some(key);
        }
        check_codes(line, row, &self.context, &mut self.found);
        let blocked = self.found.iter().any(|f| f.severity == Severity::Primary);
        let verdicts: Vec<Verdict> = self.found.drain(..).map(|f| Verdict::of(&f)).collect();
        for verdict in &verdicts {
            findings.push_verdict(verdict);
        }
        if blocked {
            return None;
        }
        let Some(key) = names.keep(texts[1]).and_then(|taxon| Key::pack(&texts, taxon)) else {
            // Every listed code can be packed, so the lists would have to grow for this; the line is never lost silently.
            findings.push(&Finding::own(line, OwnRule::CodesUnwritable, &AGGREGATION_KEYS, texts.join(" ")));
            return None;
        };
        if number(&quantity) {
            if self.remembered.len() >= MOST_REMEMBERED || self.verdicts.len() >= MOST_VERDICTS {
                self.remembered.clear();
                self.verdicts.clear();
            }
            let place = if verdicts.is_empty() {
                0
            } else {
                self.verdicts.push(verdicts);
                self.verdicts.len() as u32
            };
            self.remembered.insert(key, place);
        }
        Some(key)
    }

    /// The key as it is reported: a count has a blank unit, an origin that is the exporter is blank.
    fn reported(&self, key: Key, row: &Row<'_>) -> Key {
        let mut key = key;
        if row.get(Column::UnitCode).eq_ignore_ascii_case(Unit::Nar.code()) {
            key = key.blank(3);
        }
        let origin = row.get(Column::CountryOfOrigin);
        let exporter_is_origin = match self.context.sheet {
            Sheet::Exports => self.context.reporter.is_some_and(|reporter| reporter.code() == origin),
            Sheet::Imports => row.get(Column::TradingPartner) == origin,
        };
        if exporter_is_origin { key.blank(5) } else { key }
    }

    /// What the extra columns of a wide file say.
    fn facts(&self, rows: &Rows<impl Read>) -> LineFacts {
        let cell = |extra| self.layout.extra(extra).map(|place| rows.cell(place).trim());
        let amount = |extra| cell(extra).and_then(|text| decimal::read(text, decimal::MAX_DECIMALS).ok());
        LineFacts {
            document: cell(ExtraColumn::DocumentType).and_then(|code| DocumentType::from_code(code)),
            permitted: amount(ExtraColumn::PermittedQuantity).map(|r| r.micro),
            quota: amount(ExtraColumn::QuotaQuantity).map(|r| r.micro),
            endorsed: cell(ExtraColumn::MovementDate).map(|date| !date.is_empty()),
        }
    }

    /// Takes the four numbers, and the one by which the line is sorted.
    fn take_numbers(&mut self, row: &Row<'_>) {
        for (kept, column) in self.others.iter_mut().zip(NUMBERS) {
            kept.clear();
            kept.push_str(row.get(column));
        }
        let own = match self.context.sheet {
            Sheet::Imports if !self.others[0].is_empty() => &self.others[0],
            _ => &self.others[1],
        };
        self.permit.clear();
        self.permit.push_str(own);
    }

    /// Packs what the second pass needs: key, quantity, line, the four numbers as CSV cells.
    fn payload(&mut self, packed: &Packed, line: u64) {
        self.payload.clear();
        self.payload.extend_from_slice(&packed.key.to_bytes());
        self.payload.extend_from_slice(&packed.micro.to_le_bytes());
        self.payload.extend_from_slice(&line.to_le_bytes());
        for number in &self.others {
            let at = self.payload.len();
            self.payload.extend_from_slice(&[0, 0]);
            cell::text(&mut self.payload, number);
            // A cell is at most `LONGEST_CELL` bytes, and quoting at most doubles it.
            let length = (self.payload.len() - at - 2) as u16;
            self.payload[at..at + 2].copy_from_slice(&length.to_le_bytes());
        }
    }
}

/// The numbers of documents, in the order in which a packed line carries them.
const NUMBERS: [Column; 4] = [Column::ImportPermit, Column::ExportPermit, Column::OriginPermit, Column::IfsPermit];

/// A cell as the Trade Database cleans it: blanks squeezed, and capitals in everything but the name and the quantity.
fn tidy<'r>(column: Column, text: &'r str, scratch: &'r mut String) -> &'r str {
    let keep_case = matches!(column, Column::SpeciesName | Column::Quantity);
    if keep_case || !text.bytes().any(|b| b.is_ascii_lowercase() || !b.is_ascii()) {
        return clean(text, scratch);
    }
    let upper = text.to_uppercase();
    let mut squeezed = String::new();
    let tidy = clean(&upper, &mut squeezed);
    scratch.clear();
    scratch.push_str(tidy);
    scratch
}

/// A finding ready to be written again for another line.
struct Verdict {
    tail: Box<[u8]>,
    rule: Box<str>,
    severity: Severity,
    withheld: bool,
}

impl Verdict {
    fn of(finding: &Finding) -> Verdict {
        let mut tail = Vec::new();
        tail.push(b',');
        let columns = finding.columns.join(" ");
        let withheld = if finding.withheld { "yes" } else { "no" };
        let sentences = [Lang::En, Lang::Fr, Lang::Es].map(|lang| finding.sentence(lang));
        let head = [finding.severity.code(), &finding.rule, &columns, &finding.value, withheld];
        cell::row(&mut tail, head.into_iter().chain(sentences.iter().map(String::as_str)));
        Verdict {
            tail: tail.into(),
            rule: finding.rule.as_ref().into(),
            severity: finding.severity,
            withheld: finding.withheld,
        }
    }
}

/// Header row of the list of findings.
pub const FINDINGS_HEADERS: [&str; 9] =
    ["Line", "Severity", "Rule", "Columns", "Value", "Withheld", "MessageEN", "MessageFR", "MessageES"];

/// The list of findings, written while the input is read.
struct FindingsFile<'a> {
    out: &'a mut dyn Write,
    buffer: Vec<u8>,
    line: Vec<u8>,
    withheld: bool,
    counts: Vec<(Box<str>, Severity)>,
}

impl<'a> FindingsFile<'a> {
    fn new(out: &'a mut dyn Write) -> io::Result<FindingsFile<'a>> {
        let mut buffer = Vec::new();
        cell::row(&mut buffer, FINDINGS_HEADERS);
        out.write_all(&buffer)?;
        buffer.clear();
        Ok(FindingsFile { out, buffer, line: Vec::new(), withheld: false, counts: Vec::new() })
    }

    fn clear(&mut self) {
        self.line.clear();
        self.counts.clear();
        self.withheld = false;
    }

    fn push(&mut self, finding: &Finding) {
        self.push_verdict(&Verdict::of(finding));
    }

    fn push_verdict(&mut self, verdict: &Verdict) {
        // The line's number stands before each; it is put there when the line ends.
        self.line.extend_from_slice(&(verdict.tail.len() as u32).to_le_bytes());
        self.line.extend_from_slice(&verdict.tail);
        self.withheld |= verdict.withheld;
        self.counts.push((verdict.rule.clone(), verdict.severity));
    }

    /// Counts the line, writes its findings and answers whether it is withheld.
    fn end_line(&mut self, line: u64, summary: &mut Summary) -> io::Result<bool> {
        summary.readiness.lines += 1;
        summary.readiness.clean += u64::from(self.counts.is_empty());
        summary.readiness.withheld += u64::from(self.withheld);
        summary.rows_withheld += u64::from(self.withheld);
        self.write_line(line, summary)?;
        Ok(self.withheld)
    }

    fn write_line(&mut self, line: u64, summary: &mut Summary) -> io::Result<()> {
        for (rule, severity) in self.counts.drain(..) {
            summary.readiness.count_finding(severity);
            match summary.findings.get_mut(rule.as_ref()) {
                Some(count) => *count += 1,
                None => {
                    summary.findings.insert(rule.into(), 1);
                }
            }
        }
        let number = line.to_string();
        let mut rest = self.line.as_slice();
        while let Some((length, tail)) = rest.split_first_chunk::<4>() {
            let (tail, after) = tail.split_at(u32::from_le_bytes(*length) as usize);
            self.buffer.extend_from_slice(number.as_bytes());
            self.buffer.extend_from_slice(tail);
            rest = after;
        }
        if self.buffer.len() > 16 * 1024 {
            self.out.write_all(&self.buffer)?;
            self.buffer.clear();
        }
        Ok(())
    }

    fn finish(mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        self.out.flush()
    }
}

/// A line of the permit being written, for the duplicate rule.
struct Written {
    key: Key,
    micro: i64,
    line: u64,
}

/// What the second pass keeps between lines.
struct SecondPass<'a, 'f> {
    names: &'a Names,
    options: &'a Options<'a>,
    findings: &'a mut FindingsFile<'f>,
    group: Vec<Written>,
}

/// A packed line, taken apart again.
struct Unpacked<'r> {
    key: Key,
    micro: i64,
    line: u64,
    /// As in [`NUMBERS`], CSV cells.
    numbers: [&'r [u8]; 4],
}

fn unpack(payload: &[u8]) -> Option<Unpacked<'_>> {
    let (key, rest) = payload.split_first_chunk::<16>()?;
    let (micro, rest) = rest.split_first_chunk::<8>()?;
    let (line, mut rest) = rest.split_first_chunk::<8>()?;
    let mut numbers = [&[][..]; 4];
    for number in &mut numbers {
        let (length, after) = rest.split_first_chunk::<2>()?;
        (*number, rest) = after.split_at_checked(usize::from(u16::from_le_bytes(*length)))?;
    }
    let (micro, line) = (i64::from_le_bytes(*micro), u64::from_le_bytes(*line));
    Some(Unpacked { key: Key::from_bytes(*key), micro, line, numbers })
}

impl SecondPass<'_, '_> {
    /// Writes the lines in order and adds them up.
    fn run(
        mut self,
        mut sorted: Sorted,
        spill: &mut dyn Spill,
        summary: &mut Summary,
        lines: &mut dyn Write,
        aggregated: &mut dyn Write,
        watch: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<(), BuildError> {
        let table = columns(summary.sheet, self.options.profile);
        let mut sums = Aggregator::new(spill, SORT_BUDGET);
        let mut buffer = write::header(summary.sheet, self.options.profile);
        let mut permit: Vec<u8> = Vec::new();
        while let Some((key, payload)) = sorted.next().map_err(BuildError::Write)? {
            let damaged = || io::Error::new(io::ErrorKind::InvalidData, "a temporary file of the sort is damaged");
            let line = unpack(payload).ok_or_else(damaged).map_err(BuildError::Write)?;
            if key != permit.as_slice() {
                self.end_permit(&permit, summary)?;
                permit.clear();
                permit.extend_from_slice(key);
            }
            if !permit.is_empty() {
                self.group.push(Written { key: line.key, micro: line.micro, line: line.line });
            }
            self.write_line(&mut buffer, table, &line);
            if buffer.len() > 64 * 1024 {
                lines.write_all(&buffer).map_err(BuildError::Write)?;
                buffer.clear();
            }
            sums.add(&permit, line.key, line.micro, self.names).map_err(BuildError::Write)?;
            summary.lines_written += 1;
            if summary.lines_written % WATCH_EVERY == 0 {
                go_on(watch, summary, summary.bytes_read)?;
            }
        }
        self.end_permit(&permit, summary)?;
        drop(sorted);
        lines.write_all(&buffer).and_then(|()| lines.flush()).map_err(BuildError::Write)?;
        summary.permits = sums.permits();
        summary.aggregated_rows = sums.finish(self.names, aggregated).map_err(BuildError::Write)?;
        Ok(())
    }

    fn write_line(&self, out: &mut Vec<u8>, table: &[Column], line: &Unpacked<'_>) {
        for (i, column) in table.iter().enumerate() {
            if i > 0 {
                out.push(b',');
            }
            match column {
                Column::SpeciesName => out.extend_from_slice(self.names.cell(line.key.taxon())),
                Column::Quantity => decimal::write(out, i128::from(line.micro)),
                Column::ImportPermit => out.extend_from_slice(line.numbers[0]),
                Column::ExportPermit => out.extend_from_slice(line.numbers[1]),
                Column::OriginPermit => out.extend_from_slice(line.numbers[2]),
                Column::IfsPermit => out.extend_from_slice(line.numbers[3]),
                Column::Appendix => line.key.write_part(0, out),
                Column::TermCode => line.key.write_part(2, out),
                Column::UnitCode => line.key.write_part(3, out),
                Column::TradingPartner => line.key.write_part(4, out),
                Column::CountryOfOrigin => line.key.write_part(5, out),
                Column::PurposeCode => line.key.write_part(6, out),
                Column::SourceCode => line.key.write_part(7, out),
                Column::Year => line.key.write_part(8, out),
            }
        }
        out.push(b'\n');
    }

    /// The duplicate rules, when all lines of a permit are there. They count as findings; whether a line is clean was
    /// said in the first pass.
    fn end_permit(&mut self, permit: &[u8], summary: &mut Summary) -> Result<(), BuildError> {
        if self.group.len() > 1 {
            self.group.sort_unstable_by_key(|w| (w.key, w.micro, w.line));
            let mut doubles: Vec<(u64, u64)> = self
                .group
                .windows(2)
                .filter(|two| (two[0].key, two[0].micro) == (two[1].key, two[1].micro))
                .map(|two| (two[1].line, two[0].line))
                .collect();
            doubles.sort_unstable();
            let columns = [Column::ExportPermit, Column::SpeciesName, Column::Quantity];
            for (line, same) in doubles {
                self.later(Finding::own(line, OwnRule::DuplicateLine, &columns, same.to_string()), summary)?;
            }
        }
        if let Some(reported_before) = self.options.reported_before {
            let permit = String::from_utf8_lossy(permit).into_owned();
            let mut found = Vec::new();
            for written in &self.group {
                let text = |part| {
                    let mut out = Vec::new();
                    written.key.write_part(part, &mut out);
                    String::from_utf8_lossy(&out).into_owned()
                };
                let species = self.names.name(written.key.taxon());
                if reported_before(&Earlier { appendix: &text(0), species, year: &text(8), permit: &permit }) {
                    found.push(written.line);
                }
            }
            found.sort_unstable();
            for line in found {
                let columns = [Column::SpeciesName, Column::Appendix, Column::Year, Column::ExportPermit];
                self.later(Finding::own(line, OwnRule::ReportedBefore, &columns, permit.as_str()), summary)?;
            }
        }
        self.group.clear();
        Ok(())
    }

    /// A finding of the second pass.
    fn later(&mut self, finding: Finding, summary: &mut Summary) -> Result<(), BuildError> {
        self.findings.clear();
        self.findings.push(&finding);
        self.findings.write_line(finding.line, summary).map_err(BuildError::Write)
    }
}
