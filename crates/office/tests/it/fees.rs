//! What a fee depends on and what goes with it: groups of species and terms, the tax, urgent handling, the permits of
//! several consignments. On both engines.

use crate::consignments::{quota, sums, three};
use crate::money::{fees, invoices, status, usd};
use crate::spine;
use crate::world::{On, World, skins};
use cites::ids::ApplicationId;
use cites::taxa::TaxonGroup;
use cites::{Amount, ApplicationStatus as S, RefusalReason, Term};
use office::Error;
use office::epermit::{accept, approve, draft, give_back, propose, queue, sign, submit, withdraw};
use office::money::account::{self, Holder};
use office::money::{cash, ledger, monthly, request, schedule};
use permits::FormInput;
use permits::application::state::MissingItem;
use permits::money::{FeeItem, FeeRow, FeeSchedule, FeeTax, PayPoint, RequestKind};
use store::InvoiceRow;

both! {
    groups => orchids_and_caviar_cost_what_their_own_row_says_on_sqlite, orchids_and_caviar_cost_what_their_own_row_says_on_postgresql;
    taxed => every_payment_and_refund_carries_its_tax_on_sqlite, every_payment_and_refund_carries_its_tax_on_postgresql;
    urgent => who_is_in_a_hurry_pays_where_it_is_offered_on_sqlite, who_is_in_a_hurry_pays_where_it_is_offered_on_postgresql;
    given_up => a_consignment_given_up_gives_its_issue_fee_back_on_sqlite, a_consignment_given_up_gives_its_issue_fee_back_on_postgresql;
    given_up_unpaid => what_is_given_up_is_not_billed_on_sqlite, what_is_given_up_is_not_billed_on_postgresql;
    refunds_at_once => twenty_payments_and_refunds_lose_no_coin_of_tax_on_sqlite, twenty_payments_and_refunds_lose_no_coin_of_tax_on_postgresql;
}

async fn put_in_force(world: &World, schedule: FeeSchedule) {
    let entered = schedule::propose(&world.office, &world.qm(32), schedule).await.unwrap();
    schedule::decide(&world.office, &world.qm(34), entered.id, true).await.unwrap();
}

/// 30 for the application, 20 a permit, 80 a visit, and 18 percent on it.
fn with_tax(pay_point: PayPoint) -> FeeSchedule {
    FeeSchedule { tax: Some(FeeTax { percent: Amount::parse("18").unwrap() }), ..fees(pay_point) }
}

async fn hand_in(world: &World, form: FormInput) -> Result<(ApplicationId, Vec<InvoiceRow>), Error> {
    let made = draft::create(&world.office, &world.qm(1), form, draft::OnBehalf::default()).await?;
    let id = made.application.id();
    submit::submit(&world.office, &world.qm(1), id).await?;
    Ok((id, invoices(world, id).await))
}

async fn pay(world: &World, invoice: &InvoiceRow, minor: i64) {
    cash::receive(&world.office, &world.qm(31), invoice.id, usd(minor), String::new()).await.unwrap();
}

fn orchids() -> FormInput {
    let mut form = skins();
    for (path, text) in [
        ("document_type", "ARTPROP"),
        ("lines.0.taxon", "Vanda coerulea"),
        ("lines.0.common_name", "Blue vanda"),
        ("lines.0.description", "Flowering plants, bare-rooted"),
        ("lines.0.term", "LIV"),
        ("lines.0.source", "A"),
        ("lines.0.quantity", "40"),
        ("lines.0.marks", ""),
    ] {
        assert!(form.set(path, text), "{path}");
    }
    form
}

async fn groups(on: On) {
    let world = World::new(on).await;
    let mut with = fees(PayPoint::Submission);
    with.rows.extend([
        FeeRow { taxon: Some(TaxonGroup::Plants), ..FeeRow::of(FeeItem::Issue, 1500) },
        FeeRow { taxon: Some(TaxonGroup::Orchids), term: Some(Term::Liv), ..FeeRow::of(FeeItem::Issue, 500) },
        FeeRow { taxon: Some(TaxonGroup::Orchids), ..FeeRow::of(FeeItem::Specimen, 10) },
    ]);
    // The same fee for the same group and term twice is a slip.
    let mut twice = with.clone();
    twice.rows.push(FeeRow { taxon: Some(TaxonGroup::Plants), ..FeeRow::of(FeeItem::Issue, 1) });
    let slip = schedule::propose(&world.office, &world.qm(32), twice).await.unwrap_err();
    assert_eq!(slip.code(), "fee-row-twice");
    put_in_force(&world, with.clone()).await;

    let (_, invoice) = hand_in(&world, orchids()).await.unwrap();
    let said: Vec<_> = invoice[0].lines.iter().map(|l| (l.item, l.minor, l.cited.unwrap().row)).collect();
    assert_eq!(said, [(FeeItem::App, 3000, 1), (FeeItem::Issue, 500, 5), (FeeItem::Specimen, 400, 6)]);
    let cited = invoice[0].lines[1].cited.unwrap();
    assert_eq!((cited.from, cited.taxon, cited.term), (with.valid_from, Some(TaxonGroup::Orchids), Some(Term::Liv)));
    assert_eq!(invoice[0].balance.total, 3900);
    // Crocodile skins are in no group of the schedule: the general row.
    let (_, invoice) = hand_in(&world, skins()).await.unwrap();
    let said: Vec<_> = invoice[0].lines.iter().map(|l| (l.item, l.minor, l.cited.unwrap().row)).collect();
    assert_eq!(said, [(FeeItem::App, 3000, 1), (FeeItem::Issue, 2000, 2)]);
}

async fn taxed(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    put_in_force(&world, with_tax(PayPoint::Submission)).await;
    let (id, open) = hand_in(&world, skins()).await.unwrap();
    let last = open[0].lines.last().unwrap();
    assert_eq!((last.item, last.minor, open[0].balance.total), (FeeItem::Tax, 900, 5900));
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    // A half by a coin more: the tax in it is rounded, and the rest carries what is missing.
    pay(&world, &open[0], 2951).await;
    pay(&world, &open[0], 2949).await;
    assert_eq!(status(&world, id).await, S::Submitted);
    let today = jiff::civil::date(2026, 11, 2);
    let book = async |day| String::from_utf8(ledger::treasury(office, &world.qm(32), day, day).await.unwrap()).unwrap();
    let csv = book(today).await;
    assert!(csv.starts_with("kind,") && csv.lines().next().unwrap().ends_with(",surplus,tax,office"), "{csv}");
    assert!(csv.contains(",USD,29.51,29.51,0.00,4.50,") && csv.contains(",USD,29.49,29.49,0.00,4.50,"), "{csv}");

    // Refused: the issue fee comes back with its tax, the application fee stays with its own.
    accept::accept(office, &world.qm(2), id).await.unwrap();
    let no = propose::Proposal::Refuse { reason: RefusalReason::R01, text: "No finding.".into() };
    propose::propose(office, &world.qm(3), id, no).await.unwrap();
    approve::refuse(office, &world.qm(4), id, RefusalReason::R01, "No finding.".into()).await.unwrap();
    let who = world.qm(32);
    let mut read = office.store.read(&who.scope(office.clock.now())).await.unwrap();
    let waiting = read.money_requests_waiting(10).await.unwrap();
    assert_eq!(waiting.iter().map(|r| r.amount_minor).collect::<Vec<_>>(), [2360]);
    drop(read);
    request::decide(office, &who, waiting[0].id, true).await.unwrap();
    let after = invoices(&world, id).await.remove(0);
    let mut read = office.store.read(&who.scope(office.clock.now())).await.unwrap();
    let revenue = read.revenue_of_invoice(after.id).await.unwrap();
    assert_eq!(revenue, [(FeeItem::App, 3000), (FeeItem::Issue, 0), (FeeItem::Tax, 540)]);
    let notes = read.credit_notes_of(after.id).await.unwrap();
    assert_eq!((notes[0].amount.minor, notes[0].refunded_minor, notes[0].tax_minor), (2360, 2360, 360));
    let month = read.revenue_between(today, today).await.unwrap();
    let tax = month.iter().find(|r| r.item == FeeItem::Tax).unwrap();
    assert_eq!((tax.sum.minor, tax.count), (540, 3), "the tax has its own line in the revenue");
    drop(read);
    assert!(book(today).await.contains(",USD,-23.60,-23.60,,-3.60"), "what was given back carries its tax, below zero");
}

async fn urgent(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let mut form = skins();
    assert!(form.set("urgency", "urgent"));
    // Nobody offers it: the answer is said at its box, and nothing is handed in.
    put_in_force(&world, fees(PayPoint::Submission)).await;
    let Err(Error::Value { field, code, .. }) = hand_in(&world, form.clone()).await else { panic!("nobody offers it") };
    assert_eq!((field.as_str(), code.as_str()), ("urgency", "urgency-not-offered"));
    let mut with = fees(PayPoint::Submission);
    with.rows.push(FeeRow { taxon: Some(TaxonGroup::Reptiles), ..FeeRow::of(FeeItem::Urgent, 4000) });
    world.clock.forward(24);
    put_in_force(&world, FeeSchedule { valid_from: jiff::civil::date(2026, 11, 3), ..with }).await;
    let (plain, plain_invoice) = hand_in(&world, skins()).await.unwrap();
    assert_eq!(plain_invoice[0].balance.total, 5000, "who can wait pays nothing more");
    let (id, invoice) = hand_in(&world, form).await.unwrap();
    let line = invoice[0].lines.last().unwrap();
    assert_eq!((line.item, line.minor, line.cited.unwrap().row), (FeeItem::Urgent, 4000, 4));
    // The officers see it.
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    pay(&world, &invoice[0], 9000).await;
    let mut read = office.store.read(&world.qm(3).scope(office.clock.now())).await.unwrap();
    let seen = queue::glance(&mut read, office, &[plain, id]).await.unwrap();
    let flags = |id: &ApplicationId| seen[id].flags.iter().any(|f| f == "urgent");
    assert!(flags(&id) && !flags(&plain));
    drop(read);
    // What was handed in as standard does not become urgent for nothing when it is completed; what was paid for stays.
    let missing = || vec![MissingItem { field: "lines.0.marks".into(), what: "Give the tags.".into() }];
    pay(&world, &plain_invoice[0], 5000).await;
    for (case, later) in [(plain, true), (id, false)] {
        let back = give_back::give_back(office, &world.qm(2), case, missing()).await.unwrap();
        let mut form = back.application.form().clone();
        form.set("urgency", "urgent");
        form.set("declaration", "true");
        draft::edit(office, &world.qm(1), case, form).await.unwrap();
        let again = submit::submit(office, &world.qm(1), case).await;
        assert_eq!(again.err().map(|e| e.code().to_owned()), later.then(|| "urgency-later".to_owned()));
    }
    // The orchids are no reptiles.
    let mut plants = orchids();
    plants.set("urgency", "urgent");
    assert_eq!(hand_in(&world, plants).await.unwrap_err().code(), "urgency-not-offered");
    let mut wrong = skins();
    wrong.set("urgency", "yesterday");
    assert!(hand_in(&world, wrong).await.is_err());
}

/// Three consignments, handed in and paid, approved, and one of them signed.
async fn one_of_three(world: &World) -> ApplicationId {
    let office = &world.office;
    let (id, open) = hand_in(world, three("")).await.unwrap();
    if let Some(invoice) = open.first() {
        pay(world, invoice, invoice.balance.total).await;
    }
    accept::accept(office, &world.qm(2), id).await.unwrap();
    spine::examined(world, id).await;
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
    sign::sign(office, &world.qm(5), id).await.unwrap();
    id
}

async fn given_up(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let ledger = quota(&world, 600).await;
    put_in_force(&world, with_tax(PayPoint::Submission)).await;
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    let id = one_of_three(&world).await;
    let invoice = invoices(&world, id).await.remove(0);
    let said: Vec<_> = invoice.lines.iter().map(|l| (l.item, l.count.to_string(), l.minor)).collect();
    let wanted = [(FeeItem::App, "1", 3000), (FeeItem::Issue, "3", 6000), (FeeItem::Tax, "1", 1620)];
    assert_eq!(said, wanted.map(|(item, count, minor)| (item, count.to_owned(), minor)));
    assert_eq!(sums(&world, ledger).await, ["0", "240", "0"]);

    withdraw::withdraw(office, &world.qm(1), id, "The buyer took one".into()).await.unwrap();
    assert_eq!(status(&world, id).await, S::Issued);
    assert_eq!(sums(&world, ledger).await, ["0", "100", "0"], "the quota of the two others is free");
    let who = world.qm(32);
    let mut read = office.store.read(&who.scope(office.clock.now())).await.unwrap();
    let waiting = read.money_requests_waiting(10).await.unwrap();
    let asked: Vec<_> = waiting.iter().map(|r| (r.kind, r.amount_minor, r.first_item)).collect();
    assert_eq!(asked, [(RequestKind::Credit, 4720, Some(FeeItem::Issue))], "two permits with their tax");
    drop(read);
    request::decide(office, &who, waiting[0].id, true).await.unwrap();
    let after = invoices(&world, id).await.remove(0);
    assert_eq!((after.balance.refunded, after.balance.open()), (4720, 0));
    let mut read = office.store.read(&who.scope(office.clock.now())).await.unwrap();
    let revenue = read.revenue_of_invoice(after.id).await.unwrap();
    assert_eq!(revenue, [(FeeItem::App, 3000), (FeeItem::Issue, 2000), (FeeItem::Tax, 900)]);
    assert_eq!(read.credit_notes_of(after.id).await.unwrap()[0].tax_minor, 720);
    drop(read);

    // Who ships all three gets nothing back.
    let id = one_of_three(&world).await;
    sign::sign_rest(office, &world.qm(5), id).await.unwrap();
    assert_eq!(status(&world, id).await, S::Issued);
    let mut read = office.store.read(&who.scope(office.clock.now())).await.unwrap();
    assert_eq!(read.money_requests_waiting(10).await.unwrap().len(), 0);
}

async fn given_up_unpaid(on: On) {
    // Paid at collection: what is not paid yet is credited at once.
    let world = World::new(on).await;
    let office = &world.office;
    quota(&world, 300).await;
    put_in_force(&world, with_tax(PayPoint::Collection)).await;
    let id = one_of_three(&world).await;
    withdraw::withdraw(office, &world.qm(1), id, "The buyer took one".into()).await.unwrap();
    let after = invoices(&world, id).await.remove(0);
    assert_eq!((after.balance.total, after.balance.credited, after.balance.open()), (10_620, 4720, 5900));
    let who = world.qm(32);
    let mut read = office.store.read(&who.scope(office.clock.now())).await.unwrap();
    assert_eq!(read.credit_notes_of(after.id).await.unwrap()[0].tax_minor, 720);
    assert_eq!(read.money_requests_waiting(10).await.unwrap().len(), 0, "nothing was paid that could be given back");
    drop(read);

    // Paid by the month: the bill holds what is owed and no more.
    let world = World::new(on).await;
    let office = &world.office;
    quota(&world, 300).await;
    put_in_force(&world, with_tax(PayPoint::Submission)).await;
    let holder = Holder::Organisation(world.company);
    let made = account::open(office, &world.qm(32), holder, usd(0).currency).await.unwrap();
    monthly::agree(office, &world.qm(32), made.id, true, usd(50_000)).await.unwrap();
    let id = one_of_three(&world).await;
    withdraw::withdraw(office, &world.qm(1), id, "The buyer took one".into()).await.unwrap();
    world.clock.forward(24 * 30);
    let bill = monthly::bill(office, &world.qm(32), made.id, "2026-11").await.unwrap();
    assert_eq!(bill.balance.total, 5900, "{:?}", bill.lines);
    let tax: Vec<_> = bill.lines.iter().filter(|l| l.item == FeeItem::Tax).map(|l| l.minor).collect();
    assert_eq!(tax, [900], "one line of tax for the month");
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    pay(&world, &bill, 5900).await;
    let mut read = office.store.read(&world.qm(32).scope(office.clock.now())).await.unwrap();
    let revenue = read.revenue_of_invoice(bill.id).await.unwrap();
    assert_eq!(revenue, [(FeeItem::App, 3000), (FeeItem::Issue, 2000), (FeeItem::Tax, 900)]);
}

async fn refunds_at_once(on: On) {
    let world = World::new(on).await;
    put_in_force(&world, with_tax(PayPoint::Submission)).await;
    let (id, open) = hand_in(&world, skins()).await.unwrap();
    cash::open(&world.office, &world.qm(31), usd(0)).await.unwrap();
    // Twenty customers' payments of 2.95 at one drawer, in any order.
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (office, who, invoice) = (world.office.clone(), world.qm(31), open[0].id);
        tasks.spawn(async move {
            for _ in 0..200 {
                match cash::receive(&office, &who, invoice, usd(295), String::new()).await {
                    Ok(_) => return,
                    Err(Error::Store(store::Error::Busy | store::Error::Stale(_))) => {}
                    Err(other) => panic!("{other:?}"),
                }
            }
            panic!("never came through");
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
    let paid = invoices(&world, id).await.remove(0);
    assert_eq!((paid.balance.paid, paid.balance.open(), paid.balance.surplus), (5900, 0, 0));
    let who = world.qm(32);
    let mut read = world.office.store.read(&who.scope(world.office.clock.now())).await.unwrap();
    let revenue = read.revenue_of_invoice(paid.id).await.unwrap();
    assert_eq!(revenue, [(FeeItem::App, 3000), (FeeItem::Issue, 2000), (FeeItem::Tax, 900)]);
    drop(read);
    // And given back in three parts that do not divide.
    for amount in [1967, 1967, 1966] {
        let why = "Paid for a farm that was burnt down".to_owned();
        let asked = request::ask(&world.office, &who, paid.id, RequestKind::Credit, amount, why).await.unwrap();
        request::decide(&world.office, &world.qm(33), asked.id, true).await.unwrap();
    }
    let mut read = world.office.store.read(&who.scope(world.office.clock.now())).await.unwrap();
    let revenue = read.revenue_of_invoice(paid.id).await.unwrap();
    assert!(revenue.iter().all(|(_, minor)| *minor == 0), "{revenue:?}");
    let notes = read.credit_notes_of(paid.id).await.unwrap();
    assert_eq!(notes.iter().map(|n| n.tax_minor).sum::<i64>(), 900);
}
