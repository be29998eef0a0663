//! Many rows of law at once: a regional pack, like annexes with their own permits, comes as one file of rows. Every row is
//! checked and said to be new, known or wrong before anything is kept; what one person entered from a file another
//! confirms as a whole, and the law in force can be taken out as such a file.

use super::law_preview::{self, Preview};
use super::law_rows::{self, Entered, checked, row_of};
use crate::notices::watch;
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::LawRowId;
use permits::DeskAct;
use rules::PartyTable;
use std::collections::BTreeMap;
use store::{AuditEntry, LawRow, LawState};

/// Most rows of one file.
pub const MOST: usize = 300;

/// What a row of a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackState {
    /// It would be entered.
    New,
    /// The same row is law, or waits for its second person.
    Known,
    /// It cannot be read.
    Wrong {
        /// The column.
        column: String,
        /// Message key.
        code: String,
        /// One sentence that says what to do.
        help: String,
    },
}

/// A row of a file.
#[derive(Debug, Clone)]
pub struct PackRow {
    /// Which line of the file, the headings being the first.
    pub line: usize,
    /// Name of its table, as it stands there.
    pub table: String,
    /// Its cells by column.
    pub cells: BTreeMap<String, String>,
    /// What it is.
    pub state: PackState,
}

fn unreadable(e: &csv::Error) -> Error {
    Error::value("file", "pack-unreadable", format!("Save the file as CSV in UTF-8: {e}."))
}

/// The headings of a file: the table, then every column of every table.
fn headings() -> Vec<&'static str> {
    let mut all = vec!["table"];
    for column in PartyTable::ALL.iter().flat_map(|t| t.columns()) {
        if !all.contains(column) {
            all.push(column);
        }
    }
    all
}

/// Reads a file; what is wrong with a row stands in the row.
fn read(text: &str, known: &[LawRow]) -> Result<Vec<PackRow>, Error> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let names: Vec<String> =
        reader.headers().map_err(|e| unreadable(&e))?.iter().map(|h| h.trim().to_owned()).collect();
    if !names.iter().any(|n| n == "table") {
        let help = "Use the headings of the downloaded file; the column table says what a row is.";
        return Err(Error::value("file", "pack-headings", help));
    }
    let mut rows = Vec::new();
    for (n, record) in reader.records().enumerate() {
        let record = record.map_err(|e| unreadable(&e))?;
        let mut cells: BTreeMap<String, String> = names
            .iter()
            .zip(record.iter())
            .map(|(name, cell)| (name.clone(), cell.trim().to_owned()))
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        if cells.is_empty() {
            continue;
        }
        let name = cells.remove("table").unwrap_or_default();
        rows.push(PackRow { line: n + 2, state: state(&name, &cells, known, &rows), table: name, cells });
    }
    match rows.len() {
        0 => Err(Error::value("file", "pack-empty", "Give at least one row below the headings.")),
        n if n > MOST => {
            Err(Error::value("file", "pack-many", format!("Divide the file: at most {MOST} rows at once.")))
        }
        _ => Ok(rows),
    }
}

fn state(name: &str, cells: &BTreeMap<String, String>, known: &[LawRow], before: &[PackRow]) -> PackState {
    let wrong = |column: &str, code: &str, help: &str| PackState::Wrong {
        column: column.to_owned(),
        code: code.to_owned(),
        help: help.to_owned(),
    };
    let Some(table) = PartyTable::from_name(name) else {
        return wrong("table", "code-unknown", "Name a table of rules, like stricter_measures.");
    };
    if let Some(other) = cells.keys().find(|column| !table.columns().contains(&column.as_str())) {
        return wrong(other, "pack-column", "Leave this cell blank: rows of this table have no such column.");
    }
    if let Err(e) = checked(table, cells) {
        let field = e.fields().first().map(|f| (f.field.clone(), f.help.clone())).unwrap_or_default();
        return wrong(&field.0, &e.code(), &field.1);
    }
    if before.iter().any(|row| row.table == name && row.cells == *cells) {
        return wrong("table", "pack-twice", "Take this row out: the same row stands above.");
    }
    let lives = |row: &&LawRow| row.state != LawState::Dropped && row.table == name && row.cells == *cells;
    if known.iter().any(|row| lives(&row)) { PackState::Known } else { PackState::New }
}

/// What a file would do, row by row; nothing is kept.
///
/// # Errors
/// `pack-unreadable`, `pack-headings`, `pack-empty`, `pack-many`, [`Error::NotPermitted`], or what the archive says.
pub async fn check(office: &Office, who: &Who, text: &str) -> Result<Vec<PackRow>, Error> {
    read(text, &law_rows::list(office, who).await?)
}

/// Enters the new rows of a file, all or none. Until a second person confirms them, they are not law.
///
/// # Errors
/// `pack-wrong` while a row is wrong, `pack-nothing` where all are known, `reason-empty`, and as [`check`].
pub async fn propose(office: &Office, who: &Who, text: &str, reason: &str) -> Result<Vec<LawRow>, Error> {
    who.must_be(DeskAct::LawSet.roles())?;
    let person = who.person()?.id;
    if reason.trim().is_empty() {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    let rows = check(office, who, text).await?;
    if let Some(PackRow { line, state: PackState::Wrong { help, .. }, .. }) =
        rows.iter().find(|r| matches!(r.state, PackState::Wrong { .. }))
    {
        return Err(Error::value("file", "pack-wrong", format!("Correct line {line} of the file first: {help}")));
    }
    let now = office.clock.now();
    let mut new = Vec::new();
    for row in rows.into_iter().filter(|r| r.state == PackState::New) {
        let Some(table) = PartyTable::from_name(&row.table) else { continue };
        let days = checked(table, &row.cells)?;
        let entered = Entered { table, cells: row.cells, reason: reason.to_owned() };
        new.push(row_of(office, entered, days, person, now));
    }
    let Some(first) = new.first().map(|r| r.id) else {
        return Err(Error::value("file", "pack-nothing", "Every row of this file is law or waits already."));
    };
    let ran = act::run!(office, who, now, "law_pack_propose", |tx| {
        for row in &new {
            tx.law_row_insert(row).await?;
        }
        let words = serde_json::json!({ "rows": new.len(), "reason": reason.trim() });
        tx.audit(AuditEntry::new("law_pack_propose", "law", first).payload(&words)?);
        Ok(((), first.to_string()))
    });
    let id = match ran? {
        Ran::Now(()) => first,
        Ran::Before(id) => LawRowId::parse(&id).map_err(Error::internal)?,
    };
    together(office, who, id).await
}

/// The rows that were entered from the same file as this one: by the same person, in the same act.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotPermitted`], or what the archive says.
pub async fn together(office: &Office, who: &Who, id: LawRowId) -> Result<Vec<LawRow>, Error> {
    let one = law_rows::get(office, who, id).await?;
    let mut all = law_rows::list(office, who).await?;
    all.retain(|r| r.proposed_by == one.proposed_by && r.proposed_at == one.proposed_at);
    all.sort_by_key(|r| r.id.bytes());
    Ok(all)
}

/// What the rows of a file that still wait would do together.
///
/// # Errors
/// As [`together`].
pub async fn preview(office: &Office, who: &Who, id: LawRowId) -> Result<Preview, Error> {
    let mut rows = together(office, who, id).await?;
    rows.retain(|r| r.state == LawState::Proposed);
    law_preview::of_rows(office, who, &rows).await
}

/// Confirms every row of a file that waits; from now on they are the law of the house, each from its day.
///
/// # Errors
/// `law-needs-two` for the person who entered them, `law-nothing-proposed`, [`Error::NotFound`],
/// [`Error::NotPermitted`], or what the archive says.
pub async fn confirm(office: &Office, who: &Who, id: LawRowId) -> Result<Vec<LawRow>, Error> {
    who.must_be(DeskAct::LawConfirm.roles())?;
    let person = who.person()?.id;
    let coming = preview(office, who, id).await?;
    let waits: Vec<LawRowId> = together(office, who, id).await?.into_iter().map(|r| r.id).collect();
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "law_pack_confirm", |tx| {
        let mut confirmed = 0;
        for waiting in &waits {
            let row = tx.law_row_for_update(*waiting).await?.ok_or(Error::NotFound("law"))?;
            if row.state != LawState::Proposed {
                continue;
            }
            if row.proposed_by == person {
                let help = "Another person confirms it: two persons make a row of law.";
                return Err(Error::value("law", "law-needs-two", help));
            }
            tx.law_row_decide(&row, LawState::Confirmed, person).await?;
            confirmed += 1;
        }
        if confirmed == 0 {
            let help = "Nothing waits for a second person here; reload the page.";
            return Err(Error::value("law", "law-nothing-proposed", help));
        }
        let words = serde_json::json!({ "rows": confirmed });
        tx.audit(AuditEntry::new("law_pack_confirm", "law", id).payload(&words)?);
        Ok(((), id.to_string()))
    });
    ran?;
    law_rows::refresh(office, who).await?;
    let touched = coming.cases.into_iter().chain(coming.permits).filter_map(|t| t.owner).collect();
    watch::of_law(office, &who.house, &id.to_string(), coming.on, touched).await?;
    together(office, who, id).await
}

/// The rows that two persons entered and that have not ended, as a file that can be changed and sent back.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn download(office: &Office, who: &Who) -> Result<String, Error> {
    let today = crate::shared::facts::day(office.clock.now());
    let rows = law_rows::list(office, who).await?;
    let headings = headings();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&headings).map_err(Error::internal)?;
    let lives = |row: &&LawRow| row.state == LawState::Confirmed && row.until.is_none_or(|last| today <= last);
    for row in rows.iter().rev().filter(lives) {
        let cell = |column: &&str| match *column {
            "table" => row.table.clone(),
            name => row.cells.get(name).cloned().unwrap_or_default(),
        };
        writer.write_record(headings.iter().map(cell)).map_err(Error::internal)?;
    }
    String::from_utf8(writer.into_inner().map_err(Error::internal)?).map_err(Error::internal)
}
