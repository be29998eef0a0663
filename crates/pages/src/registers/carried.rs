//! The marks of a lot or of an entry of a register: the list with what else is known of each, and the form that writes them.

use super::board::{Form, Section};
use super::marks::{MarkHit, hits, kind_words, kinds};
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Look, Table, Tag, Tone};
use crate::{Shell, Words};
use cites::marks::MarkKind;
use std::collections::BTreeMap;

/// A mark of a lot or entry.
#[derive(Debug, Clone)]
pub struct CarriedMark {
    /// As it was typed.
    pub typed: String,
    /// What it is.
    pub kind: MarkKind,
    /// How many marks it stands for.
    pub count: u32,
    /// Scientific name.
    pub taxon: String,
    /// Does it stand on a paper of somebody else?
    pub elsewhere: bool,
    /// Other papers of the same holder, for whoever searches the register.
    pub history: Vec<MarkHit>,
    /// Papers of others, for whoever searches the register.
    pub others: Vec<MarkHit>,
}

/// The marks of a lot or entry. The form posts `kind.<letter>` and `marks.<letter>` for each species.
#[derive(Debug, Clone, Default)]
pub struct CarriedMarks {
    /// Species that marks may stand on: letter and scientific name; none hides the section.
    pub species: Vec<(String, String)>,
    /// Its marks.
    pub rows: Vec<CarriedMark>,
    /// May this reader write them?
    pub writes: bool,
}

impl CarriedMarks {
    fn list(&self, w: &Words) -> Html {
        let heads =
            [w.say("marks-mark"), format!("{}#", w.say("marks-count")), w.say("ui-species"), w.say("carried-else")];
        let rows = self.rows.iter().map(|m| {
            let papers: Vec<Html> = m.history.iter().chain(&m.others).map(MarkHit::place).collect();
            let known = match (m.elsewhere, m.others.is_empty()) {
                (false, _) => Html::default(),
                (true, true) => Tag::new(Tone::Wait, w.say("carried-known")).html(),
                (true, false) => Tag::new(Tone::Wait, w.say("marks-other-holder")).html(),
            };
            vec![
                Html::two_lines(&Html::code(&m.typed), &kind_words(m.kind, w)).into(),
                w.count(i64::from(m.count)).into(),
                Html::taxon(&m.taxon).into(),
                Html::two_lines(&Html::join(&papers, w.comma()), &known).into(),
            ]
        });
        Table::new(w.html("carried-title"), &heads, w.html("carried-none")).quiet().rows(rows).html()
    }

    fn form(
        &self,
        shell: &Shell,
        action: String,
        typed: &BTreeMap<String, String>,
        errors: &[FieldError],
        w: &Words,
    ) -> Html {
        let ask = self.species.iter().flat_map(|(block, taxon)| {
            [
                Field::new(format!("kind.{block}"), w.html("ask-mark-kind"), Control::Select(kinds(w))).optional(),
                Field::area(format!("marks.{block}"), w.rich1("carried-of", "taxon", Html::taxon(taxon)), 8000)
                    .hint(w.html("carried-hint"))
                    .optional(),
            ]
        });
        Form::new(shell, "marks", action, w.say("carried-save"))
            .look(Look::Second)
            .ask(ask.collect())
            .html(typed, errors, w)
    }

    /// What stands there already, for the boxes that nobody typed in yet.
    fn typed(&self, typed: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        for (block, taxon) in &self.species {
            let own = self.rows.iter().filter(|r| r.taxon == *taxon);
            let text: Vec<&str> = own.clone().map(|r| r.typed.as_str()).collect();
            all.insert(format!("marks.{block}"), text.join("\n"));
            let mut each = own.map(|r| r.kind);
            if let Some(kind) = each.next().filter(|kind| each.all(|other| other == *kind)) {
                all.insert(format!("kind.{block}"), kind.code().to_owned());
            }
        }
        all.extend(typed.iter().map(|(k, v)| (k.clone(), v.clone())));
        all
    }

    /// Drawn as sheets: the list with the form, and what stands on papers of others.
    pub(super) fn sections(
        &self,
        shell: &Shell,
        action: String,
        typed: &BTreeMap<String, String>,
        errors: &[FieldError],
        w: &Words,
    ) -> Vec<Section> {
        if self.species.is_empty() {
            return Vec::new();
        }
        let mut first = Section::new(w.html("carried-title")).lead(w.html("carried-lead")).with(self.list(w));
        if self.writes {
            first = first.with(self.form(shell, action, &self.typed(typed), errors, w));
        }
        let mut all = vec![first];
        let others: Vec<MarkHit> = self.rows.iter().flat_map(|m| m.others.iter().cloned()).collect();
        if !others.is_empty() {
            let table = hits(w.html("carried-others"), &others, Html::default(), w);
            all.push(Section::new(w.html("carried-others")).lead(w.html("carried-others-lead")).with(table));
        }
        all
    }

    /// A sample for its holder, or for an officer who sees that another holder has the mark.
    pub(super) fn sample(officer: bool, taxon: &str) -> CarriedMarks {
        let row = |typed: &str, elsewhere| CarriedMark {
            typed: typed.into(),
            kind: MarkKind::Transponder,
            count: 1,
            taxon: taxon.into(),
            elsewhere,
            history: if officer { vec![MarkHit::sample(false)] } else { vec![] },
            others: if officer && elsewhere { vec![MarkHit::sample(true)] } else { vec![] },
        };
        CarriedMarks {
            species: vec![("A".into(), taxon.into())],
            rows: vec![row("985 112 000 123 456", true), row("985 112 000 123 457", false)],
            writes: true,
        }
    }
}
