//! Whole sentences for people, in EN, FR, ES and AR, with typed arguments that know their own word in each language.

use cites::written;
use cites::{Amount, Appendix, CountryCode, Date, DocumentType, FindingKind, Lang, Purpose, Source, Term, Unit};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A sentence as written in the program: one key, four languages, `{0}`, `{1}` … where arguments stand.
///
/// A language without its own text reads English; nobody ever reads glued pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message {
    /// Stable key, kebab-case, unique in the crate.
    pub key: &'static str,
    /// English.
    pub en: &'static str,
    /// French.
    pub fr: &'static str,
    /// Spanish.
    pub es: &'static str,
    /// Arabic: applicants, customs and the public read what the rules say.
    pub ar: &'static str,
}

impl Message {
    /// The text in a language, placeholders unfilled.
    pub fn text(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Fr => self.fr,
            Lang::Es => self.es,
            Lang::Ar => self.ar,
            Lang::En | Lang::Ru | Lang::Zh | Lang::Pt => self.en,
        }
    }

    /// The sentence with its arguments, in the order of the placeholders.
    pub fn with<const N: usize>(&self, args: [Arg; N]) -> Sentence {
        Sentence { key: Cow::Borrowed(self.key), args: args.into() }
    }

    /// The sentence, when it has no placeholder.
    pub fn plain(&self) -> Sentence {
        Sentence { key: Cow::Borrowed(self.key), args: Vec::new() }
    }
}

/// An argument of a sentence, kept as what it is and turned into words in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "value", rename_all = "snake_case")]
pub enum Arg {
    /// Text that is the same in every language: a scientific name, a number of a document, a code.
    Text(String),
    /// A country, by its name.
    Country(CountryCode),
    /// Several countries.
    Countries(Vec<CountryCode>),
    /// A trade term, by its name.
    Term(Term),
    /// A unit, by its name.
    Unit(Unit),
    /// A purpose, `Commercial (T)`.
    Purpose(Purpose),
    /// A source, `Wild (W)`.
    Source(Source),
    /// An Appendix.
    Appendix(Appendix),
    /// A kind of document.
    Document(DocumentType),
    /// Kinds of document of which one is enough.
    AnyDocument(Vec<DocumentType>),
    /// A finding.
    Finding(FindingKind),
    /// An amount, in the unit the sentence names.
    Amount(Amount),
    /// An amount with its unit.
    Quantity(Amount, Unit),
    /// A day.
    Date(Date),
    /// A count.
    Number(u32),
    /// Text that was written in several languages in the row of a pack.
    Words {
        /// English.
        en: String,
        /// French, blank where the row has none.
        fr: String,
        /// Spanish, blank where the row has none.
        es: String,
        /// Arabic, blank where the row has none; traces stored before it was kept have none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        ar: String,
    },
}

impl Arg {
    /// Text that is the same in every language.
    pub fn text(text: impl Into<String>) -> Arg {
        Arg::Text(text.into())
    }

    /// The argument as a machine reads it: days as `2026-03-05`, digits without groups; names in words all the same.
    pub fn exact(&self, lang: Lang) -> String {
        match self {
            Arg::Amount(a) => a.to_string(),
            Arg::Quantity(a, unit) => format!("{a} {}", unit.code()),
            Arg::Date(d) => d.to_string(),
            Arg::Number(n) => n.to_string(),
            _ => self.words(lang),
        }
    }

    /// The argument in words, as the reader's language writes days and numbers.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Arg::Text(text) => text.clone(),
            Arg::Country(c) => c.name(lang),
            Arg::Countries(list) => list.iter().map(|c| c.name(lang)).collect::<Vec<_>>().join(comma(lang)),
            Arg::Term(t) => t.name(lang).to_owned(),
            Arg::Unit(u) => u.name(lang).to_owned(),
            Arg::Purpose(p) => format!("{} ({})", p.name(lang), p.code()),
            Arg::Source(s) => format!("{} ({})", s.name(lang), s.code()),
            Arg::Appendix(a) => a.code().to_owned(),
            Arg::Document(d) => d.name(lang).to_owned(),
            Arg::AnyDocument(list) => list.iter().map(|d| d.name(lang)).collect::<Vec<_>>().join(" / "),
            Arg::Finding(f) => f.name(lang).to_owned(),
            Arg::Amount(a) => written::amount(*a, lang),
            Arg::Quantity(a, unit) => written::amount_of(*a, *unit, lang),
            Arg::Date(d) => written::day(*d, lang),
            Arg::Number(n) => written::whole(lang, i64::from(*n)),
            Arg::Words { en, fr, es, ar } => match lang {
                Lang::Fr if !fr.is_empty() => fr.clone(),
                Lang::Es if !es.is_empty() => es.clone(),
                Lang::Ar if !ar.is_empty() => ar.clone(),
                Lang::En => en.clone(),
                // The text of the law where it was not put into the reader's language: marked as a piece of its own.
                _ => format!("\u{2068}{en}\u{2069}"),
            },
        }
    }
}

/// One sentence of a trace: the key of its [`Message`] and its arguments. Stored as such, read in any language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Key of the message.
    pub key: Cow<'static, str>,
    /// Arguments in the order of the placeholders.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<Arg>,
}

impl Sentence {
    /// The sentence for a reader of a language. A key that this version no longer knows (an old stored trace) shows itself
    /// with its arguments, so that nothing is hidden.
    pub fn text(&self, lang: Lang) -> String {
        self.filled(lang, Arg::words)
    }

    /// The sentence as an answer to a program carries it: see [`Arg::exact`].
    pub fn exact(&self, lang: Lang) -> String {
        self.filled(lang, Arg::exact)
    }

    fn filled(&self, lang: Lang, written: fn(&Arg, Lang) -> String) -> String {
        let words: Vec<String> = self.args.iter().map(|a| kept_together(written(a, lang), lang)).collect();
        match MESSAGES.get(self.key.as_ref()) {
            Some(message) => fill(message.text(lang), &words),
            None => format!("{} {}", self.key, words.join(", ")),
        }
    }
}

/// What stands between the parts of a list.
fn comma(lang: Lang) -> &'static str {
    if lang.is_rtl() { "، " } else { ", " }
}

/// In a sentence from right to left, a name, number or day in Latin letters keeps its own order. A sentence goes into
/// pages, letters and answers of the API, so it carries the isolating marks itself.
fn kept_together(words: String, lang: Lang) -> String {
    if lang.is_rtl() && words.contains(|c: char| c.is_ascii_alphanumeric()) {
        format!("\u{2068}{words}\u{2069}")
    } else {
        words
    }
}

/// Puts the words where `{0}`, `{1}` … stand.
pub(crate) fn fill(text: &str, words: &[String]) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|c| open + c) else { break };
        out.push_str(&rest[..open]);
        match rest[open + 1..close].parse::<usize>().ok().and_then(|n| words.get(n)) {
            Some(word) => out.push_str(word),
            None => out.push_str(&rest[open..=close]),
        }
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
    out
}

static MESSAGES: LazyLock<HashMap<&'static str, &'static Message>> =
    LazyLock::new(|| all_messages().map(|m| (m.key, m)).collect());

/// Every sentence this crate can say; tests and `xtask tidy` walk it.
pub fn all_messages() -> impl Iterator<Item = &'static Message> {
    GROUPS.iter().flat_map(|group| group.iter())
}

/// The groups of messages, one per file of rules.
static GROUPS: &[&[Message]] = &[
    crate::convention::species::ALL,
    crate::convention::annotation::ALL,
    crate::convention::parties::ALL,
    crate::convention::restrictions::ALL,
    crate::convention::source::ALL,
    crate::convention::purpose::ALL,
    crate::convention::quantity::ALL,
    crate::convention::origin::ALL,
    crate::convention::validity::ALL,
    crate::convention::multi_use::ALL,
    crate::convention::special::ALL,
    crate::convention::transit::ALL,
    crate::convention::effects::ALL,
    crate::extension::ALL,
    crate::convention::documents::ALL,
    crate::acceptance::ALL,
    crate::engine::ALL,
    crate::wcmc::ALL,
];

/// Declares the messages of one file: constants, and `ALL` for the register.
macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $en:literal, $fr:literal, $es:literal, $ar:literal;)+) => {
        $($(#[$doc])* pub(crate) const $name: $crate::sentence::Message =
            $crate::sentence::Message { key: $key, en: $en, fr: $fr, es: $es, ar: $ar };)+
        /// Every message of this file.
        pub(crate) const ALL: &[$crate::sentence::Message] = &[$($name),+];
    };
}
pub(crate) use messages;
