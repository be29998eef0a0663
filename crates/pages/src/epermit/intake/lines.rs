//! Lines from a spreadsheet: what is wrong in which row, mended on the page; and names checked by the heap.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{FieldError, Table, Tag, Tone};
use crate::{Shell, Words, links};
use cites::Role;

/// A cell that is not right, or that belongs to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongCell {
    /// Name in the form: `row.3.quantity`.
    pub name: String,
    /// Message key of its heading.
    pub label: String,
    /// The share of this consignment, from 1; its heading is the consignment's name.
    pub nth: Option<u16>,
    /// What stands in it.
    pub text: String,
    /// What to do; `None` for a cell that stands beside a wrong one, so that both can be made to fit.
    pub error: Option<FieldError>,
}

/// A row with errors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongRow {
    /// Number of the row in the file, the first below the headings is 1.
    pub number: usize,
    /// Its species as typed.
    pub taxon: String,
    /// Cells to mend.
    pub cells: Vec<WrongCell>,
}

/// The page.
#[derive(Debug, Clone)]
pub struct LinesPage {
    /// The frame.
    pub shell: Shell,
    /// The application.
    pub application: String,
    /// The list that lies there: name of its file and its version; `None`: nothing was sent yet.
    pub list: Option<(String, i64)>,
    /// Rows that are good.
    pub good: usize,
    /// Rows that are not.
    pub wrong: Vec<WrongRow>,
    /// What is wrong with the whole.
    pub errors: Vec<FieldError>,
}

impl LinesPage {
    fn id(cell: &WrongCell) -> String {
        cell.name.replace('.', "-")
    }

    fn label(cell: &WrongCell, w: &Words) -> String {
        cell.nth.map_or_else(|| w.say(&cell.label), |n| w.say1(&cell.label, "n", usize::from(n)))
    }

    /// A sample.
    pub fn sample() -> LinesPage {
        LinesPage {
            shell: crate::samples::shell(Some(Role::Applicant), "/applications/a1/lines"),
            application: "a1".into(),
            list: Some(("lines.csv".into(), 1)),
            good: 12,
            wrong: vec![WrongRow {
                number: 4,
                taxon: "Crocodylus niloticus".into(),
                cells: vec![
                    WrongCell {
                        name: "row.3.quantity".into(),
                        label: "ui-quantity".into(),
                        nth: None,
                        text: "a lot".into(),
                        error: Some(FieldError::new("row.3.quantity", "quantity-whole")),
                    },
                    WrongCell {
                        name: "row.3.shares.0".into(),
                        label: "consignment-nth".into(),
                        nth: Some(1),
                        text: "12".into(),
                        error: None,
                    },
                ],
            }],
            errors: vec![],
        }
    }

    /// Nothing sent yet.
    pub fn blank() -> LinesPage {
        LinesPage { list: None, good: 0, wrong: vec![], ..LinesPage::sample() }
    }
}

page! {
    LinesPage in "epermit/intake/lines.html";
    layout Narrow; area Some(Applications);
    title |_c, w| w.html("lines-title");
    trail |c, w| vec![(w.html("action-back"), links::question(&c.application, "items"))];
    errors errors;
}

/// A name that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedName {
    /// As typed.
    pub typed: String,
    /// The accepted name; empty: not known.
    pub accepted: String,
    /// Where it is listed, `I/II`; empty when it is not.
    pub listing: String,
    /// A species name that is not known: the group of it that is listed whole; else empty.
    pub group: String,
    /// What it may be meant to be.
    pub suggestions: Vec<String>,
}

/// The bulk name checker.
#[derive(Debug, Clone)]
pub struct NamesPage {
    /// The frame.
    pub shell: Shell,
    /// What was pasted.
    pub typed: String,
    /// Answers in the same order.
    pub names: Vec<CheckedName>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl NamesPage {
    fn tag(name: &CheckedName, w: &Words) -> Tag {
        if !name.group.is_empty() {
            return Tag::new(Tone::Wait, w.say("lines-name-doubt"));
        }
        match (name.accepted.is_empty(), name.accepted == name.typed, name.suggestions.is_empty()) {
            (false, true, _) => Tag::new(Tone::Go, w.say("lines-name-accepted")),
            (false, false, _) => Tag::new(Tone::Move, w.say("lines-name-other")),
            (true, _, false) => Tag::new(Tone::Wait, w.say("lines-name-perhaps")),
            (true, _, true) => Tag::new(Tone::Rest, w.say("lines-name-unknown")),
        }
    }

    fn table(&self, w: &Words) -> Table {
        let heads = ["lines-name-typed", "ui-status", "lines-name-is", "lines-name-listing"].map(|k| w.say(k));
        Table::new(w.html("lines-names-answers"), &heads, w.html("list-none-yet")).rows(self.names.iter().map(|n| {
            let mut names: Vec<Html> = if n.accepted.is_empty() {
                n.suggestions.iter().map(Html::taxon).collect()
            } else {
                vec![Html::taxon(&n.accepted)]
            };
            if !n.group.is_empty() {
                names.push(w.rich1("lines-name-whole", "group", Html::taxon(&n.group)));
            }
            vec![
                Html::data(&n.typed).into(),
                Self::tag(n, w).into(),
                Html::join(&names, w.comma()).into(),
                Html::data(&n.listing).into(),
            ]
        }))
    }

    /// A sample.
    pub fn sample() -> NamesPage {
        let name = |typed: &str, accepted: &str, listing: &str, suggestions: &[&str]| CheckedName {
            typed: typed.into(),
            accepted: accepted.into(),
            listing: listing.into(),
            group: if typed == "Aloe vulgarissima" { "Aloe spp.".into() } else { String::new() },
            suggestions: suggestions.iter().map(|s| (*s).to_owned()).collect(),
        };
        NamesPage {
            shell: crate::samples::shell(None, links::NAMES),
            typed: "Crocodylus niloticus\nPsitacus erithacus".into(),
            names: vec![
                name("Crocodylus niloticus", "Crocodylus niloticus", "I/II", &[]),
                name("Psitacus erithacus", "", "", &["Psittacus erithacus"]),
                name("Aloe vulgarissima", "", "II", &[]),
                name("Rosa canina", "", "", &[]),
            ],
            errors: vec![],
        }
    }
}

page! {
    NamesPage in "epermit/intake/names.html";
    layout Narrow; area Some(Guidance);
    title |_c, w| w.html("lines-names-title");
    trail |_c, _w| vec![];
    errors errors;
}
