//! A piece of finished HTML, kept apart from plain text by its type, so that nothing is escaped twice or not at all.

use askama::filters::HtmlSafe;
use std::fmt;

/// HTML that may be put into a page as it is. Made only by escaping text or by our own templates.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html(String);

impl HtmlSafe for Html {}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Escapes the five characters that mean something in HTML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

impl Html {
    /// Our own markup, as it is. Never with text from outside.
    pub fn markup(html: impl Into<String>) -> Html {
        Html(html.into())
    }

    /// Plain text, escaped.
    pub fn text(text: impl AsRef<str>) -> Html {
        Html(escape(text.as_ref()))
    }

    /// Data inside a sentence: isolated, so that it does not scramble a line of the other direction.
    pub fn data(text: impl AsRef<str>) -> Html {
        Html(format!("<bdi>{}</bdi>", escape(text.as_ref())))
    }

    /// A sentence in which pieces with a direction or a language of their own stand between the marks of Unicode for them:
    /// each becomes an element.
    pub fn with_pieces(text: &str) -> Html {
        let (open, close) = (text.matches('\u{2068}').count(), text.matches('\u{2069}').count());
        let safe = escape(text);
        if open != close {
            return Html(safe);
        }
        Html(safe.replace('\u{2068}', "<bdi>").replace('\u{2069}', "</bdi>"))
    }

    /// A number, code, mark or digest: left to right, in a face where 0 and O differ.
    pub fn code(text: impl AsRef<str>) -> Html {
        let text = text.as_ref();
        // A number that fits on a line of a phone is not cut at its hyphens; a digest is.
        let reference = text.chars().count() <= 24 && text.contains(|c: char| c.is_ascii_digit());
        let whole = if reference { "no whole" } else { "no" };
        Html(format!("<span class=\"{whole}\" dir=\"ltr\">{}</span>", escape(text)))
    }

    /// A scientific name: italic, Latin, left to right, never translated.
    pub fn taxon(name: impl AsRef<str>) -> Html {
        Html(format!("<i class=\"taxon\" lang=\"la\" dir=\"ltr\">{}</i>", escape(name.as_ref())))
    }

    /// A link.
    pub fn link(href: impl AsRef<str>, words: &Html) -> Html {
        Html(format!("<a href=\"{}\">{}</a>", escape(href.as_ref()), words.0))
    }

    /// Less important words.
    pub fn soft(words: &Html) -> Html {
        Html(format!("<span class=\"soft small\">{}</span>", words.0))
    }

    /// Several pieces, one after the other.
    pub fn join(pieces: &[Html], between: &str) -> Html {
        let between = escape(between);
        Html(pieces.iter().filter(|p| !p.is_empty()).map(|p| p.0.as_str()).collect::<Vec<_>>().join(&between))
    }

    /// Two lines: the first plain, the second small.
    pub fn two_lines(first: &Html, second: &Html) -> Html {
        if second.is_empty() {
            return first.clone();
        }
        Html(format!("{}<br>{}", first.0, Html::soft(second).0))
    }

    /// Nothing to show?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The finished HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The words without the markup, for titles and for attributes (the result still has to be escaped).
    pub fn plain(&self) -> String {
        let mut out = String::with_capacity(self.0.len());
        let mut inside = false;
        for c in self.0.chars() {
            match c {
                '<' => inside = true,
                '>' if inside => inside = false,
                c if !inside => out.push(c),
                _ => {}
            }
        }
        out.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_that_calls_itself_a_script_stays_a_name() {
        let name = Html::data("<script>alert('x')</script> & Sons");
        assert_eq!(name.as_str(), "<bdi>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; Sons</bdi>");
        assert_eq!(name.plain(), "<script>alert('x')</script> & Sons");
    }
}
