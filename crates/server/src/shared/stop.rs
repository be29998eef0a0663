//! When somebody says stop: SIGTERM of a service manager, Ctrl-C of a person.

/// Waits until the process is asked to stop.
pub async fn asked() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        // Without a handler the signal ends the process at once, which is a stop, too.
        let Ok(mut term) = signal(SignalKind::terminate()) else { return std::future::pending().await };
        let Ok(mut int) = signal(SignalKind::interrupt()) else { return std::future::pending().await };
        tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
    }
    #[cfg(not(unix))]
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
