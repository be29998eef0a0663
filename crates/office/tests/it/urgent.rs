//! Urgent handling: paid for, hence with clocks of its own: what is promised, whose turn it is, how long it took, and what
//! follows when the Authority is late. On both engines.

use crate::money::{fees, invoices, status, usd};
use crate::spine;
use crate::staff::{hire, on_leave};
use crate::world::{On, World, skins};
use cites::ids::ApplicationId;
use cites::{Amount, ApplicationStatus as S, Role};
use office::Who;
use office::epermit::{accept, approve, clocks, draft, examination_set, queue, sign, submit, urgent};
use office::money::account::{self, Holder};
use office::money::{cash, monthly, request, schedule, urgent_fee};
use office::notices::{read, remind};
use office::shared::faces::Clock as _;
use permits::clocks::{ClockHours, SlaClock, Targets};
use permits::money::{FeeItem, FeeRow, FeeSchedule, FeeTax, PayPoint};
use store::RuleKind;

both! {
    promised => what_was_paid_for_is_kept_on_sqlite, what_was_paid_for_is_kept_on_postgresql;
    line => an_urgent_case_passes_nobody_by_more_than_was_paid_for_on_sqlite, an_urgent_case_passes_nobody_by_more_than_was_paid_for_on_postgresql;
    missed => a_missed_urgent_clock_is_told_and_its_fee_may_come_back_on_sqlite, a_missed_urgent_clock_is_told_and_its_fee_may_come_back_on_postgresql;
    asked_back => where_the_party_says_so_the_urgent_fee_is_asked_back_once_on_sqlite, where_the_party_says_so_the_urgent_fee_is_asked_back_once_on_postgresql;
    told => how_long_urgent_cases_take_is_told_apart_on_sqlite, how_long_urgent_cases_take_is_told_apart_on_postgresql;
}

/// Three days of our own time and five in all, instead of ten and thirty.
fn shorter() -> Targets {
    let urgent = ClockHours::from([(SlaClock::Net, 72), (SlaClock::Total, 120), (SlaClock::Complete, 8)]);
    Targets { urgent, ..Targets::default() }
}

async fn set(world: &World, targets: Targets, version: i64) {
    let (boss, second) = (world.qm(22), world.qm(34));
    examination_set::propose_targets(&world.office, &boss, targets, "Gazette 12".into()).await.unwrap();
    examination_set::confirm(&world.office, &second, RuleKind::Targets, version).await.unwrap();
}

/// 30 for the application, 20 a permit, 40 for urgent handling, and 18 percent on it.
async fn charges(world: &World, pay_point: PayPoint) {
    let mut with = fees(pay_point);
    with.rows.push(FeeRow::of(FeeItem::Urgent, 4000));
    let tax = Some(FeeTax { percent: Amount::parse("18").unwrap() });
    let entered = schedule::propose(&world.office, &world.qm(32), FeeSchedule { tax, ..with }).await.unwrap();
    schedule::decide(&world.office, &world.qm(34), entered.id, true).await.unwrap();
}

async fn hand_in(world: &World, n: u32, urgency: &str) -> ApplicationId {
    let mut form = skins();
    form.set("lines.0.quantity", "10");
    form.set("lines.0.marks", &format!("QM-RA-2026-{n:06}"));
    form.set("urgency", urgency);
    let made = draft::create(&world.office, &world.qm(1), form, draft::OnBehalf::default()).await.unwrap();
    let id = made.application.id();
    submit::submit(&world.office, &world.qm(1), id).await.unwrap();
    id
}

async fn pay(world: &World, id: ApplicationId) {
    let invoice = invoices(world, id).await.remove(0);
    let due = usd(invoice.balance.open());
    cash::receive(&world.office, &world.qm(31), invoice.id, due, String::new()).await.unwrap();
}

/// Clock, hours used and target of the clock that speaks for a case in a list.
async fn reading(world: &World, id: ApplicationId) -> (SlaClock, u32, u32) {
    let office = &world.office;
    let mut read = office.store.read(&world.qm(3).scope(office.clock.now())).await.unwrap();
    let clock = queue::glance(&mut read, office, &[id]).await.unwrap()[&id].clock.unwrap();
    (clock.clock, clock.hours(), clock.target_hours)
}

async fn notices(world: &World, who: &Who, event: &str) -> usize {
    let rows = read::list(&world.office, who, false, None, 200).await.unwrap();
    rows.iter().filter(|n| n.event == event).count()
}

async fn promised(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    charges(&world, PayPoint::Submission).await;
    let slow = Targets { urgent: ClockHours::from([(SlaClock::Net, 300)]), ..Targets::default() };
    let refused = examination_set::propose_targets(office, &world.qm(22), slow, "Longer".into()).await.unwrap_err();
    let at = refused.fields()[0].field.clone();
    assert_eq!((refused.code().as_str(), at.as_str()), ("clock-not-shorter", "urgent-C_NET"));
    let mut read = office.store.read(&world.qm(3).scope(office.clock.now())).await.unwrap();
    assert_eq!(urgent::duration(&mut read).await.unwrap(), urgent::Duration { usual: 720, urgent: None });
    drop(read);
    set(&world, shorter(), 1).await;
    let mut read = office.store.read(&world.qm(3).scope(office.clock.now())).await.unwrap();
    let told = urgent::duration(&mut read).await.unwrap();
    assert_eq!((urgent::Duration::days(told.usual), told.urgent.map(urgent::Duration::days)), (30, Some(5)));
    drop(read);

    // The fee comes first: until it is paid nothing is promised and no clock runs.
    let (hurried, waiting) = (hand_in(&world, 1, "urgent").await, hand_in(&world, 2, "standard").await);
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    assert_eq!(status(&world, hurried).await, S::AwaitingPayment);
    world.clock.forward(100);
    pay(&world, hurried).await;
    pay(&world, waiting).await;
    world.clock.forward(6);
    assert_eq!(reading(&world, hurried).await, (SlaClock::Complete, 6, 8));
    assert_eq!(reading(&world, waiting).await, (SlaClock::Complete, 6, 24));
    for id in [hurried, waiting] {
        accept::accept(office, &world.qm(2), id).await.unwrap();
    }
    assert_eq!(reading(&world, hurried).await, (SlaClock::Net, 6, 72));
    assert_eq!(reading(&world, waiting).await, (SlaClock::Net, 6, 240));
    // Four fifths of the urgent clock: its officer is told, of the other case nothing.
    world.clock.forward(52);
    let house = world.qm(1).house.clone();
    remind::remind(office, &house).await.unwrap();
    assert_eq!(notices(&world, &world.qm(3), "clock-near").await, 1);
    // The Party gives itself more time: what was promised before is kept; what comes now is promised the new time.
    let later = Targets { urgent: ClockHours::from([(SlaClock::Net, 120)]), ..Targets::default() };
    set(&world, later, 2).await;
    assert_eq!(reading(&world, hurried).await.2, 72);
    let next = hand_in(&world, 3, "urgent").await;
    pay(&world, next).await;
    accept::accept(office, &world.qm(2), next).await.unwrap();
    assert_eq!(reading(&world, next).await.2, 120);
}

async fn line(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    on_leave(&world, &world.qm(3)).await;
    charges(&world, PayPoint::Approval).await;
    set(&world, shorter(), 1).await;
    // The first has waited eight days when the urgent ones come; a net clock of three days instead of ten is seven sooner.
    let old = hand_in(&world, 1, "").await;
    world.clock.forward(150);
    let young = hand_in(&world, 2, "").await;
    world.clock.forward(42);
    let (first, second) = (hand_in(&world, 3, "urgent").await, hand_in(&world, 4, "urgent").await);
    for id in [second, young, first, old] {
        let stepped = accept::accept(office, &world.qm(2), id).await.unwrap();
        assert_eq!(stepped.application.status(), S::Accepted);
    }
    // The list of who waits stands in the same order, whoever was touched last.
    let officer = hire(&world, 41, "Fatou Fair", Role::MaOfficer).await;
    let boss = hire(&world, 51, "Selma Supervisor", Role::MaSupervisor).await;
    let mut read = office.store.read(&officer.scope(office.clock.now())).await.unwrap();
    let listed: Vec<_> = read.in_turn(S::Accepted.code(), 10).await.unwrap().iter().map(|r| r.id).collect();
    assert_eq!(listed, [old, first, second, young]);
    let queue_of: Vec<_> =
        read.worklist(&[S::Accepted], store::Cursor::OLDEST, 1).await.unwrap().rows.iter().map(|r| r.id).collect();
    assert!([first, second].contains(&queue_of[0]), "an urgent one stands above what came to lie there when it did");
    drop(read);
    for expected in [old, first] {
        let taken = queue::take_next(office, &officer, true).await.unwrap().unwrap();
        assert_eq!(taken.application.id(), expected);
    }
    assert!(queue::overview(office, &boss).await.unwrap().events.is_empty(), "who keeps to the line is no news");
    // The standard one before the urgent one that is still there: out of turn, by one.
    let hasty = hire(&world, 42, "Ines Impatient", Role::MaOfficer).await;
    accept::take(office, &hasty, young, true, "In a hurry").await.unwrap();
    let events = queue::overview(office, &boss).await.unwrap().events;
    assert_eq!((events.len(), events[0].application, events[0].ahead), (1, young, 1));
    assert_eq!(queue::take_next(office, &hasty, true).await.unwrap().unwrap().application.id(), second);

    // Seven at once: everybody gets a case of their own, the urgent ones are not given twice.
    let world = World::new(on).await;
    on_leave(&world, &world.qm(3)).await;
    charges(&world, PayPoint::Approval).await;
    set(&world, shorter(), 1).await;
    let mut waiting = Vec::new();
    for n in 0..7 {
        let id = hand_in(&world, n, if n % 2 == 0 { "urgent" } else { "" }).await;
        accept::accept(&world.office, &world.qm(2), id).await.unwrap();
        waiting.push(id);
    }
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..7 {
        let (office, who) = (world.office.clone(), hire(&world, 70 + n, "Taker", Role::MaOfficer).await);
        tasks.spawn(async move {
            loop {
                match queue::take_next(&office, &who, true).await {
                    Err(office::Error::Store(store::Error::Busy | store::Error::Stale(_))) => {}
                    taken => return taken.unwrap().unwrap().application.id(),
                }
            }
        });
    }
    let mut taken = tasks.join_all().await;
    taken.sort();
    waiting.sort();
    assert_eq!(taken, waiting);
}

async fn missed(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    charges(&world, PayPoint::Submission).await;
    set(&world, shorter(), 1).await;
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    let id = hand_in(&world, 1, "urgent").await;
    pay(&world, id).await;
    accept::accept(office, &world.qm(2), id).await.unwrap();
    // The applicant's time is not ours.
    office::epermit::ask::ask(office, &world.qm(3), id, "Which tags?".into()).await.unwrap();
    world.clock.forward(300);
    let house = world.qm(1).house.clone();
    remind::remind(office, &house).await.unwrap();
    assert_eq!(notices(&world, &world.qm(3), "urgent-missed").await, 0);
    office::epermit::ask::answer(office, &world.qm(1), id, "Those in the list.".into()).await.unwrap();
    world.clock.forward(72);
    for _ in 0..2 {
        remind::remind(office, &house).await.unwrap();
    }
    for who in [world.qm(3), world.qm(32)] {
        assert_eq!(notices(&world, &who, "urgent-missed").await, 1, "officer and accountant, once");
    }
    assert_eq!(notices(&world, &world.qm(1), "urgent-missed").await, 0);
    let who = world.qm(32);
    let mut read = office.store.read(&who.scope(office.clock.now())).await.unwrap();
    assert!(read.urgent_case(id).await.unwrap().unwrap().missed_at.is_some());
    assert!(read.money_requests_waiting(10).await.unwrap().is_empty(), "the accountant may; nothing moves by itself");
    let invoice = read.invoices_of_case(id).await.unwrap().remove(0);
    // What the program would ask back itself: 40.00 with its tax. Nobody asks for more, and nobody twice.
    assert_eq!(urgent_fee::owed_back(&mut read, &invoice).await.unwrap(), Some(4720));
    drop(read);
    let more = urgent_fee::ask_back(office, &who, invoice.id, Some(4721)).await.unwrap_err();
    assert_eq!((more.code().as_str(), more.fields()[0].field.as_str()), ("urgent-fee-most", "amount"));
    let applicant = urgent_fee::ask_back(office, &world.qm(1), invoice.id, None).await.unwrap_err();
    assert!(matches!(applicant, office::Error::NotPermitted));
    let stranger = urgent_fee::ask_back(office, &world.qn(32), invoice.id, None).await.unwrap_err();
    assert!(matches!(stranger, office::Error::NotFound(_)));
    let tries = (0..8).map(|_| {
        let (office, who, invoice) = (office.clone(), world.qm(32), invoice.id);
        tokio::spawn(async move { urgent_fee::ask_back(&office, &who, invoice, None).await })
    });
    let mut asked = Vec::new();
    for one in tries.collect::<Vec<_>>() {
        match one.await.unwrap() {
            Ok(request) => asked.push((request.amount_minor, request.first_item)),
            Err(e) => assert!(matches!(e.code().as_str(), "urgent-fee-nothing" | "store-busy"), "{e}"),
        }
    }
    assert_eq!(asked, [(4720, Some(FeeItem::Urgent))], "eight who ask at once ask once");
    // The decision does not tell it a second time.
    spine::examined(&world, id).await;
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
    sign::sign(office, &world.qm(5), id).await.unwrap();
    assert_eq!(notices(&world, &world.qm(3), "urgent-missed").await, 1);
}

async fn asked_back(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    charges(&world, PayPoint::Submission).await;
    set(&world, Targets { urgent_credit: true, ..shorter() }, 1).await;
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    let (late, late_too, in_time) =
        (hand_in(&world, 1, "urgent").await, hand_in(&world, 2, "urgent").await, hand_in(&world, 3, "").await);
    for id in [late, late_too, in_time] {
        pay(&world, id).await;
        accept::accept(office, &world.qm(2), id).await.unwrap();
    }
    world.clock.forward(80);
    // The job looks at it from several programs at once.
    let house = world.qm(1).house.clone();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let (office, house) = (office.clone(), house.clone());
        tasks.spawn(async move {
            for _ in 0..50 {
                match urgent::watch(&office, &house).await {
                    Ok(found) => return found,
                    Err(office::Error::Store(store::Error::Busy | store::Error::Stale(_))) => {}
                    Err(other) => panic!("{other:?}"),
                }
            }
            panic!("never came through");
        });
    }
    assert_eq!(tasks.join_all().await.iter().sum::<u64>(), 2, "each clock is found missed once");
    let who = world.qm(32);
    let mut read = office.store.read(&who.scope(office.clock.now())).await.unwrap();
    let waiting = read.money_requests_waiting(10).await.unwrap();
    let asked: Vec<_> = waiting.iter().map(|r| (r.amount_minor, r.first_item)).collect();
    assert_eq!(asked, [(4720, Some(FeeItem::Urgent)); 2], "40.00 with its tax");
    drop(read);
    let mine = invoices(&world, late).await.remove(0);
    let of_mine = waiting.iter().find(|r| r.invoice == mine.id).unwrap();
    request::decide(office, &who, of_mine.id, true).await.unwrap();
    let mut read = office.store.read(&who.scope(office.clock.now())).await.unwrap();
    let revenue = read.revenue_of_invoice(mine.id).await.unwrap();
    assert_eq!(revenue, [(FeeItem::App, 3000), (FeeItem::Issue, 2000), (FeeItem::Tax, 900), (FeeItem::Urgent, 0)]);
    drop(read);

    // A monthly payer gets it on the bill.
    let world = World::new(on).await;
    let office = &world.office;
    charges(&world, PayPoint::Submission).await;
    set(&world, Targets { urgent_credit: true, ..shorter() }, 1).await;
    let holder = Holder::Organisation(world.company);
    let made = account::open(office, &world.qm(32), holder, usd(0).currency).await.unwrap();
    monthly::agree(office, &world.qm(32), made.id, true, usd(50_000)).await.unwrap();
    let id = hand_in(&world, 1, "urgent").await;
    accept::accept(office, &world.qm(2), id).await.unwrap();
    world.clock.forward(24 * 30);
    remind::remind(office, &world.qm(1).house).await.unwrap();
    let bill = monthly::bill(office, &world.qm(32), made.id, "2026-11").await.unwrap();
    assert_eq!(bill.balance.total, 10_620, "the fee of November stands in its bill");
    let mut read = office.store.read(&world.qm(32).scope(office.clock.now())).await.unwrap();
    let terms = read.account_terms(made.id).await.unwrap().unwrap();
    assert_eq!(terms.unbilled_minor, -4720, "and comes off the next one");
}

async fn told(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    charges(&world, PayPoint::Approval).await;
    set(&world, shorter(), 1).await;
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    for (n, urgency, wait) in [(1, "urgent", 10), (2, "", 200)] {
        let id = hand_in(&world, n, urgency).await;
        pay(&world, id).await;
        accept::accept(office, &world.qm(2), id).await.unwrap();
        world.clock.forward(wait);
        spine::examined(&world, id).await;
        approve::approve(office, &world.qm(4), id, true).await.unwrap();
        sign::sign(office, &world.qm(5), id).await.unwrap();
    }
    let nobody = Who::system(world.qm(1).house);
    let seen = clocks::service(office, &nobody).await.unwrap();
    let all = seen.kinds[0].1[11].unwrap();
    let hurried = seen.urgent[0].1[11].unwrap();
    assert_eq!((all.cases, hurried.cases, hurried.mean), (2, 1, 30), "10 and 20 hours");
    assert_eq!((seen.target_hours, seen.urgent_hours), (720, Some(120)));
    let other = clocks::service(office, &Who::system(world.qn(1).house)).await.unwrap();
    assert!(other.urgent.is_empty() && other.urgent_hours.is_none(), "another Party's are its own");
    let mut read = office.store.read(&world.qn(32).scope(world.clock.now())).await.unwrap();
    assert!(read.urgent_open(10).await.unwrap().is_empty());
}
