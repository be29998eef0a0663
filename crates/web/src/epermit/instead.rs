//! Which permit shall be replaced: the page behind the entry in the list of documents, and the same over the API.

use super::view::{PermitBrief, PermitList};
use crate::shared::call::Call;
use crate::shared::respond::{json, page};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use office::epermit::instead;
use pages::epermit::{ReplaceablePage, ReplaceableRow};
use std::sync::Arc;

/// The page.
pub async fn show(call: Arc<Call>) -> Answer {
    let found = instead::replaceable(&call.app.office, &call.reader()?).await?;
    let rows = found
        .into_iter()
        .map(|r| ReplaceableRow {
            id: r.id.to_string(),
            number: r.number.to_string(),
            kind: r.kind,
            holder: r.holder,
            taxon: r.taxon,
            until: r.valid_until,
            status: r.status,
        })
        .collect();
    page(&call, &ReplaceablePage { shell: shell(&call).await, rows })
}

/// The same over the API.
pub async fn list(call: Arc<Call>) -> Answer {
    let found = instead::replaceable(&call.app.office, &call.reader()?).await?;
    json(&PermitList { rows: found.iter().map(PermitBrief::from).collect(), next: None })
}
