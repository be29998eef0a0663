//! Where every page and every form lives. The server routes these same paths; nothing else writes a path by hand.
//!
//! Ids are the text form of `cites::Id`. A form posts to the address of the page it stands on unless said otherwise.

/// Escapes one value for a query or one path segment.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for b in text.bytes() {
        match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(b as char),
            b => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}

/// Public start page.
pub const HOME: &str = "/";
/// Sign-in form (GET, POST `email`, `password`, `next`).
pub const SIGN_IN: &str = "/sign-in";
/// Sign-out (POST only).
pub const SIGN_OUT: &str = "/sign-out";
/// Demo only: become a demo role at once (POST `tenant`, `role`, `next`).
pub const DEMO_ROLE: &str = "/demo/role";
/// Demo only: back to the first day (POST).
pub const DEMO_RESET: &str = "/demo/reset";
/// Registration (GET, POST).
pub const REGISTER: &str = "/register";
/// Language switch (GET `lang`, `next`): sets the cookie and goes back.
pub const LANGUAGE: &str = "/language";
/// My account.
pub const ACCOUNT: &str = "/account";
/// Help of the reader's role.
pub const HELP: &str = "/help";
/// The Convention's words.
pub const GLOSSARY: &str = "/glossary";
/// What we keep and why.
pub const PRIVACY: &str = "/privacy";
/// Accessibility statement.
pub const ACCESSIBILITY: &str = "/accessibility";

/// Public check of a permit (GET; with `issuer`, `number`, `code` it answers).
pub const VERIFY: &str = "/verify";
/// Public guidance (GET, answers in the query).
pub const WIZARD: &str = "/what-do-i-need";
/// Species search (GET `q`, `lang`, `limit`; JSON list of `{name, accepted, common, appendix, kind}` for the script).
pub const SPECIES_SEARCH: &str = "/species.json";

/// The applicant's applications.
pub const APPLICATIONS: &str = "/applications";
/// A new application (GET asks the kind, POST makes the draft).
pub const APPLICATION_NEW: &str = "/applications/new";
/// Permits, for applicant and officer.
pub const PERMITS: &str = "/permits";

/// The officer's work list (GET `tab`, `kind`, `status`, `q`, `after`).
pub const WORK: &str = "/work";
/// The fairest next case (POST).
pub const WORK_NEXT: &str = "/work/next";
/// The Scientific Authority's queue.
pub const CONSULTATIONS: &str = "/consultations";
/// Quotas.
pub const QUOTAS: &str = "/quotas";
/// Sets a quota (GET form, POST).
pub const QUOTA_SET: &str = "/quotas/set";
/// Exchange desk: partners.
pub const EXCHANGE: &str = "/exchange";
/// Exchange desk: messages.
pub const MESSAGES: &str = "/exchange/messages";
/// Exchange desk: ask a partner for a permit (GET form, POST).
pub const FETCH: &str = "/exchange/fetch";
/// Foreign permits we hold.
pub const FOREIGN: &str = "/exchange/permits";
/// Reports: readiness of the year.
pub const REPORTS: &str = "/reports";
/// Figures for managers.
pub const DASHBOARD: &str = "/dashboard";
/// Administration: texts of a language.
pub const ADMIN_LANGUAGES: &str = "/admin/languages";
/// Administration: people and roles.
pub const ADMIN_PEOPLE: &str = "/admin/people";
/// Administration: settings of the Party.
pub const ADMIN_SETTINGS: &str = "/admin/settings";
/// Administration: audit list.
pub const ADMIN_AUDIT: &str = "/admin/audit";
/// Administration: exchange partners.
pub const ADMIN_PARTNERS: &str = "/admin/partners";

/// Administration: which documents are offered (GET, POST `kind`, `offered`).
pub const ADMIN_KINDS: &str = "/admin/kinds";
/// Scientific-exchange labels: register, log, both forms (GET, POST `act`).
pub const LABELS: &str = "/labels";

/// One label to print.
pub fn label(id: &str) -> String {
    format!("/labels/{}", encode(id))
}

/// Customs: transit and trans-shipment (GET, POST).
pub const TRANSITS: &str = "/customs/transit";

/// Landings under an introduction-from-the-sea certificate (GET, POST).
pub fn landings(permit: &str) -> String {
    format!("/permits/{}/landings", encode(permit))
}

/// Goods in transit have left (POST `left_on`).
pub fn transit_left(id: &str) -> String {
    format!("/customs/transit/{}/left", encode(id))
}

/// Customs: scan or type.
pub const CUSTOMS: &str = "/customs";
/// Customs: expected at this port.
pub const CUSTOMS_EXPECTED: &str = "/customs/expected";

/// One application or case: the same address for applicant and officer, the page follows the role.
pub fn application(id: &str) -> String {
    format!("/applications/{}", encode(id))
}

/// The draft's task list.
pub fn tasks(id: &str) -> String {
    format!("/applications/{}/tasks", encode(id))
}

/// A question about the whole draft: `step` is [`crate::epermit::Ask::step`].
pub fn question(id: &str, step: &str) -> String {
    format!("/applications/{}/{}", encode(id), encode(step))
}

/// A question about one line of the draft, counted from 0.
pub fn line_question(id: &str, line: usize, step: &str) -> String {
    format!("/applications/{}/lines/{line}/{}", encode(id), encode(step))
}

/// Copies an application as a new draft (POST).
pub fn application_copy(id: &str) -> String {
    format!("/applications/{}/copy", encode(id))
}

/// A form for one act on an application (GET form, POST act): `act` is [`crate::epermit::CaseAct::code`].
pub fn case_act(id: &str, act: &str) -> String {
    format!("/applications/{}/acts/{}", encode(id), encode(act))
}

/// A file of an application.
pub fn attachment(application: &str, file: &str) -> String {
    format!("/applications/{}/files/{}", encode(application), encode(file))
}

/// The draft permit as PDF, before it is signed.
pub fn case_preview(id: &str) -> String {
    format!("/applications/{}/preview.pdf", encode(id))
}

/// One permit.
pub fn permit(id: &str) -> String {
    format!("/permits/{}", encode(id))
}

/// The permit as PDF.
pub fn permit_pdf(id: &str) -> String {
    format!("/permits/{}/permit.pdf", encode(id))
}

/// The permit's signed XML.
pub fn permit_xml(id: &str) -> String {
    format!("/permits/{}/permit.xml", encode(id))
}

/// A form for one act on a permit: `act` is [`crate::epermit::PermitAct::code`].
pub fn permit_act(id: &str, act: &str) -> String {
    format!("/permits/{}/acts/{}", encode(id), encode(act))
}

/// The public answer for a permit.
pub fn verify(issuer: &str, number: &str, code: &str) -> String {
    format!("{VERIFY}?issuer={}&number={}&code={}", encode(issuer), encode(number), encode(code))
}

/// Customs: one permit, ours by its id.
pub fn customs_permit(id: &str) -> String {
    format!("{CUSTOMS}/permits/{}", encode(id))
}

/// Customs: endorse one permit (GET form, POST).
pub fn customs_endorse(id: &str) -> String {
    format!("{CUSTOMS}/permits/{}/endorse", encode(id))
}

/// Customs: the receipt of an endorsement.
pub fn customs_receipt(id: &str) -> String {
    format!("{CUSTOMS}/permits/{}/receipt", encode(id))
}

/// One partner: its messages.
pub fn partner(country: &str) -> String {
    format!("{MESSAGES}?partner={}", encode(country))
}

/// One message.
pub fn message(id: &str) -> String {
    format!("{MESSAGES}/{}", encode(id))
}

/// Sends a message again (POST).
pub fn message_retry(id: &str) -> String {
    format!("{MESSAGES}/{}/retry", encode(id))
}

/// A permit of another Party that we fetched (GET; POST `receive` and `confirm` below).
pub fn foreign(id: &str) -> String {
    format!("{FOREIGN}/{}", encode(id))
}

/// Receives and confirms a foreign permit's quantities (POST).
pub fn foreign_confirm(id: &str) -> String {
    format!("{FOREIGN}/{}/confirm", encode(id))
}

/// One quota.
pub fn quota(id: &str) -> String {
    format!("{QUOTAS}/{}", encode(id))
}

/// The second person confirms a quota (POST).
pub fn quota_confirm(id: &str) -> String {
    format!("{QUOTAS}/{}/confirm", encode(id))
}

/// The report of a year.
pub fn report(year: i16) -> String {
    format!("{REPORTS}/{year}")
}

/// Builds the report's files (POST `format`).
pub fn report_build(year: i16) -> String {
    format!("{REPORTS}/{year}/build")
}

/// A file of the report: `exports.csv`, `imports.csv`, `report.xlsx`.
pub fn report_file(year: i16, file: &str) -> String {
    format!("{REPORTS}/{year}/{}", encode(file))
}
