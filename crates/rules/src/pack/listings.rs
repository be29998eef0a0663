//! Listings that a Party enters itself, over those of the data: what the Conference decided and the data do not have yet,
//! from the day it takes effect. The nearest entry decides: one at the species before one at its family, and an entry of
//! the data that stands nearer than the Party's row stays.

use super::table::{ByTaxon, PackError, Period, read, taxon_key};
use cites::taxa::{Certainty, Listing, Position};
use cites::{Appendix, CountryCode, Date};

/// A listing that a Party entered.
#[derive(Debug, Clone)]
pub(crate) struct ListingRow {
    pub taxon: String,
    /// Only the population of this country; `None`: all of them.
    pub country: Option<CountryCode>,
    pub period: Period,
    pub listing: Listing,
}

/// Columns of the table.
pub(crate) const COLUMNS: &[&str] =
    &["taxon_name", "appendix", "country", "annotations", "instrument", "valid_from", "valid_to"];

pub(crate) fn listings(text: &str) -> Result<Vec<ListingRow>, PackError> {
    read("listings", text, COLUMNS, |r| {
        let taxon = r.get("taxon_name").to_owned();
        if taxon_key(&taxon).is_none() {
            return Err(r.wrong("taxon_name", "taxon-empty", "Name the species or group."));
        }
        let appendix = Appendix::from_code(r.get("appendix"))
            .filter(|a| matches!(a, Appendix::I | Appendix::II | Appendix::III | Appendix::N))
            .ok_or_else(|| r.wrong("appendix", "code-unknown", "Write I, II, III, or N for not listed any more."))?;
        let country = if r.get("country").is_empty() { None } else { Some(r.country("country")?) };
        let annotations = r.get("annotations").split([';', '|']).map(str::trim).filter(|a| !a.is_empty());
        let id = r.key(&["instrument", "taxon_name", "valid_from"]);
        let listing = Listing::entered(id, taxon.clone(), appendix, annotations.map(str::to_owned).collect());
        Ok(ListingRow { taxon, country, period: r.period("valid_from", "valid_to")?, listing })
    })
}

/// The positions of a line under the Party's rows: those of the data where no row speaks.
pub(crate) fn over<'a>(
    table: &'a ByTaxon<ListingRow>,
    lineage: &[String],
    origin: Option<CountryCode>,
    on: Date,
    base: Vec<Position<'a>>,
) -> Vec<Position<'a>> {
    let place = |name: &str| taxon_key(name).and_then(|key| lineage.iter().position(|above| *above == key));
    let meant = |row: &&ListingRow| {
        row.period.contains(on) && row.country.is_none_or(|country| origin.is_none_or(|from| from == country))
    };
    let rows = table.about(lineage).filter(meant).filter_map(|row| Some((place(&row.taxon)?, row)));
    // The nearest; of several at one place that of the population, then the newest.
    let best = rows.min_by_key(|(at, row)| {
        let newest =
            row.period.from.map_or(i64::MAX, |day| -i64::from(day.year()) * 400 - i64::from(day.day_of_year()));
        (*at, row.country.is_none(), newest)
    });
    let Some((at, row)) = best else { return base };
    let nearer = |p: &Position<'_>| p.listing.and_then(|l| place(&l.listed_name)).is_some_and(|own| own < at);
    if base.iter().any(nearer) {
        return base;
    }
    let sure = row.country.is_none() || origin.is_some();
    let certainty = if sure { Certainty::Sure } else { Certainty::Population };
    let mut out = vec![Position { appendix: row.listing.appendix, listing: Some(&row.listing), certainty }];
    if !sure {
        let others = base.into_iter().filter(|p| p.appendix != row.listing.appendix);
        out.extend(others.map(|p| Position { certainty: Certainty::Population, ..p }));
    }
    out
}
