//! Samples of an inspection over pages and API.

use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::ids::{ApplicationKind, SampleId, SampleKind};
use office::epermit::samples::{self, Taken, WRITERS};
use pages::FieldError;
use pages::epermit::{SAMPLE_ROOM, SampleCard, SamplesPage};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::SampleRow;
use utoipa::ToSchema;

/// A sample that was taken, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SampleBody {
    /// What was taken, and from what.
    pub what: String,
    /// Number of the sample or of its seal.
    pub number: String,
    /// The laboratory it goes to; blank when that is not known yet.
    #[serde(default)]
    pub laboratory: String,
}

impl From<SampleBody> for Taken {
    fn from(b: SampleBody) -> Taken {
        Taken { what: b.what, number: b.number, laboratory: b.laboratory }
    }
}

/// What a laboratory found, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SampleAnswer {
    /// The laboratory, where none was named before.
    #[serde(default)]
    pub laboratory: String,
    /// What it found.
    pub result: String,
}

/// A sample over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct SampleView {
    /// Id.
    pub id: String,
    /// What was taken, and from what.
    pub what: String,
    /// Number of the sample or of its seal.
    pub number: String,
    /// The laboratory it goes to; empty until that is known.
    pub laboratory: String,
    /// Who took it.
    pub taken_by: String,
    /// When.
    pub taken_at: String,
    /// What the laboratory found.
    pub result: Option<String>,
    /// When that was written down.
    pub result_at: Option<String>,
}

/// The samples of a case over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct SampleList {
    /// In the order they were taken.
    pub rows: Vec<SampleView>,
}

fn view(s: &SampleRow) -> SampleView {
    SampleView {
        id: s.id.to_string(),
        what: s.what.clone(),
        number: s.number.clone(),
        laboratory: s.laboratory.clone(),
        taken_by: s.taker.clone(),
        taken_at: s.taken_at.to_string(),
        result: s.result.as_ref().map(|r| r.0.clone()),
        result_at: s.result.as_ref().map(|r| r.2.to_string()),
    }
}

/// A sample on a page.
pub fn card(s: &SampleRow) -> SampleCard {
    SampleCard {
        id: s.id.to_string(),
        what: s.what.clone(),
        number: s.number.clone(),
        laboratory: s.laboratory.clone(),
        taker: s.taker.clone(),
        taken_at: s.taken_at,
        result: s.result.clone(),
    }
}

/// The samples that were typed on the page of a visit; blank rows are left out by the office, so that errors stay at theirs.
pub fn typed(call: &Call) -> Vec<Taken> {
    let text = |n: usize, name: &str| call.typed(&format!("sample.{n}.{name}")).to_owned();
    let row = |n| Taken { what: text(n, "what"), number: text(n, "number"), laboratory: text(n, "laboratory") };
    (1..=SAMPLE_ROOM).map(row).collect()
}

async fn draw(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let id = call.id::<ApplicationKind>("application")?;
    let rows = samples::of_case(&call.app.office, &call.reader()?, id).await?;
    let reference = office::shared::case::load(&mut call.read().await?, &call.reader()?, id).await?.columns.reference;
    let status = form_status(&errors);
    let shown = SamplesPage {
        shell: shell(call).await,
        id: id.to_string(),
        reference,
        rows: rows.iter().map(card).collect(),
        writes: call.seat()?.has(WRITERS),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// The samples of a case.
pub async fn list(call: Arc<Call>) -> Answer {
    draw(&call, BTreeMap::new(), Vec::new()).await
}

async fn of_case(call: &Call) -> Result<SampleId, Failure> {
    let (case, id) = (call.id::<ApplicationKind>("application")?, call.id::<SampleKind>("sample")?);
    let all = samples::of_case(&call.app.office, &call.reader()?, case).await?;
    all.iter().any(|s| s.id == id).then_some(id).ok_or(Failure::NotFound)
}

/// Writes down what a laboratory found.
pub async fn answer(call: Arc<Call>) -> Answer {
    let id = of_case(&call).await?;
    let typed = |name: &str| call.typed(&format!("{name}.{id}")).to_owned();
    let done = samples::answer(&call.app.office, &call.who()?, id, &typed("laboratory"), &typed("result")).await;
    match done.map_err(Failure::from) {
        Ok(_) => Ok(go_and_say(&call, &pages::links::samples(call.param("application")), "flash-saved", None)),
        Err(failure) => {
            let mut errors = failure.on_form()?;
            for e in errors.iter_mut().filter(|e| !e.field.is_empty()) {
                e.field = format!("{}.{id}", e.field);
            }
            draw(&call, call.typed_again(), errors).await
        }
    }
}

/// The samples of a case over the API.
pub async fn list_api(call: Arc<Call>) -> Answer {
    let id = call.id::<ApplicationKind>("application")?;
    let rows = samples::of_case(&call.app.office, &call.reader()?, id).await?;
    json(&SampleList { rows: rows.iter().map(view).collect() })
}

/// Writes down what a laboratory found, over the API.
pub async fn answer_api(call: Arc<Call>) -> Answer {
    let body: SampleAnswer = call.json()?;
    let id = of_case(&call).await?;
    json(&view(&samples::answer(&call.app.office, &call.who()?, id, &body.laboratory, &body.result).await?))
}
