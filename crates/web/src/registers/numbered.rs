//! Tags, security stamps and security paper over pages and API.

use super::mandates::date_typed;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::Date;
use cites::marks::MarkKind;
use office::registers::numbered::{self, Act, BINDERS, Books, Received, STORES, WRITERS};
use pages::FieldError;
use pages::registers::{NumberHand, NumberMove, NumberRange, NumbersPage, TagsPage, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Numbered, PieceRange};
use utoipa::ToSchema;

/// A batch, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BatchBody {
    /// A number or a range, like `QM-S-000001 to 000500`.
    pub numbers: String,
    /// Of tags: code of mark_types; blank when their form says it.
    #[serde(default)]
    pub mark_kind: String,
    /// Who made them.
    pub supplier: String,
    /// The day they came, `YYYY-MM-DD`.
    pub on: String,
    /// Words.
    #[serde(default)]
    pub note: String,
}

/// Tags for a holder, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandBody {
    /// A number or a range.
    pub numbers: String,
    /// Code of mark_types; blank when their form says it.
    #[serde(default)]
    pub mark_kind: String,
    /// E-mail address of the holder's account.
    pub holder: String,
    /// Words.
    #[serde(default)]
    pub note: String,
}

/// What happened to a range, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveBody {
    /// `back`, `use`, `spoil`, `missing`, `found` or `write_off`.
    pub act: String,
    /// A number or a range.
    pub numbers: String,
    /// Of tags: code of mark_types; blank when their form says it.
    #[serde(default)]
    pub mark_kind: String,
    /// What happened, in words.
    #[serde(default)]
    pub note: String,
}

/// A stamp or sheets for a permit, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BindBody {
    /// Number of the stamp; of sheets also a range.
    pub numbers: String,
    /// Number of the permit, or reference of an approved application.
    pub permit: String,
}

/// How many pieces an act moved.
#[derive(Debug, Serialize, ToSchema)]
pub struct MovedView {
    /// Pieces.
    pub pieces: u32,
}

/// A range in one state and one hand, over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct RangeView {
    /// First number.
    pub first: String,
    /// Last number.
    pub last: String,
    /// How many.
    pub pieces: i64,
    /// `STOCK`, `HANDED`, `USED`, `SPOILED`, `MISSING` or `LOST`.
    pub state: &'static str,
    /// Who holds them; told to officers.
    pub holder: Option<String>,
    /// Number of the permit that carries it.
    pub permit: Option<String>,
    /// Reference of the case that carries it.
    pub reference: Option<String>,
}

/// Pieces in a state at the end of a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct StateView {
    /// `STOCK`, `HANDED`, `USED`, `SPOILED`, `MISSING` or `LOST`.
    pub state: &'static str,
    /// How many.
    pub pieces: i64,
}

/// The books of one kind, over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct BooksView {
    /// The day of the balance.
    pub day: String,
    /// State by state.
    pub balance: Vec<StateView>,
    /// Do the movements of all days give what is there?
    pub even: bool,
    /// Ranges as they are now.
    pub ranges: Vec<RangeView>,
    /// On permits that are void, lost, replaced or were not issued.
    pub on_void: Vec<RangeView>,
}

/// One's own tags, over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct TagList {
    /// The newest batch first.
    pub rows: Vec<RangeView>,
}

fn range_view(r: &PieceRange) -> RangeView {
    RangeView {
        first: r.first.clone(),
        last: r.last.clone(),
        pieces: r.pieces,
        state: r.state.code(),
        holder: r.holder.clone(),
        permit: r.permit.clone(),
        reference: r.reference.clone(),
    }
}

fn range(r: &PieceRange) -> NumberRange {
    let application = r.application.map(|a| pages::links::application(&a.to_string()));
    let paper = r.permit.clone().or(r.reference.clone()).zip(application);
    NumberRange {
        first: r.first.clone(),
        last: r.last.clone(),
        pieces: r.pieces,
        state: r.state.code(),
        holder: r.holder.clone().unwrap_or_default(),
        paper,
        at: r.at,
    }
}

fn kind(call: &Call) -> Result<Numbered, Failure> {
    Numbered::from_code(call.param("kind")).ok_or(Failure::NotFound)
}

fn mark_kind(code: &str) -> Result<Option<MarkKind>, Failure> {
    match code.trim() {
        "" => Ok(None),
        code => MarkKind::from_code(code)
            .map(Some)
            .ok_or_else(|| Failure::field("kind", "mark-kind", "Choose what the marks are from the list.")),
    }
}

fn act_of(code: &str) -> Result<Act, Failure> {
    Act::from_code(code).ok_or_else(|| Failure::field("act", "numbers-act", "Choose what happened from the list."))
}

fn date(text: &str) -> Result<Date, Failure> {
    text.trim().parse().map_err(|_| Failure::field("on", "date-form", "Give the date as year-month-day."))
}

async fn received(call: &Call, b: &BatchBody) -> Result<u32, Failure> {
    let new = Received {
        kind: kind(call)?,
        mark_kind: mark_kind(&b.mark_kind)?,
        numbers: b.numbers.clone(),
        supplier: b.supplier.clone(),
        on: date(&b.on)?,
        note: b.note.clone(),
    };
    Ok(numbered::receive(&call.app.office, &call.who()?, new).await?)
}

async fn handed(call: &Call, b: &HandBody) -> Result<u32, Failure> {
    if kind(call)? != Numbered::Tag {
        return Err(Failure::NotFound);
    }
    let (office, who) = (&call.app.office, call.who()?);
    Ok(numbered::hand_out(office, &who, mark_kind(&b.mark_kind)?, &b.numbers, &b.holder, &b.note).await?)
}

async fn moved(call: &Call, kind: Numbered, b: &MoveBody) -> Result<u32, Failure> {
    let (office, who) = (&call.app.office, call.who()?);
    let (act, mark) = (act_of(&b.act)?, mark_kind(&b.mark_kind)?);
    Ok(numbered::move_range(office, &who, kind, mark, act, &b.numbers, &b.note).await?)
}

async fn bound(call: &Call, b: &BindBody) -> Result<u32, Failure> {
    Ok(numbered::bind(&call.app.office, &call.who()?, kind(call)?, &b.numbers, &b.permit).await?)
}

async fn books(call: &Call, on: Option<Date>) -> Result<Books, Failure> {
    Ok(numbered::books(&call.app.office, &call.reader()?, kind(call)?, on).await?)
}

async fn draw(call: &Call, on: Option<Date>, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let (kind, books, seat) = (kind(call)?, books(call, on).await?, call.seat()?);
    let status = form_status(&errors);
    let shown = NumbersPage {
        shell: shell(call).await,
        kind: kind.code(),
        day: books.day,
        balance: books.balance.iter().map(|(s, n)| (s.code(), *n)).collect(),
        even: books.even,
        ranges: books.ranges.iter().map(range).collect(),
        on_void: books.on_void.iter().map(range).collect(),
        moves: books
            .events
            .iter()
            .map(|e| NumberMove {
                range: e.range.clone(),
                pieces: e.pieces,
                act: e.act.clone(),
                on: e.on,
                note: e.note.clone(),
                holder: e.holder.clone().unwrap_or_default(),
                actor: e.actor.clone(),
            })
            .collect(),
        hand: NumberHand { store: seat.has(STORES), write_off: seat.has(WRITERS), bind: seat.has(BINDERS) },
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// The books.
pub async fn show(call: Arc<Call>) -> Answer {
    let part = |p: &str| call.asked(&format!("on-{p}")).unwrap_or("").to_owned();
    let typed = pages::parts::date::join(&part("day"), &part("month"), &part("year"));
    let asked = call.asked("on").map(str::to_owned).unwrap_or(typed);
    if asked.trim().is_empty() {
        return draw(&call, None, BTreeMap::new(), Vec::new()).await;
    }
    match date(&asked) {
        Ok(day) => draw(&call, Some(day), call.asked_again(), Vec::new()).await,
        Err(failure) => draw(&call, None, call.asked_again(), failure.on_form()?).await,
    }
}

/// What became of one of the forms: back to the books, or the form again with its own fields marked.
async fn settled(call: &Call, form: &str, done: Result<u32, Failure>) -> Answer {
    match done {
        Ok(_) => Ok(go_and_say(call, &links::numbers(call.param("kind")), "flash-done", None)),
        Err(failure) => {
            let mut errors = failure.on_form()?;
            for e in errors.iter_mut().filter(|e| !e.field.is_empty()) {
                e.field = format!("{form}_{}", e.field);
            }
            draw(call, None, call.typed_again(), errors).await
        }
    }
}

/// One of the acts of the books.
pub async fn act(call: Arc<Call>) -> Answer {
    let form = call.param("act").to_owned();
    let text = |name: &str| call.typed(&format!("{form}_{name}")).to_owned();
    let done = match form.as_str() {
        "receive" => {
            let on = date_typed(&call, "receive_on");
            let (numbers, supplier, note) = (text("numbers"), text("supplier"), text("note"));
            received(&call, &BatchBody { numbers, mark_kind: text("kind"), supplier, on, note }).await
        }
        "hand" => {
            let (numbers, holder, note) = (text("numbers"), text("holder"), text("note"));
            handed(&call, &HandBody { numbers, mark_kind: text("kind"), holder, note }).await
        }
        "move" => {
            let (act, numbers, note) = (text("act"), text("numbers"), text("note"));
            moved(&call, kind(&call)?, &MoveBody { act, numbers, mark_kind: text("kind"), note }).await
        }
        "bind" => bound(&call, &BindBody { numbers: text("numbers"), permit: text("permit") }).await,
        _ => return Err(Failure::NotFound),
    };
    settled(&call, &form, done).await
}

async fn draw_tags(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let rows = numbered::own(&call.app.office, &call.reader()?).await?;
    let status = form_status(&errors);
    let shown = TagsPage { shell: shell(call).await, rows: rows.iter().map(range).collect(), typed, errors };
    page_with(call, &shown, status)
}

/// One's own tags.
pub async fn tags(call: Arc<Call>) -> Answer {
    draw_tags(&call, BTreeMap::new(), Vec::new()).await
}

/// A holder reports.
pub async fn report(call: Arc<Call>) -> Answer {
    let text = |name: &str| call.typed(name).to_owned();
    let body = MoveBody { act: text("act"), numbers: text("numbers"), mark_kind: String::new(), note: text("note") };
    match moved(&call, Numbered::Tag, &body).await {
        Ok(_) => Ok(go_and_say(&call, links::TAGS, "flash-done", None)),
        Err(failure) => draw_tags(&call, call.typed_again(), failure.on_form()?).await,
    }
}

fn told(done: Result<u32, Failure>) -> Answer {
    json(&MovedView { pieces: done? })
}

/// The books over the API.
pub async fn books_api(call: Arc<Call>) -> Answer {
    let on = call.asked("on").filter(|t| !t.trim().is_empty()).map(date).transpose()?;
    let books = books(&call, on).await?;
    json(&BooksView {
        day: books.day.to_string(),
        balance: books.balance.iter().map(|(s, n)| StateView { state: s.code(), pieces: *n }).collect(),
        even: books.even,
        ranges: books.ranges.iter().map(range_view).collect(),
        on_void: books.on_void.iter().map(range_view).collect(),
    })
}

/// Takes a batch in over the API.
pub async fn receive_api(call: Arc<Call>) -> Answer {
    let body: BatchBody = call.json()?;
    told(received(&call, &body).await)
}

/// Hands tags out over the API.
pub async fn hand_api(call: Arc<Call>) -> Answer {
    let body: HandBody = call.json()?;
    told(handed(&call, &body).await)
}

/// Says what happened to a range, over the API.
pub async fn move_api(call: Arc<Call>) -> Answer {
    let body: MoveBody = call.json()?;
    told(moved(&call, kind(&call)?, &body).await)
}

/// Puts a stamp or sheets on a permit over the API.
pub async fn bind_api(call: Arc<Call>) -> Answer {
    let body: BindBody = call.json()?;
    told(bound(&call, &body).await)
}

/// One's own tags over the API.
pub async fn tags_api(call: Arc<Call>) -> Answer {
    let rows = numbered::own(&call.app.office, &call.reader()?).await?;
    json(&TagList { rows: rows.iter().map(range_view).collect() })
}

/// A holder reports over the API.
pub async fn report_api(call: Arc<Call>) -> Answer {
    let body: MoveBody = call.json()?;
    told(moved(&call, Numbered::Tag, &body).await)
}
