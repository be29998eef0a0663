//! Addresses of authorities abroad and of the Secretariat, and what was sent to them: notices like those of people
//! ([`super::notice`]), read by e-mail alone.

use super::notice::{LAST, NoticeReader, NoticeRow};
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{ForeignAuthorityId, NoticeId, PersonId};
use cites::{CountryCode, Date, Lang, Timestamp};

macro_rules! columns {
    () => {
        "a.id, a.country, a.kind, a.name, a.email, a.language, a.from_on, a.until_on, a.entered_by, a.entered_at, a.changed_by, a.changed_at, a.version"
    };
}

macro_rules! letters {
    ($more:literal) => {
        concat!(
            "SELECT n.person, n.authority, n.id, n.event, n.object_kind, n.object_id, n.language, n.details, n.created_at, n.read_at, n.mail, n.mail_attempts, a.name, ",
            "COALESCE((SELECT NULLIF(l.address, '') FROM told_log l WHERE l.tenant = n.tenant AND l.notice = n.id AND l.reader = n.reader ORDER BY l.id DESC LIMIT 1), a.email) AS address, ",
            "(SELECT l.reason FROM told_log l WHERE l.tenant = n.tenant AND l.notice = n.id AND l.reader = n.reader ORDER BY l.id DESC LIMIT 1) AS reason ",
            "FROM told n JOIN foreign_authority a ON a.tenant = n.tenant AND a.id = n.authority WHERE n.tenant = $1 AND n.authority IS NOT NULL AND n.id < $2",
            $more,
            " ORDER BY n.id DESC LIMIT $3"
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
    /// Mails to authorities, newest first, with what became of the last try.
    LETTERS = letters!("");
    /// Of them those to one authority.
    LETTERS_OF = letters!(" AND n.authority = $4");
    /// One of them.
    LETTER = letters!(" AND n.id = $4");
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

/// A mail to an authority with what became of it.
#[derive(Debug, Clone)]
pub struct LetterRow {
    /// The notice.
    pub notice: NoticeRow,
    /// To whom.
    pub authority: ForeignAuthorityId,
    /// Its name.
    pub name: String,
    /// The address that was tried last, or will be.
    pub address: String,
    /// What the mail server said last, where it did not take it.
    pub reason: Option<String>,
}

impl LetterRow {
    fn of(row: &Row) -> Result<LetterRow, Error> {
        Ok(LetterRow {
            notice: NoticeRow::of(row)?,
            authority: row.get("authority")?,
            name: row.get("name")?,
            address: row.get("address")?,
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

    /// To whom a mail to an authority goes; `None` where it is no such mail.
    pub async fn letter_reader(&mut self, id: NoticeId) -> Result<Option<NoticeReader>, Error> {
        let row = self.opt(LETTER, args![LAST, 1_i64, id.to_string()]).await?;
        Ok(row.as_ref().map(LetterRow::of).transpose()?.map(|letter| letter.notice.reader))
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
}
