//! The XML schemas we publish, made from the message tables, so that schema, reader and writer cannot part.
//!
//! The toolkit's own schema files are not public; these say what the published element lists say, and are ours.

use super::wsdl::service_schema;
use super::{Version, status, wsdl};
use crate::epermit::COMPONENTS;
use crate::epermit::grammar::{Class, Content, Occurs, Value, message};
use crate::xml::Writer;

pub(super) const XSD: &str = "http://www.w3.org/2001/XMLSchema";

/// A file of `manis schema print`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaFile {
    /// Its name; schemas import each other by these names.
    pub name: &'static str,
    /// Its text, UTF-8.
    pub content: String,
}

/// Everything we publish: two service descriptions, the same services and messages as schema files, and `status.xml`'s.
/// `address`: where the service is, for the descriptions.
pub fn schemas(address: &str) -> Vec<SchemaFile> {
    let mut out = Vec::new();
    for (version, description, service, root, components) in [
        (Version::V1, "cites-exchange-v1.wsdl", "cites-exchange-v1.xsd", "CBFShip-1.xsd", "CBFShip-1-components.xsd"),
        (
            Version::V2,
            "cites-exchange-v2.wsdl",
            "cites-exchange-v2.xsd",
            "CITESEPermit-2.xsd",
            "CITESEPermit-2-components.xsd",
        ),
    ] {
        out.push(SchemaFile { name: description, content: wsdl(version, address) });
        out.push(SchemaFile { name: service, content: file(|w| service_schema(w, version, Some(root))) });
        out.push(SchemaFile { name: root, content: file(|w| message_schema(w, version, Some(components))) });
        out.push(SchemaFile { name: components, content: file(|w| component_schema(w, version)) });
    }
    out.push(SchemaFile { name: "permit-status-1.xsd", content: file(status_schema) });
    out
}

fn file(write: impl FnOnce(&mut Writer)) -> String {
    let mut w = Writer::new();
    w.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    write(&mut w);
    w.finish()
}

/// Schema of the root and its three children. `location`: file of the components, none inside a service description.
pub(super) fn message_schema(w: &mut Writer, version: Version, location: Option<&str>) {
    let class = message(version);
    w.start(
        "xs:schema",
        &[
            ("xmlns:xs", XSD),
            ("xmlns:rsm", version.message_namespace()),
            ("xmlns:ram", COMPONENTS),
            ("targetNamespace", version.message_namespace()),
            ("elementFormDefault", "qualified"),
        ],
    );
    import(w, COMPONENTS, location);
    w.leaf("xs:element", &[("name", version.root()), ("type", &format!("rsm:{}", class.name))], "");
    complex_type(w, class);
    w.end();
}

pub(super) fn import(w: &mut Writer, namespace: &str, location: Option<&str>) {
    let mut attributes = vec![("namespace", namespace)];
    attributes.extend(location.map(|l| ("schemaLocation", l)));
    w.leaf("xs:import", &attributes, "");
}

/// Schema of everything below.
pub(super) fn component_schema(w: &mut Writer, version: Version) {
    w.start(
        "xs:schema",
        &[
            ("xmlns:xs", XSD),
            ("xmlns:ram", COMPONENTS),
            ("targetNamespace", COMPONENTS),
            ("elementFormDefault", "qualified"),
        ],
    );
    let mut classes: Vec<&'static Class> = Vec::new();
    let mut todo: Vec<&'static Class> = vec![message(version)];
    while let Some(class) = todo.pop() {
        for field in class.fields {
            if let Content::Class(inner) = field.content
                && !classes.iter().any(|c| c.name == inner.name)
            {
                classes.push(inner);
                todo.push(inner);
            }
        }
    }
    classes.sort_by_key(|c| c.name);
    classes.into_iter().for_each(|class| complex_type(w, class));
    for value in [Value::Text, Value::Identifier, Value::Code, Value::Quantity] {
        let base = if value == Value::Quantity { "ram:DecimalOrEmptyType" } else { "xs:string" };
        w.start("xs:complexType", &[("name", value.type_name())]);
        w.start("xs:simpleContent", &[]);
        w.start("xs:extension", &[("base", base)]);
        for attribute in value.attributes() {
            w.leaf("xs:attribute", &[("name", attribute), ("type", "xs:string")], "");
        }
        w.end();
        w.end();
        w.end();
    }
    // Senders transmit empty elements for values they do not have (section 2.3).
    for (name, base) in
        [("DecimalOrEmptyType", "xs:decimal"), ("DateTimeType", "xs:dateTime"), ("IndicatorType", "xs:boolean")]
    {
        w.start("xs:simpleType", &[("name", name)]);
        w.leaf("xs:union", &[("memberTypes", &format!("{base} ram:EmptyType"))], "");
        w.end();
    }
    w.start("xs:simpleType", &[("name", "EmptyType")]);
    w.start("xs:restriction", &[("base", "xs:string")]);
    w.leaf("xs:length", &[("value", "0")], "");
    w.end();
    w.end();
    w.end();
}

fn complex_type(w: &mut Writer, class: &Class) {
    w.start("xs:complexType", &[("name", class.name)]);
    w.start("xs:sequence", &[]);
    for field in class.fields {
        let name = match field.content {
            Content::Leaf(value) => value.type_name(),
            Content::Class(class) => class.name,
        };
        let type_name = format!("ram:{name}");
        let mut attributes = vec![("name", field.name), ("type", type_name.as_str())];
        match field.occurs {
            Occurs::Once => {}
            Occurs::Optional => attributes.push(("minOccurs", "0")),
            Occurs::Many => attributes.extend([("minOccurs", "0"), ("maxOccurs", "unbounded")]),
        }
        w.leaf("xs:element", &attributes, "");
    }
    w.end();
    w.end();
}

fn status_schema(w: &mut Writer) {
    w.start(
        "xs:schema",
        &[
            ("xmlns:xs", XSD),
            ("xmlns:s", status::NAMESPACE),
            ("targetNamespace", status::NAMESPACE),
            ("elementFormDefault", "qualified"),
        ],
    );
    w.start("xs:element", &[("name", "PermitStatus")]);
    w.start("xs:complexType", &[]);
    w.start("xs:sequence", &[]);
    for (name, kind, least, most) in [
        ("CertificateNumber", "xs:string", "1", "1"),
        ("Status", "xs:string", "1", "1"),
        ("StatusName", "s:NameType", "0", "unbounded"),
        ("Since", "xs:date", "1", "1"),
        ("Reason", "xs:string", "0", "1"),
        ("ReplacedBy", "xs:string", "0", "1"),
    ] {
        w.leaf("xs:element", &[("name", name), ("type", kind), ("minOccurs", least), ("maxOccurs", most)], "");
    }
    w.end();
    w.end();
    w.end();
    w.start("xs:complexType", &[("name", "NameType")]);
    w.start("xs:simpleContent", &[]);
    w.start("xs:extension", &[("base", "xs:string")]);
    w.leaf("xs:attribute", &[("name", "lang"), ("type", "xs:language")], "");
    w.end();
    w.end();
    w.end();
    w.end();
}
