//! The registers as an authority keeps them beside the program: the Secretariat's numbers, what the desk enters for
//! others, companies and persons. On both engines.

use crate::facts::{registered, told};
use crate::spine::issued;
use crate::world::{On, World, person_id, skins};
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use cites::{Amount, ApplicationStatus, Quantity, Source, Term, Unit};
use office::Error;
use office::epermit::{draft, submit};
use office::registers::behalf::{For, OnBehalf};
use office::registers::holder::{self, Contact, PaperKind, Typed};
use office::registers::inclusion::{self, Given};
use office::registers::operations::{self, Wanted};
use office::registers::stock::{self, Declared};
use store::{Acquired, EntryState, HolderCursor, HolderId, LotState, RegisterKind};

both! {
    secretariat => the_secretariats_number_is_typed_and_corrected_on_sqlite, the_secretariats_number_is_typed_and_corrected_on_postgresql;
    typed_at_once => one_number_typed_by_two_officers_is_given_once_on_sqlite, one_number_typed_by_two_officers_is_given_once_on_postgresql;
    at_the_counter => what_a_clerk_enters_another_confirms_on_sqlite, what_a_clerk_enters_another_confirms_on_postgresql;
    particulars => a_company_moves_and_its_permit_keeps_the_old_address_on_sqlite, a_company_moves_and_its_permit_keeps_the_old_address_on_postgresql;
    closed => a_closed_company_begins_nothing_new_on_sqlite, a_closed_company_begins_nothing_new_on_postgresql;
}

fn code(result: Result<impl std::fmt::Debug, Error>) -> String {
    result.unwrap_err().code()
}

async fn secretariat(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let falcons = "Falco peregrinus; 40; 60; NAR";
    let entry = registered(&world, RegisterKind::CaptiveI, falcons).await;
    let found = operations::get(office, &world.qm(1), entry).await.unwrap();
    assert_eq!((found.columns.number.as_deref(), found.columns.inclusion), (Some("I-QM-0001"), None));
    assert_eq!(code(inclusion::include(office, &world.qm(3), entry, told("A-QN-501")).await), "inclusion-number");
    let later = Given { on: Some(jiff::civil::date(2026, 11, 3)), ..told("A-QM-501") };
    assert_eq!(code(inclusion::include(office, &world.qm(3), entry, later).await), "inclusion-day");
    let unproven = Given { evidence: " ".into(), ..told("A-QM-501") };
    assert_eq!(code(inclusion::include(office, &world.qm(3), entry, unproven).await), "inclusion-evidence");
    // Neither the holder nor the clerk types it, and another Party finds no such entry.
    for n in [1, 2, 4] {
        let no = inclusion::include(office, &world.qm(n), entry, told("A-QM-501")).await;
        assert!(matches!(no, Err(Error::NotPermitted)), "{n}");
    }
    let stranger = inclusion::include(office, &world.qn(3), entry, told("A-QN-501")).await;
    assert!(matches!(stranger, Err(Error::NotFound(_))));
    let now = inclusion::include(office, &world.qm(3), entry, told("a-qm-510")).await.unwrap();
    assert_eq!(now.columns.named(), Some("A-QM-510"));
    // Mistyped: corrected with a reason, and not without.
    assert_eq!(code(inclusion::include(office, &world.qm(3), entry, told("A-QM-510")).await), "inclusion-same");
    assert_eq!(code(inclusion::include(office, &world.qm(3), entry, told("A-QM-501")).await), "reason-empty");
    let right = Given { reason: "A slip of the keyboard.".into(), ..told("A-QM-501") };
    let now = inclusion::include(office, &world.qm(22), entry, right).await.unwrap();
    assert_eq!(now.columns.named(), Some("A-QM-501"));
    // The number is one operation's, and a breeder of the national register has none.
    let second = registered(&world, RegisterKind::CaptiveI, falcons).await;
    assert_eq!(code(inclusion::include(office, &world.qm(3), second, told("A-QM-501")).await), "inclusion-taken");
    let breeder = registered(&world, RegisterKind::Breeder, falcons).await;
    assert_eq!(code(inclusion::include(office, &world.qm(3), breeder, told("A-QM-502")).await), "inclusion-kind");
    operations::close(office, &world.qm(4), second, "Struck off.".into()).await.unwrap();
    assert_eq!(code(inclusion::include(office, &world.qm(3), second, told("A-QM-502")).await), "register-state");
    let nursery = registered(&world, RegisterKind::Nursery, "Vanda coerulea; 40; 60; NAR").await;
    let now = inclusion::include(office, &world.qm(3), nursery, told("P-QM-1001")).await.unwrap();
    assert_eq!((now.columns.number.as_deref(), now.columns.named()), (Some("N-QM-0001"), Some("P-QM-1001")));
}

async fn typed_at_once(on: On) {
    let world = World::new(on).await;
    let mut entries = Vec::new();
    for _ in 0..6 {
        entries.push(registered(&world, RegisterKind::CaptiveI, "Falco peregrinus; 40; 60; NAR").await);
    }
    let tries = entries.iter().map(|id| {
        let (office, who) = (world.office.clone(), world.qm(3));
        let id = *id;
        tokio::spawn(async move { inclusion::include(&office, &who, id, told("A-QM-501")).await })
    });
    let mut given = 0;
    for done in tries.collect::<Vec<_>>() {
        match done.await.unwrap() {
            Ok(_) => given += 1,
            Err(e) => assert_eq!(e.code(), "inclusion-taken"),
        }
    }
    assert_eq!(given, 1);
}

fn farm() -> Wanted {
    Wanted {
        kind: RegisterKind::Ranch,
        name: "Lower River ranch".into(),
        address: "Lower River".into(),
        species: "Crocodylus niloticus; 900; 200; NAR".into(),
        statement: "Eggs of counted nests.".into(),
    }
}

fn skins_lot() -> Declared {
    Declared {
        taxon: "Crocodylus niloticus".into(),
        term: Term::Ski,
        quantity: Quantity::new(Amount::whole(30), Unit::Nar).unwrap(),
        source: Source::R,
        origin: QM,
        acquired: Acquired::Opening,
        on: jiff::civil::date(2026, 10, 1),
        permit_in: None,
        evidence: "Rearing book page 3".into(),
        from: None,
    }
}

fn said(of: For) -> OnBehalf {
    OnBehalf { of, said_by: "Ines Ferro, at the counter".into(), evidence: "Licence 7 of 2011".into() }
}

fn person() -> Typed {
    Typed {
        name: "Ines Ferro".into(),
        number: "ID 4471".into(),
        street: "Lower River 4".into(),
        city: "Bend".into(),
        postcode: "4471".into(),
        country: "QM".into(),
        natural: true,
        ..Typed::default()
    }
}

async fn at_the_counter(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    // Somebody without an account: a record is opened, then the clerk enters what she said.
    let record = holder::open(office, &world.qm(2), person()).await.unwrap();
    let behalf = || said(For::Company(record));
    let silent = OnBehalf { said_by: String::new(), ..behalf() };
    assert_eq!(code(operations::apply_for(office, &world.qm(2), farm(), None, silent).await), "said-by-empty");
    let nobody = said(For::Account("nobody@example.org".into()));
    assert_eq!(code(operations::apply_for(office, &world.qm(2), farm(), None, nobody).await), "counter-holder");
    let own = operations::apply_for(office, &world.qm(1), farm(), None, behalf()).await;
    assert!(matches!(own, Err(Error::NotPermitted)), "a trader enters nothing for others");
    let abroad = operations::apply_for(office, &world.qn(2), farm(), None, behalf()).await;
    assert_eq!(code(abroad), "counter-holder", "the record of another Party is nobody");
    let entry = operations::apply_for(office, &world.qm(2), farm(), None, behalf()).await.unwrap();
    assert_eq!((entry.columns.organisation, entry.columns.state), (Some(record), EntryState::Applied));
    let id = entry.columns.id;
    assert!(matches!(operations::propose(office, &world.qm(2), id, String::new()).await, Err(Error::NotPermitted)));
    operations::propose(office, &world.qm(3), id, "Seen.".into()).await.unwrap();
    let entry = operations::approve(office, &world.qm(4), id).await.unwrap();
    assert_eq!(entry.columns.state, EntryState::Valid);
    // For an account it becomes its company's own: Ada sees it, and the trader of another company does not.
    let account = said(For::Account(format!("p1@{QM}.example")));
    let theirs = operations::apply_for(office, &world.qm(3), farm(), None, account.clone()).await.unwrap().columns.id;
    assert!(operations::get(office, &world.qm(1), theirs).await.is_ok());
    assert!(matches!(operations::get(office, &world.qm(76), theirs).await, Err(Error::NotFound(_))));

    // A lot: the officer who entered it does not confirm it.
    let lot = stock::declare_for(office, &world.qm(3), skins_lot(), behalf()).await.unwrap();
    assert_eq!((lot.organisation, lot.state), (Some(record), LotState::Declared));
    let alone = stock::judge(office, &world.qm(3), lot.id, true, String::new()).await;
    assert_eq!(code(alone), "counter-own");
    let lot = stock::judge(office, &world.qm(22), lot.id, true, String::new()).await.unwrap();
    assert_eq!(lot.state, LotState::Confirmed);
    let lot = stock::declare_for(office, &world.qm(2), skins_lot(), account).await.unwrap();
    stock::judge(office, &world.qm(3), lot.id, true, String::new()).await.unwrap();
    assert!(matches!(stock::declare_for(office, &world.qm(7), skins_lot(), behalf()).await, Err(Error::NotPermitted)));
}

async fn particulars(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let permit = issued(&world).await.permit;
    let printed = permit.signed_document().exporter.clone();
    let id = HolderId::Company(world.company);
    let moved = || Typed {
        name: "River Bend Farm Ltd".into(),
        number: "HR 1044".into(),
        street: "9 Hill Road".into(),
        city: "Bend".into(),
        postcode: "1".into(),
        country: "QM".into(),
        contact: Contact { person: "Ada Applicant".into(), telephone: "+100 4471".into(), email: String::new() },
        reason: "Letter of 1 November.".into(),
        ..Typed::default()
    };
    for n in [1, 4, 7, 32, 35] {
        assert!(matches!(holder::edit(office, &world.qm(n), id, moved()).await, Err(Error::NotPermitted)), "{n}");
        let list = holder::list(office, &world.qm(n), "", &HolderCursor::first(), 10).await;
        assert!(matches!(list, Err(Error::NotPermitted)), "{n}");
    }
    assert!(matches!(holder::edit(office, &world.qn(2), id, moved()).await, Err(Error::NotFound(_))));
    let mute = Typed { reason: String::new(), ..moved() };
    assert_eq!(code(holder::edit(office, &world.qm(2), id, mute).await), "reason-empty");
    holder::edit(office, &world.qm(2), id, moved()).await.unwrap();
    assert_eq!(code(holder::edit(office, &world.qm(2), id, moved()).await), "holder-same");
    let whole = holder::get(office, &world.qm(3), id).await.unwrap();
    assert_eq!(whole.holder.number, "HR 1044");
    let change = &whole.changes[0];
    assert_eq!((change.act.as_str(), change.name.as_str(), change.by), ("edit", "Clement Clerk", person_id(QM, 2)));
    let address = change.changes.iter().find(|c| c.field == "address").unwrap();
    assert_eq!((address.old.as_str(), address.new.as_str()), ("1 Reef Road, 1 Bend, QM", "9 Hill Road, 1 Bend, QM"));
    assert!(change.changes.iter().all(|c| c.field != "name"), "what stayed is no change");
    let mut read = office.store.read(&world.qm(3).scope(office.clock.now())).await.unwrap();
    let now = read.permit::<permits::Permit>(permit.id()).await.unwrap().unwrap().value;
    drop(read);
    assert_eq!(now.signed_document().exporter, printed, "what was printed stays");

    // A person with an account, and a paper that showed who it is.
    let mads = HolderId::Person(person_id(QM, 76));
    let typed = Typed { name: "Mads Merchant".into(), number: "ID 76".into(), ..moved() };
    holder::edit(office, &world.qm(3), mads, typed).await.unwrap();
    let (number, note) = ("P 1234567", "Issued at Bend");
    holder::saw(office, &world.qm(2), mads, PaperKind::Passport, number.into(), note.into()).await.unwrap();
    let whole = holder::get(office, &world.qm(2), mads).await.unwrap();
    assert_eq!((whole.holder.number.as_str(), whole.holder.kept.seen[0].number.as_str()), ("ID 76", number));
    assert_eq!(whole.changes.iter().map(|c| c.act.as_str()).collect::<Vec<_>>(), ["evidence", "edit"]);
    // Officers are no holders, also by their id.
    assert!(matches!(
        holder::get(office, &world.qm(3), HolderId::Person(person_id(QM, 3))).await,
        Err(Error::NotFound(_))
    ));

    // The list: by a part of a name, in pages, and of the own Party only.
    for n in 0..5 {
        let one = Typed { name: format!("Farm {n}_%"), ..person() };
        holder::open(office, &world.qm(2), one).await.unwrap();
    }
    let (mut after, mut names) = (HolderCursor::first(), Vec::new());
    loop {
        let (rows, next) = holder::list(office, &world.qm(22), "farm", &after, 2).await.unwrap();
        names.extend(rows.into_iter().map(|r| r.name));
        match next {
            Some(next) => after = HolderCursor::parse(&next.to_string()).unwrap(),
            None => break,
        }
    }
    assert_eq!(names, ["Farm 0_%", "Farm 1_%", "Farm 2_%", "Farm 3_%", "Farm 4_%", "River Bend Farm Ltd"]);
    let found =
        async |part: &str| holder::list(office, &world.qm(2), part, &HolderCursor::first(), 50).await.unwrap().0.len();
    assert_eq!((found("3_%").await, found("hr 1044").await, found("%").await), (1, 1, 5));
    let abroad = holder::list(office, &world.qn(2), "farm", &HolderCursor::first(), 50).await.unwrap().0;
    assert_eq!((abroad.len(), QN.code()), (0, "QN"));
}

async fn closed(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let begin = async || draft::create(office, &world.qm(1), skins(), draft::OnBehalf::default()).await;
    let open = begin().await.unwrap().application.id();
    let sent = begin().await.unwrap().application.id();
    submit::submit(office, &world.qm(1), sent).await.unwrap();
    let company = world.company;
    let whole = holder::get(office, &world.qm(3), HolderId::Company(company)).await.unwrap();
    assert_eq!(whole.open.len(), 2, "its open applications are shown before");
    let close = async |n: u8, seen: usize| {
        holder::close(office, &world.qm(n), company, "Struck off the register.".into(), seen).await
    };
    assert!(matches!(close(2, 2).await, Err(Error::NotPermitted)), "a clerk closes no company");
    assert_eq!(code(close(3, 1).await), "company-open-cases");
    assert_eq!(code(holder::close(office, &world.qm(3), company, " ".into(), 2).await), "reason-empty");
    close(3, 2).await.unwrap();
    assert_eq!(code(close(3, 2).await), "company-closed");
    // Nothing new: no application is begun, none is handed in, no entry is made for it; what was handed in goes on.
    assert_eq!(code(begin().await), "company-closed");
    assert_eq!(code(submit::submit(office, &world.qm(1), open).await), "company-closed");
    let behalf = said(For::Company(company));
    assert_eq!(code(operations::apply_for(office, &world.qm(2), farm(), None, behalf).await), "company-closed");
    office::epermit::accept::accept(office, &world.qm(2), sent).await.unwrap();
    let whole = holder::get(office, &world.qm(3), HolderId::Company(company)).await.unwrap();
    let why = whole.holder.kept.closed.as_ref().unwrap();
    assert_eq!((why.reason.as_str(), whole.holder.active), ("Struck off the register.", false));
    holder::reopen(office, &world.qm(22), company, "Entered again.".into()).await.unwrap();
    assert_eq!(code(holder::reopen(office, &world.qm(22), company, "Twice.".into()).await), "company-not-closed");
    let status = submit::submit(office, &world.qm(1), open).await.unwrap().application.status();
    assert_eq!(status, ApplicationStatus::Submitted);
    let whole = holder::get(office, &world.qm(3), HolderId::Company(company)).await.unwrap();
    assert_eq!(whole.changes.iter().map(|c| c.act.as_str()).collect::<Vec<_>>(), ["reopen", "close"]);
}
