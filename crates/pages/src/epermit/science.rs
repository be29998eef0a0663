//! The Scientific Authority's workspace: what is known of a species, findings that stand, and what left.

use super::QuotaRow;
use super::plausible::{FacilityShown, SourceRow};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt, Stack, Table, Tag, Tone};
use crate::shared::guidance as choices;
use crate::{Shell, Words, links};
use cites::{Amount, Appendix, CountryCode, Date, FindingKind, Role, Source, Term, Unit};
use std::collections::BTreeMap;

/// One listing of a species.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingRow {
    /// The Appendix.
    pub appendix: Appendix,
    /// As printed, perhaps of a higher taxon.
    pub name: String,
    /// First day, where the data know it.
    pub from: Option<Date>,
    /// Last day; `None`: in force.
    pub until: Option<Date>,
    /// Populations and exceptions, in the language there is.
    pub note: String,
}

/// Our own trade in one year, term and unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TradeRow {
    /// Species, where several are shown.
    pub taxon: String,
    /// Year.
    pub year: i16,
    /// Term.
    pub term: Term,
    /// Unit.
    pub unit: Unit,
    /// Lines on permits.
    pub lines: u32,
    /// Permitted.
    pub permitted: Amount,
    /// Left the country.
    pub endorsed: Amount,
}

/// A standing finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingRow {
    /// Id.
    pub id: String,
    /// Number people quote.
    pub number: String,
    /// What it answers.
    pub kind: FindingKind,
    /// Species.
    pub taxon: String,
    /// Its scope: origin, source and term in words, empty where it holds for all.
    pub origin: Option<CountryCode>,
    /// Source.
    pub source: Option<Source>,
    /// Term.
    pub term: Option<Term>,
    /// Cap with its unit, and the quota that counts against it.
    pub cap: Option<(Amount, Unit, String)>,
    /// Conditions and reasons.
    pub text: String,
    /// Last day.
    pub until: Date,
    /// May it be relied upon today?
    pub in_force: bool,
}

impl FindingRow {
    fn scope(&self, w: &Words) -> Html {
        let parts = [
            self.origin.as_ref().map(|o| w.country_html(o)),
            self.source.as_ref().map(|s| w.source_html(s)),
            self.term.as_ref().map(|t| w.term_html(t)),
        ];
        let parts: Vec<Html> = parts.into_iter().flatten().collect();
        if parts.is_empty() { w.html("species-sheet-all") } else { Html::join(&parts, w.comma()) }
    }

    fn sample() -> FindingRow {
        FindingRow {
            id: "f1".into(),
            number: "SA-26-00017".into(),
            kind: FindingKind::NdfExport,
            taxon: "Crocodylus niloticus".into(),
            origin: None,
            source: Some(Source::R),
            term: Some(Term::Ski),
            cap: Some((Amount::whole(1600), Unit::Nar, "q1".into())),
            text: "Skins over 60 cm only.".into(),
            until: jiff::civil::date(2026, 12, 31),
            in_force: true,
        }
    }
}

fn findings(rows: &[FindingRow], w: &Words) -> Table {
    let heads = [
        w.say("species-sheet-number"),
        w.say("ui-species"),
        w.say("species-sheet-scope"),
        format!("{}#", w.say("species-sheet-cap")),
        w.say("species-sheet-until"),
    ];
    Table::new(w.html("species-sheet-standing"), &heads, w.html("species-sheet-no-standing")).rows(rows.iter().map(
        |f| {
            let state = if f.in_force {
                Tag::new(Tone::Go, w.say("species-sheet-in-force"))
            } else {
                Tag::new(Tone::Rest, w.say("species-sheet-ended"))
            };
            let cap = f
                .cap
                .as_ref()
                .map(|(amount, unit, quota)| Html::link(links::quota(quota), &Html::data(w.amount_of(amount, unit))));
            vec![
                Html::two_lines(
                    &Html::join(&[Html::code(&f.number), state.html()], " "),
                    &Html::text(w.finding(&f.kind)),
                )
                .into(),
                Html::link(links::species_sheet(&f.taxon), &Html::taxon(&f.taxon)).into(),
                Html::two_lines(&f.scope(w), &Html::data(&f.text)).into(),
                cap.unwrap_or_default().into(),
                w.date_html(&f.until).into(),
            ]
        },
    ))
}

fn trade(rows: &[TradeRow], by_taxon: bool, caption: &str, w: &Words) -> Table {
    let first = if by_taxon { "ui-species" } else { "ui-year" };
    let heads = [
        w.say(first),
        w.say("ui-term"),
        format!("{}#", w.say("plot-permits")),
        format!("{}#", w.say("sheet-permitted")),
        format!("{}#", w.say("sheet-endorsed")),
    ];
    Table::new(w.html(caption), &heads, w.html("sheet-no-trade")).rows(rows.iter().map(|t| {
        let head = if by_taxon {
            Html::link(links::species_sheet(&t.taxon), &Html::taxon(&t.taxon))
        } else {
            Html::text(t.year.to_string())
        };
        vec![
            head.into(),
            w.term_html(&t.term).into(),
            w.count(t.lines).into(),
            Html::data(w.amount_of(&t.permitted, &t.unit)).into(),
            Html::data(w.amount_of(&t.endorsed, &t.unit)).into(),
        ]
    }))
}

/// What is known of a species.
#[derive(Debug, Clone)]
pub struct SpeciesSheetPage {
    /// The frame.
    pub shell: Shell,
    /// Accepted name.
    pub taxon: String,
    /// Common names.
    pub common: Vec<String>,
    /// Listings, the newest first.
    pub listings: Vec<ListingRow>,
    /// This year's quotas.
    pub quotas: Vec<QuotaRow>,
    /// Where it occurs, and where that is uncertain; `None`: no distribution is loaded.
    pub places: Option<Vec<(CountryCode, bool)>>,
    /// Ten years of our own trade, oldest first.
    pub trade: Vec<TradeRow>,
    /// The same by source.
    pub by_source: Vec<SourceRow>,
    /// Registered operations that keep it, with what they can yield.
    pub facilities: Vec<FacilityShown>,
    /// First year asked for.
    pub since: i16,
    /// Standing findings, ended ones too.
    pub findings: Vec<FindingRow>,
}

impl SpeciesSheetPage {
    fn listings(&self, w: &Words) -> Table {
        let heads = [
            w.say("species-sheet-appendix"),
            w.say("species-sheet-listed"),
            w.say("species-sheet-from"),
            w.say("species-sheet-note"),
        ];
        Table::new(w.html("species-sheet-listings"), &heads, w.html("species-sheet-not-listed")).rows(
            self.listings.iter().map(|l| {
                let day = |d: &Option<Date>| d.as_ref().map(|d| w.date_html(d)).unwrap_or_default();
                let ended = l.until.as_ref().map(|d| w.rich1("species-sheet-ended-on", "date", w.date_html(d)));
                vec![
                    Html::text(w.appendix(&l.appendix)).into(),
                    Html::taxon(&l.name).into(),
                    Html::join(&[day(&l.from), ended.unwrap_or_default()], " ").into(),
                    Html::data(&l.note).into(),
                ]
            }),
        )
    }

    fn quotas(&self, w: &Words) -> Table {
        let heads = [w.say("quota-what"), format!("{}#", w.say("quota-figure")), w.say("balance-rest")];
        Table::new(w.html("quota-title"), &heads, w.html("quota-none")).rows(self.quotas.iter().map(|q| {
            let basis = w.html(format!("quota-basis-{}", q.basis.replace('_', "-")));
            vec![
                Html::two_lines(&Html::link(links::quota(&q.id), &basis), &q.what(w)).into(),
                q.figure(w).into(),
                q.meter(w).into(),
            ]
        }))
    }

    fn places(&self, w: &Words) -> Html {
        let Some(places) = &self.places else { return w.html("species-sheet-no-places") };
        let words: Vec<Html> = places
            .iter()
            .map(|(country, doubtful)| {
                let name = w.country_html(country);
                if *doubtful { w.rich1("species-sheet-doubtful", "country", name) } else { name }
            })
            .collect();
        if words.is_empty() { w.html("species-sheet-nowhere") } else { Html::join(&words, w.comma()) }
    }

    fn plot(&self, w: &Words) -> Option<Stack> {
        super::plausible::stack(&self.taxon, &self.by_source, self.since, w)
    }

    fn trade(&self, w: &Words) -> Table {
        trade(&self.trade, false, "sheet-trade", w)
    }

    fn findings(&self, w: &Words) -> Table {
        findings(&self.findings, w)
    }

    /// A sample.
    pub fn sample() -> SpeciesSheetPage {
        let year = |year: i16, n: u32| TradeRow {
            taxon: String::new(),
            year,
            term: Term::Ski,
            unit: Unit::Nar,
            lines: n / 100,
            permitted: Amount::whole(n),
            endorsed: Amount::whole(n - n / 10),
        };
        SpeciesSheetPage {
            shell: crate::samples::shell(Some(Role::SaCoordinator), "/species-sheet?taxon=Crocodylus%20niloticus"),
            taxon: "Crocodylus niloticus".into(),
            common: vec!["Nile crocodile".into()],
            listings: vec![ListingRow {
                appendix: Appendix::II,
                name: "Crocodylus niloticus".into(),
                from: Some(jiff::civil::date(1997, 9, 18)),
                until: None,
                note: "Populations of Botswana, Ethiopia, Kenya".into(),
            }],
            quotas: vec![QuotaRow::sample("q1", false)],
            places: Some(vec![(cites::country::DEMO_EXPORTER, false), (cites::country::DEMO_IMPORTER, true)]),
            trade: vec![year(2024, 900), year(2025, 1100), year(2026, 1180)],
            by_source: vec![
                SourceRow { year: 2025, source: Source::W, unit: Unit::Nar, lines: 3, amount: Amount::whole(300) },
                SourceRow { year: 2025, source: Source::R, unit: Unit::Nar, lines: 8, amount: Amount::whole(800) },
                SourceRow { year: 2026, source: Source::R, unit: Unit::Nar, lines: 11, amount: Amount::whole(1_062) },
            ],
            facilities: vec![FacilityShown { asked: Amount::ZERO, ..FacilityShown::sample() }],
            since: 2017,
            findings: vec![FindingRow::sample()],
        }
    }
}

page! {
    SpeciesSheetPage in "epermit/species_sheet.html";
    layout Wide; area Some(Consultations);
    title |_c, w| w.html("species-sheet-title");
    trail |_c, w| vec![(w.html("species-sheet-workspace"), links::FINDINGS.into())];
}

/// Standing findings and what left under our permits.
#[derive(Debug, Clone)]
pub struct FindingsPage {
    /// The frame.
    pub shell: Shell,
    /// Findings in force.
    pub rows: Vec<FindingRow>,
    /// Permits granted and actual exports of the year.
    pub trade: Vec<TradeRow>,
    /// The year.
    pub year: i16,
    /// May this reader give and take back?
    pub can_give: bool,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl FindingsPage {
    fn findings(&self, w: &Words) -> Table {
        findings(&self.rows, w)
    }

    fn trade(&self, w: &Words) -> Table {
        trade(&self.trade, true, "species-sheet-monitored", w)
    }

    fn years(&self) -> Vec<(i16, String)> {
        [self.year + 1, self.year, self.year - 1].map(|y| (y, format!("{}?year={y}", links::FINDINGS))).to_vec()
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let any = || Opt::new("", w.html("filter-any"));
        let kinds = [FindingKind::NdfExport, FindingKind::NdfImport, FindingKind::NdfIfs, FindingKind::Housing];
        let kinds = kinds.map(|k| Opt::new(k.code(), Html::text(w.finding(&k)))).to_vec();
        let units = [Unit::Nar, Unit::Kgm, Unit::Mtq, Unit::Ltr, Unit::Mtr, Unit::Mtk];
        let units = units.map(|u| Opt::new(u.code(), Html::text(w.unit(&u)))).to_vec();
        let sources = std::iter::once(any()).chain(choices::sources(w)).collect();
        let mut terms = choices::terms(w, Term::ALL);
        terms[0] = any();
        let fields = vec![
            Field::new("kind", w.html("species-sheet-kind"), Control::Select(kinds)),
            Field::new("taxon", w.html("ui-species"), Control::Species),
            Field::short("origin", w.html("species-sheet-origin"), "w4")
                .hint(w.html("species-sheet-origin-hint"))
                .optional(),
            Field::new("source", w.html("answer-source"), Control::Select(sources)),
            Field::new("term", w.html("ui-term"), Control::Select(terms)),
            Field::new("cap.quantity", w.html("species-sheet-cap"), Control::Quantity(units))
                .hint(w.html("species-sheet-cap-hint"))
                .optional(),
            Field::area("conditions", w.html("ui-conditions"), 2000).optional(),
            Field::area("reasoning", w.html("species-sheet-reasons"), 4000),
            Field::new("valid_until", w.html("species-sheet-until"), Control::Date),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn in_force(&self) -> Vec<&FindingRow> {
        self.rows.iter().filter(|f| f.in_force).collect()
    }

    /// A sample.
    pub fn sample() -> FindingsPage {
        FindingsPage {
            shell: crate::samples::shell(Some(Role::SaCoordinator), links::FINDINGS),
            rows: vec![FindingRow::sample()],
            trade: vec![TradeRow {
                taxon: "Crocodylus niloticus".into(),
                year: 2026,
                term: Term::Ski,
                unit: Unit::Nar,
                lines: 12,
                permitted: Amount::whole(1232),
                endorsed: Amount::whole(1180),
            }],
            year: 2026,
            can_give: true,
            typed: BTreeMap::new(),
            errors: vec![],
        }
    }
}

page! {
    FindingsPage in "epermit/findings.html";
    layout Wide; area Some(Consultations);
    title |_c, w| w.html("species-sheet-workspace");
    trail |c, w| c.shell.back_to(crate::shell::Area::Consultations, w.html("shell-consultations"));
    errors errors;
}
