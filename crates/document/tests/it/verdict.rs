//! Is the code on the paper genuine? Answered without a network.

use crate::samples::*;
use aws_lc_rs::rand::SystemRandom;
use cites::document::Block;
use cites::{Amount, CountryCode, Digest, PermitNumber, Purpose, Quantity, Source, TaxonName, Term, Unit, sample};
use document::qr::{self, Forgery, KeyList, KeyStatus, Payload, Symbol, Validity, Verdict};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const TODAY: Date = date(2026, 12, 1);

fn code() -> String {
    sign(&QM, &payload(&sample::export_of_skins()), "qm-2026")
}

fn forgery(text: &str, keys: &KeyList) -> Forgery {
    match qr::verify(text, keys, TODAY) {
        Verdict::NotGenuine(why) => why,
        Verdict::Genuine(g) => panic!("taken for genuine: {g:?}"),
    }
}

#[test]
fn an_officer_without_network_reads_what_the_authority_signed() {
    let Verdict::Genuine(genuine) = qr::verify(&code(), &QM.keys, TODAY) else { panic!("a genuine code is refused") };
    let p = &genuine.payload;
    assert_eq!((p.number.as_str(), p.kind.code(), p.purpose), ("26QM000371", "EXPORT", Purpose::T));
    assert_eq!((p.issuer, p.importer), (country("QM"), Some(country("QN"))));
    assert_eq!((p.issued, p.valid_from, p.valid_until), (date(2026, 11, 21), date(2026, 11, 21), date(2027, 5, 20)));
    assert_eq!(p.line_count, 2);
    assert_eq!(p.lines[0].taxon.as_str(), "Crocodylus niloticus");
    assert_eq!((p.lines[1].quantity.to_string().as_str(), p.lines[1].source), ("12.5 kg", Source::R));
    assert_eq!(p.digest, Digest::of("", b"the canonical XML"));
    assert_eq!(p.token.as_str(), token().as_str(), "the security code opens the public page");
    assert_eq!(genuine.validity, Validity::InDate { until: date(2027, 5, 20) });
}

#[test]
fn the_last_day_of_validity_is_included() {
    let on = |day| match qr::verify(&code(), &QM.keys, day) {
        Verdict::Genuine(g) => g.validity,
        Verdict::NotGenuine(why) => panic!("{why}"),
    };
    assert!(matches!(on(date(2026, 11, 20)), Validity::NotYet { .. }));
    assert!(matches!(on(date(2027, 5, 20)), Validity::InDate { .. }));
    assert!(matches!(on(date(2027, 5, 21)), Validity::Expired { .. }));
}

#[test]
fn keys_of_others_revoked_keys_and_keys_out_of_their_days_prove_nothing() {
    let text = code();
    assert_eq!(forgery(&text, &KeyList::default()), Forgery::UnknownKey("qm-2026".into()));
    // The name of the key is right, the key is another.
    assert_eq!(forgery(&text, &authority("QM", "qm-2026").keys), Forgery::Signature);
    let mut keys = QM.keys.clone();
    keys.keys[0].status = KeyStatus::Revoked;
    assert_eq!(forgery(&text, &keys), Forgery::RevokedKey("qm-2026".into()));
    keys.keys[0].status = KeyStatus::Retired;
    assert!(matches!(qr::verify(&text, &keys, TODAY), Verdict::Genuine(_)), "a retired key's signatures stay good");
    keys.keys[0].not_after = date(2026, 11, 20);
    assert_eq!(forgery(&text, &keys), Forgery::OutsideKeyDates(date(2026, 11, 21)));
    // Quenland signs a permit in the name of Querimba with its own, trusted key.
    let qn = authority("QN", "qn-2026");
    let foreign = sign(&qn, &payload(&sample::export_of_skins()), "qn-2026");
    assert_eq!(forgery(&foreign, &qn.keys), Forgery::WrongCountry { key: country("QN"), issuer: country("QM") });
}

#[test]
fn the_other_signature_of_the_same_bytes_is_refused() {
    // (r, n - s) verifies under the same key; the text with it would be a second code of one permit.
    let order = [
        0xff_u8, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa, 0xad,
        0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
    ];
    let mut bytes = base45::decode(&code()[qr::PREFIX.len()..]).unwrap();
    let at = bytes.len() - 32;
    let mut borrow = 0_i16;
    for i in (0..32).rev() {
        let d = i16::from(order[i]) - i16::from(bytes[at + i]) - borrow;
        borrow = i16::from(d < 0);
        bytes[at + i] = (d & 0xff) as u8;
    }
    let other = format!("{}{}", qr::PREFIX, base45::encode(&bytes));
    assert_eq!(forgery(&other, &QM.keys), Forgery::Signature);
}

#[test]
fn one_letter_changed_anywhere_is_found() {
    let text = code();
    let mut tried = 0;
    for (at, letter) in text.char_indices() {
        for other in ['0', 'A', 'Z', '%', ' ', ':', 'a'] {
            if other == letter {
                continue;
            }
            let mut altered = text.clone();
            altered.replace_range(at..=at, &other.to_string());
            // A blank in front of the code or behind it is no change.
            if altered.trim() != text {
                forgery(&altered, &QM.keys);
                tried += 1;
            }
        }
        let mut cut = text.clone();
        cut.remove(at);
        forgery(&cut, &QM.keys);
        tried += 1;
    }
    assert!(tried > 200, "{tried} altered codes");
}

/// What a forger does to a genuine code.
type Change = fn(&mut Payload, Quantity);

#[test]
fn every_single_field_changed_changes_the_verdict() {
    // The forger has a genuine code and its signature, changes one word and signs nothing.
    let signed = payload(&sample::export_of_skins());
    let genuine = QM.key.sign(&SystemRandom::new(), &qr::prepare(&signed, "qm-2026").unwrap().to_sign).unwrap();
    let half = Quantity::new(Amount::whole(241), Unit::Nar).unwrap();
    let changes: [(&str, Change); 18] = [
        ("number", |p, _| p.number = PermitNumber::parse("26QM000372").unwrap()),
        ("kind", |p, _| p.kind = cites::DocumentType::Reexport),
        ("importer", |p, _| p.importer = CountryCode::parse("KE").ok()),
        ("no importer", |p, _| p.importer = None),
        ("issued", |p, _| p.issued = date(2026, 11, 22)),
        ("valid from", |p, _| p.valid_from = date(2026, 11, 22)),
        ("valid until", |p, _| p.valid_until = date(2027, 5, 21)),
        ("purpose", |p, _| p.purpose = Purpose::P),
        ("taxon", |p, _| p.lines[0].taxon = TaxonName::parse("Crocodylus porosus").unwrap()),
        ("term", |p, _| p.lines[0].term = Term::Liv),
        ("appendix", |p, _| p.lines[0].appendix = cites::Appendix::I),
        ("source", |p, _| p.lines[0].source = Source::W),
        ("quantity", |p, q| p.lines[0].quantity = q),
        ("lines left out", |p, _| p.lines.truncate(1)),
        ("lines in all", |p, _| p.line_count = 3),
        ("digest", |p, _| p.digest = Digest::of("", b"another XML")),
        ("token", |p, _| p.token = cites::Token::from_bytes([1; 16])),
        ("issuer", |p, _| p.issuer = CountryCode::parse("QN").unwrap()),
    ];
    for (field, change) in changes {
        let mut forged = signed.clone();
        change(&mut forged, half);
        let text = qr::prepare(&forged, "qm-2026").unwrap().finish(genuine.as_ref()).unwrap();
        assert_eq!(forgery(&text, &QM.keys), Forgery::Signature, "{field}");
    }
}

#[test]
fn nine_lines_with_long_names_still_print_small_and_say_how_many_there_are() {
    let mut permit = nine_lines();
    for line in &mut permit.lines {
        line.taxon = TaxonName::parse("Paphiopedilum philippinense subsp. roebelenii var. cannartianum").unwrap();
    }
    let p = payload(&permit);
    assert_eq!(p.line_count, 9);
    assert!((1..4).contains(&p.lines.len()), "{} lines fit", p.lines.len());
    let text = sign(&QM, &p, "qm-2026");
    let bytes = base45::decode(&text[qr::PREFIX.len()..]).unwrap().len();
    assert!(bytes <= qr::MAX_BYTES, "{bytes} bytes");
    assert!(Symbol::new(&text).unwrap().size() <= 77);
}

#[test]
fn the_key_list_travels_as_a_file() {
    let text = QM.keys.to_json();
    let again = KeyList::from_json(&text).unwrap();
    assert!(matches!(qr::verify(&code(), &again, TODAY), Verdict::Genuine(_)));
    assert_eq!(KeyList::from_json("{}").unwrap_err().code, "qr-key-list");
    // A point that does not lie on the curve.
    let x = text.split("\"x\": \"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let bent = text.replace(&x, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    assert_eq!(KeyList::from_json(&bent).unwrap_err().code, "qr-key");
}

#[test]
fn an_ordinary_phone_gets_an_address_in_signs_that_keep_the_symbol_small() {
    let number = PermitNumber::parse("24CZ123456/A 1").unwrap();
    let link = qr::link("https://cites.example.org/", &number, &token());
    assert_eq!(link, format!("HTTPS://CITES.EXAMPLE.ORG/V/24CZ123456%2FA%201/{}", token().as_str()));
    assert!(Symbol::new(&link).is_some());
    assert!(Symbol::new("lower case").is_none());
}

#[test]
fn a_signature_of_the_wrong_shape_makes_no_code() {
    let prepared = || qr::prepare(&payload(&sample::export_of_skins()), "qm-2026").unwrap();
    for bad in [vec![], vec![1; 63], [vec![1; 32], vec![0; 32]].concat(), vec![0xff; 64]] {
        assert_eq!(prepared().finish(&bad).unwrap_err().code(), "qr-signature");
    }
    assert_eq!(qr::prepare(&payload(&sample::export_of_skins()), "").unwrap_err().code(), "qr-key-id");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_scanned_is_answered(text in "\\PC{0,300}") {
        let _ = qr::verify(&text, &QM.keys, TODAY);
        let _ = qr::verify(&format!("{}{text}", qr::PREFIX), &QM.keys, TODAY);
    }

    #[test]
    fn bytes_changed_under_the_letters_are_found(at in 0_usize..1000, flip in 1_u8..=255) {
        let text = code();
        let mut bytes = base45::decode(&text[qr::PREFIX.len()..]).unwrap();
        let at = at % bytes.len();
        bytes[at] ^= flip;
        forgery(&format!("{}{}", qr::PREFIX, base45::encode(&bytes)), &QM.keys);
    }

    #[test]
    fn a_payload_is_read_as_it_was_written(lines in 1_usize..=4, whole in 1_u32..1_000_000, days in 0_i32..2000) {
        let mut permit = sample::export_of_skins();
        let model = permit.lines[0].clone();
        permit.lines = (0..lines).map(|n| {
            let mut line = model.clone();
            line.block = Block::nth(n);
            line.quantity = Quantity::new(Amount::whole(whole), Unit::Nar).unwrap();
            line
        }).collect();
        permit.valid_until = date(2026, 11, 21).checked_add(jiff::Span::new().days(days)).unwrap();
        let wanted = payload(&permit);
        let read = qr::decode(&sign(&QM, &wanted, "qm-2026")).unwrap();
        prop_assert_eq!(read.lines, wanted.lines);
        prop_assert_eq!((read.valid_until, read.line_count), (wanted.valid_until, wanted.line_count));
    }
}
