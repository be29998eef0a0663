//! The directory: who is written to at which authority abroad, and at the Secretariat. One person keeps it, because a
//! wrong address must be mended the day a mail comes back; every change is in the trail, and the mail to the desk names
//! each address that something went to.

use crate::epermit::register;
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{ForeignAuthorityId, NoticeId};
use cites::{CountryCode, Date, Lang, Role};
use store::{Addressee, AuditEntry, AuthorityRow, LetterRow};

/// Who keeps the directory.
pub const KEEPERS: &[Role] = &[Role::TenantAdmin, Role::MaOfficer, Role::MaSupervisor];
/// Who reads it and sees what was sent.
pub const READERS: &[Role] =
    &[Role::TenantAdmin, Role::MaClerk, Role::MaOfficer, Role::MaApprover, Role::MaSupervisor, Role::Auditor];
/// The working languages of the Convention.
pub const LANGUAGES: &[Lang] = &[Lang::En, Lang::Fr, Lang::Es];
/// Longest name, characters.
const NAME: usize = 200;

/// An entry as it is typed.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// One of [`Addressee::KINDS`].
    pub kind: String,
    /// Code of the country; blank for the Secretariat.
    pub country: String,
    /// Name.
    pub name: String,
    /// Address for e-mail.
    pub email: String,
    /// `en`, `fr` or `es`.
    pub language: String,
    /// First day; blank: today.
    pub from: String,
    /// Last day; blank: until further notice.
    pub until: String,
}

/// An entry that was read.
struct Read {
    name: String,
    email: String,
    language: Lang,
    from: Date,
    until: Option<Date>,
}

fn whose(entry: &Entry, home: CountryCode) -> Result<Addressee, Error> {
    let code = entry.country.trim();
    let country = match code {
        "" => None,
        code => {
            let known = CountryCode::parse(&code.to_uppercase()).ok().filter(|c| c.entry().is_some());
            let help = "Choose the country of this authority.";
            Some(known.ok_or_else(|| Error::value("country", "authority-country", help))?)
        }
    };
    if country == Some(home) {
        let help = "Choose another country: people of this authority have accounts.";
        return Err(Error::value("country", "authority-home", help));
    }
    if !Addressee::KINDS.contains(&entry.kind.as_str()) {
        return Err(Error::value("kind", "authority-kind", "Choose which authority it is."));
    }
    Addressee::of(&entry.kind, country).ok_or_else(|| {
        let help = "Choose the country of this authority; the Secretariat has none.";
        Error::value("country", "authority-country", help)
    })
}

fn read(entry: &Entry, today: Date) -> Result<Read, Error> {
    let name = entry.name.trim();
    if name.is_empty() || name.chars().count() > NAME || name.chars().any(char::is_control) {
        let help = format!("Give the name of the authority, at most {NAME} characters.");
        return Err(Error::value("name", "authority-name", help));
    }
    let language = Lang::from_code(entry.language.trim()).filter(|l| LANGUAGES.contains(l));
    let date = |field: &str, text: &str| {
        text.parse::<Date>().map_err(|_| Error::value(field, "date-form", "Give a date, like 2026-11-02."))
    };
    let from = match entry.from.trim() {
        "" => today,
        text => date("from", text)?,
    };
    let until = match entry.until.trim() {
        "" => None,
        text => Some(date("until", text)?),
    };
    if until.is_some_and(|last| last < from) {
        return Err(Error::value("until", "dates-order", "The last day cannot be before the first."));
    }
    Ok(Read {
        name: name.to_owned(),
        email: register::email(&entry.email)?,
        language: language
            .ok_or_else(|| Error::value("language", "authority-language", "Choose English, French or Spanish."))?,
        from,
        until,
    })
}

/// The same address twice for one authority would get every mail twice.
async fn once(tx: &mut store::Tx, row: &AuthorityRow) -> Result<(), Error> {
    let all = tx.authorities().await?;
    let meets = |a: &AuthorityRow| {
        let before = a.until.is_some_and(|last| last < row.from);
        let after = row.until.is_some_and(|last| last < a.from);
        !before && !after
    };
    let double = all.iter().any(|a| a.id != row.id && a.of == row.of && a.email == row.email && meets(a));
    if double {
        let help = "This address stands in the directory for this authority already.";
        return Err(Error::value("email", "authority-double", help));
    }
    Ok(())
}

fn words(row: &AuthorityRow) -> serde_json::Value {
    serde_json::json!({
        "kind": row.of.kind(),
        "country": row.of.country().map(|c| c.code().to_owned()),
        "name": row.name,
        "email": row.email,
        "language": row.language.code(),
        "from": row.from.to_string(),
        "until": row.until.map(|d| d.to_string()),
    })
}

/// The directory, by country, also what ended.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn list(office: &Office, who: &Who) -> Result<Vec<AuthorityRow>, Error> {
    who.must_be(READERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    Ok(read.authorities().await?)
}

/// One entry.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotPermitted`], or what the archive says.
pub async fn get(office: &Office, who: &Who, id: ForeignAuthorityId) -> Result<AuthorityRow, Error> {
    who.must_be(READERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    read.authority(id).await?.ok_or(Error::NotFound("foreign authority"))
}

/// Enters an authority.
///
/// # Errors
/// `authority-kind`, `authority-country`, `authority-home`, `authority-name`, `email-form`, `authority-language`,
/// `date-form`, `dates-order`, `authority-double`, [`Error::NotPermitted`], or what the archive says.
pub async fn enter(office: &Office, who: &Who, entry: &Entry) -> Result<AuthorityRow, Error> {
    who.must_be(KEEPERS)?;
    let person = who.person()?.id;
    let now = office.clock.now();
    let of = whose(entry, who.house.party())?;
    let typed = read(entry, day(now))?;
    let row = AuthorityRow {
        id: office.id(now),
        of,
        name: typed.name,
        email: typed.email,
        language: typed.language,
        from: typed.from,
        until: typed.until,
        entered_by: person,
        entered_at: now,
        changed: None,
        version: 0,
    };
    let ran = act::run!(office, who, now, "authority_enter", |tx| {
        once(tx, &row).await?;
        tx.authority_insert(&row).await?;
        tx.audit(AuditEntry::new("authority_enter", "foreign_authority", row.id).payload(&words(&row))?);
        Ok(((), row.id.to_string()))
    });
    match ran? {
        Ran::Now(()) => Ok(row),
        Ran::Before(id) => get(office, who, ForeignAuthorityId::parse(&id).map_err(Error::internal)?).await,
    }
}

/// Corrects an entry. Whose authority it is stays; mails that wait go to the new address.
///
/// # Errors
/// As [`enter`]; [`Error::NotFound`]; `store-stale` where somebody else changed it since `version`.
pub async fn correct(
    office: &Office,
    who: &Who,
    id: ForeignAuthorityId,
    entry: &Entry,
    version: i64,
) -> Result<AuthorityRow, Error> {
    who.must_be(KEEPERS)?;
    let now = office.clock.now();
    let typed = read(entry, day(now))?;
    change(office, who, id, "authority_correct", |row| {
        row.name.clone_from(&typed.name);
        row.email.clone_from(&typed.email);
        row.language = typed.language;
        row.from = typed.from;
        row.until = typed.until;
        row.version = version;
    })
    .await
}

/// Ends an entry now: nothing is written to it any more, not even what waits.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotPermitted`], or what the archive says.
pub async fn retire(office: &Office, who: &Who, id: ForeignAuthorityId) -> Result<AuthorityRow, Error> {
    who.must_be(KEEPERS)?;
    let last = day(office.clock.now()).yesterday().map_err(Error::internal)?;
    change(office, who, id, "authority_retire", |row| row.until = Some(row.until.map_or(last, |set| set.min(last))))
        .await
}

async fn change(
    office: &Office,
    who: &Who,
    id: ForeignAuthorityId,
    name: &'static str,
    make: impl Fn(&mut AuthorityRow) + Send + Sync,
) -> Result<AuthorityRow, Error> {
    let person = who.person()?.id;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, name, |tx| {
        let mut row = tx.authority(id).await?.ok_or(Error::NotFound("foreign authority"))?;
        let before = words(&row);
        make(&mut row);
        once(tx, &row).await?;
        tx.authority_update(&row, person).await?;
        let words = serde_json::json!({ "was": before, "is": words(&row) });
        tx.audit(AuditEntry::new(name, "foreign_authority", id).payload(&words)?);
        Ok(((), id.to_string()))
    });
    ran?;
    get(office, who, id).await
}

/// Mails to authorities before an id, newest first; to one of them, or to all.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn letters(
    office: &Office,
    who: &Who,
    to: Option<ForeignAuthorityId>,
    before: Option<NoticeId>,
    limit: i64,
) -> Result<Vec<LetterRow>, Error> {
    who.must_be(READERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    Ok(read.letters(to, before, limit).await?)
}

/// Tries a mail that was given up once more, at the address that stands in the directory now.
///
/// # Errors
/// [`Error::NotPermitted`], or `store-stale` when it is not given up.
pub async fn again(office: &Office, who: &Who, letter: NoticeId) -> Result<(), Error> {
    who.must_be(KEEPERS)?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "authority_mail_again", |tx| {
        let reader = tx.letter_reader(letter).await?.ok_or(store::Error::Stale("authority_mail"))?;
        tx.mail_revive(reader, letter).await?;
        tx.audit(AuditEntry::new("authority_mail_again", "authority_mail", letter));
        Ok(((), letter.to_string()))
    });
    ran.map(drop)
}
