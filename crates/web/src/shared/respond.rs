//! Answers: a page, a piece of JSON, a file, a way on.

use super::call::Call;
use super::failure::{Failure, Problem};
use super::route::Answer;
use super::session::set_cookie;
use super::shell::shell;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use pages::shared::FailurePage;
use pages::{Page, render};
use serde::Serialize;

/// Name of the cookie that carries a notice over a redirect.
pub const FLASH: &str = "manis-flash";

/// A page.
///
/// # Errors
/// Only when a template is at fault.
pub fn page(call: &Call, page: &impl Page) -> Answer {
    page_with(call, page, StatusCode::OK)
}

/// A page with another status; 422 for a form that has to be mended.
///
/// # Errors
/// Only when a template is at fault.
pub fn page_with(call: &Call, page: &impl Page, status: StatusCode) -> Answer {
    let html = render(page, call.words())?;
    let mut response = (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
    if super::session::cookie(&call.headers, FLASH).is_some_and(|v| !v.is_empty())
        && let Some(gone) = set_cookie(&call.app, FLASH, "", 0)
    {
        response.headers_mut().append(header::SET_COOKIE, gone);
    }
    Ok(response)
}

/// 200, or 422 when there are errors to mend.
pub fn form_status(errors: &[pages::FieldError]) -> StatusCode {
    if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// On to another page of ours.
pub fn go(path: &str) -> Response {
    let place = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
}

/// On to another page, where a sentence says what was done: a message key with at most one argument.
pub fn go_and_say(call: &Call, path: &str, key: &str, argument: Option<(&str, &str)>) -> Response {
    let mut response = go(path);
    let mut value = key.to_owned();
    if let Some((name, text)) = argument {
        value.push_str(&format!(".{name}.{}", pages::links::encode(text)));
    }
    if let Some(cookie) = set_cookie(&call.app, FLASH, &value, 60) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// JSON.
///
/// # Errors
/// When it cannot be written, which does not happen.
pub fn json(value: &impl Serialize) -> Answer {
    json_with(value, StatusCode::OK)
}

/// JSON with another status.
///
/// # Errors
/// When it cannot be written, which does not happen.
pub fn json_with(value: &impl Serialize, status: StatusCode) -> Answer {
    let text = serde_json::to_vec(value).map_err(|e| Failure::Internal(e.to_string()))?;
    Ok((status, [(header::CONTENT_TYPE, "application/json")], text).into_response())
}

/// Something made anew: 201 with its address.
///
/// # Errors
/// When it cannot be written, which does not happen.
pub fn created(value: &impl Serialize, path: &str) -> Answer {
    let mut response = json_with(value, StatusCode::CREATED)?;
    if let Ok(place) = HeaderValue::from_str(path) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// Bytes to be shown or kept. What others brought (`ours` false) is only ever saved, never shown as a page of ours.
pub fn file(bytes: impl Into<Body>, media: &str, name: &str, ours: bool) -> Response {
    let mut response = Response::new(bytes.into());
    let headers = response.headers_mut();
    let media = HeaderValue::from_str(media).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, media);
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
    let how = if ours { "inline" } else { "attachment" };
    let disposition = format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{}", pages::links::encode(name));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    if !ours {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    }
    response
}

/// The answer to a failure: a page for people, problem details for programs.
pub async fn failed(call: &Call, failure: &Failure) -> Response {
    let incident = failure.is_internal().then(|| call.app.random()[..10].to_owned());
    if let Some(incident) = &incident {
        tracing::error!(%incident, method = %call.method, path = call.uri.path(), cause = ?failure, "a request failed");
    }
    let status = failure.status();
    let mut response = if call.uri.path().starts_with("/api/") {
        problem(failure, incident)
    } else {
        let what = match status {
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => pages::shared::Failure::NotFound,
            StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => pages::shared::Failure::Forbidden,
            StatusCode::CONFLICT => pages::shared::Failure::Changed,
            StatusCode::TOO_MANY_REQUESTS => pages::shared::Failure::TooMany,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::BAD_GATEWAY => pages::shared::Failure::Away,
            StatusCode::INTERNAL_SERVER_ERROR => pages::shared::Failure::Fault,
            _ => pages::shared::Failure::Refused,
        };
        let retry_seconds = failure.retry_after().and_then(|s| u32::try_from(s).ok());
        let shown = FailurePage { shell: shell(call).await, failure: what, incident: incident.clone(), retry_seconds };
        match page_with(call, &shown, status) {
            Ok(response) => response,
            Err(_) => (status, "Something went wrong.").into_response(),
        }
    };
    if let Some(wait) = failure.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
    }
    response
}

/// Problem details.
pub fn problem(failure: &Failure, incident: Option<String>) -> Response {
    let text = serde_json::to_vec(&Problem::of(failure, incident)).unwrap_or_default();
    let mut response = (failure.status(), [(header::CONTENT_TYPE, "application/problem+json")], text).into_response();
    if let Some(wait) = failure.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
    }
    if matches!(failure, Failure::SignIn) {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}
