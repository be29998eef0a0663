//! What rows forbid: suspensions (B4), quotas (B5, B6), stricter domestic measures (B8), reviews (B9).

use super::TEXT;
use crate::Citation;
use crate::case::{Case, LineCase};
use crate::facts::Movement;
use crate::pack::Period;
use crate::pack::rows::{Effect, Measure, Quota, Suspension};
use crate::pack::table::ByTaxon;
use crate::rule::{Answer, Rule, Steps};
use crate::sentence::{Arg, messages};
use crate::trace::Severity;
use cites::{Amount, Appendix, Purpose};

messages! {
    B4 = "rule-b4", "Suspension of trade", "Suspension du commerce", "Suspensión del comercio", "تعليق التجارة";
    B4_SUSPENDED = "b4-suspended",
        "Refuse: trade in {0} is suspended for {1} since {2}. The recommendation says: {3}",
        "Refusez : le commerce de {0} est suspendu depuis le {2}. Pays : {1}. La recommandation dit : {3}",
        "Deniegue: el comercio de {0} está suspendido desde el {2}. País: {1}. La recomendación dice: {3}",
        "ارفض: التجارة في {0} معلقة بشأن {1} منذ {2}. تقول التوصية: {3}";
    B4_NO_DATA = "b4-no-data",
        "Suspensions of trade were not checked: the table of suspensions is not loaded. Look at the Secretariat's list.",
        "Les suspensions du commerce n'ont pas été vérifiées : la table des suspensions n'est pas chargée. Consultez la liste du Secrétariat.",
        "Las suspensiones del comercio no se han comprobado: la tabla de suspensiones no está cargada. Consulte la lista de la Secretaría.",
        "لم يُتحقق من حالات تعليق التجارة: جدولها غير محمَّل. انظر قائمة الأمانة.";
    B4W = "rule-b4-words", "Suspension described in words", "Suspension décrite en mots", "Suspensión descrita en palabras",
        "تعليق موصوف بالكلمات";
    B4W_READ = "b4-words",
        "Read this recommendation and decide whether it covers {0} from {1}: {2}",
        "Lisez cette recommandation et décidez si elle couvre {0} (pays : {1}) : {2}",
        "Lea esta recomendación y decida si cubre {0} (país: {1}): {2}",
        "اقرأ هذه التوصية وقرر هل تشمل {0} من {1}: {2}";
    B5 = "rule-b5", "Zero quota", "Quota zéro", "Cupo nulo", "حصة صفرية";
    B5_ZERO = "b5-zero",
        "Refuse: a zero quota applies to {0} from {1} for this source, term and purpose.",
        "Refusez : un quota zéro s'applique à {0} pour cette source, ce terme et ce but. Pays d'origine : {1}.",
        "Deniegue: se aplica un cupo nulo a {0} para este origen, término y propósito. País de origen: {1}.",
        "ارفض: تسري حصة صفرية على {0} من {1} لهذا المصدر والمصطلح والغرض.";
    B6 = "rule-b6", "Quota left", "Solde du quota", "Saldo del cupo", "المتبقي من الحصة";
    B6_OVER = "b6-over",
        "The quota for {0} has {1} left of {2}; {3} are asked for. Reduce the quantity, or put the application on the waiting list.",
        "Le quota pour {0} présente un solde de {1} sur {2} ; {3} sont demandés. Réduisez la quantité ou placez la demande en liste d'attente.",
        "El cupo para {0} tiene un saldo de {1} de {2}; se solicitan {3}. Reduzca la cantidad o ponga la solicitud en lista de espera.",
        "بقي من حصة {0}: {1} من {2}؛ والمطلوب {3}. خفّض الكمية، أو ضع الطلب في قائمة الانتظار.";
    B6_UNIT = "b6-unit",
        "The quota for {0} is counted in {1} and the line in {2}: it could not be checked. Give the quantity in the quota's unit.",
        "Le quota pour {0} est compté en {1} et la ligne en {2} : il n'a pas pu être vérifié. Donnez la quantité dans l'unité du quota.",
        "El cupo para {0} se cuenta en {1} y la línea en {2}: no se pudo comprobar. Indique la cantidad en la unidad del cupo.",
        "تُحسب حصة {0} بوحدة ({1}) والبند بوحدة ({2}): لم يمكن التحقق منها. اذكر الكمية بوحدة الحصة.";
    B6_NO_LEDGER = "b6-no-ledger",
        "A quota of {0} applies to {1}, and the ledger has no entry for it: it was not checked. Enter the quota.",
        "Un quota de {0} s'applique à {1} et le registre n'en contient pas : il n'a pas été vérifié. Saisissez le quota.",
        "Se aplica un cupo de {0} a {1} y el registro no lo contiene: no se comprobó. Introduzca el cupo.",
        "تسري حصة قدرها {0} على {1}، وليس لها قيد في السجل: لم يُتحقق منها. أدخل الحصة.";
    B8 = "rule-b8", "Stricter domestic measure", "Mesure interne plus stricte", "Medida interna más estricta",
        "تدبير محلي أشد";
    B8_FORBIDS = "b8-forbids",
        "Refuse: {0} does not allow it. {1}",
        "Refusez : la mesure suivante ne le permet pas ({0}). {1}",
        "Deniegue: la medida siguiente no lo permite ({0}). {1}",
        "ارفض: لا تسمح {0} بذلك. {1}";
    B8_NO_DATA = "b8-no-data",
        "Stricter domestic measures were not checked: the table of measures is not loaded. Ask the other Party if in doubt.",
        "Les mesures internes plus strictes n'ont pas été vérifiées : la table n'est pas chargée. En cas de doute, demandez à l'autre Partie.",
        "Las medidas internas más estrictas no se han comprobado: la tabla no está cargada. En caso de duda, pregunte a la otra Parte.",
        "لم يُتحقق من التدابير المحلية الأشد: جدول التدابير غير محمَّل. اسأل الطرف الآخر عند الشك.";
    B8O = "rule-b8-officer", "Stricter measure for an officer", "Mesure plus stricte soumise à un agent", "Medida más estricta para un funcionario",
        "تدبير أشد يقرره موظف";
    B8O_ASK = "b8-officer",
        "A measure of {0} needs an officer's decision. {1}",
        "Une mesure demande la décision d'un agent. Pays : {0}. {1}",
        "Una medida requiere la decisión de un funcionario. País: {0}. {1}",
        "يحتاج تدبير من {0} إلى قرار موظف. {1}";
    B9 = "rule-b9", "Review of trade", "Étude du commerce", "Examen del comercio", "استعراض التجارة";
    B9_STOP = "b9-stop",
        "Refuse: a recommendation of the review is in force for {0}. {1}",
        "Refusez : une recommandation de l'étude est en vigueur. Pays : {0}. {1}",
        "Deniegue: está en vigor una recomendación del examen. País: {0}. {1}",
        "ارفض: توصية من الاستعراض سارية بشأن {0}. {1}";
    B9_NO_DATA = "b9-no-data",
        "Reviews of significant trade and captive breeding were not checked: the table of reviews is not loaded.",
        "Les études du commerce important et de l'élevage en captivité n'ont pas été vérifiées : la table n'est pas chargée.",
        "Los exámenes del comercio significativo y de la cría en cautividad no se han comprobado: la tabla no está cargada.",
        "لم يُتحقق من استعراض التجارة الكبيرة والتربية في الأسر: جدول الاستعراضات غير محمَّل.";
    B9S = "rule-b9-authority", "Review with conditions", "Étude assortie de conditions", "Examen con condiciones",
        "استعراض بشروط";
    B9S_ASK = "b9-authority",
        "The trade of {0} is under review: consult the Scientific Authority once more. {1}",
        "Le commerce est à l'étude : consultez de nouveau l'autorité scientifique. Pays : {0}. {1}",
        "El comercio está en examen: consulte de nuevo a la Autoridad Científica. País: {0}. {1}",
        "تجارة {0} قيد الاستعراض: استشر السلطة العلمية مرة أخرى. {1}";
}

fn listed(_: &Case<'_>, line: &LineCase<'_>) -> bool {
    line.is_listed()
}

/// Does the suspension speak of this line's countries, day, terms and sources?
fn touches(row: &Suspension, case: &Case<'_>, line: &LineCase<'_>) -> bool {
    let f = case.facts;
    let mut countries = vec![f.exporter(), line.origin];
    if !row.exports_only {
        countries.push(f.importer());
    }
    row.period.contains(case.on)
        && countries.into_iter().flatten().any(|c| row.countries.has(&c))
        && row.terms.may_have(line.facts.term.as_ref())
        && line.facts.source.is_none_or(|s| row.sources.has(&s))
        && row.purposes.may_have(f.purpose.as_ref())
        && !exempt(row, case, line)
}

fn exempt(row: &Suspension, case: &Case<'_>, line: &LineCase<'_>) -> bool {
    case.pack.exemptions.about(&line.lineage).any(|e| {
        e.countries == row.countries
            && e.scope == row.scope
            && (e.start.is_empty() || e.start == row.start)
            && e.period.contains(case.on)
            && line.facts.term.is_some_and(|t| e.terms.has(&t))
            && line.facts.source.is_some_and(|s| e.sources.has(&s))
            && case.facts.purpose.is_some_and(|p| e.purposes.has(&p))
    })
}

/// May a purpose be primarily commercial? `T` is; some others depend on the case (`purposes.csv`, "assess").
fn perhaps_commercial(purpose: Option<Purpose>) -> bool {
    matches!(purpose, Some(Purpose::B | Purpose::M | Purpose::Q | Purpose::Z))
}

fn b4(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let Some(table) = &case.pack.suspensions else { return answer.not_checked(B4_NO_DATA.plain()) };
    for row in table.about(&line.lineage).filter(|r| !r.in_words && touches(r, case, line)) {
        if row.commercial && case.facts.purpose.is_some_and(|p| p != Purpose::T) {
            continue;
        }
        answer.row("suspensions", &row.key);
        answer.fails(B4_SUSPENDED.with([
            Arg::text(line.name()),
            countries(row),
            row.period.from.map_or_else(|| Arg::text(row.start.clone()), Arg::Date),
            Arg::text(words(row)),
        ]));
    }
}

fn b4_words(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let Some(table) = &case.pack.suspensions else { return answer.not_checked(B4_NO_DATA.plain()) };
    for row in table.about(&line.lineage).filter(|r| touches(r, case, line)) {
        let open = if row.in_words {
            !row.commercial || case.facts.purpose.is_none_or(|p| p == Purpose::T || perhaps_commercial(Some(p)))
        } else {
            row.commercial && perhaps_commercial(case.facts.purpose)
        };
        if open {
            answer.row("suspensions", &row.key);
            answer.fails(B4W_READ.with([Arg::text(line.name()), countries(row), Arg::text(words(row))]));
        }
    }
}

fn countries(row: &Suspension) -> Arg {
    match &row.countries {
        crate::pack::Only::All => Arg::text("*"),
        crate::pack::Only::These(list) => Arg::Countries(list.clone()),
    }
}

fn words(row: &Suspension) -> String {
    if row.notification.is_empty() { row.scope.clone() } else { format!("{} ({})", row.scope, row.notification) }
}

/// The quotas that a line draws on: those of the Conference, and the national ones where loaded.
pub(crate) fn quotas<'a>(case: &'a Case<'_>, line: &'a LineCase<'_>) -> impl Iterator<Item = &'a Quota> {
    let year = case.on.year();
    let all = case.pack.mandatory_quotas.about(&line.lineage);
    let national = case.pack.quotas.iter().flat_map(|table| table.about(&line.lineage));
    all.chain(national).filter(move |q| {
        q.period.contains(case.on)
            && q.year.is_none_or(|y| y == year)
            && line.origin.is_some_and(|c| q.countries.has(&c))
            && q.terms.may_have(line.facts.term.as_ref())
            && line
                .facts
                .source
                .is_none_or(|s| q.sources.has(&s) || line.facts.second_source.is_some_and(|s| q.sources.has(&s)))
            && q.purposes.may_have(case.facts.purpose.as_ref())
    })
}

/// Quotas count when specimens leave the country of origin, not when they are re-exported later.
pub(crate) fn from_origin(case: &Case<'_>, line: &LineCase<'_>) -> bool {
    let direct = line.origin.is_some() && line.origin == case.facts.exporter();
    line.is_listed() && direct && matches!(case.facts.movement, Movement::Export | Movement::Import)
}

fn b5(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let Some(origin) = line.origin else { return };
    for quota in quotas(case, line).filter(|q| q.limit.is_some_and(Amount::is_zero)) {
        answer.row(quota.table, &quota.key);
        answer.fails(B5_ZERO.with([Arg::text(quota.taxon.clone()), Arg::Country(origin)]));
    }
}

fn b6(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let name = || Arg::text(line.name());
    if line.facts.quotas.is_empty() {
        for quota in quotas(case, line) {
            if let Some(limit) = quota.limit.filter(|l| !l.is_zero()) {
                answer.row(quota.table, &quota.key);
                answer.not_checked(B6_NO_LEDGER.with([Arg::Amount(limit), Arg::text(quota.taxon.clone())]));
            }
        }
        return;
    }
    for quota in &line.facts.quotas {
        answer.row("quota", &quota.id);
        if let Some(unit) = line.facts.unit.filter(|u| *u != quota.unit) {
            answer.not_checked(B6_UNIT.with([name(), Arg::Unit(quota.unit), Arg::Unit(unit)]));
            continue;
        }
        // Every line of this document that draws on the same quota counts together.
        let asked = case.facts.lines.iter().filter(|l| l.quotas.iter().any(|q| q.id == quota.id));
        let asked = asked.filter_map(|l| l.amount).fold(0_i64, |sum, a| sum.saturating_add(a.micro()));
        let left = quota.limit.minus(quota.taken).unwrap_or(Amount::ZERO);
        if asked > left.micro() {
            let asked = Amount::from_micro(asked).unwrap_or(Amount::MAX);
            answer.fails(B6_OVER.with([name(), Arg::Amount(left), Arg::Amount(quota.limit), Arg::Amount(asked)]));
        }
    }
}

/// The rows of a table of measures that speak of this line.
fn measures<'a>(
    table: &'a ByTaxon<Measure>,
    case: &'a Case<'_>,
    line: &'a LineCase<'_>,
) -> impl Iterator<Item = &'a Measure> {
    table.about(&line.lineage).filter(move |m| {
        let f = case.facts;
        let party = (m.on_export && f.exporter() == Some(m.party)) || (m.on_import && f.importer() == Some(m.party));
        party
            && m.period.contains(case.on)
            && m.appendices.has(&line.appendix.unwrap_or(Appendix::N))
            && m.terms.may_have(line.facts.term.as_ref())
            && m.sources.may_have(line.source().as_ref())
            && m.purposes.may_have(f.purpose.as_ref())
    })
}

/// The rows of stricter domestic measures that speak of this line.
pub(crate) fn stricter<'a>(case: &'a Case<'_>, line: &'a LineCase<'_>) -> impl Iterator<Item = &'a Measure> {
    case.pack.stricter.iter().flat_map(move |table| measures(table, case, line))
}

/// Does a national measure speak of a taxon that the Appendices do not list?
pub(crate) fn national_rule(case: &Case<'_>, line: &LineCase<'_>) -> bool {
    stricter(case, line).any(|m| m.effect != Effect::EffectsNotFree)
}

/// Documents that stricter domestic measures ask for.
pub(crate) fn asked_documents<'a>(
    case: &'a Case<'_>,
    line: &'a LineCase<'_>,
) -> impl Iterator<Item = (&'a Measure, cites::DocumentType)> {
    stricter(case, line).filter_map(|m| match m.effect {
        Effect::Asks(kind) => Some((m, kind)),
        _ => None,
    })
}

fn tell(
    table: Option<&ByTaxon<Measure>>,
    effect: &Effect,
    case: &Case<'_>,
    line: &LineCase<'_>,
    say: impl Fn(&Measure) -> crate::sentence::Sentence,
    answer: &mut Answer,
) -> bool {
    let Some(table) = table else { return false };
    for row in measures(table, case, line).filter(|m| m.effect == *effect) {
        answer.row(row.table, &row.id);
        answer.fails_under(say(row), row.citation.clone());
    }
    true
}

fn b8(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let say = |m: &Measure| B8_FORBIDS.with([Arg::text(m.citation.to_string()), m.words.clone()]);
    if !tell(case.pack.stricter.as_ref(), &Effect::Forbids, case, line, say, answer) {
        answer.not_checked(B8_NO_DATA.plain());
    }
}

fn b8_officer(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let say = |m: &Measure| B8O_ASK.with([Arg::Country(m.party), m.words.clone()]);
    tell(case.pack.stricter.as_ref(), &Effect::Officer, case, line, say, answer);
}

fn b9(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let say = |m: &Measure| B9_STOP.with([Arg::Country(m.party), m.words.clone()]);
    if !tell(case.pack.reviews.as_ref(), &Effect::Forbids, case, line, say, answer) {
        answer.not_checked(B9_NO_DATA.plain());
    }
}

fn b9_authority(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    let say = |m: &Measure| B9S_ASK.with([Arg::Country(m.party), m.words.clone()]);
    tell(case.pack.reviews.as_ref(), &Effect::Officer, case, line, say, answer);
}

const fn rule(
    id: &'static str,
    title: crate::sentence::Message,
    citation: Citation,
    severity: Severity,
    steps: Steps,
) -> Rule {
    Rule { id, title, citation, in_force: Period::ALWAYS, severity, steps }
}

pub(crate) static RULES: &[Rule] = &[
    rule(
        "B4",
        B4,
        Citation::new("Res. Conf. 14.3", "Annex", "Rev. CoP19"),
        Severity::Block,
        Steps::Line { applies: listed, holds: b4 },
    ),
    rule(
        "B4-W",
        B4W,
        Citation::new("Res. Conf. 14.3", "Annex", "Rev. CoP19"),
        Severity::Route,
        Steps::Line { applies: |case, line| line.is_listed() && case.pack.suspensions.is_some(), holds: b4_words },
    ),
    rule(
        "B5",
        B5,
        Citation::new("Res. Conf. 14.7", "Annex", "Rev. CoP15"),
        Severity::Block,
        Steps::Line { applies: from_origin, holds: b5 },
    ),
    rule(
        "B6",
        B6,
        Citation::new("Res. Conf. 14.7", "Annex", "Rev. CoP15"),
        Severity::Block,
        Steps::Line { applies: |case, line| from_origin(case, line) || !line.facts.quotas.is_empty(), holds: b6 },
    ),
    rule(
        "B8",
        B8,
        Citation::new("CITES", "Art. XIV.1", TEXT),
        Severity::Block,
        Steps::Line { applies: |_, line| line.resolution.is_some(), holds: b8 },
    ),
    rule(
        "B8-O",
        B8O,
        Citation::new("CITES", "Art. XIV.1", TEXT),
        Severity::Route,
        Steps::Line {
            applies: |case, line| line.resolution.is_some() && case.pack.stricter.is_some(),
            holds: b8_officer,
        },
    ),
    rule(
        "B9",
        B9,
        Citation::new("Res. Conf. 12.8", "the whole text", "Rev. CoP18"),
        Severity::Block,
        Steps::Line { applies: listed, holds: b9 },
    ),
    rule(
        "B9-S",
        B9S,
        Citation::new("Res. Conf. 17.7", "the whole text", "Rev. CoP19"),
        Severity::Route,
        Steps::Line { applies: |case, line| line.is_listed() && case.pack.reviews.is_some(), holds: b9_authority },
    ),
];
