//! Plant-health certificates that our own service issued for plants that leave: the list, one certificate with its count at
//! the border.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Cell, Field, FieldError, Look, Row, Summary, Table, Tag, Tone};
use crate::registers::board::{self, Form, Section, sheets};
use crate::{Shell, Words, links};
use cites::{Amount, Appendix, CountryCode, Date, Purpose, Role, Term, Unit};
use std::collections::BTreeMap;

/// A certificate in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlantExportCard {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Day of issue.
    pub issued_on: Date,
    /// Who sends the plants.
    pub exporter: String,
    /// Where they go.
    pub destination: CountryCode,
    /// `RECORDED`, `LEFT` or `VOID`.
    pub state: &'static str,
}

impl PlantExportCard {
    fn tag(&self, w: &Words) -> Tag {
        match self.state {
            "RECORDED" => Tag::new(Tone::Wait, w.say("plant-export-recorded")),
            "LEFT" => Tag::new(Tone::Go, w.say("plant-export-left")),
            _ => Tag::new(Tone::Rest, w.say("plant-export-void")),
        }
    }

    fn sample(state: &'static str) -> PlantExportCard {
        PlantExportCard {
            id: "p1".into(),
            number: "QM-PHY-2026-8841".into(),
            issued_on: Date::constant(2026, 10, 20),
            exporter: "Orchids of the Hills".into(),
            destination: cites::country::DEMO_IMPORTER,
            state,
        }
    }
}

/// The certificates, newest first.
#[derive(Debug, Clone)]
pub struct PlantExportsPage {
    /// The frame.
    pub shell: Shell,
    /// Certificates.
    pub rows: Vec<PlantExportCard>,
    /// Address of the next page.
    pub next: Option<String>,
    /// May this reader write one down?
    pub can_record: bool,
    /// Does the Party use them today?
    pub used: bool,
}

impl PlantExportsPage {
    fn heading(&self, w: &Words) -> Html {
        w.html("plant-exports-title")
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn content(&self, w: &Words) -> Html {
        let heads = ["plants-number", "plants-issued", "ui-exporter", "plant-export-destination", "ui-status"];
        let heads = heads.map(|k| w.say(k)).to_vec();
        let rows = self.rows.iter().map(|c| -> Vec<Cell> {
            vec![
                Html::link(links::plant_export(&c.id), &Html::code(&c.number)).into(),
                w.date_html(&c.issued_on).into(),
                Html::data(&c.exporter).into(),
                w.country_html(&c.destination).into(),
                c.tag(w).into(),
            ]
        });
        let table = Table::new(self.heading(w), &heads, w.html("plant-exports-none")).quiet().rows(rows);
        let lead = if self.used { "plant-exports-lead" } else { "plant-exports-unused" };
        let mut pieces = vec![board::words(&w.html(lead))];
        if self.can_record && self.used {
            pieces.push(board::button(w.say("plants-new"), links::PLANT_EXPORT_NEW, Look::Lead));
        }
        pieces.push(table.next(w.say("ui-next-page"), &self.next).html());
        Html::join(&pieces, "")
    }

    /// A sample for the authority, or for a nursery.
    pub fn sample(own: bool) -> PlantExportsPage {
        let role = if own { Role::Applicant } else { Role::MaClerk };
        PlantExportsPage {
            shell: crate::samples::shell(Some(role), links::PLANT_EXPORTS),
            rows: vec![PlantExportCard::sample("RECORDED"), PlantExportCard::sample("LEFT")],
            next: None,
            can_record: true,
            used: true,
        }
    }
}

page! {
    PlantExportsPage in "registers/board.html";
    layout Wide; area Some(Registers);
    title |c, w| c.heading(w);
    trail |_c, _w| vec![];
}

/// One line of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlantExportRow {
    /// Letter of the block.
    pub block: String,
    /// Scientific name.
    pub taxon: String,
    /// Appendix.
    pub appendix: Appendix,
    /// What it is.
    pub term: Term,
    /// Unit.
    pub unit: Unit,
    /// How much stands on the certificate.
    pub quantity: Amount,
    /// How much left.
    pub left: Option<Amount>,
}

/// One certificate. Posts `port` and `left.<block>` to `left`, `reason` to `void`.
#[derive(Debug, Clone)]
pub struct PlantExportPage {
    /// The frame.
    pub shell: Shell,
    /// The certificate.
    pub card: PlantExportCard,
    /// Office of the plant-health service.
    pub office: String,
    /// Number of the nursery.
    pub nursery: Option<String>,
    /// Who receives the plants.
    pub importer: String,
    /// What they are sent for.
    pub purpose: Purpose,
    /// Where and when they left.
    pub left: Option<(Date, String)>,
    /// Why it is void.
    pub reason: Option<String>,
    /// Its lines.
    pub lines: Vec<PlantExportRow>,
    /// Acts this reader may do now: `left`, `void`.
    pub acts: Vec<&'static str>,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl PlantExportPage {
    fn heading(&self, w: &Words) -> Html {
        w.rich1("plant-export-title", "number", Html::code(&self.card.number))
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn facts(&self, w: &Words) -> Section {
        let c = &self.card;
        let mut rows = vec![
            Row::new(w.say("ui-status"), c.tag(w).html()),
            Row::new(w.say("plants-issued"), w.date_html(&c.issued_on)),
            Row::new(w.say("plant-export-office"), Html::data(&self.office)),
            Row::new(w.say("ui-exporter"), Html::data(&c.exporter)),
            Row::new(w.say("plant-export-nursery"), self.nursery.as_ref().map(Html::code).unwrap_or_default()),
            Row::new(w.say("ui-importer"), Html::data(&self.importer)),
            Row::new(w.say("plant-export-destination"), w.country_html(&c.destination)),
            Row::new(w.say("plant-export-purpose"), w.purpose_html(&self.purpose)),
        ];
        if let Some((on, port)) = &self.left {
            let place = Html::join(&[w.date_html(on), Html::data(port)], " · ");
            rows.push(Row::new(w.say("plant-export-left"), place));
        }
        if let Some(reason) = &self.reason {
            rows.push(Row::new(w.say("ui-reason"), Html::data(reason)));
        }
        let amounts = [format!("{}#", w.say("ui-quantity")), format!("{}#", w.say("plant-export-left"))];
        let [quantity, left] = amounts;
        let heads = [w.say("ui-species"), w.say("ui-term"), w.say("plant-export-appendix"), quantity, left];
        let lines = self.lines.iter().map(|l| -> Vec<Cell> {
            let amount = |a: &Amount| Html::data(w.amount_of(a, &l.unit));
            vec![
                Html::taxon(&l.taxon).into(),
                w.term_html(&l.term).into(),
                Html::data(l.appendix.code()).into(),
                amount(&l.quantity).into(),
                l.left.as_ref().map(amount).unwrap_or_default().into(),
            ]
        });
        let table = Table::new(w.html("plant-export-plants"), &heads, w.html("plant-exports-none")).rows(lines);
        Section::new(Html::default()).with(Summary::new(rows, w).html()).with(table.html())
    }

    fn act(&self, act: &'static str, w: &Words) -> Section {
        let fields = match act {
            "left" => {
                let one = |l: &PlantExportRow| {
                    let most = Html::data(w.amount_of(&l.quantity, &l.unit));
                    let label = Html::join(&[Html::taxon(&l.taxon), w.term_html(&l.term)], " · ");
                    let field = Field::short(format!("left.{}", l.block), label, "w10");
                    field.hint(w.rich1("plant-export-most", "most", most)).value(l.quantity.to_string())
                };
                let port = Field::line("port", w.html("plant-export-port"));
                self.lines.iter().map(one).chain([port]).collect()
            }
            _ => vec![Field::area("reason", w.html("ui-reason"), 500)],
        };
        let look = if act == "left" { Look::Lead } else { Look::Stop };
        let form = Form::new(
            &self.shell,
            act,
            links::plant_export_act(&self.card.id, act),
            w.say(format!("plant-export-do-{act}")),
        );
        let form = form.look(look).ask(fields).html(&self.typed, &self.errors, w);
        Section::new(w.html(format!("plant-export-do-{act}")))
            .lead(w.html(format!("plant-export-do-{act}-lead")))
            .with(form)
    }

    fn content(&self, w: &Words) -> Html {
        let mut all = vec![self.facts(w)];
        all.extend(self.acts.iter().map(|act| self.act(act, w)));
        sheets(&all)
    }

    /// A sample that waits for the border, or one that left.
    pub fn sample(done: bool) -> PlantExportPage {
        let role = if done { Role::Applicant } else { Role::Customs };
        let line = |block: &str, taxon: &str, plants: u32| PlantExportRow {
            block: block.into(),
            taxon: taxon.into(),
            appendix: Appendix::II,
            term: Term::Liv,
            unit: Unit::Nar,
            quantity: Amount::whole(plants),
            left: done.then(|| Amount::whole(plants)),
        };
        PlantExportPage {
            shell: crate::samples::shell(Some(role), "/plant-exports/p1"),
            card: PlantExportCard::sample(if done { "LEFT" } else { "RECORDED" }),
            office: "Plant Health Office, Bend".into(),
            nursery: Some("N-QM-0001".into()),
            importer: "Winter Garden Nurseries".into(),
            purpose: Purpose::T,
            left: done.then(|| (Date::constant(2026, 11, 1), "Port of Bend".into())),
            reason: None,
            lines: vec![line("A", "Dendrobium nobile", 40), line("B", "Vanda coerulea", 12)],
            acts: if done { vec![] } else { vec!["left", "void"] },
            typed: BTreeMap::new(),
            errors: if done { vec![] } else { vec![FieldError::new("port", "plant-words")] },
        }
    }
}

page! {
    PlantExportPage in "registers/board.html";
    layout Narrow; area Some(Registers);
    title |c, w| c.heading(w);
    trail |_c, w| vec![(w.html("plant-exports-title"), links::PLANT_EXPORTS.into())];
    errors errors;
}
