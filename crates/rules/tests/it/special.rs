//! One good and one bad specimen for the smaller cases: effects, transit, simplified procedure, labels, hybrids, trophies.

use crate::kit::*;
use cites::document::Provenance;
use cites::{Amount, DocumentType, FindingKind, Lang, Purpose, Source, Term, Unit, sample};
use rules::acceptance::{Presented, SealState};
use rules::extension::{Arrival, timber};
use rules::{
    Answer, Carriage, DocumentFact, DocumentFrom, Effects, Enrolled, Facts, LineFacts, Movement, PartyTable, Verdict,
    documents_needed,
};

/// Somebody who lives in France comes home with something.
fn home(name: &str, term: Term, amount: &str, unit: Unit, bought_in: &str) -> Facts {
    let facts = Facts::new(Movement::Import, land("FR"), Some(land(bought_in))).purpose(Purpose::P);
    Facts {
        effects: Some(Effects {
            carriage: Carriage::Carried,
            acquired_in: Some(land(bought_in)),
            residence: Some(land("FR")),
            persons: 1,
        }),
        ..facts.line(line(name, term, amount, unit, Source::W))
    }
}

fn with_effects(mut facts: Facts, change: impl Fn(&mut Effects)) -> Facts {
    if let Some(effects) = &mut facts.effects {
        change(effects);
    }
    facts
}

fn free(facts: &Facts) -> bool {
    matches!(documents_needed(facts, &BASE, &TAXA, today()), Answer::NoPermitNeeded(_))
}

#[test]
fn caviar_in_the_luggage_is_free_up_to_125_grams_and_then_not_at_all() {
    let tin = |grams: &str| home("Acipenser gueldenstaedtii", Term::Cav, grams, Unit::Grm, "RU");
    good_and_bad("E4", &tin("125"), &tin("126"), Verdict::Look);
    assert!(free(&tin("125")), "{}", said(&ask(&tin("125"))));
    is(&tin("125"), "E1", Verdict::Noted);
    let trace = ask(&tin("250"));
    let needed: Vec<_> = trace.required_documents().iter().filter(|d| d.from == DocumentFrom::Partner).collect();
    assert_eq!(needed[0].any_of[0], DocumentType::Export, "the whole quantity needs the permit");
    assert!(free(&with_effects(tin("250"), |e| e.persons = 2)), "two people carry 125 g each");
    let kilos = home("Acipenser gueldenstaedtii", Term::Cav, "0.125", Unit::Kgm, "RU");
    assert!(free(&kilos), "the same in kilograms");
    let tins = home("Acipenser gueldenstaedtii", Term::Cav, "1", Unit::Nar, "RU");
    is(&tins, "E4", Verdict::Look);
}

#[test]
fn effects_are_carried_dead_and_personal() {
    let shell = home("Strombus gigas", Term::She, "3", Unit::Nar, "BS");
    assert!(free(&shell), "{}", said(&ask(&shell)));
    good_and_bad("E2", &shell, &with_effects(shell.clone(), |e| e.carriage = Carriage::Sent), Verdict::Look);
    is(&shell.clone().purpose(Purpose::T), "E2", Verdict::Look);
    good_and_bad("E3", &shell, &home("Strombus gigas", Term::Liv, "1", Unit::Nar, "BS"), Verdict::Look);
    good_and_bad("E6", &shell, &shell.clone().purpose(Purpose::H), Verdict::Look);
    let permit = shell.clone().asking(DocumentType::Import);
    is(&permit, "E1", Verdict::NotApplicable);
}

#[test]
fn souvenirs_of_appendix_i_and_of_wild_appendix_ii_need_documents_when_they_come_home() {
    let leopard = home("Panthera pardus", Term::Ski, "1", Unit::Nar, "KE");
    let python = home("Python regius", Term::Lps, "1", Unit::Nar, "GH");
    let walrus = home("Odobenus rosmarus", Term::Car, "1", Unit::Nar, "CA");
    good_and_bad("E5", &walrus, &leopard, Verdict::Look);
    is(&python, "E5", Verdict::Look);
    assert!(free(&walrus), "Appendix III is in neither exception");
    // A move: the leopard was bought at home, or goes to a new home.
    let moved = with_effects(leopard.clone(), |e| {
        (e.carriage, e.acquired_in, e.residence) = (Carriage::Household, Some(land("KE")), Some(land("KE")));
    });
    assert!(free(&moved), "{}", said(&ask(&moved)));
    let bred = Facts { lines: vec![line("Python regius", Term::Lps, "1", Unit::Nar, Source::C)], ..python.clone() };
    assert!(free(&bred), "nothing was taken from the wild there");
    let untold = with_effects(python, |e| e.acquired_in = None);
    is(&untold, "E5", Verdict::Look);
}

#[test]
fn a_party_may_not_leave_effects_free() {
    let table = "id,party,direction,taxon,appendices,terms,sources,purposes,effect,text_en,text_fr,text_es,instrument,provision,revision,valid_from,valid_to\n\
        F1,FR,import,ALL,II,,,,effects-not-free,No exemption.,Pas de dérogation.,Sin exención.,Code,art. 1,2020,2020-01-01,\n";
    let pack = base_with(PartyTable::StricterMeasures, table);
    let shell = home("Strombus gigas", Term::She, "3", Unit::Nar, "BS");
    assert_eq!(ask_with(&shell, &pack).verdict("E7"), Verdict::Look);
    is(&shell, "E7", Verdict::Passed);
    let cow = home("Bos taurus", Term::Ski, "3", Unit::Nar, "BS");
    assert_ne!(ask_with(&cow, &pack).verdict("B1"), Verdict::Noted, "it says nothing of unlisted species");
}

#[test]
fn a_transit_is_a_movement_with_a_destination_and_no_permit() {
    let python = line("Python regius", Term::Liv, "3", Unit::Nar, Source::C);
    let through = Facts::new(Movement::Transit, land("FR"), Some(land("GH"))).purpose(Purpose::T).line(python);
    let to = |c: &str| Facts { destination: Some(land(c)), ..through.clone() };
    good_and_bad("X2", &to("US"), &through, Verdict::Look);
    is(&to("FR"), "X2", Verdict::Look);
    good_and_bad("X1", &to("US"), &to("US").asking(DocumentType::Import), Verdict::Blocked);
    let trace = ask(&to("US"));
    assert!(trace.required_documents().iter().all(|d| d.from == DocumentFrom::Partner), "only foreign documents");
    assert!(trace.required_findings().is_empty());
}

#[test]
fn partial_documents_are_for_registered_people_and_easy_trade() {
    let ask_for = |l: LineFacts, number: Option<&str>| Facts {
        document: Some(DocumentType::Partial),
        registration: number.map(str::to_owned),
        ..export("FR", "US", Purpose::M, l)
    };
    let blood = || line("Python regius", Term::Spe, "5", Unit::Mlt, Source::W);
    good_and_bad("M7", &ask_for(blood(), Some("FR-SP-3")), &ask_for(blood(), None), Verdict::Look);
    is(&ask_for(line("Python regius", Term::Liv, "5", Unit::Nar, Source::W), Some("FR-SP-3")), "M7", Verdict::Look);
    is(&ask_for(line("Python regius", Term::Liv, "5", Unit::Nar, Source::C), Some("FR-SP-3")), "M7", Verdict::Passed);
}

#[test]
fn the_register_of_the_simplified_procedure_has_the_last_word() {
    let with = |said: Option<Enrolled>| Facts {
        document: Some(DocumentType::Partial),
        registration: Some("QM-SP-0001".into()),
        registered: said,
        ..export("FR", "US", Purpose::T, line("Python regius", Term::Skp, "5", Unit::Nar, Source::C))
    };
    for refused in [
        Enrolled::Unknown,
        Enrolled::NotInForce,
        Enrolled::NotFor(vec!["Python regius".into()]),
        Enrolled::NotOpen("7, 9".into()),
        Enrolled::TooMuch("Python regius".into(), Amount::whole(2), Unit::Nar),
    ] {
        good_and_bad("M13", &with(Some(Enrolled::Holds)), &with(Some(refused)), Verdict::Blocked);
    }
    // The public wizard asks no register.
    assert_eq!(ask(&with(None)).verdict("M13"), Verdict::NotApplicable);
}

#[test]
fn a_phytosanitary_certificate_that_comes_in_counts_only_from_parties_that_use_it() {
    let plants = |s| import("CH", "NL", Purpose::T, line("Pachypodium lamerei", Term::Liv, "9", Unit::Nar, s));
    let held = |s| plants(s).holding(seen(DocumentType::Phyto, "NL"));
    let pack = base_with(PartyTable::PhytoParties, "party\nNL\n");
    assert_eq!(ask_with(&held(Source::A), &pack).verdict("M8"), Verdict::Passed);
    assert_eq!(ask(&held(Source::A)).verdict("M8"), Verdict::Blocked, "not known to use it");
    assert_eq!(ask_with(&held(Source::W), &pack).verdict("M8"), Verdict::Blocked, "wild plants");
}

#[test]
fn a_sample_collection_lives_as_long_as_its_carnet() {
    let until = jiff::civil::date(2027, 2, 1);
    let bags = |carnet: Option<&str>, last| Facts {
        document: Some(DocumentType::Sample),
        validity: Some((today(), until)),
        carnet: carnet.map(|n| (n.to_owned(), last)),
        ..export("FR", "US", Purpose::Q, line("Python regius", Term::Lps, "9", Unit::Nar, Source::C))
    };
    good_and_bad("M9", &bags(Some("ATA 1"), until), &bags(None, until), Verdict::Look);
    is(&bags(Some("ATA 1"), jiff::civil::date(2027, 1, 1)), "M9", Verdict::Look);
}

#[test]
fn scientific_labels_are_for_registered_institutions() {
    let sheet = |p, term, number: Option<&str>| Facts {
        document: Some(DocumentType::Scilabel),
        registration: number.map(str::to_owned),
        ..export("FR", "US", p, line("Python regius", term, "9", Unit::Nar, Source::W))
    };
    let good = sheet(Purpose::S, Term::Spe, Some("FR 001"));
    good_and_bad("M10", &good, &sheet(Purpose::T, Term::Spe, Some("FR 001")), Verdict::Blocked);
    is(&sheet(Purpose::S, Term::Liv, Some("FR 001")), "M10", Verdict::Blocked);
    is(&sheet(Purpose::S, Term::Spe, None), "M10", Verdict::Blocked);
}

#[test]
fn a_replacement_names_the_old_document_and_does_not_outlive_it() {
    let again = |old: Option<(&str, &str)>| Facts {
        document: Some(DocumentType::Replace),
        validity: Some((today(), jiff::civil::date(2027, 2, 1))),
        replaces: old.map(|(n, day)| (n.to_owned(), day.parse().unwrap())),
        ..skins()
    };
    good_and_bad("M11", &again(Some(("26QM000001", "2027-02-01"))), &again(None), Verdict::Look);
    is(&again(Some(("26QM000001", "2027-01-01"))), "M11", Verdict::Look);
}

#[test]
fn instruments_and_animals_of_a_circus_can_be_known_again() {
    let violin = |marks: &[&str]| {
        let mut l = line("Dalbergia nigra", Term::Wpr, "1", Unit::Nar, Source::O);
        l.marks = marks.iter().map(ToString::to_string).collect();
        Facts { document: Some(DocumentType::Mic), ..export("DE", "US", Purpose::P, l) }
    };
    good_and_bad("M12", &violin(&["maker Roth, no. 12"]), &violin(&[]), Verdict::Look);
    let bear = |marks: &[&str]| {
        let mut l = line("Ursus arctos", Term::Liv, "1", Unit::Nar, Source::C);
        l.marks = marks.iter().map(ToString::to_string).collect();
        Facts { document: Some(DocumentType::Tec), ..export("DE", "CH", Purpose::Q, l) }
    };
    good_and_bad("M1", &bear(&["chip 968000001234567"]), &bear(&[]), Verdict::Blocked);
    let findings: Vec<FindingKind> = ask(&bear(&["chip"])).required_findings().iter().map(|f| f.kind).collect();
    assert_eq!(findings, [FindingKind::Bred, FindingKind::Transport], "Art. VII.7");
}

#[test]
fn trophies_carry_their_tag_and_come_from_the_country_of_origin() {
    let leopard = |tag: &[&str]| {
        let mut l = line("Panthera pardus", Term::Tro, "1", Unit::Nar, Source::W);
        l.marks = tag.iter().map(ToString::to_string).collect();
        export("TZ", "FR", Purpose::H, l)
    };
    good_and_bad("P9", &leopard(&["TZ 26 014/500"]), &leopard(&[]), Verdict::Look);
    let mut onward = leopard(&["TZ 26 014/500"]);
    onward.movement = Movement::Reexport;
    good_and_bad("P8", &leopard(&[]), &onward, Verdict::Look);
}

#[test]
fn hybrid_animals_count_four_generations_and_propagated_hybrids_are_easier() {
    let cat = |n: Option<u8>| {
        let mut l = line("Felis catus × Leptailurus serval", Term::Liv, "1", Unit::Nar, Source::C);
        (l.generations, l.parents) = (n, vec![cites::TaxonName::parse("Leptailurus serval").unwrap()]);
        if TAXA.resolve(l.taxon.stem()).is_none() {
            l.taxon = cites::TaxonName::parse("Leptailurus serval").unwrap();
        }
        export("FR", "US", Purpose::P, l)
    };
    good_and_bad("N6", &cat(Some(3)), &cat(None), Verdict::Look);
    is(&cat(Some(5)), "N6", Verdict::Look);
    let orchid = |s| export("NL", "CH", Purpose::T, line("Ariocarpus × hybridus", Term::Liv, "9", Unit::Nar, s));
    let trace = ask(&orchid(Source::A));
    assert_eq!(trace.verdict("N7"), Verdict::Noted, "{}", said(&trace));
    is(&orchid(Source::W), "N7", Verdict::NotApplicable);
    let pack = base_with(PartyTable::PhytoParties, "party\nNL\n");
    let phyto = Facts { document: Some(DocumentType::Phyto), ..orchid(Source::A) };
    assert_eq!(ask_with(&phyto, &pack).verdict("M6"), Verdict::Passed, "{}", said(&ask_with(&phyto, &pack)));
}

#[test]
fn appendix_i_from_a_state_that_is_not_a_party_goes_to_the_secretariat_first() {
    let skin = |name: &str| import("FR", "HT", Purpose::S, line(name, Term::Ski, "1", Unit::Nar, Source::W));
    is(&skin("Panthera pardus"), "B3-I", Verdict::Look);
    is(&skin("Python regius"), "B3-I", Verdict::NotApplicable);
    is(
        &import("FR", "KE", Purpose::S, line("Panthera pardus", Term::Ski, "1", Unit::Nar, Source::W)),
        "B3-I",
        Verdict::Passed,
    );
}

#[test]
fn foreign_papers_are_read_for_origin_transport_and_fault() {
    let at = |permit: &cites::PermitDocument, rule: &str| {
        let presented = Presented {
            document: permit,
            country: QN,
            from_issuer: true,
            seal: SealState::Verified,
            withdrawn: false,
            used_before: false,
            left_on: None,
            quantities: None,
            ours: &[] as &[DocumentFact],
        };
        rules::acceptance::examine(&presented, &BASE, &TAXA, jiff::civil::date(2026, 12, 1)).verdict(rule)
    };
    let mut again = sample::endorsed_export();
    again.kind = DocumentType::Reexport;
    again.special_conditions.clear();
    for l in &mut again.lines {
        l.origin =
            Some(Provenance { country: land("ZW"), permit: cites::PermitNumber::parse("25ZW000001").ok(), date: None });
    }
    assert_eq!(at(&again, "C7"), Verdict::Passed);
    again.lines[0].origin = None;
    assert_eq!(at(&again, "C7"), Verdict::Look);
    // Any sentence in box 5 was a justification once; an officer reads it now.
    again.special_conditions = vec!["Live specimens: IATA.".into()];
    assert_eq!(at(&again, "C7"), Verdict::Look);
    let mut live = sample::endorsed_export();
    assert_eq!(at(&live, "C10"), Verdict::Passed);
    live.lines[0].term = Term::Liv;
    assert_eq!(at(&live, "C10"), Verdict::Noted);
    assert_eq!((at(&live, "C13"), at(&live, "C14")), (Verdict::Passed, Verdict::Passed));
    live.kind = DocumentType::Retro;
    assert_eq!(at(&live, "C14"), Verdict::Look);
    // As such papers really come: the kind that they stand for, and the mark in box 5.
    live.kind = DocumentType::Export;
    for said in [
        "ISSUED RETROSPECTIVELY. Reason: a strike",
        "Délivré a posteriori (rétroactif)",
        "EXPEDIDO CON CARÁCTER RETROACTIVO",
    ] {
        live.special_conditions = vec!["Other.".into(), said.into()];
        assert_eq!(at(&live, "C14"), Verdict::Look, "{said}");
    }
    let mut one = live.clone();
    for l in &mut one.lines {
        l.taxon = cites::TaxonName::parse("Panthera pardus").unwrap();
        l.appendix = cites::Appendix::I;
    }
    assert_eq!(at(&one, "C14"), Verdict::Blocked, "never for Appendix I");
    live.authority.address.country = land("HT");
    assert_eq!(at(&live, "C13"), Verdict::Look);
}

#[test]
fn timber_that_arrived_in_time_is_extended_once_by_six_months() {
    let mut permit = sample::endorsed_export();
    for l in &mut permit.lines {
        (l.taxon, l.term) = (cites::TaxonName::parse("Swietenia macrophylla").unwrap(), Term::Saw);
    }
    let arrival = Arrival { on: permit.valid_until, extended_before: false };
    let last = timber(&permit, arrival, &TAXA).expect("annotation #6, arrived on the last day");
    assert_eq!(last, permit.valid_until.checked_add(jiff::ToSpan::months(6)).unwrap());
    let late = Arrival { on: permit.valid_until.tomorrow().unwrap(), extended_before: true };
    assert_eq!(timber(&permit, late, &TAXA).unwrap_err().len(), 2, "late, and a second time");
    permit.lines[0].taxon = cites::TaxonName::parse("Crocodylus niloticus").unwrap();
    let why = timber(&permit, arrival, &TAXA).unwrap_err();
    assert!(why[0].text(Lang::En).contains("not timber"), "{}", why[0].text(Lang::En));
}
