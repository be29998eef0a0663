//! What the documents of a public answer cost, from the schedule of fees in force where the Party's house is here: for
//! the page and the API alike. Nobody signs in for it, and the address of the answer holds all it depends on.

use super::call::Call;
use super::failure::Failure;
use super::needed::{Question, Read};
use crate::money::fees::cost;
use crate::money::view::{InvoiceLineView, plain};
use cites::{Amount, Unit};
use office::epermit::urgent::{self, Duration};
use office::money::estimate::{self, OnTop, PublicPrice};
use pages::shared::{Extra, Price};
use permits::money::{ApplicantClass, FeeFacts, FeeItem, FeeLine};
use rules::{DocumentFrom, Guide};
use serde::Serialize;
use utoipa::ToSchema;

/// What each document of an answer costs.
pub struct Prices {
    /// Who applies.
    pub class: ApplicantClass,
    /// In the order of the answer's documents; `None` for those that are not ours, or where nothing is known.
    pub each: Vec<Option<PublicPrice>>,
    /// Is the Party's house here, so that its fees would be known?
    pub here: bool,
    /// Unit of the quantity asked about.
    pub unit: Option<Unit>,
    /// How long a decision takes there, by its own clocks; `None` where its house is not here.
    pub takes: Option<Duration>,
}

/// Hours as the whole days that people are told.
pub fn takes(hours: Duration) -> pages::epermit::Takes {
    pages::epermit::Takes { days: Duration::days(hours.usual), urgent: hours.urgent.map(Duration::days) }
}

/// Who asks, for the rows of a schedule: `applicant` is `PERSON` or `ORGANISATION`, a company when absent.
///
/// # Errors
/// `choice-unknown`.
pub fn class(call: &Call) -> Result<ApplicantClass, Failure> {
    match call.asked("applicant").map(str::trim).filter(|t| !t.is_empty()) {
        None => Ok(ApplicantClass::Organisation),
        Some(text) => crate::money::fees::class(text, "applicant"),
    }
}

/// The prices of an answer.
///
/// # Errors
/// `choice-unknown`, or what the archive says.
pub async fn of(call: &Call, question: &Question, read: &Read, guide: &Guide) -> Result<Prices, Failure> {
    let class = class(call)?;
    let unit = read.facts.lines.first().and_then(|l| l.unit);
    let office = &call.app.office;
    let Some(house) = office.house_of(read.facts.country) else {
        return Ok(Prices { class, each: vec![None; guide.documents.len()], here: false, unit, takes: None });
    };
    let line = |l: &rules::LineFacts| FeeLine {
        // A quantity that nobody said makes no price; its tariff stands below what is certain.
        quantity: if question.quantity.trim().is_empty() { Amount::ZERO } else { l.amount.unwrap_or(Amount::ZERO) },
        term: l.term,
        groups: office.taxa.groups_of(l.taxon.as_str()),
    };
    let lines: Vec<FeeLine> = read.facts.lines.iter().map(line).collect();
    let case = |d: &rules::guidance::Guided| {
        let kind = d.any_of.first().filter(|_| d.from == DocumentFrom::Us && !d.fees.is_empty())?;
        let facts = FeeFacts {
            document_type: *kind,
            class,
            urgent: false,
            replaces: *kind == cites::DocumentType::Replace,
            amends: false,
            lines: lines.clone(),
            permits: 1,
            value: None,
        };
        let told = d.fees.iter().filter_map(|code| FeeItem::from_code(code));
        let always = [FeeItem::Line, FeeItem::Specimen, FeeItem::Value, FeeItem::Urgent];
        Some((facts, told.chain(always).collect::<Vec<_>>()))
    };
    let cases: Vec<Option<_>> = guide.documents.iter().map(case).collect();
    let ours: Vec<_> = cases.iter().flatten().cloned().collect();
    let mut known = estimate::public(office, house, &ours).await?.into_iter();
    let each = cases.iter().map(|case| case.as_ref().and_then(|_| known.next()).flatten()).collect();
    let takes = urgent::public(office, house).await?;
    Ok(Prices { class, each, here: true, unit, takes: Some(takes) })
}

/// A tariff by quantity is for each unit of the quantity that was asked about.
fn each(extra: &OnTop, unit: Option<Unit>) -> Option<Unit> {
    unit.filter(|_| extra.item == FeeItem::Specimen)
}

/// A price as the page shows it; `unit` is that of the quantity asked about.
pub fn shown(price: &PublicPrice, unit: Option<Unit>) -> Price {
    let extra = |o: &OnTop| Extra { item: o.item.code().into(), each: o.each, percent: o.percent, unit: each(o, unit) };
    Price { cost: cost(&price.estimate), on_top: price.on_top.iter().map(extra).collect() }
}

/// What a document costs by the schedule in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct PriceView {
    /// For whom: `PERSON` or `ORGANISATION`.
    pub applicant: String,
    /// Currency of all amounts.
    pub currency: String,
    /// First day of the schedule.
    pub valid_from: String,
    /// Its last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// What is certain for one application with one item and one permit, the tax last.
    pub lines: Vec<InvoiceLineView>,
    /// Their sum; absent where a percentage of a value decides too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<String>,
    /// What may come on top.
    pub on_top: Vec<OnTopView>,
}

/// A fee that may come on top.
#[derive(Debug, Serialize, ToSchema)]
pub struct OnTopView {
    /// Code of `fee_items`.
    pub item: String,
    /// What one costs, without tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub each: Option<String>,
    /// Percent of the declared value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<String>,
    /// For each of this unit: code of `units`; absent unless it is a tariff by quantity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

impl PriceView {
    /// A price for programs.
    pub fn of(price: &PublicPrice, class: ApplicantClass, unit: Option<Unit>) -> PriceView {
        let e = &price.estimate;
        PriceView {
            applicant: class.code().into(),
            currency: e.currency.code().into(),
            valid_from: e.from.to_string(),
            valid_until: e.until.map(|d| d.to_string()),
            lines: e.lines.iter().map(|l| InvoiceLineView::of(l, e.currency)).collect(),
            total: e.total.map(plain),
            on_top: price
                .on_top
                .iter()
                .map(|o| OnTopView {
                    item: o.item.code().into(),
                    each: o.each.map(plain),
                    percent: o.percent.map(|p| p.to_string()),
                    unit: each(o, unit).map(|u| u.code().into()),
                })
                .collect(),
        }
    }
}
