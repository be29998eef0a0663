//! The questions that only some kinds of document ask. Names of the fields are the paths of `permits::FormInput`.

use crate::Words;
use crate::html::Html;
use crate::parts::{Control, Field, Opt};
use cites::DocumentType;

/// Which of them are asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Particulars {
    /// Kinds that a replacement or retrospective document may stand for; empty for other kinds.
    pub stands_for: Vec<DocumentType>,
    /// The number of the old document?
    pub replaces: bool,
    /// Name and registration of an exhibition?
    pub exhibition: bool,
    /// Maker, serial number and year of an instrument?
    pub instrument: bool,
    /// A carnet?
    pub carnet: bool,
    /// Ship and area at sea?
    pub sea: bool,
    /// Caviar of a shared stock?
    pub shared_stock: bool,
    /// Registration, number of blanks and open boxes of the simplified procedure?
    pub blanks: bool,
    /// Personal or household effects: how they travel, where their owner lives and acquired them?
    pub effects: bool,
}

impl Particulars {
    /// Every question but those of effects, as a sample: no kind of document asks for both effects and the sea.
    pub fn everything() -> Particulars {
        Particulars {
            stands_for: vec![DocumentType::Export, DocumentType::Reexport],
            replaces: true,
            exhibition: true,
            instrument: true,
            carnet: true,
            sea: true,
            shared_stock: true,
            blanks: true,
            effects: false,
        }
    }

    /// The questions of personal and household effects, as a sample.
    pub fn of_effects() -> Particulars {
        Particulars { replaces: true, effects: true, ..Particulars::default() }
    }

    pub(crate) fn fields(&self, w: &Words, demo: bool) -> Vec<Field> {
        let at = |name: &str| format!("particulars.{name}");
        let label = |name: &str| w.html(format!("kind-ask-{}", name.replace('_', "-")));
        let line = |name: &str| Field::line(at(name), label(name));
        let short = |name: &str| Field::short(at(name), label(name), "w20");
        let mut out = Vec::new();
        if !self.stands_for.is_empty() {
            let options = self.stands_for.iter().map(|k| Opt::new(k.code(), Html::text(w.document_type(k))));
            let blank = std::iter::once(Opt::new("", w.html("choose-one")));
            out.push(Field::new(at("base_type"), label("base_type"), Control::Select(blank.chain(options).collect())));
            if !self.blanks || self.replaces {
                out.push(Field::area(at("reason"), label("reason"), 500));
            }
        }
        if self.blanks {
            let boxes = [("7", "blank-box-7"), ("9", "blank-box-9"), ("11", "blank-box-11")];
            let boxes = boxes.map(|(code, key)| Opt::new(code, w.html(key))).to_vec();
            // The exhibition asks for a registration of its own under the same name.
            if !self.exhibition {
                out.push(short("registration").hint(w.html("blank-ask-registration-hint")));
            }
            out.push(Field::short(at("blanks"), w.html("blank-ask-blanks"), "w5"));
            let open = Field::new(at("open_boxes"), w.html("blank-ask-open"), Control::Checks(boxes));
            out.push(open.hint(w.html("blank-ask-open-hint")).optional());
        }
        if self.exhibition {
            out.push(line("exhibition"));
            out.push(short("registration").hint(w.html("kind-ask-registration-hint")));
        }
        if self.instrument {
            out.push(line("maker"));
            out.push(short("serial").hint(w.html("kind-ask-serial-hint")).optional());
            out.push(short("made").optional());
        }
        if self.carnet {
            let kinds = ["ATA", "TIR"].map(|k| Opt::new(k, Html::code(k))).to_vec();
            out.push(Field::new(at("carnet_kind"), label("carnet_kind"), Control::Radios(kinds)));
            out.push(short("carnet_number"));
            out.push(Field::new(at("carnet_date"), label("carnet_date"), Control::Date));
        }
        if self.sea {
            out.push(line("vessel"));
            out.push(line("sea_area").hint(w.html("kind-ask-sea-area-hint")));
            for name in ["flag", "landed_in"] {
                let choices = Control::Select(crate::shared::guidance::countries(w, demo));
                let key = name.replace('_', "-");
                let hint = w.html(format!("kind-ask-{key}-hint"));
                out.push(Field::new(at(name), label(name), choices).hint(hint));
            }
            let once = ["one", "total"].map(|v| Opt::new(v, w.html(format!("kind-landings-{v}")))).to_vec();
            out.push(Field::new(at("landings"), label("landings"), Control::Radios(once)));
        }
        if self.shared_stock {
            let answers = [("yes", "ui-yes"), ("no", "ui-no")].map(|(v, k)| Opt::new(v, w.html(k))).to_vec();
            let hint = w.html("kind-ask-shared-stock-hint");
            out.push(Field::new(at("shared_stock"), label("shared_stock"), Control::Radios(answers)).hint(hint));
        }
        if self.effects {
            let ways = ["carried", "household", "sent"];
            let ways = ways.map(|way| Opt::new(way, w.html(format!("wizard-situation-{way}"))));
            let ordinary = std::iter::once(Opt::new("", w.html("effects-not-claimed")));
            let ways = Control::Radios(ordinary.chain(ways).collect());
            out.push(
                Field::new(at("carriage"), w.html("effects-carriage"), ways).hint(w.html("effects-carriage-hint")),
            );
            for (name, key) in [("residence", "wizard-residence"), ("acquired_in", "wizard-acquired-in")] {
                let choices = Control::Select(crate::shared::guidance::countries(w, demo));
                out.push(Field::new(at(name), w.html(key), choices).optional());
            }
            let persons = Field::short(at("persons"), w.html("wizard-persons"), "w5").kind("text", "numeric");
            out.push(persons.optional());
        }
        out
    }
}
