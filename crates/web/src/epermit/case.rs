//! One case: the applicant's page, the officer's page, the form of each act, and signing.

use super::api::load;
use super::consignments;
use super::deciding::{self, evidence, grounds, opinions, proposal, ticked_findings};
use super::desk;
use super::further;
use super::intake::messages;
use super::open_tasks;
use super::printing;
use super::tasks;
use super::view::inside;
use crate::registers::operations;
use crate::shared::call::Call;
use crate::shared::draw::{case_moments, checks};
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{file, form_status, go, go_and_say, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use crate::shared::upload;
use cites::document::Issue;
use cites::ids::{ApplicationId, AttachmentKind};
use cites::{ApplicationStatus, FindingKind, PermitDocument, Role};
use office::House;
use office::epermit::consult_sa;
use office::epermit::intake::notes;
use office::epermit::propose;
use office::epermit::{
    accept, approve, ask, attach, awaited, clocks, counterpart, examine, exempt, give_back, interest, opinion_task,
    overrides, quota_more, sign, submit, withdraw,
};
use office::shared::case::{self, Stored};
use office::shared::quota;
use pages::epermit as face;
use pages::epermit::{ActForm, CaseHead, OpenRequest};
use pages::{FieldError, links};
use permits::application::ApplicationState;
use permits::application::state::{MissingItem, Proposal as Proposed};
use permits::draft::IssueFacts;
use permits::{Application, ApplicationActCode as A, Draft};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Acts that have a form here, the obvious one first.
const ACTS: &[A] = &[
    A::Accept,
    A::Assign,
    A::Propose,
    A::Approve,
    A::Sign,
    A::SaOpinion,
    A::ConsultSa,
    A::Ask,
    A::Answer,
    A::Resubmit,
    A::WaitImportPermit,
    A::RejectIncomplete,
    A::SendBack,
    A::Refuse,
    A::ExtraFee,
    A::DeclareInterest,
    A::Withdraw,
];

/// A page beside the acts: checks that are set aside.
const OVERRIDE: &str = "override";

/// Every act on a case that a page offers.
pub fn offered() -> impl Iterator<Item = A> {
    ACTS.iter().chain(further::ACTS).copied()
}

/// What a case is about; `None` while the form is not complete.
pub(super) fn head(stored: &Stored) -> Option<CaseHead> {
    head_of(stored, stored.value.draft()?)
}

fn head_of(stored: &Stored, draft: &Draft) -> Option<CaseHead> {
    let first = draft.lines.first()?;
    let row = &stored.columns;
    Some(CaseHead {
        amends: draft.amends(),
        id: row.id.to_string(),
        reference: row.reference.clone(),
        kind: draft.document_type,
        taxon: first.taxon.to_string(),
        term: first.term,
        quantity: first.quantity,
        more_lines: draft.lines.len().saturating_sub(1),
        partner: draft.partner_country,
        status: row.status,
        applicant: applicant(draft),
        blanks: draft.orders_blanks(),
    })
}

/// Who applies: the sender at home, or on an import the receiver.
fn applicant(draft: &Draft) -> String {
    use cites::DocumentType as D;
    match (draft.document_type, &draft.importer) {
        (D::Import | D::Ifs | D::Impnotif, Some(importer)) => importer.name.clone(),
        _ => draft.exporter.name.clone(),
    }
}

/// The document as it would be printed now, without number and signature.
///
/// # Errors
/// When the house's template of numbers is at fault.
fn document(call: &Call, house: &House, draft: &Draft, conditions: Vec<String>) -> Result<PermitDocument, Failure> {
    let now = call.app.office.clock.now();
    let settings = call.app.office.settings(house);
    let today = day(now);
    let number = settings
        .number_template
        .number(house.party(), today.year(), 0, &settings.number_suffix)
        .map_err(|e| Failure::Internal(e.to_string()))?;
    // What has ended meanwhile is told at signing; the preview shows the day it ended on.
    let last = permits::validity::last_day(draft, settings.validity_months, today, None);
    Ok(draft.document(IssueFacts {
        number,
        valid_from: today,
        valid_until: last.unwrap_or_else(|_| draft.valid_until.unwrap_or(today)),
        special_conditions: conditions,
        security_stamp: None,
        authority: settings.authority.clone(),
        issue: Issue { place: settings.place_of_issue.clone(), at: now, officer: String::new() },
        quota: Vec::new(),
    }))
}

/// Acts that this reader may do now and that have a form.
fn acts(call: &Call, application: &Application) -> Result<Vec<String>, Failure> {
    let who = call.reader()?;
    let allowed = application.allowed(&who.actor, &who.house.policy());
    Ok(offered().filter(|a| allowed.contains(a)).map(|a| a.code().to_owned()).collect())
}

/// One case: for its applicant what happens to it, for the authorities everything needed to decide.
pub async fn show(call: Arc<Call>) -> Answer {
    let (stored, _) = load(&call).await?;
    draw(&call, &stored, BTreeMap::new(), Vec::new()).await
}

/// The same page with what was typed in one of its small forms and what is wrong with it.
///
/// # Errors
/// What the office says.
pub(super) async fn draw(
    call: &Call,
    stored: &Stored,
    typed: BTreeMap<String, String>,
    errors: Vec<FieldError>,
) -> Answer {
    let (own, id) = (!inside(call.seat()?), stored.columns.id);
    let told = if own { stored.value.told().1 } else { stored.value.draft().cloned() };
    let Some(head) = told.and_then(|draft| head_of(stored, &draft)) else {
        return if own { Ok(go(&links::tasks(&id.to_string()))) } else { Err(Failure::NotFound) };
    };
    if own && stored.columns.status == ApplicationStatus::Draft {
        return Ok(go(&links::tasks(&id.to_string())));
    }
    let again = Again { typed, errors };
    if own { applicants(call, stored, head, again).await } else { officers(call, stored, head, again).await }
}

/// A small form that could not be sent.
struct Again {
    typed: BTreeMap<String, String>,
    errors: Vec<FieldError>,
}

impl Again {
    /// The thread with what was typed in it, where its form was the one.
    fn in_thread(&self, mut thread: face::Thread) -> face::Thread {
        if self.errors.iter().any(|e| matches!(e.field.as_str(), "text" | "papers")) {
            thread.typed = self.typed.get("text").cloned().unwrap_or_default();
            thread.internal = self.typed.contains_key("internal");
            thread.chosen =
                self.typed.get("papers").map(|p| p.lines().map(str::to_owned).collect()).unwrap_or_default();
            thread.errors.clone_from(&self.errors);
        }
        thread
    }
}

async fn applicants(call: &Call, stored: &Stored, head: CaseHead, again: Again) -> Answer {
    let (id, state) = (stored.columns.id, stored.value.state());
    let mut read = call.read().await?;
    let events = read.timeline("application", &id.to_string()).await?;
    let parts = consignments::of_case(&mut read, stored).await?;
    let amends = super::amend_request::about(call, &mut read, stored).await?;
    let draft = &stored.value.told().1.ok_or(Failure::NotFound)?;
    let now = call.app.office.clock.now();
    let days = clocks::so_far(&mut read, &stored.value, now).await?;
    let usual_days = match days {
        Some(_) => clocks::usual(&mut read, draft.document_type, stored.value.urgent(), now).await?,
        None => None,
    };
    let (files, thread) = messages::folder(call, read, stored).await?;
    let request = match state {
        ApplicationState::Incomplete { missing, deadline, .. } => Some(OpenRequest {
            points: missing.iter().map(|m| m.what.clone()).collect(),
            until: Some(day(*deadline)),
            act: A::Resubmit.code().to_owned(),
        }),
        ApplicationState::AwaitingPayment { invoice } => Some(OpenRequest {
            points: vec![call.words().say1("pay-first", "number", invoice.number.as_str())],
            until: Some(day(invoice.deadline)),
            act: "pay".to_owned(),
        }),
        _ => None,
    };
    let mut requests: Vec<OpenRequest> = request.into_iter().chain(open_tasks::requests(state, call.words())).collect();
    let refusal = match state {
        ApplicationState::Refused { refusal, .. } | ApplicationState::UnderAppeal { refusal, .. } => {
            let more = refusal.more.iter().map(|g| format!("\n{}: {}", call.words().refusal_reason(&g.reason), g.text));
            let text = std::iter::once(refusal.text.clone()).chain(more).collect::<String>();
            Some((refusal.reason, text, Some(day(refusal.appeal_until))))
        }
        _ => None,
    };
    let permit = match state {
        ApplicationState::Issued { issued, .. } if parts.is_empty() && !draft.orders_blanks() => {
            Some((issued.permit.to_string(), issued.number.to_string()))
        }
        _ => None,
    };
    let acts = acts(call, &stored.value)?;
    // What is asked for is asked of who may answer; paying is a page of its own.
    requests.retain(|r| r.act == "pay" || acts.contains(&r.act));
    let shown = face::ApplicationPage {
        amends,
        shell: shell(call).await,
        with: hands(stored.columns.status),
        days,
        usual_days,
        requests,
        answered: open_tasks::answered(stored, &files),
        refusal,
        permit,
        parts,
        timeline: case_moments(call, &events),
        files,
        thread: again.in_thread(thread),
        errors: again.errors.clone(),
        document: document(call, &call.seat()?.house, draft, Vec::new())?,
        // What waits for an answer has its own button above.
        acts: acts.into_iter().filter(|a| a == A::Withdraw.code() || a == A::Appeal.code()).collect(),
        letters: further::letters(state),
        head,
    };
    page_with(call, &shown, form_status(&again.errors))
}

/// In whose hands a case is.
fn hands(status: ApplicationStatus) -> Option<Role> {
    use ApplicationStatus as S;
    match status {
        S::Draft
        | S::Incomplete
        | S::InfoRequested
        | S::AwaitingCounterpart
        | S::AwaitingPayment
        | S::AwaitingAdditionalPayment => Some(Role::Applicant),
        S::Submitted | S::Accepted => Some(Role::MaClerk),
        S::UnderExamination | S::Inspected | S::ForeignConsultation => Some(Role::MaOfficer),
        S::SaConsultation => Some(Role::SaCoordinator),
        S::InspectionRequested => Some(Role::Inspector),
        S::DecisionProposed | S::Approved | S::UnderAppeal => Some(Role::MaApprover),
        _ => None,
    }
}

async fn officers(call: &Call, stored: &Stored, head: CaseHead, again: Again) -> Answer {
    let who = call.reader()?;
    let id = stored.columns.id;
    let office = &call.app.office;
    let now = office.clock.now();
    let draft = stored.value.draft().ok_or(Failure::NotFound)?;
    let mut read = call.read().await?;
    let (trace, positions) = examine::trace_and_quotas(&mut read, office, &who, &stored.value, day(now)).await?;
    let quota::Positions { facts: positions, rows, .. } = positions;
    let events = read.timeline("application", &id.to_string()).await?;
    let (mut examination, mut flags, fees) = super::examination::of_case(call, &mut read, stored).await?;
    // The quota year has turned since it was accepted, and the new one has not enough.
    let short = trace.of("B6").any(|c| c.verdict == rules::Verdict::Blocked);
    let waits = quota_more::may_wait(stored.value.state());
    examination.can_wait |= short && waits && call.seat()?.has(quota_more::WAITERS);
    let registered = operations::checks(call, &mut read, &stored.value).await?;
    let parts = consignments::of_case(&mut read, stored).await?;
    // The archive is asked for samples only where somebody went to look.
    let visited = !stored.value.inspections().is_empty();
    let samples = if visited && call.seat()?.has(office::epermit::samples::READERS) {
        read.samples_of(id).await?.iter().map(super::samples::card).collect()
    } else {
        Vec::new()
    };
    let waived = crate::money::revenue::waived_of_case(&mut read, id, call.words()).await?;
    let awaited = awaited::of_case(&mut read, &call.app.office, &stored.value).await?;
    let amends = super::amend_request::about(call, &mut read, stored).await?;
    let (files, thread) = messages::folder(call, read, stored).await?;
    let quotas = super::plausible::quota_uses(draft, &positions, &rows, day(now).year());
    let state = stored.value.state();
    let words = call.words();
    let proposal = match state {
        ApplicationState::DecisionProposed { proposal, .. } => Some(match proposal {
            Proposed::Grant { conditions, note, .. } => (true, conditions.join("; "), note.clone()),
            Proposed::Refuse { reason, text, more, .. } => {
                let more = more.iter().map(|g| format!("; {}: {}", words.refusal_reason(&g.reason), g.text));
                let all = format!("{}: {text}{}", words.refusal_reason(reason), more.collect::<String>());
                (false, String::new(), all)
            }
        }),
        _ => None,
    };
    let conditions = match state {
        ApplicationState::DecisionProposed { proposal: Proposed::Grant { conditions, .. }, .. } => conditions.clone(),
        ApplicationState::Approved { approval, .. } | ApplicationState::Issued { approval, .. } => {
            approval.conditions.clone()
        }
        _ => Vec::new(),
    };
    let me = call.seat()?.person.id;
    let officer = state.case().map(|c| (c.officer, c.officer_name.clone()));
    if draft.amends() {
        flags.push("amendment".to_owned());
    }
    if stored.value.urgent() {
        flags.push("urgent".to_owned());
    }
    let awaited = awaited.map(|a| {
        flags.push("import-permit".to_owned());
        let which = super::checking::consignments(&a, words);
        let named: Vec<&str> = a.named.iter().map(cites::PermitNumber::as_str).collect();
        let said = match a.expected {
            Some(expected) => expected,
            None if a.later => words.say("awaited-said-later"),
            None if !named.is_empty() => words.say1("awaited-named", "numbers", named.join(", ")),
            None => words.say("awaited-unsaid"),
        };
        ("acts-fact-awaited".to_owned(), format!("{}{which}: {said}", words.country(&a.country)))
    });
    if trace.is_blocked() {
        flags.push("blocked".to_owned());
    }
    if trace.required_findings().iter().any(|f| !f.present) {
        flags.push("no-finding".to_owned());
    }
    let mut acts = sensible(acts(call, &stored.value)?, &stored.value, &trace, fees);
    if call.seat()?.has(overrides::READERS) && overrides::concerns(&stored.value, &trace) {
        acts.push(OVERRIDE.to_owned());
    }
    acts.extend(tasks::offered(call, &stored.value)?);
    let shown = face::CasePage {
        amends,
        shell: shell(call).await,
        mine: officer.as_ref().is_some_and(|(id, _)| *id == me),
        officer: officer.filter(|(id, _)| *id != me).map(|(_, name)| name),
        flags,
        hold: super::held::notice(stored),
        open: open_tasks::cards(call, stored, &acts, &examination.clocks),
        answered: open_tasks::answered(stored, &files),
        checks: {
            let mut all = checks(&trace, &who.house.pack, call.lang);
            all.extend(registered);
            all
        },
        document: document(call, &who.house, draft, conditions)?,
        quotas,
        findings: stored.value.findings().iter().map(|f| (f.kind, deciding::with_papers(f, &files))).collect(),
        proposal,
        timeline: case_moments(call, &events),
        parts,
        files,
        thread: again.in_thread(thread),
        typed: again.typed.clone(),
        errors: again.errors.clone(),
        changed: Vec::new(),
        facts: deciding::taken(&stored.value, words)
            .into_iter()
            .chain(further::facts(stored, words))
            .chain(awaited)
            .chain(waived)
            .collect(),
        samples,
        letters: further::letters(state),
        hindrance: hindrance(call, &stored.value, &acts)?,
        examination,
        acts,
        head,
    };
    page_with(call, &shown, form_status(&again.errors))
}

/// Of the acts that the state allows those that make sense in this case: nobody waits for an import permit that no rule
/// asks for, finds no permit needed where the checks do not say so, or asks for a fee where none is in force.
fn sensible(acts: Vec<String>, application: &Application, trace: &rules::Trace, fees: bool) -> Vec<String> {
    // Of several consignments another may still wait when one has its own.
    let parts = application.draft().is_some_and(permits::Draft::in_parts);
    let recorded = !parts && application.state().case().is_some_and(|c| c.import_permit.is_some());
    let from_abroad = |d: &rules::RequiredDocument| {
        d.from == rules::DocumentFrom::Partner && !d.present && d.any_of.contains(&cites::DocumentType::Import)
    };
    let abroad = !recorded && trace.required_documents().iter().any(from_abroad);
    acts.into_iter()
        .filter(|act| match A::from_code(act) {
            Some(A::WaitImportPermit) => abroad,
            Some(A::NoPermitNeeded) => exempt::shown(trace),
            Some(A::ExtraFee) => fees,
            _ => true,
        })
        .collect()
}

/// Why the deciding act is missing though the reader holds the role: the duty that forbids it.
fn hindrance(call: &Call, application: &Application, acts: &[String]) -> Result<Option<String>, Failure> {
    let who = call.reader()?;
    let wanted = match application.status() {
        ApplicationStatus::DecisionProposed => A::Approve,
        ApplicationStatus::Approved => A::Sign,
        _ => return Ok(None),
    };
    if !who.actor.has(Role::MaApprover) || acts.iter().any(|a| a == wanted.code()) {
        return Ok(None);
    }
    Ok(match application.check_sign(&who.actor, &who.house.policy()) {
        Err(permits::ActError::Duty(rule)) => Some(rule.code().to_owned()),
        _ if application.hands().interested.contains(&who.person()?.id) => Some("conflict-of-interest".to_owned()),
        _ if wanted == A::Approve => Some("decider-is-proposer".to_owned()),
        _ => None,
    })
}

/// The form of an act.
pub async fn act_form(call: Arc<Call>) -> Answer {
    let (stored, id) = load(&call).await?;
    match call.param("act") {
        // Two acts have a page of their own: paying, and asking for more money.
        "pay" => return Ok(go(&links::pay(&id.to_string()))),
        code if code == A::ExtraFee.code() => return Ok(go(&links::extra_fee(&id.to_string()))),
        _ => {}
    }
    let act = A::from_code(call.param("act")).ok_or(Failure::NotFound)?;
    if !acts(&call, &stored.value)?.iter().any(|a| a == act.code()) {
        return Err(Failure::NotFound);
    }
    draw_act(&call, &stored, act, BTreeMap::new(), Vec::new()).await
}

async fn draw_act(
    call: &Call,
    stored: &Stored,
    act: A,
    typed: BTreeMap<String, String>,
    errors: Vec<FieldError>,
) -> Answer {
    if act == A::Sign {
        return draw_sign(call, stored, errors).await;
    }
    if act == A::Withdraw && stored.columns.status == ApplicationStatus::Draft {
        let status = form_status(&errors);
        let shown = face::DropDraft {
            shell: shell(call).await,
            application: stored.columns.id.to_string(),
            own_reference: stored.value.form().own_reference.clone(),
            errors,
        };
        return page_with(call, &shown, status);
    }
    if act == A::InspectionReport {
        let (status, head) = (form_status(&errors), head(stored).ok_or(Failure::NotFound)?);
        let shown = further::inspection(call, stored, head, typed, errors).await?;
        return page_with(call, &shown, status);
    }
    let who = call.reader()?;
    let head = head(stored).ok_or(Failure::NotFound)?;
    let findings = findings_for(call, stored, act).await?;
    let people = match (act, stored.value.draft()) {
        (A::ImportPermitReceived, Some(draft)) => further::handshakes(draft, stored.value.state(), call.words()),
        (A::ForeignReply, Some(draft)) => further::agreement(draft, call.words()),
        (A::ConsultForeign, Some(draft)) => further::authorities(draft, who.house.party(), call.words()),
        _ => Vec::new(),
    };
    let sheet = if act == A::SaOpinion { Some(sheet(call, stored).await?) } else { None };
    let rests_on = match act {
        A::Propose | A::RecordFinding | A::SaOpinion => deciding::to_rest_on(call, stored).await?,
        _ => (Vec::new(), Vec::new()),
    };
    let effects = match act {
        A::Propose => deciding::latest(call, stored).await?,
        A::Assign => desk::before_others(call, stored).await?,
        _ => Vec::new(),
    };
    let declares = desk::declares(call, stored, act).await?;
    let lines = if act == A::Propose { stored.value.asked_draft() } else { stored.value.draft() };
    let status = form_status(&errors);
    let typed = match (act, typed.is_empty()) {
        // What an expert handed in stands in the form of the release.
        (A::SaOpinion, true) => opinion_task::handed(&mut call.read().await?, &stored.value).await?,
        // What the rules ask for is proposed; the officer takes the tick away from what is not established.
        (A::Propose | A::ConsultSa, true) => {
            BTreeMap::from([("findings".to_owned(), findings.iter().map(|f| f.code()).collect::<Vec<_>>().join("\n"))])
        }
        // The proposal's reason and words stand in the form; the approver may change them.
        (A::Refuse, true) => further::refusal_as_proposed(stored.value.state()),
        (A::ForeignReply, true) => {
            BTreeMap::from([("country".to_owned(), call.asked("country").unwrap_or_default().to_owned())])
        }
        _ => typed,
    };
    let shown = ActForm {
        shell: shell(call).await,
        head,
        act: act.code().to_owned(),
        declares,
        people,
        lines: lines.map(further::lines).unwrap_or_default(),
        findings,
        sheet,
        effects,
        papers: rests_on.0,
        lots: rests_on.1,
        asked: open_tasks::asked_in_form(stored, act, call.words()),
        typed,
        errors: further::for_the_desk(errors),
    };
    page_with(call, &shown, status)
}

/// Findings to choose from: those the rules ask for, on the side of the desk whose act it is.
async fn findings_for(call: &Call, stored: &Stored, act: A) -> Result<Vec<FindingKind>, Failure> {
    if let (A::SaOpinion, Some(consultation)) = (act, stored.value.state().consultation()) {
        return Ok(consultation.findings.clone());
    }
    if act == A::RecordFinding {
        return Ok(further::own_findings());
    }
    if !matches!(act, A::ConsultSa | A::Propose) {
        return Ok(Vec::new());
    }
    let who = call.reader()?;
    let office = &call.app.office;
    let mut read = call.read().await?;
    let trace = examine::trace(&mut read, office, &who, &stored.value, day(office.clock.now())).await?;
    let mut kinds: Vec<FindingKind> = trace
        .required_findings()
        .iter()
        .filter(|f| !f.present && permits::Finding::is_scientific(f.kind) == (act == A::ConsultSa))
        .map(|f| f.kind)
        .collect();
    kinds.sort_by_key(|k| k.code());
    kinds.dedup();
    if kinds.is_empty() && act == A::ConsultSa {
        kinds.push(FindingKind::NdfExport);
    }
    Ok(kinds)
}

/// What is known of the species, for the experts.
pub(super) async fn sheet(call: &Call, stored: &Stored) -> Result<face::SpeciesSheet, Failure> {
    let draft = stored.value.draft().ok_or(Failure::NotFound)?;
    let line = draft.lines.first().ok_or(Failure::NotFound)?;
    let today = day(call.app.office.clock.now());
    let found = call.app.office.taxa.resolve(line.taxon.as_str());
    let listing = found.as_ref().map(|f| {
        let rows = f.listings().into_iter().filter(|l| l.in_force(today));
        rows.map(|l| {
            let note = l.population_note(call.lang);
            if note.is_empty() {
                format!("{}, {}", call.words().appendix(&l.appendix), l.listed_name)
            } else {
                format!("{}, {}: {note}", call.words().appendix(&l.appendix), l.listed_name)
            }
        })
        .collect::<Vec<_>>()
        .join("; ")
    });
    let name = found.map_or_else(|| line.taxon.stem().to_owned(), |f| f.taxon.full_name.clone());
    let mut read = call.read().await?;
    let trade = super::plausible::trade(&mut read, &name, today).await?;
    let whose = quota::Whose::of(&stored.value);
    let positions = quota::positions(&mut read, &call.app.office, draft, whose, today).await?;
    let facilities = super::plausible::facilities(call, &mut read, draft, &stored.value).await?;
    Ok(face::SpeciesSheet {
        quotas: super::plausible::quota_uses(draft, &positions.facts, &positions.rows, today.year()),
        facilities,
        ranges: super::plausible::ranges(call, draft)?,
        taxon: line.taxon.to_string(),
        listing: listing.unwrap_or_default(),
        findings: stored.value.findings().iter().map(|f| (f.kind.code().to_owned(), further::finding(f))).collect(),
        trade,
    })
}

async fn draw_sign(call: &Call, stored: &Stored, errors: Vec<FieldError>) -> Answer {
    let shown = sign::preview(&call.app.office, &call.reader()?, stored.columns.id).await?;
    let ApplicationState::Approved { approval, .. } = stored.value.state() else { return Err(Failure::NotFound) };
    let approver = match &approval.stamp.by {
        permits::Who::Person { name, .. } => name.clone(),
        _ => String::new(),
    };
    let status = form_status(&errors);
    let shown = face::SignPage {
        shell: shell(call).await,
        head: head(stored).ok_or(Failure::NotFound)?,
        document: shown.document,
        xml: String::from_utf8_lossy(&shown.message).into_owned(),
        digest: shown.content.to_string(),
        approved: (approval.draft.to_string()[..16].to_owned(), approval.draft == shown.content),
        approver,
        key_id: call.seat()?.house.signer.key_id().to_owned(),
        consignment: (shown.consignment.nth, shown.consignment.of),
        parts: {
            let mut read = call.read().await?;
            consignments::of_case(&mut read, stored).await?
        },
        errors,
    };
    page_with(call, &shown, status)
}

/// What was typed in an act's form, with its three boxes of a date as one.
pub(super) fn day_typed(call: &Call, name: &str) -> String {
    let part = |p: &str| call.typed(&format!("{name}-{p}")).to_owned();
    pages::parts::date::join(&part("day"), &part("month"), &part("year"))
}

/// Does the act of a form.
pub async fn act(call: Arc<Call>) -> Answer {
    let (stored, id) = load(&call).await?;
    let act = A::from_code(call.param("act")).ok_or(Failure::NotFound)?;
    if !offered().any(|a| a == act) {
        return Err(Failure::NotFound);
    }
    // Of a dropped draft nothing is left to look at.
    let dropped = act == A::Withdraw && stored.columns.status == ApplicationStatus::Draft;
    let back = if dropped { links::APPLICATIONS.to_owned() } else { links::application(&id.to_string()) };
    match perform(&call, &stored, id, act).await {
        Ok(Some((key, name, value))) => Ok(go_and_say(&call, &back, key, Some((name, &value)))),
        Ok(None) => Ok(go_and_say(&call, &back, "flash-done", None)),
        Err(failure) => {
            let moved = failure.code() == "application-state";
            let errors = failure.on_form()?;
            let mut typed = call.typed_again();
            for field in ["deadline", "valid_until", "issued_on", "on"] {
                let text = day_typed(&call, field);
                if !text.is_empty() {
                    typed.insert(field.to_owned(), text);
                }
            }
            match draw_act(&call, &stored, act, typed, errors).await {
                // Where the case has moved on, its form is not there to be shown: the page says that it has changed.
                Err(Failure::NotFound) if moved => {
                    let state = stored.columns.status;
                    Err(permits::ActError::NotInApplicationState { act: act.code(), state }.into())
                }
                shown => shown,
            }
        }
    }
}

/// A key of what to say with its one argument.
type Said1 = (&'static str, &'static str, String);

async fn perform(call: &Call, stored: &Stored, id: ApplicationId, act: A) -> Result<Option<Said1>, Failure> {
    let (office, who) = (&call.app.office, call.who()?);
    let text = |name: &str| call.typed(name).trim().to_owned();
    let by = || further::day_of(call, "deadline");
    match act {
        A::Accept => drop(accept::accept(office, &who, id).await?),
        A::Assign => {
            let taken = accept::take(office, &who, id, desk::ticked(call), &text("reason")).await;
            drop(taken.map_err(desk::at_the_tick)?);
        }
        A::DeclareInterest => drop(interest::declare(office, &who, id, text("text")).await.map_err(|e| at("text", e))?),
        A::RejectIncomplete => {
            let items = call.typed("items").lines().map(str::trim).filter(|l| !l.is_empty());
            let missing = items.map(|what| MissingItem { field: String::new(), what: what.to_owned() }).collect();
            drop(give_back::give_back_by(office, &who, id, missing, by()?).await.map_err(|e| at("items", e))?);
        }
        A::Ask => {
            let points = open_tasks::points_typed(call);
            let asked = ask::ask_points(office, &who, id, text("question"), points, by()?).await;
            drop(asked.map_err(|e| at("question", e))?);
        }
        A::Answer => {
            let said = open_tasks::answers_typed(call, stored, id).await?;
            drop(ask::answer_points(office, &who, id, text("text"), said).await.map_err(|e| at("point.1", e))?);
        }
        A::Resubmit => {
            answer_paper(call, id).await?;
            drop(submit::submit(office, &who, id).await?);
            // What is said to the points stands in the messages of the case.
            if !text("text").is_empty() {
                let said = notes::Words { text: text("text"), ..notes::Words::default() };
                notes::write(office, &call.reader()?, id, &said).await?;
            }
        }
        A::ConsultSa => {
            let kinds = ticked_findings(call);
            drop(
                consult_sa::consult_by(office, &who, id, kinds, text("note"), by()?)
                    .await
                    .map_err(|e| at("findings", e))?,
            );
        }
        A::SaOpinion => {
            let opinions = opinions(call, stored, act)?;
            drop(consult_sa::opinion_on(office, &who, id, opinions, evidence(call)?).await?);
        }
        A::WaitImportPermit => drop(counterpart::wait(office, &who, id).await?),
        A::Propose => {
            let proposed = propose::propose_as(office, &who, id, proposal(call, stored)?, desk::ticked(call)).await;
            drop(proposed.map_err(desk::at_the_tick)?);
        }
        A::Approve => {
            let approved = approve::approve(office, &who, id, desk::ticked(call)).await;
            drop(approved.map_err(desk::at_the_tick)?);
        }
        A::SendBack => drop(approve::send_back(office, &who, id, text("text")).await.map_err(|e| at("text", e))?),
        A::Refuse => {
            drop(approve::refuse_for(office, &who, id, grounds(call)?).await.map_err(|e| at("text", e))?);
        }
        A::Withdraw => drop(withdraw::withdraw(office, &who, id, text("text")).await?),
        A::Sign => {
            let shown = call.typed("digest");
            let now = stored.value.draft_digest().map(|d| d.to_string()).unwrap_or_default();
            if shown != now {
                return Err(Failure::field("", "approval-dropped", "The content has changed; look at it again."));
            }
            if stored.value.draft().is_some_and(permits::Draft::orders_blanks) {
                office::blanks::issue::issue(office, &who, id).await?;
                return Ok(None);
            }
            if call.typed("rest") == "yes" {
                let all = sign::sign_rest(office, &who, id).await?;
                let numbers: Vec<String> = all.iter().map(|i| i.permit.number().to_string()).collect();
                return Ok(Some(("flash-issued", "number", numbers.join(", "))));
            }
            let nth = call.typed("consignment").trim().parse().ok();
            let issued = sign::sign_consignment(office, &who, id, nth).await?;
            return Ok(Some(("flash-issued", "number", issued.permit.number().to_string())));
        }
        other => further::perform(call, stored, id, other).await?,
    }
    Ok(None)
}

/// A precondition of the whole act, said at the box that meets it.
pub(super) fn at(field: &str, error: office::Error) -> Failure {
    match error {
        office::Error::Act(permits::ActError::Precondition { code, help }) => Failure::field(field, code, help),
        other => other.into(),
    }
}

/// A paper that comes with an answer.
async fn answer_paper(call: &Call, id: ApplicationId) -> Result<(), Failure> {
    for sent in &call.files {
        let upload = upload::accept(sent, "other")?;
        // Without the form's key, which belongs to the answer itself.
        attach::attach(&call.app.office, &call.reader()?, id, upload).await?;
    }
    Ok(())
}

/// A paper's bytes.
pub async fn paper(call: Arc<Call>) -> Answer {
    let (row, bytes) = attach::read(&call.app.office, &call.reader()?, call.id::<AttachmentKind>("file")?).await?;
    if row.application.to_string() != call.param("application") {
        return Err(Failure::NotFound);
    }
    Ok(file(bytes, &row.media_type, &row.name, false))
}

/// The permit as it would be printed, marked as void.
pub async fn preview_pdf(call: Arc<Call>) -> Answer {
    let (stored, _) = load(&call).await?;
    let house = call.seat()?.house.clone();
    let seen = if inside(call.seat()?) { stored.value.draft().cloned() } else { stored.value.told().1 };
    let draft = seen.ok_or(Failure::NotFound)?;
    let printed = document(&call, &house, &draft, Vec::new())?;
    let bytes = printing::draft_pdf(&call.app, &house, printed).await?;
    Ok(file(bytes, "application/pdf", "preview.pdf", true))
}

/// Loads a case for another page of this phase.
///
/// # Errors
/// What the office says.
pub async fn stored(call: &Call, id: ApplicationId) -> Result<Stored, Failure> {
    let mut read = call.read().await?;
    Ok(case::load(&mut read, &call.reader()?, id).await?)
}
