//! Answers given so far, each with a way to change it.

use super::part;
use crate::html::Html;
use askama::Template;

/// One answer.
#[derive(Debug, Clone)]
pub struct Row {
    /// The question in short.
    pub name: String,
    /// The answer; empty shows `Not provided`.
    pub value: Html,
    /// Where to change it, when one may.
    pub change: Option<String>,
}

impl Row {
    /// An answer that cannot be changed here.
    pub fn new(name: impl Into<String>, value: Html) -> Row {
        Row { name: name.into(), value, change: None }
    }

    /// With a link to its question.
    pub fn change(mut self, href: impl Into<String>) -> Row {
        self.change = Some(href.into());
        self
    }
}

/// A list of answers.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/summary.html")]
pub struct Summary {
    /// Answers in order.
    pub rows: Vec<Row>,
    /// `Change`.
    pub change: String,
    /// `Not provided`.
    pub nothing: String,
}
part!(Summary);

impl Summary {
    /// Rows with the reader's words for the rest.
    pub fn new(rows: Vec<Row>, w: &crate::Words) -> Summary {
        Summary { rows, change: w.say("action-change"), nothing: w.say("summary-not-provided") }
    }
}

/// A card: one item with its answers and its own acts.
#[derive(Debug, Clone)]
pub struct Card {
    /// Heading.
    pub title: Html,
    /// Answers.
    pub summary: Summary,
    /// Links at the foot: words and address.
    pub links: Vec<(String, String)>,
}
