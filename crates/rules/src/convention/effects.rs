//! Personal and household effects (`spec/permits.md` 4.4): free of documents, or why not.

use super::TEXT;
use crate::Citation;
use crate::case::{Case, LineCase};
use crate::facts::{Carriage, Effects, Movement};
use crate::pack::Period;
use crate::pack::rows::{Effect, EffectsLimit};
use crate::rule::{Answer, Rule, Steps};
use crate::sentence::{Arg, Message, messages};
use crate::trace::Severity;
use cites::{Amount, Appendix, CountryCode, Purpose, Source, Unit};

messages! {
    E1 = "rule-e1", "Personal or household effects", "Objets personnels ou à usage domestique", "Artículos personales o bienes del hogar",
        "أمتعة شخصية أو منزلية";
    E1_FREE = "e1-free",
        "No CITES document is needed for {0}: these are personal or household effects. Keep proof of where they come from.",
        "Aucun document CITES n'est nécessaire pour {0} : ce sont des objets personnels ou à usage domestique. Gardez la preuve de leur provenance.",
        "No se necesita documento CITES para {0}: son artículos personales o bienes del hogar. Guarde la prueba de su procedencia.",
        "لا حاجة إلى وثيقة سايتس بشأن {0}: هذه أمتعة شخصية أو منزلية. احتفظ بما يثبت مصدرها.";
    E2 = "rule-e2", "Effects that travel with their owner", "Objets qui voyagent avec leur propriétaire", "Artículos que viajan con su propietario",
        "أمتعة تسافر مع مالكها";
    E2_SENT = "e2-sent",
        "Ask for the documents: effects are free only when the owner carries them or moves house with them, not by post or courier.",
        "Demandez les documents : les objets ne sont libres que si leur propriétaire les porte ou déménage avec eux, non par la poste ou par coursier.",
        "Pida los documentos: los artículos solo están libres si su propietario los lleva consigo o se muda con ellos, no por correo ni mensajería.",
        "اطلب الوثائق: لا تُعفى الأمتعة إلا إذا حملها مالكها أو نقلها مع مسكنه، لا بالبريد ولا بالبريد السريع.";
    E2_PURPOSE = "e2-purpose",
        "Ask for the documents: effects are free only for personal use (purpose P).",
        "Demandez les documents : les objets ne sont libres que pour un usage personnel (but P).",
        "Pida los documentos: los artículos solo están libres para uso personal (propósito P).",
        "اطلب الوثائق: لا تُعفى الأمتعة إلا للاستعمال الشخصي (الغرض P).";
    E3 = "rule-e3", "Effects that are dead", "Objets morts", "Artículos muertos", "أمتعة غير حية";
    E3_LIVE = "e3-live",
        "Ask for the documents: live animals and plants are not personal effects. A certificate of ownership may serve for a pet.",
        "Demandez les documents : les animaux et plantes vivants ne sont pas des objets personnels. Un certificat de propriété peut servir pour un animal de compagnie.",
        "Pida los documentos: los animales y plantas vivos no son artículos personales. Un certificado de propiedad puede servir para una mascota.",
        "اطلب الوثائق: الحيوانات والنباتات الحية ليست أمتعة شخصية. قد تفيد شهادة ملكية للحيوان الأليف.";
    E4 = "rule-e4", "Quantity of personal effects", "Quantité d'objets personnels", "Cantidad de artículos personales",
        "كمية الأمتعة الشخصية";
    E4_OVER = "e4-over",
        "Ask for the documents for the whole quantity of {0}: more than {1} {2} per person are not free.",
        "Demandez les documents pour toute la quantité de {0} : plus de {1} {2} par personne ne sont pas libres.",
        "Pida los documentos para toda la cantidad de {0}: más de {1} {2} por persona no están libres.",
        "اطلب الوثائق للكمية كلها من {0}: لا يُعفى ما زاد لكل شخص على {1} ({2}).";
    E4_UNIT = "e4-unit",
        "Give the quantity of {0} in {1}: otherwise it cannot be compared with what is free.",
        "Donnez la quantité de {0} en {1} : sinon elle ne peut être comparée à ce qui est libre.",
        "Indique la cantidad de {0} en {1}: de lo contrario no puede compararse con lo que está libre.",
        "اذكر كمية {0} بهذه الوحدة: {1}؛ فبغيرها لا تمكن مقارنتها بما هو معفى.";
    E5 = "rule-e5", "Souvenirs brought home", "Souvenirs rapportés chez soi", "Recuerdos llevados a casa",
        "تذكارات تُجلب إلى الوطن";
    E5_ONE = "e5-appendix-i",
        "Ask for the documents: {0} is in Appendix I and was acquired abroad ({1}), so it is not free when the owner brings it home.",
        "Demandez les documents : {0} est à l'Annexe I et a été acquise à l'étranger ({1}), elle n'est donc pas libre quand le propriétaire la rapporte chez lui.",
        "Pida los documentos: {0} está en el Apéndice I y se adquirió en el extranjero ({1}), así que no está libre cuando el propietario la lleva a casa.",
        "اطلب الوثائق: {0} في الملحق الأول واقتُني في الخارج ({1})، فلا يُعفى حين يجلبه مالكه إلى وطنه.";
    E5_TWO = "e5-appendix-ii",
        "Ask for the documents: {0} was acquired where it was taken from the wild ({1}), and that State asks for an export permit.",
        "Demandez les documents : {0} a été acquise là où elle a été prélevée dans la nature ({1}), et cet État exige un permis d'exportation.",
        "Pida los documentos: {0} se adquirió donde fue capturada en la naturaleza ({1}), y ese Estado exige un permiso de exportación.",
        "اطلب الوثائق: اقتُني {0} في الدولة التي أُخذ فيها من البرية ({1})، وهذه الدولة تطلب تصريح تصدير.";
    E5_TELL = "e5-tell",
        "Tell where the owner lives and where {0} was acquired; until then the documents are needed.",
        "Indiquez où habite le propriétaire et où {0} a été acquise ; jusque-là, les documents sont nécessaires.",
        "Indique dónde vive el propietario y dónde se adquirió {0}; hasta entonces se necesitan los documentos.",
        "اذكر أين يقيم المالك وأين اقتُني {0}؛ وإلى ذلك الحين تلزم الوثائق.";
    E6 = "rule-e6", "Trophies are not souvenirs", "Les trophées ne sont pas des souvenirs", "Los trofeos no son recuerdos",
        "تذكارات الصيد ليست تذكارات سفر";
    E6_TROPHY = "e6-trophy",
        "Ask for the documents: a hunting trophy is not left free as a personal effect here.",
        "Demandez les documents : un trophée de chasse n'est pas laissé libre ici comme objet personnel.",
        "Pida los documentos: un trofeo de caza no se deja libre aquí como artículo personal.",
        "اطلب الوثائق: لا يُعفى تذكار الصيد هنا بوصفه متاعاً شخصياً.";
    E7 = "rule-e7", "Parties without the exemption", "Parties sans la dérogation", "Partes sin la exención",
        "أطراف لا تأخذ بالإعفاء";
    E7_PARTY = "e7-party",
        "Ask for the documents: {0} does not leave personal effects free. {1}",
        "Demandez les documents : pays qui ne laisse pas libres les objets personnels : {0}. {1}",
        "Pida los documentos: país que no deja libres los artículos personales: {0}. {1}",
        "اطلب الوثائق: لا تعفي {0} الأمتعة الشخصية. {1}";
}

fn claimed(case: &Case<'_>, line: &LineCase<'_>) -> bool {
    // Who asks for a permit gets it: the exemption answers the question whether one is needed.
    case.facts.effects.is_some() && case.facts.document.is_none() && line.is_listed()
}

/// Is this line free of documents as a personal or household effect?
pub(crate) fn free(case: &Case<'_>, line: &LineCase<'_>) -> bool {
    if !claimed(case, line) {
        return false;
    }
    let mut answer = Answer::default();
    for test in [travels, dead, quantity, souvenir, trophy, party] {
        test(case, line, &mut answer);
    }
    answer.said.is_empty()
}

fn travels(case: &Case<'_>, _: &LineCase<'_>, answer: &mut Answer) {
    if case.facts.effects.as_ref().is_some_and(|e| e.carriage == Carriage::Sent) {
        answer.fails(E2_SENT.plain());
    }
    if !matches!(case.facts.purpose, None | Some(Purpose::P | Purpose::H)) {
        answer.fails(E2_PURPOSE.plain());
    }
}

fn dead(_: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    if line.facts.is_live() {
        answer.fails(E3_LIVE.plain());
    }
}

fn trophy(case: &Case<'_>, _: &LineCase<'_>, answer: &mut Answer) {
    if case.facts.purpose == Some(Purpose::H) {
        answer.fails(E6_TROPHY.plain());
    }
}

/// The limits of Res. Conf. 13.7 that speak of this line.
fn limits<'a>(case: &'a Case<'_>, line: &'a LineCase<'_>) -> Vec<&'a EffectsLimit> {
    let speaks = |l: &&EffectsLimit| {
        line.appendix == Some(Appendix::II)
            && l.taxa.iter().any(|t| line.lineage.contains(t))
            && l.terms.may_have(line.facts.term.as_ref())
    };
    case.pack.effects_limits.iter().filter(speaks).collect()
}

/// The same amount in another unit of the same dimension, in millionths of that unit; `None` where there is none.
fn in_unit(amount: Amount, from: Unit, to: Unit) -> Option<i128> {
    if from == to {
        return Some(i128::from(amount.micro()));
    }
    // Only what luggage is weighed and poured in: grams and kilograms, millilitres and litres.
    let scale = |unit| match unit {
        Unit::Grm | Unit::Mlt => Some(1),
        Unit::Kgm | Unit::Ltr => Some(1000),
        _ => None,
    };
    let (from_scale, to_scale) = (scale(from)?, scale(to)?);
    (from.dimension() == to.dimension()).then(|| i128::from(amount.micro()) * from_scale / to_scale)
}

fn quantity(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let Some(effects) = &case.facts.effects else { return };
    let (Some(amount), Some(unit)) = (line.facts.amount, line.facts.unit) else { return };
    let limits = limits(case, line);
    let mut compared = false;
    for limit in &limits {
        let Some(there) = in_unit(amount, unit, limit.unit) else { continue };
        compared = true;
        answer.row("effects_limits", &limit.code);
        if there > i128::from(limit.limit.micro()) * i128::from(effects.persons.max(1)) {
            let args = [Arg::text(line.name()), Arg::Amount(limit.limit), Arg::Unit(limit.unit)];
            answer.fails_under(E4_OVER.with(args), limit.citation.clone());
        }
    }
    if let (false, Some(limit)) = (compared, limits.first()) {
        answer.fails(E4_UNIT.with([Arg::text(line.name()), Arg::Unit(limit.unit)]));
    }
}

/// Does the owner bring home what was acquired abroad? `None`: not known, which is read as yes.
fn brought_home(case: &Case<'_>, effects: &Effects) -> Option<bool> {
    let importer = match case.facts.movement {
        Movement::Transit => return Some(false),
        _ => case.facts.importer()?,
    };
    let residence = effects.residence?;
    if importer != residence {
        return Some(false);
    }
    effects.acquired_in.map(|acquired| acquired != residence)
}

fn souvenir(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let Some(effects) = &case.facts.effects else { return };
    let abroad = |c: Option<CountryCode>| Arg::Country(c.unwrap_or(CountryCode::UNKNOWN));
    let name = || Arg::text(line.name());
    match (line.appendix, brought_home(case, effects)) {
        // Appendix III is in neither exception of Art. VII.3, and a move to another State is in none.
        (Some(Appendix::I | Appendix::II), None) if limits(case, line).is_empty() => {
            answer.fails(E5_TELL.with([name()]));
        }
        (Some(Appendix::I), Some(true)) => answer.fails(E5_ONE.with([name(), abroad(effects.acquired_in)])),
        (Some(Appendix::II), Some(true)) => {
            let bred = matches!(line.source(), Some(Source::C | Source::A | Source::O));
            let elsewhere = line.facts.origin.is_some_and(|origin| Some(origin) != effects.acquired_in);
            // Within the quantities of Res. Conf. 13.7 no export permit is asked for.
            if !bred && !elsewhere && limits(case, line).is_empty() {
                answer.fails(E5_TWO.with([name(), abroad(effects.acquired_in)]));
            }
        }
        _ => {}
    }
}

fn party(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    for row in super::restrictions::stricter(case, line).filter(|m| m.effect == Effect::EffectsNotFree) {
        answer.row(row.table, &row.id);
        answer.fails_under(E7_PARTY.with([Arg::Country(row.party), row.words.clone()]), row.citation.clone());
    }
}

const fn rule(
    id: &'static str,
    title: Message,
    citation: Citation,
    severity: Severity,
    holds: fn(&Case<'_>, &LineCase<'_>, &mut Answer),
) -> Rule {
    Rule { id, title, citation, in_force: Period::ALWAYS, severity, steps: Steps::Line { applies: claimed, holds } }
}

const EXEMPTION: Citation = Citation::new("CITES", "Art. VII.3", TEXT);
const EFFECTS: Citation = Citation::new("Res. Conf. 13.7", "the whole text", "Rev. CoP17");

pub(crate) static RULES: &[Rule] = &[
    rule("E1", E1, EXEMPTION, Severity::Note, |case, line, answer| {
        if free(case, line) {
            answer.noted(E1_FREE.with([Arg::text(line.name())]));
        }
    }),
    rule("E2", E2, EFFECTS, Severity::Warn, travels),
    rule("E3", E3, EFFECTS, Severity::Warn, dead),
    rule("E4", E4, EFFECTS, Severity::Warn, quantity),
    rule("E5", E5, EXEMPTION, Severity::Warn, souvenir),
    rule("E6", E6, EFFECTS, Severity::Warn, trophy),
    rule("E7", E7, Citation::new("CITES", "Art. XIV.1", TEXT), Severity::Warn, party),
];
