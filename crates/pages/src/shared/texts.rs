//! Pages that only explain: glossary, accessibility, privacy.

use crate::frame::page;
use crate::html::Html;
use crate::{Shell, Words, links};
use cites::{Date, Lang, Purpose, Source};

/// The Convention's words with their codes.
#[derive(Debug, Clone)]
pub struct GlossaryPage {
    /// The frame.
    pub shell: Shell,
}

impl GlossaryPage {
    /// The treaty's words in the reader's language beside the three working languages.
    fn words(&self, w: &Words) -> Vec<[String; 4]> {
        let [en, fr, es] = [Lang::En, Lang::Fr, Lang::Es].map(Words::of);
        let mut rows: Vec<[String; 4]> = Words::keys(Lang::En)
            .iter()
            .filter(|k| k.starts_with("word-"))
            .map(|k| [w.say(k), en.say(k), fr.say(k), es.say(k)])
            .collect();
        rows.sort();
        rows
    }

    fn purposes(&self) -> &'static [Purpose] {
        Purpose::ALL
    }

    fn sources(&self) -> &'static [Source] {
        Source::ALL
    }

    /// A sample.
    pub fn sample() -> GlossaryPage {
        GlossaryPage { shell: crate::samples::shell(None, links::GLOSSARY) }
    }
}

page! {
    GlossaryPage in "shared/glossary.html";
    layout Wide; area None;
    title |_c, w| w.html("shell-glossary");
    trail |_c, _w| vec![];
}

/// Which text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextPageKind {
    /// What we keep and why.
    Privacy,
    /// How far everybody can use this.
    Accessibility,
}

/// Privacy or accessibility.
#[derive(Debug, Clone)]
pub struct TextPage {
    /// The frame.
    pub shell: Shell,
    /// Which text.
    pub kind: TextPageKind,
    /// Date of the text.
    pub date: Date,
}

impl TextPage {
    fn key(&self) -> &'static str {
        match self.kind {
            TextPageKind::Privacy => "privacy",
            TextPageKind::Accessibility => "accessible",
        }
    }

    fn paragraphs(&self, w: &Words) -> Vec<(Html, Html)> {
        let key = |i: usize| format!("{}-{i}", self.key());
        (1..=5).map(|i| (w.html(key(i)), w.html(format!("{}-text", key(i))))).collect()
    }

    /// A sample.
    pub fn sample() -> TextPage {
        TextPage {
            shell: crate::samples::shell(None, links::PRIVACY),
            kind: TextPageKind::Privacy,
            date: jiff::civil::date(2026, 11, 21),
        }
    }
}

page! {
    TextPage in "shared/text.html";
    layout Narrow; area None;
    title |c, w| match c.kind {
        TextPageKind::Privacy => w.html("ui-privacy"),
        TextPageKind::Accessibility => w.html("ui-accessibility"),
    };
    trail |_c, _w| vec![];
}
