//! What the plausibility of a claim is judged by: quotas with what is asked here, what operations can yield, whether the
//! species occurs there, ten years of trade.

use crate::shared::call::Call;
use crate::shared::failure::Failure;
use cites::{Amount, Date};
use office::registers::capacity::Facility;
use office::registers::operations::{self, Said};
use pages::epermit::{FacilityShown, QuotaUse, RangeShown, SourceRow, TradeYear};
use permits::Draft;
use permits::application::Application;
use rules::QuotaFact;
use std::collections::BTreeMap;
use store::{QuotaRow, Read};

/// Years of trade that are shown.
const YEARS: i16 = 10;

/// The quotas that the lines of a case draw on, each once, with what is asked of it here.
pub fn quota_uses(draft: &Draft, positions: &[Vec<QuotaFact>], rows: &[QuotaRow], year: i16) -> Vec<QuotaUse> {
    let mut quotas: Vec<QuotaUse> = Vec::new();
    for (line, facts) in draft.lines.iter().zip(positions) {
        for fact in facts {
            let here = line.quantity.amount();
            match quotas.iter_mut().find(|q| q.id == fact.id) {
                Some(known) => known.here = known.here.plus(here).unwrap_or(Amount::MAX),
                None => quotas.push(QuotaUse {
                    year,
                    taxon: rows
                        .iter()
                        .find(|r| r.id.to_string() == fact.id)
                        .map_or_else(|| line.taxon.to_string(), |r| r.taxon.clone()),
                    id: fact.id.clone(),
                    term: None,
                    used: fact.taken,
                    here,
                    whole: fact.limit,
                    unit: fact.unit,
                }),
            }
        }
    }
    quotas
}

/// The applicant's operations that the lines claim to come from, each species once, with what is asked of it here.
///
/// # Errors
/// What the archive says.
pub async fn facilities(
    call: &Call,
    read: &mut Read,
    draft: &Draft,
    application: &Application,
) -> Result<Vec<FacilityShown>, Failure> {
    let office = &call.app.office;
    let all = operations::look_up(read, office, &call.reader()?, draft, application.side(), office.clock.now()).await?;
    let mut out: Vec<(String, FacilityShown)> = Vec::new();
    for line in all {
        let (exported, asked, output, stock, unit) = match line.said {
            Said::Output { exported, asked, output, stock, unit } => (exported, asked, output, stock, unit),
            Said::OtherUnit { stock, output, unit } => (Amount::ZERO, Amount::ZERO, output, stock, unit),
            _ => continue,
        };
        match out.iter_mut().find(|(taxon, f)| *taxon == line.taxon && f.number == line.number) {
            Some((_, known)) => known.asked = known.asked.plus(asked).unwrap_or(Amount::MAX),
            None => {
                let shown = FacilityShown {
                    number: line.number,
                    name: line.taxon.clone(),
                    stock,
                    output,
                    exported,
                    asked,
                    unit,
                };
                out.push((line.taxon, shown));
            }
        }
    }
    Ok(out.into_iter().map(|(_, shown)| shown).collect())
}

/// An operation as the species sheet shows it.
pub fn facility(f: Facility) -> FacilityShown {
    FacilityShown {
        number: f.number,
        name: f.name,
        stock: f.stock,
        output: f.output,
        exported: f.exported,
        asked: Amount::ZERO,
        unit: f.unit,
    }
}

/// Whether each species of a case occurs in the country that it is said to come from.
///
/// # Errors
/// Nobody is signed in.
pub fn ranges(call: &Call, draft: &Draft) -> Result<Vec<RangeShown>, Failure> {
    let home = call.seat()?.house.party();
    let taxa = &call.app.office.taxa;
    let mut out: Vec<RangeShown> = Vec::new();
    for line in &draft.lines {
        let origin = line.origin.as_ref().map_or(home, |o| o.country);
        let places = taxa.resolve(line.taxon.as_str()).and_then(|found| taxa.distribution(found.taxon));
        let said = match places {
            None => "unknown",
            Some(places) => match places.iter().find(|p| p.country == origin) {
                Some(place) if place.doubtful => "doubtful",
                Some(_) => "occurs",
                None => "absent",
            },
        };
        let shown = RangeShown { taxon: line.taxon.to_string(), origin, said };
        if !out.contains(&shown) {
            out.push(shown);
        }
    }
    Ok(out)
}

/// Ten years of trade in a species by year and unit, the newest first.
///
/// # Errors
/// What the archive says.
pub async fn trade(read: &mut Read, name: &str, today: Date) -> Result<Vec<TradeYear>, Failure> {
    let rows = read.trade_of_taxon(name, today.year() - YEARS + 1).await?;
    let mut sums: BTreeMap<(i16, &str), TradeYear> = BTreeMap::new();
    for row in &rows {
        let blank = TradeYear { year: row.year, permitted: Amount::ZERO, endorsed: Amount::ZERO, unit: row.unit };
        let sum = sums.entry((row.year, row.unit.code())).or_insert(blank);
        sum.permitted = sum.permitted.plus(row.permitted).unwrap_or(Amount::MAX);
        sum.endorsed = sum.endorsed.plus(row.endorsed).unwrap_or(Amount::MAX);
    }
    Ok(sums.into_values().rev().collect())
}

/// The same by source, for the plot.
///
/// # Errors
/// What the archive says.
pub async fn by_source(read: &mut Read, name: &str, since: i16) -> Result<Vec<SourceRow>, Failure> {
    let rows = read.trade_by_source(name, since).await?;
    let row = |r: &store::SourceYear| SourceRow {
        year: r.year,
        source: r.source,
        unit: r.unit,
        lines: u32::try_from(r.lines).unwrap_or(u32::MAX),
        amount: r.permitted,
    };
    Ok(rows.iter().map(row).collect())
}
