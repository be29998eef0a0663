//! The log on stderr: lines for people, or JSON with `MANIS_LOG=json`. No secret is ever logged.

use std::io::IsTerminal as _;
use tracing_subscriber::EnvFilter;

/// Begins to log. `MANIS_LOG_FILTER` chooses what (`info`, `manis=debug`, …).
pub fn begin() {
    let filter = std::env::var("MANIS_LOG_FILTER").ok().filter(|f| !f.trim().is_empty());
    let filter = filter.as_deref().unwrap_or("info,sqlx=warn,hyper=warn,rustls=warn,tower_http=warn");
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let json = std::env::var("MANIS_LOG").is_ok_and(|v| v.trim().eq_ignore_ascii_case("json"));
    // A second call in one process (tests) leaves the first in place.
    if json {
        drop(builder.json().flatten_event(true).try_init());
    } else {
        drop(builder.with_ansi(std::io::stderr().is_terminal()).compact().try_init());
    }
}
