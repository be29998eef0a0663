//! Terms of monthly payment that stand still, and who lets them go on.

use crate::html::Html;
use crate::parts::{Field, FieldError, Fields, Tag, Tone};
use crate::{Words, links};
use cites::Date;
use std::collections::BTreeMap;

/// Why the terms of an account stand still, or stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopped {
    /// Since when.
    pub since: Date,
    /// The bill that was given up: id and number.
    pub bill: (String, String),
    /// Who asks that they go on, and why.
    pub asked: Option<(String, String)>,
    /// When they went on; `None`: they stand still.
    pub until: Option<Date>,
    /// May this reader ask that they go on?
    pub can_ask: bool,
    /// May this reader decide about it?
    pub can_decide: bool,
}

impl Stopped {
    /// The state with its reason.
    pub(super) fn sentence(&self, w: &Words) -> Html {
        let bill = Html::link(links::invoice(&self.bill.0), &Html::code(&self.bill.1));
        let mut facts = vec![("date", w.date_html(&self.since).into()), ("invoice", bill.into())];
        let Some(until) = &self.until else {
            let tag = Tag::new(Tone::Stop, w.say("terms-state-stopped")).html();
            return Html::join(&[tag, w.rich("terms-stopped-since", &facts)], " ");
        };
        facts.push(("until", w.date_html(until).into()));
        w.rich("terms-resumed", &facts)
    }

    /// What was asked.
    pub(super) fn request(&self, w: &Words) -> Html {
        let Some((name, reason)) = self.asked.as_ref().filter(|_| self.until.is_none()) else { return Html::default() };
        w.rich2("terms-resume-asked", "name", Html::data(name), "reason", Html::data(reason))
    }

    pub(super) fn fields<'a>(
        &self,
        typed: &'a BTreeMap<String, String>,
        errors: &'a [FieldError],
        w: &'a Words,
    ) -> Fields<'a> {
        Fields::new(vec![Field::area("resume-reason", w.html("ui-reason"), 500)], typed, errors, w)
    }

    /// A sample.
    pub fn sample() -> Stopped {
        Stopped {
            since: jiff::civil::date(2026, 11, 3),
            bill: ("i1".into(), "INV-26-00012".into()),
            asked: Some(("Ana Rivera".into(), "Paid at the court on 12 November".into())),
            until: None,
            can_ask: false,
            can_decide: true,
        }
    }
}
