//! The two countries: reservations (B2), States that are not Parties (B3), the partner, the demonstration, the sea.

use super::TEXT;
use crate::Citation;
use crate::case::{Case, LineCase};
use crate::facts::Movement;
use crate::pack::Period;
use crate::rule::{Answer, Rule, Steps};
use crate::sentence::{Arg, messages};
use crate::trace::Severity;
use cites::{CountryCode, Date, DocumentType};

messages! {
    B2 = "rule-b2", "Reservations", "Réserves", "Reservas", "التحفظات";
    B2_RESERVED = "b2-reserved",
        "{0} has a reservation for {1} and is treated as a State that is not a Party for it. Accept comparable documents of its authority; our own duties stay as they are.",
        "Pays ayant formulé une réserve pour {1} : {0}. Il est considéré comme un État non Partie pour cette espèce. Acceptez des documents comparables de son autorité ; nos propres obligations restent les mêmes.",
        "País con una reserva para {1}: {0}. Se considera un Estado no Parte para esa especie. Acepte documentos comparables de su autoridad; nuestras propias obligaciones no cambian.",
        "أبدت {0} تحفظاً على {1} وتُعامل بشأنه معاملة دولة غير طرف. اقبل وثائق مماثلة من سلطتها؛ وتبقى واجباتنا كما هي.";
    B2_READ_II = "b2-read-as-ii",
        "{0} has a reservation for {1} in Appendix I and treats it as Appendix II: the conditions of Appendix II are asked for here, and no import permit is awaited. An officer confirms the reservation.",
        "Pays ayant formulé une réserve pour {1} à l'Annexe I : {0}. Il la traite comme relevant de l'Annexe II : les conditions de l'Annexe II s'appliquent ici et aucun permis d'importation n'est attendu. Un agent confirme la réserve.",
        "País con una reserva para {1} en el Apéndice I: {0}. La trata como del Apéndice II: aquí se piden las condiciones del Apéndice II y no se espera permiso de importación. Un funcionario confirma la reserva.",
        "أبدت {0} تحفظاً على {1} في الملحق الأول وتعامله معاملة الملحق الثاني: تُطلب هنا شروط الملحق الثاني ولا يُنتظر تصريح استيراد. يتأكد موظف من التحفظ.";
    B2_NO_DATA = "b2-no-data",
        "Reservations were not checked: the table of reservations is not loaded.",
        "Les réserves n'ont pas été vérifiées : la table des réserves n'est pas chargée.",
        "Las reservas no se han comprobado: la tabla de reservas no está cargada.",
        "لم يُتحقق من التحفظات: جدول التحفظات غير محمَّل.";
    B3 = "rule-b3", "Partner is a Party", "Le partenaire est Partie", "El socio es Parte", "الشريك طرف";
    B3_NOT_PARTY = "b3-not-party",
        "{0} is not a Party on {1}. Accept only comparable documents of an authority known to the Secretariat, with the findings stated on their face; for Appendix I ask the Secretariat first.",
        "Pays non Partie au {1} : {0}. N'acceptez que des documents comparables d'une autorité connue du Secrétariat, mentionnant les avis requis ; pour l'Annexe I, consultez d'abord le Secrétariat.",
        "País que no es Parte el {1}: {0}. Acepte solo documentos comparables de una autoridad conocida por la Secretaría, con los dictámenes indicados; para el Apéndice I consulte antes a la Secretaría.",
        "{0} ليست طرفاً في {1}. لا تقبل إلا وثائق مماثلة من سلطة معروفة لدى الأمانة تذكر الإقرارات في متنها؛ وللملحق الأول اسأل الأمانة أولاً.";
    G1 = "rule-g1", "The other country", "L'autre pays", "El otro país", "البلد الآخر";
    G1_MISSING = "g1-missing",
        "Give the other country: the country of import for an export, the country of export for an import.",
        "Indiquez l'autre pays : le pays d'importation pour une exportation, le pays d'exportation pour une importation.",
        "Indique el otro país: el país de importación para una exportación, el país de exportación para una importación.",
        "اذكر البلد الآخر: بلد الاستيراد عند التصدير، وبلد التصدير عند الاستيراد.";
    G1_SAME = "g1-same",
        "Give another country than {0}: a permit is for crossing a border.",
        "Indiquez un autre pays que le pays de délivrance ({0}) : un permis sert à franchir une frontière.",
        "Indique un país distinto del país de expedición ({0}): un permiso sirve para cruzar una frontera.",
        "اذكر بلداً غير {0}: التصريح لعبور الحدود.";
    G1_UNKNOWN = "g1-unknown",
        "Choose a country from the list: {0} is not in it, or stands for no single country.",
        "Choisissez un pays dans la liste : {0} n'y figure pas ou ne désigne aucun pays précis.",
        "Elija un país de la lista: {0} no figura en ella o no designa un solo país.",
        "اختر بلداً من القائمة: {0} ليس فيها، أو لا يدل على بلد بعينه.";
    G2 = "rule-g2", "Demonstration kept apart", "Démonstration tenue à part", "Demostración separada",
        "فصل بلاد العرض التجريبي";
    G2_MIXED = "g2-mixed",
        "A demonstration country and a real one stand on the same document: {0}. Use the demonstration countries only with each other.",
        "Un pays de démonstration et un pays réel figurent sur le même document : {0}. N'utilisez les pays de démonstration qu'entre eux.",
        "Un país de demostración y un país real figuran en el mismo documento: {0}. Use los países de demostración solo entre sí.",
        "في الوثيقة نفسها بلد تجريبي وآخر حقيقي: {0}. استعمل البلدين التجريبيين أحدهما مع الآخر فقط.";
    G3 = "rule-g3", "At least one line", "Au moins une ligne", "Al menos una línea", "بند واحد على الأقل";
    G3_NONE = "g3-none",
        "Add at least one species line.",
        "Ajoutez au moins une ligne d'espèce.",
        "Añada al menos una línea de especie.",
        "أضف بند نوع واحداً على الأقل.";
    G4 = "rule-g4", "Introduction from the sea", "Introduction en provenance de la mer", "Introducción procedente del mar",
        "الإدخال من البحر";
    G4_LANDED = "g4-landed-abroad",
        "The specimens are landed in another State's port: apply for an export permit of the flag State instead.",
        "Les spécimens sont débarqués dans le port d'un autre État : demandez plutôt un permis d'exportation de l'État du pavillon.",
        "Los especímenes se desembarcan en el puerto de otro Estado: solicite en su lugar un permiso de exportación del Estado del pabellón.",
        "أُنزلت العينات في ميناء دولة أخرى: قدّم بدلاً من ذلك طلب تصريح تصدير من دولة العلم.";
    G4_FLAG = "g4-foreign-flag",
        "The ship flies the flag of another State ({0}) and lands the specimens here: that State issues an export permit, and for Appendix I we issue an import permit first. Apply for the import permit, or bring the export permit.",
        "Le navire bat le pavillon d'un autre État ({0}) et débarque les spécimens ici : cet État délivre un permis d'exportation et, pour l'Annexe I, nous délivrons d'abord un permis d'importation. Demandez le permis d'importation ou apportez le permis d'exportation.",
        "El buque enarbola el pabellón de otro Estado ({0}) y desembarca aquí los especímenes: ese Estado expide un permiso de exportación y, para el Apéndice I, expedimos antes un permiso de importación. Solicite el permiso de importación o traiga el permiso de exportación.",
        "ترفع السفينة علم دولة أخرى ({0}) وتُنزل العينات هنا: تصدر تلك الدولة تصريح تصدير، وللملحق الأول نصدر نحن قبله تصريح استيراد. قدّم طلب تصريح الاستيراد أو أحضر تصريح التصدير.";
    G4_NEITHER = "g4-not-ours",
        "Neither the ship's flag ({0}) nor the port of landing ({1}) is ours: ask the authorities of those States.",
        "Ni le pavillon du navire ({0}) ni le port de débarquement ({1}) ne sont les nôtres : adressez-vous aux organes de gestion de ces États.",
        "Ni el pabellón del buque ({0}) ni el puerto de desembarque ({1}) son nuestros: diríjase a las autoridades de esos Estados.",
        "لا علم السفينة ({0}) ولا ميناء الإنزال ({1}) لنا: اسأل سلطات هاتين الدولتين.";
}

fn b2(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let Some(table) = &case.pack.reservations else { return answer.not_checked(B2_NO_DATA.plain()) };
    let parties = [case.facts.exporter(), case.facts.importer()];
    for row in table.about(&line.lineage) {
        if row.period.contains(case.on) && parties.contains(&Some(row.country)) {
            answer.row("reservations", &row.key);
            let args = [Arg::Country(row.country), Arg::text(row.taxon.clone())];
            let theirs = Some(row.country) == case.facts.importer() || row.country == case.facts.country;
            if line.read_as.is_some() && theirs {
                answer.fails_under(
                    B2_READ_II.with(args),
                    Citation::new("Res. Conf. 4.25", "the whole text", "Rev. CoP18"),
                );
            } else {
                answer.fails(B2_RESERVED.with(args));
            }
        }
    }
}

/// Is the country a Party on that day? `None`: it is no single country, so the question makes no sense.
pub(crate) fn is_party(country: CountryCode, on: Date) -> Option<bool> {
    let entry = country.entry().filter(|e| matches!(e.kind, "iso" | "demo"))?;
    let since = entry.party_since.parse::<Date>().ok();
    Some(entry.party && since.is_none_or(|since| since <= on))
}

fn b3(case: &Case<'_>, answer: &mut Answer) {
    if let Some(partner) = case.facts.partner
        && is_party(partner, case.on) == Some(false)
    {
        answer.fails(B3_NOT_PARTY.with([Arg::Country(partner), Arg::Date(case.on)]));
    }
}

fn g1(case: &Case<'_>, answer: &mut Answer) {
    let Some(partner) = case.facts.partner else { return answer.fails(G1_MISSING.plain()) };
    if partner == case.facts.country {
        return answer.fails(G1_SAME.with([Arg::Country(partner)]));
    }
    let sea = case.facts.movement == Movement::FromSea;
    let fits = partner.entry().is_some_and(|e| match e.kind {
        "cites" => sea && partner == CountryCode::SEA,
        _ => !sea,
    });
    if !fits {
        answer.fails(G1_UNKNOWN.with([Arg::text(partner.code())]));
    }
}

/// Landed in the flag State: a certificate of introduction from the sea. Landed in another State: an export permit of the
/// flag State, and an import permit of the port State where one is needed. While neither is told nothing is wrong.
fn g4(case: &Case<'_>, answer: &mut Answer) {
    let us = case.facts.country;
    let (flag, port) = (case.facts.flag.unwrap_or(us), case.facts.landing.unwrap_or(us));
    match (flag == us, port == us) {
        (true, true) => {}
        (true, false) => answer.fails(G4_LANDED.plain()),
        (false, true) => answer.fails(G4_FLAG.with([Arg::Country(flag)])),
        (false, false) => answer.fails(G4_NEITHER.with([Arg::Country(flag), Arg::Country(port)])),
    }
}

fn g2(case: &Case<'_>, answer: &mut Answer) {
    let mut parties = vec![case.facts.country];
    parties.extend(case.facts.partner);
    let mut all = parties.clone();
    for line in &case.facts.lines {
        all.extend([line.origin, line.last_reexport].into_iter().flatten());
    }
    let real = |c: &CountryCode| !c.is_demo() && c.entry().is_none_or(|e| e.kind != "cites");
    // Specimens of the demonstration may come from a real country; a real permit never names a fictional one.
    let mixed = if case.facts.country.is_demo() { parties.iter().any(real) } else { all.iter().any(|c| c.is_demo()) };
    if mixed {
        all.sort_unstable();
        all.dedup();
        answer.fails(G2_MIXED.with([Arg::Countries(all)]));
    }
}

pub(crate) static RULES: &[Rule] = &[
    Rule {
        id: "G1",
        title: G1,
        citation: Citation::new("Res. Conf. 12.3", "Annex 1", "Rev. CoP19"),
        in_force: Period::ALWAYS,
        severity: Severity::Block,
        steps: Steps::Whole {
            applies: |case| {
                // Blanks are ordered before anybody knows the importer; a completed one names the country.
                let without = matches!(
                    case.facts.document,
                    None | Some(DocumentType::Poc | DocumentType::Mic | DocumentType::Partial)
                );
                case.facts.movement != Movement::FromSea && (!without || case.facts.partner.is_some())
            },
            holds: g1,
        },
    },
    Rule {
        id: "G2",
        title: G2,
        citation: Citation::new("ISO 3166-1", "user-assigned code elements", "2020"),
        in_force: Period::ALWAYS,
        severity: Severity::Block,
        steps: Steps::Whole { applies: |_| true, holds: g2 },
    },
    Rule {
        id: "G3",
        title: G3,
        citation: Citation::new("Res. Conf. 12.3", "Annex 1", "Rev. CoP19"),
        in_force: Period::ALWAYS,
        severity: Severity::Block,
        steps: Steps::Whole {
            applies: |_| true,
            holds: |case, answer| {
                if case.facts.lines.is_empty() {
                    answer.fails(G3_NONE.plain());
                }
            },
        },
    },
    Rule {
        id: "G4",
        title: G4,
        citation: Citation::new("Res. Conf. 14.6", "the whole text", "Rev. CoP16"),
        in_force: Period::ALWAYS,
        severity: Severity::Block,
        steps: Steps::Whole { applies: |case| case.facts.movement == Movement::FromSea, holds: g4 },
    },
    Rule {
        id: "B2",
        title: B2,
        citation: Citation::new("CITES", "Art. XV.3, XVI.2, XXIII.3", TEXT),
        in_force: Period::ALWAYS,
        severity: Severity::Route,
        steps: Steps::Line { applies: |_, line| line.is_listed(), holds: b2 },
    },
    Rule {
        id: "B3",
        title: B3,
        citation: Citation::new("CITES", "Art. X", TEXT),
        in_force: Period::ALWAYS,
        severity: Severity::Route,
        steps: Steps::Whole { applies: |case| case.facts.partner.is_some(), holds: b3 },
    },
];
