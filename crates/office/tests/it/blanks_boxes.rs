//! The registration for the simplified procedure says which boxes may stay open; an order opens some of them, a completion
//! no others.

use crate::blanks::{blanks, fields, filled, handed_in, order, registered};
use crate::law::measure;
use crate::world::{On, World};
use cites::country::DEMO_EXPORTER as QM;
use office::blanks::{complete, keep};
use office::epermit::draft::{self, OnBehalf};
use office::epermit::law_rows::{preview, propose};
use office::epermit::{examine, submit};
use office::registers::operations::{self, Entry, Wanted};
use permits::blank::OpenBox;
use permits::form::FormInput;
use std::sync::atomic::Ordering;
use store::RegisterKind;

both! {
    a_registration_lets_some_boxes_stay_open_and_no_others => narrow,
    a_registration_from_before_lets_every_box_stay_open => from_before,
    what_a_review_closes_is_not_completed_any_more => reviewed,
    a_preview_asks_the_register_once_for_many_blanks => previewed,
}

fn wanted() -> Wanted {
    Wanted {
        kind: RegisterKind::Simplified,
        name: "River Bend Farm Ltd".into(),
        address: String::new(),
        species: "Crocodylus niloticus; SKI; R; 500; NAR".into(),
        statement: "Forty small consignments of leather a year to the same tanneries.".into(),
    }
}

fn opening(boxes: &str) -> FormInput {
    let mut form = order("5");
    assert!(form.set("particulars.open_boxes", boxes));
    form
}

/// Writes another content of an entry, past the acts.
async fn rewritten(world: &World, entry: &Entry, body: &serde_json::Value) {
    let (id, scope) = (entry.columns.id, world.qm(4).scope("2026-11-03T00:00:00Z".parse().unwrap()));
    let done: Result<(), store::Error> = store::act!(&world.office.store, &scope, "rewritten", |tx| {
        let mut found = tx.entry_for_update::<serde_json::Value>(id).await?.unwrap();
        found.value = body.clone();
        tx.entry_update(&found).await?;
        tx.audit(store::AuditEntry::new("rewritten", "register entry", id));
        Ok(())
    });
    done.unwrap();
}

async fn narrow(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    // Handed in before anybody looked at a registration: the rules say so to the officer.
    let early = handed_in(&world, opening("9,11")).await;
    let never = operations::apply_with(office, &world.qm(1), wanted(), Some("9,10".into())).await.unwrap_err();
    assert_eq!(fields(&never), [("open_boxes".into(), "open-boxes-closed".into())]);
    let asked = operations::apply_with(office, &world.qm(1), wanted(), Some("7,9,11".into())).await.unwrap();
    let id = asked.columns.id;
    let never = operations::propose_with(office, &world.qm(3), id, String::new(), Some("5".into())).await.unwrap_err();
    assert_eq!(fields(&never), [("open_boxes".into(), "open-boxes-closed".into())]);
    operations::propose_with(office, &world.qm(3), id, "SA: negligible".into(), Some("9".into())).await.unwrap();
    let entry = operations::approve(office, &world.qm(4), id).await.unwrap();
    assert_eq!(entry.value.boxes().into_iter().collect::<Vec<_>>(), [OpenBox::Importer, OpenBox::Description]);
    let mut read = office.store.read(&world.qm(4).scope("2026-11-03T00:00:00Z".parse().unwrap())).await.unwrap();
    let trail = read.timeline("register entry", &id.to_string()).await.unwrap();
    drop(read);
    let boxes = |e: &&store::AuditEvent| e.payload.as_deref().is_some_and(|p| p.contains(r#""open_boxes":["3","9"]"#));
    let decided = trail.iter().filter(boxes).count();
    assert_eq!(decided, 2, "proposed and approved: {trail:?}");

    // An order inside it is taken; one that opens more is refused at its field, with the boxes that are too many.
    let (_, trace) = examine::examine(office, &world.qm(3), early).await.unwrap();
    let said = trace.of("M13").next().unwrap().sentence(cites::Lang::En);
    assert!(trace.is_blocked() && said.contains("boxes 11") && said.contains("S-QM-0001"), "{said}");
    let wide = draft::create(office, &world.qm(1), opening("7,9,11"), OnBehalf::default()).await.unwrap();
    let refused = submit::submit(office, &world.qm(1), wide.application.id()).await.unwrap_err();
    assert_eq!(fields(&refused), [("particulars.open_boxes".into(), "open-boxes-registration".into())]);
    let help = &refused.fields()[0].help;
    assert!(help.contains("Leave boxes 7, 11 out") && help.contains("Res. Conf. 12.3, section XII"), "{help}");
    let fits = handed_in(&world, opening("9")).await;
    assert!(!examine::examine(office, &world.qm(3), fits).await.unwrap().1.is_blocked());

    // The review after five years begins with what the entry says.
    let again =
        operations::apply_with(office, &world.qm(1), Wanted::again(&entry), Some(entry.value.open_boxes())).await;
    assert_eq!(again.unwrap().value.holds, entry.value.holds);
}

async fn from_before(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let entry = registered(&world, 500).await;
    let mut body = serde_json::to_value(&entry.value).unwrap();
    assert!(body.as_object_mut().unwrap().remove("boxes").is_some());
    rewritten(&world, &entry, &body).await;
    let found = operations::get(office, &world.qm(1), entry.columns.id).await.unwrap();
    assert_eq!(found.value.boxes(), OpenBox::all());
    let id = handed_in(&world, opening("7,9,11")).await;
    assert!(!examine::examine(office, &world.qm(3), id).await.unwrap().1.is_blocked());
}

async fn reviewed(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let entry = registered(&world, 500).await;
    let (_, all) = blanks(&world, "2").await;
    let mut body = serde_json::to_value(&entry.value).unwrap();
    body["boxes"] = serde_json::json!(["3", "11"]);
    rewritten(&world, &entry, &body).await;
    let shown = keep::one(office, &world.qm(1), all[0]).await.unwrap().1;
    assert_eq!(OpenBox::list(&shown.open), "3, 3a, 11", "the holder's page opens no more");
    let refused = complete::complete(office, &world.qm(1), all[0], filled("10", None)).await.unwrap_err();
    assert_eq!(fields(&refused), [("lines.0.description".into(), "blank-closed".into())]);
    let mut typed = filled("10", None);
    typed.remove("lines.0.description");
    let done = complete::complete(office, &world.qm(1), all[0], typed).await.unwrap();
    let permit = office::epermit::sign::permit(office, &world.qm(1), done.id).await.unwrap();
    assert_eq!(permit.value.document().lines[0].description, "Skins, tanned", "as it stands on the face");
}

async fn previewed(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let day = office::shared::facts::day(office::shared::faces::Clock::now(world.clock.as_ref()));
    let row = propose(office, &world.qm(21), measure(&day.tomorrow().unwrap().to_string())).await.unwrap();
    let look = async || {
        let before = office.store.meter().statements;
        let seen = preview(office, &world.qm(22), row.id).await.unwrap();
        (office.store.meter().statements - before, seen)
    };
    registered(&world, 100).await;
    let (_, all) = blanks(&world, "6").await;
    // The key is out of reach: what is drawn stays an open case.
    world.signers[&QM].unplugged.store(true, Ordering::SeqCst);
    let drawn = async |n: usize| {
        let kept = complete::complete(office, &world.qm(1), all[n], filled("10", None)).await;
        assert_eq!(kept.unwrap_err().code(), "signer-unavailable");
    };
    drawn(0).await;
    handed_in(&world, order("2")).await;
    let (few, seen) = look().await;
    assert_eq!((seen.cases.len(), seen.looked_at.0), (2, 2));
    for n in 1..6 {
        drawn(n).await;
    }
    for _ in 0..3 {
        handed_in(&world, order("2")).await;
    }
    let (many, seen) = look().await;
    assert_eq!((seen.cases.len(), seen.looked_at.0), (10, 10));
    assert!(seen.cases.iter().all(|t| t.change.new[0].rule == "B8"), "{:?}", seen.cases);
    assert_eq!(few, many, "questions to the archive");
}
