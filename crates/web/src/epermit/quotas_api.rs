//! Quotas over the API: two persons set them.

use super::body::{LimitBody, QuotaBody};
use super::quota_view::{QuotaHistory, QuotaMomentView};
use super::view::{QuotaList, QuotaView};
use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{created, json};
use crate::shared::route::Answer;
use cites::ids::{Id, OrganisationKind, QuotaKind};
use cites::{Amount, CountryCode, Date, ParseError, Unit};
use office::epermit::quota_history;
use office::epermit::quota_set::{self, Proposed};
use permits::quota_kind::{CarryOver, QuotaBasis};
use std::str::FromStr;
use std::sync::Arc;
use store::QuotaKeys;

/// The quotas of a year; this one when none is asked for.
pub async fn list(call: Arc<Call>) -> Answer {
    let year = year(&call)?;
    let mut read = call.read().await?;
    json(&QuotaList { rows: read.quota_positions(year).await?.iter().map(QuotaView::from).collect() })
}

/// The year that is asked for.
///
/// # Errors
/// `year-range`.
pub fn year(call: &Call) -> Result<i16, Failure> {
    match call.asked("year") {
        None => Ok(day(call.app.office.clock.now()).year()),
        Some(text) => text
            .parse()
            .ok()
            .filter(|y| (1975..=2200).contains(y))
            .ok_or_else(|| Failure::field("year", "year-range", "Give a year, like 2026.")),
    }
}

/// One quota.
pub async fn get(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let row = read.quota(call.id::<QuotaKind>("quota")?).await?.ok_or(Failure::NotFound)?;
    json(&QuotaView::from(&row))
}

/// What happened to one quota.
pub async fn history(call: Arc<Call>) -> Answer {
    let id = call.id::<QuotaKind>("quota")?;
    let mut read = call.read().await?;
    read.quota(id).await?.ok_or(Failure::NotFound)?;
    let rows = quota_history::of(&mut read, id).await?;
    json(&QuotaHistory { rows: rows.into_iter().map(QuotaMomentView::from).collect() })
}

/// A limit: a decimal number, or none for "only counted".
///
/// # Errors
/// The parse error of the amount.
pub fn amount(text: Option<&str>) -> Result<Option<Amount>, Failure> {
    match text.map(str::trim).filter(|t| !t.is_empty()) {
        None => Ok(None),
        Some(text) => Amount::parse(text).map(Some).map_err(|e| Failure::parse("limit", &e)),
    }
}

fn codes<T: FromStr<Err = ParseError>>(field: &str, texts: &[String]) -> Result<Vec<T>, Failure> {
    texts
        .iter()
        .enumerate()
        .map(|(n, text)| text.trim().parse().map_err(|e| Failure::parse(&format!("{field}.{n}"), &e)))
        .collect()
}

fn basis_unknown() -> Failure {
    Failure::field("basis", "choose-basis", "Choose on what the quota rests; a cap comes with a finding.")
}

/// Whose population a quota is of.
fn country(code: &str) -> Result<CountryCode, Failure> {
    let known = CountryCode::parse(code).ok().filter(|c| c.entry().is_some());
    known.ok_or_else(|| Failure::field("exporter", "country-unknown", "Choose a country from the list."))
}

/// First and last day of a season: both or none.
fn season(from: Option<&str>, until: Option<&str>) -> Result<Option<(Date, Date)>, Failure> {
    let help = "Give both days of the season, the first one first.";
    match (from, until) {
        (None, None) => Ok(None),
        (Some(from), Some(until)) => {
            let days = (super::body::date("from", from)?, super::body::date("until", until)?);
            if days.0 <= days.1 { Ok(Some(days)) } else { Err(Failure::field("until", "quota-season", help)) }
        }
        _ => Err(Failure::field("until", "quota-season", help)),
    }
}

/// What is proposed, read.
///
/// # Errors
/// Fields that are not right.
pub fn proposed(body: QuotaBody) -> Result<Proposed, Failure> {
    if !(1975..=2200).contains(&body.year) {
        return Err(Failure::field("year", "year-range", "Give a year, like 2026."));
    }
    Ok(Proposed {
        unit: Unit::from_any(&body.unit)
            .ok_or_else(|| Failure::field("unit", "unit-unknown", "Choose a unit from the list."))?,
        limit: amount(body.limit.as_deref())?,
        keys: QuotaKeys {
            exporter: match body.exporter.as_deref() {
                None => None,
                Some(code) => Some(country(code)?),
            },
            terms: codes("terms", &body.terms)?,
            sources: codes("sources", &body.sources)?,
            purposes: codes("purposes", &body.purposes)?,
            basis: body.basis,
            notes: body.notes,
            kind: match body.kind.as_deref() {
                None => QuotaBasis::National,
                Some("sa_cap") => return Err(basis_unknown()),
                Some(code) => QuotaBasis::from_code(code).ok_or_else(basis_unknown)?,
            },
            holder: match body.holder.as_deref() {
                None => None,
                Some(id) => Some(Id::<OrganisationKind>::parse(id).map_err(|e| Failure::parse("holder", &e))?),
            },
            area: body.area.split_whitespace().collect::<Vec<_>>().join(" "),
            days: season(body.from.as_deref(), body.until.as_deref())?,
            carry_over: match body.carry_over.as_deref() {
                None | Some("never") => CarryOver::Never,
                Some("whole") => CarryOver::Whole,
                Some(text) => {
                    let help = "Give never, whole, or a percentage from 1 to 100.";
                    let percent = text.parse().ok().filter(|p| (1..=100).contains(p));
                    CarryOver::Percent(percent.ok_or_else(|| Failure::field("carry", "number-form", help))?)
                }
            },
        },
        taxon: body.taxon,
        year: body.year,
        reason: body.reason,
    })
}

/// Proposes a new quota.
pub async fn propose(call: Arc<Call>) -> Answer {
    let row = quota_set::propose_new(&call.app.office, &call.who()?, proposed(call.json()?)?).await?;
    created(&QuotaView::from(&row), &format!("/api/quotas/{}", row.id))
}

/// Proposes another limit.
pub async fn propose_limit(call: Arc<Call>) -> Answer {
    let body: LimitBody = call.json()?;
    let limit = amount(body.limit.as_deref())?;
    let id = call.id::<QuotaKind>("quota")?;
    json(&QuotaView::from(&quota_set::propose_limit(&call.app.office, &call.who()?, id, limit, body.reason).await?))
}

/// Confirms what another person proposed.
pub async fn confirm(call: Arc<Call>) -> Answer {
    let id = call.id::<QuotaKind>("quota")?;
    json(&QuotaView::from(&quota_set::confirm(&call.app.office, &call.who()?, id).await?))
}

/// Takes a proposal back.
pub async fn drop_proposal(call: Arc<Call>) -> Answer {
    let id = call.id::<QuotaKind>("quota")?;
    json(&QuotaView::from(&quota_set::drop_proposal(&call.app.office, &call.who()?, id).await?))
}
