//! W5 of `design/performance.md`: each figure beside its limit, SHA-256 of the same bytes or the bare key operation.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, UnparsedPublicKey,
};
use cites::document::Block;
use cites::{PermitDocument, sample};
use divan::{Bencher, black_box, counter::BytesCount};
use exchange::epix::{self, PermitKey, Request, Version};
use exchange::xades::{SignerRole, prepare, prepare_permit, verify};
use exchange::xml::{self, Limits};
use exchange::{epermit, epermit::v2};
use rcgen::{CertificateParams, KeyPair, PKCS_ECDSA_P256_SHA256, date_time_ymd};
use sha2::{Digest as _, Sha256};
use std::sync::LazyLock;

fn main() {
    divan::main();
}

fn permit(lines: usize) -> PermitDocument {
    let mut permit = sample::endorsed_export();
    let line = permit.lines[0].clone();
    permit.lines = (0..lines)
        .map(|n| {
            let mut line = line.clone();
            line.block = Block::nth(n);
            line
        })
        .collect();
    if let Some(endorsement) = &mut permit.endorsement {
        endorsement.quantities.clear();
    }
    permit
}

struct Seal {
    der: Vec<u8>,
    key: EcdsaKeyPair,
}

static SEAL: LazyLock<Seal> = LazyLock::new(|| {
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
    let mut params = CertificateParams::default();
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2040, 1, 1);
    Seal {
        der: params.self_signed(&key).unwrap().der().to_vec(),
        key: EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &key.serialize_der()).unwrap(),
    }
});

fn noon() -> cites::Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

const SIZES: [usize; 3] = [1, 5, 300];

#[divan::bench(args = SIZES)]
fn limit_sha256(bencher: Bencher<'_, '_>, lines: usize) {
    let bytes = v2::write(&permit(lines));
    bencher.counter(BytesCount::new(bytes.len())).bench(|| Sha256::digest(black_box(&bytes)));
}

#[divan::bench]
fn limit_p256_sign(bencher: Bencher<'_, '_>) {
    let random = SystemRandom::new();
    bencher.bench(|| SEAL.key.sign(&random, black_box(&[7; 1000])).unwrap());
}

#[divan::bench]
fn limit_p256_verify(bencher: Bencher<'_, '_>) {
    let signature = SEAL.key.sign(&SystemRandom::new(), &[7; 1000]).unwrap();
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, SEAL.key.public_key().as_ref().to_vec());
    bencher.bench(|| key.verify(black_box(&[7; 1000]), signature.as_ref()).unwrap());
}

#[divan::bench(args = SIZES)]
fn parse_tree(bencher: Bencher<'_, '_>, lines: usize) {
    let bytes = v2::write(&permit(lines));
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench(|| xml::read(black_box(&bytes), Limits::DOCUMENT).unwrap().len());
}

/// From bytes to the typed permit with every finding.
#[divan::bench(args = SIZES)]
fn parse_and_validate(bencher: Bencher<'_, '_>, lines: usize) {
    let bytes = v2::write(&permit(lines));
    bencher.counter(BytesCount::new(bytes.len())).bench(|| epermit::read(black_box(&bytes)).unwrap().permit.unwrap());
}

#[divan::bench(args = SIZES)]
fn write(bencher: Bencher<'_, '_>, lines: usize) {
    let permit = permit(lines);
    bencher.bench(|| v2::write(black_box(&permit)));
}

#[divan::bench(args = SIZES)]
fn c14n_with_parse(bencher: Bencher<'_, '_>, lines: usize) {
    let bytes = v2::write(&permit(lines));
    bencher.counter(BytesCount::new(bytes.len())).bench(|| {
        let document = xml::read(black_box(&bytes), Limits::DOCUMENT).unwrap();
        let mut out = String::with_capacity(bytes.len());
        xml::exclusive(document.root(), &mut out);
        out
    });
}

#[divan::bench(args = SIZES)]
fn sign_from_bytes(bencher: Bencher<'_, '_>, lines: usize) {
    let bytes = v2::write(&permit(lines));
    let random = SystemRandom::new();
    bencher.bench(|| {
        let prepared = prepare(black_box(&bytes), &SEAL.der, noon(), SignerRole::Issue).unwrap();
        let signature = SEAL.key.sign(&random, prepared.to_sign()).unwrap();
        prepared.finish(signature.as_ref()).unwrap()
    });
}

#[divan::bench(args = SIZES)]
fn sign_from_types(bencher: Bencher<'_, '_>, lines: usize) {
    let permit = permit(lines);
    let random = SystemRandom::new();
    bencher.bench(|| {
        let prepared = prepare_permit(black_box(&permit), &SEAL.der, noon(), SignerRole::Issue).unwrap();
        let signature = SEAL.key.sign(&random, prepared.to_sign()).unwrap();
        prepared.finish(signature.as_ref()).unwrap()
    });
}

#[divan::bench(args = SIZES)]
fn verify_signed(bencher: Bencher<'_, '_>, lines: usize) {
    let prepared = prepare_permit(&permit(lines), &SEAL.der, noon(), SignerRole::Issue).unwrap();
    let signature = SEAL.key.sign(&SystemRandom::new(), prepared.to_sign()).unwrap();
    let signed = prepared.finish(signature.as_ref()).unwrap();
    bencher.bench(|| verify(black_box(&signed), &[&SEAL.der]).unwrap());
}

#[divan::bench]
fn decode_request(bencher: Bencher<'_, '_>) {
    let number = permit(1).number;
    let request = Request::GetFinal(PermitKey { number, token: epix::TokenId::new("tok"), country: None });
    let bytes = epix::encode_request(Version::V2, &request);
    bencher.bench(|| epix::decode(black_box(&bytes), None).unwrap());
}

/// 22 KB of harm each, beside `hostile_good`: a good document of the same size.
const HOSTILE: [&str; 6] = ["good", "nesting", "entities", "attributes", "namespaces", "references"];

#[divan::bench(args = HOSTILE)]
fn hostile(bencher: Bencher<'_, '_>, kind: &str) {
    let size = 22 * 1024;
    let document = match kind {
        "nesting" => "<a>".repeat(size / 3),
        "entities" => format!("<!DOCTYPE a [{}]><a>&e;</a>", "<!ENTITY e \"&f;&f;&f;\">".repeat(size / 24)),
        "attributes" => format!("<a{}/>", (0..size / 10).map(|n| format!(" a{n:05}=\"\"")).collect::<String>()),
        "namespaces" => {
            format!("<a{}/>", (0..size / 24).map(|n| format!(" xmlns:a{n:05}=\"urn:a\"")).collect::<String>())
        }
        "references" => format!("<a>{}</a>", "&#x10000;".repeat(size / 9)),
        _ => format!("<a>{}</a>", "<b>some text</b>".repeat(size / 16)),
    };
    bencher
        .counter(BytesCount::new(document.len()))
        .bench(|| xml::read(black_box(document.as_bytes()), Limits::DOCUMENT).is_ok());
}
