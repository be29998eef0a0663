//! What the rules say, as the API tells it.

use serde::Serialize;
use utoipa::ToSchema;

/// What the rules say.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChecksView {
    /// For which day.
    pub on: String,
    /// Does a rule forbid it?
    pub blocked: bool,
    /// Is something awaited?
    pub awaiting: bool,
    /// Every rule that applies.
    pub checks: Vec<CheckView>,
    /// Documents needed.
    pub documents: Vec<NeededDocument>,
    /// Codes of findings needed.
    pub findings: Vec<NeededFinding>,
}

/// One rule's answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckView {
    /// Id of the rule.
    pub rule: String,
    /// What became of it.
    pub verdict: String,
    /// Lines it speaks of, counted from 0.
    pub lines: Vec<usize>,
    /// The sentence, in the asker's language.
    pub sentence: String,
    /// Where it comes from.
    pub citation: String,
}

/// A document that is needed.
#[derive(Debug, Serialize, ToSchema)]
pub struct NeededDocument {
    /// Any one of these is enough.
    pub any_of: Vec<String>,
    /// `us` or `partner`.
    pub from: String,
    /// Lines, counted from 0.
    pub lines: Vec<usize>,
    /// On file already?
    pub present: bool,
}

/// A finding that is needed.
#[derive(Debug, Serialize, ToSchema)]
pub struct NeededFinding {
    /// Its code.
    pub kind: String,
    /// Lines, counted from 0.
    pub lines: Vec<usize>,
    /// On file already?
    pub present: bool,
}

impl ChecksView {
    /// A trace in words.
    pub fn of(trace: &rules::Trace, lang: cites::Lang) -> ChecksView {
        let applies = |v: rules::Verdict| !matches!(v, rules::Verdict::NotApplicable | rules::Verdict::NotInForce);
        ChecksView {
            on: trace.on().to_string(),
            blocked: trace.is_blocked(),
            awaiting: trace.is_awaiting(),
            checks: trace
                .checks()
                .iter()
                .filter(|c| applies(c.verdict))
                .map(|c| CheckView {
                    rule: c.rule.to_string(),
                    verdict: c.verdict.code().to_owned(),
                    lines: c.lines.clone(),
                    sentence: c.exact(lang),
                    citation: c.citation.words(lang),
                })
                .collect(),
            documents: trace
                .required_documents()
                .iter()
                .map(|d| NeededDocument {
                    any_of: d.any_of.iter().map(|k| k.code().to_owned()).collect(),
                    from: match d.from {
                        rules::DocumentFrom::Us => "us".into(),
                        rules::DocumentFrom::Partner => "partner".into(),
                    },
                    lines: d.lines.clone(),
                    present: d.present,
                })
                .collect(),
            findings: trace
                .required_findings()
                .iter()
                .map(|f| NeededFinding { kind: f.kind.code().to_owned(), lines: f.lines.clone(), present: f.present })
                .collect(),
        }
    }
}
