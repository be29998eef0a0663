//! Permits as the API tells them.

use super::view::ApplicationView;
use crate::shared::session::Seat;
use office::shared::paper;
use permits::Permit;
use serde::Serialize;
use store::{LineRow, PermitRow};
use utoipa::ToSchema;

/// One page of permits.
#[derive(Debug, Serialize, ToSchema)]
pub struct PermitList {
    /// In order.
    pub rows: Vec<PermitBrief>,
    /// Give it as `after` for the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A permit in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct PermitBrief {
    /// Id.
    pub id: String,
    /// Number as printed.
    pub number: String,
    /// For which consignment of its application, from 1.
    pub consignment: u16,
    /// How many consignments there are.
    pub consignments: u16,
    /// Kind of document.
    pub document_type: String,
    /// Where it stands.
    pub status: String,
    /// Country of export.
    pub exporter_country: String,
    /// Country of import.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub importer_country: Option<String>,
    /// Who holds it.
    pub holder: String,
    /// Species of the first line.
    pub taxon: String,
    /// First day.
    pub valid_from: String,
    /// Last day, included.
    pub valid_until: String,
    /// When it was issued.
    pub issued_at: String,
    /// When it was endorsed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endorsed_at: Option<String>,
    /// The application it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
}

impl From<&PermitRow> for PermitBrief {
    fn from(row: &PermitRow) -> PermitBrief {
        PermitBrief {
            id: row.id.to_string(),
            number: row.number.to_string(),
            consignment: row.consignment.nth,
            consignments: row.consignment.of,
            document_type: row.kind.code().to_owned(),
            status: row.status.code().to_owned(),
            exporter_country: row.exporter.to_string(),
            importer_country: row.importer.map(|c| c.to_string()),
            holder: row.holder.clone(),
            taxon: row.taxon.clone(),
            valid_from: row.valid_from.to_string(),
            valid_until: row.valid_until.to_string(),
            issued_at: row.issued_at.to_string(),
            endorsed_at: row.endorsed_at.map(|t| t.to_string()),
            application: row.application.map(|a| a.to_string()),
        }
    }
}

/// A block with what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct BlockView {
    /// Letter.
    pub block: String,
    /// Box 7.
    pub taxon: String,
    /// Box 9.
    pub term: String,
    /// Box 10.
    pub appendix: String,
    /// Box 10.
    pub source: String,
    /// Unit of the amounts.
    pub unit: String,
    /// Box 12.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Box 11.
    pub permitted: String,
    /// Box 14.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endorsed: Option<String>,
    /// What the importing Party received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<String>,
}

impl From<&LineRow> for BlockView {
    fn from(l: &LineRow) -> BlockView {
        BlockView {
            block: l.block.clone(),
            taxon: l.taxon.clone(),
            term: l.term.code().to_owned(),
            appendix: l.appendix.code().to_owned(),
            source: l.source.code().to_owned(),
            unit: l.unit.code().to_owned(),
            origin: l.origin.map(|c| c.to_string()),
            permitted: l.permitted.to_string(),
            endorsed: l.endorsed.map(|a| a.to_string()),
            received: l.received.map(|a| a.to_string()),
        }
    }
}

/// A permit.
#[derive(Debug, Serialize, ToSchema)]
pub struct PermitView {
    /// As in lists.
    #[serde(flatten)]
    pub brief: PermitBrief,
    /// Purpose code, box 5a.
    pub purpose: String,
    /// Box 5.
    pub special_conditions: Vec<String>,
    /// Blocks in the order of the paper.
    pub blocks: Vec<BlockView>,
    /// Codes of the acts that the asker may do now.
    pub allowed: Vec<String>,
    /// Is it final for the exchange?
    pub is_final: bool,
    /// Number of the permit that replaced it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
}

impl PermitView {
    /// What this person may read of it.
    pub fn of(row: &PermitRow, permit: &Permit, seat: &Seat) -> PermitView {
        let document = permit.signed_document();
        PermitView {
            brief: row.into(),
            purpose: document.purpose.code().to_owned(),
            special_conditions: document.special_conditions.clone(),
            blocks: LineRow::describe(permit).iter().map(Into::into).collect(),
            allowed: permit.allowed(&seat.who().actor).iter().map(|a| a.code().to_owned()).collect(),
            is_final: permit.finality() == permits::Finality::Final,
            replaced_by: match permit.state() {
                permits::PermitState::Replaced { replacement, .. } => Some(replacement.number.to_string()),
                _ => None,
            },
        }
    }

    /// After an act.
    pub fn after(stepped: &paper::Stepped, seat: &Seat) -> PermitView {
        PermitView::of(&stepped.row, &stepped.permit, seat)
    }
}

/// A permit that was just signed.
#[derive(Debug, Serialize, ToSchema)]
pub struct IssuedView {
    /// The application.
    pub application: ApplicationView,
    /// The permit.
    pub permit: PermitView,
    /// Security code.
    pub token: String,
    /// Text of the QR code.
    pub qr: String,
    /// Public page of the permit.
    pub verify_url: String,
}
