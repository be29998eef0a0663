//! The law as rows: the base pack that ships in the program, and the dated rows of a Party.
//!
//! A table that was not given is not an empty table: rules that need it answer "not checked", never "passed".

pub(crate) mod annotations;
pub(crate) mod listings;
pub(crate) mod rows;
pub(crate) mod table;

pub use table::{Only, PackError, Period};

use cites::{Amount, CountryCode, Date, Digest, Unit};
use listings::ListingRow;
use rows::{
    DocumentRow, EffectsLimit, Exemption, HigherTaxon, Measure, Quota, Reservation, Suspension, ToleranceRow, TrophyTag,
};
use std::collections::HashMap;
use table::ByTaxon;

/// Base and Party rows together, immutable. Made by [`RulePack::base`] and the `with_…` functions.
#[derive(Debug, Clone)]
pub struct RulePack {
    pub(crate) documents: Vec<DocumentRow>,
    pub(crate) mandatory_quotas: ByTaxon<Quota>,
    pub(crate) higher_taxa: Vec<HigherTaxon>,
    pub(crate) effects_limits: Vec<EffectsLimit>,
    pub(crate) trophy_tags: Vec<TrophyTag>,
    pub(crate) annotation_terms: Vec<annotations::AnnotationTerms>,
    pub(crate) pairs: crate::wcmc::Pairs,
    pub(crate) quotas: Option<ByTaxon<Quota>>,
    pub(crate) suspensions: Option<ByTaxon<Suspension>>,
    pub(crate) exemptions: ByTaxon<Exemption>,
    pub(crate) reservations: Option<ByTaxon<Reservation>>,
    pub(crate) stricter: Option<ByTaxon<Measure>>,
    pub(crate) reviews: Option<ByTaxon<Measure>>,
    pub(crate) distributions: Option<HashMap<String, Vec<CountryCode>>>,
    pub(crate) tolerances: Vec<ToleranceRow>,
    pub(crate) phyto: Vec<(CountryCode, Period)>,
    pub(crate) listings: Option<ByTaxon<ListingRow>>,
    parts: Vec<(&'static str, Digest)>,
}

/// A table that a Party may add to the base pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartyTable {
    /// Recommendations to suspend trade.
    Suspensions,
    /// What they do not cover; read after the suspensions.
    SuspensionExemptions,
    /// Reservations.
    Reservations,
    /// National export quotas.
    Quotas,
    /// Stricter domestic measures, those of partners too; also `asks:IMPORT` for Parties that require an import permit.
    StricterMeasures,
    /// Reviews of significant trade and of captive breeding, with their conditions.
    Reviews,
    /// Where taxa occur.
    Distributions,
    /// Tolerances at import.
    Tolerances,
    /// Parties that use phytosanitary certificates as certificates of artificial propagation.
    PhytoParties,
    /// Listings that the data do not have yet, over those of the data.
    Listings,
}

impl PartyTable {
    /// Every table.
    pub const ALL: &'static [PartyTable] = &[
        PartyTable::Suspensions,
        PartyTable::SuspensionExemptions,
        PartyTable::Reservations,
        PartyTable::Quotas,
        PartyTable::StricterMeasures,
        PartyTable::Reviews,
        PartyTable::Distributions,
        PartyTable::Tolerances,
        PartyTable::PhytoParties,
        PartyTable::Listings,
    ];

    /// Name of the table and of its file without `.csv`.
    pub const fn name(self) -> &'static str {
        match self {
            PartyTable::Suspensions => "suspensions",
            PartyTable::SuspensionExemptions => "suspension_exemptions",
            PartyTable::Reservations => "reservations",
            PartyTable::Quotas => "quotas",
            PartyTable::StricterMeasures => "stricter_measures",
            PartyTable::Reviews => "reviews",
            PartyTable::Distributions => "distributions",
            PartyTable::Tolerances => "tolerances",
            PartyTable::PhytoParties => "phyto_parties",
            PartyTable::Listings => "listings",
        }
    }

    /// The columns of a row, in the order in which a person fills them in. The first and last day of its force are the
    /// last two; tables without days have none.
    pub const fn columns(self) -> &'static [&'static str] {
        const MEASURE: &[&str] = &[
            "id",
            "party",
            "direction",
            "taxon",
            "appendices",
            "terms",
            "sources",
            "purposes",
            "effect",
            "text_en",
            "text_fr",
            "text_es",
            "text_ar",
            "instrument",
            "provision",
            "revision",
            "valid_from",
            "valid_to",
        ];
        match self {
            PartyTable::Suspensions => &[
                "country",
                "taxon_name",
                "scope",
                "terms",
                "sources",
                "purposes",
                "exports_only",
                "notification",
                "start_date",
                "end_date",
            ],
            PartyTable::SuspensionExemptions => &[
                "country",
                "taxon_name",
                "terms",
                "sources",
                "exempt_purposes",
                "suspension_scope",
                "start_date",
                "end_date",
            ],
            PartyTable::Reservations => &["country", "taxon_name", "start_date", "end_date"],
            PartyTable::Quotas => &[
                "year",
                "country",
                "taxon_name",
                "quota",
                "term_code",
                "source_codes",
                "purpose_codes",
                "valid_from",
                "valid_to",
            ],
            PartyTable::StricterMeasures | PartyTable::Reviews => MEASURE,
            PartyTable::Distributions => &["taxon_id", "country"],
            PartyTable::Tolerances => {
                &["party", "unit", "percent", "instrument", "provision", "revision", "valid_from", "valid_to"]
            }
            PartyTable::PhytoParties => &["party", "valid_from", "valid_to"],
            PartyTable::Listings => listings::COLUMNS,
        }
    }

    /// Which columns hold the first and the last day; `None` for tables whose rows have no days.
    pub const fn days(self) -> Option<(&'static str, &'static str)> {
        match self {
            PartyTable::Suspensions | PartyTable::SuspensionExemptions | PartyTable::Reservations => {
                Some(("start_date", "end_date"))
            }
            PartyTable::Quotas
            | PartyTable::StricterMeasures
            | PartyTable::Reviews
            | PartyTable::Tolerances
            | PartyTable::PhytoParties
            | PartyTable::Listings => Some(("valid_from", "valid_to")),
            PartyTable::Distributions => None,
        }
    }

    /// A table of one row, as text that [`RulePack::adding`] reads. Cells by column; a column that is not given is blank.
    pub fn row(self, cells: &std::collections::BTreeMap<String, String>) -> String {
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let cell = |column: &&str| quoted(cells.get(*column).map_or("", |v| v.trim()));
        let row: Vec<String> = self.columns().iter().map(cell).collect();
        format!("{}\n{}\n", self.columns().join(","), row.join(","))
    }

    /// The table of a name.
    pub fn from_name(name: &str) -> Option<PartyTable> {
        PartyTable::ALL.iter().copied().find(|t| t.name() == name)
    }
}

impl RulePack {
    /// The base pack: table of documents and findings, mandatory quotas, pairs of the annual report. No suspensions,
    /// no reservations, no national rows: they change too often and may not ship.
    ///
    /// # Errors
    /// When a shipped table is broken, which the tests exclude.
    pub fn base() -> Result<RulePack, PackError> {
        const DOCUMENTS: &str = include_str!("../../data/documents.csv");
        const HIGHER: &str = include_str!("../../data/higher_taxa.csv");
        const EFFECTS: &str = include_str!("../../data/effects_limits.csv");
        const TROPHIES: &str = include_str!("../../data/trophy_tags.csv");
        const ANNOTATIONS: &str = include_str!("../../data/annotation_terms.csv");
        const MANDATORY: &str = include_str!("../../../../data/codes/mandatory_quotas.csv");
        const TERM_UNIT: &str = include_str!("../../../../data/codes/term_unit_pairs.csv");
        const TERM_PURPOSE: &str = include_str!("../../../../data/codes/term_purpose_pairs_wcmc_2018.csv");
        const TAXON_TERM: &str = include_str!("../../../../data/codes/taxon_term_pairs_wcmc_2018.csv");
        let part = |name, text: &str| (name, Digest::of("manis-rule-table", text.as_bytes()));
        Ok(RulePack {
            documents: rows::documents(DOCUMENTS)?,
            mandatory_quotas: ByTaxon::new(rows::mandatory_quotas(MANDATORY)?, |q| &q.taxon),
            higher_taxa: rows::higher_taxa(HIGHER)?,
            effects_limits: rows::effects_limits(EFFECTS)?,
            trophy_tags: rows::trophy_tags(TROPHIES)?,
            annotation_terms: annotations::annotation_terms(ANNOTATIONS)?,
            pairs: crate::wcmc::Pairs::read(TERM_UNIT, TERM_PURPOSE, TAXON_TERM)?,
            quotas: None,
            suspensions: None,
            exemptions: ByTaxon::new(Vec::new(), |e: &Exemption| &e.taxon),
            reservations: None,
            stricter: None,
            reviews: None,
            distributions: None,
            tolerances: Vec::new(),
            phyto: Vec::new(),
            listings: None,
            parts: vec![
                part("documents", DOCUMENTS),
                part("higher_taxa", HIGHER),
                part("effects_limits", EFFECTS),
                part("trophy_tags", TROPHIES),
                part("annotation_terms", ANNOTATIONS),
                part("mandatory_quotas", MANDATORY),
                part("term_unit_pairs", TERM_UNIT),
                part("term_purpose_pairs", TERM_PURPOSE),
                part("taxon_term_pairs", TAXON_TERM),
            ],
        })
    }

    /// The pack with one more table; the same table given twice: the later counts.
    ///
    /// # Errors
    /// Table, row and column of the first cell that cannot be read; then nothing is changed.
    pub fn with(mut self, table: PartyTable, text: &str) -> Result<RulePack, PackError> {
        match table {
            PartyTable::Suspensions => {
                self.suspensions = Some(ByTaxon::new(rows::suspensions(text)?, |s| &s.taxon));
            }
            PartyTable::SuspensionExemptions => {
                self.exemptions = ByTaxon::new(rows::exemptions(text)?, |e| &e.taxon);
            }
            PartyTable::Reservations => {
                self.reservations = Some(ByTaxon::new(rows::reservations(text)?, |r| &r.taxon));
            }
            PartyTable::Quotas => self.quotas = Some(ByTaxon::new(rows::quotas(text)?, |q| &q.taxon)),
            PartyTable::StricterMeasures => {
                self.stricter = Some(ByTaxon::new(rows::measures("stricter_measures", text)?, |m| &m.taxon));
            }
            PartyTable::Reviews => {
                self.reviews = Some(ByTaxon::new(rows::measures("reviews", text)?, |m| &m.taxon));
            }
            PartyTable::Distributions => {
                let mut map: HashMap<String, Vec<CountryCode>> = HashMap::new();
                for (taxon, country) in rows::distributions(text)? {
                    map.entry(taxon).or_default().push(country);
                }
                self.distributions = Some(map);
            }
            PartyTable::Tolerances => self.tolerances = rows::tolerances(text)?,
            PartyTable::PhytoParties => self.phyto = rows::phyto_parties(text)?,
            PartyTable::Listings => {
                self.listings = Some(ByTaxon::new(listings::listings(text)?, |l| &l.taxon));
            }
        }
        self.parts.retain(|(name, _)| *name != table.name());
        self.parts.push((table.name(), Digest::of("manis-rule-table", text.as_bytes())));
        Ok(self)
    }

    /// The pack with more rows in a table, beside those it has: the rows a Party entered itself beside those of its files.
    ///
    /// # Errors
    /// Table, row and column of the first cell that cannot be read; then nothing is changed.
    pub fn adding(mut self, table: PartyTable, text: &str) -> Result<RulePack, PackError> {
        fn more<T>(known: Option<ByTaxon<T>>, rows: Vec<T>, taxon: impl Fn(&T) -> &str) -> Option<ByTaxon<T>> {
            let known = known.unwrap_or_else(|| ByTaxon::new(Vec::new(), &taxon));
            Some(known.and(rows, taxon))
        }
        match table {
            PartyTable::Suspensions => {
                self.suspensions = more(self.suspensions, rows::suspensions(text)?, |s| &s.taxon)
            }
            PartyTable::SuspensionExemptions => {
                self.exemptions = self.exemptions.and(rows::exemptions(text)?, |e| &e.taxon);
            }
            PartyTable::Reservations => {
                self.reservations = more(self.reservations, rows::reservations(text)?, |r| &r.taxon);
            }
            PartyTable::Quotas => self.quotas = more(self.quotas, rows::quotas(text)?, |q| &q.taxon),
            PartyTable::StricterMeasures => {
                self.stricter = more(self.stricter, rows::measures("stricter_measures", text)?, |m| &m.taxon);
            }
            PartyTable::Reviews => {
                self.reviews = more(self.reviews, rows::measures("reviews", text)?, |m| &m.taxon);
            }
            PartyTable::Distributions => {
                let map = self.distributions.get_or_insert_default();
                for (taxon, country) in rows::distributions(text)? {
                    map.entry(taxon).or_default().push(country);
                }
            }
            PartyTable::Tolerances => self.tolerances.extend(rows::tolerances(text)?),
            PartyTable::PhytoParties => self.phyto.extend(rows::phyto_parties(text)?),
            PartyTable::Listings => {
                self.listings = more(self.listings, listings::listings(text)?, |l| &l.taxon);
            }
        }
        self.parts.push((table.name(), Digest::of("manis-rule-table", text.as_bytes())));
        Ok(self)
    }

    /// Did this Party tell the Secretariat that its phytosanitary certificates stand for certificates of artificial
    /// propagation, so that they did on this day? Without days in its row: on every day.
    pub fn uses_phytosanitary(&self, party: CountryCode, on: Date) -> bool {
        self.phyto.iter().any(|(known, period)| *known == party && period.contains(on))
    }

    /// Digest of every table's text, by which a trace names the law it was asked under.
    pub fn digest(&self) -> Digest {
        let mut parts: Vec<String> = self.parts.iter().map(|(name, digest)| format!("{name} {digest}\n")).collect();
        parts.sort();
        Digest::of("manis-rule-pack", parts.concat().as_bytes())
    }

    /// The tables in the pack and their digests, in the order they were given.
    pub fn tables(&self) -> &[(&'static str, Digest)] {
        &self.parts
    }

    /// Where the pack's own rows say that a taxon occurs; `None` when they do not speak of it.
    pub(crate) fn occurs(&self, taxon_id: &str) -> Option<&[CountryCode]> {
        self.distributions.as_ref()?.get(taxon_id).map(Vec::as_slice)
    }
}

/// How much more than the permitted amount may arrive without a discrepancy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tolerance {
    /// Per cent of the permitted amount, exact; zero where no row says more.
    pub percent: Amount,
    /// The Party's row, `None` for the default of zero.
    pub citation: Option<crate::Citation>,
}

impl Tolerance {
    /// Is the actual amount within the permitted one and the tolerance? Both in the same unit.
    pub fn allows(&self, permitted: Amount, actual: Amount) -> bool {
        let limit = i128::from(permitted.micro()) * (i128::from(Amount::whole(100).micro() + self.percent.micro()));
        i128::from(actual.micro()) * i128::from(Amount::whole(100).micro()) <= limit
    }
}

/// The tolerance of a Party for a unit on a day. Counted specimens never have one: a skin more is a skin more.
pub fn tolerance(unit: Unit, party: CountryCode, pack: &RulePack, on: Date) -> Tolerance {
    let row = pack.tolerances.iter().find(|t| t.party == party && t.unit == unit && t.period.contains(on));
    match row {
        Some(row) if !unit.is_count() => Tolerance { percent: row.percent, citation: Some(row.citation.clone()) },
        _ => Tolerance { percent: Amount::ZERO, citation: None },
    }
}
