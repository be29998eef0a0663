//! What arrived under an import permit of ours: page and API.

use crate::epermit::body::Reason;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::document::Block;
use cites::ids::PermitKind;
use cites::{Amount, Unit};
use office::econtrol::arrivals::{Account, account, retain};
use office::shared::paper::Stored;
use pages::econtrol::{ArrivalEntry, ArrivalLine, Arrivals, ArrivalsPage};
use pages::{FieldError, links};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::ArrivalRow;
use utoipa::ToSchema;

/// Where an import permit stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct ArrivalsView {
    /// Its number.
    pub number: String,
    /// Its state, code of permit_statuses.
    pub status: String,
    /// Its last day.
    pub valid_until: String,
    /// Its lines.
    pub lines: Vec<ArrivalLineView>,
    /// What came, the first first.
    pub arrivals: Vec<ArrivalView>,
}

/// One line.
#[derive(Debug, Serialize, ToSchema)]
pub struct ArrivalLineView {
    /// Letter.
    pub block: String,
    /// Species.
    pub taxon: String,
    /// Unit.
    pub unit: String,
    /// Box 11.
    pub permitted: String,
    /// Arrived so far.
    pub arrived: String,
    /// What may still come in.
    pub left: String,
}

/// What one consignment took of one line.
#[derive(Debug, Serialize, ToSchema)]
pub struct ArrivalView {
    /// When it was let in.
    pub at: String,
    /// Number of the permit from abroad.
    pub foreign_number: String,
    /// The country that issued it, where it is a paper that is not in our archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper_of: Option<String>,
    /// Letter of our line.
    pub block: String,
    /// How much.
    pub quantity: String,
    /// Port of entry.
    pub port: String,
}

/// What arrived under a permit and what is left of it, as its pages show it.
pub fn card(permit: &Stored, arrivals: &[ArrivalRow], opens_foreign: bool) -> Arrivals {
    let document = permit.value.signed_document();
    let lines = document.lines.iter().map(|l| {
        let sum = |block: &Block| {
            let of = arrivals.iter().filter(|a| a.block == block.as_str());
            of.fold(Amount::ZERO, |sum, a| sum.plus(a.quantity).unwrap_or(sum))
        };
        ArrivalLine {
            block: l.block.to_string(),
            taxon: l.taxon.to_string(),
            permitted: l.quantity.amount(),
            arrived: sum(&l.block),
            left: if permit.value.takes_arrivals() { permit.value.left(&l.block) } else { Amount::ZERO },
            unit: l.quantity.unit(),
        }
    });
    let unit = |block: &str| {
        document.lines.iter().find(|l| l.block.as_str() == block).map_or(Unit::Nar, |l| l.quantity.unit())
    };
    let entries = arrivals.iter().map(|a| ArrivalEntry {
        at: a.at,
        foreign: a.foreign_number.to_string(),
        paper: a.paper,
        href: (opens_foreign && a.paper.is_none()).then(|| links::foreign(&a.foreign.to_string())),
        block: a.block.clone(),
        quantity: a.quantity,
        unit: unit(&a.block),
        port: if a.port_name.is_empty() { a.port.clone() } else { a.port_name.clone() },
    });
    Arrivals { lines: lines.collect(), entries: entries.collect() }
}

pub(super) fn view(found: &Account) -> ArrivalsView {
    let document = found.permit.value.signed_document();
    let shown = card(&found.permit, &found.arrivals, false);
    ArrivalsView {
        number: document.number.to_string(),
        status: found.permit.value.status().code().to_owned(),
        valid_until: document.valid_until.to_string(),
        lines: shown
            .lines
            .into_iter()
            .map(|l| ArrivalLineView {
                block: l.block,
                taxon: l.taxon,
                unit: l.unit.code().to_owned(),
                permitted: l.permitted.to_string(),
                arrived: l.arrived.to_string(),
                left: l.left.to_string(),
            })
            .collect(),
        arrivals: shown
            .entries
            .into_iter()
            .map(|e| ArrivalView {
                at: e.at.to_string(),
                foreign_number: e.foreign,
                paper_of: e.paper.map(|c| c.code().to_owned()),
                block: e.block,
                quantity: e.quantity.to_string(),
                port: e.port,
            })
            .collect(),
    }
}

/// May the reader open permits of other Parties?
pub fn opens_foreign(call: &Call) -> Result<bool, Failure> {
    Ok(call.seat()?.has(crate::eexchange::routes::FOREIGN))
}

/// The page of the account.
pub(super) async fn draw(
    call: &Call,
    found: &Account,
    typed: BTreeMap<String, String>,
    errors: Vec<FieldError>,
) -> Answer {
    let document = found.permit.value.signed_document();
    let status = form_status(&errors);
    let shown = ArrivalsPage {
        shell: shell(call).await,
        id: found.permit.value.id().to_string(),
        number: document.number.to_string(),
        valid_until: document.valid_until,
        account: card(&found.permit, &found.arrivals, opens_foreign(call)?),
        on_paper: super::on_paper::offered(call, found)?,
        can_retain: found.may_retain(&call.reader()?),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// The account of an import permit.
pub async fn show(call: Arc<Call>) -> Answer {
    let id = call.id::<PermitKind>("permit")?;
    let found = account(&call.app.office, &call.reader()?, id).await?;
    draw(&call, &found, BTreeMap::new(), Vec::new()).await
}

/// Cancels and retains it.
pub async fn close(call: Arc<Call>) -> Answer {
    let id = call.id::<PermitKind>("permit")?;
    let reason = call.typed("reason").trim().to_owned();
    match retain(&call.app.office, &call.who()?, id, reason).await.map_err(Failure::from) {
        Ok(_) => Ok(go_and_say(&call, &links::arrivals(&id.to_string()), "flash-done", None)),
        Err(failure) => {
            let at_reason = |e: FieldError| {
                let empty = e.code == "reason-empty" && e.field.is_empty();
                if empty { FieldError { field: "reason".into(), ..e } } else { e }
            };
            let errors = failure.on_form()?.into_iter().map(at_reason).collect();
            let found = account(&call.app.office, &call.reader()?, id).await?;
            draw(&call, &found, call.typed_again(), errors).await
        }
    }
}

/// The account over the API.
pub async fn get(call: Arc<Call>) -> Answer {
    let id = call.id::<PermitKind>("permit")?;
    json(&view(&account(&call.app.office, &call.reader()?, id).await?))
}

/// Cancels and retains it over the API.
pub async fn post(call: Arc<Call>) -> Answer {
    let id = call.id::<PermitKind>("permit")?;
    let body: Reason = call.json()?;
    json(&view(&retain(&call.app.office, &call.who()?, id, body.reason).await?))
}
