//! Pages that only explain: help of a role, glossary, accessibility, privacy.

use crate::frame::page;
use crate::html::Html;
use crate::{Shell, Words, links};
use cites::{Date, Lang, Purpose, Role, Source};

/// A role's help: short, true, in the order of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HelpTopic {
    /// Applicants.
    Applicant,
    /// Officers of the Management Authority.
    Officer,
    /// Scientific Authority.
    Science,
    /// Customs.
    Customs,
    /// Inspectors.
    Inspector,
    /// Cash desk and accounts.
    Finance,
    /// Everybody else.
    Public,
}

impl HelpTopic {
    /// The topic of a role.
    pub fn of(role: Role) -> HelpTopic {
        match (role.side(), role) {
            ("outside", _) => HelpTopic::Applicant,
            ("SA", _) => HelpTopic::Science,
            (_, Role::Inspector) => HelpTopic::Inspector,
            (_, Role::Customs | Role::Enforcement) => HelpTopic::Customs,
            (_, Role::Accountant | Role::Cashier) | ("finance", _) => HelpTopic::Finance,
            ("MA" | "system", _) => HelpTopic::Officer,
            _ => HelpTopic::Public,
        }
    }

    const ALL: [HelpTopic; 7] = [
        HelpTopic::Applicant,
        HelpTopic::Officer,
        HelpTopic::Science,
        HelpTopic::Inspector,
        HelpTopic::Customs,
        HelpTopic::Finance,
        HelpTopic::Public,
    ];

    const fn code(self) -> &'static str {
        match self {
            HelpTopic::Applicant => "applicant",
            HelpTopic::Officer => "officer",
            HelpTopic::Science => "science",
            HelpTopic::Customs => "customs",
            HelpTopic::Inspector => "inspector",
            HelpTopic::Finance => "finance",
            HelpTopic::Public => "public",
        }
    }

    /// How many paragraphs `help-<topic>-<n>` there are.
    const fn paragraphs(self) -> usize {
        match self {
            HelpTopic::Officer => 15,
            HelpTopic::Applicant => 12,
            HelpTopic::Customs => 7,
            HelpTopic::Inspector => 5,
            HelpTopic::Science | HelpTopic::Finance | HelpTopic::Public => 4,
        }
    }
}

/// Help.
#[derive(Debug, Clone)]
pub struct HelpPage {
    /// The frame.
    pub shell: Shell,
    /// For whom.
    pub topic: HelpTopic,
}

impl HelpPage {
    fn paragraphs(&self, w: &Words) -> Vec<(Html, Html)> {
        let key = |i: usize| format!("help-{}-{i}", self.topic.code());
        (1..=self.topic.paragraphs()).map(|i| (w.html(key(i)), w.html(format!("{}-text", key(i))))).collect()
    }

    fn others(&self, w: &Words) -> Vec<(Html, String)> {
        HelpTopic::ALL
            .into_iter()
            .filter(|t| *t != self.topic)
            .map(|t| (w.html(format!("help-{}", t.code())), format!("{}?for={}", links::HELP, t.code())))
            .collect()
    }

    /// Reads `?for=`.
    pub fn topic(code: &str) -> Option<HelpTopic> {
        HelpTopic::ALL.into_iter().find(|t| t.code() == code)
    }

    /// A sample.
    pub fn sample() -> HelpPage {
        HelpPage { shell: crate::samples::shell(Some(Role::Applicant), links::HELP), topic: HelpTopic::Applicant }
    }
}

page! {
    HelpPage in "shared/help.html";
    layout Narrow; area Some(Help);
    title |c, w| w.html(format!("help-{}", c.topic.code()));
    trail |_c, _w| vec![];
}

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
