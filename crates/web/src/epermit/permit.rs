//! One permit: form, code, balance; and the acts that the authority and the holder do with it.

use super::paper_further as further;
use super::permits_api::find;
use super::printing;
use crate::econtrol::arrivals;
use crate::shared::call::Call;
use crate::shared::draw::permit_moments;
use crate::shared::failure::Failure;
use crate::shared::respond::{file, form_status, go, go_and_say, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use office::epermit::permit_acts::{self, Loss};
use office::shared::paper::Stored;
use pages::epermit::{PermitActForm, PermitLine, PermitPage};
use pages::{FieldError, links};
use permits::PermitActCode as P;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Acts that have a form here.
const ACTS: &[P] = &[
    P::Deliver,
    P::Cancel,
    P::Revoke,
    P::Suspend,
    P::Reinstate,
    P::ReportLost,
    P::ReportStolen,
    P::ReportDestroyed,
    P::Return,
];

/// Every act on a permit that a page offers.
pub fn offered() -> impl Iterator<Item = P> {
    ACTS.iter().chain(further::ACTS).copied()
}

fn acts(call: &Call, found: &Stored) -> Result<Vec<P>, Failure> {
    let allowed = found.value.allowed(&call.reader()?.actor);
    Ok(offered().filter(|a| allowed.contains(a)).collect())
}

/// One permit.
pub async fn show(call: Arc<Call>) -> Answer {
    let found = find(&call).await?;
    let who = call.reader()?;
    let mut read = call.read().await?;
    let code = printing::code(&mut read, found.columns.id).await.ok();
    let events = read.timeline("permit", &found.columns.id.to_string()).await?;
    let reports = read.use_reports(found.columns.id).await?;
    let parts = super::consignments::of_permit(&mut read, &found).await?;
    let arrived = match found.value.signed_document().kind == cites::DocumentType::Import {
        true => Some(read.import_arrivals(found.columns.id).await?),
        false => None,
    };
    let changes = super::amend_request::card(&call, &mut read, &found).await?;
    drop(read);
    let signed = found.value.signed_document();
    let lines = signed
        .lines
        .iter()
        .zip(found.value.lines())
        .map(|(printed, life)| PermitLine {
            block: printed.block.to_string(),
            taxon: printed.taxon.to_string(),
            term: printed.term,
            permitted: life.permitted.amount(),
            endorsed: life.endorsed.or(life.arrived),
            received: life.received,
            unit: printed.quantity.unit(),
        })
        .collect();
    let replaced_by = match found.value.state() {
        permits::PermitState::Replaced { replacement, .. } => {
            Some((replacement.permit.to_string(), replacement.number.to_string()))
        }
        _ => None,
    };
    let mut document = found.value.document();
    // As on the printed paper: a stamp that was put on after signing.
    let (stamp, sheets) = crate::registers::sheets::shown(&call, &found).await?;
    document.security_stamp = document.security_stamp.or(stamp);
    let shown = PermitPage {
        shell: shell(&call).await,
        id: found.columns.id.to_string(),
        document,
        status: found.columns.status,
        lines,
        qr_svg: code.as_ref().and_then(|(qr, _)| printing::svg(qr)),
        check_url: code.as_ref().map(|(_, token)| printing::verify_url(&call.app, &found.columns.number, token)),
        replaced_by,
        replaces: found.value.replaces().map(|r| (r.permit.to_string(), r.number.to_string())),
        application: found.value.application().to_string(),
        crossings: further::crossings(&found.value),
        arrivals: match arrived {
            Some(rows) => Some(arrivals::card(&found, &rows, arrivals::opens_foreign(&call)?)),
            None => None,
        },
        reusable: found.value.reusable(),
        changes,
        can_replace: further::can_replace(&call, &found)?,
        timeline: permit_moments(&call, &found.value, &events),
        parts,
        today: crate::shared::enter::day(call.app.office.clock.now()),
        told: reports.iter().map(|r| crate::notices::after::told(r, found.value.lines())).collect(),
        timber: call.seat()?.has(office::econtrol::timber::COPYISTS)
            && found.columns.endorsed_at.is_some()
            && rules::extension::is_timber(signed),
        sheets,
        can_report: office::notices::use_report::may_report(&who, &found.value),
        acts: acts(&call, &found)?.iter().map(|a| a.code().to_owned()).collect(),
    };
    page(&call, &shown)
}

/// The form of an act.
pub async fn act_form(call: Arc<Call>) -> Answer {
    let found = find(&call).await?;
    let act = P::from_code(call.param("act")).ok_or(Failure::NotFound)?;
    if !acts(&call, &found)?.contains(&act) {
        return Err(Failure::NotFound);
    }
    draw(&call, &found, act, BTreeMap::new(), Vec::new()).await
}

async fn draw(call: &Call, found: &Stored, act: P, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let status = form_status(&errors);
    let shown = PermitActForm {
        shell: shell(call).await,
        id: found.columns.id.to_string(),
        number: found.columns.number.to_string(),
        status: found.columns.status,
        act: act.code().to_owned(),
        lines: further::lines(&found.value),
        ports: further::ports(call)?,
        effects: Vec::new(),
        seen: found.columns.endorsed_at,
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// Does the act of a form.
pub async fn act(call: Arc<Call>) -> Answer {
    let found = find(&call).await?;
    let act = P::from_code(call.param("act")).filter(|a| offered().any(|o| o == *a)).ok_or(Failure::NotFound)?;
    let id = found.columns.id;
    let dangerous = matches!(act, P::Cancel | P::Revoke | P::Suspend | P::Void);
    let number = found.columns.number.to_string();
    if dangerous && call.typed("digits").trim() != PermitActForm::digits(&number) {
        let error = FieldError::new("digits", "digits-wrong").help("Type the last four digits of the number.");
        return draw(&call, &found, act, call.typed_again(), vec![error]).await;
    }
    let (office, who) = (&call.app.office, call.who()?);
    let reason = call.typed("reason").trim().to_owned();
    let statement = call.typed("statement").trim().to_owned();
    let done = match act {
        act if further::ACTS.contains(&act) => further::perform(&call, &found, act).await,
        P::Deliver => permit_acts::deliver(office, &who, id).await.map_err(Failure::from),
        P::Cancel | P::Revoke => permit_acts::cancel(office, &who, id, reason).await.map_err(Failure::from),
        P::Suspend => permit_acts::suspend(office, &who, id, reason).await.map_err(Failure::from),
        P::Reinstate => permit_acts::reinstate(office, &who, id, reason).await.map_err(Failure::from),
        P::ReportLost => permit_acts::report(office, &who, id, Loss::Lost, statement).await.map_err(Failure::from),
        P::ReportStolen => permit_acts::report(office, &who, id, Loss::Stolen, statement).await.map_err(Failure::from),
        P::ReportDestroyed => {
            permit_acts::report(office, &who, id, Loss::Destroyed, statement).await.map_err(Failure::from)
        }
        _ => permit_acts::give_back_unused(office, &who, id, reason).await.map_err(Failure::from),
    };
    match done {
        Ok(_) => Ok(go_and_say(&call, &back(&call, &id.to_string())?, "flash-done", None)),
        Err(failure) => {
            let box_of_reason = if statement_act(act) { "statement" } else { "reason" };
            let errors = failure.on_form()?.into_iter().map(|e| place(e, box_of_reason)).collect();
            let mut typed = call.typed_again();
            let on = super::case::day_typed(&call, "on");
            if !on.is_empty() {
                typed.insert("on".to_owned(), on);
            }
            draw(&call, &found, act, typed, errors).await
        }
    }
}

/// Where the reader came from: the border has its own page of a permit.
fn back(call: &Call, id: &str) -> Result<String, Failure> {
    let border = [cites::Role::Customs, cites::Role::Inspector, cites::Role::Enforcement];
    Ok(if call.seat()?.has(&border) { links::customs_permit(id) } else { links::permit(id) })
}

fn statement_act(act: P) -> bool {
    matches!(act, P::ReportLost | P::ReportStolen | P::ReportDestroyed)
}

/// A missing reason is said at its box.
fn place(error: FieldError, field: &str) -> FieldError {
    if error.code == "reason-empty" && error.field.is_empty() {
        FieldError { field: field.to_owned(), ..error }
    } else {
        error
    }
}

/// The paper.
pub async fn pdf(call: Arc<Call>) -> Answer {
    let found = find(&call).await?;
    if call.asked("copy").is_none() && crate::registers::sheets::asked_first(&call, &found).await? {
        return Ok(go(&links::permit_print(&found.columns.id.to_string())));
    }
    let paper = printing::artefacts(&call.app, &call.reader()?, found.columns.id).await?;
    let bytes =
        printing::pdf(&call.app, &call.seat()?.house, &found.value, paper, call.asked("copy").is_some()).await?;
    let name = format!("{}.pdf", found.columns.number.as_str().replace('/', "-"));
    Ok(file(bytes, "application/pdf", &name, true))
}

/// The message as it was signed.
pub async fn xml(call: Arc<Call>) -> Answer {
    let found = find(&call).await?;
    let paper = printing::artefacts(&call.app, &call.reader()?, found.columns.id).await?;
    let name = format!("{}.xml", found.columns.number.as_str().replace('/', "-"));
    Ok(file(paper.signed, "application/xml", &name, true))
}
