//! From the proof that a permit may be issued to the signature on it: `Clearance` + [`Intent`] → [`SigningOrder`] →
//! [`Seal`], each spent by value, none to be copied. Whoever holds the key signs an order and nothing else.

use crate::consignments::Consignment;
use cites::ids::{ApplicationId, PermitId};
use cites::{Date, Digest, PermitNumber, Timestamp};
use rules::Clearance;
use serde::{Deserialize, Serialize};

/// What a byte string is for; part of what the signer sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayloadPurpose {
    /// The canonical `SignedInfo` of the XAdES signature on the permit's XML.
    PermitXml,
    /// The `Sig_structure` of the COSE signature in the QR code.
    QrCode,
}

/// Exact bytes to be signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// What for.
    pub purpose: PayloadPurpose,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Plain SHA-256 of the bytes, as shown to the signer and kept for ever.
    pub digest: Digest,
}

impl Payload {
    /// Bytes with their digest.
    pub fn new(purpose: PayloadPurpose, bytes: Vec<u8>) -> Payload {
        let digest = Digest::of("", &bytes);
        Payload { purpose, bytes, digest }
    }
}

/// The intent as the archive keeps it, written before anything is signed: number, bytes, digests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntentRecord {
    /// The permit to be.
    pub permit: PermitId,
    /// Of which application.
    pub application: ApplicationId,
    /// The allotted number.
    pub number: PermitNumber,
    /// For which of its consignments.
    #[serde(default)]
    pub consignment: Consignment,
    /// Digest of the draft from which the bytes were made.
    pub draft: Digest,
    /// The bytes to be signed, at least one.
    pub payloads: Vec<Payload>,
    /// When it was recorded.
    pub recorded_at: Timestamp,
}

/// A recorded intent to sign. Made from the archive's record only; spent by [`SigningOrder::new`].
#[derive(Debug)]
pub struct Intent {
    record: IntentRecord,
}

/// Why there is no order to sign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    /// The record holds nothing to sign.
    #[error("The recorded intent holds nothing to sign; void it and begin again.")]
    Empty,
    /// The bytes of a payload are not those of its digest: the archive was changed.
    #[error("The recorded bytes do not fit their digest; void the intent and look at the archive.")]
    BytesChanged,
    /// The clearance is for another content than the recorded one.
    #[error("The case was changed after it was prepared for signing; examine and approve it again.")]
    OtherDraft,
    /// The clearance was given before the intent was recorded.
    #[error("The rules were asked on {decided}, before the signature was prepared on {recorded}; examine again.")]
    Stale {
        /// Day of the clearance.
        decided: Date,
        /// Day of the intent.
        recorded: Date,
    },
}

impl OrderError {
    /// Stable key of the message.
    pub const fn code(&self) -> &'static str {
        match self {
            OrderError::Empty => "intent-empty",
            OrderError::BytesChanged => "intent-bytes",
            OrderError::OtherDraft => "intent-other-draft",
            OrderError::Stale { .. } => "intent-stale",
        }
    }
}

impl Intent {
    /// Reads the archive's record. Called by `store` alone, after the record is committed.
    ///
    /// # Errors
    /// [`OrderError::Empty`] or [`OrderError::BytesChanged`].
    pub fn from_record(record: IntentRecord) -> Result<Intent, OrderError> {
        if record.payloads.is_empty() {
            return Err(OrderError::Empty);
        }
        if record.payloads.iter().any(|p| Digest::of("", &p.bytes) != p.digest) {
            return Err(OrderError::BytesChanged);
        }
        Ok(Intent { record })
    }

    /// What is recorded: for the second reader and the signer's page.
    pub fn record(&self) -> &IntentRecord {
        &self.record
    }
}

/// An order to sign exactly these bytes, once. It cannot be copied, stored or read back.
#[derive(Debug)]
pub struct SigningOrder {
    record: IntentRecord,
    decided_on: Date,
    pack: Digest,
}

impl SigningOrder {
    /// Spends the proof of the law and the record of the archive. Days are counted in UTC; an office east or west of
    /// it may decide on a day that is one off, so one day of difference is not stale.
    ///
    /// # Errors
    /// [`OrderError::OtherDraft`] when they are for different contents, [`OrderError::Stale`] when the rules were asked
    /// before the intent was recorded. Both are spent either way: begin again.
    pub fn new(clearance: Clearance, intent: Intent) -> Result<SigningOrder, OrderError> {
        if clearance.draft() != intent.record.draft {
            return Err(OrderError::OtherDraft);
        }
        let recorded = utc_day(intent.record.recorded_at);
        let decided = clearance.decided_on();
        if recorded.yesterday().is_ok_and(|day| decided < day) {
            return Err(OrderError::Stale { decided, recorded });
        }
        Ok(SigningOrder { record: intent.record, decided_on: decided, pack: clearance.trace().pack() })
    }

    /// The byte strings to sign, in the order in which the signatures are expected.
    pub fn payloads(&self) -> &[Payload] {
        &self.record.payloads
    }

    /// The number under which the permit will be known.
    pub fn number(&self) -> &PermitNumber {
        &self.record.number
    }

    /// The permit to be.
    pub fn permit(&self) -> PermitId {
        self.record.permit
    }

    /// Turns the order into its seal: one signature a payload, in their order.
    ///
    /// # Errors
    /// [`SignerError::Incomplete`] when there are not as many signatures as payloads.
    pub fn sealed(self, key_id: String, signatures: Vec<Signature>) -> Result<Seal, SignerError> {
        if signatures.len() != self.record.payloads.len() {
            return Err(SignerError::Incomplete { expected: self.record.payloads.len(), got: signatures.len() });
        }
        let signatures = self.record.payloads.iter().map(|p| (p.purpose, p.digest)).zip(signatures);
        Ok(Seal {
            permit: self.record.permit,
            application: self.record.application,
            consignment: self.record.consignment,
            number: self.record.number,
            draft: self.record.draft,
            decided_on: self.decided_on,
            pack: self.pack,
            key_id,
            signatures: signatures
                .map(|((purpose, digest), signature)| SealedPayload { purpose, digest, signature })
                .collect(),
        })
    }
}

/// An ECDSA P-256 signature with SHA-256 in P1363 form: r and s, 32 bytes each, as XML signatures and COSE want it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature(pub [u8; 64]);

impl std::fmt::Debug for Signature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signature(")?;
        self.0.iter().take(4).try_for_each(|b| write!(f, "{b:02x}"))?;
        f.write_str("…)")
    }
}

/// A payload's digest with the signature over its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedPayload {
    /// What for.
    pub purpose: PayloadPurpose,
    /// SHA-256 of the signed bytes.
    pub digest: Digest,
    /// The signature.
    pub signature: Signature,
}

/// The signatures of one order: proof that the permit was signed. Spent when the application becomes `ISSUED`.
#[derive(Debug)]
pub struct Seal {
    permit: PermitId,
    application: ApplicationId,
    consignment: Consignment,
    number: PermitNumber,
    draft: Digest,
    decided_on: Date,
    pack: Digest,
    key_id: String,
    signatures: Vec<SealedPayload>,
}

impl Seal {
    /// The permit that was signed.
    pub fn permit(&self) -> PermitId {
        self.permit
    }

    /// Of which application.
    pub fn application(&self) -> ApplicationId {
        self.application
    }

    /// For which of its consignments.
    pub fn consignment(&self) -> Consignment {
        self.consignment
    }

    /// Its number.
    pub fn number(&self) -> &PermitNumber {
        &self.number
    }

    /// Digest of the draft that was signed.
    pub fn draft(&self) -> Digest {
        self.draft
    }

    /// The day on which the rules were asked for it.
    pub fn decided_on(&self) -> Date {
        self.decided_on
    }

    /// Digest of the rule pack that was asked.
    pub fn pack(&self) -> Digest {
        self.pack
    }

    /// Which key signed.
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// Every signature, in the order of the intent's payloads.
    pub fn signatures(&self) -> &[SealedPayload] {
        &self.signatures
    }

    /// The signature for that purpose.
    pub fn signature(&self, purpose: PayloadPurpose) -> Option<&Signature> {
        self.signatures.iter().find(|s| s.purpose == purpose).map(|s| &s.signature)
    }
}

/// Why the holder of the key did not sign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignerError {
    /// The key cannot be reached now.
    #[error("The signing key cannot be reached ({reason}); the intent is kept, try again.")]
    Unavailable {
        /// For the log.
        reason: String,
    },
    /// The key is not valid any more, or not yet.
    #[error("The signing key is not valid now; ask the administrator for a new certificate.")]
    KeyNotValid,
    /// Not as many signatures as payloads.
    #[error("The signer gave {got} signatures instead of {expected}.")]
    Incomplete {
        /// How many payloads there are.
        expected: usize,
        /// How many signatures came.
        got: usize,
    },
}

impl SignerError {
    /// Stable key of the message.
    pub const fn code(&self) -> &'static str {
        match self {
            SignerError::Unavailable { .. } => "signer-unavailable",
            SignerError::KeyNotValid => "signer-key",
            SignerError::Incomplete { .. } => "signer-incomplete",
        }
    }
}

/// Holds the Party's key and signs orders: in this program, in another process, or in a token.
pub trait Signer: Send + Sync {
    /// Signs every payload of the order (ECDSA P-256, SHA-256, P1363 form) and turns it into its seal with
    /// [`SigningOrder::sealed`].
    ///
    /// # Errors
    /// See [`SignerError`]; the order is spent, its intent stays recorded.
    fn sign(&self, order: SigningOrder) -> Result<Seal, SignerError>;

    /// Seals box 14 of a permit that customs endorsed (role `endorse`, `spec/exchange.md` 8.3).
    ///
    /// # Errors
    /// See [`SignerError`].
    fn endorse(&self, order: EndorsementOrder) -> Result<Signature, SignerError>;

    /// The certificate of the key, DER.
    fn certificate_der(&self) -> &[u8];

    /// The key's name in seals and QR codes.
    fn key_id(&self) -> &str;
}

/// An order to seal what customs endorsed. The decision was sealed at issue; this second signature says that box 14 is
/// what our border recorded. Made only for a permit with an endorsement, spent by [`Signer::endorse`].
#[derive(Debug)]
pub struct EndorsementOrder {
    number: PermitNumber,
    payload: Payload,
}

impl EndorsementOrder {
    /// `bytes`: the canonical `SignedInfo` over the final message. `None` while box 14 is empty.
    pub fn new(permit: &crate::Permit, bytes: Vec<u8>) -> Option<EndorsementOrder> {
        permit.endorsement()?;
        Some(EndorsementOrder {
            number: permit.number().clone(),
            payload: Payload::new(PayloadPurpose::PermitXml, bytes),
        })
    }

    /// The permit's number.
    pub fn number(&self) -> &PermitNumber {
        &self.number
    }

    /// The bytes to sign.
    pub fn payload(&self) -> &Payload {
        &self.payload
    }
}

/// The calendar day of a moment in UTC: the days of validity are counted so.
pub(crate) fn utc_day(at: Timestamp) -> Date {
    at.to_zoned(jiff::tz::TimeZone::UTC).date()
}
