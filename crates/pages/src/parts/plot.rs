//! A plot drawn on the server as SVG, with title, description and the same figures as a table.

use super::part;
use crate::html::Html;
use askama::Template;

/// One column of the plot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Short name below the axis.
    pub label: String,
    /// Full name for the table.
    pub name: String,
    /// The figure; `None` where there is nothing to count.
    pub value: Option<u32>,
    /// A second figure for the table (median), when known.
    pub second: Option<u32>,
    /// How many cases stand behind it.
    pub cases: u32,
}

/// Columns over time.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/plot.html")]
pub struct Plot {
    /// What is drawn, with its unit.
    pub title: String,
    /// The plot in one sentence.
    pub description: String,
    /// What is counted and what is left out.
    pub rule: String,
    /// Columns.
    pub bars: Vec<Bar>,
    /// A target, drawn as a line.
    pub target: Option<u32>,
    /// Words of the target.
    pub target_words: String,
    /// Words of the fold.
    pub fold: String,
    /// Heads of the table: period, figure, second figure, cases.
    pub heads: [String; 4],
    /// Words for a month without a figure.
    pub none: String,
    /// Time runs from right to left, as the reader's lines do.
    pub rtl: bool,
}
part!(Plot);

/// One drawn column: x of its centre, y and height, label, value.
struct Drawn<'a> {
    x: u32,
    y: u32,
    height: u32,
    bar: &'a Bar,
    last: bool,
}

impl Plot {
    const HEIGHT: u32 = 170;

    fn top(&self) -> u32 {
        let highest = self.bars.iter().filter_map(|b| b.value).chain(self.target).max().unwrap_or(1);
        highest.max(1)
    }

    fn width(&self) -> u32 {
        40 + 50 * self.bars.len().max(1) as u32
    }

    fn drawn(&self) -> Vec<Drawn<'_>> {
        let top = self.top();
        let last = self.bars.len().saturating_sub(1);
        self.bars
            .iter()
            .enumerate()
            .map(|(i, bar)| {
                let height = bar.value.unwrap_or(0) * (Plot::HEIGHT - 30) / top;
                let x = 45 + 50 * i as u32;
                let x = if self.rtl { self.width() - x } else { x };
                Drawn { x, y: Plot::HEIGHT - height, height, bar, last: i == last }
            })
            .collect()
    }

    fn target_y(&self) -> Option<u32> {
        self.target.map(|t| Plot::HEIGHT - t * (Plot::HEIGHT - 30) / self.top())
    }

    fn has_second(&self) -> bool {
        self.bars.iter().any(|b| b.second.is_some())
    }

    /// The table's cell for a figure.
    fn figure(&self, value: &Option<u32>) -> Html {
        match value {
            Some(v) => Html::text(v.to_string()),
            None => Html::text(&self.none),
        }
    }
}
