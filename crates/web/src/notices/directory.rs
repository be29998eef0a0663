//! The directory of authorities abroad: pages and API.

use super::compose::words_of;
use crate::epermit::api::limit;
use crate::registers::mandates::date_typed;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{created, form_status, go_and_say, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::ids::{ForeignAuthorityId, ForeignAuthorityKind, NoticeId};
use office::notices::directory::{self, Entry, KEEPERS};
use office::shared::facts::day;
use pages::notices::{AuthorityPage, AuthorityRow, DirectoryPage, LetterRow};
use pages::{FieldError, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::MailState;
use utoipa::ToSchema;

/// Mails on one page.
const ROWS: i64 = 30;

/// An authority to enter.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthorityBody {
    /// `MA`, `SA`, `ENFORCEMENT` or `SECRETARIAT`.
    pub kind: String,
    /// Code of its country; absent for the Secretariat.
    #[serde(default)]
    pub country: Option<String>,
    /// Name.
    pub name: String,
    /// Address for e-mail.
    pub email: String,
    /// `en`, `fr` or `es`.
    pub language: String,
    /// First day; today when absent.
    #[serde(default)]
    pub from: Option<String>,
    /// Last day; until further notice when absent.
    #[serde(default)]
    pub until: Option<String>,
}

/// A corrected entry.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectAuthorityBody {
    /// Name.
    pub name: String,
    /// Address for e-mail.
    pub email: String,
    /// `en`, `fr` or `es`.
    pub language: String,
    /// First day.
    pub from: String,
    /// Last day; until further notice when absent.
    #[serde(default)]
    pub until: Option<String>,
    /// `version` of the entry as it was read.
    pub version: i64,
}

/// An entry of the directory.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuthorityView {
    /// Id.
    pub id: String,
    /// `MA`, `SA`, `ENFORCEMENT` or `SECRETARIAT`.
    pub kind: String,
    /// Code of its country; absent for the Secretariat.
    pub country: Option<String>,
    /// Name.
    pub name: String,
    /// Address for e-mail.
    pub email: String,
    /// Language it is written to in.
    pub language: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub until: Option<String>,
    /// How often it was changed; a correction names it.
    pub version: i64,
}

/// The directory.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuthorityList {
    /// By country.
    pub rows: Vec<AuthorityView>,
}

/// A mail to an authority.
#[derive(Debug, Serialize, ToSchema)]
pub struct LetterView {
    /// Id.
    pub id: String,
    /// Id of the entry it is for.
    pub authority: String,
    /// Address it went to, or will.
    pub address: String,
    /// Code of the event.
    pub event: String,
    /// `permit`, or `foreign` for a permit of another Party.
    pub object_kind: String,
    /// Its id.
    pub object_id: String,
    /// When it was written.
    pub created_at: String,
    /// `WAITING`, `SENT` or `DEAD`.
    pub state: String,
    /// How often it was tried.
    pub attempts: i64,
    /// What the mail server said last, where it did not take it.
    pub reason: Option<String>,
}

/// Mails, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct LetterList {
    /// Rows.
    pub rows: Vec<LetterView>,
    /// For the next page.
    pub next: Option<String>,
}

impl From<&store::AuthorityRow> for AuthorityView {
    fn from(a: &store::AuthorityRow) -> AuthorityView {
        AuthorityView {
            id: a.id.to_string(),
            kind: a.of.kind().to_owned(),
            country: a.of.country().map(|c| c.code().to_owned()),
            name: a.name.clone(),
            email: a.email.clone(),
            language: a.language.code().to_owned(),
            from: a.from.to_string(),
            until: a.until.map(|d| d.to_string()),
            version: a.version,
        }
    }
}

const fn state(mail: MailState) -> &'static str {
    match mail {
        MailState::None | MailState::Waiting => "WAITING",
        MailState::Sent => "SENT",
        MailState::Dead => "DEAD",
    }
}

impl From<&store::LetterRow> for LetterView {
    fn from(l: &store::LetterRow) -> LetterView {
        LetterView {
            id: l.notice.id.to_string(),
            authority: l.authority.to_string(),
            address: l.address.clone(),
            event: l.notice.event.clone(),
            object_kind: l.notice.object_kind.clone(),
            object_id: l.notice.object_id.clone(),
            created_at: l.notice.created_at.to_string(),
            state: state(l.notice.mail).to_owned(),
            attempts: l.notice.mail_attempts,
            reason: l.reason.clone(),
        }
    }
}

fn row(call: &Call, a: &store::AuthorityRow) -> AuthorityRow {
    AuthorityRow {
        id: a.id.to_string(),
        kind: a.of.kind().to_owned(),
        country: a.of.country(),
        name: a.name.clone(),
        email: a.email.clone(),
        language: a.language,
        from: a.from,
        until: a.until,
        in_force: a.in_force(day(call.app.office.clock.now())),
    }
}

fn letter(l: &store::LetterRow) -> LetterRow {
    LetterRow {
        id: l.notice.id.to_string(),
        notice: words_of(&l.notice),
        name: l.name.clone(),
        address: l.address.clone(),
        at: l.notice.created_at,
        state: state(l.notice.mail).to_owned(),
        attempts: l.notice.mail_attempts,
        reason: l.reason.clone().unwrap_or_default(),
    }
}

/// One page of mails and where the next begins.
async fn sent(
    call: &Call,
    to: Option<ForeignAuthorityId>,
    rows: i64,
) -> Result<(Vec<store::LetterRow>, Option<String>), Failure> {
    let before = call.asked("before").map(NoticeId::parse).transpose().map_err(|_| Failure::NotFound)?;
    let mut found = directory::letters(&call.app.office, &call.reader()?, to, before, rows + 1).await?;
    let full = i64::try_from(found.len()).is_ok_and(|n| n > rows);
    found.truncate(usize::try_from(rows).unwrap_or(0));
    let next = found.last().filter(|_| full).map(|last| last.notice.id.to_string());
    Ok((found, next))
}

async fn draw(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let rows = directory::list(&call.app.office, &call.reader()?).await?;
    let (letters, next) = sent(call, None, ROWS).await?;
    let status = form_status(&errors);
    let shown = DirectoryPage {
        shell: shell(call).await,
        rows: rows.iter().map(|a| row(call, a)).collect(),
        letters: letters.iter().map(letter).collect(),
        next: next.map(|id| format!("{}?before={id}", links::DIRECTORY)),
        can_keep: call.seat()?.has(KEEPERS),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// The directory and what was sent. `country` and `kind` of the address stand in the form already.
pub async fn list(call: Arc<Call>) -> Answer {
    let mut typed = BTreeMap::from([("kind".to_owned(), "MA".to_owned()), ("language".to_owned(), "en".to_owned())]);
    for name in ["kind", "country"] {
        if let Some(text) = call.asked(name) {
            typed.insert(name.to_owned(), text.to_owned());
        }
    }
    draw(&call, typed, Vec::new()).await
}

fn typed(call: &Call) -> Entry {
    let text = |name: &str| call.typed(name).to_owned();
    Entry {
        kind: text("kind"),
        country: text("country"),
        name: text("name"),
        email: text("email"),
        language: text("language"),
        from: date_typed(call, "from"),
        until: date_typed(call, "until"),
    }
}

/// Enters an authority.
pub async fn enter(call: Arc<Call>) -> Answer {
    match directory::enter(&call.app.office, &call.who()?, &typed(&call)).await.map_err(Failure::from) {
        Ok(_) => Ok(go_and_say(&call, links::DIRECTORY, "flash-saved", None)),
        Err(failure) => draw(&call, call.typed_again(), failure.on_form()?).await,
    }
}

async fn draw_one(call: &Call, typed: Option<BTreeMap<String, String>>, errors: Vec<FieldError>) -> Answer {
    let id = call.id::<ForeignAuthorityKind>("authority")?;
    let found = directory::get(&call.app.office, &call.reader()?, id).await?;
    let (letters, next) = sent(call, Some(id), ROWS).await?;
    let kept = || {
        let until = found.until.map(|d| d.to_string()).unwrap_or_default();
        let from = found.from.to_string();
        let language = found.language.code();
        [
            ("name", found.name.as_str()),
            ("email", &found.email),
            ("language", language),
            ("from", &from),
            ("until", &until),
        ]
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect()
    };
    // Whoever mends what was typed wrongly goes on from the version that was read.
    let version = call.typed("version").parse().unwrap_or(found.version);
    let status = form_status(&errors);
    let shown = AuthorityPage {
        shell: shell(call).await,
        row: row(call, &found),
        version,
        letters: letters.iter().map(letter).collect(),
        next: next.map(|next| format!("{}?before={next}", links::authority(&id.to_string()))),
        can_keep: call.seat()?.has(KEEPERS),
        typed: typed.unwrap_or_else(kept),
        errors,
    };
    page_with(call, &shown, status)
}

/// One entry with what was sent to it.
pub async fn one(call: Arc<Call>) -> Answer {
    draw_one(&call, None, Vec::new()).await
}

/// Corrects or retires.
pub async fn change(call: Arc<Call>) -> Answer {
    let id = call.id::<ForeignAuthorityKind>("authority")?;
    let (office, who) = (&call.app.office, call.who()?);
    let done = if call.typed("act") == "retire" {
        directory::retire(office, &who, id).await
    } else {
        let version = call.typed("version").parse().map_err(|_| Failure::NotFound)?;
        directory::correct(office, &who, id, &typed(&call), version).await
    };
    match done.map_err(Failure::from) {
        Ok(_) => Ok(go_and_say(&call, &links::authority(&id.to_string()), "flash-saved", None)),
        Err(failure) => draw_one(&call, Some(call.typed_again()), failure.on_form()?).await,
    }
}

/// One more try for a mail that was given up.
pub async fn again(call: Arc<Call>) -> Answer {
    let letter = NoticeId::parse(call.typed("letter")).map_err(|_| Failure::NotFound)?;
    directory::again(&call.app.office, &call.who()?, letter).await?;
    Ok(go_and_say(&call, links::DIRECTORY, "flash-done", None))
}

/// The directory over the API.
pub async fn get_all(call: Arc<Call>) -> Answer {
    let rows = directory::list(&call.app.office, &call.reader()?).await?;
    json(&AuthorityList { rows: rows.iter().map(AuthorityView::from).collect() })
}

/// Enters over the API.
pub async fn post(call: Arc<Call>) -> Answer {
    let b: AuthorityBody = call.json()?;
    let entry = Entry {
        kind: b.kind,
        country: b.country.unwrap_or_default(),
        name: b.name,
        email: b.email,
        language: b.language,
        from: b.from.unwrap_or_default(),
        until: b.until.unwrap_or_default(),
    };
    let made = directory::enter(&call.app.office, &call.who()?, &entry).await?;
    created(&AuthorityView::from(&made), &format!("/api/directory/{}", made.id))
}

/// One entry over the API.
pub async fn get_one(call: Arc<Call>) -> Answer {
    let id = call.id::<ForeignAuthorityKind>("authority")?;
    json(&AuthorityView::from(&directory::get(&call.app.office, &call.reader()?, id).await?))
}

/// Corrects over the API.
pub async fn put(call: Arc<Call>) -> Answer {
    let id = call.id::<ForeignAuthorityKind>("authority")?;
    let b: CorrectAuthorityBody = call.json()?;
    let entry = Entry {
        name: b.name,
        email: b.email,
        language: b.language,
        from: b.from,
        until: b.until.unwrap_or_default(),
        ..Entry::default()
    };
    let made = directory::correct(&call.app.office, &call.who()?, id, &entry, b.version).await?;
    json(&AuthorityView::from(&made))
}

/// Retires over the API.
pub async fn post_retire(call: Arc<Call>) -> Answer {
    let id = call.id::<ForeignAuthorityKind>("authority")?;
    json(&AuthorityView::from(&directory::retire(&call.app.office, &call.who()?, id).await?))
}

async fn letter_list(call: &Call) -> Answer {
    let (letters, next) = sent(call, None, limit(call)?).await?;
    json(&LetterList { rows: letters.iter().map(LetterView::from).collect(), next })
}

/// Mails over the API.
pub async fn get_letters(call: Arc<Call>) -> Answer {
    letter_list(&call).await
}

/// One more try over the API.
pub async fn post_again(call: Arc<Call>) -> Answer {
    let letter = NoticeId::parse(call.param("letter")).map_err(|_| Failure::NotFound)?;
    directory::again(&call.app.office, &call.who()?, letter).await?;
    letter_list(&call).await
}
