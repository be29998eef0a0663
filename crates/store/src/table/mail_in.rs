//! Answers by e-mail: the addresses that they come back to, one for each case and person, and what came in.

use crate::sql::{args, queries};
use crate::{Chore, Error, Read, Tx};
use cites::ids::{ApplicationId, NoteId, PersonId};
use cites::{Digest, Timestamp};

queries! {
    /// The address of a case and a person; the first one given out stays.
    TAKE_MAIL_TOKEN = "INSERT INTO mail_token (tenant, token, application, person, made_at, last_at) VALUES ($1, $2, $3, $4, CAST($5 AS BIGINT), CAST($5 AS BIGINT)) ON CONFLICT (tenant, application, person) DO UPDATE SET last_at = excluded.last_at RETURNING token";
    /// Whose it is.
    MAIL_TOKEN = "SELECT application, person, last_at FROM mail_token WHERE tenant = $1 AND token = $2";
    /// Did this mail come in before?
    MAIL_IN_KNOWN = "SELECT COUNT(*) AS n FROM mail_in WHERE tenant = $1 AND mark = $2";
    /// A mail came in.
    INSERT_MAIL_IN = "INSERT INTO mail_in (tenant, mark, application, person, note, sender, other_sender, refused, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
}

/// Whose address it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailTokenRow {
    /// The case.
    pub application: ApplicationId,
    /// The person.
    pub person: PersonId,
    /// When it was given out last.
    pub last_at: Timestamp,
}

/// A mail that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailInRow {
    /// Digest of the address and the Message-ID.
    pub mark: Digest,
    /// Whose address it came to.
    pub to: MailTokenRow,
    /// The message it became, or why it was not taken.
    pub outcome: Result<NoteId, &'static str>,
    /// Address it came from, as it says itself.
    pub sender: String,
    /// Is that another than the person's own?
    pub other_sender: bool,
}

fn insert(m: &MailInRow, at: Timestamp) -> (&'static str, Vec<crate::sql::Arg>) {
    let (note, refused) = (m.outcome.ok(), m.outcome.err());
    let all = args![m.mark, m.to.application, m.to.person, note, m.sender, m.other_sender, refused, at];
    (INSERT_MAIL_IN, all)
}

impl Read {
    /// Whose an address is.
    pub async fn mail_token(&mut self, token: [u8; 20]) -> Result<Option<MailTokenRow>, Error> {
        let row = self.opt(MAIL_TOKEN, args![token.to_vec()]).await?;
        row.map(|row| {
            Ok(MailTokenRow {
                application: row.get("application")?,
                person: row.get("person")?,
                last_at: row.get("last_at")?,
            })
        })
        .transpose()
    }

    /// Did this mail come in before?
    pub async fn mail_in_known(&mut self, mark: &Digest) -> Result<bool, Error> {
        Ok(self.one(MAIL_IN_KNOWN, args![*mark]).await?.get::<i64>("n")? > 0)
    }
}

impl Chore {
    /// The address of a case and a person, given out now; `fresh` becomes it where there is none yet.
    pub async fn mail_token_take(
        &mut self,
        application: ApplicationId,
        person: PersonId,
        fresh: [u8; 20],
    ) -> Result<[u8; 20], Error> {
        let at = self.at();
        let row = self.one(TAKE_MAIL_TOKEN, args![fresh.to_vec(), application, person, at]).await?;
        let token: Vec<u8> = row.get("token")?;
        token.try_into().map_err(|_| Error::corrupt("mail_token.token", "not 20 bytes"))
    }

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
