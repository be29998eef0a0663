//! Law in time: what a change of the rows does to cases. Two packs, the same facts, the same day.

use crate::engine::examine;
use crate::facts::Facts;
use crate::pack::RulePack;
use crate::trace::{Check, DocumentFrom, Trace, Verdict};
use cites::taxa::Taxonomy;
use cites::{Date, DocumentType, FindingKind};
use serde::{Deserialize, Serialize};

/// Where a case stands under a law, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outlook {
    /// Nothing stands against it but what is awaited anyway.
    Open,
    /// An officer has to look.
    Officer,
    /// A rule forbids it.
    Forbidden,
}

impl Outlook {
    /// What a trace says.
    pub fn of(trace: &Trace) -> Outlook {
        match (trace.is_blocked(), trace.needs_officer()) {
            (true, _) => Outlook::Forbidden,
            (false, true) => Outlook::Officer,
            (false, false) => Outlook::Open,
        }
    }

    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Outlook::Open => "open",
            Outlook::Officer => "officer",
            Outlook::Forbidden => "forbidden",
        }
    }
}

/// How one case changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Before and after.
    pub outlook: (Outlook, Outlook),
    /// What the new law says and the old one did not, worst first.
    pub new: Vec<Check>,
    /// What the old law said and the new one does not.
    pub gone: Vec<Check>,
    /// Documents needed now and not before: whose, and any one of these.
    pub documents: Vec<(DocumentFrom, Vec<DocumentType>)>,
    /// Findings needed now and not before.
    pub findings: Vec<FindingKind>,
}

impl Change {
    /// Does the change make it harder: a worse outlook, or more that is needed?
    pub fn is_stricter(&self) -> bool {
        self.outlook.1 > self.outlook.0 || !self.documents.is_empty() || !self.findings.is_empty()
    }
}

/// What the change of law does to one case on a day; `None` when nothing about it changes.
///
/// The day is the same for both laws: a row that begins later changes nothing on an earlier day, and a row that has
/// ended by then changes nothing either.
pub fn compare(before: &RulePack, after: &RulePack, facts: &Facts, taxa: &Taxonomy, on: Date) -> Option<Change> {
    // Rows are what changes, not the length of a validity chosen for another day.
    let facts = Facts { validity: None, ..facts.clone() };
    let (old, new) = (examine(&facts, before, taxa, on), examine(&facts, after, taxa, on));
    let only = |a: &Trace, b: &Trace| -> Vec<Check> {
        // "Not checked" of a table that was not loaded is not an answer of the law.
        let tells = |c: &&Check| c.verdict != Verdict::NotChecked;
        let same = |x: &Check, y: &Check| x.rule == y.rule && x.verdict == y.verdict && x.sentence == y.sentence;
        let list = a.speaking().into_iter().filter(tells);
        list.filter(|c| !b.checks().iter().any(|other| same(c, other))).cloned().collect()
    };
    let documents = new
        .required_documents()
        .iter()
        .map(|d| (d.from, d.any_of.clone()))
        .filter(|d| !old.required_documents().iter().any(|o| (o.from, &o.any_of) == (d.0, &d.1)))
        .collect();
    let findings = new.required_findings().iter().map(|f| f.kind);
    let findings = findings.filter(|k| !old.required_findings().iter().any(|o| o.kind == *k)).collect();
    let change = Change {
        outlook: (Outlook::of(&old), Outlook::of(&new)),
        new: only(&new, &old),
        gone: only(&old, &new),
        documents,
        findings,
    };
    let nothing = change.new.is_empty()
        && change.gone.is_empty()
        && change.documents.is_empty()
        && change.findings.is_empty()
        && change.outlook.0 == change.outlook.1;
    (!nothing).then_some(change)
}
