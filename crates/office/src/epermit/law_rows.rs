//! The Party's own rows of law: entered by one person, previewed, confirmed by another, in force from their day.

pub use super::law_preview::{Preview, Touched, preview};
use crate::notices::watch;
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{LawRowId, LawRowKind, PersonId};
use cites::{Date, Timestamp};
use permits::DeskAct;
use rules::{PackError, PartyTable, RulePack};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{AuditEntry, LawRow, LawState};

/// Rows of law in a list.
const LISTED: i64 = 500;

/// A row that somebody enters.
#[derive(Debug, Clone)]
pub struct Entered {
    /// The table of rules.
    pub table: PartyTable,
    /// Its cells by column; days among them.
    pub cells: BTreeMap<String, String>,
    /// Why: where it was decided.
    pub reason: String,
}

/// What is written into the audit trail of an end.
#[derive(Debug, Serialize, Deserialize)]
struct Ending {
    last_day: Date,
    reason: String,
}

/// What is wrong with a row becomes an error at its column.
fn at_column(e: &PackError) -> Error {
    Error::value(if e.column.is_empty() { "table" } else { e.column }, e.code, &e.help)
}

/// The pack with rows of the archive beside those of the files; a row's end counts before the day in its cells.
pub(super) fn with_rows<'a>(base: &RulePack, rows: impl IntoIterator<Item = &'a LawRow>) -> Result<RulePack, Error> {
    let mut pack = base.clone();
    for row in rows {
        let Some(table) = PartyTable::from_name(&row.table) else { continue };
        pack = pack.adding(table, &text(table, row)).map_err(|e| at_column(&e))?;
    }
    Ok(pack)
}

fn text(table: PartyTable, row: &LawRow) -> String {
    let mut cells = row.cells.clone();
    if let (Some((_, until)), Some(last)) = (table.days(), row.until) {
        cells.insert(until.to_owned(), last.to_string());
    }
    table.row(&cells)
}

/// Reads the rows of a house anew and makes them its law: at the start, after an act, and by a job where several
/// programs serve one archive.
///
/// # Errors
/// What the archive says, or a row that can no longer be read.
pub async fn refresh(office: &Office, who: &Who) -> Result<(), Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let rows = read.law_rows_confirmed().await?;
    let law = if rows.is_empty() { None } else { Some(with_rows(&who.house.pack, &rows)?) };
    office.set_law(who.house.tenant.id, law);
    Ok(())
}

/// Enters a row. Until a second person confirms it, it is not law.
///
/// # Errors
/// The column that is wrong, `reason-empty`, [`Error::NotPermitted`], or what the archive says.
pub async fn propose(office: &Office, who: &Who, new: Entered) -> Result<LawRow, Error> {
    who.must_be(DeskAct::LawSet.roles())?;
    let person = who.person()?.id;
    if new.reason.trim().is_empty() {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    let (from, until) = checked(new.table, &new.cells)?;
    let now = office.clock.now();
    let row = row_of(office, new, (from, until), person, now);
    let ran = act::run!(office, who, now, "law_propose", |tx| {
        tx.law_row_insert(&row).await?;
        tx.audit(AuditEntry::new("law_propose", "law", row.id).payload(&row.cells)?);
        Ok(((), row.id.to_string()))
    });
    let id = match ran? {
        Ran::Now(()) => row.id,
        Ran::Before(id) => LawRowId::parse(&id).map_err(Error::internal)?,
    };
    get(office, who, id).await
}

/// The first and last day of a row, where its table has days.
type Days = (Option<Date>, Option<Date>);

/// Can the engine read the row? Answers its days.
pub(super) fn checked(table: PartyTable, cells: &BTreeMap<String, String>) -> Result<Days, Error> {
    let cell = |column: &str| cells.get(column).map_or("", |v| v.trim());
    let days = table.days();
    let (from, until) = match days {
        None => (None, None),
        Some((from, until)) => (cell(from).parse::<Date>().ok(), cell(until).parse::<Date>().ok()),
    };
    if let (Some((column, _)), None) = (days, from) {
        return Err(Error::value(column, "date-form", "Give the first day, like 2027-01-01."));
    }
    if let (Some((_, column)), Some(from), Some(until)) = (days, from, until)
        && until < from
    {
        return Err(Error::value(column, "date-form", "Give a last day that is not before the first."));
    }
    // What the engine cannot read must not get into the archive.
    RulePack::base().and_then(|base| base.adding(table, &table.row(cells))).map_err(|e| at_column(&e))?;
    Ok((from, until))
}

/// A row that waits for its second person.
pub(super) fn row_of(office: &Office, new: Entered, (from, until): Days, person: PersonId, now: Timestamp) -> LawRow {
    LawRow {
        id: office.id::<LawRowKind>(now),
        table: new.table.name().to_owned(),
        cells: new.cells.into_iter().filter(|(_, v)| !v.trim().is_empty()).collect(),
        state: LawState::Proposed,
        from,
        until,
        reason: new.reason.trim().to_owned(),
        proposed_by: person,
        proposed_at: now,
        decided_by: None,
        decided_at: None,
        end: None,
        version: 1,
    }
}

/// Confirms what another person entered: the row, or its end. From now on it is the law of the house.
///
/// # Errors
/// `law-needs-two` for the person who entered it, `law-nothing-proposed`, [`Error::NotFound`], [`Error::NotPermitted`].
pub async fn confirm(office: &Office, who: &Who, id: LawRowId) -> Result<LawRow, Error> {
    who.must_be(DeskAct::LawConfirm.roles())?;
    let person = who.person()?.id;
    let now = office.clock.now();
    // Who is touched is looked up before: afterwards the row is law, and nothing differs any more.
    let coming = preview(office, who, id).await?;
    let two = || Error::value("law", "law-needs-two", "Another person confirms it: two persons make a row of law.");
    let ran = act::run!(office, who, now, "law_confirm", |tx| {
        let row = tx.law_row_for_update(id).await?.ok_or(Error::NotFound("law"))?;
        match (&row.state, &row.end) {
            (LawState::Proposed, _) if row.proposed_by == person => return Err(two()),
            (LawState::Proposed, _) => tx.law_row_decide(&row, LawState::Confirmed, person).await?,
            (LawState::Confirmed, Some((_, by, _))) if *by == person => return Err(two()),
            (LawState::Confirmed, Some(_)) => tx.law_row_end(&row).await?,
            _ => return Err(nothing()),
        }
        tx.audit(AuditEntry::new("law_confirm", "law", id).payload(&row.cells)?);
        Ok(((), id.to_string()))
    });
    ran?;
    refresh(office, who).await?;
    let touched = coming.cases.into_iter().chain(coming.permits).filter_map(|t| t.owner).collect();
    watch::of_law(office, &who.house, &id.to_string(), coming.on, touched).await?;
    get(office, who, id).await
}

/// Takes a proposal back or turns it down: a row is kept and never in force, an end is forgotten.
///
/// # Errors
/// `law-nothing-proposed`, [`Error::NotFound`], [`Error::NotPermitted`].
pub async fn drop_proposal(office: &Office, who: &Who, id: LawRowId) -> Result<LawRow, Error> {
    who.must_be(DeskAct::LawConfirm.roles())?;
    let person = who.person()?.id;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "law_drop", |tx| {
        let row = tx.law_row_for_update(id).await?.ok_or(Error::NotFound("law"))?;
        match (&row.state, &row.end) {
            (LawState::Proposed, _) => tx.law_row_decide(&row, LawState::Dropped, person).await?,
            (LawState::Confirmed, Some(_)) => tx.law_row_propose_end(&row, None).await?,
            _ => return Err(nothing()),
        }
        tx.audit(AuditEntry::new("law_drop", "law", id));
        Ok(((), id.to_string()))
    });
    ran?;
    get(office, who, id).await
}

/// Proposes the last day of a row in force; another person confirms it.
///
/// # Errors
/// `reason-empty`, `date-form` for a day before its first or one that is past, `law-nothing-proposed` where the row is
/// not in force, [`Error::NotFound`], [`Error::NotPermitted`].
pub async fn propose_end(
    office: &Office,
    who: &Who,
    id: LawRowId,
    last_day: Date,
    reason: String,
) -> Result<LawRow, Error> {
    who.must_be(DeskAct::LawSet.roles())?;
    let person = who.person()?.id;
    if reason.trim().is_empty() {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "law_end", |tx| {
        let row = tx.law_row_for_update(id).await?.ok_or(Error::NotFound("law"))?;
        if row.state != LawState::Confirmed || row.from.is_none() {
            return Err(nothing());
        }
        // What was decided under it on earlier days stays decided under it.
        if last_day < day(now) || row.from.is_some_and(|from| last_day < from) {
            return Err(Error::value(
                "until",
                "date-form",
                "Give a last day that is not past and not before the first.",
            ));
        }
        tx.law_row_propose_end(&row, Some(&(last_day, person, reason.trim().to_owned()))).await?;
        let ending = Ending { last_day, reason: reason.clone() };
        tx.audit(AuditEntry::new("law_end", "law", id).payload(&ending)?);
        Ok(((), id.to_string()))
    });
    ran?;
    get(office, who, id).await
}

/// The Party's rows, the newest first.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn list(office: &Office, who: &Who) -> Result<Vec<LawRow>, Error> {
    who.must_be(DeskAct::LawSet.roles())?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    Ok(read.law_rows(LISTED).await?)
}

/// One row.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotPermitted`], or what the archive says.
pub async fn get(office: &Office, who: &Who, id: LawRowId) -> Result<LawRow, Error> {
    who.must_be(DeskAct::LawSet.roles())?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    read.law_row(id).await?.ok_or(Error::NotFound("law"))
}

fn nothing() -> Error {
    Error::value("law", "law-nothing-proposed", "Nothing waits for a second person here; reload the page.")
}
