//! Identities of the things we keep. Each kind is its own type, so that a case id cannot be handed in for a permit id.

use crate::ParseError;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::marker::PhantomData;

/// 16 bytes, time-ordered (UUID version 7 layout), written as 32 hexadecimal digits. Time and chance come from outside.
pub struct Id<K> {
    bytes: [u8; 16],
    kind: PhantomData<fn() -> K>,
}

/// What an [`Id`] identifies; `NAME` goes into error texts.
pub trait Kind {
    /// The thing's name.
    const NAME: &'static str;
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident, $alias:ident, $name:literal;)*) => {$(
        #[doc = concat!("Marks the id of a ", $name, ".")]
        #[derive(Debug, Clone, Copy)]
        pub enum $kind {}
        impl Kind for $kind { const NAME: &'static str = $name; }
        $(#[$doc])*
        pub type $alias = Id<$kind>;
    )*};
}

kinds! {
    /// A person with an account in one Party's system.
    PersonKind, PersonId, "person";
    /// A company, institution or person in whose name is applied.
    OrganisationKind, OrganisationId, "organisation";
    /// An application.
    ApplicationKind, ApplicationId, "application";
    /// An issued permit of ours.
    PermitKind, PermitId, "permit";
    /// A foreign permit as we received it.
    ForeignPermitKind, ForeignPermitId, "foreign permit";
    /// A quota row.
    QuotaKind, QuotaId, "quota";
    /// A finding of an authority.
    FindingIdKind, FindingId, "finding";
    /// An attachment.
    AttachmentKind, AttachmentId, "attachment";
    /// A message of the exchange.
    MessageKind, MessageId, "message";
    /// A signed-in session.
    SessionKind, SessionId, "session";
    /// A version of an annual report.
    ReportKind, ReportId, "report";
    /// A job in the outbox.
    JobKind, JobId, "job";
    /// A dated schedule of fees.
    FeeScheduleKind, FeeScheduleId, "fee schedule";
    /// An invoice.
    InvoiceKind, InvoiceId, "invoice";
    /// A receipt of money.
    MoneyReceiptKind, MoneyReceiptId, "receipt of money";
    /// A cashier's session.
    CashSessionKind, CashSessionId, "cash session";
    /// A line of a bank's file.
    BankLineKind, BankLineId, "bank line";
    /// A prepaid account.
    PrepaidAccountKind, PrepaidAccountId, "prepaid account";
    /// A waiver or refund that waits for its second person.
    MoneyRequestKind, MoneyRequestId, "money request";
    /// A payment begun at the gateway.
    GatewayPaymentKind, GatewayPaymentId, "gateway payment";
    /// A notice to a person.
    NoticeKind, NoticeId, "notice";
    /// A holder's report of use.
    UseReportKind, UseReportId, "report of use";
    /// A mandate between a client and an agent.
    MandateKind, MandateId, "mandate";
    /// A lot of a trader's stock.
    LotKind, LotId, "lot";
    /// An entry of a register of operations or institutions.
    EntryKind, EntryId, "register entry";
    /// A batch of stamps, paper or tags.
    BatchKind, BatchId, "batch";
    /// A landing under an introduction-from-the-sea certificate.
    LandingKind, LandingId, "landing";
    /// A scientific-exchange label.
    LabelKind, LabelId, "label";
    /// A numbered blank.
    BlankKind, BlankId, "blank";
    /// A plant-health certificate recorded at import.
    PlantCertificateKind, PlantCertificateId, "plant certificate";
    /// A plant-health certificate of our own service for plants that leave.
    PlantExportKind, PlantExportId, "plant export";
    /// A transit or trans-shipment seen at the border.
    TransitKind, TransitId, "transit";
    /// A file on its way.
    UploadKind, UploadId, "upload";
    /// A template of an application.
    TemplateKind, TemplateId, "template";
    /// Something written in a case.
    NoteKind, NoteId, "case message";
    /// A cheque.
    ChequeKind, ChequeId, "cheque";
    /// A fee that waits for the bill of the month.
    ChargeKind, ChargeId, "charge";
    /// A sample taken at an inspection.
    SampleKind, SampleId, "sample";
    /// A row of law that a Party entered.
    LawRowKind, LawRowId, "row of law";
    /// An alert of enforcement.
    AlertKind, AlertId, "alert";
    /// Something that stands against people or documents.
    SuspicionKind, SuspicionId, "suspicion";
    /// An authority abroad in the directory.
    ForeignAuthorityKind, ForeignAuthorityId, "foreign authority";
}

impl<K> Id<K> {
    /// Made of the time in milliseconds and ten random bytes, so that ids sort by age.
    pub fn new(unix_millis: i64, random: [u8; 10]) -> Id<K> {
        let mut bytes = [0_u8; 16];
        bytes[..6].copy_from_slice(&unix_millis.to_be_bytes()[2..]);
        bytes[6..].copy_from_slice(&random);
        bytes[6] = (bytes[6] & 0x0f) | 0x70;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        Id { bytes, kind: PhantomData }
    }

    /// From stored bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Id<K> {
        Id { bytes, kind: PhantomData }
    }

    /// For storing.
    pub const fn bytes(&self) -> [u8; 16] {
        self.bytes
    }
}

impl<K: Kind> Id<K> {
    /// Reads 32 hexadecimal digits; hyphens are dropped.
    ///
    /// # Errors
    /// `id-form` for anything else.
    pub fn parse(text: &str) -> Result<Id<K>, ParseError> {
        let bad = || ParseError::new("id-form", format!("This is not the id of a {}.", K::NAME));
        let clean: String = text.chars().filter(|c| *c != '-').collect();
        if clean.len() != 32 || !clean.is_ascii() {
            return Err(bad());
        }
        let mut bytes = [0_u8; 16];
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&clean[i * 2..i * 2 + 2], 16).map_err(|_| bad())?;
        }
        Ok(Id::from_bytes(bytes))
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Id<K> {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Id<K>) -> bool {
        self.bytes == other.bytes
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Id<K>) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Id<K>) -> std::cmp::Ordering {
        self.bytes.cmp(&other.bytes)
    }
}
impl<K> std::hash::Hash for Id<K> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}
impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bytes.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}
impl<K: Kind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {self}", K::NAME)
    }
}
impl<K> Serialize for Id<K> {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}
impl<'de, K: Kind> Deserialize<'de> for Id<K> {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Id::parse(&std::borrow::Cow::<'de, str>::deserialize(d)?).map_err(serde::de::Error::custom)
    }
}
