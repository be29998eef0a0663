//! The administrator's pages: texts to review, people, settings, audit, partners; and everybody's own account.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Cell, Control, Field, FieldError, Fields, Opt, Row, Summary, Table, Tag, Tone};
use crate::{Shell, Words, links};
use cites::{CountryCode, Date, Lang, Role, Timestamp};
use std::collections::BTreeMap;

const SECTIONS: [(&str, &str); 8] = [
    ("admin-settings", links::ADMIN_SETTINGS),
    ("kind-title", links::ADMIN_KINDS),
    ("admin-people", links::ADMIN_PEOPLE),
    ("admin-partners", links::ADMIN_PARTNERS),
    ("admin-languages", links::ADMIN_LANGUAGES),
    ("admin-law", links::ADMIN_LAW),
    ("admin-audit", links::ADMIN_AUDIT),
    ("admin-mail", links::ADMIN_MAIL),
];

/// Sections that are read by who administers nothing: an auditor.
const READ_ALONE: [&str; 4] = [links::ADMIN_SETTINGS, links::ADMIN_PARTNERS, links::ADMIN_AUDIT, links::ADMIN_MAIL];

/// The sections of administration as tabs, as far as the reader opens them; `current` is its address.
pub(crate) fn sections(shell: &Shell, current: &str, w: &Words) -> Html {
    let whole = shell.holds(&[Role::TenantAdmin]);
    let tabs: String = SECTIONS
        .iter()
        .filter(|(_, href)| whole || READ_ALONE.contains(href))
        .map(|(key, href)| {
            let here = if *href == current { " aria-current=\"page\"" } else { "" };
            format!("<a href=\"{href}\"{here}>{}</a>", w.html(key))
        })
        .collect();
    Html::markup(format!("<nav class=\"tabs\" aria-label=\"{}\">{tabs}</nav>", w.html("ui-administration")))
}

/// One text of a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageRow {
    /// Message key.
    pub key: String,
    /// English.
    pub english: String,
    /// The language's own text.
    pub text: String,
    /// Has a native officer, or an official text, confirmed it (mark V)?
    pub confirmed: bool,
}

/// Texts that a native officer should read before the language is released.
#[derive(Debug, Clone)]
pub struct LanguagesPage {
    /// The frame.
    pub shell: Shell,
    /// Which language.
    pub of: Lang,
    /// Only texts that nobody has confirmed?
    pub only_open: bool,
    /// Search.
    pub query: String,
    /// How many texts there are, and how many of them are confirmed.
    pub count: (usize, usize),
    /// Texts on this page.
    pub rows: Vec<LanguageRow>,
    /// Address of the next page.
    pub next: Option<String>,
}

impl LanguagesPage {
    fn filter<'a>(&self, w: &'a Words) -> Fields<'a> {
        let langs = Lang::ALL.iter().filter(|l| **l != Lang::En).map(|l| Opt::new(l.code(), Html::text(l.own_name())));
        let which = [("open", "admin-open-only"), ("all", "admin-all-texts")].map(|(v, k)| Opt::new(v, w.html(k)));
        let fields = vec![
            Field::new("of", w.html("ui-language"), Control::Select(langs.collect())).value(self.of.code()),
            Field::new("show", w.html("admin-show"), Control::Select(which.to_vec())).value(if self.only_open {
                "open"
            } else {
                "all"
            }),
            Field::line("q", w.html("ui-search")).value(&self.query),
        ];
        Fields::new(fields, &BTreeMap::new(), &[], w)
    }

    fn table(&self, w: &Words) -> Table {
        let heads = ["admin-key", "admin-english", "admin-text", "ui-status"].map(|k| w.say(k));
        let caption = w.rich2("admin-texts-count", "confirmed", self.count.1, "all", self.count.0);
        Table::new(caption, &heads, w.html("ui-no-results"))
            .rows(self.rows.iter().map(|r| {
                let tag = if r.confirmed {
                    Tag::new(Tone::Go, w.say("admin-confirmed"))
                } else {
                    Tag::new(Tone::Wait, w.say("admin-to-review"))
                };
                let text = format!(
                    "<span lang=\"{}\" dir=\"{}\">{}</span>",
                    self.of.code(),
                    if self.of.is_rtl() { "rtl" } else { "ltr" },
                    Html::data(&r.text)
                );
                vec![
                    Html::code(&r.key).into(),
                    Html::markup(format!("<span lang=\"en\" dir=\"ltr\">{}</span>", Html::data(&r.english))).into(),
                    Html::markup(text).into(),
                    tag.into(),
                ]
            }))
            .next(w.say("ui-next-page"), &self.next)
    }

    /// A sample.
    pub fn sample() -> LanguagesPage {
        let ar = Words::of(Lang::Ar);
        let row = |key: &str, confirmed| LanguageRow {
            key: key.into(),
            english: Words::of(Lang::En).say(key),
            text: ar.say(key),
            confirmed,
        };
        LanguagesPage {
            shell: crate::samples::shell(Some(Role::TenantAdmin), links::ADMIN_LANGUAGES),
            of: Lang::Ar,
            only_open: true,
            query: String::new(),
            count: (556, 33),
            rows: vec![row("word-permit", true), row("ui-stock", false), row("public-valid", false)],
            next: Some(format!("{}?after=public-valid", links::ADMIN_LANGUAGES)),
        }
    }
}

page! {
    LanguagesPage in "shared/admin_languages.html";
    layout Wide; area Some(Admin);
    title |_c, w| w.html("admin-languages");
    trail |_c, _w| vec![];
}

/// A person of the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Mail.
    pub email: String,
    /// Organisation, empty for the Authority's own people.
    pub organisation: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// May sign in?
    pub active: bool,
    /// Last sign-in.
    pub seen: Option<Timestamp>,
}

/// People and roles.
#[derive(Debug, Clone)]
pub struct PeoplePage {
    /// The frame.
    pub shell: Shell,
    /// People on this page.
    pub people: Vec<PersonRow>,
    /// Address of the next page.
    pub next: Option<String>,
}

impl PeoplePage {
    fn table(&self, w: &Words) -> Table {
        let heads = ["people-name", "sign-email", "people-roles", "people-seen", "ui-status"].map(|k| w.say(k));
        Table::new(w.html("admin-people"), &heads, w.html("ui-no-results"))
            .quiet()
            .rows(self.people.iter().map(|p| {
                let roles = p.roles.iter().map(|r| w.role(r)).collect::<Vec<_>>().join(w.comma());
                let tag = if p.active {
                    Tag::new(Tone::Go, w.say("people-active"))
                } else {
                    Tag::new(Tone::Rest, w.say("people-closed"))
                };
                vec![
                    Html::two_lines(
                        &Html::link(crate::registers::links::person(&p.id), &Html::data(&p.name)),
                        &Html::data(&p.organisation),
                    )
                    .into(),
                    Html::data(&p.email).into(),
                    roles.into(),
                    p.seen.as_ref().map(|t| w.when_html(t)).unwrap_or_else(|| w.html("people-never")).into(),
                    tag.into(),
                ]
            }))
            .next(w.say("ui-next-page"), &self.next)
    }

    /// Each role with a plain sentence of what it may not do (`data/codes/roles.csv`).
    fn conflicts(&self, w: &Words) -> Vec<(String, String)> {
        use Role as R;
        [R::MaClerk, R::MaOfficer, R::MaApprover, R::SaCoordinator, R::Customs, R::TenantAdmin]
            .iter()
            .map(|r| (w.role(r), w.code("people-must-not", r.code())))
            .collect()
    }

    /// A sample.
    pub fn sample() -> PeoplePage {
        let person = |name: &str, email: &str, role, seen: Option<&str>| PersonRow {
            id: name.to_lowercase(),
            name: name.into(),
            email: email.into(),
            organisation: String::new(),
            roles: vec![role],
            active: seen.is_some(),
            seen: seen.and_then(|t| t.parse().ok()),
        };
        PeoplePage {
            shell: crate::samples::shell(Some(Role::TenantAdmin), links::ADMIN_PEOPLE),
            people: vec![
                person("Bo Lindqvist", "clerk@qm.example", Role::MaClerk, Some("2026-11-21T08:00:00Z")),
                person("Chidi Okafor", "officer@qm.example", Role::MaOfficer, Some("2026-11-21T08:12:00Z")),
                person("Lea Brun", "former@qm.example", Role::MaOfficer, None),
            ],
            next: None,
        }
    }
}

page! {
    PeoplePage in "shared/admin_people.html";
    layout Wide; area Some(Admin);
    title |_c, w| w.html("admin-people");
    trail |_c, _w| vec![];
}

/// Settings of the Party, read; each is changed through configuration with an audit entry.
#[derive(Debug, Clone)]
pub struct SettingsPage {
    /// The frame.
    pub shell: Shell,
    /// Template of permit numbers.
    pub number_template: String,
    /// Suffix office of new numbers.
    pub suffix: String,
    /// Proposer, approver and signer must be different persons?
    pub four_eyes: bool,
    /// Languages of the permit.
    pub languages: Vec<Lang>,
    /// Last day of the signing certificate.
    pub certificate_until: Option<Date>,
    /// Name of the signing key.
    pub key_id: String,
    /// Date and digest of the rules in force.
    pub rules: (Date, String),
    /// Which set of names, `shipped` or `imported`, and how many it has.
    pub taxa: (String, usize),
    /// Address of the EPIX service.
    pub epix_address: String,
}

impl SettingsPage {
    /// Auditors read; administrators change.
    fn changes(&self) -> bool {
        self.shell.viewer.as_ref().is_some_and(|v| v.roles.contains(&Role::TenantAdmin))
    }

    fn summary(&self, w: &Words) -> Summary {
        let languages = self.languages.iter().map(|l| l.own_name()).collect::<Vec<_>>().join(", ");
        let rules = Html::join(&[w.date_html(&self.rules.0), Html::code(&self.rules.1)], w.comma());
        let taxa = w.rich1(&format!("settings-taxa-{}", self.taxa.0), "n", self.taxa.1);
        let until = self.certificate_until.as_ref().map(|d| w.date_html(d)).unwrap_or_default();
        Summary::new(
            vec![
                Row::new(w.say("settings-number"), Html::code(&self.number_template)),
                Row::new(w.say("settings-suffix"), Html::code(&self.suffix)),
                Row::new(w.say("settings-four-eyes"), w.html(if self.four_eyes { "ui-yes" } else { "ui-no" })),
                Row::new(w.say("settings-languages"), Html::text(languages)),
                Row::new(w.say("settings-key"), Html::code(&self.key_id)),
                Row::new(w.say("settings-certificate"), until),
                Row::new(w.say("settings-rules"), rules),
                Row::new(w.say("settings-taxa"), taxa),
                Row::new(w.say("settings-epix"), Html::code(&self.epix_address)),
            ],
            w,
        )
    }

    /// A sample.
    pub fn sample() -> SettingsPage {
        SettingsPage {
            shell: crate::samples::shell(Some(Role::TenantAdmin), links::ADMIN_SETTINGS),
            number_template: "{yy}{iso2}{seq:6}/{suffix}".into(),
            suffix: "RA".into(),
            four_eyes: true,
            languages: vec![Lang::En, Lang::Fr],
            certificate_until: Some(jiff::civil::date(2027, 6, 30)),
            key_id: "qm-seal-2026".into(),
            rules: (jiff::civil::date(2026, 11, 1), "4f2a9c0d11e2".into()),
            taxa: ("shipped".into(), 1204),
            epix_address: "https://qm.example/epix/v2".into(),
        }
    }
}

page! {
    SettingsPage in "shared/admin_settings.html";
    layout Wide; area Some(Admin);
    title |_c, w| w.html("admin-settings");
    trail |_c, _w| vec![];
}

/// One line of the audit list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number in the chain.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// Who: a name, `system`, or a partner's country.
    pub actor: String,
    /// What: the act's name.
    pub act: String,
    /// On what: words, and the address where the reader may open it.
    pub subject: (String, Option<String>),
    /// The first digits of its digest.
    pub digest: String,
}

impl AuditEntry {
    /// What was done, in words, with the act's own name behind; the name alone where nobody has put it in words.
    pub fn done(&self, w: &Words) -> Html {
        let name = self.act.to_lowercase().replace(['_', '.'], "-");
        let known = ["audited", "event"].map(|group| format!("{group}-{name}")).into_iter().find(|key| w.has(key));
        match known {
            Some(key) => Html::two_lines(&w.html(key), &Html::code(&self.act)),
            None => Html::code(&self.act),
        }
    }

    /// On what: the kind in words before its number.
    pub fn about(&self, w: &Words) -> Html {
        let (kind, id) = self.subject.0.split_once(' ').unwrap_or((&self.subject.0, ""));
        let key = format!("audited-on-{}", kind.replace('_', "-"));
        let kind = if w.has(&key) { w.html(key) } else { Html::data(kind) };
        Html::join(&[kind, if id.is_empty() { Html::default() } else { Html::code(id) }], " ")
    }
}

/// The audit list.
#[derive(Debug, Clone)]
pub struct AuditPage {
    /// The frame.
    pub shell: Shell,
    /// What was searched: `q`, `act`, `actor`.
    pub typed: BTreeMap<String, String>,
    /// Newest first.
    pub entries: Vec<AuditEntry>,
    /// Is the chain whole, as far as it was last checked? `None`: not checked yet.
    pub whole: Option<bool>,
    /// Address of the next page.
    pub next: Option<String>,
}

impl AuditPage {
    fn filter<'a>(&self, w: &'a Words) -> Fields<'a> {
        let fields = vec![Field::line("q", w.html("ui-search"))];
        Fields::new(fields, &self.typed, &[], w)
    }

    fn table(&self, w: &Words) -> Table {
        let heads =
            ["audit-number#", "audit-when", "audit-who", "audit-act", "audit-subject", "audit-digest"].map(|k| match k
                .strip_suffix('#')
            {
                Some(key) => format!("{}#", w.say(key)),
                None => w.say(k),
            });
        Table::new(w.html("admin-audit"), &heads, w.html("ui-no-results"))
            .quiet()
            .rows(self.entries.iter().map(|e| {
                // Who administers and reads no cases sees what was done, without a way in.
                let subject = match e.subject.1.as_ref().filter(|_| !self.shell.holds(&[Role::TenantAdmin])) {
                    Some(href) => Html::link(href, &e.about(w)),
                    None => e.about(w),
                };
                let cells: Vec<Cell> = vec![
                    w.count(e.number).into(),
                    w.when_html(&e.at).into(),
                    Html::data(&e.actor).into(),
                    e.done(w).into(),
                    subject.into(),
                    Html::code(&e.digest).into(),
                ];
                cells
            }))
            .next(w.say("ui-next-page"), &self.next)
    }

    /// A sample.
    pub fn sample() -> AuditPage {
        AuditPage {
            shell: crate::samples::shell(Some(Role::TenantAdmin), links::ADMIN_AUDIT),
            typed: BTreeMap::new(),
            entries: vec![AuditEntry {
                number: 48211,
                at: crate::samples::at("2026-11-21T09:00:00Z"),
                actor: "Fatima Haddad".into(),
                act: "seal_endorsement".into(),
                subject: ("permit 26QM000371".into(), Some(links::permit("p1"))),
                digest: "9f31c2a4".into(),
            }],
            whole: Some(true),
            next: None,
        }
    }
}

page! {
    AuditPage in "shared/admin_audit.html";
    layout Wide; area Some(Admin);
    title |_c, w| w.html("admin-audit");
    trail |_c, _w| vec![];
}

/// One exchange partner as the administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerRow {
    /// Country.
    pub country: CountryCode,
    /// Address of its service.
    pub address: String,
    /// Version spoken: `v2`, `v1`.
    pub version: String,
    /// Fingerprint of its registered client certificate, first digits.
    pub certificate: String,
    /// Last day of that certificate.
    pub until: Option<Date>,
    /// May it call?
    pub open: bool,
}

/// Partners: addresses and certificates.
#[derive(Debug, Clone)]
pub struct PartnersAdmin {
    /// The frame.
    pub shell: Shell,
    /// Partners.
    pub partners: Vec<PartnerRow>,
}

impl PartnersAdmin {
    fn table(&self, w: &Words) -> Table {
        let heads = ["ui-country", "partners-address", "partners-version", "partners-certificate", "ui-status"]
            .map(|k| w.say(k));
        Table::new(w.html("admin-partners"), &heads, w.html("ui-no-results")).quiet().rows(self.partners.iter().map(
            |p| {
                let until = p.until.as_ref().map(|d| w.date_html(d)).unwrap_or_default();
                let tag = if p.open {
                    Tag::new(Tone::Go, w.say("partners-open"))
                } else {
                    Tag::new(Tone::Rest, w.say("partners-off"))
                };
                vec![
                    Cell(Html::link(links::partner(p.country.code()), &w.country_html(&p.country))),
                    Html::code(&p.address).into(),
                    Html::code(&p.version).into(),
                    Html::two_lines(&Html::code(&p.certificate), &until).into(),
                    tag.into(),
                ]
            },
        ))
    }

    /// A sample.
    pub fn sample() -> PartnersAdmin {
        PartnersAdmin {
            shell: crate::samples::shell(Some(Role::TenantAdmin), links::ADMIN_PARTNERS),
            partners: vec![PartnerRow {
                country: cites::country::DEMO_IMPORTER,
                address: "https://qn.example/epix/v2".into(),
                version: "v2".into(),
                certificate: "b6:0d:11:7a".into(),
                until: Some(jiff::civil::date(2027, 6, 30)),
                open: true,
            }],
        }
    }
}

page! {
    PartnersAdmin in "shared/admin_partners.html";
    layout Wide; area Some(Admin);
    title |_c, w| w.html("admin-partners");
    trail |_c, _w| vec![];
}

/// Everybody's own account.
#[derive(Debug, Clone)]
pub struct AccountPage {
    /// The frame.
    pub shell: Shell,
    /// Mail.
    pub email: String,
    /// Last sign-in before this one.
    pub last_seen: Option<Timestamp>,
    /// Is a second factor set up?
    pub second_factor: bool,
    /// What is wanted by e-mail.
    pub wishes: crate::notices::Wishes,
    /// What is wrong with the password form: fields `current`, `new`.
    pub errors: Vec<FieldError>,
}

impl AccountPage {
    fn summary(&self, w: &Words) -> Summary {
        let seen = self.last_seen.as_ref().map(|t| w.when_html(t)).unwrap_or_else(|| w.html("people-never"));
        Summary::new(
            vec![
                Row::new(w.say("sign-email"), Html::data(&self.email)),
                Row::new(w.say("people-seen"), seen),
                Row::new(
                    w.say("account-second"),
                    w.html(if self.second_factor { "account-second-on" } else { "account-second-off" }),
                ),
            ],
            w,
        )
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let fields = vec![
            Field::new("current", w.html("account-current"), Control::Secret { complete: "current-password" }),
            Field::new("new", w.html("register-password"), Control::Secret { complete: "new-password" })
                .hint(w.html("register-password-hint")),
        ];
        Fields::new(fields, &BTreeMap::new(), &self.errors, w)
    }

    /// A sample.
    pub fn sample() -> AccountPage {
        AccountPage {
            shell: crate::samples::shell(Some(Role::Applicant), links::ACCOUNT),
            email: "applicant@qm.example".into(),
            last_seen: Some(crate::samples::at("2026-11-20T15:00:00Z")),
            second_factor: false,
            wishes: crate::notices::Wishes::of(Lang::En, true, ""),
            errors: vec![],
        }
    }
}

page! {
    AccountPage in "shared/account.html";
    layout Narrow; area None;
    title |_c, w| w.html("ui-my-account");
    trail |_c, _w| vec![];
    errors errors;
}

#[cfg(test)]
mod tests {
    use super::*;
    use cites::Lang;

    #[test]
    fn the_trail_says_in_words_what_was_done_and_keeps_the_name_of_the_act_behind() {
        let mut entry = AuditPage::sample().entries.remove(0);
        let plain = |entry: &AuditEntry, lang: Lang| {
            let w = Words::of(lang);
            format!("{} / {}", entry.done(w).plain(), entry.about(w).plain())
        };
        for (lang, words) in [(Lang::En, "Endorsement sealed"), (Lang::Fr, "Visa scellé"), (Lang::Es, "Aval sellado")]
        {
            let said = plain(&entry, lang);
            assert!(said.starts_with(words) && said.contains("seal_endorsement"), "{said}");
            assert!(said.contains("26QM000371") && !said.contains("/ permit "), "the kind is in words too: {said}");
        }
        entry.act = "no_words_yet".into();
        entry.subject = ("what_is_this 7".into(), None);
        assert_eq!(plain(&entry, Lang::Fr), "no_words_yet / what_is_this 7", "what has no words still stands there");
    }
}
