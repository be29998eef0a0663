//! Who pays by the month and let a bill be given up pays each application by itself, until two persons say otherwise.

use crate::money::{handed_in, in_force, invoices, usd};
use crate::world::{On, World};
use office::Error;
use office::money::account::{self, Holder};
use office::money::{monthly, request, terms_stop};
use office::notices::read;
use permits::money::{PayPoint, RequestKind};

both! {
    stopped => terms_stand_still_when_a_bill_is_given_up_on_sqlite, terms_stand_still_when_a_bill_is_given_up_on_postgresql;
    race => a_fee_collected_and_a_bill_given_up_at_once_on_sqlite, a_fee_collected_and_a_bill_given_up_at_once_on_postgresql;
}

/// A holder who pays by the month, with the bill of November issued.
async fn billed(world: &World) -> (cites::ids::PrepaidAccountId, store::InvoiceRow) {
    let office = &world.office;
    in_force(world, PayPoint::Submission).await;
    let holder = Holder::Organisation(world.company);
    let made = account::open(office, &world.qm(32), holder, usd(0).currency).await.unwrap();
    monthly::agree(office, &world.qm(32), made.id, true, usd(50_000)).await.unwrap();
    assert!(handed_in(world).await.1.is_empty(), "collected");
    world.clock.forward(24 * 30);
    (made.id, monthly::bill(office, &world.qm(32), made.id, "2026-11").await.unwrap())
}

async fn give_up(world: &World, bill: &store::InvoiceRow) -> Result<(), Error> {
    let why = "Dissolved".to_owned();
    let asked = request::ask(&world.office, &world.qm(32), bill.id, RequestKind::WriteOff, 5000, why).await?;
    request::decide(&world.office, &world.qm(22), asked.id, true).await.map(drop)
}

async fn told(world: &World, n: u8, event: &str) -> usize {
    let rows = read::list(&world.office, &world.qm(n), false, None, 200).await.unwrap();
    rows.iter().filter(|r| r.event == event).count()
}

async fn stopped(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let (id, bill) = billed(&world).await;
    let early = terms_stop::ask(office, &world.qm(32), id, "Why not").await.unwrap_err();
    assert_eq!(early.code(), "terms-not-stopped");
    give_up(&world, &bill).await.unwrap();
    // The next application is paid by itself; its holder and the books know why.
    let (_, own) = handed_in(&world).await;
    assert_eq!(own.iter().map(|i| i.balance.open()).collect::<Vec<_>>(), [5000]);
    for n in [32, 33] {
        assert_eq!(told(&world, n, "terms-stopped").await, 1, "accountant {n}");
    }
    let holder: usize = told(&world, 1, "terms-stopped").await + told(&world, 7, "terms-stopped").await;
    assert!(holder >= 1, "the holder is told");
    // One person alone, with the old way, does not let them go on.
    let again = monthly::agree(office, &world.qm(32), id, true, usd(60_000)).await.unwrap_err();
    assert_eq!(again.code(), "terms-stopped");
    let (no_reason, clerk) = (
        terms_stop::ask(office, &world.qm(32), id, " ").await.unwrap_err(),
        terms_stop::ask(office, &world.qm(2), id, "Paid").await.unwrap_err(),
    );
    assert_eq!(no_reason.code(), "reason-empty");
    assert!(matches!(clerk, Error::NotPermitted));
    let nobody = terms_stop::decide(office, &world.qm(33), id, true).await.unwrap_err();
    assert!(matches!(nobody, Error::NotFound(_)), "nobody asked yet");
    terms_stop::ask(office, &world.qm(32), id, "Paid at the court").await.unwrap();
    assert_eq!(terms_stop::ask(office, &world.qm(33), id, "Me too").await.unwrap_err().code(), "terms-asked");
    assert_eq!(terms_stop::decide(office, &world.qm(32), id, true).await.unwrap_err().code(), "terms-needs-two");
    let foreign = terms_stop::decide(office, &world.qn(33), id, true).await.unwrap_err();
    assert!(matches!(foreign, Error::NotFound(_)), "another Party knows nothing of it");
    terms_stop::decide(office, &world.qm(33), id, false).await.unwrap();
    assert_eq!(handed_in(&world).await.1.len(), 1, "left as it is");
    terms_stop::ask(office, &world.qm(32), id, "Paid in full, with costs").await.unwrap();
    let on = terms_stop::decide(office, &world.qm(22), id, true).await.unwrap();
    assert!(on.resumed.is_some() && on.number == bill.number);
    let again: usize = told(&world, 1, "terms-resumed").await + told(&world, 7, "terms-resumed").await;
    assert!(again >= 1, "the holder is told");
    assert!(handed_in(&world).await.1.is_empty(), "collected again");
    // Another debt given up that is no bill of theirs changes nothing.
    let mut read = office.store.read(&world.qm(32).scope(office.clock.now())).await.unwrap();
    assert_eq!(read.terms_stopped(id).await.unwrap(), None);
    assert_eq!(read.terms_stops(id).await.unwrap().len(), 1);
}

async fn race(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let (id, bill) = billed(&world).await;
    let why = "Dissolved".to_owned();
    let asked = request::ask(office, &world.qm(32), bill.id, RequestKind::WriteOff, 5000, why).await.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for n in [22, 34] {
        let (office, who, request) = (office.clone(), world.qm(n), asked.id);
        tasks.spawn(async move {
            for _ in 0..100 {
                match request::decide(&office, &who, request, true).await {
                    Err(Error::Store(store::Error::Busy | store::Error::Stale(_))) => {}
                    done => return usize::from(done.is_ok()),
                }
            }
            panic!("never came through");
        });
    }
    let (case, _) = handed_in(&world).await;
    assert_eq!(tasks.join_all().await.iter().sum::<usize>(), 1);
    // Whichever came first, the fee stands in one place only, and the terms stand still once.
    let own = invoices(&world, case).await.len();
    let mut read = office.store.read(&world.qm(32).scope(office.clock.now())).await.unwrap();
    let collected = read.charges_of_case(case).await.unwrap().len();
    assert_eq!(own + collected, 1);
    assert_eq!(read.terms_stops(id).await.unwrap().len(), 1);
    drop(read);
    assert_eq!(handed_in(&world).await.1.len(), 1);
}
