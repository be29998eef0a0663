//! Box 5a: what the purpose allows.

use super::TEXT;
use crate::Citation;
use crate::case::{Case, LineCase};
use crate::facts::Movement;
use crate::pack::Period;
use crate::rule::{Answer, Rule, Steps};
use crate::sentence::{Arg, Message, messages};
use crate::trace::Severity;
use cites::{Appendix, DocumentType, Purpose, Source, Term};

messages! {
    P1 = "rule-p1", "Appendix I not primarily commercial", "Annexe I : pas de fins principalement commerciales", "Apéndice I: fines no primordialmente comerciales",
        "الملحق الأول لغير الأغراض التجارية";
    P1_COMMERCIAL = "p1-commercial",
        "Refuse: {0} is in Appendix I and may not be imported for commercial purposes, unless it is bred, propagated or pre-Convention (sources D, C, A, O).",
        "Refusez : {0} est à l'Annexe I et ne peut être importée à des fins commerciales, sauf spécimens élevés, reproduits ou pré-Convention (sources D, C, A, O).",
        "Deniegue: {0} está en el Apéndice I y no puede importarse con fines comerciales, salvo especímenes criados, reproducidos o preconvención (orígenes D, C, A, O).",
        "ارفض: {0} في الملحق الأول ولا يجوز استيراده لأغراض تجارية، إلا إذا كان مربى أو مكثراً أو من ما قبل الاتفاقية (المصادر D وC وA وO).";
    P2 = "rule-p2", "Commercial breeding of Appendix I animals", "Élevage commercial d'animaux de l'Annexe I", "Cría comercial de animales del Apéndice I",
        "تربية تجارية لحيوانات الملحق الأول";
    P2_REGISTERED = "p2-registered",
        "Source C and a commercial purpose contradict each other for {0} of Appendix I. Use source D if the operation is registered; otherwise the specimen counts as wild.",
        "La source C et un but commercial se contredisent pour {0}, de l'Annexe I. Utilisez la source D si l'établissement est enregistré ; sinon le spécimen est réputé sauvage.",
        "El origen C y un propósito comercial se contradicen para {0}, del Apéndice I. Use el origen D si el establecimiento está registrado; si no, el espécimen se considera silvestre.",
        "يتعارض المصدر C مع الغرض التجاري بشأن {0} من الملحق الأول. استعمل المصدر D إذا كانت المنشأة مسجلة، وإلا عُدّت العينة برية.";
    P3 = "rule-p3", "Commercial propagation of Appendix I plants", "Reproduction commerciale de plantes de l'Annexe I", "Reproducción comercial de plantas del Apéndice I",
        "إكثار تجاري لنباتات الملحق الأول";
    P3_NURSERY = "p3-nursery",
        "Use source D for {0}: Appendix I plants propagated for commerce carry it.",
        "Utilisez la source D pour {0} : elle désigne les plantes de l'Annexe I reproduites à des fins commerciales.",
        "Use el origen D para {0}: lo llevan las plantas del Apéndice I reproducidas con fines comerciales.",
        "استعمل المصدر D لأجل {0}: تحمله نباتات الملحق الأول المكثرة للتجارة.";
    P4 = "rule-p4", "Purpose fits animals or plants", "But adapté aux animaux ou aux plantes", "Propósito adecuado a animales o plantas",
        "الغرض يناسب الحيوان أو النبات";
    P4_TROPHY = "p4-trophy",
        "{0} is a plant: purpose {1} is for animals. Choose another purpose.",
        "{0} est une plante : le but {1} concerne les animaux. Choisissez un autre but.",
        "{0} es una planta: el propósito {1} es para animales. Elija otro propósito.",
        "{0} نبات، والغرض {1} للحيوانات. اختر غرضاً آخر.";
    P4_GARDEN = "p4-garden",
        "{0} is an animal: purpose {1} is for plants. Choose another purpose.",
        "{0} est un animal : le but {1} concerne les plantes. Choisissez un autre but.",
        "{0} es un animal: el propósito {1} es para plantas. Elija otro propósito.",
        "{0} حيوان، والغرض {1} للنباتات. اختر غرضاً آخر.";
    P5 = "rule-p5", "Live specimens for release", "Spécimens vivants à réintroduire", "Especímenes vivos para reintroducción",
        "عينات حية للإطلاق";
    P5_LIVE = "p5-live",
        "Purpose {0} is for live specimens. Check the term or the purpose.",
        "Le but {0} concerne des spécimens vivants. Vérifiez le terme ou le but.",
        "El propósito {0} es para especímenes vivos. Compruebe el término o el propósito.",
        "الغرض {0} للعينات الحية. راجع نوع العينة أو الغرض.";
    P6 = "rule-p6", "Hunting trophy", "Trophée de chasse", "Trofeo de caza", "تذكار صيد";
    P6_WHOLE = "p6-live",
        "A hunting trophy is not alive. Check the term or the purpose.",
        "Un trophée de chasse n'est pas vivant. Vérifiez le terme ou le but.",
        "Un trofeo de caza no está vivo. Compruebe el término o el propósito.",
        "تذكار الصيد ليس حياً. راجع نوع العينة أو الغرض.";
    P7 = "rule-p7", "Purpose given", "But indiqué", "Propósito indicado", "الغرض مذكور";
    P7_MISSING = "p7-missing",
        "Choose the purpose of the transaction (box 5a).",
        "Choisissez le but de la transaction (case 5a).",
        "Elija el propósito de la transacción (casilla 5a).",
        "اختر الغرض من المعاملة (الخانة 5a).";
}

/// Commerce that Article III speaks of: not while goods pass through under customs control (Art. VII.1).
fn commercial(case: &Case<'_>) -> bool {
    case.facts.purpose == Some(Purpose::T) && case.facts.movement != Movement::Transit
}

fn p1(_: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    // Sources D, C, A and O do not fall under Article III (Art. VII.2, VII.4, VII.5).
    if !matches!(line.source(), Some(Source::D | Source::C | Source::A | Source::O)) {
        answer.fails(P1_COMMERCIAL.with([Arg::text(line.name())]));
    }
}

fn p4(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let Some(purpose) = case.facts.purpose else { return };
    let args = || [Arg::text(line.name()), Arg::Purpose(purpose)];
    if purpose == Purpose::H && line.is_plant() {
        answer.fails(P4_TROPHY.with(args()));
    }
    if purpose == Purpose::G && line.is_animal() {
        answer.fails(P4_GARDEN.with(args()));
    }
}

const fn rule(
    id: &'static str,
    title: Message,
    citation: Citation,
    severity: Severity,
    applies: fn(&Case<'_>, &LineCase<'_>) -> bool,
    holds: fn(&Case<'_>, &LineCase<'_>, &mut Answer),
) -> Rule {
    Rule { id, title, citation, in_force: Period::ALWAYS, severity, steps: Steps::Line { applies, holds } }
}

pub(crate) static RULES: &[Rule] = &[
    Rule {
        id: "P7",
        title: P7,
        citation: Citation::new("Res. Conf. 12.3", "Annex 1", "Rev. CoP19"),
        in_force: Period::ALWAYS,
        severity: Severity::Block,
        steps: Steps::Whole {
            applies: |case| case.facts.document.is_some_and(|d| d != DocumentType::Scilabel),
            holds: |case, answer| {
                if case.facts.purpose.is_none() {
                    answer.fails(P7_MISSING.plain());
                }
            },
        },
    },
    rule(
        "P1",
        P1,
        Citation::new("CITES", "Art. III.3(c)", TEXT),
        Severity::Block,
        |case, line| line.conditions() == Some(Appendix::I) && commercial(case) && line.facts.source.is_some(),
        p1,
    ),
    rule(
        "P2",
        P2,
        Citation::new("Res. Conf. 12.10", "the whole text", "Rev. CoP15"),
        Severity::Block,
        |case, line| line.conditions() == Some(Appendix::I) && commercial(case) && line.is_animal(),
        |_, line, answer| {
            if line.source() == Some(Source::C) {
                answer.fails(P2_REGISTERED.with([Arg::text(line.name())]));
            }
        },
    ),
    rule(
        "P3",
        P3,
        Citation::new("Res. Conf. 11.11", "the whole text", "Rev. CoP18"),
        Severity::Warn,
        |case, line| line.conditions() == Some(Appendix::I) && commercial(case) && line.is_plant(),
        |_, line, answer| {
            if line.source() == Some(Source::A) {
                answer.fails(P3_NURSERY.with([Arg::text(line.name())]));
            }
        },
    ),
    rule(
        "P4",
        P4,
        Citation::new("Res. Conf. 12.3", "the whole text", "Rev. CoP19"),
        Severity::Block,
        |case, line| line.resolution.is_some() && matches!(case.facts.purpose, Some(Purpose::H | Purpose::G)),
        p4,
    ),
    rule(
        "P5",
        P5,
        Citation::new("Res. Conf. 12.3", "the whole text", "Rev. CoP19"),
        Severity::Warn,
        |case, line| case.facts.purpose == Some(Purpose::N) && line.facts.term.is_some(),
        |_, line, answer| {
            if !line.facts.is_live() && line.facts.term != Some(Term::See) && line.facts.term != Some(Term::Fig) {
                answer.fails(P5_LIVE.with([Arg::Purpose(Purpose::N)]));
            }
        },
    ),
    rule(
        "P6",
        P6,
        Citation::new("Res. Conf. 12.3", "the whole text", "Rev. CoP19"),
        Severity::Block,
        |case, _| case.facts.purpose == Some(Purpose::H),
        |_, line, answer| {
            if line.facts.is_live() {
                answer.fails(P6_WHOLE.plain());
            }
        },
    ),
];
