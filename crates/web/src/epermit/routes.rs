//! Routes of applications, permits and quotas.

use super::body::{
    Consult, Findings, Form, ImportPermitBody, LimitBody, LossBody, NoConflict, Propose, Question, QuotaBody, Reason,
    Refuse, Reply, Return, Take,
};
use super::view::{
    ApplicationList, ApplicationView, ChecksView, IssuedView, PermitList, PermitView, QuotaList, QuotaView,
    TimelineView,
};
use super::{api, case, drafting, home, labels, lists, permit as paper, permits_api, quotas, quotas_api};
use crate::shared::openapi::{Doc, Gives, of};
use crate::shared::route::{May, Route, api, form, page, upload};
use cites::Role;
use pages::links;
use permits::{ApplicationActCode as A, DeskAct, PermitActCode as P};

/// Everybody who reads cases: the applicants' side their own, the authorities all.
pub const CASES: &[Role] = &[
    Role::Applicant,
    Role::Agent,
    Role::OrgAdmin,
    Role::MaClerk,
    Role::MaOfficer,
    Role::MaApprover,
    Role::MaSupervisor,
    Role::QuotaManager,
    Role::SaCoordinator,
    Role::SaExpert,
    Role::Inspector,
    Role::Accountant,
    Role::Cashier,
    Role::Reporter,
    Role::Auditor,
];

/// Everybody who reads permits: holders their own, authorities and border all.
pub const PERMITS: &[Role] = &[
    Role::Applicant,
    Role::Agent,
    Role::OrgAdmin,
    Role::MaClerk,
    Role::MaOfficer,
    Role::MaApprover,
    Role::MaSupervisor,
    Role::QuotaManager,
    Role::SaCoordinator,
    Role::SaExpert,
    Role::Inspector,
    Role::Customs,
    Role::Enforcement,
    Role::Reporter,
    Role::Auditor,
];

/// Everybody who reads quotas.
pub const QUOTAS: &[Role] = &[
    Role::MaClerk,
    Role::MaOfficer,
    Role::MaApprover,
    Role::MaSupervisor,
    Role::QuotaManager,
    Role::SaCoordinator,
    Role::SaExpert,
    Role::Reporter,
    Role::Auditor,
];

const STARTERS: May = May::Desk(DeskAct::StartApplication);
const LIST: &[(&str, &str)] = &[
    ("status", "Only this status."),
    (
        "task",
        "Only cases in which this task is open, like SA_CONSULTATION, whatever their status shows; for the authority.",
    ),
    (
        "waits",
        "`import-permit`: only cases that wait for an import permit of the destination, the longest untouched first; for the authority.",
    ),
    ("after", "The value of `next` from the page before."),
    ("limit", "Rows, 1 to 200; 50 when absent."),
];
const PERMIT_LIST: &[(&str, &str)] = &[
    ("status", "Only this status."),
    ("importer", "Only to this country."),
    ("number", "Only numbers that begin so."),
    ("after", "The value of `next` from the page before."),
    ("limit", "Rows, 1 to 200; 50 when absent."),
];

pub(super) const fn application(summary: &'static str) -> Doc {
    Doc::read("applications", summary, Gives::Json(of::<ApplicationView>))
}

pub(super) const fn permit(summary: &'static str) -> Doc {
    Doc::read("permits", summary, Gives::Json(of::<PermitView>))
}

macro_rules! takes {
    ($doc:expr, $input:ty) => {
        Doc { input: Some(of::<$input>), ..$doc }
    };
}

/// The rows.
pub fn routes() -> Vec<Route> {
    let mut all = super::examination_routes::routes();
    all.extend(applications());
    all.extend(acts());
    all.extend(permits());
    all.extend(quota_routes());
    // Before the pages: a letter is no question of the form.
    all.extend(super::further_routes::routes());
    all.extend(super::intake::routes::routes());
    all.extend(super::desk::routes());
    all.extend(super::overrides::routes());
    // Before the pages: neither is a question of the form.
    all.extend(super::tasks::routes());
    all.extend(shown());
    all.extend(label_routes());
    all
}

fn applications() -> Vec<Route> {
    let cases = May::Any(CASES);
    vec![
        api!(GET "/api/applications", cases, Doc::read("applications", "Applications, the newest change first.", Gives::Json(of::<ApplicationList>)).query(LIST), api::list),
        api!(POST "/api/applications", STARTERS, takes!(application("Begins an application.").status(201).query(crate::registers::behalf::QUERY), Form), api::create),
        api!(POST "/api/check", cases, Doc::act("applications", "What the rules say of a form; nothing is stored.", of::<Form>, Gives::Json(of::<ChecksView>)), api::preview),
        api!(GET "/api/applications/{application}", cases, application("One application."), api::get),
        api!(PUT "/api/applications/{application}", May::Case(&[A::Edit]), takes!(application("Writes the form anew."), Form), api::put),
        api!(GET "/api/applications/{application}/checks", cases, Doc::read("applications", "What the rules say of it today.", Gives::Json(of::<ChecksView>)), api::checks),
        api!(GET "/api/applications/{application}/fees", cases, Doc::read("applications", "What it will cost by the fees in force, for all its permits; the invoice counts.", Gives::Json(of::<crate::money::view::CaseFeesView>)), crate::money::fees::of_case),
        api!(GET "/api/applications/{application}/timeline", cases, Doc::read("applications", "What happened to it, oldest first.", Gives::Json(of::<TimelineView>)), api::timeline),
        api!(POST "/api/applications/{application}/copy", STARTERS, application("A new draft with its content.").status(201), api::copy),
        api!(POST "/api/applications/{application}/attachments", May::Case(&[A::Edit]), application("Adds a paper.").files().status(201), api::attach),
        api!(GET "/api/applications/{application}/attachments/{file}", cases, Doc::read("applications", "A paper's bytes.", Gives::Bytes("application/octet-stream")), api::paper),
        api!(DELETE "/api/applications/{application}/attachments/{file}", May::Case(&[A::Edit]), Doc::read("applications", "Takes a paper out.", Gives::Nothing).status(204), api::detach),
        api!(GET "/api/applications/{application}/signing-preview", May::Case(&[A::Sign]), Doc::read("applications", "The message that would be signed now.", Gives::Bytes("application/xml")), api::signing_preview),
    ]
}

fn acts() -> Vec<Route> {
    vec![
        api!(POST "/api/applications/{application}/submit", May::Case(&[A::Submit, A::Resubmit]), application("Hands it in, first or again."), api::submit),
        api!(POST "/api/applications/{application}/accept", May::Case(&[A::Accept]), application("Finds it complete."), api::accept),
        api!(POST "/api/applications/{application}/take", May::Case(&[A::Assign]), takes!(application("Takes an accepted case by name; out of turn with a reason."), Take), api::take),
        api!(POST "/api/applications/{application}/return", May::Case(&[A::RejectIncomplete]), takes!(application("Sends it back for completion."), Return), api::give_back),
        api!(POST "/api/applications/{application}/ask", May::Case(&[A::Ask]), takes!(application("Asks the applicant."), Question), api::ask),
        api!(POST "/api/applications/{application}/answer", May::Case(&[A::Answer]), takes!(application("Answers the question."), Reply), api::reply),
        api!(POST "/api/applications/{application}/consult", May::Case(&[A::ConsultSa]), takes!(application("Asks the Scientific Authority."), Consult), api::consult),
        api!(POST "/api/applications/{application}/opinion", May::Case(&[A::SaOpinion]), takes!(application("The Scientific Authority answers."), Findings), api::opinion),
        api!(POST "/api/applications/{application}/wait-import-permit", May::Case(&[A::WaitImportPermit]), application("Waits for the import permit of the destination."), api::wait),
        api!(POST "/api/applications/{application}/import-permit", May::Case(&[A::ImportPermitReceived]), takes!(application("Records the import permit."), ImportPermitBody), api::import_permit),
        api!(POST "/api/applications/{application}/propose", May::Case(&[A::Propose]), takes!(application("Proposes a decision."), Propose), api::propose),
        api!(POST "/api/applications/{application}/approve", May::Case(&[A::Approve]), takes!(application("Approves."), NoConflict), api::approve),
        api!(POST "/api/applications/{application}/send-back", May::Case(&[A::SendBack]), takes!(application("Sends the proposal back."), Reason), api::send_back),
        api!(POST "/api/applications/{application}/refuse", May::Case(&[A::Refuse]), takes!(application("Refuses."), Refuse), api::refuse),
        api!(POST "/api/applications/{application}/sign", May::Case(&[A::Sign]), Doc::read("applications", "Signs: the permit is issued; of several consignments that of the next one.", Gives::Json(of::<IssuedView>)).query(&[("consignment", "Signs this consignment only, when it is the next.")]).status(201), api::sign),
        api!(POST "/api/applications/{application}/withdraw", May::Case(&[A::Withdraw]), takes!(application("Withdraws it."), Reason), api::withdraw),
    ]
}

fn permits() -> Vec<Route> {
    let readers = May::Any(PERMITS);
    vec![
        api!(GET "/api/home", May::Any(home::READERS), Doc::read("applications", "What waits for the caller: what to do now, drafts, permits that end soon.", Gives::Json(of::<home::HomeView>)), home::get),
        api!(GET "/api/permits", readers, Doc::read("permits", "Permits, newest first.", Gives::Json(of::<PermitList>)).query(PERMIT_LIST), permits_api::list),
        api!(GET "/api/permits/{permit}", readers, permit("One permit, by id or number."), permits_api::get),
        api!(GET "/api/permits/{permit}/timeline", readers, Doc::read("permits", "What happened to it, oldest first.", Gives::Json(of::<TimelineView>)), permits_api::timeline),
        api!(GET "/api/permits/{permit}/pdf", readers, Doc::read("permits", "The paper (PDF/A-3 with the signed message inside).", Gives::Bytes("application/pdf")).query(&[("copy", "1: marked as a copy.")]), permits_api::pdf),
        api!(GET "/api/permits/{permit}/xml", readers, Doc::read("permits", "The message as it would be sent now.", Gives::Bytes("application/xml")), permits_api::xml),
        api!(GET "/api/permits/{permit}/signed-xml", readers, Doc::read("permits", "The message as it was signed.", Gives::Bytes("application/xml")), permits_api::signed_xml),
        api!(GET "/api/permits/{permit}/qr", readers, Doc::read("permits", "Text of its QR code, and its public page.", Gives::Json(of::<permits_api::CodeView>)), permits_api::code),
        api!(GET "/api/permits/{permit}/qr.svg", readers, Doc::read("permits", "Its QR code as a picture.", Gives::Bytes("image/svg+xml")), permits_api::code_svg),
        api!(POST "/api/permits/{permit}/deliver", May::Paper(&[P::Deliver]), permit("Hands it to its holder."), permits_api::deliver),
        api!(POST "/api/permits/{permit}/cancel", May::Paper(&[P::Cancel, P::Revoke]), takes!(permit("Cancels it; revokes it once it was handed over."), Reason), permits_api::cancel),
        api!(POST "/api/permits/{permit}/suspend", May::Paper(&[P::Suspend]), takes!(permit("Suspends it."), Reason), permits_api::suspend),
        api!(POST "/api/permits/{permit}/reinstate", May::Paper(&[P::Reinstate]), takes!(permit("Ends the suspension."), Reason), permits_api::reinstate),
        api!(POST "/api/permits/{permit}/report-loss", May::Paper(&[P::ReportLost, P::ReportStolen, P::ReportDestroyed]), takes!(permit("The holder reports it lost, stolen or destroyed."), LossBody), permits_api::report_loss),
        api!(POST "/api/permits/{permit}/return", May::Paper(&[P::Return]), takes!(permit("The holder returns it unused."), Reason), permits_api::give_back),
    ]
}

fn quota_routes() -> Vec<Route> {
    let quota = |summary| Doc::read("quotas", summary, Gives::Json(of::<QuotaView>));
    vec![
        api!(GET "/api/quotas", May::Any(QUOTAS), Doc::read("quotas", "The quotas of a year.", Gives::Json(of::<QuotaList>)).query(&[("year", "The year; this one when absent.")]), quotas_api::list),
        api!(POST "/api/quotas", May::Desk(DeskAct::QuotaSet), takes!(quota("Proposes a new quota.").status(201), QuotaBody), quotas_api::propose),
        api!(GET "/api/quotas/{quota}", May::Any(QUOTAS), quota("One quota."), quotas_api::get),
        api!(GET "/api/quotas/{quota}/history", May::Any(QUOTAS), Doc::read("quotas", "What happened to it: amounts, cases, persons, reasons.", Gives::Json(of::<super::quota_view::QuotaHistory>)), quotas_api::history),
        api!(POST "/api/quotas/{quota}/limit", May::Desk(DeskAct::QuotaSet), takes!(quota("Proposes another limit."), LimitBody), quotas_api::propose_limit),
        api!(POST "/api/quotas/{quota}/confirm", May::Desk(DeskAct::QuotaConfirm), quota("Confirms what another person proposed."), quotas_api::confirm),
        api!(POST "/api/quotas/{quota}/drop", May::Desk(DeskAct::QuotaConfirm), quota("Takes a proposal back."), quotas_api::drop_proposal),
    ]
}

fn label_routes() -> Vec<Route> {
    let (readers, keepers) = (May::Any(labels::READERS), May::Any(office::epermit::labels::REGISTRARS));
    let label = |summary| Doc::read("labels", summary, Gives::Json(of::<labels::LabelView>));
    vec![
        page!(links::LABELS, readers, labels::show),
        form!(links::LABELS, readers, labels::answer),
        page!("/labels/{label}", readers, labels::one),
        api!(GET "/api/label-institutions", readers, Doc::read("labels", "The register of institutions for scientific-exchange labels.", Gives::Json(of::<labels::InstitutionList>)), labels::list_institutions),
        api!(POST "/api/label-institutions", keepers, Doc::act("labels", "Registers an institution or writes its entry anew.", of::<labels::InstitutionBody>, Gives::Json(of::<labels::InstitutionView>)).status(201), labels::post_institution),
        api!(GET "/api/labels", readers, Doc::read("labels", "Labels, newest first.", Gives::Json(of::<labels::LabelList>)).query(&[("after", "The value of `next` from the page before.")]), labels::list),
        api!(GET "/api/labels/account", readers, Doc::read("labels", "Of each institution and year how many labels, from which number to which.", Gives::Json(of::<labels::LabelAccount>)), labels::account),
        api!(POST "/api/labels", readers, takes!(label("Numbers a label and logs it.").status(201), labels::LabelBody), labels::post),
        api!(GET "/api/labels/{label}", readers, label("One label."), labels::get),
    ]
}

/// Who writes applications.
const WRITERS: &[Role] = &[Role::Applicant, Role::Agent, Role::OrgAdmin, Role::MaClerk];

/// Who has a work list.
const WORKERS: &[Role] = &[Role::MaClerk, Role::MaOfficer, Role::MaApprover, Role::MaSupervisor, Role::QuotaManager];

/// Pages and forms.
fn shown() -> Vec<Route> {
    let (cases, readers) = (May::Any(CASES), May::Any(PERMITS));
    let writers = May::Any(WRITERS);
    let acts = May::Case(A::ALL);
    vec![
        page!(links::APPLICATIONS, writers, home::applications),
        page!(links::APPLICATION_NEW, STARTERS, drafting::new),
        form!(links::APPLICATION_NEW, STARTERS, drafting::create),
        page!("/applications/{application}", cases, case::show),
        page!("/applications/{application}/tasks", writers, drafting::tasks),
        page!("/applications/{application}/done", writers, drafting::done),
        form!("/applications/{application}/copy", STARTERS, drafting::copy),
        page!("/applications/{application}/preview.pdf", cases, case::preview_pdf),
        page!("/applications/{application}/files/{file}", cases, case::paper),
        page!("/applications/{application}/acts/{act}", acts, case::act_form),
        upload!("/applications/{application}/acts/{act}", acts, case::act),
        page!("/applications/{application}/lines/{line}/{step}", writers, drafting::line_question),
        form!("/applications/{application}/lines/{line}/{step}", writers, drafting::line_answer),
        page!("/applications/{application}/{step}", writers, drafting::question),
        upload!("/applications/{application}/{step}", writers, drafting::answer),
        page!(links::WORK, May::Any(WORKERS), lists::work),
        form!(links::WORK_NEXT, May::Case(&[A::Assign]), lists::take_next),
        page!(links::CONSULTATIONS, May::Desk(DeskAct::ReadConsultation), lists::consultations),
        page!(links::PERMITS, readers, home::permits),
        page!("/permits/{permit}", readers, paper::show),
        page!("/permits/{permit}/permit.pdf", readers, paper::pdf),
        page!("/permits/{permit}/permit.xml", readers, paper::xml),
        page!("/permits/{permit}/acts/{act}", May::Paper(P::ALL), paper::act_form),
        form!("/permits/{permit}/acts/{act}", May::Paper(P::ALL), paper::act),
        page!(links::QUOTAS, May::Any(QUOTAS), quotas::list),
        page!(links::QUOTA_SET, May::Desk(DeskAct::QuotaSet), quotas::new),
        form!(links::QUOTA_SET, May::Desk(DeskAct::QuotaSet), quotas::propose),
        page!("/quotas/{quota}", May::Any(QUOTAS), quotas::show),
        form!("/quotas/{quota}", May::Desk(DeskAct::QuotaSet), quotas::change),
        form!("/quotas/{quota}/confirm", May::Desk(DeskAct::QuotaConfirm), quotas::confirm),
    ]
}
