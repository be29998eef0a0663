//! What comes back at the end of a case, however it was paid: what no permit has earned, with its tax, to the cent.

use crate::money::{fees, invoices, status, usd};
use crate::spine;
use crate::world::{On, World, skins};
use cites::ids::ApplicationId;
use cites::{Amount, ApplicationStatus as S, RefusalReason};
use office::epermit::{accept, appeal, approve, draft, propose, submit, withdraw};
use office::money::account::{self, Holder};
use office::money::{cash, ledger, monthly, request, schedule};
use permits::money::{FeeItem, FeeSchedule, FeeTax, PayPoint};
use store::MoneyRequestRow;

both! {
    withdrawn => what_was_paid_stays_once_examination_has_begun_on_sqlite, what_was_paid_stays_once_examination_has_begun_on_postgresql;
    partly => of_what_was_partly_paid_the_open_part_goes_first_on_sqlite, of_what_was_partly_paid_the_open_part_goes_first_on_postgresql;
    accounts => what_came_out_of_an_account_goes_back_there_on_sqlite, what_came_out_of_an_account_goes_back_there_on_postgresql;
    at_once => twice_at_once_it_comes_back_once_on_sqlite, twice_at_once_it_comes_back_once_on_postgresql;
    treasury => the_treasurys_file_asks_no_more_for_many_receipts_on_sqlite, the_treasurys_file_asks_no_more_for_many_receipts_on_postgresql;
    heard_again => who_was_refused_and_heard_again_gets_nothing_twice_on_sqlite, who_was_refused_and_heard_again_gets_nothing_twice_on_postgresql;
}

/// 30 for the application, 20 a permit, and 7.7 percent on it: 53.85.
async fn in_force(world: &World, pay_point: PayPoint) {
    let tax = Some(FeeTax { percent: Amount::parse("7.7").unwrap() });
    let schedule = FeeSchedule { tax, ..fees(pay_point) };
    let entered = schedule::propose(&world.office, &world.qm(32), schedule).await.unwrap();
    schedule::decide(&world.office, &world.qm(34), entered.id, true).await.unwrap();
}

async fn handed_in(world: &World) -> ApplicationId {
    let made = draft::create(&world.office, &world.qm(1), skins(), draft::OnBehalf::default()).await.unwrap();
    let id = made.application.id();
    submit::submit(&world.office, &world.qm(1), id).await.unwrap();
    id
}

async fn pay(world: &World, id: ApplicationId, minor: i64) {
    let invoice = invoices(world, id).await.remove(0);
    cash::receive(&world.office, &world.qm(31), invoice.id, usd(minor), String::new()).await.unwrap();
}

async fn approve(world: &World, id: ApplicationId) {
    accept::accept(&world.office, &world.qm(2), id).await.unwrap();
    spine::examined(world, id).await;
    approve::approve(&world.office, &world.qm(4), id, true).await.unwrap();
}

async fn withdraw(world: &World, id: ApplicationId) {
    withdraw::withdraw(&world.office, &world.qm(1), id, "The buyer is gone".into()).await.unwrap();
    assert_eq!(status(world, id).await, S::Withdrawn);
}

async fn waiting(world: &World) -> Vec<MoneyRequestRow> {
    let who = world.qm(32);
    let mut read = world.office.store.read(&who.scope(world.office.clock.now())).await.unwrap();
    let mut all = read.money_requests_waiting(20).await.unwrap();
    all.sort_by_key(|r| r.amount_minor);
    all
}

async fn withdrawn(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    in_force(&world, PayPoint::Submission).await;
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    let id = handed_in(&world).await;
    pay(&world, id, 5385).await;
    approve(&world, id).await;
    withdraw(&world, id).await;
    assert!(waiting(&world).await.is_empty(), "after examination has begun nothing is refunded");
    let after = invoices(&world, id).await.remove(0);
    assert_eq!((after.balance.left(), after.balance.credited), (5385, 0));
    // In examination, before anybody approved it: the same. Before examination: everything.
    let id = handed_in(&world).await;
    pay(&world, id, 5385).await;
    accept::accept(office, &world.qm(2), id).await.unwrap();
    withdraw(&world, id).await;
    assert!(waiting(&world).await.is_empty());
    let id = handed_in(&world).await;
    pay(&world, id, 5385).await;
    withdraw(&world, id).await;
    assert_eq!(waiting(&world).await.iter().map(|r| r.amount_minor).collect::<Vec<_>>(), [5385]);
}

async fn partly(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    in_force(&world, PayPoint::Collection).await;
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    let id = handed_in(&world).await;
    approve(&world, id).await;
    pay(&world, id, 4000).await;
    withdraw(&world, id).await;
    let b = invoices(&world, id).await.remove(0).balance;
    assert_eq!((b.total, b.credited, b.open()), (5385, 1385, 0), "what was open is not owed any more");
    assert!(waiting(&world).await.is_empty(), "what was paid stays");
    let after = invoices(&world, id).await.remove(0);
    let mut read = office.store.read(&world.qm(32).scope(office.clock.now())).await.unwrap();
    let revenue = read.revenue_of_invoice(after.id).await.unwrap();
    assert_eq!(revenue.iter().map(|(_, minor)| minor).sum::<i64>(), 4000, "{revenue:?}");
    assert!(revenue.contains(&(FeeItem::App, 3000)), "{revenue:?}");
    // Nothing paid: what examining cost is owed, the rest is not.
    drop(read);
    let id = handed_in(&world).await;
    approve(&world, id).await;
    withdraw(&world, id).await;
    assert_eq!(invoices(&world, id).await.remove(0).balance.open(), 3231);
    assert!(waiting(&world).await.is_empty());
}

async fn accounts(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    in_force(&world, PayPoint::Submission).await;
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    let holder = Holder::Organisation(world.company);
    let made = account::open(office, &world.qm(32), holder, usd(0).currency).await.unwrap();
    account::deposit_cash(office, &world.qm(31), made.id, usd(6000)).await.unwrap();
    let holds = async || {
        let mut read = office.store.read(&world.qm(32).scope(office.clock.now())).await.unwrap();
        read.prepaid(made.id).await.unwrap().unwrap().balance.minor
    };
    let id = handed_in(&world).await;
    assert_eq!(holds().await, 615, "the account paid");
    withdraw(&world, id).await;
    assert_eq!(holds().await, 615, "one person alone gives nothing back");
    request::decide(office, &world.qm(33), waiting(&world).await[0].id, true).await.unwrap();
    assert_eq!(holds().await, 6000);
    // By the month: the bill holds what examining cost.
    monthly::agree(office, &world.qm(32), made.id, true, usd(50_000)).await.unwrap();
    let id = handed_in(&world).await;
    assert!(invoices(&world, id).await.is_empty());
    approve(&world, id).await;
    withdraw(&world, id).await;
    world.clock.forward(24 * 30);
    let bill = monthly::bill(office, &world.qm(32), made.id, "2026-11").await.unwrap();
    assert_eq!(bill.balance.total, 3231, "{:?}", bill.lines);
}

async fn at_once(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    in_force(&world, PayPoint::Submission).await;
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    let id = handed_in(&world).await;
    pay(&world, id, 5385).await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (office, who) = (office.clone(), world.qm(1));
        tasks.spawn(async move {
            for _ in 0..100 {
                match withdraw::withdraw(&office, &who, id, "Twice".into()).await {
                    Ok(_) => return 1,
                    Err(office::Error::Store(store::Error::Busy | store::Error::Stale(_))) => {}
                    Err(_) => return 0,
                }
            }
            panic!("never came through");
        });
    }
    assert_eq!(tasks.join_all().await.iter().sum::<i32>(), 1);
    let asked = waiting(&world).await;
    assert_eq!(asked.iter().map(|r| r.amount_minor).collect::<Vec<_>>(), [5385]);
    // And released by several hands at once: the money leaves once.
    let mut tasks = tokio::task::JoinSet::new();
    for n in [33, 32, 22, 34] {
        let (office, who, id) = (office.clone(), world.qm(n), asked[0].id);
        tasks.spawn(async move {
            for _ in 0..100 {
                match request::decide(&office, &who, id, true).await {
                    Ok(_) => return 1,
                    Err(office::Error::Store(store::Error::Busy | store::Error::Stale(_))) => {}
                    Err(_) => return 0,
                }
            }
            panic!("never came through");
        });
    }
    assert_eq!(tasks.join_all().await.iter().sum::<i32>(), 1);
    assert_eq!(invoices(&world, id).await.remove(0).balance.refunded, 5385);
}

async fn heard_again(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    in_force(&world, PayPoint::Submission).await;
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    let id = handed_in(&world).await;
    pay(&world, id, 5385).await;
    accept::accept(office, &world.qm(2), id).await.unwrap();
    let no = propose::Proposal::Refuse { reason: RefusalReason::R01, text: "No finding.".into() };
    propose::propose(office, &world.qm(3), id, no).await.unwrap();
    approve::refuse(office, &world.qm(4), id, RefusalReason::R01, "No finding.".into()).await.unwrap();
    assert_eq!(waiting(&world).await.iter().map(|r| r.amount_minor).collect::<Vec<_>>(), [2154]);
    appeal::appeal(office, &world.qm(1), id, "The finding is there".into()).await.unwrap();
    appeal::uphold(office, &world.qm(5), id, "So it is".into()).await.unwrap();
    withdraw(&world, id).await;
    assert_eq!(waiting(&world).await.len(), 1, "what came back once does not come back again");
}

async fn treasury(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    in_force(&world, PayPoint::Submission).await;
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    let day = jiff::civil::date(2026, 11, 2);
    let file = async || {
        let before = office.store.meter().statements;
        let csv = String::from_utf8(ledger::treasury(office, &world.qm(32), day, day).await.unwrap()).unwrap();
        (office.store.meter().statements - before, csv)
    };
    let paid = async || {
        let id = handed_in(&world).await;
        pay(&world, id, 5385).await;
        id
    };
    let first = paid().await;
    let (one, _) = file().await;
    let holder = Holder::Organisation(world.company);
    let made = account::open(office, &world.qm(32), holder, usd(0).currency).await.unwrap();
    account::deposit_cash(office, &world.qm(31), made.id, usd(100)).await.unwrap();
    for _ in 0..9 {
        paid().await;
    }
    withdraw(&world, first).await;
    request::decide(office, &world.qm(33), waiting(&world).await[0].id, true).await.unwrap();
    let (many, csv) = file().await;
    assert_eq!(one, many, "as many questions for twelve movements as for one");
    let invoice = invoices(&world, first).await.remove(0).number;
    assert_eq!(csv.lines().filter(|l| l.contains(&invoice)).count(), 2, "paid and given back: {csv}");
    assert_eq!(csv.lines().filter(|l| l.contains(&made.number)).count(), 1, "the deposit names its account: {csv}");
    assert!(csv.lines().any(|l| l.starts_with("credit-note,") && l.contains("River Bend Farm Ltd")), "{csv}");
}
