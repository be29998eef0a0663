//! A supervisor sets a check aside for one case, with a reason: it stands on the case, and a report lists them all. Which
//! checks may be set aside is law ([`rules::Check::may_be_overridden`]).

use crate::shared::act::{self, Ran};
use crate::shared::case::{self, Stored};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{ApplicationId, Id, JobKind};
use cites::{ApplicationStatus, Date, Role, Timestamp};
use permits::duty::DutyRule;
use permits::{ActError, Application};
use rules::{Trace, Verdict};
use store::{AuditEntry, OverrideRow, Read, Tx};

/// Who sets checks aside.
pub const OVERRIDERS: &[Role] = &[Role::MaSupervisor];
/// Who reads what was set aside.
pub const READERS: &[Role] = &[Role::MaSupervisor, Role::MaApprover, Role::Auditor];
/// Rows of a report.
const SHOWN: i64 = 2000;

/// The trace of a case with what was set aside in it. Nothing is asked of the archive where nothing may be.
pub(crate) async fn apply(read: &mut Read, case: ApplicationId, trace: Trace) -> Result<Trace, Error> {
    if trace.overridable().next().is_none() {
        return Ok(trace);
    }
    let rows = read.overrides_of_case(case).await?;
    let named: Vec<(String, String)> = rows.into_iter().map(|row| (row.rule, row.said)).collect();
    Ok(trace.overridden(&named))
}

/// Where a case stands while checks may be set aside: with the officer, or proposed.
fn open(application: &Application) -> bool {
    use ApplicationStatus as S;
    let status = application.status();
    !status.terminal() && application.state().case().is_some() && !matches!(status, S::Approved | S::UnderAppeal)
}

/// The case, what the rules say of it, and what was set aside.
///
/// # Errors
/// [`Error::NotPermitted`], [`Error::NotFound`], or what the archive says.
pub async fn of_case(
    office: &Office,
    who: &Who,
    id: ApplicationId,
) -> Result<(Stored, Trace, Vec<OverrideRow>), Error> {
    who.must_be(READERS)?;
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let stored = case::load(&mut read, who, id).await?;
    let trace = super::examine::trace(&mut read, office, who, &stored.value, day(now)).await?;
    let rows = read.overrides_of_case(id).await?;
    Ok((stored, trace, rows))
}

/// Does the page of the case lead there: may something be set aside, or was something?
pub fn concerns(application: &Application, trace: &Trace) -> bool {
    let aside = trace.with(Verdict::Overridden).next().is_some();
    aside || (open(application) && trace.overridable().next().is_some())
}

/// Sets a check aside: named by its rule and by what it says, exact and in English.
///
/// # Errors
/// `override-unknown` at `check` for one that the case does not have or that may not be set aside, `reason-empty`,
/// [`DutyRule::DeciderIsProposer`] for who examined or proposed, [`DutyRule::ConflictOfInterest`] for the applicant's side,
/// the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn set_aside(
    office: &Office,
    who: &Who,
    case: ApplicationId,
    (rule, said): (&str, &str),
    reason: &str,
) -> Result<(), Error> {
    who.must_be(OVERRIDERS)?;
    let person = who.person()?.id;
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > 1000 {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    let now = office.clock.now();
    let id: Id<JobKind> = office.id(now);
    let ran = act::run!(office, who, now, "override_check", |tx| {
        let stored = case::lock(tx, who, case).await?;
        may(&stored.value, who, person)?;
        let trace = super::examine::trace(tx, office, who, &stored.value, day(now)).await?;
        let known = trace.overridable().any(|c| c.rule == rule && c.named() == said);
        if !known {
            let help = "Choose a check of this case that may be set aside.";
            return Err(Error::value("check", "override-unknown", help));
        }
        tx.override_insert(id, case, (rule, said), reason, person).await?;
        let words = serde_json::json!({ "rule": rule, "said": said, "reason": reason });
        tx.audit(AuditEntry::new("override_check", "application", case).payload(&words)?);
        Ok(((), id.to_string()))
    });
    match ran? {
        Ran::Now(()) | Ran::Before(_) => Ok(()),
    }
}

fn may(application: &Application, who: &Who, person: cites::ids::PersonId) -> Result<(), Error> {
    if !open(application) {
        let state = application.status();
        return Err(Error::Act(ActError::NotInApplicationState { act: "override_check", state }));
    }
    let hands = application.hands();
    if application.side().includes(&who.actor) || hands.interested.contains(&person) {
        return Err(Error::Act(ActError::Duty(DutyRule::ConflictOfInterest)));
    }
    let in_hand = application.state().case().is_some_and(|c| c.officer == person);
    if in_hand || hands.proposer == Some(person) {
        return Err(Error::Act(ActError::Duty(DutyRule::DeciderIsProposer)));
    }
    Ok(())
}

/// Whoever set a check of a case aside does not propose in it: two persons, as for every decision.
pub(crate) async fn not_by(tx: &mut Tx, who: &Who, case: ApplicationId, trace: &Trace) -> Result<(), Error> {
    if trace.with(Verdict::Overridden).next().is_none() {
        return Ok(());
    }
    let person = who.person()?.id;
    match tx.overrides_of_case(case).await?.iter().any(|row| row.person == person) {
        true => Err(Error::Act(ActError::Duty(DutyRule::DeciderIsProposer))),
        false => Ok(()),
    }
}

/// What was set aside in a span of days, both included.
#[derive(Debug, Clone)]
pub struct Report {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Rule, how often, in how many cases; the most frequent first.
    pub counts: Vec<(String, i64, i64)>,
    /// Each of them, the newest first.
    pub rows: Vec<OverrideRow>,
}

/// Everything that was set aside in a span of days.
///
/// # Errors
/// `dates-order` at `to`, [`Error::NotPermitted`], or what the archive says.
pub async fn report(office: &Office, who: &Who, from: Date, to: Date) -> Result<Report, Error> {
    who.must_be(READERS)?;
    if to < from {
        return Err(Error::value("to", "dates-order", "Give a last day that is not before the first."));
    }
    let start = |on: Date| -> Result<Timestamp, Error> {
        Ok(on.to_zoned(jiff::tz::TimeZone::UTC).map_err(Error::internal)?.timestamp())
    };
    let (begin, end) = (start(from)?, start(to.tomorrow().map_err(Error::internal)?)?);
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let counts = read.overrides_counted(begin, end).await?;
    let rows = read.overrides_between(begin, end, SHOWN).await?;
    Ok(Report { from, to, counts, rows })
}

/// The same as a file.
///
/// # Errors
/// As [`report`].
pub async fn csv(office: &Office, who: &Who, from: Date, to: Date) -> Result<Vec<u8>, Error> {
    let report = report(office, who, from, to).await?;
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(["at", "reference", "rule", "said", "reason", "person"]).map_err(Error::internal)?;
    for row in &report.rows {
        let at = row.at.to_string();
        let cells = [&at, &row.reference, &row.rule, &row.said, &row.reason, &row.name].map(|cell| plain(cell));
        out.write_record(cells).map_err(Error::internal)?;
    }
    out.into_inner().map_err(|e| Error::internal(e.to_string()))
}

/// A cell that a spreadsheet does not take for a formula.
fn plain(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}
