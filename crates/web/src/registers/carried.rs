//! Marks of lots and of entries of registers over pages and API.

use super::marks::{MarkView, hit, view};
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{go_and_say, json};
use crate::shared::route::Answer;
use cites::ids::{EntryKind, LotKind};
use cites::marks::MarkKind;
use office::registers::carried::{self, Carrier, Marked, Typed};
use pages::registers::{CarriedMark, CarriedMarks, links};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// Marks of one species to write down, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CarriedInput {
    /// Letter of the species; a lot has one, `A`.
    #[serde(default = "first")]
    pub block: String,
    /// Code of mark_types; blank when the form of the marks says it.
    #[serde(default)]
    pub kind: String,
    /// One mark or range a row; they replace what stands there.
    pub marks: String,
}

fn first() -> String {
    "A".to_owned()
}

/// Marks to write down, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CarriedBody {
    /// For each species; one that is not named keeps its marks.
    pub rows: Vec<CarriedInput>,
}

/// A mark of a lot or entry, over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct CarriedView {
    /// Letter of the species.
    pub block: String,
    /// Scientific name.
    pub taxon: String,
    /// As it was typed.
    pub mark: String,
    /// Code of mark_types.
    pub kind: &'static str,
    /// How many marks it stands for.
    pub count: u32,
    /// Does it stand on a paper of another holder?
    pub duplicate: bool,
    /// Other papers of the same holder; empty for whoever may not search the register.
    pub history: Vec<MarkView>,
    /// Papers of others; empty for whoever may not search the register.
    pub others: Vec<MarkView>,
}

/// The marks of a lot or entry, over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct CarriedList {
    /// In the order of the species.
    pub rows: Vec<CarriedView>,
}

fn whole(marked: &Marked) -> CarriedList {
    let rows = marked.marks.iter().map(|m| CarriedView {
        block: m.block.clone(),
        taxon: m.taxon.clone(),
        mark: m.mark.typed.clone(),
        kind: m.mark.kind.code(),
        count: m.mark.count(),
        duplicate: m.elsewhere,
        history: m.history.iter().map(view).collect(),
        others: m.others.iter().map(view).collect(),
    });
    CarriedList { rows: rows.collect() }
}

/// For the page of a lot or entry.
///
/// # Errors
/// What the office says.
pub async fn shown(call: &Call, on: Carrier) -> Result<CarriedMarks, Failure> {
    let marked = carried::of(&call.app.office, &call.reader()?, on).await?;
    let rows = marked.marks.iter().map(|m| CarriedMark {
        typed: m.mark.typed.clone(),
        kind: m.mark.kind,
        count: m.mark.count(),
        taxon: m.taxon.clone(),
        elsewhere: m.elsewhere,
        history: m.history.iter().map(hit).collect(),
        others: m.others.iter().map(hit).collect(),
    });
    Ok(CarriedMarks { rows: rows.collect(), writes: marked.writes, species: marked.species })
}

fn kind(field: &str, code: &str) -> Result<Option<MarkKind>, Failure> {
    match code.trim() {
        "" => Ok(None),
        code => MarkKind::from_code(code)
            .map(Some)
            .ok_or_else(|| Failure::field(field, "mark-kind", "Choose what the marks are from the list.")),
    }
}

fn lot(call: &Call) -> Result<Carrier, Failure> {
    Ok(Carrier::Lot(call.id::<LotKind>("lot")?))
}

fn entry(call: &Call) -> Result<Carrier, Failure> {
    Ok(Carrier::Entry(call.id::<EntryKind>("entry")?))
}

async fn typed(call: &Call, on: Carrier) -> Result<Marked, Failure> {
    let all = call.typed_again();
    let mut rows = Vec::new();
    for (name, text) in &all {
        let Some(block) = name.strip_prefix("marks.") else { continue };
        let field = format!("kind.{block}");
        let kind = kind(&field, all.get(&field).map_or("", String::as_str))?;
        rows.push(Typed { block: block.to_owned(), kind, text: text.clone() });
    }
    Ok(carried::write(&call.app.office, &call.who()?, on, rows).await?)
}

/// Writes the marks of a lot down.
pub async fn lot_form(call: Arc<Call>) -> Answer {
    match typed(&call, lot(&call)?).await {
        Ok(_) => Ok(go_and_say(&call, &links::lot(call.param("lot")), "flash-saved", None)),
        Err(failure) => super::stock::again(&call, failure.on_form()?).await,
    }
}

/// Writes the marks of an entry down.
pub async fn entry_form(call: Arc<Call>) -> Answer {
    match typed(&call, entry(&call)?).await {
        Ok(_) => Ok(go_and_say(&call, &links::entry(call.param("entry")), "flash-saved", None)),
        Err(failure) => super::operations::again(&call, failure.on_form()?).await,
    }
}

async fn read_api(call: &Call, on: Carrier) -> Answer {
    json(&whole(&carried::of(&call.app.office, &call.reader()?, on).await?))
}

async fn write_api(call: &Call, on: Carrier) -> Answer {
    let body: CarriedBody = call.json()?;
    let mut rows = Vec::new();
    for row in body.rows {
        let kind = kind(&format!("kind.{}", row.block), &row.kind)?;
        rows.push(Typed { block: row.block, kind, text: row.marks });
    }
    json(&whole(&carried::write(&call.app.office, &call.who()?, on, rows).await?))
}

/// The marks of a lot over the API.
pub async fn lot_api(call: Arc<Call>) -> Answer {
    read_api(&call, lot(&call)?).await
}

/// The marks of an entry over the API.
pub async fn entry_api(call: Arc<Call>) -> Answer {
    read_api(&call, entry(&call)?).await
}

/// Writes the marks of a lot down over the API.
pub async fn write_lot_api(call: Arc<Call>) -> Answer {
    write_api(&call, lot(&call)?).await
}

/// Writes the marks of an entry down over the API.
pub async fn write_entry_api(call: Arc<Call>) -> Answer {
    write_api(&call, entry(&call)?).await
}
