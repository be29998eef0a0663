//! Answers by e-mail: the mail that an address came with, and what came in.

use super::notice::NoticeRow;
use crate::sql::{args, queries};
use crate::{Chore, Error, Read, Tx};
use cites::ids::{ApplicationId, NoteId, NoticeId, PersonId};
use cites::{Digest, Timestamp};

queries! {
    /// The mail that an answer comes back to.
    ANSWERED = "SELECT person, authority, id, event, object_kind, object_id, language, details, created_at, read_at, mail, mail_attempts FROM told WHERE tenant = $1 AND token = $2 AND person IS NOT NULL";
    /// Did this mail come in before?
    MAIL_IN_KNOWN = "SELECT COUNT(*) AS n FROM mail_answer WHERE tenant = $1 AND mark = $2";
    /// A mail came in.
    INSERT_MAIL_IN = "INSERT INTO mail_answer (tenant, mark, application, person, notice, note, sender, other_sender, refused, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
}

/// A mail that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailInRow {
    /// Digest of the reader, the thing and the Message-ID.
    pub mark: Digest,
    /// The case; `None`: what was answered belongs to none.
    pub application: Option<ApplicationId>,
    /// Whose answer.
    pub person: PersonId,
    /// What was answered.
    pub notice: NoticeId,
    /// The message it became, or why it was not taken.
    pub outcome: Result<NoteId, &'static str>,
    /// Address it came from, as it says itself.
    pub sender: String,
    /// Is that another than the person's own?
    pub other_sender: bool,
}

fn insert(m: &MailInRow, at: Timestamp) -> (&'static str, Vec<crate::sql::Arg>) {
    let (note, refused) = (m.outcome.ok(), m.outcome.err());
    let notice = m.notice.to_string();
    let all = args![m.mark, m.application, m.person, notice, note, m.sender, m.other_sender, refused, at];
    (INSERT_MAIL_IN, all)
}

impl Read {
    /// The notice whose e-mail gave out the address with this token.
    pub async fn answered(&mut self, token: [u8; 20]) -> Result<Option<NoticeRow>, Error> {
        self.opt(ANSWERED, args![token.to_vec()]).await?.as_ref().map(NoticeRow::of).transpose()
    }

    /// Did this mail come in before?
    pub async fn mail_in_known(&mut self, mark: &Digest) -> Result<bool, Error> {
        Ok(self.one(MAIL_IN_KNOWN, args![*mark]).await?.get::<i64>("n")? > 0)
    }
}

impl Chore {
    /// Writes down a mail that was not taken.
    pub async fn mail_in_insert(&mut self, m: &MailInRow) -> Result<(), Error> {
        let (sql, args) = insert(m, self.at());
        self.run(sql, args).await?;
        Ok(())
    }
}

impl Tx {
    /// Writes down a mail that was taken.
    pub async fn mail_in_insert(&mut self, m: &MailInRow) -> Result<(), Error> {
        let (sql, args) = insert(m, self.at());
        self.change(sql, args).await?;
        Ok(())
    }
}
