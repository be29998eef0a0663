//! A supervisor sets a check aside that no text makes absolute: with a reason, never alone with the decision, and the
//! report tells of it. On both engines.

use crate::law::measure;
use crate::spine::examined;
use crate::staff::hire;
use crate::world::{On, World, skins};
use cites::Role;
use cites::ids::ApplicationId;
use office::epermit::{accept, approve, draft, examine, law_rows, overrides, submit};
use office::shared::faces::Clock as _;
use office::shared::facts::day;
use office::{Error, Who};
use permits::duty::DutyRule;
use permits::{ActError, Actor, Person};
use rules::Verdict;

both! {
    paper => a_paper_that_our_own_measure_asks_for_is_set_aside_on_sqlite, a_paper_that_our_own_measure_asks_for_is_set_aside_on_postgresql;
}

/// What the rule says of the case as an override names it.
async fn said(world: &World, id: ApplicationId) -> String {
    let (_, trace) = examine::examine(&world.office, &world.qm(3), id).await.unwrap();
    let check = trace.of("B8-D").find(|c| c.verdict == Verdict::Awaited).expect("the paper is awaited");
    check.named()
}

async fn paper(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let boss = world.qm(22);
    let today = day(world.clock.now());
    let mut asked = measure(&today.to_string());
    asked.cells.insert("effect".into(), "asks:ORIGIN".into());
    asked.cells.insert("text_en".into(), "Crocodile skins leave with a certificate of origin.".into());
    let row = law_rows::propose(office, &world.qm(21), asked).await.unwrap();
    law_rows::confirm(office, &boss, row.id).await.unwrap();
    let made = draft::create(office, &world.qm(1), skins(), draft::OnBehalf::default()).await.unwrap();
    let id = made.application.id();
    submit::submit(office, &world.qm(1), id).await.unwrap();
    accept::accept(office, &world.qm(2), id).await.unwrap();
    let check = said(&world, id).await;
    let aside = async |who: &Who, rule: &str, said: &str, reason: &str| {
        overrides::set_aside(office, who, id, (rule, said), reason).await
    };
    assert!(matches!(aside(&world.qm(3), "B8-D", &check, "Known").await.unwrap_err(), Error::NotPermitted));
    assert_eq!(aside(&boss, "B8-D", &check, " ").await.unwrap_err().code(), "reason-empty");
    for rule in ["F1", "B9", "D-II-EXP"] {
        assert_eq!(aside(&boss, rule, &check, "In a hurry").await.unwrap_err().code(), "override-unknown", "{rule}");
    }
    assert_eq!(aside(&boss, "B8-D", "Something else.", "?").await.unwrap_err().code(), "override-unknown");
    let abroad = overrides::set_aside(office, &world.qn(22), id, ("B8-D", &check), "?").await.unwrap_err();
    assert!(matches!(abroad, Error::NotFound(_)), "another Party sees no such case");

    // Who has the case in hand, and supervises too, asks another supervisor.
    let person = world.qm(3).person().unwrap().clone();
    let both = Person { roles: vec![Role::MaOfficer, Role::MaSupervisor], ..person };
    let both = Who::new(world.qm(3).house.clone(), Actor::Person(both));
    let own = aside(&both, "B8-D", &check, "Known").await.unwrap_err();
    assert!(matches!(own, Error::Act(ActError::Duty(DutyRule::DeciderIsProposer))), "{own}");

    // Proposed, but nobody approves while the paper is missing.
    examined(&world, id).await;
    let stopped = approve::approve(office, &world.qm(4), id, true).await.unwrap_err();
    assert!(matches!(stopped, Error::Rules(_)), "{stopped}");
    let why = "The district office burned down; letter 17 of 1 November.";
    aside(&boss, "B8-D", &check, why).await.unwrap();
    assert_eq!(aside(&boss, "B8-D", &check, why).await.unwrap_err().code(), "override-unknown", "once");
    let (_, trace, rows) = overrides::of_case(office, &boss, id).await.unwrap();
    assert_eq!((trace.verdict("B8-D"), trace.is_awaiting()), (Verdict::Overridden, false));
    assert_eq!((rows.len(), rows[0].reason.as_str(), rows[0].name.as_str()), (1, why, "Sol Supervisor"));
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
    let late = overrides::set_aside(office, &boss, id, ("B8-D", &check), why).await.unwrap_err();
    assert!(matches!(late, Error::Act(ActError::NotInApplicationState { .. })), "{late}");

    // The report counts it and goes out as a file; an officer does not read it.
    let today = day(world.clock.now());
    let auditor = hire(&world, 44, "Aude Auditor", Role::Auditor).await;
    let seen = overrides::report(office, &auditor, today, today).await.unwrap();
    assert_eq!((seen.counts, seen.rows.len()), (vec![("B8-D".to_owned(), 1, 1)], 1));
    let file = String::from_utf8(overrides::csv(office, &boss, today, today).await.unwrap()).unwrap();
    assert!(file.lines().count() == 2 && file.contains("B8-D") && file.contains(why), "{file}");
    let before = today.yesterday().unwrap();
    assert!(overrides::report(office, &boss, before, before).await.unwrap().rows.is_empty());
    assert_eq!(overrides::report(office, &boss, today, before).await.unwrap_err().code(), "dates-order");
    assert!(matches!(overrides::report(office, &world.qm(3), today, today).await, Err(Error::NotPermitted)));
}
