//! What applicant and officer write to each other, on the page of the case and over the API.

use super::papers::scan_word;
use crate::epermit::case::stored;
use crate::epermit::case_on_form::again;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{created, go_and_say, json, page};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::ids::{ApplicationId, ApplicationKind, AttachmentId};
use office::epermit::intake::notes::{self, Thread as Written, Words};
use office::epermit::intake::papers;
use office::shared::case::Stored;
use pages::epermit::{FileRow, Message, MessagesPage, Thread};
use pages::links;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{NoteRow, NoteSide};
use utoipa::ToSchema;

/// Papers of a case as its pages show them, with what the scanner said.
fn rows(all: &[papers::Paper]) -> Vec<FileRow> {
    let row = |p: &papers::Paper| FileRow {
        id: p.row.id.to_string(),
        kind: p.row.purpose.clone(),
        name: p.row.name.clone(),
        bytes: u64::try_from(p.row.size).unwrap_or(0),
        scan: scan_word(&p.scan).to_owned(),
        earlier: super::papers::earlier(p),
    };
    all.iter().map(row).collect()
}

fn names(papers: &[AttachmentId], files: &[FileRow]) -> Vec<(String, String)> {
    let name =
        |id: &AttachmentId| files.iter().find(|f| f.id == id.to_string()).map(|f| (f.id.clone(), f.name.clone()));
    papers.iter().filter_map(name).collect()
}

fn message(note: &NoteRow, thread: &Written, files: &[FileRow]) -> Message {
    let inside = note.side != NoteSide::Outside;
    let own = inside == (thread.side == NoteSide::Inside);
    Message {
        own,
        internal: note.side == NoteSide::Note,
        // Applicants are told which side wrote, not which officer; officers see every name.
        name: if own || thread.side == NoteSide::Inside { note.name.clone() } else { String::new() },
        inside,
        text: note.text.clone(),
        at: note.at,
        read: thread.is_read(note),
        papers: names(&note.papers, files),
        by_mail: note.by_mail.clone(),
    }
}

/// Papers and thread of a case for its page; whoever looks has seen what is written.
///
/// # Errors
/// What the office says.
pub async fn folder(call: &Call, mut read: store::Read, found: &Stored) -> Result<(Vec<FileRow>, Thread), Failure> {
    let (office, who, id) = (&call.app.office, call.reader()?, found.columns.id);
    let (papers, thread) = notes::folder(&mut read, &who, found).await?;
    drop(read);
    let files = rows(&papers);
    let Some(found) = thread else { return Ok((files, Thread::silent(&id.to_string()))) };
    notes::seen_so_far(office, &who, id, &found).await?;
    let thread = Thread {
        application: id.to_string(),
        inside: found.side == NoteSide::Inside,
        open: true,
        messages: found.notes.iter().map(|n| message(n, &found, &files)).collect(),
        papers: files.iter().map(|f| (f.id.clone(), f.name.clone())).collect(),
        ..Thread::silent(&id.to_string())
    };
    Ok((files, thread))
}

/// The thread on its own.
pub async fn show(call: Arc<Call>) -> Answer {
    let found = stored(&call, call.id::<ApplicationKind>("application")?).await?;
    let (_, thread) = folder(&call, call.read().await?, &found).await?;
    page(&call, &MessagesPage { shell: shell(&call).await, thread })
}

fn papers_of<'t>(ids: impl Iterator<Item = &'t str>) -> Result<Vec<AttachmentId>, Failure> {
    ids.map(|id| {
        AttachmentId::parse(id).map_err(|_| Failure::field("papers", "message-paper", "Choose papers of this case."))
    })
    .collect()
}

/// Writes; what could not be sent stands again on the page of the case.
pub async fn send(call: Arc<Call>) -> Answer {
    let id = call.id::<ApplicationKind>("application")?;
    match written(&call, id).await {
        Ok(()) => {
            Ok(go_and_say(&call, &format!("{}#messages", links::application(&id.to_string())), "flash-done", None))
        }
        Err(failure) => again(&call, id, "message", Err(failure)).await,
    }
}

async fn written(call: &Call, id: ApplicationId) -> Result<(), Failure> {
    let words = Words {
        text: call.typed("text").to_owned(),
        internal: !call.typed("internal").is_empty(),
        papers: papers_of(call.ticked("papers").into_iter())?,
    };
    notes::write(&call.app.office, &call.who()?, id, &words).await?;
    Ok(())
}

/// A message.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoteView {
    /// Id.
    pub id: String,
    /// `OUTSIDE`: the applicant's side; `INSIDE`: the authority; `NOTE`: among officers.
    pub side: String,
    /// Who wrote it; absent where the reader is told the side only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The words.
    pub text: String,
    /// When.
    pub at: String,
    /// Did the other side see it?
    pub read: bool,
    /// Ids of papers that it speaks of.
    pub papers: Vec<String>,
    /// It came by e-mail: the address it came from where that was not the person's own, else blank.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_mail: Option<String>,
}

/// The thread of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct ThreadView {
    /// Oldest first.
    pub messages: Vec<NoteView>,
    /// How many the reader had not seen.
    pub unread: usize,
}

fn note_view(note: &NoteRow, thread: &Written) -> NoteView {
    let shown = message(note, thread, &[]);
    NoteView {
        id: note.id.to_string(),
        side: note.side.code().to_owned(),
        name: Some(shown.name).filter(|n| !n.is_empty()),
        text: shown.text,
        at: note.at.to_string(),
        read: shown.read,
        papers: note.papers.iter().map(ToString::to_string).collect(),
        by_mail: shown.by_mail,
    }
}

/// Reads the thread; whoever reads has seen it.
pub async fn list(call: Arc<Call>) -> Answer {
    let id = call.id::<ApplicationKind>("application")?;
    let (office, who) = (&call.app.office, call.reader()?);
    let thread = notes::thread(office, &who, id).await?;
    notes::seen_so_far(office, &who, id, &thread).await?;
    json(&ThreadView {
        messages: thread.notes.iter().map(|n| note_view(n, &thread)).collect(),
        unread: thread.unread(),
    })
}

/// What is written.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[schema(as = MessageBody)]
#[serde(deny_unknown_fields)]
pub struct NoteBody {
    /// The words, at most 4,000 characters.
    pub text: String,
    /// Among officers only.
    #[serde(default)]
    pub internal: bool,
    /// Ids of papers of the case.
    #[serde(default)]
    pub papers: Vec<String>,
}

/// Writes.
pub async fn write(call: Arc<Call>) -> Answer {
    let id = call.id::<ApplicationKind>("application")?;
    let body: NoteBody = call.json()?;
    let papers = papers_of(body.papers.iter().map(String::as_str))?;
    let words = Words { text: body.text, internal: body.internal, papers };
    let (office, who) = (&call.app.office, call.who()?);
    let note = notes::write(office, &who, id, &words).await?;
    let thread = notes::thread(office, &call.reader()?, id).await?;
    created(&note_view(&note, &thread), &format!("/api/applications/{id}/messages"))
}
