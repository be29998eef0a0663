//! What documents do I need: one page, the answers in its address, the same rules as the officer's.

use super::call::Call;
use super::draw::checks;
use super::needed::{Question, answer, pack, read};
use super::prices;
use super::respond::{form_status, page_with};
use super::route::Answer;
use super::shell::shell;
use cites::Appendix;
use pages::shared::{Examined, Outcome, Requirement, WizardPage, WizardResult};
use pages::{FieldError, links};
use rules::DocumentFrom;
use std::sync::Arc;

/// The questions, and below them the answer once enough is known.
pub async fn show(call: Arc<Call>) -> Answer {
    let begun = call.query.iter().any(|(n, v)| n != "lang" && !v.is_empty());
    let mut errors = Vec::new();
    let mut matches = Vec::new();
    let mut result = None;
    if begun {
        let question = Question::asked(&call);
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
            Ok(read) if known => match answered(&call, &question, &read).await {
                Ok(answer) => result = Some(answer),
                Err(failure) => errors.extend(failure.on_form()?),
            },
            Ok(_) => {}
        }
    }
    let status = form_status(&errors);
    let shown = WizardPage { shell: shell(&call).await, typed: call.asked_again(), matches, errors, result };
    page_with(&call, &shown, status)
}

/// The whole address of an answer, without what was left blank, so that it can be sent to somebody or printed.
fn address(call: &Call) -> String {
    let given = call.query.iter().filter(|(_, value)| !value.is_empty());
    let pairs: Vec<String> = given.map(|(n, v)| format!("{}={}", links::encode(n), links::encode(v))).collect();
    format!("{}{}?{}", call.app.office.addresses.public, links::WIZARD, pairs.join("&"))
}

async fn answered(
    call: &Call,
    question: &Question,
    read: &super::needed::Read,
) -> Result<WizardResult, super::failure::Failure> {
    let (law_on, answer) = answer(call, &read.facts)?;
    let trace = answer.trace();
    let home = read.facts.country;
    let guide = rules::guide(&read.facts, trace);
    let prices = prices::of(call, question, read, &guide).await?;
    let documents: Vec<Requirement> = guide
        .documents
        .iter()
        .zip(&prices.each)
        .filter_map(|(d, price)| {
            let (kind, or) = d.any_of.split_first()?;
            let row = trace.of(&d.rule).find(|c| c.verdict.speaks() && c.verdict != rules::Verdict::Awaited);
            Some(Requirement {
                document: *kind,
                or: or.to_vec(),
                from: read.country(d.from),
                issuer: d.issuer.code(),
                first: d.first,
                because: row.map(|c| c.sentence(call.lang)).unwrap_or_default(),
                citation: d.citation.words(call.lang),
                valid: d.months.zip(d.until),
                fees: d.fees.clone(),
                price: price.as_ref().map(|p| prices::shown(p, prices.unit)),
                // Nothing is charged, or nothing is known: that is said too where it could be known.
                unset: prices.here && price.is_none() && d.from == DocumentFrom::Us && !d.fees.is_empty(),
            })
        })
        .collect();
    let findings = guide.findings.iter().map(|f| Examined {
        kind: f.kind,
        scientific: f.by == rules::guidance::Finder::Scientific,
        citation: f.citation.words(call.lang),
    });
    let findings = findings.collect();
    let own = guide.documents.iter().find(|d| d.from == DocumentFrom::Us && !d.fees.is_empty());
    let start =
        own.and_then(|d| d.any_of.first()).map(|k| format!("{}?document_type={}", links::APPLICATION_NEW, k.code()));
    let line = trace.lines().first();
    let law = pack(call, home)?;
    let speaking = checks(trace, &law, call.lang);
    let awaited: Vec<String> = trace.with(rules::Verdict::Awaited).map(|c| c.citation.words(call.lang)).collect();
    let outcome = match &answer {
        rules::Answer::NotAllowed(_) => Outcome::NotAllowed,
        rules::Answer::NoPermitNeeded(_) => Outcome::NotNeeded,
        rules::Answer::Documents(_) | rules::Answer::UnknownName(_) if documents.is_empty() => Outcome::NotNeeded,
        rules::Answer::Documents(_) | rules::Answer::UnknownName(_) => Outcome::Needed,
    };
    let not_needed = outcome == Outcome::NotNeeded;
    let free = not_needed.then(|| match &answer {
        rules::Answer::NoPermitNeeded(trace) if trace.lines().iter().any(|l| l.exempt) => "effects",
        rules::Answer::NoPermitNeeded(_) => "unlisted",
        _ => "none",
    });
    Ok(WizardResult {
        outcome,
        free,
        taxon: line.map(|l| l.accepted.clone()).unwrap_or_default(),
        appendix: line.and_then(|l| l.appendix).unwrap_or(Appendix::N),
        documents,
        findings,
        // The Party's own clocks where they are known here, as its form and its cases use them.
        days: guide.days.map(|days| prices.takes.map_or(days, |t| prices::takes(t).days)),
        steps: guide.steps.iter().map(|s| (s.clock, s.hours)).collect(),
        // What is awaited is said above as document or finding; here stands what warns or stops.
        checks: speaking
            .into_iter()
            .filter(|c| matches!(c.verdict, pages::parts::Verdict::Stop | pages::parts::Verdict::Look))
            // Goods without a listing stop an application, not the traveller who asks here.
            .filter(|c| !(not_needed && c.verdict == pages::parts::Verdict::Stop))
            .filter(|c| !awaited.contains(&c.citation))
            .collect(),
        law_on,
        start,
        person: prices.class == permits::money::ApplicantClass::Person,
        address: address(call),
    })
}
