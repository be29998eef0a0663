//! A permit on paper, beside what the same run needs to deflate its page and hash its file (`design/performance.md` W4).

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use cites::{CountryCode, Digest, PermitDocument, Token, sample};
use divan::Bencher;
use document::pdf::{Fonts, Options, render};
use document::qr::{self, Key, KeyList, KeyStatus, Payload};
use jiff::civil::date;
use std::sync::LazyLock;

fn main() {
    divan::main();
}

static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let fonts = Fonts::shipped().expect("the shipped typefaces");
    match std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/fonts/DroidSansFallbackFull.ttf")) {
        Ok(han) => fonts.with_extra(han).expect("the Chinese typeface"),
        Err(_) => fonts,
    }
});

static KEY: LazyLock<EcdsaKeyPair> =
    LazyLock::new(|| EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key"));

fn payload(permit: &PermitDocument) -> Payload {
    Payload::of(permit, Digest::of("", b"xml"), Token::from_bytes([9; 16]))
}

fn sign(payload: &Payload) -> String {
    let prepared = qr::prepare(payload, "qm-2026").expect("a key id");
    let signature = KEY.sign(&SystemRandom::new(), &prepared.to_sign).expect("a signature");
    prepared.finish(signature.as_ref()).expect("64 bytes")
}

fn options(permit: &PermitDocument) -> Options {
    Options {
        qr: Some(sign(&payload(permit))),
        link: Some(qr::link("https://cites.example.org", &permit.number, &Token::from_bytes([9; 16]))),
        address: Some("cites.example.org/verify".into()),
        token: Some(Token::from_bytes([9; 16])),
        ..Options::default()
    }
}

fn named(name: &str, city: &str) -> PermitDocument {
    let mut permit = sample::export_of_skins();
    if let Some(importer) = &mut permit.importer {
        importer.name = name.into();
        importer.address.city = city.into();
    }
    permit
}

mod pdf {
    use super::*;

    fn bench(bencher: Bencher<'_, '_>, permit: PermitDocument) {
        let options = options(&permit);
        bencher.bench(|| render(&permit, &options, &FONTS));
    }

    /// The limit: the content of a page deflated, and the file hashed.
    #[divan::bench]
    fn limit(bencher: Bencher<'_, '_>) {
        let page: Vec<u8> =
            (0..10_000_u32).flat_map(|i| format!("{} {} Td ", i % 97, i % 89).into_bytes()).take(10_000).collect();
        let permit = sample::export_of_skins();
        let file = render(&permit, &options(&permit), &FONTS).expect("a permit");
        bencher.bench(|| (miniz_oxide::deflate::compress_to_vec_zlib(&page, 6), Digest::of("", &file)));
    }

    #[divan::bench]
    fn latin(bencher: Bencher<'_, '_>) {
        bench(bencher, sample::export_of_skins());
    }

    #[divan::bench]
    fn latin_without_codes(bencher: Bencher<'_, '_>) {
        let permit = sample::export_of_skins();
        bencher.bench(|| render(&permit, &Options::default(), &FONTS));
    }

    #[divan::bench]
    fn cyrillic(bencher: Bencher<'_, '_>) {
        bench(bencher, named("ООО «Северная кожа»", "Санкт-Петербург"));
    }

    #[divan::bench]
    fn arabic(bencher: Bencher<'_, '_>) {
        bench(bencher, named("شركة الجلود المتحدة للتجارة", "الدوحة"));
    }

    #[divan::bench]
    fn cjk(bencher: Bencher<'_, '_>) {
        bench(bencher, named("上海东方皮革有限公司", "上海"));
    }
}

mod code {
    use super::*;

    /// The limit: one P-256 signature.
    #[divan::bench]
    fn limit_signature(bencher: Bencher<'_, '_>) {
        bencher.bench(|| KEY.sign(&SystemRandom::new(), b"the same length as a short payload"));
    }

    #[divan::bench]
    fn make(bencher: Bencher<'_, '_>) {
        let payload = payload(&sample::export_of_skins());
        bencher.bench(|| sign(&payload));
    }

    #[divan::bench]
    fn verify(bencher: Bencher<'_, '_>) {
        let text = sign(&payload(&sample::export_of_skins()));
        let country = CountryCode::parse("QM").expect("QM");
        let (from, to) = (date(2026, 1, 1), date(2027, 12, 31));
        let public = KEY.public_key().as_ref();
        let key = Key::new("qm-2026", country, public, from, to, KeyStatus::Active).expect("a key");
        let keys = KeyList { keys: vec![key] };
        bencher.bench(|| qr::verify(&text, &keys, date(2026, 12, 1)));
    }
}
