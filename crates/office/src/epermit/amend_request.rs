//! The holder asks for a change of a permit: a case like every other, handed in by one act, with what shall change and
//! why. It waits where cases wait, is withdrawn, refused and appealed as they are; an officer opens the amendment from it.

use super::amend::{self, changed, nothing};
use crate::money::charge;
use crate::notices::tell;
use crate::registers::colleague::{self, Right};
use crate::registers::mandate;
use crate::shared::act::{self, Ran};
use crate::shared::case::{self, CaseEvent, Stepped};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use crate::shared::paper;
use cites::ids::{ApplicationId, PermitId, PersonId};
use cites::{ApplicationStatus, Date, Role, Timestamp};
use permits::application::{ApplicantSide, Application, ApplicationAct, ApplicationEvent};
use permits::permit::Permit;
use permits::{ActError, DeskAct, Draft, FormInput};
use std::collections::BTreeMap;
use store::{AmendmentRow, AuditEntry, MandateRow, Read, Tx};

/// What the holder asks for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Texts by the path of their box, as in [`amend::Amended`].
    pub typed: BTreeMap<String, String>,
    /// Why.
    pub reason: String,
}

/// Is an amendment of a permit under way?
pub(super) enum Open {
    /// None that stands in the way.
    None,
    /// One that an officer goes on with.
    ToDo(ApplicationId),
    /// The holder asked for one, and it waits for somebody else.
    Waits,
}

/// What is under way for a permit. Two amendments that officers proposed may stand side by side; the one that is signed
/// first counts.
pub(super) async fn open_of(read: &mut Read, permit: PermitId) -> Result<Open, Error> {
    use ApplicationStatus as S;
    let all = read.amendments_of(permit).await?;
    let ours = |r: &&AmendmentRow| matches!(r.status, S::Submitted | S::Accepted | S::UnderExamination);
    if let Some(row) = all.iter().filter(|r| r.open).find(ours) {
        return Ok(Open::ToDo(row.application));
    }
    Ok(if all.iter().any(|r| r.open && r.asked) { Open::Waits } else { Open::None })
}

/// Another amendment is open.
pub(super) fn already() -> Error {
    let help = "Look at the open request first: a change of this permit is asked for already.";
    Error::value("", "amendment-open", help)
}

/// An amendment is written and proposed at its permit, where it is asked whether it still is one.
pub(super) fn at_the_permit() -> Error {
    let help = "Change and propose an amendment at its permit; its holder may withdraw it and ask anew.";
    Error::value("", "amendment-edit", help)
}

/// A permit as the holder's form begins.
#[derive(Debug, Clone)]
pub struct Asking {
    /// The permit.
    pub permit: paper::Stored,
    /// What it says now.
    pub form: FormInput,
}

/// May the reader ask for a change of this permit, on this day?
pub fn may_ask(who: &Who, permit: &Permit, on: Date) -> bool {
    let hand = permit.holder().includes(&who.actor) || who.actor.has(Role::MaClerk);
    hand && DeskAct::StartApplication.allows(Some(&who.actor)) && permit.amendable(on).is_ok()
}

/// What the holder sees before asking.
///
/// # Errors
/// `permit-state`, `permit-expired` or `amendment-used` where it may not be amended, `amendment-open` while another
/// request is open, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn begin(office: &Office, who: &Who, id: PermitId) -> Result<Asking, Error> {
    who.must_be(DeskAct::StartApplication.roles())?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let permit = paper::load(&mut read, who, id).await?;
    must_be_theirs(who, &permit.value)?;
    permit.value.amendable(day(read.at()))?;
    none_open(&mut read, id).await?;
    let old = amend::old_case(&mut read, who, &permit.value).await?;
    let form = amend::form_of(&old, &permit.value)?;
    Ok(Asking { permit, form })
}

fn must_be_theirs(who: &Who, permit: &Permit) -> Result<(), Error> {
    let theirs = permit.holder().includes(&who.actor) || who.actor.has(Role::MaClerk);
    if theirs { Ok(()) } else { Err(Error::NotPermitted) }
}

async fn none_open(read: &mut Read, id: PermitId) -> Result<(), Error> {
    let open = read.amendments_of(id).await?.iter().any(|r| r.open);
    if open { Err(already()) } else { Ok(()) }
}

/// Asks: the holder or a colleague, an agent under the mandate of the permit, or the clerk for somebody at the counter.
/// Where the fee schedule in force asks for money first, the request waits for it like every application.
///
/// # Errors
/// `amendment-open` where one is open already, `amendment-nothing`, `amendment-new-application` for what is no amendment,
/// `reason-empty`, form errors at their boxes, `right-missing`, the permit's state, [`Error::NotPermitted`] or
/// [`Error::NotFound`].
pub async fn ask(office: &Office, who: &Who, id: PermitId, asked: Asked) -> Result<Stepped, Error> {
    who.must_be(DeskAct::StartApplication.roles())?;
    let now = office.clock.now();
    let on = day(now);
    let case: ApplicationId = office.id(now);
    let ran = act::run!(office, who, now, "amendment_ask", |tx| {
        // The permit's row is locked, so that of two requests at once the second sees the first.
        let permit = paper::lock(tx, who, id).await?;
        must_be_theirs(who, &permit.value)?;
        permit.value.amendable(on)?;
        none_open(tx, id).await?;
        colleague::must(tx, who, Right::Submit).await?;
        let reason = asked.reason.trim();
        if reason.is_empty() {
            return Err(ActError::precondition("reason-empty", "Write the reason.").into());
        }
        let old = amend::old_case(tx, who, &permit.value).await?;
        let before = amend::form_of(&old, &permit.value)?;
        let (mut form, boxes) = changed(&before, before.clone(), &asked.typed)?;
        if boxes.is_empty() {
            return Err(nothing());
        }
        amend::write_amendment(&mut form, &permit.value, &boxes, reason);
        let draft = Draft::parse(&form).map_err(ActError::Form)?;
        permit.value.amended_by(&draft)?;
        let (side, mandate) = side_of(tx, who, &permit.value).await?;
        let nth = permit.value.consignment().nth;
        let findings = amend::findings_of(office, now, &old, nth);
        let (begun, created) = Application::amendment_asked(
            case,
            &old,
            permit.value.consignment(),
            form,
            findings,
            side,
            (&who.actor, now),
        )?;
        amend::insert(tx, &begun, id, true).await?;
        if let Some(mandate) = &mandate {
            mandate::begun(tx, case, mandate, Some(permit.value.application())).await?;
        }
        let stored = case::lock(tx, who, case).await?;
        let serial = tx.take_serial("receipt", on.year()).await?;
        let submit = ApplicationAct::Submit {
            receipt: format!("{:02}-R-{:05}", on.year().rem_euclid(100), serial.serial),
            fee: charge::at_submission(tx, office, who, &begun, now).await?,
        };
        let (sent, event) = begun.act(submit, &who.actor, now, &who.house.policy())?;
        let stepped = Box::pin(case::write(tx, office, &stored, sent, vec![created, event])).await?;
        tell::of_amendment(tx, &stepped.row, &stepped.application, &permit.value).await?;
        let words = CaseEvent { reference: stepped.row.reference.clone(), events: stepped.events.clone() };
        let entry = AuditEntry::new("amendment_ask", "application", case);
        tx.audit(entry.after(store::record_digest(&stepped.application)?).payload(&words)?);
        Ok((stepped, case.to_string()))
    });
    match ran? {
        Ran::Now(stepped) => Ok(stepped),
        Ran::Before(id) => case::again(office, who, ApplicationId::parse(&id).map_err(Error::internal)?).await,
    }
}

/// In whose name is asked: the holder's, an agent under the mandate that the permit was applied for with.
async fn side_of(tx: &mut Tx, who: &Who, permit: &Permit) -> Result<(ApplicantSide, Option<MandateRow>), Error> {
    let holder = permit.holder();
    let person = who.person()?;
    let own = holder.applicant == Some(person.id)
        || (person.organisation.is_some() && person.organisation == holder.organisation);
    if !own && holder.agent == Some(person.id) {
        let mandate = tx.mandate_of_case(permit.application()).await?.ok_or(Error::NotFound("permit"))?;
        let kind = permit.signed_document().kind;
        let (side, row) = mandate::side(tx, who, mandate.id, kind.code()).await?;
        return Ok((side, Some(row)));
    }
    // Whoever asks, the holder is the same; which colleague wrote it stands in the event.
    Ok((ApplicantSide { agent: None, ..holder.clone() }, None))
}

/// An officer takes what was asked for into the own hands and writes it as it shall be.
pub(super) fn taken(
    who: &Who,
    request: &Application,
    form: FormInput,
    (officer, officer_name): (PersonId, String),
    now: Timestamp,
) -> Result<(Application, Vec<ApplicationEvent>), ActError> {
    let policy = who.house.policy();
    let mut events = Vec::new();
    let mut case = request.clone();
    if case.status() == ApplicationStatus::Submitted {
        let (next, event) = case.act(ApplicationAct::Accept, &who.actor, now, &policy)?;
        events.push(event);
        case = next;
    }
    if case.status() == ApplicationStatus::Accepted {
        let assign = ApplicationAct::Assign { officer, officer_name, no_conflict: true };
        let (next, event) = case.act(assign, &who.actor, now, &policy)?;
        events.push(event);
        case = next;
    }
    if *case.form() != form {
        let (next, event) = case.edit(form, &who.actor, now)?;
        events.push(event);
        case = next;
    }
    Ok((case, events))
}

/// What was asked for a permit, and what became of it, the newest first.
#[derive(Debug, Clone)]
pub struct Request {
    /// Its columns.
    pub row: AmendmentRow,
    /// Why it was refused.
    pub refused: Option<permits::application::state::Refusal>,
}

/// The amendments of a permit, the newest first. Only of the newest that was refused it is told why.
///
/// # Errors
/// What the archive says.
pub async fn of_permit(read: &mut Read, id: PermitId) -> Result<Vec<Request>, Error> {
    use permits::application::ApplicationState as State;
    let mut out = Vec::new();
    for row in read.amendments_of(id).await? {
        let told = out.iter().any(|r: &Request| r.refused.is_some());
        let refused = match row.status {
            ApplicationStatus::Refused if !told => {
                let case: Option<case::Stored> = read.application(row.application).await?;
                case.and_then(|c| match c.value.state() {
                    State::Refused { refusal, .. } => Some(refusal.clone()),
                    _ => None,
                })
            }
            _ => None,
        };
        out.push(Request { row, refused });
    }
    Ok(out)
}
