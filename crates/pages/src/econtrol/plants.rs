//! Plant-health certificates recorded at import, and timber that waits in customs bond.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt};
use crate::shared::guidance as choices;
use crate::{Shell, Words, links};
use cites::{Amount, CountryCode, Date, Role, Term, Unit};
use std::collections::BTreeMap;

/// One certificate with the plants that came under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlantRow {
    /// Whose plant-health service.
    pub issuer: CountryCode,
    /// Number.
    pub number: String,
    /// Day of issue.
    pub issued_on: Date,
    /// Who receives the plants.
    pub importer: String,
    /// Species.
    pub taxon: String,
    /// What; `None` for a code we do not know.
    pub term: Option<Term>,
    /// How much.
    pub quantity: Amount,
    /// Of what.
    pub unit: Unit,
    /// Where they came in.
    pub place: String,
    /// When.
    pub arrived_on: Date,
}

/// The certificates, newest first, and the form for the next. Posts `issuer`, `number`, `issued_on`, `importer`, `taxon`,
/// `term`, `quantity`, `unit`, `place`, `arrived_on`, `statement`.
#[derive(Debug, Clone)]
pub struct PlantsPage {
    /// The frame.
    pub shell: Shell,
    /// Certificates.
    pub rows: Vec<PlantRow>,
    /// Address of the next page.
    pub next: Option<String>,
    /// May this reader record one?
    pub can_record: bool,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl PlantsPage {
    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let countries = Control::Select(choices::countries(w, self.shell.demo));
        let units = [Unit::Nar, Unit::Kgm, Unit::Grm].map(|u| Opt::new(u.code(), Html::text(w.unit(&u)))).to_vec();
        let fields = vec![
            Field::new("issuer", w.html("plants-issuer"), countries),
            Field::short("number", w.html("plants-number"), "w20"),
            Field::new("issued_on", w.html("plants-issued"), Control::Date),
            Field::line("importer", w.html("ui-importer")),
            Field::new("taxon", w.html("ui-species"), Control::Species),
            Field::new("term", w.html("ui-term"), Control::Grouped(choices::terms_in_groups(w))),
            Field::new("quantity", w.html("ui-quantity"), Control::Quantity(units)),
            Field::line("place", w.html("plants-place")),
            Field::new("arrived_on", w.html("plants-arrived"), Control::Date),
            Field::new(
                "statement",
                w.html("plants-statement"),
                Control::Checks(vec![Opt::new("yes", w.html("plants-statement-yes"))]),
            ),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn goods(&self, r: &PlantRow, w: &Words) -> Html {
        let term = r.term.as_ref().map(|t| Html::data(w.term(t))).unwrap_or_default();
        Html::join(&[Html::data(w.amount_of(&r.quantity, &r.unit)), term], " · ")
    }

    /// A sample.
    pub fn sample() -> PlantsPage {
        PlantsPage {
            shell: crate::samples::shell(Some(Role::Customs), links::PLANTS),
            rows: vec![PlantRow {
                issuer: cites::country::DEMO_IMPORTER,
                number: "QN-PHY-2026-0042".into(),
                issued_on: Date::constant(2026, 10, 20),
                importer: "Orchid House".into(),
                taxon: "Cattleya trianae".into(),
                term: Some(Term::Liv),
                quantity: Amount::whole(40),
                unit: Unit::Nar,
                place: "Port of Bend".into(),
                arrived_on: Date::constant(2026, 11, 1),
            }],
            next: None,
            can_record: true,
            typed: BTreeMap::new(),
            errors: vec![FieldError::new("statement", "plant-statement")],
        }
    }
}

page! {
    PlantsPage in "econtrol/plants.html";
    layout Phone; area Some(Check);
    title |_c, w| w.html("plants-title");
    trail |c, w| c.shell.back_to(crate::shell::Area::Check, w.html("action-back"));
    errors errors;
}

/// The one extension of a document for timber: made by our customs, or told by the importing Party. Posts `arrived_on` and
/// `place`.
#[derive(Debug, Clone)]
pub struct TimberPage {
    /// The frame.
    pub shell: Shell,
    /// Where the form goes, and back from here.
    pub action: String,
    /// The document's own page.
    pub back: String,
    /// Its number.
    pub number: String,
    /// Its last day.
    pub valid_until: Date,
    /// Its last day now, the country that extended it, where the timber waits; `None` before.
    pub extended: Option<(Date, CountryCode, String)>,
    /// May this reader extend it?
    pub can_extend: bool,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl TimberPage {
    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let fields = vec![
            Field::new("arrived_on", w.html("timber-arrived"), Control::Date).hint(w.html("timber-arrived-hint")),
            Field::line("place", w.html("timber-place")),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample, before the extension or after it.
    pub fn sample(done: bool) -> TimberPage {
        TimberPage {
            shell: crate::samples::shell(Some(Role::Customs), "/exchange/permits/f1/timber"),
            action: links::foreign_timber("f1"),
            back: links::foreign("f1"),
            number: "26QM000412".into(),
            valid_until: Date::constant(2027, 5, 1),
            extended: done.then(|| {
                (Date::constant(2027, 11, 1), cites::country::DEMO_IMPORTER, "Bonded shed 2, Northport".into())
            }),
            can_extend: !done,
            typed: BTreeMap::new(),
            errors: if done { vec![] } else { vec![FieldError::new("arrived_on", "timber-not-extended")] },
        }
    }
}

page! {
    TimberPage in "econtrol/timber.html";
    layout Phone; area Some(Check);
    title |_c, w| w.html("timber-title");
    trail |c, w| vec![(w.html("action-back"), c.back.clone())];
    errors errors;
}
