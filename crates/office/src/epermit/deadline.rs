//! Until when an answer is waited for: the day that the officer chose, or what the Party promises by its clock.

use super::examination_set;
use crate::shared::error::Error;
use crate::shared::facts::day;
use cites::{Date, Timestamp};
use jiff::ToSpan as _;
use permits::Application;
use permits::clocks::SlaClock;
use store::Read;

/// Longest time that may be given, in days.
pub const LONGEST_DAYS: i64 = 366;

/// The end of the chosen day (UTC); without one, the hours of the clock (`data/codes/sla_clocks.csv`, or the Party's own
/// target, shorter for urgent cases) from now.
///
/// # Errors
/// `deadline-past` for a day that is not to come, `deadline-far` after [`LONGEST_DAYS`], or what the archive says.
pub(crate) async fn until(
    read: &mut Read,
    application: &Application,
    clock: SlaClock,
    chosen: Option<Date>,
    now: Timestamp,
) -> Result<Timestamp, Error> {
    let Some(chosen) = chosen else {
        let targets = examination_set::targets(read).await?;
        return Ok(now + i64::from(targets.of(application).hours(clock)).hours());
    };
    if chosen <= day(now) {
        return Err(Error::value("deadline", "deadline-past", "Give a day that is still to come."));
    }
    if chosen > day(now).saturating_add(LONGEST_DAYS.days()) {
        return Err(Error::value("deadline", "deadline-far", "Give a day within the next year."));
    }
    let end = chosen.at(23, 59, 59, 0).to_zoned(jiff::tz::TimeZone::UTC);
    end.map(|zoned| zoned.timestamp()).map_err(Error::internal)
}
