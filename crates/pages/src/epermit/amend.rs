//! The authority amends a permit of its own: what may be mended, with what it says now.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt};
use crate::{Shell, Words, links};
use cites::{Purpose, Role};
use std::collections::BTreeMap;

/// The parts of an address that may be mended, with the words of each.
const ADDRESS: &[(&str, &str)] = &[
    ("street", "party-street"),
    ("post_box", "party-post-box"),
    ("postcode", "party-postcode"),
    ("city", "party-city"),
    ("subdivision", "party-subdivision"),
];

/// What of a line may be mended, with the words of each.
const LINE: &[(&str, &str)] = &[
    ("common_name", "amend-common-name"),
    ("description", "amend-description"),
    ("marks", "amend-marks"),
    ("quantity", "ui-quantity"),
];

/// The form of an amendment. Posts the paths of its boxes, `conditions` and `reason`.
#[derive(Debug, Clone)]
pub struct AmendPage {
    /// The frame.
    pub shell: Shell,
    /// Id of the permit.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Its lines: letter and species.
    pub lines: Vec<(String, String)>,
    /// Is there an importer on it?
    pub importer: bool,
    /// What it says now, or what was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl AmendPage {
    /// Every path that the form has a box for.
    pub fn paths(lines: usize, importer: bool) -> Vec<String> {
        let of = |party: &str| ADDRESS.iter().map(|(part, _)| format!("{party}.{part}")).collect::<Vec<_>>();
        let mut out = if importer { of("importer") } else { Vec::new() };
        out.extend(of("exporter"));
        out.extend(["purpose", "port_of_exit", "port_of_entry"].map(str::to_owned));
        out.extend((0..lines).flat_map(|n| LINE.iter().map(move |(part, _)| format!("lines.{n}.{part}"))));
        out
    }

    fn party<'a>(&self, party: &str, w: &'a Words) -> Fields<'a> {
        let field = |(part, key): &(&str, &str)| Field::line(format!("{party}.{part}"), w.html(*key)).optional();
        Fields::new(ADDRESS.iter().map(field).collect(), &self.typed, &self.errors, w)
    }

    fn line<'a>(&self, n: &usize, w: &'a Words) -> Fields<'a> {
        let field = |(part, key): &(&str, &str)| {
            let name = format!("lines.{n}.{part}");
            match *part {
                "marks" | "description" => Field::area(name, w.html(*key), 2000).optional(),
                "quantity" => Field::short(name, w.html(*key), "w10").hint(w.html("amend-quantity-hint")),
                _ => Field::line(name, w.html(*key)).optional(),
            }
        };
        Fields::new(LINE.iter().map(field).collect(), &self.typed, &self.errors, w)
    }

    fn rest<'a>(&self, w: &'a Words) -> Fields<'a> {
        let purposes = Purpose::ALL.iter().map(|p| Opt::new(p.code(), w.purpose_html(p))).collect();
        let fields = vec![
            Field::new("purpose", w.html("amend-purpose"), Control::Select(purposes)),
            Field::line("port_of_exit", w.html("amend-port-exit")).optional(),
            Field::line("port_of_entry", w.html("amend-port-entry")).optional(),
            Field::area("conditions", w.html("form-box5-special-conditions"), 2000)
                .hint(w.html("amend-conditions-hint"))
                .optional(),
            Field::area("reason", w.html("ui-reason"), 500).hint(w.html("amend-reason-hint")),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn named(&self, n: &usize) -> Html {
        let Some((block, taxon)) = self.lines.get(*n) else { return Html::default() };
        Html::join(&[Html::text(block), Html::taxon(taxon)], " ")
    }

    fn places(&self) -> Vec<usize> {
        (0..self.lines.len()).collect()
    }

    /// A sample with a quantity that may not grow.
    pub fn sample() -> AmendPage {
        let typed = [
            ("importer.street", "Harbour Road 5"),
            ("importer.city", "Southport"),
            ("exporter.street", "River Bend 1"),
            ("exporter.city", "Bend"),
            ("purpose", "T"),
            ("lines.0.description", "raw, salted"),
            ("lines.0.marks", "QM-RA-2026-000381 to 000620"),
            ("lines.0.quantity", "250"),
            ("reason", "The buyer has moved."),
        ];
        AmendPage {
            shell: crate::samples::shell(Some(Role::MaOfficer), "/permits/p3/amend"),
            id: "p3".into(),
            number: "26QM000371".into(),
            lines: vec![("A".into(), "Crocodylus niloticus".into())],
            importer: true,
            typed: typed.map(|(k, v)| (k.to_owned(), v.to_owned())).into(),
            errors: vec![FieldError::new("lines.0.quantity", "amendment-new-application")],
        }
    }
}

page! {
    AmendPage in "epermit/amend.html";
    layout Wide; area Some(Permits);
    title |c, w| w.rich1("amend-title", "number", Html::code(&c.number));
    trail |c, w| vec![(w.html("action-back"), links::permit(&c.id))];
    errors errors;
}
