//! Appendix I, handed in before the import permit of the destination is there: the applicant says so, and the case waits.
//! Each story on both engines.

use crate::acts::form;
use crate::world::{On, World};
use cites::ids::ApplicationId;
use cites::{ApplicationStatus, PermitNumber, country};
use jiff::civil::date;
use office::epermit::awaited::{self, Awaited};
use office::epermit::intake::papers;
use office::epermit::{accept, counterpart, draft, submit};
use office::shared::faces::Clock;
use permits::FormInput;
use permits::application::{Application, ImportPermitFacts};
use permits::clocks::{Rest, SlaClock, Targets, one};

both! {
    asked_for_and_not_there_the_case_waits_until_it_is_named => asked_for,
    of_nothing_said_the_desk_is_told => unsaid,
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
    let awaited = awaited::of_case(&mut read, &found).await.unwrap();
    (found, awaited)
}

async fn asked_for(on: On) {
    let world = World::new(on).await;
    let (office, ada) = (&world.office, world.qm(1));
    let id = draft::create(office, &ada, trophies(), draft::OnBehalf::default()).await.unwrap().application.id();
    let mut read = office.store.read(&ada.scope(Clock::now(world.clock.as_ref()))).await.unwrap();
    // Told before anything is handed in: both consignments wait, and nothing was said of it yet.
    let told = awaited::of_form(&mut read, id, &trophies()).await.unwrap().unwrap();
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
    let facts = ImportPermitFacts {
        issuer: country::DEMO_IMPORTER,
        number: PermitNumber::parse("26QN000044").unwrap(),
        valid_until: date(2027, 10, 31),
    };
    let vague = counterpart::received(office, &ada, id, facts).await.unwrap_err();
    assert_eq!(
        vague.code(),
        "import-permit-parts",
        "of several consignments it says how much it lets in, or for which"
    );
    let facts = ImportPermitFacts {
        issuer: country::DEMO_IMPORTER,
        number: PermitNumber::parse("26QN000044").unwrap(),
        valid_until: date(2027, 10, 31),
    };
    let details = permits::application::state::ImportPermitDetails {
        consignments: vec![1],
        ..permits::application::state::ImportPermitDetails::default()
    };
    counterpart::received_with(office, &ada, id, facts, details, Vec::new()).await.unwrap();
    let (found, waits) = case(&world, id).await;
    assert_eq!(found.status(), ApplicationStatus::UnderExamination);
    assert_eq!(waits.unwrap().consignments, [2], "the second still has none");
}

async fn unsaid(on: On) {
    let world = World::new(on).await;
    let (office, ada) = (&world.office, world.qm(1));
    let id = draft::create(office, &ada, trophies(), draft::OnBehalf::default()).await.unwrap().application.id();
    submit::submit(office, &ada, id).await.unwrap();
    let taken = accept::accept(office, &world.qm(2), id).await.unwrap();
    assert_eq!(taken.application.status(), ApplicationStatus::UnderExamination, "the officer decides how to go on");
    let (_, waits) = case(&world, id).await;
    let waits = waits.unwrap();
    assert_eq!((waits.consignments, waits.expected, waits.paper), (vec![1, 2], None, false));
    // Skins of Appendix II wait for nobody.
    let skins = draft::create(office, &ada, crate::world::skins(), draft::OnBehalf::default()).await.unwrap();
    submit::submit(office, &ada, skins.application.id()).await.unwrap();
    assert_eq!(case(&world, skins.application.id()).await.1, None);
}
