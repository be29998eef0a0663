//! Carries messages to partners over mutual TLS: our client certificate, their registered server certificate.

use anyhow::{Context, Result};
use async_trait::async_trait;
use cites::{CountryCode, Digest};
use office::shared::faces::{Courier, CourierError, Delivery, Destination};
use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

/// Answers larger than this are not read (attachments included).
const LARGEST_ANSWER: usize = 8 * 1024 * 1024;

/// One client for each of our Parties, because each shows its own certificate.
#[derive(Debug, Default)]
pub struct TlsCourier {
    clients: HashMap<CountryCode, reqwest::Client>,
}

impl TlsCourier {
    /// Adds the identity of one of our Parties. `roots`: PEM bundle of authorities we trust for partners' servers.
    ///
    /// # Errors
    /// A sentence naming the file that cannot be used.
    pub fn add(&mut self, party: CountryCode, cert: &Path, key: &Path, roots: &Path) -> Result<()> {
        let mut identity = std::fs::read(key).with_context(|| format!("cannot read {}", key.display()))?;
        identity.push(b'\n');
        identity.extend(std::fs::read(cert).with_context(|| format!("cannot read {}", cert.display()))?);
        let identity = reqwest::Identity::from_pem(&identity)
            .with_context(|| format!("{} and {} are no client certificate", cert.display(), key.display()))?;
        let bundle = std::fs::read(roots).with_context(|| format!("cannot read {}", roots.display()))?;
        let client = reqwest::Client::builder()
            .tls_certs_only(reqwest::Certificate::from_pem_bundle(&bundle)?)
            .identity(identity)
            .https_only(true)
            .tls_info(true)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .connect_timeout(Duration::from_secs(3))
            .timeout(Duration::from_secs(8))
            .build()?;
        self.clients.insert(party, client);
        Ok(())
    }
}

#[async_trait]
impl Courier for TlsCourier {
    async fn deliver(&self, to: &Destination, envelope: Vec<u8>) -> Result<Delivery, CourierError> {
        let client = self.clients.get(&to.from).ok_or_else(|| {
            CourierError::NotTrusted(format!("this installation has no client certificate for {}", to.from))
        })?;
        let mut answer = client
            .post(&to.endpoint)
            .header("content-type", "text/xml; charset=utf-8")
            .header("soapaction", format!("\"{}\"", to.action))
            .body(envelope)
            .send()
            .await
            .map_err(|e| failure(&e))?;
        let certificate = answer
            .extensions()
            .get::<reqwest::tls::TlsInfo>()
            .and_then(|info| info.peer_certificate())
            .map(|der| Digest::of("", der).0);
        if !to.pinned.is_empty() && !certificate.is_some_and(|c| to.pinned.contains(&c)) {
            return Err(CourierError::NotTrusted("another certificate was shown".into()));
        }
        let status = answer.status().as_u16();
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|e| failure(&e))? {
            if body.len() + chunk.len() > LARGEST_ANSWER {
                return Err(CourierError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Delivery { status, body, certificate })
    }
}

/// What went wrong, in words an exchange officer can act on; addresses stay out of it.
fn failure(error: &reqwest::Error) -> CourierError {
    if error.is_timeout() {
        return CourierError::TimedOut;
    }
    let mut text = String::new();
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(error);
    while let Some(inner) = cause {
        text = inner.to_string();
        cause = inner.source();
    }
    if text.contains("certificate") { CourierError::NotTrusted(text) } else { CourierError::Unreachable(text) }
}
