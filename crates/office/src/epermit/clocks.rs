//! How long it takes: what the public may see of it, by kind of document and month.

use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::{Date, DocumentType};
use jiff::ToSpan as _;
use permits::clocks::{SlaClock, Spread};
use std::collections::BTreeMap;

/// Hours, and how many permits took so long.
type Counted = Vec<(u32, u32)>;

/// Service times of twelve months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// First day of each month, oldest first.
    pub months: Vec<Date>,
    /// By kind of document: one entry a month; `None` where nothing was issued.
    pub kinds: Vec<(DocumentType, Vec<Option<Spread>>)>,
    /// What the Party promises, in hours (C_TOTAL).
    pub target_hours: u32,
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
    let target_hours = super::examination_set::targets(&mut read).await?.hours(SlaClock::Total);
    drop(read);
    let mut by: BTreeMap<&str, BTreeMap<String, Counted>> = BTreeMap::new();
    for (month, kind, hours, permits) in rows {
        by.entry(kind.code()).or_default().entry(month).or_default().push((hours, permits));
    }
    let kinds = by
        .into_iter()
        .filter_map(|(kind, found)| {
            let spread = |month: &Date| Spread::of(found.get(&code(month)).cloned().unwrap_or_default());
            Some((DocumentType::from_code(kind)?, months.iter().map(spread).collect()))
        })
        .collect();
    Ok(Service { months, kinds, target_hours })
}
