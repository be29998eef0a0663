//! Checks: each says what, why and by which rule.

use super::{Tag, Tone, part};
use crate::Words;
use crate::html::Html;
use askama::Template;

/// What a rule answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Blocks: nobody may go on.
    Stop,
    /// A person must look.
    Look,
    /// A supervisor set it aside for this case.
    Overridden,
    /// Fine.
    Passed,
    /// Only said, nothing to decide.
    Noted,
}

impl Verdict {
    /// Its tag.
    pub fn tag(self, w: &Words) -> Tag {
        match self {
            Verdict::Stop => Tag::new(Tone::Stop, w.say("check-stop")),
            Verdict::Look => Tag::new(Tone::Wait, w.say("check-look")),
            Verdict::Overridden => Tag::new(Tone::Wait, w.say("check-overridden")),
            Verdict::Passed => Tag::new(Tone::Go, w.say("check-passed")),
            Verdict::Noted => Tag::new(Tone::Rest, w.say("check-noted")),
        }
    }
}

/// One rule's answer, in the reader's language as the rules wrote it.
#[derive(Debug, Clone)]
pub struct Check {
    /// The answer.
    pub verdict: Verdict,
    /// One sentence: what.
    pub sentence: String,
    /// Why: the rows and figures used.
    pub reason: String,
    /// By which text: `Convention, Art. IV.2`.
    pub citation: String,
    /// Block of the form it is about (`A`), empty for the whole.
    pub block: String,
}

/// All answers, worst first, with their count.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/checks.html")]
pub struct Checks {
    /// Heading.
    pub title: String,
    /// `9 passed, 1 to look at, 0 stop`.
    pub count: String,
    /// Those a person must see.
    pub open: Vec<(Tag, Check, String)>,
    /// Those that passed, behind a fold when there are many.
    pub passed: Vec<(Tag, Check, String)>,
    /// Words of the fold.
    pub more: String,
}
part!(Checks);

impl Checks {
    /// Sorted, counted, worded.
    pub fn new(checks: &[Check], w: &Words) -> Checks {
        let n = |v: Verdict| checks.iter().filter(|c| c.verdict == v).count();
        let mut sorted = checks.to_vec();
        sorted.sort_by_key(|c| c.verdict);
        let worded = |c: Check| {
            let about = if c.block.is_empty() { String::new() } else { w.say1("check-block", "block", &c.block) };
            (c.verdict.tag(w), c, about)
        };
        let (open, passed): (Vec<_>, Vec<_>) =
            sorted.into_iter().partition(|c| matches!(c.verdict, Verdict::Stop | Verdict::Look | Verdict::Overridden));
        let more = w.say1("check-rest", "n", passed.len().saturating_sub(Checks::SHOWN));
        Checks {
            title: w.say("check-title"),
            count: w.say_with(
                "check-count",
                &[
                    ("passed", (n(Verdict::Passed) + n(Verdict::Noted)).into()),
                    ("look", n(Verdict::Look).into()),
                    ("stop", n(Verdict::Stop).into()),
                ],
            ),
            open: open.into_iter().map(worded).collect(),
            passed: passed.into_iter().map(worded).collect(),
            more,
        }
    }

    /// Passed checks shown before the fold.
    pub const SHOWN: usize = 6;
}

/// A sentence that may stand on its own or be missing.
impl Check {
    /// A check.
    pub fn new(verdict: Verdict, sentence: &str, reason: &str, citation: &str) -> Check {
        Check {
            verdict,
            sentence: sentence.into(),
            reason: reason.into(),
            citation: citation.into(),
            block: String::new(),
        }
    }

    /// Reason and rule in one small line.
    fn small(&self) -> Html {
        let alone = |text: &str| if text.is_empty() { Html::default() } else { Html::data(text) };
        Html::join(&[alone(&self.reason), alone(&self.citation)], " · ")
    }
}
