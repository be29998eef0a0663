//! Addresses of authorities abroad and of the Secretariat, and the mails that must go to them: written by the act's own
//! transaction, taken by a job with a lease, every try logged, like the notices of people.

use super::notice::{LAST, MailState};
use super::notice_send::{GIVE_UP, NoticeText, SendResult, later};
use super::outbox::back_off;
use crate::sql::{Row, args, queries};
use crate::{Chore, Error, Read, Tx};
use cites::ids::{ForeignAuthorityId, Id, JobKind, NoticeId, PersonId};
use cites::{CountryCode, Date, Digest, Lang, Timestamp};
use std::collections::BTreeMap;
use std::time::Duration;

macro_rules! columns {
    () => {
        "a.id, a.country, a.kind, a.name, a.email, a.language, a.from_on, a.until_on, a.entered_by, a.entered_at, a.changed_by, a.changed_at, a.version"
    };
}

macro_rules! letters {
    ($more:literal) => {
        concat!(
            "SELECT m.id, m.authority, a.name, m.event, m.object_kind, m.object_id, m.details, m.created_at, m.mail, m.mail_attempts, ",
            "COALESCE((SELECT l.address FROM authority_mail_log l WHERE l.tenant = m.tenant AND l.mail = m.id ORDER BY l.id DESC LIMIT 1), a.email) AS address, ",
            "(SELECT l.reason FROM authority_mail_log l WHERE l.tenant = m.tenant AND l.mail = m.id ORDER BY l.id DESC LIMIT 1) AS reason ",
            "FROM authority_mail m JOIN foreign_authority a ON a.tenant = m.tenant AND a.id = m.authority WHERE m.tenant = $1 AND m.id < $2",
            $more,
            " ORDER BY m.id DESC LIMIT $3"
        )
    };
}

queries! {
    /// An authority is entered.
    INSERT_AUTHORITY = "INSERT INTO foreign_authority (tenant, id, country, kind, name, email, language, from_on, until_on, entered_by, entered_at, changed_by, changed_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, NULL, NULL, 0)";
    /// Its entry is corrected, or ends. Whose authority it is never changes.
    UPDATE_AUTHORITY = "UPDATE foreign_authority SET name = $4, email = $5, language = $6, from_on = $7, until_on = $8, changed_by = $9, changed_at = $10, version = version + 1 WHERE tenant = $1 AND id = $2 AND version = $3";
    /// One entry.
    AUTHORITY = concat!("SELECT ", columns!(), " FROM foreign_authority a WHERE a.tenant = $1 AND a.id = $2");
    /// Every entry; a directory is as long as the list of Parties.
    AUTHORITIES = concat!("SELECT ", columns!(), " FROM foreign_authority a WHERE a.tenant = $1 ORDER BY COALESCE(a.country, ''), a.kind, a.name, a.id LIMIT 2000");
    /// To whom a mail goes on a day.
    AUTHORITIES_TOLD = concat!("SELECT ", columns!(), " FROM foreign_authority a WHERE a.tenant = $1 AND a.kind = $2 AND COALESCE(a.country, '') = $3 AND a.from_on <= $4 AND (a.until_on IS NULL OR a.until_on >= $4) ORDER BY a.entered_at, a.id LIMIT 10");
    /// A mail to an authority.
    PUT_LETTER = "INSERT INTO authority_mail (tenant, id, authority, once, event, object_kind, object_id, details, created_at, mail, mail_attempts, mail_next_at, mail_locked_until_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, CAST($9 AS BIGINT), 'WAITING', 0, CAST($9 AS BIGINT), NULL) ON CONFLICT (tenant, authority, once) DO NOTHING";
    /// Takes one mail that is to be sent. Of two jobs that chose the same one the second finds it held.
    LETTER_CLAIM = "UPDATE authority_mail SET mail_locked_until_at = $3, mail_attempts = mail_attempts + 1 WHERE tenant = $1 AND mail = 'WAITING' AND (mail_locked_until_at IS NULL OR mail_locked_until_at <= $2) AND id = (SELECT m.id FROM authority_mail m WHERE m.tenant = $1 AND m.mail = 'WAITING' AND m.mail_next_at <= $2 AND (m.mail_locked_until_at IS NULL OR m.mail_locked_until_at <= $2) ORDER BY m.mail_next_at, m.id LIMIT 1) RETURNING id, authority, event, object_kind, object_id, details, created_at, mail_attempts";
    /// Sent, or given up.
    LETTER_END = "UPDATE authority_mail SET mail = $3, mail_locked_until_at = NULL WHERE tenant = $1 AND id = $2 AND mail = 'WAITING'";
    /// Again later.
    LETTER_LATER = "UPDATE authority_mail SET mail_locked_until_at = NULL, mail_next_at = $3 WHERE tenant = $1 AND id = $2 AND mail = 'WAITING'";
    /// Given up without a try: it waited too long.
    LETTERS_TOO_OLD = "UPDATE authority_mail SET mail = 'DEAD', mail_locked_until_at = NULL WHERE tenant = $1 AND mail = 'WAITING' AND mail_attempts = 0 AND created_at < $2";
    /// A person says: once more.
    LETTER_REVIVE = "UPDATE authority_mail SET mail = 'WAITING', mail_attempts = 0, mail_next_at = $3 WHERE tenant = $1 AND id = $2 AND mail = 'DEAD'";
    /// What became of a try.
    LOG_LETTER = "INSERT INTO authority_mail_log (tenant, id, mail, address, language, template, attempt, result, reason, message_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    /// Mails to authorities, newest first, with what became of the last try.
    LETTERS = letters!("");
    /// Of them those to one authority.
    LETTERS_OF = letters!(" AND m.authority = $4");
}

/// Whose address it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressee {
    /// The Management Authority of a country.
    Management(CountryCode),
    /// Its Scientific Authority.
    Scientific(CountryCode),
    /// Its enforcement.
    Enforcement(CountryCode),
    /// The Secretariat of the Convention.
    Secretariat,
}

impl Addressee {
    /// Codes of the kinds, in the order of a list.
    pub const KINDS: &'static [&'static str] = &["MA", "SA", "ENFORCEMENT", "SECRETARIAT"];

    /// Of a code of [`Addressee::KINDS`] and a country, which the Secretariat has none of.
    pub fn of(kind: &str, country: Option<CountryCode>) -> Option<Addressee> {
        Some(match (kind, country) {
            ("MA", Some(country)) => Addressee::Management(country),
            ("SA", Some(country)) => Addressee::Scientific(country),
            ("ENFORCEMENT", Some(country)) => Addressee::Enforcement(country),
            ("SECRETARIAT", None) => Addressee::Secretariat,
            _ => return None,
        })
    }

    /// Its code.
    pub const fn kind(self) -> &'static str {
        match self {
            Addressee::Management(_) => "MA",
            Addressee::Scientific(_) => "SA",
            Addressee::Enforcement(_) => "ENFORCEMENT",
            Addressee::Secretariat => "SECRETARIAT",
        }
    }

    /// Of which country; `None`: of all.
    pub const fn country(self) -> Option<CountryCode> {
        match self {
            Addressee::Management(c) | Addressee::Scientific(c) | Addressee::Enforcement(c) => Some(c),
            Addressee::Secretariat => None,
        }
    }
}

/// An entry of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorityRow {
    /// Id.
    pub id: ForeignAuthorityId,
    /// Whose address.
    pub of: Addressee,
    /// Name.
    pub name: String,
    /// Address for e-mail.
    pub email: String,
    /// Language it is written to in: English, French or Spanish.
    pub language: Lang,
    /// First day on which it is written to.
    pub from: Date,
    /// Last day; `None`: until further notice.
    pub until: Option<Date>,
    /// Who entered it.
    pub entered_by: PersonId,
    /// When.
    pub entered_at: Timestamp,
    /// Who changed it last, and when.
    pub changed: Option<(PersonId, Timestamp)>,
    /// How often it was changed.
    pub version: i64,
}

impl AuthorityRow {
    fn of(row: &Row) -> Result<AuthorityRow, Error> {
        let kind: String = row.get("kind")?;
        let country = row.opt("country")?;
        let changed = match (row.opt("changed_by")?, row.opt("changed_at")?) {
            (Some(by), Some(at)) => Some((by, at)),
            _ => None,
        };
        Ok(AuthorityRow {
            id: row.get("id")?,
            of: Addressee::of(&kind, country).ok_or_else(|| Error::corrupt("foreign_authority.kind", kind))?,
            name: row.get("name")?,
            email: row.get("email")?,
            language: row.code("language", Lang::from_code)?,
            from: row.get("from_on")?,
            until: row.opt("until_on")?,
            entered_by: row.get("entered_by")?,
            entered_at: row.get("entered_at")?,
            changed,
            version: row.get("version")?,
        })
    }

    /// Is it written to on this day?
    pub fn in_force(&self, on: Date) -> bool {
        self.from <= on && self.until.is_none_or(|last| on <= last)
    }
}

/// A mail to be written to an authority.
#[derive(Debug, Clone)]
pub struct NewLetter {
    /// What makes it the same again.
    pub once: String,
    /// Code of the event.
    pub event: &'static str,
    /// `permit` or `foreign`.
    pub object_kind: &'static str,
    /// Its id.
    pub object_id: String,
    /// What stands in the sentence.
    pub details: BTreeMap<String, String>,
}

/// A mail that a job holds until its lease ends.
#[derive(Debug, Clone)]
pub struct DueLetter {
    /// Id.
    pub id: NoticeId,
    /// To whom; the entry as it stands now.
    pub to: AuthorityRow,
    /// Code of the event.
    pub event: String,
    /// `permit` or `foreign`.
    pub object_kind: String,
    /// Its id.
    pub object_id: String,
    /// What stands in the sentence.
    pub details: BTreeMap<String, String>,
    /// When it was written.
    pub created_at: Timestamp,
    /// Which try this is.
    pub attempt: i64,
    /// The Party's own text in the authority's language, if it wrote one.
    pub text: Option<NoticeText>,
}

/// One try.
#[derive(Debug, Clone)]
pub struct LetterLog {
    /// Id of the entry.
    pub id: Id<JobKind>,
    /// The mail.
    pub letter: NoticeId,
    /// Address it was sent to.
    pub address: String,
    /// Language of the text.
    pub language: Lang,
    /// Version of the Party's own text; 0: the text of the house.
    pub template: i64,
    /// Which try.
    pub attempt: i64,
    /// What became of it.
    pub result: SendResult,
    /// What the mail server said.
    pub reason: Option<String>,
    /// Message-ID.
    pub message_id: String,
    /// When.
    pub at: Timestamp,
}

/// A mail to an authority with what became of it.
#[derive(Debug, Clone)]
pub struct LetterRow {
    /// Id.
    pub id: NoticeId,
    /// To whom.
    pub authority: ForeignAuthorityId,
    /// Its name.
    pub name: String,
    /// The address that was tried last, or will be.
    pub address: String,
    /// Code of the event.
    pub event: String,
    /// `permit` or `foreign`.
    pub object_kind: String,
    /// Its id.
    pub object_id: String,
    /// What stands in the sentence.
    pub details: BTreeMap<String, String>,
    /// When it was written.
    pub created_at: Timestamp,
    /// How far it came.
    pub mail: MailState,
    /// How often it was tried.
    pub attempts: i64,
    /// What the mail server said last, where it did not take it.
    pub reason: Option<String>,
}

fn notice_id(row: &Row) -> Result<NoticeId, Error> {
    NoticeId::parse(&row.get::<String>("id")?).map_err(|e| Error::corrupt("authority_mail.id", e))
}

impl LetterRow {
    fn of(row: &Row) -> Result<LetterRow, Error> {
        Ok(LetterRow {
            id: notice_id(row)?,
            authority: row.get("authority")?,
            name: row.get("name")?,
            address: row.get("address")?,
            event: row.get("event")?,
            object_kind: row.get("object_kind")?,
            object_id: row.get("object_id")?,
            details: row.json("details")?,
            created_at: row.get("created_at")?,
            mail: row.code("mail", MailState::of)?,
            attempts: row.get("mail_attempts")?,
            reason: row.opt("reason")?,
        })
    }
}

impl Read {
    /// Every entry of the directory, by country, also those that ended; at most 2000.
    pub async fn authorities(&mut self) -> Result<Vec<AuthorityRow>, Error> {
        self.all(AUTHORITIES, args![]).await?.iter().map(AuthorityRow::of).collect()
    }

    /// One entry.
    pub async fn authority(&mut self, id: ForeignAuthorityId) -> Result<Option<AuthorityRow>, Error> {
        self.opt(AUTHORITY, args![id]).await?.as_ref().map(AuthorityRow::of).transpose()
    }

    /// To whom a mail goes on a day, at most ten.
    pub async fn authorities_told(&mut self, of: Addressee, on: Date) -> Result<Vec<AuthorityRow>, Error> {
        let country = of.country().map_or_else(String::new, |c| c.code().to_owned());
        self.all(AUTHORITIES_TOLD, args![of.kind(), country, on]).await?.iter().map(AuthorityRow::of).collect()
    }

    /// Mails to authorities before an id, newest first; to one, or to all.
    pub async fn letters(
        &mut self,
        to: Option<ForeignAuthorityId>,
        before: Option<NoticeId>,
        limit: i64,
    ) -> Result<Vec<LetterRow>, Error> {
        let before = before.map_or_else(|| LAST.to_owned(), |id| id.to_string());
        let rows = match to {
            Some(to) => self.all(LETTERS_OF, args![before, limit, to]).await?,
            None => self.all(LETTERS, args![before, limit]).await?,
        };
        rows.iter().map(LetterRow::of).collect()
    }
}

impl Tx {
    /// Enters an authority.
    pub async fn authority_insert(&mut self, a: &AuthorityRow) -> Result<(), Error> {
        let country = a.of.country().map(|c| c.code().to_owned());
        self.change(
            INSERT_AUTHORITY,
            args![
                a.id,
                country,
                a.of.kind(),
                a.name,
                a.email,
                a.language.code(),
                a.from,
                a.until,
                a.entered_by,
                a.entered_at
            ],
        )
        .await?;
        Ok(())
    }

    /// Corrects or ends an entry that still is as it was read.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody else changed it.
    pub async fn authority_update(&mut self, a: &AuthorityRow, by: PersonId) -> Result<(), Error> {
        let at = self.at();
        self.change_one(
            "foreign_authority",
            UPDATE_AUTHORITY,
            args![a.id, a.version, a.name, a.email, a.language.code(), a.from, a.until, by, at],
        )
        .await
    }

    /// Writes a mail to an authority, once; it exists exactly when this act commits.
    pub async fn letter_put(&mut self, to: ForeignAuthorityId, new: &NewLetter) -> Result<(), Error> {
        let at = self.at();
        let seed = [&to.bytes()[..], new.once.as_bytes()].concat();
        let mut ten = [0_u8; 10];
        ten.copy_from_slice(&Digest::of("manis-letter", &seed).0[..10]);
        let id = NoticeId::new(at.as_millisecond(), ten).to_string();
        let details = serde_json::to_string(&new.details)?;
        self.change(PUT_LETTER, args![id, to, new.once, new.event, new.object_kind, new.object_id, details, at])
            .await?;
        Ok(())
    }

    /// Tries a mail that was given up once more: an act of a person.
    ///
    /// # Errors
    /// [`Error::Stale`] when it is not given up.
    pub async fn letter_revive(&mut self, id: NoticeId) -> Result<(), Error> {
        let at = self.at();
        self.change_one("authority_mail", LETTER_REVIVE, args![id.to_string(), at]).await
    }
}

impl Chore {
    /// Takes one mail that is to be sent by the scope's time and holds it for `lease`.
    pub async fn letter_claim(&mut self, lease: Duration) -> Result<Option<DueLetter>, Error> {
        let now = self.at();
        let Some(row) = self.opt(LETTER_CLAIM, args![now, later(now, lease)]).await? else { return Ok(None) };
        let authority: ForeignAuthorityId = row.get("authority")?;
        let to = self.authority(authority).await?;
        let to = to.ok_or_else(|| Error::corrupt("authority_mail.authority", "no such entry"))?;
        let event: String = row.get("event")?;
        let text = self.notice_text(&event, to.language).await?;
        Ok(Some(DueLetter {
            id: notice_id(&row)?,
            to,
            event,
            object_kind: row.get("object_kind")?,
            object_id: row.get("object_id")?,
            details: row.json("details")?,
            created_at: row.get("created_at")?,
            attempt: row.get("mail_attempts")?,
            text,
        }))
    }

    /// Writes down what became of a try, in the same step as its log: it is sent, tried again after [`back_off`], or
    /// given up, at the latest after seven days. Answers what it came to.
    pub async fn letter_tried(
        &mut self,
        entry: &LetterLog,
        created_at: Timestamp,
        chance: u8,
    ) -> Result<SendResult, Error> {
        let (now, id) = (self.at(), entry.letter.to_string());
        let next = later(now, back_off(entry.attempt, chance));
        let result = match entry.result {
            SendResult::Later if next > later(created_at, GIVE_UP) => SendResult::Dead,
            other => other,
        };
        match result {
            SendResult::Later => self.run(LETTER_LATER, args![id, next]).await?,
            end => self.run(LETTER_END, args![id, end.code()]).await?,
        };
        self.run(
            LOG_LETTER,
            args![
                entry.id.to_string(),
                id,
                entry.address,
                entry.language.code(),
                entry.template,
                entry.attempt,
                result.code(),
                entry.reason,
                entry.message_id,
                entry.at
            ],
        )
        .await?;
        Ok(result)
    }

    /// Gives up what was never tried in seven days; it stands in the directory as such. Answers how many.
    pub async fn letters_too_old(&mut self) -> Result<u64, Error> {
        let before = self.at().checked_sub(GIVE_UP).unwrap_or(Timestamp::UNIX_EPOCH);
        self.run(LETTERS_TOO_OLD, args![before]).await
    }
}
