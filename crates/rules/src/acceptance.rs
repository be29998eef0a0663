//! Acceptance of a foreign document at its presentation (`spec/permits.md` 4.5): accept, query, or reject.

use crate::Citation;
use crate::case::Case;
use crate::convention::{self, validity};
use crate::engine;
use crate::facts::{DocumentFact, Facts};
use crate::pack::{Period, RulePack};
use crate::rule::{Answer, Rule, Steps, ask};
use crate::sentence::{Arg, Message, messages};
use crate::trace::{Check, Severity, Trace, Verdict};
use cites::taxa::Taxonomy;
use cites::{Amount, Appendix, CountryCode, Date, DocumentType, PermitDocument, Source};
use std::borrow::Cow;

/// What is known of the seal or signature of a foreign document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealState {
    /// Verified against what its Party gave.
    Verified,
    /// There is none, or nobody looked.
    NotChecked,
    /// It does not verify.
    Broken,
}

/// A foreign document as it is presented to us.
#[derive(Debug, Clone)]
pub struct Presented<'a> {
    /// What it says.
    pub document: &'a PermitDocument,
    /// Us.
    pub country: CountryCode,
    /// The issuing Party confirmed or sent it itself (EPIX), so that it is known to exist and not to be altered.
    pub from_issuer: bool,
    /// Seal.
    pub seal: SealState,
    /// The issuing Party says that it is cancelled, replaced or void.
    pub withdrawn: bool,
    /// It was used before.
    pub used_before: bool,
    /// Day on which the specimens left, where known.
    pub left_on: Option<Date>,
    /// What is presented, line by line, where counted already; in the order of the lines.
    pub quantities: Option<Vec<Amount>>,
    /// Documents of ours on file, such as the import permit.
    pub ours: &'a [DocumentFact],
}

messages! {
    C1 = "rule-c1", "Issued before the movement", "Délivré avant le mouvement", "Expedido antes del movimiento",
        "صدرت الوثيقة قبل الحركة";
    C1_LATE = "c1-late",
        "Hold: the document was issued on {0}, after the specimens left on {1}. Ask the issuing authority.",
        "Retenez l'envoi : le document a été délivré le {0}, après le départ des spécimens le {1}. Interrogez l'autorité de délivrance.",
        "Retenga el envío: el documento se expidió el {0}, después de la salida de los especímenes el {1}. Pregunte a la autoridad expedidora.",
        "أوقف الشحنة: صدرت الوثيقة في {0}، بعد خروج العينات في {1}. اسأل السلطة المُصدِرة.";
    C1_COPY = "c1-copy",
        "Ask for the original: a copy is not accepted.",
        "Demandez l'original : une copie n'est pas acceptée.",
        "Pida el original: no se acepta una copia.",
        "اطلب الأصل: لا تُقبل النسخة.";
    C2 = "rule-c2", "Not altered", "Non altéré", "No alterado", "لم تُحرَّف";
    C2_BROKEN = "c2-broken",
        "Hold: the seal of the document does not verify. Ask the issuing authority whether it is genuine.",
        "Retenez l'envoi : le sceau du document n'est pas vérifié. Demandez à l'autorité de délivrance s'il est authentique.",
        "Retenga el envío: el sello del documento no se verifica. Pregunte a la autoridad expedidora si es auténtico.",
        "أوقف الشحنة: لم يثبت ختم الوثيقة. اسأل السلطة المُصدِرة هل هي أصلية.";
    C2_UNSEEN = "c2-unseen",
        "Whether the document is genuine was not checked: it has no seal and did not come from the issuing authority.",
        "L'authenticité du document n'a pas été vérifiée : il n'a pas de sceau et ne vient pas de l'autorité de délivrance.",
        "La autenticidad del documento no se ha comprobado: no tiene sello y no procede de la autoridad expedidora.",
        "لم يُتحقق من صحة الوثيقة: ليس عليها ختم ولم تصل من السلطة المُصدِرة.";
    C3 = "rule-c3", "Not withdrawn", "Non retiré", "No retirado", "لم تُسحب";
    C3_WITHDRAWN = "c3-withdrawn",
        "Refuse: the issuing authority has cancelled, replaced or voided this document.",
        "Refusez : l'autorité de délivrance a annulé, remplacé ou invalidé ce document.",
        "Deniegue: la autoridad expedidora ha cancelado, sustituido o anulado este documento.",
        "ارفض: ألغت السلطة المُصدِرة هذه الوثيقة أو استبدلتها أو أبطلتها.";
    C3_USED = "c3-used",
        "Refuse: this document was used before, and it is good for one consignment only.",
        "Refusez : ce document a déjà été utilisé et ne vaut que pour un seul envoi.",
        "Deniegue: este documento ya se utilizó y solo vale para un envío.",
        "ارفض: استُعملت هذه الوثيقة من قبل، وهي لا تصلح إلا لإرسالية واحدة.";
    C4 = "rule-c4", "Valid at presentation", "Valide à la présentation", "Válido en la presentación",
        "صالحة عند تقديمها";
    C4_EXPIRED = "c4-expired",
        "Refuse: the document was valid until {0}.",
        "Refusez : le document était valable jusqu'au {0}.",
        "Deniegue: el documento era válido hasta el {0}.",
        "ارفض: كانت الوثيقة صالحة لغاية {0}.";
    C4_EARLY = "c4-early",
        "Hold: the document is valid from {0} on.",
        "Retenez l'envoi : le document est valable à partir du {0}.",
        "Retenga el envío: el documento es válido a partir del {0}.",
        "أوقف الشحنة: تصلح الوثيقة ابتداءً من {0}.";
    C4_LONG = "c4-long",
        "Query: the document is valid longer than {0} months. Ask the issuing authority.",
        "Interrogez l'autorité de délivrance : le document est valable plus de {0} mois.",
        "Pregunte a la autoridad expedidora: el documento es válido más de {0} meses.",
        "استفسر من السلطة المُصدِرة: مدة صلاحية الوثيقة بالأشهر تزيد على {0}.";
    C5 = "rule-c5", "Document for us", "Document destiné à notre pays", "Documento para nuestro país",
        "الوثيقة موجهة إلينا";
    C5_OTHER = "c5-other-country",
        "Query: the document names {0} as the country of import.",
        "Interrogez l'importateur : le document indique un autre pays d'importation ({0}).",
        "Pregunte al importador: el documento indica otro país de importación ({0}).",
        "استفسر من المستورد: تذكر الوثيقة بلد استيراد آخر: {0}.";
    C6 = "rule-c6", "Quantity permitted", "Quantité autorisée", "Cantidad permitida", "الكمية المسموح بها";
    C6_OVER = "c6-over",
        "Hold block {0}: {1} are presented, {2} are permitted.",
        "Retenez le bloc {0} : {1} sont présentés, {2} sont autorisés.",
        "Retenga el bloque {0}: se presentan {1}, se permiten {2}.",
        "أوقف البند {0}: الكمية المقدَّمة {1} والمسموح بها {2}.";
    C7 = "rule-c7", "Origin of what is re-exported", "Origine de ce qui est réexporté", "Origen de lo que se reexporta",
        "منشأ ما أُعيد تصديره";
    C7_ORIGIN = "c7-origin",
        "Ask the issuing authority: block {0} of the re-export certificate names no country of origin, and box 5 does not say why.",
        "Interrogez l'autorité de délivrance : le bloc {0} du certificat de réexportation n'indique aucun pays d'origine et la case 5 ne dit pas pourquoi.",
        "Pregunte a la autoridad expedidora: el bloque {0} del certificado de reexportación no indica país de origen y la casilla 5 no dice por qué.",
        "اسأل السلطة المُصدِرة: لا يذكر البند {0} من شهادة إعادة التصدير بلد منشأ، ولا تبين الخانة 5 السبب.";
    C7_PERMIT = "c7-permit",
        "Ask the issuing authority: block {0} names no permit of the country of origin, and box 5 does not say why.",
        "Interrogez l'autorité de délivrance : le bloc {0} n'indique aucun permis du pays d'origine et la case 5 ne dit pas pourquoi.",
        "Pregunte a la autoridad expedidora: el bloque {0} no indica ningún permiso del país de origen y la casilla 5 no dice por qué.",
        "اسأل السلطة المُصدِرة: لا يذكر البند {0} تصريح بلد المنشأ، ولا تبين الخانة 5 السبب.";
    C7_ORIGIN_SAID = "c7-origin-said",
        "Read box 5 and decide whether it explains why block {0} of the re-export certificate names no country of origin; if not, ask the issuing authority. Box 5: {1}",
        "Lisez la case 5 et décidez si elle explique pourquoi le bloc {0} du certificat de réexportation n'indique aucun pays d'origine ; sinon, interrogez l'autorité de délivrance. Case 5 : {1}",
        "Lea la casilla 5 y decida si explica por qué el bloque {0} del certificado de reexportación no indica país de origen; si no, pregunte a la autoridad expedidora. Casilla 5: {1}",
        "اقرأ الخانة 5 وقرر هل تبين لماذا لا يذكر البند {0} من شهادة إعادة التصدير بلد منشأ؛ وإلا فاسأل السلطة المُصدِرة. الخانة 5: {1}";
    C7_PERMIT_SAID = "c7-permit-said",
        "Read box 5 and decide whether it explains why block {0} names no permit of the country of origin; if not, ask the issuing authority. Box 5: {1}",
        "Lisez la case 5 et décidez si elle explique pourquoi le bloc {0} n'indique aucun permis du pays d'origine ; sinon, interrogez l'autorité de délivrance. Case 5 : {1}",
        "Lea la casilla 5 y decida si explica por qué el bloque {0} no indica ningún permiso del país de origen; si no, pregunte a la autoridad expedidora. Casilla 5: {1}",
        "اقرأ الخانة 5 وقرر هل تبين لماذا لا يذكر البند {0} تصريح بلد المنشأ؛ وإلا فاسأل السلطة المُصدِرة. الخانة 5: {1}";
    C10 = "rule-c10", "Live specimens on their way", "Spécimens vivants en route", "Especímenes vivos en camino",
        "عينات حية في الطريق";
    C10_LOOK = "c10-look",
        "Look how the live specimens travelled: the document is good only if the transport conditions were kept.",
        "Vérifiez comment les spécimens vivants ont voyagé : le document ne vaut que si les conditions de transport ont été respectées.",
        "Compruebe cómo viajaron los especímenes vivos: el documento solo vale si se cumplieron las condiciones de transporte.",
        "انظر كيف نُقلت العينات الحية: لا تصلح الوثيقة إلا إذا رُوعيت شروط النقل.";
    C13 = "rule-c13", "Document of a State that is not a Party", "Document d'un État non Partie", "Documento de un Estado que no es Parte",
        "وثيقة دولة غير طرف";
    C13_FACE = "c13-face",
        "Read the face of the document: {0} is not a Party, so it names an authority known to the Secretariat and states that the export is not detrimental and the specimens were lawfully obtained.",
        "Lisez le document : ce pays n'est pas Partie ({0}), il doit donc nommer une autorité connue du Secrétariat et attester que l'exportation n'est pas préjudiciable et que les spécimens ont été obtenus légalement.",
        "Lea el documento: {0} no es Parte, así que debe nombrar una autoridad conocida por la Secretaría y declarar que la exportación no es perjudicial y que los especímenes se obtuvieron legalmente.",
        "اقرأ متن الوثيقة: {0} ليست طرفاً، فيجب أن تذكر الوثيقة سلطة معروفة لدى الأمانة وأن تشهد بأن التصدير غير ضار وأن العينات اقتُنيت بصورة مشروعة.";
    C14 = "rule-c14", "Retrospective document", "Document rétroactif", "Documento retroactivo", "وثيقة بأثر رجعي";
    C14_BOTH = "c14-both",
        "Accept it only when both authorities agreed beforehand that nobody is at fault; the document says so in box 5.",
        "Ne l'acceptez que si les deux organes de gestion ont convenu au préalable que personne n'est en faute ; le document le mentionne en case 5.",
        "Acéptelo solo si ambas autoridades acordaron antes que nadie tiene la culpa; el documento lo indica en la casilla 5.",
        "لا تقبلها إلا إذا اتفقت السلطتان مسبقاً على أنه لا خطأ من أحد؛ وتذكر الوثيقة ذلك في الخانة 5.";
    C14_ONE = "c14-appendix-i",
        "Hold: the document was issued retrospectively for Appendix I specimens, which is not accepted. Ask the issuing authority.",
        "Retenez l'envoi : le document a été délivré rétroactivement pour des spécimens de l'Annexe I, ce qui n'est pas accepté. Interrogez l'autorité de délivrance.",
        "Retenga el envío: el documento se expidió con carácter retroactivo para especímenes del Apéndice I, lo que no se acepta. Pregunte a la autoridad expedidora.",
        "أوقف الشحنة: صدرت الوثيقة بأثر رجعي لعينات من الملحق الأول، وهذا غير مقبول. اسأل السلطة المُصدِرة.";
    C8 = "rule-c8", "Endorsed at export", "Visé à l'exportation", "Aval a la exportación",
        "مؤشَّر عليها عند التصدير";
    C8_NONE = "c8-not-endorsed",
        "Ask the exporting authority: the document has no export endorsement (box 14) with quantity and signature.",
        "Interrogez l'autorité d'exportation : le document ne porte pas de visa d'exportation (case 14) avec quantité et signature.",
        "Pregunte a la autoridad exportadora: el documento no lleva el aval de exportación (casilla 14) con cantidad y firma.",
        "اسأل سلطة التصدير: لا تحمل الوثيقة تأشير تصدير (الخانة 14) بالكمية والتوقيع.";
    C9 = "rule-c9", "Quota stated", "Quota indiqué", "Cupo indicado", "الحصة المذكورة";
    C9_OVER = "c9-over",
        "Ask the Secretariat: block {0} states {1} exported of a quota of {2}.",
        "Interrogez le Secrétariat : le bloc {0} indique {1} exportés pour un quota de {2}.",
        "Pregunte a la Secretaría: el bloque {0} indica {1} exportados de un cupo de {2}.",
        "اسأل الأمانة: يذكر البند {0} تصدير {1} من حصة قدرها {2}.";
    C9_ABSENT = "c9-absent",
        "Ask the exporting authority: block {0} leaves box 11a open, and an export quota is published for {1}.",
        "Interrogez l'autorité d'exportation : le bloc {0} laisse la case 11a vide, alors qu'un quota d'exportation est publié pour {1}.",
        "Pregunte a la autoridad exportadora: el bloque {0} deja vacía la casilla 11a, y hay un cupo de exportación publicado para {1}.",
        "اسأل سلطة التصدير: يترك البند {0} الخانة 11a فارغة مع أن حصة تصدير منشورة للنوع {1}.";
    C12 = "rule-c12", "Import permit for Appendix I", "Permis d'importation pour l'Annexe I", "Permiso de importación para el Apéndice I",
        "تصريح استيراد للملحق الأول";
    C12_NONE = "c12-no-import-permit",
        "Hold: Appendix I specimens need our import permit, and none is on file.",
        "Retenez l'envoi : les spécimens de l'Annexe I exigent notre permis d'importation, et aucun n'est au dossier.",
        "Retenga el envío: los especímenes del Apéndice I exigen nuestro permiso de importación y no hay ninguno en el expediente.",
        "أوقف الشحنة: تحتاج عينات الملحق الأول إلى تصريح استيراد منا، ولا تصريح في الملف.";
}

/// What the rules of acceptance look at: the document itself, beside the case that the other rules see.
type Test = fn(&Presented<'_>, &Case<'_>, &mut Answer);

const fn rule(id: &'static str, title: Message, provision: &'static str, severity: Severity) -> Rule {
    Rule {
        id,
        title,
        citation: Citation::new("Res. Conf. 12.3", provision, "Rev. CoP19"),
        in_force: Period::ALWAYS,
        severity,
        steps: Steps::Whole { applies: |_| true, holds: |_, _| {} },
    }
}

/// The rules, for the catalogue; what they test stands in [`TESTS`] in the same order.
pub(crate) static RULES: &[Rule] = &[
    rule("C1", C1, "acceptance of documents", Severity::Block),
    rule("C2", C2, "acceptance of documents", Severity::Block),
    rule("C3", C3, "acceptance of documents", Severity::Block),
    rule("C4", C4, "acceptance of documents", Severity::Block),
    rule("C5", C5, "acceptance of documents", Severity::Route),
    rule("C6", C6, "acceptance of documents", Severity::Block),
    rule("C7", C7, "acceptance of documents", Severity::Route),
    rule("C8", C8, "inspection and endorsement", Severity::Route),
    rule("C9", C9, "acceptance of documents", Severity::Route),
    rule("C10", C10, "transport of live specimens", Severity::Note),
    rule("C12", C12, "acceptance of documents", Severity::Block),
    rule("C13", C13, "States not party to the Convention", Severity::Route),
    rule("C14", C14, "retrospective issue", Severity::Route),
];

static TESTS: &[Test] = &[c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c12, c13, c14];

fn c1(p: &Presented<'_>, _: &Case<'_>, answer: &mut Answer) {
    if p.document.copy {
        answer.fails(C1_COPY.plain());
    }
    let issued = p.document.issue.at.to_zoned(jiff::tz::TimeZone::UTC).date();
    // Of a document that says so itself, rule C14 asks.
    if let Some(left) = p.left_on.filter(|left| *left < issued && !is_retrospective(p.document)) {
        answer.fails(C1_LATE.with([Arg::Date(issued), Arg::Date(left)]));
    }
}

fn c2(p: &Presented<'_>, _: &Case<'_>, answer: &mut Answer) {
    match p.seal {
        SealState::Broken => answer.fails(C2_BROKEN.plain()),
        SealState::NotChecked if !p.from_issuer => answer.not_checked(C2_UNSEEN.plain()),
        _ => {}
    }
}

fn c3(p: &Presented<'_>, _: &Case<'_>, answer: &mut Answer) {
    if p.withdrawn {
        answer.fails(C3_WITHDRAWN.plain());
    }
    if p.used_before && !p.document.kind.reusable() {
        answer.fails(C3_USED.plain());
    }
}

fn c4(p: &Presented<'_>, case: &Case<'_>, answer: &mut Answer) {
    let d = p.document;
    if d.valid_until < case.on {
        answer.fails(C4_EXPIRED.with([Arg::Date(d.valid_until)]));
    }
    if case.on < d.valid_from {
        answer.fails(C4_EARLY.with([Arg::Date(d.valid_from)]));
    }
    if !validity::within(d.kind, d.valid_from, d.valid_until) {
        answer.fails(C4_LONG.with([Arg::Number(u32::from(d.kind.max_validity_months()))]));
    }
}

fn c5(p: &Presented<'_>, _: &Case<'_>, answer: &mut Answer) {
    if let Some(other) = p.document.country_of_import.filter(|c| *c != p.country) {
        answer.fails(C5_OTHER.with([Arg::Country(other)]));
    }
}

fn c6(p: &Presented<'_>, case: &Case<'_>, answer: &mut Answer) {
    let Some(quantities) = &p.quantities else { return };
    for (line, actual) in p.document.lines.iter().zip(quantities) {
        let permitted = line.quantity.amount();
        let tolerance = crate::pack::tolerance(line.quantity.unit(), p.country, case.pack, case.on);
        if !tolerance.allows(permitted, *actual) {
            let block = Arg::text(line.block.as_str());
            answer.fails(C6_OVER.with([block, Arg::Amount(*actual), Arg::Amount(permitted)]));
        }
    }
}

/// Whatever box 5 says, somebody reads it: words there are no justification by themselves.
fn c7(p: &Presented<'_>, _: &Case<'_>, answer: &mut Answer) {
    if p.document.kind != DocumentType::Reexport {
        return;
    }
    let said = box_5(p.document);
    for line in &p.document.lines {
        let block = Arg::text(line.block.as_str());
        match (&line.origin, said.is_empty()) {
            (None, true) => answer.fails(C7_ORIGIN.with([block])),
            (None, false) => answer.fails(C7_ORIGIN_SAID.with([block, Arg::text(said.clone())])),
            (Some(origin), true) if origin.permit.is_none() => answer.fails(C7_PERMIT.with([block])),
            (Some(origin), false) if origin.permit.is_none() => {
                answer.fails(C7_PERMIT_SAID.with([block, Arg::text(said.clone())]));
            }
            (Some(_), _) => {}
        }
    }
}

/// Box 5 as one text.
fn box_5(document: &PermitDocument) -> String {
    let said = document.special_conditions.iter().map(|c| c.trim()).filter(|c| !c.is_empty());
    said.collect::<Vec<_>>().join(" / ")
}

/// Was the document issued after the specimens had left? Such papers carry the kind that they stand for, and say the rest
/// in box 5 in one of the working languages (Res. Conf. 12.3).
fn is_retrospective(document: &PermitDocument) -> bool {
    const MARKS: [&str; 5] = ["retrospectiv", "rétrospectiv", "rétroacti", "retroacti", "a posteriori"];
    let said = box_5(document).to_lowercase();
    document.kind == DocumentType::Retro || MARKS.iter().any(|mark| said.contains(mark))
}

fn c10(p: &Presented<'_>, _: &Case<'_>, answer: &mut Answer) {
    if p.document.lines.iter().any(|l| matches!(l.term, cites::Term::Liv | cites::Term::Egl)) {
        answer.fails(C10_LOOK.plain());
    }
}

fn c13(p: &Presented<'_>, case: &Case<'_>, answer: &mut Answer) {
    let issuer = p.document.issuer();
    if issuer != p.country && convention::parties::is_party(issuer, case.on) == Some(false) {
        answer.fails(C13_FACE.with([Arg::Country(issuer)]));
    }
}

fn c14(p: &Presented<'_>, case: &Case<'_>, answer: &mut Answer) {
    if !is_retrospective(p.document) {
        return;
    }
    if case.lines.iter().any(|l| l.appendix == Some(Appendix::I)) {
        answer.blocks(C14_ONE.plain());
    } else {
        answer.fails(C14_BOTH.plain());
    }
}

fn c8(p: &Presented<'_>, _: &Case<'_>, answer: &mut Answer) {
    if p.document.endorsement.is_none() && !p.document.kind.reusable() {
        answer.fails(C8_NONE.plain());
    }
}

fn c9(p: &Presented<'_>, case: &Case<'_>, answer: &mut Answer) {
    for (line, read) in p.document.lines.iter().zip(&case.lines) {
        let block = || Arg::text(line.block.as_str());
        match line.quota {
            Some(q) if q.exported > q.quota => {
                answer.fails(C9_OVER.with([block(), Arg::Amount(q.exported), Arg::Amount(q.quota)]));
            }
            Some(_) => {}
            // Box 11a belongs to an export from the country of origin, under a quota that is published (Res. Conf. 14.7).
            None if p.document.kind == DocumentType::Export && convention::restrictions::from_origin(case, read) => {
                for quota in convention::restrictions::quotas(case, read) {
                    answer.row(quota.table, &quota.key);
                    answer.fails(C9_ABSENT.with([block(), Arg::text(quota.taxon.clone())]));
                }
            }
            None => {}
        }
    }
}

fn c12(p: &Presented<'_>, case: &Case<'_>, answer: &mut Answer) {
    let needs = p.document.lines.iter().zip(&case.lines).any(|(l, read)| {
        let exempt = |s| matches!(s, Source::C | Source::A | Source::D | Source::O);
        l.appendix == Appendix::I && read.read_as.is_none() && !exempt(l.source) && !l.second_source.is_some_and(exempt)
    });
    let there = p.ours.iter().any(|d| {
        d.kind == DocumentType::Import && d.issuer == p.country && d.valid_until.is_none_or(|day| case.on <= day)
    });
    if needs && !there {
        answer.fails(C12_NONE.plain());
    }
}

/// Examines a foreign document at its presentation: the rules of acceptance, and what our law says about the case
/// (names, Appendix, suspensions, quotas, stricter measures, sources).
///
/// Blocked = reject or hold, Look = ask the issuing authority, NotChecked = say so to the officer.
pub fn examine(presented: &Presented<'_>, pack: &RulePack, taxonomy: &Taxonomy, on: Date) -> Trace {
    let mut facts = Facts::of_document(presented.document, engine::INWARD, presented.country);
    // What box 5 says may explain what is missing; an officer reads it.
    let conditions = presented.document.special_conditions.join(" ");
    for line in &mut facts.lines {
        line.justification = (!conditions.is_empty()).then(|| conditions.clone());
    }
    facts.documents = presented.ours.to_vec();
    let case = Case::new(&facts, pack, taxonomy, on);
    let mut checks: Vec<Check> = Vec::new();
    for (rule, test) in RULES.iter().zip(TESTS) {
        let mut answer = Answer::default();
        test(presented, &case, &mut answer);
        if answer.said.is_empty() {
            checks.push(Check {
                rule: Cow::Borrowed(rule.id),
                verdict: Verdict::Passed,
                severity: rule.severity,
                citation: rule.citation.clone(),
                lines: Vec::new(),
                sentence: None,
                rows: Vec::new(),
            });
        }
        for said in answer.said {
            checks.push(Check {
                rule: Cow::Borrowed(rule.id),
                verdict: said.verdict.unwrap_or(crate::rule::verdict_of(rule.severity)),
                severity: rule.severity,
                citation: said.citation.unwrap_or_else(|| rule.citation.clone()),
                lines: Vec::new(),
                sentence: Some(said.sentence),
                rows: Vec::new(),
            });
        }
    }
    let law: &[&[Rule]] = &[
        convention::species::RULES,
        convention::annotation::RULES,
        convention::parties::RULES,
        convention::restrictions::RULES,
        convention::source::RULES,
        convention::purpose::RULES,
        convention::quantity::RULES,
    ];
    for rule in law.iter().flat_map(|group| group.iter()) {
        ask(rule, &case, &mut checks);
    }
    Trace {
        on,
        pack: pack.digest(),
        checks,
        documents: Vec::new(),
        findings: Vec::new(),
        lines: case.lines.iter().map(crate::case::LineCase::reading).collect(),
    }
}
