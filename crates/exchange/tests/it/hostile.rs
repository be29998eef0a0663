//! Documents made to hurt a reader, and odd ones that are legal.

use exchange::xml::{Limits, read};
use exchange::{epermit, epix};

fn envelope(inside: &str) -> String {
    format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>\
         <t:ServiceStateRequest xmlns:t=\"urn:CitesDataExchange/v2/\">{inside}</t:ServiceStateRequest></s:Body></s:Envelope>"
    )
}

fn nested(n: usize) -> String {
    format!("{}{}", "<a>".repeat(n), "</a>".repeat(n))
}

/// Name, document, code of the refusal.
pub fn documents() -> Vec<(String, Vec<u8>, &'static str)> {
    let mut out: Vec<(String, Vec<u8>, &'static str)> = Vec::new();
    let mut add = |name: &str, document: String, code| out.push((name.to_owned(), document.into_bytes(), code));
    // Doctypes in every disguise.
    for (name, head) in [
        (
            "entity bomb",
            "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]>",
        ),
        ("external entity", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"),
        ("external entity over the network", "<!DOCTYPE a [<!ENTITY x SYSTEM \"http://127.0.0.1:9/x\">]>"),
        ("parameter entity", "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/p\"> %p;]>"),
        ("external subset", "<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/a.dtd\">"),
        ("public subset", "<!DOCTYPE a PUBLIC \"-//x\" \"http://127.0.0.1:9/a.dtd\">"),
        ("bare doctype", "<!DOCTYPE a>"),
        ("doctype in small letters", "<!doctype a>"),
        ("doctype never closed", "<!DOCTYPE a ["),
        ("doctype after a comment", "<!-- x --><!DOCTYPE a>"),
        ("doctype after the declaration", "<?xml version=\"1.0\"?>\n<!DOCTYPE a>"),
        ("default attributes", "<!DOCTYPE a [<!ATTLIST a Id ID \"permit\">]>"),
        ("element declaration", "<!DOCTYPE a [<!ELEMENT a ANY>]>"),
        ("notation", "<!DOCTYPE a [<!NOTATION n SYSTEM \"x\">]>"),
        ("entity declaration alone", "<!ENTITY a \"b\">"),
    ] {
        add(name, format!("{head}<a/>"), "xml-doctype");
    }
    add("doctype inside the root", "<a><!DOCTYPE b></a>".into(), "xml-doctype");
    add("doctype after the root", "<a/><!DOCTYPE b>".into(), "xml-doctype");
    // Processing instructions.
    for pi in ["<?xml-stylesheet href=\"http://127.0.0.1/x.xsl\"?>", "<?php system('id') ?>", "<?x?>"] {
        add(pi, format!("{pi}<a/>"), "xml-pi");
        add(pi, format!("<a>{pi}</a>"), "xml-pi");
    }
    add("declaration in the middle", "<a><?xml version=\"1.0\"?></a>".into(), "xml-pi");
    add("declaration after a blank", " <?xml version=\"1.0\"?><a/>".into(), "xml-pi");
    // Entities.
    for entity in
        ["nbsp", "x", "#0", "#x0", "#8", "#xFFFE", "#xD800", "#x110000", "#99999999999", "#x", "#", "", "lt ", "LT"]
    {
        add(&format!("entity {entity:?}"), format!("<a>&{entity};</a>"), "xml-");
        add(&format!("entity {entity:?} in an attribute"), format!("<a b=\"&{entity};\"/>"), "xml-");
    }
    add("lone ampersand", "<a>a & b</a>".into(), "xml-form");
    // Sizes.
    add("65 levels", nested(65), "xml-depth");
    add("100,000 levels", nested(100_000), "xml-depth");
    let many = |n: usize| (0..n).map(|i| format!(" a{i}=\"\"")).collect::<String>();
    add("65 attributes", format!("<a{}/>", many(65)), "xml-attributes");
    add("100,000 attributes", format!("<a{}/>", many(100_000)), "xml-attributes");
    let spaces: String = (0..64).map(|i| format!(" xmlns:n{i}=\"urn:{i}\"")).collect();
    add("65 namespaces in scope", format!("<a{spaces}><b xmlns=\"urn:x\"/></a>"), "xml-namespaces");
    add("long element name", format!("<{}/>", "a".repeat(257)), "xml-name");
    add("long attribute name", format!("<a {}=\"\"/>", "b".repeat(257)), "xml-name");
    add("long text", format!("<a>{}</a>", "x".repeat((256 << 10) + 1)), "xml-text");
    add(
        "long text in pieces",
        format!("<a>{}</a>", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx<!---->".repeat(10_000)),
        "xml-text",
    );
    add("long text of references", format!("<a>{}</a>", "&#x10000;".repeat(70_000)), "xml-text");
    add("long attribute", format!("<a b=\"{}\"/>", "x".repeat((256 << 10) + 1)), "xml-text");
    add("200,001 elements", format!("<a>{}</a>", "<b/>".repeat(200_000)), "xml-nodes");
    add("200,001 texts and elements", format!("<a>{}</a>", "<b/>x".repeat(100_001)), "xml-nodes");
    add("too long", format!("<a>{}</a>", " ".repeat(2 << 20)), "xml-size");
    // Not XML at all, or nearly.
    for (name, document) in [
        ("nothing", ""),
        ("blanks", "  \n"),
        ("only a comment", "<!-- x -->"),
        ("only a declaration", "<?xml version=\"1.0\"?>"),
        ("text", "hello"),
        ("JSON", "{\"a\": 1}"),
    ] {
        add(name, document.into(), "xml-");
    }
    for (name, document) in [
        ("never closed", "<a>"),
        ("closed twice", "<a></a></a>"),
        ("crossed", "<a><b></a></b>"),
        ("two roots", "<a/><b/>"),
        ("text after the root", "<a/>x"),
        ("text before the root", "x<a/>"),
        ("CDATA outside", "<![CDATA[x]]><a/>"),
        ("reference outside", "<a/>&#65;"),
        ("tag never ended", "<a><b</a>"),
        ("CDATA never ended", "<a><![CDATA[x</a>"),
        ("CDATA end in a text", "<a>]]></a>"),
        ("comment never ended", "<a><!-- x</a>"),
        ("two hyphens in a comment", "<a><!-- x -- y --></a>"),
        ("three hyphens at a comment's end", "<a><!-- x ---></a>"),
        ("attribute twice", "<a b=\"1\" b=\"2\"/>"),
        ("attribute twice by prefixes", "<a xmlns:x=\"u\" xmlns:y=\"u\" x:b=\"1\" y:b=\"2\"/>"),
        ("namespace twice", "<a xmlns=\"u\" xmlns=\"v\"/>"),
        ("attribute without quotes", "<a b=1/>"),
        ("attribute without value", "<a b/>"),
        ("attributes without a blank", "<a b=\"1\"c=\"2\"/>"),
        ("attribute with <", "<a b=\"<\"/>"),
        ("attribute never ended", "<a b=\"1></a>"),
        ("end tag with an attribute", "<a></a b=\"1\">"),
        ("name beginning with a digit", "<1a/>"),
        ("name with a blank first", "< a/>"),
        ("two colons", "<a:b:c xmlns:a=\"u\"/>"),
        ("colon first", "<:a/>"),
        ("colon last", "<a:/>"),
        ("prefix unknown", "<x:a/>"),
        ("attribute prefix unknown", "<a x:b=\"\"/>"),
        ("prefix taken back", "<a xmlns:x=\"\"/>"),
        ("prefix xmlns", "<a xmlns:xmlns=\"u\"/>"),
        ("prefix xml bound elsewhere", "<a xmlns:xml=\"u\"/>"),
        ("namespace of xml bound elsewhere", "<a xmlns:x=\"http://www.w3.org/XML/1998/namespace\"/>"),
        ("namespace of xmlns", "<a xmlns=\"http://www.w3.org/2000/xmlns/\"/>"),
        ("element xmlns:a", "<xmlns:a/>"),
        ("slash in a name", "<a/b/>"),
        ("control character", "<a>\u{1}</a>"),
        ("control character in an attribute", "<a b=\"\u{1}\"/>"),
        ("control character in a comment", "<a><!-- \u{1} --></a>"),
        ("U+FFFF", "<a>\u{FFFF}</a>"),
        ("unknown bang", "<a><!FOO></a>"),
        ("XML 1.1", "<?xml version=\"1.1\"?><a/>"),
        ("XML 2.0", "<?xml version=\"2.0\"?><a/>"),
        ("other encoding", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>"),
        ("encoding first", "<?xml encoding=\"UTF-8\" version=\"1.0\"?><a/>"),
        ("declaration without version", "<?xml encoding=\"UTF-8\"?><a/>"),
        ("odd standalone", "<?xml version=\"1.0\" standalone=\"maybe\"?><a/>"),
        ("strange declaration", "<?xml version=\"1.0\" x=\"y\"?><a/>"),
    ] {
        add(name, document.into(), "xml-");
    }
    let utf16 = |bom: [u8; 2], big: bool| {
        let units = "<a/>".encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() });
        bom.into_iter().chain(units).collect::<Vec<u8>>()
    };
    out.push(("UTF-16 little".into(), utf16([0xFF, 0xFE], false), "xml-encoding"));
    out.push(("UTF-16 big".into(), utf16([0xFE, 0xFF], true), "xml-encoding"));
    out.push(("UTF-16 without mark".into(), utf16([0xFF, 0xFE], false)[2..].to_vec(), "xml-encoding"));
    out.push(("UTF-7".into(), b"<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADw-a/+AD4-".to_vec(), "xml-"));
    out.push(("Latin-1".into(), b"<a>caf\xE9</a>".to_vec(), "xml-encoding"));
    out.push(("overlong UTF-8".into(), b"<a>\xC0\xBC</a>".to_vec(), "xml-encoding"));
    out.push(("zero byte".into(), b"<a>\0</a>".to_vec(), "xml-encoding"));
    out
}

#[test]
fn more_than_a_hundred_hostile_documents_are_refused_each_with_its_reason() {
    let documents = documents();
    assert!(documents.len() >= 100, "{}", documents.len());
    for (name, document, code) in &documents {
        let refused = read(document, Limits::DOCUMENT).err().unwrap_or_else(|| panic!("{name} was read"));
        assert!(refused.code.starts_with(code), "{name}: {} instead of {code}: {refused}", refused.code);
        assert!(refused.to_string().len() < 400, "{name}: short enough for a log line");
        assert!(epermit::read(document).is_err(), "{name}");
        assert!(epix::decode(document, None).is_err(), "{name}");
        assert!(epix::decode_answer(document).is_err(), "{name}");
        assert!(exchange::xades::verify(document, &[]).is_err(), "{name}");
    }
}

#[test]
fn legal_oddities_are_served() {
    for (name, document) in [
        ("byte order mark", format!("\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>{}", envelope(""))),
        ("CRLF", envelope("\r\n<IsoCountryCode>QM</IsoCountryCode>\r\n")),
        ("CDATA", envelope("<IsoCountryCode><![CDATA[QM]]></IsoCountryCode>")),
        ("comment in a value", envelope("<IsoCountryCode>Q<!-- x -->M</IsoCountryCode>")),
        ("character references", envelope("<IsoCountryCode>&#81;&#x4D;</IsoCountryCode>")),
        ("blanks in a tag", envelope("<IsoCountryCode  >QM</IsoCountryCode\n>")),
        ("single quotes", envelope("").replace('"', "'")),
        (
            "standalone",
            format!(
                "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<!---->\n{}\n<!-- end -->\n",
                envelope("")
            ),
        ),
        (
            "another prefix",
            envelope("")
                .replace("<s:", "<SOAP-ENV.x_1:")
                .replace("</s:", "</SOAP-ENV.x_1:")
                .replace(":s=", ":SOAP-ENV.x_1="),
        ),
        ("64 levels", format!("{}{}", "<a>".repeat(64), "</a>".repeat(64))),
        ("64 attributes", format!("<a{}/>", (0..64).map(|i| format!(" a{i}=\"\"")).collect::<String>())),
        ("xml:lang", "<a xml:lang=\"fr\"/>".to_owned()),
        ("letters of other scripts", "<имя تاريخ=\"日\">文</имя>".to_owned()),
        ("default namespace taken back", "<a xmlns=\"u\"><b xmlns=\"\"/></a>".to_owned()),
    ] {
        let document = read(document.as_bytes(), Limits::DOCUMENT).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert!(!document.is_empty());
    }
    let call = epix::decode(envelope("<IsoCountryCode>Q<!-- x -->&#77;</IsoCountryCode>").as_bytes(), None).unwrap();
    assert_eq!(call.request.country().unwrap().code(), "QM");
}

#[test]
fn names_of_strangers_come_cut_into_error_texts() {
    let long = "a".repeat(200);
    let refused = read(format!("<{long}>&bad;</{long}>").as_bytes(), Limits::DOCUMENT).unwrap_err();
    assert_eq!(refused.element.len(), 64);
}

/// The canonical form against the C library everybody uses, on documents with all its special cases.
#[test]
fn the_canonical_form_is_the_one_libxml_makes() {
    if !crate::seal::installed("xmllint") {
        return;
    }
    let dir = crate::seal::Scratch::new("c14n");
    let samples = [
        String::from_utf8(crate::fixtures::MADE_V2.to_vec()).unwrap(),
        String::from_utf8(crate::fixtures::HUB_V1.to_vec()).unwrap(),
        "<a xmlns='urn:u' xmlns:b='urn:v' z='1' b:y='2' a='3'><b:c/><d xmlns=''><e xmlns='urn:u'/><f/></d><!-- x --> t&amp;&lt;&gt;\"'</a>".into(),
        "<b:a xmlns:b='urn:1' xmlns:c='urn:2' c:x='&#9;&#10;&#13;&quot;&lt;&amp;' b:x=' y\n z '><b:a xmlns:b='urn:3'><c:d/></b:a>&#13;\r\n</b:a>".into(),
        "<a xmlns:unused='urn:u' xml:lang='fr' xml:space='preserve'><b xmlns:x='urn:1'><x:c><d xmlns:x='urn:1'><x:e/></d></x:c></b></a>".into(),
        "<x:a xmlns:x='urn:1' xmlns='urn:2'><b><x:c xmlns='urn:3'><d/></x:c></b><b xmlns='urn:2'/></x:a>".into(),
        "<a b1='1' b='2' B='3' é='4' xmlns:n='urn:n' n:a='5' xmlns:m='urn:m' m:z='6'/>".into(),
    ];
    for (n, sample) in samples.iter().enumerate() {
        let file = dir.write(&format!("{n}.xml"), sample);
        let out = std::process::Command::new("xmllint").arg("--exc-c14n").arg(&file).output().unwrap();
        // libxml keeps comments here; ours never do.
        let theirs = String::from_utf8(out.stdout).unwrap();
        let mut without = String::new();
        let mut rest = theirs.as_str();
        while let Some(at) = rest.find("<!--") {
            without.push_str(&rest[..at]);
            rest = &rest[at + rest[at..].find("-->").unwrap() + 3..];
        }
        without.push_str(rest);
        let document = read(sample.as_bytes(), Limits::DOCUMENT).unwrap();
        let mut ours = String::new();
        exchange::xml::exclusive(document.root(), &mut ours);
        assert_eq!(ours, without.trim_end_matches('\n'), "sample {n}");
    }
}
