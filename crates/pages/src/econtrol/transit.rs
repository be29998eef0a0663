//! Transit and trans-shipment: what passes under customs control, without a permit of ours.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt};
use crate::shared::guidance as choices;
use crate::{Shell, Words, links};
use cites::{CountryCode, Date, Role};
use std::collections::BTreeMap;

/// One movement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransitRow {
    /// Id.
    pub id: String,
    /// Reloaded?
    pub transshipment: bool,
    /// From.
    pub from: CountryCode,
    /// To.
    pub to: CountryCode,
    /// Number of the document shown.
    pub document: String,
    /// Its last day.
    pub valid_until: Date,
    /// Species.
    pub taxon: String,
    /// What and how much.
    pub goods: String,
    /// Where they stay.
    pub place: String,
    /// Since.
    pub entered_on: Date,
    /// Until; `None`: still here.
    pub left_on: Option<Date>,
}

/// What passes, newest first, and the form for the next. Posts `kind`, `exporter`, `destination`, `document`,
/// `valid_until`, `taxon`, `goods`, `place`, `entered_on`.
#[derive(Debug, Clone)]
pub struct TransitPage {
    /// The frame.
    pub shell: Shell,
    /// Movements.
    pub rows: Vec<TransitRow>,
    /// Address of the next page.
    pub next: Option<String>,
    /// May this reader record one?
    pub can_record: bool,
    /// Today, for goods that leave now.
    pub today: Date,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl TransitPage {
    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let kinds = ["transit", "transshipment"].map(|k| Opt::new(k, w.html(format!("total-{k}")))).to_vec();
        let countries = || Control::Select(choices::countries(w, self.shell.demo));
        let fields = vec![
            Field::new("kind", w.html("total-transit-kind"), Control::Radios(kinds)),
            Field::new("exporter", w.html("total-transit-from"), countries()),
            Field::new("destination", w.html("total-transit-to"), countries()),
            Field::short("document", w.html("total-transit-document"), "w20")
                .hint(w.html("total-transit-document-hint")),
            Field::new("valid_until", w.html("form-box2-valid-until"), Control::Date),
            Field::new("taxon", w.html("ui-species"), Control::Species),
            Field::area("goods", w.html("total-transit-goods"), 500),
            Field::line("place", w.html("total-transit-place")),
            Field::new("entered_on", w.html("total-transit-since"), Control::Date),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample.
    pub fn sample() -> TransitPage {
        let (from, to) = (cites::country::DEMO_EXPORTER, cites::country::DEMO_IMPORTER);
        TransitPage {
            shell: crate::samples::shell(Some(Role::Customs), links::TRANSITS),
            rows: vec![TransitRow {
                id: "t1".into(),
                transshipment: true,
                from,
                to,
                document: "26ZA000017".into(),
                valid_until: Date::constant(2027, 1, 31),
                taxon: "Python regius".into(),
                goods: "40 living snakes in 4 crates".into(),
                place: "Free zone, shed 4".into(),
                entered_on: Date::constant(2026, 11, 1),
                left_on: None,
            }],
            next: None,
            can_record: true,
            today: Date::constant(2026, 11, 21),
            typed: BTreeMap::new(),
            errors: vec![FieldError::new("valid_until", "transit-document")],
        }
    }

    fn route(&self, r: &TransitRow, w: &Words) -> Html {
        w.rich2("verify-route", "from", w.country_html(&r.from), "to", w.country_html(&r.to))
    }
}

page! {
    TransitPage in "econtrol/transit.html";
    layout Phone; area Some(Check);
    title |_c, w| w.html("total-transits");
    trail |c, w| c.shell.back_to(crate::shell::Area::Check, w.html("action-back"));
    errors errors;
}
