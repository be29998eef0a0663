//! What a coming law touches is read in pieces: more cases, permits and registrations cost no more questions.

use crate::law::measure;
use crate::spine::issued;
use crate::world::{On, World, skins};
use office::epermit::law_rows::{preview, propose};
use office::epermit::{draft, submit};
use office::registers::operations;
use store::RegisterKind;

both! {
    a_preview_asks_as_often_for_ten_cases_as_for_two => pieces,
}

/// An open case with specimens of a registered operation, and another registration.
async fn grow(world: &World, cases: usize) {
    for n in 0..cases {
        let farm = operations::Wanted {
            kind: RegisterKind::Ranch,
            name: format!("Ranch {n}"),
            address: "Road 4, Luzembe".into(),
            species: "Crocodylus niloticus; 1200; 300; NAR".into(),
            statement: "Eggs of the wild, taken under licence.".into(),
        };
        let farm = operations::apply(&world.office, &world.qm(1), farm).await.unwrap().columns.id;
        operations::propose(&world.office, &world.qm(3), farm, String::new()).await.unwrap();
        let farm = operations::approve(&world.office, &world.qm(4), farm).await.unwrap();
        let mut form = skins();
        for (path, text) in [
            ("lines.0.marks", ""),
            ("lines.0.quantity", "10"),
            ("lines.0.operation", farm.columns.number.as_deref().unwrap()),
        ] {
            assert!(form.set(path, text), "{path}");
        }
        let open = draft::create(&world.office, &world.qm(1), form, draft::OnBehalf::default()).await.unwrap();
        submit::submit(&world.office, &world.qm(1), open.application.id()).await.unwrap();
    }
}

async fn pieces(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let day = office::shared::facts::day(office::shared::faces::Clock::now(world.clock.as_ref()));
    let row = propose(office, &world.qm(21), measure(&day.tomorrow().unwrap().to_string())).await.unwrap();
    let look = async || {
        let before = office.store.meter().statements;
        let seen = preview(office, &world.qm(22), row.id).await.unwrap();
        (office.store.meter().statements - before, seen)
    };
    issued(&world).await;
    grow(&world, 2).await;
    let (few, seen) = look().await;
    assert_eq!((seen.cases.len(), seen.permits.len(), seen.registrations.len()), (2, 1, 2));
    issued(&world).await;
    issued(&world).await;
    grow(&world, 8).await;
    let (many, seen) = look().await;
    assert_eq!((seen.cases.len(), seen.permits.len(), seen.registrations.len()), (10, 3, 10), "counted to the last");
    assert!(seen.cases.iter().all(|t| t.change.new[0].rule == "B8"), "{:?}", seen.cases);
    assert_eq!((seen.looked_at.0, seen.looked_at.1, seen.looked_at.3, seen.more), (10, 3, 10, false));
    assert_eq!(few, many, "questions to the archive");
    assert!(many <= 14, "{many} questions");
}
