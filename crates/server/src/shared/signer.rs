//! The Party's key in a file of the data directory. The interface is that of a separate process: an order in, a seal out.

use anyhow::{Context, Result};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use cites::Digest;
use permits::signing::{EndorsementOrder, Seal, Signature, Signer, SignerError, SigningOrder};
use rustls_pki_types::PrivateKeyDer;
use rustls_pki_types::pem::PemObject as _;
use std::path::Path;

/// A P-256 key from a PEM file with its certificate.
pub struct FileSigner {
    key: EcdsaKeyPair,
    certificate: Vec<u8>,
    key_id: String,
    random: SystemRandom,
}

impl FileSigner {
    /// Opens key and certificate.
    ///
    /// # Errors
    /// A sentence naming the file that cannot be used.
    pub fn open(cert: &Path, key: &Path) -> Result<FileSigner> {
        let certificate = super::tls::certificates(cert)?.swap_remove(0).as_ref().to_vec();
        let pem = PrivateKeyDer::from_pem_file(key)
            .map_err(|e| anyhow::anyhow!("{} holds no private key in PEM: {e}", key.display()))?;
        let PrivateKeyDer::Pkcs8(pkcs8) = pem else {
            anyhow::bail!("{} must be a PKCS#8 key", key.display());
        };
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.secret_pkcs8_der())
            .ok()
            .with_context(|| format!("{} is no P-256 key", key.display()))?;
        let point = public_point(&certificate).with_context(|| format!("{} cannot be read", cert.display()))?;
        anyhow::ensure!(
            point == pair.public_key().as_ref(),
            "{} and {} do not belong together",
            cert.display(),
            key.display()
        );
        Ok(FileSigner { key_id: key_id(&certificate), certificate, key: pair, random: SystemRandom::new() })
    }
}

impl FileSigner {
    /// Signs bytes without an order: for `manis permit sign`, which works on files and issues nothing.
    pub(crate) fn sign_bytes(&self, bytes: &[u8]) -> Result<Signature, SignerError> {
        let made = self
            .key
            .sign(&self.random, bytes)
            .map_err(|_| SignerError::Unavailable { reason: "the key did not sign".into() })?;
        let fixed: [u8; 64] = made
            .as_ref()
            .try_into()
            .map_err(|_| SignerError::Unavailable { reason: "a signature of another length".into() })?;
        Ok(Signature(fixed))
    }
}

/// The uncompressed public point of a certificate.
pub fn public_point(certificate: &[u8]) -> Option<Vec<u8>> {
    let (_, cert) = x509_parser::parse_x509_certificate(certificate).ok()?;
    Some(cert.public_key().subject_public_key.data.to_vec())
}

/// A key's name: the first eight bytes of the SHA-256 of its certificate, in hexadecimal.
pub fn key_id(certificate: &[u8]) -> String {
    Digest::of("", certificate).to_string()[..16].to_owned()
}

impl FileSigner {
    /// One signature in P1363 form.
    fn one(&self, bytes: &[u8]) -> Result<Signature, SignerError> {
        let made = self
            .key
            .sign(&self.random, bytes)
            .map_err(|_| SignerError::Unavailable { reason: "the key did not sign".into() })?;
        let fixed: [u8; 64] = made
            .as_ref()
            .try_into()
            .map_err(|_| SignerError::Unavailable { reason: "a signature of another length".into() })?;
        Ok(Signature(fixed))
    }
}

impl Signer for FileSigner {
    fn sign(&self, order: SigningOrder) -> Result<Seal, SignerError> {
        let signatures: Result<Vec<_>, _> = order.payloads().iter().map(|p| self.one(&p.bytes)).collect();
        order.sealed(self.key_id.clone(), signatures?)
    }

    fn endorse(&self, order: EndorsementOrder) -> Result<Signature, SignerError> {
        self.one(&order.payload().bytes)
    }

    fn certificate_der(&self) -> &[u8] {
        &self.certificate
    }

    fn key_id(&self) -> &str {
        &self.key_id
    }
}
