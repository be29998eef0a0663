//! The sheet of security paper under a permit, over pages and API.

use crate::epermit::permits_api::find;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go, go_and_say, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use office::registers::numbered::{BINDERS, READERS};
use office::registers::sheets;
use office::shared::paper::Stored;
use pages::registers::{SheetCard, SheetPage};
use pages::{FieldError, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{PapersOf, PieceState, SheetRow};
use utoipa::ToSchema;

/// The sheet that a permit is printed on, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SheetBody {
    /// Its number.
    pub sheet: String,
    /// Why it is printed again; the sheet before is spoiled.
    #[serde(default)]
    pub reason: String,
}

/// A sheet over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct SheetView {
    /// Its number.
    pub number: String,
    /// `USED`, or what became of it: `SPOILED`, `MISSING`, `LOST`.
    pub state: &'static str,
}

/// The sheets of a permit over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct SheetList {
    /// Does the Party keep security paper? Otherwise printing asks for none.
    pub kept: bool,
    /// In the order of their numbers.
    pub rows: Vec<SheetView>,
}

fn card(s: &SheetRow) -> SheetCard {
    SheetCard { number: s.number.clone(), used: s.state == PieceState::Used }
}

fn list(kept: bool, all: &[SheetRow]) -> SheetList {
    let rows = all.iter().map(|s| SheetView { number: s.number.clone(), state: s.state.code() });
    SheetList { kept, rows: rows.collect() }
}

async fn papers(call: &Call, found: &Stored) -> Result<PapersOf, Failure> {
    Ok(sheets::of_permit(&mut call.read().await?, &found.value).await?)
}

/// For the page of a permit: its stamp; its sheets, and whether this reader may print it. `None` for whoever does not keep
/// the books, and where no security paper is kept.
///
/// # Errors
/// What the archive says.
pub async fn shown(call: &Call, found: &Stored) -> Result<(Option<String>, Option<(Vec<SheetCard>, bool)>), Failure> {
    let papers = papers(call, found).await?;
    let seat = call.seat()?;
    let prints = sheets::prints(&found.value) && seat.has(BINDERS);
    let shown = papers.kept && seat.has(READERS);
    Ok((papers.stamp, shown.then(|| (papers.sheets.iter().map(card).collect(), prints))))
}

/// Where whoever prints for signature is led before the first print; `None`: print.
///
/// # Errors
/// What the archive says.
pub async fn asked_first(call: &Call, found: &Stored) -> Result<bool, Failure> {
    Ok(sheets::asks(&call.app.office, &call.reader()?, &found.value).await?)
}

async fn draw(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let found = find(call).await?;
    let id = found.columns.id.to_string();
    // Without such paper there is nothing to ask.
    let all = papers(call, &found).await?;
    let closed = (!sheets::prints(&found.value)).then_some(found.columns.status);
    if !all.kept && closed.is_none() {
        return Ok(go(&links::permit_pdf(&id)));
    }
    let status = form_status(&errors);
    let shown = SheetPage {
        shell: shell(call).await,
        id,
        number: found.columns.number.to_string(),
        sheets: all.sheets.iter().map(card).collect(),
        closed,
        replaced_by: match found.value.state() {
            permits::PermitState::Replaced { replacement, .. } => {
                Some((replacement.permit.to_string(), replacement.number.to_string()))
            }
            _ => None,
        },
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// Which sheet?
pub async fn show(call: Arc<Call>) -> Answer {
    draw(&call, BTreeMap::new(), Vec::new()).await
}

/// Takes the sheet; the permit's page then has the paper.
pub async fn print(call: Arc<Call>) -> Answer {
    let id = find(&call).await?.columns.id;
    let (sheet, reason) = (call.typed("sheet"), call.typed("reason"));
    match sheets::print(&call.app.office, &call.who()?, id, sheet, reason).await.map_err(Failure::from) {
        Ok(_) => Ok(go_and_say(&call, &links::permit(&id.to_string()), "flash-done", None)),
        Err(failure) => draw(&call, call.typed_again(), failure.on_form()?).await,
    }
}

/// The sheets over the API.
pub async fn list_api(call: Arc<Call>) -> Answer {
    let all = papers(&call, &find(&call).await?).await?;
    json(&list(all.kept, &all.sheets))
}

/// Takes a sheet over the API.
pub async fn print_api(call: Arc<Call>) -> Answer {
    let body: SheetBody = call.json()?;
    let id = find(&call).await?.columns.id;
    json(&list(true, &sheets::print(&call.app.office, &call.who()?, id, &body.sheet, &body.reason).await?))
}
