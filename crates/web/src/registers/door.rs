//! One-time links: the page that shows one, and the page behind it that sets a password.

use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::limits::{Counted, neighbourhood};
use crate::shared::password;
use crate::shared::respond::{form_status, go_and_say, json, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use office::House;
use office::registers::door;
use office::registers::people::WithLink;
use pages::registers::{DoorPage, LinkPage, links};
use pages::{FieldError, links as all};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// A person and the link to be handed over.
#[derive(Debug, Serialize, ToSchema)]
pub struct LinkView {
    /// Id of the account.
    pub person: String,
    /// The whole address, shown once; absent in the answer to a repeat.
    pub link: Option<String>,
}

/// What sets a password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DoorBody {
    /// Last part of the link: the Party's short name, a dot and the secret.
    pub key: String,
    /// The new password, at least fifteen characters.
    pub password: String,
}

/// The whole address of a link.
fn address(call: &Call, made: &WithLink) -> Result<Option<String>, Failure> {
    let house = &call.seat()?.house;
    let key = made.secret.as_ref().map(|s| format!("{}.{}", house.tenant.code, s.show()));
    Ok(key.map(|key| format!("{}{}", call.app.facts.public_url, links::door(&key))))
}

/// The answer of the API to an act that makes a link.
///
/// # Errors
/// [`Failure::SignIn`] when nobody is signed in.
pub fn view(call: &Call, made: &WithLink) -> Result<LinkView, Failure> {
    Ok(LinkView { person: made.person.to_string(), link: address(call, made)? })
}

/// The page that shows a link, once.
///
/// # Errors
/// Only when a template is at fault.
pub async fn shown(call: &Call, made: &WithLink, back: String) -> Answer {
    let shown = LinkPage { shell: shell(call).await, address: address(call, made)?, back };
    page(call, &shown)
}

/// The house and the secret of a key.
fn split(call: &Call, key: &str) -> Option<(Arc<House>, String)> {
    let (code, secret) = key.split_once('.')?;
    let house = call.app.house_by_code(code)?;
    let elsewhere = call.app.house_by_host(&call.host).is_some_and(|own| own.tenant.id != house.tenant.id);
    (!elsewhere && secret.len() <= 100).then(|| (house.clone(), secret.to_owned()))
}

async fn draw(call: &Call, errors: Vec<FieldError>) -> Answer {
    let key = call.param("key");
    let person = match split(call, key) {
        Some((house, secret)) => door::behind(&call.app.office, &house, &secret).await?,
        None => None,
    };
    let status = form_status(&errors);
    let shown = DoorPage {
        shell: shell(call).await,
        action: person.as_ref().map(|_| links::door(key)),
        name: person.map(|p| p.name).unwrap_or_default(),
        errors,
    };
    page_with(call, &shown, status)
}

/// The page behind a link.
pub async fn show(call: Arc<Call>) -> Answer {
    call.app.limits.take(Counted::SignInFrom, &neighbourhood(call.address)).map_err(Failure::TooMany)?;
    draw(&call, Vec::new()).await
}

async fn set(call: &Call, key: &str, typed: &str) -> Result<(), Failure> {
    call.app.limits.take(Counted::SignInFrom, &neighbourhood(call.address)).map_err(Failure::TooMany)?;
    let closed = || Failure::field("", "door-closed", "Ask for a new link: this one was used or has ended.");
    let (house, secret) = split(call, key).ok_or_else(closed)?;
    let person = door::behind(&call.app.office, &house, &secret).await?.ok_or_else(closed)?;
    let context = [person.name.as_str(), person.email.as_str(), house.tenant.code.as_str()];
    password::fit(typed, &context).map_err(|e| Failure::parse("password", &e))?;
    let hash = password::hash(typed.to_owned()).await.map_err(Failure::Internal)?;
    door::open(&call.app.office, &house, &secret, hash).await?;
    Ok(())
}

/// Sets the password.
pub async fn open(call: Arc<Call>) -> Answer {
    match set(&call, call.param("key"), call.typed("password")).await {
        Ok(()) => Ok(go_and_say(&call, all::SIGN_IN, "flash-saved", None)),
        Err(failure) => draw(&call, failure.on_form()?).await,
    }
}

/// Sets the password, over the API.
pub async fn open_api(call: Arc<Call>) -> Answer {
    let body: DoorBody = call.json()?;
    set(&call, &body.key, &body.password).await?;
    json(&serde_json::json!({}))
}
