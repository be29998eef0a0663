//! What time brings reaches the right people of the right Party, once, in their language, in the portal and by e-mail: a
//! coming change of the Appendices, and the end of the key that signs.

use crate::delivered::Post;
use crate::world::{On, World, skins};
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use cites::ids::ApplicationId;
use cites::taxa::{CsvSet, Taxonomy};
use cites::{CountryCode, FindingKind, Lang, Role};
use office::Who;
use office::epermit::consult_sa::{Answer, Opinion, consult, opinion};
use office::epermit::propose::{Proposal, propose};
use office::epermit::{accept, approve, draft, examine, sign, submit};
use office::notices::{read, remind};
use permits::FormInput;
use store::{MailState, NoticeRow, WishRow};

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
    appendices: a_change_of_the_appendices_reaches_whom_it_touches, a_change_of_the_appendices_on_postgresql;
    key: the_end_of_a_key_reaches_its_keepers, the_end_of_a_key_on_postgresql;
}

/// The Appendices with the Nile crocodile of every population in Appendix I from a day on.
fn coming(from: &str) -> Taxonomy {
    let shipped = CsvSet::shipped();
    let mut lines = shipped.listings.lines();
    let head = format!("{},valid_from", lines.next().unwrap());
    let rows: Vec<&str> = lines.collect();
    let now = rows.iter().map(|row| format!("{row},"));
    let (_, rest) = rows.iter().find(|row| row.contains(",Crocodylus niloticus,")).unwrap().split_once(',').unwrap();
    let listings: Vec<String> = std::iter::once(head).chain(now).chain([format!("L9001,{rest},{from}")]).collect();
    let row = shipped.taxa.lines().find(|l| l.contains(",Crocodylus niloticus,")).unwrap();
    let taxa = shipped.taxa.replace(row, &row.replace(",L0674,", ",L0674|L9001,"));
    assert_ne!(taxa, shipped.taxa, "the species names its entries");
    Taxonomy::from_csv(&CsvSet { taxa: &taxa, listings: &listings.join("\n"), ..shipped }).unwrap().for_demo()
}

/// A person's notices of an event.
async fn portal(world: &World, who: &Who, event: &str) -> Vec<NoticeRow> {
    let rows = read::list(&world.office, who, false, None, 200).await.unwrap();
    rows.into_iter().filter(|n| n.event == event).collect()
}

async fn speaks(world: &World, who: &Who, language: Lang) {
    read::set_wish(&world.office, who, language, WishRow::default()).await.unwrap();
}

pub async fn handed_in(world: &World, who: &Who, form: FormInput) -> ApplicationId {
    let office = &world.office;
    let id = draft::create(office, who, form, draft::OnBehalf::default()).await.unwrap().application.id();
    submit::submit(office, who, id).await.unwrap();
    id
}

fn yes(kind: FindingKind) -> Opinion {
    Opinion { kind, line: None, answer: Answer::Positive, grounds: "Seen.".into(), expires: None }
}

/// An application that was handed in is accepted and examined, and a decision proposed.
pub async fn proposed(world: &World, id: ApplicationId) {
    accept::accept(&world.office, &world.qm(2), id).await.unwrap();
    examined(world, id).await;
}

/// The officer examines, the Scientific Authority answers, the decision is proposed.
pub async fn examined(world: &World, id: ApplicationId) {
    let office = &world.office;
    let (_, trace) = examine::examine(office, &world.qm(3), id).await.unwrap();
    let asked: Vec<FindingKind> = trace.required_findings().iter().map(|f| f.kind).collect();
    consult(office, &world.qm(3), id, vec![FindingKind::NdfExport], "As last year.".into()).await.unwrap();
    opinion(office, &world.qm(6), id, vec![yes(FindingKind::NdfExport)]).await.unwrap();
    let own = asked.into_iter().filter(|k| *k != FindingKind::NdfExport).map(yes).collect();
    let grant = Proposal::grant(Vec::new(), "", own);
    propose(office, &world.qm(3), id, grant).await.unwrap();
}

/// The permit of an application that was handed in.
async fn issued(world: &World, id: ApplicationId) -> sign::Issued {
    proposed(world, id).await;
    approve::approve(&world.office, &world.qm(4), id, true).await.unwrap();
    sign::sign(&world.office, &world.qm(5), id).await.unwrap()
}

/// Pythons, and crocodiles on the second line.
fn pythons(second: bool) -> FormInput {
    let mut form = skins();
    let python = [("taxon", "Python regius"), ("common_name", "Ball python"), ("marks", ""), ("source", "C")];
    for (path, text) in python {
        assert!(form.set(&format!("lines.0.{path}"), text));
    }
    if second {
        form.lines.extend(skins().lines);
    }
    form
}

async fn appendices(on: On) {
    let world = World::with(on, coming("2026-12-20"), None).await;
    let (office, post) = (&world.office, Post::open(&world));
    let (ada, mads, odile) = (world.qm(1), world.qm(76), world.qm(3));
    speaks(&world, &ada, Lang::Fr).await;
    // A permit of Ada's in force, an open case with crocodiles on the second line, pythons of somebody else, a draft.
    let permit = handed_in(&world, &ada, skins()).await;
    let permit = issued(&world, permit).await.permit;
    let open = handed_in(&world, &ada, pythons(true)).await;
    let other = handed_in(&world, &mads, pythons(false)).await;
    draft::create(office, &mads, skins(), draft::OnBehalf::default()).await.unwrap();
    post.round().await;
    let before = post.all().len();

    for _ in 0..3 {
        for house in office.houses() {
            remind::remind(office, house).await.unwrap();
        }
        post.round().await;
    }
    let told = portal(&world, &ada, "listing-change").await;
    let mut about: Vec<(&str, &str)> = told.iter().map(|n| (n.object_kind.as_str(), n.object_id.as_str())).collect();
    about.sort_unstable();
    let (open_id, permit_id) = (open.to_string(), permit.id().to_string());
    assert_eq!(about, [("application", open_id.as_str()), ("permit", permit_id.as_str())], "each once");
    assert!(told.iter().all(|n| n.mail == MailState::Sent && n.details["taxon"] == "Crocodylus niloticus"));
    assert_eq!(portal(&world, &odile, "listing-change").await.len(), 1, "the officer in charge, of what she decided");
    assert_eq!(portal(&world, &mads, "listing-change").await.len(), 0, "pythons do not change: {other}");
    assert_eq!(portal(&world, &world.qn(1), "listing-change").await.len(), 0, "nobody abroad");

    // The mailbox: two letters, both Ada's, in French, with the day and the Appendix in words.
    let letters: Vec<_> = post.all().split_off(before);
    assert_eq!(letters.len(), 2, "{letters:#?}");
    for letter in &letters {
        assert_eq!(letter.to, "p1@qm.example");
        let said = [plain(&letter.text), plain(&letter.html)];
        assert!(
            said.iter().all(|t| t.contains("Crocodylus niloticus") && t.contains("20 décembre 2026")),
            "{letter:?}"
        );
        assert!(letter.text.contains("Annexe I") && letter.html.contains("lang=\"fr\""), "{}", letter.text);
        assert!(letter.text.contains("https://permits.example/"), "{}", letter.text);
    }
    assert!(letters.iter().any(|l| l.text.contains(permit.number().as_str())));

    // It is law: nothing more is said, and a permit that is issued now is not told of yesterday's news.
    world.clock.forward(24 * 60);
    remind::remind(office, &ada.house).await.unwrap();
    assert_eq!(portal(&world, &ada, "listing-change").await.len(), 2);
}

/// With ordinary blanks.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// Letters of an event by its words.
fn about(post: &Post, party: CountryCode, n: u8, words: &str) -> usize {
    post.of(party, n).iter().filter(|m| plain(&m.subject).contains(words)).count()
}

async fn key(on: On) {
    // Sixty days and a few hours are left.
    let end = "2027-01-01T20:00:00Z".parse().unwrap();
    let world = World::with(on, Taxonomy::demo().unwrap(), Some(end)).await;
    let (office, post) = (&world.office, Post::open(&world));
    let admin = |party: CountryCode, n: u8| {
        let mut who = world.who(party, n);
        if let permits::Actor::Person(person) = &mut who.actor {
            assert_eq!(person.roles, [Role::TenantAdmin]);
        }
        who
    };
    let (tamar, tom) = (admin(QM, 21), admin(QM, 34));
    speaks(&world, &tamar, Lang::Es).await;
    // Whoever keeps the key cannot say that they do not want to know.
    let wish = WishRow { optional_mail: false, sms_to: None };
    read::set_wish(office, &tom, Lang::En, wish).await.unwrap();
    let rounds = async || {
        for _ in 0..3 {
            for house in office.houses() {
                remind::remind(office, house).await.unwrap();
            }
            post.round().await;
        }
    };
    let told = async |n: usize| {
        for who in [&tamar, &tom] {
            let rows = portal(&world, who, "key-ending").await;
            assert_eq!(rows.len(), n);
            assert!(rows.iter().all(|r| r.mail == MailState::Sent && r.details["until"] == "2027-01-01"), "{rows:?}");
        }
        assert_eq!((about(&post, QM, 21, "1 de enero de 2027"), about(&post, QM, 34, "1 January 2027")), (n, n));
        assert_eq!(post.all().len(), 2 * n, "nobody else is told: {:#?}", post.all());
    };
    rounds().await;
    told(1).await;
    world.clock.forward(24 * 29);
    rounds().await;
    told(1).await;
    world.clock.forward(24);
    rounds().await;
    told(2).await;
    let letter = post.of(QM, 34).pop().unwrap();
    assert!(letter.text.contains(office.house_of(QM).unwrap().signer.key_id()), "which key: {}", letter.text);
    assert!(letter.text.contains("new certificate"), "what to do: {}", letter.text);
    world.clock.forward(24 * 23);
    rounds().await;
    told(3).await;
    assert_eq!(post.of(QN, 21).len(), 0, "the key of the other Party is another one");
}
