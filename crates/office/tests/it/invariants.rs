//! Two hundred issues in two tenants at once, and every invariant of `design/reliability.md` section 4 afterwards.
//!
//! The promises about many hands, and where each is kept, on both engines:
//!
//! | promise | story |
//! |---|---|
//! | 200 reservations against one quota | `quota_invariants::two_hundred_reservations_at_once_keep_the_invariants` |
//! | 200 issues in two tenants | here |
//! | a payment callback 40 times | `money_desk::forty` |
//!
//! I1 here and `quota_invariants::life`; I2 and I3 there, in `stock::two_hundred_at_once` and here; I4 in `money_desk::forty`
//! and here; I5 here; I6 here and `quota_invariants`; I7 and I8 here; I9 here, and letters that wait, go or are given up in
//! `store::outbox`; I10 here and in the walls of `store`; I11 here; I12 in `money_desk::forty` and `money_ends`.

use crate::arrivals::trophies;
use crate::consignments;
use crate::exchange::decided;
use crate::spine::presented;
use crate::world::{On, World, skins};
use cites::ids::{ApplicationId, PermitId};
use cites::{Amount, ApplicationStatus, CountryCode, PermitStatus, country};
use office::econtrol::endorse::endorse;
use office::epermit::{permit_acts, sign};
use office::shared::faces::Clock as _;
use office::{Error, Who};
use permits::{Application, FormInput, Permit};
use std::collections::BTreeSet;
use store::{Cursor, DocumentKind, PermitFilter};

both! {
    two_hundred_issues_in_two_tenants_keep_every_invariant => issues,
}

/// Cases of each tenant, and consignments of each case: a permit each.
const CASES: u32 = 10;
const PARTS: u32 = 10;

fn in_parts(mut form: FormInput, each: u32) -> FormInput {
    form.set("consignments", &PARTS.to_string());
    form.set("lines.0.marks", "");
    form.set("lines.0.quantity", &(PARTS * each).to_string());
    for n in 0..PARTS {
        form.set(&format!("lines.0.shares.{n}"), &each.to_string());
    }
    form
}

/// Signs until nothing is left to sign, beside whoever else does.
async fn signing(office: std::sync::Arc<office::Office>, who: Who, id: ApplicationId) -> Vec<String> {
    let mut numbers = Vec::new();
    loop {
        match sign::sign(&office, &who, id).await {
            Ok(issued) => numbers.push(issued.permit.number().to_string()),
            // The desk says: busy or overtaken, look again.
            Err(Error::Store(store::Error::Busy | store::Error::Stale(_) | store::Error::Unavailable(_))) => {}
            Err(e) if e.code() == "consignment-signed" => {}
            Err(e) if e.code() == "application-state" => return numbers,
            Err(other) => panic!("{other:?}"),
        }
    }
}

async fn issues(on: On) {
    let world = World::new(on).await;
    let (qm, qn) = (country::DEMO_EXPORTER, country::DEMO_IMPORTER);
    let quota = consignments::quota(&world, 2_400).await;
    let mut cases: Vec<(CountryCode, ApplicationId)> = Vec::new();
    for _ in 0..CASES {
        let export = in_parts(skins(), 24);
        cases.push((qm, decided(&world, &|n| world.qm(n), export, None).await));
        let import = in_parts(trophies("IMPORT", PARTS), 1);
        cases.push((qn, decided(&world, &|n| world.qn(n), import, None).await));
    }
    let mut tasks = tokio::task::JoinSet::new();
    for (party, id) in cases.iter().copied().chain(cases.iter().copied()) {
        let (office, who) = (world.office.clone(), world.who(party, 5));
        tasks.spawn(async move { (party, signing(office, who, id).await) });
    }
    let mut acknowledged: Vec<(CountryCode, String)> = Vec::new();
    while let Some(done) = tasks.join_next().await {
        let (party, numbers) = done.unwrap();
        acknowledged.extend(numbers.into_iter().map(|n| (party, n)));
    }
    assert_eq!(acknowledged.len(), 200, "I4: each signature counts once, and none is acknowledged twice");
    for party in [qm, qn] {
        let own = acknowledged.iter().filter(|(p, _)| *p == party).map(|(_, n)| n.clone()).collect();
        let of_party: Vec<ApplicationId> = cases.iter().filter(|(p, _)| *p == party).map(|(_, id)| *id).collect();
        sound(&world, party, &own, &of_party).await;
    }
    assert_eq!(consignments::sums(&world, quota).await, ["0", "2400", "0"], "I2 and I3: the whole quota, and no more");
    ended(&world, cases[0].1).await;
    assert_eq!(consignments::sums(&world, quota).await, ["0", "2352", "20"], "I3: what was cancelled is free again");
}

/// What stands in one tenant's archive after all of it.
async fn sound(world: &World, party: CountryCode, acknowledged: &BTreeSet<String>, cases: &[ApplicationId]) {
    let who = world.who(party, 3);
    let other =
        world.who(if party == country::DEMO_EXPORTER { country::DEMO_IMPORTER } else { country::DEMO_EXPORTER }, 3);
    let now = world.clock.now();
    let mut read = world.office.store.read(&who.scope(now)).await.unwrap();
    let rows = read.permits(PermitFilter::All, Cursor::NEWEST, 300).await.unwrap().rows;
    let numbers: BTreeSet<String> = rows.iter().map(|r| r.number.to_string()).collect();
    let series: BTreeSet<String> = (1..=100).map(|n| format!("26{}{n:06}", party.code())).collect();
    assert_eq!((rows.len(), &numbers), (100, &series), "I5: each number at most one permit, and none is missing");
    assert_eq!(acknowledged, &numbers, "I4: what was acknowledged is what is there");
    let certificate = who.house.signer.certificate_der();
    for row in &rows {
        let seal = read.issued_document(row.id, DocumentKind::Xml).await.unwrap();
        exchange::xades::verify(&seal.expect("I5: sealed"), &[certificate]).expect("I5: a valid signature");
        let permit: Permit = read.permit(row.id).await.unwrap().unwrap().value;
        assert_eq!(permit.status(), PermitStatus::Issued);
        let within = permit.lines().iter().all(|l| l.endorsed.is_none_or(|e| e <= l.permitted.amount()));
        assert!(within, "I1");
        assert!(row.one_officer || row.approved_by != row.proposed_by, "I6: two persons decided");
    }
    let mut logged = BTreeSet::new();
    for id in cases {
        let application: Application = read.application(*id).await.unwrap().unwrap().value;
        let events = read.timeline("application", &id.to_string()).await.unwrap();
        // I7: each event begins where the one before it ended, and the last one ends where the case stands.
        let mut at: Option<String> = None;
        for payload in events.iter().filter_map(|e| e.payload.as_deref()) {
            let words: serde_json::Value = serde_json::from_str(payload).unwrap();
            for event in words["events"].as_array().into_iter().flatten() {
                let from = event["from"].as_str().map(str::to_owned);
                assert!(at.is_none() || from == at, "I7: from {from:?}, but it stood at {at:?}");
                at = event["to"].as_str().map(str::to_owned);
            }
        }
        assert_eq!(at.as_deref(), Some(application.status().code()), "I7");
        assert_eq!(application.status(), ApplicationStatus::Issued);
        let signed = events.iter().filter(|e| e.act == "sign").count();
        assert_eq!(signed, 10, "I5: an event of the trail for each");
        logged.extend(read.permits_of_application(*id).await.unwrap().into_iter().map(|r| r.number.to_string()));
        let approver = events.iter().find(|e| e.act == "approve").map(|e| e.actor.clone());
        let signer = events.iter().find(|e| e.act == "sign").map(|e| e.actor.clone());
        assert!(approver.is_some() && approver != signer, "I6: who approved did not sign");
    }
    assert_eq!(logged, numbers, "each permit belongs to a case of its own tenant");
    // I9: nothing is owed to anybody yet, and nothing was given up.
    assert!(read.jobs_pending(None, 500).await.unwrap().iter().all(|job| !job.dead), "I9");
    drop(read);
    let mut read = world.office.store.read(&other.scope(now)).await.unwrap();
    for row in &rows {
        assert!(read.permit::<Permit>(row.id).await.unwrap().is_none(), "I10: no row of another tenant");
    }
    drop(read);
    let report = store::audit::verify(&world.office.store, who.house.tenant.id).await.unwrap();
    assert_eq!(report.first_bad, None, "I8");
}

/// A permit leaves within what it permits, once; one that was cancelled never does.
async fn ended(world: &World, id: ApplicationId) {
    let office = &world.office;
    let mut read = office.store.read(&world.qm(3).scope(world.clock.now())).await.unwrap();
    let of: Vec<PermitId> = read.permits_of_application(id).await.unwrap().into_iter().map(|r| r.id).collect();
    drop(read);
    let over = endorse(office, &world.qm(7), of[0], presented(25)).await.unwrap_err();
    assert_eq!(over.code(), "quantity-exceeds-permit", "I1");
    endorse(office, &world.qm(7), of[0], presented(20)).await.unwrap();
    assert!(endorse(office, &world.qm(7), of[0], presented(20)).await.is_err(), "I4: a permit leaves once");
    permit_acts::cancel(office, &world.qm(4), of[1], "Wrong port".into()).await.unwrap();
    assert!(endorse(office, &world.qm(7), of[1], presented(1)).await.is_err(), "I11: cancelled is cancelled");
    let left = sign::permit(office, &world.qm(3), of[0]).await.unwrap().value;
    assert_eq!(left.lines()[0].endorsed, Some(Amount::whole(20)));
}
