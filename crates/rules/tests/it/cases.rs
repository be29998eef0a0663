//! One good and one bad specimen for every rule of the Convention.

use crate::kit::*;
use cites::{
    Amount, Appendix, CountryCode, Digest, DocumentType, FindingKind, Lang, Purpose, Source, TaxonName, Term, Unit,
};
use rules::{
    Answer, DocumentFact, Facts, FindingFact, FindingResult, LineFacts, Movement, PartyTable, QuotaFact, RulePack,
    Verdict, documents_needed,
};

const CROC: &str = "Crocodylus niloticus";
const ELEPHANT: &str = "Loxodonta africana";

fn croc() -> LineFacts {
    line(CROC, Term::Ski, "240", Unit::Nar, Source::R)
}

fn tusk(source: Source) -> LineFacts {
    line(ELEPHANT, Term::Tus, "2", Unit::Nar, source)
}

fn change(mut facts: Facts, with: impl Fn(&mut LineFacts)) -> Facts {
    facts.lines.iter_mut().for_each(with);
    facts
}

#[test]
fn two_hundred_forty_ranched_skins_go_from_qm_to_qn() {
    let findings = [FindingKind::NdfExport, FindingKind::Laf];
    let open = ask(&skins());
    assert!(!open.is_blocked(), "{}", said(&open));
    assert!(open.is_awaiting(), "the findings are not made yet");
    let kinds: Vec<FindingKind> = open.required_findings().iter().map(|f| f.kind).collect();
    assert_eq!(kinds, findings, "skins need no transport finding");
    assert_eq!(open.required_documents()[0].any_of, [DocumentType::Export]);

    let decided = ask(&found(skins(), &findings));
    assert!(!decided.is_blocked() && !decided.is_awaiting(), "{}", said(&decided));
    let draft = Digest::of("test", b"the draft");
    let clearance = decided.clear(draft, today()).expect("nothing stands against it");
    assert_eq!((clearance.draft(), clearance.decided_on()), (draft, today()));
}

#[test]
fn a_clearance_is_not_given_while_something_is_awaited_blocked_or_of_another_day() {
    let draft = Digest::of("test", b"x");
    assert!(ask(&skins()).clear(draft, today()).is_err(), "findings are awaited");
    let done = found(skins(), &[FindingKind::NdfExport, FindingKind::Laf]);
    assert!(ask(&done).clear(draft, today().tomorrow().unwrap()).is_err(), "made for another day");
    let ivory = found(export("QM", "QN", Purpose::T, tusk(Source::W)), FindingKind::ALL);
    let back = ask(&ivory).clear(draft, today()).expect_err("Appendix I for commerce");
    assert_eq!(back.verdict("P1"), Verdict::Blocked, "the trace comes back to be shown");
}

#[test]
fn a_trace_survives_storage_and_speaks_three_languages() {
    let trace = ask(&export("QM", "QN", Purpose::T, tusk(Source::W)));
    let text = serde_json::to_string(&trace).unwrap();
    let back: rules::Trace = serde_json::from_str(&text).unwrap();
    assert_eq!(back, trace);
    let check = back.of("P1").find(|c| c.verdict == Verdict::Blocked).unwrap();
    assert!(check.sentence(Lang::En).starts_with("Refuse: Loxodonta africana is in Appendix I"));
    assert!(check.sentence(Lang::Fr).starts_with("Refusez : Loxodonta africana est à l'Annexe I"));
    assert!(check.sentence(Lang::Es).starts_with("Deniegue: Loxodonta africana está en el Apéndice I"));
}

#[test]
fn elephants_stand_in_the_appendix_of_their_population() {
    let appendix = |from: &str| ask(&export(from, "FR", Purpose::P, tusk(Source::W))).lines()[0].appendix;
    assert_eq!(appendix("BW"), Some(Appendix::II), "Botswana");
    assert_eq!(appendix("KE"), Some(Appendix::I), "Kenya");
    // Re-export: the origin counts, not the exporter; unknown origin is read strictly.
    let mut facts = Facts::new(Movement::Reexport, land("FR"), Some(land("US"))).purpose(Purpose::P);
    facts = facts.asking(DocumentType::Reexport).line(tusk(Source::W).from_country(land("BW")));
    assert_eq!(ask(&facts).lines()[0].appendix, Some(Appendix::II));
    facts.lines[0].origin = None;
    let trace = ask(&facts);
    assert_eq!(trace.lines()[0].appendix, Some(Appendix::I), "unknown origin: the strictest");
    assert_eq!(trace.verdict("A2"), Verdict::Look, "and an officer is told{}", said(&trace));
}

#[test]
fn b1_and_n1_listed_known_and_unknown_names() {
    let cow = export("FR", "US", Purpose::T, line("Antilocapra americana", Term::Ski, "3", Unit::Nar, Source::W));
    is(&skins(), "B1", Verdict::Passed);
    is(&cow, "B1", Verdict::Blocked);
    assert!(ask(&cow).no_permit_needed(), "only the population of Mexico is listed");
    let nonsense = export("QM", "QN", Purpose::T, line("Fantasia ignota", Term::Ski, "3", Unit::Nar, Source::W));
    good_and_bad("N1", &skins(), &nonsense, Verdict::Blocked);
    is(&nonsense, "B1", Verdict::NotApplicable);
}

#[test]
fn n2_n3_n4_n5_names_above_species_synonyms_and_hybrids() {
    let orchid = |name: &str| export("EC", "FR", Purpose::T, line(name, Term::Liv, "3", Unit::Nar, Source::A));
    good_and_bad("N2", &skins(), &orchid("Cattleya inventata"), Verdict::Look);
    let higher = |name: &str, term| export("ID", "FR", Purpose::T, line(name, term, "3", Unit::Kgm, Source::W));
    good_and_bad("N4", &higher("Acropora spp.", Term::Cor), &higher("Felidae spp.", Term::Bon), Verdict::Blocked);
    is(&orchid("Paphiopedilum × vexillarium"), "N5", Verdict::Look);
    is(&skins(), "N5", Verdict::NotApplicable);
    is(&skins(), "N3", Verdict::Passed);
    let synonym = TAXA.taxa().len();
    assert!(synonym > 7000, "shipped names");
    // A synonym of the shipped part.
    let old = export("CD", "FR", Purpose::T, line("Osteolaemus osborni", Term::Ski, "3", Unit::Nar, Source::W));
    is(&old, "N3", Verdict::Noted);
}

#[test]
fn a1_annotations_are_read_by_term_and_an_officer_confirms_a_hit() {
    let wood = |from, term, amount, unit| {
        export(from, "FR", Purpose::T, line("Dalbergia spp.", term, amount, unit, Source::W))
    };
    is(&wood("MG", Term::Log, "3", Unit::Mtq), "A1", Verdict::Noted);
    let trace = ask(&wood("MG", Term::Lvs, "3", Unit::Kgm));
    assert_eq!(trace.verdict("A1"), Verdict::Look, "{}", said(&trace));
    assert!(trace.needs_officer());
    // #15: finished products up to ten kilograms of wood in a shipment, all lines together.
    let says = |facts: &Facts, key: &str| {
        let trace = ask(facts);
        let found = trace.of("A1").any(|c| c.sentence.as_ref().is_some_and(|s| s.key == key));
        assert!(found, "{key}{}", said(&trace));
    };
    let chairs = |kg| wood("MG", Term::Wpr, kg, Unit::Kgm);
    says(&chairs("10"), "a1-light");
    says(&chairs("10.1"), "a1-heavy");
    says(&wood("MG", Term::Wpr, "2", Unit::Nar), "a1-weigh");
    let second = line("Dalbergia spp.", Term::Wpr, "400", Unit::Grm, Source::W);
    says(&chairs("9.7").line(second), "a1-heavy");
    // From Mexico #6 counts instead: a chair is not named there.
    says(&wood("MX", Term::Wpr, "20", Unit::Kgm), "a1-excluded");
    // Live plants are always covered; so are whole dried ones. Seeds are left out, but not those of cacti from Mexico.
    let cactus = |from, term, source| {
        export(from, "FR", Purpose::T, line("Echinopsis chiloensis", term, "3", Unit::Nar, source))
    };
    is(&cactus("CL", Term::Liv, Source::W), "A1", Verdict::Noted);
    is(&cactus("CL", Term::Dpl, Source::W), "A1", Verdict::Noted);
    is(&cactus("CL", Term::See, Source::A), "A1", Verdict::Look);
    is(&cactus("MX", Term::See, Source::A), "A1", Verdict::Noted);
    is(&cactus("CL", Term::Flo, Source::W), "A1", Verdict::Noted);
    is(&cactus("CL", Term::Flo, Source::A), "A1", Verdict::Look);
    let lion = export("ZA", "FR", Purpose::T, line("Varanus niloticus", Term::Ski, "3", Unit::Nar, Source::W));
    is(&lion, "A1", Verdict::NotApplicable);
}

#[test]
fn a3_the_appendix_in_box_10_is_the_one_in_force() {
    let stated = |a| change(skins(), |l| l.appendix = Some(a));
    good_and_bad("A3", &stated(Appendix::II), &stated(Appendix::I), Verdict::Blocked);
}

#[test]
fn b2_a_reservation_makes_a_party_a_non_party_for_that_species() {
    is(&skins(), "B2", Verdict::NotChecked);
    let table = "country,taxon_name,start_date,end_date\nJP,Crocodylia,1990-01-01,\nIS,Cetacea,1990-01-01,2000-01-01\n";
    let pack = base_with(PartyTable::Reservations, table);
    let to = |c: &str| ask_with(&export("ZW", c, Purpose::T, croc()), &pack).verdict("B2");
    assert_eq!((to("JP"), to("FR")), (Verdict::Look, Verdict::Passed));
}

#[test]
fn b3_a_state_that_is_not_a_party_gives_comparable_documents() {
    good_and_bad("B3", &export("ZW", "FR", Purpose::T, croc()), &export("ZW", "HT", Purpose::T, croc()), Verdict::Look);
}

#[test]
fn b4_suspended_trade_is_refused_unless_it_is_exempt_or_over() {
    is(&skins(), "B4", Verdict::NotChecked);
    let table = "country,taxon_name,start_date,end_date,scope,notification\n\
        LR,,2018-01-22,,All commercial trade in specimens of CITES-listed species.,No. 2018/001\n\
        MG,Calumma,2012-09-25,2013-05-02,\"All exports, except some\",\n\
        BJ,Pandinus imperator,2013-05-02,,Pandinus imperator,No. 2023/034\n\
        CM,,2022-06-08,,All commercial trade in specimens of Pterocarpus erinaceus,\n\
        TD,,2020-01-01,,All exports of CITES-listed species.,\n";
    let exempt = "country,taxon_name,start_date,end_date,terms,sources,exempt_purposes,suspension_scope\n\
        TD,Crocodylus niloticus,2020-01-01,,ALL,R,ALL,All exports of CITES-listed species.\n";
    let pack = base_with(PartyTable::Suspensions, table).with(PartyTable::SuspensionExemptions, exempt).unwrap();
    let verdict = |f: &Facts, rule: &str| ask_with(f, &pack).verdict(rule);
    let from = |c: &str, p, l: LineFacts| export(c, "FR", p, l);
    assert_eq!(verdict(&from("LR", Purpose::T, croc()), "B4"), Verdict::Blocked, "commercial");
    assert_eq!(verdict(&from("LR", Purpose::S, croc()), "B4"), Verdict::Passed, "scientific");
    assert_eq!(verdict(&from("LR", Purpose::Z, croc()), "B4-W"), Verdict::Look, "a zoo may be commercial");
    assert_eq!(verdict(&export("ZW", "LR", Purpose::T, croc()), "B4"), Verdict::Blocked, "into that country too");
    let scorpion = || line("Pandinus imperator", Term::Liv, "3", Unit::Nar, Source::W);
    assert_eq!(verdict(&from("BJ", Purpose::P, scorpion()), "B4"), Verdict::Blocked, "one species");
    assert_eq!(verdict(&from("BJ", Purpose::P, croc()), "B4"), Verdict::Passed, "another species");
    let chameleon = line("Calumma parsonii", Term::Liv, "3", Unit::Nar, Source::W);
    assert_eq!(verdict(&from("MG", Purpose::T, chameleon), "B4"), Verdict::Passed, "over since 2013");
    assert_eq!(verdict(&from("CM", Purpose::T, croc()), "B4"), Verdict::Passed, "words do not block another species");
    assert_eq!(verdict(&from("CM", Purpose::T, croc()), "B4-W"), Verdict::Look, "an officer reads them");
    assert_eq!(verdict(&from("TD", Purpose::T, croc()), "B4"), Verdict::Passed, "exempt: ranched");
    let wild = line(CROC, Term::Ski, "3", Unit::Nar, Source::W);
    assert_eq!(verdict(&from("TD", Purpose::T, wild), "B4"), Verdict::Blocked, "wild is not exempt");
}

#[test]
fn b5_a_zero_quota_of_an_annotation_stops_wild_skins_from_egypt() {
    let egypt = |source| export("EG", "FR", Purpose::T, line(CROC, Term::Ski, "10", Unit::Nar, source));
    good_and_bad("B5", &egypt(Source::R), &egypt(Source::W), Verdict::Blocked);
    is(&export("EG", "FR", Purpose::S, line(CROC, Term::Ski, "10", Unit::Nar, Source::W)), "B5", Verdict::Passed);
    let old = jiff::civil::date(2009, 1, 1);
    let trace = rules::examine(&egypt(Source::W), &BASE, &TAXA, old);
    assert_eq!(trace.verdict("B5"), Verdict::Passed, "not yet in force in 2009");
}

#[test]
fn b6_what_a_quota_has_left_is_what_may_be_asked() {
    let quota =
        |taken| QuotaFact { id: "Q1".into(), limit: Amount::whole(1600), taken: Amount::whole(taken), unit: Unit::Nar };
    let with = |taken| change(skins(), move |l| l.quotas = vec![quota(taken)]);
    good_and_bad("B6", &with(1360), &with(1361), Verdict::Blocked);
    // Two lines draw on the same quota together.
    let mut two = with(1300);
    two.lines.push(two.lines[0].clone());
    is(&two, "B6", Verdict::Blocked);
    // The quota is in kilograms: not compared, and not passed either.
    is(&change(with(0), |l| l.quotas[0].unit = Unit::Kgm), "B6", Verdict::NotChecked);
    // Tanzania has a quota and the ledger has none.
    let tanzania = export("TZ", "FR", Purpose::T, line(CROC, Term::Ski, "10", Unit::Nar, Source::W));
    is(&tanzania, "B6", Verdict::NotChecked);
}

#[test]
fn b7_confiscated_and_unknown_sources_go_to_an_officer() {
    let source = |s| change(skins(), move |l| l.source = Some(s));
    good_and_bad("B7", &skins(), &source(Source::I), Verdict::Look);
    assert!(ask(&source(Source::U)).needs_officer());
    let mut unsure = skins();
    unsure.findings.push(FindingFact {
        kind: FindingKind::Laf,
        line: Some(0),
        result: FindingResult::Insufficient,
        made_on: today(),
        expires: None,
        cap: None,
    });
    is(&unsure, "B7", Verdict::Look);
}

const MEASURES: &str = "id,party,direction,taxon,appendices,terms,sources,purposes,effect,text_en,text_fr,text_es,instrument,provision,revision,valid_from,valid_to\n\
    N1,QN,import,Crocodylia,II,,,,asks:IMPORT,Import permit also for Appendix II.,Permis aussi pour l'Annexe II.,Permiso también para el Apéndice II.,National Wildlife Act,s. 12,2024,2024-01-01,\n\
    N2,QM,export,Loxodonta africana,,TUS|IVC,,,forbids,No ivory leaves.,Aucun ivoire ne sort.,No sale marfil.,National Wildlife Act,s. 3,2020,2020-01-01,\n\
    N3,QM,,ALL,,LIV,,,officer,Live animals are seen by a vet.,Un vétérinaire voit les animaux vivants.,Un veterinario ve los animales vivos.,Animal Health Act,s. 9,2019,,2030-12-31\n";

#[test]
fn b8_stricter_measures_forbid_ask_or_send_to_an_officer() {
    is(&skins(), "B8", Verdict::NotChecked);
    let pack = base_with(PartyTable::StricterMeasures, MEASURES);
    let ivory = export("QM", "QN", Purpose::P, tusk(Source::W));
    let trace = ask_with(&ivory, &pack);
    let check = trace.of("B8").find(|c| c.verdict == Verdict::Blocked).expect("forbidden");
    assert_eq!(check.citation.to_string(), "National Wildlife Act (2020), s. 3", "cites the national law");
    let skins_trace = ask_with(&skins(), &pack);
    assert_eq!(skins_trace.verdict("B8"), Verdict::Passed);
    assert_eq!(skins_trace.verdict("B8-D"), Verdict::Noted, "QN asks for its import permit");
    let asked = skins_trace.required_documents().iter().find(|d| d.rule == "N1").expect("listed as needed");
    assert_eq!(asked.any_of, [DocumentType::Import]);
    let live = export("QM", "QN", Purpose::T, line(CROC, Term::Liv, "4", Unit::Nar, Source::R));
    assert_eq!(ask_with(&live, &pack).verdict("B8-O"), Verdict::Look);
    // The importer's own desk: its law asks for the permit that is being asked for.
    let inward = import("QN", "QM", Purpose::T, croc());
    assert_eq!(ask_with(&inward, &pack).verdict("B8-D"), Verdict::Passed);
    assert!(!ask_with(&inward, &pack).is_blocked());
}

#[test]
fn b9_reviews_stop_or_ask_the_scientific_authority_again() {
    is(&skins(), "B9", Verdict::NotChecked);
    let table = MEASURES
        .replace("N1,QN,import,Crocodylia,II,,,,asks:IMPORT", "R1,QM,export,Crocodylia,II,,W,,forbids")
        .replace("N2,QM,export,Loxodonta africana,,TUS|IVC,,,forbids", "R2,QM,export,Crocodylia,II,,R,,officer");
    let pack = base_with(PartyTable::Reviews, &table);
    let trace = ask_with(&skins(), &pack);
    assert_eq!((trace.verdict("B9"), trace.verdict("B9-S")), (Verdict::Passed, Verdict::Look));
    let wild = change(skins(), |l| l.source = Some(Source::W));
    assert_eq!(ask_with(&wild, &pack).verdict("B9"), Verdict::Blocked);
}

#[test]
fn sources_fit_kingdom_appendix_and_what_stands_beside_them() {
    let source = |s| change(skins(), move |l| l.source = Some(s));
    good_and_bad("S1", &skins(), &source(Source::A), Verdict::Blocked);
    let plant = |s| export("MG", "FR", Purpose::T, line("Pachypodium lamerei", Term::Liv, "3", Unit::Nar, s));
    good_and_bad("S1", &plant(Source::A), &plant(Source::R), Verdict::Blocked);
    is(&source(Source::Y), "S1", Verdict::Blocked);
    let second = |s| change(source(Source::C), move |l| l.second_source = Some(s));
    good_and_bad("S2", &second(Source::I), &second(Source::W), Verdict::Blocked);
    good_and_bad("S3", &skins(), &source(Source::D), Verdict::Blocked);
    let kenya = export("KE", "FR", Purpose::S, tusk(Source::R));
    is(&kenya, "S4", Verdict::Look);
    is(&skins(), "S4", Verdict::NotApplicable);
    let why = change(source(Source::U), |l| l.justification = Some("Old stock without papers.".into()));
    good_and_bad("S5", &why, &source(Source::U), Verdict::Blocked);
}

#[test]
fn registered_operations_give_number_and_marks() {
    let falcon = |number: Option<&str>, marks: Vec<String>| {
        let mut l = line("Falco rusticolus", Term::Liv, "1", Unit::Nar, Source::D);
        (l.operation, l.marks) = (number.map(str::to_owned), marks);
        export("GB", "AE", Purpose::T, l)
    };
    let good = falcon(Some("A-GB-501"), vec!["GB 123".into()]);
    good_and_bad("S6", &good, &falcon(None, vec![]), Verdict::Blocked);
    good_and_bad("S7", &good, &falcon(None, vec![]), Verdict::Look);
    is(&good, "P1", Verdict::Passed);
}

#[test]
fn pre_convention_specimens_have_a_date_of_acquisition() {
    let piano = |day: Option<&str>| {
        let mut l = tusk(Source::O);
        l.acquired = day.map(|d| d.parse().unwrap());
        let mut f = export("FR", "US", Purpose::T, l);
        f.document = Some(DocumentType::Preconv);
        f
    };
    good_and_bad("S8", &piano(Some("1931-05-01")), &piano(None), Verdict::Blocked);
    is(&piano(Some("1980-05-01")), "S8", Verdict::NotChecked);
    is(&piano(Some("1931-05-01")), "P1", Verdict::Passed);
}

#[test]
fn specimens_from_the_sea_are_source_x_and_landed_at_home() {
    let shark = |source| {
        let l = line("Carcharhinus longimanus", Term::Dfn, "100", Unit::Kgm, source);
        let f = Facts::new(Movement::FromSea, land("ES"), Some(CountryCode::SEA));
        f.asking(DocumentType::Ifs).purpose(Purpose::T).line(l)
    };
    good_and_bad("S9", &shark(Source::X), &shark(Source::W), Verdict::Blocked);
    let abroad = Facts { landing: Some(land("PT")), ..shark(Source::X) };
    good_and_bad("G4", &shark(Source::X), &abroad, Verdict::Blocked);
}

#[test]
fn appendix_i_is_not_for_commerce() {
    let ivory = |p, s| export("KE", "FR", p, tusk(s));
    good_and_bad("P1", &ivory(Purpose::T, Source::D), &ivory(Purpose::T, Source::W), Verdict::Blocked);
    is(&ivory(Purpose::S, Source::W), "P1", Verdict::NotApplicable);
    is(&import("FR", "KE", Purpose::T, tusk(Source::W)), "P1", Verdict::Blocked);
    is(&import("FR", "KE", Purpose::T, tusk(Source::O)), "P1", Verdict::Passed);
    good_and_bad("P2", &ivory(Purpose::T, Source::D), &ivory(Purpose::T, Source::C), Verdict::Blocked);
    let cactus = |s| export("NL", "US", Purpose::T, line("Ariocarpus fissuratus", Term::Liv, "3", Unit::Nar, s));
    good_and_bad("P3", &cactus(Source::D), &cactus(Source::A), Verdict::Look);
}

#[test]
fn purposes_fit_what_is_moved() {
    let plant = |p| export("MG", "FR", p, line("Pachypodium lamerei", Term::Liv, "3", Unit::Nar, Source::A));
    good_and_bad("P4", &plant(Purpose::G), &plant(Purpose::H), Verdict::Blocked);
    let animal = |p, term| export("ZW", "FR", p, line(CROC, term, "3", Unit::Nar, Source::W));
    is(&animal(Purpose::G, Term::Liv), "P4", Verdict::Blocked);
    good_and_bad("P5", &animal(Purpose::N, Term::Liv), &animal(Purpose::N, Term::Ski), Verdict::Look);
    good_and_bad("P6", &animal(Purpose::H, Term::Tro), &animal(Purpose::H, Term::Liv), Verdict::Blocked);
    good_and_bad("P7", &skins(), &Facts { purpose: None, ..skins() }, Verdict::Blocked);
}

#[test]
fn quantities_are_complete_whole_and_counted() {
    good_and_bad("T1", &skins(), &change(skins(), |l| l.amount = None), Verdict::Blocked);
    is(&change(skins(), |l| l.term = None), "T1", Verdict::Blocked);
    let half = change(skins(), |l| l.amount = Amount::parse("0.5").ok());
    good_and_bad("T2", &skins(), &half, Verdict::Blocked);
    let live = |unit| change(skins(), move |l| (l.term, l.unit) = (Some(Term::Liv), Some(unit)));
    good_and_bad("T3", &live(Unit::Nar), &live(Unit::Kgm), Verdict::Look);
}

#[test]
fn re_exports_name_an_origin_abroad_and_its_permit() {
    let mut good = Facts::new(Movement::Reexport, land("FR"), Some(land("US")));
    good = good.asking(DocumentType::Reexport).purpose(Purpose::T).line(croc().from_country(land("ZW")));
    good.lines[0].origin_permit = Some("24ZW000123".into());
    good.lines[0].origin_date = Some(jiff::civil::date(2024, 5, 1));
    let home = change(good.clone(), |l| l.origin = Some(land("FR")));
    good_and_bad("R1", &good, &home, Verdict::Blocked);
    let unknown = change(good.clone(), |l| l.origin = None);
    good_and_bad("R2", &good, &unknown, Verdict::Blocked);
    is(&change(unknown, |l| l.justification = Some("Papers lost in a fire.".into())), "R2", Verdict::Passed);
    good_and_bad("R3", &good, &change(good.clone(), |l| l.origin_permit = None), Verdict::Blocked);
    let abroad = change(skins(), |l| l.origin = Some(land("ZW")));
    good_and_bad("R4", &change(skins(), |l| l.origin = Some(QM)), &abroad, Verdict::Blocked);
    let xx = change(skins(), |l| l.origin = Some(CountryCode::UNKNOWN));
    is(&xx, "R5", Verdict::Blocked);
    is(&change(xx, |l| l.justification = Some("Seized without papers.".into())), "R5", Verdict::Passed);
}

#[test]
fn an_export_permit_lasts_six_months() {
    let until = |day| Facts { validity: Some((today(), day)), ..skins() };
    let (good, long) = (jiff::civil::date(2027, 5, 20), jiff::civil::date(2027, 11, 20));
    good_and_bad("V1", &until(good), &until(long), Verdict::Blocked);
    good_and_bad("V2", &until(good), &until(jiff::civil::date(2026, 1, 1)), Verdict::Blocked);
}

#[test]
fn the_two_countries_are_two_and_the_demonstration_stays_among_itself() {
    good_and_bad("G1", &skins(), &export("QM", "QM", Purpose::T, croc()), Verdict::Blocked);
    is(&Facts { partner: None, ..skins() }, "G1", Verdict::Blocked);
    is(&export("ZW", "XX", Purpose::T, croc()), "G1", Verdict::Blocked);
    good_and_bad("G2", &skins(), &export("QM", "FR", Purpose::T, croc()), Verdict::Blocked);
    is(&export("FR", "US", Purpose::T, croc().from_country(QM)), "G2", Verdict::Blocked);
    good_and_bad("G3", &skins(), &Facts { lines: vec![], ..skins() }, Verdict::Blocked);
}

#[test]
fn multi_use_certificates_have_their_own_conditions() {
    let bear = |kind, purpose, amount: &str, source| {
        let mut l = line("Ursus arctos", Term::Liv, amount, Unit::Nar, source);
        l.marks = vec!["chip 968000001234567".into()];
        Facts { document: Some(kind), ..export("DE", "CH", purpose, l) }
    };
    use DocumentType::{Mic, Phyto, Poc, Retro, Sample, Tec};
    good_and_bad(
        "M1",
        &bear(Tec, Purpose::Q, "1", Source::C),
        &bear(Tec, Purpose::Q, "2", Source::W),
        Verdict::Blocked,
    );
    good_and_bad(
        "M2",
        &bear(Poc, Purpose::P, "1", Source::W),
        &bear(Poc, Purpose::T, "1", Source::W),
        Verdict::Blocked,
    );
    let violin = |s, p| Facts {
        document: Some(Mic),
        ..export("DE", "US", p, line("Dalbergia nigra", Term::Wpr, "1", Unit::Nar, s))
    };
    good_and_bad("M3", &violin(Source::O, Purpose::P), &violin(Source::W, Purpose::P), Verdict::Blocked);
    let samples = |t| Facts {
        document: Some(Sample),
        ..export("FR", "US", Purpose::T, line(CROC, t, "9", Unit::Nar, Source::C))
    };
    good_and_bad("M4", &samples(Term::Lps), &samples(Term::Liv), Verdict::Blocked);
    let late = |from| Facts { document: Some(Retro), ..export(from, "FR", Purpose::P, tusk(Source::W)) };
    is(&late("KE"), "M5", Verdict::Blocked);
    is(&late("BW"), "M5", Verdict::Awaited);
    is(&Facts { partner_satisfied: Some(true), ..late("BW") }, "M5", Verdict::Noted);
    is(&Facts { partner_satisfied: Some(false), ..late("BW") }, "M5", Verdict::Blocked);
    is(&Facts { partner_satisfied: Some(true), ..late("KE") }, "M5", Verdict::Blocked);
    is(&Facts { earlier_retrospective: Some("25BW000007".into()), ..late("BW") }, "M14", Verdict::Look);
    let orchids = |s| Facts {
        document: Some(Phyto),
        ..export("NL", "CH", Purpose::T, line("Cattleya labiata", Term::Liv, "9", Unit::Nar, s))
    };
    let pack = base_with(PartyTable::PhytoParties, "party\nNL\n");
    let verdict = |f: &Facts| ask_with(f, &pack).verdict("M6");
    assert_ne!(verdict(&orchids(Source::W)), Verdict::Passed);
    let jade = Facts {
        document: Some(Phyto),
        ..export("NL", "CH", Purpose::T, line("Pachypodium lamerei", Term::Liv, "9", Unit::Nar, Source::A))
    };
    assert_eq!(verdict(&jade), Verdict::Passed, "{}", said(&ask_with(&jade, &pack)));
}

#[test]
fn a_negative_finding_stops_the_case_until_a_later_one_replaces_it() {
    let no = skins().found(FindingKind::NdfExport, FindingResult::Negative, today().yesterday().unwrap());
    is(&no, "F1", Verdict::Blocked);
    let later = no.found(FindingKind::NdfExport, FindingResult::PositiveWithConditions, today());
    is(&later, "F1", Verdict::Passed);
    let old = Facts {
        findings: vec![FindingFact {
            kind: FindingKind::Laf,
            line: None,
            result: FindingResult::Positive,
            made_on: today(),
            expires: Some(today().yesterday().unwrap()),
            cap: None,
        }],
        ..skins()
    };
    assert!(ask(&old).required_findings().iter().any(|f| f.kind == FindingKind::Laf && !f.present), "expired");
}

#[test]
fn a_limit_of_the_scientific_authority_stops_what_is_above_it_and_what_cannot_be_counted_in_it() {
    let with = |asked: Option<u32>| {
        let mut facts = skins().found(FindingKind::NdfExport, FindingResult::PositiveWithConditions, today());
        let cap = rules::CapFact {
            limit: Amount::whole(200),
            unit: Unit::Nar,
            asked: asked.map(Amount::whole),
            authority: "Scientific Council".to_owned(),
        };
        facts.findings.last_mut().unwrap().cap = Some(cap);
        facts
    };
    is(&with(Some(200)), "F1", Verdict::Passed);
    is(&with(Some(201)), "F1", Verdict::Blocked);
    is(&with(None), "F1", Verdict::Blocked);
    let said = said(&ask(&with(Some(201))));
    assert!(said.contains("Scientific Council") && said.contains("200") && said.contains("201"), "{said}");
}

#[test]
fn an_appendix_i_export_waits_for_the_import_permit() {
    let hunter = export("KE", "FR", Purpose::S, tusk(Source::W));
    let done = found(hunter, FindingKind::ALL);
    assert!(ask(&done).is_awaiting(), "no import permit yet");
    let with = done.clone().holding(seen(DocumentType::Import, "FR"));
    assert!(!ask(&with).is_awaiting(), "{}", said(&ask(&with)));
    let promised = done.clone().holding(DocumentFact { promised: true, ..seen(DocumentType::Import, "FR") });
    assert!(!ask(&promised).is_awaiting(), "a written statement is enough");
    let expired = DocumentFact { valid_until: today().yesterday().ok(), ..seen(DocumentType::Import, "FR") };
    assert!(ask(&done.clone().holding(expired)).is_awaiting(), "an expired one is not");
    assert!(ask(&done.holding(seen(DocumentType::Import, "DE"))).is_awaiting(), "nor one of another country");
}

#[test]
fn the_public_asks_what_documents_are_needed() {
    let question = |from: &str, name: &str, purpose| {
        let mut l = LineFacts::of(TaxonName::parse(name).unwrap());
        l.term = Some(Term::Ski);
        l.source = Some(Source::W);
        Facts::new(Movement::Export, land(from), Some(land("FR"))).purpose(purpose).line(l)
    };
    let answer = |f: &Facts| documents_needed(f, &BASE, &TAXA, today());
    let Answer::Documents(trace) = answer(&question("ZW", CROC, Purpose::T)) else { panic!("documents") };
    assert_eq!(trace.required_documents()[0].any_of, [DocumentType::Export]);
    assert!(matches!(answer(&question("US", "Antilocapra americana", Purpose::T)), Answer::NoPermitNeeded(_)));
    assert!(matches!(answer(&question("KE", ELEPHANT, Purpose::T)), Answer::NotAllowed(_)));
    assert!(matches!(answer(&question("KE", "Fantasia ignota", Purpose::T)), Answer::UnknownName(_)));
}

#[test]
fn a_tolerance_is_the_partys_row_and_never_for_counted_things() {
    let table = "party,unit,percent,instrument,provision,revision,valid_from,valid_to\n\
        QN,KGM,2,Customs Act,s. 4,2022,2022-01-01,\nQN,NAR,2,Customs Act,s. 4,2022,2022-01-01,\n";
    let pack = base_with(PartyTable::Tolerances, table);
    let kg = rules::tolerance(Unit::Kgm, QN, &pack, today());
    let amount = |t: &str| Amount::parse(t).unwrap();
    assert!(kg.allows(amount("12.5"), amount("12.75")) && !kg.allows(amount("12.5"), amount("12.750001")));
    let skins = rules::tolerance(Unit::Nar, QN, &pack, today());
    assert!(skins.allows(amount("240"), amount("240")) && !skins.allows(amount("240"), amount("241")));
    assert!(rules::tolerance(Unit::Kgm, QM, &pack, today()).citation.is_none());
}

#[test]
fn a_pack_says_where_a_row_is_wrong_and_its_digest_follows_its_text() {
    let bad = "country,taxon_name,start_date,end_date\nJP,Crocodylia,1990-13-01,\n";
    let e = RulePack::base().unwrap().with(PartyTable::Reservations, bad).unwrap_err();
    assert_eq!((e.table, e.row, e.column, e.code), ("reservations", 2, "start_date", "date-form"));
    let e = RulePack::base().unwrap().with(PartyTable::Quotas, "year\n2026\n").unwrap_err();
    assert_eq!((e.row, e.code), (1, "column-missing"));
    let one = base_with(PartyTable::PhytoParties, "party\nNL\n");
    let two = base_with(PartyTable::PhytoParties, "party\nNL\nCH\n");
    assert_ne!(one.digest(), two.digest());
    assert_eq!(one.digest(), base_with(PartyTable::PhytoParties, "party\nNL\n").digest());
}
