//! Routes of the acts beside the straight way, of letters and of the list of inspections.

use super::amend;
use super::amend_request;
use super::body::{Reason, RecordBody};
use super::further_api::{
    self, ForeignReplyBody, INSPECTION_READERS, InquiryBody, InspectionBody, InspectionList, ReportBody,
};
use super::held;
use super::instead;
use super::letters;
use super::paper_further::{self, LateBody, LetterBody, VoidBody};
use super::routes::{CASES, application, permit};
use super::samples;
use super::view::PermitList;
use crate::shared::openapi::{Doc, Gives, of};
use crate::shared::route::{May, Route, api, form, page};
use office::epermit::amend::AMENDERS;
use office::epermit::inspection_hold;
use office::epermit::samples::{READERS, WRITERS};
use pages::links;
use permits::{ApplicationActCode as A, DeskAct, PermitActCode as P};

macro_rules! takes {
    ($doc:expr, $input:ty) => {
        Doc { input: Some(of::<$input>), ..$doc }
    };
}

/// The rows.
pub fn routes() -> Vec<Route> {
    let starters = May::Desk(DeskAct::StartApplication);
    vec![
        api!(POST "/api/applications/{application}/no-permit-needed", May::Case(&[A::NoPermitNeeded]), takes!(application("Closes it: no permit is needed."), Reason), further_api::no_permit_needed),
        api!(POST "/api/applications/{application}/inspection", May::Case(&[A::RequestInspection]), takes!(application("Orders an inspection."), InspectionBody), further_api::request_inspection),
        api!(POST "/api/applications/{application}/inspection-report", May::Case(&[A::InspectionReport]), takes!(application("The inspector reports; a lower count lowers the line."), ReportBody), further_api::inspection_report),
        api!(POST "/api/applications/{application}/resume", May::Case(&[A::Resume]), application("Goes on after the inspection."), further_api::resume),
        api!(POST "/api/applications/{application}/consult-foreign", May::Case(&[A::ConsultForeign]), takes!(application("Asks another authority."), InquiryBody), further_api::consult_foreign),
        api!(POST "/api/applications/{application}/foreign-reply", May::Case(&[A::ForeignReply]), takes!(application("Records its answer."), ForeignReplyBody), further_api::foreign_reply),
        api!(POST "/api/applications/{application}/finding", May::Case(&[A::RecordFinding]), takes!(application("Records a finding of the Management Authority."), RecordBody), further_api::finding),
        api!(POST "/api/applications/{application}/appeal", May::Case(&[A::Appeal]), takes!(application("Appeals against the refusal."), Reason), further_api::appeal),
        api!(POST "/api/applications/{application}/appeal/uphold", May::Case(&[A::AppealUpheld]), takes!(application("Upholds the appeal: the case is examined anew."), Reason), further_api::uphold),
        api!(POST "/api/applications/{application}/appeal/dismiss", May::Case(&[A::AppealDismissed]), takes!(application("Dismisses the appeal."), Reason), further_api::dismiss),
        api!(GET "/api/applications/{application}/letters/{letter}", May::Any(CASES), Doc::read("applications", "A letter to the applicant: receipt, decision, refusal or exemption.", Gives::Bytes("text/html")), letters::show),
        page!("/applications/{application}/samples", May::Any(READERS), samples::list),
        form!("/applications/{application}/samples/{sample}", May::Any(WRITERS), samples::answer),
        api!(GET "/api/applications/{application}/samples", May::Any(READERS), Doc::read("applications", "Samples of a case's inspections, with what the laboratory found.", Gives::Json(of::<samples::SampleList>)), samples::list_api),
        api!(POST "/api/applications/{application}/samples/{sample}", May::Any(WRITERS), Doc::act("applications", "Writes down what the laboratory found.", of::<samples::SampleAnswer>, Gives::Json(of::<samples::SampleView>)), samples::answer_api),
        api!(GET "/api/inspections", INSPECTION_READERS, Doc::read("applications", "Inspections that wait, by day and place.", Gives::Json(of::<InspectionList>)), further_api::inspections),
        api!(POST "/api/permits/{permit}/declare-unused", May::Paper(&[P::DeclareUnused]), takes!(permit("Declares an expired permit unused."), Reason), paper_further::declare_unused),
        api!(POST "/api/permits/{permit}/void", May::Paper(&[P::Void]), takes!(permit("Declares blocks void."), VoidBody), paper_further::void),
        api!(POST "/api/permits/{permit}/seize", May::Paper(&[P::Seize]), takes!(permit("Seizes what is held."), Reason), paper_further::seize),
        api!(POST "/api/permits/{permit}/late-endorsement", May::Paper(&[P::LateEndorsement]), takes!(permit("Endorses an export that happened in time."), LateBody), paper_further::late_endorsement),
        api!(POST "/api/permits/{permit}/confirm-quantities", May::Paper(&[P::ConfirmQuantities]), takes!(permit("Records what arrived, from the importing authority's letter."), LetterBody), paper_further::confirm),
        api!(POST "/api/permits/{permit}/replacement", starters, application("A draft that shall replace a lost, stolen or destroyed permit.").status(201), paper_further::replacement),
        page!("/permits/{permit}/amend", May::Any(AMENDERS), amend::show),
        form!("/permits/{permit}/amend", May::Any(AMENDERS), amend::answer),
        api!(POST "/api/permits/{permit}/amend", May::Any(AMENDERS), takes!(application("Amends a permit of ours: the case is proposed, another officer approves and signs.").status(201), amend::AmendBody), amend::post),
        page!("/permits/{permit}/change", starters, amend_request::show),
        form!("/permits/{permit}/change", starters, amend_request::answer),
        api!(POST "/api/permits/{permit}/change", starters, takes!(application("The holder asks for a change of the permit; an officer amends it or refuses.").status(201), amend_request::ChangeBody), amend_request::post),
        api!(GET "/api/permits/{permit}/changes", May::Any(CASES), Doc::read("permits", "Cases that amend a permit, the newest first.", Gives::Json(of::<amend_request::ChangeList>)), amend_request::list),
        form!("/permits/{permit}/replacement", starters, paper_further::replacement_form),
        api!(GET "/api/permits/replaceable", starters, Doc::read("permits", "Permits of the caller that may be replaced; of everybody at the counter.", Gives::Json(of::<PermitList>)), instead::list),
        page!(links::REPLACEABLE, starters, instead::show),
        page!("/applications/{application}/letters/{letter}", May::Any(CASES), letters::show),
        page!("/applications/{application}/inspection-hold", May::Any(inspection_hold::READERS), held::show),
        form!("/applications/{application}/inspection-hold", May::Any(inspection_hold::RELEASERS), held::answer),
        api!(POST "/api/applications/{application}/inspection-hold/release", May::Any(inspection_hold::RELEASERS), takes!(application("Ends what an inspection holds up; a suspicion of fraud only by those who pursue offences."), Reason), held::post),
        page!(links::INSPECTIONS, INSPECTION_READERS, further_api::inspections_page),
    ]
}
