//! From somebody's CSV file to the report.

use crate::rows::exporter_file;
use cites::CountryCode;
use cites::taxa::Taxonomy;
use proptest::prelude::*;
use report::build::{Earlier, FINDINGS_HEADERS};
use report::{BuildError, Law, MemorySpill, Options, Outputs, Profile, Sheet, Summary, build_from_csv};
use rules::RulePack;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::LazyLock;

static TAXA: LazyLock<Taxonomy> = LazyLock::new(|| Taxonomy::shipped().unwrap());

static PACK: LazyLock<RulePack> = LazyLock::new(|| RulePack::base().unwrap());

/// The shipped names and lists.
fn law() -> Law<'static> {
    Law { taxa: &TAXA, pack: &PACK, names_complete: false }
}

const HEADER: &str = "Appendix,SpeciesName,TermCode,Quantity,UnitCode,TradingPartner,CountryOfOrigin,ExportPermit,\
                      OriginPermit,IFSPermit,PurposeCode,SourceCode,Year";

/// What a build leaves behind.
struct Built {
    summary: Summary,
    lines: String,
    aggregated: String,
    findings: Vec<csv::StringRecord>,
}

impl Built {
    /// Rule and line of every finding, in the order of the list.
    fn rules(&self) -> Vec<(u64, &str)> {
        self.findings.iter().map(|f| (f[0].parse().unwrap(), &f[2])).collect()
    }

    fn has(&self, line: u64, rule: &str) -> bool {
        self.rules().contains(&(line, rule))
    }

    fn of_severity(&self, severity: &str) -> Vec<&csv::StringRecord> {
        self.findings.iter().filter(|f| &f[1] == severity).collect()
    }
}

fn try_build(bytes: &[u8], options: &Options<'_>) -> Result<Built, BuildError> {
    let (mut lines, mut aggregated, mut findings) = (Vec::new(), Vec::new(), Vec::new());
    let outputs = Outputs { lines: &mut lines, aggregated: &mut aggregated, findings: &mut findings };
    let mut spill = MemorySpill::default();
    let summary = build_from_csv(bytes, law(), options, &mut spill, outputs, &mut |_| ControlFlow::Continue(()))?;
    let mut reader = csv::Reader::from_reader(findings.as_slice());
    assert_eq!(reader.headers().unwrap(), FINDINGS_HEADERS.as_slice());
    Ok(Built {
        summary,
        lines: String::from_utf8(lines).unwrap(),
        aggregated: String::from_utf8(aggregated).unwrap(),
        findings: reader.records().map(Result::unwrap).collect(),
    })
}

fn qm() -> Options<'static> {
    Options { reporter: Some(CountryCode::parse("QM").unwrap()), ..Options::default() }
}

/// Builds from rows under the exporter's header.
fn build(rows: &[&str]) -> Built {
    try_build(format!("{HEADER}\n{}\n", rows.join("\n")).as_bytes(), &qm()).unwrap()
}

const SKINS: &str = "II,Crocodylus porosus,SKI,238,,FR,,26QM000371/A1,,,T,R,2026";

#[test]
fn a_good_line_comes_out_as_it_went_in() {
    let built = build(&[SKINS]);
    assert_eq!(built.lines, format!("{HEADER}\n{SKINS}\n"));
    assert_eq!(
        built.aggregated,
        "Appendix,SpeciesName,TermCode,UnitCode,TradingPartner,CountryOfOrigin,PurposeCode,SourceCode,Year,Quantity,\
         Lines,Permits\nII,Crocodylus porosus,SKI,,FR,,T,R,2026,238,1,1\n"
    );
    assert_eq!(built.rules(), []);
    assert!(built.summary.readiness.is_ready());
    assert_eq!((built.summary.sheet, built.summary.permits), (Sheet::Exports, 1));
}

#[test]
fn the_fixture_of_the_trade_database_is_blocked_by_its_wrong_appendix() {
    let bytes = include_bytes!("../data/annual-report-exporter.csv");
    let built = try_build(bytes, &Options { reporter: None, ..Options::default() }).unwrap();
    assert_eq!((built.summary.rows_read, built.summary.rows_withheld, built.summary.lines_written), (2, 2, 0));
    let primary = built.of_severity("primary");
    assert_eq!(primary.len(), 2, "one on each line: {primary:?}");
    for (finding, line) in primary.iter().zip(["2", "3"]) {
        assert_eq!(&finding[0], line);
        assert_eq!((&finding[3], &finding[4], &finding[5]), ("Appendix", "2", "yes"));
        assert!(finding[6].contains('2') && finding[6] != finding[7] && finding[7] != finding[8]);
    }
    assert!(built.of_severity("secondary").is_empty(), "secondary rules wait until no primary error is left");
    assert!(built.has(2, "unit-old-code"), "KIL is KGM today");
    assert!(!built.summary.readiness.is_ready());
    assert_eq!(built.lines, format!("{HEADER}\n"));
}

#[test]
fn a_line_with_a_warning_is_reported_and_one_with_an_error_is_not() {
    let built = build(&[
        SKINS,
        // Animals are not artificially propagated.
        "II,Crocodylus porosus,SKI,10,,FR,,26QM000372/A1,,,T,A,2026",
        "II,Crocodylus porosus,SKIN,10,,FR,,26QM000373/A1,,,T,R,2026",
        "II,,SKI,10,,FR,,26QM000374/A1,,,T,R,2026",
        "II,Crocodylus porosus,SKI,many,,FR,,26QM000375/A1,,,T,R,2026",
    ]);
    assert_eq!(built.summary.lines_written, 2);
    assert!(built.lines.contains("26QM000372") && !built.lines.contains("26QM000373"));
    let severities: Vec<(&str, &str, &str)> =
        built.findings.iter().map(|f| (&f[0], &f[1], &f[3])).filter(|f| f.1 != "own").collect();
    assert_eq!(severities[0].1, "secondary");
    for (line, column) in [("4", "TermCode"), ("5", "SpeciesName"), ("6", "Quantity")] {
        assert!(severities.contains(&(line, "primary", column)), "{line} {column}: {severities:?}");
    }
    assert_eq!(built.summary.readiness.percent(), 40);
}

#[test]
fn our_own_checks_see_what_the_trade_database_lets_pass() {
    let built = build(&[
        "II,Crocodylus porosus,SKI,10,,FR,,26QM000001,,,,R,2026",
        "II,Crocodylus porosus,SKI,10,,FR,,26QM000002,,,T,,2026",
        "II,Crocodylus porosus,SKI,10,,FR,,,,,T,R,2026",
        "II,Crocodylus porosus,SKI,10,,FR,,26QM000004,AU-1,,T,R,2026",
        "II,Crocodylus porosus,SKI,1e1,,FR,,26QM000005,,,T,R,2026",
        "II,Crocodylus porosus,MEA,1.2345,KGM,FR,,26QM000006,,,T,R,2026",
        "II,Crocodylus porosus,SKI,0,,FR,,26QM000007,,,T,R,2026",
        "II,Crocodylus porosus,SKI,NaN,,FR,,26QM000008,,,T,R,2026",
        "II,Crocodylus porosus,SKI,-5,,FR,,26QM000009,,,T,R,2026",
        "I,Panthera tigris,SKI,1,,FR,,26QM000010,,,T,W,2026",
        "I,Panthera tigris,SKI,1,,FR,,26QM000011,,,T,O,2026",
        "II,Crocodylus porosus,SKI,2,BAG,FR,,26QM000012,,,T,R,2026",
    ]);
    for (line, rule) in [
        (2, "purpose-missing"),
        (3, "source-missing"),
        (4, "permit-missing"),
        (5, "origin-missing"),
        (6, "quantity-rewritten"),
        (7, "quantity-rounded"),
        (8, "quantity-zero"),
        (9, "quantity-unwritable"),
        (10, "quantity-unwritable"),
        (11, "commercial-appendix-i"),
    ] {
        assert!(built.has(line, rule), "{rule} on line {line}: {:?}", built.rules());
    }
    assert!(!built.has(12, "commercial-appendix-i"), "acquired before the Convention");
    assert!(built.rules().iter().any(|(line, rule)| *line == 13 && rule.contains("unit")), "{:?}", built.rules());
    assert!(built.lines.contains("SKI,10,,FR,,26QM000005"), "1e1 is written as 10");
    assert!(built.lines.contains("MEA,1.235,KGM"), "rounded to three decimals, halves up");
    assert!(!built.lines.contains("NaN") && !built.lines.contains("-5"));
}

#[test]
fn our_extra_columns_tell_quota_document_and_endorsement() {
    let file = format!(
        "{HEADER},DocumentType,PermittedQuantity,QuotaQuantity,MovementDate\n\
         {SKINS},EXPORT,240,200,2026-11-25\n{},REEXPORT,100,,\n",
        SKINS.replace("371", "372")
    );
    let built = try_build(file.as_bytes(), &qm()).unwrap();
    let own: Vec<(u64, &str)> = built.rules().into_iter().filter(|(_, r)| !r.starts_with('W')).collect();
    assert_eq!(
        own,
        [(2, "quantity-over-quota"), (3, "quantity-over-permit"), (3, "origin-missing"), (3, "no-endorsement")]
    );
    assert!(built.lines.starts_with(&format!("{HEADER}\n")), "our columns never leave the house");
}

#[test]
fn a_count_has_a_blank_unit_and_an_origin_that_is_the_exporter_is_blank() {
    let built = build(&["II,Crocodylus porosus,SKI,5,NAR,FR,QM,26QM000371/A1,,,T,R,2026", SKINS]);
    assert!(built.lines.contains("SKI,5,,FR,,26QM000371/A1"));
    assert!(built.aggregated.contains("SKI,,FR,,T,R,2026,243,2,1"), "{}", built.aggregated);
    assert!(built.findings.iter().any(|f| &f[0] == "2" && &f[1] == "secondary"), "the rule still says so");
}

#[test]
fn columns_in_another_order_land_where_the_trade_database_looks_for_them() {
    let file = "Year,SourceCode,PurposeCode,IFSPERMIT,OriginPermit,ExportPermit,CountryOfOrigin,TradingPartner,\
                UnitCode,Quantity,TermCode,SpeciesName,Appendix\n\
                2026,r,t,,, 26qm000371/a1 ,,fr,,238,ski,Crocodylus  porosus,ii\n";
    let built = try_build(file.as_bytes(), &qm()).unwrap();
    assert_eq!(built.lines, format!("{HEADER}\n{SKINS}\n"), "{:?}", built.findings);
}

#[test]
fn importers_have_fourteen_columns_and_are_sorted_by_their_own_permit() {
    let header = HEADER.replace("ExportPermit", "ImportPermit,ExportPermit");
    let row = |import: &str, export: &str| format!("II,Crocodylus porosus,SKI,1,,AU,,{import},{export},,,T,R,2026");
    let file = format!("{header}\n{}\n{}\n{}\n", row("QM9", "AU1"), row("", "AU7"), row("QM2", "AU9"));
    let built = try_build(file.as_bytes(), &qm()).unwrap();
    let expected = format!("{header}\n{}\n{}\n{}\n", row("", "AU7"), row("QM2", "AU9"), row("QM9", "AU1"));
    assert_eq!((built.summary.sheet, built.lines), (Sheet::Imports, expected));
}

#[test]
fn the_old_profile_wants_and_writes_the_old_header() {
    let old = HEADER.replace("IFSPermit,", "");
    let row = "II,Crocodylus porosus,SKI,238,,FR,,26QM000371/A1,,T,R,2026";
    let file = format!("{old}\n{row}\n");
    let pre2025 = Options { profile: Profile::Pre2025, ..qm() };
    assert_eq!(try_build(file.as_bytes(), &pre2025).unwrap().lines, file);
    let error = try_build(file.as_bytes(), &qm()).err().unwrap();
    assert_eq!(error.to_string(), "invalid column headers: missing: IFSPermit; excess: ;");
}

#[test]
fn files_that_are_no_table_are_refused_with_what_to_do() {
    let refused = |bytes: &[u8]| try_build(bytes, &qm()).err().map(|e| e.to_string()).unwrap();
    assert!(refused(b"").contains("empty"));
    assert!(refused(b"\n\n").contains("empty"));
    assert!(refused(b"PK\x03\x04rest of a workbook").contains("save the table as CSV"));
    assert!(refused(b"\xd0\xcf\x11\xe0\0\0").contains("save the table as CSV"));
    assert!(refused(b"some words\n").starts_with("invalid column headers: missing: Appendix, SpeciesName"));
}

#[test]
fn latin1_blank_lines_short_rows_and_lost_quotation_marks_are_survived() {
    let mut file = format!("{HEADER}\r\n\r\n,,,,,,,,,,,,\r\n{SKINS}\r\nII,short\r\n").into_bytes();
    file.extend_from_slice(b"II,Crocodylus porosus,SKI,1,,FR,,G\xdcN-7,,,T,R,2026\r\n");
    file.extend_from_slice(b"II,\"Crocodylus porosus,SKI,1,,FR,,26QM1,,,T,R,2026\r\n");
    file.extend(std::iter::repeat_n(b'x', 100_000));
    let built = try_build(&file, &qm()).unwrap();
    assert_eq!(built.summary.rows_latin1, 1);
    assert!(built.lines.contains("GÜN-7"), "{}", built.lines);
    assert!(built.has(5, "row-cells") && built.has(7, "row-too-long"), "{:?}", built.rules());
    assert_eq!((built.summary.rows_read, built.summary.lines_written), (4, 2));
}

#[test]
fn texts_that_a_spreadsheet_would_run_are_written_as_texts() {
    for formula in ["=1+1", "+1", "-1", "@A1", "=HYPERLINK(\"X\",\"Y\")"] {
        let quoted = format!("\"{}\"", formula.replace('"', "\"\""));
        let built = build(&[&format!("II,Crocodylus porosus,SKI,1,,FR,,{quoted},,,T,R,2026"), &quoted]);
        let mut reader = csv::Reader::from_reader(built.lines.as_bytes());
        let row = reader.records().next().unwrap().unwrap();
        assert_eq!(row[7], format!("'{formula}"));
    }
    let built = build(&["II,=cmd|calc,SKI,1,,FR,,26QM1,,,T,R,2026"]);
    assert!(built.findings.iter().any(|f| &f[4] == "'=cmd|calc"), "{:?}", built.findings);
}

#[test]
fn the_same_line_twice_and_a_line_reported_before_are_remarked() {
    let before = |earlier: &Earlier<'_>| earlier.permit == "26QM000371/A1" && earlier.year == "2026";
    let options = Options { reported_before: Some(&before), ..qm() };
    let other = SKINS.replace("SKI,238", "SKI,2");
    let file = format!("{HEADER}\n{SKINS}\n{other}\n{SKINS}\n");
    let built = try_build(file.as_bytes(), &options).unwrap();
    assert!(built.has(4, "duplicate-line"));
    assert!(!built.has(3, "duplicate-line"), "another quantity is another line");
    assert!(built.has(2, "reported-before") && built.has(4, "reported-before"));
    assert_eq!(built.summary.lines_written, 3, "a remark withholds nothing");
}

#[test]
fn the_year_of_the_report_and_the_reporting_party_are_held_against_each_line() {
    let options = Options { year: Some(2025), ..qm() };
    let itself = SKINS.replace(",FR,", ",QM,");
    let built = try_build(format!("{HEADER}\n{SKINS}\n{itself}\n").as_bytes(), &options).unwrap();
    assert!(built.has(2, "year-outside-period"));
    assert!(built.findings.iter().any(|f| &f[0] == "3" && f[3].contains("TradingPartner")), "{:?}", built.findings);
}

#[test]
fn a_build_can_be_stopped() {
    let file = exporter_file(20_000, 1, &TAXA, &PACK);
    let (mut a, mut b, mut c) = (Vec::new(), Vec::new(), Vec::new());
    let outputs = Outputs { lines: &mut a, aggregated: &mut b, findings: &mut c };
    let mut asked = 0;
    let result = build_from_csv(&file[..], law(), &qm(), &mut MemorySpill::default(), outputs, &mut |progress| {
        asked += 1;
        if progress.rows_read >= 8_000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(matches!(result, Err(BuildError::Stopped)) && asked == 2, "asked {asked} times");
}

/// The aggregated table by a plain count over the lines that were written.
fn plain_sums(lines: &str) -> BTreeMap<String, (i128, u64, BTreeSet<String>)> {
    let mut sums: BTreeMap<String, (i128, u64, BTreeSet<String>)> = BTreeMap::new();
    let mut reader = csv::Reader::from_reader(lines.as_bytes());
    for row in reader.records().map(Result::unwrap) {
        let key = [0, 1, 2, 4, 5, 6, 10, 11, 12].map(|i| row[i].to_owned()).join(",");
        let sum = sums.entry(key).or_default();
        sum.0 += micro(&row[3]);
        sum.1 += 1;
        if !row[7].is_empty() {
            sum.2.insert(row[7].to_owned());
        }
    }
    sums
}

fn micro(text: &str) -> i128 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{fraction:0<6}").parse().unwrap()
}

#[test]
fn a_year_of_made_up_rows_adds_up_and_is_sorted_by_permit() {
    let file = exporter_file(30_000, 7, &TAXA, &PACK);
    let built = try_build(&file, &qm()).unwrap();
    let again = try_build(&file, &qm()).unwrap();
    assert_eq!(built.lines, again.lines, "same rows, same report");
    assert_eq!(built.summary.rows_read, 30_000);
    let faulty = built.summary.rows_withheld;
    assert!((90..=240).contains(&faulty), "one row in two hundred is faulty, found {faulty}");
    assert_eq!(built.summary.lines_written + faulty, 30_000);
    let clean = built.summary.readiness.clean;
    assert!(
        clean + faulty > 29_900,
        "the other rows are as good as any, {clean} are clean: {:?}",
        built.summary.findings
    );
    let permits: Vec<&str> = built.lines.lines().skip(1).map(|l| l.split(',').nth(7).unwrap()).collect();
    assert!(permits.is_sorted());
    let sums = plain_sums(&built.lines);
    assert_eq!(sums.len() as u64, built.summary.aggregated_rows);
    let mut reader = csv::Reader::from_reader(built.aggregated.as_bytes());
    for row in reader.records().map(Result::unwrap) {
        let key = (0..9).map(|i| &row[i]).collect::<Vec<_>>().join(",");
        let (sum, count, permits) = &sums[&key];
        assert_eq!((micro(&row[9]), row[10].parse::<u64>().unwrap()), (*sum, *count), "{key}");
        assert_eq!(row[11].parse::<usize>().unwrap(), permits.len(), "{key}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_stands_in_the_cells_the_report_reads_back_with_the_same_number_of_cells(
        rows in proptest::collection::vec(proptest::collection::vec("[ -~éü\t\"\n]{0,12}", 13), 0..8),
    ) {
        let mut file = csv::Writer::from_writer(format!("{HEADER}\n").into_bytes());
        for row in &rows {
            file.write_record(row).unwrap();
        }
        file.write_record(SKINS.split(',')).unwrap();
        let built = try_build(&file.into_inner().unwrap(), &qm()).unwrap();
        let mut reader = csv::Reader::from_reader(built.lines.as_bytes());
        let read: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        prop_assert!(read.iter().all(|r| r.len() == 13));
        prop_assert_eq!(read.len() as u64, built.summary.lines_written);
        prop_assert!(built.summary.lines_written >= 1);
        prop_assert_eq!(built.summary.lines_written + built.summary.rows_withheld, built.summary.rows_read);
    }
}
