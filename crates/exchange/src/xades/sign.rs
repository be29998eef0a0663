//! Making the signed copy. Every part is written in its canonical form, so that digests are taken over what stands there.

use super::{Certificate, CertificateError, DS, EXC_C14N, SHA256, SIGNED_PROPERTIES, SignerRole, XADES};
use crate::epermit::{Version, v2};
use crate::xml::{self, Limits, XmlError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cites::{PermitDocument, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// Why a permit cannot be made ready to sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignError {
    /// The document is not read.
    Xml(XmlError),
    /// The document is no standalone permit message with a qualified root.
    NotAPermit,
    /// The certificate is of no use.
    Certificate(CertificateError),
    /// The signing moment lies outside the certificate's validity, or its key may not sign.
    NotValid,
    /// The signature handed in has the wrong length for the key.
    SignatureLength {
        /// Bytes a signature of this key has.
        expected: usize,
        /// Bytes handed in.
        got: usize,
    },
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SignError::Xml(e) => write!(f, "{e}"),
            SignError::NotAPermit => f.write_str("Sign a standalone permit message with its namespace on the root."),
            SignError::Certificate(e) => write!(f, "{e}"),
            SignError::NotValid => f.write_str("Use a signing certificate that is valid now and may sign."),
            SignError::SignatureLength { expected, got } => {
                write!(f, "The signature must have {expected} bytes (r and s one after the other); it has {got}.")
            }
        }
    }
}

impl std::error::Error for SignError {}

impl From<XmlError> for SignError {
    fn from(e: XmlError) -> SignError {
        SignError::Xml(e)
    }
}

/// A permit ready to sign: the bytes to sign, and all around them. It can be stored between the decision and the
/// signature; it holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prepared {
    to_sign: String,
    tail: String,
    length: usize,
}

impl Prepared {
    /// The canonical `SignedInfo`: the bytes the key signs with SHA-256.
    pub fn to_sign(&self) -> &[u8] {
        self.to_sign.as_bytes()
    }

    /// The signed document. `signature`: r and s one after the other, 64 bytes, for P-256; the plain block for RSA.
    ///
    /// # Errors
    /// [`SignError::SignatureLength`].
    pub fn finish(&self, signature: &[u8]) -> Result<Vec<u8>, SignError> {
        if signature.len() != self.length {
            return Err(SignError::SignatureLength { expected: self.length, got: signature.len() });
        }
        let mut out = String::with_capacity(self.to_sign.len() + self.tail.len() + 1024);
        out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ds:Signature xmlns:ds=\"");
        out.push_str(DS);
        out.push_str("\" Id=\"signature\">");
        out.push_str(&self.to_sign);
        out.push_str("<ds:SignatureValue>");
        STANDARD.encode_string(signature, &mut out);
        out.push_str("</ds:SignatureValue>");
        out.push_str(&self.tail);
        Ok(out.into_bytes())
    }
}

/// Makes a standalone permit message ready to sign.
///
/// # Errors
/// When it is no permit, or the certificate cannot sign it at that time.
pub fn prepare(
    permit: &[u8],
    certificate: &[u8],
    signing_time: Timestamp,
    role: SignerRole,
) -> Result<Prepared, SignError> {
    let document = xml::read(permit, Limits::DOCUMENT)?;
    let root = document.root();
    if ![Version::V1, Version::V2].iter().any(|v| root.is(v.message_namespace(), v.root())) {
        return Err(SignError::NotAPermit);
    }
    let mut canonical = String::with_capacity(permit.len() + 1024);
    xml::exclusive(root, &mut canonical);
    around(&canonical, certificate, signing_time, role)
}

/// The same for a permit of ours, whose message is canonical as written.
///
/// # Errors
/// When the certificate cannot sign it at that time.
pub fn prepare_permit(
    permit: &PermitDocument,
    certificate: &[u8],
    signing_time: Timestamp,
    role: SignerRole,
) -> Result<Prepared, SignError> {
    let message = String::from_utf8(v2::write(permit)).map_err(|_| SignError::NotAPermit)?;
    around(&message, certificate, signing_time, role)
}

fn digest(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text.as_bytes()))
}

fn around(
    canonical: &str,
    certificate: &[u8],
    signing_time: Timestamp,
    role: SignerRole,
) -> Result<Prepared, SignError> {
    let parsed = Certificate::parse(certificate).map_err(SignError::Certificate)?;
    let algorithm = parsed.signing_algorithm().map_err(SignError::Certificate)?;
    if !parsed.valid_at(signing_time) || !parsed.may_sign() {
        return Err(SignError::NotValid);
    }
    let object = format!("<ds:Object xmlns:ds=\"{DS}\" Id=\"permit\" MimeType=\"text/xml\">{canonical}</ds:Object>");
    let properties = properties(&STANDARD.encode(Sha256::digest(certificate)), signing_time, role);
    let reference = |attributes: &str, digest: &str| {
        format!(
            "<ds:Reference {attributes}><ds:Transforms><ds:Transform Algorithm=\"{EXC_C14N}\"></ds:Transform>\
             </ds:Transforms><ds:DigestMethod Algorithm=\"{SHA256}\"></ds:DigestMethod>\
             <ds:DigestValue>{digest}</ds:DigestValue></ds:Reference>"
        )
    };
    let to_sign = format!(
        "<ds:SignedInfo xmlns:ds=\"{DS}\"><ds:CanonicalizationMethod Algorithm=\"{EXC_C14N}\">\
         </ds:CanonicalizationMethod><ds:SignatureMethod Algorithm=\"{algorithm}\"></ds:SignatureMethod>{}{}\
         </ds:SignedInfo>",
        reference("Id=\"permit-reference\" URI=\"#permit\"", &digest(&object)),
        reference(&format!("Type=\"{SIGNED_PROPERTIES}\" URI=\"#signed-properties\""), &digest(&properties)),
    );
    let mut tail = String::with_capacity(object.len() + properties.len() + certificate.len() * 2);
    tail.push_str("<ds:KeyInfo><ds:X509Data><ds:X509Certificate>");
    STANDARD.encode_string(certificate, &mut tail);
    tail.push_str("</ds:X509Certificate></ds:X509Data></ds:KeyInfo>");
    tail.push_str(&object);
    tail.push_str("<ds:Object><xades:QualifyingProperties xmlns:xades=\"");
    tail.push_str(XADES);
    tail.push_str("\" Target=\"#signature\">");
    tail.push_str(&properties);
    tail.push_str("</xades:QualifyingProperties></ds:Object></ds:Signature>");
    Ok(Prepared { to_sign, tail, length: parsed.signature_length() })
}

/// `SignedProperties` in canonical form: each element of the other namespace declares it.
fn properties(certificate_digest: &str, signing_time: Timestamp, role: SignerRole) -> String {
    let seconds = signing_time.as_second();
    let time = Timestamp::from_second(seconds).unwrap_or(signing_time);
    format!(
        "<xades:SignedProperties xmlns:xades=\"{XADES}\" Id=\"signed-properties\"><xades:SignedSignatureProperties>\
         <xades:SigningTime>{time}</xades:SigningTime><xades:SigningCertificateV2><xades:Cert><xades:CertDigest>\
         <ds:DigestMethod xmlns:ds=\"{DS}\" Algorithm=\"{SHA256}\"></ds:DigestMethod>\
         <ds:DigestValue xmlns:ds=\"{DS}\">{certificate_digest}</ds:DigestValue></xades:CertDigest></xades:Cert>\
         </xades:SigningCertificateV2><xades:SignerRoleV2><xades:ClaimedRoles><xades:ClaimedRole>{}\
         </xades:ClaimedRole></xades:ClaimedRoles></xades:SignerRoleV2></xades:SignedSignatureProperties>\
         <xades:SignedDataObjectProperties><xades:DataObjectFormat ObjectReference=\"#permit-reference\">\
         <xades:MimeType>text/xml</xades:MimeType></xades:DataObjectFormat></xades:SignedDataObjectProperties>\
         </xades:SignedProperties>",
        role.as_str()
    )
}
