//! Officers' accounts for the administrator, colleagues for the owner of a company, and the one-time link that sets a
//! password.

use super::board::{self, Form, Section, sheets};
use super::{links, own_tabs};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Look, Opt, Row, Summary, Table, Tag, Tone};
use crate::{Shell, Words};
use cites::{Lang, Role, Timestamp};
use std::collections::BTreeMap;

fn languages() -> Control {
    Control::Select(Words::OFFERED.iter().map(|l: &Lang| Opt::new(l.code(), Html::text(l.own_name()))).collect())
}

fn role_choices(roles: &[Role], w: &Words) -> Vec<Opt> {
    roles
        .iter()
        .map(|r| {
            let opt = Opt::new(r.code(), Html::text(w.role(r)));
            let key = format!("people-must-not-{}", r.code().replace('_', "-"));
            if w.has(&key) { opt.hint(w.rich1("people-must-not", "what", w.html(key))) } else { opt }
        })
        .collect()
}

fn warned(w: &Words) -> Field {
    let yes = Opt::new("yes", w.html("people-warned-yes"));
    Field::new("warned", w.html("people-warned"), Control::Checks(vec![yes]))
        .hint(w.html("people-warned-hint"))
        .optional()
}

fn account_tag(active: bool, w: &Words) -> Tag {
    if active { Tag::new(Tone::Go, w.say("people-active")) } else { Tag::new(Tone::Rest, w.say("people-closed")) }
}

/// A new officer.
#[derive(Debug, Clone)]
pub struct OfficerPage {
    /// The frame.
    pub shell: Shell,
    /// Roles that may be given.
    pub roles: Vec<Role>,
    /// What was typed: `email`, `name`, `title`, `roles`, `language`, `warned`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl OfficerPage {
    fn heading(&self, w: &Words) -> Html {
        w.html("people-new")
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn content(&self, w: &Words) -> Html {
        let fields = vec![
            Field::line("name", w.html("people-name")).complete("off"),
            Field::line("email", w.html("sign-email")).kind("email", "email"),
            Field::line("title", w.html("people-title")).optional(),
            Field::new("language", w.html("ui-language"), languages()),
            Field::new("roles", w.html("people-roles"), Control::Checks(role_choices(&self.roles, w))),
            warned(w),
        ];
        let form = Form::new(&self.shell, "hire", links::OFFICER_NEW.into(), w.say("people-open-account"));
        let form = form.ask(fields).look(Look::Lead).html(&self.typed, &self.errors, w);
        sheets(&[Section::new(Html::default()).lead(w.html("people-new-lead")).with(form)])
    }

    /// A sample with the warning about roles in one hand.
    pub fn sample() -> OfficerPage {
        OfficerPage {
            shell: crate::samples::shell(Some(Role::TenantAdmin), links::OFFICER_NEW),
            roles: vec![Role::MaClerk, Role::MaOfficer, Role::MaApprover],
            typed: BTreeMap::from([
                ("name".into(), "Vera Verifier".into()),
                ("roles".into(), "ma_officer\nma_approver".into()),
            ]),
            errors: vec![FieldError::new("roles", "roles-conflict")],
        }
    }
}

page! {
    OfficerPage in "registers/board.html";
    layout Narrow; area Some(Admin);
    title |c, w| c.heading(w);
    trail |_c, w| vec![(w.html("admin-people"), crate::links::ADMIN_PEOPLE.into())];
    errors errors;
}

/// One account, for the administrator.
#[derive(Debug, Clone)]
pub struct PersonPage {
    /// The frame.
    pub shell: Shell,
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Mail.
    pub email: String,
    /// Organisation, empty for the Authority's own people.
    pub organisation: String,
    /// Roles held.
    pub held: Vec<Role>,
    /// Roles that may be given.
    pub roles: Vec<Role>,
    /// Pairs of roles in this one hand that a second person should have.
    pub conflicts: Vec<(Role, Role)>,
    /// May sign in?
    pub active: bool,
    /// Is it the reader's own account, which is changed by somebody else?
    pub own: bool,
    /// When it was opened.
    pub since: Timestamp,
    /// What was typed: `roles`, `warned`, `reason`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl PersonPage {
    fn heading(&self, _w: &Words) -> Html {
        Html::data(&self.name)
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn facts(&self, w: &Words) -> Section {
        let roles = self.held.iter().map(|r| w.role(r)).collect::<Vec<_>>().join(w.comma());
        let rows = vec![
            Row::new(w.say("sign-email"), Html::data(&self.email)),
            Row::new(w.say("register-organisation"), Html::data(&self.organisation)),
            Row::new(w.say("people-roles"), Html::text(roles)),
            Row::new(w.say("people-since"), w.when_html(&self.since)),
            Row::new(w.say("ui-status"), account_tag(self.active, w).html()),
        ];
        let rows = rows.into_iter().filter(|r| !r.value.as_str().contains("<bdi></bdi>")).collect();
        let mut section = Section::new(Html::default()).with(Summary::new(rows, w).html());
        for (one, other) in &self.conflicts {
            let told = w.rich2("people-conflict", "one", Html::text(w.role(one)), "other", Html::text(w.role(other)));
            let tag = Tag::new(Tone::Wait, w.say("people-warned")).html();
            section = section.with(board::words(&Html::join(&[tag, told], " ")));
        }
        if self.own { section.lead(w.html("error-own-account")) } else { section }
    }

    fn content(&self, w: &Words) -> Html {
        let mut all = vec![self.facts(w)];
        if !self.own {
            let mut typed = self.typed.clone();
            let held = self.held.iter().map(|r| r.code()).collect::<Vec<_>>().join("\n");
            typed.entry("roles".into()).or_insert(held);
            let ask = vec![
                Field::new("roles", w.html("people-roles"), Control::Checks(role_choices(&self.roles, w))),
                warned(w),
            ];
            let form = Form::new(&self.shell, "roles", links::person_act(&self.id, "roles"), w.say("people-set-roles"));
            let lead = w.html("people-roles-lead");
            all.push(Section::new(w.html("people-roles")).lead(lead).with(form.ask(ask).html(&typed, &self.errors, w)));
            if self.active {
                let reset =
                    Form::new(&self.shell, "reset", links::person_act(&self.id, "reset"), w.say("people-reset"));
                let reset = reset.html(&BTreeMap::new(), &[], w);
                all.push(Section::new(w.html("people-reset-title")).lead(w.html("people-reset-lead")).with(reset));
            }
            let (act, words, look) = if self.active {
                ("lock", "people-lock", Look::Stop)
            } else {
                ("unlock", "people-unlock", Look::Second)
            };
            let ask = vec![Field::area("reason", w.html("ui-reason"), 500)];
            let form = Form::new(&self.shell, act, links::person_act(&self.id, act), w.say(words)).look(look).ask(ask);
            let section = Section::new(w.html(words)).lead(w.html(format!("{words}-lead")));
            all.push(section.with(form.html(&self.typed, &self.errors, w)));
        }
        sheets(&all)
    }

    /// A sample with two roles in one hand.
    pub fn sample() -> PersonPage {
        PersonPage {
            shell: crate::samples::shell(Some(Role::TenantAdmin), "/admin/people/p1"),
            id: "p1".into(),
            name: "Vera Verifier".into(),
            email: "vera@qm.example".into(),
            organisation: String::new(),
            held: vec![Role::MaOfficer, Role::MaApprover],
            roles: vec![Role::MaClerk, Role::MaOfficer, Role::MaApprover],
            conflicts: vec![(Role::MaOfficer, Role::MaApprover)],
            active: true,
            own: false,
            since: crate::samples::at("2026-11-20T15:00:00Z"),
            typed: BTreeMap::new(),
            errors: vec![FieldError::new("reason", "reason-empty")],
        }
    }
}

page! {
    PersonPage in "registers/board.html";
    layout Narrow; area Some(Admin);
    title |c, w| c.heading(w);
    trail |_c, w| vec![(w.html("admin-people"), crate::links::ADMIN_PEOPLE.into())];
    errors errors;
}

/// A link to be handed over, shown once.
#[derive(Debug, Clone)]
pub struct LinkPage {
    /// The frame.
    pub shell: Shell,
    /// The whole address; `None`: the act was sent twice, and the link was shown before.
    pub address: Option<String>,
    /// The page that one comes from.
    pub back: String,
}

impl LinkPage {
    fn heading(&self, w: &Words) -> Html {
        w.html("door-link")
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn content(&self, w: &Words) -> Html {
        let section = match &self.address {
            Some(address) => Section::new(Html::default())
                .lead(w.html("door-link-lead"))
                .with(board::words(&Html::markup(format!("<b>{}</b>", Html::code(address)))))
                .with(board::words(&w.html("door-link-once"))),
            None => Section::new(Html::default()).with(board::words(&w.html("door-link-gone"))),
        };
        sheets(&[section.with(board::button(w.say("registers-back"), &self.back, Look::Second))])
    }

    /// A sample, with the link or after it.
    pub fn sample(shown: bool) -> LinkPage {
        LinkPage {
            shell: crate::samples::shell(Some(Role::OrgAdmin), links::COMPANY),
            address: shown.then(|| "https://permits.example/door/QM.0123456789abcdefghjkmnpqrstvwxyz".into()),
            back: links::COMPANY.into(),
        }
    }
}

page! {
    LinkPage in "registers/board.html";
    layout Narrow; area None;
    title |c, w| c.heading(w);
    trail |c, w| vec![(w.html("registers-back"), c.back.clone())];
}

/// Behind a one-time link: set your password.
#[derive(Debug, Clone)]
pub struct DoorPage {
    /// The frame.
    pub shell: Shell,
    /// Address of the form; `None`: the link is not good any more.
    pub action: Option<String>,
    /// Name of the person the link is for.
    pub name: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl DoorPage {
    fn heading(&self, w: &Words) -> Html {
        w.html(if self.action.is_some() { "door-title" } else { "door-closed" })
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn content(&self, w: &Words) -> Html {
        let Some(action) = &self.action else {
            return sheets(&[Section::new(Html::default()).with(board::words(&w.html("error-door-closed")))]);
        };
        let password =
            Field::new("password", w.html("register-password"), Control::Secret { complete: "new-password" });
        let form = Form::new(&self.shell, "door", action.clone(), w.say("door-set")).look(Look::Lead);
        let form = form.ask(vec![password.hint(w.html("register-password-hint"))]);
        let lead = w.rich1("door-lead", "name", self.name.as_str());
        sheets(&[Section::new(Html::default()).lead(lead).with(form.html(&BTreeMap::new(), &self.errors, w))])
    }

    /// A sample, open or closed.
    pub fn sample(open: bool) -> DoorPage {
        DoorPage {
            shell: crate::samples::shell(None, "/door/x"),
            action: open.then(|| "/door/x".into()),
            name: "Paz Preparer".into(),
            errors: if open { vec![FieldError::new("password", "password-short")] } else { vec![] },
        }
    }
}

page! {
    DoorPage in "registers/board.html";
    layout Narrow; area None;
    title |c, w| c.heading(w);
    trail |_c, w| vec![(w.html("ui-sign-in"), crate::links::SIGN_IN.into())];
    errors errors;
}

/// What a colleague may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RightsShown {
    /// Begin and change applications.
    pub prepare: bool,
    /// Hand them in and take them back.
    pub submit: bool,
    /// Pay.
    pub pay: bool,
    /// Invite others.
    pub owner: bool,
}

impl RightsShown {
    fn words(self, w: &Words) -> String {
        let all = [
            ("right-view", true),
            ("right-prepare", self.prepare),
            ("right-submit", self.submit),
            ("right-pay", self.pay),
            ("right-owner", self.owner),
        ];
        all.iter().filter(|(_, has)| *has).map(|(key, _)| w.say(key)).collect::<Vec<_>>().join(w.comma())
    }

    fn typed(self) -> String {
        let all = [("prepare", self.prepare), ("submit", self.submit), ("pay", self.pay), ("owner", self.owner)];
        all.iter().filter(|(_, has)| *has).map(|(code, _)| *code).collect::<Vec<_>>().join("\n")
    }

    fn field(w: &Words) -> Field {
        let opts = ["prepare", "submit", "pay", "owner"]
            .map(|c| Opt::new(c, w.html(format!("right-{c}"))).hint(w.html(format!("right-{c}-hint"))));
        Field::new("rights", w.html("right-title"), Control::Checks(opts.to_vec()))
            .hint(w.html("right-hint"))
            .optional()
    }
}

/// A person of the company.
#[derive(Debug, Clone)]
pub struct ColleagueRow {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Mail.
    pub email: String,
    /// What it may do.
    pub rights: RightsShown,
    /// May sign in?
    pub active: bool,
    /// The reader?
    pub own: bool,
}

/// The colleagues of a company, for its owner.
#[derive(Debug, Clone)]
pub struct CompanyPage {
    /// The frame.
    pub shell: Shell,
    /// Everybody of the company.
    pub rows: Vec<ColleagueRow>,
    /// What was typed: `name`, `email`, `language`, `rights`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl CompanyPage {
    fn heading(&self, w: &Words) -> Html {
        w.html("company-title")
    }

    fn tabs(&self, w: &Words) -> Html {
        own_tabs(&self.shell, links::COMPANY, w)
    }

    fn content(&self, w: &Words) -> Html {
        let heads = ["people-name", "sign-email", "right-title", "ui-status"].map(|k| w.say(k));
        let table = Table::new(w.html("company-title"), &heads, w.html("ui-no-results")).quiet().rows(
            self.rows.iter().map(|r| {
                let name =
                    if r.own { Html::data(&r.name) } else { Html::link(links::colleague(&r.id), &Html::data(&r.name)) };
                vec![
                    name.into(),
                    Html::data(&r.email).into(),
                    r.rights.words(w).into(),
                    account_tag(r.active, w).into(),
                ]
            }),
        );
        let ask = vec![
            Field::line("name", w.html("register-name")).hint(w.html("register-name-hint")),
            Field::line("email", w.html("sign-email")).kind("email", "email"),
            Field::new("language", w.html("ui-language"), languages()),
            RightsShown::field(w),
        ];
        let form = Form::new(&self.shell, "invite", links::COMPANY.into(), w.say("company-invite")).look(Look::Lead);
        let form = form.ask(ask).html(&self.typed, &self.errors, w);
        let invite = Section::new(w.html("company-invite")).lead(w.html("company-invite-lead")).with(form);
        Html::join(&[table.html(), sheets(&[invite])], "")
    }

    /// A sample.
    pub fn sample() -> CompanyPage {
        let row = |id: &str, name: &str, rights, own| ColleagueRow {
            id: id.into(),
            name: name.into(),
            email: format!("{id}@reef.example"),
            rights,
            active: true,
            own,
        };
        let whole = RightsShown { prepare: true, submit: true, pay: true, owner: true };
        CompanyPage {
            shell: crate::samples::shell(Some(Role::OrgAdmin), links::COMPANY),
            rows: vec![
                row("c1", "Ana Rivera", whole, true),
                row("c2", "Paz Preparer", RightsShown { submit: false, pay: false, owner: false, ..whole }, false),
            ],
            typed: BTreeMap::from([("rights".into(), "prepare".into())]),
            errors: vec![FieldError::new("email", "email-form")],
        }
    }
}

page! {
    CompanyPage in "registers/board.html";
    layout Wide; area None;
    title |c, w| c.heading(w);
    trail |_c, _w| vec![];
    errors errors;
}

/// One colleague, for the owner.
#[derive(Debug, Clone)]
pub struct ColleaguePage {
    /// The frame.
    pub shell: Shell,
    /// Who.
    pub row: ColleagueRow,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl ColleaguePage {
    fn heading(&self, _w: &Words) -> Html {
        Html::data(&self.row.name)
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn content(&self, w: &Words) -> Html {
        let rows = vec![
            Row::new(w.say("sign-email"), Html::data(&self.row.email)),
            Row::new(w.say("right-title"), Html::text(self.row.rights.words(w))),
            Row::new(w.say("ui-status"), account_tag(self.row.active, w).html()),
        ];
        let mut all = vec![Section::new(Html::default()).with(Summary::new(rows, w).html())];
        if self.row.active {
            let typed = BTreeMap::from([("rights".to_owned(), self.row.rights.typed())]);
            let form = Form::new(&self.shell, "rights", links::colleague(&self.row.id), w.say("action-save"));
            let form = form.look(Look::Lead).ask(vec![RightsShown::field(w)]).html(&typed, &self.errors, w);
            all.push(Section::new(w.html("right-title")).with(form));
            let act = |act: &'static str, key: &str, look| {
                let form = Form::new(&self.shell, act, links::colleague_act(&self.row.id, act), w.say(key)).look(look);
                form.html(&BTreeMap::new(), &[], w)
            };
            let link = act("link", "people-reset", Look::Second);
            all.push(Section::new(w.html("people-reset-title")).lead(w.html("people-reset-lead")).with(link));
            let remove = act("remove", "company-remove", Look::Stop);
            all.push(Section::new(w.html("company-remove")).lead(w.html("company-remove-lead")).with(remove));
        }
        sheets(&all)
    }

    /// A sample.
    pub fn sample() -> ColleaguePage {
        ColleaguePage {
            shell: crate::samples::shell(Some(Role::OrgAdmin), "/company/c2"),
            row: CompanyPage::sample().rows.remove(1),
            errors: vec![],
        }
    }
}

page! {
    ColleaguePage in "registers/board.html";
    layout Narrow; area None;
    title |c, w| c.heading(w);
    trail |_c, w| vec![(w.html("company-title"), links::COMPANY.into())];
    errors errors;
}
