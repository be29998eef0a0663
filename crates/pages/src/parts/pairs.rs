//! Two columns beside each other for each month: what came in and what went out, drawn on the server as SVG, with the
//! same figures in words and as a table.

use super::part;
use crate::html::Html;
use askama::Template;

/// One month: what came in, what went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Short name below the axis.
    pub label: String,
    /// Full name for the table.
    pub name: String,
    /// The left column in time's direction.
    pub came: u32,
    /// The one after it.
    pub went: u32,
}

/// Pairs of columns over time.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/pairs.html")]
pub struct Pairs {
    /// What is drawn.
    pub title: String,
    /// What it shows, in one sentence.
    pub description: String,
    /// What is counted and what is left out.
    pub rule: String,
    /// The pairs, oldest first.
    pub pairs: Vec<Pair>,
    /// Names of the two columns.
    pub names: [String; 2],
    /// Signs of the two columns, so that neither is told by its colour alone.
    pub signs: [String; 2],
    /// Words of the fold.
    pub fold: String,
    /// Head of the months' names.
    pub period: String,
    /// Time runs from right to left, as the reader's lines do.
    pub rtl: bool,
}
part!(Pairs);

/// One drawn column.
struct Drawn<'a> {
    x: u32,
    y: u32,
    height: u32,
    class: usize,
    value: u32,
    sign: &'a str,
}

impl Pairs {
    const HEIGHT: u32 = 170;
    /// From one pair to the next.
    const STEP: u32 = 60;
    const WIDTH: u32 = 22;

    fn width(&self) -> u32 {
        40 + Pairs::STEP * self.pairs.len().max(1) as u32
    }

    fn middle(&self, n: usize) -> u32 {
        let x = 20 + Pairs::STEP / 2 + Pairs::STEP * n as u32;
        if self.rtl { self.width() - x } else { x }
    }

    fn scaled(&self, value: u32) -> u32 {
        let top = self.pairs.iter().flat_map(|p| [p.came, p.went]).max().unwrap_or(1).max(1);
        let height = u64::from(value) * u64::from(Pairs::HEIGHT - 30) / u64::from(top);
        u32::try_from(height).unwrap_or(Pairs::HEIGHT)
    }

    fn drawn(&self) -> Vec<Drawn<'_>> {
        let mut out = Vec::new();
        for (n, pair) in self.pairs.iter().enumerate() {
            let middle = self.middle(n);
            // What came in stands first in the direction of time.
            let (before, after) = (middle - Pairs::WIDTH, middle + 2);
            let places = if self.rtl { [after, before] } else { [before, after] };
            for ((class, value), x) in [pair.came, pair.went].into_iter().enumerate().zip(places) {
                let height = self.scaled(value);
                let sign = if height >= 14 { self.signs.get(class).map_or("", String::as_str) } else { "" };
                out.push(Drawn { x, y: Pairs::HEIGHT - height, height, class, value, sign });
            }
        }
        out
    }

    fn labels(&self) -> Vec<(u32, &str)> {
        self.pairs.iter().enumerate().map(|(n, p)| (self.middle(n), p.label.as_str())).collect()
    }

    fn key(&self) -> Vec<(usize, Html)> {
        let both = self.signs.iter().zip(&self.names).enumerate();
        both.map(|(n, (sign, name))| (n, Html::join(&[Html::code(sign), Html::data(name)], " "))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(rtl: bool) -> Pairs {
        let pair = |label: &str, came, went| Pair { label: label.into(), name: label.into(), came, went };
        Pairs {
            title: "In and out".into(),
            description: String::new(),
            rule: String::new(),
            pairs: vec![pair("Oct", 70, 0), pair("Nov", 35, 140)],
            names: ["In".into(), "Out".into()],
            signs: ["+".into(), "−".into()],
            fold: "Table".into(),
            period: "Month".into(),
            rtl,
        }
    }

    #[test]
    fn what_came_in_stands_before_what_went_out_in_the_direction_of_time() {
        let shape =
            |p: &Pairs| -> Vec<(u32, u32, usize)> { p.drawn().iter().map(|d| (d.x, d.height, d.class)).collect() };
        assert_eq!(shape(&pairs(false)), [(28, 70, 0), (52, 0, 1), (88, 35, 0), (112, 140, 1)]);
        let rtl = shape(&pairs(true));
        assert!(rtl[0].0 > rtl[1].0 && rtl[0].0 > rtl[2].0, "October stands right of November: {rtl:?}");
        assert_eq!(pairs(false).drawn()[1].sign, "", "nothing is written into a column that is not there");
    }
}
