//! The 29 checks of the annual report.

use crate::kit::*;
use cites::Lang;
use rules::PartyTable;
use rules::wcmc::{Checker, Duplicates, Finding, RULES, ReportRow, Side, Weight, check_header, read_file};

const LIST: &str = include_str!("../../../../data/codes/wcmc_validation_rules.csv");
const COLUMNS: [&str; 13] = [
    "Appendix",
    "SpeciesName",
    "TermCode",
    "Quantity",
    "UnitCode",
    "TradingPartner",
    "CountryOfOrigin",
    "ExportPermit",
    "OriginPermit",
    "IFSPermit",
    "PurposeCode",
    "SourceCode",
    "Year",
];

fn good() -> ReportRow<'static> {
    ReportRow {
        side: Side::Exporter,
        reporter: land("ZW"),
        appendix: "II",
        species_name: "Crocodylus niloticus",
        term: "SKI",
        quantity: "240",
        unit: "",
        trading_partner: "FR",
        country_of_origin: "",
        import_permit: "",
        export_permit: "25ZW000371",
        origin_permit: "",
        ifs_permit: "",
        purpose: "T",
        source: "R",
        year: "2025",
    }
}

fn check(row: &ReportRow<'_>) -> Vec<Finding> {
    let pack = base_with(PartyTable::Distributions, "taxon_id,country\n10745,ZW\n10745,ZA\n");
    let mut out = Vec::new();
    Checker::new(&TAXA, &pack).check(row, &mut out);
    out
}

fn ids(found: &[Finding]) -> Vec<&'static str> {
    found.iter().map(|f| f.rule().id).collect()
}

#[test]
fn the_list_has_29_rows_and_each_is_implemented_with_its_order_and_shape() {
    let mut reader = csv::Reader::from_reader(LIST.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 29);
    for (row, rule) in rows.iter().zip(&RULES) {
        assert_eq!(row[0], rule.order.to_string(), "{}", rule.id);
        assert_eq!(&row[3], rule.columns);
        let weight = match &row[1] {
            "reject file" => Weight::RejectsFile,
            "primary" => Weight::Primary,
            "secondary" => Weight::Secondary,
            _ => Weight::Warning,
        };
        assert_eq!(weight, rule.weight, "{}", rule.id);
        // The first words of the shape are the first words of our English sentence.
        let first = |text: &str| text.split([' ', ':']).next().unwrap_or("").to_owned();
        if rule.id != "W-29" {
            assert_eq!(first(&row[8]), first(rule.upload), "{}", rule.id);
        }
    }
}

#[test]
fn a_good_row_passes_and_every_rule_of_a_row_catches_its_bad_one() {
    assert_eq!(check(&good()), [], "240 ranched skins from Zimbabwe to France");
    let g = good;
    let cases: Vec<(&str, ReportRow<'_>, &str)> = vec![
        ("W-03", ReportRow { trading_partner: " ", ..g() }, "trading_partner cannot be blank"),
        ("W-04", ReportRow { term: "", ..g() }, "term_code cannot be blank"),
        ("W-05", ReportRow { species_name: "", ..g() }, "taxon_name cannot be blank"),
        ("W-06", ReportRow { appendix: "", ..g() }, "appendix cannot be blank"),
        ("W-07", ReportRow { quantity: "", ..g() }, "quantity cannot be blank"),
        ("W-08", ReportRow { year: "", ..g() }, "year cannot be blank"),
        ("W-09", ReportRow { quantity: "12,5", ..g() }, "quantity must be a number"),
        ("W-10", ReportRow { year: "last", ..g() }, "year must be a number"),
        ("W-11", ReportRow { year: "25", ..g() }, "year must be formatted as four digits"),
        ("W-12", ReportRow { term: "XXX", ..g() }, "term_code XXX is invalid"),
        ("W-13", ReportRow { source: "Q", ..g() }, "source_code Q is invalid"),
        ("W-14", ReportRow { purpose: "X", ..g() }, "purpose_code X is invalid"),
        ("W-15", ReportRow { unit: "ZZZ", ..g() }, "unit_code ZZZ is invalid"),
        ("W-16", ReportRow { trading_partner: "QZ", ..g() }, "trading_partner QZ is invalid"),
        ("W-17", ReportRow { country_of_origin: "QZ", ..g() }, "country_of_origin QZ is invalid"),
        ("W-18", ReportRow { species_name: "Fantasia ignota", ..g() }, "taxon_name Fantasia ignota is invalid"),
        ("W-19", ReportRow { appendix: "IV", ..g() }, "appendix IV is invalid"),
        (
            "W-20",
            ReportRow { appendix: "III", ..g() },
            "taxon_name Crocodylus niloticus with appendix III with year 2025 is invalid",
        ),
        ("W-21", ReportRow { unit: "LTR", ..g() }, "term_code SKI with unit_code LTR is invalid"),
        ("W-22", ReportRow { purpose: "N", ..g() }, "term_code SKI with purpose_code N is invalid"),
        (
            "W-23",
            ReportRow { term: "TIM", unit: "MTQ", ..g() },
            "taxon_name Crocodylus niloticus with term_code TIM is invalid",
        ),
        (
            "W-24",
            ReportRow { country_of_origin: "AR", source: "W", ..g() },
            "taxon_name Crocodylus niloticus with country_of_origin AR (source_code = W, country_of_origin != XX, rank = SPECIES, SUBSPECIES) is invalid",
        ),
        (
            "W-25",
            ReportRow { reporter: land("AR"), source: "W", ..g() },
            "taxon_name Crocodylus niloticus with exporter AR (source_code = W, country_of_origin is empty, exporter != XX, rank = SPECIES, SUBSPECIES) is invalid",
        ),
        ("W-26", ReportRow { country_of_origin: "ZW", ..g() }, "exporter ZW with country_of_origin ZW is invalid"),
        ("W-27", ReportRow { trading_partner: "ZW", ..g() }, "exporter ZW with importer ZW is invalid"),
        ("W-28", ReportRow { source: "A", ..g() }, "taxon_name Crocodylus niloticus with source_code A is invalid"),
    ];
    for (rule, row, text) in cases {
        let found = check(&row);
        let hit = found.iter().find(|f| f.rule().id == rule);
        let hit = hit.unwrap_or_else(|| panic!("{rule} not found, only {:?}", ids(&found)));
        assert_eq!(hit.upload(), text);
        for lang in [Lang::Fr, Lang::Es] {
            let text = hit.text(lang);
            assert!(!text.contains('{') && !text.contains("invalid"), "{rule}: {text}");
        }
    }
}

#[test]
fn secondary_checks_wait_until_the_primary_ones_pass() {
    let row = ReportRow { appendix: "III", quantity: "many", ..good() };
    assert_eq!(ids(&check(&row)), ["W-09"], "the Appendix is not judged yet");
}

#[test]
fn a_blank_purpose_is_an_ordinary_value_and_shown_as_blank() {
    let row = ReportRow { purpose: "", ..good() };
    let texts: Vec<String> = check(&row).iter().map(|f| f.upload()).collect();
    assert!(texts.is_empty() || texts == ["term_code SKI with purpose_code [BLANK] is invalid"], "{texts:?}");
    let unknown = ReportRow { country_of_origin: "XX", source: "W", ..good() };
    assert_eq!(check(&unknown), [], "an unknown origin is not compared with the distribution");
    let lower = ReportRow { term: "ski", trading_partner: " fr ", source: "r", ..good() };
    assert_eq!(check(&lower), [], "codes are read in capitals, as the upload does");
}

#[test]
fn the_importers_file_turns_the_countries_round() {
    let row = ReportRow { side: Side::Importer, reporter: land("FR"), trading_partner: "ZW", source: "W", ..good() };
    assert_eq!(check(&row), [], "exporter is the partner ZW");
    let same = ReportRow { country_of_origin: "ZW", ..row };
    assert_eq!(ids(&check(&same)), ["W-26"]);
}

#[test]
fn without_a_distribution_the_range_is_not_checked_and_counted() {
    let mut checker = Checker::new(&TAXA, &BASE);
    let mut out = Vec::new();
    // A species of which nobody loaded the distribution.
    checker.check(&ReportRow { source: "W", species_name: "Python regius", ..good() }, &mut out);
    assert!(!ids(&out).contains(&"W-25"));
    assert_eq!(checker.not_checked()[24], 1, "W-25 applied and could not be decided");
    let partly = ReportRow { species_name: "Python inventatus", source: "C", ..good() };
    checker.check(&partly, &mut out);
    assert_eq!(checker.not_checked()[17], 1, "its genus is known, the name may be in the full list");
    let mut strict = Checker::new(&TAXA, &BASE).names_complete();
    out.clear();
    strict.check(&partly, &mut out);
    assert_eq!(ids(&out), ["W-18"], "with the full list it is wrong");
}

#[test]
fn header_file_and_duplicates() {
    assert!(check_header(COLUMNS, &COLUMNS).is_none());
    let lower: Vec<String> = COLUMNS.iter().map(|c| c.to_lowercase()).collect();
    assert!(check_header(lower.iter().map(String::as_str), &COLUMNS).is_none(), "case does not matter");
    let found = check_header(["Appendix", "Colour"], &COLUMNS[..2]).unwrap();
    assert_eq!(found.upload(), "invalid column headers: missing: SpeciesName; excess: Colour;");

    assert_eq!(read_file("r.csv", "Année".as_bytes()).unwrap(), "Année");
    assert_eq!(read_file("r.CSV", b"Ann\xe9e").unwrap(), "Année", "Latin-1 is recoded");
    for (name, bytes) in [("r.xlsx", b"PK".as_slice()), ("r.csv", b"a\0b"), ("r.csv", b" \n")] {
        assert_eq!(read_file(name, bytes).unwrap_err().rule().id, "W-02");
    }

    let mut seen = Duplicates::default();
    assert!(seen.see(&good(), 1).is_none());
    assert!(seen.see(&ReportRow { export_permit: "25ZW000372", ..good() }, 2).is_none());
    let again = seen.see(&ReportRow { export_permit: "25ZW000999;25ZW000371", ..good() }, 3).unwrap();
    assert_eq!((again.rule().id, again.values[0].as_str()), ("W-29", "1"));
    assert!(seen.see(&ReportRow { export_permit: "", ..good() }, 4).is_none());
}
