//! Permits, codes and reports that are files.

use crate::kit::Scratch;
use cites::sample::{endorsed_export, export_of_skins};
use exchange::epermit::{v1, v2};
use server::shared::certs::{Authority, Pair};

fn seal(dir: &Scratch) -> (String, String) {
    let authority = Authority::open(&dir.0.join("tls"), jiff::civil::date(2026, 11, 21)).unwrap();
    let pair = Pair { cert: dir.0.join("seal.pem"), key: dir.0.join("seal.key") };
    authority.seal(cites::country::DEMO_EXPORTER, "Management Authority of Querimba", &pair).unwrap();
    (pair.cert.display().to_string(), pair.key.display().to_string())
}

#[test]
fn a_permit_is_validated_signed_verified_and_printed_with_its_signed_copy_inside() {
    let dir = Scratch::new();
    let (cert, key) = seal(&dir);
    dir.write("one.xml", v2::write(&export_of_skins()));
    dir.write("two.xml", v1::write(&endorsed_export()));
    let told = dir.manis(["permit", "validate", "one.xml", "two.xml"]).good();
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 2, "one line for each file: {told}");
    assert!(lines[0].starts_with("one.xml: ok EXPORT 26QM000371") && lines[1].starts_with("two.xml: ok"), "{told}");

    let told = dir.manis(["permit", "sign", "--cert", &cert, "--key", &key, "one.xml", "two.xml"]).good();
    assert_eq!(told, "one.xml: ok one.signed.xml\ntwo.xml: ok two.signed.xml\n");
    let told = dir.manis(["permit", "verify", "--trust", &cert, "one.signed.xml", "two.signed.xml"]).good();
    assert!(told.lines().all(|l| l.contains(": ok EXPORT 26QM000371 signed ")), "{told}");
    // The authority that issued the seal is trust enough.
    dir.manis(["permit", "verify", "--trust", "tls/ca.pem", "one.signed.xml"]).good();

    let told = dir.manis(["permit", "pdf", "--mark", "demo", "one.xml", "two.signed.xml"]).good();
    assert_eq!(told, "one.xml: ok one.pdf\ntwo.signed.xml: ok two.pdf\n");
    for name in ["one.pdf", "two.pdf"] {
        assert!(std::fs::read(dir.0.join(name)).unwrap().starts_with(b"%PDF-"), "{name}");
    }
    // The same input gives the same bytes.
    let before = std::fs::read(dir.0.join("one.pdf")).unwrap();
    dir.manis(["permit", "pdf", "--mark", "demo", "--output", "again", "one.xml"]).good();
    assert_eq!(std::fs::read(dir.0.join("again/one.pdf")).unwrap(), before);
}

#[test]
fn a_changed_or_foreign_file_fails_on_its_own_line_and_the_others_go_on() {
    let dir = Scratch::new();
    let (cert, key) = seal(&dir);
    dir.write("good.xml", v2::write(&export_of_skins()));
    dir.manis(["permit", "sign", "--cert", &cert, "--key", &key, "good.xml"]).good();
    let signed = String::from_utf8(std::fs::read(dir.0.join("good.signed.xml")).unwrap()).unwrap();
    dir.write("changed.signed.xml", signed.replacen(">240<", ">940<", 1));
    dir.write("letter.xml", "<letter>Dear colleague</letter>");
    dir.write("entity.xml", "<!DOCTYPE x [<!ENTITY a \"a\">]><x>&a;</x>");
    dir.write("empty.xml", "");
    let files = ["changed.signed.xml", "good.signed.xml", "letter.xml", "entity.xml", "empty.xml", "missing.xml", "."];
    for (command, good) in [(vec!["verify", "--trust", &cert], 1), (vec!["validate"], 1), (vec!["pdf"], 1)] {
        let told = dir.manis(["permit"].iter().chain(&command).chain(&files));
        let lines: Vec<String> = told.out().lines().map(str::to_owned).collect();
        assert_eq!(told.code(), 1, "{command:?}");
        assert_eq!(lines.len(), files.len(), "{}", told.out());
        assert!(lines.iter().zip(files).all(|(line, file)| line.starts_with(&format!("{file}: "))), "{}", told.out());
        assert_eq!(lines.iter().filter(|l| l.contains(": ok ")).count(), good, "{}", told.out());
    }
    assert!(!dir.0.join("changed.pdf").exists() && !dir.names().iter().any(|n| n.contains(".part")));
    // A seal of another country under the same permit.
    let other = Pair { cert: dir.0.join("qn.pem"), key: dir.0.join("qn.key") };
    Authority::open(&dir.0.join("tls"), jiff::civil::date(2026, 11, 21))
        .unwrap()
        .seal(cites::country::DEMO_IMPORTER, "Management Authority of Quenland", &other)
        .unwrap();
    dir.manis(["permit", "sign", "--cert", "qn.pem", "--key", "qn.key", "--output", "qn", "good.xml"]).good();
    let told = dir.manis(["permit", "verify", "--trust", "tls/ca.pem", "qn/good.signed.xml"]);
    assert!(told.code() == 1 && told.out().contains("claims to be of QM"), "{}", told.out());
}

#[test]
fn what_was_not_understood_is_said_in_one_sentence() {
    let dir = Scratch::new();
    dir.write("one.xml", v2::write(&export_of_skins()));
    dir.manis(["permit", "pdf"]).refused(2, "FILE");
    dir.manis(["permit", "pdf", "--captions", "en,xx", "one.xml"]).refused(1, "xx");
    dir.manis(["permit", "pdf", "--qr", "small letters", "one.xml"]).refused(1, "--qr");
    dir.manis(["permit", "pdf", "--fonts", "nowhere", "one.xml"]).refused(1, "nowhere");
    dir.manis(["permit", "sign", "--cert", "no.pem", "--key", "no.key", "one.xml"]).refused(1, "no.pem");
    dir.manis(["permit", "verify", "one.xml"]).refused(2, "--trust");
    dir.manis(["permit", "verify", "--trust", "one.xml", "one.xml"]).refused(1, "one.xml");
    dir.manis(["permit", "pdf", "one.xml", "./one.xml", "--output", "out"]).refused(1, "both become");
    dir.manis(["qr", "verify", "--keys", "no.json", "MN1:X"]).refused(1, "no.json");
    dir.manis(["qr", "verify", "--keys", "one.xml", "MN1:X"]).refused(1, "no key list");
    dir.manis(["schema", "print", "--file", "nothing.xsd"]).refused(1, "nothing.xsd");
    dir.manis(["frobnicate"]).refused(2, "frobnicate");
    dir.manis([""; 0]).refused(2, "--help");
}

/// A table with the headings of 2025, one good row and one with a faulty term.
const TABLE: &str = "Appendix,SpeciesName,TermCode,Quantity,UnitCode,TradingPartner,CountryOfOrigin,ExportPermit,\
OriginPermit,IFSPermit,PurposeCode,SourceCode,Year\n";

fn headings(dir: &Scratch) -> String {
    // The refusal of an empty set names every heading, in the order of the file.
    dir.write("none.csv", "x\n1\n");
    let said = dir.manis(["report", "build", "--input", "none.csv", "--output", "o"]).err();
    let missing = said.split("missing: ").nth(1).unwrap().split(';').next().unwrap();
    missing.replace(", ", ",")
}

#[test]
fn a_report_is_built_whole_or_not_at_all() {
    let dir = Scratch::new();
    assert_eq!(format!("{}\n", headings(&dir)), TABLE, "the export sheet's headings");
    assert!(!dir.0.join("o").exists(), "nothing stays of a refused table");
    let good = "II,Crocodylus niloticus,SKI,100,NAR,FR,,26ZA000001,,,T,W,2026\n";
    let bad = "II,Crocodylus niloticus,XYZ,1,NAR,FR,,26ZA000002,,,T,W,2026\n";
    dir.write("trade.csv", format!("{TABLE}{good}{bad}"));
    let build = ["report", "build", "--input", "trade.csv", "--output", "out/", "--reporter", "ZA", "--year", "2026"];
    let told = dir.manis(build).good();
    assert!(told.contains("2 rows read"), "{told}");
    let mut names: Vec<String> = std::fs::read_dir(dir.0.join("out"))
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["report-aggregated.csv", "report-findings.csv", "report-lines.csv", "summary.json"]);
    let findings = std::fs::read_to_string(dir.0.join("out/report-findings.csv")).unwrap();
    assert!(findings.lines().count() >= 2, "the faulty term is found: {findings}");
    dir.manis(build).refused(1, "not empty");
    dir.manis(["report", "build", "--input", "no.csv", "--output", "p"]).refused(1, "no.csv");
    dir.manis(["report", "build", "--input", "trade.csv", "--output", "p", "--reporter", "1"]).refused(2, "--reporter");
    dir.write("sheet.xlsx", b"PK\x03\x04 not a table");
    dir.manis(["report", "build", "--input", "sheet.xlsx", "--output", "p"]).refused(1, "not CSV");
    assert_eq!(dir.names(), ["none.csv", "out", "sheet.xlsx", "trade.csv"]);
}

#[test]
fn the_published_schemas_come_whole_and_survive_a_reader_that_leaves() {
    let dir = Scratch::new();
    assert!(dir.manis(["schema", "print", "--output", "schemas"]).good().starts_with("9 files"));
    dir.manis(["schema", "print", "--output", "schemas"]).refused(1, "not empty");
    let wsdl = dir.manis(["schema", "print", "--file", "cites-exchange-v1.wsdl", "--epix-url", "https://x.example/"]);
    assert!(wsdl.good().contains("location=\"https://x.example/epix/v1\""));
    let line = format!("'{}' schema print | head -1", env!("CARGO_BIN_EXE_manis"));
    let out = std::process::Command::new("bash").args(["-c", &format!("set -o pipefail; {line}")]).output().unwrap();
    assert!(out.status.success() && out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
}
