//! Checking a signed copy: one shape, three algorithms, no look-up by id, no transform but exclusive C14N.
//!
//! Every part is found by its place in the document, not by searching for an id; an id must then agree with its reference.
//! So there is nothing to wrap, move or point elsewhere. What does not fit the shape is refused, never skipped.

use super::{Certificate, DS, ECDSA_SHA256, EXC_C14N, RSA_PSS_SHA256, RSA_SHA256, SHA256};
use super::{SIGNED_PROPERTIES, SignerRole, XADES};
use crate::epermit::Version;
use crate::xml::{self, Element, Limits, XmlError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cites::{Digest, Timestamp};
use sha2::{Digest as _, Sha256};
use std::collections::HashSet;
use std::fmt;

/// What a signature vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The permit message, canonical: the only bytes to read the permit from.
    pub permit: Vec<u8>,
    /// Which toolkit it follows.
    pub version: Version,
    /// The signer's certificate, DER.
    pub certificate: Vec<u8>,
    /// Its SHA-256.
    pub fingerprint: Digest,
    /// When the signer says it was signed.
    pub signing_time: Timestamp,
    /// In which role.
    pub role: SignerRole,
}

/// Why a signed copy is not believed. Whatever the reason, the document counts as not signed by anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignatureError {
    /// The document is not read at all.
    Xml(XmlError),
    /// It has not the shape of the profile; says which part.
    Profile(&'static str),
    /// An algorithm or transform outside the closed list.
    Algorithm(&'static str),
    /// The same id stands twice.
    DuplicateId,
    /// A certificate is broken, of the wrong kind or not the one the signature names.
    Certificate(&'static str),
    /// The signer's certificate is not in the trust list, nor issued by an authority in it.
    Untrusted,
    /// The certificate was not valid at the signing time.
    NotValidThen,
    /// The permit or the signed properties were changed after signing.
    Changed(&'static str),
    /// The signature does not belong to the key.
    Wrong,
}

impl SignatureError {
    /// Stable message key.
    pub const fn code(&self) -> &'static str {
        match self {
            SignatureError::Xml(_) => "signature-xml",
            SignatureError::Profile(_) => "signature-profile",
            SignatureError::Algorithm(_) => "signature-algorithm",
            SignatureError::DuplicateId => "signature-duplicate-id",
            SignatureError::Certificate(_) => "signature-certificate",
            SignatureError::Untrusted => "signature-untrusted",
            SignatureError::NotValidThen => "signature-not-valid-then",
            SignatureError::Changed(_) => "signature-changed",
            SignatureError::Wrong => "signature-wrong",
        }
    }
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SignatureError::Xml(e) => write!(f, "The signed copy cannot be read. {e}"),
            SignatureError::Profile(part) => write!(f, "The signature is not of the agreed form: {part}."),
            SignatureError::Algorithm(part) => write!(f, "The signature uses what is not allowed: {part}."),
            SignatureError::DuplicateId => f.write_str("The signed copy names two parts alike; refuse the document."),
            SignatureError::Certificate(part) => write!(f, "The signer's certificate is of no use: {part}."),
            SignatureError::Untrusted => {
                f.write_str("The signer is not in the list of trusted certificates; ask the Party to confirm its own.")
            }
            SignatureError::NotValidThen => f.write_str("The signer's certificate was not valid when it was signed."),
            SignatureError::Changed(part) => write!(f, "The document was changed after it was signed: {part}."),
            SignatureError::Wrong => f.write_str("The signature was not made with the key of its certificate."),
        }
    }
}

impl std::error::Error for SignatureError {}

type Result<T> = std::result::Result<T, SignatureError>;

/// Checks a signed copy against certificates that were confirmed for the issuing Party and for signing permits:
/// leaf certificates, or authorities that issue them.
///
/// # Errors
/// Says why it is not believed.
pub fn verify(bytes: &[u8], trusted: &[&[u8]]) -> Result<Verified> {
    let document = xml::read(bytes, Limits::DOCUMENT).map_err(SignatureError::Xml)?;
    let root = document.root();
    refuse_twin_ids(root)?;
    let parts = Parts::take(root)?;

    // What is signed is what stands there.
    let permit = digest_of(parts.object);
    if permit != parts.object_reference.digest {
        return Err(SignatureError::Changed("the permit"));
    }
    if digest_of(parts.properties) != parts.properties_reference.digest {
        return Err(SignatureError::Changed("the signed properties"));
    }

    let said = Said::take(&parts)?;
    let certificate = parts.certificate(&said.certificate_digest)?;
    let mut signed_info = String::with_capacity(2048);
    xml::exclusive(parts.signed_info, &mut signed_info);
    match certificate.verifies(parts.algorithm, signed_info.as_bytes(), &parts.signature) {
        Ok(true) => {}
        Ok(false) => return Err(SignatureError::Wrong),
        Err(_) => return Err(SignatureError::Algorithm("the algorithm and the key do not go together")),
    }
    believe(&certificate, said.time, trusted)?;

    let mut permit = String::with_capacity(bytes.len());
    xml::exclusive(parts.permit, &mut permit);
    Ok(Verified {
        permit: permit.into_bytes(),
        version: parts.version,
        fingerprint: certificate.fingerprint(),
        certificate: certificate.der().to_vec(),
        signing_time: said.time,
        role: said.role,
    })
}

fn believe(certificate: &Certificate, at: Timestamp, trusted: &[&[u8]]) -> Result<()> {
    let listed = trusted.contains(&certificate.der());
    let issued = || {
        trusted
            .iter()
            .filter_map(|der| Certificate::parse(der).ok())
            .any(|authority| certificate.issued_by(&authority, at))
    };
    if !listed && !issued() {
        return Err(SignatureError::Untrusted);
    }
    if !certificate.valid_at(at) {
        return Err(SignatureError::NotValidThen);
    }
    if !certificate.may_sign() {
        return Err(SignatureError::Certificate("its key may not sign documents"));
    }
    Ok(())
}

/// Any attribute that a reader might take for an id counts, in any namespace.
fn refuse_twin_ids(root: Element<'_, '_>) -> Result<()> {
    let mut seen = HashSet::new();
    for element in root.document_elements() {
        for (_, name, value) in element.attributes() {
            if name.eq_ignore_ascii_case("id") && !seen.insert(value) {
                return Err(SignatureError::DuplicateId);
            }
        }
    }
    Ok(())
}

fn digest_of(element: Element<'_, '_>) -> [u8; 32] {
    let mut canonical = String::with_capacity(4096);
    xml::exclusive(element, &mut canonical);
    Sha256::digest(canonical.as_bytes()).into()
}

struct Reference {
    digest: [u8; 32],
}

struct Parts<'d, 'a> {
    signed_info: Element<'d, 'a>,
    algorithm: &'static str,
    signature: Vec<u8>,
    key_info: Element<'d, 'a>,
    object: Element<'d, 'a>,
    object_reference: Reference,
    object_reference_id: Option<&'d str>,
    permit: Element<'d, 'a>,
    version: Version,
    properties: Element<'d, 'a>,
    properties_reference: Reference,
}

fn exactly<'d, 'a, const N: usize>(
    element: Element<'d, 'a>,
    namespace: &str,
    names: [&str; N],
    part: &'static str,
) -> Result<[Element<'d, 'a>; N]> {
    let children: Vec<_> = element.children().collect();
    let fits = children.len() == N && children.iter().zip(names).all(|(c, name)| c.is(namespace, name));
    if !fits || element.has_stray_text() {
        return Err(SignatureError::Profile(part));
    }
    children.try_into().map_err(|_| SignatureError::Profile(part))
}

/// The algorithm of an element that has nothing but it.
fn algorithm<'d>(element: Element<'d, '_>, part: &'static str) -> Result<&'d str> {
    if element.children().next().is_some() || !element.text().trim().is_empty() {
        return Err(SignatureError::Algorithm(part));
    }
    element.attribute("Algorithm").ok_or(SignatureError::Algorithm(part))
}

fn decode(element: Element<'_, '_>, part: &'static str) -> Result<Vec<u8>> {
    if element.children().next().is_some() {
        return Err(SignatureError::Profile(part));
    }
    let text: String = element.text().split_ascii_whitespace().collect();
    STANDARD.decode(text).map_err(|_| SignatureError::Profile(part))
}

fn digest_value(method: Element<'_, '_>, value: Element<'_, '_>) -> Result<[u8; 32]> {
    if algorithm(method, "a digest")? != SHA256 {
        return Err(SignatureError::Algorithm("a digest other than SHA-256"));
    }
    decode(value, "a digest")?.try_into().map_err(|_| SignatureError::Profile("a digest"))
}

impl<'d, 'a> Parts<'d, 'a> {
    fn take(root: Element<'d, 'a>) -> Result<Parts<'d, 'a>> {
        if !root.is(DS, "Signature") {
            return Err(SignatureError::Profile("the root is not ds:Signature"));
        }
        let names = ["SignedInfo", "SignatureValue", "KeyInfo", "Object", "Object"];
        let [signed_info, value, key_info, one, two] = exactly(root, DS, names, "the parts of the signature")?;

        let names = ["CanonicalizationMethod", "SignatureMethod", "Reference", "Reference"];
        let [c14n, method, first, second] = exactly(signed_info, DS, names, "the parts of SignedInfo")?;
        if algorithm(c14n, "the canonicalization")? != EXC_C14N {
            return Err(SignatureError::Algorithm("a canonicalization other than exclusive C14N"));
        }
        let algorithm = match algorithm(method, "the signature method")? {
            ECDSA_SHA256 => ECDSA_SHA256,
            RSA_SHA256 => RSA_SHA256,
            RSA_PSS_SHA256 => RSA_PSS_SHA256,
            _ => return Err(SignatureError::Algorithm("the signature method")),
        };

        let typed = |r: &Element<'d, 'a>| r.attribute("Type") == Some(SIGNED_PROPERTIES);
        let (to_object, to_properties) = match (typed(&first), typed(&second)) {
            (false, true) => (first, second),
            (true, false) => (second, first),
            _ => return Err(SignatureError::Profile("one reference to the permit and one to the properties")),
        };
        let is_properties = |o: &Element<'d, 'a>| o.children().any(|c| c.is(XADES, "QualifyingProperties"));
        let (object, qualifying) = match (is_properties(&one), is_properties(&two)) {
            (false, true) => (one, two),
            (true, false) => (two, one),
            _ => return Err(SignatureError::Profile("one object with the permit and one with the properties")),
        };

        let [qualifying] = exactly(qualifying, XADES, ["QualifyingProperties"], "the properties")?;
        if target(qualifying.attribute("Target"), root.attribute("Id")).is_none() {
            return Err(SignatureError::Profile("the properties are about another signature"));
        }
        let mut of_qualifying = qualifying.children();
        let properties = of_qualifying
            .next()
            .filter(|p| p.is(XADES, "SignedProperties"))
            .ok_or(SignatureError::Profile("the signed properties"))?;
        // A time stamp stands in unsigned properties; it is tolerated and says nothing to us.
        if of_qualifying.any(|c| !c.is(XADES, "UnsignedProperties")) {
            return Err(SignatureError::Profile("the properties"));
        }

        let mut inside = object.children();
        let (Some(permit), None, false) = (inside.next(), inside.next(), object.has_stray_text()) else {
            return Err(SignatureError::Profile("the object must hold the permit and nothing else"));
        };
        if object.attribute("Encoding").is_some() {
            return Err(SignatureError::Profile("the object is encoded"));
        }
        let version = [Version::V1, Version::V2]
            .into_iter()
            .find(|v| permit.is(v.message_namespace(), v.root()))
            .ok_or(SignatureError::Profile("the object holds no permit"))?;

        Ok(Parts {
            signed_info,
            algorithm,
            signature: decode(value, "the signature value")?,
            key_info,
            object_reference: reference(to_object, object)?,
            object_reference_id: to_object.attribute("Id"),
            properties_reference: reference(to_properties, properties)?,
            object,
            permit,
            version,
            properties,
        })
    }

    /// The certificate whose digest was signed, among those sent along.
    fn certificate(&self, digest: &[u8; 32]) -> Result<Certificate> {
        let data = self.key_info.children().filter(|c| c.is(DS, "X509Data"));
        let sent = data.flat_map(|d| d.children()).filter(|c| c.is(DS, "X509Certificate"));
        for element in sent.take(8) {
            let der = decode(element, "a certificate")?;
            if <[u8; 32]>::from(Sha256::digest(&der)) == *digest {
                return Certificate::parse(&der).map_err(|_| SignatureError::Certificate("it cannot be read"));
            }
        }
        Err(SignatureError::Certificate("the one the signature names is not sent along"))
    }
}

/// `#id` that names exactly that id.
fn target<'d>(reference: Option<&'d str>, id: Option<&str>) -> Option<&'d str> {
    let name = reference?.strip_prefix('#')?;
    (!name.is_empty() && Some(name) == id).then_some(name)
}

fn reference(reference: Element<'_, '_>, to: Element<'_, '_>) -> Result<Reference> {
    if target(reference.attribute("URI"), to.attribute("Id")).is_none() {
        return Err(SignatureError::Profile("a reference points elsewhere"));
    }
    let names = ["Transforms", "DigestMethod", "DigestValue"];
    let [transforms, method, value] = exactly(reference, DS, names, "the parts of a reference")?;
    let [transform] = exactly(transforms, DS, ["Transform"], "the transforms of a reference")?;
    if algorithm(transform, "a transform")? != EXC_C14N {
        return Err(SignatureError::Algorithm("a transform other than exclusive C14N"));
    }
    Ok(Reference { digest: digest_value(method, value)? })
}

/// What the signed properties say.
struct Said {
    time: Timestamp,
    role: SignerRole,
    certificate_digest: [u8; 32],
}

impl Said {
    fn take(parts: &Parts<'_, '_>) -> Result<Said> {
        let missing = SignatureError::Profile;
        let properties = parts.properties;
        let own = properties
            .only(XADES, "SignedSignatureProperties")
            .ok_or(missing("the signed properties of the signature"))?;
        let time = own.only(XADES, "SigningTime").ok_or(missing("the signing time"))?;
        let time = time.text().trim().parse().map_err(|_| missing("the signing time"))?;
        let certificate = own.only(XADES, "SigningCertificateV2").ok_or(missing("the signing certificate"))?;
        let first = certificate.children().next().filter(|c| c.is(XADES, "Cert"));
        let digest = first.and_then(|c| c.only(XADES, "CertDigest")).ok_or(missing("the signing certificate"))?;
        let [method, value] = exactly(digest, DS, ["DigestMethod", "DigestValue"], "the signing certificate")?;
        let role = own
            .only(XADES, "SignerRoleV2")
            .or_else(|| own.only(XADES, "SignerRole"))
            .and_then(|r| r.only(XADES, "ClaimedRoles"))
            .and_then(|r| r.only(XADES, "ClaimedRole"))
            .and_then(|r| SignerRole::parse(&r.text()))
            .ok_or(missing("the role of the signer"))?;
        let format = properties
            .only(XADES, "SignedDataObjectProperties")
            .and_then(|p| p.only(XADES, "DataObjectFormat"))
            .ok_or(missing("the format of the object"))?;
        if target(format.attribute("ObjectReference"), parts.object_reference_id).is_none() {
            return Err(missing("the format is about another object"));
        }
        if format.only(XADES, "MimeType").is_none_or(|m| m.text().trim() != "text/xml") {
            return Err(missing("the format must be text/xml"));
        }
        Ok(Said { time, role, certificate_digest: digest_value(method, value)? })
    }
}
