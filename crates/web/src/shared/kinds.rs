//! Which documents the Party offers: the administrator's page and the API.

use super::call::Call;
use super::failure::Failure;
use super::respond::{go_and_say, json, page};
use super::route::Answer;
use super::shell::shell;
use cites::DocumentType;
use office::epermit::kinds;
use pages::links;
use pages::shared::KindsPage;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// One kind of document.
#[derive(Debug, Serialize, ToSchema)]
pub struct KindView {
    /// Code.
    pub kind: String,
    /// Its group on the page: `once`, `instead`, `often` or `special`.
    pub group: String,
    /// May one apply for it here?
    pub offered: bool,
    /// Longest validity in months; 0: by its basis.
    pub months: u8,
}

/// Every kind that can be applied for.
#[derive(Debug, Serialize, ToSchema)]
pub struct KindList {
    /// In the order of the page.
    pub rows: Vec<KindView>,
}

/// A switch.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KindSwitch {
    /// May one apply for it here?
    pub offered: bool,
}

/// The kinds in groups, those that are off left out.
///
/// # Errors
/// What the archive says.
pub async fn offered(call: &Call) -> Result<Vec<(String, Vec<DocumentType>)>, Failure> {
    let off = kinds::off(&call.app.office, &call.reader()?).await?;
    Ok(kinds::GROUPS
        .iter()
        .map(|(name, kinds)| ((*name).to_owned(), kinds.iter().copied().filter(|k| !off.contains(k)).collect()))
        .filter(|(_, kinds): &(String, Vec<DocumentType>)| !kinds.is_empty())
        .collect())
}

/// The page.
pub async fn show(call: Arc<Call>) -> Answer {
    let off = kinds::off(&call.app.office, &call.reader()?).await?;
    let groups = kinds::GROUPS
        .iter()
        .map(|(name, kinds)| ((*name).to_owned(), kinds.iter().map(|k| (*k, !off.contains(k))).collect()));
    let shown = KindsPage { shell: shell(&call).await, groups: groups.collect() };
    page(&call, &shown)
}

fn kind(code: &str) -> Result<DocumentType, Failure> {
    DocumentType::from_code(code).ok_or(Failure::NotFound)
}

/// Switches one.
pub async fn switch(call: Arc<Call>) -> Answer {
    let offered = call.typed("offered") == "1";
    kinds::switch(&call.app.office, &call.who()?, kind(call.typed("kind"))?, offered).await?;
    Ok(go_and_say(&call, links::ADMIN_KINDS, "flash-saved", None))
}

/// Every kind and whether it is offered.
pub async fn list(call: Arc<Call>) -> Answer {
    let off = kinds::off(&call.app.office, &call.reader()?).await?;
    let mut rows = Vec::new();
    for (group, kinds) in kinds::GROUPS {
        rows.extend(kinds.iter().map(|k| KindView {
            kind: k.code().to_owned(),
            group: (*group).to_owned(),
            offered: !off.contains(k),
            months: k.max_validity_months(),
        }));
    }
    json(&KindList { rows })
}

/// Switches one and answers all.
pub async fn put(call: Arc<Call>) -> Answer {
    let body: KindSwitch = call.json()?;
    kinds::switch(&call.app.office, &call.who()?, kind(call.param("kind"))?, body.offered).await?;
    list(call).await
}
