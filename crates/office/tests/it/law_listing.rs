//! What the Conference decided, entered by the Party before the data have it: two persons, a preview of what it touches,
//! and the law from its day.

use crate::world::{On, World, skins};
use office::Error;
use office::epermit::law_rows::{Entered, confirm, preview, propose};
use office::epermit::{draft, examine, submit};
use rules::{PartyTable, Verdict};

both! {
    listing => a_coming_listing_is_seen_ahead_and_counts_from_its_day_on_sqlite, a_coming_listing_is_seen_ahead_and_counts_from_its_day_on_postgresql;
}

fn entered(appendix: &str, from: &str) -> Entered {
    let cells = [
        ("taxon_name", "Crocodylus niloticus"),
        ("appendix", appendix),
        ("instrument", "CoP21 Prop. 9"),
        ("valid_from", from),
    ];
    Entered {
        table: PartyTable::Listings,
        cells: cells.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect(),
        reason: "Notification 2026/101".into(),
    }
}

async fn listing(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let (admin, chief, officer) = (world.qm(21), world.qm(22), world.qm(3));
    let id = draft::create(office, &world.qm(1), skins(), draft::OnBehalf::default()).await.unwrap().application.id();
    submit::submit(office, &world.qm(1), id).await.unwrap();
    assert_eq!(propose(office, &admin, entered("IV", "2026-11-04")).await.unwrap_err().fields()[0].field, "appendix");
    let refused = propose(office, &officer, entered("I", "2026-11-04")).await.unwrap_err();
    assert!(matches!(refused, Error::NotPermitted), "{refused}");
    let row = propose(office, &admin, entered("I", "2026-11-04")).await.unwrap();
    let seen = preview(office, &chief, row.id).await.unwrap();
    assert_eq!((seen.on.to_string().as_str(), seen.cases.len()), ("2026-11-04", 1), "the open case is touched");
    assert_eq!(confirm(office, &admin, row.id).await.unwrap_err().code(), "law-needs-two");
    confirm(office, &chief, row.id).await.unwrap();

    let listed = async || {
        let (_, trace) = examine::examine(office, &officer, id).await.unwrap();
        (trace.lines()[0].appendix.map(|a| a.code()), trace.verdict("A3"))
    };
    let (appendix, box_10) = listed().await;
    assert_eq!(appendix, Some("II"), "not before its day");
    assert_ne!(box_10, Verdict::Blocked);
    world.clock.forward(48);
    let (appendix, box_10) = listed().await;
    assert_eq!(appendix, Some("I"), "from its day on");
    assert_eq!(box_10, Verdict::Blocked, "box 10 says II");
    let abroad = preview(office, &world.qn(21), row.id).await.unwrap_err();
    assert!(matches!(abroad, Error::NotFound(_)), "{abroad}");
}
