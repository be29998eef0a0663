//! What every answer carries, errors included (`design/security.md` S-HDR-1).

use aws_lc_rs::rand::{SecureRandom as _, SystemRandom};
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;

/// One random value for each answer; only scripts and styles that carry it run.
#[derive(Debug, Clone)]
pub struct Nonce(pub String);

/// Adds the headers, and the nonce to the request so that the page can use it.
pub async fn secure(mut request: Request, next: Next) -> Response {
    let mut random = [0_u8; 16];
    // A failed draw leaves zeros: the page still works, its inline parts are merely guessable, and we use none.
    let drawn = SystemRandom::new().fill(&mut random).is_ok();
    debug_assert!(drawn, "the operating system gives random bytes");
    let nonce = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(random);
    request.extensions_mut().insert(Nonce(nonce.clone()));
    let mut response = next.run(request).await;
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; \
         connect-src 'self'; font-src 'self'; media-src 'self' blob:; form-action 'self'; frame-ancestors 'none'; \
         base-uri 'none'; object-src 'none'; manifest-src 'self'; worker-src 'self'"
    );
    let headers = response.headers_mut();
    let fixed: [(HeaderName, &'static str); 6] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(self), geolocation=(), microphone=()"),
    ];
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if let Ok(value) = HeaderValue::from_str(&policy) {
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(value);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Tells browsers to stay on TLS; only where we serve TLS ourselves.
pub async fn strict_transport(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000; includeSubDomains"));
    response
}
