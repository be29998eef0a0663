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

/// The worker that keeps the page of a visit for when there is no network.
pub const WORKER: &str = "/worker.js";
/// The applicant's applications.
pub const APPLICATIONS: &str = "/applications";
/// A new application (GET asks the kind, POST makes the draft).
pub const APPLICATION_NEW: &str = "/applications/new";
/// Checks many names at once (GET, POST `names`, `go` = `check` or `csv`).
pub const NAMES: &str = "/names";
/// Templates of applications.
pub const TEMPLATES: &str = "/templates";
/// Permits, for applicant and officer.
pub const PERMITS: &str = "/permits";

/// The officer's work list (GET `tab`, `kind`, `status`, `q`, `after`).
pub const WORK: &str = "/work";
/// The fairest next case (POST).
pub const WORK_NEXT: &str = "/work/next";
/// The supervisor's view of the whole queue (GET; POST gives a case to another officer).
pub const QUEUE: &str = "/work/queue";
/// What the Party sets for clocks and risk (GET, POST proposes).
pub const EXAMINATION_RULES: &str = "/examination/rules";
/// The second person confirms it (POST `kind`, `version`).
pub const EXAMINATION_CONFIRM: &str = "/examination/rules/confirm";
/// Every check that a supervisor set aside (GET `from`, `to`).
pub const OVERRIDE_REPORT: &str = "/work/overrides";
/// The same as a file.
pub const OVERRIDE_FILE: &str = "/work/overrides.csv";
/// Opinions that were given to experts.
pub const OPINIONS: &str = "/consultations/opinions";
/// Public: how long permits took (GET `party`, `kind`).
pub const SERVICE_TIMES: &str = "/service-times";
/// Public: how much of each quota is used (GET `party`, `year`).
pub const QUOTA_USE: &str = "/quota-use";
/// Standing findings and what left under our permits (GET `year`; POST gives one).
pub const FINDINGS: &str = "/findings";
/// Takes a standing finding back (POST `finding`).
pub const FINDING_WITHDRAW: &str = "/findings/withdraw";
/// What is known of a species (GET `taxon`).
pub const SPECIES_SHEET: &str = "/species-sheet";
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
/// The reader's notices (GET `show`, `before`).
pub const NOTICES: &str = "/notices";
/// Marks the reader's notices up to one as read (POST `up_to`).
pub const NOTICES_READ: &str = "/notices/read";
/// What the reader wants by e-mail (POST `language`, `optional`, `phone`).
pub const WISHES: &str = "/account/notices";
/// Administration: every e-mail that was sent, and the periods after issue (GET, POST).
pub const ADMIN_MAIL: &str = "/admin/mail";
/// Administration: one more try (POST `notice`, `person`).
pub const ADMIN_MAIL_AGAIN: &str = "/admin/mail/again";
/// Administration: texts of e-mails.
pub const ADMIN_MAIL_TEXTS: &str = "/admin/mail/texts";
/// Addresses of authorities abroad.
pub const DIRECTORY: &str = "/directory";
/// One more try for a mail to an authority (POST `letter`).
pub const DIRECTORY_AGAIN: &str = "/directory/again";

/// An authority abroad.
pub fn authority(id: &str) -> String {
    format!("{DIRECTORY}/{}", encode(id))
}

/// Alerts of enforcement (GET, POST).
pub const ALERTS: &str = "/enforcement/alerts";
/// Ends one (POST `alert`, `why`).
pub const ALERTS_END: &str = "/enforcement/alerts/end";
/// What stands against people and documents (GET `kind`, `before`).
pub const SUSPICIONS: &str = "/enforcement/suspicions";
/// Audits after issue, of the blue lane (GET, POST `permit`, `outcome`, `words`).
pub const AUDITS: &str = "/work/audits";
/// What waits at the border, with its clock (GET, POST `number`, `place`).
pub const BORDER: &str = "/customs/waiting";

/// Says that the papers of a case were seen (POST `papers-note`).
pub fn case_papers_seen(id: &str) -> String {
    format!("/applications/{}/examination/papers", encode(id))
}

/// Demo only: the test mailbox.
pub const SINK: &str = "/demo/mail";
/// Permits that ended and were neither returned nor declared.
pub const LATE: &str = "/permits/late";
/// Permits that may be replaced: which one?
pub const REPLACEABLE: &str = "/permits/replaceable";

/// Marks one notice as read (POST).
pub fn notice_read(id: &str) -> String {
    format!("/notices/{}/read", encode(id))
}

/// The texts of one event (GET `of`, `beside`; POST).
pub fn mail_text(event: &str) -> String {
    format!("/admin/mail/texts/{}", encode(event))
}

/// Demo only: one e-mail of the test mailbox.
pub fn sink_mail(id: &str) -> String {
    format!("/demo/mail/{}", encode(id))
}

/// The holder's report of use (GET form, POST).
pub fn permit_use(id: &str) -> String {
    format!("/permits/{}/use", encode(id))
}

/// Administration: the Party's own rows of law.
pub const ADMIN_LAW: &str = "/admin/law";
/// Administration: what the Party sets itself.
pub const PARTY_SETTINGS: &str = "/admin/party";
/// Administration: another value for one of them (GET, POST; `of`).
pub const PARTY_SETTING: &str = "/admin/party/change";
/// Administration: enter a row of law.
pub const ADMIN_LAW_NEW: &str = "/admin/law/new";
/// Administration: many rows of law from one file (GET, POST).
pub const ADMIN_LAW_PACK: &str = "/admin/law/pack";
/// Administration: the rows of law in force and to come, as a file.
pub const ADMIN_LAW_FILE: &str = "/admin/law/rows.csv";
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

/// Customs and the authority: plant-health certificates recorded at import (GET, POST).
pub const PLANTS: &str = "/customs/phytosanitary";

/// Plant-health certificates of our own service for plants that leave (GET).
pub const PLANT_EXPORTS: &str = "/plant-exports";

/// The form of the next (GET, POST).
pub const PLANT_EXPORT_NEW: &str = "/plant-exports/new";

/// One of them.
pub fn plant_export(id: &str) -> String {
    format!("{PLANT_EXPORTS}/{}", encode(id))
}

/// One act on it: `left`, `void` (POST).
pub fn plant_export_act(id: &str, act: &str) -> String {
    format!("{PLANT_EXPORTS}/{}/{}", encode(id), encode(act))
}

/// The extension of another Party's document for timber in customs bond (GET, POST).
pub fn foreign_timber(id: &str) -> String {
    format!("{FOREIGN}/{}/timber", encode(id))
}

/// The extension of our document, as the importing Party told it (GET, POST).
pub fn permit_timber(id: &str) -> String {
    format!("/permits/{}/timber", encode(id))
}

/// What arrived under an import permit.
pub fn arrivals(permit: &str) -> String {
    format!("/permits/{}/arrivals", encode(permit))
}

/// Lets goods in under a paper from abroad that is not in our archive (POST).
pub fn arrivals_on_paper(permit: &str) -> String {
    format!("/permits/{}/arrivals/paper", encode(permit))
}

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
/// The same as a file to take along.
pub const EXPECTED_FILE: &str = "/customs/expected.csv";

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

/// Changes the lane of a case (POST `lane`, `lane-reason`).
pub fn case_lane(id: &str) -> String {
    format!("/applications/{}/examination/lane", encode(id))
}

/// Relies on a standing finding (POST `standing`).
pub fn case_rely(id: &str) -> String {
    format!("/applications/{}/examination/rely", encode(id))
}

/// Puts a case on the waiting list of the quotas that have not enough (POST).
pub fn case_wait(id: &str) -> String {
    format!("/applications/{}/examination/wait", encode(id))
}

/// Application, partner's permit and earlier permit side by side.
pub fn case_compare(id: &str) -> String {
    format!("/applications/{}/examination/compare", encode(id))
}

/// What is known of a species.
pub fn species_sheet(taxon: &str) -> String {
    format!("{SPECIES_SHEET}?taxon={}", encode(taxon))
}

/// Corrects what a quota counts as left (POST `consumed`, `correction-reason`).
pub fn quota_correct(id: &str) -> String {
    format!("{QUOTAS}/{}/correct", encode(id))
}

/// Carries the rest of an ended quota over (POST).
pub fn quota_carry(id: &str) -> String {
    format!("{QUOTAS}/{}/carry-over", encode(id))
}

/// Announces a file that comes in parts (POST `name`, `size`, `kind`, `replaces`; then parts to `/<upload>`).
pub fn uploads(application: &str) -> String {
    format!("/applications/{}/uploads", encode(application))
}

/// Lines from a spreadsheet (GET, POST a file; `go` = `mend`, `all`, `good` or `drop`).
pub fn lines(application: &str) -> String {
    format!("/applications/{}/lines", encode(application))
}

/// The empty sheet for lines.
pub fn lines_sheet(application: &str) -> String {
    format!("/applications/{}/lines.csv", encode(application))
}

/// What applicant and officer write to each other (GET, POST `text`, `papers`, `internal`).
pub fn messages_of(application: &str) -> String {
    format!("/applications/{}/messages", encode(application))
}

/// Keeps an application as a template (GET form, POST `name`, `over`, `shared`).
pub fn template_of(application: &str) -> String {
    format!("/applications/{}/template", encode(application))
}

/// Changes a template (GET form, POST `name`, `shared`, `version`; or `go=delete`).
pub fn template(id: &str) -> String {
    format!("{TEMPLATES}/{}", encode(id))
}

/// Begins an application from a template (POST).
pub fn template_start(id: &str) -> String {
    format!("{TEMPLATES}/{}/start", encode(id))
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

/// Prints a permit on security paper: which sheet? (GET form, POST `sheet`, `reason`.)
pub fn permit_print(id: &str) -> String {
    format!("/permits/{}/print", encode(id))
}

/// The permit's signed XML.
pub fn permit_xml(id: &str) -> String {
    format!("/permits/{}/permit.xml", encode(id))
}

/// A form for one act on a permit: `act` is [`crate::epermit::PermitAct::code`].
pub fn permit_act(id: &str, act: &str) -> String {
    format!("/permits/{}/acts/{}", encode(id), encode(act))
}

/// The authority amends this permit.
pub fn permit_amend(id: &str) -> String {
    format!("/permits/{}/amend", encode(id))
}

/// The holder asks for a change of a permit.
pub fn permit_change(id: &str) -> String {
    format!("/permits/{}/change", encode(id))
}

/// The holder asks for a permit that replaces this one (POST).
pub fn permit_replacement(id: &str) -> String {
    format!("/permits/{}/replacement", encode(id))
}

/// Inspections that wait.
pub const INSPECTIONS: &str = "/inspections";

/// Samples of a case's inspections.
pub fn samples(id: &str) -> String {
    format!("{APPLICATIONS}/{}/samples", encode(id))
}

/// What the laboratory found in one of them (POST).
pub fn sample(id: &str, sample: &str) -> String {
    format!("{APPLICATIONS}/{}/samples/{}", encode(id), encode(sample))
}

/// A letter about an application: `receipt`, `decision` or `refusal`.
pub fn letter(id: &str, letter: &str) -> String {
    format!("/applications/{}/letters/{}", encode(id), encode(letter))
}

/// Customs: one border crossing of a reusable document (GET form, POST).
pub fn customs_crossing(id: &str) -> String {
    format!("{CUSTOMS}/permits/{}/crossing", encode(id))
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

/// Checks of a case that a supervisor sets aside (GET, POST).
pub fn overrides(id: &str) -> String {
    format!("{APPLICATIONS}/{}/overrides", encode(id))
}

/// One opinion that an expert writes (GET, POST `do`).
pub fn opinion_desk(id: &str) -> String {
    format!("{APPLICATIONS}/{}/opinion", encode(id))
}

/// The visit of an inspection (GET, POST).
pub fn visit(id: &str) -> String {
    format!("{APPLICATIONS}/{}/visit", encode(id))
}

/// What an inspection holds up (GET, POST).
pub fn inspection_hold(id: &str) -> String {
    format!("{APPLICATIONS}/{}/inspection-hold", encode(id))
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

/// One row of law.
pub fn law_row(id: &str) -> String {
    format!("{ADMIN_LAW}/{}", encode(id))
}

/// One setting of the Party (GET, POST).
pub fn party_setting(code: &str) -> String {
    format!("{PARTY_SETTING}?of={}", encode(code))
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

/// The payer's invoices.
pub const PAYMENTS: &str = "/payments";
/// Finance: the day.
pub const FINANCE: &str = "/finance";
/// Finance: closes a day (POST `day`).
pub const DAY_CLOSE: &str = "/finance/close";
/// Finance: the cashier's drawer (GET `number` finds an invoice).
pub const CASH: &str = "/finance/drawer";
/// Finance: opens the drawer (POST `float`).
pub const CASH_OPEN: &str = "/finance/drawer/open";
/// Finance: closes the drawer (POST `counted`, `note`).
pub const CASH_CLOSE: &str = "/finance/drawer/close";
/// Finance: the bank's file (GET, POST `file`).
pub const BANK: &str = "/finance/bank";
/// Finance: fee schedules.
pub const FEES: &str = "/finance/fees";
/// Finance: enters a schedule (GET form, POST).
pub const FEES_NEW: &str = "/finance/fees/new";
/// Finance: prepaid accounts (GET, POST `holder`).
pub const ACCOUNTS: &str = "/finance/accounts";
/// Finance: revenue (GET `year`).
pub const REVENUE: &str = "/finance/revenue";
/// Finance: the cash book for the treasury as CSV (GET `from`, `to`).
pub const TREASURY: &str = "/finance/treasury.csv";

/// Finance: the payment service (GET, POST).
pub const GATEWAY: &str = "/finance/gateway";
/// Finance: asks the payment service for a known payment (POST `known`).
pub const GATEWAY_TEST: &str = "/finance/gateway/test";
/// Finance: months of the cash book.
pub const MONTHS: &str = "/finance/months";
/// Finance: cheques.
pub const CHEQUES: &str = "/finance/cheques";

/// Closes a month by two persons (POST): `propose`, `close`, `drop`.
pub fn month_act(month: &str, act: &str) -> String {
    format!("{MONTHS}/{}/{}", encode(month), encode(act))
}

/// The cash book of a month for the treasury as CSV.
pub fn month_file(month: &str) -> String {
    format!("{MONTHS}/{}/treasury.csv", encode(month))
}

/// What became of a cheque (POST): `deposit`, `clear`, `bounce`.
pub fn cheque_act(id: &str, act: &str) -> String {
    format!("{CHEQUES}/{}/{}", encode(id), encode(act))
}

/// What was agreed with the holder of an account (POST `limit`, `active`).
pub fn account_terms(id: &str) -> String {
    format!("/accounts/{}/terms", encode(id))
}

/// Asks that the terms of an account go on (`ask`), lets them (`yes`) or not (`no`).
pub fn account_resume(id: &str, act: &str) -> String {
    format!("/accounts/{}/resume/{act}", encode(id))
}

/// Bills a month (POST `month`).
pub fn account_bill(id: &str) -> String {
    format!("/accounts/{}/bill", encode(id))
}

/// Voids a receipt for cash (POST `reason`).
pub fn receipt_void(id: &str) -> String {
    format!("/receipts/{}/void", encode(id))
}

/// Where money is taken.
pub const OFFICES: &str = "/finance/offices";

/// Enters an office (POST `code`, `office_name`), puts a person there (`person`, `office`), or says whether a waiver needs
/// a paper (`evidence`): `enter`, `person`, `evidence`.
pub fn office_act(act: &str) -> String {
    format!("{OFFICES}/{}", encode(act))
}

/// One invoice, for payer and finance.
pub fn invoice(id: &str) -> String {
    format!("/invoices/{}", encode(id))
}

/// What is done with an invoice (POST): `cash`, `draw`, `gateway`, `cheque`, `ask`.
pub fn invoice_act(id: &str, act: &str) -> String {
    format!("/invoices/{}/{}", encode(id), encode(act))
}

/// Pay what is open of an application.
pub fn pay(application: &str) -> String {
    format!("/applications/{}/pay", encode(application))
}

/// Asks for an additional fee (GET form, POST).
pub fn extra_fee(application: &str) -> String {
    format!("/applications/{}/extra-fee", encode(application))
}

/// A receipt of money, to print.
pub fn money_receipt(id: &str) -> String {
    format!("/receipts/{}", encode(id))
}

/// The second person decides a waiver or refund (POST): `release`, `refuse`.
pub fn money_request(id: &str, act: &str) -> String {
    format!("/finance/requests/{}/{}", encode(id), encode(act))
}

/// Matches a line of the bank, or sets it aside (POST).
pub fn bank_line(id: &str) -> String {
    format!("{BANK}/lines/{}", encode(id))
}

/// A person looked at a callback (POST).
pub fn callback(id: &str) -> String {
    format!("{BANK}/callbacks/{}", encode(id))
}

/// What is expected at a port (empty: any), so far ahead, as a file (GET).
pub fn expected_file(port: &str, days: &str) -> String {
    format!("{EXPECTED_FILE}?port={}&days={}", encode(port), encode(days))
}

/// One schedule (GET; the query asks for a preview).
pub fn fee_schedule(id: &str) -> String {
    format!("{FEES}/{}", encode(id))
}

/// The second person confirms or drops a schedule (POST): `confirm`, `drop`.
pub fn fee_schedule_act(id: &str, act: &str) -> String {
    format!("{FEES}/{}/{}", encode(id), encode(act))
}

/// The statement of a prepaid account.
pub fn account(id: &str) -> String {
    format!("/accounts/{}", encode(id))
}

/// A deposit at the counter (POST `amount`).
pub fn account_deposit(id: &str) -> String {
    format!("/accounts/{}/deposit", encode(id))
}

/// The fees of a permit after its issue (GET; POST charges).
pub fn permit_fee(id: &str) -> String {
    format!("/permits/{}/fee", encode(id))
}
