//! What an inspection holds up, in words, with what to do.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Field, FieldError, Look};
use crate::registers::board::{Form, Section, sheets, words};
use crate::{Shell, Words, links};
use cites::{Role, Timestamp};
use std::collections::BTreeMap;

/// What stands on the case page while an inspection holds the case up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldNotice {
    /// Is it a suspicion of fraud?
    pub fraud: bool,
    /// Id of the case, for the link.
    pub id: String,
}

impl HoldNotice {
    pub(super) fn shown(&self, w: &Words) -> Html {
        let key = if self.fraud { "held-fraud" } else { "held-hold" };
        let link = format!("<a href=\"{}\">{}</a>", links::inspection_hold(&self.id), w.html("held-open"));
        Html::markup(format!("<div class=\"notice move\"><p>{}</p><p>{link}</p></div>", w.html(key)))
    }
}

/// One report, or one release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldStep {
    /// Code of the outcome; `None`: somebody let the case go on.
    pub outcome: Option<String>,
    /// In words.
    pub text: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// What an inspection holds up. The form posts `reason`.
#[derive(Debug, Clone)]
pub struct HoldPage {
    /// The frame.
    pub shell: Shell,
    /// Id of the case.
    pub id: String,
    /// Its reference.
    pub reference: String,
    /// Who applies.
    pub applicant: String,
    /// What is asked for, item by item.
    pub goods: Vec<String>,
    /// Is it held up now, and is it a suspicion of fraud?
    pub held: Option<bool>,
    /// Reports and releases, oldest first.
    pub steps: Vec<HoldStep>,
    /// May this reader end it?
    pub releases: bool,
    /// May this reader open the case?
    pub opens_case: bool,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl HoldPage {
    fn heading(&self, w: &Words) -> Html {
        w.rich1("held-title", "reference", Html::code(&self.reference))
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn back(&self, w: &Words) -> Vec<(Html, String)> {
        if self.opens_case { vec![(w.html("action-back"), links::application(&self.id))] } else { Vec::new() }
    }

    fn step(step: &HoldStep, w: &Words) -> Html {
        let what = match &step.outcome {
            Some(code) => w.html(format!("inspect-outcome-{}", code.to_lowercase().replace('_', "-"))),
            None => w.html("held-released"),
        };
        let who = Html::join(&[Html::data(&step.by), w.when_html(&step.at)], ", ");
        Html::markup(format!(
            "<p><b>{what}</b><br>{}<br><small class=\"soft\">{who}</small></p>",
            Html::data(&step.text)
        ))
    }

    fn content(&self, w: &Words) -> Html {
        let say = match self.held {
            Some(true) => "held-fraud",
            Some(false) => "held-hold",
            None => "held-free",
        };
        let mut first = Section::new(Html::default()).with(words(&w.html(say)));
        first = first.with(words(&Html::data(&self.applicant)));
        for goods in &self.goods {
            first = first.with(words(&Html::data(goods)));
        }
        let mut told = Section::new(w.html("held-story"));
        for step in &self.steps {
            told = told.with(HoldPage::step(step, w));
        }
        let mut all = vec![first, told];
        if self.releases && self.held.is_some() {
            let action = links::inspection_hold(&self.id);
            let form = Form::new(&self.shell, "release_inspection", action, w.say("held-release"));
            let ask = vec![Field::area("reason", w.html("held-reason"), 1000).hint(w.html("held-reason-hint"))];
            let form = form.look(Look::Lead).ask(ask).html(&self.typed, &self.errors, w);
            all.push(Section::new(w.html("held-release")).with(form));
        }
        sheets(&all)
    }

    /// A sample: other species found, and a supervisor who reads it.
    pub fn sample() -> HoldPage {
        HoldPage {
            shell: crate::samples::shell(Some(Role::MaSupervisor), "/applications/a1/inspection-hold"),
            id: "a1".into(),
            reference: "26-00412".into(),
            applicant: "River Bend Farm Ltd".into(),
            goods: vec!["A Crocodylus niloticus, 240 skins".into()],
            held: Some(false),
            steps: vec![HoldStep {
                outcome: Some("SPECIES_OTHER".into()),
                text: "Twelve skins are of another species.".into(),
                by: "Ines Inspector".into(),
                at: crate::samples::at("2026-11-20T15:00:00Z"),
            }],
            releases: true,
            opens_case: true,
            typed: BTreeMap::new(),
            errors: vec![FieldError::new("reason", "reason-empty")],
        }
    }
}

page! {
    HoldPage in "registers/board.html";
    layout Wide; area None;
    title |c, w| c.heading(w);
    trail |c, w| c.back(w);
    errors errors;
}
