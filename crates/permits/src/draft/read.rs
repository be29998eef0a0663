//! Reading a form, box by box.

use super::{Draft, DraftLine, FieldError, Transport, TransportMode};
use crate::consignments;
use crate::form::{FormInput, LineInput, PartyInput, ProvenanceInput, STANDARD, URGENT};
use crate::particulars;
use cites::document::{Address, Party, Provenance};
use cites::marks::{Mark, MarkKind};
use cites::{
    CountryCode, Date, DocumentType, Lang, ParseError, PermitNumber, Purpose, Quantity, Source, TaxonName, Unit,
};

/// Longest text in a box of one row.
const ROW: usize = 200;
/// Longest text in a box of words.
const WORDS: usize = 2_000;
/// Most blocks in one application.
const LINES: usize = 500;

/// What is wrong so far, in the order of the boxes.
struct Errors(Vec<FieldError>);

impl Errors {
    fn add(&mut self, field: &str, code: &str, help: &str) {
        self.0.push(FieldError { field: field.to_owned(), code: code.to_owned(), help: help.to_owned() });
    }

    fn take<T>(&mut self, field: &str, result: Result<T, ParseError>) -> Option<T> {
        result.map_err(|e| self.add(field, e.code, &e.help)).ok()
    }

    /// A text that may be blank, without control characters, at most `max` characters.
    fn optional(&mut self, field: &str, text: &str, max: usize) -> Option<String> {
        let text = text.trim();
        if text.chars().count() > max {
            self.add(field, "text-long", &format!("Shorten this to {max} characters."));
        } else if text.chars().any(|c| c.is_control() && c != '\n' && c != '\r' && c != '\t') {
            self.add(field, "text-control", "Type this again: it contains characters that cannot be printed.");
        } else if !text.is_empty() {
            return Some(text.to_owned());
        }
        None
    }

    fn required(&mut self, field: &str, text: &str, max: usize, code: &str, help: &str) -> Option<String> {
        if text.trim().is_empty() {
            self.add(field, code, help);
            return None;
        }
        self.optional(field, text, max)
    }

    fn country(&mut self, field: &str, text: &str) -> Option<CountryCode> {
        let code = self.take(field, CountryCode::parse(text))?;
        if code.entry().is_none() {
            self.add(field, "country-unknown", "Choose a country from the list.");
            return None;
        }
        Some(code)
    }

    fn date(&mut self, field: &str, text: &str) -> Option<Date> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        match text.parse::<Date>() {
            Ok(date) => Some(date),
            Err(_) => {
                self.add(field, "date-form", "Give the date as year-month-day, like 2026-11-25.");
                None
            }
        }
    }
}

/// Reads a form: the whole of it, or every error in every box.
pub(super) fn form(form: &FormInput) -> Result<Draft, Vec<FieldError>> {
    let mut errors = Errors(Vec::new());
    let draft = read_form(form, &mut errors);
    match draft {
        Some(draft) if errors.0.is_empty() => Ok(draft),
        _ => Err(errors.0),
    }
}

fn read_form(form: &FormInput, errors: &mut Errors) -> Option<Draft> {
    let document_type = match form.document_type.trim() {
        "" => {
            errors.add("document_type", "document-type-empty", "Choose what you apply for.");
            None
        }
        code => errors.take("document_type", code.parse::<DocumentType>()),
    };
    let base = particulars::base_of(form);
    // Blanks are for importers who are not known yet.
    let order = document_type == Some(DocumentType::Partial) && form.particulars.blank.is_empty();
    let partner_country = if order && form.partner_country.trim().is_empty() {
        Some(CountryCode::UNKNOWN)
    } else {
        errors.country("partner_country", &form.partner_country)
    };
    // Documents for several crossings are for no one importer.
    let importer_optional =
        matches!(base, Some(DocumentType::Poc | DocumentType::Mic | DocumentType::Tec | DocumentType::Sample));
    let importer = if (importer_optional || order) && form.importer.is_blank() {
        None
    } else {
        read_party("importer", &form.importer, errors)
    };
    let exporter = read_party("exporter", &form.exporter, errors);
    let purpose = match form.purpose.trim() {
        "" => {
            errors.add("purpose", "purpose-empty", "Choose the purpose of the transaction.");
            None
        }
        code => errors.take("purpose", code.parse::<Purpose>()),
    };
    if form.lines.is_empty() {
        errors.add("lines", "lines-empty", "Add at least one line of specimens.");
    }
    if form.lines.len() > LINES {
        errors.add("lines", "lines-many", "Divide the application: one may have at most 500 lines.");
    }
    let consignments = consignments::read(form, &mut errors.0);
    let of = consignments.unwrap_or(1);
    let lines: Vec<Option<DraftLine>> =
        form.lines.iter().take(LINES).enumerate().map(|(n, line)| read_line(n, line, base, of, errors)).collect();
    marks_once(&lines, errors);
    consignments::check(of, &lines, &mut errors.0);
    let transport = read_transport(form, errors);
    if !form.declaration {
        errors.add("declaration", "declaration-open", "Read the declaration and tick it.");
    }
    let earlier_refusal = errors.optional("earlier_refusal", &form.earlier_refusal, WORDS);
    let own_reference = errors.optional("own_reference", &form.own_reference, 70);
    let language = match form.language.trim() {
        "" => Some(Lang::En),
        code => match Lang::from_code(code) {
            Some(lang @ (Lang::En | Lang::Fr | Lang::Es)) => Some(lang),
            Some(Lang::Ar | Lang::Ru | Lang::Zh | Lang::Pt) | None => {
                errors.add("language", "language-working", "Choose English, French or Spanish for the permit.");
                None
            }
        },
    };
    let replaces = match form.replaces.trim() {
        "" => {
            if document_type == Some(DocumentType::Replace) {
                errors.add("replaces", "replaces-empty", "Give the number of the permit to be replaced.");
            }
            None
        }
        text => errors.take("replaces", PermitNumber::parse(text)),
    };
    let remarks = errors.optional("remarks", &form.remarks, WORDS);
    let declared_value = match form.declared_value.trim() {
        "" => None,
        text => errors.take("declared_value", read_value(text)),
    };
    let urgent = match form.urgency.trim() {
        "" | STANDARD => Some(false),
        URGENT => Some(true),
        _ => {
            errors.add("urgency", "choice-unknown", "Choose one of the list.");
            None
        }
    };
    let special = document_type.map(|kind| particulars::read(form, kind, &mut errors.0));
    let special = special?;
    Some(Draft {
        document_type: document_type?,
        partner_country: partner_country?,
        importer,
        exporter: exporter?,
        purpose: purpose?,
        lines: lines.into_iter().collect::<Option<Vec<_>>>()?,
        transport: transport?,
        attachments: form.attachments.clone(),
        earlier_refusal,
        own_reference,
        language: language?,
        replaces,
        remarks,
        declared_value,
        instead: special.instead,
        particulars: special.particulars,
        shared_stock: special.shared_stock,
        consignments: consignments?,
        effects: special.effects,
        urgent: urgent?,
        valid_until: None,
    })
}

/// An amount with its currency behind or before it.
fn read_value(text: &str) -> Result<cites::Money, cites::ParseError> {
    let form = || cites::ParseError::new("declared-value-form", "Give an amount with its currency, like 1200.00 USD.");
    let (first, last) = text.split_once(char::is_whitespace).ok_or_else(form)?;
    let (first, last) = (first.trim(), last.trim());
    let currency = |word: &str| cites::Currency::parse(&word.to_uppercase());
    match (currency(first), currency(last)) {
        (_, Ok(currency)) => cites::Money::parse(first, currency),
        (Ok(currency), _) => cites::Money::parse(last, currency),
        _ => Err(form()),
    }
}

fn read_party(path: &str, typed: &PartyInput, errors: &mut Errors) -> Option<Party> {
    let at = |field: &str| format!("{path}.{field}");
    let name = errors.required(&at("name"), &typed.name, ROW, "party-name-empty", "Enter the name.");
    let street = errors.required(&at("street"), &typed.street, ROW, "party-street-empty", "Enter the street address.");
    let post_box = errors.optional(&at("post_box"), &typed.post_box, 35);
    let city = errors.required(&at("city"), &typed.city, ROW, "party-city-empty", "Enter the town or city.");
    let postcode = errors.optional(&at("postcode"), &typed.postcode, 35);
    let subdivision = errors.optional(&at("subdivision"), &typed.subdivision, ROW);
    let country = errors.country(&at("country"), &typed.country);
    Some(Party {
        name: name?,
        address: Address { street: street?, post_box, city: city?, postcode, subdivision, country: country? },
    })
}

fn read_line(
    n: usize,
    typed: &LineInput,
    kind: Option<DocumentType>,
    consignments: u16,
    errors: &mut Errors,
) -> Option<DraftLine> {
    let at = |field: &str| format!("lines.{n}.{field}");
    let taxon = errors.take(&at("taxon"), TaxonName::parse(&typed.taxon));
    let common_name = errors.optional(&at("common_name"), &typed.common_name, ROW);
    let description = errors.required(
        &at("description"),
        &typed.description,
        WORDS,
        "description-empty",
        "Describe the specimens in a few words.",
    );
    let term = code_of(&at("term"), &typed.term, "term-empty", "Choose what the specimens are.", errors);
    let marks = typed.marks.lines().map(str::trim).filter(|m| !m.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let mark_kind = match typed.mark_kind.trim() {
        "" => None,
        code => {
            let kind = MarkKind::from_code(code);
            if kind.is_none() {
                errors.add(&at("mark_kind"), "mark-kind", "Choose what the marks are from the list.");
            }
            kind
        }
    };
    // One word a row: the first that cannot be read says what a good one looks like.
    errors.take(&at("marks"), marks.iter().try_for_each(|row| Mark::list(mark_kind, row).map(|_| ())));
    let age_sex = errors.optional(&at("age_sex"), &typed.age_sex, ROW);
    let appendix =
        code_of(&at("appendix"), &typed.appendix, "appendix-empty", "Choose the Appendix of the species.", errors);
    let source: Option<Source> =
        code_of(&at("source"), &typed.source, "source-empty", "Choose where the specimens come from.", errors);
    let second_source: Option<Source> = match typed.second_source.trim() {
        "" => None,
        code => errors.take(&at("second_source"), code.parse::<Source>()),
    };
    if second_source.is_some() && !matches!(source, Some(Source::I | Source::O)) {
        errors.add(
            &at("second_source"),
            "source-second",
            "Leave the second source blank; it stands only beside I or O.",
        );
    }
    let quantity = read_quantity(n, typed, errors);
    let shares = consignments::read_shares(n, typed, quantity, consignments, &mut errors.0);
    let origin = read_provenance(&at("origin"), &typed.origin, errors);
    if kind == Some(DocumentType::Reexport) && typed.origin.country.trim().is_empty() {
        errors.add(
            &at("origin.country"),
            "origin-empty",
            "Choose the country of origin; XX when it is unknown, and say why in the remarks.",
        );
    }
    let last_reexport = read_provenance(&at("last_reexport"), &typed.last_reexport, errors);
    let operation = errors.optional(&at("operation"), &typed.operation, 70);
    if source == Some(Source::D) && operation.is_none() {
        errors.add(&at("operation"), "operation-empty", "Give the number of the registered operation (source D).");
    }
    let acquired = errors.optional(&at("acquired"), &typed.acquired, 70);
    if kind == Some(DocumentType::Preconv)
        && !matches!((source, second_source), (Some(Source::O), _) | (_, Some(Source::O)))
    {
        errors.add(
            &at("source"),
            "source-preconv",
            "Choose source O: the certificate is for pre-Convention specimens.",
        );
    }
    if (source == Some(Source::O) || second_source == Some(Source::O)) && acquired.is_none() {
        errors.add(&at("acquired"), "acquired-empty", "Give the date of acquisition (source O).");
    }
    let lot = errors.optional(&at("lot"), &typed.lot, 35).map(|l| l.to_uppercase());
    let generations = match typed.generations.trim() {
        "" => None,
        text => match text.parse::<u8>() {
            Ok(n @ 1..=20) => Some(n),
            _ => {
                errors.add(&at("generations"), "generations-number", "Give the number of generations, like 2.");
                None
            }
        },
    };
    let (import_permit, import_later) = read_import_permit(n, typed, errors);
    Some(DraftLine {
        import_permit,
        import_later,
        generations,
        area: errors.optional(&at("area"), &typed.area, ROW),
        lot,
        shares,
        taxon: taxon?,
        common_name,
        description: description?,
        term: term?,
        marks,
        mark_kind,
        age_sex,
        appendix: appendix?,
        source: source?,
        second_source,
        quantity: quantity?,
        origin,
        last_reexport,
        operation,
        acquired,
    })
}

/// The import permit of the destination: its number, or that it comes later.
fn read_import_permit(n: usize, typed: &LineInput, errors: &mut Errors) -> (Option<PermitNumber>, bool) {
    let at = |field: &str| format!("lines.{n}.{field}");
    let number = match typed.import_permit.trim() {
        "" => None,
        text => errors.take(&at("import_permit"), PermitNumber::parse(text)),
    };
    let later = match typed.import_later.trim().to_lowercase().as_str() {
        "" | "no" | "false" => false,
        "yes" | "true" => true,
        _ => {
            errors.add(&at("import_later"), "import-later-word", "Write yes, or leave it blank.");
            false
        }
    };
    if later && number.is_some() {
        let help = "Give the number, or say that it comes later; not both.";
        errors.add(&at("import_later"), "import-permit-both", help);
    }
    (number, later)
}

fn code_of<T: std::str::FromStr<Err = ParseError>>(
    field: &str,
    text: &str,
    code: &str,
    help: &str,
    errors: &mut Errors,
) -> Option<T> {
    if text.trim().is_empty() {
        errors.add(field, code, help);
        return None;
    }
    errors.take(field, text.parse::<T>())
}

fn read_quantity(n: usize, typed: &LineInput, errors: &mut Errors) -> Option<Quantity> {
    let amount = errors.take(&format!("lines.{n}.quantity"), cites::Amount::parse(typed.quantity.trim()));
    let unit = Unit::from_any(&typed.unit);
    if unit.is_none() {
        errors.add(&format!("lines.{n}.unit"), "unit-unknown", "Choose a unit from the list.");
    }
    errors.take(&format!("lines.{n}.quantity"), Quantity::new(amount?, unit?))
}

fn read_provenance(path: &str, typed: &ProvenanceInput, errors: &mut Errors) -> Option<Provenance> {
    let typed_nothing = [&typed.country, &typed.permit, &typed.date].iter().all(|t| t.trim().is_empty());
    if typed_nothing {
        return None;
    }
    let country = if typed.country.trim().is_empty() {
        errors.add(&format!("{path}.country"), "provenance-country", "Choose the country that issued the document.");
        None
    } else {
        errors.country(&format!("{path}.country"), &typed.country)
    };
    let permit = match typed.permit.trim() {
        "" => None,
        text => errors.take(&format!("{path}.permit"), PermitNumber::parse(text)),
    };
    let date = errors.date(&format!("{path}.date"), &typed.date);
    Some(Provenance { country: country?, permit, date })
}

fn read_transport(form: &FormInput, errors: &mut Errors) -> Option<Transport> {
    let mode = match form.transport_mode.trim() {
        "" => {
            errors.add("transport_mode", "transport-empty", "Choose how the specimens travel.");
            None
        }
        code => {
            let mode = TransportMode::from_code(code);
            if mode.is_none() {
                errors.add("transport_mode", "transport-unknown", "Choose how the specimens travel from the list.");
            }
            mode
        }
    };
    let date = errors.date("shipment_date", &form.shipment_date);
    let port_of_exit = errors.optional("port_of_exit", &form.port_of_exit, ROW);
    let port_of_entry = errors.optional("port_of_entry", &form.port_of_entry, ROW);
    let transit = crate::itinerary::read(&form.transit).map_err(|e| errors.0.push(e)).unwrap_or_default();
    Some(Transport { mode: mode?, date, port_of_exit, port_of_entry, transit })
}

/// The same mark twice in one application is an error of typing or a fraud (`spec/permits.md` 5, rule 8).
fn marks_once(lines: &[Option<DraftLine>], errors: &mut Errors) {
    let mut seen: std::collections::BTreeMap<String, Vec<Mark>> = std::collections::BTreeMap::new();
    for (n, line) in lines.iter().enumerate() {
        for mark in line.iter().flat_map(DraftLine::marks_read) {
            let same = seen.entry(mark.first.series()).or_default();
            if same.iter().any(|other| other.meets(&mark)) {
                errors.add(
                    &format!("lines.{n}.marks"),
                    "mark-twice",
                    &format!("The mark {} stands twice; correct it.", mark.typed),
                );
            }
            same.push(mark);
        }
    }
}
