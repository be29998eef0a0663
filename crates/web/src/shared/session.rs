//! Who is signed in: a cookie for people, a token for programs. What is stored are only digests of both.

use super::app::App;
use super::failure::Failure;
use axum::http::{HeaderMap, HeaderValue, header};
use cites::{Digest, Role, Timestamp};
use jiff::SignedDuration;
use office::{House, Who};
use std::sync::Arc;
use store::{NewSession, Scope, SessionRow};

/// How the archive keeps the secret of a session's cookie.
pub fn session_hash(secret: &str) -> Digest {
    Digest::of("manis-session", secret.as_bytes())
}

/// How the archive keeps an API token: the whole text `<tenantcode>_<random>`.
pub fn token_hash(token: &str) -> Digest {
    Digest::of("manis-api-token", token.as_bytes())
}

/// Who is behind a request.
#[derive(Clone)]
pub struct Seat {
    /// In whose house.
    pub house: Arc<House>,
    /// The account, as it is now.
    pub person: store::PersonRow,
    /// Secret that forms carry; empty for programs.
    pub csrf: String,
    /// The session; `None` for programs.
    pub session: Option<Digest>,
    /// Notices not read yet, at most 100; 0 for programs.
    pub unread: u32,
}

impl Seat {
    /// The same for the office.
    pub fn who(&self) -> Who {
        Who::new(self.house.clone(), self.person.actor(self.house.party()))
    }

    /// Does the person hold one of these roles?
    pub fn has(&self, roles: &[Role]) -> bool {
        self.person.roles.iter().any(|r| roles.contains(r))
    }
}

/// Idle and total time of a session (`design/security.md` 9): officers 30 minutes and 12 hours, applicants 60 and 24.
pub fn times(roles: &[Role]) -> (SignedDuration, SignedDuration) {
    if roles.iter().all(|r| r.side() == "outside") {
        (SignedDuration::from_mins(60), SignedDuration::from_hours(24))
    } else {
        (SignedDuration::from_mins(30), SignedDuration::from_hours(12))
    }
}

/// Name of the session's cookie.
pub fn cookie_name(app: &App) -> &'static str {
    if app.facts.secure_cookies { "__Host-manis" } else { "manis" }
}

/// The value of a cookie of that name.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// A cookie for the whole site that scripts cannot read.
pub fn set_cookie(app: &App, name: &str, value: &str, seconds: i64) -> Option<HeaderValue> {
    let secure = if app.facts.secure_cookies { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")).ok()
}

/// The person behind a session's cookie. A cookie of another house than the host's is no cookie.
///
/// # Errors
/// What the archive says; a cookie that is not known is nobody.
pub async fn by_cookie(app: &App, headers: &HeaderMap, host: &str) -> Result<Option<Seat>, Failure> {
    let Some((code, secret)) = cookie(headers, cookie_name(app)).and_then(|v| v.split_once('.')) else {
        return Ok(None);
    };
    let Some(house) = app.house_by_code(code) else { return Ok(None) };
    if app.house_by_host(host).is_some_and(|own| own.tenant.id != house.tenant.id) {
        return Ok(None);
    }
    let now = app.office.clock.now();
    let scope = Scope::system(house.tenant.id, now);
    let hash = session_hash(secret);
    let mut read = app.office.store.read(&scope).await?;
    let Some(session) = read.session(&hash).await? else { return Ok(None) };
    drop(read);
    touch(app, &scope, &session, now).await?;
    let unread = session.unread;
    Ok(Some(Seat { house: house.clone(), csrf: session.csrf, person: session.person, session: Some(hash), unread }))
}

/// Moves the idle time on, at most once a minute.
async fn touch(app: &App, scope: &Scope, session: &SessionRow, now: Timestamp) -> Result<(), Failure> {
    let (idle, _) = times(&session.person.roles);
    let until = now.checked_add(idle).unwrap_or(session.expires_at).min(session.expires_at);
    if until.duration_since(session.idle_until_at) < SignedDuration::from_mins(1) {
        return Ok(());
    }
    let done: Result<(), store::Error> = store::chore!(&app.office.store, scope, "session-touch", |chore| chore
        .session_touch(&session.token_hash, until)
        .await);
    // A busy database must not sign anybody out: the session simply idles from where it was.
    if let Err(error) = done {
        tracing::warn!(code = error.code(), "idle time not moved");
    }
    Ok(())
}

/// The person behind `Authorization: Bearer`.
///
/// # Errors
/// [`Failure::SignIn`] for a token that is not known, has ended or belongs to another house than the host's.
pub async fn by_token(app: &App, headers: &HeaderMap, host: &str) -> Result<Option<Seat>, Failure> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let text = value.to_str().map_err(|_| Failure::SignIn)?;
    let (scheme, token) = text.split_once(' ').ok_or(Failure::SignIn)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Failure::SignIn);
    }
    let token = token.trim();
    let house = token.rsplit_once('_').and_then(|(code, _)| app.house_by_code(code)).ok_or(Failure::SignIn)?;
    if app.house_by_host(host).is_some_and(|own| own.tenant.id != house.tenant.id) {
        return Err(Failure::SignIn);
    }
    let scope = Scope::system(house.tenant.id, app.office.clock.now());
    let mut read = app.office.store.read(&scope).await?;
    let person = read.person_by_api_token(&token_hash(token)).await?.ok_or(Failure::SignIn)?;
    Ok(Some(Seat { house: house.clone(), person, csrf: String::new(), session: None, unread: 0 }))
}

/// Begins a session under a new id; answers the cookie.
///
/// # Errors
/// What the archive says.
pub async fn begin(app: &App, house: &Arc<House>, person: &store::PersonRow) -> Result<HeaderValue, Failure> {
    let now = app.office.clock.now();
    let secret = app.random();
    let (idle, total) = times(&person.roles);
    let at = |after| now.checked_add(after).map_err(|e| Failure::Internal(format!("session time: {e}")));
    let session = NewSession {
        token_hash: session_hash(&secret),
        person: person.id,
        csrf: app.random(),
        expires_at: at(total)?,
        idle_until_at: at(idle)?,
    };
    let scope = Scope::new(house.tenant.id, person.actor(house.party()), now);
    store::act!(&app.office.store, &scope, "sign_in", |tx| {
        tx.session_insert(&session).await?;
        tx.audit(store::AuditEntry::new("sign_in", "person", person.id));
        Ok::<(), store::Error>(())
    })?;
    let value = format!("{}.{secret}", house.tenant.code);
    set_cookie(app, cookie_name(app), &value, total.as_secs())
        .ok_or_else(|| Failure::Internal("a cookie with signs that no cookie may have".into()))
}

/// Ends a session; answers the cookie that forgets it.
///
/// # Errors
/// What the archive says.
pub async fn end(app: &App, seat: Option<&Seat>) -> Result<Option<HeaderValue>, Failure> {
    if let Some(Seat { house, session: Some(hash), .. }) = seat {
        let scope = Scope::system(house.tenant.id, app.office.clock.now());
        let done: Result<(), store::Error> =
            store::chore!(&app.office.store, &scope, "sign-out", |chore| chore.session_end(hash).await);
        done?;
    }
    Ok(set_cookie(app, cookie_name(app), "", 0))
}
