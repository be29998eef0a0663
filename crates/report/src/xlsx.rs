//! The workbook for reading and signing: cover, exports, imports. Texts are text cells, quantities and years numbers.
//!
//! The file to submit is the CSV; this one is for people (Guidelines: two tables, "imports" and "exports and re-exports").

use crate::columns::{Column, Profile, Sheet, columns};
use crate::lines::{Basis, ReportLine};
use crate::write;
use cites::{CountryCode, Date, Lang};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use serde::{Deserialize, Serialize};

/// Most lines of a sheet: the rows of the format without the header row.
pub const MOST_LINES: usize = 1_048_575;

/// What the cover says (Guidelines: basis, per sheet if mixed; period; currency of names; contact).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// The reporting Party.
    pub party: CountryCode,
    /// The calendar year.
    pub year: i16,
    /// What the exports stand on.
    pub exports_basis: Basis,
    /// What the imports stand on.
    pub imports_basis: Basis,
    /// Which nomenclature the names follow, and its date.
    pub nomenclature: String,
    /// The Management Authority.
    pub authority: String,
    /// Person, telephone, e-mail.
    pub contact: String,
    /// Day on which the report was made.
    pub made_on: Date,
    /// Number of the version, 1 for the first submission.
    pub version: u32,
    /// Remarks, one paragraph each.
    pub remarks: Vec<String>,
}

/// Why there is no workbook.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// A sheet holds no more.
    #[error("a sheet holds at most {MOST_LINES} lines and {sheet} has {lines}; use the CSV file", sheet = .sheet.name())]
    TooManyLines {
        /// Which sheet.
        sheet: Sheet,
        /// How many there are.
        lines: usize,
    },
    /// The writer failed.
    #[error("failed to write the workbook: {0}")]
    Write(#[from] XlsxError),
}

/// Words of the cover by language; others read English.
struct Terms {
    cover: &'static str,
    title: &'static str,
    party: &'static str,
    period: &'static str,
    exports: &'static str,
    imports: &'static str,
    actual: &'static str,
    permits: &'static str,
    names: &'static str,
    authority: &'static str,
    contact: &'static str,
    made_on: &'static str,
    version: &'static str,
    lines: &'static str,
    remarks: &'static str,
}

const EN: Terms = Terms {
    cover: "Cover",
    title: "CITES annual report",
    party: "Party",
    period: "Period",
    exports: "Exports and re-exports based on",
    imports: "Imports and introductions from the sea based on",
    actual: "actual trade",
    permits: "permits and certificates issued",
    names: "Nomenclature",
    authority: "Management Authority",
    contact: "Contact",
    made_on: "Made on",
    version: "Version",
    lines: "Lines (exports / imports)",
    remarks: "Remarks",
};

const FR: Terms = Terms {
    cover: "Couverture",
    title: "Rapport annuel CITES",
    party: "Partie",
    period: "Période",
    exports: "Exportations et réexportations d'après",
    imports: "Importations et introductions en provenance de la mer d'après",
    actual: "le commerce réel",
    permits: "les permis et certificats délivrés",
    names: "Nomenclature",
    authority: "Organe de gestion",
    contact: "Contact",
    made_on: "Établi le",
    version: "Version",
    lines: "Lignes (exportations / importations)",
    remarks: "Remarques",
};

const ES: Terms = Terms {
    cover: "Portada",
    title: "Informe anual CITES",
    party: "Parte",
    period: "Período",
    exports: "Exportaciones y reexportaciones según",
    imports: "Importaciones e introducciones procedentes del mar según",
    actual: "el comercio real",
    permits: "los permisos y certificados expedidos",
    names: "Nomenclatura",
    authority: "Autoridad Administrativa",
    contact: "Contacto",
    made_on: "Elaborado el",
    version: "Versión",
    lines: "Líneas (exportaciones / importaciones)",
    remarks: "Observaciones",
};

const fn terms(lang: Lang) -> &'static Terms {
    match lang {
        Lang::Fr => &FR,
        Lang::Es => &ES,
        _ => &EN,
    }
}

/// Makes the workbook: the cover, then `exports` and `imports` with the public columns in the public order.
///
/// The same lines and cover give the same bytes: the only date inside is the cover's.
///
/// # Errors
/// [`WorkbookError::TooManyLines`], or a failure of the writer.
pub fn workbook(
    lines: &[ReportLine],
    profile: Profile,
    decimals: u8,
    cover: &Cover,
    lang: Lang,
) -> Result<Vec<u8>, WorkbookError> {
    for sheet in Sheet::ALL {
        let count = lines.iter().filter(|l| l.sheet() == sheet).count();
        if count > MOST_LINES {
            return Err(WorkbookError::TooManyLines { sheet, lines: count });
        }
    }
    let mut book = Workbook::new();
    let (year, month, day) = (cover.made_on.year(), cover.made_on.month(), cover.made_on.day());
    let made = ExcelDateTime::from_ymd(year.unsigned_abs(), month.unsigned_abs(), day.unsigned_abs())?;
    book.set_properties(&DocProperties::new().set_title(terms(lang).title).set_creation_datetime(&made));
    write_cover(book.add_worksheet(), lines, cover, lang)?;
    for sheet in Sheet::ALL {
        write_table(book.add_worksheet(), lines, sheet, profile, decimals)?;
    }
    Ok(book.save_to_buffer()?)
}

fn write_cover(page: &mut Worksheet, lines: &[ReportLine], cover: &Cover, lang: Lang) -> Result<(), XlsxError> {
    let words = terms(lang);
    let basis = |basis| match basis {
        Basis::Actual => words.actual,
        Basis::Permits => words.permits,
    };
    let count = |sheet| lines.iter().filter(|l| l.sheet() == sheet).count();
    page.set_name(words.cover)?;
    page.set_column_width(0, 48)?.set_column_width(1, 70)?;
    page.write_string_with_format(0, 0, words.title, &Format::new().set_bold().set_font_size(16))?;
    let facts = [
        (words.party, format!("{} ({})", cover.party.name(lang), cover.party)),
        (words.period, format!("{0}-01-01 – {0}-12-31", cover.year)),
        (words.exports, basis(cover.exports_basis).to_owned()),
        (words.imports, basis(cover.imports_basis).to_owned()),
        (words.names, cover.nomenclature.clone()),
        (words.authority, cover.authority.clone()),
        (words.contact, cover.contact.clone()),
        (words.made_on, cover.made_on.to_string()),
        (words.version, cover.version.to_string()),
        (words.lines, format!("{} / {}", count(Sheet::Exports), count(Sheet::Imports))),
    ];
    let bold = Format::new().set_bold().set_align(FormatAlign::Top);
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let remarks = cover.remarks.iter().map(|remark| (words.remarks, remark.clone()));
    for (row, (name, value)) in (2_u32..).zip(facts.into_iter().chain(remarks)) {
        page.write_string_with_format(row, 0, name, &bold)?;
        page.write_string_with_format(row, 1, value, &wrap)?;
    }
    Ok(())
}

fn write_table(
    page: &mut Worksheet,
    lines: &[ReportLine],
    sheet: Sheet,
    profile: Profile,
    decimals: u8,
) -> Result<(), XlsxError> {
    let head = Format::new().set_bold();
    page.set_name(sheet.name())?;
    page.set_freeze_panes(1, 0)?;
    for (place, column) in (0_u16..).zip(columns(sheet, profile)) {
        page.write_string_with_format(0, place, column.header(), &head)?;
        let width = match column {
            Column::SpeciesName => 34,
            Column::ImportPermit | Column::ExportPermit | Column::OriginPermit | Column::IfsPermit => 20,
            _ => 14,
        };
        page.set_column_width(place, width)?;
    }
    for (row, line) in (1_u32..).zip(lines.iter().filter(|l| l.sheet() == sheet)) {
        let cells = write::cells(line, decimals);
        for (place, column) in (0_u16..).zip(columns(sheet, profile)) {
            let text = cells[column.index()].as_str();
            match (column, text.parse::<f64>()) {
                // A spreadsheet knows no other numbers; the exact figure is the one in the CSV file.
                (Column::Quantity | Column::Year, Ok(number)) => page.write_number(row, place, number)?,
                _ if text.is_empty() => page,
                _ => page.write_string(row, place, text)?,
            };
        }
    }
    Ok(())
}
