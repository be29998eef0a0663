//! What a notice says: a title and a text, in the portal and as an e-mail. The same words, from the same place.
//!
//! Details come as stored (`until` an ISO day, `country` a code …) and are written here in the reader's way. A Party's own
//! text has placeholders like `{reference}`; what it does not know stays as it stands.

use crate::html::{Html, escape};
use crate::words::Arg;
use crate::{Words, links};
use cites::{Amount, Appendix, CountryCode, Currency, Date, Money, PermitStatus, RefusalReason, Unit};
use std::collections::BTreeMap;

/// A notice, as far as its words go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Code of the event: message keys `notice-<code>` and `notice-<code>-text`.
    pub event: String,
    /// Kind of the thing: `application`, `permit`, `foreign`, `invoice`, `quota`, `partner` or `key`.
    pub object_kind: String,
    /// Its id.
    pub object_id: String,
    /// What stands in the sentence, as stored.
    pub details: BTreeMap<String, String>,
}

/// Who writes to whom, from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Name of the Authority.
    pub authority: String,
    /// Name of the reader.
    pub reader: String,
    /// Address of the pages, without a slash at the end.
    pub site: String,
}

/// The Party's own text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Subject, with placeholders.
    pub subject: String,
    /// Text, with placeholders.
    pub body: String,
}

/// An e-mail, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// One line.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As a simple page without style, script or picture.
    pub html: String,
}

impl Letter {
    /// With a sentence that says that it may be answered, above its foot.
    #[must_use]
    pub fn answerable(mut self, w: &Words) -> Letter {
        let hint = w.say("mail-answer-hint");
        if let Some(at) = self.text.rfind("\n\n-- \n") {
            self.text.insert_str(at, &format!("\n\n{hint}"));
        }
        if let Some(at) = self.html.rfind("<hr>") {
            self.html.insert_str(at, &format!("<p>{}</p>\n", escape(&hint)));
        }
        self
    }
}

impl Notice {
    /// Where the thing is looked at.
    pub fn href(&self) -> String {
        match (self.object_kind.as_str(), self.details.get("permit")) {
            (_, Some(permit)) => links::permit(permit),
            ("invoice", None) => links::invoice(&self.object_id),
            // Those who pursue offences do not open cases.
            ("application", None) if self.event == "fraud-suspected" => links::inspection_hold(&self.object_id),
            ("application", None) => links::application(&self.object_id),
            ("permit", None) => links::permit(&self.object_id),
            ("foreign", None) => links::foreign(&self.object_id),
            ("quota", None) => links::quota(&self.object_id),
            ("key", None) => links::ADMIN_SETTINGS.to_owned(),
            _ => links::EXCHANGE.to_owned(),
        }
    }

    fn values(&self, w: &Words) -> Vec<(&str, String)> {
        let mut all: Vec<(&str, String)> =
            self.details.iter().map(|(name, raw)| (name.as_str(), apart(written(name, raw, w), w))).collect();
        // Notices from before there was a directory say nothing of it.
        if !self.details.contains_key("abroad") {
            all.push(("abroad", String::new()));
        }
        all
    }

    /// Is it written to an authority abroad, which has no account here?
    fn goes_abroad(&self) -> bool {
        self.event.starts_with("authority-")
    }

    fn args(&self, w: &Words) -> Vec<(&str, Arg)> {
        self.values(w).into_iter().map(|(name, value)| (name, Arg::Text(value))).collect()
    }

    fn key(&self) -> String {
        format!("notice-{}", self.event)
    }

    fn text_key(&self) -> String {
        format!("notice-{}-text", self.event)
    }

    /// Its title, for the list.
    pub fn title(&self, w: &Words) -> Html {
        w.rich(&self.key(), &self.args(w))
    }

    /// Its title as plain text.
    pub fn title_text(&self, w: &Words) -> String {
        w.say_with(&self.key(), &self.args(w))
    }

    /// Its text as plain text.
    pub fn text(&self, w: &Words) -> String {
        tidy(&w.say_with(&self.text_key(), &self.args(w)))
    }

    /// Its text in paragraphs, for the list.
    pub fn paragraphs(&self, w: &Words) -> Vec<Html> {
        let link = format!("<a href=\"{}\">{}</a>", links::DIRECTORY, w.html("directory-title"));
        self.text(w).split("\n\n").map(|p| Html::markup(lines(p).replace(BOOK, &link))).collect()
    }

    /// The e-mail: the Party's own text where it has one, else that of the house.
    pub fn letter(&self, own: Option<&Text>, to: &Address, w: &Words) -> Letter {
        let check = self.details.get("check").filter(|_| self.goes_abroad());
        let link = check.cloned().unwrap_or_else(|| format!("{}{}", to.site, self.href()));
        let mut values = self.values(w);
        values.push(("authority", to.authority.clone()));
        values.push(("name", to.reader.clone()));
        values.push(("link", link.clone()));
        let (subject, body) = match own {
            Some(own) => (fill(&own.subject, &values), fill(&own.body, &values)),
            None if self.goes_abroad() => (self.title_text(w), self.text(w)),
            None => (self.title_text(w), format!("{}\n\n{} {link}", self.text(w), w.say("mail-open"))),
        };
        // The way to the directory is an address of this site.
        let body = body.replace(BOOK, &format!("{}{}", to.site, links::DIRECTORY));
        let account = format!("{}{}", to.site, links::ACCOUNT);
        let foot = match self.goes_abroad() {
            true => w.say2("authority-foot", "authority", &to.authority, "name", &to.reader),
            false => w.say2("mail-foot", "authority", &to.authority, "account", &account),
        };
        let text = format!("{}\n\n-- \n{foot}\n", tidy(&body));
        Letter { subject: one_line(&subject), html: page(&subject, &tidy(&body), &foot, w), text }
    }

    /// The text of the house with its placeholders, to begin a text of one's own with.
    pub fn house_text(event: &str, names: &[&str], w: &Words) -> Text {
        let notice = Notice {
            event: event.to_owned(),
            object_kind: String::new(),
            object_id: String::new(),
            details: BTreeMap::new(),
        };
        let args: Vec<(&str, Arg)> = names.iter().map(|n| (*n, Arg::Text(format!("{{{n}}}")))).collect();
        Text {
            subject: w.say_with(&notice.key(), &args),
            body: match (tidy(&w.say_with(&notice.text_key(), &args)), notice.goes_abroad()) {
                (text, true) => text,
                (text, false) => format!("{text}\n\n{} {{link}}", w.say("mail-open")),
            },
        }
    }

    /// A sample, with believable details.
    pub fn sample(event: &str) -> Notice {
        Notice {
            event: event.to_owned(),
            object_kind: "application".to_owned(),
            object_id: "a1".to_owned(),
            details: sample_details(),
        }
    }
}

/// Every detail there is, with a believable value: for previews.
pub fn sample_details() -> BTreeMap<String, String> {
    [
        ("reference", "26-00412"),
        ("receipt", "26-00412"),
        ("number", "26QM000371"),
        ("invoice", "I-2026-0117"),
        ("amount", "120.00 USD"),
        ("until", "2026-12-05"),
        ("points", "The tag numbers of line A.\nThe invoice of the farm."),
        ("question", "Which tags belong to the second crate?"),
        ("refusal", "R02"),
        ("reason", "The books of the farm do not show where these animals come from."),
        ("check", "https://permits.example/v/26QM000371/0123456789ABCDEFGHJKMNPQRS"),
        ("quantities", "A|238|240|NAR"),
        ("status", "REVOKED"),
        ("country", "QN"),
        ("commercial", "yes"),
        ("lines", "2"),
        ("used", "yes"),
        ("taxon", "Crocodylus niloticus"),
        ("year", "2026"),
        ("error", "no answer in time"),
        ("cheque", "004417"),
        ("month", "2026-10"),
        ("appendix", "I"),
        ("key", "2f6c1a09b3d84e57"),
        ("since", "2026-11-20"),
        ("goods", "Crocodylus niloticus"),
        ("why", "files"),
        ("files", "photo.exe"),
        ("place", "River Bend Farm, shed 2"),
        ("abroad", "sent|MA|QN|Management Authority of Quenland|cites@qn.example"),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text.to_owned()))
    .collect()
}

/// A detail as the reader reads it.
fn written(name: &str, raw: &str, w: &Words) -> String {
    match name {
        "why" if w.has(&format!("mail-why-{raw}")) => w.code("mail-why", raw),
        "abroad" => raw.lines().map(|line| told(line, w)).collect::<Vec<_>>().join("\n"),
        "amount" => money(raw).map_or_else(|| raw.to_owned(), |m| w.money(&m)),
        "until" | "since" => raw.parse::<Date>().map_or_else(|_| raw.to_owned(), |day| w.date(&day)),
        "month" => format!("{raw}-01").parse::<Date>().map_or_else(|_| raw.to_owned(), |first| w.month(&first)),
        "clock" => w.code("clock-name", raw),
        "appendix" => Appendix::from_code(raw).map_or_else(|| raw.to_owned(), |a| w.appendix(&a)),
        "country" => CountryCode::parse(raw).map_or_else(|_| raw.to_owned(), |c| w.country(&c)),
        "refusal" => RefusalReason::from_code(raw).map_or_else(|| raw.to_owned(), |r| w.refusal_reason(&r)),
        "status" => PermitStatus::from_code(raw).map_or_else(|| raw.to_owned(), |s| w.permit_status(&s)),
        "used" => w.say(if raw == "yes" { "notice-used-yes" } else { "notice-used-no" }),
        "commercial" if raw == "yes" => w.say("notice-commercial-yes"),
        "commercial" => String::new(),
        "points" => raw.lines().map(|line| format!("– {}", apart(line.to_owned(), w))).collect::<Vec<_>>().join("\n"),
        "quantities" => raw.split(';').map(|part| quantity(part, w)).collect::<Vec<_>>().join("\n"),
        _ => raw.to_owned(),
    }
}

/// `120.00 USD` as money.
fn money(raw: &str) -> Option<Money> {
    let (digits, currency) = raw.split_once(' ')?;
    Money::parse(digits, Currency::parse(currency).ok()?).ok()
}

/// A number or name inside a line from right to left keeps its own order: a letter goes out as plain text too, so it
/// carries the isolating marks itself. Addresses to click on stay as they are.
fn apart(text: String, w: &Words) -> String {
    let mixed = w.lang().is_rtl() && text.contains(|c: char| c.is_ascii_alphanumeric());
    if mixed && !text.contains(['\n', '\u{2068}']) && !text.contains("://") {
        format!("\u{2068}{text}\u{2069}")
    } else {
        text
    }
}

/// Where the directory stands, until somebody knows the address of the site.
const BOOK: &str = "\u{e000}";

/// `sent|KIND|COUNTRY|name|e-mail` or `none|KIND|COUNTRY` in words.
fn told(line: &str, w: &Words) -> String {
    let pieces: Vec<&str> = line.split('|').collect();
    match pieces[..] {
        ["sent", _, _, name, email] => w.say2("abroad-sent", "name", name, "email", email),
        ["none", "SECRETARIAT", _] => w.say1("abroad-none-secretariat", "directory", BOOK),
        ["none", _, country] => {
            let country = CountryCode::parse(country).map_or_else(|_| country.to_owned(), |c| w.country(&c));
            w.say2("abroad-none", "country", country, "directory", BOOK)
        }
        _ => line.to_owned(),
    }
}

/// `block|actual|permitted|unit` in words.
fn quantity(part: &str, w: &Words) -> String {
    let pieces: Vec<&str> = part.split('|').collect();
    let [block, actual, permitted, unit] = pieces[..] else { return part.to_owned() };
    match (Amount::parse(actual), Amount::parse(permitted), Unit::from_code(unit)) {
        (Ok(actual), Ok(permitted), Some(unit)) => {
            let (block, actual, permitted) =
                (apart(block.to_owned(), w), apart(w.amount(&actual), w), apart(w.amount(&permitted), w));
            format!("{block}: {actual} / {permitted} {}", w.unit(&unit))
        }
        _ => part.to_owned(),
    }
}

/// Puts values into placeholders; one pass, so that nothing a person typed is taken for a placeholder.
fn fill(text: &str, values: &[(&str, String)]) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some((name, tail)) => {
                match values.iter().find(|(n, _)| *n == name) {
                    Some((_, value)) => out.push_str(value),
                    None => out.push_str(&format!("{{{name}}}")),
                }
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// No blanks at the ends of lines, no more than one empty line, none at the end: an empty detail leaves no hole.
fn tidy(text: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && out.last().is_none_or(|l| l.is_empty())) {
            out.push(line);
        }
    }
    while out.last().is_some_and(|l| l.is_empty()) {
        out.pop();
    }
    out.join("\n")
}

/// A subject is one line, whatever was typed into a detail.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(180).collect::<String>().trim().to_owned()
}

/// Lines of a paragraph with their addresses made links.
fn lines(paragraph: &str) -> String {
    paragraph.lines().map(linked).collect::<Vec<_>>().join("<br>")
}

/// A number with hyphens (`26-00138`, `R-26-00132`): in a line from right to left its parts would change places.
fn numbered(plain: &str) -> bool {
    let of = |c: char| c.is_ascii_alphanumeric() || c == '-';
    plain.contains('-') && plain.contains(|c: char| c.is_ascii_digit()) && plain.chars().all(of)
}

fn linked(line: &str) -> String {
    let word = |word: &str| {
        let open = word.trim_start_matches(['(', '«', '“', '\u{2068}']);
        let number = open.trim_end_matches(['.', ',', ';', ')', ':', '،', '؛', '»', '”', '\u{2069}']);
        if numbered(number) {
            let (before, behind) = (&word[..word.len() - open.len()], &open[number.len()..]);
            return format!("{}<bdi dir=\"ltr\">{}</bdi>{}", escape(before), escape(number), escape(behind));
        }
        let plain = word.trim_end_matches(['.', ',', ';', ')']);
        if plain.starts_with("https://") || plain.starts_with("http://") {
            let rest = &word[plain.len()..];
            format!("<a href=\"{0}\" dir=\"ltr\">{0}</a>{1}", escape(plain), escape(rest))
        } else {
            escape(word)
        }
    };
    line.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn page(subject: &str, body: &str, foot: &str, w: &Words) -> String {
    let paragraphs: String = body.split("\n\n").map(|p| format!("<p>{}</p>\n", lines(p))).collect();
    format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head><meta charset=\"utf-8\"><title>{}</title></head>\n<body>\n{paragraphs}<hr>\n<p><small>{}</small></p>\n</body>\n</html>\n",
        w.lang().code(),
        w.dir(),
        escape(&one_line(subject)),
        lines(foot)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use cites::Lang;

    fn to() -> Address {
        Address {
            authority: "Management Authority of Querimba".into(),
            reader: "Ada".into(),
            site: "https://permits.example".into(),
        }
    }

    #[test]
    fn a_refusal_says_why_and_until_when_one_may_appeal_in_the_readers_language() {
        let letter = Notice::sample("refused").letter(None, &to(), Words::of(Lang::Fr));
        assert_eq!(letter.subject, "Demande 26-00412 refusée");
        assert!(!letter.text.contains("2026-12-05") && letter.text.contains("2026"), "{}", letter.text);
        assert!(letter.text.contains("The books of the farm"), "what the officer wrote stays as written");
        assert!(letter.html.contains("lang=\"fr\""));
        assert!(letter.text.contains("https://permits.example/applications/"));
    }

    #[test]
    fn what_people_type_is_never_markup_nor_a_placeholder_nor_a_second_line_of_the_subject() {
        let mut notice = Notice::sample("asked");
        notice.details.insert("question".into(), "<script>alert(1)</script> {number}\n\n\nBye".into());
        notice.details.insert("reference".into(), "26\r\nBcc: x@example.org".into());
        let own = Text { subject: "{reference}".into(), body: "{name}: {question} {nothing} {link}".into() };
        let letter = notice.letter(Some(&own), &to(), Words::of(Lang::En));
        assert!(!letter.html.contains("<script>"), "{}", letter.html);
        assert!(letter.text.contains("{number}") && letter.text.contains("{nothing}"), "{}", letter.text);
        assert!(!letter.subject.contains('\n') && !letter.subject.contains('\r'));
    }

    #[test]
    fn a_reference_in_an_arabic_letter_keeps_the_order_of_its_parts() {
        assert_eq!(linked("(R-26-00132)."), "(<bdi dir=\"ltr\">R-26-00132</bdi>).");
        assert_eq!(linked("26-00138، well-known 26QM000105"), "<bdi dir=\"ltr\">26-00138</bdi>، well-known 26QM000105");
        let paragraphs = Notice::sample("refused").paragraphs(Words::of(Lang::Ar));
        let text: String = paragraphs.iter().map(|p| p.as_str().to_owned()).collect();
        assert!(text.contains("<bdi dir=\"ltr\">26-00412</bdi>"), "{text}");
    }

    #[test]
    fn days_and_money_in_a_letter_are_written_for_its_reader() {
        let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ");
        let mut notice = Notice::sample("invoice");
        notice.details.insert("amount".into(), "1200.50 USD".into());
        for (lang, day, money) in [
            (Lang::En, "5 December 2026", "1,200.50 USD"),
            (Lang::Fr, "5 décembre 2026", "1 200,50 USD"),
            (Lang::Es, "5 de diciembre de 2026", "1200,50 USD"),
            (Lang::Ar, "\u{2068}5 ديسمبر 2026\u{2069}", "\u{2068}1,200.50 USD\u{2069}"),
        ] {
            let values = notice.values(Words::of(lang));
            let of = |name: &str| plain(values.iter().find(|(n, _)| *n == name).unwrap().1.clone());
            assert_eq!((of("until").as_str(), of("amount").as_str()), (day, money));
        }
    }

    #[test]
    fn an_authority_abroad_is_led_to_the_check_and_to_no_account() {
        let mut notice = Notice { object_kind: "permit".into(), ..Notice::sample("authority-stopped") };
        notice.details.insert("check".into(), "https://permits.example/v/26QM000371/CODE".into());
        let letter = notice.letter(None, &to(), Words::of(Lang::Fr));
        assert!(letter.text.contains("https://permits.example/v/26QM000371/CODE"), "{}", letter.text);
        assert!(letter.text.contains("Management Authority of Querimba") && letter.text.contains("Ada"));
        for inside in ["/account", "/permits/", "/applications/", "/directory"] {
            assert!(!letter.text.contains(inside), "{inside}: {}", letter.text);
        }
        let own = Text { subject: "{number}".into(), body: "{status} {link}".into() };
        assert!(notice.letter(Some(&own), &to(), Words::of(Lang::En)).text.contains("/v/26QM000371/CODE"));
    }

    #[test]
    fn the_desk_reads_who_was_told_and_where_to_enter_who_was_not() {
        let mut notice = Notice::sample("tell-destination");
        notice.details.insert("abroad".into(), "sent|MA|QN|Wildlife Office|w@qn.example\nnone|SECRETARIAT|".into());
        let letter = notice.letter(None, &to(), Words::of(Lang::En));
        assert!(letter.text.contains("Wildlife Office, w@qn.example."), "{}", letter.text);
        assert!(letter.text.contains("no address is known of the Secretariat"), "{}", letter.text);
        assert!(letter.text.contains("https://permits.example/directory\n"), "{}", letter.text);
        assert!(letter.html.contains("href=\"https://permits.example/directory\""), "{}", letter.html);
        let shown: String = notice.paragraphs(Words::of(Lang::En)).iter().map(|p| p.as_str().to_owned()).collect();
        assert!(shown.contains("<a href=\"/directory\">"), "{shown}");
        notice.details.remove("abroad");
        assert!(!notice.text(Words::of(Lang::En)).contains("abroad"), "a notice from before reads well");
    }

    #[test]
    fn quantities_and_empty_details_read_well() {
        let w = Words::of(Lang::En);
        assert!(Notice::sample("differs").text(w).contains("A: 238 / 240"), "{}", Notice::sample("differs").text(w));
        let mut notice = Notice::sample("tell-destination");
        notice.details.insert("commercial".into(), "no".into());
        assert!(!notice.text(w).contains("Secretariat"));
        let mut notice = Notice::sample("stopped");
        notice.details.insert("reason".into(), String::new());
        assert!(!notice.text(w).ends_with('\n'));
    }
}
