//! Every kind of document from the first page to the signed paper, on both engines; and landings from the sea.

use crate::world::{On, World, skins};
use cites::document::Block;
use cites::ids::ApplicationId;
use cites::{Amount, DocumentType, FindingKind, country};
use document::pdf::{Fonts, Options};
use office::Error;
use office::econtrol::landing::{Landed, account, land};
use office::econtrol::transit::{self, Passing};
use office::epermit::consult_sa::{Answer, Opinion, consult, opinion};
use office::epermit::propose::{Proposal, propose};
use office::epermit::sign::Issued;
use office::epermit::{abroad, accept, approve, draft, examine, kinds, permit_acts, sign, submit};
use permits::FormInput;
use permits::application::state::Agreement;
use report::{Profile, Sheet};
use std::sync::LazyLock;

static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::shipped().unwrap());

/// The skins' form with other answers.
pub fn form(answers: &[(&str, &str)]) -> FormInput {
    let mut form = skins();
    for path in ["lines.0.marks", "lines.0.common_name"] {
        form.set(path, "");
    }
    for (path, text) in answers {
        assert!(form.set(path, text), "{path}");
    }
    form
}

pub async fn handed_in(world: &World, form: FormInput) -> ApplicationId {
    let office = &world.office;
    let made = draft::create(office, &world.qm(1), form, draft::OnBehalf::default()).await.unwrap();
    let id = made.application.id();
    submit::submit(office, &world.qm(1), id).await.unwrap_or_else(|e| panic!("{e} {:?}", e.fields()));
    id
}

/// Through the office: accepted, asked of the Scientific Authority where the rules ask it, proposed, approved.
pub async fn decided(world: &World, form: FormInput) -> ApplicationId {
    let id = handed_in(world, form).await;
    decided_case(world, id).await;
    id
}

/// The same for a case that somebody handed in.
pub async fn decided_case(world: &World, id: ApplicationId) {
    let office = &world.office;
    accept::accept(office, &world.qm(2), id).await.unwrap();
    let (_, trace) = examine::examine(office, &world.qm(3), id).await.unwrap();
    assert!(!trace.is_blocked(), "{:#?}", trace.speaking());
    let mut asked: Vec<FindingKind> = trace.required_findings().iter().map(|f| f.kind).collect();
    asked.dedup();
    let finding = |kind| Opinion { kind, line: None, answer: Answer::Positive, grounds: "Seen.".into(), expires: None };
    let hers: Vec<FindingKind> = asked.iter().copied().filter(|k| permits::Finding::is_scientific(*k)).collect();
    if !hers.is_empty() {
        consult(office, &world.qm(3), id, hers.clone(), String::new()).await.unwrap();
        opinion(office, &world.qm(6), id, hers.iter().copied().map(finding).collect()).await.unwrap();
    }
    if trace.verdict("M5") == rules::Verdict::Awaited {
        // After the movement both authorities are satisfied first.
        let partner = country::DEMO_IMPORTER;
        abroad::consult(office, &world.qm(3), id, partner, "Are you satisfied?".into()).await.unwrap();
        let both = Agreement { satisfied: true, reason: "The post office confirms its mistake.".into() };
        let answer = "Yes, by letter.".to_owned();
        let said = abroad::Reply { text: answer, agreement: Some(both), ..abroad::Reply::default() };
        abroad::reply_with(office, &world.qm(3), id, said).await.unwrap();
    }
    let own = asked.into_iter().filter(|k| !hers.contains(k)).map(finding).collect();
    let grant = Proposal::grant(vec![], "", own);
    propose(office, &world.qm(3), id, grant).await.unwrap();
    crate::facts::looked_into(world, id).await;
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
}

pub async fn issued(world: &World, form: FormInput) -> Issued {
    let id = decided(world, form).await;
    sign::sign(&world.office, &world.qm(5), id).await.unwrap_or_else(|e| panic!("{e:?}"))
}

/// What a story expects of its document.
struct Wanted {
    kind: DocumentType,
    until: &'static str,
    says: &'static [&'static str],
    sheets: bool,
}

async fn is(world: &World, story: &str, form: FormInput, wanted: Wanted) -> Issued {
    let issued = issued(world, form).await;
    let document = issued.permit.signed_document();
    assert_eq!(document.kind, wanted.kind, "{story}");
    assert_eq!(document.valid_until.to_string(), wanted.until, "{story}");
    let box_5 = document.special_conditions.join("\n");
    for words in wanted.says {
        assert!(box_5.contains(words), "{story}: {words:?} is not in box 5: {box_5}");
    }
    // The message is read back as what it says.
    let message = exchange::epermit::v2::write(document);
    let read = exchange::epermit::v2::read(&message).unwrap().permit.unwrap();
    assert_eq!(read.kind, wanted.kind, "{story}");
    assert_eq!(read.lines, document.lines, "{story}");
    assert_eq!(read.valid_until, document.valid_until, "{story}");
    // The paper: with the sheet of crossings where the table says so.
    assert_eq!(document.kind.reusable(), wanted.sheets, "{story}");
    let pdf = document::pdf::render(document, &Options::default(), &FONTS).unwrap_or_else(|e| panic!("{story}: {e}"));
    assert!(pdf.starts_with(b"%PDF-1.7"), "{story}");
    if let Ok(folder) = std::env::var("MANIS_SHOW") {
        std::fs::write(format!("{folder}/{story}.pdf"), &pdf).unwrap();
        std::fs::write(format!("{folder}/{story}.xml"), &message).unwrap();
    }
    issued
}

/// The same in a future of its own: a story of many documents would not fit on a thread's stack.
fn say<'a>(
    world: &'a World,
    story: &'a str,
    form: FormInput,
    wanted: Wanted,
) -> std::pin::Pin<Box<dyn Future<Output = Issued> + 'a>> {
    Box::pin(is(world, story, form, wanted))
}

/// A living bird with its ring, App. II, bred in captivity.
const BIRD: &[(&str, &str)] = &[
    ("lines.0.taxon", "Python regius"),
    ("lines.0.description", "Living animal"),
    ("lines.0.term", "LIV"),
    ("lines.0.source", "C"),
    ("lines.0.quantity", "1"),
    ("lines.0.marks", "985 141 000 123 456"),
    ("lines.0.age_sex", "3 years, female"),
];

fn with(base: &[(&str, &str)], more: &[(&str, &str)]) -> FormInput {
    form(&[base, more].concat())
}

async fn every_kind(on: On) {
    let world = World::new(on).await;
    let origin = [
        ("lines.0.origin.country", "QN"),
        ("lines.0.origin.permit", "25QN000123"),
        ("lines.0.origin.date", "2026-01-15"),
    ];

    let plain = |kind, until, says| Wanted { kind, until, says, sheets: false };
    let often = |kind, until, says| Wanted { kind, until, says, sheets: true };
    use DocumentType as D;

    say(&world, "export", form(&[]), plain(D::Export, "2027-05-01", &[])).await;
    say(
        &world,
        "reexport",
        with(&[("document_type", "REEXPORT"), ("lines.0.source", "W")], &origin),
        plain(D::Reexport, "2027-05-01", &[]),
    )
    .await;
    let import = form(&[
        ("document_type", "IMPORT"),
        ("partner_country", "QN"),
        ("importer.country", "QM"),
        ("exporter.country", "QN"),
        ("purpose", "H"),
        ("lines.0.taxon", "Panthera pardus"),
        ("lines.0.description", "Hunting trophy"),
        ("lines.0.term", "TRO"),
        ("lines.0.appendix", "I"),
        ("lines.0.source", "W"),
        ("lines.0.quantity", "1"),
        // As applicants answer it: the animal comes from where it is sent from. The message says no more than that.
        ("lines.0.origin.country", "QN"),
    ]);
    say(
        &world,
        "import",
        import,
        plain(D::Import, "2027-11-01", &["together with the export permit", "primarily commercial"]),
    )
    .await;
    let origin_iii = form(&[
        ("document_type", "ORIGIN"),
        ("lines.0.taxon", "Odobenus rosmarus"),
        ("lines.0.description", "Carvings of walrus ivory"),
        ("lines.0.term", "IVC"),
        ("lines.0.appendix", "III"),
        ("lines.0.source", "W"),
        ("lines.0.quantity", "3"),
    ]);
    say(&world, "origin", origin_iii, plain(D::Origin, "2027-11-01", &["originate in Querimba"])).await;
    let old = form(&[
        ("document_type", "PRECONV"),
        ("lines.0.source", "O"),
        ("lines.0.acquired", "1969-03-01"),
        ("lines.0.description", "Handbag of 1968"),
        ("lines.0.term", "LPS"),
        ("lines.0.quantity", "2"),
    ]);
    say(&world, "preconv", old, plain(D::Preconv, "2027-05-01", &["before the Convention applied"])).await;
    say(
        &world,
        "captive",
        with(BIRD, &[("document_type", "CAPTIVE"), ("language", "fr")]),
        plain(D::Captive, "2027-05-01", &["élevés en captivité", "IATA"]),
    )
    .await;
    let orchids = form(&[
        ("document_type", "ARTPROP"),
        ("lines.0.taxon", "Dalbergia nigra"),
        ("lines.0.description", "Seedlings in pots"),
        ("lines.0.term", "LIV"),
        ("lines.0.appendix", "I"),
        ("lines.0.source", "A"),
        ("lines.0.quantity", "20"),
        ("language", "es"),
    ]);
    say(&world, "artprop", orchids, plain(D::Artprop, "2027-05-01", &["reprodujeron artificialmente"])).await;
    let entry = crate::facts::registered(&world, store::RegisterKind::CaptiveI, "Falco peregrinus; 40; 60; NAR").await;
    let told = crate::facts::told("A-QM-501");
    office::registers::inclusion::include(&world.office, &world.qm(3), entry, told).await.unwrap();
    let falcon = with(
        BIRD,
        &[
            ("lines.0.taxon", "Falco peregrinus"),
            ("lines.0.appendix", "I"),
            ("lines.0.source", "D"),
            ("lines.0.operation", "A-QM-501"),
            ("lines.0.marks", "QM 12 W 345"),
        ],
    );
    let d = say(&world, "registered-operation", falcon, plain(D::Export, "2027-05-01", &["IATA"])).await;
    assert_eq!(d.permit.signed_document().lines[0].operation.as_deref(), Some("A-QM-501"));

    let nobody: &[(&str, &str)] =
        &[("importer.name", ""), ("importer.street", ""), ("importer.city", ""), ("importer.country", "")];
    let tec = [
        BIRD,
        nobody,
        &[
            ("document_type", "TEC"),
            ("purpose", "Q"),
            ("particulars.exhibition", "Circus Luna"),
            ("particulars.registration", "QM-EX-7"),
        ],
    ]
    .concat();
    say(&world, "exhibition", form(&tec), often(D::Tec, "2029-11-01", &["Circus Luna", "QM-EX-7", "not for sale"]))
        .await;
    let poc = [BIRD, nobody, &[("document_type", "POC"), ("purpose", "P"), ("transport_mode", "carried")]].concat();
    say(&world, "ownership", form(&poc), often(D::Poc, "2029-11-01", &["travels with its owner", "IATA"])).await;
    let mic = [
        nobody,
        &[
            ("document_type", "MIC"),
            ("purpose", "P"),
            ("lines.0.taxon", "Dalbergia nigra"),
            ("lines.0.description", "Classical guitar, back and sides"),
            ("lines.0.term", "WPR"),
            ("lines.0.appendix", "I"),
            ("lines.0.source", "O"),
            ("lines.0.acquired", "1965-06-01"),
            ("lines.0.quantity", "1"),
            ("particulars.maker", "Hauser"),
            ("particulars.serial", "No. 512"),
            ("particulars.made", "1962"),
        ],
    ]
    .concat();
    let guitar = say(&world, "instrument", form(&mic), often(D::Mic, "2029-11-01", &["Musical instrument"])).await;
    assert_eq!(
        guitar.permit.signed_document().lines[0].description,
        "Classical guitar, back and sides; Hauser, 1962, No. 512"
    );
    let sample = [
        nobody,
        &[
            ("document_type", "SAMPLE"),
            ("purpose", "Q"),
            ("lines.0.description", "Handbags, collection of spring"),
            ("lines.0.term", "LPS"),
            ("lines.0.quantity", "12"),
            ("particulars.carnet_kind", "ATA"),
            ("particulars.carnet_number", "QM-ATA-99"),
            ("particulars.carnet_date", "2027-02-10"),
        ],
    ]
    .concat();
    let samples = say(
        &world,
        "samples",
        form(&sample),
        Wanted {
            kind: D::Sample,
            until: "2027-02-10",
            says: &["ATA carnet No. QM-ATA-99", "10 February 2027", "not for sale"],
            sheets: true,
        },
    )
    .await;
    drop(samples);

    // Caviar of a shared stock: never beyond the year of the quota.
    let caviar = form(&[
        ("lines.0.taxon", "Isurus oxyrinchus"),
        ("lines.0.term", "CAV"),
        ("lines.0.description", "Caviar"),
        ("lines.0.unit", "KGM"),
        ("lines.0.quantity", "2"),
        ("lines.0.source", "W"),
        ("particulars.shared_stock", "yes"),
    ]);
    say(&world, "shared-stock", caviar, plain(D::Export, "2027-02-28", &["shared stock"])).await;

    // After the movement: the paper is an export permit that says so.
    let late = form(&[
        ("document_type", "RETRO"),
        ("particulars.base_type", "EXPORT"),
        ("particulars.reason", "The post office stamped the wrong box; both Authorities are satisfied."),
    ]);
    say(&world, "retrospective", late, plain(D::Export, "2027-05-01", &["ISSUED RETROSPECTIVELY", "wrong box"])).await;

    // Lost in the post: the replacement ends with the old one.
    let first = Box::pin(issued(&world, form(&[]))).await;
    let number = first.permit.number().to_string();
    permit_acts::deliver(&world.office, &world.qm(2), first.permit.id()).await.unwrap();
    let loss = permit_acts::Loss::Lost;
    permit_acts::report(&world.office, &world.qm(1), first.permit.id(), loss, "Lost in the post.".into())
        .await
        .unwrap();
    world.clock.forward(24 * 30);
    let again = form(&[
        ("document_type", "REPLACE"),
        ("particulars.base_type", "EXPORT"),
        ("particulars.reason", "Lost in the post."),
        ("replaces", &number),
        ("shipment_date", "2026-12-20"),
    ]);
    let new =
        say(&world, "replacement", again, plain(D::Export, "2027-05-01", &["REPLACEMENT", "Lost in the post"])).await;
    assert!(new.permit.signed_document().special_conditions[0].contains(&number));
    let old = sign::permit(&world.office, &world.qm(3), first.permit.id()).await.unwrap();
    assert_eq!(old.value.status(), cites::PermitStatus::Replaced);

    for house in world.office.houses() {
        assert_eq!(store::audit::verify(&world.office.store, house.tenant.id).await.unwrap().first_bad, None);
    }
}

#[tokio::test]
async fn every_kind_of_document_is_issued_on_sqlite() {
    every_kind(On::Sqlite).await;
}

#[tokio::test]
async fn every_kind_of_document_is_issued_on_postgresql() {
    every_kind(On::Postgres).await;
}

#[tokio::test]
async fn each_kind_asks_for_its_own_particulars_and_for_no_others() {
    let asks = |answers: &[(&str, &str)]| -> Vec<String> {
        let errors = permits::Draft::parse(&form(answers)).err().unwrap_or_default();
        errors.into_iter().map(|e| e.field).collect()
    };
    assert_eq!(asks(&[]), Vec::<String>::new());
    assert_eq!(asks(&[("document_type", "TEC")]), ["particulars.exhibition", "particulars.registration"]);
    assert_eq!(
        asks(&[("document_type", "MIC")]),
        ["particulars.serial", "particulars.maker"].map(str::to_owned).iter().rev().cloned().collect::<Vec<_>>()
    );
    assert_eq!(
        asks(&[("document_type", "SAMPLE")]),
        ["particulars.carnet_kind", "particulars.carnet_number", "particulars.carnet_date"]
    );
    assert_eq!(
        asks(&[("document_type", "IFS")]),
        [
            "particulars.vessel",
            "particulars.sea_area",
            "particulars.landings",
            "particulars.flag",
            "particulars.landed_in"
        ]
    );
    assert_eq!(asks(&[("document_type", "RETRO")]), ["particulars.base_type", "particulars.reason"]);
    assert_eq!(asks(&[("document_type", "REPLACE")]), ["replaces", "particulars.base_type", "particulars.reason"]);
    assert_eq!(asks(&[("document_type", "PRECONV")]), ["lines.0.source"]);
    assert_eq!(asks(&[("lines.0.term", "CAV")]), ["particulars.shared_stock"]);
    // A carnet that has ended is no basis.
    let over = permits::Draft::parse(&form(&[
        ("document_type", "SAMPLE"),
        ("particulars.carnet_kind", "ATA"),
        ("particulars.carnet_number", "1"),
        ("particulars.carnet_date", "2026-01-01"),
    ]))
    .unwrap();
    let day: cites::Date = "2026-11-02".parse().unwrap();
    assert_eq!(permits::validity::last_day(&over, 0, day, None).unwrap_err().code(), "validity-over");
}

#[tokio::test]
async fn a_kind_that_is_switched_off_cannot_be_begun_or_handed_in() {
    let world = World::new(On::Sqlite).await;
    let office = &world.office;
    let begun = draft::create(office, &world.qm(1), form(&[]), draft::OnBehalf::default()).await.unwrap();
    let mut admin = world.qm(3);
    let permits::Actor::Person(person) = &mut admin.actor else { panic!("a person") };
    let refused = kinds::switch(office, &world.qm(3), DocumentType::Export, false).await.unwrap_err();
    assert!(matches!(refused, Error::NotPermitted), "{refused}");
    person.roles = vec![cites::Role::TenantAdmin];
    kinds::switch(office, &admin, DocumentType::Export, false).await.unwrap();
    let off = draft::create(office, &world.qm(1), form(&[]), draft::OnBehalf::default()).await.unwrap_err();
    assert_eq!(off.code(), "document-type-off");
    let off = submit::submit(office, &world.qm(1), begun.application.id()).await.unwrap_err();
    assert_eq!(off.code(), "document-type-off");
    // The other Party decides for itself.
    assert!(kinds::off(office, &world.qn(1)).await.unwrap().is_empty());
    kinds::switch(office, &admin, DocumentType::Export, true).await.unwrap();
    submit::submit(office, &world.qm(1), begun.application.id()).await.unwrap();
}

/// 500 kg of mako for a year, landed in pieces.
fn from_the_sea() -> FormInput {
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
        ("particulars.landings", "total"),
        ("particulars.flag", "QM"),
        ("particulars.landed_in", "QM"),
    ])
}

fn landed(kilos: u32, on: &str) -> Landed {
    Landed {
        block: Block::nth(0),
        quantity: Amount::whole(kilos),
        on: on.parse().unwrap(),
        port: "QMBND".into(),
        vessel: "Estrela do Mar".into(),
    }
}

async fn a_year_at_sea(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let wanted = Wanted {
        kind: DocumentType::Ifs,
        until: "2027-11-01",
        says: &["Estrela do Mar", "FAO 34", "several landings"],
        sheets: false,
    };
    let certificate = is(&world, "from-the-sea", from_the_sea(), wanted).await;
    let id = certificate.permit.id();
    world.clock.forward(24 * 10);
    land(office, &world.qm(7), id, landed(200, "2026-11-05")).await.unwrap();
    // Two boats at one moment, 200 kg each, and 300 left: one more fits, the other does not.
    let (here, there) = (world.qm(7), world.qm(7));
    let (one, two) = tokio::join!(
        land(office, &here, id, landed(200, "2026-11-06")),
        land(office, &there, id, landed(200, "2026-11-06")),
    );
    let refused = [one.err(), two.err()].into_iter().flatten().collect::<Vec<_>>();
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert_eq!(refused[0].code(), "landing-total");
    let seen = account(office, &world.qm(3), id).await.unwrap();
    assert_eq!(seen.position(&Block::nth(0)), (Amount::whole(400), Amount::whole(100)));
    for (landing, code) in [(landed(5, "2026-01-01"), "landing-day"), (landed(0, "2026-11-06"), "landing-quantity")] {
        assert_eq!(land(office, &world.qm(7), id, landing).await.unwrap_err().code(), code);
    }
    assert!(matches!(land(office, &world.qn(7), id, landed(5, "2026-11-06")).await.unwrap_err(), Error::NotFound(_)));
    // One line of the annual report: from ZZ, source X, the sum, the certificate's number.
    let built = office::ereport::build::build(office, &world.qm(10), 2026).await.unwrap();
    let file = String::from_utf8(office::ereport::build::csv(&built.content, Sheet::Imports, Profile::Y2025).unwrap());
    let file = file.unwrap();
    let number = certificate.permit.number().as_str();
    let line =
        file.lines().find(|l| l.contains(number)).unwrap_or_else(|| panic!("{file} {:?}", built.content.collected));
    assert!(line.contains("Isurus oxyrinchus,MEA,400,") && line.contains(",ZZ,") && line.contains(",X,"), "{line}");
    let exports = office::ereport::build::csv(&built.content, Sheet::Exports, Profile::Y2025).unwrap();
    assert!(!String::from_utf8(exports).unwrap().contains(number));
}

#[tokio::test]
async fn a_year_at_sea_is_written_off_landing_by_landing_on_sqlite() {
    a_year_at_sea(On::Sqlite).await;
}

#[tokio::test]
async fn a_year_at_sea_is_written_off_landing_by_landing_on_postgresql() {
    a_year_at_sea(On::Postgres).await;
}

#[tokio::test]
async fn a_certificate_for_one_landing_is_used_once() {
    let world = World::new(On::Sqlite).await;
    let mut once = from_the_sea();
    once.set("particulars.landings", "one");
    let id = issued(&world, once).await.permit.id();
    world.clock.forward(24 * 10);
    land(&world.office, &world.qm(7), id, landed(200, "2026-11-05")).await.unwrap();
    let again = land(&world.office, &world.qm(7), id, landed(100, "2026-11-06")).await.unwrap_err();
    assert_eq!(again.code(), "landing-once");
}

async fn a_crate_passes(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let passing = Passing {
        transshipment: true,
        exporter: cites::CountryCode::parse("ZA").unwrap(),
        destination: country::DEMO_IMPORTER,
        document: "26ZA000017".into(),
        valid_until: "2027-01-31".parse().unwrap(),
        taxon: "Python regius".into(),
        goods: "40 living snakes in 4 crates".into(),
        place: "Free zone, shed 4".into(),
        entered_on: "2026-11-01".parse().unwrap(),
    };
    let row = transit::record(office, &world.qm(7), passing.clone()).await.unwrap();
    let over = Passing { valid_until: "2026-10-01".parse().unwrap(), ..passing.clone() };
    assert_eq!(transit::record(office, &world.qm(7), over).await.unwrap_err().code(), "transit-document");
    let ours = Passing { destination: country::DEMO_EXPORTER, ..passing };
    assert_eq!(transit::record(office, &world.qm(7), ours).await.unwrap_err().code(), "transit-destination");
    let left = transit::leave(office, &world.qm(7), row.id, "2026-11-02".parse().unwrap()).await.unwrap();
    assert_eq!(left.left_on.unwrap().to_string(), "2026-11-02");
    let twice = transit::leave(office, &world.qm(7), row.id, "2026-11-02".parse().unwrap()).await.unwrap_err();
    assert_eq!(twice.code(), "transit-left");
    assert!(matches!(transit::get(office, &world.qn(7), row.id).await.unwrap_err(), Error::NotFound(_)));
    assert_eq!(transit::list(office, &world.qm(7), store::Cursor::NEWEST).await.unwrap().rows.len(), 1);
}

#[tokio::test]
async fn a_crate_passes_under_customs_control_on_sqlite() {
    a_crate_passes(On::Sqlite).await;
}

#[tokio::test]
async fn a_crate_passes_under_customs_control_on_postgresql() {
    a_crate_passes(On::Postgres).await;
}

async fn a_loan_travels_with_a_label(on: On) {
    use office::epermit::labels::{self, Institution, Label};
    let world = World::new(on).await;
    let office = &world.office;
    let herbarium = |code: &str, organisation| Institution {
        code: code.into(),
        name: format!("Herbarium {code}"),
        address: "1 Museum Road".into(),
        organisation,
        active: true,
    };
    let own = labels::register(office, &world.qm(3), herbarium("qm001", Some(world.company))).await.unwrap_err();
    assert_eq!(own.code(), "label-home", "institutions of this country stand in one register");
    labels::register(office, &world.qm(3), herbarium("QN014", None)).await.unwrap();
    let entry = crate::facts::registered(&world, store::RegisterKind::Scientific, "").await;
    let merchant = office::registers::behalf::OnBehalf {
        of: office::registers::behalf::For::Account(format!("p76@{}.example", cites::country::DEMO_EXPORTER)),
        said_by: "Mads Merchant, by letter".into(),
        evidence: "Statutes of the society".into(),
    };
    let society = office::registers::operations::Wanted {
        kind: store::RegisterKind::Scientific,
        name: "Orchid society".into(),
        address: "3 Garden Walk".into(),
        species: String::new(),
        statement: String::new(),
    };
    let second = office::registers::operations::apply_for(office, &world.qm(2), society, None, merchant).await.unwrap();
    let second = second.columns.id;
    office::registers::operations::propose(office, &world.qm(3), second, String::new()).await.unwrap();
    office::registers::operations::approve(office, &world.qm(4), second).await.unwrap();
    assert_eq!(labels::senders(office, &world.qm(1)).await.unwrap(), ["QM001"]);
    assert_eq!(labels::senders(office, &world.qm(76)).await.unwrap(), ["QM002"]);
    let wrong = labels::register(office, &world.qm(3), herbarium("QM1", None)).await.unwrap_err();
    assert_eq!(wrong.code(), "label-code");
    let nobody = labels::register(office, &world.qm(1), herbarium("QM009", None)).await.unwrap_err();
    assert!(matches!(nobody, Error::NotPermitted));
    let label = |sender: &str, receiver: &str| Label {
        sender: sender.into(),
        receiver: receiver.into(),
        contents: "herbarium".into(),
        purpose: "loan".into(),
        specimens: "Dalbergia nigra, 12 sheets".into(),
    };
    let first = labels::print(office, &world.qm(1), label("QM001", "QN014")).await.unwrap();
    assert_eq!(first.label.number, "26QM-L00001");
    assert_eq!(first.receiver.name, "Herbarium QN014");
    let other = labels::print(office, &world.qm(1), label("QM002", "QN014")).await.unwrap_err();
    assert_eq!(other.code(), "label-sender", "an applicant sends for the own institution only");
    let second = labels::print(office, &world.qm(3), label("QM002", "QM001")).await.unwrap();
    assert_eq!(second.label.number, "26QM-L00002", "a refused label takes no number");
    let closed = Institution { active: false, ..herbarium("QN014", None) };
    labels::register(office, &world.qm(3), closed).await.unwrap();
    let gone = labels::print(office, &world.qm(1), label("QM001", "QN014")).await.unwrap_err();
    assert_eq!(gone.code(), "label-receiver");
    assert_eq!(labels::log(office, &world.qm(3), store::Cursor::NEWEST).await.unwrap().rows.len(), 2);
    assert_eq!(labels::log(office, &world.qm(1), store::Cursor::NEWEST).await.unwrap().rows.len(), 1);
    let sums = labels::account(office, &world.qm(3)).await.unwrap();
    assert_eq!(sums.iter().map(|s| (s.sender.as_str(), s.labels)).collect::<Vec<_>>(), [("QM001", 1), ("QM002", 1)]);
    let own = labels::account(office, &world.qm(1)).await.unwrap();
    assert_eq!((own.len(), own[0].first.as_str()), (1, "26QM-L00001"));
    assert!(matches!(labels::get(office, &world.qm(76), first.label.id).await.unwrap_err(), Error::NotFound(_)));
    // What is taken out of the register prints nothing more, and receives nothing.
    office::registers::operations::close(office, &world.qm(4), entry, "Closed.".into()).await.unwrap();
    assert!(labels::senders(office, &world.qm(1)).await.unwrap().is_empty());
    let ended = labels::print(office, &world.qm(1), label("QM001", "QM002")).await.unwrap_err();
    assert_eq!(ended.code(), "label-sender");
    let receiver = labels::print(office, &world.qm(76), label("QM002", "QM001")).await.unwrap_err();
    assert_eq!(receiver.code(), "label-receiver");
    assert!(matches!(labels::get(office, &world.qn(3), first.label.id).await.unwrap_err(), Error::NotFound(_)));
    // No line in a report.
    let built = office::ereport::build::build(office, &world.qm(10), 2026).await.unwrap();
    assert!(built.content.collected.lines.is_empty());
}

#[tokio::test]
async fn a_loan_travels_with_a_label_on_sqlite() {
    a_loan_travels_with_a_label(On::Sqlite).await;
}

#[tokio::test]
async fn a_loan_travels_with_a_label_on_postgresql() {
    a_loan_travels_with_a_label(On::Postgres).await;
}
