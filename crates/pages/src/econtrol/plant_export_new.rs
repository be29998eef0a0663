//! The form of a plant-health certificate for plants that leave: its own questions, and its plants one kind at a time.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt};
use crate::shared::guidance as choices;
use crate::{Shell, Words, links};
use cites::{Amount, Role, Term, Unit};
use std::collections::BTreeMap;

/// One kind of plants that stands on the certificate already, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlantCard {
    /// Its place, from 0.
    pub line: usize,
    /// Scientific name.
    pub taxon: String,
    /// What it is.
    pub term: Option<Term>,
    /// Amount.
    pub quantity: String,
    /// Its unit.
    pub unit: Option<Unit>,
    /// Number of its lot; empty for none.
    pub lot: String,
}

/// The form. Posts `number`, `issued_on`, `office`, `exporter`, `nursery`, `importer`, `destination`, `purpose`,
/// `statement`; `lines.N.taxon`, `.term`, `.quantity`, `.unit`, `.source`, `.lot`, of which those of `open` are asked and
/// the others carried along; and `go`: `add`, `change.N`, `remove.N` or `send`.
#[derive(Debug, Clone)]
pub struct PlantExportNewPage {
    /// The frame.
    pub shell: Shell,
    /// Must a nursery be named: the reader is a trader?
    pub own: bool,
    /// The reader's own lots that plants may come out of: number, and what is in it, in the reader's language.
    pub lots: Vec<(String, String)>,
    /// Plants so far, without the kind that is asked.
    pub lines: Vec<PlantCard>,
    /// Place of the kind that is asked, from 0.
    pub open: usize,
    /// Names that the one typed may mean: accepted name, and why it matches.
    pub matches: Vec<(String, String)>,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl PlantExportNewPage {
    fn head<'a>(&self, w: &'a Words) -> Fields<'a> {
        let nursery = Field::short("nursery", w.html("plant-export-nursery"), "w20");
        let nursery = nursery.hint(w.html("plant-export-nursery-hint"));
        let countries = Control::Select(choices::countries(w, self.shell.demo));
        let fields = vec![
            Field::short("number", w.html("plants-number"), "w20"),
            Field::new("issued_on", w.html("plants-issued"), Control::Date),
            Field::line("office", w.html("plant-export-office")),
            Field::line("exporter", w.html("ui-exporter")),
            if self.own { nursery } else { nursery.optional() },
            Field::line("importer", w.html("ui-importer")),
            Field::new("destination", w.html("plant-export-destination"), countries),
            Field::new("purpose", w.html("plant-export-purpose"), Control::Select(choices::purposes(w))),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn statement<'a>(&self, w: &'a Words) -> Fields<'a> {
        let yes = vec![Opt::new("yes", w.html("plants-statement-yes"))];
        let field = Field::new("statement", w.html("plants-statement"), Control::Checks(yes));
        Fields::new(vec![field], &self.typed, &self.errors, w)
    }

    fn path(&self, part: &str) -> String {
        format!("lines.{}.{part}", self.open)
    }

    fn asked<'a>(&self, w: &'a Words) -> Fields<'a> {
        let species = if self.matches.is_empty() {
            Field::new(self.path("taxon"), w.html("ui-species"), Control::Species).hint(w.html("ask-species-hint"))
        } else {
            let again = Opt::new("", w.html("ask-species-again"));
            let names = self.matches.iter().map(|(n, more)| Opt::new(n, Html::taxon(n)).hint(Html::data(more)));
            Field::new(self.path("taxon"), w.html("ask-species-which"), Control::Radios(names.chain([again]).collect()))
        };
        let units = Control::Quantity(crate::registers::stock::units(w));
        let lot = if self.lots.is_empty() {
            Field::short(self.path("lot"), w.html("plant-export-lot"), "w20").hint(w.html("plant-export-lot-hint"))
        } else {
            let none = Opt::new("", w.html("ask-lot-none"));
            let own = self.lots.iter().map(|(n, more)| Opt::new(n, Html::text(format!("{n} · {more}"))));
            let own = Control::Select(std::iter::once(none).chain(own).collect());
            Field::new(self.path("lot"), w.html("plant-export-lot"), own).hint(w.html("plant-export-lot-hint"))
        };
        let fields = vec![
            species,
            Field::new(self.path("term"), w.html("ask-term"), Control::Grouped(choices::terms_in_groups(w))),
            Field::new(self.path("quantity"), w.html("ask-quantity"), units),
            Field::new(self.path("source"), w.html("ask-source"), Control::Select(choices::sources(w)))
                .hint(w.html("plant-export-source-hint")),
            lot.optional(),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// The plants that are not asked now, carried along as they were typed.
    fn carried(&self) -> impl Iterator<Item = (&String, &String)> {
        let asked = self.path("");
        self.typed.iter().filter(move |(name, _)| name.starts_with("lines.") && !name.starts_with(&asked))
    }

    fn amount(&self, card: &PlantCard, w: &Words) -> String {
        match (Amount::parse(&card.quantity), card.unit) {
            (Ok(amount), Some(unit)) => w.amount_of(&amount, &unit),
            _ => card.quantity.clone(),
        }
    }

    fn here(&self) -> String {
        format!("{}#plants", links::PLANT_EXPORT_NEW)
    }

    fn nth(&self) -> usize {
        self.open + 1
    }

    /// A sample with two kinds of plants, the third with an error; for the authority, or for a nursery with a stock.
    pub fn sample(own: bool) -> PlantExportNewPage {
        let role = if own { Role::Applicant } else { Role::MaClerk };
        let card = |line: usize, taxon: &str, quantity: &str| PlantCard {
            line,
            taxon: taxon.into(),
            term: Some(Term::Liv),
            quantity: quantity.into(),
            unit: Some(Unit::Nar),
            lot: String::new(),
        };
        let typed = [
            ("purpose", "T"),
            ("lines.0.taxon", "Dendrobium nobile"),
            ("lines.1.taxon", "Vanda coerulea"),
            ("lines.2.taxon", "Cattleya"),
            ("lines.2.source", "A"),
        ];
        PlantExportNewPage {
            shell: crate::samples::shell(Some(role), links::PLANT_EXPORT_NEW),
            own,
            lots: if own { vec![("L26-00001".into(), "Vanda coerulea: 60".into())] } else { vec![] },
            lines: vec![card(0, "Dendrobium nobile", "240"), card(1, "Vanda coerulea", "60")],
            open: 2,
            matches: if own { vec![] } else { vec![("Cattleya labiata".into(), "Cattleya · II".into())] },
            typed: typed.map(|(k, v)| (k.to_owned(), v.to_owned())).into(),
            errors: vec![FieldError::new("lines.2.quantity", "quantity-empty")],
        }
    }
}

page! {
    PlantExportNewPage in "econtrol/plant_export_new.html";
    layout Narrow; area Some(Registers);
    title |_c, w| w.html("plants-new");
    trail |_c, w| vec![(w.html("plant-exports-title"), links::PLANT_EXPORTS.into())];
    errors errors;
}
