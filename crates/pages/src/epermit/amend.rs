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
    ("mark_kind", "ask-mark-kind"),
    ("age_sex", "amend-age-sex"),
    ("quantity", "ui-quantity"),
];

fn plain(text: &str) -> Html {
    Html::data(text)
}

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
    /// Does the holder ask, and no officer amend?
    pub asks: bool,
    /// The request that is gone on with: id, reference and the holder's reason.
    pub request: Option<(String, String, String)>,
    /// What the permit says where the request says something else, by path.
    pub said: BTreeMap<String, String>,
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
        out.extend(["purpose", "transport_mode", "port_of_exit", "port_of_entry", "shipment_date"].map(str::to_owned));
        out.extend((0..lines).flat_map(|n| LINE.iter().map(move |(part, _)| format!("lines.{n}.{part}"))));
        out
    }

    fn party<'a>(&self, party: &str, w: &'a Words) -> Fields<'a> {
        let field = |(part, key): &(&str, &str)| {
            self.before(Field::line(format!("{party}.{part}"), w.html(*key)).optional(), plain, w)
        };
        Fields::new(ADDRESS.iter().map(field).collect(), &self.typed, &self.errors, w)
    }

    fn line<'a>(&self, n: &usize, w: &'a Words) -> Fields<'a> {
        let field = |(part, key): &(&str, &str)| {
            let name = format!("lines.{n}.{part}");
            let field = match *part {
                "marks" | "description" => Field::area(name, w.html(*key), 2000).optional(),
                "mark_kind" => {
                    let kinds = Control::Select(crate::registers::marks::kinds(w));
                    Field::new(name, w.html(*key), kinds).optional()
                }
                "quantity" => Field::short(name, w.html(*key), "w10").hint(w.html("amend-quantity-hint")),
                "age_sex" => Field::short(name, w.html(*key), "w20").optional(),
                _ => Field::line(name, w.html(*key)).optional(),
            };
            if *part == "mark_kind" { field } else { self.before(field, plain, w) }
        };
        Fields::new(LINE.iter().map(field).collect(), &self.typed, &self.errors, w)
    }

    fn transport<'a>(&self, w: &'a Words) -> Fields<'a> {
        let modes = ["air", "sea", "road", "rail", "post", "carried"];
        let choices = modes.map(|m| Opt::new(m, w.html(format!("transport-{m}")))).to_vec();
        let mode = |code: &str| match modes.contains(&code) {
            true => w.html(format!("transport-{code}")),
            false => Html::data(code),
        };
        let day = |text: &str| text.parse().map_or_else(|_| Html::data(text), |d: cites::Date| w.date_html(&d));
        let transport = Field::new("transport_mode", w.html("ask-transport-mode"), Control::Select(choices));
        let shipment = Field::new("shipment_date", w.html("ask-transport-date"), Control::Date);
        let fields = vec![
            self.before(transport, mode, w),
            self.before(Field::line("port_of_exit", w.html("amend-port-exit")).optional(), plain, w),
            self.before(Field::line("port_of_entry", w.html("amend-port-entry")).optional(), plain, w),
            self.before(shipment.optional(), day, w),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn rest<'a>(&self, w: &'a Words) -> Fields<'a> {
        let purposes = Purpose::ALL.iter().map(|p| Opt::new(p.code(), w.purpose_html(p))).collect();
        let purpose = Field::new("purpose", w.html("amend-purpose"), Control::Select(purposes));
        let named = |code: &str| Purpose::from_code(code).map_or_else(|| Html::data(code), |p| w.purpose_html(&p));
        let mut fields = vec![self.before(purpose, named, w)];
        if !self.asks {
            fields.push(
                Field::area("conditions", w.html("form-box5-special-conditions"), 2000)
                    .hint(w.html("amend-conditions-hint"))
                    .optional(),
            );
        }
        let why = if self.asks { "change-reason-hint" } else { "amend-reason-hint" };
        fields.push(Field::area("reason", w.html("ui-reason"), 500).hint(w.html(why)));
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A box that the request changes says what the permit says.
    fn before(&self, field: Field, shown: impl Fn(&str) -> Html, w: &Words) -> Field {
        let Some(said) = self.said.get(&field.name) else { return field };
        let said = if said.trim().is_empty() { w.html("change-said-nothing") } else { shown(said) };
        field.hint(w.rich1("change-said", "text", said))
    }

    fn action(&self) -> String {
        if self.asks { links::permit_change(&self.id) } else { links::permit_amend(&self.id) }
    }

    fn asked(&self, w: &Words) -> Html {
        let Some((id, reference, reason)) = &self.request else { return Html::default() };
        let link = Html::link(links::application(id), &Html::code(reference));
        w.rich("change-request", &[("reference", link.into()), ("reason", Html::data(reason).into())])
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
            ("transport_mode", "air"),
            ("shipment_date", "2026-12-01"),
            ("reason", "The buyer has moved."),
        ];
        AmendPage {
            shell: crate::samples::shell(Some(Role::MaOfficer), "/permits/p3/amend"),
            id: "p3".into(),
            number: "26QM000371".into(),
            lines: vec![("A".into(), "Crocodylus niloticus".into())],
            importer: true,
            asks: false,
            request: Some(("a9".into(), "26-00420".into(), "The buyer has moved.".into())),
            said: [("importer.city".to_owned(), "Northport".to_owned()), ("importer.street".to_owned(), String::new())]
                .into(),
            typed: typed.map(|(k, v)| (k.to_owned(), v.to_owned())).into(),
            errors: vec![FieldError::new("lines.0.quantity", "amendment-new-application")],
        }
    }

    /// The holder's form.
    pub fn asking() -> AmendPage {
        AmendPage {
            shell: crate::samples::shell(Some(Role::Applicant), "/permits/p3/change"),
            asks: true,
            request: None,
            said: BTreeMap::new(),
            ..AmendPage::sample()
        }
    }
}

page! {
    AmendPage in "epermit/amend.html";
    layout Wide; area Some(Permits);
    title |c, w| w.rich1(if c.asks { "change-title" } else { "amend-title" }, "number", Html::code(&c.number));
    trail |c, w| vec![(w.html("action-back"), links::permit(&c.id))];
    errors errors;
}
