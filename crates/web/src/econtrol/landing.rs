//! Landings under introduction-from-the-sea certificates: page and API.

use crate::epermit::body::date;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, json, json_with, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use axum::http::StatusCode;
use cites::document::Block;
use cites::ids::PermitKind;
use cites::{Amount, Date};
use office::econtrol::landing::{Account, Landed, account, land};
use pages::econtrol::{LandingLine, LandingPage};
use pages::{FieldError, links};
use permits::DeskAct;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;

/// A landing to write off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LandingBody {
    /// Letter of the block.
    pub block: String,
    /// How much, a decimal number in the block's unit.
    pub quantity: String,
    /// Day, `YYYY-MM-DD`.
    pub landed_on: String,
    /// Port.
    pub port: String,
    /// Ship.
    pub vessel: String,
}

impl LandingBody {
    fn parse(self) -> Result<Landed, Failure> {
        Ok(Landed {
            block: Block::parse(&self.block)
                .map_err(|_| Failure::field("block", "landing-block", "Choose a line of the certificate."))?,
            quantity: Amount::parse(self.quantity.trim()).map_err(|e| Failure::parse("quantity", &e))?,
            on: date("landed_on", self.landed_on.trim())?,
            port: self.port,
            vessel: self.vessel,
        })
    }
}

/// Where a certificate stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct LandingsView {
    /// Its number.
    pub number: String,
    /// Its last day.
    pub valid_until: String,
    /// Its blocks.
    pub lines: Vec<LandingLineView>,
    /// Every landing.
    pub landings: Vec<LandingView>,
}

/// One block.
#[derive(Debug, Serialize, ToSchema)]
pub struct LandingLineView {
    /// Letter.
    pub block: String,
    /// Species.
    pub taxon: String,
    /// Unit.
    pub unit: String,
    /// Total of box 11.
    pub total: String,
    /// Landed so far.
    pub landed: String,
    /// Left.
    pub left: String,
}

/// One landing.
#[derive(Debug, Serialize, ToSchema)]
pub struct LandingView {
    /// Id.
    pub id: String,
    /// Letter of the block.
    pub block: String,
    /// How much.
    pub quantity: String,
    /// Day.
    pub landed_on: String,
    /// Port.
    pub port: String,
    /// Ship.
    pub vessel: String,
}

fn lines(account: &Account) -> Vec<LandingLine> {
    let document = account.permit.value.signed_document();
    let line = |l: &cites::document::SpecimenLine| {
        let (landed, left) = account.position(&l.block);
        LandingLine {
            block: l.block.to_string(),
            taxon: l.taxon.to_string(),
            total: l.quantity.amount(),
            landed,
            left,
            unit: l.quantity.unit(),
        }
    };
    document.lines.iter().map(line).collect()
}

fn view(account: &Account) -> LandingsView {
    let document = account.permit.value.signed_document();
    LandingsView {
        number: document.number.to_string(),
        valid_until: document.valid_until.to_string(),
        lines: lines(account)
            .into_iter()
            .map(|l| LandingLineView {
                block: l.block,
                taxon: l.taxon,
                unit: l.unit.code().to_owned(),
                total: l.total.to_string(),
                landed: l.landed.to_string(),
                left: l.left.to_string(),
            })
            .collect(),
        landings: account
            .landings
            .iter()
            .map(|l| LandingView {
                id: l.id.to_string(),
                block: l.block.clone(),
                quantity: l.quantity.to_string(),
                landed_on: l.landed_on.to_string(),
                port: l.port.clone(),
                vessel: l.vessel.clone(),
            })
            .collect(),
    }
}

async fn draw(call: &Call, account: &Account, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let document = account.permit.value.signed_document();
    let lines = lines(account);
    let unit = |block: &str| lines.iter().find(|l| l.block == block).map_or(cites::Unit::Nar, |l| l.unit);
    let landings = account
        .landings
        .iter()
        .map(|l| (l.landed_on, l.block.clone(), l.quantity, unit(&l.block), l.port.clone(), l.vessel.clone()));
    let left = lines.iter().any(|l| !l.left.is_zero());
    let can_land = call.seat()?.has(DeskAct::ReceiveAtImport.roles()) && (left || !errors.is_empty());
    let status = form_status(&errors);
    let shown = LandingPage {
        shell: shell(call).await,
        id: account.permit.value.id().to_string(),
        number: document.number.to_string(),
        valid_until: document.valid_until,
        landings: landings.collect(),
        lines,
        // Where nothing is left there is nothing to write off; what was typed when it was refused stays on the page.
        can_land,
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// The account of a certificate.
pub async fn show(call: Arc<Call>) -> Answer {
    let id = call.id::<PermitKind>("permit")?;
    let found = account(&call.app.office, &call.reader()?, id).await?;
    let mut typed = BTreeMap::new();
    if let [one] = found.permit.value.lines() {
        typed.insert("block".to_owned(), one.block.to_string());
    }
    draw(&call, &found, typed, Vec::new()).await
}

/// A day that came in three boxes, or in one.
pub(crate) fn typed_day(call: &Call, name: &str) -> String {
    let part = |p: &str| call.typed(&format!("{name}-{p}")).to_owned();
    let whole = call.typed(name);
    if whole.is_empty() {
        pages::parts::date::join(&part("day"), &part("month"), &part("year"))
    } else {
        whole.to_owned()
    }
}

/// Writes one off.
pub async fn write_off(call: Arc<Call>) -> Answer {
    let id = call.id::<PermitKind>("permit")?;
    let body = LandingBody {
        block: call.typed("block").to_owned(),
        quantity: call.typed("quantity").to_owned(),
        landed_on: typed_day(&call, "landed_on"),
        port: call.typed("port").to_owned(),
        vessel: call.typed("vessel").to_owned(),
    };
    let done = match body.parse() {
        Ok(landed) => land(&call.app.office, &call.who()?, id, landed).await.map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    match done {
        Ok(_) => Ok(go_and_say(&call, &links::landings(&id.to_string()), "flash-saved", None)),
        Err(failure) => {
            let errors = failure.on_form()?;
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

/// Writes one off over the API.
pub async fn post(call: Arc<Call>) -> Answer {
    let id = call.id::<PermitKind>("permit")?;
    let landed = call.json::<LandingBody>()?.parse()?;
    json_with(&view(&land(&call.app.office, &call.who()?, id, landed).await?), StatusCode::CREATED)
}

/// Reads a day of a form or of the API.
pub(super) fn day(field: &str, text: &str) -> Result<Date, Failure> {
    date(field, text.trim())
}
