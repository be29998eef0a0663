//! The checks of a line: the Trade Database's own list (room `rules`), then ours.

use crate::columns::{Column, Sheet};
use crate::decimal::{self, MAX_DECIMALS, Reading, Unwritable};
use crate::lines::{Basis, Flow, ReportLine};
use crate::own::OwnRule;
use crate::public::{self, NotChecked, Public};
use crate::write;
use cites::taxa::Taxonomy;
use cites::{Amount, Appendix, CountryCode, DocumentType, Lang, Purpose, Source, Term, Unit};
use rules::RulePack;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What a finding is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Blocks the submission; the line is withheld from the file.
    Primary,
    /// A warning of the Trade Database, which the uploader may let stand.
    Secondary,
    /// Our own remark.
    Own,
}

impl Severity {
    /// `primary`, `secondary` or `own`.
    pub const fn code(self) -> &'static str {
        match self {
            Severity::Primary => "primary",
            Severity::Secondary => "secondary",
            Severity::Own => "own",
        }
    }
}

/// Where the sentence of a finding comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Words {
    /// From the rules.
    Public(rules::sentence::Sentence),
    /// One of our own checks.
    Own(OwnRule),
}

/// Something found in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Line of the file, the header row being line 1; for typed lines the place among them, counted from 1.
    pub line: u64,
    /// Id of the rule: the Trade Database's as the rules name it, or the code of an [`OwnRule`].
    pub rule: Cow<'static, str>,
    /// What it is worth.
    pub severity: Severity,
    /// Headers of the columns concerned.
    pub columns: Vec<Cow<'static, str>>,
    /// The value or values found.
    pub value: String,
    /// Is the line kept out of the report because of it?
    pub withheld: bool,
    /// The sentence.
    pub words: Words,
}

impl Finding {
    /// One of our own.
    pub(crate) fn own(line: u64, rule: OwnRule, columns: &[Column], value: impl Into<String>) -> Finding {
        Finding {
            line,
            rule: Cow::Borrowed(rule.code()),
            severity: Severity::Own,
            columns: columns.iter().map(|c| Cow::Borrowed(c.header())).collect(),
            value: value.into(),
            withheld: rule.withholds(),
            words: Words::Own(rule),
        }
    }

    /// The sentence for people. Languages without their own text read English.
    pub fn sentence(&self, lang: Lang) -> String {
        match &self.words {
            Words::Public(sentence) => sentence.text(lang),
            Words::Own(rule) => rule.text(lang).replace("{}", &self.value),
        }
    }
}

/// A row of texts, already cleaned: no blanks around, capitals in codes and numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Row<'a> {
    /// By [`Column::index`]; blank where the table has no such column.
    pub cells: [&'a str; Column::COUNT],
}

impl<'a> Row<'a> {
    /// The text of a column.
    pub fn get(&self, column: Column) -> &'a str {
        self.cells[column.index()]
    }
}

/// What the rules read.
#[derive(Debug, Clone, Copy)]
pub struct Law<'a> {
    /// Names and listings.
    pub taxa: &'a Taxonomy,
    /// The lists of allowed pairs, and where species occur.
    pub pack: &'a RulePack,
    /// Is the full set of names loaded? Then a species that is not in it is wrong, else it could not be checked.
    pub names_complete: bool,
}

/// What the checks must know beside the row.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Names, listings, lists.
    pub law: Law<'a>,
    /// The reporting Party; without it the rules on distinct countries see one side only.
    pub reporter: Option<CountryCode>,
    /// The year of the report; without it any year passes.
    pub year: Option<i16>,
}

/// What our records, or the extra columns of a wide file, know of a line beside the public columns.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LineFacts {
    /// Kind of document.
    pub document: Option<DocumentType>,
    /// Permitted, in millionths.
    pub permitted: Option<i64>,
    /// Left in the quota, in millionths.
    pub quota: Option<i64>,
    /// Was it endorsed or confirmed? `None`: not known here.
    pub endorsed: Option<bool>,
}

impl LineFacts {
    /// From amounts.
    pub fn of(document: DocumentType, permitted: Amount, quota: Option<Amount>, endorsed: Option<bool>) -> LineFacts {
        let (permitted, quota) = (Some(permitted.micro()), quota.map(Amount::micro));
        LineFacts { document: Some(document), permitted, quota, endorsed }
    }
}

/// Checks everything that depends on the nine keys only (and on whether quantity and names are there at all): the
/// Trade Database's rules, and of ours those about codes. Secondary rules run only where no primary one fails.
pub(crate) fn check_codes(
    line: u64,
    row: &Row<'_>,
    sheet: Sheet,
    context: &Context<'_>,
    list: &mut Public<'_>,
    out: &mut Vec<Finding>,
) -> NotChecked {
    use Column::{Appendix as AppendixColumn, PurposeCode, SourceCode, TermCode, TradingPartner, UnitCode, Year};
    let not_checked = list.check(line, row, sheet, context, out);
    if row.get(PurposeCode).is_empty() {
        out.push(Finding::own(line, OwnRule::PurposeMissing, &[PurposeCode], ""));
    }
    if row.get(SourceCode).is_empty() {
        out.push(Finding::own(line, OwnRule::SourceMissing, &[SourceCode], ""));
    }
    let unit = match row.get(UnitCode) {
        "" => Some(Unit::Nar),
        code => Unit::from_code(code),
    };
    if let Some(unit) = unit {
        if unit.status() != "current" {
            out.push(Finding::own(line, OwnRule::UnitNotCurrent, &[UnitCode], unit.code()));
        } else if let Some(term) = Term::from_code(row.get(TermCode))
            && !in_2025_list(term, unit)
        {
            let value = format!("{} / {}", term.code(), unit.code());
            out.push(Finding::own(line, OwnRule::PairNotIn2025List, &[TermCode, UnitCode], value));
        }
    }
    // Source D is bred or propagated for trade, O was acquired before the Convention (Art. VII.2, VII.4).
    let source = Source::from_code(row.get(SourceCode));
    if row.get(AppendixColumn) == Appendix::I.code()
        && row.get(PurposeCode) == Purpose::T.code()
        && !matches!(source, Some(Source::D | Source::O))
    {
        let columns = [AppendixColumn, PurposeCode, SourceCode];
        out.push(Finding::own(line, OwnRule::CommercialAppendixI, &columns, row.get(SourceCode)));
    }
    let partner = row.get(TradingPartner);
    if context.reporter.is_some_and(|reporter| reporter.code() == partner) && !public::found_same_country(out) {
        out.push(Finding::own(line, OwnRule::PartnerIsReporter, &[TradingPartner], partner));
    }
    if let (Some(wanted), Ok(year)) = (context.year, row.get(Year).parse::<i16>())
        && wanted != year
    {
        out.push(Finding::own(line, OwnRule::YearOutsidePeriod, &[Year], row.get(Year)));
    }
    not_checked
}

/// Do term and unit stand together in the 2025 list (preferred or alternative unit of the term)?
fn in_2025_list(term: Term, unit: Unit) -> bool {
    term.preferred_units().contains(&unit.code()) || term.alternative_units().contains(&unit.code())
}

/// Checks what belongs to this one line: quantity, numbers of documents, quota, endorsement.
pub(crate) fn check_line(
    line: u64,
    row: &Row<'_>,
    sheet: Sheet,
    quantity: Result<Reading, Unwritable>,
    facts: &LineFacts,
    out: &mut Vec<Finding>,
) {
    use Column::{CountryOfOrigin, ExportPermit, IfsPermit, ImportPermit, OriginPermit, Quantity};
    let given = row.get(Quantity);
    let own = |rule, column| Finding::own(line, rule, &[column], given);
    match quantity {
        Ok(reading) => {
            if reading.unusual {
                out.push(own(OwnRule::QuantityRewritten, Quantity));
            }
            if reading.rounded {
                out.push(own(OwnRule::QuantityRounded, Quantity));
            }
            if reading.micro == 0 {
                out.push(own(OwnRule::QuantityZero, Quantity));
            }
            if facts.quota.is_some_and(|quota| reading.micro > quota) {
                out.push(own(OwnRule::QuantityOverQuota, Quantity));
            }
            if facts.permitted.is_some_and(|permitted| reading.micro > permitted) {
                out.push(own(OwnRule::QuantityOverPermit, Quantity));
            }
        }
        // A blank, or no number at all, is a primary finding of the Trade Database already.
        Err(Unwritable::NotNumber) => {}
        Err(_) => out.push(own(OwnRule::QuantityUnwritable, Quantity)),
    }
    let no = |column| row.get(column).is_empty();
    let reexport = facts.document == Some(DocumentType::Reexport);
    if no(CountryOfOrigin) && (reexport || !no(OriginPermit)) {
        out.push(Finding::own(line, OwnRule::OriginMissing, &[CountryOfOrigin], ""));
    }
    let numbers: &[Column] = match sheet {
        Sheet::Exports => &[ExportPermit],
        Sheet::Imports => &[ImportPermit, ExportPermit, IfsPermit],
    };
    if numbers.iter().all(|c| no(*c)) {
        out.push(Finding::own(line, OwnRule::PermitMissing, numbers, ""));
    }
    if facts.endorsed == Some(false) {
        out.push(Finding::own(line, OwnRule::NoEndorsement, &[], ""));
    }
}

/// How far a report is from being ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Readiness {
    /// Lines looked at.
    pub lines: u64,
    /// Lines without any finding.
    pub clean: u64,
    /// Lines that cannot stand in the report as they are.
    pub withheld: u64,
    /// Findings that block.
    pub primary: u64,
    /// Findings that the Trade Database warns of.
    pub secondary: u64,
    /// Findings of our own.
    pub own: u64,
}

impl Readiness {
    /// Counts one line with its findings.
    pub fn count(&mut self, findings: &[Finding]) {
        self.lines += 1;
        self.clean += u64::from(findings.is_empty());
        self.withheld += u64::from(findings.iter().any(|f| f.withheld));
        for finding in findings {
            self.count_finding(finding.severity);
        }
    }

    pub(crate) fn count_finding(&mut self, severity: Severity) {
        match severity {
            Severity::Primary => self.primary += 1,
            Severity::Secondary => self.secondary += 1,
            Severity::Own => self.own += 1,
        }
    }

    /// May the report be submitted: every line can stand in it?
    pub const fn is_ready(&self) -> bool {
        self.withheld == 0
    }

    /// Lines that can stand in the report, in per cent of all, rounded down; 100 for none.
    pub fn percent(&self) -> u8 {
        match self.lines {
            0 => 100,
            lines => u8::try_from((lines - self.withheld) * 100 / lines).unwrap_or(100),
        }
    }
}

/// What [`check`] found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    /// Every finding, in the order of the lines.
    pub findings: Vec<Finding>,
    /// How far the report is from being ready.
    pub readiness: Readiness,
    /// For how many lines a rule of the Trade Database applied without data to decide it, by rule. Never to be read as
    /// passed.
    pub not_checked: BTreeMap<String, u64>,
}

/// Checks typed lines of both tables. The lines are counted from 1 in the order given.
pub fn check(lines: &[ReportLine], context: &Context<'_>) -> Checked {
    let mut checked = Checked::default();
    let mut list = Public::new(context);
    let mut of_line = Vec::new();
    for (number, line) in (1..).zip(lines) {
        let cells = write::cells(line, MAX_DECIMALS);
        let row = Row { cells: cells.each_ref().map(String::as_str) };
        let not_checked = check_codes(number, &row, line.sheet(), context, &mut list, &mut of_line);
        count_not_checked(&mut checked.not_checked, not_checked, 1);
        let endorsed = match line.basis {
            Basis::Actual => None,
            Basis::Permits => Some(false),
        };
        let document = if line.flow == Flow::Reexport { DocumentType::Reexport } else { line.document };
        let facts = LineFacts::of(document, line.permitted, line.quota, endorsed);
        let quantity = decimal::read(row.get(Column::Quantity), MAX_DECIMALS);
        check_line(number, &row, line.sheet(), quantity, &facts, &mut of_line);
        checked.readiness.count(&of_line);
        checked.findings.append(&mut of_line);
    }
    checked
}

/// Counts the rules that could not be decided for so many lines.
pub(crate) fn count_not_checked(counts: &mut BTreeMap<String, u64>, not_checked: NotChecked, lines: u64) {
    for place in (0..NotChecked::BITS as usize).filter(|place| not_checked >> place & 1 == 1) {
        *counts.entry(public::id(place).to_owned()).or_default() += lines;
    }
}
