//! The EPIX service: SOAP, document/literal, four operations; `spec/exchange.md` section 6.
//!
//! Server: [`decode`] → [`Call`] → [`encode`] or [`encode_fault`]. Client: [`encode_request`] → [`decode_answer`].
//! Nothing here sends anything: whoever holds the connection posts the bytes.

mod client;
mod fault;
mod schema;
mod server;
mod soap;
pub mod status;
mod wsdl;

pub use crate::epermit::Version;
pub use client::{decode_answer, encode_request, soap_action};
pub use fault::{Fault, FaultToken, Side, decode_fault, encode_fault};
pub use schema::{SchemaFile, schemas};
pub use server::{decode, encode};
pub use wsdl::wsdl;

use cites::document::Block;
use cites::{Amount, CountryCode, PermitNumber};
use std::fmt;

/// SOAP 1.1, the version of the service; 1.2 is understood, and answered in kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SoapVersion {
    /// `http://schemas.xmlsoap.org/soap/envelope/`, content type `text/xml`.
    #[default]
    V11,
    /// `http://www.w3.org/2003/05/soap-envelope`, content type `application/soap+xml`.
    V12,
}

impl SoapVersion {
    /// Namespace of the envelope.
    pub const fn namespace(self) -> &'static str {
        match self {
            SoapVersion::V11 => "http://schemas.xmlsoap.org/soap/envelope/",
            SoapVersion::V12 => "http://www.w3.org/2003/05/soap-envelope",
        }
    }

    /// HTTP content type of an answer.
    pub const fn content_type(self) -> &'static str {
        match self {
            SoapVersion::V11 => "text/xml; charset=utf-8",
            SoapVersion::V12 => "application/soap+xml; charset=utf-8",
        }
    }
}

/// The four operations, by their names on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operation {
    /// The permit as issued, with whatever endorsement exists.
    GetNonFinalCitesCertificate,
    /// The permit when box 14 changes no more.
    GetFinalCitesCertificate,
    /// Quantities inspected, sent to the issuing Party.
    ConfirmQuantities,
    /// Is the system there?
    ServiceState,
}

impl Operation {
    /// All four, in the order of the WSDL.
    pub const ALL: [Operation; 4] = [
        Operation::GetNonFinalCitesCertificate,
        Operation::GetFinalCitesCertificate,
        Operation::ConfirmQuantities,
        Operation::ServiceState,
    ];

    /// Name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Operation::GetNonFinalCitesCertificate => "GetNonFinalCitesCertificate",
            Operation::GetFinalCitesCertificate => "GetFinalCitesCertificate",
            Operation::ConfirmQuantities => "ConfirmQuantities",
            Operation::ServiceState => "ServiceState",
        }
    }

    /// Name as the hub writes it in its SOAPAction.
    pub const fn hub_name(self) -> &'static str {
        match self {
            Operation::GetNonFinalCitesCertificate => "get_non_final_cites_certificate",
            Operation::GetFinalCitesCertificate => "get_final_cites_certificate",
            Operation::ConfirmQuantities => "confirm_quantities",
            Operation::ServiceState => "service_state",
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The security code somebody sent (`TokenId`): any text of 1 to 128 characters, because other Parties make their own.
/// Never printed and without equality: compare [`TokenId::as_str`] in constant time.
#[derive(Clone)]
pub struct TokenId(String);

impl TokenId {
    /// From text; blanks around it are dropped. `None` when nothing or more than 128 characters are left.
    pub fn new(text: &str) -> Option<TokenId> {
        let text = text.trim();
        (!text.is_empty() && text.chars().count() <= 128).then(|| TokenId(text.to_owned()))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&cites::Token> for TokenId {
    fn from(token: &cites::Token) -> TokenId {
        TokenId(token.as_str().to_owned())
    }
}

impl fmt::Debug for TokenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenId(…)")
    }
}

/// Which permit is meant.
#[derive(Debug, Clone)]
pub struct PermitKey {
    /// `CertificateNumber`.
    pub number: PermitNumber,
    /// `TokenId`.
    pub token: Option<TokenId>,
    /// `IsoCountryCode`: the **called** (issuing) Party; absent where the endpoint serves one Party.
    pub country: Option<CountryCode>,
}

/// One `CitesPosition`: the quantity inspected of one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// `ID`: the block's letter.
    pub block: Block,
    /// `InspectedUnitQuantity`, in the unit of box 11; zero where nothing arrived.
    pub quantity: Amount,
}

/// What a caller asks.
#[derive(Debug, Clone)]
pub enum Request {
    /// `GetNonFinalCitesCertificate`.
    GetNonFinal(PermitKey),
    /// `GetFinalCitesCertificate`.
    GetFinal(PermitKey),
    /// `ConfirmQuantities`; positions are never empty and no block comes twice.
    ConfirmQuantities(PermitKey, Vec<Position>),
    /// `ServiceState`, with the called Party where it is named.
    ServiceState(Option<CountryCode>),
}

impl Request {
    /// Its operation.
    pub fn operation(&self) -> Operation {
        match self {
            Request::GetNonFinal(_) => Operation::GetNonFinalCitesCertificate,
            Request::GetFinal(_) => Operation::GetFinalCitesCertificate,
            Request::ConfirmQuantities(..) => Operation::ConfirmQuantities,
            Request::ServiceState(_) => Operation::ServiceState,
        }
    }

    /// The called Party, where the request names it.
    pub fn country(&self) -> Option<CountryCode> {
        match self {
            Request::GetNonFinal(key) | Request::GetFinal(key) | Request::ConfirmQuantities(key, _) => key.country,
            Request::ServiceState(country) => *country,
        }
    }

    /// The permit meant, where there is one.
    pub fn key(&self) -> Option<&PermitKey> {
        match self {
            Request::GetNonFinal(key) | Request::GetFinal(key) | Request::ConfirmQuantities(key, _) => Some(key),
            Request::ServiceState(_) => None,
        }
    }
}

/// A decoded call: what is asked and in which namespace and envelope to answer.
#[derive(Debug, Clone)]
pub struct Call {
    /// Answer in this toolkit's namespace and message.
    pub version: Version,
    /// Answer in this envelope.
    pub soap: SoapVersion,
    /// The question.
    pub request: Request,
}

/// A file beside the permit, sent inline as base64 (a multipart reply cannot pass the hub; section 6.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// `AttachmentName`, for example `26QM000371.signed.xml`.
    pub name: String,
    /// The bytes.
    pub content: Vec<u8>,
}

/// A permit message in the shape it has inside SOAP: root in no namespace, children in the message's.
/// Made by `epermit::v1::embed` and `epermit::v2::embed`, or cut out of a received answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embedded(pub(crate) String);

impl Embedded {
    /// The element, UTF-8.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// From what [`Embedded::as_str`] gave earlier, for answers kept ready in the store. The text is sent as it is.
    pub fn from_stored(text: String) -> Embedded {
        Embedded(text)
    }
}

/// The answer to a certificate request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The message, to be read by [`crate::epermit::read`].
    pub permit: Embedded,
    /// Files beside it: the signed copy, `status.xml`, annex pages.
    pub attachments: Vec<Attachment>,
    /// `Composite`; its meaning is not published, we send `false`.
    pub composite: bool,
}

impl Certificate {
    /// The signed copy beside the permit: the first attachment whose name ends in `.signed.xml`.
    pub fn signed_copy(&self) -> Option<&Attachment> {
        self.attachments.iter().find(|a| a.name.to_ascii_lowercase().ends_with(".signed.xml"))
    }
}

/// `Result` of `ConfirmQuantities` (section 6.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfirmResult {
    /// The quantities now stand in box 14.
    Accepted,
    /// The quantities are kept beside box 14, which customs had already filled.
    Recorded,
    /// What another Party's system says.
    Other(String),
}

impl ConfirmResult {
    /// Text on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            ConfirmResult::Accepted => "accepted",
            ConfirmResult::Recorded => "recorded",
            ConfirmResult::Other(text) => text,
        }
    }
}

/// `State` of `ServiceState` (section 6.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Open.
    Available,
    /// Closed for a while.
    Maintenance,
    /// What another Party's system says.
    Other(String),
}

impl State {
    /// Text on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            State::Available => "available",
            State::Maintenance => "maintenance",
            State::Other(text) => text,
        }
    }
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Response {
    /// To `GetNonFinalCitesCertificate`.
    NonFinal(Certificate),
    /// To `GetFinalCitesCertificate`.
    Final(Certificate),
    /// To `ConfirmQuantities`.
    ConfirmQuantities(ConfirmResult),
    /// To `ServiceState`.
    ServiceState(State),
}

impl Response {
    /// The operation it answers.
    pub fn operation(&self) -> Operation {
        match self {
            Response::NonFinal(_) => Operation::GetNonFinalCitesCertificate,
            Response::Final(_) => Operation::GetFinalCitesCertificate,
            Response::ConfirmQuantities(_) => Operation::ConfirmQuantities,
            Response::ServiceState(_) => Operation::ServiceState,
        }
    }
}

/// What came back from another Party or the hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The answer, and the toolkit it speaks.
    Response(Version, Response),
    /// A refusal, whatever the HTTP status was.
    Fault(Fault),
}
