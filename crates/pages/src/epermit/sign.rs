//! The signer sees exactly what will be signed: the form, the bytes and their digest.

use super::Parts;
use super::case::CaseHead;
use crate::frame::page;
use crate::parts::{Boxes, FieldError};
use crate::{Shell, Words, links};
use cites::{PermitDocument, Role};

/// The last step before a permit exists.
#[derive(Debug, Clone)]
pub struct SignPage {
    /// The frame.
    pub shell: Shell,
    /// What it is about.
    pub head: CaseHead,
    /// The document with its number allotted.
    pub document: PermitDocument,
    /// The XML whose bytes will be signed, exactly.
    pub xml: String,
    /// SHA-256 of those bytes, hexadecimal; posted back as `digest`, so that nothing else can be signed.
    pub digest: String,
    /// Digest of the content that was approved, hexadecimal, and whether it is the same content.
    pub approved: (String, bool),
    /// Who approved.
    pub approver: String,
    /// Name of the key.
    pub key_id: String,
    /// Which consignment, and of how many; posted back as `consignment`, so that nothing else is signed.
    pub consignment: (u16, u16),
    /// The consignments, where there are several.
    pub parts: Parts,
    /// What is wrong (four eyes, signer away).
    pub errors: Vec<FieldError>,
}

impl SignPage {
    fn boxes(&self, w: &Words) -> Boxes {
        Boxes::of(&self.document, true, w)
    }

    /// How many have no permit yet.
    fn left(&self) -> usize {
        usize::from(self.consignment.1.saturating_sub(self.consignment.0)) + 1
    }

    fn which(&self, w: &Words) -> crate::Html {
        let (nth, of) = self.consignment;
        w.rich2("sign-consignment", "n", usize::from(nth), "all", usize::from(of))
    }

    /// A sample.
    pub fn sample() -> SignPage {
        SignPage {
            shell: crate::samples::shell(Some(Role::MaApprover), &links::case_act("a1", "sign")),
            head: CaseHead::sample(),
            document: cites::sample::export_of_skins(),
            xml: "<CITESEPermit>\n  <ID>26QM000371</ID>\n</CITESEPermit>".into(),
            digest: "9f31c2a4d0b7e6559f31c2a4d0b7e6559f31c2a4d0b7e6559f31c2a4d0b7e655".into(),
            approved: ("9f31c2a4".into(), true),
            approver: "Fatima Haddad".into(),
            key_id: "qm-seal-2026".into(),
            consignment: (2, 4),
            parts: Parts::sample(),
            errors: vec![],
        }
    }
}

page! {
    SignPage in "epermit/sign.html";
    layout Wide; area Some(Work);
    title |_c, w| w.html("sign-title");
    trail |c, w| vec![(w.html("action-back"), links::application(&c.head.id))];
    errors errors;
}
