//! Shapes of fees for programs: schedules, rows, what a case will cost, lines of invoices.

use super::view::plain;
use cites::Money;
use permits::money::{FeeFacts, FeeLine, FeeRow, FeeSchedule, InvoiceLine};
use serde::{Deserialize, Serialize};
use store::FeeScheduleRow;
use utoipa::ToSchema;

/// A fee of a schedule.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FeeRowBody {
    /// Code of `fee_items`.
    pub item: String,
    /// For this kind of document only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_type: Option<String>,
    /// For `PERSON` or `ORGANISATION` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// For species of this group only: code of `taxon_groups`, like `ORCHIDS`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taxon: Option<String>,
    /// For this term only: code of `trade_terms`, like `LIV`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
    /// For one, like `30.00`.
    pub rate: String,
    /// `LINE` only: so many are free.
    #[serde(default)]
    pub beyond: u16,
    /// `VALUE` only: percent of the declared value, like `1.5`; the rate is then `0`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<String>,
    /// `VALUE` only: never less than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<String>,
    /// `VALUE` only: never more than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<String>,
}

/// A schedule to enter.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FeeScheduleBody {
    /// Three capital letters.
    pub currency: String,
    /// `NONE`, `SUBMISSION`, `APPROVAL` or `COLLECTION`.
    pub pay_point: String,
    /// Days to pay.
    pub payment_days: u16,
    /// First day.
    pub valid_from: String,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// Its fees.
    pub rows: Vec<FeeRowBody>,
    /// The tax on all fees, in percent, like `18`; none is taken when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<String>,
}

impl FeeScheduleBody {
    fn of(s: &FeeSchedule) -> FeeScheduleBody {
        let money = |minor| plain(Money { minor, currency: s.currency });
        let row = |r: &FeeRow| FeeRowBody {
            item: r.item.code().into(),
            document_type: r.document_type.map(|k| k.code().into()),
            class: r.class.map(|c| c.code().into()),
            taxon: r.taxon.map(|g| g.code().into()),
            term: r.term.map(|t| t.code().into()),
            rate: plain(Money { minor: r.rate_minor, currency: s.currency }),
            beyond: r.beyond,
            percent: r.share.map(|s| s.percent.to_string()),
            least: r.share.map(|s| money(s.least_minor)),
            most: r.share.and_then(|s| s.most_minor).map(money),
        };
        FeeScheduleBody {
            currency: s.currency.code().into(),
            pay_point: s.pay_point.code().into(),
            payment_days: s.payment_days,
            valid_from: s.valid_from.to_string(),
            valid_until: s.valid_until.map(|d| d.to_string()),
            rows: s.rows.iter().map(row).collect(),
            tax: s.tax.map(|tax| tax.percent.to_string()),
        }
    }
}

/// A schedule.
#[derive(Debug, Serialize, ToSchema)]
pub struct FeeScheduleView {
    /// Id.
    pub id: String,
    /// `PROPOSED`, `CONFIRMED` or `DROPPED`.
    pub state: String,
    /// What it says.
    pub schedule: FeeScheduleBody,
    /// When it was entered.
    pub proposed_at: String,
}

impl From<&FeeScheduleRow> for FeeScheduleView {
    fn from(row: &FeeScheduleRow) -> FeeScheduleView {
        FeeScheduleView {
            id: row.id.to_string(),
            state: row.state.clone(),
            schedule: FeeScheduleBody::of(&row.schedule),
            proposed_at: row.proposed_at.to_string(),
        }
    }
}

/// A line of an invoice or of a preview.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvoiceLineView {
    /// Code of `fee_items`.
    pub item: String,
    /// How many.
    pub count: String,
    /// For one.
    pub rate: String,
    /// Together.
    pub amount: String,
    /// `VALUE`: percent of the declared value. `TAX`: percent of the other lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<String>,
    /// `VALUE`: the declared value. `TAX`: the sum of the other lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The row of the schedule that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<CitedRowView>,
}

/// The row of a schedule that a line comes from, with what the row says of itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct CitedRowView {
    /// First day of the schedule.
    pub schedule_from: String,
    /// Which row of it, from 1.
    pub row: u16,
    /// For this kind of document only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_type: Option<String>,
    /// For species of this group only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taxon: Option<String>,
    /// For this term only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
    /// For `PERSON` or `ORGANISATION` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
}

impl CitedRowView {
    fn of(c: &permits::money::Cited) -> CitedRowView {
        CitedRowView {
            schedule_from: c.from.to_string(),
            row: c.row,
            document_type: c.document_type.map(|k| k.code().into()),
            taxon: c.taxon.map(|g| g.code().into()),
            term: c.term.map(|t| t.code().into()),
            class: c.class.map(|c| c.code().into()),
        }
    }
}

impl InvoiceLineView {
    /// A line in its currency.
    pub fn of(line: &InvoiceLine, currency: cites::Currency) -> InvoiceLineView {
        InvoiceLineView {
            item: line.item.code().into(),
            count: line.count.to_string(),
            rate: plain(Money { minor: line.rate_minor, currency }),
            amount: plain(Money { minor: line.minor, currency }),
            percent: line.share.map(|s| s.percent.to_string()),
            value: line.share.map(|s| plain(Money { minor: s.value_minor, currency })),
            row: line.cited.as_ref().map(CitedRowView::of),
        }
    }
}

/// What an application would cost.
#[derive(Debug, Serialize, ToSchema)]
pub struct FeePreviewView {
    /// Currency.
    pub currency: String,
    /// Lines.
    pub lines: Vec<InvoiceLineView>,
    /// Sum.
    pub total: String,
}

/// What an application will cost by the schedule in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseFeesView {
    /// Are fees taken for it at all?
    pub charged: bool,
    /// Currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// When it is to be paid: `SUBMISSION`, `APPROVAL` or `COLLECTION`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_point: Option<String>,
    /// First day of the schedule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    /// Its last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// Lines for all permits of the consignments, the tax last.
    pub lines: Vec<InvoiceLineView>,
    /// Sum; absent while a percentage of a value is asked that is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<String>,
    /// What urgent handling would cost, without tax; absent where it is not offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgent: Option<String>,
    /// About so many days until a decision.
    pub days: u32,
    /// The same with urgent handling; absent where that is no sooner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgent_days: Option<u32>,
}

impl CaseFeesView {
    /// Of an estimate, and how long a decision takes.
    pub fn of(estimate: Option<&office::money::estimate::Estimate>, takes: pages::epermit::Takes) -> CaseFeesView {
        let lines = |e: &office::money::estimate::Estimate| {
            e.lines.iter().map(|l| InvoiceLineView::of(l, e.currency)).collect::<Vec<_>>()
        };
        CaseFeesView {
            charged: estimate.is_some(),
            currency: estimate.map(|e| e.currency.code().into()),
            pay_point: estimate.map(|e| e.pay_point.code().into()),
            valid_from: estimate.map(|e| e.from.to_string()),
            valid_until: estimate.and_then(|e| e.until).map(|d| d.to_string()),
            lines: estimate.map(lines).unwrap_or_default(),
            total: estimate.and_then(|e| e.total).map(plain),
            urgent: estimate.and_then(|e| e.urgent).map(plain),
            days: takes.days,
            urgent_days: takes.urgent,
        }
    }
}

/// What a fee depends on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FeePreviewBody {
    /// Kind of document.
    pub document_type: String,
    /// `PERSON` or `ORGANISATION`.
    pub class: String,
    /// Quantity of each line, where nothing else is known of the lines.
    #[serde(default)]
    pub quantities: Vec<String>,
    /// The lines, where fees depend on species and terms; then no `quantities`.
    #[serde(default)]
    pub lines: Vec<FeeLineBody>,
    /// How many permits: one a consignment; 1 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permits: Option<u16>,
    /// Urgent handling?
    #[serde(default)]
    pub urgent: bool,
    /// Does it replace a permit?
    #[serde(default)]
    pub replaces: bool,
    /// What the specimens are worth, in the schedule's currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// What a fee depends on, of one line.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FeeLineBody {
    /// Quantity.
    pub quantity: String,
    /// Scientific name.
    #[serde(default)]
    pub taxon: String,
    /// Code of the term.
    #[serde(default)]
    pub term: String,
}

impl FeePreviewBody {
    /// The facts, read.
    ///
    /// # Errors
    /// The field that is not right.
    pub fn facts(
        &self,
        currency: cites::Currency,
        taxa: &cites::taxa::Taxonomy,
    ) -> Result<FeeFacts, crate::shared::failure::Failure> {
        use crate::shared::failure::Failure;
        let amount = |name: String, q: &str| cites::Amount::parse(q).map_err(|e| Failure::parse(&name, &e));
        let bare = self.quantities.iter().enumerate().map(|(n, q)| {
            let quantity = amount(format!("quantities.{n}"), q)?;
            Ok(FeeLine { quantity, ..FeeLine::default() })
        });
        let whole = self.lines.iter().enumerate().map(|(n, line)| {
            let term = Some(line.term.trim()).filter(|t| !t.is_empty());
            Ok(FeeLine {
                quantity: amount(format!("lines.{n}.quantity"), &line.quantity)?,
                term: term.map(|t| super::fees::term(t, &format!("lines.{n}.term"))).transpose()?,
                groups: taxa.groups_of(&line.taxon),
            })
        });
        Ok(FeeFacts {
            document_type: super::fees::kind(&self.document_type, "document_type")?,
            class: super::fees::class(&self.class, "class")?,
            urgent: self.urgent,
            replaces: self.replaces,
            amends: false,
            lines: bare.chain(whole).collect::<Result<_, Failure>>()?,
            permits: super::fees::permits(self.permits.unwrap_or(1))?,
            value: match self.value.as_deref().map(str::trim).filter(|t| !t.is_empty()) {
                None => None,
                Some(text) => Some(Money::parse(text, currency).map_err(|e| Failure::parse("value", &e))?),
            },
        })
    }
}
