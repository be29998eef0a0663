//! Whoever lost the answer to a signature asks again under the same key and gets the permit, and never a second one. Each
//! story on both engines.

use crate::consignments::{approved, three};
use crate::world::{On, World, skins};
use cites::country::DEMO_EXPORTER as QM;
use cites::{ApplicationStatus, Digest};
use office::Who;
use office::epermit::sign;
use std::sync::atomic::Ordering;

both! {
    a_lost_answer_is_given_again => answered,
    a_cut_between_the_two_commits_is_finished_by_the_repeat => cut,
    a_repeat_never_signs_the_next_consignment => consignments,
}

/// The signer, under the key of one form.
fn signer(world: &World, key: &str) -> Who {
    world.qm(5).with_key(Some(store::Key { key: key.into(), request: Digest::of("", b"the same form") }))
}

async fn answered(on: On) {
    let world = World::new(on).await;
    let id = approved(&world, skins()).await;
    let first = sign::sign(&world.office, &signer(&world, "form-1"), id).await.unwrap();
    let again = sign::sign(&world.office, &signer(&world, "form-1"), id).await.unwrap();
    assert_eq!(again.permit, first.permit);
    assert_eq!((again.token.as_str(), &again.qr), (first.token.as_str(), &first.qr));
    assert_eq!(again.case.application.status(), ApplicationStatus::Issued);
    // The same key for another request is somebody's mistake; another key finds nothing left to sign.
    let other = store::Key { key: "form-1".into(), request: Digest::of("", b"another form") };
    let reused = sign::sign(&world.office, &world.qm(5).with_key(Some(other)), id).await.unwrap_err();
    assert_eq!(reused.code(), "store-key-reused");
    let late = sign::sign(&world.office, &signer(&world, "form-2"), id).await.unwrap_err();
    assert_eq!(late.code(), "application-state");
}

async fn cut(on: On) {
    let world = World::new(on).await;
    let id = approved(&world, skins()).await;
    let unplugged = &world.signers[&QM].unplugged;
    // The number is recorded, the key does not answer: the caller gets no permit, and asks again under its key.
    unplugged.store(true, Ordering::SeqCst);
    for _ in 0..2 {
        let error = sign::sign(&world.office, &signer(&world, "form-1"), id).await.unwrap_err();
        assert_eq!(error.code(), "signer-unavailable");
    }
    unplugged.store(false, Ordering::SeqCst);
    let issued = sign::sign(&world.office, &signer(&world, "form-1"), id).await.unwrap();
    assert_eq!(issued.permit.number().as_str(), "26QM000001", "under the number that was recorded");
    // What the next start finished meanwhile is answered to the repeat as well.
    let other = approved(&world, skins()).await;
    unplugged.store(true, Ordering::SeqCst);
    sign::sign(&world.office, &signer(&world, "form-2"), other).await.unwrap_err();
    unplugged.store(false, Ordering::SeqCst);
    let recovered = sign::finish_open(&world.office, world.office.house_of(QM).unwrap()).await.unwrap();
    assert_eq!(recovered.finished.len(), 1);
    let told = sign::sign(&world.office, &signer(&world, "form-2"), other).await.unwrap();
    assert_eq!(told.permit.number(), &recovered.finished[0]);
}

async fn consignments(on: On) {
    let world = World::new(on).await;
    let id = approved(&world, three("")).await;
    let first = sign::sign(&world.office, &signer(&world, "form-1"), id).await.unwrap();
    let again = sign::sign(&world.office, &signer(&world, "form-1"), id).await.unwrap();
    assert_eq!(again.permit.id(), first.permit.id());
    assert_eq!(again.case.application.state().signed().len(), 1, "the second waits for its own signature");
    // All the rest with one button: a repeat answers with all of them.
    let rest = sign::sign_rest(&world.office, &signer(&world, "form-2"), id).await.unwrap();
    let repeated = sign::sign_rest(&world.office, &signer(&world, "form-2"), id).await.unwrap();
    let numbers = |all: &[sign::Issued]| all.iter().map(|i| i.permit.number().to_string()).collect::<Vec<_>>();
    assert_eq!(numbers(&rest), ["26QM000002", "26QM000003"]);
    assert_eq!(numbers(&repeated), numbers(&rest));
}
