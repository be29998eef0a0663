//! The only place that hands routes to the web server: reads the tables, and stands before every handler.
//!
//! In this order: host, who, may, limits, body, guards of the form, handler. What a handler answers as an error becomes
//! a page or problem details here, and a panic becomes an incident.

use super::app::App;
use super::call::{self, Call};
use super::failure::Failure;
use super::headers;
use super::limits::Counted;
use super::respond::{failed, go};
use super::route::{Answer, May, Route, Run, Takes};
use super::session::{self, cookie, set_cookie};
use axum::Router;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{ConnectInfo, Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{MethodFilter, on};
use bytes::Bytes;
use cites::Lang;
use futures::FutureExt as _;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate as _, SizeAbove};

/// Longest time a body may take to come.
const BODY_TIME: Duration = Duration::from_secs(60);
/// Longest time a handler may take.
const HANDLER_TIME: Duration = Duration::from_secs(60);
/// Name of the cookie of a visitor who is not signed in.
const VISIT: &str = "manis-visit";
/// Name of the cookie that keeps the chosen language.
pub const LANGUAGE: &str = "manis-lang";

/// Every row of every table.
pub fn table() -> Vec<Route> {
    let mut all = super::routes::routes();
    all.extend(super::law_pack::routes());
    all.extend(crate::epermit::routes::routes());
    all.extend(crate::econtrol::routes::routes());
    all.extend(crate::econtrol::on_paper::routes());
    all.extend(crate::econtrol::border::routes());
    all.extend(crate::econtrol::plant_exports::routes());
    all.extend(crate::eexchange::routes::routes());
    all.extend(crate::ereport::routes::routes());
    all.extend(crate::notices::routes::routes());
    all.extend(crate::registers::routes::routes());
    all.extend(crate::blanks::routes::routes());
    all.extend(crate::registers::marks_routes::routes());
    all.extend(crate::registers::counter_routes::routes());
    all.extend(crate::money::routes::routes());
    all
}

/// Pages and API.
pub fn router(app: Arc<App>) -> Router {
    let mut router = Router::new();
    for route in table() {
        let Ok(filter) = MethodFilter::try_from(route.method.clone()) else { continue };
        let one = One { path: route.path, may: route.may, takes: route.takes, run: route.run };
        let handler = move |State(app): State<Arc<App>>,
                            path: Result<Path<Vec<(String, String)>>, PathRejection>,
                            request: Request| async move {
            let params = path.map(|p| p.0).unwrap_or_default();
            stand_before(app, one, params, request).await
        };
        router = router.route(route.path, on(filter, handler));
    }
    let compress = CompressionLayer::new().gzip(true).compress_when(
        SizeAbove::new(1024)
            .and(NotForContentType::IMAGES)
            .and(NotForContentType::const_new("application/pdf"))
            .and(NotForContentType::const_new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
    );
    router
        .fallback(|State(app): State<Arc<App>>, request: Request| async move {
            nowhere(app, request, Failure::NotFound).await
        })
        .method_not_allowed_fallback(|State(app): State<Arc<App>>, request: Request| async move {
            nowhere(app, request, Failure::Method).await
        })
        .layer(compress)
        .layer(middleware::from_fn(headers::secure))
        .layer(middleware::from_fn_with_state(app.clone(), watch))
        .with_state(app)
}

/// What the door needs of a row.
#[derive(Clone, Copy)]
struct One {
    path: &'static str,
    may: May,
    takes: Takes,
    run: Run,
}

/// The row that answered, for the log and the figures.
#[derive(Clone, Copy)]
struct Matched(&'static str);

/// Counts and logs every request; names no secret: no query, no cookie, no token.
async fn watch(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let began = app.office.clock.now();
    let id = app.random()[..12].to_owned();
    let (method, head) = (request.method().clone(), request.method() == Method::HEAD);
    let mut response = next.run(request).await;
    let route = response.extensions().get::<Matched>().map_or("none", |m| m.0);
    let took = app.office.clock.now().duration_since(began);
    let status = response.status().as_u16();
    metrics::counter!("manis_http_requests_total", "method" => method.to_string(), "route" => route, "status" => status.to_string())
        .increment(1);
    metrics::histogram!("manis_http_request_seconds", "route" => route).record(took.as_secs_f64());
    tracing::info!(target: "manis::access", %id, %method, route, status, ms = took.as_millis() as i64, head, "request");
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// The door: everything that must hold before a handler runs.
async fn stand_before(app: Arc<App>, one: One, params: Vec<(String, String)>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let mut call = blank(app, &parts, params);
    let (call, answer) = match enter(&mut call, one, &parts.headers, body).await {
        Err(failure) => (Arc::new(call), Err(failure)),
        Ok(run) => {
            let call = Arc::new(call);
            let handled = AssertUnwindSafe(tokio::time::timeout(HANDLER_TIME, run(call.clone()))).catch_unwind().await;
            let answer = match handled {
                Ok(Ok(answer)) => answer,
                Ok(Err(_)) => Err(Failure::Slow),
                Err(panic) => Err(Failure::Internal(format!("panic: {}", words_of(panic.as_ref())))),
            };
            (call, answer)
        }
    };
    finish(&call, one, answer).await
}

fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(text), _) => (*text).to_owned(),
        (_, Some(text)) => text.clone(),
        _ => "without words".to_owned(),
    }
}

async fn enter(call: &mut Call, one: One, headers: &HeaderMap, body: Body) -> Result<Run, Failure> {
    let app = call.app.clone();
    if !app.facts.hosts.is_empty() && !app.facts.hosts.iter().any(|h| h.eq_ignore_ascii_case(&call.host)) {
        return Err(Failure::NotFound);
    }
    let api = one.path.starts_with("/api/");
    call.query = call::query(&call.uri)?;
    no_null(call.params.iter().chain(&call.query))?;
    call.seat = if api {
        session::by_token(&app, headers, &call.host).await?
    } else {
        session::by_cookie(&app, headers, &call.host).await?
    };
    call.lang = language(call, headers);
    let actor = call.seat.as_ref().map(|s| s.who().actor);
    if !one.may.allows_actor(actor.as_ref()) {
        return Err(if actor.is_none() { Failure::SignIn } else { Failure::NotFound });
    }
    count(call, one, headers)?;
    if !api && call.method != Method::GET && call.method != Method::HEAD {
        same_origin(headers, &call.host, &app.facts.public_url)?;
    }
    read_body(call, one, headers, body).await?;
    if api {
        call.once = headers.get("idempotency-key").and_then(|v| v.to_str().ok()).map(str::to_owned);
    } else if matches!(one.takes, Takes::Form | Takes::Upload) {
        guard(call)?;
    }
    Ok(one.run)
}

/// Reads the body as the row says, within its limit and time.
async fn read_body(call: &mut Call, one: One, headers: &HeaderMap, body: Body) -> Result<(), Failure> {
    if one.takes == Takes::Nothing {
        return Ok(());
    }
    let read = tokio::time::timeout(BODY_TIME, axum::body::to_bytes(body, one.takes.limit()));
    let bytes: Bytes = read.await.map_err(|_| Failure::Slow)?.map_err(|_| Failure::TooLarge)?;
    match one.takes {
        Takes::Nothing => {}
        Takes::Json => {
            if call::media_type(headers) != "application/json" {
                return Err(Failure::MediaType);
            }
            // A JSON text can hide the sign that no database keeps.
            if bytes.windows(6).any(|w| w == b"\\u0000") {
                return Err(null());
            }
            call.body = bytes;
        }
        Takes::Form => call.form = call::form(headers, bytes).await?,
        Takes::Upload if call::media_type(headers) != "multipart/form-data" => {
            call.form = call::form(headers, bytes).await?;
        }
        Takes::Upload | Takes::Files => (call.form, call.files) = call::multipart(headers, bytes).await?,
    }
    no_null(call.form.iter())
}

/// The sign NUL stands in no name, number or text, and PostgreSQL keeps none.
fn no_null<'p>(mut pairs: impl Iterator<Item = &'p (String, String)>) -> Result<(), Failure> {
    if pairs.any(|(name, value)| name.contains('\0') || value.contains('\0')) { Err(null()) } else { Ok(()) }
}

fn null() -> Failure {
    Failure::Malformed { field: String::new(), help: "Take out the character NUL.".into() }
}

/// A form that changes something must come from a page of ours: by what the browser says, and by the mark it carries.
fn same_origin(headers: &HeaderMap, host: &str, public_url: &str) -> Result<(), Failure> {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if text("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none") {
        return Err(Failure::Forged);
    }
    match text("origin") {
        None => Ok(()),
        // Pages are sent with `no-referrer`; browsers then say `null`, and `Sec-Fetch-Site` alone tells where it is from.
        Some("null") if text("sec-fetch-site") == Some("same-origin") => Ok(()),
        Some(origin) if origin.eq_ignore_ascii_case(public_url) => Ok(()),
        Some(origin) => {
            let own = origin.split_once("://").map(|(_, rest)| without_port(rest).to_lowercase());
            if own.as_deref() == Some(host) { Ok(()) } else { Err(Failure::Forged) }
        }
    }
}

/// Takes the guards out of the form and checks the mark against the session's, or the visitor's.
fn guard(call: &mut Call) -> Result<(), Failure> {
    let take = |form: &mut Vec<(String, String)>, name: &str| {
        let found = form.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone());
        form.retain(|(n, _)| n != name);
        found
    };
    let mark = take(&mut call.form, "csrf").unwrap_or_default();
    call.once = take(&mut call.form, "idempotency_key");
    let own = call.seat.as_ref().map_or_else(|| call.app.visitor_mark(&call.visit), |s| s.csrf.clone());
    if !own.is_empty() && bool::from(subtle::ConstantTimeEq::ct_eq(mark.as_bytes(), own.as_bytes())) {
        Ok(())
    } else {
        Err(Failure::Forged)
    }
}

/// Token buckets of the row.
fn count(call: &Call, one: One, headers: &HeaderMap) -> Result<(), Failure> {
    let near = super::limits::neighbourhood(call.address);
    let person = call.seat.as_ref().map(|s| s.person.id.to_string());
    let what = match one.path {
        "/species.json" | "/api/species" => Some((Counted::Search, near)),
        "/verify" | "/v/{number}/{token}" | "/V/{number}/{token}" | "/api/verify" => Some((Counted::Verify, near)),
        path if path.ends_with("/uploads/{upload}") => Some((Counted::UploadPart, person.unwrap_or(near))),
        // A form that may carry files and is sent without a part for them carries none.
        _ if one.takes == Takes::Files
            || (one.takes == Takes::Upload && call::media_type(headers) == "multipart/form-data") =>
        {
            Some((Counted::Upload, person.unwrap_or(near)))
        }
        path if path.ends_with("/{file}") && path.contains("/reports/") => {
            Some((Counted::Export, person.unwrap_or(near)))
        }
        _ => None,
    };
    match what {
        Some((what, key)) => call.app.limits.take(what, &key).map_err(Failure::TooMany),
        None => Ok(()),
    }
}

/// `?lang=` wins over the cookie, the cookie over the account, the account over the browser.
fn language(call: &Call, headers: &HeaderMap) -> Lang {
    let offered = |code: &str| Lang::from_code(code).filter(|l| pages::Words::OFFERED.contains(l));
    let accepted = || {
        let text = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        text.split(',').find_map(|part| offered(part.trim().get(..2)?))
    };
    call.asked("lang")
        .and_then(offered)
        .or_else(|| cookie(headers, LANGUAGE).and_then(offered))
        .or_else(|| call.seat.as_ref().map(|s| s.person.language).filter(|l| pages::Words::OFFERED.contains(l)))
        .or_else(accepted)
        .unwrap_or(Lang::En)
}

fn without_port(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    }
}

/// The call before anything of it was looked at.
fn blank(app: Arc<App>, parts: &axum::http::request::Parts, params: Vec<(String, String)>) -> Call {
    let host = parts
        .uri
        .host()
        .or_else(|| parts.headers.get(header::HOST).and_then(|h| h.to_str().ok()))
        .map(|h| without_port(h).to_lowercase())
        .unwrap_or_default();
    let address = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(a)| a.ip());
    let nonce = parts.extensions.get::<headers::Nonce>().map(|n| n.0.clone()).unwrap_or_default();
    let visit = cookie(&parts.headers, VISIT).filter(|v| v.len() == 32).map_or_else(|| app.random(), str::to_owned);
    Call {
        app,
        seat: None,
        method: parts.method.clone(),
        uri: parts.uri.clone(),
        headers: parts.headers.clone(),
        params,
        query: Vec::new(),
        form: Vec::new(),
        files: Vec::new(),
        body: Bytes::new(),
        address,
        host,
        lang: Lang::En,
        nonce,
        visit,
        once: None,
    }
}

/// The answer on its way out: failures become pages, visitors keep their cookie.
async fn finish(call: &Call, one: One, answer: Answer) -> Response {
    let api = call.uri.path().starts_with("/api/");
    let mut response = match answer {
        Ok(response) => response,
        Err(Failure::SignIn) if !api && call.method == Method::GET => {
            let next = call.uri.path_and_query().map_or("/", |p| p.as_str());
            go(&format!("{}?next={}", pages::links::SIGN_IN, pages::links::encode(next)))
        }
        Err(failure) => failed(call, &failure).await,
    };
    let new_visitor = call.seat.is_none() && cookie(&call.headers, VISIT) != Some(call.visit.as_str());
    if !api
        && new_visitor
        && is_html(&response)
        && let Some(value) = set_cookie(&call.app, VISIT, &call.visit, 43_200)
    {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response.extensions_mut().insert(Matched(one.path));
    response
}

fn is_html(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"text/html"))
}

/// No row answers: the same page for everybody.
async fn nowhere(app: Arc<App>, request: Request, failure: Failure) -> Response {
    let (parts, _) = request.into_parts();
    let mut call = blank(app.clone(), &parts, Vec::new());
    call.query = call::query(&call.uri).unwrap_or_default();
    if !call.uri.path().starts_with("/api/") {
        // Whoever is signed in keeps the frame; when the archive is away, the page is still drawn.
        call.seat = session::by_cookie(&app, &parts.headers, &call.host).await.ok().flatten();
    }
    call.lang = language(&call, &parts.headers);
    let mut response = failed(&call, &failure).await;
    if matches!(failure, Failure::Method) {
        *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    }
    response
}
