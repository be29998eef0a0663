//! The holder completes a blank on line: the open boxes and nothing else, checked by the rules on the day, drawn from quota
//! and stock, sealed as a document of its own under the number of the blank. Each blank is completed once.

use crate::epermit::examine;
use crate::epermit::sign::{self, Preparation};
use crate::registers::colleague::{self, Right};
use crate::registers::operations::EntryBody;
use crate::shared::act::{self, Ran};
use crate::shared::case::{self, CaseEvent};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{House, Office, Who};
use cites::ids::{ApplicationId, BlankId, FindingIdKind};
use cites::{Date, PermitNumber, Role};
use permits::application::Application;
use permits::blank::{self, Completed};
use permits::{ActError, Draft, Finding, Stamp};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{ApplicationRow, AuditEntry, BlankRow, BlankState, PermitRow, Read, Serial, Tx};

/// Who completes blanks: the registered holder, or whoever acts for him.
pub const HOLDERS: &[Role] = &[Role::Applicant, Role::OrgAdmin, Role::Agent];

/// The number that a blank keeps for the document it becomes.
#[derive(Debug)]
pub struct Reserved {
    /// Serial behind it.
    pub serial: Serial,
    /// The number.
    pub number: PermitNumber,
    /// Was it prepared before, and that intent voided (another key, given back)?
    pub again: bool,
}

/// The number of the blank that a case completes; `None` for every other case.
///
/// # Errors
/// What the archive says.
pub async fn reserved(tx: &mut Tx, application: &Application) -> Result<Option<Reserved>, Error> {
    let Some(found) = blank_of(tx, application).await? else { return Ok(None) };
    let again = tx.intent::<serde_json::Value>(&found.number).await?.is_some();
    Ok(Some(Reserved { serial: found.serial, number: found.number, again }))
}

/// Last day of the blank that a case completes; `None` for every other case.
///
/// # Errors
/// What the archive says.
pub async fn until(read: &mut Read, application: &Application) -> Result<Option<Date>, Error> {
    Ok(blank_of(read, application).await?.map(|b| b.valid_until))
}

async fn blank_of(read: &mut Read, application: &Application) -> Result<Option<BlankRow>, Error> {
    let facts = application.draft().and_then(|d| d.particulars.simplified());
    match facts.filter(|f| f.blank.is_some()) {
        Some(_) => Ok(read.blank_of_completion(application.id()).await?),
        None => Ok(None),
    }
}

/// Completes a blank. `typed`: texts by the path of their box, like `importer.name` or `lines.0.quantity`; lines as on
/// the order.
///
/// # Errors
/// `blank-closed`, `blank-over`, `blank-nothing` or form errors at their boxes; `blank-used`, `blank-ended` or
/// `blank-expired`; [`Error::Rules`] (registration, caps, quota) with citations; the quota's or the stock's refusal; the
/// key: the blank is drawn then, and [`resume`] goes on; `right-missing`, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn complete(
    office: &Office,
    who: &Who,
    id: BlankId,
    typed: BTreeMap<String, String>,
) -> Result<PermitRow, Error> {
    let case = draw(office, who, id, &typed).await?;
    finish_case(office, &who.house, id, case).await
}

/// Goes on with a blank that was drawn and whose document is not sealed yet: the key was out of reach, or the machine
/// stopped.
///
/// # Errors
/// `blank-used`, `blank-ended` or `blank-expired`, the rules of the day, the key, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn resume(office: &Office, who: &Who, id: BlankId) -> Result<PermitRow, Error> {
    who.must_be(HOLDERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let found = read.blank(id).await?.ok_or(Error::NotFound("blank"))?;
    case::load(&mut read, who, found.application).await.map_err(|_| Error::NotFound("blank"))?;
    drop(read);
    finish(office, &who.house, &found).await
}

/// Seals the document of a drawn blank.
///
/// # Errors
/// As [`resume`].
pub async fn finish(office: &Office, house: &Arc<House>, found: &BlankRow) -> Result<PermitRow, Error> {
    let case = found.completion.ok_or_else(|| not_open(found.state))?;
    if found.state == BlankState::Completing && found.valid_until < day(office.clock.now()) {
        return Err(expired());
    }
    finish_case(office, house, found.id, case).await
}

/// The blank was sealed by an officer; the completed document is sealed in the same name, under the same key.
async fn finish_case(
    office: &Office,
    house: &Arc<House>,
    blank: BlankId,
    case: ApplicationId,
) -> Result<PermitRow, Error> {
    let system = Who::system(house.clone());
    let mut read = office.store.read(&system.scope(office.clock.now())).await?;
    let issued = read.permits_of_application(case).await?;
    if let Some(done) = issued.into_iter().next() {
        return Ok(done);
    }
    let preparation = read.blank_preparation::<Preparation>(blank).await?;
    let preparation = preparation.ok_or_else(|| Error::internal("a blank without preparation"))?;
    drop(read);
    let signer = Who::new(house.clone(), preparation.signer);
    let issued = sign::sign(office, &signer, case).await?;
    let mut read = office.store.read(&system.scope(office.clock.now())).await?;
    let row = read.permit::<permits::Permit>(issued.permit.id()).await?;
    Ok(row.ok_or_else(|| Error::internal("the permit that was just issued is gone"))?.columns)
}

fn expired() -> Error {
    Error::value("", "blank-expired", "Return it and order new blanks: its last day has passed.")
}

pub(super) fn not_open(state: BlankState) -> Error {
    match state {
        BlankState::Completing | BlankState::Completed => {
            Error::value("", "blank-used", "Take another blank: this one is completed already.")
        }
        _ => Error::value("", "blank-ended", "Take another blank: this one may not be used any more."),
    }
}

/// The blank is drawn: the case of its completion exists, approved, with quota and stock held; nothing is sealed yet.
async fn draw(
    office: &Office,
    who: &Who,
    id: BlankId,
    typed: &BTreeMap<String, String>,
) -> Result<ApplicationId, Error> {
    who.must_be(HOLDERS)?;
    let now = office.clock.now();
    let on = day(now);
    let case: ApplicationId = office.id(now);
    let ran = act::run!(office, who, now, "complete_blank", |tx| {
        let found = tx.blank_for_update(id).await?.ok_or(Error::NotFound("blank"))?;
        let order = case::load(tx, who, found.application).await.map_err(|_| Error::NotFound("blank"))?.value;
        if !order.side().includes(&who.actor) {
            return Err(Error::NotPermitted);
        }
        colleague::must(tx, who, Right::Submit).await?;
        if found.state != BlankState::Unused {
            return Err(not_open(found.state));
        }
        if found.valid_until < on {
            return Err(expired());
        }
        let facts = order.draft().and_then(|d| d.particulars.simplified());
        let facts = facts.ok_or_else(|| Error::internal("an order without its facts"))?;
        // One after the other under one registration, so that the year's total is counted right.
        let registration = tx.entry_for_update::<EntryBody>(found.registration).await?;
        let registered = registration.map(|r| r.value.boxes()).unwrap_or_default();
        // What the registration does not let stay open any more stays as it stands on the face.
        let facts = facts.within(&registered);
        let filled = blank::complete(order.form(), &facts, found.number.as_str(), typed).map_err(ActError::Form)?;
        let on_page = |error: Error| at_page(&filled, error);
        let (draft, findings) = content(office, now, &order, &filled).map_err(on_page)?;
        let (begun, _) =
            Application::create(case, who.house.party(), order.side().clone(), filled.form.clone(), &who.actor, now)?;
        let trace = examine::trace_of_completion(tx, office, who, &begun, &draft, &findings, on).await?;
        let clearance = trace.clear(draft.digest(), on).map_err(|t| Error::Rules(Box::new(t)))?;
        let serial = tx.take_serial("application", on.year()).await?;
        let reference = format!("{:02}-{:05}", on.year().rem_euclid(100), serial.serial);
        tx.application_insert(&ApplicationRow::describe(&begun, &reference, now), &begun).await?;
        let before = case::lock(tx, who, case).await?;
        let (approved, events) =
            before.value.clone().complete(&order, findings, clearance, Stamp::new(&who.actor, now))?;
        let stepped = Box::pin(case::write(tx, office, &before, approved, events)).await.map_err(on_page)?;
        tx.blank_draw(id, case).await?;
        let words = CaseEvent { reference: stepped.row.reference.clone(), events: stepped.events.clone() };
        tx.audit(AuditEntry::new("complete_blank", "application", case).payload(&words)?);
        Ok((case, case.to_string()))
    });
    match ran? {
        Ran::Now(case) => Ok(case),
        Ran::Before(case) => ApplicationId::parse(&case).map_err(Error::internal),
    }
}

/// The completed content, and the findings of the order that speak of its lines, with identities of their own.
fn content(
    office: &Office,
    now: cites::Timestamp,
    order: &Application,
    filled: &Completed,
) -> Result<(Draft, Vec<Finding>), Error> {
    let draft = Draft::parse(&filled.form).map_err(ActError::Form)?;
    let place = |line: usize| filled.lines.iter().position(|n| *n == line);
    let mut findings = Vec::new();
    for old in order.findings() {
        let mut finding = old.clone();
        if let Some(line) = old.scope.line {
            let Some(now_at) = place(line) else { continue };
            finding.scope.line = Some(now_at);
        }
        finding.id = office.id::<FindingIdKind>(now);
        findings.push(finding);
    }
    Ok((draft, findings))
}

/// The same error at the boxes of the blank's page.
fn at_page(filled: &Completed, error: Error) -> Error {
    match error {
        Error::Act(ActError::Form(mut fields)) => {
            for field in &mut fields {
                field.field = filled.on_page(&field.field);
            }
            Error::Act(ActError::Form(fields))
        }
        Error::Value { field, code, help } => Error::Value { field: filled.on_page(&field), code, help },
        other => other,
    }
}
