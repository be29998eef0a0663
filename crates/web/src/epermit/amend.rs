//! The authority amends a permit of its own: page and API.

use super::view::ApplicationView;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, json_with, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use axum::http::StatusCode;
use cites::ids::PermitKind;
use office::epermit::amend::{Amended, Begun, amend, begin};
use office::shared::paper::Stored;
use pages::epermit::AmendPage;
use pages::{FieldError, links};
use permits::FormInput;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;

/// What is amended.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendBody {
    /// Texts by the path of their box: `importer.city`, `purpose`, `lines.0.marks`, `lines.0.quantity`.
    #[serde(default)]
    pub changes: BTreeMap<String, String>,
    /// Special conditions for box 5, one paragraph an entry; left out: as they were.
    #[serde(default)]
    pub conditions: Option<Vec<String>>,
    /// Why; printed on the amended document.
    pub reason: String,
}

async fn draw(call: &Call, found: &Begun, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let status = form_status(&errors);
    let all = paths(&found.permit, &found.form);
    let said = all.into_iter().filter_map(|path| {
        let (before, asked) = (found.now.get(&path)?, found.form.get(&path)?);
        (before.trim() != asked.trim()).then_some((path, before))
    });
    let shown = AmendPage {
        request: found.request.as_ref().map(|(id, number, why)| (id.to_string(), number.clone(), why.clone())),
        said: said.collect(),
        ..form(call, &found.permit, typed, errors).await
    };
    page_with(call, &shown, status)
}

/// The form of a permit, as an officer begins.
pub(super) async fn form(
    call: &Call,
    permit: &Stored,
    typed: BTreeMap<String, String>,
    errors: Vec<FieldError>,
) -> AmendPage {
    let document = permit.value.signed_document();
    AmendPage {
        shell: shell(call).await,
        id: permit.columns.id.to_string(),
        number: document.number.to_string(),
        lines: document.lines.iter().map(|l| (l.block.to_string(), l.taxon.to_string())).collect(),
        importer: document.importer.is_some(),
        asks: false,
        request: None,
        said: BTreeMap::new(),
        typed,
        errors,
    }
}

/// Every box of the form.
pub(super) fn paths(permit: &Stored, form: &FormInput) -> Vec<String> {
    AmendPage::paths(form.lines.len(), permit.value.signed_document().importer.is_some())
}

/// What stands in the boxes.
pub(super) fn texts(permit: &Stored, form: &FormInput) -> BTreeMap<String, String> {
    paths(permit, form).into_iter().filter_map(|p| Some((p.clone(), form.get(&p)?))).collect()
}

/// What was typed into them; the day of its three boxes.
pub(super) fn typed(call: &Call, permit: &Stored, form: &FormInput) -> BTreeMap<String, String> {
    let text = |p: &str| if p == "shipment_date" { super::case::day_typed(call, p) } else { call.typed(p).to_owned() };
    paths(permit, form).into_iter().map(|p| (p.clone(), text(&p))).collect()
}

/// What was typed, to be shown again.
pub(super) fn again(call: &Call) -> BTreeMap<String, String> {
    let mut typed = call.typed_again();
    typed.insert("shipment_date".to_owned(), super::case::day_typed(call, "shipment_date"));
    typed
}

/// A missing reason is said at its box.
pub(super) fn placed(errors: Vec<FieldError>) -> Vec<FieldError> {
    let at_reason = |e: FieldError| {
        let empty = e.code == "reason-empty" && e.field.is_empty();
        if empty { FieldError { field: "reason".into(), ..e } } else { e }
    };
    errors.into_iter().map(at_reason).collect()
}

async fn begun(call: &Call) -> Result<Begun, Failure> {
    let id = call.id::<PermitKind>("permit")?;
    // What may not be amended has no form.
    begin(&call.app.office, &call.reader()?, id).await.map_err(|e| match e {
        office::Error::Act(_) => Failure::NotFound,
        other => Failure::from(other),
    })
}

/// The form, with what the permit says now.
pub async fn show(call: Arc<Call>) -> Answer {
    let found = begun(&call).await?;
    let mut typed = texts(&found.permit, &found.form);
    typed.insert("conditions".to_owned(), found.conditions.join("\n"));
    if let Some((_, _, why)) = &found.request {
        typed.insert("reason".to_owned(), why.clone());
    }
    draw(&call, &found, typed, Vec::new()).await
}

/// Amends; the officer sees the difference next.
pub async fn answer(call: Arc<Call>) -> Answer {
    let found = begun(&call).await?;
    let typed = typed(&call, &found.permit, &found.form);
    let conditions = call.typed("conditions").lines().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect();
    let amended = Amended { typed, conditions: Some(conditions), reason: call.typed("reason").to_owned() };
    match amend(&call.app.office, &call.who()?, found.permit.columns.id, amended).await.map_err(Failure::from) {
        Ok(done) => {
            let id = done.application.id().to_string();
            Ok(go_and_say(&call, &links::case_compare(&id), "flash-amended", None))
        }
        Err(failure) => {
            let errors = placed(failure.on_form()?);
            draw(&call, &found, again(&call), errors).await
        }
    }
}

/// Amends over the API.
pub async fn post(call: Arc<Call>) -> Answer {
    let id = call.id::<PermitKind>("permit")?;
    let body: AmendBody = call.json()?;
    let amended = Amended { typed: body.changes, conditions: body.conditions, reason: body.reason };
    let done = amend(&call.app.office, &call.who()?, id, amended).await?;
    json_with(&ApplicationView::after(&done, call.seat()?), StatusCode::CREATED)
}
