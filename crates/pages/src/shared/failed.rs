//! What to say when something fails: what happened in a few words, and the way out.

use crate::frame::page;
use crate::{Shell, links};

/// What failed. Unknown page, another Party's object and a missing right answer the same on purpose where they must.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// 404.
    NotFound,
    /// 403: the form was not ours, or the right is missing.
    Forbidden,
    /// 409: somebody changed it in between.
    Changed,
    /// 413 or 415: what was sent is too large or of the wrong kind.
    Refused,
    /// 429.
    TooMany,
    /// 500.
    Fault,
    /// 503: the database or a disk is away; nothing acknowledged is lost.
    Away,
}

impl Failure {
    const fn key(self) -> &'static str {
        match self {
            Failure::NotFound => "failed-not-found",
            Failure::Forbidden => "failed-forbidden",
            Failure::Changed => "failed-changed",
            Failure::Refused => "failed-refused",
            Failure::TooMany => "failed-too-many",
            Failure::Fault => "failed-fault",
            Failure::Away => "failed-away",
        }
    }

    fn what(self) -> String {
        format!("{}-what", self.key())
    }
}

/// The page of a failure.
#[derive(Debug, Clone)]
pub struct FailurePage {
    /// The frame.
    pub shell: Shell,
    /// What failed.
    pub failure: Failure,
    /// Number by which we find it in the log.
    pub incident: Option<String>,
    /// Seconds to wait, for 429 and 503.
    pub retry_seconds: Option<u32>,
}

impl FailurePage {
    /// A sample.
    pub fn sample() -> FailurePage {
        FailurePage::with(Failure::Fault)
    }

    /// A sample of one failure.
    pub fn with(failure: Failure) -> FailurePage {
        FailurePage {
            shell: crate::samples::shell(None, "/nowhere"),
            failure,
            incident: matches!(failure, Failure::Fault | Failure::Away).then(|| "01JD7Q9V".into()),
            retry_seconds: matches!(failure, Failure::TooMany).then_some(60),
        }
    }
}

page! {
    FailurePage in "shared/failed.html";
    layout Narrow; area None;
    title |c, w| w.html(c.failure.key());
    trail |_c, w| vec![(w.html("ui-home"), links::HOME.into())];
}
