//! The answer for somebody who asks before applying: which documents, who issues them, what is examined and by whom,
//! what it costs by kind of fee, how long it takes. Each with the text it comes from.

use crate::citation::Citation;
use crate::convention::validity;
use crate::facts::Facts;
use crate::trace::{DocumentFrom, Trace, Verdict};
use cites::{Date, DocumentType, FindingKind};
use std::sync::LazyLock;

/// Who hands a document out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Issuer {
    /// The Management Authority of that country.
    ManagementAuthority,
    /// The plant health authority, for phytosanitary certificates.
    PlantHealth,
    /// The institution itself, registered with its Management Authority.
    Institution,
}

impl Issuer {
    /// Who issues documents of this kind (`data/codes/document_types.csv`).
    pub const fn of(kind: DocumentType) -> Issuer {
        match kind {
            DocumentType::Phyto => Issuer::PlantHealth,
            DocumentType::Scilabel => Issuer::Institution,
            _ => Issuer::ManagementAuthority,
        }
    }

    /// Stable code, kebab-case.
    pub const fn code(self) -> &'static str {
        match self {
            Issuer::ManagementAuthority => "management-authority",
            Issuer::PlantHealth => "plant-health",
            Issuer::Institution => "institution",
        }
    }
}

/// Who makes a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Finder {
    /// Scientific Authority.
    Scientific,
    /// Management Authority.
    Management,
}

/// One document, with everything one asks before applying for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guided {
    /// Any one of these is enough; the usual one first.
    pub any_of: Vec<DocumentType>,
    /// Ours or the partner's.
    pub from: DocumentFrom,
    /// Who issues the usual one.
    pub issuer: Issuer,
    /// The rule that asks for it.
    pub rule: String,
    /// By which text.
    pub citation: Citation,
    /// Longest validity of the usual one in months; `None` where the law fixes none.
    pub months: Option<u8>,
    /// Last day of validity when it is issued on the day of the answer.
    pub until: Option<Date>,
    /// Codes of the kinds of fee that may be due (`data/codes/fee_items.csv`); amounts are the Party's own.
    pub fees: Vec<&'static str>,
    /// Must it be granted before the other documents can be issued?
    pub first: bool,
}

/// One thing that is examined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examined {
    /// Which finding.
    pub kind: FindingKind,
    /// By whom.
    pub by: Finder,
    /// By which text.
    pub citation: Citation,
}

/// The target for one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Clock of `data/codes/sla_clocks.csv`.
    pub clock: &'static str,
    /// Its default in hours.
    pub hours: u32,
}

/// The whole answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guide {
    /// Documents, in the order in which one gets them.
    pub documents: Vec<Guided>,
    /// What is examined.
    pub findings: Vec<Examined>,
    /// Days until a decision that an authority aims at; `None` where nothing of ours is asked for.
    pub days: Option<u32>,
    /// The steps that this case goes through, with their targets.
    pub steps: Vec<Step>,
}

const CLOCKS: &str = include_str!("../../../data/codes/sla_clocks.csv");
const FINDINGS: &str = include_str!("../../../data/codes/findings.csv");

/// Cells of a shipped table by its first column.
fn cells(text: &str, column: &str) -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let at = reader.headers().ok().and_then(|h| h.iter().position(|name| name == column));
    let (Some(at), rows) = (at, reader.records()) else { return Vec::new() };
    let cell = |r: &csv::StringRecord, n: usize| r.get(n).unwrap_or("").to_owned();
    rows.flatten().map(|r| (cell(&r, 0), cell(&r, at))).collect()
}

static HOURS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| cells(CLOCKS, "default_hours"));
static MADE_BY: LazyLock<Vec<(String, String)>> = LazyLock::new(|| cells(FINDINGS, "made_by"));

fn hours(clock: &str) -> u32 {
    HOURS.iter().find(|(code, _)| code == clock).and_then(|(_, hours)| hours.parse().ok()).unwrap_or(0)
}

/// Who makes a finding, as `data/codes/findings.csv` has it.
pub fn finder(kind: FindingKind) -> Finder {
    let by = MADE_BY.iter().find(|(code, _)| code == kind.code()).map_or("", |(_, by)| by.as_str());
    if by.starts_with("SA") { Finder::Scientific } else { Finder::Management }
}

/// Kinds of fee that a case of ours may meet.
fn fees(facts: &Facts, kind: DocumentType, findings: &[Examined]) -> Vec<&'static str> {
    let mut fees = vec!["APP", "ISSUE"];
    if facts.lines.len() > 1 {
        fees.push("LINE");
    }
    if facts.lines.iter().any(crate::facts::LineFacts::is_live) {
        fees.push("INSPECT");
    }
    if kind == DocumentType::Replace {
        fees.push("REPLACE");
    }
    let registered = findings.iter().any(|f| f.kind == FindingKind::Registered);
    if registered || matches!(kind, DocumentType::Partial | DocumentType::Scilabel) {
        fees.push("REGISTER");
    }
    fees
}

/// Reads a trace as guidance.
pub fn guide(facts: &Facts, trace: &Trace) -> Guide {
    let cited = |rule: &str| trace.of(rule).find(|c| c.verdict != Verdict::NotApplicable).or(trace.of(rule).next());
    let mut findings: Vec<Examined> = Vec::new();
    for finding in trace.required_findings() {
        let Some(check) = cited(&finding.rule) else { continue };
        if !findings.iter().any(|f| f.kind == finding.kind) {
            let (kind, by) = (finding.kind, finder(finding.kind));
            findings.push(Examined { kind, by, citation: check.citation.clone() });
        }
    }
    let mut documents: Vec<Guided> = Vec::new();
    for needed in trace.required_documents() {
        let Some(usual) = needed.any_of.first().copied() else { continue };
        let cited = || cited(&needed.rule).map(|c| c.citation.clone());
        let Some(citation) = needed.citation.clone().or_else(cited) else { continue };
        // What somebody asks for in place of the base document (replacement, simplified procedure) is the document.
        let asked = facts.document.filter(|_| needed.from == DocumentFrom::Us && needed.present);
        let kind = asked.unwrap_or(usual);
        let mut any_of = needed.any_of.clone();
        if let Some(asked) = asked {
            any_of = vec![asked];
        }
        let ours = needed.from == DocumentFrom::Us;
        // The import permit of Appendix I comes before the export permit (Art. III.2(d)).
        let first = any_of.contains(&DocumentType::Import) && (!ours || !findings.is_empty());
        if documents.iter().any(|d| d.any_of == any_of && d.from == needed.from) {
            continue;
        }
        documents.push(Guided {
            from: needed.from,
            issuer: Issuer::of(kind),
            rule: needed.rule.clone(),
            citation,
            months: Some(kind.max_validity_months()).filter(|m| *m > 0),
            until: validity::last_day(kind, trace.on()),
            fees: if ours && Issuer::of(kind) == Issuer::ManagementAuthority {
                fees(facts, kind, &findings)
            } else {
                Vec::new()
            },
            any_of,
            first,
        });
    }
    documents.sort_by_key(|d| !d.first);
    let ours = documents.iter().any(|d| d.from == DocumentFrom::Us && d.issuer == Issuer::ManagementAuthority);
    let mut steps = Vec::new();
    if ours {
        steps.push("C_COMPLETE");
        if findings.iter().any(|f| f.by == Finder::Scientific) {
            steps.push("C_SA");
        }
        if documents.iter().any(|d| d.from == DocumentFrom::Partner && d.first) {
            steps.push("C_FOREIGN");
        }
        steps.push("C_SIGN");
    }
    Guide {
        documents,
        findings,
        days: ours.then(|| hours("C_TOTAL") / 24),
        steps: steps.into_iter().map(|clock| Step { clock, hours: hours(clock) }).collect(),
    }
}
