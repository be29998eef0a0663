//! What the reader does with notices: reads them, marks them as read, says what is wanted by e-mail.

use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::Lang;
use cites::ids::NoticeId;
use store::{AuditEntry, NoticeRow, WishRow};

/// The reader's notices before an id, newest first.
///
/// # Errors
/// [`Error::NotPermitted`] for anybody without an account, or what the archive says.
pub async fn list(
    office: &Office,
    who: &Who,
    unread: bool,
    before: Option<NoticeId>,
    limit: i64,
) -> Result<Vec<NoticeRow>, Error> {
    let person = who.person()?.id;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    Ok(read.notices(person, unread, before, limit).await?)
}

/// Marks one of the reader's own notices as read; again is no error.
///
/// # Errors
/// [`Error::NotFound`] for one that is not the reader's.
pub async fn mark(office: &Office, who: &Who, id: NoticeId) -> Result<NoticeRow, Error> {
    let person = who.person()?.id;
    let scope = who.scope(office.clock.now());
    let done: Result<Option<NoticeRow>, store::Error> = store::chore!(&office.store, &scope, "read-notice", |chore| {
        chore.notice_read(person, id).await?;
        chore.notice(person, id).await
    });
    done?.ok_or(Error::NotFound("notice"))
}

/// Marks a notice and all older ones of the reader as read; answers how many were new.
///
/// # Errors
/// [`Error::NotPermitted`] for anybody without an account, or what the archive says.
pub async fn mark_all(office: &Office, who: &Who, up_to: NoticeId) -> Result<u64, Error> {
    let person = who.person()?.id;
    let scope = who.scope(office.clock.now());
    let done: Result<u64, store::Error> =
        store::chore!(&office.store, &scope, "read-notices", |chore| chore.notices_read(person, up_to).await);
    Ok(done?)
}

/// What the reader wishes.
///
/// # Errors
/// [`Error::NotPermitted`] for anybody without an account, or what the archive says.
pub async fn wish(office: &Office, who: &Who) -> Result<WishRow, Error> {
    let person = who.person()?.id;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    Ok(read.notice_wish(person).await?)
}

/// Sets the language of notices and pages, and what is wanted by e-mail and text message. What must be sent is sent all
/// the same.
///
/// # Errors
/// `phone-form`, [`Error::NotPermitted`], or what the archive says.
pub async fn set_wish(office: &Office, who: &Who, language: Lang, wish: WishRow) -> Result<(), Error> {
    let person = who.person()?.id;
    let wish = WishRow { sms_to: wish.sms_to.as_deref().map(phone).transpose()?, ..wish };
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "notice_wish", |tx| {
        let mut row = tx.person(person).await?.ok_or(Error::NotFound("account"))?;
        row.language = language;
        tx.person_update(&row).await?;
        tx.notice_wish_set(person, &wish).await?;
        tx.audit(AuditEntry::new("notice_wish", "person", person));
        Ok(((), person.to_string()))
    });
    match ran? {
        Ran::Now(()) | Ran::Before(_) => Ok(()),
    }
}

/// A telephone number with its country: a plus sign and 7 to 15 digits (ITU-T E.164); blanks and hyphens are dropped.
fn phone(text: &str) -> Result<String, Error> {
    let clean: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let digits = clean.strip_prefix('+').unwrap_or("");
    if (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) {
        Ok(clean)
    } else {
        Err(Error::value("phone", "phone-form", "Enter the number with its country, like +41 22 917 81 39."))
    }
}
