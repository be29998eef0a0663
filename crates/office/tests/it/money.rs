//! What a permit costs and how it is paid: schedule, invoice, counter, refusal, gates. On both engines.

use crate::spine;
use crate::world::{On, World, skins};
use cites::ids::{ApplicationId, InvoiceId};
use cites::{ApplicationStatus as S, Currency, Money, RefusalReason};
use office::Error;
use office::epermit::{accept, approve, draft, propose, submit, withdraw};
use office::money::{cash, charge, request, schedule};
use permits::money::{FeeItem, FeeRow, FeeSchedule, PayPoint, PaymentStatus, RequestKind};
use store::InvoiceRow;

pub fn usd(minor: i64) -> Money {
    Money { minor, currency: Currency::parse("USD").unwrap() }
}

fn row(item: FeeItem, rate_minor: i64) -> FeeRow {
    FeeRow::of(item, rate_minor)
}

pub fn fees(pay_point: PayPoint) -> FeeSchedule {
    FeeSchedule {
        currency: Currency::parse("USD").unwrap(),
        pay_point,
        payment_days: 14,
        valid_from: jiff::civil::date(2026, 11, 2),
        valid_until: None,
        rows: vec![row(FeeItem::App, 3000), row(FeeItem::Issue, 2000), row(FeeItem::Inspect, 8000)],
        tax: None,
    }
}

/// A schedule entered by the accountant and confirmed by the administrator.
pub async fn in_force(world: &World, pay_point: PayPoint) {
    let entered = schedule::propose(&world.office, &world.qm(32), fees(pay_point)).await.unwrap();
    schedule::decide(&world.office, &world.qm(34), entered.id, true).await.unwrap();
}

/// An application handed in; answers it with its invoices.
pub async fn handed_in(world: &World) -> (ApplicationId, Vec<InvoiceRow>) {
    let made = draft::create(&world.office, &world.qm(1), skins(), draft::OnBehalf::default()).await.unwrap();
    let id = made.application.id();
    submit::submit(&world.office, &world.qm(1), id).await.unwrap();
    (id, invoices(world, id).await)
}

pub async fn invoices(world: &World, id: ApplicationId) -> Vec<InvoiceRow> {
    let who = world.qm(32);
    let mut read = world.office.store.read(&who.scope(world.office.clock.now())).await.unwrap();
    assert_eq!(read.money_unbalanced().await.unwrap(), vec![], "balances are the sums of what stands behind them");
    assert_eq!(read.prepaid_unbalanced().await.unwrap(), vec![]);
    read.invoices_of_case(id).await.unwrap()
}

pub async fn status(world: &World, id: ApplicationId) -> S {
    let who = world.qm(32);
    let mut read = world.office.store.read(&who.scope(world.office.clock.now())).await.unwrap();
    read.application::<permits::Application>(id).await.unwrap().unwrap().value.status()
}

async fn pay_cash(world: &World, invoice: InvoiceId, minor: i64) -> office::money::settle::Settled {
    cash::receive(&world.office, &world.qm(31), invoice, usd(minor), String::new()).await.unwrap()
}

both! {
    no_schedule => without_a_schedule_nothing_costs_anything_on_sqlite, without_a_schedule_nothing_costs_anything_on_postgresql;
    before_examination => the_fee_is_paid_at_the_counter_before_examination_on_sqlite, the_fee_is_paid_at_the_counter_before_examination_on_postgresql;
    refused => a_refusal_keeps_the_application_fee_on_sqlite, a_refusal_keeps_the_application_fee_on_postgresql;
    withdrawn => who_withdraws_before_examination_gets_all_back_on_sqlite, who_withdraws_before_examination_gets_all_back_on_postgresql;
    extra => an_inspection_fee_stops_the_case_until_it_is_paid_on_sqlite, an_inspection_fee_stops_the_case_until_it_is_paid_on_postgresql;
    gate => nobody_approves_while_a_fee_is_open_on_sqlite, nobody_approves_while_a_fee_is_open_on_postgresql;
    too_late => who_does_not_pay_in_time_is_withdrawn_on_sqlite, who_does_not_pay_in_time_is_withdrawn_on_postgresql;
}

async fn no_schedule(on: On) {
    let world = World::new(on).await;
    let (id, invoices) = handed_in(&world).await;
    assert_eq!((status(&world, id).await, invoices.len()), (S::Submitted, 0));
    // A schedule that nobody confirmed costs nothing either, and who entered it cannot confirm it.
    let entered = schedule::propose(&world.office, &world.qm(32), fees(PayPoint::Submission)).await.unwrap();
    let alone = schedule::decide(&world.office, &world.qm(32), entered.id, true).await.unwrap_err();
    assert_eq!(alone.code(), "fee-needs-two");
    let (id, invoices) = handed_in(&world).await;
    assert_eq!((status(&world, id).await, invoices.len()), (S::Submitted, 0));
    let stranger = schedule::propose(&world.office, &world.qm(31), fees(PayPoint::Submission)).await.unwrap_err();
    assert!(matches!(stranger, Error::NotPermitted), "a cashier sets no fees");
}

async fn before_examination(on: On) {
    let world = World::new(on).await;
    in_force(&world, PayPoint::Submission).await;
    let (id, open) = handed_in(&world).await;
    assert_eq!(status(&world, id).await, S::AwaitingPayment);
    let [invoice] = open.as_slice() else { panic!("one invoice") };
    assert_eq!((invoice.number.as_str(), invoice.balance.total), ("INV-26-00001", 5000));
    assert_eq!(invoice.payer, "River Bend Farm Ltd");
    let early = accept::accept(&world.office, &world.qm(2), id).await.unwrap_err();
    assert_eq!(early.code(), "application-state", "nobody examines what is not paid");

    let closed = cash::receive(&world.office, &world.qm(31), invoice.id, usd(5000), String::new()).await.unwrap_err();
    assert_eq!(closed.code(), "cash-not-open");
    cash::open(&world.office, &world.qm(31), usd(10_000)).await.unwrap();
    let part = pay_cash(&world, invoice.id, 2000).await;
    assert_eq!(part.invoice.balance.status(false, false), PaymentStatus::PartlyPaid);
    assert_eq!(status(&world, id).await, S::AwaitingPayment);
    // The rest with a note that is too large: the case goes on, the 5 dollars stay visible.
    let rest = pay_cash(&world, invoice.id, 3500).await;
    assert_eq!((rest.receipt.allocated_minor, rest.receipt.surplus_minor), (3000, 500));
    assert_eq!([part.receipt.number.as_str(), rest.receipt.number.as_str()], ["REC-26-00001", "REC-26-00002"]);
    assert_eq!(status(&world, id).await, S::Submitted);
    let again = cash::receive(&world.office, &world.qm(31), invoice.id, usd(1), String::new()).await.unwrap_err();
    assert_eq!(again.code(), "invoice-settled");
    let euros = Money { minor: 1, currency: Currency::parse("EUR").unwrap() };
    let (_, second) = handed_in(&world).await;
    let other = cash::receive(&world.office, &world.qm(31), second[0].id, euros, String::new()).await.unwrap_err();
    assert_eq!(other.code(), "payment-currency");

    // The surplus is given back by two persons.
    let ask = async |by: u8, amount| {
        let why = "Paid too much".to_owned();
        request::ask(&world.office, &world.qm(by), invoice.id, RequestKind::Surplus, amount, why).await
    };
    assert_eq!(ask(32, 501).await.unwrap_err().code(), "surplus-more-than-overpaid");
    assert!(matches!(ask(31, 500).await.unwrap_err(), Error::NotPermitted), "a cashier gives nothing back");
    let asked = ask(32, 500).await.unwrap();
    let alone = request::decide(&world.office, &world.qm(32), asked.id, true).await.unwrap_err();
    assert_eq!(alone.code(), "money-needs-two");
    request::decide(&world.office, &world.qm(33), asked.id, true).await.unwrap();
    assert_eq!(invoices(&world, id).await[0].balance.overpaid(), 0);

    // The drawer is counted: 2 dollars are missing, and that needs words.
    let missing = cash::close(&world.office, &world.qm(31), usd(15_300), String::new()).await.unwrap_err();
    assert_eq!(missing.code(), "cash-difference");
    let drawer = cash::close(&world.office, &world.qm(31), usd(15_300), "Two dollars short".into()).await.unwrap();
    assert_eq!((drawer.taken_minor, drawer.difference()), (5500, Some(-200)));
    let closed = cash::receive(&world.office, &world.qm(31), second[0].id, usd(1), String::new()).await.unwrap_err();
    assert_eq!(closed.code(), "cash-not-open", "a closed drawer takes nothing");

    // The day is closed for good; what comes later stands on the next day.
    let today = jiff::civil::date(2026, 11, 2);
    cash::close_day(&world.office, &world.qm(32), today).await.unwrap();
    assert_eq!(cash::close_day(&world.office, &world.qm(32), today).await.unwrap_err().code(), "day-closed");
    cash::open(&world.office, &world.qm(31), usd(0)).await.unwrap();
    let late = pay_cash(&world, second[0].id, 5000).await;
    assert_eq!(late.receipt.on_day, jiff::civil::date(2026, 11, 3));
    let mut read = world.office.store.read(&world.qm(32).scope(world.office.clock.now())).await.unwrap();
    let sums = read.day_totals(today).await.unwrap();
    assert_eq!(sums.iter().map(|t| (t.sum.minor, t.count)).collect::<Vec<_>>(), [(5500, 2)]);
    let revenue = read.revenue_between(today, late.receipt.on_day).await.unwrap();
    let by_item: Vec<_> = revenue.iter().map(|r| (r.item, r.sum.minor)).collect();
    assert_eq!(by_item, [(FeeItem::App, 6000), (FeeItem::Issue, 4000)]);
}

async fn refused(on: On) {
    let world = World::new(on).await;
    in_force(&world, PayPoint::Submission).await;
    let (id, open) = handed_in(&world).await;
    cash::open(&world.office, &world.qm(31), usd(0)).await.unwrap();
    pay_cash(&world, open[0].id, 5000).await;
    accept::accept(&world.office, &world.qm(2), id).await.unwrap();
    let no = propose::Proposal::Refuse { reason: RefusalReason::R01, text: "No finding.".into() };
    propose::propose(&world.office, &world.qm(3), id, no).await.unwrap();
    approve::refuse(&world.office, &world.qm(4), id, RefusalReason::R01, "No finding.".into()).await.unwrap();
    let who = world.qm(32);
    let mut read = world.office.store.read(&who.scope(world.office.clock.now())).await.unwrap();
    let waiting = read.money_requests_waiting(10).await.unwrap();
    assert_eq!(waiting.iter().map(|r| (r.kind, r.amount_minor)).collect::<Vec<_>>(), [(RequestKind::Credit, 2000)]);
    drop(read);
    assert_eq!(invoices(&world, id).await[0].balance.refunded, 0, "money leaves only by a person's hand");
    request::decide(&world.office, &world.qm(32), waiting[0].id, true).await.unwrap();
    let after = &invoices(&world, id).await[0];
    assert_eq!((after.balance.refunded, after.balance.open()), (2000, 0));
    let mut read = world.office.store.read(&who.scope(world.office.clock.now())).await.unwrap();
    assert_eq!(read.revenue_of_invoice(after.id).await.unwrap(), [(FeeItem::App, 3000), (FeeItem::Issue, 0)]);
    let notes = read.credit_notes_of(after.id).await.unwrap();
    assert_eq!((notes[0].number.as_str(), notes[0].refunded_minor), ("CRN-26-00001", 2000));
    drop(read);
    let more = request::ask(&world.office, &who, after.id, RequestKind::Credit, 3001, "More".into()).await.unwrap_err();
    assert_eq!(more.code(), "credit-more-than-invoice", "never more than was paid");
}

async fn withdrawn(on: On) {
    let world = World::new(on).await;
    in_force(&world, PayPoint::Submission).await;
    // One who has not paid owes nothing any more; one who has paid waits for the refund.
    let (unpaid, _) = handed_in(&world).await;
    withdraw::withdraw(&world.office, &world.qm(1), unpaid, String::new()).await.unwrap();
    let b = invoices(&world, unpaid).await[0].balance;
    assert_eq!((b.open(), b.credited, b.status(false, false)), (0, 5000, PaymentStatus::Cancelled));
    let (paid, open) = handed_in(&world).await;
    cash::open(&world.office, &world.qm(31), usd(0)).await.unwrap();
    pay_cash(&world, open[0].id, 5000).await;
    withdraw::withdraw(&world.office, &world.qm(1), paid, String::new()).await.unwrap();
    let mut read = world.office.store.read(&world.qm(32).scope(world.office.clock.now())).await.unwrap();
    let waiting = read.money_requests_waiting(10).await.unwrap();
    assert_eq!(waiting.iter().map(|r| r.amount_minor).collect::<Vec<_>>(), [5000]);
    drop(read);
    // After acceptance and assignment nothing is given back.
    let (late, open) = handed_in(&world).await;
    pay_cash(&world, open[0].id, 5000).await;
    accept::accept(&world.office, &world.qm(2), late).await.unwrap();
    withdraw::withdraw(&world.office, &world.qm(1), late, String::new()).await.unwrap();
    let mut read = world.office.store.read(&world.qm(32).scope(world.office.clock.now())).await.unwrap();
    assert_eq!(read.money_requests_waiting(10).await.unwrap().len(), 1);
}

async fn extra(on: On) {
    let world = World::new(on).await;
    in_force(&world, PayPoint::Submission).await;
    // A draft that nobody has handed in owes nothing, and whoever asks for it is told why.
    let draft = draft::create(&world.office, &world.qm(1), skins(), draft::OnBehalf::default()).await.unwrap().row.id;
    let early = charge::extra_fee(&world.office, &world.qm(3), draft, FeeItem::Inspect, 1, String::new()).await;
    assert!(matches!(early, Err(Error::Act(_))), "{early:?}");
    let (id, open) = handed_in(&world).await;
    cash::open(&world.office, &world.qm(31), usd(0)).await.unwrap();
    pay_cash(&world, open[0].id, 5000).await;
    accept::accept(&world.office, &world.qm(2), id).await.unwrap();
    let none = charge::extra_fee(&world.office, &world.qm(3), id, FeeItem::Tag, 5, String::new()).await.unwrap_err();
    assert_eq!(none.code(), "fee-item-unknown");
    let no = charge::extra_fee(&world.office, &world.qm(31), id, FeeItem::Inspect, 2, String::new()).await.unwrap_err();
    assert!(matches!(no, Error::NotPermitted));
    charge::extra_fee(&world.office, &world.qm(3), id, FeeItem::Inspect, 2, "Two visits".into()).await.unwrap();
    assert_eq!(status(&world, id).await, S::AwaitingAdditionalPayment);
    // A question beside it is shown first; the payment is found all the same.
    office::epermit::ask::ask(&world.office, &world.qm(3), id, "When may we come?".into()).await.unwrap();
    assert_eq!(status(&world, id).await, S::InfoRequested);
    let second = invoices(&world, id).await.pop().unwrap();
    assert_eq!((second.number.as_str(), second.balance.total), ("INV-26-00002", 16_000), "a refused act leaves no gap");
    // A waiver by two persons settles it and the case goes on.
    let (officer, why) = (world.qm(3), "State farm".to_owned());
    let asked = request::ask(&world.office, &officer, second.id, RequestKind::Waiver, 16_000, why).await.unwrap();
    request::decide(&world.office, &world.qm(34), asked.id, true).await.unwrap();
    assert_eq!(status(&world, id).await, S::InfoRequested, "the question is still open");
    office::epermit::ask::answer(&world.office, &world.qm(1), id, "On Monday.".into()).await.unwrap();
    assert_eq!(status(&world, id).await, S::UnderExamination);
    let b = invoices(&world, id).await.pop().unwrap().balance;
    assert_eq!(b.status(false, false), PaymentStatus::Waived);
}

async fn gate(on: On) {
    let world = World::new(on).await;
    in_force(&world, PayPoint::Approval).await;
    let (id, open) = handed_in(&world).await;
    assert_eq!(status(&world, id).await, S::Submitted, "the authority begins at once");
    accept::accept(&world.office, &world.qm(2), id).await.unwrap();
    spine::examined(&world, id).await;
    let early = approve::approve(&world.office, &world.qm(4), id, true).await.unwrap_err();
    assert_eq!(early.code(), "fees-open");
    cash::open(&world.office, &world.qm(31), usd(0)).await.unwrap();
    pay_cash(&world, open[0].id, 5000).await;
    approve::approve(&world.office, &world.qm(4), id, true).await.unwrap();
    assert_eq!(status(&world, id).await, S::Approved);

    // At collection: approved first, handed over when it is paid.
    let world = World::new(on).await;
    in_force(&world, PayPoint::Collection).await;
    let (id, none) = handed_in(&world).await;
    assert!(none.is_empty());
    accept::accept(&world.office, &world.qm(2), id).await.unwrap();
    spine::examined(&world, id).await;
    approve::approve(&world.office, &world.qm(4), id, true).await.unwrap();
    let open = invoices(&world, id).await;
    assert_eq!(open.iter().map(|i| i.purpose.as_str()).collect::<Vec<_>>(), ["COLLECTION"]);
    let permit = office::epermit::sign::sign(&world.office, &world.qm(5), id).await.unwrap().permit.id();
    let deliver = office::epermit::permit_acts::deliver(&world.office, &world.qm(2), permit).await;
    assert_eq!(deliver.unwrap_err().code(), "fees-open");
    cash::open(&world.office, &world.qm(2), usd(0)).await.unwrap();
    cash::receive(&world.office, &world.qm(2), open[0].id, usd(5000), String::new()).await.unwrap();
    office::epermit::permit_acts::deliver(&world.office, &world.qm(2), permit).await.unwrap();
}

async fn too_late(on: On) {
    let world = World::new(on).await;
    in_force(&world, PayPoint::Submission).await;
    let (id, _) = handed_in(&world).await;
    let system = office::Who::system(world.qm(1).house.clone());
    assert_eq!(charge::time_out(&world.office, &system).await.unwrap(), 0, "there is time");
    world.clock.forward(24 * 15);
    assert_eq!(charge::time_out(&world.office, &system).await.unwrap(), 1);
    assert_eq!(charge::time_out(&world.office, &system).await.unwrap(), 0);
    assert_eq!(status(&world, id).await, S::Withdrawn);
    let b = invoices(&world, id).await[0].balance;
    assert_eq!((b.open(), b.status(false, false)), (0, PaymentStatus::Cancelled));
}
