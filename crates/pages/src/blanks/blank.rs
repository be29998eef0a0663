//! One blank: what is open on it, its completion, its return or loss.

use super::links;
use super::order::BlankCard;
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Check, Checks, Control, Field, FieldError, Look, Opt, Row, Summary};
use crate::registers::board::{self, Form, Section, sheets};
use crate::shared::guidance as choices;
use crate::{Shell, Words};
use cites::{Amount, Role, Term, Unit};
use std::collections::BTreeMap;

/// A line of the blank's face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenLine {
    /// Scientific name.
    pub taxon: String,
    /// What it is.
    pub term: Term,
    /// Most that may leave.
    pub most: Amount,
    /// Its unit.
    pub unit: Unit,
    /// Lots it may be drawn from: number, and what is free.
    pub lots: Vec<(String, Amount)>,
}

/// One blank. Posts the open boxes by the path of their field to `complete`; `reason` to `return` and `release`, `loss` to `lose`.
#[derive(Debug, Clone)]
pub struct BlankPage {
    /// The frame.
    pub shell: Shell,
    /// The blank.
    pub card: BlankCard,
    /// Number of its registration.
    pub registration: String,
    /// The open boxes as printed.
    pub open: String,
    /// Are boxes 7, 9 and 11 open?
    pub opens: (bool, bool, bool),
    /// The lines of its face.
    pub lines: Vec<OpenLine>,
    /// May it be seen as paper?
    pub sealed: bool,
    /// Acts this reader may do now: `complete`, `resume`, `release`, `return`, `lose`.
    pub acts: Vec<&'static str>,
    /// What the rules say against what was typed.
    pub checks: Vec<Check>,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl BlankPage {
    fn heading(&self, w: &Words) -> Html {
        w.rich1("blank-one", "number", Html::code(&self.card.number))
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn facts(&self, w: &Words) -> Section {
        let rows = vec![
            Row::new(w.say("ui-status"), BlankCard::tag(self.card.state, w).html()),
            Row::new(w.say("blank-until"), w.date_html(&self.card.until)),
            Row::new(w.say("blank-registration"), Html::code(&self.registration)),
            Row::new(w.say("blank-open-boxes"), super::open_boxes(&self.open, w)),
        ];
        let key = format!("blank-state-{}-means", self.card.state.to_lowercase());
        let mut section = Section::new(Html::default()).lead(w.html(key)).with(Summary::new(rows, w).html());
        if let Some(permit) = &self.card.permit {
            section =
                section.with(board::button(w.say("blank-see-document"), &crate::links::permit(permit), Look::Lead));
        } else if self.sealed {
            section = section.with(board::button(w.say("blank-paper"), &links::blank_pdf(&self.card.id), Look::Second));
        }
        section
    }

    fn questions(&self, w: &Words) -> Vec<Field> {
        let (species, description, quantity) = self.opens;
        let countries = || Control::Select(choices::countries(w, self.shell.demo));
        let mut ask = vec![
            Field::line("importer.name", w.html("form-box3-importer")),
            Field::line("importer.street", w.html("party-street")),
            Field::line("importer.city", w.html("party-city")),
            Field::new("importer.country", w.html("form-box3a-country-import"), countries()),
        ];
        for (n, line) in self.lines.iter().enumerate() {
            let at = |field: &str| format!("lines.{n}.{field}");
            let name = || Html::taxon(&line.taxon);
            if quantity || species {
                let most = Html::data(w.amount_of(&line.most, &line.unit));
                let mut hint = w.rich1("blank-at-most", "most", most);
                if species {
                    hint = Html::join(&[hint, w.html("blank-leave-out")], " ");
                }
                let label = w.rich2("blank-quantity", "taxon", name(), "term", w.term_html(&line.term));
                let field = Field::short(at("quantity"), label, "w10").hint(hint);
                ask.push(if species { field.optional() } else { field });
            }
            if description {
                ask.push(Field::line(at("description"), w.rich1("blank-description", "taxon", name())));
                ask.push(Field::area(at("marks"), w.rich1("blank-marks", "taxon", name()), 2000).optional());
            }
            if !line.lots.is_empty() {
                let none = std::iter::once(Opt::new("", w.html("blank-no-lot")));
                let lots = line.lots.iter().map(|(number, free)| {
                    Opt::new(number, Html::join(&[Html::code(number), Html::data(w.amount_of(free, &line.unit))], " "))
                });
                let label = w.rich1("blank-lot", "taxon", name());
                ask.push(Field::new(at("lot"), label, Control::Select(none.chain(lots).collect())).optional());
            }
        }
        ask
    }

    fn act(&self, act: &'static str, w: &Words) -> Section {
        let (ask, look) = match act {
            "complete" => (self.questions(w), Look::Lead),
            "resume" => (vec![], Look::Lead),
            "return" | "release" => (vec![Field::area("reason", w.html("ui-reason"), 500)], Look::Second),
            // Under a name of its own: both forms stand on one page.
            _ => (vec![Field::area("loss", w.html("ui-reason"), 500)], Look::Stop),
        };
        let action = links::blank_act(&self.card.id, act);
        let form = Form::new(&self.shell, act, action, w.say(format!("blank-{act}"))).look(look).ask(ask);
        let mut section = Section::new(w.html(format!("blank-{act}"))).lead(w.html(format!("blank-{act}-lead")));
        if act == "complete" && !self.checks.is_empty() {
            section = section.with(Checks::new(&self.checks, w).html());
        }
        section.with(form.html(&self.typed, &self.errors, w))
    }

    fn content(&self, w: &Words) -> Html {
        let mut all = vec![self.facts(w)];
        all.extend(self.acts.iter().map(|act| self.act(act, w)));
        sheets(&all)
    }

    /// A sample in a state.
    pub fn sample(state: &'static str) -> BlankPage {
        let unused = state == "UNUSED";
        BlankPage {
            shell: crate::samples::shell(Some(Role::Applicant), "/blanks/b2"),
            card: BlankCard {
                id: "b2".into(),
                number: "26QM000402".into(),
                state,
                until: jiff::civil::date(2027, 5, 20),
                order: "a1".into(),
                permit: (state == "COMPLETED").then(|| "p1".to_owned()),
            },
            registration: "S-QM-0001".into(),
            open: "3, 3a, 9, 11".into(),
            opens: (false, true, true),
            lines: vec![OpenLine {
                taxon: "Crocodylus niloticus".into(),
                term: Term::Lps,
                most: Amount::whole(50),
                unit: Unit::Nar,
                lots: vec![("L26-00004".into(), Amount::whole(75))],
            }],
            sealed: true,
            acts: match state {
                "UNUSED" => vec!["complete", "return", "lose"],
                "COMPLETING" => vec!["resume", "release"],
                _ => vec![],
            },
            checks: vec![],
            typed: BTreeMap::from([("importer.name".into(), "Leather House".into())]),
            errors: if unused { vec![FieldError::new("lines.0.quantity", "blank-over")] } else { vec![] },
        }
    }
}

page! {
    BlankPage in "registers/board.html";
    layout Narrow; area Some(Registers);
    title |c, w| c.heading(w);
    trail |c, w| vec![(w.html("simplified-title"), links::SIMPLIFIED.into()), (w.html("blanks-title"), links::order(&c.card.order))];
    errors errors;
}
