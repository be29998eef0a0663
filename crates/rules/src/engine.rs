//! The engine: every rule, asked in order, about one case on one day.

use crate::Citation;
use crate::case::{Case, LineCase};
use crate::convention::{self, documents};
use crate::facts::{Facts, Movement};
use crate::pack::RulePack;
use crate::rule::{self, Rule};
use crate::trace::{Check, RowRef, Severity, Trace, Verdict};
use crate::wcmc::{Checker, Finding, RULES as WCMC, ReportRow, Side, Weight};
use cites::taxa::Taxonomy;
use cites::{CountryCode, Date, Lang};
use std::borrow::Cow;

/// Asks every rule about a case on a day.
///
/// Pure: the same facts, pack, taxonomy and day give the same trace. Signing asks again on its own day.
pub fn examine(facts: &Facts, pack: &RulePack, taxonomy: &Taxonomy, on: Date) -> Trace {
    let case = Case::new(facts, pack, taxonomy, on);
    let mut trace = run(&case, convention::GROUPS);
    report_checks(&case, &mut trace.checks);
    trace
}

/// Asks the rules of some groups, and the table of documents.
pub(crate) fn run(case: &Case<'_>, groups: &[&[Rule]]) -> Trace {
    let mut checks = Vec::with_capacity(128);
    for rule in groups.iter().flat_map(|group| group.iter()) {
        rule::ask(rule, case, &mut checks);
    }
    let needs = documents::needs(case);
    checks.extend(needs.checks);
    let reading = |line: &LineCase<'_>| {
        let exempt = convention::effects::free(case, line);
        crate::trace::LineReading { exempt, ..line.reading() }
    };
    Trace {
        on: case.on,
        pack: case.pack.digest(),
        checks,
        documents: needs.documents,
        findings: needs.findings,
        lines: case.lines.iter().map(reading).collect(),
    }
}

/// The checks of the annual report over the lines as drafted, so that a line that would fail there is seen now.
fn report_checks(case: &Case<'_>, out: &mut Vec<Check>) {
    let f = case.facts;
    let year = case.on.year().to_string();
    let partner = f.partner.map(|c| c.code().to_owned()).unwrap_or_default();
    let side = if f.movement.is_outward() { Side::Exporter } else { Side::Importer };
    let mut checker = Checker::new(case.taxonomy, case.pack);
    let start = out.len();
    // Without quantity or partner the line is a question, not a draft: only a draft is compared with the report.
    if f.document.is_some() {
        for (i, line) in case.lines.iter().enumerate() {
            let quantity = line.facts.amount.map(|a| a.to_string()).unwrap_or_default();
            let before = checker.not_checked().to_vec();
            let mut findings = Vec::new();
            let origin = line.facts.origin.filter(|o| Some(*o) != f.exporter());
            let row = ReportRow {
                side,
                reporter: f.country,
                appendix: line.facts.appendix.or(line.appendix).map_or("", |a| a.code()),
                species_name: line.facts.taxon.as_str(),
                term: line.facts.term.map_or("", |t| t.code()),
                quantity: &quantity,
                unit: line.facts.unit.map_or("", |u| u.code()),
                trading_partner: &partner,
                country_of_origin: origin.as_ref().map_or("", CountryCode::code),
                import_permit: "",
                export_permit: "",
                origin_permit: line.facts.origin_permit.as_deref().unwrap_or_default(),
                ifs_permit: "",
                purpose: f.purpose.map_or("", |p| p.code()),
                source: line.facts.source.map_or("", |s| s.code()),
                year: &year,
            };
            checker.check(&row, &mut findings);
            for (n, rule) in WCMC.iter().enumerate().filter(|(_, r)| matches!(r.order, 1..=4)) {
                let found = findings.iter().find(|f| f.rule == n);
                let verdict = match found {
                    Some(_) => Verdict::Look,
                    None if checker.not_checked()[n] > before[n] => Verdict::NotChecked,
                    // Secondary checks are not asked of a row with primary findings.
                    None if rule.weight == Weight::Secondary
                        && findings.iter().any(|f| f.rule().weight == Weight::Primary) =>
                    {
                        Verdict::NotApplicable
                    }
                    None => Verdict::Passed,
                };
                let sentence = match verdict {
                    Verdict::NotChecked => Some(not_checked(n, line.name())),
                    _ => found.map(Finding::sentence),
                };
                let same = |c: &&mut Check| c.rule == rule.id && c.verdict == verdict && c.sentence == sentence;
                match out[start..].iter_mut().find(same) {
                    Some(known) => known.lines.push(i),
                    None => out.push(Check {
                        rule: Cow::Borrowed(rule.id),
                        verdict,
                        severity: Severity::Warn,
                        citation: rule.citation(),
                        lines: vec![i],
                        sentence,
                        rows: Vec::<RowRef>::new(),
                    }),
                }
            }
        }
    }
    // A rule that nothing asked is listed all the same: the trace lists every rule.
    for rule in &WCMC {
        if !out[start..].iter().any(|c| c.rule == rule.id) {
            out.push(Check {
                rule: Cow::Borrowed(rule.id),
                verdict: Verdict::NotApplicable,
                severity: Severity::Warn,
                citation: rule.citation(),
                lines: Vec::new(),
                sentence: None,
                rows: Vec::new(),
            });
        }
    }
}

crate::sentence::messages! {
    REPORTED = "rule-w", "Check of the annual report ({0})", "Contrôle du rapport annuel ({0})", "Control del informe anual ({0})",
        "فحص التقرير السنوي ({0})";
    NAME_NOT_LOADED = "w-name-not-loaded",
        "Whether the report knows the name {0} was not checked: the full list of species is not loaded.",
        "Il n'a pas été vérifié si le rapport connaît le nom {0} : la liste complète des espèces n'est pas chargée.",
        "No se ha comprobado si el informe conoce el nombre {0}: la lista completa de especies no está cargada.",
        "لم يُتحقق هل يعرف التقرير الاسم {0}: القائمة الكاملة للأنواع غير محمَّلة.";
    RANGE_NOT_LOADED = "w-range-not-loaded",
        "Whether {0} occurs in that country was not checked: its distribution is not loaded.",
        "Il n'a pas été vérifié si {0} est présente dans ce pays : sa répartition n'est pas chargée.",
        "No se ha comprobado si {0} se encuentra en ese país: su distribución no está cargada.",
        "لم يُتحقق هل يوجد {0} في ذلك البلد: بيانات انتشاره غير محمَّلة.";
}

fn not_checked(rule: usize, name: String) -> crate::sentence::Sentence {
    let message = if WCMC[rule].id == "W-18" { NAME_NOT_LOADED } else { RANGE_NOT_LOADED };
    message.with([crate::sentence::Arg::text(name)])
}

/// What a rule is, for pages that explain checks and for tests that walk them all.
#[derive(Debug, Clone)]
pub struct RuleInfo {
    /// Id, as in [`Check::rule`].
    pub id: String,
    title: [String; 4],
    /// Where it comes from.
    pub citation: Citation,
    /// Severity.
    pub severity: Severity,
}

impl RuleInfo {
    /// What it is about.
    pub fn title(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.title[1],
            Lang::Es => &self.title[2],
            Lang::Ar if !self.title[3].is_empty() => &self.title[3],
            _ => &self.title[0],
        }
    }
}

/// Every rule the engine can ask: the Convention, the rows of the table of documents, acceptance, the annual report.
pub fn catalogue(pack: &RulePack) -> Vec<RuleInfo> {
    let titles = |m: &crate::sentence::Message| [m.en, m.fr, m.es, m.ar].map(str::to_owned);
    let groups = convention::GROUPS.iter().copied().chain([crate::acceptance::RULES]);
    let mut list: Vec<RuleInfo> = groups
        .flatten()
        .map(|r| RuleInfo {
            id: r.id.to_owned(),
            title: titles(&r.title),
            citation: r.citation.clone(),
            severity: r.severity,
        })
        .collect();
    list.extend(pack.documents.iter().map(|row| RuleInfo {
        id: row.id.clone(),
        title: row.title.clone(),
        citation: row.citation.clone(),
        severity: Severity::Block,
    }));
    list.extend(WCMC.iter().map(|r| RuleInfo {
        id: r.id.to_owned(),
        title: titles(&REPORTED).map(|t| crate::sentence::fill(&t, &[r.columns.to_owned()])),
        citation: r.citation(),
        severity: Severity::Warn,
    }));
    list
}

/// The public question "what documents do I need?": the same rules, about a case without people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The name is not known: choose one from the list.
    UnknownName(Trace),
    /// Nothing listed: no CITES document is needed.
    NoPermitNeeded(Trace),
    /// A rule forbids it; the trace says which and why.
    NotAllowed(Trace),
    /// These documents and findings; the trace has them.
    Documents(Trace),
}

impl Answer {
    /// The whole trace.
    pub fn trace(&self) -> &Trace {
        match self {
            Answer::UnknownName(t) | Answer::NoPermitNeeded(t) | Answer::NotAllowed(t) | Answer::Documents(t) => t,
        }
    }
}

/// Answers the public question. The document asked for is left open, whatever the facts say.
pub fn documents_needed(question: &Facts, pack: &RulePack, taxonomy: &Taxonomy, on: Date) -> Answer {
    let open = Facts { document: None, validity: None, ..question.clone() };
    judge(examine(&open, pack, taxonomy, on))
}

/// Answers whether a special document would do: a travelling exhibition, an instrument, a label, a replacement …
/// The document of the facts is the one asked about.
pub fn document_possible(question: &Facts, pack: &RulePack, taxonomy: &Taxonomy, on: Date) -> Answer {
    judge(examine(question, pack, taxonomy, on))
}

fn judge(trace: Trace) -> Answer {
    if trace.verdict("N1") == Verdict::Blocked {
        return Answer::UnknownName(trace);
    }
    // A line that needs no permit does not forbid the others.
    let b1: Vec<usize> =
        trace.of("B1").filter(|c| c.verdict == Verdict::Blocked).flat_map(|c| c.lines.clone()).collect();
    let needless = |(n, line): (usize, &crate::trace::LineReading)| line.exempt || b1.contains(&n);
    let none = !trace.lines().is_empty() && trace.lines().iter().enumerate().all(needless);
    let forbidden = trace.with(Verdict::Blocked).any(|c| c.rule != "B1");
    if none && (!forbidden || b1.len() == trace.lines().len()) {
        return Answer::NoPermitNeeded(trace);
    }
    if forbidden {
        return Answer::NotAllowed(trace);
    }
    Answer::Documents(trace)
}

impl Trace {
    /// Was every line found not to be listed, so that no permit is needed at all?
    pub fn no_permit_needed(&self) -> bool {
        !self.lines.is_empty()
            && self.lines.iter().all(|l| l.appendix.is_none() || l.exempt)
            && (self.verdict("B1") == Verdict::Blocked || self.lines.iter().all(|l| l.exempt))
            && self.verdict("N1") == Verdict::Passed
    }
}

/// The movement that the documents of a foreign permit are examined under.
pub(crate) const INWARD: Movement = Movement::Import;
