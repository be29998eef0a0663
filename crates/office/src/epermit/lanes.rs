//! What the lanes ask for in practice (`data/codes/risk_lanes.csv`): in the yellow lane an officer has seen the papers; in
//! the blue lane a permit is issued first and audited after. Red is [`super::risk::decidable`]'s, and no lane stands for a
//! finding of the Scientific Authority.

use super::risk::Lane;
use super::suspicion;
use crate::shared::act;
use crate::shared::case;
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use crate::shared::paper;
use cites::Role;
use cites::ids::{ApplicationId, PermitId};
use permits::application::Application;
use store::{AuditEntry, IssueAuditRow, Read, SeenRow, ToAuditRow, Tx};

/// Who says that the papers were seen.
pub const LOOKERS: &[Role] = &[Role::MaOfficer, Role::MaSupervisor];
/// Who audits after issue.
pub const AUDITORS: &[Role] = &[Role::MaOfficer, Role::MaSupervisor];
/// Who reads the audits.
pub const READERS: &[Role] = &[Role::MaOfficer, Role::MaApprover, Role::MaSupervisor, Role::Auditor];

/// Longest words, characters.
const WORDS: usize = 2_000;

/// How many papers of a case there are to be seen.
fn papers(application: &Application) -> i64 {
    let count = application.draft().map_or(0, |d| d.attachments.len());
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Were all papers of the yellow lane seen? A paper that came after the last look is to be seen too.
fn all_seen(application: &Application, seen: Option<&SeenRow>) -> bool {
    let there = papers(application);
    there == 0 || seen.is_some_and(|s| s.papers >= there)
}

/// May a grant be decided in the yellow lane?
///
/// # Errors
/// `lane-yellow`, or what the archive says.
pub(crate) async fn yellow(tx: &mut Tx, application: &Application, lane: Lane) -> Result<(), Error> {
    if lane != Lane::Yellow || all_seen(application, tx.papers_seen(application.id()).await?.as_ref()) {
        return Ok(());
    }
    let help = "Let the officer say that the papers were seen: this case is in the yellow lane.";
    Err(Error::value("", "lane-yellow", help))
}

/// What the yellow lane asks of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Papers {
    /// The last look.
    pub seen: Option<SeenRow>,
    /// How many papers there are now.
    pub there: i64,
    /// Is there something that nobody has seen yet?
    pub open: bool,
}

/// What the yellow lane asks of a case.
///
/// # Errors
/// What the archive says.
pub async fn papers_of(read: &mut Read, application: &Application) -> Result<Papers, Error> {
    let seen = read.papers_seen(application.id()).await?;
    Ok(Papers { open: !all_seen(application, seen.as_ref()), there: papers(application), seen })
}

/// An officer says that every paper of the case was seen. Also in another lane, where it changes nothing.
///
/// # Errors
/// `papers-none` where there is none, `text-long`, the applicant's own side gets [`Error::NotPermitted`],
/// [`Error::NotFound`], or what the archive says.
pub async fn see_papers(office: &Office, who: &Who, id: ApplicationId, note: &str) -> Result<Papers, Error> {
    who.must_be(LOOKERS)?;
    let person = who.person()?.id;
    let note = words("note", note)?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "see_papers", |tx| {
        let stored = case::lock(tx, who, id).await?;
        if stored.value.side().includes(&who.actor) {
            return Err(Error::NotPermitted);
        }
        let there = papers(&stored.value);
        if there == 0 {
            return Err(Error::value("note", "papers-none", "There is no paper in this case."));
        }
        tx.papers_seen_insert(id, person, there, &note).await?;
        let said = serde_json::json!({ "papers": there, "note": note });
        tx.audit(AuditEntry::new("see_papers", "application", id).payload(&said)?);
        Ok(((), id.to_string()))
    });
    ran?;
    let mut read = office.store.read(&who.scope(now)).await?;
    let stored = case::load(&mut read, who, id).await?;
    papers_of(&mut read, &stored.value).await
}

fn words(field: &str, text: &str) -> Result<String, Error> {
    let text = text.trim();
    if text.chars().count() > WORDS {
        return Err(Error::value(field, "text-long", format!("Shorten this to {WORDS} characters.")));
    }
    Ok(text.to_owned())
}

/// What waits for an audit after issue, and what was audited last.
#[derive(Debug, Clone)]
pub struct Audits {
    /// Issued in the blue lane, the oldest first; at most two hundred.
    pub open: Vec<ToAuditRow>,
    /// Audited, the newest first; at most fifty.
    pub done: Vec<IssueAuditRow>,
}

/// The work list of audits after issue.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn audits(office: &Office, who: &Who) -> Result<Audits, Error> {
    who.must_be(READERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    Ok(Audits { open: read.to_audit(200).await?, done: read.issue_audits(50).await? })
}

/// Audits a permit that was issued in the blue lane: clean, or with a finding, in words. A finding stands against the
/// people of the permit and counts in the hit rates; what is done about the permit is another act.
///
/// # Errors
/// `audit-words`, `audit-own` for one who had a hand in the case, `audit-not-blue` where it was not issued in the blue
/// lane, `audit-done`, [`Error::NotPermitted`], [`Error::NotFound`], or what the archive says.
pub async fn audit(
    office: &Office,
    who: &Who,
    id: PermitId,
    finding: bool,
    text: &str,
) -> Result<IssueAuditRow, Error> {
    who.must_be(AUDITORS)?;
    let person = who.person()?.id;
    let text = words("words", text)?;
    if text.is_empty() {
        return Err(Error::value("words", "audit-words", "Say what you looked at and what you found."));
    }
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "audit_issue", |tx| {
        let permit = paper::lock(tx, who, id).await?;
        let case = case::load(tx, who, permit.value.application()).await?;
        let hands = case.value.hands();
        let own = hands.assessors.contains(&person)
            || hands.proposer == Some(person)
            || case.columns.approved_by == Some(person)
            || case.columns.officer == Some(person)
            || case.value.side().includes(&who.actor);
        if own {
            let help = "Let somebody audit it who had no hand in the case.";
            return Err(Error::value("words", "audit-own", help));
        }
        if tx.issue_audit(id).await?.is_some() {
            return Err(Error::value("words", "audit-done", "This permit was audited before."));
        }
        let lane = tx.risks(case.columns.id, 1).await?.into_iter().next().map(|r| r.lane);
        if lane != Some(Lane::Blue) {
            let help = "Only what was issued in the blue lane is audited after issue.";
            return Err(Error::value("words", "audit-not-blue", help));
        }
        tx.issue_audit_insert((id, case.columns.id), finding, &text, person).await?;
        if finding {
            suspicion::of_permit_as(tx, &permit.value, "AUDIT", text.clone()).await?;
        }
        let said = serde_json::json!({ "outcome": if finding { "FINDING" } else { "CLEAN" }, "words": text });
        tx.audit(AuditEntry::new("audit_issue", "permit", id).payload(&said)?);
        Ok(((), id.to_string()))
    });
    ran?;
    let mut read = office.store.read(&who.scope(now)).await?;
    read.issue_audit(id).await?.ok_or(Error::NotFound("audit"))
}
