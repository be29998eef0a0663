//! Permits of officers' daily work, and the key of an invented Authority.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use cites::document::{Block, Party, Provenance};
use cites::{CountryCode, Digest, PermitDocument, PermitNumber, Purpose, Source, TaxonName, Term, Token, sample};
use document::pdf::{Fonts, Options};
use document::qr::{self, Key, KeyList, KeyStatus, Payload};
use jiff::civil::date;
use std::sync::LazyLock;

pub static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let han = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/fonts/DroidSansFallbackFull.ttf"));
    Fonts::shipped().unwrap().with_extra(han.expect("the Chinese typeface lies beside the others")).unwrap()
});

pub struct Authority {
    pub key: EcdsaKeyPair,
    pub keys: KeyList,
}

pub fn country(code: &str) -> CountryCode {
    CountryCode::parse(code).unwrap()
}

/// The seal of Querimba, made anew for each run.
pub static QM: LazyLock<Authority> = LazyLock::new(|| authority("QM", "qm-2026"));

pub fn authority(code: &str, kid: &str) -> Authority {
    let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let public = key.public_key().as_ref();
    let (from, to) = (date(2026, 1, 1), date(2027, 12, 31));
    let keys = KeyList { keys: vec![Key::new(kid, country(code), public, from, to, KeyStatus::Active).unwrap()] };
    Authority { key, keys }
}

pub fn token() -> Token {
    Token::from_bytes([0x5a; 16])
}

pub fn sign(who: &Authority, payload: &Payload, kid: &str) -> String {
    let prepared = qr::prepare(payload, kid).unwrap();
    let signature = who.key.sign(&SystemRandom::new(), &prepared.to_sign).unwrap();
    prepared.finish(signature.as_ref()).unwrap()
}

pub fn payload(permit: &PermitDocument) -> Payload {
    Payload::of(permit, Digest::of("", b"the canonical XML"), token())
}

/// Everything an issued permit carries.
pub fn options(permit: &PermitDocument) -> Options {
    Options {
        qr: Some(sign(&QM, &payload(permit), "qm-2026")),
        link: Some(qr::link("https://cites.example.org", &permit.number, &token())),
        address: Some("cites.example.org/verify".into()),
        token: Some(token()),
        attachment: Some(b"<permit>signed</permit>".to_vec()),
        ..Options::default()
    }
}

/// A document of a real country, without marks.
pub fn plain() -> PermitDocument {
    let mut permit = sample::export_of_skins();
    permit.authority.address.country = country("KE");
    permit.exporter.address.country = country("KE");
    permit
}

pub fn cyrillic() -> PermitDocument {
    let mut permit = sample::export_of_skins();
    permit.importer = Some(Party {
        name: "ООО «Северная кожа»".into(),
        address: cites::document::Address {
            street: "ул. Лесная, д. 5".into(),
            post_box: None,
            city: "Санкт-Петербург".into(),
            postcode: Some("190000".into()),
            subdivision: None,
            country: country("RU"),
        },
    });
    permit.country_of_import = Some(country("RU"));
    permit
}

pub fn arabic() -> PermitDocument {
    let mut permit = sample::export_of_skins();
    if let Some(importer) = &mut permit.importer {
        importer.name = "شركة الجلود المتحدة للتجارة (ذ.م.م)".into();
        importer.address.street = "شارع الملك فيصل 14".into();
        importer.address.city = "الدوحة".into();
        importer.address.country = country("QA");
    }
    permit.country_of_import = Some(country("QA"));
    permit
}

pub fn han() -> PermitDocument {
    let mut permit = sample::export_of_skins();
    if let Some(importer) = &mut permit.importer {
        importer.name = "上海东方皮革有限公司".into();
        importer.address.street = "浦东新区世纪大道100号".into();
        importer.address.city = "上海".into();
        importer.address.country = country("CN");
    }
    permit.country_of_import = Some(country("CN"));
    permit
}

/// Nine live and dead specimens on a re-export in Spanish: four on the face, five on the annex page.
pub fn nine_lines() -> PermitDocument {
    let mut permit = sample::export_of_skins();
    permit.kind = cites::DocumentType::Reexport;
    permit.language = cites::Lang::Es;
    permit.purpose = Purpose::Z;
    let model = permit.lines[0].clone();
    let names = [
        "Psittacus erithacus",
        "Panthera pardus",
        "Acropora spp.",
        "Python regius",
        "Dalbergia melanoxylon",
        "Paphiopedilum × polystigmaticum",
        "Hippocampus kuda",
        "Chamaeleo calyptratus",
        "Falco peregrinus",
    ];
    permit.lines = names
        .iter()
        .enumerate()
        .map(|(n, name)| {
            let mut line = model.clone();
            line.block = Block::nth(n);
            line.taxon = TaxonName::parse(name).unwrap();
            line.common_name = None;
            line.description = if n == 0 { "Vivos, adultos".into() } else { "Espécimen de museo".into() };
            line.term = if n == 0 { Term::Liv } else { Term::Ski };
            line.age_sex = (n == 0).then(|| "2 años, 1 macho y 1 hembra".into());
            line.marks = vec![format!("98514100123{n:04}")];
            line.source = if n == 1 { Source::O } else { Source::C };
            line.acquired = (n == 1).then(|| "antes de 1975".into());
            line.quota = None;
            line.origin = Some(Provenance {
                country: country("KE"),
                permit: Some(PermitNumber::parse("25KE000123").unwrap()),
                date: Some(date(2025, 3, 4)),
            });
            line
        })
        .collect();
    permit
}
