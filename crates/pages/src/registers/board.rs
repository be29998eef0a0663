//! What the pages of registers are built from: sections with words, tables and forms, drawn by one template.

use crate::html::{Html, escape};
use crate::parts::{Field, FieldError, Fields, Look};
use crate::{Shell, Words};
use askama::Template;
use std::collections::BTreeMap;

/// A sheet of a page: a heading, a few words, and what stands under them.
#[derive(Debug, Clone, Template)]
#[template(path = "registers/section.html")]
pub struct Section {
    /// What it is called; empty for none.
    pub heading: Html,
    /// A few words below it; empty for none.
    pub lead: Html,
    /// Tables, summaries, forms, in order.
    pub pieces: Vec<Html>,
}

impl Section {
    /// A sheet with a heading.
    pub fn new(heading: Html) -> Section {
        Section { heading, lead: Html::default(), pieces: Vec::new() }
    }

    /// With a few words.
    #[must_use]
    pub fn lead(mut self, lead: Html) -> Section {
        self.lead = lead;
        self
    }

    /// With one more piece.
    #[must_use]
    pub fn with(mut self, piece: Html) -> Section {
        self.pieces.push(piece);
        self
    }

    /// Drawn as HTML.
    pub fn html(&self) -> Html {
        Html::markup(self.to_string())
    }
}

/// Sections one below the other.
pub fn sheets(sections: &[Section]) -> Html {
    Html::markup(sections.iter().map(|s| s.html().to_string()).collect::<String>())
}

/// A form that posts.
pub struct Form<'a> {
    /// The frame, for the guards.
    pub shell: &'a Shell,
    /// Where it posts.
    pub action: String,
    /// Its name among the forms of the page.
    pub name: String,
    /// What it asks.
    pub fields: Vec<Field>,
    /// Words of its button.
    pub button: String,
    /// How much the button asks for attention.
    pub look: Look,
    /// Does it send files?
    pub files: bool,
}

impl<'a> Form<'a> {
    /// A form without fields yet.
    pub fn new(shell: &'a Shell, name: impl Into<String>, action: String, button: String) -> Form<'a> {
        let name = name.into();
        Form { shell, action, name, fields: Vec::new(), button, look: Look::Second, files: false }
    }

    /// With its questions.
    #[must_use]
    pub fn ask(mut self, fields: Vec<Field>) -> Form<'a> {
        self.fields = fields;
        self
    }

    /// With another look of its button.
    #[must_use]
    pub fn look(mut self, look: Look) -> Form<'a> {
        self.look = look;
        self
    }

    /// Sends files.
    #[must_use]
    pub fn files(mut self) -> Form<'a> {
        self.files = true;
        self
    }

    /// Drawn, with what was typed and what is wrong.
    pub fn html(self, typed: &BTreeMap<String, String>, errors: &[FieldError], w: &Words) -> Html {
        let kind = if self.files { " enctype=\"multipart/form-data\"" } else { "" };
        let fields = Fields::new(self.fields, typed, errors, w);
        Html::markup(format!(
            "<form method=\"post\" action=\"{}\"{kind}>{}{fields}<button class=\"{}\">{}</button></form>",
            escape(&self.action),
            self.shell.guard(&self.name),
            self.look.class(),
            escape(&self.button)
        ))
    }
}

/// Pages beside this one as tabs: key of the words and address; `current` is the address of this one.
pub fn tabs(all: &[(&str, &str)], label: &str, current: &str, w: &Words) -> Html {
    let links: String = all
        .iter()
        .map(|(key, href)| {
            let here = if *href == current { " aria-current=\"page\"" } else { "" };
            format!("<a href=\"{href}\"{here}>{}</a>", w.html(key))
        })
        .collect();
    Html::markup(format!("<nav class=\"tabs\" aria-label=\"{}\">{links}</nav>", w.html(label)))
}

/// A link drawn as a button.
pub fn button(words: String, href: &str, look: Look) -> Html {
    Html::markup(format!("<p><a class=\"{}\" href=\"{}\">{}</a></p>", look.class(), escape(href), escape(&words)))
}

/// One paragraph.
pub fn words(text: &Html) -> Html {
    Html::markup(format!("<p>{text}</p>"))
}
