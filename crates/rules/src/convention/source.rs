//! Box 10: the source and what must stand beside it.

use super::TEXT;
use crate::Citation;
use crate::case::{Case, LineCase};
use crate::facts::{FindingResult, Movement, Registered};
use crate::pack::Period;
use crate::rule::{Answer, Rule, Steps};
use crate::sentence::{Arg, messages};
use crate::trace::Severity;
use cites::{Appendix, Date, Source};

messages! {
    B7 = "rule-b7", "Source and evidence for an officer", "Source et preuves soumises à un agent", "Origen y pruebas para un funcionario",
        "المصدر والأدلة ينظر فيها موظف";
    B7_MISSING = "b7-missing",
        "The source is missing: an officer asks for it before anything is decided.",
        "La source manque : un agent la demande avant toute décision.",
        "Falta el origen: un funcionario lo pide antes de decidir.",
        "المصدر ناقص: يطلبه موظف قبل اتخاذ أي قرار.";
    B7_SOURCE = "b7-source",
        "Source {0}: an officer looks at the evidence and decides.",
        "Source {0} : un agent examine les preuves et décide.",
        "Origen {0}: un funcionario examina las pruebas y decide.",
        "المصدر {0}: ينظر موظف في الأدلة ويقرر.";
    B7_EVIDENCE = "b7-evidence",
        "The finding could not be made with the evidence given ({0}): an officer asks for more.",
        "L'avis n'a pas pu être rendu avec les preuves fournies ({0}) : un agent en demande d'autres.",
        "El dictamen no pudo emitirse con las pruebas presentadas ({0}): un funcionario pide más.",
        "لم يمكن إصدار الإقرار بالأدلة المقدمة ({0}): يطلب موظف المزيد.";
    S1 = "rule-s1", "Source fits animals or plants", "Source adaptée aux animaux ou aux plantes", "Origen adecuado a animales o plantas",
        "المصدر يناسب الحيوان أو النبات";
    S1_ANIMAL = "s1-animal",
        "{0} is an animal: source {1} is for plants only. Choose another source.",
        "{0} est un animal : la source {1} est réservée aux plantes. Choisissez une autre source.",
        "{0} es un animal: el origen {1} es solo para plantas. Elija otro origen.",
        "{0} حيوان، والمصدر {1} للنباتات فقط. اختر مصدراً آخر.";
    S1_PLANT = "s1-plant",
        "{0} is a plant: source {1} is for animals only. Choose another source.",
        "{0} est une plante : la source {1} est réservée aux animaux. Choisissez une autre source.",
        "{0} es una planta: el origen {1} es solo para animales. Elija otro origen.",
        "{0} نبات، والمصدر {1} للحيوانات فقط. اختر مصدراً آخر.";
    S2 = "rule-s2", "Second source", "Deuxième source", "Segundo origen", "المصدر الثاني";
    S2_ALONE = "s2-alone",
        "Two sources may stand together only when one of them is I or O. Leave one out.",
        "Deux sources ne peuvent figurer ensemble que si l'une est I ou O. Supprimez-en une.",
        "Dos orígenes solo pueden figurar juntos si uno de ellos es I u O. Elimine uno.",
        "لا يجتمع مصدران إلا إذا كان أحدهما I أو O. احذف أحدهما.";
    S3 = "rule-s3", "Source fits the Appendix", "Source adaptée à l'annexe", "Origen adecuado al Apéndice",
        "المصدر يناسب الملحق";
    S3_OTHER = "s3-other",
        "Source {0} is not used for Appendix {1}. Choose another source.",
        "La source {0} ne s'emploie pas pour l'Annexe {1}. Choisissez une autre source.",
        "El origen {0} no se usa para el Apéndice {1}. Elija otro origen.",
        "لا يُستعمل المصدر {0} للملحق {1}. اختر مصدراً آخر.";
    S4 = "rule-s4", "Ranched specimens in Appendix I", "Spécimens élevés en ranch à l'Annexe I", "Especímenes de granja en el Apéndice I",
        "عينات مرباة في مزارع من الملحق الأول";
    S4_RANCHED = "s4-ranched",
        "Ranching goes with a transfer to Appendix II, but {0} of this origin is in Appendix I. Confirm the population or the source.",
        "L'élevage en ranch suppose un transfert à l'Annexe II, or {0} de cette origine relève de l'Annexe I. Confirmez la population ou la source.",
        "La cría en granja supone una transferencia al Apéndice II, pero {0} de este origen está en el Apéndice I. Confirme la población o el origen.",
        "تقترن التربية في المزارع بالنقل إلى الملحق الثاني، لكن {0} من هذا المنشأ في الملحق الأول. تحقق من المجموعة أو المصدر.";
    S5 = "rule-s5", "Unknown source explained", "Source inconnue justifiée", "Origen desconocido justificado",
        "بيان سبب المصدر المجهول";
    S5_EXPLAIN = "s5-explain",
        "Explain in box 5 why the source is unknown.",
        "Expliquez en case 5 pourquoi la source est inconnue.",
        "Explique en la casilla 5 por qué se desconoce el origen.",
        "بيّن في الخانة 5 لماذا لا يُعرف المصدر.";
    S6 = "rule-s6", "Registered operation", "Établissement enregistré", "Establecimiento registrado", "منشأة مسجلة";
    S6_NUMBER = "s6-number",
        "Give the number of the operation in the Secretariat's register in box 12b: source D needs it for animals.",
        "Indiquez en case 12b le numéro de l'établissement au registre du Secrétariat : la source D l'exige pour les animaux.",
        "Indique en la casilla 12b el número del establecimiento en el registro de la Secretaría: el origen D lo exige para animales.",
        "اذكر رقم المنشأة في سجل الأمانة في الخانة 12b: المصدر D يتطلبه للحيوانات.";
    S6_SECRETARIAT = "s6-secretariat",
        "Name an operation that is in the Secretariat's register today for {0}: operation {1} is in force only in the national register, and source D needs both.",
        "Indiquez un établissement inscrit ce jour au registre du Secrétariat pour {0} : l'établissement {1} ne figure qu'au registre national, et la source D exige les deux.",
        "Indique un establecimiento inscrito hoy en el registro de la Secretaría para {0}: el establecimiento {1} solo figura en el registro nacional, y el origen D exige ambos.",
        "اذكر منشأة مقيدة اليوم في سجل الأمانة لأجل {0}: المنشأة {1} سارية في السجل الوطني وحده، والمصدر D يتطلب السجلين.";
    S10 = "rule-s10", "Operation in the register", "Établissement inscrit au registre", "Establecimiento inscrito en el registro",
        "المنشأة في السجل";
    S10_UNKNOWN = "s10-unknown",
        "Choose a registered operation of the applicant: {0} is in no register of ours under this applicant.",
        "Choisissez un établissement enregistré du demandeur : {0} ne figure dans aucun de nos registres à ce nom.",
        "Elija un establecimiento registrado del solicitante: {0} no figura en ningún registro nuestro a su nombre.",
        "اختر منشأة مسجلة لمقدم الطلب: {0} ليس في أي سجل لدينا باسم مقدم الطلب هذا.";
    S10_NOT_IN_FORCE = "s10-not-in-force",
        "Have the entry {0} renewed, or choose another operation: the entry is not in force today.",
        "Faites renouveler l'inscription {0} ou choisissez un autre établissement : elle n'est pas en vigueur ce jour.",
        "Haga renovar la inscripción {0} o elija otro establecimiento: hoy no está en vigor.",
        "جدّد القيد {0} أو اختر منشأة أخرى: القيد غير سارٍ اليوم.";
    S10_SPECIES = "s10-species",
        "Choose another operation: {0} is not registered for {1}.",
        "Choisissez un autre établissement : {0} n'est pas enregistré pour {1}.",
        "Elija otro establecimiento: {0} no está registrado para {1}.",
        "اختر منشأة أخرى: {0} غير مسجلة لأجل {1}.";
    S7 = "rule-s7", "Marks of registered operations", "Marques des établissements enregistrés", "Marcas de los establecimientos registrados",
        "علامات المنشآت المسجلة";
    S7_MARKS = "s7-marks",
        "Give the marks in box 9: animals of registered operations are marked.",
        "Indiquez les marques en case 9 : les animaux d'établissements enregistrés sont marqués.",
        "Indique las marcas en la casilla 9: los animales de establecimientos registrados se marcan.",
        "اذكر العلامات في الخانة 9: حيوانات المنشآت المسجلة تحمل علامات.";
    S8 = "rule-s8", "Date of acquisition", "Date d'acquisition", "Fecha de adquisición", "تاريخ الاقتناء";
    S8_DATE = "s8-date",
        "Give the date of acquisition, or the earliest provable date of possession, in box 12b: source O needs it.",
        "Indiquez en case 12b la date d'acquisition ou la première date de possession prouvable : la source O l'exige.",
        "Indique en la casilla 12b la fecha de adquisición o la primera fecha de posesión demostrable: el origen O lo exige.",
        "اذكر تاريخ الاقتناء، أو أقدم تاريخ حيازة يمكن إثباته، في الخانة 12b: المصدر O يتطلبه.";
    S8_FUTURE = "s8-future",
        "Check the date of acquisition {0}: the entry for {1} has been in force since {2}, so the specimen is not pre-Convention.",
        "Vérifiez la date d'acquisition {0} : l'inscription de {1} est en vigueur depuis le {2}, le spécimen n'est donc pas pré-Convention.",
        "Compruebe la fecha de adquisición {0}: la inclusión de {1} está en vigor desde el {2}, así que el espécimen no es preconvención.",
        "راجع تاريخ الاقتناء {0}: إدراج {1} سارٍ منذ {2}، فليست العينة من ما قبل الاتفاقية.";
    S8_NO_DATA = "s8-no-data",
        "Whether {0} was acquired before its first listing was not checked: the date of that listing is not in the data. Look it up.",
        "Il n'a pas été vérifié si {0} a été acquis avant la première inscription : sa date n'est pas dans les données. Recherchez-la.",
        "No se ha comprobado si {0} se adquirió antes de la primera inclusión: su fecha no consta en los datos. Búsquela.",
        "لم يُتحقق هل اقتُني {0} قبل إدراجه الأول: تاريخ ذلك الإدراج ليس في البيانات. ابحث عنه.";
    S9 = "rule-s9", "Source X and the sea", "Source X et la mer", "Origen X y el mar", "المصدر X والبحر";
    S9_NEEDS_X = "s9-needs-x",
        "Choose source X: specimens introduced from the sea were taken under no State's jurisdiction.",
        "Choisissez la source X : les spécimens introduits en provenance de la mer ont été prélevés hors de toute juridiction.",
        "Elija el origen X: los especímenes introducidos del mar se capturaron fuera de toda jurisdicción.",
        "اختر المصدر X: العينات المدخلة من البحر أُخذت خارج ولاية أي دولة.";
}

fn on_source(source: Source) -> impl Fn(&LineCase<'_>) -> bool {
    move |line| line.is_listed() && line.has_source(source)
}

fn b7(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let sources: Vec<Source> = [line.facts.source, line.facts.second_source].into_iter().flatten().collect();
    if sources.is_empty() && case.facts.document.is_some() {
        answer.fails(B7_MISSING.plain());
    }
    for source in sources.into_iter().filter(|s| matches!(s, Source::I | Source::U)) {
        answer.fails(B7_SOURCE.with([Arg::Source(source)]));
    }
    let index = case.lines.iter().position(|l| std::ptr::eq(l, line));
    let mine = case.facts.findings.iter().filter(|f| f.line.is_none() || f.line == index);
    for finding in mine.filter(|f| f.result == FindingResult::Insufficient) {
        answer.fails(B7_EVIDENCE.with([Arg::Finding(finding.kind)]));
    }
}

fn s1(_: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    for source in [line.facts.source, line.facts.second_source].into_iter().flatten() {
        let args = || [Arg::text(line.name()), Arg::Source(source)];
        match source.kingdom() {
            "plants" if line.is_animal() => answer.fails(S1_ANIMAL.with(args())),
            "animals" if line.is_plant() => answer.fails(S1_PLANT.with(args())),
            _ => {}
        }
    }
}

fn s2(_: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let both = [line.facts.source, line.facts.second_source];
    let partner = both.into_iter().flatten().any(Source::may_be_combined);
    if !partner || line.facts.source == line.facts.second_source {
        answer.fails(S2_ALONE.plain());
    }
}

fn s3(_: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let Some(appendix) = line.appendix else { return };
    for source in [line.facts.source, line.facts.second_source].into_iter().flatten() {
        if !source.appendices().contains(&appendix.code()) {
            answer.fails(S3_OTHER.with([Arg::Source(source), Arg::Appendix(appendix)]));
        }
    }
}

fn s6(_: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let number = line.facts.operation.as_deref().map(str::trim).filter(|t| !t.is_empty());
    match (number, line.facts.registered) {
        (None, _) => answer.fails(S6_NUMBER.plain()),
        (Some(number), Some(Registered::National)) => {
            answer.fails(S6_SECRETARIAT.with([Arg::text(line.name()), Arg::text(number.to_owned())]));
        }
        _ => {}
    }
}

/// An operation is named, our register was asked, and the trade goes out: what the register says holds.
fn s10(_: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let number = || Arg::text(line.facts.operation.clone().unwrap_or_default());
    match line.facts.registered {
        Some(Registered::Unknown) => answer.fails(S10_UNKNOWN.with([number()])),
        Some(Registered::NotInForce) => answer.fails(S10_NOT_IN_FORCE.with([number()])),
        Some(Registered::OtherSpecies) => answer.fails(S10_SPECIES.with([number(), Arg::text(line.name())])),
        Some(Registered::Secretariat | Registered::National) | None => {}
    }
}

fn s8(_: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let name = || Arg::text(line.name());
    let Some(acquired) = line.facts.acquired else {
        if line.facts.acquired_words.as_deref().is_none_or(str::is_empty) {
            answer.fails(S8_DATE.plain());
        } else {
            answer.not_checked(S8_NO_DATA.with([name()]));
        }
        return;
    };
    // Nothing was listed before the Convention entered into force.
    if acquired < Date::constant(1975, 7, 1) {
        return;
    }
    let listings = line.resolution.map(|r| r.listings()).unwrap_or_default();
    let dated: Option<Vec<Date>> = listings.iter().map(|l| l.from).collect();
    match dated.and_then(|days| days.into_iter().min()) {
        Some(first) if acquired >= first => {
            answer.fails(S8_FUTURE.with([Arg::Date(acquired), name(), Arg::Date(first)]));
        }
        Some(_) => {}
        None => answer.not_checked(S8_NO_DATA.with([name()])),
    }
}

const fn rule(
    id: &'static str,
    title: crate::sentence::Message,
    citation: Citation,
    severity: Severity,
    applies: fn(&Case<'_>, &LineCase<'_>) -> bool,
    holds: fn(&Case<'_>, &LineCase<'_>, &mut Answer),
) -> Rule {
    Rule { id, title, citation, in_force: Period::ALWAYS, severity, steps: Steps::Line { applies, holds } }
}

pub(crate) static RULES: &[Rule] = &[
    rule(
        "B7",
        B7,
        Citation::new("Res. Conf. 12.3", "the whole text", "Rev. CoP19"),
        Severity::Route,
        |_, line| line.is_listed(),
        b7,
    ),
    rule(
        "S1",
        S1,
        Citation::new("Res. Conf. 12.3", "the whole text", "Rev. CoP19"),
        Severity::Block,
        |_, line| line.facts.source.is_some() && (line.is_animal() || line.is_plant()),
        s1,
    ),
    rule(
        "S2",
        S2,
        Citation::new("Res. Conf. 12.3", "the whole text", "Rev. CoP19"),
        Severity::Block,
        |_, line| line.facts.second_source.is_some(),
        s2,
    ),
    rule(
        "S3",
        S3,
        Citation::new("Res. Conf. 12.3", "the whole text", "Rev. CoP19"),
        Severity::Block,
        // Ranched specimens in Appendix I are S4: unusual, not impossible.
        |_, line| line.is_listed() && line.certain && line.facts.source.is_some(),
        s3,
    ),
    rule(
        "S4",
        S4,
        Citation::new("Res. Conf. 11.16", "the whole text", "Rev. CoP15"),
        Severity::Warn,
        |_, line| line.appendix == Some(Appendix::I) && line.has_source(Source::R),
        |_, line, answer| answer.fails(S4_RANCHED.with([Arg::text(line.name())])),
    ),
    rule(
        "S5",
        S5,
        Citation::new("Res. Conf. 12.3", "the whole text", "Rev. CoP19"),
        Severity::Block,
        |_, line| on_source(Source::U)(line),
        |_, line, answer| {
            if line.facts.justification.as_deref().is_none_or(|t| t.trim().is_empty()) {
                answer.fails(S5_EXPLAIN.plain());
            }
        },
    ),
    rule(
        "S6",
        S6,
        Citation::new("Res. Conf. 12.10", "the whole text", "Rev. CoP15"),
        Severity::Block,
        |case, line| {
            on_source(Source::D)(line)
                && line.is_animal()
                && line.appendix == Some(Appendix::I)
                && case.facts.document.is_some()
        },
        s6,
    ),
    rule(
        "S10",
        S10,
        Citation::new("Res. Conf. 12.10", "the whole text", "Rev. CoP15"),
        Severity::Block,
        |case, line| {
            line.is_listed()
                && case.facts.document.is_some()
                && line.facts.operation.is_some()
                && line.facts.registered.is_some()
        },
        s10,
    ),
    rule(
        "S7",
        S7,
        Citation::new("Res. Conf. 12.10", "the whole text", "Rev. CoP15"),
        Severity::Warn,
        |case, line| {
            on_source(Source::D)(line)
                && line.is_animal()
                && line.appendix == Some(Appendix::I)
                && case.facts.document.is_some()
        },
        |_, line, answer| {
            if line.facts.marks.is_empty() {
                answer.fails(S7_MARKS.plain());
            }
        },
    ),
    rule(
        "S8",
        S8,
        Citation::new("CITES", "Art. VII.2", TEXT),
        Severity::Block,
        |case, line| on_source(Source::O)(line) && case.facts.document.is_some(),
        s8,
    ),
    rule(
        "S9",
        S9,
        Citation::new("CITES", "Art. I(e)", TEXT),
        Severity::Block,
        |case, line| line.is_listed() && case.facts.movement == Movement::FromSea && line.facts.source.is_some(),
        |_, line, answer| {
            if !line.has_source(Source::X) {
                answer.fails(S9_NEEDS_X.plain());
            }
        },
    ),
];
