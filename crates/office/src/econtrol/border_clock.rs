//! The clock of the border (C_BORDER of `data/codes/sla_clocks.csv`): from the moment a permit is presented to customs
//! until they endorse or hold it. Customs, or their system, say when it is presented; the answer stops the clock by itself.

use crate::shared::act;
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use crate::shared::paper;
use cites::ids::PermitId;
use cites::{PermitStatus, Role, Timestamp};
use jiff::ToSpan as _;
use permits::PermitActCode;
use permits::permit::PermitEvent;
use store::{AuditEntry, PresentedAtBorder, Read, Tx};

/// Who says that a permit is presented.
pub const PRESENTERS: &[Role] = &[Role::Customs];
/// Who sees the clock.
pub const READERS: &[Role] = &[
    Role::Customs,
    Role::Enforcement,
    Role::Inspector,
    Role::MaOfficer,
    Role::MaApprover,
    Role::MaSupervisor,
    Role::TenantAdmin,
    Role::Reporter,
    Role::Auditor,
];

/// Hours in which customs answer (`data/codes/sla_clocks.csv`, C_BORDER).
pub const TARGET_HOURS: u32 = 24;

/// One presentation with its clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BorderReading {
    /// What was presented.
    pub row: PresentedAtBorder,
    /// Whole hours used so far, or until the answer.
    pub hours: u32,
    /// Target in hours.
    pub target_hours: u32,
}

impl BorderReading {
    fn of(row: PresentedAtBorder, now: Timestamp) -> BorderReading {
        let end = row.answered.as_ref().map_or(now, |(at, _)| *at);
        let hours = u32::try_from((end.as_second() - row.at.as_second()).max(0) / 3600).unwrap_or(u32::MAX);
        BorderReading { row, hours, target_hours: TARGET_HOURS }
    }

    /// Is the target passed?
    pub fn over(&self) -> bool {
        self.hours >= self.target_hours
    }
}

/// A permit is presented to customs. Presented again while it waits, it stays as it was.
///
/// # Errors
/// `border-not-usable` for a permit that cannot be endorsed now, `text-long`, [`Error::NotPermitted`],
/// [`Error::NotFound`], or what the archive says.
pub async fn present(office: &Office, who: &Who, id: PermitId, place: &str) -> Result<BorderReading, Error> {
    who.must_be(PRESENTERS)?;
    let person = who.person()?.id;
    let place = place.trim();
    if place.chars().count() > 200 {
        return Err(Error::value("place", "text-long", "Shorten this to 200 characters."));
    }
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "present_permit", |tx| {
        let permit = paper::lock(tx, who, id).await?;
        if !matches!(permit.value.status(), PermitStatus::Issued | PermitStatus::Delivered | PermitStatus::PartlyUsed) {
            let help = "This permit cannot be presented now: look at its state.";
            return Err(Error::value("place", "border-not-usable", help));
        }
        let waits = tx.presented_last(id).await?.is_some_and(|last| last.answered.is_none());
        if !waits {
            tx.presented_insert(id, person, place).await?;
        }
        let words = serde_json::json!({ "place": place, "waited": waits });
        tx.audit(AuditEntry::new("present_permit", "permit", id).payload(&words)?);
        Ok(((), id.to_string()))
    });
    ran?;
    of_permit(office, who, id).await?.ok_or(Error::NotFound("permit"))
}

/// Stops the clock when customs answered. Called where a permit is written.
///
/// # Errors
/// What the archive says.
pub(crate) async fn follow(tx: &mut Tx, permit: PermitId, happened: &PermitEvent) -> Result<(), Error> {
    use PermitActCode as P;
    let answer = match happened.act {
        P::Endorse | P::EndorseOneMovement => "endorse",
        P::Hold => "hold",
        P::Seize => "seize",
        _ => return Ok(()),
    };
    Ok(tx.presented_answer(permit, answer).await?)
}

/// The last presentation of a permit, with its clock.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn of_permit(office: &Office, who: &Who, id: PermitId) -> Result<Option<BorderReading>, Error> {
    who.must_be(READERS)?;
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    paper::load(&mut read, who, id).await?;
    Ok(read.presented_last(id).await?.map(|row| BorderReading::of(row, now)))
}

/// How many permits wait at the border, and how many of those past the target.
///
/// # Errors
/// What the archive says.
pub async fn waiting(read: &mut Read, now: Timestamp) -> Result<(u32, u32), Error> {
    let all: Vec<BorderReading> =
        read.waiting_at_border(1_000).await?.into_iter().map(|r| BorderReading::of(r, now)).collect();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok((count(all.len()), count(all.iter().filter(|r| r.over()).count())))
}

/// What waits at the border, and how fast customs answered.
#[derive(Debug, Clone, Default)]
pub struct Border {
    /// What waits, the oldest first; at most two hundred.
    pub waiting: Vec<BorderReading>,
    /// What was answered in the last thirty days: how many, and how many inside the target.
    pub answered: (u32, u32),
    /// Hours that half of them took at most; `None` without any.
    pub median: Option<u32>,
}

/// What waits at the border, and how fast customs answered in the last thirty days.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn overview(office: &Office, who: &Who) -> Result<Border, Error> {
    who.must_be(READERS)?;
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    in_one_look(&mut read, now).await
}

/// The same with a reader that is open already.
///
/// # Errors
/// What the archive says.
pub async fn in_one_look(read: &mut Read, now: Timestamp) -> Result<Border, Error> {
    let waiting = read.waiting_at_border(200).await?.into_iter().map(|r| BorderReading::of(r, now)).collect();
    let since = now - (30 * 24).hours();
    let done: Vec<BorderReading> =
        read.answered_at_border(since, 5_000).await?.into_iter().map(|r| BorderReading::of(r, now)).collect();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let spread = permits::clocks::Spread::of(done.iter().map(|r| (r.hours, 1)));
    Ok(Border {
        waiting,
        answered: (count(done.len()), count(done.iter().filter(|r| !r.over()).count())),
        median: spread.map(|s| s.median),
    })
}
