//! The first pages: start, sign-in, registration.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt, icon};
use crate::shell::Area;
use crate::{Shell, Words, links};
use cites::{CountryCode, Role};
use std::collections::BTreeMap;

/// Public start page: what do I need, verify, and sign in or, for whoever has, one's own desk.
#[derive(Debug, Clone)]
pub struct Home {
    /// The frame.
    pub shell: Shell,
}

impl Home {
    /// A sample.
    pub fn sample() -> Home {
        Home { shell: crate::samples::shell(None, links::HOME) }
    }

    /// Name and first area of whoever is signed in.
    fn desk(&self) -> Option<(&str, Area)> {
        let viewer = self.shell.viewer.as_ref()?;
        Some((viewer.name.as_str(), *self.shell.areas().first()?))
    }
}

page! {
    Home in "shared/home.html";
    layout Wide; area None;
    title |_c, w| w.html("home-title");
    trail |_c, _w| vec![];
}

/// One demo role on the sign-in page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoRole {
    /// Which country's desk.
    pub tenant: CountryCode,
    /// Which role.
    pub role: Role,
    /// The invented person.
    pub name: String,
}

impl DemoRole {
    /// Name of its form, so that the forms of the page can be told apart.
    fn form(&self) -> String {
        format!("{}-{}", self.tenant, self.role.code())
    }

    fn icon(&self) -> Html {
        icon(match self.role {
            Role::Applicant | Role::Agent | Role::OrgAdmin => "applicant",
            Role::MaClerk => "clerk",
            Role::SaCoordinator | Role::SaExpert => "science",
            Role::MaApprover | Role::MaSupervisor => "approve",
            Role::Customs | Role::Inspector | Role::Enforcement => "customs",
            Role::Reporter | Role::Auditor => "chart",
            Role::TenantAdmin | Role::PlatformAdmin => "admin",
            _ => "officer",
        })
    }
}

/// Sign-in; on a demonstration also one button per role.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// The frame.
    pub shell: Shell,
    /// What was typed: `email` (never the password).
    pub typed: BTreeMap<String, String>,
    /// `sign-in-wrong` at field `""` when it did not match; the same for known and unknown accounts.
    pub errors: Vec<FieldError>,
    /// Where to go afterwards, a path of ours.
    pub next: String,
    /// Demo roles, grouped by the server's order of tenants.
    pub demo: Vec<DemoRole>,
}

impl SignIn {
    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let email = Field::line("email", w.html("sign-email")).kind("email", "email").complete("username");
        let password =
            Field::new("password", w.html("sign-password"), Control::Secret { complete: "current-password" });
        Fields::new(vec![email, password], &self.typed, &self.errors, w)
    }

    fn countries(&self) -> Vec<(CountryCode, Vec<DemoRole>)> {
        let mut groups: Vec<(CountryCode, Vec<DemoRole>)> = Vec::new();
        for role in &self.demo {
            match groups.iter_mut().find(|(c, _)| *c == role.tenant) {
                Some((_, roles)) => roles.push(role.clone()),
                None => groups.push((role.tenant, vec![role.clone()])),
            }
        }
        groups
    }

    /// A sample.
    pub fn sample() -> SignIn {
        let role = |tenant, role, name: &str| DemoRole { tenant, role, name: name.into() };
        let (qm, qn) = (cites::country::DEMO_EXPORTER, cites::country::DEMO_IMPORTER);
        SignIn {
            shell: crate::samples::shell(None, links::SIGN_IN),
            typed: BTreeMap::new(),
            errors: vec![],
            next: links::WORK.into(),
            demo: vec![
                role(qm, Role::Applicant, "Ana Rivera"),
                role(qm, Role::MaClerk, "Bo Lindqvist"),
                role(qm, Role::MaOfficer, "Chidi Okafor"),
                role(qm, Role::SaCoordinator, "Dr Elif Kaya"),
                role(qm, Role::MaApprover, "Fatima Haddad"),
                role(qm, Role::Customs, "Goran Petrov"),
                role(qm, Role::Reporter, "Hana Sato"),
                role(qm, Role::TenantAdmin, "Ivo Marek"),
                role(qn, Role::MaOfficer, "Jun Park"),
                role(qn, Role::Customs, "Karim Ziani"),
            ],
        }
    }
}

page! {
    SignIn in "shared/sign_in.html";
    layout Wide; area None;
    title |_c, w| w.html("ui-sign-in");
    trail |_c, w| vec![(w.html("ui-home"), links::HOME.into())];
    errors errors;
}

/// Registration of an applicant.
#[derive(Debug, Clone)]
pub struct RegisterPage {
    /// The frame.
    pub shell: Shell,
    /// What was typed: `kind` (`person`, `company`), `name`, `organisation`, `company_number`, `email`, `phone`,
    /// `street`, `city`, `postcode`, `language`, `terms`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl RegisterPage {
    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let kinds = ["person", "company"].map(|k| Opt::new(k, w.html(format!("register-{k}")))).to_vec();
        let langs = Words::OFFERED.iter().map(|l| Opt::new(l.code(), Html::text(l.own_name()))).collect();
        let password =
            Field::new("password", w.html("register-password"), Control::Secret { complete: "new-password" })
                .hint(w.html("register-password-hint"));
        let fields = vec![
            Field::new("kind", w.html("register-kind"), Control::Radios(kinds)),
            Field::line("name", w.html("register-name")).hint(w.html("register-name-hint")).complete("name"),
            Field::line("organisation", w.html("register-organisation")).complete("organization").optional(),
            Field::line("company_number", w.html("register-company-number")).optional(),
            Field::line("street", w.html("party-street")).complete("street-address"),
            Field::line("city", w.html("party-city")).complete("address-level2"),
            Field::short("postcode", w.html("party-postcode"), "w10").complete("postal-code").optional(),
            Field::line("phone", w.html("register-phone")).kind("tel", "tel").complete("tel").optional(),
            Field::line("email", w.html("sign-email")).kind("email", "email").complete("email"),
            password,
            Field::new("language", w.html("ui-language"), Control::Select(langs)),
            Field::new(
                "terms",
                w.html("register-terms"),
                Control::Checks(vec![Opt::new("yes", w.html("register-terms-yes"))]),
            ),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample, with an error.
    pub fn sample() -> RegisterPage {
        RegisterPage {
            shell: crate::samples::shell(None, links::REGISTER),
            typed: BTreeMap::from([("kind".into(), "company".into()), ("name".into(), "Ana Rivera".into())]),
            errors: vec![FieldError::new("email", "enter-email")],
        }
    }
}

page! {
    RegisterPage in "shared/register.html";
    layout Narrow; area None;
    title |_c, w| w.html("ui-create-account");
    trail |_c, w| vec![(w.html("ui-sign-in"), links::SIGN_IN.into())];
    errors errors;
}
