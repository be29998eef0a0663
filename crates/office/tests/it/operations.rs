//! Registers: two persons take an operation in, and what it claims to yield is held against what it exports.

use crate::spine::issued;
use crate::world::{On, World, skins};
use cites::{Amount, Unit};
use office::Error;
use office::epermit::draft::{self, OnBehalf};
use office::registers::operations::{self, Said, Wanted};
use permits::Draft;
use store::{EntryState, RegisterKind};

fn farm(kind: RegisterKind, species: &str) -> Wanted {
    Wanted {
        kind,
        name: "River Bend hatchery".into(),
        address: "1 River Road, Bend".into(),
        species: species.into(),
        statement: "Eggs from the wild since 2011, licence 7.".into(),
    }
}

async fn two_persons_register(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let wrong = operations::apply(office, &world.qm(1), farm(RegisterKind::Ranch, "Crocodylus niloticus; many")).await;
    assert_eq!(wrong.unwrap_err().code(), "species-lines");
    let none = operations::apply(office, &world.qm(1), farm(RegisterKind::Ranch, " ")).await.unwrap_err();
    assert_eq!(none.code(), "species-empty");
    let lines = "Crocodylus niloticus; 1200; 300; NAR";
    let entry = operations::apply(office, &world.qm(1), farm(RegisterKind::Breeder, lines)).await.unwrap();
    let id = entry.columns.id;
    assert_eq!(entry.columns.state, EntryState::Applied);
    let early = operations::approve(office, &world.qm(4), id).await.unwrap_err();
    assert_eq!(early.code(), "register-state", "nothing is approved that nobody proposed");
    assert!(matches!(operations::propose(office, &world.qm(1), id, String::new()).await, Err(Error::NotPermitted)));
    operations::propose(office, &world.qm(3), id, "Visited 12 October".into()).await.unwrap();
    assert!(matches!(operations::approve(office, &world.qm(3), id).await, Err(Error::NotPermitted)));
    let entry = operations::approve(office, &world.qm(4), id).await.unwrap();
    assert_eq!(entry.columns.number.as_deref(), Some("B-QM-0001"));
    let (from, until) = (entry.columns.from.unwrap(), entry.columns.until.unwrap());
    assert_eq!((until.year() - from.year(), entry.columns.in_force(until)), (5, true), "reviewed after five years");
    assert!(matches!(operations::get(office, &world.qn(3), id).await, Err(Error::NotFound(_))));

    // The scientific institution has two letters and three signs.
    let lab = operations::apply(office, &world.qm(1), farm(RegisterKind::Scientific, "")).await.unwrap().columns.id;
    operations::propose(office, &world.qm(3), lab, String::new()).await.unwrap();
    let lab = operations::approve(office, &world.qm(4), lab).await.unwrap();
    assert_eq!(lab.columns.number.as_deref(), Some("QM001"));

    // 240 left this year of 300: 60 more is what the farm can yield, 61 is not.
    issued(&world).await;
    let look = async |changes: &[(&str, &str)]| {
        let mut form = skins();
        form.set("lines.0.source", "C");
        form.set("lines.0.operation", "B-QM-0001");
        for (path, text) in changes {
            form.set(path, text);
        }
        let made = draft::create(office, &world.qm(1), form.clone(), OnBehalf::default()).await.unwrap().application;
        let draft = Draft::parse(&form).unwrap();
        let now = "2026-11-20T00:00:00Z".parse().unwrap();
        let mut read = office.store.read(&world.qm(3).scope(now)).await.unwrap();
        operations::look_up(&mut read, office, &world.qm(3), &draft, made.side(), now).await.unwrap().remove(0).said
    };
    let said = look(&[("lines.0.quantity", "60")]).await;
    let whole = Amount::whole;
    let (stock, unit) = (whole(1_200), Unit::Nar);
    assert_eq!(said, Said::Output { exported: whole(240), asked: whole(60), output: whole(300), stock, unit });
    assert!(said.is_well());
    assert!(!look(&[("lines.0.quantity", "61")]).await.is_well());
    let weighed = look(&[("lines.0.quantity", "60"), ("lines.0.unit", "KGM")]).await;
    assert_eq!(
        weighed,
        Said::OtherUnit { stock, output: whole(300), unit },
        "skins by weight are compared by a person"
    );
    assert!(!weighed.is_well());
    assert_eq!(look(&[("lines.0.operation", "B-QM-9999")]).await, Said::Unknown);
    assert_eq!(look(&[("lines.0.operation", "QM001")]).await, Said::OtherSpecies);
    assert!(matches!(look(&[("lines.0.operation", "")]).await, Said::Output { .. }), "found by its species");
    let ended = operations::close(office, &world.qm(4), id, "Farm closed".into()).await.unwrap();
    assert_eq!(ended.columns.state, EntryState::Ended);
    assert_eq!(look(&[]).await, Said::NotInForce);
    assert_eq!(look(&[("lines.0.operation", "")]).await, Said::NoEntry);
}

#[tokio::test]
async fn two_persons_take_a_breeder_in_on_sqlite() {
    two_persons_register(On::Sqlite).await;
}

#[tokio::test]
async fn two_persons_take_a_breeder_in_on_postgresql() {
    two_persons_register(On::Postgres).await;
}
