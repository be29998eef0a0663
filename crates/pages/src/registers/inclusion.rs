//! The number that the Secretariat gave an operation, on the page of its entry.

use super::board::{Form, Section};
use super::links;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Look, Row};
use crate::{Shell, Words};
use cites::Date;
use std::collections::BTreeMap;

/// What the Secretariat's register says of an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InclusionShown {
    /// Does the Secretariat keep a register of such operations?
    pub kept: bool,
    /// Number, day and what says so; `None` while it is not there.
    pub given: Option<(String, Date, String)>,
}

impl InclusionShown {
    /// The lines of the summary.
    pub(crate) fn rows(&self, w: &Words) -> Vec<Row> {
        let Some((number, on, evidence)) = &self.given else {
            let waits = self.kept.then(|| Row::new(w.say("inclusion-number"), w.html("inclusion-none")));
            return waits.into_iter().collect();
        };
        vec![
            Row::new(w.say("inclusion-number"), Html::code(number)),
            Row::new(w.say("inclusion-day"), w.date_html(on)),
            Row::new(w.say("inclusion-evidence"), Html::data(evidence)),
        ]
    }

    /// The form that types the number, or corrects it.
    pub(crate) fn form(
        &self,
        shell: &Shell,
        entry: &str,
        typed: &BTreeMap<String, String>,
        errors: &[FieldError],
        w: &Words,
    ) -> Section {
        let mut typed = typed.clone();
        if let Some((number, on, evidence)) = &self.given {
            for (name, text) in [("number", number.clone()), ("on", on.to_string()), ("evidence", evidence.clone())] {
                typed.entry(name.to_owned()).or_insert(text);
            }
        }
        let mut ask = vec![
            Field::short("number", w.html("inclusion-number"), "w20").hint(w.html("inclusion-number-hint")),
            Field::new("on", w.html("inclusion-day"), Control::Date),
            Field::area("evidence", w.html("inclusion-evidence"), 500).hint(w.html("inclusion-evidence-hint")),
        ];
        if self.given.is_some() {
            ask.push(Field::area("reason", w.html("inclusion-why"), 500));
        }
        let again = self.given.is_some();
        let heading = if again { "inclusion-correct" } else { "inclusion-type" };
        let form = Form::new(shell, "include", links::entry_act(entry, "include"), w.say(heading));
        let form = form.look(if again { Look::Second } else { Look::Lead }).ask(ask).html(&typed, errors, w);
        Section::new(w.html(heading)).lead(w.html(format!("{heading}-lead"))).with(form)
    }
}
