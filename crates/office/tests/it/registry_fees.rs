//! Fees that hang on a register entry, a permit or tags: charged once, paid, waived and given back like all others, and in
//! the books under their item. On both engines.

use crate::facts::registered;
use crate::money::{fees, usd};
use crate::spine::issued;
use crate::world::{On, World};
use cites::ids::{EntryId, InvoiceId, PermitId};
use cites::marks::MarkKind;
use office::Error;
use office::money::beside::{self, After};
use office::money::{cash, ledger, request, schedule};
use office::registers::numbered::{self, Received};
use office::settings::{self, Setting};
use permits::money::{FeeItem, FeeRow, FeeSchedule, PayPoint, RequestKind};
use store::{InvoiceAbout, InvoiceRow, Numbered, RegisterKind, Subject};

both! {
    yearly => each_year_of_a_registration_is_charged_once_on_sqlite, each_year_of_a_registration_is_charged_once_on_postgresql;
    jobs_at_once => ten_jobs_at_once_charge_a_year_once_on_sqlite, ten_jobs_at_once_charge_a_year_once_on_postgresql;
    after_issue => a_copy_and_late_papers_are_charged_on_sqlite, a_copy_and_late_papers_are_charged_on_postgresql;
    pieces => tags_and_stamps_cost_what_the_schedule_says_on_sqlite, tags_and_stamps_cost_what_the_schedule_says_on_postgresql;
}

fn with_more() -> FeeSchedule {
    let mut all = fees(PayPoint::None);
    all.pay_point = PayPoint::Collection;
    all.rows = [
        (FeeItem::Register, 12_000),
        (FeeItem::Copy, 250),
        (FeeItem::Late, 3_000),
        (FeeItem::Tag, 40),
        (FeeItem::Stamp, 75),
    ]
    .map(|(item, minor)| FeeRow::of(item, minor))
    .to_vec();
    all
}

async fn put_in_force(world: &World, schedule: FeeSchedule) {
    let today = office::shared::facts::day(world.office.clock.now());
    let schedule = FeeSchedule { valid_from: today, ..schedule };
    let entered = schedule::propose(&world.office, &world.qm(32), schedule).await.unwrap();
    schedule::decide(&world.office, &world.qm(34), entered.id, true).await.unwrap();
}

fn system(world: &World) -> office::Who {
    office::Who::system(world.office.house_of(cites::country::DEMO_EXPORTER).unwrap().clone())
}

async fn about(world: &World, of: Subject) -> Vec<InvoiceAbout> {
    let who = world.qm(32);
    let mut read = world.office.store.read(&who.scope(world.office.clock.now())).await.unwrap();
    assert_eq!(read.money_unbalanced().await.unwrap(), vec![], "balances are the sums of what stands behind them");
    read.invoices_about(&of).await.unwrap()
}

async fn of_entry(world: &World, entry: EntryId) -> Vec<InvoiceAbout> {
    about(world, Subject::Entry { entry, number: String::new() }).await
}

async fn of_permit(world: &World, permit: PermitId) -> Vec<InvoiceAbout> {
    about(world, Subject::Permit { permit, number: String::new() }).await
}

async fn invoice(world: &World, id: InvoiceId) -> InvoiceRow {
    let who = world.qm(32);
    let mut read = world.office.store.read(&who.scope(world.office.clock.now())).await.unwrap();
    read.invoice(id).await.unwrap().unwrap()
}

async fn yearly(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let entry = registered(&world, RegisterKind::Ranch, "Crocodylus niloticus; 900; 200; NAR").await;
    assert_eq!(beside::charge_registers(office, &system(&world)).await.unwrap(), 0, "no schedule asks for it");
    put_in_force(&world, with_more()).await;
    assert_eq!(beside::charge_registers(office, &system(&world)).await.unwrap(), 1);
    assert_eq!(beside::charge_registers(office, &system(&world)).await.unwrap(), 0, "the same year once");
    let all = of_entry(&world, entry).await;
    assert_eq!((all.len(), all[0].total, all[0].item.as_str()), (1, usd(12_000), "REGISTER"));
    let row = invoice(&world, all[0].id).await;
    assert_eq!((row.organisation, row.payer.as_str()), (Some(world.company), "River Bend Farm Ltd"));
    let Subject::Entry { number, .. } = &row.subject else { panic!("{:?}", row.subject) };
    assert_eq!(number, "R-QM-0001");
    // Its holder sees it, a trader of another company and another Party do not.
    let mut read = office.store.read(&world.qm(1).scope(office.clock.now())).await.unwrap();
    assert!(office::money::load(&mut read, &world.qm(1), row.id).await.is_ok());
    assert!(matches!(office::money::load(&mut read, &world.qm(76), row.id).await, Err(Error::NotFound(_))));
    drop(read);
    let mut read = office.store.read(&world.qn(32).scope(office.clock.now())).await.unwrap();
    assert!(matches!(office::money::load(&mut read, &world.qn(32), row.id).await, Err(Error::NotFound(_))));
    drop(read);
    // Not paid in time: it is flagged, and the entry stands.
    world.clock.forward(24 * 15);
    let mut read = office.store.read(&world.qm(3).scope(office.clock.now())).await.unwrap();
    assert_eq!(read.entries_unpaid(office.clock.now()).await.unwrap(), [entry]);
    drop(read);
    let found = office::registers::operations::get(office, &world.qm(3), entry).await.unwrap();
    assert_eq!(found.columns.state, store::EntryState::Valid);
    // Paid at the counter; half of it is given back by two persons.
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    cash::receive(office, &world.qm(31), row.id, usd(12_000), String::new()).await.unwrap();
    let accountant = world.qm(32);
    let asked = request::ask(office, &accountant, row.id, RequestKind::Credit, 6_000, "Half a year.".into());
    let asked = asked.await.unwrap();
    request::decide(office, &world.qm(33), asked.id, true).await.unwrap();
    let row = invoice(&world, row.id).await;
    assert_eq!((row.balance.paid, row.balance.refunded), (12_000, 6_000));
    let today = jiff::civil::date(2026, 11, 17);
    let report = ledger::treasury(office, &world.qm(32), jiff::civil::date(2026, 11, 1), today).await;
    let csv = String::from_utf8(report.unwrap()).unwrap();
    assert!(csv.contains(&row.number), "the treasury's file names the invoice: {csv}");
    let mut read = office.store.read(&world.qm(32).scope(office.clock.now())).await.unwrap();
    let revenue = read.revenue_between(jiff::civil::date(2026, 11, 1), today).await.unwrap();
    drop(read);
    let sums: Vec<_> = revenue.iter().map(|r| (r.item, r.sum)).collect();
    assert_eq!(sums, [(FeeItem::Register, usd(6_000))], "under its item");
    // The next year begins with the day on which the entry came into force, whatever the calendar says.
    world.clock.forward(24 * 60);
    assert_eq!(beside::charge_registers(office, &system(&world)).await.unwrap(), 0, "January is the same year of it");
    world.clock.forward(24 * 291);
    assert_eq!(beside::charge_registers(office, &system(&world)).await.unwrap(), 1);
    let all = of_entry(&world, entry).await;
    assert_eq!((all.len(), all[0].open_minor), (2, 12_000));
    let asked = request::ask(office, &accountant, all[0].id, RequestKind::Waiver, 12_000, "A flood.".into());
    let asked = asked.await.unwrap();
    request::decide(office, &world.qm(33), asked.id, true).await.unwrap();
    assert_eq!(of_entry(&world, entry).await[0].open_minor, 0);
    // Taken out: no year begins any more.
    office::registers::operations::close(office, &world.qm(4), entry, "Closed.".into()).await.unwrap();
    world.clock.forward(24 * 366);
    assert_eq!(beside::charge_registers(office, &system(&world)).await.unwrap(), 0);
}

async fn jobs_at_once(on: On) {
    let world = World::new(on).await;
    let mut entries = Vec::new();
    for _ in 0..3 {
        entries.push(registered(&world, RegisterKind::Ranch, "Crocodylus niloticus; 900; 200; NAR").await);
    }
    put_in_force(&world, with_more()).await;
    let jobs = (0..10).map(|_| {
        let (office, who) = (world.office.clone(), system(&world));
        tokio::spawn(async move { beside::charge_registers(&office, &who).await.unwrap() })
    });
    let mut charged = 0;
    for job in jobs.collect::<Vec<_>>() {
        charged += job.await.unwrap();
    }
    assert_eq!(charged, 3, "one invoice an entry, whoever came first");
    for entry in entries {
        assert_eq!(of_entry(&world, entry).await.len(), 1);
    }
}

async fn after_issue(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let permit = issued(&world).await.permit;
    let id = permit.id();
    let charge =
        async |n: u8, what: After| beside::charge_permit(office, &world.qm(n), id, what, "For the bank.".into()).await;
    assert_eq!(charge(2, After::Copies(2)).await.unwrap_err().code(), "fee-none-in-force");
    put_in_force(&world, with_more()).await;
    for n in [1, 7, 31] {
        assert!(matches!(charge(n, After::Copies(2)).await, Err(Error::NotPermitted)), "{n}");
    }
    let abroad = beside::charge_permit(office, &world.qn(2), id, After::Copies(2), String::new()).await;
    assert!(matches!(abroad, Err(Error::NotFound(_))));
    assert_eq!(charge(2, After::Copies(0)).await.unwrap_err().code(), "copies-count");
    let first = charge(2, After::Copies(4)).await.unwrap();
    charge(2, After::Copies(1)).await.unwrap();
    let row = invoice(&world, first).await;
    assert_eq!((row.balance.total, row.note.as_str(), row.application), (1_000, "For the bank.", None));
    assert_eq!(charge(3, After::Late).await.unwrap_err().code(), "late-not-yet");
    // What is open for a copy keeps nobody from handing the permit over.
    office::epermit::permit_acts::deliver(office, &world.qm(2), id).await.unwrap();
    // The Party lets the program ask for late papers: once, with the expiry.
    let set = settings::propose(office, &world.qm(34), Setting::LateFee, "expiry", "Ordinance 4.").await.unwrap();
    settings::decide(office, &world.qm(21), set.id, true).await.unwrap();
    world.clock.forward(24 * 200);
    let house = office.house_of(cites::country::DEMO_EXPORTER).unwrap().clone();
    assert_eq!(office::notices::remind::expire(office, &house, 100).await.unwrap(), (1, 1));
    let all = of_permit(&world, id).await;
    assert_eq!(all.iter().filter(|i| i.item == "LATE").map(|i| i.total).collect::<Vec<_>>(), [usd(3_000)]);
    assert_eq!(charge(3, After::Late).await.unwrap_err().code(), "fee-charged-before");
    assert_eq!(all.len(), 3);
    let (_, shown) = beside::of_a_permit(office, &world.qm(1), id).await.unwrap();
    assert_eq!(shown.len(), 3, "the holder sees what is asked");
    assert!(matches!(beside::of_a_permit(office, &world.qm(76), id).await, Err(Error::NotFound(_))));
}

async fn pieces(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let permit = issued(&world).await.permit;
    put_in_force(&world, with_more()).await;
    let received = |kind, numbers: &str| Received {
        kind,
        mark_kind: (kind == Numbered::Tag).then_some(MarkKind::Other),
        numbers: numbers.into(),
        supplier: "Mint".into(),
        on: jiff::civil::date(2026, 11, 1),
        note: String::new(),
    };
    numbered::receive(office, &world.qm(2), received(Numbered::Tag, "QM-T-000001 to 000500")).await.unwrap();
    numbered::receive(office, &world.qm(2), received(Numbered::Stamp, "QM-S-000001 to 000010")).await.unwrap();
    let holder = format!("p1@{}.example", cites::country::DEMO_EXPORTER);
    let kind = Some(MarkKind::Other);
    numbered::hand_out(office, &world.qm(2), kind, "QM-T-000001 to 000120", &holder, "").await.unwrap();
    let mut read = office.store.read(&world.qm(1).scope(office.clock.now())).await.unwrap();
    let own = read.invoices_of_payer(world.qm(1).person().unwrap().id, Some(world.company), 10).await.unwrap();
    drop(read);
    assert_eq!((own.len(), own[0].balance.total, own[0].lines[0].item), (1, 4_800, FeeItem::Tag));
    let Subject::Tags { numbers, .. } = &own[0].subject else { panic!("{:?}", own[0].subject) };
    assert!(numbers.contains("QM-T-000001") && numbers.contains("000120"), "{numbers}");
    // Tags that are not there cost nothing: the act is taken back whole.
    let twice = numbered::hand_out(office, &world.qm(2), kind, "QM-T-000001 to 000120", &holder, "").await;
    assert_eq!(twice.unwrap_err().code(), "numbers-not-there");
    numbered::bind(office, &world.qm(2), Numbered::Stamp, "QM-S-000001", permit.number().as_str()).await.unwrap();
    let all = of_permit(&world, permit.id()).await;
    assert_eq!((all.len(), all[0].total, all[0].item.as_str()), (1, usd(75), "STAMP"));
    let mut read = office.store.read(&world.qm(1).scope(office.clock.now())).await.unwrap();
    let own = read.invoices_of_payer(world.qm(1).person().unwrap().id, Some(world.company), 10).await.unwrap();
    assert_eq!(own.len(), 2);
}
