//! Notices that no other story waits for: each reaches its reader in its situation, by the road that the table says.

use crate::spine::{issued, presented};
use crate::world::{On, World};
use cites::document::Block;
use cites::{Amount, country};
use office::Who;
use office::econtrol::endorse::endorse;
use office::econtrol::receive::{Counted, receive};
use office::eexchange::fetch::{Wanted, fetch};
use office::eexchange::outbox;
use office::notices::read;
use std::sync::atomic::Ordering;
use store::{MailState, NoticeRow};

both! {
    whole => a_quota_that_is_taken_whole_is_told, a_quota_that_is_taken_whole_is_told_on_postgresql;
    silent => the_exchange_desk_hears_of_a_partner_that_is_silent, the_exchange_desk_hears_of_a_partner_on_postgresql;
}

/// What a person was told of an event, newest first.
pub async fn told(world: &World, who: &Who, event: &str) -> Vec<NoticeRow> {
    let rows = read::list(&world.office, who, false, None, 200).await.unwrap();
    rows.into_iter().filter(|n| n.event == event).collect()
}

async fn whole(on: On) {
    let world = World::new(on).await;
    let quota = crate::quota::set(&world, 240).await;
    issued(&world).await;
    for keeper in [8, 9, 6] {
        let rows = told(&world, &world.qm(keeper), "quota-100").await;
        let seen: Vec<_> = rows.iter().map(|r| (r.object_id.clone(), r.mail)).collect();
        assert_eq!(seen, [(quota.to_string(), MailState::None)], "{keeper}");
    }
    assert!(told(&world, &world.qn(8), "quota-100").await.is_empty(), "another Party's quotas are its own");
}

async fn silent(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let permit = issued(&world).await;
    endorse(office, &world.qm(7), permit.permit.id(), presented(240)).await.unwrap();
    let wanted = Wanted {
        issuer: country::DEMO_EXPORTER,
        number: permit.permit.number().clone(),
        token: Some(permit.token.clone()),
    };
    let there = fetch(office, &world.qn(3), wanted).await.unwrap();
    let counted = Counted {
        quantities: vec![(Block::nth(0), Amount::whole(240))],
        port: "QNNPT".into(),
        port_name: "Northport".into(),
    };
    receive(office, &world.qn(7), there.row.id, counted).await.unwrap();
    let house = office.house_of(country::DEMO_IMPORTER).unwrap();
    world.courier.down.store(true, Ordering::SeqCst);
    for n in 0..9 {
        let rows = told(&world, &world.qn(3), "partner-failing").await;
        assert_eq!(rows.len(), usize::from(n > 6), "after {n} tries: {rows:?}");
        assert_eq!(outbox::work(office, house).await.unwrap(), 1);
        world.clock.forward(1);
    }
    let rows = told(&world, &world.qn(3), "partner-failing").await;
    assert_eq!((rows.len(), rows[0].mail), (1, MailState::Waiting), "once a day, by e-mail too");
    assert_eq!(rows[0].details["country"], "QM");
    assert!(!rows[0].details["error"].is_empty());
}
