//! What people typed in the forms of examination and decision, read into what the acts take.

use super::api::refusal;
use super::body::date;
use super::case::day_typed;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use cites::{Amount, FindingKind, Unit};
use office::epermit::consult_sa::{Answer as Said, Opinion};
use office::epermit::propose::Proposal;
use office::shared::case::Stored;
use permits::application::ApplicationState;
use permits::application::state::Ground;

/// Findings whose boxes are ticked.
pub(super) fn ticked_findings(call: &Call) -> Vec<FindingKind> {
    call.ticked("findings").into_iter().filter_map(FindingKind::from_code).collect()
}

/// The answers of a consultation, or a finding of our own.
///
/// # Errors
/// What is wrong, each at its field.
pub(super) fn opinions(call: &Call, stored: &Stored) -> Result<Vec<Opinion>, Failure> {
    let asked = match stored.value.state() {
        ApplicationState::SaConsultation { consultation, .. } => consultation.findings.clone(),
        // A finding of our own: the officer chose which.
        _ => FindingKind::from_code(call.typed("kind")).into_iter().collect(),
    };
    let mut errors = Vec::new();
    let mut bad = |field: &str, code: &str, help: &str| {
        errors.push(permits::FieldError { field: field.into(), code: code.into(), help: help.into() });
    };
    let conditions: Vec<String> =
        call.typed("conditions").lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    let cap = match call.typed("cap.quantity").trim() {
        "" => None,
        text => match (Amount::parse(text), Unit::from_any(call.typed("cap.unit"))) {
            (Ok(amount), Some(unit)) => Some((amount, unit)),
            (Err(e), _) => {
                bad("cap.quantity", e.code, &e.help);
                None
            }
            (_, None) => {
                bad("cap.quantity", "unit-unknown", "Choose a unit from the list.");
                None
            }
        },
    };
    let answer = match call.typed("opinion") {
        "positive" if cap.is_some() || !conditions.is_empty() => Some(Said::Conditions(conditions, cap)),
        "positive" => Some(Said::Positive),
        "conditions" => Some(Said::Conditions(conditions, cap)),
        "negative" => Some(Said::Negative),
        "insufficient" => Some(Said::Insufficient),
        _ => {
            bad("opinion", "choose-opinion", "Choose the answer.");
            None
        }
    };
    let grounds = [call.typed("reasoning").trim(), call.typed("sources").trim()].join(" ").trim().to_owned();
    if call.typed("reasoning").trim().is_empty() {
        bad("reasoning", "field-empty", "Write the reasons.");
    }
    let until = day_typed(call, "valid_until");
    let expires = match until.as_str() {
        "" => None,
        text => match date("valid_until", text) {
            Ok(day) => Some(day),
            Err(_) => {
                bad("valid_until", "date-form", "Give the date as day, month and year.");
                None
            }
        },
    };
    let Some(answer) = answer.filter(|_| errors.is_empty()) else { return Err(Failure::Fields(errors)) };
    let named = FindingKind::from_code(call.typed("kind"));
    // One reasoned answer may settle everything that was asked; a kind that was chosen narrows it.
    let kinds = asked.into_iter().filter(|k| named.is_none_or(|n| n == *k));
    Ok(kinds
        .map(|kind| Opinion { kind, line: None, answer: answer.clone(), grounds: grounds.clone(), expires })
        .collect())
}

/// The reason that was chosen from the list.
///
/// # Errors
/// `choose-reason`.
pub(super) fn chosen_reason(call: &Call) -> Result<cites::RefusalReason, Failure> {
    refusal(call.typed("reason")).map_err(|_| Failure::field("reason", "choose-reason", "Choose a reason."))
}

/// The reasons of a refusal with their words: the first, and those that were chosen beside it.
///
/// # Errors
/// `choose-reason`, `reason-empty`.
pub(super) fn grounds(call: &Call) -> Result<Vec<Ground>, Failure> {
    let words = |name: &str| call.typed(name).trim().to_owned();
    let mut all = vec![Ground { reason: chosen_reason(call)?, text: words("text") }];
    for n in ["2", "3"] {
        let (reason, text) = (words(&format!("reason{n}")), words(&format!("text{n}")));
        if reason.is_empty() && text.is_empty() {
            continue;
        }
        let wrong = || Failure::field(&format!("reason{n}"), "choose-reason", "Choose a reason.");
        let reason = cites::RefusalReason::from_code(&reason).ok_or_else(wrong)?;
        if text.is_empty() {
            return Err(Failure::field(&format!("text{n}"), "reason-empty", "Write the reason."));
        }
        all.push(Ground { reason, text });
    }
    Ok(all)
}

/// What the officer proposes.
///
/// # Errors
/// What is wrong, at its field.
pub(super) fn proposal(call: &Call) -> Result<Proposal, Failure> {
    let text = call.typed("text").trim().to_owned();
    match call.typed("outcome") {
        "approve" => {
            let conditions =
                call.typed("conditions").lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
            let grounds = if text.is_empty() { "Established from the file.".to_owned() } else { text.clone() };
            let findings = ticked_findings(call)
                .into_iter()
                .map(|kind| Opinion {
                    kind,
                    line: None,
                    answer: Said::Positive,
                    grounds: grounds.clone(),
                    expires: None,
                })
                .collect();
            Ok(Proposal::Grant { conditions, note: text, findings })
        }
        "refuse" => Ok(Proposal::RefuseFor { grounds: grounds(call)? }),
        _ => Err(Failure::field("outcome", "choose-outcome", "Choose what you propose.")),
    }
}
