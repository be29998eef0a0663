//! `report-findings.csv`: one row for each finding, written while the input is read.

use crate::cell;
use crate::check::{Finding, Severity, Words};
use crate::summary::Summary;
use cites::Lang;
use std::io::{self, Write};

/// A finding ready to be written again for another line.
pub(crate) struct Verdict {
    tail: Box<[u8]>,
    rule: Box<str>,
    severity: Severity,
    withheld: bool,
}

impl Verdict {
    pub(crate) fn of(finding: &Finding) -> Verdict {
        let mut tail = Vec::new();
        tail.push(b',');
        let columns = finding.columns.join(" ");
        let withheld = if finding.withheld { "yes" } else { "no" };
        let mut sentences = [Lang::En, Lang::Fr, Lang::Es].map(|lang| finding.sentence(lang));
        if let Words::Public(found) = &finding.words
            && let Some(known) = rules::wcmc::as_uploaded(found)
        {
            // The file is held beside what the upload answers, so its English is the upload's.
            sentences[0] = known;
        }
        let head = [finding.severity.code(), &finding.rule, &columns, &finding.value, withheld];
        cell::row(&mut tail, head.into_iter().chain(sentences.iter().map(String::as_str)));
        Verdict {
            tail: tail.into(),
            rule: finding.rule.as_ref().into(),
            severity: finding.severity,
            withheld: finding.withheld,
        }
    }
}

/// Header row of the list of findings.
pub const FINDINGS_HEADERS: [&str; 9] =
    ["Line", "Severity", "Rule", "Columns", "Value", "Withheld", "MessageEN", "MessageFR", "MessageES"];

/// The list of findings, written while the input is read.
pub(crate) struct FindingsFile<'a> {
    out: &'a mut dyn Write,
    buffer: Vec<u8>,
    line: Vec<u8>,
    withheld: bool,
    counts: Vec<(Box<str>, Severity)>,
}

impl<'a> FindingsFile<'a> {
    pub(crate) fn new(out: &'a mut dyn Write) -> io::Result<FindingsFile<'a>> {
        let mut buffer = Vec::new();
        cell::row(&mut buffer, FINDINGS_HEADERS);
        out.write_all(&buffer)?;
        buffer.clear();
        Ok(FindingsFile { out, buffer, line: Vec::new(), withheld: false, counts: Vec::new() })
    }

    pub(crate) fn clear(&mut self) {
        self.line.clear();
        self.counts.clear();
        self.withheld = false;
    }

    pub(crate) fn push(&mut self, finding: &Finding) {
        self.push_verdict(&Verdict::of(finding));
    }

    pub(crate) fn push_verdict(&mut self, verdict: &Verdict) {
        // The line's number stands before each; it is put there when the line ends.
        self.line.extend_from_slice(&(verdict.tail.len() as u32).to_le_bytes());
        self.line.extend_from_slice(&verdict.tail);
        self.withheld |= verdict.withheld;
        self.counts.push((verdict.rule.clone(), verdict.severity));
    }

    /// Counts the line, writes its findings and answers whether it is withheld.
    pub(crate) fn end_line(&mut self, line: u64, summary: &mut Summary) -> io::Result<bool> {
        summary.readiness.lines += 1;
        summary.readiness.clean += u64::from(self.counts.is_empty());
        summary.readiness.withheld += u64::from(self.withheld);
        summary.rows_withheld += u64::from(self.withheld);
        self.write_line(line, summary)?;
        Ok(self.withheld)
    }

    pub(crate) fn write_line(&mut self, line: u64, summary: &mut Summary) -> io::Result<()> {
        for (rule, severity) in self.counts.drain(..) {
            summary.readiness.count_finding(severity);
            match summary.findings.get_mut(rule.as_ref()) {
                Some(count) => *count += 1,
                None => {
                    summary.findings.insert(rule.into(), 1);
                }
            }
        }
        let number = line.to_string();
        let mut rest = self.line.as_slice();
        while let Some((length, tail)) = rest.split_first_chunk::<4>() {
            let (tail, after) = tail.split_at(u32::from_le_bytes(*length) as usize);
            self.buffer.extend_from_slice(number.as_bytes());
            self.buffer.extend_from_slice(tail);
            rest = after;
        }
        if self.buffer.len() > 16 * 1024 {
            self.out.write_all(&self.buffer)?;
            self.buffer.clear();
        }
        Ok(())
    }

    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        self.out.flush()
    }
}
