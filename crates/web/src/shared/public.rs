//! Pages and files for everybody, and what a program asks about itself.

use super::call::Call;
use super::failure::Failure;
use super::respond::{json, page};
use super::route::Answer;
use super::shell::shell;
use axum::http::header;
use axum::response::IntoResponse as _;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The start page.
pub async fn home(call: Arc<Call>) -> Answer {
    let shown = pages::shared::Home { shell: shell(&call).await };
    page(&call, &shown)
}

/// A file that pages load.
pub async fn asset(call: Arc<Call>) -> Answer {
    let wanted = format!("assets/{}", call.param("name"));
    let (_, media, content) =
        pages::assets::ALL.iter().find(|(name, _, _)| *name == wanted).ok_or(Failure::NotFound)?;
    // Named with its version a file never changes; without one a browser asks again soon.
    let keep = if call.asked("v").is_some() { "public, max-age=31536000, immutable" } else { "public, max-age=300" };
    Ok(([(header::CONTENT_TYPE, *media), (header::CACHE_CONTROL, keep)], *content).into_response())
}

/// The worker of visits. It stands at the root: a worker serves only what lies below its own address.
pub async fn worker(_call: Arc<Call>) -> Answer {
    let kind = (header::CONTENT_TYPE, "text/javascript; charset=utf-8");
    Ok(([kind, (header::CACHE_CONTROL, "no-cache")], pages::assets::WORKER).into_response())
}

/// The program's version with a mark of the files that pages load: a changed file has another address.
pub fn version(facts: &super::app::Facts) -> String {
    static MARK: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        let all: String = pages::assets::ALL.iter().map(|(_, _, content)| *content).collect();
        cites::Digest::of("manis-assets", all.as_bytes()).to_string()[..8].to_owned()
    });
    format!("{}-{}", facts.version, *MARK)
}

/// The description of the API.
pub async fn openapi(call: Arc<Call>) -> Answer {
    let facts = &call.app.facts;
    json(&super::openapi::describe(&super::router::table(), &facts.public_url, &facts.version))
}

/// An account.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// Its id.
    pub id: String,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// The Party in whose house the account is.
    pub party: String,
    /// Roles, by their codes.
    pub roles: Vec<String>,
    /// Language of its pages.
    pub language: String,
}

/// Whose token it is.
pub async fn me(call: Arc<Call>) -> Answer {
    let seat = call.seat()?;
    let person = &seat.person;
    json(&Me {
        id: person.id.to_string(),
        name: person.name.clone(),
        email: person.email.clone(),
        party: seat.house.party().to_string(),
        roles: person.roles.iter().map(|r| r.code().to_owned()).collect(),
        language: person.language.code().to_owned(),
    })
}
