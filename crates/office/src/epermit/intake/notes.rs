//! Words in a case, beside the formal question and its answer: applicant and officer write to each other, officers
//! also among themselves. What is written is never changed or taken back.

use super::papers::{self, Paper};
use crate::shared::act::{self, Ran};
use crate::shared::case::{self, Stored};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::{ApplicationId, AttachmentId, NoteId};
use cites::{Role, Timestamp};
use store::{AuditEntry, NoteRow, NoteSide, Read};

/// Longest text of one message, characters.
pub const LONGEST: usize = 4_000;

/// What is written.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The text.
    pub text: String,
    /// Among officers only? Meaningless from an applicant, and refused.
    pub internal: bool,
    /// Papers of the case that it speaks of.
    pub papers: Vec<AttachmentId>,
}

/// The thread of a case as one side sees it.
#[derive(Debug, Clone)]
pub struct Thread {
    /// From which side the reader looks: [`NoteSide::Outside`] or [`NoteSide::Inside`].
    pub side: NoteSide,
    /// What was written, oldest first; the officers' own notes only inside.
    pub notes: Vec<NoteRow>,
    /// When the applicant's side last looked.
    pub seen_outside: Option<Timestamp>,
    /// When the authority last looked.
    pub seen_inside: Option<Timestamp>,
}

impl Thread {
    /// Was this read by the other side?
    pub fn is_read(&self, note: &NoteRow) -> bool {
        let other = match note.side {
            NoteSide::Outside => self.seen_inside,
            NoteSide::Inside => self.seen_outside,
            NoteSide::Note => None,
        };
        other.is_some_and(|at| at >= note.at)
    }

    /// How many the reader has not seen yet.
    pub fn unread(&self) -> usize {
        let (own, theirs) = match self.side {
            NoteSide::Outside => (self.seen_outside, NoteSide::Inside),
            NoteSide::Inside | NoteSide::Note => (self.seen_inside, NoteSide::Outside),
        };
        self.notes.iter().filter(|n| n.side == theirs && own.is_none_or(|at| n.at > at)).count()
    }
}

/// From which side the actor speaks in this case. Whoever has a part in it speaks for the applicant, whatever else he
/// may be.
fn side(who: &Who, stored: &Stored) -> Result<NoteSide, Error> {
    let person = who.person()?;
    if stored.value.side().includes(&who.actor) {
        return Ok(NoteSide::Outside);
    }
    let inside = |r: &Role| matches!(r.side(), "MA" | "SA" | "finance" | "system") || *r == Role::Inspector;
    if person.roles.iter().any(inside) { Ok(NoteSide::Inside) } else { Err(Error::NotFound("application")) }
}

/// The thread of a case.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn thread(office: &Office, who: &Who, id: ApplicationId) -> Result<Thread, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let stored = case::load(&mut read, who, id).await?;
    thread_of(&mut read, who, &stored).await
}

/// The thread of a case that was loaded before: one question to the archive.
///
/// # Errors
/// [`Error::NotFound`] for whoever neither applies nor sits in an authority.
pub async fn thread_of(read: &mut Read, who: &Who, stored: &Stored) -> Result<Thread, Error> {
    let side = side(who, stored)?;
    let folder = read.folder(stored.columns.id, side == NoteSide::Inside).await?;
    Ok(Thread { side, notes: folder.notes, seen_outside: folder.seen_outside, seen_inside: folder.seen_inside })
}

/// Papers and thread of a case that was loaded before, in one question to the archive; `None` for the thread where the
/// reader neither applies nor sits in an authority.
///
/// # Errors
/// What the archive says.
pub async fn folder(read: &mut Read, who: &Who, stored: &Stored) -> Result<(Vec<Paper>, Option<Thread>), Error> {
    let side = side(who, stored).ok();
    let folder = read.folder(stored.columns.id, side == Some(NoteSide::Inside)).await?;
    let papers = papers::in_folder(&folder);
    let thread = side.map(|side| Thread {
        side,
        notes: folder.notes,
        seen_outside: folder.seen_outside,
        seen_inside: folder.seen_inside,
    });
    Ok((papers, thread))
}

/// Remembers that the actor's side has seen what is written so far.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn seen(office: &Office, who: &Who, id: ApplicationId) -> Result<(), Error> {
    let thread = thread(office, who, id).await?;
    seen_so_far(office, who, id, &thread).await
}

/// The same for a thread that was read before; nothing is asked or written when all of it was seen.
///
/// # Errors
/// What the archive says.
pub async fn seen_so_far(office: &Office, who: &Who, id: ApplicationId, thread: &Thread) -> Result<(), Error> {
    let now = office.clock.now();
    let person = who.person()?.id;
    if thread.unread() == 0 {
        return Ok(());
    }
    store::chore!(&office.store, &who.scope(now), "messages-seen", |chore| {
        chore.notes_seen(id, thread.side, person).await?;
        Ok(())
    })
}

/// Writes in a case that was handed in.
///
/// # Errors
/// `message-empty`, `message-long`, `message-draft`, `message-paper` for a paper of another case,
/// [`Error::NotPermitted`] for an internal note of an applicant, [`Error::NotFound`].
pub async fn write(office: &Office, who: &Who, id: ApplicationId, words: &Words) -> Result<NoteRow, Error> {
    let person = who.person()?.clone();
    let text = words.text.trim().to_owned();
    if text.is_empty() {
        return Err(Error::value("text", "message-empty", "Write your message."));
    }
    if text.chars().count() > LONGEST {
        return Err(Error::value("text", "message-long", "Shorten the message to 4,000 characters."));
    }
    let now = office.clock.now();
    let note: NoteId = office.id(now);
    let ran = act::run!(office, who, now, "message", |tx| {
        let stored = case::load(tx, who, id).await?;
        let side = match (side(who, &stored)?, words.internal) {
            (NoteSide::Inside, true) => NoteSide::Note,
            (_, true) => return Err(Error::NotPermitted),
            (side, false) => side,
        };
        if stored.columns.submitted_at.is_none() {
            return Err(Error::value("text", "message-draft", "Send the application first; then you can write here."));
        }
        let own = tx.attachments(id).await?;
        if words.papers.iter().any(|p| own.iter().all(|a| a.id != *p)) {
            return Err(Error::value("papers", "message-paper", "Choose papers of this case."));
        }
        let row = NoteRow {
            id: note,
            side,
            person: person.id,
            name: person.name.clone(),
            text: text.clone(),
            papers: words.papers.clone(),
            by_mail: None,
            at: now,
        };
        tx.note_insert(id, &row).await?;
        // The words themselves may be personal: the trail says who wrote and when, the thread says what.
        let about = serde_json::json!({ "note": note, "side": side.code() });
        tx.audit(AuditEntry::new("message", "application", id).payload(&about)?);
        Ok((row, note.to_string()))
    })?;
    match ran {
        Ran::Now(row) => Ok(row),
        Ran::Before(first) => {
            let thread = thread(office, who, id).await?;
            thread.notes.into_iter().find(|n| n.id.to_string() == first).ok_or(Error::NotFound("message"))
        }
    }
}
