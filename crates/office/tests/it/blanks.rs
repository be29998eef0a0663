//! The simplified procedure: a leather exporter with a stock ledger orders blanks and completes them one by one.

use crate::consignments::{quota, sums as drawn};
use crate::spine::{examined, presented};
use crate::world::{On, World, skins};
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use cites::ids::{ApplicationId, BlankId};
use cites::{Amount, ApplicationStatus, Date, PermitStatus, Quantity, Source, Term, Unit};
use office::blanks::keep::{self, Balance};
use office::blanks::{complete, issue, release};
use office::econtrol::endorse::endorse;
use office::econtrol::verify::{Verdict, verify};
use office::epermit::draft::{self, OnBehalf};
use office::epermit::{accept, approve, examine, sign, submit};
use office::registers::operations::{self, Entry, Wanted};
use office::registers::stock::{self, Declared};
use office::{Error, Who};
use permits::{FormInput, PublicStatus};
use report::{Profile, Sheet};
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use store::{Acquired, BlankState, EntryState, LotRow, RegisterKind};

both! {
    a_leather_exporter_completes_blanks_from_his_stock => leather,
    twenty_completions_of_one_blank_are_one => at_once,
    blanks_without_a_registration_that_holds_are_not_issued => unregistered,
    unused_blanks_are_returned_lost_or_end => unused,
    a_key_out_of_reach_keeps_blank_and_number => unplugged,
    a_blank_that_cannot_be_sealed_is_given_back => released,
    a_blank_not_sealed_in_time_ends_and_holds_nothing => too_late,
    another_key_keeps_the_number_of_the_blank => another_key,
    resumed_and_given_back_at_once_is_one_of_both => either,
}

fn whole(n: u32) -> Amount {
    Amount::whole(n)
}

fn text(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
}

pub async fn registered(world: &World, most: u32) -> Entry {
    let office = &world.office;
    let wanted = |lines: String| Wanted {
        kind: RegisterKind::Simplified,
        name: "River Bend Farm Ltd".into(),
        address: String::new(),
        species: lines,
        statement: "Forty small consignments of leather a year to the same tanneries.".into(),
    };
    let wrong = operations::apply(office, &world.qm(1), wanted("Crocodylus niloticus; SKI".into())).await;
    assert_eq!(wrong.unwrap_err().code(), "simplified-lines");
    let lines = format!("Crocodylus niloticus; SKI; R; {most}; NAR");
    let made = operations::apply(office, &world.qm(1), wanted(lines)).await.unwrap();
    let id = made.columns.id;
    assert!(matches!(operations::propose(office, &world.qm(1), id, String::new()).await, Err(Error::NotPermitted)));
    operations::propose(office, &world.qm(3), id, "SA: negligible impact, 12 October".into()).await.unwrap();
    assert!(matches!(operations::approve(office, &world.qm(3), id).await, Err(Error::NotPermitted)));
    let found = operations::approve(office, &world.qm(4), id).await.unwrap();
    assert_eq!(found.columns.number.as_deref(), Some("S-QM-0001"));
    assert!(matches!(operations::get(office, &world.qn(3), id).await, Err(Error::NotFound(_))));
    found
}

/// The order: so many blanks, of at most 50 skins each.
pub fn order(blanks: &str) -> FormInput {
    let mut form = skins();
    form.importer = permits::form::PartyInput::default();
    for (path, text) in [
        ("document_type", "PARTIAL"),
        ("partner_country", ""),
        ("lines.0.quantity", "50"),
        ("lines.0.marks", ""),
        ("lines.0.description", "Skins, tanned"),
        ("particulars.base_type", "EXPORT"),
        ("particulars.registration", "S-QM-0001"),
        ("particulars.blanks", blanks),
        ("particulars.open_boxes", "9,11"),
    ] {
        assert!(form.set(path, text), "{path}");
    }
    form
}

pub async fn handed_in(world: &World, form: FormInput) -> ApplicationId {
    let office = &world.office;
    let id = draft::create(office, &world.qm(1), form, OnBehalf::default()).await.unwrap().application.id();
    submit::submit(office, &world.qm(1), id).await.unwrap();
    accept::accept(office, &world.qm(2), id).await.unwrap();
    id
}

pub async fn approved(world: &World, blanks: &str) -> ApplicationId {
    let id = handed_in(world, order(blanks)).await;
    examined(world, id).await;
    approve::approve(&world.office, &world.qm(4), id, true).await.unwrap();
    id
}

pub async fn blanks(world: &World, n: &str) -> (ApplicationId, Vec<BlankId>) {
    let id = approved(world, n).await;
    let rows = issue::issue(&world.office, &world.qm(5), id).await.unwrap();
    assert!(rows.iter().all(|b| b.state == BlankState::Unused));
    (id, rows.iter().map(|b| b.id).collect())
}

async fn lot(world: &World, n: u32) -> LotRow {
    let new = Declared {
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
    let lot = stock::declare(&world.office, &world.qm(1), new).await.unwrap();
    stock::judge(&world.office, &world.qm(3), lot.id, true, String::new()).await.unwrap()
}

pub fn filled(quantity: &str, lot: Option<&LotRow>) -> BTreeMap<String, String> {
    let mut all = text(&[
        ("importer.name", "Tannery of the North"),
        ("importer.street", "14 Harbour Street"),
        ("importer.city", "Northport"),
        ("importer.country", "QN"),
        ("lines.0.description", "Finished crocodile leather"),
        ("lines.0.quantity", quantity),
    ]);
    if let Some(lot) = lot {
        all.insert("lines.0.lot".into(), lot.number.clone());
    }
    all
}

pub fn fields(error: &Error) -> Vec<(String, String)> {
    error.fields().into_iter().map(|f| (f.field, f.code)).collect()
}

async fn sums(world: &World, lot: &LotRow) -> (String, String) {
    let who = world.qm(3);
    let mut read = world.office.store.read(&who.scope("2026-11-03T00:00:00Z".parse().unwrap())).await.unwrap();
    assert_eq!(read.lots_unbalanced().await.unwrap(), vec![], "totals are the sums of their movements");
    let lot = read.lot(lot.id).await.unwrap().unwrap();
    (lot.balance.to_string(), lot.held.to_string())
}

async fn leather(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    registered(&world, 100).await;
    let lot = lot(&world, 75).await;
    let id = approved(&world, "5").await;
    let alone = sign::sign(office, &world.qm(5), id).await.unwrap_err();
    assert_eq!(alone.code(), "blanks-order", "an order is no permit");
    assert!(matches!(issue::issue(office, &world.qm(3), id).await, Err(Error::NotPermitted)));
    let rows = issue::issue(office, &world.qm(5), id).await.unwrap();
    let numbers: Vec<&str> = rows.iter().map(|b| b.number.as_str()).collect();
    assert_eq!(numbers, ["26QM000001", "26QM000002", "26QM000003", "26QM000004", "26QM000005"]);
    let done = keep::order(office, &world.qm(1), id).await.unwrap();
    assert_eq!(done.case.value.status(), ApplicationStatus::Issued);
    let paper = keep::paper(office, &world.qm(1), rows[0].id).await.unwrap();
    assert!(paper.document.special_conditions[0].contains("boxes 3, 3a, 9, 11"), "the list of opened boxes");
    assert_eq!((paper.document.importer, paper.document.country_of_import), (None, None));
    assert_eq!(sums(&world, &lot).await, ("75".into(), "0".into()), "blanks draw nothing");

    // Only what was opened, only what the face says; and nobody else's.
    let closed = [filled("20", Some(&lot)), text(&[("purpose", "P"), ("lines.0.source", "C")])];
    let closed = closed.into_iter().flatten().collect();
    let refused = complete::complete(office, &world.qm(1), rows[0].id, closed).await.unwrap_err();
    let why = |field: &str, code: &str| (field.to_owned(), code.to_owned());
    assert_eq!(fields(&refused), [why("lines.0.source", "blank-closed"), why("purpose", "blank-closed")]);
    assert!(refused.fields()[0].help.contains("Res. Conf. 12.3, section XII"));
    let over = complete::complete(office, &world.qm(1), rows[0].id, filled("51", None)).await.unwrap_err();
    assert_eq!(fields(&over), [why("lines.0.quantity", "blank-over")]);
    let officer = complete::complete(office, &world.qm(3), rows[0].id, filled("20", None)).await;
    assert!(matches!(officer, Err(Error::NotPermitted)));
    for stranger in [world.qn(1), world.qm(35)] {
        let seen = complete::complete(office, &stranger, rows[0].id, filled("20", None)).await;
        assert!(matches!(seen, Err(Error::NotFound(_))), "{seen:?}");
    }

    // 50 of 75: sealed under the number of the blank, drawn from the lot.
    let first = complete::complete(office, &world.qm(1), rows[0].id, filled("50", Some(&lot))).await.unwrap();
    assert_eq!((first.number.as_str(), first.importer), ("26QM000001", Some(QN)));
    assert_eq!(sums(&world, &lot).await, ("75".into(), "50".into()));
    let permit = sign::permit(office, &world.qm(1), first.id).await.unwrap();
    let said = &permit.value.document().special_conditions;
    assert!(said.iter().any(|s| s.starts_with("COMPLETED by the holder registered under S-QM-0001")), "{said:?}");
    assert!(permit.columns.valid_until <= rows[0].valid_until);
    let mut read = office.store.read(&world.qm(3).scope("2026-11-03T00:00:00Z".parse().unwrap())).await.unwrap();
    let sealed = read.issued_document(first.id, store::DocumentKind::Qr).await.unwrap().unwrap();
    drop(read);
    let token = document::qr::decode(std::str::from_utf8(&sealed).unwrap()).unwrap().token;
    let known = verify(office, "26QM000001", token.as_str()).await.unwrap();
    assert!(matches!(known, Verdict::Known { status: PublicStatus::Valid, .. }), "{known:?}");
    let twice = complete::complete(office, &world.qm(1), rows[0].id, filled("5", None)).await.unwrap_err();
    assert_eq!(twice.code(), "blank-used");

    // No more than the stock holds, no more than the registration allows in a year.
    let short = complete::complete(office, &world.qm(1), rows[1].id, filled("30", Some(&lot))).await.unwrap_err();
    assert_eq!(fields(&short), [why("lines.0.lot", "stock-short")]);
    let second = complete::complete(office, &world.qm(1), rows[1].id, filled("25", Some(&lot))).await.unwrap();
    assert_eq!(sums(&world, &lot).await, ("75".into(), "75".into()));
    let year = complete::complete(office, &world.qm(1), rows[2].id, filled("26", None)).await.unwrap_err();
    let Error::Rules(trace) = &year else { panic!("{year}") };
    let check = trace.of("M13").next().unwrap();
    assert!(check.citation.to_string().contains("12.3"), "{}", check.citation);

    // The border: an ordinary document from here on; what is not completed is said so.
    endorse(office, &world.qm(7), first.id, presented(48)).await.unwrap();
    endorse(office, &world.qm(7), second.id, presented(25)).await.unwrap();
    assert_eq!(sums(&world, &lot).await, ("2".into(), "0".into()));
    let house = office.house_of(QM).unwrap();
    assert_eq!(keep::said(office, house, &rows[2].number).await.unwrap(), Some(BlankState::Unused));
    assert_eq!(keep::said(office, house, &rows[0].number).await.unwrap(), None, "a document by itself");

    let order = keep::order(office, &world.qm(3), id).await.unwrap();
    let balance = Balance { issued: 5, completed: 2, unused: 3, ..Balance::default() };
    assert_eq!(Balance::of(&order.blanks), balance);
    let report = office::ereport::build::build(office, &world.qm(10), 2026).await.unwrap();
    let file = office::ereport::build::csv(&report.content, Sheet::Exports, Profile::Y2025).unwrap();
    let file = String::from_utf8(file).unwrap();
    let lines: Vec<&str> = file.lines().skip(1).collect();
    assert_eq!(lines.len(), 2, "{file}");
    assert!(lines[0].starts_with("II,Crocodylus niloticus,SKI,48,,QN"), "{file}");
    assert!(lines[1].starts_with("II,Crocodylus niloticus,SKI,25,,QN"), "{file}");
    let audit = store::audit::verify(&office.store, house.tenant.id).await.unwrap();
    assert_eq!(audit.first_bad, None, "{audit:?}");
}

async fn at_once(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    registered(&world, 1000).await;
    let lot = lot(&world, 100).await;
    let (id, all) = blanks(&world, "2").await;
    let tries = (0..20).map(|_| {
        let (office, who, typed, blank) = (office.clone(), world.qm(1), filled("50", Some(&lot)), all[0]);
        tokio::spawn(async move { complete::complete(&office, &who, blank, typed).await })
    });
    let (mut done, mut refused) = (0, 0);
    for one in tries.collect::<Vec<_>>() {
        match one.await.unwrap() {
            Ok(_) => done += 1,
            Err(e) => {
                assert!(matches!(e.code().as_str(), "blank-used" | "store-busy"), "{e}");
                refused += 1;
            }
        }
    }
    assert_eq!((done, refused), (1, 19));
    assert_eq!(sums(&world, &lot).await, ("100".into(), "50".into()), "drawn once");
    let order = keep::order(office, &world.qm(1), id).await.unwrap();
    assert_eq!((order.blanks[0].state, order.blanks[1].state), (BlankState::Completed, BlankState::Unused));
}

async fn unregistered(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    // No such number, and a registration that does not cover the source: blocked, with the citation.
    let id = handed_in(&world, order("5")).await;
    let blocked = async |id| {
        let (_, trace) = examine::examine(office, &world.qm(3), id).await.unwrap();
        let check = trace.of("M13").next().unwrap().clone();
        (trace.is_blocked(), check.sentence(cites::Lang::En))
    };
    let (stop, words) = blocked(id).await;
    assert!(stop && words.contains("S-QM-0001 does not stand in the register"), "{words}");
    let found = registered(&world, 500).await;
    assert!(!blocked(id).await.0, "now it stands there");
    let mut wild = order("5");
    wild.set("lines.0.source", "W");
    let (stop, words) = blocked(handed_in(&world, wild).await).await;
    assert!(stop && words.contains("does not cover Crocodylus niloticus"), "{words}");

    // A box that may not stay open, and too many of them.
    let mut open = order("5");
    open.set("particulars.open_boxes", "9,10");
    let id = draft::create(office, &world.qm(1), open, OnBehalf::default()).await.unwrap().application.id();
    let refused = submit::submit(office, &world.qm(1), id).await.unwrap_err();
    assert_eq!(refused.fields()[0].code, "open-boxes-closed");

    // Taken out of the register: blanks that are out are not completed any more.
    let (_, all) = blanks(&world, "1").await;
    let ended = operations::close(office, &world.qm(4), found.columns.id, "Licence withdrawn".into()).await.unwrap();
    assert_eq!(ended.columns.state, EntryState::Ended);
    let refused = complete::complete(office, &world.qm(1), all[0], filled("10", None)).await.unwrap_err();
    assert!(matches!(refused, Error::Rules(_)), "{refused}");
}

async fn unused(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    registered(&world, 500).await;
    let (id, all) = blanks(&world, "4").await;
    let reason = "No more orders this season".to_owned();
    let other = keep::end(office, &world.qm(35), all[0], false, reason.clone()).await;
    assert!(matches!(other, Err(Error::NotFound(_))), "{other:?}");
    assert_eq!(keep::end(office, &world.qm(1), all[0], false, " ".into()).await.unwrap_err().code(), "reason-empty");
    keep::end(office, &world.qm(1), all[0], false, reason.clone()).await.unwrap();
    keep::end(office, &world.qm(1), all[1], true, "Bag stolen in Northport".into()).await.unwrap();
    let used = complete::complete(office, &world.qm(1), all[1], filled("10", None)).await.unwrap_err();
    assert_eq!(used.code(), "blank-ended", "a lost blank is not completed by whoever found it");
    let done = complete::complete(office, &world.qm(1), all[2], filled("10", None)).await.unwrap();
    assert_eq!(done.status, PermitStatus::Issued);

    // Six months later the last one ends by itself, and its holder is told to return it.
    let house = office.house_of(QM).unwrap();
    assert_eq!(keep::expire(office, house, 100).await.unwrap(), 0);
    world.clock.forward(24 * 190);
    let late = complete::complete(office, &world.qm(1), all[3], filled("10", None)).await.unwrap_err();
    assert_eq!(late.code(), "blank-expired");
    assert_eq!(keep::expire(office, house, 100).await.unwrap(), 1);
    assert_eq!(keep::expire(office, house, 100).await.unwrap(), 0);
    let order = keep::order(office, &world.qm(1), id).await.unwrap();
    let balance = Balance { issued: 4, completed: 1, returned: 1, expired: 1, lost: 1, unused: 0 };
    assert_eq!(Balance::of(&order.blanks), balance);
    let back = keep::end(office, &world.qm(3), all[3], false, "Came by post".into()).await.unwrap();
    assert_eq!(back.state, BlankState::Returned);
    let _: Date = back.valid_until;
}

async fn unplugged(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    registered(&world, 500).await;
    let id = approved(&world, "3").await;
    let plug = |on: bool| world.signers[&QM].unplugged.store(!on, Ordering::SeqCst);
    plug(false);
    let error = issue::issue(office, &world.qm(5), id).await.unwrap_err();
    assert_eq!(error.code(), "signer-unavailable");
    plug(true);
    let house = office.house_of(QM).unwrap();
    let recovered = sign::finish_open(office, house).await.unwrap();
    let numbers: Vec<String> = recovered.finished.iter().map(ToString::to_string).collect();
    assert_eq!(numbers, ["26QM000001", "26QM000002", "26QM000003"], "no number was lost");
    let order = keep::order(office, &world.qm(1), id).await.unwrap();
    assert_eq!(order.case.value.status(), ApplicationStatus::Issued);

    // A completion whose seal does not come about goes on under the same number.
    plug(false);
    let blank = order.blanks[1].id;
    let error = complete::complete(office, &world.qm(1), blank, filled("10", None)).await.unwrap_err();
    assert_eq!(error.code(), "signer-unavailable");
    let taken = complete::complete(office, &world.qm(1), blank, filled("20", None)).await.unwrap_err();
    assert_eq!(taken.code(), "blank-used", "what was typed first stands");
    plug(true);
    let strange: Who = world.qm(35);
    assert!(matches!(complete::resume(office, &strange, blank).await, Err(Error::NotFound(_))));
    let done = complete::resume(office, &world.qm(1), blank).await.unwrap();
    assert_eq!(done.number.as_str(), "26QM000002");
    // And a start after a crash finds what was drawn only.
    plug(false);
    complete::complete(office, &world.qm(1), order.blanks[2].id, filled("10", None)).await.unwrap_err();
    plug(true);
    sign::finish_open(office, house).await.unwrap();
    let order = keep::order(office, &world.qm(1), id).await.unwrap();
    assert_eq!(order.blanks[2].state, BlankState::Completed);
}

async fn unplug(world: &World, off: bool) {
    world.signers[&QM].unplugged.store(off, Ordering::SeqCst);
}

async fn released(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let found = registered(&world, 500).await;
    let quota = quota(&world, 300).await;
    let lot = lot(&world, 75).await;
    let (id, all) = blanks(&world, "3").await;
    let why = || "The buyer withdrew".to_owned();
    unplug(&world, true).await;
    let error = complete::complete(office, &world.qm(1), all[0], filled("50", Some(&lot))).await.unwrap_err();
    assert_eq!(error.code(), "signer-unavailable");
    assert_eq!(sums(&world, &lot).await, ("75".into(), "50".into()));
    assert_eq!(drawn(&world, quota).await, ["0", "50", "0"]);

    // Not by a stranger, not without a word, not where nothing is held.
    for stranger in [world.qn(3), world.qm(35)] {
        let seen = release::release(office, &stranger, all[0], why()).await;
        assert!(matches!(seen, Err(Error::NotFound(_))), "{seen:?}");
    }
    assert!(matches!(release::release(office, &world.qm(7), all[0], why()).await, Err(Error::NotPermitted)));
    let silent = release::release(office, &world.qm(1), all[0], " ".into()).await.unwrap_err();
    assert_eq!(fields(&silent), [("reason".to_owned(), "reason-empty".to_owned())]);
    let unused = release::release(office, &world.qm(1), all[1], why()).await.unwrap_err();
    assert_eq!(unused.code(), "blank-not-drawn");

    // The holder gives it back: nothing is held, and it is completed anew, smaller, under its own number.
    let free = release::release(office, &world.qm(1), all[0], why()).await.unwrap();
    assert_eq!((free.state, free.completion), (BlankState::Unused, None));
    assert_eq!(sums(&world, &lot).await, ("75".into(), "0".into()));
    assert_eq!(drawn(&world, quota).await, ["0", "0", "0"]);
    unplug(&world, false).await;
    let done = complete::complete(office, &world.qm(1), all[0], filled("20", Some(&lot))).await.unwrap();
    assert_eq!(done.number.as_str(), "26QM000001");
    assert_eq!(drawn(&world, quota).await, ["0", "20", "0"]);
    let sealed = release::release(office, &world.qm(1), all[0], why()).await.unwrap_err();
    assert_eq!(sealed.code(), "blank-not-drawn", "what is sealed stands");

    // Its registration ends between the two steps: the rule blocks for good, and an officer frees what is held.
    unplug(&world, true).await;
    complete::complete(office, &world.qm(1), all[1], filled("30", Some(&lot))).await.unwrap_err();
    unplug(&world, false).await;
    operations::close(office, &world.qm(4), found.columns.id, "Licence withdrawn".into()).await.unwrap();
    let blocked = complete::resume(office, &world.qm(1), all[1]).await.unwrap_err();
    assert!(matches!(blocked, Error::Rules(_)), "{blocked}");
    sign::finish_open(office, office.house_of(QM).unwrap()).await.unwrap();
    assert_eq!(sums(&world, &lot).await, ("75".into(), "50".into()), "a start alone frees nothing");
    release::release(office, &world.qm(3), all[1], "Registration ended".into()).await.unwrap();
    assert_eq!(sums(&world, &lot).await, ("75".into(), "20".into()));
    assert_eq!(drawn(&world, quota).await, ["0", "20", "0"]);
    let order = keep::order(office, &world.qm(3), id).await.unwrap();
    let balance = Balance { issued: 3, completed: 1, unused: 2, ..Balance::default() };
    assert_eq!(Balance::of(&order.blanks), balance);
    let audit = store::audit::verify(&office.store, world.qm(8).house.tenant.id).await.unwrap();
    assert_eq!(audit.first_bad, None, "{audit:?}");
}

async fn too_late(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    registered(&world, 500).await;
    let quota = quota(&world, 300).await;
    let lot = lot(&world, 75).await;
    let (id, all) = blanks(&world, "2").await;
    unplug(&world, true).await;
    for blank in &all {
        complete::complete(office, &world.qm(1), *blank, filled("25", Some(&lot))).await.unwrap_err();
    }
    let house = office.house_of(QM).unwrap();
    assert_eq!(keep::expire(office, house, 100).await.unwrap(), 0, "its last day is still to come");
    assert_eq!(sums(&world, &lot).await, ("75".into(), "50".into()));
    world.clock.forward(24 * 190);
    // The key is back too late: nothing that has ended is sealed, neither on request nor by a start.
    unplug(&world, false).await;
    let over = complete::resume(office, &world.qm(1), all[0]).await.unwrap_err();
    assert_eq!(over.code(), "blank-expired");
    assert_eq!(sign::finish_open(office, house).await.unwrap().finished, vec![]);
    // The holder is quicker with one of them: it ends, it does not come back.
    let ended = release::release(office, &world.qm(1), all[0], "Too late".into()).await.unwrap();
    assert_eq!((ended.state, ended.completion), (BlankState::Expired, None));
    assert_eq!(keep::expire(office, house, 100).await.unwrap(), 1);
    assert_eq!(keep::expire(office, house, 100).await.unwrap(), 0);
    assert_eq!(sums(&world, &lot).await, ("75".into(), "0".into()));
    assert_eq!(drawn(&world, quota).await, ["0", "0", "0"]);
    let over = complete::resume(office, &world.qm(1), all[1]).await.unwrap_err();
    assert_eq!(over.code(), "blank-ended");
    let order = keep::order(office, &world.qm(1), id).await.unwrap();
    assert_eq!(Balance::of(&order.blanks), Balance { issued: 2, expired: 2, ..Balance::default() });
}

async fn another_key(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    registered(&world, 500).await;
    let (_, all) = blanks(&world, "1").await;
    unplug(&world, true).await;
    complete::complete(office, &world.qm(1), all[0], filled("10", None)).await.unwrap_err();
    // The authority's key is changed between the two steps.
    let old = office.house_of(QM).unwrap();
    let house = office::House {
        tenant: old.tenant.clone(),
        pack: old.pack.clone(),
        signer: std::sync::Arc::new(testkit::signer::TestSigner::new(QM)),
    };
    let certificate = house.signer.certificate_der().to_vec();
    let ada = Who::new(std::sync::Arc::new(house), world.qm(1).actor);
    let done = complete::resume(office, &ada, all[0]).await.unwrap();
    assert_eq!(done.number.as_str(), "26QM000001", "the number that is printed on the blank");
    let mut read = office.store.read(&world.qm(3).scope("2026-11-03T00:00:00Z".parse().unwrap())).await.unwrap();
    let sealed = read.issued_document(done.id, store::DocumentKind::Xml).await.unwrap().unwrap();
    assert!(exchange::xades::verify(&sealed, &[&certificate]).is_ok(), "sealed with the new key");
    assert_eq!(read.blank(all[0]).await.unwrap().unwrap().state, BlankState::Completed);
}

async fn either(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    registered(&world, 500).await;
    let lot = lot(&world, 75).await;
    let (_, all) = blanks(&world, "1").await;
    unplug(&world, true).await;
    complete::complete(office, &world.qm(1), all[0], filled("50", Some(&lot))).await.unwrap_err();
    unplug(&world, false).await;
    let tries = (0..10).map(|n| {
        let (office, who, blank) = (office.clone(), world.qm(if n % 4 == 0 { 3 } else { 1 }), all[0]);
        tokio::spawn(async move {
            if n % 2 == 0 {
                release::release(&office, &who, blank, "At once".into()).await.is_ok()
            } else {
                complete::resume(&office, &who, blank).await.is_ok()
            }
        })
    });
    for one in tries.collect::<Vec<_>>() {
        one.await.unwrap();
    }
    let (blank, _) = keep::one(office, &world.qm(1), all[0]).await.unwrap();
    let held = sums(&world, &lot).await.1;
    assert!(
        matches!((blank.state, held.as_str()), (BlankState::Completed, "50") | (BlankState::Unused, "0")),
        "{blank:?}: {held}"
    );
}
