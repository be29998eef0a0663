//! Permits of other Parties: asked for, seen, received at our border, confirmed to the issuer.

use super::messages::{Finding, sections};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Boxes, Check, Checks, Control, Field, FieldError, Fields, Moment, Opt, Table, Tag, Timeline, Tone};
use crate::{Shell, Words, links};
use cites::{Amount, CountryCode, Date, PermitDocument, Role, Term, Timestamp, Unit};
use std::collections::BTreeMap;

/// Asking a partner for a permit.
#[derive(Debug, Clone)]
pub struct FetchPage {
    /// The frame.
    pub shell: Shell,
    /// Partners that may be asked.
    pub partners: Vec<CountryCode>,
    /// What was typed: `partner`, `number`, `code`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong: `permit-not-found-partner`, `partner-unavailable`, …
    pub errors: Vec<FieldError>,
}

impl FetchPage {
    fn sections(&self, w: &Words) -> Html {
        sections(&self.shell, links::FETCH, w)
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let partners = self.partners.iter().map(|c| Opt::new(c.code(), Html::text(w.country(c)))).collect();
        let fields = vec![
            Field::new("partner", w.html("exchange-partner-authority"), Control::Select(partners)),
            Field::short("number", w.html("permits-number"), "w20"),
            Field::short("code", w.html("public-enter-security-code"), "w20").hint(w.html("fetch-code-hint")),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample with an error.
    pub fn sample() -> FetchPage {
        FetchPage {
            shell: crate::samples::shell(Some(Role::MaOfficer), links::FETCH),
            partners: vec![cites::country::DEMO_EXPORTER],
            typed: BTreeMap::from([("number".into(), "26QM000999".into())]),
            errors: vec![FieldError::new("number", "permit-not-found-partner")],
        }
    }
}

page! {
    FetchPage in "eexchange/fetch.html";
    layout Wide; area Some(Exchange);
    title |_c, w| w.html("exchange-fetch");
    trail |_c, _w| vec![];
    errors errors;
}

/// Where a foreign permit stands with us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForeignState {
    /// Not yet endorsed by the exporting Party.
    NonFinal,
    /// Endorsed; goods may arrive.
    Final,
    /// Received at our border.
    Received,
    /// Quantities confirmed to the issuer.
    Confirmed,
    /// Withdrawn by the issuer.
    Withdrawn,
}

impl ForeignState {
    fn tag(self, w: &Words) -> Tag {
        let (tone, key) = match self {
            ForeignState::NonFinal => (Tone::Rest, "exchange-non-final-permit"),
            ForeignState::Final => (Tone::Go, "exchange-final-permit"),
            ForeignState::Received => (Tone::Move, "foreign-received"),
            ForeignState::Confirmed => (Tone::Go, "foreign-confirmed"),
            ForeignState::Withdrawn => (Tone::Stop, "foreign-withdrawn"),
        };
        Tag::new(tone, w.say(key))
    }
}

/// One foreign permit in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignRow {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Issuer.
    pub issuer: CountryCode,
    /// Receiver here.
    pub importer: String,
    /// Species of the first line.
    pub taxon: String,
    /// Lines beyond the first.
    pub more_lines: usize,
    /// Last day.
    pub valid_until: Date,
    /// State.
    pub state: ForeignState,
}

/// Foreign permits we hold.
#[derive(Debug, Clone)]
pub struct Foreigns {
    /// The frame.
    pub shell: Shell,
    /// Newest first.
    pub rows: Vec<ForeignRow>,
    /// Address of the next page.
    pub next: Option<String>,
}

impl Foreigns {
    fn sections(&self, w: &Words) -> Html {
        sections(&self.shell, links::FOREIGN, w)
    }

    fn table(&self, w: &Words) -> Table {
        let heads = ["permits-number", "ui-importer", "ui-species", "form-box2-valid-until", "ui-status"];
        Table::new(w.html("exchange-foreign"), &heads.map(|k| w.say(k)), w.html("foreign-none"))
            .quiet()
            .rows(self.rows.iter().map(|r| {
                let more = if r.more_lines > 0 { w.rich1("list-more", "n", r.more_lines) } else { Html::default() };
                let number = Html::link(links::foreign(&r.id), &Html::code(&r.number));
                vec![
                    Html::two_lines(&number, &w.country_html(&r.issuer)).into(),
                    Html::data(&r.importer).into(),
                    Html::join(&[Html::taxon(&r.taxon), more], " ").into(),
                    w.date_html(&r.valid_until).into(),
                    r.state.tag(w).into(),
                ]
            }))
            .next(w.say("ui-next-page"), &self.next)
    }

    /// A sample.
    pub fn sample() -> Foreigns {
        Foreigns {
            shell: crate::samples::shell(Some(Role::MaOfficer), links::FOREIGN),
            rows: vec![ForeignRow {
                id: "f1".into(),
                number: "26QM000371".into(),
                issuer: cites::country::DEMO_EXPORTER,
                importer: "Tannery of the North".into(),
                taxon: "Crocodylus niloticus".into(),
                more_lines: 1,
                valid_until: jiff::civil::date(2027, 5, 20),
                state: ForeignState::Final,
            }],
            next: None,
        }
    }
}

page! {
    Foreigns in "eexchange/foreigns.html";
    layout Wide; area Some(Exchange);
    title |_c, w| w.html("exchange-foreign");
    trail |_c, _w| vec![];
}

/// One line of a foreign permit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignLine {
    /// Block.
    pub block: String,
    /// Scientific name.
    pub taxon: String,
    /// Term.
    pub term: Option<Term>,
    /// Permitted.
    pub permitted: Amount,
    /// Endorsed by the exporting Party; `None` on a non-final permit.
    pub endorsed: Option<Amount>,
    /// Received here; `None` before.
    pub received: Option<Amount>,
    /// Unit.
    pub unit: Unit,
}

/// A permit of another Party, with the form to receive and confirm it.
#[derive(Debug, Clone)]
pub struct ForeignPage {
    /// The frame.
    pub shell: Shell,
    /// Id.
    pub id: String,
    /// The document as we understood it.
    pub document: PermitDocument,
    /// State.
    pub state: ForeignState,
    /// Did the issuer's signature hold? `None` when it carried none.
    pub signature: Option<bool>,
    /// When we fetched it.
    pub fetched: Timestamp,
    /// What its message lacked.
    pub findings: Vec<Finding>,
    /// What our rules say of accepting it.
    pub checks: Vec<Check>,
    /// Lines.
    pub lines: Vec<ForeignLine>,
    /// Our import permits that may stand behind it: number, and importer.
    pub import_permits: Vec<(String, String)>,
    /// Number of our import permit that was written off with it.
    pub used: Option<String>,
    /// Its last day, where it was extended for timber in customs bond.
    pub extended: Option<Date>,
    /// May this reader receive and confirm now?
    pub can_confirm: bool,
    /// What was typed: `quantity.<block>`, `port`, `declaration`, `note`.
    pub typed: BTreeMap<String, String>,
    /// Offices: code and name.
    pub ports: Vec<(String, String)>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// What happened, oldest first.
    pub timeline: Vec<Moment>,
}

impl ForeignPage {
    fn tag(&self, w: &Words) -> Html {
        self.state.tag(w).html()
    }

    fn boxes(&self, w: &Words) -> Boxes {
        Boxes::of(&self.document, true, w)
    }

    fn checks(&self, w: &Words) -> Checks {
        Checks::new(&self.checks, w)
    }

    /// Beside the permit there is room for two columns: the place stands under the sentence.
    fn findings(&self, w: &Words) -> Table {
        let heads = ["severity-title", "finding-what"].map(|k| w.say(k));
        let mut sorted = self.findings.clone();
        sorted.sort_by_key(|f| f.severity);
        Table::new(w.html("message-validation"), &heads, w.html("message-no-findings")).quiet().rows(sorted.iter().map(
            |f| vec![f.severity.tag(w).into(), Html::two_lines(&Html::data(&f.sentence), &Html::code(&f.path)).into()],
        ))
    }

    fn timeline(&self, w: &Words) -> Timeline {
        Timeline::new(&self.timeline, w)
    }

    fn table(&self, w: &Words) -> Table {
        let heads = [
            w.say("ui-species"),
            format!("{}#", w.say("sheet-permitted")),
            format!("{}#", w.say("balance-left")),
            format!("{}#", w.say("balance-received")),
        ];
        Table::new(w.html("balance-title"), &heads, w.html("ui-no-results")).quiet().rows(self.lines.iter().map(|l| {
            let amount = |a: &Amount| Html::data(w.amount_of(a, &l.unit));
            let dash = || Html::text("—");
            let name = Html::join(&[Html::text(&l.block), Html::taxon(&l.taxon)], " ");
            let term = l.term.as_ref().map(|t| Html::data(w.term(t))).unwrap_or_default();
            vec![
                Html::two_lines(&name, &term).into(),
                amount(&l.permitted).into(),
                l.endorsed.as_ref().map(amount).unwrap_or_else(dash).into(),
                l.received.as_ref().map(amount).unwrap_or_else(dash).into(),
            ]
        }))
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let ports = self.ports.iter().map(|(c, n)| Opt::new(c, Html::text(format!("{n} ({c})")))).collect();
        let mut fields: Vec<Field> = self
            .lines
            .iter()
            .map(|l| {
                let unit = Opt::new(l.unit.code(), Html::text(w.unit(&l.unit)));
                let label = w.rich2("foreign-how-many", "block", &l.block, "taxon", Html::taxon(&l.taxon));
                Field::new(format!("quantity.{}", l.block), label, Control::Quantity(vec![unit]))
                    .value(l.endorsed.unwrap_or(l.permitted).to_string())
            })
            .collect();
        if !self.import_permits.is_empty() {
            let found = Opt::new("", w.html("import-use-found"));
            let own = self.import_permits.iter().map(|(n, who)| Opt::new(n, Html::data(format!("{n}, {who}"))));
            let options = std::iter::once(found).chain(own).collect();
            let field = Field::new("import_permit", w.html("import-use-which"), Control::Select(options));
            fields.push(field.hint(w.html("import-use-hint")).optional());
        }
        fields.extend([
            Field::new("port", w.html("endorse-port"), Control::Select(ports)),
            Field::short("declaration", w.html("exchange-customs-declaration"), "w20").optional(),
            Field::area("note", w.html("ui-notes"), 1000).optional(),
        ]);
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample.
    pub fn sample() -> ForeignPage {
        let document = cites::sample::endorsed_export();
        ForeignPage {
            shell: crate::samples::shell(Some(Role::MaOfficer), "/exchange/permits/f1"),
            id: "f1".into(),
            state: ForeignState::Final,
            signature: Some(true),
            fetched: crate::samples::at("2026-11-25T15:00:00Z"),
            findings: vec![],
            checks: crate::samples::checks(),
            lines: vec![ForeignLine {
                block: "A".into(),
                taxon: "Crocodylus niloticus".into(),
                term: Some(Term::Ski),
                permitted: Amount::whole(240),
                endorsed: Some(Amount::whole(238)),
                received: None,
                unit: Unit::Nar,
            }],
            document,
            import_permits: vec![("26QN000007".into(), "Tannery of the North".into())],
            used: None,
            extended: None,
            can_confirm: true,
            typed: BTreeMap::new(),
            ports: vec![("QNNPT".into(), "Northport".into())],
            errors: vec![],
            timeline: crate::samples::permit_moments(),
        }
    }
}

page! {
    ForeignPage in "eexchange/foreign.html";
    layout Wide; area Some(Exchange);
    title |c, w| w.rich2("permit-title", "kind", Html::text(w.document_type(&c.document.kind)), "number", Html::code(c.document.number.as_str()));
    trail |_c, w| vec![(w.html("exchange-foreign"), links::FOREIGN.into())];
    errors errors;
}
