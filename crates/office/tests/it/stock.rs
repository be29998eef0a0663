//! A trader's stock: nothing leaves that did not come in lawfully, and nothing leaves twice.

use crate::people::sign_up;
use crate::spine::{examined, presented};
use crate::world::{On, World, skins};
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use cites::document::{Address, Block};
use cites::ids::{ApplicationId, LotId};
use cites::{Amount, CountryCode, Lang, Quantity, RefusalReason, Source, Term, Unit};
use office::econtrol::endorse::endorse;
use office::econtrol::receive::{Counted, receive};
use office::eexchange::fetch::{Wanted, fetch};
use office::epermit::draft::{self, OnBehalf};
use office::epermit::register::{NewAccount, NewOrganisation, register};
use office::epermit::{accept, approve, permit_acts, propose, sign, submit, withdraw};
use office::registers::stock::{self, Declared, Taken};
use office::{Error, Who};
use permits::FormInput;
use store::{Acquired, HoldPhase, LotRow, LotState};

fn whole(n: u32) -> Amount {
    Amount::whole(n)
}

fn farmed(n: u32) -> Declared {
    Declared {
        taxon: "Crocodylus niloticus".into(),
        term: Term::Ski,
        quantity: Quantity::new(whole(n), Unit::Nar).unwrap(),
        source: Source::R,
        origin: QM,
        acquired: Acquired::Opening,
        on: jiff::civil::date(2026, 10, 1),
        permit_in: None,
        evidence: "Egg collection licence 7 of 2024, rearing book pages 3 to 40".into(),
        from: None,
    }
}

/// A lot of ranched skins whose origin an officer has confirmed.
async fn confirmed(world: &World, n: u32) -> LotRow {
    let lot = stock::declare(&world.office, &world.qm(1), farmed(n)).await.unwrap();
    assert_eq!(lot.state, LotState::Declared);
    stock::judge(&world.office, &world.qm(3), lot.id, true, String::new()).await.unwrap()
}

fn drawn(lot: &LotRow, n: u32, mark: &str) -> FormInput {
    let mut form = skins();
    form.set("lines.0.lot", &lot.number);
    form.set("lines.0.quantity", &n.to_string());
    form.set("lines.0.marks", mark);
    form
}

async fn begun(world: &World, form: FormInput) -> ApplicationId {
    let made = draft::create(&world.office, &world.qm(1), form, OnBehalf::default()).await.unwrap();
    made.application.id()
}

/// Balance and held, after the sums were compared with the movements.
async fn sums(world: &World, id: LotId) -> (String, String) {
    let who = world.qm(3);
    let mut read = world.office.store.read(&who.scope("2026-11-03T00:00:00Z".parse().unwrap())).await.unwrap();
    assert_eq!(read.lots_unbalanced().await.unwrap(), vec![], "totals are the sums of their movements");
    let lot = read.lot(id).await.unwrap().unwrap();
    (lot.balance.to_string(), lot.held.to_string())
}

fn pair(balance: &str, held: &str) -> (String, String) {
    (balance.to_owned(), held.to_owned())
}

fn at(error: Error) -> (String, String) {
    match error {
        Error::Value { field, code, .. } => (field, code),
        other => (String::new(), other.code()),
    }
}

async fn permitted(world: &World, id: ApplicationId) -> office::epermit::sign::Issued {
    submit::submit(&world.office, &world.qm(1), id).await.unwrap();
    accept::accept(&world.office, &world.qm(2), id).await.unwrap();
    examined(world, id).await;
    approve::approve(&world.office, &world.qm(4), id, true).await.unwrap();
    sign::sign(&world.office, &world.qm(5), id).await.unwrap()
}

async fn a_lot_lives(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let declared = stock::declare(office, &world.qm(1), farmed(300)).await.unwrap();
    assert_eq!(declared.number, "L26-00001");

    // Nothing is drawn before the authority has seen the evidence; nobody confirms at home.
    let id = begun(&world, drawn(&declared, 240, "A1")).await;
    let early = submit::submit(office, &world.qm(1), id).await.unwrap_err();
    assert_eq!(at(early), ("lines.0.lot".into(), "lot-declared".into()));
    assert!(matches!(
        stock::judge(office, &world.qm(1), declared.id, true, String::new()).await,
        Err(Error::NotPermitted)
    ));
    let lot = stock::judge(office, &world.qm(3), declared.id, true, "Book seen".into()).await.unwrap();
    let twice = stock::judge(office, &world.qm(3), declared.id, false, "No".into()).await.unwrap_err();
    assert_eq!(twice.code(), "lot-judged");

    // Held from submission; what is more than the rest is refused at its line, and what does not fit as well.
    submit::submit(office, &world.qm(1), id).await.unwrap();
    assert_eq!(sums(&world, lot.id).await, pair("300", "240"));
    let second = begun(&world, drawn(&lot, 100, "B1")).await;
    let short = submit::submit(office, &world.qm(1), second).await.unwrap_err();
    assert_eq!(at(short), ("lines.0.lot".into(), "stock-short".into()));
    let mut wild = drawn(&lot, 10, "C1");
    wild.set("lines.0.source", "W");
    let wild = begun(&world, wild).await;
    assert_eq!(at(submit::submit(office, &world.qm(1), wild).await.unwrap_err()).1, "lot-differs");
    let taken = stock::take(office, &world.qm(1), lot.id, Taken::Death, whole(61), "Flood".into()).await.unwrap_err();
    assert_eq!(taken.code(), "stock-short", "what is held for a permit cannot die on paper");

    // Withdrawn: all of it comes back; 238 of 240 leave: two come back.
    let third = begun(&world, drawn(&lot, 60, "D1")).await;
    submit::submit(office, &world.qm(1), third).await.unwrap();
    withdraw::withdraw(office, &world.qm(1), third, "No buyer".into()).await.unwrap();
    assert_eq!(sums(&world, lot.id).await, pair("300", "240"));
    accept::accept(office, &world.qm(2), id).await.unwrap();
    examined(&world, id).await;
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
    let permit = sign::sign(office, &world.qm(5), id).await.unwrap();
    assert_eq!(sums(&world, lot.id).await, pair("300", "240"), "issued is still held");
    endorse(office, &world.qm(7), permit.permit.id(), presented(238)).await.unwrap();
    assert_eq!(sums(&world, lot.id).await, pair("62", "0"));

    // From the lot one sees who drew on it, and where what was sold went.
    stock::take(office, &world.qm(1), lot.id, Taken::Death, whole(2), "Rotted in the flood".into()).await.unwrap();
    let buyer = sign_up(&world, "buyer@bags.example", Some("Bags Ltd")).await;
    let sale = Taken::Sale { buyer: Some("buyer@bags.example".into()) };
    stock::take(office, &world.qm(1), lot.id, sale, whole(50), "Invoice 12".into()).await.unwrap();
    assert_eq!(sums(&world, lot.id).await, pair("10", "0"));
    let seen = stock::whole(office, &world.qm(1), lot.id).await.unwrap();
    let drew = seen.draws.iter().find(|d| d.phase == HoldPhase::Consumed).unwrap();
    assert_eq!(drew.permit.as_ref().unwrap().1, permit.permit.number().as_str());
    assert_eq!((drew.amount, seen.down.len()), (whole(238), 1));
    let bought = stock::whole(office, &buyer, seen.down[0].id).await.unwrap();
    assert_eq!((bought.lot.balance, bought.lot.state), (whole(50), LotState::Confirmed), "the origin came along");
    assert_eq!(bought.up[0].number, lot.number);
    let kinds: Vec<&str> = seen.events.iter().map(|e| e.kind.as_str()).collect();
    assert_eq!(kinds, ["opening", "hold", "hold", "release", "export", "death", "sale"]);

    // Another trader and another Party do not see it; the officer sees all.
    assert!(matches!(stock::get(office, &buyer, lot.id).await, Err(Error::NotFound(_))));
    assert!(matches!(stock::get(office, &world.qn(3), lot.id).await, Err(Error::NotFound(_))));
    let stolen = draft::create(office, &buyer, drawn(&lot, 1, "E1"), OnBehalf::default()).await.unwrap().application;
    assert_eq!(at(submit::submit(office, &buyer, stolen.id()).await.unwrap_err()).1, "lot-unknown");
    assert_eq!(stock::list(office, &world.qm(3), store::Cursor::NEWEST, 10).await.unwrap().rows.len(), 2);
    assert_eq!(stock::list(office, &world.qm(1), store::Cursor::NEWEST, 10).await.unwrap().rows.len(), 1);

    // Belts are made of skins: a lot of their own, to be confirmed, and the skins are used up.
    let made = Declared {
        term: Term::Lps,
        quantity: Quantity::new(whole(30), Unit::Nar).unwrap(),
        acquired: Acquired::Manufacture,
        from: Some((lot.number.clone(), whole(8))),
        ..farmed(1)
    };
    let belts = stock::declare(office, &world.qm(1), made.clone()).await.unwrap();
    assert_eq!((belts.parent, belts.state), (Some(lot.id), LotState::Declared));
    assert_eq!(sums(&world, lot.id).await, pair("2", "0"));
    let more = Declared { from: Some((lot.number.clone(), whole(3))), ..made };
    assert_eq!(stock::declare(office, &world.qm(1), more).await.unwrap_err().code(), "stock-short");
}

async fn what_does_not_leave_comes_back(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let lot = confirmed(&world, 240).await;
    let permit = permitted(&world, begun(&world, drawn(&lot, 240, "A1")).await).await;
    let full = begun(&world, drawn(&lot, 1, "B1")).await;
    assert_eq!(at(submit::submit(office, &world.qm(1), full).await.unwrap_err()).1, "stock-short", "all is held");
    permit_acts::cancel(office, &world.qm(4), permit.permit.id(), "Wrong port".into()).await.unwrap();
    assert_eq!(sums(&world, lot.id).await, pair("240", "0"));

    let id = begun(&world, drawn(&lot, 200, "C1")).await;
    submit::submit(office, &world.qm(1), id).await.unwrap();
    accept::accept(office, &world.qm(2), id).await.unwrap();
    let refuse = propose::Proposal::Refuse { reason: RefusalReason::R01, text: "No finding.".into() };
    propose::propose(office, &world.qm(3), id, refuse).await.unwrap();
    approve::refuse(office, &world.qm(4), id, RefusalReason::R01, "No finding.".into()).await.unwrap();
    assert_eq!(sums(&world, lot.id).await, pair("240", "0"));

    // An officer who lowers the quantity during examination lowers what is held.
    let id = begun(&world, drawn(&lot, 100, "D1")).await;
    submit::submit(office, &world.qm(1), id).await.unwrap();
    accept::accept(office, &world.qm(2), id).await.unwrap();
    draft::edit(office, &world.qm(3), id, drawn(&lot, 90, "D1")).await.unwrap();
    assert_eq!(sums(&world, lot.id).await, pair("240", "90"));
    let over = draft::edit(office, &world.qm(3), id, drawn(&lot, 241, "D1")).await.unwrap_err();
    assert_eq!(at(over).1, "stock-short");
    assert_eq!(sums(&world, lot.id).await, pair("240", "90"), "nothing changed");
}

async fn what_customs_let_in_is_the_importers_stock(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let house = office.house_of(QN).unwrap().clone();
    let address = Address {
        street: "14 Harbour Street".into(),
        post_box: None,
        city: "Northport".into(),
        postcode: None,
        subdivision: None,
        country: QN,
    };
    let name = "Tannery of the North";
    let new = NewAccount {
        email: "tanner@north.example".into(),
        name: "Tove Tanner".into(),
        organisation: Some(NewOrganisation { name: name.into(), register_number: None }),
        address,
        language: Lang::En,
        password_hash: "x".into(),
    };
    register(office, &house, new).await.unwrap();
    let who = Who::system(house.clone());
    let mut read = office.store.read(&who.scope("2026-11-03T00:00:00Z".parse().unwrap())).await.unwrap();
    let tanner = read.person_by_email("tanner@north.example").await.unwrap().unwrap();
    drop(read);
    let tanner = Who::new(house, tanner.actor(QN));

    let permit = crate::spine::issued(&world).await;
    endorse(office, &world.qm(7), permit.permit.id(), presented(238)).await.unwrap();
    let wanted = Wanted { issuer: QM, number: permit.permit.number().clone(), token: Some(permit.token.clone()) };
    let foreign = fetch(office, &world.qn(3), wanted).await.unwrap();
    let counted =
        Counted { quantities: vec![(Block::nth(0), whole(236))], port: "QNNPT".into(), port_name: "Northport".into() };
    receive(office, &world.qn(7), foreign.row.id, counted).await.unwrap();
    let lots = stock::list(office, &tanner, store::Cursor::NEWEST, 10).await.unwrap().rows;
    let [lot] = lots.as_slice() else { panic!("{lots:?}") };
    assert_eq!((lot.balance, lot.acquired, lot.origin), (whole(236), Acquired::Import, QM));
    assert_eq!(lot.permit_in.as_deref(), Some(permit.permit.number().as_str()), "the chain upwards");
    assert_eq!(lot.state, LotState::Declared, "a name alone proves nobody: an officer looks");
    let lot = stock::judge(office, &world.qn(3), lot.id, true, String::new()).await.unwrap();

    // A re-export that names the lot cannot exceed it.
    let reexport = |n: &str| {
        let mut form = skins();
        for (path, text) in [
            ("document_type", "REEXPORT"),
            ("partner_country", "QM"),
            ("importer.country", "QM"),
            ("exporter.country", "QN"),
            ("lines.0.lot", lot.number.as_str()),
            ("lines.0.quantity", n),
            ("lines.0.origin.country", "QM"),
            ("lines.0.origin.permit", permit.permit.number().as_str()),
            ("lines.0.origin.date", "2026-11-02"),
        ] {
            assert!(form.set(path, text), "{path}");
        }
        form
    };
    let country: CountryCode = QN;
    assert_eq!(country, tanner.house.party());
    let over = draft::create(office, &tanner, reexport("237"), OnBehalf::default()).await.unwrap().application.id();
    assert_eq!(at(submit::submit(office, &tanner, over).await.unwrap_err()).1, "stock-short");
    let fits = draft::create(office, &tanner, reexport("236"), OnBehalf::default()).await.unwrap().application.id();
    submit::submit(office, &tanner, fits).await.unwrap();
}

/// Two hundred applications press at once for the last twenty-five skins.
async fn two_hundred_at_once(on: On) {
    let world = World::new(on).await;
    let lot = confirmed(&world, 25).await;
    let mut cases = Vec::new();
    for n in 0..200 {
        cases.push(begun(&world, drawn(&lot, 1, &format!("T{n}"))).await);
    }
    let mut tasks = Vec::new();
    for id in cases {
        let (office, who) = (world.office.clone(), world.qm(1));
        tasks.push(tokio::spawn(async move {
            loop {
                match submit::submit(&office, &who, id).await {
                    Ok(_) => return true,
                    // Too many at once: whoever is told so comes again.
                    Err(Error::Store(store::Error::Busy | store::Error::Unavailable(_))) => {
                        tokio::task::yield_now().await
                    }
                    Err(e) => {
                        assert_eq!(at(e).1, "stock-short");
                        return false;
                    }
                }
            }
        }));
    }
    let mut drawn = 0;
    for task in tasks {
        drawn += u32::from(task.await.unwrap());
    }
    assert_eq!(drawn, 25);
    assert_eq!(sums(&world, lot.id).await, pair("25", "25"));
}

both! {
    a_lot_lives => a_lot_lives_from_its_evidence_to_its_last_skin_on_sqlite, a_lot_lives_from_its_evidence_to_its_last_skin_on_postgresql;
    what_does_not_leave_comes_back => what_does_not_leave_comes_back_to_its_lot_on_sqlite, what_does_not_leave_comes_back_to_its_lot_on_postgresql;
    what_customs_let_in_is_the_importers_stock => goods_let_in_are_a_lot_on_sqlite, goods_let_in_are_a_lot_on_postgresql;
    two_hundred_at_once => two_hundred_draws_never_pass_the_lot_on_sqlite, two_hundred_draws_never_pass_the_lot_on_postgresql;
}
