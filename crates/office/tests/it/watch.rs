//! What time brings is told: clocks at their marks to officer and supervisor, a rule that was made law to those it
//! touches. Each once.

use crate::world::{On, World, skins};
use office::Who;
use office::epermit::law_rows::{Entered, confirm, propose};
use office::epermit::{accept, draft, submit};
use office::notices::{read, remind};
use rules::PartyTable;

async fn told(world: &World, who: &Who, event: &str) -> usize {
    let rows = read::list(&world.office, who, false, None, 200).await.unwrap();
    rows.iter().filter(|n| n.event == event).count()
}

async fn story(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let house = world.qm(1).house.clone();
    let (ada, officer, supervisor, admin) = (world.qm(1), world.qm(3), world.qm(22), world.qm(21));
    let id = draft::create(office, &ada, skins(), draft::OnBehalf::default()).await.unwrap().application.id();
    submit::submit(office, &ada, id).await.unwrap();
    accept::accept(office, &world.qm(2), id).await.unwrap();
    let round = async || remind::remind(office, &house).await.unwrap();

    assert_eq!(round().await, 0, "the case is fresh");
    // Half of the 240 hours: the officer is reminded, once, and nobody else.
    world.clock.forward(125);
    assert!(round().await >= 1);
    assert_eq!((told(&world, &officer, "clock-half").await, told(&world, &supervisor, "clock-half").await), (1, 0));
    assert_eq!(round().await, 0, "once");
    // 240 hours are the target of our own time: after 200 four fifths are used, after 260 it is late.
    world.clock.forward(75);
    assert!(round().await >= 1);
    assert_eq!(told(&world, &officer, "clock-near").await, 1);
    assert_eq!(told(&world, &supervisor, "clock-near").await, 0, "nothing to supervise yet");
    assert_eq!(round().await, 0, "once");
    world.clock.forward(60);
    round().await;
    for who in [&officer, &supervisor] {
        let rows = read::list(office, who, false, None, 200).await.unwrap();
        let late: Vec<_> = rows.iter().filter(|n| n.event == "clock-over").collect();
        assert_eq!(late.len(), 1);
        assert!(late[0].details["target"].parse::<u32>().is_ok(), "{:?}", late[0].details);
    }
    assert_eq!(round().await, 0, "once");
    assert_eq!(told(&world, &ada, "clock-over").await, 0, "the applicant is not told of our clocks");

    // A rule that two persons make law is told to those whose case it touches, when it is law and not before.
    let day = office::shared::facts::day(office::shared::faces::Clock::now(&*world.clock));
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
    ];
    let mut entered = Entered {
        table: PartyTable::StricterMeasures,
        cells: cells.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect(),
        reason: "Gazette 40".into(),
    };
    entered.cells.insert("valid_from".into(), day.to_string());
    let row = propose(office, &admin, entered).await.unwrap();
    assert_eq!(told(&world, &ada, "law-change").await, 0, "a proposal is not law");
    confirm(office, &supervisor, row.id).await.unwrap();
    assert_eq!(told(&world, &ada, "law-change").await, 1, "the applicant");
    assert_eq!(told(&world, &officer, "law-change").await, 1, "the officer in charge");
    assert_eq!(told(&world, &world.qn(1), "law-change").await, 0, "nobody abroad");
}

#[tokio::test]
async fn clocks_and_rules_are_told_once_on_sqlite() {
    story(On::Sqlite).await;
}

#[tokio::test]
async fn clocks_and_rules_are_told_once_on_postgresql() {
    story(On::Postgres).await;
}
