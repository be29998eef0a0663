//! The lists of allowed pairs as bit sets: term and unit, term and purpose, taxon and term.

use crate::pack::PackError;
use crate::pack::table::read;
use cites::{Purpose, Term, Unit};
use std::collections::HashMap;

/// Allowed pairs. A term that a list of 2018 does not know at all is newer than the list and is not judged by it.
#[derive(Debug, Clone)]
pub(crate) struct Pairs {
    /// Units of each term; blank counts as a number.
    units: Vec<u64>,
    /// Purposes of each term; the highest bit: without purpose.
    purposes: Vec<u16>,
    /// Terms of each taxon name in small letters.
    taxa: HashMap<String, u128>,
    /// Terms that the list of taxa knows.
    known: u128,
}

const NO_PURPOSE: u16 = 1 << 15;

impl Pairs {
    /// Reads the three lists.
    pub fn read(term_unit: &str, term_purpose: &str, taxon_term: &str) -> Result<Pairs, PackError> {
        let mut pairs = Pairs {
            units: vec![0; Term::ALL.len()],
            purposes: vec![0; Term::ALL.len()],
            taxa: HashMap::new(),
            known: 0,
        };
        // Rows of retired terms stay in the lists; nothing asks for them.
        let rows = read("term_unit_pairs", term_unit, &["term", "unit"], |r| {
            Ok(Term::from_code(r.get("term")).zip(Unit::from_any(r.get("unit"))))
        })?;
        for (term, unit) in rows.into_iter().flatten() {
            pairs.units[term as usize] |= 1 << (unit as usize);
        }
        let column = "purpose_blank_means_allowed_without_purpose";
        let rows = read("term_purpose_pairs_wcmc_2018", term_purpose, &["term", column], |r| {
            let purpose = r.get(column);
            let bit = if purpose.is_empty() {
                Some(NO_PURPOSE)
            } else {
                Purpose::from_code(purpose).map(|p| 1 << (p as u16))
            };
            Ok(Term::from_code(r.get("term")).zip(bit))
        })?;
        for (term, bit) in rows.into_iter().flatten() {
            pairs.purposes[term as usize] |= bit;
        }
        let rows = read("taxon_term_pairs_wcmc_2018", taxon_term, &["taxon", "term"], |r| {
            Ok(Term::from_code(r.get("term")).map(|term| (r.get("taxon").to_lowercase(), term)))
        })?;
        for (taxon, term) in rows.into_iter().flatten() {
            *pairs.taxa.entry(taxon).or_default() |= 1 << (term as u32);
            pairs.known |= 1 << (term as u32);
        }
        Ok(pairs)
    }

    /// May the term have that unit?
    pub fn unit(&self, term: Term, unit: Unit) -> bool {
        self.units[term as usize] & (1 << (unit as usize)) != 0
    }

    /// May the term have that purpose, or none?
    pub fn purpose(&self, term: Term, purpose: Option<Purpose>) -> bool {
        let allowed = self.purposes[term as usize];
        allowed == 0 || allowed & purpose.map_or(NO_PURPOSE, |p| 1 << (p as u16)) != 0
    }

    /// The terms of a taxon: those of its own name and of every name above it, and those newer than the list.
    pub fn terms_of<'a>(&self, lineage: impl Iterator<Item = &'a str>) -> u128 {
        lineage.filter_map(|name| self.taxa.get(name)).fold(!self.known, |all, own| all | own)
    }
}
