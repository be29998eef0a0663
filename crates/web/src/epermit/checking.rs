//! Every answer once more, before it is sent.

use super::drafting::{form_errors, stands_at, writable};
use super::steps::{fields_of, line_fields_of, whole_steps};
use crate::shared::call::Call;
use crate::shared::draw::advice;
use crate::shared::respond::page;
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::{Amount, CountryCode, Date, DocumentType, Purpose, Source, Term, Unit};
use office::epermit::{areas, awaited, examine};
use office::money::estimate;
use office::registers::marks;
use pages::epermit::{Answer as Given, AnswerSection, Ask, CheckAnswers};
use pages::{FieldError, Html, Words, links};
use permits::FormInput;
use permits::form::{LineInput, PartyInput, ProvenanceInput, STANDARD, URGENT};

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
    let mut read = call.read().await?;
    let (office, home) = (&call.app.office, call.seat()?.house.party());
    let today = crate::shared::enter::day(office.clock.now());
    for e in areas::missing(&mut read, office, home, form, found.value.side(), today).await? {
        let sentence = FieldError::new(e.field.clone(), e.code).help(e.help).sentence(words);
        problems.push((sentence.plain(), mend(&id, &e.field)));
    }
    if let Some(awaited) = awaited::of_form(&mut read, office, found.columns.id, form).await? {
        problems.extend(import_first(&awaited, words).map(|s| (s, links::question(&id, "documents"))));
    }
    drop(read);
    for (line, mark) in marks::for_applicant(&call.app.office, &call.reader()?, found.columns.id).await? {
        let said = words.rich1("mark-known", "mark", Html::code(&mark)).plain();
        problems.push((said, links::line_question(&id, line, "marks")));
    }
    for (n, line) in form.lines.iter().enumerate() {
        let Some(doubt) = call.app.office.taxa.doubt(&line.taxon, call.lang) else { continue };
        let all = [
            ("name", Html::taxon(&line.taxon).into()),
            ("group", Html::taxon(doubt.group.printed_name()).into()),
            ("appendix", line.appendix.as_str().into()),
        ];
        let mut said = vec![words.rich("taxon-doubt-check", &all).plain()];
        if !doubt.perhaps.is_empty() {
            said.push(words.say1("taxon-doubt-perhaps", "names", doubt.perhaps.join(", ")));
        }
        problems.push((said.join(" "), links::line_question(&id, n, "species")));
    }
    let cost = estimate::of_form(&call.app.office, &call.reader()?, form, found.value.side()).await;
    let cost = match cost {
        Ok(cost) => cost,
        // Said in another currency than the fees: what is wrong is told above, or at handing in.
        Err(e) if e.code() == "declared-value-currency" => {
            let said = FieldError::new("declared_value", e.code()).sentence(words).plain();
            problems.push((said, links::question(&id, "more")));
            None
        }
        Err(other) => return Err(other.into()),
    };
    let shown = CheckAnswers {
        shell: shell(call).await,
        application: id.clone(),
        sections: sections(call, &id, form),
        problems,
        errors: Vec::new(),
        free,
        cost: cost.map(|c| crate::money::fees::cost(&c)),
        takes: super::drafting::takes(call).await?,
        urgent: found.value.urgent(),
        ready: errors.is_empty(),
    };
    page(call, &shown)
}

/// What is still to be said of the import permit of the destination; nothing where its paper is there.
fn import_first(awaited: &awaited::Awaited, words: &Words) -> Option<String> {
    if awaited.paper || awaited.said {
        return None;
    }
    let country = ("country", words.country_html(&awaited.country).into());
    let which = ("which", consignments(awaited, words).into());
    Some(match &awaited.expected {
        Some(expected) => {
            words.rich("awaited-expected", &[country, which, ("text", Html::data(expected).into())]).plain()
        }
        None if awaited.later => words.rich("awaited-later", &[country, which]).plain(),
        None => words.rich("awaited-ask", &[country, which]).plain(),
    })
}

/// Which consignments are meant; nothing where there is only one.
pub(super) fn consignments(awaited: &awaited::Awaited, words: &Words) -> String {
    if awaited.of < 2 {
        return String::new();
    }
    let all = awaited.consignments.iter().map(|n| words.say1("consignment-nth", "n", usize::from(*n)));
    format!(" ({})", all.collect::<Vec<_>>().join(", "))
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
            ("flag", &p.flag),
            ("landed_in", &p.landed_in),
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

/// A name and an address in one row, the country in words.
fn party(p: &PartyInput, words: &Words) -> Html {
    let land = CountryCode::parse(p.country.trim()).map_or_else(|_| p.country.clone(), |c| words.country(&c));
    let parts = [&p.name, &p.street, &p.post_box, &p.postcode, &p.city, &p.subdivision, &land];
    Html::data(parts.into_iter().map(|t| t.trim()).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", "))
}

/// What was typed; nothing at all where nothing was.
fn said(text: &str) -> Html {
    if text.trim().is_empty() { Html::default() } else { Html::data(text.trim()) }
}

/// A code in its words; what is no code of the group, as it was typed.
fn known(group: &str, code: &str, words: &Words) -> Html {
    let key = format!("{group}-{}", code.trim());
    if words.has(&key) { words.html(key) } else { said(code) }
}

/// A port or office by its name with the code behind; what is no code of one, as it was typed.
fn place(text: &str) -> Html {
    match crate::shared::ports::name(text.trim()) {
        Some(name) => Html::join(&[Html::data(name), Html::code(text.trim())], " "),
        None => said(text),
    }
}

/// A day in words; what is no day, as it was typed.
fn day(text: &str, words: &Words) -> Html {
    text.trim().parse::<Date>().map_or_else(|_| said(text), |d| words.date_html(&d))
}

/// A country with the document it issued.
fn provenance(p: &ProvenanceInput, words: &Words) -> Html {
    let land = CountryCode::parse(p.country.trim()).map(|c| words.country_html(&c)).unwrap_or_default();
    let all = [land, said(&p.permit), day(&p.date, words)];
    Html::join(&all.into_iter().filter(|h| !h.is_empty()).collect::<Vec<_>>(), ", ")
}

/// Answers of the questions that only some kinds of document ask, under the words of the question.
fn particulars(id: &str, form: &FormInput, words: &Words) -> Vec<Given> {
    let p = &form.particulars;
    let kind = DocumentType::from_code(p.base_type.trim()).map(|k| Html::text(words.document_type(&k)));
    let choice = |group: &str, code: &str| known(group, code, words);
    let all = [
        ("base-type", kind.unwrap_or_default()),
        ("reason", said(&p.reason)),
        ("exhibition", said(&p.exhibition)),
        ("registration", said(&p.registration)),
        ("maker", said(&p.maker)),
        ("serial", said(&p.serial)),
        ("made", said(&p.made)),
        ("carnet-kind", said(&p.carnet_kind)),
        ("carnet-number", said(&p.carnet_number)),
        ("carnet-date", day(&p.carnet_date, words)),
        ("vessel", said(&p.vessel)),
        ("sea-area", said(&p.sea_area)),
        ("landings", choice("kind-landings", &p.landings)),
        ("shared-stock", choice("ui", &p.shared_stock)),
    ];
    let to = links::question(id, "particulars");
    let told = all.into_iter().filter(|(_, value)| !value.is_empty());
    let mut given: Vec<Given> =
        told.map(|(name, value)| Given::new(&format!("kind-ask-{name}"), value, to.clone())).collect();
    let country = |code: &str| CountryCode::parse(code).map(|c| words.country_html(&c)).unwrap_or_default();
    let beside = [
        ("blank-ask-blanks", said(&p.blanks)),
        ("blank-ask-open", pages::blanks::open_boxes(&p.open_boxes, words)),
        ("effects-carriage", choice("wizard-situation", &p.carriage)),
        ("wizard-residence", country(&p.residence)),
        ("wizard-acquired-in", country(&p.acquired_in)),
        ("kind-ask-flag", country(&p.flag)),
        ("kind-ask-landed-in", country(&p.landed_in)),
        ("wizard-persons", said(&p.persons)),
    ];
    let beside = beside.into_iter().filter(|(_, value)| !value.is_empty());
    given.extend(beside.map(|(key, value)| Given::new(key, value, to.clone())));
    given
}

/// Countries on the way in words; what is no country stays as it was typed.
fn on_the_way(typed: &str, words: &Words) -> Html {
    match permits::itinerary::read(typed) {
        Ok(all) => Html::join(&all.into_iter().map(|c| words.country_html(&c)).collect::<Vec<_>>(), words.comma()),
        Err(_) => said(typed),
    }
}

/// Every answer; what nobody needs to say stands there only when it was said.
fn sections(call: &Call, id: &str, form: &FormInput) -> Vec<AnswerSection> {
    let words = call.words();
    let country = |code: &str| CountryCode::parse(code).map(|c| words.country_html(&c)).unwrap_or_default();
    let q = |step: &str| links::question(id, step);
    let kind =
        DocumentType::from_code(&form.document_type).map(|k| Html::text(words.document_type(&k))).unwrap_or_default();
    let purpose = Purpose::from_code(&form.purpose).map(|p| words.purpose_html(&p)).unwrap_or_default();
    let mode = known("transport", &form.transport_mode, words);
    let ports = [&form.port_of_exit, &form.port_of_entry].map(|p| place(p));
    let asked = whole_steps(form);
    let mut general = vec![Given::new("answer-kind", kind, q("kind"))];
    general.push(Given::new("answer-exporter", party(&form.exporter, words), q("exporter")));
    if asked.contains(&"importer") {
        general.push(Given::new("answer-importer", party(&form.importer, words), q("importer")));
    }
    if asked.contains(&"country") {
        general.push(Given::new("answer-country", country(&form.partner_country), q("country")));
    }
    general.push(Given::new("answer-purpose", purpose, q("purpose")));
    general.extend(particulars(id, form, words));
    general.push(Given::new("answer-transport", mode, q("transport")));
    let files: Vec<&str> = form.attachments.iter().map(|a| a.name.as_str()).collect();
    let more = [
        ("answer-date", day(&form.shipment_date, words), "transport"),
        ("answer-ports", Html::join(&ports, " – "), "transport"),
        ("answer-transit", on_the_way(&form.transit, words), "transport"),
        ("answer-files", said(&files.join(", ")), "documents"),
        ("answer-replaces", said(&form.replaces), "kind"),
        ("answer-reference", said(&form.own_reference), "more"),
        ("answer-remarks", said(&form.remarks), "more"),
    ];
    let said = more.into_iter().filter(|(_, value, _)| !value.is_empty());
    general.extend(said.map(|(key, value, step)| Given::new(key, value, q(step))));
    if !form.urgency.trim().is_empty() {
        let answer = match form.urgency.as_str() {
            word @ (STANDARD | URGENT) => words.html(format!("urgency-{word}")),
            other => Html::data(other),
        };
        general.push(Given::new("answer-urgency", answer, q("urgency")));
    }
    let of = permits::consignments::typed(form);
    if permits::consignments::asked(form) {
        let count = words.rich1("consignments-count", "n", usize::from(of));
        general.push(Given::new("answer-consignments", count, q("consignments")));
    }
    let mut out = vec![AnswerSection { title: "check-general".into(), number: None, answers: general }];
    for (n, line) in form.lines.iter().enumerate() {
        let mut answers = item(id, n, line, words);
        if of > 1 {
            let shares = line.shares.iter().enumerate().filter(|(_, s)| !s.trim().is_empty());
            let share = |(k, s): (usize, &String)| words.rich2("consignment-share", "n", k + 1, "amount", s.trim());
            let shares: Vec<Html> = shares.map(share).collect();
            answers.push(Given::new("answer-shares", Html::join(&shares, ", "), links::line_question(id, n, "shares")));
        }
        out.push(AnswerSection { title: "check-item".into(), number: Some(n + 1), answers });
    }
    out
}

fn item(id: &str, n: usize, line: &LineInput, words: &Words) -> Vec<Given> {
    let l = |step: &str| links::line_question(id, n, step);
    let term = Term::from_code(line.term.trim()).map(|t| words.term_html(&t)).unwrap_or_default();
    let source = Source::from_code(line.source.trim()).map(|s| words.source_html(&s)).unwrap_or_default();
    let species = if line.taxon.is_empty() { Html::default() } else { Html::taxon(&line.taxon) };
    // A count stands alone; what is measured, with the words of its unit.
    let quantity = match (Amount::parse(line.quantity.trim()), Unit::from_any(line.unit.trim())) {
        (Ok(amount), Some(unit)) => Html::data(words.amount_of(&amount, &unit)),
        _ => Html::data([line.quantity.trim(), line.unit.trim()].join(" ").trim()),
    };
    let mut out = vec![
        Given::new("ui-species", species, l("species")),
        Given::new("ui-term", term, l("term")),
        Given::new("ui-quantity", quantity, l("quantity")),
        Given::new("answer-source", source, l("source")),
        Given::new("answer-marks", said(&line.marks), l("marks")),
        Given::new("answer-description", said(&line.description), l("describe")),
    ];
    let second = Source::from_code(line.second_source.trim()).map(|s| words.source_html(&s)).unwrap_or_default();
    let more = [
        ("answer-second-source", second, "source"),
        ("ask-lot", said(&line.lot), "lot"),
        ("quota-area-origin", said(&line.area), "area"),
        ("answer-origin", provenance(&line.origin, words), "origin"),
        ("answer-last-reexport", provenance(&line.last_reexport, words), "origin"),
        ("answer-age-sex", said(&line.age_sex), "living"),
        ("answer-operation", said(&line.operation), "operation"),
        ("answer-acquired", said(&line.acquired), "operation"),
        ("ask-import-number", said(&line.import_permit), "import"),
        (
            "ask-import-later",
            if line.import_later.trim().is_empty() { Html::default() } else { words.html("ask-import-later-yes") },
            "import",
        ),
    ];
    let said = more.into_iter().filter(|(_, value, _)| !value.is_empty());
    out.extend(said.map(|(key, value, step)| Given::new(key, value, l(step))));
    out
}
