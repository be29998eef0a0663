//! Quotas: how much is left of each, and how one is set by two persons.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Meter, Moment, Opt, Table, Tag, Timeline, Tone};
use crate::shared::guidance as choices;
use crate::{Shell, Words, links};
use cites::{Amount, Role, Source, Term, Unit};
use std::collections::BTreeMap;

/// One quota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaRow {
    /// Id.
    pub id: String,
    /// Year.
    pub year: i16,
    /// Scientific name.
    pub taxon: String,
    /// Term, when it is for one.
    pub term: Option<Term>,
    /// Source, when it is for one.
    pub source: Option<Source>,
    /// The quota.
    pub whole: Amount,
    /// Consumed by what left.
    pub consumed: Amount,
    /// Committed by permits and held by cases.
    pub held: Amount,
    /// Unit.
    pub unit: Unit,
    /// Waits for the second person?
    pub proposed: bool,
    /// Where it comes from: national, Conference of the Parties, …, in a few words.
    pub origin: String,
}

impl QuotaRow {
    fn meter(&self, w: &Words) -> Html {
        let used = self.consumed.plus(self.held).unwrap_or(Amount::MAX);
        Meter::quota(used, Amount::ZERO, self.whole, self.unit, w).html()
    }

    fn what(&self, w: &Words) -> Html {
        let term = self.term.as_ref().map(|t| Html::data(w.term(t))).unwrap_or_default();
        let source = self.source.as_ref().map(|s| Html::text(w.source(s))).unwrap_or_default();
        Html::join(&[term, source], w.comma())
    }

    fn sample(id: &str, proposed: bool) -> QuotaRow {
        QuotaRow {
            id: id.into(),
            year: 2026,
            taxon: "Crocodylus niloticus".into(),
            term: Some(Term::Ski),
            source: Some(Source::R),
            whole: Amount::whole(1600),
            consumed: Amount::whole(1180),
            held: Amount::whole(52),
            unit: Unit::Nar,
            proposed,
            origin: "National export quota".into(),
        }
    }
}

/// The register of quotas, with the form to set one.
#[derive(Debug, Clone)]
pub struct Quotas {
    /// The frame.
    pub shell: Shell,
    /// Year shown.
    pub year: i16,
    /// Years that have quotas.
    pub years: Vec<i16>,
    /// Quotas.
    pub rows: Vec<QuotaRow>,
    /// Address of the next page.
    pub next: Option<String>,
    /// May this reader set one?
    pub can_set: bool,
}

impl Quotas {
    fn table(&self, w: &Words) -> Table {
        let heads = [
            w.say("ui-species"),
            w.say("quota-what"),
            format!("{}#", w.say("quota-figure")),
            format!("{}#", w.say("quota-consumed")),
            format!("{}#", w.say("quota-held")),
            w.say("balance-rest"),
        ];
        Table::new(w.html("quota-title"), &heads, w.html("quota-none"))
            .quiet()
            .rows(self.rows.iter().map(|q| {
                let amount = |a: &Amount| Html::data(w.amount_of(a, &q.unit));
                let waits =
                    if q.proposed { Tag::new(Tone::Wait, w.say("quota-proposed")).html() } else { Html::default() };
                let name = Html::link(links::quota(&q.id), &Html::taxon(&q.taxon));
                vec![
                    Html::join(&[name, waits], " ").into(),
                    Html::two_lines(&q.what(w), &Html::data(&q.origin)).into(),
                    amount(&q.whole).into(),
                    amount(&q.consumed).into(),
                    amount(&q.held).into(),
                    q.meter(w).into(),
                ]
            }))
            .next(w.say("ui-next-page"), &self.next)
    }

    fn year_links(&self) -> Vec<(i16, String)> {
        self.years.iter().map(|y| (*y, format!("{}?year={y}", links::QUOTAS))).collect()
    }

    /// A sample.
    pub fn sample() -> Quotas {
        Quotas {
            shell: crate::samples::shell(Some(Role::QuotaManager), links::QUOTAS),
            year: 2026,
            years: vec![2026, 2025],
            rows: vec![QuotaRow::sample("q1", false), QuotaRow::sample("q2", true)],
            next: None,
            can_set: true,
        }
    }
}

page! {
    Quotas in "epermit/quotas.html";
    layout Wide; area Some(Registers);
    title |_c, w| w.html("quota-title");
    trail |_c, _w| vec![];
}

/// One quota: its history, the form to set or change it, the second person's confirmation.
#[derive(Debug, Clone)]
pub struct QuotaPage {
    /// The frame.
    pub shell: Shell,
    /// The quota; `None` when a new one is set.
    pub quota: Option<QuotaRow>,
    /// Who proposed it, when it waits for the second person.
    pub proposer: String,
    /// May this reader be the second person?
    pub can_confirm: bool,
    /// May this reader propose a change?
    pub can_set: bool,
    /// What happened to it, oldest first: events `quota_set`, `quota_confirmed`, `quota_held`, `quota_consumed`,
    /// `quota_released`.
    pub history: Vec<Moment>,
    /// What was typed: `taxon`, `year`, `term`, `source`, `quantity`, `unit`, `origin`, `reason`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl QuotaPage {
    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let units = [Unit::Nar, Unit::Kgm, Unit::Mtq, Unit::Ltr, Unit::Mtr, Unit::Mtk];
        let units = units.map(|u| Opt::new(u.code(), Html::text(w.unit(&u)))).to_vec();
        let any = || Opt::new("", w.html("filter-any"));
        let sources = std::iter::once(any()).chain(choices::sources(w)).collect();
        let mut terms = choices::terms(w, Term::ALL);
        terms[0] = any();
        let mut fields = Vec::new();
        if self.quota.is_none() {
            fields.extend([
                Field::new("taxon", w.html("ui-species"), Control::Species),
                Field::short("year", w.html("word-quota-year"), "w4").kind("text", "numeric"),
                Field::new("term", w.html("ui-term"), Control::Select(terms)),
                Field::new("source", w.html("word-source-code"), Control::Select(sources)),
            ]);
        }
        fields.extend([
            Field::new("quantity", w.html("quota-figure"), Control::Quantity(units)).hint(w.html("quota-zero-hint")),
            Field::line("origin", w.html("quota-origin")).hint(w.html("quota-origin-hint")),
            Field::area("reason", w.html("ui-reason"), 1000),
        ]);
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn action(&self) -> String {
        self.quota.as_ref().map_or(links::QUOTA_SET.into(), |q| links::quota(&q.id))
    }

    fn confirm(&self) -> String {
        self.quota.as_ref().map(|q| links::quota_confirm(&q.id)).unwrap_or_default()
    }

    fn history(&self, w: &Words) -> Timeline {
        Timeline::new(&self.history, w)
    }

    fn heading(&self, w: &Words) -> Html {
        match &self.quota {
            None => w.html("quota-set"),
            Some(q) => w.rich2("quota-of", "taxon", Html::taxon(&q.taxon), "year", Html::text(q.year.to_string())),
        }
    }

    /// A sample that waits for the second person.
    pub fn sample() -> QuotaPage {
        QuotaPage {
            shell: crate::samples::shell(Some(Role::QuotaManager), "/quotas/q2"),
            quota: Some(QuotaRow::sample("q2", true)),
            proposer: "Chidi Okafor".into(),
            can_confirm: true,
            can_set: true,
            history: vec![
                Moment::new("quota_set", crate::samples::at("2026-01-05T08:00:00Z"), Some(Role::QuotaManager))
                    .name("Chidi Okafor"),
            ],
            typed: BTreeMap::new(),
            errors: vec![],
        }
    }

    /// A new quota.
    pub fn blank() -> QuotaPage {
        QuotaPage { quota: None, history: vec![], can_confirm: false, ..QuotaPage::sample() }
    }
}

page! {
    QuotaPage in "epermit/quota.html";
    layout Wide; area Some(Registers);
    title |c, w| c.heading(w);
    trail |_c, w| vec![(w.html("quota-title"), links::QUOTAS.into())];
    errors errors;
}
