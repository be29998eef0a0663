//! The table of documents and findings (`data/documents.csv`, `spec/permits.md` 4.2): one rule per row, read here.

use super::TEXT;
use super::restrictions::asked_documents;
use crate::Citation;
use crate::case::{Case, LineCase};
use crate::facts::{DocumentFact, FindingFact, FindingResult, Movement};
use crate::pack::Period;
use crate::pack::rows::{DocumentRow, If, State, When};
use crate::rule::{Answer, Rule, Steps};
use crate::sentence::{Arg, Sentence, messages};
use crate::trace::{Check, DocumentFrom, RequiredDocument, RequiredFinding, Severity, Verdict};
use cites::{Appendix, DocumentType, FindingKind, Source};
use std::borrow::Cow;

messages! {
    D_WRONG = "d-wrong-document",
        "Ask for this document instead of {1}: {0}.",
        "Demandez ce document au lieu du document choisi ({1}) : {0}.",
        "Solicite este documento en lugar del elegido ({1}): {0}.",
        "اطلب هذه الوثيقة بدلاً من الوثيقة المختارة ({1}): {0}.";
    D_NOT_ASKED = "d-not-asked",
        "The Convention asks for no document of the importing country here; national law may.",
        "La Convention n'exige ici aucun document du pays d'importation ; le droit national peut en exiger un.",
        "La Convención no exige aquí ningún documento del país de importación; la ley nacional puede exigirlo.",
        "لا تطلب الاتفاقية هنا أي وثيقة من بلد الاستيراد، وقد يطلبها القانون الوطني.";
    D_DIRECTION = "d-wrong-direction",
        "Leave this document to the other country: it is not one that the importing country issues ({0}).",
        "Laissez ce document à l'autre pays : le pays d'importation ne le délivre pas ({0}).",
        "Deje este documento al otro país: no lo expide el país de importación ({0}).",
        "اترك هذه الوثيقة للبلد الآخر، فبلد الاستيراد لا يصدرها ({0}).";
    D_FOREIGN = "d-foreign-awaited",
        "Wait for this document of the other country before issue: {0}.",
        "Attendez ce document de l'autre pays avant la délivrance : {0}.",
        "Espere este documento del otro país antes de la expedición: {0}.",
        "انتظر هذه الوثيقة من البلد الآخر قبل الإصدار: {0}.";
    D_PRESENT = "d-present-at-import",
        "To be presented at import, issued by the other country: {0}.",
        "À présenter à l'importation, délivré par l'autre pays : {0}.",
        "Debe presentarse en la importación, expedido por el otro país: {0}.",
        "تُقدَّم عند الاستيراد، ويصدرها البلد الآخر: {0}.";
    D_FINDING = "d-finding-awaited",
        "Wait for this finding before issue: {0}.",
        "Attendez cet avis avant la délivrance : {0}.",
        "Espere este dictamen antes de la expedición: {0}.",
        "انتظر هذا الإقرار قبل الإصدار: {0}.";
    F1 = "rule-f1", "Findings: none negative, limits kept", "Avis : aucun négatif, limites respectées",
        "Dictámenes: ninguno negativo, límites respetados", "الإقرارات: لا سلبي بينها، والحدود مراعاة";
    F1_CAP = "f1-cap",
        "Grant at most {1}: {0} set this limit in the finding {2}, and {3} are asked for.",
        "Accordez au plus {1} : {0} a fixé cette limite dans l'avis {2}, et {3} sont demandés.",
        "Conceda como máximo {1}: {0} fijó este límite en el dictamen {2}, y se solicitan {3}.",
        "امنح {1} على الأكثر: حددت {0} هذا الحد في الإقرار {2}، والمطلوب {3}.";
    F1_CAP_UNIT = "f1-cap-unit",
        "Ask {0} for a limit that can be counted: the finding {2} allows at most {1}, and this case is counted in another unit.",
        "Demandez à {0} une limite que l'on puisse compter : l'avis {2} admet au plus {1}, et ce dossier est compté dans une autre unité.",
        "Pida a {0} un límite que pueda contarse: el dictamen {2} admite como máximo {1}, y este expediente se cuenta en otra unidad.",
        "اطلب من {0} حداً يمكن احتسابه: يجيز الإقرار {2} ما لا يتجاوز {1}، وتُحتسب هذه الحالة بوحدة أخرى.";
    F1_NEGATIVE = "f1-negative",
        "Refuse: this finding is negative: {0}.",
        "Refusez : cet avis est négatif : {0}.",
        "Deniegue: este dictamen es negativo: {0}.",
        "ارفض: هذا الإقرار سلبي: {0}.";
    B8D = "rule-b8-document", "Document under national law", "Document exigé par le droit national", "Documento según la ley nacional",
        "وثيقة بموجب القانون الوطني";
    B8D_OURS = "b8-document-ours",
        "National law asks for this document: {0}. {1}",
        "Le droit national exige ce document : {0}. {1}",
        "La ley nacional exige este documento: {0}. {1}",
        "يطلب القانون الوطني هذه الوثيقة: {0}. {1}";
    B8D_THEIRS = "b8-document-theirs",
        "Tell the applicant that the other country asks for this document: {0}. {1}",
        "Informez le demandeur que l'autre pays exige ce document : {0}. {1}",
        "Informe al solicitante de que el otro país exige este documento: {0}. {1}",
        "أبلغ مقدم الطلب بأن البلد الآخر يطلب هذه الوثيقة: {0}. {1}";
}

fn holds_when(when: When, line: &LineCase<'_>) -> bool {
    match when {
        When::Always => true,
        When::Live => line.facts.is_live(),
        When::Animal => !line.is_plant(),
        When::Plant => line.is_plant(),
        When::Source(source) => line.source() == Some(source),
    }
}

fn chosen<T: Copy>(list: &[If<T>], line: &LineCase<'_>) -> Vec<T> {
    list.iter().filter(|i| holds_when(i.when, line)).map(|i| i.value).collect()
}

/// Is the row about this line? An unknown source is read as wild, the strictest.
fn is_for(row: &DocumentRow, case: &Case<'_>, line: &LineCase<'_>) -> bool {
    let appendix = line.conditions().is_some_and(|a| a != Appendix::N && row.appendices.has(&a));
    if !appendix || row.movement.is_some_and(|m| m != case.facts.movement) {
        return false;
    }
    if !row.sources.has(&line.source().unwrap_or(Source::W)) || super::effects::free(case, line) {
        return false;
    }
    // A document with conditions of its own stands in place of the whole table.
    let own = case.facts.in_box_1().filter(|d| super::multi_use::has_own_conditions(*d));
    if let (Some(kind), State::Own) = (own, row.state) {
        return row.document.iter().any(|i| i.value == kind);
    }
    let phyto = case.facts.document == Some(DocumentType::Phyto)
        && case.facts.movement == Movement::Export
        && may_be_phytosanitary(line);
    own.is_none()
        && match row.state {
            State::Own => false,
            State::Phyto => phyto,
            State::Any => !phyto,
            State::Listing => !phyto && listed_by_origin(line),
            State::Other => !phyto && !listed_by_origin(line),
        }
}

/// May a phytosanitary certificate show that this is an artificially propagated plant? Appendices II and III, and
/// hybrids of Appendix I plants whose entry has no annotation (Res. Conf. 11.11).
pub(crate) fn may_be_phytosanitary(line: &LineCase<'_>) -> bool {
    let listed = match line.appendix {
        Some(Appendix::II | Appendix::III) => true,
        Some(Appendix::I) => super::special::is_free_hybrid(line),
        _ => false,
    };
    listed && line.is_plant() && line.source() == Some(Source::A)
}

/// Appendix III: did the country of origin ask for the listing?
fn listed_by_origin(line: &LineCase<'_>) -> bool {
    let listing = line.position.and_then(|p| p.listing);
    listing.zip(line.origin).is_some_and(|(listing, origin)| listing.parties.contains(&origin))
}

/// May the document asked for stand for one of these? Partial, replacement and retrospective documents carry the base
/// type in box 1, and that is what must be right; while nobody has said which, no document is wrong.
fn stands_for(case: &Case<'_>, asked: DocumentType, wanted: &[DocumentType]) -> bool {
    let of_another = matches!(asked, DocumentType::Partial | DocumentType::Replace | DocumentType::Retro);
    match case.facts.base {
        Some(base) => wanted.contains(&base),
        None => of_another || wanted.contains(&asked),
    }
}

fn on_file(case: &Case<'_>, wanted: &[DocumentType]) -> bool {
    case.facts.documents.iter().any(|d: &DocumentFact| {
        let theirs = case.facts.partner.is_none_or(|p| p == d.issuer) && d.issuer != case.facts.country;
        let valid = d.valid_until.is_none_or(|day| case.on <= day) && d.issued.is_none_or(|day| day <= case.on);
        wanted.contains(&d.kind) && theirs && valid && (!d.promised || d.kind == DocumentType::Import)
    })
}

fn finding_for<'a>(case: &'a Case<'_>, kind: FindingKind, line: usize) -> impl Iterator<Item = &'a FindingFact> {
    case.facts.findings.iter().filter(move |f| f.kind == kind && f.line.is_none_or(|l| l == line))
}

fn is_found(case: &Case<'_>, kind: FindingKind, line: usize) -> bool {
    finding_for(case, kind, line)
        .any(|f| f.result.allows() && f.made_on <= case.on && f.expires.is_none_or(|day| case.on <= day))
}

/// What the table makes of a case.
#[derive(Default)]
pub(crate) struct Needs {
    pub checks: Vec<Check>,
    pub documents: Vec<RequiredDocument>,
    pub findings: Vec<RequiredFinding>,
}

/// Reads the table for every line: what is needed, what is there, what is awaited.
pub(crate) fn needs(case: &Case<'_>) -> Needs {
    let mut out = Needs::default();
    for row in &case.pack.documents {
        let before = out.checks.len();
        let mut applied = false;
        for (i, line) in case.lines.iter().enumerate().filter(|(_, line)| is_for(row, case, line)) {
            applied = true;
            read_row(row, case, i, line, before, &mut out);
        }
        if !applied {
            say(row, Verdict::NotApplicable, None, None, before, &mut out.checks);
        }
    }
    for (i, line) in case.lines.iter().enumerate() {
        for (measure, kind) in asked_documents(case, line) {
            let ours = measure.party == case.facts.country;
            let present = if ours { case.facts.in_box_1() == Some(kind) } else { on_file(case, &[kind]) };
            let from = if ours { DocumentFrom::Us } else { DocumentFrom::Partner };
            need_document(&mut out.documents, vec![kind], from, (&measure.id, &measure.citation), i, present);
        }
    }
    out
}

fn read_row(row: &DocumentRow, case: &Case<'_>, i: usize, line: &LineCase<'_>, before: usize, out: &mut Needs) {
    if !row.period.contains(case.on) {
        return say(row, Verdict::NotInForce, None, Some(i), before, &mut out.checks);
    }
    let mut said = Vec::new();
    let outward = case.facts.movement.is_outward();
    let mut document = chosen(&row.document, line);
    let phyto = case.facts.exporter().is_some_and(|c| case.pack.uses_phytosanitary(c, case.on));
    if case.facts.document.is_none() && outward && phyto && may_be_phytosanitary(line) {
        document.push(DocumentType::Phyto);
    }
    match case.facts.document {
        // That no document is issued for a transit is said by its own rule.
        Some(_) if case.facts.movement == Movement::Transit => {}
        Some(asked) if document.is_empty() && !outward => {
            // Only a document of the importing country can be asked for by its law; the others are of another direction.
            let importers = [DocumentType::Import, DocumentType::Impnotif, DocumentType::Art10];
            let printed = case.facts.in_box_1().unwrap_or(asked);
            if !stands_for(case, asked, &importers) {
                said.push((Verdict::Blocked, D_DIRECTION.with([Arg::Document(printed)])));
            }
            let national =
                asked_documents(case, line).any(|(m, kind)| m.party == case.facts.country && kind == printed);
            if !national {
                said.push((Verdict::Noted, D_NOT_ASKED.plain()));
            }
        }
        Some(asked) if !stands_for(case, asked, &document) => {
            let printed = case.facts.in_box_1().unwrap_or(asked);
            said.push((Verdict::Blocked, D_WRONG.with([Arg::AnyDocument(document.clone()), Arg::Document(printed)])));
        }
        _ => {}
    }
    if !document.is_empty() {
        let present = case.facts.document.is_some_and(|asked| stands_for(case, asked, &document));
        need_document(&mut out.documents, document, DocumentFrom::Us, (&row.id, &row.citation), i, present);
    }
    let foreign = chosen(&row.foreign, line);
    if !foreign.is_empty() {
        let present = on_file(case, &foreign);
        if !present {
            // An export waits for the import permit (Art. III.2(d)); an import permit does not wait for the export
            // permit, which is shown with it at the border (Art. III.3).
            let any = Arg::AnyDocument(foreign.clone());
            said.push(if outward {
                (Verdict::Awaited, D_FOREIGN.with([any]))
            } else {
                (Verdict::Noted, D_PRESENT.with([any]))
            });
        }
        need_document(&mut out.documents, foreign, DocumentFrom::Partner, (&row.id, &row.citation), i, present);
    }
    for kind in chosen(&row.findings, line) {
        let present = is_found(case, kind, i);
        if !present {
            said.push((Verdict::Awaited, D_FINDING.with([Arg::Finding(kind)])));
        }
        match out.findings.iter_mut().find(|f| f.kind == kind && f.rule == row.id) {
            Some(known) => {
                known.lines.push(i);
                known.present &= present;
            }
            None => out.findings.push(RequiredFinding { kind, rule: row.id.clone(), lines: vec![i], present }),
        }
    }
    if said.is_empty() {
        say(row, Verdict::Passed, None, Some(i), before, &mut out.checks);
    }
    for (verdict, sentence) in said {
        say(row, verdict, Some(sentence), Some(i), before, &mut out.checks);
    }
}

fn need_document(
    list: &mut Vec<RequiredDocument>,
    any_of: Vec<DocumentType>,
    from: DocumentFrom,
    (rule, citation): (&str, &Citation),
    line: usize,
    present: bool,
) {
    match list.iter_mut().find(|d| d.rule == rule && d.from == from && d.any_of == any_of) {
        Some(known) => {
            known.lines.push(line);
            known.present &= present;
        }
        None => list.push(RequiredDocument {
            any_of,
            from,
            rule: rule.to_owned(),
            lines: vec![line],
            present,
            citation: Some(citation.clone()),
        }),
    }
}

fn say(
    row: &DocumentRow,
    verdict: Verdict,
    sentence: Option<Sentence>,
    line: Option<usize>,
    before: usize,
    out: &mut Vec<Check>,
) {
    if let Some(known) = out[before..].iter_mut().find(|c| c.verdict == verdict && c.sentence == sentence) {
        known.lines.extend(line);
        return;
    }
    out.push(Check {
        rule: Cow::Owned(row.id.clone()),
        verdict,
        severity: Severity::Block,
        citation: row.citation.clone(),
        lines: line.into_iter().collect(),
        sentence,
        rows: Vec::new(),
    });
}

fn f1(case: &Case<'_>, answer: &mut Answer) {
    for finding in case.facts.findings.iter().filter(|f| f.result == FindingResult::Negative) {
        // A later positive one for the same question takes its place.
        let later = case.facts.findings.iter().any(|f| {
            f.kind == finding.kind && f.line == finding.line && f.result.allows() && f.made_on > finding.made_on
        });
        if !later {
            answer.fails(F1_NEGATIVE.with([Arg::Finding(finding.kind)]));
        }
    }
    let holds = |f: &&FindingFact| f.result.allows() && f.expires.is_none_or(|day| case.on <= day);
    for finding in case.facts.findings.iter().filter(holds) {
        let Some(cap) = &finding.cap else { continue };
        let args = [Arg::text(cap.authority.clone()), Arg::Quantity(cap.limit, cap.unit), Arg::Finding(finding.kind)];
        match cap.asked {
            None => answer.fails(F1_CAP_UNIT.with(args)),
            Some(asked) if asked > cap.limit => {
                let [who, limit, kind] = args;
                answer.fails(F1_CAP.with([who, limit, kind, Arg::Quantity(asked, cap.unit)]));
            }
            Some(_) => {}
        }
    }
}

fn b8_document(case: &Case<'_>, line: &LineCase<'_>, answer: &mut Answer) {
    for (measure, kind) in asked_documents(case, line) {
        answer.row(measure.table, &measure.id);
        let args = [Arg::Document(kind), measure.words.clone()];
        if measure.party != case.facts.country {
            answer.noted_under(B8D_THEIRS.with(args), measure.citation.clone());
        } else if case.facts.in_box_1() != Some(kind) {
            let there = case.facts.documents.iter().any(|d| d.kind == kind && d.issuer == measure.party);
            if !there {
                answer.awaits_under(B8D_OURS.with(args), measure.citation.clone());
            }
        }
    }
}

pub(crate) static RULES: &[Rule] = &[
    Rule {
        id: "B8-D",
        title: B8D,
        citation: Citation::new("CITES", "Art. XIV.1", TEXT),
        in_force: Period::ALWAYS,
        severity: Severity::Block,
        steps: Steps::Line {
            applies: |case, line| line.resolution.is_some() && case.pack.stricter.is_some(),
            holds: b8_document,
        },
    },
    Rule {
        id: "F1",
        title: F1,
        citation: Citation::new("CITES", "Art. III.2(a), IV.2(a)", TEXT),
        in_force: Period::ALWAYS,
        severity: Severity::Block,
        steps: Steps::Whole { applies: |case| !case.facts.findings.is_empty(), holds: f1 },
    },
];
