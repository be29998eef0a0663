//! From what is on file to what the rules are asked.

use cites::{CountryCode, Date, DocumentType, Timestamp};
use permits::particulars::Particulars;
use permits::{Draft, DraftLine, Finding, FindingResult};
use rules::{DocumentFact, Facts, FindingFact, LineFacts, Movement, QuotaFact};

/// The day it is in UTC: rules and validity count in days, and one calendar for all Parties keeps them comparable.
pub fn day(at: Timestamp) -> Date {
    at.to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// Which way the specimens of this draft go. Certificates that serve several movements are read by their origin.
pub fn movement(draft: &Draft, country: CountryCode) -> Movement {
    Movement::of_document(draft.base()).unwrap_or_else(|| {
        let foreign = |line: &DraftLine| line.origin.as_ref().is_some_and(|o| o.country != country);
        if draft.lines.iter().any(foreign) { Movement::Reexport } else { Movement::Export }
    })
}

/// Everything the rules may look at for one case.
///
/// `quotas`: positions of the ledgers that each line draws on, in the order of the lines, without this case itself.
pub fn facts(
    draft: &Draft,
    country: CountryCode,
    findings: &[Finding],
    documents: Vec<DocumentFact>,
    quotas: &[Vec<QuotaFact>],
) -> Facts {
    let partner = (!draft.orders_blanks()).then_some(draft.partner_country);
    let mut facts = Facts::new(movement(draft, country), country, partner);
    facts.document = Some(examined_as(draft));
    facts.base = facts.document.filter(|kind| *kind != draft.base()).map(|_| draft.base());
    facts.purpose = Some(draft.purpose);
    facts.findings = findings.iter().map(finding).collect();
    facts.documents = documents;
    facts.effects.clone_from(&draft.effects);
    if let Particulars::FromSea { flag, landed_in, .. } = &draft.particulars {
        (facts.flag, facts.landing) = (*flag, *landed_in);
    }
    if let Particulars::Collection { carnet, number, until } = &draft.particulars {
        facts.carnet = Some((format!("{} {number}", carnet.code()), *until));
    }
    facts.lines = draft
        .lines
        .iter()
        .enumerate()
        .map(|(n, l)| line(l, draft.remarks.as_deref(), quotas.get(n).cloned().unwrap_or_default()))
        .collect();
    facts
}

/// Replacements are examined as the document they stand for. Retrospective documents have conditions of their own beside
/// those of their movement (rule M5).
fn examined_as(draft: &Draft) -> DocumentType {
    match draft.document_type {
        DocumentType::Retro => DocumentType::Retro,
        DocumentType::Partial => DocumentType::Partial,
        _ => draft.base(),
    }
}

fn line(line: &DraftLine, justification: Option<&str>, quotas: Vec<QuotaFact>) -> LineFacts {
    LineFacts {
        second_source: line.second_source,
        appendix: Some(line.appendix),
        origin: line.origin.as_ref().map(|o| o.country),
        origin_permit: line.origin.as_ref().and_then(|o| o.permit.as_ref()).map(ToString::to_string),
        origin_date: line.origin.as_ref().and_then(|o| o.date),
        last_reexport: line.last_reexport.as_ref().map(|o| o.country),
        operation: line.operation.clone(),
        acquired: line.acquired.as_deref().and_then(|text| text.parse().ok()),
        acquired_words: line.acquired.clone(),
        generations: line.generations,
        justification: justification.map(str::to_owned),
        marks: line.marks.clone(),
        quotas,
        ..LineFacts::new(line.taxon.clone(), line.term, line.quantity, line.source)
    }
}

fn finding(finding: &Finding) -> FindingFact {
    FindingFact {
        kind: finding.kind,
        line: finding.scope.line,
        result: match &finding.result {
            FindingResult::Positive => rules::FindingResult::Positive,
            FindingResult::PositiveWithConditions { .. } => rules::FindingResult::PositiveWithConditions,
            FindingResult::Negative => rules::FindingResult::Negative,
            FindingResult::Insufficient => rules::FindingResult::Insufficient,
        },
        made_on: day(finding.made.at),
        expires: finding.expires,
        cap: None,
    }
}
