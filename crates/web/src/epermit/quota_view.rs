//! Quotas and their history as the API tells them.

use office::epermit::quota_history::{Happened, What};
use permits::quota::QuotaChangeKind;
use serde::Serialize;
use store::QuotaRow;
use utoipa::ToSchema;

/// First and last day of a quota's year or season.
#[derive(Debug, Serialize, ToSchema)]
pub struct PeriodView {
    /// First day, ISO.
    pub first: String,
    /// Last day, ISO.
    pub last: String,
}

/// A quota.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuotaView {
    /// Id.
    pub id: String,
    /// Taxon.
    pub taxon: String,
    /// Year.
    pub year: i16,
    /// Unit of all amounts.
    pub unit: String,
    /// The limit; absent: only counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    /// Soft reservations.
    pub reserved: String,
    /// Approved and issued.
    pub committed: String,
    /// Endorsed.
    pub consumed: String,
    /// What is left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available: Option<String>,
    /// Term codes; empty: all.
    pub terms: Vec<String>,
    /// Source codes; empty: all.
    pub sources: Vec<String>,
    /// Purpose codes; empty: all.
    pub purposes: Vec<String>,
    /// Area; absent: the whole country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Id of the company whose share it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// Country code of the population; absent: the Party's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exporter: Option<String>,
    /// Does a change wait for its second person?
    pub proposed: bool,
    /// On what it rests: `national`, `cop_approved`, `annotation`, `shared_stock`, `sa_cap` or `allocation`.
    pub kind: String,
    /// First and last day of its year or season.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<PeriodView>,
}

impl From<&QuotaRow> for QuotaView {
    fn from(q: &QuotaRow) -> QuotaView {
        QuotaView {
            id: q.id.to_string(),
            taxon: q.taxon.clone(),
            year: q.year,
            unit: q.unit.code().to_owned(),
            limit: q.limit.map(|a| a.to_string()),
            reserved: q.reserved.to_string(),
            committed: q.committed.to_string(),
            consumed: q.consumed.to_string(),
            available: q.available().map(|a| a.to_string()),
            terms: q.keys.terms.iter().map(|t| t.code().to_owned()).collect(),
            sources: q.keys.sources.iter().map(|s| s.code().to_owned()).collect(),
            purposes: q.keys.purposes.iter().map(|p| p.code().to_owned()).collect(),
            area: Some(q.keys.area.clone()).filter(|a| !a.is_empty()),
            holder: q.keys.holder.map(|h| h.to_string()),
            exporter: q.keys.exporter.map(|c| c.code().to_owned()),
            proposed: q.proposed.is_some(),
            kind: q.keys.kind.code().to_owned(),
            period: q
                .keys
                .period(q.year)
                .map(|(first, last)| PeriodView { first: first.to_string(), last: last.to_string() }),
        }
    }
}

/// The quotas of a year.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuotaList {
    /// By taxon.
    pub rows: Vec<QuotaView>,
}

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
