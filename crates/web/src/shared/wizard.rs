//! What documents do I need: one page, the answers in its address, the same rules as the officer's.

use super::call::Call;
use super::draw::checks;
use super::needed::{Question, answer, pack, read};
use super::respond::{form_status, page_with};
use super::route::Answer;
use super::shell::shell;
use cites::Appendix;
use pages::shared::{Outcome, Requirement, WizardPage, WizardResult};
use pages::{FieldError, links};
use rules::DocumentFrom;
use std::sync::Arc;

/// The questions, and below them the answer once enough is known.
pub async fn show(call: Arc<Call>) -> Answer {
    let text = |name: &str| call.asked(name).unwrap_or("").to_owned();
    let begun = call.query.iter().any(|(n, v)| n != "lang" && !v.is_empty());
    let mut errors = Vec::new();
    let mut matches = Vec::new();
    let mut result = None;
    if begun {
        let question = Question {
            direction: text("direction"),
            from: text("from"),
            to: text("to"),
            taxon: text("taxon"),
            term: text("term"),
            source: text("source"),
            purpose: text("purpose"),
        };
        let known = question.taxon.is_empty() || call.app.office.taxa.resolve(&question.taxon).is_some();
        if !known {
            for hit in call.app.office.taxa.search(&question.taxon, 8, call.lang) {
                let name = hit.accepted_name();
                if !matches.iter().any(|(n, _): &(String, String)| *n == name) {
                    matches.push((name, format!("{} · {}", hit.matched, hit.appendix_text())));
                }
            }
            if matches.is_empty() {
                let help = "Choose a name from the list: this one is not in the Appendices.";
                errors.push(FieldError::new("taxon", "taxon-unknown").help(help));
            }
        }
        match read(&question) {
            Err(failure) => errors.extend(failure.on_form()?),
            Ok(read) if known => result = Some(answered(&call, &read)?),
            Ok(_) => {}
        }
    }
    let status = form_status(&errors);
    let shown = WizardPage { shell: shell(&call).await, typed: call.asked_again(), matches, errors, result };
    page_with(&call, &shown, status)
}

fn answered(call: &Call, read: &super::needed::Read) -> Result<WizardResult, super::failure::Failure> {
    let (law_on, answer) = answer(call, &read.facts)?;
    let trace = answer.trace();
    let (from, to) = read.countries;
    let home = read.facts.country;
    let away = if home == from { to } else { from };
    let mut documents = Vec::new();
    for document in trace.required_documents() {
        let Some(kind) = document.any_of.first() else { continue };
        let row = trace.of(&document.rule).next();
        documents.push(Requirement {
            document: *kind,
            from: match document.from {
                DocumentFrom::Us => home,
                DocumentFrom::Partner => away,
            },
            because: row.map(|c| c.sentence(call.lang)).unwrap_or_default(),
            citation: row.map(|c| c.citation.to_string()).unwrap_or_default(),
        });
    }
    let mut findings: Vec<_> = trace.required_findings().iter().map(|f| f.kind).collect();
    findings.dedup();
    let line = trace.lines().first();
    let speaking = checks(trace, pack(call, home)?, call.lang);
    let awaited: Vec<String> = trace.with(rules::Verdict::Awaited).map(|c| c.citation.to_string()).collect();
    Ok(WizardResult {
        outcome: match &answer {
            rules::Answer::NotAllowed(_) => Outcome::NotAllowed,
            rules::Answer::NoPermitNeeded(_) => Outcome::NotNeeded,
            rules::Answer::Documents(_) | rules::Answer::UnknownName(_) if documents.is_empty() => Outcome::NotNeeded,
            rules::Answer::Documents(_) | rules::Answer::UnknownName(_) => Outcome::Needed,
        },
        taxon: line.map(|l| l.accepted.clone()).unwrap_or_default(),
        appendix: line.and_then(|l| l.appendix).unwrap_or(Appendix::N),
        documents,
        findings,
        // What is awaited is said above as document or finding; here stands what warns or stops.
        checks: speaking
            .into_iter()
            .filter(|c| matches!(c.verdict, pages::parts::Verdict::Stop | pages::parts::Verdict::Look))
            .filter(|c| !awaited.contains(&c.citation))
            .collect(),
        law_on,
        start: format!("{}?document_type={}", links::APPLICATION_NEW, read.kind.code()),
    })
}
