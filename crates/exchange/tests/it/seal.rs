//! Keys made for the tests, and other programs as judges.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaKeyPair,
};
use cites::Timestamp;
use exchange::xades::{Prepared, SignerRole, prepare};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256,
    PKCS_RSA_SHA256, RsaKeySize, date_time_ymd,
};
use std::path::PathBuf;
use std::process::Command;

pub fn noon() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

/// A certificate with its key.
pub struct Seal {
    pub der: Vec<u8>,
    pub pem: String,
    pub key_pem: String,
    pkcs8: Vec<u8>,
    rsa: bool,
}

pub fn params(name: &str, years: (i32, i32)) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CountryName, "QM");
    params.distinguished_name.push(DnType::OrganizationName, "Management Authority of Querimba");
    params.distinguished_name.push(DnType::CommonName, name);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.not_before = date_time_ymd(years.0, 1, 1);
    params.not_after = date_time_ymd(years.1, 1, 1);
    params
}

impl Seal {
    fn of(key: &KeyPair, certificate: &rcgen::Certificate, rsa: bool) -> Seal {
        Seal {
            der: certificate.der().to_vec(),
            pem: certificate.pem(),
            key_pem: key.serialize_pem(),
            pkcs8: key.serialize_der(),
            rsa,
        }
    }

    pub fn with(params: CertificateParams) -> Seal {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
        Seal::of(&key, &params.self_signed(&key).unwrap(), false)
    }

    pub fn p256() -> Seal {
        Seal::with(params("Permit seal", (2020, 2040)))
    }

    pub fn rsa(size: RsaKeySize) -> Seal {
        let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, size).unwrap();
        Seal::of(&key, &params("RSA seal", (2020, 2040)).self_signed(&key).unwrap(), true)
    }

    /// An authority's certificate and a seal it issued.
    pub fn issued(authority_may: bool) -> (Vec<u8>, Seal) {
        let mut top = params("Root of Querimba", (2020, 2040));
        if authority_may {
            top.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
            top.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        }
        let top_key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
        let authority = top.self_signed(&top_key).unwrap();
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
        let issuer = Issuer::new(top, top_key);
        let leaf = params("Issued seal", (2020, 2040)).signed_by(&key, &issuer).unwrap();
        (authority.der().to_vec(), Seal::of(&key, &leaf, false))
    }

    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        if self.rsa {
            let key = RsaKeyPair::from_pkcs8(&self.pkcs8).unwrap();
            let mut out = vec![0; key.public_modulus_len()];
            key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut out).unwrap();
            return out;
        }
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &self.pkcs8).unwrap();
        key.sign(&SystemRandom::new(), message).unwrap().as_ref().to_vec()
    }

    pub fn sign_pss(&self, message: &[u8]) -> Vec<u8> {
        let key = RsaKeyPair::from_pkcs8(&self.pkcs8).unwrap();
        let mut out = vec![0; key.public_modulus_len()];
        key.sign(&RSA_PSS_SHA256, &SystemRandom::new(), message, &mut out).unwrap();
        out
    }

    pub fn prepare(&self, permit: &[u8]) -> Prepared {
        prepare(permit, &self.der, noon(), SignerRole::Issue).unwrap()
    }

    pub fn seal(&self, permit: &[u8]) -> String {
        let prepared = self.prepare(permit);
        let signed = prepared.finish(&self.sign(prepared.to_sign())).unwrap();
        String::from_utf8(signed).unwrap()
    }
}

/// A directory of this test run, removed when dropped.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new(name: &str) -> Scratch {
        let path = std::env::temp_dir().join(format!("exchange-test-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Scratch(path)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Is a program of another maker there? Says so when it is not, because then nothing was judged.
pub fn installed(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok();
    if !there {
        println!("{program} is not installed: its judgement was not asked");
    }
    there
}

/// Both things xmlsec1 must be told: which attributes are ids.
pub const IDS: [&str; 4] = [
    "--id-attr:Id",
    "http://www.w3.org/2000/09/xmldsig#:Object",
    "--id-attr:Id",
    "http://uri.etsi.org/01903/v1.3.2#:SignedProperties",
];
