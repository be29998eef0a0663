//! Which terms an annotation of the Appendices covers, leaves out, or lets depend on more than the term.

use super::table::{Only, PackError, read};
use crate::citation::Citation;
use crate::facts::Movement;
use cites::{Amount, CountryCode, Source, Term};

/// What an annotation makes of a specimen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Listed with the species.
    Covered,
    /// Left out. Never said of live or whole specimens, which Art. I(b) covers whatever the annotation says of parts.
    Excluded,
    /// Left out or not, by more than the term tells: packaging, label, sterile containers. Live and whole ones are covered.
    Depends,
    /// The same of live and whole specimens too: a cultivar, a domesticated form, a fossil.
    Form,
    /// Covered, under conditions that somebody reads.
    Conditions,
    /// As another annotation says.
    As(String),
}

/// One row of table `annotation_terms`: the first one of its code that fits decides.
#[derive(Debug, Clone)]
pub(crate) struct AnnotationTerms {
    pub code: String,
    /// Small letters; empty = every taxon of the listing.
    pub taxa: Vec<String>,
    pub movements: Only<Movement>,
    pub exporters: Only<CountryCode>,
    pub sources: Only<Source>,
    pub terms: Only<Term>,
    pub reading: Reading,
    /// Only up to this weight of wood in a shipment, in kilograms; above it the row covers.
    pub limit: Option<Amount>,
    pub citation: Citation,
}

/// Table `annotation_terms`: `code`, `taxa`, `movements`, `exporters`, `sources`, `terms`, `reading`, `limit_kg`, and a
/// citation. A reading that is a code says that this annotation counts instead.
pub(crate) fn annotation_terms(text: &str) -> Result<Vec<AnnotationTerms>, PackError> {
    read("annotation_terms", text, &["code", "taxa", "sources", "terms", "reading", "limit_kg"], |r| {
        let reading = match r.get("reading") {
            "covered" => Reading::Covered,
            "excluded" => Reading::Excluded,
            "depends" => Reading::Depends,
            "form" => Reading::Form,
            "conditions" => Reading::Conditions,
            code if code.starts_with('#') => Reading::As(code.to_owned()),
            _ => {
                return Err(r.wrong(
                    "reading",
                    "code-unknown",
                    "Choose covered, excluded, depends, form or conditions.",
                ));
            }
        };
        let limit = match r.get("limit_kg") {
            "" => None,
            text => {
                Some(Amount::parse(text).map_err(|e| r.wrong("limit_kg", e.code, "Give the weight in kilograms."))?)
            }
        };
        Ok(AnnotationTerms {
            code: r.get("code").to_owned(),
            taxa: r.get("taxa").split('|').map(|t| t.trim().to_lowercase()).filter(|t| !t.is_empty()).collect(),
            movements: r.codes("movements", Movement::from_code)?,
            exporters: r.countries("exporters")?,
            sources: r.codes("sources", Source::from_code)?,
            terms: r.codes("terms", Term::from_code)?,
            reading,
            limit,
            citation: r.citation()?,
        })
    })
}
