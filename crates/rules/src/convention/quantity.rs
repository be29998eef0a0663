//! Boxes 9 and 11: term, quantity and unit.

use crate::Citation;
use crate::pack::Period;
use crate::rule::{Rule, Steps};
use crate::sentence::{Arg, messages};
use crate::trace::Severity;
use cites::{Term, Unit};

messages! {
    T1 = "rule-t1", "Quantity complete", "Quantité complète", "Cantidad completa", "الكمية كاملة";
    T1_TERM = "t1-term",
        "Choose the term that describes the specimens (box 9).",
        "Choisissez le terme qui décrit les spécimens (case 9).",
        "Elija el término que describe los especímenes (casilla 9).",
        "اختر المصطلح الذي يصف العينات (الخانة 9).";
    T1_QUANTITY = "t1-quantity",
        "Give a quantity of more than 0 and its unit (box 11).",
        "Indiquez une quantité supérieure à 0 et son unité (case 11).",
        "Indique una cantidad mayor que 0 y su unidad (casilla 11).",
        "اذكر كمية أكبر من 0 ووحدتها (الخانة 11).";
    T2 = "rule-t2", "Counted specimens whole", "Spécimens comptés en nombres entiers", "Especímenes contados en números enteros",
        "العينات المعدودة بأعداد صحيحة";
    T2_WHOLE = "t2-whole",
        "Give a whole number instead of {0}: these specimens are counted.",
        "Indiquez un nombre entier au lieu de {0} : ces spécimens sont comptés.",
        "Indique un número entero en lugar de {0}: estos especímenes se cuentan.",
        "اذكر عدداً صحيحاً بدلاً من {0}: هذه العينات تُعدّ عدّاً.";
    T3 = "rule-t3", "Live specimens by number", "Spécimens vivants en nombre", "Especímenes vivos en número",
        "العينات الحية بالعدد";
    T3_NUMBER = "t3-number",
        "Give the number of live specimens instead of a quantity in {0}.",
        "Indiquez le nombre de spécimens vivants au lieu d'une quantité en {0}.",
        "Indique el número de especímenes vivos en lugar de una cantidad en {0}.",
        "اذكر عدد العينات الحية بدلاً من كمية بهذه الوحدة: {0}.";
}

pub(crate) static RULES: &[Rule] = &[
    Rule {
        id: "T1",
        title: T1,
        citation: Citation::new("Res. Conf. 12.3", "Annex 1", "Rev. CoP19"),
        in_force: Period::ALWAYS,
        severity: Severity::Block,
        steps: Steps::Line {
            applies: |case, _| case.facts.document.is_some(),
            holds: |_, line, answer| {
                if line.facts.term.is_none() {
                    answer.fails(T1_TERM.plain());
                }
                if line.facts.amount.is_none_or(|a| a.is_zero()) || line.facts.unit.is_none() {
                    answer.fails(T1_QUANTITY.plain());
                }
            },
        },
    },
    Rule {
        id: "T2",
        title: T2,
        citation: Citation::new("Res. Conf. 12.3", "Annex 2, box 11", "Rev. CoP19"),
        in_force: Period::ALWAYS,
        severity: Severity::Block,
        steps: Steps::Line {
            applies: |_, line| line.facts.unit.is_some_and(Unit::is_count) && line.facts.amount.is_some(),
            holds: |_, line, answer| {
                if let Some(amount) = line.facts.amount.filter(|a| !a.is_whole()) {
                    answer.fails(T2_WHOLE.with([Arg::Amount(amount)]));
                }
            },
        },
    },
    Rule {
        id: "T3",
        title: T3,
        citation: Citation::new("Guidelines for annual reports", "terms and units", "Notification 2023/132"),
        in_force: Period::ALWAYS,
        severity: Severity::Warn,
        steps: Steps::Line {
            applies: |_, line| line.facts.term == Some(Term::Liv) && line.facts.unit.is_some(),
            holds: |_, line, answer| {
                if let Some(unit) = line.facts.unit.filter(|u| !u.is_count()) {
                    answer.fails(T3_NUMBER.with([Arg::Unit(unit)]));
                }
            },
        },
    },
];
