//! Envelopes, read and written, for requests, answers and faults alike.

use super::{SoapVersion, fault::Side};
use crate::xml::{Element, Writer};

/// An envelope's body: exactly one element in it.
pub(super) struct Body<'d, 'a> {
    pub soap: SoapVersion,
    pub content: Element<'d, 'a>,
}

/// Why an envelope is refused.
pub(super) struct Bad {
    pub soap: SoapVersion,
    pub side: Side,
    pub text: String,
}

/// Opens an envelope: at most one Header, one Body, one element in it, no header that must be understood.
pub(super) fn open<'d, 'a>(root: Element<'d, 'a>) -> Result<Body<'d, 'a>, Bad> {
    let version = [SoapVersion::V11, SoapVersion::V12].into_iter().find(|v| root.namespace() == v.namespace());
    let soap = version.unwrap_or_default();
    let bad = |side, text: &str| Err(Bad { soap, side, text: text.to_owned() });
    if root.local() != "Envelope" {
        return bad(Side::Client, "Send a SOAP envelope: the root element must be Envelope.");
    }
    if version.is_none() {
        return bad(Side::VersionMismatch, "Envelope: send a SOAP 1.1 envelope.");
    }
    let mut body = None;
    for (n, part) in root.children().enumerate() {
        if part.namespace() != soap.namespace() {
            return bad(Side::Client, "Envelope: nothing but Header and Body may stand in it.");
        }
        match part.local() {
            "Header" if n == 0 => {
                for block in part.children() {
                    let must = block.attribute_in(soap.namespace(), "mustUnderstand").map(str::trim);
                    if matches!(must, Some("1" | "true")) {
                        return bad(
                            Side::MustUnderstand,
                            "Header: it holds a block that must be understood and is not.",
                        );
                    }
                }
            }
            "Body" if body.is_none() => body = Some(part),
            _ => return bad(Side::Client, "Envelope: send one Body, after the Header."),
        }
    }
    let Some(body) = body else { return bad(Side::Client, "Envelope: send a Body.") };
    let mut inside = body.children();
    let (Some(content), None, false) = (inside.next(), inside.next(), !body.text().trim().is_empty()) else {
        return bad(Side::Client, "Body: send exactly one operation.");
    };
    Ok(Body { soap, content })
}

/// An envelope around what `write` puts into its Body. `service`: namespace of the prefix `tns`, where one is needed.
pub(super) fn envelope(soap: SoapVersion, service: Option<&str>, write: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut w = Writer::new();
    w.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let mut namespaces = vec![("xmlns:soap", soap.namespace())];
    if let Some(service) = service {
        namespaces.push(("xmlns:tns", service));
    }
    w.start("soap:Envelope", &namespaces);
    w.start("soap:Body", &[]);
    write(&mut w);
    w.finish().into_bytes()
}
