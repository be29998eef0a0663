//! Facts at the border and in the lanes: our import permit written off, plants with a plant-health certificate, timber in
//! bond, a red lane that somebody looked into.

use crate::exchange::granted;
use crate::spine::{self, presented};
use crate::world::{On, World, skins};
use cites::document::Block;
use cites::ids::{ApplicationId, ForeignPermitId};
use cites::{Amount, PermitStatus, Term, Unit, country};
use office::Error;
use office::econtrol::arrival_permit;
use office::econtrol::endorse::endorse;
use office::econtrol::plant_health::{self, Shown};
use office::econtrol::receive::{Counted, receive, receive_under};
use office::econtrol::timber::{self, InBond};
use office::econtrol::verify;
use office::eexchange::fetch::{Wanted, fetch};
use office::epermit::inspect::{self, Report};
use office::epermit::risk::{self, Lane};
use office::epermit::{accept, approve, draft, sign, submit};
use office::ereport;
use office::shared::faces::Clock;
use permits::FormInput;
use permits::application::ImportPermitFacts;
use permits::application::state::InspectionOrder;

fn with(answers: &[(&str, &str)]) -> FormInput {
    let mut form = skins();
    for (path, text) in answers {
        assert!(form.set(path, text), "{path}");
    }
    form
}

fn trophy(kind: &str) -> FormInput {
    with(&[
        ("document_type", kind),
        ("partner_country", if kind == "IMPORT" { "QM" } else { "QN" }),
        ("purpose", "H"),
        ("lines.0.taxon", "Panthera pardus"),
        ("lines.0.description", "Hunting trophy, skin and skull"),
        ("lines.0.term", "TRO"),
        ("lines.0.marks", "QM 0007/2026"),
        ("lines.0.appendix", "I"),
        ("lines.0.source", "W"),
        ("lines.0.import_permit", "26QN000044"),
        ("lines.0.quantity", "1"),
    ])
}

async fn came(world: &World, export: &sign::Issued) -> ForeignPermitId {
    let wanted = Wanted {
        issuer: country::DEMO_EXPORTER,
        number: export.permit.number().clone(),
        token: Some(export.token.clone()),
    };
    fetch(&world.office, &world.qn(3), wanted).await.unwrap().row.id
}

fn counted(amount: u32) -> Counted {
    Counted {
        quantities: vec![(Block::nth(0), Amount::whole(amount))],
        port: "QNNPT".into(),
        port_name: "Northport".into(),
    }
}

/// Statements of a receipt under an import permit of ours: its own, the import permit written off, two jobs, the lot.
const RECEIPT: u64 = 40;

async fn import_permit(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let (first, second) = (
        granted(&world, &|n| world.qn(n), trophy("IMPORT"), None).await,
        granted(&world, &|n| world.qn(n), trophy("IMPORT"), None).await,
    );
    let facts = ImportPermitFacts {
        issuer: country::DEMO_IMPORTER,
        number: first.permit.number().clone(),
        valid_until: first.permit.document().valid_until,
    };
    let export = granted(&world, &|n| world.qm(n), trophy("EXPORT"), Some(facts)).await;
    endorse(office, &world.qm(7), export.permit.id(), presented(1)).await.unwrap();
    let id = came(&world, &export).await;
    // Two of the same importer stand open: the officer says which.
    let which = receive(office, &world.qn(7), id, counted(1)).await.unwrap_err();
    assert_eq!(which.code(), "import-permit-choose");
    let other = export.permit.number().clone();
    let wrong = receive_under(office, &world.qn(7), id, counted(1), Some(other)).await.unwrap_err();
    assert_eq!(wrong.code(), "import-permit-other");
    let chosen = Some(first.permit.number().clone());
    // However many species there are, ours are asked for once, with their content.
    let mut document = export.permit.document();
    let mut lion = document.lines[0].clone();
    lion.taxon = cites::TaxonName::parse("Panthera leo").unwrap();
    document.lines.push(lion);
    let mut read = office.store.read(&world.qn(7).scope(Clock::now(world.clock.as_ref()))).await.unwrap();
    let before = office.store.meter().statements;
    let own = arrival_permit::choices(&mut read, &world.qn(7), &document).await.unwrap();
    assert_eq!((own.len(), office.store.meter().statements - before), (2, 1));
    assert!(arrival_permit::facts(&own, &document, country::DEMO_IMPORTER).is_empty(), "none of ours is for the lion");
    document.lines.pop();
    assert_eq!(arrival_permit::facts(&own, &document, country::DEMO_IMPORTER).len(), 2);
    drop(read);
    let before = office.store.meter().statements;
    let received = receive_under(office, &world.qn(7), id, counted(1), chosen.clone()).await.unwrap();
    let asked = office.store.meter().statements - before;
    assert!(asked <= RECEIPT, "{asked} statements for a receipt");
    assert_eq!(received.foreign.receipt.unwrap().import_permit, chosen);
    // It is used, with what came; the other one is not touched.
    let used = sign::permit(office, &world.qn(3), first.permit.id()).await.unwrap().value;
    assert_eq!(used.status(), PermitStatus::Endorsed);
    assert_eq!(used.lines()[0].endorsed, Some(Amount::whole(1)));
    let free = sign::permit(office, &world.qn(3), second.permit.id()).await.unwrap().value;
    assert_eq!(free.status(), PermitStatus::Issued);
    // The report has one line for it, with both numbers, and no export of our own.
    let content = ereport::build::collect(office, &world.qn(10), 2026).await.unwrap();
    let lines = &content.collected.lines;
    assert_eq!(lines.len(), 1, "{lines:#?}");
    assert_eq!((lines[0].flow, &lines[0].import_permit), (report::Flow::Import, &chosen));
    assert_eq!(lines[0].export_permits, [export.permit.number().clone()]);
    // A second leopard finds the one that is left by itself.
    let facts = ImportPermitFacts {
        issuer: country::DEMO_IMPORTER,
        number: second.permit.number().clone(),
        valid_until: second.permit.document().valid_until,
    };
    let next = granted(&world, &|n| world.qm(n), trophy("EXPORT"), Some(facts)).await;
    endorse(office, &world.qm(7), next.permit.id(), presented(1)).await.unwrap();
    let id = came(&world, &next).await;
    let received = receive(office, &world.qn(7), id, counted(1)).await.unwrap();
    assert_eq!(received.foreign.receipt.unwrap().import_permit.as_ref(), Some(second.permit.number()));
}

async fn plants(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let orchids = || Shown {
        issuer: country::DEMO_IMPORTER,
        number: "QN-PHY-2026-0042".into(),
        issued_on: jiff::civil::date(2026, 10, 20),
        importer: "Orchid House".into(),
        taxon: "Cattleya trianae".into(),
        term: Term::Liv,
        quantity: Amount::whole(40),
        unit: Unit::Nar,
        place: "Port of Bend".into(),
        arrived_on: jiff::civil::date(2026, 11, 1),
        statement: true,
    };
    let mute = plant_health::record(office, &world.qm(7), Shown { statement: false, ..orchids() }).await.unwrap_err();
    assert_eq!(mute.code(), "plant-statement");
    // An animal, and a country that never told the Secretariat: a CITES document is asked for.
    let python = Shown { taxon: "Python regius".into(), ..orchids() };
    let Error::Rules(trace) = plant_health::record(office, &world.qm(7), python).await.unwrap_err() else {
        panic!("the rules refuse it")
    };
    assert_eq!(trace.verdict("M8"), rules::Verdict::Blocked);
    let far = Shown { issuer: country::DEMO_EXPORTER, ..orchids() };
    let refused = plant_health::record(office, &world.qn(7), far).await.unwrap_err();
    assert!(matches!(refused, Error::Rules(_)), "QM is on no list of QN's");
    let applicant = plant_health::record(office, &world.qm(1), orchids()).await.unwrap_err();
    assert!(matches!(applicant, Error::NotPermitted));
    let kept = plant_health::record(office, &world.qm(7), orchids()).await.unwrap();
    assert_eq!((kept.taxon.as_str(), kept.quantity), ("Cattleya trianae", Amount::whole(40)));
    let twice = plant_health::record(office, &world.qm(3), orchids()).await.unwrap_err();
    assert_eq!(twice.code(), "plant-recorded");
    let list = plant_health::list(office, &world.qm(3), store::Cursor::NEWEST).await.unwrap();
    assert_eq!(list.rows, vec![kept.clone()]);
    let foreign = plant_health::get(office, &world.qn(3), kept.id).await.unwrap_err();
    assert!(matches!(foreign, Error::NotFound(_)), "another Party's is not there");
}

async fn in_bond(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let planks = with(&[
        ("lines.0.taxon", "Dalbergia melanoxylon"),
        ("lines.0.description", "Sawn planks"),
        ("lines.0.term", "SAW"),
        ("lines.0.marks", ""),
        ("lines.0.common_name", ""),
        ("lines.0.source", "W"),
        ("lines.0.quantity", "12"),
        ("lines.0.unit", "MTQ"),
    ]);
    let export = granted(&world, &|n| world.qm(n), planks, None).await;
    endorse(office, &world.qm(7), export.permit.id(), presented(12)).await.unwrap();
    let id = came(&world, &export).await;
    let found = |day| InBond { arrived_on: day, place: "Bonded shed 2, Northport".into() };
    let arrived = jiff::civil::date(2026, 11, 20);
    world.clock.forward(24 * 30);
    let officer = timber::extend(office, &world.qn(3), id, found(arrived)).await.unwrap_err();
    assert!(matches!(officer, Error::NotPermitted), "customs extend, nobody else");
    let row = timber::extend(office, &world.qn(7), id, found(arrived)).await.unwrap();
    let until = export.permit.signed_document().valid_until;
    assert_eq!((row.valid_until, row.by), (until, country::DEMO_IMPORTER));
    assert!(row.until > until);
    let twice = timber::extend(office, &world.qn(7), id, found(arrived)).await.unwrap_err();
    assert_eq!(twice.code(), "timber-not-extended");
    // The copy comes to us; whoever scans the paper learns it, after its printed last day too.
    let told = timber::told(office, &world.qm(3), export.permit.id(), found(arrived)).await.unwrap();
    assert_eq!(told.until, row.until);
    world.clock.forward(24 * 180);
    let shown = verify::verify(office, export.permit.number().as_str(), export.token.as_str()).await.unwrap();
    let verify::Verdict::Known { status, extended, .. } = shown else { panic!("it is known") };
    assert_eq!((status, extended), (permits::PublicStatus::Valid, Some(row.until)));
    // And it comes in after its printed last day.
    let received = receive(office, &world.qn(7), id, counted(12)).await.unwrap();
    assert!(received.foreign.receipt.is_some());
    // Skins are no timber.
    let skins = spine::issued(&world).await;
    let no =
        timber::told(office, &world.qm(3), skins.permit.id(), found(skins.permit.signed_document().valid_from)).await;
    assert_eq!(no.unwrap_err().code(), "timber-not-extended");
}

async fn red(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let boss = world.qm(22);
    let proposed = async |lane: Lane| -> ApplicationId {
        let made = draft::create(office, &world.qm(1), skins(), draft::OnBehalf::default()).await.unwrap();
        let id = made.application.id();
        submit::submit(office, &world.qm(1), id).await.unwrap();
        accept::accept(office, &world.qm(2), id).await.unwrap();
        risk::change_lane(office, &boss, id, lane, "A tip from the port.".into()).await.unwrap();
        id
    };
    // Red: nobody looked, nothing is decided.
    let id = proposed(Lane::Red).await;
    spine::examined(&world, id).await;
    let blind = approve::approve(office, &world.qm(4), id, true).await.unwrap_err();
    assert_eq!(blind.code(), "lane-red");
    // A supervisor's other lane, with a reason, is the override of a second person.
    risk::change_lane(office, &boss, id, Lane::Yellow, "The farm was seen last week.".into()).await.unwrap();
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
    // Red and looked into: an appointment that nobody kept is no outcome; a report is.
    let id = proposed(Lane::Red).await;
    let report = |outcome: &str| Report {
        outcome: outcome.into(),
        counted: vec![],
        text: "Counted.".into(),
        papers: vec![],
        samples: vec![],
    };
    for (outcome, enough) in [("NOT_READY", false), ("CONFORM", true)] {
        inspect::request(office, &world.qm(3), id, "Red lane".into(), InspectionOrder::default()).await.unwrap();
        inspect::report(office, &world.qm(61), id, report(outcome)).await.unwrap();
        inspect::resume(office, &world.qm(3), id).await.unwrap();
        if enough {
            spine::examined(&world, id).await;
            approve::approve(office, &world.qm(4), id, true).await.unwrap();
        }
    }
    // The second approver: who approved does not sign.
    let alone = sign::sign(office, &world.qm(4), id).await.unwrap_err();
    assert_eq!(alone.code(), "lane-second-approver");
    sign::sign(office, &world.qm(5), id).await.unwrap();
    // Green stands for no finding.
    let id = proposed(Lane::Green).await;
    let grant = office::epermit::propose::Proposal::grant(vec![], "", vec![]);
    let bare = match office::epermit::propose::propose(office, &world.qm(3), id, grant).await {
        Ok(_) => approve::approve(office, &world.qm(4), id, true).await.unwrap_err(),
        Err(refused) => refused,
    };
    assert!(matches!(bare, Error::Rules(_) | Error::Act(_)), "{bare}");
}

async fn several_reasons(on: On) {
    use cites::RefusalReason as R;
    use office::epermit::propose::{Proposal, propose};
    use permits::application::ApplicationState;
    use permits::application::state::Ground;
    let world = World::new(on).await;
    let office = &world.office;
    let made = draft::create(office, &world.qm(1), skins(), draft::OnBehalf::default()).await.unwrap();
    let id = made.application.id();
    submit::submit(office, &world.qm(1), id).await.unwrap();
    accept::accept(office, &world.qm(2), id).await.unwrap();
    let ground = |reason, text: &str| Ground { reason, text: text.into() };
    let both = vec![ground(R::R02, "No proof of origin."), ground(R::R01, "The take is detrimental.")];
    let twice = Proposal::RefuseFor { grounds: vec![ground(R::R02, "No proof."), ground(R::R02, "None.")] };
    assert_eq!(propose(office, &world.qm(3), id, twice).await.unwrap_err().code(), "refusal-reason-twice");
    let mute = Proposal::RefuseFor { grounds: vec![ground(R::R02, "No proof."), ground(R::R01, " ")] };
    assert_eq!(propose(office, &world.qm(3), id, mute).await.unwrap_err().code(), "reason-empty");
    let none = Proposal::RefuseFor { grounds: vec![] };
    assert_eq!(propose(office, &world.qm(3), id, none).await.unwrap_err().code(), "refusal-reason");
    propose(office, &world.qm(3), id, Proposal::RefuseFor { grounds: both.clone() }).await.unwrap();
    let refused = approve::refuse_for(office, &world.qm(4), id, both.clone()).await.unwrap();
    let ApplicationState::Refused { refusal, .. } = refused.application.state() else { panic!("refused") };
    assert_eq!(refusal.grounds(), both);
}

/// Two programs on one archive: what one confirms becomes law in the other by its job, without a restart.
async fn two_servers(on: On) {
    use office::epermit::law_rows::{confirm, propose, refresh};
    let world = World::new(on).await;
    let office = &world.office;
    let houses = office.houses().map(|h| office::House {
        tenant: h.tenant.clone(),
        pack: h.pack.clone(),
        signer: h.signer.clone(),
    });
    let second = office::Office::new(
        office.store.clone(),
        office.clock.clone(),
        office.chance.clone(),
        office.courier.clone(),
        office.taxa.clone(),
        office.addresses.clone(),
        houses.collect(),
    );
    let house = world.qm(3).house;
    let row = propose(office, &world.qm(21), crate::law::measure("2026-11-02")).await.unwrap();
    confirm(office, &world.qm(22), row.id).await.unwrap();
    assert_ne!(office.law(&house).digest(), second.law(&house).digest(), "the other program does not know yet");
    refresh(&second, &office::Who::system(house.clone())).await.unwrap();
    assert_eq!(office.law(&house).digest(), second.law(&house).digest());
}

/// A lost permit: the destination that asks over the wire is told so, and lets nothing in under it.
async fn lost(on: On) {
    use office::epermit::permit_acts::{self, Loss};
    let world = World::new(on).await;
    let office = &world.office;
    for (how, word) in [(Loss::Lost, "LOST"), (Loss::Stolen, "STOLEN")] {
        let permit = spine::issued(&world).await;
        let id = came(&world, &permit).await;
        permit_acts::deliver(office, &world.qm(2), permit.permit.id()).await.unwrap();
        permit_acts::report(office, &world.qm(1), permit.permit.id(), how, "Gone with the bag.".into()).await.unwrap();
        assert_eq!(came(&world, &permit).await, id, "the same record, asked for again");
        let told = office::eexchange::fetch::get(office, &world.qn(3), id).await.unwrap().0;
        let line = told.foreign.withdrawn.unwrap_or_default();
        assert!(line.contains(word), "{line}");
        let held = receive(office, &world.qn(7), id, counted(1)).await.unwrap_err();
        assert_eq!(held.code(), "rules-stop");
    }
}

both! {
    import_permit => our_import_permit_is_written_off_at_arrival_on_sqlite, our_import_permit_is_written_off_at_arrival_on_postgresql;
    plants => plants_come_in_with_a_plant_health_certificate_on_sqlite, plants_come_in_with_a_plant_health_certificate_on_postgresql;
    in_bond => timber_in_bond_is_extended_once_on_sqlite, timber_in_bond_is_extended_once_on_postgresql;
    red => the_red_lane_wants_to_be_looked_into_on_sqlite, the_red_lane_wants_to_be_looked_into_on_postgresql;
    several_reasons => a_refusal_names_all_its_reasons_on_sqlite, a_refusal_names_all_its_reasons_on_postgresql;
    two_servers => what_another_program_confirmed_is_law_on_sqlite, what_another_program_confirmed_is_law_on_postgresql;
    lost => the_destination_is_told_of_a_lost_permit_on_sqlite, the_destination_is_told_of_a_lost_permit_on_postgresql;
}
