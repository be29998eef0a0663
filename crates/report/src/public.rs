//! The Trade Database's own list of checks, run by the room `rules`; here its answers become findings of the report.

use crate::check::{Context, Finding, Row, Severity, Words};
use crate::columns::{Column, Sheet};
use cites::CountryCode;
use rules::wcmc::{self, Checker, RULES, ReportRow, Side, Weight};
use std::borrow::Cow;

/// Position in [`RULES`] of "exporter + CountryOfOrigin".
const ORIGIN_IS_EXPORTER: usize = 25;
/// Position in [`RULES`] of "exporter + importer".
const SAME_COUNTRY: usize = 26;

/// Which rules applied without data to decide them: a bit for each place in [`RULES`].
pub(crate) type NotChecked = u32;

/// Runs the list over rows.
pub(crate) struct Public<'a> {
    checker: Checker<'a>,
    found: Vec<wcmc::Finding>,
    before: [u64; RULES.len()],
}

impl<'a> Public<'a> {
    pub(crate) fn new(context: &Context<'a>) -> Public<'a> {
        let checker = Checker::new(context.law.taxa, context.law.pack);
        let checker = if context.law.names_complete { checker.names_complete() } else { checker };
        Public { checker, found: Vec::new(), before: [0; RULES.len()] }
    }

    /// Checks a row, adds what is found, and answers which rules could not be decided.
    pub(crate) fn check(
        &mut self,
        line: u64,
        row: &Row<'_>,
        sheet: Sheet,
        context: &Context<'_>,
        out: &mut Vec<Finding>,
    ) -> NotChecked {
        self.found.clear();
        self.checker.check(&report_row(row, sheet, context.reporter), &mut self.found);
        for found in &self.found {
            // Without a reporting Party its side is "unknown": that an unknown equals an unknown means nothing.
            let about_reporter =
                found.rule == SAME_COUNTRY || (found.rule == ORIGIN_IS_EXPORTER && sheet == Sheet::Exports);
            if context.reporter.is_some() || !about_reporter {
                out.push(finding(line, row, sheet, found));
            }
        }
        let mut not_checked = 0;
        for (place, (before, now)) in self.before.iter_mut().zip(self.checker.not_checked()).enumerate() {
            not_checked |= u32::from(*now > *before) << place;
            *before = *now;
        }
        not_checked
    }
}

fn report_row<'r>(row: &Row<'r>, sheet: Sheet, reporter: Option<CountryCode>) -> ReportRow<'r> {
    ReportRow {
        side: match sheet {
            Sheet::Exports => Side::Exporter,
            Sheet::Imports => Side::Importer,
        },
        reporter: reporter.unwrap_or(CountryCode::UNKNOWN),
        appendix: row.get(Column::Appendix),
        species_name: row.get(Column::SpeciesName),
        term: row.get(Column::TermCode),
        quantity: row.get(Column::Quantity),
        unit: row.get(Column::UnitCode),
        trading_partner: row.get(Column::TradingPartner),
        country_of_origin: row.get(Column::CountryOfOrigin),
        import_permit: row.get(Column::ImportPermit),
        export_permit: row.get(Column::ExportPermit),
        origin_permit: row.get(Column::OriginPermit),
        ifs_permit: row.get(Column::IfsPermit),
        purpose: row.get(Column::PurposeCode),
        source: row.get(Column::SourceCode),
        year: row.get(Column::Year),
    }
}

/// A finding of the list in the report's form. The list speaks of exporter and importer; in a table one of the two is
/// the trading partner and the other the reporting Party.
fn finding(line: u64, row: &Row<'_>, sheet: Sheet, found: &wcmc::Finding) -> Finding {
    let rule = found.rule();
    let columns: Vec<Column> = rule
        .columns
        .split(" + ")
        .filter_map(|name| match (name, sheet) {
            ("exporter", Sheet::Imports) | ("importer", Sheet::Exports) => Some(Column::TradingPartner),
            _ => Column::from_header(name),
        })
        .collect();
    let value = if found.values.is_empty() {
        columns.iter().map(|c| row.get(*c)).collect::<Vec<_>>().join(" / ")
    } else {
        found.values.join(" / ")
    };
    let severity = match rule.weight {
        Weight::RejectsFile | Weight::Primary => Severity::Primary,
        Weight::Secondary | Weight::Warning => Severity::Secondary,
    };
    Finding {
        line,
        rule: Cow::Borrowed(rule.id),
        severity,
        columns: columns.iter().map(|c| Cow::Borrowed(c.header())).collect(),
        value,
        withheld: severity == Severity::Primary,
        words: Words::Public(found.sentence()),
    }
}

/// Did the list say that exporter and importer are the same?
pub(crate) fn found_same_country(found: &[Finding]) -> bool {
    found.iter().any(|f| f.rule == RULES[SAME_COUNTRY].id)
}

/// Id of the rule at a place of the list.
pub(crate) fn id(place: usize) -> &'static str {
    RULES.get(place).map_or("", |rule| rule.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_rules_we_know_by_place_stand_there() {
        assert_eq!(RULES[ORIGIN_IS_EXPORTER].columns, "exporter + CountryOfOrigin");
        assert_eq!(RULES[SAME_COUNTRY].columns, "exporter + importer");
        assert!(RULES.len() <= 32, "one bit for each");
    }
}
