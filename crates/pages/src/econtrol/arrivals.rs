//! What arrived under an import permit of ours: what is left of each line, every consignment, and its end.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Meter, Opt, Table};
use crate::shared::guidance as choices;
use crate::{Shell, Words, links};
use cites::{Amount, CountryCode, Date, DocumentType, Role, Timestamp, Unit};
use std::collections::BTreeMap;

/// One line of the import permit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrivalLine {
    /// Letter.
    pub block: String,
    /// Species.
    pub taxon: String,
    /// Box 11.
    pub permitted: Amount,
    /// Arrived so far.
    pub arrived: Amount,
    /// What may still come in.
    pub left: Amount,
    /// Unit of all three.
    pub unit: Unit,
}

/// What one consignment took of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrivalEntry {
    /// When it was let in.
    pub at: Timestamp,
    /// Number of the permit from abroad.
    pub foreign: String,
    /// The country of a paper that is not in our archive: customs saw it.
    pub paper: Option<CountryCode>,
    /// Its page, for readers who may open it.
    pub href: Option<String>,
    /// Letter of our line.
    pub block: String,
    /// How much.
    pub quantity: Amount,
    /// Its unit.
    pub unit: Unit,
    /// Port of entry.
    pub port: String,
}

/// The account of an import permit, as it stands on its pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrivals {
    /// Its lines.
    pub lines: Vec<ArrivalLine>,
    /// What came, the first first.
    pub entries: Vec<ArrivalEntry>,
}

impl Arrivals {
    /// What is left, line by line.
    pub fn balances(&self, w: &Words) -> Table {
        let number = |key: &str| format!("{}#", w.say(key));
        let heads = [
            w.say("ui-species"),
            number("arrivals-permitted"),
            number("arrivals-arrived"),
            number("arrivals-left"),
            w.say("arrivals-meter"),
        ];
        Table::new(w.html("arrivals-balance"), &heads, w.html("ui-no-results")).rows(self.lines.iter().map(|l| {
            let amount = |a: &Amount| Html::data(w.amount_of(a, &l.unit));
            vec![
                Html::join(&[Html::text(&l.block), Html::taxon(&l.taxon)], " ").into(),
                amount(&l.permitted).into(),
                amount(&l.arrived).into(),
                amount(&l.left).into(),
                Meter::balance(l.arrived, l.permitted, l.unit, !l.left.is_zero(), w).html().into(),
            ]
        }))
    }

    /// Every consignment.
    pub fn table(&self, w: &Words) -> Table {
        let heads = [
            w.say("arrivals-day"),
            w.say("arrivals-export-permit"),
            w.say("arrivals-line"),
            format!("{}#", w.say("ui-quantity")),
            w.say("arrivals-port"),
        ];
        Table::new(w.html("arrivals-consignments"), &heads, w.html("arrivals-none")).rows(self.entries.iter().map(
            |e| {
                let number = Html::code(&e.foreign);
                let named = e.href.as_ref().map_or_else(|| number.clone(), |href| Html::link(href.clone(), &number));
                let seen = e.paper.map(|c| w.rich1("arrivals-paper-seen", "country", w.country_html(&c)));
                vec![
                    w.when_html(&e.at).into(),
                    seen.map_or_else(|| named.clone(), |seen| Html::two_lines(&named, &seen)).into(),
                    Html::text(&e.block).into(),
                    Html::data(w.amount_of(&e.quantity, &e.unit)).into(),
                    Html::data(&e.port).into(),
                ]
            },
        ))
    }

    /// Ten trophies, two consignments of four, the second under a paper that is not in our archive.
    pub fn sample() -> Arrivals {
        let entry = |at: &str, foreign: &str, paper: Option<CountryCode>| ArrivalEntry {
            at: crate::samples::at(at),
            foreign: foreign.into(),
            paper,
            href: paper.is_none().then(|| links::foreign("f1")),
            block: "A".into(),
            quantity: Amount::whole(4),
            unit: Unit::Nar,
            port: "Northport".into(),
        };
        Arrivals {
            lines: vec![ArrivalLine {
                block: "A".into(),
                taxon: "Panthera pardus".into(),
                permitted: Amount::whole(10),
                arrived: Amount::whole(8),
                left: Amount::whole(2),
                unit: Unit::Nar,
            }],
            entries: vec![
                entry("2026-11-05T09:10:00Z", "26QM000371", None),
                entry("2026-11-19T14:20:00Z", "26 QM 388", Some(cites::country::DEMO_EXPORTER)),
            ],
        }
    }
}

/// Letting goods in under a paper that is not in our archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnPaper {
    /// The country the import permit is for.
    pub from: CountryCode,
    /// Kinds of papers that one consignment comes under.
    pub kinds: Vec<DocumentType>,
    /// Ports and offices: code and name.
    pub ports: Vec<(String, String)>,
}

/// The account of an import permit. Posts `reason`; the form of a paper posts `issuer`, `kind`, `number`, `issued_on`,
/// `valid_until`, `quantity.<block>`, `stated.<block>` and `port`.
#[derive(Debug, Clone)]
pub struct ArrivalsPage {
    /// The frame.
    pub shell: Shell,
    /// Id of the permit.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Its last day.
    pub valid_until: Date,
    /// What arrived, and what is left.
    pub account: Arrivals,
    /// What this reader may let goods in with now; `None`: nothing.
    pub on_paper: Option<OnPaper>,
    /// May this reader cancel and retain it?
    pub can_retain: bool,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl ArrivalsPage {
    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let reason = Field::area("reason", w.html("ui-reason"), 500).hint(w.html("arrivals-reason-hint"));
        Fields::new(vec![reason], &self.typed, &self.errors, w)
    }

    fn paper_fields<'a>(&self, paper: &OnPaper, w: &'a Words) -> Fields<'a> {
        let ports = paper.ports.iter().map(|(c, n)| Opt::new(c, Html::text(format!("{n} ({c})")))).collect();
        let kinds = paper.kinds.iter().map(|k| Opt::new(k.code(), Html::text(w.document_type(k)))).collect();
        let countries = Control::Select(choices::countries(w, self.shell.demo));
        let mut fields = vec![
            Field::new("issuer", w.html("arrivals-paper-issuer"), countries).value(paper.from.code().to_owned()),
            Field::new("kind", w.html("arrivals-paper-kind"), Control::Select(kinds)),
            Field::short("number", w.html("arrivals-paper-number"), "w20"),
            Field::new("issued_on", w.html("arrivals-paper-issued"), Control::Date),
            Field::new("valid_until", w.html("arrivals-paper-until"), Control::Date),
        ];
        fields.extend(self.account.lines.iter().filter(|l| !l.left.is_zero()).map(|l| {
            let unit = Opt::new(l.unit.code(), Html::text(w.unit(&l.unit)));
            let label = w.rich2("foreign-how-many", "block", &l.block, "taxon", Html::taxon(&l.taxon));
            Field::new(format!("quantity.{}", l.block), label, Control::Quantity(vec![unit])).value("0".to_owned())
        }));
        fields.extend(self.account.lines.iter().filter(|l| !l.left.is_zero()).map(|l| {
            let unit = Opt::new(l.unit.code(), Html::text(w.unit(&l.unit)));
            let label = w.rich2("arrivals-paper-stated", "block", &l.block, "taxon", Html::taxon(&l.taxon));
            let field = Field::new(format!("stated.{}", l.block), label, Control::Quantity(vec![unit]));
            field.optional().hint(w.html("arrivals-paper-stated-hint"))
        }));
        fields.push(Field::new("port", w.html("arrivals-port"), Control::Select(ports)));
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample.
    pub fn sample() -> ArrivalsPage {
        ArrivalsPage {
            shell: crate::samples::shell(Some(Role::Customs), "/permits/p9/arrivals"),
            id: "p9".into(),
            number: "26QN000007".into(),
            valid_until: jiff::civil::date(2027, 11, 1),
            account: Arrivals::sample(),
            on_paper: Some(OnPaper {
                from: cites::country::DEMO_EXPORTER,
                kinds: vec![DocumentType::Export, DocumentType::Reexport],
                ports: vec![("QNNPT".into(), "Northport".into())],
            }),
            can_retain: true,
            typed: BTreeMap::new(),
            errors: vec![FieldError::new("reason", "reason-empty")],
        }
    }
}

page! {
    ArrivalsPage in "econtrol/arrivals.html";
    layout Phone; area Some(Check);
    title |c, w| w.rich1("arrivals-title", "number", Html::code(&c.number));
    trail |c, w| vec![(w.html("action-back"), links::permit(&c.id))];
    errors errors;
}
