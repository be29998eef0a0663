//! The rows of a pack. Columns: see each reader; every table is CSV with a header, its columns in any order.

use super::table::{Only, PackError, Period, Row, read, taxon_key};
use crate::Citation;
use crate::facts::Movement;
use crate::sentence::Arg;
use cites::{Amount, Appendix, CountryCode, DocumentType, FindingKind, Purpose, Source, Term, Unit};

/// A recommendation to suspend trade. Table `suspensions`: `country` (`ALL`), `taxon_name` (blank = as `scope` says),
/// `start_date`, `end_date`, `scope` in words; a Party's own rows may add `terms`, `sources`, `purposes`, `exports_only`.
#[derive(Debug, Clone)]
pub(crate) struct Suspension {
    pub key: String,
    pub countries: Only<CountryCode>,
    pub taxon: String,
    pub start: String,
    pub period: Period,
    pub scope: String,
    pub terms: Only<Term>,
    pub sources: Only<Source>,
    pub purposes: Only<Purpose>,
    /// Only trade that is commercial is suspended.
    pub commercial: bool,
    /// Only exports are suspended, not imports into that country.
    pub exports_only: bool,
    /// What is covered stands in words only: no taxon, and not all listed species.
    pub in_words: bool,
    pub notification: String,
}

pub(crate) fn suspensions(text: &str) -> Result<Vec<Suspension>, PackError> {
    read("suspensions", text, &["country", "taxon_name", "start_date", "end_date", "scope"], |r| {
        let (scope, taxon) = (r.get("scope"), r.get("taxon_name"));
        let lower = scope.to_lowercase();
        let all = taxon == "ALL"
            || lower.contains("cites-listed species")
            || matches!(lower.trim_end_matches('.'), "all trade" | "all commercial trade");
        Ok(Suspension {
            key: r.key(&["country", "start_date", "taxon_name"]),
            countries: r.countries("country")?,
            taxon: if all { "ALL".to_owned() } else { taxon.to_owned() },
            start: r.get("start_date").to_owned(),
            period: r.period("start_date", "end_date")?,
            scope: scope.to_owned(),
            terms: r.codes("terms", Term::from_code)?,
            sources: r.codes("sources", Source::from_code)?,
            purposes: r.codes("purposes", Purpose::from_code)?,
            commercial: lower.contains("commercial"),
            exports_only: r.get("exports_only") == "yes" || lower.contains("export"),
            in_words: !all && taxon_key(taxon).is_none(),
            notification: r.get("notification").to_owned(),
        })
    })
}

/// What a suspension does not cover. Table `suspension_exemptions`: `country`, `taxon_name`, `start_date`, `end_date`,
/// `terms`, `sources`, `exempt_purposes`, `suspension_scope` (the words of the suspension it belongs to).
#[derive(Debug, Clone)]
pub(crate) struct Exemption {
    pub countries: Only<CountryCode>,
    pub taxon: String,
    pub start: String,
    pub period: Period,
    pub terms: Only<Term>,
    pub sources: Only<Source>,
    pub purposes: Only<Purpose>,
    pub scope: String,
}

pub(crate) fn exemptions(text: &str) -> Result<Vec<Exemption>, PackError> {
    read("suspension_exemptions", text, &["country", "taxon_name", "exempt_purposes", "suspension_scope"], |r| {
        // `ALL|Z|G` means all: the source joined two ways of saying it.
        let purposes = if r.get("exempt_purposes").split('|').any(|p| p == "ALL") {
            Only::All
        } else {
            known(r, "exempt_purposes", Purpose::from_code)
        };
        Ok(Exemption {
            countries: r.countries("country")?,
            taxon: r.get("taxon_name").to_owned(),
            start: r.get("start_date").to_owned(),
            period: r.period("start_date", "end_date")?,
            terms: known(r, "terms", Term::from_code),
            sources: known(r, "sources", Source::from_code),
            purposes,
            scope: r.get("suspension_scope").to_owned(),
        })
    })
}

/// Codes of an exemption: those we know. An unknown one exempts nothing (some rows of the source have a source code in
/// the column of purposes).
fn known<T>(r: &Row<'_>, column: &str, of: fn(&str) -> Option<T>) -> Only<T> {
    let text = r.get(column);
    if matches!(text, "" | "*" | "ALL") {
        return Only::All;
    }
    Only::These(text.split([';', '|']).filter_map(|c| of(c.trim())).collect())
}

/// A reservation. Table `reservations`: `country`, `taxon_name`, `start_date`, `end_date`.
#[derive(Debug, Clone)]
pub(crate) struct Reservation {
    pub key: String,
    pub country: CountryCode,
    pub taxon: String,
    pub period: Period,
}

pub(crate) fn reservations(text: &str) -> Result<Vec<Reservation>, PackError> {
    read("reservations", text, &["country", "taxon_name", "start_date", "end_date"], |r| {
        Ok(Reservation {
            key: r.key(&["country", "taxon_name", "start_date"]),
            country: r.country("country")?,
            taxon: r.get("taxon_name").to_owned(),
            period: r.period("start_date", "end_date")?,
        })
    })
}

/// A quota of the Conference, an annotation, or a Party.
#[derive(Debug, Clone)]
pub(crate) struct Quota {
    pub table: &'static str,
    pub key: String,
    pub taxon: String,
    pub countries: Only<CountryCode>,
    /// `None`: the source gives no number.
    pub limit: Option<Amount>,
    pub terms: Only<Term>,
    pub sources: Only<Source>,
    pub purposes: Only<Purpose>,
    /// `None`: every year of the period.
    pub year: Option<i16>,
    pub period: Period,
}

/// Table `mandatory_quotas`: `taxon`, `exporters`, `quota`, `terms`, `sources`, `purposes`, `valid_from`, `valid_to`.
pub(crate) fn mandatory_quotas(text: &str) -> Result<Vec<Quota>, PackError> {
    read("mandatory_quotas", text, &["taxon", "exporters", "quota", "terms", "sources", "purposes"], |r| {
        let limit = Amount::parse(r.get("quota"))
            .map_err(|e| r.wrong("quota", e.code, "Give the quota as a number, 0 for none."))?;
        Ok(Quota {
            table: "mandatory_quotas",
            key: r.key(&["taxon", "exporters", "terms", "sources", "purposes", "valid_from"]),
            taxon: r.get("taxon").to_owned(),
            countries: r.countries("exporters")?,
            limit: Some(limit),
            terms: r.codes("terms", Term::from_code).or_else(|e| retired(r, e))?,
            sources: r.codes("sources", Source::from_code)?,
            purposes: r.codes("purposes", Purpose::from_code)?,
            year: None,
            period: r.period("valid_from", "valid_to")?,
        })
    })
}

/// The terms of a cell that names retired codes too (`BPR`, bone products): a retired code means its replacement.
fn retired(r: &Row<'_>, error: PackError) -> Result<Only<Term>, PackError> {
    const RETIRED: &str = include_str!("../../../../data/codes/trade_terms_legacy.csv");
    let retired = read("trade_terms_legacy", RETIRED, &["code", "replacement"], |l| {
        Ok((l.get("code").to_owned(), Term::from_code(l.get("replacement"))))
    })?;
    let mut terms = Vec::new();
    for code in r.get("terms").split(';').map(str::trim) {
        let now = || retired.iter().find(|(old, _)| old == code).and_then(|(_, new)| *new);
        match Term::from_code(code).or_else(now) {
            Some(term) => terms.push(term),
            None => return Err(error),
        }
    }
    Ok(Only::These(terms))
}

/// Table `quotas` (national): `year`, `country`, `taxon_name`, `quota` (-1 or blank = no number), `term_code`,
/// `source_codes`, `purpose_codes`, `valid_from`, `valid_to`.
pub(crate) fn quotas(text: &str) -> Result<Vec<Quota>, PackError> {
    read("quotas", text, &["year", "country", "taxon_name", "quota", "term_code", "source_codes"], |r| {
        let limit =
            match r.get("quota") {
                "" | "-1" => None,
                number => Some(Amount::parse(number).map_err(|e| {
                    r.wrong("quota", e.code, "Give the quota as a number, 0 for none, blank if unknown.")
                })?),
            };
        let year = match r.get("year") {
            "" => None,
            year => Some(year.parse().map_err(|_| r.wrong("year", "year-form", "Write the year with four digits."))?),
        };
        Ok(Quota {
            table: "quotas",
            key: r.key(&["year", "country", "taxon_name", "term_code", "source_codes"]),
            taxon: r.get("taxon_name").to_owned(),
            countries: r.countries("country")?,
            limit,
            terms: letters_or_list(r, "term_code", Term::from_code),
            sources: letters_or_list(r, "source_codes", Source::from_code),
            purposes: letters_or_list(r, "purpose_codes", Purpose::from_code),
            year,
            period: r.period("valid_from", "valid_to")?,
        })
    })
}

/// Codes of a table whose author wrote them in several ways; a cell we cannot read means every code, which is strict.
fn letters_or_list<T>(r: &Row<'_>, column: &str, of: fn(&str) -> Option<T>) -> Only<T> {
    let text = r.get(column);
    let parts: Vec<&str> = text.split([';', '|', ',', ' ']).map(str::trim).filter(|t| !t.is_empty()).collect();
    match parts.iter().map(|p| of(p)).collect::<Option<Vec<T>>>() {
        Some(codes) if !codes.is_empty() => Only::These(codes),
        _ => Only::All,
    }
}

/// What a row of `stricter_measures` or `reviews` asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Trade is not allowed.
    Forbids,
    /// A document that the Convention does not ask for.
    Asks(DocumentType),
    /// An officer or the Scientific Authority decides.
    Officer,
    /// The Party does not leave personal and household effects free of documents.
    EffectsNotFree,
}

/// A stricter domestic measure, or a review with conditions. Tables `stricter_measures` and `reviews`: `id`, `party`,
/// `direction` (`export`, `import`, blank = both, as seen from the party), `taxon`, `appendices`, `terms`, `sources`,
/// `purposes`, `effect` (`forbids`, `asks:IMPORT`, `officer`, `effects-not-free`), `text_en`, `text_fr`, `text_es`,
/// `text_ar`, `instrument`, `provision`, `revision`, `valid_from`, `valid_to`.
#[derive(Debug, Clone)]
pub(crate) struct Measure {
    pub table: &'static str,
    pub id: String,
    pub party: CountryCode,
    pub on_export: bool,
    pub on_import: bool,
    pub taxon: String,
    pub appendices: Only<Appendix>,
    pub terms: Only<Term>,
    pub sources: Only<Source>,
    pub purposes: Only<Purpose>,
    pub effect: Effect,
    pub words: Arg,
    pub citation: Citation,
    pub period: Period,
}

pub(crate) fn measures(table: &'static str, text: &str) -> Result<Vec<Measure>, PackError> {
    read(table, text, &["id", "party", "taxon", "effect", "text_en", "instrument", "provision", "revision"], |r| {
        let direction = r.get("direction");
        if !matches!(direction, "" | "export" | "import") {
            return Err(r.wrong("direction", "direction", "Write export, import, or leave it blank for both."));
        }
        let effect = match r.get("effect") {
            "forbids" => Effect::Forbids,
            "officer" => Effect::Officer,
            "effects-not-free" => Effect::EffectsNotFree,
            other => match other.strip_prefix("asks:").and_then(DocumentType::from_code) {
                Some(kind) => Effect::Asks(kind),
                None => {
                    return Err(r.wrong(
                        "effect",
                        "effect",
                        "Write forbids, officer, effects-not-free, or asks:IMPORT.",
                    ));
                }
            },
        };
        Ok(Measure {
            table,
            id: r.get("id").to_owned(),
            party: r.country("party")?,
            on_export: direction != "import",
            on_import: direction != "export",
            taxon: r.get("taxon").to_owned(),
            appendices: r.codes("appendices", Appendix::from_code)?,
            terms: r.codes("terms", Term::from_code)?,
            sources: r.codes("sources", Source::from_code)?,
            purposes: r.codes("purposes", Purpose::from_code)?,
            effect,
            words: r.words(),
            citation: r.citation()?,
            period: r.period("valid_from", "valid_to")?,
        })
    })
}

/// How much more than permitted may arrive. Table `tolerances`: `party`, `unit`, `percent`, `instrument`, `provision`,
/// `revision`, `valid_from`, `valid_to`.
#[derive(Debug, Clone)]
pub(crate) struct ToleranceRow {
    pub party: CountryCode,
    pub unit: Unit,
    /// Per cent, exact.
    pub percent: Amount,
    pub citation: Citation,
    pub period: Period,
}

pub(crate) fn tolerances(text: &str) -> Result<Vec<ToleranceRow>, PackError> {
    read("tolerances", text, &["party", "unit", "percent", "instrument", "provision", "revision"], |r| {
        let unit = Unit::from_code(r.get("unit"))
            .ok_or_else(|| r.wrong("unit", "code-unknown", "Choose a unit from the list, like KGM."))?;
        let percent = Amount::parse(r.get("percent"))
            .map_err(|e| r.wrong("percent", e.code, "Give the tolerance in per cent, like 2 or 0.5."))?;
        Ok(ToleranceRow {
            party: r.country("party")?,
            unit,
            percent,
            citation: r.citation()?,
            period: r.period("valid_from", "valid_to")?,
        })
    })
}

/// Where a taxon occurs, for taxa whose occurrence the taxonomy does not know. Table `distributions`: `taxon_id`, `country`.
pub(crate) fn distributions(text: &str) -> Result<Vec<(String, CountryCode)>, PackError> {
    read("distributions", text, &["taxon_id", "country"], |r| Ok((r.get("taxon_id").to_owned(), r.country("country")?)))
}

/// Parties that use phytosanitary certificates as certificates of artificial propagation, since when and until when.
/// Table `phyto_parties`: `party`, and where they are known `valid_from`, `valid_to`.
pub(crate) fn phyto_parties(text: &str) -> Result<Vec<(CountryCode, Period)>, PackError> {
    read("phyto_parties", text, &["party"], |r| Ok((r.country("party")?, r.period("valid_from", "valid_to")?)))
}

/// Higher taxa that may stand on a permit without the species. Table `higher_taxa`: `taxon`, `terms`, and a citation.
#[derive(Debug, Clone)]
pub(crate) struct HigherTaxon {
    pub taxon: String,
    pub terms: Only<Term>,
}

pub(crate) fn higher_taxa(text: &str) -> Result<Vec<HigherTaxon>, PackError> {
    read("higher_taxa", text, &["taxon", "terms"], |r| {
        Ok(HigherTaxon { taxon: r.get("taxon").to_owned(), terms: r.codes("terms", Term::from_code)? })
    })
}

/// Quantity of personal effects that needs no document (Res. Conf. 13.7). Table `effects_limits`: `code` (as in
/// `data/codes/personal_household_limits.csv`), `taxa`, `terms`, `limit`, `unit`, `dead_only`, and a citation.
#[derive(Debug, Clone)]
pub(crate) struct EffectsLimit {
    pub code: String,
    pub taxa: Vec<String>,
    pub terms: Only<Term>,
    pub limit: Amount,
    pub unit: Unit,
    pub citation: Citation,
}

pub(crate) fn effects_limits(text: &str) -> Result<Vec<EffectsLimit>, PackError> {
    read("effects_limits", text, &["code", "taxa", "terms", "limit", "unit"], |r| {
        let unit = Unit::from_code(r.get("unit"))
            .ok_or_else(|| r.wrong("unit", "code-unknown", "Choose a unit from the list, like GRM."))?;
        let limit =
            Amount::parse(r.get("limit")).map_err(|e| r.wrong("limit", e.code, "Give the limit as a number."))?;
        Ok(EffectsLimit {
            code: r.get("code").to_owned(),
            taxa: r.get("taxa").split('|').map(|t| t.trim().to_lowercase()).collect(),
            terms: r.codes("terms", Term::from_code)?,
            limit,
            unit,
            citation: r.citation()?,
        })
    })
}

/// A hunting trophy that carries a tag. Table `trophy_tags`: `taxon`, and a citation.
#[derive(Debug, Clone)]
pub(crate) struct TrophyTag {
    pub taxon: String,
    pub citation: Citation,
}

pub(crate) fn trophy_tags(text: &str) -> Result<Vec<TrophyTag>, PackError> {
    read("trophy_tags", text, &["taxon"], |r| {
        Ok(TrophyTag { taxon: r.get("taxon").to_lowercase(), citation: r.citation()? })
    })
}

/// When a part of a row of the table of documents counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    Always,
    Live,
    Animal,
    Plant,
    Source(Source),
}

/// A value with its condition, written `TRANSPORT?live`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct If<T> {
    pub value: T,
    pub when: When,
}

/// Which States a row of the table of documents is for (Appendix III depends on who listed the species).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Any,
    /// The country of origin asked for the Appendix III listing.
    Listing,
    /// It did not.
    Other,
    /// The exporting Party uses phytosanitary certificates, and one is asked for.
    Phyto,
    /// The document has conditions of its own (travelling exhibition, musical instrument, …), and it is asked for.
    Own,
}

/// A row of the table of documents and findings (`spec/permits.md` 4.2). Table `documents`: `id`, `appendix`,
/// `movement`, `sources`, `state`, `document` and `foreign` (alternatives separated by `|`), `findings`, citation,
/// `valid_from`, `valid_to`, `title_en`, `title_fr`, `title_es`, `title_ar`.
#[derive(Debug, Clone)]
pub(crate) struct DocumentRow {
    pub id: String,
    pub appendices: Only<Appendix>,
    /// `None`: every movement, for documents with their own conditions.
    pub movement: Option<Movement>,
    pub sources: Only<Source>,
    pub state: State,
    pub document: Vec<If<DocumentType>>,
    pub foreign: Vec<If<DocumentType>>,
    pub findings: Vec<If<FindingKind>>,
    pub citation: Citation,
    pub period: Period,
    pub title: [String; 4],
}

pub(crate) fn documents(text: &str) -> Result<Vec<DocumentRow>, PackError> {
    let needed = ["id", "appendix", "movement", "sources", "state", "document", "foreign", "findings"];
    read("documents", text, &needed, |r| {
        let state = match r.get("state") {
            "" => State::Any,
            "listing" => State::Listing,
            "other" => State::Other,
            "phyto" => State::Phyto,
            "own" => State::Own,
            _ => return Err(r.wrong("state", "state", "Write listing, other, phyto, own, or leave it blank.")),
        };
        let help = "Write export, reexport, import, from_sea or transit.";
        let movement = match r.get("movement") {
            "" if state == State::Own => None,
            code => Some(Movement::from_code(code).ok_or_else(|| r.wrong("movement", "code-unknown", help))?),
        };
        Ok(DocumentRow {
            id: r.get("id").to_owned(),
            appendices: r.codes("appendix", Appendix::from_code)?,
            movement,
            sources: r.codes("sources", Source::from_code)?,
            state,
            document: conditional(r, "document", DocumentType::from_code)?,
            foreign: conditional(r, "foreign", DocumentType::from_code)?,
            findings: conditional(r, "findings", FindingKind::from_code)?,
            citation: r.citation()?,
            period: r.period("valid_from", "valid_to")?,
            title: ["title_en", "title_fr", "title_es", "title_ar"].map(|c| r.get(c).to_owned()),
        })
    })
}

fn conditional<T>(r: &Row<'_>, column: &'static str, of: fn(&str) -> Option<T>) -> Result<Vec<If<T>>, PackError> {
    let unknown = || r.wrong(column, "code-unknown", "Write codes from the list, with ?live, ?animal, ?plant or ?O.");
    r.get(column)
        .split(['|', ';'])
        .filter(|t| !t.trim().is_empty())
        .map(|part| {
            let (code, when) = part.trim().split_once('?').unwrap_or((part.trim(), ""));
            let when = match when {
                "" => When::Always,
                "live" => When::Live,
                "animal" => When::Animal,
                "plant" => When::Plant,
                source => When::Source(Source::from_code(source).ok_or_else(unknown)?),
            };
            Ok(If { value: of(code).ok_or_else(unknown)?, when })
        })
        .collect()
}
