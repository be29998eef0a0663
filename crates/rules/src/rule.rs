//! A rule: a record with its source, and three steps always in this order: does it apply, was it in force, does it hold.

use crate::case::{Case, LineCase};
use crate::citation::Citation;
use crate::pack::Period;
use crate::sentence::{Message, Sentence};
use crate::trace::{Check, RowRef, Severity, Verdict};
use std::borrow::Cow;

/// One rule of this crate. Rows of packs are not rules; they are what a rule reads.
pub struct Rule {
    /// Stable id: the number in `spec/permits.md` section 4 where there is one (`B4`).
    pub id: &'static str,
    /// What it is about, in few words and three languages.
    pub title: Message,
    /// Where it comes from.
    pub citation: Citation,
    /// When it is in force.
    pub in_force: Period,
    /// What it is worth when it does not hold.
    pub severity: Severity,
    pub(crate) steps: Steps,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} ({})", self.id, self.title.en, self.citation)
    }
}

/// The first and the last step; the middle one is the period.
pub(crate) enum Steps {
    /// Asked once for the document.
    Whole { applies: fn(&Case<'_>) -> bool, holds: fn(&Case<'_>, &mut Answer) },
    /// Asked for every line.
    Line { applies: fn(&Case<'_>, &LineCase<'_>) -> bool, holds: fn(&Case<'_>, &LineCase<'_>, &mut Answer) },
}

/// What a rule has to say. Saying nothing means that it holds.
#[derive(Default)]
pub(crate) struct Answer {
    pub said: Vec<Said>,
    pub rows: Vec<RowRef>,
}

pub(crate) struct Said {
    pub verdict: Option<Verdict>,
    pub sentence: Sentence,
    /// The row's own law, where it names one.
    pub citation: Option<Citation>,
}

impl Answer {
    /// It does not hold: do this.
    pub fn fails(&mut self, sentence: Sentence) {
        self.said.push(Said { verdict: None, sentence, citation: None });
    }

    /// A row with its own law does not allow it.
    pub fn fails_under(&mut self, sentence: Sentence, citation: Citation) {
        self.said.push(Said { verdict: None, sentence, citation: Some(citation) });
    }

    /// The data to decide it are not there.
    pub fn not_checked(&mut self, sentence: Sentence) {
        self.said.push(Said { verdict: Some(Verdict::NotChecked), sentence, citation: None });
    }

    /// It holds, and this is worth knowing.
    pub fn noted(&mut self, sentence: Sentence) {
        self.said.push(Said { verdict: Some(Verdict::Noted), sentence, citation: None });
    }

    /// It holds, and a row with its own law is worth knowing.
    pub fn noted_under(&mut self, sentence: Sentence, citation: Citation) {
        self.said.push(Said { verdict: Some(Verdict::Noted), sentence, citation: Some(citation) });
    }

    /// Something that it asks for is not on file yet.
    pub fn awaits(&mut self, sentence: Sentence) {
        self.said.push(Said { verdict: Some(Verdict::Awaited), sentence, citation: None });
    }

    /// It does not hold, and more than its severity says: nothing may go on.
    pub fn blocks(&mut self, sentence: Sentence) {
        self.said.push(Said { verdict: Some(Verdict::Blocked), sentence, citation: None });
    }

    /// Something a row with its own law asks for is not on file yet.
    pub fn awaits_under(&mut self, sentence: Sentence, citation: Citation) {
        self.said.push(Said { verdict: Some(Verdict::Awaited), sentence, citation: Some(citation) });
    }

    /// Names a row that was used.
    pub fn row(&mut self, table: &'static str, key: impl Into<String>) {
        self.rows.push(RowRef { table: Cow::Borrowed(table), key: key.into() });
    }
}

/// The verdict of a rule that does not hold.
pub(crate) const fn verdict_of(severity: Severity) -> Verdict {
    match severity {
        Severity::Block => Verdict::Blocked,
        Severity::Route | Severity::Warn => Verdict::Look,
        Severity::Note => Verdict::Noted,
    }
}

/// Asks one rule about a case. Equal answers for several lines become one check.
pub(crate) fn ask(rule: &Rule, case: &Case<'_>, out: &mut Vec<Check>) {
    let start = out.len();
    match &rule.steps {
        Steps::Whole { applies, holds } => {
            if !applies(case) {
                return push(rule, Verdict::NotApplicable, None, Vec::new(), start, out, None);
            }
            if !rule.in_force.contains(case.on) {
                return push(rule, Verdict::NotInForce, None, Vec::new(), start, out, None);
            }
            let mut answer = Answer::default();
            holds(case, &mut answer);
            tell(rule, answer, None, start, out);
        }
        Steps::Line { applies, holds } => {
            for (i, line) in case.lines.iter().enumerate() {
                if !applies(case, line) {
                    push(rule, Verdict::NotApplicable, None, Vec::new(), start, out, Some(i));
                    continue;
                }
                if !rule.in_force.contains(case.on) {
                    push(rule, Verdict::NotInForce, None, Vec::new(), start, out, Some(i));
                    continue;
                }
                let mut answer = Answer::default();
                holds(case, line, &mut answer);
                tell(rule, answer, Some(i), start, out);
            }
        }
    }
}

fn tell(rule: &Rule, answer: Answer, line: Option<usize>, start: usize, out: &mut Vec<Check>) {
    let Answer { said, rows } = answer;
    if said.is_empty() {
        return push(rule, Verdict::Passed, None, rows, start, out, line);
    }
    for one in said {
        let verdict = one.verdict.unwrap_or(verdict_of(rule.severity));
        let before = out.len();
        push(rule, verdict, Some(one.sentence), rows.clone(), start, out, line);
        if let (Some(citation), true) = (one.citation, out.len() > before)
            && let Some(check) = out.last_mut()
        {
            check.citation = citation;
        }
    }
}

fn push(
    rule: &Rule,
    verdict: Verdict,
    sentence: Option<Sentence>,
    rows: Vec<RowRef>,
    start: usize,
    out: &mut Vec<Check>,
    line: Option<usize>,
) {
    let same = |c: &&mut Check| c.verdict == verdict && c.sentence == sentence && c.rows == rows;
    if let Some(known) = out[start..].iter_mut().find(same) {
        known.lines.extend(line);
        return;
    }
    out.push(Check {
        rule: Cow::Borrowed(rule.id),
        verdict,
        severity: rule.severity,
        citation: rule.citation.clone(),
        lines: line.into_iter().collect(),
        sentence,
        rows,
    });
}
