//! The machine loses power while mail goes out to a mail server that misbehaves: no notice is lost, none goes out again
//! without a reason, and the log says what happened.

use crate::live::{Hand, Live, skins};
use cites::ids::ApplicationId;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};
use store::{MailState, SendLog, SendResult};
use testkit::postgres::Database;
use testkit::smtp::{AwkwardSmtp, Mood};

const CUTS: usize = 12;
const HANDS: usize = 2;
/// Mails that go out between two cuts, at least.
const ROUND: usize = 16;

/// Hands an application in under keys of its own; its id, and whether the server said that it is handed in.
async fn hand_in(hand: &Hand, key: &str) -> (Option<String>, bool) {
    let Some((status, made)) = hand.post("/api/applications", key, &skins(key)).await else { return (None, false) };
    assert_eq!(status, 201, "{key}: {made}");
    let id = made["id"].as_str().unwrap().to_owned();
    let empty = serde_json::json!({});
    let told = hand.post(&format!("/api/applications/{id}/submit"), &format!("{key} send"), &empty).await;
    let Some((status, told)) = told else { return (Some(id), false) };
    assert_eq!((status, told["status"].as_str()), (200, Some("SUBMITTED")), "{key}: {told}");
    (Some(id), true)
}

/// Waits for something that must come, and says what was waited for when it does not.
fn until(what: &str, at_most: Duration, come: impl Fn() -> bool) {
    let began = Instant::now();
    while !come() {
        assert!(began.elapsed() < at_most, "{what} did not come");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Message-ID of a mail as the mail server took it.
fn message_id(mail: &str) -> String {
    let line = mail.lines().find_map(|l| l.strip_prefix("Message-ID: "));
    line.unwrap_or_else(|| panic!("no Message-ID: {mail}")).trim().to_owned()
}

/// Every try in the log, by Message-ID, oldest first.
async fn log(live: &Live, store: &store::Store) -> BTreeMap<String, Vec<SendLog>> {
    let mut read = live.look(store).await;
    let mut all: BTreeMap<String, Vec<SendLog>> = BTreeMap::new();
    let mut before = None;
    loop {
        let page = read.sends(before, 100).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.id);
        for line in page {
            all.entry(line.message_id.clone()).or_default().insert(0, line);
        }
    }
    all
}

fn storm(database: Option<String>) {
    let server = AwkwardSmtp::start(&[]);
    let port = server.at.port().to_string();
    let settings = ["--smtp-host", "127.0.0.1", "--smtp-port", &port, "--smtp-tls", "none"];
    let from = ["--smtp-from", "permits@ma.example"];
    let mut live = Live::start(database, &[settings.as_slice(), &from].concat());
    let mut handed: BTreeMap<String, String> = BTreeMap::new();
    let (mut unanswered, mut acknowledged) = (0, 0);
    for cut in 0..CUTS {
        server.then(&[Mood::Takes, Mood::Greylists, Mood::Takes, Mood::Takes, Mood::LosesItsAnswer]);
        let hands: Vec<_> = (0..HANDS)
            .map(|hand| {
                let ada = live.hand("ada");
                live.runtime.spawn(async move {
                    let mut asked = Vec::new();
                    // Until the power goes, which a hand knows by having no answer; slowly when there is enough to send.
                    loop {
                        let key = format!("cut {cut} hand {hand} number {}", asked.len());
                        let told = hand_in(&ada, &key).await;
                        let answered = told.1;
                        asked.push((key, told));
                        if !answered {
                            return asked;
                        }
                        if asked.len() >= 40 {
                            tokio::time::sleep(Duration::from_millis(400)).await;
                        }
                    }
                })
            })
            .collect();
        let goal = server.taken().len() + ROUND + cut % 5;
        until("a mail", Duration::from_secs(120), || server.taken().len() >= goal);
        if cut % 2 == 0 {
            // This time the power goes for sure between what the mail server took and what it says.
            server.then(&[Mood::Ponders]);
            until("a mail that is thought about", Duration::from_secs(120), || server.pondering() > 0);
        }
        live.kill();
        let asked: Vec<_> = hands.into_iter().flat_map(|h| live.runtime.block_on(h).unwrap()).collect();
        live.again();
        let ada = live.hand("ada");
        for (key, (id, done)) in asked {
            acknowledged += usize::from(done);
            unanswered += usize::from(!done);
            let (now, _) = live.runtime.block_on(hand_in(&ada, &key));
            let now = now.expect("the server is back");
            assert!(id.is_none_or(|id| id == now), "{key}: acknowledged before the cut and not there after it");
            assert!(handed.insert(now, key).is_none(), "two keys share an application");
        }
    }
    // A mail that was under way when the power went is taken up again after a minute.
    let store = live.runtime.block_on(live.store());
    let waiting = || live.runtime.block_on(async { live.look(&store).await.mails_waiting().await.unwrap() });
    until("the last mail", Duration::from_secs(240), || waiting() == 0);
    let taken = server.taken();
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(server.taken().len(), taken.len(), "what is noted as sent is not sent again");
    live.stop();

    let log = live.runtime.block_on(log(&live, &store));
    let mut copies: BTreeMap<String, usize> = BTreeMap::new();
    for mail in &taken {
        *copies.entry(message_id(mail)).or_default() += 1;
    }
    // One notice for each application, and a mail for each notice: nothing lost, nothing besides.
    let notices: BTreeSet<String> = live.runtime.block_on(async {
        let mut read = live.look(&store).await;
        let mut all = BTreeSet::new();
        for (id, key) in &handed {
            assert!(ApplicationId::parse(id).is_ok());
            let told = read.notices_about("application", id, 10).await.unwrap();
            let [one] = told.as_slice() else { panic!("{key}: {told:?}") };
            assert_eq!((one.event.as_str(), one.mail), ("sent", MailState::Sent), "{key}");
            all.insert(one.id.to_string());
        }
        all
    });
    let of = |id: &String| id.trim_start_matches('<').split('.').next().unwrap().to_owned();
    assert_eq!(copies.keys().map(of).collect::<BTreeSet<_>>(), notices, "a mail for each notice, and no other");
    assert_eq!(log.keys().collect::<Vec<_>>(), copies.keys().collect::<Vec<_>>(), "and each stands in the log");

    let (mut again, mut cut_off) = (0, 0);
    for (id, lines) in &log {
        let sent: Vec<_> = lines.iter().filter(|l| l.result == SendResult::Sent).collect();
        assert_eq!(sent.len(), 1, "{id} is sent once as far as we were told: {lines:?}");
        assert_eq!(
            lines.last().map(|l| l.result),
            Some(SendResult::Sent),
            "and nothing was tried after that: {lines:?}"
        );
        let tries: Vec<i64> = lines.iter().map(|l| l.attempt).collect();
        assert!(tries.is_sorted_by(|a, b| a < b), "{id}: {tries:?}");
        assert!(lines.iter().all(|l| l.address == "ada@ma.example" && l.event == "sent"), "{lines:?}");
        // A try without a line is one that the power cut off.
        let begun = usize::try_from(sent[0].attempt).unwrap();
        assert!(copies[id] <= begun, "{id} went {} times in {begun} tries", copies[id]);
        cut_off += begun - lines.len();
        again += copies[id] - 1;
    }
    let refused = log.values().flatten().filter(|l| l.result == SendResult::Later);
    let refused: Vec<&str> = refused.map(|l| l.reason.as_deref().unwrap_or("")).collect();
    let told_later = refused.iter().filter(|r| r.contains("greylisted")).count();
    let (greylisted, lost) = (server.had(Mood::Greylists), server.had(Mood::LosesItsAnswer));
    assert!(told_later <= greylisted && told_later + CUTS >= greylisted, "{told_later} of {greylisted} refusals");
    assert!(refused.len() - told_later <= lost, "nothing failed but what the mail server spoiled: {refused:?}");
    assert!(cut_off <= CUTS, "a cut concerns one mail: {cut_off} tries in {CUTS} cuts");
    assert!(again <= lost + cut_off, "{again} copies too many; {lost} answers were lost, {cut_off} tries cut off");
    assert!(again >= server.had(Mood::Ponders), "what was taken and not acknowledged went again");
    assert_eq!(unanswered, CUTS * HANDS, "every cut left each hand without an answer");
    assert!(notices.len() >= 200, "{} notices", notices.len());
    live.runtime.block_on(store.close());
    println!(
        "cuts {CUTS}, acknowledged {acknowledged}, notices {}, lost 0, mails twice {again} (answers lost {lost}, tries cut off {cut_off})",
        notices.len()
    );
}

#[test]
fn power_cuts_while_mail_goes_out_lose_no_notice() {
    storm(None);
}

#[test]
fn power_cuts_while_mail_goes_out_on_postgresql() {
    storm(Some(Database::create().url()));
}
