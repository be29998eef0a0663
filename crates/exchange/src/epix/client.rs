//! The calling side: writes requests, reads whatever comes back.

use super::{Answer, Attachment, Certificate, ConfirmResult, Embedded, Operation, PermitKey, Request, Response};
use super::{SoapVersion, State, Version, fault, soap};
use crate::xml::{self, Element, Limits, Writer, XmlError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Writes a request, SOAP 1.1, children without namespace, as the adapters of the public hub do.
pub fn encode_request(version: Version, request: &Request) -> Vec<u8> {
    soap::envelope(SoapVersion::V11, Some(version.service_namespace()), |w| {
        w.start(&format!("tns:{}Request", request.operation().name()), &[]);
        match request {
            Request::GetNonFinal(key) | Request::GetFinal(key) => write_key(w, key),
            Request::ConfirmQuantities(key, positions) => {
                write_key(w, key);
                w.start("ConfirmedQuantities", &[]);
                for position in positions {
                    w.start("CitesPosition", &[]);
                    w.leaf("ID", &[], position.block.as_str());
                    w.leaf("InspectedUnitQuantity", &[], &position.quantity.to_string());
                    w.end();
                }
                w.end();
            }
            Request::ServiceState(country) => {
                if let Some(country) = country {
                    w.leaf("IsoCountryCode", &[], country.code());
                }
            }
        }
        w.end();
    })
}

fn write_key(w: &mut Writer, key: &PermitKey) {
    w.leaf("CertificateNumber", &[], key.number.as_str());
    if let Some(token) = &key.token {
        w.leaf("TokenId", &[], token.as_str());
    }
    if let Some(country) = key.country {
        w.leaf("IsoCountryCode", &[], country.code());
    }
}

/// Value of the `SOAPAction` header, with its quotes.
pub fn soap_action(operation: Operation) -> String {
    format!("\"urn:{}\"", operation.name())
}

/// Reads what a Party or the hub sent back: its answer or its fault, whatever the HTTP status was.
///
/// The operation and toolkit are taken from the answer's own element, because the hub passes the called Party's envelope
/// on unchanged. Whether it is the answer to what was asked is for the caller to compare.
///
/// # Errors
/// When it is not well-formed, passes a limit (8 MiB), or is no answer of this service.
pub fn decode_answer(bytes: &[u8]) -> Result<Answer, XmlError> {
    let document = xml::read(bytes, Limits::ANSWER)?;
    let root = document.root();
    let bad = |element: Element<'_, '_>, help: &str| XmlError::new("answer-form", help, element.local(), 0);
    let body = soap::open(root).map_err(|b| bad(root, &b.text))?;
    let content = body.content;
    if let Some(fault) = fault::from_body(content) {
        return Ok(Answer::Fault(fault));
    }
    let version = [Version::V2, Version::V1]
        .into_iter()
        .find(|v| v.service_namespace() == content.namespace())
        .ok_or_else(|| bad(content, "The answer is not in the namespace of the EPIX service."))?;
    let operation = content
        .local()
        .strip_suffix("Response")
        .and_then(|name| Operation::ALL.into_iter().find(|o| o.name() == name))
        .ok_or_else(|| bad(content, "The answer is to none of the four operations."))?;
    let word = |name: &str| {
        let text = content.child(name).map(|e| e.text().trim().to_owned()).unwrap_or_default();
        if text.is_empty() { Err(bad(content, "The answer says nothing.")) } else { Ok(text) }
    };
    let response = match operation {
        Operation::GetNonFinalCitesCertificate => Response::NonFinal(certificate(content)?),
        Operation::GetFinalCitesCertificate => Response::Final(certificate(content)?),
        Operation::ConfirmQuantities => Response::ConfirmQuantities(match word("Result")? {
            text if text == "accepted" => ConfirmResult::Accepted,
            text if text == "recorded" => ConfirmResult::Recorded,
            text => ConfirmResult::Other(text),
        }),
        Operation::ServiceState => Response::ServiceState(match word("State")? {
            text if text == "available" => State::Available,
            text if text == "maintenance" => State::Maintenance,
            text => State::Other(text),
        }),
    };
    Ok(Answer::Response(version, response))
}

fn certificate(content: Element<'_, '_>) -> Result<Certificate, XmlError> {
    let is_permit = |c: &Element<'_, '_>| [Version::V1, Version::V2].iter().any(|v| v.root() == c.local());
    let mut permits = content.children().filter(is_permit);
    let (Some(permit), None) = (permits.next(), permits.next()) else {
        return Err(XmlError::new("answer-form", "The answer must hold exactly one permit.", content.local(), 0));
    };
    let mut text = String::with_capacity(8 * 1024);
    xml::exclusive(permit, &mut text);
    let mut attachments = Vec::new();
    for part in content.children().filter(|c| c.local() == "Attachments") {
        let said = |name: &str| part.child(name).map(|e| e.text().trim().to_owned()).unwrap_or_default();
        let encoded = said("AttachmentContent");
        if encoded.starts_with("cid:") || encoded.is_empty() {
            // A pointer into a multipart message that did not come along: there is no content to show.
            attachments.push(Attachment { name: said("AttachmentName"), content: Vec::new() });
            continue;
        }
        let packed: String = encoded.split_ascii_whitespace().collect();
        let content = STANDARD
            .decode(packed)
            .map_err(|_| XmlError::new("answer-attachment", "The attachment is not base64.", "AttachmentContent", 0))?;
        attachments.push(Attachment { name: said("AttachmentName"), content });
    }
    let composite = content.child("Composite").is_some_and(|c| matches!(c.text().trim(), "true" | "1"));
    Ok(Certificate { permit: Embedded(text), attachments, composite })
}
