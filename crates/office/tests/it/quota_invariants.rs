//! The invariants of `design/reliability.md` section 4 as far as they concern quotas, under two hundred hands at once.
//!
//! I1 used ≤ permitted, I2 the sum of live quantities ≤ quota, I3 totals = sums of the ledger, I4 each key has one
//! effect, I5 issued permits have number and audit event (`store` tests the rest), I6 two persons, I7 states follow their
//! events, I8 the audit chain verifies, I10 no row of another tenant, I11 nothing is confirmed that was cancelled.
//! I9 and I12 speak of messages and money.

use crate::staff::hire;
use crate::world::{On, World, skins};
use cites::ids::{ApplicationId, QuotaId};
use cites::{Amount, Role, Source, Term, Unit};
use office::econtrol::endorse::endorse;
use office::epermit::quota_set::{Proposed, confirm, propose_limit, propose_new};
use office::epermit::{accept, draft, permit_acts, quota_more, sign, submit, withdraw};
use office::shared::faces::Clock as _;
use office::{Error, Who};
use permits::quota_kind::{CarryOver, Forecast, QuotaBasis};
use store::{QuotaKeys, QuotaRow};

async fn set(world: &World, limit: u32, year: i16, keys: QuotaKeys) -> QuotaId {
    let new = Proposed {
        taxon: "Crocodylus niloticus".into(),
        year,
        unit: Unit::Nar,
        limit: Some(Amount::whole(limit)),
        keys,
        reason: "Gazette 12".into(),
    };
    let row = propose_new(&world.office, &world.qm(8), new).await.unwrap();
    confirm(&world.office, &world.qm(9), row.id).await.unwrap();
    row.id
}

fn skins_keys() -> QuotaKeys {
    QuotaKeys { terms: vec![Term::Ski], sources: vec![Source::R], basis: "Gazette".into(), ..QuotaKeys::default() }
}

async fn row(world: &World, who: &Who, id: QuotaId) -> QuotaRow {
    let mut read = world.office.store.read(&who.scope(world.clock.now())).await.unwrap();
    assert_eq!(read.quotas_unbalanced().await.unwrap(), vec![], "I3: totals are the sums of the ledger");
    let row = read.quota(id).await.unwrap().unwrap();
    let used = row.reserved.plus(row.committed).and_then(|s| s.plus(row.consumed)).unwrap();
    assert!(row.limit.is_none_or(|limit| used <= limit), "I2: {used} of {:?}", row.limit);
    row
}

async fn handed_in(world: &World, n: usize, quantity: u32) -> ApplicationId {
    let mut form = skins();
    form.set("lines.0.quantity", &quantity.to_string());
    form.set("lines.0.marks", &format!("QM-RA-2026-{n:06}"));
    let made = draft::create(&world.office, &world.qm(1), form, draft::OnBehalf::default()).await.unwrap();
    let id = made.application.id();
    submit::submit(&world.office, &world.qm(1), id).await.unwrap();
    id
}

/// Two hundred reservations at once against a quota for twenty-five of them, while the limit is lowered and raised.
async fn two_hundred(on: On) {
    let world = World::new(on).await;
    let quota = set(&world, 250, 2026, skins_keys()).await;
    let national = set(&world, 10_000, 2026, QuotaKeys { basis: "All skins".into(), ..QuotaKeys::default() }).await;
    let mut cases = Vec::new();
    for n in 0..200 {
        cases.push(handed_in(&world, n, 10).await);
    }
    let mut tasks = tokio::task::JoinSet::new();
    for id in cases.iter().copied() {
        let (office, who) = (world.office.clone(), world.qm(2));
        tasks.spawn(async move {
            loop {
                match accept::accept(&office, &who, id).await {
                    Ok(_) => return Some(id),
                    Err(Error::Quota(_)) => return None,
                    // The desk says: busy, or no connection is free; try again, so the clerk presses again.
                    Err(Error::Store(store::Error::Busy | store::Error::Stale(_) | store::Error::Unavailable(_))) => {}
                    Err(other) => panic!("{other:?}"),
                }
            }
        });
    }
    let mut accepted = Vec::new();
    while let Some(done) = tasks.join_next().await {
        accepted.extend(done.unwrap());
    }
    assert_eq!(accepted.len(), 25, "I2: 25 times 10 fit into 250, and none is turned away wrongly");
    let tight = row(&world, &world.qm(8), quota).await;
    assert_eq!((tight.reserved, tight.available()), (Amount::whole(250), Some(Amount::ZERO)));
    let wide = row(&world, &world.qm(8), national).await;
    assert_eq!(wide.reserved, Amount::whole(250), "every ledger that matches is charged, the tightest decides");

    // I4: pressing accept again changes nothing.
    assert!(accept::accept(&world.office, &world.qm(2), accepted[0]).await.is_err());
    assert_eq!(row(&world, &world.qm(8), quota).await.reserved, Amount::whole(250));
    // I6: nobody lowers it below what is in use, nor alone.
    propose_limit(&world.office, &world.qm(8), quota, Some(Amount::whole(100)), "Flood".into()).await.unwrap();
    let below = confirm(&world.office, &world.qm(9), quota).await.unwrap_err();
    assert_eq!(below.code(), "quota-below-use");
    let alone = confirm(&world.office, &world.qm(8), quota).await.unwrap_err();
    assert_eq!(alone.code(), "quota-needs-two");
    // I10: the other Party has no such quota.
    let mut read = world.office.store.read(&world.qn(8).scope(world.clock.now())).await.unwrap();
    assert!(read.quota(quota).await.unwrap().is_none());
    drop(read);
    // I7: everybody withdraws, everything is free again.
    for id in accepted {
        withdraw::withdraw(&world.office, &world.qm(1), id, String::new()).await.unwrap();
    }
    let free = row(&world, &world.qm(8), quota).await;
    assert_eq!((free.reserved, free.committed, free.consumed), (Amount::ZERO, Amount::ZERO, Amount::ZERO));
    // I8: the chain of the trail verifies.
    let report = store::audit::verify(&world.office.store, world.qm(8).house.tenant.id).await.unwrap();
    assert_eq!(report.first_bad, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_reservations_at_once_keep_the_invariants_on_sqlite() {
    two_hundred(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_reservations_at_once_keep_the_invariants_on_postgresql() {
    two_hundred(On::Postgres).await;
}

/// A permit under two ledgers: what leaves, what comes back, what was cancelled.
async fn life(on: On) {
    let world = World::new(on).await;
    let quota = set(&world, 1_000, 2026, skins_keys()).await;
    let id = crate::spine::approved(&world).await;
    let issued = sign::sign(&world.office, &world.qm(5), id).await.unwrap();
    let over = endorse(&world.office, &world.qm(7), issued.permit.id(), crate::spine::presented(241)).await;
    assert!(over.is_err(), "I1: more than was permitted does not leave");
    assert_eq!(row(&world, &world.qm(8), quota).await.committed, Amount::whole(240));
    endorse(&world.office, &world.qm(7), issued.permit.id(), crate::spine::presented(200)).await.unwrap();
    let after = row(&world, &world.qm(8), quota).await;
    assert_eq!((after.committed, after.consumed), (Amount::ZERO, Amount::whole(200)));
    let again = endorse(&world.office, &world.qm(7), issued.permit.id(), crate::spine::presented(200)).await;
    assert!(again.is_err(), "I4: a permit leaves once");
    assert_eq!(row(&world, &world.qm(8), quota).await.consumed, Amount::whole(200));

    let second = crate::spine::approved(&world).await;
    let cancelled = sign::sign(&world.office, &world.qm(5), second).await.unwrap().permit.id();
    permit_acts::cancel(&world.office, &world.qm(4), cancelled, "Wrong port".into()).await.unwrap();
    let late = endorse(&world.office, &world.qm(7), cancelled, crate::spine::presented(1)).await;
    assert!(late.is_err(), "I11: nothing leaves under a cancelled permit");
    assert_eq!(row(&world, &world.qm(8), quota).await.committed, Amount::ZERO);

    // Two persons correct the books; the correction is a line of the ledger.
    let (a, b) = (world.qm(8), world.qm(9));
    let mute = quota_more::propose_correction(&world.office, &a, quota, Amount::whole(210), " ".into()).await;
    assert_eq!(mute.unwrap_err().code(), "reason-empty");
    let why = "Ten skins on a paper permit of January";
    quota_more::propose_correction(&world.office, &a, quota, Amount::whole(210), why.into()).await.unwrap();
    assert_eq!(row(&world, &a, quota).await.consumed, Amount::whole(200), "one person alone changes nothing");
    confirm(&world.office, &b, quota).await.unwrap();
    let corrected = row(&world, &a, quota).await;
    assert_eq!(corrected.consumed, Amount::whole(210));
    let mut read = world.office.store.read(&a.scope(world.clock.now())).await.unwrap();
    let burn = quota_more::burn_down(&mut read, &corrected, "2026-11-30".parse().unwrap()).await.unwrap().unwrap();
    assert_eq!(burn.months.len(), 11, "January to November");
    assert_eq!(burn.months[10].1, Amount::whole(210));
    assert_eq!(burn.months[9].1, Amount::ZERO);
    assert!(matches!(burn.forecast, Forecast::Lasts(_)), "{:?}", burn.forecast);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_leaves_comes_back_or_was_cancelled_keeps_the_invariants_on_sqlite() {
    life(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_leaves_comes_back_or_was_cancelled_keeps_the_invariants_on_postgresql() {
    life(On::Postgres).await;
}

/// Who came first waits first, and nobody slips past.
async fn waiting(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let quota = set(&world, 250, 2026, skins_keys()).await;
    let big = handed_in(&world, 1, 200).await;
    accept::accept(office, &world.qm(2), big).await.unwrap();
    let (first, small) = (handed_in(&world, 2, 100).await, handed_in(&world, 3, 40).await);
    assert!(matches!(accept::accept(office, &world.qm(2), first).await, Err(Error::Quota(_))));
    quota_more::wait(office, &world.qm(2), first).await.unwrap();
    let passed = accept::accept(office, &world.qm(2), small).await.unwrap_err();
    assert!(matches!(passed, Error::Quota(_)), "40 of the 50 left are promised to who came before: {passed}");
    quota_more::wait(office, &world.qm(2), small).await.unwrap();
    let outsider = quota_more::wait(office, &world.qm(1), small).await.unwrap_err();
    assert!(matches!(outsider, Error::NotPermitted));
    let mut read = office.store.read(&world.qm(2).scope(world.clock.now())).await.unwrap();
    let list: Vec<_> = read.quota_waiting(quota).await.unwrap().into_iter().map(|w| w.application).collect();
    assert_eq!(list, [first, small]);
    drop(read);
    withdraw::withdraw(office, &world.qm(1), big, String::new()).await.unwrap();
    let small_first = accept::accept(office, &world.qm(2), small).await;
    assert!(small_first.is_ok(), "250 are enough for both, so the order does not matter");
    accept::accept(office, &world.qm(2), first).await.unwrap();
    assert_eq!(row(&world, &world.qm(8), quota).await.reserved, Amount::whole(140));
    let mut read = office.store.read(&world.qm(2).scope(world.clock.now())).await.unwrap();
    assert_eq!(read.quota_waiting(quota).await.unwrap(), vec![], "who is served waits no longer");
    drop(read);
    // Who leaves keeps nobody waiting.
    let third = handed_in(&world, 4, 200).await;
    assert!(accept::accept(office, &world.qm(2), third).await.is_err());
    quota_more::wait(office, &world.qm(2), third).await.unwrap();
    let fourth = handed_in(&world, 5, 50).await;
    assert!(accept::accept(office, &world.qm(2), fourth).await.is_err());
    withdraw::withdraw(office, &world.qm(1), third, String::new()).await.unwrap();
    accept::accept(office, &world.qm(2), fourth).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_came_first_waits_first_on_sqlite() {
    waiting(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_came_first_waits_first_on_postgresql() {
    waiting(On::Postgres).await;
}

/// Five kinds: a company's share, a shared stock's year, and a rest that goes over.
async fn kinds(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let share = QuotaKeys { kind: QuotaBasis::Allocation, holder: Some(world.company), ..skins_keys() };
    let other = QuotaKeys {
        kind: QuotaBasis::Allocation,
        holder: Some(cites::ids::OrganisationId::from_bytes([9; 16])),
        ..skins_keys()
    };
    let national = set(&world, 1_000, 2026, skins_keys()).await;
    let ours = set(&world, 100, 2026, share).await;
    let theirs = set(&world, 5, 2026, other).await;
    // 2 November lies in the quota year that began on 1 March; next year's has not begun.
    let stock = set(&world, 500, 2026, QuotaKeys { kind: QuotaBasis::SharedStock, ..skins_keys() }).await;
    let next = set(&world, 1, 2027, QuotaKeys { kind: QuotaBasis::SharedStock, ..skins_keys() }).await;
    let id = handed_in(&world, 1, 60).await;
    accept::accept(office, &world.qm(2), id).await.unwrap();
    let who = world.qm(8);
    for (quota, reserved) in [(national, 60), (ours, 60), (theirs, 0), (stock, 60), (next, 0)] {
        assert_eq!(row(&world, &who, quota).await.reserved, Amount::whole(reserved));
    }
    let full = handed_in(&world, 2, 60).await;
    let refused = accept::accept(office, &world.qm(2), full).await.unwrap_err();
    assert!(matches!(refused, Error::Quota(_)), "the company's share is the tightest: {refused}");
    assert_eq!(row(&world, &who, national).await.reserved, Amount::whole(60), "and no other ledger was charged");

    // What is left of last year's goes over as its rule says, by two persons.
    let rule = QuotaKeys { carry_over: CarryOver::Percent(10), terms: vec![Term::Mea], ..skins_keys() };
    let old = set(&world, 400, 2025, rule.clone()).await;
    let none = quota_more::propose_carry_over(office, &who, national).await.unwrap_err();
    assert_eq!(none.code(), "quota-not-ended");
    assert_eq!(quota_more::propose_carry_over(office, &who, old).await.unwrap_err().code(), "quota-no-next");
    let new = set(&world, 400, 2026, rule).await;
    let proposed = quota_more::propose_carry_over(office, &who, old).await.unwrap();
    assert_eq!((proposed.id, proposed.limit), (new, Some(Amount::whole(400))), "it waits for the second person");
    let twice = async || quota_more::propose_carry_over(office, &who, old).await.unwrap_err().code();
    assert_eq!(twice().await, "quota-carried", "it is proposed already");
    // Turned down, it may be proposed again; confirmed, never.
    office::epermit::quota_set::drop_proposal(office, &world.qm(9), new).await.unwrap();
    quota_more::propose_carry_over(office, &who, old).await.unwrap();
    confirm(office, &world.qm(9), new).await.unwrap();
    assert_eq!(row(&world, &who, new).await.limit, Some(Amount::whole(440)));
    assert_eq!(twice().await, "quota-carried", "it went over already");
    let boss = hire(&world, 51, "Selma Supervisor", Role::MaSupervisor).await;
    assert!(quota_more::propose_carry_over(office, &boss, new).await.is_err(), "its year has not ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_quota_counts_what_is_its_own_on_sqlite() {
    kinds(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_quota_counts_what_is_its_own_on_postgresql() {
    kinds(On::Postgres).await;
}
