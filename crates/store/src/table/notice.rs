//! What people and authorities abroad are told: one row a reader and event, written by the act's own transaction.
//!
//! Readers are chosen in the statement that writes, so that telling everybody costs an act one statement; a reader who
//! was told the same thing before (`once`) is passed over, so that a repeat tells nobody twice.

use crate::sql::{Row, args, queries};
use crate::{Chore, Error, Read, Tx};
use cites::ids::{ApplicationId, ForeignAuthorityId, NoticeId, OrganisationId, PersonId};
use cites::{Digest, Lang, Role, Timestamp};
use std::collections::BTreeMap;

/// Everything but the readers, who are rows of a table. The wish for optional e-mail is the reader's own; without one it
/// is sent.
macro_rules! put {
    (@ $reader:literal, $from:literal, $who:literal) => {
        concat!(
            "INSERT INTO told (tenant, reader, person, authority, id, once, event, object_kind, object_id, language, details, created_at, read_at, mail, mail_attempts, mail_next_at, mail_locked_until_at, token) ",
            "SELECT p.tenant, p.id, ",
            $reader,
            ", $2, $3, $4, $5, $6, p.language, $7, CAST($8 AS BIGINT), NULL, ",
            "CASE WHEN $9 = 'always' OR ($9 = 'optional' AND COALESCE((SELECT s.optional_mail FROM notice_wish s WHERE s.tenant = p.tenant AND s.person = p.id), 1) = 1) THEN 'WAITING' ELSE 'NONE' END, ",
            "0, CAST($8 AS BIGINT), NULL, NULL FROM ",
            $from,
            $who,
            " ON CONFLICT (tenant, reader, once) DO NOTHING"
        )
    };
    ($who:literal) => {
        put!(@ "p.id, NULL", "person p WHERE p.tenant = $1 AND p.active = 1 AND p.id <> $10 AND ", $who)
    };
}

macro_rules! columns {
    () => {
        "person, authority, id, event, object_kind, object_id, language, details, created_at, read_at, mail, mail_attempts"
    };
}

queries! {
    /// Tells at most two persons.
    PUT_PERSONS = put!("p.id IN ($11, $12)");
    /// Tells everybody of an organisation.
    PUT_ORGANISATION = put!("p.organisation = $11");
    /// Tells the officer in charge of a case.
    PUT_OFFICER = put!("p.id = (SELECT a.officer FROM application a WHERE a.tenant = $1 AND a.id = $11)");
    /// The same; where the case has nobody in charge, everybody who holds a role.
    PUT_CHARGE = put!("(p.id = (SELECT a.officer FROM application a WHERE a.tenant = $1 AND a.id = $11) OR (p.roles LIKE $12 AND NOT EXISTS (SELECT 1 FROM application a JOIN person o ON o.tenant = a.tenant AND o.id = a.officer WHERE a.tenant = $1 AND a.id = $11 AND o.active = 1)))");
    /// Tells everybody who holds one of at most three roles.
    PUT_ROLES = put!("(p.roles LIKE $11 OR p.roles LIKE $12 OR p.roles LIKE $13)");
    /// Tells an authority abroad.
    PUT_AUTHORITY = put!(@ "NULL, p.id", "foreign_authority p WHERE p.tenant = $1 AND ", "p.id = $10");
    /// A reader's notices, newest first.
    MINE = concat!("SELECT ", columns!(), " FROM told WHERE tenant = $1 AND reader = $2 AND id < $3 ORDER BY id DESC LIMIT $4");
    /// Of them those not read yet.
    MINE_UNREAD = concat!("SELECT ", columns!(), " FROM told WHERE tenant = $1 AND person = $2 AND id < $3 AND read_at IS NULL ORDER BY id DESC LIMIT $4");
    /// One notice of a reader.
    ONE = concat!("SELECT ", columns!(), " FROM told WHERE tenant = $1 AND reader = $2 AND id = $3");
    /// Who was told what about a thing, oldest first.
    ABOUT = concat!("SELECT ", columns!(), " FROM told WHERE tenant = $1 AND object_kind = $2 AND object_id = $3 AND authority IS NULL ORDER BY id, reader LIMIT $4");
    /// How many wait to be read; counted to a hundred and no further.
    UNREAD = "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM told WHERE tenant = $1 AND person = $2 AND read_at IS NULL LIMIT 100) AS some_rows";
    /// Read.
    MARK_READ = "UPDATE told SET read_at = $4 WHERE tenant = $1 AND reader = $2 AND id = $3 AND read_at IS NULL";
    /// All read up to one.
    MARK_ALL_READ = "UPDATE told SET read_at = $4 WHERE tenant = $1 AND person = $2 AND id <= $3 AND read_at IS NULL";
    /// What a reader wishes.
    WISH = "SELECT optional_mail, sms_to, changed_at FROM notice_wish WHERE tenant = $1 AND person = $2";
    /// Sets it.
    SET_WISH = "INSERT INTO notice_wish (tenant, person, optional_mail, sms_to, changed_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant, person) DO UPDATE SET optional_mail = excluded.optional_mail, sms_to = excluded.sms_to, changed_at = excluded.changed_at";
}

/// Who is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoticeTo {
    /// These persons; beyond the second they are left out.
    Persons(Vec<PersonId>),
    /// Everybody of an organisation.
    Organisation(OrganisationId),
    /// The officer in charge of the case.
    OfficerOf(ApplicationId),
    /// The officer in charge of the case; the supervisors where there is none, or none who still works here.
    ChargeOf(ApplicationId),
    /// Everybody who holds one of these roles; beyond the third they are left out.
    Roles(Vec<Role>),
    /// An authority abroad, or the Secretariat, as it stands in the directory.
    Authority(ForeignAuthorityId),
}

/// Who was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeReader {
    /// Somebody with an account, who reads it in the portal too.
    Person(PersonId),
    /// An authority abroad, or the Secretariat: by e-mail alone.
    Authority(ForeignAuthorityId),
}

impl NoticeReader {
    /// Bytes of the id.
    pub fn bytes(self) -> [u8; 16] {
        match self {
            NoticeReader::Person(id) => id.bytes(),
            NoticeReader::Authority(id) => id.bytes(),
        }
    }

    /// The person with the account.
    pub fn person(self) -> Option<PersonId> {
        match self {
            NoticeReader::Person(id) => Some(id),
            NoticeReader::Authority(_) => None,
        }
    }

    /// The authority abroad.
    pub fn authority(self) -> Option<ForeignAuthorityId> {
        match self {
            NoticeReader::Person(_) => None,
            NoticeReader::Authority(id) => Some(id),
        }
    }

    pub(super) fn of(row: &Row) -> Result<NoticeReader, Error> {
        match (row.opt("person")?, row.opt("authority")?) {
            (Some(person), None) => Ok(NoticeReader::Person(person)),
            (None, Some(authority)) => Ok(NoticeReader::Authority(authority)),
            _ => Err(Error::corrupt("told.reader", "not one reader")),
        }
    }
}

/// Does it go by e-mail too?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// It must be sent.
    Always,
    /// Unless the reader does not want it.
    Optional,
    /// In the portal only.
    Never,
}

impl Wish {
    const fn code(self) -> &'static str {
        match self {
            Wish::Always => "always",
            Wish::Optional => "optional",
            Wish::Never => "never",
        }
    }
}

/// A notice to be written.
#[derive(Debug, Clone)]
pub struct NewNotice {
    /// What makes it the same again.
    pub once: String,
    /// Code of the event.
    pub event: &'static str,
    /// Kind of the thing.
    pub object_kind: &'static str,
    /// Its id.
    pub object_id: String,
    /// What stands in the sentence.
    pub details: BTreeMap<String, String>,
    /// By e-mail too?
    pub mail: Wish,
    /// Not to this person: whoever did it knows it.
    pub except: Option<PersonId>,
}

/// How far a notice came by e-mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailState {
    /// It does not go by e-mail.
    None,
    /// To be sent.
    Waiting,
    /// The mail server took it.
    Sent,
    /// Given up.
    Dead,
}

impl MailState {
    pub(super) fn of(code: &str) -> Option<MailState> {
        Some(match code {
            "NONE" => MailState::None,
            "WAITING" => MailState::Waiting,
            "SENT" => MailState::Sent,
            "DEAD" => MailState::Dead,
            _ => return None,
        })
    }
}

/// A notice as stored.
#[derive(Debug, Clone)]
pub struct NoticeRow {
    /// Who reads it.
    pub reader: NoticeReader,
    /// Id.
    pub id: NoticeId,
    /// Code of the event.
    pub event: String,
    /// Kind of the thing.
    pub object_kind: String,
    /// Its id.
    pub object_id: String,
    /// Language of the reader when it was written.
    pub language: Lang,
    /// What stands in the sentence.
    pub details: BTreeMap<String, String>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was read.
    pub read_at: Option<Timestamp>,
    /// How far it came by e-mail.
    pub mail: MailState,
    /// How often that was tried.
    pub mail_attempts: i64,
}

impl NoticeRow {
    pub(super) fn of(row: &Row) -> Result<NoticeRow, Error> {
        let id: String = row.get("id")?;
        Ok(NoticeRow {
            reader: NoticeReader::of(row)?,
            id: NoticeId::parse(&id).map_err(|e| Error::corrupt("told.id", e))?,
            event: row.get("event")?,
            object_kind: row.get("object_kind")?,
            object_id: row.get("object_id")?,
            language: row.code("language", Lang::from_code)?,
            details: row.json("details")?,
            created_at: row.get("created_at")?,
            read_at: row.opt("read_at")?,
            mail: row.code("mail", MailState::of)?,
            mail_attempts: row.get("mail_attempts")?,
        })
    }
}

/// What a reader wishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WishRow {
    /// Also by e-mail what need not be sent?
    pub optional_mail: bool,
    /// Telephone for text messages.
    pub sms_to: Option<String>,
}

impl Default for WishRow {
    fn default() -> WishRow {
        WishRow { optional_mail: true, sms_to: None }
    }
}

/// The id of a notice: its time and its key, so that no chance is needed and all persons of one event share it. A mail to
/// an authority is found by its id alone.
fn identity(at: Timestamp, once: &str, to: &NoticeTo) -> NoticeId {
    let own = if let NoticeTo::Authority(id) = to { id.bytes().to_vec() } else { Vec::new() };
    let digest = Digest::of("manis-notice", &[once.as_bytes(), &own].concat()).0;
    let mut ten = [0_u8; 10];
    ten.copy_from_slice(&digest[..10]);
    NoticeId::new(at.as_millisecond(), ten)
}

fn statement(
    to: &NoticeTo,
    new: &NewNotice,
    at: Timestamp,
) -> Result<Option<(&'static str, Vec<crate::sql::Arg>)>, Error> {
    let nobody = PersonId::from_bytes([0; 16]);
    let details = serde_json::to_string(&new.details)?;
    let id = identity(at, &new.once, to).to_string();
    let mut all = args![id, new.once, new.event, new.object_kind, new.object_id, details, at, new.mail.code()];
    if !matches!(to, NoticeTo::Authority(_)) {
        all.extend(args![new.except.unwrap_or(nobody)]);
    }
    let sql = match to {
        NoticeTo::Authority(authority) => {
            all.extend(args![*authority]);
            PUT_AUTHORITY
        }
        NoticeTo::Persons(persons) => {
            let Some(first) = persons.first() else { return Ok(None) };
            all.extend(args![*first, persons.get(1).copied().unwrap_or(*first)]);
            PUT_PERSONS
        }
        NoticeTo::Organisation(organisation) => {
            all.extend(args![*organisation]);
            PUT_ORGANISATION
        }
        NoticeTo::OfficerOf(application) => {
            all.extend(args![*application]);
            PUT_OFFICER
        }
        NoticeTo::ChargeOf(application) => {
            all.extend(args![*application, format!("%\"{}\"%", Role::MaSupervisor.code())]);
            PUT_CHARGE
        }
        NoticeTo::Roles(roles) => {
            let Some(first) = roles.first() else { return Ok(None) };
            let like = |n: usize| format!("%\"{}\"%", roles.get(n).unwrap_or(first).code());
            all.extend(args![like(0), like(1), like(2)]);
            PUT_ROLES
        }
    };
    Ok(Some((sql, all)))
}

impl Tx {
    /// Tells everybody who is meant, once; answers how many. It exists exactly when this act commits.
    pub async fn notice_put(&mut self, to: &NoticeTo, new: &NewNotice) -> Result<u64, Error> {
        match statement(to, new, self.at())? {
            None => Ok(0),
            Some((sql, args)) => self.change(sql, args).await,
        }
    }

    /// Sets what a reader wishes.
    pub async fn notice_wish_set(&mut self, person: PersonId, wish: &WishRow) -> Result<(), Error> {
        let at = self.at();
        self.change(SET_WISH, args![person, wish.optional_mail, wish.sms_to, at]).await?;
        Ok(())
    }
}

impl Chore {
    /// As [`Tx::notice_put`], for what nobody did: a day that came, a partner that is silent.
    pub async fn notice_put(&mut self, to: &NoticeTo, new: &NewNotice) -> Result<u64, Error> {
        match statement(to, new, self.at())? {
            None => Ok(0),
            Some((sql, args)) => self.run(sql, args).await,
        }
    }

    /// Its reader has read it; `false`: it was read before, or is not there.
    pub async fn notice_read(&mut self, person: PersonId, id: NoticeId) -> Result<bool, Error> {
        let at = self.at();
        Ok(self.run(MARK_READ, args![person, id.to_string(), at]).await? > 0)
    }

    /// Its reader has read this one and all before it; answers how many were new.
    pub async fn notices_read(&mut self, person: PersonId, up_to: NoticeId) -> Result<u64, Error> {
        let at = self.at();
        self.run(MARK_ALL_READ, args![person, up_to.to_string(), at]).await
    }
}

/// Sorts behind every id (hexadecimal digits) in every order of letters a database may use.
pub(super) const LAST: &str = "g";

impl Read {
    /// A reader's notices before an id, newest first.
    pub async fn notices(
        &mut self,
        person: PersonId,
        unread: bool,
        before: Option<NoticeId>,
        limit: i64,
    ) -> Result<Vec<NoticeRow>, Error> {
        let sql = if unread { MINE_UNREAD } else { MINE };
        let before = before.map_or_else(|| LAST.to_owned(), |id| id.to_string());
        self.all(sql, args![person, before, limit]).await?.iter().map(NoticeRow::of).collect()
    }

    /// One notice of a reader.
    pub async fn notice(&mut self, person: PersonId, id: NoticeId) -> Result<Option<NoticeRow>, Error> {
        self.opt(ONE, args![person, id.to_string()]).await?.as_ref().map(NoticeRow::of).transpose()
    }

    /// Who was told what about a thing, oldest first.
    pub async fn notices_about(&mut self, kind: &str, id: &str, limit: i64) -> Result<Vec<NoticeRow>, Error> {
        self.all(ABOUT, args![kind, id, limit]).await?.iter().map(NoticeRow::of).collect()
    }

    /// How many wait to be read, at most 100.
    pub async fn notices_unread(&mut self, person: PersonId) -> Result<u32, Error> {
        let n: i64 = self.one(UNREAD, args![person]).await?.get("n")?;
        Ok(u32::try_from(n).unwrap_or(0))
    }

    /// What a reader wishes; the usual where nothing was said.
    pub async fn notice_wish(&mut self, person: PersonId) -> Result<WishRow, Error> {
        match self.opt(WISH, args![person]).await? {
            None => Ok(WishRow::default()),
            Some(row) => Ok(WishRow { optional_mail: row.get("optional_mail")?, sms_to: row.opt("sms_to")? }),
        }
    }
}
