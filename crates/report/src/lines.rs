//! Which of our records become lines of the report, and with which figures (`spec/reports.md` 1.2).
//!
//! One line per permit line per movement, never across permits.

use crate::columns::Sheet;
use cites::document::Block;
use cites::{
    Amount, Appendix, CountryCode, Date, DocumentType, PermitNumber, PermitStatus, Purpose, Source, TaxonName, Term,
    Unit,
};
/// Which way the goods went, seen from the reporting Party.
pub use rules::Movement as Flow;
use serde::{Deserialize, Serialize};

/// The table a movement belongs to.
pub const fn sheet_of(flow: Flow) -> Sheet {
    if flow.is_outward() { Sheet::Exports } else { Sheet::Imports }
}

/// What the figures of a report stand on. The cover must say it (Guidelines; Res. Conf. 11.17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// Specimens that really left or entered; preferred.
    #[default]
    Actual,
    /// Permits and certificates issued.
    Permits,
}

/// Which letter goes into the report where box 10 has two (source I or O beside another one). The Guidelines we could
/// read do not settle it, so it is a setting; both letters stay in our records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CombinedSource {
    /// The letter that is neither I nor O.
    #[default]
    Underlying,
    /// The I or the O.
    Special,
}

/// One movement of goods under one document, as the records have it. A document that was never used is one movement
/// without a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// Kind of the document the goods moved under.
    pub document: DocumentType,
    /// Its number: our own document, or the foreign one where the import needed none of ours.
    pub number: PermitNumber,
    /// Its state.
    pub status: PermitStatus,
    /// Which way.
    pub flow: Flow,
    /// Exports: country of import. Imports: country of export or re-export. Not used for introductions from the sea.
    pub partner: Option<CountryCode>,
    /// Date of issue.
    pub issued: Date,
    /// Date of the endorsement at export, or of the receipt at import; `None` when nothing moved, or nobody told us.
    pub moved: Option<Date>,
    /// Was it only carried through?
    pub transit: bool,
    /// Were the goods seized? They belong to the illegal trade report.
    pub seized: bool,
    /// Was the movement marked as not to be reported (repeated crossings)?
    pub exclude_from_report: bool,
    /// Box 5a.
    pub purpose: Option<Purpose>,
    /// Our import permit, on imports that had one.
    pub import_permit: Option<PermitNumber>,
    /// The foreign export permits or re-export certificates, on imports.
    pub export_permits: Vec<PermitNumber>,
    /// Certificate of introduction from the sea, where the goods once came from there.
    pub ifs_permit: Option<PermitNumber>,
    /// The blocks.
    pub lines: Vec<MovementLine>,
}

/// One block of a movement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovementLine {
    /// The block's letter.
    pub block: Block,
    /// Name on the document.
    pub taxon: TaxonName,
    /// The accepted name, where the taxonomy knows one; it is reported, the other is kept.
    pub accepted: Option<TaxonName>,
    /// Appendix in the year of the trade.
    pub appendix: Appendix,
    /// Trade term.
    pub term: Term,
    /// Unit of all quantities.
    pub unit: Unit,
    /// Quantity permitted.
    pub permitted: Amount,
    /// What left, as endorsed.
    pub endorsed: Option<Amount>,
    /// What arrived.
    pub received: Option<Amount>,
    /// What the quota allowed before this line, where there is one.
    pub quota: Option<Amount>,
    /// Source.
    pub source: Option<Source>,
    /// Second source; only with I or O.
    pub second_source: Option<Source>,
    /// Country of origin.
    pub origin: Option<CountryCode>,
    /// Export permits of the country of origin.
    pub origin_permits: Vec<PermitNumber>,
}

/// A line of the report, typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportLine {
    /// Which table.
    pub flow: Flow,
    /// Kind of document.
    pub document: DocumentType,
    /// Number of the document the line comes from.
    pub permit: PermitNumber,
    /// Block on it.
    pub block: Block,
    /// What the quantity stands on.
    pub basis: Basis,
    /// Appendix in the year of the trade.
    pub appendix: Appendix,
    /// Name to report: the accepted one where known.
    pub species: TaxonName,
    /// Name on the document, where it differs.
    pub reported_as: Option<TaxonName>,
    /// Term.
    pub term: Term,
    /// Quantity.
    pub quantity: Amount,
    /// Quantity permitted.
    pub permitted: Amount,
    /// What the quota allowed.
    pub quota: Option<Amount>,
    /// Unit.
    pub unit: Unit,
    /// Trading partner.
    pub partner: Option<CountryCode>,
    /// Country of origin, `None` where it is the exporter.
    pub origin: Option<CountryCode>,
    /// Import permit; imports only.
    pub import_permit: Option<PermitNumber>,
    /// Export permits or re-export certificates.
    pub export_permits: Vec<PermitNumber>,
    /// Permits of the country of origin.
    pub origin_permits: Vec<PermitNumber>,
    /// Certificate of introduction from the sea.
    pub ifs_permit: Option<PermitNumber>,
    /// Purpose.
    pub purpose: Option<Purpose>,
    /// Source.
    pub source: Option<Source>,
    /// Year of the trade.
    pub year: i16,
}

impl ReportLine {
    /// The table the line belongs to.
    pub const fn sheet(&self) -> Sheet {
        sheet_of(self.flow)
    }
}

/// How a Party makes its lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineSettings {
    /// The reporting Party.
    pub reporter: CountryCode,
    /// The calendar year.
    pub year: i16,
    /// Actual trade or permits issued.
    pub basis: Basis,
    /// Does the Party report artificially propagated plants under phytosanitary certificates?
    pub phytosanitary: bool,
    /// Report travelling-exhibition, ownership and musical-instrument certificates once each, when the basis is permits?
    pub multi_use: bool,
    /// Which of two source letters.
    pub combined_source: CombinedSource,
}

impl LineSettings {
    /// The usual settings: actual trade, no phytosanitary certificates, no multi-use certificates.
    pub const fn usual(reporter: CountryCode, year: i16) -> LineSettings {
        LineSettings {
            reporter,
            year,
            basis: Basis::Actual,
            phytosanitary: false,
            multi_use: false,
            combined_source: CombinedSource::Underlying,
        }
    }
}

/// What [`lines`] found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Collected {
    /// Lines of both tables, sorted by document number and block.
    pub lines: Vec<ReportLine>,
    /// What somebody must settle before the report is complete.
    pub todo: Vec<ToDo>,
    /// What is not reported, and why.
    pub left_out: Vec<LeftOut>,
}

impl Collected {
    /// The lines of one table.
    pub fn sheet(&self, sheet: Sheet) -> impl Iterator<Item = &ReportLine> {
        self.lines.iter().filter(move |l| l.sheet() == sheet)
    }
}

/// Something to settle before the report is complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToDo {
    /// The document.
    pub number: PermitNumber,
    /// The block, where it is about one.
    pub block: Option<Block>,
    /// What.
    pub reason: ToDoReason,
}

/// What is to be settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToDoReason {
    /// The document expired and nobody told whether it was used.
    ExpiredUnknown,
    /// The document counts as used, but no quantity was endorsed or received.
    QuantityUnknown,
}

/// A record that makes no line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The document.
    pub number: PermitNumber,
    /// The block, where only one is left out.
    pub block: Option<Block>,
    /// Why.
    pub reason: LeftOutReason,
}

/// Why a record makes no line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftOutReason {
    /// Only carried through.
    Transit,
    /// Seized goods belong to the illegal trade report.
    Seized,
    /// Replaced, cancelled, void, revoked, returned or expired without use.
    NotUsed,
    /// Expired, use unknown: it stands in the to-do list, and does not count as actual trade.
    UseUnknown,
    /// Multi-use certificate: crossings are not repeated in the report.
    MultiUse,
    /// A document that is not reported to the Convention (label, internal certificate, import notification).
    NotReported,
    /// Phytosanitary certificate, and the Party does not report under them.
    Phytosanitary,
    /// Marked by an officer as not to be reported.
    Excluded,
    /// Nothing moved yet.
    NotMoved,
    /// Nothing of this block moved.
    NothingMoved,
    /// Another year's trade.
    OtherYear,
}

/// Makes the lines of a year from the records.
///
/// Order of the questions: is it reportable at all (document, transit, seizure, state), did it move, when, how much.
/// Source: `spec/reports.md` 1.2; Art. VIII.6(b) of the Convention.
pub fn lines(movements: &[Movement], settings: &LineSettings) -> Collected {
    let mut out = Collected::default();
    let mut certificates_seen = std::collections::HashSet::new();
    for movement in movements {
        let left_out = |reason| LeftOut { number: movement.number.clone(), block: None, reason };
        if movement.status == PermitStatus::ExpiredUnknown && !movement.transit && !movement.seized {
            let reason = ToDoReason::ExpiredUnknown;
            out.todo.push(ToDo { number: movement.number.clone(), block: None, reason });
        }
        if let Some(reason) = not_reportable(movement, settings) {
            out.left_out.push(left_out(reason));
            continue;
        }
        let multi_use = is_multi_use(movement.document);
        if multi_use && !certificates_seen.insert(&movement.number) {
            out.left_out.push(left_out(LeftOutReason::MultiUse));
            continue;
        }
        let day = match settings.basis {
            Basis::Permits => movement.issued,
            Basis::Actual => match movement.moved {
                Some(day) => day,
                None if used_up(movement.status) => {
                    let reason = ToDoReason::QuantityUnknown;
                    out.todo.push(ToDo { number: movement.number.clone(), block: None, reason });
                    out.left_out.push(left_out(LeftOutReason::NotMoved));
                    continue;
                }
                None => {
                    out.left_out.push(left_out(LeftOutReason::NotMoved));
                    continue;
                }
            },
        };
        if day.year() != settings.year {
            out.left_out.push(left_out(LeftOutReason::OtherYear));
            continue;
        }
        for block in &movement.lines {
            block_line(movement, block, multi_use, settings, &mut out);
        }
    }
    out.lines.sort_by(|a, b| (&a.permit, &a.block).cmp(&(&b.permit, &b.block)));
    out
}

/// The line of one block, or why there is none.
fn block_line(
    movement: &Movement,
    block: &MovementLine,
    multi_use: bool,
    settings: &LineSettings,
    out: &mut Collected,
) {
    let known = match sheet_of(movement.flow) {
        Sheet::Exports => block.endorsed,
        Sheet::Imports => block.received,
    };
    let (quantity, basis) = match (known, settings.basis) {
        (Some(actual), _) if !multi_use => (actual, Basis::Actual),
        (_, Basis::Permits) => (block.permitted, Basis::Permits),
        (_, Basis::Actual) => {
            let (number, block) = (movement.number.clone(), Some(block.block.clone()));
            out.todo.push(ToDo { number: number.clone(), block: block.clone(), reason: ToDoReason::QuantityUnknown });
            out.left_out.push(LeftOut { number, block, reason: LeftOutReason::NotMoved });
            return;
        }
    };
    if quantity.is_zero() {
        let (number, block) = (movement.number.clone(), Some(block.block.clone()));
        out.left_out.push(LeftOut { number, block, reason: LeftOutReason::NothingMoved });
        return;
    }
    let day = match settings.basis {
        Basis::Permits => movement.issued,
        Basis::Actual => movement.moved.unwrap_or(movement.issued),
    };
    let species = block.accepted.clone().unwrap_or_else(|| block.taxon.clone());
    let reported_as = (species != block.taxon).then(|| block.taxon.clone());
    let (partner, exporter) = match movement.flow {
        Flow::Export | Flow::Reexport => (movement.partner, Some(settings.reporter)),
        // A transit is left out before; it would read like an import.
        Flow::Import | Flow::Transit => (movement.partner, movement.partner),
        Flow::FromSea => (Some(CountryCode::SEA), Some(CountryCode::SEA)),
    };
    let own_number = || Some(movement.number.clone());
    let (import_permit, export_permits, ifs_permit) = match movement.flow {
        Flow::Export | Flow::Reexport => (None, vec![movement.number.clone()], movement.ifs_permit.clone()),
        Flow::FromSea => (None, Vec::new(), movement.ifs_permit.clone().or_else(own_number)),
        Flow::Import | Flow::Transit => {
            let import_permit = match movement.document {
                DocumentType::Import => movement.import_permit.clone().or_else(own_number),
                _ => movement.import_permit.clone(),
            };
            let export_permits = match (movement.export_permits.is_empty(), movement.document) {
                (true, document) if document != DocumentType::Import => vec![movement.number.clone()],
                _ => movement.export_permits.clone(),
            };
            (import_permit, export_permits, movement.ifs_permit.clone())
        }
    };
    let source = match movement.flow {
        Flow::FromSea => Some(Source::X),
        _ => reported_source(block.source, block.second_source, settings.combined_source),
    };
    out.lines.push(ReportLine {
        flow: movement.flow,
        document: movement.document,
        permit: movement.number.clone(),
        block: block.block.clone(),
        basis,
        appendix: block.appendix,
        species,
        reported_as,
        term: block.term,
        quantity,
        permitted: block.permitted,
        quota: block.quota,
        unit: block.unit,
        partner,
        origin: block.origin.filter(|origin| Some(*origin) != exporter),
        import_permit,
        export_permits,
        origin_permits: block.origin_permits.clone(),
        ifs_permit,
        purpose: movement.purpose,
        source,
        year: day.year(),
    });
}

/// Why the movement makes no line whatever its quantities; `None` when it may make some.
fn not_reportable(movement: &Movement, settings: &LineSettings) -> Option<LeftOutReason> {
    if movement.transit {
        return Some(LeftOutReason::Transit);
    }
    if movement.seized || movement.status == PermitStatus::Seized {
        return Some(LeftOutReason::Seized);
    }
    match movement.status {
        PermitStatus::Replaced
        | PermitStatus::Cancelled
        | PermitStatus::ExpiredUnused
        | PermitStatus::ReturnedUnused
        | PermitStatus::Void => return Some(LeftOutReason::NotUsed),
        // A revoked document counts only if goods had moved under it before.
        PermitStatus::Revoked if movement.moved.is_none() => return Some(LeftOutReason::NotUsed),
        PermitStatus::ExpiredUnknown if settings.basis == Basis::Actual => return Some(LeftOutReason::UseUnknown),
        _ => {}
    }
    match movement.document {
        // What passes through under customs control is no trade (Art. VII.1).
        _ if movement.flow == Flow::Transit => Some(LeftOutReason::NotReported),
        DocumentType::Scilabel | DocumentType::Impnotif | DocumentType::Art10 => Some(LeftOutReason::NotReported),
        DocumentType::Phyto if !settings.phytosanitary => Some(LeftOutReason::Phytosanitary),
        DocumentType::Tec | DocumentType::Poc | DocumentType::Mic
            if !settings.multi_use || settings.basis == Basis::Actual =>
        {
            Some(LeftOutReason::MultiUse)
        }
        // Only the export leg of a sample collection is reported; it comes back.
        DocumentType::Sample if sheet_of(movement.flow) == Sheet::Imports => Some(LeftOutReason::MultiUse),
        _ if movement.exclude_from_report => Some(LeftOutReason::Excluded),
        _ => None,
    }
}

/// Certificates that cross many borders: reported once per certificate, or not at all.
const fn is_multi_use(document: DocumentType) -> bool {
    matches!(document, DocumentType::Tec | DocumentType::Poc | DocumentType::Mic)
}

/// States in which goods must have moved.
const fn used_up(status: PermitStatus) -> bool {
    matches!(status, PermitStatus::Endorsed | PermitStatus::PartlyUsed | PermitStatus::Confirmed | PermitStatus::Used)
}

/// The letter for the report where box 10 has one or two.
fn reported_source(first: Option<Source>, second: Option<Source>, choice: CombinedSource) -> Option<Source> {
    let special = |s: &Source| matches!(s, Source::I | Source::O);
    let letters = [first, second];
    let mut found = letters.iter().flatten().copied();
    let wanted = match choice {
        CombinedSource::Underlying => found.find(|s| !special(s)),
        CombinedSource::Special => found.find(special),
    };
    wanted.or(first)
}
