//! What we need of an X.509 certificate: who, whose, from when to when, and a key that may verify.

use cites::{CountryCode, Digest, Timestamp};
use std::fmt;
use x509_parser::prelude::{FromDer, X509Certificate};

const EC_PUBLIC_KEY: &str = "1.2.840.10045.2.1";
const P256: &str = "1.2.840.10045.3.1.7";
const P384: &str = "1.3.132.0.34";
const RSA_ENCRYPTION: &str = "1.2.840.113549.1.1.1";
const RSASSA_PSS: &str = "1.2.840.113549.1.1.10";

/// The shortest RSA modulus we accept, in bits.
const SHORTEST_RSA: usize = 3072;

/// Why a certificate is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertificateError {
    /// It is no X.509 certificate in DER.
    Form,
    /// Its key is neither ECDSA P-256 nor RSA with 3072 bits or more.
    Key,
}

impl fmt::Display for CertificateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CertificateError::Form => "Give an X.509 certificate in DER form.",
            CertificateError::Key => "Use a certificate with an ECDSA P-256 key, or RSA with at least 3072 bits.",
        })
    }
}

impl std::error::Error for CertificateError {}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    /// Uncompressed point.
    P256(Vec<u8>),
    P384(Vec<u8>),
    /// `RSAPublicKey` in DER, and the bits of its modulus.
    Rsa(Vec<u8>, usize),
    Other,
}

/// A certificate, parsed once.
#[derive(Debug, Clone)]
pub struct Certificate {
    der: Vec<u8>,
    key: Key,
    not_before: Timestamp,
    not_after: Timestamp,
    subject: String,
    country: Option<CountryCode>,
    authority: bool,
    may_sign: bool,
}

impl Certificate {
    /// Reads DER.
    ///
    /// # Errors
    /// [`CertificateError::Form`].
    pub fn parse(der: &[u8]) -> Result<Certificate, CertificateError> {
        let (rest, x509) = X509Certificate::from_der(der).map_err(|_| CertificateError::Form)?;
        if !rest.is_empty() {
            return Err(CertificateError::Form);
        }
        let time =
            |t: x509_parser::time::ASN1Time| Timestamp::from_second(t.timestamp()).map_err(|_| CertificateError::Form);
        let pki = x509.public_key();
        let bits = pki.subject_public_key.data.to_vec();
        let curve = pki.algorithm.parameters.as_ref().and_then(|p| p.as_oid().ok()).map(|o| o.to_id_string());
        let key = match (pki.algorithm.algorithm.to_id_string().as_str(), curve.as_deref()) {
            (EC_PUBLIC_KEY, Some(P256)) => Key::P256(bits),
            (EC_PUBLIC_KEY, Some(P384)) => Key::P384(bits),
            (RSA_ENCRYPTION | RSASSA_PSS, _) => match pki.parsed() {
                Ok(x509_parser::public_key::PublicKey::RSA(rsa)) => {
                    let modulus = rsa.modulus.iter().position(|b| *b != 0).map_or(&[][..], |i| &rsa.modulus[i..]);
                    let top = modulus.first().map_or(0, |b| 8 - b.leading_zeros() as usize);
                    let length = modulus.len().saturating_sub(1) * 8 + top;
                    Key::Rsa(bits, length)
                }
                _ => Key::Other,
            },
            _ => Key::Other,
        };
        let usage = x509.key_usage().ok().flatten();
        let constraints = x509.basic_constraints().ok().flatten();
        // A country attribute given twice names nobody; attributes are parsed, never searched for by text.
        let mut countries = x509.subject().iter_country().filter_map(|c| c.as_str().ok());
        let country = countries.next().and_then(|c| CountryCode::parse(c).ok()).filter(|_| countries.next().is_none());
        Ok(Certificate {
            der: der.to_vec(),
            key,
            not_before: time(x509.validity().not_before)?,
            not_after: time(x509.validity().not_after)?,
            subject: x509.subject().to_string(),
            country,
            authority: constraints.is_some_and(|c| c.value.ca),
            may_sign: usage.is_none_or(|u| u.value.digital_signature() || u.value.non_repudiation()),
        })
    }

    /// The bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// SHA-256 of the bytes, the fingerprint of the trust list.
    pub fn fingerprint(&self) -> Digest {
        Digest::of("", &self.der)
    }

    /// Subject, for people.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The one country attribute of the subject, in whatever order the subject is written.
    pub fn country(&self) -> Option<CountryCode> {
        self.country
    }

    /// First moment of validity.
    pub fn not_before(&self) -> Timestamp {
        self.not_before
    }

    /// Last moment of validity.
    pub fn not_after(&self) -> Timestamp {
        self.not_after
    }

    /// Was it valid then?
    pub fn valid_at(&self, at: Timestamp) -> bool {
        self.not_before <= at && at <= self.not_after
    }

    /// May its key stand under a permit (`keyUsage`)?
    pub fn may_sign(&self) -> bool {
        self.may_sign
    }

    /// The algorithm its key signs a permit with.
    pub(super) fn signing_algorithm(&self) -> Result<&'static str, CertificateError> {
        match &self.key {
            Key::P256(_) => Ok(super::ECDSA_SHA256),
            Key::Rsa(_, bits) if *bits >= SHORTEST_RSA => Ok(super::RSA_SHA256),
            Key::P384(_) | Key::Rsa(..) | Key::Other => Err(CertificateError::Key),
        }
    }

    /// Length in bytes of a signature by its key.
    pub(super) fn signature_length(&self) -> usize {
        match &self.key {
            Key::P256(_) => 64,
            Key::P384(_) => 96,
            Key::Rsa(_, bits) => bits.div_ceil(8),
            Key::Other => 0,
        }
    }

    /// Does the signature of that XML algorithm stand under the message? The algorithm must be one of the three, and fit
    /// the key: nothing is taken from the message alone.
    pub(super) fn verifies(&self, algorithm: &str, message: &[u8], signature: &[u8]) -> Result<bool, CertificateError> {
        use aws_lc_rs::signature as s;
        let check = |how: &'static dyn s::VerificationAlgorithm, key: &[u8]| {
            Ok(s::UnparsedPublicKey::new(how, key).verify(message, signature).is_ok())
        };
        match (&self.key, algorithm) {
            (Key::P256(key), super::ECDSA_SHA256) => check(&s::ECDSA_P256_SHA256_FIXED, key),
            (Key::Rsa(key, bits), super::RSA_SHA256) if *bits >= SHORTEST_RSA => {
                check(&s::RSA_PKCS1_2048_8192_SHA256, key)
            }
            (Key::Rsa(key, bits), super::RSA_PSS_SHA256) if *bits >= SHORTEST_RSA => {
                check(&s::RSA_PSS_2048_8192_SHA256, key)
            }
            _ => Err(CertificateError::Key),
        }
    }

    /// Was it issued by that authority, whose certificate was valid at the time?
    pub(super) fn issued_by(&self, authority: &Certificate, at: Timestamp) -> bool {
        use aws_lc_rs::signature as s;
        let (Ok((_, leaf)), Ok((_, issuer))) =
            (X509Certificate::from_der(&self.der), X509Certificate::from_der(&authority.der))
        else {
            return false;
        };
        if !authority.authority || !authority.valid_at(at) || leaf.issuer().as_raw() != issuer.subject().as_raw() {
            return false;
        }
        if issuer.key_usage().ok().flatten().is_some_and(|u| !u.value.key_cert_sign()) {
            return false;
        }
        let how: Option<(&dyn s::VerificationAlgorithm, &[u8])> =
            match (leaf.signature_algorithm.algorithm.to_id_string().as_str(), &authority.key) {
                ("1.2.840.10045.4.3.2", Key::P256(key)) => Some((&s::ECDSA_P256_SHA256_ASN1, key)),
                ("1.2.840.10045.4.3.3", Key::P256(key)) => Some((&s::ECDSA_P256_SHA384_ASN1, key)),
                ("1.2.840.10045.4.3.2", Key::P384(key)) => Some((&s::ECDSA_P384_SHA256_ASN1, key)),
                ("1.2.840.10045.4.3.3", Key::P384(key)) => Some((&s::ECDSA_P384_SHA384_ASN1, key)),
                ("1.2.840.113549.1.1.11", Key::Rsa(key, _)) => Some((&s::RSA_PKCS1_2048_8192_SHA256, key)),
                ("1.2.840.113549.1.1.12", Key::Rsa(key, _)) => Some((&s::RSA_PKCS1_2048_8192_SHA384, key)),
                ("1.2.840.113549.1.1.13", Key::Rsa(key, _)) => Some((&s::RSA_PKCS1_2048_8192_SHA512, key)),
                _ => None,
            };
        how.is_some_and(|(how, key)| {
            let signature = &leaf.signature_value.data;
            s::UnparsedPublicKey::new(how, key).verify(leaf.tbs_certificate.as_ref(), signature).is_ok()
        })
    }
}
