//! Money that comes through the bank, from an account and through a payment service that cannot be trusted.

use crate::money::{handed_in, in_force, invoices, status, usd};
use crate::world::{On, World};
use async_trait::async_trait;
use cites::{ApplicationStatus as S, Currency, Money};
use office::Error;
use office::money::gateway::{self, Heard};
use office::money::{account, bank, cash, ledger};
use office::shared::faces::{CourierError, PaymentOrder, PaymentSaid, PaymentService, PaymentState};
use permits::money::{PayPoint, PaymentStatus};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use store::GatewayRow;
use testkit::payments::AwkwardProvider;

both! {
    bank_file => the_bank_file_finds_its_invoices_on_sqlite, the_bank_file_finds_its_invoices_on_postgresql;
    prepaid => an_account_pays_by_itself_and_is_never_overdrawn_on_sqlite, an_account_pays_by_itself_and_is_never_overdrawn_on_postgresql;
    forty => a_callback_forty_times_settles_once_on_sqlite, a_callback_forty_times_settles_once_on_postgresql;
    begins => only_who_may_pay_begins_a_payment_on_sqlite, only_who_may_pay_begins_a_payment_on_postgresql;
    awkward => what_the_service_says_is_compared_on_sqlite, what_the_service_says_is_compared_on_postgresql;
}

const SECRET: &[u8] = b"a shared secret of some length 123456";

/// The double at the edge of the world, spoken to as the office speaks.
struct Edge(AwkwardProvider);

#[async_trait]
impl PaymentService for Edge {
    async fn begin(&self, _: &GatewayRow, order: &PaymentOrder) -> Result<String, CourierError> {
        Ok(self.0.begin(&order.reference, order.amount.minor, order.amount.currency.code()))
    }

    async fn read(&self, _: &GatewayRow, reference: &str) -> Result<Option<PaymentSaid>, CourierError> {
        let said = self.0.read(reference).map_err(|_| CourierError::TimedOut)?;
        Ok(said.map(|s| PaymentSaid {
            reference: s.reference,
            state: match s.state {
                "paid" => PaymentState::Paid,
                "refused" => PaymentState::Refused,
                _ => PaymentState::Open,
            },
            amount: Money { minor: s.minor, currency: Currency::parse(&s.currency).unwrap() },
        }))
    }
}

async fn with_gateway(on: On) -> (World, Arc<Edge>) {
    let world = World::new(on).await;
    in_force(&world, PayPoint::Submission).await;
    let edge = Arc::new(Edge(AwkwardProvider::new(SECRET)));
    assert!(world.office.payments.set(edge.clone()).is_ok());
    let row = gateway::Service {
        provider: "Test Pay".into(),
        address: "https://pay.example".into(),
        merchant: "QM-MA".into(),
        key_id: testkit::payments::KEY_ID.into(),
        secret: Some(SECRET.to_vec()),
        known: "TEST-1".into(),
        active: true,
    };
    let no = gateway::set(&world.office, &world.qm(32), row.clone()).await.unwrap_err();
    assert!(matches!(no, Error::NotPermitted), "an accountant does not choose where the money goes");
    gateway::set(&world.office, &world.qm(34), row).await.unwrap();
    (world, edge)
}

async fn bank_file(on: On) {
    let world = World::new(on).await;
    in_force(&world, PayPoint::Submission).await;
    let (first, _) = handed_in(&world).await;
    let (second, _) = handed_in(&world).await;
    let who = world.qm(32);
    let file = "date,amount,reference,payer\n2026-11-02,50.00,fee inv 26 00001,River Bend\n2026-11-02,20,INV-26-00002,River Bend\n2026-11-02,7.50,thanks,Somebody\nyesterday,1,x,y\n";
    let no = bank::import(&world.office, &world.qm(31), "bank.csv", file.as_bytes()).await.unwrap_err();
    assert!(matches!(no, Error::NotPermitted));
    let done = bank::import(&world.office, &who, "bank.csv", file.as_bytes()).await.unwrap();
    assert_eq!((done.new, done.known, done.matched, done.before), (3, 0, 2, false));
    assert_eq!(done.errors.iter().map(|e| (e.row, e.code)).collect::<Vec<_>>(), [(4, "bank-row-date")]);
    assert_eq!((status(&world, first).await, status(&world, second).await), (S::Submitted, S::AwaitingPayment));
    let open = invoices(&world, second).await[0].balance;
    assert_eq!((open.open(), open.status(false, false)), (3000, PaymentStatus::PartlyPaid));

    // The same file again changes nothing; another file that holds the same bookings and a new one brings the new one.
    let again = bank::import(&world.office, &who, "bank.csv", file.as_bytes()).await.unwrap();
    assert!(again.before && again.new == 0 && again.matched == 0);
    let longer = format!("{file}2026-11-03,40,INV-26-00002,River Bend\n");
    let more = bank::import(&world.office, &who, "bank2.csv", longer.as_bytes()).await.unwrap();
    assert_eq!((more.new, more.known, more.matched), (1, 3, 1));
    let paid = invoices(&world, second).await[0].balance;
    assert_eq!((paid.open(), paid.overpaid()), (0, 1000), "paid too much, and visible");
    assert_eq!(status(&world, second).await, S::Submitted);

    // What fits nothing waits for a person, who matches it once.
    let mut read = world.office.store.read(&who.scope(world.office.clock.now())).await.unwrap();
    let waiting = read.bank_lines_open(10).await.unwrap();
    drop(read);
    let [line] = waiting.as_slice() else { panic!("one line waits") };
    assert_eq!(line.reference, "thanks");
    let unknown = bank::match_line(&world.office, &who, line.id, "INV-26-99999").await.unwrap_err();
    assert_eq!(unknown.code(), "invoice-number-unknown");
    let (third, _) = handed_in(&world).await;
    bank::match_line(&world.office, &who, line.id, "INV-26-00003").await.unwrap();
    let twice = bank::match_line(&world.office, &who, line.id, "INV-26-00003").await.unwrap_err();
    assert_eq!(twice.code(), "bank-line-decided");
    assert_eq!(invoices(&world, third).await[0].balance.open(), 4250);

    let day = jiff::civil::date(2026, 11, 2);
    let csv = String::from_utf8(ledger::treasury(&world.office, &who, day, day).await.unwrap()).unwrap();
    assert_eq!(csv.lines().count(), 5, "a heading and four receipts: {csv}");
    assert!(csv.contains("receipt,REC-26-00003,2026-11-02,INV-26-00002,,TRANSFER,"), "{csv}");
    assert!(csv.contains(",USD,40.00,30.00,10.00"), "{csv}");
}

async fn prepaid(on: On) {
    let world = World::new(on).await;
    in_force(&world, PayPoint::Submission).await;
    let usd_code = Currency::parse("USD").unwrap();
    let holder = account::Holder::Organisation(world.company);
    let made = account::open(&world.office, &world.qm(32), holder, usd_code).await.unwrap();
    let twice = account::open(&world.office, &world.qm(32), holder, usd_code).await.unwrap_err();
    assert_eq!(twice.code(), "account-there");
    cash::open(&world.office, &world.qm(31), usd(0)).await.unwrap();
    account::deposit_cash(&world.office, &world.qm(31), made.id, usd(12_000)).await.unwrap();

    // Two applications pay themselves; the third finds too little and waits for its payer.
    let (first, _) = handed_in(&world).await;
    let (second, _) = handed_in(&world).await;
    let (third, open) = handed_in(&world).await;
    assert_eq!((status(&world, first).await, status(&world, second).await), (S::Submitted, S::Submitted));
    assert_eq!(invoices(&world, first).await[0].balance.status(false, false), PaymentStatus::Prepaid);
    assert_eq!(status(&world, third).await, S::AwaitingPayment);
    let little = account::draw(&world.office, &world.qm(1), open[0].id).await.unwrap_err();
    assert_eq!(little.code(), "account-not-enough");
    let foreign = account::draw(&world.office, &world.qm(35), open[0].id).await.unwrap_err();
    assert!(matches!(foreign, Error::NotFound(_)), "another company's invoice does not exist");

    // Money for one more, and eight who want it at once for eight invoices: one gets it.
    let mut cases = vec![open[0].id];
    for _ in 0..7 {
        cases.push(handed_in(&world).await.1[0].id);
    }
    let line = format!("date,amount,reference,payer\n2026-11-02,30.00,{},River Bend\n", made.number);
    let done = bank::import(&world.office, &world.qm(32), "deposit.csv", line.as_bytes()).await.unwrap();
    assert_eq!(done.matched, 1, "a transfer with the account's number is a deposit");
    let mut tasks = Vec::new();
    for id in cases {
        let (office, who) = (world.office.clone(), world.qm(1));
        tasks.push(tokio::spawn(async move { account::draw(&office, &who, id).await.is_ok() }));
    }
    let mut drawn = 0;
    for task in tasks {
        drawn += u32::from(task.await.unwrap());
    }
    assert_eq!(drawn, 1, "50 dollars pay one fee of 50");
    invoices(&world, third).await;
    let mut read = world.office.store.read(&world.qm(32).scope(world.office.clock.now())).await.unwrap();
    assert_eq!(read.prepaid(made.id).await.unwrap().unwrap().balance.minor, 0);
    let statement = read.prepaid_statement(made.id, 50).await.unwrap();
    let moves: Vec<i64> = statement.iter().rev().map(|s| s.delta_minor).collect();
    assert_eq!(moves, [12_000, -5000, -5000, 3000, -5000]);
    assert_eq!(statement[0].balance_minor, 0);
}

async fn forty(on: On) {
    let (world, edge) = with_gateway(on).await;
    let (id, open) = handed_in(&world).await;
    let place = gateway::begin(&world.office, &world.qm(1), open[0].id, "https://permits.example/back").await.unwrap();
    let reference = place.rsplit('/').next().unwrap().to_owned();
    edge.0.says(&reference, |s| s.state = "paid");
    let now = world.office.clock.now().as_second();
    let (header, body) = edge.0.callback(&reference, now);
    let house = world.qm(1).house.clone();
    let mut tasks = Vec::new();
    for _ in 0..40 {
        let (office, house, header, body) = (world.office.clone(), house.clone(), header.clone(), body.clone());
        tasks.push(tokio::spawn(async move { gateway::callback(&office, &house, &header, &body).await }));
    }
    let (mut settled, mut before) = (0, 0);
    for task in tasks {
        match task.await.unwrap() {
            Ok(Heard::Settled) => settled += 1,
            Ok(Heard::Before) => before += 1,
            // Ten collisions in a row: the service calls again.
            Err(Error::Store(store::Error::Busy)) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(settled, 1, "{before} were told that it was settled");
    let invoice = &invoices(&world, id).await[0];
    assert_eq!((invoice.balance.paid, invoice.balance.surplus), (5000, 0));
    assert_eq!(status(&world, id).await, S::Submitted);
    let mut read = world.office.store.read(&world.qm(32).scope(world.office.clock.now())).await.unwrap();
    let receipts = read.money_receipts_of(invoice.id).await.unwrap();
    assert_eq!(receipts.iter().map(|r| r.number.as_str()).collect::<Vec<_>>(), ["REC-26-00001"]);
}

async fn awkward(on: On) {
    let (world, edge) = with_gateway(on).await;
    let house = world.qm(1).house.clone();
    let (id, open) = handed_in(&world).await;
    let begin = async || {
        let place = gateway::begin(&world.office, &world.qm(1), open[0].id, "https://permits.example/back").await;
        place.unwrap().rsplit('/').next().unwrap().to_owned()
    };
    let hear = async |reference: &str| {
        let (header, body) = edge.0.callback(reference, world.office.clock.now().as_second());
        gateway::callback(&world.office, &house, &header, &body).await
    };
    let reference = begin().await;
    // Forged: another secret, an old signature, a changed body. The answer is that of an address that does not exist,
    // and the service is not even asked.
    let stranger = AwkwardProvider::new(b"another secret of some length 1234567");
    let now = world.office.clock.now().as_second();
    let (header, body) = stranger.callback(&reference, now);
    let forged = gateway::callback(&world.office, &house, &header, &body).await;
    assert!(matches!(forged, Err(Error::NotFound(_))));
    let (header, body) = edge.0.callback(&reference, now - 3600);
    assert!(matches!(gateway::callback(&world.office, &house, &header, &body).await, Err(Error::NotFound(_))));
    let (header, _) = edge.0.callback(&reference, now);
    assert!(matches!(gateway::callback(&world.office, &house, &header, b"{}").await, Err(Error::NotFound(_))));
    // In the other Party's house the same callback is nobody's.
    let (header, body) = edge.0.callback(&reference, now);
    let other = gateway::callback(&world.office, &world.qn(1).house, &header, &body).await;
    assert!(matches!(other, Err(Error::NotFound(_))));
    assert_eq!(edge.0.asked.load(Ordering::SeqCst), 0);

    // Signed, but the service says something else: open, less, another currency, another reference, nothing.
    assert_eq!(hear(&reference).await.unwrap(), Heard::Open);
    edge.0.says(&reference, |s| (s.state, s.minor) = ("paid", 4999));
    assert_eq!(hear(&reference).await.unwrap(), Heard::Unmatched);
    assert_eq!(hear(&reference).await.unwrap(), Heard::Unmatched);
    edge.0.says(&reference, |s| (s.minor, s.currency) = (5000, "EUR".into()));
    assert_eq!(hear(&reference).await.unwrap(), Heard::Unmatched);
    edge.0.says(&reference, |s| (s.currency, s.reference) = ("USD".into(), "somebody else's".into()));
    assert_eq!(hear(&reference).await.unwrap(), Heard::Unmatched);
    assert_eq!(hear("0123").await.unwrap(), Heard::Unmatched);
    let mut read = world.office.store.read(&world.qm(32).scope(world.office.clock.now())).await.unwrap();
    let list = read.gateway_unmatched(10).await.unwrap();
    drop(read);
    let why: Vec<&str> = list.iter().map(|u| u.why.as_str()).collect();
    assert_eq!(why, ["amount-other", "currency-other", "reference-other", "reference-unknown"], "each once");
    gateway::looked_at(&world.office, &world.qm(32), list[0].id, "Called the service".into()).await.unwrap();
    assert_eq!(status(&world, id).await, S::AwaitingPayment, "nothing of that was believed");

    // Refused; tried again; the service is down when it calls, and the job finds the payment later.
    edge.0.says(&reference, |s| (s.state, s.reference) = ("refused", reference.clone()));
    assert_eq!(hear(&reference).await.unwrap(), Heard::Refused);
    let second = begin().await;
    edge.0.says(&second, |s| s.state = "paid");
    edge.0.down.store(true, Ordering::SeqCst);
    assert!(matches!(hear(&second).await, Err(Error::Courier(_))), "it shall call again");
    edge.0.down.store(false, Ordering::SeqCst);
    world.clock.forward(1);
    let system = office::Who::system(house.clone());
    assert_eq!(gateway::poll(&world.office, &system).await.unwrap(), 1);
    assert_eq!(gateway::poll(&world.office, &system).await.unwrap(), 0);
    assert_eq!(status(&world, id).await, S::Submitted);
    // Late: the refused payment was paid after all. It is not lost, it stands as paid too much.
    edge.0.says(&reference, |s| s.state = "paid");
    assert_eq!(hear(&reference).await.unwrap(), Heard::Settled);
    assert_eq!(hear(&reference).await.unwrap(), Heard::Before);
    let b = invoices(&world, id).await[0].balance;
    assert_eq!((b.paid, b.overpaid()), (5000, 5000));
}

async fn begins(on: On) {
    let (world, edge) = with_gateway(on).await;
    let (id, open) = handed_in(&world).await;
    let invoice = open[0].id;
    let begin =
        async |who: office::Who| gateway::begin(&world.office, &who, invoice, "https://permits.example/back").await;
    // The authority pays nobody's fee: not the books, not the counter, not the case officer.
    for inside in [2, 3, 22, 31, 32] {
        assert!(matches!(begin(world.qm(inside)).await, Err(Error::NotPermitted)), "{inside}");
    }
    // Another company, customs and the other Party find no such invoice.
    for stranger in [world.qm(35), world.qm(7), world.qn(1), world.qn(32)] {
        let no = begin(stranger).await.unwrap_err();
        assert!(matches!(no, Error::NotFound(_)), "{no:?}");
    }
    // A colleague without the right to pay is told so.
    let narrow = async |pay: bool| {
        let row = store::ColleagueRow {
            person: crate::world::person_id(cites::country::DEMO_EXPORTER, 1),
            organisation: world.company,
            prepare: true,
            submit: true,
            pay,
        };
        let scope = world.qm(34).scope(world.office.clock.now());
        let done: Result<(), store::Error> = store::act!(&world.office.store, &scope, "rights", |tx| {
            tx.colleague_put(&row, row.person).await?;
            tx.audit(store::AuditEntry::new("rights", "person", row.person));
            Ok(())
        });
        done.unwrap();
    };
    narrow(false).await;
    assert_eq!(begin(world.qm(1)).await.unwrap_err().code(), "right-missing");
    let mut read = world.office.store.read(&world.qm(32).scope(world.office.clock.now())).await.unwrap();
    assert!(read.gateway_payments_of(invoice).await.unwrap().is_empty(), "and nothing was begun");
    drop(read);
    narrow(true).await;
    let reference = begin(world.qm(1)).await.unwrap().rsplit('/').next().unwrap().to_owned();

    // The case ends while the payer is there; then he pays.
    let hear = async || {
        let (header, body) = edge.0.callback(&reference, world.office.clock.now().as_second());
        gateway::callback(&world.office, &world.qm(1).house, &header, &body).await.unwrap()
    };
    world.clock.forward(24 * 20);
    let system = office::Who::system(world.qm(1).house.clone());
    assert_eq!(office::money::charge::time_out(&world.office, &system).await.unwrap(), 1);
    edge.0.says(&reference, |s| s.state = "paid");
    assert_eq!(hear().await, Heard::Settled, "paid after the case had ended: it stands as paid too much");
    assert_eq!(hear().await, Heard::Before);
    assert_eq!(invoices(&world, id).await[0].balance.overpaid(), 5000);
}
