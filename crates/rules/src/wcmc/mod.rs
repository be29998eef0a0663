//! The 29 checks of an annual report, as UNEP-WCMC's upload runs them (`data/codes/wcmc_validation_rules.csv`).
//!
//! Order 0 rejects the file, orders 1 to 3 are primary (they block a submission), order 4 is secondary and is asked
//! only of rows without a primary finding, order 5 is the duplicate warning. Each sentence says what to do;
//! [`WcmcRule::upload`] is the message in exactly the shape people know from the upload.

mod checker;
mod pairs;
mod upload;

pub use checker::{Checker, ReportRow, Side};
pub(crate) use pairs::Pairs;
pub use upload::{Duplicates, check_header, read_file};

use crate::Citation;
use crate::sentence::{Message, Sentence, fill, messages};
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
    /// The English message of the upload, placeholders unfilled.
    pub upload: &'static str,
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

    /// The sentence in a language.
    pub fn text(&self, lang: Lang) -> String {
        self.sentence().text(lang)
    }

    /// The message in the shape of the upload, in English.
    pub fn upload(&self) -> String {
        fill(self.rule().upload, &self.values)
    }
}

messages! {
    W01 = "w-01",
        "Correct the column headers. Missing: {0}; not expected: {1}.",
        "Corrigez les en-têtes de colonnes. Manquants : {0} ; en trop : {1}.",
        "Corrija los encabezados de columna. Faltan: {0}; sobran: {1}.",
        "صحح عناوين الأعمدة. الناقص: {0}؛ الزائد: {1}.";
    W02 = "w-02",
        "Give a .csv file in UTF-8: this file cannot be processed.",
        "Fournissez un fichier .csv en UTF-8 : ce fichier ne peut pas être traité.",
        "Entregue un archivo .csv en UTF-8: este archivo no puede procesarse.",
        "قدّم ملف .csv بترميز UTF-8: لا تمكن معالجة هذا الملف.";
    W03 = "w-03",
        "Name the partner country (TradingPartner).",
        "Indiquez le pays partenaire (TradingPartner).",
        "Indique el país socio (TradingPartner).",
        "اذكر البلد الشريك (TradingPartner).";
    W04 = "w-04",
        "Name the trade term (TermCode).",
        "Indiquez le terme (TermCode).",
        "Indique el término (TermCode).",
        "اذكر المصطلح (TermCode).";
    W05 = "w-05",
        "Name the species (SpeciesName).",
        "Indiquez le nom scientifique (SpeciesName).",
        "Indique el nombre científico (SpeciesName).",
        "اذكر الاسم العلمي (SpeciesName).";
    W06 = "w-06",
        "Name the Appendix (Appendix).",
        "Indiquez l'annexe (Appendix).",
        "Indique el Apéndice (Appendix).",
        "اذكر الملحق (Appendix).";
    W07 = "w-07",
        "Give the quantity (Quantity).",
        "Indiquez la quantité (Quantity).",
        "Indique la cantidad (Quantity).",
        "اذكر الكمية (Quantity).";
    W08 = "w-08",
        "Give the year (Year).",
        "Indiquez l'année (Year).",
        "Indique el año (Year).",
        "اذكر السنة (Year).";
    W09 = "w-09",
        "Write the quantity as a number.",
        "Écrivez la quantité sous forme de nombre.",
        "Escriba la cantidad como número.",
        "اكتب الكمية رقماً.";
    W10 = "w-10",
        "Write the year as a number.",
        "Écrivez l'année sous forme de nombre.",
        "Escriba el año como número.",
        "اكتب السنة رقماً.";
    W11 = "w-11",
        "Write the year with four digits.",
        "Écrivez l'année avec quatre chiffres.",
        "Escriba el año con cuatro cifras.",
        "اكتب السنة بأربعة أرقام.";
    W12 = "w-12",
        "Choose a trade term from the list: {0} is not in it.",
        "Choisissez un terme de la liste : {0} n'y figure pas.",
        "Elija un término de la lista: {0} no figura en ella.",
        "اختر مصطلحاً من القائمة: {0} ليس فيها.";
    W13 = "w-13",
        "Choose a source from the list: {0} is not in it.",
        "Choisissez une source de la liste : {0} n'y figure pas.",
        "Elija un origen de la lista: {0} no figura en ella.",
        "اختر مصدراً من القائمة: {0} ليس فيها.";
    W14 = "w-14",
        "Choose a purpose from the list: {0} is not in it.",
        "Choisissez un but de la liste : {0} n'y figure pas.",
        "Elija un propósito de la lista: {0} no figura en ella.",
        "اختر غرضاً من القائمة: {0} ليس فيها.";
    W15 = "w-15",
        "Choose a unit from the list: {0} is not in it.",
        "Choisissez une unité de la liste : {0} n'y figure pas.",
        "Elija una unidad de la lista: {0} no figura en ella.",
        "اختر وحدة من القائمة: {0} ليست فيها.";
    W16 = "w-16",
        "Choose a partner country from the list: {0} is not in it.",
        "Choisissez un pays partenaire de la liste : {0} n'y figure pas.",
        "Elija un país socio de la lista: {0} no figura en ella.",
        "اختر بلداً شريكاً من القائمة: {0} ليس فيها.";
    W17 = "w-17",
        "Choose a country of origin from the list: {0} is not in it.",
        "Choisissez un pays d'origine de la liste : {0} n'y figure pas.",
        "Elija un país de origen de la lista: {0} no figura en ella.",
        "اختر بلد منشأ من القائمة: {0} ليس فيها.";
    W18 = "w-18",
        "Choose a name from the list: {0} is not in it.",
        "Choisissez un nom de la liste : {0} n'y figure pas.",
        "Elija un nombre de la lista: {0} no figura en ella.",
        "اختر اسماً من القائمة: {0} ليس فيها.";
    W19 = "w-19",
        "Choose Appendix I, II, III or N: {0} does not exist.",
        "Choisissez l'annexe I, II, III ou N : {0} n'existe pas.",
        "Elija el Apéndice I, II, III o N: {0} no existe.",
        "اختر الملحق I أو II أو III أو N: لا وجود للملحق {0}.";
    W20 = "w-20",
        "Check the Appendix: {0} was not in Appendix {1} in {2}.",
        "Vérifiez l'annexe : {0} ne relevait pas de l'Annexe {1} en {2}.",
        "Compruebe el Apéndice: {0} no estaba en el Apéndice {1} en {2}.",
        "راجع الملحق: لم يكن {0} في الملحق {1} سنة {2}.";
    W21 = "w-21",
        "Check the unit: unit {1} is unusual for the term {0}.",
        "Vérifiez l'unité : l'unité {1} est inhabituelle pour le terme {0}.",
        "Compruebe la unidad: la unidad {1} es inusual para el término {0}.",
        "راجع الوحدة: الوحدة {1} غير معتادة للمصطلح {0}.";
    W22 = "w-22",
        "Check the purpose: purpose {1} is unusual for the term {0}.",
        "Vérifiez le but : le but {1} est inhabituel pour le terme {0}.",
        "Compruebe el propósito: el propósito {1} es inusual para el término {0}.",
        "راجع الغرض: الغرض {1} غير معتاد للمصطلح {0}.";
    W23 = "w-23",
        "Check the term: term {1} is unusual for {0}.",
        "Vérifiez le terme : le terme {1} est inhabituel pour {0}.",
        "Compruebe el término: el término {1} es inusual para {0}.",
        "راجع المصطلح: المصطلح {1} غير معتاد لأجل {0}.";
    W24 = "w-24",
        "Check the country of origin or the source: {0} (source W) is not known from the country of origin {1}.",
        "Vérifiez l'origine ou la source : {0} (source W) n'est pas connue du pays d'origine {1}.",
        "Compruebe el país de origen o el origen: {0} (origen W) no consta en el país {1}.",
        "راجع بلد المنشأ أو المصدر: {0} (المصدر W) غير معروف في بلد المنشأ {1}.";
    W25 = "w-25",
        "Give the country of origin or check the source: {0} (source W) is not known from the exporting country {1}.",
        "Indiquez le pays d'origine ou vérifiez la source : {0} (source W) n'est pas connue du pays exportateur {1}.",
        "Indique el país de origen o compruebe el origen: {0} (origen W) no consta en el país exportador {1}.",
        "اذكر بلد المنشأ أو راجع المصدر: {0} (المصدر W) غير معروف في بلد التصدير {1}.";
    W26 = "w-26",
        "Leave the country of origin {1} empty where it is also the exporter {0}.",
        "Laissez vide le pays d'origine {1} s'il est aussi l'exportateur {0}.",
        "Deje vacío el país de origen {1} si es también el exportador {0}.",
        "اترك بلد المنشأ {1} فارغاً إذا كان هو نفسه المصدِّر {0}.";
    W27 = "w-27",
        "Check the countries: exporter {0} and importer {1} are the same.",
        "Vérifiez les pays : l'exportateur {0} et l'importateur {1} sont le même.",
        "Compruebe los países: el exportador {0} y el importador {1} son el mismo.",
        "راجع البلدين: المصدِّر {0} والمستورد {1} واحد.";
    W28 = "w-28",
        "Check the source: source {1} does not fit {0}.",
        "Vérifiez la source : la source {1} ne convient pas à {0}.",
        "Compruebe el origen: el origen {1} no corresponde a {0}.",
        "راجع المصدر: المصدر {1} لا يناسب {0}.";
    W29 = "w-29",
        "Check whether this row repeats row {0}: {1}, permit {2}.",
        "Vérifiez s'il s'agit d'un doublon de la ligne {0} : {1}, permis {2}.",
        "Compruebe si es un duplicado de la fila {0}: {1}, permiso {2}.",
        "تحقق هل هذا تكرار للسطر {0}: {1}، التصريح {2}.";
}

const fn rule(id: &'static str, order: u8, columns: &'static str, message: Message, upload: &'static str) -> WcmcRule {
    let weight = match order {
        0 => Weight::RejectsFile,
        1..=3 => Weight::Primary,
        4 => Weight::Secondary,
        _ => Weight::Warning,
    };
    WcmcRule { id, order, weight, columns, message, upload }
}

/// Every check, in the order of the list.
pub static RULES: [WcmcRule; 29] = [
    rule("W-01", 0, "all", W01, "invalid column headers: missing: {0}; excess: {1};"),
    rule("W-02", 0, "-", W02, "file cannot be processed"),
    rule("W-03", 1, "TradingPartner", W03, "trading_partner cannot be blank"),
    rule("W-04", 1, "TermCode", W04, "term_code cannot be blank"),
    rule("W-05", 1, "SpeciesName", W05, "taxon_name cannot be blank"),
    rule("W-06", 1, "Appendix", W06, "appendix cannot be blank"),
    rule("W-07", 1, "Quantity", W07, "quantity cannot be blank"),
    rule("W-08", 1, "Year", W08, "year cannot be blank"),
    rule("W-09", 2, "Quantity", W09, "quantity must be a number"),
    rule("W-10", 2, "Year", W10, "year must be a number"),
    rule("W-11", 2, "Year", W11, "year must be formatted as four digits"),
    rule("W-12", 3, "TermCode", W12, "term_code {0} is invalid"),
    rule("W-13", 3, "SourceCode", W13, "source_code {0} is invalid"),
    rule("W-14", 3, "PurposeCode", W14, "purpose_code {0} is invalid"),
    rule("W-15", 3, "UnitCode", W15, "unit_code {0} is invalid"),
    rule("W-16", 3, "TradingPartner", W16, "trading_partner {0} is invalid"),
    rule("W-17", 3, "CountryOfOrigin", W17, "country_of_origin {0} is invalid"),
    rule("W-18", 3, "SpeciesName", W18, "taxon_name {0} is invalid"),
    rule("W-19", 3, "Appendix", W19, "appendix {0} is invalid"),
    rule("W-20", 4, "SpeciesName + Appendix + Year", W20, "taxon_name {0} with appendix {1} with year {2} is invalid"),
    rule("W-21", 4, "TermCode + UnitCode", W21, "term_code {0} with unit_code {1} is invalid"),
    rule("W-22", 4, "TermCode + PurposeCode", W22, "term_code {0} with purpose_code {1} is invalid"),
    rule("W-23", 4, "SpeciesName + TermCode", W23, "taxon_name {0} with term_code {1} is invalid"),
    rule(
        "W-24",
        4,
        "SpeciesName + CountryOfOrigin",
        W24,
        "taxon_name {0} with country_of_origin {1} (source_code = W, country_of_origin != XX, rank = SPECIES, SUBSPECIES) is invalid",
    ),
    rule(
        "W-25",
        4,
        "SpeciesName + exporter",
        W25,
        "taxon_name {0} with exporter {1} (source_code = W, country_of_origin is empty, exporter != XX, rank = SPECIES, SUBSPECIES) is invalid",
    ),
    rule("W-26", 4, "exporter + CountryOfOrigin", W26, "exporter {0} with country_of_origin {1} is invalid"),
    rule("W-27", 4, "exporter + importer", W27, "exporter {0} with importer {1} is invalid"),
    rule("W-28", 4, "SpeciesName + SourceCode", W28, "taxon_name {0} with source_code {1} is invalid"),
    rule(
        "W-29",
        5,
        "taxon + Appendix + Year + permit number",
        W29,
        "possible duplicate of row {0}: taxon_name {1}, permit {2}",
    ),
];

/// A sentence of these checks in the shape of the upload; `None` for every other sentence.
pub fn as_uploaded(sentence: &Sentence) -> Option<String> {
    let rule = RULES.iter().find(|r| r.message.key == sentence.key)?;
    let values: Vec<String> = sentence.args.iter().map(|a| a.exact(Lang::En)).collect();
    Some(fill(rule.upload, &values))
}

/// Position in [`RULES`] by number of the id.
const fn at(number: usize) -> usize {
    number - 1
}
