//! The pieces pages are built from: each is plain data that knows how to draw itself.

mod boxes;
mod checks;
pub mod date;
mod field;
mod icon;
mod meter;
mod pairs;
mod plot;
mod stack;
mod summary;
mod table;
mod timeline;

pub use boxes::{Boxes, FormBox};
pub use checks::{Check, Checks, Verdict};
pub use field::{Control, Field, FieldError, Fields, Opt};
pub use icon::icon;
pub use meter::Meter;
pub use pairs::{Pair, Pairs};
pub use plot::{Bar, Plot};
pub use stack::{Layer, Stack};
pub use summary::{Card, Row, Summary};
pub use table::{Cell, Head, Table};
pub use timeline::{Moment, Timeline};

use crate::Words;
use crate::html::{Html, escape};
use cites::{ApplicationStatus, PermitStatus};

/// What a status or a verdict means for the eye; the word beside it means the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Goes on, is well.
    Go,
    /// Somebody must act.
    Wait,
    /// Stopped.
    Stop,
    /// Moves, with somebody else.
    Move,
    /// Rests; nothing to do.
    Rest,
}

impl Tone {
    /// Class in the style sheet.
    pub const fn class(self) -> &'static str {
        match self {
            Tone::Go => "go",
            Tone::Wait => "wait",
            Tone::Stop => "stop",
            Tone::Move => "move",
            Tone::Rest => "rest",
        }
    }
}

/// A word in a quiet frame: status, verdict, lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its colour.
    pub tone: Tone,
    /// Its word.
    pub word: String,
}

impl Tag {
    /// A tag.
    pub fn new(tone: Tone, word: impl Into<String>) -> Tag {
        Tag { tone, word: word.into() }
    }

    /// The tag of an application's state (`design/ux.md` section 3).
    pub fn application(status: &ApplicationStatus, w: &Words) -> Tag {
        use ApplicationStatus as S;
        let tone = match status {
            S::Draft | S::Withdrawn | S::ClosedNoReply | S::NoPermitNeeded => Tone::Rest,
            S::AwaitingPayment
            | S::Incomplete
            | S::InfoRequested
            | S::AwaitingCounterpart
            | S::AwaitingAdditionalPayment => Tone::Wait,
            S::Approved | S::Issued => Tone::Go,
            S::Refused => Tone::Stop,
            _ => Tone::Move,
        };
        Tag::new(tone, w.application_status(status))
    }

    /// The tag of a permit's state.
    pub fn permit(status: &PermitStatus, w: &Words) -> Tag {
        use PermitStatus as S;
        let tone = match status {
            S::Issued | S::Delivered => Tone::Go,
            S::Endorsed | S::PartlyUsed | S::Confirmed => Tone::Move,
            S::Held | S::Suspended | S::Lost | S::ExpiredUnknown => Tone::Wait,
            S::Cancelled | S::Revoked | S::Void | S::Seized | S::Stolen => Tone::Stop,
            _ => Tone::Rest,
        };
        Tag::new(tone, w.permit_status(status))
    }

    /// Drawn.
    pub fn html(&self) -> Html {
        Html::markup(format!("<span class=\"tag {}\">{}</span>", self.tone.class(), escape(&self.word)))
    }
}

/// The summary of errors at the top of a page.
pub(crate) fn error_summary(errors: &[FieldError], w: &Words) -> Html {
    field::ErrorSummary::new(errors, w).html()
}

/// A button or a link that looks like one.
#[derive(Debug, Clone)]
pub struct Button {
    /// Its words: the name of the act.
    pub words: String,
    /// Where it leads (a link) or posts (inside a form: ignored).
    pub href: String,
    /// `lead`, `second` or `stop`.
    pub look: Look,
}

/// How much a button asks for attention. One `Lead` per page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The one obvious act.
    Lead,
    /// Another way.
    Second,
    /// Stops or takes away.
    Stop,
}

impl Look {
    /// Class in the style sheet.
    pub const fn class(self) -> &'static str {
        match self {
            Look::Lead => "button",
            Look::Second => "button second",
            Look::Stop => "button stop",
        }
    }
}

impl Button {
    /// A link drawn as a button.
    pub fn link(words: impl Into<String>, href: impl Into<String>, look: Look) -> Button {
        Button { words: words.into(), href: href.into(), look }
    }
}

/// Defines a piece: a template and the promise that what it writes is finished HTML.
macro_rules! part {
    ($name:ident) => {
        impl askama::filters::HtmlSafe for $name {}
        impl $name {
            /// Drawn as HTML.
            ///
            /// The only error a template can have is a failing writer, and memory does not fail.
            pub fn html(&self) -> crate::html::Html {
                crate::html::Html::markup(self.to_string())
            }
        }
    };
}
pub(crate) use part;
