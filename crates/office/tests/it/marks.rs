//! Marks, tags and stamps: what is known already is seen by officers, and no number is in two places.

use crate::people::sign_up;
use crate::spine::examined;
use crate::world::{On, World, skins};
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use cites::document::Block;
use cites::ids::{ApplicationId, LotId};
use cites::marks::MarkKind;
use cites::{Amount, Date, Quantity, Source, Term, Unit};
use office::epermit::draft::{self, OnBehalf};
use office::epermit::inspect::{self, Report};
use office::epermit::{accept, approve, permit_acts, risk, sign, submit, withdraw};
use office::registers::carried::{self, Carrier, Typed};
use office::registers::marks;
use office::registers::numbered::{self, Act, Received, StampAnswer};
use office::registers::sheets;
use office::registers::stock::{self, Declared, Taken};
use office::{Error, Who};
use permits::FormInput;
use permits::application::state::{Counted, InspectionOrder};
use store::{Acquired, Numbered, PieceState, RegisterKind};

fn parrot(marks: &str, kind: &str) -> FormInput {
    let mut form = skins();
    form.set("lines.0.marks", marks);
    form.set("lines.0.mark_kind", kind);
    form.set("lines.0.quantity", "1");
    form
}

async fn handed_in(world: &World, who: &Who, form: FormInput) -> ApplicationId {
    let made = draft::create(&world.office, who, form, OnBehalf::default()).await.unwrap();
    let id = made.application.id();
    submit::submit(&world.office, who, id).await.unwrap();
    id
}

async fn flags(world: &World, id: ApplicationId) -> Vec<String> {
    accept::accept(&world.office, &world.qm(2), id).await.unwrap();
    risk::of_case(&world.office, &world.qm(3), id).await.unwrap()[0].flags.clone()
}

fn at(error: Error) -> (String, String) {
    match error {
        Error::Value { field, code, .. } => (field, code),
        Error::Act(permits::ActError::Form(mut all)) => {
            let one = all.remove(0);
            (one.field, one.code)
        }
        other => (String::new(), other.code()),
    }
}

async fn a_mark_is_known(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let buyer = sign_up(&world, "buyer@birds.example", Some("Birds Ltd")).await;

    // A chip that is none says at its box what a good one looks like; what was typed stays for print.
    let ada = world.qm(1);
    let wrong = parrot("98511200012345", "TRANSPONDER");
    let wrong = draft::create(office, &ada, wrong, OnBehalf::default()).await.unwrap().application.id();
    let told = submit::submit(office, &ada, wrong).await.unwrap_err();
    assert_eq!(at(told), ("lines.0.marks".into(), "mark-chip".into()));

    let first = handed_in(&world, &world.qm(1), parrot("985 112 000 123 456", "TRANSPONDER")).await;
    assert_eq!(flags(&world, first).await, Vec::<String>::new());

    // The same holder again: history. Another holder: the applicant learns that it is known, the officer who has it.
    let again = handed_in(&world, &world.qm(1), parrot("985112000123456", "")).await;
    assert_eq!(marks::for_applicant(office, &world.qm(1), again).await.unwrap(), vec![]);
    let (_, known) = marks::of_case(office, &world.qm(3), again).await.unwrap();
    assert_eq!((known[0].history.len(), known[0].others.len()), (1, 0));
    let theirs = handed_in(&world, &buyer, parrot("985112-000123456", "")).await;
    let told = marks::for_applicant(office, &buyer, theirs).await.unwrap();
    assert_eq!(told, vec![(0, "985112-000123456".to_owned())]);
    assert!(matches!(marks::of_case(office, &buyer, theirs).await, Err(Error::NotPermitted)));
    assert!(flags(&world, theirs).await.contains(&"duplicate-marks".to_owned()));
    let (_, known) = marks::of_case(office, &world.qm(3), theirs).await.unwrap();
    let others = &known[0].others;
    assert_eq!((known[0].history.len(), others.len()), (0, 2));
    assert!(others.iter().all(|o| o.holder.name == "River Bend Farm Ltd" && o.case.is_some()), "{others:?}");

    // Searched exactly and with a slip; a withdrawn case is in the register no more.
    let found = marks::search(office, &world.qm(3), None, "985-112-000-123-456").await.unwrap();
    assert_eq!((found.same.len(), found.close.len()), (3, 0));
    for slip in ["985112000123465", "98511200012345", "985112000123458", "185112000123456"] {
        let found = marks::search(office, &world.qm(61), Some(MarkKind::Other), slip).await.unwrap();
        assert_eq!((found.same.len(), found.close.len()), (0, 3), "{slip}");
    }
    withdraw::withdraw(office, &buyer, theirs, "Sold at home".into()).await.unwrap();
    let found = marks::search(office, &world.qm(3), None, "985112000123456").await.unwrap();
    assert_eq!(found.same.len(), 2);

    // Nobody else searches, and another Party finds nothing of ours.
    for who in [world.qm(1), world.qm(7), world.qm(32), buyer] {
        assert!(matches!(marks::search(office, &who, None, "985112000123456").await, Err(Error::NotPermitted)));
    }
    let abroad = marks::search(office, &world.qn(3), None, "985112000123456").await.unwrap();
    assert_eq!((abroad.same.len(), abroad.close.len()), (0, 0));
    assert!(matches!(marks::of_case(office, &world.qn(3), first).await, Err(Error::NotFound(_))));

    // What the inspector reads is searched as well.
    accept::accept(office, &world.qm(2), again).await.unwrap();
    let order = InspectionOrder { place: "Bend".into(), on: None, what: "Read the chip".into() };
    inspect::request(office, &world.qm(3), again, "Live".into(), order).await.unwrap();
    let counted =
        vec![Counted { block: Block::nth(0), amount: Amount::whole(1), marks: vec!["985112000777777".into()] }];
    let report = Report {
        outcome: "MARKS_MISSING".into(),
        counted,
        text: "Another chip".into(),
        papers: vec![],
        samples: Vec::new(),
    };
    inspect::report(office, &world.qm(61), again, report).await.unwrap();
    let found = marks::search(office, &world.qm(3), None, "985112000777777").await.unwrap();
    assert_eq!(found.same.iter().map(|r| r.about.as_str()).collect::<Vec<_>>(), ["inspection"]);
}

fn tags(numbers: &str) -> Received {
    Received {
        kind: Numbered::Tag,
        mark_kind: Some(MarkKind::CrocTag),
        numbers: numbers.into(),
        supplier: "Tag makers".into(),
        on: "2026-10-01".parse().unwrap(),
        note: String::new(),
    }
}

async fn balance(world: &World, kind: Numbered, on: Option<&str>) -> Vec<i64> {
    let day: Option<Date> = on.map(|d| d.parse().unwrap());
    let books = numbered::books(&world.office, &world.qm(3), kind, day).await.unwrap();
    assert!(books.even, "the movements give what is there");
    let ranges: i64 = books.ranges.iter().map(|r| r.pieces).sum();
    let all: i64 =
        numbered::books(&world.office, &world.qm(3), kind, None).await.unwrap().balance.iter().map(|b| b.1).sum();
    assert_eq!(ranges, all, "every piece is in one place");
    books.balance.iter().map(|(_, n)| *n).collect()
}

async fn tags_are_handed_out_once(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let wrong = numbered::receive(office, &world.qm(2), tags("NIL 1 to 5")).await.unwrap_err();
    assert_eq!(at(wrong), ("numbers".into(), "mark-croc".into()));
    assert_eq!(numbered::receive(office, &world.qm(2), tags("QM-NIL-2026-000001 to 000400")).await.unwrap(), 400);
    let again = numbered::receive(office, &world.qm(2), tags("QM NIL 2026 0400")).await.unwrap_err();
    assert_eq!(at(again), ("numbers".into(), "numbers-there".into()));
    for who in [world.qm(1), world.qm(4), world.qm(7)] {
        assert!(matches!(numbered::receive(office, &who, tags("QM-NIL-2026-9")).await, Err(Error::NotPermitted)));
    }
    let farm = {
        let mut read = office.store.read(&world.qm(3).scope("2026-11-03T00:00:00Z".parse().unwrap())).await.unwrap();
        let all = read.people("", 100).await.unwrap();
        all.iter().find(|p| p.name == "Ada Applicant").unwrap().email.clone()
    };

    // Fifty officers hand out the same hundred at once: one of them does.
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let (office, who, farm) = (office.clone(), world.qm(3), farm.clone());
        tasks.spawn(async move {
            let kind = Some(MarkKind::CrocTag);
            numbered::hand_out(&office, &who, kind, "QM-NIL-2026-000001 to 000100", &farm, "").await.is_ok()
        });
    }
    let done = tasks.join_all().await.into_iter().filter(|ok| *ok).count();
    assert_eq!(done, 1);
    let kind = Some(MarkKind::CrocTag);
    let over =
        numbered::hand_out(office, &world.qm(3), kind, "QM-NIL-2026-000100 to 000120", &farm, "").await.unwrap_err();
    assert_eq!(at(over), ("numbers".into(), "numbers-not-there".into()));
    assert_eq!(balance(&world, Numbered::Tag, None).await, [300, 100, 0, 0, 0, 0]);

    // A case that draws inside what was handed out passes; one tag beyond is a flag.
    let mut inside = skins();
    inside.set("lines.0.marks", "QM-NIL-2026-000001 to 000100");
    inside.set("lines.0.quantity", "100");
    let inside = handed_in(&world, &world.qm(1), inside).await;
    assert_eq!(flags(&world, inside).await, Vec::<String>::new());
    let mut beyond = skins();
    beyond.set("lines.0.marks", "QM-NIL-2026-000101");
    beyond.set("lines.0.quantity", "1");
    let beyond = handed_in(&world, &world.qm(1), beyond).await;
    assert!(flags(&world, beyond).await.contains(&"tags-not-handed".to_owned()));

    // The holder reports; what is missing is written off by an officer who did not report it.
    let report = async |who: &Who, what, numbers: &str| {
        numbered::move_range(office, who, Numbered::Tag, kind, what, numbers, "On the skins of October").await
    };
    let ada = world.qm(1);
    assert_eq!(report(&ada, Act::Use, "QM-NIL-2026-000001 to 000060").await.unwrap(), 60);
    report(&ada, Act::Spoil, "QM-NIL-2026-000061").await.unwrap();
    report(&ada, Act::Missing, "QM-NIL-2026-000062 to 000063").await.unwrap();
    assert!(matches!(report(&ada, Act::Found, "QM-NIL-2026-000062").await, Err(Error::NotPermitted)));
    assert!(matches!(report(&ada, Act::WriteOff, "QM-NIL-2026-000062").await, Err(Error::NotPermitted)));
    let twice = report(&ada, Act::Use, "QM-NIL-2026-000060 to 000070").await.unwrap_err();
    assert_eq!(at(twice).1, "numbers-not-there", "a range moves as a whole or not at all");
    let stranger = report(&world.qm(35), Act::Use, "QM-NIL-2026-000070").await.unwrap_err();
    assert_eq!(at(stranger).1, "numbers-not-there");
    report(&world.qm(3), Act::Missing, "QM-NIL-2026-000400").await.unwrap();
    let alone = report(&world.qm(3), Act::WriteOff, "QM-NIL-2026-000400").await.unwrap_err();
    assert_eq!(at(alone).1, "numbers-second-person");
    report(&world.qm(22), Act::WriteOff, "QM-NIL-2026-000400").await.unwrap();
    report(&world.qm(3), Act::WriteOff, "QM-NIL-2026-000062").await.unwrap();
    report(&world.qm(3), Act::Found, "QM-NIL-2026-000063").await.unwrap();
    assert_eq!(balance(&world, Numbered::Tag, None).await, [299, 38, 60, 1, 0, 2]);
    assert_eq!(balance(&world, Numbered::Tag, Some("2026-10-31")).await, [400, 0, 0, 0, 0, 0], "as it was that day");
    let own = numbered::own(office, &ada).await.unwrap();
    assert_eq!(own.iter().map(|r| r.pieces).sum::<i64>(), 100);
    assert!(numbered::own(office, &world.qm(35)).await.unwrap().is_empty());
    assert_eq!(numbered::books(office, &world.qn(3), Numbered::Tag, None).await.unwrap().ranges, vec![]);
}

async fn stamps_stand_on_one_permit(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let stamps = Received { kind: Numbered::Stamp, mark_kind: None, ..tags("QM-S-000001 to 000100") };
    numbered::receive(office, &world.qm(2), stamps).await.unwrap();
    let bind =
        async |who: &Who, stamp: &str, paper: &str| numbered::bind(office, who, Numbered::Stamp, stamp, paper).await;

    // On an approved case the stamp's number is part of what is signed: box 5b.
    let mut permits = Vec::new();
    for (n, early) in [(0, true), (1, false)] {
        let mut form = skins();
        form.set("lines.0.marks", &format!("QM-RA-2026-00{n}381 to 00{n}620"));
        let id = handed_in(&world, &world.qm(1), form).await;
        accept::accept(office, &world.qm(2), id).await.unwrap();
        examined(&world, id).await;
        let case = approve::approve(office, &world.qm(4), id, true).await.unwrap();
        if early {
            bind(&world.qm(2), "QM-S-000001", &case.row.reference).await.unwrap();
        }
        permits.push(sign::sign(office, &world.qm(5), id).await.unwrap().permit);
    }
    let [a, b] = permits.try_into().unwrap();
    assert_eq!(a.signed_document().security_stamp.as_deref(), Some("QM-S-000001"));
    assert_eq!(b.signed_document().security_stamp, None);
    let (one, two) = (a.number().to_string(), b.number().to_string());

    // One stamp, fifty hands, two permits.
    let second = bind(&world.qm(2), "QM-S-000002", &one).await.unwrap_err();
    assert_eq!(at(second), ("permit".into(), "stamp-second".into()));
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..50 {
        let (office, who, paper) = (office.clone(), world.qm(2), if n % 2 == 0 { one.clone() } else { two.clone() });
        tasks.spawn(async move { numbered::bind(&office, &who, Numbered::Stamp, "QM-S-000003", &paper).await.is_ok() });
    }
    assert_eq!(tasks.join_all().await.into_iter().filter(|ok| *ok).count(), 1);
    let taken = bind(&world.qm(2), "QM-S-000001", &two).await.unwrap_err();
    assert!(["stamp-second", "numbers-not-there"].contains(&at(taken).1.as_str()));
    for paper in ["26QM999999", "26-99999", ""] {
        let none = bind(&world.qm(2), "QM-S-000004", paper).await.unwrap_err();
        assert_eq!(at(none), ("permit".into(), "stamp-permit".into()), "{paper}");
    }

    // At the check a stamp says whose it is, and nothing more.
    let asked =
        async |number: &cites::PermitNumber, stamp: &str| numbered::stamp_of(office, QM, number, stamp).await.unwrap();
    assert_eq!(asked(a.number(), "qm s 000001").await, StampAnswer::This);
    assert_eq!(asked(b.number(), "QM-S-000001").await, StampAnswer::Other);
    assert_eq!(asked(b.number(), "QM-S-000003").await, StampAnswer::This);
    assert_eq!(asked(a.number(), "QM-S-000050").await, StampAnswer::Unknown);
    assert_eq!(asked(a.number(), "QM-S-000999").await, StampAnswer::Unknown);
    assert_eq!(numbered::stamp_of(office, QN, a.number(), "QM-S-000001").await.unwrap(), StampAnswer::Unknown);

    // A torn stamp leaves its permit, which gets another; the balance is even, and today's says all of it.
    let who = world.qm(2);
    numbered::move_range(office, &who, Numbered::Stamp, None, Act::Spoil, "QM-S-000003", "Torn").await.unwrap();
    bind(&world.qm(2), "QM-S-000004", &two).await.unwrap();
    assert_eq!(asked(b.number(), "QM-S-000003").await, StampAnswer::NotInUse);
    let gone = numbered::move_range(office, &who, Numbered::Stamp, None, Act::Missing, "QM-S-000010 to 000012", "Gone");
    gone.await.unwrap();
    assert_eq!(asked(b.number(), "QM-S-000011").await, StampAnswer::NotInUse);
    assert_eq!(balance(&world, Numbered::Stamp, None).await, [94, 0, 2, 1, 3, 0]);
    for who in [world.qm(1), world.qm(7), world.qm(6)] {
        assert!(matches!(bind(&who, "QM-S-000020", &one).await, Err(Error::NotPermitted)));
        assert!(matches!(numbered::books(office, &who, Numbered::Stamp, None).await, Err(Error::NotPermitted)));
    }
    let books = numbered::books(office, &world.qm(3), Numbered::Stamp, None).await.unwrap();
    assert_eq!((books.on_void.len(), books.events.len()), (0, 6));
    let used = books.ranges.iter().find(|r| r.first == "QM-S-000001").unwrap();
    assert_eq!((used.state, used.permit.as_deref()), (PieceState::Used, Some(one.as_str())));

    let by_number = marks::at_border(office, &world.qm(7), &one, "QM-RA-2026-000620").await.unwrap();
    assert!(by_number.is_some());
    let none = marks::at_border(office, &world.qm(7), "26QM999999", "QM-RA-2026-000620").await.unwrap_err();
    assert_eq!(at(none), ("number".into(), "mark-permit".into()));
    // At the border a mark is compared with the permit at hand only.
    let on = marks::on_permit(office, &world.qm(7), a.id(), "QM RA 2026 000400").await.unwrap();
    assert_eq!(on.map(|(block, _)| block).as_deref(), Some("A"));
    assert_eq!(marks::on_permit(office, &world.qm(7), a.id(), "QM-RA-2026-001400").await.unwrap(), None);
    assert!(matches!(marks::on_permit(office, &world.qm(1), a.id(), "QM").await, Err(Error::NotPermitted)));
}

async fn a_sheet_is_used_once(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let mut permits = Vec::new();
    for n in 0..2 {
        let mut form = skins();
        form.set("lines.0.marks", &format!("QM-RA-2026-00{n}381 to 00{n}620"));
        let id = handed_in(&world, &world.qm(1), form).await;
        accept::accept(office, &world.qm(2), id).await.unwrap();
        examined(&world, id).await;
        approve::approve(office, &world.qm(4), id, true).await.unwrap();
        permits.push(sign::sign(office, &world.qm(5), id).await.unwrap().permit);
    }
    let [a, b] = permits.try_into().unwrap();
    // A Party that keeps no security paper prints as before.
    assert!(!sheets::asks(office, &world.qm(2), &a).await.unwrap());
    let none = sheets::print(office, &world.qm(2), a.id(), "QM-P-0001", "").await.unwrap_err();
    assert_eq!(at(none), ("sheet".into(), "numbers-not-there".into()));
    let paper = Received { kind: Numbered::Paper, mark_kind: None, ..tags("QM-P-0001 to 0050") };
    numbered::receive(office, &world.qm(2), paper).await.unwrap();
    assert!(sheets::asks(office, &world.qm(2), &a).await.unwrap());
    assert!(!sheets::asks(office, &world.qm(1), &a).await.unwrap(), "the holder prints nothing for signature");

    // One sheet, twenty hands, two permits: it lies under one of them. Twenty sheets for one permit: it lies on one.
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..20 {
        let (office, who, id) = (office.clone(), world.qm(2), if n % 2 == 0 { a.id() } else { b.id() });
        tasks.spawn(async move { sheets::print(&office, &who, id, "QM-P-0001", "").await.is_ok() });
    }
    assert_eq!(tasks.join_all().await.into_iter().filter(|ok| *ok).count(), 1);
    let first = !sheets::asks(office, &world.qm(2), &a).await.unwrap();
    let (printed, other) = if first { (&a, &b) } else { (&b, &a) };
    let mut tasks = tokio::task::JoinSet::new();
    for n in 2..22 {
        let (office, who, id) = (office.clone(), world.qm(3), other.id());
        tasks.spawn(async move { sheets::print(&office, &who, id, &format!("QM-P-{n:04}"), " ").await.is_ok() });
    }
    assert_eq!(tasks.join_all().await.into_iter().filter(|ok| *ok).count(), 1);
    assert_eq!(balance(&world, Numbered::Paper, None).await, [48, 0, 2, 0, 0, 0]);

    // Printed again: with a reason, and the sheet before is spoiled; it never comes back.
    let why = sheets::print(office, &world.qm(2), printed.id(), "QM-P-0040", "").await.unwrap_err();
    assert_eq!(at(why), ("reason".into(), "sheet-again".into()));
    let torn = "Torn in the printer";
    let all = sheets::print(office, &world.qm(2), printed.id(), "QM-P-0040", torn).await.unwrap();
    let said: Vec<_> = all.iter().map(|s| (s.number.as_str(), s.state)).collect();
    assert_eq!(said, [("QM-P-0001", PieceState::Spoiled), ("QM-P-0040", PieceState::Used)]);
    let spoiled = sheets::print(office, &world.qm(2), other.id(), "QM-P-0001", torn).await.unwrap_err();
    assert_eq!(at(spoiled), ("sheet".into(), "numbers-not-there".into()));
    assert_eq!(balance(&world, Numbered::Paper, None).await, [47, 0, 2, 1, 0, 0]);
    let two = sheets::print(office, &world.qm(2), other.id(), "QM-P-0041 to 0042", torn).await.unwrap_err();
    assert_eq!(at(two), ("sheet".into(), "sheet-one".into()));
    for who in [world.qm(1), world.qm(7), world.qn(2)] {
        let refused = sheets::print(office, &who, other.id(), "QM-P-0045", torn).await.unwrap_err();
        assert!(matches!(refused, Error::NotPermitted | Error::NotFound(_)), "{refused:?}");
    }
    permit_acts::cancel(office, &world.qm(4), other.id(), "Wrong port".into()).await.unwrap();
    let void = sheets::print(office, &world.qm(2), other.id(), "QM-P-0045", torn).await.unwrap_err();
    assert_eq!(at(void).1, "sheet-permit");
}

/// Skins in three consignments: 100, 80 and 60.
fn in_three() -> permits::FormInput {
    let mut form = skins();
    for (path, text) in [
        ("consignments", "3"),
        ("lines.0.marks", ""),
        ("lines.0.shares.0", "100"),
        ("lines.0.shares.1", "80"),
        ("lines.0.shares.2", "60"),
    ] {
        assert!(form.set(path, text), "{path}");
    }
    form
}

async fn each_consignment_has_its_stamp(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let stamps = Received { kind: Numbered::Stamp, mark_kind: None, ..tags("QM-S-000001 to 000010") };
    numbered::receive(office, &world.qm(2), stamps).await.unwrap();
    let bind =
        async |stamp: &str, paper: &str| numbered::bind(office, &world.qm(2), Numbered::Stamp, stamp, paper).await;
    let id = handed_in(&world, &world.qm(1), in_three()).await;
    accept::accept(office, &world.qm(2), id).await.unwrap();
    examined(&world, id).await;
    let case = approve::approve(office, &world.qm(4), id, true).await.unwrap();
    let reference = case.row.reference.clone();

    // The reference means the consignment that is signed next: the first, and once that is signed the second.
    bind("QM-S-000001", &reference).await.unwrap();
    let again = bind("QM-S-000002", &reference).await.unwrap_err();
    assert_eq!(at(again), ("permit".into(), "stamp-second".into()));
    let seen = sign::preview(office, &world.qm(5), id).await.unwrap();
    assert_eq!(seen.document.security_stamp.as_deref(), Some("QM-S-000001"));
    let one = sign::sign_consignment(office, &world.qm(5), id, Some(1)).await.unwrap().permit;
    bind("QM-S-000002", &reference).await.unwrap();
    let seen = sign::preview(office, &world.qm(5), id).await.unwrap();
    assert_eq!(seen.document.security_stamp.as_deref(), Some("QM-S-000002"));
    let waiting = numbered::books(office, &world.qm(3), Numbered::Stamp, None).await.unwrap();
    let second = waiting.ranges.iter().find(|r| r.first == "QM-S-000002").unwrap();
    assert_eq!((second.permit.as_deref(), second.consignment), (None, Some(2)), "not the first one's permit");
    assert!(waiting.on_void.is_empty(), "what waits for its signature is not void");
    let two = sign::sign_consignment(office, &world.qm(5), id, Some(2)).await.unwrap().permit;

    // The third is signed without one, and gets it by its number.
    let three = sign::sign_consignment(office, &world.qm(5), id, Some(3)).await.unwrap().permit;
    bind("QM-S-000003", three.number().as_str()).await.unwrap();
    for (permit, signed) in [(&one, Some("QM-S-000001")), (&two, Some("QM-S-000002")), (&three, None)] {
        assert_eq!(permit.signed_document().security_stamp.as_deref(), signed, "{}", permit.number());
    }
    let house = office.house_of(QM).unwrap();
    let all = [(&one, "QM-S-000001"), (&two, "QM-S-000002"), (&three, "QM-S-000003")];
    let books = numbered::books(office, &world.qm(3), Numbered::Stamp, None).await.unwrap();
    for (permit, stamp) in all {
        let second = bind("QM-S-000009", permit.number().as_str()).await.unwrap_err();
        assert_eq!(at(second), ("permit".into(), "stamp-second".into()));
        let printed = numbered::printed_stamp(office, house, permit).await.unwrap();
        assert_eq!(printed.as_deref(), Some(stamp), "box 5b of {}", permit.number());
        let there: Vec<_> = books.ranges.iter().filter(|r| r.first == stamp).collect();
        assert_eq!(there.len(), 1, "one row a stamp");
        assert_eq!(there[0].permit.as_deref(), Some(permit.number().as_str()));
        for (other, _) in all {
            let said = numbered::stamp_of(office, QM, other.number(), stamp).await.unwrap();
            let wanted = if other.number() == permit.number() { StampAnswer::This } else { StampAnswer::Other };
            assert_eq!(said, wanted, "{stamp} beside {}", other.number());
        }
    }

    // The middle one is cancelled: only its stamp is on a permit that is void, and only it is to be spoiled.
    permit_acts::cancel(office, &world.qm(4), two.id(), "Wrong port".into()).await.unwrap();
    let books = numbered::books(office, &world.qm(3), Numbered::Stamp, None).await.unwrap();
    let void: Vec<_> = books.on_void.iter().map(|r| r.first.as_str()).collect();
    assert_eq!(void, ["QM-S-000002"]);
    assert_eq!(balance(&world, Numbered::Stamp, None).await, [7, 0, 3, 0, 0, 0]);
}

/// One living parrot, or a tagged skin, as it stands in a trader's stock.
async fn lot(world: &World, who: &Who, taxon: &str) -> LotId {
    let new = Declared {
        taxon: taxon.into(),
        term: Term::Liv,
        quantity: Quantity::new(Amount::whole(1), Unit::Nar).unwrap(),
        source: Source::C,
        origin: QM,
        acquired: Acquired::Birth,
        on: "2026-05-01".parse().unwrap(),
        permit_in: None,
        evidence: "Rearing book, page 9".into(),
        from: None,
    };
    stock::declare(&world.office, who, new).await.unwrap().id
}

fn rows(kind: Option<MarkKind>, text: &str) -> Vec<Typed> {
    vec![Typed { block: "A".into(), kind, text: text.into() }]
}

async fn what_is_kept_carries_marks(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let (farm, buyer) = (world.qm(1), sign_up(&world, "buyer@qm.example", Some("Birds Ltd")).await);
    let chip = "985112000123456";
    let first = handed_in(&world, &farm, parrot(chip, "TRANSPONDER")).await;
    accept::accept(office, &world.qm(2), first).await.unwrap();
    examined(&world, first).await;
    approve::approve(office, &world.qm(4), first, true).await.unwrap();
    let permit = sign::sign(office, &world.qm(5), first).await.unwrap().permit;

    // The farm's own lot and its breeding stock carry the same chip: the history of one animal, and no question.
    let own = Carrier::Lot(lot(&world, &farm, "Crocodylus niloticus").await);
    let marked = carried::write(office, &farm, own, rows(None, "985 112 000 123 456")).await.unwrap();
    assert_eq!((marked.marks.len(), marked.marks[0].elsewhere, marked.writes), (1, false, true));
    let entry = crate::facts::registered(&world, RegisterKind::Breeder, "Crocodylus niloticus; 40; 60; NAR").await;
    let stock = Carrier::Entry(entry);
    let both = format!("{chip}\n985112000123457");
    assert_eq!(carried::write(office, &farm, stock, rows(None, &both)).await.unwrap().marks.len(), 2);
    let seen = carried::of(office, &world.qm(3), stock).await.unwrap();
    let about: Vec<_> = seen.marks[0].history.iter().map(|h| h.about.as_str()).collect();
    assert_eq!((about.len(), seen.marks[0].others.len()), (2, 0), "{about:?}");

    // The same chip on another trader's lot: flagged for officers, with the permit it stands on; its holder learns that it
    // is known and nothing else.
    let theirs = lot(&world, &buyer, "Crocodylus niloticus").await;
    let on_lot = Carrier::Lot(theirs);
    let told = carried::write(office, &buyer, on_lot, rows(Some(MarkKind::Transponder), "985112-000123456")).await;
    let told = told.unwrap();
    assert!(told.marks[0].elsewhere && told.marks[0].others.is_empty() && told.marks[0].history.is_empty());
    let seen = carried::of(office, &world.qm(3), on_lot).await.unwrap();
    assert!(seen.marks[0].elsewhere);
    let on_permit = seen.marks[0].others.iter().find(|o| o.permit.as_ref().is_some_and(|p| p.1 == *permit.number()));
    assert_eq!(on_permit.map(|o| o.holder.name.as_str()), Some("River Bend Farm Ltd"));

    // An application that draws on that lot is flagged as well, though its line names no mark.
    stock::judge(office, &world.qm(3), theirs, true, String::new()).await.unwrap();
    let mut draws = parrot("", "");
    let number = stock::get(office, &buyer, theirs).await.unwrap().number;
    for (path, text) in [("lines.0.lot", number.as_str()), ("lines.0.term", "LIV"), ("lines.0.source", "C")] {
        assert!(draws.set(path, text), "{path}");
    }
    let draws = handed_in(&world, &buyer, draws).await;
    assert!(flags(&world, draws).await.contains(&"duplicate-marks".to_owned()));
    let (_, known) = marks::of_case(office, &world.qm(3), draws).await.unwrap();
    assert_eq!(known.len(), 1);
    assert!(!known[0].others.is_empty());

    // From the mark one sees lot, register entry, application and permit.
    let found = marks::search(office, &world.qm(3), None, chip).await.unwrap().same;
    let has = |about: &str| found.iter().filter(|r| r.about == about).count();
    assert_eq!((has("lot"), has("entry"), has("case")), (2, 1, 1), "{found:?}");
    assert!(found.iter().any(|r| r.lot.as_deref() == Some(number.as_str())));
    assert!(found.iter().any(|r| r.entry.as_deref() == Some("B-QM-0001")));
    assert!(found.iter().any(|r| r.case.is_some() && r.permit.is_some()));

    // Typed wrongly, twice, or by somebody whose lot it is not.
    let wrong = carried::write(office, &farm, own, rows(Some(MarkKind::Transponder), "98511")).await.unwrap_err();
    assert_eq!(at(wrong), ("marks.A".into(), "mark-chip".into()));
    let twice = carried::write(office, &farm, own, rows(None, "985112000123456\n985-112-000-123-456")).await;
    assert_eq!(at(twice.unwrap_err()), ("marks.A".into(), "mark-twice".into()));
    for who in [&buyer, &world.qn(1), &world.qn(3)] {
        let refused = carried::write(office, who, own, rows(None, chip)).await.unwrap_err();
        assert!(matches!(refused, Error::NotFound(_)), "{refused:?}");
        assert!(matches!(carried::of(office, who, own).await, Err(Error::NotFound(_))));
    }
    let clerk = carried::write(office, &world.qm(2), own, rows(None, chip)).await;
    assert!(matches!(clerk, Err(Error::NotPermitted)), "{clerk:?}");

    // Sold as a whole, the animal takes its mark along: the buyer's lot carries it, the seller's does not.
    let Carrier::Lot(sold) = own else { unreachable!() };
    stock::judge(office, &world.qm(3), sold, true, String::new()).await.unwrap();
    carried::write(office, &farm, own, rows(None, "985112000999999")).await.unwrap();
    let sale = Taken::Sale { buyer: Some("buyer@qm.example".into()) };
    stock::take(office, &farm, sold, sale, Amount::whole(1), "Sold".into()).await.unwrap();
    assert!(carried::of(office, &farm, own).await.unwrap().marks.is_empty());
    let found = marks::search(office, &world.qm(3), None, "985112000999999").await.unwrap().same;
    assert_eq!(found.iter().map(|r| r.about.as_str()).collect::<Vec<_>>(), ["lot"]);
    assert_eq!(found[0].holder.name, "Birds Ltd");
}

both! {
    a_mark_is_known => a_mark_of_another_holder_is_a_flag_for_the_officer_on_sqlite, a_mark_of_another_holder_is_a_flag_for_the_officer_on_postgresql;
    what_is_kept_carries_marks => lots_and_entries_carry_marks_that_are_compared_on_sqlite, lots_and_entries_carry_marks_that_are_compared_on_postgresql;
    a_sheet_is_used_once => a_sheet_of_security_paper_is_used_once_on_sqlite, a_sheet_of_security_paper_is_used_once_on_postgresql;
    tags_are_handed_out_once => tags_are_handed_out_once_and_every_one_is_somewhere_on_sqlite, tags_are_handed_out_once_and_every_one_is_somewhere_on_postgresql;
    each_consignment_has_its_stamp => three_consignments_have_three_stamps_each_on_its_own_permit_on_sqlite, three_consignments_have_three_stamps_each_on_its_own_permit_on_postgresql;
    stamps_stand_on_one_permit => a_stamp_stands_on_one_permit_and_says_whose_it_is_on_sqlite, a_stamp_stands_on_one_permit_and_says_whose_it_is_on_postgresql;
}
