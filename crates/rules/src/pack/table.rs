//! Reading the tables of a pack: CSV text in, typed rows out; what is wrong is named by table, row and column.

use cites::{CountryCode, Date, ParseError};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Why a table cannot be used: where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{table}, row {row}, column {column}: {help}")]
pub struct PackError {
    /// Name of the table, for example `suspensions`.
    pub table: &'static str,
    /// Row, counted from 1 with the header as row 1; as a spreadsheet shows it.
    pub row: usize,
    /// Name of the column, blank when the row as a whole cannot be read.
    pub column: &'static str,
    /// Message key.
    pub code: &'static str,
    /// One English sentence that says what to do.
    pub help: String,
}

/// Days on which a row or rule is in force; both ends included, open where `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

impl Period {
    /// In force always.
    pub const ALWAYS: Period = Period { from: None, until: None };

    /// In force from a day on.
    pub const fn since(day: Date) -> Period {
        Period { from: Some(day), until: None }
    }

    /// Is it in force on that day?
    pub fn contains(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from <= on) && self.until.is_none_or(|until| on <= until)
    }
}

/// Which codes a row is about: all of them, or these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Only<T> {
    /// Every code.
    All,
    /// These.
    These(Vec<T>),
}

impl<T: PartialEq> Only<T> {
    /// Is that code meant?
    pub fn has(&self, value: &T) -> bool {
        match self {
            Only::All => true,
            Only::These(list) => list.contains(value),
        }
    }

    /// Is that code, which may not be known yet, meant? What is not known may be meant.
    pub fn may_have(&self, value: Option<&T>) -> bool {
        value.is_none_or(|v| self.has(v))
    }
}

/// One row while it is read.
pub(crate) struct Row<'a> {
    table: &'static str,
    number: usize,
    columns: &'a HashMap<String, usize>,
    record: &'a csv::StringRecord,
}

impl Row<'_> {
    /// The cell, trimmed; blank when the table has no such column.
    pub fn get(&self, column: &str) -> &str {
        self.columns.get(column).and_then(|i| self.record.get(*i)).unwrap_or("").trim()
    }

    /// An error at a cell.
    pub fn wrong(&self, column: &'static str, code: &'static str, help: impl Into<String>) -> PackError {
        PackError { table: self.table, row: self.number, column, code, help: help.into() }
    }

    fn because(&self, column: &'static str, e: ParseError) -> PackError {
        PackError { table: self.table, row: self.number, column, code: e.code, help: e.help }
    }

    /// An optional day, `2025-03-06`.
    pub fn date(&self, column: &'static str) -> Result<Option<Date>, PackError> {
        let text = self.get(column);
        if text.is_empty() {
            return Ok(None);
        }
        match text.parse() {
            Ok(day) => Ok(Some(day)),
            Err(_) => Err(self.wrong(column, "date-form", "Write the day as year-month-day, like 2026-03-05.")),
        }
    }

    /// From and until.
    pub fn period(&self, from: &'static str, until: &'static str) -> Result<Period, PackError> {
        Ok(Period { from: self.date(from)?, until: self.date(until)? })
    }

    /// Countries separated by `;` or `|`; `ALL`, `*` and blank are all.
    pub fn countries(&self, column: &'static str) -> Result<Only<CountryCode>, PackError> {
        self.list(column, |text| CountryCode::parse(text).map_err(|e| self.because(column, e)))
    }

    /// One country.
    pub fn country(&self, column: &'static str) -> Result<CountryCode, PackError> {
        CountryCode::parse(self.get(column)).map_err(|e| self.because(column, e))
    }

    /// Codes separated by `;` or `|`; `ALL`, `*` and blank are all.
    pub fn codes<T>(&self, column: &'static str, read: fn(&str) -> Option<T>) -> Result<Only<T>, PackError> {
        self.list(column, |text| {
            read(text).ok_or_else(|| {
                self.wrong(column, "code-unknown", format!("{text:?} is not in the list of codes; choose one from it."))
            })
        })
    }

    fn list<T>(&self, column: &'static str, read: impl Fn(&str) -> Result<T, PackError>) -> Result<Only<T>, PackError> {
        let text = self.get(column);
        if matches!(text, "" | "*" | "ALL") {
            return Ok(Only::All);
        }
        text.split([';', '|'])
            .map(str::trim)
            .filter(|t| !t.is_empty())
            .map(read)
            .collect::<Result<Vec<_>, _>>()
            .map(Only::These)
    }

    /// Instrument, provision and revision, as named in the row.
    pub fn citation(&self) -> Result<crate::Citation, PackError> {
        crate::Citation::parse(self.get("instrument"), self.get("provision"), self.get("revision"))
            .map_err(|e| self.because("instrument", e))
    }

    /// The words of the row in the languages it has.
    pub fn words(&self) -> crate::sentence::Arg {
        crate::sentence::Arg::Words {
            en: self.get("text_en").to_owned(),
            fr: self.get("text_fr").to_owned(),
            es: self.get("text_es").to_owned(),
            ar: self.get("text_ar").to_owned(),
        }
    }

    /// Key of the row for [`crate::trace::RowRef`]: the parts joined.
    pub fn key(&self, columns: &[&str]) -> String {
        let parts: Vec<&str> = columns.iter().map(|c| self.get(c)).filter(|t| !t.is_empty()).collect();
        parts.join(" ")
    }
}

/// Reads a table with a header row; columns are found by name and may stand in any order.
pub(crate) fn read<T>(
    table: &'static str,
    text: &str,
    needed: &[&'static str],
    row: impl Fn(&Row<'_>) -> Result<T, PackError>,
) -> Result<Vec<T>, PackError> {
    let broken = |number, help: String| PackError { table, row: number, column: "", code: "table-unreadable", help };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let columns: HashMap<String, usize> = match reader.headers() {
        Ok(header) => header.iter().enumerate().map(|(i, name)| (name.trim().to_owned(), i)).collect(),
        Err(e) => return Err(broken(1, format!("Save the table as CSV in UTF-8: {e}."))),
    };
    if let Some(missing) = needed.iter().find(|name| !columns.contains_key(**name)) {
        return Err(PackError {
            table,
            row: 1,
            column: missing,
            code: "column-missing",
            help: format!("Add the column {missing}."),
        });
    }
    let mut rows = Vec::new();
    for (i, record) in reader.records().enumerate() {
        let number = i + 2;
        let record = record.map_err(|e| broken(number, format!("Save the table as CSV in UTF-8: {e}.")))?;
        rows.push(row(&Row { table, number, columns: &columns, record: &record })?);
    }
    Ok(rows)
}

/// Rows found by the taxon they are about, so that a case reads only what concerns it.
#[derive(Debug, Clone)]
pub(crate) struct ByTaxon<T> {
    rows: Vec<T>,
    named: HashMap<String, Vec<usize>>,
    general: Vec<usize>,
}

impl<T> ByTaxon<T> {
    /// Files rows under the name that `taxon` gives, blank or `ALL` = about every taxon.
    pub fn new(rows: Vec<T>, taxon: impl Fn(&T) -> &str) -> ByTaxon<T> {
        let mut named: HashMap<String, Vec<usize>> = HashMap::new();
        let mut general = Vec::new();
        for (i, row) in rows.iter().enumerate() {
            match taxon_key(taxon(row)) {
                Some(key) => named.entry(key).or_default().push(i),
                None => general.push(i),
            }
        }
        ByTaxon { rows, named, general }
    }

    /// These rows and more, filed alike.
    pub fn and(mut self, more: Vec<T>, taxon: impl Fn(&T) -> &str) -> ByTaxon<T> {
        self.rows.extend(more);
        ByTaxon::new(self.rows, taxon)
    }

    /// The rows about a taxon or anything above it; `lineage` holds its names in small letters.
    pub fn about<'a, 'b>(&'a self, lineage: &'b [String]) -> impl Iterator<Item = &'a T> + use<'a, 'b, T> {
        let named = lineage.iter().filter_map(|name| self.named.get(name)).flatten();
        self.general.iter().chain(named).map(|i| &self.rows[*i])
    }
}

/// A name of a table as a key: without `spp.`, in small letters; `None` for every taxon.
pub(crate) fn taxon_key(name: &str) -> Option<String> {
    let name = name.split('(').next().unwrap_or(name).trim();
    let name = name.strip_suffix("spp.").or_else(|| name.strip_suffix("spp")).unwrap_or(name).trim();
    (!matches!(name, "" | "*" | "ALL")).then(|| name.to_lowercase())
}
