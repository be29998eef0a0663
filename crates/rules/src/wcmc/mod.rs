//! The 29 checks of an annual report, as UNEP-WCMC's upload runs them (`data/codes/wcmc_validation_rules.csv`).
//!
//! Order 0 rejects the file, orders 1 to 3 are primary (they block a submission), order 4 is secondary and is asked
//! only of rows without a primary finding, order 5 is the duplicate warning. The English message has exactly the shape
//! people know from the upload; French and Spanish say what to do.

mod checker;
mod pairs;
mod upload;

pub use checker::{Checker, ReportRow, Side};
pub(crate) use pairs::Pairs;
pub use upload::{Duplicates, check_header, read_file};

use crate::Citation;
use crate::sentence::{Message, Sentence, messages};
use cites::Lang;

/// How much a finding of a rule matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    /// The file as a whole cannot be used.
    RejectsFile,
    /// Blocks the submission.
    Primary,
    /// A warning that the sender may keep.
    Secondary,
    /// A message to the sender.
    Warning,
}

/// One row of the list of checks.
#[derive(Debug, Clone, Copy)]
pub struct WcmcRule {
    /// `W-01` to `W-29`, in the order of the list.
    pub id: &'static str,
    /// Run order, 0 to 5.
    pub order: u8,
    /// Weight.
    pub weight: Weight,
    /// Columns as in the list.
    pub columns: &'static str,
    message: Message,
}

impl WcmcRule {
    /// The sentence, placeholders unfilled.
    pub fn message(&self) -> Message {
        self.message
    }

    /// Where the checks come from.
    pub fn citation(&self) -> Citation {
        const LIST: Citation =
            Citation::new("UNEP-WCMC annual report upload", "validation rules", "list of August 2026");
        LIST
    }
}

/// A check that a row, header or file did not pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Position of the rule in [`RULES`].
    pub rule: usize,
    /// Values for the sentence, as they stand in the row; `[BLANK]` for an empty one.
    pub values: Vec<String>,
}

impl Finding {
    /// The rule.
    pub fn rule(&self) -> &'static WcmcRule {
        &RULES[self.rule.min(RULES.len() - 1)]
    }

    /// The sentence as a part of a trace.
    pub fn sentence(&self) -> Sentence {
        let args = self.values.iter().map(crate::sentence::Arg::text).collect();
        Sentence { key: self.rule().message.key.into(), args }
    }

    /// The sentence in a language; English has the shape of the upload.
    pub fn text(&self, lang: Lang) -> String {
        self.sentence().text(lang)
    }
}

messages! {
    W01 = "w-01", "invalid column headers: missing: {0}; excess: {1};",
        "Corrigez les en-têtes de colonnes. Manquants : {0} ; en trop : {1}.",
        "Corrija los encabezados de columna. Faltan: {0}; sobran: {1}.";
    W02 = "w-02", "file cannot be processed",
        "Fournissez un fichier .csv en UTF-8 : ce fichier ne peut pas être traité.",
        "Entregue un archivo .csv en UTF-8: este archivo no puede procesarse.";
    W03 = "w-03", "trading_partner cannot be blank", "Indiquez le pays partenaire (TradingPartner).", "Indique el país socio (TradingPartner).";
    W04 = "w-04", "term_code cannot be blank", "Indiquez le terme (TermCode).", "Indique el término (TermCode).";
    W05 = "w-05", "taxon_name cannot be blank", "Indiquez le nom scientifique (SpeciesName).", "Indique el nombre científico (SpeciesName).";
    W06 = "w-06", "appendix cannot be blank", "Indiquez l'annexe (Appendix).", "Indique el Apéndice (Appendix).";
    W07 = "w-07", "quantity cannot be blank", "Indiquez la quantité (Quantity).", "Indique la cantidad (Quantity).";
    W08 = "w-08", "year cannot be blank", "Indiquez l'année (Year).", "Indique el año (Year).";
    W09 = "w-09", "quantity must be a number", "Écrivez la quantité sous forme de nombre.", "Escriba la cantidad como número.";
    W10 = "w-10", "year must be a number", "Écrivez l'année sous forme de nombre.", "Escriba el año como número.";
    W11 = "w-11", "year must be formatted as four digits", "Écrivez l'année avec quatre chiffres.", "Escriba el año con cuatro cifras.";
    W12 = "w-12", "term_code {0} is invalid", "Choisissez un terme de la liste : {0} n'y figure pas.", "Elija un término de la lista: {0} no figura en ella.";
    W13 = "w-13", "source_code {0} is invalid", "Choisissez une source de la liste : {0} n'y figure pas.", "Elija un origen de la lista: {0} no figura en ella.";
    W14 = "w-14", "purpose_code {0} is invalid", "Choisissez un but de la liste : {0} n'y figure pas.", "Elija un propósito de la lista: {0} no figura en ella.";
    W15 = "w-15", "unit_code {0} is invalid", "Choisissez une unité de la liste : {0} n'y figure pas.", "Elija una unidad de la lista: {0} no figura en ella.";
    W16 = "w-16", "trading_partner {0} is invalid", "Choisissez un pays partenaire de la liste : {0} n'y figure pas.", "Elija un país socio de la lista: {0} no figura en ella.";
    W17 = "w-17", "country_of_origin {0} is invalid", "Choisissez un pays d'origine de la liste : {0} n'y figure pas.", "Elija un país de origen de la lista: {0} no figura en ella.";
    W18 = "w-18", "taxon_name {0} is invalid", "Choisissez un nom de la liste : {0} n'y figure pas.", "Elija un nombre de la lista: {0} no figura en ella.";
    W19 = "w-19", "appendix {0} is invalid", "Choisissez l'annexe I, II, III ou N : {0} n'existe pas.", "Elija el Apéndice I, II, III o N: {0} no existe.";
    W20 = "w-20", "taxon_name {0} with appendix {1} with year {2} is invalid",
        "Vérifiez l'annexe : {0} ne relevait pas de l'Annexe {1} en {2}.",
        "Compruebe el Apéndice: {0} no estaba en el Apéndice {1} en {2}.";
    W21 = "w-21", "term_code {0} with unit_code {1} is invalid",
        "Vérifiez l'unité : l'unité {1} est inhabituelle pour le terme {0}.",
        "Compruebe la unidad: la unidad {1} es inusual para el término {0}.";
    W22 = "w-22", "term_code {0} with purpose_code {1} is invalid",
        "Vérifiez le but : le but {1} est inhabituel pour le terme {0}.",
        "Compruebe el propósito: el propósito {1} es inusual para el término {0}.";
    W23 = "w-23", "taxon_name {0} with term_code {1} is invalid",
        "Vérifiez le terme : le terme {1} est inhabituel pour {0}.",
        "Compruebe el término: el término {1} es inusual para {0}.";
    W24 = "w-24", "taxon_name {0} with country_of_origin {1} (source_code = W, country_of_origin != XX, rank = SPECIES, SUBSPECIES) is invalid",
        "Vérifiez l'origine ou la source : {0} (source W) n'est pas connue du pays d'origine {1}.",
        "Compruebe el país de origen o el origen: {0} (origen W) no consta en el país {1}.";
    W25 = "w-25", "taxon_name {0} with exporter {1} (source_code = W, country_of_origin is empty, exporter != XX, rank = SPECIES, SUBSPECIES) is invalid",
        "Indiquez le pays d'origine ou vérifiez la source : {0} (source W) n'est pas connue du pays exportateur {1}.",
        "Indique el país de origen o compruebe el origen: {0} (origen W) no consta en el país exportador {1}.";
    W26 = "w-26", "exporter {0} with country_of_origin {1} is invalid",
        "Laissez vide le pays d'origine {1} s'il est aussi l'exportateur {0}.",
        "Deje vacío el país de origen {1} si es también el exportador {0}.";
    W27 = "w-27", "exporter {0} with importer {1} is invalid",
        "Vérifiez les pays : l'exportateur {0} et l'importateur {1} sont le même.",
        "Compruebe los países: el exportador {0} y el importador {1} son el mismo.";
    W28 = "w-28", "taxon_name {0} with source_code {1} is invalid",
        "Vérifiez la source : la source {1} ne convient pas à {0}.",
        "Compruebe el origen: el origen {1} no corresponde a {0}.";
    W29 = "w-29", "possible duplicate of row {0}: taxon_name {1}, permit {2}",
        "Vérifiez s'il s'agit d'un doublon de la ligne {0} : {1}, permis {2}.",
        "Compruebe si es un duplicado de la fila {0}: {1}, permiso {2}.";
}

const fn rule(id: &'static str, order: u8, columns: &'static str, message: Message) -> WcmcRule {
    let weight = match order {
        0 => Weight::RejectsFile,
        1..=3 => Weight::Primary,
        4 => Weight::Secondary,
        _ => Weight::Warning,
    };
    WcmcRule { id, order, weight, columns, message }
}

/// Every check, in the order of the list.
pub static RULES: [WcmcRule; 29] = [
    rule("W-01", 0, "all", W01),
    rule("W-02", 0, "-", W02),
    rule("W-03", 1, "TradingPartner", W03),
    rule("W-04", 1, "TermCode", W04),
    rule("W-05", 1, "SpeciesName", W05),
    rule("W-06", 1, "Appendix", W06),
    rule("W-07", 1, "Quantity", W07),
    rule("W-08", 1, "Year", W08),
    rule("W-09", 2, "Quantity", W09),
    rule("W-10", 2, "Year", W10),
    rule("W-11", 2, "Year", W11),
    rule("W-12", 3, "TermCode", W12),
    rule("W-13", 3, "SourceCode", W13),
    rule("W-14", 3, "PurposeCode", W14),
    rule("W-15", 3, "UnitCode", W15),
    rule("W-16", 3, "TradingPartner", W16),
    rule("W-17", 3, "CountryOfOrigin", W17),
    rule("W-18", 3, "SpeciesName", W18),
    rule("W-19", 3, "Appendix", W19),
    rule("W-20", 4, "SpeciesName + Appendix + Year", W20),
    rule("W-21", 4, "TermCode + UnitCode", W21),
    rule("W-22", 4, "TermCode + PurposeCode", W22),
    rule("W-23", 4, "SpeciesName + TermCode", W23),
    rule("W-24", 4, "SpeciesName + CountryOfOrigin", W24),
    rule("W-25", 4, "SpeciesName + exporter", W25),
    rule("W-26", 4, "exporter + CountryOfOrigin", W26),
    rule("W-27", 4, "exporter + importer", W27),
    rule("W-28", 4, "SpeciesName + SourceCode", W28),
    rule("W-29", 5, "taxon + Appendix + Year + permit number", W29),
];

/// Position in [`RULES`] by number of the id.
const fn at(number: usize) -> usize {
    number - 1
}
