//! The service description: WSDL 1.1, everything in one file, the service's own schema first, because a known client
//! reads `elementFormDefault` from the first schema and follows no imports (`spec/exchange.md` 6.3).

use super::schema::{XSD, component_schema, import, message_schema};
use super::{Operation, Version};
use crate::xml::Writer;

const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";
const WSDL_SOAP: &str = "http://schemas.xmlsoap.org/wsdl/soap/";

/// The description of the service in one version. `address`: its `https` address, from configuration, never from a
/// request's Host header.
pub fn wsdl(version: Version, address: &str) -> String {
    let tns = version.service_namespace();
    let mut w = Writer::new();
    w.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    w.start(
        "wsdl:definitions",
        &[
            ("xmlns:wsdl", WSDL),
            ("xmlns:soap", WSDL_SOAP),
            ("xmlns:xs", XSD),
            ("xmlns:tns", tns),
            ("name", "CitesDataExchange"),
            ("targetNamespace", tns),
        ],
    );
    w.start("wsdl:types", &[]);
    service_schema(&mut w, version, None);
    message_schema(&mut w, version, None);
    component_schema(&mut w, version);
    w.end();
    for operation in Operation::ALL {
        for direction in ["Request", "Response"] {
            let name = format!("{operation}{direction}");
            w.start("wsdl:message", &[("name", &name)]);
            w.leaf("wsdl:part", &[("name", "parameters"), ("element", &format!("tns:{name}"))], "");
            w.end();
        }
    }
    w.start("wsdl:portType", &[("name", "CitesDataExchangePortType")]);
    for operation in Operation::ALL {
        w.start("wsdl:operation", &[("name", operation.name())]);
        w.leaf("wsdl:input", &[("message", &format!("tns:{operation}Request"))], "");
        w.leaf("wsdl:output", &[("message", &format!("tns:{operation}Response"))], "");
        w.end();
    }
    w.end();
    binding(&mut w);
    w.start("wsdl:service", &[("name", "CitesDataExchangeService")]);
    w.start("wsdl:port", &[("name", "CitesDataExchangePort"), ("binding", "tns:CitesDataExchangeBinding")]);
    w.leaf("soap:address", &[("location", address)], "");
    w.finish()
}

fn binding(w: &mut Writer) {
    w.start("wsdl:binding", &[("name", "CitesDataExchangeBinding"), ("type", "tns:CitesDataExchangePortType")]);
    w.leaf("soap:binding", &[("style", "document"), ("transport", "http://schemas.xmlsoap.org/soap/http")], "");
    for operation in Operation::ALL {
        w.start("wsdl:operation", &[("name", operation.name())]);
        w.leaf("soap:operation", &[("soapAction", &format!("urn:{operation}")), ("style", "document")], "");
        for direction in ["wsdl:input", "wsdl:output"] {
            w.start(direction, &[]);
            w.leaf("soap:body", &[("use", "literal")], "");
            w.end();
        }
        w.end();
    }
    w.end();
}

/// Schema of the eight wrappers. `location`: file of the message, none inside the description.
pub(super) fn service_schema(w: &mut Writer, version: Version, location: Option<&str>) {
    w.start(
        "xs:schema",
        &[
            ("xmlns:xs", XSD),
            ("xmlns:rsm", version.message_namespace()),
            ("targetNamespace", version.service_namespace()),
            ("elementFormDefault", "unqualified"),
        ],
    );
    import(w, version.message_namespace(), location);
    let element = |w: &mut Writer, name: &str, kind: &str, occurs: &[(&str, &str)]| {
        let mut attributes = vec![("name", name), ("type", kind)];
        attributes.extend_from_slice(occurs);
        w.leaf("xs:element", &attributes, "");
    };
    const OPTIONAL: &[(&str, &str)] = &[("minOccurs", "0")];
    const MANY: &[(&str, &str)] = &[("minOccurs", "0"), ("maxOccurs", "unbounded")];
    for operation in Operation::ALL {
        open_wrapper(w, &format!("{operation}Request"), &[]);
        if operation != Operation::ServiceState {
            element(w, "CertificateNumber", "xs:string", &[]);
            element(w, "TokenId", "xs:string", OPTIONAL);
        }
        element(w, "IsoCountryCode", "xs:string", OPTIONAL);
        if operation == Operation::ConfirmQuantities {
            open_wrapper(w, "ConfirmedQuantities", &[]);
            open_wrapper(w, "CitesPosition", &[("maxOccurs", "unbounded")]);
            element(w, "ID", "xs:token", &[]);
            element(w, "InspectedUnitQuantity", "xs:decimal", &[]);
            close_wrapper(w);
            close_wrapper(w);
        }
        close_wrapper(w);
        open_wrapper(w, &format!("{operation}Response"), &[]);
        match operation {
            Operation::GetNonFinalCitesCertificate | Operation::GetFinalCitesCertificate => {
                let root = version.root();
                element(w, root, &format!("rsm:{root}Type"), &[]);
                open_wrapper(w, "Attachments", MANY);
                element(w, "AttachmentName", "xs:string", &[]);
                element(w, "AttachmentContent", "xs:base64Binary", &[]);
                close_wrapper(w);
                element(w, "Composite", "xs:boolean", &[]);
            }
            Operation::ConfirmQuantities => element(w, "Result", "xs:string", &[]),
            Operation::ServiceState => element(w, "State", "xs:string", &[]),
        }
        close_wrapper(w);
    }
    w.end();
}

/// An element with an anonymous type: a known client indexes inline types only.
fn open_wrapper(w: &mut Writer, name: &str, occurs: &[(&str, &str)]) {
    let mut attributes = vec![("name", name)];
    attributes.extend_from_slice(occurs);
    w.start("xs:element", &attributes);
    w.start("xs:complexType", &[]);
    w.start("xs:sequence", &[]);
}

fn close_wrapper(w: &mut Writer) {
    w.end();
    w.end();
    w.end();
}
