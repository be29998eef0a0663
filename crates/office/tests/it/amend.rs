//! The authority amends a permit of its own: a new version, by two persons, and the old paper's code turns. Each story on
//! both engines.

use crate::acts;
use crate::consignments::{approved, lot, stocked, sums, three};
use crate::money::{fees, invoices};
use crate::spine::{issued, presented};
use crate::world::{On, World, skins};
use cites::ids::PermitId;
use cites::{ApplicationStatus, PermitStatus, Term, Unit, country};
use office::econtrol::endorse::endorse;
use office::econtrol::verify::{Verdict, verify};
use office::eexchange::fetch::{Wanted, fetch};
use office::epermit::amend::{Amended, amend, begin};
use office::epermit::{approve, compare, draft, sign};
use office::money::schedule;
use office::{Error, ereport};
use permits::PublicStatus;
use permits::money::{FeeItem, FeeRow, FeeSchedule, PayPoint};

both! {
    the_importer_has_moved_and_buys_ten_fewer => moved,
    what_is_no_amendment_needs_a_new_application => refused,
    of_two_amendments_at_once_one_is_signed => twice,
    one_permit_of_three_consignments_is_amended => one_of_three,
    it_costs_what_the_schedule_says_of_amendments_and_nothing_else => priced,
    box_11a_is_counted_anew_each_time_it_is_amended_for_less => counted_anew,
}

fn changes(typed: &[(&str, &str)]) -> Amended {
    Amended {
        typed: typed.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
        conditions: None,
        reason: "The buyer has moved".into(),
    }
}

async fn status(world: &World, id: PermitId) -> PermitStatus {
    sign::permit(&world.office, &world.qm(3), id).await.unwrap().value.status()
}

/// Box 11a of the first line: exported with it and before, and the quota.
fn eleven(issued: &sign::Issued) -> (String, String) {
    let position = issued.permit.signed_document().lines[0].quota.as_ref().expect("a box 11a");
    (position.exported.to_string(), position.quota.to_string())
}

async fn moved(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let hides = acts::quota(&world, "Crocodylus niloticus", Term::Ski, Unit::Nar, 300).await;
    let old = issued(&world).await;
    assert_eq!(sums(&world, hides).await, ["0", "240", "0"]);
    let started = begin(office, &world.qm(3), old.permit.id()).await.unwrap();
    assert_eq!(started.form.lines[0].quantity, "240");

    let wanted = changes(&[("importer.city", "Southport"), ("lines.0.quantity", "230"), ("purpose", "T")]);
    let case = amend(office, &world.qm(3), old.permit.id(), wanted).await.unwrap().application;
    assert_eq!(case.status(), ApplicationStatus::DecisionProposed);
    assert_eq!(status(&world, old.permit.id()).await, PermitStatus::Issued, "the old one stands until the signature");
    // Side by side with the permit that it amends.
    let seen = compare::compare(office, &world.qm(4), case.id()).await.unwrap();
    assert_eq!(seen.earlier.unwrap().number, *old.permit.number());
    // Who amends does not approve.
    assert!(approve::approve(office, &world.qm(3), case.id(), true).await.is_err());
    approve::approve(office, &world.qm(4), case.id(), true).await.unwrap();
    let new = sign::sign(office, &world.qm(5), case.id()).await.unwrap();

    let printed = new.permit.signed_document();
    assert_eq!(printed.kind, old.permit.signed_document().kind);
    assert_eq!(printed.valid_until, old.permit.signed_document().valid_until, "never a longer validity");
    assert_eq!(printed.importer.as_ref().unwrap().address.city, "Southport");
    let said = &printed.special_conditions[0];
    assert!(said.contains(old.permit.number().as_str()) && said.contains("3, 11") && said.contains("moved"), "{said}");
    assert_eq!(status(&world, old.permit.id()).await, PermitStatus::Replaced);
    assert_eq!(sums(&world, hides).await, ["0", "230", "0"], "ten go back, nothing is held twice");
    assert_eq!(
        eleven(&new),
        ("230".to_owned(), "300".to_owned()),
        "box 11a says what goes with this paper, not with the old one"
    );
    let answer = verify(office, old.permit.number().as_str(), old.token.as_str()).await.unwrap();
    let Verdict::Known { status: word, permit: shown, .. } = answer else { panic!("known") };
    assert_eq!((word, shown.replaced_by.as_ref()), (PublicStatus::Replaced, Some(new.permit.number())));
    // The partner who asks for the old one is told so, and gets the new one.
    let ask = |i: &sign::Issued| Wanted {
        issuer: country::DEMO_EXPORTER,
        number: i.permit.number().clone(),
        token: Some(i.token.clone()),
    };
    assert!(fetch(office, &world.qn(3), ask(&old)).await.unwrap().foreign.withdrawn.is_some());
    assert!(fetch(office, &world.qn(3), ask(&new)).await.unwrap().foreign.withdrawn.is_none());
    // The old paper lets nothing out; the report has one line.
    assert!(endorse(office, &world.qm(7), old.permit.id(), presented(1)).await.is_err());
    endorse(office, &world.qm(7), new.permit.id(), presented(230)).await.unwrap();
    let lines = ereport::build::collect(office, &world.qm(10), 2026).await.unwrap().collected.lines;
    assert_eq!(lines.len(), 1, "{lines:#?}");
    // Presented at customs, it is amended no more.
    let late = amend(office, &world.qm(3), new.permit.id(), changes(&[("importer.city", "Eastport")])).await;
    assert_eq!(late.unwrap_err().code(), "permit-state");
}

async fn counted_anew(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    acts::quota(&world, "Crocodylus niloticus", Term::Ski, Unit::Nar, 300).await;
    let first = issued(&world).await;
    assert_eq!(eleven(&first), ("240".to_owned(), "300".to_owned()));
    let mut old = first.permit.id();
    // The second amendment stands on the first: what that one gave back is not given back again.
    for fewer in ["200", "150"] {
        let case = amend(office, &world.qm(3), old, changes(&[("lines.0.quantity", fewer)])).await.unwrap();
        let id = case.application.id();
        approve::approve(office, &world.qm(4), id, true).await.unwrap();
        let shown = sign::preview(office, &world.qm(5), id).await.unwrap().document.lines[0].quota.unwrap();
        let new = sign::sign(office, &world.qm(5), id).await.unwrap();
        assert_eq!(eleven(&new), (fewer.to_owned(), "300".to_owned()));
        assert_eq!(shown.exported.to_string(), fewer, "the signer saw the same");
        old = new.permit.id();
    }
}

async fn refused(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let id = issued(&world).await.permit.id();
    let try_it = async |typed: &[(&str, &str)]| amend(office, &world.qm(3), id, changes(typed)).await.unwrap_err();
    for typed in [
        ("lines.0.quantity", "241"),
        ("lines.0.taxon", "Crocodylus porosus"),
        ("importer.name", "Another Tannery"),
        ("importer.country", "QZ"),
        ("partner_country", "QZ"),
        ("document_type", "REEXPORT"),
        ("particulars.amended", "1"),
    ] {
        assert_eq!(try_it(&[typed]).await.code(), "amendment-new-application", "{typed:?}");
    }
    assert_eq!(try_it(&[("purpose", "T")]).await.code(), "amendment-nothing", "it says so already");
    let mute = Amended { reason: " ".into(), ..changes(&[("importer.city", "Southport")]) };
    assert_eq!(amend(office, &world.qm(3), id, mute).await.unwrap_err().code(), "reason-empty");
    // The holder, the approver and another Party.
    for n in [1, 4] {
        let other = amend(office, &world.qm(n), id, changes(&[("importer.city", "Southport")])).await.unwrap_err();
        assert!(matches!(other, Error::NotPermitted), "{n}");
    }
    let abroad = amend(office, &world.qn(3), id, changes(&[("importer.city", "Southport")])).await.unwrap_err();
    assert!(matches!(abroad, Error::NotFound(_)));
    // Nobody types an amendment into a form.
    let mut form = skins();
    form.particulars.amended = "3".into();
    let typed = draft::create(office, &world.qm(1), form, draft::OnBehalf::default()).await.unwrap_err();
    assert_eq!(typed.code(), "amendment-case");
}

async fn twice(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let old = issued(&world).await.permit.id();
    let mut cases = Vec::new();
    for city in ["Southport", "Eastport"] {
        let case =
            amend(office, &world.qm(3), old, changes(&[("importer.city", city)])).await.unwrap().application.id();
        approve::approve(office, &world.qm(4), case, true).await.unwrap();
        cases.push(case);
    }
    let mut tasks = tokio::task::JoinSet::new();
    for case in cases {
        let (office, who) = (world.office.clone(), world.qm(5));
        tasks.spawn(async move {
            loop {
                match sign::sign(&office, &who, case).await {
                    Ok(issued) => return Some(issued.permit.id()),
                    Err(Error::Store(store::Error::Busy | store::Error::Stale(_))) => {}
                    Err(e) => {
                        assert_eq!(e.code(), "permit-state", "{e}");
                        return None;
                    }
                }
            }
        });
    }
    let mut signed = Vec::new();
    while let Some(done) = tasks.join_next().await {
        signed.extend(done.unwrap());
    }
    assert_eq!(signed.len(), 1, "one version follows the other");
    assert_eq!(status(&world, old).await, PermitStatus::Replaced);
}

async fn one_of_three(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let hides = crate::consignments::quota(&world, 300).await;
    let lot = lot(&world, 300).await;
    let id = approved(&world, three(&lot.number)).await;
    let all = sign::sign_rest(office, &world.qm(5), id).await.unwrap();
    assert_eq!(sums(&world, hides).await, ["0", "240", "0"]);
    let second = &all[1].permit;
    let case = amend(office, &world.qm(3), second.id(), changes(&[("lines.0.quantity", "70")])).await.unwrap();
    approve::approve(office, &world.qm(4), case.application.id(), true).await.unwrap();
    let new = sign::sign(office, &world.qm(5), case.application.id()).await.unwrap();
    let lines = &new.permit.signed_document().lines;
    assert_eq!((lines[0].quantity.amount().to_string(), lines.len()), ("70".to_owned(), 2), "skins and its meat");
    assert_eq!(sums(&world, hides).await, ["0", "230", "0"], "its sisters keep theirs");
    assert_eq!(stocked(&world, lot.id).await, ["300", "230"]);
    let states = [status(&world, all[0].permit.id()).await, status(&world, all[2].permit.id()).await];
    assert_eq!(states, [PermitStatus::Issued, PermitStatus::Issued]);
}

async fn priced(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let old = issued(&world).await.permit.id();
    // No row of the schedule speaks of amendments: nothing is asked, least of all a second issue fee.
    let put_in_force = async |schedule| {
        let entered = schedule::propose(office, &world.qm(32), schedule).await.unwrap();
        schedule::decide(office, &world.qm(34), entered.id, true).await.unwrap();
    };
    let today = || world.office.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    put_in_force(FeeSchedule { valid_from: today(), ..fees(PayPoint::Approval) }).await;
    let free = amend(office, &world.qm(3), old, changes(&[("importer.city", "Southport")])).await.unwrap();
    assert_eq!(invoices(&world, free.application.id()).await.len(), 0);
    approve::approve(office, &world.qm(4), free.application.id(), true).await.unwrap();
    let second = sign::sign(office, &world.qm(5), free.application.id()).await.unwrap().permit.id();
    // With a row it is paid before the approval, alone.
    world.clock.forward(24);
    let mut with = FeeSchedule { valid_from: today(), ..fees(PayPoint::Approval) };
    with.rows.push(FeeRow::of(FeeItem::Amend, 700));
    put_in_force(with).await;
    let paid = amend(office, &world.qm(3), second, changes(&[("importer.city", "Eastport")])).await.unwrap();
    let id = paid.application.id();
    let asked = invoices(&world, id).await;
    assert_eq!(asked.iter().map(|i| i.balance.total).collect::<Vec<_>>(), [700]);
    let open = approve::approve(office, &world.qm(4), id, true).await.unwrap_err();
    assert_eq!(open.code(), "fees-open");
}
