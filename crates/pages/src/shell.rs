//! The frame's data: whose site it is, who reads, where to go, what just happened.

use crate::Words;
use crate::html::{Html, escape};
use crate::links;
use crate::parts::Tone;
use cites::{CountryCode, Role};

/// The Party whose Authority runs this desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    /// Name of the Authority, as it writes it itself.
    pub name: String,
    /// Its country.
    pub country: CountryCode,
    /// Telephone of the help desk, empty when there is none.
    pub help_phone: String,
    /// Mail of the help desk, empty when there is none.
    pub help_mail: String,
    /// Opening hours as written by the Authority.
    pub help_hours: String,
    /// Where the data is kept, in a few words.
    pub data_location: String,
}

/// Who reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// Name.
    pub name: String,
    /// Organisation, empty for an officer of the Authority.
    pub organisation: String,
    /// Every role held; the first decides the areas' order.
    pub roles: Vec<Role>,
    /// Notices not read yet, at most 100.
    pub unread: u32,
}

/// A part of the product, as it stands in the bar at the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Applicant's applications.
    Applications,
    /// Permits.
    Permits,
    /// Officer's work list.
    Work,
    /// Quotas and other registers.
    Registers,
    /// Exchange desk.
    Exchange,
    /// Reports and figures.
    Reports,
    /// Administration.
    Admin,
    /// Scientific Authority's queue.
    Consultations,
    /// Inspector: what waits.
    Inspections,
    /// What a payer owes and paid.
    Payments,
    /// Finance desk.
    Finance,
    /// Customs: check.
    Check,
    /// Customs: expected.
    Expected,
    /// Public: verify.
    Verify,
    /// Public: what do I need.
    Guidance,
    /// A trader's stock.
    Stock,
    /// Help.
    Help,
}

impl Area {
    /// Words of the area.
    pub fn words(self, w: &Words) -> String {
        w.say(match self {
            Area::Applications => "ui-applications",
            Area::Permits => "ui-permits",
            Area::Work => "ui-work-queue",
            Area::Registers => "ui-registers",
            Area::Exchange => "ui-exchange",
            Area::Reports => "ui-reports",
            Area::Admin => "ui-administration",
            Area::Consultations => "shell-consultations",
            Area::Inspections => "inspect-list",
            Area::Payments => "ui-payments",
            Area::Finance => "finance-title",
            Area::Check => "shell-check",
            Area::Expected => "shell-expected",
            Area::Verify => "public-verify-permit",
            Area::Guidance => "shell-guidance",
            Area::Stock => "ui-stock",
            Area::Help => "ui-help",
        })
    }

    /// Where it begins.
    pub const fn href(self) -> &'static str {
        match self {
            Area::Applications => links::APPLICATIONS,
            Area::Permits => links::PERMITS,
            Area::Work => links::WORK,
            Area::Registers => links::QUOTAS,
            Area::Exchange => links::EXCHANGE,
            Area::Reports => links::REPORTS,
            Area::Admin => links::ADMIN_SETTINGS,
            Area::Consultations => links::CONSULTATIONS,
            Area::Inspections => links::INSPECTIONS,
            Area::Payments => links::PAYMENTS,
            Area::Finance => links::FINANCE,
            Area::Check => links::CUSTOMS,
            Area::Expected => links::CUSTOMS_EXPECTED,
            Area::Verify => links::VERIFY,
            Area::Guidance => links::WIZARD,
            Area::Stock => crate::registers::links::STOCK,
            Area::Help => links::HELP,
        }
    }

    /// The areas of a role, in order.
    pub fn of(role: Role) -> &'static [Area] {
        use Area as A;
        match role {
            // A stock belongs to who trades: an agent names lots of it in an application.
            Role::Agent => &[A::Applications, A::Permits, A::Payments, A::Guidance, A::Help],
            Role::Applicant | Role::OrgAdmin => {
                &[A::Applications, A::Permits, A::Stock, A::Payments, A::Guidance, A::Help]
            }
            Role::MaClerk | Role::MaOfficer | Role::MaApprover | Role::MaSupervisor => {
                &[A::Work, A::Permits, A::Registers, A::Exchange, A::Reports]
            }
            Role::QuotaManager => &[A::Registers, A::Work, A::Permits, A::Reports],
            Role::SaCoordinator | Role::SaExpert => &[A::Consultations, A::Registers, A::Help],
            Role::Inspector => &[A::Inspections, A::Check, A::Expected, A::Help],
            Role::Customs | Role::Enforcement => &[A::Check, A::Expected, A::Help],
            Role::Reporter => &[A::Reports, A::Permits, A::Registers],
            Role::Accountant | Role::Cashier => &[A::Finance, A::Help],
            Role::TenantAdmin => &[A::Admin, A::Exchange, A::Reports, A::Finance],
            Role::Auditor => &[A::Admin, A::Permits, A::Reports, A::Finance],
            _ => &[A::Verify, A::Guidance, A::Help],
        }
    }
}

/// Pages of a role beside its areas: what it may open and needs less often. Keys of words, and addresses.
pub fn beside(role: Role) -> &'static [(&'static str, &'static str)] {
    use crate::registers::links::{REGISTERS, STOCK};
    const PERMITS: (&str, &str) = ("ui-permits", links::PERMITS);
    const INSPECTIONS: (&str, &str) = ("inspect-list", links::INSPECTIONS);
    const FINDINGS: (&str, &str) = ("species-sheet-workspace", links::FINDINGS);
    const TRANSITS: (&str, &str) = ("total-transits", links::TRANSITS);
    const FOREIGN: (&str, &str) = ("exchange-foreign", links::FOREIGN);
    const FETCH: (&str, &str) = ("exchange-fetch", links::FETCH);
    const PLANTS: (&str, &str) = ("plants-title", links::PLANTS);
    const LEAVING: (&str, &str) = ("plant-exports-title", links::PLANT_EXPORTS);
    const MARKS: (&str, &str) = ("marks-tab", crate::registers::links::MARKS);
    const SIMPLIFIED: (&str, &str) = ("simplified-title", crate::blanks::links::SIMPLIFIED);
    const LABELS: (&str, &str) = ("label-title", links::LABELS);
    const DIRECTORY: (&str, &str) = ("directory-title", links::DIRECTORY);
    const ALERTS: (&str, &str) = ("alerts-title", links::ALERTS);
    const SUSPICIONS: (&str, &str) = ("suspicions-title", links::SUSPICIONS);
    const AUDITS: (&str, &str) = ("audit-issue-title", links::AUDITS);
    const BORDER: (&str, &str) = ("border-title", links::BORDER);
    const ASIDE: (&str, &str) = ("aside-report", links::OVERRIDE_REPORT);
    const RULES: (&str, &str) = ("risk-rules-title", links::EXAMINATION_RULES);
    match role {
        Role::Applicant | Role::OrgAdmin => &[LABELS, LEAVING],
        Role::MaClerk => &[
            ("menu-counter", links::APPLICATIONS),
            ("finance-drawer", links::CASH),
            ("finance-cheques", links::CHEQUES),
            INSPECTIONS,
            FINDINGS,
            TRANSITS,
            PLANTS,
            LEAVING,
            DIRECTORY,
        ],
        Role::MaApprover => &[ASIDE, INSPECTIONS, FINDINGS, AUDITS, BORDER, TRANSITS, PLANTS, LEAVING, DIRECTORY],
        Role::MaOfficer => &[INSPECTIONS, FINDINGS, AUDITS, BORDER, TRANSITS, PLANTS, LEAVING, DIRECTORY],
        Role::MaSupervisor => &[
            ("queue-title", links::QUEUE),
            ASIDE,
            ("admin-law", links::ADMIN_LAW),
            ("setting-title", links::PARTY_SETTINGS),
            RULES,
            ALERTS,
            SUSPICIONS,
            AUDITS,
            BORDER,
            ("finance-title", links::FINANCE),
            INSPECTIONS,
            FINDINGS,
            TRANSITS,
            PLANTS,
            LEAVING,
            DIRECTORY,
        ],
        Role::QuotaManager => &[FINDINGS],
        Role::SaCoordinator => {
            &[("opinion-tasks", links::OPINIONS), FINDINGS, PERMITS, ("report-to-dashboard", links::DASHBOARD)]
        }
        Role::SaExpert => &[("opinion-tasks", links::OPINIONS), FINDINGS, PERMITS],
        Role::Inspector => {
            &[PERMITS, FOREIGN, FETCH, ("registry-title", REGISTERS), ("stock-all", STOCK), SIMPLIFIED, LEAVING, BORDER]
        }
        Role::Customs => &[BORDER, PERMITS, FOREIGN, FETCH, TRANSITS, LEAVING],
        Role::Enforcement => &[ALERTS, SUSPICIONS, BORDER, PERMITS, FOREIGN, TRANSITS, MARKS, LEAVING],
        Role::Reporter => &[FOREIGN, BORDER],
        Role::Accountant | Role::Cashier => &[INSPECTIONS],
        Role::TenantAdmin => &[RULES, DIRECTORY, BORDER],
        Role::Auditor => &[ASIDE, PLANTS, LEAVING, DIRECTORY, AUDITS, BORDER],
        _ => &[],
    }
}

/// Something that just happened, said once at the top of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its colour.
    pub tone: Tone,
    /// Message key, for example `flash-saved`.
    pub key: String,
    /// Arguments of the sentence.
    pub args: Vec<(String, String)>,
}

impl Notice {
    /// A notice without arguments.
    pub fn new(tone: Tone, key: &str) -> Notice {
        Notice { tone, key: key.into(), args: Vec::new() }
    }

    /// With an argument.
    pub fn arg(mut self, name: &str, value: impl Into<String>) -> Notice {
        self.args.push((name.into(), value.into()));
        self
    }

    pub(crate) fn sentence(&self, w: &Words) -> Html {
        let args: Vec<_> = self.args.iter().map(|(n, v)| (n.as_str(), v.into())).collect();
        w.rich(&self.key, &args)
    }
}

/// One step of the demonstration's story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuideStep {
    /// The step by name: message keys `guide-<step>` (short) and `guide-<step>-do` (what to do).
    pub step: String,
    /// Whose turn it is.
    pub role: Role,
    /// In which country.
    pub tenant: CountryCode,
    /// Where it is done.
    pub href: String,
}

impl GuideStep {
    /// Key of the sentence that says what to do.
    pub(crate) fn todo(&self) -> String {
        format!("guide-{}-do", self.step)
    }
}

/// The demonstration's story and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guide {
    /// All steps in order; the steps we have words for are [`Guide::STEPS`].
    pub steps: Vec<GuideStep>,
    /// Index of the step that comes next; equal to the length when the story is told.
    pub now: usize,
}

impl Guide {
    /// Every step of the story that has words, with the role that does it.
    pub const STEPS: &[(&str, Role)] = &[
        ("submit", Role::Applicant),
        ("accept", Role::MaClerk),
        ("consult", Role::MaOfficer),
        ("opinion", Role::SaCoordinator),
        ("propose", Role::MaOfficer),
        ("approve", Role::MaApprover),
        ("sign", Role::MaApprover),
        ("endorse", Role::Customs),
        ("fetch", Role::MaOfficer),
        ("receive", Role::Customs),
        ("report", Role::Reporter),
    ];

    pub(crate) fn current(&self) -> Option<&GuideStep> {
        self.steps.get(self.now)
    }
}

/// The frame's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shell {
    /// Whose desk; `None` on pages that belong to no Party.
    pub tenant: Option<Tenant>,
    /// Who reads; `None` when not signed in.
    pub viewer: Option<Viewer>,
    /// A demonstration: nothing here is a real permit.
    pub demo: bool,
    /// Is there a test mailbox to look into?
    pub sink: bool,
    /// The demonstration's story, when it is told.
    pub guide: Option<Guide>,
    /// Path and query of this page, for the language switch.
    pub path: String,
    /// Token against forged forms, bound to the session.
    pub csrf: String,
    /// A fresh random key: each form on the page sends it with its own name, so that a form sent twice acts once.
    pub form_key: String,
    /// Nonce of the content security policy.
    pub nonce: String,
    /// Version of the program.
    pub version: String,
    /// What just happened.
    pub flash: Vec<Notice>,
}

impl Shell {
    /// The two hidden fields that every posting form carries. `form` tells forms of one page apart.
    pub fn guard(&self, form: impl AsRef<str>) -> Html {
        Html::markup(format!(
            "<input type=\"hidden\" name=\"csrf\" value=\"{}\"><input type=\"hidden\" name=\"idempotency_key\" value=\"{}-{}\">",
            escape(&self.csrf),
            escape(&self.form_key),
            escape(form.as_ref())
        ))
    }

    /// The areas this reader sees.
    pub fn areas(&self) -> Vec<Area> {
        let mut areas = Vec::new();
        match &self.viewer {
            None => areas.extend_from_slice(Area::of(Role::PublicVerifier)),
            Some(viewer) => {
                for area in viewer.roles.iter().flat_map(|r| Area::of(*r)) {
                    if !areas.contains(area) {
                        areas.push(*area);
                    }
                }
                // Help stands last, at the same place on every page (WCAG 3.2.6).
                areas.retain(|a| *a != Area::Help);
                areas.push(Area::Help);
            }
        }
        areas
    }

    /// What this reader may open beside the areas: words and address.
    pub fn more(&self, w: &Words) -> Vec<(String, &'static str)> {
        let areas: Vec<&str> = self.areas().iter().map(|a| a.href()).collect();
        let mut more: Vec<(String, &'static str)> = Vec::new();
        for (key, href) in self.viewer.iter().flat_map(|v| &v.roles).flat_map(|r| beside(*r)) {
            if !areas.contains(href) && !more.iter().any(|(_, known)| known == href) {
                more.push((w.say(key), href));
            }
        }
        more
    }

    /// A case's own page: where a reader with these roles starts.
    pub fn home(&self) -> &'static str {
        match &self.viewer {
            None => links::HOME,
            Some(viewer) => viewer.roles.first().map_or(links::HOME, |r| Area::of(*r)[0].href()),
        }
    }

    /// Does the reader hold one of these roles?
    pub fn holds(&self, roles: &[Role]) -> bool {
        self.viewer.as_ref().is_some_and(|v| v.roles.iter().any(|r| roles.contains(r)))
    }

    /// The way back to an area, where this reader has it: nobody is led to a page that is not there for him.
    pub fn back_to(&self, area: Area, words: Html) -> Vec<(Html, String)> {
        if self.areas().contains(&area) { vec![(words, area.href().into())] } else { vec![] }
    }

    /// Does the reader hold a role of the Management Authority?
    pub fn is_officer(&self) -> bool {
        self.viewer.as_ref().is_some_and(|v| v.roles.iter().any(|r| r.side() == "MA"))
    }
}
