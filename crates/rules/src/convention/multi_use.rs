//! Documents for several crossings, and others with their own conditions (`spec/permits.md` 2.9 to 2.13, 2.18).

use super::TEXT;
use crate::Citation;
use crate::case::Case;
use crate::pack::Period;
use crate::rule::{Answer, Rule, Steps};
use crate::sentence::{Arg, Message, messages};
use crate::trace::Severity;
use cites::{Amount, Appendix, CountryCode, DocumentType, Purpose, Source};

messages! {
    M1 = "rule-m1", "Travelling exhibition", "Exposition itinérante", "Exhibición itinerante", "معرض متنقل";
    M1_SOURCE = "m1-source",
        "Ask for ordinary permits: a travelling-exhibition certificate is only for pre-Convention, bred or propagated specimens.",
        "Demandez des permis ordinaires : le certificat pour exposition itinérante ne vise que des spécimens pré-Convention, élevés ou reproduits.",
        "Solicite permisos ordinarios: el certificado de exhibición itinerante es solo para especímenes preconvención, criados o reproducidos.",
        "اطلب تصاريح عادية: شهادة المعرض المتنقل هي فقط لعينات ما قبل الاتفاقية أو المرباة أو المكثرة.";
    M1_PURPOSE = "m1-purpose",
        "Choose purpose Q or Z: the certificate is for exhibitions and does not allow sale abroad.",
        "Choisissez le but Q ou Z : le certificat vise les expositions et ne permet pas la vente à l'étranger.",
        "Elija el propósito Q o Z: el certificado es para exhibiciones y no permite la venta en el extranjero.",
        "اختر الغرض Q أو Z: الشهادة للمعارض ولا تجيز البيع في الخارج.";
    M1_ONE = "m1-one",
        "Ask for one certificate for each live animal.",
        "Demandez un certificat pour chaque animal vivant.",
        "Solicite un certificado para cada animal vivo.",
        "اطلب شهادة مستقلة لكل حيوان حي.";
    M1_MARK = "m1-mark",
        "Give the mark in box 9: each live animal of an exhibition is marked, so that it can be known again at every border.",
        "Indiquez la marque en case 9 : chaque animal vivant d'une exposition est marqué, afin d'être reconnu à chaque frontière.",
        "Indique la marca en la casilla 9: cada animal vivo de una exhibición va marcado, para reconocerlo en cada frontera.",
        "اذكر العلامة في الخانة 9: يُعلَّم كل حيوان حي في المعرض حتى يُعرف من جديد عند كل حدود.";
    M2 = "rule-m2", "Certificate of ownership", "Certificat de propriété", "Certificado de propiedad", "شهادة ملكية";
    M2_ONE = "m2-one",
        "Ask for one certificate for each animal: a certificate of ownership is for one live, marked animal.",
        "Demandez un certificat par animal : le certificat de propriété vise un seul animal vivant et marqué.",
        "Solicite un certificado por animal: el certificado de propiedad es para un solo animal vivo y marcado.",
        "اطلب شهادة مستقلة لكل حيوان: شهادة الملكية لحيوان حي واحد يحمل علامة.";
    M2_PURPOSE = "m2-purpose",
        "Choose purpose P: a certificate of ownership is for personal, non-commercial use.",
        "Choisissez le but P : le certificat de propriété vise un usage personnel et non commercial.",
        "Elija el propósito P: el certificado de propiedad es para uso personal y no comercial.",
        "اختر الغرض P: شهادة الملكية للاستعمال الشخصي غير التجاري.";
    M3 = "rule-m3", "Musical instrument", "Instrument de musique", "Instrumento musical", "آلة موسيقية";
    M3_SOURCE = "m3-source",
        "Refuse: instruments with parts of Appendix I species need to be pre-Convention (source O).",
        "Refusez : les instruments comportant des espèces de l'Annexe I doivent être pré-Convention (source O).",
        "Deniegue: los instrumentos con partes de especies del Apéndice I deben ser preconvención (origen O).",
        "ارفض: يجب أن تكون الآلات التي فيها أجزاء من أنواع الملحق الأول من ما قبل الاتفاقية (المصدر O).";
    M3_PURPOSE = "m3-purpose",
        "Choose another purpose: a musical-instrument certificate does not cover commercial trade.",
        "Choisissez un autre but : le certificat pour instrument de musique ne couvre pas le commerce.",
        "Elija otro propósito: el certificado de instrumento musical no cubre el comercio.",
        "اختر غرضاً آخر: لا تشمل شهادة الآلة الموسيقية التجارة.";
    M4 = "rule-m4", "Sample collection", "Collection d'échantillons", "Colección de muestras", "مجموعة عينات عرض";
    M4_LIVE = "m4-live",
        "Ask for ordinary permits for live specimens: a sample collection holds dead specimens only.",
        "Demandez des permis ordinaires pour les spécimens vivants : une collection d'échantillons n'en contient que des morts.",
        "Solicite permisos ordinarios para especímenes vivos: una colección de muestras solo contiene especímenes muertos.",
        "اطلب تصاريح عادية للعينات الحية: مجموعة عينات العرض تضم عينات غير حية فقط.";
    M4_SOURCE = "m4-source",
        "Take the Appendix I specimens out, unless they are bred or propagated (sources C, A, D).",
        "Retirez les spécimens de l'Annexe I, sauf s'ils sont élevés ou reproduits (sources C, A, D).",
        "Retire los especímenes del Apéndice I, salvo que sean criados o reproducidos (orígenes C, A, D).",
        "أخرج عينات الملحق الأول، إلا إذا كانت مرباة أو مكثرة (المصادر C وA وD).";
    M5 = "rule-m5", "Retrospective document", "Document rétroactif", "Documento retroactivo", "وثيقة بأثر رجعي";
    M5_ONE = "m5-appendix-i",
        "Refuse: a retrospective document is not issued for Appendix I.",
        "Refusez : un document rétroactif n'est pas délivré pour l'Annexe I.",
        "Deniegue: no se expide un documento retroactivo para el Apéndice I.",
        "ارفض: لا تصدر وثيقة بأثر رجعي للملحق الأول.";
    M5_BOTH = "m5-both-authorities",
        "Issue only when both Management Authorities are satisfied that the irregularity is not the exporter's or importer's fault; say so in box 5.",
        "Ne délivrez que si les deux organes de gestion sont convaincus que l'irrégularité n'est pas imputable à l'exportateur ou à l'importateur ; mentionnez-le en case 5.",
        "Expida solo si ambas Autoridades Administrativas están convencidas de que la irregularidad no es imputable al exportador o importador; indíquelo en la casilla 5.",
        "لا تصدرها إلا إذا اقتنعت السلطتان الإداريتان بأن المخالفة ليست خطأ المصدِّر ولا المستورد؛ واذكر ذلك في الخانة 5.";
    M5_ASK = "m5-ask-partner",
        "Ask the Management Authority of the other country ({0}) and wait for its answer: nothing is issued afterwards unless both are satisfied that the exporter and the importer are not at fault.",
        "Interrogez l'organe de gestion de l'autre pays ({0}) et attendez sa réponse : rien n'est délivré après coup si les deux organes ne sont pas convaincus que ni l'exportateur ni l'importateur ne sont en faute.",
        "Pregunte a la Autoridad Administrativa del otro país ({0}) y espere su respuesta: nada se expide a posteriori si ambas no están convencidas de que ni el exportador ni el importador tienen la culpa.",
        "اسأل السلطة الإدارية في البلد الآخر ({0}) وانتظر جوابها: لا يصدر شيء بعد الحركة ما لم تقتنع السلطتان بأنه لا خطأ من المصدِّر ولا من المستورد.";
    M5_NOT = "m5-not-satisfied",
        "Refuse: the Management Authority of the other country ({0}) is not satisfied that the exporter and the importer are not at fault.",
        "Refusez : l'organe de gestion de l'autre pays ({0}) n'est pas convaincu que ni l'exportateur ni l'importateur ne sont en faute.",
        "Deniegue: la Autoridad Administrativa del otro país ({0}) no está convencida de que ni el exportador ni el importador tengan la culpa.",
        "ارفض: لم تقتنع السلطة الإدارية في البلد الآخر ({0}) بأنه لا خطأ من المصدِّر ولا من المستورد.";
    M14 = "rule-m14", "Retrospective once only", "Rétroactif une seule fois", "Retroactivo una sola vez", "أثر رجعي مرة واحدة";
    M14_AGAIN = "m14-again",
        "Look why it happened again: this holder got a document retrospectively before ({0}), and repeat offenders are left out.",
        "Examinez pourquoi cela se répète : ce titulaire a déjà obtenu un document rétroactif ({0}), et les récidivistes sont exclus.",
        "Examine por qué se repite: este titular ya obtuvo un documento retroactivo ({0}), y los reincidentes quedan excluidos.",
        "انظر لماذا تكرر الأمر: حصل هذا الحامل من قبل على وثيقة بأثر رجعي ({0})، ويُستثنى من يعيد المخالفة.";
    M6 = "rule-m6", "Phytosanitary certificate", "Certificat phytosanitaire", "Certificado fitosanitario",
        "شهادة صحة نباتية";
    M6_PLANTS = "m6-plants",
        "Ask for a CITES document: a phytosanitary certificate serves only for artificially propagated plants of Appendices II and III, and for hybrids of Appendix I without annotation.",
        "Demandez un document CITES : le certificat phytosanitaire ne vaut que pour les plantes des Annexes II et III reproduites artificiellement et les hybrides de l'Annexe I sans annotation.",
        "Solicite un documento CITES: el certificado fitosanitario solo sirve para plantas de los Apéndices II y III reproducidas artificialmente y para híbridos del Apéndice I sin anotación.",
        "اطلب وثيقة سايتس: لا تفيد شهادة الصحة النباتية إلا للنباتات المكثرة صناعياً من الملحقين الثاني والثالث، ولهجائن الملحق الأول التي لا حاشية لها.";
    M6_PARTY = "m6-party",
        "Ask for a CITES document: the exporting Party is not known to use phytosanitary certificates for CITES.",
        "Demandez un document CITES : il n'est pas établi que la Partie exportatrice utilise des certificats phytosanitaires au titre de la CITES.",
        "Solicite un documento CITES: no consta que la Parte exportadora use certificados fitosanitarios para la CITES.",
        "اطلب وثيقة سايتس: لا يُعرف أن الطرف المصدِّر يستعمل شهادات الصحة النباتية لأغراض سايتس.";
}

/// Documents of this file, to which the table of documents does not apply.
pub(crate) const fn has_own_conditions(kind: DocumentType) -> bool {
    matches!(
        kind,
        DocumentType::Tec
            | DocumentType::Poc
            | DocumentType::Mic
            | DocumentType::Sample
            | DocumentType::Scilabel
            | DocumentType::Impnotif
            | DocumentType::Art10
    )
}

fn one_live(case: &Case<'_>) -> bool {
    let one = Some(Amount::whole(1));
    case.lines.len() == 1 && case.lines.iter().all(|l| l.facts.amount == one)
}

fn m1(case: &Case<'_>, answer: &mut Answer) {
    let fits = |s| matches!(s, Some(Source::O | Source::C | Source::A | Source::D));
    if !case.lines.iter().all(|l| fits(l.source())) {
        answer.fails(M1_SOURCE.plain());
    }
    if !matches!(case.facts.purpose, Some(Purpose::Q | Purpose::Z)) {
        answer.fails(M1_PURPOSE.plain());
    }
    let live = case.lines.iter().any(|l| l.facts.is_live() && l.is_animal());
    if live && !one_live(case) {
        answer.fails(M1_ONE.plain());
    }
    if live && case.lines.iter().any(|l| l.facts.marks.is_empty()) {
        answer.fails(M1_MARK.plain());
    }
}

fn m2(case: &Case<'_>, answer: &mut Answer) {
    let marked = case.lines.iter().all(|l| l.facts.is_live() && l.is_animal() && !l.facts.marks.is_empty());
    if !one_live(case) || !marked {
        answer.fails(M2_ONE.plain());
    }
    if case.facts.purpose != Some(Purpose::P) {
        answer.fails(M2_PURPOSE.plain());
    }
}

fn m3(case: &Case<'_>, answer: &mut Answer) {
    if case.lines.iter().any(|l| l.appendix == Some(Appendix::I) && l.source() != Some(Source::O)) {
        answer.fails(M3_SOURCE.plain());
    }
    if case.facts.purpose == Some(Purpose::T) {
        answer.fails(M3_PURPOSE.plain());
    }
}

fn m4(case: &Case<'_>, answer: &mut Answer) {
    if case.lines.iter().any(|l| l.facts.is_live()) {
        answer.fails(M4_LIVE.plain());
    }
    let fits = |s| matches!(s, Some(Source::C | Source::A | Source::D));
    if case.lines.iter().any(|l| l.appendix == Some(Appendix::I) && !fits(l.source())) {
        answer.fails(M4_SOURCE.plain());
    }
}

fn m5(case: &Case<'_>, answer: &mut Answer) {
    if case.lines.iter().any(|l| l.appendix == Some(Appendix::I)) {
        return answer.fails(M5_ONE.plain());
    }
    let other = || Arg::Country(case.facts.partner.unwrap_or(CountryCode::UNKNOWN));
    match case.facts.partner_satisfied {
        None => answer.awaits(M5_ASK.with([other()])),
        Some(false) => answer.fails(M5_NOT.with([other()])),
        Some(true) => answer.noted(M5_BOTH.plain()),
    }
}

fn m14(case: &Case<'_>, answer: &mut Answer) {
    if let Some(number) = &case.facts.earlier_retrospective {
        answer.fails(M14_AGAIN.with([Arg::text(number.clone())]));
    }
}

fn m6(case: &Case<'_>, answer: &mut Answer) {
    if !case.lines.iter().all(super::documents::may_be_phytosanitary) {
        answer.fails(M6_PLANTS.plain());
    }
    if !case.facts.exporter().is_some_and(|c| case.pack.uses_phytosanitary(c, case.on)) {
        answer.fails(M6_PARTY.plain());
    }
}

const fn rule(
    id: &'static str,
    title: Message,
    citation: Citation,
    applies: fn(&Case<'_>) -> bool,
    holds: fn(&Case<'_>, &mut Answer),
) -> Rule {
    Rule {
        id,
        title,
        citation,
        in_force: Period::ALWAYS,
        severity: Severity::Block,
        steps: Steps::Whole { applies, holds },
    }
}

pub(crate) static RULES: &[Rule] = &[
    rule(
        "M1",
        M1,
        Citation::new("CITES", "Art. VII.7", TEXT),
        |case| case.facts.document == Some(DocumentType::Tec),
        m1,
    ),
    rule(
        "M2",
        M2,
        Citation::new("Res. Conf. 10.20", "the whole text", "CoP10"),
        |case| case.facts.document == Some(DocumentType::Poc),
        m2,
    ),
    rule(
        "M3",
        M3,
        Citation::new("Res. Conf. 16.8", "the whole text", "Rev. CoP17"),
        |case| case.facts.document == Some(DocumentType::Mic),
        m3,
    ),
    rule(
        "M4",
        M4,
        Citation::new("Res. Conf. 12.3", "the whole text", "Rev. CoP19"),
        |case| case.facts.document == Some(DocumentType::Sample),
        m4,
    ),
    rule(
        "M5",
        M5,
        Citation::new("Res. Conf. 12.3", "retrospective issue", "Rev. CoP19"),
        |case| case.facts.document == Some(DocumentType::Retro),
        m5,
    ),
    Rule {
        id: "M14",
        title: M14,
        citation: Citation::new("Res. Conf. 12.3", "retrospective issue", "Rev. CoP19"),
        in_force: Period::ALWAYS,
        severity: Severity::Route,
        steps: Steps::Whole { applies: |case| case.facts.document == Some(DocumentType::Retro), holds: m14 },
    },
    rule(
        "M6",
        M6,
        Citation::new("Res. Conf. 12.3", "the whole text", "Rev. CoP19"),
        |case| case.facts.document == Some(DocumentType::Phyto),
        m6,
    ),
];
