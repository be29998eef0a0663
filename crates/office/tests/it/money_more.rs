//! Cheques, closed months, monthly bills, percentages of the value, who may pay, and what customs may not use yet.

use crate::money::{both, fees, handed_in, in_force, invoices, status, usd};
use crate::spine;
use crate::world::{On, World, person_id, skins};
use cites::country::DEMO_EXPORTER as QM;
use cites::ids::{ApplicationId, InvoiceId};
use cites::{Amount, ApplicationStatus as S, Currency, PermitStatus};
use office::Error;
use office::econtrol::endorse;
use office::epermit::{accept, approve, draft, permit_acts, sign, submit, withdraw};
use office::money::cheque::{self, Cheque, Fate};
use office::money::{account, bank, cash, ledger, month, monthly, request, reversal, schedule};
use permits::money::{FeeItem, FeeRow, FeeShare, PayPoint, PaymentStatus, RequestKind};
use store::{AuditEntry, ColleagueRow};

both! {
    cheques => a_cheque_that_bounced_leaves_its_invoice_open_on_sqlite, a_cheque_that_bounced_leaves_its_invoice_open_on_postgresql;
    voided => a_receipt_written_by_mistake_is_voided_by_the_accountant_on_sqlite, a_receipt_written_by_mistake_is_voided_by_the_accountant_on_postgresql;
    months => two_persons_close_a_month_for_good_on_sqlite, two_persons_close_a_month_for_good_on_postgresql;
    collected => fees_are_collected_and_billed_by_the_month_on_sqlite, fees_are_collected_and_billed_by_the_month_on_postgresql;
    at_once => twenty_cases_at_once_never_pass_the_limit_on_sqlite, twenty_cases_at_once_never_pass_the_limit_on_postgresql;
    by_value => a_percentage_of_the_declared_value_on_sqlite, a_percentage_of_the_declared_value_on_postgresql;
    colleague => a_colleague_without_the_right_pays_nothing_on_sqlite, a_colleague_without_the_right_pays_nothing_on_postgresql;
    border => customs_use_no_permit_that_was_not_handed_over_on_sqlite, customs_use_no_permit_that_was_not_handed_over_on_postgresql;
}

fn a_cheque(number: &str, minor: i64) -> Cheque {
    Cheque { number: number.into(), bank: "First Bank".into(), drawer: String::new(), amount: usd(minor) }
}

async fn only_cheque(world: &World, invoice: InvoiceId) -> store::ChequeRow {
    let mut read = world.office.store.read(&world.qm(32).scope(world.office.clock.now())).await.unwrap();
    read.cheques_of(invoice).await.unwrap().pop().unwrap()
}

/// Approved, signed, and not handed over.
async fn signed(world: &World, id: ApplicationId) -> cites::ids::PermitId {
    accept::accept(&world.office, &world.qm(2), id).await.unwrap();
    spine::examined(world, id).await;
    approve::approve(&world.office, &world.qm(4), id, true).await.unwrap();
    sign::sign(&world.office, &world.qm(5), id).await.unwrap().permit.id()
}

async fn cheques(on: On) {
    let world = World::new(on).await;
    let (office, books) = (&world.office, world.qm(32));
    in_force(&world, PayPoint::Collection).await;
    let (id, _) = handed_in(&world).await;
    let permit = signed(&world, id).await;
    let invoice = invoices(&world, id).await[0].id;
    // The counter takes it; not above what is open, not twice, and never the payer's own word that the bank has paid.
    let more = cheque::take(office, &world.qm(31), invoice, a_cheque("0417", 5001)).await.unwrap_err();
    assert_eq!(more.code(), "cheque-more-than-open");
    let stranger = cheque::take(office, &world.qm(1), invoice, a_cheque("0417", 5000)).await.unwrap_err();
    assert!(matches!(stranger, Error::NotPermitted));
    let taken = cheque::take(office, &world.qm(31), invoice, a_cheque(" 04 17", 5000)).await.unwrap();
    assert_eq!(taken.receipt.number, "REC-26-00001");
    assert_eq!(taken.invoice.balance.status(false, false), PaymentStatus::Paid);
    let kept = only_cheque(&world, invoice).await;
    assert_eq!((kept.number.as_str(), kept.bank.as_str(), kept.state.as_str()), ("04 17", "FIRST BANK", "RECEIVED"));
    let waits = permit_acts::deliver(office, &world.qm(2), permit).await.unwrap_err();
    assert_eq!(waits.code(), "cheque-not-cleared", "paid on paper only");
    let early = cheque::record(office, &books, kept.id, Fate::Cleared).await.unwrap_err();
    assert_eq!(early.code(), "cheque-state", "the bank never saw it");
    cheque::record(office, &world.qm(31), kept.id, Fate::Deposited).await.unwrap();
    let own_word = cheque::record(office, &world.qm(31), kept.id, Fate::Cleared).await.unwrap_err();
    assert!(matches!(own_word, Error::NotPermitted), "a cashier does not say what the bank did");
    // Money that a cheque paid is not given back while it may bounce.
    let why = || "Paid for nothing".to_owned();
    let asked = request::ask(office, &books, invoice, RequestKind::Credit, 2000, why()).await.unwrap();
    let soon = request::decide(office, &world.qm(33), asked.id, true).await.unwrap_err();
    assert_eq!(soon.code(), "cheque-not-cleared");
    let back = Fate::Bounced("Not enough in the account".into());
    let bounced = cheque::record(office, &books, kept.id, back.clone()).await.unwrap();
    assert_eq!((bounced.state.as_str(), bounced.note.as_str()), ("BOUNCED", "Not enough in the account"));
    assert_eq!(cheque::record(office, &books, kept.id, back).await.unwrap_err().code(), "cheque-state");
    let b = invoices(&world, id).await[0].balance;
    assert_eq!((b.open(), b.paid, b.status(false, false)), (5000, 0, PaymentStatus::Due));
    assert_eq!(permit_acts::deliver(office, &world.qm(2), permit).await.unwrap_err().code(), "fees-open");
    // The same cheque comes again; then a good one.
    let twice = cheque::take(office, &world.qm(31), invoice, a_cheque("04 17", 5000)).await.unwrap_err();
    assert_eq!(twice.code(), "cheque-twice");
    assert_eq!(invoices(&world, id).await[0].balance.open(), 5000, "and left no receipt");
    cheque::take(office, &world.qm(31), invoice, a_cheque("0418", 5000)).await.unwrap();
    let good = only_cheque(&world, invoice).await;
    let good = if good.number == "0418" { good } else { panic!("the newer one is the last") };
    cheque::record(office, &books, good.id, Fate::Deposited).await.unwrap();
    cheque::record(office, &books, good.id, Fate::Cleared).await.unwrap();
    permit_acts::deliver(office, &world.qm(2), permit).await.unwrap();
    // Both stand in the cash book: what came, and what went.
    let (from, to) = (jiff::civil::date(2026, 11, 1), jiff::civil::date(2026, 12, 31));
    let csv = String::from_utf8(ledger::treasury(office, &books, from, to).await.unwrap()).unwrap();
    assert!(csv.contains(",INV-26-00001,,CHEQUE,Not enough") && csv.contains("reversal,REC-26-00001,"), "{csv}");
    assert!(csv.contains(",USD,-50.00,-50.00,0.00"), "{csv}");
    let mut read = office.store.read(&books.scope(office.clock.now())).await.unwrap();
    let brought: i64 = read.revenue_between(from, to).await.unwrap().iter().map(|r| r.sum.minor).sum();
    assert_eq!(brought, 5000, "revenue is what stayed");
    let kinds = read.revenue_by_kind(from, to).await.unwrap();
    assert_eq!(kinds.iter().map(|k| (k.kind.as_str(), k.sum.minor)).collect::<Vec<_>>(), [("EXPORT", 5000)]);
}

async fn voided(on: On) {
    let world = World::new(on).await;
    let (office, books) = (&world.office, world.qm(32));
    in_force(&world, PayPoint::Submission).await;
    let (id, open) = handed_in(&world).await;
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    let paid = cash::receive(office, &world.qm(31), open[0].id, usd(5500), String::new()).await.unwrap();
    let by = async |n: u8| reversal::void(office, &world.qm(n), paid.receipt.id, "Wrong invoice".into()).await;
    assert!(matches!(by(31).await.unwrap_err(), Error::NotPermitted), "never the cashier");
    let back = by(32).await.unwrap();
    assert_eq!((back.balance.open(), back.balance.overpaid()), (5000, 0));
    assert_eq!(by(32).await.unwrap_err().code(), "reversal-twice");
    assert_eq!(status(&world, id).await, S::Submitted, "the case is where it is; the gates ask for the money again");
    let drawer = cash::close(office, &world.qm(31), usd(0), String::new()).await.unwrap();
    assert_eq!((drawer.taken_minor, drawer.difference()), (0, Some(0)));
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    let again = cash::receive(office, &world.qm(31), open[0].id, usd(5000), String::new()).await.unwrap();
    cash::close(office, &world.qm(31), usd(5000), String::new()).await.unwrap();
    let late = reversal::void(office, &books, again.receipt.id, "Wrong".into()).await.unwrap_err();
    assert_eq!(late.code(), "void-drawer-closed");
    assert_eq!(invoices(&world, id).await[0].balance.open(), 0, "and nothing was moved");
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

async fn by_value(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let mut with = fees(PayPoint::Submission);
    let percent = Amount::parse("1.5").unwrap();
    let share = Some(FeeShare { percent, least_minor: 1000, most_minor: Some(50_000) });
    with.rows.push(FeeRow { share, ..FeeRow::of(FeeItem::Value, 0) });
    let entered = schedule::propose(office, &world.qm(32), with).await.unwrap();
    schedule::decide(office, &world.qm(34), entered.id, true).await.unwrap();
    let hand_in = async |value: &str| {
        let mut form = skins();
        assert!(form.set("declared_value", value));
        let made = draft::create(office, &world.qm(1), form, draft::OnBehalf::default()).await.unwrap();
        let id = made.application.id();
        submit::submit(office, &world.qm(1), id).await.map(|_| id)
    };
    assert_eq!(hand_in("").await.unwrap_err().code(), "declared-value-missing");
    assert_eq!(hand_in("1000 EUR").await.unwrap_err().code(), "declared-value-currency");
    for (value, fee) in [("1000.33 USD", 1500), ("1000.34 usd", 1501), ("USD 5", 1000), ("900000 USD", 50_000)] {
        let id = hand_in(value).await.unwrap();
        let invoice = &invoices(&world, id).await[0];
        let line = invoice.lines.last().unwrap();
        assert_eq!((line.item, line.minor), (FeeItem::Value, fee), "{value}");
        assert_eq!(line.share.map(|s| s.percent), Some(percent));
        assert_eq!(invoice.balance.total, 5000 + fee);
    }
}

async fn colleague(on: On) {
    let world = World::new(on).await;
    let (office, ada) = (&world.office, world.qm(1));
    in_force(&world, PayPoint::Submission).await;
    let usd_code = Currency::parse("USD").unwrap();
    let holder = account::Holder::Organisation(world.company);
    let made = account::open(office, &world.qm(32), holder, usd_code).await.unwrap();
    let (id, open) = handed_in(&world).await;
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    account::deposit_cash(office, &world.qm(31), made.id, usd(5000)).await.unwrap();
    let narrow = async |pay: bool| {
        let scope = world.qm(34).scope(office.clock.now());
        let row =
            ColleagueRow { person: person_id(QM, 1), organisation: world.company, prepare: true, submit: true, pay };
        let done: Result<(), store::Error> = store::act!(&office.store, &scope, "rights", |tx| {
            tx.colleague_put(&row, person_id(QM, 34)).await?;
            tx.audit(AuditEntry::new("rights", "person", person_id(QM, 1)));
            Ok(())
        });
        done.unwrap();
    };
    narrow(false).await;
    let no = account::draw(office, &ada, open[0].id).await.unwrap_err();
    assert_eq!(no.code(), "right-missing");
    assert_eq!(invoices(&world, id).await[0].balance.open(), 5000);
    // The accountant draws on the company's word; the colleague draws once the owner lets her.
    narrow(true).await;
    account::draw(office, &ada, open[0].id).await.unwrap();
    assert_eq!(status(&world, id).await, S::Submitted);
}

async fn border(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    in_force(&world, PayPoint::Collection).await;
    let (id, _) = handed_in(&world).await;
    let permit = signed(&world, id).await;
    let leave = async || endorse::endorse(office, &world.qm(7), permit, spine::presented(240)).await;
    let no = leave().await.unwrap_err();
    assert_eq!(no.code(), "permit-not-handed-over");
    assert!(!no.to_string().contains("INV-"), "customs are told no number and no sum: {no}");
    let invoice = invoices(&world, id).await[0].id;
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    cash::receive(office, &world.qm(31), invoice, usd(5000), String::new()).await.unwrap();
    // Paid: an electronic permit is handed over by its first use.
    assert_eq!(leave().await.unwrap().permit.status(), PermitStatus::Endorsed);

    // A cheque is no money yet; and what was handed over stays usable whatever comes later.
    let world = World::new(on).await;
    let office = &world.office;
    in_force(&world, PayPoint::Collection).await;
    let (id, _) = handed_in(&world).await;
    let permit = signed(&world, id).await;
    let invoice = invoices(&world, id).await[0].id;
    cheque::take(office, &world.qm(31), invoice, a_cheque("9", 5000)).await.unwrap();
    let kept = only_cheque(&world, invoice).await;
    cheque::record(office, &world.qm(32), kept.id, Fate::Deposited).await.unwrap();
    let waits = endorse::endorse(office, &world.qm(7), permit, spine::presented(240)).await.unwrap_err();
    assert_eq!(waits.code(), "permit-not-handed-over", "a cheque is no money yet");
    cheque::record(office, &world.qm(32), kept.id, Fate::Cleared).await.unwrap();
    permit_acts::deliver(office, &world.qm(2), permit).await.unwrap();
    endorse::endorse(office, &world.qm(7), permit, spine::presented(240)).await.unwrap();
}
