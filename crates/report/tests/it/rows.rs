//! Made-up rows of an exporter's year, the same for the same seed: taxa Zipf-like, one row in two hundred faulty.

use cites::taxa::{Rank, Taxonomy};
use cites::{CountryCode, Term};
use rules::RulePack;
use rules::wcmc::{Checker, ReportRow, Side};
use std::io::Write;

/// A small generator of numbers, so that the same seed gives the same rows everywhere.
pub struct Numbers(u64);

impl Numbers {
    /// From a seed.
    pub fn new(seed: u64) -> Numbers {
        Numbers(seed.wrapping_add(0x9e37_79b9_7f4a_7c15))
    }

    /// The next number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }
}

const PARTNERS: [&str; 24] = [
    "US", "JP", "FR", "DE", "IT", "CN", "SG", "GB", "ES", "NL", "CH", "AE", "KR", "TH", "MX", "CA", "AU", "BE", "PT",
    "VN", "MY", "HK", "TR", "PL",
];
const TERMS: [Term; 10] =
    [Term::Ski, Term::Liv, Term::Lpl, Term::Cor, Term::Mea, Term::Tim, Term::Spe, Term::Lps, Term::Der, Term::Ext];

/// A name with its Appendix and the terms that the public checks find usual for it.
struct Usual<'t> {
    name: &'t str,
    appendix: &'static str,
    terms: Vec<Term>,
}

fn usual<'t>(taxa: &'t Taxonomy, pack: &RulePack) -> Vec<Usual<'t>> {
    let mut checker = Checker::new(taxa, pack);
    let listed = |t: &&cites::taxa::Taxon| t.appendices.len() == 1 && t.appendices.contains(cites::Appendix::II);
    let mut names = Vec::new();
    for taxon in taxa.taxa().iter().filter(|t| t.rank == Rank::Species).filter(listed) {
        let (name, appendix) = (taxon.full_name.as_str(), "II");
        let mut clean = |term: &Term| {
            let unit = unit_of(*term);
            let row = ReportRow {
                side: Side::Exporter,
                reporter: CountryCode::UNKNOWN,
                appendix,
                species_name: name,
                term: term.code(),
                quantity: "1",
                unit,
                trading_partner: PARTNERS[0],
                country_of_origin: "",
                import_permit: "",
                export_permit: "1",
                origin_permit: "",
                ifs_permit: "",
                purpose: "T",
                source: "W",
                year: "2026",
            };
            let mut found = Vec::new();
            checker.check(&row, &mut found);
            found.is_empty()
        };
        let terms: Vec<Term> = TERMS.iter().filter(|t| clean(t)).copied().collect();
        if !terms.is_empty() {
            names.push(Usual { name, appendix, terms });
        }
    }
    names
}

/// The term's preferred unit, blank for a number.
fn unit_of(term: Term) -> &'static str {
    term.preferred_units().first().copied().filter(|u| *u != "NAR").unwrap_or("")
}

/// Writes `count` rows with the header row; `taxa` gives names and Appendices, `pack` what is usual for them.
pub fn exporter_file(count: usize, seed: u64, taxa: &Taxonomy, pack: &RulePack) -> Vec<u8> {
    let names = usual(taxa, pack);
    let mut out = Vec::with_capacity(count * 90);
    out.extend_from_slice(
        b"Appendix,SpeciesName,TermCode,Quantity,UnitCode,TradingPartner,CountryOfOrigin,ExportPermit,OriginPermit,\
          IFSPermit,PurposeCode,SourceCode,Year\n",
    );
    let mut n = Numbers::new(seed);
    for _ in 0..count {
        // Squaring the place twice makes the first names common and the last ones rare.
        let place = n.below(1_000_000) as f64 / 1e6;
        let Usual { name, appendix, terms } = &names[(place.powi(4) * names.len() as f64) as usize];
        let term = terms[n.below(terms.len())];
        let unit = unit_of(term);
        let partner = PARTNERS[n.below(PARTNERS.len())];
        let appendix = if n.below(200) == 0 { "2" } else { *appendix };
        let permit = n.below(count / 3 + 1);
        let whole = n.below(400) + 1;
        let fraction = n.below(1000);
        let source = ["W", "F", "W", "U"][n.below(4)];
        write!(out, "{appendix},{name},{},{whole}", term.code()).unwrap();
        if !unit.is_empty() {
            write!(out, ".{fraction:03}").unwrap();
        }
        writeln!(out, ",{unit},{partner},,26QM{permit:06}/E,,,T,{source},2026").unwrap();
    }
    out
}
