//! The acts of the examination beside the straight way: inspections, other authorities, import permits, exemptions,
//! findings, appeals. What their forms send, and what a case page shows of what came back.

use super::body::date;
use super::case::{at, day_typed};
use super::deciding::{evidence, opinions};
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::shell::shell;
use crate::shared::upload;
use cites::document::{Block, Endorsed};
use cites::ids::ApplicationId;
use cites::{Amount, CountryCode, Date, FindingKind, PermitNumber};
use office::epermit::attach::{self, Put, Upload};
use office::epermit::inspect::{self, OUTCOMES, Report};
use office::epermit::{abroad, appeal, counterpart, exempt, record_finding};
use office::shared::case::Stored;
use pages::epermit::{ActLine, INSPECTION_REASONS, InspectionPage};
use pages::{FieldError, Words};
use permits::application::state::{Agreement, Counted, ImportPermitDetails, InspectionOrder, Proposal};
use permits::application::{ApplicationState, ImportPermitFacts};
use permits::{ApplicationActCode as A, Draft, FindingResult, handshake};
use std::collections::BTreeMap;

/// Acts that have their form here.
pub const ACTS: &[A] = &[
    A::InspectionReport,
    A::Resume,
    A::RequestInspection,
    A::ConsultForeign,
    A::ForeignReply,
    A::ImportPermitReceived,
    A::RecordFinding,
    A::NoPermitNeeded,
    A::Appeal,
    A::AppealUpheld,
    A::AppealDismissed,
];

/// The lines of a draft, as forms show them.
pub fn lines(draft: &Draft) -> Vec<ActLine> {
    draft
        .lines
        .iter()
        .enumerate()
        .map(|(n, l)| ActLine {
            block: Block::nth(n).to_string(),
            taxon: l.taxon.to_string(),
            marks: l.marks.clone(),
            amount: l.quantity.amount(),
            unit: l.quantity.unit(),
        })
        .collect()
}

/// Authorities that may be asked about a case: of the other country, and of every country its lines name.
pub fn authorities(draft: &Draft, home: CountryCode, w: &Words) -> Vec<(String, String)> {
    let mut all = vec![draft.partner_country];
    for line in &draft.lines {
        all.extend(line.origin.iter().chain(&line.last_reexport).map(|p| p.country));
    }
    let mut out: Vec<(String, String)> = Vec::new();
    for country in all.into_iter().filter(|c| *c != home) {
        if !out.iter().any(|(code, _)| code == country.code()) {
            out.push((country.code().to_owned(), w.country(&country)));
        }
    }
    out
}

/// What the officer answers with the other authority's answer, of a document after the movement; nothing else asks.
pub fn agreement(draft: &Draft, w: &Words) -> Vec<(String, String)> {
    let words = ["yes", "no"].map(|code| (code.to_owned(), w.say(format!("acts-retro-{code}"))));
    if draft.is_retrospective() { words.into() } else { Vec::new() }
}

/// Findings that the Management Authority may record.
pub fn own_findings() -> Vec<FindingKind> {
    FindingKind::ALL.iter().copied().filter(|k| !permits::Finding::is_scientific(*k)).collect()
}

/// The form of a report, for a phone.
pub async fn inspection(
    call: &Call,
    stored: &Stored,
    head: pages::epermit::CaseHead,
    typed: BTreeMap<String, String>,
    errors: Vec<FieldError>,
) -> Result<InspectionPage, Failure> {
    let (request, order) = stored.value.state().inspection().ok_or(Failure::NotFound)?;
    let draft = stored.value.draft().ok_or(Failure::NotFound)?;
    let home = &draft.exporter;
    Ok(InspectionPage {
        shell: shell(call).await,
        head,
        reason: request.reason.clone(),
        what: order.what.clone(),
        place: if order.place.is_empty() {
            format!("{}, {}, {}", home.name, home.address.street, home.address.city)
        } else {
            order.place.clone()
        },
        lines: lines(draft),
        outcomes: OUTCOMES.iter().map(|o| (*o).to_owned()).collect(),
        typed,
        errors,
    })
}

/// What the applicant is told of a quota is not what the desk can do about it.
pub fn for_the_desk(mut errors: Vec<FieldError>) -> Vec<FieldError> {
    for e in errors.iter_mut().filter(|e| e.code == "quota-exhausted") {
        e.code = "quota-short-desk".into();
    }
    errors
}

/// What came back from outside, in a few words each.
pub fn facts(stored: &Stored, w: &Words) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut say = |key: &str, text: String| out.push((key.to_owned(), text));
    let state = stored.value.state();
    for (n, line) in stored.value.draft().map(|d| d.lines.as_slice()).unwrap_or_default().iter().enumerate() {
        if let Some(area) = &line.area {
            say("quota-area-origin", format!("{}: {area}", Block::nth(n)));
        }
    }
    let Some(case) = state.case() else { return out };
    for report in stored.value.inspections() {
        let outcome = w.say(format!("inspect-outcome-{}", report.outcome.to_lowercase().replace('_', "-")));
        let mut text = vec![outcome];
        text.extend(report.counted.iter().map(|c| {
            let marks = if c.marks.is_empty() { String::new() } else { format!(" ({})", c.marks.join(", ")) };
            format!("{} {}{marks}", c.block, w.amount(&c.amount))
        }));
        text.extend(Some(report.text.clone()).filter(|t| !t.is_empty()));
        say("acts-fact-inspection", text.join(" · "));
    }
    for reply in &case.foreign_replies {
        say("acts-fact-reply", format!("{}: {}", w.country(&reply.country), reply.text));
        if let Some(agreement) = &reply.agreement {
            let word = if agreement.satisfied { "acts-retro-yes" } else { "acts-retro-no" };
            let text = [w.say(word), agreement.reason.clone()];
            say("acts-fact-agreed", text.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · "));
        }
    }
    for permit in case.all_import_permits() {
        let told = permit.details.quantities.iter().map(|q| format!("{} {}", q.block, w.amount(&q.actual)));
        let mut text = vec![permit.number.to_string(), format!("≤ {}", w.date(&permit.valid_until))];
        text.extend(told);
        text.extend(permit.details.consignments.iter().map(|n| w.say1("consignment-nth", "n", usize::from(*n))));
        say("acts-fact-import", text.join(" · "));
    }
    if let ApplicationState::Refused { refusal, .. } | ApplicationState::UnderAppeal { refusal, .. } = state {
        for ground in refusal.grounds() {
            say("acts-fact-refusal", format!("{}: {}", w.refusal_reason(&ground.reason), ground.text));
        }
        for dismissed in &refusal.dismissed {
            say("acts-fact-dismissed", dismissed.reason.clone());
        }
    }
    if let ApplicationState::UnderAppeal { appeal, .. } = state {
        say("acts-fact-appeal", appeal.reason.clone());
    }
    out
}

/// Files that came with a form, as the office takes them.
async fn papers(call: &Call, id: ApplicationId, purpose: &str) -> Result<Vec<Put>, Failure> {
    let uploads: Vec<Upload> = call.files.iter().map(|sent| upload::accept(sent, purpose)).collect::<Result<_, _>>()?;
    Ok(attach::put(&call.app.office, &call.reader()?, id, uploads).await?)
}

/// A day of a form; `None` when its three boxes are empty.
pub fn day_of(call: &Call, name: &str) -> Result<Option<Date>, Failure> {
    match day_typed(call, name).as_str() {
        "" => Ok(None),
        text => date(name, text).map(Some),
    }
}

/// Quantities of a form, `quantity.<block>`; blocks left empty are left out.
///
/// # Errors
/// Every box that is not right.
pub fn quantities<'a>(
    call: &Call,
    blocks: impl Iterator<Item = &'a str>,
) -> Result<Vec<(Block, Amount)>, Vec<permits::FieldError>> {
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    for letter in blocks {
        let field = format!("quantity.{letter}");
        let text = call.typed(&field).trim();
        if text.is_empty() {
            continue;
        }
        match (Block::parse(letter), Amount::parse(text)) {
            (Ok(block), Ok(amount)) => out.push((block, amount)),
            (_, Err(e)) => errors.push(permits::FieldError { field, code: e.code.to_owned(), help: e.help }),
            (Err(e), _) => errors.push(permits::FieldError { field, code: e.code.to_owned(), help: e.help }),
        }
    }
    if errors.is_empty() { Ok(out) } else { Err(errors) }
}

/// Does one of these acts as its form says.
///
/// # Errors
/// What the office says, at the box that meets it.
pub async fn perform(call: &Call, stored: &Stored, id: ApplicationId, act: A) -> Result<(), Failure> {
    let (office, who) = (&call.app.office, call.who()?);
    let text = |name: &str| call.typed(name).trim().to_owned();
    let letters: Vec<String> =
        stored.value.draft().map(lines).unwrap_or_default().into_iter().map(|l| l.block).collect();
    match act {
        A::RequestInspection => {
            let words = call.words();
            let ticked = call.ticked("reasons");
            let known = INSPECTION_REASONS.iter().filter(|r| ticked.contains(r));
            let reasons: Vec<String> = known.map(|r| words.say(format!("inspect-reason-{r}"))).collect();
            let order = InspectionOrder { place: text("place"), on: day_of(call, "on")?, what: text("what") };
            let reason = if reasons.is_empty() { order.what.clone() } else { reasons.join(", ") };
            if reason.is_empty() {
                let help = "Tick a reason or write what to look at.";
                return Err(Failure::field("reasons", "inspection-empty", help));
            }
            drop(inspect::request(office, &who, id, reason, order).await.map_err(|e| at("what", e))?);
        }
        A::InspectionReport => {
            let counted = quantities(call, letters.iter().map(String::as_str)).map_err(Failure::Fields)?;
            let alone = letters.iter().find(|l| {
                !call.typed(&format!("marks.{l}")).trim().is_empty() && !counted.iter().any(|(b, _)| b.as_str() == *l)
            });
            if let Some(block) = alone {
                let help = "Write how many were there, beside the marks that were read.";
                return Err(Failure::field(&format!("quantity.{block}"), "inspection-marks-alone", help));
            }
            let counted = counted
                .into_iter()
                .map(|(block, amount)| {
                    let typed = call.typed(&format!("marks.{block}"));
                    let marks = typed.lines().map(str::trim).filter(|m| !m.is_empty()).map(str::to_owned).collect();
                    Counted { block, amount, marks }
                })
                .collect();
            let outcome = text("outcome");
            let papers = papers(call, id, "photo").await?;
            let samples = super::samples::typed(call);
            let report = Report { outcome, counted, text: text("text"), papers, samples };
            drop(inspect::report(office, &who, id, report).await.map_err(|e| at("outcome", e))?);
        }
        A::Resume => drop(inspect::resume(office, &who, id).await?),
        A::ConsultForeign => {
            let country = CountryCode::parse(call.typed("country")).map_err(|e| Failure::parse("country", &e))?;
            drop(abroad::consult(office, &who, id, country, text("text")).await.map_err(|e| at("text", e))?);
        }
        A::ForeignReply => {
            let papers = papers(call, id, "other").await?;
            let satisfied = match call.typed("satisfied") {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            let agreement = satisfied.map(|satisfied| Agreement { satisfied, reason: text("reason") });
            let country = Some(call.typed("country")).filter(|c| !c.trim().is_empty()).map(CountryCode::parse);
            let country = country.transpose().map_err(|e| Failure::parse("country", &e))?;
            let said = abroad::Reply { country, text: text("text"), agreement, papers };
            let done = abroad::reply_with(office, &who, id, said).await;
            drop(done.map_err(|e| {
                let field = match e.code().as_str() {
                    "retro-satisfied" => "satisfied",
                    "retro-reason" => "reason",
                    "foreign-which" | "foreign-other" => "country",
                    _ => "text",
                };
                at(field, e)
            })?);
        }
        A::ImportPermitReceived => {
            let state = stored.columns.status;
            let moved = permits::ActError::NotInApplicationState { act: act.code(), state };
            let draft = stored.value.draft().ok_or(moved)?;
            let number = PermitNumber::parse(call.typed("number")).map_err(|e| Failure::parse("number", &e))?;
            let needed = |name: &str| Failure::field(name, "date-form", "Give the date as day, month and year.");
            let valid_until = day_of(call, "valid_until")?.ok_or_else(|| needed("valid_until"))?;
            let issued_on = Some(day_of(call, "issued_on")?.ok_or_else(|| needed("issued_on"))?);
            let told = quantities(call, letters.iter().map(String::as_str)).map_err(Failure::Fields)?;
            let quantities = told.into_iter().map(|(block, actual)| Endorsed { block, actual }).collect();
            let facts = ImportPermitFacts { issuer: draft.partner_country, number, valid_until };
            let consignments = call.ticked("consignments").iter().filter_map(|n| n.parse().ok()).collect();
            let details = ImportPermitDetails { issued_on, quantities, evidence: Vec::new(), consignments };
            let papers = papers(call, id, "import-permit").await?;
            let done = counterpart::received_with(office, &who, id, facts, details, papers).await;
            drop(done.map_err(|e| at("number", e))?);
        }
        A::RecordFinding => {
            for opinion in opinions(call, stored, act)? {
                drop(record_finding::record_on(office, &who, id, opinion, evidence(call)?).await?);
            }
        }
        A::NoPermitNeeded => {
            drop(exempt::no_permit_needed(office, &who, id, text("text")).await.map_err(|e| at("text", e))?);
        }
        A::Appeal => {
            let papers = papers(call, id, "other").await?;
            drop(appeal::appeal_with(office, &who, id, text("text"), papers).await.map_err(|e| at("text", e))?);
        }
        A::AppealUpheld => drop(appeal::uphold(office, &who, id, text("text")).await.map_err(|e| at("text", e))?),
        A::AppealDismissed => drop(appeal::dismiss(office, &who, id, text("text")).await.map_err(|e| at("text", e))?),
        _ => return Err(Failure::NotFound),
    }
    Ok(())
}

/// Letters that may be read about a case as it stands.
pub fn letters(state: &ApplicationState) -> Vec<String> {
    let mut out = Vec::new();
    if state.submission().is_some() {
        out.push("receipt");
    }
    match state {
        ApplicationState::Approved { .. } | ApplicationState::Issued { .. } => out.push("decision"),
        ApplicationState::Refused { .. } | ApplicationState::UnderAppeal { .. } => out.push("refusal"),
        ApplicationState::NoPermitNeeded { .. } => out.push("exemption"),
        _ => {}
    }
    out.into_iter().map(str::to_owned).collect()
}

/// The consignments that need an import permit, for the form that records one: each with the one that covers it.
pub fn handshakes(draft: &Draft, state: &ApplicationState, w: &Words) -> Vec<(String, String)> {
    if !draft.in_parts() {
        return Vec::new();
    }
    let all = state.case().map(|c| c.all_import_permits()).unwrap_or_default();
    let said = handshake::of(draft, &all, state.signed().len(), Date::MIN).into_iter().map(|h| {
        let name = w.say1("consignment-nth", "n", usize::from(h.nth));
        let lines = draft.part(h.nth).map(|part| part.lines).unwrap_or_default();
        let goods = lines.iter().filter(|l| handshake::needed(l));
        let goods: Vec<String> =
            goods.map(|l| format!("{} {}", w.amount_of(&l.quantity.amount(), &l.quantity.unit()), l.taxon)).collect();
        let by = match h.permit {
            Some(permit) => w.say1("handshake-covered", "number", permit.number.as_str()),
            None => w.say("handshake-waits"),
        };
        (h.nth.to_string(), format!("{name}: {} · {by}", goods.join("; ")))
    });
    said.collect()
}

/// The sentence that asks the applicant for the import permit, while the case waits for it.
pub fn import_permit_request(w: &Words) -> pages::epermit::OpenRequest {
    pages::epermit::OpenRequest {
        points: vec![w.say("acts-import-needed")],
        until: None,
        act: A::ImportPermitReceived.code().to_owned(),
    }
}

/// Reason and words of a proposal to refuse, as the approver's form begins.
pub fn refusal_as_proposed(state: &ApplicationState) -> BTreeMap<String, String> {
    match state {
        ApplicationState::DecisionProposed { proposal: Proposal::Refuse { reason, text, more, .. }, .. } => {
            let mut out =
                BTreeMap::from([("reason".to_owned(), reason.code().to_owned()), ("text".to_owned(), text.clone())]);
            for (n, ground) in ["2", "3"].iter().zip(more) {
                out.insert(format!("reason{n}"), ground.reason.code().to_owned());
                out.insert(format!("text{n}"), ground.text.clone());
            }
            out
        }
        _ => BTreeMap::new(),
    }
}

/// A finding in a few words.
pub fn finding(f: &permits::Finding) -> String {
    let mut text = vec![f.authority.clone(), f.grounds.clone()];
    if let FindingResult::PositiveWithConditions { conditions, cap } = &f.result {
        text.extend(cap.map(|c| format!("≤ {} {}", c.amount, c.unit.code())));
        text.extend(conditions.iter().cloned());
    }
    text.extend(f.expires.map(|d| d.to_string()));
    text.extend(f.lots.iter().cloned());
    text.retain(|t| !t.trim().is_empty());
    text.join(" · ")
}
