//! The application's content, parsed: what the applicant asks for, in the order of the form's boxes.

use crate::consignments;
use crate::form::{AttachmentRef, FormInput, LineInput, PartyInput, ProvenanceInput, STANDARD, URGENT};
use crate::particulars::{self, Instead, Particulars};
use cites::document::{
    Address, Authority, Block, Issue, Party, PermitDocument, Provenance, QuotaPosition, SpecimenLine,
};
use cites::marks::{Mark, MarkKind};
use cites::{
    Appendix, CountryCode, Date, Digest, DocumentType, Lang, ParseError, PermitNumber, Purpose, Quantity, Source,
    TaxonName, Term, Unit,
};
use serde::{Deserialize, Serialize};

/// A complete and well-formed application. Whether it may be granted is a question for `rules`.
///
/// No public constructor but [`Draft::parse`]: what is here has every box that its kind of document demands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Box 1.
    pub document_type: DocumentType,
    /// The other country (box 3a on an export; the exporting country on an import).
    pub partner_country: CountryCode,
    /// Box 3; absent only on certificates of ownership and for musical instruments.
    pub importer: Option<Party>,
    /// Box 4.
    pub exporter: Party,
    /// Box 5a.
    pub purpose: Purpose,
    /// Boxes 7 to 12b, never empty.
    pub lines: Vec<DraftLine>,
    /// How it travels.
    pub transport: Transport,
    /// Papers handed in.
    pub attachments: Vec<AttachmentRef>,
    /// Earlier refusals for these specimens, in words.
    pub earlier_refusal: Option<String>,
    /// The applicant's own reference.
    pub own_reference: Option<String>,
    /// Language of the permit: EN, FR or ES.
    pub language: Lang,
    /// Our own permit that this one shall replace.
    pub replaces: Option<PermitNumber>,
    /// Remarks to the authority.
    pub remarks: Option<String>,
    /// What the specimens are worth, as the applicant says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared_value: Option<cites::Money>,
    /// What a replacement or a retrospective document stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<Instead>,
    /// What only this kind of document asks for.
    #[serde(default, skip_serializing_if = "Particulars::is_none")]
    pub particulars: Particulars,
    /// Caviar of a stock that range States share under a quota.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shared_stock: bool,
    /// For how many consignments; each gets a permit of its own (Art. VI.5). The lines say how they are shared.
    #[serde(default = "one", skip_serializing_if = "only")]
    pub consignments: u16,
    /// Claimed to be personal or household effects: how they travel and where they come from. Not printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effects: Option<rules::Effects>,
    /// Urgent handling is asked for, and paid for. Not printed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
    /// The last day that the officer proposed; the law may end it earlier. No applicant asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
}

const fn one() -> u16 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn only(consignments: &u16) -> bool {
    *consignments == 1
}

/// One block of the application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftLine {
    /// Box 7.
    pub taxon: TaxonName,
    /// Box 8.
    pub common_name: Option<String>,
    /// Box 9: in words.
    pub description: String,
    /// Box 9: term.
    pub term: Term,
    /// Box 9: marks, none twice.
    pub marks: Vec<String>,
    /// What the marks are, where that was said. Not printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark_kind: Option<MarkKind>,
    /// Box 9: age and sex.
    pub age_sex: Option<String>,
    /// Box 10: Appendix.
    pub appendix: Appendix,
    /// Box 10: source.
    pub source: Source,
    /// Box 10: second source; only beside I or O.
    pub second_source: Option<Source>,
    /// Box 11.
    pub quantity: Quantity,
    /// Box 12.
    pub origin: Option<Provenance>,
    /// Box 12a.
    pub last_reexport: Option<Provenance>,
    /// Box 12b: registered operation.
    pub operation: Option<String>,
    /// Box 12b: date of acquisition, as text where only about known.
    pub acquired: Option<String>,
    /// Number of the lot of the applicant's stock that it is drawn from. Not printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<String>,
    /// How much of it goes with each consignment; their sum is the quantity. Empty where there is only one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<cites::Amount>,
    /// Hybrid animals: generations back to the last specimen of a listed species, 1 = a parent. Not printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generations: Option<u8>,
    /// The import permit of the destination as the applicant names it; recorded with its day by itself. Not printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub import_permit: Option<PermitNumber>,
    /// The applicant's word that it comes later; never beside a number. Not printed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub import_later: bool,
    /// The area of the country that the specimens come from, where quotas are set by area. Not printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
}

/// Are two names of an area the same? Case and blanks around do not matter.
pub fn same_area(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// How the consignment travels, as planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transport {
    /// By what.
    pub mode: TransportMode,
    /// Planned day.
    pub date: Option<Date>,
    /// Port or office of exit.
    pub port_of_exit: Option<String>,
    /// Port or office of entry.
    pub port_of_entry: Option<String>,
    /// Countries on the way. Not printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transit: Vec<CountryCode>,
}

/// Means of transport.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TransportMode {
    /// Aircraft.
    Air,
    /// Ship.
    Sea,
    /// Road.
    Road,
    /// Railway.
    Rail,
    /// Post or courier.
    Post,
    /// Carried by the traveller.
    Carried,
}

impl TransportMode {
    /// Every mode.
    pub const ALL: &'static [TransportMode] = &[
        TransportMode::Air,
        TransportMode::Sea,
        TransportMode::Road,
        TransportMode::Rail,
        TransportMode::Post,
        TransportMode::Carried,
    ];

    /// The code in forms and storage.
    pub const fn code(self) -> &'static str {
        match self {
            TransportMode::Air => "air",
            TransportMode::Sea => "sea",
            TransportMode::Road => "road",
            TransportMode::Rail => "rail",
            TransportMode::Post => "post",
            TransportMode::Carried => "carried",
        }
    }

    /// The mode of a code; case does not matter.
    pub fn from_code(code: &str) -> Option<TransportMode> {
        TransportMode::ALL.iter().copied().find(|m| m.code().eq_ignore_ascii_case(code.trim()))
    }
}

/// What is wrong with one box, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{field}: {help}")]
pub struct FieldError {
    /// The box, like `lines.0.quantity`.
    pub field: String,
    /// Message key in `locales/`, like `quantity-empty`.
    pub code: String,
    /// One English sentence that says what to do.
    pub help: String,
}

/// What the authority adds to a draft to make it a document.
#[derive(Debug, Clone)]
pub struct IssueFacts {
    /// Box 1: the allotted number.
    pub number: PermitNumber,
    /// Box 2: first day.
    pub valid_from: Date,
    /// Box 2: last day, included.
    pub valid_until: Date,
    /// Box 5: special conditions.
    pub special_conditions: Vec<String>,
    /// Box 5b.
    pub security_stamp: Option<String>,
    /// Box 6.
    pub authority: Authority,
    /// Box 13.
    pub issue: Issue,
    /// Box 11a, one entry a line; missing entries are left blank.
    pub quota: Vec<Option<QuotaPosition>>,
}

impl Draft {
    /// Reads a form. Every error in every box is told, in the order of the boxes.
    ///
    /// # Errors
    /// One [`FieldError`] a box; never empty.
    pub fn parse(form: &FormInput) -> Result<Draft, Vec<FieldError>> {
        let mut errors = Errors(Vec::new());
        let draft = read_form(form, &mut errors);
        match draft {
            Some(draft) if errors.0.is_empty() => Ok(draft),
            _ => Err(errors.0),
        }
    }

    /// SHA-256 over the canonical text of the whole content: what an approval and a clearance are bound to.
    /// The canonical text is the JSON of this type: fields in their order, no blanks, amounts as plain decimals.
    pub fn digest(&self) -> Digest {
        // A struct of texts, numbers and lists always has a JSON text; the empty text would still fail closed.
        let text = serde_json::to_vec(self).unwrap_or_default();
        Digest::of("manis-draft-1", &text)
    }

    /// Does the issuing authority amend a permit with it?
    pub fn amends(&self) -> bool {
        self.instead.as_ref().is_some_and(|i| i.occasion == crate::particulars::Occasion::Amendment)
    }

    /// Is it asked for after the movement?
    pub fn is_retrospective(&self) -> bool {
        self.instead.as_ref().is_some_and(|i| i.occasion == crate::particulars::Occasion::Retrospective)
    }

    /// The kind that stands in box 1: a replacement or retrospective document carries the kind that it stands for.
    pub fn base(&self) -> DocumentType {
        let simplified = || self.particulars.simplified().map(|facts| facts.base);
        self.instead.as_ref().map(|instead| instead.base).or_else(simplified).unwrap_or(self.document_type)
    }

    /// Is it an order of blanks? Nothing leaves under it: what leaves is drawn when a blank is completed.
    pub fn orders_blanks(&self) -> bool {
        self.particulars.simplified().is_some_and(|facts| facts.blank.is_none())
    }

    /// The box-by-box document that this draft becomes, unsigned and not endorsed.
    pub fn document(&self, facts: IssueFacts) -> PermitDocument {
        let country_of_import = match self.base() {
            DocumentType::Import | DocumentType::Ifs | DocumentType::Impnotif => Some(facts.authority.address.country),
            _ if self.importer.is_none() => None,
            _ => Some(self.partner_country),
        };
        let mut quota = facts.quota.into_iter();
        PermitDocument {
            kind: self.base(),
            number: facts.number,
            copy: false,
            valid_from: facts.valid_from,
            valid_until: facts.valid_until,
            importer: self.importer.clone(),
            country_of_import,
            exporter: self.exporter.clone(),
            special_conditions: facts.special_conditions,
            purpose: self.purpose,
            security_stamp: facts.security_stamp,
            authority: facts.authority,
            lines: self
                .lines
                .iter()
                .enumerate()
                .map(|(n, line)| line.specimen(Block::nth(n), quota.next().flatten(), self.particulars.box_9()))
                .collect(),
            issue: facts.issue,
            endorsement: None,
            transport_document: None,
            language: self.language,
        }
        .with_plain_origins()
    }
}

impl DraftLine {
    /// The marks, made comparable and counted.
    pub fn marks_read(&self) -> Vec<Mark> {
        self.marks.iter().flat_map(|row| Mark::list(self.mark_kind, row).unwrap_or_default()).collect()
    }

    fn specimen(&self, block: Block, quota: Option<QuotaPosition>, more: Option<String>) -> SpecimenLine {
        SpecimenLine {
            block,
            taxon: self.taxon.clone(),
            common_name: self.common_name.clone(),
            description: more.map_or_else(|| self.description.clone(), |more| format!("{}; {more}", self.description)),
            term: self.term,
            marks: self.marks.clone(),
            age_sex: self.age_sex.clone(),
            appendix: self.appendix,
            source: self.source,
            second_source: self.second_source,
            quantity: self.quantity,
            quota,
            origin: self.origin.clone(),
            last_reexport: self.last_reexport.clone(),
            operation: self.operation.clone(),
            acquired: self.acquired.clone(),
        }
    }
}

/// Longest text in a box of one row.
const ROW: usize = 200;
/// Longest text in a box of words.
const WORDS: usize = 2_000;
/// Most blocks in one application.
const LINES: usize = 500;

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
