//! The checks of a row, made for millions of rows: nothing is allocated for a row that passes.

use super::{Finding, RULES, at};
use crate::pack::RulePack;
use cites::taxa::{Kingdom, Rank, Taxonomy};
use cites::{Appendix, CountryCode, Purpose, Source, Term, Unit};
use std::borrow::Cow;
use std::collections::HashMap;

/// From which side a file reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Exports and re-exports of the reporting country.
    Exporter,
    /// Imports of the reporting country.
    Importer,
}

/// One row, texts as they stand in the file.
#[derive(Debug, Clone, Copy)]
pub struct ReportRow<'a> {
    /// Which file.
    pub side: Side,
    /// The reporting country.
    pub reporter: CountryCode,
    /// `Appendix`.
    pub appendix: &'a str,
    /// `SpeciesName`.
    pub species_name: &'a str,
    /// `TermCode`.
    pub term: &'a str,
    /// `Quantity`.
    pub quantity: &'a str,
    /// `UnitCode`; blank or `NAR` = number.
    pub unit: &'a str,
    /// `TradingPartner`.
    pub trading_partner: &'a str,
    /// `CountryOfOrigin`; blank = the exporter.
    pub country_of_origin: &'a str,
    /// `ImportPermit`; blank in an exporter's file.
    pub import_permit: &'a str,
    /// `ExportPermit`.
    pub export_permit: &'a str,
    /// `OriginPermit`.
    pub origin_permit: &'a str,
    /// `IFSPermit`; blank in files of the older layout.
    pub ifs_permit: &'a str,
    /// `PurposeCode`.
    pub purpose: &'a str,
    /// `SourceCode`.
    pub source: &'a str,
    /// `Year`.
    pub year: &'a str,
}

/// What the checks need to know of a name; looked up once.
#[derive(Debug)]
struct Known {
    accepted: String,
    exact: bool,
    kingdom: Kingdom,
    species: bool,
    terms: u128,
    /// Appendix, first and last year.
    spans: Vec<(Appendix, i16, i16)>,
    /// `None`: the data say nothing.
    countries: Option<Vec<CountryCode>>,
}

/// Runs the checks over rows and remembers the names it has met.
#[derive(Debug)]
pub struct Checker<'a> {
    taxonomy: &'a Taxonomy,
    pack: &'a RulePack,
    names: HashMap<Box<str>, u32>,
    known: Vec<Option<Known>>,
    complete: bool,
    not_checked: [u64; RULES.len()],
}

impl<'a> Checker<'a> {
    /// A checker over the names that are loaded. A species that is not among them but whose genus is counts as "not
    /// checked" for `W-18`; see [`Checker::names_complete`].
    pub fn new(taxonomy: &'a Taxonomy, pack: &'a RulePack) -> Checker<'a> {
        Checker {
            taxonomy,
            pack,
            names: HashMap::new(),
            known: Vec::new(),
            complete: false,
            not_checked: [0; RULES.len()],
        }
    }

    /// The full set of names is loaded: a name that is not in it is wrong.
    #[must_use]
    pub fn names_complete(mut self) -> Checker<'a> {
        self.complete = true;
        self
    }

    /// For how many rows so far each rule applied without data to decide it, in the order of [`RULES`].
    pub fn not_checked(&self) -> &[u64] {
        &self.not_checked
    }

    /// Checks a row and adds what it finds. Secondary checks run only without primary findings.
    pub fn check(&mut self, row: &ReportRow<'_>, out: &mut Vec<Finding>) {
        let before = out.len();
        let mut add = |number: usize, values: &[&str]| {
            let blank = |v: &&str| if v.is_empty() { "[BLANK]".to_owned() } else { (*v).to_owned() };
            out.push(Finding { rule: at(number), values: values.iter().map(blank).collect() });
        };
        let (appendix, term, unit) = (code(row.appendix), code(row.term), code(row.unit));
        let (partner, origin) = (code(row.trading_partner), code(row.country_of_origin));
        let (purpose, source) = (code(row.purpose), code(row.source));
        let (name, quantity, year) = (row.species_name.trim(), row.quantity.trim(), row.year.trim());
        // Order 1: presence.
        for (number, cell) in [(3, &*partner), (4, &*term), (5, name), (6, &*appendix), (7, quantity), (8, year)] {
            if cell.is_empty() {
                add(number, &[]);
            }
        }
        // Order 2: numbers.
        if !quantity.is_empty() && !is_numeric(quantity) {
            add(9, &[]);
        }
        let digits = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        if !year.is_empty() && !digits {
            if !is_numeric(year) {
                add(10, &[]);
            }
            add(11, &[]);
        }
        // Order 3: codes.
        let term_code = Term::from_code(&term);
        if !term.is_empty() && term_code.is_none() {
            add(12, &[&term]);
        }
        let source_code = Source::from_code(&source);
        if !source.is_empty() && source_code.is_none() {
            add(13, &[&source]);
        }
        let purpose_code = Purpose::from_code(&purpose);
        if !purpose.is_empty() && purpose_code.is_none() {
            add(14, &[&purpose]);
        }
        let unit_code = if unit.is_empty() { Some(Unit::Nar) } else { Unit::from_code(&unit) };
        if unit_code.is_none() {
            add(15, &[&unit]);
        }
        let partner_code = country(&partner);
        if !partner.is_empty() && partner_code.is_none() {
            add(16, &[&partner]);
        }
        let origin_code = country(&origin);
        if !origin.is_empty() && origin_code.is_none() {
            add(17, &[&origin]);
        }
        let appendix_code = Appendix::from_code(&appendix);
        if !appendix.is_empty() && appendix_code.is_none() {
            add(19, &[&appendix]);
        }
        let index = if name.is_empty() { None } else { Some(self.look_up(row.species_name)) };
        let known = index.and_then(|i| self.known[i].as_ref());
        match known {
            None if index.is_some() => add(18, &[name]),
            Some(known) if !known.exact && self.complete => add(18, &[name]),
            Some(known) if !known.exact => self.not_checked[at(18)] += 1,
            _ => {}
        }
        if out.len() > before {
            return;
        }
        let (Some(known), Some(term_code), Some(unit_code), Some(appendix_code), Some(partner_code)) =
            (known, term_code, unit_code, appendix_code, partner_code)
        else {
            return;
        };
        // Order 4.
        let mut add = |number: usize, values: &[&str]| {
            let blank = |v: &&str| if v.is_empty() { "[BLANK]".to_owned() } else { (*v).to_owned() };
            out.push(Finding { rule: at(number), values: values.iter().map(blank).collect() });
        };
        let number = year.bytes().fold(0_i16, |n, b| n * 10 + i16::from(b - b'0'));
        if !known.spans.iter().any(|(a, from, to)| *a == appendix_code && *from <= number && number <= *to) {
            add(20, &[&known.accepted, &appendix, year]);
        }
        if !self.pack.pairs.unit(term_code, unit_code) {
            add(21, &[&term, &unit]);
        }
        if !self.pack.pairs.purpose(term_code, purpose_code) {
            add(22, &[&term, &purpose]);
        }
        if known.terms & (1 << (term_code as u32)) == 0 {
            add(23, &[&known.accepted, &term]);
        }
        let (exporter, importer) = match row.side {
            Side::Exporter => (row.reporter, partner_code),
            Side::Importer => (partner_code, row.reporter),
        };
        if source_code == Some(Source::W) && known.species {
            let (rule, place) = match origin_code {
                Some(origin) => (24, origin),
                None => (25, exporter),
            };
            if place != CountryCode::UNKNOWN {
                match &known.countries {
                    None => self.not_checked[at(rule)] += 1,
                    Some(list) if !list.contains(&place) => add(rule, &[&known.accepted, place.code()]),
                    Some(_) => {}
                }
            }
        }
        if origin_code == Some(exporter) {
            add(26, &[exporter.code(), &origin]);
        }
        if exporter == importer {
            add(27, &[exporter.code(), importer.code()]);
        }
        let conflict = match known.kingdom {
            Kingdom::Animalia => source_code == Some(Source::A),
            Kingdom::Plantae => matches!(source_code, Some(Source::C | Source::R)),
            Kingdom::Unknown => false,
        };
        if conflict {
            add(28, &[&known.accepted, &source]);
        }
    }

    fn look_up(&mut self, name: &str) -> usize {
        if let Some(index) = self.names.get(name) {
            return *index as usize;
        }
        let index = self.known.len();
        self.known.push(self.read_name(name));
        self.names.insert(name.into(), u32::try_from(index).unwrap_or(u32::MAX));
        index
    }

    fn read_name(&self, name: &str) -> Option<Known> {
        let stem = name.trim();
        let stem = stem.strip_suffix(" spp.").or_else(|| stem.strip_suffix(" spp")).unwrap_or(stem);
        let resolution = self.taxonomy.resolve(stem)?;
        let taxon = resolution.taxon;
        let mut lineage = vec![taxon.full_name.to_lowercase(), taxon.kingdom.as_str().to_lowercase()];
        for name in [&taxon.genus, &taxon.family, &taxon.order, &taxon.class, &taxon.phylum] {
            lineage.push(name.to_lowercase());
        }
        lineage.extend(
            resolution
                .listings()
                .iter()
                .filter_map(|l| self.taxonomy.by_id(&l.taxon_id))
                .map(|t| t.full_name.to_lowercase()),
        );
        let countries = self.taxonomy.distribution(taxon).map(|list| list.iter().map(|o| o.country).collect());
        let countries: Option<Vec<CountryCode>> = match (countries, self.pack.occurs(&taxon.id)) {
            (Some(mut list), Some(more)) => {
                let list: &mut Vec<CountryCode> = &mut list;
                list.extend_from_slice(more);
                Some(std::mem::take(list))
            }
            (Some(list), None) => Some(list),
            (None, more) => more.map(<[CountryCode]>::to_vec),
        };
        Some(Known {
            accepted: if resolution.via.is_higher() { stem.to_owned() } else { taxon.full_name.clone() },
            exact: !resolution.via.is_higher(),
            kingdom: taxon.kingdom,
            species: matches!(taxon.rank, Rank::Species | Rank::Subspecies) && !resolution.via.is_higher(),
            terms: self.pack.pairs.terms_of(lineage.iter().map(String::as_str)),
            spans: spans(&resolution),
            countries,
        })
    }
}

/// In which Appendices a taxon stood in which years. Entries without dates stand in every year.
fn spans(resolution: &cites::taxa::Resolution<'_>) -> Vec<(Appendix, i16, i16)> {
    let mut spans = Vec::new();
    let listings = resolution.listings();
    for l in &listings {
        let (from, to) = (l.from.map_or(i16::MIN, |d| d.year()), l.until.map_or(i16::MAX, |d| d.year()));
        spans.push((l.appendix, from, to));
        spans.extend(l.elsewhere.map(|a| (a, from, to)));
    }
    for own in resolution.taxon.appendices.iter() {
        if !spans.iter().any(|(a, ..)| *a == own) {
            spans.push((own, i16::MIN, i16::MAX));
        }
    }
    if listings.is_empty() && !resolution.taxon.appendices.is_listed() {
        spans.push((Appendix::N, i16::MIN, i16::MAX));
    }
    spans
}

/// A code cell as the upload cleans it: without blanks around, in capitals. Borrowed as long as it is so already.
fn code(cell: &str) -> Cow<'_, str> {
    let cell = cell.trim();
    if cell.bytes().any(|b| b.is_ascii_lowercase()) {
        Cow::Owned(cell.to_ascii_uppercase())
    } else {
        Cow::Borrowed(cell)
    }
}

/// A country, territory or trade entity of the list.
fn country(code: &str) -> Option<CountryCode> {
    CountryCode::parse(code).ok().filter(|c| c.entry().is_some())
}

/// What PostgreSQL's `numeric` takes: sign, digits, one dot, exponent, `NaN`. The upload takes them too; we never
/// write the last three.
fn is_numeric(text: &str) -> bool {
    if text.eq_ignore_ascii_case("nan") {
        return true;
    }
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = text.split_once(['e', 'E']).map_or((text, None), |(m, e)| (m, Some(e)));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = exponent.is_none_or(|e| {
        let e = e.strip_prefix(['+', '-']).unwrap_or(e);
        !e.is_empty() && digits(e)
    });
    digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty()) && exponent
}

#[cfg(test)]
mod tests {
    use super::is_numeric;

    #[test]
    fn numbers_are_what_the_uploads_database_takes() {
        for good in ["240", "12.5", "-1", "+3", "1e3", ".5", "5.", "NaN"] {
            assert!(is_numeric(good), "{good}");
        }
        for bad in ["", "12,5", "1e", "abc", "1.2.3", "--1", ".", "1 000"] {
            assert!(!is_numeric(bad), "{bad}");
        }
    }
}
