//! What is asked: everything a rule may look at, gathered by the caller. Plain data, any value is fine here.

use cites::document::{PermitDocument, SpecimenLine};
use cites::{
    Amount, Appendix, CountryCode, Date, DocumentType, FindingKind, Purpose, Quantity, Source, TaxonName, Term, Unit,
};
use serde::{Deserialize, Serialize};

/// Which way the specimens go (CITES, Art. I(c): trade is export, re-export, import and introduction from the sea).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// Out of our country, where the specimens have their origin.
    Export,
    /// Out of our country, after they were imported (Art. I(d)).
    Reexport,
    /// Into our country.
    Import,
    /// Into our country from waters under no State's jurisdiction (Art. I(e)).
    FromSea,
    /// Through our country, under customs control all the time (Art. VII.1); trans-shipment too.
    Transit,
}

impl Movement {
    /// Every movement.
    pub const ALL: &'static [Movement] =
        &[Movement::Export, Movement::Reexport, Movement::Import, Movement::FromSea, Movement::Transit];

    /// Stable code, as in the table of documents.
    pub const fn code(self) -> &'static str {
        match self {
            Movement::Export => "export",
            Movement::Reexport => "reexport",
            Movement::Import => "import",
            Movement::FromSea => "from_sea",
            Movement::Transit => "transit",
        }
    }

    /// The movement of a code.
    pub fn from_code(code: &str) -> Option<Movement> {
        Movement::ALL.iter().copied().find(|m| m.code() == code)
    }

    /// The movement a document is usually for; `None` for documents that serve several.
    pub const fn of_document(kind: DocumentType) -> Option<Movement> {
        match kind {
            DocumentType::Export
            | DocumentType::Origin
            | DocumentType::Captive
            | DocumentType::Artprop
            | DocumentType::Phyto => Some(Movement::Export),
            DocumentType::Reexport => Some(Movement::Reexport),
            DocumentType::Import | DocumentType::Impnotif => Some(Movement::Import),
            DocumentType::Ifs => Some(Movement::FromSea),
            _ => None,
        }
    }

    /// Do the specimens leave our country?
    pub const fn is_outward(self) -> bool {
        matches!(self, Movement::Export | Movement::Reexport)
    }
}

/// One case: what somebody asks for, and what is on file about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Which way.
    pub movement: Movement,
    /// The document asked for; `None` when the question is which one is needed.
    pub document: Option<DocumentType>,
    /// Our country: the Party that would issue.
    pub country: CountryCode,
    /// The other country: of import for an export, of export for an import, `ZZ` for the sea; `None` while not known.
    pub partner: Option<CountryCode>,
    /// Purpose, box 5a.
    pub purpose: Option<Purpose>,
    /// First and last day of validity, where chosen already.
    pub validity: Option<(Date, Date)>,
    /// Taken at sea: the State whose flag the ship flies (Res. Conf. 14.6); `None` = not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flag: Option<CountryCode>,
    /// Taken at sea: the State in whose port the specimens are landed; `None` = not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub landing: Option<CountryCode>,
    /// The species lines, block A first.
    pub lines: Vec<LineFacts>,
    /// Findings on file.
    pub findings: Vec<FindingFact>,
    /// Documents on file: ours of an earlier step, or foreign ones.
    pub documents: Vec<DocumentFact>,
    /// Claimed to be personal or household effects; `None` = not claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effects: Option<Effects>,
    /// Transit: the country of final destination that the documents show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination: Option<CountryCode>,
    /// Sample collection: number and last day of the customs carnet (ATA, TIR).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carnet: Option<(String, Date)>,
    /// Simplified procedure, scientific exchange: number under which the holder is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<String>,
    /// What our own register says of that number; `None` where nobody looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<Enrolled>,
    /// Replacement: number and last day of the document that it takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<(String, Date)>,
    /// The kind in box 1 of a replacement, a retrospective or a partially completed document; `None` = it stands for
    /// itself, or nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<DocumentType>,
    /// Retrospective issue: is the authority of the other country satisfied that nobody concerned is at fault? `None` =
    /// it has not answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner_satisfied: Option<bool>,
    /// Retrospective issue: number of the one that the same holder got before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier_retrospective: Option<String>,
}

/// What the register of the simplified procedure says (Res. Conf. 12.3, section XII).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Enrolled {
    /// In force for everything that is asked for.
    Holds,
    /// No such number under this holder.
    Unknown,
    /// It stands there, but not for this day.
    NotInForce,
    /// In force, but not for these specimens: the names.
    NotFor(Vec<String>),
    /// In force, but it does not let these boxes stay open: their numbers as printed.
    NotOpen(String),
    /// In force, but more than its yearly total would leave: name, and what is left of the year.
    TooMuch(String, Amount, Unit),
}

/// How goods travel that are claimed to be personal or household effects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Carriage {
    /// Worn, carried, or in the luggage of the owner.
    Carried,
    /// With the owner's household, which moves.
    Household,
    /// By post, courier or as freight without the owner.
    Sent,
}

impl Carriage {
    /// Every way.
    pub const ALL: &'static [Carriage] = &[Carriage::Carried, Carriage::Household, Carriage::Sent];

    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Carriage::Carried => "carried",
            Carriage::Household => "household",
            Carriage::Sent => "sent",
        }
    }

    /// The way of a code.
    pub fn from_code(code: &str) -> Option<Carriage> {
        Carriage::ALL.iter().copied().find(|c| c.code() == code)
    }
}

/// What must be known to say whether goods are free as personal or household effects (Art. VII.3, Res. Conf. 13.7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effects {
    /// How they travel.
    pub carriage: Carriage,
    /// Where the owner acquired them; `None` = not told, which is read strictly.
    pub acquired_in: Option<CountryCode>,
    /// The owner's State of usual residence; `None` = not told, which is read strictly.
    pub residence: Option<CountryCode>,
    /// How many people share the quantity; the limits count for each.
    pub persons: u16,
}

impl Facts {
    /// The facts that stand on a document, seen from our country: what we would issue, or what is presented to us.
    ///
    /// Findings, documents on file, quota positions and the justification of what is missing (box 5) are not read from
    /// the paper: the caller adds them.
    pub fn of_document(document: &PermitDocument, movement: Movement, country: CountryCode) -> Facts {
        let partner = match movement {
            Movement::Export | Movement::Reexport => document.country_of_import,
            Movement::FromSea => Some(CountryCode::SEA),
            Movement::Import if document.issuer() == country => Some(document.exporter.address.country),
            Movement::Import | Movement::Transit => Some(document.issuer()),
        };
        Facts {
            document: Some(document.kind),
            purpose: Some(document.purpose),
            validity: Some((document.valid_from, document.valid_until)),
            lines: document.lines.iter().map(LineFacts::of_line).collect(),
            ..Facts::new(movement, country, partner)
        }
    }

    /// A question about a movement from or to our country, without lines.
    pub fn new(movement: Movement, country: CountryCode, partner: Option<CountryCode>) -> Facts {
        Facts {
            movement,
            document: None,
            country,
            partner,
            purpose: None,
            validity: None,
            flag: None,
            landing: None,
            lines: Vec::new(),
            findings: Vec::new(),
            documents: Vec::new(),
            effects: None,
            destination: None,
            carnet: None,
            registration: None,
            registered: None,
            replaces: None,
            base: None,
            partner_satisfied: None,
            earlier_retrospective: None,
        }
    }

    /// With the document asked for.
    #[must_use]
    pub fn asking(mut self, document: DocumentType) -> Facts {
        self.document = Some(document);
        self
    }

    /// The kind that stands in box 1 of what is asked for.
    pub fn in_box_1(&self) -> Option<DocumentType> {
        self.base.or(self.document)
    }

    /// With the purpose.
    #[must_use]
    pub fn purpose(mut self, purpose: Purpose) -> Facts {
        self.purpose = Some(purpose);
        self
    }

    /// With one more line.
    #[must_use]
    pub fn line(mut self, line: LineFacts) -> Facts {
        self.lines.push(line);
        self
    }

    /// With a finding for every line, made on that day, without end.
    #[must_use]
    pub fn found(mut self, kind: FindingKind, result: FindingResult, made_on: Date) -> Facts {
        self.findings.push(FindingFact { kind, line: None, result, made_on, expires: None, cap: None });
        self
    }

    /// With a document on file.
    #[must_use]
    pub fn holding(mut self, document: DocumentFact) -> Facts {
        self.documents.push(document);
        self
    }

    /// The country the specimens leave; `None` while not known.
    pub fn exporter(&self) -> Option<CountryCode> {
        match self.movement {
            Movement::Export | Movement::Reexport => Some(self.country),
            Movement::Import | Movement::Transit => self.partner,
            Movement::FromSea => Some(CountryCode::SEA),
        }
    }

    /// The country the specimens enter; `None` while not known.
    pub fn importer(&self) -> Option<CountryCode> {
        match self.movement {
            Movement::Export | Movement::Reexport => self.partner,
            Movement::Import | Movement::FromSea => Some(self.country),
            Movement::Transit => self.destination,
        }
    }
}

/// One species line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineFacts {
    /// Box 7.
    pub taxon: TaxonName,
    /// Box 9.
    pub term: Option<Term>,
    /// Box 11, how much; `None` while not given.
    pub amount: Option<Amount>,
    /// Box 11, of what.
    pub unit: Option<Unit>,
    /// Box 10.
    pub source: Option<Source>,
    /// Box 10, second code; only with I or O.
    pub second_source: Option<Source>,
    /// Box 10, the Appendix somebody stated; `None` lets the rules say it.
    pub appendix: Option<Appendix>,
    /// Box 12: country of origin; `None` = the exporting country (as in the annual report), `XX` = unknown.
    pub origin: Option<CountryCode>,
    /// Box 12: number of the permit of the country of origin.
    pub origin_permit: Option<String>,
    /// Box 12: its date.
    pub origin_date: Option<Date>,
    /// Box 12a: country of last re-export.
    pub last_reexport: Option<CountryCode>,
    /// Box 12b: number of the registered operation (source D).
    pub operation: Option<String>,
    /// Box 12b: date of acquisition, or the earliest provable date of possession.
    pub acquired: Option<Date>,
    /// Box 12b: the same in words, where it is only about known.
    pub acquired_words: Option<String>,
    /// Box 5: why something is missing or unknown (origin, source U).
    pub justification: Option<String>,
    /// Box 9: marks.
    pub marks: Vec<String>,
    /// Live? `None` = as the term says.
    pub live: Option<bool>,
    /// Parents of a hybrid, when the name does not say them.
    pub parents: Vec<TaxonName>,
    /// Hybrid animals: generations back to the last specimen of a listed species, 1 = a parent; `None` = not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generations: Option<u8>,
    /// What our register says of the operation that is named, or whose specimens these claim to be; `None` = not looked
    /// up, as for operations of other countries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<Registered>,
    /// Positions of the quotas this line draws on, without this application.
    pub quotas: Vec<QuotaFact>,
}

/// What the register of operations says of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Registered {
    /// In force today, for this species, and also in the Secretariat's register (Res. Conf. 12.10).
    Secretariat,
    /// In force today, for this species, in the national register only.
    National,
    /// In force today, but not for this species.
    OtherSpecies,
    /// Not yet, not any more, or taken out.
    NotInForce,
    /// No such entry of this applicant.
    Unknown,
}

impl Registered {
    /// Is the operation registered today for this species, with the Secretariat or nationally?
    pub const fn holds(self) -> bool {
        matches!(self, Registered::Secretariat | Registered::National)
    }
}

impl LineFacts {
    /// A line with the facts that every line has.
    pub fn new(taxon: TaxonName, term: Term, quantity: Quantity, source: Source) -> LineFacts {
        LineFacts {
            term: Some(term),
            amount: Some(quantity.amount()),
            unit: Some(quantity.unit()),
            source: Some(source),
            ..LineFacts::of(taxon)
        }
    }

    /// The facts of one block of a document.
    pub fn of_line(line: &SpecimenLine) -> LineFacts {
        let origin = line.origin.as_ref();
        LineFacts {
            second_source: line.second_source,
            appendix: Some(line.appendix),
            origin: origin.map(|o| o.country),
            origin_permit: origin.and_then(|o| o.permit.as_ref()).map(ToString::to_string),
            origin_date: origin.and_then(|o| o.date),
            last_reexport: line.last_reexport.as_ref().map(|o| o.country),
            operation: line.operation.clone(),
            acquired: line.acquired.as_deref().and_then(|text| text.trim().parse().ok()),
            acquired_words: line.acquired.clone(),
            marks: line.marks.clone(),
            ..LineFacts::new(line.taxon.clone(), line.term, line.quantity, line.source)
        }
    }

    /// A line of which only the name is known.
    pub fn of(taxon: TaxonName) -> LineFacts {
        LineFacts {
            taxon,
            term: None,
            amount: None,
            unit: None,
            source: None,
            second_source: None,
            appendix: None,
            origin: None,
            origin_permit: None,
            origin_date: None,
            last_reexport: None,
            operation: None,
            acquired: None,
            acquired_words: None,
            justification: None,
            marks: Vec::new(),
            live: None,
            parents: Vec::new(),
            generations: None,
            registered: None,
            quotas: Vec::new(),
        }
    }

    /// With its country of origin.
    #[must_use]
    pub fn from_country(mut self, origin: CountryCode) -> LineFacts {
        self.origin = Some(origin);
        self
    }

    /// Live specimens, by what was said or by the term (`LIV`, live eggs `EGL`).
    pub fn is_live(&self) -> bool {
        self.live.unwrap_or(matches!(self.term, Some(Term::Liv | Term::Egl)))
    }
}

/// Where a quota stands without this application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaFact {
    /// Name or id in the ledger; lines with the same id draw on the same quota.
    pub id: String,
    /// Limit for the year.
    pub limit: Amount,
    /// Reserved, committed and consumed by others.
    pub taken: Amount,
    /// Unit of both.
    pub unit: Unit,
}

/// How a finding ended (`spec/permits.md` section 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingResult {
    /// Yes.
    Positive,
    /// Yes, under conditions that stand on the permit.
    PositiveWithConditions,
    /// No.
    Negative,
    /// Cannot be said with what is known.
    Insufficient,
}

impl FindingResult {
    /// May a permit rest on it?
    pub const fn allows(self) -> bool {
        matches!(self, FindingResult::Positive | FindingResult::PositiveWithConditions)
    }
}

/// A finding on file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingFact {
    /// Which question it answers.
    pub kind: FindingKind,
    /// For which line, counted from 0; `None` = for all.
    pub line: Option<usize>,
    /// How it ended.
    pub result: FindingResult,
    /// Day it was made.
    pub made_on: Date,
    /// Last day it may be relied on, `None` = for this case without end.
    pub expires: Option<Date>,
    /// The most that may be permitted under it, where it says so; left out where a later finding has taken its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<CapFact>,
}

/// A limit that a finding sets, with what this case takes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapFact {
    /// At most this much.
    pub limit: Amount,
    /// In this unit.
    pub unit: Unit,
    /// What the lines it speaks of come to in that unit; `None`: they cannot be counted in it.
    pub asked: Option<Amount>,
    /// Name of the authority that set it.
    pub authority: String,
}

/// A document on file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFact {
    /// What kind.
    pub kind: DocumentType,
    /// Which country issued it.
    pub issuer: CountryCode,
    /// Its number.
    pub number: Option<String>,
    /// Day of issue.
    pub issued: Option<Date>,
    /// Last day of validity.
    pub valid_until: Option<Date>,
    /// Only a written statement that it will be granted (accepted in place of the App. I import permit while its
    /// original is held back; `spec/permits.md` 2.1).
    pub promised: bool,
}

impl DocumentFact {
    /// A document seen, of which kind and issuer are known.
    pub fn seen(kind: DocumentType, issuer: CountryCode) -> DocumentFact {
        DocumentFact { kind, issuer, number: None, issued: None, valid_until: None, promised: false }
    }
}
