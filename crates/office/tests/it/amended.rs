//! What becomes of one permit among several of one application: mended, replaced for less, returned unused, cancelled.
//! Every ledger and the report follow that one permit and leave its sisters alone. Told on both engines.

use crate::acts;
use crate::consignments::{approved, lot, stocked, sums, with_meat};
use crate::spine::{examined, presented};
use crate::world::{On, World, skins};
use cites::ids::PermitId;
use cites::{ApplicationStatus, PermitStatus, Term, Unit};
use office::econtrol::endorse::{Presented, endorse};
use office::econtrol::verify::{Verdict, verify};
use office::epermit::permit_acts::{self, Loss};
use office::epermit::sign::Issued;
use office::epermit::{accept, approve, draft, sign, submit};
use permits::{FormInput, PublicStatus};
use report::{Profile, Sheet};

both! {
    each_of_four_permits_meets_another_fate => four,
}

/// 240 skins and 12.75 kg of meat in four consignments: skins, meat, both, skins.
fn form(lot: &str) -> FormInput {
    let mut form = skins();
    for (path, text) in [
        ("consignments", "4"),
        ("lines.0.marks", ""),
        ("lines.0.lot", lot),
        ("lines.0.shares.0", "100"),
        ("lines.0.shares.2", "80"),
        ("lines.0.shares.3", "60"),
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

/// The paper is handed in, and another takes its place with what is changed.
async fn in_its_place(world: &World, old: PermitId, why: Loss, change: impl Fn(&mut FormInput)) -> Issued {
    let office = &world.office;
    permit_acts::deliver(office, &world.qm(2), old).await.unwrap();
    permit_acts::report(office, &world.qm(1), old, why, "See the letter.".into()).await.unwrap();
    let again = draft::replacement(office, &world.qm(1), old).await.unwrap().application;
    let mut form = again.form().clone();
    form.set("declaration", "true");
    change(&mut form);
    draft::edit(office, &world.qm(1), again.id(), form).await.unwrap();
    submit::submit(office, &world.qm(1), again.id()).await.unwrap();
    accept::accept(office, &world.qm(2), again.id()).await.unwrap();
    examined(world, again.id()).await;
    approve::approve(office, &world.qm(4), again.id(), true).await.unwrap();
    sign::sign(office, &world.qm(5), again.id()).await.unwrap()
}

async fn four(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let hides = acts::quota(&world, "Crocodylus niloticus", Term::Ski, Unit::Nar, 240).await;
    let meat = acts::quota(&world, "Crocodylus niloticus", Term::Mea, Unit::Kgm, 20).await;
    let lot = lot(&world, 300).await;
    let id = approved(&world, form(&lot.number)).await;
    let one = sign::sign(office, &world.qm(5), id).await.unwrap();
    assert_eq!((sums(&world, hides).await, sums(&world, meat).await), (totals("240", "0"), totals("12.75", "0")));

    // The importer of the first has moved, and buys ten fewer: its paper is handed in, another one says so. The ten are
    // free at once, in the quota and in the lot; what the others hold did not move. Three are not even signed yet.
    let mended = in_its_place(&world, one.permit.id(), Loss::Destroyed, |form| {
        form.set("importer.city", "Southport");
        form.set("lines.0.quantity", "90");
    })
    .await;
    let printed = mended.permit.signed_document();
    assert_eq!(printed.importer.as_ref().map(|p| p.address.city.as_str()), Some("Southport"));
    assert!(printed.special_conditions[0].contains("26QM000001"), "{:?}", printed.special_conditions);
    assert_eq!(sums(&world, hides).await, totals("230", "0"));
    assert_eq!(stocked(&world, lot.id).await, ["300", "230"]);

    let rest = sign::sign_rest(office, &world.qm(5), id).await.unwrap();
    assert_eq!(rest.last().map(|r| r.case.application.status()), Some(ApplicationStatus::Issued));
    let [two, three, four] = [0, 1, 2].map(|n: usize| rest[n].permit.id());
    let blocks: Vec<usize> = rest.iter().map(|r| r.permit.signed_document().lines.len()).collect();
    assert_eq!(blocks, [1, 2, 1], "the meat of the second is its block A");

    // The third is lost, and its meat is not sent any more: the new paper has the skins alone. Nobody holds that meat.
    let skins_only = in_its_place(&world, three, Loss::Lost, |form| form.lines.truncate(1)).await;
    assert_eq!(sums(&world, meat).await, totals("5.5", "0"));
    assert_eq!((sums(&world, hides).await, stocked(&world, lot.id).await), (totals("230", "0"), free("300", "230")));
    // The second comes back unused, the fourth is cancelled before it was handed out.
    permit_acts::deliver(office, &world.qm(2), two).await.unwrap();
    permit_acts::give_back_unused(office, &world.qm(1), two, "The buyer took one".into()).await.unwrap();
    assert_eq!((sums(&world, meat).await, sums(&world, hides).await), (totals("0", "0"), totals("230", "0")));
    permit_acts::cancel(office, &world.qm(4), four, "Wrong port".into()).await.unwrap();
    assert_eq!((sums(&world, hides).await, stocked(&world, lot.id).await), (totals("170", "0"), free("300", "170")));

    // What leaves, leaves under the new papers only.
    for old in [one.permit.id(), three] {
        assert!(endorse(office, &world.qm(7), old, Presented { ..presented(1) }).await.is_err());
    }
    assert!(endorse(office, &world.qm(7), two, with_meat(0, "5.5")).await.is_err());
    endorse(office, &world.qm(7), mended.permit.id(), presented(88)).await.unwrap();
    assert_eq!((sums(&world, hides).await, stocked(&world, lot.id).await), (totals("80", "88"), free("212", "80")));
    endorse(office, &world.qm(7), skins_only.permit.id(), presented(80)).await.unwrap();
    assert_eq!((sums(&world, hides).await, stocked(&world, lot.id).await), (totals("0", "168"), free("132", "0")));

    // Each paper says what became of it, and the code of an old one names its own successor.
    let mut ends = Vec::new();
    for permit in [one.permit.id(), two, three, four] {
        ends.push(sign::permit(office, &world.qm(3), permit).await.unwrap().value.status());
    }
    use PermitStatus::{Cancelled, Replaced, ReturnedUnused};
    assert_eq!(ends, [Replaced, ReturnedUnused, Replaced, Cancelled]);
    for (old, new) in [(&one, &mended), (&rest[1], &skins_only)] {
        let answer = verify(office, old.permit.number().as_str(), old.token.as_str()).await.unwrap();
        let Verdict::Known { status, permit: shown, .. } = answer else { panic!("known") };
        assert_eq!((status, shown.replaced_by.as_ref()), (PublicStatus::Replaced, Some(new.permit.number())));
    }

    // And the report has what left, once each.
    let built = office::ereport::build::build(office, &world.qm(10), 2026).await.unwrap();
    let file = office::ereport::build::csv(&built.content, Sheet::Exports, Profile::Y2025).unwrap();
    let file = String::from_utf8(file).unwrap();
    let mut lines: Vec<&str> = file.lines().skip(1).filter(|l| !l.is_empty()).collect();
    lines.sort_unstable();
    let [first, second] = [&mended, &skins_only].map(|i| i.permit.number().to_string());
    assert_eq!(
        lines,
        [
            format!("II,Crocodylus niloticus,SKI,80,,QN,,{second},,,T,R,2026"),
            format!("II,Crocodylus niloticus,SKI,88,,QN,,{first},,,T,R,2026"),
        ]
    );
    let report = store::audit::verify(&office.store, world.qm(8).house.tenant.id).await.unwrap();
    assert_eq!(report.first_bad, None, "I8");
}

/// Nothing reserved; committed and consumed.
fn totals(committed: &str, consumed: &str) -> [String; 3] {
    ["0", committed, consumed].map(str::to_owned)
}

/// Balance and held of a lot.
fn free(balance: &str, held: &str) -> [String; 2] {
    [balance, held].map(str::to_owned)
}
