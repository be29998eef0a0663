//! Plant-health certificates of our own service for plants that leave: pages and API.

use super::landing::day;
use super::plant_export_new as new;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::openapi::{Doc, Gives, of};
use crate::shared::respond::{created, form_status, go_and_say, json, page, page_with};
use crate::shared::route::{Answer, May, Route, api, form, page};
use crate::shared::shell::shell;
use cites::document::Block;
use cites::ids::{PlantExportId, PlantExportKind};
use cites::{Amount, CountryCode, Purpose, Quantity, Source, Term, Unit};
use office::econtrol::plant_export::{self, CHECKERS, Certificate, Plants, READERS, RECORDERS, VOIDERS, Whole};
use pages::econtrol::{PlantExportCard, PlantExportPage, PlantExportRow as Line, PlantExportsPage};
use pages::{FieldError, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Cursor, PlantExportRow, PlantExportState};
use utoipa::ToSchema;

/// A certificate to write down.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlantExportBody {
    /// Number as printed.
    pub number: String,
    /// Day of issue, `YYYY-MM-DD`.
    pub issued_on: String,
    /// Office of the plant-health service.
    pub office: String,
    /// Who sends the plants.
    pub exporter: String,
    /// Number of the nursery in the register; a nursery names itself.
    #[serde(default)]
    pub nursery: String,
    /// Who receives the plants.
    pub importer: String,
    /// Country of destination.
    pub destination: String,
    /// Purpose code.
    pub purpose: String,
    /// Its plants, one kind a line.
    pub lines: Vec<PlantExportLineBody>,
    /// Does it say that the plants are artificially propagated as defined by CITES?
    pub statement: bool,
}

/// One kind of plants of a certificate.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PlantExportLineBody {
    /// Name: scientific, an older one, or a common one.
    pub taxon: String,
    /// Term code.
    pub term: String,
    /// How much, a decimal number.
    pub quantity: String,
    /// Unit code.
    pub unit: String,
    /// Source code; blank is `A`, and nothing else is taken.
    pub source: String,
    /// Number of the lot where they come out of the stock.
    pub lot: String,
}

impl PlantExportLineBody {
    /// Read; `line` is its place, from 0.
    pub(super) fn parse(&self, line: usize) -> Result<Plants, Failure> {
        let at = |part: &str| format!("lines.{line}.{part}");
        let wrong = |part: &str, code: &str, help: &str| Failure::field(&at(part), code, help);
        if self.taxon.trim().is_empty() {
            return Err(wrong("taxon", "taxon-empty", "Enter the name of the species."));
        }
        let term = Term::from_code(&self.term.trim().to_uppercase());
        let term = term.ok_or_else(|| wrong("term", "term-empty", "Choose what the specimens are."))?;
        let amount = Amount::parse(self.quantity.trim()).map_err(|e| Failure::parse(&at("quantity"), &e))?;
        let unit = Unit::from_any(&self.unit);
        let unit = unit.ok_or_else(|| wrong("unit", "unit-unknown", "Choose a unit from the list."))?;
        let source = match self.source.trim() {
            "" => Some(Source::A),
            code => Source::from_code(&code.to_uppercase()),
        };
        Ok(Plants {
            taxon: self.taxon.trim().to_owned(),
            term,
            quantity: Quantity::new(amount, unit).map_err(|e| Failure::parse(&at("quantity"), &e))?,
            source: source.ok_or_else(|| wrong("source", "source-empty", "Choose where the specimens come from."))?,
            lot: self.lot.trim().to_owned(),
        })
    }
}

/// What left, as customs counted it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlantExportLeft {
    /// Port or office of exit.
    pub port: String,
    /// How much left, by the letter of the line; a line that is not given left whole.
    #[serde(default)]
    pub left: BTreeMap<String, String>,
}

/// Words beside an act.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlantExportReason {
    /// The words.
    pub reason: String,
}

/// One line of a certificate.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlantExportLineView {
    /// Letter of the line.
    pub block: String,
    /// Species.
    pub taxon: String,
    /// Appendix on the day of issue.
    pub appendix: &'static str,
    /// Term code.
    pub term: &'static str,
    /// Unit code.
    pub unit: &'static str,
    /// How much stands on the certificate.
    pub quantity: String,
    /// How much left.
    pub left: Option<String>,
}

/// A certificate on file.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlantExportView {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Day of issue.
    pub issued_on: String,
    /// Office of the plant-health service.
    pub office: String,
    /// Who sends the plants.
    pub exporter: String,
    /// Number of the nursery; absent in lists.
    pub nursery: Option<String>,
    /// Who receives the plants.
    pub importer: String,
    /// Country of destination.
    pub destination: String,
    /// Purpose code.
    pub purpose: &'static str,
    /// `RECORDED`, `LEFT` or `VOID`.
    pub state: &'static str,
    /// Day the plants left.
    pub left_on: Option<String>,
    /// Where they left.
    pub port: Option<String>,
    /// Why it is void.
    pub reason: Option<String>,
    /// Its lines; empty in lists.
    pub lines: Vec<PlantExportLineView>,
}

/// Certificates, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlantExportList {
    /// Rows.
    pub rows: Vec<PlantExportView>,
    /// For the next page: its `after`.
    pub next: Option<String>,
}

fn view(row: &PlantExportRow) -> PlantExportView {
    PlantExportView {
        id: row.id.to_string(),
        number: row.number.to_string(),
        issued_on: row.issued_on.to_string(),
        office: row.office.clone(),
        exporter: row.exporter.clone(),
        nursery: None,
        importer: row.importer.clone(),
        destination: row.destination.code().to_owned(),
        purpose: row.purpose.code(),
        state: row.state.code(),
        left_on: row.left_on.map(|d| d.to_string()),
        port: row.port.clone(),
        reason: row.reason.clone(),
        lines: Vec::new(),
    }
}

fn whole(found: &Whole) -> PlantExportView {
    let lines = found.lines.iter().map(|l| PlantExportLineView {
        block: Block::nth(l.position).to_string(),
        taxon: l.taxon.clone(),
        appendix: l.appendix.code(),
        term: l.term.code(),
        unit: l.unit.code(),
        quantity: l.quantity.to_string(),
        left: l.left.map(|a| a.to_string()),
    });
    PlantExportView { lines: lines.collect(), nursery: found.nursery.clone(), ..view(&found.row) }
}

impl PlantExportBody {
    pub(super) fn parse(self) -> Result<Certificate, Failure> {
        let known = CountryCode::parse(&self.destination).ok().filter(|c| c.entry().is_some());
        let help = "Choose a country from the list.";
        let purpose = Purpose::from_code(self.purpose.trim());
        Ok(Certificate {
            destination: known.ok_or_else(|| Failure::field("destination", "country-unknown", help))?,
            purpose: purpose.ok_or_else(|| Failure::field("purpose", "purpose-empty", "Choose the purpose."))?,
            issued_on: day("issued_on", &self.issued_on)?,
            number: self.number,
            office: self.office,
            exporter: self.exporter,
            nursery: self.nursery,
            importer: self.importer,
            lines: self.lines.iter().enumerate().map(|(n, l)| l.parse(n)).collect::<Result<_, _>>()?,
            statement: self.statement,
        })
    }
}

impl PlantExportLeft {
    fn parse(&self) -> Result<Vec<(Block, Amount)>, Failure> {
        let one = |(block, text): (&String, &String)| {
            let field = format!("left.{block}");
            let amount = Amount::parse(text.trim()).map_err(|e| Failure::parse(&field, &e))?;
            let known = Block::parse(block).map_err(|e| Failure::parse(&field, &e))?;
            Ok((known, amount))
        };
        self.left.iter().map(one).collect()
    }
}

fn id(call: &Call) -> Result<PlantExportId, Failure> {
    call.id::<PlantExportKind>("certificate")
}

fn after(call: &Call) -> Cursor {
    call.asked("after").and_then(Cursor::parse).unwrap_or(Cursor::NEWEST)
}

fn card(row: &PlantExportRow) -> PlantExportCard {
    PlantExportCard {
        id: row.id.to_string(),
        number: row.number.to_string(),
        issued_on: row.issued_on,
        exporter: row.exporter.clone(),
        destination: row.destination,
        state: row.state.code(),
    }
}

/// The certificates.
pub async fn list(call: Arc<Call>) -> Answer {
    let (office, who, seat) = (&call.app.office, call.reader()?, call.seat()?);
    let found = plant_export::list(office, &who, after(&call)).await?;
    let shown = PlantExportsPage {
        shell: shell(&call).await,
        rows: found.rows.iter().map(card).collect(),
        next: found.next.map(|c| format!("{}?after={c}", links::PLANT_EXPORTS)),
        can_record: seat.has(RECORDERS),
        used: plant_export::used(office, &who),
    };
    page(&call, &shown)
}

async fn draw(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let seat = call.seat()?;
    let found = plant_export::get(&call.app.office, &call.reader()?, id(call)?).await?;
    let row = &found.row;
    let waits = row.state == PlantExportState::Recorded;
    let acts = [("left", CHECKERS), ("void", VOIDERS)];
    let line = |l: &store::PlantExportLine| Line {
        block: Block::nth(l.position).to_string(),
        taxon: l.taxon.clone(),
        appendix: l.appendix,
        term: l.term,
        unit: l.unit,
        quantity: l.quantity,
        left: l.left,
    };
    let status = form_status(&errors);
    let shown = PlantExportPage {
        shell: shell(call).await,
        card: card(row),
        office: row.office.clone(),
        nursery: found.nursery.clone(),
        importer: row.importer.clone(),
        purpose: row.purpose,
        left: row.left_on.zip(row.port.clone()),
        reason: row.reason.clone(),
        lines: found.lines.iter().map(line).collect(),
        acts: acts.iter().filter(|(_, roles)| waits && seat.has(roles)).map(|(act, _)| *act).collect(),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// One certificate.
pub async fn show(call: Arc<Call>) -> Answer {
    draw(&call, BTreeMap::new(), Vec::new()).await
}

/// Customs count the plants out.
pub async fn left(call: Arc<Call>) -> Answer {
    let boxes = call.form.iter().filter_map(|(n, v)| Some((n.strip_prefix("left.")?.to_owned(), v.clone())));
    let body = PlantExportLeft { port: call.typed("port").to_owned(), left: boxes.collect() };
    let done = match body.parse() {
        Ok(counted) => {
            let done = plant_export::left(&call.app.office, &call.who()?, id(&call)?, body.port, counted).await;
            done.map_err(Failure::from)
        }
        Err(failure) => Err(failure),
    };
    said(&call, done).await
}

/// Takes one back.
pub async fn void(call: Arc<Call>) -> Answer {
    let reason = call.typed("reason").to_owned();
    let done = plant_export::void(&call.app.office, &call.who()?, id(&call)?, reason).await;
    said(&call, done.map_err(Failure::from)).await
}

async fn said(call: &Call, done: Result<Whole, Failure>) -> Answer {
    match done {
        Ok(made) => Ok(go_and_say(call, &links::plant_export(&made.row.id.to_string()), "flash-done", None)),
        Err(failure) => draw(call, call.typed_again(), failure.on_form()?).await,
    }
}

async fn list_api(call: Arc<Call>) -> Answer {
    let found = plant_export::list(&call.app.office, &call.reader()?, after(&call)).await?;
    json(&PlantExportList { rows: found.rows.iter().map(view).collect(), next: found.next.map(|c| c.to_string()) })
}

async fn get_api(call: Arc<Call>) -> Answer {
    json(&whole(&plant_export::get(&call.app.office, &call.reader()?, id(&call)?).await?))
}

async fn post_api(call: Arc<Call>) -> Answer {
    let given = call.json::<PlantExportBody>()?.parse()?;
    let made = plant_export::record(&call.app.office, &call.who()?, given).await?;
    created(&whole(&made), &format!("/api/plant-exports/{}", made.row.id))
}

async fn left_api(call: Arc<Call>) -> Answer {
    let body: PlantExportLeft = call.json()?;
    let counted = body.parse()?;
    json(&whole(&plant_export::left(&call.app.office, &call.who()?, id(&call)?, body.port, counted).await?))
}

async fn void_api(call: Arc<Call>) -> Answer {
    let body: PlantExportReason = call.json()?;
    json(&whole(&plant_export::void(&call.app.office, &call.who()?, id(&call)?, body.reason).await?))
}

/// The rows.
pub fn routes() -> Vec<Route> {
    let all = May::Any(READERS);
    let one = |words| Doc::read("control", words, Gives::Json(of::<PlantExportView>));
    let list_doc = Doc::read(
        "control",
        "Plant-health certificates of our own service for plants that leave, newest first: a nursery's own, or all.",
        Gives::Json(of::<PlantExportList>),
    );
    let takes = |input, doc: Doc| Doc { input: Some(input), ..doc };
    vec![
        page!(links::PLANT_EXPORTS, all, list),
        page!(links::PLANT_EXPORT_NEW, May::Any(RECORDERS), new::form),
        form!(links::PLANT_EXPORT_NEW, May::Any(RECORDERS), new::act),
        page!("/plant-exports/{certificate}", all, show),
        form!("/plant-exports/{certificate}/left", May::Any(CHECKERS), left),
        form!("/plant-exports/{certificate}/void", May::Any(VOIDERS), void),
        api!(GET "/api/plant-exports", all, list_doc.query(&[("after", "The value of `next` from the page before.")]), list_api),
        api!(POST "/api/plant-exports", May::Any(RECORDERS), takes(of::<PlantExportBody>, one("Writes a certificate down.").status(201)), post_api),
        api!(GET "/api/plant-exports/{certificate}", all, one("One of them, with its lines."), get_api),
        api!(POST "/api/plant-exports/{certificate}/left", May::Any(CHECKERS), takes(of::<PlantExportLeft>, one("Customs count the plants out.")), left_api),
        api!(POST "/api/plant-exports/{certificate}/void", May::Any(VOIDERS), takes(of::<PlantExportReason>, one("Takes a certificate back that did not leave.")), void_api),
    ]
}
