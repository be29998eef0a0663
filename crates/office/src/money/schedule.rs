//! Fee schedules: one person enters, another confirms; what a fee would be.

use super::FEES;
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::{FeeScheduleId, FeeScheduleKind};
use cites::{Date, Money};
use permits::money::{FeeFacts, FeeSchedule, InvoiceLine};
use store::{AuditEntry, FeeScheduleRow, Read};

/// Enters a schedule. It costs nobody anything until a second person confirms it.
///
/// # Errors
/// What [`FeeSchedule::check`] says, [`Error::NotPermitted`], or what the archive says.
pub async fn propose(office: &Office, who: &Who, schedule: FeeSchedule) -> Result<FeeScheduleRow, Error> {
    who.must_be(FEES)?;
    let person = who.person()?.id;
    schedule.check().map_err(on_form)?;
    let now = office.clock.now();
    let id: FeeScheduleId = office.id::<FeeScheduleKind>(now);
    let ran = act::run!(office, who, now, "fee_schedule_propose", |tx| {
        tx.fee_schedule_insert(id, &schedule, person).await?;
        tx.audit(AuditEntry::new("fee_schedule_propose", "fee-schedule", id).payload(&schedule)?);
        Ok(((), id.to_string()))
    });
    let id = match ran? {
        Ran::Now(()) => id,
        Ran::Before(id) => FeeScheduleId::parse(&id).map_err(Error::internal)?,
    };
    get(office, who, id).await
}

/// Confirms what another person entered, or drops it (the proposer may drop too). A schedule may not begin in the past:
/// what was charged yesterday stays right.
///
/// # Errors
/// `fee-needs-two` for the proposer, `fee-begins-past`, `fee-decided`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn decide(office: &Office, who: &Who, id: FeeScheduleId, confirm: bool) -> Result<FeeScheduleRow, Error> {
    who.must_be(FEES)?;
    let person = who.person()?.id;
    let now = office.clock.now();
    let name = if confirm { "fee_schedule_confirm" } else { "fee_schedule_drop" };
    let ran = act::run!(office, who, now, name, |tx| {
        let row = tx.fee_schedule(id).await?.ok_or(Error::NotFound("fee schedule"))?;
        if row.state != "PROPOSED" {
            return Err(Error::value("", "fee-decided", "This schedule was decided already; reload the page."));
        }
        if confirm && row.proposed_by == person {
            return Err(Error::value(
                "",
                "fee-needs-two",
                "Ask a second person: who entered a schedule cannot confirm it.",
            ));
        }
        if confirm && row.schedule.valid_from < crate::shared::facts::day(now) {
            return Err(Error::value(
                "",
                "fee-begins-past",
                "It begins in the past; enter it anew from today or later.",
            ));
        }
        tx.fee_schedule_decide(&row, confirm, person).await?;
        tx.audit(AuditEntry::new(name, "fee-schedule", id).payload(&row.schedule)?);
        Ok(((), id.to_string()))
    });
    ran?;
    get(office, who, id).await
}

/// The schedule in force on a day.
///
/// # Errors
/// What the archive says.
pub async fn in_force(read: &mut Read, on: Date) -> Result<Option<FeeSchedule>, Error> {
    Ok(read.fee_schedule_of(on).await?.map(|row| row.schedule))
}

/// Urgent handling is asked for only where the schedule has a row for it.
///
/// # Errors
/// `urgency-not-offered` at the box of the answer.
pub(super) fn offered(schedule: Option<&FeeSchedule>, facts: &FeeFacts) -> Result<(), Error> {
    if !facts.urgent || schedule.is_some_and(|s| s.urgent(facts).is_some()) {
        return Ok(());
    }
    let help = "Urgent handling is not offered for this application; choose the standard one.";
    Err(Error::value("urgency", "urgency-not-offered", help))
}

/// What an application with these facts would cost under a schedule, with the tax and all permits of its consignments.
///
/// # Errors
/// `money-large`, `declared-value-missing`, `declared-value-currency`.
pub fn preview(schedule: &FeeSchedule, facts: &FeeFacts) -> Result<(Vec<InvoiceLine>, Money), Error> {
    let lines = schedule.fees(facts)?;
    let total = schedule.total(&lines)?;
    Ok((lines, total))
}

async fn get(office: &Office, who: &Who, id: FeeScheduleId) -> Result<FeeScheduleRow, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    read.fee_schedule(id).await?.ok_or(Error::NotFound("fee schedule"))
}

/// The box of the form that a schedule's error belongs to.
fn on_form(error: permits::ActError) -> Error {
    let code = error.code();
    let field = match code {
        "fee-days" => "payment_days",
        "fee-dates" => "valid_until",
        "fee-tax" => "tax",
        _ => "rows",
    };
    Error::value(field, code, error.to_string())
}
