//! Where money is taken, and whether a waiver needs a paper: page and API beside each other, the same acts.

use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use office::money::offices;
use pages::money as face;
use pages::{FieldError, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;

/// An office where money is taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct MoneyOfficeView {
    /// Short code; stands in the files for the treasury.
    pub code: String,
    /// Name.
    pub name: String,
    /// Who works there, by name.
    pub people: Vec<String>,
}

/// The offices, by name, and the rule about waivers.
#[derive(Debug, Serialize, ToSchema)]
pub struct MoneyOfficeList {
    /// Offices.
    pub rows: Vec<MoneyOfficeView>,
    /// Does a waiver need a paper?
    pub waiver_evidence: bool,
}

/// An office to enter, or to name anew.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoneyOfficeBody {
    /// Letters, digits and hyphens, at most twelve.
    pub code: String,
    /// Name.
    pub name: String,
}

/// Who works where.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficePersonBody {
    /// E-mail address.
    pub person: String,
    /// Code of the office; blank: in none.
    #[serde(default)]
    pub office: String,
}

/// The rule about waivers.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceBody {
    /// Does a waiver need a paper?
    pub waiver_evidence: bool,
}

async fn listed(call: &Call) -> Result<MoneyOfficeList, Failure> {
    let mut read = call.read().await?;
    let people = read.money_office_people().await?;
    let rows = read.money_offices().await?;
    let waiver_evidence = read.waiver_needs_evidence().await?;
    let of = |code: &str| people.iter().filter(|p| p.office == code).map(|p| p.name.clone()).collect();
    let rows = rows.into_iter().map(|o| MoneyOfficeView { people: of(&o.code), code: o.code, name: o.name }).collect();
    Ok(MoneyOfficeList { rows, waiver_evidence })
}

/// The offices.
pub async fn show(call: Arc<Call>) -> Answer {
    draw(&call, BTreeMap::new(), Vec::new()).await
}

async fn draw(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let list = listed(call).await?;
    let status = form_status(&errors);
    let shown = face::OfficesPage {
        shell: shell(call).await,
        rows: list
            .rows
            .into_iter()
            .map(|o| face::OfficeLine { code: o.code, name: o.name, people: o.people })
            .collect(),
        evidence: list.waiver_evidence,
        can_set: call.seat()?.has(offices::SET),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// Enters an office, puts a person there, or says whether a waiver needs a paper.
pub async fn act(call: Arc<Call>) -> Answer {
    let (office, who) = (&call.app.office, call.who()?);
    let done = match call.param("act") {
        "enter" => offices::put(office, &who, call.typed("code"), call.typed("office_name")).await.map(drop),
        "person" => offices::assign(office, &who, call.typed("person"), call.typed("office")).await.map(drop),
        "evidence" => offices::rule(office, &who, call.typed("evidence") == "yes").await,
        _ => return Err(Failure::NotFound),
    };
    match done.map_err(Failure::from) {
        Ok(()) => Ok(go_and_say(&call, links::OFFICES, "flash-saved", None)),
        Err(failure) => draw(&call, call.typed_again(), failure.on_form()?).await,
    }
}

/// The offices over the API.
pub async fn list(call: Arc<Call>) -> Answer {
    json(&listed(&call).await?)
}

/// Enters an office over the API.
pub async fn enter(call: Arc<Call>) -> Answer {
    let body: MoneyOfficeBody = call.json()?;
    match offices::put(&call.app.office, &call.who()?, &body.code, &body.name).await {
        Ok(_) => list(call).await,
        // The page calls the name by another name, because the person's stands beside it.
        Err(office::Error::Value { field, code, help }) if field == "office_name" => {
            Err(Failure::field("name", &code, help))
        }
        Err(other) => Err(other.into()),
    }
}

/// Puts a person into an office over the API.
pub async fn person(call: Arc<Call>) -> Answer {
    let body: OfficePersonBody = call.json()?;
    offices::assign(&call.app.office, &call.who()?, &body.person, &body.office).await?;
    list(call).await
}

/// Says over the API whether a waiver needs a paper.
pub async fn evidence(call: Arc<Call>) -> Answer {
    let body: EvidenceBody = call.json()?;
    offices::rule(&call.app.office, &call.who()?, body.waiver_evidence).await?;
    list(call).await
}
