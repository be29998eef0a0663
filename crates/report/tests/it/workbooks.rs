//! What we write from typed records: CSV and workbook.

use crate::records::{country, export, number};
use cites::{Amount, CountryCode, Lang};
use report::{Basis, Column, Cover, Flow, LineSettings, Movement, Profile, ReportLine, Sheet, lines, workbook, write};

fn one_line() -> ReportLine {
    lines(&[export()], &LineSettings::usual(country("QM"), 2026)).lines.remove(0)
}

fn csv_text(line: &ReportLine, profile: Profile, decimals: u8) -> String {
    let mut out = Vec::new();
    write::csv([line], line.sheet(), profile, decimals, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_line_of_the_skins_stands_in_the_public_order_with_a_blank_unit() {
    assert_eq!(
        csv_text(&one_line(), Profile::Y2025, 3),
        "Appendix,SpeciesName,TermCode,Quantity,UnitCode,TradingPartner,CountryOfOrigin,ExportPermit,OriginPermit,\
         IFSPermit,PurposeCode,SourceCode,Year\nII,Crocodylus porosus,SKI,238,,QN,,26QM000371/A1,,,T,W,2026\n"
    );
}

#[test]
fn the_old_profile_has_no_column_for_the_sea() {
    let mut line = one_line();
    line.flow = Flow::FromSea;
    line.ifs_permit = Some(number("26QM000900"));
    let with = csv_text(&line, Profile::Y2025, 3);
    let without = csv_text(&line, Profile::Pre2025, 3);
    assert!(with.contains("26QM000900") && !without.contains("26QM000900"));
    assert_eq!(without.lines().next().unwrap().split(',').count(), 13);
    assert_eq!(with.lines().next().unwrap().split(',').count(), 14);
}

#[test]
fn several_numbers_share_a_cell_and_a_number_that_is_a_formula_stays_a_text() {
    let mut line = one_line();
    line.origin_permits = vec![number("AU-1"), number("AU-2")];
    line.export_permits = vec![number("-2-3")];
    let text = csv_text(&line, Profile::Y2025, 3);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let row = reader.records().next().unwrap().unwrap();
    assert_eq!(&row[7], "'-2-3");
    assert_eq!(&row[8], "AU-1;AU-2");
}

#[test]
fn quantities_have_the_decimals_of_the_setting_and_no_others() {
    let mut line = one_line();
    line.quantity = Amount::parse("12.345678").unwrap();
    for (decimals, written) in [(6, "12.345678"), (3, "12.346"), (1, "12.3"), (0, "12")] {
        let text = csv_text(&line, Profile::Y2025, decimals);
        assert_eq!(text.lines().nth(1).unwrap().split(',').nth(3), Some(written));
    }
}

fn cover(party: CountryCode) -> Cover {
    Cover {
        party,
        year: 2026,
        exports_basis: Basis::Actual,
        imports_basis: Basis::Permits,
        nomenclature: "Res. Conf. 12.11 (Rev. CoP20)".into(),
        authority: "Management Authority of Querimba".into(),
        contact: "Head of Permits, permits@example.org".into(),
        made_on: "2027-10-01".parse().unwrap(),
        version: 1,
        remarks: vec!["=1+1".into()],
    }
}

/// The text of a file inside the workbook.
fn inside(book: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
    text
}

#[test]
fn the_workbook_has_a_cover_and_two_sheets_with_frozen_headers_and_no_formula() {
    let imported = Movement { flow: Flow::Import, partner: Some(country("QM")), ..export() };
    let mut all = lines(&[imported], &LineSettings::usual(country("QN"), 2026)).lines;
    all.push(one_line());
    let book = workbook(&all, Profile::Y2025, 3, &cover(country("QM")), Lang::Fr).unwrap();
    let list = inside(&book, "xl/workbook.xml");
    let places = ["Couverture", "exports", "imports"].map(|name| list.find(&format!("name=\"{name}\"")).unwrap());
    assert!(places.is_sorted(), "cover first, then exports and imports");
    for (file, columns) in [("xl/worksheets/sheet2.xml", 13), ("xl/worksheets/sheet3.xml", 14)] {
        let sheet = inside(&book, file);
        assert!(sheet.contains("state=\"frozen\""), "{file}");
        assert!(sheet.contains("<v>238</v>"), "the quantity is a number in {file}");
        assert!(!sheet.contains("<f>"), "{file} has no formula");
        let head = &sheet[sheet.find("<row r=\"1\"").unwrap()..sheet.find("<row r=\"2\"").unwrap()];
        assert_eq!(head.matches("<c ").count(), columns);
    }
    let strings = inside(&book, "xl/sharedStrings.xml");
    for words in ["=1+1", "le commerce réel", "les permis et certificats délivrés", "26QM000371/A1"] {
        assert!(strings.contains(words), "{words}");
    }
    assert!(!inside(&book, "xl/worksheets/sheet1.xml").contains("<f>"));
    assert_eq!(
        book,
        workbook(&all, Profile::Y2025, 3, &cover(country("QM")), Lang::Fr).unwrap(),
        "same input, same bytes"
    );
}

#[test]
fn every_column_of_a_typed_line_is_a_column_of_its_table() {
    let line = one_line();
    let cells = write::cells(&line, 3);
    let table = report::columns::columns(Sheet::Exports, Profile::Y2025);
    for column in Column::ALL.iter().filter(|c| !table.contains(c)) {
        assert_eq!(cells[column.index()], "", "{} is not reported on exports", column.header());
    }
}
