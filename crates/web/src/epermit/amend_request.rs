//! The holder asks for a change of a permit: page and API, and what the pages of permit and case show of it.

use super::amend;
use super::view::ApplicationView;
use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, json, json_with, page_with};
use crate::shared::route::Answer;
use axum::http::StatusCode;
use cites::ApplicationStatus;
use cites::ids::PermitKind;
use office::epermit::amend::AMENDERS;
use office::epermit::amend_request::{self, Asked, Asking};
use office::shared::case;
use office::shared::paper::Stored;
use pages::epermit::{AmendPage, Amends, ChangeRow, Changes};
use pages::{FieldError, links};
use permits::PermitState;
use permits::application::ApplicationState;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{AmendmentRow, Read};
use utoipa::ToSchema;

/// What the holder asks for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeBody {
    /// Texts by the path of their box: `importer.city`, `transport_mode`, `lines.0.marks`, `lines.0.quantity`.
    pub changes: BTreeMap<String, String>,
    /// Why.
    pub reason: String,
}

/// Cases that amend a permit.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeList {
    /// The newest first.
    pub rows: Vec<ChangeBrief>,
}

/// A case that amends a permit.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeBrief {
    /// Id of the case.
    pub application: String,
    /// Its reference.
    pub reference: String,
    /// Did the holder ask for it? Otherwise an officer began it.
    pub asked: bool,
    /// Code of its state.
    pub status: String,
    /// When it began.
    pub begun_at: String,
    /// Is it still open? While one is, no other is asked for.
    pub open: bool,
}

impl From<&AmendmentRow> for ChangeBrief {
    fn from(row: &AmendmentRow) -> ChangeBrief {
        ChangeBrief {
            application: row.application.to_string(),
            reference: row.reference.clone(),
            asked: row.asked,
            status: row.status.code().to_owned(),
            begun_at: row.begun_at.to_string(),
            open: row.open,
        }
    }
}

async fn draw(call: &Call, found: &Asking, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let status = form_status(&errors);
    let shown = AmendPage { asks: true, ..amend::form(call, &found.permit, typed, errors).await };
    page_with(call, &shown, status)
}

enum Begun {
    Form(Box<Asking>),
    /// Another change is asked for already; the permit's page says which.
    Open,
}

async fn begun(call: &Call) -> Result<Begun, Failure> {
    let id = call.id::<PermitKind>("permit")?;
    match amend_request::begin(&call.app.office, &call.reader()?, id).await {
        Ok(found) => Ok(Begun::Form(Box::new(found))),
        Err(open) if open.code() == "amendment-open" => Ok(Begun::Open),
        // What may not be changed has no form.
        Err(office::Error::Act(_)) => Err(Failure::NotFound),
        Err(other) => Err(Failure::from(other)),
    }
}

fn to_permit(call: &Call) -> Answer {
    Ok(go_and_say(call, &links::permit(call.param("permit")), "flash-change-open", None))
}

/// The form, with what the permit says now.
pub async fn show(call: Arc<Call>) -> Answer {
    let Begun::Form(found) = begun(&call).await? else { return to_permit(&call) };
    let typed = amend::texts(&found.permit, &found.form);
    draw(&call, &found, typed, Vec::new()).await
}

/// Asks; the holder sees the case next, with what was asked for. A form that is sent twice finds its own request.
pub async fn answer(call: Arc<Call>) -> Answer {
    let (office, who, id) = (&call.app.office, call.who()?, call.id::<PermitKind>("permit")?);
    let reason = call.typed("reason").to_owned();
    let found = match begun(&call).await? {
        Begun::Form(found) => found,
        Begun::Open => {
            let again = amend_request::ask(office, &who, id, Asked { reason, ..Asked::default() }).await;
            return match again {
                Ok(done) => sent(&call, &done),
                Err(_) => to_permit(&call),
            };
        }
    };
    let typed = amend::typed(&call, &found.permit, &found.form);
    match amend_request::ask(office, &who, id, Asked { typed, reason }).await.map_err(Failure::from) {
        Ok(done) => sent(&call, &done),
        Err(failure) => {
            let errors = amend::placed(failure.on_form()?);
            draw(&call, &found, amend::again(&call), errors).await
        }
    }
}

fn sent(call: &Call, done: &case::Stepped) -> Answer {
    Ok(go_and_say(call, &links::application(&done.application.id().to_string()), "flash-change-asked", None))
}

/// Asks over the API.
pub async fn post(call: Arc<Call>) -> Answer {
    let id = super::permits_api::id(&call).await?;
    let body: ChangeBody = call.json()?;
    let asked = Asked { typed: body.changes, reason: body.reason };
    let done = amend_request::ask(&call.app.office, &call.who()?, id, asked).await?;
    json_with(&ApplicationView::after(&done, call.seat()?), StatusCode::CREATED)
}

/// What amends a permit, over the API.
pub async fn list(call: Arc<Call>) -> Answer {
    let found = super::permits_api::find(&call).await?;
    let mut read = call.read().await?;
    let rows = read.amendments_of(found.columns.id).await?;
    json(&ChangeList { rows: rows.iter().map(ChangeBrief::from).collect() })
}

/// The changes of a permit, for its page. The border reads only what the permit says.
pub(super) async fn card(call: &Call, read: &mut Read, found: &Stored) -> Result<Changes, Failure> {
    let who = call.reader()?;
    let reads = call.seat()?.has(super::routes::CASES);
    let today = day(call.app.office.clock.now());
    if !reads {
        return Ok(Changes::default());
    }
    let all = amend_request::of_permit(read, found.columns.id).await?;
    let open = all.iter().any(|r| r.row.open);
    let rows = all.into_iter().map(|r| ChangeRow {
        application: r.row.application.to_string(),
        reference: r.row.reference,
        on: day(r.row.begun_at),
        status: r.row.status,
        refused: r.refused.iter().flat_map(|f| f.grounds()).map(|g| (g.reason, g.text)).collect(),
    });
    Ok(Changes {
        rows: rows.collect(),
        can_ask: !open && amend_request::may_ask(&who, &found.value, today),
        can_amend: call.seat()?.has(AMENDERS) && found.value.amendable(today).is_ok(),
        stands: matches!(found.value.state(), PermitState::Issued | PermitState::Delivered { .. }),
    })
}

/// What a case amends, for its page; asks the archive only where it amends something.
pub(super) async fn about(call: &Call, read: &mut Read, stored: &case::Stored) -> Result<Option<Amends>, Failure> {
    let Some(draft) = stored.value.draft().filter(|d| d.amends()) else { return Ok(None) };
    let (Some(number), Some(instead)) = (&draft.replaces, &draft.instead) else { return Ok(None) };
    let permit = read.amends(stored.columns.id).await?.map(|(permit, _)| permit);
    let ours = matches!(
        stored.columns.status,
        ApplicationStatus::Submitted | ApplicationStatus::Accepted | ApplicationStatus::UnderExamination
    );
    Ok(Some(Amends {
        number: number.to_string(),
        permit: permit.map(|p| p.to_string()),
        boxes: instead.amended.clone(),
        reason: instead.reason.clone(),
        can_open: ours && call.seat()?.has(AMENDERS),
        stays: matches!(
            stored.value.state(),
            ApplicationState::Refused { .. }
                | ApplicationState::Withdrawn { .. }
                | ApplicationState::ClosedNoReply { .. }
        ),
    }))
}
