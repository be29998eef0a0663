//! How long it takes: what the public may see of it, by kind of document and month, and what one case may expect.

use super::urgent::Duration;
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::{Date, DocumentType, Timestamp};
use jiff::ToSpan as _;
use permits::application::Application;
use permits::clocks::{self, SlaClock, Spread};
use std::collections::BTreeMap;
use store::Read;

/// Hours, and how many permits took so long.
type Counted = Vec<(u32, u32)>;

/// Service times of twelve months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// First day of each month, oldest first.
    pub months: Vec<Date>,
    /// By kind of document: one entry a month; `None` where nothing was issued.
    pub kinds: Vec<(DocumentType, Vec<Option<Spread>>)>,
    /// The same of the urgent cases among them; kinds without one are absent.
    pub urgent: Vec<(DocumentType, Vec<Option<Spread>>)>,
    /// What the Party promises, in hours (C_TOTAL).
    pub target_hours: u32,
    /// What it promises to urgent cases; `None` where that is no less.
    pub urgent_hours: Option<u32>,
}

/// The service times of the last twelve months, this one included. Open to everybody: no name stands in it.
///
/// # Errors
/// What the archive says.
pub async fn service(office: &Office, who: &Who) -> Result<Service, Error> {
    let now = office.clock.now();
    let this = day(now).first_of_month();
    let months: Vec<Date> =
        (0..12).rev().map(|back| this.checked_sub(back.months())).collect::<Result<_, _>>().map_err(Error::internal)?;
    let code = |month: &Date| month.strftime("%Y-%m").to_string();
    let mut read = office.store.read(&who.scope(now)).await?;
    let rows = read.service_times(&code(&months[0]), &code(&this)).await?;
    let urgent = read.urgent_times(&code(&months[0]), &code(&this)).await?;
    let promised = super::urgent::duration(&mut read).await?;
    drop(read);
    Ok(Service {
        kinds: by_kind(rows, &months),
        urgent: by_kind(urgent, &months),
        months,
        target_hours: promised.usual,
        urgent_hours: promised.urgent,
    })
}

fn by_kind(rows: Vec<(String, DocumentType, u32, u32)>, months: &[Date]) -> Vec<(DocumentType, Vec<Option<Spread>>)> {
    let mut by: BTreeMap<&str, BTreeMap<String, Counted>> = BTreeMap::new();
    for (month, kind, hours, permits) in rows {
        by.entry(kind.code()).or_default().entry(month).or_default().push((hours, permits));
    }
    let spread = |found: &BTreeMap<String, Counted>, month: &Date| {
        Spread::of(found.get(&month.strftime("%Y-%m").to_string()).cloned().unwrap_or_default())
    };
    by.into_iter()
        .filter_map(|(kind, found)| {
            Some((DocumentType::from_code(kind)?, months.iter().map(|m| spread(&found, m)).collect()))
        })
        .collect()
}

/// Fewer cases than these are no ground for a forecast.
const ENOUGH: u32 = 5;

/// Days within which eight of ten like this were decided: the same kind of document, urgent ones apart, in this month and
/// the three before. `None` where too few were.
///
/// # Errors
/// What the archive says.
pub async fn usual(read: &mut Read, kind: DocumentType, urgent: bool, now: Timestamp) -> Result<Option<u32>, Error> {
    let this = day(now).first_of_month();
    let first = this.checked_sub(3.months()).map_err(Error::internal)?;
    let code = |month: Date| month.strftime("%Y-%m").to_string();
    let rows = match urgent {
        true => read.urgent_times(&code(first), &code(this)).await?,
        false => read.service_times(&code(first), &code(this)).await?,
    };
    let spread = Spread::of(rows.iter().filter(|(_, k, _, _)| *k == kind).map(|(_, _, hours, n)| (*hours, *n)));
    Ok(spread.filter(|s| s.cases >= ENOUGH).map(|s| Duration::days(s.eightieth)))
}

/// Days that a case has used of those that the Party promises, and how many those are (C_TOTAL); `None` before it was
/// handed in and after it was decided.
///
/// # Errors
/// What the archive says.
pub async fn so_far(read: &mut Read, case: &Application, now: Timestamp) -> Result<Option<(u32, u32)>, Error> {
    let targets = super::examination_set::targets(read).await?.of(case);
    let reading = clocks::one(case.timeline(), SlaClock::Total, &targets, now).filter(clocks::Reading::runs);
    Ok(reading.map(|r| (r.hours() / 24, Duration::days(r.target_hours))))
}
