//! Species and the public question "what documents do I need", for pages and API alike.

use super::call::Call;
use super::enter::day;
use super::failure::Failure;
use super::respond::json;
use super::route::Answer;
use crate::epermit::view::ChecksView;
use cites::{Amount, CountryCode, Date, DocumentType, Purpose, Quantity, Source, TaxonName, Term, Unit};
use rules::{Facts, LineFacts, Movement, RulePack};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// Longest text that is searched for.
const LONGEST_QUERY: usize = 100;
/// Suggestions, where nobody asked for another number.
const SUGGESTIONS: usize = 10;

/// A name that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpeciesHit {
    /// The name found, as the data write it.
    pub name: String,
    /// The accepted name as it stands on a permit.
    pub accepted: String,
    /// A common name, where that is what was found.
    pub common: String,
    /// The Appendix, like `I/II`; blank where the data do not know.
    pub appendix: String,
    /// `accepted`, `synonym` or `common`.
    pub kind: String,
}

/// Names.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpeciesList {
    /// The best first.
    pub rows: Vec<SpeciesHit>,
}

/// Searches names.
///
/// # Errors
/// `q-long`.
pub fn search(call: &Call) -> Result<Vec<SpeciesHit>, Failure> {
    let Some(query) = call.asked("q") else { return Ok(Vec::new()) };
    if query.chars().count() > LONGEST_QUERY {
        return Err(Failure::field("q", "q-long", "Search for at most 100 letters."));
    }
    let limit = call.asked("limit").and_then(|n| n.parse().ok()).unwrap_or(SUGGESTIONS).clamp(1, 50);
    Ok(call
        .app
        .office
        .taxa
        .search(query, limit, call.lang)
        .iter()
        .map(|hit| SpeciesHit {
            name: hit.matched.to_owned(),
            accepted: hit.accepted_name(),
            common: if hit.lang.is_empty() { String::new() } else { hit.matched.to_owned() },
            appendix: hit.appendix_text(),
            kind: hit.kind.code().to_owned(),
        })
        .collect())
}

/// Species search for programs.
pub async fn species(call: Arc<Call>) -> Answer {
    json(&SpeciesList { rows: search(&call)? })
}

/// Species search for the pages' script: the bare list.
pub async fn species_json(call: Arc<Call>) -> Answer {
    json(&search(&call)?)
}

/// What a name is.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpeciesView {
    /// As asked.
    pub name: String,
    /// The accepted name, or the higher taxon through which the name resolved.
    pub accepted: String,
    /// `exact`, `synonym`, `species`, `genus`, `family` or `order`.
    pub via: String,
    /// Rank of the accepted taxon.
    pub rank: String,
    /// Family.
    pub family: String,
    /// Is it in the Appendices today?
    pub listed: bool,
    /// Entries that apply.
    pub listings: Vec<ListingView>,
}

/// An entry of the Appendices.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListingView {
    /// The Appendix.
    pub appendix: String,
    /// As printed in the Appendices.
    pub listed_name: String,
    /// What it says of populations.
    pub population: String,
    /// Codes of annotations.
    pub annotations: Vec<String>,
}

/// What a name is, and where it is listed.
pub async fn species_one(call: Arc<Call>) -> Answer {
    let name = call.param("name");
    let found = call.app.office.taxa.resolve(name).ok_or(Failure::NotFound)?;
    let today = day(call.app.office.clock.now());
    json(&SpeciesView {
        name: name.to_owned(),
        accepted: found.taxon.printed_name(),
        via: found.via.code().to_owned(),
        rank: found.taxon.rank.as_str().to_owned(),
        family: found.taxon.family.to_string(),
        listed: found.is_listed(today),
        listings: found
            .listings()
            .into_iter()
            .filter(|l| l.in_force(today))
            .map(|l| ListingView {
                appendix: l.appendix.code().to_owned(),
                listed_name: l.listed_name.clone(),
                population: l.population_note(call.lang).to_owned(),
                annotations: l.annotation_codes.clone(),
            })
            .collect(),
    })
}

/// The public question.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// `export`, `import`, `reexport` or `ifs` (introduction from the sea).
    pub direction: String,
    /// Country of export.
    #[serde(default)]
    pub from: String,
    /// Country of import.
    #[serde(default)]
    pub to: String,
    /// Scientific name.
    pub taxon: String,
    /// Term code.
    pub term: String,
    /// Source code.
    pub source: String,
    /// Purpose code.
    pub purpose: String,
}

/// A question, read.
pub struct Read {
    /// For the rules.
    pub facts: Facts,
    /// The two countries.
    pub countries: (CountryCode, CountryCode),
    /// The kind of document that an application would ask for.
    pub kind: DocumentType,
}

/// Reads a question; every field that is not right is told at once.
///
/// # Errors
/// The fields.
pub fn read(q: &Question) -> Result<Read, Failure> {
    let mut errors = Vec::new();
    let mut keep = |field: &str, e: cites::ParseError| {
        errors.push(permits::FieldError { field: field.into(), code: e.code.into(), help: e.help });
    };
    let direction = match q.direction.trim() {
        "export" => Some((Movement::Export, DocumentType::Export)),
        "import" => Some((Movement::Import, DocumentType::Import)),
        "reexport" => Some((Movement::Reexport, DocumentType::Reexport)),
        "ifs" => Some((Movement::FromSea, DocumentType::Ifs)),
        _ => {
            keep("direction", cites::ParseError::new("choose-direction", "Choose export, import, reexport or ifs."));
            None
        }
    };
    let sea = direction.is_some_and(|(m, _)| m == Movement::FromSea);
    let from = if sea { Ok(CountryCode::SEA) } else { CountryCode::parse(q.from.trim()) };
    let from = from.map_err(|e| keep("from", e)).ok();
    let to = CountryCode::parse(q.to.trim()).map_err(|e| keep("to", e)).ok();
    let taxon = TaxonName::parse(&q.taxon).map_err(|e| keep("taxon", e)).ok();
    let term = q.term.trim().parse::<Term>().map_err(|e| keep("term", e)).ok();
    let source = q.source.trim().parse::<Source>().map_err(|e| keep("source", e)).ok();
    let purpose = q.purpose.trim().parse::<Purpose>().map_err(|e| keep("purpose", e)).ok();
    let (Some((movement, kind)), Some(from), Some(to), Some(taxon), Some(term), Some(source), Some(purpose)) =
        (direction, from, to, taxon, term, source, purpose)
    else {
        return Err(Failure::Fields(errors));
    };
    let (own, partner) = match movement {
        Movement::Export | Movement::Reexport => (from, to),
        Movement::Import | Movement::FromSea | Movement::Transit => (to, from),
    };
    let mut facts = Facts::new(movement, own, Some(partner));
    facts.purpose = Some(purpose);
    // The question is about the sort of specimen; how many does not change which documents are needed.
    let quantity = Quantity::new(Amount::whole(1), Unit::Nar).map_err(|e| Failure::parse("taxon", &e))?;
    facts.lines = vec![LineFacts::new(taxon, term, quantity, source)];
    Ok(Read { facts, countries: (from, to), kind })
}

/// The rules of a country: its own rows where its house is here, else the Convention's.
///
/// # Errors
/// When no house is here at all.
pub fn pack(call: &Call, country: CountryCode) -> Result<&RulePack, Failure> {
    let office = &call.app.office;
    let house = office.house_of(country).or_else(|| office.houses().next()).ok_or(Failure::NotFound)?;
    Ok(&house.pack)
}

/// Today, and what the rules answer.
///
/// # Errors
/// When no house is here at all.
pub fn answer(call: &Call, facts: &Facts) -> Result<(Date, rules::Answer), Failure> {
    let today = day(call.app.office.clock.now());
    Ok((today, rules::documents_needed(facts, pack(call, facts.country)?, &call.app.office.taxa, today)))
}

/// What is needed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Needed {
    /// `documents`, `none`, `not-allowed` or `unknown-name`.
    pub answer: String,
    /// Date of the law.
    pub on: String,
    /// Documents, findings and rules.
    pub checks: ChecksView,
}

/// What documents are needed, for programs.
pub async fn needed(call: Arc<Call>) -> Answer {
    let text = |name: &str| call.asked(name).unwrap_or("").to_owned();
    let question = Question {
        direction: text("direction"),
        from: text("from"),
        to: text("to"),
        taxon: text("taxon"),
        term: text("term"),
        source: text("source"),
        purpose: text("purpose"),
    };
    let read = read(&question)?;
    let (on, answer) = answer(&call, &read.facts)?;
    let word = match &answer {
        rules::Answer::UnknownName(_) => "unknown-name",
        rules::Answer::NoPermitNeeded(_) => "none",
        rules::Answer::NotAllowed(_) => "not-allowed",
        rules::Answer::Documents(_) => "documents",
    };
    json(&Needed { answer: word.to_owned(), on: on.to_string(), checks: ChecksView::of(answer.trace(), call.lang) })
}
