//! A signer with a fresh P-256 key and a self-signed certificate of a Party.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use cites::{CountryCode, Digest, Timestamp};
use permits::signing::{EndorsementOrder, Seal, Signature, Signer, SignerError, SigningOrder};
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair, KeyUsagePurpose};
use std::sync::atomic::{AtomicBool, Ordering};

/// Signs what it is ordered to; can be told to be out of reach.
pub struct TestSigner {
    key: EcdsaKeyPair,
    certificate: Vec<u8>,
    key_id: String,
    /// While set, every order is answered with `Unavailable`.
    pub unplugged: AtomicBool,
}

impl TestSigner {
    /// A new key for a Party.
    pub fn new(party: CountryCode) -> TestSigner {
        TestSigner::make(party, None)
    }

    /// A key whose certificate ends then.
    pub fn until(party: CountryCode, end: Timestamp) -> TestSigner {
        TestSigner::make(party, Some(end))
    }

    fn make(party: CountryCode, end: Option<Timestamp>) -> TestSigner {
        let pair = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::new(Vec::<String>::new()).expect("parameters");
        let mut name = DistinguishedName::new();
        name.push(DnType::CountryName, party.code());
        name.push(DnType::CommonName, format!("Permit seal {party}"));
        params.distinguished_name = name;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        if let Some(end) = end {
            params.not_after = std::time::SystemTime::from(end).into();
        }
        let certificate = params.self_signed(&pair).expect("a certificate").der().to_vec();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pair.serialized_der()).expect("P-256");
        let key_id = Digest::of("", &certificate).to_string()[..16].to_owned();
        TestSigner { key, certificate, key_id, unplugged: AtomicBool::new(false) }
    }
}

impl Signer for TestSigner {
    fn sign(&self, order: SigningOrder) -> Result<Seal, SignerError> {
        if self.unplugged.load(Ordering::SeqCst) {
            return Err(SignerError::Unavailable { reason: "unplugged".into() });
        }
        let random = SystemRandom::new();
        let signatures = order
            .payloads()
            .iter()
            .map(|p| Signature(self.key.sign(&random, &p.bytes).expect("signs").as_ref().try_into().expect("64 bytes")))
            .collect();
        order.sealed(self.key_id.clone(), signatures)
    }

    fn endorse(&self, order: EndorsementOrder) -> Result<Signature, SignerError> {
        let made = self.key.sign(&SystemRandom::new(), &order.payload().bytes).expect("signs");
        Ok(Signature(made.as_ref().try_into().expect("64 bytes")))
    }

    fn certificate_der(&self) -> &[u8] {
        &self.certificate
    }

    fn key_id(&self) -> &str {
        &self.key_id
    }
}
