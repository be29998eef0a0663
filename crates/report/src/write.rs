//! Writing typed lines: the public CSV files.

use crate::cell;
use crate::columns::{Column, Profile, Sheet, columns};
use crate::decimal;
use crate::lines::ReportLine;
use cites::{Amount, PermitNumber, Unit};
use std::io::{self, Write};

/// Several numbers in one cell, as the Trade Database reads them.
fn joined(numbers: &[PermitNumber]) -> String {
    numbers.iter().map(PermitNumber::as_str).collect::<Vec<_>>().join(";")
}

/// A quantity rounded to the report's decimals, halves up, as text.
pub(crate) fn quantity(amount: Amount, decimals: u8) -> String {
    let reading = decimal::read(&amount.to_string(), decimals);
    let mut out = Vec::new();
    decimal::write(&mut out, i128::from(reading.map_or(amount.micro(), |r| r.micro)));
    String::from_utf8_lossy(&out).into_owned()
}

/// The texts of a line by [`Column::index`]: a count of specimens has a blank unit, an origin that is the exporter is
/// blank already.
pub fn cells(line: &ReportLine, decimals: u8) -> [String; Column::COUNT] {
    let mut out: [String; Column::COUNT] = Default::default();
    let number = |n: &Option<PermitNumber>| n.as_ref().map(|n| n.as_str().to_owned()).unwrap_or_default();
    for column in Column::ALL {
        out[column.index()] = match column {
            Column::Appendix => line.appendix.code().to_owned(),
            Column::SpeciesName => line.species.as_str().to_owned(),
            Column::TermCode => line.term.code().to_owned(),
            Column::Quantity => quantity(line.quantity, decimals),
            Column::UnitCode if line.unit == Unit::Nar => String::new(),
            Column::UnitCode => line.unit.code().to_owned(),
            Column::TradingPartner => line.partner.map(|c| c.code().to_owned()).unwrap_or_default(),
            Column::CountryOfOrigin => line.origin.map(|c| c.code().to_owned()).unwrap_or_default(),
            Column::ImportPermit => number(&line.import_permit),
            Column::ExportPermit => joined(&line.export_permits),
            Column::OriginPermit => joined(&line.origin_permits),
            Column::IfsPermit => number(&line.ifs_permit),
            Column::PurposeCode => line.purpose.map(|p| p.code().to_owned()).unwrap_or_default(),
            Column::SourceCode => line.source.map(|s| s.code().to_owned()).unwrap_or_default(),
            Column::Year => line.year.to_string(),
        };
    }
    out
}

/// The header row of a table.
pub(crate) fn header(sheet: Sheet, profile: Profile) -> Vec<u8> {
    let mut out = Vec::new();
    cell::row(&mut out, columns(sheet, profile).iter().map(|c| c.header()));
    out
}

/// Writes one table as the Trade Database loads it: UTF-8, commas, a header row, columns never reordered, plain
/// decimals, no text that a spreadsheet would take for a formula.
///
/// # Errors
/// When writing fails.
pub fn csv<'a>(
    lines: impl IntoIterator<Item = &'a ReportLine>,
    sheet: Sheet,
    profile: Profile,
    decimals: u8,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut row = header(sheet, profile);
    for line in lines.into_iter().filter(|l| l.sheet() == sheet) {
        let cells = cells(line, decimals);
        for (i, column) in columns(sheet, profile).iter().enumerate() {
            if i > 0 {
                row.push(b',');
            }
            cell::text(&mut row, &cells[column.index()]);
        }
        row.push(b'\n');
        if row.len() > 64 * 1024 {
            out.write_all(&row)?;
            row.clear();
        }
    }
    out.write_all(&row)?;
    out.flush()
}
