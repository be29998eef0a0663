//! Annotations to the listings (`spec/permits.md` 4.3): which parts of a species are covered. Whole and live specimens
//! always are (Art. I(b)), unless a footnote speaks of their form; an officer confirms every hit.

use super::TEXT;
use crate::Citation;
use crate::case::{Case, LineCase};
use crate::pack::Period;
use crate::pack::annotations::{AnnotationTerms, Reading};
use crate::rule::{Answer, Rule, Steps};
use crate::sentence::{Arg, Message, messages};
use crate::trace::Severity;
use cites::{Amount, Term, Unit};

messages! {
    A1 = "rule-a1", "Annotation", "Annotation", "Anotación", "الحاشية";
    A1_COVERED = "a1-covered",
        "The listing of {0} carries the annotation {1}, and it covers this specimen ({2}). Annotation {1}: {3}",
        "L'inscription de {0} porte l'annotation {1}, qui couvre ce spécimen ({2}). Annotation {1} : {3}",
        "La inclusión de {0} lleva la anotación {1}, que cubre este espécimen ({2}). Anotación {1}: {3}",
        "إدراج {0} يحمل الحاشية {1} وهي تشمل هذه العينة ({2}). الحاشية {1}: {3}";
    A1_EXCLUDED = "a1-excluded",
        "The annotation {1} to {0} leaves this part out ({2}). An officer confirms it; until then the part is covered. Annotation {1}: {3}",
        "L'annotation {1} à {0} exclut cette partie ({2}). Un agent le confirme ; jusque-là, la partie est couverte. Annotation {1} : {3}",
        "La anotación {1} a {0} excluye esta parte ({2}). Un funcionario lo confirma; hasta entonces la parte está cubierta. Anotación {1}: {3}",
        "الحاشية {1} على {0} تستثني هذا الجزء ({2}). يتأكد منه موظف؛ وإلى ذلك الحين يُعدّ مشمولاً. الحاشية {1}: {3}";
    A1_DEPENDS = "a1-depends",
        "Whether the annotation {1} to {0} covers this specimen ({2}) depends on more than the term. An officer confirms it; until then it is covered. Annotation {1}: {3}",
        "Le terme ne suffit pas pour savoir si l'annotation {1} à {0} couvre ce spécimen ({2}). Un agent le confirme ; jusque-là, il est couvert. Annotation {1} : {3}",
        "El término no basta para saber si la anotación {1} a {0} cubre este espécimen ({2}). Un funcionario lo confirma; hasta entonces está cubierto. Anotación {1}: {3}",
        "لا يكفي المصطلح لمعرفة هل تشمل الحاشية {1} على {0} هذه العينة ({2}). يتأكد منه موظف؛ وإلى ذلك الحين تُعدّ مشمولة. الحاشية {1}: {3}";
    A1_LIGHT = "a1-light",
        "The products of {0} in this shipment weigh {3}, and the annotation {1} leaves finished products out up to {4}. An officer confirms that they are finished ({2}); until then they are covered.",
        "Les produits de {0} de cet envoi pèsent {3}, et l'annotation {1} exclut les produits finis jusqu'à {4}. Un agent confirme qu'ils sont finis ({2}) ; jusque-là, ils sont couverts.",
        "Los productos de {0} de este envío pesan {3}, y la anotación {1} excluye los productos acabados hasta {4}. Un funcionario confirma que están acabados ({2}); hasta entonces están cubiertos.",
        "تزن منتجات {0} في هذه الشحنة {3}، والحاشية {1} تستثني المنتجات الجاهزة إلى {4}. يتأكد موظف من أنها جاهزة ({2})؛ وإلى ذلك الحين تُعدّ مشمولة.";
    A1_HEAVY = "a1-heavy",
        "The products of {0} in this shipment weigh {3}, more than the {4} up to which the annotation {1} leaves finished products out ({2}): they are covered, unless they are finished musical instruments, parts or accessories. An officer confirms it.",
        "Les produits de {0} de cet envoi pèsent {3}, plus que les {4} jusqu'auxquels l'annotation {1} exclut les produits finis ({2}) : ils sont couverts, sauf s'il s'agit d'instruments de musique finis, de leurs parties ou accessoires. Un agent le confirme.",
        "Los productos de {0} de este envío pesan {3}, más que los {4} hasta los que la anotación {1} excluye los productos acabados ({2}): están cubiertos, salvo que sean instrumentos musicales acabados, sus partes o accesorios. Un funcionario lo confirma.",
        "تزن منتجات {0} في هذه الشحنة {3}، أي أكثر من {4} التي تستثني الحاشية {1} إليها المنتجات الجاهزة ({2}): فهي مشمولة ما لم تكن آلات موسيقية جاهزة أو أجزاءها أو لوازمها. يتأكد منه موظف.";
    A1_WEIGH = "a1-weigh",
        "Give the weight of the wood of {0} in kilograms: the annotation {1} leaves finished products out up to {3} in a shipment ({2}). An officer confirms it; until then they are covered.",
        "Indiquez le poids du bois de {0} en kilogrammes : l'annotation {1} exclut les produits finis jusqu'à {3} par envoi ({2}). Un agent le confirme ; jusque-là, ils sont couverts.",
        "Indique el peso de la madera de {0} en kilogramos: la anotación {1} excluye los productos acabados hasta {3} por envío ({2}). Un funcionario lo confirma; hasta entonces están cubiertos.",
        "اذكر وزن خشب {0} بالكيلوغرام: تستثني الحاشية {1} المنتجات الجاهزة إلى {3} في الشحنة ({2}). يتأكد منه موظف؛ وإلى ذلك الحين تُعدّ مشمولة.";
    A4 = "rule-a4", "Annotation with conditions", "Annotation assortie de conditions", "Anotación con condiciones", "حاشية بشروط";
    A4_READ = "a4-conditions",
        "The listing of {0} carries the annotation {1}: an officer confirms that its conditions are met by this specimen ({2}), which is covered in any case. Annotation {1}: {3}",
        "L'inscription de {0} porte l'annotation {1} : un agent confirme que ce spécimen ({2}), couvert dans tous les cas, en remplit les conditions. Annotation {1} : {3}",
        "La inclusión de {0} lleva la anotación {1}: un funcionario confirma que este espécimen ({2}), cubierto en todo caso, cumple sus condiciones. Anotación {1}: {3}",
        "إدراج {0} يحمل الحاشية {1}: يتأكد موظف من أن هذه العينة ({2})، وهي مشمولة على أي حال، تستوفي شروطها. الحاشية {1}: {3}";
}

/// Terms of whole specimens, alive or dead: an annotation of parts says nothing of them (Art. I(b)(i)).
const WHOLE: &[Term] = &[Term::Liv, Term::Egl, Term::Bod, Term::Dpl, Term::Grs];

fn is_whole(line: &LineCase<'_>) -> bool {
    line.facts.is_live() || line.facts.term.is_some_and(|t| WHOLE.contains(&t))
}

/// What one annotation makes of a line, and the row that says so; `None`: the table does not know the annotation.
fn read<'a>(case: &'a Case<'_>, line: &LineCase<'_>, code: &str) -> Option<(Reading, &'a AnnotationTerms)> {
    let term = line.facts.term?;
    let fits = |row: &&AnnotationTerms| {
        row.code == code
            && (row.taxa.is_empty() || row.taxa.iter().any(|t| line.lineage.contains(t)))
            && row.movements.has(&case.facts.movement)
            && case.facts.exporter().is_none_or(|c| row.exporters.has(&c))
            && line.source().is_none_or(|s| row.sources.has(&s))
            && row.terms.has(&term)
    };
    let row = case.pack.annotation_terms.iter().find(fits)?;
    let reading = match &row.reading {
        // One step only: no annotation refers to one that refers again.
        Reading::As(other) if other != code => return read(case, line, other),
        Reading::As(_) => Reading::Conditions,
        Reading::Excluded | Reading::Depends if is_whole(line) => Reading::Covered,
        reading => reading.clone(),
    };
    Some((reading, row))
}

/// Kilograms of this shipment that fall under the same row; `None` where a line tells no weight.
fn weight(case: &Case<'_>, line: &LineCase<'_>, code: &str, row: &AnnotationTerms) -> Option<Amount> {
    let listing = line.position.and_then(|p| p.listing)?;
    let same = |other: &&LineCase<'_>| {
        other.position.and_then(|p| p.listing).is_some_and(|l| l.id == listing.id)
            && read(case, other, code).is_some_and(|(_, of)| std::ptr::eq(of, row))
    };
    let mut sum = 0_i64;
    for other in case.lines.iter().filter(same) {
        let amount = other.facts.amount?.micro();
        let kilograms = match other.facts.unit? {
            Unit::Kgm => amount,
            Unit::Grm => amount / 1000,
            _ => return None,
        };
        sum = sum.saturating_add(kilograms);
    }
    Amount::from_micro(sum)
}

fn words(case: &Case<'_>, code: &str) -> Arg {
    match case.taxonomy.annotation(code) {
        Some(a) => Arg::Words { en: a.text_en.clone(), fr: a.text_fr.clone(), es: String::new(), ar: String::new() },
        None => Arg::text("—"),
    }
}

fn term(line: &LineCase<'_>) -> Arg {
    line.facts.term.map_or_else(|| Arg::text("—"), Arg::Term)
}

/// The annotations of the line's entry, each with what it makes of the line.
fn codes<'a>(line: &'a LineCase<'_>) -> impl Iterator<Item = (&'a str, String, String)> {
    let listing = line.position.and_then(|p| p.listing);
    let mut codes: Vec<&str> =
        listing.map(|l| l.annotation_codes.iter().map(String::as_str).collect()).unwrap_or_default();
    codes.sort_unstable();
    codes.dedup();
    let (name, id) = listing.map(|l| (l.listed_name.clone(), l.id.clone())).unwrap_or_default();
    codes.into_iter().map(move |code| (code, name.clone(), id.clone()))
}

fn a1(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    for (code, name, id) in codes(line) {
        answer.row("listings", id);
        let args = || [Arg::text(name.clone()), Arg::text(code), term(line), words(case, code)];
        let Some((reading, row)) = read(case, line, code) else {
            // Which part it is was not said: the annotation may leave it out, but never a live or whole specimen.
            if line.facts.term.is_none() && !is_whole(line) {
                answer.fails(A1_DEPENDS.with(args()));
            }
            continue;
        };
        answer.row("annotation_terms", row.code.clone());
        let citation = || row.citation.clone();
        match (reading, row.limit) {
            (Reading::Covered, _) => answer.noted_under(A1_COVERED.with(args()), citation()),
            (Reading::Excluded, _) => answer.fails_under(A1_EXCLUDED.with(args()), citation()),
            (Reading::Depends, Some(limit)) => {
                let most = Arg::Quantity(limit, Unit::Kgm);
                let [name, number, term, _] = args();
                let said = match weight(case, line, code, row) {
                    None => A1_WEIGH.with([name, number, term, most]),
                    Some(kg) if kg <= limit => A1_LIGHT.with([name, number, term, Arg::Quantity(kg, Unit::Kgm), most]),
                    Some(kg) => A1_HEAVY.with([name, number, term, Arg::Quantity(kg, Unit::Kgm), most]),
                };
                answer.fails_under(said, citation());
            }
            (Reading::Depends | Reading::Form, _) => answer.fails_under(A1_DEPENDS.with(args()), citation()),
            (Reading::Conditions | Reading::As(_), _) => {}
        }
    }
}

/// Annotations whose conditions an officer reads, and those that the table does not know: nothing is left out by them.
fn a4(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    for (code, name, id) in codes(line) {
        let known = case.pack.annotation_terms.iter().any(|row| row.code == code);
        let conditions = match read(case, line, code) {
            Some((reading, _)) => matches!(reading, Reading::Conditions | Reading::As(_)),
            None => !known,
        };
        if conditions {
            answer.row("listings", id);
            answer.fails(A4_READ.with([Arg::text(name), Arg::text(code), term(line), words(case, code)]));
        }
    }
}

fn annotated(_: &Case<'_>, line: &LineCase<'_>) -> bool {
    line.is_listed() && line.position.and_then(|p| p.listing).is_some_and(|l| !l.annotation_codes.is_empty())
}

const fn rule(id: &'static str, title: Message, holds: fn(&Case<'_>, &LineCase<'_>, &mut Answer)) -> Rule {
    Rule {
        id,
        title,
        citation: Citation::new("CITES", "Art. I(b)", TEXT),
        in_force: Period::ALWAYS,
        severity: Severity::Route,
        steps: Steps::Line { applies: annotated, holds },
    }
}

pub(crate) static RULES: &[Rule] = &[rule("A1", A1, a1), rule("A4", A4, a4)];
