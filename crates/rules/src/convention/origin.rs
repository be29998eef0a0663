//! Boxes 12 and 12a: where specimens come from when they are re-exported.

use super::TEXT;
use crate::Citation;
use crate::case::{Case, LineCase};
use crate::facts::{LineFacts, Movement};
use crate::pack::Period;
use crate::rule::{Answer, Rule, Steps};
use crate::sentence::{Arg, Message, messages};
use crate::trace::Severity;
use cites::{CountryCode, DocumentType};

messages! {
    R1 = "rule-r1", "Origin abroad", "Origine étrangère", "Origen extranjero", "منشأ في الخارج";
    R1_SAME = "r1-same",
        "Ask for an export permit: specimens that have their origin in {0} are exported, not re-exported.",
        "Demandez un permis d'exportation : les spécimens originaires du pays ({0}) sont exportés et non réexportés.",
        "Solicite un permiso de exportación: los especímenes originarios del país ({0}) se exportan, no se reexportan.",
        "اطلب تصريح تصدير: العينات التي منشؤها {0} تُصدَّر ولا يُعاد تصديرها.";
    R2 = "rule-r2", "Origin stated", "Origine indiquée", "Origen indicado", "المنشأ مذكور";
    R2_MISSING = "r2-missing",
        "Give the country of origin in box 12, or explain in box 5 why it is not known.",
        "Indiquez le pays d'origine en case 12, ou expliquez en case 5 pourquoi il n'est pas connu.",
        "Indique el país de origen en la casilla 12, o explique en la casilla 5 por qué no se conoce.",
        "اذكر بلد المنشأ في الخانة 12، أو بيّن في الخانة 5 لماذا لا يُعرف.";
    R3 = "rule-r3", "Permit of the country of origin", "Permis du pays d'origine", "Permiso del país de origen",
        "تصريح بلد المنشأ";
    R3_MISSING = "r3-missing",
        "Give number and date of the permit of the country of origin in box 12, or explain in box 5 why they are missing.",
        "Indiquez en case 12 le numéro et la date du permis du pays d'origine, ou expliquez leur absence en case 5.",
        "Indique en la casilla 12 el número y la fecha del permiso del país de origen, o explique su ausencia en la casilla 5.",
        "اذكر رقم تصريح بلد المنشأ وتاريخه في الخانة 12، أو بيّن في الخانة 5 سبب غيابهما.";
    R4 = "rule-r4", "Export or re-export", "Exportation ou réexportation", "Exportación o reexportación",
        "تصدير أم إعادة تصدير";
    R4_REEXPORT = "r4-reexport",
        "Ask for a re-export certificate for this line: its origin is {0}. Exported and re-exported specimens do not stand on one document.",
        "Demandez un certificat de réexportation pour cette ligne : son origine est {0}. Spécimens exportés et réexportés ne figurent pas sur un même document.",
        "Solicite un certificado de reexportación para esta línea: su origen es {0}. Los especímenes exportados y reexportados no figuran en un mismo documento.",
        "اطلب شهادة إعادة تصدير لهذا البند: منشؤه {0}. لا تجتمع في وثيقة واحدة عينات مصدَّرة وأخرى معاد تصديرها.";
    R5 = "rule-r5", "Unknown origin explained", "Origine inconnue justifiée", "Origen desconocido justificado",
        "بيان سبب المنشأ المجهول";
    R5_EXPLAIN = "r5-explain",
        "Explain in box 5 why the country of origin is not known.",
        "Expliquez en case 5 pourquoi le pays d'origine n'est pas connu.",
        "Explique en la casilla 5 por qué no se conoce el país de origen.",
        "بيّن في الخانة 5 لماذا لا يُعرف بلد المنشأ.";
}

fn justified(line: &LineFacts) -> bool {
    line.justification.as_deref().is_some_and(|t| !t.trim().is_empty())
}

fn reexport(case: &Case<'_>, _: &LineCase<'_>) -> bool {
    case.facts.movement == Movement::Reexport
}

fn r1(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    if line.facts.origin == Some(case.facts.country) {
        answer.fails(R1_SAME.with([Arg::Country(case.facts.country)]));
    }
}

fn r2(_: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    if line.origin.is_none() && !justified(line.facts) {
        answer.fails(R2_MISSING.plain());
    }
}

fn r3(_: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let permit = line.facts.origin_permit.as_deref().is_some_and(|t| !t.trim().is_empty());
    let complete = permit && line.facts.origin_date.is_some();
    if !complete && !justified(line.facts) {
        answer.fails(R3_MISSING.plain());
    }
}

fn r4(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    if let Some(origin) = line.origin.filter(|o| *o != case.facts.country && *o != CountryCode::SEA) {
        answer.fails(R4_REEXPORT.with([Arg::Country(origin)]));
    }
}

const fn rule(
    id: &'static str,
    title: Message,
    citation: Citation,
    applies: fn(&Case<'_>, &LineCase<'_>) -> bool,
    holds: fn(&Case<'_>, &LineCase<'_>, &mut Answer),
) -> Rule {
    Rule {
        id,
        title,
        citation,
        in_force: Period::ALWAYS,
        severity: Severity::Block,
        steps: Steps::Line { applies, holds },
    }
}

pub(crate) static RULES: &[Rule] = &[
    rule("R1", R1, Citation::new("CITES", "Art. I(d)", TEXT), reexport, r1),
    rule(
        "R2",
        R2,
        Citation::new("Res. Conf. 12.3", "the whole text", "Rev. CoP19"),
        |case, line| reexport(case, line) && case.facts.document.is_some(),
        r2,
    ),
    rule(
        "R3",
        R3,
        Citation::new("Res. Conf. 12.3", "the whole text", "Rev. CoP19"),
        // A pre-Convention specimen never had such a permit.
        |case, line| {
            reexport(case, line) && case.facts.in_box_1() == Some(DocumentType::Reexport) && line.origin.is_some()
        },
        r3,
    ),
    rule(
        "R4",
        R4,
        Citation::new("CITES", "Art. I(d)", TEXT),
        |case, line| case.facts.movement == Movement::Export && line.facts.origin.is_some(),
        r4,
    ),
    rule(
        "R5",
        R5,
        Citation::new("Res. Conf. 12.3", "the whole text", "Rev. CoP19"),
        |case, line| {
            case.facts.movement == Movement::Export
                && matches!(line.facts.origin, Some(CountryCode::UNKNOWN | CountryCode::VARIOUS))
        },
        |_, line, answer| {
            if !justified(line.facts) {
                answer.fails(R5_EXPLAIN.plain());
            }
        },
    ),
];
