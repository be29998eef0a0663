//! Acts on a permit that speak of its lines, the holder's way to a replacement, and the same over the API.

use super::body::{Reason, date};
use super::further::{day_of, quantities};
use super::permits_api::{answer, find, id};
use super::view::ApplicationView;
use crate::econtrol::api::{BlockQuantity, port, quantities as blocks};
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{created, go_and_say};
use crate::shared::route::Answer;
use cites::document::Block;
use cites::ids::PermitId;
use office::econtrol::endorse::{self, Presented};
use office::econtrol::letter;
use office::epermit::{draft, instead, permit_acts};
use office::shared::paper::{Stepped, Stored};
use pages::econtrol::CrossingRow;
use pages::epermit::ActLine;
use pages::links;
use permits::permit::state::{Direction, FigureSource};
use permits::{Permit, PermitActCode as P};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// Acts that have their form here.
pub const ACTS: &[P] =
    &[P::Hold, P::Release, P::Seize, P::LateEndorsement, P::ConfirmQuantities, P::DeclareUnused, P::Void];

/// The lines of a permit that are not void, as forms show them.
pub fn lines(permit: &Permit) -> Vec<ActLine> {
    let printed = permit.signed_document();
    printed
        .lines
        .iter()
        .filter(|l| permit.line(&l.block).is_some_and(|state| state.void.is_none()))
        .map(|l| ActLine {
            block: l.block.to_string(),
            taxon: l.taxon.to_string(),
            marks: l.marks.clone(),
            amount: l.quantity.amount(),
            unit: l.quantity.unit(),
        })
        .collect()
}

/// The rows of its continuation sheet.
pub fn crossings(permit: &Permit) -> Vec<CrossingRow> {
    let rows = permit.movements().iter().map(|m| CrossingRow {
        at: m.at,
        out: m.direction == Direction::Export,
        port: m.port_name.clone(),
        quantities: m
            .quantities
            .iter()
            .filter_map(|q| Some((q.block.to_string(), q.actual, permit.line(&q.block)?.permitted.unit())))
            .collect(),
    });
    rows.collect()
}

/// May this reader ask for a permit that replaces it?
pub fn can_replace(call: &Call, found: &Stored) -> Result<bool, Failure> {
    let today = crate::shared::enter::day(call.app.office.clock.now());
    Ok(instead::may_replace(&call.reader()?, &found.value, today))
}

/// Offices of our country.
pub fn ports(call: &Call) -> Result<Vec<(String, String)>, Failure> {
    let house = &call.seat()?.house;
    Ok(crate::shared::ports::of(house.party(), &call.app.office.settings(house).place_of_issue))
}

/// Does one of these acts as its form says.
///
/// # Errors
/// What the office says, at the box that meets it.
pub async fn perform(call: &Call, found: &Stored, act: P) -> Result<Stepped, Failure> {
    let (office, who, id) = (&call.app.office, call.who()?, found.columns.id);
    let text = |name: &str| call.typed(name).trim().to_owned();
    let open = lines(&found.value);
    let told = || quantities(call, open.iter().map(|l| l.block.as_str())).map_err(Failure::Fields);
    let done = match act {
        P::Hold => endorse::hold(office, &who, id, text("reason")).await,
        P::Release => endorse::release(office, &who, id, text("reason")).await,
        P::Seize => endorse::seize(office, &who, id, text("reason")).await,
        P::DeclareUnused => permit_acts::declare_unused(office, &who, id, text("reason")).await,
        P::Void => {
            let ticked: Vec<Block> = call.ticked("blocks").iter().filter_map(|b| Block::parse(b).ok()).collect();
            if ticked.is_empty() {
                return Err(Failure::field("blocks", "void-empty", "Choose at least one block."));
            }
            permit_acts::void(office, &who, id, ticked, text("reason")).await
        }
        P::ConfirmQuantities => letter::confirm(office, &who, id, told()?).await,
        P::LateEndorsement => {
            let on = day_of(call, "on")?;
            let on = on.ok_or_else(|| Failure::field("on", "date-form", "Give the date as day, month and year."))?;
            let chosen = ports(call)?.into_iter().find(|(code, _)| code == call.typed("port"));
            let (port, port_name) =
                chosen.ok_or_else(|| Failure::field("port", "field-empty", "Choose the port or office."))?;
            let presented = Presented {
                quantities: told()?,
                port,
                port_name,
                transport_document: Some(text("waybill")).filter(|t| !t.is_empty()),
                source: FigureSource::ReturnedPaper,
            };
            let done = endorse::endorse_late(office, &who, id, presented, on, text("evidence")).await;
            return done.map_err(|e| match e {
                office::Error::Act(permits::ActError::Precondition { code, help }) => {
                    let field = if code == "reason-empty" { "evidence" } else { "on" };
                    Failure::field(field, code, help)
                }
                other => other.into(),
            });
        }
        _ => return Err(Failure::NotFound),
    };
    Ok(done?)
}

/// The holder asks for a replacement: on to the draft.
pub async fn replacement_form(call: Arc<Call>) -> Answer {
    let old = find(&call).await?.columns.id;
    let made = draft::replacement(&call.app.office, &call.who()?, old).await?;
    Ok(go_and_say(&call, &links::tasks(&made.row.id.to_string()), "flash-done", None))
}

/// The same over the API.
pub async fn replacement(call: Arc<Call>) -> Answer {
    let made = draft::replacement(&call.app.office, &call.who()?, id(&call).await?).await?;
    let path = format!("/api/applications/{}", made.row.id);
    created(&ApplicationView::after(&made, call.seat()?), &path)
}

/// Declares it unused.
pub async fn declare_unused(call: Arc<Call>) -> Answer {
    let body: Reason = call.json()?;
    answer(&call, &permit_acts::declare_unused(&call.app.office, &call.who()?, id(&call).await?, body.reason).await?)
}

/// Seizes what is held.
pub async fn seize(call: Arc<Call>) -> Answer {
    let body: Reason = call.json()?;
    answer(&call, &endorse::seize(&call.app.office, &call.who()?, id(&call).await?, body.reason).await?)
}

/// Blocks that are void.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VoidBody {
    /// Letters, at least one.
    pub blocks: Vec<String>,
    /// The false premise.
    pub reason: String,
}

/// Declares blocks void.
pub async fn void(call: Arc<Call>) -> Answer {
    let body: VoidBody = call.json()?;
    let blocks: Vec<Block> = body
        .blocks
        .iter()
        .enumerate()
        .map(|(n, b)| Block::parse(b.trim()).map_err(|e| Failure::parse(&format!("blocks.{n}"), &e)))
        .collect::<Result<_, _>>()?;
    answer(&call, &permit_acts::void(&call.app.office, &call.who()?, id(&call).await?, blocks, body.reason).await?)
}

/// What the importing authority wrote.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterBody {
    /// What arrived, block by block; blocks left out stay open.
    pub blocks: Vec<BlockQuantity>,
}

/// Records what arrived, from the importing authority's letter.
pub async fn confirm(call: Arc<Call>) -> Answer {
    let body: LetterBody = call.json()?;
    let received = blocks(&body.blocks)?;
    answer(&call, &letter::confirm(&call.app.office, &call.who()?, id(&call).await?, received).await?)
}

/// An export that happened in time.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LateBody {
    /// Every block that is not void, once.
    pub blocks: Vec<BlockQuantity>,
    /// The day it left, `YYYY-MM-DD`.
    pub on: String,
    /// Port or office.
    pub port: String,
    /// Its name; the code again when absent.
    #[serde(default)]
    pub port_name: String,
    /// Bill of lading or air waybill.
    #[serde(default)]
    pub transport_document: String,
    /// What shows it.
    pub evidence: String,
}

/// Endorses it now.
pub async fn late_endorsement(call: Arc<Call>) -> Answer {
    let body: LateBody = call.json()?;
    let (port, port_name) = port(&body.port, &body.port_name)?;
    let presented = Presented {
        quantities: blocks(&body.blocks)?,
        port,
        port_name,
        transport_document: Some(body.transport_document.trim().to_owned()).filter(|t| !t.is_empty()),
        source: FigureSource::ReturnedPaper,
    };
    let on = date("on", &body.on)?;
    let permit: PermitId = id(&call).await?;
    let done = endorse::endorse_late(&call.app.office, &call.who()?, permit, presented, on, body.evidence).await?;
    answer(&call, &done)
}
