//! Species and the public question "what documents do I need", for pages and API alike.

use super::call::Call;
use super::enter::day;
use super::failure::Failure;
use super::prices::{self, PriceView, Prices};
use super::respond::json;
use super::route::Answer;
use crate::epermit::view::ChecksView;
use cites::{Amount, CountryCode, Date, DocumentType, Purpose, Quantity, Source, TaxonName, Term, Unit};
use office::Law;
use rules::{Carriage, Effects, Facts, LineFacts, Movement};
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
    /// `export`, `import`, `reexport`, `ifs` (introduction from the sea) or `transit`.
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
    /// Not an ordinary shipment: `carried`, `household`, `sent` (personal effects), `pet`, `instrument`, `exhibition`,
    /// `samples`, `science`, `registered`, `phyto`, `replacement` or `retrospective`.
    #[serde(default)]
    pub situation: String,
    /// How much; blank: one.
    #[serde(default)]
    pub quantity: String,
    /// Unit code; blank: number.
    #[serde(default)]
    pub unit: String,
    /// How many people share it, for personal effects; blank: one.
    #[serde(default)]
    pub persons: String,
    /// Where the owner lives.
    #[serde(default)]
    pub residence: String,
    /// Where it was acquired.
    #[serde(default)]
    pub acquired_in: String,
    /// When it was acquired: a day or a year.
    #[serde(default)]
    pub acquired: String,
    /// Country of origin, where it is not the country of export.
    #[serde(default)]
    pub origin: String,
    /// The country that it passes through.
    #[serde(default)]
    pub through: String,
    /// Hybrid animals: generations back to a listed species.
    #[serde(default)]
    pub generations: String,
    /// Introduction from the sea: the State whose flag the ship flies; blank: ours.
    #[serde(default)]
    pub flag: String,
    /// Introduction from the sea: the State in whose port the specimens are landed; blank: ours.
    #[serde(default)]
    pub landed_in: String,
}

impl Question {
    /// The question in an address.
    pub fn asked(call: &Call) -> Question {
        let text = |name: &str| call.asked(name).unwrap_or("").to_owned();
        Question {
            direction: text("direction"),
            from: text("from"),
            to: text("to"),
            taxon: text("taxon"),
            term: text("term"),
            source: text("source"),
            purpose: text("purpose"),
            situation: text("situation"),
            quantity: text("quantity"),
            unit: text("unit"),
            persons: text("persons"),
            residence: text("residence"),
            acquired_in: text("acquired_in"),
            acquired: text("acquired"),
            origin: text("origin"),
            through: text("through"),
            generations: text("generations"),
            flag: text("flag"),
            landed_in: text("landed_in"),
        }
    }
}

/// A question, read.
pub struct Read {
    /// For the rules.
    pub facts: Facts,
    /// The two countries.
    pub countries: (CountryCode, CountryCode),
}

/// What a situation means: how the goods are carried, or which document is asked about.
fn situation(code: &str) -> Option<(Option<Carriage>, Option<DocumentType>)> {
    let document = |kind| Some((None, Some(kind)));
    match code {
        "" => Some((None, None)),
        "pet" => document(DocumentType::Poc),
        "instrument" => document(DocumentType::Mic),
        "exhibition" => document(DocumentType::Tec),
        "samples" => document(DocumentType::Sample),
        "science" => document(DocumentType::Scilabel),
        "registered" => document(DocumentType::Partial),
        "phyto" => document(DocumentType::Phyto),
        "replacement" => document(DocumentType::Replace),
        "retrospective" => document(DocumentType::Retro),
        other => Carriage::from_code(other).map(|c| (Some(c), None)),
    }
}

/// A day, or the last day of a year: who only knows the year is read strictly.
fn acquired(text: &str) -> Result<Date, cites::ParseError> {
    let year = || text.parse::<i16>().ok().filter(|y| (1000..=9999).contains(y));
    text.parse()
        .ok()
        .or_else(|| year().and_then(|y| Date::new(y, 12, 31).ok()))
        .ok_or_else(|| cites::ParseError::new("date-form", "Enter a real date, like 1970-05-01, or a year."))
}

/// A small count; blank: none.
fn small(text: &str) -> Result<Option<u16>, cites::ParseError> {
    let wrong = || cites::ParseError::new("quantity-number", "Enter a whole number, like 2.");
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| wrong()) }
}

/// Reads a question; every field that is not right is told at once.
///
/// # Errors
/// The fields.
pub fn read(q: &Question) -> Result<Read, Failure> {
    let mut errors: Vec<permits::FieldError> = Vec::new();
    let keep = |errors: &mut Vec<permits::FieldError>, field: &str, e: cites::ParseError| {
        errors.push(permits::FieldError { field: field.into(), code: e.code.into(), help: e.help });
    };
    macro_rules! field {
        ($name:literal, $value:expr) => {
            $value.map_err(|e| keep(&mut errors, $name, e)).ok()
        };
    }
    let movement = match q.direction.trim() {
        "export" => Ok(Movement::Export),
        "import" => Ok(Movement::Import),
        "reexport" => Ok(Movement::Reexport),
        "ifs" => Ok(Movement::FromSea),
        "transit" => Ok(Movement::Transit),
        _ => Err(cites::ParseError::new("choose-direction", "Choose export, import, reexport, ifs or transit.")),
    };
    let movement = field!("direction", movement);
    let country = |text: &str| CountryCode::parse(text.trim());
    let maybe = |text: &str| if text.trim().is_empty() { Ok(None) } else { country(text).map(Some) };
    let sea = movement == Some(Movement::FromSea);
    let from = field!("from", if sea { Ok(CountryCode::SEA) } else { country(&q.from) });
    let to = field!("to", country(&q.to));
    let taxon = field!("taxon", TaxonName::parse(&q.taxon));
    let term = field!("term", q.term.trim().parse::<Term>());
    let source = field!("source", q.source.trim().parse::<Source>());
    let purpose = field!("purpose", q.purpose.trim().parse::<Purpose>());
    let unknown = || cites::ParseError::new("code-unknown", "Choose a situation from the list.");
    let special = field!("situation", situation(q.situation.trim()).ok_or_else(unknown));
    let unit = match q.unit.trim() {
        "" => Ok(Unit::Nar),
        code => code.parse::<Unit>(),
    };
    let unit = field!("unit", unit);
    let amount = match q.quantity.trim() {
        "" => Ok(Amount::whole(1)),
        text => Amount::parse(text),
    };
    let amount = field!("quantity", amount);
    let persons = field!("persons", small(q.persons.trim()));
    let generations = field!("generations", small(q.generations.trim()));
    let residence = field!("residence", maybe(&q.residence));
    let acquired_in = field!("acquired_in", maybe(&q.acquired_in));
    let origin = field!("origin", maybe(&q.origin));
    let flag = field!("flag", if sea { maybe(&q.flag) } else { Ok(None) });
    let landed_in = field!("landed_in", if sea { maybe(&q.landed_in) } else { Ok(None) });
    let through = if movement == Some(Movement::Transit) { country(&q.through).map(Some) } else { Ok(None) };
    let through = field!("through", through);
    let day = match q.acquired.trim() {
        "" => Ok(None),
        text => acquired(text).map(Some),
    };
    let day = field!("acquired", day);
    let (Some(movement), Some(from), Some(to), Some(taxon), Some(term), Some(source), Some(purpose)) =
        (movement, from, to, taxon, term, source, purpose)
    else {
        return Err(Failure::Fields(errors));
    };
    let (true, Some((carriage, document)), Some(unit), Some(amount)) = (errors.is_empty(), special, unit, amount)
    else {
        return Err(Failure::Fields(errors));
    };
    let (own, partner) = match movement {
        Movement::Export | Movement::Reexport => (from, to),
        Movement::Import | Movement::FromSea => (to, from),
        Movement::Transit => (through.flatten().unwrap_or(to), from),
    };
    let mut facts = Facts::new(movement, own, Some(partner));
    (facts.purpose, facts.document) = (Some(purpose), document);
    facts.destination = (movement == Movement::Transit).then_some(to);
    (facts.flag, facts.landing) = (flag.flatten(), landed_in.flatten());
    facts.effects = carriage.map(|carriage| Effects {
        carriage,
        acquired_in: acquired_in.flatten(),
        residence: residence.flatten(),
        persons: persons.flatten().unwrap_or(1),
    });
    // The question is about the sort of specimen; how many matters for personal effects only.
    let quantity = Quantity::new(amount, unit).map_err(|e| Failure::parse("quantity", &e))?;
    let mut line = LineFacts::new(taxon, term, quantity, source);
    line.origin = origin.flatten();
    line.acquired = day.flatten();
    line.generations = generations.flatten().and_then(|n| u8::try_from(n).ok());
    if document.is_some() {
        // What the form will ask for is not missing from a question.
        let later = || Some("asked for in the application".to_owned());
        (line.operation, line.justification, facts.registration) = (later(), later(), later());
        line.marks = later().into_iter().collect();
        line.acquired_words = later();
    }
    facts.lines = vec![line];
    Ok(Read { facts, countries: (from, to) })
}

/// The rules of a country: its own rows where its house is here, else the Convention's.
///
/// # Errors
/// When no house is here at all.
pub fn pack(call: &Call, country: CountryCode) -> Result<Law<'_>, Failure> {
    let office = &call.app.office;
    let house = office.house_of(country).or_else(|| office.houses().next()).ok_or(Failure::NotFound)?;
    Ok(office.law(house))
}

/// Today, and what the rules answer.
///
/// # Errors
/// When no house is here at all.
pub fn answer(call: &Call, facts: &Facts) -> Result<(Date, rules::Answer), Failure> {
    let today = day(call.app.office.clock.now());
    let (pack, taxa) = (pack(call, facts.country)?, &call.app.office.taxa);
    let answer = match facts.document {
        Some(_) => rules::document_possible(facts, &pack, taxa, today),
        None => rules::documents_needed(facts, &pack, taxa, today),
    };
    Ok((today, answer))
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
    /// Who issues, what kinds of fee, how long, by which text.
    pub guidance: GuidanceView,
}

/// What one asks before applying.
#[derive(Debug, Serialize, ToSchema)]
pub struct GuidanceView {
    /// In the order in which one gets them.
    pub documents: Vec<GuidedView>,
    /// What is examined.
    pub findings: Vec<ExaminedView>,
    /// Days until a decision that the authority aims at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_days: Option<u32>,
    /// The same for who pays for urgent handling, where the Authority offers a shorter time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgent_days: Option<u32>,
}

/// One document.
#[derive(Debug, Serialize, ToSchema)]
pub struct GuidedView {
    /// Any one of these is enough.
    pub any_of: Vec<String>,
    /// Country of the issuer.
    pub country: String,
    /// `management-authority`, `plant-health` or `institution`.
    pub issuer: String,
    /// Before the others?
    pub first: bool,
    /// By which text.
    pub citation: String,
    /// Longest validity in months.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months: Option<u8>,
    /// Codes of the kinds of fee that may be due.
    pub fees: Vec<String>,
    /// The amounts, where the Party's fees are known here; absent where it takes none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<PriceView>,
}

/// One thing that is examined.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExaminedView {
    /// Code of the finding.
    pub kind: String,
    /// `SA` or `MA`.
    pub by: String,
    /// By which text.
    pub citation: String,
}

impl GuidanceView {
    fn of(read: &Read, guide: &rules::Guide, prices: &Prices) -> GuidanceView {
        let documents = guide.documents.iter().zip(&prices.each).map(|(d, price)| GuidedView {
            any_of: d.any_of.iter().map(|k| k.code().to_owned()).collect(),
            country: read.country(d.from).code().to_owned(),
            issuer: d.issuer.code().to_owned(),
            first: d.first,
            citation: d.citation.to_string(),
            months: d.months,
            fees: d.fees.iter().map(ToString::to_string).collect(),
            price: price.as_ref().map(|p| PriceView::of(p, prices.class, prices.unit)),
        });
        let findings = guide.findings.iter().map(|f| ExaminedView {
            kind: f.kind.code().to_owned(),
            by: if f.by == rules::guidance::Finder::Scientific { "SA".into() } else { "MA".into() },
            citation: f.citation.to_string(),
        });
        let own = prices.takes.map(prices::takes);
        GuidanceView {
            documents: documents.collect(),
            findings: findings.collect(),
            target_days: guide.days.map(|days| own.map_or(days, |t| t.days)),
            urgent_days: guide.days.and(own).and_then(|t| t.urgent),
        }
    }
}

impl Read {
    /// Our country, or the other one.
    pub fn country(&self, from: rules::DocumentFrom) -> CountryCode {
        match from {
            rules::DocumentFrom::Us => self.facts.country,
            rules::DocumentFrom::Partner if self.facts.country == self.countries.0 => self.countries.1,
            rules::DocumentFrom::Partner => self.countries.0,
        }
    }
}

/// What documents are needed, for programs.
pub async fn needed(call: Arc<Call>) -> Answer {
    let question = Question::asked(&call);
    let read = read(&question)?;
    let (on, answer) = answer(&call, &read.facts)?;
    let word = match &answer {
        rules::Answer::UnknownName(_) => "unknown-name",
        rules::Answer::NoPermitNeeded(_) => "none",
        rules::Answer::NotAllowed(_) => "not-allowed",
        rules::Answer::Documents(_) => "documents",
    };
    let guide = rules::guide(&read.facts, answer.trace());
    let guidance = GuidanceView::of(&read, &guide, &prices::of(&call, &question, &read, &guide).await?);
    let checks = ChecksView::of(answer.trace(), call.lang);
    json(&Needed { answer: word.to_owned(), on: on.to_string(), checks, guidance })
}
