//! WORDS. Every sentence a person reads, by its key, in the reader's language (`locales/<lang>/*.ftl`).
//!
//! A key that a language does not have is answered in English with the mark [`Words::MARK`], and remembered in
//! [`Words::missing`], so that a test can fail on it; a key that no language has is answered with the key itself.

mod codes;
mod numbers;

use crate::html::{Html, escape};
use cites::Lang;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use std::collections::BTreeSet;
use std::sync::{Mutex, OnceLock};
use unic_langid::LanguageIdentifier;

/// The texts of one language: its terms and, where we speak it fully, every area of the product.
macro_rules! texts {
    ($lang:literal: terms) => {
        &[include_str!(concat!("../../../../locales/", $lang, "/terms.ftl"))]
    };
    ($lang:literal: full) => {
        &[
            include_str!(concat!("../../../../locales/", $lang, "/terms.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/errors.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/shared.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/epermit.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/econtrol.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/ereport.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/eexchange.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/examine.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/home.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/money.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/notices.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/registers.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/consignments.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/blanks.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/marks.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/facts.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/fees.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/treasury.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/settings.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/directory.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/audit.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/help.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/plant_health.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/tasks.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/amendment.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/deciding.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/rules_more.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/quota_more.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/registry.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/risk_more.ftl")),
            include_str!(concat!("../../../../locales/", $lang, "/desk.ftl")),
        ]
    };
}

const fn texts(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::En => texts!("en": full),
        Lang::Fr => texts!("fr": full),
        Lang::Es => texts!("es": full),
        Lang::Ar => texts!("ar": full),
        Lang::Ru => texts!("ru": terms),
        Lang::Zh => texts!("zh": terms),
        Lang::Pt => texts!("pt": terms),
    }
}

/// Something put into a sentence.
#[derive(Debug, Clone)]
pub enum Arg {
    /// A count: chooses the plural form and is written in the language's digits.
    Count(i64),
    /// Text, isolated when the sentence becomes HTML.
    Text(String),
    /// A finished piece of HTML (a scientific name, a link, a number).
    Html(Html),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Arg {
        Arg::Text(text.to_owned())
    }
}
impl From<&String> for Arg {
    fn from(text: &String) -> Arg {
        Arg::Text(text.clone())
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Arg {
        Arg::Text(text)
    }
}
impl From<Html> for Arg {
    fn from(html: Html) -> Arg {
        Arg::Html(html)
    }
}
impl From<&Html> for Arg {
    fn from(html: &Html) -> Arg {
        Arg::Html(html.clone())
    }
}
macro_rules! counts {
    ($($t:ty),*) => {$(
        impl From<$t> for Arg {
            fn from(n: $t) -> Arg { Arg::Count(n as i64) }
        }
        impl From<&$t> for Arg {
            fn from(n: &$t) -> Arg { Arg::Count(*n as i64) }
        }
        impl From<&&$t> for Arg {
            fn from(n: &&$t) -> Arg { Arg::Count(**n as i64) }
        }
    )*};
}
counts!(i64, i32, u32, u16, u8, usize);

/// All sentences of one language.
pub struct Words {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
    missing: Mutex<BTreeSet<String>>,
}

/// Digits in the middle of a sentence: one plain function per language, because Fluent takes no closure.
fn formatter<M>(lang: Lang) -> fn(&FluentValue<'_>, &M) -> Option<String> {
    fn write(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
        match value {
            FluentValue::Number(n) => Some(cites::written::whole(lang, n.value as i64)),
            _ => None,
        }
    }
    match lang {
        Lang::En => |v, _| write(Lang::En, v),
        Lang::Fr => |v, _| write(Lang::Fr, v),
        Lang::Es => |v, _| write(Lang::Es, v),
        Lang::Ar => |v, _| write(Lang::Ar, v),
        Lang::Ru => |v, _| write(Lang::Ru, v),
        Lang::Zh => |v, _| write(Lang::Zh, v),
        Lang::Pt => |v, _| write(Lang::Pt, v),
    }
}

impl Words {
    /// Stands behind an English sentence that the reader's language does not have yet.
    pub const MARK: &str = " ᴱᴺ";

    /// Languages offered in the switch: those in which every page they need is written.
    pub const OFFERED: &[Lang] = &[Lang::En, Lang::Fr, Lang::Es, Lang::Ar];

    /// The words of a language; loaded once.
    pub fn of(lang: Lang) -> &'static Words {
        static ALL: OnceLock<Vec<Words>> = OnceLock::new();
        let all = ALL.get_or_init(|| Lang::ALL.iter().map(|lang| Words::load(*lang)).collect());
        // Lang::ALL holds every variant, so its own position is always in it.
        all.iter().find(|w| w.lang == lang).unwrap_or(&all[0])
    }

    fn load(lang: Lang) -> Words {
        let tag: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // HTML isolates with <bdi>; invisible marks would end up in titles and in what people copy.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(formatter(lang)));
        for text in texts(lang) {
            // A broken message is left out; the test of the locales names it.
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        Words { lang, bundle, missing: Mutex::default() }
    }

    /// Messages of a language that cannot be read, as `text of the error`. Empty in a good build.
    pub fn broken(lang: Lang) -> Vec<String> {
        texts(lang)
            .iter()
            .filter_map(|text| FluentResource::try_new((*text).to_owned()).err())
            .flat_map(|(_, errors)| errors.into_iter().map(|e| e.to_string()))
            .collect()
    }

    /// Keys of a language, in the order of its files (a key written twice stands twice).
    pub fn keys(lang: Lang) -> Vec<String> {
        let is_key = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase()) && line.contains(" =");
        texts(lang)
            .iter()
            .flat_map(|text| text.lines().filter(is_key))
            .filter_map(|line| line.split(" =").next().map(str::to_owned))
            .collect()
    }

    /// Which language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// `ltr` or `rtl`, for the page.
    pub fn dir(&self) -> &'static str {
        if self.lang.is_rtl() { "rtl" } else { "ltr" }
    }

    /// Does this language have the key itself?
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// Keys asked for so far that this language does not have.
    pub fn missing(&self) -> Vec<String> {
        self.missing.lock().map(|m| m.iter().cloned().collect()).unwrap_or_default()
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let pattern = |words: &Words| -> Option<String> {
            let value = words.bundle.get_message(key)?.value()?;
            let mut errors = Vec::new();
            let text = words.bundle.format_pattern(value, args, &mut errors).into_owned();
            Some(text)
        };
        if let Some(text) = pattern(self) {
            return text;
        }
        if let Ok(mut missing) = self.missing.lock() {
            // Bounded: keys come from our own code, but a data-driven key must not fill the memory.
            if missing.len() < 1000 {
                missing.insert(key.to_owned());
            }
        }
        match (self.lang != Lang::En).then(|| pattern(Words::of(Lang::En))).flatten() {
            // Right to left, English without its own direction would be read in pieces: "of 240 hours used 21".
            Some(english) if self.lang.is_rtl() => format!("\u{2066}{english}\u{2069}{}", Words::MARK),
            Some(english) => format!("{english}{}", Words::MARK),
            None => key.to_owned(),
        }
    }

    /// The sentence of a key.
    pub fn say(&self, key: impl AsRef<str>) -> String {
        self.format(key.as_ref(), None)
    }

    /// The sentence of a key that is put together from a part and a code: `code("status-permit", "ISSUED")`.
    pub fn code(&self, group: &str, code: impl AsRef<str>) -> String {
        self.say(format!("{group}-{}", code.as_ref().to_lowercase().replace('_', "-")))
    }

    /// The sentence with its arguments, as plain text.
    pub fn say_with(&self, key: &str, args: &[(&str, Arg)]) -> String {
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            match arg {
                Arg::Count(n) => values.set(*name, *n),
                Arg::Text(text) => values.set(*name, text.as_str()),
                Arg::Html(html) => values.set(*name, html.plain()),
            }
        }
        self.format(key, Some(&values))
    }

    /// The sentence with one argument, as plain text.
    pub fn say1(&self, key: &str, name: &str, arg: impl Into<Arg>) -> String {
        self.say_with(key, &[(name, arg.into())])
    }

    /// The sentence with two arguments, as plain text.
    pub fn say2(&self, key: &str, a: &str, x: impl Into<Arg>, b: &str, y: impl Into<Arg>) -> String {
        self.say_with(key, &[(a, x.into()), (b, y.into())])
    }

    /// The sentence as HTML: its own words escaped, text arguments isolated, HTML arguments as they are.
    pub fn rich(&self, key: &str, args: &[(&str, Arg)]) -> Html {
        // Each argument stands as two private-use characters until the sentence is escaped.
        let hole = |i: usize| format!("\u{E000}{}", char::from_u32(0xE100 + i as u32).unwrap_or('\u{E100}'));
        let mut values = FluentArgs::with_capacity(args.len());
        for (i, (name, arg)) in args.iter().enumerate() {
            match arg {
                Arg::Count(n) => values.set(*name, *n),
                Arg::Text(_) | Arg::Html(_) => values.set(*name, hole(i)),
            }
        }
        let mut html = escape(&self.format(key, Some(&values)));
        for (i, (_, arg)) in args.iter().enumerate() {
            match arg {
                Arg::Count(_) => {}
                Arg::Text(text) => html = html.replace(&hole(i), Html::data(text).as_str()),
                Arg::Html(piece) => html = html.replace(&hole(i), piece.as_str()),
            }
        }
        Html::markup(html)
    }

    /// The sentence without arguments, as HTML.
    pub fn html(&self, key: impl AsRef<str>) -> Html {
        Html::text(self.say(key))
    }

    /// The sentence with one argument, as HTML.
    pub fn rich1(&self, key: &str, name: &str, arg: impl Into<Arg>) -> Html {
        self.rich(key, &[(name, arg.into())])
    }

    /// The sentence with two arguments, as HTML.
    pub fn rich2(&self, key: &str, a: &str, x: impl Into<Arg>, b: &str, y: impl Into<Arg>) -> Html {
        self.rich(key, &[(a, x.into()), (b, y.into())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_a_sentence_is_isolated_and_cannot_bring_markup() {
        let words = Words::of(Lang::Ar);
        let html = words.rich1("form-replaced-mark", "number", "26QM<b>1");
        assert!(html.as_str().contains("<bdi>26QM&lt;b&gt;1</bdi>"), "{html}");
    }

    #[test]
    fn a_sentence_that_a_language_lacks_is_english_with_a_mark_and_is_remembered() {
        let words = Words::of(Lang::Ru);
        assert_eq!(words.say("action-continue"), "Продолжить");
        assert!(words.say("shell-demo-note").ends_with(Words::MARK));
        assert!(words.missing().contains(&"shell-demo-note".to_owned()));
    }

    #[test]
    fn english_in_an_arabic_page_keeps_its_own_direction() {
        let [english, arabic] =
            [Lang::En, Lang::Ar].map(|lang| Words::of(lang).say2("clock-used", "hours", 21, "target", 240));
        assert_eq!(arabic, format!("\u{2066}{english}\u{2069}{}", Words::MARK));
    }
}
