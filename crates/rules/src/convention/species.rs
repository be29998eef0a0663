//! Which species it is and in which Appendix it stands: B1, names, populations, hybrids.

use super::TEXT;
use crate::Citation;
use crate::case::{Case, LineCase, is_hybrid};
use crate::pack::Period;
use crate::rule::{Answer, Rule, Steps};
use crate::sentence::{Arg, messages};
use crate::trace::Severity;
use cites::taxa::{Certainty, Via};
use cites::{Appendix, CountryCode};

messages! {
    B1 = "rule-b1", "Listed in an Appendix", "Inscrite à une annexe", "Incluida en un Apéndice", "مدرج في ملحق";
    B1_NOT_LISTED = "b1-not-listed",
        "{0} is not listed in Appendix I, II or III on {1}: no CITES permit is needed. Take the line out.",
        "{0} n'est pas inscrite à l'Annexe I, II ou III au {1} : aucun permis CITES n'est nécessaire. Retirez la ligne.",
        "{0} no está incluida en los Apéndices I, II o III el {1}: no se necesita permiso CITES. Elimine la línea.",
        "{0} غير مدرج في الملحق الأول أو الثاني أو الثالث في {1}: لا حاجة إلى تصريح سايتس. احذف البند.";
    B1_POPULATION = "b1-population",
        "{0} from {1} is not listed in the Appendices on {2}: no CITES permit is needed. Take the line out.",
        "{0} de la population suivante n'est pas inscrite aux annexes au {2} : {1}. Aucun permis CITES n'est nécessaire. Retirez la ligne.",
        "{0} de la población siguiente no está incluida en los Apéndices el {2}: {1}. No se necesita permiso CITES. Elimine la línea.",
        "{0} من {1} غير مدرج في الملاحق في {2}: لا حاجة إلى تصريح سايتس. احذف البند.";
    B1_NATIONAL = "b1-national",
        "{0} is not listed in the Appendices; a national measure asks for a permit all the same.",
        "{0} n'est pas inscrite aux annexes ; une mesure nationale exige néanmoins un permis.",
        "{0} no está incluida en los Apéndices; una medida nacional exige un permiso de todos modos.",
        "{0} غير مدرج في الملاحق؛ ومع ذلك يطلب تدبير وطني تصريحاً.";
    N1 = "rule-n1", "Name known", "Nom connu", "Nombre conocido", "الاسم معروف";
    N1_UNKNOWN = "n1-unknown",
        "{0} is not in the list of species, and neither is its genus. Check the spelling, or choose the name from the list.",
        "{0} ne figure pas dans la liste des espèces, son genre non plus. Vérifiez l'orthographe ou choisissez le nom dans la liste.",
        "{0} no figura en la lista de especies, ni tampoco su género. Compruebe la ortografía o elija el nombre en la lista.",
        "{0} ليس في قائمة الأنواع ولا جنسه. راجع الهجاء، أو اختر الاسم من القائمة.";
    N2 = "rule-n2", "Name in the standard nomenclature", "Nom dans la nomenclature normalisée", "Nombre en la nomenclatura normalizada",
        "الاسم في التسمية المعيارية";
    N2_THROUGH = "n2-through",
        "{0} is not in the list of species; it falls under the listing of {1}. Confirm the name with the Scientific Authority.",
        "{0} ne figure pas dans la liste des espèces ; elle relève de l'inscription de {1}. Faites confirmer le nom par l'autorité scientifique.",
        "{0} no figura en la lista de especies; le corresponde la inclusión de {1}. Confirme el nombre con la Autoridad Científica.",
        "{0} ليس في قائمة الأنواع؛ ويشمله إدراج {1}. تأكد من الاسم مع السلطة العلمية.";
    N3 = "rule-n3", "Accepted name", "Nom accepté", "Nombre aceptado", "الاسم المقبول";
    N3_SYNONYM = "n3-synonym",
        "{0} is a synonym. Write the accepted name {1} on the permit.",
        "{0} est un synonyme. Inscrivez le nom accepté {1} sur le permis.",
        "{0} es un sinónimo. Escriba el nombre aceptado {1} en el permiso.",
        "{0} اسم مرادف. اكتب الاسم المقبول {1} في التصريح.";
    N4 = "rule-n4", "Identified to species", "Identifiée au niveau de l'espèce", "Identificada a nivel de especie",
        "محدد حتى النوع";
    N4_HIGHER = "n4-higher",
        "Name the species: {0} is a higher taxon, and only certain corals may be traded under such a name.",
        "Indiquez l'espèce : {0} est un taxon supérieur, et seuls certains coraux peuvent être commercialisés sous un tel nom.",
        "Indique la especie: {0} es un taxón superior, y solo ciertos corales pueden comercializarse con ese nombre.",
        "سمّ النوع: {0} رتبة أعلى، ولا يجوز الاتجار تحت مثل هذا الاسم إلا ببعض المرجان.";
    N5 = "rule-n5", "Hybrid", "Hybride", "Híbrido", "هجين";
    N5_HYBRID = "n5-hybrid",
        "{0} is a hybrid; it is treated as Appendix {1}, the strictest of its parents. An officer confirms the parents and generations.",
        "{0} est un hybride ; il est traité comme relevant de l'Annexe {1}, la plus stricte de ses parents. Un agent confirme les parents et les générations.",
        "{0} es un híbrido; se trata como del Apéndice {1}, el más estricto de sus progenitores. Un funcionario confirma los progenitores y las generaciones.",
        "{0} هجين ويُعامل معاملة الملحق {1}، وهو الأشد بين ملحقي أبويه. يتأكد موظف من الأبوين والأجيال.";
    A2 = "rule-a2", "Population", "Population", "Población", "المجموعة";
    A2_UNKNOWN = "a2-unknown-origin",
        "{0} has different listings by population and the origin is not known: Appendix {1}, the strictest, is used. Give the country of origin.",
        "{0} est inscrite différemment selon la population et l'origine n'est pas connue : l'Annexe {1}, la plus stricte, est retenue. Indiquez le pays d'origine.",
        "{0} está incluida de distinta forma según la población y el origen no se conoce: se aplica el Apéndice {1}, el más estricto. Indique el país de origen.",
        "لإدراج {0} درجات بحسب المجموعة والمنشأ غير معروف: يُستعمل الملحق {1} وهو الأشد. اذكر بلد المنشأ.";
    A2_UNSURE = "a2-unsure",
        "The listing of {0} depends on the population or the subspecies, and its note does not decide for this origin: Appendix {1} is used. An officer confirms it.",
        "L'inscription de {0} dépend de la population ou de la sous-espèce, et sa note ne tranche pas pour cette origine : l'Annexe {1} est retenue. Un agent la confirme.",
        "La inclusión de {0} depende de la población o la subespecie, y su nota no decide para este origen: se aplica el Apéndice {1}. Un funcionario lo confirma.",
        "يتوقف إدراج {0} على المجموعة أو النويع، ولا تحسم ملاحظته هذا المنشأ: يُستعمل الملحق {1}. يتأكد منه موظف.";
    A3 = "rule-a3", "Appendix in box 10", "Annexe en case 10", "Apéndice en la casilla 10", "الملحق في الخانة 10";
    A3_OTHER = "a3-other",
        "Write Appendix {0} in box 10 for {1}: on {2} it is not in Appendix {3}.",
        "Inscrivez l'Annexe {0} en case 10 pour {1} : au {2}, elle ne relève pas de l'Annexe {3}.",
        "Escriba el Apéndice {0} en la casilla 10 para {1}: el {2} no está en el Apéndice {3}.",
        "اكتب الملحق {0} في الخانة 10 لأجل {1}: في {2} ليس في الملحق {3}.";
}

fn known(_: &Case<'_>, line: &LineCase<'_>) -> bool {
    line.resolution.is_some()
}

fn listed(_: &Case<'_>, line: &LineCase<'_>) -> bool {
    line.is_listed()
}

fn rows(line: &LineCase<'_>, answer: &mut Answer) {
    for listing in line.positions.iter().filter_map(|p| p.listing) {
        if !answer.rows.iter().any(|r| r.key == listing.id) {
            answer.row("listings", &listing.id);
        }
    }
}

fn b1(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    rows(line, answer);
    if line.is_listed() {
        return;
    }
    let name = Arg::text(line.name());
    if super::restrictions::national_rule(case, line) {
        return answer.noted(B1_NATIONAL.with([name]));
    }
    let split = line.resolution.is_some_and(|r| !r.listings().is_empty());
    answer.fails(match (split, line.origin) {
        (true, Some(origin)) => B1_POPULATION.with([name, Arg::Country(origin), Arg::Date(case.on)]),
        _ => B1_NOT_LISTED.with([name, Arg::Date(case.on)]),
    });
}

fn n1(_: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    // A species that the Party entered itself is known, though the data do not have it yet.
    if line.resolution.is_none() && line.positions.is_empty() {
        answer.fails(N1_UNKNOWN.with([Arg::text(line.facts.taxon.as_str())]));
    }
}

fn n2(_: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    if let Some(r) = line.resolution.filter(|r| r.via.is_higher()) {
        answer.fails(N2_THROUGH.with([Arg::text(line.facts.taxon.as_str()), Arg::text(r.taxon.printed_name())]));
    }
}

fn n3(_: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    if let Some(r) = line.resolution.filter(|r| r.via == Via::Synonym) {
        answer.fails(N3_SYNONYM.with([Arg::text(line.facts.taxon.as_str()), Arg::text(r.taxon.printed_name())]));
    }
}

fn n4(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let allowed =
        case.pack.higher_taxa.iter().any(|row| {
            line.lineage.contains(&row.taxon.to_lowercase()) && row.terms.may_have(line.facts.term.as_ref())
        });
    if !allowed {
        answer.fails(N4_HIGHER.with([Arg::text(line.facts.taxon.as_str())]));
    }
}

fn n5(_: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let appendix = line.appendix.unwrap_or(Appendix::I);
    answer.fails(N5_HYBRID.with([Arg::text(line.facts.taxon.as_str()), Arg::Appendix(appendix)]));
}

fn a2(_: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    rows(line, answer);
    if line.certain {
        return;
    }
    let (name, appendix) = (Arg::text(line.name()), Arg::Appendix(line.appendix.unwrap_or(Appendix::I)));
    let population = line.positions.iter().any(|p| p.certainty == Certainty::Population);
    answer.fails(if population && line.origin.is_none_or(|o| o == CountryCode::SEA) {
        A2_UNKNOWN.with([name, appendix])
    } else {
        A2_UNSURE.with([name, appendix])
    });
}

fn a3(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    if let (Some(said), Some(is)) = (line.facts.appendix, line.appendix)
        && said != is
        && line.read_as != Some(said)
    {
        let name = Arg::text(line.name());
        answer.fails(A3_OTHER.with([Arg::Appendix(is), name, Arg::Date(case.on), Arg::Appendix(said)]));
    }
}

pub(crate) static RULES: &[Rule] = &[
    Rule {
        id: "N1",
        title: N1,
        citation: Citation::new("Res. Conf. 12.11", "the whole text", "Rev. CoP19"),
        in_force: Period::ALWAYS,
        severity: Severity::Block,
        steps: Steps::Line { applies: |_, _| true, holds: n1 },
    },
    Rule {
        id: "B1",
        title: B1,
        citation: Citation::new("CITES", "Art. II", TEXT),
        in_force: Period::ALWAYS,
        severity: Severity::Block,
        steps: Steps::Line { applies: known, holds: b1 },
    },
    Rule {
        id: "N2",
        title: N2,
        citation: Citation::new("Res. Conf. 12.11", "the whole text", "Rev. CoP19"),
        in_force: Period::ALWAYS,
        severity: Severity::Warn,
        steps: Steps::Line { applies: known, holds: n2 },
    },
    Rule {
        id: "N3",
        title: N3,
        citation: Citation::new("Res. Conf. 12.3", "Annex 1", "Rev. CoP19"),
        in_force: Period::ALWAYS,
        severity: Severity::Note,
        steps: Steps::Line { applies: known, holds: n3 },
    },
    Rule {
        id: "N4",
        title: N4,
        citation: Citation::new("Res. Conf. 12.3", "Annex 1", "Rev. CoP19"),
        in_force: Period::ALWAYS,
        severity: Severity::Block,
        steps: Steps::Line {
            applies: |_, line| {
                line.is_listed()
                    && line.resolution.is_some_and(|r| !r.via.is_higher() && r.taxon.rank.is_higher())
                    && !is_hybrid(line.facts)
            },
            holds: n4,
        },
    },
    Rule {
        id: "N5",
        title: N5,
        citation: Citation::new("Res. Conf. 10.17", "the whole text", "Rev. CoP14"),
        in_force: Period::ALWAYS,
        severity: Severity::Route,
        steps: Steps::Line { applies: |_, line| line.is_listed() && is_hybrid(line.facts), holds: n5 },
    },
    Rule {
        id: "A2",
        title: A2,
        citation: Citation::new("Res. Conf. 9.24", "Annex 3", "Rev. CoP17"),
        in_force: Period::ALWAYS,
        severity: Severity::Route,
        steps: Steps::Line { applies: listed, holds: a2 },
    },
    Rule {
        id: "A3",
        title: A3,
        citation: Citation::new("Res. Conf. 12.3", "Annex 2, box 10", "Rev. CoP19"),
        in_force: Period::ALWAYS,
        severity: Severity::Block,
        steps: Steps::Line {
            applies: |_, line| line.is_listed() && line.certain && line.facts.appendix.is_some(),
            holds: a3,
        },
    },
];
