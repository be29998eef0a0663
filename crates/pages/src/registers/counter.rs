//! What the authority's people enter for others: for whom, who said so, what was seen; and how it is shown beside the thing.

use super::board::{self, Section};
use super::links;
use crate::Words;
use crate::html::Html;
use crate::parts::{Field, Look, Row, Summary};
use cites::Timestamp;

/// The beginning of a form in which something is entered for somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CounterAsk {
    /// Id and name of the company or record it is entered for; `None`: its account is asked for.
    pub of: Option<(String, String)>,
}

impl CounterAsk {
    /// Where the form posts: the address of the form, with whom it is for.
    pub(crate) fn action(&self, form: &str) -> String {
        match &self.of {
            Some((id, _)) => format!("{form}?for={id}"),
            None => form.to_owned(),
        }
    }

    /// Words above the form.
    pub(crate) fn lead(&self, w: &Words) -> Html {
        match &self.of {
            Some((_, name)) => w.rich1("counter-lead-for", "name", Html::data(name)),
            None => w.html("counter-lead"),
        }
    }

    /// What is asked beside what the holder would be asked.
    pub(crate) fn ask(&self, w: &Words) -> Vec<Field> {
        let account = self.of.is_none().then(|| {
            Field::line("for", w.html("counter-account")).kind("email", "email").hint(w.html("counter-account-hint"))
        });
        let said = [
            Field::line("said_by", w.html("counter-said-by")).hint(w.html("counter-said-by-hint")),
            Field::area("seen", w.html("counter-seen"), 500).hint(w.html("counter-seen-hint")),
        ];
        account.into_iter().chain(said).collect()
    }

    /// A link to open a record for somebody without an account.
    pub(crate) fn record(&self, w: &Words) -> Html {
        match self.of {
            None => board::button(w.say("holder-open"), links::HOLDER_NEW, Look::Second),
            Some(_) => Html::default(),
        }
    }

    /// A sample.
    pub(crate) fn sample() -> CounterAsk {
        CounterAsk { of: Some(("h1".into(), "River Bend Farm Ltd".into())) }
    }
}

/// What was said and seen at the counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CounterSaid {
    /// Who said so.
    pub said_by: String,
    /// What was seen.
    pub seen: String,
    /// Who entered it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl CounterSaid {
    pub(crate) fn section(&self, w: &Words) -> Section {
        let rows = vec![
            Row::new(w.say("counter-said-by"), Html::data(&self.said_by)),
            Row::new(w.say("counter-seen"), Html::data(&self.seen)),
            Row::new(w.say("counter-by"), Html::data(&self.by)),
            Row::new(w.say("counter-when"), w.when_html(&self.at)),
        ];
        Section::new(w.html("counter-title")).with(Summary::new(rows, w).html())
    }

    /// A sample.
    pub(crate) fn sample() -> CounterSaid {
        CounterSaid {
            said_by: "Ines Ferro, owner, at the counter".into(),
            seen: "Licence 7 of 2011, identity card 4471".into(),
            by: "Sam Santos".into(),
            at: crate::samples::at("2026-11-20T15:00:00Z"),
        }
    }
}
