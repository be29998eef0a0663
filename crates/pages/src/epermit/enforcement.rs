//! The pages of those who pursue offences: alerts that force a lane, and what stands against people and documents.

use crate::epermit::lane_tag;
use crate::frame::page;
use crate::html::{Html, escape};
use crate::parts::{Control, Field, FieldError, Fields, Opt, Table, Tag, Tone};
use crate::{Shell, Words, links};
use cites::{CountryCode, Date, Role, Timestamp};
use std::collections::BTreeMap;

/// An alert in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertShown {
    /// Id.
    pub id: String,
    /// Number people quote.
    pub serial: i64,
    /// `person`, `company`, `agent`, `taxon`, `country` or `route`.
    pub about: String,
    /// The name, the taxon, or a country's code.
    pub subject: String,
    /// The other end of a route.
    pub subject_to: String,
    /// Code of the lane.
    pub lane: String,
    /// Why.
    pub reason: String,
    /// Do officers read why?
    pub open_reason: bool,
    /// First and last day.
    pub days: (Date, Option<Date>),
    /// Who set it.
    pub by: String,
    /// Who ended it and why; `None`: it was not ended.
    pub ended: Option<(String, String)>,
    /// Does it count today?
    pub in_force: bool,
}

impl AlertShown {
    fn whom(&self, w: &Words) -> Html {
        let country =
            |code: &str| CountryCode::parse(code).map(|c| w.country_html(&c)).unwrap_or_else(|_| Html::data(code));
        let subject = match self.about.as_str() {
            "taxon" => Html::taxon(&self.subject),
            "country" => country(&self.subject),
            "route" => Html::join(&[country(&self.subject), country(&self.subject_to)], " – "),
            _ => Html::data(&self.subject),
        };
        Html::two_lines(&subject, &Html::soft(&w.html(format!("alert-about-{}", self.about))))
    }

    fn standing(&self, w: &Words) -> Html {
        let (tone, key) = match (&self.ended, self.in_force) {
            (Some(_), _) => (Tone::Rest, "alert-over"),
            (None, true) => (Tone::Go, "alert-in-force"),
            (None, false) => (Tone::Move, "alert-not-today"),
        };
        let tag = Tag::new(tone, w.say(key)).html();
        let days = match &self.days {
            (from, None) => w.rich1("alert-since", "from", w.date_html(from)),
            (from, Some(until)) => w.rich2("alert-days", "from", w.date_html(from), "until", w.date_html(until)),
        };
        let why =
            self.ended.as_ref().map(|(by, why)| w.rich2("alert-ended-by", "person", by.as_str(), "why", why.as_str()));
        Html::two_lines(&tag, &Html::join(&[vec![days], why.into_iter().collect()].concat(), " "))
    }

    fn why(&self, w: &Words) -> Html {
        let who = if self.open_reason { "alert-open" } else { "alert-closed" };
        let by = w.rich1("alert-set-by", "person", self.by.as_str());
        Html::two_lines(&Html::data(&self.reason), &Html::soft(&Html::join(&[w.html(who), by], " ")))
    }
}

/// Alerts with the form of a new one. Posts `about`, `subject`, `subject_to`, `lane`, `reason`, `open_reason`, `from`,
/// `until`; an end posts `alert` and `why`.
#[derive(Debug, Clone)]
pub struct AlertsPage {
    /// The frame.
    pub shell: Shell,
    /// The newest first.
    pub rows: Vec<AlertShown>,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl AlertsPage {
    fn table(&self, w: &Words) -> Table {
        let heads = ["alert-number", "alert-whom", "risk-lane", "ui-reason", "ui-status"].map(|k| w.say(k));
        Table::new(w.html("alerts-title"), &heads, w.html("alerts-none")).rows(self.rows.iter().map(|a| {
            vec![
                Html::code(a.serial.to_string()).into(),
                a.whom(w).into(),
                lane_tag(&a.lane, w).into(),
                a.why(w).into(),
                a.standing(w).into(),
            ]
        }))
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let about = ["person", "company", "agent", "taxon", "country", "route"];
        let about = about.map(|a| Opt::new(a, w.html(format!("alert-about-{a}"))));
        let lanes = ["RED", "YELLOW", "BLUE", "GREEN"].map(|l| Opt::new(l, Html::text(w.code("risk-lane", l))));
        let open = Control::Checks(vec![Opt::new("1", w.html("alert-open-yes"))]);
        let fields = vec![
            Field::new("about", w.html("alert-about"), Control::Radios(about.to_vec())),
            Field::line("subject", w.html("alert-subject")).hint(w.html("alert-subject-hint")),
            Field::line("subject_to", w.html("alert-subject-to")).hint(w.html("alert-subject-to-hint")).optional(),
            Field::new("lane", w.html("alert-lane"), Control::Select(lanes.to_vec())),
            Field::area("reason", w.html("ui-reason"), 1000),
            Field::new("open_reason", w.html("alert-open-who"), open).optional(),
            Field::new("from", w.html("alert-from"), Control::Date).hint(w.html("alert-from-hint")).optional(),
            Field::new("until", w.html("alert-until"), Control::Date).optional(),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn open(&self) -> Vec<&AlertShown> {
        self.rows.iter().filter(|a| a.ended.is_none()).collect()
    }

    fn ending<'a>(&self, w: &'a Words) -> Fields<'a> {
        let open = self.open();
        let rows = open.iter().map(|a| {
            let route = if a.subject_to.is_empty() { String::new() } else { format!(" – {}", a.subject_to) };
            Opt::new(&a.id, Html::data(format!("{} · {}{route}", a.serial, a.subject)))
        });
        let fields = vec![
            Field::new("alert", w.html("alert-which"), Control::Select(rows.collect())),
            Field::area("why", w.html("ui-reason"), 1000),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample.
    pub fn sample() -> AlertsPage {
        let row = |serial: i64, about: &str, subject: &str, lane: &str| AlertShown {
            id: format!("a{serial}"),
            serial,
            about: about.into(),
            subject: subject.into(),
            subject_to: if about == "route" { "QN".into() } else { String::new() },
            lane: lane.into(),
            reason: "Two parcels of last month were declared as leather goods.".into(),
            open_reason: serial % 2 == 0,
            days: (jiff::civil::date(2026, 11, 2), (serial > 1).then(|| jiff::civil::date(2027, 5, 1))),
            by: "Enzo Enforcement".into(),
            ended: (serial == 1).then(|| ("Selma Supervisor".into(), "The court closed the case.".into())),
            in_force: serial != 1,
        };
        AlertsPage {
            shell: crate::samples::shell(Some(Role::Enforcement), links::ALERTS),
            rows: vec![
                row(4, "company", "Horizon Reptiles", "RED"),
                row(3, "route", "QM", "YELLOW"),
                row(2, "taxon", "Python regius", "RED"),
                row(1, "country", "SG", "YELLOW"),
            ],
            typed: BTreeMap::from([("about".into(), "company".into()), ("lane".into(), "RED".into())]),
            errors: vec![],
        }
    }
}

page! {
    AlertsPage in "epermit/alerts.html";
    layout Wide; area Some(Check);
    title |_c, w| w.html("alerts-title");
    trail |_c, _w| vec![];
    errors errors;
}

/// Something that stands against people or documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuspicionShown {
    /// Its kind: keys `suspicion-<kind>`.
    pub kind: String,
    /// When.
    pub at: Timestamp,
    /// Where it can be looked at; blank where this reader has no page for it.
    pub href: String,
    /// Reference or number.
    pub label: String,
    /// What was seen.
    pub note: String,
    /// Part and name of the people.
    pub people: Vec<(String, String)>,
}

/// What stands against people and documents, for those who pursue offences.
#[derive(Debug, Clone)]
pub struct SuspicionsPage {
    /// The frame.
    pub shell: Shell,
    /// Kinds in order.
    pub kinds: Vec<String>,
    /// The kind that is shown; blank: all.
    pub kind: String,
    /// The newest first.
    pub rows: Vec<SuspicionShown>,
    /// Address of the next page.
    pub next: Option<String>,
}

impl SuspicionsPage {
    fn table(&self, w: &Words) -> Table {
        let heads = ["queue-when", "suspicion-what", "suspicion-about", "suspicion-people"].map(|k| w.say(k));
        let rows = self.rows.iter().map(|s| {
            let label = Html::code(&s.label);
            let about = if s.href.is_empty() { label } else { Html::link(s.href.clone(), &label) };
            let people = s
                .people
                .iter()
                .map(|(part, name)| Html::join(&[w.html(format!("risk-part-{part}")), Html::data(name)], ": "));
            let tag = Tag::new(Tone::Stop, w.say(format!("suspicion-{}", s.kind.to_lowercase()))).html();
            vec![
                w.when_html(&s.at).into(),
                Html::two_lines(&tag, &Html::data(&s.note)).into(),
                about.into(),
                Html::join(&people.collect::<Vec<_>>(), "; ").into(),
            ]
        });
        Table::new(w.html("suspicions-title"), &heads, w.html("suspicions-none"))
            .rows(rows)
            .next(w.say("ui-next-page"), &self.next)
    }

    fn filter(&self, w: &Words) -> Html {
        let all = std::iter::once(String::new()).chain(self.kinds.iter().cloned());
        let options: String = all
            .map(|kind| {
                let words = match kind.as_str() {
                    "" => w.html("suspicion-all"),
                    kind => w.html(format!("suspicion-{}", kind.to_lowercase())),
                };
                let chosen = if kind == self.kind { " selected" } else { "" };
                format!("<option value=\"{}\"{chosen}>{words}</option>", escape(&kind))
            })
            .collect();
        Html::markup(format!(
            "<form method=\"get\" action=\"{}\"><label for=\"kind\">{}</label> <select id=\"kind\" name=\"kind\">{options}</select> <button class=\"button second\">{}</button></form>",
            links::SUSPICIONS,
            w.html("suspicion-what"),
            w.html("suspicion-show")
        ))
    }

    /// A sample.
    pub fn sample() -> SuspicionsPage {
        let row = |kind: &str, label: &str, note: &str| SuspicionShown {
            kind: kind.into(),
            at: crate::samples::at("2026-11-20T09:00:00Z"),
            href: links::permit("p1"),
            label: label.into(),
            note: note.into(),
            people: vec![
                ("exporter".into(), "Horizon Reptiles".into()),
                ("importer".into(), "Tannery of the North".into()),
            ],
        };
        SuspicionsPage {
            shell: crate::samples::shell(Some(Role::Enforcement), links::SUSPICIONS),
            kinds: ["FRAUD", "SEIZED", "REVOKED", "DIFFERS", "UNKNOWN", "TAMPERED", "AUDIT"].map(String::from).to_vec(),
            kind: String::new(),
            rows: vec![
                row("SEIZED", "QM-2026-000123", "Forty skins more than permitted, under a false floor."),
                row("FRAUD", "26-00412", "The tags were cut from other skins."),
                row("UNKNOWN", "QN 2026/0099", ""),
            ],
            next: None,
        }
    }
}

page! {
    SuspicionsPage in "epermit/suspicions.html";
    layout Wide; area Some(Check);
    title |_c, w| w.html("suspicions-title");
    trail |_c, _w| vec![];
}
