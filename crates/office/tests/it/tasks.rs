//! Sub-tasks of the examination side by side: a question, an opinion, an inspection and another authority at once, closed
//! in another order than they were opened, by the right hands only, and at the same moment. Each story on both engines.

use crate::documents::handed_in;
use crate::spine::finding;
use crate::world::{On, World, person_id, skins};
use cites::ids::ApplicationId;
use cites::{ApplicationStatus as S, Date, FindingKind, RefusalReason, country};
use office::epermit::ask::Said;
use office::epermit::attach::{self, Upload};
use office::epermit::consult_sa::{consult, opinion};
use office::epermit::inspect::{self, Report};
use office::epermit::propose::{Proposal, propose};
use office::epermit::{abroad, accept, ask, home, withdraw};
use office::notices::directory::{self, Entry};
use office::notices::{read, send};
use office::shared::faces::Clock as _;
use office::shared::facts::day;
use office::{Error, Who};
use permits::application::state::InspectionOrder;
use permits::application::{OpenTask, Point, Wants};
use permits::{ActError, Application};
use store::{Cursor, Mine};

both! {
    side_by_side => three_tasks_at_once_are_closed_in_another_order_on_sqlite, three_tasks_at_once_are_closed_in_another_order_on_postgresql;
    same_moment => two_tasks_closed_at_the_same_moment_are_both_closed_on_sqlite, two_tasks_closed_at_the_same_moment_are_both_closed_on_postgresql;
    given_up => who_withdraws_ends_everything_that_is_open_on_sqlite, who_withdraws_ends_everything_that_is_open_on_postgresql;
    by_points => a_question_is_answered_point_by_point_on_sqlite, a_question_is_answered_point_by_point_on_postgresql;
    letter => an_inquiry_sends_its_letter_or_says_that_it_could_not_on_sqlite, an_inquiry_sends_its_letter_or_says_that_it_could_not_on_postgresql;
}

/// In the hands of Odile Officer.
async fn taken(world: &World) -> ApplicationId {
    let id = handed_in(world, skins()).await;
    accept::accept(&world.office, &world.qm(2), id).await.unwrap();
    id
}

async fn case(world: &World, id: ApplicationId) -> Application {
    let mut read = world.office.store.read(&world.qm(3).scope(world.clock.now())).await.unwrap();
    read.application::<Application>(id).await.unwrap().unwrap().value
}

/// What the rows say is open, and under which of them the lists find the case.
async fn rows(world: &World, id: ApplicationId) -> Vec<S> {
    let mut read = world.office.store.read(&world.qm(3).scope(world.clock.now())).await.unwrap();
    let open: Vec<S> = read.tasks_of(id).await.unwrap().into_iter().map(|t| t.task).collect();
    for task in permits::application::tasks::PRIORITY {
        let listed = read.tasklist(task, Cursor::OLDEST, 10).await.unwrap().rows.iter().any(|r| r.id == id);
        assert_eq!(listed, open.contains(&task), "{task:?} of {open:?}");
    }
    open
}

fn seen() -> Report {
    Report { outcome: "CONFORM".into(), counted: vec![], text: "As declared.".into(), papers: vec![], samples: vec![] }
}

fn refuse() -> Proposal {
    Proposal::Refuse { reason: RefusalReason::R02, text: "Not shown.".into() }
}

fn elsewhere(error: &Error) -> bool {
    matches!(error, Error::Act(ActError::NotInApplicationState { .. }))
}

async fn side_by_side(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let (ada, odile, noor, ines) = (world.qm(1), world.qm(3), world.qm(6), world.qm(61));
    let id = taken(&world).await;
    let ndf = || vec![FindingKind::NdfExport];
    consult(office, &odile, id, ndf(), "Soon, please.".into()).await.unwrap();
    world.clock.forward(2);
    inspect::request(office, &odile, id, "Red lane".into(), InspectionOrder::default()).await.unwrap();
    world.clock.forward(2);
    ask::ask(office, &odile, id, "Which tags?".into()).await.unwrap();

    // The applicant comes first, and everybody finds the case in their own list.
    let asked = case(&world, id).await;
    assert_eq!(asked.status(), S::InfoRequested);
    assert_eq!(rows(&world, id).await, [S::SaConsultation, S::InspectionRequested, S::InfoRequested]);
    let visits = inspect::waiting(office, &ines).await.unwrap();
    assert_eq!((visits.len(), visits[0].row.status), (1, S::InfoRequested), "the inspector sees the order");
    let mut read = office.store.read(&ada.scope(world.clock.now())).await.unwrap();
    let mine = Mine::Organisation(world.company);
    let todo = home::home(&mut read, office, &ada, mine, &[]).await.unwrap().to_do;
    assert_eq!(todo.iter().map(|t| t.task).collect::<Vec<_>>(), [home::Task::Answer]);
    drop(read);

    // One of a kind, and no decision before all is closed.
    let twice = consult(office, &odile, id, ndf(), String::new()).await.unwrap_err();
    assert_eq!(twice.code(), "task-open");
    assert_eq!(ask::ask(office, &odile, id, "And?".into()).await.unwrap_err().code(), "task-open");
    let early = propose(office, &odile, id, refuse()).await.unwrap_err();
    assert_eq!(early.code(), "tasks-open");
    assert!(early.to_string().contains("With the Scientific Authority"), "it names what is open: {early}");

    // The wrong role, and the other Party.
    let opinions = || vec![finding(FindingKind::NdfExport)];
    let wrong = [
        opinion(office, &odile, id, opinions()).await.unwrap_err(),
        inspect::report(office, &noor, id, seen()).await.unwrap_err(),
        ask::answer(office, &odile, id, "Those.".into()).await.unwrap_err(),
    ];
    assert!(wrong.iter().all(|e| matches!(e, Error::NotPermitted)), "{wrong:?}");
    let strangers = [
        opinion(office, &world.qn(6), id, opinions()).await.unwrap_err(),
        inspect::report(office, &world.qn(61), id, seen()).await.unwrap_err(),
        ask::answer(office, &world.qn(1), id, "Those.".into()).await.unwrap_err(),
    ];
    assert!(strangers.iter().all(|e| matches!(e, Error::NotFound(_))), "{strangers:?}");
    assert_eq!(rows(&world, id).await.len(), 3, "nothing was closed by them");

    // Closed in another order: the inspector, the applicant, the experts.
    inspect::report(office, &ines, id, seen()).await.unwrap();
    assert_eq!(case(&world, id).await.status(), S::InfoRequested);
    assert_eq!(
        inspect::request(office, &odile, id, "Again".into(), InspectionOrder::default()).await.unwrap_err().code(),
        "task-open",
        "the report is read first"
    );
    ask::answer(office, &ada, id, "Those in the list.".into()).await.unwrap();
    assert_eq!(case(&world, id).await.status(), S::Inspected, "a report on the desk");
    inspect::resume(office, &odile, id).await.unwrap();
    assert_eq!(case(&world, id).await.status(), S::SaConsultation);
    let late = ask::answer(office, &ada, id, "Once more.".into()).await.unwrap_err();
    assert!(elsewhere(&late), "{late}");
    opinion(office, &noor, id, opinions()).await.unwrap();
    let done = case(&world, id).await;
    assert_eq!((done.status(), done.findings().len()), (S::UnderExamination, 1));
    assert_eq!(rows(&world, id).await, []);
    assert_eq!(done.state().case().unwrap().questions[0].answer.as_ref().unwrap().reason, "Those in the list.");
    propose(office, &odile, id, refuse()).await.unwrap();
}

async fn same_moment(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let odile = world.qm(3);
    for _ in 0..4 {
        let id = taken(&world).await;
        // Opened at the same moment.
        let (one, two, three) = tokio::join!(
            consult(office, &odile, id, vec![FindingKind::NdfExport], String::new()),
            inspect::request(office, &odile, id, "Random".into(), InspectionOrder::default()),
            ask::ask(office, &odile, id, "Which tags?".into()),
        );
        one.unwrap();
        two.unwrap();
        three.unwrap();
        let mut open = rows(&world, id).await;
        open.sort_by_key(|s| s.code());
        assert_eq!(open, [S::InfoRequested, S::InspectionRequested, S::SaConsultation]);
        // Closed at the same moment, each from its own desk.
        let (noor, ines, ada) = (world.qm(6), world.qm(61), world.qm(1));
        let (one, two, three) = tokio::join!(
            opinion(office, &noor, id, vec![finding(FindingKind::NdfExport)]),
            inspect::report(office, &ines, id, seen()),
            ask::answer(office, &ada, id, "Those in the list.".into()),
        );
        one.unwrap();
        two.unwrap();
        three.unwrap();
        let done = case(&world, id).await;
        let kept = done.state().case().unwrap();
        assert_eq!((done.findings().len(), kept.questions.len(), done.inspections().len()), (1, 1, 1), "none is lost");
        assert_eq!((done.status(), rows(&world, id).await), (S::Inspected, vec![S::Inspected]));
    }
    // The same opinion twice: one counts.
    let id = taken(&world).await;
    consult(office, &odile, id, vec![FindingKind::NdfExport], String::new()).await.unwrap();
    let (noor, again) = (world.qm(6), world.qm(6));
    let (one, two) = tokio::join!(
        opinion(office, &noor, id, vec![finding(FindingKind::NdfExport)]),
        opinion(office, &again, id, vec![finding(FindingKind::NdfExport)]),
    );
    assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|ok| **ok).count(), 1, "{one:?} {two:?}");
    assert_eq!(case(&world, id).await.findings().len(), 1);
}

async fn given_up(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let (ada, odile) = (world.qm(1), world.qm(3));
    let id = taken(&world).await;
    consult(office, &odile, id, vec![FindingKind::NdfExport], String::new()).await.unwrap();
    ask::ask(office, &odile, id, "Which tags?".into()).await.unwrap();
    abroad::consult(office, &odile, id, country::DEMO_IMPORTER, "Is the buyer known?".into()).await.unwrap();
    withdraw::withdraw(office, &ada, id, "Sold at home.".into()).await.unwrap();
    assert_eq!(rows(&world, id).await, []);
    let late = [
        opinion(office, &world.qm(6), id, vec![finding(FindingKind::NdfExport)]).await.unwrap_err(),
        ask::answer(office, &ada, id, "Those.".into()).await.unwrap_err(),
        abroad::reply(office, &odile, id, "Yes.".into()).await.unwrap_err(),
    ];
    assert!(late.iter().all(elsewhere), "{late:?}");
}

async fn by_points(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let (ada, odile) = (world.qm(1), world.qm(3));
    let id = taken(&world).await;
    let points = vec![
        Point::new("Which tags belong to the second crate?".into(), Wants::Answer),
        Point::new("The invoice of the farm".into(), Wants::Paper),
    ];
    ask::ask_points(office, &odile, id, String::new(), points, None).await.unwrap();
    let told = read::list(office, &ada, false, None, 10).await.unwrap().remove(0);
    assert_eq!(told.event, "asked");
    assert_eq!(told.details["question"], "1. Which tags belong to the second crate?\n2. The invoice of the farm");

    let words = |text: &str| Said { text: text.into(), ..Said::default() };
    let half = ask::answer_points(office, &ada, id, String::new(), vec![words("381 to 400")]).await.unwrap_err();
    assert_eq!(half.code(), "points-open");
    assert_eq!(case(&world, id).await.status(), S::InfoRequested);
    let upload = Upload {
        name: "invoice.pdf".into(),
        media_type: "application/pdf".into(),
        purpose: "other".into(),
        bytes: b"%PDF-1.7 invoice".to_vec(),
    };
    let papers = attach::put(office, &ada, id, vec![upload]).await.unwrap();
    let said = vec![words("381 to 400"), Said { papers, ..Said::default() }];
    let done = ask::answer_points(office, &ada, id, String::new(), said).await.unwrap();
    let question = done.application.state().case().unwrap().questions[0].clone();
    let mut read = office.store.read(&odile.scope(world.clock.now())).await.unwrap();
    let kept = read.attachments(id).await.unwrap();
    assert_eq!(question.points[1].answer.as_ref().unwrap().papers, [kept[0].id], "the paper stands at its point");
    drop(read);

    // A paper of somebody else's case answers nothing.
    let other = taken(&world).await;
    ask::ask(office, &odile, other, "Which tags?".into()).await.unwrap();
    let said = vec![Said { known: vec![kept[0].id], ..Said::default() }];
    let foreign = ask::answer_points(office, &ada, other, String::new(), said).await.unwrap_err();
    assert_eq!(foreign.code(), "evidence-paper");
}

/// What is due to authorities abroad: event, address and what the letter tells.
async fn letters(world: &World, who: &Who) -> Vec<(String, String, String)> {
    let mut all = Vec::new();
    while let Some(due) = send::due(&world.office, &who.house).await.unwrap() {
        send::tried(&world.office, &who.house, &due, &send::Outcome::Sent).await.unwrap();
        if due.notice.reader.authority().is_some() {
            all.push((due.notice.event, due.address.unwrap(), format!("{:?}", due.notice.details)));
        }
    }
    all
}

async fn letter(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let odile = world.qm(3);
    let qn = country::DEMO_IMPORTER;
    // The directory knows nobody yet: the case says so, and so does the notice.
    let first = taken(&world).await;
    abroad::consult(office, &odile, first, qn, "Is the buyer registered?".into()).await.unwrap();
    let tasks = case(&world, first).await.state().open_tasks();
    assert!(matches!(&tasks[..], [OpenTask::Abroad { letter: Some(to), .. }] if to.is_empty()), "{tasks:?}");
    let told = read::list(office, &odile, false, None, 10).await.unwrap();
    let told = told.into_iter().find(|n| n.event == "abroad-asked").unwrap();
    assert_eq!(told.details["abroad"], "none|MA|QN");
    assert_eq!(letters(&world, &odile).await, []);

    let entry = Entry {
        kind: "MA".into(),
        country: "QN".into(),
        name: "Office abroad".into(),
        email: "cites@qn.example".into(),
        language: "fr".into(),
        ..Entry::default()
    };
    directory::enter(office, &world.qm(21), &entry).await.unwrap();
    let second = taken(&world).await;
    let done = abroad::consult(office, &odile, second, qn, "Is the buyer registered?".into()).await.unwrap();
    let tasks = done.application.state().open_tasks();
    assert!(
        matches!(&tasks[..], [OpenTask::Abroad { letter: Some(to), .. }] if to == &["Office abroad, cites@qn.example"]),
        "{tasks:?}"
    );
    let out = letters(&world, &odile).await;
    assert_eq!(out.len(), 1, "{out:?}");
    let (event, to, text) = &out[0];
    assert_eq!((event.as_str(), to.as_str()), ("authority-asked", "cites@qn.example"));
    for needed in [done.row.reference.as_str(), "Is the buyer registered?", "Crocodylus niloticus", &today(&world)] {
        assert!(text.contains(needed), "{needed} is missing: {text}");
    }
    for stranger in ["Ada", "River Bend", "Odile"] {
        assert!(!text.contains(stranger), "{stranger} stands in it: {text}");
    }
    // Another authority may be asked beside it; each is answered for by itself.
    let ke = cites::CountryCode::parse("KE").unwrap();
    abroad::consult(office, &odile, second, ke, "Did it leave you?".into()).await.unwrap();
    let which = abroad::reply(office, &odile, second, "Yes.".into()).await.unwrap_err();
    assert_eq!(which.code(), "foreign-which");
    let said = abroad::Reply { country: Some(qn), text: "It is.".into(), ..abroad::Reply::default() };
    let left = abroad::reply_with(office, &odile, second, said).await.unwrap().application;
    assert_eq!(left.state().inquiries().iter().map(|(c, _)| *c).collect::<Vec<_>>(), [ke]);
    assert_eq!(left.state().case().unwrap().officer, person_id(country::DEMO_EXPORTER, 3));
}

fn today(world: &World) -> String {
    let today: Date = day(world.clock.now());
    today.to_string()
}
