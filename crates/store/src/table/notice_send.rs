//! The road of a notice by e-mail: taken by a job with a lease, every try logged; the Party's own texts; its periods.
//!
//! A job that dies lets its lease run out and another takes the notice: sent at least once, always under the same
//! Message-ID, by which mail systems drop the second copy.

use super::notice::{NoticeReader, NoticeRow};
use super::outbox::back_off;
use crate::sql::{Row, args, queries};
use crate::{Chore, Error, Read, Tx};
use cites::ids::{Id, JobKind, NoticeId, PersonId};
use cites::{Date, Lang, Role, Timestamp};
use std::time::Duration;

macro_rules! claim {
    ($materialized:literal, $skip:literal) => {
        concat!(
            "WITH due AS ",
            $materialized,
            "(SELECT n.reader, n.id AS notice FROM told n WHERE n.tenant = $1 AND n.mail = 'WAITING' AND n.mail_next_at <= $2 ",
            "AND (n.mail_locked_until_at IS NULL OR n.mail_locked_until_at <= $2) ORDER BY n.mail_next_at, n.id, n.reader LIMIT 1",
            $skip,
            ") UPDATE told SET mail_locked_until_at = $3, mail_attempts = mail_attempts + 1, token = COALESCE(token, $4) WHERE tenant = $1 AND (reader, id) IN (SELECT reader, notice FROM due) ",
            "RETURNING person, authority, id, event, object_kind, object_id, language, details, created_at, read_at, mail, mail_attempts, token"
        )
    };
}

queries! {
    /// Takes a notice that is to be sent, and gives it an address for answers at its first try. SQLite has one writer and
    /// needs no row locks.
    MAIL_CLAIM_SQLITE = claim!("", "");
    /// The same; a row that another job is taking is passed over. Chosen once: PostgreSQL may ask a subselect with row
    /// locks again for each row, and would then take more than one.
    MAIL_CLAIM_POSTGRES = claim!("MATERIALIZED ", " FOR UPDATE OF n SKIP LOCKED");
    /// Where it goes.
    ADDRESS = "SELECT p.email, p.name, p.roles, p.active, s.sms_to FROM person p LEFT JOIN notice_wish s ON s.tenant = p.tenant AND s.person = p.id WHERE p.tenant = $1 AND p.id = $2";
    /// Sent, or given up.
    MAIL_END = "UPDATE told SET mail = $4, mail_locked_until_at = NULL WHERE tenant = $1 AND reader = $2 AND id = $3 AND mail = 'WAITING'";
    /// Again later.
    MAIL_LATER = "UPDATE told SET mail_locked_until_at = NULL, mail_next_at = $4 WHERE tenant = $1 AND reader = $2 AND id = $3 AND mail = 'WAITING'";
    /// Given up without a try: it waited too long.
    MAIL_TOO_OLD = "UPDATE told SET mail = 'DEAD', mail_locked_until_at = NULL WHERE tenant = $1 AND mail = 'WAITING' AND mail_attempts = 0 AND created_at < $2";
    /// Somebody says: once more.
    MAIL_REVIVE = "UPDATE told SET mail = 'WAITING', mail_attempts = 0, mail_next_at = $4 WHERE tenant = $1 AND reader = $2 AND id = $3 AND mail = 'DEAD'";
    /// What became of a try.
    LOG = "INSERT INTO told_log (tenant, id, notice, reader, event, road, address, language, template, attempt, result, reason, message_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    /// Every try, newest first.
    LOGGED = "SELECT l.id, l.notice, n.person, n.authority, l.event, l.road, l.address, l.language, l.template, l.attempt, l.result, l.reason, l.message_id, l.at, n.mail FROM told_log l JOIN told n ON n.tenant = l.tenant AND n.reader = l.reader AND n.id = l.notice WHERE l.tenant = $1 AND l.id < $2 ORDER BY l.id DESC LIMIT $3";
    /// How many wait to be sent, counted to a thousand and no further.
    MAIL_WAITING = "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM told WHERE tenant = $1 AND mail = 'WAITING' LIMIT 1000) AS some_rows";
    /// A new version of a text.
    INSERT_TEXT = "INSERT INTO notice_text (tenant, event, language, version, subject, body, written_by, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// The text in force.
    TEXT = "SELECT event, language, version, subject, body, written_by, written_at FROM notice_text WHERE tenant = $1 AND event = $2 AND language = $3 ORDER BY version DESC LIMIT 1";
    /// All versions of all texts, newest first; few.
    TEXTS = "SELECT event, language, version, subject, body, written_by, written_at FROM notice_text WHERE tenant = $1 ORDER BY event, language, version DESC LIMIT 1000";
    /// The Party's periods.
    AFTER_ISSUE = "SELECT grace_days, draft_days FROM after_issue WHERE tenant = $1";
    /// Sets them.
    SET_AFTER_ISSUE = "INSERT INTO after_issue (tenant, grace_days, draft_days, changed_at) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant) DO UPDATE SET grace_days = excluded.grace_days, draft_days = excluded.draft_days, changed_at = excluded.changed_at";
    /// Permits in a status whose last day lies in a span and of which nobody was reminded so.
    PERMITS_ENDING = "SELECT m.id, m.number, m.valid_until_on FROM permit m WHERE m.tenant = $1 AND m.status = $2 AND m.valid_until_on >= $3 AND m.valid_until_on <= $4 AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.tenant = m.tenant AND r.object = m.id AND r.event = $5) ORDER BY m.valid_until_on, m.id LIMIT $6";
    /// Somebody was reminded; nothing where that was done before.
    REMINDED = "INSERT INTO reminder (tenant, object, event, at) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant, object, event) DO NOTHING";
    /// Permits that ended and of which nobody knows whether they were used, with the last reminder and report.
    LATE = "SELECT m.id, m.number, m.holder, m.valid_until_on, (SELECT MAX(r.at) FROM reminder r WHERE r.tenant = m.tenant AND r.object = m.id) AS chased_at, (SELECT MAX(u.at) FROM use_report u WHERE u.tenant = m.tenant AND u.permit = m.id) AS told_at FROM permit m WHERE m.tenant = $1 AND m.status = $2 ORDER BY m.valid_until_on, m.id LIMIT $3";
    /// Drafts that were not touched for a while.
    DRAFTS_LEFT = "SELECT a.id, a.reference, a.applicant, a.changed_at FROM application a WHERE a.tenant = $1 AND a.status = $2 AND a.changed_at <= $3 AND a.changed_at > $4 AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.tenant = a.tenant AND r.object = a.id AND r.event = $5) ORDER BY a.changed_at, a.id LIMIT 500";
}

/// A notice that a job holds until its lease ends.
#[derive(Debug, Clone)]
pub struct DueMail {
    /// The notice, in the language that its reader is written to in.
    pub notice: NoticeRow,
    /// Where it goes; `None`: the account was closed meanwhile, or the entry of the directory ended.
    pub address: Option<String>,
    /// The reader's own name.
    pub name: String,
    /// What the reader may do in the house; nothing: an authority abroad.
    pub roles: Vec<Role>,
    /// What the address for an answer to it is made of, the same in every try.
    pub token: [u8; 20],
    /// Telephone for a text message, where the reader wants one.
    pub sms_to: Option<String>,
    /// The Party's own text in the reader's language, if it wrote one.
    pub text: Option<NoticeText>,
}

/// What became of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendResult {
    /// Taken by the mail server.
    Sent,
    /// Tried again.
    Later,
    /// Given up.
    Dead,
}

impl SendResult {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            SendResult::Sent => "SENT",
            SendResult::Later => "LATER",
            SendResult::Dead => "DEAD",
        }
    }

    fn of(code: &str) -> Option<SendResult> {
        [SendResult::Sent, SendResult::Later, SendResult::Dead].into_iter().find(|r| r.code() == code)
    }
}

/// One try.
#[derive(Debug, Clone)]
pub struct SendLog {
    /// Id of the entry.
    pub id: Id<JobKind>,
    /// The notice.
    pub notice: NoticeId,
    /// Its reader.
    pub reader: NoticeReader,
    /// Code of the event.
    pub event: String,
    /// `MAIL` or `SMS`.
    pub road: String,
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
    /// Is the notice given up now, so that a person may ask for one more try?
    pub dead: bool,
}

impl SendLog {
    fn of(row: &Row) -> Result<SendLog, Error> {
        let id = |name: &str| -> Result<[u8; 16], Error> {
            let text: String = row.get(name)?;
            Id::<JobKind>::parse(&text).map(|id| id.bytes()).map_err(|e| Error::corrupt(name, e))
        };
        Ok(SendLog {
            id: Id::from_bytes(id("id")?),
            notice: Id::from_bytes(id("notice")?),
            reader: NoticeReader::of(row)?,
            event: row.get("event")?,
            road: row.get("road")?,
            address: row.get("address")?,
            language: row.code("language", Lang::from_code)?,
            template: row.get("template")?,
            attempt: row.get("attempt")?,
            result: row.code("result", SendResult::of)?,
            reason: row.opt("reason")?,
            message_id: row.get("message_id")?,
            at: row.get("at")?,
            dead: row.opt::<String>("mail")?.as_deref() == Some("DEAD"),
        })
    }
}

/// The Party's own text of an event in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeText {
    /// Code of the event.
    pub event: String,
    /// Language.
    pub language: Lang,
    /// Version, from 1.
    pub version: i64,
    /// Subject with placeholders; empty: the text of the house is in force again.
    pub subject: String,
    /// Text with placeholders.
    pub body: String,
    /// Who wrote it.
    pub written_by: PersonId,
    /// When.
    pub written_at: Timestamp,
}

impl NoticeText {
    fn of(row: &Row) -> Result<NoticeText, Error> {
        Ok(NoticeText {
            event: row.get("event")?,
            language: row.code("language", Lang::from_code)?,
            version: row.get("version")?,
            subject: row.get("subject")?,
            body: row.get("body")?,
            written_by: row.get("written_by")?,
            written_at: row.get("written_at")?,
        })
    }
}

/// The Party's periods after issue and of drafts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AfterIssue {
    /// Days after the last day before a delivered permit counts as expired.
    pub grace_days: u16,
    /// Days a draft is kept after its last change before it is worth a warning.
    pub draft_days: u16,
}

impl Default for AfterIssue {
    /// No grace; drafts are warned of after 60 days.
    fn default() -> AfterIssue {
        AfterIssue { grace_days: 0, draft_days: 60 }
    }
}

/// After that an e-mail is given up (`design/reliability.md` section 3: 7 days).
const GIVE_UP: Duration = Duration::from_secs(7 * 24 * 3600);

pub(super) fn token_of(row: &Row) -> Result<[u8; 20], Error> {
    let token: Vec<u8> = row.get("token")?;
    token.try_into().map_err(|_| Error::corrupt("told.token", "not 20 bytes"))
}

fn later(at: Timestamp, by: Duration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}

impl Chore {
    /// Takes one notice that is to be sent by the scope's time and holds it for `lease`. `fresh` becomes the token of its
    /// address for answers where it has none yet; `today` says which entries of the directory are in force.
    pub async fn mail_claim(
        &mut self,
        lease: Duration,
        today: Date,
        fresh: [u8; 20],
    ) -> Result<Option<DueMail>, Error> {
        let sql = match self.conn.engine() {
            crate::Engine::Sqlite => MAIL_CLAIM_SQLITE,
            crate::Engine::Postgres => MAIL_CLAIM_POSTGRES,
        };
        let now = self.at();
        let Some(row) = self.opt(sql, args![now, later(now, lease), fresh.to_vec()]).await? else { return Ok(None) };
        let mut notice = NoticeRow::of(&row)?;
        let token = token_of(&row)?;
        let (mut address, mut name, mut roles, mut sms_to) = (None, String::new(), Vec::new(), None);
        match notice.reader {
            NoticeReader::Person(person) => {
                if let Some(to) = self.opt(ADDRESS, args![person]).await?
                    && to.get("active")?
                {
                    (address, name) = (to.opt("email")?, to.get("name")?);
                    (roles, sms_to) = (super::people::roles(&to)?, to.opt("sms_to")?);
                }
            }
            NoticeReader::Authority(authority) => {
                let to = self.authority(authority).await?;
                let to = to.ok_or_else(|| Error::corrupt("told.authority", "no such entry"))?;
                // Words and address of now: a mail that waited goes to whom the entry names after it was mended.
                notice.language = to.language;
                address = to.in_force(today).then_some(to.email);
                name = to.name;
            }
        }
        let text = self.notice_text(&notice.event, notice.language).await?;
        Ok(Some(DueMail { notice, address, name, roles, token, sms_to, text }))
    }

    /// Writes down what became of a try, in the same step as the log: it is sent, tried again after [`back_off`], or
    /// given up, at the latest after seven days. Answers what it came to.
    pub async fn mail_tried(
        &mut self,
        entry: &SendLog,
        created_at: Timestamp,
        chance: u8,
    ) -> Result<SendResult, Error> {
        let now = self.at();
        let (reader, notice) = (entry.reader.bytes().to_vec(), entry.notice.to_string());
        let next = later(now, back_off(entry.attempt, chance));
        let result = match entry.result {
            SendResult::Later if next > later(created_at, GIVE_UP) => SendResult::Dead,
            other => other,
        };
        match result {
            SendResult::Later => self.run(MAIL_LATER, args![reader, notice, next]).await?,
            end => self.run(MAIL_END, args![reader, notice, end.code()]).await?,
        };
        self.send_logged(&SendLog { result, ..entry.clone() }).await?;
        Ok(result)
    }

    /// Somebody is reminded of a thing by an event; `false`: that was done before.
    pub async fn reminded<K>(&mut self, object: Id<K>, event: &str) -> Result<bool, Error> {
        let at = self.at();
        Ok(self.run(REMINDED, args![object, event, at]).await? > 0)
    }

    /// Gives up what was never tried in seven days, because there was no mail server or the program stood still: news
    /// of last month would only confuse. It stands in the portal all the same. Answers how many.
    pub async fn mails_too_old(&mut self) -> Result<u64, Error> {
        let before = self.at().checked_sub(GIVE_UP).unwrap_or(Timestamp::UNIX_EPOCH);
        self.run(MAIL_TOO_OLD, args![before]).await
    }

    /// Logs a try without moving the notice: a text message.
    pub async fn send_logged(&mut self, entry: &SendLog) -> Result<(), Error> {
        self.run(
            LOG,
            args![
                entry.id.to_string(),
                entry.notice.to_string(),
                entry.reader.bytes().to_vec(),
                entry.event,
                entry.road,
                entry.address,
                entry.language.code(),
                entry.template,
                entry.attempt,
                entry.result.code(),
                entry.reason,
                entry.message_id,
                entry.at
            ],
        )
        .await?;
        Ok(())
    }
}

impl Tx {
    /// Writes a new version of a text.
    pub async fn notice_text_insert(&mut self, text: &NoticeText) -> Result<(), Error> {
        self.change(
            INSERT_TEXT,
            args![
                text.event,
                text.language.code(),
                text.version,
                text.subject,
                text.body,
                text.written_by,
                text.written_at
            ],
        )
        .await?;
        Ok(())
    }

    /// Sets the Party's periods.
    pub async fn after_issue_set(&mut self, periods: AfterIssue) -> Result<(), Error> {
        let at = self.at();
        let (grace, draft) = (i64::from(periods.grace_days), i64::from(periods.draft_days));
        self.change(SET_AFTER_ISSUE, args![grace, draft, at]).await?;
        Ok(())
    }

    /// Tries an e-mail that was given up once more: an act of a person.
    ///
    /// # Errors
    /// [`Error::Stale`] when it is not given up.
    pub async fn mail_revive(&mut self, reader: NoticeReader, notice: NoticeId) -> Result<(), Error> {
        let at = self.at();
        self.change_one("notice", MAIL_REVIVE, args![reader.bytes().to_vec(), notice.to_string(), at]).await
    }
}

/// A permit of which its holder may have to be reminded.
#[derive(Debug, Clone)]
pub struct EndingPermit {
    /// Id.
    pub id: cites::ids::PermitId,
    /// Number.
    pub number: cites::PermitNumber,
    /// Last day.
    pub valid_until: cites::Date,
}

/// A permit that ended and of which nobody knows whether it was used.
#[derive(Debug, Clone)]
pub struct LatePermit {
    /// Id.
    pub id: cites::ids::PermitId,
    /// Number.
    pub number: cites::PermitNumber,
    /// Holder's name.
    pub holder: String,
    /// Last day.
    pub valid_until: cites::Date,
    /// Last reminder.
    pub chased_at: Option<Timestamp>,
    /// Last report of the holder.
    pub told_at: Option<Timestamp>,
}

/// A draft that nobody touched for a while.
#[derive(Debug, Clone)]
pub struct LeftDraft {
    /// Id.
    pub id: cites::ids::ApplicationId,
    /// Reference.
    pub reference: String,
    /// Whose.
    pub applicant: Option<PersonId>,
    /// Last change.
    pub changed_at: Timestamp,
}

impl Read {
    /// The Party's own text in force; `None`: the text of the house.
    pub async fn notice_text(&mut self, event: &str, language: Lang) -> Result<Option<NoticeText>, Error> {
        let row = self.opt(TEXT, args![event, language.code()]).await?;
        let text = row.as_ref().map(NoticeText::of).transpose()?;
        Ok(text.filter(|t| !t.subject.is_empty()))
    }

    /// The number of the newest version of a text, 0 where none was written.
    pub async fn notice_text_version(&mut self, event: &str, language: Lang) -> Result<i64, Error> {
        self.opt(TEXT, args![event, language.code()]).await?.map_or(Ok(0), |row| row.get("version"))
    }

    /// Every version of every text of the Party, newest first in each.
    pub async fn notice_texts(&mut self) -> Result<Vec<NoticeText>, Error> {
        self.all(TEXTS, args![]).await?.iter().map(NoticeText::of).collect()
    }

    /// Every try to send before an id, newest first.
    pub async fn sends(&mut self, before: Option<Id<JobKind>>, limit: i64) -> Result<Vec<SendLog>, Error> {
        let before = before.map_or_else(|| super::notice::LAST.to_owned(), |id| id.to_string());
        self.all(LOGGED, args![before, limit]).await?.iter().map(SendLog::of).collect()
    }

    /// How many e-mails wait to be sent, at most 1000.
    pub async fn mails_waiting(&mut self) -> Result<i64, Error> {
        self.one(MAIL_WAITING, args![]).await?.get("n")
    }

    /// The Party's periods.
    pub async fn after_issue(&mut self) -> Result<AfterIssue, Error> {
        let Some(row) = self.opt(AFTER_ISSUE, args![]).await? else { return Ok(AfterIssue::default()) };
        let days = |name: &str| -> Result<u16, Error> {
            u16::try_from(row.get::<i64>(name)?).map_err(|e| Error::corrupt(name, e))
        };
        Ok(AfterIssue { grace_days: days("grace_days")?, draft_days: days("draft_days")? })
    }

    /// Permits in that status whose last day lies in a span (both days included) and of which nobody was reminded by
    /// that event, those that end first first.
    pub async fn permits_ending(
        &mut self,
        status: cites::PermitStatus,
        span: (cites::Date, cites::Date),
        event: &str,
        limit: i64,
    ) -> Result<Vec<EndingPermit>, Error> {
        let (from, to) = span;
        let rows = self.all(PERMITS_ENDING, args![status.code(), from, to, event, limit]).await?;
        rows.iter()
            .map(|row| {
                Ok(EndingPermit {
                    id: row.get("id")?,
                    number: row.get("number")?,
                    valid_until: row.get("valid_until_on")?,
                })
            })
            .collect()
    }

    /// Permits that ended and of which nobody knows whether they were used, those that ended first first.
    pub async fn permits_late(&mut self, limit: i64) -> Result<Vec<LatePermit>, Error> {
        let rows = self.all(LATE, args![cites::PermitStatus::ExpiredUnknown.code(), limit]).await?;
        rows.iter()
            .map(|row| {
                Ok(LatePermit {
                    id: row.get("id")?,
                    number: row.get("number")?,
                    holder: row.get("holder")?,
                    valid_until: row.get("valid_until_on")?,
                    chased_at: row.opt("chased_at")?,
                    told_at: row.opt("told_at")?,
                })
            })
            .collect()
    }

    /// Drafts last changed in a span and of which nobody was reminded by that event, oldest first, at most 500.
    pub async fn drafts_left(
        &mut self,
        after: Timestamp,
        until: Timestamp,
        event: &str,
    ) -> Result<Vec<LeftDraft>, Error> {
        let rows = self.all(DRAFTS_LEFT, args![cites::ApplicationStatus::Draft.code(), until, after, event]).await?;
        rows.iter()
            .map(|row| {
                Ok(LeftDraft {
                    id: row.get("id")?,
                    reference: row.get("reference")?,
                    applicant: row.opt("applicant")?,
                    changed_at: row.get("changed_at")?,
                })
            })
            .collect()
    }
}
