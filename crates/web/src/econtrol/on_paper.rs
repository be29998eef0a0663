//! Goods under a paper from abroad that is not in our archive: page and API.

use super::api::{BlockQuantity, port, quantities};
use super::arrivals::{ArrivalsView, draw, view};
use super::landing::{day, typed_day};
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::openapi::{Doc, Gives, of};
use crate::shared::respond::{go_and_say, json_with};
use crate::shared::route::{Answer, May, Route, api, form};
use axum::http::StatusCode;
use cites::document::Block;
use cites::ids::PermitKind;
use cites::{Amount, CountryCode, DocumentType, PermitNumber};
use office::econtrol::arrivals::{Account, account};
use office::econtrol::on_paper::{KINDS, Seen, arrive};
use office::econtrol::receive::Counted;
use pages::econtrol::OnPaper;
use pages::{FieldError, links};
use permits::DeskAct;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The rows.
pub fn routes() -> Vec<Route> {
    vec![
        form!("/permits/{permit}/arrivals/paper", May::Desk(DeskAct::ReceiveAtImport), let_in),
        api!(POST "/api/permits/{permit}/arrivals", May::Desk(DeskAct::ReceiveAtImport), Doc::act("control", "Lets goods in under a paper from abroad that is not in our archive; our import permit stays usable for what is left.", of::<PaperBody>, Gives::Json(of::<ArrivalsView>)).status(201), post),
    ]
}

/// A paper as customs read it, and what they counted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperBody {
    /// The country whose authority issued it.
    pub issuer: String,
    /// Its number as printed.
    pub number: String,
    /// What it is, code of document_types: `EXPORT`, `REEXPORT`, `PRECONV`, `CAPTIVE`, `ARTPROP` or `ORIGIN`.
    pub kind: String,
    /// Its day of issue, `YYYY-MM-DD`.
    pub issued_on: String,
    /// Its last day, `YYYY-MM-DD`.
    pub valid_until: String,
    /// What arrived, by the blocks of our import permit.
    pub blocks: Vec<BlockQuantity>,
    /// How much the paper says, by the same blocks, where it was written down: what differs is told to its authority.
    #[serde(default)]
    pub stated: Vec<BlockQuantity>,
    /// Port or office, UN/LOCODE where there is one.
    pub port: String,
    /// Its name; the code again when absent.
    #[serde(default)]
    pub port_name: String,
}

fn seen(body: &PaperBody, stated: Vec<(Block, Amount)>, counted: Counted) -> Result<Seen, Failure> {
    Ok(Seen {
        issuer: CountryCode::parse(body.issuer.trim()).map_err(|e| Failure::parse("issuer", &e))?,
        number: PermitNumber::parse(&body.number).map_err(|e| Failure::parse("number", &e))?,
        kind: DocumentType::from_code(body.kind.trim())
            .ok_or_else(|| Failure::field("kind", "paper-kind", "Choose the kind of paper."))?,
        issued_on: day("issued_on", &body.issued_on)?,
        valid_until: day("valid_until", &body.valid_until)?,
        stated,
        counted,
    })
}

/// What this reader may let goods in with; nothing where nothing more comes in under the permit.
pub(super) fn offered(call: &Call, found: &Account) -> Result<Option<OnPaper>, Failure> {
    let seat = call.seat()?;
    let open = found.permit.value.takes_arrivals() && !found.permit.value.used_up();
    if !open || !seat.has(DeskAct::ReceiveAtImport.roles()) {
        return Ok(None);
    }
    Ok(Some(OnPaper {
        from: found.permit.value.signed_document().exporter.address.country,
        kinds: KINDS.to_vec(),
        ports: super::customs::ports(call)?,
    }))
}

/// Lets goods in.
async fn let_in(call: Arc<Call>) -> Answer {
    let id = call.id::<PermitKind>("permit")?;
    let found = account(&call.app.office, &call.reader()?, id).await?;
    let mut errors = Vec::new();
    let mut told = |name: &str| {
        let mut out: Vec<(Block, Amount)> = Vec::new();
        for line in found.permit.value.lines() {
            let field = format!("{name}.{}", line.block);
            match call.typed(&field).trim() {
                "" => {}
                text => match Amount::parse(text) {
                    Ok(amount) => out.push((line.block.clone(), amount)),
                    Err(e) => errors.push(FieldError::parse(field, &e)),
                },
            }
        }
        out
    };
    let (quantities, stated) = (told("quantity"), told("stated"));
    let port = super::customs::ports(&call)?.into_iter().find(|(code, _)| code == call.typed("port"));
    if port.is_none() {
        errors.push(FieldError::new("port", "field-empty").help("Choose the port or office."));
    }
    let typed = |name: &str| call.typed(name).to_owned();
    let body = PaperBody {
        issuer: typed("issuer"),
        number: typed("number"),
        kind: typed("kind"),
        issued_on: typed_day(&call, "issued_on"),
        valid_until: typed_day(&call, "valid_until"),
        blocks: Vec::new(),
        stated: Vec::new(),
        port: String::new(),
        port_name: String::new(),
    };
    let (port, port_name) = port.unwrap_or_default();
    let done = match seen(&body, stated, Counted { quantities, port, port_name }) {
        Ok(seen) if errors.is_empty() => arrive(&call.app.office, &call.who()?, id, seen).await.map_err(Failure::from),
        Ok(_) => return draw(&call, &found, call.typed_again(), errors).await,
        Err(failure) => Err(failure),
    };
    match done {
        Ok(_) => Ok(go_and_say(&call, &links::arrivals(&id.to_string()), "flash-saved", None)),
        Err(failure) => {
            // What is said of the quantities as a whole is said at the first of them.
            let first = found.permit.value.lines().first().map(|l| format!("quantity.{}", l.block));
            errors.extend(failure.on_form()?.into_iter().map(|e| match &first {
                Some(field) if e.field == "quantities" => FieldError { field: field.clone(), ..e },
                _ => e,
            }));
            let found = account(&call.app.office, &call.reader()?, id).await?;
            draw(&call, &found, call.typed_again(), errors).await
        }
    }
}

/// Lets goods in over the API.
async fn post(call: Arc<Call>) -> Answer {
    let id = call.id::<PermitKind>("permit")?;
    let body: PaperBody = call.json()?;
    let (port, port_name) = port(&body.port, &body.port_name)?;
    let seen =
        seen(&body, quantities(&body.stated)?, Counted { quantities: quantities(&body.blocks)?, port, port_name })?;
    json_with(&view(&arrive(&call.app.office, &call.who()?, id, seen).await?), StatusCode::CREATED)
}
