//! One sample of every page, for tests, for the gallery and for whoever wants to see a page without a server.

use crate::epermit::WorkRow;
use crate::parts::{Check, Moment, Verdict};
use crate::shell::{Guide, GuideStep, Shell, Tenant, Viewer};
use crate::{Page, eexchange, epermit, ereport, money, notices, shared};
use crate::{econtrol, links};
use cites::{Amount, Appendix, ApplicationStatus, DocumentType, Quantity, Role, Timestamp, Unit};

/// A moment, from a literal of our own samples.
pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap_or(Timestamp::UNIX_EPOCH)
}

/// An amount, from a literal of our own samples.
pub(crate) fn amount(text: &str) -> Amount {
    Amount::parse(text).unwrap_or(Amount::ZERO)
}

/// A quantity, from a literal of our own samples.
pub(crate) fn quantity(text: &str, unit: Unit) -> Quantity {
    match Quantity::new(amount(text), unit) {
        Ok(quantity) => quantity,
        Err(e) => panic!("a sample's literal is wrong: {e}"),
    }
}

/// The demonstration's story, at one step.
pub fn guide(now: usize) -> Guide {
    let tenant = |i: usize| if i < 8 { cites::country::DEMO_EXPORTER } else { cites::country::DEMO_IMPORTER };
    let steps = Guide::STEPS.iter().enumerate().map(|(i, (step, role))| GuideStep {
        step: (*step).into(),
        role: *role,
        tenant: tenant(i),
        href: links::application("a1"),
    });
    Guide { steps: steps.collect(), now }
}

/// The frame of a demonstration for a role.
pub fn shell(role: Option<Role>, path: &str) -> Shell {
    Shell {
        tenant: Some(Tenant {
            name: "Management Authority of Querimba".into(),
            country: cites::country::DEMO_EXPORTER,
            help_phone: "+00 000 000".into(),
            help_mail: "cites@qm.example".into(),
            help_hours: "8:00–16:00".into(),
            data_location: "QM".into(),
        }),
        viewer: role.map(|role| Viewer {
            name: "Ana Rivera".into(),
            organisation: if role == Role::Applicant { "River Bend Farm Ltd".into() } else { String::new() },
            roles: vec![role],
            unread: 2,
        }),
        demo: true,
        sink: true,
        guide: None,
        path: path.into(),
        csrf: "c5rf".into(),
        form_key: "k3y".into(),
        nonce: "n0nce".into(),
        version: "0.1.0".into(),
        flash: vec![],
    }
}

/// A check that asks for a look.
pub(crate) fn check_quota() -> Check {
    Check::new(
        Verdict::Look,
        "Quota will be 92 % used after this permit.",
        "National export quota 2026, skins, ranched: 1,600; 1,232 used, 240 here.",
        "Res. Conf. 14.7",
    )
}

/// Checks of the crocodile case.
pub(crate) fn checks() -> Vec<Check> {
    let passed = |s: &str, r: &str, c: &str| Check::new(Verdict::Passed, s, r, c);
    vec![
        passed(
            "Export permit is the right document; no import permit is needed.",
            "Appendix II, ranched.",
            "Convention, Art. IV.2",
        ),
        passed(
            "A non-detriment finding is in force until 31 December.",
            "Finding SA-26-017, cap 1,600 skins.",
            "Convention, Art. IV.2(a)",
        ),
        check_quota(),
        passed("All tag numbers are unused.", "QM-RA-2026-000381 to 000620", "Res. Conf. 11.12"),
        passed(
            "These lines would pass the annual report as they stand.",
            "29 report rules, 0 findings",
            "Guidelines for annual reports",
        ),
    ]
}

/// The story of a case.
pub(crate) fn moments() -> Vec<Moment> {
    vec![
        Moment::new("submit", at("2026-11-20T15:01:00Z"), Some(Role::Applicant)).name("River Bend Farm Ltd"),
        Moment::new("accept", at("2026-11-20T16:38:00Z"), Some(Role::MaClerk)),
        Moment::new("record_finding", at("2026-11-20T16:40:00Z"), None).note("SA-26-017"),
        Moment::new("assign", at("2026-11-21T08:12:00Z"), Some(Role::MaOfficer)),
    ]
}

/// The story of a permit.
pub(crate) fn permit_moments() -> Vec<Moment> {
    vec![
        Moment::new("sign", at("2026-11-21T09:00:00Z"), Some(Role::MaApprover)),
        Moment::new("deliver", at("2026-11-21T09:01:00Z"), None),
        Moment::new("endorse", at("2026-11-25T14:30:00Z"), Some(Role::Customs)).note("238 skins, 2 stayed"),
    ]
}

/// Files of a case.
pub(crate) fn files() -> Vec<epermit::FileRow> {
    vec![epermit::FileRow {
        id: "f1".into(),
        kind: "operation-record".into(),
        name: "register-2026.pdf".into(),
        bytes: 183_200,
        scan: "clean".into(),
        earlier: vec![],
    }]
}

/// Cases in a list.
pub(crate) fn work_rows() -> Vec<WorkRow> {
    let row = |id: &str, reference: &str, applicant: &str, taxon: &str, status, age, late| WorkRow {
        id: id.into(),
        reference: reference.into(),
        applicant: applicant.into(),
        kind: DocumentType::Export,
        taxon: taxon.into(),
        more_lines: 0,
        appendix: Appendix::II,
        partner: cites::country::DEMO_IMPORTER,
        status,
        age_days: age,
        due: Some(jiff::civil::date(2026, 12, 2)),
        late,
        flags: if late { vec!["partner-query".into()] } else { vec![] },
        clock: Some(epermit::ClockRow::sample("C_NET", age * 20, 240, epermit::ClockState::Runs)),
        lane: Some("GREEN".into()),
        step: if late { "wait-applicant" } else { "opinion-in" },
    };
    use ApplicationStatus as S;
    vec![
        row("a1", "26-00412", "River Bend Farm Ltd", "Crocodylus niloticus", S::UnderExamination, 2, false),
        row("a2", "26-00371", "Blue Lagoon Corals", "Acropora", S::InfoRequested, 12, true),
        row("a3", "26-00388", "National Zoo", "Pan troglodytes", S::SaConsultation, 9, false),
    ]
}

/// In which languages a page is promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promise {
    /// EN, FR, ES.
    Working,
    /// Also AR: the applicant's, customs' and public pages.
    WithArabic,
}

/// Every page by its name, with its promise.
pub fn all() -> Vec<(String, Promise, Box<dyn Page>)> {
    let mut pages: Vec<(String, Promise, Box<dyn Page>)> = Vec::new();
    macro_rules! add {
        ($promise:ident: $($name:expr => $page:expr),* $(,)?) => {
            $(pages.push((String::from($name), Promise::$promise, Box::new($page)));)*
        };
    }
    add!(WithArabic:
        "home" => shared::Home::sample(),
        "sign-in" => shared::SignIn::sample(),
        "register" => shared::RegisterPage::sample(),
        "wizard" => shared::WizardPage::sample(),
        "wizard-blank" => shared::WizardPage { result: None, ..shared::WizardPage::sample() },
        "account" => shared::AccountPage::sample(),
        "help-applicant" => shared::HelpPage::sample(),
        "help-customs" => shared::HelpPage { topic: shared::HelpTopic::Customs, ..shared::HelpPage::sample() },
        "help-inspector" => shared::HelpPage { topic: shared::HelpTopic::Inspector, ..shared::HelpPage::sample() },
        "help-public" => shared::HelpPage { topic: shared::HelpTopic::Public, ..shared::HelpPage::sample() },
        "inspections" => epermit::Inspections::sample(),
        "inspection" => epermit::InspectionPage::sample(),
        "fetch-border" => eexchange::FetchPage { shell: shell(Some(Role::Customs), links::FETCH), ..eexchange::FetchPage::sample() },
        "foreigns-border" => eexchange::Foreigns { shell: shell(Some(Role::Customs), links::FOREIGN), ..eexchange::Foreigns::sample() },
        "foreign-border" => eexchange::ForeignPage { shell: shell(Some(Role::Customs), "/exchange/permits/f1"), ..eexchange::ForeignPage::sample() },
        "glossary" => shared::GlossaryPage::sample(),
        "privacy" => shared::TextPage::sample(),
        "accessibility" => shared::TextPage { kind: shared::TextPageKind::Accessibility, ..shared::TextPage::sample() },
        "notices" => notices::NoticesPage::sample(),
        "notices-every" => notices::NoticesPage::every(&["sent", "payment-due", "paid", "invoice-due", "receipt", "incomplete", "asked", "answered", "no-reply", "no-permit-needed", "approved", "refused", "appeal-made", "appeal-upheld", "appeal-dismissed", "withdrawn", "issued", "differs", "arrival-differs", "held", "released", "seized", "stopped", "tell-destination", "expired", "expiring-30", "expiring-7", "unreturned", "use-reported", "draft-ending", "quota-80", "quota-100", "partner-failing", "blank-ended", "listing-change", "key-ending", "abroad-told", "abroad-asked", "border-alert", "mail-not-taken", "amendment-asked", "amendment-refused", "reply-due", "unpaid", "consultation-dropped", "inspection-dropped", "inspection-ordered", "visit-set", "expert-assigned", "opinion-returned", "opinion-handed"]),
        "sink" => notices::SinkPage::sample(),
        "sink-mail" => notices::SinkMailPage::sample(),
        "permit-use" => notices::UsePage::sample(),
        "tasks" => epermit::Tasks::sample(),
        "applications" => epermit::Applications::sample(),
        "drop-draft" => epermit::DropDraft::sample(),
        "applications-looked" => epermit::Applications::looked(),
        "check-answers" => epermit::CheckAnswers::sample(),
        "done" => epermit::Done::sample(),
        "application" => epermit::ApplicationPage::sample(),
        "question-error" => epermit::Question::sample(),
        "papers" => epermit::PapersPage::sample(),
        "messages-of-case" => epermit::MessagesPage::sample(),
        "lines" => epermit::LinesPage::sample(),
        "lines-blank" => epermit::LinesPage::blank(),
        "names" => epermit::NamesPage::sample(),
        "templates" => epermit::TemplatesPage::sample(),
        "template" => epermit::TemplateForm::sample(),
        "permits" => epermit::Permits::sample(),
        "permit" => epermit::PermitPage::sample(),
        "permit-on-tour" => epermit::PermitPage::on_tour(),
        "crossing" => econtrol::CrossingPage::sample(),
        "letter" => epermit::LetterPage::sample(),
        "change" => epermit::AmendPage::asking(),
        "letter-change" => epermit::LetterPage::of_a_change(),
        "letter-receipt" => epermit::LetterPage::with(epermit::Letter::Receipt { receipt: "26-00412".into() }),
        "letter-granted" => epermit::LetterPage::with(epermit::Letter::Granted {
            permit: Some(("26QM000371".into(), jiff::civil::date(2027, 5, 20))),
            conditions: vec!["Valid only with the tags stated in box 9.".into()],
            less: vec![(
                "Crocodylus niloticus, 240 → 180".into(),
                "The Scientific Authority allows 180 this year.".into(),
            )],
        }),
        "letter-signing" => epermit::LetterPage::with(epermit::Letter::Granted {
            permit: None,
            conditions: vec![],
            less: vec![],
        }),
        "letter-not-needed" => epermit::LetterPage::with(epermit::Letter::NotNeeded { text: "Not listed.".into() }),
        "customs-blank" => econtrol::Customs::blank(),
        "endorse" => econtrol::EndorsePage::sample(),
        "receipt" => econtrol::ReceiptPage::sample(),
        "expected" => econtrol::Expected::sample(),
        "service-times" => epermit::ServicePage::sample(),
        "quota-use" => epermit::QuotaUsePage::sample(),
        "verify-blank" => econtrol::VerifyPage::blank(),
    );
    for question in epermit::Question::samples() {
        let name = format!("question-{}", question.ask.step());
        let name = if pages.iter().any(|p| p.0 == name) { format!("{name}-2") } else { name };
        add!(WithArabic: name => question);
    }
    add!(WithArabic: "labels" => epermit::LabelsPage::sample(), "label" => epermit::LabelPage::sample());
    add!(WithArabic: "replaceable" => epermit::ReplaceablePage::sample(), "replaceable-none" => epermit::ReplaceablePage::empty());
    let parts = vec![
        ("1".to_owned(), "Consignment 1: 2 Panthera pardus · covered by 26QN000044".to_owned()),
        ("2".to_owned(), "Consignment 2: 1 Panthera pardus · Waits for its import permit".to_owned()),
    ];
    let import = epermit::ActForm { people: parts, ..epermit::ActForm::with("import_permit_received") };
    add!(WithArabic: "act-import-parts" => import);
    add!(Working: "amend" => epermit::AmendPage::sample());
    add!(WithArabic: "arrivals" => econtrol::ArrivalsPage::sample());
    add!(WithArabic: "landing" => econtrol::LandingPage::sample(), "transit" => econtrol::TransitPage::sample());
    add!(WithArabic: "plants" => econtrol::PlantsPage::sample(), "timber" => econtrol::TimberPage::sample(false), "timber-extended" => econtrol::TimberPage::sample(true));
    add!(Working: "plant-exports" => econtrol::PlantExportsPage::sample(false));
    add!(Working: "plant-export-new" => econtrol::PlantExportNewPage::sample(false));
    add!(WithArabic: "plant-export-new-own" => econtrol::PlantExportNewPage::sample(true));
    add!(WithArabic: "plant-exports-own" => econtrol::PlantExportsPage::sample(true));
    add!(WithArabic: "plant-export" => econtrol::PlantExportPage::sample(false), "plant-export-left" => econtrol::PlantExportPage::sample(true));
    for answer in econtrol::Answer::all() {
        let word = answer.key().trim_start_matches("public-").to_owned();
        add!(WithArabic: format!("verify-{word}") => econtrol::VerifyPage::with(answer.clone()),
            format!("customs-{word}") => econtrol::Customs::with(answer));
    }
    use shared::Failure as F;
    for failure in [F::NotFound, F::Forbidden, F::Changed, F::Refused, F::TooMany, F::Fault, F::Away] {
        add!(WithArabic: format!("failed-{failure:?}").to_lowercase() => shared::FailurePage::with(failure));
    }
    let outside = ["answer", "resubmit", "withdraw", "appeal", "import_permit_received"];
    for act in outside {
        add!(WithArabic: format!("act-{act}") => epermit::ActForm::with(act));
    }
    for act in epermit::ActForm::ACTS.iter().filter(|a| !outside.contains(a)) {
        add!(Working: format!("act-{act}") => epermit::ActForm::with(act));
    }
    for act in epermit::PermitActForm::ACTS {
        let border = ["hold", "release", "seize", "late_endorsement"];
        let holder = ["report_lost", "report_stolen", "report_destroyed", "return", "declare_unused"];
        if border.contains(act) || holder.contains(act) {
            add!(WithArabic: format!("permit-act-{act}") => epermit::PermitActForm::with(act));
        } else {
            add!(Working: format!("permit-act-{act}") => epermit::PermitActForm::with(act));
        }
    }
    for now in 0..=Guide::STEPS.len() {
        let mut page = epermit::CasePage::sample();
        page.shell.guide = Some(guide(now));
        add!(Working: format!("case-guide-{now}") => page);
    }
    let mut proposed = epermit::CasePage::sample();
    proposed.proposal = Some((true, "Valid only with the tags stated in box 9.".into(), String::new()));
    proposed.head.status = ApplicationStatus::DecisionProposed;
    proposed.acts = ["approve", "send_back", "refuse"].map(String::from).to_vec();
    proposed.hindrance = Some("decider-is-proposer".into());
    proposed.changed = vec!["Quantity of A: 250 became 240".into()];
    add!(Working:
        "fetch" => eexchange::FetchPage::sample(),
        "foreigns" => eexchange::Foreigns::sample(),
        "foreign" => eexchange::ForeignPage::sample(),
        "help-officer" => shared::HelpPage { topic: shared::HelpTopic::Officer, ..shared::HelpPage::sample() },
        "help-finance" => shared::HelpPage { topic: shared::HelpTopic::Finance, ..shared::HelpPage::sample() },
        "help-science" => shared::HelpPage { topic: shared::HelpTopic::Science, ..shared::HelpPage::sample() },
        "admin-languages" => shared::LanguagesPage::sample(),
        "admin-kinds" => shared::KindsPage::sample(),
        "admin-people" => shared::PeoplePage::sample(),
        "admin-settings" => shared::SettingsPage::sample(),
        "admin-audit" => shared::AuditPage::sample(),
        "admin-partners" => shared::PartnersAdmin::sample(),
        "admin-mail" => notices::MailLog::sample(),
        "admin-mail-texts" => notices::TextsPage::sample(),
        "admin-mail-text" => notices::TextPage::sample(),
        "late" => notices::LatePage::sample(),
        "directory" => notices::DirectoryPage::sample(),
        "alerts" => epermit::AlertsPage::sample(),
        "suspicions" => epermit::SuspicionsPage::sample(),
        "issue-audits" => epermit::AuditsPage::sample(),
        "border-waiting" => econtrol::BorderPage::sample(),
        "authority" => notices::AuthorityPage::sample(),
        "admin-law" => shared::LawList::sample(),
        "party-settings" => shared::PartySettings::sample(),
        "party-setting" => shared::PartySetting::sample(),
        "party-setting-languages" => shared::PartySetting::languages(),
        "admin-law-row" => shared::LawPage::sample(),
        "admin-law-new" => shared::LawPage::blank(),
        "admin-law-pack" => shared::PackPage::sample(),
        "admin-law-pack-rows" => shared::PackShown::sample(),
        "case-samples" => epermit::SamplesPage::sample(),
        "case-held" => epermit::HoldPage::sample(),
        "opinions" => epermit::OpinionsPage::sample(),
        "opinion-desk" => epermit::OpinionDesk::sample(),
        "opinion-desk-handed" => epermit::OpinionDesk::handed(),
        "visit" => epermit::VisitPage::sample(),
        "case-overrides" => epermit::OverridesPage::sample(),
        "override-report" => epermit::OverrideReport::sample(),
        "case" => epermit::CasePage::sample(),
        "case-wrong" => epermit::CasePage::wrong(),
        "case-import-parts" => epermit::CasePage { parts: epermit::Parts::sample_waiting(), ..epermit::CasePage::sample() },
        "case-proposed" => proposed,
        "act-error" => epermit::ActForm::sample(),
        "sign" => epermit::SignPage::sample(),
        "permit-act-error" => epermit::PermitActForm::sample(),
        "work" => epermit::Work::sample(),
        "consultations" => epermit::Consultations::sample(),
        "quotas" => epermit::Quotas::sample(),
        "quota" => epermit::QuotaPage::sample(),
        "quota-new" => epermit::QuotaPage::blank(),
        "queue" => epermit::QueuePage::sample(),
        "examination-rules" => epermit::RulesPage::sample(),
        "species-sheet" => epermit::SpeciesSheetPage::sample(),
        "findings" => epermit::FindingsPage::sample(),
        "compare" => epermit::ComparePage::sample(),
        "partners" => eexchange::Partners::sample(),
        "messages" => eexchange::Messages::sample(),
        "message" => eexchange::MessagePage::sample(),
        "report" => ereport::ReportPage::sample(),
        "dashboard" => ereport::Dashboard::sample(),
    );
    add!(WithArabic:
        "invoice" => money::InvoicePage::sample(),
        "permit-fee" => money::PermitFeePage::sample(false),
        "invoice-bill" => money::InvoicePage::bill(),
        "invoice-colleague" => money::InvoicePage::colleague(),
        "invoice-waiting" => money::InvoicePage::waiting(),
        "payments" => money::Payments::sample(),
        "payments-none" => money::Payments { rows: vec![], account: None, ..money::Payments::sample() },
        "money-receipt" => money::ReceiptPage::sample(),
        "account-statement" => money::AccountPage::sample(),
    );
    add!(Working:
        "invoice-finance" => money::InvoicePage::finance(),
        "finance" => money::FinanceDay::sample(),
        "drawer" => money::CashPage::sample(),
        "drawer-closed" => money::CashPage::closed(),
        "bank" => money::BankPage::sample(),
        "fees" => money::Fees::sample(),
        "fee" => money::FeePage::sample(),
        "fee-form" => money::FeeForm::sample(3),
        // A long schedule: the form carries its lists once, and must stay light.
        "fee-form-long" => money::FeeForm::sample(50),
        "revenue" => money::RevenuePage::sample(),
        "accounts" => money::Accounts::sample(),
        "account-counter" => money::AccountPage::counter(),
        "extra-fee" => money::ExtraFee::sample(),
        "permit-fee-charge" => money::PermitFeePage::sample(true),
        "gateway" => money::GatewayPage::sample(),
        "gateway-none" => money::GatewayPage::unset(),
        "months" => money::MonthsPage::sample(),
        "cheques" => money::ChequesPage::sample(),
        "money-receipt-bounced" => money::ReceiptPage::bounced(),
        "revenue-kinds" => money::RevenuePage::by_kind(),
        "account-monthly" => money::AccountPage::monthly(),
        "revenue-offices" => money::RevenuePage::by_office(),
        "offices" => money::OfficesPage::sample(),
        "offices-none" => money::OfficesPage::none(),
        "invoice-written-off" => money::InvoicePage::written_off(),
    );
    pages.extend(crate::registers::samples());
    pages.extend(crate::blanks::samples());
    pages
}
