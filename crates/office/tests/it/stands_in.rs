//! What stands in the place of another document: of a retrospective one and of a completed blank too; and what is issued
//! after the movement waits for the other country's authority. Told on both engines.

use crate::blanks;
use crate::documents::{form, handed_in, issued};
use crate::world::{On, World};
use cites::country::DEMO_IMPORTER as QN;
use cites::ids::PermitId;
use cites::{DocumentType, FindingKind, PermitStatus};
use office::blanks::complete;
use office::epermit::consult_sa::{Answer, Opinion, consult, opinion};
use office::epermit::permit_acts::{self, Loss};
use office::epermit::propose::{Proposal, propose};
use office::epermit::sign::{self, Issued};
use office::epermit::{abroad, accept, draft, examine};
use permits::FormInput;
use permits::application::state::Agreement;
use rules::Verdict;

both! {
    a_lost_retrospective_permit_is_replaced_and_not_told_again => retrospective,
    a_lost_completed_blank_is_replaced_by_an_ordinary_replacement => blank,
    what_is_issued_after_the_movement_waits_for_both_authorities => both_authorities,
    a_landing_abroad_is_no_introduction_from_the_sea => sea,
}

fn late() -> FormInput {
    form(&[
        ("document_type", "RETRO"),
        ("particulars.base_type", "EXPORT"),
        ("particulars.reason", "The post office stamped the wrong box."),
    ])
}

/// Lost, a month later: the draft that shall replace it, and what is issued of it.
async fn replaced(world: &World, permit: PermitId) -> (FormInput, Issued) {
    let office = &world.office;
    permit_acts::report(office, &world.qm(1), permit, Loss::Lost, "Left in a taxi.".into()).await.unwrap();
    world.clock.forward(24 * 30);
    let begun = draft::replacement(office, &world.qm(1), permit).await.unwrap().application;
    let mut typed = begun.form().clone();
    for (path, text) in [("declaration", "true"), ("shipment_date", "2026-12-20")] {
        assert!(typed.set(path, text), "{path}");
    }
    let new = issued(world, typed.clone()).await;
    (typed, new)
}

async fn retrospective(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let first = Box::pin(issued(&world, late())).await.permit;
    permit_acts::deliver(office, &world.qm(2), first.id()).await.unwrap();
    let until = first.signed_document().valid_until;
    let (typed, new) = Box::pin(replaced(&world, first.id())).await;
    assert_eq!((typed.document_type.as_str(), typed.particulars.base_type.as_str()), ("REPLACE", "EXPORT"));
    let paper = new.permit.signed_document();
    assert_eq!((paper.kind, paper.valid_until), (DocumentType::Export, until), "not valid beyond the old one");
    let box_5 = paper.special_conditions.join("\n");
    assert!(box_5.starts_with("REPLACEMENT") && box_5.contains("Left in a taxi."), "{box_5}");
    assert!(!box_5.contains("RETROSPECTIVE"), "{box_5}");
    let old = sign::permit(office, &world.qm(3), first.id()).await.unwrap();
    assert_eq!(old.value.status(), PermitStatus::Replaced);
    // The rules were asked with the days that stand on it.
    let (_, trace) = examine::examine(office, &world.qm(3), new.case.application.id()).await.unwrap();
    assert_eq!((trace.verdict("M11"), trace.verdict("V1")), (Verdict::Passed, Verdict::Passed));
    assert_eq!(trace.verdict("M5"), Verdict::NotApplicable, "it is not issued after the movement a second time");
    // Who needs one again is looked at.
    let again = handed_in(&world, late()).await;
    let (_, trace) = examine::examine(office, &world.qm(3), again).await.unwrap();
    assert_eq!(trace.verdict("M14"), Verdict::Look);
}

async fn blank(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    blanks::registered(&world, 100).await;
    let (_, ids) = blanks::blanks(&world, "2").await;
    let done = complete::complete(office, &world.qm(1), ids[0], blanks::filled("20", None)).await.unwrap();
    let old = sign::permit(office, &world.qm(1), done.id).await.unwrap().value;
    if old.status() != PermitStatus::Delivered {
        permit_acts::deliver(office, &world.qm(2), done.id).await.unwrap();
    }
    let until = old.signed_document().valid_until;
    let (typed, new) = Box::pin(replaced(&world, done.id)).await;
    let p = &typed.particulars;
    assert_eq!((typed.document_type.as_str(), p.base_type.as_str()), ("REPLACE", "EXPORT"));
    assert_eq!([&p.blank, &p.blanks, &p.open_boxes, &p.registration], ["", "", "", ""]);
    let paper = new.permit.signed_document();
    assert_eq!((paper.kind, paper.valid_until), (DocumentType::Export, until));
    let box_5 = paper.special_conditions.join("\n");
    assert!(box_5.starts_with("REPLACEMENT") && !box_5.contains("COMPLETED"), "{box_5}");
    assert_eq!(sign::permit(office, &world.qm(3), done.id).await.unwrap().value.status(), PermitStatus::Replaced);
}

async fn both_authorities(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let officer = world.qm(3);
    let id = handed_in(&world, late()).await;
    accept::accept(office, &world.qm(2), id).await.unwrap();
    let (_, trace) = examine::examine(office, &officer, id).await.unwrap();
    assert_eq!((trace.verdict("M5"), trace.is_blocked()), (Verdict::Awaited, false));
    let finding = |kind| Opinion { kind, line: None, answer: Answer::Positive, grounds: "Seen.".into(), expires: None };
    consult(office, &officer, id, vec![FindingKind::NdfExport], String::new()).await.unwrap();
    opinion(office, &world.qm(6), id, vec![finding(FindingKind::NdfExport)]).await.unwrap();
    let grant = || Proposal::grant(vec![], "", vec![finding(FindingKind::Laf)]);
    assert_eq!(propose(office, &officer, id, grant()).await.unwrap_err().code(), "retro-partner");

    // The other authority is asked; our officer records its answer with what both make of it, and why.
    let answered = async |agreement: Option<Agreement>| {
        let said = abroad::Reply { text: "Letter of 4 May.".into(), agreement, ..abroad::Reply::default() };
        abroad::reply_with(office, &officer, id, said).await
    };
    let both = |satisfied, reason: &str| Some(Agreement { satisfied, reason: reason.into() });
    abroad::consult(office, &officer, id, QN, "Are you satisfied?".into()).await.unwrap();
    assert_eq!(answered(None).await.unwrap_err().code(), "retro-satisfied");
    assert_eq!(answered(both(true, " ")).await.unwrap_err().code(), "retro-reason");
    answered(both(false, "")).await.unwrap();
    let (_, trace) = examine::examine(office, &officer, id).await.unwrap();
    assert_eq!(trace.verdict("M5"), Verdict::Blocked);
    assert!(propose(office, &officer, id, grant()).await.is_err(), "nobody proposes it then");
    abroad::consult(office, &officer, id, QN, "With the papers of the post office?".into()).await.unwrap();
    answered(both(true, "The post office confirms its mistake.")).await.unwrap();
    propose(office, &officer, id, grant()).await.unwrap();
    crate::facts::looked_into(&world, id).await;
    office::epermit::approve::approve(office, &world.qm(4), id, true).await.unwrap();
    let permit = sign::sign(office, &world.qm(5), id).await.unwrap().permit;
    let said = &permit.signed_document().special_conditions;
    assert!(said[0].starts_with("ISSUED RETROSPECTIVELY"), "{said:?}");
    assert!(said[1].contains("Quenland") && said[1].ends_with("The post office confirms its mistake."), "{said:?}");
    assert!(!said.iter().any(|s| s.contains("six months")), "commerce is not bound by it: {said:?}");
}

async fn sea(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let fish = |port: &str| {
        form(&[
            ("document_type", "IFS"),
            ("partner_country", "ZZ"),
            ("importer.country", "QM"),
            ("exporter.country", "QM"),
            ("lines.0.taxon", "Isurus oxyrinchus"),
            ("lines.0.description", "Frozen bodies"),
            ("lines.0.term", "MEA"),
            ("lines.0.source", "X"),
            ("lines.0.quantity", "500"),
            ("lines.0.unit", "KGM"),
            ("particulars.vessel", "Estrela do Mar, QM-441"),
            ("particulars.sea_area", "FAO 34"),
            ("particulars.landings", "one"),
            ("particulars.flag", "QM"),
            ("particulars.landed_in", port),
        ])
    };
    for (port, verdict) in [("QM", Verdict::Passed), ("QN", Verdict::Blocked)] {
        let id = handed_in(&world, fish(port)).await;
        let (_, trace) = examine::examine(office, &world.qm(3), id).await.unwrap();
        assert_eq!(trace.verdict("G4"), verdict, "{port}");
    }
}
