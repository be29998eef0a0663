//! One crossing of a reusable document: the page at the border, and the same over the API.

use super::api::{BlockQuantity, port, quantities as blocks};
use super::customs::{found_of, ports};
use crate::epermit::further::quantities;
use crate::epermit::paper_further::{crossings, lines};
use crate::epermit::permits_api::find;
use crate::epermit::view::PermitView;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use office::econtrol::endorse::{self, Crossing};
use office::shared::paper::Stored;
use pages::econtrol::CrossingPage;
use pages::{FieldError, links};
use permits::permit::state::Direction;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;

/// One crossing.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CrossingBody {
    /// `export` (out of the issuing country) or `import` (back into it).
    pub direction: String,
    /// Blocks that cross.
    pub blocks: Vec<BlockQuantity>,
    /// Port or office, UN/LOCODE where there is one.
    pub port: String,
    /// Its name; the code again when absent.
    #[serde(default)]
    pub port_name: String,
}

fn direction(code: &str) -> Result<Direction, Failure> {
    match code.trim() {
        "export" => Ok(Direction::Export),
        "import" => Ok(Direction::Import),
        _ => Err(Failure::field("direction", "choose-direction", "Say export or import.")),
    }
}

/// Records a crossing, over the API.
pub async fn api(call: Arc<Call>) -> Answer {
    let body: CrossingBody = call.json()?;
    let (port, port_name) = port(&body.port, &body.port_name)?;
    let seen = Crossing { direction: direction(&body.direction)?, quantities: blocks(&body.blocks)?, port, port_name };
    let id = find(&call).await?.columns.id;
    json(&PermitView::after(&endorse::cross(&call.app.office, &call.who()?, id, seen).await?, call.seat()?))
}

/// The form.
pub async fn form(call: Arc<Call>) -> Answer {
    let stored = find(&call).await?;
    draw(&call, &stored, BTreeMap::new(), Vec::new()).await
}

async fn draw(call: &Call, stored: &Stored, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let status = form_status(&errors);
    let found = found_of(call, stored).await?;
    if !found.can_cross && errors.is_empty() {
        return Err(Failure::NotFound);
    }
    let shown = CrossingPage {
        shell: shell(call).await,
        found,
        lines: lines(&stored.value),
        before: crossings(&stored.value),
        typed,
        ports: ports(call)?,
        errors,
    };
    page_with(call, &shown, status)
}

/// Records a crossing from the page.
pub async fn record(call: Arc<Call>) -> Answer {
    let stored = find(&call).await?;
    let id = stored.columns.id;
    match perform(&call, &stored).await {
        Ok(()) => Ok(go_and_say(&call, &links::customs_permit(&id.to_string()), "flash-done", None)),
        Err(failure) => {
            let errors = failure.on_form()?;
            draw(&call, &stored, call.typed_again(), errors).await
        }
    }
}

async fn perform(call: &Call, stored: &Stored) -> Result<(), Failure> {
    let direction = direction(call.typed("direction"))?;
    let open = lines(&stored.value);
    let quantities = quantities(call, open.iter().map(|l| l.block.as_str())).map_err(Failure::Fields)?;
    let chosen = ports(call)?.into_iter().find(|(code, _)| code == call.typed("port"));
    let (port, port_name) =
        chosen.ok_or_else(|| Failure::field("port", "field-empty", "Choose the port or office."))?;
    let seen = Crossing { direction, quantities, port, port_name };
    endorse::cross(&call.app.office, &call.who()?, stored.columns.id, seen).await?;
    Ok(())
}
