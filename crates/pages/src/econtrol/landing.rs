//! Landings under an introduction-from-the-sea certificate: what is left of the total, every landing, the next one.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt, Table};
use crate::{Shell, Words, links};
use cites::{Amount, Date, Role, Unit};
use std::collections::BTreeMap;

/// One block of the certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LandingLine {
    /// Letter.
    pub block: String,
    /// Species.
    pub taxon: String,
    /// Box 11.
    pub total: Amount,
    /// Landed so far.
    pub landed: Amount,
    /// Left.
    pub left: Amount,
    /// Unit of all three.
    pub unit: Unit,
}

/// The account of a certificate. Posts `block`, `quantity`, `landed_on`, `port`, `vessel`.
#[derive(Debug, Clone)]
pub struct LandingPage {
    /// The frame.
    pub shell: Shell,
    /// Id of the certificate.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Its last day.
    pub valid_until: Date,
    /// Blocks.
    pub lines: Vec<LandingLine>,
    /// Landings: day, block, how much, unit, port, ship.
    pub landings: Vec<(Date, String, Amount, Unit, String, String)>,
    /// May this reader write one off?
    pub can_land: bool,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl LandingPage {
    fn balances(&self, w: &Words) -> Table {
        let number = |key: &str| format!("{}#", w.say(key));
        let heads = [w.say("ui-species"), number("total-all"), number("total-landed"), number("total-left")];
        Table::new(w.html("total-balance"), &heads, w.html("ui-no-results")).rows(self.lines.iter().map(|l| {
            let amount = |a: &Amount| Html::data(w.amount_of(a, &l.unit));
            vec![
                Html::join(&[Html::text(&l.block), Html::taxon(&l.taxon)], " ").into(),
                amount(&l.total).into(),
                amount(&l.landed).into(),
                amount(&l.left).into(),
            ]
        }))
    }

    fn table(&self, w: &Words) -> Table {
        let heads =
            [w.say("total-day"), w.say("total-line"), format!("{}#", w.say("ui-quantity")), w.say("total-where")];
        Table::new(w.html("total-landings"), &heads, w.html("total-none")).rows(self.landings.iter().map(
            |(day, block, quantity, unit, port, vessel)| {
                vec![
                    w.date_html(day).into(),
                    Html::text(block).into(),
                    Html::data(w.amount_of(quantity, unit)).into(),
                    Html::two_lines(&Html::data(port), &Html::data(vessel)).into(),
                ]
            },
        ))
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let blocks = self.lines.iter().map(|l| {
            let left = Html::data(w.amount_of(&l.left, &l.unit));
            Opt::new(&l.block, Html::join(&[Html::text(&l.block), Html::taxon(&l.taxon)], " ")).hint(left)
        });
        let fields = vec![
            Field::new("block", w.html("total-line"), Control::Radios(blocks.collect())),
            Field::short("quantity", w.html("ui-quantity"), "w10")
                .kind("text", "decimal")
                .hint(w.html("total-unit-hint")),
            Field::new("landed_on", w.html("total-day"), Control::Date),
            Field::line("port", w.html("total-port")),
            Field::line("vessel", w.html("total-vessel")),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample with a landing that is too large.
    pub fn sample() -> LandingPage {
        LandingPage {
            shell: crate::samples::shell(Some(Role::Customs), "/customs/permits/p9/landings"),
            id: "p9".into(),
            number: "26QM000412".into(),
            valid_until: cites::Date::constant(2027, 11, 1),
            lines: vec![LandingLine {
                block: "A".into(),
                taxon: "Isurus oxyrinchus".into(),
                total: Amount::whole(500),
                landed: Amount::whole(200),
                left: Amount::whole(300),
                unit: Unit::Kgm,
            }],
            landings: vec![(
                cites::Date::constant(2026, 11, 5),
                "A".into(),
                Amount::whole(200),
                Unit::Kgm,
                "QMBND".into(),
                "Estrela do Mar".into(),
            )],
            can_land: true,
            typed: BTreeMap::from([("quantity".into(), "400".into()), ("block".into(), "A".into())]),
            errors: vec![FieldError::new("quantity", "landing-total")],
        }
    }
}

page! {
    LandingPage in "econtrol/landing.html";
    layout Phone; area Some(Check);
    title |c, w| w.rich1("total-title", "number", Html::code(&c.number));
    trail |c, w| vec![(w.html("action-back"), links::permit(&c.id))];
    errors errors;
}
