//! A table that becomes a list of cards on a phone. Numbers align, units stay with them, the caption says what it holds.

use super::{Tag, part};
use crate::html::Html;
use askama::Template;

/// A column.
#[derive(Debug, Clone)]
pub struct Head {
    /// Its words.
    pub words: String,
    /// Are its cells numbers (aligned at the end)?
    pub number: bool,
}

/// A cell.
#[derive(Debug, Clone)]
pub struct Cell(pub Html);

impl From<Html> for Cell {
    fn from(html: Html) -> Cell {
        Cell(html)
    }
}
impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell(Html::text(text))
    }
}
impl From<Tag> for Cell {
    fn from(tag: Tag) -> Cell {
        Cell(tag.html())
    }
}

/// A table with caption, heads, rows and where the next page begins.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/table.html")]
pub struct Table {
    /// What it holds.
    pub caption: Html,
    /// Hide the caption from the eye (a heading above says the same)?
    pub quiet: bool,
    /// Columns.
    pub heads: Vec<Head>,
    /// Rows; the first cell is the row's head.
    pub rows: Vec<Vec<Cell>>,
    /// What to say instead of an empty table.
    pub empty: Html,
    /// Words and address of the next page, when there is one.
    pub next: Option<(String, String)>,
}
part!(Table);

impl Table {
    /// An empty table; a head that ends in `#` is a column of numbers.
    pub fn new(caption: Html, heads: &[String], empty: Html) -> Table {
        let heads = heads
            .iter()
            .map(|h| Head { words: h.trim_end_matches('#').to_owned(), number: h.ends_with('#') })
            .collect();
        Table { caption, quiet: false, heads, rows: Vec::new(), empty, next: None }
    }

    /// The caption repeats a heading: for screen readers only.
    pub fn quiet(mut self) -> Table {
        self.quiet = true;
        self
    }

    /// One more row.
    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// All rows.
    pub fn rows(mut self, rows: impl IntoIterator<Item = Vec<Cell>>) -> Table {
        self.rows.extend(rows);
        self
    }

    /// Where the next page begins.
    pub fn next(mut self, words: String, href: &Option<String>) -> Table {
        self.next = href.clone().map(|href| (words, href));
        self
    }

    fn head(&self, i: &usize) -> &str {
        self.heads.get(*i).map_or("", |h| h.words.as_str())
    }

    fn number(&self, i: &usize) -> bool {
        self.heads.get(*i).is_some_and(|h| h.number)
    }
}
