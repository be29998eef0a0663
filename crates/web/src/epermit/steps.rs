//! Which questions an application asks, which boxes stand on each, and where an answer leads.

use cites::{DocumentType, Term};
use pages::epermit::Ask;
use pages::links;
use permits::form::LineInput;
use permits::{FormInput, consignments, particulars};

/// Fields of a step about the whole application; a name that ends in a dot stands for all below it.
pub(super) fn fields_of(step: &str) -> &'static [&'static str] {
    match step {
        "kind" => &["document_type"],
        "exporter" => &["exporter."],
        "importer" => &["importer."],
        "country" => &["partner_country"],
        "purpose" => &["purpose"],
        "consignments" => &["consignments"],
        "urgency" => &["urgency"],
        "particulars" => &["particulars."],
        "transport" => &["transport_mode", "shipment_date", "port_of_exit", "port_of_entry", "transit"],
        "more" => &["own_reference", "language", "remarks", "declared_value"],
        "declare" => &["earlier_refusal", "declaration"],
        _ => &[],
    }
}

/// Fields of a step about one line.
pub(super) fn line_fields_of(step: &str) -> &'static [&'static str] {
    match step {
        "species" => &["taxon", "appendix"],
        "term" => &["term"],
        "quantity" => &["quantity", "unit"],
        "shares" => &["shares", "shares."],
        "source" => &["source", "second_source"],
        "lot" => &["lot"],
        "area" => &["area"],
        "origin" => &["origin.", "last_reexport."],
        "marks" => &["marks", "mark_kind"],
        "living" => &["age_sex"],
        "operation" => &["operation", "acquired", "second_source"],
        "import" => &["import_later", "import_permit"],
        "describe" => &["description", "common_name", "generations"],
        _ => &[],
    }
}

/// Boxes of the questions that only some kinds ask.
pub(super) const PARTICULARS: &[&str] = &[
    "base_type",
    "reason",
    "exhibition",
    "registration",
    "maker",
    "serial",
    "made",
    "carnet_kind",
    "carnet_number",
    "carnet_date",
    "vessel",
    "sea_area",
    "landings",
    "flag",
    "landed_in",
    "shared_stock",
    "blanks",
    "open_boxes",
    "carriage",
    "residence",
    "acquired_in",
    "persons",
];

/// Steps about the whole application that this kind needs, in order.
pub(super) fn whole_steps(form: &FormInput) -> Vec<&'static str> {
    let base = particulars::base_of(form);
    let blanks = form.document_type == DocumentType::Partial.code();
    let skip = |step: &str| match step {
        // From the sea there is no country abroad; an owner's own document has no importer.
        "country" => base == Some(DocumentType::Ifs) || blanks,
        // Nobody knows the importers of blanks yet.
        "importer" => matches!(base, Some(DocumentType::Poc | DocumentType::Mic)) || blanks,
        "consignments" => !consignments::asked(form),
        // Asked after the transport, and only where the Party offers it; then it stays where it was answered.
        "urgency" => form.urgency.is_empty(),
        _ => false,
    };
    let mut steps: Vec<&'static str> = Ask::STEPS.iter().copied().filter(|s| !skip(s)).collect();
    if particulars::asked(form)
        && let Some(at) = steps.iter().position(|s| *s == "items")
    {
        // After the items: whether the question of shared stocks arises depends on them.
        steps.insert(at + 1, "particulars");
    }
    steps
}

/// What the page of particulars asks.
pub(super) fn particulars_of(form: &FormInput) -> pages::epermit::Particulars {
    let kind = DocumentType::from_code(form.document_type.trim());
    let base = particulars::base_of(form);
    pages::epermit::Particulars {
        stands_for: kind.and_then(particulars::choices).map(<[_]>::to_vec).unwrap_or_default(),
        replaces: kind == Some(DocumentType::Replace),
        exhibition: base == Some(DocumentType::Tec),
        instrument: base == Some(DocumentType::Mic),
        carnet: base == Some(DocumentType::Sample),
        sea: base == Some(DocumentType::Ifs),
        shared_stock: particulars::asks_shared_stock(form),
        blanks: kind == Some(DocumentType::Partial),
        effects: particulars::asks_effects(form),
    }
}

/// Does the import permit of the destination come before this line leaves (Art. III.2 (d), 4 (c))?
fn import_first(form: &FormInput, line: &LineInput) -> bool {
    let outward = matches!(particulars::base_of(form), Some(DocumentType::Export | DocumentType::Reexport));
    let replaced = form.document_type.trim() == DocumentType::Replace.code();
    let bred = matches!(line.source.trim(), "A" | "C" | "D");
    outward && !replaced && line.appendix.trim() == "I" && !bred
}

/// Steps about one line that this line needs, in order.
pub(super) fn line_steps(form: &FormInput, line: usize) -> Vec<&'static str> {
    let blank = LineInput::default();
    let at = form.lines.get(line).unwrap_or(&blank);
    let outward = [DocumentType::Export.code(), DocumentType::Partial.code()].contains(&form.document_type.as_str())
        && particulars::base_of(form) != Some(DocumentType::Reexport);
    let skip = |step: &str| match step {
        // Asked after the source, and only of those who keep a stock, and where quotas are set by area.
        "lot" | "area" => true,
        "shares" => consignments::typed(form) == 1,
        "origin" => outward && at.origin.country.is_empty(),
        "living" => at.term.trim() != Term::Liv.code(),
        "operation" => {
            let asks = |source: &str| matches!(source.trim(), "D" | "O" | "C" | "A");
            !asks(&at.source) && !asks(&at.second_source)
        }
        "import" => !import_first(form, at),
        "source" => particulars::base_of(form).and_then(particulars::source_of).is_some(),
        _ => false,
    };
    Ask::LINE_STEPS.iter().copied().filter(|s| !skip(s)).collect()
}

pub(super) fn back(id: &str, form: Option<&FormInput>, line: Option<usize>, step: &str) -> String {
    if id.is_empty() {
        return links::APPLICATIONS.to_owned();
    }
    let before =
        |steps: &[&'static str]| steps.iter().position(|s| *s == step).and_then(|n| n.checked_sub(1)).map(|n| steps[n]);
    match (line, form) {
        (Some(n), Some(form)) => match before(&line_steps(form, n)) {
            Some(step) => links::line_question(id, n, step),
            None => links::question(id, "items"),
        },
        _ => match form.and_then(|form| before(&whole_steps(form))) {
            Some(step) => links::question(id, step),
            None => links::tasks(id),
        },
    }
}

/// Where the answer of a step leads.
pub(super) fn onward(id: &str, form: &FormInput, line: Option<usize>, step: &str) -> String {
    match line {
        Some(n) => {
            let steps = line_steps(form, n);
            match steps.iter().position(|s| *s == step).and_then(|at| steps.get(at + 1)) {
                Some(next) => links::line_question(id, n, next),
                None => links::question(id, "items"),
            }
        }
        None => {
            let steps = whole_steps(form);
            match steps.iter().position(|s| *s == step).and_then(|at| steps.get(at + 1)) {
                Some(next) => links::question(id, next),
                None => links::tasks(id),
            }
        }
    }
}

/// Boxes of the shares of a line, one a consignment.
pub(super) fn share_names(of: u16) -> Vec<String> {
    (0..of).map(|n| n.to_string()).collect()
}

/// What an answer about the kind or the number of consignments makes of the boxes that depend on it.
pub(super) fn fix_consignments(form: &mut FormInput) {
    if !consignments::asked(form) {
        form.consignments.clear();
    }
    let of = usize::from(consignments::typed(form));
    for line in &mut form.lines {
        line.shares.truncate(if of > 1 { of } else { 0 });
    }
}

/// Some kinds of document say the source themselves.
pub(super) fn fix_sources(form: &mut FormInput) {
    if form.document_type == DocumentType::Ifs.code() {
        form.partner_country = cites::CountryCode::SEA.code().to_owned();
    }
    let fixed = particulars::base_of(form).and_then(particulars::source_of);
    if let Some(source) = fixed {
        for line in &mut form.lines {
            source.code().clone_into(&mut line.source);
        }
    }
}
