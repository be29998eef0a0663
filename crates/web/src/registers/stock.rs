//! Stock over pages and API.

use super::mandates::date_typed;
use crate::epermit::api::after;
use crate::shared::call::Call;
use crate::shared::draw::{ROWS, next_page};
use crate::shared::failure::Failure;
use crate::shared::respond::{created, form_status, go_and_say, json, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::ids::{LotId, LotKind};
use cites::{Amount, CountryCode, Quantity, Source, Term, Unit};
use office::registers::behalf::COUNTER;
use office::registers::carried::Carrier;
use office::registers::stock::{self, Declared, JUDGES, TRADERS, Taken, Whole};
use pages::FieldError;
use pages::registers::{DrawRow, LotCard, LotHand, LotNewPage, LotPage, MoveRow, StockPage, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Acquired, CounterOf, Cursor, LotRow};
use utoipa::ToSchema;

/// A lot to declare, over the API.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LotBody {
    /// Scientific name.
    pub taxon: String,
    /// Term code.
    pub term: String,
    /// How much, a decimal number.
    pub quantity: String,
    /// Unit code.
    pub unit: String,
    /// Source code.
    pub source: String,
    /// Country of origin.
    pub origin: String,
    /// `opening`, `birth`, `purchase`, `import` or `manufacture`.
    pub acquired: String,
    /// When, `YYYY-MM-DD`.
    pub on: String,
    /// Number of the permit under which it came in.
    pub permit_in: String,
    /// What proves the origin.
    pub evidence: String,
    /// Number of the lot it was made from.
    pub from: String,
    /// How much of that lot was used up.
    pub used: String,
}

/// What is taken out of a lot, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeBody {
    /// `death`, `sale` or `used`.
    pub kind: String,
    /// How much, in the lot's unit.
    pub quantity: String,
    /// E-mail address of the buyer of a sale.
    #[serde(default)]
    pub buyer: String,
    /// In a few words.
    pub note: String,
}

/// Words beside a decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteBody {
    /// The words.
    pub note: String,
}

/// A lot over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct LotView {
    /// Id.
    pub id: String,
    /// Number that a line of an application names.
    pub number: String,
    /// Scientific name.
    pub taxon: String,
    /// Term code.
    pub term: String,
    /// Unit code.
    pub unit: String,
    /// Source code.
    pub source: String,
    /// Country of origin.
    pub origin: String,
    /// How it came about.
    pub acquired: &'static str,
    /// When.
    pub on: String,
    /// Permit under which it came in.
    pub permit_in: Option<String>,
    /// What proves the origin.
    pub evidence: String,
    /// `DECLARED`, `CONFIRMED` or `DECLINED`.
    pub state: &'static str,
    /// What is there.
    pub balance: String,
    /// What open applications and permits hold of it.
    pub held: String,
    /// What may still be drawn.
    pub free: String,
}

impl From<&LotRow> for LotView {
    fn from(l: &LotRow) -> LotView {
        LotView {
            id: l.id.to_string(),
            number: l.number.clone(),
            taxon: l.taxon.clone(),
            term: l.term.code().to_owned(),
            unit: l.unit.code().to_owned(),
            source: l.source.code().to_owned(),
            origin: l.origin.code().to_owned(),
            acquired: l.acquired.code(),
            on: l.on.to_string(),
            permit_in: l.permit_in.clone(),
            evidence: l.evidence.clone(),
            state: l.state.code(),
            balance: l.balance.to_string(),
            held: l.held.to_string(),
            free: l.free().to_string(),
        }
    }
}

/// Lots over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct LotList {
    /// The last movement first.
    pub rows: Vec<LotView>,
    /// For the next page: its `after`.
    pub next: Option<String>,
}

/// A movement over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct MoveView {
    /// Its number in the lot.
    pub seq: i64,
    /// What happened.
    pub kind: String,
    /// Change of the balance in millionths of the unit.
    pub balance_micro: i64,
    /// Change of what is held in millionths of the unit.
    pub held_micro: i64,
    /// Words.
    pub note: String,
    /// When.
    pub at: String,
}

/// One who drew on a lot, over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct DrawView {
    /// Id of the application.
    pub application: String,
    /// Its reference.
    pub reference: String,
    /// Its block.
    pub block: String,
    /// `held`, `consumed` or `released`.
    pub phase: &'static str,
    /// How much.
    pub amount: String,
    /// Number of the permit.
    pub permit: Option<String>,
}

/// A lot with everything around it, over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct WholeView {
    /// The lot.
    pub lot: LotView,
    /// Its movements, oldest first.
    pub moves: Vec<MoveView>,
    /// Numbers of the lots it came from, the nearest first.
    pub up: Vec<String>,
    /// Numbers of the lots that were made from it or bought out of it.
    pub down: Vec<String>,
    /// Applications and permits that drew on it.
    pub draws: Vec<DrawView>,
    /// Who said so, when the authority entered it for its trader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<super::counter::SaidView>,
}

fn card(l: &LotRow, trader: &str) -> LotCard {
    LotCard {
        id: l.id.to_string(),
        number: l.number.clone(),
        trader: trader.to_owned(),
        taxon: l.taxon.clone(),
        term: l.term,
        unit: l.unit,
        source: l.source,
        origin: l.origin,
        acquired: l.acquired.code(),
        on: l.on,
        permit_in: l.permit_in.clone().unwrap_or_default(),
        evidence: l.evidence.clone(),
        state: l.state.code(),
        balance: l.balance,
        held: l.held,
    }
}

pub(super) fn read(b: &LotBody) -> Result<Declared, Failure> {
    let wrong = |field: &str, code: &str, help: &str| Failure::field(field, code, help);
    let amount = |field: &str, text: &str| Amount::parse(text.trim()).map_err(|e| Failure::parse(field, &e));
    let unit = Unit::from_any(&b.unit).ok_or_else(|| wrong("unit", "unit-unknown", "Choose a unit from the list."))?;
    let some = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
    let from = match some(&b.from) {
        Some(number) => Some((number.to_uppercase(), amount("used", &b.used)?)),
        None => None,
    };
    Ok(Declared {
        taxon: b.taxon.clone(),
        term: Term::from_code(b.term.trim())
            .ok_or_else(|| wrong("term", "term-empty", "Choose what the specimens are."))?,
        quantity: Quantity::new(amount("quantity", &b.quantity)?, unit).map_err(|e| Failure::parse("quantity", &e))?,
        source: Source::from_code(b.source.trim())
            .ok_or_else(|| wrong("source", "source-empty", "Choose where the specimens come from."))?,
        origin: CountryCode::parse(&b.origin).map_err(|e| Failure::parse("origin", &e))?,
        acquired: Acquired::from_code(&b.acquired)
            .ok_or_else(|| wrong("acquired", "enter-kind", "Choose how it came about."))?,
        on: b.on.trim().parse().map_err(|_| wrong("on", "date-form", "Give the date as year-month-day."))?,
        permit_in: some(&b.permit_in),
        evidence: b.evidence.clone(),
        from,
    })
}

fn taken(kind: &str, quantity: &str, buyer: &str) -> Result<(Taken, Amount), Failure> {
    let buyer = Some(buyer.trim().to_lowercase()).filter(|t| !t.is_empty());
    let taken = match kind {
        "death" => Taken::Death,
        "sale" => Taken::Sale { buyer },
        "used" => Taken::Used,
        _ => return Err(Failure::field("kind", "enter-kind", "Choose death, sale or used.")),
    };
    Ok((taken, Amount::parse(quantity.trim()).map_err(|e| Failure::parse("quantity", &e))?))
}

fn id(call: &Call) -> Result<LotId, Failure> {
    call.id::<LotKind>("lot")
}

/// Lots.
pub async fn list(call: Arc<Call>) -> Answer {
    let before = after(&call, Cursor::NEWEST)?;
    let found = stock::list(&call.app.office, &call.reader()?, before, ROWS).await?;
    let own = call.seat()?.has(TRADERS);
    let mut names = BTreeMap::new();
    if !own {
        let mut read = call.read().await?;
        let companies: Vec<_> = found.rows.iter().filter_map(|l| l.organisation).collect();
        let people: Vec<_> = found.rows.iter().filter_map(|l| l.person).collect();
        names.extend(read.organisation_names(&companies).await?.into_iter().map(|(i, n)| (i.to_string(), n)));
        names.extend(read.person_names(&people).await?.into_iter().map(|(i, n)| (i.to_string(), n)));
    }
    let name = |l: &LotRow| {
        let of = l.organisation.map(|o| o.to_string()).or(l.person.map(|p| p.to_string()));
        of.and_then(|id| names.get(&id).cloned()).unwrap_or_default()
    };
    let rows = found.rows.iter().map(|l| card(l, &name(l))).collect();
    let enters = call.seat()?.has(COUNTER);
    page(&call, &StockPage { shell: shell(&call).await, rows, next: next_page(&call, found.next), own, enters })
}

async fn draw_new(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let status = form_status(&errors);
    page_with(call, &LotNewPage { shell: shell(call).await, typed, errors, counter: None }, status)
}

/// The form of a lot.
pub async fn new(call: Arc<Call>) -> Answer {
    let home = call.seat()?.house.party();
    draw_new(&call, BTreeMap::from([("origin".to_owned(), home.code().to_owned())]), Vec::new()).await
}

/// The lot as it was typed.
pub(super) fn typed(call: &Call) -> Result<Declared, Failure> {
    let text = |name: &str| call.typed(name).to_owned();
    let body = LotBody {
        taxon: text("taxon"),
        term: text("term"),
        quantity: text("quantity"),
        unit: text("unit"),
        source: text("source"),
        origin: text("origin"),
        acquired: text("acquired"),
        on: date_typed(call, "on"),
        permit_in: text("permit_in"),
        evidence: text("evidence"),
        from: text("from"),
        used: text("used"),
    };
    read(&body)
}

/// Declares a lot.
pub async fn declare(call: Arc<Call>) -> Answer {
    let made = match typed(&call) {
        Ok(new) => stock::declare(&call.app.office, &call.who()?, new).await.map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    match made {
        Ok(lot) => Ok(go_and_say(&call, &links::lot(&lot.id.to_string()), "flash-saved", None)),
        Err(failure) => draw_new(&call, call.typed_again(), failure.on_form()?).await,
    }
}

async fn draw(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let whole = stock::whole(&call.app.office, &call.reader()?, id(call)?).await?;
    let seat = call.seat()?;
    let hand = if seat.has(TRADERS) {
        LotHand::Trader
    } else if seat.has(JUDGES) {
        LotHand::Judge
    } else {
        LotHand::Reader
    };
    // A trader sees of others' lots only that they are in the chain, not what is in them.
    let own = |l: &&LotRow| {
        hand != LotHand::Trader || (l.organisation == whole.lot.organisation && l.person == whole.lot.person)
    };
    let cards = |all: &[LotRow]| all.iter().filter(own).map(|l| card(l, "")).collect::<Vec<_>>();
    let size = |micro: i64| Amount::from_micro(micro.abs()).unwrap_or(Amount::ZERO);
    let status = form_status(&errors);
    let shown = LotPage {
        shell: shell(call).await,
        moves: whole
            .events
            .iter()
            .map(|e| MoveRow {
                at: e.at,
                kind: e.kind.clone(),
                came: e.balance_delta_micro > 0,
                amount: size(e.balance_delta_micro),
                held: size(e.held_delta_micro),
                note: e.note.clone(),
            })
            .collect(),
        up: cards(&whole.up),
        down: cards(&whole.down),
        draws: draws(&whole).collect(),
        marks: super::carried::shown(call, Carrier::Lot(whole.lot.id)).await?,
        lot: card(&whole.lot, &whole.trader),
        hand,
        said: super::counter::said(call, CounterOf::Lot(whole.lot.id)).await?,
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

fn draws(whole: &Whole) -> impl Iterator<Item = DrawRow> + '_ {
    whole.draws.iter().map(|d| DrawRow {
        application: d.application.to_string(),
        reference: d.reference.clone(),
        block: d.block.clone(),
        phase: d.phase.code(),
        amount: d.amount,
        permit: d.permit.as_ref().map(|(id, n)| (id.to_string(), n.clone())),
    })
}

/// One lot.
pub async fn show(call: Arc<Call>) -> Answer {
    draw(&call, BTreeMap::new(), Vec::new()).await
}

/// The same page again, with what was typed and what is wrong with it.
///
/// # Errors
/// What the page says.
pub(super) async fn again(call: &Call, errors: Vec<FieldError>) -> Answer {
    draw(call, call.typed_again(), errors).await
}

/// Takes something out.
pub async fn take(call: Arc<Call>) -> Answer {
    let id = id(&call)?;
    let done = match taken(call.typed("kind"), call.typed("quantity"), call.typed("buyer")) {
        Ok((taken, amount)) => {
            let note = call.typed("note").to_owned();
            stock::take(&call.app.office, &call.who()?, id, taken, amount, note).await.map_err(Failure::from)
        }
        Err(failure) => Err(failure),
    };
    settled(&call, done).await
}

async fn settled(call: &Call, done: Result<LotRow, Failure>) -> Answer {
    match done {
        Ok(lot) => Ok(go_and_say(call, &links::lot(&lot.id.to_string()), "flash-done", None)),
        Err(failure) => draw(call, call.typed_again(), failure.on_form()?).await,
    }
}

async fn judged(call: &Call, yes: bool, note: &str) -> Result<LotRow, Failure> {
    Ok(stock::judge(&call.app.office, &call.who()?, id(call)?, yes, note.to_owned()).await?)
}

/// Confirms the origin.
pub async fn confirm(call: Arc<Call>) -> Answer {
    let done = judged(&call, true, "").await;
    settled(&call, done).await
}

/// Does not accept the origin.
pub async fn decline(call: Arc<Call>) -> Answer {
    let done = judged(&call, false, call.typed("note")).await;
    settled(&call, done).await
}

/// Lots over the API.
pub async fn list_api(call: Arc<Call>) -> Answer {
    let before = after(&call, Cursor::NEWEST)?;
    let found = stock::list(&call.app.office, &call.reader()?, before, ROWS).await?;
    json(&LotList { rows: found.rows.iter().map(LotView::from).collect(), next: found.next.map(|c| c.to_string()) })
}

/// Declares a lot over the API.
pub async fn declare_api(call: Arc<Call>) -> Answer {
    let body: LotBody = call.json()?;
    let lot = stock::declare(&call.app.office, &call.who()?, read(&body)?).await?;
    created(&LotView::from(&lot), &format!("/api/stock/{}", lot.id))
}

/// One lot over the API.
pub async fn get_api(call: Arc<Call>) -> Answer {
    let whole = stock::whole(&call.app.office, &call.reader()?, id(&call)?).await?;
    let numbers = |all: &[LotRow]| all.iter().map(|l| l.number.clone()).collect();
    let said = super::counter::said(&call, CounterOf::Lot(whole.lot.id)).await?;
    json(&WholeView {
        said: said.map(Into::into),
        lot: LotView::from(&whole.lot),
        moves: whole
            .events
            .iter()
            .map(|e| MoveView {
                seq: e.seq,
                kind: e.kind.clone(),
                balance_micro: e.balance_delta_micro,
                held_micro: e.held_delta_micro,
                note: e.note.clone(),
                at: e.at.to_string(),
            })
            .collect(),
        up: numbers(&whole.up),
        down: numbers(&whole.down),
        draws: draws(&whole)
            .map(|d| DrawView {
                application: d.application,
                reference: d.reference,
                block: d.block,
                phase: d.phase,
                amount: d.amount.to_string(),
                permit: d.permit.map(|p| p.1),
            })
            .collect(),
    })
}

/// Takes something out over the API.
pub async fn take_api(call: Arc<Call>) -> Answer {
    let b: TakeBody = call.json()?;
    let (taken, amount) = taken(&b.kind, &b.quantity, &b.buyer)?;
    json(&LotView::from(&stock::take(&call.app.office, &call.who()?, id(&call)?, taken, amount, b.note).await?))
}

/// Confirms the origin over the API.
pub async fn confirm_api(call: Arc<Call>) -> Answer {
    json(&LotView::from(&judged(&call, true, "").await?))
}

/// Does not accept the origin over the API.
pub async fn decline_api(call: Arc<Call>) -> Answer {
    let body: NoteBody = call.json()?;
    json(&LotView::from(&judged(&call, false, &body.note).await?))
}
