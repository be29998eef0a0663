//! First pass of a build: each row of the file is cleaned, checked and packed.

use crate::cell;
use crate::check::{Context, Finding, LineFacts, Row, Severity, check_codes, check_line, count_not_checked};
use crate::columns::{AGGREGATION_KEYS, Column, ExtraColumn, Layout, Sheet};
use crate::decimal::{self, Unwritable};
use crate::findings::{FindingsFile, Verdict};
use crate::key::{Key, Names};
use crate::own::OwnRule;
use crate::public::{NotChecked, Public};
use crate::rows::{Rows, clean};
use crate::summary::Summary;
use cites::{DocumentType, Unit};
use std::collections::HashMap;
use std::io::Read;

/// Combinations of codes remembered as checked.
const MOST_REMEMBERED: usize = 700_000;
/// Most answers with findings kept ready to be written again.
const MOST_ANSWERS: usize = 50_000;
/// Longest text that a cell of the report may have, in bytes.
const LONGEST_CELL: usize = 2_000;

/// A row that can stand in the report.
pub(crate) struct Packed {
    key: Key,
    micro: i64,
}

/// What the first pass keeps between rows.
pub(crate) struct FirstPass<'a> {
    layout: &'a Layout,
    context: Context<'a>,
    list: Public<'a>,
    decimals: u8,
    scratch: [String; Column::COUNT],
    /// Combinations of codes that were checked before, and the place of their answer.
    remembered: HashMap<Key, u32>,
    answers: Vec<CodesAnswer>,
    /// Places of the answers without findings, by what could not be checked.
    plain_answers: HashMap<NotChecked, u32>,
    /// Rows by what could not be checked in them.
    not_checked: HashMap<NotChecked, u64>,
    old_units: Vec<(&'static str, &'static str)>,
    found: Vec<Finding>,
    pub(crate) permit: String,
    others: [String; 4],
    pub(crate) payload: Vec<u8>,
}

impl<'a> FirstPass<'a> {
    pub(crate) fn new(layout: &'a Layout, context: Context<'a>, decimals: u8) -> FirstPass<'a> {
        let current = |u: &&Unit| u.status() == "current" && u.wcmc_2013() != u.code() && !u.wcmc_2013().is_empty();
        FirstPass {
            layout,
            context,
            decimals,
            scratch: Default::default(),
            list: Public::new(&context),
            remembered: HashMap::new(),
            answers: Vec::new(),
            plain_answers: HashMap::new(),
            not_checked: HashMap::new(),
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
    pub(crate) fn row(
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
        check_line(line, &row, self.layout.sheet, quantity, &facts, &mut self.found);
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
            && let Some(answer) = self.remembered.get(&key).and_then(|place| self.answers.get(*place as usize))
        {
            if answer.not_checked != 0 {
                *self.not_checked.entry(answer.not_checked).or_default() += 1;
            }
            for verdict in &answer.verdicts {
                findings.push_verdict(verdict);
            }
            return Some(key);
        }
        let sheet = self.layout.sheet;
        let not_checked = check_codes(line, row, sheet, &self.context, &mut self.list, &mut self.found);
        if not_checked != 0 {
            *self.not_checked.entry(not_checked).or_default() += 1;
        }
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
            self.remember(key, CodesAnswer { verdicts, not_checked });
        }
        Some(key)
    }

    /// Keeps the answer for the next row with the same codes.
    fn remember(&mut self, key: Key, answer: CodesAnswer) {
        if self.remembered.len() >= MOST_REMEMBERED || self.answers.len() >= MOST_ANSWERS {
            self.remembered.clear();
            self.answers.clear();
            self.plain_answers.clear();
        }
        // At most `MOST_ANSWERS` answers, so places fit.
        let next = self.answers.len() as u32;
        let place = if answer.verdicts.is_empty() {
            *self.plain_answers.entry(answer.not_checked).or_insert(next)
        } else {
            next
        };
        if place == next {
            self.answers.push(answer);
        }
        self.remembered.insert(key, place);
    }

    pub(crate) fn count_not_checked(&self, summary: &mut Summary) {
        for (rules, rows) in &self.not_checked {
            count_not_checked(&mut summary.not_checked, *rules, *rows);
        }
    }

    /// The key as it is reported: a count has a blank unit, an origin that is the exporter is blank.
    fn reported(&self, key: Key, row: &Row<'_>) -> Key {
        let mut key = key;
        if row.get(Column::UnitCode).eq_ignore_ascii_case(Unit::Nar.code()) {
            key = key.blank(3);
        }
        let origin = row.get(Column::CountryOfOrigin);
        let exporter_is_origin = match self.layout.sheet {
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
            document: cell(ExtraColumn::DocumentType).and_then(DocumentType::from_code),
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
        let own = match self.layout.sheet {
            Sheet::Imports if !self.others[0].is_empty() => &self.others[0],
            _ => &self.others[1],
        };
        self.permit.clear();
        self.permit.push_str(own);
    }

    /// Packs what the second pass needs: key, quantity, line, the four numbers as CSV cells.
    pub(crate) fn payload(&mut self, packed: &Packed, line: u64) {
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

/// A packed line, taken apart again.
pub(crate) struct Unpacked<'r> {
    pub(crate) key: Key,
    pub(crate) micro: i64,
    pub(crate) line: u64,
    /// As in [`NUMBERS`], CSV cells.
    pub(crate) numbers: [&'r [u8]; 4],
}

/// Takes a packed line apart.
pub(crate) fn unpack(payload: &[u8]) -> Option<Unpacked<'_>> {
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

/// What the checks of the codes said of a combination.
struct CodesAnswer {
    verdicts: Vec<Verdict>,
    not_checked: NotChecked,
}
