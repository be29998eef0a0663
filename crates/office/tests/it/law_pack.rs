//! A regional pack comes as one file: every row is checked, one person enters it, another confirms it as a whole, and what
//! is law can be taken out as such a file.

use crate::world::{On, World, skins};
use office::Error;
use office::epermit::law_pack::{PackState, check, confirm, download, preview, propose, together};
use office::epermit::{draft, examine, law_rows, submit};
use rules::Verdict;
use store::LawState;

both! {
    pack => a_file_of_rows_is_checked_entered_and_confirmed_on_sqlite, a_file_of_rows_is_checked_entered_and_confirmed_on_postgresql;
}

const HEAD: &str =
    "table,id,party,direction,taxon,taxon_name,appendix,effect,text_en,instrument,provision,revision,valid_from";

/// An annex that asks for nothing to leave, and a listing that comes.
fn file(effect: &str) -> String {
    format!(
        "{HEAD}\nstricter_measures,REG-1,QM,export,Crocodylia,,,{effect},Annex A of the region: none leaves.,Regional Wildlife Pact,Annex A,2027,2026-11-04\nlistings,,,,,Python sebae,I,,,CoP21,,,2026-12-01\n"
    )
}

async fn pack(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let (admin, chief) = (world.qm(21), world.qm(22));
    let id = draft::create(office, &world.qm(1), skins(), draft::OnBehalf::default()).await.unwrap().application.id();
    submit::submit(office, &world.qm(1), id).await.unwrap();

    // What is wrong is said at its row and column, and nothing is kept of such a file.
    let seen = check(office, &admin, &file("perhaps")).await.unwrap();
    let PackState::Wrong { column, .. } = &seen[0].state else { panic!("{seen:?}") };
    assert_eq!((seen[0].line, column.as_str(), &seen[1].state), (2, "effect", &PackState::New));
    let refused = propose(office, &admin, &file("perhaps"), "Pact of 2027").await.unwrap_err();
    assert_eq!(refused.code(), "pack-wrong");
    assert!(law_rows::list(office, &admin).await.unwrap().is_empty());
    let odd = format!("{HEAD}\nannexes,,,,,,,,,,,,\nlistings,REG-2,,,,Python sebae,I,,,CoP21,,,2026-12-01\n");
    let seen = check(office, &admin, &odd).await.unwrap();
    let wrong = |n: usize| match &seen[n].state {
        PackState::Wrong { column, code, .. } => (column.clone(), code.clone()),
        other => panic!("{other:?}"),
    };
    assert_eq!(wrong(0), ("table".into(), "code-unknown".into()));
    assert_eq!(wrong(1), ("id".into(), "pack-column".into()), "a listing has no such column");
    for (text, code) in [("a,b\n1,2\n", "pack-headings"), (HEAD, "pack-empty")] {
        assert_eq!(check(office, &admin, text).await.unwrap_err().code(), code);
    }
    assert!(matches!(check(office, &world.qm(3), &file("forbids")).await, Err(Error::NotPermitted)));

    let rows = propose(office, &admin, &file("forbids"), "Pact of 2027").await.unwrap();
    assert_eq!((rows.len(), rows.iter().all(|r| r.state == LawState::Proposed)), (2, true));
    let again = propose(office, &admin, &file("forbids"), "Pact of 2027").await.unwrap_err();
    assert_eq!(again.code(), "pack-nothing", "the same file twice enters nothing");
    let touches = preview(office, &chief, rows[1].id).await.unwrap();
    assert_eq!((touches.on.to_string().as_str(), touches.cases.len()), ("2026-12-01", 1), "both in force by then");

    // Another Party sees none of it; who entered it does not confirm it.
    assert!(matches!(together(office, &world.qn(21), rows[0].id).await, Err(Error::NotFound(_))));
    assert_eq!(confirm(office, &admin, rows[0].id).await.unwrap_err().code(), "law-needs-two");
    let law = confirm(office, &chief, rows[0].id).await.unwrap();
    assert!(law.len() == 2 && law.iter().all(|r| r.state == LawState::Confirmed));
    assert_eq!(confirm(office, &chief, rows[0].id).await.unwrap_err().code(), "law-nothing-proposed");
    let (_, before) = examine::examine(office, &world.qm(3), id).await.unwrap();
    assert_ne!(before.verdict("B8"), Verdict::Blocked, "it begins on the fourth");
    world.clock.forward(48);
    let (_, after) = examine::examine(office, &world.qm(3), id).await.unwrap();
    assert_eq!(after.verdict("B8"), Verdict::Blocked);

    // Taken out, it reads back as what is known; and a new row beside it is the only new one.
    let out = download(office, &chief).await.unwrap();
    let seen = check(office, &admin, &out).await.unwrap();
    assert!(seen.len() == 2 && seen.iter().all(|r| r.state == PackState::Known), "{seen:?}");
    assert_eq!(check(office, &world.qn(21), &out).await.unwrap()[0].state, PackState::New, "no law of theirs");
}
