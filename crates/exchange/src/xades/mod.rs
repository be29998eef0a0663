//! The signed copy of a permit: an enveloping XAdES baseline B-B signature; `spec/exchange.md` 8.3.
//!
//! Signing: [`prepare`] (or [`prepare_permit`]) → [`Prepared::to_sign`] goes to the signer → [`Prepared::finish`].
//! Reading: [`verify`] answers only the bytes it verified; read the permit from those and from nothing else.
//!
//! Limit: baseline B-B only. A time stamp (B-T) needs a time-stamp service; received ones are tolerated and not checked,
//! because they stand in unsigned properties.

mod certificate;
mod sign;
mod verify;

pub use certificate::{Certificate, CertificateError};
pub use sign::{Prepared, SignError, prepare, prepare_permit};
pub use verify::{SignatureError, Verified, verify};

use serde::{Deserialize, Serialize};

/// In which role a Management Authority's seal stands under a permit (`ClaimedRole`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignerRole {
    /// `CITES Management Authority: issue`.
    Issue,
    /// `CITES Management Authority: endorse`, over the final message with box 14.
    Endorse,
}

impl SignerRole {
    /// Text in the signature.
    pub const fn as_str(self) -> &'static str {
        match self {
            SignerRole::Issue => "CITES Management Authority: issue",
            SignerRole::Endorse => "CITES Management Authority: endorse",
        }
    }

    /// From the text in a signature.
    pub fn parse(text: &str) -> Option<SignerRole> {
        [SignerRole::Issue, SignerRole::Endorse].into_iter().find(|r| r.as_str() == text.trim())
    }
}

pub(crate) const DS: &str = "http://www.w3.org/2000/09/xmldsig#";
pub(crate) const XADES: &str = "http://uri.etsi.org/01903/v1.3.2#";
pub(crate) const EXC_C14N: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
pub(crate) const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";
pub(crate) const ECDSA_SHA256: &str = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
pub(crate) const RSA_SHA256: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
pub(crate) const RSA_PSS_SHA256: &str = "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1";
pub(crate) const SIGNED_PROPERTIES: &str = "http://uri.etsi.org/01903#SignedProperties";
