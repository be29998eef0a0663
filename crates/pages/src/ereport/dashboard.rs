//! Figures for managers; the first is the average processing time in hours per month.

use crate::epermit::WorkRow;
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Bar, Meter, Pair, Pairs, Plot, Table, Tag};
use crate::{Shell, Words, links};
use cites::{Date, Role};

/// Processing time of one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthFigure {
    /// First day of the month.
    pub month: Date,
    /// Average of the hours from received to issued; `None` when nothing was issued.
    pub mean_hours: Option<u32>,
    /// Median.
    pub median_hours: Option<u32>,
    /// Permits counted.
    pub permits: u32,
    /// Applications handed in for the first time.
    pub came_in: u32,
    /// Permits issued and applications refused.
    pub went_out: u32,
}

/// Open cases of an age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgeFigure {
    /// From so many working days.
    pub from: u32,
    /// To so many; `None`: any more.
    pub to: Option<u32>,
    /// Cases.
    pub cases: u32,
}

/// One figure at the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// Average hours this month.
    Hours(u32),
    /// Permits issued this month.
    Issued(u32),
    /// Report lines to mend.
    ToMend(u32),
    /// Share, in thousandths of a percent, of what was permitted that was endorsed or returned.
    Settled(i64),
    /// Open cases.
    Open(u32),
    /// Messages that did not arrive.
    Undelivered(u32),
    /// Permits that wait at the border, and those past the target of customs among them.
    Border(u32, u32),
}

impl Figure {
    fn drawn(&self, w: &Words) -> (String, String) {
        match self {
            Figure::Hours(n) => (w.say1("figure-hours", "n", n), w.say("figure-hours-text")),
            Figure::Issued(n) => (w.count(*n), w.say1("figure-issued-text", "n", n)),
            Figure::ToMend(n) => (w.count(*n), w.say1("figure-mend-text", "n", n)),
            Figure::Settled(n) => (format!("{}\u{202F}%", w.tenths(*n)), w.say("figure-settled-text")),
            Figure::Open(n) => (w.count(*n), w.say1("figure-open-text", "n", n)),
            Figure::Border(n, over) => (w.count(*n), w.say2("figure-border-text", "n", n, "over", over)),
            Figure::Undelivered(n) => (w.count(*n), w.say1("figure-undelivered-text", "n", n)),
        }
    }
}

/// The dashboard.
#[derive(Debug, Clone)]
pub struct Dashboard {
    /// The frame.
    pub shell: Shell,
    /// First day of the month shown.
    pub month: Date,
    /// Figures in order.
    pub figures: Vec<Figure>,
    /// Twelve months, oldest first.
    pub months: Vec<MonthFigure>,
    /// What the Authority promises, in hours.
    pub target_hours: Option<u32>,
    /// Open cases by age, the youngest first.
    pub ages: Vec<AgeFigure>,
    /// Waiting longest.
    pub waiting: Vec<WorkRow>,
}

impl Dashboard {
    /// The month, as a heading begins: with a capital letter.
    fn heading(&self, w: &Words) -> String {
        let month = w.month(&self.month);
        let mut letters = month.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    fn drawn(&self, w: &Words) -> Vec<(String, String)> {
        self.figures.iter().map(|f| f.drawn(w)).collect()
    }

    fn plot(&self, w: &Words) -> Plot {
        let bars: Vec<Bar> = self
            .months
            .iter()
            .map(|m| Bar {
                label: w.month_short(&m.month),
                name: w.month(&m.month),
                value: m.mean_hours,
                second: m.median_hours,
                cases: m.permits,
            })
            .collect();
        let known: Vec<&Bar> = bars.iter().filter(|b| b.value.is_some()).collect();
        let description = match (known.first(), known.last()) {
            (Some(first), Some(last)) => w.say_with(
                "plot-hours-from-to",
                &[
                    ("first", first.value.unwrap_or(0).into()),
                    ("from", first.name.as_str().into()),
                    ("last", last.value.unwrap_or(0).into()),
                    ("to", last.name.as_str().into()),
                ],
            ),
            _ => w.say("plot-hours-nothing"),
        };
        Plot {
            rtl: w.lang().is_rtl(),
            title: w.say("plot-hours-title"),
            description,
            rule: w.say("plot-hours-rule"),
            bars,
            target: self.target_hours,
            target_words: self.target_hours.map(|n| w.say1("plot-hours-target", "n", n)).unwrap_or_default(),
            fold: w.say("plot-fold"),
            heads: ["ui-month", "plot-mean", "plot-median", "plot-permits"].map(|k| w.say(k)),
            none: "—".into(),
        }
    }

    fn flow(&self, w: &Words) -> Pairs {
        let pairs: Vec<Pair> = self
            .months
            .iter()
            .map(|m| Pair {
                label: w.month_short(&m.month),
                name: w.month(&m.month),
                came: m.came_in,
                went: m.went_out,
            })
            .collect();
        let sum = |of: fn(&Pair) -> u32| pairs.iter().map(of).fold(0_u32, u32::saturating_add);
        let (came, went) = (sum(|p| p.came), sum(|p| p.went));
        Pairs {
            title: w.say("flow-title"),
            description: w.say_with("flow-text", &[("came", came.into()), ("went", went.into())]),
            rule: w.say("flow-rule"),
            pairs,
            names: ["flow-came", "flow-went"].map(|k| w.say(k)),
            signs: ["+".into(), "−".into()],
            fold: w.say("plot-fold"),
            period: w.say("ui-month"),
            rtl: w.lang().is_rtl(),
        }
    }

    fn ages(&self, w: &Words) -> Table {
        let heads = [w.say("work-age"), w.say("ages-cases")];
        let most = self.ages.iter().map(|a| a.cases).max().unwrap_or(0).max(1);
        Table::new(w.html("ages-title"), &heads, w.html("work-empty")).rows(self.ages.iter().map(|a| {
            let age = match a.to {
                Some(to) => w.rich("ages-between", &[("from", a.from.into()), ("to", to.into())]),
                None => w.rich1("ages-more", "from", a.from),
            };
            let share = u32::try_from(u64::from(a.cases) * 100 / u64::from(most)).unwrap_or(100);
            vec![age.into(), Meter::share(share, Html::text(w.count(a.cases))).html().into()]
        }))
    }

    fn waiting(&self, w: &Words) -> Table {
        let heads = [
            w.say("ui-reference-number"),
            w.say("work-applicant"),
            w.say("ui-species"),
            w.say("ui-status"),
            format!("{}#", w.say("work-age")),
        ];
        Table::new(w.html("dashboard-waiting"), &heads, w.html("work-empty")).rows(self.waiting.iter().map(|r| {
            vec![
                Html::link(links::application(&r.id), &Html::code(&r.reference)).into(),
                Html::data(&r.applicant).into(),
                Html::taxon(&r.taxon).into(),
                Tag::application(&r.status, w).into(),
                w.count(r.age_days).into(),
            ]
        }))
    }

    /// A sample.
    pub fn sample() -> Dashboard {
        let means = [96, 88, 91, 74, 70, 66, 58, 61, 47, 40, 35, 31];
        let months = means
            .iter()
            .enumerate()
            .map(|(i, mean)| {
                let (year, month) = if i == 0 { (2025, 12) } else { (2026, i as i8) };
                MonthFigure {
                    month: jiff::civil::date(year, month, 1),
                    mean_hours: Some(*mean),
                    median_hours: Some(mean - 12),
                    permits: 120 + i as u32 * 6,
                    came_in: 128 + i as u32 * 5,
                    went_out: 122 + i as u32 * 6,
                }
            })
            .collect();
        Dashboard {
            shell: crate::samples::shell(Some(Role::MaSupervisor), links::DASHBOARD),
            month: jiff::civil::date(2026, 11, 1),
            figures: vec![Figure::Hours(31), Figure::Issued(184), Figure::ToMend(0), Figure::Settled(98_600)],
            months,
            target_hours: Some(80),
            ages: [(0, Some(5), 31), (6, Some(10), 12), (11, Some(20), 4), (21, Some(30), 0), (31, None, 1)]
                .map(|(from, to, cases)| AgeFigure { from, to, cases })
                .into(),
            waiting: crate::samples::work_rows(),
        }
    }
}

page! {
    Dashboard in "ereport/dashboard.html";
    layout Wide; area Some(Reports);
    title |c, w| Html::text(c.heading(w));
    trail |_c, _w| vec![];
}
