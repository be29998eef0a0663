//! Scientific-exchange labels: the register of institutions, the log, and a label to print.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt, Table, Tag, Tone};
use crate::{Shell, Words, links};
use cites::{Role, Timestamp};
use std::collections::BTreeMap;

/// An institution on the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Institution {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// On the register?
    pub active: bool,
}

/// A label of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelRow {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Sender's code.
    pub sender: String,
    /// Receiver's code.
    pub receiver: String,
    /// `herbarium`, `preserved`, `embedded`, `live_plant`.
    pub contents: String,
    /// `loan`, `donation`, `exchange`.
    pub purpose: String,
    /// Species and how many.
    pub specimens: String,
    /// When.
    pub at: Timestamp,
}

/// Register, log, and both forms. Posts `act=register` with `code`, `name`, `address`, `active`, or `act=print` with
/// `sender`, `receiver`, `contents`, `purpose`, `specimens`.
#[derive(Debug, Clone)]
pub struct LabelsPage {
    /// The frame.
    pub shell: Shell,
    /// The register.
    pub institutions: Vec<Institution>,
    /// Codes that this reader may send for.
    pub own: Vec<String>,
    /// Of each institution and year how many labels, from which number to which: code, year, count, first, last.
    pub account: Vec<(String, String, i64, String, String)>,
    /// The log.
    pub rows: Vec<LabelRow>,
    /// Address of the next page.
    pub next: Option<String>,
    /// Keeps this reader the register?
    pub can_register: bool,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl LabelsPage {
    fn register(&self, w: &Words) -> Table {
        let heads = ["label-code", "label-institution", "ui-status"].map(|k| w.say(k));
        Table::new(w.html("label-register"), &heads, w.html("ui-no-results")).rows(self.institutions.iter().map(|i| {
            let tag = if i.active {
                Tag::new(Tone::Go, w.say("label-active"))
            } else {
                Tag::new(Tone::Rest, w.say("label-closed"))
            };
            let who = Html::two_lines(&Html::data(&i.name), &Html::data(&i.address));
            vec![Html::code(&i.code).into(), who.into(), tag.into()]
        }))
    }

    fn account(&self, w: &Words) -> Table {
        let heads = [
            w.say("label-sender"),
            w.say("label-year"),
            format!("{}#", w.say("label-count")),
            w.say("label-first"),
            w.say("label-last"),
        ];
        Table::new(w.html("label-account"), &heads, w.html("ui-no-results")).rows(self.account.iter().map(
            |(sender, year, count, first, last)| {
                vec![
                    Html::code(sender).into(),
                    Html::code(format!("20{year}")).into(),
                    w.count(*count).into(),
                    Html::code(first).into(),
                    Html::code(last).into(),
                ]
            },
        ))
    }

    fn log(&self, w: &Words) -> Table {
        let heads = ["label-number", "label-route", "label-specimens", "label-when"].map(|k| w.say(k));
        Table::new(w.html("label-log"), &heads, w.html("ui-no-results"))
            .rows(self.rows.iter().map(|l| {
                let route = Html::join(&[Html::code(&l.sender), Html::code(&l.receiver)], " – ");
                let what = Html::text(w.code("label-contents", l.contents.replace('_', "-")));
                vec![
                    Html::link(links::label(&l.id), &Html::code(&l.number)).into(),
                    route.into(),
                    Html::two_lines(&Html::data(&l.specimens), &what).into(),
                    w.when_html(&l.at).into(),
                ]
            }))
            .next(w.say("ui-next-page"), &self.next)
    }

    fn print_fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let blank = || std::iter::once(Opt::new("", w.html("choose-one")));
        let option = |i: &Institution| Opt::new(&i.code, Html::data(format!("{} {}", i.code, i.name)));
        let from = self.institutions.iter().filter(|i| i.active && self.own.contains(&i.code)).map(option);
        let to = self.institutions.iter().filter(|i| i.active).map(option);
        let contents = ["herbarium", "preserved", "embedded", "live_plant"];
        let contents = contents.map(|c| Opt::new(c, w.html(format!("label-contents-{}", c.replace('_', "-")))));
        let purposes = ["loan", "donation", "exchange"].map(|p| Opt::new(p, w.html(format!("label-purpose-{p}"))));
        let fields = vec![
            Field::new("sender", w.html("label-sender"), Control::Select(blank().chain(from).collect())),
            Field::new("receiver", w.html("label-receiver"), Control::Select(blank().chain(to).collect())),
            Field::new("contents", w.html("label-contents"), Control::Radios(contents.to_vec())),
            Field::new("purpose", w.html("label-purpose"), Control::Radios(purposes.to_vec())),
            Field::area("specimens", w.html("label-specimens"), 500),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn register_fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let active = ["1", "0"].map(|v| Opt::new(v, w.html(if v == "1" { "label-active" } else { "label-closed" })));
        let fields = vec![
            Field::short("code", w.html("label-code"), "w10").hint(w.html("label-code-hint")),
            Field::line("name", w.html("label-institution")),
            Field::area("address", w.html("label-address"), 500),
            Field::new("active", w.html("ui-status"), Control::Radios(active.to_vec())),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample.
    pub fn sample() -> LabelsPage {
        let institution = |code: &str, name: &str, active| Institution {
            code: code.into(),
            name: name.into(),
            address: "1 Museum Road, Capital City".into(),
            active,
        };
        LabelsPage {
            shell: crate::samples::shell(Some(Role::MaOfficer), links::LABELS),
            institutions: vec![
                institution("QM001", "National Herbarium", true),
                institution("QN014", "Museum of Quenland", true),
                institution("QM002", "Old Collection", false),
            ],
            own: vec!["QM001".into()],
            account: vec![("QM001".into(), "26".into(), 1, "26QM-L00001".into(), "26QM-L00001".into())],
            rows: vec![LabelRow {
                id: "l1".into(),
                number: "26QM-L00001".into(),
                sender: "QM001".into(),
                receiver: "QN014".into(),
                contents: "herbarium".into(),
                purpose: "loan".into(),
                specimens: "Dalbergia nigra, 12 sheets".into(),
                at: crate::samples::at("2026-11-20T15:01:00Z"),
            }],
            next: None,
            can_register: true,
            typed: BTreeMap::from([("active".into(), "1".into())]),
            errors: vec![FieldError::new("receiver", "label-receiver")],
        }
    }
}

page! {
    LabelsPage in "epermit/labels.html";
    layout Wide; area Some(Registers);
    title |_c, w| w.html("label-title");
    trail |_c, _w| vec![];
    errors errors;
}

/// A label as it is printed and stuck on the parcel.
#[derive(Debug, Clone)]
pub struct LabelPage {
    /// The frame.
    pub shell: Shell,
    /// The label.
    pub label: LabelRow,
    /// Who sends.
    pub sender: Institution,
    /// Who receives.
    pub receiver: Institution,
}

impl LabelPage {
    /// A sample.
    pub fn sample() -> LabelPage {
        let list = LabelsPage::sample();
        LabelPage {
            shell: crate::samples::shell(Some(Role::MaOfficer), "/labels/l1"),
            label: list.rows[0].clone(),
            sender: list.institutions[0].clone(),
            receiver: list.institutions[1].clone(),
        }
    }
}

page! {
    LabelPage in "epermit/label.html";
    layout Narrow; area Some(Registers);
    title |c, w| w.rich1("label-one", "number", Html::code(&c.label.number));
    trail |_c, w| vec![(w.html("label-title"), links::LABELS.into())];
}
