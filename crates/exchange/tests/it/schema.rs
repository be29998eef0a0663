//! What we publish about our messages, judged by other people's tools with our messages.

use crate::seal::{Scratch, installed};
use cites::sample;
use exchange::epermit::{StatusNote, Version, v1, v2};
use exchange::epix::{
    self, Attachment, Certificate, ConfirmResult, Operation, PermitKey, Position, Request, Response, SoapVersion,
    State, encode, encode_request, schemas, status, wsdl,
};
use exchange::xml::{Limits, exclusive, read};
use std::process::Command;
use xsd_schema::SchemaSetBuilder;
use xsd_schema::validation::{CollectingValidationSink, SchemaValidator, ValidationFlags, drive_quick_xml};

const ADDRESS: &str = "https://epix.example.org/epix/v2";

fn publish(name: &str) -> Scratch {
    let dir = Scratch::new(name);
    for file in schemas(ADDRESS) {
        dir.write(file.name, &file.content);
    }
    dir
}

/// The element inside the Body, as a document.
fn body(envelope: &[u8]) -> String {
    let document = read(envelope, Limits::ANSWER).unwrap();
    let mut out = String::new();
    exclusive(document.root().child("Body").unwrap().children().next().unwrap(), &mut out);
    out
}

/// Every message we can send, with the schema file it belongs to.
fn messages() -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    let permits = [sample::export_of_skins(), sample::endorsed_export(), {
        let mut bare = sample::export_of_skins();
        (bare.importer, bare.country_of_import) = (None, None);
        bare.lines[0].common_name = None;
        bare.lines[0].acquired = Some("1974-03-01".into());
        bare.lines[0].operation = Some("A-QM-501".into());
        bare
    }];
    let note = StatusNote {
        status: cites::PermitStatus::Revoked,
        since: "2026-12-01".parse().unwrap(),
        reason: Some("Issued on a false document.".into()),
        replaced_by: cites::PermitNumber::parse("26QM000400").ok(),
    };
    let key = PermitKey {
        number: sample::export_of_skins().number,
        token: epix::TokenId::new("t"),
        country: cites::CountryCode::parse("QM").ok(),
    };
    for (version, service, message) in [
        (Version::V1, "cites-exchange-v1.xsd", "CBFShip-1.xsd"),
        (Version::V2, "cites-exchange-v2.xsd", "CITESEPermit-2.xsd"),
    ] {
        for permit in &permits {
            let (file, embedded) = match version {
                Version::V1 => (v1::write(permit), v1::embed(permit, Some(&note))),
                Version::V2 => (v2::write(permit), v2::embed(permit, Some(&note))),
            };
            out.push((message, String::from_utf8(file).unwrap()));
            let certificate = Certificate {
                permit: embedded,
                attachments: vec![
                    status::attachment(&permit.number, &note),
                    Attachment { name: "photo.jpg".into(), content: vec![255; 100] },
                ],
                composite: false,
            };
            for response in [Response::NonFinal(certificate.clone()), Response::Final(certificate)] {
                out.push((service, body(&encode(version, SoapVersion::V11, &response))));
            }
        }
        for response in [Response::ConfirmQuantities(ConfirmResult::Recorded), Response::ServiceState(State::Available)]
        {
            out.push((service, body(&encode(version, SoapVersion::V11, &response))));
        }
        let position =
            Position { block: cites::document::Block::nth(0), quantity: cites::Amount::parse("1.5").unwrap() };
        for request in [
            Request::GetNonFinal(key.clone()),
            Request::GetFinal(PermitKey { token: None, country: None, ..key.clone() }),
            Request::ConfirmQuantities(key.clone(), vec![position]),
            Request::ServiceState(None),
        ] {
            out.push((service, body(&encode_request(version, &request))));
        }
    }
    let attached = status::attachment(&sample::export_of_skins().number, &note);
    out.push(("permit-status-1.xsd", String::from_utf8(attached.content).unwrap()));
    out.push(("CITESEPermit-2.xsd", String::from_utf8(crate::fixtures::MADE_V2.to_vec()).unwrap()));
    out.push(("cites-exchange-v1.xsd", {
        // Placeholders of the tool that wrote the fixture are no values; its attachment is a pointer.
        let text = String::from_utf8(crate::fixtures::HUB_V1.to_vec()).unwrap();
        let start = text.find("<AttachmentContent>").unwrap() + "<AttachmentContent>".len();
        let end = text.find("</AttachmentContent>").unwrap();
        body(format!("{}{}", &text[..start], &text[end..]).as_bytes())
    }));
    out
}

/// Documents that differ from a good one by one fault.
fn broken() -> Vec<(&'static str, String)> {
    let good = String::from_utf8(v2::write(&sample::endorsed_export())).unwrap();
    let mut out = Vec::new();
    for (from, to) in [
        ("<rsm:HeaderExchangedDocument>", "<rsm:HeaderExchangedDocument><Strange/>"),
        ("<EndDateTime>2027-05-20T23:59:59+00:00<", "<EndDateTime>tomorrow<"),
        (">240<", ">many<"),
        (">false<", ">perhaps<"),
        ("unitCode=", "unit="),
        (">CITES PERMITTING</Value>", "></Value><Value></Value>"),
        ("CITESEPermit:2", "CITESEPermit:3"),
    ] {
        let changed = good.replacen(from, to, 1);
        assert_ne!(changed, good, "{from}");
        out.push(("CITESEPermit-2.xsd", changed));
    }
    out
}

#[test]
fn our_messages_are_valid_by_our_schemas_says_xmllint() {
    if !installed("xmllint") {
        return;
    }
    let dir = publish("xmllint");
    let lint = |schema: &str, document: &str| {
        let file = dir.write("message.xml", document);
        let schema = file.with_file_name(schema);
        Command::new("xmllint").args(["--nonet", "--noout", "--schema"]).arg(schema).arg(file).output().unwrap()
    };
    for (schema, document) in messages() {
        let out = lint(schema, &document);
        assert!(out.status.success(), "{schema}: {}\n{document}", String::from_utf8_lossy(&out.stderr));
    }
    for (schema, document) in broken() {
        assert!(!lint(schema, &document).status.success(), "must be refused:\n{document}");
    }
}

#[test]
fn our_messages_are_valid_by_our_schemas_says_a_second_validator() {
    let dir = publish("xsd");
    let anchor = dir.write("anchor.txt", "");
    let mut sets = std::collections::HashMap::new();
    for (kind, documents) in [(true, messages()), (false, broken())] {
        for (schema, document) in documents {
            let set = sets.entry(schema).or_insert_with(|| {
                let location = anchor.with_file_name(schema);
                let builder = SchemaSetBuilder::new().add("", &location.to_string_lossy()).unwrap();
                builder.compile().unwrap().into_schema_set()
            });
            let validator = SchemaValidator::new(set, ValidationFlags::default());
            let (mut errors, mut warnings) = (Vec::new(), Vec::new());
            let mut runtime =
                validator.start_run(CollectingValidationSink { errors: &mut errors, warnings: &mut warnings });
            drive_quick_xml(document.as_bytes(), &mut runtime, set).unwrap();
            drop(runtime);
            assert_eq!(errors.is_empty(), kind, "{schema}: {errors:?}\n{document}");
        }
    }
}

#[test]
fn the_description_is_one_file_with_the_services_schema_first() {
    for version in [Version::V1, Version::V2] {
        let text = wsdl(version, ADDRESS);
        let document = read(text.as_bytes(), Limits::DOCUMENT).unwrap();
        let root = document.root();
        assert_eq!(root.attribute("targetNamespace"), Some(version.service_namespace()));
        assert!(!text.contains("schemaLocation") && !text.contains("<wsdl:import"), "nothing to fetch");
        let schemas: Vec<_> = root.child("types").unwrap().children().collect();
        let namespaces: Vec<_> = schemas.iter().map(|s| s.attribute("targetNamespace").unwrap()).collect();
        assert_eq!(
            namespaces,
            [version.service_namespace(), version.message_namespace(), exchange::epermit::COMPONENTS]
        );
        assert_eq!(schemas[0].attribute("elementFormDefault"), Some("unqualified"));
        assert!(schemas[1..].iter().all(|s| s.attribute("elementFormDefault") == Some("qualified")));
        let elements: Vec<_> = schemas[0].children().filter(|c| c.local() == "element").collect();
        assert_eq!(elements.len(), 8);
        assert!(elements.iter().all(|e| e.child("complexType").is_some()), "types are inline");
        let operations: Vec<_> =
            root.child("portType").unwrap().children().map(|o| o.attribute("name").unwrap().to_owned()).collect();
        assert_eq!(operations, Operation::ALL.map(|o| o.name().to_owned()));
        let binding = root.child("binding").unwrap();
        let actions: Vec<_> = binding
            .children()
            .filter(|c| c.local() == "operation")
            .map(|o| o.child("operation").unwrap().attribute("soapAction").unwrap())
            .collect();
        assert_eq!(actions[0], "urn:GetNonFinalCitesCertificate");
        assert!(text.contains(&format!("<soap:address location=\"{ADDRESS}\">")));
        assert!(text.contains("style=\"document\"") && text.contains("use=\"literal\""));
    }
}

/// A client library of another language reads the descriptions; skipped and said where it is not installed.
#[test]
fn zeep_reads_the_description_and_builds_our_requests() {
    let python = std::env::var("MANIS_PYTHON").unwrap_or_else(|_| "python3".into());
    let there = Command::new(&python).args(["-c", "import zeep"]).output().is_ok_and(|o| o.status.success());
    if !there {
        println!("zeep is not installed for {python}: its judgement was not asked (set MANIS_PYTHON)");
        return;
    }
    let dir = publish("zeep");
    let anchor = dir.write("anchor.txt", "");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/zeep_wsdl.py");
    for (file, version) in [("cites-exchange-v1.wsdl", Version::V1), ("cites-exchange-v2.wsdl", Version::V2)] {
        let answer = match version {
            Version::V1 => v1::embed(&sample::endorsed_export(), None),
            Version::V2 => v2::embed(&sample::endorsed_export(), None),
        };
        let certificate = Certificate {
            permit: answer,
            attachments: vec![Attachment { name: "a.txt".into(), content: b"hello".to_vec() }],
            composite: false,
        };
        let sent = encode(version, SoapVersion::V11, &Response::NonFinal(certificate));
        let answer = dir.write("answer.xml", &sent);
        let out = Command::new(&python).arg(script).arg(anchor.with_file_name(file)).arg(&answer).output().unwrap();
        let said = String::from_utf8_lossy(&out.stdout).into_owned();
        assert!(out.status.success(), "{said}{}", String::from_utf8_lossy(&out.stderr));
        for operation in Operation::ALL {
            assert!(said.contains(&format!("operation {operation}(")), "{said}");
        }
        assert!(said.contains("permit 26QM000371"), "{said}");
        assert!(said.contains("attachment a.txt b'hello'"), "{said}");
        // What it would send is what our server takes.
        let requests: Vec<&str> = said.lines().filter_map(|l| l.strip_prefix("request ")).collect();
        assert_eq!(requests.len(), 4);
        for (request, operation) in requests.iter().zip(Operation::ALL) {
            let call = epix::decode(request.as_bytes(), None).unwrap_or_else(|e| panic!("{request}: {}", e.1));
            assert_eq!((call.version, call.request.operation()), (version, operation));
        }
    }
}
