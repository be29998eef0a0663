//! The Scientific Authority's pages, and what the public sees of times and quotas.

use super::quotas;
use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::ids::{FindingIdKind, Id};
use cites::{Amount, CountryCode, DocumentType, FindingKind, Source, Term, Unit};
use office::epermit::science::{self, NewFinding, Standing};
use office::epermit::{clocks, quota_more};
use office::registers::capacity;
use office::{House, Who};
use pages::epermit as face;
use pages::epermit::{FindingRow, ListingRow, TradeRow};
use pages::{FieldError, links};
use permits::FindingResult;
use permits::quota_kind::QuotaBasis;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::TradeYear;

/// Years of our own trade on a species sheet.
const YEARS: i16 = 10;

fn trade(row: &TradeYear) -> TradeRow {
    TradeRow {
        taxon: row.taxon.clone(),
        year: row.year,
        term: row.term,
        unit: row.unit,
        lines: u32::try_from(row.lines).unwrap_or(u32::MAX),
        permitted: row.permitted,
        endorsed: row.endorsed,
    }
}

fn finding(row: &Standing, today: cites::Date) -> FindingRow {
    let s = &row.standing;
    let mut text = vec![row.finding.grounds.clone()];
    if let FindingResult::PositiveWithConditions { conditions, .. } = &row.finding.result {
        text.extend(conditions.iter().cloned());
    }
    FindingRow {
        id: s.id.to_string(),
        number: s.number.clone(),
        kind: s.kind,
        taxon: s.taxon.clone(),
        origin: s.origin,
        source: s.source,
        term: s.term,
        cap: s.cap.map(|(amount, unit, quota)| (amount, unit, quota.to_string())),
        text: text.join(" · "),
        until: s.valid_until,
        in_force: row.withdrawn_at.is_none() && s.valid_until >= today,
    }
}

/// What is known of a species.
pub async fn sheet(call: Arc<Call>) -> Answer {
    let name = call.asked("taxon").ok_or(Failure::NotFound)?;
    let found = call.app.office.taxa.resolve(name).ok_or(Failure::NotFound)?;
    let accepted = found.taxon.full_name.clone();
    let today = day(call.app.office.clock.now());
    let since = today.year() - YEARS + 1;
    let mut read = call.read().await?;
    let quotas = read.quotas_of_taxon(today.year(), &accepted).await?;
    let years = read.trade_of_taxon(&accepted, since).await?;
    let by_source = super::plausible::by_source(&mut read, &accepted, since).await?;
    let facilities = capacity::of_species(&mut read, &accepted, call.app.office.clock.now()).await?;
    let findings: Vec<Standing> = read.standing_of_taxon(&accepted).await?;
    drop(read);
    let mut listings: Vec<ListingRow> = found
        .listings()
        .into_iter()
        .map(|l| ListingRow {
            appendix: l.appendix,
            name: l.listed_name.clone(),
            from: l.from,
            until: l.until,
            note: l.population_note(call.lang).to_owned(),
        })
        .collect();
    listings.sort_by_key(|l| std::cmp::Reverse((l.until.is_none(), l.from)));
    let taxa = &call.app.office.taxa;
    let places = taxa.distribution(found.taxon);
    let shown = face::SpeciesSheetPage {
        shell: shell(&call).await,
        taxon: accepted,
        common: taxa.common_names(found.taxon, call.lang).into_iter().map(str::to_owned).collect(),
        listings,
        quotas: quotas.iter().map(quotas::row).collect(),
        places: places.map(|of| of.iter().map(|p| (p.country, p.doubtful)).collect()),
        trade: years.iter().map(trade).collect(),
        by_source,
        facilities: facilities.into_iter().map(super::plausible::facility).collect(),
        since,
        findings: findings.iter().map(|f| finding(f, today)).collect(),
    };
    page(&call, &shown)
}

/// Standing findings and what left.
pub async fn findings(call: Arc<Call>) -> Answer {
    draw(&call, BTreeMap::new(), Vec::new()).await
}

async fn draw(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let today = day(call.app.office.clock.now());
    let year = call.asked("year").and_then(|y| y.parse().ok()).unwrap_or(today.year());
    let rows = science::monitored(&call.app.office, &call.reader()?, year).await?;
    let mut read = call.read().await?;
    let standing: Vec<Standing> = read.standing_in_date(today).await?;
    drop(read);
    let status = form_status(&errors);
    let shown = face::FindingsPage {
        shell: shell(call).await,
        rows: standing.iter().map(|f| finding(f, today)).collect(),
        trade: rows.iter().map(trade).collect(),
        year,
        can_give: call.seat()?.has(science::GIVERS),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

fn typed_finding(call: &Call) -> Result<NewFinding, Failure> {
    let text = |name: &str| call.typed(name).trim().to_owned();
    let cap = match text("cap.quantity").as_str() {
        "" => None,
        amount => {
            let amount = Amount::parse(amount).map_err(|e| Failure::parse("cap.quantity", &e))?;
            let unit = Unit::from_any(call.typed("cap.unit"));
            let unit =
                unit.ok_or_else(|| Failure::field("cap.quantity", "unit-unknown", "Choose a unit from the list."))?;
            Some((amount, unit))
        }
    };
    let part = |p: &str| call.typed(&format!("valid_until-{p}")).to_owned();
    let until = pages::parts::date::join(&part("day"), &part("month"), &part("year"));
    let origin = match text("origin").as_str() {
        "" => None,
        code => Some(CountryCode::parse(code).map_err(|e| Failure::parse("origin", &e))?),
    };
    Ok(NewFinding {
        kind: FindingKind::from_code(call.typed("kind"))
            .ok_or_else(|| Failure::field("kind", "choose-finding", "Choose a finding from the list."))?,
        taxon: text("taxon"),
        origin,
        source: Source::from_code(call.typed("source")),
        term: Term::from_code(call.typed("term")),
        conditions: call
            .typed("conditions")
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .map(str::to_owned)
            .collect(),
        cap,
        grounds: text("reasoning"),
        valid_until: super::body::date("valid_until", &until)?,
    })
}

/// Gives a standing finding.
pub async fn give(call: Arc<Call>) -> Answer {
    let done = match typed_finding(&call) {
        Ok(new) => science::give(&call.app.office, &call.who()?, new).await.map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    match done {
        Ok(_) => Ok(go_and_say(&call, links::FINDINGS, "flash-saved", None)),
        Err(failure) => draw(&call, call.typed_again(), failure.on_form()?).await,
    }
}

/// Takes one back.
pub async fn take_back(call: Arc<Call>) -> Answer {
    let id = Id::<FindingIdKind>::parse(call.typed("finding")).map_err(|_| Failure::NotFound)?;
    science::take_back(&call.app.office, &call.who()?, id).await?;
    Ok(go_and_say(&call, links::FINDINGS, "flash-done", None))
}

/// Whose public figures are asked for: the Party named, the reader's own, that of the host, or the first.
///
/// # Errors
/// [`Failure::NotFound`] for a Party that is not served here.
pub fn house(call: &Call) -> Result<Arc<House>, Failure> {
    let office = &call.app.office;
    let found = match call.asked("party") {
        Some(code) => CountryCode::parse(code).ok().and_then(|party| office.house_of(party)),
        None => (call.seat.as_ref().map(|s| &s.house))
            .or_else(|| call.app.house_by_host(&call.host))
            .or_else(|| office.houses().next()),
    };
    found.cloned().ok_or(Failure::NotFound)
}

/// How long it takes, for everybody.
pub async fn service_times(call: Arc<Call>) -> Answer {
    let house = house(&call)?;
    let seen = clocks::service(&call.app.office, &Who::system(house.clone())).await?;
    let kinds: Vec<DocumentType> = seen.kinds.iter().map(|(k, _)| *k).collect();
    let asked = call.asked("kind").and_then(DocumentType::from_code).filter(|k| kinds.contains(k));
    let kind = asked.or_else(|| kinds.iter().copied().find(|k| *k == DocumentType::Export)).or(kinds.first().copied());
    let rows = |of: &[(DocumentType, Vec<Option<permits::clocks::Spread>>)]| -> Vec<face::ServiceRow> {
        let spreads = of.iter().find(|(k, _)| Some(*k) == kind).map(|(_, s)| s.as_slice()).unwrap_or_default();
        let row = |(n, month): (usize, &cites::Date)| {
            let s = spreads.get(n).copied().flatten();
            face::ServiceRow {
                month: *month,
                permits: s.map_or(0, |s| s.cases),
                mean: s.map_or(0, |s| s.mean),
                median: s.map_or(0, |s| s.median),
                ninetieth: s.map_or(0, |s| s.ninetieth),
            }
        };
        seen.months.iter().enumerate().map(row).collect()
    };
    let (all, urgent) = (rows(&seen.kinds), rows(&seen.urgent));
    let shown = face::ServicePage {
        shell: shell(&call).await,
        authority: call.app.office.settings(&house).authority.name.clone(),
        party: house.party().code().to_owned(),
        rows: all,
        urgent,
        kinds,
        kind,
        target_hours: seen.target_hours,
        urgent_hours: seen.urgent_hours,
    };
    page(&call, &shown)
}

/// How much of each quota is used, for everybody. A share of one company is nobody else's business, nor is what waits
/// for its second person.
pub async fn quota_use(call: Arc<Call>) -> Answer {
    let house = house(&call)?;
    let now = call.app.office.clock.now();
    let today = day(now);
    let year = super::quotas_api::year(&call)?;
    let mut read = call.app.office.store.read(&Who::system(house.clone()).scope(now)).await?;
    let mut rows = Vec::new();
    for quota in read.quota_positions(year).await?.iter().filter(|q| q.keys.kind != QuotaBasis::Allocation).take(100) {
        let burn = quotas::burn_shown(quota, quota_more::pace(quota, today));
        let mut row = quotas::row(quota);
        row.origin = String::new();
        row.proposed = false;
        rows.push((row, burn));
    }
    drop(read);
    let shown = face::QuotaUsePage {
        shell: shell(&call).await,
        authority: call.app.office.settings(&house).authority.name.clone(),
        party: house.party().code().to_owned(),
        year,
        years: vec![today.year(), today.year() - 1],
        rows,
    };
    page(&call, &shown)
}
