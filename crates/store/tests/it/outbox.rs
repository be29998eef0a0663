//! Jobs that wait to tell others, and messages that count once.

use crate::house::{House, at, nth, on_both_engines};
use cites::{Digest, ids::JobId};
use std::time::Duration;
use store::{AuditEntry, Engine, Error, Job};

on_both_engines!(
    two_workers_take_each_job_once_and_a_lane_in_its_order,
    a_lost_worker_gives_its_job_back,
    a_failed_job_comes_back_later_and_is_given_up_after_a_week,
    a_message_counts_once_however_often_it_comes,
);

async fn put(house: &House, jobs: &[(u64, &str)]) {
    let done: Result<(), Error> = store::act!(&house.store, &house.scope(0), "tell", |tx| {
        for (n, lane) in jobs {
            tx.enqueue(nth(*n), "epix-confirm", lane, n).await?;
        }
        tx.audit(AuditEntry::new("tell", "permit", "1"));
        Ok(())
    });
    done.unwrap();
}

async fn claim(house: &House, millis: i64, limit: i64) -> Vec<Job<u64>> {
    let jobs: Result<Vec<Job<u64>>, Error> = store::chore!(&house.store, &house.scope(millis), "claim", |chore| {
        chore.jobs_claim::<u64>(limit, Duration::from_secs(30)).await
    });
    jobs.unwrap()
}

async fn done(house: &House, id: JobId) {
    let done: Result<(), Error> =
        store::chore!(&house.store, &house.scope(1), "done", |chore| chore.job_done(id).await);
    done.unwrap();
}

async fn two_workers_take_each_job_once_and_a_lane_in_its_order(engine: Engine) {
    let house = House::on(engine).await;
    let lanes = ["QN/1", "QN/2", "QN/3", "QN/4", "QN/5"];
    let jobs: Vec<(u64, &str)> = (0..40_u64).map(|n| (n, lanes[usize::try_from(n % 5).unwrap()])).collect();
    put(&house, &jobs).await;
    let mut taken: Vec<u64> = Vec::new();
    while taken.len() < 40 {
        let (one, two) = tokio::join!(claim(&house, 1, 3), claim(&house, 1, 3));
        assert!(!one.is_empty() || !two.is_empty());
        assert!(one.len() <= 3 && two.len() <= 3, "nobody takes more than was asked for");
        for job in one.iter().chain(&two) {
            let earlier = taken.iter().filter(|n| *n % 5 == job.payload % 5).max();
            assert!(earlier.is_none_or(|n| n + 5 == job.payload), "job {} after {earlier:?}", job.payload);
            taken.push(job.payload);
        }
        for job in one.iter().chain(&two) {
            done(&house, job.id).await;
        }
    }
    taken.sort_unstable();
    assert_eq!(taken, (0..40).collect::<Vec<u64>>(), "each once, none lost");
    assert!(claim(&house, 1, 10).await.is_empty());
}

async fn a_lost_worker_gives_its_job_back(engine: Engine) {
    let house = House::on(engine).await;
    put(&house, &[(1, "QN/1"), (2, "QN/1")]).await;
    assert_eq!(claim(&house, 0, 10).await.len(), 1, "the second waits for the first");
    assert!(claim(&house, 29_999, 10).await.is_empty());
    let again = claim(&house, 30_000, 10).await;
    assert_eq!((again[0].payload, again[0].attempts), (1, 2));
}

async fn a_failed_job_comes_back_later_and_is_given_up_after_a_week(engine: Engine) {
    let house = House::on(engine).await;
    put(&house, &[(1, "QN/1")]).await;
    let mut now = 0_i64;
    let mut tries = 0;
    loop {
        let jobs = claim(&house, now, 10).await;
        tries += 1;
        let gone: Result<bool, Error> = store::chore!(&house.store, &house.scope(now), "failed", |chore| {
            chore.job_failed(&jobs[0], "connection refused", 0).await
        });
        if gone.unwrap() {
            break;
        }
        let due = house.store.read(&house.scope(now)).await.unwrap().jobs_next_due().await.unwrap().unwrap();
        let wait = due.as_millisecond() - at(now).as_millisecond();
        assert!((5_000..=6 * 3_600_000).contains(&wait), "{wait}");
        now += wait;
    }
    assert!((30..60).contains(&tries), "{tries} tries in a week");
    let pending = house.store.read(&house.scope(now)).await.unwrap().jobs_pending(None, 10).await.unwrap();
    assert_eq!((pending[0].dead, pending[0].last_error.as_deref()), (true, Some("connection refused")));
    let revived: Result<(), Error> = store::act!(&house.store, &house.scope(now), "replay", |tx| {
        tx.job_revive(nth(1)).await?;
        tx.audit(AuditEntry::new("replay", "job", "1"));
        Ok(())
    });
    revived.unwrap();
    assert_eq!(claim(&house, now, 10).await[0].attempts, 1);
}

async fn a_message_counts_once_however_often_it_comes(engine: Engine) {
    let house = House::on(engine).await;
    let digest = Digest::of("", b"<ConfirmQuantities/>");
    let mut tasks = Vec::new();
    for n in 0..10_u64 {
        let (store, scope) = (house.store.clone(), house.scope(20));
        tasks.push(tokio::spawn(async move {
            let answer: Result<u64, Error> = store::act!(&store, &scope, "confirm", |tx| {
                if let Some(answer) = tx.inbox_answer::<u64>("QN/26QM000001", &digest).await? {
                    return Ok(answer);
                }
                tx.inbox_insert("QN/26QM000001", &digest, &n).await?;
                tx.audit(AuditEntry::new("confirm", "permit", "26QM000001"));
                Ok(n)
            });
            answer
        }));
    }
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap().unwrap());
    }
    assert!(answers.iter().all(|a| *a == answers[0]), "{answers:?}");
    let mut read = house.store.read(&house.scope(21)).await.unwrap();
    assert_eq!(read.timeline("permit", "26QM000001").await.unwrap().len(), 1);
    let other = read.inbox_answer::<u64>("QN/26QM000001", &Digest::of("", b"other")).await;
    assert!(matches!(other, Err(Error::KeyReused)));
}
