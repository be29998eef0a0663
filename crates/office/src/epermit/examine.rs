//! What the rules say of a case today. Reads only: pages, API and every deciding act ask here.

use super::instead;
use super::limits;
use crate::shared::case::{self, Stored};
use crate::shared::error::Error;
use crate::shared::facts::{day, facts};
use crate::shared::office::{Office, Who};
use crate::shared::on_file;
use crate::shared::quota::{self, Positions};
use cites::ids::ApplicationId;
use cites::{Date, DocumentType, Timestamp};
use permits::application::state::ImportPermit;
use permits::application::{ApplicantSide, Application, ApplicationState};
use permits::{Draft, FormInput, handshake};
use rules::{Answer, DocumentFact, Facts, Trace};
use store::Read;

/// Asks the rules about an application as it stands.
///
/// # Errors
/// Form errors while the form is not complete, or what the archive says.
pub async fn trace(
    read: &mut Read,
    office: &Office,
    who: &Who,
    application: &Application,
    on: Date,
) -> Result<Trace, Error> {
    Ok(trace_and_quotas(read, office, who, application, on).await?.0)
}

/// The same, with the positions of the quotas that each line draws on: pages show both and ask the archive once.
///
/// # Errors
/// Form errors while the form is not complete, or what the archive says.
pub async fn trace_and_quotas(
    read: &mut Read,
    office: &Office,
    who: &Who,
    application: &Application,
    on: Date,
) -> Result<(Trace, Positions), Error> {
    let (facts, quotas) = facts_and_quotas(read, office, who, application, on).await?;
    let trace = rules::examine(&facts, &office.law(&who.house), &office.taxa, on);
    Ok((super::overrides::apply(read, application.id(), trace).await?, quotas))
}

/// What the rules are asked about an application as it stands.
///
/// # Errors
/// Form errors while the form is not complete, or what the archive says.
pub async fn facts_of(
    read: &mut Read,
    office: &Office,
    who: &Who,
    application: &Application,
    on: Date,
) -> Result<Facts, Error> {
    Ok(facts_and_quotas(read, office, who, application, on).await?.0)
}

/// The same from what was read ahead for many cases at once, but for what the registers and the archive say of what the
/// draft names.
pub(crate) fn facts_ahead(who: &Who, application: &Application, draft: &Draft, quotas: &Positions, on: Date) -> Facts {
    facts(draft, who.house.party(), application.findings(), documents(application, on), &quotas.facts)
}

async fn facts_and_quotas(
    read: &mut Read,
    office: &Office,
    who: &Who,
    application: &Application,
    on: Date,
) -> Result<(Facts, Positions), Error> {
    let parsed;
    let draft = match application.draft() {
        Some(draft) => draft,
        None => {
            parsed = Draft::parse(application.form()).map_err(permits::ActError::Form)?;
            &parsed
        }
    };
    let quotas = quota::positions(read, office, draft, quota::Whose::of(application), on).await?;
    let mut facts = facts(draft, who.house.party(), application.findings(), documents(application, on), &quotas.facts);
    limits::complete(office, draft, application.findings(), on, &mut facts);
    registered(read, office, draft, application, on, &mut facts).await?;
    on_file::complete(read, who, draft, application.side(), on, &mut facts).await?;
    facts.validity = validity(office, who, draft, &facts, on);
    if draft.is_retrospective() {
        facts.partner_satisfied = instead::agreement(application).map(|a| a.satisfied);
        facts.earlier_retrospective = instead::earlier(read, application, on).await?;
    }
    Ok((facts, quotas))
}

/// How long the document would be valid if it were signed on that day; `None` where what it rests on has ended.
fn validity(office: &Office, who: &Who, draft: &Draft, facts: &Facts, on: Date) -> Option<(Date, Date)> {
    let replaced = facts.replaces.as_ref().map(|(_, until)| *until);
    let last = permits::validity::last_day(draft, office.settings(&who.house).validity_months, on, replaced);
    last.ok().map(|last| (on, last))
}

/// What the register of the simplified procedure says; asked for partially completed documents only.
async fn registered(
    read: &mut Read,
    office: &Office,
    draft: &Draft,
    application: &Application,
    on: Date,
    facts: &mut Facts,
) -> Result<(), Error> {
    if let Some(simplified) = draft.particulars.simplified() {
        facts.registration = Some(simplified.registration.clone());
        facts.registered =
            crate::blanks::registration::fact(read, office, draft, application.side(), application.id(), on).await?;
    }
    Ok(())
}

/// What the rules say of a blank's completed content, with the findings that its order brought.
///
/// # Errors
/// What the archive says.
pub(crate) async fn trace_of_completion(
    read: &mut Read,
    office: &Office,
    who: &Who,
    application: &Application,
    draft: &Draft,
    findings: &[permits::Finding],
    on: Date,
) -> Result<Trace, Error> {
    let quotas = quota::positions(read, office, draft, quota::Whose::of(application), on).await?;
    let mut facts = facts(draft, who.house.party(), findings, Vec::new(), &quotas.facts);
    limits::complete(office, draft, findings, on, &mut facts);
    registered(read, office, draft, application, on, &mut facts).await?;
    Ok(rules::examine(&facts, &office.law(&who.house), &office.taxa, on))
}

/// Loads a case and asks the rules about it today.
///
/// # Errors
/// [`Error::NotFound`], form errors, or what the archive says.
pub async fn examine(office: &Office, who: &Who, id: ApplicationId) -> Result<(Stored, Trace), Error> {
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let stored = case::load(&mut read, who, id).await?;
    let trace = trace(&mut read, office, who, &stored.value, day(now)).await?;
    Ok((stored, trace))
}

/// Asks the rules about a form that is still being written, in somebody's name; nothing is stored.
///
/// # Errors
/// Form errors, or what the archive says.
pub async fn preview(
    office: &Office,
    who: &Who,
    form: &FormInput,
    side: &ApplicantSide,
    now: Timestamp,
) -> Result<Trace, Error> {
    let facts = facts_of_form(office, who, form, side, now).await?;
    Ok(rules::examine(&facts, &office.law(&who.house), &office.taxa, day(now)))
}

/// Who claims personal or household effects in a form: which documents the rules want, asked without one (Art. VII.3).
/// `None` when nothing is claimed.
///
/// # Errors
/// Form errors, or what the archive says.
pub async fn effects(
    office: &Office,
    who: &Who,
    form: &FormInput,
    side: &ApplicantSide,
    now: Timestamp,
) -> Result<Option<Answer>, Error> {
    // Who claims nothing is not looked up.
    if Draft::parse(form).map_err(permits::ActError::Form)?.effects.is_none() {
        return Ok(None);
    }
    let facts = facts_of_form(office, who, form, side, now).await?;
    Ok(without_document(facts).map(|f| rules::documents_needed(&f, &office.law(&who.house), &office.taxa, day(now))))
}

/// Are the goods of this application free as personal or household effects, today?
///
/// # Errors
/// Form errors, or what the archive says.
pub async fn free_effects(
    read: &mut Read,
    office: &Office,
    who: &Who,
    application: &Application,
    on: Date,
) -> Result<bool, Error> {
    let asked = without_document(facts_of(read, office, who, application, on).await?);
    let free = |facts| rules::documents_needed(&facts, &office.law(&who.house), &office.taxa, on);
    Ok(asked.map(free).is_some_and(|answer| matches!(answer, Answer::NoPermitNeeded(_))))
}

/// The question whether a document is needed at all, for those who claim effects.
fn without_document(facts: Facts) -> Option<Facts> {
    facts.effects.is_some().then_some(Facts { document: None, ..facts })
}

async fn facts_of_form(
    office: &Office,
    who: &Who,
    form: &FormInput,
    side: &ApplicantSide,
    now: Timestamp,
) -> Result<Facts, Error> {
    let draft = Draft::parse(form).map_err(permits::ActError::Form)?;
    let mut read = office.store.read(&who.scope(now)).await?;
    let quotas = quota::positions(&mut read, office, &draft, quota::Whose::nobody(), day(now)).await?;
    let mut facts = facts(&draft, who.house.party(), &[], Vec::new(), &quotas.facts);
    on_file::complete(&mut read, who, &draft, side, day(now), &mut facts).await?;
    facts.validity = validity(office, who, &draft, &facts, day(now));
    Ok(facts)
}

/// The import permit of the destination, once it is there. Of several consignments it is there when every one of them
/// that needs one is covered; while they are signed, when the one is that is signed next.
fn import_permits(application: &Application, on: Date) -> Vec<DocumentFact> {
    let Some((case, draft)) = application.state().case().zip(application.draft()) else { return Vec::new() };
    let fact = |permit: &ImportPermit| DocumentFact {
        number: Some(permit.number.to_string()),
        valid_until: Some(permit.valid_until),
        ..DocumentFact::seen(DocumentType::Import, permit.issuer)
    };
    let all = case.all_import_permits();
    if !draft.in_parts() && case.import_permits.is_empty() {
        return all.into_iter().map(fact).collect();
    }
    let signed = application.state().signed().len();
    let signing = matches!(application.state(), ApplicationState::Approved { .. });
    let mut hands = handshake::of(draft, &all, signed, on);
    let bred = hands.is_empty();
    hands.retain(|h| !signing || usize::from(h.nth) == signed + 1);
    if hands.is_empty() {
        // What is signed next needs none of its own; the rules are asked about the whole case.
        return all
            .into_iter()
            .map(|p| DocumentFact { valid_until: None, ..fact(p) })
            .filter(|_| signing || bred)
            .collect();
    }
    let permits: Option<Vec<&ImportPermit>> = hands.iter().map(|h| h.permit).collect();
    let mut permits = permits.unwrap_or_default();
    permits.dedup();
    permits.into_iter().map(fact).collect()
}

/// Documents of others that are on file: the import permit of the destination, once recorded, and what the lines name.
fn documents(application: &Application, on: Date) -> Vec<DocumentFact> {
    let mut out = import_permits(application, on);
    let lines = application.draft().map(|d| d.lines.as_slice()).unwrap_or_default();
    let origins = lines
        .iter()
        .flat_map(|l| [(l.origin.as_ref(), DocumentType::Export), (l.last_reexport.as_ref(), DocumentType::Reexport)]);
    for (provenance, kind) in origins {
        if let Some(p) = provenance
            && let Some(number) = &p.permit
        {
            out.push(DocumentFact {
                number: Some(number.to_string()),
                issued: p.date,
                ..DocumentFact::seen(kind, p.country)
            });
        }
    }
    out
}
