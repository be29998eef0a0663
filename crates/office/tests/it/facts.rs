//! What the rules know and the office tells them: registers, carnets, pedigrees, effects.

use crate::documents::form;
use crate::world::{On, World};
use cites::DocumentType;
use cites::ids::EntryId;
use office::epermit::{draft, examine, exempt, submit};
use office::registers::inclusion;
use office::registers::operations::{self, Wanted};
use permits::FormInput;
use permits::application::{ApplicantSide, ApplicationState};
use rules::{Answer, Trace, Verdict};
use store::RegisterKind;

/// An entry of the company, taken in by two persons.
pub async fn registered(world: &World, kind: RegisterKind, species: &str) -> EntryId {
    let office = &world.office;
    let wanted = Wanted {
        kind,
        name: "River Bend hatchery".into(),
        address: "1 River Road, Bend".into(),
        species: species.into(),
        statement: "Founder stock of 2011.".into(),
    };
    let id = operations::apply(office, &world.qm(1), wanted).await.unwrap().columns.id;
    operations::propose(office, &world.qm(3), id, String::new()).await.unwrap();
    operations::approve(office, &world.qm(4), id).await.unwrap();
    id
}

/// What the Secretariat told of an operation.
pub fn told(number: &str) -> inclusion::Given {
    inclusion::Given {
        number: number.into(),
        on: Some(jiff::civil::date(2026, 10, 5)),
        evidence: "Notification 2026/088".into(),
        reason: String::new(),
    }
}

/// A supervisor looks into a case of the red lane before it is decided.
pub async fn looked_into(world: &World, id: cites::ids::ApplicationId) {
    use office::epermit::risk::{self, Lane};
    let boss = world.qm(22);
    let last = risk::of_case(&world.office, &boss, id).await.unwrap();
    if last.first().is_some_and(|row| row.lane == Lane::Red) {
        risk::change_lane(&world.office, &boss, id, Lane::Yellow, "Seen last week.".into()).await.unwrap();
    }
}

fn own(world: &World) -> ApplicantSide {
    ApplicantSide::own(world.qm(1).person().unwrap())
}

async fn asked(world: &World, form: &FormInput) -> Trace {
    let now = office::shared::faces::Clock::now(world.clock.as_ref());
    examine::preview(&world.office, &world.qm(1), form, &own(world), now).await.unwrap()
}

/// A falcon of a registered operation.
fn falcon(number: &str) -> FormInput {
    form(&[
        ("lines.0.taxon", "Falco peregrinus"),
        ("lines.0.description", "Living animal"),
        ("lines.0.term", "LIV"),
        ("lines.0.appendix", "I"),
        ("lines.0.source", "D"),
        ("lines.0.quantity", "1"),
        ("lines.0.operation", number),
        ("lines.0.marks", "QM 12 W 345"),
    ])
}

fn says(trace: &Trace, rule: &str) -> (Verdict, String, String) {
    let check = trace.of(rule).find(|c| c.verdict == trace.verdict(rule)).unwrap();
    (check.verdict, check.sentence(cites::Lang::En), check.citation.to_string())
}

async fn operation(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    // Nobody registered it: the number alone is worth nothing.
    let (verdict, words, citation) = says(&asked(&world, &falcon("A-QM-501")).await, "S10");
    assert_eq!(verdict, Verdict::Blocked);
    assert!(words.contains("A-QM-501") && citation.contains("12.10"), "{words} {citation}");
    // In the national register only: not enough for source D.
    let national = registered(&world, RegisterKind::Breeder, "Falco peregrinus; 40; 60; NAR").await;
    let trace = asked(&world, &falcon("B-QM-0001")).await;
    assert_eq!((trace.verdict("S10"), trace.verdict("S6")), (Verdict::Passed, Verdict::Blocked));
    assert!(says(&trace, "S6").2.contains("12.10"));
    // In the Secretariat's register: the same application passes, and is examined as one of Appendix II (Art. VII.4).
    let entry = registered(&world, RegisterKind::CaptiveI, "Falco peregrinus; 40; 60; NAR").await;
    // Approved here, it is proposed to the Secretariat: its own number does nothing for source D, nor does one that
    // nobody gave.
    let trace = asked(&world, &falcon("I-QM-0001")).await;
    assert_eq!((trace.verdict("S10"), trace.verdict("S6")), (Verdict::Passed, Verdict::Blocked));
    assert!(says(&trace, "S6").1.contains("only in the national register"), "{:#?}", trace.speaking());
    assert_eq!(asked(&world, &falcon("A-QM-501")).await.verdict("S10"), Verdict::Blocked);
    inclusion::include(office, &world.qm(3), entry, told("A-QM-501")).await.unwrap();
    let trace = asked(&world, &falcon("A-QM-501")).await;
    assert_eq!(
        (trace.verdict("S10"), trace.verdict("S6")),
        (Verdict::Passed, Verdict::Passed),
        "{:#?}",
        trace.speaking()
    );
    assert!(!trace.is_blocked(), "{:#?}", trace.speaking());
    assert!(trace.required_documents().iter().all(|d| d.from == rules::DocumentFrom::Us), "no import permit first");
    // The form offers both by name, nothing for another species, and nothing to somebody else.
    let offered = operations::choices(office, &world.qm(1), &own(&world), "Falco peregrinus").await.unwrap();
    assert_eq!(offered.len(), 2);
    assert!(operations::choices(office, &world.qm(1), &own(&world), "Python regius").await.unwrap().is_empty());
    let other = ApplicantSide::own(world.qn(1).person().unwrap());
    assert!(operations::choices(office, &world.qn(1), &other, "Falco peregrinus").await.unwrap().is_empty());
    // Another species, and an entry that was ended.
    let mut python = falcon("A-QM-501");
    for (path, text) in [("lines.0.taxon", "Python regius"), ("lines.0.appendix", "II"), ("lines.0.source", "C")] {
        python.set(path, text);
    }
    assert!(says(&asked(&world, &python).await, "S10").1.contains("not registered for Python regius"));
    operations::close(office, &world.qm(4), entry, "Struck off.".into()).await.unwrap();
    operations::close(office, &world.qm(4), national, "Struck off.".into()).await.unwrap();
    assert!(says(&asked(&world, &falcon("A-QM-501")).await, "S10").1.contains("not in force"));
    // A re-export names an operation abroad, which stands in no register of ours.
    let mut abroad = falcon("A-QN-501");
    for (path, text) in [("document_type", "REEXPORT"), ("lines.0.origin.country", "QN")] {
        abroad.set(path, text);
    }
    assert_eq!(asked(&world, &abroad).await.verdict("S10"), Verdict::NotApplicable);
}

async fn papers(on: On) {
    let world = World::new(on).await;
    // An institution's label: blocked until the institution is registered (Art. VII.6).
    let label = form(&[("document_type", "SCILABEL"), ("purpose", "S")]);
    let (verdict, words, citation) = says(&asked(&world, &label).await, "M10");
    assert_eq!((verdict, citation.contains("Art. VII.6")), (Verdict::Blocked, true), "{words}");
    registered(&world, RegisterKind::Scientific, "").await;
    assert_eq!(asked(&world, &label).await.verdict("M10"), Verdict::Passed);
    // A sample collection with its carnet.
    let samples = form(&[
        ("document_type", "SAMPLE"),
        ("purpose", "Q"),
        ("particulars.carnet_kind", "ATA"),
        ("particulars.carnet_number", "QM/26/123"),
        ("particulars.carnet_date", "2027-03-31"),
    ]);
    assert_eq!(asked(&world, &samples).await.verdict("M9"), Verdict::Passed);
    // A hybrid animal: the pedigree is asked for, and told.
    let mut cat = form(&[
        ("lines.0.taxon", "Felis catus × Leptailurus serval"),
        ("lines.0.description", "Living animal"),
        ("lines.0.term", "LIV"),
        ("lines.0.source", "C"),
        ("lines.0.quantity", "1"),
    ]);
    assert_eq!(asked(&world, &cat).await.verdict("N6"), Verdict::Look);
    cat.set("lines.0.generations", "2");
    assert_eq!(asked(&world, &cat).await.verdict("N6"), Verdict::Passed);
    cat.set("lines.0.generations", "many");
    let wrong = permits::Draft::parse(&cat).unwrap_err();
    assert_eq!((wrong[0].field.as_str(), wrong[0].code.as_str()), ("lines.0.generations", "generations-number"));
}

/// Caviar that somebody carries home from abroad.
fn caviar(grams: &str, carriage: &str) -> FormInput {
    form(&[
        ("document_type", "EXPORT"),
        ("purpose", "P"),
        ("lines.0.taxon", "Acipenser gueldenstaedtii"),
        ("lines.0.description", "Caviar in labelled tins"),
        ("lines.0.term", "CAV"),
        ("lines.0.source", "W"),
        ("lines.0.quantity", grams),
        ("lines.0.unit", "GRM"),
        ("transport_mode", "carried"),
        ("particulars.shared_stock", "no"),
        ("particulars.carriage", carriage),
        ("particulars.residence", "QN"),
        ("particulars.acquired_in", "QM"),
        ("particulars.persons", "2"),
    ])
}

async fn effects(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let answer = async |form: &FormInput| {
        let now = office::shared::faces::Clock::now(world.clock.as_ref());
        examine::effects(office, &world.qm(1), form, &own(&world), now).await.unwrap()
    };
    // Two people carry 250 g: free (Res. Conf. 13.7). A gram more, and the whole needs its permit; sent, never.
    assert!(matches!(answer(&caviar("250", "carried")).await, Some(Answer::NoPermitNeeded(_))));
    let Some(Answer::Documents(over)) = answer(&caviar("251", "carried")).await else { panic!("documents") };
    assert_eq!(says(&over, "E4").0, Verdict::Look);
    assert_eq!(over.required_documents()[0].any_of[0], DocumentType::Export);
    assert!(
        matches!(answer(&caviar("250", "sent")).await, Some(Answer::Documents(t)) if t.verdict("E2") == Verdict::Look)
    );
    assert!(answer(&caviar("250", "")).await.is_none(), "who claims nothing gets the document");
    // Handed in all the same: the officer closes it as free, and only that one.
    let hand_in = async |form: FormInput| {
        let id = draft::create(office, &world.qm(1), form, draft::OnBehalf::default()).await.unwrap().application.id();
        submit::submit(office, &world.qm(1), id).await.unwrap();
        id
    };
    let (free, over) = (hand_in(caviar("250", "carried")).await, hand_in(caviar("251", "carried")).await);
    let no = exempt::no_permit_needed(office, &world.qm(3), over, "Nearly free.".into()).await.unwrap_err();
    assert_eq!(no.code(), "exemption-not-shown");
    let closed = exempt::no_permit_needed(office, &world.qm(3), free, "125 g each.".into()).await.unwrap();
    assert!(matches!(closed.application.state(), ApplicationState::NoPermitNeeded { .. }));
}

both! {
    operation => source_d_holds_with_a_live_entry_on_sqlite, source_d_holds_with_a_live_entry_on_postgresql;
    papers => labels_carnets_and_pedigrees_reach_the_rules_on_sqlite, labels_carnets_and_pedigrees_reach_the_rules_on_postgresql;
    effects => carried_caviar_is_free_up_to_the_limit_on_sqlite, carried_caviar_is_free_up_to_the_limit_on_postgresql;
}
