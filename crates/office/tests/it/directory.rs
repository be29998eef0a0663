//! Authorities abroad and the Secretariat are told what the Convention asks for, by the act's own transaction.

use crate::documents::form;
use crate::spine::{issued, presented};
use crate::world::{On, World};
use cites::Lang;
use cites::document::Block;
use cites::ids::PermitId;
use cites::{Amount, country};
use office::econtrol::endorse::endorse;
use office::econtrol::receive::{Counted, receive};
use office::eexchange::fetch::{Wanted, fetch};
use office::epermit::permit_acts::{self, Loss};
use office::notices::directory::{self, Entry};
use office::notices::send::{self, Outcome};
use office::notices::table::Event;
use office::notices::{read, texts};
use office::shared::faces::Clock as _;
use office::{Error, Who};
use store::{AuthorityRow, DueMail, MailState, SendResult};

both! {
    lost => a_loss_is_told_to_the_destination_and_of_trade_to_the_secretariat, a_loss_is_told_on_postgresql;
    differing => a_difference_is_told_to_both_authorities, a_difference_is_told_to_both_on_postgresql;
    late => the_secretariat_gets_a_copy_of_a_retrospective_document, the_secretariat_gets_a_copy_on_postgresql;
    carried => a_mail_abroad_is_tried_again_given_up_and_mended, a_mail_abroad_is_tried_on_postgresql;
    kept => a_directory_is_kept_by_the_authority_and_unknown_to_others, a_directory_is_kept_on_postgresql;
}

fn entry(kind: &str, country: &str, email: &str, language: &str) -> Entry {
    Entry {
        kind: kind.into(),
        country: country.into(),
        name: format!("Office {email}"),
        email: email.into(),
        language: language.into(),
        ..Entry::default()
    }
}

async fn entered(world: &World, who: &Who, of: &Entry) -> AuthorityRow {
    directory::enter(&world.office, who, of).await.unwrap()
}

/// Querimba knows Quenland's Management Authority, its customs, and the Secretariat.
async fn known(world: &World) -> AuthorityRow {
    let admin = world.qm(21);
    let ma = entered(world, &admin, &entry("MA", "QN", "cites@qn.example", "fr")).await;
    entered(world, &admin, &entry("ENFORCEMENT", "QN", "customs@qn.example", "en")).await;
    entered(world, &admin, &entry("SECRETARIAT", "", "info@secretariat.example", "en")).await;
    ma
}

/// The next mail to an authority; what goes to people of the house before it is sent.
async fn due(world: &World, who: &Who) -> Option<DueMail> {
    while let Some(due) = send::due(&world.office, &who.house).await.unwrap() {
        if due.notice.reader.authority().is_some() {
            return Some(due);
        }
        tried(world, who, &due, &Outcome::Sent).await;
    }
    None
}

async fn tried(world: &World, who: &Who, due: &DueMail, outcome: &Outcome) -> SendResult {
    send::tried(&world.office, &who.house, due, outcome).await.unwrap()
}

/// Everything that is due in the house, sent: event and address, in the order of addresses.
async fn sent(world: &World, who: &Who) -> Vec<(String, String)> {
    let mut all = Vec::new();
    while let Some(due) = due(world, who).await {
        let told = format!("{:?}", due.notice.details);
        for stranger in ["Ada", "River Bend", "Tannery", "Odile", "overboard"] {
            assert!(!told.contains(stranger), "{} names {stranger}: {told}", due.notice.event);
        }
        assert_eq!(tried(world, who, &due, &Outcome::Sent).await, SendResult::Sent);
        all.push((due.notice.event, due.address.unwrap()));
    }
    all.sort();
    all
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(event, to)| ((*event).to_owned(), (*to).to_owned())).collect()
}

/// What the desk was told last of an event.
async fn desk(world: &World, who: &Who, event: &str) -> Option<String> {
    let rows = read::list(&world.office, who, false, None, 100).await.unwrap();
    let row = rows.into_iter().find(|n| n.event == event)?;
    assert_ne!(row.mail, MailState::None, "{event} goes by e-mail");
    Some(row.details["abroad"].clone())
}

async fn delivered(world: &World, permit: PermitId) -> PermitId {
    permit_acts::deliver(&world.office, &world.qm(2), permit).await.unwrap();
    permit
}

async fn lost(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let odile = world.qm(3);
    // Nobody is known yet: the desk is told so, and nothing goes out.
    let first = delivered(&world, issued(&world).await.permit.id()).await;
    permit_acts::report(office, &world.qm(1), first, Loss::Stolen, "Taken from the van.".into()).await.unwrap();
    assert_eq!(desk(&world, &odile, "tell-destination").await.unwrap(), "none|MA|QN\nnone|SECRETARIAT|");
    assert_eq!(sent(&world, &odile).await, []);

    known(&world).await;
    assert_eq!(sent(&world, &odile).await, [], "what happened before is not told of again by itself");
    let second = delivered(&world, issued(&world).await.permit.id()).await;
    permit_acts::report(office, &world.qm(1), second, Loss::Lost, "Fell overboard.".into()).await.unwrap();
    let both = [("authority-stopped", "cites@qn.example"), ("authority-stopped", "info@secretariat.example")];
    assert_eq!(sent(&world, &odile).await, pairs(&both));
    let told = desk(&world, &odile, "tell-destination").await.unwrap();
    assert_eq!(
        told,
        "sent|MA|QN|Office cites@qn.example|cites@qn.example\nsent|SECRETARIAT||Office info@secretariat.example|info@secretariat.example"
    );
    let customs = read::list(office, &world.qm(7), false, None, 10).await.unwrap();
    assert_eq!(customs.iter().filter(|n| n.event == "border-alert").count(), 2, "our own border hears of both");

    // A document that is not commercial: the destination alone.
    let own = form(&[("purpose", "S")]);
    let third = delivered(&world, crate::documents::issued(&world, own).await.permit.id()).await;
    permit_acts::report(office, &world.qm(1), third, Loss::Destroyed, "Burnt.".into()).await.unwrap();
    assert_eq!(sent(&world, &odile).await, pairs(&both[..1]));

    // Revoked: as a loss, and the holder and the border hear of it too.
    let fourth = delivered(&world, issued(&world).await.permit.id()).await;
    permit_acts::cancel(office, &world.qm(4), fourth, "False papers.".into()).await.unwrap();
    assert_eq!(sent(&world, &odile).await, pairs(&both));
    let holder = read::list(office, &world.qm(1), false, None, 100).await.unwrap();
    assert!(holder.iter().any(|n| n.event == "stopped" && n.object_id == fourth.to_string()));
    let customs = read::list(office, &world.qm(7), false, None, 10).await.unwrap();
    assert!(customs.iter().any(|n| n.event == "border-alert" && n.details["status"] == "REVOKED"));
    assert_eq!(sent(&world, &world.qn(3)).await, [], "nothing of it is Quenland's own");
}

async fn differing(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    known(&world).await;
    entered(&world, &world.qn(3), &entry("MA", "QM", "cites@qm.example", "en")).await;
    let permit = issued(&world).await;
    let id = delivered(&world, permit.permit.id()).await;
    endorse(office, &world.qm(7), id, presented(238)).await.unwrap();
    let one = [("authority-differs", "cites@qn.example")];
    assert_eq!(sent(&world, &world.qm(3)).await, pairs(&one), "the destination; our own desk has its notice");
    assert!(desk(&world, &world.qm(3), "differs").await.unwrap().contains("cites@qn.example"));
    let holder = read::list(office, &world.qm(1), false, None, 100).await.unwrap();
    let told = holder.into_iter().find(|n| n.event == "differs").unwrap();
    assert_eq!((told.details["quantities"].as_str(), told.details["abroad"].as_str()), ("A|238|240|NAR", ""));

    // Fewer arrive than left: Quenland writes to Querimba.
    let wanted = Wanted {
        issuer: country::DEMO_EXPORTER,
        number: permit.permit.number().clone(),
        token: Some(permit.token.clone()),
    };
    let house = office.house_of(country::DEMO_EXPORTER).unwrap();
    office::eexchange::outbox::work(office, house).await.unwrap();
    let there = fetch(office, &world.qn(3), wanted).await.unwrap();
    let counted = Counted {
        quantities: vec![(Block::nth(0), Amount::whole(236))],
        port: "QNNPT".into(),
        port_name: "Northport".into(),
    };
    receive(office, &world.qn(7), there.row.id, counted).await.unwrap();
    let back = [("authority-differs", "cites@qm.example")];
    assert_eq!(sent(&world, &world.qn(3)).await, pairs(&back));
    assert!(desk(&world, &world.qn(3), "arrival-differs").await.unwrap().starts_with("sent|MA|QM|"));
    // And when its confirmation comes, Querimba answers with what it knows.
    office::eexchange::outbox::work(office, office.house_of(country::DEMO_IMPORTER).unwrap()).await.unwrap();
    assert_eq!(sent(&world, &world.qm(3)).await, pairs(&one));
}

async fn late(on: On) {
    let world = World::new(on).await;
    known(&world).await;
    Box::pin(crate::documents::issued(&world, form(&[]))).await;
    assert_eq!(sent(&world, &world.qm(3)).await, [], "an ordinary permit is nobody else's business");
    let late = form(&[
        ("document_type", "RETRO"),
        ("particulars.base_type", "EXPORT"),
        ("particulars.reason", "The post office stamped the wrong box; both Authorities are satisfied."),
    ]);
    let permit = Box::pin(crate::documents::issued(&world, late)).await.permit;
    // Both authorities are to be satisfied first: the other one was asked by letter.
    let asked = due(&world, &world.qm(3)).await.unwrap();
    let (event, to) = (asked.notice.event.as_str(), asked.address.as_deref());
    assert_eq!((event, to), ("authority-asked", Some("cites@qn.example")));
    tried(&world, &world.qm(3), &asked, &Outcome::Sent).await;
    let due = due(&world, &world.qm(3)).await.unwrap();
    let (event, to) = (due.notice.event.as_str(), due.address.as_deref());
    assert_eq!((event, to), ("authority-retrospective", Some("info@secretariat.example")));
    assert_eq!(due.notice.details["number"], permit.number().as_str());
    assert!(!format!("{:?}", due.notice.details).contains("post office"));
    assert!(desk(&world, &world.qm(3), "abroad-told").await.unwrap().contains("info@secretariat.example"));
}

async fn stopped(world: &World) -> DueMail {
    let permit = delivered(world, issued(world).await.permit.id()).await;
    permit_acts::report(&world.office, &world.qm(1), permit, Loss::Lost, "Gone.".into()).await.unwrap();
    due(world, &world.qm(3)).await.unwrap()
}

async fn carried(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let odile = world.qm(3);
    let ma = entered(&world, &odile, &entry("MA", "QN", "old@qn.example", "fr")).await;
    let own = Some(("{number}".to_owned(), "Arrêtez {number} : {status}".to_owned()));
    texts::set(office, &world.qm(21), Event::AuthorityStopped, Lang::Fr, own).await.unwrap();
    let bad = Some(("x".to_owned(), "Arrêtez {number} : {name} {reason}".to_owned()));
    let wrong = texts::set(office, &world.qm(21), Event::AuthorityStopped, Lang::Fr, bad).await.unwrap_err();
    assert_eq!(wrong.code(), "mailtext-placeholder", "what no authority needs cannot be said");

    let first = stopped(&world).await;
    assert_eq!(first.text.as_ref().unwrap().body, "Arrêtez {number} : {status}", "the Party's own words, in French");
    assert!(due(&world, &odile).await.is_none(), "held by the first job");
    let name = |due: &DueMail| send::message_id(office, due.notice.id, due.notice.reader);
    let later = Outcome::Later("451 greylisted".into());
    assert_eq!(tried(&world, &odile, &first, &later).await, SendResult::Later);
    world.clock.forward(1);
    let again = due(&world, &odile).await.unwrap();
    assert_eq!((again.notice.mail_attempts, name(&again)), (2, name(&first)));
    let never = Outcome::Never("550 no such mailbox".into());
    assert_eq!(tried(&world, &odile, &again, &never).await, SendResult::Dead);
    // The one log tells both roads: who was written to, and who has no account.
    let log = office.store.read(&odile.scope(world.clock.now())).await.unwrap().sends(None, 100).await.unwrap();
    let abroad: Vec<_> = log.iter().filter(|l| l.reader.authority() == Some(ma.id)).collect();
    assert_eq!(
        abroad.iter().map(|l| (l.result, l.attempt)).collect::<Vec<_>>(),
        [(SendResult::Dead, 2), (SendResult::Later, 1)]
    );
    assert!(log.iter().any(|l| l.reader.person() == Some(odile.person().unwrap().id)), "people stand in it too");
    let hers = send::again(office, &world.qm(21), world.qm(1).person().unwrap().id, first.notice.id).await;
    assert_eq!(hers.unwrap_err().code(), "store-stale", "no mail of a person is found by an authority's");
    let shown = directory::letters(office, &odile, Some(ma.id), None, 10).await.unwrap();
    assert_eq!((shown.len(), shown[0].notice.mail, shown[0].notice.mail_attempts), (1, MailState::Dead, 2));
    assert_eq!(shown[0].reason.as_deref(), Some("550 no such mailbox"), "a mail that came back is seen");
    // The address is mended and the mail goes there.
    let new = Entry { email: "New@QN.example".into(), ..entry("", "", "", "es") };
    let new = Entry { name: "Autoridad".into(), ..new };
    let mended = directory::correct(office, &odile, ma.id, &new, ma.version).await.unwrap();
    let stale = directory::correct(office, &odile, ma.id, &new, ma.version).await.unwrap_err();
    assert_eq!(stale.code(), "store-stale", "nobody overwrites another's correction");
    directory::again(office, &odile, shown[0].notice.id).await.unwrap();
    assert!(directory::again(office, &odile, shown[0].notice.id).await.is_err(), "it waits already");
    let third = due(&world, &odile).await.unwrap();
    assert_eq!((third.address.clone(), third.notice.language), (Some(mended.email), Lang::Es));
    tried(&world, &odile, &third, &Outcome::Sent).await;
    // An address that is retired while a mail waits gets nothing more, and the next loss finds nobody.
    let waiting = stopped(&world).await;
    directory::retire(office, &odile, ma.id).await.unwrap();
    drop(waiting);
    world.clock.forward(1);
    let held = due(&world, &odile).await.unwrap();
    assert_eq!(held.address, None);
    let permit = delivered(&world, issued(&world).await.permit.id()).await;
    permit_acts::report(office, &world.qm(1), permit, Loss::Lost, "Gone.".into()).await.unwrap();
    assert_eq!(desk(&world, &odile, "tell-destination").await.unwrap(), "none|MA|QN\nnone|SECRETARIAT|");
}

async fn kept(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let odile = world.qm(3);
    let code = |r: Result<AuthorityRow, Error>| r.unwrap_err().code();
    let good = entry("MA", "QN", "cites@qn.example", "en");
    let wrong = [
        (Entry { kind: "X".into(), ..good.clone() }, "authority-kind"),
        (Entry { country: "YY".into(), ..good.clone() }, "authority-country"),
        (Entry { country: String::new(), ..good.clone() }, "authority-country"),
        (Entry { kind: "SECRETARIAT".into(), ..good.clone() }, "authority-country"),
        (Entry { country: "QM".into(), ..good.clone() }, "authority-home"),
        (Entry { name: " ".into(), ..good.clone() }, "authority-name"),
        (Entry { email: "cites at qn".into(), ..good.clone() }, "email-form"),
        (Entry { language: "ar".into(), ..good.clone() }, "authority-language"),
        (Entry { from: "soon".into(), ..good.clone() }, "date-form"),
        (Entry { until: "2020-01-01".into(), ..good.clone() }, "dates-order"),
    ];
    for (entry, expected) in wrong {
        assert_eq!(code(directory::enter(office, &odile, &entry).await), expected, "{entry:?}");
    }
    for stranger in [1, 2, 4, 6, 7] {
        let refused = directory::enter(office, &world.qm(stranger), &good).await;
        assert!(matches!(refused, Err(Error::NotPermitted)), "{stranger}");
    }
    let key = store::Key { key: "enter-1".into(), request: cites::Digest::of("", b"enter") };
    let mut made = None;
    for _ in 0..2 {
        let row = directory::enter(office, &odile.clone().with_key(Some(key.clone())), &good).await.unwrap();
        assert_eq!(made.get_or_insert(row.id), &row.id, "a form sent twice enters once");
    }
    let id = made.unwrap();
    assert_eq!(code(directory::enter(office, &odile, &good).await), "authority-double");
    let next_year = Entry { from: "2027-01-01".into(), email: "next@qn.example".into(), ..good.clone() };
    entered(&world, &odile, &next_year).await;
    let first = stopped(&world).await;
    assert_eq!(first.address.as_deref(), Some("cites@qn.example"), "not yet the one of next year");
    assert!(directory::list(office, &world.qm(1)).await.is_err(), "applicants have nothing to look for here");
    // Quenland's officers keep a book of their own; this one is not there for them.
    assert_eq!(directory::list(office, &world.qn(3)).await.unwrap(), []);
    assert!(matches!(directory::get(office, &world.qn(3), id).await, Err(Error::NotFound(_))));
    assert!(matches!(directory::retire(office, &world.qn(3), id).await, Err(Error::NotFound(_))));
    assert!(directory::letters(office, &world.qn(3), None, None, 10).await.unwrap().is_empty());
    assert_eq!(directory::again(office, &world.qn(3), first.notice.id).await.unwrap_err().code(), "store-stale");
    assert!(due(&world, &world.qn(3)).await.is_none());
}
