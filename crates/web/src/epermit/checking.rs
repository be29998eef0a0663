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
use office::registers::marks;
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
    let errors: Vec<_> = form_errors(form).into_iter().filter(|e| e.field != "declaration").collect();
    for e in &errors {
        let sentence = FieldError::new(e.field.clone(), e.code.clone()).help(e.help.clone()).sentence(words);
        problems.push((sentence.plain(), mend(&id, &e.field)));
    }
    if errors.is_empty() {
        let declared = FormInput { declaration: true, ..form.clone() };
        let office = &call.app.office;
        let trace = examine::preview(office, &call.reader()?, &declared, office.clock.now()).await?;
        problems.extend(advice(&trace, None, call.lang).into_iter().map(|s| (s, links::question(&id, "items"))));
    }
    for (line, mark) in marks::for_applicant(&call.app.office, &call.reader()?, found.columns.id).await? {
        let said = words.rich1("mark-known", "mark", Html::code(&mark)).plain();
        problems.push((said, links::line_question(&id, line, "marks")));
    }
    let shown = CheckAnswers {
        shell: shell(call).await,
        application: id.clone(),
        sections: sections(call, &id, form),
        problems,
        errors: Vec::new(),
        ready: errors.is_empty(),
    };
    page(call, &shown)
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
    let of = permits::consignments::typed(form);
    if let Some(general) = out.first_mut().filter(|_| permits::consignments::asked(form)) {
        let count = words.rich1("consignments-count", "n", usize::from(of));
        general.answers.push(Given::new("answer-consignments", count, q("consignments")));
    }
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
        if let Some(item) = out.last_mut().filter(|_| of > 1) {
            let shares = line.shares.iter().enumerate().filter(|(_, s)| !s.trim().is_empty());
            let share = |(k, s): (usize, &String)| words.rich2("consignment-share", "n", k + 1, "amount", s.trim());
            let shares: Vec<Html> = shares.map(share).collect();
            item.answers.push(Given::new("answer-shares", Html::join(&shares, ", "), l("shares")));
        }
    }
    out
}
