//! Partners ask at bad moments, with wrong codes, twice, and sometimes not at all.

use crate::spine::{finding, issued, presented};
use crate::world::{On, World, client_key, skins};
use cites::document::Block;
use cites::ids::ApplicationId;
use cites::{Amount, CountryCode, FindingKind, PermitStatus, Token, country};
use exchange::epermit::Version;
use exchange::epix::{self, Answer, FaultToken, PermitKey, Position, Request, Response, TokenId};
use jiff::ToSpan as _;
use office::Who;
use office::econtrol::endorse::endorse;
use office::econtrol::receive::{Counted, receive};
use office::eexchange::fetch::{Wanted, fetch, get};
use office::eexchange::outbox;
use office::eexchange::serve::{Caller, serve};
use office::epermit::consult_sa::{consult, opinion};
use office::epermit::permit_acts::{self, Loss};
use office::epermit::propose::{Proposal, propose};
use office::epermit::{accept, approve, counterpart, draft, examine, sign, submit};
use permits::FormInput;
use permits::application::ImportPermitFacts;
use std::sync::atomic::Ordering;

fn key(number: &str, token: Option<&Token>) -> PermitKey {
    PermitKey {
        number: cites::PermitNumber::parse(number).unwrap(),
        token: token.map(TokenId::from),
        country: Some(country::DEMO_EXPORTER),
    }
}

async fn ask(world: &World, caller: &Caller, version: Version, request: Request) -> Answer {
    let envelope = epix::encode_request(version, &request);
    let reply = serve(&world.office, caller, None, &envelope).await;
    epix::decode_answer(&reply.body).unwrap()
}

fn fault(answer: Answer) -> FaultToken {
    match answer {
        Answer::Fault(fault) => fault.token,
        Answer::Response(_, response) => panic!("expected a fault, got {:?}", response.operation()),
    }
}

fn quenland() -> Caller {
    Caller { key: Some(client_key(country::DEMO_IMPORTER)), country: Some(country::DEMO_IMPORTER) }
}

#[tokio::test]
async fn a_caller_gets_only_what_is_addressed_to_its_country() {
    let world = World::new(On::Sqlite).await;
    let permit = issued(&world).await;
    let number = permit.permit.number().as_str();
    let wanted = || Request::GetNonFinal(key(number, Some(&permit.token)));

    let nobody = Caller { key: None, country: None };
    assert_eq!(fault(ask(&world, &nobody, Version::V2, wanted()).await), FaultToken::CertificateMissing);
    let stranger = Caller { key: Some(client_key(CountryCode::parse("QZ").unwrap())), country: None };
    assert_eq!(fault(ask(&world, &stranger, Version::V2, wanted()).await), FaultToken::CallerNotFound);
    let liar = Caller { country: Some(country::DEMO_EXPORTER), ..quenland() };
    assert_eq!(fault(ask(&world, &liar, Version::V2, wanted()).await), FaultToken::CallerNotFound);

    // A wrong code, no code and a number that does not exist answer the same.
    let other = Token::from_bytes([9; 16]);
    for bad in [key(number, Some(&other)), key(number, None), key("26QM999999", Some(&permit.token))] {
        let answer = ask(&world, &quenland(), Version::V2, Request::GetNonFinal(bad)).await;
        assert_eq!(fault(answer), FaultToken::CertificateNotFound);
    }
    let early = ask(&world, &quenland(), Version::V2, Request::GetFinal(key(number, Some(&permit.token)))).await;
    assert_eq!(fault(early), FaultToken::CertificateNotFinal);
    for version in [Version::V1, Version::V2] {
        match ask(&world, &quenland(), version, wanted()).await {
            Answer::Response(v, Response::NonFinal(certificate)) => {
                assert_eq!(v, version);
                assert!(certificate.signed_copy().is_some());
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_cancelled_permit_is_told_as_cancelled() {
    let world = World::new(On::Sqlite).await;
    let permit = issued(&world).await;
    let number = permit.permit.number().as_str();
    permit_acts::cancel(&world.office, &world.qm(4), permit.permit.id(), "Issued by mistake".into()).await.unwrap();
    let wanted = Wanted {
        issuer: country::DEMO_EXPORTER,
        number: permit.permit.number().clone(),
        token: Some(permit.token.clone()),
    };
    let fetched = fetch(&world.office, &world.qn(3), wanted).await.unwrap();
    assert!(fetched.foreign.withdrawn.as_deref().is_some_and(|w| w.contains("CANCELLED")), "{number}");
    let counted = Counted {
        quantities: vec![(Block::nth(0), Amount::whole(1))],
        port: "QNNPT".into(),
        port_name: "Northport".into(),
    };
    let error = receive(&world.office, &world.qn(7), fetched.row.id, counted).await.unwrap_err();
    assert_eq!(error.code(), "rules-stop", "goods do not come in under a cancelled permit");
}

#[tokio::test]
async fn a_confirmation_waits_for_a_partner_that_sleeps() {
    let world = World::new(On::Sqlite).await;
    let office = &world.office;
    let permit = issued(&world).await;
    endorse(office, &world.qm(7), permit.permit.id(), presented(240)).await.unwrap();
    let wanted = Wanted {
        issuer: country::DEMO_EXPORTER,
        number: permit.permit.number().clone(),
        token: Some(permit.token.clone()),
    };
    let fetched = fetch(office, &world.qn(3), wanted).await.unwrap();
    let counted = Counted {
        quantities: vec![(Block::nth(0), Amount::whole(240))],
        port: "QNNPT".into(),
        port_name: "Northport".into(),
    };
    receive(office, &world.qn(7), fetched.row.id, counted).await.unwrap();
    let house = office.house_of(country::DEMO_IMPORTER).unwrap();
    world.courier.down.store(true, Ordering::SeqCst);
    assert_eq!(outbox::work(office, house).await.unwrap(), 1);
    let (waiting, _) = get(office, &world.qn(3), fetched.row.id).await.unwrap();
    assert_eq!(waiting.foreign.receipt.and_then(|r| r.confirmed), None);
    world.courier.down.store(false, Ordering::SeqCst);
    assert_eq!(outbox::work(office, house).await.unwrap(), 0, "not before its time");
    world.clock.forward(1);
    assert_eq!(outbox::work(office, house).await.unwrap(), 1);
    let (done, _) = get(office, &world.qn(3), fetched.row.id).await.unwrap();
    assert_eq!(done.foreign.receipt.and_then(|r| r.confirmed).as_deref(), Some("accepted"));
}

#[tokio::test]
async fn quantities_are_confirmed_once_and_never_beyond_the_permit() {
    let world = World::new(On::Sqlite).await;
    let permit = issued(&world).await;
    endorse(&world.office, &world.qm(7), permit.permit.id(), presented(238)).await.unwrap();
    let number = permit.permit.number().as_str();
    let confirm = |block: &str, quantity: u32| {
        let position = Position { block: Block::parse(block).unwrap(), quantity: Amount::whole(quantity) };
        Request::ConfirmQuantities(key(number, Some(&permit.token)), vec![position])
    };
    assert_eq!(fault(ask(&world, &quenland(), Version::V2, confirm("B", 1)).await), FaultToken::UnknownPosition);
    assert_eq!(
        fault(ask(&world, &quenland(), Version::V2, confirm("A", 241)).await),
        FaultToken::QuantityExceedsPermit
    );
    for _ in 0..2 {
        let answer = ask(&world, &quenland(), Version::V2, confirm("A", 236)).await;
        assert!(matches!(answer, Answer::Response(_, Response::ConfirmQuantities(_))), "{answer:?}");
    }
    assert_eq!(fault(ask(&world, &quenland(), Version::V2, confirm("A", 235)).await), FaultToken::AlreadyConfirmed);
}

#[tokio::test]
async fn a_lost_permit_is_replaced_and_both_know_of_each_other() {
    let world = World::new(On::Sqlite).await;
    let office = &world.office;
    let old = issued(&world).await;
    let delivered = permit_acts::deliver(office, &world.qm(2), old.permit.id()).await.unwrap();
    assert_eq!(delivered.permit.status(), PermitStatus::Delivered);
    permit_acts::report(office, &world.qm(1), old.permit.id(), Loss::Lost, "Left in a taxi.".into()).await.unwrap();

    let copy = draft::copy(office, &world.qm(1), old.case.application.id()).await.unwrap();
    let id = copy.application.id();
    let mut form = copy.application.form().clone();
    form.set("replaces", old.permit.number().as_str());
    // Only a replacement stands in the place of another permit, and says so.
    let plain = draft::edit(office, &world.qm(1), id, form.clone()).await.unwrap_err();
    assert_eq!(plain.code(), "replaces-kind");
    form.set("document_type", "REPLACE");
    form.set("particulars.base_type", "EXPORT");
    form.set("particulars.reason", "Left in a taxi.");
    form.set("lines.0.marks", "QM-RA-2026-000381 to 000620");
    form.set("declaration", "true");
    draft::edit(office, &world.qm(1), id, form).await.unwrap();
    office::epermit::submit::submit(office, &world.qm(1), id).await.unwrap();
    accept::accept(office, &world.qm(2), id).await.unwrap();
    crate::spine::examined(&world, id).await;
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
    world.clock.forward(1);
    let new = sign::sign(office, &world.qm(5), id).await.unwrap();
    assert_eq!(new.permit.replaces().map(|r| r.number.as_str()), Some("26QM000001"));
    let gone = sign::permit(office, &world.qm(3), old.permit.id()).await.unwrap();
    assert_eq!(gone.value.status(), PermitStatus::Replaced);
    let later = world.office.clock.now() + 1.hours();
    let mut read = office.store.read(&world.qm(3).scope(later)).await.unwrap();
    assert_eq!(read.quotas_unbalanced().await.unwrap(), vec![]);
}

/// A case from the form to the signed permit, in the house of the given people; the destination's import permit where it
/// is there.
pub async fn granted(
    world: &World,
    by: &dyn Fn(u8) -> Who,
    form: FormInput,
    seen: Option<ImportPermitFacts>,
) -> sign::Issued {
    let id = decided(world, by, form, seen).await;
    sign::sign(&world.office, &by(5), id).await.unwrap()
}

/// The same up to the approval.
pub async fn decided(
    world: &World,
    by: &dyn Fn(u8) -> Who,
    form: FormInput,
    seen: Option<ImportPermitFacts>,
) -> ApplicationId {
    let office = &world.office;
    let id = draft::create(office, &by(1), form, draft::OnBehalf::default()).await.unwrap().application.id();
    submit::submit(office, &by(1), id).await.unwrap();
    accept::accept(office, &by(2), id).await.unwrap();
    let (_, trace) = examine::examine(office, &by(3), id).await.unwrap();
    let asked: Vec<FindingKind> = trace.required_findings().iter().map(|f| f.kind).collect();
    let (science, own): (Vec<_>, Vec<_>) = asked.into_iter().partition(|kind| permits::Finding::is_scientific(*kind));
    consult(office, &by(3), id, science.clone(), "One animal of the quota.".into()).await.unwrap();
    opinion(office, &by(6), id, science.into_iter().map(finding).collect()).await.unwrap();
    if let Some(permit) = seen {
        counterpart::wait(office, &by(3), id).await.unwrap();
        counterpart::received(office, &by(1), id, permit).await.unwrap();
    }
    let findings = own.into_iter().map(finding).collect();
    propose(office, &by(3), id, Proposal::grant(Vec::new(), "", findings)).await.unwrap();
    approve::approve(office, &by(4), id, true).await.unwrap();
    id
}

#[tokio::test]
async fn a_leopard_of_appendix_one_comes_in_under_our_own_import_permit_only() {
    let world = World::new(On::Sqlite).await;
    let office = &world.office;
    let trophy = |kind: &str| {
        let mut form = skins();
        for (path, text) in [
            ("document_type", kind),
            ("partner_country", if kind == "IMPORT" { "QM" } else { "QN" }),
            ("purpose", "H"),
            ("lines.0.taxon", "Panthera pardus"),
            ("lines.0.common_name", "Leopard"),
            ("lines.0.description", "Hunting trophy, skin and skull"),
            ("lines.0.term", "TRO"),
            ("lines.0.marks", "QM 0007/2026"),
            ("lines.0.appendix", "I"),
            ("lines.0.source", "W"),
            ("lines.0.import_permit", "26QN000044"),
            ("lines.0.quantity", "1"),
        ] {
            assert!(form.set(path, text), "{path}");
        }
        form
    };
    let import = granted(&world, &|n| world.qn(n), trophy("IMPORT"), None).await;
    // The exporting Party sees the import permit over the wire before it issues; goods do not arrive under it.
    let wanted = Wanted {
        issuer: country::DEMO_IMPORTER,
        number: import.permit.number().clone(),
        token: Some(import.token.clone()),
    };
    let seen = fetch(office, &world.qm(3), wanted).await.unwrap();
    assert!(seen.foreign.permit.is_some_and(|p| p.kind == cites::DocumentType::Import));
    let nothing =
        Counted { quantities: vec![(Block::nth(0), Amount::whole(1))], port: "QMBND".into(), port_name: "Bend".into() };
    let error = receive(office, &world.qm(7), seen.row.id, nothing).await.unwrap_err();
    assert!(matches!(error, office::Error::NotFound(_)), "{error}");
    let facts = ImportPermitFacts {
        issuer: country::DEMO_IMPORTER,
        number: import.permit.number().clone(),
        valid_until: import.permit.document().valid_until,
    };
    let export = granted(&world, &|n| world.qm(n), trophy("EXPORT"), Some(facts)).await;
    let number = export.permit.number().clone();
    endorse(office, &world.qm(7), export.permit.id(), presented(1)).await.unwrap();
    let wanted = Wanted { issuer: country::DEMO_EXPORTER, number, token: Some(export.token.clone()) };
    let fetched = fetch(office, &world.qn(3), wanted).await.unwrap();
    let counted = || Counted {
        quantities: vec![(Block::nth(0), Amount::whole(1))],
        port: "QNNPT".into(),
        port_name: "Northport".into(),
    };

    // Without the import permit the specimen waits at the border: Art. III.3 of the Convention.
    permit_acts::deliver(office, &world.qn(2), import.permit.id()).await.unwrap();
    permit_acts::suspend(office, &world.qn(4), import.permit.id(), "The buyer is under inquiry.".into()).await.unwrap();
    let held = receive(office, &world.qn(7), fetched.row.id, counted()).await.unwrap_err();
    assert_eq!(held.code(), "rules-stop", "{held}");
    permit_acts::reinstate(office, &world.qn(4), import.permit.id(), "Nothing found.".into()).await.unwrap();
    let received = receive(office, &world.qn(7), fetched.row.id, counted()).await.unwrap();
    assert!(received.foreign.receipt.is_some());
    // The line of the report names both papers.
    let built = office::ereport::build::build(office, &world.qn(10), 2026).await.unwrap();
    let csv = office::ereport::build::csv(&built.content, report::Sheet::Imports, report::Profile::Y2025).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    let line = csv.lines().find(|l| l.contains(export.permit.number().as_str())).unwrap();
    assert!(line.contains(import.permit.number().as_str()), "{line}");
}
