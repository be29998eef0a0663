//! What the public sees of the desk: how long it takes, and how much of each quota is used. No name stands here.

use super::{BurnShown, QuotaRow};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Bar, Plot, Table};
use crate::{Shell, Words, links};
use cites::{Amount, Date, DocumentType};

/// One month of one kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServiceRow {
    /// First day of the month.
    pub month: Date,
    /// Permits; 0: none was issued, and the other figures say nothing.
    pub permits: u32,
    /// Average hours.
    pub mean: u32,
    /// Half of them took so long or less.
    pub median: u32,
    /// Nine of ten took so long or less.
    pub ninetieth: u32,
}

/// Service times of the last twelve months.
#[derive(Debug, Clone)]
pub struct ServicePage {
    /// The frame.
    pub shell: Shell,
    /// Name of the Authority.
    pub authority: String,
    /// Code of its country, for the links.
    pub party: String,
    /// Kinds that were issued.
    pub kinds: Vec<DocumentType>,
    /// The kind shown; `None`: nothing was issued.
    pub kind: Option<DocumentType>,
    /// Twelve months, oldest first.
    pub rows: Vec<ServiceRow>,
    /// The same of the urgent cases among them, of the kind shown; empty where there was none.
    pub urgent: Vec<ServiceRow>,
    /// What the Authority promises, in hours.
    pub target_hours: u32,
    /// What it promises to urgent cases, in hours; `None` where that is no less.
    pub urgent_hours: Option<u32>,
}

impl ServicePage {
    fn tabs(&self, w: &Words) -> Vec<(String, String, bool)> {
        let href = |k: &DocumentType| {
            format!("{}?party={}&kind={}", links::SERVICE_TIMES, links::encode(&self.party), links::encode(k.code()))
        };
        self.kinds.iter().map(|k| (w.document_type(k), href(k), Some(*k) == self.kind)).collect()
    }

    fn plot(&self, w: &Words) -> Plot {
        let bar = |r: &ServiceRow| Bar {
            label: w.month_short(&r.month),
            name: w.month(&r.month),
            value: (r.permits > 0).then_some(r.mean),
            second: (r.permits > 0).then_some(r.median),
            cases: r.permits,
        };
        let last = self.rows.iter().rev().find(|r| r.permits > 0);
        let description = match last {
            Some(r) => w.say_with(
                "clock-service-last",
                &[("month", w.month(&r.month).into()), ("mean", r.mean.into()), ("n", r.permits.into())],
            ),
            None => w.say("plot-hours-nothing"),
        };
        let kind = self.kind.as_ref().map(|k| w.document_type(k)).unwrap_or_default();
        Plot {
            rtl: w.lang().is_rtl(),
            title: w.say1("clock-service-plot", "kind", kind),
            description,
            rule: w.say("clock-service-rule"),
            bars: self.rows.iter().map(bar).collect(),
            target: Some(self.target_hours),
            target_words: w.say1("plot-hours-target", "n", self.target_hours),
            fold: w.say("plot-fold"),
            heads: ["ui-month", "plot-mean", "plot-median", "plot-permits"].map(|k| w.say(k)),
            none: "—".into(),
        }
    }

    fn table(&self, w: &Words) -> Table {
        ServicePage::figures(&self.rows, w.html("clock-service-table"), w)
    }

    /// Urgent cases by themselves; `None` where there was none.
    fn urgent(&self, w: &Words) -> Option<Table> {
        let any = self.urgent.iter().any(|r| r.permits > 0);
        any.then(|| ServicePage::figures(&self.urgent, w.html("clock-service-urgent"), w))
    }

    fn figures(rows: &[ServiceRow], caption: Html, w: &Words) -> Table {
        let heads = ["plot-mean", "plot-median", "clock-ninetieth", "plot-permits"].map(|k| format!("{}#", w.say(k)));
        let heads: Vec<String> = std::iter::once(w.say("ui-month")).chain(heads).collect();
        Table::new(caption, &heads, w.html("plot-hours-nothing")).rows(rows.iter().filter(|r| r.permits > 0).map(|r| {
            let figures = [r.mean, r.median, r.ninetieth, r.permits].map(|n| w.count(n).into());
            std::iter::once(w.month(&r.month).into()).chain(figures).collect()
        }))
    }

    /// A sample.
    pub fn sample() -> ServicePage {
        let rows = (0..12_u32).map(|i| ServiceRow {
            month: if i == 0 { jiff::civil::date(2025, 12, 1) } else { jiff::civil::date(2026, i as i8, 1) },
            permits: if i == 4 { 0 } else { 40 + i },
            mean: 96 - i * 5,
            median: 80 - i * 5,
            ninetieth: 190 - i * 6,
        });
        let urgent =
            ServiceRow { month: jiff::civil::date(2026, 11, 1), permits: 6, mean: 41, median: 38, ninetieth: 70 };
        ServicePage {
            shell: crate::samples::shell(None, links::SERVICE_TIMES),
            authority: "Management Authority of Querimba".into(),
            party: "QM".into(),
            kinds: vec![DocumentType::Export, DocumentType::Import],
            kind: Some(DocumentType::Export),
            rows: rows.collect(),
            urgent: vec![urgent],
            target_hours: 720,
            urgent_hours: Some(120),
        }
    }
}

page! {
    ServicePage in "epermit/service.html";
    layout Wide; area None;
    title |_c, w| w.html("clock-service-title");
    trail |_c, _w| vec![];
}

/// How much of each quota is used: no company and no case.
#[derive(Debug, Clone)]
pub struct QuotaUsePage {
    /// The frame.
    pub shell: Shell,
    /// Name of the Authority.
    pub authority: String,
    /// Code of its country, for the links.
    pub party: String,
    /// Year shown.
    pub year: i16,
    /// Years to choose from.
    pub years: Vec<i16>,
    /// Quotas with what comes of them at this pace.
    pub rows: Vec<(QuotaRow, Option<BurnShown>)>,
}

impl QuotaUsePage {
    fn year_links(&self) -> Vec<(i16, String)> {
        let href = |y: &i16| format!("{}?party={}&year={y}", links::QUOTA_USE, links::encode(&self.party));
        self.years.iter().map(|y| (*y, href(y))).collect()
    }

    fn table(&self, w: &Words) -> Table {
        let heads = [
            w.say("ui-species"),
            w.say("quota-what"),
            format!("{}#", w.say("quota-figure")),
            format!("{}#", w.say("quota-consumed")),
            w.say("balance-rest"),
            w.say("quota-forecast"),
        ];
        Table::new(w.html("quota-use-title"), &heads, w.html("quota-none")).quiet().rows(self.rows.iter().map(
            |(q, burn)| {
                let amount = |a: &Amount| Html::data(w.amount_of(a, &q.unit));
                let basis = w.html(format!("quota-basis-{}", q.basis.replace('_', "-")));
                vec![
                    Html::taxon(&q.taxon).into(),
                    Html::two_lines(&q.what(w), &basis).into(),
                    amount(&q.whole).into(),
                    amount(&q.consumed).into(),
                    q.meter(w).into(),
                    burn.as_ref().map(|b| b.sentence(&q.unit, w)).unwrap_or_default().into(),
                ]
            },
        ))
    }

    /// A sample.
    pub fn sample() -> QuotaUsePage {
        QuotaUsePage {
            shell: crate::samples::shell(None, links::QUOTA_USE),
            authority: "Management Authority of Querimba".into(),
            party: "QM".into(),
            year: 2026,
            years: vec![2026, 2025],
            rows: vec![(QuotaRow::sample("q1", false), Some(BurnShown::sample()))],
        }
    }
}

page! {
    QuotaUsePage in "epermit/quota_use.html";
    layout Wide; area None;
    title |_c, w| w.html("quota-use-title");
    trail |_c, _w| vec![];
}
