//! The fair queue: cases wait in order of arrival, people say whether they have an interest, and who goes before others
//! says why. On both engines.

use crate::staff::hire;
use crate::world::{On, World, skins};
use cites::ids::ApplicationId;
use cites::{ApplicationStatus as S, Role};
use jiff::ToSpan as _;
use office::epermit::propose::{Proposal, propose, propose_as};
use office::epermit::{
    accept, approve, ask, consult_sa, draft, give_back, interest, next_step, no_reply, queue, submit, withdraw,
};
use office::settings::{self, Setting};
use office::{Error, Who};
use permits::ActError;
use permits::application::state::MissingItem;
use permits::duty::DutyRule;
use std::collections::BTreeSet;

both! {
    fair => the_oldest_case_is_taken_first_and_nobody_decides_on_a_cousin_on_sqlite, the_oldest_case_is_taken_first_and_nobody_decides_on_a_cousin_on_postgresql;
    named => a_case_taken_or_given_by_name_says_why_on_sqlite, a_case_taken_or_given_by_name_says_why_on_postgresql;
    unanswered => who_does_not_answer_is_reminded_and_closed_once_on_sqlite, who_does_not_answer_is_reminded_and_closed_once_on_postgresql;
    at_once => two_who_press_at_once_get_two_cases_on_sqlite, two_who_press_at_once_get_two_cases_on_postgresql;
}

/// The Party lets cases wait: two persons say so.
async fn with_a_queue(world: &World) {
    let (admin, boss) = (world.qm(21), world.qm(22));
    let made = settings::propose(&world.office, &admin, Setting::Assignment, "queue", "Order 7 of 2026").await.unwrap();
    settings::decide(&world.office, &boss, made.id, true).await.unwrap();
}

/// So many cases, handed in one after the other and accepted the other way round.
async fn waiting(world: &World, many: u32) -> Vec<ApplicationId> {
    let mut cases = Vec::new();
    for n in 0..many {
        let mut form = skins();
        form.set("lines.0.quantity", "10");
        form.set("lines.0.marks", &format!("QM-RA-2026-{n:06}"));
        let made = draft::create(&world.office, &world.qm(1), form, draft::OnBehalf::default()).await.unwrap();
        cases.push(made.application.id());
        submit::submit(&world.office, &world.qm(1), made.application.id()).await.unwrap();
        world.clock.forward(1);
    }
    for id in cases.iter().rev() {
        let stepped = accept::accept(&world.office, &world.qm(2), *id).await.unwrap();
        assert_eq!((stepped.application.status(), stepped.row.officer), (S::Accepted, None), "it waits in the queue");
    }
    cases
}

fn conflict<T: std::fmt::Debug>(done: Result<T, Error>) {
    let refused = done.unwrap_err();
    assert!(matches!(refused, Error::Act(ActError::Duty(DutyRule::ConflictOfInterest))), "{refused}");
}

async fn next(world: &World, who: &Who) -> Option<ApplicationId> {
    queue::take_next(&world.office, who, true).await.unwrap().map(|stepped| stepped.application.id())
}

fn no() -> Proposal {
    Proposal::Refuse { reason: cites::RefusalReason::R02, text: "No proof of origin.".into() }
}

async fn fair(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    with_a_queue(&world).await;
    let cases = waiting(&world, 2).await;
    let (odile, boss) = (world.qm(3), world.qm(22));
    let fatou = hire(&world, 41, "Fatou Fair", Role::MaOfficer).await;
    conflict(queue::take_next(office, &odile, false).await);
    assert_eq!(next(&world, &odile).await, Some(cases[0]), "who came first is served first");
    ask::ask(office, &odile, cases[0], "Which tags?".into()).await.unwrap();
    let answered = ask::answer(office, &world.qm(1), cases[0], "Those in the list.".into()).await.unwrap();
    assert_eq!(next_step::of(&answered.application), "answer-in");

    // Another officer gives nothing back that is not theirs; a reason is asked for.
    let other = interest::declare(office, &fatou, cases[0], "A friend.".into()).await.unwrap_err();
    assert!(matches!(other, Error::NotPermitted), "{other}");
    let mute = interest::declare(office, &odile, cases[0], " ".into()).await.unwrap_err();
    assert_eq!(mute.code(), "reason-empty");
    let back = interest::declare(office, &odile, cases[0], "The farmer is my cousin.".into()).await.unwrap();
    assert_eq!((back.application.status(), back.row.officer), (S::Accepted, None));
    assert_eq!(next_step::of(&back.application), "take");

    // It is not offered to her again, not even by name or by her supervisor; the second case is hers without a word.
    assert_eq!(next(&world, &odile).await, Some(cases[1]), "her next is another one");
    assert_eq!(next(&world, &odile).await, None);
    conflict(accept::take(office, &odile, cases[0], true, "").await);
    let hers = odile.person().unwrap().id;
    let refused = queue::reassign(office, &boss, cases[0], hers, "She knows it".into()).await.unwrap_err();
    assert_eq!(refused.code(), "officer-interest");
    let seen = queue::overview(office, &boss).await.unwrap().events;
    let told: Vec<_> = seen.iter().map(|e| (e.kind.as_str(), e.person.as_str(), e.note.as_str())).collect();
    assert_eq!(told, [("interest", "Odile Officer", "The farmer is my cousin.")], "nobody went before anybody");

    // What was done so far is there for the next one.
    assert_eq!(next(&world, &fatou).await, Some(cases[0]));
    let mut read = office.store.read(&fatou.scope(office.clock.now())).await.unwrap();
    let stored = office::shared::case::load(&mut read, &fatou, cases[0]).await.unwrap();
    drop(read);
    let case = stored.value.state().case().unwrap();
    assert_eq!((case.questions.len(), case.officer_name.as_str()), (1, "Fatou Fair"));

    // She took it with her word and is not asked again. The approver is, and one with an interest leaves it to another.
    propose_as(office, &fatou, cases[0], no(), false).await.unwrap();
    interest::declare(office, &world.qm(4), cases[0], "I own the tannery.".into()).await.unwrap();
    conflict(approve::refuse(office, &world.qm(4), cases[0], cites::RefusalReason::R02, "No proof.".into()).await);
    approve::refuse(office, &world.qm(5), cases[0], cites::RefusalReason::R02, "No proof.".into()).await.unwrap();
}

async fn named(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    with_a_queue(&world).await;
    let cases = waiting(&world, 4).await;
    let (odile, boss) = (world.qm(3), world.qm(22));
    let hasty = hire(&world, 41, "Ines Impatient", Role::MaOfficer).await;
    let mute = accept::take(office, &hasty, cases[2], true, " ").await.unwrap_err();
    assert_eq!((mute.code().as_str(), mute.fields()[0].field.as_str()), ("turn-reason", "reason"));
    let why = "Live animals wait at the airport.";
    accept::take(office, &hasty, cases[2], true, why).await.unwrap();
    let seen = queue::overview(office, &boss).await.unwrap();
    let told: Vec<_> = seen.events.iter().map(|e| (e.kind.as_str(), e.ahead, e.note.as_str())).collect();
    assert_eq!(told, [("out-of-turn", 2, why)]);
    let flagged: Vec<_> = seen.cases.iter().filter(|c| c.flags.iter().any(|f| f == "out-of-turn")).collect();
    assert_eq!((flagged.len(), flagged[0].row.id), (1, cases[2]), "it stands at the case too");

    // The oldest by name needs no reason. The supervisor gives a case that waits to an officer, with a reason.
    accept::take(office, &odile, cases[0], true, "").await.unwrap();
    let (hers, theirs) = (odile.person().unwrap().id, hasty.person().unwrap().id);
    let mute = queue::reassign(office, &boss, cases[3], hers, " ".into()).await.unwrap_err();
    assert_eq!(mute.code(), "reason-empty");
    let stranger = queue::reassign(office, &hasty, cases[3], theirs, "Mine".into()).await.unwrap_err();
    assert!(matches!(stranger, Error::NotPermitted));
    let given = queue::reassign(office, &boss, cases[3], hers, "She knows corals".into()).await.unwrap();
    assert_eq!((given.application.status(), given.row.officer), (S::UnderExamination, Some(hers)));

    // Nobody asked her when she got it: she says it when she proposes, once.
    conflict(propose_as(office, &odile, cases[3], no(), false).await);
    propose_as(office, &odile, cases[3], no(), true).await.unwrap();
    approve::send_back(office, &world.qm(4), cases[3], "Read the ledger again.".into()).await.unwrap();
    propose_as(office, &odile, cases[3], no(), false).await.unwrap();
    interest::declare(office, &odile, cases[0], "I sold them the eggs.".into()).await.unwrap();
    let late = propose(office, &odile, cases[0], no()).await.unwrap_err();
    assert!(matches!(late, Error::Act(ActError::NotInApplicationState { .. })), "it waits for another person: {late}");
    conflict(accept::take(office, &odile, cases[0], true, "").await);
}

async fn at_once(on: On) {
    let world = World::new(on).await;
    with_a_queue(&world).await;
    let cases = waiting(&world, 2).await;
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..2 {
        let (office, who) = (world.office.clone(), hire(&world, 70 + n, "Taker", Role::MaOfficer).await);
        tasks.spawn(async move {
            loop {
                match queue::take_next(&office, &who, true).await {
                    Err(Error::Store(store::Error::Busy | store::Error::Stale(_))) => {}
                    taken => return taken.unwrap().unwrap().application.id(),
                }
            }
        });
    }
    let taken: BTreeSet<ApplicationId> = tasks.join_all().await.into_iter().collect();
    assert_eq!(taken, cases.into_iter().collect());
    let seen = queue::overview(&world.office, &world.qm(22)).await.unwrap();
    assert!(seen.events.is_empty(), "who takes the next is never out of turn: {:?}", seen.events);
}

async fn heard(world: &World, who: &Who, event: &str) -> usize {
    let rows = office::notices::read::list(&world.office, who, false, None, 200).await.unwrap();
    rows.iter().filter(|n| n.event == event).count()
}

async fn unanswered(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let house = world.qm(1).house.clone();
    let by = |days: i64| Some(office::shared::facts::day(office.clock.now()).checked_add(days.days()).unwrap());
    let missing = || vec![MissingItem { field: "attachments".into(), what: "The invoice of the farm.".into() }];
    let mut cases = Vec::new();
    for n in 0..2 {
        let mut form = skins();
        form.set("lines.0.marks", &format!("QM-RA-2026-{n:06}"));
        let made = draft::create(office, &world.qm(1), form, draft::OnBehalf::default()).await.unwrap();
        submit::submit(office, &world.qm(1), made.application.id()).await.unwrap();
        cases.push(made.application.id());
    }
    give_back::give_back_by(office, &world.qm(2), cases[0], missing(), by(20)).await.unwrap();
    accept::accept(office, &world.qm(2), cases[1]).await.unwrap();
    ask::ask_by(office, &world.qm(3), cases[1], "Which tags?".into(), by(20)).await.unwrap();
    assert_eq!(no_reply::round(office, &house).await.unwrap(), no_reply::Round::default(), "there is time");
    world.clock.forward(24 * 14);
    for (again, told) in [(false, 2), (true, 0)] {
        let done = no_reply::round(office, &house).await.unwrap();
        assert_eq!((done.reminded, done.closed), (told, 0), "once each; again: {again}");
    }
    assert_eq!(heard(&world, &world.qm(1), "reply-due").await, 2);

    // Two programs end the day of the answer together: one case is closed once, the question waits for its officer.
    world.clock.forward(24 * 8);
    let (one, two) = tokio::join!(no_reply::round(office, &house), no_reply::round(office, &house));
    let closed: u64 = [one, two].into_iter().flatten().map(|done| done.closed).sum();
    assert_eq!(closed, 1);
    assert_eq!(no_reply::round(office, &house).await.unwrap(), no_reply::Round::default());
    let at = async |id| {
        let who = world.qm(3);
        let mut read = office.store.read(&who.scope(office.clock.now())).await.unwrap();
        office::shared::case::load(&mut read, &who, id).await.unwrap().value.status()
    };
    assert_eq!((at(cases[0]).await, at(cases[1]).await), (S::ClosedNoReply, S::InfoRequested));
    assert_eq!(heard(&world, &world.qm(1), "no-reply").await, 1);

    // Another applicant withdraws while others have work in the case: they hear of it, and the officer too.
    ask::answer(office, &world.qm(1), cases[1], "Those in the list.".into()).await.unwrap();
    consult_sa::consult(office, &world.qm(3), cases[1], vec![cites::FindingKind::NdfExport], "?".into()).await.unwrap();
    withdraw::withdraw(office, &world.qm(1), cases[1], "The buyer stepped back.".into()).await.unwrap();
    assert_eq!(heard(&world, &world.qm(3), "withdrawn").await, 1, "who had it in hand");
    assert_eq!(heard(&world, &world.qm(6), "consultation-dropped").await, 1, "the Scientific Authority");
    assert_eq!(heard(&world, &world.qm(61), "inspection-dropped").await, 0, "no inspector was asked");
}
