//! One permit through every hand: application to both annual reports.

use crate::world::{On, World, skins};
use cites::document::Block;
use cites::ids::ApplicationId;
use cites::{Amount, ApplicationStatus, FindingKind, PermitStatus, country};
use office::econtrol::endorse::{Presented, endorse};
use office::econtrol::receive::{Counted, receive};
use office::econtrol::verify::{Verdict, verify};
use office::eexchange::fetch::{Seal, Wanted, fetch};
use office::eexchange::outbox;
use office::epermit::consult_sa::{Answer, Opinion, consult, opinion};
use office::epermit::propose::{Proposal, propose};
use office::epermit::sign::Issued;
use office::epermit::{accept, approve, draft, examine, sign, submit};
use office::{Error, Who};
use permits::permit::state::FigureSource;
use permits::{ActError, PublicStatus};
use report::{Profile, Sheet};

pub fn finding(kind: FindingKind) -> Opinion {
    Opinion { kind, line: None, answer: Answer::Positive, grounds: "Seen in the farm's books.".into(), expires: None }
}

/// From the first page to an approved case.
pub async fn approved(world: &World) -> ApplicationId {
    let office = &world.office;
    let id = draft::create(office, &world.qm(1), skins(), draft::OnBehalf::default()).await.unwrap().application.id();
    submit::submit(office, &world.qm(1), id).await.unwrap();
    world.clock.forward(5);
    let taken = accept::accept(office, &world.qm(2), id).await.unwrap();
    assert_eq!(taken.application.status(), ApplicationStatus::UnderExamination, "the next officer has it");
    examined(world, id).await;
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
    id
}

/// The officer examines, the Scientific Authority answers, the decision is proposed.
pub async fn examined(world: &World, id: ApplicationId) {
    let office = &world.office;
    let (_, trace) = examine::examine(office, &world.qm(3), id).await.unwrap();
    assert!(!trace.is_blocked(), "{:#?}", trace.speaking());
    let asked: Vec<FindingKind> = trace.required_findings().iter().map(|f| f.kind).collect();
    assert!(asked.contains(&FindingKind::NdfExport), "{asked:?}");
    consult(office, &world.qm(3), id, vec![FindingKind::NdfExport], "Ranched, as last year.".into()).await.unwrap();
    world.clock.forward(20);
    opinion(office, &world.qm(6), id, vec![finding(FindingKind::NdfExport)]).await.unwrap();
    let own = asked.into_iter().filter(|k| *k != FindingKind::NdfExport).map(finding).collect();
    let grant = Proposal::grant(vec!["Tags as in box 9.".into()], "", own);
    propose(office, &world.qm(3), id, grant).await.unwrap();
}

pub async fn issued(world: &World) -> Issued {
    let id = approved(world).await;
    world.clock.forward(1);
    sign::sign(&world.office, &world.qm(5), id).await.unwrap()
}

pub fn presented(actual: u32) -> Presented {
    Presented {
        quantities: vec![(Block::nth(0), Amount::whole(actual))],
        port: "QMBND".into(),
        port_name: "Bend".into(),
        transport_document: Some("AWB 020-12345675".into()),
        source: FigureSource::CustomsWeb,
    }
}

async fn story(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let (qm, qn) = (country::DEMO_EXPORTER, country::DEMO_IMPORTER);

    let permit = issued(&world).await;
    let number = permit.permit.number().clone();
    assert_eq!(number.as_str(), "26QM000001");
    assert_eq!(permit.permit.status(), PermitStatus::Issued);

    // Who holds number and code sees a valid permit; the number alone says nothing.
    let Verdict::Known { status, permit: face, .. } =
        verify(office, number.as_str(), permit.token.as_str()).await.unwrap()
    else {
        panic!("known");
    };
    assert_eq!(status, PublicStatus::Valid);
    assert_eq!(face.lines[0].remaining(), Amount::whole(240));
    assert!(matches!(verify(office, number.as_str(), "").await.unwrap(), Verdict::NotKnown));

    // The importing authority asks before export: not final yet, so it gets what there is, sealed.
    let wanted = Wanted { issuer: qm, number: number.clone(), token: Some(permit.token.clone()) };
    let early = fetch(office, &world.qn(3), wanted.clone()).await.unwrap();
    assert!(!early.row.is_final);
    assert!(matches!(early.foreign.seal, Seal::Verified { .. }), "{:?}", early.foreign.seal);
    assert!(early.foreign.differences.is_empty(), "{:?}", early.foreign.differences);

    // Customs at Bend: 250 is more than permitted and refused; 238 left.
    let over = endorse(office, &world.qm(7), permit.permit.id(), presented(250)).await.unwrap_err();
    assert!(matches!(over, Error::Act(ActError::Line { .. })), "{over}");
    let left = endorse(office, &world.qm(7), permit.permit.id(), presented(238)).await.unwrap();
    assert_eq!(left.permit.status(), PermitStatus::Endorsed);
    let again = endorse(office, &world.qm(7), permit.permit.id(), presented(238)).await.unwrap_err();
    assert_eq!(again.code(), "permit-state", "a permit is used once");

    // The Authority seals what customs wrote: the partner can see that box 14 is ours.
    assert_eq!(outbox::work(office, office.house_of(qm).unwrap()).await.unwrap(), 1);

    // The importing side: final now, 236 counted, confirmed back by the outbox.
    let late = fetch(office, &world.qn(3), wanted).await.unwrap();
    assert!(late.row.is_final);
    assert!(matches!(late.foreign.seal, Seal::Verified { .. }), "{:?}", late.foreign.seal);
    assert!(late.foreign.differences.is_empty(), "{:?}", late.foreign.differences);
    assert_eq!(late.row.id, early.row.id, "one record for one permit");
    let counted = Counted {
        quantities: vec![(Block::nth(0), Amount::whole(236))],
        port: "QNNPT".into(),
        port_name: "Northport".into(),
    };
    let received = receive(office, &world.qn(7), late.row.id, counted.clone()).await.unwrap();
    assert!(received.foreign.receipt.is_some());
    let twice = receive(office, &world.qn(7), late.row.id, counted).await.unwrap_err();
    assert_eq!(twice.code(), "already-received");
    let house = office.house_of(qn).unwrap();
    assert_eq!(outbox::work(office, house).await.unwrap(), 1);
    assert_eq!(outbox::work(office, house).await.unwrap(), 0, "nothing is sent twice");
    let at_home = sign::permit(office, &world.qm(3), permit.permit.id()).await.unwrap();
    assert_eq!(at_home.value.status(), PermitStatus::Confirmed);
    assert_eq!(at_home.value.lines()[0].received, Some(Amount::whole(236)));

    // One line in each country's report.
    let export = office::ereport::build::build(office, &world.qm(10), 2026).await.unwrap();
    let file = office::ereport::build::csv(&export.content, Sheet::Exports, Profile::Y2025).unwrap();
    let file = String::from_utf8(file).unwrap();
    assert_eq!(
        file.lines().nth(1).unwrap(),
        "II,Crocodylus niloticus,SKI,238,,QN,,26QM000001,,,T,R,2026",
        "{file}\n{:?}",
        export.content.findings
    );
    let import = office::ereport::build::build(office, &world.qn(10), 2026).await.unwrap();
    let file = office::ereport::build::csv(&import.content, Sheet::Imports, Profile::Y2025).unwrap();
    assert!(String::from_utf8(file).unwrap().contains("II,Crocodylus niloticus,SKI,236,,QM,,,26QM000001"));

    for house in office.houses() {
        let report = store::audit::verify(&office.store, house.tenant.id).await.unwrap();
        assert_eq!(report.first_bad, None, "{report:?}");
    }
}

#[tokio::test]
async fn one_permit_through_every_hand_on_sqlite() {
    story(On::Sqlite).await;
}

#[tokio::test]
async fn one_permit_through_every_hand_on_postgresql() {
    story(On::Postgres).await;
}

#[tokio::test]
async fn an_issue_takes_two_commits_and_few_statements() {
    let world = World::new(On::Sqlite).await;
    let id = approved(&world).await;
    let before = world.office.store.meter();
    sign::sign(&world.office, &world.qm(5), id).await.unwrap();
    let after = world.office.store.meter();
    assert_eq!(after.commits - before.commits, 2, "commits of one issue");
    // One of them tells the holder, one counts how long it took, for the public service times.
    assert!(after.statements - before.statements <= 25, "{} statements", after.statements - before.statements);
}

#[tokio::test]
async fn a_key_out_of_reach_keeps_the_number_for_the_next_try() {
    use std::sync::atomic::Ordering;
    let world = World::new(On::Sqlite).await;
    let id = approved(&world).await;
    world.signers[&country::DEMO_EXPORTER].unplugged.store(true, Ordering::SeqCst);
    let error = sign::sign(&world.office, &world.qm(5), id).await.unwrap_err();
    assert_eq!(error.code(), "signer-unavailable");
    world.signers[&country::DEMO_EXPORTER].unplugged.store(false, Ordering::SeqCst);
    // What a start after a crash does.
    let house = world.office.house_of(country::DEMO_EXPORTER).unwrap();
    let recovered = sign::finish_open(&world.office, house).await.unwrap();
    assert_eq!(recovered.finished.iter().map(ToString::to_string).collect::<Vec<_>>(), ["26QM000001"]);
    assert!(recovered.voided.is_empty());
}

#[tokio::test]
async fn one_pair_of_eyes_is_not_enough_and_other_countries_see_nothing() {
    let world = World::new(On::Sqlite).await;
    let office = &world.office;
    let id = approved(&world).await;
    let officer: Who = world.qm(3);
    assert!(matches!(sign::sign(office, &officer, id).await.unwrap_err(), Error::NotPermitted));
    let stranger = world.qn(4);
    let seen = examine::examine(office, &stranger, id).await.unwrap_err();
    assert!(matches!(seen, Error::NotFound(_)), "{seen}");
    let smuggled = Who::new(office.house_of(country::DEMO_EXPORTER).unwrap().clone(), stranger.actor);
    let seen = examine::examine(office, &smuggled, id).await.unwrap_err();
    assert!(matches!(seen, Error::NotFound(_)), "{seen}");
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_application() {
    let world = World::new(On::Sqlite).await;
    let office = &world.office;
    let key = || Some(store::Key { key: "form-1".into(), request: cites::Digest::of("", b"same") });
    let ada = || world.qm(1).with_key(key());
    let first = draft::create(office, &ada(), skins(), draft::OnBehalf::default()).await.unwrap();
    let second = draft::create(office, &ada(), skins(), draft::OnBehalf::default()).await.unwrap();
    assert_eq!(first.application.id(), second.application.id());
    let other = store::Key { key: "form-1".into(), request: cites::Digest::of("", b"other") };
    let reused = world.qm(1).with_key(Some(other));
    let error = draft::create(office, &reused, skins(), draft::OnBehalf::default()).await.unwrap_err();
    assert_eq!(error.code(), "store-key-reused");
}

/// Handlers need futures that may move between threads.
#[test]
fn acts_may_run_on_any_thread() {
    fn may_move<T: Send>(_: T) {}
    fn ask(world: &World, who: &Who, id: ApplicationId) {
        may_move(sign::sign(&world.office, who, id));
        may_move(submit::submit(&world.office, who, id));
        may_move(accept::accept(&world.office, who, id));
        may_move(outbox::work(&world.office, &who.house));
    }
    let _ = ask;
}
