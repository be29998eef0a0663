//! What an inspection holds up: page and API.

use super::further;
use super::view::ApplicationView;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::Role;
use cites::ids::ApplicationKind;
use office::epermit::inspection_hold;
use office::shared::case::Stored;
use pages::epermit::{HoldNotice, HoldPage, HoldStep};
use pages::{FieldError, links};
use permits::Who;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What stands on the case page.
pub fn notice(stored: &Stored) -> Option<HoldNotice> {
    let hold = stored.value.inspection_hold()?;
    Some(HoldNotice { fraud: hold.fraud, id: stored.columns.id.to_string() })
}

/// What holds a case up, for programs.
pub fn code(fraud: bool) -> &'static str {
    if fraud { "fraud" } else { "hold" }
}

fn name(who: &Who) -> String {
    match who {
        Who::Person { name, .. } => name.clone(),
        _ => String::new(),
    }
}

fn steps(stored: &Stored) -> Vec<HoldStep> {
    let reports = stored.value.inspections().into_iter().map(|r| HoldStep {
        outcome: Some(r.outcome.clone()),
        text: r.text.clone(),
        by: name(&r.stamp.by),
        at: r.stamp.at,
    });
    let cleared = stored.value.state().case().map(|c| c.cleared.as_slice()).unwrap_or_default();
    let cleared = cleared.iter().map(|c| HoldStep {
        outcome: None,
        text: c.why.reason.clone(),
        by: name(&c.why.stamp.by),
        at: c.why.stamp.at,
    });
    let mut all: Vec<HoldStep> = reports.chain(cleared).collect();
    all.sort_by_key(|s| s.at);
    all
}

async fn draw(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let id = call.id::<ApplicationKind>("application")?;
    let stored = inspection_hold::of_case(&call.app.office, &call.reader()?, id).await?;
    let hold = stored.value.inspection_hold();
    let words = call.words();
    let lines = stored.value.draft().map(further::lines).unwrap_or_default();
    let status = form_status(&errors);
    let shown = HoldPage {
        shell: shell(call).await,
        id: id.to_string(),
        reference: stored.columns.reference.clone(),
        applicant: super::case::head(&stored).map(|h| h.applicant).unwrap_or_default(),
        goods: lines
            .iter()
            .map(|l| format!("{} {}, {}", l.block, l.taxon, words.amount_of(&l.amount, &l.unit)))
            .collect(),
        held: hold.map(|h| h.fraud),
        steps: steps(&stored),
        releases: hold.is_some_and(|h| call.reader().is_ok_and(|who| who.actor.has(h.ended_by()))),
        opens_case: call.seat()?.has(super::routes::CASES) && !call.seat()?.has(&[Role::Enforcement]),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// What holds the case up, and who may end it.
pub async fn show(call: Arc<Call>) -> Answer {
    draw(&call, BTreeMap::new(), Vec::new()).await
}

/// Ends it.
pub async fn answer(call: Arc<Call>) -> Answer {
    let id = call.id::<ApplicationKind>("application")?;
    let why = call.typed("reason").to_owned();
    let done = inspection_hold::release(&call.app.office, &call.who()?, id, why).await;
    match done.map_err(|e| super::case::at("reason", e)) {
        Ok(_) => Ok(go_and_say(&call, &links::inspection_hold(&id.to_string()), "flash-saved", None)),
        Err(failure) => draw(&call, call.typed_again(), failure.on_form()?).await,
    }
}

/// Ends it over the API.
pub async fn post(call: Arc<Call>) -> Answer {
    let body: super::body::Reason = call.json()?;
    let id = call.id::<ApplicationKind>("application")?;
    let done = inspection_hold::release(&call.app.office, &call.who()?, id, body.reason).await?;
    let seat: Result<_, Failure> = call.seat();
    json(&ApplicationView::after(&done, seat?))
}
