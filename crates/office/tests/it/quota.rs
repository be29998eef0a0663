//! The quota follows the case: two persons set it, nobody draws more than there is, what did not leave comes back.

use crate::spine::{approved, presented};
use crate::world::{On, World, skins};

use cites::ids::QuotaId;
use cites::{Amount, ApplicationStatus, RefusalReason, Source, Term, Unit};
use office::Error;
use office::econtrol::endorse::endorse;
use office::epermit::quota_set::{Proposed, confirm, propose_limit, propose_new};
use office::epermit::{accept, approve, draft, permit_acts, sign, submit, withdraw};
use store::{QuotaKeys, QuotaRow};

pub async fn set(world: &World, limit: u32) -> QuotaId {
    let keys = QuotaKeys {
        terms: vec![Term::Ski],
        sources: vec![Source::R],
        basis: "National export quota".into(),
        ..QuotaKeys::default()
    };
    let new = Proposed {
        taxon: "Crocodylus niloticus".into(),
        year: 2026,
        unit: Unit::Nar,
        limit: Some(Amount::whole(limit)),
        keys,
        reason: "Gazette 12 of 2026".into(),
    };
    let row = propose_new(&world.office, &world.qm(8), new).await.unwrap();
    let alone = confirm(&world.office, &world.qm(8), row.id).await.unwrap_err();
    assert_eq!(alone.code(), "quota-needs-two", "nobody confirms what he proposed");
    confirm(&world.office, &world.qm(9), row.id).await.unwrap();
    row.id
}

async fn position(world: &World, id: QuotaId) -> QuotaRow {
    let who = world.qm(8);
    let mut read = world.office.store.read(&who.scope("2026-11-03T00:00:00Z".parse().unwrap())).await.unwrap();
    assert_eq!(read.quotas_unbalanced().await.unwrap(), vec![], "totals are the sums of their movements");
    read.quota(id).await.unwrap().unwrap()
}

fn sums(row: &QuotaRow) -> [String; 3] {
    [row.reserved.to_string(), row.committed.to_string(), row.consumed.to_string()]
}

async fn story(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let quota = set(&world, 300).await;

    let id = approved(&world).await;
    assert_eq!(sums(&position(&world, quota).await), ["0", "240", "0"]);

    // A second farm asks for 100 of the 60 that are left.
    let mut form = skins();
    form.set("lines.0.quantity", "100");
    form.set("lines.0.marks", "QM-RA-2026-000700 to 000799");
    let second = draft::create(office, &world.qm(1), form, draft::OnBehalf::default()).await.unwrap().application.id();
    submit::submit(office, &world.qm(1), second).await.unwrap();
    let refused = accept::accept(office, &world.qm(2), second).await.unwrap_err();
    assert!(matches!(refused, Error::Quota(_)), "{refused}");

    // 238 of 240 leave: two skins come back.
    let permit = sign::sign(office, &world.qm(5), id).await.unwrap();
    let line = &permit.permit.document().lines[0];
    assert_eq!(line.quota.map(|q| (q.exported, q.quota)), Some((Amount::whole(240), Amount::whole(300))), "box 11a");
    endorse(office, &world.qm(7), permit.permit.id(), presented(238)).await.unwrap();
    assert_eq!(sums(&position(&world, quota).await), ["0", "0", "238"]);

    // The limit grows by two persons, and the second farm is accepted; it withdraws and everything comes back.
    propose_limit(office, &world.qm(9), quota, Some(Amount::whole(400)), "Gazette 13 of 2026".into()).await.unwrap();
    confirm(office, &world.qm(8), quota).await.unwrap();
    accept::accept(office, &world.qm(2), second).await.unwrap();
    assert_eq!(sums(&position(&world, quota).await), ["100", "0", "238"]);
    withdraw::withdraw(office, &world.qm(1), second, String::new()).await.unwrap();
    assert_eq!(sums(&position(&world, quota).await), ["0", "0", "238"]);
}

#[tokio::test]
async fn the_quota_follows_the_case_on_sqlite() {
    story(On::Sqlite).await;
}

#[tokio::test]
async fn the_quota_follows_the_case_on_postgresql() {
    story(On::Postgres).await;
}

#[tokio::test]
async fn a_change_after_approval_drops_it_and_reserves_the_new_quantity() {
    let world = World::new(On::Sqlite).await;
    let quota = set(&world, 1_000).await;
    let id = approved(&world).await;
    let mut form = skins();
    form.set("lines.0.quantity", "200");
    let edited = draft::edit(&world.office, &world.qm(3), id, form).await.unwrap();
    assert_eq!(edited.application.status(), ApplicationStatus::UnderExamination);
    assert_eq!(sums(&position(&world, quota).await), ["200", "0", "0"]);
    let error = sign::sign(&world.office, &world.qm(5), id).await.unwrap_err();
    assert_eq!(error.code(), "application-state", "nothing approved, nothing signed");
}

#[tokio::test]
async fn a_cancelled_permit_gives_its_share_back_and_a_refused_case_too() {
    let world = World::new(On::Sqlite).await;
    let quota = set(&world, 1_000).await;
    let id = approved(&world).await;
    let permit = sign::sign(&world.office, &world.qm(5), id).await.unwrap();
    let cancelled = permit_acts::cancel(&world.office, &world.qm(4), permit.permit.id(), "Wrong port".into()).await;
    assert_eq!(cancelled.unwrap().permit.status(), cites::PermitStatus::Cancelled);
    assert_eq!(sums(&position(&world, quota).await), ["0", "0", "0"]);

    let mut form = skins();
    form.set("lines.0.marks", "QM-RA-2026-001000 to 001239");
    let second =
        draft::create(&world.office, &world.qm(1), form, draft::OnBehalf::default()).await.unwrap().application.id();
    submit::submit(&world.office, &world.qm(1), second).await.unwrap();
    accept::accept(&world.office, &world.qm(2), second).await.unwrap();
    assert_eq!(sums(&position(&world, quota).await), ["240", "0", "0"]);
    let proposal =
        office::epermit::propose::Proposal::Refuse { reason: RefusalReason::R01, text: "No finding.".into() };
    office::epermit::propose::propose(&world.office, &world.qm(3), second, proposal).await.unwrap();
    approve::refuse(&world.office, &world.qm(4), second, RefusalReason::R01, "No finding.".into()).await.unwrap();
    assert_eq!(sums(&position(&world, quota).await), ["0", "0", "0"]);
}

/// Ten clerks press at once for the last places; the quota holds.
async fn rush(on: On) {
    let world = World::new(on).await;
    let quota = set(&world, 1_000).await;
    let mut cases = Vec::new();
    for n in 0..8 {
        let mut form = skins();
        form.set("lines.0.marks", &format!("QM-RA-2026-{n:06}"));
        let id = draft::create(&world.office, &world.qm(1), form, draft::OnBehalf::default())
            .await
            .unwrap()
            .application
            .id();
        submit::submit(&world.office, &world.qm(1), id).await.unwrap();
        cases.push(id);
    }
    let mut tasks = Vec::new();
    for id in cases {
        let (office, who) = (world.office.clone(), world.qm(2));
        tasks.push(tokio::spawn(async move { accept::accept(&office, &who, id).await.is_ok() }));
    }
    let mut accepted = 0;
    for task in tasks {
        accepted += u32::from(task.await.unwrap());
    }
    assert_eq!(accepted, 4, "4 times 240 fit into 1,000");
    assert_eq!(sums(&position(&world, quota).await), ["960", "0", "0"]);
}

#[tokio::test]
async fn eight_at_once_never_pass_the_quota_on_sqlite() {
    rush(On::Sqlite).await;
}

#[tokio::test]
async fn eight_at_once_never_pass_the_quota_on_postgresql() {
    rush(On::Postgres).await;
}
