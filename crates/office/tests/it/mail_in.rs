//! Answers by e-mail: into the case of the person they were asked of, once, as words and never as the formal answer.

use crate::world::{On, World, skins};
use cites::ids::ApplicationId;
use office::epermit::attach::Upload;
use office::epermit::intake::notes;
use office::epermit::{accept, ask, draft, permit_acts, submit};
use office::money::cheque;
use office::notices::inbound::{self, Incoming, Refusal, Taken, Token, read_address};
use office::notices::read;
use office::notices::send;
use store::DueMail;

#[tokio::test]
async fn an_answer_by_mail_becomes_one_message_of_the_case() {
    answered(On::Sqlite).await;
}

#[tokio::test]
async fn an_answer_by_mail_becomes_one_message_on_postgresql() {
    answered(On::Postgres).await;
}

#[tokio::test]
async fn what_may_not_come_in_is_refused_and_answered_once_or_not_at_all() {
    refused(On::Sqlite).await;
}

#[tokio::test]
async fn what_may_not_come_in_is_refused_on_postgresql() {
    refused(On::Postgres).await;
}

both! {
    elsewhere => an_answer_about_a_permit_comes_into_its_case, an_answer_about_a_permit_comes_into_its_case_on_postgresql;
    paying => an_answer_about_money_comes_into_its_case_or_is_told_where_to_turn, an_answer_about_money_on_postgresql;
}

/// A case with a question to its applicant, and the mails of that.
async fn asked(world: &World) -> (ApplicationId, Vec<DueMail>) {
    let office = &world.office;
    let id = draft::create(office, &world.qm(1), skins(), draft::OnBehalf::default()).await.unwrap().application.id();
    submit::submit(office, &world.qm(1), id).await.unwrap();
    accept::accept(office, &world.qm(2), id).await.unwrap();
    ask::ask(office, &world.qm(3), id, "Which tags?".into()).await.unwrap();
    let mut due = Vec::new();
    while let Some(one) = send::due(office, &world.qm(1).house).await.unwrap() {
        due.push(one);
    }
    (id, due)
}

fn token(world: &World, due: &DueMail) -> Token {
    let to = inbound::reply_to(&world.qm(1).house, due, "in.example").unwrap();
    assert!(to.ends_with("@in.example") && to.split('@').next().unwrap().len() <= 64, "{to}");
    let (code, token) = read_address(&to).unwrap();
    assert_eq!(code, "qm");
    token
}

fn mail(id: &str, text: &str) -> Incoming {
    Incoming { message_id: id.into(), sender: "p1@qm.example".into(), text: text.into(), ..Incoming::default() }
}

async fn answered(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let ada = world.qm(1);
    let house = ada.house.clone();
    let (id, due) = asked(&world).await;
    let hers: Vec<&DueMail> =
        due.iter().filter(|d| d.notice.reader.person() == Some(ada.person().unwrap().id)).collect();
    let (one, two) = (token(&world, hers[0]), token(&world, hers[1]));
    assert_ne!(one, two, "each mail has an address of its own");
    let before = state_of(&world, id).await;

    let text = "See the enclosed list.\n\nOn Mon, 2 Nov 2026, Authority <n@qm.example> wrote:\n> Which tags?";
    let list = Upload {
        name: "tags.txt".into(),
        media_type: "text/plain; charset=utf-8".into(),
        purpose: "other".into(),
        bytes: b"000381 to 000620".to_vec(),
    };
    let sent = Incoming { files: vec![list], dropped: vec!["setup.exe".into()], ..mail("<1@x>", text) };
    let taken = inbound::take(office, &house, one, sent.clone()).await.unwrap();
    assert!(matches!(taken, Taken::Message(_)), "{taken:?}");
    for address in [one, two] {
        let again = inbound::take(office, &house, address, sent.clone()).await.unwrap();
        assert_eq!(again, Taken::Before, "mail systems deliver twice, and to two addresses");
    }
    let other = Incoming { sender: "brother@home.example".into(), ..mail("<2@x>", "<b>And</b> one more.") };
    inbound::take(office, &house, two, other).await.unwrap();
    let thread = notes::thread(office, &world.qm(3), id).await.unwrap();
    let seen: Vec<_> =
        thread.notes.iter().map(|n| (n.text.as_str(), n.by_mail.as_deref(), n.name.as_str(), n.papers.len())).collect();
    assert_eq!(
        seen,
        [
            ("See the enclosed list.", Some(""), "Ada Applicant", 1),
            ("<b>And</b> one more.", Some("brother@home.example"), "Ada Applicant", 0),
        ],
        "what came from elsewhere says so"
    );
    assert_eq!(thread.unread(), 2);
    assert_eq!(state_of(&world, id).await, before, "words are no formal answer: the question stands");
    let told = read::list(office, &ada, false, None, 50).await.unwrap();
    let told = told.iter().find(|n| n.event == "mail-not-taken").expect("she hears which file was not kept");
    assert_eq!((told.details["why"].as_str(), told.details["files"].as_str()), ("files", "setup.exe"));
    // On the page she may still write, and that is no mail.
    notes::write(office, &ada, id, &notes::Words { text: "Thank you.".into(), ..Default::default() }).await.unwrap();
    assert_eq!(notes::thread(office, &ada, id).await.unwrap().notes[2].by_mail, None);
}

/// The next mail of an event; what goes out before it is sent.
async fn next(world: &World, event: &str) -> DueMail {
    let house = &world.qm(1).house;
    loop {
        let due = send::due(&world.office, house).await.unwrap().unwrap_or_else(|| panic!("no mail of {event}"));
        if due.notice.event == event && !due.roles.contains(&cites::Role::MaOfficer) {
            return due;
        }
        send::tried(&world.office, house, &due, &send::Outcome::Sent).await.unwrap();
    }
}

async fn ask_again(world: &World, id: ApplicationId) {
    ask::answer(&world.office, &world.qm(1), id, "Those of the list.".into()).await.unwrap();
    ask::ask(&world.office, &world.qm(3), id, "Which colour?".into()).await.unwrap();
}

/// An answer to a mail about a permit comes into the case behind it.
async fn elsewhere(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let house = world.qm(1).house.clone();
    let take = async |due: &DueMail, mail| inbound::take(office, &house, token(&world, due), mail).await.unwrap();
    let permit = crate::spine::issued(&world).await.permit;
    permit_acts::deliver(office, &world.qm(2), permit.id()).await.unwrap();
    permit_acts::cancel(office, &world.qm(4), permit.id(), "False papers.".into()).await.unwrap();
    let stopped = next(&world, "stopped").await;
    assert_eq!((stopped.notice.object_kind.as_str(), inbound::in_case(&stopped.notice)), ("permit", true));
    assert!(matches!(take(&stopped, mail("<p1@x>", "The papers are right.")).await, Taken::Message(_)));
    assert_eq!(take(&stopped, mail("<p1@x>", "The papers are right.")).await, Taken::Before);
    let thread = notes::thread(office, &world.qm(3), permit.application()).await.unwrap();
    assert_eq!(thread.notes.last().map(|n| n.text.as_str()), Some("The papers are right."), "behind the permit");
}

/// An answer to a mail about money comes into the case that it was for; where there is none, one is told where to turn.
async fn paying(on: On) {
    use office::money::{account, monthly};
    let world = World::new(on).await;
    let office = &world.office;
    let ada = world.qm(1);
    let house = ada.house.clone();
    let take = async |due: &DueMail, mail| inbound::take(office, &house, token(&world, due), mail).await.unwrap();
    // A cheque that bounced: the case whose fee it was for.
    crate::money::in_force(&world, permits::money::PayPoint::Submission).await;
    let (case, open) = crate::money::handed_in(&world).await;
    let paper = cheque::Cheque {
        number: "0417".into(),
        bank: "First Bank".into(),
        drawer: String::new(),
        amount: crate::money::usd(5000),
    };
    cheque::take(office, &world.qm(31), open[0].id, paper).await.unwrap();
    let kept = crate::money_cheques::only_cheque(&world, open[0].id).await;
    cheque::record(office, &world.qm(31), kept.id, cheque::Fate::Deposited).await.unwrap();
    cheque::record(office, &world.qm(32), kept.id, cheque::Fate::Bounced("Empty".into())).await.unwrap();
    let bounced = next(&world, "cheque-bounced").await;
    assert!(inbound::in_case(&bounced.notice));
    assert!(matches!(take(&bounced, mail("<c1@x>", "A new one comes on Monday.")).await, Taken::Message(_)));
    let thread = notes::thread(office, &world.qm(3), case).await.unwrap();
    assert_eq!(thread.notes.last().map(|n| n.text.as_str()), Some("A new one comes on Monday."));

    // The bill of a month belongs to no case: whoever answers is told so, once a day, with the way to the bill.
    let holder = account::Holder::Organisation(world.company);
    let made = account::open(office, &world.qm(32), holder, crate::money::usd(0).currency).await.unwrap();
    monthly::agree(office, &world.qm(32), made.id, true, crate::money::usd(20_000)).await.unwrap();
    crate::money::handed_in(&world).await;
    world.clock.forward(24 * 29);
    monthly::bill_all(office, &office::Who::system(house.clone())).await.unwrap();
    let bill = next(&world, "bill-issued").await;
    assert!(!inbound::in_case(&bill.notice), "the mail does not promise a case");
    for n in 0..3 {
        let answer = mail(&format!("<b{n}@x>"), "This is too much.");
        assert_eq!(take(&bill, answer).await, Taken::Refused(Refusal::NoCase));
    }
    let told = read::list(office, &ada, false, None, 100).await.unwrap();
    let told: Vec<_> = told.iter().filter(|n| n.event == "mail-not-taken").collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].details["why"].as_str(), &told[0].object_id), ("no-case", &bill.notice.object_id));
    assert_eq!(told[0].object_kind, "invoice", "it leads to the bill");
}

async fn state_of(world: &World, id: ApplicationId) -> String {
    let mut read = world.office.store.read(&world.qm(3).scope("2026-11-02T12:00:00Z".parse().unwrap())).await.unwrap();
    format!("{:?}", office::shared::case::load(&mut read, &world.qm(3), id).await.unwrap().columns.status)
}

async fn refused(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let ada = world.qm(1);
    let house = ada.house.clone();
    let (id, due) = asked(&world).await;
    let officer = DueMail { roles: vec![cites::Role::MaOfficer], ..due[0].clone() };
    assert_eq!(inbound::reply_to(&house, &officer, "in.example"), None, "an officer signs in");
    let abroad = DueMail { roles: Vec::new(), ..due[0].clone() };
    assert_eq!(inbound::reply_to(&house, &abroad, "in.example"), None, "an authority abroad has no case here");
    let one = token(&world, &due[0]);
    let take = async |token, mail| inbound::take(office, &house, token, mail).await.unwrap();
    let news = async || {
        let all = read::list(office, &ada, false, None, 100).await.unwrap();
        all.into_iter().filter(|n| n.event == "mail-not-taken").count()
    };
    // A guess, and the address of another house.
    let (_, guess) = read_address(&format!("case+qm-{}@x", "a".repeat(32))).unwrap();
    assert_eq!(take(guess, mail("<1@x>", "Hello")).await, Taken::Refused(Refusal::Unknown));
    let there = inbound::take(office, &world.qn(1).house, one, mail("<1@x>", "Hello")).await.unwrap();
    assert_eq!(there, Taken::Refused(Refusal::Unknown), "Quenland knows nothing of it");
    // A machine: not taken, and nobody writes back.
    let away = Incoming { automatic: true, ..mail("<2@x>", "I am away.") };
    assert_eq!(take(one, away).await, Taken::Refused(Refusal::Automatic));
    assert_eq!(news().await, 0);
    // Nothing but what was quoted: one answer a day, however many come.
    for n in 0..4 {
        let empty = mail(&format!("<e{n}@x>"), "> Which tags?");
        assert_eq!(take(one, empty).await, Taken::Refused(Refusal::Empty));
    }
    assert_eq!(news().await, 1);
    assert!(notes::thread(office, &ada, id).await.unwrap().notes.is_empty());
    // Half a year later the address has lapsed.
    world.clock.forward(24 * 181);
    assert_eq!(take(one, mail("<3@x>", "Late.")).await, Taken::Refused(Refusal::Lapsed));
    assert_eq!(news().await, 2);
    // A new mail has an address of now; then the account is closed.
    while let Some(old) = send::due(office, &house).await.unwrap() {
        send::tried(office, &house, &old, &send::Outcome::Sent).await.unwrap();
    }
    ask_again(&world, id).await;
    let new = next(&world, "asked").await;
    let one = token(&world, &new);
    assert!(matches!(take(one, mail("<4@x>", "In time.")).await, Taken::Message(_)));
    let scope = world.qm(34).scope(office::shared::faces::Clock::now(world.clock.as_ref()));
    let closed: Result<(), store::Error> = store::act!(&office.store, &scope, "close", |tx| {
        let mut row = tx.person(ada.person().unwrap().id).await?.unwrap();
        row.active = false;
        tx.person_update(&row).await?;
        tx.audit(store::AuditEntry::new("close", "person", row.id));
        Ok(())
    });
    closed.unwrap();
    assert_eq!(take(one, mail("<5@x>", "Still here?")).await, Taken::Refused(Refusal::NotYours));
    assert_eq!(news().await, 2, "a closed account is not written to");
}
