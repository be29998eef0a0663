//! Messages as others send them.

use cites::document::Block;
use cites::{CountryCode, DocumentType, Lang, Purpose, Source, Term, Unit};
use exchange::epermit::grammar::{Class, Content, Occurs, Value, message};
use exchange::epermit::{self, Level, Version, v1, v2};

pub const MADE_V2: &[u8] = include_bytes!("../data/made-v2-non-final-default-ns.xml");
pub const HUB_V1: &[u8] = include_bytes!("../data/epix-v1-get-non-final-response.xml");
const ON_BLOCKS: &[u8] = include_bytes!("../data/cites-on-blocks-dialect.xml");

fn country(code: &str) -> CountryCode {
    CountryCode::parse(code).unwrap()
}

#[test]
fn a_version_2_permit_of_another_party_is_read_box_by_box() {
    let received = epermit::read(MADE_V2).unwrap();
    let permit = received.permit.expect("every box a permit needs is there");
    assert_eq!(permit.kind, DocumentType::Export);
    assert_eq!(permit.number.as_str(), "XA000777");
    assert_eq!(permit.valid_until.to_string(), "2025-09-02");
    assert_eq!(permit.importer.as_ref().unwrap().name, "Wonderland Straps SA");
    assert_eq!(permit.country_of_import, Some(country("XB")));
    assert_eq!(permit.authority.representative.as_deref(), Some("Head of Permits"));
    assert_eq!(permit.security_stamp.as_deref(), Some("STAMP-000123"));
    assert_eq!(permit.purpose, Purpose::T);
    assert_eq!(permit.transport_document.as_deref(), Some("000-12345675"));
    assert_eq!(permit.language, Lang::En);
    let a = &permit.lines[0];
    assert_eq!((a.quantity.to_string().as_str(), a.term, a.source), ("5 kg", Term::Ski, Source::W));
    assert_eq!(a.marks, ["tags XA25-0001 to XA25-0500"]);
    assert_eq!(a.quota.unwrap().quota.to_string(), "5000");
    assert_eq!(a.origin, None, "the country of origin is the exporting country itself");
    let b = permit.line(&Block::nth(1)).unwrap();
    assert_eq!(b.quantity.unit(), Unit::Nar, "PCS are specimens by number");
    let origin = b.origin.as_ref().unwrap();
    assert_eq!((origin.country, origin.permit.as_ref().unwrap().as_str()), (country("TH"), "TH-0099"));
    let last = b.last_reexport.as_ref().unwrap();
    assert_eq!((last.country, last.date.unwrap().to_string().as_str()), (country("FR"), "2024-02-23"));
    assert_eq!(b.operation.as_deref(), Some("A-TH-501"));
    assert!(permit.endorsement.is_none(), "nobody endorsed it yet");
    assert!(received.warnings.iter().all(|w| w.level != Level::Severe), "{:?}", received.warnings);
}

#[test]
fn the_hubs_version_1_answer_full_of_empty_elements_and_question_marks_is_a_permit() {
    let received = v1::read(HUB_V1).unwrap();
    let permit = received.permit.unwrap_or_else(|| panic!("{:#?}", received.warnings));
    assert_eq!(permit.kind, DocumentType::Reexport);
    assert_eq!(permit.number.as_str(), "XA000000");
    assert_eq!(permit.valid_from.to_string(), "2014-01-06", "the sender's day, not the day in Greenwich");
    assert_eq!(permit.authority.address.country, country("XA"));
    assert_eq!(permit.lines.len(), 2);
    assert_eq!(permit.lines[0].origin.as_ref().unwrap().permit.as_ref().unwrap().as_str(), "XC12345");
    assert_eq!(permit.lines[1].last_reexport.as_ref().unwrap().permit.as_ref().unwrap().as_str(), "FR1202501030-R");
    assert_eq!(permit.lines[0].quota, None, "a question mark is no unit and an empty element no quota");
    assert!(permit.endorsement.is_none());
    assert!(received.warnings.iter().any(|w| w.code == "value-missing"), "the empty officer is said");
    assert!(v2::read(HUB_V1).is_err(), "it is not a version 2 message");
}

#[test]
fn the_look_alike_of_cites_on_blocks_is_shown_but_never_taken_for_a_permit() {
    let received = epermit::read(ON_BLOCKS).unwrap();
    assert!(received.permit.is_none());
    assert_eq!(received.worst(), Some(Level::Severe));
    assert_eq!(received.warnings[0].code, "dialect-cites-on-blocks");
    assert_eq!(received.view.exporter.name.as_deref(), Some("Da Name"));
    assert_eq!(received.view.lines.len(), 2);
    assert_eq!(received.view.lines[1].taxon.as_deref(), Some("Spaghettator Spaghettoronsis"));
    assert_eq!(received.view.lines[0].quantity.as_ref().unwrap().unit, None, "no unit is invented");
    assert_eq!(received.view.kind, None, "its numbers for kinds are not guessed");
}

#[test]
fn an_unknown_unit_is_kept_as_sent_and_nobody_guesses_what_it_means() {
    let text = String::from_utf8(MADE_V2.to_vec()).unwrap().replace("unitCode=\"PCS\"", "unitCode=\"XYZ\"");
    let received = epermit::read(text.as_bytes()).unwrap();
    assert!(received.permit.is_none());
    assert_eq!(received.view.lines[1].quantity.as_ref().unwrap().unit.as_deref(), Some("XYZ"));
    let warning = received.warnings.iter().find(|w| w.code == "unit-unknown").unwrap();
    assert_eq!(warning.level, Level::Severe);
    assert!(warning.path.contains("IncludedSupplyChainConsignmentItem[2]"), "{}", warning.path);
}

#[test]
fn prefixes_namespaces_and_case_of_the_context_do_not_matter_to_the_reader() {
    let text = String::from_utf8(MADE_V2.to_vec()).unwrap();
    let bare = text
        .replace("ns2:", "")
        .replace(" xmlns:ns2=\"urn:un:unece:uncefact:data:standard:CITESEPermit:2\"", "")
        .replace(" xmlns=\"urn:un:unece:uncefact:data:draft:ReusableAggregateBusinessInformationEntity:1\"", "")
        .replace("CITES PERMITTING", "CITES Permitting");
    let received = epermit::read(bare.as_bytes()).unwrap();
    assert_eq!(received.permit, epermit::read(MADE_V2).unwrap().permit);
    assert_eq!(received.warnings.iter().filter(|w| w.code == "element-namespace").count(), 1, "said once");
}

#[test]
fn what_is_missing_or_wrong_is_named_where_it_stands() {
    let text = String::from_utf8(MADE_V2.to_vec()).unwrap();
    for (from, to, code) in [
        ("<ID>XA000777</ID>", "<ID>?</ID>", "value-missing"),
        ("<TypeCode>E</TypeCode>", "<TypeCode>X</TypeCode>", "kind-unknown"),
        ("<PurposeCode>T</PurposeCode>", "<PurposeCode>J</PurposeCode>", "code-unknown"),
        ("<TypeCode>SKI</TypeCode>", "<TypeCode>SKY</TypeCode>", "code-unknown"),
        (">5</ItemQuantity>", ">5,5</ItemQuantity>", "quantity-number"),
        (">10</ItemQuantity>", ">10.5</ItemQuantity>", "quantity-whole"),
        (">5</ItemQuantity>", ">0</ItemQuantity>", "quantity-zero"),
        ("2025-09-02T", "2024-09-02T", "period-order"),
        ("<ID>B</ID>", "<ID>A</ID>", "block-twice"),
        ("<EndDateTime>2025-09-02T23:59:59+00:00<", "<EndDateTime>tomorrow<", "value-datetime"),
        ("<ns2:HeaderExchangedDocument>", "<ns2:HeaderExchangedDocument><Strange/>", "element-unknown"),
        ("<CopyIndicator>false", "<CopyIndicator>perhaps", "value-indicator"),
        ("<CopyIndicator>", "stray<CopyIndicator>", "text-stray"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        let warnings = v2::validate(changed.as_bytes());
        assert!(warnings.iter().any(|w| w.code == code), "{to} must give {code}: {warnings:#?}");
    }
    let unread = v2::validate(b"<CITESEPermit>");
    assert_eq!((unread.len(), unread[0].level), (1, Level::Severe));
}

/// The table in the code against the element lists taken from the real service descriptions.
#[test]
fn the_message_tables_are_the_published_element_lists() {
    for (version, list, positions) in [
        (Version::V1, include_str!("../data/exchange-v1-elements.csv"), 257),
        (Version::V2, include_str!("../data/exchange-v2-elements.csv"), 252),
    ] {
        let mut ours = Vec::new();
        expand("", message(version), &mut ours);
        let theirs: Vec<(String, String, String)> = list
            .lines()
            .skip(1)
            .map(|row| {
                let cells: Vec<&str> = row.split(',').collect();
                (cells[2].to_owned(), cells[4].to_owned(), cells[5].to_owned())
            })
            .collect();
        assert_eq!(theirs.len(), positions);
        for (ours, theirs) in ours.iter().zip(&theirs) {
            assert_eq!(ours, theirs);
        }
        assert_eq!(ours.len(), theirs.len());
    }
}

fn expand(above: &str, class: &Class, out: &mut Vec<(String, String, String)>) {
    for field in class.fields {
        let path = if above.is_empty() { field.name.to_owned() } else { format!("{above}/{}", field.name) };
        let occurs = match field.occurs {
            Occurs::Once => "1..1",
            Occurs::Optional => "0..1",
            Occurs::Many => "0..n",
        };
        let kind = match field.content {
            Content::Class(_) => "aggregate",
            Content::Leaf(Value::Text) => "Text",
            Content::Leaf(Value::Identifier) => "Identifier",
            Content::Leaf(Value::Code) => "Code",
            Content::Leaf(Value::DateTime) => "DateTime",
            Content::Leaf(Value::Indicator) => "Indicator",
            Content::Leaf(Value::Quantity) => "Quantity",
        };
        out.push((path.clone(), occurs.to_owned(), kind.to_owned()));
        if let Content::Class(class) = field.content {
            expand(&path, class, out);
        }
    }
}
