//! The audit trail over the API.

use super::call::Call;
use super::failure::Failure;
use super::respond::json;
use super::route::Answer;
use crate::epermit::api::limit;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// An event of the chain.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditView {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: String,
    /// `person:…`, `system` or `partner:…`.
    pub actor: String,
    /// What was done.
    pub act: String,
    /// To what sort of thing.
    pub object_kind: String,
    /// To which.
    pub object_id: String,
    /// Hash of the event.
    pub hash: String,
    /// Hash of the event before.
    pub prev: String,
}

/// Events.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditList {
    /// Newest first.
    pub rows: Vec<AuditView>,
    /// Give it as `before` for the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<i64>,
}

/// Number before which the page begins.
///
/// # Errors
/// `before-form`.
pub fn before(call: &Call) -> Result<i64, Failure> {
    match call.asked("before") {
        None => Ok(i64::MAX),
        Some(text) => text.parse().map_err(|_| Failure::field("before", "before-form", "Give the number of an event.")),
    }
}

/// The audit trail, newest first.
pub async fn list(call: Arc<Call>) -> Answer {
    let (limit, before) = (limit(&call)?, before(&call)?);
    let mut read = call.read().await?;
    let events = read.audit_events(before, limit).await?;
    let full = i64::try_from(events.len()).is_ok_and(|n| n == limit);
    json(&AuditList {
        next: events.last().map(|e| e.seq).filter(|_| full),
        rows: events
            .into_iter()
            .map(|e| AuditView {
                seq: e.seq,
                at: e.at.to_string(),
                actor: e.actor,
                act: e.act,
                object_kind: e.object_kind,
                object_id: e.object_id,
                hash: e.hash.to_string(),
                prev: e.prev.to_string(),
            })
            .collect(),
    })
}
