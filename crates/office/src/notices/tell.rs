//! The one place where a change becomes a notice: called where applications, permits and quotas are written, in the
//! transaction of the act. What stands in a notice is said here; who reads it stands in [`super::table`].

use super::abroad;
use super::table::{Event, Mail, Reader};
use crate::epermit::suspicion;
use crate::shared::error::Error;
use crate::shared::facts::day;
use cites::ids::{ApplicationId, ForeignPermitId, PersonId};
use cites::{CountryCode, Date, PermitNumber};
use permits::ApplicationActCode;
use permits::application::state::Refusal;
use permits::application::{ApplicantSide, Application, ApplicationEvent, ApplicationState};
use permits::permit::{Permit, PermitEvent};
use std::collections::BTreeMap;
use store::{ApplicationRow, Chore, LockedQuota, NewNotice, NoticeTo, Tx, Wish};

type Details = BTreeMap<String, String>;

/// What is told, before its readers are known.
pub(super) struct Told {
    pub event: Event,
    /// What makes it the same again.
    pub once: String,
    pub object_kind: &'static str,
    pub object_id: String,
    pub details: Details,
    /// Whoever did it.
    pub by: Option<PersonId>,
}

/// The people a thing belongs to.
pub(super) struct Side<'a> {
    pub applicant: Option<&'a ApplicantSide>,
    pub case: Option<ApplicationId>,
}

/// The rows of the event, as the archive writes them.
pub(super) fn notices(told: &Told, side: &Side<'_>) -> Vec<(NoticeTo, NewNotice)> {
    let mut all = Vec::new();
    for row in told.event.rows() {
        let to = match row.to {
            Reader::Applicant => match side.applicant.map(people) {
                Some(Some(to)) => to,
                _ => continue,
            },
            Reader::Officer => match side.case {
                Some(case) => NoticeTo::OfficerOf(case),
                None => continue,
            },
            Reader::Charge => match side.case {
                Some(case) => NoticeTo::ChargeOf(case),
                None => continue,
            },
            Reader::Roles(roles) => NoticeTo::Roles(roles.to_vec()),
            // They are written to where the desk is told of it, or by the act that names them.
            Reader::Abroad | Reader::Named => continue,
        };
        let mut facts = told.details.clone();
        // Which authority was written to is the desk's business.
        if row.to == Reader::Applicant
            && let Some(abroad) = facts.get_mut("abroad")
        {
            abroad.clear();
        }
        let new = NewNotice {
            once: told.once.clone(),
            event: told.event.code(),
            object_kind: told.object_kind,
            object_id: told.object_id.clone(),
            details: facts,
            mail: match row.mail {
                Mail::Must => Wish::Always,
                Mail::MayBe => Wish::Optional,
                Mail::No => Wish::Never,
            },
            // Receipts go to whoever sent; everything else is known to whoever did it.
            except: if row.to == Reader::Applicant { None } else { told.by },
        };
        all.push((to, new));
    }
    all
}

fn people(side: &ApplicantSide) -> Option<NoticeTo> {
    let persons: Vec<PersonId> = side.applicant.into_iter().chain(side.agent).collect();
    match (persons.is_empty(), side.organisation) {
        (false, _) => Some(NoticeTo::Persons(persons)),
        (true, Some(organisation)) => Some(NoticeTo::Organisation(organisation)),
        (true, None) => None,
    }
}

pub(super) async fn put(tx: &mut Tx, told: &Told, side: &Side<'_>) -> Result<(), Error> {
    for (to, new) in notices(told, side) {
        tx.notice_put(&to, &new).await?;
    }
    Ok(())
}

/// As [`put`], for what nobody did.
pub(super) async fn put_in(chore: &mut Chore, told: &Told, side: &Side<'_>) -> Result<u64, store::Error> {
    let mut new_ones = 0;
    for (to, new) in notices(told, side) {
        new_ones += chore.notice_put(&to, &new).await?;
    }
    Ok(new_ones)
}

pub(super) fn details<const N: usize>(pairs: [(&str, String); N]) -> Details {
    pairs.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

/// A day as it stands in a notice; the page writes it in the reader's way.
fn until(at: cites::Timestamp) -> String {
    day(at).to_string()
}

/// Tells what happened to an application. Called once where it is written.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_case(
    tx: &mut Tx,
    row: &ApplicationRow,
    application: &Application,
    events: &[ApplicationEvent],
) -> Result<(), Error> {
    for happened in events {
        suspected(tx, row, application, happened).await?;
        asked_abroad(tx, row, application, happened).await?;
        let paying = matches!(application.state(), ApplicationState::AwaitingPayment { .. });
        let Some(event) = Event::of_case(happened.act, paying) else { continue };
        let amends = application.draft().filter(|d| d.amends());
        let event = match event {
            Event::Refused if amends.is_some() => Event::AmendmentRefused,
            other => other,
        };
        // Several consignments may be signed in the same moment, and each is told.
        let permits = application.state().signed().len();
        let part = if event == Event::Issued && permits > 1 { format!("/{permits}") } else { String::new() };
        let mut facts = details([("reference", row.reference.clone())]);
        facts.extend(case_facts(event, application, happened));
        let told = Told {
            event,
            once: format!("{}/{}/{}{part}", event.code(), application.id(), happened.stamp.at.as_millisecond()),
            object_kind: "application",
            object_id: application.id().to_string(),
            details: facts,
            by: happened.stamp.by.person(),
        };
        put(tx, &told, &Side { applicant: Some(application.side()), case: Some(application.id()) }).await?;
        if event == Event::Issued {
            copy_to_secretariat(tx, application, happened.stamp.at).await?;
        }
    }
    Ok(())
}

/// Those who pursue offences hear of a report that suspects fraud.
async fn suspected(
    tx: &mut Tx,
    row: &ApplicationRow,
    application: &Application,
    happened: &ApplicationEvent,
) -> Result<(), Error> {
    let hold = application.inspection_hold().filter(|h| h.fraud);
    let Some(hold) = hold.filter(|_| happened.act == ApplicationActCode::InspectionReport) else { return Ok(()) };
    let at = happened.stamp.at.as_millisecond();
    suspicion::of_fraud(tx, &row.reference, application, &hold.report.text, at).await?;
    let event = Event::FraudSuspected;
    let told = Told {
        event,
        once: format!("{}/{}/{}", event.code(), application.id(), happened.stamp.at.as_millisecond()),
        object_kind: "application",
        object_id: application.id().to_string(),
        details: details([("reference", row.reference.clone()), ("reason", hold.report.text.clone())]),
        by: happened.stamp.by.person(),
    };
    put(tx, &told, &Side { applicant: None, case: Some(application.id()) }).await
}

/// The authority abroad that is asked gets a letter, and the officer in charge hears whether one could go.
async fn asked_abroad(
    tx: &mut Tx,
    row: &ApplicationRow,
    application: &Application,
    happened: &ApplicationEvent,
) -> Result<(), Error> {
    if happened.act != ApplicationActCode::ConsultForeign {
        return Ok(());
    }
    // The one that this act asked: others may be asked already.
    let all = application.state().inquiries();
    let Some((country, inquiry)) = all.into_iter().rev().find(|(_, i)| i.stamp.at == happened.stamp.at) else {
        return Ok(());
    };
    let abroad = abroad::asked(tx, &row.reference, application, country, inquiry).await?;
    let event = Event::AbroadAsked;
    let told = Told {
        event,
        once: format!("{}/{}/{country}/{}", event.code(), application.id(), happened.stamp.at.as_millisecond()),
        object_kind: "application",
        object_id: application.id().to_string(),
        details: details([("reference", row.reference.clone()), ("abroad", abroad)]),
        // Also whoever asked hears of it: what could not go goes by post.
        by: None,
    };
    put(tx, &told, &Side { applicant: None, case: Some(application.id()) }).await
}

/// Of a document issued after the specimens had left the Secretariat gets a copy, and the officer in charge hears of it.
async fn copy_to_secretariat(tx: &mut Tx, application: &Application, at: cites::Timestamp) -> Result<(), Error> {
    let late = application.draft().is_some_and(|d| d.document_type == cites::DocumentType::Retro);
    let signed = application.state().signed();
    let Some(issued) = signed.last().filter(|_| late) else { return Ok(()) };
    let Some(permit) = tx.permit::<Permit>(issued.permit).await? else { return Ok(()) };
    let abroad = abroad::retrospective(tx, &permit.value, at).await?;
    let told = Told {
        event: Event::AbroadTold,
        once: format!("{}/{}", Event::AbroadTold.code(), issued.permit),
        object_kind: "permit",
        object_id: issued.permit.to_string(),
        details: details([("number", issued.number.to_string()), ("abroad", abroad)]),
        by: None,
    };
    put(tx, &told, &Side { applicant: None, case: Some(application.id()) }).await
}

fn case_facts(event: Event, application: &Application, happened: &ApplicationEvent) -> Details {
    let note = || happened.note.clone().unwrap_or_default();
    let state = application.state();
    match (event, state) {
        (Event::Sent, _) => details([("receipt", state.submission().map(|s| s.receipt.clone()).unwrap_or_default())]),
        (Event::PaymentDue, state) => state.invoice().map_or_else(Details::new, |invoice| {
            details([
                ("invoice", invoice.number.clone()),
                ("amount", invoice.amount.to_string()),
                ("until", until(invoice.deadline)),
            ])
        }),
        (Event::Paid, _) => {
            let last = match state.submission().map(|s| &s.fee) {
                Some(permits::application::state::FeeBasis::Paid { invoice }) => invoice.clone(),
                _ => String::new(),
            };
            let extra = state.case().and_then(|c| c.extra_paid.last().cloned());
            details([("invoice", extra.unwrap_or(last))])
        }
        (Event::Incomplete, ApplicationState::Incomplete { missing, deadline, .. }) => {
            let points: Vec<&str> = missing.iter().map(|m| m.what.as_str()).collect();
            details([("points", points.join("\n")), ("until", until(*deadline))])
        }
        (Event::Asked, state) => state.question().map_or_else(Details::new, |question| {
            details([("question", question.told()), ("until", until(question.deadline))])
        }),
        (Event::Refused, ApplicationState::Refused { refusal, .. }) => refused(refusal),
        // What stands in the permit's place is not granted; the permit itself stays.
        (Event::AmendmentRefused, ApplicationState::Refused { refusal, .. }) => {
            let mut facts = refused(refusal);
            let old = application.draft().and_then(|d| d.replaces.as_ref());
            facts.insert("number".to_owned(), old.map(ToString::to_string).unwrap_or_default());
            facts
        }
        (Event::NoPermitNeeded, ApplicationState::NoPermitNeeded { exemption, .. }) => {
            details([("reason", exemption.reason.clone())])
        }
        (Event::AppealUpheld | Event::AppealDismissed, _) => details([("reason", note())]),
        (Event::InspectionOrdered, _) => match state.inspection() {
            Some((request, order)) => details([("reason", request.reason.clone()), ("place", order.place.clone())]),
            None => Details::new(),
        },
        // An order of blanks has no permit to look at yet.
        (Event::Issued, ApplicationState::Issued { issued, .. })
            if application.draft().is_some_and(permits::Draft::orders_blanks) =>
        {
            details([("number", issued.number.to_string())])
        }
        // Of several consignments, the permit that was just signed.
        (Event::Issued, _) => match state.signed().last() {
            Some(issued) => details([("number", issued.number.to_string()), ("permit", issued.permit.to_string())]),
            None => Details::new(),
        },
        _ => Details::new(),
    }
}

fn refused(refusal: &Refusal) -> Details {
    details([
        ("refusal", refusal.reason.code().to_owned()),
        ("reason", refusal.grounds().into_iter().map(|g| g.text).collect::<Vec<_>>().join("\n")),
        ("until", until(refusal.appeal_until)),
    ])
}

/// Tells the officer who had the permit's case that its holder asks for a change.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_amendment(
    tx: &mut Tx,
    row: &ApplicationRow,
    application: &Application,
    permit: &Permit,
) -> Result<(), Error> {
    let why = application.form().particulars.reason.clone();
    let told = Told {
        event: Event::AmendmentAsked,
        once: format!("{}/{}", Event::AmendmentAsked.code(), row.id),
        object_kind: "application",
        object_id: row.id.to_string(),
        details: details([
            ("reference", row.reference.clone()),
            ("number", permit.number().to_string()),
            ("reason", why),
        ]),
        by: application.hands().last_editor,
    };
    put(tx, &told, &Side { applicant: None, case: Some(permit.application()) }).await
}

/// Tells what happened to a permit. Called once where it is written.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_permit(tx: &mut Tx, permit: &Permit, happened: &PermitEvent) -> Result<(), Error> {
    let quantities = differences(permit);
    let differs = !quantities.is_empty();
    let other =
        |l: &permits::permit::PermitLine| l.received.is_some_and(|r| r != l.endorsed.unwrap_or(l.permitted.amount()));
    suspicion::of_permit(tx, permit, happened, permit.lines().iter().any(other)).await?;
    let side = Side { applicant: Some(permit.holder()), case: Some(permit.application()) };
    let at = happened.stamp.at.as_millisecond();
    let told = |event: Event, facts: Details| Told {
        event,
        once: format!("{}/{}/{at}", event.code(), permit.id()),
        object_kind: "permit",
        object_id: permit.id().to_string(),
        details: facts,
        by: happened.stamp.by.person(),
    };
    let number = permit.number().to_string();
    let status = permit.status().code().to_owned();
    let reason = happened.note.clone().unwrap_or_default();
    if let Some(event) = Event::of_permit(happened.act, differs) {
        let abroad = match event {
            Event::Differs => abroad::differs(tx, permit, happened.stamp.at, &quantities).await?,
            _ => String::new(),
        };
        let mut facts = details([("number", number.clone())]);
        facts.extend(match event {
            Event::Differs => details([("quantities", quantities), ("abroad", abroad)]),
            Event::Held | Event::Released | Event::Seized => details([("reason", reason)]),
            Event::Stopped => details([("status", status.clone()), ("reason", reason)]),
            Event::Expired => details([("until", permit.signed_document().valid_until.to_string())]),
            _ => Details::new(),
        });
        put(tx, &told(event, facts), &side).await?;
    }
    // A difference at arrival is told as such: the permit itself stands.
    if happened.alert && happened.act != permits::PermitActCode::ConfirmQuantities {
        let abroad = abroad::stopped(tx, permit, happened.stamp.at).await?;
        let border = details([("number", number.clone()), ("status", status.clone())]);
        put(tx, &told(Event::BorderAlert, border), &side).await?;
        let document = permit.signed_document();
        let facts = details([
            ("number", number),
            ("status", status),
            ("abroad", abroad),
            ("country", document.country_of_import.map_or_else(String::new, |c: CountryCode| c.code().to_owned())),
            ("commercial", if document.purpose == cites::Purpose::T { "yes" } else { "no" }.to_owned()),
        ]);
        put(tx, &told(Event::TellDestination, facts), &side).await?;
    }
    Ok(())
}

/// Blocks where less left or arrived than the permit, or box 14, says: `block|actual|permitted|unit`, by semicolons.
fn differences(permit: &Permit) -> String {
    let parts: Vec<String> = permit
        .lines()
        .iter()
        .filter_map(|line| {
            let permitted = line.permitted.amount();
            let (actual, of) = match (line.received, line.endorsed) {
                (Some(received), Some(endorsed)) if received != endorsed => (received, endorsed),
                (_, Some(endorsed)) if endorsed != permitted => (endorsed, permitted),
                (Some(received), None) if received != permitted => (received, permitted),
                _ => return None,
            };
            Some(format!("{}|{actual}|{of}|{}", line.block, line.permitted.unit().code()))
        })
        .collect();
    parts.join(";")
}

/// Tells the authority of the destination that less arrived than left: whoever receives at import has counted it, and the
/// issuing Party hears of it by its confirmation.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_arrival(
    tx: &mut Tx,
    row: &store::ForeignRow,
    permit: &cites::PermitDocument,
    counted: &[(cites::document::Block, cites::Amount)],
    by: Option<PersonId>,
) -> Result<(), Error> {
    let left = |block: &cites::document::Block| {
        let endorsed = permit.endorsement.as_ref().and_then(|e| e.quantities.iter().find(|q| &q.block == block));
        endorsed.map(|q| q.actual)
    };
    let parts: Vec<String> = permit
        .lines
        .iter()
        .filter_map(|line| {
            let (_, arrived) = counted.iter().find(|(block, _)| *block == line.block)?;
            let of = left(&line.block).unwrap_or(line.quantity.amount());
            (*arrived != of).then(|| format!("{}|{arrived}|{of}|{}", line.block, line.quantity.unit().code()))
        })
        .collect();
    if !parts.is_empty() {
        suspicion::of_arrival(tx, row, permit).await?;
    }
    let looked_at = ("foreign", row.id.to_string());
    arrival_differs(tx, (row.id, &row.number, row.issuer), parts.join(";"), looked_at, by).await
}

/// The same of a paper that is not in our archive, as far as customs wrote down what it says; it is looked at on the page of
/// our import permit.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_paper(
    tx: &mut Tx,
    ours: &Permit,
    paper: (ForeignPermitId, &PermitNumber, CountryCode),
    stated: &[(cites::document::Block, cites::Amount)],
    counted: &[(cites::document::Block, cites::Amount)],
    by: Option<PersonId>,
) -> Result<(), Error> {
    let parts: Vec<String> = stated
        .iter()
        .filter_map(|(block, of)| {
            let line = ours.line(block)?;
            let arrived = counted.iter().find(|(b, _)| b == block).map_or(cites::Amount::ZERO, |(_, amount)| *amount);
            (arrived != *of).then(|| format!("{block}|{arrived}|{of}|{}", line.permitted.unit().code()))
        })
        .collect();
    arrival_differs(tx, paper, parts.join(";"), ("permit", ours.id().to_string()), by).await
}

async fn arrival_differs(
    tx: &mut Tx,
    paper: (ForeignPermitId, &PermitNumber, CountryCode),
    quantities: String,
    (object_kind, object_id): (&'static str, String),
    by: Option<PersonId>,
) -> Result<(), Error> {
    if quantities.is_empty() {
        return Ok(());
    }
    let (id, number, issuer) = paper;
    let abroad = abroad::arrival(tx, paper, &quantities).await?;
    let told = Told {
        event: Event::ArrivalDiffers,
        once: format!("{}/{id}", Event::ArrivalDiffers.code()),
        object_kind,
        object_id,
        details: details([
            ("number", number.to_string()),
            ("country", issuer.code().to_owned()),
            ("quantities", quantities),
            ("abroad", abroad),
        ]),
        by,
    };
    put(tx, &told, &Side { applicant: None, case: None }).await
}

/// Tells when a quota is taken to four fifths, or whole, by this very act. Called where its ledger is written.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_quota(tx: &mut Tx, quota: &LockedQuota) -> Result<(), Error> {
    let Some(limit) = quota.ledger.limit().filter(|l| *l != cites::Amount::ZERO) else { return Ok(()) };
    let before = quota.row.committed.micro().saturating_add(quota.row.consumed.micro());
    let after = quota.ledger.committed().micro().saturating_add(quota.ledger.consumed().micro());
    let crossed = |percent: i128| {
        let line = i128::from(limit.micro()) * percent;
        i128::from(before) * 100 < line && i128::from(after) * 100 >= line
    };
    let event = match (crossed(100), crossed(80)) {
        (true, _) => Event::Quota100,
        (false, true) => Event::Quota80,
        (false, false) => return Ok(()),
    };
    let told = Told {
        event,
        // A limit that was raised may be reached again.
        once: format!("{}/{}/{}", event.code(), quota.row.id, limit.micro()),
        object_kind: "quota",
        object_id: quota.row.id.to_string(),
        details: details([("taxon", quota.row.taxon.clone()), ("year", quota.row.year.to_string())]),
        by: None,
    };
    put(tx, &told, &Side { applicant: None, case: None }).await
}

/// Tells the exchange desk that a partner's system does not answer; once a day and partner.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_partner(
    chore: &mut Chore,
    partner: CountryCode,
    today: Date,
    error: &str,
) -> Result<(), store::Error> {
    let told = Told {
        event: Event::PartnerFailing,
        once: format!("{}/{partner}/{today}", Event::PartnerFailing.code()),
        object_kind: "partner",
        object_id: partner.code().to_owned(),
        details: details([("country", partner.code().to_owned()), ("error", error.to_owned())]),
        by: None,
    };
    put_in(chore, &told, &Side { applicant: None, case: None }).await.map(drop)
}

/// Tells the holder that a blank ended unused and is to be returned.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_blank(tx: &mut Tx, blank: &store::BlankRow, order: &Application) -> Result<(), Error> {
    let told = Told {
        event: Event::BlankEnded,
        once: format!("{}/{}", Event::BlankEnded.code(), blank.id),
        object_kind: "application",
        object_id: order.id().to_string(),
        details: details([("number", blank.number.to_string()), ("until", blank.valid_until.to_string())]),
        by: None,
    };
    put(tx, &told, &Side { applicant: Some(order.side()), case: Some(order.id()) }).await
}

/// Tells the officer in charge what a holder reported.
///
/// # Errors
/// What the archive says.
pub(super) async fn of_use(tx: &mut Tx, permit: &Permit, report: &store::UseReport) -> Result<(), Error> {
    let told = Told {
        event: Event::UseReported,
        once: format!("{}/{}", Event::UseReported.code(), report.id),
        object_kind: "permit",
        object_id: permit.id().to_string(),
        details: details([
            ("number", permit.number().to_string()),
            ("used", if report.used { "yes" } else { "no" }.to_owned()),
        ]),
        by: Some(report.person),
    };
    put(tx, &told, &Side { applicant: None, case: Some(permit.application()) }).await
}
