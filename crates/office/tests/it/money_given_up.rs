//! Where money is taken, papers behind waivers, and debts that two persons give up. On both engines.

use crate::money::{handed_in, in_force, invoices, status, usd};
use crate::money_cheques::{a_cheque, only_cheque};
use crate::world::{On, World, skins};
use cites::ApplicationStatus as S;
use cites::ids::AttachmentId;
use office::Error;
use office::epermit::attach::{self, Upload};
use office::epermit::{accept, approve, draft, submit};
use office::money::cheque::{self, Fate};
use office::money::request::{self, Evidence};
use office::money::{account, bank, cash, ledger, offices};
use permits::money::{PayPoint, PaymentStatus, RequestKind};

both! {
    by_office => each_office_brings_what_it_took_on_sqlite, each_office_brings_what_it_took_on_postgresql;
    papers => a_waiver_shows_its_paper_where_the_party_says_so_on_sqlite, a_waiver_shows_its_paper_where_the_party_says_so_on_postgresql;
    given_up => a_debt_that_was_given_up_is_not_collected_on_sqlite, a_debt_that_was_given_up_is_not_collected_on_postgresql;
    race => money_and_a_write_off_at_once_never_both_on_sqlite, money_and_a_write_off_at_once_never_both_on_postgresql;
}

async fn by_office(on: On) {
    let world = World::new(on).await;
    let (office, books, admin) = (&world.office, world.qm(32), world.qm(34));
    in_force(&world, PayPoint::Submission).await;
    let no = offices::put(office, &books, "HQ", "Capital City").await.unwrap_err();
    assert!(matches!(no, Error::NotPermitted), "an accountant does not say which offices there are");
    assert_eq!(offices::put(office, &admin, "H Q", "x").await.unwrap_err().code(), "office-code");
    assert_eq!(offices::put(office, &admin, "HQ", " ").await.unwrap_err().code(), "office-name");
    offices::put(office, &admin, "hq", "Capital City").await.unwrap();
    offices::put(office, &admin, "NORTH", "Northport").await.unwrap();
    let assign = async |email: &str, code: &str| offices::assign(office, &admin, email, code).await;
    assert_eq!(assign("nobody@qm.example", "HQ").await.unwrap_err().code(), "treasury-person");
    assert_eq!(assign("p61@qm.example", "HQ").await.unwrap_err().code(), "office-person", "an inspector takes none");
    assert_eq!(assign("p31@qm.example", "SOUTH").await.unwrap_err().code(), "office-unknown");
    assign("p31@qm.example", "hq").await.unwrap();
    assign("p32@qm.example", "north").await.unwrap();

    // Cash at the first office; a cheque at the second; the third through the bank, matched by the same accountant.
    let (first, open) = handed_in(&world).await;
    let (second, later) = handed_in(&world).await;
    let (_, third) = handed_in(&world).await;
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    cash::receive(office, &world.qm(31), open[0].id, usd(5000), String::new()).await.unwrap();
    cheque::take(office, &books, later[0].id, a_cheque("1", 5000)).await.unwrap();
    let line = format!("date,amount,reference,payer\n2026-11-02,50.00,{},River Bend\n", third[0].number);
    assert_eq!(bank::import(office, &books, "b.csv", line.as_bytes()).await.unwrap().matched, 1);
    // The cashier moves: what was taken before stays where it was taken, and so does what is given back of it.
    assign("p31@qm.example", "north").await.unwrap();
    let asked = request::ask(office, &books, open[0].id, RequestKind::Credit, 2000, "Too much".into()).await.unwrap();
    request::decide(office, &world.qm(33), asked.id, true).await.unwrap();
    let kept = only_cheque(&world, later[0].id).await;
    cheque::record(office, &books, kept.id, Fate::Deposited).await.unwrap();
    cheque::record(office, &books, kept.id, Fate::Bounced("No account".into())).await.unwrap();

    let (from, to) = (jiff::civil::date(2026, 11, 1), jiff::civil::date(2026, 11, 30));
    let mut read = office.store.read(&books.scope(office.clock.now())).await.unwrap();
    let rows = read.revenue_by_office(from, to).await.unwrap();
    let sum = |code: &str| rows.iter().filter(|r| r.office == code).map(|r| r.sum.minor).sum::<i64>();
    assert_eq!((sum("HQ"), sum("NORTH"), sum("")), (3000, 0, 5000), "{rows:?}");
    let all: i64 = read.revenue_between(from, to).await.unwrap().iter().map(|r| r.sum.minor).sum();
    assert_eq!(rows.iter().map(|r| r.sum.minor).sum::<i64>(), all, "every coin stands in one office or in none");
    let people = read.money_office_people().await.unwrap();
    assert_eq!(people.iter().filter(|p| p.office == "NORTH").count(), 2);
    drop(read);
    let csv = String::from_utf8(ledger::treasury(office, &books, from, to).await.unwrap()).unwrap();
    let of = |start: &str| csv.lines().find(|l| l.starts_with(start)).unwrap().rsplit(',').next().unwrap().to_owned();
    assert!(csv.lines().next().unwrap().ends_with(",office"), "{csv}");
    let offices = [of("receipt,REC-26-00001"), of("receipt,REC-26-00002"), of("receipt,REC-26-00003")];
    assert_eq!(offices, ["HQ", "NORTH", ""], "{csv}");
    assert_eq!([of("credit-note"), of("reversal")], ["HQ", "NORTH"], "{csv}");
    // Out of every office: what is taken now counts for none. The other Party has no office of ours.
    assign("p32@qm.example", "").await.unwrap();
    cheque::take(office, &books, later[0].id, a_cheque("2", 5000)).await.unwrap();
    let mut read = office.store.read(&books.scope(office.clock.now())).await.unwrap();
    let rows = read.revenue_by_office(from, to).await.unwrap();
    assert_eq!(rows.iter().filter(|r| r.office.is_empty()).map(|r| r.sum.minor).sum::<i64>(), 10_000);
    let mut other = office.store.read(&world.qn(32).scope(office.clock.now())).await.unwrap();
    assert!(other.money_offices().await.unwrap().is_empty());
    drop((read, other));
    invoices(&world, first).await;
    invoices(&world, second).await;
}

async fn papers(on: On) {
    let world = World::new(on).await;
    let (office, books) = (&world.office, world.qm(32));
    in_force(&world, PayPoint::Submission).await;
    let with_paper = async |name: &str| {
        let made = draft::create(office, &world.qm(1), skins(), draft::OnBehalf::default()).await.unwrap();
        let upload = Upload {
            name: name.into(),
            media_type: "application/pdf".into(),
            purpose: "other".into(),
            bytes: format!("%PDF-1.7 {name}").into_bytes(),
        };
        attach::attach(office, &world.qm(1), made.application.id(), upload).await.unwrap();
        submit::submit(office, &world.qm(1), made.application.id()).await.unwrap();
        made.application.id()
    };
    let (id, other) = (with_paper("letter of the Ministry.pdf").await, with_paper("elsewhere.pdf").await);
    let open = invoices(&world, id).await;
    let ask = async |minor: i64, evidence: Evidence| {
        let why = "A zoo of the State".to_owned();
        request::ask_with(office, &books, open[0].id, RequestKind::Waiver, minor, why, evidence).await
    };
    // Words are enough until the Party says otherwise; what was asked before needs the paper too.
    let early = ask(1000, Evidence::default()).await.unwrap();
    assert!(matches!(offices::rule(office, &books, true).await.unwrap_err(), Error::NotPermitted));
    offices::rule(office, &world.qm(34), true).await.unwrap();
    let bare = ask(2000, Evidence { attachment: None, paper: " ".into() }).await.unwrap_err();
    assert_eq!(bare.code(), "evidence-missing");
    let late = request::decide(office, &world.qm(33), early.id, true).await.unwrap_err();
    assert_eq!(late.code(), "evidence-missing");
    request::decide(office, &world.qm(33), early.id, false).await.unwrap();
    // A refund needs none; and a paper of another case shows nothing.
    let file = async |id| -> AttachmentId {
        let mut read = office.store.read(&books.scope(office.clock.now())).await.unwrap();
        read.attachments(id).await.unwrap().pop().unwrap().id
    };
    let with = async |id| Evidence { attachment: Some(file(id).await), paper: String::new() };
    let wrong = ask(2000, with(other).await).await.unwrap_err();
    assert_eq!(wrong.code(), "evidence-other-case");
    let shown = ask(2000, with(id).await).await.unwrap();
    let named = ask(3000, Evidence { attachment: None, paper: "Decree 12 of 2026, file 4".into() }).await.unwrap();
    for (request, second) in [(&shown, 33), (&named, 22)] {
        request::decide(office, &world.qm(second), request.id, true).await.unwrap();
    }
    let after = &invoices(&world, id).await[0];
    assert_eq!((after.balance.waived, after.balance.status(false, false)), (5000, PaymentStatus::Waived));
    assert_eq!(status(&world, id).await, S::Submitted, "the case goes on");
    let mut read = office.store.read(&books.scope(office.clock.now())).await.unwrap();
    let waived = read.waivers_of_case(id).await.unwrap();
    let papers: Vec<_> = waived.iter().map(|w| (w.amount.minor, w.paper.as_str(), w.asked_name.as_str())).collect();
    let akim = "Akim Accountant";
    assert_eq!(papers, [(2000, "letter of the Ministry.pdf", akim), (3000, "Decree 12 of 2026, file 4", akim)]);
    assert!(waived[1].decided_by.ends_with(&crate::world::person_id(cites::country::DEMO_EXPORTER, 22).to_string()));
    let from = "2026-01-01T00:00:00Z".parse().unwrap();
    let year = read.waivers_between(from, "2027-01-01T00:00:00Z".parse().unwrap(), 10).await.unwrap();
    assert_eq!(year, waived, "the report says the same");
    assert!(read.waivers_of_case(other).await.unwrap().is_empty());
}

async fn given_up(on: On) {
    let why = || "The company was dissolved".to_owned();
    // A case that waits for its payment is ended, not its debt.
    let world = World::new(on).await;
    in_force(&world, PayPoint::Submission).await;
    let (_, waiting) = handed_in(&world).await;
    let (who, invoice) = (world.qm(32), waiting[0].id);
    let waits = request::ask(&world.office, &who, invoice, RequestKind::WriteOff, 5000, why()).await.unwrap_err();
    assert_eq!(waits.code(), "write-off-case-waits");

    let world = World::new(on).await;
    let (office, books) = (&world.office, world.qm(32));
    in_force(&world, PayPoint::Approval).await;
    let (id, open) = handed_in(&world).await;
    let invoice = open[0].id;
    let ask = async |by: u8, kind, minor| request::ask(office, &world.qm(by), invoice, kind, minor, why()).await;
    let decide = async |by: u8, id| request::decide(office, &world.qm(by), id, true).await;
    assert!(matches!(ask(2, RequestKind::WriteOff, 5000).await.unwrap_err(), Error::NotPermitted), "a clerk");
    assert_eq!(ask(32, RequestKind::WriteOff, 4999).await.unwrap_err().code(), "write-off-whole");
    assert_eq!(ask(32, RequestKind::Reopen, 5000).await.unwrap_err().code(), "reopen-whole");
    let asked = ask(32, RequestKind::WriteOff, 5000).await.unwrap();
    let twice = ask(32, RequestKind::WriteOff, 5000).await.unwrap();
    assert_eq!(decide(32, asked.id).await.unwrap_err().code(), "money-needs-two");
    let same = decide(33, asked.id).await.unwrap_err();
    assert!(matches!(same, Error::NotPermitted), "approved by another role than the books");
    assert_eq!(invoices(&world, id).await[0].balance.open(), 5000, "nothing moved yet");
    decide(22, asked.id).await.unwrap();
    let b = invoices(&world, id).await[0].balance;
    assert_eq!((b.open(), b.written_off, b.waived), (0, 5000, 0));
    assert_eq!((b.settled(), b.status(false, false)), (false, PaymentStatus::WrittenOff));
    assert_eq!(decide(34, twice.id).await.unwrap_err().code(), "invoice-written-off", "once");

    // No desk, no account, no bank and no cheque collects it; and it is not paid: the case stays where it is.
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    let code = |e: Error| e.code();
    let cash_in = cash::receive(office, &world.qm(31), invoice, usd(5000), String::new()).await.unwrap_err();
    let by_cheque = cheque::take(office, &books, invoice, a_cheque("1", 5000)).await.unwrap_err();
    let holder = account::Holder::Organisation(world.company);
    let made = account::open(office, &books, holder, usd(0).currency).await.unwrap();
    account::deposit_cash(office, &world.qm(31), made.id, usd(5000)).await.unwrap();
    let drawn = account::draw(office, &world.qm(1), invoice).await.unwrap_err();
    assert_eq!([cash_in, by_cheque, drawn].map(code), ["invoice-written-off"; 3]);
    let line = format!("date,amount,reference,payer\n2026-11-02,50.00,{},River Bend\n", open[0].number);
    assert_eq!(
        bank::import(office, &books, "b.csv", line.as_bytes()).await.unwrap().matched,
        0,
        "it waits for a person"
    );
    accept::accept(office, &world.qm(2), id).await.unwrap();
    crate::spine::examined(&world, id).await;
    let gate = approve::approve(office, &world.qm(4), id, true).await.unwrap_err();
    assert_eq!(gate.code(), "fees-written-off");

    // In the report and in the treasury's file, apart from the revenue.
    let (from, to) = (jiff::civil::date(2026, 11, 1), jiff::civil::date(2026, 11, 30));
    let lost = async || {
        let mut read = office.store.read(&books.scope(office.clock.now())).await.unwrap();
        assert!(read.write_offs_unbalanced().await.unwrap().is_empty());
        assert!(read.revenue_between(from, to).await.unwrap().is_empty(), "no money moved");
        read.write_offs_between(from, to, 10).await.unwrap()
    };
    let rows = lost().await;
    assert_eq!((rows.len(), rows[0].amount, rows[0].reason.clone()), (1, usd(5000), why()));
    assert_ne!(rows[0].proposed_by, rows[0].approved_by);
    let csv = String::from_utf8(ledger::treasury(office, &books, from, to).await.unwrap()).unwrap();
    assert!(csv.contains("write-off,,2026-11-02,INV-26-00001,,,The company was dissolved,"), "{csv}");

    // Two persons let it be owed again; then the line of the bank pays it and the case goes on.
    let back = ask(33, RequestKind::Reopen, 5000).await.unwrap();
    decide(34, back.id).await.unwrap();
    assert_eq!(invoices(&world, id).await[0].balance.status(false, false), PaymentStatus::Due);
    assert_eq!(lost().await.iter().map(|w| w.amount.minor).sum::<i64>(), 0);
    let mut read = office.store.read(&books.scope(office.clock.now())).await.unwrap();
    let waiting = read.bank_lines_open(10).await.unwrap();
    drop(read);
    bank::match_line(office, &books, waiting[0].id, &open[0].number).await.unwrap();
    let b = invoices(&world, id).await[0].balance;
    assert_eq!((b.paid, b.status(false, false)), (5000, PaymentStatus::Paid));
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
}

async fn race(on: On) {
    let world = World::new(on).await;
    in_force(&world, PayPoint::Approval).await;
    cash::open(&world.office, &world.qm(31), usd(0)).await.unwrap();
    for _ in 0..5 {
        let (id, open) = handed_in(&world).await;
        let invoice = open[0].id;
        let why = "Nobody answers".to_owned();
        let asked =
            request::ask(&world.office, &world.qm(32), invoice, RequestKind::WriteOff, 5000, why).await.unwrap();
        let (office, cashier) = (world.office.clone(), world.qm(31));
        let money = tokio::spawn(async move {
            loop {
                match cash::receive(&office, &cashier, invoice, usd(5000), String::new()).await {
                    Err(Error::Store(store::Error::Busy)) => {}
                    other => return other.map(drop).map_err(|e| e.code()),
                }
            }
        });
        let (office, second) = (world.office.clone(), world.qm(22));
        let given = tokio::spawn(async move {
            loop {
                match request::decide(&office, &second, asked.id, true).await {
                    Err(Error::Store(store::Error::Busy)) => {}
                    other => return other.map(drop).map_err(|e| e.code()),
                }
            }
        });
        let (money, given) = (money.await.unwrap(), given.await.unwrap());
        let b = invoices(&world, id).await[0].balance;
        match (money, given) {
            (Ok(()), Err(code)) => assert_eq!((code.as_str(), b.paid, b.written_off), ("write-off-whole", 5000, 0)),
            (Err(code), Ok(())) => assert_eq!((code.as_str(), b.paid, b.written_off), ("invoice-written-off", 0, 5000)),
            both => panic!("one of them, never both and never none: {both:?}"),
        }
    }
}
