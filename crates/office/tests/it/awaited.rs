//! Appendix I, handed in before the import permit of the destination is there: the applicant says so, and the case waits.
//! Each story on both engines.

use crate::acts::form;
use crate::world::{On, World};
use cites::ids::ApplicationId;
use cites::{ApplicationStatus, PermitNumber, country};
use jiff::civil::date;
use office::epermit::awaited::{self, Awaited};
use office::epermit::intake::papers;
use office::epermit::law_rows::{self, Entered};
use office::epermit::{accept, counterpart, draft, submit};
use office::shared::faces::Clock;
use permits::FormInput;
use permits::application::{Application, ImportPermitFacts};
use permits::clocks::{Rest, SlaClock, Targets, one};

both! {
    asked_for_and_not_there_the_case_waits_until_it_is_named => asked_for,
    nobody_hands_in_without_a_word_of_the_import_permit => unsaid,
    the_list_shows_and_finds_a_case_as_long_as_one_is_missing => listed,
    where_the_destination_holds_a_reservation_nothing_is_awaited => reserved,
}

fn trophies() -> FormInput {
    form(&[
        ("purpose", "H"),
        ("consignments", "2"),
        ("lines.0.taxon", "Panthera pardus"),
        ("lines.0.common_name", "Leopard"),
        ("lines.0.description", "Hunting trophies, skin and skull"),
        ("lines.0.term", "TRO"),
        ("lines.0.marks", "QM 0007/2026\nQM 0008/2026"),
        ("lines.0.appendix", "I"),
        ("lines.0.source", "W"),
        ("lines.0.quantity", "2"),
        ("lines.0.shares.0", "1"),
        ("lines.0.shares.1", "1"),
    ])
}

async fn case(world: &World, id: ApplicationId) -> (Application, Option<Awaited>) {
    let mut read = world.office.store.read(&world.qm(3).scope(Clock::now(world.clock.as_ref()))).await.unwrap();
    let found = read.application::<Application>(id).await.unwrap().unwrap().value;
    let awaited = awaited::of_case(&mut read, &world.office, &found).await.unwrap();
    (found, awaited)
}

async fn asked_for(on: On) {
    let world = World::new(on).await;
    let (office, ada) = (&world.office, world.qm(1));
    let id = draft::create(office, &ada, trophies(), draft::OnBehalf::default()).await.unwrap().application.id();
    let mut read = office.store.read(&ada.scope(Clock::now(world.clock.as_ref()))).await.unwrap();
    // Told before anything is handed in: both consignments wait, and nothing was said of it yet.
    let told = awaited::of_form(&mut read, office, id, &trophies()).await.unwrap().unwrap();
    assert_eq!((told.consignments, told.of, told.country), (vec![1, 2], 2, country::DEMO_IMPORTER));
    assert_eq!((told.expected, told.paper), (None, false));
    drop(read);
    let word = "Asked for on 1 November, expected in December";
    papers::promise(office, &ada, id, awaited::PAPER, word).await.unwrap();
    submit::submit(office, &ada, id).await.unwrap();
    let taken = accept::accept(office, &world.qm(2), id).await.unwrap();
    assert_eq!(
        taken.application.status(),
        ApplicationStatus::AwaitingCounterpart,
        "applying is lawful; the case waits"
    );
    let (found, waits) = case(&world, id).await;
    assert_eq!(waits.unwrap().expected.as_deref(), Some(word));
    // The applicant's time is not the authority's.
    world.clock.forward(24 * 20);
    let now = Clock::now(world.clock.as_ref());
    let net = one(found.timeline(), SlaClock::Net, &Targets::default(), now).unwrap();
    assert_eq!(net.rest, Some(Rest::Paused(ApplicationStatus::AwaitingCounterpart)));
    assert!(net.used < 3600, "twenty days are not counted: {}", net.used);
    let facts = facts_of("26QN000044");
    let vague = counterpart::received(office, &ada, id, facts).await.unwrap_err();
    assert_eq!(
        vague.code(),
        "import-permit-parts",
        "of several consignments it says how much it lets in, or for which"
    );
    let facts = facts_of("26QN000044");
    let details = permits::application::state::ImportPermitDetails {
        consignments: vec![1],
        ..permits::application::state::ImportPermitDetails::default()
    };
    counterpart::received_with(office, &ada, id, facts, details, Vec::new()).await.unwrap();
    let (found, waits) = case(&world, id).await;
    assert_eq!(found.status(), ApplicationStatus::UnderExamination);
    assert_eq!(waits.unwrap().consignments, [2], "the second still has none");
}

fn facts_of(number: &str) -> ImportPermitFacts {
    ImportPermitFacts {
        issuer: country::DEMO_IMPORTER,
        number: PermitNumber::parse(number).unwrap(),
        valid_until: date(2027, 10, 31),
    }
}

/// Trophies with answers about their import permit: of the first line, and of a second that is like it.
fn said(first: (&str, &str), second: Option<(&str, &str)>) -> FormInput {
    let mut form = trophies();
    (form.lines[0].import_permit, form.lines[0].import_later) = (first.0.into(), first.1.into());
    if let Some((number, later)) = second {
        let mut line = form.lines[0].clone();
        line.marks = "QM 0011/2026\nQM 0012/2026".into();
        (line.import_permit, line.import_later) = (number.into(), later.into());
        form.lines.push(line);
    }
    form
}

async fn unsaid(on: On) {
    let world = World::new(on).await;
    let (office, ada) = (&world.office, world.qm(1));
    let begun = async |form| {
        let ada = world.qm(1);
        draft::create(office, &ada, form, draft::OnBehalf::default()).await.unwrap().application.id()
    };
    let refused = async |form| {
        let id = begun(form).await;
        let error = submit::submit(office, &world.qm(1), id).await.unwrap_err();
        error.fields().into_iter().map(|f| (f.field, f.code)).collect::<Vec<_>>()
    };
    let at = |n: usize, code: &str| (format!("lines.{n}.import_permit"), code.to_owned());
    // Each line for itself: what one says does not speak for the other.
    assert_eq!(refused(said(("", ""), Some(("", "")))).await, [at(0, "import-permit-say"), at(1, "import-permit-say")]);
    assert_eq!(refused(said(("26QN000044", ""), Some(("", "")))).await, [at(1, "import-permit-say")]);
    assert_eq!(refused(said(("", "yes"), Some((" ", "no")))).await, [at(1, "import-permit-say")]);
    let both = vec![("lines.0.import_later".to_owned(), "import-permit-both".to_owned())];
    assert_eq!(refused(said(("26QN000044", "yes"), None)).await, both);

    // Its number is named: the case goes to the officer with a flag until it is recorded with its last day.
    let id = begun(said(("26QN000044", ""), None)).await;
    submit::submit(office, &ada, id).await.unwrap();
    let taken = accept::accept(office, &world.qm(2), id).await.unwrap();
    assert_eq!(taken.application.status(), ApplicationStatus::UnderExamination, "the officer decides how to go on");
    let (_, waits) = case(&world, id).await;
    let waits = waits.unwrap();
    assert_eq!((&waits.consignments[..], waits.expected, waits.paper), (&[1, 2][..], None, false));
    assert_eq!((waits.named[0].as_str(), waits.said, waits.later), ("26QN000044", true, false));
    // It comes later: the case waits, and its clock stands still.
    let id = begun(said(("", "yes"), None)).await;
    submit::submit(office, &ada, id).await.unwrap();
    let taken = accept::accept(office, &world.qm(2), id).await.unwrap();
    assert_eq!(taken.application.status(), ApplicationStatus::AwaitingCounterpart);
    world.clock.forward(24 * 20);
    let (found, _) = case(&world, id).await;
    let net = one(found.timeline(), SlaClock::Net, &Targets::default(), Clock::now(world.clock.as_ref())).unwrap();
    assert_eq!(net.rest, Some(Rest::Paused(ApplicationStatus::AwaitingCounterpart)), "it says why");
    // A copy is another consignment: it is asked anew.
    let copy = draft::copy(office, &ada, id).await.unwrap().application;
    assert_eq!((copy.form().lines[0].import_permit.as_str(), copy.form().lines[0].import_later.as_str()), ("", ""));
    let mut form = copy.form().clone();
    form.declaration = true;
    draft::edit(office, &ada, copy.id(), form).await.unwrap();
    let error = submit::submit(office, &ada, copy.id()).await.unwrap_err();
    assert_eq!(error.fields()[0].code, "import-permit-say");
    // Bred specimens of Appendix I, and skins of Appendix II, wait for nobody.
    let mut bred = trophies();
    bred.lines[0].source = "C".into();
    submit::submit(office, &ada, begun(bred).await).await.unwrap();
    let skins = begun(crate::world::skins()).await;
    submit::submit(office, &ada, skins).await.unwrap();
    assert_eq!(case(&world, skins).await.1, None);
}

async fn listed(on: On) {
    let world = World::new(on).await;
    let (office, ada) = (&world.office, world.qm(1));
    let begun = async |form| {
        let ada = world.qm(1);
        let id = draft::create(office, &ada, form, draft::OnBehalf::default()).await.unwrap().application.id();
        submit::submit(office, &ada, id).await.unwrap();
        accept::accept(office, &world.qm(2), id).await.unwrap();
        id
    };
    let skins = begun(crate::world::skins()).await;
    let cats = begun(said(("", "yes"), None)).await;
    // What the list shows of both, and what it finds.
    let seen = async || {
        let now = Clock::now(world.clock.as_ref());
        let mut read = office.store.read(&world.qm(3).scope(now)).await.unwrap();
        let before = office.store.meter().statements;
        let glances = office::epermit::queue::glance(&mut read, office, &[skins, cats]).await.unwrap();
        assert!(office.store.meter().statements - before <= 2, "the flag costs no question");
        let flagged: Vec<ApplicationId> =
            glances.iter().filter(|(_, g)| g.flags.iter().any(|f| f == awaited::PAPER)).map(|(id, _)| *id).collect();
        let open: Vec<_> = ApplicationStatus::ALL.iter().copied().filter(|s| !s.terminal()).collect();
        let page = awaited::waiting(&mut read, office, &open, store::Cursor::OLDEST, 30, |_| true).await.unwrap();
        let found: Vec<ApplicationId> = page.rows.iter().map(|r| r.id).collect();
        assert_eq!((page.next, &flagged), (None, &found), "what is shown is what is found");
        found
    };
    assert_eq!(seen().await, [cats]);
    // The first of two is there: the case is with the officer again, and waits for the second all the same.
    let details = |nth| permits::application::state::ImportPermitDetails {
        consignments: vec![nth],
        ..permits::application::state::ImportPermitDetails::default()
    };
    counterpart::received_with(office, &ada, cats, facts_of("26QN000044"), details(1), Vec::new()).await.unwrap();
    assert_eq!(case(&world, cats).await.0.status(), ApplicationStatus::UnderExamination);
    assert_eq!(seen().await, [cats], "one that is missing is enough");
    counterpart::wait(office, &world.qm(3), cats).await.unwrap();
    counterpart::received_with(office, &ada, cats, facts_of("26QN000051"), details(2), Vec::new()).await.unwrap();
    assert_eq!(seen().await, Vec::<ApplicationId>::new(), "both are there");
    // One whose last day has passed is missing again.
    world.clock.forward(24 * 370);
    assert_eq!(seen().await, [cats]);
}

async fn reserved(on: On) {
    let world = World::new(on).await;
    let (office, ada) = (&world.office, world.qm(1));
    let cells = [("country", "QN"), ("taxon_name", "Panthera pardus"), ("start_date", "2026-11-02"), ("end_date", "")];
    let row = Entered {
        table: rules::PartyTable::Reservations,
        cells: cells.map(|(name, text)| (name.to_owned(), text.to_owned())).into(),
        reason: "Depositary notification".into(),
    };
    let row = law_rows::propose(office, &world.qm(34), row).await.unwrap();
    law_rows::confirm(office, &world.qm(22), row.id).await.unwrap();
    // The destination gives no import permit: nobody is asked for one, and nothing waits for it (Res. Conf. 4.25).
    let id = draft::create(office, &ada, trophies(), draft::OnBehalf::default()).await.unwrap().application.id();
    let mut read = office.store.read(&ada.scope(Clock::now(world.clock.as_ref()))).await.unwrap();
    assert!(awaited::of_form(&mut read, office, id, &trophies()).await.unwrap().is_none());
    drop(read);
    submit::submit(office, &ada, id).await.unwrap();
    let taken = accept::accept(office, &world.qm(2), id).await.unwrap();
    assert_eq!(taken.application.status(), ApplicationStatus::UnderExamination);
    assert!(case(&world, id).await.1.is_none());
    let now = Clock::now(world.clock.as_ref());
    let mut read = office.store.read(&world.qm(3).scope(now)).await.unwrap();
    let glances = office::epermit::queue::glance(&mut read, office, &[id]).await.unwrap();
    assert!(glances[&id].flags.iter().all(|flag| flag != awaited::PAPER), "{:?}", glances[&id].flags);
}
