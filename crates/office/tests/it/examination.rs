//! Examination: clocks that say why they stand still, lanes that never replace a finding, turns of the queue, findings
//! that stand, and three papers side by side.

use crate::spine::issued;
use crate::staff::{hire, on_leave};
use crate::world::{On, World, skins};
use cites::ids::ApplicationId;
use cites::{Amount, ApplicationStatus, FindingKind, Role, Source, Term, Unit};
use office::Error;
use office::epermit::propose::{Proposal, propose};
use office::epermit::science::NewFinding;
use office::epermit::{
    accept, approve, clocks, compare, draft, examination_set, examine, queue, risk, science, submit,
};
use office::shared::faces::Clock as _;
use permits::clocks::{Rest, SlaClock, Targets};
use permits::risk::{Criterion, Lane, RiskRules};
use std::collections::{BTreeMap, BTreeSet};
use store::RuleKind;

both! {
    the_clock => the_clock_pauses_with_the_applicant_and_escalates_on_sqlite, the_clock_pauses_with_the_applicant_and_escalates_on_postgresql;
    service => the_public_sees_how_long_it_takes_on_sqlite, the_public_sees_how_long_it_takes_on_postgresql;
    lanes => the_lane_is_kept_and_a_second_person_changes_it_on_sqlite, the_lane_is_kept_and_a_second_person_changes_it_on_postgresql;
    rules => criteria_change_by_two_persons_on_sqlite, criteria_change_by_two_persons_on_postgresql;
    twenty => twenty_takers_get_twenty_cases_on_sqlite, twenty_takers_get_twenty_cases_on_postgresql;
    out_of_turn => who_jumps_the_queue_is_seen_on_sqlite, who_jumps_the_queue_is_seen_on_postgresql;
    standing => a_standing_finding_is_relied_upon_up_to_its_cap_on_sqlite, a_standing_finding_is_relied_upon_up_to_its_cap_on_postgresql;
    side_by_side => an_earlier_permit_lies_beside_the_application_on_sqlite, an_earlier_permit_lies_beside_the_application_on_postgresql;
}

/// A case of River Bend Farm, handed in.
async fn handed_in(world: &World, n: u32, quantity: &str) -> ApplicationId {
    let mut form = skins();
    form.set("lines.0.quantity", quantity);
    form.set("lines.0.marks", &format!("QM-RA-2026-{n:06}"));
    let made = draft::create(&world.office, &world.qm(1), form, draft::OnBehalf::default()).await.unwrap();
    let id = made.application.id();
    submit::submit(&world.office, &world.qm(1), id).await.unwrap();
    id
}

async fn the_clock(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let boss = hire(&world, 51, "Selma Supervisor", Role::MaSupervisor).await;
    let id = handed_in(&world, 1, "240").await;
    world.clock.forward(6);
    accept::accept(office, &world.qm(2), id).await.unwrap();
    world.clock.forward(4);
    office::epermit::ask::ask(office, &world.qm(3), id, "Which tags?".into()).await.unwrap();
    world.clock.forward(300);

    let now = queue::overview(office, &boss).await.unwrap();
    let net = now.cases[0].clock.unwrap();
    assert_eq!((net.clock, net.hours()), (SlaClock::Net, 10), "what the applicant takes is not ours");
    assert_eq!(net.rest, Some(Rest::Paused(ApplicationStatus::InfoRequested)));
    assert!(!net.escalates(), "a clock that stands still calls nobody");

    office::epermit::ask::answer(office, &world.qm(1), id, "Those in the list.".into()).await.unwrap();
    world.clock.forward(240);
    let late = queue::overview(office, &boss).await.unwrap().cases[0].clock.unwrap();
    assert!(late.escalates() && late.percent() == 104, "{late:?}");

    // The Party promises more time: two persons say so.
    let second = hire(&world, 32, "Sven Supervisor", Role::MaSupervisor).await;
    let targets = Targets { hours: BTreeMap::from([(SlaClock::Net, 480)]), ..Targets::default() };
    examination_set::propose_targets(office, &boss, targets, "Rainy season".into()).await.unwrap();
    let before = queue::overview(office, &boss).await.unwrap().cases[0].clock.unwrap();
    assert_eq!(before.target_hours, 240, "one person alone changes nothing");
    examination_set::confirm(office, &second, RuleKind::Targets, 1).await.unwrap();
    let after = queue::overview(office, &boss).await.unwrap().cases[0].clock.unwrap();
    assert_eq!((after.target_hours, after.escalates()), (480, false));
    let refused = queue::overview(office, &world.qm(3)).await.unwrap_err();
    assert!(matches!(refused, Error::NotPermitted), "the whole queue is the supervisor's");
}

async fn service(on: On) {
    let world = World::new(on).await;
    issued(&world).await;
    world.clock.forward(24);
    let nobody = office::Who::system(world.qm(1).house);
    let seen = clocks::service(&world.office, &nobody).await.unwrap();
    assert_eq!((seen.months.len(), seen.kinds.len(), seen.target_hours), (12, 1, 720));
    let (kind, months) = &seen.kinds[0];
    let last = months[11].expect("one permit this month");
    assert_eq!((kind.code(), last.cases, last.mean), ("EXPORT", 1, 26), "5 + 20 + 1 hours, gross");
    assert_eq!(months[10], None);
    let other = office::Who::system(world.qn(1).house);
    assert_eq!(clocks::service(&world.office, &other).await.unwrap().kinds, vec![], "another Party's are its own");
}

async fn lanes(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let boss = hire(&world, 51, "Selma Supervisor", Role::MaSupervisor).await;
    let id = handed_in(&world, 1, "240").await;
    handed_in(&world, 2, "240").await;
    accept::accept(office, &world.qm(2), id).await.unwrap();
    let kept = risk::of_case(office, &world.qm(3), id).await.unwrap().remove(0);
    assert!(kept.hits.iter().any(|h| h.criterion == Criterion::NewTrader && h.weight == 10), "{kept:?}");
    let sum: i64 = kept.hits.iter().map(|h| i64::from(h.weight)).sum();
    assert_eq!((kept.score, kept.rules_version), (sum, 0));
    assert_eq!(kept.flags, ["duplicate"], "the same goods to the same country are asked for twice");

    for applicant in [world.qm(1), world.qm(7), world.qn(3)] {
        let refused = risk::of_case(office, &applicant, id).await.unwrap_err();
        assert!(matches!(refused, Error::NotPermitted | Error::NotFound(_)), "{refused}");
    }
    let officer = risk::change_lane(office, &world.qm(3), id, Lane::Green, "Known".into()).await.unwrap_err();
    assert!(matches!(officer, Error::NotPermitted), "the officer does not choose the lane");
    let mute = risk::change_lane(office, &boss, id, Lane::Red, " ".into()).await.unwrap_err();
    assert_eq!(mute.code(), "reason-empty");
    let changed = risk::change_lane(office, &boss, id, Lane::Green, "Farm visited last week".into()).await.unwrap();
    assert_eq!((changed.lane, changed.computed_lane, changed.score), (Lane::Green, kept.computed_lane, kept.score));
    assert_eq!(risk::of_case(office, &boss, id).await.unwrap().len(), 2, "what was computed stays on file");

    // Green never replaces a finding.
    let grant = Proposal::grant(vec![], "", vec![]);
    propose(office, &world.qm(3), id, grant).await.ok();
    let (_, trace) = examine::examine(office, &world.qm(3), id).await.unwrap();
    assert!(trace.required_findings().iter().any(|f| f.kind == FindingKind::NdfExport && !f.present));
    let early = approve::approve(office, &world.qm(4), id, true).await.unwrap_err();
    assert!(matches!(early, Error::Rules(_) | Error::Act(_)), "{early}");

    let rates = risk::rates(office, &boss).await.unwrap();
    assert_eq!(rates.overridden.cases, 0, "only closed cases are counted");
}

async fn rules(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let boss = hire(&world, 51, "Selma Supervisor", Role::MaSupervisor).await;
    let second = hire(&world, 32, "Sven Supervisor", Role::MaSupervisor).await;
    let strict = RiskRules { weights: BTreeMap::from([(Criterion::NewTrader, 60)]), ..RiskRules::default() };
    let wrong = RiskRules { sample_per_thousand: 0, ..strict.clone() };
    let refused = examination_set::propose_risk(office, &boss, wrong, "No sample".into()).await.unwrap_err();
    assert_eq!((refused.code().as_str(), refused.fields()[0].field.as_str()), ("risk-rules", "sample_per_thousand"));
    examination_set::propose_risk(office, &boss, strict, "Two new traders lied".into()).await.unwrap();
    let alone = examination_set::confirm(office, &boss, RuleKind::Risk, 1).await.unwrap_err();
    assert_eq!(alone.code(), "rule-needs-two");
    examination_set::confirm(office, &second, RuleKind::Risk, 1).await.unwrap();
    let twice = examination_set::confirm(office, &second, RuleKind::Risk, 1).await.unwrap_err();
    assert!(matches!(twice, Error::NotFound(_)));

    let id = handed_in(&world, 1, "240").await;
    accept::accept(office, &world.qm(2), id).await.unwrap();
    let kept = risk::of_case(office, &world.qm(3), id).await.unwrap().remove(0);
    assert_eq!((kept.score, kept.lane, kept.rules_version), (60, Lane::Red, 1));
    let foreign = examination_set::versions::<RiskRules>(office, &world.qn(4), RuleKind::Risk).await;
    assert!(foreign.is_err(), "another Party's criteria are not to be read");
}

async fn twenty(on: On) {
    let world = World::new(on).await;
    on_leave(&world, &world.qm(3)).await;
    let mut cases = Vec::new();
    for n in 0..20 {
        let id = handed_in(&world, n, "10").await;
        let stepped = accept::accept(&world.office, &world.qm(2), id).await.unwrap();
        assert_eq!(stepped.application.status(), ApplicationStatus::Accepted, "nobody is there to take it");
        cases.push(id);
    }
    let mut takers = Vec::new();
    for n in 0..20_u8 {
        takers.push(hire(&world, 100 + n, &format!("Taker {n}"), Role::MaOfficer).await);
    }
    let first = queue::take_next(&world.office, &takers[0], true).await.unwrap().unwrap();
    assert_eq!(first.application.id(), cases[0], "who came first is served first");
    let tasks: Vec<_> = takers
        .into_iter()
        .skip(1)
        .map(|who| {
            let office = world.office.clone();
            tokio::spawn(async move { queue::take_next(&office, &who, true).await.unwrap() })
        })
        .collect();
    let mut taken = BTreeSet::from([cases[0]]);
    for task in tasks {
        let stepped = task.await.unwrap().expect("there is one for everybody");
        assert!(taken.insert(stepped.application.id()), "nobody gets a case twice");
    }
    assert_eq!(taken, cases.into_iter().collect());
    let late = hire(&world, 200, "Late Taker", Role::MaOfficer).await;
    assert!(queue::take_next(&world.office, &late, true).await.unwrap().is_none());
    let boss = hire(&world, 51, "Selma Supervisor", Role::MaSupervisor).await;
    let seen = queue::overview(&world.office, &boss).await.unwrap();
    assert!(seen.officers.iter().filter(|o| o.1.starts_with("Taker")).all(|o| o.2 == 1), "{:?}", seen.officers);
}

async fn out_of_turn(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    on_leave(&world, &world.qm(3)).await;
    let boss = hire(&world, 51, "Selma Supervisor", Role::MaSupervisor).await;
    let (first, second) = (handed_in(&world, 1, "10").await, handed_in(&world, 2, "10").await);
    for id in [second, first] {
        accept::accept(office, &world.qm(2), id).await.unwrap();
    }
    let officer = hire(&world, 41, "Ines Impatient", Role::MaOfficer).await;
    let undeclared = accept::take(office, &officer, second, false, "").await.unwrap_err();
    assert!(matches!(undeclared, Error::Act(permits::ActError::Duty(_))), "no word on interests, no case");
    accept::take(office, &officer, second, true, "In a hurry").await.unwrap();
    let seen = queue::overview(office, &boss).await.unwrap();
    let event = &seen.events[0];
    assert_eq!((event.kind.as_str(), event.ahead, event.person.as_str()), ("out-of-turn", 1, "Ines Impatient"));
    assert_eq!(event.application, second);

    let fair = hire(&world, 42, "Fatou Fair", Role::MaOfficer).await;
    let given = queue::take_next(office, &fair, true).await.unwrap().unwrap();
    assert_eq!(given.application.id(), first);
    assert_eq!(queue::overview(office, &boss).await.unwrap().events.len(), 1, "in turn is no news");

    let wrong = queue::reassign(office, &officer, second, fair.person().unwrap().id, "Leave".into()).await.unwrap_err();
    assert!(matches!(wrong, Error::NotPermitted));
    let nobody = queue::reassign(office, &boss, second, boss.person().unwrap().id, "Leave".into()).await.unwrap_err();
    assert_eq!(nobody.code(), "officer-unknown");
    let moved = queue::reassign(office, &boss, second, fair.person().unwrap().id, "On leave".into()).await.unwrap();
    assert_eq!(moved.row.officer, fair.person().ok().map(|p| p.id));
    let events = queue::overview(office, &boss).await.unwrap().events;
    assert_eq!((events[0].kind.as_str(), events[0].to_person.as_deref()), ("reassigned", Some("Fatou Fair")));
}

async fn standing(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let new = NewFinding {
        kind: FindingKind::NdfExport,
        taxon: "Crocodylus niloticus".into(),
        origin: None,
        source: Some(Source::R),
        term: Some(Term::Ski),
        conditions: vec!["Skins over 60 cm only.".into()],
        cap: Some((Amount::whole(300), Unit::Nar)),
        grounds: "Ranch returns of three years.".into(),
        valid_until: "2026-12-31".parse().unwrap(),
    };
    let refused = science::give(office, &world.qm(3), new.clone()).await.unwrap_err();
    assert!(matches!(refused, Error::NotPermitted), "it is the Scientific Authority's to give");
    let given = science::give(office, &world.qm(6), new).await.unwrap();
    assert_eq!(given.standing.number, "SA-26-00001");
    let (_, _, cap) = given.standing.cap.unwrap();

    let id = handed_in(&world, 1, "240").await;
    accept::accept(office, &world.qm(2), id).await.unwrap();
    let taken = science::rely_on(office, &world.qm(3), id, given.standing.id).await.unwrap();
    let cited = taken.application.findings().last().unwrap();
    assert!(cited.grounds.starts_with("SA-26-00001"), "{}", cited.grounds);
    assert_eq!(cited.made.by.person(), world.qm(6).person().ok().map(|p| p.id), "it stays the scientist's word");
    assert_eq!(taken.events[0].note.as_deref(), Some("SA-26-00001"), "cited in the trail");
    let (_, trace) = examine::examine(office, &world.qm(3), id).await.unwrap();
    let needed: Vec<_> = trace.required_findings().iter().filter(|f| !f.present).map(|f| f.kind).collect();
    assert!(!needed.contains(&FindingKind::NdfExport), "nobody asks the experts again: {needed:?}");

    // The cap is a quota like any other: the second case does not fit, and no other finding lets it pass.
    let who = world.qm(8);
    let mut read = office.store.read(&who.scope(world.clock.now())).await.unwrap();
    let row = read.quota(cap).await.unwrap().unwrap();
    assert_eq!((row.limit, row.reserved), (Some(Amount::whole(300)), Amount::whole(240)));
    drop(read);
    let second = handed_in(&world, 2, "100").await;
    let full = accept::accept(office, &world.qm(2), second).await.unwrap_err();
    assert!(matches!(full, Error::Quota(_)), "{full}");

    // Taken back, or out of date: nobody may rely on it.
    let other = handed_in(&world, 3, "10").await;
    accept::accept(office, &world.qm(2), other).await.unwrap();
    science::take_back(office, &world.qm(6), given.standing.id).await.unwrap();
    let ended = science::rely_on(office, &world.qm(3), other, given.standing.id).await.unwrap_err();
    assert_eq!(ended.code(), "standing-ended");
    let foreign = science::rely_on(office, &world.qn(3), other, given.standing.id).await.unwrap_err();
    assert!(matches!(foreign, Error::NotFound(_) | Error::NotPermitted), "{foreign}");
}

async fn side_by_side(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let permit = issued(&world).await;
    let id = handed_in(&world, 9, "100").await;
    let seen = compare::compare(office, &world.qm(3), id).await.unwrap();
    let earlier = seen.earlier.expect("last month's permit");
    assert_eq!(earlier.number, *permit.permit.number());
    assert_eq!(earlier.lines[0].quantity.amount(), Amount::whole(240));
    assert_eq!((seen.draft.lines[0].quantity.amount(), seen.partner.is_none()), (Amount::whole(100), true));
    assert!(matches!(compare::compare(office, &world.qm(1), id).await, Err(Error::NotPermitted)));
    assert!(compare::compare(office, &world.qn(3), id).await.is_err(), "another Party sees nothing");
    let year = science::monitored(office, &world.qm(6), 2026).await.unwrap();
    assert_eq!((year.len(), year[0].permitted, year[0].endorsed), (1, Amount::whole(240), Amount::ZERO), "Art. IV.3");
}
