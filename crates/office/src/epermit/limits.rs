//! The limits that findings set: what a case takes of each, in the unit of the limit (`spec/workflow.md` 2.2).
//!
//! A standing finding's limit is a row of quotas, because many cases draw on it. An opinion on one case speaks of that
//! case alone: its limit is asked for wherever the rules are, so that nothing above it is proposed, approved or signed.

use crate::shared::office::Office;
use crate::shared::quota::names_of;
use cites::{Amount, Date, Unit};
use permits::quota_kind::in_unit;
use permits::{Draft, DraftLine, Finding, FindingResult};
use rules::{CapFact, Facts};

/// Writes the limits into the facts, whose findings are those of `findings` in the same order.
pub(crate) fn complete(office: &Office, draft: &Draft, findings: &[Finding], on: Date, facts: &mut Facts) {
    for (n, (finding, fact)) in findings.iter().zip(&mut facts.findings).enumerate() {
        let FindingResult::PositiveWithConditions { cap: Some(cap), .. } = &finding.result else { continue };
        let lines: Vec<&DraftLine> =
            draft.lines.iter().enumerate().filter(|(line, _)| newest(findings, n, *line, on)).map(|(_, l)| l).collect();
        if lines.is_empty() {
            continue;
        }
        fact.cap = Some(CapFact {
            limit: cap.amount,
            unit: cap.unit,
            asked: asked(office, draft, &lines, cap.unit),
            authority: finding.authority.clone(),
        });
    }
}

/// Is it the finding that counts for this line: of those of its kind that speak of it and hold today the newest?
fn newest(findings: &[Finding], n: usize, line: usize, on: Date) -> bool {
    let speaks = |f: &Finding| f.scope.line.is_none_or(|l| l == line);
    let Some((own, later)) = findings.get(n..).and_then(<[Finding]>::split_first) else { return false };
    speaks(own) && !later.iter().any(|f| f.kind == own.kind && speaks(f) && f.holds(on))
}

/// What the lines come to, with every consignment and every blank; `None` where a line cannot be counted in the unit.
fn asked(office: &Office, draft: &Draft, lines: &[&DraftLine], unit: Unit) -> Option<Amount> {
    let blanks = if draft.orders_blanks() { draft.particulars.simplified().map_or(1, |s| s.blanks.max(1)) } else { 1 };
    let mut sum = Amount::ZERO;
    for line in lines {
        let names = names_of(office, line.taxon.as_str(), line.taxon.stem());
        let one = in_unit(line.quantity.amount(), line.term, line.quantity.unit(), &names, unit)?;
        for _ in 0..blanks {
            sum = sum.plus(one)?;
        }
    }
    Some(sum)
}
