//! Criteria that ask the archive, alerts of enforcement, what stands against people, papers of the yellow lane, audits of
//! the blue one, and the clock of the border.

use crate::spine::{examined, issued, presented};
use crate::staff::hire;
use crate::world::{On, World, skins};
use cites::ids::ApplicationId;
use cites::{ApplicationStatus, Role};
use office::econtrol::{border_clock, endorse};
use office::epermit::alerts::{self, NewAlert};
use office::epermit::attach::{Upload, attach};
use office::epermit::{
    accept, approve, draft, examination_set, inspect, lanes, law_rows, permit_acts, risk, sign, submit, suspicion,
};
use office::registers::operations;
use office::{Error, Who};
use permits::FormInput;
use permits::application::state::InspectionOrder;
use permits::risk::{Criterion, Flagged, Lane, RiskRules};
use store::{Cursor, RegisterKind, RiskRow, RuleKind};

both! {
    transit => a_flagged_country_on_the_way_is_seen_on_sqlite, a_flagged_country_on_the_way_is_seen_on_postgresql;
    suspended => a_suspension_that_the_party_entered_is_seen_on_sqlite, a_suspension_that_the_party_entered_is_seen_on_postgresql;
    registered => a_number_in_a_box_is_no_registered_operation_on_sqlite, a_number_in_a_box_is_no_registered_operation_on_postgresql;
    met_again => who_had_a_part_in_a_seizure_is_met_again_on_sqlite, who_had_a_part_in_a_seizure_is_met_again_on_postgresql;
    alerted => an_alert_forces_its_lane_and_keeps_its_reason_on_sqlite, an_alert_forces_its_lane_and_keeps_its_reason_on_postgresql;
    yellow => papers_of_the_yellow_lane_are_seen_on_sqlite, papers_of_the_yellow_lane_are_seen_on_postgresql;
    blue => blue_is_audited_after_issue_on_sqlite, blue_is_audited_after_issue_on_postgresql;
    border => the_clock_of_the_border_runs_until_customs_answer_on_sqlite, the_clock_of_the_border_runs_until_customs_answer_on_postgresql;
}

/// Skins with marks of their own.
fn form(n: u32) -> FormInput {
    let mut form = skins();
    form.set("lines.0.quantity", "10");
    form.set("lines.0.marks", &format!("QM-RA-2026-{n:06}"));
    form
}

async fn handed_in(world: &World, who: &Who, form: FormInput) -> ApplicationId {
    let made = draft::create(&world.office, who, form, draft::OnBehalf::default()).await.unwrap();
    let id = made.application.id();
    submit::submit(&world.office, who, id).await.unwrap();
    id
}

/// Handed in and accepted: what the score says.
async fn scored(world: &World, who: &Who, form: FormInput) -> (ApplicationId, RiskRow) {
    let id = handed_in(world, who, form).await;
    accept::accept(&world.office, &world.qm(2), id).await.unwrap();
    let row = risk::of_case(&world.office, &world.qm(3), id).await.unwrap().remove(0);
    (id, row)
}

fn seen(row: &RiskRow, criterion: Criterion) -> Option<(&str, i32)> {
    row.hits.iter().find(|h| h.criterion == criterion).map(|h| (h.value.as_str(), h.weight))
}

async fn set(world: &World, rules: RiskRules) {
    let office = &world.office;
    let boss = hire(world, 151, "Selma Supervisor", Role::MaSupervisor).await;
    examination_set::propose_risk(office, &boss, rules, "As decided in October".into()).await.unwrap();
    let version = examination_set::versions::<RiskRules>(office, &boss, RuleKind::Risk).await.unwrap()[0].version;
    examination_set::confirm(office, &world.qm(22), RuleKind::Risk, version).await.unwrap();
}

async fn transit(on: On) {
    let world = World::new(on).await;
    let (from, until) = (Some("2026-11-01".parse().unwrap()), Some("2026-11-05".parse().unwrap()));
    let flagged_countries = vec![Flagged { country: "SG".into(), from, until }];
    let odd = RiskRules {
        flagged_countries: vec![Flagged { country: "Q9".into(), from: None, until: None }],
        ..RiskRules::default()
    };
    let refused = examination_set::propose_risk(&world.office, &world.qm(22), odd, "Typing".into()).await.unwrap_err();
    assert_eq!((refused.code().as_str(), refused.fields()[0].field.as_str()), ("risk-rules", "flagged_countries"));
    set(&world, RiskRules { flagged_countries, ..RiskRules::default() }).await;

    let mut wrong = form(1);
    wrong.set("transit", "Singapore, Atlantis");
    let made = draft::create(&world.office, &world.qm(1), wrong, draft::OnBehalf::default()).await.unwrap();
    let refused = submit::submit(&world.office, &world.qm(1), made.application.id()).await.unwrap_err();
    assert!(refused.fields().iter().any(|f| f.field == "transit" && f.code == "transit-country"), "{refused:?}");

    let mut through = form(2);
    through.set("transit", "singapore; NL");
    let (id, row) = scored(&world, &world.qm(1), through.clone()).await;
    assert_eq!(seen(&row, Criterion::Route), Some(("transit/SG", 10)));
    let officer = world.qm(3);
    let mut read = world.office.store.read(&officer.scope(row.at)).await.unwrap();
    let case = office::shared::case::load(&mut read, &officer, id).await.unwrap();
    drop(read);
    let transit = case.value.draft().unwrap().transport.transit.clone();
    assert_eq!(transit.iter().map(ToString::to_string).collect::<Vec<_>>(), ["SG", "NL"]);
    let (_, direct) = scored(&world, &world.qm(1), form(3)).await;
    assert_eq!(seen(&direct, Criterion::Route), None);
    world.clock.forward(5 * 24);
    through.set("lines.0.marks", "QM-RA-2026-000004");
    let (_, later) = scored(&world, &world.qm(1), through).await;
    assert_eq!(seen(&later, Criterion::Route), None, "the flag ended on the fifth");
}

async fn suspended(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let before = handed_in(&world, &world.qm(1), form(1)).await;
    let cells = [
        ("country", "QM"),
        ("taxon_name", "Crocodylus niloticus"),
        ("scope", "Exports of this species"),
        ("start_date", "2026-01-01"),
        ("notification", "2026/7"),
    ];
    let entered = law_rows::Entered {
        table: rules::PartyTable::Suspensions,
        cells: cells.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect(),
        reason: "Notification 2026/7".into(),
    };
    let row = law_rows::propose(office, &world.qm(21), entered).await.unwrap();
    law_rows::confirm(office, &world.qm(22), row.id).await.unwrap();
    accept::accept(office, &world.qm(2), before).await.unwrap();
    let row = risk::of_case(office, &world.qm(3), before).await.unwrap().remove(0);
    assert_eq!(seen(&row, Criterion::Suspended), Some(("", 40)));
    assert_eq!((row.lane, row.score), (Lane::Red, 50), "with a new trader: red by its score alone");
}

async fn registered(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let bred = |n: u32, number: &str| {
        let mut form = form(n);
        form.set("lines.0.source", "C");
        form.set("lines.0.operation", number);
        form
    };
    let (_, unnamed) = scored(&world, &world.qm(1), bred(1, "")).await;
    assert_eq!(seen(&unnamed, Criterion::NoOperation), Some(("C/unnamed", 20)));
    let (_, mere) = scored(&world, &world.qm(1), bred(2, "A-QM-501")).await;
    assert_eq!(seen(&mere, Criterion::NoOperation), Some(("C/unknown", 20)), "a box alone is no register");

    let wanted = |species: &str| operations::Wanted {
        kind: RegisterKind::Breeder,
        name: "River Bend Farm Ltd".into(),
        address: "1 River Road, Bend".into(),
        species: species.into(),
        statement: "Second generation, stud book kept.".into(),
    };
    let enter = async |species: &str| {
        let id = operations::apply(office, &world.qm(1), wanted(species)).await.unwrap().columns.id;
        operations::propose(office, &world.qm(3), id, String::new()).await.unwrap();
        operations::approve(office, &world.qm(4), id).await.unwrap();
    };
    enter("Python regius; 100; 50; NAR").await;
    let (_, other) = scored(&world, &world.qm(1), bred(3, "")).await;
    assert_eq!(seen(&other, Criterion::NoOperation), Some(("C/other-species", 20)));
    enter("Crocodylus niloticus; 1200; 300; NAR").await;
    let (_, known) = scored(&world, &world.qm(1), bred(4, "")).await;
    assert_eq!(seen(&known, Criterion::NoOperation), None, "registered for the species and the holder");
    let newcomer = hire(&world, 160, "Nadia Newcomer", Role::Applicant).await;
    let (_, stranger) = scored(&world, &newcomer, bred(5, "")).await;
    assert_eq!(seen(&stranger, Criterion::NoOperation), Some(("C/unnamed", 20)), "not for somebody else");
}

async fn met_again(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let permit = issued(&world).await.permit.id();
    permit_acts::deliver(office, &world.qm(2), permit).await.unwrap();
    endorse::hold(office, &world.qm(7), permit, "A false floor.".into()).await.unwrap();
    endorse::seize(office, &world.qm(62), permit, "Forty skins under a false floor.".into()).await.unwrap();

    // The list of those who pursue offences: what, about which permit, who.
    let list = suspicion::list(office, &world.qm(62), "", Cursor::NEWEST).await.unwrap().rows;
    let [row] = list.as_slice() else { panic!("one seizure: {list:?}") };
    assert_eq!((row.kind.as_str(), row.label.as_str()), ("SEIZED", "26QM000001"));
    assert_eq!(row.note, "Forty skins under a false floor.");
    assert!(row.parties.contains(&("importer".into(), "Tannery of the North".into())), "{row:?}");
    assert!(suspicion::list(office, &world.qm(62), "FRAUD", Cursor::NEWEST).await.unwrap().rows.is_empty());
    for wrong in [1, 3, 7, 10] {
        let refused = suspicion::list(office, &world.qm(wrong), "", Cursor::NEWEST).await.unwrap_err();
        assert!(matches!(refused, Error::NotPermitted), "{wrong}: {refused}");
    }
    let elsewhere = suspicion::list(office, &world.qn(62), "", Cursor::NEWEST).await.unwrap();
    assert!(elsewhere.rows.is_empty(), "another Party has its own list");

    // Somebody else sends to the same importer: the importer is met again, and the company itself as exporter.
    let newcomer = hire(&world, 160, "Nadia Newcomer", Role::Applicant).await;
    let mut other = form(2);
    other.set("exporter.name", "Nadia Newcomer");
    let (_, row) = scored(&world, &newcomer, other).await;
    assert_eq!(seen(&row, Criterion::Discrepancy), Some(("importer/SEIZED/1", 30)));
    let (id, own) = scored(&world, &world.qm(1), form(3)).await;
    assert_eq!(seen(&own, Criterion::Discrepancy), Some(("exporter/SEIZED/1, importer/SEIZED/1", 30)));

    // An inspector's suspicion is written down too.
    inspect::request(office, &world.qm(3), id, "Red lane".into(), InspectionOrder::default()).await.unwrap();
    let report = inspect::Report {
        outcome: "FRAUD".into(),
        counted: vec![],
        text: "Tags cut from other skins.".into(),
        papers: vec![],
        samples: vec![],
    };
    inspect::report(office, &world.qm(61), id, report).await.unwrap();
    let fraud = suspicion::list(office, &world.qm(62), "FRAUD", Cursor::NEWEST).await.unwrap().rows;
    assert_eq!((fraud.len(), fraud[0].note.as_str()), (1, "Tags cut from other skins."));
    let wrong = suspicion::list(office, &world.qm(62), "GOSSIP", Cursor::NEWEST).await.unwrap_err();
    assert_eq!(wrong.code(), "suspicion-kind");
}

fn about(kind: &str, subject: &str, lane: &str) -> NewAlert {
    NewAlert {
        about: kind.into(),
        subject: subject.into(),
        lane: lane.into(),
        reason: "Two parcels were declared as leather goods.".into(),
        ..NewAlert::default()
    }
}

async fn alerted(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let (pursuer, officer) = (world.qm(62), world.qm(3));
    let (open, before) = scored(&world, &world.qm(1), form(1)).await;
    assert_ne!(before.forced_by, Some(Criterion::Alert));

    for wrong in [1, 2, 3, 7, 34] {
        let refused = alerts::set(office, &world.qm(wrong), about("country", "QN", "RED")).await.unwrap_err();
        assert!(matches!(refused, Error::NotPermitted), "{wrong}: {refused}");
        assert!(matches!(alerts::list(office, &world.qm(wrong)).await, Err(Error::NotPermitted)), "{wrong}");
    }
    let at = |e: Error| (e.fields()[0].field.clone(), e.code());
    let nowhere = alerts::set(office, &pursuer, about("country", "Atlantis", "RED")).await.unwrap_err();
    assert_eq!(at(nowhere), ("subject".into(), "alert-country".into()));
    let mute = NewAlert { reason: " ".into(), ..about("country", "QN", "RED") };
    assert_eq!(alerts::set(office, &pursuer, mute).await.unwrap_err().code(), "reason-empty");
    let backwards = NewAlert { from: "2026-12-01".into(), until: "2026-11-01".into(), ..about("country", "QN", "RED") };
    assert_eq!(alerts::set(office, &pursuer, backwards).await.unwrap_err().code(), "dates-order");

    // On the importer, by name: the open case is red at once, and officers get no more than the number.
    let first = alerts::set(office, &pursuer, about("company", "tannery of the NORTH", "RED")).await.unwrap();
    assert_eq!((first.serial, first.ended.is_none()), (1, true));
    let raised = risk::of_case(office, &officer, open).await.unwrap().remove(0);
    assert_eq!((raised.lane, raised.forced_by), (Lane::Red, Some(Criterion::Alert)));
    assert_eq!(seen(&raised, Criterion::Alert), Some(("alert/1", 0)), "the reason is for enforcement");

    // On a group of species, with a reason that officers may read: the strictest lane wins, both are named.
    let open_reason = NewAlert { open_reason: true, ..about("taxon", "Crocodylia", "YELLOW") };
    alerts::set(office, &world.qm(22), open_reason).await.unwrap();
    let (_, both) = scored(&world, &world.qm(1), form(2)).await;
    assert_eq!(both.lane, Lane::Red);
    let said = seen(&both, Criterion::Alert).unwrap().0;
    assert_eq!(said, "alert/1; alert/2/Two parcels were declared as leather goods.");
    for applicant in [world.qm(1), world.qm(76)] {
        let refused = risk::of_case(office, &applicant, open).await.unwrap_err();
        assert!(matches!(refused, Error::NotPermitted | Error::NotFound(_)), "{refused}");
    }

    // Another Party neither sees it nor is touched by it.
    assert!(alerts::list(office, &world.qn(62)).await.unwrap().is_empty());
    let foreign = alerts::end(office, &world.qn(62), first.id, "Not ours").await.unwrap_err();
    assert!(matches!(foreign, Error::NotFound(_)), "{foreign}");

    // Ended: nothing new is forced, what was forced stays a supervisor's.
    alerts::end(office, &pursuer, first.id, "The court closed the case.").await.unwrap();
    let twice = alerts::end(office, &pursuer, first.id, "Again").await.unwrap_err();
    assert_eq!(twice.code(), "alert-ended");
    let (_, later) = scored(&world, &world.qm(1), form(3)).await;
    assert_eq!(seen(&later, Criterion::Alert).map(|s| s.0.starts_with("alert/2")), Some(true));
    assert_eq!(later.lane, Lane::Yellow);
    assert_eq!(risk::of_case(office, &officer, open).await.unwrap()[0].lane, Lane::Red);

    // A route of tomorrow does not count today.
    let route = NewAlert { subject_to: "QN".into(), from: "2026-11-04".into(), ..about("route", "QM", "RED") };
    alerts::set(office, &pursuer, route).await.unwrap();
    let (_, today) = scored(&world, &world.qm(1), form(4)).await;
    assert_eq!(today.lane, Lane::Yellow);
    world.clock.forward(48);
    let (_, then) = scored(&world, &world.qm(1), form(5)).await;
    assert_eq!(then.lane, Lane::Red);
}

fn book(name: &str) -> Upload {
    Upload {
        name: name.into(),
        media_type: "application/pdf".into(),
        purpose: "other".into(),
        bytes: format!("%PDF-1.7 {name}").into_bytes(),
    }
}

async fn yellow(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    set(&world, RiskRules { yellow_from: 10, ..RiskRules::default() }).await;
    let made = draft::create(office, &world.qm(1), skins(), draft::OnBehalf::default()).await.unwrap();
    let id = made.application.id();
    attach(office, &world.qm(1), id, book("harvest.pdf")).await.unwrap();
    submit::submit(office, &world.qm(1), id).await.unwrap();
    accept::accept(office, &world.qm(2), id).await.unwrap();
    assert_eq!(risk::of_case(office, &world.qm(3), id).await.unwrap()[0].lane, Lane::Yellow);
    examined(&world, id).await;
    let unseen = approve::approve(office, &world.qm(4), id, true).await.unwrap_err();
    assert_eq!(unseen.code(), "lane-yellow");
    for wrong in [1, 7, 6] {
        let refused = lanes::see_papers(office, &world.qm(wrong), id, "").await.unwrap_err();
        assert!(matches!(refused, Error::NotPermitted), "{wrong}: {refused}");
    }
    let foreign = lanes::see_papers(office, &world.qn(3), id, "").await.unwrap_err();
    assert!(matches!(foreign, Error::NotFound(_)), "{foreign}");
    let papers = lanes::see_papers(office, &world.qm(3), id, "The book agrees with the tags.").await.unwrap();
    assert_eq!((papers.there, papers.open), (1, false));
    let approved = approve::approve(office, &world.qm(4), id, true).await.unwrap();
    assert_eq!(approved.application.status(), ApplicationStatus::Approved);
    let none = handed_in(&world, &world.qm(1), form(9)).await;
    accept::accept(office, &world.qm(2), none).await.unwrap();
    assert_eq!(lanes::see_papers(office, &world.qm(3), none, "").await.unwrap_err().code(), "papers-none");
}

async fn blue(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    // Everybody is trusted, so that a calm case is blue.
    set(&world, RiskRules { trusted_is_blue: true, trusted_permits: 0, ..RiskRules::default() }).await;
    let id = crate::spine::approved(&world).await;
    assert_eq!(risk::of_case(office, &world.qm(3), id).await.unwrap()[0].lane, Lane::Blue);
    assert!(lanes::audits(office, &world.qm(3)).await.unwrap().open.is_empty(), "not issued yet");
    let permit = sign::sign(office, &world.qm(5), id).await.unwrap().permit.id();
    let waits = lanes::audits(office, &world.qm(22)).await.unwrap();
    assert_eq!((waits.open.len(), waits.open[0].permit), (1, permit), "released first, audited after");
    assert!(lanes::audits(office, &world.qn(22)).await.unwrap().open.is_empty());
    assert!(matches!(lanes::audits(office, &world.qm(1)).await, Err(Error::NotPermitted)));

    let auditor = hire(&world, 61, "Ines Auditor", Role::MaOfficer).await;
    let own = lanes::audit(office, &world.qm(3), permit, false, "Looked at it.").await.unwrap_err();
    assert_eq!(own.code(), "audit-own", "the officer of the case does not audit it");
    let mute = lanes::audit(office, &auditor, permit, true, " ").await.unwrap_err();
    assert_eq!(mute.code(), "audit-words");
    for wrong in [1, 4, 7] {
        let refused = lanes::audit(office, &world.qm(wrong), permit, true, "x").await.unwrap_err();
        assert!(matches!(refused, Error::NotPermitted), "{wrong}: {refused}");
    }
    let foreign = lanes::audit(office, &world.qn(3), permit, true, "x").await.unwrap_err();
    assert!(matches!(foreign, Error::NotFound(_)), "{foreign}");
    let done = lanes::audit(office, &auditor, permit, true, "The book shows forty hides fewer.").await.unwrap();
    assert!(done.finding);
    assert_eq!(lanes::audit(office, &auditor, permit, false, "Again").await.unwrap_err().code(), "audit-done");
    assert!(lanes::audits(office, &auditor).await.unwrap().open.is_empty());

    // It counts in the hit rate of its lane, and its people are met again.
    let rates = risk::rates(office, &world.qm(22)).await.unwrap();
    let blue = rates.lanes.iter().find(|(lane, _)| *lane == Lane::Blue).unwrap().1;
    assert_eq!((blue.cases, blue.found), (1, 1));
    let by_hand = rates.changed.iter().find(|(lane, _)| *lane == Lane::Blue).unwrap().1;
    assert_eq!((by_hand.cases, by_hand.found), (1, 0), "nobody changed it");
    let (_, row) = scored(&world, &world.qm(1), form(2)).await;
    assert_eq!(seen(&row, Criterion::Discrepancy), Some(("exporter/AUDIT/1, importer/AUDIT/1", 30)));
}

async fn border(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let permit = issued(&world).await.permit.id();
    let customs = world.qm(7);
    for wrong in [1, 3, 61] {
        let refused = border_clock::present(office, &world.qm(wrong), permit, "Bend").await.unwrap_err();
        assert!(matches!(refused, Error::NotPermitted), "{wrong}: {refused}");
    }
    let foreign = border_clock::present(office, &world.qn(7), permit, "Bend").await.unwrap_err();
    assert!(matches!(foreign, Error::NotFound(_)), "{foreign}");
    border_clock::present(office, &customs, permit, "Bend").await.unwrap();
    world.clock.forward(30);
    let again = border_clock::present(office, &customs, permit, "Bend").await.unwrap();
    assert_eq!((again.hours, again.target_hours, again.over()), (30, 24, true), "the first presentation counts");
    let seen = border_clock::overview(office, &world.qm(22)).await.unwrap();
    assert_eq!((seen.waiting.len(), seen.median), (1, None));
    assert!(border_clock::overview(office, &world.qn(7)).await.unwrap().waiting.is_empty());
    assert!(matches!(border_clock::overview(office, &world.qm(1)).await, Err(Error::NotPermitted)));

    endorse::endorse(office, &customs, permit, presented(240)).await.unwrap();
    world.clock.forward(5);
    let seen = border_clock::overview(office, &customs).await.unwrap();
    assert!(seen.waiting.is_empty(), "customs answered");
    assert_eq!((seen.answered, seen.median), ((1, 0), Some(30)), "and late");
    let gone = border_clock::present(office, &customs, permit, "Bend").await.unwrap_err();
    assert_eq!(gone.code(), "border-not-usable");
}
