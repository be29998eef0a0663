//! The counter itself: both listeners, what runs beside them, and an orderly end.

mod epix;
mod health;
mod jobs;
pub mod mail;

pub use epix::caller;

use crate::shared::files::write_whole;
use crate::shared::postman::Posts;
use crate::shared::tls::KnownCaller;
use anyhow::{Context, Result};
use axum::Router;
use axum_server::Handle;
use axum_server::accept::NoDelayAcceptor;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, watch};

/// Requests that are under way get this long to end; the rest of the five seconds is for the jobs.
const GRACE: Duration = Duration::from_secs(3);

/// Takes an address before anything else is begun, so that the real port of `:0` can be told and a taken one is an error
/// before anything was written.
///
/// # Errors
/// One sentence that names the address.
pub fn bind(address: SocketAddr) -> Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind(address).with_context(|| format!("cannot listen at {address}"))?;
    listener.set_nonblocking(true)?;
    let real = listener.local_addr()?;
    Ok((listener, real))
}

/// Everything to open the counter with.
pub struct Counter {
    /// What handlers have at hand.
    pub app: Arc<web::App>,
    /// Pages and API.
    pub main: TcpListener,
    /// TLS of the pages; `None`: plain HTTP for a proxy on this machine.
    pub main_tls: Option<RustlsConfig>,
    /// The exchange, always with TLS.
    pub exchange: Option<(TcpListener, RustlsConfig)>,
    /// Written when the server answers; removed at stop.
    pub ready: Option<ReadyFile>,
    /// Who carries e-mails and text messages; `None`: notices stand in the portal only.
    pub posts: Option<Arc<Posts>>,
    /// Rung by somebody at the counter who wants it closed and opened anew.
    pub anew: Arc<Notify>,
}

/// Why the counter closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// Somebody said stop.
    Stopped,
    /// Somebody at the counter asked to begin anew.
    Anew,
}

/// A file that stands while the server answers.
#[derive(Debug, Clone)]
pub struct ReadyFile {
    /// Where.
    pub path: PathBuf,
    /// What is in it.
    pub text: String,
}

/// Serves until somebody says stop or asks to begin anew. `answering` is called once, when both listeners answer.
///
/// # Errors
/// When a listener breaks, or the ready file cannot be written.
pub async fn open(counter: Counter, answering: impl FnOnce() -> Result<()>) -> Result<Closed> {
    let Counter { app, main, main_tls, exchange, ready, posts, anew } = counter;
    let (say_stop, stop) = watch::channel(false);
    let metrics = health::recorder()?;
    let pages: Router = web::router(app.clone()).merge(health::router(app.office.store.clone(), metrics));
    let handles = [Handle::new(), Handle::new()];
    let mut listeners = tokio::task::JoinSet::new();
    {
        let handle = handles[0].clone();
        let service = pages.into_make_service_with_connect_info::<SocketAddr>();
        let server = axum_server::from_tcp(main).context("cannot listen for pages")?.handle(handle);
        match main_tls {
            None => listeners.spawn(server.acceptor(NoDelayAcceptor::new()).serve(service)),
            Some(tls) => {
                let acceptor = RustlsAcceptor::new(tls).acceptor(NoDelayAcceptor::new());
                listeners.spawn(server.acceptor(acceptor).serve(service))
            }
        };
    }
    if let Some((listener, tls)) = exchange {
        let service = epix::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let server = axum_server::from_tcp(listener).context("cannot listen for partners")?.handle(handles[1].clone());
        listeners.spawn(server.acceptor(KnownCaller::new(tls)).serve(service));
        handles[1].listening().await;
    }
    handles[0].listening().await;
    let jobs = jobs::start(&app, posts.as_ref(), &stop);
    answering()?;
    if let Some(ready) = &ready {
        write_whole(&ready.path, ready.text.as_bytes())?;
    }
    let mut closed = Closed::Stopped;
    let broken = tokio::select! {
        () = crate::shared::stop::asked() => None,
        () = anew.notified() => {
            closed = Closed::Anew;
            None
        }
        ended = listeners.join_next() => ended,
    };
    tracing::info!("stopping");
    if let Some(ready) = &ready {
        // Whoever waits for the file to go should not wait for the last requests; a file that is gone already is fine.
        drop(std::fs::remove_file(&ready.path));
    }
    say_stop.send_replace(true);
    for handle in &handles {
        handle.graceful_shutdown(Some(GRACE));
    }
    let ended = async {
        while listeners.join_next().await.is_some() {}
        jobs.end().await;
        app.office.store.close().await;
    };
    if tokio::time::timeout(GRACE + Duration::from_secs(1), ended).await.is_err() {
        tracing::warn!("stopped before everything had ended; unfinished jobs are taken up at the next start");
    }
    match broken {
        Some(Ok(Err(cause))) => Err(cause).context("a listener broke"),
        Some(Err(cause)) => Err(cause).context("a listener broke"),
        Some(Ok(Ok(()))) | None => Ok(closed),
    }
}
