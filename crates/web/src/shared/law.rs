//! The Party's own rows of law, as pages and for programs: entered, previewed, confirmed by another, ended.

use super::call::Call;
use super::enter::day;
use super::failure::Failure;
use super::respond::{created, form_status, go_and_say, json, page, page_with};
use super::route::Answer;
use super::shell::shell;
use crate::econtrol::landing::typed_day;
use cites::ids::{LawRowId, LawRowKind, PersonId};
use cites::{Date, Lang};
use office::epermit::law_rows::{self, Entered, Preview, Touched};
use pages::shared::{LawLine, LawList, LawPage, LawPreview, LawShown, LawTouched, Standing};
use pages::{FieldError, links};
use rules::PartyTable;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{LawRow, LawState};
use utoipa::ToSchema;

fn standing(row: &LawRow, today: Date) -> Standing {
    match row.state {
        LawState::Proposed => Standing::Waiting,
        LawState::Dropped => Standing::Dropped,
        LawState::Confirmed if row.until.is_some_and(|d| d < today) => Standing::Ended,
        LawState::Confirmed if row.from.is_some_and(|d| today < d) => Standing::Coming,
        LawState::Confirmed => Standing::InForce,
    }
}

pub(super) fn line(row: &LawRow, today: Date) -> LawLine {
    let cell = |names: &[&str]| names.iter().find_map(|n| row.cells.get(*n)).cloned().unwrap_or_default();
    let about = [cell(&["taxon_name", "taxon", "taxon_id", "unit"]), cell(&["country", "party"])];
    LawLine {
        id: row.id.to_string(),
        table: row.table.clone(),
        about: about.join(" ").trim().to_owned(),
        days: (row.from, row.until),
        standing: standing(row, today),
    }
}

/// The Party's rows.
pub async fn list(call: Arc<Call>) -> Answer {
    let today = day(call.app.office.clock.now());
    let rows = law_rows::list(&call.app.office, &call.who()?).await?;
    let shown = LawList {
        shell: shell(&call).await,
        tables: PartyTable::ALL.iter().map(|t| t.name()).collect(),
        rows: rows.iter().map(|r| line(r, today)).collect(),
    };
    page(&call, &shown)
}

fn table(call: &Call) -> Result<PartyTable, Failure> {
    call.asked("table").and_then(PartyTable::from_name).ok_or(Failure::NotFound)
}

async fn draw(
    call: &Call,
    table: PartyTable,
    row: Option<&LawRow>,
    typed: BTreeMap<String, String>,
    errors: Vec<FieldError>,
) -> Answer {
    let shown = match row {
        None => None,
        Some(row) => Some(shown(call, table, row).await?),
    };
    let status = form_status(&errors);
    let page = LawPage {
        shell: shell(call).await,
        table: table.name().to_owned(),
        columns: table.columns().to_vec(),
        row: shown,
        typed,
        errors,
    };
    page_with(call, &page, status)
}

async fn shown(call: &Call, table: PartyTable, row: &LawRow) -> Result<LawShown, Failure> {
    let me = call.seat()?.person.id;
    let waits = row.state == LawState::Proposed || row.end.is_some();
    let preview = if waits { Some(law_rows::preview(&call.app.office, &call.who()?, row.id).await?) } else { None };
    let proposer = row.end.as_ref().map_or(row.proposed_by, |(_, by, _)| *by);
    let mut people: Vec<PersonId> = vec![row.proposed_by, proposer];
    people.extend(row.decided_by);
    let mut read = call.read().await?;
    let names: BTreeMap<PersonId, String> = read.person_names(&people).await?.into_iter().collect();
    drop(read);
    let name = |id: &PersonId| names.get(id).cloned().unwrap_or_default();
    let cells = table.columns().iter().filter_map(|c| row.cells.get(*c).map(|v| ((*c).to_owned(), v.clone())));
    Ok(LawShown {
        line: line(row, day(call.app.office.clock.now())),
        cells: cells.collect(),
        reason: row.reason.clone(),
        by: name(&row.proposed_by),
        decided_by: row.decided_by.as_ref().map(name).unwrap_or_default(),
        end: row.end.as_ref().map(|(day, by, why)| (*day, name(by), why.clone())),
        can_confirm: waits && proposer != me,
        preview: preview.map(|p| drawn(&p, call.lang)),
    })
}

/// Rows of each list on the page.
const SHOWN: usize = 100;
/// Rows of each list over the API.
const SENT: usize = 1_000;

pub(super) fn drawn(p: &Preview, lang: Lang) -> LawPreview {
    let touched = |list: &[Touched]| -> Vec<LawTouched> {
        list.iter()
            .take(SHOWN)
            .map(|t| LawTouched {
                name: t.name.clone(),
                taxon: t.taxon.clone(),
                outlook: (t.change.outlook.0.code(), t.change.outlook.1.code()),
                words: t.change.new.iter().take(2).map(|c| c.sentence(lang)).collect(),
            })
            .collect()
    };
    LawPreview {
        on: p.on,
        cases: touched(&p.cases),
        permits: touched(&p.permits),
        quotas: p.quotas.clone(),
        registrations: touched(&p.registrations),
        touched: (p.cases.len(), p.permits.len(), p.registrations.len()),
        looked_at: p.looked_at,
        more: p.more,
    }
}

async fn kept(call: &Call) -> Result<(PartyTable, LawRow), Failure> {
    let id: LawRowId = call.id::<LawRowKind>("row")?;
    let row = law_rows::get(&call.app.office, &call.who()?, id).await?;
    let table = PartyTable::from_name(&row.table).ok_or(Failure::NotFound)?;
    Ok((table, row))
}

/// The form of a new row.
pub async fn new(call: Arc<Call>) -> Answer {
    let party = call.seat()?.house.party();
    let table = table(&call)?;
    // A listing is for all populations unless somebody names one.
    let own = if table == PartyTable::Listings { &[][..] } else { &["country", "party"][..] };
    let typed = own.iter().map(|c| ((*c).to_owned(), party.code().to_owned())).collect();
    draw(&call, table, None, typed, Vec::new()).await
}

/// Enters a row.
pub async fn propose(call: Arc<Call>) -> Answer {
    let table = table(&call)?;
    // Days come in three boxes; what is no day has none.
    let cell = |c: &&str| ((*c).to_owned(), typed_day(&call, c).trim().to_owned());
    let cells = table.columns().iter().map(cell).collect();
    let new = Entered { table, cells, reason: call.typed("reason").to_owned() };
    match law_rows::propose(&call.app.office, &call.who()?, new).await.map_err(Failure::from) {
        Ok(row) => Ok(go_and_say(&call, &links::law_row(&row.id.to_string()), "flash-saved", None)),
        Err(failure) => {
            let errors = failure.on_form()?;
            draw(&call, table, None, call.typed_again(), errors).await
        }
    }
}

/// One row with what it touches.
pub async fn show(call: Arc<Call>) -> Answer {
    let (table, row) = kept(&call).await?;
    draw(&call, table, Some(&row), BTreeMap::new(), Vec::new()).await
}

async fn after(call: &Call, done: Result<LawRow, office::Error>) -> Answer {
    match done.map_err(Failure::from) {
        Ok(row) => Ok(go_and_say(call, &links::law_row(&row.id.to_string()), "flash-done", None)),
        Err(failure) => {
            let errors = failure.on_form()?;
            let (table, row) = kept(call).await?;
            draw(call, table, Some(&row), call.typed_again(), errors).await
        }
    }
}

/// The second person confirms.
pub async fn confirm(call: Arc<Call>) -> Answer {
    let id = call.id::<LawRowKind>("row")?;
    after(&call, law_rows::confirm(&call.app.office, &call.who()?, id).await).await
}

/// A proposal is taken back or turned down.
pub async fn drop_proposal(call: Arc<Call>) -> Answer {
    let id = call.id::<LawRowKind>("row")?;
    after(&call, law_rows::drop_proposal(&call.app.office, &call.who()?, id).await).await
}

fn last_day(text: &str) -> Result<Date, Failure> {
    text.trim().parse().map_err(|_| Failure::field("until", "date-form", "Give the last day, like 2027-12-31."))
}

/// The last day of a row is proposed.
pub async fn end(call: Arc<Call>) -> Answer {
    let id = call.id::<LawRowKind>("row")?;
    match last_day(&typed_day(&call, "until")) {
        Ok(until) => {
            let reason = call.typed("reason").to_owned();
            after(&call, law_rows::propose_end(&call.app.office, &call.who()?, id, until, reason).await).await
        }
        Err(failure) => {
            let (table, row) = kept(&call).await?;
            draw(&call, table, Some(&row), call.typed_again(), failure.on_form()?).await
        }
    }
}

/// A row to enter.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LawBody {
    /// Table of rules, like `stricter_measures`.
    pub table: String,
    /// Its cells by column, all as text; days as year-month-day.
    pub cells: BTreeMap<String, String>,
    /// Where it was decided.
    pub reason: String,
}

/// The last day of a row.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LawEndBody {
    /// Last day of its force.
    pub until: String,
    /// Why.
    pub reason: String,
}

/// A row of law.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawView {
    /// Id.
    pub id: String,
    /// Table of rules.
    pub table: String,
    /// Cells by column.
    pub cells: BTreeMap<String, String>,
    /// `proposed`, `confirmed` or `dropped`.
    pub state: String,
    /// First day of its force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day of its force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// A last day that waits for its second person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposed_end: Option<String>,
    /// Where it was decided.
    pub reason: String,
}

impl From<&LawRow> for LawView {
    fn from(row: &LawRow) -> LawView {
        LawView {
            id: row.id.to_string(),
            table: row.table.clone(),
            cells: row.cells.clone(),
            state: row.state.code().to_owned(),
            from: row.from.map(|d| d.to_string()),
            until: row.until.map(|d| d.to_string()),
            proposed_end: row.end.as_ref().map(|(d, _, _)| d.to_string()),
            reason: row.reason.clone(),
        }
    }
}

/// Rows of law.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawRows {
    /// The newest first.
    pub rows: Vec<LawView>,
}

/// Something a row touches.
#[derive(Debug, Serialize, ToSchema)]
pub struct TouchedView {
    /// Reference or number.
    pub name: String,
    /// The first taxon.
    pub taxon: String,
    /// `open`, `officer` or `forbidden`, under the law as it is.
    pub before: String,
    /// The same, under the law as it would be.
    pub after: String,
    /// What the law would say anew.
    pub sentences: Vec<String>,
}

/// What a row does.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawPreviewView {
    /// The day for which both laws were asked.
    pub on: String,
    /// How many open cases it touches, to the last.
    pub cases_touched: usize,
    /// How many valid permits.
    pub permits_touched: usize,
    /// How many registrations in force.
    pub registrations_touched: usize,
    /// Open cases, at most a thousand of them.
    pub cases: Vec<TouchedView>,
    /// Valid permits.
    pub permits: Vec<TouchedView>,
    /// Registrations in force.
    pub registrations: Vec<TouchedView>,
    /// Taxa of quotas.
    pub quotas: Vec<String>,
    /// Were there more than are looked at at all?
    pub more: bool,
}

/// Rows, for programs.
pub async fn api_list(call: Arc<Call>) -> Answer {
    let rows = law_rows::list(&call.app.office, &call.who()?).await?;
    json(&LawRows { rows: rows.iter().map(LawView::from).collect() })
}

/// Enters a row.
pub async fn api_propose(call: Arc<Call>) -> Answer {
    let body: LawBody = call.json()?;
    let table = PartyTable::from_name(&body.table)
        .ok_or_else(|| Failure::field("table", "code-unknown", "Name a table of rules, like stricter_measures."))?;
    let new = Entered { table, cells: body.cells, reason: body.reason };
    let row = law_rows::propose(&call.app.office, &call.who()?, new).await?;
    created(&LawView::from(&row), &format!("/api/law/{}", row.id))
}

/// One row.
pub async fn api_get(call: Arc<Call>) -> Answer {
    json(&LawView::from(&kept(&call).await?.1))
}

/// What it does.
pub async fn api_preview(call: Arc<Call>) -> Answer {
    let id = call.id::<LawRowKind>("row")?;
    let p = law_rows::preview(&call.app.office, &call.who()?, id).await?;
    let view = |list: &[Touched]| {
        let one = |t: &Touched| TouchedView {
            name: t.name.clone(),
            taxon: t.taxon.clone(),
            before: t.change.outlook.0.code().to_owned(),
            after: t.change.outlook.1.code().to_owned(),
            sentences: t.change.new.iter().map(|c| c.exact(call.lang)).collect(),
        };
        list.iter().take(SENT).map(one).collect()
    };
    json(&LawPreviewView {
        cases_touched: p.cases.len(),
        permits_touched: p.permits.len(),
        registrations_touched: p.registrations.len(),
        on: p.on.to_string(),
        cases: view(&p.cases),
        permits: view(&p.permits),
        registrations: view(&p.registrations),
        quotas: p.quotas.clone(),
        more: p.more,
    })
}

/// The second person confirms.
pub async fn api_confirm(call: Arc<Call>) -> Answer {
    let id = call.id::<LawRowKind>("row")?;
    json(&LawView::from(&law_rows::confirm(&call.app.office, &call.who()?, id).await?))
}

/// A proposal is taken back.
pub async fn api_drop(call: Arc<Call>) -> Answer {
    let id = call.id::<LawRowKind>("row")?;
    json(&LawView::from(&law_rows::drop_proposal(&call.app.office, &call.who()?, id).await?))
}

/// The last day of a row is proposed.
pub async fn api_end(call: Arc<Call>) -> Answer {
    let body: LawEndBody = call.json()?;
    let until = last_day(&body.until)?;
    let id = call.id::<LawRowKind>("row")?;
    json(&LawView::from(&law_rows::propose_end(&call.app.office, &call.who()?, id, until, body.reason).await?))
}
