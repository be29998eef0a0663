//! Every answer once more, before it is sent.

use super::drafting::{form_errors, stands_at, writable};
use super::steps::{fields_of, line_fields_of};
use crate::shared::call::Call;
use crate::shared::draw::advice;
use crate::shared::respond::page;
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::{DocumentType, Purpose, Source, Term};
use office::epermit::examine;
use pages::epermit::{Answer as Given, AnswerSection, Ask, CheckAnswers};
use pages::{FieldError, Html, links};
use permits::FormInput;
use permits::form::PartyInput;

/// Every answer once more.
pub(super) async fn check(call: &Call) -> Answer {
    let found = writable(call).await?;
    let id = found.columns.id.to_string();
    let form = found.value.form();
    let words = call.words();
    let mut problems = Vec::new();
    let mut free = Vec::new();
    let errors: Vec<_> = form_errors(form).into_iter().filter(|e| e.field != "declaration").collect();
    for e in &errors {
        let sentence = FieldError::new(e.field.clone(), e.code.clone()).help(e.help.clone()).sentence(words);
        problems.push((sentence.plain(), mend(&id, &e.field)));
    }
    if errors.is_empty() {
        let declared = FormInput { declaration: true, ..form.clone() };
        let office = &call.app.office;
        let (who, side, now) = (call.reader()?, found.value.side(), office.clock.now());
        let items = |s| (s, links::question(&id, "items"));
        match examine::effects(office, &who, &declared, side, now).await? {
            // Nothing is needed: that is the answer, and nothing else stands beside it.
            Some(rules::Answer::NoPermitNeeded(_)) => free = effects(call, form),
            claimed => {
                // Why they are not free comes first, then what the document asked for still wants.
                if let Some(answer) = claimed {
                    let own = |c: &&rules::Check| c.rule.starts_with('E') && c.verdict == rules::Verdict::Look;
                    let why = answer.trace().speaking().into_iter().filter(own).map(|c| c.sentence(call.lang));
                    problems.extend(why.map(|s| (s, links::question(&id, "particulars"))));
                }
                let trace = examine::preview(office, &who, &declared, side, now).await?;
                problems.extend(advice(&trace, None, call.lang).into_iter().map(items));
            }
        }
    }
    let shown = CheckAnswers {
        shell: shell(call).await,
        application: id.clone(),
        sections: sections(call, &id, form),
        problems,
        errors: Vec::new(),
        free,
        ready: errors.is_empty(),
    };
    page(call, &shown)
}

/// The public answer about each item, as an address: what the rules say there is what they say here, and it prints.
fn effects(call: &Call, form: &FormInput) -> Vec<(String, String)> {
    let home = call.seat().map(|s| s.house.party().code().to_owned()).unwrap_or_default();
    let import = form.document_type == DocumentType::Import.code();
    let (from, to) = match import {
        true => (form.partner_country.as_str(), home.as_str()),
        false => (home.as_str(), form.partner_country.as_str()),
    };
    let direction = form.document_type.to_lowercase();
    let p = &form.particulars;
    let address = |l: &permits::form::LineInput| {
        let given = [
            ("direction", direction.as_str()),
            ("from", from),
            ("to", to),
            ("taxon", &l.taxon),
            ("term", &l.term),
            ("source", &l.source),
            ("purpose", &form.purpose),
            ("situation", &p.carriage),
            ("quantity", &l.quantity),
            ("unit", &l.unit),
            ("persons", &p.persons),
            ("residence", &p.residence),
            ("acquired_in", &p.acquired_in),
            ("origin", &l.origin.country),
        ];
        let given = given.iter().filter(|(_, value)| !value.trim().is_empty());
        let pairs: Vec<String> = given.map(|(name, value)| format!("{name}={}", links::encode(value.trim()))).collect();
        (l.taxon.clone(), format!("{}?{}", links::WIZARD, pairs.join("&")))
    };
    form.lines.iter().map(address).collect()
}

/// Where a box is mended.
fn mend(id: &str, field: &str) -> String {
    if let Some((line, rest)) = field.strip_prefix("lines.").and_then(|r| r.split_once('.'))
        && let Ok(line) = line.parse()
    {
        let step = Ask::LINE_STEPS.iter().find(|s| stands_at(rest, line_fields_of(s), "")).unwrap_or(&"species");
        return links::line_question(id, line, step);
    }
    let steps = ["particulars"];
    let mut steps = Ask::STEPS.iter().chain(steps.iter());
    let step = steps.find(|s| stands_at(field, fields_of(s), "")).unwrap_or(&"items");
    links::question(id, step)
}

fn sections(call: &Call, id: &str, form: &FormInput) -> Vec<AnswerSection> {
    let words = call.words();
    let party = |p: &PartyInput| {
        Html::data(
            [p.name.as_str(), &p.street, &p.city, &p.country]
                .iter()
                .filter(|t| !t.is_empty())
                .copied()
                .collect::<Vec<_>>()
                .join(", "),
        )
    };
    let country = |code: &str| cites::CountryCode::parse(code).map(|c| words.country_html(&c)).unwrap_or_default();
    let q = |step: &str| links::question(id, step);
    let kind =
        DocumentType::from_code(&form.document_type).map(|k| Html::text(words.document_type(&k))).unwrap_or_default();
    let purpose = Purpose::from_code(&form.purpose).map(|p| words.purpose_html(&p)).unwrap_or_default();
    let mut out = vec![AnswerSection {
        title: "check-general".into(),
        number: None,
        answers: vec![
            Given::new("answer-kind", kind, q("kind")),
            Given::new("answer-exporter", party(&form.exporter), q("exporter")),
            Given::new("answer-importer", party(&form.importer), q("importer")),
            Given::new("answer-country", country(&form.partner_country), q("country")),
            Given::new("answer-purpose", purpose, q("purpose")),
            Given::new(
                "answer-transport",
                Html::data([form.transport_mode.as_str(), &form.shipment_date].join(" ").trim()),
                q("transport"),
            ),
        ],
    }];
    for (n, line) in form.lines.iter().enumerate() {
        let l = |step: &str| links::line_question(id, n, step);
        let term = Term::from_code(line.term.trim()).map(|t| words.term_html(&t)).unwrap_or_default();
        let source = Source::from_code(line.source.trim()).map(|s| words.source_html(&s)).unwrap_or_default();
        out.push(AnswerSection {
            title: "check-item".into(),
            number: Some(n + 1),
            answers: vec![
                Given::new(
                    "ui-species",
                    if line.taxon.is_empty() { Html::default() } else { Html::taxon(&line.taxon) },
                    l("species"),
                ),
                Given::new("ui-term", term, l("term")),
                Given::new(
                    "ui-quantity",
                    Html::data([line.quantity.trim(), line.unit.trim()].join(" ").trim()),
                    l("quantity"),
                ),
                Given::new("word-source-code", source, l("source")),
                Given::new("answer-marks", Html::data(&line.marks), l("marks")),
                Given::new("answer-description", Html::data(&line.description), l("describe")),
            ],
        });
    }
    out
}
