//! What the registered operations can yield, beside what they sent out this year (`design/features.md`, idea 10).

use super::operations::{Entry, EntryBody, year};
use crate::shared::error::Error;
use crate::shared::facts::day;
use cites::{Amount, Timestamp, Unit};
use store::{Cursor, Read};

/// An operation in force that keeps a species.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facility {
    /// Its number in the register.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Breeding or mother stock.
    pub stock: Amount,
    /// Registered output of a year.
    pub output: Amount,
    /// What its company was permitted this year, counted in the same unit.
    pub exported: Amount,
    /// Unit of all three.
    pub unit: Unit,
}

/// Most entries that are looked through.
const PIECES: usize = 10;
const PIECE: i64 = 200;

/// Every operation in force today that keeps a species, by number. `name`: its accepted name.
///
/// # Errors
/// What the archive says.
pub async fn of_species(read: &mut Read, name: &str, now: Timestamp) -> Result<Vec<Facility>, Error> {
    let today = day(now);
    let taken = read.taken_of_taxon(name, year(today)?).await?;
    let (mut all, mut after) = (Vec::<Entry>::new(), Cursor::NEWEST);
    for _ in 0..PIECES {
        let page = read.entries_whole::<EntryBody>(after, PIECE).await?;
        all.extend(page.rows);
        match page.next {
            Some(next) => after = next,
            None => break,
        }
    }
    let mut out = Vec::new();
    for entry in all.iter().filter(|e| e.columns.in_force(today)) {
        for kept in entry.value.species().iter().filter(|k| k.taxon == name) {
            let own = |(company, unit, _): &&(_, Unit, Amount)| {
                Some(*company) == entry.columns.organisation && *unit == kept.unit
            };
            out.push(Facility {
                number: entry.columns.named().unwrap_or_default().to_owned(),
                name: entry.columns.name.clone(),
                stock: kept.stock,
                output: kept.output,
                exported: taken.iter().find(own).map_or(Amount::ZERO, |(_, _, total)| *total),
                unit: kept.unit,
            });
        }
    }
    out.sort_by(|a, b| a.number.cmp(&b.number));
    Ok(out)
}
