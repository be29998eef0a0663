//! One import permit, several consignments: each takes what arrived, until nothing is left, the last day has passed or the
//! permit is surrendered. Each story on both engines.

use crate::exchange::granted;
use crate::spine::presented;
use crate::world::{On, World, skins};
use cites::document::Block;
use cites::ids::{ForeignPermitId, PermitId};
use cites::{Amount, PermitStatus, country};
use office::Error;
use office::econtrol::arrivals::{self, account};
use office::econtrol::endorse::endorse;
use office::econtrol::receive::{Counted, receive, receive_under};
use office::eexchange::fetch::{Wanted, fetch};
use office::epermit::{permit_acts, sign};
use office::ereport;
use office::notices::remind;
use office::shared::faces::Clock;
use permits::FormInput;
use permits::application::ImportPermitFacts;

both! {
    ten_trophies_come_in_three_consignments_and_the_fourth_does_not => four_four_two,
    two_customs_desks_at_once_let_in_no_more_than_is_left => two_desks,
    what_is_surrendered_or_past_its_day_is_cancelled_and_retained => retained,
}

pub fn whole(n: u32) -> Amount {
    Amount::whole(n)
}

pub fn trophies(kind: &str, n: u32) -> FormInput {
    let mut form = skins();
    for (path, text) in [
        ("document_type", kind),
        ("partner_country", if kind == "IMPORT" { "QM" } else { "QN" }),
        ("purpose", "H"),
        ("lines.0.taxon", "Panthera pardus"),
        ("lines.0.description", "Hunting trophies, skin and skull"),
        ("lines.0.term", "TRO"),
        ("lines.0.marks", ""),
        ("lines.0.appendix", "I"),
        ("lines.0.source", "W"),
        ("lines.0.import_permit", "26QN000044"),
        ("lines.0.quantity", &n.to_string()),
    ] {
        assert!(form.set(path, text), "{path}");
    }
    form
}

/// A consignment under an export permit of its own, endorsed and known to the customs of the destination.
pub async fn sent(world: &World, ours: &sign::Issued, n: u32) -> ForeignPermitId {
    let facts = ImportPermitFacts {
        issuer: country::DEMO_IMPORTER,
        number: ours.permit.number().clone(),
        valid_until: ours.permit.document().valid_until,
    };
    let export = granted(world, &|n| world.qm(n), trophies("EXPORT", n), Some(facts)).await;
    endorse(&world.office, &world.qm(7), export.permit.id(), presented(n)).await.unwrap();
    let wanted = Wanted {
        issuer: country::DEMO_EXPORTER,
        number: export.permit.number().clone(),
        token: Some(export.token.clone()),
    };
    fetch(&world.office, &world.qn(3), wanted).await.unwrap().row.id
}

pub fn counted(n: u32) -> Counted {
    Counted { quantities: vec![(Block::nth(0), whole(n))], port: "QNNPT".into(), port_name: "Northport".into() }
}

pub async fn standing(world: &World, id: PermitId) -> (PermitStatus, Amount) {
    let permit = sign::permit(&world.office, &world.qn(3), id).await.unwrap().value;
    (permit.status(), permit.left(&Block::nth(0)))
}

/// I1 and I3: nothing above what is permitted, and the balance is the sum of the arrivals.
pub async fn sound(world: &World) {
    let mut read = world.office.store.read(&world.qn(3).scope(Clock::now(world.clock.as_ref()))).await.unwrap();
    assert_eq!(read.imports_unbalanced().await.unwrap(), vec![]);
}

async fn four_four_two(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let ours = granted(&world, &|n| world.qn(n), trophies("IMPORT", 10), None).await;
    let id = ours.permit.id();
    let (first, second, third) =
        (sent(&world, &ours, 4).await, sent(&world, &ours, 5).await, sent(&world, &ours, 4).await);
    let fourth = sent(&world, &ours, 1).await;

    receive(office, &world.qn(7), first, counted(4)).await.unwrap();
    assert_eq!(standing(&world, id).await, (PermitStatus::Issued, whole(6)), "it stays usable");
    // Five were sent and four counted: what was counted is taken, not what the export permit names.
    receive(office, &world.qn(7), second, counted(4)).await.unwrap();
    assert_eq!(standing(&world, id).await, (PermitStatus::Issued, whole(2)));
    // Of the third two are left; the other two are held.
    let over = receive(office, &world.qn(7), third, counted(4)).await.unwrap_err();
    assert_eq!(over.code(), "import-permit-left");
    assert!(over.to_string().contains(ours.permit.number().as_str()), "{over}");
    // While goods came in under it nobody returns it as unused, and box 14 is not filled by hand.
    let unused = permit_acts::cancel(office, &world.qn(4), id, "Not needed".into()).await.unwrap_err();
    assert_eq!(unused.code(), "import-arrivals");
    let by_hand = endorse(office, &world.qn(7), id, presented(2)).await.unwrap_err();
    assert_eq!(by_hand.code(), "import-arrivals");
    receive(office, &world.qn(7), third, counted(2)).await.unwrap();
    let closed = sign::permit(office, &world.qn(3), id).await.unwrap().value;
    assert_eq!((closed.status(), closed.lines()[0].endorsed), (PermitStatus::Endorsed, Some(whole(10))));
    // The fourth is refused, with the reason.
    let refused = receive(office, &world.qn(7), fourth, counted(1)).await.unwrap_err();
    assert_eq!(refused.code(), "import-permit-used-up");
    assert!(refused.to_string().contains(ours.permit.number().as_str()), "{refused}");
    let named = receive_under(office, &world.qn(7), fourth, counted(1), Some(ours.permit.number().clone())).await;
    assert_eq!(named.unwrap_err().code(), "import-permit-used-up");

    // Its holder sees the three arrivals; another Party and another company do not.
    let seen = account(office, &world.qn(1), id).await.unwrap();
    let took: Vec<Amount> = seen.arrivals.iter().map(|a| a.quantity).collect();
    assert_eq!(took, [whole(4), whole(4), whole(2)]);
    assert!(matches!(account(office, &world.qm(3), id).await.unwrap_err(), Error::NotFound(_)));
    sound(&world).await;
    // One line a consignment, each with both numbers, and the import permit itself is none.
    let content = ereport::build::collect(office, &world.qn(10), 2026).await.unwrap();
    let lines = &content.collected.lines;
    assert_eq!(lines.len(), 3, "{lines:#?}");
    assert!(
        lines.iter().all(|l| l.flow == report::Flow::Import && l.import_permit.as_ref() == Some(ours.permit.number()))
    );
}

async fn two_desks(on: On) {
    let world = World::new(on).await;
    let ours = granted(&world, &|n| world.qn(n), trophies("IMPORT", 10), None).await;
    let mut came = Vec::new();
    for _ in 0..4 {
        came.push(sent(&world, &ours, 4).await);
    }
    let mut tasks = tokio::task::JoinSet::new();
    for id in came {
        let (office, who) = (world.office.clone(), world.qn(7));
        tasks.spawn(async move {
            loop {
                match receive(&office, &who, id, counted(4)).await {
                    Ok(_) => return true,
                    Err(Error::Store(store::Error::Busy | store::Error::Stale(_))) => {}
                    Err(e) => {
                        assert_eq!(e.code(), "import-permit-left", "{e}");
                        return false;
                    }
                }
            }
        });
    }
    let mut in_all = 0;
    while let Some(done) = tasks.join_next().await {
        in_all += u32::from(done.unwrap());
    }
    assert_eq!(in_all, 2, "eight of ten; two are left, and nobody has only two");
    assert_eq!(standing(&world, ours.permit.id()).await, (PermitStatus::Issued, whole(2)));
    sound(&world).await;
}

async fn retained(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let ours = granted(&world, &|n| world.qn(n), trophies("IMPORT", 10), None).await;
    let id = ours.permit.id();
    let reason = || "Surrendered by the holder".to_owned();
    let nothing = arrivals::retain(office, &world.qn(3), id, reason()).await.unwrap_err();
    assert_eq!(nothing.code(), "import-nothing-arrived");
    let came = sent(&world, &ours, 4).await;
    receive(office, &world.qn(7), came, counted(4)).await.unwrap();
    // Not by the holder, not by another Party, not without a reason.
    assert!(matches!(arrivals::retain(office, &world.qn(1), id, reason()).await.unwrap_err(), Error::NotPermitted));
    assert!(matches!(arrivals::retain(office, &world.qm(3), id, reason()).await.unwrap_err(), Error::NotFound(_)));
    let mute = arrivals::retain(office, &world.qn(3), id, "  ".into()).await.unwrap_err();
    assert_eq!(mute.code(), "reason-empty");
    let done = arrivals::retain(office, &world.qn(3), id, reason()).await.unwrap();
    assert_eq!(done.permit.value.status(), PermitStatus::Endorsed);
    assert_eq!(done.permit.value.lines()[0].endorsed, Some(whole(4)), "six go back");
    let again = arrivals::retain(office, &world.qn(3), id, reason()).await.unwrap_err();
    assert_eq!(again.code(), "permit-state");

    // Another one is left lying until its last day has passed.
    let lying = granted(&world, &|n| world.qn(n), trophies("IMPORT", 3), None).await;
    let came = sent(&world, &lying, 1).await;
    receive(office, &world.qn(7), came, counted(1)).await.unwrap();
    world.clock.forward(24 * 370);
    let house = office.house_of(country::DEMO_IMPORTER).unwrap();
    remind::expire(office, house, 50).await.unwrap();
    assert_eq!(standing(&world, lying.permit.id()).await, (PermitStatus::Endorsed, Amount::ZERO));
    // What came in 2026 is a line of 2026, and the closing in 2027 none.
    let year = async |y| ereport::build::collect(office, &world.qn(10), y).await.unwrap().collected.lines.len();
    assert_eq!((year(2026).await, year(2027).await), (2, 0));
    sound(&world).await;
}
