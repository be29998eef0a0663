//! The turn of the quota year: the year of issue is charged, box 11a says so, and nobody overdraws the new year.

use crate::consignments::{approved, handed_in, sums, three};
use crate::spine::{examined, presented};
use crate::world::{On, World, skins};
use cites::ids::{ApplicationId, QuotaId};
use cites::{Amount, ApplicationStatus, Source, Term, Unit};
use office::econtrol::endorse::endorse;
use office::epermit::quota_set::{Proposed, confirm, propose_limit, propose_new};
use office::epermit::{accept, approve, permit_acts, quota_more, sign, withdraw};
use office::shared::faces::Clock as _;
use office::{Error, Who};
use permits::FormInput;
use permits::quota_kind::{CarryOver, QuotaBasis};
use store::QuotaKeys;

both! {
    what_is_signed_in_january_is_charged_to_january => january,
    caviar_years_turn_on_the_first_of_march => march,
    twenty_signatures_over_the_turn_never_overdraw => rush,
    of_three_consignments_two_are_signed_in_the_next_year => parts,
    a_season_that_is_over_keeps_what_was_taken_in_it => season,
    what_is_carried_over_is_not_lost_nor_made_a_limit => carried,
}

fn whole(n: u32) -> Amount {
    Amount::whole(n)
}

async fn set(world: &World, year: i16, limit: Option<u32>, keys: QuotaKeys) -> QuotaId {
    let new = Proposed {
        taxon: "Crocodylus niloticus".into(),
        year,
        unit: Unit::Nar,
        limit: limit.map(whole),
        keys,
        reason: "Gazette 12".into(),
    };
    let row = propose_new(&world.office, &world.qm(8), new).await.unwrap();
    confirm(&world.office, &world.qm(9), row.id).await.unwrap();
    row.id
}

fn keys() -> QuotaKeys {
    QuotaKeys { terms: vec![Term::Ski], sources: vec![Source::R], basis: "Gazette".into(), ..QuotaKeys::default() }
}

/// Moves the clock to a moment, never back.
fn until(world: &World, moment: &str) {
    let wanted: cites::Timestamp = moment.parse().unwrap();
    let hours = (wanted - world.clock.now()).total(jiff::Unit::Hour).unwrap();
    assert!(hours >= 0.0, "time does not run back");
    world.clock.forward(hours.ceil() as i64);
}

fn of(quantity: u32, n: u32) -> FormInput {
    let mut form = skins();
    form.set("lines.0.quantity", &quantity.to_string());
    form.set("lines.0.marks", &format!("QM-RA-2026-{n:06}"));
    form
}

/// The rules that block.
fn blocked_by(trace: &rules::Trace) -> String {
    let blocked: Vec<String> = trace.with(rules::Verdict::Blocked).map(|check| check.rule.to_string()).collect();
    blocked.join(" ")
}

/// Box 11a of what would be signed now.
async fn box_11a(world: &World, id: ApplicationId) -> Option<(Amount, Amount)> {
    let seen = sign::preview(&world.office, &world.qm(5), id).await.unwrap();
    seen.document.lines[0].quota.map(|q| (q.exported, q.quota))
}

async fn january(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let (old, new) = (set(&world, 2026, Some(1_000), keys()).await, set(&world, 2027, Some(300), keys()).await);
    until(&world, "2026-12-29T08:00:00Z");
    let first = approved(&world, of(100, 1)).await;
    let second = approved(&world, of(240, 2)).await;
    let third = handed_in(&world, of(60, 3)).await;
    accept::accept(office, &world.qm(2), third).await.unwrap();
    examined(&world, third).await;
    assert_eq!(sums(&world, old).await, ["60", "340", "0"]);

    // The last one of the year: signed on 31 December, it stays in December.
    until(&world, "2026-12-31T22:00:00Z");
    assert_eq!(box_11a(&world, first).await, Some((whole(340), whole(1_000))));
    let in_time = sign::sign(office, &world.qm(5), first).await.unwrap();
    assert_eq!(sums(&world, old).await, ["60", "340", "0"]);

    // New Year's Day: the paper is charged to the year that stands on it, and box 11a counts it.
    until(&world, "2027-01-01T06:00:00Z");
    assert_eq!(box_11a(&world, second).await, Some((whole(240), whole(300))), "as it will be signed");
    let late = sign::sign(office, &world.qm(5), second).await.unwrap();
    let printed = late.permit.document().lines[0].quota.map(|q| (q.exported, q.quota));
    assert_eq!(printed, Some((whole(240), whole(300))));
    assert_eq!(sums(&world, old).await, ["60", "100", "0"], "and the old year is free of it");
    assert_eq!(sums(&world, new).await, ["0", "240", "0"]);

    // Accepted in December and approved in January; and what left in January under December's permit is December's.
    approve::approve(office, &world.qm(4), third, true).await.unwrap();
    assert_eq!(sums(&world, old).await, ["0", "100", "0"]);
    assert_eq!(sums(&world, new).await, ["0", "300", "0"]);
    endorse(office, &world.qm(7), in_time.permit.id(), presented(90)).await.unwrap();
    assert_eq!(sums(&world, old).await, ["0", "0", "90"]);
    // What does not leave goes back where it came from.
    permit_acts::cancel(office, &world.qm(4), late.permit.id(), "Wrong port".into()).await.unwrap();
    assert_eq!(sums(&world, new).await, ["0", "60", "0"]);
    withdraw::withdraw(office, &world.qm(1), third, String::new()).await.unwrap();
    assert_eq!(sums(&world, new).await, ["0", "0", "0"]);
    assert_eq!(sums(&world, old).await, ["0", "0", "90"]);
}

async fn march(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let stock = || QuotaKeys { kind: QuotaBasis::SharedStock, ..keys() };
    let (old, new) = (set(&world, 2026, Some(1_000), stock()).await, set(&world, 2027, Some(250), stock()).await);
    until(&world, "2027-02-25T08:00:00Z");
    let (a, b) = (approved(&world, of(200, 1)).await, approved(&world, of(100, 2)).await);
    let early = approved(&world, of(50, 3)).await;
    until(&world, "2027-02-28T20:00:00Z");
    sign::sign(office, &world.qm(5), early).await.unwrap();
    assert_eq!(sums(&world, old).await, ["0", "350", "0"], "28 February is the old year's");
    until(&world, "2027-03-01T02:00:00Z");
    let paper = sign::sign(office, &world.qm(5), a).await.unwrap();
    let printed = paper.permit.document().lines[0].quota.map(|q| (q.exported, q.quota));
    assert_eq!(printed, Some((whole(200), whole(250))), "1 March begins a new one");
    assert_eq!(sums(&world, new).await, ["0", "200", "0"]);

    // 50 are left of the new year's: the second one is not signed, and waits its turn.
    let refused = sign::sign(office, &world.qm(5), b).await.unwrap_err();
    assert!(matches!(refused, Error::Rules(_)), "the rule names what is left and the waiting list: {refused}");
    assert_eq!(sums(&world, old).await, ["0", "150", "0"], "and nothing has moved");
    quota_more::wait(office, &world.qm(3), b).await.unwrap();
    let small = handed_in(&world, of(40, 4)).await;
    let behind = accept::accept(office, &world.qm(2), small).await.unwrap_err();
    assert!(matches!(behind, Error::Quota(_)), "who waits comes first: {behind}");
    propose_limit(office, &world.qm(8), new, Some(whole(300)), "Notification 2027/012".into()).await.unwrap();
    confirm(office, &world.qm(9), new).await.unwrap();
    sign::sign(office, &world.qm(5), b).await.unwrap();
    assert_eq!(sums(&world, new).await, ["0", "300", "0"]);
    assert_eq!(sums(&world, old).await, ["0", "50", "0"]);
    let mut read = office.store.read(&world.qm(2).scope(world.clock.now())).await.unwrap();
    assert_eq!(read.quota_waiting(new).await.unwrap(), vec![], "served");
}

async fn rush(on: On) {
    let world = World::new(on).await;
    let (old, new) = (set(&world, 2026, Some(2_000), keys()).await, set(&world, 2027, Some(1_000), keys()).await);
    until(&world, "2026-12-15T04:00:00Z");
    let mut cases = Vec::new();
    for n in 0..20 {
        cases.push(approved(&world, of(60, n)).await);
    }
    until(&world, "2027-01-01T00:00:00Z");
    let mut tasks = tokio::task::JoinSet::new();
    for id in cases {
        let (office, who): (_, Who) = (world.office.clone(), world.qm(5));
        tasks.spawn(async move {
            loop {
                match sign::sign(&office, &who, id).await {
                    Ok(_) => return None,
                    Err(Error::Quota(e)) => return Some(e.code().to_owned()),
                    Err(Error::Rules(trace)) => return Some(blocked_by(&trace)),
                    Err(Error::Store(store::Error::Busy | store::Error::Stale(_))) => {}
                    Err(other) => panic!("{other:?}"),
                }
            }
        });
    }
    let mut refused = Vec::new();
    while let Some(done) = tasks.join_next().await {
        refused.extend(done.unwrap());
    }
    assert_eq!(refused.len(), 4, "16 times 60 fit into 1,000: {refused:?}");
    assert!(refused.iter().all(|why| why == "quota-exhausted" || why == "B6"), "{refused:?}");
    assert_eq!(sums(&world, new).await, ["0", "960", "0"]);
    assert_eq!(sums(&world, old).await, ["0", "240", "0"], "those who were late hold December's still");
}

async fn parts(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    // The meat of the second block is in no quota.
    let (old, new) = (set(&world, 2026, Some(240), keys()).await, set(&world, 2027, Some(140), keys()).await);
    until(&world, "2026-12-30T08:00:00Z");
    let id = approved(&world, three("")).await;
    sign::sign(office, &world.qm(5), id).await.unwrap();
    assert_eq!(sums(&world, old).await, ["0", "240", "0"]);
    until(&world, "2027-01-02T08:00:00Z");
    // 80 and 60 of 140: exactly enough, and the hundred of December is not asked for again.
    assert_eq!(box_11a(&world, id).await, Some((whole(80), whole(140))));
    let second = sign::sign(office, &world.qm(5), id).await.unwrap();
    let printed = second.permit.document().lines[0].quota.map(|q| (q.exported, q.quota));
    assert_eq!(printed, Some((whole(80), whole(140))), "what waits for the third is not exported with it");
    assert_eq!(sums(&world, old).await, ["0", "100", "0"]);
    assert_eq!(sums(&world, new).await, ["0", "140", "0"]);
    let third = sign::sign(office, &world.qm(5), id).await.unwrap();
    assert_eq!(third.case.application.status(), ApplicationStatus::Issued);
    let printed = third.permit.document().lines[0].quota.map(|q| (q.exported, q.quota));
    assert_eq!(printed, Some((whole(140), whole(140))));
    assert_eq!(sums(&world, new).await, ["0", "140", "0"]);
}

async fn season(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let days = Some((jiff::civil::date(2026, 10, 1), jiff::civil::date(2026, 11, 30)));
    let hunt = set(&world, 2026, Some(300), QuotaKeys { days, kind: QuotaBasis::Allocation, ..keys() }).await;
    let year = set(&world, 2026, Some(1_000), keys()).await;
    let id = approved(&world, of(240, 1)).await;
    until(&world, "2026-12-05T08:00:00Z");
    let paper = sign::sign(office, &world.qm(5), id).await.unwrap();
    assert_eq!(sums(&world, hunt).await, ["0", "240", "0"], "they were taken in the season");
    assert_eq!(sums(&world, year).await, ["0", "240", "0"]);
    let printed = paper.permit.document().lines[0].quota.map(|q| (q.exported, q.quota));
    assert_eq!(printed, Some((whole(240), whole(1_000))));
    // Who applies after the season draws on the year's alone.
    let after = handed_in(&world, of(100, 2)).await;
    accept::accept(office, &world.qm(2), after).await.unwrap();
    assert_eq!(sums(&world, hunt).await, ["0", "240", "0"]);
    assert_eq!(sums(&world, year).await, ["100", "240", "0"]);
}

async fn carried(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let rule = |term| QuotaKeys { carry_over: CarryOver::Whole, terms: vec![term], ..keys() };
    let who = world.qm(8);
    let (old, next) =
        (set(&world, 2025, Some(400), rule(Term::Mea)).await, set(&world, 2026, None, rule(Term::Mea)).await);
    let counted = quota_more::propose_carry_over(office, &who, old).await.unwrap_err();
    assert_eq!(counted.code(), "quota-carry-unlimited", "what is only counted gets no limit by a rest");
    let mut read = office.store.read(&who.scope(world.clock.now())).await.unwrap();
    let next = read.quota(next).await.unwrap().unwrap();
    assert_eq!((next.limit, next.proposed), (None, None));
    drop(read);

    // Another proposal takes the place of the carry-over; that one may be proposed again, and goes over once.
    let (old, next) =
        (set(&world, 2025, Some(50), rule(Term::Ski)).await, set(&world, 2026, Some(100), rule(Term::Ski)).await);
    quota_more::propose_carry_over(office, &who, old).await.unwrap();
    propose_limit(office, &who, next, Some(whole(120)), "Gazette 30".into()).await.unwrap();
    confirm(office, &world.qm(9), next).await.unwrap();
    let again = quota_more::propose_carry_over(office, &who, old).await.unwrap();
    assert_eq!(again.limit, Some(whole(120)));
    confirm(office, &world.qm(9), next).await.unwrap();
    let mut read = office.store.read(&who.scope(world.clock.now())).await.unwrap();
    assert_eq!(read.quota(next).await.unwrap().unwrap().limit, Some(whole(170)));
    drop(read);
    let twice = quota_more::propose_carry_over(office, &who, old).await.unwrap_err();
    assert_eq!(twice.code(), "quota-carried");
    propose_limit(office, &who, next, Some(whole(200)), "Gazette 31".into()).await.unwrap();
    propose_limit(office, &who, next, Some(whole(210)), "Gazette 32".into()).await.unwrap();
    let still = quota_more::propose_carry_over(office, &who, old).await.unwrap_err();
    assert_eq!(still.code(), "quota-carried", "what was confirmed is not forgotten with a later proposal");
}
