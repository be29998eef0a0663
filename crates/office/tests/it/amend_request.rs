//! The holder of a permit asks for a change: asked once, withdrawn, refused with its own news, or opened by an officer. Each
//! story on both engines.

use crate::money::{fees, invoices};
use crate::spine::{issued, presented};
use crate::world::{On, World, skins};
use cites::ids::PermitId;
use cites::{ApplicationStatus as S, PermitStatus, RefusalReason, country};
use office::econtrol::endorse::endorse;
use office::econtrol::verify::{Verdict, verify};
use office::epermit::accept::accept;
use office::epermit::amend::{Amended, amend, begin};
use office::epermit::amend_request::{self, Asked, ask, of_permit};
use office::epermit::propose::{Proposal, propose};
use office::epermit::{approve, ask as question, draft, sign, withdraw};
use office::money::schedule;
use office::notices::read;
use office::shared::office::Who;
use office::{Error, ereport};
use permits::PublicStatus;
use permits::money::{FeeItem, FeeRow, FeeSchedule, PayPoint};

both! {
    the_holder_asks_and_the_officer_amends => asked_and_amended,
    a_refused_change_leaves_the_permit_as_it_is => refused,
    one_request_at_a_time_however_many_press => once,
    what_is_no_amendment_is_not_asked_for => no_amendment,
    an_amendment_is_changed_at_the_permit_only => elsewhere,
    where_amendments_cost_the_holder_pays_first => paid,
}

fn wish(typed: &[(&str, &str)]) -> Asked {
    Asked {
        typed: typed.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
        reason: "Our buyer has moved".into(),
    }
}

async fn status(world: &World, id: PermitId) -> PermitStatus {
    sign::permit(&world.office, &world.qm(3), id).await.unwrap().value.status()
}

async fn heard(world: &World, who: &Who, event: &str) -> usize {
    let all = read::list(&world.office, who, false, None, 50).await.unwrap();
    all.iter().filter(|n| n.event == event).count()
}

async fn asked_and_amended(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let old = issued(&world).await;
    let id = old.permit.id();
    world.clock.forward(2);
    let made = ask(office, &world.qm(1), id, wish(&[("importer.city", "Southport"), ("transport_mode", "sea")])).await;
    let case = made.unwrap().application;
    assert_eq!(case.status(), S::Submitted, "it lies where the desk looks");
    assert_eq!(heard(&world, &world.qm(1), "sent").await, 2, "the application, and the request");
    assert_eq!(heard(&world, &world.qm(3), "amendment-asked").await, 1);
    assert_eq!(status(&world, id).await, PermitStatus::Issued);
    // The clerk looks; the officer begins with what was asked for, and corrects the city.
    assert_eq!(accept(office, &world.qm(2), case.id()).await.unwrap().application.status(), S::UnderExamination);
    let begun = begin(office, &world.qm(3), id).await.unwrap();
    assert_eq!((begun.form.importer.city.as_str(), begun.now.importer.city.as_str()), ("Southport", "Northport"));
    assert_eq!(begun.request.as_ref().map(|r| r.0), Some(case.id()));
    let amended =
        Amended { typed: [("importer.city".to_owned(), "South Port".to_owned())].into(), ..Amended::default() };
    let proposed = amend(office, &world.qm(3), id, amended).await.unwrap().application;
    assert_eq!((proposed.id(), proposed.status()), (case.id(), S::DecisionProposed), "the same case");
    assert_eq!(proposed.draft().unwrap().instead.as_ref().unwrap().amended, "3, 15");
    approve::approve(office, &world.qm(4), case.id(), true).await.unwrap();
    let new = sign::sign(office, &world.qm(5), case.id()).await.unwrap();
    let printed = new.permit.signed_document();
    assert_eq!(printed.importer.as_ref().unwrap().address.city, "South Port");
    let said = &printed.special_conditions[0];
    assert!(said.contains("3, 15") && said.contains("Our buyer has moved"), "{said}");
    let answer = verify(office, old.permit.number().as_str(), old.token.as_str()).await.unwrap();
    let Verdict::Known { status: word, permit: shown, .. } = answer else { panic!("known") };
    assert_eq!((word, shown.replaced_by.as_ref()), (PublicStatus::Replaced, Some(new.permit.number())));
    // What the holder sees of the old one, and what the report says of both.
    let mut look = office.store.read(&world.qm(1).scope(office.clock.now())).await.unwrap();
    let chain = of_permit(&mut look, id).await.unwrap();
    drop(look);
    assert_eq!(chain.iter().map(|r| (r.row.status, r.row.asked)).collect::<Vec<_>>(), [(S::Issued, true)]);
    endorse(office, &world.qm(7), new.permit.id(), presented(240)).await.unwrap();
    let lines = ereport::build::collect(office, &world.qm(10), 2026).await.unwrap().collected.lines;
    assert_eq!(lines.len(), 1, "{lines:#?}");
}

async fn refused(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let id = issued(&world).await.permit.id();
    let case = ask(office, &world.qm(1), id, wish(&[("purpose", "P")])).await.unwrap().application.id();
    accept(office, &world.qm(2), case).await.unwrap();
    let text = "The invoice says that it is sold.".to_owned();
    let proposal = Proposal::Refuse { reason: RefusalReason::R02, text: text.clone() };
    propose(office, &world.qm(3), case, proposal).await.unwrap();
    approve::refuse(office, &world.qm(4), case, RefusalReason::R02, text.clone()).await.unwrap();
    assert_eq!(status(&world, id).await, PermitStatus::Issued);
    assert_eq!(heard(&world, &world.qm(1), "refused").await, 0, "the permit is not refused");
    assert_eq!(heard(&world, &world.qm(1), "amendment-refused").await, 1);
    let mut look = office.store.read(&world.qm(1).scope(office.clock.now())).await.unwrap();
    let told = of_permit(&mut look, id).await.unwrap();
    drop(look);
    assert_eq!(told[0].refused.as_ref().unwrap().text, text);
    // Asked anew, and withdrawn: the next one may be asked.
    let second = ask(office, &world.qm(1), id, wish(&[("importer.city", "Southport")])).await.unwrap().application.id();
    withdraw::withdraw(office, &world.qm(1), second, "Not needed".into()).await.unwrap();
    ask(office, &world.qm(1), id, wish(&[("importer.city", "Eastport")])).await.unwrap();
    endorse(office, &world.qm(7), id, presented(240)).await.unwrap();
    // It has left: nothing is amended any more.
    let late = amend(office, &world.qm(3), id, Amended { reason: "x".into(), ..Amended::default() }).await;
    assert_eq!(late.unwrap_err().code(), "permit-state");
}

async fn once(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let id = issued(&world).await.permit.id();
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..6 {
        let (office, who) = (office.clone(), world.qm(1));
        tasks.spawn(async move {
            loop {
                match ask(&office, &who, id, wish(&[("importer.street", &format!("Harbour Road {n}"))])).await {
                    Ok(_) => return 1,
                    Err(Error::Store(store::Error::Busy | store::Error::Stale(_))) => {}
                    Err(e) => {
                        assert_eq!(e.code(), "amendment-open", "{e}");
                        return 0;
                    }
                }
            }
        });
    }
    let mut made = 0;
    while let Some(done) = tasks.join_next().await {
        made += done.unwrap();
    }
    assert_eq!(made, 1);
    // While the holder is asked something the officer waits too.
    let mut look = office.store.read(&world.qm(1).scope(office.clock.now())).await.unwrap();
    let case = of_permit(&mut look, id).await.unwrap()[0].row.application;
    drop(look);
    accept(office, &world.qm(2), case).await.unwrap();
    question::ask(office, &world.qm(3), case, "Which gate?".into()).await.unwrap();
    let changed = Amended { typed: [("importer.city".into(), "Southport".into())].into(), ..Amended::default() };
    assert_eq!(amend(office, &world.qm(3), id, changed).await.unwrap_err().code(), "amendment-open");
    // Withdrawn, and asked with a key: the same form sent twice is one request.
    withdraw::withdraw(office, &world.qm(1), case, "No".into()).await.unwrap();
    let key = store::Key { key: "change-1".into(), request: cites::Digest::of("", b"same") };
    let keyed = Who { once: Some(key), ..world.qm(1) };
    let first = ask(office, &keyed, id, wish(&[("importer.city", "Southport")])).await.unwrap().application.id();
    let again = ask(office, &keyed, id, wish(&[("importer.city", "Southport")])).await.unwrap().application.id();
    assert_eq!(first, again);
}

async fn no_amendment(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let id = issued(&world).await.permit.id();
    let try_it = async |typed: &[(&str, &str)]| ask(office, &world.qm(1), id, wish(typed)).await.unwrap_err();
    for typed in [
        ("lines.0.quantity", "241"),
        ("lines.0.taxon", "Crocodylus porosus"),
        ("importer.name", "Another Tannery"),
        ("partner_country", "QZ"),
        ("particulars.amended", "1"),
    ] {
        assert_eq!(try_it(&[typed]).await.code(), "amendment-new-application", "{typed:?}");
    }
    assert_eq!(try_it(&[]).await.code(), "amendment-nothing");
    let mute = Asked { reason: " ".into(), ..wish(&[("importer.city", "Southport")]) };
    assert_eq!(ask(office, &world.qm(1), id, mute).await.unwrap_err().code(), "reason-empty");
    // An officer, a stranger and another Party.
    let wrong = ask(office, &world.qm(3), id, wish(&[("importer.city", "Southport")])).await.unwrap_err();
    assert!(matches!(wrong, Error::NotPermitted), "{wrong}");
    let abroad = ask(office, &world.qn(1), id, wish(&[("importer.city", "Southport")])).await.unwrap_err();
    assert!(matches!(abroad, Error::NotFound(_)), "{abroad}");
    let today = office.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let permit = sign::permit(office, &world.qm(3), id).await.unwrap().value;
    assert!(amend_request::may_ask(&world.qm(1), &permit, today));
    assert!(
        !amend_request::may_ask(&world.qm(3), &permit, today) && !amend_request::may_ask(&world.qn(1), &permit, today)
    );
    assert_eq!(country::DEMO_EXPORTER, permit.signed_document().issuer());
}

async fn elsewhere(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let id = issued(&world).await.permit.id();
    let case = ask(office, &world.qm(1), id, wish(&[("importer.city", "Southport")])).await.unwrap().application;
    accept(office, &world.qm(2), case.id()).await.unwrap();
    // Not by the general form: more skins would go past the question of what an amendment may be.
    let more = permits::FormInput { lines: skins().lines, ..case.form().clone() };
    let other = draft::edit(office, &world.qm(3), case.id(), more).await.unwrap_err();
    assert_eq!(other.code(), "amendment-edit");
    let grant = Proposal::grant(Vec::new(), "", Vec::new());
    assert_eq!(propose(office, &world.qm(3), case.id(), grant).await.unwrap_err().code(), "amendment-edit");
    // Copied it is an application like every other.
    let copy = draft::copy(office, &world.qm(1), case.id()).await.unwrap().application;
    assert_eq!((copy.form().document_type.as_str(), copy.form().replaces.as_str()), ("EXPORT", ""));
    // Sent back by the approver it is gone on with at the permit.
    let nothing = Amended::default();
    amend(office, &world.qm(3), id, nothing.clone()).await.unwrap();
    approve::send_back(office, &world.qm(4), case.id(), "Check the gate".into()).await.unwrap();
    let again = amend(office, &world.qm(3), id, nothing).await.unwrap().application;
    assert_eq!((again.id(), again.status()), (case.id(), S::DecisionProposed));
    // And without the clerk: an officer may open a request that nobody has looked at.
    withdraw::withdraw(office, &world.qm(1), case.id(), "Another gate".into()).await.unwrap();
    let fresh = ask(office, &world.qm(1), id, wish(&[("importer.city", "Eastport")])).await.unwrap().application.id();
    let taken = amend(office, &world.qm(3), id, Amended::default()).await.unwrap().application;
    assert_eq!((taken.id(), taken.status()), (fresh, S::DecisionProposed));
    assert!(approve::approve(office, &world.qm(3), fresh, true).await.is_err(), "who amends does not approve");
}

async fn paid(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let id = issued(&world).await.permit.id();
    let valid_from = office.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let mut with = FeeSchedule { valid_from, ..fees(PayPoint::Submission) };
    with.rows.push(FeeRow::of(FeeItem::Amend, 700));
    let entered = schedule::propose(office, &world.qm(32), with).await.unwrap();
    schedule::decide(office, &world.qm(34), entered.id, true).await.unwrap();
    let case = ask(office, &world.qm(1), id, wish(&[("importer.city", "Southport")])).await.unwrap().application;
    assert_eq!(case.status(), S::AwaitingPayment);
    let open = invoices(&world, case.id()).await;
    assert_eq!(open.iter().map(|i| i.balance.total).collect::<Vec<_>>(), [700], "that, and nothing else");
}
