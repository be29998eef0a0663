//! People are told: by the act that changed something, once, in the portal and by e-mail, and by the calendar.

use crate::spine::{approved, examined, issued, presented};
use crate::world::{On, World, skins};
use cites::document::Block;
use cites::{Amount, Lang, PermitStatus, RefusalReason};
use office::econtrol::endorse::{endorse, hold};
use office::epermit::permit_acts::{self, Loss};
use office::epermit::{accept, approve, ask, draft, sign, submit};
use office::notices::send::{self, Outcome};
use office::notices::table::Event;
use office::notices::use_report::report_used;
use office::notices::{read, remind, texts};
use office::shared::faces::Clock as _;
use office::{Error, Who};
use store::{AfterIssue, MailState, NoticeRow, SendResult, WishRow};

async fn mine(world: &World, who: &Who) -> Vec<NoticeRow> {
    let mut rows = read::list(&world.office, who, false, None, 100).await.unwrap();
    rows.reverse();
    rows
}

async fn events(world: &World, who: &Who) -> Vec<String> {
    mine(world, who).await.into_iter().map(|n| n.event).collect()
}

both! {
    told => the_applicant_is_told_each_step_once_and_nobody_else_is, the_applicant_is_told_each_step_once_on_postgresql;
    refused => a_question_and_a_refusal_carry_what_the_applicant_needs, a_question_and_a_refusal_on_postgresql;
    border => what_happens_at_the_border_is_told_to_officer_and_holder, what_happens_at_the_border_on_postgresql;
    posted => a_mail_is_sent_at_least_once_under_one_id_and_every_try_is_logged, a_mail_is_sent_at_least_once_on_postgresql;
    reminded => reminders_go_out_once_whatever_restarts, reminders_go_out_once_on_postgresql;
    used => a_holder_reports_use_and_the_officer_is_told, a_holder_reports_use_on_postgresql;
    billed => a_cheque_that_bounced_and_a_new_bill_are_told, a_cheque_that_bounced_and_a_new_bill_are_told_on_postgresql;
    worded => a_party_words_its_mails_within_what_the_reader_must_know, a_party_words_its_mails_on_postgresql;
}

async fn told(on: On) {
    let world = World::new(on).await;
    let quota = crate::quota::set(&world, 300).await;
    let permit = issued(&world).await.permit;
    let ada = world.qm(1);
    assert_eq!(events(&world, &ada).await, ["sent", "approved", "issued"]);
    let rows = mine(&world, &ada).await;
    assert_eq!(rows[0].details["reference"], "26-00001");
    assert_eq!(rows[2].details["number"], permit.number().as_str());
    assert!(rows.iter().all(|r| r.mail == MailState::Waiting && r.language == Lang::En));
    // 240 of 300 skins are four fifths: told to those who keep quotas and to the Scientific Authority, not by e-mail.
    for keeper in [8, 9, 6] {
        let rows = mine(&world, &world.qm(keeper)).await;
        let quota_rows: Vec<_> = rows.iter().filter(|r| r.event == "quota-80").collect();
        assert_eq!(quota_rows.len(), 1, "{keeper}");
        assert_eq!((quota_rows[0].object_id.clone(), quota_rows[0].mail), (quota.to_string(), MailState::None));
    }
    for other in [world.qm(2), world.qm(7), world.qn(1)] {
        assert_eq!(events(&world, &other).await, Vec::<String>::new(), "not their business");
    }
    // Read: one's own only, and as often as one likes.
    let first = rows[0].id;
    assert!(matches!(read::mark(&world.office, &world.qm(3), first).await, Err(Error::NotFound(_))));
    assert!(matches!(read::mark(&world.office, &world.qn(1), first).await, Err(Error::NotFound(_))));
    let at = read::mark(&world.office, &ada, first).await.unwrap().read_at;
    assert!(at.is_some());
    assert_eq!(read::mark(&world.office, &ada, first).await.unwrap().read_at, at, "the first time stands");
    let scope = ada.scope(world.clock.now());
    let mut look = world.office.store.read(&scope).await.unwrap();
    assert_eq!(look.notices_unread(ada.person().unwrap().id).await.unwrap(), 2);
    drop(look);
    assert_eq!(read::mark_all(&world.office, &ada, rows[2].id).await.unwrap(), 2);
    assert!(read::list(&world.office, &ada, true, None, 10).await.unwrap().is_empty());
}

async fn refused(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let (ada, odile) = (world.qm(1), world.qm(3));
    let id = draft::create(office, &ada, skins(), draft::OnBehalf::default()).await.unwrap().application.id();
    let key = store::Key { key: "send-1".into(), request: cites::Digest::of("", b"send") };
    for _ in 0..2 {
        submit::submit(office, &ada.clone().with_key(Some(key.clone())), id).await.unwrap();
    }
    assert_eq!(events(&world, &ada).await, ["sent"], "a form sent twice tells once");
    accept::accept(office, &world.qm(2), id).await.unwrap();
    ask::ask(office, &odile, id, "Which tags?".into()).await.unwrap();
    let asked = mine(&world, &ada).await.pop().unwrap();
    assert_eq!((asked.event.as_str(), asked.details["question"].as_str()), ("asked", "Which tags?"));
    assert!(asked.details["until"].starts_with("2026-"), "{:?}", asked.details);
    ask::answer(office, &ada, id, "As in box 9.".into()).await.unwrap();
    assert_eq!(events(&world, &odile).await, ["answered"], "the officer in charge knows it");
    examined(&world, id).await;
    let text = "The books of the farm do not show it.".to_owned();
    approve::refuse(office, &world.qm(4), id, RefusalReason::R02, text.clone()).await.unwrap();
    let last = mine(&world, &ada).await.pop().unwrap();
    assert_eq!(last.event, "refused");
    assert_eq!((last.details["refusal"].as_str(), last.details["reason"].clone()), ("R02", text));
    assert!(last.details.contains_key("until"), "until when an appeal may be made");
    for row in mine(&world, &ada).await {
        let told = format!("{:?}", row.details);
        for stranger in ["Odile", "Abel", "Clement", "Tannery"] {
            assert!(!told.contains(stranger), "{} names {stranger}: {told}", row.event);
        }
    }
}

async fn border(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let permit = issued(&world).await.permit.id();
    permit_acts::deliver(office, &world.qm(2), permit).await.unwrap();
    hold(office, &world.qm(7), permit, "Tags cannot be read.".into()).await.unwrap();
    assert_eq!(events(&world, &world.qm(3)).await, ["held"]);
    assert_eq!(mine(&world, &world.qm(1)).await.pop().unwrap().details["reason"], "Tags cannot be read.");
    office::econtrol::endorse::release(office, &world.qm(7), permit, "Cleaned.".into()).await.unwrap();
    endorse(office, &world.qm(7), permit, presented(238)).await.unwrap();
    let differs = mine(&world, &world.qm(3)).await.pop().unwrap();
    assert_eq!((differs.event.as_str(), differs.details["quantities"].as_str()), ("differs", "A|238|240|NAR"));
    // Another permit is lost: the desk is told to tell the destination; the holder knows it.
    let second = issued(&world).await.permit.id();
    permit_acts::deliver(office, &world.qm(2), second).await.unwrap();
    permit_acts::report(office, &world.qm(1), second, Loss::Lost, "Fell overboard.".into()).await.unwrap();
    let desk = mine(&world, &world.qm(3)).await.pop().unwrap();
    assert_eq!(desk.event, "tell-destination");
    assert_eq!([&desk.details["status"], &desk.details["country"], &desk.details["commercial"]], ["LOST", "QN", "yes"]);
    // Endorsed whole, nobody is told of a difference.
    let third = issued(&world).await.permit.id();
    permit_acts::deliver(office, &world.qm(2), third).await.unwrap();
    let before = events(&world, &world.qm(3)).await.len();
    endorse(office, &world.qm(7), third, presented(240)).await.unwrap();
    assert_eq!(events(&world, &world.qm(3)).await.len(), before);
}

async fn posted(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let ada = world.qm(1);
    let house = ada.house.clone();
    // Ada can do without what need not be sent.
    let wish = WishRow { optional_mail: false, sms_to: None };
    read::set_wish(office, &ada, Lang::Fr, wish).await.unwrap();
    let id = approved(&world).await;
    let rows = mine(&world, &ada).await;
    assert_eq!(
        [rows[0].mail, rows[1].mail],
        [MailState::Waiting, MailState::None],
        "approved stands in the portal only"
    );
    assert_eq!(rows[0].language, Lang::Fr);

    // The mail server says: not now. Then the program stops between its yes and our note of it.
    let due = send::due(office, &house).await.unwrap().unwrap();
    assert_eq!(due.address.as_deref(), Some("p1@qm.example"));
    let name = send::message_id(office, due.notice.id, due.notice.reader);
    assert!(send::due(office, &house).await.unwrap().is_none(), "held by the first job");
    assert_eq!(
        send::tried(office, &house, &due, &Outcome::Later("451 greylisted".into())).await.unwrap(),
        SendResult::Later
    );
    assert!(send::due(office, &house).await.unwrap().is_none(), "it waits a little");
    world.clock.forward(1);
    let again = send::due(office, &house).await.unwrap().unwrap();
    assert_eq!((again.notice.mail_attempts, again.token), (2, due.token), "the address for answers stays");
    drop(again);
    world.clock.forward(1);
    let third = send::due(office, &house).await.unwrap().expect("what was not noted as sent is not lost");
    let copy = send::message_id(office, third.notice.id, third.notice.reader);
    assert_eq!(copy, name, "mail systems know the copy");
    assert_eq!(send::tried(office, &house, &third, &Outcome::Sent).await.unwrap(), SendResult::Sent);
    world.clock.forward(48);
    assert!(send::due(office, &house).await.unwrap().is_none(), "and it is not sent again");

    // A refusal for good is given up at once, seen by the administrator, and tried again when a person says so.
    sign::sign(office, &world.qm(5), id).await.unwrap();
    let due = send::due(office, &house).await.unwrap();
    let issued = due.filter(|d| d.notice.event == "issued").unwrap();
    send::tried(office, &house, &issued, &Outcome::Never("550 no such mailbox\u{7}".into())).await.unwrap();
    let scope = ada.scope(world.clock.now());
    let log = office.store.read(&scope).await.unwrap().sends(None, 10).await.unwrap();
    let told: Vec<_> = log.iter().map(|l| (l.event.as_str(), l.result, l.attempt)).collect();
    assert_eq!(told, [("issued", SendResult::Dead, 1), ("sent", SendResult::Sent, 3), ("sent", SendResult::Later, 1)]);
    assert_eq!((log[0].reason.as_deref(), log[0].dead, log[0].template), (Some("550 no such mailbox"), true, 0));
    let person = log[0].reader.person().unwrap();
    assert!(matches!(send::again(office, &ada, person, log[0].notice).await, Err(Error::NotPermitted)));
}

async fn reminded(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let ada = world.qm(1);
    let house = ada.house.clone();
    let left = draft::create(office, &ada, skins(), draft::OnBehalf::default()).await.unwrap().application.id();
    let issued = issued(&world).await.permit;
    permit_acts::deliver(office, &world.qm(2), issued.id()).await.unwrap();
    let days = |n: i64| world.clock.forward(n * 24);
    let last = issued.signed_document().valid_until;
    assert_eq!(remind::remind(office, &house).await.unwrap(), 0, "nothing is due yet");
    let span = office::shared::facts::day(world.clock.now()).until(last).unwrap().get_days();
    let mut news = events(&world, &ada).await.len();
    let mut news_of = async |event: &str| {
        for _ in 0..3 {
            remind::remind(office, &house).await.unwrap();
        }
        let all = events(&world, &ada).await;
        let fresh: Vec<String> = all[news..].to_vec();
        news = all.len();
        assert_eq!(fresh, if event.is_empty() { Vec::new() } else { vec![event.to_owned()] });
    };
    days(61);
    news_of("draft-ending").await;
    days(i64::from(span) - 61 - 31);
    news_of("").await;
    days(1);
    news_of("expiring-30").await;
    days(10);
    news_of("").await;
    days(13);
    news_of("expiring-7").await;
    // Three days of grace: the last day passes, the permit stands; then it ends, and the holder is asked to declare.
    let admin = Who::new(house.clone(), administrator(&world));
    texts::set_periods(office, &admin, AfterIssue { grace_days: 3, draft_days: 60 }).await.unwrap();
    days(10);
    assert_eq!(remind::expire(office, &house, 10).await.unwrap(), (0, 0), "within the days of grace");
    days(1);
    assert_eq!(remind::expire(office, &house, 10).await.unwrap(), (1, 1));
    news_of("expired").await;
    days(3);
    news_of("unreturned").await;
    days(30);
    news_of("").await;
    let _ = left;
}

fn administrator(world: &World) -> permits::Actor {
    let mut actor = world.qm(2).actor;
    if let permits::Actor::Person(person) = &mut actor {
        person.roles = vec![cites::Role::TenantAdmin];
    }
    actor
}

async fn used(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let ada = world.qm(1);
    let permit = issued(&world).await.permit.id();
    permit_acts::deliver(office, &world.qm(2), permit).await.unwrap();
    let all = |n: u32| vec![(Block::nth(0), Amount::whole(n))];
    let say = "Left Bend on 3 November, AWB 020-1.".to_owned();
    let code = |r: Result<store::UseReport, Error>| r.unwrap_err().code();
    assert_eq!(code(report_used(office, &ada, permit, all(241), say.clone()).await), "use-more");
    assert_eq!(code(report_used(office, &ada, permit, Vec::new(), say.clone()).await), "use-blocks");
    assert_eq!(code(report_used(office, &ada, permit, all(1), " ".into()).await), "reason-empty");
    assert!(matches!(report_used(office, &world.qm(3), permit, all(1), say.clone()).await, Err(Error::NotPermitted)));
    assert!(matches!(report_used(office, &world.qn(1), permit, all(1), say.clone()).await, Err(Error::NotFound(_))));
    report_used(office, &ada, permit, all(200), say).await.unwrap();
    let told = mine(&world, &world.qm(3)).await.pop().unwrap();
    assert_eq!((told.event.as_str(), told.details["used"].as_str()), (Event::UseReported.code(), "yes"));
    let stands = sign::permit(office, &ada, permit).await.unwrap();
    assert_eq!(stands.value.status(), PermitStatus::Delivered, "a holder's word alone changes nothing");
    endorse(office, &world.qm(7), permit, presented(200)).await.unwrap();
    assert_eq!(code(report_used(office, &ada, permit, all(1), "x".into()).await), "use-closed");
}

async fn worded(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let admin = Who::new(world.qm(2).house.clone(), administrator(&world));
    let text = |body: &str| Some(("Your {reference}".to_owned(), body.to_owned()));
    let bad = texts::set(office, &admin, Event::Asked, Lang::En, text("Answer, please.")).await.unwrap_err();
    assert_eq!(bad.code(), "mailtext-needs");
    let good = "{question}\nUntil {until}: {link}";
    assert!(texts::set(office, &world.qm(3), Event::Asked, Lang::En, text(good)).await.is_err());
    texts::set(office, &admin, Event::Asked, Lang::En, text(good)).await.unwrap();
    texts::set(office, &admin, Event::Asked, Lang::En, text(&format!("{good}\nThe desk"))).await.unwrap();
    let id = draft::create(office, &world.qm(1), skins(), draft::OnBehalf::default()).await.unwrap().application.id();
    submit::submit(office, &world.qm(1), id).await.unwrap();
    accept::accept(office, &world.qm(2), id).await.unwrap();
    ask::ask(office, &world.qm(3), id, "Which tags?".into()).await.unwrap();
    let mut due = Vec::new();
    while let Some(one) = send::due(office, &admin.house).await.unwrap() {
        due.push(one);
    }
    let own = due.iter().find(|d| d.notice.event == "asked").unwrap().text.clone().unwrap();
    assert_eq!((own.version, own.body.ends_with("The desk")), (2, true), "the newest version is in force");
    assert!(due.iter().find(|d| d.notice.event == "sent").unwrap().text.is_none());
    texts::set(office, &admin, Event::Asked, Lang::En, None).await.unwrap();
    let scope = admin.scope(world.clock.now());
    assert!(office.store.read(&scope).await.unwrap().notice_text("asked", Lang::En).await.unwrap().is_none());
}

async fn billed(on: On) {
    use office::money::cheque::{self, Cheque, Fate};
    use office::money::{account, monthly};
    let world = World::new(on).await;
    let office = &world.office;
    crate::money::in_force(&world, permits::money::PayPoint::Submission).await;
    let (_, open) = crate::money::handed_in(&world).await;
    let usd = crate::money::usd;
    let paper = Cheque { number: "0417".into(), bank: "First Bank".into(), drawer: String::new(), amount: usd(5000) };
    cheque::take(office, &world.qm(31), open[0].id, paper).await.unwrap();
    let kept = crate::money_cheques::only_cheque(&world, open[0].id).await;
    cheque::record(office, &world.qm(31), kept.id, Fate::Deposited).await.unwrap();
    let ada = world.qm(1);
    let before = events(&world, &ada).await;
    let back = Fate::Bounced("Not enough in the account".into());
    for _ in 0..2 {
        // Said a second time it is refused, and told once.
        let _ = cheque::record(office, &world.qm(32), kept.id, back.clone()).await;
    }
    let rows = mine(&world, &ada).await;
    assert_eq!(rows.len(), before.len() + 1, "{:?}", events(&world, &ada).await);
    let told = rows.last().unwrap();
    assert_eq!((told.event.as_str(), told.object_kind.as_str()), ("cheque-bounced", "invoice"));
    assert_eq!(told.object_id, open[0].id.to_string());
    assert_eq!((told.details["cheque"].as_str(), told.details["invoice"].as_str()), ("0417", "INV-26-00001"));
    assert_eq!(told.details["reason"], "Not enough in the account");
    assert_eq!(told.mail, MailState::Waiting, "by e-mail too");

    // A holder who pays by the month: the bill is told to everybody of the company, once.
    let holder = account::Holder::Organisation(world.company);
    let made = account::open(office, &world.qm(32), holder, usd(0).currency).await.unwrap();
    monthly::agree(office, &world.qm(32), made.id, true, usd(20_000)).await.unwrap();
    crate::money::handed_in(&world).await;
    world.clock.forward(24 * 29);
    let system = office::Who::system(ada.house.clone());
    assert_eq!(monthly::bill_all(office, &system).await.unwrap(), 1);
    assert_eq!(monthly::bill_all(office, &system).await.unwrap(), 0);
    let bills: Vec<_> = mine(&world, &ada).await.into_iter().filter(|n| n.event == "bill-issued").collect();
    let [bill] = bills.as_slice() else { panic!("one bill: {bills:?}") };
    assert_eq!((bill.details["month"].as_str(), bill.details["amount"].as_str()), ("2026-11", "50.00 USD"));
    assert_eq!((bill.details["invoice"].as_str(), bill.mail), ("INV-26-00002", MailState::Waiting));
    // The mail goes out from the notice, and every try is logged.
    for other in [world.qm(2), world.qm(35), world.qn(1)] {
        let all = events(&world, &other).await;
        assert!(!all.iter().any(|e| e == "bill-issued" || e == "cheque-bounced"), "not their business: {all:?}");
    }
}
