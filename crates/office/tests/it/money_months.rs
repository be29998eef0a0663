//! Months closed by two persons, and holders who pay by the month.

use crate::money::{handed_in, in_force, invoices, status, usd};
use crate::money_cheques::{a_cheque, only_cheque};
use crate::world::{On, World, skins};
use cites::{ApplicationStatus as S, Currency};
use office::Error;
use office::epermit::{draft, submit, withdraw};
use office::money::cheque::{self, Fate};
use office::money::{account, bank, cash, ledger, month, monthly};
use permits::money::PayPoint;
use store::AuditEntry;

both! {
    months => two_persons_close_a_month_for_good_on_sqlite, two_persons_close_a_month_for_good_on_postgresql;
    collected => fees_are_collected_and_billed_by_the_month_on_sqlite, fees_are_collected_and_billed_by_the_month_on_postgresql;
    at_once => twenty_cases_at_once_never_pass_the_limit_on_sqlite, twenty_cases_at_once_never_pass_the_limit_on_postgresql;
}

async fn months(on: On) {
    let world = World::new(on).await;
    let (office, books) = (&world.office, world.qm(32));
    in_force(&world, PayPoint::Submission).await;
    let (first, open) = handed_in(&world).await;
    let (second, later) = handed_in(&world).await;
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    cash::receive(office, &world.qm(31), open[0].id, usd(5000), String::new()).await.unwrap();
    cheque::take(office, &books, later[0].id, a_cheque("1", 2000)).await.unwrap();
    cash::close(office, &world.qm(31), usd(5000), String::new()).await.unwrap();
    let propose = async |n: u8| month::propose(office, &world.qm(n), "2026-11").await;
    assert!(matches!(propose(31).await.unwrap_err(), Error::NotPermitted), "a cashier closes days");
    assert_eq!(propose(32).await.unwrap_err().code(), "month-not-over");
    assert_eq!(month::propose(office, &books, "11-2026").await.unwrap_err().code(), "month-form");
    world.clock.forward(24 * 29);
    assert_eq!(propose(32).await.unwrap_err().code(), "month-days-open");
    cash::close_day(office, &books, jiff::civil::date(2026, 11, 2)).await.unwrap();
    let proposed = propose(32).await.unwrap();
    let minor = |m: &serde_json::Value| m.as_array().unwrap().iter().map(|r| r["minor"].as_i64().unwrap()).sum::<i64>();
    assert_eq!(minor(&proposed.totals["received"]), 7000, "{}", proposed.totals);
    assert_eq!(propose(33).await.unwrap_err().code(), "month-waits");
    let alone = month::decide(office, &books, "2026-11", true).await.unwrap_err();
    assert_eq!(alone.code(), "month-needs-two");
    assert!(month::decide(office, &books, "2026-11", false).await.unwrap().is_none(), "taken back");
    propose(32).await.unwrap();
    let closed = month::decide(office, &world.qm(33), "2026-11", true).await.unwrap().unwrap();
    assert!(closed.closed);
    assert_eq!(propose(34).await.unwrap_err().code(), "month-closed");
    assert_eq!(month::decide(office, &world.qm(34), "2026-11", false).await.unwrap_err().code(), "month-closed");
    let late = cash::close_day(office, &books, jiff::civil::date(2026, 11, 20)).await.unwrap_err();
    assert_eq!(late.code(), "day-closed", "no day of a closed month is touched");

    // December has begun: the correction of November's cheque stands in December. The clock is then set back into
    // November: what comes stands in the first open month all the same.
    let kept = only_cheque(&world, later[0].id).await;
    cheque::record(office, &books, kept.id, Fate::Deposited).await.unwrap();
    cheque::record(office, &books, kept.id, Fate::Bounced("No account".into())).await.unwrap();
    world.clock.forward(-24 * 10);
    let line = "date,amount,reference,payer\n2026-11-20,50.00,INV-26-00002,River Bend\n";
    assert_eq!(bank::import(office, &books, "b.csv", line.as_bytes()).await.unwrap().matched, 1);
    let mut read = office.store.read(&books.scope(office.clock.now())).await.unwrap();
    let receipts = read.money_receipts_of(later[0].id).await.unwrap();
    assert_eq!(receipts.iter().map(|r| r.on_day.to_string()).collect::<Vec<_>>(), ["2026-11-02", "2026-12-01"]);
    let back = read.reversals_of(later[0].id).await.unwrap();
    assert_eq!(back[0].on_day, jiff::civil::date(2026, 12, 1));
    assert_eq!(month::totals(&mut read, "2026-11").await.unwrap(), closed.totals, "November is what it was");
    drop(read);
    let csv = String::from_utf8(ledger::month(office, &books, "2026-11").await.unwrap()).unwrap();
    assert_eq!(csv.lines().count(), 3, "a heading and two receipts: {csv}");
    assert_eq!(status(&world, first).await, S::Submitted);
    assert_eq!(invoices(&world, second).await[0].balance.open(), 0);

    // The archive itself refuses: a receipt on a closed day, and an end of the closing.
    let mut wrong = receipts[0].clone();
    (wrong.id, wrong.number) = (office.id::<cites::ids::MoneyReceiptKind>(office.clock.now()), "REC-26-99999".into());
    wrong.reference = Some("another".into());
    let scope = books.scope(office.clock.now());
    let refused: Result<(), store::Error> = store::act!(&office.store, &scope, "test", |tx| {
        tx.money_receipt_insert(&wrong).await?;
        tx.audit(AuditEntry::new("test", "day", "2026-11-02"));
        Ok(())
    });
    assert!(matches!(refused, Err(store::Error::Refused { .. })), "{refused:?}");
    let reopened: Result<(), store::Error> = store::act!(&office.store, &scope, "test", |tx| {
        tx.month_drop("2026-11").await?;
        tx.audit(AuditEntry::new("test", "month", "2026-11"));
        Ok(())
    });
    assert!(reopened.is_err());
}

async fn with_account(world: &World, limit: i64) -> cites::ids::PrepaidAccountId {
    let usd_code = Currency::parse("USD").unwrap();
    let holder = account::Holder::Organisation(world.company);
    let made = account::open(&world.office, &world.qm(32), holder, usd_code).await.unwrap();
    monthly::agree(&world.office, &world.qm(32), made.id, true, usd(limit)).await.unwrap();
    made.id
}

async fn collected(on: On) {
    let world = World::new(on).await;
    let (office, books) = (&world.office, world.qm(32));
    in_force(&world, PayPoint::Submission).await;
    let holder = with_account(&world, 12_000).await;
    let no = monthly::agree(office, &world.qm(31), holder, true, usd(1)).await.unwrap_err();
    assert!(matches!(no, Error::NotPermitted), "a cashier gives no credit");
    // Two cases go on without an invoice; one is withdrawn and owes nothing; a third would pass the limit again after
    // the withdrawal gave room, a fourth waits for its payer.
    let (first, none) = handed_in(&world).await;
    let (second, _) = handed_in(&world).await;
    assert!(none.is_empty());
    assert_eq!((status(&world, first).await, status(&world, second).await), (S::Submitted, S::Submitted));
    withdraw::withdraw(office, &world.qm(1), second, "Not needed".into()).await.unwrap();
    let (third, _) = handed_in(&world).await;
    assert_eq!(status(&world, third).await, S::Submitted);
    let (beyond, own) = handed_in(&world).await;
    assert_eq!((status(&world, beyond).await, own.len()), (S::AwaitingPayment, 1), "beyond the limit one pays at once");
    let lower = monthly::agree(office, &books, holder, true, usd(9000)).await.unwrap_err();
    assert_eq!(lower.code(), "terms-limit");
    assert_eq!(monthly::bill(office, &books, holder, "2026-11").await.unwrap_err().code(), "month-not-over");
    world.clock.forward(24 * 29);
    let system = office::Who::system(world.qm(1).house.clone());
    assert_eq!(monthly::bill_all(office, &system).await.unwrap(), 1);
    assert_eq!(monthly::bill_all(office, &system).await.unwrap(), 0, "once");
    assert_eq!(monthly::bill(office, &books, holder, "2026-11").await.unwrap_err().code(), "bill-before");
    let mut read = office.store.read(&books.scope(office.clock.now())).await.unwrap();
    let bills = read.monthly_bills(holder).await.unwrap();
    assert_eq!((bills.len(), bills[0].total.minor), (1, 10_000), "{bills:?}");
    let invoice = read.invoice(bills[0].invoice).await.unwrap().unwrap();
    let cases = read.charges_of_bill(invoice.id).await.unwrap();
    assert_eq!(cases.iter().map(|c| c.amount.minor).sum::<i64>(), invoice.balance.total);
    assert_eq!(invoice.lines.iter().map(|l| l.minor).sum::<i64>(), invoice.balance.total, "{:?}", invoice.lines);
    assert_eq!(read.account_terms(holder).await.unwrap().unwrap().unbilled_minor, 0);
    drop(read);
    // Nobody paid the bill in time: each fee is paid at once again, until it is paid.
    world.clock.forward(24 * 15);
    let (late, own) = handed_in(&world).await;
    assert_eq!((status(&world, late).await, own.len()), (S::AwaitingPayment, 1));
    let line = format!("date,amount,reference,payer\n2026-12-16,100.00,{},River Bend\n", invoice.number);
    assert_eq!(bank::import(office, &books, "b.csv", line.as_bytes()).await.unwrap().matched, 1);
    let (again, own) = handed_in(&world).await;
    assert_eq!((status(&world, again).await, own.len()), (S::Submitted, 0), "{own:?}");
    invoices(&world, again).await;
}

async fn at_once(on: On) {
    let world = World::new(on).await;
    in_force(&world, PayPoint::Submission).await;
    let holder = with_account(&world, 25_000).await;
    let mut drafts = Vec::new();
    for _ in 0..20 {
        let made = draft::create(&world.office, &world.qm(1), skins(), draft::OnBehalf::default()).await.unwrap();
        drafts.push(made.application.id());
    }
    let mut tasks = Vec::new();
    for id in drafts.clone() {
        let (office, who) = (world.office.clone(), world.qm(1));
        tasks.push(tokio::spawn(async move {
            // A collision is answered with "try again", and a program tries again.
            for _ in 0..50 {
                match submit::submit(&office, &who, id).await {
                    Err(Error::Store(store::Error::Busy)) => {}
                    other => return other.map(|s| s.application.status()).unwrap(),
                }
            }
            panic!("never came through");
        }));
    }
    let mut free = 0;
    for task in tasks {
        free += u32::from(task.await.unwrap() == S::Submitted);
    }
    assert_eq!(free, 5, "250 dollars are five fees of 50; the others wait for their payer");
    let mut read = world.office.store.read(&world.qm(32).scope(world.office.clock.now())).await.unwrap();
    assert_eq!(read.account_terms(holder).await.unwrap().unwrap().unbilled_minor, 25_000);
}
