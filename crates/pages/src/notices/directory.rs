//! The directory of authorities abroad: who is written to, what was sent and what became of it.

use super::letter::Notice;
use crate::frame::page;
use crate::html::{Html, escape};
use crate::parts::{Control, Field, FieldError, Fields, Opt, Table, Tag, Tone};
use crate::shared::guidance::countries;
use crate::{Shell, Words, links};
use cites::{CountryCode, Date, Lang, Role, Timestamp};
use std::collections::BTreeMap;

/// Kinds of authorities, as they are chosen.
const KINDS: [&str; 4] = ["MA", "SA", "ENFORCEMENT", "SECRETARIAT"];
const LANGUAGES: [Lang; 3] = [Lang::En, Lang::Fr, Lang::Es];

/// An authority of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorityRow {
    /// Id.
    pub id: String,
    /// `MA`, `SA`, `ENFORCEMENT` or `SECRETARIAT`.
    pub kind: String,
    /// Whose; `None`: the Secretariat.
    pub country: Option<CountryCode>,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Language it is written to in.
    pub language: Lang,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Option<Date>,
    /// Is it written to today?
    pub in_force: bool,
}

impl AuthorityRow {
    fn whose(&self, w: &Words) -> Html {
        let kind = w.html(format!("authority-kind-{}", self.kind.to_lowercase()));
        match self.country {
            Some(country) => Html::two_lines(&Html::text(w.country(&country)), &kind),
            None => kind,
        }
    }

    fn tag(&self, w: &Words) -> Html {
        match (self.in_force, self.until) {
            (true, None) => Tag::new(Tone::Go, w.say("authority-in-force")).html(),
            (true, Some(last)) => {
                let tag = Tag::new(Tone::Go, w.say("authority-in-force")).html();
                Html::two_lines(&tag, &w.rich1("authority-until-day", "day", w.date_html(&last)))
            }
            (false, Some(last)) => {
                let tag = Tag::new(Tone::Rest, w.say("authority-ended")).html();
                Html::two_lines(&tag, &w.rich1("authority-until-day", "day", w.date_html(&last)))
            }
            (false, None) => {
                let tag = Tag::new(Tone::Wait, w.say("authority-later")).html();
                Html::two_lines(&tag, &w.rich1("authority-from-day", "day", w.date_html(&self.from)))
            }
        }
    }

    fn sample(id: &str, country: Option<CountryCode>, name: &str, email: &str) -> AuthorityRow {
        AuthorityRow {
            id: id.into(),
            kind: if country.is_some() { "MA" } else { "SECRETARIAT" }.into(),
            country,
            name: name.into(),
            email: email.into(),
            language: Lang::En,
            from: jiff::civil::date(2026, 1, 1),
            until: None,
            in_force: true,
        }
    }
}

/// A mail to an authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterRow {
    /// Id.
    pub id: String,
    /// What it says.
    pub notice: Notice,
    /// To whom.
    pub name: String,
    /// Address it went to, or will.
    pub address: String,
    /// When it was written.
    pub at: Timestamp,
    /// `WAITING`, `SENT` or `DEAD`.
    pub state: String,
    /// How often it was tried.
    pub attempts: i64,
    /// What the mail server said last.
    pub reason: String,
}

impl LetterRow {
    fn result(&self, w: &Words) -> Html {
        let (tone, key) = match (self.state.as_str(), self.attempts) {
            ("SENT", _) => (Tone::Go, "mail-sent"),
            ("DEAD", _) => (Tone::Stop, "mail-dead"),
            (_, 0) => (Tone::Wait, "authority-mail-waits"),
            _ => (Tone::Wait, "mail-later"),
        };
        let tag = Tag::new(tone, w.say(key)).html();
        let tries = if self.attempts > 0 { w.rich1("mail-try", "n", self.attempts) } else { Html::default() };
        Html::two_lines(&Html::join(&[tag, tries], " "), &Html::data(&self.reason))
    }

    /// Samples.
    fn samples() -> Vec<LetterRow> {
        let row = |id: &str, event: &str, state: &str, reason: &str| LetterRow {
            id: id.into(),
            notice: Notice { object_kind: "permit".into(), object_id: "p1".into(), ..Notice::sample(event) },
            name: "Management Authority of Quenland".into(),
            address: "cites@qn.example".into(),
            at: crate::samples::at("2026-11-21T09:00:00Z"),
            state: state.into(),
            attempts: i64::from(state != "WAITING"),
            reason: reason.into(),
        };
        vec![
            row("l3", "authority-stopped", "WAITING", ""),
            row("l2", "authority-differs", "DEAD", "550 no such mailbox"),
            row("l1", "authority-retrospective", "SENT", ""),
        ]
    }
}

fn letters(rows: &[LetterRow], next: &Option<String>, can_keep: bool, shell: &Shell, w: &Words) -> Table {
    let heads = ["mail-log-at", "mail-log-event", "mail-log-to", "mail-log-result"].map(|k| w.say(k));
    let lines = rows.iter().map(|r| {
        let what = Html::link(r.notice.href(), &r.notice.title(w));
        let mut result = vec![r.result(w)];
        if r.state == "DEAD" && can_keep {
            result.push(Html::markup(format!(
                "<form method=\"post\" action=\"{}\">{}<input type=\"hidden\" name=\"letter\" value=\"{}\"><button class=\"plain\">{}</button></form>",
                links::DIRECTORY_AGAIN,
                shell.guard(&r.id),
                escape(&r.id),
                w.html("mail-again")
            )));
        }
        vec![
            w.when_html(&r.at).into(),
            what.into(),
            Html::two_lines(&Html::data(&r.name), &Html::data(&r.address)).into(),
            Html::join(&result, "").into(),
        ]
    });
    Table::new(w.html("authority-letters"), &heads, w.html("authority-letters-none"))
        .quiet()
        .rows(lines)
        .next(w.say("ui-next-page"), next)
}

fn days(w: &Words) -> [Field; 2] {
    [
        Field::new("from", w.html("authority-from"), Control::Date).hint(w.html("authority-from-hint")).optional(),
        Field::new("until", w.html("authority-until"), Control::Date).optional(),
    ]
}

fn words(w: &Words) -> [Field; 3] {
    let languages = LANGUAGES.iter().map(|l| Opt::new(l.code(), Html::text(l.own_name()))).collect();
    [
        Field::line("name", w.html("authority-name")),
        Field::line("email", w.html("authority-email")).kind("email", "email"),
        Field::new("language", w.html("authority-language"), Control::Radios(languages)),
    ]
}

/// The directory with what was sent, and the form of a new entry. Posts `kind`, `country`, `name`, `email`, `language`,
/// `from`, `until`.
#[derive(Debug, Clone)]
pub struct DirectoryPage {
    /// The frame.
    pub shell: Shell,
    /// Entries, by country.
    pub rows: Vec<AuthorityRow>,
    /// What was sent, newest first.
    pub letters: Vec<LetterRow>,
    /// Address of the next page of what was sent.
    pub next: Option<String>,
    /// Does this reader keep it?
    pub can_keep: bool,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl DirectoryPage {
    fn table(&self, w: &Words) -> Table {
        let heads = ["authority-whose", "authority-name", "authority-language", "ui-status"].map(|k| w.say(k));
        Table::new(w.html("directory-title"), &heads, w.html("directory-none")).rows(self.rows.iter().map(|a| {
            let name = Html::link(links::authority(&a.id), &Html::data(&a.name));
            vec![
                a.whose(w).into(),
                Html::two_lines(&name, &Html::data(&a.email)).into(),
                Html::text(a.language.own_name()).into(),
                a.tag(w).into(),
            ]
        }))
    }

    fn sent(&self, w: &Words) -> Table {
        letters(&self.letters, &self.next, self.can_keep, &self.shell, w)
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let kinds = KINDS.map(|k| Opt::new(k, w.html(format!("authority-kind-{}", k.to_lowercase()))));
        let country =
            Field::new("country", w.html("authority-country"), Control::Select(countries(w, self.shell.demo)));
        let mut fields = vec![
            Field::new("kind", w.html("authority-kind"), Control::Radios(kinds.to_vec())),
            country.hint(w.html("authority-country-hint")).optional(),
        ];
        fields.extend(words(w));
        fields.extend(days(w));
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample.
    pub fn sample() -> DirectoryPage {
        let quenland = Some(cites::country::DEMO_IMPORTER);
        DirectoryPage {
            shell: crate::samples::shell(Some(Role::MaOfficer), links::DIRECTORY),
            rows: vec![
                AuthorityRow::sample("a1", None, "CITES Secretariat", "info@secretariat.example"),
                AuthorityRow::sample("a2", quenland, "Management Authority of Quenland", "cites@qn.example"),
                AuthorityRow {
                    in_force: false,
                    until: Some(jiff::civil::date(2026, 6, 30)),
                    ..AuthorityRow::sample("a3", quenland, "Wildlife Office, Northport", "office@qn.example")
                },
            ],
            letters: LetterRow::samples(),
            next: None,
            can_keep: true,
            typed: BTreeMap::from([("kind".into(), "MA".into()), ("language".into(), "en".into())]),
            errors: vec![FieldError::new("email", "email-form")],
        }
    }
}

page! {
    DirectoryPage in "notices/directory.html";
    layout Wide; area Some(Exchange);
    title |_c, w| w.html("directory-title");
    trail |_c, _w| vec![];
    errors errors;
}

/// One entry with what was sent to it. Posts `act=correct` with the fields of the form, or `act=retire`.
#[derive(Debug, Clone)]
pub struct AuthorityPage {
    /// The frame.
    pub shell: Shell,
    /// The entry.
    pub row: AuthorityRow,
    /// How often it was changed, so that nobody overwrites another's correction.
    pub version: i64,
    /// What was sent, newest first.
    pub letters: Vec<LetterRow>,
    /// Address of the next page of what was sent.
    pub next: Option<String>,
    /// Does this reader keep it?
    pub can_keep: bool,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl AuthorityPage {
    fn action(&self) -> String {
        links::authority(&self.row.id)
    }

    fn sent(&self, w: &Words) -> Table {
        letters(&self.letters, &self.next, self.can_keep, &self.shell, w)
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let fields = words(w).into_iter().chain(days(w)).collect();
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample.
    pub fn sample() -> AuthorityPage {
        let list = DirectoryPage::sample();
        let row = list.rows[1].clone();
        let typed = [("name", row.name.as_str()), ("email", &row.email), ("language", "en"), ("from", "2026-01-01")];
        AuthorityPage {
            shell: crate::samples::shell(Some(Role::MaOfficer), "/directory/a2"),
            version: 1,
            letters: list.letters,
            next: None,
            can_keep: true,
            typed: typed.into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
            errors: vec![],
            row,
        }
    }
}

page! {
    AuthorityPage in "notices/authority.html";
    layout Wide; area Some(Exchange);
    title |c, _w| Html::data(&c.row.name);
    trail |_c, w| vec![(w.html("directory-title"), links::DIRECTORY.into())];
    errors errors;
}
