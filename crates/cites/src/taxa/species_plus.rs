//! Answers of the Species+ API version 1, read into plain records; the requests themselves are made elsewhere.
//!
//! Source: routes, controllers and views of `unepwcmc/species-api`, June 2025. A deployer needs a token of their own
//! and must accept the terms of use; one request at a time, a second apart. [`super::Rows`] merges what is read here.

use super::Rank;
use crate::{Appendix, CountryCode, Date, Lang, Timestamp};
use serde::Deserialize;

/// Address under which all end points stand.
pub const BASE: &str = "https://api.speciesplus.net/api/v1";
/// Name of the header that carries the deployer's token.
pub const TOKEN_HEADER: &str = "X-Authentication-Token";
/// Most records the service gives on one page.
pub const PER_PAGE: u32 = 500;

/// Why an answer could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the answer of Species+ cannot be read at {at}: {help}")]
pub struct ImportError {
    /// Message key.
    pub code: &'static str,
    /// Line and column, or the record.
    pub at: String,
    /// What is wrong with it, for the person who runs the import.
    pub help: String,
}

/// Address of one page of taxon concepts. `updated_since`: only records changed at or after that moment.
pub fn page_url(base: &str, page: u32, updated_since: Option<Timestamp>) -> String {
    // Blanks and colons do not occur in an address; the moment is written in UTC to the second.
    let since = updated_since
        .map(|t| format!("&updated_since={}", t.strftime("%Y-%m-%dT%H:%M:%SZ").to_string().replace(':', "%3A")))
        .unwrap_or_default();
    format!("{base}/taxon_concepts.json?page={page}&per_page={PER_PAGE}{since}")
}

/// Address of the listings, quotas and suspensions of one taxon, with notes in EN, FR or ES.
pub fn legislation_url(base: &str, taxon_id: &str, lang: Lang) -> String {
    format!("{base}/taxon_concepts/{taxon_id}/cites_legislation.json?language={}", note_language(lang))
}

/// Address of the countries of one taxon.
pub fn distributions_url(base: &str, taxon_id: &str) -> String {
    format!("{base}/taxon_concepts/{taxon_id}/distributions.json")
}

/// Address of the metadata of the weekly whole file, which replaces some 90,000 calls on the first load.
pub fn downloads_url(base: &str, lang: Lang) -> String {
    format!("{base}/downloads.json?lang={}", note_language(lang))
}

/// The service knows three languages and takes English for every other.
fn note_language(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "fr",
        Lang::Es => "es",
        _ => "en",
    }
}

/// One page of taxon concepts.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The records.
    pub taxa: Vec<Concept>,
    /// Number of the next page; `None` on the last.
    pub next: Option<u32>,
    /// Records over all pages.
    pub total: u64,
    /// Records we leave out, with the reason, for the import's protocol.
    pub skipped: Vec<String>,
}

/// What kind of name a concept is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// An accepted name.
    Accepted,
    /// A synonym of these concepts.
    SynonymOf(Vec<String>),
}

/// One taxon concept.
#[derive(Debug, Clone, PartialEq)]
pub struct Concept {
    /// Species+ number.
    pub id: String,
    /// Name without author.
    pub full_name: String,
    /// Author and year.
    pub author: String,
    /// Rank.
    pub rank: Rank,
    /// Accepted or synonym.
    pub status: Status,
    /// `false`: the record was a mistake and is withdrawn.
    pub active: bool,
    /// Last change.
    pub updated_at: Option<Timestamp>,
    /// Kingdom, phylum, class, order, family; blank where not given.
    pub higher: [String; 5],
    /// Synonyms with their authors.
    pub synonyms: Vec<(String, String)>,
    /// Common names with their language in small letters.
    pub common_names: Vec<(String, String)>,
    /// `I/II/NC`, blank where not given.
    pub cites_listing: String,
    /// Entries of the Appendices in force.
    pub listings: Vec<ListingRecord>,
    /// Countries, in the whole-file form only.
    pub distribution: Option<Vec<DistributionRecord>>,
}

/// One entry of the Appendices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingRecord {
    /// Species+ number; the same entry comes back under every taxon that inherits it.
    pub id: String,
    /// The taxon at which it stands, where the answer says so.
    pub taxon_id: Option<String>,
    /// Appendix.
    pub appendix: Appendix,
    /// In force since.
    pub effective_at: Option<Date>,
    /// Appendix III: the Party.
    pub party: Option<CountryCode>,
    /// The annotation or population note, in the language asked for.
    pub note: String,
    /// `#4` and its text.
    pub annotation: Option<(String, String)>,
}

/// A reservation in force against an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReservationRecord {
    /// Species+ number.
    pub id: String,
    /// Appendix reserved against.
    pub appendix: Appendix,
    /// The Party.
    pub party: CountryCode,
    /// Since.
    pub effective_at: Option<Date>,
    /// Note.
    pub note: String,
}

/// An export quota in force.
#[derive(Debug, Clone, PartialEq)]
pub struct QuotaRecord {
    /// Species+ number.
    pub id: String,
    /// Country.
    pub country: CountryCode,
    /// The number; `None` = in preparation or given in words only.
    pub quota: Option<f64>,
    /// Unit code, blank = number of specimens.
    pub unit: String,
    /// Published on.
    pub published: Option<Date>,
    /// Notes: term, source and conditions in words.
    pub note: String,
}

/// A trade suspension in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuspensionRecord {
    /// Species+ number.
    pub id: String,
    /// The taxon; blank = every taxon of the country.
    pub taxon_id: String,
    /// Country.
    pub country: CountryCode,
    /// Does it stop imports into that country, not exports from it?
    pub applies_to_import: bool,
    /// Since.
    pub start: Option<Date>,
    /// Notification to the Parties.
    pub notification: String,
    /// Note.
    pub note: String,
}

/// Where a taxon occurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistributionRecord {
    /// Country.
    pub country: CountryCode,
    /// `native`, or the service's tags joined by `|`: `extinct`, `introduced`, `reintroduced`, `uncertain`.
    pub status: String,
}

/// The law in force for one taxon.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Legislation {
    /// Entries of the Appendices.
    pub listings: Vec<ListingRecord>,
    /// Reservations.
    pub reservations: Vec<ReservationRecord>,
    /// Quotas.
    pub quotas: Vec<QuotaRecord>,
    /// Suspensions.
    pub suspensions: Vec<SuspensionRecord>,
}

#[derive(Deserialize)]
struct RawPage {
    pagination: RawPagination,
    taxon_concepts: Vec<RawConcept>,
}

#[derive(Deserialize)]
struct RawPagination {
    current_page: u32,
    per_page: u32,
    total_entries: u64,
}

#[derive(Deserialize)]
struct RawConcept {
    id: u64,
    full_name: String,
    #[serde(default)]
    author_year: Option<String>,
    rank: String,
    name_status: String,
    #[serde(default)]
    updated_at: Option<Timestamp>,
    #[serde(default = "yes")]
    active: bool,
    #[serde(default)]
    higher_taxa: Option<RawHigher>,
    #[serde(default)]
    synonyms: Option<Vec<RawName>>,
    #[serde(default)]
    common_names: Option<Vec<RawCommon>>,
    #[serde(default)]
    cites_listing: Option<String>,
    #[serde(default)]
    cites_listings: Option<Vec<RawListing>>,
    #[serde(default)]
    accepted_names: Option<Vec<RawName>>,
    #[serde(default)]
    distributions: Option<Vec<RawDistribution>>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize, Default)]
struct RawHigher {
    kingdom: Option<String>,
    phylum: Option<String>,
    class: Option<String>,
    order: Option<String>,
    family: Option<String>,
}

#[derive(Deserialize)]
struct RawName {
    id: u64,
    full_name: String,
    #[serde(default)]
    author_year: Option<String>,
}

#[derive(Deserialize)]
struct RawCommon {
    name: String,
    language: String,
}

#[derive(Deserialize)]
struct RawPlace {
    iso_code2: String,
}

#[derive(Deserialize)]
struct RawHash {
    symbol: Option<String>,
    note: Option<String>,
}

#[derive(Deserialize)]
struct RawListing {
    #[serde(default)]
    id: Option<u64>,
    #[serde(default)]
    taxon_concept_id: Option<u64>,
    #[serde(default = "yes")]
    is_current: bool,
    appendix: String,
    #[serde(default)]
    change_type: Option<String>,
    #[serde(default)]
    effective_at: Option<Date>,
    #[serde(default)]
    party: Option<RawPlace>,
    #[serde(default)]
    annotation: Option<String>,
    #[serde(default)]
    hash_annotation: Option<RawHash>,
}

#[derive(Deserialize)]
struct RawLegislation {
    #[serde(default)]
    cites_listings: Vec<RawListing>,
    #[serde(default)]
    cites_quotas: Vec<RawQuota>,
    #[serde(default)]
    cites_suspensions: Vec<RawSuspension>,
}

#[derive(Deserialize)]
struct RawQuota {
    id: u64,
    quota: Option<f64>,
    publication_date: Option<Date>,
    notes: Option<String>,
    #[serde(default = "yes")]
    is_current: bool,
    unit: Option<RawUnit>,
    geo_entity: RawPlace,
}

#[derive(Deserialize)]
struct RawUnit {
    code: Option<String>,
}

#[derive(Deserialize)]
struct RawSuspension {
    id: u64,
    taxon_concept_id: Option<u64>,
    notes: Option<String>,
    start_date: Option<Date>,
    #[serde(default = "yes")]
    is_current: bool,
    #[serde(default)]
    applies_to_import: Option<bool>,
    geo_entity: Option<RawPlace>,
    start_notification: Option<RawNotification>,
}

#[derive(Deserialize)]
struct RawNotification {
    name: Option<String>,
}

#[derive(Deserialize)]
struct RawDistribution {
    iso_code2: String,
    #[serde(default)]
    tags: Vec<String>,
}

fn unreadable(error: &serde_json::Error) -> ImportError {
    ImportError {
        code: "species-plus-json",
        at: format!("line {}, column {}", error.line(), error.column()),
        help: format!("it has not the expected form ({error}); check the address and try again"),
    }
}

fn wrong(record: &str, help: impl Into<String>) -> ImportError {
    ImportError { code: "species-plus-value", at: record.to_owned(), help: help.into() }
}

/// Reads one page of taxon concepts. Records of a kind we do not keep (trade names, hybrids, other ranks) are named
/// in [`Page::skipped`].
///
/// # Errors
/// `species-plus-json` when the answer has not the expected form, `species-plus-value` for a value in it.
pub fn parse_page(json: &str) -> Result<Page, ImportError> {
    let raw: RawPage = serde_json::from_str(json).map_err(|e| unreadable(&e))?;
    let (mut taxa, mut skipped) = (Vec::new(), Vec::new());
    for concept in raw.taxon_concepts {
        match read_concept(concept)? {
            Ok(concept) => taxa.push(concept),
            Err(reason) => skipped.push(reason),
        }
    }
    let pages = raw.pagination;
    let seen = u64::from(pages.current_page) * u64::from(pages.per_page);
    let next = (seen < pages.total_entries && pages.per_page > 0).then_some(pages.current_page.saturating_add(1));
    Ok(Page { taxa, next, total: pages.total_entries, skipped })
}

/// Reads one line of the weekly whole file: a concept with its countries.
///
/// # Errors
/// As [`parse_page`]. `Ok(Err(reason))` is a record we do not keep.
pub fn parse_line(json: &str) -> Result<Result<Concept, String>, ImportError> {
    read_concept(serde_json::from_str(json).map_err(|e| unreadable(&e))?)
}

/// Reads the law in force for one taxon.
///
/// # Errors
/// As [`parse_page`].
pub fn parse_legislation(json: &str) -> Result<Legislation, ImportError> {
    let raw: RawLegislation = serde_json::from_str(json).map_err(|e| unreadable(&e))?;
    let mut law = Legislation::default();
    for listing in raw.cites_listings.into_iter().filter(|l| l.is_current) {
        match listing.change_type.as_deref() {
            None | Some("+") => law.listings.extend(read_listing(listing)?),
            Some("R+") => {
                let record = read_listing(listing)?.ok_or_else(|| wrong("a reservation", "it has no number"))?;
                let party = record.party.ok_or_else(|| wrong(&record.id, "the reservation names no Party"))?;
                law.reservations.push(ReservationRecord {
                    id: record.id,
                    appendix: record.appendix,
                    party,
                    effective_at: record.effective_at,
                    note: record.note,
                });
            }
            // A removal or a withdrawn reservation leaves nothing in force.
            Some(_) => {}
        }
    }
    for quota in raw.cites_quotas.into_iter().filter(|q| q.is_current) {
        law.quotas.push(QuotaRecord {
            id: quota.id.to_string(),
            country: country(&quota.geo_entity.iso_code2, quota.id)?,
            // The service writes -1 for a quota that is given in words only.
            quota: quota.quota.filter(|q| *q >= 0.0),
            unit: quota.unit.and_then(|u| u.code).unwrap_or_default(),
            published: quota.publication_date,
            note: quota.notes.unwrap_or_default(),
        });
    }
    for suspension in raw.cites_suspensions.into_iter().filter(|s| s.is_current) {
        let Some(place) = suspension.geo_entity else { continue };
        law.suspensions.push(SuspensionRecord {
            id: suspension.id.to_string(),
            taxon_id: suspension.taxon_concept_id.map(|id| id.to_string()).unwrap_or_default(),
            country: country(&place.iso_code2, suspension.id)?,
            applies_to_import: suspension.applies_to_import.unwrap_or(false),
            start: suspension.start_date,
            notification: suspension.start_notification.and_then(|n| n.name).unwrap_or_default(),
            note: suspension.notes.unwrap_or_default(),
        });
    }
    Ok(law)
}

/// Reads the countries of one taxon.
///
/// # Errors
/// As [`parse_page`].
pub fn parse_distributions(json: &str) -> Result<Vec<DistributionRecord>, ImportError> {
    let raw: Vec<RawDistribution> = serde_json::from_str(json).map_err(|e| unreadable(&e))?;
    raw.into_iter().map(read_distribution).collect()
}

fn read_distribution(raw: RawDistribution) -> Result<DistributionRecord, ImportError> {
    let status = if raw.tags.is_empty() {
        "native".to_owned()
    } else {
        raw.tags.iter().map(|t| t.trim_start_matches("distribution ")).collect::<Vec<_>>().join("|")
    };
    Ok(DistributionRecord { country: country(&raw.iso_code2, 0)?, status })
}

fn country(code: &str, record: u64) -> Result<CountryCode, ImportError> {
    CountryCode::parse(code).map_err(|_| wrong(&record.to_string(), format!("{code:?} is no country code")))
}

fn read_listing(raw: RawListing) -> Result<Option<ListingRecord>, ImportError> {
    // Entries without a number are summaries of lower taxa.
    let Some(id) = raw.id else { return Ok(None) };
    let Some(appendix) = Appendix::from_code(&raw.appendix) else {
        return Err(wrong(&id.to_string(), format!("{:?} is no Appendix", raw.appendix)));
    };
    let annotation = raw
        .hash_annotation
        .and_then(|h| Some((h.symbol.filter(|s| !s.trim().is_empty())?, h.note.unwrap_or_default())))
        .map(|(symbol, note)| (symbol.trim().to_owned(), note));
    let text = raw.annotation.unwrap_or_default();
    Ok(Some(ListingRecord {
        id: id.to_string(),
        taxon_id: raw.taxon_concept_id.map(|id| id.to_string()),
        appendix,
        effective_at: raw.effective_at,
        party: raw.party.map(|p| country(&p.iso_code2, id)).transpose()?,
        note: text.split_whitespace().collect::<Vec<_>>().join(" "),
        annotation,
    }))
}

fn read_concept(raw: RawConcept) -> Result<Result<Concept, String>, ImportError> {
    let Some(rank) = Rank::from_text(&raw.rank) else {
        return Ok(Err(format!("{} ({}): rank {} is not kept", raw.full_name, raw.id, raw.rank)));
    };
    let status = match raw.name_status.as_str() {
        "A" => Status::Accepted,
        "S" => {
            let accepted = raw.accepted_names.unwrap_or_default();
            Status::SynonymOf(accepted.into_iter().map(|n| n.id.to_string()).collect())
        }
        other => return Ok(Err(format!("{} ({}): name status {other} is not kept", raw.full_name, raw.id))),
    };
    let higher = raw.higher_taxa.unwrap_or_default();
    let mut listings = Vec::new();
    for listing in raw.cites_listings.unwrap_or_default() {
        listings.extend(read_listing(listing)?);
    }
    let distribution =
        raw.distributions.map(|d| d.into_iter().map(read_distribution).collect::<Result<Vec<_>, _>>()).transpose()?;
    Ok(Ok(Concept {
        id: raw.id.to_string(),
        full_name: raw.full_name,
        author: raw.author_year.unwrap_or_default(),
        rank,
        status,
        active: raw.active,
        updated_at: raw.updated_at,
        higher: [higher.kingdom, higher.phylum, higher.class, higher.order, higher.family]
            .map(Option::unwrap_or_default),
        synonyms: raw
            .synonyms
            .unwrap_or_default()
            .into_iter()
            .map(|s| (s.full_name, s.author_year.unwrap_or_default()))
            .collect(),
        common_names: raw
            .common_names
            .unwrap_or_default()
            .into_iter()
            .map(|n| (n.name, n.language.to_lowercase()))
            .collect(),
        cites_listing: raw.cites_listing.unwrap_or_default(),
        listings,
        distribution,
    }))
}
