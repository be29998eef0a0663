//! What is told ahead: to customs what they may expect at a port, to an applicant how long it will take.

use crate::exchange::granted;
use crate::spine::{issued, presented};
use crate::world::{On, World, skins};
use cites::ids::ApplicationId;
use office::Error;
use office::econtrol::endorse::endorse;
use office::econtrol::expected::{self, Ahead};
use office::epermit::{accept, clocks, draft, submit};
use office::shared::faces::Clock;
use permits::FormInput;

both! {
    customs_know_what_comes_to_their_port => port,
    an_applicant_knows_how_long_others_waited => wait,
}

fn planned(port: &str, day: &str) -> FormInput {
    let mut form = skins();
    for (path, text) in [("port_of_exit", port), ("shipment_date", day), ("lines.0.quantity", "10")] {
        assert!(form.set(path, text), "{path}");
    }
    form
}

async fn port(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let customs = world.qm(7);
    let soon = granted(&world, &|n| world.qm(n), planned("QMBND", "2026-11-06"), None).await.permit;
    let late = granted(&world, &|n| world.qm(n), planned("QMBND", "2027-01-25"), None).await.permit;
    let elsewhere = granted(&world, &|n| world.qm(n), planned("QMCAP", "2026-11-05"), None).await.permit;
    let unsaid = granted(&world, &|n| world.qm(n), planned("", ""), None).await.permit;
    let numbers = |port: &'static str, ahead| {
        let who = customs.clone();
        async move {
            let found = expected::list(office, &who, port, ahead, None, 25).await.unwrap();
            found.iter().map(|e| e.row.permit.number.clone()).collect::<Vec<_>>()
        }
    };
    let of = |permits: &[&permits::Permit]| permits.iter().map(|p| p.number().clone()).collect::<Vec<_>>();
    assert_eq!(numbers("QMBND", Ahead::Week).await, of(&[&soon]), "one ship this week");
    assert_eq!(numbers("QMBND", Ahead::All).await, of(&[&soon, &late]));
    assert_eq!(numbers("", Ahead::Week).await, of(&[&elsewhere, &soon]), "any port, the soonest first");
    let all = numbers("", Ahead::All).await;
    assert_eq!(all, of(&[&elsewhere, &soon, &late, &unsaid]), "who named no day comes by the last day at the latest");
    // Two pages of it, the second from where the first ended.
    let first = expected::list(office, &customs, "", Ahead::All, None, 2).await.unwrap();
    let after = expected::after_of(&expected::after_text(&first[1].after()));
    assert_eq!(after, Some(first[1].after()));
    let second = expected::list(office, &customs, "", Ahead::All, after, 2).await.unwrap();
    let number = |e: &expected::Expected| e.row.permit.number.clone();
    assert_eq!(first.iter().chain(&second).map(number).collect::<Vec<_>>(), all);
    // The file says the same, with the day only where one was planned.
    let file = String::from_utf8(expected::csv(office, &customs, "", Ahead::All).await.unwrap()).unwrap();
    let rows: Vec<&str> = file.lines().collect();
    assert_eq!(rows.len(), 5);
    assert!(rows[2].starts_with(soon.number().as_str()) && rows[2].contains("QMBND,2026-11-06,"), "{}", rows[2]);
    assert!(rows[4].contains("QN,,,"), "no port, no day: {}", rows[4]);
    // What left is not expected any more; others know nothing of it.
    let mut left = presented(10);
    left.port = "QMBND".into();
    endorse(office, &customs, soon.id(), left).await.unwrap();
    assert_eq!(numbers("QMBND", Ahead::All).await, of(&[&late]));
    assert!(expected::list(office, &world.qn(7), "", Ahead::All, None, 25).await.unwrap().is_empty());
    let refused = expected::list(office, &world.qm(1), "", Ahead::All, None, 25).await.unwrap_err();
    assert!(matches!(refused, Error::NotPermitted), "a trader does not see others' shipments");
}

async fn usual(world: &World, urgent: bool) -> Option<u32> {
    let now = Clock::now(world.clock.as_ref());
    let mut read = world.office.store.read(&world.qm(1).scope(now)).await.unwrap();
    clocks::usual(&mut read, cites::DocumentType::Export, urgent, now).await.unwrap()
}

async fn so_far(world: &World, id: ApplicationId) -> Option<(u32, u32)> {
    let now = Clock::now(world.clock.as_ref());
    let mut read = world.office.store.read(&world.qm(1).scope(now)).await.unwrap();
    let case = read.application::<permits::Application>(id).await.unwrap().unwrap().value;
    clocks::so_far(&mut read, &case, now).await.unwrap()
}

async fn wait(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    for done in 0..5 {
        assert_eq!(usual(&world, false).await, None, "{done} cases are no ground for a forecast");
        issued(&world).await;
    }
    // Five and twenty and one hours each.
    assert_eq!(usual(&world, false).await, Some(2));
    assert_eq!(usual(&world, true).await, None, "none of them was urgent");
    let id = draft::create(office, &world.qm(1), skins(), draft::OnBehalf::default()).await.unwrap().application.id();
    assert_eq!(so_far(&world, id).await, None, "a draft waits for nobody");
    submit::submit(office, &world.qm(1), id).await.unwrap();
    world.clock.forward(49);
    accept::accept(office, &world.qm(2), id).await.unwrap();
    assert_eq!(so_far(&world, id).await, Some((2, 30)), "two whole days of thirty");
}
