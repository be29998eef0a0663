//! More about quotas: waiting when one is exhausted, corrections by two persons, what goes into the next year, and how
//! it was used over the year.

use super::quota_set;
use crate::shared::act::{self, Ran};
use crate::shared::case;
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use crate::shared::quota_year;
use cites::ids::{ApplicationId, QuotaId};
use cites::{Amount, ApplicationStatus, Date, Role};
use permits::ApplicationState;
use permits::DeskAct;
use permits::quota::{QuotaChange, QuotaChangeKind};
use permits::quota_kind::{Forecast, forecast};
use store::{AuditEntry, QuotaRow, Read};

/// Who puts a case on the waiting list.
pub const WAITERS: &[Role] = &[Role::MaClerk, Role::MaOfficer];

/// States in which a case may wait for a quota: before it is accepted, and when the year has turned since.
pub const WAITS: &[ApplicationStatus] = &[
    ApplicationStatus::Submitted,
    ApplicationStatus::UnderExamination,
    ApplicationStatus::DecisionProposed,
    ApplicationStatus::Approved,
];

/// May a case that stands there wait for a quota? Under examination it may whatever else is open.
pub fn may_wait(state: &ApplicationState) -> bool {
    state.positions().iter().any(|s| WAITS.contains(s))
}

/// Puts a case that was handed in on the waiting list of every quota that has not enough for it: first come, first
/// served. It keeps its place until it is served or leaves. A case
/// whose approval or signature falls into a new quota year waits for that year's quotas.
///
/// # Errors
/// `quota-enough` when every quota has enough, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn wait(office: &Office, who: &Who, id: ApplicationId) -> Result<Vec<QuotaId>, Error> {
    who.must_be(WAITERS)?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "quota_wait", |tx| {
        let stored = case::lock(tx, who, id).await?;
        let state = stored.value.status();
        if !may_wait(stored.value.state()) {
            return Err(permits::ActError::NotInApplicationState { act: "quota_wait", state }.into());
        }
        let short = quota_year::short_of(tx, office, &stored.value).await?;
        if short.is_empty() {
            return Err(Error::value("quota", "quota-enough", "Accept the case: every quota has enough for it."));
        }
        for (quota, amount) in &short {
            // Locked, so that places are given in the order of these acts.
            tx.quota_for_update(*quota, &[]).await?.ok_or(Error::NotFound("quota"))?;
            tx.quota_wait(*quota, id, *amount).await?;
        }
        let words: Vec<String> = short.iter().map(|(quota, amount)| format!("{quota} {amount}")).collect();
        tx.audit(AuditEntry::new("quota_wait", "application", id).payload(&words)?);
        Ok((short.into_iter().map(|(quota, _)| quota).collect(), id.to_string()))
    });
    match ran? {
        Ran::Now(quotas) => Ok(quotas),
        Ran::Before(_) => {
            let mut read = office.store.read(&who.scope(now)).await?;
            Ok(read.waits_of_case(id).await?.into_iter().map(|w| w.quota).collect())
        }
    }
}

/// Proposes another consumption on the books; a second person confirms it as any change of a quota.
///
/// # Errors
/// `reason-empty`, [`Error::NotFound`], [`Error::NotPermitted`], or what the archive says.
pub async fn propose_correction(
    office: &Office,
    who: &Who,
    id: QuotaId,
    consumed: Amount,
    reason: String,
) -> Result<QuotaRow, Error> {
    propose(office, who, id, QuotaChangeKind::Consumed(consumed), reason).await
}

async fn propose(
    office: &Office,
    who: &Who,
    id: QuotaId,
    kind: QuotaChangeKind,
    reason: String,
) -> Result<QuotaRow, Error> {
    who.must_be(DeskAct::QuotaSet.roles())?;
    let person = who.person()?.id;
    if reason.trim().is_empty() {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "quota_propose", |tx| {
        let row = tx.quota(id).await?.ok_or(Error::NotFound("quota"))?;
        let change = QuotaChange { kind, reason: reason.clone(), proposed_by: person, proposed_at: now };
        quota_set::instead(tx, &row, &change).await?;
        tx.audit(AuditEntry::new("quota_propose", "quota", id).payload(&change)?);
        Ok(((), id.to_string()))
    });
    ran?;
    let mut read = office.store.read(&who.scope(now)).await?;
    read.quota(id).await?.ok_or(Error::NotFound("quota"))
}

/// Proposes to carry the unused rest of an ended quota over into the quota of the next year for the same goods, as its
/// own rule says; a second person confirms.
///
/// # Errors
/// `quota-not-ended` while its year runs, `quota-no-carry` when nothing goes over, `quota-no-next` without a quota of
/// the next year, `quota-carry-unlimited` when that one is only counted, [`Error::NotFound`], [`Error::NotPermitted`], or what the archive says.
pub async fn propose_carry_over(office: &Office, who: &Who, id: QuotaId) -> Result<QuotaRow, Error> {
    who.must_be(DeskAct::QuotaSet.roles())?;
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let old = read.quota(id).await?.ok_or(Error::NotFound("quota"))?;
    let ended = old.keys.period(old.year).is_some_and(|(_, last)| last < day(now));
    if !ended {
        return Err(Error::value(
            "quota",
            "quota-not-ended",
            "Wait until its year has ended: some of it may still leave.",
        ));
    }
    if read.quota_carried(id).await?.is_some() {
        return Err(carried_before());
    }
    // What is only reserved is not signed yet, and will be charged to the year in which it is.
    let limit = old.limit.unwrap_or(Amount::ZERO);
    let charged = old.committed.plus(old.consumed).unwrap_or(Amount::MAX);
    let carried = old.keys.carry_over.of(limit, limit.minus(charged).unwrap_or(Amount::ZERO));
    if carried.is_zero() {
        return Err(Error::value(
            "quota",
            "quota-no-carry",
            "Nothing is carried over: nothing is left, or its rule says so.",
        ));
    }
    let next = read.quota_positions(old.year.saturating_add(1)).await?;
    drop(read);
    let same = |q: &QuotaRow| {
        let (a, b) = (&q.keys, &old.keys);
        q.taxon == old.taxon
            && q.unit == old.unit
            && (a.kind, a.holder, &a.area, a.exporter) == (b.kind, b.holder, &b.area, b.exporter)
            && (&a.terms, &a.sources, &a.purposes) == (&b.terms, &b.sources, &b.purposes)
    };
    let next = next
        .into_iter()
        .find(same)
        .ok_or_else(|| Error::value("quota", "quota-no-next", "Set the quota of the next year first."))?;
    let reason = format!("Carried over from {}: {carried} {}", old.year, old.unit.code());
    let person = who.person()?.id;
    let ran = act::run!(office, who, now, "quota_propose", |tx| {
        let row = tx.quota(next.id).await?.ok_or(Error::NotFound("quota"))?;
        let limit = row.limit.ok_or_else(|| {
            let help = "Nothing needs to be carried over: the quota of the next year is counted without a limit.";
            Error::value("quota", "quota-carry-unlimited", help)
        })?;
        let sum = limit.plus(carried).ok_or(permits::quota::QuotaError::TooLarge)?;
        let kind = QuotaChangeKind::Limit(Some(sum));
        let change = QuotaChange { kind, reason: reason.clone(), proposed_by: person, proposed_at: now };
        quota_set::instead(tx, &row, &change).await?;
        let once = tx.quota_carried_insert(id, next.id, carried, person, now).await;
        once.map_err(|e| if e.is_duplicate() { carried_before() } else { e.into() })?;
        tx.audit(AuditEntry::new("quota_propose", "quota", next.id).payload(&change)?);
        Ok(((), next.id.to_string()))
    });
    ran?;
    let mut read = office.store.read(&who.scope(now)).await?;
    read.quota(next.id).await?.ok_or(Error::NotFound("quota"))
}

fn carried_before() -> Error {
    let help = "Look at the quota of the next year: this one was carried over already, or that is proposed.";
    Error::value("quota", "quota-carried", help)
}

/// How a quota was used over its year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BurnDown {
    /// First and last day of its year.
    pub period: (Date, Date),
    /// By month: its first day, and what was committed or had left at its end. Months to come are absent.
    pub months: Vec<(Date, Amount)>,
    /// What comes of it at this pace.
    pub forecast: Forecast,
}

/// What comes of a quota at its pace so far, without its months: from its position alone.
pub fn pace(quota: &QuotaRow, on: Date) -> Option<BurnDown> {
    let period = quota.keys.period(quota.year)?;
    let used = quota.committed.plus(quota.consumed).unwrap_or(Amount::MAX);
    let forecast = quota.limit.map_or(Forecast::Unknown, |limit| forecast(limit, used, period, on));
    Some(BurnDown { period, months: Vec::new(), forecast })
}

/// The burn-down of a quota, from its movements.
///
/// # Errors
/// What the archive says.
pub async fn burn_down(read: &mut Read, quota: &QuotaRow, on: Date) -> Result<Option<BurnDown>, Error> {
    let Some(period) = quota.keys.period(quota.year) else { return Ok(None) };
    let mut sums: Vec<(Date, i64)> = Vec::new();
    let (mut after, mut total) = (0, 0_i64);
    loop {
        let events = read.quota_events(quota.id, after, 500).await?;
        for event in &events {
            total += event.committed_delta_micro + event.consumed_delta_micro;
            let month = day(event.at).max(period.0).first_of_month();
            match sums.last_mut() {
                Some((last, sum)) if *last == month => *sum = total,
                _ => sums.push((month, total)),
            }
        }
        match events.last() {
            Some(last) if events.len() == 500 => after = last.seq,
            _ => break,
        }
    }
    let mut months = Vec::new();
    let mut month = period.0.first_of_month();
    let mut used = 0;
    while month <= period.1 && month <= on {
        used = sums.iter().rev().find(|(m, _)| *m <= month).map_or(used, |(_, sum)| *sum);
        months.push((month, Amount::from_micro(used.max(0)).unwrap_or(Amount::ZERO)));
        match month.checked_add(jiff::ToSpan::months(1)) {
            Ok(next) => month = next,
            Err(_) => break,
        }
    }
    let used = quota.committed.plus(quota.consumed).unwrap_or(Amount::MAX);
    let forecast = quota.limit.map_or(Forecast::Unknown, |limit| forecast(limit, used, period, on));
    Ok(Some(BurnDown { period, months, forecast }))
}
