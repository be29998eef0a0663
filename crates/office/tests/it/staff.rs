//! People whom only the stories of examination need.

use crate::world::World;
use cites::ids::PersonId;
use cites::{Lang, Role, country};
use office::{Who, shared::faces::Clock as _};
use permits::{Actor, Person};
use store::{AuditEntry, PersonRow, Scope};

fn id(n: u8) -> PersonId {
    PersonId::from_bytes([n; 16])
}

/// Somebody new in QM.
pub async fn hire(world: &World, n: u8, name: &str, role: Role) -> Who {
    let house = world.office.house_of(country::DEMO_EXPORTER).unwrap().clone();
    let now = world.clock.now();
    let scope = Scope::system(house.tenant.id, now);
    let made: Result<(), store::Error> = store::act!(&world.office.store, &scope, "person", |tx| {
        tx.person_insert(&PersonRow {
            id: id(n),
            email: format!("s{n}@qm.example"),
            name: name.into(),
            title: None,
            organisation: None,
            roles: vec![role],
            language: Lang::En,
            password_hash: None,
            second_factor: None,
            failed_count: 0,
            locked_until_at: None,
            active: true,
            created_at: now,
            version: 0,
        })
        .await?;
        tx.audit(AuditEntry::new("person", "person", id(n)));
        Ok(())
    });
    made.unwrap();
    let person = Person { id: id(n), name: name.into(), roles: vec![role], organisation: None, party: house.party() };
    Who::new(house, Actor::Person(person))
}

/// Sends an account of QM on leave, so that no case is given to it.
pub async fn on_leave(world: &World, who: &Who) {
    let person = who.person().unwrap().id;
    let scope = Scope::system(who.house.tenant.id, world.clock.now());
    let done: Result<(), store::Error> = store::act!(&world.office.store, &scope, "person", |tx| {
        let row = tx.person(person).await?.unwrap();
        tx.person_update(&PersonRow { active: false, ..row }).await?;
        tx.audit(AuditEntry::new("person", "person", person));
        Ok(())
    });
    done.unwrap();
}
