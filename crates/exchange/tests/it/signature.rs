//! The signed copy: believed by others when ours, by us when theirs, and by nobody when touched.

use crate::seal::{IDS, Scratch, Seal, installed, noon, params};
use bergshamra::keys::loader::load_x509_cert_der;
use bergshamra::{DsigContext, KeysManager};
use cites::sample;
use exchange::epermit::{self, v1, v2};
use exchange::xades::{SignError, SignatureError, SignerRole, prepare, prepare_permit, verify};
use rcgen::{KeyUsagePurpose, RsaKeySize};
use std::process::Command;

fn permit() -> Vec<u8> {
    v2::write(&sample::export_of_skins())
}

/// The second implementation. Lax about where things stand, exact about digests and signatures.
fn judge(text: &str, certificate: &[u8]) -> bool {
    let mut keys = KeysManager::new();
    keys.add_key(load_x509_cert_der(certificate).unwrap());
    let context = DsigContext::new(keys).with_strict_verification(false).with_skip_time_checks(true);
    bergshamra::verify(&context, text).is_ok_and(|r| r.all_reference_digests_verified())
}

#[test]
fn the_importing_authority_reads_exactly_what_was_signed_and_who_signed_it() {
    let seal = Seal::p256();
    let verified = verify(seal.seal(&permit()).as_bytes(), &[&seal.der]).unwrap();
    assert_eq!(verified.permit, permit());
    assert_eq!(verified.role, SignerRole::Issue);
    assert_eq!(verified.signing_time, noon());
    assert_eq!(verified.fingerprint, cites::Digest::of("", &seal.der));
    assert_eq!(epermit::read(&verified.permit).unwrap().permit.unwrap(), sample::export_of_skins());
}

#[test]
fn the_endorsement_is_a_second_signature_over_the_final_message() {
    let seal = Seal::p256();
    let prepared = prepare_permit(&sample::endorsed_export(), &seal.der, noon(), SignerRole::Endorse).unwrap();
    let stored = serde_json::to_string(&prepared).unwrap();
    let after_restart: exchange::xades::Prepared = serde_json::from_str(&stored).unwrap();
    let signed = after_restart.finish(&seal.sign(after_restart.to_sign())).unwrap();
    let verified = verify(&signed, &[&seal.der]).unwrap();
    assert_eq!(verified.role, SignerRole::Endorse);
    let permit = epermit::read(&verified.permit).unwrap().permit.unwrap();
    assert_eq!(permit.endorsement, sample::endorsed_export().endorsement);
}

#[test]
fn what_is_prepared_from_types_and_from_bytes_is_the_same() {
    let seal = Seal::p256();
    let from_types = prepare_permit(&sample::export_of_skins(), &seal.der, noon(), SignerRole::Issue).unwrap();
    assert_eq!(seal.prepare(&permit()), from_types);
    let pretty = String::from_utf8(crate::fixtures::MADE_V2.to_vec()).unwrap();
    let verified = verify(seal.seal(pretty.as_bytes()).as_bytes(), &[&seal.der]).unwrap();
    assert_eq!(
        epermit::read(&verified.permit).unwrap().view,
        epermit::read(pretty.as_bytes()).unwrap().view,
        "a message written by others is signed as it is, in canonical form"
    );
}

#[test]
fn xmlsec_and_bergshamra_believe_our_signatures() {
    for seal in [Seal::p256(), Seal::rsa(RsaKeySize::_3072)] {
        for message in [permit(), v1::write(&sample::export_of_skins()), crate::fixtures::MADE_V2.to_vec()] {
            let signed = seal.seal(&message);
            assert!(verify(signed.as_bytes(), &[&seal.der]).is_ok());
            assert!(judge(&signed, &seal.der), "bergshamra");
            if installed("xmlsec1") {
                let dir = Scratch::new("ours");
                let (file, cert) = (dir.write("signed.xml", &signed), dir.write("cert.pem", &seal.pem));
                let out = Command::new("xmlsec1")
                    .args(["--verify", "--trusted-pem"])
                    .arg(&cert)
                    .args(IDS)
                    .arg(&file)
                    .output()
                    .unwrap();
                assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
            }
        }
    }
}

#[test]
fn we_believe_what_xmlsec_signs() {
    if !installed("xmlsec1") {
        return;
    }
    for seal in [Seal::p256(), Seal::rsa(RsaKeySize::_3072)] {
        let signed = seal.seal(&permit());
        // Ours with its results taken out is a template for theirs; blanks between the parts are as they like them.
        let mut template = String::new();
        let mut rest = signed.as_str();
        for tag in ["DigestValue>", "DigestValue>", "SignatureValue>"] {
            let at = rest.find(tag).unwrap() + tag.len();
            template.push_str(&rest[..at]);
            rest = &rest[at..];
            rest = &rest[rest.find('<').unwrap()..];
            let close = rest.find('>').unwrap() + 1;
            template.push_str(&rest[..close]);
            rest = &rest[close..];
        }
        template.push_str(rest);
        let template = template.replace("</ds:SignedInfo>", "\n</ds:SignedInfo>\n");
        let dir = Scratch::new("theirs");
        let file = dir.write("template.xml", &template);
        let key = dir.write("key.pem", &seal.key_pem);
        let cert = dir.write("cert.pem", &seal.pem);
        let out = Command::new("xmlsec1")
            .args(["--sign", "--privkey-pem"])
            .arg(format!("{},{}", key.display(), cert.display()))
            .args(IDS)
            .arg(&file)
            .output()
            .unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        let verified = verify(&out.stdout, &[&seal.der]).unwrap();
        assert_eq!(verified.permit, permit());
    }
}

#[test]
fn the_signature_of_a_stranger_an_expired_seal_and_a_seal_for_other_uses_are_not_believed() {
    let (seal, stranger) = (Seal::p256(), Seal::p256());
    let signed = seal.seal(&permit());
    assert_eq!(verify(signed.as_bytes(), &[]), Err(SignatureError::Untrusted));
    assert_eq!(verify(signed.as_bytes(), &[&stranger.der]), Err(SignatureError::Untrusted));

    let old = Seal::with(params("Old seal", (2000, 2010)));
    let refused = prepare(&permit(), &old.der, noon(), SignerRole::Issue).unwrap_err();
    assert_eq!(refused, SignError::NotValid, "an expired seal does not even prepare");
    let dated = prepare(&permit(), &old.der, "2005-01-01T00:00:00Z".parse().unwrap(), SignerRole::Issue).unwrap();
    let signed = dated.finish(&old.sign(dated.to_sign())).unwrap();
    assert!(verify(&signed, &[&old.der]).is_ok(), "signed while it was valid");

    let mut tls = params("TLS", (2020, 2040));
    tls.key_usages = vec![KeyUsagePurpose::KeyAgreement];
    let tls = Seal::with(tls);
    assert_eq!(prepare(&permit(), &tls.der, noon(), SignerRole::Issue), Err(SignError::NotValid));
}

#[test]
fn a_seal_counts_when_the_listed_authority_issued_it_and_not_when_a_mere_holder_did() {
    let (authority, seal) = Seal::issued(true);
    let signed = seal.seal(&permit());
    assert!(verify(signed.as_bytes(), &[&authority]).is_ok());
    assert!(verify(signed.as_bytes(), &[&seal.der]).is_ok());
    let (other, _) = Seal::issued(true);
    assert_eq!(verify(signed.as_bytes(), &[&other]), Err(SignatureError::Untrusted));
    let (holder, false_seal) = Seal::issued(false);
    assert_eq!(
        verify(false_seal.seal(&permit()).as_bytes(), &[&holder]),
        Err(SignatureError::Untrusted),
        "the listed certificate is no authority"
    );
}

#[test]
fn rsa_keys_of_3072_bits_are_taken_in_both_paddings_and_shorter_ones_never() {
    let seal = Seal::rsa(RsaKeySize::_3072);
    let stored = serde_json::to_string(&seal.prepare(&permit())).unwrap();
    let pss = stored.replace(
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
    );
    let prepared: exchange::xades::Prepared = serde_json::from_str(&pss).unwrap();
    let signed = prepared.finish(&seal.sign_pss(prepared.to_sign())).unwrap();
    assert!(verify(&signed, &[&seal.der]).is_ok());
    assert!(judge(std::str::from_utf8(&signed).unwrap(), &seal.der));
    let confused = prepared.finish(&seal.sign(prepared.to_sign())).unwrap();
    assert_eq!(verify(&confused, &[&seal.der]), Err(SignatureError::Wrong), "one padding is not the other");

    let short = Seal::rsa(RsaKeySize::_2048);
    let refused = prepare(&permit(), &short.der, noon(), SignerRole::Issue).unwrap_err();
    assert!(matches!(refused, SignError::Certificate(_)), "{refused:?}");
}

#[test]
fn a_signature_of_the_wrong_length_is_not_put_in() {
    let seal = Seal::p256();
    let refused = seal.prepare(&permit()).finish(&[0; 70]).unwrap_err();
    assert_eq!(refused, SignError::SignatureLength { expected: 64, got: 70 });
}

const EVIL: &str = "Crocodylus porosus";

/// The known ways to make a reader take other bytes than the checked ones, and to make the check itself weaker.
#[test]
fn wrapping_moving_and_weakening_are_all_refused() {
    let seal = Seal::p256();
    let good = seal.seal(&permit());
    let ds = "http://www.w3.org/2000/09/xmldsig#";
    let object_start = good.find(&format!("<ds:Object xmlns:ds=\"{ds}\" Id=\"permit\"")).unwrap();
    let object_end = object_start + good[object_start..].find("</ds:Object>").unwrap() + "</ds:Object>".len();
    let object = &good[object_start..object_end];
    let evil_object = object.replace("Crocodylus niloticus", EVIL);
    let evil_permit =
        &evil_object[evil_object.find("<rsm:CITESEPermit").unwrap()..evil_object.find("</ds:Object>").unwrap()];
    let signature = &good[good.find("<ds:Signature").unwrap()..];
    let with = |from: &str, to: &str| {
        let changed = good.replacen(from, to, 1);
        assert_ne!(changed, good, "{from}");
        changed
    };
    let object_without_id = evil_object.replace(" Id=\"permit\"", "");
    let moved = evil_object.replace("Id=\"permit\"", "Id=\"other\"");
    let exc = "http://www.w3.org/2001/10/xml-exc-c14n#";
    let ecdsa = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
    let sha = "http://www.w3.org/2001/04/xmlenc#sha256";
    let attacks: Vec<(&str, String)> = vec![
        (
            "1 evil object before the signed one",
            format!("{}{evil_object}{}", &good[..object_start], &good[object_start..]),
        ),
        ("2 evil object after the signed one", format!("{}{evil_object}{}", &good[..object_end], &good[object_end..])),
        (
            "3 evil object, signed one inside it",
            with(object, &moved.replace("</ds:Object>", &format!("{object}</ds:Object>"))),
        ),
        (
            "4 evil object, signed one in its own signature",
            format!("<ds:Signature xmlns:ds=\"{ds}\">{}{moved}</ds:Signature>", signature),
        ),
        (
            "5 signature inside an evil permit",
            format!(
                "{}{signature}</rsm:CITESEPermit>",
                &evil_permit[..evil_permit.len() - "</rsm:CITESEPermit>".len()]
            ),
        ),
        ("6 signature inside a wrapper", format!("<Wrapper>{signature}{evil_permit}</Wrapper>")),
        (
            "7 two permits in one object",
            with("</ds:Object><ds:Object><xades", &format!("{evil_permit}</ds:Object><ds:Object><xades")),
        ),
        ("8 object without id", with(object, &object_without_id)),
        ("9 same id twice", with("Id=\"signed-properties\"", "Id=\"permit\"")),
        ("10 id hidden in another case", with("<ds:KeyInfo>", "<ds:KeyInfo ID=\"permit\">")),
        ("11 xml:id", with("<ds:KeyInfo>", "<ds:KeyInfo xml:id=\"permit\">")),
        ("12 reference to the whole document", with("URI=\"#permit\"", "URI=\"\"")),
        ("13 reference without URI", with(" URI=\"#permit\"", "")),
        ("14 reference to a file", with("URI=\"#permit\"", "URI=\"file:///etc/passwd\"")),
        ("15 reference to the network", with("URI=\"#permit\"", "URI=\"http://127.0.0.1/\"")),
        ("16 reference by XPointer", with("URI=\"#permit\"", "URI=\"#xpointer(id('permit'))\"")),
        ("17 reference elsewhere", with("URI=\"#permit\"", "URI=\"#signature\"")),
        (
            "18 both references to the properties",
            with(
                "Id=\"permit-reference\" URI=\"#permit\"",
                "Id=\"permit-reference\" Type=\"http://uri.etsi.org/01903#SignedProperties\" URI=\"#signed-properties\"",
            ),
        ),
        (
            "19 third reference",
            with(
                "</ds:SignedInfo>",
                &format!(
                    "{}</ds:SignedInfo>",
                    &good[good.find("<ds:Reference").unwrap()..good.find("</ds:Reference>").unwrap() + 15]
                ),
            ),
        ),
        (
            "20 two SignedInfo",
            with(
                "<ds:SignatureValue>",
                &format!(
                    "{}<ds:SignatureValue>",
                    &good[good.find("<ds:SignedInfo").unwrap()..good.find("<ds:SignatureValue>").unwrap()]
                ),
            ),
        ),
        ("21 two values", with("<ds:KeyInfo>", "<ds:SignatureValue>AAAA</ds:SignatureValue><ds:KeyInfo>")),
        ("22 HMAC with the public key", with(ecdsa, "http://www.w3.org/2000/09/xmldsig#hmac-sha1")),
        ("23 SHA-1 signature", with(ecdsa, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1")),
        ("24 no algorithm", with(ecdsa, "")),
        ("25 RSA said, ECDSA given", with(ecdsa, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")),
        ("26 SHA-1 digest", with(sha, "http://www.w3.org/2000/09/xmldsig#sha1")),
        ("27 inclusive canonicalization", with(exc, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315")),
        ("28 canonicalization with comments", with(exc, "http://www.w3.org/2001/10/xml-exc-c14n#WithComments")),
        (
            "29 XSLT",
            with(
                &format!("<ds:Transform Algorithm=\"{exc}\"></ds:Transform>"),
                "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"><x:stylesheet xmlns:x=\"http://www.w3.org/1999/XSL/Transform\" version=\"1.0\"></x:stylesheet></ds:Transform>",
            ),
        ),
        (
            "30 XPath",
            with(
                &format!("<ds:Transform Algorithm=\"{exc}\"></ds:Transform>"),
                "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath>not(1)</ds:XPath></ds:Transform>",
            ),
        ),
        (
            "31 XPath filter",
            with(
                &format!("<ds:Transform Algorithm=\"{exc}\"></ds:Transform>"),
                "<ds:Transform Algorithm=\"http://www.w3.org/2002/06/xmldsig-filter2\"></ds:Transform>",
            ),
        ),
        (
            "32 base64 transform",
            with(
                &format!("<ds:Transform Algorithm=\"{exc}\"></ds:Transform>"),
                "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#base64\"></ds:Transform>",
            ),
        ),
        (
            "33 enveloped transform added",
            with(
                "<ds:Transforms>",
                "<ds:Transforms><ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform>",
            ),
        ),
        (
            "34 namespaces kept by a list",
            with(
                &format!("<ds:Transform Algorithm=\"{exc}\">"),
                &format!(
                    "<ds:Transform Algorithm=\"{exc}\"><e:InclusiveNamespaces xmlns:e=\"{exc}\" PrefixList=\"#default\"></e:InclusiveNamespaces>"
                ),
            ),
        ),
        (
            "35 no transform",
            with(&format!("<ds:Transforms><ds:Transform Algorithm=\"{exc}\"></ds:Transform></ds:Transforms>"), ""),
        ),
        (
            "36 entity for a value",
            with(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE x [<!ENTITY e \"x\">]>",
            ),
        ),
        (
            "37 key value instead of certificate",
            with("<ds:KeyInfo>", "<ds:KeyInfo><ds:KeyValue></ds:KeyValue></ds:KeyInfo><ds:KeyInfo>"),
        ),
        (
            "38 encoded object",
            with(
                "Id=\"permit\" MimeType",
                "Encoding=\"http://www.w3.org/2000/09/xmldsig#base64\" Id=\"permit\" MimeType",
            ),
        ),
        ("39 role raised", with("Authority: issue", "Authority: endorse")),
        ("40 time moved", with("2026-11-21T12:00:00Z", "2026-11-20T12:00:00Z")),
        ("41 properties of another signature", with("Target=\"#signature\"", "Target=\"#elsewhere\"")),
        ("42 format of another object", with("ObjectReference=\"#permit-reference\"", "ObjectReference=\"#x\"")),
        ("43 evil permit, digest untouched", with(object, &evil_object)),
        ("44 namespace of the permit swapped", with("urn:un:unece:uncefact:data:standard:CITESEPermit:2", "urn:evil")),
        ("45 default namespace swapped", with("ReusableAggregateBusinessInformationEntity:1", "Evil:1")),
        (
            "46 manifest",
            with(
                "Type=\"http://uri.etsi.org/01903#SignedProperties\"",
                "Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\"",
            ),
        ),
        ("47 one digit of box 11", with(">240<", ">2400<")),
        ("48 no signature", evil_permit.to_owned()),
        ("49 empty signature value", {
            let from = good.find("<ds:SignatureValue>").unwrap() + 19;
            let to = good.find("</ds:SignatureValue>").unwrap();
            format!("{}{}", &good[..from], &good[to..])
        }),
        ("50 signature in DER instead of r and s", {
            let from = good.find("<ds:SignatureValue>").unwrap() + 19;
            let to = good.find("</ds:SignatureValue>").unwrap();
            format!("{}MEUCIQDx{}", &good[..from], &good[to - 80..])
        }),
    ];
    assert!(verify(good.as_bytes(), &[&seal.der]).is_ok());
    for (name, document) in &attacks {
        let result = verify(document.as_bytes(), &[&seal.der]);
        assert!(result.is_err(), "{name} was believed");
    }
    assert_eq!(attacks.len(), 50);
}

#[test]
fn comments_and_cdata_cannot_cut_a_signed_value_in_two() {
    let seal = Seal::p256();
    let good = seal.seal(&permit());
    let split = good.replacen(">Crocodylus niloticus<", ">Crocodylus<!-- porosus --> niloticus<", 1);
    let cdata = good.replacen(">Crocodylus niloticus<", "><![CDATA[Crocodylus niloticus]]><", 1);
    for same in [split, cdata, good.replace("QM-RA", "&#81;M-RA")] {
        assert_ne!(same, good);
        let verified = verify(same.as_bytes(), &[&seal.der]).unwrap();
        assert_eq!(verified.permit, permit(), "canonical form without comments: the value is whole");
        assert!(judge(&same, &seal.der));
    }
}

/// A small random source with a seed, so that a failure can be found again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

#[test]
fn of_1500_changed_documents_none_is_believed_by_us_and_not_by_the_judge() {
    let seal = Seal::p256();
    let good = seal.seal(&permit());
    let mut dice = Dice(0x5eed_cafe);
    let (mut both, mut only_judge, mut neither) = (0, 0, 0);
    for n in 0..1500 {
        let mut bytes = good.clone().into_bytes();
        for _ in 0..=dice.roll(2) {
            let at = dice.roll(bytes.len());
            match dice.roll(6) {
                0 => bytes[at] = b' ' + dice.roll(94) as u8,
                1 => {
                    bytes.remove(at);
                }
                2 => bytes.insert(at, b' ' + dice.roll(94) as u8),
                3 => {
                    let other = dice.roll(bytes.len());
                    bytes.swap(at, other);
                }
                4 => bytes[at] = bytes[at].swap_case(),
                _ => {
                    let end = (at + 1 + dice.roll(40)).min(bytes.len());
                    let piece = bytes[at..end].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
        }
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let ours = verify(text.as_bytes(), &[&seal.der]);
        let theirs = judge(&text, &seal.der);
        match (&ours, theirs) {
            (Ok(verified), true) => {
                both += 1;
                assert_eq!(verified.permit, permit(), "case {n}: believed, but another permit:\n{text}");
            }
            (Ok(_), false) => panic!("case {n}: we believe what the judge refuses:\n{text}"),
            (Err(_), true) => only_judge += 1,
            (Err(_), false) => neither += 1,
        }
    }
    println!("believed by both {both}, by the judge only (outside our profile) {only_judge}, by neither {neither}");
    assert!(neither > 1000);
}

trait SwapCase {
    fn swap_case(self) -> u8;
}

impl SwapCase for u8 {
    fn swap_case(self) -> u8 {
        if self.is_ascii_alphabetic() { self ^ 0x20 } else { self }
    }
}
