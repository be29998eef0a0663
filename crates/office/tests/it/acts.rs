//! Cases that do not go straight: an import permit that comes first, a refusal with its appeal, an instrument on tour,
//! timber whose permit was lost, parrots of which the inspector counts fewer. Each on both engines.

use crate::spine::{finding, presented};
use crate::world::{On, World, skins};
use cites::document::{Block, Endorsed};
use cites::ids::{ApplicationId, QuotaId};
use cites::{Amount, ApplicationStatus, FindingKind, PermitStatus, RefusalReason, Term, Unit, country};
use office::econtrol::endorse::{self, Crossing};
use office::econtrol::letter;
use office::econtrol::verify::{Verdict, verify};
use office::epermit::attach::{self, Upload};
use office::epermit::consult_sa::{Answer, Opinion, consult, opinion};
use office::epermit::inspect::{self, Report};
use office::epermit::inspection_hold;
use office::epermit::permit_acts::{self, Loss};
use office::epermit::propose::{Proposal, propose};
use office::epermit::quota_set::{Proposed, confirm, propose_new};
use office::epermit::samples::{self, Taken};
use office::epermit::{abroad, accept, appeal, approve, counterpart, draft, examine, exempt, sign, submit};
use office::{Error, Who};
use permits::application::state::{Counted, ImportPermitDetails, InspectionOrder};
use permits::application::{ApplicationState, ImportPermitFacts};
use permits::permit::state::Direction;
use permits::{FormInput, PublicStatus};
use store::{QuotaKeys, QuotaRow};

both! {
    a_leopard_waits_for_its_import_permit => leopard,
    refused_ivory_whose_appeal_is_upheld_or_dismissed => ivory,
    an_instrument_crosses_five_borders_under_one_certificate => instrument,
    timber_travels_under_the_permit_that_replaces_the_lost_one => timber,
    fewer_parrots_than_told_are_fewer_parrots_on_the_permit => parrots,
    what_is_not_listed_needs_no_permit => unlisted,
    a_late_endorsement_a_letter_and_a_seizure => border,
    two_replacements_at_once_are_one_replacement => two_heirs,
}

pub(crate) fn form(changes: &[(&str, &str)]) -> FormInput {
    let mut form = skins();
    for (path, text) in changes {
        assert!(form.set(path, text), "{path}");
    }
    form
}

/// Handed in, found complete, with its officer.
pub(crate) async fn examined(world: &World, form: FormInput) -> ApplicationId {
    let office = &world.office;
    let id = draft::create(office, &world.qm(1), form, draft::OnBehalf::default()).await.unwrap().application.id();
    submit::submit(office, &world.qm(1), id).await.unwrap();
    let taken = accept::accept(office, &world.qm(2), id).await.unwrap();
    assert_eq!(taken.application.status(), ApplicationStatus::UnderExamination);
    id
}

/// The Scientific Authority answers so, and the officer proposes to grant.
pub(crate) async fn proposed(world: &World, id: ApplicationId, said: Answer) {
    let office = &world.office;
    let (_, trace) = examine::examine(office, &world.qm(3), id).await.unwrap();
    assert!(!trace.is_blocked(), "{:#?}", trace.speaking());
    let asked: Vec<FindingKind> = trace.required_findings().iter().filter(|f| !f.present).map(|f| f.kind).collect();
    let (science, own): (Vec<_>, Vec<_>) = asked.into_iter().partition(|kind| permits::Finding::is_scientific(*kind));
    if !science.is_empty() {
        consult(office, &world.qm(3), id, science.clone(), "Please advise.".into()).await.unwrap();
        let said = science.into_iter().map(|kind| Opinion { answer: said.clone(), ..finding(kind) }).collect();
        opinion(office, &world.qm(6), id, said).await.unwrap();
    }
    let findings = own.into_iter().map(finding).collect();
    let grant = Proposal::grant(Vec::new(), "", findings);
    propose(office, &world.qm(3), id, grant).await.unwrap();
}

pub(crate) async fn granted(world: &World, id: ApplicationId) -> sign::Issued {
    proposed(world, id, Answer::Positive).await;
    crate::facts::looked_into(world, id).await;
    approve::approve(&world.office, &world.qm(4), id, true).await.unwrap();
    sign::sign(&world.office, &world.qm(5), id).await.unwrap()
}

pub(crate) async fn quota(world: &World, taxon: &str, term: Term, unit: Unit, limit: u32) -> QuotaId {
    let keys = QuotaKeys { terms: vec![term], basis: "Published quota".into(), ..QuotaKeys::default() };
    let new = Proposed {
        taxon: taxon.into(),
        year: 2026,
        unit,
        limit: Some(Amount::whole(limit)),
        keys,
        reason: "Gazette 12 of 2026".into(),
    };
    let row = propose_new(&world.office, &world.qm(8), new).await.unwrap();
    confirm(&world.office, &world.qm(9), row.id).await.unwrap();
    row.id
}

/// Reserved, committed and consumed; every total is the sum of its movements.
pub(crate) async fn sums(world: &World, id: QuotaId) -> [String; 3] {
    let mut read = world.office.store.read(&world.qm(8).scope("2026-11-03T00:00:00Z".parse().unwrap())).await.unwrap();
    assert_eq!(read.quotas_unbalanced().await.unwrap(), vec![]);
    let row: QuotaRow = read.quota(id).await.unwrap().unwrap();
    [row.reserved, row.committed, row.consumed].map(|a| a.to_string())
}

fn photo(name: &str) -> Upload {
    let bytes = b"\x89PNG\r\n\x1a\nnothing to see".to_vec();
    Upload { name: name.into(), media_type: "image/png".into(), purpose: "photo".into(), bytes }
}

async fn leopard(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let cats = quota(&world, "Panthera pardus", Term::Tro, Unit::Nar, 3).await;
    let trophy = form(&[
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
    ]);
    let id = examined(&world, trophy).await;
    assert_eq!(sums(&world, cats).await, ["1", "0", "0"]);
    counterpart::wait(office, &world.qm(3), id).await.unwrap();
    let facts = |issuer| ImportPermitFacts {
        issuer,
        number: cites::PermitNumber::parse("26QN000044").unwrap(),
        valid_until: jiff::civil::date(2027, 10, 31),
    };
    let details = |animals: u32| ImportPermitDetails {
        issued_on: Some(jiff::civil::date(2026, 11, 1)),
        quantities: vec![Endorsed { block: Block::nth(0), actual: Amount::whole(animals) }],
        evidence: vec![],
        consignments: vec![],
    };
    // A permit of another country, or for fewer animals, opens nothing; the bytes of the copy stay without a row.
    let applicant = world.qm(1);
    let scan = || attach::put(office, &applicant, id, vec![photo("import permit.png")]);
    let other = counterpart::received(office, &world.qm(1), id, facts(country::DEMO_EXPORTER)).await.unwrap_err();
    assert_eq!(other.code(), "import-permit-country");
    let (here, papers) = (facts(country::DEMO_IMPORTER), scan().await.unwrap());
    let none = counterpart::received_with(office, &world.qm(1), id, here, details(0), papers).await.unwrap_err();
    assert_eq!(none.code(), "import-permit-quantity");
    let (here, papers) = (facts(country::DEMO_IMPORTER), scan().await.unwrap());
    let seen = counterpart::received_with(office, &world.qm(1), id, here, details(1), papers).await.unwrap();
    let permit = seen.application.state().case().and_then(|c| c.import_permit.clone()).unwrap();
    assert_eq!((permit.details.evidence.len(), permit.details.issued_on.is_some()), (1, true));
    let (row, bytes) = attach::read(office, &world.qm(3), permit.details.evidence[0]).await.unwrap();
    assert_eq!((row.name.as_str(), bytes.starts_with(b"\x89PNG")), ("import permit.png", true));

    let issued = granted(&world, id).await;
    let line = &issued.permit.document().lines[0];
    assert_eq!(line.quota.map(|q| (q.exported, q.quota)), Some((Amount::whole(1), Amount::whole(3))), "box 11a");
    endorse::endorse(office, &world.qm(7), issued.permit.id(), presented(1)).await.unwrap();
    assert_eq!(sums(&world, cats).await, ["0", "0", "1"]);
}

async fn ivory(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let tusks = quota(&world, "Loxodonta africana", Term::Tus, Unit::Nar, 2).await;
    let carving = |marks: &str| {
        form(&[
            ("purpose", "P"),
            ("lines.0.taxon", "Loxodonta africana"),
            ("lines.0.common_name", "African elephant"),
            ("lines.0.description", "Two raw tusks"),
            ("lines.0.term", "TUS"),
            ("lines.0.marks", marks),
            ("lines.0.appendix", "I"),
            ("lines.0.source", "W"),
            ("lines.0.import_permit", "26QN000044"),
            ("lines.0.quantity", "2"),
        ])
    };
    let refuse = async |id| {
        let text = "The tusks came without proof of their origin.".to_owned();
        let proposal = Proposal::Refuse { reason: RefusalReason::R02, text: text.clone() };
        propose(office, &world.qm(3), id, proposal).await.unwrap();
        approve::refuse(office, &world.qm(4), id, RefusalReason::R02, text).await.unwrap()
    };
    let first = examined(&world, carving("QM/26/0001 15")).await;
    assert_eq!(sums(&world, tusks).await, ["2", "0", "0"]);
    let refused = refuse(first).await;
    let ApplicationState::Refused { refusal, .. } = refused.application.state() else { panic!("refused") };
    // The Party's thirty days, to the end of the last one.
    assert_eq!(refusal.appeal_until.to_string(), "2026-12-02T23:59:59Z");
    assert_eq!(sums(&world, tusks).await, ["0", "0", "0"]);

    // Somebody else takes the quota meanwhile; the appeal is heard all the same, and holds nothing.
    let second = examined(&world, carving("QM/26/0003 15")).await;
    world.clock.forward(24 * 20);
    let paper = attach::put(office, &world.qm(1), first, vec![photo("old bill.png")]).await.unwrap();
    let why = "The bill of 1974 is enclosed.".to_owned();
    appeal::appeal_with(office, &world.qm(1), first, why, paper).await.unwrap();
    assert_eq!(sums(&world, tusks).await, ["2", "0", "0"], "what the other case holds");

    let heard = crate::told_rest::told(&world, &world.qm(3), "appeal-made").await;
    assert_eq!(heard.len(), 1, "the officer in charge hears of it");

    // Who refused does not hear the appeal; another approver does.
    let same = appeal::uphold(office, &world.qm(4), first, "The bill is genuine.".into()).await.unwrap_err();
    assert_eq!(same.code(), "appeal-is-decider");
    let upheld = appeal::uphold(office, &world.qm(5), first, "The bill is genuine.".into()).await.unwrap();
    assert_eq!(upheld.application.status(), ApplicationStatus::UnderExamination);
    let right = crate::told_rest::told(&world, &world.qm(1), "appeal-upheld").await;
    assert_eq!((right.len(), right[0].mail), (1, store::MailState::Waiting));
    assert_eq!(right[0].details["reason"], "The bill is genuine.");

    // The second is refused and its appeal dismissed: the refusal stands, with the reason in it, and no quota is held.
    refuse(second).await;
    appeal::appeal(office, &world.qm(1), second, "We do not agree.".into()).await.unwrap();
    let dismissed = appeal::dismiss(office, &world.qm(5), second, "No new evidence was sent.".into()).await.unwrap();
    let ApplicationState::Refused { refusal, .. } = dismissed.application.state() else { panic!("refused") };
    assert_eq!(refusal.dismissed[0].reason, "No new evidence was sent.");
    assert_eq!(sums(&world, tusks).await, ["0", "0", "0"]);
    world.clock.forward(24 * 40);
    let late = appeal::appeal(office, &world.qm(1), second, "Once more.".into()).await.unwrap_err();
    assert_eq!(late.code(), "appeal-late");

    // The first goes its way: what it needs of the quota is taken when it is approved.
    counterpart::wait(office, &world.qm(3), first).await.unwrap();
    let facts = ImportPermitFacts {
        issuer: country::DEMO_IMPORTER,
        number: cites::PermitNumber::parse("26QN000051").unwrap(),
        valid_until: jiff::civil::date(2027, 10, 31),
    };
    counterpart::received(office, &world.qm(1), first, facts).await.unwrap();
    proposed(&world, first, Answer::Positive).await;
    crate::facts::looked_into(&world, first).await;
    let approved = approve::approve(office, &world.qm(4), first, true).await;
    let approved = approved.unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(approved.application.status(), ApplicationStatus::Approved);
}

async fn instrument(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let guitar = form(&[
        ("document_type", "MIC"),
        ("purpose", "Q"),
        ("lines.0.taxon", "Dalbergia nigra"),
        ("lines.0.common_name", "Brazilian rosewood"),
        ("lines.0.description", "Classical guitar, built 1965, serial number 1208"),
        ("lines.0.term", "WPR"),
        ("lines.0.marks", "1208"),
        ("lines.0.appendix", "I"),
        ("lines.0.source", "O"),
        ("lines.0.quantity", "1"),
        ("lines.0.acquired", "1965-05-02"),
        ("particulars.maker", "Workshop of Bend"),
        ("particulars.serial", "1208"),
    ]);
    let id = examined(&world, guitar).await;
    let issued = granted(&world, id).await;
    let permit = issued.permit.id();
    permit_acts::deliver(office, &world.qm(2), permit).await.unwrap();
    // Box 14 is not for a document that is used again.
    let once = endorse::endorse(office, &world.qm(7), permit, presented(1)).await.unwrap_err();
    assert_eq!(once.code(), "document-reusable");
    let crossing = |direction, instruments: u32| Crossing {
        direction,
        quantities: vec![(Block::nth(0), Amount::whole(instruments))],
        port: "QMQRB".into(),
        port_name: "Querimba Airport".into(),
    };
    let none = endorse::cross(office, &world.qm(7), permit, crossing(Direction::Export, 0)).await.unwrap_err();
    assert_eq!(none.code(), "movement-empty");
    let two = endorse::cross(office, &world.qm(7), permit, crossing(Direction::Export, 2)).await.unwrap_err();
    assert_eq!(two.code(), "quantity-exceeds-permit");
    for n in 0..5 {
        let direction = if n % 2 == 0 { Direction::Export } else { Direction::Import };
        let crossed = endorse::cross(office, &world.qm(7), permit, crossing(direction, 1)).await.unwrap();
        assert_eq!((crossed.permit.status(), crossed.permit.movements().len()), (PermitStatus::PartlyUsed, n + 1));
        world.clock.forward(24 * 30);
    }
    // Everybody who holds it sees where it went, and that it may go on.
    let answer = verify(office, issued.permit.number().as_str(), issued.token.as_str()).await.unwrap();
    let Verdict::Known { status, permit: shown, used, .. } = answer else { panic!("known") };
    assert_eq!((status, used), (PublicStatus::Valid, false));
    let ways: Vec<bool> = shown.lines[0].crossings.iter().map(|c| c.out).collect();
    assert_eq!(ways, [true, false, true, false, true]);
    assert_eq!(shown.lines[0].crossings[4].quantity(), Amount::whole(1));
    // After its last day no border lets it pass.
    world.clock.forward(24 * 365 * 3);
    let late = endorse::cross(office, &world.qm(7), permit, crossing(Direction::Import, 1)).await.unwrap_err();
    assert_eq!(late.code(), "permit-expired");
}

fn logs(quantity: &str) -> FormInput {
    form(&[
        ("lines.0.taxon", "Dalbergia melanoxylon"),
        ("lines.0.common_name", "African blackwood"),
        ("lines.0.description", "Sawn wood"),
        ("lines.0.term", "SAW"),
        ("lines.0.marks", "Lot 7"),
        ("lines.0.appendix", "II"),
        ("lines.0.source", "W"),
        ("lines.0.quantity", quantity),
        ("lines.0.unit", "MTQ"),
    ])
}

async fn timber(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let wood = quota(&world, "Dalbergia melanoxylon", Term::Saw, Unit::Mtq, 50).await;
    let id = examined(&world, logs("40")).await;
    let old = granted(&world, id).await;
    let number = old.permit.number().clone();
    permit_acts::deliver(office, &world.qm(2), old.permit.id()).await.unwrap();
    let early = draft::replacement(office, &world.qm(1), old.permit.id()).await.unwrap_err();
    assert_eq!(early.code(), "replaces-standing", "a permit that stands is not replaced");
    let lost = "It was in the bag that was stolen at the port.".to_owned();
    permit_acts::report(office, &world.qm(1), old.permit.id(), Loss::Lost, lost).await.unwrap();
    assert_eq!(sums(&world, wood).await, ["0", "40", "0"]);

    // The holder asks for another; forty of fifty are taken, and yet it needs nothing of the quota: it has it already.
    let again = draft::replacement(office, &world.qm(1), old.permit.id()).await.unwrap().application;
    assert_eq!(again.form().replaces, number.to_string());
    assert_eq!(again.form().lines[0].marks, "Lot 7");
    let mut typed = again.form().clone();
    typed.set("declaration", "true");
    draft::edit(office, &world.qm(1), again.id(), typed.clone()).await.unwrap();
    submit::submit(office, &world.qm(1), again.id()).await.unwrap();
    accept::accept(office, &world.qm(2), again.id()).await.unwrap();
    // Another one for more is begun before the first is signed.
    typed.set("lines.0.quantity", "41");
    let more = examined(&world, typed.clone()).await;
    proposed(&world, more, Answer::Positive).await;
    approve::approve(office, &world.qm(4), more, true).await.unwrap();
    let refused = sign::sign(office, &world.qm(5), more).await.unwrap_err();
    assert_eq!(refused.code(), "replaces-more", "{refused}");
    let new = granted(&world, again.id()).await;
    assert_eq!(sums(&world, wood).await, ["0", "40", "0"], "the totals did not move");
    let replaces = new.permit.replaces().unwrap();
    assert_eq!(replaces.number, number);
    assert!(new.permit.document().valid_until <= old.permit.document().valid_until, "not beyond the old one");

    // The old paper's code says which permit took its place, and its border is closed.
    let answer = verify(office, number.as_str(), old.token.as_str()).await.unwrap();
    let Verdict::Known { status, permit: shown, .. } = answer else { panic!("known") };
    assert_eq!((status, shown.replaced_by), (PublicStatus::Replaced, Some(new.permit.number().clone())));
    let closed = endorse::endorse(office, &world.qm(7), old.permit.id(), presented(40)).await.unwrap_err();
    assert_eq!(closed.code(), "permit-state");
    endorse::endorse(office, &world.qm(7), new.permit.id(), presented(38)).await.unwrap();
    assert_eq!(sums(&world, wood).await, ["0", "0", "38"]);

    // Nobody gets more by way of a replacement than stood on the old permit, nor two for one.
    let refused = sign::sign(office, &world.qm(5), more).await.unwrap_err();
    assert_eq!(refused.code(), "replaces-standing", "{refused}");
    let late = draft::create(office, &world.qm(1), typed.clone(), draft::OnBehalf::default()).await.unwrap_err();
    assert_eq!(late.code(), "replaces-standing", "what was replaced is not replaced again");
    assert_eq!(sums(&world, wood).await, ["0", "0", "38"]);
}

/// The holder asks twice for the lost permit, and both are approved before either is signed.
async fn two_heirs(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let wood = quota(&world, "Dalbergia melanoxylon", Term::Saw, Unit::Mtq, 50).await;
    let id = examined(&world, logs("40")).await;
    let old = granted(&world, id).await;
    permit_acts::deliver(office, &world.qm(2), old.permit.id()).await.unwrap();
    permit_acts::report(office, &world.qm(1), old.permit.id(), Loss::Destroyed, "It burned.".into()).await.unwrap();
    let mut heirs = Vec::new();
    for _ in 0..2 {
        let again = draft::replacement(office, &world.qm(1), old.permit.id()).await.unwrap().application;
        let mut typed = again.form().clone();
        typed.set("declaration", "true");
        draft::edit(office, &world.qm(1), again.id(), typed).await.unwrap();
        submit::submit(office, &world.qm(1), again.id()).await.unwrap();
        accept::accept(office, &world.qm(2), again.id()).await.unwrap();
        proposed(&world, again.id(), Answer::Positive).await;
        approve::approve(office, &world.qm(4), again.id(), true).await.unwrap();
        heirs.push(again.id());
    }
    let tasks: Vec<_> = heirs
        .into_iter()
        .map(|id| {
            let (office, who) = (world.office.clone(), world.qm(5));
            tokio::spawn(async move { sign::sign(&office, &who, id).await.is_ok() })
        })
        .collect();
    let mut signed = 0;
    for task in tasks {
        signed += u32::from(task.await.unwrap());
    }
    assert_eq!(signed, 1, "one permit stands for the old one");
    assert_eq!(sums(&world, wood).await, ["0", "40", "0"]);
}

fn sample(number: &str) -> Taken {
    Taken { what: "Feather of block A, second crate".into(), number: number.into(), laboratory: String::new() }
}

/// The sample of the visit waits; the laboratory answers once, whoever writes it down first.
async fn sampled(world: &World, id: ApplicationId) {
    let office = &world.office;
    let seen = samples::of_case(office, &world.qm(3), id).await.unwrap();
    assert_eq!(seen.len(), 1, "a blank row is none");
    assert_eq!((seen[0].number.as_str(), seen[0].laboratory.as_str(), &seen[0].result), ("SEAL-0071", "", &None));
    for stranger in [world.qm(1), world.qm(7)] {
        assert!(matches!(samples::of_case(office, &stranger, id).await, Err(Error::NotPermitted)));
    }
    assert!(matches!(samples::of_case(office, &world.qn(3), id).await, Err(Error::NotFound(_))));
    let found = |who: Who| {
        let (office, sample) = (office.clone(), seen[0].id);
        async move { samples::answer(&office, &who, sample, "Forensic laboratory", "Psittacus erithacus.").await }
    };
    assert!(matches!(found(world.qm(1)).await, Err(Error::NotPermitted)));
    assert!(matches!(found(world.qn(3)).await, Err(Error::NotFound(_))));
    let empty = samples::answer(office, &world.qm(3), seen[0].id, "", " ").await.unwrap_err();
    assert_eq!(empty.code(), "sample-result");
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..20 {
        tasks.spawn(found(if n % 2 == 0 { world.qm(3) } else { world.qm(61) }));
    }
    let done = tasks.join_all().await;
    assert_eq!(done.iter().filter(|d| d.is_ok()).count(), 1);
    let late = done.iter().filter_map(|d| d.as_ref().err());
    assert!(late.clone().all(|e| ["sample-answered", "store-busy"].contains(&e.code().as_str())));
    let seen = samples::of_case(office, &world.qm(61), id).await.unwrap();
    assert_eq!(seen[0].laboratory, "Forensic laboratory");
    assert_eq!(seen[0].result.as_ref().map(|r| r.0.as_str()), Some("Psittacus erithacus."));
}

async fn parrots(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let birds = quota(&world, "Agapornis fischeri", Term::Liv, Unit::Nar, 500).await;
    let lovebirds = form(&[
        ("lines.0.taxon", "Agapornis fischeri"),
        ("lines.0.common_name", "Fischer's lovebird"),
        ("lines.0.description", "Live birds with closed rings"),
        ("lines.0.term", "LIV"),
        ("lines.0.marks", "QM 26 001 to 060"),
        ("lines.0.appendix", "II"),
        ("lines.0.source", "W"),
        ("lines.0.quantity", "60"),
    ]);
    let id = examined(&world, lovebirds).await;
    assert_eq!(sums(&world, birds).await, ["60", "0", "0"]);
    let order = InspectionOrder {
        place: "Quarantine station, Bend".into(),
        on: Some(jiff::civil::date(2026, 11, 5)),
        what: "Count the birds and read ten rings.".into(),
    };
    inspect::request(office, &world.qm(3), id, "Live animals".into(), order).await.unwrap();
    let waiting = inspect::waiting(office, &world.qm(61)).await.unwrap();
    assert_eq!((waiting.len(), waiting[0].order.place.as_str()), (1, "Quarantine station, Bend"));
    let report = |outcome: &str, counted: u32, papers| Report {
        outcome: outcome.into(),
        counted: vec![Counted {
            block: Block::nth(0),
            amount: Amount::whole(counted),
            marks: vec!["QM 26 001".into()],
        }],
        text: "Twelve had died before the visit.".into(),
        papers,
        samples: if counted == 70 { vec![] } else { vec![sample("SEAL-0071"), Taken::default()] },
    };
    let unknown = inspect::report(office, &world.qm(61), id, report("FINE", 48, vec![])).await.unwrap_err();
    assert_eq!(unknown.code(), "inspection-outcome");
    let officer = inspect::report(office, &world.qm(3), id, report("QTY_LESS", 48, vec![])).await.unwrap_err();
    assert!(matches!(officer, Error::NotPermitted), "the officer does not inspect: {officer}");
    let photos = attach::put(office, &world.qm(61), id, vec![photo("crate.png")]).await.unwrap();
    let done = inspect::report(office, &world.qm(61), id, report("QTY_LESS", 48, photos)).await.unwrap();
    assert_eq!(done.application.draft().unwrap().lines[0].quantity.amount(), Amount::whole(48));
    assert_eq!(sums(&world, birds).await, ["48", "0", "0"], "what is not there is not held");
    assert!(inspect::waiting(office, &world.qm(61)).await.unwrap().is_empty());
    sampled(&world, id).await;
    inspect::resume(office, &world.qm(3), id).await.unwrap();

    // A second look finds more than was told: the line stays.
    inspect::request(office, &world.qm(3), id, "Count again".into(), InspectionOrder::default()).await.unwrap();
    let more = inspect::report(office, &world.qm(61), id, report("QTY_MORE", 70, vec![])).await.unwrap();
    assert_eq!(more.application.draft().unwrap().lines[0].quantity.amount(), Amount::whole(48));
    inspect::resume(office, &world.qm(3), id).await.unwrap();
    // What is more than was told holds the case up until a supervisor says why it may go on.
    inspection_hold::release(office, &world.qm(22), id, "The excess stays here.".into()).await.unwrap();
    abroad::consult(office, &world.qm(3), id, country::DEMO_IMPORTER, "Is the buyer registered?".into()).await.unwrap();
    let reply = abroad::reply(office, &world.qm(3), id, "Yes, since 2019.".into()).await.unwrap();
    let case = reply.application.state().case().unwrap();
    assert_eq!((case.inspections.len(), case.foreign_replies.len()), (2, 1));

    let issued = granted(&world, id).await;
    assert_eq!(issued.permit.lines()[0].permitted.amount(), Amount::whole(48));
    assert_eq!(sums(&world, birds).await, ["0", "48", "0"]);
}

async fn unlisted(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let submitted = async |form: FormInput| {
        let id = draft::create(office, &world.qm(1), form, draft::OnBehalf::default()).await.unwrap().application.id();
        submit::submit(office, &world.qm(1), id).await.unwrap();
        id
    };
    let skins = submitted(skins()).await;
    let officer = exempt::no_permit_needed(office, &world.qm(3), skins, "It is only a few.".into()).await.unwrap_err();
    assert_eq!(officer.code(), "exemption-not-shown", "the officer's word is not enough");
    // A living plant is covered whatever its annotation says of parts.
    let tree = submitted(form(&[
        ("lines.0.taxon", "Dalbergia melanoxylon"),
        ("lines.0.description", "A young tree"),
        ("lines.0.term", "LIV"),
        ("lines.0.source", "W"),
        ("lines.0.quantity", "1"),
    ]))
    .await;
    let living = exempt::no_permit_needed(office, &world.qm(3), tree, "Annotation 15.".into()).await.unwrap_err();
    assert_eq!(living.code(), "exemption-not-shown");
    let wood = form(&[
        ("lines.0.taxon", "Dalbergia melanoxylon"),
        ("lines.0.description", "A small carving, 200 g"),
        ("lines.0.term", "WPR"),
        ("lines.0.source", "W"),
        ("lines.0.quantity", "1"),
    ]);
    let carving = submitted(wood).await;
    // The listing carries an annotation (#15); that the carving falls outside it is the officer's to say.
    let why = "Annotation 15: finished products up to 10 kg per shipment.".to_owned();
    let closed = exempt::no_permit_needed(office, &world.qm(3), carving, why.clone()).await.unwrap();
    let ApplicationState::NoPermitNeeded { exemption, .. } = closed.application.state() else { panic!("closed") };
    assert_eq!(exemption.reason, why);
    let free = crate::told_rest::told(&world, &world.qm(1), "no-permit-needed").await;
    assert_eq!((free.len(), free[0].mail), (1, store::MailState::Waiting));
    assert_eq!(free[0].details["reason"], why);
}

async fn border(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let permit = crate::spine::issued(&world).await.permit.id();
    permit_acts::deliver(office, &world.qm(2), permit).await.unwrap();
    // Held, let go, held again.
    endorse::hold(office, &world.qm(7), permit, "Tags do not match.".into()).await.unwrap();
    endorse::release(office, &world.qm(3), permit, "The list was sent.".into()).await.unwrap();
    // Its last day passes; the returned paper shows that the skins left in time.
    world.clock.forward(24 * 200);
    permit_acts::expire(office, &office::Who::system(world.qm(2).house), permit).await.unwrap();
    let now = endorse::endorse(office, &world.qm(7), permit, presented(238)).await.unwrap_err();
    assert_eq!(now.code(), "permit-state", "an expired permit is not endorsed as if it were today");
    let (in_time, too_late) = (jiff::civil::date(2026, 12, 1), jiff::civil::date(2027, 5, 20));
    let (who, three) = (world.qm(3), presented(238));
    let blank = endorse::endorse_late(office, &who, permit, three.clone(), in_time, " ".into()).await.unwrap_err();
    assert_eq!(blank.code(), "reason-empty");
    let after = endorse::endorse_late(office, &who, permit, three.clone(), too_late, "The waybill.".into()).await;
    assert_eq!(after.unwrap_err().code(), "permit-expired");
    let done = endorse::endorse_late(office, &who, permit, three, in_time, "The waybill.".into()).await.unwrap();
    assert_eq!(done.permit.status(), PermitStatus::Endorsed);
    assert_eq!(done.row.endorsed_at.map(|at| at.to_string()).as_deref(), Some("2026-12-01T12:00:00Z"));
    // The importing authority writes a letter: 236 came. Told twice it changes nothing, told otherwise it is refused.
    let received = |n: u32| vec![(Block::nth(0), Amount::whole(n))];
    let told = letter::confirm(office, &who, permit, received(236)).await.unwrap();
    assert_eq!(told.permit.status(), PermitStatus::Confirmed);
    assert!(told.event.as_ref().is_some_and(|e| e.alert && e.discrepancies.len() == 1));
    assert!(letter::confirm(office, &who, permit, received(236)).await.unwrap().event.is_none());
    assert_eq!(letter::confirm(office, &who, permit, received(230)).await.unwrap_err().code(), "already-confirmed");
}
