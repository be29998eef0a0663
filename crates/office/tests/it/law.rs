//! A Party changes its law: one person enters a row, sees what it touches, another confirms; from its day it is the law.

use crate::spine::approved;
use crate::world::{On, World, skins};
use cites::Date;
use office::epermit::law_rows::{Entered, confirm, drop_proposal, get, list, preview, propose, propose_end, refresh};
use office::epermit::{draft, examine, submit};
use office::registers::operations;
use office::{Error, Who};
use rules::{Outlook, PartyTable, Verdict};
use std::collections::BTreeMap;
use store::{LawState, RegisterKind};

pub fn measure(from: &str) -> Entered {
    let cells = [
        ("id", "QM-2027-1"),
        ("party", "QM"),
        ("direction", "export"),
        ("taxon", "Crocodylia"),
        ("effect", "forbids"),
        ("text_en", "No crocodile skins leave the country."),
        ("instrument", "Querimba Wildlife Trade Rules"),
        ("provision", "rule 40"),
        ("revision", "2027"),
        ("valid_from", from),
    ];
    Entered {
        table: PartyTable::StricterMeasures,
        cells: cells.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect::<BTreeMap<_, _>>(),
        reason: "Gazette 40 of 2026".into(),
    }
}

fn today(world: &World) -> Date {
    world.office.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

async fn story(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let (admin, chief) = (world.qm(21), world.qm(22));
    // A case decided, a case open.
    approved(&world).await;
    let mut form = skins();
    form.set("lines.0.marks", "QM-RA-2026-000700 to 000939");
    // And a farm in the register whose crocodiles it would keep at home.
    let farm = operations::Wanted {
        kind: RegisterKind::Ranch,
        name: "Kavango Ranch".into(),
        address: "Road 4, Luzembe".into(),
        species: "Crocodylus niloticus; 1200; 300; NAR".into(),
        statement: "Eggs of the wild, taken under licence.".into(),
    };
    let farm = operations::apply(office, &world.qm(1), farm).await.unwrap().columns.id;
    operations::propose(office, &world.qm(3), farm, String::new()).await.unwrap();
    let farm = operations::approve(office, &world.qm(4), farm).await.unwrap();
    let open = draft::create(office, &world.qm(1), form, draft::OnBehalf::default()).await.unwrap().application.id();
    submit::submit(office, &world.qm(1), open).await.unwrap();

    // Wrong cells are named by their column; an officer may not do it at all.
    let mut wrong = measure("soon");
    assert_eq!(propose(office, &admin, wrong.clone()).await.unwrap_err().code(), "date-form");
    wrong = measure("2026-11-03");
    wrong.cells.insert("effect".into(), "perhaps".into());
    assert_eq!(propose(office, &admin, wrong).await.unwrap_err().code(), "effect");
    let officer = propose(office, &world.qm(3), measure("2026-11-03")).await.unwrap_err();
    assert!(matches!(officer, Error::NotPermitted), "{officer}");

    let day = today(&world);
    let row = propose(office, &admin, measure(&day.to_string())).await.unwrap();
    assert_eq!((row.state, row.from), (LawState::Proposed, Some(day)));
    let (_, before) = examine::examine(office, &world.qm(3), open).await.unwrap();
    assert_ne!(before.verdict("B8"), Verdict::Blocked, "a proposal is not law");

    // What it would do: both cases, the decided one and the open one.
    let seen = preview(office, &chief, row.id).await.unwrap();
    assert_eq!(seen.cases.len(), 2, "{seen:?}");
    assert!(seen.cases.iter().all(|c| c.change.outlook.1 == Outlook::Forbidden && c.change.new[0].rule == "B8"));
    assert_eq!((seen.on, seen.more), (day, false));
    let [ranch] = seen.registrations.as_slice() else { panic!("the ranch is touched: {seen:?}") };
    assert_eq!(Some(&ranch.name), farm.columns.number.as_ref());
    assert_eq!((ranch.holder.as_str(), ranch.change.outlook.1), ("Kavango Ranch", Outlook::Forbidden));

    let alone = confirm(office, &admin, row.id).await.unwrap_err();
    assert_eq!(alone.code(), "law-needs-two", "nobody confirms what he entered");
    let row = confirm(office, &chief, row.id).await.unwrap();
    assert_eq!(row.state, LawState::Confirmed);
    let (_, after) = examine::examine(office, &world.qm(3), open).await.unwrap();
    assert_eq!(after.verdict("B8"), Verdict::Blocked, "now it is");
    assert_eq!(confirm(office, &chief, row.id).await.unwrap_err().code(), "law-nothing-proposed");

    // It ends by two persons too, on a day that is not past, and stays to be read.
    let yesterday = day.yesterday().unwrap();
    let past = propose_end(office, &chief, row.id, yesterday, "Too late".into()).await.unwrap_err();
    assert_eq!(past.code(), "date-form");
    propose_end(office, &chief, row.id, day, "Court of 3 November".into()).await.unwrap();
    let undone = preview(office, &admin, row.id).await.unwrap();
    assert_eq!(undone.on, day.tomorrow().unwrap());
    assert!(undone.cases.iter().all(|c| c.change.outlook.0 == Outlook::Forbidden && !c.change.is_stricter()));
    assert_eq!(confirm(office, &chief, row.id).await.unwrap_err().code(), "law-needs-two");
    let ended = confirm(office, &admin, row.id).await.unwrap();
    assert_eq!((ended.until, ended.state), (Some(day), LawState::Confirmed));
    world.clock.forward(24);
    let (_, later) = examine::examine(office, &world.qm(3), open).await.unwrap();
    assert_ne!(later.verdict("B8"), Verdict::Blocked, "over");

    // One that is turned down was never law; a start reads what stands in the archive; QN sees none of it.
    let other = propose(office, &admin, measure("2027-06-01")).await.unwrap();
    assert_eq!(drop_proposal(office, &chief, other.id).await.unwrap().state, LawState::Dropped);
    refresh(office, &Who::system(admin.house.clone())).await.unwrap();
    assert_eq!(list(office, &admin).await.unwrap().len(), 2, "nothing is deleted");
    let stranger = world.qn(21);
    assert!(matches!(get(office, &stranger, row.id).await, Err(Error::NotFound(_))));
    assert!(list(office, &stranger).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_row_of_law_is_entered_previewed_confirmed_and_ended_on_sqlite() {
    story(On::Sqlite).await;
}

#[tokio::test]
async fn a_row_of_law_is_entered_previewed_confirmed_and_ended_on_postgresql() {
    story(On::Postgres).await;
}
