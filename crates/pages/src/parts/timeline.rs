//! What happened, when, by whom; newest first for those at work, each moment with its time and role.

use super::part;
use crate::Words;
use crate::html::Html;
use askama::Template;
use cites::{FindingKind, RefusalReason, Role, Timestamp};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The act by its event code in `data/codes/transitions.csv` (`submit`, `accept`, `endorse` …): key `event-<code>`.
    pub event: String,
    /// When.
    pub at: Timestamp,
    /// In which role; `None` for the system.
    pub role: Option<Role>,
    /// Name of the person, where the reader may see it.
    pub name: Option<String>,
    /// What was said, free text.
    pub note: Option<String>,
}

impl Moment {
    /// A moment.
    pub fn new(event: &str, at: Timestamp, role: Option<Role>) -> Moment {
        Moment { event: event.into(), at, role, name: None, note: None }
    }

    /// With the person's name.
    pub fn name(mut self, name: &str) -> Moment {
        self.name = Some(name.into());
        self
    }

    /// With what was said.
    pub fn note(mut self, note: &str) -> Moment {
        self.note = Some(note.into());
        self
    }
}

/// The list, newest first.
#[derive(Debug, Clone, Template)]
#[template(
    source = "<ol class=\"time\">{% for (what, small, note) in moments %}<li{% if loop.first %} class=\"now\"{% endif %}>{{ what }}<small>{{ small }}</small>{% if !note.is_empty() %}<q>{{ note }}</q>{% endif %}</li>{% endfor %}</ol>",
    ext = "html"
)]
pub struct Timeline {
    moments: Vec<(Html, Html, Html)>,
}
part!(Timeline);

impl Timeline {
    /// Worded, newest first; the moments come in the order in which they happened.
    pub fn new(moments: &[Moment], w: &Words) -> Timeline {
        let worded = |m: &Moment| {
            let who = match (&m.name, &m.role) {
                (Some(name), Some(role)) => Html::join(&[Html::data(name), Html::text(w.role(role))], w.comma()),
                (None, Some(role)) => Html::text(w.role(role)),
                (Some(name), None) => Html::data(name),
                (None, None) => w.html("timeline-system"),
            };
            let note = m.note.as_deref().map(|n| Html::data(in_words(n, w))).unwrap_or_default();
            (
                w.html(format!("event-{}", m.event.replace('_', "-"))),
                Html::join(&[who, w.when_html(&m.at)], " · "),
                note,
            )
        };
        Timeline { moments: moments.iter().rev().map(worded).collect() }
    }
}

/// A note as its reader reads it: findings and reasons of a refusal are kept by their codes.
fn in_words(note: &str, w: &Words) -> String {
    let finding = |part: &str| {
        let (kind, result) = part.split_once(' ')?;
        let result = match result {
            "positive" => "opinion-positive",
            "positive_with_conditions" => "opinion-conditions",
            "negative" => "opinion-negative",
            "insufficient" => "opinion-insufficient",
            _ => return None,
        };
        Some([w.finding(&FindingKind::from_code(kind)?), w.say(result)].join(w.colon()))
    };
    if let Some(all) = note.split(", ").map(finding).collect::<Option<Vec<String>>>() {
        return all.join(w.semicolon());
    }
    let Some((reason, text)) =
        note.split_once(": ").and_then(|(code, text)| Some((RefusalReason::from_code(code)?, text)))
    else {
        return note.to_owned();
    };
    let mut told = [w.refusal_reason(&reason), text.to_owned()].join(w.colon());
    for more in RefusalReason::ALL {
        let words = [w.semicolon(), &w.refusal_reason(more), w.colon()].concat();
        told = told.replace(&format!("; {}: ", more.code()), &words);
    }
    told
}
