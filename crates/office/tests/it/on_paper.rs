//! Goods under papers from abroad that are not in our archive: each takes of our import permit what arrived, and a paper is
//! presented once, wherever it is known. Each story on both engines.

use crate::arrivals::{counted, sent, sound, standing, trophies, whole};
use crate::exchange::granted;
use crate::spine::presented;
use crate::world::{On, World};
use cites::document::Block;
use cites::{Amount, Date, DocumentType, PermitNumber, PermitStatus, country};
use jiff::civil::date;
use office::Error;
use office::econtrol::arrivals::account;
use office::econtrol::endorse::endorse;
use office::econtrol::on_paper::{Seen, arrive};
use office::econtrol::receive::{Counted, receive, receive_under};
use office::ereport;

both! {
    each_paper_takes_what_arrived_and_the_rest_stays_usable => partly,
    a_paper_is_presented_once_wherever_it_is_known => once,
    officers_at_every_pier_let_in_no_more_than_is_left_and_each_paper_once => piers,
}

/// A paper of the country of export, of its present kind, as customs read it.
fn paper(number: &str, n: u32) -> Seen {
    Seen {
        issuer: country::DEMO_EXPORTER,
        number: PermitNumber::parse(number).unwrap(),
        kind: DocumentType::Export,
        issued_on: date(2026, 10, 20),
        valid_until: date(2027, 4, 19),
        stated: Vec::new(),
        counted: counted(n),
    }
}

async fn partly(on: On) {
    let world = World::new(on).await;
    let (office, pier) = (&world.office, world.qn(7));
    let ours = granted(&world, &|n| world.qn(n), trophies("IMPORT", 10), None).await;
    let id = ours.permit.id();
    // The stamp alone would use it up: the border is led to the page that counts.
    let stamp = endorse(office, &pier, id, presented(3)).await.unwrap_err();
    assert_eq!(stamp.code(), "import-on-paper");
    // The paper says four: the desk hears that one is missing, and who was written to.
    let four = Seen { stated: vec![(Block::nth(0), whole(4))], ..paper("MQ 2026/00417", 3) };
    let first = arrive(office, &pier, id, four).await.unwrap();
    let heard = crate::told_rest::told(&world, &world.qn(3), "arrival-differs").await;
    assert_eq!(heard.len(), 1, "{heard:#?}");
    assert_eq!(heard[0].details["number"], "MQ 2026/00417");
    assert!(heard[0].details["quantities"].to_string().contains("A|3|4|"), "{:?}", heard[0].details);
    assert_eq!(first.arrivals[0].paper, Some(country::DEMO_EXPORTER));
    assert_eq!(standing(&world, id).await, (PermitStatus::Issued, whole(7)), "it stays usable");
    // One that is in our archive takes of the same balance.
    let archived = sent(&world, &ours, 4).await;
    receive(office, &pier, archived, counted(4)).await.unwrap();
    assert_eq!(standing(&world, id).await, (PermitStatus::Issued, whole(3)));

    // What the border must see: nothing, too much, another country, a paper for many crossings, its days.
    let code = async |seen: Seen| arrive(office, &world.qn(7), id, seen).await.unwrap_err().code();
    assert_eq!(code(paper("MQ 2026/00418", 0)).await, "paper-nothing");
    assert_eq!(code(paper("MQ 2026/00418", 4)).await, "quantity-exceeds-permit");
    let two = Seen { stated: vec![(Block::nth(0), whole(1))], ..paper("MQ 2026/00418", 2) };
    assert_eq!(code(two).await, "quantity-exceeds-permit", "more than the paper says");
    let unknown = Counted { quantities: vec![(Block::nth(3), whole(1))], ..counted(1) };
    assert_eq!(code(Seen { counted: unknown, ..paper("MQ 2026/00418", 1) }).await, "unknown-position");
    let elsewhere = cites::CountryCode::parse("ZA").unwrap();
    assert_eq!(code(Seen { issuer: elsewhere, ..paper("MQ 2026/00418", 1) }).await, "paper-country");
    assert_eq!(code(Seen { kind: DocumentType::Tec, ..paper("MQ 2026/00418", 1) }).await, "paper-kind");
    let days = |issued_on: Date, valid_until: Date| Seen { issued_on, valid_until, ..paper("MQ 2026/00418", 1) };
    assert_eq!(code(days(date(2027, 1, 1), date(2027, 4, 1))).await, "paper-days", "issued in the future");
    assert_eq!(code(days(date(2026, 4, 1), date(2026, 9, 30))).await, "rules-stop", "its last day has passed");
    assert_eq!(code(days(date(2026, 10, 1), date(2027, 9, 30))).await, "rules-stop", "valid longer than six months");
    // Not by its holder; for another Party there is no such permit.
    let holder = arrive(office, &world.qn(1), id, paper("MQ 2026/00418", 1)).await.unwrap_err();
    assert!(matches!(holder, Error::NotPermitted), "{holder}");
    let other = arrive(office, &world.qm(7), id, paper("MQ 2026/00418", 1)).await.unwrap_err();
    assert!(matches!(other, Error::NotFound(_)), "{other}");
    assert_eq!(standing(&world, id).await, (PermitStatus::Issued, whole(3)), "nothing of this took anything");

    // With the last of it the permit is cancelled and retained: box 14 says all that came.
    let last = arrive(office, &pier, id, paper("MQ 2026/00419", 3)).await.unwrap();
    assert_eq!(last.permit.value.status(), PermitStatus::Endorsed);
    assert_eq!(last.permit.value.lines()[0].endorsed, Some(whole(10)));
    let late = arrive(office, &pier, id, paper("MQ 2026/00420", 1)).await.unwrap_err();
    assert_eq!(late.code(), "import-permit-used-up");
    sound(&world).await;
    // One line of the report a consignment, each with both numbers; the import permit itself is none.
    let content = ereport::build::collect(office, &world.qn(10), 2026).await.unwrap();
    let lines = &content.collected.lines;
    assert_eq!(lines.len(), 3, "{lines:#?}");
    assert!(lines.iter().all(|l| l.flow == report::Flow::Import));
    assert!(lines.iter().all(|l| l.import_permit.as_ref() == Some(ours.permit.number())));
    let of = |number: &str| lines.iter().find(|l| l.export_permits.iter().any(|p| p.as_str() == number)).unwrap();
    assert_eq!(of("MQ 2026/00417").quantity, whole(3));
    assert_eq!(of("MQ 2026/00419").quantity, whole(3));
}

async fn once(on: On) {
    let world = World::new(on).await;
    let (office, pier) = (&world.office, world.qn(7));
    let one = granted(&world, &|n| world.qn(n), trophies("IMPORT", 10), None).await;
    let two = granted(&world, &|n| world.qn(n), trophies("IMPORT", 10), None).await;
    arrive(office, &pier, one.permit.id(), paper("MQ 2026/00417", 2)).await.unwrap();
    // Typed another way, at another desk, under another import permit: it is the same paper.
    for (id, number) in
        [(one.permit.id(), "MQ 2026/00417"), (one.permit.id(), "mq2026/00417"), (two.permit.id(), "MQ 2026/00417")]
    {
        let again = arrive(office, &pier, id, paper(number, 1)).await.unwrap_err();
        assert_eq!(again.code(), "paper-presented", "{number}");
        assert!(again.to_string().contains("2026-11"), "it says when: {again}");
    }
    // What lies in our archive is received there, and once.
    let archived = sent(&world, &one, 2).await;
    let mut read =
        office.store.read(&pier.scope(office::shared::faces::Clock::now(world.clock.as_ref()))).await.unwrap();
    let row = read.foreign::<office::eexchange::fetch::Foreign>(archived).await.unwrap().unwrap().stored.columns;
    drop(read);
    let known = arrive(office, &pier, one.permit.id(), paper(row.number.as_str(), 1)).await.unwrap_err();
    assert_eq!(known.code(), "paper-archived");
    let chosen = Some(one.permit.number().clone());
    receive_under(office, &pier, archived, counted(2), chosen).await.unwrap();
    let known = arrive(office, &pier, one.permit.id(), paper(row.number.as_str(), 1)).await.unwrap_err();
    assert_eq!(known.code(), "paper-presented");
    assert_eq!(standing(&world, one.permit.id()).await, (PermitStatus::Issued, whole(6)));

    // Seen at the border first and fetched afterwards: the archive does not let the goods in a second time.
    let now = office::shared::faces::Clock::now(world.clock.as_ref());
    let row = async |id| {
        let mut read = office.store.read(&world.qn(7).scope(now)).await.unwrap();
        read.foreign::<office::eexchange::fetch::Foreign>(id).await.unwrap().unwrap().stored.columns
    };
    let number = row(sent(&world, &two, 4).await).await.number.to_string();
    // Numbers go on, so the next one is known before it is sent.
    let serial: u32 = number[4..].parse().unwrap();
    let next = format!("{}{:06}", &number[..4], serial + 1);
    arrive(office, &pier, two.permit.id(), paper(&next, 4)).await.unwrap();
    let late = sent(&world, &two, 4).await;
    assert_eq!(row(late).await.number.as_str(), next);
    let chosen = Some(two.permit.number().clone());
    let twice = receive_under(office, &pier, late, counted(4), chosen).await.unwrap_err();
    assert_eq!(twice.code(), "paper-presented");
    assert_eq!(standing(&world, two.permit.id()).await, (PermitStatus::Issued, whole(6)));
    assert_eq!(account(office, &pier, two.permit.id()).await.unwrap().arrivals.len(), 1);
    sound(&world).await;
}

/// Presses again while the desk is busy; answers whether the goods were let in, or why not.
async fn pressed(
    office: std::sync::Arc<office::Office>,
    who: office::Who,
    id: cites::ids::PermitId,
    seen: Seen,
) -> String {
    loop {
        match arrive(&office, &who, id, seen.clone()).await {
            Ok(_) => return "in".into(),
            Err(Error::Store(store::Error::Busy | store::Error::Stale(_) | store::Error::Unavailable(_))) => {}
            Err(e) => return e.code(),
        }
    }
}

async fn piers(on: On) {
    let world = World::new(on).await;
    let ours = granted(&world, &|n| world.qn(n), trophies("IMPORT", 10), None).await;
    let other = granted(&world, &|n| world.qn(n), trophies("IMPORT", 10), None).await;
    let (one, two) = (ours.permit.id(), other.permit.id());
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..6 {
        tasks.spawn(pressed(world.office.clone(), world.qn(7), one, paper(&format!("MQ {n}"), 4)));
    }
    let mut said = tasks.join_all().await;
    said.sort();
    assert_eq!(said.iter().filter(|s| *s == "in").count(), 2, "eight of ten, and two are left: {said:?}");
    assert!(said.iter().all(|s| s == "in" || s == "quantity-exceeds-permit"), "{said:?}");
    assert_eq!(standing(&world, one).await, (PermitStatus::Issued, whole(2)));
    // The same paper at every pier, under either import permit: one consignment comes in.
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..6 {
        let id = if n % 2 == 0 { one } else { two };
        tasks.spawn(pressed(world.office.clone(), world.qn(7), id, paper("MQ 2026/09", 1)));
    }
    let said = tasks.join_all().await;
    assert_eq!(said.iter().filter(|s| *s == "in").count(), 1, "{said:?}");
    assert!(said.iter().all(|s| s == "in" || s == "paper-presented"), "{said:?}");
    let left = standing(&world, one).await.1.plus(standing(&world, two).await.1);
    assert_eq!(left, Amount::parse("11").ok(), "twelve were left, one came in");
    sound(&world).await;
}
