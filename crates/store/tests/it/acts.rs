//! Acts: one transaction, one audit event, once for each key.

use crate::house::{APPLICANT, APPROVER, CLERK, House, application, at, id, nth, on_both_engines};
use cites::{ApplicationStatus, Digest, PermitNumber};
use permits::signing::{IntentRecord, Payload, PayloadPurpose};
use store::{AuditEntry, Engine, Error, IntentState, Key, NewSession, Once};

on_both_engines!(
    an_act_without_audit_event_is_not_committed,
    an_act_that_fails_leaves_nothing,
    an_application_changes_only_at_the_version_that_was_read,
    one_person_cannot_propose_and_approve,
    the_same_key_counts_once_however_often_it_is_sent,
    a_key_with_another_request_is_refused,
    numbers_are_taken_once_and_without_gaps_by_many_at_once,
    an_intent_is_recorded_before_signing_and_finished_once,
    a_session_ends_when_its_time_is_over,
    hands_off_what_was_opened_twice,
);

async fn an_act_without_audit_event_is_not_committed(engine: Engine) {
    let house = House::on(engine).await;
    let forgot: Result<(), Error> = store::act!(&house.store, &house.scope(10), "draft", |tx| tx
        .application_insert(&application(1), &"body")
        .await);
    assert!(matches!(forgot, Err(Error::Unaudited { act: "draft", events: 0 })), "{forgot:?}");
    let twice: Result<(), Error> = store::act!(&house.store, &house.scope(10), "draft", |tx| {
        tx.application_insert(&application(1), &"body").await?;
        tx.audit(AuditEntry::new("draft", "application", "1"));
        tx.audit(AuditEntry::new("draft", "application", "1"));
        Ok(())
    });
    assert!(matches!(twice, Err(Error::Unaudited { events: 2, .. })), "{twice:?}");
    let mut read = house.store.read(&house.scope(11)).await.unwrap();
    assert!(read.application::<String>(nth(1)).await.unwrap().is_none());
}

async fn an_act_that_fails_leaves_nothing(engine: Engine) {
    let house = House::on(engine).await;
    let failed: Result<(), Error> = store::act!(&house.store, &house.scope(10), "draft", |tx| {
        tx.application_insert(&application(1), &"body").await?;
        tx.audit(AuditEntry::new("draft", "application", "1"));
        Err(Error::Stale("test"))
    });
    assert!(failed.is_err());
    let mut read = house.store.read(&house.scope(11)).await.unwrap();
    assert!(read.application::<String>(nth(1)).await.unwrap().is_none());
    assert_eq!(read.audit_events(i64::MAX, 10).await.unwrap().len(), 2, "only the setting up of tenant and people");
}

async fn draft(house: &House, n: u64) {
    let done: Result<(), Error> = store::act!(&house.store, &house.scope(10), "draft", |tx| {
        tx.application_insert(&application(n), &"first").await?;
        tx.audit(AuditEntry::new("draft", "application", application(n).id));
        Ok(())
    });
    done.unwrap();
}

async fn an_application_changes_only_at_the_version_that_was_read(engine: Engine) {
    let house = House::on(engine).await;
    draft(&house, 1).await;
    let mut read = house.store.read(&house.scope(11)).await.unwrap();
    let old = read.application::<String>(nth(1)).await.unwrap().unwrap();
    drop(read);
    let change = async |words: &str| -> Result<(), Error> {
        store::act!(&house.store, &house.scope(12), "edit", |tx| {
            tx.application_update(&old, &application(1), &words).await?;
            tx.audit(AuditEntry::new("edit", "application", "1"));
            Ok(())
        })
    };
    change("second").await.unwrap();
    assert!(matches!(change("third").await, Err(Error::Stale("application"))), "two tabs: the slower one is told");
    let mut read = house.store.read(&house.scope(13)).await.unwrap();
    let now = read.application::<String>(nth(1)).await.unwrap().unwrap();
    assert_eq!((now.value.as_str(), now.version), ("second", 2));
    assert_eq!(now.columns, application(1), "every column comes back as it went in");
}

async fn one_person_cannot_propose_and_approve(engine: Engine) {
    let house = House::on(engine).await;
    let insert = async |n: u64, proposer: u8, approver: u8, one_officer: bool| -> Result<(), Error> {
        let mut row = application(n);
        row.status = ApplicationStatus::Approved;
        (row.proposed_by, row.approved_by) = (Some(id(proposer)), Some(id(approver)));
        row.one_officer = one_officer;
        store::act!(&house.store, &house.scope(12), "approve", |tx| {
            tx.application_insert(&row, &"body").await?;
            tx.audit(AuditEntry::new("approve", "application", "1"));
            Ok(())
        })
    };
    assert!(insert(1, CLERK, CLERK, false).await.unwrap_err().refused_by("application_four_eyes"));
    assert!(insert(1, CLERK, APPLICANT, false).await.unwrap_err().refused_by("application_own_case"));
    insert(1, CLERK, APPROVER, false).await.unwrap();
    insert(2, CLERK, CLERK, true).await.unwrap();
}

async fn the_same_key_counts_once_however_often_it_is_sent(engine: Engine) {
    let house = House::on(engine).await;
    let key = Key { key: "form-1".to_owned(), request: Digest::of("test", b"ask") };
    let mut tasks = Vec::new();
    for n in 0..20_u64 {
        let (store, scope, key) = (house.store.clone(), house.scope(20), key.clone());
        // Spawned, so that acts are also shown to be Send.
        tasks.push(tokio::spawn(async move {
            let done: Result<Once<u64>, Error> = store::act_once!(&store, &scope, "draft", &key, |tx| {
                let serial = tx.take_serial("application", 2026).await?;
                tx.application_insert(&application(n + 1), &"body").await?;
                tx.audit(AuditEntry::new("draft", "application", serial.serial));
                Ok(serial.serial)
            });
            done
        }));
    }
    let mut now = 0;
    for task in tasks {
        let answer = task.await.unwrap().unwrap();
        now += u32::from(matches!(answer, Once::Now(_)));
        assert_eq!(*answer.answer(), 1, "every repeat gets the first answer");
    }
    assert_eq!(now, 1);
    let mut read = house.store.read(&house.scope(21)).await.unwrap();
    assert_eq!(read.applications(None, store::Cursor::NEWEST, 50).await.unwrap().rows.len(), 1);
}

async fn a_key_with_another_request_is_refused(engine: Engine) {
    let house = House::on(engine).await;
    let send = async |body: &str, act: &'static str| -> Result<Once<u8>, Error> {
        let key = Key { key: "form-1".to_owned(), request: Digest::of("test", body.as_bytes()) };
        store::act_once!(&house.store, &house.scope(20), act, &key, |_tx| Ok(7))
    };
    assert_eq!(send("a", "x").await.unwrap(), Once::Now(7));
    assert_eq!(send("a", "x").await.unwrap(), Once::Before(7));
    assert!(matches!(send("b", "x").await, Err(Error::KeyReused)));
    assert!(matches!(send("a", "y").await, Err(Error::KeyReused)));
}

async fn numbers_are_taken_once_and_without_gaps_by_many_at_once(engine: Engine) {
    let house = House::on(engine).await;
    let mut tasks = Vec::new();
    for n in 0..30_u64 {
        let (store, scope) = (house.store.clone(), house.scope(20));
        tasks.push(tokio::spawn(async move {
            let done: Result<u64, Error> = store::act!(&store, &scope, "number", |tx| {
                let serial = tx.take_serial("permit", 2026).await?.serial;
                if n % 3 == 0 {
                    return Err(Error::Stale("given up"));
                }
                tx.audit(AuditEntry::new("number", "permit", serial));
                Ok(serial)
            });
            done.ok()
        }));
    }
    let mut taken = Vec::new();
    for task in tasks {
        taken.extend(task.await.unwrap());
    }
    taken.sort_unstable();
    assert_eq!(taken, (1..=20).collect::<Vec<u64>>(), "acts that fail leave no gap");
}

async fn an_intent_is_recorded_before_signing_and_finished_once(engine: Engine) {
    let house = House::on(engine).await;
    draft(&house, 1).await;
    let number = PermitNumber::parse("26QM000001").unwrap();
    let record = IntentRecord {
        permit: nth(7),
        application: nth(1),
        consignment: permits::Consignment::default(),
        number: number.clone(),
        draft: Digest::of("test", b"draft"),
        payloads: vec![Payload::new(PayloadPurpose::PermitXml, b"<SignedInfo/>".to_vec())],
        recorded_at: at(30),
    };
    let intend = async || -> Result<(), Error> {
        store::act!(&house.store, &house.scope(30), "intend", |tx| {
            let serial = tx.take_serial("permit", 2026).await?;
            tx.intent_insert(&record, &serial, &"preparation").await?;
            tx.audit(AuditEntry::new("intend", "application", record.application));
            Ok(())
        })
    };
    intend().await.unwrap();
    assert!(intend().await.unwrap_err().is_duplicate(), "one open intent for each case");
    let mut read = house.store.read(&house.scope(31)).await.unwrap();
    let open = read.open_intents::<String>().await.unwrap();
    assert_eq!((open.len(), open[0].state.clone(), open[0].serial.serial), (1, IntentState::Open, 1));
    let (intent, preparation) = open.into_iter().next().unwrap().into_intent().unwrap();
    assert_eq!((intent.record(), preparation.as_str()), (&record, "preparation"));
    drop(read);
    let finish = async || -> Result<(), Error> {
        store::act!(&house.store, &house.scope(32), "issue", |tx| {
            tx.intent_seal(&number).await?;
            tx.audit(AuditEntry::new("issue", "permit", &number));
            Ok(())
        })
    };
    finish().await.unwrap();
    assert!(matches!(finish().await, Err(Error::Stale("intent"))));
    let mut read = house.store.read(&house.scope(33)).await.unwrap();
    let sealed = read.intent::<String>(&number).await.unwrap().unwrap();
    assert!(sealed.into_intent().is_err(), "what was sealed cannot be signed again");
}

async fn a_session_ends_when_its_time_is_over(engine: Engine) {
    let house = House::on(engine).await;
    let token_hash = Digest::of("test", b"cookie");
    let session = NewSession {
        token_hash,
        person: id(CLERK),
        csrf: "c".repeat(32),
        expires_at: at(10_000),
        idle_until_at: at(2_000),
    };
    let signed_in: Result<(), Error> = store::act!(&house.store, &house.scope(1_000), "sign-in", |tx| {
        tx.session_insert(&session).await?;
        tx.audit(AuditEntry::new("sign-in", "person", session.person));
        Ok(())
    });
    signed_in.unwrap();
    let seen = async |millis: i64| {
        house.store.read(&house.scope(millis)).await.unwrap().session(&token_hash).await.unwrap().is_some()
    };
    assert!(seen(1_999).await);
    assert!(!seen(2_000).await, "idle too long");
    let touched: Result<(), Error> = store::chore!(&house.store, &house.scope(1_500), "touch", |chore| chore
        .session_touch(&token_hash, at(20_000))
        .await);
    touched.unwrap();
    assert!(seen(9_999).await);
    assert!(!seen(10_000).await, "signed in too long ago");
    let mut read = house.store.read(&house.scope(1)).await.unwrap();
    let person = read.person_by_email("PERSON1@example.org ").await.unwrap().unwrap();
    assert_eq!(person.roles, crate::house::person(CLERK).roles);
}

/// Two tabs load the same case for a decision at the same moment: the second waits and then sees the first one's work.
async fn hands_off_what_was_opened_twice(engine: Engine) {
    let house = House::on(engine).await;
    draft(&house, 1).await;
    let mut tasks = Vec::new();
    for _ in 0..10 {
        let (store, scope) = (house.store.clone(), house.scope(20));
        tasks.push(tokio::spawn(async move {
            let done: Result<(), Error> = store::act!(&store, &scope, "count", |tx| {
                let case = tx.application_for_update::<String>(nth(1)).await?.unwrap();
                let words = format!("{}+", case.value);
                let columns = case.columns.clone();
                tx.application_update(&case, &columns, &words).await?;
                tx.audit(AuditEntry::new("count", "application", "1"));
                Ok(())
            });
            done
        }));
    }
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let mut read = house.store.read(&house.scope(21)).await.unwrap();
    let case = read.application::<String>(nth(1)).await.unwrap().unwrap();
    assert_eq!(case.value, format!("first{}", "+".repeat(10)));
}
