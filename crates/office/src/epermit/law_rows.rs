//! The Party's own rows of law: entered by one person, previewed, confirmed by another, in force from their day.

use super::examine;
use crate::notices::watch::{self, Owned};
use crate::registers::operations::EntryBody;
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{LawRowId, LawRowKind};
use cites::{ApplicationStatus, Date, PermitStatus, Purpose, Source, TaxonName};
use permits::{Application, DeskAct, Permit};
use rules::{Change, Facts, LineFacts, Movement, PackError, PartyTable, RulePack, compare};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{AuditEntry, Cursor, LawRow, LawState, PermitFilter, QuotaRow, Read, RegisterKind};

/// Most cases, permits, quotas and registrations that a preview looks at, each; a page of them says when there were more.
const LOOKED_AT: i64 = 500;

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

/// A case, permit or registration that a coming change touches.
#[derive(Debug, Clone)]
pub struct Touched {
    /// Reference of the case, or number of the permit or registration.
    pub name: String,
    /// Who holds it; blank for a case.
    pub holder: String,
    /// The first taxon.
    pub taxon: String,
    /// What changes.
    pub change: Change,
    /// Whose it is.
    pub(crate) owner: Option<Owned>,
}

/// What a row would do, on the first day of its force.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The day for which both laws were asked: its first day, or today where it is in force already.
    pub on: Date,
    /// Open cases it touches.
    pub cases: Vec<Touched>,
    /// Permits valid on that day that it touches.
    pub permits: Vec<Touched>,
    /// Quotas of that year whose trade it forbids or routes, by taxon.
    pub quotas: Vec<String>,
    /// Registrations in force on that day, with the first species it touches.
    pub registrations: Vec<Touched>,
    /// How many open cases, permits, quotas and registrations were looked at.
    pub looked_at: (usize, usize, usize, usize),
    /// Were there more than are looked at?
    pub more: bool,
}

/// What is wrong with a row becomes an error at its column.
fn at_column(e: &PackError) -> Error {
    Error::value(if e.column.is_empty() { "table" } else { e.column }, e.code, &e.help)
}

/// The pack with rows of the archive beside those of the files; a row's end counts before the day in its cells.
fn with_rows<'a>(base: &RulePack, rows: impl IntoIterator<Item = &'a LawRow>) -> Result<RulePack, Error> {
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
    let cell = |column: &str| new.cells.get(column).map_or("", |v| v.trim());
    let days = new.table.days();
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
    RulePack::base().and_then(|base| base.adding(new.table, &new.table.row(&new.cells))).map_err(|e| at_column(&e))?;
    let now = office.clock.now();
    let row = LawRow {
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
    };
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
    Ok(read.law_rows(LOOKED_AT).await?)
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

/// What a row does, or would do: the law without it and with it, asked about every open case, valid permit, quota and
/// registration on its first day. For a proposed end: the law with it and without it, on the day after. Reads only.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotPermitted`], or what the archive says.
pub async fn preview(office: &Office, who: &Who, id: LawRowId) -> Result<Preview, Error> {
    who.must_be(DeskAct::LawSet.roles())?;
    let today = day(office.clock.now());
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let row = read.law_row(id).await?.ok_or(Error::NotFound("law"))?;
    let others = read.law_rows_confirmed().await?;
    let without = with_rows(&who.house.pack, others.iter().filter(|r| r.id != id))?;
    let with = with_rows(&without, [&row])?;
    let (before, after, on) = match &row.end {
        Some((last, _, _)) => (with, without, last.tomorrow().map_err(Error::internal)?),
        None => (without, with, row.from.map_or(today, |from| from.max(today))),
    };
    let laws = (&before, &after);
    let (cases, cases_seen, more_cases) = cases(&mut read, office, who, laws, on).await?;
    let (permits, permits_seen, more_permits) = permits(&mut read, office, who, laws, on).await?;
    let ledgers = read.quota_positions(on.year()).await?;
    let touched = |quota: &&QuotaRow| {
        quota_facts(quota, who).is_some_and(|facts| compare(&before, &after, &facts, &office.taxa, on).is_some())
    };
    let mut quotas: Vec<String> = ledgers.iter().filter(touched).map(|q| q.taxon.clone()).collect();
    quotas.dedup();
    let (registrations, entries_seen, more_entries) = registrations(&mut read, office, who, laws, on).await?;
    let looked_at = (cases_seen, permits_seen, ledgers.len(), entries_seen);
    let more = more_cases || more_permits || more_entries;
    Ok(Preview { on, cases, permits, quotas, registrations, looked_at, more })
}

/// The export that a registration is for, as a question; `None` where it claims no source.
fn entry_facts(kind: RegisterKind, taxon: &str, who: &Who) -> Option<Facts> {
    let source = match kind {
        RegisterKind::Breeder | RegisterKind::Caviar => Source::C,
        RegisterKind::CaptiveI => Source::D,
        RegisterKind::Nursery => Source::A,
        RegisterKind::Ranch => Source::R,
        RegisterKind::Scientific | RegisterKind::Rescue | RegisterKind::Simplified => return None,
    };
    let mut line = LineFacts::of(TaxonName::parse(taxon).ok()?);
    line.source = Some(source);
    let mut facts = Facts::new(Movement::Export, who.house.party(), None).line(line);
    facts.purpose = Some(Purpose::T);
    Some(facts)
}

/// The export that a quota is for, as a question.
fn quota_facts(quota: &QuotaRow, who: &Who) -> Option<Facts> {
    let keys = &quota.keys;
    let mut line = LineFacts::of(TaxonName::parse(&quota.taxon).ok()?);
    (line.term, line.source) = (keys.terms.first().copied(), keys.sources.first().copied());
    let mut facts = Facts::new(Movement::Export, who.house.party(), None).line(line);
    facts.purpose = keys.purposes.first().copied();
    Some(facts)
}

async fn cases(
    read: &mut Read,
    office: &Office,
    who: &Who,
    (before, after): (&RulePack, &RulePack),
    on: Date,
) -> Result<(Vec<Touched>, usize, bool), Error> {
    let open: Vec<ApplicationStatus> =
        ApplicationStatus::ALL.iter().copied().filter(|s| !s.terminal() && *s != ApplicationStatus::Draft).collect();
    let page = read.worklist(&open, Cursor::OLDEST, LOOKED_AT).await?;
    let mut touched = Vec::new();
    for row in &page.rows {
        let Some(stored) = read.application::<Application>(row.id).await? else { continue };
        let Ok(facts) = examine::facts_of(read, office, who, &stored.value, on).await else { continue };
        if let Some(change) = compare(before, after, &facts, &office.taxa, on) {
            touched.push(Touched {
                name: row.reference.clone(),
                holder: String::new(),
                taxon: facts.lines.first().map(|l| l.taxon.to_string()).unwrap_or_default(),
                change,
                owner: Some(watch::case_owner(row.id, &row.reference, &stored.value)),
            });
        }
    }
    Ok((touched, page.rows.len(), page.next.is_some()))
}

async fn permits(
    read: &mut Read,
    office: &Office,
    who: &Who,
    (before, after): (&RulePack, &RulePack),
    on: Date,
) -> Result<(Vec<Touched>, usize, bool), Error> {
    let (mut touched, mut seen, mut more) = (Vec::new(), 0, false);
    for status in [PermitStatus::Issued, PermitStatus::Delivered] {
        let page = read.permits(PermitFilter::Status(status), Cursor::NEWEST, LOOKED_AT).await?;
        more |= page.next.is_some();
        for row in page.rows.iter().filter(|r| r.valid_until >= on) {
            let Some(stored) = read.permit::<Permit>(row.id).await? else { continue };
            seen += 1;
            let document = stored.value.document();
            let movement = Movement::of_document(row.kind).unwrap_or(Movement::Export);
            let facts = Facts::of_document(&document, movement, who.house.party());
            if let Some(change) = compare(before, after, &facts, &office.taxa, on) {
                touched.push(Touched {
                    name: row.number.to_string(),
                    holder: row.holder.clone(),
                    taxon: row.taxon.clone(),
                    change,
                    owner: Some(watch::permit_owner(&stored.value)),
                });
            }
        }
    }
    Ok((touched, seen, more))
}

async fn registrations(
    read: &mut Read,
    office: &Office,
    who: &Who,
    (before, after): (&RulePack, &RulePack),
    on: Date,
) -> Result<(Vec<Touched>, usize, bool), Error> {
    let page = read.entries(None, Cursor::NEWEST, LOOKED_AT).await?;
    let (mut touched, mut seen) = (Vec::new(), 0);
    for row in page.rows.iter().filter(|r| r.in_force(on)) {
        let Some(entry) = read.entry::<EntryBody>(row.id).await? else { continue };
        seen += 1;
        let hit = entry.value.species().iter().find_map(|kept| {
            let facts = entry_facts(row.kind, &kept.taxon, who)?;
            Some((kept.taxon.clone(), compare(before, after, &facts, &office.taxa, on)?))
        });
        if let Some((taxon, change)) = hit {
            let name = row.number.clone().unwrap_or_else(|| row.name.clone());
            touched.push(Touched { name, holder: row.name.clone(), taxon, change, owner: None });
        }
    }
    Ok((touched, seen, page.next.is_some()))
}

fn nothing() -> Error {
    Error::value("law", "law-nothing-proposed", "Nothing waits for a second person here; reload the page.")
}
