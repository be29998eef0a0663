//! Our own checks beside the Trade Database's (`spec/reports.md` 1.5, last paragraph): their names and sentences.

use cites::Lang;
use serde::{Deserialize, Serialize};

/// One of our own checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OwnRule {
    /// More moved than the quota allowed.
    QuantityOverQuota,
    /// More moved than the document permitted.
    QuantityOverPermit,
    /// No purpose.
    PurposeMissing,
    /// No source.
    SourceMissing,
    /// A re-export, or a line with an origin permit, without a country of origin.
    OriginMissing,
    /// No number of the document the line comes from.
    PermitMissing,
    /// Term and unit are not together in the 2025 list.
    #[serde(rename = "pair-not-in-2025-list")]
    PairNotIn2025List,
    /// Appendix I traded commercially.
    CommercialAppendixI,
    /// Nobody endorsed or confirmed what moved.
    NoEndorsement,
    /// The trading partner is the reporting Party.
    PartnerIsReporter,
    /// Not the year of the report.
    YearOutsidePeriod,
    /// A quantity of nothing.
    QuantityZero,
    /// Written as `1e3`, `+5` or `.5`; rewritten plainly.
    QuantityRewritten,
    /// More decimals than the report has.
    QuantityRounded,
    /// Negative, not finite or too large; no report can carry it.
    QuantityUnwritable,
    /// A unit code of the 2013 list (`KIL`, `CUM`, `SQM`, `CCM`); rewritten.
    UnitOldCode,
    /// A unit that is no longer used in reports (bags, boxes, pairs …).
    UnitNotCurrent,
    /// Codes that no column of the report can hold.
    CodesUnwritable,
    /// The same line twice under one permit.
    DuplicateLine,
    /// Reported before under the same permit (`wcmc_validation_rules.csv`, duplicate rule).
    ReportedBefore,
    /// The row has another number of cells than the header row.
    RowCells,
    /// The row is too long to be one: a quotation mark is missing.
    RowTooLong,
}

impl OwnRule {
    /// Every check.
    pub const ALL: &'static [OwnRule] = &[
        OwnRule::QuantityOverQuota,
        OwnRule::QuantityOverPermit,
        OwnRule::PurposeMissing,
        OwnRule::SourceMissing,
        OwnRule::OriginMissing,
        OwnRule::PermitMissing,
        OwnRule::PairNotIn2025List,
        OwnRule::CommercialAppendixI,
        OwnRule::NoEndorsement,
        OwnRule::PartnerIsReporter,
        OwnRule::YearOutsidePeriod,
        OwnRule::QuantityZero,
        OwnRule::QuantityRewritten,
        OwnRule::QuantityRounded,
        OwnRule::QuantityUnwritable,
        OwnRule::UnitOldCode,
        OwnRule::UnitNotCurrent,
        OwnRule::CodesUnwritable,
        OwnRule::DuplicateLine,
        OwnRule::ReportedBefore,
        OwnRule::RowCells,
        OwnRule::RowTooLong,
    ];

    /// Stable code, kebab-case.
    pub const fn code(self) -> &'static str {
        match self {
            OwnRule::QuantityOverQuota => "quantity-over-quota",
            OwnRule::QuantityOverPermit => "quantity-over-permit",
            OwnRule::PurposeMissing => "purpose-missing",
            OwnRule::SourceMissing => "source-missing",
            OwnRule::OriginMissing => "origin-missing",
            OwnRule::PermitMissing => "permit-missing",
            OwnRule::PairNotIn2025List => "pair-not-in-2025-list",
            OwnRule::CommercialAppendixI => "commercial-appendix-i",
            OwnRule::NoEndorsement => "no-endorsement",
            OwnRule::PartnerIsReporter => "partner-is-reporter",
            OwnRule::YearOutsidePeriod => "year-outside-period",
            OwnRule::QuantityZero => "quantity-zero",
            OwnRule::QuantityRewritten => "quantity-rewritten",
            OwnRule::QuantityRounded => "quantity-rounded",
            OwnRule::QuantityUnwritable => "quantity-unwritable",
            OwnRule::UnitOldCode => "unit-old-code",
            OwnRule::UnitNotCurrent => "unit-not-current",
            OwnRule::CodesUnwritable => "codes-unwritable",
            OwnRule::DuplicateLine => "duplicate-line",
            OwnRule::ReportedBefore => "reported-before",
            OwnRule::RowCells => "row-cells",
            OwnRule::RowTooLong => "row-too-long",
        }
    }

    /// Can the line not stand in the report at all?
    pub const fn withholds(self) -> bool {
        matches!(self, OwnRule::QuantityUnwritable | OwnRule::CodesUnwritable | OwnRule::RowCells | OwnRule::RowTooLong)
    }

    /// The sentence, what to do; `{}` stands for the value. Other languages read English.
    pub const fn text(self, lang: Lang) -> &'static str {
        let (en, fr, es) = self.texts();
        match lang {
            Lang::Fr => fr,
            Lang::Es => es,
            _ => en,
        }
    }

    const fn texts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            OwnRule::QuantityOverQuota => (
                "Check the quantity {}: it is more than the quota allowed.",
                "Vérifiez la quantité {} : elle dépasse le quota.",
                "Compruebe la cantidad {}: supera el cupo.",
            ),
            OwnRule::QuantityOverPermit => (
                "Check the quantity {}: it is more than the document permitted.",
                "Vérifiez la quantité {} : elle dépasse celle autorisée par le document.",
                "Compruebe la cantidad {}: supera la autorizada en el documento.",
            ),
            OwnRule::PurposeMissing => (
                "Give the purpose of the transaction.",
                "Indiquez le but de la transaction.",
                "Indique el propósito de la transacción.",
            ),
            OwnRule::SourceMissing => (
                "Give the source of the specimens.",
                "Indiquez la source des spécimens.",
                "Indique el origen (código de fuente) de los especímenes.",
            ),
            OwnRule::OriginMissing => (
                "Give the country of origin: the line is a re-export or names an origin permit.",
                "Indiquez le pays d'origine : la ligne est une réexportation ou cite un permis d'origine.",
                "Indique el país de origen: la línea es una reexportación o cita un permiso de origen.",
            ),
            OwnRule::PermitMissing => (
                "Give the number of the permit or certificate.",
                "Indiquez le numéro du permis ou certificat.",
                "Indique el número del permiso o certificado.",
            ),
            OwnRule::PairNotIn2025List => (
                "Check term and unit {}: they do not stand together in the 2025 list.",
                "Vérifiez le terme et l'unité {} : ils ne vont pas ensemble dans la liste de 2025.",
                "Compruebe el término y la unidad {}: no figuran juntos en la lista de 2025.",
            ),
            OwnRule::CommercialAppendixI => (
                "Check the purpose: commercial trade (T) in an Appendix I specimen with source {}.",
                "Vérifiez le but : commerce (T) d'un spécimen de l'Annexe I de source {}.",
                "Compruebe el propósito: comercio (T) de un espécimen del Apéndice I con origen {}.",
            ),
            OwnRule::NoEndorsement => (
                "Find out what really moved: the document has no endorsement or confirmation.",
                "Établissez ce qui a réellement circulé : le document n'a ni visa ni confirmation.",
                "Averigüe lo que realmente se movió: el documento no tiene refrendo ni confirmación.",
            ),
            OwnRule::PartnerIsReporter => (
                "Check the trading partner {}: it is the reporting Party itself.",
                "Vérifiez le partenaire commercial {} : c'est la Partie qui fait le rapport.",
                "Compruebe el socio comercial {}: es la propia Parte que informa.",
            ),
            OwnRule::YearOutsidePeriod => (
                "Check the year {}: it is not the year of the report.",
                "Vérifiez l'année {} : ce n'est pas l'année du rapport.",
                "Compruebe el año {}: no es el año del informe.",
            ),
            OwnRule::QuantityZero => (
                "Leave the line out, or give the quantity that moved: it is 0.",
                "Supprimez la ligne ou indiquez la quantité réelle : elle est de 0.",
                "Suprima la línea o indique la cantidad real: es 0.",
            ),
            OwnRule::QuantityRewritten => (
                "Write the quantity {} as a plain number; the report does.",
                "Écrivez la quantité {} en chiffres simples ; le rapport le fait.",
                "Escriba la cantidad {} como número sencillo; el informe lo hace.",
            ),
            OwnRule::QuantityRounded => (
                "Check the quantity {}: it has more decimals than the report and was rounded.",
                "Vérifiez la quantité {} : elle a plus de décimales que le rapport et a été arrondie.",
                "Compruebe la cantidad {}: tiene más decimales que el informe y se ha redondeado.",
            ),
            OwnRule::QuantityUnwritable => (
                "Correct the quantity {}: a report carries no negative, infinite or impossibly large figures.",
                "Corrigez la quantité {} : un rapport n'admet ni valeur négative, ni infinie, ni démesurée.",
                "Corrija la cantidad {}: un informe no admite cifras negativas, infinitas ni desmesuradas.",
            ),
            OwnRule::UnitOldCode => (
                "Use today's code for the unit {}; the report does.",
                "Utilisez le code actuel de l'unité {} ; le rapport le fait.",
                "Utilice el código actual de la unidad {}; el informe lo hace.",
            ),
            OwnRule::UnitNotCurrent => (
                "Convert the unit {}: it is no longer used in reports.",
                "Convertissez l'unité {} : elle n'est plus utilisée dans les rapports.",
                "Convierta la unidad {}: ya no se usa en los informes.",
            ),
            OwnRule::CodesUnwritable => (
                "Correct the codes of the line; {} cannot stand in the report.",
                "Corrigez les codes de la ligne ; {} ne peut figurer dans le rapport.",
                "Corrija los códigos de la línea; {} no puede figurar en el informe.",
            ),
            OwnRule::DuplicateLine => (
                "Check whether the line is there twice: line {} says the same under the same permit.",
                "Vérifiez si la ligne est en double : la ligne {} est identique sous le même permis.",
                "Compruebe si la línea está repetida: la línea {} dice lo mismo con el mismo permiso.",
            ),
            OwnRule::ReportedBefore => (
                "Check whether the trade was reported before: permit {} stands in an earlier report.",
                "Vérifiez si ce commerce a déjà été signalé : le permis {} figure dans un rapport antérieur.",
                "Compruebe si este comercio ya se notificó: el permiso {} figura en un informe anterior.",
            ),
            OwnRule::RowCells => (
                "Correct the row: it has {} cells, another number than the header row.",
                "Corrigez la ligne : elle a {} cellules, un autre nombre que l'en-tête.",
                "Corrija la fila: tiene {} celdas, un número distinto del encabezado.",
            ),
            OwnRule::RowTooLong => (
                "Correct the row that begins here: it is too long; a quotation mark may be missing.",
                "Corrigez la ligne qui commence ici : elle est trop longue ; il manque peut-être un guillemet.",
                "Corrija la fila que empieza aquí: es demasiado larga; puede faltar una comilla.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_has_its_own_code_and_its_own_sentence_in_three_languages() {
        let mut codes = std::collections::HashSet::new();
        for rule in OwnRule::ALL {
            assert!(codes.insert(rule.code()), "{} twice", rule.code());
            assert_eq!(serde_json::to_string(rule).unwrap(), format!("\"{}\"", rule.code()));
            let texts = [Lang::En, Lang::Fr, Lang::Es].map(|lang| rule.text(lang));
            assert!(texts[0] != texts[1] && texts[1] != texts[2], "{}", rule.code());
            let places = texts.map(|t| t.matches("{}").count());
            assert!(places[0] == places[1] && places[1] == places[2] && places[0] < 2, "{}", rule.code());
        }
    }
}
