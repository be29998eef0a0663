//! Registrations for the simplified procedure over pages and API.

use super::order::{balance, card as blank_card};
use crate::epermit::api::after;
use crate::registers::stock::NoteBody;
use crate::shared::call::Call;
use crate::shared::draw::{ROWS, next_page};
use crate::shared::failure::Failure;
use crate::shared::respond::{created, form_status, go_and_say, json, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::Date;
use cites::ids::{RegistrationId, RegistrationKind};
use jiff::ToSpan as _;
use office::blanks::keep;
use office::blanks::registration::{self, Registration, Wanted};
use office::registers::operations::APPROVERS;
use office::registers::stock::{JUDGES, TRADERS};
use pages::FieldError;
use pages::blanks::{RegistrationCard, RegistrationNewPage, RegistrationPage, SimplifiedPage, SpecimenRow, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Cursor, EntryState, RegistrationRow};
use utoipa::ToSchema;

/// A registration to apply for, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegistrationInput {
    /// Who is registered.
    pub name: String,
    /// One a line: name; term; source; most of a year; unit.
    pub specimens: String,
    /// Why the simplified procedure.
    #[serde(default)]
    pub statement: String,
}

/// What may be traded, over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpecimenView {
    /// Scientific name.
    pub taxon: String,
    /// Term code.
    pub term: String,
    /// Source code.
    pub source: String,
    /// Most of a calendar year.
    pub most: String,
    /// Unit code.
    pub unit: String,
}

/// A registration over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegistrationView {
    /// Id.
    pub id: String,
    /// Number, once approved.
    pub number: Option<String>,
    /// Who is registered.
    pub name: String,
    /// `APPLIED`, `PROPOSED`, `VALID`, `DECLINED` or `ENDED`.
    pub state: &'static str,
    /// First day.
    pub from: Option<String>,
    /// Last day, included.
    pub until: Option<String>,
    /// What may be traded; empty in lists.
    pub specimens: Vec<SpecimenView>,
}

/// Registrations over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegistrationList {
    /// The last change first.
    pub rows: Vec<RegistrationView>,
    /// For the next page: its `after`.
    pub next: Option<String>,
}

fn view(row: &RegistrationRow) -> RegistrationView {
    RegistrationView {
        id: row.id.to_string(),
        number: row.number.clone(),
        name: row.name.clone(),
        state: row.state.code(),
        from: row.from.map(|d| d.to_string()),
        until: row.until.map(|d| d.to_string()),
        specimens: Vec::new(),
    }
}

fn whole(found: &Registration) -> RegistrationView {
    let specimens = found.value.specimens.iter().map(|s| SpecimenView {
        taxon: s.taxon.clone(),
        term: s.term.code().to_owned(),
        source: s.source.code().to_owned(),
        most: s.most.to_string(),
        unit: s.unit.code().to_owned(),
    });
    RegistrationView { specimens: specimens.collect(), ..view(&found.columns) }
}

fn card(row: &RegistrationRow, today: Date) -> RegistrationCard {
    let soon = today.checked_add(90.days()).unwrap_or(today);
    RegistrationCard {
        id: row.id.to_string(),
        number: row.number.clone().unwrap_or_default(),
        name: row.name.clone(),
        state: row.state.code(),
        days: row.from.zip(row.until),
        review: row.until.is_some_and(|d| d <= soon),
    }
}

fn today(call: &Call) -> Date {
    crate::shared::enter::day(call.app.office.clock.now())
}

fn id(call: &Call) -> Result<RegistrationId, Failure> {
    call.id::<RegistrationKind>("registration")
}

async fn rows(call: &Call) -> Result<(Vec<RegistrationRow>, Option<Cursor>), Failure> {
    let from = after(call, Cursor::NEWEST)?;
    let found = registration::list(&call.app.office, &call.reader()?, from, ROWS).await?;
    Ok((found.rows, found.next))
}

/// Registrations.
pub async fn list(call: Arc<Call>) -> Answer {
    let (found, next) = rows(&call).await?;
    let on = today(&call);
    let rows = found.iter().map(|r| card(r, on)).collect();
    let own = call.seat()?.has(TRADERS);
    page(&call, &SimplifiedPage { shell: shell(&call).await, rows, next: next_page(&call, next), own })
}

async fn draw_new(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let status = form_status(&errors);
    page_with(call, &RegistrationNewPage { shell: shell(call).await, typed, errors }, status)
}

/// The form that applies.
pub async fn new(call: Arc<Call>) -> Answer {
    draw_new(&call, BTreeMap::new(), Vec::new()).await
}

async fn applied(call: &Call, input: RegistrationInput) -> Result<Registration, Failure> {
    let wanted = Wanted { name: input.name, specimens: input.specimens, statement: input.statement };
    Ok(registration::apply(&call.app.office, &call.who()?, wanted).await?)
}

/// Applies.
pub async fn apply(call: Arc<Call>) -> Answer {
    let text = |name: &str| call.typed(name).to_owned();
    let input = RegistrationInput { name: text("name"), specimens: text("specimens"), statement: text("statement") };
    match applied(&call, input).await {
        Ok(r) => Ok(go_and_say(&call, &links::registration(&r.columns.id.to_string()), "flash-saved", None)),
        Err(failure) => draw_new(&call, call.typed_again(), failure.on_form()?).await,
    }
}

async fn draw(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let seat = call.seat()?;
    let (office, reader) = (&call.app.office, call.reader()?);
    let found = registration::get(office, &reader, id(call)?).await?;
    let blanks = keep::of_registration(office, &reader, found.columns.id).await?;
    let (judge, approver) = (seat.has(JUDGES), seat.has(APPROVERS));
    let own = found.columns.proposed_by == Some(seat.person.id) && seat.house.tenant.four_eyes;
    let mut acts = Vec::new();
    match found.columns.state {
        EntryState::Applied if judge => acts.push("propose"),
        EntryState::Proposed if approver && !own => acts.push("approve"),
        _ => {}
    }
    let open = !matches!(found.columns.state, EntryState::Declined | EntryState::Ended);
    if open && (judge || approver) {
        acts.push("close");
    }
    let status = form_status(&errors);
    let specimens = found.value.specimens.iter().map(|s| SpecimenRow {
        taxon: s.taxon.clone(),
        term: s.term,
        source: s.source,
        most: s.most,
        unit: s.unit,
    });
    let shown = RegistrationPage {
        shell: shell(call).await,
        card: card(&found.columns, today(call)),
        specimens: specimens.collect(),
        statement: found.value.statement.clone(),
        note: found.value.note.clone(),
        balance: balance(&blanks),
        blanks: blanks.iter().map(blank_card).collect(),
        orders: seat.has(TRADERS) && found.columns.in_force(today(call)),
        acts,
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// One registration.
pub async fn show(call: Arc<Call>) -> Answer {
    draw(&call, BTreeMap::new(), Vec::new()).await
}

async fn went_on(call: &Call, act: &str, words: &str) -> Result<Registration, Failure> {
    let (office, who, id) = (&call.app.office, call.who()?, id(call)?);
    Ok(match act {
        "propose" => registration::propose(office, &who, id, words.to_owned()).await?,
        "approve" => registration::approve(office, &who, id).await?,
        "close" => registration::close(office, &who, id, words.to_owned()).await?,
        _ => return Err(Failure::NotFound),
    })
}

/// One act on a registration.
pub async fn act(call: Arc<Call>) -> Answer {
    let words = if call.param("act") == "close" { call.typed("reason") } else { call.typed("note") };
    match went_on(&call, call.param("act"), words).await {
        Ok(r) => Ok(go_and_say(&call, &links::registration(&r.columns.id.to_string()), "flash-done", None)),
        Err(failure) => draw(&call, call.typed_again(), failure.on_form()?).await,
    }
}

/// Registrations over the API.
pub async fn list_api(call: Arc<Call>) -> Answer {
    let (found, next) = rows(&call).await?;
    json(&RegistrationList { rows: found.iter().map(view).collect(), next: next.map(|c| c.to_string()) })
}

/// One registration over the API.
pub async fn get_api(call: Arc<Call>) -> Answer {
    json(&whole(&registration::get(&call.app.office, &call.reader()?, id(&call)?).await?))
}

/// Applies over the API.
pub async fn apply_api(call: Arc<Call>) -> Answer {
    let made = applied(&call, call.json()?).await?;
    created(&whole(&made), &format!("/api/simplified/{}", made.columns.id))
}

/// Proposes over the API.
pub async fn propose_api(call: Arc<Call>) -> Answer {
    let body: NoteBody = call.json()?;
    json(&whole(&went_on(&call, "propose", &body.note).await?))
}

/// Approves over the API.
pub async fn approve_api(call: Arc<Call>) -> Answer {
    json(&whole(&went_on(&call, "approve", "").await?))
}

/// Closes over the API.
pub async fn close_api(call: Arc<Call>) -> Answer {
    let body: NoteBody = call.json()?;
    json(&whole(&went_on(&call, "close", &body.note).await?))
}
