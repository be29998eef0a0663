//! What people hear when a case leaves their hands, when their time to answer ends, and when somebody gives them work.

use super::table::{Event, Mail};
use super::tell::{Side, Told, details, put, put_in};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{ApplicationId, PersonId};
use cites::{ApplicationStatus, Timestamp};
use permits::ApplicationActCode;
use permits::application::{Application, ApplicationEvent};
use std::collections::BTreeMap;
use store::{ApplicationRow, NewNotice, NoticeTo, Tx, Wish};

/// Under what a reminder of an answer is remembered: once for each time that was given.
pub(crate) fn reply_due(until: Timestamp) -> String {
    format!("{}/{}", Event::ReplyDue.code(), until.as_millisecond())
}

/// Reminds the applicant that the time to answer ends. Answers how many were told; none where that was done before.
///
/// # Errors
/// What the archive says.
pub(crate) async fn answer_due(
    office: &Office,
    who: &Who,
    row: &ApplicationRow,
    application: &Application,
    until: Timestamp,
) -> Result<u64, Error> {
    let mark = reply_due(until);
    let told = Told {
        event: Event::ReplyDue,
        once: format!("{mark}/{}", row.id),
        object_kind: "application",
        object_id: row.id.to_string(),
        details: details([("reference", row.reference.clone()), ("until", day(until).to_string())]),
        by: None,
    };
    let scope = who.scope(office.clock.now());
    let done: Result<u64, store::Error> = store::chore!(&office.store, &scope, "remind-answer", |chore| {
        if !chore.reminded(row.id, &mark).await? {
            return Ok(0);
        }
        put_in(chore, &told, &Side { applicant: Some(application.side()), case: Some(row.id) }).await
    });
    Ok(done?)
}

/// Tells those who had work on a case that its applicant withdrew it: the officer, and who had an open task in it.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_withdrawal(
    tx: &mut Tx,
    before: &Application,
    row: &ApplicationRow,
    events: &[ApplicationEvent],
) -> Result<(), Error> {
    let over = row.status == ApplicationStatus::Withdrawn;
    let Some(happened) = events.iter().find(|e| over && e.act == ApplicationActCode::Withdraw) else { return Ok(()) };
    let told = |event: Event| Told {
        event,
        once: format!("{}/{}/{}", event.code(), row.id, happened.stamp.at.as_millisecond()),
        object_kind: "application",
        object_id: row.id.to_string(),
        details: details([("reference", row.reference.clone())]),
        by: happened.stamp.by.person(),
    };
    // The case has no officer any more: the one who had it is named.
    if let Some(case) = before.state().case() {
        named(tx, &told(Event::Withdrawn), vec![case.officer], Mail::No).await?;
    }
    for task in before.state().open_tasks() {
        let event = match task.status() {
            ApplicationStatus::SaConsultation => Event::ConsultationDropped,
            ApplicationStatus::InspectionRequested => Event::InspectionDropped,
            _ => continue,
        };
        put(tx, &told(event), &Side { applicant: None, case: Some(row.id) }).await?;
    }
    Ok(())
}

/// Tells the people that an act names.
async fn named(tx: &mut Tx, told: &Told, people: Vec<PersonId>, mail: Mail) -> Result<(), Error> {
    let new = NewNotice {
        once: told.once.clone(),
        event: told.event.code(),
        object_kind: told.object_kind,
        object_id: told.object_id.clone(),
        details: told.details.clone(),
        mail: match mail {
            Mail::Must => Wish::Always,
            Mail::MayBe => Wish::Optional,
            Mail::No => Wish::Never,
        },
        except: told.by,
    };
    tx.notice_put(&NoticeTo::Persons(people), &new).await?;
    Ok(())
}

/// A piece of work about a case goes to people: to those who are named, otherwise to the readers of the event.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_task(
    tx: &mut Tx,
    event: Event,
    (id, reference): (ApplicationId, &str),
    (people, by): (Vec<PersonId>, Option<PersonId>),
    facts: BTreeMap<String, String>,
    side: Option<&permits::application::ApplicantSide>,
) -> Result<(), Error> {
    let mut all = details([("reference", reference.to_owned())]);
    all.extend(facts);
    let told = Told {
        event,
        once: format!("{}/{id}/{}", event.code(), tx.at().as_millisecond()),
        object_kind: "application",
        object_id: id.to_string(),
        details: all,
        by,
    };
    if people.is_empty() {
        return put(tx, &told, &Side { applicant: side, case: Some(id) }).await;
    }
    named(tx, &told, people, Mail::MayBe).await
}
