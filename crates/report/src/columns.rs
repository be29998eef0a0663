//! The two tables of the annual report and their columns, in the order in which the Trade Database stores them.
//!
//! The loader checks only the *set* of headers but stores values **by position**: a reordered file lands silently in
//! the wrong columns. So the order below is never changed. Source: `data/codes/annual_report_columns.csv`.

use serde::{Deserialize, Serialize};
use std::fmt;

/// One of the two tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sheet {
    /// Exports and re-exports: 13 columns.
    Exports,
    /// Imports and introductions from the sea: 14 columns, with `ImportPermit`.
    Imports,
}

impl Sheet {
    /// Both tables, exports first.
    pub const ALL: [Sheet; 2] = [Sheet::Exports, Sheet::Imports];

    /// `exports` or `imports`: the sheet's name in the workbook and in the summary.
    pub const fn name(self) -> &'static str {
        match self {
            Sheet::Exports => "exports",
            Sheet::Imports => "imports",
        }
    }
}

/// Which header set the Trade Database expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Profile {
    /// Since July 2025: with `IFSPermit`.
    #[default]
    #[serde(rename = "2025")]
    Y2025,
    /// Before: without `IFSPermit`.
    #[serde(rename = "pre2025")]
    Pre2025,
}

impl Profile {
    /// `2025` or `pre2025`, as on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Profile::Y2025 => "2025",
            Profile::Pre2025 => "pre2025",
        }
    }

    /// The profile of a code.
    ///
    /// # Errors
    /// `report-profile` for anything but `2025` and `pre2025`.
    pub fn parse(code: &str) -> Result<Profile, cites::ParseError> {
        match code.trim() {
            "2025" => Ok(Profile::Y2025),
            "pre2025" => Ok(Profile::Pre2025),
            _ => Err(cites::ParseError::new("report-profile", "Give the profile as 2025 or pre2025.")),
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// A column of the report, in the Trade Database's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    /// Appendix in the year of trade.
    Appendix,
    /// Scientific name.
    SpeciesName,
    /// Trade term.
    TermCode,
    /// Quantity, decimal point.
    Quantity,
    /// Unit; blank is a number of specimens.
    UnitCode,
    /// Exports: country of import. Imports: country of export or re-export.
    TradingPartner,
    /// Country of origin; blank where it is the exporter.
    CountryOfOrigin,
    /// Import permit; imports only.
    ImportPermit,
    /// Export permit or re-export certificate.
    ExportPermit,
    /// Export permit of the country of origin.
    OriginPermit,
    /// Certificate of introduction from the sea; since 2025.
    IfsPermit,
    /// Purpose.
    PurposeCode,
    /// Source.
    SourceCode,
    /// Year of the trade.
    Year,
}

use Column::{
    Appendix, CountryOfOrigin, ExportPermit, IfsPermit, ImportPermit, OriginPermit, PurposeCode, Quantity, SourceCode,
    SpeciesName, TermCode, TradingPartner, UnitCode, Year,
};

const EXPORTS_2025: &[Column] = &[
    Appendix,
    SpeciesName,
    TermCode,
    Quantity,
    UnitCode,
    TradingPartner,
    CountryOfOrigin,
    ExportPermit,
    OriginPermit,
    IfsPermit,
    PurposeCode,
    SourceCode,
    Year,
];
const IMPORTS_2025: &[Column] = &[
    Appendix,
    SpeciesName,
    TermCode,
    Quantity,
    UnitCode,
    TradingPartner,
    CountryOfOrigin,
    ImportPermit,
    ExportPermit,
    OriginPermit,
    IfsPermit,
    PurposeCode,
    SourceCode,
    Year,
];
const EXPORTS_PRE2025: &[Column] = &[
    Appendix,
    SpeciesName,
    TermCode,
    Quantity,
    UnitCode,
    TradingPartner,
    CountryOfOrigin,
    ExportPermit,
    OriginPermit,
    PurposeCode,
    SourceCode,
    Year,
];
const IMPORTS_PRE2025: &[Column] = &[
    Appendix,
    SpeciesName,
    TermCode,
    Quantity,
    UnitCode,
    TradingPartner,
    CountryOfOrigin,
    ImportPermit,
    ExportPermit,
    OriginPermit,
    PurposeCode,
    SourceCode,
    Year,
];

/// The columns of a table under a profile, in the order that must never change.
pub const fn columns(sheet: Sheet, profile: Profile) -> &'static [Column] {
    match (sheet, profile) {
        (Sheet::Exports, Profile::Y2025) => EXPORTS_2025,
        (Sheet::Imports, Profile::Y2025) => IMPORTS_2025,
        (Sheet::Exports, Profile::Pre2025) => EXPORTS_PRE2025,
        (Sheet::Imports, Profile::Pre2025) => IMPORTS_PRE2025,
    }
}

/// The nine keys of the aggregated table, in its order.
pub const AGGREGATION_KEYS: [Column; 9] =
    [Appendix, SpeciesName, TermCode, UnitCode, TradingPartner, CountryOfOrigin, PurposeCode, SourceCode, Year];

impl Column {
    /// How many columns there are.
    pub const COUNT: usize = 14;

    /// Every column, in the order of the imports table.
    pub const ALL: &'static [Column] = IMPORTS_2025;

    /// The header as the Trade Database writes it.
    pub const fn header(self) -> &'static str {
        match self {
            Appendix => "Appendix",
            SpeciesName => "SpeciesName",
            TermCode => "TermCode",
            Quantity => "Quantity",
            UnitCode => "UnitCode",
            TradingPartner => "TradingPartner",
            CountryOfOrigin => "CountryOfOrigin",
            ImportPermit => "ImportPermit",
            ExportPermit => "ExportPermit",
            OriginPermit => "OriginPermit",
            IfsPermit => "IFSPermit",
            PurposeCode => "PurposeCode",
            SourceCode => "SourceCode",
            Year => "Year",
        }
    }

    /// The column of a header, in any case.
    pub fn from_header(header: &str) -> Option<Column> {
        Column::ALL.iter().copied().find(|c| c.header().eq_ignore_ascii_case(header.trim()))
    }

    /// Place in [`Column::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// Columns of our own that a wider input file may carry beside the public ones. They feed our own checks and are never
/// written to the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ExtraColumn {
    /// Type of document, by our code (`EXPORT`, `REEXPORT`, …).
    DocumentType,
    /// Quantity permitted on the document, in the unit of the line.
    PermittedQuantity,
    /// What the quota still allowed before this line, in the unit of the line.
    QuotaQuantity,
    /// Date of endorsement at export, or of receipt at import; ISO date, blank where there was none.
    MovementDate,
}

impl ExtraColumn {
    /// Every extra column.
    pub const ALL: &'static [ExtraColumn] = &[
        ExtraColumn::DocumentType,
        ExtraColumn::PermittedQuantity,
        ExtraColumn::QuotaQuantity,
        ExtraColumn::MovementDate,
    ];

    /// The header.
    pub const fn header(self) -> &'static str {
        match self {
            ExtraColumn::DocumentType => "DocumentType",
            ExtraColumn::PermittedQuantity => "PermittedQuantity",
            ExtraColumn::QuotaQuantity => "QuotaQuantity",
            ExtraColumn::MovementDate => "MovementDate",
        }
    }

    /// The column of a header, in any case.
    pub fn from_header(header: &str) -> Option<ExtraColumn> {
        ExtraColumn::ALL.iter().copied().find(|c| c.header().eq_ignore_ascii_case(header.trim()))
    }
}

/// The header row is not the expected set. The sentence has the shape of the Trade Database's own.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("invalid column headers: missing: {}; excess: {};", .missing.join(", "), .excess.join(", "))]
pub struct HeaderError {
    /// Expected columns that are not there.
    pub missing: Vec<String>,
    /// Columns that are there and not expected, or twice.
    pub excess: Vec<String>,
}

/// Where each column stands in an input file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Which of the two tables the file is.
    pub sheet: Sheet,
    places: [Option<u16>; Column::COUNT],
    extras: [Option<u16>; 4],
    width: usize,
}

impl Layout {
    /// Reads a header row: the set must equal the profile's columns for exports, or for imports when there is an
    /// `ImportPermit`; our own extra columns may stand beside them. Case and order do not matter.
    ///
    /// # Errors
    /// [`HeaderError`] with every missing and every excess header.
    pub fn read<'a>(headers: impl Iterator<Item = &'a str>, profile: Profile) -> Result<Layout, HeaderError> {
        let mut places = [None; Column::COUNT];
        let mut extras = [None; 4];
        let mut excess = Vec::new();
        let mut width = 0;
        for (i, header) in headers.enumerate() {
            width = i + 1;
            let place = u16::try_from(i).ok();
            let header = header.trim_start_matches('\u{feff}').trim();
            let slot = match (Column::from_header(header), ExtraColumn::from_header(header)) {
                (Some(column), _) => &mut places[column.index()],
                (None, Some(extra)) => &mut extras[extra as usize],
                (None, None) => {
                    excess.push(header.to_owned());
                    continue;
                }
            };
            if slot.is_some() || place.is_none() {
                excess.push(header.to_owned());
            } else {
                *slot = place;
            }
        }
        let sheet = if places[ImportPermit.index()].is_some() { Sheet::Imports } else { Sheet::Exports };
        let expected = columns(sheet, profile);
        for column in Column::ALL {
            if places[column.index()].is_some() && !expected.contains(column) {
                excess.push(column.header().to_owned());
            }
        }
        let missing: Vec<String> =
            expected.iter().filter(|c| places[c.index()].is_none()).map(|c| c.header().to_owned()).collect();
        if missing.is_empty() && excess.is_empty() {
            Ok(Layout { sheet, places, extras, width })
        } else {
            Err(HeaderError { missing, excess })
        }
    }

    /// Place of a column in the file, counted from 0.
    pub fn place(&self, column: Column) -> Option<usize> {
        self.places[column.index()].map(usize::from)
    }

    /// Place of an extra column in the file, counted from 0.
    pub fn extra(&self, column: ExtraColumn) -> Option<usize> {
        self.extras[column as usize].map(usize::from)
    }

    /// How many cells a row must have.
    pub fn width(&self) -> usize {
        self.width
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(sheet: Sheet, profile: Profile) -> String {
        columns(sheet, profile).iter().map(|c| c.header()).collect::<Vec<_>>().join(",")
    }

    #[test]
    fn the_four_header_rows_stand_in_the_order_the_trade_database_stores_by_position() {
        assert_eq!(
            headers(Sheet::Exports, Profile::Y2025),
            "Appendix,SpeciesName,TermCode,Quantity,UnitCode,TradingPartner,CountryOfOrigin,ExportPermit,OriginPermit,\
             IFSPermit,PurposeCode,SourceCode,Year"
        );
        assert_eq!(
            headers(Sheet::Imports, Profile::Y2025),
            "Appendix,SpeciesName,TermCode,Quantity,UnitCode,TradingPartner,CountryOfOrigin,ImportPermit,ExportPermit,\
             OriginPermit,IFSPermit,PurposeCode,SourceCode,Year"
        );
        for sheet in Sheet::ALL {
            assert_eq!(
                headers(sheet, Profile::Pre2025),
                headers(sheet, Profile::Y2025).replace("IFSPermit,", ""),
                "the old files are the new ones without the column added in 2025"
            );
        }
    }

    #[test]
    fn headers_may_come_in_any_case_and_order_and_with_our_extra_columns() {
        let row = "\u{feff}year,SOURCECODE,PurposeCode,IFSPermit,OriginPermit,ExportPermit,CountryOfOrigin,\
                   TradingPartner,UnitCode,Quantity,TermCode,SpeciesName,Appendix,QuotaQuantity";
        let layout = Layout::read(row.split(','), Profile::Y2025).unwrap();
        assert_eq!(layout.sheet, Sheet::Exports);
        assert_eq!(layout.place(Column::Year), Some(0));
        assert_eq!(layout.place(Column::Appendix), Some(12));
        assert_eq!(layout.extra(ExtraColumn::QuotaQuantity), Some(13));
        assert_eq!(layout.place(Column::ImportPermit), None);
    }

    #[test]
    fn a_wrong_header_row_is_refused_in_the_trade_databases_words() {
        let old = headers(Sheet::Exports, Profile::Pre2025);
        let error = Layout::read(old.split(','), Profile::Y2025).unwrap_err();
        assert_eq!(error.to_string(), "invalid column headers: missing: IFSPermit; excess: ;");
        let extra = headers(Sheet::Imports, Profile::Y2025).replace("TermCode", "Term") + ",Year";
        let error = Layout::read(extra.split(','), Profile::Y2025).unwrap_err();
        assert_eq!(error.to_string(), "invalid column headers: missing: TermCode; excess: Term, Year;");
    }
}
