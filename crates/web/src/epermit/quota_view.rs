//! The history of a quota as the API tells it.

use office::epermit::quota_history::{Happened, What};
use permits::quota::QuotaChangeKind;
use serde::Serialize;
use utoipa::ToSchema;

/// What happened to a quota, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuotaHistory {
    /// One row each.
    pub rows: Vec<QuotaMomentView>,
}

/// One thing that happened to a quota.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct QuotaMomentView {
    /// When, RFC 3339.
    pub at: String,
    /// `held`, `committed`, `left`, `given-back`, `proposed`, `confirmed` or `dropped`.
    pub event: String,
    /// How much was moved, in the unit of the quota.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// The limit that was proposed or confirmed; `none` for only counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    /// The consumption on the books that was proposed or confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consumed: Option<String>,
    /// Id of the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
    /// Its reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Its block; of the second consignment `A/2`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// Name of the person; absent: the system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl From<Happened> for QuotaMomentView {
    fn from(h: Happened) -> QuotaMomentView {
        let mut view = QuotaMomentView { at: h.at.to_string(), by: h.by, reason: h.reason, ..Default::default() };
        if let Some((id, reference, block)) = h.case {
            (view.application, view.reference, view.block) = (Some(id.to_string()), Some(reference), Some(block));
        }
        let (event, change) = match h.what {
            What::Held(a) | What::Committed(a) | What::Left(a) | What::GivenBack(a) => {
                view.amount = Some(a.to_string());
                let event = match h.what {
                    What::Held(_) => "held",
                    What::Committed(_) => "committed",
                    What::Left(_) => "left",
                    _ => "given-back",
                };
                (event, None)
            }
            What::Proposed(change) => ("proposed", Some(change)),
            What::Confirmed(change) => ("confirmed", Some(change)),
            What::Dropped => ("dropped", None),
        };
        event.clone_into(&mut view.event);
        match change {
            Some(QuotaChangeKind::Limit(limit)) => {
                view.limit = Some(limit.map_or_else(|| "none".to_owned(), |a| a.to_string()));
            }
            Some(QuotaChangeKind::Consumed(a)) => view.consumed = Some(a.to_string()),
            None => {}
        }
        view
    }
}
