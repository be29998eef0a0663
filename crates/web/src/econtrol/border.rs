//! What waits at the border, with its clock: page and API.

use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::openapi::{Doc, Gives, of};
use crate::shared::respond::{form_status, go_and_say, json, page_with};
use crate::shared::route::{Answer, May, Route, api, form, page};
use crate::shared::shell::shell;
use cites::PermitNumber;
use cites::ids::{PermitId, PermitKind};
use office::econtrol::border_clock::{self, BorderReading};
use pages::econtrol::{BorderPage, PresentedRow};
use pages::{FieldError, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;

/// The rows.
pub fn routes() -> Vec<Route> {
    let (readers, presenters) = (May::Any(border_clock::READERS), May::Any(border_clock::PRESENTERS));
    vec![
        page!(links::BORDER, readers, show),
        form!(links::BORDER, presenters, present),
        api!(GET "/api/border", readers, Doc::read("control", "What waits at the border, and how fast customs answered in the last thirty days.", Gives::Json(of::<BorderView>)), api_show),
        api!(POST "/api/permits/{permit}/present", presenters, Doc::act("control", "A permit is presented to customs; the clock runs until they endorse or hold it.", of::<PresentBody>, Gives::Json(of::<PresentedView>)), api_present),
    ]
}

async fn draw(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let seen = border_clock::overview(&call.app.office, &call.reader()?).await?;
    let status = form_status(&errors);
    let row = |r: &BorderReading| PresentedRow {
        id: r.row.permit.to_string(),
        number: r.row.number.to_string(),
        at: r.row.at,
        place: r.row.place.clone(),
        hours: r.hours,
        target: r.target_hours,
    };
    let shown = BorderPage {
        shell: shell(call).await,
        rows: seen.waiting.iter().map(row).collect(),
        answered: seen.answered,
        median: seen.median,
        can_present: call.seat()?.has(border_clock::PRESENTERS),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// What waits at the border.
pub async fn show(call: Arc<Call>) -> Answer {
    draw(&call, BTreeMap::new(), Vec::new()).await
}

/// The permit of a number that was typed.
async fn by_number(call: &Call, text: &str) -> Result<PermitId, Failure> {
    let unknown = || Failure::field("number", "border-unknown", "Check the number: no permit of ours has it.");
    let number = PermitNumber::parse(text).map_err(|_| unknown())?;
    let mut read = call.read().await?;
    let found = read.permit_by_number::<serde::de::IgnoredAny>(&number).await.map_err(office::Error::from)?;
    found.map(|p| p.columns.id).ok_or_else(unknown)
}

/// A permit is presented.
pub async fn present(call: Arc<Call>) -> Answer {
    let done = match by_number(&call, call.typed("number")).await {
        Ok(id) => {
            let done = border_clock::present(&call.app.office, &call.who()?, id, call.typed("place")).await;
            done.map(drop).map_err(Failure::from)
        }
        Err(failure) => Err(failure),
    };
    match done {
        Ok(()) => Ok(go_and_say(&call, links::BORDER, "flash-done", None)),
        Err(failure) => draw(&call, call.typed_again(), failure.on_form()?).await,
    }
}

/// Where a permit is presented.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PresentBody {
    /// Port or office.
    #[serde(default)]
    pub place: String,
}

/// A permit that was presented, with its clock.
#[derive(Debug, Serialize, ToSchema)]
pub struct PresentedView {
    /// Id of the permit.
    pub permit: String,
    /// Its number.
    pub number: String,
    /// When it was presented.
    pub presented_at: String,
    /// Where.
    pub place: String,
    /// Whole hours until the answer, or until now.
    pub hours: u32,
    /// Target in hours.
    pub target_hours: u32,
    /// `endorse`, `hold` or `seize`; absent while it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
}

impl From<&BorderReading> for PresentedView {
    fn from(r: &BorderReading) -> PresentedView {
        PresentedView {
            permit: r.row.permit.to_string(),
            number: r.row.number.to_string(),
            presented_at: r.row.at.to_string(),
            place: r.row.place.clone(),
            hours: r.hours,
            target_hours: r.target_hours,
            answer: r.row.answered.as_ref().map(|(_, what)| what.clone()),
        }
    }
}

/// The clock of the border.
#[derive(Debug, Serialize, ToSchema)]
pub struct BorderView {
    /// What waits, the oldest first.
    pub waiting: Vec<PresentedView>,
    /// Answered in the last thirty days.
    pub answered: u32,
    /// Of those inside the target.
    pub inside: u32,
    /// Hours that half of them took at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_hours: Option<u32>,
}

/// What waits at the border, for programs.
pub async fn api_show(call: Arc<Call>) -> Answer {
    let seen = border_clock::overview(&call.app.office, &call.reader()?).await?;
    json(&BorderView {
        waiting: seen.waiting.iter().map(PresentedView::from).collect(),
        answered: seen.answered.0,
        inside: seen.answered.1,
        median_hours: seen.median,
    })
}

/// A permit is presented.
pub async fn api_present(call: Arc<Call>) -> Answer {
    let id = call.id::<PermitKind>("permit")?;
    let body: PresentBody = call.json()?;
    json(&PresentedView::from(&border_clock::present(&call.app.office, &call.who()?, id, &body.place).await?))
}
