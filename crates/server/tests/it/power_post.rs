//! The machine loses power while mails go out to authorities abroad, and while answers by e-mail come in: no mail to an
//! authority is lost and the log tells each try; no answer is lost once the mail system was told that it was taken, and
//! none comes in twice.

use crate::kit::command;
use crate::live::{Live, skins};
use cites::ids::{ApplicationId, ForeignAuthorityId, PersonId};
use cites::{CountryCode, Lang, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};
use store::{Addressee, AuditEntry, AuthorityRow, MailState, NewNotice, NoticeTo, Scope, SendResult, Store, Wish};
use testkit::postgres::Database;
use testkit::smtp::{AwkwardSmtp, Mood};

const CUTS: usize = 6;
/// Permits that may not be used any more, told between two cuts.
const ROUND: usize = 10;
const SETTINGS: [&str; 8] = [
    "--smtp-host",
    "127.0.0.1",
    "--smtp-tls",
    "none",
    "--smtp-from",
    "permits@ma.example",
    "--inbound-domain",
    "in.example",
];

fn live(database: Option<String>) -> (Live, AwkwardSmtp) {
    let server = AwkwardSmtp::start(&[]);
    let port = server.at.port().to_string();
    let live = Live::start(database, &[&SETTINGS[..], &["--smtp-port", &port]].concat());
    (live, server)
}

fn until(what: &str, come: impl Fn() -> bool) {
    let began = Instant::now();
    while !come() {
        assert!(began.elapsed() < Duration::from_secs(240), "{what} did not come");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn head<'m>(mail: &'m str, name: &str) -> &'m str {
    let line = mail.lines().find_map(|l| l.strip_prefix(name));
    line.unwrap_or_else(|| panic!("no {name}: {mail}")).trim()
}

/// Two authorities, beside the program as an officer of another desk would enter them.
async fn known(store: &Store) -> Vec<ForeignAuthorityId> {
    let tenant = store.tenant_by_code("ZW").await.unwrap().unwrap().id;
    let now = Timestamp::now();
    let of = [Addressee::Management(CountryCode::parse("FR").unwrap()), Addressee::Secretariat];
    let rows: Vec<AuthorityRow> = of
        .into_iter()
        .enumerate()
        .map(|(n, of)| AuthorityRow {
            id: ForeignAuthorityId::from_bytes([u8::try_from(200 + n).unwrap(); 16]),
            of,
            name: format!("Office {n}"),
            email: format!("cites{n}@abroad.example"),
            language: Lang::Fr,
            from: cites::Date::constant(2020, 1, 1),
            until: None,
            entered_by: PersonId::from_bytes([3; 16]),
            entered_at: now,
            changed: None,
            version: 0,
        })
        .collect();
    let done: Result<(), store::Error> = store::act!(store, &Scope::system(tenant, now), "directory", |tx| {
        for row in &rows {
            tx.authority_insert(row).await?;
        }
        tx.audit(AuditEntry::new("directory", "tenant", "ZW"));
        Ok(())
    });
    done.unwrap();
    rows.iter().map(|row| row.id).collect()
}

/// An act says that a permit may not be used; `Ok` when it was committed.
async fn stopped(store: &Store, to: &[ForeignAuthorityId], number: &str) -> Result<(), store::Error> {
    let tenant = store.tenant_by_code("ZW").await.unwrap().unwrap().id;
    let new = NewNotice {
        once: format!("authority-stopped/{number}"),
        event: "authority-stopped",
        object_kind: "permit",
        object_id: number.to_owned(),
        details: [("number", number), ("status", "LOST"), ("since", "2026-11-22")]
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .into(),
        mail: Wish::Always,
        except: None,
    };
    store::act!(store, &Scope::system(tenant, Timestamp::now()), "stopped", |tx| {
        for authority in to {
            tx.notice_put(&NoticeTo::Authority(*authority), &new).await?;
        }
        tx.audit(AuditEntry::new("stopped", "permit", number));
        Ok(())
    })
}

fn storm(database: Option<String>) {
    let (mut live, server) = live(database);
    let store = live.runtime.block_on(live.store());
    let to = live.runtime.block_on(known(&store));
    let mut told = 0;
    for cut in 0..CUTS {
        server.then(&[Mood::Takes, Mood::Greylists, Mood::Takes, Mood::LosesItsAnswer]);
        for n in 0..ROUND {
            live.runtime.block_on(stopped(&store, &to, &format!("ZW-{cut}-{n}"))).unwrap();
            told += to.len();
        }
        let goal = server.taken().len() + ROUND;
        until("a mail", || server.taken().len() >= goal);
        if cut % 2 == 0 {
            // The power goes for sure between what the mail server took and what it says.
            server.then(&[Mood::Ponders]);
            until("a mail that is thought about", || server.pondering() > 0);
        }
        live.kill();
        live.again();
    }
    let waiting = || live.runtime.block_on(async { live.look(&store).await.mails_waiting().await.unwrap() });
    until("the last mail", || waiting() == 0);
    live.stop();

    let mut copies: BTreeMap<String, usize> = BTreeMap::new();
    for mail in server.taken() {
        *copies.entry(head(&mail, "Message-ID: ").to_owned()).or_default() += 1;
        assert!(!mail.contains("Reply-To"), "an authority abroad has no case here: {mail}");
    }
    let (letters, log) = live.runtime.block_on(async {
        let mut read = live.look(&store).await;
        (read.letters(None, None, 1000).await.unwrap(), read.sends(None, 10_000).await.unwrap())
    });
    assert_eq!(letters.len(), told, "what was acknowledged is there");
    assert!(letters.iter().all(|l| l.notice.mail == MailState::Sent), "{letters:?}");
    assert_eq!(copies.len(), told, "a mail for each, and no other");
    let mut cut_off = 0;
    for letter in &letters {
        let lines: Vec<_> = log.iter().filter(|l| l.notice == letter.notice.id).collect();
        let sent: Vec<_> = lines.iter().filter(|l| l.result == SendResult::Sent).collect();
        assert_eq!(sent.len(), 1, "sent once as far as we were told: {lines:?}");
        assert_eq!(sent[0].attempt, letter.notice.mail_attempts, "and nothing was tried after that");
        let begun = usize::try_from(sent[0].attempt).unwrap();
        assert!(copies[&sent[0].message_id] <= begun, "{begun} tries: {lines:?}");
        cut_off += begun - lines.len();
    }
    let again: usize = copies.values().map(|n| n - 1).sum();
    assert!(cut_off <= CUTS, "a cut concerns one mail: {cut_off} tries in {CUTS} cuts");
    assert!(again <= server.had(Mood::LosesItsAnswer) + cut_off, "{again} copies too many");
    assert!(again >= server.had(Mood::Ponders), "what was taken and not acknowledged went again");
    live.runtime.block_on(store.close());
}

/// `manis mail-in` as a mail system starts it, with the mail given whole.
fn mail_in(live: &Live, to: &str, mail: &str) -> Child {
    let mut child = command()
        .args(["mail-in", "--to", to])
        .args(live.place())
        .current_dir(&live.dir.0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Who was killed meanwhile reads nothing.
    let _ = child.stdin.take().unwrap().write_all(mail.as_bytes());
    child
}

fn answer(to: &str, n: usize) -> String {
    format!("From: Ada <ada@ma.example>\r\nTo: {to}\r\nMessage-ID: <{n}@home.example>\r\n\r\nWords number {n}.\r\n")
}

/// What it said when it was left to end.
fn said(child: Child) -> String {
    let told = child.wait_with_output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    String::from_utf8_lossy(&told.stdout).trim().to_owned()
}

fn intake(database: Option<String>) {
    let (mut live, server) = live(database);
    let ada = live.hand("ada");
    let made = live.runtime.block_on(ada.good("/api/applications", skins("answered")));
    let id = made["id"].as_str().unwrap().to_owned();
    live.runtime.block_on(ada.good(&format!("/api/applications/{id}/submit"), serde_json::json!({})));
    until("the receipt", || !server.taken().is_empty());
    let mail = server.taken().remove(0);
    let to = head(&mail, "Reply-To: ").trim_matches(['<', '>']).to_owned();

    // The power goes ever later, until a run ends before it does: at every point of the way.
    let (mut cuts, mut acknowledged) = (0, BTreeSet::new());
    for n in 0..2 {
        let mut wait = Duration::ZERO;
        let text = answer(&to, n);
        loop {
            let mut child = mail_in(&live, &to, &text);
            std::thread::sleep(wait);
            let ended = child.try_wait().unwrap().is_some();
            if !ended {
                child.kill().unwrap();
                child.wait().unwrap();
                cuts += 1;
                wait += wait / 4 + Duration::from_millis(40);
                continue;
            }
            let told = said(child);
            assert!(told.starts_with("taken: message") || told == "came before", "{told}");
            acknowledged.insert(format!("Words number {n}."));
            break;
        }
    }
    // And by two deliveries of one mail at the same moment, with the server of the pages losing its power too.
    for n in 2..4 {
        let text = answer(&to, n);
        let both = [mail_in(&live, &to, &text), mail_in(&live, &to, &text)];
        live.kill();
        let told = both.map(said);
        assert!(told.iter().any(|t| t.starts_with("taken: message")), "{told:?}");
        assert!(told.iter().any(|t| t == "came before"), "{told:?}");
        acknowledged.insert(format!("Words number {n}."));
        live.again();
    }
    assert!(cuts >= 2, "{cuts} cuts");
    let store = live.runtime.block_on(live.store());
    let case = ApplicationId::parse(&id).unwrap();
    let notes = live.runtime.block_on(async { live.look(&store).await.folder(case, true).await.unwrap().notes });
    let texts: Vec<_> = notes.iter().map(|n| n.text.clone()).collect();
    let once: BTreeSet<_> = texts.iter().cloned().collect();
    assert_eq!(once, acknowledged, "nothing acknowledged is lost");
    assert_eq!(texts.len(), once.len(), "nothing came in twice: {texts:?}");
    live.stop();
    live.runtime.block_on(store.close());
    println!("cuts {cuts}, answers {}, lost 0, twice 0", texts.len());
}

#[test]
fn power_cuts_lose_no_mail_to_an_authority_abroad() {
    storm(None);
}

#[test]
fn power_cuts_lose_no_mail_to_an_authority_on_postgresql() {
    storm(Some(Database::create().url()));
}

#[test]
fn power_cuts_while_answers_come_in_lose_none_and_take_none_twice() {
    intake(None);
}

#[test]
fn power_cuts_while_answers_come_in_on_postgresql() {
    intake(Some(Database::create().url()));
}
