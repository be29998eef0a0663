//! The called side: reads requests with the leniency of `spec/exchange.md` 6.3 and the strictness of
//! `design/security.md` section 8, writes answers.

use super::soap::{self, Bad};
use super::{Call, Certificate, Fault, FaultToken, Operation, PermitKey, Position, Request, Response};
use super::{SoapVersion, TokenId, Version};
use crate::xml::{self, Element, Limits, Writer};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cites::document::Block;
use cites::{Amount, CountryCode, PermitNumber};

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Reads a request. `soap_action`: the HTTP header as it came (quoted, empty, missing: all the same).
///
/// Which operation is meant is said by the first element of the Body, by its name with or without `Request`; only when
/// that name is none of the four, the action decides. Both service namespaces are taken, children with or without
/// namespace, and `xsi:nil` is absent. Refused: a second operation, an unknown or repeated argument, a header that must be
/// understood, anything the reader refuses, more than 1 MiB.
///
/// # Errors
/// The fault to answer with, and in which envelope; the caller adds the correlation id.
pub fn decode(body: &[u8], soap_action: Option<&str>) -> Result<Call, (SoapVersion, Fault)> {
    let document = xml::read(body, Limits::REQUEST)
        .map_err(|e| (SoapVersion::V11, Fault::new(FaultToken::InvalidRequest, e.to_string())))?;
    let envelope = soap::open(document.root()).map_err(|Bad { soap, side, text }| {
        let mut fault = Fault::new(FaultToken::InvalidRequest, text);
        fault.side = side;
        (soap, fault)
    })?;
    decode_body(envelope.soap, envelope.content, soap_action).map_err(|fault| (envelope.soap, fault))
}

fn invalid(text: impl Into<String>) -> Fault {
    Fault::new(FaultToken::InvalidRequest, text)
}

fn decode_body(soap: SoapVersion, content: Element<'_, '_>, soap_action: Option<&str>) -> Result<Call, Fault> {
    let namespace = content.namespace();
    let version = [Version::V2, Version::V1]
        .into_iter()
        .find(|v| v.service_namespace() == namespace)
        .ok_or_else(|| invalid("Body: the operation must be in namespace urn:CitesDataExchange/v2/ or /v1/."))?;
    let name = content.local();
    let operation = by_element(name)
        .or_else(|| soap_action.and_then(by_action))
        .ok_or_else(|| invalid("Body: the operation is none of the four of this service."))?;
    let args = Arguments::take(content, version)?;
    let request = match operation {
        Operation::GetNonFinalCitesCertificate => {
            args.allow(&["CertificateNumber", "TokenId", "IsoCountryCode"])?;
            Request::GetNonFinal(args.key()?)
        }
        Operation::GetFinalCitesCertificate => {
            args.allow(&["CertificateNumber", "TokenId", "IsoCountryCode"])?;
            Request::GetFinal(args.key()?)
        }
        Operation::ConfirmQuantities => {
            args.allow(&["CertificateNumber", "TokenId", "IsoCountryCode", "ConfirmedQuantities"])?;
            Request::ConfirmQuantities(args.key()?, args.positions(version)?)
        }
        Operation::ServiceState => {
            args.allow(&["IsoCountryCode"])?;
            Request::ServiceState(args.country()?)
        }
    };
    Ok(Call { version, soap, request })
}

fn by_element(name: &str) -> Option<Operation> {
    let name = name.strip_suffix("Request").unwrap_or(name);
    Operation::ALL.into_iter().find(|o| o.name() == name)
}

/// `"urn:GetFinalCitesCertificate"`, bare, with any prefix, or as the hub writes it.
fn by_action(action: &str) -> Option<Operation> {
    let action = action.trim().trim_matches('"');
    let name = action.rsplit([':', '/', '#']).next().unwrap_or(action);
    by_element(name).or_else(|| Operation::ALL.into_iter().find(|o| o.hub_name() == name))
}

/// The children of an operation, each at most once.
struct Arguments<'d, 'a> {
    list: Vec<Element<'d, 'a>>,
}

impl<'d, 'a> Arguments<'d, 'a> {
    fn take(parent: Element<'d, 'a>, version: Version) -> Result<Arguments<'d, 'a>, Fault> {
        if parent.has_stray_text() || (parent.children().next().is_none() && !parent.text().trim().is_empty()) {
            return Err(invalid(format!("{}: text is not expected here.", parent.local())));
        }
        let mut list: Vec<Element<'d, 'a>> = Vec::new();
        for child in parent.children() {
            expect_namespace(child, version)?;
            // More arguments than any operation has are refused before they are compared with each other.
            if list.len() >= 8 {
                return Err(invalid(format!("{}: too many arguments.", parent.local())));
            }
            if list.iter().any(|c| c.local() == child.local()) {
                return Err(invalid(format!("{}: the argument stands twice.", shown(child.local()))));
            }
            list.push(child);
        }
        Ok(Arguments { list })
    }

    fn allow(&self, names: &[&str]) -> Result<(), Fault> {
        match self.list.iter().find(|c| !names.contains(&c.local())) {
            Some(unknown) => Err(invalid(format!("{}: the operation has no such argument.", shown(unknown.local())))),
            None => Ok(()),
        }
    }

    /// Text of an argument; `None` when absent, empty or nil.
    fn text(&self, name: &str) -> Result<Option<String>, Fault> {
        let Some(element) = self.list.iter().find(|c| c.local() == name) else { return Ok(None) };
        value(*element)
    }

    fn must(&self, name: &str) -> Result<String, Fault> {
        self.text(name)?.ok_or_else(|| invalid(format!("{name}: this argument is required.")))
    }

    fn key(&self) -> Result<PermitKey, Fault> {
        let number = self.must("CertificateNumber")?;
        let number = PermitNumber::parse(&number).map_err(|e| invalid(format!("CertificateNumber: {}", e.help)))?;
        let token = match self.text("TokenId")? {
            None => None,
            Some(text) => Some(
                TokenId::new(&text).ok_or_else(|| invalid("TokenId: the security code has at most 128 characters."))?,
            ),
        };
        Ok(PermitKey { number, token, country: self.country()? })
    }

    fn country(&self) -> Result<Option<CountryCode>, Fault> {
        let parse = |text: String| {
            CountryCode::parse(&text)
                .map_err(|_| invalid("IsoCountryCode: give the two-letter code of the called Party."))
        };
        self.text("IsoCountryCode")?.map(parse).transpose()
    }

    fn positions(&self, version: Version) -> Result<Vec<Position>, Fault> {
        let missing = || {
            // The public hub drops the quantities on their way; that must not count as zero (section 6.1).
            invalid("ConfirmedQuantities: the quantities did not arrive; send them directly, not through a hub.")
        };
        let element = self.list.iter().find(|c| c.local() == "ConfirmedQuantities").ok_or_else(missing)?;
        let mut out: Vec<Position> = Vec::new();
        let mut blocks = std::collections::HashSet::new();
        for child in element.children() {
            expect_namespace(child, version)?;
            if child.local() != "CitesPosition" {
                return Err(invalid(format!("{}: only CitesPosition may stand here.", shown(child.local()))));
            }
            let args = Arguments::take(child, version)?;
            args.allow(&["ID", "InspectedUnitQuantity"])?;
            let position = Position { block: args.block()?, quantity: args.quantity()? };
            if !blocks.insert(position.block.clone()) {
                return Err(Fault::new(
                    FaultToken::DuplicatePosition,
                    format!("CitesPosition/ID: block {} stands twice.", position.block),
                ));
            }
            out.push(position);
        }
        if out.is_empty() || element.has_stray_text() { Err(missing()) } else { Ok(out) }
    }

    fn block(&self) -> Result<Block, Fault> {
        let raw = self.list.iter().find(|c| c.local() == "ID").map(|e| e.text().into_owned()).unwrap_or_default();
        let text = self.must("ID")?;
        if raw.chars().any(char::is_whitespace) {
            return Err(Fault::new(FaultToken::IdNotToken, "CitesPosition/ID: the block's letter has no blanks."));
        }
        Block::parse(&text).map_err(|e| invalid(format!("CitesPosition/ID: {}", e.help)))
    }

    fn quantity(&self) -> Result<Amount, Fault> {
        let text = self.must("InspectedUnitQuantity")?;
        Amount::parse(&text).map_err(|e| invalid(format!("InspectedUnitQuantity: {}", e.help)))
    }
}

/// Names of strangers are cut before they go into faults.
fn shown(name: &str) -> String {
    name.chars().take(64).collect()
}

fn expect_namespace(element: Element<'_, '_>, version: Version) -> Result<(), Fault> {
    match element.namespace() {
        "" => Ok(()),
        ns if ns == version.service_namespace() => Ok(()),
        _ => Err(invalid(format!("{}: it is in a namespace unknown here.", shown(element.local())))),
    }
}

fn value(element: Element<'_, '_>) -> Result<Option<String>, Fault> {
    if element.children().next().is_some() {
        return Err(invalid(format!("{}: a value is expected here, not elements.", element.local())));
    }
    if matches!(element.attribute_in(XSI, "nil"), Some("true" | "1")) {
        return Ok(None);
    }
    let text = element.text();
    let text = text.trim();
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// Writes an answer in the namespace and envelope of its call. The permit inside must be of the same version.
pub fn encode(version: Version, soap: SoapVersion, response: &Response) -> Vec<u8> {
    soap::envelope(soap, Some(version.service_namespace()), |w| {
        w.start(&format!("tns:{}Response", response.operation().name()), &[]);
        match response {
            Response::NonFinal(certificate) | Response::Final(certificate) => encode_certificate(w, certificate),
            Response::ConfirmQuantities(result) => w.leaf("Result", &[], result.as_str()),
            Response::ServiceState(state) => w.leaf("State", &[], state.as_str()),
        }
        w.end();
    })
}

fn encode_certificate(w: &mut Writer, certificate: &Certificate) {
    w.raw(certificate.permit.as_str());
    for attachment in &certificate.attachments {
        w.start("Attachments", &[]);
        w.leaf("AttachmentName", &[], &attachment.name);
        w.leaf("AttachmentContent", &[], &STANDARD.encode(&attachment.content));
        w.end();
    }
    w.leaf("Composite", &[], if certificate.composite { "true" } else { "false" });
}
