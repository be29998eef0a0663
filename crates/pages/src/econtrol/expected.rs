//! What customs may expect at a port, the soonest first.

use super::customs::Lane;
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, Fields, Opt, Table};
use crate::{Shell, Words, links};
use cites::{CountryCode, Date, Role};
use std::collections::BTreeMap;

/// One permit that may come to a port of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedRow {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Holder.
    pub holder: String,
    /// Species of the first line.
    pub taxon: String,
    /// Lines beyond the first.
    pub more_lines: usize,
    /// The other country.
    pub partner: CountryCode,
    /// Our port, empty where none was named.
    pub port: String,
    /// Planned day, when known.
    pub planned: Option<Date>,
    /// Last day.
    pub valid_until: Date,
    /// How closely to look.
    pub lane: Lane,
}

/// What is expected.
#[derive(Debug, Clone)]
pub struct Expected {
    /// The frame.
    pub shell: Shell,
    /// Ports of ours: code and name.
    pub ports: Vec<(String, String)>,
    /// What was asked: `port`, `days`.
    pub typed: BTreeMap<String, String>,
    /// Address of the same list as a file.
    pub file: String,
    /// Permits, soonest first.
    pub rows: Vec<ExpectedRow>,
    /// Address of the next page.
    pub next: Option<String>,
}

impl Expected {
    fn filter<'a>(&self, w: &'a Words) -> Fields<'a> {
        let ports = self.ports.iter().map(|(code, name)| Opt::new(code.clone(), Html::data(name)));
        let any = Opt::new("", w.html("expected-any-port"));
        let ahead = ["7", "all"].map(|code| Opt::new(code, w.html(format!("expected-days-{code}"))));
        let fields = vec![
            Field::new("port", w.html("expected-port"), Control::Select(std::iter::once(any).chain(ports).collect())),
            Field::new("days", w.html("expected-days"), Control::Select(ahead.into())),
        ];
        Fields::new(fields, &self.typed, &[], w)
    }

    fn table(&self, w: &Words) -> Table {
        let heads = [
            "permits-number",
            "permits-holder",
            "ui-species",
            "ui-country",
            "expected-port",
            "expected-planned",
            "expected-lane",
        ];
        Table::new(w.html("shell-expected"), &heads.map(|k| w.say(k)), w.html("expected-none"))
            .quiet()
            .rows(self.rows.iter().map(|r| {
                let more = if r.more_lines > 0 { w.rich1("list-more", "n", r.more_lines) } else { Html::default() };
                let planned = match &r.planned {
                    Some(d) => w.date_html(d),
                    None => w.rich1("expected-before", "date", w.date_html(&r.valid_until)),
                };
                let port =
                    if r.port.is_empty() { Html::soft(&w.html("expected-port-open")) } else { Html::data(&r.port) };
                vec![
                    Html::link(links::customs_permit(&r.id), &Html::code(&r.number)).into(),
                    Html::data(&r.holder).into(),
                    Html::join(&[Html::taxon(&r.taxon), more], " ").into(),
                    w.country_html(&r.partner).into(),
                    port.into(),
                    planned.into(),
                    r.lane.tag(w).into(),
                ]
            }))
            .next(w.say("ui-next-page"), &self.next)
    }

    /// A sample.
    pub fn sample() -> Expected {
        Expected {
            shell: crate::samples::shell(Some(Role::Customs), links::CUSTOMS_EXPECTED),
            ports: vec![("QMBND".into(), "Bend".into()), ("QMCAP".into(), "Capital City".into())],
            typed: [("port".to_owned(), "QMBND".to_owned()), ("days".to_owned(), "7".to_owned())].into(),
            file: links::expected_file("QMBND", "7"),
            rows: vec![ExpectedRow {
                id: "p3".into(),
                number: "26QM000371".into(),
                holder: "River Bend Farm Ltd".into(),
                taxon: "Crocodylus niloticus".into(),
                more_lines: 1,
                partner: cites::country::DEMO_IMPORTER,
                port: "Bend".into(),
                planned: Some(jiff::civil::date(2026, 11, 25)),
                valid_until: jiff::civil::date(2027, 5, 20),
                lane: Lane::Yellow,
            }],
            next: None,
        }
    }
}

page! {
    Expected in "econtrol/expected.html";
    layout Wide; area Some(Expected);
    title |_c, w| w.html("shell-expected");
    trail |_c, _w| vec![];
}
