//! What a row of law does, or would do: every open case, valid permit, quota and registration, asked under both laws.
//! Read in pieces, so that a large archive costs few questions, and counted to the last.

use super::{examine, law_rows};
use crate::blanks::registration::{self, Drawn};
use crate::notices::watch::{self, Owned};
use crate::registers::operations::{Entry, EntryBody};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use crate::shared::{on_file, quota};
use cites::ids::{ApplicationId, LawRowId, QuotaId};
use cites::{Amount, ApplicationStatus, Date, PermitStatus, Purpose, Source, TaxonName};
use permits::application::ApplicantSide;
use permits::{Application, DeskAct, Draft, Permit};
use rules::{Change, Facts, LineFacts, Movement, RulePack, compare};
use std::collections::BTreeMap;
use store::{Cursor, LawRow, QuotaRow, Read, RegisterKind};

/// Rows of one question.
const PIECE: i64 = 100;
/// Pieces of each kind; what lies behind them is said to be more. Twenty thousand are more than a Party has open at once.
const PIECES: usize = 200;

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
    /// Were there more than are looked at at all?
    pub more: bool,
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
    let without = law_rows::with_rows(&who.house.pack, others.iter().filter(|r| r.id != id))?;
    let with = law_rows::with_rows(&without, [&row])?;
    let (before, after, on) = match &row.end {
        Some((last, _, _)) => (with, without, last.tomorrow().map_err(Error::internal)?),
        None => (without, with, row.from.map_or(today, |from| from.max(today))),
    };
    between(&mut read, office, who, (&before, &after), on).await
}

/// What several rows do together, on the first day on which all of them are in force.
///
/// # Errors
/// What the archive says, or a row that can no longer be read.
pub(super) async fn of_rows(office: &Office, who: &Who, rows: &[LawRow]) -> Result<Preview, Error> {
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let ids: Vec<LawRowId> = rows.iter().map(|r| r.id).collect();
    let others = read.law_rows_confirmed().await?;
    let without = law_rows::with_rows(&who.house.pack, others.iter().filter(|r| !ids.contains(&r.id)))?;
    let with = law_rows::with_rows(&without, rows)?;
    let on = rows.iter().filter_map(|r| r.from).fold(day(now), Date::max);
    between(&mut read, office, who, (&without, &with), on).await
}

/// The law before and after, asked about everything that is open, valid or registered on a day.
async fn between(
    read: &mut Read,
    office: &Office,
    who: &Who,
    (before, after): (&RulePack, &RulePack),
    on: Date,
) -> Result<Preview, Error> {
    let laws = (before, after);
    let (entries, more_entries) = entries(read).await?;
    let (cases, cases_seen, more_cases) = cases(read, office, who, laws, &entries, on).await?;
    let (permits, permits_seen, more_permits) = permits(read, office, who, laws, on).await?;
    let ledgers = read.quota_positions(on.year()).await?;
    let touched = |quota: &&QuotaRow| {
        quota_facts(quota, who).is_some_and(|facts| compare(before, after, &facts, &office.taxa, on).is_some())
    };
    let mut quotas: Vec<String> = ledgers.iter().filter(touched).map(|q| q.taxon.clone()).collect();
    quotas.dedup();
    let (registrations, entries_seen) = registrations(office, who, laws, &entries, on);
    let looked_at = (cases_seen, permits_seen, ledgers.len(), entries_seen);
    let more = more_cases || more_permits || more_entries;
    Ok(Preview { on, cases, permits, quotas, registrations, looked_at, more })
}

/// The sources that specimens of a registration may have; none where it claims none. A caviar plant processes and packs
/// what was caught as well as what was farmed (Res. Conf. 12.7).
const fn sources_of(kind: RegisterKind) -> &'static [Source] {
    match kind {
        RegisterKind::Breeder => &[Source::C],
        RegisterKind::Caviar => &[Source::C, Source::W],
        RegisterKind::CaptiveI => &[Source::D],
        RegisterKind::Nursery => &[Source::A],
        RegisterKind::Ranch => &[Source::R],
        RegisterKind::Scientific | RegisterKind::Rescue | RegisterKind::Simplified => &[],
    }
}

/// The export that a registration is for, as a question.
fn entry_facts(source: Source, taxon: &str, who: &Who) -> Option<Facts> {
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

/// The content of every registration, read ahead: cases ask it as well.
async fn entries(read: &mut Read) -> Result<(Vec<Entry>, bool), Error> {
    let (mut all, mut after) = (Vec::new(), Cursor::NEWEST);
    for _ in 0..PIECES {
        let page = read.entries_whole::<EntryBody>(after, PIECE).await?;
        all.extend(page.rows);
        match page.next {
            Some(next) => after = next,
            None => return Ok((all, false)),
        }
    }
    Ok((all, true))
}

/// The registrations of an applicant among all of them.
fn of_side(all: &[Entry], side: &ApplicantSide) -> Vec<Entry> {
    let own = |e: &&Entry| match side.organisation {
        Some(organisation) => e.columns.organisation == Some(organisation),
        None => side.applicant.is_some() && e.columns.person == side.applicant,
    };
    all.iter().filter(own).cloned().collect()
}

async fn cases(
    read: &mut Read,
    office: &Office,
    who: &Who,
    (before, after): (&RulePack, &RulePack),
    entries: &[Entry],
    on: Date,
) -> Result<(Vec<Touched>, usize, bool), Error> {
    let open: Vec<ApplicationStatus> =
        ApplicationStatus::ALL.iter().copied().filter(|s| !s.terminal() && *s != ApplicationStatus::Draft).collect();
    let quotas: Vec<QuotaRow> = read.quotas_in_force(on).await?.into_iter().filter(|q| q.active).collect();
    let mut held: BTreeMap<(ApplicationId, QuotaId), Amount> = BTreeMap::new();
    for (quota, application, amount) in read.holds_of_open().await? {
        held.insert((application, quota), amount);
    }
    let drawn = Drawn::read(read, None, on).await?;
    let (mut touched, mut seen, mut from) = (Vec::new(), 0, Cursor::OLDEST);
    for _ in 0..PIECES {
        let page = read.worklist_whole::<Application>(&open, from, PIECE).await?;
        seen += page.rows.len();
        let replaced: Vec<String> =
            page.rows.iter().filter_map(|s| Some(s.value.draft()?.replaces.as_ref()?.to_string())).collect();
        let last_days = if replaced.is_empty() { Vec::new() } else { read.last_days(&replaced).await? };
        for stored in &page.rows {
            let application = &stored.value;
            let parsed = application.draft().cloned().map_or_else(|| Draft::parse(application.form()), Ok);
            let Ok(draft) = parsed else { continue };
            let id = application.id();
            let holds = quotas.iter().map(|q| (q, held.get(&(id, q.id)).copied().unwrap_or(Amount::ZERO)));
            let positions = quota::positions_in(office, &draft, quota::Whose::of(application), holds);
            let mut facts = examine::facts_ahead(who, application, &draft, &positions, on);
            if let Some(simplified) = draft.particulars.simplified() {
                facts.registration = Some(simplified.registration.clone());
                let case = (&draft, application.side(), id);
                facts.registered = registration::fact_ahead(office, entries, &drawn, case, on);
            }
            if let Some(number) = draft.replaces.as_ref().map(ToString::to_string) {
                facts.replaces = last_days.iter().find(|(n, _)| *n == number).cloned();
            }
            if on_file::asks_registers(&draft, who, &facts) {
                on_file::from_registers(&draft, who, &of_side(entries, application.side()), on, &mut facts);
            }
            if let Some(change) = compare(before, after, &facts, &office.taxa, on) {
                let (row, reference) = (stored.columns.id, &stored.columns.reference);
                touched.push(Touched {
                    name: reference.clone(),
                    holder: String::new(),
                    taxon: facts.lines.first().map(|l| l.taxon.to_string()).unwrap_or_default(),
                    change,
                    owner: Some(watch::case_owner(row, reference, application)),
                });
            }
        }
        match page.next {
            Some(next) => from = next,
            None => return Ok((touched, seen, false)),
        }
    }
    Ok((touched, seen, true))
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
        let mut from = Some(Cursor::NEWEST);
        for _ in 0..PIECES {
            let Some(cursor) = from else { break };
            let page = read.permits_valid_whole::<Permit>(status, on, cursor, PIECE).await?;
            seen += page.rows.len();
            for stored in &page.rows {
                let (row, document) = (&stored.columns, stored.value.document());
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
            from = page.next;
        }
        more |= from.is_some();
    }
    Ok((touched, seen, more))
}

fn registrations(
    office: &Office,
    who: &Who,
    (before, after): (&RulePack, &RulePack),
    entries: &[Entry],
    on: Date,
) -> (Vec<Touched>, usize) {
    let (mut touched, mut seen) = (Vec::new(), 0);
    for entry in entries.iter().filter(|e| e.columns.in_force(on)) {
        let row = &entry.columns;
        seen += 1;
        let hit = entry.value.species().iter().find_map(|kept| {
            sources_of(row.kind).iter().find_map(|source| {
                let facts = entry_facts(*source, &kept.taxon, who)?;
                Some((kept.taxon.clone(), compare(before, after, &facts, &office.taxa, on)?))
            })
        });
        if let Some((taxon, change)) = hit {
            let name = row.number.clone().unwrap_or_else(|| row.name.clone());
            touched.push(Touched { name, holder: row.name.clone(), taxon, change, owner: None });
        }
    }
    (touched, seen)
}
