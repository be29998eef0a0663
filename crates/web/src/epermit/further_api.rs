//! The same acts over the API: what each takes, and the lists behind them.

use super::api::{answer, id};
use super::body::{Reason, RecordBody, date, evidence};
use crate::econtrol::api::{BlockQuantity, quantities};
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{json, page};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::CountryCode;
use cites::document::Block;
use office::epermit::inspect::{self, Report};
use office::epermit::{abroad, appeal, exempt, record_finding};
use pages::epermit::{InspectionRow, Inspections};
use permits::DeskAct;
use permits::application::state::{Agreement, Counted, InspectionOrder};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// An inspection to order.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectionBody {
    /// Why.
    pub reason: String,
    /// What to count and look at.
    #[serde(default)]
    pub what: String,
    /// Where; blank: at the exporter's address.
    #[serde(default)]
    pub place: String,
    /// The day agreed with the applicant, `YYYY-MM-DD`.
    #[serde(default)]
    pub on: Option<String>,
}

/// What an inspector brings back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportBody {
    /// Code of the outcome.
    pub outcome: String,
    /// What was counted; blocks that were not are left out.
    #[serde(default)]
    pub counted: Vec<CountedBody>,
    /// In words.
    #[serde(default)]
    pub text: String,
    /// Samples that were taken.
    #[serde(default)]
    pub samples: Vec<super::samples::SampleBody>,
}

/// A counted block.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CountedBody {
    /// Letter of the block.
    pub block: String,
    /// How many were there, in the unit of the application.
    pub quantity: String,
    /// Marks that were read.
    #[serde(default)]
    pub marks: Vec<String>,
}

/// A question to another authority.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InquiryBody {
    /// Country code of the authority.
    pub country: String,
    /// What is asked and why.
    pub reason: String,
}

/// The answer of another authority.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ForeignReplyBody {
    /// Whose authority; may be left out where one is asked.
    #[serde(default)]
    pub country: Option<String>,
    /// The answer.
    pub answer: String,
    /// Of a document after the movement: are both authorities satisfied that the exporter and the importer are not at
    /// fault?
    #[serde(default)]
    pub satisfied: Option<bool>,
    /// Why they are, as printed in box 5.
    #[serde(default)]
    pub reason: String,
}

/// Orders an inspection.
pub async fn request_inspection(call: Arc<Call>) -> Answer {
    let body: InspectionBody = call.json()?;
    let on = body.on.as_deref().map(|text| date("on", text)).transpose()?;
    let order = InspectionOrder { place: body.place.trim().to_owned(), on, what: body.what };
    answer(&call, &inspect::request(&call.app.office, &call.who()?, id(&call)?, body.reason, order).await?)
}

/// The inspector's report.
pub async fn inspection_report(call: Arc<Call>) -> Answer {
    let body: ReportBody = call.json()?;
    let told: Vec<BlockQuantity> =
        body.counted.iter().map(|c| BlockQuantity { block: c.block.clone(), quantity: c.quantity.clone() }).collect();
    let counted = quantities(&told)?
        .into_iter()
        .zip(body.counted)
        .map(|((block, amount), told): ((Block, _), _)| Counted { block, amount, marks: told.marks })
        .collect();
    let samples = body.samples.into_iter().map(Into::into).collect();
    let report = Report { outcome: body.outcome, counted, text: body.text, papers: Vec::new(), samples };
    answer(&call, &inspect::report(&call.app.office, &call.who()?, id(&call)?, report).await?)
}

/// Goes on after the inspection.
pub async fn resume(call: Arc<Call>) -> Answer {
    answer(&call, &inspect::resume(&call.app.office, &call.who()?, id(&call)?).await?)
}

/// Asks another authority.
pub async fn consult_foreign(call: Arc<Call>) -> Answer {
    let body: InquiryBody = call.json()?;
    let country = CountryCode::parse(&body.country).map_err(|e| Failure::parse("country", &e))?;
    answer(&call, &abroad::consult(&call.app.office, &call.who()?, id(&call)?, country, body.reason).await?)
}

/// Records its answer.
pub async fn foreign_reply(call: Arc<Call>) -> Answer {
    let body: ForeignReplyBody = call.json()?;
    let agreement = body.satisfied.map(|satisfied| Agreement { satisfied, reason: body.reason });
    let (office, who) = (&call.app.office, call.who()?);
    let country = body.country.as_deref().map(CountryCode::parse).transpose();
    let country = country.map_err(|e| Failure::parse("country", &e))?;
    let said = abroad::Reply { country, text: body.answer, agreement, papers: Vec::new() };
    answer(&call, &abroad::reply_with(office, &who, id(&call)?, said).await?)
}

/// Records a finding of the Management Authority.
pub async fn finding(call: Arc<Call>) -> Answer {
    let mut body = call.json::<RecordBody>()?;
    let rests_on = evidence(&body.papers, std::mem::take(&mut body.lots))?;
    let opinion = body.finding().parse("finding")?;
    answer(&call, &record_finding::record_on(&call.app.office, &call.who()?, id(&call)?, opinion, rests_on).await?)
}

/// Closes the case: no permit is needed.
pub async fn no_permit_needed(call: Arc<Call>) -> Answer {
    let body: Reason = call.json()?;
    answer(&call, &exempt::no_permit_needed(&call.app.office, &call.who()?, id(&call)?, body.reason).await?)
}

/// Appeals.
pub async fn appeal(call: Arc<Call>) -> Answer {
    let body: Reason = call.json()?;
    answer(&call, &appeal::appeal(&call.app.office, &call.who()?, id(&call)?, body.reason).await?)
}

/// Upholds the appeal.
pub async fn uphold(call: Arc<Call>) -> Answer {
    let body: Reason = call.json()?;
    answer(&call, &appeal::uphold(&call.app.office, &call.who()?, id(&call)?, body.reason).await?)
}

/// Dismisses it.
pub async fn dismiss(call: Arc<Call>) -> Answer {
    let body: Reason = call.json()?;
    answer(&call, &appeal::dismiss(&call.app.office, &call.who()?, id(&call)?, body.reason).await?)
}

/// Inspections that wait.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectionList {
    /// By day and place; those without a day last.
    pub rows: Vec<InspectionView>,
}

/// One of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectionView {
    /// Id of the application.
    pub application: String,
    /// Its reference.
    pub reference: String,
    /// Where.
    pub place: String,
    /// The day, when one is agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// What to count and look at.
    pub what: String,
    /// Since when it waits.
    pub since: String,
}

/// Inspections that wait, over the API.
pub async fn inspections(call: Arc<Call>) -> Answer {
    let waiting = inspect::waiting(&call.app.office, &call.reader()?).await?;
    let rows = waiting
        .into_iter()
        .map(|w| InspectionView {
            application: w.row.id.to_string(),
            reference: w.row.reference,
            place: w.order.place,
            on: w.order.on.map(|d| d.to_string()),
            what: w.order.what,
            since: w.since.to_string(),
        })
        .collect();
    json(&InspectionList { rows })
}

/// Inspections that wait, as a page.
pub async fn inspections_page(call: Arc<Call>) -> Answer {
    let waiting = inspect::waiting(&call.app.office, &call.reader()?).await?;
    let rows = waiting
        .into_iter()
        .map(|w| InspectionRow {
            id: w.row.id.to_string(),
            reference: w.row.reference,
            applicant: w.applicant,
            taxon: w.row.taxon.unwrap_or_default(),
            more_lines: usize::try_from(w.row.line_count.saturating_sub(1)).unwrap_or(0),
            place: w.order.place,
            on: w.order.on,
            since: w.since,
        })
        .collect();
    let can_report = call.seat()?.has(&[cites::Role::Inspector]);
    page(&call, &Inspections { shell: shell(&call).await, rows, can_report })
}

/// Who reads the list of inspections.
pub const INSPECTION_READERS: crate::shared::route::May = crate::shared::route::May::Desk(DeskAct::ReadCase);
