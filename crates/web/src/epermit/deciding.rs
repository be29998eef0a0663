//! What people typed in the forms of examination and decision, read into what the acts take.

use super::api::refusal;
use super::body::date;
use super::case::day_typed;
use super::further;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use cites::ids::AttachmentId;
use cites::{Amount, FindingKind, Unit};
use office::epermit::consult_sa::{Answer as Said, Opinion};
use office::epermit::evidence::Evidence;
use office::epermit::granting::Grant;
use office::epermit::propose::Proposal;
use office::shared::case::Stored;
use permits::ApplicationActCode as A;
use permits::application::Less;
use permits::application::state::Ground;

/// Findings whose boxes are ticked.
pub(super) fn ticked_findings(call: &Call) -> Vec<FindingKind> {
    call.ticked("findings").into_iter().filter_map(FindingKind::from_code).collect()
}

/// The answers of a consultation, or a finding of our own.
///
/// # Errors
/// What is wrong, each at its field.
pub(super) fn opinions(call: &Call, stored: &Stored, act: A) -> Result<Vec<Opinion>, Failure> {
    let asked = match stored.value.state().consultation().filter(|_| act == A::SaOpinion) {
        Some(consultation) => consultation.findings.clone(),
        // A finding of our own: the officer chose which.
        None => FindingKind::from_code(call.typed("kind")).into_iter().collect(),
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
        "negative" | "insufficient" if cap.is_some() => {
            bad("cap.quantity", "opinion-limit", "Clear the limit, or answer with conditions.");
            None
        }
        "negative" | "insufficient" if !conditions.is_empty() => {
            bad("conditions", "opinion-limit", "Clear the conditions, or answer with conditions.");
            None
        }
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
    let line = match call.typed("line").trim() {
        "" => None,
        letter => {
            let found = letters(stored).iter().position(|l| l == letter);
            if found.is_none() {
                bad("line", "grant-block", "Choose an item of the application.");
            }
            found
        }
    };
    let Some(answer) = answer.filter(|_| errors.is_empty()) else { return Err(Failure::Fields(errors)) };
    let named = FindingKind::from_code(call.typed("kind"));
    // One reasoned answer may settle everything that was asked; a kind that was chosen narrows it.
    let kinds = asked.into_iter().filter(|k| named.is_none_or(|n| n == *k));
    Ok(kinds.map(|kind| Opinion { kind, line, answer: answer.clone(), grounds: grounds.clone(), expires }).collect())
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

/// What a finding rests on: the papers and lots that are ticked.
///
/// # Errors
/// `evidence-paper`.
pub(super) fn evidence(call: &Call) -> Result<Evidence, Failure> {
    let bad = |_| Failure::field("papers", "evidence-paper", "Choose papers of this case.");
    let papers = call.ticked("papers").into_iter().map(AttachmentId::parse).collect::<Result<_, _>>().map_err(bad)?;
    Ok(Evidence { papers, lots: call.ticked("lots").into_iter().map(str::to_owned).collect() })
}

/// Items of which less is granted; boxes left empty are left out.
///
/// # Errors
/// What is wrong, each at its field.
fn less(call: &Call, letters: &[String]) -> Result<Vec<Less>, Failure> {
    let told = further::quantities(call, letters.iter().map(String::as_str)).map_err(Failure::Fields)?;
    let why = |block: &str| call.typed(&format!("why.{block}")).trim().to_owned();
    let alone = letters.iter().find(|l| !why(l).is_empty() && !told.iter().any(|(b, _)| b.as_str() == *l));
    if let Some(block) = alone {
        let help = "Write how much is granted, or clear the reason.";
        return Err(Failure::field(&format!("quantity.{block}"), "grant-why-alone", help));
    }
    Ok(told.into_iter().map(|(block, amount)| Less { reason: why(block.as_str()), block, amount }).collect())
}

/// Letters of the items as they were asked for.
fn letters(stored: &Stored) -> Vec<String> {
    let asked = stored.value.asked_draft().map(further::lines).unwrap_or_default();
    asked.into_iter().map(|l| l.block).collect()
}

/// What the officer proposes. What is typed and belongs to the other outcome is said, never thrown away.
///
/// # Errors
/// What is wrong, at its field.
pub(super) fn proposal(call: &Call, stored: &Stored) -> Result<Proposal, Failure> {
    let text = call.typed("text").trim().to_owned();
    let typed = |name: &str| !call.typed(name).trim().is_empty();
    let letters = letters(stored);
    match call.typed("outcome") {
        "approve" => {
            if let Some(field) = ["reason", "reason2", "text2", "reason3", "text3"].into_iter().find(|f| typed(f)) {
                let help = "Choose to refuse, or clear this: it is only for a refusal.";
                return Err(Failure::field(field, "refusal-only", help));
            }
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
            Ok(Proposal::Grant(Box::new(Grant {
                conditions,
                note: text,
                findings,
                evidence: evidence(call)?,
                until: further::day_of(call, "valid_until")?,
                less: less(call, &letters)?,
            })))
        }
        "refuse" => {
            let mut only = vec!["conditions".to_owned()];
            only.extend(letters.iter().flat_map(|l| [format!("quantity.{l}"), format!("why.{l}")]));
            let day = Some("valid_until".to_owned()).filter(|d| !day_typed(call, d).is_empty());
            if let Some(field) = only.into_iter().find(|f| typed(f)).or(day) {
                let help = "Choose to approve, or clear this: nothing of it goes into a refusal.";
                return Err(Failure::field(&field, "grant-only", help));
            }
            Ok(Proposal::RefuseFor { grounds: grounds(call)? })
        }
        _ => Err(Failure::field("outcome", "choose-outcome", "Choose what you propose.")),
    }
}

/// Papers of the case (id, name) and lots of stock that a finding may rest on.
///
/// # Errors
/// What the archive says.
pub(super) async fn to_rest_on(call: &Call, stored: &Stored) -> Result<(Vec<(String, String)>, Vec<String>), Failure> {
    let mut read = call.read().await?;
    let papers = read.attachments(stored.columns.id).await?;
    let papers = papers.into_iter().map(|p| (p.id.to_string(), p.name)).collect();
    Ok((papers, office::epermit::evidence::lots_of(&stored.value)))
}

/// The last day that the law allows today, as a sentence for the form of a proposal.
///
/// # Errors
/// What the archive says.
pub(super) async fn latest(call: &Call, stored: &Stored) -> Result<Vec<String>, Failure> {
    let today = crate::shared::enter::day(call.app.office.clock.now());
    let mut read = call.read().await?;
    let latest =
        office::epermit::granting::latest(&mut read, &call.app.office, &call.reader()?, &stored.value, today).await;
    let words = call.words();
    Ok(latest.ok().map(|day| words.say1("decide-latest", "date", words.date(&day))).into_iter().collect())
}

/// What a decision takes away from what was asked for, in a few words each: key of a heading, and the text.
pub(super) fn taken(application: &permits::Application, w: &pages::Words) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = application
        .reduced()
        .iter()
        .map(|r| ("decide-fact-less".to_owned(), format!("{} {}: {}", r.block, lessened(r, w), r.reason)))
        .collect();
    let until = application.draft().and_then(|d| d.valid_until);
    out.extend(until.map(|day| ("decide-fact-until".to_owned(), w.date(&day))));
    out
}

/// `40 instead of 240 skins of …`, in words.
pub(super) fn lessened(r: &permits::application::Reduced, w: &pages::Words) -> String {
    let amount = |a: &Amount| w.amount_of(a, &r.asked.unit());
    format!("{}, {} → {}", r.taxon, amount(&r.asked.amount()), amount(&r.granted))
}

/// A finding in a few words, with the names of the papers that it rests on.
pub(super) fn with_papers(finding: &permits::Finding, files: &[pages::epermit::FileRow]) -> String {
    let names = finding.evidence.iter().filter_map(|id| {
        let id = id.to_string();
        files.iter().find(|f| f.id == id).map(|f| f.name.clone())
    });
    std::iter::once(further::finding(finding)).chain(names).collect::<Vec<_>>().join(" · ")
}
