//! Changes of a permit: what was asked for and what became of it, on the permit's page; what a case amends, on its own.

use crate::html::Html;
use crate::parts::{Tag, Tone};
use crate::{Words, links};
use cites::{ApplicationStatus, Date, RefusalReason};

/// One case that amends the permit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRow {
    /// Id of the case.
    pub application: String,
    /// Its reference.
    pub reference: String,
    /// When it began.
    pub on: Date,
    /// Where it stands.
    pub status: ApplicationStatus,
    /// Why it was refused: reason and the officer's words.
    pub refused: Vec<(RefusalReason, String)>,
}

impl ChangeRow {
    /// Key of the words of its state.
    fn state(&self) -> (Tone, &'static str) {
        use ApplicationStatus as S;
        match self.status {
            S::AwaitingPayment | S::AwaitingAdditionalPayment => (Tone::Wait, "change-state-pay"),
            S::Incomplete | S::InfoRequested => (Tone::Wait, "change-state-answer"),
            S::DecisionProposed | S::Approved => (Tone::Move, "change-state-amending"),
            S::Issued => (Tone::Go, "change-state-amended"),
            S::Refused => (Tone::Stop, "change-state-refused"),
            S::UnderAppeal => (Tone::Move, "change-state-appeal"),
            S::Withdrawn => (Tone::Rest, "change-state-withdrawn"),
            S::ClosedNoReply | S::NoPermitNeeded => (Tone::Rest, "change-state-closed"),
            _ => (Tone::Move, "change-state-asked"),
        }
    }
}

/// The changes of a permit, as its page shows them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Cases that amend it, the newest first.
    pub rows: Vec<ChangeRow>,
    /// May the reader ask for one now?
    pub can_ask: bool,
    /// May the reader, an officer, amend it?
    pub can_amend: bool,
    /// May the permit still be used as it is?
    pub stands: bool,
}

impl Changes {
    /// Is there anything to show?
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && !self.can_ask && !self.can_amend
    }

    /// The section's content for this permit.
    pub fn shown(&self, permit: &str, w: &Words) -> Html {
        let mut out = String::new();
        for row in &self.rows {
            let (tone, key) = row.state();
            let link = Html::link(links::application(&row.application), &Html::code(&row.reference));
            let head = Html::join(&[link, w.date_html(&row.on), Tag::new(tone, w.say(key)).html()], " ");
            out.push_str(&format!("<p>{head}</p>"));
            for (reason, text) in &row.refused {
                let reason = Html::text(w.refusal_reason(reason));
                out.push_str(&format!("<p class=\"small\"><b>{reason}</b><br>{}</p>", Html::data(text)));
            }
            if !row.refused.is_empty() {
                let letter = Html::link(links::letter(&row.application, "refusal"), &w.html("letter-link-refusal"));
                out.push_str(&format!("<p class=\"small\">{letter}</p>"));
            }
        }
        if self.stands && !self.rows.is_empty() {
            out.push_str(&format!("<p>{}</p>", w.html("change-stays")));
        }
        if self.can_ask {
            out.push_str(&format!(
                "<p>{}</p><p><a class=\"button second\" href=\"{}\">{}</a></p>",
                w.html("change-lead"),
                links::permit_change(permit),
                w.html("change-ask")
            ));
        }
        if self.can_amend {
            let key = if self.rows.iter().any(|r| r.state().1 == "change-state-asked") {
                "change-open"
            } else {
                "amend-heading"
            };
            out.push_str(&format!(
                "<p>{}</p><p><a class=\"button second\" href=\"{}\">{}</a></p>",
                w.html("amend-lead"),
                links::permit_amend(permit),
                w.html(key)
            ));
        }
        Html::markup(out)
    }

    /// A sample: one refused, one asked for.
    pub fn sample() -> Changes {
        let row = |reference: &str, day, status, refused| ChangeRow {
            application: "a9".into(),
            reference: reference.into(),
            on: jiff::civil::date(2026, 11, day),
            status,
            refused,
        };
        let no = (RefusalReason::R02, "The invoice names the old address.".to_owned());
        Changes {
            rows: vec![
                row("26-00420", 20, ApplicationStatus::Submitted, vec![]),
                row("26-00415", 12, ApplicationStatus::Refused, vec![no]),
            ],
            can_ask: true,
            can_amend: false,
            stands: true,
        }
    }
}

/// What a case amends, on its own page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amends {
    /// Number of the permit.
    pub number: String,
    /// Id of the permit, where it is known.
    pub permit: Option<String>,
    /// The boxes that shall say something else, like `3, 15`.
    pub boxes: String,
    /// Why.
    pub reason: String,
    /// May the reader open the amendment?
    pub can_open: bool,
    /// Does the permit stay as it is: refused or withdrawn?
    pub stays: bool,
}

impl Amends {
    /// The section's content.
    pub fn shown(&self, w: &Words) -> Html {
        let number = match &self.permit {
            Some(id) => Html::link(links::permit(id), &Html::code(&self.number)),
            None => Html::code(&self.number),
        };
        let mut out = format!(
            "<p>{}</p>",
            w.rich("change-of", &[("number", number.into()), ("boxes", Html::data(&self.boxes).into())])
        );
        out.push_str(&format!("<p>{}: {}</p>", w.html("ui-reason"), Html::data(&self.reason)));
        if self.stays {
            out.push_str(&format!("<p>{}</p>", w.html("change-stays")));
        }
        if let (true, Some(id)) = (self.can_open, &self.permit) {
            out.push_str(&format!(
                "<p>{}</p><p><a class=\"button\" href=\"{}\">{}</a></p>",
                w.html("change-open-lead"),
                links::permit_amend(id),
                w.html("change-open")
            ));
        }
        Html::markup(out)
    }

    /// A sample.
    pub fn sample() -> Amends {
        Amends {
            number: "26QM000371".into(),
            permit: Some("p3".into()),
            boxes: "3, 15".into(),
            reason: "The buyer has moved to Southport.".into(),
            can_open: true,
            stays: false,
        }
    }
}
