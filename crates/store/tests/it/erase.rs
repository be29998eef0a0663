//! A demonstration may be taken away; nothing else may.

use crate::house::{House, at, issue, new_tenant, on_both_engines};
use store::{Engine, NewTenant, Store};

on_both_engines!(a_demonstration_begins_anew_on_an_empty_archive, a_live_party_is_never_erased);

async fn a_demonstration_begins_anew_on_an_empty_archive(engine: Engine) {
    let house = House::empty(engine).await;
    let demo = NewTenant { demo: true, ..new_tenant("QM") };
    let tenant = house.store.create_tenant(&demo, at(0)).await.unwrap();
    let house = House { tenant, ..house };
    house.people().await;
    issue(&house, 1).await;
    house.store.clone().erase_demonstration().await.unwrap();
    let store = Store::open(&house.url, &house.dir.0).await.unwrap();
    assert!(store.tenants().await.unwrap().is_empty());
    store.create_tenant(&demo, at(1)).await.unwrap();
}

async fn a_live_party_is_never_erased(engine: Engine) {
    let house = House::empty(engine).await;
    house.store.create_tenant(&NewTenant { demo: false, ..new_tenant("QM") }, at(0)).await.unwrap();
    let refused = house.store.clone().erase_demonstration().await.unwrap_err();
    assert!(refused.to_string().contains("nothing was erased"), "{refused}");
    assert_eq!(house.store.tenants().await.unwrap().len(), 1);
}
