//! TLS for both listeners. On the exchange's listener the caller is known by its certificate, read after the handshake.

use anyhow::{Context, Result};
use axum_server::accept::{Accept, NoDelayAcceptor};
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use rustls::RootCertStore;
use rustls::server::WebPkiClientVerifier;
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use std::future::Future;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

use super::config::TlsFiles;

/// What the handshake proved about the caller; put into every request of the connection.
#[derive(Debug, Clone)]
pub struct PeerCertificate {
    /// The certificate as shown, DER; `None` when the caller showed none.
    pub der: Option<Arc<Vec<u8>>>,
}

/// Makes aws-lc the process's cryptography. Called once at start; a second call changes nothing.
pub fn install_crypto() {
    // The error only says that one is already installed, which is what we want.
    drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
}

/// Server settings; with `client_ca` a certificate that descends from it may be shown. A caller without one still
/// completes the handshake, so that it can be told `CertificateMissing` in a fault instead of being cut off.
///
/// # Errors
/// A sentence naming the file that cannot be used.
pub fn server_config(files: &TlsFiles, client_ca: Option<&Path>) -> Result<RustlsConfig> {
    let chain = certificates(&files.cert)?;
    let key = PrivateKeyDer::from_pem_file(&files.key)
        .map_err(|e| anyhow::anyhow!("{} holds no private key in PEM: {e}", files.key.display()))?;
    let builder = rustls::ServerConfig::builder();
    let builder = match client_ca {
        None => builder.with_no_client_auth(),
        Some(path) => {
            let mut roots = RootCertStore::empty();
            for cert in certificates(path)? {
                roots.add(cert).with_context(|| format!("{} is no usable authority", path.display()))?;
            }
            let verifier = WebPkiClientVerifier::builder(Arc::new(roots))
                .allow_unauthenticated()
                .build()
                .with_context(|| format!("{} is no usable authority", path.display()))?;
            builder.with_client_cert_verifier(verifier)
        }
    };
    let mut config = builder
        .with_single_cert(chain, key)
        .with_context(|| format!("{} and {} do not belong together", files.cert.display(), files.key.display()))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(RustlsConfig::from_config(Arc::new(config)))
}

/// All certificates of a PEM file.
///
/// # Errors
/// A sentence naming the file when there is none in it.
pub fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let all: Result<Vec<_>, _> = CertificateDer::pem_file_iter(path)
        .map_err(|e| anyhow::anyhow!("cannot read {}: {e}", path.display()))?
        .collect();
    let all = all.map_err(|e| anyhow::anyhow!("{} is not PEM: {e}", path.display()))?;
    anyhow::ensure!(!all.is_empty(), "{} holds no certificate in PEM", path.display());
    Ok(all)
}

/// The TLS acceptor that hands the caller's certificate on to the handlers.
#[derive(Debug, Clone)]
pub struct KnownCaller(RustlsAcceptor<NoDelayAcceptor>);

impl KnownCaller {
    /// Around the settings of [`server_config`].
    pub fn new(config: RustlsConfig) -> KnownCaller {
        KnownCaller(RustlsAcceptor::new(config).acceptor(NoDelayAcceptor::new()))
    }
}

/// A service whose requests carry the caller's certificate.
#[derive(Debug, Clone)]
pub struct WithPeer<S> {
    inner: S,
    peer: PeerCertificate,
}

impl<S, B> tower::Service<http::Request<B>> for WithPeer<S>
where
    S: tower::Service<http::Request<B>>,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, cx: &mut std::task::Context<'_>) -> std::task::Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: http::Request<B>) -> Self::Future {
        request.extensions_mut().insert(self.peer.clone());
        self.inner.call(request)
    }
}

impl<S> Accept<TcpStream, S> for KnownCaller
where
    S: Send + 'static,
{
    type Stream = TlsStream<TcpStream>;
    type Service = WithPeer<S>;
    type Future = Pin<Box<dyn Future<Output = io::Result<(Self::Stream, Self::Service)>> + Send>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let handshake = self.0.accept(stream, service);
        Box::pin(async move {
            let (stream, inner) = handshake.await?;
            let der = stream
                .get_ref()
                .1
                .peer_certificates()
                .and_then(|chain| chain.first())
                .map(|leaf| Arc::new(leaf.as_ref().to_vec()));
            Ok((stream, WithPeer { inner, peer: PeerCertificate { der } }))
        })
    }
}
