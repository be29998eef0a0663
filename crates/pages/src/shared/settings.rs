//! What a Party sets itself: each setting with its value, changes that wait for a second person, and what was decided.

use super::admin::sections;
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt, Table, Tag, Tone};
use crate::{Shell, Words, links};
use cites::{Date, Lang, Role};
use std::collections::BTreeMap;

/// A change of a setting.
#[derive(Debug, Clone)]
pub struct SettingMove {
    /// Id.
    pub id: String,
    /// Code of the setting.
    pub setting: String,
    /// Value before and after.
    pub values: (String, String),
    /// Why.
    pub reason: String,
    /// Who proposed it.
    pub by: String,
    /// Who decided; empty while it waits.
    pub decided_by: String,
    /// The day it was proposed, or decided.
    pub on: Date,
    /// Was it confirmed? `None` while it waits.
    pub confirmed: Option<bool>,
    /// May this reader be its second person?
    pub can_confirm: bool,
}

/// Settings with their changes.
#[derive(Debug, Clone)]
pub struct PartySettings {
    /// The frame.
    pub shell: Shell,
    /// Code and value of each.
    pub rows: Vec<(&'static str, String)>,
    /// What waits.
    pub waiting: Vec<SettingMove>,
    /// What was decided, the newest first.
    pub decided: Vec<SettingMove>,
    /// What was wrong with a decision.
    pub errors: Vec<FieldError>,
}

/// A value as people read it: languages by name, the code behind.
fn value(setting: &str, text: &str, w: &Words) -> Html {
    match (setting, text) {
        (_, "") => w.html("setting-none"),
        (LANGUAGES, codes) => {
            let known = codes.split(',').map(str::trim).map(|code| match Lang::from_code(code) {
                Some(lang) => Html::join(&[Html::data(lang.own_name()), Html::code(code)], " "),
                None => Html::code(code),
            });
            Html::join(&known.collect::<Vec<_>>(), w.comma())
        }
        (code, text) if choices(code).is_some_and(|all| all.contains(&text)) => {
            w.html(format!("setting-{code}-{text}"))
        }
        _ => Html::data(text),
    }
}

/// Settings with few values, each with words of its own: keys `setting-<code>-<value>`.
const CHOICES: &[(&str, &[&str])] = &[("assignment", &["queue", "at-once"]), ("opinions", &["expert", "alone"])];

fn choices(setting: &str) -> Option<&'static [&'static str]> {
    CHOICES.iter().find(|(code, _)| *code == setting).map(|(_, values)| *values)
}

/// The setting that is chosen from a list: first the default, then the others.
const LANGUAGES: &str = "languages";

/// The languages as typed, one box for each place: four, or as many as there are. One that is in force stays in the list
/// where pages do not speak it.
fn languages(now: &str, w: &Words) -> Vec<Field> {
    let known: Vec<Lang> = now.split(',').filter_map(|code| Lang::from_code(code.trim())).collect();
    let more = known.iter().filter(|l| !Words::OFFERED.contains(l));
    let all: Vec<Lang> = Words::OFFERED.iter().chain(more).copied().collect();
    let field = |n: usize| {
        let one = |l: &Lang| Opt::new(l.code(), Html::text(format!("{} ({})", l.own_name(), l.code())));
        let none = Opt::new("", w.html("setting-language-none"));
        let options = Control::Select([none].into_iter().chain(all.iter().map(one)).collect());
        let label = ["setting-language-1", "setting-language-2", "setting-language-3", "setting-language-4"];
        let label = label.get(n).copied().unwrap_or("setting-language-more");
        let field = Field::new(format!("value-{}", n + 1), w.html(label), options);
        if n == 0 { field } else { field.optional() }
    };
    (0..known.len().max(4)).map(field).collect()
}

impl PartySettings {
    fn tabs(&self, w: &Words) -> Html {
        // Who supervises may do this and none of the administrator's other things.
        let roles = self.shell.viewer.as_ref().map_or(&[][..], |v| v.roles.as_slice());
        if roles.contains(&Role::TenantAdmin) {
            sections(&self.shell, links::ADMIN_SETTINGS, w)
        } else {
            Html::default()
        }
    }

    fn table(&self, w: &Words) -> Table {
        let heads = ["setting-name", "setting-value"].map(|k| w.say(k));
        let rows = self.rows.iter().map(|(code, text)| {
            let name = Html::link(links::party_setting(code), &w.html(format!("setting-{code}")));
            vec![name.into(), value(code, text, w).into()]
        });
        Table::new(w.html("setting-title"), &heads, w.html("ui-no-results")).quiet().rows(rows)
    }

    fn values(&self, m: &SettingMove, w: &Words) -> Html {
        let said = |text: &str| value(&m.setting, text, w);
        w.rich2("setting-from-to", "was", said(&m.values.0), "value", said(&m.values.1))
    }

    fn act(&self, m: &SettingMove, act: &str) -> String {
        format!("{}/changes/{}/{act}", links::PARTY_SETTINGS, m.id)
    }

    fn history(&self, w: &Words) -> Table {
        let heads = ["setting-name", "setting-value", "ui-status", "setting-who"].map(|k| w.say(k));
        let rows = self.decided.iter().map(|m| {
            let tag = match m.confirmed {
                Some(true) => Tag::new(Tone::Go, w.say("setting-confirmed")),
                _ => Tag::new(Tone::Rest, w.say("setting-dropped")),
            };
            let who = w.rich2("setting-people", "by", m.by.as_str(), "decided", m.decided_by.as_str());
            vec![
                w.html(format!("setting-{}", m.setting)).into(),
                Html::two_lines(&self.values(m, w), &Html::data(&m.reason)).into(),
                Html::join(&[tag.html(), w.date_html(&m.on)], " ").into(),
                who.into(),
            ]
        });
        Table::new(w.html("setting-history"), &heads, w.html("setting-history-none")).quiet().rows(rows)
    }

    /// A sample.
    pub fn sample() -> PartySettings {
        let change = |confirmed: Option<bool>| SettingMove {
            id: "s1".into(),
            setting: "appeal-days".into(),
            values: ("30".into(), "60".into()),
            reason: "Wildlife Act, section 41".into(),
            by: "Tamar Admin".into(),
            decided_by: confirmed.map(|_| "Sol Supervisor".to_owned()).unwrap_or_default(),
            on: jiff::civil::date(2026, 11, 2),
            confirmed,
            can_confirm: true,
        };
        PartySettings {
            shell: crate::samples::shell(Some(Role::TenantAdmin), links::PARTY_SETTINGS),
            rows: vec![
                ("appeal-days", "30".into()),
                ("assignment", "queue".into()),
                ("number-suffix", String::new()),
                (LANGUAGES, "en, fr, es".into()),
            ],
            waiting: vec![change(None)],
            decided: vec![change(Some(true)), change(Some(false))],
            errors: Vec::new(),
        }
    }
}

page! {
    PartySettings in "shared/party_settings.html";
    layout Wide; area Some(Admin);
    title |_c, w| w.html("setting-title");
    trail |_c, _w| vec![];
    errors errors;
}

/// Another value for a setting.
#[derive(Debug, Clone)]
pub struct PartySetting {
    /// The frame.
    pub shell: Shell,
    /// Code of the setting.
    pub setting: &'static str,
    /// Its value now.
    pub now: String,
    /// What was typed: `value` (of languages `value-1`, `value-2` and so on), `reason`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl PartySetting {
    fn name(&self, w: &Words) -> Html {
        w.html(format!("setting-{}", self.setting))
    }

    fn now_words(&self, w: &Words) -> Html {
        w.rich1("setting-now", "value", value(self.setting, &self.now, w))
    }

    fn action(&self) -> String {
        links::party_setting(self.setting)
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let hint = || w.html(format!("setting-{}-hint", self.setting));
        let short = matches!(self.setting, "appeal-days" | "validity-months");
        let chosen = choices(self.setting).map(|values| {
            let option = |v: &&'static str| Opt::new(*v, w.html(format!("setting-{}-{v}", self.setting)));
            Control::Radios(values.iter().map(option).collect())
        });
        let field = match (short, chosen) {
            (_, Some(choice)) => Field::new("value", w.html("setting-new"), choice),
            (true, None) => Field::short("value", w.html("setting-new"), "w5"),
            (false, None) => Field::line("value", w.html("setting-new")),
        };
        let reason = Field::area("reason", w.html("ui-reason"), 1000).hint(w.html("law-reason-hint"));
        let mut fields = if self.setting == LANGUAGES { languages(&self.now, w) } else { vec![field.hint(hint())] };
        fields.push(reason);
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample.
    pub fn sample() -> PartySetting {
        PartySetting {
            shell: crate::samples::shell(Some(Role::TenantAdmin), links::PARTY_SETTINGS),
            setting: "appeal-days",
            now: "30".into(),
            typed: BTreeMap::from([("value".into(), "30".into())]),
            errors: Vec::new(),
        }
    }

    /// The languages, chosen from a list.
    pub fn languages() -> PartySetting {
        PartySetting {
            setting: LANGUAGES,
            now: "en, fr".into(),
            typed: BTreeMap::from([("value-1".into(), "en".into()), ("value-2".into(), "fr".into())]),
            errors: vec![FieldError::new("value-1", "setting-languages")],
            ..PartySetting::sample()
        }
    }
}

page! {
    PartySetting in "shared/party_setting.html";
    layout Narrow; area Some(Admin);
    title |c, w| c.name(w);
    trail |_c, w| vec![(w.html("setting-title"), links::PARTY_SETTINGS.into())];
    errors errors;
}
