//! Transit and trans-shipment: page and API.

use super::landing::{day, typed_day};
use crate::shared::call::Call;
use crate::shared::enter::day as today;
use crate::shared::failure::Failure;
use crate::shared::respond::{created, form_status, go_and_say, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::CountryCode;
use cites::ids::TransitKind;
use office::econtrol::transit::{self, Passing};
use pages::econtrol::{TransitPage, TransitRow};
use pages::{FieldError, links};
use permits::DeskAct;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Cursor;
use utoipa::ToSchema;

/// What passes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TransitBody {
    /// `transit` or `transshipment`.
    pub kind: String,
    /// Country of export.
    pub exporter: String,
    /// Country of final destination.
    pub destination: String,
    /// Number of the valid document shown.
    pub document: String,
    /// Its last day, `YYYY-MM-DD`.
    pub valid_until: String,
    /// Scientific name.
    pub taxon: String,
    /// What and how much.
    pub goods: String,
    /// Where the goods stay.
    pub place: String,
    /// Day they came, `YYYY-MM-DD`.
    pub entered_on: String,
}

/// The goods left.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LeftBody {
    /// Day, `YYYY-MM-DD`.
    pub left_on: String,
}

/// One movement.
#[derive(Debug, Serialize, ToSchema)]
pub struct TransitView {
    /// Id.
    pub id: String,
    /// `transit` or `transshipment`.
    pub kind: String,
    /// Country of export.
    pub exporter: String,
    /// Country of final destination.
    pub destination: String,
    /// Document shown.
    pub document: String,
    /// Its last day.
    pub valid_until: String,
    /// Species.
    pub taxon: String,
    /// Goods.
    pub goods: String,
    /// Place.
    pub place: String,
    /// Since.
    pub entered_on: String,
    /// Until; absent: still here.
    pub left_on: Option<String>,
}

/// Movements, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct TransitList {
    /// Rows.
    pub rows: Vec<TransitView>,
    /// For the next page.
    pub next: Option<String>,
}

impl From<&store::TransitRow> for TransitView {
    fn from(t: &store::TransitRow) -> TransitView {
        TransitView {
            id: t.id.to_string(),
            kind: if t.transshipment { "transshipment" } else { "transit" }.to_owned(),
            exporter: t.exporter.code().to_owned(),
            destination: t.destination.code().to_owned(),
            document: t.document.clone(),
            valid_until: t.valid_until.to_string(),
            taxon: t.taxon.clone(),
            goods: t.goods.clone(),
            place: t.place.clone(),
            entered_on: t.entered_on.to_string(),
            left_on: t.left_on.map(|d| d.to_string()),
        }
    }
}

impl TransitBody {
    fn parse(self) -> Result<Passing, Failure> {
        let country = |field: &str, text: &str| {
            CountryCode::parse(text)
                .ok()
                .filter(|c| c.entry().is_some())
                .ok_or_else(|| Failure::field(field, "country-unknown", "Choose a country from the list."))
        };
        Ok(Passing {
            transshipment: match self.kind.as_str() {
                "transit" => false,
                "transshipment" => true,
                _ => return Err(Failure::field("kind", "transit-kind", "Choose transit or trans-shipment.")),
            },
            exporter: country("exporter", &self.exporter)?,
            destination: country("destination", &self.destination)?,
            valid_until: day("valid_until", &self.valid_until)?,
            entered_on: day("entered_on", &self.entered_on)?,
            document: self.document,
            taxon: self.taxon,
            goods: self.goods,
            place: self.place,
        })
    }
}

fn after(call: &Call) -> Cursor {
    call.asked("after").and_then(Cursor::parse).unwrap_or(Cursor::NEWEST)
}

async fn draw(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let office = &call.app.office;
    let found = transit::list(office, &call.reader()?, after(call)).await?;
    let row = |t: &store::TransitRow| TransitRow {
        id: t.id.to_string(),
        transshipment: t.transshipment,
        from: t.exporter,
        to: t.destination,
        document: t.document.clone(),
        valid_until: t.valid_until,
        taxon: t.taxon.clone(),
        goods: t.goods.clone(),
        place: t.place.clone(),
        entered_on: t.entered_on,
        left_on: t.left_on,
    };
    let status = form_status(&errors);
    let shown = TransitPage {
        shell: shell(call).await,
        rows: found.rows.iter().map(row).collect(),
        next: found.next.map(|c| format!("{}?after={c}", links::TRANSITS)),
        can_record: call.seat()?.has(DeskAct::ReceiveAtImport.roles()),
        today: today(office.clock.now()),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// What passes.
pub async fn show(call: Arc<Call>) -> Answer {
    draw(&call, BTreeMap::new(), Vec::new()).await
}

/// Records one.
pub async fn record(call: Arc<Call>) -> Answer {
    let text = |name: &str| call.typed(name).to_owned();
    let body = TransitBody {
        kind: text("kind"),
        exporter: text("exporter"),
        destination: text("destination"),
        document: text("document"),
        valid_until: typed_day(&call, "valid_until"),
        taxon: text("taxon"),
        goods: text("goods"),
        place: text("place"),
        entered_on: typed_day(&call, "entered_on"),
    };
    let done = match body.parse() {
        Ok(passing) => transit::record(&call.app.office, &call.who()?, passing).await.map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    match done {
        Ok(_) => Ok(go_and_say(&call, links::TRANSITS, "flash-saved", None)),
        Err(failure) => draw(&call, call.typed_again(), failure.on_form()?).await,
    }
}

/// The goods left.
pub async fn left(call: Arc<Call>) -> Answer {
    let id = call.id::<TransitKind>("transit")?;
    let done = match day("left_on", call.typed("left_on")) {
        Ok(on) => transit::leave(&call.app.office, &call.who()?, id, on).await.map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    match done {
        Ok(_) => Ok(go_and_say(&call, links::TRANSITS, "flash-saved", None)),
        Err(failure) => draw(&call, BTreeMap::new(), failure.on_form()?).await,
    }
}

/// Movements over the API.
pub async fn list(call: Arc<Call>) -> Answer {
    let found = transit::list(&call.app.office, &call.reader()?, after(&call)).await?;
    let rows = found.rows.iter().map(TransitView::from).collect();
    json(&TransitList { rows, next: found.next.map(|c| c.to_string()) })
}

/// Records one over the API.
pub async fn post(call: Arc<Call>) -> Answer {
    let passing = call.json::<TransitBody>()?.parse()?;
    let row = transit::record(&call.app.office, &call.who()?, passing).await?;
    created(&TransitView::from(&row), &format!("/api/transits/{}", row.id))
}

/// One over the API.
pub async fn get(call: Arc<Call>) -> Answer {
    let id = call.id::<TransitKind>("transit")?;
    json(&TransitView::from(&transit::get(&call.app.office, &call.reader()?, id).await?))
}

/// The goods left, over the API.
pub async fn post_left(call: Arc<Call>) -> Answer {
    let id = call.id::<TransitKind>("transit")?;
    let on = day("left_on", &call.json::<LeftBody>()?.left_on)?;
    json(&TransitView::from(&transit::leave(&call.app.office, &call.who()?, id, on).await?))
}
