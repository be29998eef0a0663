//! Quotas under many hands.

use crate::house::{APPROVER, CLERK, House, id, nth, on_both_engines, quota};
use cites::document::Block;
use cites::{Amount, Unit};
use permits::quota::{QuotaChange, QuotaChangeKind};
use permits::{HoldKey, QuotaError, Who};
use store::{AuditEntry, Engine, Error, Store};

on_both_engines!(
    a_quota_is_never_overdrawn_by_many_at_once,
    a_hold_goes_its_way_and_the_ledger_adds_up,
    the_constraint_refuses_what_the_program_would_forget,
    a_limit_changes_by_two_persons,
);

/// What an act of these tests may say.
#[derive(Debug)]
enum Say {
    Store(Error),
    Quota(QuotaError),
}
impl From<Error> for Say {
    fn from(e: Error) -> Say {
        Say::Store(e)
    }
}
impl From<QuotaError> for Say {
    fn from(e: QuotaError) -> Say {
        Say::Quota(e)
    }
}

async fn set(house: &House, limit: u32) {
    let new = quota(1, limit);
    let done: Result<(), Error> = store::act!(&house.store, &house.scope(10), "quota-set", |tx| {
        tx.quota_insert(&new).await?;
        tx.audit(AuditEntry::new("quota-set", "quota", new.id));
        Ok(())
    });
    done.unwrap();
}

fn key(n: u64) -> HoldKey {
    HoldKey::first(nth(n), Block::nth(0))
}

async fn reserve_and_commit(store: &Store, scope: &store::Scope, n: u64, amount: u32) -> Result<(), Say> {
    store::act!(store, scope, "approve", |tx| {
        let mut locked = tx.quota_for_update(id(1), &[nth(n)]).await?.expect("the quota");
        let reserved = locked.ledger.reserve(key(n), Amount::whole(amount), Unit::Nar)?;
        let committed = locked.ledger.commit(&key(n))?;
        tx.quota_save(&locked, &[(Some(key(n)), reserved), (Some(key(n)), committed)]).await?;
        tx.audit(AuditEntry::new("approve", "application", n));
        Ok(())
    })
}

async fn a_quota_is_never_overdrawn_by_many_at_once(engine: Engine) {
    let house = House::on(engine).await;
    set(&house, 100).await;
    let mut tasks = Vec::new();
    for n in 1..=40 {
        let (store, scope) = (house.store.clone(), house.scope(20));
        tasks.push(tokio::spawn(async move { reserve_and_commit(&store, &scope, n, 7).await }));
    }
    let mut won = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(()) => won += 1,
            Err(Say::Quota(QuotaError::Exhausted { .. })) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(won, 14, "fourteen times seven of a hundred");
    let mut read = house.store.read(&house.scope(30)).await.unwrap();
    let now = read.quota(id(1)).await.unwrap().unwrap();
    assert_eq!(
        (now.committed, now.reserved, now.available()),
        (Amount::whole(98), Amount::ZERO, Some(Amount::whole(2)))
    );
    assert!(read.quotas_unbalanced().await.unwrap().is_empty());
    assert_eq!(read.quota_events(id(1), 0, 100).await.unwrap().len(), 28);
}

async fn a_hold_goes_its_way_and_the_ledger_adds_up(engine: Engine) {
    let house = House::on(engine).await;
    set(&house, 100).await;
    for n in 1..=3 {
        reserve_and_commit(&house.store, &house.scope(20), n, 20).await.unwrap();
    }
    let ended: Result<(), Say> = store::act!(&house.store, &house.scope(30), "end", |tx| {
        let mut locked = tx.quota_for_update(id(1), &[nth(1), nth(2)]).await?.expect("the quota");
        let consumed = locked.ledger.consume(&key(1), Amount::whole(15))?;
        let released = locked.ledger.release(&key(2))?;
        tx.quota_save(&locked, &[(Some(key(1)), consumed), (Some(key(2)), released)]).await?;
        tx.audit(AuditEntry::new("end", "quota", 1));
        Ok(())
    });
    ended.unwrap();
    // A replaced permit: what case 3 holds goes to case 4.
    let moved: Result<(), Say> = store::act!(&house.store, &house.scope(40), "replace", |tx| {
        let mut locked = tx.quota_for_update(id(1), &[nth(3), nth(4)]).await?.expect("the quota");
        locked.ledger.transfer(&key(3), key(4))?;
        tx.quota_transfer_save(&locked, &key(3), &key(4)).await?;
        tx.audit(AuditEntry::new("replace", "quota", 1));
        Ok(())
    });
    moved.unwrap();
    let mut read = house.store.read(&house.scope(50)).await.unwrap();
    let now = read.quota_positions(2026).await.unwrap().remove(0);
    assert_eq!((now.reserved, now.committed, now.consumed), (Amount::ZERO, Amount::whole(20), Amount::whole(15)));
    assert!(read.quotas_unbalanced().await.unwrap().is_empty(), "totals are the sums of the movements");
    assert_eq!(read.quotas_of_case(nth(4)).await.unwrap(), [id(1)]);
    drop(read);
    let again: Result<(), Say> = store::act!(&house.store, &house.scope(60), "end", |tx| {
        let mut locked = tx.quota_for_update(id(1), &[nth(1)]).await?.expect("the quota");
        locked.ledger.release(&key(1))?;
        Ok(())
    });
    assert!(matches!(again, Err(Say::Quota(QuotaError::AlreadyConsumed))), "a hold is resolved once: {again:?}");
}

async fn the_constraint_refuses_what_the_program_would_forget(engine: Engine) {
    let house = House::on(engine).await;
    set(&house, 10).await;
    // A program that loads a quota as if it had no limit.
    let wrong: Result<(), Say> = store::act!(&house.store, &house.scope(20), "approve", |tx| {
        let mut locked = tx.quota_for_update(id(1), &[]).await?.expect("the quota");
        let limit = locked.row.limit;
        locked.ledger = permits::QuotaLedger::new(id(1), Unit::Nar, Some(Amount::whole(1000)), false);
        let reserved = locked.ledger.reserve(key(1), Amount::whole(11), Unit::Nar)?;
        let committed = locked.ledger.commit(&key(1))?;
        assert_eq!(limit, Some(Amount::whole(10)));
        // The limit is the row's own: only a change by two persons moves it.
        tx.quota_save(&locked, &[(Some(key(1)), reserved), (Some(key(1)), committed)]).await?;
        tx.audit(AuditEntry::new("approve", "quota", 1));
        Ok(())
    });
    let Err(Say::Store(refused)) = wrong else { panic!("{wrong:?}") };
    assert!(refused.refused_by("quota_not_exceeded"), "{refused:?}");
}

async fn a_limit_changes_by_two_persons(engine: Engine) {
    let house = House::on(engine).await;
    set(&house, 10).await;
    let change = QuotaChange {
        kind: QuotaChangeKind::Limit(Some(Amount::whole(20))),
        reason: "Notification 2026/1".to_owned(),
        proposed_by: id(CLERK),
        proposed_at: crate::house::at(20),
    };
    let row = house.store.read(&house.scope(20)).await.unwrap().quota(id(1)).await.unwrap().unwrap();
    let proposed: Result<(), Error> = store::act!(&house.store, &house.scope(20), "quota-propose", |tx| {
        tx.quota_propose(&row, Some(&change)).await?;
        tx.audit(AuditEntry::new("quota-propose", "quota", 1));
        Ok(())
    });
    proposed.unwrap();
    let confirm = async |who: u8| -> Result<(), Say> {
        store::act!(&house.store, &house.scope(30), "quota-confirm", |tx| {
            let mut locked = tx.quota_for_update(id(1), &[]).await?.expect("the quota");
            let change = locked.row.proposed.clone().expect("a proposed change");
            let by = Who::Person { id: id(who), name: "x".to_owned() };
            let step = locked.ledger.apply(&change, &by)?;
            tx.quota_save(&locked, &[(None, step)]).await?;
            tx.audit(AuditEntry::new("quota-confirm", "quota", 1));
            Ok(())
        })
    };
    assert!(matches!(confirm(CLERK).await, Err(Say::Quota(QuotaError::NeedsTwo))));
    confirm(APPROVER).await.unwrap();
    let row = house.store.read(&house.scope(40)).await.unwrap().quota(id(1)).await.unwrap().unwrap();
    assert_eq!((row.limit, row.proposed), (Some(Amount::whole(20)), None));
}
