//! Columns over time in layers, drawn on the server as SVG, with the same figures in words and as a table.

use super::part;
use crate::html::Html;
use askama::Template;

/// One layer: what it is, the sign written into its boxes, and its figure in each column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// Sign, so that no layer is told by its colour alone.
    pub sign: String,
    /// Name.
    pub name: String,
    /// One figure a column.
    pub values: Vec<u32>,
}

/// Stacked columns.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/stack.html")]
pub struct Stack {
    /// What is drawn, with its unit.
    pub title: String,
    /// What it shows, in one sentence.
    pub description: String,
    /// What is counted and what is left out.
    pub rule: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Layers, the lowest first.
    pub layers: Vec<Layer>,
    /// Words of the fold.
    pub fold: String,
    /// Head of the columns' names.
    pub period: String,
    /// Head of the sums.
    pub total: String,
    /// Time runs from right to left, as the reader's lines do.
    pub rtl: bool,
}
part!(Stack);

/// One drawn box.
struct Drawn<'a> {
    x: u32,
    y: u32,
    height: u32,
    class: usize,
    sign: &'a str,
}

impl Stack {
    const HEIGHT: u32 = 170;
    /// Colours there are.
    const COLOURS: usize = 6;

    fn sum(&self, column: usize) -> u32 {
        self.layers.iter().filter_map(|l| l.values.get(column)).fold(0, |sum, v| sum.saturating_add(*v))
    }

    fn sums(&self) -> Vec<u32> {
        (0..self.columns.len()).map(|n| self.sum(n)).collect()
    }

    fn width(&self) -> u32 {
        40 + 50 * self.columns.len().max(1) as u32
    }

    fn x(&self, column: usize) -> u32 {
        let x = 45 + 50 * column as u32;
        if self.rtl { self.width() - x } else { x }
    }

    fn scaled(&self, value: u32) -> u32 {
        let top = self.sums().into_iter().max().unwrap_or(1).max(1);
        let height = u64::from(value) * u64::from(Stack::HEIGHT - 30) / u64::from(top);
        u32::try_from(height).unwrap_or(Stack::HEIGHT)
    }

    fn drawn(&self) -> Vec<Drawn<'_>> {
        let mut out = Vec::new();
        for column in 0..self.columns.len() {
            let mut below = 0_u32;
            for (n, layer) in self.layers.iter().enumerate() {
                let value = layer.values.get(column).copied().unwrap_or(0);
                let from = self.scaled(below);
                below = below.saturating_add(value);
                let height = self.scaled(below).saturating_sub(from);
                if height > 0 {
                    let y = Stack::HEIGHT - from - height;
                    let sign = if height >= 14 { layer.sign.as_str() } else { "" };
                    out.push(Drawn { x: self.x(column), y, height, class: n % Stack::COLOURS, sign });
                }
            }
        }
        out
    }

    /// Sum and name of each column, with where they are written.
    fn labels(&self) -> Vec<(u32, u32, u32, &str)> {
        let label = |(n, _): (usize, &String)| {
            let sum = self.sum(n);
            (self.x(n), Stack::HEIGHT.saturating_sub(self.scaled(sum) + 6), sum)
        };
        let at = self.columns.iter().enumerate().map(label);
        at.zip(&self.columns).map(|((x, y, sum), name)| (x, y, sum, name.as_str())).collect()
    }

    fn rows(&self) -> Vec<(&str, Vec<u32>, u32)> {
        let cells = |n: usize| self.layers.iter().map(|l| l.values.get(n).copied().unwrap_or(0)).collect();
        self.columns.iter().enumerate().map(|(n, name)| (name.as_str(), cells(n), self.sum(n))).collect()
    }

    fn key(&self) -> Vec<(usize, Html)> {
        let words = |l: &Layer| Html::join(&[Html::code(&l.sign), Html::data(&l.name)], " ");
        self.layers.iter().enumerate().map(|(n, l)| (n % Stack::COLOURS, words(l))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_stand_upon_each_other_and_none_is_lost_in_the_table() {
        let layer =
            |sign: &str, values: &[u32]| Layer { sign: sign.into(), name: sign.into(), values: values.to_vec() };
        let stack = Stack {
            title: "Trade".into(),
            description: String::new(),
            rule: String::new(),
            columns: vec!["2025".into(), "2026".into()],
            layers: vec![layer("W", &[300, 0]), layer("R", &[100, 200])],
            fold: "Table".into(),
            period: "Year".into(),
            total: "Sum".into(),
            rtl: false,
        };
        let drawn: Vec<(u32, u32, usize)> = stack.drawn().iter().map(|d| (d.y, d.height, d.class)).collect();
        assert_eq!(drawn, [(65, 105, 0), (30, 35, 1), (100, 70, 1)], "the highest column is 140 high");
        assert_eq!(stack.rows()[0], ("2025", vec![300, 100], 400));
        assert_eq!(stack.rows()[1], ("2026", vec![0, 200], 200));
    }
}
