//! Is it alive, is it ready, and how busy is it: for service managers and dashboards.

use anyhow::{Context, Result};
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::Duration;
use store::Store;

/// Longest time the database may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(2);

/// Begins to count, once in a process; a counter that opens again goes on with the same figures.
///
/// # Errors
/// When something else counts already.
pub fn recorder() -> Result<PrometheusHandle> {
    static COUNTING: OnceLock<PrometheusHandle> = OnceLock::new();
    if let Some(handle) = COUNTING.get() {
        return Ok(handle.clone());
    }
    let handle = PrometheusBuilder::new().install_recorder().context("cannot begin to count")?;
    Ok(COUNTING.get_or_init(|| handle).clone())
}

/// Words that nobody may keep.
fn words(status: StatusCode, text: &'static str) -> Response {
    let plain = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (status, plain, text).into_response()
}

/// `/healthz`: the process answers. `/readyz`: the database does, too. `/metrics`: figures, without any person or permit.
pub fn router(store: Store, metrics: PrometheusHandle) -> Router {
    Router::new()
        .route("/healthz", get(|| async { words(StatusCode::OK, "ok\n") }))
        .route(
            "/readyz",
            get(move || {
                let store = store.clone();
                async move {
                    match tokio::time::timeout(PATIENCE, store.ping()).await {
                        Ok(Ok(())) => words(StatusCode::OK, "ready\n"),
                        _ => words(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
                    }
                }
            }),
        )
        .route(
            "/metrics",
            get(move || {
                metrics::gauge!("manis_log_lines_dropped").set(crate::cli::log::dropped() as f64);
                let text = metrics.render();
                async move { ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text) }
            }),
        )
}
