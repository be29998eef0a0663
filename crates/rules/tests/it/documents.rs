//! The table of documents and findings, row by row (`spec/permits.md` 4.2).

use crate::kit::*;
use cites::taxa::Taxonomy;
use cites::{CountryCode, DocumentType, FindingKind, Purpose, Source, Term, Unit};
use rules::{DocumentFrom, Facts, LineFacts, Movement, PartyTable, Verdict};

/// Appendix I, II and III specimens of animals and plants, with the country whose population it is.
fn specimen(appendix: &str, source: Source, live: bool) -> (LineFacts, &'static str) {
    let plant = matches!(source, Source::A);
    let (name, from) = match (appendix, plant) {
        ("I", false) => ("Loxodonta africana", "KE"),
        ("I", true) => ("Ariocarpus fissuratus", "MX"),
        ("II", false) => ("Python regius", "GH"),
        ("II", true) => ("Pachypodium lamerei", "MG"),
        // Listed by Canada.
        (_, _) => ("Odobenus rosmarus", "CA"),
    };
    let term = if live { Term::Liv } else { Term::Bod };
    (line(name, term, "3", Unit::Nar, source), from)
}

fn case(appendix: &str, source: Source, movement: Movement, live: bool) -> Facts {
    let (mut l, from) = specimen(appendix, source, live);
    let (us, partner) = match movement {
        Movement::Export => (from, "CH"),
        Movement::Import => ("CH", from),
        Movement::Reexport => ("CH", "US"),
        Movement::FromSea => (from, "ZZ"),
        Movement::Transit => ("CH", from),
    };
    if movement == Movement::Reexport {
        l.origin = Some(land(from));
    }
    Facts::new(movement, land(us), Some(land(partner))).purpose(Purpose::S).line(l)
}

fn list<T: Copy>(items: &[T], code: fn(T) -> &'static str) -> String {
    items.iter().map(|i| code(*i)).collect::<Vec<_>>().join("|")
}

/// Our document / documents of the other country / findings.
fn needed(facts: &Facts) -> String {
    let trace = ask(facts);
    let docs = |from| {
        let of = trace.required_documents().iter().filter(|d| d.from == from);
        of.map(|d| list(&d.any_of, DocumentType::code)).collect::<Vec<_>>().join(" + ")
    };
    let findings: Vec<FindingKind> = trace.required_findings().iter().map(|f| f.kind).collect();
    format!("{} / {} / {}", docs(DocumentFrom::Us), docs(DocumentFrom::Partner), list(&findings, FindingKind::code))
}

#[test]
fn every_row_of_the_table_asks_for_its_documents_and_findings() {
    use Movement::{Export, FromSea, Import, Reexport};
    use Source::{A, C, D, F, O, U, W, X};
    let table: &[(&str, Source, Movement, bool, &str)] = &[
        ("I", W, Export, true, "EXPORT / IMPORT / NDF_EXPORT|LAF|TRANSPORT|IMPORT_PERMIT_SEEN"),
        ("I", F, Export, false, "EXPORT / IMPORT / NDF_EXPORT|LAF|IMPORT_PERMIT_SEEN"),
        ("I", U, Export, false, "EXPORT / IMPORT / NDF_EXPORT|LAF|IMPORT_PERMIT_SEEN"),
        ("I", W, Import, true, "IMPORT / EXPORT|REEXPORT / NDF_IMPORT|HOUSING|NPC"),
        ("I", W, Import, false, "IMPORT / EXPORT|REEXPORT / NDF_IMPORT|NPC"),
        ("I", D, Export, true, "EXPORT /  / BRED|REGISTERED|LAF|NDF_EXPORT|TRANSPORT"),
        ("I", D, Import, true, " / EXPORT|REEXPORT / "),
        ("I", C, Export, true, "CAPTIVE|EXPORT /  / BRED|TRANSPORT"),
        ("I", A, Export, true, "ARTPROP|EXPORT /  / PROPAGATED|TRANSPORT"),
        ("I", O, Export, false, "PRECONV /  / PRECONV"),
        ("I", O, Reexport, false, "PRECONV /  / PRECONV"),
        ("I", W, Reexport, true, "REEXPORT / IMPORT / LEGAL_IMPORT|TRANSPORT|IMPORT_PERMIT_SEEN"),
        ("I", W, Reexport, false, "REEXPORT /  / LEGAL_IMPORT"),
        ("II", W, Export, true, "EXPORT /  / NDF_EXPORT|LAF|TRANSPORT"),
        ("II", F, Export, false, "EXPORT /  / NDF_EXPORT|LAF"),
        ("II", C, Export, true, "CAPTIVE|EXPORT /  / BRED|LAF|TRANSPORT"),
        ("II", A, Export, true, "ARTPROP|EXPORT /  / PROPAGATED|LAF|TRANSPORT"),
        ("II", O, Export, false, "PRECONV /  / PRECONV"),
        ("II", O, Reexport, false, "PRECONV /  / PRECONV"),
        ("II", W, Import, false, " / EXPORT|REEXPORT / "),
        ("II", C, Import, false, " / EXPORT|REEXPORT|CAPTIVE / "),
        ("II", W, Reexport, true, "REEXPORT /  / LEGAL_IMPORT|TRANSPORT"),
        ("III", W, Export, true, "EXPORT /  / LAF|TRANSPORT"),
        ("III", W, Reexport, false, "REEXPORT /  / "),
        ("III", W, Import, false, " / EXPORT|ORIGIN|REEXPORT / "),
    ];
    for (appendix, source, movement, live, expected) in table {
        let facts = case(appendix, *source, *movement, *live);
        let trace = ask(&facts);
        let is = trace.lines()[0].appendix.map(|a| a.code());
        assert_eq!(is, Some(*appendix), "the specimen{}", said(&trace));
        assert_eq!(needed(&facts), *expected, "Appendix {appendix}, source {source}, {movement:?}, live {live}");
    }
    let _ = (FromSea, X);
}

#[test]
fn introduction_from_the_sea_needs_its_certificate() {
    let shark = |name: &str, term| {
        let l = line(name, term, "3", Unit::Nar, Source::X);
        Facts::new(Movement::FromSea, land("ES"), Some(CountryCode::SEA)).purpose(Purpose::S).line(l)
    };
    assert_eq!(needed(&shark("Carcharhinus longimanus", Term::Bod)), "IFS /  / NDF_IFS");
    assert_eq!(needed(&shark("Carcharhinus longimanus", Term::Liv)), "IFS /  / NDF_IFS|TRANSPORT");
    assert_eq!(needed(&shark("Latimeria chalumnae", Term::Liv)), "IFS /  / NDF_IFS|HOUSING|NPC");
}

#[test]
fn appendix_iii_from_another_state_needs_a_certificate_of_origin() {
    let (l, _) = specimen("III", Source::W, false);
    let facts = Facts::new(Movement::Export, land("NO"), Some(land("CH"))).purpose(Purpose::S).line(l);
    assert_eq!(needed(&facts), "ORIGIN /  / ");
    let wrong = facts.asking(DocumentType::Export);
    assert_eq!(ask(&wrong).verdict("D-III-EXP-O"), Verdict::Blocked);
}

#[test]
fn plants_may_go_with_a_phytosanitary_certificate_where_the_party_uses_it() {
    let (l, _) = specimen("II", Source::A, true);
    let facts = Facts::new(Movement::Export, land("NL"), Some(land("CH"))).purpose(Purpose::T).line(l);
    let facts = facts.asking(DocumentType::Phyto);
    let pack = base_with(PartyTable::PhytoParties, "party\nNL\n");
    let trace = ask_with(&facts, &pack);
    assert_eq!((trace.verdict("D-II-EXP-PHYTO"), trace.verdict("M6")), (Verdict::Awaited, Verdict::Passed));
    assert!(!trace.is_blocked(), "{}", said(&trace));
    assert_eq!(ask(&facts).verdict("M6"), Verdict::Blocked, "not known to use it");
}

#[test]
fn the_wrong_document_is_named_and_the_right_one_offered() {
    let mut facts = skins();
    facts.document = Some(DocumentType::Reexport);
    let trace = ask(&facts);
    let check = trace.of("D-II-EXP-W").find(|c| c.verdict == Verdict::Blocked).expect("wrong document");
    assert_eq!(
        check.sentence(cites::Lang::En),
        "Ask for this document instead of Re-export certificate: Export permit."
    );
    let mut surplus = import("CH", "GH", Purpose::S, specimen("II", Source::W, false).0);
    surplus.document = Some(DocumentType::Import);
    assert_eq!(ask(&surplus).verdict("D-II-IMP"), Verdict::Noted, "App. II needs no import permit");
}

#[test]
fn every_combination_of_appendix_source_and_movement_is_covered() {
    let taxa: &Taxonomy = &TAXA;
    for appendix in ["I", "II", "III"] {
        for movement in [Movement::Export, Movement::Reexport, Movement::Import] {
            for source in Source::ALL {
                let facts = case(appendix, *source, movement, true);
                let trace = rules::examine(&facts, &BASE, taxa, today());
                let hit =
                    trace.checks().iter().any(|c| c.rule.starts_with("D-") && c.verdict != Verdict::NotApplicable);
                assert!(hit, "Appendix {appendix} {movement:?} source {source}");
            }
        }
    }
}
