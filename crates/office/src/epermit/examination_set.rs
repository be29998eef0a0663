//! What a Party sets for examination, by two persons: targets of the clocks, and the criteria of the risk score.

use crate::shared::act;
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::Role;
use permits::clocks::{SlaClock, Targets};
use permits::risk::RiskRules;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{AuditEntry, Read, RuleKind, RuleRow};

/// Who proposes and confirms.
pub const ROLES: &[Role] = &[Role::MaSupervisor, Role::TenantAdmin];

/// The targets in force.
///
/// # Errors
/// What the archive says.
pub async fn targets(read: &mut Read) -> Result<Targets, Error> {
    Ok(read.examination_rule(RuleKind::Targets).await?.map(|r: RuleRow<Targets>| r.body).unwrap_or_default())
}

/// The criteria in force with their version; 0: the program's own.
///
/// # Errors
/// What the archive says.
pub async fn risk_rules(read: &mut Read) -> Result<(i64, RiskRules), Error> {
    let row: Option<RuleRow<RiskRules>> = read.examination_rule(RuleKind::Risk).await?;
    Ok(row.map_or_else(|| (0, RiskRules::default()), |r| (r.version, r.body)))
}

/// The versions of a setting, the newest first.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn versions<T: DeserializeOwned>(
    office: &Office,
    who: &Who,
    kind: RuleKind,
) -> Result<Vec<RuleRow<T>>, Error> {
    who.must_be(ROLES)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    Ok(read.examination_rules(kind, 20).await?)
}

/// Proposes targets.
///
/// # Errors
/// `clock-hours` for a target beyond a year, `clock-not-shorter` for an urgent one that is longer than the usual one,
/// `reason-empty`, [`Error::NotPermitted`], or what the archive says.
pub async fn propose_targets(office: &Office, who: &Who, targets: Targets, reason: String) -> Result<(), Error> {
    if let Some((clock, _)) = targets.hours.iter().find(|(_, h)| **h == 0 || **h > 8_760) {
        return Err(Error::value(clock.code(), "clock-hours", "Give the hours as a whole number from 1 to 8760."));
    }
    let urgent = |clock: SlaClock| format!("urgent-{}", clock.code());
    let possible = |clock: SlaClock, h: u32| clock != SlaClock::Applicant && (1..=8_760).contains(&h);
    if let Some((clock, _)) = targets.urgent.iter().find(|(clock, h)| !possible(**clock, **h)) {
        let help = "Give the hours as a whole number from 1 to 8760.";
        return Err(Error::value(&urgent(*clock), "clock-hours", help));
    }
    if let Some(clock) = targets.not_shorter() {
        let help = "An urgent clock is not longer than the usual one; leave it blank where it is the same.";
        return Err(Error::value(&urgent(clock), "clock-not-shorter", help));
    }
    propose(office, who, RuleKind::Targets, targets, reason).await
}

/// Proposes criteria.
///
/// # Errors
/// `risk-rules` at the field that cannot be so, `reason-empty`, [`Error::NotPermitted`], or what the archive says.
pub async fn propose_risk(office: &Office, who: &Who, rules: RiskRules, reason: String) -> Result<(), Error> {
    if let Some(field) = rules.problems().first() {
        let help =
            "Yellow begins above 0, red above yellow; the sample is 1 to 1000 of a thousand; weights are -100 to 100.";
        return Err(Error::value(field, "risk-rules", help));
    }
    propose(office, who, RuleKind::Risk, rules, reason).await
}

async fn propose(
    office: &Office,
    who: &Who,
    kind: RuleKind,
    body: impl Serialize,
    reason: String,
) -> Result<(), Error> {
    who.must_be(ROLES)?;
    let person = who.person()?.id;
    if reason.trim().is_empty() {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "examination_propose", |tx| {
        tx.examination_rule_propose(kind, &body, reason.trim(), person).await?;
        tx.audit(AuditEntry::new("examination_propose", "examination_rule", kind.code()).payload(&body)?);
        Ok(((), kind.code().to_owned()))
    });
    ran.map(drop)
}

/// The second person confirms a version; it is in force at once.
///
/// # Errors
/// `rule-needs-two` for the one who proposed it, [`Error::NotFound`] for one that is not there or in force,
/// [`Error::NotPermitted`], or what the archive says.
pub async fn confirm(office: &Office, who: &Who, kind: RuleKind, version: i64) -> Result<(), Error> {
    who.must_be(ROLES)?;
    let person = who.person()?.id;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "examination_confirm", |tx| {
        let rows: Vec<RuleRow<serde_json::Value>> = tx.examination_rules(kind, 100).await?;
        let row = rows
            .into_iter()
            .find(|r| r.version == version && r.confirmed_at.is_none())
            .ok_or(Error::NotFound("version"))?;
        if row.proposed_by == person {
            return Err(Error::value("version", "rule-needs-two", "Ask a second person to confirm what you proposed."));
        }
        tx.examination_rule_confirm(kind, version, person).await?;
        tx.audit(
            AuditEntry::new("examination_confirm", "examination_rule", kind.code())
                .payload(&serde_json::json!({ "version": version }))?,
        );
        Ok(((), kind.code().to_owned()))
    });
    ran.map(drop)
}
