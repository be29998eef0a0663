//! What is to be done next in a case, for work lists: who waits for whom, and what came back to the officer.

use cites::ApplicationStatus as S;
use permits::application::Application;

/// Code of the next step: keys `step-<code>` of the words. Read from where the case stands and, where an officer has it, from
/// where it came from.
pub fn of(application: &Application) -> &'static str {
    match application.status() {
        S::Submitted => "check",
        S::Incomplete | S::InfoRequested => "wait-applicant",
        S::AwaitingPayment | S::AwaitingAdditionalPayment => "wait-payment",
        S::Accepted => "take",
        S::UnderExamination => came_from(application),
        S::SaConsultation => "wait-opinion",
        S::InspectionRequested => "wait-inspection",
        S::Inspected => "read-report",
        S::ForeignConsultation => "wait-reply",
        S::AwaitingCounterpart => "wait-permit",
        S::DecisionProposed => "decide",
        S::Approved => "sign",
        S::UnderAppeal => "decide-appeal",
        S::Draft | S::Issued | S::Refused | S::Withdrawn | S::ClosedNoReply | S::NoPermitNeeded => "none",
    }
}

/// What lies with the officer: an answer that came, or the examination itself.
fn came_from(application: &Application) -> &'static str {
    let before = application.timeline().entries().iter().rev().nth(1).map(|(status, _)| *status);
    match before {
        Some(S::InfoRequested) => "answer-in",
        Some(S::SaConsultation) => "opinion-in",
        Some(S::ForeignConsultation) => "reply-in",
        Some(S::AwaitingCounterpart) => "permit-in",
        Some(S::AwaitingAdditionalPayment) => "paid",
        Some(S::DecisionProposed | S::Approved) => "sent-back",
        Some(S::UnderAppeal) => "appeal-upheld",
        _ => "examine",
    }
}

/// Every code, so that the words of each can be asked for.
pub const ALL: &[&str] = &[
    "check",
    "wait-applicant",
    "wait-payment",
    "take",
    "wait-opinion",
    "wait-inspection",
    "read-report",
    "wait-reply",
    "wait-permit",
    "decide",
    "sign",
    "decide-appeal",
    "none",
    "answer-in",
    "opinion-in",
    "reply-in",
    "permit-in",
    "paid",
    "sent-back",
    "appeal-upheld",
    "examine",
];
