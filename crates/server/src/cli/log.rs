//! The log on stderr: lines for people, or JSON with `MANIS_LOG=json`. No secret is ever logged.

use std::io::IsTerminal as _;
use std::sync::OnceLock;
use tracing_appender::non_blocking::{ErrorCounter, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;

/// Counts the lines that were dropped.
static DROPPED: OnceLock<ErrorCounter> = OnceLock::new();

/// The log while it is open: what waits in memory is written when this is dropped.
#[must_use = "the log ends when this is dropped"]
pub struct Log(#[expect(dead_code, reason = "held for its drop")] Option<WorkerGuard>);

/// Begins to log. `MANIS_LOG_FILTER` chooses what (`info`, `manis=debug`, …).
///
/// Whoever pipes the log and does not read it must not stop the counter: lines wait in memory, and beyond 64,000 of them
/// they are dropped and counted ([`dropped`]).
pub fn begin() -> Log {
    let (writer, guard) =
        NonBlockingBuilder::default().lossy(true).buffered_lines_limit(64_000).finish(std::io::stderr());
    // A second call in one process (tests) leaves the first in place.
    if DROPPED.set(writer.error_counter()).is_err() {
        return Log(None);
    }
    let filter = std::env::var("MANIS_LOG_FILTER").ok().filter(|f| !f.trim().is_empty());
    let filter = filter.as_deref().unwrap_or("info,sqlx=warn,hyper=warn,rustls=warn,tower_http=warn");
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer);
    let json = std::env::var("MANIS_LOG").is_ok_and(|v| v.trim().eq_ignore_ascii_case("json"));
    if json {
        drop(builder.json().flatten_event(true).try_init());
    } else {
        drop(builder.with_ansi(std::io::stderr().is_terminal()).compact().try_init());
    }
    Log(Some(guard))
}

/// Lines of the log that were dropped because nobody read them.
pub fn dropped() -> usize {
    DROPPED.get().map_or(0, ErrorCounter::dropped_lines)
}
