//! Plant-health certificates recorded at import: page and API.

use super::landing::{day, typed_day};
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{created, form_status, go_and_say, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::ids::PlantCertificateKind;
use cites::{Amount, CountryCode, Term, Unit};
use office::econtrol::plant_health::{self, RECORDERS, Shown};
use pages::econtrol::{PlantRow, PlantsPage};
use pages::{FieldError, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Cursor, PlantCertificateRow};
use utoipa::ToSchema;

/// A certificate that was shown.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlantBody {
    /// Country whose plant-health service issued it.
    pub issuer: String,
    /// Number as printed.
    pub number: String,
    /// Day of issue, `YYYY-MM-DD`.
    pub issued_on: String,
    /// Who receives the plants.
    pub importer: String,
    /// Scientific name on it.
    pub taxon: String,
    /// Term code.
    pub term: String,
    /// How much came.
    pub quantity: String,
    /// Unit code.
    pub unit: String,
    /// Port or office of entry.
    pub place: String,
    /// Day of arrival, `YYYY-MM-DD`.
    pub arrived_on: String,
    /// Does it say that the plants are artificially propagated under CITES?
    pub statement: bool,
}

/// A certificate on file.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlantView {
    /// Id.
    pub id: String,
    /// Country.
    pub issuer: String,
    /// Number.
    pub number: String,
    /// Day of issue.
    pub issued_on: String,
    /// Who received the plants.
    pub importer: String,
    /// Species.
    pub taxon: String,
    /// Appendix on the day of arrival.
    pub appendix: String,
    /// Term code.
    pub term: String,
    /// How much.
    pub quantity: String,
    /// Unit code.
    pub unit: String,
    /// Where.
    pub place: String,
    /// When.
    pub arrived_on: String,
}

/// Certificates, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlantList {
    /// Rows.
    pub rows: Vec<PlantView>,
    /// For the next page.
    pub next: Option<String>,
}

impl From<&PlantCertificateRow> for PlantView {
    fn from(c: &PlantCertificateRow) -> PlantView {
        PlantView {
            id: c.id.to_string(),
            issuer: c.issuer.code().to_owned(),
            number: c.number.clone(),
            issued_on: c.issued_on.to_string(),
            importer: c.importer.clone(),
            taxon: c.taxon.clone(),
            appendix: c.appendix.clone(),
            term: c.term.clone(),
            quantity: c.quantity.to_string(),
            unit: c.unit.clone(),
            place: c.place.clone(),
            arrived_on: c.arrived_on.to_string(),
        }
    }
}

impl PlantBody {
    fn parse(self) -> Result<Shown, Failure> {
        let issuer = CountryCode::parse(&self.issuer).ok().filter(|c| c.entry().is_some());
        let help = "Choose a country from the list.";
        Ok(Shown {
            issuer: issuer.ok_or_else(|| Failure::field("issuer", "country-unknown", help))?,
            issued_on: day("issued_on", &self.issued_on)?,
            arrived_on: day("arrived_on", &self.arrived_on)?,
            term: self.term.trim().parse::<Term>().map_err(|e| Failure::parse("term", &e))?,
            quantity: Amount::parse(self.quantity.trim()).map_err(|e| Failure::parse("quantity", &e))?,
            unit: self.unit.trim().parse::<Unit>().map_err(|e| Failure::parse("unit", &e))?,
            number: self.number,
            importer: self.importer,
            taxon: self.taxon,
            place: self.place,
            statement: self.statement,
        })
    }
}

fn after(call: &Call) -> Cursor {
    call.asked("after").and_then(Cursor::parse).unwrap_or(Cursor::NEWEST)
}

async fn draw(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let found = plant_health::list(&call.app.office, &call.reader()?, after(call)).await?;
    let row = |c: &PlantCertificateRow| PlantRow {
        issuer: c.issuer,
        number: c.number.clone(),
        issued_on: c.issued_on,
        importer: c.importer.clone(),
        taxon: c.taxon.clone(),
        term: Term::from_code(&c.term),
        quantity: c.quantity,
        unit: Unit::from_code(&c.unit).unwrap_or(Unit::Nar),
        place: c.place.clone(),
        arrived_on: c.arrived_on,
    };
    let status = form_status(&errors);
    let shown = PlantsPage {
        shell: shell(call).await,
        rows: found.rows.iter().map(row).collect(),
        next: found.next.map(|c| format!("{}?after={c}", links::PLANTS)),
        can_record: call.seat()?.has(RECORDERS),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// The certificates.
pub async fn show(call: Arc<Call>) -> Answer {
    draw(&call, BTreeMap::new(), Vec::new()).await
}

/// Records one.
pub async fn record(call: Arc<Call>) -> Answer {
    let text = |name: &str| call.typed(name).to_owned();
    let body = PlantBody {
        issuer: text("issuer"),
        number: text("number"),
        issued_on: typed_day(&call, "issued_on"),
        importer: text("importer"),
        taxon: text("taxon"),
        term: text("term"),
        quantity: text("quantity"),
        unit: text("unit"),
        place: text("place"),
        arrived_on: typed_day(&call, "arrived_on"),
        statement: call.typed("statement") == "yes",
    };
    let done = match body.parse() {
        Ok(shown) => plant_health::record(&call.app.office, &call.who()?, shown).await.map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    match done {
        Ok(_) => Ok(go_and_say(&call, links::PLANTS, "flash-saved", None)),
        Err(failure) => draw(&call, call.typed_again(), failure.on_form()?).await,
    }
}

/// Certificates over the API.
pub async fn list(call: Arc<Call>) -> Answer {
    let found = plant_health::list(&call.app.office, &call.reader()?, after(&call)).await?;
    let rows = found.rows.iter().map(PlantView::from).collect();
    json(&PlantList { rows, next: found.next.map(|c| c.to_string()) })
}

/// Records one over the API.
pub async fn post(call: Arc<Call>) -> Answer {
    let shown = call.json::<PlantBody>()?.parse()?;
    let row = plant_health::record(&call.app.office, &call.who()?, shown).await?;
    created(&PlantView::from(&row), &format!("/api/phytosanitary/{}", row.id))
}

/// One over the API.
pub async fn get(call: Arc<Call>) -> Answer {
    let id = call.id::<PlantCertificateKind>("certificate")?;
    json(&PlantView::from(&plant_health::get(&call.app.office, &call.reader()?, id).await?))
}
