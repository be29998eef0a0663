//! The administrator's view: every send, the Party's own texts with their placeholders, the periods after issue.

use super::letter::{Letter, Notice};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Table, Tag, Tone};
use crate::{Shell, Words, links};
use cites::{Lang, Role, Timestamp};
use std::collections::BTreeMap;

/// One try to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRow {
    /// When.
    pub at: Timestamp,
    /// Code of the event.
    pub event: String,
    /// Address.
    pub to: String,
    /// `MAIL` or `SMS`.
    pub road: String,
    /// Language of the text.
    pub language: Lang,
    /// Version of the Party's own text; 0: of the house.
    pub template: i64,
    /// Which try.
    pub attempt: i64,
    /// `SENT`, `LATER` or `DEAD`.
    pub result: String,
    /// What the mail server said.
    pub reason: String,
    /// Message-ID.
    pub message_id: String,
    /// Notice and person of one that was given up, so that it can be sent again.
    pub again: Option<(String, String)>,
}

/// Every send, newest first, with what waits.
#[derive(Debug, Clone)]
pub struct MailLog {
    /// The frame.
    pub shell: Shell,
    /// How many wait.
    pub waiting: i64,
    /// Is a mail server set?
    pub server: bool,
    /// The tries.
    pub rows: Vec<LogRow>,
    /// Address of the next page.
    pub next: Option<String>,
    /// The periods.
    pub periods: Periods,
    /// What is wrong with the periods, for the summary.
    pub errors: Vec<FieldError>,
    /// May the reader change anything?
    pub can_set: bool,
}

/// The Party's periods. Fields: `grace_days`, `draft_days`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Periods {
    /// What stands in the form.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl Periods {
    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let days = |name: &str, key: &str, hint: &str| {
            Field::short(name, w.html(key), "w4").hint(w.html(hint)).kind("text", "numeric")
        };
        let fields = vec![
            days("grace_days", "periods-grace", "periods-grace-hint"),
            days("draft_days", "periods-draft", "periods-draft-hint"),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }
}

impl MailLog {
    fn table(&self, w: &Words) -> Table {
        let heads = ["mail-log-at", "mail-log-event", "mail-log-to", "mail-log-text", "mail-log-result"];
        Table::new(w.html("mail-log-title"), &heads.map(|k| w.say(k)), w.html("mail-log-none"))
            .quiet()
            .rows(self.rows.iter().map(|r| {
                let (tone, key) = match r.result.as_str() {
                    "SENT" => (Tone::Go, "mail-sent"),
                    "LATER" => (Tone::Wait, "mail-later"),
                    _ => (Tone::Stop, "mail-dead"),
                };
                let text = match r.template {
                    0 => w.html("mail-house-text"),
                    n => w.rich1("mail-own-text", "n", n),
                };
                let road = if r.road == "SMS" { Html::text(" (SMS)") } else { Html::default() };
                let result = Html::join(&[Tag::new(tone, w.say(key)).html(), w.rich1("mail-try", "n", r.attempt)], " ");
                let result = Html::two_lines(&result, &Html::data(&r.reason));
                vec![
                    w.when_html(&r.at).into(),
                    Html::two_lines(&event(&r.event, w), &Html::code(&r.message_id)).into(),
                    Html::join(&[Html::data(&r.to), road], "").into(),
                    Html::two_lines(&text, &Html::text(r.language.own_name())).into(),
                    match (&r.again, self.can_set) {
                        (Some((notice, person)), true) => {
                            Html::join(&[result, self.again(notice, person, w)], "").into()
                        }
                        _ => result.into(),
                    },
                ]
            }))
            .next(w.say("ui-next-page"), &self.next)
    }

    fn again(&self, notice: &str, person: &str, w: &Words) -> Html {
        Html::markup(format!(
            "<form method=\"post\" action=\"{}\">{}<input type=\"hidden\" name=\"notice\" value=\"{}\"><input type=\"hidden\" name=\"person\" value=\"{}\"><button class=\"plain\">{}</button></form>",
            links::ADMIN_MAIL_AGAIN,
            self.shell.guard(format!("{notice}-{person}")),
            crate::html::escape(notice),
            crate::html::escape(person),
            w.html("mail-again")
        ))
    }

    /// A sample.
    pub fn sample() -> MailLog {
        let row = |at: &str, event: &str, result: &str, reason: &str| LogRow {
            at: crate::samples::at(at),
            event: event.into(),
            to: "applicant@qm.example".into(),
            road: "MAIL".into(),
            language: Lang::En,
            template: i64::from(event == "issued"),
            attempt: 2,
            result: result.into(),
            reason: reason.into(),
            message_id: "<0190.a1b2@qm.example>".into(),
            again: (result == "DEAD").then(|| ("n1".into(), "p1".into())),
        };
        let typed = [("grace_days", "0"), ("draft_days", "60")];
        MailLog {
            shell: crate::samples::shell(Some(Role::TenantAdmin), links::ADMIN_MAIL),
            waiting: 2,
            server: false,
            rows: vec![
                row("2026-11-21T09:00:00Z", "issued", "SENT", ""),
                row("2026-11-21T08:59:00Z", "asked", "LATER", "451 try again later"),
                row("2026-11-21T08:58:00Z", "sent", "DEAD", "550 no such mailbox"),
            ],
            next: None,
            periods: Periods {
                typed: typed.into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
                errors: vec![],
            },
            errors: vec![],
            can_set: true,
        }
    }
}

/// An event in a few words: its title with the details left open.
fn event(code: &str, w: &Words) -> Html {
    let mut notice = Notice::sample(code);
    for value in notice.details.values_mut() {
        *value = "…".to_owned();
    }
    Html::text(notice.title_text(w))
}

page! {
    MailLog in "notices/log.html";
    layout Wide; area Some(Admin);
    title |_c, w| w.html("admin-mail");
    trail |_c, _w| vec![];
    errors errors;
}

/// One event in the list of texts: also the table of who is told what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRow {
    /// Code of the event.
    pub event: String,
    /// Who is told: message key or a role.
    pub readers: Vec<Reader>,
    /// Languages in which the Party has its own text.
    pub own: Vec<Lang>,
}

/// A reader of an event and the road to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// `applicant`, `officer`, `charge`, or nothing where it is roles.
    pub who: &'static str,
    /// Roles.
    pub roles: Vec<Role>,
    /// `must`, `may` or `no`.
    pub road: &'static str,
}

impl Reader {
    fn words(&self, w: &Words) -> Html {
        let who = if self.roles.is_empty() {
            w.say(format!("mail-reader-{}", self.who))
        } else {
            self.roles.iter().map(|r| w.role(r)).collect::<Vec<_>>().join(w.comma())
        };
        Html::two_lines(&Html::text(who), &w.html(format!("mail-road-{}", self.road)))
    }
}

/// Every event with its readers and texts.
#[derive(Debug, Clone)]
pub struct TextsPage {
    /// The frame.
    pub shell: Shell,
    /// The events.
    pub rows: Vec<TextRow>,
}

impl TextsPage {
    fn table(&self, w: &Words) -> Table {
        let heads = ["mail-log-event", "mail-text-readers", "mail-text-own"].map(|k| w.say(k));
        Table::new(w.html("mail-texts"), &heads, w.html("ui-no-results")).quiet().rows(self.rows.iter().map(|r| {
            let own = r.own.iter().map(|l| l.own_name()).collect::<Vec<_>>().join(", ");
            let own = if own.is_empty() { w.html("mail-house-text") } else { Html::text(own) };
            vec![
                Html::link(links::mail_text(&r.event), &event(&r.event, w)).into(),
                Html::join(&r.readers.iter().map(|reader| reader.words(w)).collect::<Vec<_>>(), " ").into(),
                own.into(),
            ]
        }))
    }

    /// A sample.
    pub fn sample() -> TextsPage {
        let row = |event: &str, who, roles: &[Role], road, own: &[Lang]| TextRow {
            event: event.into(),
            readers: vec![Reader { who, roles: roles.to_vec(), road }],
            own: own.to_vec(),
        };
        TextsPage {
            shell: crate::samples::shell(Some(Role::TenantAdmin), links::ADMIN_MAIL_TEXTS),
            rows: vec![
                row("sent", "applicant", &[], "must", &[]),
                row("issued", "applicant", &[], "must", &[Lang::En, Lang::Fr]),
                row("held", "officer", &[], "may", &[]),
                row("quota-80", "", &[Role::QuotaManager], "no", &[]),
            ],
        }
    }
}

page! {
    TextsPage in "notices/texts.html";
    layout Wide; area Some(Admin);
    title |_c, w| w.html("mail-texts");
    trail |_c, w| vec![(w.html("admin-mail"), links::ADMIN_MAIL.into())];
}

/// The text of one event in one language.
#[derive(Debug, Clone)]
pub struct Worded {
    /// Which language.
    pub language: Lang,
    /// Version of the Party's own text; 0: that of the house stands here.
    pub version: i64,
    /// What stands in the form: `subject-<language>`, `body-<language>`.
    pub typed: BTreeMap<String, String>,
    /// With sample values.
    pub preview: Option<Letter>,
}

/// The texts of one event in two languages, side by side. Posts `language`, `do` (`save`, `preview`, `house`).
#[derive(Debug, Clone)]
pub struct TextPage {
    /// The frame.
    pub shell: Shell,
    /// Code of the event.
    pub event: String,
    /// Placeholders that may be used.
    pub names: Vec<String>,
    /// Of them those that must stand in the text.
    pub needs: Vec<String>,
    /// Languages to choose the second from.
    pub languages: Vec<Lang>,
    /// The two.
    pub sides: Vec<Worded>,
    /// What is wrong, at `subject-<language>` or `body-<language>`.
    pub errors: Vec<FieldError>,
}

impl TextPage {
    fn listed(names: &[String]) -> Html {
        Html::join(&names.iter().map(|n| Html::code(format!("{{{n}}}"))).collect::<Vec<_>>(), " ")
    }

    fn may(&self, w: &Words) -> Html {
        w.rich1("mail-text-placeholders", "names", TextPage::listed(&self.names))
    }

    fn must(&self, w: &Words) -> Html {
        w.rich1("mail-text-needs", "names", TextPage::listed(&self.needs))
    }

    fn fields<'a>(&self, side: &Worded, w: &'a Words) -> Fields<'a> {
        let name = |what: &str| format!("{what}-{}", side.language.code());
        let fields = vec![
            Field::line(name("subject"), w.html("mail-text-subject")),
            Field::new(name("body"), w.html("mail-text-body"), Control::Area { rows: 14, max: 4000 }),
        ];
        Fields::new(fields, &side.typed, &self.errors, w)
    }

    fn state(&self, side: &Worded, w: &Words) -> Html {
        match side.version {
            0 => w.html("mail-house-text"),
            n => w.rich1("mail-own-text", "n", n),
        }
    }

    fn beside(&self) -> Vec<(Lang, String)> {
        let first = self.sides.first().map_or(Lang::En, |s| s.language);
        let shown: Vec<Lang> = self.sides.iter().map(|s| s.language).collect();
        self.languages
            .iter()
            .filter(|l| !shown.contains(l))
            .map(|l| (*l, format!("{}?of={}&beside={}", links::mail_text(&self.event), first.code(), l.code())))
            .collect()
    }

    fn heading(&self, w: &Words) -> Html {
        w.rich1("mail-text-title", "event", event(&self.event, w))
    }

    /// A sample.
    pub fn sample() -> TextPage {
        let names = ["reference", "refusal", "reason", "until", "authority", "name", "link"];
        let side = |language: Lang, version| {
            let w = Words::of(language);
            let own = Notice::house_text("refused", &names, w);
            let code = language.code();
            let typed = [(format!("subject-{code}"), own.subject), (format!("body-{code}"), own.body)];
            Worded { language, version, typed: typed.into_iter().collect(), preview: None }
        };
        let to = super::Address {
            authority: "Management Authority of Querimba".into(),
            reader: "Ana Rivera".into(),
            site: "https://qm.example".into(),
        };
        let mut sides = vec![side(Lang::En, 2), side(Lang::Fr, 0)];
        sides[0].preview = Some(Notice::sample("refused").letter(None, &to, Words::of(Lang::En)));
        TextPage {
            shell: crate::samples::shell(Some(Role::TenantAdmin), &links::mail_text("refused")),
            event: "refused".into(),
            names: names.map(String::from).to_vec(),
            needs: ["refusal", "reason", "until", "link"].map(String::from).to_vec(),
            languages: Words::OFFERED.to_vec(),
            sides,
            errors: vec![],
        }
    }
}

page! {
    TextPage in "notices/text.html";
    layout Wide; area Some(Admin);
    title |c, w| c.heading(w);
    trail |_c, w| vec![(w.html("admin-mail"), links::ADMIN_MAIL.into()), (w.html("mail-texts"), links::ADMIN_MAIL_TEXTS.into())];
    errors errors;
}
