//! One way into a replacement: from the permit that was lost, whoever asks and however. Told on both engines.

use crate::spine::issued;
use crate::staff::hire;
use crate::world::{On, World, skins};
use cites::Role;
use office::Error;
use office::epermit::draft::{self, OnBehalf};
use office::epermit::instead::{may_replace, replaceable};
use office::epermit::permit_acts::{self, Loss};
use permits::FormInput;

both! {
    a_replacement_begins_at_the_permit_that_was_lost => lost,
}

fn replacing(number: &str) -> FormInput {
    let mut form = skins();
    for (path, text) in [
        ("document_type", "REPLACE"),
        ("particulars.base_type", "EXPORT"),
        ("particulars.reason", "Lost."),
        ("replaces", number),
    ] {
        assert!(form.set(path, text), "{path}");
    }
    form
}

async fn lost(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let (ada, clerk, officer) = (world.qm(1), world.qm(2), world.qm(3));
    let old = issued(&world).await;
    let (id, number) = (old.permit.id(), old.permit.number().to_string());
    let own = || OnBehalf::default();
    let today = || office::shared::facts::day(office::shared::faces::Clock::now(world.clock.as_ref()));

    // The kind alone begins nothing, and neither does a permit that stands.
    let alone = draft::create(office, &ada, replacing(""), own()).await.unwrap_err();
    assert_eq!(alone.code(), "replaces-which");
    let standing = draft::create(office, &ada, replacing(&number), own()).await.unwrap_err();
    assert_eq!(standing.code(), "replaces-standing");
    assert!(replaceable(office, &ada).await.unwrap().is_empty());
    let begun = draft::create(office, &ada, skins(), own()).await.unwrap().application;
    let turned = draft::edit(office, &ada, begun.id(), replacing("")).await.unwrap_err();
    assert_eq!(turned.code(), "replaces-which", "nor does a draft of another kind become one");

    permit_acts::deliver(office, &clerk, id).await.unwrap();
    let gone = permit_acts::report(office, &ada, id, Loss::Stolen, "Taken at the port.".into()).await.unwrap().permit;
    let names = |rows: Vec<store::PermitRow>| rows.into_iter().map(|r| r.number.to_string()).collect::<Vec<_>>();
    assert_eq!(names(replaceable(office, &ada).await.unwrap()), [number.as_str()]);
    assert_eq!(names(replaceable(office, &clerk).await.unwrap()), [number.as_str()], "the counter sees everybody's");
    assert!(matches!(replaceable(office, &officer).await, Err(Error::NotPermitted)));

    // Another applicant has nothing to choose from, and is told no more of a number than of one that there is not.
    let other = hire(&world, 61, "Bo Stranger", Role::Applicant).await;
    assert!(replaceable(office, &other).await.unwrap().is_empty());
    for typed in [number.as_str(), "26QM999999"] {
        let refused = draft::create(office, &other, replacing(typed), own()).await.unwrap_err();
        assert_eq!(refused.code(), "replaces-unknown", "{typed}");
    }
    assert!(matches!(draft::replacement(office, &other, id).await, Err(Error::NotFound(_))));
    assert_eq!(
        [&ada, &clerk, &officer, &other].map(|who| may_replace(who, &gone, today())),
        [true, true, false, false]
    );

    // The holder's draft says what it is, of what and why. At the counter it is the holder's as well.
    let mine = draft::replacement(office, &ada, id).await.unwrap().application;
    assert_eq!((mine.form().document_type.as_str(), mine.form().replaces.as_str()), ("REPLACE", number.as_str()));
    assert_eq!(mine.form().particulars.reason, "Taken at the port.");
    let counter = draft::replacement(office, &clerk, id).await.unwrap().application;
    assert_eq!(
        (counter.side().applicant, counter.side().organisation),
        (mine.side().applicant, mine.side().organisation)
    );
    // A copy of it is a new application of the kind it stood for.
    let copy = draft::copy(office, &ada, mine.id()).await.unwrap().application;
    assert_eq!((copy.form().document_type.as_str(), copy.form().replaces.as_str()), ("EXPORT", ""));

    // After its last day there is nothing left to stand in for.
    world.clock.forward(24 * 400);
    assert!(replaceable(office, &ada).await.unwrap().is_empty());
    assert_eq!(draft::replacement(office, &ada, id).await.unwrap_err().code(), "replaces-expired");
    assert!(!may_replace(&ada, &gone, today()));
}
