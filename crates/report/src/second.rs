//! Second pass of a build: the sorted lines are written, added up, and looked through for duplicates.

use crate::aggregate::Aggregator;
use crate::build::{BuildError, Earlier, Options, Progress, SORT_BUDGET, WATCH_EVERY, go_on};
use crate::check::Finding;
use crate::columns::{Column, columns};
use crate::decimal;
use crate::findings::FindingsFile;
use crate::first::{Unpacked, unpack};
use crate::key::{Key, Names};
use crate::own::OwnRule;
use crate::spill::{Sorted, Spill};
use crate::summary::Summary;
use crate::write;
use std::io::{self, Write};
use std::ops::ControlFlow;

/// A line of the permit being written, for the duplicate rule.
pub(crate) struct Written {
    key: Key,
    micro: i64,
    line: u64,
}

/// What the second pass keeps between lines.
pub(crate) struct SecondPass<'a, 'f> {
    pub(crate) names: &'a Names,
    pub(crate) options: &'a Options<'a>,
    pub(crate) findings: &'a mut FindingsFile<'f>,
    pub(crate) group: Vec<Written>,
}

impl SecondPass<'_, '_> {
    /// Writes the lines in order and adds them up.
    pub(crate) fn run(
        mut self,
        mut sorted: Sorted,
        spill: &mut dyn Spill,
        summary: &mut Summary,
        lines: &mut dyn Write,
        aggregated: &mut dyn Write,
        watch: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<(), BuildError> {
        let table = columns(summary.sheet, self.options.profile);
        let mut sums = Aggregator::new(spill, SORT_BUDGET);
        let mut buffer = write::header(summary.sheet, self.options.profile);
        let mut permit: Vec<u8> = Vec::new();
        while let Some((key, payload)) = sorted.next().map_err(BuildError::Write)? {
            let damaged = || io::Error::new(io::ErrorKind::InvalidData, "a temporary file of the sort is damaged");
            let line = unpack(payload).ok_or_else(damaged).map_err(BuildError::Write)?;
            if key != permit.as_slice() {
                self.end_permit(&permit, summary)?;
                permit.clear();
                permit.extend_from_slice(key);
            }
            if !permit.is_empty() {
                self.group.push(Written { key: line.key, micro: line.micro, line: line.line });
            }
            self.write_line(&mut buffer, table, &line);
            if buffer.len() > 64 * 1024 {
                lines.write_all(&buffer).map_err(BuildError::Write)?;
                buffer.clear();
            }
            sums.add(&permit, line.key, line.micro, self.names).map_err(BuildError::Write)?;
            summary.lines_written += 1;
            if summary.lines_written.is_multiple_of(WATCH_EVERY) {
                go_on(watch, summary, summary.bytes_read)?;
            }
        }
        self.end_permit(&permit, summary)?;
        drop(sorted);
        lines.write_all(&buffer).and_then(|()| lines.flush()).map_err(BuildError::Write)?;
        summary.permits = sums.permits();
        summary.aggregated_rows = sums.finish(self.names, aggregated).map_err(BuildError::Write)?;
        Ok(())
    }

    fn write_line(&self, out: &mut Vec<u8>, table: &[Column], line: &Unpacked<'_>) {
        for (i, column) in table.iter().enumerate() {
            if i > 0 {
                out.push(b',');
            }
            match column {
                Column::SpeciesName => out.extend_from_slice(self.names.cell(line.key.taxon())),
                Column::Quantity => decimal::write(out, i128::from(line.micro)),
                Column::ImportPermit => out.extend_from_slice(line.numbers[0]),
                Column::ExportPermit => out.extend_from_slice(line.numbers[1]),
                Column::OriginPermit => out.extend_from_slice(line.numbers[2]),
                Column::IfsPermit => out.extend_from_slice(line.numbers[3]),
                Column::Appendix => line.key.write_part(0, out),
                Column::TermCode => line.key.write_part(2, out),
                Column::UnitCode => line.key.write_part(3, out),
                Column::TradingPartner => line.key.write_part(4, out),
                Column::CountryOfOrigin => line.key.write_part(5, out),
                Column::PurposeCode => line.key.write_part(6, out),
                Column::SourceCode => line.key.write_part(7, out),
                Column::Year => line.key.write_part(8, out),
            }
        }
        out.push(b'\n');
    }

    /// The duplicate rules, when all lines of a permit are there. They count as findings; whether a line is clean was
    /// said in the first pass.
    fn end_permit(&mut self, permit: &[u8], summary: &mut Summary) -> Result<(), BuildError> {
        if self.group.len() > 1 {
            self.group.sort_unstable_by_key(|w| (w.key, w.micro, w.line));
            let mut doubles: Vec<(u64, u64)> = self
                .group
                .windows(2)
                .filter(|two| (two[0].key, two[0].micro) == (two[1].key, two[1].micro))
                .map(|two| (two[1].line, two[0].line))
                .collect();
            doubles.sort_unstable();
            let columns = [Column::ExportPermit, Column::SpeciesName, Column::Quantity];
            for (line, same) in doubles {
                self.later(Finding::own(line, OwnRule::DuplicateLine, &columns, same.to_string()), summary)?;
            }
        }
        if let Some(reported_before) = self.options.reported_before {
            let permit = String::from_utf8_lossy(permit).into_owned();
            let mut found = Vec::new();
            for written in &self.group {
                let text = |part| {
                    let mut out = Vec::new();
                    written.key.write_part(part, &mut out);
                    String::from_utf8_lossy(&out).into_owned()
                };
                let species = self.names.name(written.key.taxon());
                if reported_before(&Earlier { appendix: &text(0), species, year: &text(8), permit: &permit }) {
                    found.push(written.line);
                }
            }
            found.sort_unstable();
            for line in found {
                let columns = [Column::SpeciesName, Column::Appendix, Column::Year, Column::ExportPermit];
                self.later(Finding::own(line, OwnRule::ReportedBefore, &columns, permit.as_str()), summary)?;
            }
        }
        self.group.clear();
        Ok(())
    }

    /// A finding of the second pass.
    fn later(&mut self, finding: Finding, summary: &mut Summary) -> Result<(), BuildError> {
        self.findings.clear();
        self.findings.push(&finding);
        self.findings.write_line(finding.line, summary).map_err(BuildError::Write)
    }
}
