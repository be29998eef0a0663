//! Cheques, receipts that are taken back, and what customs may not use yet.

use crate::money::{handed_in, in_force, invoices, status, usd};
use crate::spine;
use crate::world::{On, World};
use cites::ids::{ApplicationId, InvoiceId};
use cites::{ApplicationStatus as S, PermitStatus};
use office::Error;
use office::econtrol::endorse;
use office::epermit::{accept, approve, permit_acts, sign};
use office::money::cheque::{self, Cheque, Fate};
use office::money::{cash, ledger, request, reversal};
use permits::money::{PayPoint, PaymentStatus, RequestKind};

both! {
    cheques => a_cheque_that_bounced_leaves_its_invoice_open_on_sqlite, a_cheque_that_bounced_leaves_its_invoice_open_on_postgresql;
    voided => a_receipt_written_by_mistake_is_voided_by_the_accountant_on_sqlite, a_receipt_written_by_mistake_is_voided_by_the_accountant_on_postgresql;
    border => customs_use_no_permit_that_was_not_handed_over_on_sqlite, customs_use_no_permit_that_was_not_handed_over_on_postgresql;
}

pub fn a_cheque(number: &str, minor: i64) -> Cheque {
    Cheque { number: number.into(), bank: "First Bank".into(), drawer: String::new(), amount: usd(minor) }
}

pub async fn only_cheque(world: &World, invoice: InvoiceId) -> store::ChequeRow {
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
