//! The mails that must go out, each made by its act and found in the mailbox with what must stand in it: submission,
//! payment due and receipt, questions with their deadline, decisions with reasons and appeal, the permit with its link,
//! warnings of its end, hold and seizure, differences to both authorities, loss to those who tell the destination.

use crate::delivered::Post;
use crate::told::{handed_in, proposed};
use crate::world::{On, World, skins};
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use cites::document::Block;
use cites::ids::PermitId;
use cites::{Amount, CountryCode, Currency, Lang, Money, RefusalReason};
use office::econtrol::endorse::{Presented, endorse, hold, release, seize};
use office::econtrol::receive::{Counted, receive};
use office::eexchange::fetch::{Wanted, fetch};
use office::eexchange::outbox;
use office::epermit::permit_acts::{self, Loss};
use office::epermit::{accept, appeal, approve, ask, give_back, sign, submit};
use office::money::{cash, schedule};
use office::notices::{read, remind};
use office::shared::faces::Clock as _;
use office::shared::facts::day;
use pages::Words;
use permits::application::state::MissingItem;
use permits::money::{FeeItem, FeeRow, FeeSchedule, PayPoint};
use permits::permit::FigureSource;
use std::collections::BTreeSet;
use store::AuditEntry;

macro_rules! on_both {
    ($($story:ident: $sqlite:ident, $postgres:ident;)*) => {$(
        #[tokio::test]
        async fn $sqlite() {
            $story(On::Sqlite).await;
        }
        #[tokio::test]
        async fn $postgres() {
            $story(On::Postgres).await;
        }
    )*};
}

on_both! {
    permit: every_mail_from_submission_to_the_end_of_a_permit, every_mail_to_the_end_of_a_permit_on_postgresql;
    refusal: every_mail_of_a_refusal_and_its_appeal, every_mail_of_a_refusal_on_postgresql;
    money: every_mail_about_money, every_mail_about_money_on_postgresql;
}

/// One mail: event, reader by Party and number, and words that must stand in it.
type Row<'a> = (&'a str, CountryCode, u8, &'a [&'a str]);

/// A mailbox that is looked into after each act.
struct Box<'a> {
    world: &'a World,
    post: Post,
    seen: BTreeSet<String>,
}

impl<'a> Box<'a> {
    fn of(world: &'a World) -> Box<'a> {
        Box { world, post: Post::open(world), seen: BTreeSet::new() }
    }

    /// After what was done exactly these mails came, each to its reader, with its words.
    async fn came(&mut self, done: &str, rows: &[Row<'_>]) {
        self.post.round().await;
        let fresh: Vec<_> = self.post.all().into_iter().filter(|m| self.seen.insert(m.message_id.clone())).collect();
        let mut log = Vec::new();
        for house in self.world.office.houses() {
            let scope = office::Who::system(house.clone()).scope(self.world.office.clock.now());
            log.extend(self.world.office.store.read(&scope).await.unwrap().sends(None, 100).await.unwrap());
        }
        let event = |id: &str| log.iter().find(|l| l.message_id == id).map(|l| l.event.clone()).unwrap();
        let mut came: Vec<(String, String)> = fresh.iter().map(|m| (event(&m.message_id), m.to.clone())).collect();
        let mut must: Vec<(String, String)> = rows
            .iter()
            .map(|(event, party, n, _)| ((*event).to_owned(), format!("p{n}@{party}.example").to_lowercase()))
            .collect();
        came.sort_unstable();
        must.sort_unstable();
        assert_eq!(came, must, "{done}");
        for (name, party, n, words) in rows {
            let to = format!("p{n}@{party}.example").to_lowercase();
            let mail = fresh.iter().find(|m| m.to == to && event(&m.message_id) == *name).unwrap();
            for word in *words {
                assert!(mail.text.contains(word), "{done}: {name} to {to} does not say {word:?}:\n{}", mail.text);
            }
            let link = mail.text.contains("https://permits.example/") && mail.html.contains("href=");
            assert!(link && !mail.subject.is_empty(), "{done}: {mail:?}");
        }
    }

    /// A day that a notice of a person tells, as it is written for them.
    async fn told_day(&self, n: u8, event: &str) -> String {
        let rows = read::list(&self.world.office, &self.world.qm(n), false, None, 100).await.unwrap();
        let row = rows.iter().find(|r| r.event == event).unwrap();
        Words::of(Lang::En).date(&row.details["until"].parse().unwrap())
    }
}

fn presented(actual: u32) -> Presented {
    Presented {
        quantities: vec![(Block::nth(0), Amount::whole(actual))],
        port: "QMBND".into(),
        port_name: "Bend".into(),
        transport_document: None,
        source: FigureSource::CustomsWeb,
    }
}

/// A permit in its holder's hands; its mails are another test's.
async fn delivered(letters: &mut Box<'_>) -> office::epermit::sign::Issued {
    let world = letters.world;
    let id = handed_in(world, &world.qm(1), skins()).await;
    proposed(world, id).await;
    approve::approve(&world.office, &world.qm(4), id, true).await.unwrap();
    let issued = sign::sign(&world.office, &world.qm(5), id).await.unwrap();
    permit_acts::deliver(&world.office, &world.qm(2), issued.permit.id()).await.unwrap();
    letters.post.round().await;
    letters.seen.extend(letters.post.all().into_iter().map(|m| m.message_id));
    issued
}

async fn permit(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let letters = &mut Box::of(&world);
    let id = handed_in(&world, &world.qm(1), skins()).await;
    letters.came("submitted", &[("sent", QM, 1, &["26-00001"])]).await;
    accept::accept(office, &world.qm(2), id).await.unwrap();
    ask::ask(office, &world.qm(3), id, "Which tags?".into()).await.unwrap();
    let until = letters.told_day(1, "asked").await;
    letters.came("asked", &[("asked", QM, 1, &["26-00001", "Which tags?", &until])]).await;
    ask::answer(office, &world.qm(1), id, "As in box 9.".into()).await.unwrap();
    letters.came("answered", &[]).await;
    crate::told::examined(&world, id).await;
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
    letters.came("approved", &[("approved", QM, 1, &["26-00001"])]).await;
    let issued = sign::sign(office, &world.qm(5), id).await.unwrap();
    let (permit, number) = (issued.permit.id(), issued.permit.number().to_string());
    let link = format!("https://permits.example/v/{number}/{}", issued.token.as_str());
    letters.came("signed", &[("issued", QM, 1, &[&number, &link])]).await;
    permit_acts::deliver(office, &world.qm(2), permit).await.unwrap();
    letters.came("delivered", &[]).await;

    let why = "Tags cannot be read.";
    hold(office, &world.qm(7), permit, why.into()).await.unwrap();
    letters.came("held", &[("held", QM, 3, &[&number, why]), ("held", QM, 1, &[&number, why])]).await;
    release(office, &world.qm(7), permit, "Cleaned.".into()).await.unwrap();
    letters.came("released", &[("released", QM, 1, &[&number])]).await;
    endorse(office, &world.qm(7), permit, presented(238)).await.unwrap();
    letters.came("238 left", &[("differs", QM, 3, &[&number, "238"]), ("differs", QM, 1, &[&number, "238"])]).await;

    // 236 of them arrive: the authority there hears of it from its own customs, ours by the confirmation.
    outbox::work(office, office.house_of(QM).unwrap()).await.unwrap();
    let wanted = Wanted { issuer: QM, number: issued.permit.number().clone(), token: Some(issued.token.clone()) };
    let fetched = fetch(office, &world.qn(3), wanted).await.unwrap();
    let counted = Counted {
        quantities: vec![(Block::nth(0), Amount::whole(236))],
        port: "QNNPT".into(),
        port_name: "Northport".into(),
    };
    receive(office, &world.qn(7), fetched.row.id, counted).await.unwrap();
    let there = [number.as_str(), "236", "238", "Querimba"];
    letters.came("236 arrived", &[("arrival-differs", QN, 3, &there), ("arrival-differs", QN, 22, &there)]).await;
    outbox::work(office, office.house_of(QN).unwrap()).await.unwrap();
    let here = [number.as_str(), "236"];
    letters.came("confirmed", &[("differs", QM, 3, &here), ("differs", QM, 1, &here)]).await;

    // Lost: whoever tells the destination and, the purpose being commercial, the Secretariat.
    let lost = delivered(letters).await.permit;
    permit_acts::report(office, &world.qm(1), lost.id(), Loss::Lost, "Fell overboard.".into()).await.unwrap();
    // Nobody abroad stands in the directory: the desk is told to write, and where to enter the address; the border knows.
    let tell = [lost.number().as_str(), "Quenland", "Secretariat", "https://permits.example/directory"];
    let border = [lost.number().as_str()];
    let both = [("tell-destination", QM, 3, &tell[..]), ("tell-destination", QM, 22, &tell)];
    letters.came("lost", &[both[0], both[1], ("border-alert", QM, 7, &border)]).await;

    // Its end comes near, and passes.
    let last = delivered(letters).await.permit;
    let (ends, house) = (last.signed_document().valid_until, office.house_of(QM).unwrap());
    let end = Words::of(Lang::En).date(&ends);
    let words = [last.number().as_str(), end.as_str()];
    let to = async |days: i32| {
        let left = day(world.clock.now()).until(ends).unwrap().get_days() - days;
        world.clock.forward(i64::from(left) * 24);
        remind::remind(office, house).await.unwrap();
        remind::expire(office, house, 10).await.unwrap();
    };
    to(30).await;
    letters.came("thirty days", &[("expiring-30", QM, 1, &words)]).await;
    to(7).await;
    letters.came("seven days", &[("expiring-7", QM, 1, &words)]).await;
    to(-1).await;
    letters.came("over", &[("expired", QM, 1, &words)]).await;
    to(-8).await;
    letters.came("not returned", &[("unreturned", QM, 1, &words)]).await;

    // Seized: the officer in charge; when she has left, the supervisor.
    let one = delivered(letters).await.permit;
    hold(office, &world.qm(7), one.id(), why.into()).await.unwrap();
    letters.came("held", &[("held", QM, 3, &[why]), ("held", QM, 1, &[why])]).await;
    seize(office, &world.qm(7), one.id(), "Hidden below.".into()).await.unwrap();
    letters.came("seized", &[("seized", QM, 3, &[one.number().as_str(), "Hidden below."])]).await;
    let two = delivered(letters).await.permit.id();
    leaves(&world, 3).await;
    hold(office, &world.qm(7), two, why.into()).await.unwrap();
    letters.came("held, nobody in charge", &[("held", QM, 22, &[why]), ("held", QM, 1, &[why])]).await;
    seize(office, &world.qm(7), two, "Hidden below.".into()).await.unwrap();
    letters.came("seized, nobody in charge", &[("seized", QM, 22, &["Hidden below."])]).await;
    let _: PermitId = two;
}

/// Somebody does not work here any more.
async fn leaves(world: &World, n: u8) {
    let who = world.qm(22);
    let scope = who.scope(world.clock.now());
    let gone: Result<(), store::Error> = store::act!(&world.office.store, &scope, "leaves", |tx| {
        let mut row = tx.person(crate::world::person_id(QM, n)).await?.unwrap();
        row.active = false;
        tx.person_update(&row).await?;
        tx.audit(AuditEntry::new("leaves", "person", row.id));
        Ok(())
    });
    gone.unwrap();
}

async fn refusal(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let letters = &mut Box::of(&world);
    let (ada, id) = (world.qm(1), handed_in(&world, &world.qm(1), skins()).await);
    letters.came("submitted", &[("sent", QM, 1, &["26-00001"])]).await;
    let point = MissingItem { field: "lines.0.marks".into(), what: "The tag numbers of line A.".into() };
    give_back::give_back(office, &world.qm(2), id, vec![point]).await.unwrap();
    let until = letters.told_day(1, "incomplete").await;
    letters.came("sent back", &[("incomplete", QM, 1, &["The tag numbers of line A.", &until])]).await;
    submit::submit(office, &ada, id).await.unwrap();
    letters.came("handed in again", &[]).await;
    proposed(&world, id).await;
    let text = "The books of the farm do not show it.";
    approve::refuse(office, &world.qm(4), id, RefusalReason::R02, text.into()).await.unwrap();
    let until = letters.told_day(1, "refused").await;
    letters.came("refused", &[("refused", QM, 1, &["26-00001", text, "appeal", &until])]).await;
    appeal::appeal(office, &ada, id, "The books were sent.".into()).await.unwrap();
    letters.came("appealed", &[]).await;
    appeal::dismiss(office, &world.qm(5), id, "They end in March.".into()).await.unwrap();
    letters.came("dismissed", &[("appeal-dismissed", QM, 1, &["26-00001", "They end in March."])]).await;
}

async fn charged(world: &World, pay_point: PayPoint, from: cites::Date) {
    let fees = FeeSchedule {
        currency: Currency::parse("USD").unwrap(),
        pay_point,
        payment_days: 14,
        valid_from: from,
        valid_until: None,
        rows: vec![FeeRow::of(FeeItem::App, 3000)],
        tax: None,
    };
    let entered = schedule::propose(&world.office, &world.qm(32), fees).await.unwrap();
    schedule::decide(&world.office, &world.qm(34), entered.id, true).await.unwrap();
}

async fn money(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let letters = &mut Box::of(&world);
    let usd = |minor| Money { minor, currency: Currency::parse("USD").unwrap() };
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    let invoice = async |id| {
        let mut read = office.store.read(&world.qm(32).scope(world.clock.now())).await.unwrap();
        read.invoices_of_case(id).await.unwrap().remove(0)
    };
    // Before examination: the case waits, and what is told is told by the case.
    charged(&world, PayPoint::Submission, jiff::civil::date(2026, 11, 2)).await;
    let id = handed_in(&world, &world.qm(1), skins()).await;
    let due = invoice(id).await;
    let until = letters.told_day(1, "payment-due").await;
    let words = ["26-00001", due.number.as_str(), "30.00", until.as_str()];
    letters.came("submitted", &[("payment-due", QM, 1, &words)]).await;
    cash::receive(office, &world.qm(31), due.id, usd(1000), String::new()).await.unwrap();
    letters.came("paid in part", &[("receipt", QM, 1, &[&due.number, "10.00", "REC-26-00001"])]).await;
    cash::receive(office, &world.qm(31), due.id, usd(2000), String::new()).await.unwrap();
    letters.came("paid", &[("paid", QM, 1, &["26-00001", &due.number])]).await;

    // Before approval: the case goes on meanwhile, and the invoice is told by itself.
    world.clock.forward(24);
    charged(&world, PayPoint::Approval, jiff::civil::date(2026, 11, 3)).await;
    let id = handed_in(&world, &world.qm(1), skins()).await;
    let due = invoice(id).await;
    let until = letters.told_day(1, "invoice-due").await;
    let words = [due.number.as_str(), "30.00", until.as_str()];
    letters.came("submitted", &[("sent", QM, 1, &["26-00002"]), ("invoice-due", QM, 1, &words)]).await;
    cash::receive(office, &world.qm(31), due.id, usd(3000), String::new()).await.unwrap();
    letters.came("paid", &[("receipt", QM, 1, &[&due.number, "REC-26-00003"])]).await;

    // At collection: when the permit is approved.
    world.clock.forward(24);
    charged(&world, PayPoint::Collection, jiff::civil::date(2026, 11, 4)).await;
    let id = handed_in(&world, &world.qm(1), skins()).await;
    letters.came("submitted", &[("sent", QM, 1, &["26-00003"])]).await;
    proposed(&world, id).await;
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
    let due = invoice(id).await;
    letters.came("approved", &[("approved", QM, 1, &[]), ("invoice-due", QM, 1, &[&due.number, "30.00"])]).await;
    assert_eq!(letters.post.of(QN, 1).len(), 0, "nobody abroad pays");
}
