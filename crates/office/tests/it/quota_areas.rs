//! Quotas of one area are charged by what comes from that area, and nothing else.

use crate::consignments::sums;
use crate::spine::{examined, presented};
use crate::world::{On, World, skins};
use cites::country::DEMO_EXPORTER as QM;
use cites::ids::QuotaId;
use cites::{Amount, Purpose, Source, Term, Unit};
use office::econtrol::endorse::endorse;
use office::epermit::quota_set::{Proposed, confirm, propose_new};
use office::epermit::{accept, approve, areas, draft, sign, submit};
use office::shared::faces::Clock as _;
use office::{Error, Who};
use permits::quota_kind::QuotaBasis;
use permits::{ActError, FormInput};
use store::QuotaKeys;

both! {
    two_lakes_have_a_quota_each_beside_the_national_one => lakes,
    what_a_quota_is_for_decides_who_is_asked_for_the_area => asked,
}

async fn set(world: &World, limit: u32, keys: QuotaKeys) -> QuotaId {
    let new = Proposed {
        taxon: "Crocodylus niloticus".into(),
        year: 2026,
        unit: Unit::Nar,
        limit: Some(Amount::whole(limit)),
        keys,
        reason: "Gazette 12".into(),
    };
    let row = propose_new(&world.office, &world.qm(8), new).await.unwrap();
    confirm(&world.office, &world.qm(9), row.id).await.unwrap();
    row.id
}

fn of_area(area: &str) -> QuotaKeys {
    QuotaKeys { kind: QuotaBasis::Allocation, area: area.into(), terms: vec![Term::Ski], ..QuotaKeys::default() }
}

fn from(area: &str, quantity: u32, n: u32) -> FormInput {
    let mut form = skins();
    assert!(form.set("lines.0.area", area));
    form.set("lines.0.quantity", &quantity.to_string());
    form.set("lines.0.marks", &format!("QM-RA-2026-{n:06}"));
    form
}

fn wrong(error: &Error) -> Vec<(String, String)> {
    let Error::Act(ActError::Form(fields)) = error else { panic!("{error:?}") };
    fields.iter().map(|f| (f.field.clone(), f.code.clone())).collect()
}

async fn lakes(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let (ada, clerk): (Who, Who) = (world.qm(1), world.qm(2));
    let national = set(&world, 1_000, QuotaKeys { terms: vec![Term::Ski], ..QuotaKeys::default() }).await;
    let (north, south) =
        (set(&world, 300, of_area("Lake Quemba")).await, set(&world, 50, of_area("Lower Quira")).await);

    // The Party's own list of areas is offered, and one of them has to be chosen.
    let made = draft::create(office, &ada, from("", 240, 1), draft::OnBehalf::default()).await.unwrap();
    let id = made.application.id();
    let today = cites::Date::new(2026, 11, 2).unwrap();
    let side = made.application.side().clone();
    let mut read = office.store.read(&ada.scope(world.clock.now())).await.unwrap();
    let offered = areas::offered(&mut read, office, QM, made.application.form(), 0, &side, today).await.unwrap();
    assert_eq!(offered, ["Lake Quemba", "Lower Quira"]);
    drop(read);
    let at = |code: &str| vec![("lines.0.area".to_owned(), code.to_owned())];
    assert_eq!(wrong(&submit::submit(office, &ada, id).await.unwrap_err()), at("area-empty"));
    draft::edit(office, &ada, id, from("Lake Nowhere", 240, 1)).await.unwrap();
    assert_eq!(wrong(&submit::submit(office, &ada, id).await.unwrap_err()), at("area-unknown"));

    // Its words are read whatever their case, and its quota is charged beside the national one.
    draft::edit(office, &ada, id, from("lake quemba ", 240, 1)).await.unwrap();
    submit::submit(office, &ada, id).await.unwrap();
    accept::accept(office, &clerk, id).await.unwrap();
    assert_eq!(sums(&world, north).await, ["240", "0", "0"]);
    assert_eq!(sums(&world, south).await, ["0", "0", "0"]);
    assert_eq!(sums(&world, national).await, ["240", "0", "0"]);

    // The south has 50 and not 60, although the country has plenty.
    let made = draft::create(office, &ada, from("Lower Quira", 60, 2), draft::OnBehalf::default()).await.unwrap();
    let much = made.application.id();
    submit::submit(office, &ada, much).await.unwrap();
    let refused = accept::accept(office, &clerk, much).await.unwrap_err();
    assert!(matches!(refused, Error::Quota(_)), "{refused}");

    // Box 11a prints the national one; what does not leave goes back to both.
    examined(&world, id).await;
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
    let issued = sign::sign(office, &world.qm(5), id).await.unwrap();
    let printed = issued.permit.document().lines[0].quota.map(|q| q.quota);
    assert_eq!(printed, Some(Amount::whole(1_000)));
    endorse(office, &world.qm(7), issued.permit.id(), presented(200)).await.unwrap();
    assert_eq!(sums(&world, north).await, ["0", "0", "200"]);
    assert_eq!(sums(&world, national).await, ["0", "0", "200"]);
    assert_eq!(sums(&world, south).await, ["0", "0", "0"]);
}

async fn asked(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let who = world.qm(1);
    let made = draft::create(office, &who, from("", 10, 1), draft::OnBehalf::default()).await.unwrap();
    let (form, side) = (made.application.form().clone(), made.application.side().clone());
    let offered = async |on: &str| {
        let mut read = office.store.read(&who.scope(world.clock.now())).await.unwrap();
        areas::offered(&mut read, office, QM, &form, 0, &side, on.parse().unwrap()).await.unwrap()
    };
    // Meat, wild specimens, scientific exchange, another company, another country's population: not these skins.
    set(&world, 1, QuotaKeys { terms: vec![Term::Mea], ..of_area("Meat") }).await;
    set(&world, 1, QuotaKeys { sources: vec![Source::W], ..of_area("Wild") }).await;
    set(&world, 1, QuotaKeys { purposes: vec![Purpose::S], ..of_area("Science") }).await;
    let other = cites::ids::OrganisationId::from_bytes([9; 16]);
    set(&world, 1, QuotaKeys { holder: Some(other), ..of_area("Another farm") }).await;
    let abroad = Some(cites::country::DEMO_IMPORTER);
    set(&world, 1, QuotaKeys { exporter: abroad, ..of_area("Abroad") }).await;
    assert_eq!(offered("2026-11-02").await, Vec::<String>::new());
    // A company's share of an area in a season: all three are asked.
    let days = Some((jiff::civil::date(2026, 10, 1), jiff::civil::date(2026, 11, 30)));
    let share = set(&world, 20, QuotaKeys { days, holder: Some(world.company), ..of_area("Lake Quemba") }).await;
    assert_eq!(offered("2026-11-02").await, ["Lake Quemba"]);
    assert_eq!(offered("2026-12-01").await, Vec::<String>::new(), "the season is over");
    let id = made.application.id();
    assert_eq!(wrong(&submit::submit(office, &who, id).await.unwrap_err())[0].1, "area-empty");
    draft::edit(office, &who, id, from("Lake Quemba", 10, 1)).await.unwrap();
    submit::submit(office, &who, id).await.unwrap();
    accept::accept(office, &world.qm(2), id).await.unwrap();
    assert_eq!(sums(&world, share).await, ["10", "0", "0"]);
}
