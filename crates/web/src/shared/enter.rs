//! Signing in and out, the demonstration's role buttons, registration, the choice of the language.

use super::call::Call;
use super::failure::Failure;
use super::limits::{Counted, neighbourhood};
use super::password;
use super::respond::{go, go_and_say, page_with};
use super::route::Answer;
use super::router::LANGUAGE;
use super::session::{self, set_cookie};
use super::shell::shell;
use axum::http::{StatusCode, header};
use cites::{CountryCode, Lang, Role, Timestamp};
use office::House;
use pages::shared::{DemoRole, SignIn};
use pages::{FieldError, links};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{PersonRow, Scope};

/// The sign-in page.
pub async fn sign_in_page(call: Arc<Call>) -> Answer {
    let next = inside(call.asked("next").unwrap_or(""));
    draw(&call, &next, Vec::new(), StatusCode::OK).await
}

async fn draw(call: &Call, next: &str, errors: Vec<FieldError>, status: StatusCode) -> Answer {
    let mut typed = BTreeMap::new();
    typed.insert("email".to_owned(), call.typed("email").to_owned());
    let own = call.app.house_by_host(&call.host).map(|h| h.party());
    let demo = call
        .app
        .accounts
        .iter()
        .filter(|a| own.is_none_or(|party| party == a.tenant))
        .map(|a| DemoRole { tenant: a.tenant, role: a.role, name: a.name.clone() })
        .collect();
    let page = SignIn { shell: shell(call).await, typed, errors, next: next.to_owned(), demo };
    page_with(call, &page, status)
}

/// A path of ours, or nothing: never an address of somebody else.
fn inside(path: &str) -> String {
    let ours = path.starts_with('/')
        && !path.starts_with("//")
        && !path.starts_with("/\\")
        && path.chars().all(|c| !c.is_control())
        && path.len() <= 1000;
    if ours { path.to_owned() } else { String::new() }
}

/// Signs in with e-mail and password. Known and unknown accounts take as long and get the same answer.
pub async fn sign_in(call: Arc<Call>) -> Answer {
    let next = inside(call.typed("next"));
    let email = call.typed("email").trim().to_lowercase();
    let typed = call.typed("password").to_owned();
    let mut errors = Vec::new();
    if email.is_empty() || email.len() > 254 {
        errors.push(FieldError::new("email", "enter-email").help("Enter your e-mail address."));
    }
    if typed.is_empty() || typed.chars().count() > password::LONGEST {
        errors.push(FieldError::new("password", "enter-password").help("Enter your password."));
    }
    if !errors.is_empty() {
        return draw(&call, &next, errors, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let limits = &call.app.limits;
    limits.take(Counted::SignInFrom, &neighbourhood(call.address)).map_err(Failure::TooMany)?;
    limits.take(Counted::SignIn, &email).map_err(Failure::TooMany)?;
    let found = accounts(&call, &email).await?;
    let stored = match found.as_slice() {
        [(_, person)] => person.password_hash.clone().filter(|_| person.active),
        _ => None,
    };
    let right = password::matches(typed, stored).await;
    match (right, found.into_iter().next()) {
        (true, Some((house, person))) => enter(&call, &house, &person, &next).await,
        (_, first) => {
            if let Some((house, person)) = first {
                tried(&call, &house, &person).await?;
            }
            tracing::info!(target: "manis::access", "a sign-in was refused");
            let wrong = FieldError::new("", "sign-in-wrong").help("E-mail address and password do not match.");
            draw(&call, &next, vec![wrong], StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// The accounts with this address: in the host's house, else in every house. `CODE:address` names the house.
async fn accounts(call: &Call, email: &str) -> Result<Vec<(Arc<House>, PersonRow)>, Failure> {
    let (code, email) = match email.split_once(':') {
        Some((code, rest)) => (Some(code), rest),
        None => (None, email),
    };
    let now = call.app.office.clock.now();
    let own = call.app.house_by_host(&call.host).map(|h| h.tenant.id);
    let mut found = Vec::new();
    for house in call.app.office.houses() {
        let named = code.is_none_or(|c| house.tenant.code.eq_ignore_ascii_case(c));
        if !named || own.is_some_and(|id| id != house.tenant.id) {
            continue;
        }
        let mut read = call.app.office.store.read(&Scope::system(house.tenant.id, now)).await?;
        if let Some(person) = read.person_by_email(email).await? {
            found.push((house.clone(), person));
        }
    }
    Ok(found)
}

/// Counts a wrong password; the person is never locked out by a stranger, the buckets slow both down.
async fn tried(call: &Call, house: &Arc<House>, person: &PersonRow) -> Result<(), Failure> {
    let scope = Scope::system(house.tenant.id, call.app.office.clock.now());
    let done: Result<(), store::Error> = store::chore!(&call.app.office.store, &scope, "sign-in-tried", |chore| {
        chore.sign_in_tried(person.id, person.failed_count.saturating_add(1), None).await
    });
    Ok(done?)
}

/// Ends the old session, begins a new one under a new id and leads on.
async fn enter(call: &Call, house: &Arc<House>, person: &PersonRow, next: &str) -> Answer {
    session::end(&call.app, call.seat.as_ref()).await?;
    let cookie = session::begin(&call.app, house, person).await?;
    let to = if next.is_empty() { home(&person.roles) } else { next };
    let mut response = go_and_say(call, to, "flash-signed-in", Some(("name", &person.name)));
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// Where a person with these roles starts.
pub fn home(roles: &[Role]) -> &'static str {
    let area = roles.first().and_then(|r| pages::shell::Area::of(*r).first());
    area.map_or(links::HOME, |a| a.href())
}

/// Demonstration only: become a role at once.
pub async fn demo_role(call: Arc<Call>) -> Answer {
    if !call.app.facts.demo {
        return Err(Failure::NotFound);
    }
    let next = inside(call.typed("next"));
    let tenant = CountryCode::parse(call.typed("tenant")).map_err(|_| Failure::NotFound)?;
    let role = Role::from_code(call.typed("role")).ok_or(Failure::NotFound)?;
    let account = call.app.accounts.iter().find(|a| a.tenant == tenant && a.role == role).ok_or(Failure::NotFound)?;
    let house = call.app.office.house_of(tenant).cloned().ok_or(Failure::NotFound)?;
    let mut read = call.app.office.store.read(&Scope::system(house.tenant.id, call.app.office.clock.now())).await?;
    let person = read.person_by_email(&account.email).await?.filter(|p| p.active).ok_or(Failure::NotFound)?;
    drop(read);
    enter(&call, &house, &person, &next).await
}

/// Demonstration only: back to the first day.
pub async fn demo_reset(call: Arc<Call>) -> Answer {
    let reset = call.app.reset.as_ref().filter(|_| call.app.facts.demo).ok_or(Failure::NotFound)?;
    reset().await.map_err(Failure::Internal)?;
    Ok(go_and_say(&call, links::SIGN_IN, "flash-demo-reset", None))
}

/// Signs out.
pub async fn sign_out(call: Arc<Call>) -> Answer {
    let cookie = session::end(&call.app, call.seat.as_ref()).await?;
    let mut response = go_and_say(&call, links::HOME, "flash-signed-out", None);
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Keeps the language in a cookie and goes back. Nothing of the record changes, so a link may do it.
pub async fn language(call: Arc<Call>) -> Answer {
    let next = inside(call.asked("next").unwrap_or(""));
    let mut response = go(if next.is_empty() { links::HOME } else { &next });
    let chosen = call.asked("lang").and_then(Lang::from_code).filter(|l| pages::Words::OFFERED.contains(l));
    if let Some(cookie) = chosen.and_then(|l| set_cookie(&call.app, LANGUAGE, l.code(), 31_536_000)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Moments in UTC days, for pages.
pub fn day(at: Timestamp) -> cites::Date {
    office::shared::facts::day(at)
}
