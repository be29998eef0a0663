//! A name that nobody knows, of a genus that is listed whole: it is taken with the genus, and the desk sees it.

use crate::acts::{examined, form};
use crate::world::{On, World};
use office::epermit::risk;

both! {
    an_officer_sees_a_name_that_is_not_known => flag,
}

async fn flag(on: On) {
    let world = World::new(on).await;
    let flags = async |taxon: &str| {
        let id = examined(&world, form(&[("lines.0.taxon", taxon), ("lines.0.marks", "")])).await;
        let last = risk::of_case(&world.office, &world.qm(22), id).await.unwrap();
        last.first().unwrap().flags.clone()
    };
    let flagged = risk::FLAG_NAME.to_owned();
    assert!(flags("Crocodylus nilotcus").await.contains(&flagged));
    assert!(!flags("Crocodylus niloticus").await.contains(&flagged));
}
