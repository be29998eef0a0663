//! The test mailbox of a demonstration: a folder with one file a mail, and the pages that show it. A mail that is sent
//! twice under one Message-ID stands in it once, as in any good mailbox.

use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::page;
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::{Digest, Timestamp};
use pages::notices::{SinkMail, SinkMailPage, SinkPage};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::Arc;

/// Most mails that are kept; the oldest go first.
const KEPT: usize = 300;

/// A mail as kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// When it came in.
    pub at: Timestamp,
    /// Whom it is from.
    pub from: String,
    /// Whom it is for.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Message-ID.
    pub message_id: String,
    /// Where an answer goes.
    #[serde(default)]
    pub reply_to: Option<String>,
    /// As plain text.
    pub text: String,
    /// As a page; blank for a text message.
    pub html: String,
}

/// The folder.
#[derive(Debug)]
pub struct Sink {
    folder: PathBuf,
}

impl Sink {
    /// Opens the folder, which is made when it is not there.
    ///
    /// # Errors
    /// What the file system says.
    pub fn open(folder: PathBuf) -> std::io::Result<Sink> {
        std::fs::create_dir_all(&folder)?;
        Ok(Sink { folder })
    }

    /// Keeps a mail. Its name begins with the time in its Message-ID, so that names sort by age.
    ///
    /// # Errors
    /// What the file system says.
    pub fn put(&self, mail: &Kept) -> std::io::Result<()> {
        let digest = Digest::of("manis-sink", mail.message_id.as_bytes()).to_string();
        let age: String = mail.message_id.chars().filter(char::is_ascii_hexdigit).take(12).collect();
        let name = format!("{age}-{}", digest.get(..16).unwrap_or(""));
        let text = serde_json::to_vec(mail)?;
        let (whole, part) = (self.folder.join(format!("{name}.json")), self.folder.join(format!("{name}.part")));
        std::fs::write(&part, text)?;
        std::fs::rename(&part, &whole)?;
        for old in self.names()?.iter().skip(KEPT) {
            // Somebody may have removed it meanwhile.
            drop(std::fs::remove_file(self.folder.join(format!("{old}.json"))));
        }
        Ok(())
    }

    /// Names, newest first.
    fn names(&self) -> std::io::Result<Vec<String>> {
        let mut names: Vec<String> = std::fs::read_dir(&self.folder)?
            .filter_map(std::result::Result::ok)
            .filter_map(|e| e.file_name().to_str()?.strip_suffix(".json").map(str::to_owned))
            .collect();
        names.sort();
        names.reverse();
        Ok(names)
    }

    /// The newest mails with their names.
    ///
    /// # Errors
    /// What the file system says.
    pub fn list(&self) -> std::io::Result<Vec<(String, Kept)>> {
        let names = self.names()?;
        Ok(names.into_iter().take(100).filter_map(|name| self.get(&name).map(|mail| (name, mail))).collect())
    }

    /// One mail by its name.
    pub fn get(&self, name: &str) -> Option<Kept> {
        let plain = name.len() <= 64 && name.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
        let bytes = plain.then(|| std::fs::read(self.folder.join(format!("{name}.json"))).ok()).flatten()?;
        serde_json::from_slice(&bytes).ok()
    }
}

fn shown(id: String, mail: Kept) -> SinkMail {
    SinkMail {
        id,
        at: mail.at,
        from: mail.from,
        to: mail.to,
        subject: mail.subject,
        message_id: mail.message_id,
        reply_to: mail.reply_to.unwrap_or_default(),
        text: mail.text,
        html: mail.html,
    }
}

fn sink(call: &Call) -> Result<&Sink, Failure> {
    call.app.sink.as_deref().ok_or(Failure::NotFound)
}

/// The mailbox.
pub async fn list(call: Arc<Call>) -> Answer {
    let mails = sink(&call)?.list().map_err(|e| Failure::Internal(e.to_string()))?;
    let mails = mails.into_iter().map(|(id, mail)| shown(id, mail)).collect();
    page(&call, &SinkPage { shell: shell(&call).await, mails })
}

/// One mail.
pub async fn one(call: Arc<Call>) -> Answer {
    let id = call.param("mail").to_owned();
    let mail = sink(&call)?.get(&id).ok_or(Failure::NotFound)?;
    page(&call, &SinkMailPage { shell: shell(&call).await, mail: shown(id, mail) })
}
