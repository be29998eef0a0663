//! The application's content, parsed: what the applicant asks for, in the order of the form's boxes.

mod read;

use crate::form::{AttachmentRef, FormInput};
use crate::particulars::{Instead, Particulars};
use cites::document::{Authority, Block, Issue, Party, PermitDocument, Provenance, QuotaPosition, SpecimenLine};
use cites::marks::{Mark, MarkKind};
use cites::{
    Appendix, CountryCode, Date, Digest, DocumentType, Lang, PermitNumber, Purpose, Quantity, Source, TaxonName, Term,
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
        read::form(form)
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
