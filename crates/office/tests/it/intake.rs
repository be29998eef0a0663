//! Intake: a file over a line that breaks, a scanner that is away, papers promised, templates, words in a case.

use crate::world::{On, World, skins};
use async_trait::async_trait;
use cites::ids::ApplicationId;
use office::epermit::attach::{Upload, attach, attach_for, read};
use office::epermit::intake::notes::{self, Words};
use office::epermit::intake::parts::{self, Announced};
use office::epermit::intake::template::{self, Naming};
use office::epermit::intake::{lists, papers, scan};
use office::epermit::{accept, draft, submit};
use office::shared::faces::{Scanned, Scanner};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use store::{NoteSide, ScanState};

/// A scanner that can be away, and that takes "virus" for one.
#[derive(Default)]
struct Nose {
    away: AtomicBool,
}

#[async_trait]
impl Scanner for Nose {
    async fn scan(&self, bytes: &[u8]) -> Scanned {
        if self.away.load(Ordering::SeqCst) {
            return Scanned::Silent("away".into());
        }
        if bytes.windows(5).any(|w| w == b"virus") { Scanned::Infected("Test".into()) } else { Scanned::Clean }
    }
}

fn with_scanner(mut world: World) -> (World, Arc<Nose>) {
    let nose = Arc::new(Nose::default());
    world.office = Arc::new((*world.office).clone().with_scanner(nose.clone()));
    (world, nose)
}

async fn drafted(world: &World) -> ApplicationId {
    let made = draft::create(&world.office, &world.qm(1), skins(), draft::OnBehalf::default()).await.unwrap();
    made.application.id()
}

fn pdf(words: &str) -> Upload {
    Upload {
        name: "register.pdf".into(),
        media_type: "application/pdf".into(),
        purpose: "operation-record".into(),
        bytes: format!("%PDF-1.7 {words}").into_bytes(),
    }
}

async fn papers_of(world: &World, id: ApplicationId) -> Vec<papers::Paper> {
    let now = world.office.clock.now();
    let mut read = world.office.store.read(&world.qm(1).scope(now)).await.unwrap();
    papers::of(&mut read, id).await.unwrap()
}

async fn a_virus_is_kept_nowhere(on: On) {
    let (world, nose) = with_scanner(World::new(on).await);
    let office = &world.office;
    let id = drafted(&world).await;
    let refused = attach(office, &world.qm(1), id, pdf("virus")).await.unwrap_err();
    assert_eq!(refused.code(), "file-infected");
    assert!(papers_of(&world, id).await.is_empty());
    let tenant = world.qm(1).house.tenant.id;
    let digest = cites::Digest::of("", &pdf("virus").bytes);
    assert!(office.store.get_object(tenant, &digest).await.is_err(), "its bytes are nowhere");

    // The scanner is away: the paper is kept and says so; when it is back, a virus is destroyed and never handed out.
    nose.away.store(true, Ordering::SeqCst);
    attach(office, &world.qm(1), id, pdf("late virus")).await.unwrap();
    attach(office, &world.qm(1), id, pdf("late but clean")).await.unwrap();
    assert!(papers_of(&world, id).await.iter().all(|p| p.scan == ScanState::Waiting));
    let house = world.qm(1).house.clone();
    assert_eq!(scan::again(office, &house).await.unwrap(), 0, "still away");
    nose.away.store(false, Ordering::SeqCst);
    assert_eq!(scan::again(office, &house).await.unwrap(), 2);
    let all = papers_of(&world, id).await;
    assert_eq!(all[0].scan, ScanState::Infected("Test".into()));
    assert_eq!(all[1].scan, ScanState::Clean);
    assert_eq!(read(office, &world.qm(3), all[0].row.id).await.unwrap_err().code(), "file-infected");
    assert!(read(office, &world.qm(3), all[1].row.id).await.is_ok());
    let again = attach(office, &world.qm(1), id, pdf("late virus")).await.unwrap_err();
    assert_eq!(again.code(), "file-infected", "known by its digest");
    assert_eq!(scan::again(office, &house).await.unwrap(), 0, "nothing waits any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_virus_is_kept_nowhere_on_sqlite() {
    a_virus_is_kept_nowhere(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_virus_is_kept_nowhere_on_postgresql() {
    a_virus_is_kept_nowhere(On::Postgres).await;
}

async fn a_file_goes_on_where_the_line_broke(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let id = drafted(&world).await;
    let whole: Vec<u8> = b"%PDF-1.7 ".iter().copied().chain((0..600_000_u32).map(|n| (n % 251) as u8)).collect();
    let file =
        |size: usize| Announced { name: "scan.pdf".into(), size: size as u64, purpose: "photo".into(), replaces: None };
    assert_eq!(parts::begin(office, &world.qm(1), id, file(0)).await.unwrap_err().code(), "file-empty");
    assert_eq!(parts::begin(office, &world.qm(1), id, file(11 << 20)).await.unwrap_err().code(), "file-large");
    assert_eq!(parts::begin(office, &world.qn(1), id, file(9)).await.unwrap_err().code(), "not-found");
    let row = parts::begin(office, &world.qm(1), id, file(whole.len())).await.unwrap();
    let send = async |start: usize| {
        let end = whole.len().min(start + parts::PART);
        parts::part(office, &world.qm(1), id, row.id, start as u64, &whole[start..end]).await.unwrap().received
    };
    assert_eq!(send(0).await, parts::PART as i64);
    assert_eq!(send(0).await, parts::PART as i64, "the answer was lost and the part came twice");
    assert_eq!(send(2 * parts::PART).await, parts::PART as i64, "a part from further on is not kept");
    assert!(parts::whole(office, &world.qm(1), &row).await.is_err());
    assert_eq!(parts::state(office, &world.qm(3), id, row.id).await.unwrap_err().code(), "not-found");
    send(parts::PART).await;
    assert_eq!(send(2 * parts::PART).await, whole.len() as i64);
    assert_eq!(parts::whole(office, &world.qm(1), &row).await.unwrap(), whole);
    parts::forget(office, &world.qm(1), &row).await.unwrap();
    assert!(parts::state(office, &world.qm(1), id, row.id).await.is_err());

    // A paper that stands in the place of another keeps it as an earlier version; a promise is kept by the paper.
    papers::promise(office, &world.qm(1), id, "operation-record", "The farm sends it on Monday").await.unwrap();
    attach(office, &world.qm(1), id, pdf("one")).await.unwrap();
    let first = papers_of(&world, id).await[0].row.id;
    attach_for(office, &world.qm(1), id, pdf("two"), Some(first)).await.unwrap();
    let now = papers_of(&world, id).await;
    assert_eq!((now.len(), now[0].earlier[0].id), (1, first));
    assert_eq!(now[0].scan, ScanState::NotScanned, "no scanner here, and it says so");
    assert!(read(office, &world.qm(3), first).await.is_ok(), "the older version stays readable");
    let mut archive = office.store.read(&world.qm(1).scope(office.clock.now())).await.unwrap();
    assert!(archive.promises(id).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_goes_on_where_the_line_broke_on_sqlite() {
    a_file_goes_on_where_the_line_broke(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_goes_on_where_the_line_broke_on_postgresql() {
    a_file_goes_on_where_the_line_broke(On::Postgres).await;
}

async fn words_in_a_case(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let id = drafted(&world).await;
    submit::submit(office, &world.qm(1), id).await.unwrap();
    accept::accept(office, &world.qm(2), id).await.unwrap();
    let say = |text: &str, internal| Words { text: text.into(), internal, papers: Vec::new() };
    notes::write(office, &world.qm(1), id, &say("When will it be ready?", false)).await.unwrap();
    notes::write(office, &world.qm(3), id, &say("Watch this one.", true)).await.unwrap();
    notes::write(office, &world.qm(3), id, &say("On Thursday.", false)).await.unwrap();
    assert_eq!(notes::write(office, &world.qm(1), id, &say("x", true)).await.unwrap_err().code(), "not-permitted");
    assert_eq!(notes::write(office, &world.qn(3), id, &say("x", false)).await.unwrap_err().code(), "not-found");
    let outside = notes::thread(office, &world.qm(1), id).await.unwrap();
    let texts: Vec<&str> = outside.notes.iter().map(|n| n.text.as_str()).collect();
    assert_eq!(texts, ["When will it be ready?", "On Thursday."], "no internal note comes out");
    assert_eq!((outside.side, outside.unread()), (NoteSide::Outside, 1));
    assert!(!outside.is_read(&outside.notes[0]));
    let inside = notes::thread(office, &world.qm(2), id).await.unwrap();
    assert_eq!((inside.notes.len(), inside.unread()), (3, 1));
    notes::seen(office, &world.qm(2), id).await.unwrap();
    let outside = notes::thread(office, &world.qm(1), id).await.unwrap();
    assert!(outside.is_read(&outside.notes[0]), "the officer saw it");
    let still = drafted(&world).await;
    assert_eq!(notes::write(office, &world.qm(1), still, &say("x", false)).await.unwrap_err().code(), "message-draft");
}

#[tokio::test(flavor = "multi_thread")]
async fn applicant_and_officer_write_to_each_other_on_sqlite() {
    words_in_a_case(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn applicant_and_officer_write_to_each_other_on_postgresql() {
    words_in_a_case(On::Postgres).await;
}

async fn templates_and_two_windows(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let id = drafted(&world).await;
    let naming = |name: &str, shared| Naming { name: name.into(), shared };
    assert_eq!(
        template::save(office, &world.qm(1), id, &naming(" ", false)).await.unwrap_err().code(),
        "template-name-empty"
    );
    let kept = template::save(office, &world.qm(1), id, &naming("Skins north", true)).await.unwrap();
    assert!(template::one(office, &world.qm(2), kept.id).await.is_err(), "another person's template is not there");
    let begun = template::start(office, &world.qm(1), kept.id).await.unwrap();
    let form = begun.application.form();
    assert_eq!((form.importer.city.as_str(), form.declaration), ("Northport", false));
    assert!(form.lines[0].marks.is_empty(), "marks are never used twice");
    let changed = template::change(office, &world.qm(1), kept.id, &naming("Skins", false), None, 1).await.unwrap();
    assert_eq!(changed.version, 2);
    let late = template::change(office, &world.qm(1), kept.id, &naming("Belts", false), None, 1).await.unwrap_err();
    assert_eq!(late.code(), "template-changed");
    template::delete(office, &world.qm(1), kept.id).await.unwrap();
    assert!(template::list(office, &world.qm(1)).await.unwrap().is_empty());

    // Two windows on one draft: the second save of the same version writes nothing.
    let mut form = skins();
    form.set("remarks", "first window");
    let saved = draft::edit_at(office, &world.qm(1), id, form.clone(), Some(1)).await.unwrap();
    assert_eq!(saved.application.form().remarks, "first window");
    form.set("remarks", "second window");
    let late = draft::edit_at(office, &world.qm(1), id, form, Some(1)).await.unwrap_err();
    assert_eq!(late.code(), "draft-changed");

    // A list of lines: nothing is taken before it is good, or before somebody takes the good rows.
    let mut rows = vec![skins().lines[0].clone(), skins().lines[0].clone()];
    rows[0].marks = "QM-1".into();
    rows[1].marks = "QM-2".into();
    rows[1].quantity = "a lot".into();
    lists::lay(office, &world.qm(1), id, "lines.csv", &rows).await.unwrap();
    let list = lists::lying(office, &world.qm(1), id).await.unwrap().unwrap();
    let all = lists::take(office, &world.qm(1), id, lists::Take::All, list.version).await.unwrap_err();
    assert_eq!(all.code(), "lines-upload-errors");
    let taken = lists::take(office, &world.qm(1), id, lists::Take::Good, list.version).await.unwrap();
    assert_eq!(taken.application.form().lines.len(), 2);
    let rest = lists::lying(office, &world.qm(1), id).await.unwrap().unwrap();
    assert_eq!(rest.lines.len(), 1);
    lists::drop_list(office, &world.qm(1), id).await.unwrap();
    assert!(lists::lying(office, &world.qm(1), id).await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn templates_lists_and_two_windows_on_sqlite() {
    templates_and_two_windows(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn templates_lists_and_two_windows_on_postgresql() {
    templates_and_two_windows(On::Postgres).await;
}
