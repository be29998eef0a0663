//! The answer: every rule with its verdict, and the proof that an answer allowed issue.

use crate::citation::Citation;
use crate::sentence::Sentence;
use cites::{Appendix, Date, Digest, DocumentType, FindingKind, Lang};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a rule is worth when it does not hold. A rule has one severity only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// A text recommends otherwise.
    Warn,
    /// Never decided without an officer.
    Route,
    /// A text forbids it.
    Block,
}

/// What became of a rule: does it apply, was it in force, could it be checked, does it hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The case is not of its kind.
    NotApplicable,
    /// It applies, but not on that day.
    NotInForce,
    /// It holds.
    Passed,
    /// It applies and the data to decide it are not loaded. Never to be read as passed.
    NotChecked,
    /// It does not hold and is only worth knowing.
    Noted,
    /// It does not hold, and a supervisor set it aside for this case, with a reason.
    Overridden,
    /// It does not hold: an officer looks (severity says whether it may go on without).
    Look,
    /// A document or finding it asks for is not on file yet. Stops issue, not the application.
    Awaited,
    /// It does not hold and stops the case.
    Blocked,
}

impl Verdict {
    /// Stable code, kebab-case; key of the word in `locales/` with the prefix `verdict-`.
    pub const fn code(self) -> &'static str {
        match self {
            Verdict::NotApplicable => "not-applicable",
            Verdict::NotInForce => "not-in-force",
            Verdict::Passed => "passed",
            Verdict::NotChecked => "not-checked",
            Verdict::Noted => "noted",
            Verdict::Overridden => "overridden",
            Verdict::Look => "look",
            Verdict::Awaited => "awaited",
            Verdict::Blocked => "blocked",
        }
    }

    /// Did the rule say something people should read?
    pub const fn speaks(self) -> bool {
        matches!(
            self,
            Verdict::NotChecked
                | Verdict::Noted
                | Verdict::Overridden
                | Verdict::Look
                | Verdict::Awaited
                | Verdict::Blocked
        )
    }
}

/// A row of a pack or of the listings that decided a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowRef {
    /// Table, for example `suspensions`.
    pub table: Cow<'static, str>,
    /// Key of the row, for example the listing id or `LR 2018-01-22`.
    pub key: String,
}

/// One rule's answer for one or more lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Id of the rule, for example `B4`, `D-I-EXP-W`, `W-18`.
    pub rule: Cow<'static, str>,
    /// What became of it.
    pub verdict: Verdict,
    /// What it is worth.
    pub severity: Severity,
    /// Where it comes from.
    pub citation: Citation,
    /// The lines it speaks of, counted from 0; empty = the whole document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<usize>,
    /// What to do, or what was found; `None` where the verdict says all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentence: Option<Sentence>,
    /// The rows used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<RowRef>,
}

impl Check {
    /// The sentence for people; blank where the verdict says all.
    pub fn sentence(&self, lang: Lang) -> String {
        self.sentence.as_ref().map(|s| s.text(lang)).unwrap_or_default()
    }

    /// The sentence for programs, with days as `2026-03-05`; blank where the verdict says all.
    pub fn exact(&self, lang: Lang) -> String {
        self.sentence.as_ref().map(|s| s.exact(lang)).unwrap_or_default()
    }
}

/// A document that the case needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequiredDocument {
    /// Any one of these is enough; the usual one first.
    pub any_of: Vec<DocumentType>,
    /// Whose authority issues it.
    pub from: DocumentFrom,
    /// The row of the table of documents that asks for it.
    pub rule: String,
    /// For which lines.
    pub lines: Vec<usize>,
    /// On file already, or the document asked for.
    pub present: bool,
    /// By which text; `None` only in traces that were stored before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<Citation>,
}

/// Who issues a required document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentFrom {
    /// Our authority: it is, or becomes, the application.
    Us,
    /// The partner's authority.
    Partner,
}

/// A finding that the case needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequiredFinding {
    /// Which.
    pub kind: FindingKind,
    /// The row of the table of documents that asks for it.
    pub rule: String,
    /// For which lines.
    pub lines: Vec<usize>,
    /// Is there a positive one on file for all these lines?
    pub present: bool,
}

/// What the rules made of one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineReading {
    /// The accepted name, or the name as given where it is not known.
    pub accepted: String,
    /// The taxon through which it is listed, when that is not the name itself (synonym, genus, family, order).
    pub through: Option<String>,
    /// The Appendix that applies to this population on that day; `None` = not listed, or name not known.
    pub appendix: Option<Appendix>,
    /// Is the Appendix certain, or the strictest of several that may apply?
    pub certain: bool,
    /// Listing rows used.
    pub listings: Vec<String>,
    /// Annotation codes of those rows; an officer confirms them.
    pub annotations: Vec<String>,
    /// Free of documents as personal or household effects (Art. VII.3).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exempt: bool,
}

/// The answer to one case on one day: every rule with its verdict.
///
/// Applicant's page, officer's page, refusal letter and audit event are four views of it. It survives storage as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    pub(crate) on: Date,
    pub(crate) pack: Digest,
    pub(crate) checks: Vec<Check>,
    pub(crate) documents: Vec<RequiredDocument>,
    pub(crate) findings: Vec<RequiredFinding>,
    pub(crate) lines: Vec<LineReading>,
}

impl Trace {
    /// The day for which the rules were asked.
    pub fn on(&self) -> Date {
        self.on
    }

    /// Digest of the pack that was asked.
    pub fn pack(&self) -> Digest {
        self.pack
    }

    /// Every rule with its verdict, in the order of the decision table.
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// The checks that say something, worst first.
    pub fn speaking(&self) -> Vec<&Check> {
        let mut list: Vec<&Check> = self.checks.iter().filter(|c| c.verdict.speaks()).collect();
        list.sort_by_key(|c| std::cmp::Reverse((c.verdict, c.severity)));
        list
    }

    /// Checks with that verdict.
    pub fn with(&self, verdict: Verdict) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(move |c| c.verdict == verdict)
    }

    /// The checks of one rule.
    pub fn of(&self, rule: &str) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(move |c| c.rule == rule)
    }

    /// The worst verdict of one rule; `NotApplicable` when it was not asked.
    pub fn verdict(&self, rule: &str) -> Verdict {
        self.of(rule).map(|c| c.verdict).max().unwrap_or(Verdict::NotApplicable)
    }

    /// The documents needed.
    pub fn required_documents(&self) -> &[RequiredDocument] {
        &self.documents
    }

    /// The findings needed.
    pub fn required_findings(&self) -> &[RequiredFinding] {
        &self.findings
    }

    /// What was made of each line, in the order of the facts.
    pub fn lines(&self) -> &[LineReading] {
        &self.lines
    }

    /// Does a rule forbid it?
    pub fn is_blocked(&self) -> bool {
        self.with(Verdict::Blocked).next().is_some()
    }

    /// Is something still awaited that issue needs?
    pub fn is_awaiting(&self) -> bool {
        self.with(Verdict::Awaited).next().is_some()
    }

    /// Must an officer look, so that nothing decides by itself?
    pub fn needs_officer(&self) -> bool {
        self.checks.iter().any(|c| c.verdict == Verdict::Look && c.severity == Severity::Route)
    }

    /// Spends the trace for the proof that this draft may be issued on that day.
    ///
    /// # Errors
    /// The trace itself comes back when a rule blocks, a document or finding is awaited, or it was made for another day.
    #[expect(clippy::result_large_err, reason = "the trace comes back whole, so that the caller can show it")]
    pub fn clear(self, draft: Digest, on: Date) -> Result<Clearance, Trace> {
        if self.is_blocked() || self.is_awaiting() || self.on != on {
            return Err(self);
        }
        Ok(Clearance { draft, decided_on: on, trace: self })
    }
}

/// Proof that no rule in force on that day stops this draft, and nothing it needs is missing.
///
/// Made only by [`Trace::clear`], spent by value when the signing order is made. Bound to the draft's digest: an edit
/// makes it useless. Not kept: signing examines again on its own day.
#[derive(Debug)]
pub struct Clearance {
    draft: Digest,
    decided_on: Date,
    trace: Trace,
}

impl Clearance {
    /// Digest of the draft it is for.
    pub fn draft(&self) -> Digest {
        self.draft
    }

    /// The day it is good for.
    pub fn decided_on(&self) -> Date {
        self.decided_on
    }

    /// The whole answer it rests on.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }
}
