//! Smaller cases with conditions of their own: simplified procedure, scientific exchange, replacement, carnet,
//! phytosanitary certificates that come in, trophies with tags, hybrids, Appendix I and States that are not Parties.

use super::TEXT;
use crate::Citation;
use crate::case::{Case, LineCase, is_hybrid};
use crate::facts::{Enrolled, Movement};
use crate::pack::Period;
use crate::rule::{Answer, Rule, Steps};
use crate::sentence::{Arg, Message, messages};
use crate::trace::Severity;
use cites::{Appendix, DocumentType, Purpose, Source, Term};

messages! {
    M7 = "rule-m7", "Simplified procedure", "Procédure simplifiée", "Procedimiento simplificado", "الإجراء المبسط";
    M7_REGISTER = "m7-register",
        "Name the registration: partially completed documents are only for registered persons and bodies.",
        "Indiquez l'enregistrement : les documents partiellement remplis sont réservés aux personnes et organismes enregistrés.",
        "Indique el registro: los documentos parcialmente completados son solo para personas y organismos registrados.",
        "اذكر التسجيل: الوثائق المستوفاة جزئياً هي فقط للأشخاص والهيئات المسجلة.";
    M7_CASE = "m7-case",
        "Confirm with the Scientific Authority that this trade has little or no effect on {0}: it is neither pre-Convention, nor bred or propagated, nor a biological sample.",
        "Faites confirmer par l'autorité scientifique que ce commerce a peu ou pas d'effet sur {0} : le spécimen n'est ni pré-Convention, ni élevé ou reproduit, ni un échantillon biologique.",
        "Confirme con la Autoridad Científica que este comercio tiene poco o ningún efecto sobre {0}: no es preconvención, ni criado o reproducido, ni una muestra biológica.",
        "تأكد مع السلطة العلمية من أن أثر هذه التجارة في {0} ضئيل أو معدوم: ليس من ما قبل الاتفاقية ولا مربى ولا مكثراً ولا عينة بيولوجية.";
    M13 = "rule-m13", "Registration for the simplified procedure", "Enregistrement pour la procédure simplifiée", "Registro para el procedimiento simplificado",
        "التسجيل في الإجراء المبسط";
    M13_UNKNOWN = "m13-unknown",
        "Name a registration of this holder: {0} does not stand in the register of the simplified procedure under this name.",
        "Indiquez un enregistrement de ce titulaire : {0} ne figure pas à son nom au registre de la procédure simplifiée.",
        "Indique un registro de este titular: {0} no figura a su nombre en el registro del procedimiento simplificado.",
        "اذكر تسجيلاً لهذا الحامل: {0} ليس في سجل الإجراء المبسط بهذا الاسم.";
    M13_NOT_IN_FORCE = "m13-not-in-force",
        "Have the registration {0} approved or reviewed first: it is not in force today.",
        "Faites d'abord approuver ou réexaminer l'enregistrement {0} : il n'est pas en vigueur aujourd'hui.",
        "Haga aprobar o revisar antes el registro {0}: hoy no está en vigor.",
        "يلزم أولاً اعتماد التسجيل {0} أو مراجعته: ليس سارياً اليوم.";
    M13_NOT_FOR = "m13-not-for",
        "Ask for an ordinary permit, or have the registration widened: it does not cover {0} with this term and source.",
        "Demandez un permis ordinaire ou faites élargir l'enregistrement : il ne couvre pas {0} avec ce terme et cette source.",
        "Pida un permiso ordinario o haga ampliar el registro: no abarca {0} con este término y esta procedencia.",
        "اطلب تصريحاً عادياً، أو وسّع التسجيل: لا يشمل {0} بهذا المصطلح والمصدر.";
    M13_NOT_OPEN = "m13-not-open",
        "Fill in boxes {1} before sealing, or have the registration widened: {0} does not let them stay open.",
        "Remplissez les cases {1} avant le scellement ou faites élargir l'enregistrement : {0} ne permet pas de les laisser ouvertes.",
        "Complete las casillas {1} antes de sellar o haga ampliar el registro: {0} no permite dejarlas abiertas.",
        "استوفِ الخانات {1} قبل الختم أو وسّع التسجيل: لا يسمح {0} بتركها مفتوحة.";
    M13_TOO_MUCH = "m13-too-much",
        "Give less of {0}: {1} is left of what the registration allows this year.",
        "Réduisez la quantité de {0} : il reste {1} de ce que l'enregistrement permet cette année.",
        "Reduzca la cantidad de {0}: queda {1} de lo que el registro permite este año.",
        "قلّل كمية {0}: بقي {1} مما يسمح به التسجيل هذا العام.";
    M8 = "rule-m8", "Phytosanitary certificate that comes in", "Certificat phytosanitaire à l'importation", "Certificado fitosanitario en la importación",
        "شهادة صحة نباتية واردة";
    M8_PARTY = "m8-party",
        "Ask for a CITES document: {0} is not known to use phytosanitary certificates for CITES.",
        "Demandez un document CITES : il n'est pas établi que ce pays utilise des certificats phytosanitaires au titre de la CITES ({0}).",
        "Pida un documento CITES: no consta que {0} use certificados fitosanitarios para la CITES.",
        "اطلب وثيقة سايتس: لا يُعرف أن {0} تستعمل شهادات الصحة النباتية لأغراض سايتس.";
    M8_PLANT = "m8-plant",
        "Ask for a CITES document: a phytosanitary certificate does not cover {0}.",
        "Demandez un document CITES : un certificat phytosanitaire ne couvre pas {0}.",
        "Pida un documento CITES: un certificado fitosanitario no cubre {0}.",
        "اطلب وثيقة سايتس: لا تشمل شهادة الصحة النباتية {0}.";
    M9 = "rule-m9", "Customs carnet of a sample collection", "Carnet douanier d'une collection d'échantillons", "Cuaderno aduanero de una colección de muestras",
        "دفتر جمركي لمجموعة عينات عرض";
    M9_NONE = "m9-none",
        "Write number and last day of the customs carnet (ATA or TIR) in box 5.",
        "Inscrivez en case 5 le numéro et le dernier jour de validité du carnet douanier (ATA ou TIR).",
        "Escriba en la casilla 5 el número y el último día del cuaderno aduanero (ATA o TIR).",
        "اكتب رقم الدفتر الجمركي (ATA أو TIR) وآخر يوم لصلاحيته في الخانة 5.";
    M9_LATE = "m9-late",
        "Set the last day of validity to {0} at the latest: the certificate does not outlive the carnet {1}.",
        "Fixez le dernier jour de validité au {0} au plus tard : le certificat ne survit pas au carnet {1}.",
        "Fije el último día de validez a más tardar el {0}: el certificado no dura más que el cuaderno {1}.",
        "اجعل آخر يوم للصلاحية {0} على الأكثر: لا تتجاوز الشهادة صلاحية الدفتر {1}.";
    M10 = "rule-m10", "Exchange between scientific institutions", "Échange entre institutions scientifiques", "Intercambio entre instituciones científicas",
        "تبادل بين مؤسسات علمية";
    M10_PURPOSE = "m10-purpose",
        "Ask for ordinary documents: the label is for non-commercial loan, donation or exchange.",
        "Demandez des documents ordinaires : l'étiquette vise le prêt, le don ou l'échange à des fins non commerciales.",
        "Pida documentos ordinarios: la etiqueta es para préstamos, donaciones o intercambios no comerciales.",
        "اطلب وثائق عادية: البطاقة للإعارة أو الهبة أو التبادل لغير التجارة.";
    M10_LIVE = "m10-live",
        "Ask for ordinary documents: live animals do not travel under a scientific label.",
        "Demandez des documents ordinaires : les animaux vivants ne voyagent pas sous une étiquette scientifique.",
        "Pida documentos ordinarios: los animales vivos no viajan con una etiqueta científica.",
        "اطلب وثائق عادية: لا تُنقل الحيوانات الحية ببطاقة علمية.";
    M10_REGISTER = "m10-register",
        "Name the registration of the institution: only registered scientists and institutions use the label.",
        "Indiquez l'enregistrement de l'institution : seuls les scientifiques et institutions enregistrés utilisent l'étiquette.",
        "Indique el registro de la institución: solo los científicos e instituciones registrados usan la etiqueta.",
        "اذكر تسجيل المؤسسة: لا يستعمل البطاقة إلا العلماء والمؤسسات المسجلون.";
    M11 = "rule-m11", "Document that is replaced", "Document remplacé", "Documento sustituido", "الوثيقة المستبدلة";
    M11_NONE = "m11-none",
        "Write number and date of the document that is replaced in box 5, and the reason.",
        "Inscrivez en case 5 le numéro et la date du document remplacé, ainsi que le motif.",
        "Escriba en la casilla 5 el número y la fecha del documento sustituido, y el motivo.",
        "اكتب رقم الوثيقة المستبدلة وتاريخها والسبب في الخانة 5.";
    M11_LATE = "m11-late",
        "Set the last day of validity to {0} at the latest: a replacement is not valid longer than {1}.",
        "Fixez le dernier jour de validité au {0} au plus tard : un remplacement ne vaut pas plus longtemps que {1}.",
        "Fije el último día de validez a más tardar el {0}: un reemplazo no vale más tiempo que {1}.",
        "اجعل آخر يوم للصلاحية {0} على الأكثر: لا تتجاوز صلاحية البديل صلاحية {1}.";
    M12 = "rule-m12", "Instrument that can be known again", "Instrument identifiable", "Instrumento identificable",
        "آلة يمكن التعرف عليها";
    M12_MARK = "m12-mark",
        "Describe the instrument in box 9 so that it can be known again: maker, serial number or photograph.",
        "Décrivez l'instrument en case 9 afin qu'il puisse être reconnu : fabricant, numéro de série ou photographie.",
        "Describa el instrumento en la casilla 9 para que pueda reconocerse: fabricante, número de serie o fotografía.",
        "صف الآلة في الخانة 9 بحيث يمكن التعرف عليها: الصانع أو الرقم التسلسلي أو صورة.";
    P8 = "rule-p8", "Trophy from the country of origin", "Trophée venant du pays d'origine", "Trofeo del país de origen",
        "تذكار صيد من بلد المنشأ";
    P8_REEXPORT = "p8-reexport",
        "Choose purpose P: a hunting trophy goes from the country of origin to where the hunter lives; what is re-exported later is a personal item.",
        "Choisissez le but P : un trophée de chasse va du pays d'origine au domicile du chasseur ; ce qui est réexporté plus tard est un objet personnel.",
        "Elija el propósito P: un trofeo de caza va del país de origen al domicilio del cazador; lo que se reexporta después es un artículo personal.",
        "اختر الغرض P: يذهب تذكار الصيد من بلد المنشأ إلى حيث يقيم الصياد؛ وما يُعاد تصديره بعد ذلك متاع شخصي.";
    P9 = "rule-p9", "Tag of a trophy", "Étiquette d'un trophée", "Etiqueta de un trofeo", "بطاقة تذكار الصيد";
    P9_TAG = "p9-tag",
        "Give the number of the tag in box 9: trophies of {0} carry one under the Conference's quota.",
        "Indiquez en case 9 le numéro de l'étiquette : les trophées de {0} en portent une au titre du quota de la Conférence.",
        "Indique en la casilla 9 el número de la etiqueta: los trofeos de {0} llevan una según el cupo de la Conferencia.",
        "اذكر رقم البطاقة في الخانة 9: تذكارات {0} تحمل بطاقة بموجب حصة المؤتمر.";
    N6 = "rule-n6", "Generations of a hybrid animal", "Générations d'un animal hybride", "Generaciones de un animal híbrido",
        "أجيال الحيوان الهجين";
    N6_TELL = "n6-tell",
        "Give the pedigree of {0}: a hybrid animal is covered when one of the last four generations was a listed species.",
        "Donnez le pedigree de {0} : un animal hybride est couvert lorsqu'une des quatre dernières générations était d'une espèce inscrite.",
        "Indique la genealogía de {0}: un animal híbrido está cubierto si una de las cuatro últimas generaciones era de una especie incluida.",
        "اذكر نسب {0}: يُشمل الحيوان الهجين إذا كان أحد أجياله الأربعة الأخيرة نوعاً مدرجاً.";
    N6_FAR = "n6-far",
        "An officer confirms the pedigree of {0}: the listed ancestor is {1} generations back, and beyond four the hybrid is not covered.",
        "Un agent confirme le pedigree de {0} : l'ancêtre inscrit remonte à {1} générations, et au-delà de quatre l'hybride n'est pas couvert.",
        "Un funcionario confirma la genealogía de {0}: el antepasado incluido está {1} generaciones atrás, y más allá de cuatro el híbrido no está cubierto.",
        "يتأكد موظف من نسب {0}: عدد الأجيال إلى السلف المدرج {1}، وما بعد أربعة لا يُشمل الهجين.";
    N7 = "rule-n7", "Propagated hybrid of Appendix I", "Hybride reproduit de l'Annexe I", "Híbrido reproducido del Apéndice I",
        "هجين مكثر من الملحق الأول";
    N7_FREE = "n7-hybrid",
        "{0} is a propagated hybrid of an Appendix I plant without annotation: a certificate of artificial propagation or a phytosanitary certificate is enough.",
        "{0} est un hybride reproduit d'une plante de l'Annexe I sans annotation : un certificat de reproduction artificielle ou un certificat phytosanitaire suffit.",
        "{0} es un híbrido reproducido de una planta del Apéndice I sin anotación: basta un certificado de reproducción artificial o un certificado fitosanitario.",
        "{0} هجين مكثر من نبات في الملحق الأول بلا حاشية: تكفي شهادة إكثار صناعي أو شهادة صحة نباتية.";
    B3I = "rule-b3-appendix-i", "Appendix I and a State that is not a Party", "Annexe I et État non Partie", "Apéndice I y un Estado que no es Parte",
        "الملحق الأول ودولة غير طرف";
    B3I_ASK = "b3-appendix-i",
        "Consult the Secretariat before anything is decided: {0} is in Appendix I, and {1} is not a Party.",
        "Consultez le Secrétariat avant toute décision : {0} est à l'Annexe I, et ce pays n'est pas Partie ({1}).",
        "Consulte a la Secretaría antes de decidir: {0} está en el Apéndice I, y {1} no es Parte.",
        "استشر الأمانة قبل أي قرار: {0} في الملحق الأول، و{1} ليست طرفاً.";
}

/// Terms of biological samples that the simplified procedure was made for.
const SAMPLES: &[Term] = &[Term::Spe, Term::Hai, Term::Fea, Term::Ext, Term::Ski, Term::Skp, Term::Cul, Term::Pow];

/// A propagated hybrid of Appendix I parents whose entries carry no annotation (Res. Conf. 11.11).
pub(crate) fn is_free_hybrid(line: &LineCase<'_>) -> bool {
    let annotated = line.position.and_then(|p| p.listing).is_some_and(|l| !l.annotation_codes.is_empty());
    line.is_plant()
        && line.appendix == Some(Appendix::I)
        && line.source() == Some(Source::A)
        && is_hybrid(line.facts)
        && !annotated
}

fn asks(case: &Case<'_>, kind: DocumentType) -> bool {
    case.facts.document == Some(kind)
}

fn m7(case: &Case<'_>, answer: &mut Answer) {
    if case.facts.registration.as_deref().is_none_or(|t| t.trim().is_empty()) {
        answer.fails(M7_REGISTER.plain());
    }
    for line in &case.lines {
        let easy = matches!(line.source(), Some(Source::O | Source::C | Source::A | Source::D));
        let sample = line.facts.term.is_some_and(|t| SAMPLES.contains(&t)) && case.facts.purpose != Some(Purpose::T);
        if !easy && !sample {
            answer.fails(M7_CASE.with([Arg::text(line.name())]));
        }
    }
}

fn m13(case: &Case<'_>, answer: &mut Answer) {
    let number = Arg::text(case.facts.registration.clone().unwrap_or_default());
    match &case.facts.registered {
        Some(Enrolled::Unknown) => answer.fails(M13_UNKNOWN.with([number])),
        Some(Enrolled::NotInForce) => answer.fails(M13_NOT_IN_FORCE.with([number])),
        Some(Enrolled::NotFor(names)) => {
            for name in names {
                answer.fails(M13_NOT_FOR.with([Arg::text(name.clone())]));
            }
        }
        Some(Enrolled::NotOpen(boxes)) => {
            answer.fails(M13_NOT_OPEN.with([number, Arg::text(boxes.clone())]));
        }
        Some(Enrolled::TooMuch(name, left, unit)) => {
            answer.fails(M13_TOO_MUCH.with([Arg::text(name.clone()), Arg::Quantity(*left, *unit)]));
        }
        Some(Enrolled::Holds) | None => {}
    }
}

fn m8(case: &Case<'_>, answer: &mut Answer) {
    for paper in case.facts.documents.iter().filter(|d| d.kind == DocumentType::Phyto) {
        if !case.pack.uses_phytosanitary(paper.issuer, case.on) {
            answer.fails(M8_PARTY.with([Arg::Country(paper.issuer)]));
        }
        for line in case.lines.iter().filter(|l| l.is_listed() && !super::documents::may_be_phytosanitary(l)) {
            answer.fails(M8_PLANT.with([Arg::text(line.name())]));
        }
    }
}

fn m9(case: &Case<'_>, answer: &mut Answer) {
    match (&case.facts.carnet, case.facts.validity) {
        (None, _) => answer.fails(M9_NONE.plain()),
        (Some((number, last)), Some((_, until))) if until > *last => {
            answer.fails(M9_LATE.with([Arg::Date(*last), Arg::text(number.clone())]));
        }
        _ => {}
    }
}

fn m10(case: &Case<'_>, answer: &mut Answer) {
    if matches!(case.facts.purpose, Some(Purpose::T | Purpose::H | Purpose::P | Purpose::Q)) {
        answer.fails(M10_PURPOSE.plain());
    }
    if case.lines.iter().any(|l| l.facts.is_live() && l.is_animal()) {
        answer.fails(M10_LIVE.plain());
    }
    if case.facts.registration.as_deref().is_none_or(|t| t.trim().is_empty()) {
        answer.fails(M10_REGISTER.plain());
    }
}

fn m11(case: &Case<'_>, answer: &mut Answer) {
    match (&case.facts.replaces, case.facts.validity) {
        (None, _) => answer.fails(M11_NONE.plain()),
        (Some((number, last)), Some((_, until))) if until > *last => {
            answer.fails(M11_LATE.with([Arg::Date(*last), Arg::text(number.clone())]));
        }
        _ => {}
    }
}

fn n6(_: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    match line.facts.generations {
        None => answer.fails(N6_TELL.with([Arg::text(line.facts.taxon.as_str())])),
        Some(n) if n > 4 => {
            answer.fails(N6_FAR.with([Arg::text(line.facts.taxon.as_str()), Arg::Number(u32::from(n))]));
        }
        Some(_) => {}
    }
}

fn p9(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    for row in case.pack.trophy_tags.iter().filter(|t| line.lineage.contains(&t.taxon)) {
        answer.row("trophy_tags", &row.taxon);
        if line.facts.marks.is_empty() {
            answer.fails_under(P9_TAG.with([Arg::text(line.name())]), row.citation.clone());
        }
    }
}

fn tagged(case: &Case<'_>, line: &LineCase<'_>) -> bool {
    case.facts.purpose == Some(Purpose::H)
        && case.facts.document.is_some()
        && case.pack.trophy_tags.iter().any(|t| line.lineage.contains(&t.taxon))
}

fn b3_one(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    if let Some(partner) = case.facts.partner
        && super::parties::is_party(partner, case.on) == Some(false)
    {
        answer.fails(B3I_ASK.with([Arg::text(line.name()), Arg::Country(partner)]));
    }
}

const fn rule(id: &'static str, title: Message, citation: Citation, severity: Severity, steps: Steps) -> Rule {
    Rule { id, title, citation, in_force: Period::ALWAYS, severity, steps }
}

const PERMITS: Citation = Citation::new("Res. Conf. 12.3", "the whole text", "Rev. CoP19");

pub(crate) static RULES: &[Rule] = &[
    rule(
        "M7",
        M7,
        Citation::new("Res. Conf. 12.3", "section XII", "Rev. CoP19"),
        Severity::Route,
        Steps::Whole { applies: |case| asks(case, DocumentType::Partial), holds: m7 },
    ),
    rule(
        "M13",
        M13,
        Citation::new("Res. Conf. 12.3", "section XII", "Rev. CoP19"),
        Severity::Block,
        Steps::Whole {
            applies: |case| asks(case, DocumentType::Partial) && case.facts.registered.is_some(),
            holds: m13,
        },
    ),
    rule(
        "M8",
        M8,
        PERMITS,
        Severity::Block,
        Steps::Whole { applies: |case| case.facts.documents.iter().any(|d| d.kind == DocumentType::Phyto), holds: m8 },
    ),
    rule(
        "M9",
        M9,
        PERMITS,
        Severity::Route,
        Steps::Whole { applies: |case| asks(case, DocumentType::Sample), holds: m9 },
    ),
    rule(
        "M10",
        M10,
        Citation::new("CITES", "Art. VII.6", TEXT),
        Severity::Block,
        Steps::Whole { applies: |case| asks(case, DocumentType::Scilabel), holds: m10 },
    ),
    rule(
        "M11",
        M11,
        PERMITS,
        Severity::Route,
        Steps::Whole { applies: |case| asks(case, DocumentType::Replace) || case.facts.replaces.is_some(), holds: m11 },
    ),
    rule(
        "M12",
        M12,
        Citation::new("Res. Conf. 16.8", "the whole text", "Rev. CoP17"),
        Severity::Warn,
        Steps::Line {
            applies: |case, _| asks(case, DocumentType::Mic),
            holds: |_, line, answer| {
                if line.facts.marks.is_empty() {
                    answer.fails(M12_MARK.plain());
                }
            },
        },
    ),
    rule(
        "P8",
        P8,
        PERMITS,
        Severity::Warn,
        Steps::Whole {
            applies: |case| case.facts.purpose == Some(Purpose::H),
            holds: |case, answer| {
                if case.facts.movement == Movement::Reexport {
                    answer.fails(P8_REEXPORT.plain());
                }
            },
        },
    ),
    rule(
        "P9",
        P9,
        Citation::new("Res. Conf. 10.14", "the whole text", "Rev. CoP19"),
        Severity::Warn,
        Steps::Line { applies: tagged, holds: p9 },
    ),
    rule(
        "N6",
        N6,
        Citation::new("Res. Conf. 10.17", "the whole text", "Rev. CoP14"),
        Severity::Route,
        Steps::Line { applies: |_, line| line.is_listed() && line.is_animal() && is_hybrid(line.facts), holds: n6 },
    ),
    rule(
        "N7",
        N7,
        Citation::new("Res. Conf. 11.11", "the whole text", "Rev. CoP18"),
        Severity::Note,
        Steps::Line {
            applies: |_, line| is_free_hybrid(line),
            holds: |_, line, answer| answer.noted(N7_FREE.with([Arg::text(line.facts.taxon.as_str())])),
        },
    ),
    rule(
        "B3-I",
        B3I,
        Citation::new("Res. Conf. 9.5", "the whole text", "Rev. CoP16"),
        Severity::Route,
        Steps::Line {
            applies: |case, line| line.appendix == Some(Appendix::I) && case.facts.partner.is_some(),
            holds: b3_one,
        },
    ),
];
