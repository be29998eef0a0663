//! Application, partner's permit and our earlier permit side by side, with differences in words.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Table, Tag, Tone};
use crate::{Shell, Words, links};
use cites::{Amount, Appendix, CountryCode, Purpose, Role, Source, Term, Unit};

/// One box in three papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompareLine {
    /// What it is: keys `compare-<box>`.
    pub key: String,
    /// Letter of the block; blank for the head of the paper.
    pub block: String,
    /// As applied for.
    pub asked: String,
    /// On the partner's permit; `None`: there is none, or no such block.
    pub partner: Option<String>,
    /// On our earlier permit.
    pub earlier: Option<String>,
}

impl CompareLine {
    /// What stands in the box, in words with the code behind; what is no code of its list, as it stands.
    fn shown(&self, text: &str, w: &Words) -> Html {
        let known = match self.key.as_str() {
            "taxon" => Some(Html::taxon(text)),
            "term" => Term::from_code(text).map(|t| w.term_html(&t)),
            "source" => Source::from_code(text).map(|s| w.source_html(&s)),
            "purpose" => Purpose::from_code(text).map(|p| w.purpose_html(&p)),
            "appendix" => Appendix::from_code(text).map(|a| Html::text(w.appendix(&a))),
            "origin" => CountryCode::parse(text).ok().map(|c| w.country_html(&c)),
            "quantity" => text.split_once(' ').and_then(|(amount, unit)| {
                let unit = Unit::from_code(unit)?;
                let words = w.amount_of(&Amount::parse(amount).ok()?, &unit);
                Some(Html::join(&[Html::data(words), Html::code(unit.code())], " "))
            }),
            _ => None,
        };
        known.filter(|_| !text.is_empty()).unwrap_or_else(|| Html::data(text))
    }

    fn differs(&self, other: &Option<String>) -> bool {
        other.as_ref().is_some_and(|o| o.trim().to_lowercase() != self.asked.trim().to_lowercase())
    }
}

/// The comparison.
#[derive(Debug, Clone)]
pub struct ComparePage {
    /// The frame.
    pub shell: Shell,
    /// Id of the application.
    pub id: String,
    /// Its reference.
    pub reference: String,
    /// Number of the partner's permit.
    pub partner: Option<String>,
    /// Number of our earlier permit.
    pub earlier: Option<String>,
    /// Box by box.
    pub lines: Vec<CompareLine>,
}

impl ComparePage {
    fn differences(&self) -> u32 {
        let count = self.lines.iter().filter(|l| l.differs(&l.partner) || l.differs(&l.earlier)).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    fn table(&self, w: &Words) -> Table {
        let number = |key: &str, n: &Option<String>| match n {
            Some(n) => format!("{} {n}", w.say(key)),
            None => w.say(key),
        };
        let heads = [
            w.say("compare-box"),
            w.say("compare-asked"),
            number("compare-partner", &self.partner),
            number("compare-earlier", &self.earlier),
        ];
        Table::new(w.html("compare-title"), &heads, w.html("work-empty")).quiet().rows(self.lines.iter().map(|l| {
            let cell = |value: &Option<String>| match value {
                None => w.html("compare-none"),
                Some(text) if l.differs(value) => {
                    Html::join(&[Tag::new(Tone::Wait, w.say("compare-differs")).html(), l.shown(text, w)], " ")
                }
                Some(text) => Html::join(&[l.shown(text, w), Html::soft(&w.html("compare-same"))], " "),
            };
            let head = w.html(format!("compare-{}", l.key));
            let head = if l.block.is_empty() { head } else { Html::join(&[Html::code(&l.block), head], " ") };
            vec![head.into(), l.shown(&l.asked, w).into(), cell(&l.partner).into(), cell(&l.earlier).into()]
        }))
    }

    /// A sample.
    pub fn sample() -> ComparePage {
        let line = |key: &str, block: &str, asked: &str, partner: Option<&str>, earlier: Option<&str>| CompareLine {
            key: key.into(),
            block: block.into(),
            asked: asked.into(),
            partner: partner.map(str::to_owned),
            earlier: earlier.map(str::to_owned),
        };
        ComparePage {
            shell: crate::samples::shell(Some(Role::MaOfficer), "/applications/a1/examination/compare"),
            id: "a1".into(),
            reference: "26-00412".into(),
            partner: Some("26QN000031".into()),
            earlier: Some("26QM000017".into()),
            lines: vec![
                line("exporter", "", "River Bend Farm Ltd", Some("River Bend Farm Ltd"), Some("River Bend Farm Ltd")),
                line("quantity", "A", "240 NAR", Some("250 NAR"), Some("200 NAR")),
                line("source", "A", "R", Some("R"), None),
            ],
        }
    }
}

page! {
    ComparePage in "epermit/compare.html";
    layout Wide; area Some(Work);
    title |_c, w| w.html("compare-title");
    trail |c, w| { let mut way = c.shell.back_to(crate::shell::Area::Work, w.html("ui-work-queue")); way.push((Html::code(&c.reference), links::application(&c.id))); way };
}
