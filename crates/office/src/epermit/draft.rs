//! Begin, change and copy an application. What is typed is kept as typed, right or wrong.

use super::instead;
pub use super::instead::replacement;
use crate::registers::colleague::{self, Right};
use crate::registers::{holder, mandate};
use crate::shared::act::{self, Ran};
use crate::shared::case::{self, CaseEvent, Stepped};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::DocumentType;
use cites::ids::{ApplicationId, MandateId, OrganisationId, PersonId};
use permits::application::{ApplicantSide, Application, ApplicationEvent};
use permits::{FormInput, QuotaEffect};
use store::{ApplicationRow, AuditEntry};

/// In whose name an application is begun.
#[derive(Debug, Clone, Default)]
pub struct OnBehalf {
    /// Another person's account: only at the counter or with a mandate.
    pub applicant: Option<PersonId>,
    /// Another organisation.
    pub organisation: Option<OrganisationId>,
    /// The client who gave this mandate: agents only.
    pub mandate: Option<MandateId>,
    /// Somebody who came to the counter and has no account: clerks only.
    pub counter: bool,
}

/// Begins an application. Applicants begin for themselves or their company, agents for a client inside a mandate, the
/// clerk at the counter for anybody.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn create(office: &Office, who: &Who, form: FormInput, behalf: OnBehalf) -> Result<Stepped, Error> {
    let person = who.person()?.clone();
    let now = office.clock.now();
    let id: ApplicationId = office.id(now);
    let side = match &behalf {
        OnBehalf { applicant: None, organisation: None, counter: false, .. } => {
            ApplicantSide { applicant: Some(person.id), organisation: person.organisation, agent: None }
        }
        other => ApplicantSide { applicant: other.applicant, organisation: other.organisation, agent: None },
    };
    let ran = act::run!(office, who, now, "create", |tx| {
        super::kinds::check(tx, &form).await?;
        colleague::must(tx, who, Right::Prepare).await?;
        let (side, mandate) = match behalf.mandate {
            Some(id) => {
                let (side, row) = mandate::side(tx, who, id, mandate::kind_of(&form)).await?;
                (side, Some(row))
            }
            None => (side.clone(), None),
        };
        holder::must_be_open(tx, &side).await?;
        instead::check(tx, who, &side, &form, None).await?;
        let (application, event) = Application::create(id, who.house.party(), side, form.clone(), &who.actor, now)?;
        let year = day(now).year();
        let serial = tx.take_serial("application", year).await?;
        let reference = format!("{:02}-{:05}", year.rem_euclid(100), serial.serial);
        let row = ApplicationRow::describe(&application, &reference, now);
        tx.application_insert(&row, &application).await?;
        if let Some(mandate) = &mandate {
            let about = instead::about_application(tx, &form).await?;
            mandate::begun(tx, id, mandate, about).await?;
        }
        let words = CaseEvent { reference: row.reference.clone(), events: vec![event.clone()] };
        let entry = AuditEntry::new("create", "application", id).after(store::record_digest(&application)?);
        tx.audit(entry.payload(&words)?);
        Ok((Stepped { row, application, events: vec![event] }, id.to_string()))
    })?;
    match ran {
        Ran::Now(stepped) => Ok(stepped),
        Ran::Before(id) => case::again(office, who, ApplicationId::parse(&id).map_err(Error::internal)?).await,
    }
}

/// Changes the content. A change after the proposal or the approval drops it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotPermitted`], the state, or form errors where the form must stay complete.
pub async fn edit(office: &Office, who: &Who, id: ApplicationId, form: FormInput) -> Result<Stepped, Error> {
    edit_at(office, who, id, form, None).await
}

/// The same for somebody who saw the application at a version: when it was changed since, nothing is written.
///
/// # Errors
/// `draft-changed` then; otherwise as [`edit`].
pub async fn edit_at(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    form: FormInput,
    version: Option<i64>,
) -> Result<Stepped, Error> {
    case::run!(office, who, id, "edit", |tx, now| {
        let before = case::lock(tx, who, id).await?;
        colleague::must(tx, who, Right::Prepare).await?;
        mandate::fits(tx, who, &before.value, mandate::kind_of(&form)).await?;
        if version.is_some_and(|v| v != before.version) {
            let help = "Look again: this application was changed in another window meanwhile.";
            return Err(Error::value("", "draft-changed", help));
        }
        if before.value.draft().is_some_and(permits::Draft::amends) {
            return Err(super::amend_request::at_the_permit());
        }
        instead::check(tx, who, before.value.side(), &form, Some(before.value.form())).await?;
        let (application, event) = before.value.clone().edit(form.clone(), &who.actor, now)?;
        let event = requota(&before, &application, event);
        case::commit(tx, office, "edit", &before, application, vec![event]).await
    })
}

/// What an officer changes while the case is examined was reserved at acceptance: let go and reserve anew.
pub(crate) fn requota(before: &case::Stored, after: &Application, mut event: ApplicationEvent) -> ApplicationEvent {
    let reserved = before.value.state().case().is_some() && event.quota == QuotaEffect::None;
    if reserved && after.draft_digest() != before.value.draft_digest() {
        event.quota = QuotaEffect::Reopen;
    }
    event
}

/// A new draft with the content of an older application, without its declaration and papers.
///
/// # Errors
/// [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn copy(office: &Office, who: &Who, id: ApplicationId) -> Result<Stepped, Error> {
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let old = case::load(&mut read, who, id).await?;
    drop(read);
    create(office, who, anew(old.value.form()), OnBehalf::default()).await
}

/// A form to begin from again: without declaration, papers, day, marks, import permits and the permit that was to be
/// replaced.
pub fn anew(form: &FormInput) -> FormInput {
    let mut form = form.clone();
    form.declaration = false;
    form.attachments.clear();
    form.shipment_date.clear();
    form.replaces.clear();
    // What stood in another's place is begun again as what it was.
    if form.document_type.trim() == DocumentType::Replace.code() {
        form.document_type = std::mem::take(&mut form.particulars.base_type);
        form.particulars.reason.clear();
    }
    form.particulars.amended.clear();
    form.particulars.blank.clear();
    for line in &mut form.lines {
        line.marks.clear();
        // An import permit is for what was asked for then: it is asked for anew.
        line.import_permit.clear();
        line.import_later.clear();
    }
    form
}
