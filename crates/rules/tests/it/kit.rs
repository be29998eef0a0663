//! Short words for the stories.

use cites::taxa::Taxonomy;
use cites::{
    Amount, CountryCode, Date, DocumentType, FindingKind, Purpose, Quantity, Source, TaxonName, Term, Unit, country,
};
use rules::{DocumentFact, Facts, FindingResult, LineFacts, Movement, PartyTable, RulePack, Trace, Verdict};
use std::sync::LazyLock;

pub static TAXA: LazyLock<Taxonomy> = LazyLock::new(|| Taxonomy::demo().unwrap());
pub static BASE: LazyLock<RulePack> = LazyLock::new(|| RulePack::base().unwrap());

pub const QM: CountryCode = country::DEMO_EXPORTER;
pub const QN: CountryCode = country::DEMO_IMPORTER;

pub fn today() -> Date {
    jiff::civil::date(2026, 11, 21)
}

pub fn land(code: &str) -> CountryCode {
    CountryCode::parse(code).unwrap()
}

pub fn line(name: &str, term: Term, amount: &str, unit: Unit, source: Source) -> LineFacts {
    let quantity = Quantity::new(Amount::parse(amount).unwrap(), unit).unwrap();
    LineFacts::new(TaxonName::parse(name).unwrap(), term, quantity, source)
}

/// Export from one country to another, for a purpose, of one line.
pub fn export(from: &str, to: &str, purpose: Purpose, line: LineFacts) -> Facts {
    Facts::new(Movement::Export, land(from), Some(land(to))).asking(DocumentType::Export).purpose(purpose).line(line)
}

pub fn import(into: &str, from: &str, purpose: Purpose, line: LineFacts) -> Facts {
    Facts::new(Movement::Import, land(into), Some(land(from))).asking(DocumentType::Import).purpose(purpose).line(line)
}

pub fn skins() -> Facts {
    export("QM", "QN", Purpose::T, line("Crocodylus niloticus", Term::Ski, "240", Unit::Nar, Source::R))
}

pub fn found(facts: Facts, kinds: &[FindingKind]) -> Facts {
    kinds.iter().fold(facts, |f, k| f.found(*k, FindingResult::Positive, today()))
}

pub fn seen(kind: DocumentType, issuer: &str) -> DocumentFact {
    DocumentFact::seen(kind, land(issuer))
}

pub fn ask(facts: &Facts) -> Trace {
    rules::examine(facts, &BASE, &TAXA, today())
}

pub fn ask_with(facts: &Facts, pack: &RulePack) -> Trace {
    rules::examine(facts, pack, &TAXA, today())
}

pub fn base_with(table: PartyTable, text: &str) -> RulePack {
    RulePack::base().unwrap().with(table, text).unwrap()
}

/// Every sentence of a rule in English, for messages of failed tests.
pub fn said(trace: &Trace) -> String {
    let speaking = trace.speaking();
    speaking.iter().map(|c| format!("\n{} {:?} {}", c.rule, c.verdict, c.sentence(cites::Lang::En))).collect()
}

#[track_caller]
pub fn is(facts: &Facts, rule: &str, verdict: Verdict) {
    let trace = ask(facts);
    assert_eq!(trace.verdict(rule), verdict, "{rule}{}", said(&trace));
}

/// The good specimen passes a rule, the bad one fails it.
#[track_caller]
pub fn good_and_bad(rule: &str, good: &Facts, bad: &Facts, fails_with: Verdict) {
    is(good, rule, Verdict::Passed);
    is(bad, rule, fails_with);
}
