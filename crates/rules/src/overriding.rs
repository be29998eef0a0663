//! Checks that a supervisor may set aside for one case, with a reason (`spec/workflow.md` section 2, gates before
//! APPROVED): only those that no text makes absolute. A finding, a quota, a suspension, a prohibition or a rule of the
//! form never is among them.

use crate::trace::{Check, Severity, Trace, Verdict};
use cites::Lang;

/// The rule that asks for a paper because a measure of the own Party does: the Party may do without it in one case.
const OWN_PAPER: &str = "B8-D";

impl Check {
    /// May a supervisor set it aside? A paper that a measure of our own asks for and that is not on file, and what a text
    /// only recommends, such as the warning that a country is no range State.
    pub fn may_be_overridden(&self) -> bool {
        match self.verdict {
            Verdict::Awaited => self.rule == OWN_PAPER,
            Verdict::Look => self.severity == Severity::Warn,
            _ => false,
        }
    }

    /// What it says, in the form in which an override names it: the exact English sentence.
    pub fn named(&self) -> String {
        self.exact(Lang::En)
    }
}

impl Trace {
    /// The checks that a supervisor may set aside.
    pub fn overridable(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|c| c.may_be_overridden())
    }

    /// The same answer with checks set aside: pairs of rule and sentence. One that says something else by now, because the
    /// case was changed, counts again.
    #[must_use]
    pub fn overridden(mut self, named: &[(String, String)]) -> Trace {
        for check in self.checks.iter_mut().filter(|c| c.may_be_overridden()) {
            let said = check.named();
            if named.iter().any(|(rule, sentence)| *rule == check.rule && *sentence == said) {
                check.verdict = Verdict::Overridden;
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::Citation;
    use std::borrow::Cow;

    fn check(rule: &'static str, verdict: Verdict, severity: Severity) -> Check {
        Check {
            rule: Cow::Borrowed(rule),
            verdict,
            severity,
            citation: Citation::new("CITES", "Art. XIV.1", "1973"),
            lines: Vec::new(),
            sentence: None,
            rows: Vec::new(),
        }
    }

    #[test]
    fn nothing_that_a_text_makes_absolute_is_set_aside() {
        use Severity as S;
        use Verdict as V;
        for rule in ["F1", "B4", "B5", "B6", "B8", "B9", "N1", "S6", "V1", "T1", "D-I-EXP-W"] {
            for verdict in [V::Blocked, V::Awaited] {
                assert!(!check(rule, verdict, S::Block).may_be_overridden(), "{rule} {verdict:?}");
            }
        }
        assert!(!check("B7", V::Look, S::Route).may_be_overridden(), "that an officer looks is not set aside");
        assert!(!check("B8-D", V::Blocked, S::Block).may_be_overridden());
        assert!(check("B8-D", V::Awaited, S::Block).may_be_overridden());
        assert!(check("W-18", V::Look, S::Warn).may_be_overridden());
    }
}
