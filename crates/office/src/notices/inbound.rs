//! Answers by e-mail. Each mail to somebody who applies carries an address of its own, unguessable; what is sent there
//! becomes a message of the case that the mail was about, or that stands behind its permit or invoice, as if the person
//! had written it on the page; where there is no case, the person is told where to turn. Only the applicant's side has
//! such addresses: an officer speaks in the name of the Authority and signs in to do so.
//!
//! It is never the formal answer to a question: that is given on the page, in answer to the question itself.

use super::table::Event;
use super::tell::{Side, Told, details, put, put_in};
use crate::epermit::attach::{self, Upload};
use crate::epermit::intake::{notes, scan};
use crate::shared::act::{self, Ran};
use crate::shared::case;
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{House, Office, Who};
use cites::ids::{ApplicationId, InvoiceId, NoteId, PermitId, PersonId};
use cites::{Digest, Timestamp, base32};
use jiff::SignedDuration;
use permits::application::{ApplicantSide, Application};
use permits::permit::Permit;
use std::sync::Arc;
use store::{AuditEntry, DueMail, MailInRow, NoteRow, NoticeRow, StoredApplication};

/// An address lapses this long after its mail was written.
const LIVES: SignedDuration = SignedDuration::from_hours(24 * 180);
/// Beginning of an address.
const PREFIX: &str = "case+";

/// The unguessable part of an address: 160 bits of chance, which stand beside the mail that gave it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token([u8; 20]);

/// The address of a token of a house: `case+qm-…@domain`.
pub fn address(house: &House, token: Token, domain: &str) -> String {
    let (code, token) = (house.tenant.code.to_lowercase(), base32::write(base32::LETTERS, &token.0));
    format!("{PREFIX}{code}-{token}@{domain}")
}

/// The code of the house, in small letters, and the token of an address; `None` for any other address.
pub fn read_address(address: &str) -> Option<(String, Token)> {
    let (local, _) = address.trim().trim_matches(['<', '>']).rsplit_once('@')?;
    let local = local.to_lowercase();
    let (code, token) = local.strip_prefix(PREFIX)?.rsplit_once('-')?;
    Some((code.to_owned(), Token(base32::read(base32::LETTERS, token)?)))
}

/// The address that an answer to this e-mail comes back to; `None` where its reader is not of those who apply. Whether an
/// answer may be taken is asked when one comes.
pub fn reply_to(house: &House, due: &DueMail, domain: &str) -> Option<String> {
    due.roles.iter().any(|r| r.side() == "outside").then(|| address(house, Token(due.token), domain))
}

/// Does what is answered to this notice go into a case, as far as one knows without asking? Then the mail says so.
pub fn in_case(notice: &NoticeRow) -> bool {
    let bill = |e| matches!(e, Event::BillIssued | Event::TermsStopped | Event::TermsResumed);
    matches!(notice.object_kind.as_str(), "application" | "permit")
        || (notice.object_kind == "invoice" && !Event::from_code(&notice.event).is_some_and(bill))
}

/// The case in which an officer would look for an answer: that of the application, or the one behind the permit or the
/// invoice.
async fn case_of(read: &mut store::Read, notice: &NoticeRow) -> Result<Option<ApplicationId>, Error> {
    let id = &notice.object_id;
    Ok(match notice.object_kind.as_str() {
        "application" => ApplicationId::parse(id).ok(),
        "permit" => match PermitId::parse(id) {
            Ok(id) => read.permit::<Permit>(id).await?.map(|stored| stored.value.application()),
            Err(_) => None,
        },
        "invoice" => match InvoiceId::parse(id) {
            Ok(id) => read.invoice(id).await?.and_then(|invoice| invoice.application),
            Err(_) => None,
        },
        _ => None,
    })
}

/// The person as an actor of the case's own side, if the account is open, and the case; also an agent only as far as the
/// mandate goes.
async fn applicant(
    read: &mut store::Read,
    house: &Arc<House>,
    case: ApplicationId,
    person: PersonId,
) -> Result<Option<(Who, StoredApplication<Application>)>, Error> {
    let Some(row) = read.person(person).await?.filter(|p| p.active) else { return Ok(None) };
    let who = Who::new(house.clone(), row.actor(house.party()));
    match case::load(read, &who, case).await {
        Ok(stored) if stored.value.side().includes(&who.actor) => Ok(Some((who, stored))),
        Ok(_) | Err(Error::NotFound(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// A mail as it came in, decoded.
#[derive(Debug, Clone, Default)]
pub struct Incoming {
    /// Message-ID; where it had none, something else that only this mail has.
    pub message_id: String,
    /// Address it came from, as it says itself.
    pub sender: String,
    /// Written by a machine: an answer of absence, a list, a report of a mail that could not be delivered.
    pub automatic: bool,
    /// Its text, with everything that was quoted.
    pub text: String,
    /// Its files, each found out to be what may be sent.
    pub files: Vec<Upload>,
    /// Names of files that may not be sent.
    pub dropped: Vec<String>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It is a message of the case now.
    Message(NoteId),
    /// It came before.
    Before,
    /// It was not taken.
    Refused(Refusal),
}

/// Why a mail was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// No such address. Nobody is answered: it may be a guess.
    Unknown,
    /// Written by a machine. Nobody is answered: two machines would never stop.
    Automatic,
    /// The address has lapsed.
    Lapsed,
    /// The person has no part in the case any more, or the account is closed.
    NotYours,
    /// Nothing was written in it but what was quoted.
    Empty,
    /// What was answered belongs to no case: the bill of a month, for example.
    NoCase,
}

impl Refusal {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Refusal::Unknown => "unknown",
            Refusal::Automatic => "automatic",
            Refusal::Lapsed => "lapsed",
            Refusal::NotYours => "not-yours",
            Refusal::Empty => "empty",
            Refusal::NoCase => "no-case",
        }
    }
}

/// Takes a mail that came to a token's address in a house.
///
/// # Errors
/// What the archive says: the mail system tries again later then.
pub async fn take(office: &Office, house: &Arc<House>, token: Token, mail: Incoming) -> Result<Taken, Error> {
    let now = office.clock.now();
    let system = Who::system(house.clone());
    let mut read = office.store.read(&system.scope(now)).await?;
    let Some(to) = read.answered(token.0).await? else { return Ok(Taken::Refused(Refusal::Unknown)) };
    let Some(person) = to.reader.person() else { return Ok(Taken::Refused(Refusal::Unknown)) };
    let case = case_of(&mut read, &to).await?;
    // The same mail to two addresses of one person and case comes in once too.
    let about = case.map_or_else(|| to.object_id.clone(), |id| id.to_string());
    let parts = [&person.bytes()[..], about.as_bytes(), b"/", mail.message_id.as_bytes()];
    let mark = Digest::of("manis-mail-in", &parts.concat());
    if read.mail_in_known(&mark).await? {
        return Ok(Taken::Before);
    }
    let own = read.person(person).await?.map(|p| p.email).unwrap_or_default();
    let part = match case {
        Some(case) => applicant(&mut read, house, case, person).await?,
        None => None,
    };
    drop(read);
    let sender: String = mail.sender.chars().filter(|c| !c.is_control()).take(254).collect();
    let other_sender = !sender.eq_ignore_ascii_case(&own);
    let row = MailInRow { mark, application: case, person, notice: to.id, outcome: Err(""), sender, other_sender };
    let came = Came { row, about: to };
    let text = said(&mail.text);
    let refusal = match &part {
        _ if mail.automatic => Some(Refusal::Automatic),
        _ if case.is_none() => Some(Refusal::NoCase),
        None => Some(Refusal::NotYours),
        Some((_, stored)) if stored.columns.submitted_at.is_none() => Some(Refusal::NotYours),
        _ if now.duration_since(came.about.created_at) > LIVES => Some(Refusal::Lapsed),
        _ if text.is_empty() && mail.files.is_empty() => Some(Refusal::Empty),
        _ => None,
    };
    match (refusal, part) {
        (None, Some((who, stored))) => written(office, &who, stored.columns.id, came, text, mail).await,
        (refusal, _) => {
            let refusal = refusal.unwrap_or(Refusal::NotYours);
            refused(office, &system, came, refusal).await?;
            Ok(Taken::Refused(refusal))
        }
    }
}

/// A mail that came in, and what it answers.
struct Came {
    row: MailInRow,
    about: NoticeRow,
}

/// The message, its papers and the note that it came, in one transaction.
async fn written(
    office: &Office,
    who: &Who,
    case: ApplicationId,
    came: Came,
    text: String,
    mail: Incoming,
) -> Result<Taken, Error> {
    let now = office.clock.now();
    let (mut files, mut dropped) = (Vec::new(), mail.dropped);
    for file in mail.files.into_iter().take(attach::MOST) {
        // What a scanner finds, and what is too large, is kept nowhere; the words are taken all the same.
        match scan::before_keeping(office, who, &file.bytes).await {
            Ok(state) => {
                let digest = Digest::of("", &file.bytes);
                let name = file.name.clone();
                match attach::put(office, who, case, vec![file]).await {
                    Ok(mut puts) => files.extend(puts.pop().map(|put| (put, digest, state))),
                    Err(Error::Value { .. }) => dropped.push(name),
                    Err(other) => return Err(other),
                }
            }
            Err(Error::Value { .. }) => dropped.push(file.name),
            Err(other) => return Err(other),
        }
    }
    let left_out = (!dropped.is_empty()).then(|| answer(&came, now, "files", [("files", dropped.join(", "))]));
    let note: NoteId = office.id(now);
    let person = who.person()?.clone();
    let ran: Result<Ran<()>, Error> = act::run!(office, who, now, "message_by_mail", |tx| {
        // Once more inside: the mandate may have ended meanwhile, the same mail may be under way twice.
        case::load(tx, who, case).await?;
        let free = attach::MOST.saturating_sub(tx.attachments(case).await?.len());
        let kept: Vec<attach::Put> = files.iter().take(free).map(|(put, ..)| put.clone()).collect();
        let papers = attach::record(tx, case, &kept).await?;
        for (_, digest, state) in files.iter().take(free) {
            tx.file_scan_set(digest, state).await?;
        }
        let row = NoteRow {
            id: note,
            side: store::NoteSide::Outside,
            person: person.id,
            name: person.name.clone(),
            text: text.clone(),
            papers,
            by_mail: None,
            at: now,
        };
        tx.note_insert(case, &row).await?;
        tx.mail_in_insert(&MailInRow { outcome: Ok(note), ..came.row.clone() }).await?;
        let about = serde_json::json!({ "note": note, "side": row.side.code(), "other_sender": came.row.other_sender });
        tx.audit(AuditEntry::new("message_by_mail", "application", case).payload(&about)?);
        if let Some(told) = &left_out {
            put(tx, told, &to_person(&person_alone(person.id))).await?;
        }
        Ok(((), note.to_string()))
    });
    match ran {
        Err(Error::Store(e)) if e.is_duplicate() => return Ok(Taken::Before),
        Err(Error::NotFound(_)) => {
            refused(office, &Who::system(who.house.clone()), came, Refusal::NotYours).await?;
            return Ok(Taken::Refused(Refusal::NotYours));
        }
        other => drop(other?),
    }
    Ok(Taken::Message(note))
}

/// Writes down what was not taken and answers the person once a day and thing: at the address of the account, never at
/// the one that the mail names, and never to a machine.
///
/// Both are one transaction: what is known to have come before was answered, whenever the power went.
async fn refused(office: &Office, system: &Who, came: Came, why: Refusal) -> Result<(), Error> {
    let now = office.clock.now();
    let row = MailInRow { outcome: Err(why.code()), ..came.row.clone() };
    let told = (!matches!(why, Refusal::Automatic | Refusal::Unknown)).then(|| answer(&came, now, why.code(), []));
    let done: Result<(), store::Error> = store::chore!(&office.store, &system.scope(now), "mail-refused", |chore| {
        chore.mail_in_insert(&row).await?;
        if let Some(told) = &told {
            put_in(chore, told, &to_person(&person_alone(row.person))).await?;
        }
        Ok(())
    });
    match done {
        Err(e) if e.is_duplicate() => Ok(()),
        other => Ok(other?),
    }
}

fn answer<const N: usize>(came: &Came, now: Timestamp, why: &str, more: [(&str, String); N]) -> Told {
    let mut facts = details([("why", why.to_owned()), ("files", String::new())]);
    facts.extend(details(more));
    let (kind, id) = match (came.row.application, came.about.object_kind.as_str()) {
        (Some(case), _) => ("application", case.to_string()),
        (None, "permit") => ("permit", came.about.object_id.clone()),
        (None, _) => ("invoice", came.about.object_id.clone()),
    };
    Told {
        event: Event::MailNotTaken,
        once: format!("{}/{id}/{}", Event::MailNotTaken.code(), day(now)),
        object_kind: kind,
        object_id: id,
        details: facts,
        by: None,
    }
}

/// Who has no part in the case any more learns nothing of it but that the mail was not taken.
fn person_alone(person: PersonId) -> ApplicantSide {
    ApplicantSide { applicant: Some(person), organisation: None, agent: None }
}

fn to_person(side: &ApplicantSide) -> Side<'_> {
    Side { applicant: Some(side), case: None }
}

/// What a person wrote: without what was quoted and without the signature, at most [`notes::LONGEST`] characters.
pub fn said(text: &str) -> String {
    let clean: String =
        text.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()).collect();
    let lines: Vec<&str> = clean.lines().collect();
    let end = (0..lines.len()).find(|n| history(&lines, *n)).unwrap_or(lines.len());
    let mut kept: Vec<&str> = Vec::new();
    for line in &lines[..end] {
        if line.trim_start().starts_with('>') {
            // "On … she wrote:" before what it quotes.
            while kept.last().is_some_and(|l| l.trim().is_empty() || introduces(l)) {
                kept.pop();
            }
        } else {
            kept.push(line.trim_end());
        }
    }
    kept.join("\n").trim().chars().take(notes::LONGEST).collect::<String>().trim_end().to_owned()
}

/// A line that only says who wrote what follows: it ends with a colon and has an address or a date in it.
fn introduces(line: &str) -> bool {
    let line = line.trim();
    line.ends_with(':') && (line.contains('@') || line.chars().filter(char::is_ascii_digit).count() >= 4)
}

/// Does the history of the conversation, or the signature, begin here?
fn history(lines: &[&str], n: usize) -> bool {
    let line = lines[n].trim_end();
    let plain = line.trim();
    let lower = plain.to_lowercase();
    let rule = |sign: char| plain.chars().count() >= 20 && plain.chars().all(|c| c == sign);
    let wrote = ["wrote:", "a écrit :", "a écrit\u{a0}:", "a écrit:", "escribió:", "كتب:"];
    let forwarded =
        ["original message", "message d'origine", "message d’origine", "mensaje original", "الرسالة الأصلية"];
    let head = ["from:", "de:", "de :", "من:"].iter().any(|word| lower.starts_with(word));
    let more = ["sent:", "date:", "to:", "envoyé", "enviado", "para:", "à :", "تاريخ"];
    let next = lines.iter().skip(n + 1).take(3).map(|l| l.trim().to_lowercase());
    // "On Monday …" and "… wrote:" may stand on two lines.
    let two = || {
        let begins = ["on ", "le ", "el ", "في "].iter().any(|word| lower.starts_with(word));
        let next = lines.get(n + 1).map(|l| l.trim().to_lowercase()).unwrap_or_default();
        begins && plain.chars().any(|c| c.is_ascii_digit()) && wrote.iter().any(|word| next.ends_with(word))
    };
    line == "-- "
        || plain == "--"
        || rule('_')
        || (plain.starts_with("---") && forwarded.iter().any(|words| lower.contains(words)))
        || (wrote.iter().any(|word| lower.ends_with(word)) && plain.chars().any(|c| c.is_ascii_digit()))
        || two()
        || (head && next.into_iter().any(|l| more.iter().any(|word| l.starts_with(word))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_back_in_capitals_and_between_brackets_and_nothing_else_is() {
        let token = Token(*b"0123456789abcdefghij");
        let local = format!("case+qm-{}", base32::write(base32::LETTERS, &token.0));
        assert!(local.len() <= 64, "{local}: RFC 5321 allows 64 octets before the at sign");
        for text in [format!("{local}@x.example"), format!("<{}@X.example>", local.to_uppercase())] {
            assert_eq!(read_address(&text), Some(("qm".to_owned(), token)), "{text}");
        }
        for wrong in ["", "@", "case+qm-@x", "case+qm-0@x", "info@x.example", "case+@x", "case+qm-\u{e9}@x"] {
            assert_eq!(read_address(wrong), None, "{wrong}");
        }
        assert_eq!(read_address(&format!("case+qm-{}@x", "1".repeat(32))), None, "1 is no letter of it");
    }

    #[test]
    fn what_was_quoted_and_signed_is_left_out() {
        for mail in [
            "Here it is.\n\nOn Mon, 2 Nov 2026 at 08:01, Authority <a@b.example> wrote:\n> Please send it.\n> Thanks",
            "Here it is.\r\n\r\nOn Mon, 2 Nov 2026 at 08:01,\r\nAuthority <a@b.example> wrote:\r\n\r\n> Please send it.",
            "Here it is.\n\n-----Original Message-----\nFrom: A\nSent: Monday",
            "Here it is.\n________________________________\nDe : Autorité\nEnvoyé : lundi",
            "Here it is.\n\nFrom: Authority <a@b.example>\nSent: Monday\nTo: Ada",
            "Here it is.\n-- \nAda Applicant\nRiver Bend Farm",
            "> Please send it.\n> Thanks\nHere it is.",
            "Authority <a@b.example>, 2026-11-02:\n> Please send it.\n\nHere it is.",
            "Here it is.\n\nLe 2 nov. 2026 à 08:01, Autorité a écrit\u{a0}:\n> Merci",
        ] {
            assert_eq!(said(mail), "Here it is.", "{mail}");
        }
        assert_eq!(
            said("I wrote: see below.\n\nFrom: Bend to Northport, 12 crates."),
            "I wrote: see below.\n\nFrom: Bend to Northport, 12 crates."
        );
        assert_eq!(said("> only quoted\n> lines"), "");
        assert_eq!(said("\u{0}\u{7}a\u{1b}[31m"), "a[31m");
        assert_eq!(said(&"é".repeat(9000)).chars().count(), notes::LONGEST);
    }
}
