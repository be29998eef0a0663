//! The sheet of security paper under a permit: asked for before it is printed for signature.

use super::board::{self, Form, Section, sheets};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Field, FieldError, Look, Tag, Tone};
use crate::{Shell, Words, links};
use cites::{PermitStatus, Role};
use std::collections::BTreeMap;

/// A sheet that a permit was printed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetCard {
    /// Its number as printed.
    pub number: String,
    /// Does the permit stand on it now? Otherwise it was spoiled.
    pub used: bool,
}

impl SheetCard {
    fn html(&self, w: &Words) -> Html {
        let tag = if self.used {
            Tag::new(Tone::Go, w.say("piece-used"))
        } else {
            Tag::new(Tone::Rest, w.say("piece-spoiled"))
        };
        let on = w.rich1("sheet-on", "number", Html::code(&self.number));
        Html::join(&[on, tag.html()], " ")
    }

    /// What a permit's page says of its sheets, with the ways to print.
    pub(crate) fn papers(all: &[SheetCard], id: &str, prints: bool, w: &Words) -> Html {
        let mut pieces: Vec<Html> = all.iter().map(|s| board::words(&s.html(w))).collect();
        let printed = all.iter().any(|s| s.used);
        if printed || !prints {
            pieces.push(board::button(w.say("permit-download"), &links::permit_pdf(id), Look::Lead));
        }
        if prints {
            let (words, look) = if printed { ("sheet-reprint", Look::Second) } else { ("sheet-print", Look::Lead) };
            pieces.push(board::button(w.say(words), &links::permit_print(id), look));
        }
        pieces.push(board::words(&Html::link(format!("{}?copy=1", links::permit_pdf(id)), &w.html("sheet-copy"))));
        Html::join(&pieces, "")
    }
}

/// Prints a permit for signature: which sheet? Posts `sheet`, and `reason` when it is printed already.
#[derive(Debug, Clone)]
pub struct SheetPage {
    /// The frame.
    pub shell: Shell,
    /// Id of the permit.
    pub id: String,
    /// Its number.
    pub number: String,
    /// The sheets that it was printed on.
    pub sheets: Vec<SheetCard>,
    /// Where it stands when it is not in force any more: it is printed no more, and no sheet is asked for.
    pub closed: Option<PermitStatus>,
    /// Id and number of the document that took its place.
    pub replaced_by: Option<(String, String)>,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl SheetPage {
    fn heading(&self, w: &Words) -> Html {
        w.rich1("sheet-title", "number", Html::code(&self.number))
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    /// Why nothing is printed, and what to do instead.
    fn instead(&self, status: PermitStatus, w: &Words) -> Html {
        let mut section = Section::new(Html::default()).with(board::words(&Tag::permit(&status, w).html()));
        section = section.with(board::words(&w.html("sheet-closed")));
        section = match &self.replaced_by {
            Some((id, number)) => {
                let link = Html::link(links::permit(id), &Html::code(number));
                section.with(board::words(&w.rich1("sheet-closed-replaced", "number", link)))
            }
            None => section.with(board::words(&w.html("sheet-closed-do"))),
        };
        for sheet in &self.sheets {
            section = section.with(board::words(&sheet.html(w)));
        }
        let copy = Html::link(format!("{}?copy=1", links::permit_pdf(&self.id)), &w.html("sheet-copy"));
        sheets(&[section.with(board::words(&copy))])
    }

    fn content(&self, w: &Words) -> Html {
        if let Some(status) = self.closed {
            return self.instead(status, w);
        }
        let printed = self.sheets.iter().any(|s| s.used);
        let mut ask = vec![Field::short("sheet", w.html("sheet-number"), "w20").hint(w.html("sheet-hint"))];
        if printed {
            ask.push(Field::area("reason", w.html("sheet-why"), 500));
        }
        let form = Form::new(&self.shell, "print", links::permit_print(&self.id), w.say("sheet-print"));
        let form = form.look(Look::Lead).ask(ask).html(&self.typed, &self.errors, w);
        let lead = w.html(if printed { "sheet-again-lead" } else { "sheet-lead" });
        let mut section = Section::new(Html::default()).lead(lead);
        for sheet in &self.sheets {
            section = section.with(board::words(&sheet.html(w)));
        }
        sheets(&[section.with(form)])
    }

    /// A sample of the first print, or of a second one.
    pub fn sample(again: bool) -> SheetPage {
        let sheet = |number: &str, used| SheetCard { number: number.into(), used };
        SheetPage {
            shell: crate::samples::shell(Some(Role::MaClerk), "/permits/p1/print"),
            id: "p1".into(),
            number: "26QM000371".into(),
            sheets: if again { vec![sheet("QM-P-0001", false), sheet("QM-P-0002", true)] } else { vec![] },
            closed: None,
            replaced_by: None,
            typed: BTreeMap::from([("sheet".into(), "QM-P-0003".into())]),
            errors: if again {
                vec![FieldError::new("reason", "sheet-again")]
            } else {
                vec![FieldError::new("sheet", "numbers-not-there")]
            },
        }
    }

    /// A sample of a permit that another one took the place of, or that was lost.
    pub fn sample_closed(replaced: bool) -> SheetPage {
        SheetPage {
            closed: Some(if replaced { PermitStatus::Replaced } else { PermitStatus::Lost }),
            replaced_by: replaced.then(|| ("p2".into(), "26QM000402".into())),
            sheets: vec![SheetCard { number: "QM-P-0001".into(), used: true }],
            errors: vec![],
            ..SheetPage::sample(false)
        }
    }
}

page! {
    SheetPage in "registers/board.html";
    layout Narrow; area Some(Permits);
    title |c, w| c.heading(w);
    trail |c, _w| vec![(Html::code(&c.number), links::permit(&c.id))];
    errors errors;
}
