//! The road by e-mail, as far as the office goes: what is due, and what became of it. The text is written by whoever
//! has the words, the mail server is spoken to by whoever has the network; both are outside this room.
//!
//! Sent at least once: a stop between the mail server's yes and our note of it sends the mail again, under the same
//! Message-ID. Never lost: what is not noted as sent stays due, for seven days; then it is given up, visibly.

use crate::shared::act;
use crate::shared::error::Error;
use crate::shared::faces::new_id;
use crate::shared::facts::day;
use crate::shared::office::{House, Office, Who};
use cites::Digest;
use cites::ids::{NoticeId, PersonId};
use permits::DeskAct;
use std::sync::Arc;
use std::time::Duration;
use store::{AuditEntry, DueMail, NoticeReader, SendLog, SendResult};

/// Longest time a try may take (the mail server has 20 seconds, a text message goes before it) before another job may
/// take it; so long a mail waits that was under way when the power went.
const LEASE: Duration = Duration::from_secs(60);

/// How a try ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The mail server took it.
    Sent,
    /// Not now: no connection, or a refusal for a while (4xx).
    Later(String),
    /// Never: the address or the mail was refused for good (5xx), or the reader has none any more.
    Never(String),
}

impl Outcome {
    /// As the log keeps it. A mail server may say anything; the log keeps what a person can read.
    fn told(&self) -> (SendResult, Option<String>) {
        let plain = |r: &String| r.chars().filter(|c| !c.is_control()).take(500).collect();
        match self {
            Outcome::Sent => (SendResult::Sent, None),
            Outcome::Later(reason) => (SendResult::Later, Some(plain(reason))),
            Outcome::Never(reason) => (SendResult::Dead, Some(plain(reason))),
        }
    }
}

/// Takes what is due in a house, for a person or for an authority abroad, and holds it for a minute: one notice, so that
/// a stop in the middle concerns one mail alone, and the number of tries in the log is the number of times that somebody
/// began to send it.
///
/// # Errors
/// What the archive says.
pub async fn due(office: &Office, house: &Arc<House>) -> Result<Option<DueMail>, Error> {
    let now = office.clock.now();
    let mut fresh = [0_u8; 20];
    office.chance.fill(&mut fresh);
    let scope = Who::system(house.clone()).scope(now);
    let due: Result<Option<DueMail>, store::Error> =
        store::chore!(&office.store, &scope, "claim-mail", |chore| chore.mail_claim(LEASE, day(now), fresh).await);
    Ok(due?)
}

/// The Message-ID of a notice to one reader, the same in every try. It names nobody.
pub fn message_id(office: &Office, notice: NoticeId, reader: NoticeReader) -> String {
    named(office, notice, reader, "")
}

/// The name of the text message beside it, the same in every try.
pub fn text_id(office: &Office, notice: NoticeId, reader: NoticeReader) -> String {
    named(office, notice, reader, ".text")
}

fn named(office: &Office, notice: NoticeId, reader: NoticeReader, road: &str) -> String {
    let address = office.addresses.public.as_str();
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = host.split(['/', ':']).next().unwrap_or("manis");
    let reader = Digest::of("manis-message-id", &reader.bytes()).to_string();
    format!("<{notice}.{}{road}@{host}>", reader.get(..12).unwrap_or(""))
}

fn entry(office: &Office, due: &DueMail, road: &str, address: &str, outcome: &Outcome) -> SendLog {
    let now = office.clock.now();
    let (result, reason) = outcome.told();
    SendLog {
        id: new_id(office.chance.as_ref(), now),
        notice: due.notice.id,
        reader: due.notice.reader,
        event: due.notice.event.clone(),
        road: road.to_owned(),
        address: address.to_owned(),
        language: due.notice.language,
        template: due.text.as_ref().map_or(0, |t| t.version),
        attempt: due.notice.mail_attempts.max(1),
        result,
        reason,
        message_id: message_id(office, due.notice.id, due.notice.reader),
        at: now,
        dead: false,
    }
}

/// Notes what became of a try, with its line in the log; answers what it came to.
///
/// # Errors
/// What the archive says; the notice then stays due.
pub async fn tried(office: &Office, house: &Arc<House>, due: &DueMail, outcome: &Outcome) -> Result<SendResult, Error> {
    let entry = entry(office, due, "MAIL", due.address.as_deref().unwrap_or(""), outcome);
    let mut random = [0_u8];
    office.chance.fill(&mut random);
    let scope = Who::system(house.clone()).scope(entry.at);
    let created = due.notice.created_at;
    let done: Result<SendResult, store::Error> = store::chore!(&office.store, &scope, "mail-tried", |chore| {
        chore.mail_tried(&entry, created, random[0]).await
    });
    Ok(done?)
}

/// Logs a text message. It is tried once, beside the first try of the e-mail: a second one would tell nothing new.
///
/// # Errors
/// What the archive says.
pub async fn texted(
    office: &Office,
    house: &Arc<House>,
    due: &DueMail,
    number: &str,
    outcome: &Outcome,
) -> Result<(), Error> {
    let mut entry = entry(office, due, "SMS", number, outcome);
    if entry.result == SendResult::Later {
        entry.result = SendResult::Dead;
    }
    let scope = Who::system(house.clone()).scope(entry.at);
    let done: Result<(), store::Error> =
        store::chore!(&office.store, &scope, "text-tried", |chore| chore.send_logged(&entry).await);
    Ok(done?)
}

/// Gives up what waited for seven days without a try; answers how many.
///
/// # Errors
/// What the archive says.
pub async fn give_up_old(office: &Office, house: &Arc<House>) -> Result<u64, Error> {
    let scope = Who::system(house.clone()).scope(office.clock.now());
    let done: Result<u64, store::Error> =
        store::chore!(&office.store, &scope, "give-up-mail", |chore| chore.mails_too_old().await);
    Ok(done?)
}

/// Tries an e-mail to somebody with an account that was given up once more.
///
/// # Errors
/// [`Error::NotPermitted`], or `stale` when it is not given up.
pub async fn again(office: &Office, who: &Who, person: PersonId, notice: NoticeId) -> Result<(), Error> {
    who.must_be(DeskAct::Administer.roles())?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "mail_again", |tx| {
        tx.mail_revive(NoticeReader::Person(person), notice).await?;
        tx.audit(AuditEntry::new("mail_again", "notice", notice));
        Ok(((), notice.to_string()))
    });
    ran.map(drop)
}
