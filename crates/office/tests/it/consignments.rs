//! One application for several consignments: a trader in skins who ships three times, a nursery that loses a permit, twenty
//! signers at once. Each on both engines.

use crate::spine::{examined, presented};
use crate::staff::hire;
use crate::world::{On, World, skins};
use cites::country::DEMO_EXPORTER as QM;
use cites::document::Block;
use cites::ids::{ApplicationId, LotId, PermitId, QuotaId};
use cites::{Amount, ApplicationStatus, PermitNumber, PermitStatus, Quantity, Role, Source, Term, Unit};
use office::econtrol::endorse::{Presented, endorse};
use office::eexchange::fetch::{Wanted, fetch};
use office::eexchange::outbox;
use office::epermit::permit_acts::{self, Loss};
use office::epermit::quota_set::{Proposed, confirm, propose_new};
use office::epermit::{accept, approve, draft, sign, submit, withdraw};
use office::registers::stock::{self, Declared};
use office::{Error, Who};
use permits::FormInput;
use permits::application::ApplicationState;
use report::{Profile, Sheet};
use std::sync::atomic::Ordering;
use store::{Acquired, LotRow, QuotaKeys, QuotaRow};

both! {
    of_three_consignments_one_is_short_and_one_comes_back => trader,
    one_permit_of_three_is_lost_and_another_cancelled => siblings,
    twenty_signers_at_once_make_three_permits => signers,
    what_was_not_signed_is_given_up => rest,
    orchids_go_in_two_parts_with_their_labels => orchids,
}

pub(crate) fn whole(n: u32) -> Amount {
    Amount::whole(n)
}

/// Skins and meat in three consignments: 100, 80 and 60 skins; meat with the last two.
pub(crate) fn three(lot: &str) -> FormInput {
    let mut form = skins();
    for (path, text) in [
        ("consignments", "3"),
        ("lines.0.marks", ""),
        ("lines.0.lot", lot),
        ("lines.0.shares.0", "100"),
        ("lines.0.shares.1", "80"),
        ("lines.0.shares.2", "60"),
        ("lines.1.taxon", "Crocodylus niloticus"),
        ("lines.1.description", "Meat, frozen"),
        ("lines.1.term", "MEA"),
        ("lines.1.appendix", "II"),
        ("lines.1.source", "R"),
        ("lines.1.quantity", "12.75"),
        ("lines.1.unit", "KGM"),
        ("lines.1.shares.1", "5.5"),
        ("lines.1.shares.2", "7.25"),
    ] {
        assert!(form.set(path, text), "{path}");
    }
    form
}

pub(crate) async fn quota(world: &World, limit: u32) -> QuotaId {
    let new = Proposed {
        taxon: "Crocodylus niloticus".into(),
        year: 2026,
        unit: Unit::Nar,
        limit: Some(whole(limit)),
        keys: QuotaKeys { terms: vec![Term::Ski], basis: "Gazette".into(), ..QuotaKeys::default() },
        reason: "Gazette 12 of 2026".into(),
    };
    let row = propose_new(&world.office, &world.qm(8), new).await.unwrap();
    confirm(&world.office, &world.qm(9), row.id).await.unwrap();
    row.id
}

/// Reserved, committed and consumed; I2 and I3 hold whenever somebody looks.
pub(crate) async fn sums(world: &World, id: QuotaId) -> [String; 3] {
    let mut read = world.office.store.read(&world.qm(8).scope("2026-11-03T00:00:00Z".parse().unwrap())).await.unwrap();
    assert_eq!(read.quotas_unbalanced().await.unwrap(), vec![], "I3: totals are the sums of the ledger");
    let row: QuotaRow = read.quota(id).await.unwrap().unwrap();
    let used = row.reserved.plus(row.committed).and_then(|s| s.plus(row.consumed)).unwrap();
    assert!(row.limit.is_none_or(|limit| used <= limit), "I2: {used} of {:?}", row.limit);
    [row.reserved, row.committed, row.consumed].map(|a| a.to_string())
}

pub(crate) async fn lot(world: &World, n: u32) -> LotRow {
    let declared = Declared {
        taxon: "Crocodylus niloticus".into(),
        term: Term::Ski,
        quantity: Quantity::new(whole(n), Unit::Nar).unwrap(),
        source: Source::R,
        origin: QM,
        acquired: Acquired::Opening,
        on: jiff::civil::date(2026, 10, 1),
        permit_in: None,
        evidence: "Rearing book pages 3 to 40".into(),
        from: None,
    };
    let lot = stock::declare(&world.office, &world.qm(1), declared).await.unwrap();
    stock::judge(&world.office, &world.qm(3), lot.id, true, String::new()).await.unwrap()
}

/// Balance and held of a lot, after the sums were compared with the movements.
pub(crate) async fn stocked(world: &World, id: LotId) -> [String; 2] {
    let mut read = world.office.store.read(&world.qm(3).scope("2026-11-03T00:00:00Z".parse().unwrap())).await.unwrap();
    assert_eq!(read.lots_unbalanced().await.unwrap(), vec![]);
    let lot = read.lot(id).await.unwrap().unwrap();
    [lot.balance.to_string(), lot.held.to_string()]
}

pub(crate) async fn handed_in(world: &World, form: FormInput) -> ApplicationId {
    let made = draft::create(&world.office, &world.qm(1), form, draft::OnBehalf::default()).await.unwrap();
    let id = made.application.id();
    submit::submit(&world.office, &world.qm(1), id).await.unwrap();
    id
}

pub(crate) async fn approved(world: &World, form: FormInput) -> ApplicationId {
    let id = handed_in(world, form).await;
    accept::accept(&world.office, &world.qm(2), id).await.unwrap();
    examined(world, id).await;
    approve::approve(&world.office, &world.qm(4), id, true).await.unwrap();
    id
}

pub(crate) fn with_meat(skins: u32, meat: &str) -> Presented {
    Presented {
        quantities: vec![(Block::nth(0), whole(skins)), (Block::nth(1), Amount::parse(meat).unwrap())],
        ..presented(0)
    }
}

/// Numbers and consignments of a case's permits, the first consignment first.
async fn permits_of(world: &World, id: ApplicationId) -> Vec<(String, u16, u16)> {
    let mut read = world.office.store.read(&world.qm(3).scope("2026-11-03T00:00:00Z".parse().unwrap())).await.unwrap();
    let mut rows = read.permits_of_application(id).await.unwrap();
    rows.sort_by_key(|r| r.consignment.nth);
    rows.into_iter().map(|r| (r.number.to_string(), r.consignment.nth, r.consignment.of)).collect()
}

fn field(error: Error) -> (String, String) {
    match error {
        Error::Act(permits::ActError::Form(all)) => all.into_iter().map(|e| (e.field, e.code)).next().unwrap(),
        other => (String::new(), other.code()),
    }
}

async fn trader(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let quota = quota(&world, 240).await;
    let lot = lot(&world, 300).await;

    // One skin more than the item has is refused at its box; the case does not begin.
    let mut more = three(&lot.number);
    more.set("lines.0.shares.2", "61");
    let id = draft::create(office, &world.qm(1), more, draft::OnBehalf::default()).await.unwrap().application.id();
    let refused = submit::submit(office, &world.qm(1), id).await.unwrap_err();
    assert_eq!(field(refused), ("lines.0.shares".into(), "shares-sum".into()));
    assert_eq!(stocked(&world, lot.id).await, ["300", "0"]);

    // Held and decided once for the whole.
    let id = handed_in(&world, three(&lot.number)).await;
    assert_eq!(stocked(&world, lot.id).await, ["300", "240"]);
    accept::accept(office, &world.qm(2), id).await.unwrap();
    assert_eq!(sums(&world, quota).await, ["240", "0", "0"]);
    examined(&world, id).await;
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
    assert_eq!(sums(&world, quota).await, ["0", "240", "0"]);

    // Another role and another authority sign nothing.
    assert!(matches!(sign::sign(office, &world.qm(3), id).await.unwrap_err(), Error::NotPermitted));
    assert!(matches!(sign::sign(office, &world.qn(5), id).await.unwrap_err(), Error::NotFound(_)));
    let seen = sign::preview(office, &world.qm(5), id).await.unwrap();
    assert_eq!((seen.consignment.nth, seen.consignment.of, seen.document.lines.len()), (1, 3, 1));

    // The first: a permit of its own for its own hundred; box 11a counts what leaves with it, not with the others.
    let first = sign::sign_consignment(office, &world.qm(5), id, Some(1)).await.unwrap();
    assert!(matches!(first.case.application.state(), ApplicationState::Approved { signed, .. } if signed.len() == 1));
    let line = &first.permit.signed_document().lines[0];
    assert_eq!(line.quantity.amount(), whole(100));
    assert_eq!(line.quota.as_ref().unwrap().exported, whole(100));
    let twice = sign::sign_consignment(office, &world.qm(5), id, Some(1)).await.unwrap_err();
    assert_eq!(twice.code(), "consignment-signed", "a button pressed twice does not sign the next");

    // It leaves five short, and the five are free at once: another case takes them.
    endorse(office, &world.qm(7), first.permit.id(), presented(95)).await.unwrap();
    assert_eq!(sums(&world, quota).await, ["0", "140", "95"]);
    assert_eq!(stocked(&world, lot.id).await, ["205", "140"]);
    let mut five = skins();
    five.set("lines.0.quantity", "5");
    let other = handed_in(&world, five).await;
    accept::accept(office, &world.qm(2), other).await.unwrap();
    assert_eq!(sums(&world, quota).await, ["5", "140", "95"]);

    // The key goes away in the middle of the second: the number waits, and a start finishes it, nothing more.
    world.signers[&QM].unplugged.store(true, Ordering::SeqCst);
    assert_eq!(sign::sign(office, &world.qm(5), id).await.unwrap_err().code(), "signer-unavailable");
    world.signers[&QM].unplugged.store(false, Ordering::SeqCst);
    let recovered = sign::finish_open(office, office.house_of(QM).unwrap()).await.unwrap();
    assert_eq!(recovered.finished.iter().map(ToString::to_string).collect::<Vec<_>>(), ["26QM000002"]);
    let again = sign::finish_open(office, office.house_of(QM).unwrap()).await.unwrap();
    assert!(again.finished.is_empty() && again.voided.is_empty());
    let third = sign::sign_rest(office, &world.qm(5), id).await.unwrap();
    assert_eq!(third.len(), 1);
    assert_eq!(third[0].case.application.status(), ApplicationStatus::Issued);
    let three_of_three = [("26QM000001", 1), ("26QM000002", 2), ("26QM000003", 3)].map(|(n, k)| (n.to_owned(), k, 3));
    assert_eq!(permits_of(&world, id).await, three_of_three);
    assert!(sign::sign(office, &world.qm(5), id).await.is_err(), "nothing is left to sign");
    assert_eq!(sums(&world, quota).await, ["5", "140", "95"]);

    // The second leaves whole, its meat beside it; the third is never used and comes back.
    let second = by_number(&world, "26QM000002").await;
    endorse(office, &world.qm(7), second, with_meat(80, "5.5")).await.unwrap();
    permit_acts::deliver(office, &world.qm(2), third[0].permit.id()).await.unwrap();
    let back = "The buyer took two shipments".to_owned();
    permit_acts::give_back_unused(office, &world.qm(1), third[0].permit.id(), back).await.unwrap();
    assert_eq!(sums(&world, quota).await, ["5", "0", "175"]);
    assert_eq!(stocked(&world, lot.id).await, ["125", "0"]);
    let drew = stock::whole(office, &world.qm(1), lot.id).await.unwrap().draws;
    let chain: Vec<_> = drew
        .iter()
        .filter(|d| d.application == id)
        .map(|d| (d.block.as_str(), d.amount, d.permit.as_ref().unwrap().1.as_str()))
        .collect();
    let wanted = [("A", whole(95), "26QM000001"), ("A/2", whole(80), "26QM000002"), ("A/3", whole(0), "26QM000003")];
    assert_eq!(chain, wanted, "each draw with the permit of its consignment");

    // Every consignment is a message of its own, sealed by itself.
    while outbox::work(office, office.house_of(QM).unwrap()).await.unwrap() > 0 {}
    let wanted = Wanted { issuer: QM, number: first.permit.number().clone(), token: Some(first.token.clone()) };
    let got = fetch(office, &world.qn(3), wanted).await.unwrap();
    assert!(got.row.is_final && got.foreign.differences.is_empty(), "{:?}", got.foreign.differences);
    assert_eq!(got.foreign.permit.as_ref().map(|d| d.lines[0].quantity.amount()), Some(whole(100)));
    // And a line of its own in the report.
    let built = office::ereport::build::build(office, &world.qm(10), 2026).await.unwrap();
    let file = office::ereport::build::csv(&built.content, Sheet::Exports, Profile::Y2025).unwrap();
    let file = String::from_utf8(file).unwrap();
    let mut lines: Vec<&str> = file.lines().skip(1).filter(|l| !l.is_empty()).collect();
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            "II,Crocodylus niloticus,MEA,5.5,KGM,QN,,26QM000002,,,T,R,2026",
            "II,Crocodylus niloticus,SKI,80,,QN,,26QM000002,,,T,R,2026",
            "II,Crocodylus niloticus,SKI,95,,QN,,26QM000001,,,T,R,2026",
        ]
    );
    let report = store::audit::verify(&office.store, world.qm(8).house.tenant.id).await.unwrap();
    assert_eq!(report.first_bad, None, "I8");
}

async fn by_number(world: &World, number: &str) -> PermitId {
    let mut read = world.office.store.read(&world.qm(3).scope("2026-11-03T00:00:00Z".parse().unwrap())).await.unwrap();
    let number = PermitNumber::parse(number).unwrap();
    read.permit_by_number::<permits::Permit>(&number).await.unwrap().unwrap().columns.id
}

async fn siblings(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let quota = quota(&world, 300).await;
    let lot = lot(&world, 300).await;
    let id = approved(&world, three(&lot.number)).await;
    let all = sign::sign_rest(office, &world.qm(5), id).await.unwrap();
    let [one, two, three] = [0, 1, 2].map(|n| all[n].permit.id());

    // The third is cancelled: its sixty come back, the others keep theirs.
    permit_acts::cancel(office, &world.qm(4), three, "Wrong port".into()).await.unwrap();
    assert_eq!(sums(&world, quota).await, ["0", "180", "0"]);
    assert_eq!(stocked(&world, lot.id).await, ["300", "180"]);

    // The second is lost. Its replacement asks for the second alone, and takes over what it holds.
    permit_acts::deliver(office, &world.qm(2), two).await.unwrap();
    permit_acts::report(office, &world.qm(1), two, Loss::Lost, "Left in a taxi".into()).await.unwrap();
    let again = draft::replacement(office, &world.qm(1), two).await.unwrap().application;
    let typed: Vec<_> = again.form().lines.iter().map(|l| (l.quantity.clone(), l.shares.len())).collect();
    assert_eq!(typed, [("80".to_owned(), 0), ("5.5".to_owned(), 0)]);
    assert_eq!(again.form().consignments, "");
    let mut form = again.form().clone();
    form.set("declaration", "true");
    draft::edit(office, &world.qm(1), again.id(), form).await.unwrap();
    submit::submit(office, &world.qm(1), again.id()).await.unwrap();
    accept::accept(office, &world.qm(2), again.id()).await.unwrap();
    examined(&world, again.id()).await;
    approve::approve(office, &world.qm(4), again.id(), true).await.unwrap();
    let new = sign::sign(office, &world.qm(5), again.id()).await.unwrap();
    assert_eq!(new.permit.number().as_str(), "26QM000004");
    assert_eq!(sums(&world, quota).await, ["0", "180", "0"], "the totals did not move");
    let old = sign::permit(office, &world.qm(3), two).await.unwrap();
    assert_eq!(old.value.status(), PermitStatus::Replaced);
    endorse(office, &world.qm(7), new.permit.id(), with_meat(79, "5.5")).await.unwrap();
    assert_eq!(sums(&world, quota).await, ["0", "100", "79"]);
    assert_eq!(stocked(&world, lot.id).await, ["221", "100"]);
    endorse(office, &world.qm(7), one, presented(100)).await.unwrap();
    assert_eq!(sums(&world, quota).await, ["0", "0", "179"]);
    assert_eq!(stocked(&world, lot.id).await, ["121", "0"]);
    assert!(endorse(office, &world.qm(7), three, with_meat(1, "1")).await.is_err(), "I11: cancelled is cancelled");
}

async fn signers(on: On) {
    let world = World::new(on).await;
    let quota = quota(&world, 300).await;
    let lot = lot(&world, 300).await;
    let id = approved(&world, three(&lot.number)).await;
    let other = hire(&world, 70, "Siri Signer", Role::MaApprover).await;
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..20 {
        let (office, who): (_, Who) = (world.office.clone(), if n % 2 == 0 { world.qm(5) } else { other.clone() });
        tasks.spawn(async move {
            loop {
                match sign::sign(&office, &who, id).await {
                    Ok(issued) => return Some(issued.permit.number().to_string()),
                    // The desk says: busy or overtaken, look again; so the signer does, until nothing is left to sign.
                    Err(Error::Store(store::Error::Busy | store::Error::Stale(_))) => {}
                    Err(e) if e.code() == "consignment-signed" => {}
                    Err(e) if e.code() == "application-state" => return None,
                    Err(other) => panic!("{other:?}"),
                }
            }
        });
    }
    let mut numbers = Vec::new();
    while let Some(done) = tasks.join_next().await {
        numbers.extend(done.unwrap());
    }
    numbers.sort_unstable();
    assert_eq!(numbers, ["26QM000001", "26QM000002", "26QM000003"], "I5: one permit a consignment, without a gap");
    assert_eq!(permits_of(&world, id).await.len(), 3);
    assert_eq!(sums(&world, quota).await, ["0", "240", "0"]);
    assert_eq!(stocked(&world, lot.id).await, ["300", "240"]);
}

async fn rest(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let quota = quota(&world, 300).await;
    let lot = lot(&world, 300).await;
    let id = approved(&world, three(&lot.number)).await;
    let first = sign::sign(office, &world.qm(5), id).await.unwrap();
    // Nobody changes the content under a permit that is issued.
    let changed = draft::edit(office, &world.qm(3), id, three(&lot.number)).await.unwrap_err();
    assert_eq!(changed.code(), "consignments-signed");
    assert!(matches!(
        withdraw::withdraw(office, &world.qn(1), id, "Not mine".into()).await.unwrap_err(),
        Error::NotFound(_) | Error::NotPermitted
    ));
    let less = withdraw::withdraw(office, &world.qm(1), id, "The buyer took one".into()).await.unwrap();
    assert_eq!(less.application.status(), ApplicationStatus::Issued);
    assert_eq!(sums(&world, quota).await, ["0", "100", "0"], "what is signed stays, the rest is free");
    assert_eq!(stocked(&world, lot.id).await, ["300", "100"]);
    endorse(office, &world.qm(7), first.permit.id(), presented(100)).await.unwrap();
    assert_eq!(sums(&world, quota).await, ["0", "0", "100"]);
    assert_eq!(stocked(&world, lot.id).await, ["200", "0"]);
    assert!(sign::sign(office, &world.qm(5), id).await.is_err());
}

async fn orchids(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let mut form = skins();
    for (path, text) in [
        ("document_type", "ARTPROP"),
        ("consignments", "2"),
        ("lines.0.taxon", "Vanda coerulea"),
        ("lines.0.common_name", "Blue vanda"),
        ("lines.0.description", "Flowering plants, bare-rooted"),
        ("lines.0.term", "LIV"),
        ("lines.0.source", "A"),
        ("lines.0.quantity", "5"),
        ("lines.0.marks", "V-1\nV-2\nV-3\nV-4\nV-5"),
        ("lines.0.shares.0", "2"),
        ("lines.0.shares.1", "3"),
    ] {
        assert!(form.set(path, text), "{path}");
    }
    let id = handed_in(&world, form).await;
    accept::accept(office, &world.qm(2), id).await.unwrap();
    let (_, trace) = office::epermit::examine::examine(office, &world.qm(3), id).await.unwrap();
    assert!(!trace.is_blocked(), "{:#?}", trace.speaking());
    let own = trace.required_findings().iter().map(|f| crate::spine::finding(f.kind)).collect();
    let grant = office::epermit::propose::Proposal::grant(vec![], "", own);
    office::epermit::propose::propose(office, &world.qm(3), id, grant).await.unwrap();
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
    let both = sign::sign_rest(office, &world.qm(5), id).await.unwrap();
    let labels: Vec<_> = both.iter().map(|i| i.permit.signed_document().lines[0].marks.clone()).collect();
    assert_eq!(labels, [vec!["V-1", "V-2"], vec!["V-3", "V-4", "V-5"]]);
    assert_ne!(both[0].token.as_str(), both[1].token.as_str());
    // A copy of the application asks for two consignments again.
    let copy = draft::copy(office, &world.qm(1), id).await.unwrap();
    assert_eq!(
        (copy.application.form().consignments.as_str(), copy.application.form().lines[0].shares.len()),
        ("2", 2)
    );
}
