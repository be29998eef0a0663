//! One way into a replacement: it begins at the permit that was lost. Who chooses the kind in the list of documents is
//! asked which permit, and a form that names none, or somebody else's, is not begun.

use super::draft::{OnBehalf, create};
use super::home;
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use crate::shared::paper;
use cites::ids::{ApplicationId, PermitId};
use cites::{ApplicationStatus, Date, DocumentType, PermitNumber, Role};
use permits::application::state::Agreement;
use permits::application::{ApplicantSide, Application};
use permits::permit::Permit;
use permits::{DeskAct, FormInput, PermitActCode, PermitState, particulars};
use store::{Cursor, Mine, MineFilter, PermitRow, Read};

/// Permits shown; who has lost more asks at the counter.
const MOST: i64 = 200;

/// Permits of the reader that may be replaced, those reported last first; at the counter everybody's.
///
/// # Errors
/// [`Error::NotPermitted`] for who may not begin an application, or what the archive says.
pub async fn replaceable(office: &Office, who: &Who) -> Result<Vec<PermitRow>, Error> {
    who.must_be(DeskAct::StartApplication.roles())?;
    let now = office.clock.now();
    let mine = if at_counter(who) { None } else { Some(home::mine(who, who.person()?.organisation)?) };
    let mut read = office.store.read(&who.scope(now)).await?;
    Ok(read.permits_replaceable(mine, day(now), MOST).await?)
}

/// May the reader ask for a permit in this one's place, on this day?
pub fn may_replace(who: &Who, permit: &Permit, on: Date) -> bool {
    standing(permit, on).is_ok()
        && DeskAct::StartApplication.allows(Some(&who.actor))
        && (permit.holder().includes(&who.actor) || at_counter(who))
}

fn at_counter(who: &Who) -> bool {
    who.actor.has(Role::MaClerk)
}

fn standing(permit: &Permit, on: Date) -> Result<(), Error> {
    if !permits::permission::permit(permit.status(), PermitActCode::Replace).any(|_| true) {
        return Err(Error::value(
            "replaces",
            "replaces-standing",
            "Report the permit lost, stolen or destroyed first.",
        ));
    }
    if permit.signed_document().valid_until < on {
        return Err(Error::value("replaces", "replaces-expired", "Apply for a new permit: the old one has expired."));
    }
    Ok(())
}

/// The same company, or where there is none the same person: which colleague or agent wrote the application does not
/// matter.
pub(crate) fn same_holder(one: &ApplicantSide, other: &ApplicantSide) -> bool {
    match (one.organisation, other.organisation) {
        (None, None) => one.applicant == other.applicant,
        (one, other) => one == other,
    }
}

/// A new draft that shall replace a permit that was lost, stolen or destroyed: the same content, marks included, and the
/// number of the old one. Papers are not taken over; the statement of the loss is on the old permit. A clerk at the
/// counter begins it for the holder, an agent under the mandate of the old one.
///
/// # Errors
/// `replaces-standing` while the old one may still be used, `replaces-expired` after its last day, [`Error::NotFound`]
/// or [`Error::NotPermitted`].
pub async fn replacement(office: &Office, who: &Who, old: PermitId) -> Result<Stepped, Error> {
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let permit = paper::load(&mut read, who, old).await?;
    standing(&permit.value, day(now))?;
    let case = case::load(&mut read, who, permit.value.application()).await?;
    let holder = permit.value.holder();
    let person = who.person()?;
    let as_holder = holder.applicant == Some(person.id)
        || (person.organisation.is_some() && person.organisation == holder.organisation);
    let behalf = if as_holder {
        OnBehalf::default()
    } else if holder.agent == Some(person.id) {
        let mandate = read.mandate_of_case(permit.value.application()).await?.map(|m| m.id);
        OnBehalf { mandate, ..OnBehalf::default() }
    } else {
        let counter = holder.applicant.is_none() && holder.organisation.is_none();
        OnBehalf { applicant: holder.applicant, organisation: holder.organisation, counter, mandate: None }
    };
    drop(read);
    // Of several consignments only this one is replaced.
    let mut form = match case.value.draft() {
        Some(draft) => draft.form_of(case.value.form(), permit.value.consignment().nth),
        None => case.value.form().clone(),
    };
    form.declaration = false;
    form.attachments.clear();
    form.shipment_date.clear();
    form.replaces = permit.columns.number.to_string();
    // The new paper says on its face that it is a replacement, of what and why (Res. Conf. 12.3); the reason is the
    // holder's own statement until somebody writes it anew.
    stand_in(&mut form);
    if let PermitState::Lost { report } | PermitState::Stolen { report } | PermitState::Destroyed { report } =
        permit.value.state()
    {
        form.particulars.reason = report.reason.chars().take(500).collect();
    }
    create(office, who, form, behalf).await
}

/// Makes the form of an old permit one of a document that stands in its place: the kind in box 1 stays, whatever the old
/// one was itself. A replacement of a replacement stands for the same kind; of a retrospective document or a completed
/// blank it is a replacement like any other, and neither is told again.
pub(crate) fn stand_in(form: &mut FormInput) {
    let Some(old) = DocumentType::from_code(form.document_type.trim()) else { return };
    match old {
        DocumentType::Retro | DocumentType::Partial => {}
        kind if particulars::REPLACEABLE.contains(&kind) => kind.code().clone_into(&mut form.particulars.base_type),
        _ => return,
    }
    DocumentType::Replace.code().clone_into(&mut form.document_type);
    if old == DocumentType::Partial {
        // What belongs to the simplified procedure; the number of an exhibition's registration stays.
        for typed in [
            &mut form.particulars.blank,
            &mut form.particulars.blanks,
            &mut form.particulars.open_boxes,
            &mut form.particulars.registration,
        ] {
            typed.clear();
        }
    }
}

/// What our officer recorded with the last answer of the other country: are both authorities satisfied?
pub(crate) fn agreement(application: &Application) -> Option<&Agreement> {
    let partner = application.draft()?.partner_country;
    let replies = &application.state().case()?.foreign_replies;
    replies.iter().rev().filter(|r| r.country == partner).find_map(|r| r.agreement.as_ref())
}

/// Number of the document that the same holder got after a movement before: repeat offenders get none
/// (`spec/permits.md` 2.18).
pub(crate) async fn earlier(read: &mut Read, application: &Application, on: Date) -> Result<Option<String>, Error> {
    let side = application.side();
    let mine = match (side.organisation, side.applicant) {
        (Some(organisation), _) => Mine::Organisation(organisation),
        (None, Some(person)) => Mine::Person(person),
        (None, None) => return Ok(None),
    };
    let wanted = MineFilter {
        kind: Some(DocumentType::Retro),
        status: Some(ApplicationStatus::Issued),
        ..MineFilter::default()
    };
    let found = read.mine::<Application>(mine, on, &wanted, Cursor::NEWEST, 2).await?;
    let other = found.rows.iter().find(|row| row.value.id() != application.id());
    Ok(other.and_then(|row| row.value.state().signed().last().map(|issued| issued.number.to_string())))
}

/// The application of the permit that a form would replace; `None` where it names none of ours.
pub(super) async fn about_application(read: &mut Read, form: &FormInput) -> Result<Option<ApplicationId>, Error> {
    let Ok(number) = PermitNumber::parse(form.replaces.trim()) else { return Ok(None) };
    let old: Option<paper::Stored> = read.permit_by_number(&number).await?;
    Ok(old.map(|old| old.value.application()))
}

/// Is this form about a replacement?
fn about(form: &FormInput) -> bool {
    form.document_type.trim() == DocumentType::Replace.code() || !form.replaces.trim().is_empty()
}

/// A form for a replacement names a permit of the same holder that may be replaced. Asked when the form is begun and when
/// its answer changes; signing asks again.
///
/// # Errors
/// `replaces-which` when it names none, `replaces-unknown` when it is nobody's or another holder's, `replaces-standing`,
/// `replaces-expired`, or what the archive says.
pub(crate) async fn check(
    read: &mut Read,
    who: &Who,
    side: &ApplicantSide,
    form: &FormInput,
    before: Option<&FormInput>,
) -> Result<(), Error> {
    let same = |b: &FormInput| {
        b.replaces.trim() == form.replaces.trim() && b.document_type.trim() == form.document_type.trim()
    };
    // Which boxes an amendment changes is written by the act that amends, never typed.
    let written = |b: &FormInput| b.particulars.amended == form.particulars.amended;
    if !form.particulars.amended.is_empty() && !before.is_some_and(written) {
        return Err(Error::value("replaces", "amendment-case", "Begin at the permit that shall be amended."));
    }
    if !about(form) || before.is_some_and(same) {
        return Ok(());
    }
    let typed = form.replaces.trim();
    if form.document_type.trim() != DocumentType::Replace.code() {
        return Err(Error::value(
            "document_type",
            "replaces-kind",
            "Ask for a replacement: only that stands in the place of another permit.",
        ));
    }
    if typed.is_empty() {
        return Err(Error::value(
            "replaces",
            "replaces-which",
            "Begin at the permit that shall be replaced: report it lost, stolen or destroyed on its page, and ask for another there.",
        ));
    }
    let unknown = || Error::value("replaces", "replaces-unknown", "Give the number of a permit of the same holder.");
    let number = PermitNumber::parse(typed).map_err(|_| unknown())?;
    let old: Option<paper::Stored> = read.permit_by_number(&number).await?;
    let old = old.filter(|s| paper::may_see(who, &s.value) && same_holder(s.value.holder(), side));
    standing(&old.ok_or_else(unknown)?.value, day(read.at()))
}
