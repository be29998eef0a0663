//! Phytosanitary certificates of our own plant-health service: written down while the Party uses them, counted out at the
//! border, counted in the year, and never more than the nursery is registered for.

use crate::world::{On, World};
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use cites::document::Block;
use cites::{Amount, Date, Purpose, Quantity, Source, Term, Unit};
use office::econtrol::plant_export::{self, Certificate, Plants};
use office::epermit::law_rows::{self, Entered};
use office::epermit::{draft, sign, submit};
use office::registers::operations::{self, Entry, Said, Wanted};
use office::registers::stock::{self, Declared};
use office::{Error, Who};
use report::{Profile, Sheet};
use rules::PartyTable;
use std::collections::BTreeMap;
use store::{Acquired, Cursor, LotRow, PlantExportState, RegisterKind};

both! {
    an_orchid_nursery_sends_plants_with_our_plant_health_certificate => orchids,
    only_a_party_that_told_the_secretariat_uses_them => untold,
    a_certificate_that_is_taken_back_gives_the_stock_back => taken_back,
    of_a_nursery_that_is_a_persons_own_permits_count_too => of_a_person,
    twenty_certificates_never_take_more_than_the_nursery_grows => at_once,
}

fn whole(n: u32) -> Amount {
    Amount::whole(n)
}

fn today() -> Date {
    jiff::civil::date(2026, 11, 2)
}

/// The Party told the Secretariat, from this day on.
async fn told(world: &World, from: &str) {
    let cells = [("party", "QM"), ("valid_from", from)];
    let cells: BTreeMap<_, _> = cells.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let row = Entered { table: PartyTable::PhytoParties, cells, reason: "Notification to the Secretariat".into() };
    let row = law_rows::propose(&world.office, &world.qm(21), row).await.unwrap();
    law_rows::confirm(&world.office, &world.qm(22), row.id).await.unwrap();
}

async fn nursery(world: &World, species: &str) -> Entry {
    nursery_of(world, &world.qm(1), species).await
}

async fn nursery_of(world: &World, grower: &Who, species: &str) -> Entry {
    let beds = Wanted {
        kind: RegisterKind::Nursery,
        name: "Hill orchid house".into(),
        address: "4 Hill Road, Bend".into(),
        species: species.into(),
        statement: "Raised from seed of own mother plants.".into(),
    };
    let id = operations::apply(&world.office, grower, beds).await.unwrap().columns.id;
    operations::propose(&world.office, &world.qm(3), id, String::new()).await.unwrap();
    operations::approve(&world.office, &world.qm(4), id).await.unwrap()
}

/// Living plants raised in a nursery, with the lot they come from where there is one.
fn plants(taxon: &str, n: u32, lot: &str) -> Plants {
    let quantity = Quantity::new(whole(n), Unit::Nar).unwrap();
    Plants { taxon: taxon.into(), term: Term::Liv, quantity, source: Source::A, lot: lot.into() }
}

fn certificate(number: &str, nursery: &Entry, lines: &[Plants]) -> Certificate {
    Certificate {
        number: number.into(),
        issued_on: today(),
        office: "Plant Health Office, Bend".into(),
        exporter: "Hill orchid house".into(),
        nursery: nursery.columns.number.clone().unwrap(),
        importer: "Winter Garden Nurseries".into(),
        destination: QN,
        purpose: Purpose::T,
        lines: lines.to_vec(),
        statement: true,
    }
}

async fn lot(world: &World, n: u32) -> LotRow {
    let new = Declared {
        taxon: "Cattleya labiata".into(),
        term: Term::Liv,
        quantity: Quantity::new(whole(n), Unit::Nar).unwrap(),
        source: Source::A,
        origin: QM,
        acquired: Acquired::Birth,
        on: jiff::civil::date(2026, 10, 1),
        permit_in: None,
        evidence: "Bed book, page 3".into(),
        from: None,
    };
    let lot = stock::declare(&world.office, &world.qm(1), new).await.unwrap();
    stock::judge(&world.office, &world.qm(3), lot.id, true, String::new()).await.unwrap()
}

async fn sums(world: &World, lot: &LotRow) -> (String, String) {
    let mut read = world.office.store.read(&world.qm(3).scope("2026-11-03T00:00:00Z".parse().unwrap())).await.unwrap();
    assert_eq!(read.lots_unbalanced().await.unwrap(), vec![], "totals are the sums of their movements");
    let lot = read.lot(lot.id).await.unwrap().unwrap();
    (lot.balance.to_string(), lot.held.to_string())
}

fn said(error: &Error) -> (String, String) {
    let field = error.fields().into_iter().next().unwrap_or_else(|| panic!("no field: {error:?}"));
    (field.field, field.code)
}

async fn orchids(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    told(&world, "2026-01-01").await;
    let beds = nursery(&world, "Cattleya labiata; 200; 500; NAR\nDendrobium nobile; 100; 90; NAR").await;
    let lot = lot(&world, 60).await;
    let lines = [plants("Cattleya labiata", 50, &lot.number), plants("dendrobium nobile", 40, "")];

    // Without the statement, without a nursery of his own, for what the nursery does not grow: no.
    let wanted = || certificate("QM-PHY-8841", &beds, &lines);
    let mute = plant_export::record(office, &world.qm(1), Certificate { statement: false, ..wanted() }).await;
    assert_eq!(said(&mute.unwrap_err()), ("statement".into(), "plant-statement".into()));
    let nobody = plant_export::record(office, &world.qm(1), Certificate { nursery: String::new(), ..wanted() }).await;
    assert_eq!(said(&nobody.unwrap_err()), ("nursery".into(), "plant-nursery".into()));
    let stranger = plant_export::record(office, &world.qm(35), wanted()).await.unwrap_err();
    assert_eq!(said(&stranger), ("nursery".into(), "plant-nursery".into()), "somebody else's nursery is none");
    // What is wrong with a kind of plants is said at its own field.
    let cattleya = || plants("Cattleya labiata", 5, "");
    for (second, field, code) in [
        (plants("Vanda coerulea", 5, ""), "lines.1.taxon", "plant-not-grown"),
        (plants("Cattleya", 5, ""), "lines.1.taxon", "taxon-unknown"),
        (plants(" ", 5, ""), "lines.1.taxon", "taxon-empty"),
        (Plants { source: Source::W, ..cattleya() }, "lines.1.source", "plant-source"),
        (plants("Cattleya labiata", 5, "L26-99999"), "lines.1.lot", "plant-lot"),
        (plants("Cattleya labiata", 496, ""), "lines.1.quantity", "plant-output"),
    ] {
        let given = Certificate { lines: vec![cattleya(), second], ..wanted() };
        let refused = plant_export::record(office, &world.qm(1), given).await.unwrap_err();
        assert_eq!(said(&refused), (field.into(), code.into()), "{refused}");
    }
    let customs = plant_export::record(office, &world.qm(7), wanted()).await.unwrap_err();
    assert!(matches!(customs, Error::NotPermitted));
    let blind = Certificate { lines: Vec::new(), ..wanted() };
    assert_eq!(said(&plant_export::record(office, &world.qm(2), blind).await.unwrap_err()).1, "plant-lines");

    let made = plant_export::record(office, &world.qm(1), wanted()).await.unwrap();
    assert_eq!((made.row.state, made.lines.len()), (PlantExportState::Recorded, 2));
    assert_eq!((made.nursery.as_deref(), made.lines[0].appendix.code()), (Some("N-QM-0001"), "II"));
    assert_eq!(sums(&world, &lot).await, ("60".into(), "50".into()), "held until it has left");
    let twice = plant_export::record(office, &world.qm(2), wanted()).await.unwrap_err();
    assert_eq!(twice.code(), "stock-short", "the lot does not hold it twice");
    let again = Certificate { lines: vec![plants("Dendrobium nobile", 1, "")], ..wanted() };
    assert_eq!(plant_export::record(office, &world.qm(2), again).await.unwrap_err().code(), "plant-recorded");
    // The year of the register: 40 of 90 are taken.
    let more = certificate("QM-PHY-8842", &beds, &[plants("Dendrobium nobile", 51, "")]);
    let over = plant_export::record(office, &world.qm(2), more).await.unwrap_err();
    assert_eq!(said(&over), ("lines.0.quantity".into(), "plant-output".into()));
    assert!(over.to_string().contains("50 NAR is left"), "{over}");

    // Seen by its nursery, the authority and the border; another company and another Party find nothing.
    assert_eq!(plant_export::list(office, &world.qm(1), Cursor::NEWEST).await.unwrap().rows.len(), 1);
    assert_eq!(plant_export::list(office, &world.qm(35), Cursor::NEWEST).await.unwrap().rows.len(), 0);
    for stranger in [world.qm(35), world.qn(3)] {
        let seen = plant_export::get(office, &stranger, made.row.id).await;
        assert!(matches!(seen, Err(Error::NotFound(_))), "{seen:?}");
    }
    let found = plant_export::of_number(office, &world.qm(7), "qm-phy-8841").await.unwrap();
    assert_eq!(found.map(|r| r.id), Some(made.row.id), "customs ask by the number");

    // Customs count: never more than the certificate says; what stays goes back to the lot.
    let count = async |n: u32| {
        let counted = vec![(Block::nth(0), whole(n))];
        plant_export::left(office, &world.qm(7), made.row.id, "Port of Bend".into(), counted).await
    };
    assert_eq!(said(&count(51).await.unwrap_err()), ("left.A".into(), "plant-over".into()));
    let nursery = plant_export::left(office, &world.qm(1), made.row.id, "Bend".into(), Vec::new()).await;
    assert!(matches!(nursery, Err(Error::NotPermitted)));
    let gone = count(47).await.unwrap();
    assert_eq!(
        (gone.row.state, gone.lines[0].left, gone.lines[1].left),
        (PlantExportState::Left, Some(whole(47)), Some(whole(40)))
    );
    assert_eq!(sums(&world, &lot).await, ("13".into(), "0".into()));
    assert_eq!(count(1).await.unwrap_err().code(), "plant-not-waiting");

    // An officer who examines a permit of the same nursery sees what went with certificates.
    let mut read = office.store.read(&world.qm(3).scope("2026-11-03T00:00:00Z".parse().unwrap())).await.unwrap();
    let year = ("2026-01-01T00:00:00Z".parse().unwrap(), "2027-01-01T00:00:00Z".parse().unwrap());
    let (_, taken) = read.entries_and_exports::<operations::EntryBody>(world.company, year).await.unwrap();
    drop(read);
    assert!(taken.contains(&("Cattleya labiata".into(), Unit::Nar, whole(47))), "{taken:?}");

    // A line a kind in the exports of the year, under the number of the certificate.
    let built = office::ereport::build::build(office, &world.qm(10), 2026).await.unwrap();
    let file = office::ereport::build::csv(&built.content, Sheet::Exports, Profile::Y2025).unwrap();
    let file = String::from_utf8(file).unwrap();
    let lines: Vec<&str> = file.lines().skip(1).collect();
    assert_eq!(lines.len(), 2, "{file}");
    assert!(lines[0].starts_with("II,Cattleya labiata,LIV,47,,QN") && lines[0].contains("QM-PHY-8841"), "{file}");
    assert!(lines[0].contains(",T,A,2026"), "{file}");
    let audit = store::audit::verify(&office.store, office.house_of(QM).unwrap().tenant.id).await.unwrap();
    assert_eq!(audit.first_bad, None, "{audit:?}");
}

async fn untold(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let beds = nursery(&world, "Cattleya labiata; 200; 500; NAR").await;
    let given = || certificate("QM-PHY-1", &beds, &[plants("Cattleya labiata", 5, "")]);
    let blocked = async |given: Certificate| {
        let refused = plant_export::record(office, &world.qm(2), given).await.unwrap_err();
        let Error::Rules(trace) = refused else { panic!("the rules refuse it: {refused}") };
        trace.of("M6").next().unwrap().sentence(cites::Lang::En)
    };
    let words = blocked(given()).await;
    assert!(words.contains("is not known to use phytosanitary certificates"), "{words}");
    assert!(!plant_export::used(office, &world.qm(2)));
    // Told since yesterday: what was issued before it still needs a CITES document.
    told(&world, "2026-11-01").await;
    assert!(plant_export::used(office, &world.qm(2)));
    blocked(Certificate { issued_on: jiff::civil::date(2026, 10, 31), nursery: String::new(), ..given() }).await;
    let late = Certificate { issued_on: jiff::civil::date(2030, 1, 1), ..given() };
    assert_eq!(plant_export::record(office, &world.qm(2), late).await.unwrap_err().code(), "plant-day");
    // Animals, and plants of Appendix I: a CITES document.
    for taxon in ["Python regius", "Paphiopedilum adductum"] {
        blocked(Certificate { lines: vec![plants(taxon, 5, "")], nursery: String::new(), ..given() }).await;
    }
    plant_export::record(office, &world.qm(2), given()).await.unwrap();
}

async fn taken_back(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    told(&world, "2026-01-01").await;
    let beds = nursery(&world, "Cattleya labiata; 200; 50; NAR").await;
    let lot = lot(&world, 60).await;
    let lines = [plants("Cattleya labiata", 50, &lot.number)];
    let made = plant_export::record(office, &world.qm(1), certificate("QM-PHY-1", &beds, &lines)).await.unwrap();
    let id = made.row.id;
    let reason = "Withdrawn by the plant-health service".to_owned();
    assert_eq!(plant_export::void(office, &world.qm(3), id, " ".into()).await.unwrap_err().code(), "reason-empty");
    assert!(matches!(plant_export::void(office, &world.qm(1), id, reason.clone()).await, Err(Error::NotPermitted)));
    assert!(matches!(plant_export::void(office, &world.qn(3), id, reason.clone()).await, Err(Error::NotFound(_))));
    let void = plant_export::void(office, &world.qm(3), id, reason.clone()).await.unwrap();
    assert_eq!((void.row.state, void.row.reason), (PlantExportState::Void, Some(reason)));
    assert_eq!(sums(&world, &lot).await, ("60".into(), "0".into()));
    let late = plant_export::left(office, &world.qm(7), id, "Bend".into(), Vec::new()).await.unwrap_err();
    assert_eq!(late.code(), "plant-not-waiting");
    // Its plants count no more: the year is free for the next one.
    plant_export::record(office, &world.qm(1), certificate("QM-PHY-2", &beds, &lines)).await.unwrap();
    let report = office::ereport::build::collect(office, &world.qm(10), 2026).await.unwrap();
    assert_eq!(report.collected.lines.len(), 0, "nothing has left");
}

async fn of_a_person(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    told(&world, "2026-01-01").await;
    let hana = crate::people::sign_up(&world, "hana@hill.example", None).await;
    let beds = nursery_of(&world, &hana, "Dendrobium nobile; 200; 100; NAR").await;
    let form = crate::documents::form(&[
        ("document_type", "ARTPROP"),
        ("lines.0.taxon", "Dendrobium nobile"),
        ("lines.0.description", "Flowering plants in pots"),
        ("lines.0.term", "LIV"),
        ("lines.0.appendix", "II"),
        ("lines.0.source", "A"),
        ("lines.0.quantity", "70"),
        ("lines.0.operation", beds.columns.number.as_deref().unwrap()),
    ]);
    // Before it has a permit, and again after it: what the registers say to the officer.
    let ask = async |n: &str| {
        let mut form = form.clone();
        form.set("lines.0.quantity", n);
        let made = draft::create(office, &hana, form.clone(), draft::OnBehalf::default()).await.unwrap().application;
        let draft = permits::Draft::parse(&form).unwrap();
        let now = "2026-11-20T00:00:00Z".parse().unwrap();
        let mut read = office.store.read(&world.qm(3).scope(now)).await.unwrap();
        operations::look_up(&mut read, office, &world.qm(3), &draft, made.side(), now).await.unwrap().remove(0).said
    };
    assert!(ask("100").await.is_well());
    let made = draft::create(office, &hana, form.clone(), draft::OnBehalf::default()).await.unwrap();
    let id = made.application.id();
    submit::submit(office, &hana, id).await.unwrap_or_else(|e| panic!("{e} {:?}", e.fields()));
    crate::documents::decided_case(&world, id).await;
    sign::sign(office, &world.qm(5), id).await.unwrap();
    let found = ask("31").await;
    let (stock, output) = (whole(200), whole(100));
    assert_eq!(found, Said::Output { exported: whole(70), asked: whole(31), output, stock, unit: Unit::Nar });

    let given = |n: u32| certificate(&format!("QM-PHY-{n}"), &beds, &[plants("Dendrobium nobile", n, "")]);
    let over = plant_export::record(office, &hana, given(31)).await.unwrap_err();
    assert_eq!(said(&over), ("lines.0.quantity".into(), "plant-output".into()));
    assert!(over.to_string().contains("30 NAR is left"), "{over}");
    plant_export::record(office, &hana, given(30)).await.unwrap();
    assert_eq!(plant_export::record(office, &hana, given(1)).await.unwrap_err().code(), "plant-output");
    assert!(!ask("1").await.is_well(), "certificates and permits are one sum for the officer too");
    // The company of the same Party has its own account.
    let firm = nursery(&world, "Dendrobium nobile; 200; 100; NAR").await;
    let full = certificate("QM-PHY-F", &firm, &[plants("Dendrobium nobile", 100, "")]);
    plant_export::record(office, &world.qm(1), full).await.unwrap();
}

async fn at_once(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    told(&world, "2026-01-01").await;
    let beds = nursery(&world, "Cattleya labiata; 200; 50; NAR").await;
    let tries = (0..20).map(|n| {
        let (office, who) = (office.clone(), world.qm(1));
        let given = certificate(&format!("QM-PHY-{n}"), &beds, &[plants("Cattleya labiata", 10, "")]);
        tokio::spawn(async move { plant_export::record(&office, &who, given).await })
    });
    let mut made = 0;
    for one in tries.collect::<Vec<_>>() {
        match one.await.unwrap() {
            Ok(_) => made += 1,
            Err(e) => assert!(matches!(e.code().as_str(), "plant-output" | "store-busy"), "{e}"),
        }
    }
    assert!((1..=5).contains(&made), "{made} of five possible");
    let mut read = office.store.read(&world.qm(3).scope("2026-11-03T00:00:00Z".parse().unwrap())).await.unwrap();
    let year = (jiff::civil::date(2026, 1, 1), jiff::civil::date(2026, 12, 31));
    let taken = read.plant_exported(beds.columns.id, year).await.unwrap();
    assert!(taken[0].2 <= whole(50), "{taken:?}");
    assert_eq!(taken[0].2, whole(made * 10));
}
