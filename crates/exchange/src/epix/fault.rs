//! Refusals of the service: `spec/exchange.md` 6.5, and the hub's of 6.1.

use super::{SoapVersion, soap};
use crate::xml::{self, Element, Limits, Writer};
use std::fmt;

/// Whose fault it is: the part after the prefix in `faultcode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The caller must change something.
    Client,
    /// The called system cannot answer now.
    Server,
    /// A header that must be understood was not.
    MustUnderstand,
    /// The envelope is of an unknown version.
    VersionMismatch,
}

impl Side {
    /// The word in `faultcode`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Side::Client => "Client",
            Side::Server => "Server",
            Side::MustUnderstand => "MustUnderstand",
            Side::VersionMismatch => "VersionMismatch",
        }
    }
}

/// `faultstring`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FaultToken {
    /// No client certificate, or none with a country.
    CertificateMissing,
    /// The certificate belongs to no partner.
    CallerNotFound,
    /// The Party asked for is not served here.
    CalleeNotFound,
    /// The partner has no right to this operation.
    AdapterNotAvailable,
    /// No such permit, or a wrong or missing token: one text for both, so that numbers cannot be probed.
    CertificateNotFound,
    /// `GetFinal` before the permit is final.
    CertificateNotFinal,
    /// Draft, refused or not yet issued.
    CertificateNotReleased,
    /// Structure or value wrong; the detail names the element.
    InvalidRequest,
    /// A block id with blanks in it.
    IdNotToken,
    /// No such block.
    UnknownPosition,
    /// The block comes twice.
    DuplicatePosition,
    /// More than box 11.
    QuantityExceedsPermit,
    /// Units differ.
    UnitMismatch,
    /// Other quantities were confirmed before.
    AlreadyConfirmed,
    /// Rate limit.
    TooManyRequests,
    /// Maintenance.
    ServiceUnavailable,
    /// A text of another system.
    Other(String),
}

impl FaultToken {
    /// Every token of ours.
    pub const ALL: [FaultToken; 16] = [
        FaultToken::CertificateMissing,
        FaultToken::CallerNotFound,
        FaultToken::CalleeNotFound,
        FaultToken::AdapterNotAvailable,
        FaultToken::CertificateNotFound,
        FaultToken::CertificateNotFinal,
        FaultToken::CertificateNotReleased,
        FaultToken::InvalidRequest,
        FaultToken::IdNotToken,
        FaultToken::UnknownPosition,
        FaultToken::DuplicatePosition,
        FaultToken::QuantityExceedsPermit,
        FaultToken::UnitMismatch,
        FaultToken::AlreadyConfirmed,
        FaultToken::TooManyRequests,
        FaultToken::ServiceUnavailable,
    ];

    /// Text on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            FaultToken::CertificateMissing => "CertificateMissing",
            FaultToken::CallerNotFound => "CallerNotFound",
            FaultToken::CalleeNotFound => "CalleeNotFound",
            FaultToken::AdapterNotAvailable => "AdapterNotAvailable",
            FaultToken::CertificateNotFound => "CertificateNotFound",
            FaultToken::CertificateNotFinal => "CertificateNotFinal",
            FaultToken::CertificateNotReleased => "CertificateNotReleased",
            FaultToken::InvalidRequest => "InvalidRequest",
            FaultToken::IdNotToken => "XML structure is not valid. ID must be a token",
            FaultToken::UnknownPosition => "UnknownPosition",
            FaultToken::DuplicatePosition => "DuplicatePosition",
            FaultToken::QuantityExceedsPermit => "QuantityExceedsPermit",
            FaultToken::UnitMismatch => "UnitMismatch",
            FaultToken::AlreadyConfirmed => "AlreadyConfirmed",
            FaultToken::TooManyRequests => "TooManyRequests",
            FaultToken::ServiceUnavailable => "ServiceUnavailable",
            FaultToken::Other(text) => text,
        }
    }

    /// From a received `faultstring`.
    pub fn parse(text: &str) -> FaultToken {
        let text = text.trim();
        FaultToken::ALL.into_iter().find(|t| t.as_str() == text).unwrap_or_else(|| FaultToken::Other(text.to_owned()))
    }

    fn side(&self) -> Side {
        match self {
            FaultToken::ServiceUnavailable | FaultToken::Other(_) => Side::Server,
            FaultToken::CertificateMissing
            | FaultToken::CallerNotFound
            | FaultToken::CalleeNotFound
            | FaultToken::AdapterNotAvailable
            | FaultToken::CertificateNotFound
            | FaultToken::CertificateNotFinal
            | FaultToken::CertificateNotReleased
            | FaultToken::InvalidRequest
            | FaultToken::IdNotToken
            | FaultToken::UnknownPosition
            | FaultToken::DuplicatePosition
            | FaultToken::QuantityExceedsPermit
            | FaultToken::UnitMismatch
            | FaultToken::AlreadyConfirmed
            | FaultToken::TooManyRequests => Side::Client,
        }
    }
}

/// A SOAP fault; ours go out with HTTP 500, others' come in with any status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// `faultcode`.
    pub side: Side,
    /// `faultstring`.
    pub token: FaultToken,
    /// Sentence for people in `detail`; names the element where one is at fault. Never an internal text.
    pub text: String,
    /// Correlation id in `detail`, empty where the fault came without one.
    pub correlation: String,
}

impl Fault {
    /// HTTP status of a fault (SOAP 1.1, section 6.2 of that specification).
    pub const HTTP_STATUS: u16 = 500;

    /// A fault of ours; its side follows from the token.
    pub fn new(token: FaultToken, text: impl Into<String>) -> Fault {
        Fault { side: token.side(), token, text: text.into(), correlation: String::new() }
    }

    /// The same with the id under which our log knows the call.
    #[must_use]
    pub fn with_correlation(mut self, id: impl Into<String>) -> Fault {
        self.correlation = id.into();
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.token.as_str(), self.side.as_str(), self.text)
    }
}

impl std::error::Error for Fault {}

/// Namespace of our `detail`.
const DETAIL: &str = "urn:manis:epix-fault:1";

/// The envelope of a fault.
pub fn encode_fault(version: SoapVersion, fault: &Fault) -> Vec<u8> {
    soap::envelope(version, None, |w| {
        let detail = |w: &mut Writer| {
            w.start("f:Detail", &[("xmlns:f", DETAIL)]);
            w.leaf("f:Text", &[], &fault.text);
            w.leaf("f:CorrelationId", &[], &fault.correlation);
            w.end();
        };
        w.start("soap:Fault", &[]);
        match version {
            SoapVersion::V11 => {
                w.leaf("faultcode", &[], &format!("soap:{}", fault.side.as_str()));
                w.leaf("faultstring", &[], fault.token.as_str());
                w.start("detail", &[]);
                detail(w);
                w.end();
            }
            SoapVersion::V12 => {
                let code = match fault.side {
                    Side::Client => "Sender",
                    Side::Server => "Receiver",
                    Side::MustUnderstand => "MustUnderstand",
                    Side::VersionMismatch => "VersionMismatch",
                };
                w.start("soap:Code", &[]);
                w.leaf("soap:Value", &[], &format!("soap:{code}"));
                w.end();
                w.start("soap:Reason", &[]);
                w.leaf("soap:Text", &[("xml:lang", "en")], fault.token.as_str());
                w.end();
                w.start("soap:Detail", &[]);
                detail(w);
                w.end();
            }
        }
    })
}

/// Reads a fault, if the bytes are one: SOAP 1.1 or 1.2, its code with or without prefix, its detail ours or not.
/// HTTP status does not matter: the hub passes a Party's fault on with status 200.
pub fn decode_fault(bytes: &[u8]) -> Option<Fault> {
    let document = xml::read(bytes, Limits::ANSWER).ok()?;
    from_body(soap::open(document.root()).ok()?.content)
}

pub(super) fn from_body(fault: Element<'_, '_>) -> Option<Fault> {
    if fault.local() != "Fault" {
        return None;
    }
    let text = |e: Option<Element<'_, '_>>| e.map(|e| e.text().trim().to_owned()).unwrap_or_default();
    let code = text(fault.child("faultcode").or_else(|| fault.child("Code").and_then(|c| c.child("Value"))));
    let reason = text(fault.child("faultstring").or_else(|| fault.child("Reason").and_then(|r| r.child("Text"))));
    let side = match code.rsplit(':').next().unwrap_or("") {
        code if code.starts_with("Client") || code.starts_with("Sender") => Side::Client,
        "MustUnderstand" => Side::MustUnderstand,
        "VersionMismatch" => Side::VersionMismatch,
        _ => Side::Server,
    };
    let detail = fault.child("detail").or_else(|| fault.child("Detail"));
    let ours = detail.and_then(|d| d.children().find(|c| c.is(DETAIL, "Detail")));
    let said = match ours {
        Some(ours) => text(ours.child("Text")),
        // Foreign details may be a page of program text; a person sees the beginning of what it says.
        None => detail.map(first_words).unwrap_or_default(),
    };
    let correlation = ours.map(|o| text(o.child("CorrelationId"))).unwrap_or_default();
    Some(Fault { side, token: FaultToken::parse(&reason), text: said, correlation })
}

fn first_words(detail: Element<'_, '_>) -> String {
    let mut words = String::new();
    for element in detail.descendants() {
        let text = element.text();
        let text = text.trim();
        if !text.is_empty() {
            words.push_str(text);
            words.push(' ');
        }
        if words.len() > 2000 {
            break;
        }
    }
    words.trim_end().chars().take(500).collect()
}
