//! What only some kinds of document ask for: the carnet of a sample collection, the maker of an instrument, the
//! exhibition, the ship, and what a replacement or a retrospective document stands for (`spec/permits.md` section 2).

use crate::draft::FieldError;
use crate::form::FormInput;
use cites::{CountryCode, Date, DocumentType, Term};
use rules::{Carriage, Effects};
use serde::{Deserialize, Serialize};

/// These answers as typed; those that the kind does not ask for stay blank.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ParticularsInput {
    /// Code of the document that a replacement or a retrospective document stands for.
    pub base_type: String,
    /// Why it is replaced, or why it is asked for after the movement.
    pub reason: String,
    /// Name of the travelling exhibition.
    pub exhibition: String,
    /// Number under which the Management Authority registered the exhibition.
    pub registration: String,
    /// Who made the instrument.
    pub maker: String,
    /// Its serial number.
    pub serial: String,
    /// The year it was made, exact or about.
    pub made: String,
    /// `ATA` or `TIR`.
    pub carnet_kind: String,
    /// Number of the carnet.
    pub carnet_number: String,
    /// Last day of the carnet, `YYYY-MM-DD`.
    pub carnet_date: String,
    /// Name and register number of the ship.
    pub vessel: String,
    /// Where at sea, for example an area of the FAO.
    pub sea_area: String,
    /// `one` landing, or a `total` for a period of up to a year.
    pub landings: String,
    /// The State whose flag the ship flies: country code.
    pub flag: String,
    /// The State in whose port the specimens are landed: country code.
    pub landed_in: String,
    /// `yes`: caviar of a stock that range States share under a quota.
    pub shared_stock: String,
    /// Simplified procedure: how many blanks are asked for.
    pub blanks: String,
    /// Simplified procedure: codes of the boxes that stay open, divided by commas.
    pub open_boxes: String,
    /// Number of the blank that this completes. Written by the authority's system alone, never typed.
    pub blank: String,
    /// Boxes that an amendment changes, as printed. Written by the authority's system alone, never typed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub amended: String,
    /// Personal and household effects: `carried`, `household` or `sent`; blank: not claimed.
    pub carriage: String,
    /// Where their owner lives: country code.
    pub residence: String,
    /// Where the owner acquired them: country code.
    pub acquired_in: String,
    /// How many people share the quantity; blank: one.
    pub persons: String,
}

impl ParticularsInput {
    pub(crate) fn slot(&mut self, field: &str) -> Option<&mut String> {
        Some(match field {
            "base_type" => &mut self.base_type,
            "reason" => &mut self.reason,
            "exhibition" => &mut self.exhibition,
            "registration" => &mut self.registration,
            "maker" => &mut self.maker,
            "serial" => &mut self.serial,
            "made" => &mut self.made,
            "carnet_kind" => &mut self.carnet_kind,
            "carnet_number" => &mut self.carnet_number,
            "carnet_date" => &mut self.carnet_date,
            "vessel" => &mut self.vessel,
            "sea_area" => &mut self.sea_area,
            "landings" => &mut self.landings,
            "flag" => &mut self.flag,
            "landed_in" => &mut self.landed_in,
            "shared_stock" => &mut self.shared_stock,
            "blanks" => &mut self.blanks,
            "open_boxes" => &mut self.open_boxes,
            "carriage" => &mut self.carriage,
            "residence" => &mut self.residence,
            "acquired_in" => &mut self.acquired_in,
            "persons" => &mut self.persons,
            _ => return None,
        })
    }
}

/// Why a document is issued in place of, or later than, the usual one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// In place of one that was lost, stolen, spoiled or destroyed.
    Replacement,
    /// After the movement, exceptionally.
    Retrospective,
    /// In place of one whose entries no longer fit.
    Amendment,
}

/// What a replacement or a retrospective document stands for. The paper itself carries the base type in box 1 and says
/// the rest in box 5.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instead {
    /// On which occasion.
    pub occasion: Occasion,
    /// The kind of document it is.
    pub base: DocumentType,
    /// Why.
    pub reason: String,
    /// Of an amendment: the boxes that say something else, as printed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub amended: String,
}

/// Customs carnet that travels with a sample collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Carnet {
    /// Temporary admission.
    Ata,
    /// International road transport.
    Tir,
}

impl Carnet {
    /// As printed.
    pub const fn code(self) -> &'static str {
        match self {
            Carnet::Ata => "ATA",
            Carnet::Tir => "TIR",
        }
    }
}

/// Facts of one kind of document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Particulars {
    /// This kind asks for nothing more.
    #[default]
    None,
    /// Travelling exhibition.
    Exhibition {
        /// Its name.
        name: String,
        /// Number of its registration with the Management Authority.
        registration: String,
    },
    /// Musical instrument. Without a serial number a photograph is among the papers.
    Instrument {
        /// Who made it.
        maker: String,
        /// Serial number.
        serial: Option<String>,
        /// Year, exact or about.
        made: Option<String>,
    },
    /// Sample collection.
    Collection {
        /// Which carnet.
        carnet: Carnet,
        /// Its number.
        number: String,
        /// Its last day.
        until: Date,
    },
    /// Introduction from the sea.
    FromSea {
        /// Ship.
        vessel: String,
        /// Where taken.
        area: String,
        /// A total for a period of up to a year instead of one landing (Art. IV.7).
        total: bool,
        /// Flag State of the ship (Res. Conf. 14.6); forms from before the question have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        flag: Option<CountryCode>,
        /// State of the port of landing; forms from before the question have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        landed_in: Option<CountryCode>,
    },
    /// Partially completed documents: an order of blanks, or one of them completed.
    Simplified(crate::blank::Simplified),
}

impl Particulars {
    /// Nothing more?
    pub fn is_none(&self) -> bool {
        *self == Particulars::None
    }

    /// Words for box 9, after the description of the specimens.
    pub fn box_9(&self) -> Option<String> {
        match self {
            Particulars::Instrument { maker, serial, made } => {
                let parts = [Some(maker), made.as_ref(), serial.as_ref()];
                Some(parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(", "))
            }
            Particulars::None
            | Particulars::Exhibition { .. }
            | Particulars::Collection { .. }
            | Particulars::FromSea { .. }
            | Particulars::Simplified(_) => None,
        }
    }

    /// The facts of the simplified procedure, where it is one.
    pub fn simplified(&self) -> Option<&crate::blank::Simplified> {
        match self {
            Particulars::Simplified(facts) => Some(facts),
            _ => None,
        }
    }
}

/// Kinds that a replacement may stand for.
pub const REPLACEABLE: &[DocumentType] = &[
    DocumentType::Export,
    DocumentType::Reexport,
    DocumentType::Import,
    DocumentType::Ifs,
    DocumentType::Origin,
    DocumentType::Preconv,
    DocumentType::Captive,
    DocumentType::Artprop,
    DocumentType::Tec,
    DocumentType::Poc,
    DocumentType::Mic,
    DocumentType::Sample,
];

/// Kinds that a retrospective document may stand for.
pub const RETROSPECTIVE: &[DocumentType] = &[
    DocumentType::Export,
    DocumentType::Reexport,
    DocumentType::Import,
    DocumentType::Origin,
    DocumentType::Preconv,
    DocumentType::Captive,
    DocumentType::Artprop,
];

/// The kind that stands in box 1: the document's own, or the one it stands for. `None` while it is not chosen.
pub fn base_of(form: &FormInput) -> Option<DocumentType> {
    let kind = DocumentType::from_code(form.document_type.trim())?;
    match choices(kind) {
        Some(choices) => {
            DocumentType::from_code(form.particulars.base_type.trim()).filter(|base| choices.contains(base))
        }
        None => Some(kind),
    }
}

/// What a kind may stand for; `None` for kinds that stand for themselves.
pub const fn choices(kind: DocumentType) -> Option<&'static [DocumentType]> {
    match kind {
        DocumentType::Replace => Some(REPLACEABLE),
        DocumentType::Retro => Some(RETROSPECTIVE),
        DocumentType::Partial => Some(crate::blank::BASES),
        _ => None,
    }
}

/// May the caviar question arise? Caviar that leaves with a permit or certificate.
pub fn asks_shared_stock(form: &FormInput) -> bool {
    matches!(base_of(form), Some(DocumentType::Export | DocumentType::Reexport))
        && form.lines.iter().any(|l| l.term.trim().eq_ignore_ascii_case(Term::Cav.code()))
}

/// May these be personal or household effects (Art. VII.3)? Asked of everybody who names a personal purpose.
pub fn asks_effects(form: &FormInput) -> bool {
    matches!(base_of(form), Some(DocumentType::Export | DocumentType::Reexport | DocumentType::Import))
        && DocumentType::from_code(form.document_type.trim()).is_some_and(|kind| choices(kind).is_none())
        && form.purpose.trim().eq_ignore_ascii_case(cites::Purpose::P.code())
}

/// Does this form ask for particulars at all?
pub fn asked(form: &FormInput) -> bool {
    let kind = DocumentType::from_code(form.document_type.trim());
    kind.is_some_and(|k| choices(k).is_some())
        || matches!(
            base_of(form),
            Some(DocumentType::Tec | DocumentType::Mic | DocumentType::Sample | DocumentType::Ifs)
        )
        || asks_shared_stock(form)
        || asks_effects(form)
}

/// The source that a kind of document fixes; `None` where the applicant says it.
pub const fn source_of(kind: DocumentType) -> Option<cites::Source> {
    match kind {
        DocumentType::Preconv => Some(cites::Source::O),
        DocumentType::Captive => Some(cites::Source::C),
        DocumentType::Artprop => Some(cites::Source::A),
        DocumentType::Ifs => Some(cites::Source::X),
        _ => None,
    }
}

/// What was read.
pub(crate) struct Read {
    pub instead: Option<Instead>,
    pub particulars: Particulars,
    pub shared_stock: bool,
    pub effects: Option<Effects>,
}

/// Reads the answers that this kind asks for. `base`: the kind in box 1.
pub(crate) fn read(form: &FormInput, kind: DocumentType, errors: &mut Vec<FieldError>) -> Read {
    let typed = &form.particulars;
    let mut pen = Pen { errors };
    let base = base_of(form);
    let blank = kind == DocumentType::Partial;
    let instead = choices(kind).filter(|_| !blank).and_then(|_| {
        if base.is_none() {
            pen.add("base_type", "base-type-empty", "Choose which document it stands for.");
        }
        let reason = pen.text("reason", &typed.reason, 500, "instead-reason-empty", "Write the reason.");
        let amended = if kind == DocumentType::Retro { "" } else { typed.amended.trim() };
        let occasion = match (kind, amended) {
            (DocumentType::Retro, _) => Occasion::Retrospective,
            (_, "") => Occasion::Replacement,
            _ => Occasion::Amendment,
        };
        Some(Instead { occasion, base: base?, reason: reason?, amended: amended.to_owned() })
    });
    let particulars = match base {
        _ if blank => crate::blank::read(typed, base, &mut *pen.errors).map(Particulars::Simplified),
        Some(DocumentType::Tec) => {
            let name =
                pen.text("exhibition", &typed.exhibition, 200, "exhibition-empty", "Give the name of the exhibition.");
            let registration = pen.text(
                "registration",
                &typed.registration,
                70,
                "exhibition-registration-empty",
                "Give the number under which the exhibition is registered with the Management Authority.",
            );
            name.zip(registration).map(|(name, registration)| Particulars::Exhibition { name, registration })
        }
        Some(DocumentType::Mic) => {
            let maker = pen.text("maker", &typed.maker, 100, "maker-empty", "Give the maker of the instrument.");
            let serial = pen.optional("serial", &typed.serial, 70);
            let made = pen.optional("made", &typed.made, 70);
            if serial.is_none() && !form.attachments.iter().any(|a| a.kind == "photo") {
                pen.add(
                    "serial",
                    "serial-or-photo",
                    "Give the serial number; where there is none, upload a photograph first.",
                );
            }
            maker.map(|maker| Particulars::Instrument { maker, serial, made })
        }
        Some(DocumentType::Sample) => {
            let carnet = match typed.carnet_kind.trim().to_uppercase().as_str() {
                "ATA" => Some(Carnet::Ata),
                "TIR" => Some(Carnet::Tir),
                _ => {
                    pen.add("carnet_kind", "carnet-kind-empty", "Choose the carnet: ATA or TIR.");
                    None
                }
            };
            let number = pen.text(
                "carnet_number",
                &typed.carnet_number,
                35,
                "carnet-number-empty",
                "Give the number of the carnet.",
            );
            let until = typed.carnet_date.trim().parse::<Date>().ok();
            if until.is_none() {
                pen.add("carnet_date", "carnet-date-empty", "Give the last day of the carnet, like 2027-03-31.");
            }
            carnet.zip(number).zip(until).map(|((carnet, number), until)| Particulars::Collection {
                carnet,
                number,
                until,
            })
        }
        Some(DocumentType::Ifs) => {
            let vessel = pen.text("vessel", &typed.vessel, 100, "vessel-empty", "Give the name of the ship.");
            let area = pen.text(
                "sea_area",
                &typed.sea_area,
                100,
                "sea-area-empty",
                "Say where at sea the specimens are taken.",
            );
            let total = match typed.landings.trim() {
                "one" => Some(false),
                "total" => Some(true),
                _ => {
                    pen.add("landings", "landings-empty", "Choose: one landing, or a total for a period.");
                    None
                }
            };
            let flag =
                pen.asked_country("flag", &typed.flag, "flag-empty", "Choose the State whose flag the ship flies.");
            let landed_in = pen.asked_country(
                "landed_in",
                &typed.landed_in,
                "landed-in-empty",
                "Choose the State in whose port the specimens are landed.",
            );
            vessel.zip(area).zip(total).map(|((vessel, area), total)| Particulars::FromSea {
                vessel,
                area,
                total,
                flag,
                landed_in,
            })
        }
        _ => Some(Particulars::None),
    };
    let shared_stock = asks_shared_stock(form)
        && match typed.shared_stock.trim() {
            "yes" => true,
            "no" => false,
            _ => {
                pen.add("shared_stock", "shared-stock-empty", "Say whether the caviar is of a shared stock.");
                false
            }
        };
    let effects = if asks_effects(form) { pen.effects(typed) } else { None };
    Read { instead, particulars: particulars.unwrap_or_default(), shared_stock, effects }
}

struct Pen<'a> {
    errors: &'a mut Vec<FieldError>,
}

impl Pen<'_> {
    fn add(&mut self, field: &str, code: &str, help: &str) {
        let field = format!("particulars.{field}");
        self.errors.push(FieldError { field, code: code.to_owned(), help: help.to_owned() });
    }

    fn optional(&mut self, field: &str, text: &str, max: usize) -> Option<String> {
        let text = text.trim();
        if text.chars().count() > max {
            self.add(field, "text-long", &format!("Shorten this to {max} characters."));
        } else if text.chars().any(|c| c.is_control() && c != '\n' && c != '\r') {
            self.add(field, "text-control", "Type this again: it contains characters that cannot be printed.");
        } else if !text.is_empty() {
            return Some(text.to_owned());
        }
        None
    }

    /// Who claims nothing is not asked; who claims and does not tell where is read strictly by the rules.
    fn effects(&mut self, typed: &ParticularsInput) -> Option<Effects> {
        let carriage = match typed.carriage.trim() {
            "" => return None,
            code => Carriage::from_code(code),
        };
        if carriage.is_none() {
            self.add("carriage", "code-unknown", "Choose how they travel from the list.");
        }
        let residence = self.country("residence", &typed.residence);
        let acquired_in = self.country("acquired_in", &typed.acquired_in);
        let persons = match typed.persons.trim() {
            "" => Some(1),
            text => text.parse::<u16>().ok().filter(|n| (1..=99).contains(n)),
        };
        if persons.is_none() {
            self.add("persons", "quantity-number", "Enter a whole number, like 2.");
        }
        Some(Effects { carriage: carriage?, acquired_in, residence, persons: persons? })
    }

    fn country(&mut self, field: &str, text: &str) -> Option<CountryCode> {
        if text.trim().is_empty() {
            return None;
        }
        let read = CountryCode::parse(text).ok().filter(|c| c.entry().is_some());
        if read.is_none() {
            self.add(field, "country-unknown", "Choose a country from the list.");
        }
        read
    }

    fn asked_country(&mut self, field: &str, text: &str, code: &str, help: &str) -> Option<CountryCode> {
        if text.trim().is_empty() {
            self.add(field, code, help);
            return None;
        }
        self.country(field, text)
    }

    fn text(&mut self, field: &str, text: &str, max: usize, code: &str, help: &str) -> Option<String> {
        if text.trim().is_empty() {
            self.add(field, code, help);
            return None;
        }
        self.optional(field, text, max)
    }
}
