//! The risk of a case: computed and stored when it is accepted, shown to officers, changed by a second person.

use super::{alerts, examination_set, lanes, suspicion};
use crate::registers::operations::{self, Entry};
use crate::shared::act;
use crate::shared::case::{self, Stored};
use crate::shared::error::Error;
use crate::shared::facts::{day, facts};
use crate::shared::office::{Office, Who};
use crate::shared::quota::{self, Whose, names_of};
use cites::ids::{ApplicationId, PermitId};
use cites::{Amount, Appendix, CountryCode, Date, PermitNumber, Role, Source, Timestamp};
use permits::application::held::{Effect, effect};
use permits::application::state::InspectionReport;
pub use permits::risk::Lane;
use permits::risk::{Assessment, Criterion, LineFacts, Operation, PartyFacts, RiskFacts, assess};
use permits::{Application, ApplicationState, Draft, DraftLine};
use rules::{QuotaFact, Verdict};
use store::{AuditEntry, Checked, Read, RegisterKind, RiskRow, Tx};

/// Who reads the risk of a case: officers, never the applicants' side.
pub const READERS: &[Role] =
    &[Role::MaClerk, Role::MaOfficer, Role::MaApprover, Role::MaSupervisor, Role::Inspector, Role::Auditor];

/// Who changes a lane by hand.
pub const CHANGERS: &[Role] = &[Role::MaSupervisor];

/// A number drawn evenly from 0 to 999.
pub fn draw(office: &Office) -> u32 {
    let mut bytes = [0_u8; 8];
    office.chance.fill(&mut bytes);
    u32::try_from(u64::from_be_bytes(bytes) % 1_000).unwrap_or(0)
}

/// Computes the risk of a case with the criteria in force.
///
/// # Errors
/// What the archive says.
pub(crate) async fn computed(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    stored: &Stored,
    draw: u32,
    now: Timestamp,
) -> Result<RiskRow, Error> {
    let (version, rules) = examination_set::risk_rules(tx).await?;
    let (facts, twin) = match stored.value.draft() {
        Some(draft) => (gather(tx, office, who, stored, draft, now).await?, tx.has_twin(&stored.columns).await?),
        None => (RiskFacts::default(), false),
    };
    let found = assess(&facts, &rules, draw);
    let mut row = row(found, version, twin, now);
    row.flags.extend(Box::pin(crate::registers::marks::flags(tx, who, &stored.value)).await?);
    let mut lines = stored.value.draft().into_iter().flat_map(|d| &d.lines);
    if lines.any(|l| office.taxa.doubt(&l.taxon.to_string(), cites::Lang::En).is_some()) {
        row.flags.push(FLAG_NAME.to_owned());
    }
    Ok(row)
}

/// A species name that is not known, of a group that is listed whole: an officer reads it, nothing is refused.
pub const FLAG_NAME: &str = "name-unknown";

fn row(found: Assessment, version: i64, twin: bool, now: Timestamp) -> RiskRow {
    let mut flags = Vec::new();
    if twin {
        flags.push("duplicate".to_owned());
    }
    if found.hits.iter().any(|h| h.criterion == Criterion::QuotaNear) {
        flags.push("quota-near".to_owned());
    }
    RiskRow {
        at: now,
        rules_version: version,
        score: i64::from(found.score),
        lane: found.lane,
        computed_lane: found.lane,
        forced_by: found.forced_by,
        changed: None,
        flags,
        hits: found.hits,
    }
}

async fn gather(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    stored: &Stored,
    draft: &Draft,
    now: Timestamp,
) -> Result<RiskFacts, Error> {
    let on = day(now);
    let quotas = quota::positions(tx, office, draft, Whose::of(&stored.value), on).await?.facts;
    let asked = facts(draft, who.house.party(), stored.value.findings(), Vec::new(), &quotas);
    let trace = rules::examine(&asked, &office.law(&who.house), &office.taxa, on);
    let columns = &stored.columns;
    let history = tx.party_history(columns.organisation, columns.applicant).await?;
    let amended = tx.amended_before(columns.id, columns.organisation, columns.applicant).await?;
    let (exporter, importer) = (draft.exporter.name.as_str(), draft.importer.as_ref().map(|p| p.name.as_str()));
    let earlier = suspicion::earlier(tx, stored.value.side(), Some(exporter), importer).await?;
    let forced = alerts::forced(tx, office, who, draft, stored.value.side(), on).await?;
    let bred = |l: &DraftLine| matches!(l.source, Source::C | Source::D | Source::A);
    // Whoever is registered nowhere costs no question but this one.
    let entries = match draft.lines.iter().any(bred) {
        true => operations::of_side(tx, stored.value.side()).await?,
        false => Vec::new(),
    };
    let mut lines = Vec::new();
    for (n, line) in draft.lines.iter().enumerate() {
        let share = quotas.get(n).map(Vec::as_slice).unwrap_or_default();
        let operation = operation(office, who, draft, line, &entries, on);
        lines.push(of_line(tx, office, who, line, share, operation).await?);
    }
    let mut countries = vec![draft.partner_country.code().to_owned()];
    let mut unverified = Vec::new();
    let mut named: Vec<(CountryCode, PermitNumber)> = Vec::new();
    for line in &draft.lines {
        for provenance in [&line.origin, &line.last_reexport].into_iter().flatten() {
            countries.push(provenance.country.code().to_owned());
            if provenance.country != who.house.party() {
                named.extend(provenance.permit.clone().map(|number| (provenance.country, number)));
            }
        }
    }
    for (country, number) in named {
        if tx.foreign_by_number::<serde_json::Value>(country, &number).await?.is_none() {
            unverified.push(format!("{country} {number}"));
        }
    }
    countries.dedup();
    let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let parties = [Some(&draft.exporter), draft.importer.as_ref()];
    Ok(RiskFacts {
        lines,
        party: PartyFacts {
            names: parties.into_iter().flatten().map(|p| p.name.clone()).collect(),
            permits: count(history.permits),
            discrepancies: count(history.bad),
            replaced: count(history.replaced),
            amended: count(amended),
            earlier,
        },
        // Res. Conf. 14.3 and 12.8: a suspension, or a review of significant trade that stops or asks.
        suspended: ["B4", "B9", "B9-S"]
            .iter()
            .any(|rule| matches!(trace.verdict(rule), Verdict::Blocked | Verdict::Look)),
        countries,
        transit: draft.transport.transit.iter().map(|c| c.code().to_owned()).collect(),
        on: Some(on),
        forced,
        unverified,
    })
}

async fn of_line(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    line: &DraftLine,
    quotas: &[QuotaFact],
    operation: Operation,
) -> Result<LineFacts, Error> {
    let origin = line.origin.as_ref().map_or(who.house.party(), |o| o.country);
    let distribution = office.taxa.resolve(line.taxon.as_str()).and_then(|f| office.taxa.distribution(f.taxon));
    // A fictional country is on no map: the demonstration would flag every case.
    let mapped = !who.house.tenant.demo;
    let quantity = line.quantity;
    let (seen, sum) = tx.permitted_so_far(line.taxon.as_str(), line.term, quantity.unit()).await?;
    let whole = quantity.amount().micro() / Amount::SCALE;
    // Five lines at least: one large shipment is no norm.
    let times = (seen >= 5 && sum > 0).then(|| whole.saturating_mul(seen) / sum);
    Ok(LineFacts {
        names: names_of(office, line.taxon.as_str(), line.taxon.stem()),
        appendix: if line.appendix == Appendix::I { "I".into() } else { line.appendix.code().into() },
        source: line.source.code().to_owned(),
        term: line.term.code().to_owned(),
        live: line.term == cites::Term::Liv,
        operation,
        quota_percent: quotas.iter().filter_map(|q| percent(q, quantity.amount())).max(),
        in_range: distribution.filter(|_| mapped).map(|places| places.iter().any(|p| p.country == origin)),
        times_average: times.and_then(|t| u32::try_from(t).ok()),
    })
}

/// What the registers know of the operation behind a line (K03). One that is registered for this species and this holder
/// counts, named or not; operations of other countries stand in their registers, so that their number is what there is.
fn operation(office: &Office, who: &Who, draft: &Draft, line: &DraftLine, entries: &[Entry], on: Date) -> Operation {
    let named = line.operation.as_deref().map(str::trim).filter(|o| !o.is_empty());
    let home = who.house.party();
    let ours = draft.exporter.address.country == home && line.origin.as_ref().is_none_or(|o| o.country == home);
    if !ours {
        return if named.is_some() { Operation::Registered } else { Operation::Unnamed };
    }
    let kinds: &[RegisterKind] = match line.source {
        Source::C => &[RegisterKind::Breeder, RegisterKind::CaptiveI, RegisterKind::Caviar],
        Source::D => &[RegisterKind::CaptiveI, RegisterKind::Nursery],
        _ => &[RegisterKind::Nursery],
    };
    let accepted = office.taxa.resolve(line.taxon.as_str()).map(|r| r.taxon.printed_name());
    let keeps = |e: &&Entry| {
        let is = |taxon: &str| taxon == line.taxon.to_string() || accepted.as_deref() == Some(taxon);
        e.value.species().iter().any(|k| is(&k.taxon))
    };
    let fitting: Vec<&Entry> = entries.iter().filter(|e| kinds.contains(&e.columns.kind)).collect();
    let in_force = |e: &&&Entry| e.columns.in_force(on);
    if fitting.iter().filter(in_force).any(&keeps) {
        Operation::Registered
    } else if fitting.iter().any(keeps) {
        Operation::NotInForce
    } else if fitting.iter().any(|e| in_force(&e)) {
        Operation::OtherSpecies
    } else if named.is_some() {
        Operation::Unknown
    } else {
        Operation::Unnamed
    }
}

/// Percent of a quota in use with what is asked for here.
fn percent(quota: &QuotaFact, here: Amount) -> Option<u32> {
    if quota.limit.is_zero() {
        return None;
    }
    let used = i128::from(quota.taken.micro()) + i128::from(here.micro());
    u32::try_from(used * 100 / i128::from(quota.limit.micro())).ok()
}

/// May a grant be decided in the lane of this case? Red needs goods that were seen: an inspection with a report, or a
/// supervisor's other lane with a reason (`spec/workflow.md` section 3). No lane stands for a finding: those are asked for
/// by the rules, whatever it says.
///
/// # Errors
/// `lane-red`, or what the archive says.
pub(crate) async fn decidable(tx: &mut Tx, application: &Application) -> Result<(), Error> {
    let last = tx.risks(application.id(), 1).await?.into_iter().next();
    // Goods that gave cause to hold the case up were not seen to be in order.
    let unseen = |i: &InspectionReport| effect(&i.outcome) == Effect::Unseen;
    let seen = application.state().case().is_some_and(|c| c.inspections.iter().any(|i| !unseen(i)))
        && application.inspection_hold().is_none();
    if let Some(row) = &last {
        lanes::yellow(tx, application, row.lane).await?;
    }
    if last.is_none_or(|row| row.lane != Lane::Red) || seen {
        return Ok(());
    }
    let help =
        "Order an inspection, or ask a supervisor to change the lane with a reason: this case is in the red lane.";
    Err(Error::value("", "lane-red", help))
}

/// The red lane asks for a second approver (`data/codes/risk_lanes.csv`): who approved does not also sign.
///
/// # Errors
/// `lane-second-approver`, or what the archive says.
pub(crate) async fn second_approver(tx: &mut Tx, who: &Who, application: &Application) -> Result<(), Error> {
    let ApplicationState::Approved { approval, .. } = application.state() else { return Ok(()) };
    let same = approval.stamp.by.person().is_some() && approval.stamp.by.person() == who.actor.person().map(|p| p.id);
    if !same || !who.house.tenant.four_eyes {
        return Ok(());
    }
    let last = tx.risks(application.id(), 1).await?.into_iter().next();
    if last.is_some_and(|row| row.lane == Lane::Red) {
        let help = "Let another approver sign: this case is in the red lane, and you approved it.";
        return Err(Error::value("", "lane-second-approver", help));
    }
    Ok(())
}

/// The assessments of a case, the newest first.
///
/// # Errors
/// [`Error::NotPermitted`] for the applicants' side, [`Error::NotFound`], or what the archive says.
pub async fn of_case(office: &Office, who: &Who, id: ApplicationId) -> Result<Vec<RiskRow>, Error> {
    who.must_be(READERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    case::load(&mut read, who, id).await?;
    Ok(read.risks(id, 20).await?)
}

/// Changes the lane by hand: a supervisor who has no part in the case so far, with a reason. The findings that the rules
/// demand stay demanded, whatever the lane.
///
/// # Errors
/// `lane-second-person` for one who examined the case, `reason-empty`, [`Error::NotPermitted`], [`Error::NotFound`] for
/// a case without risk, or what the archive says.
pub async fn change_lane(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    lane: Lane,
    reason: String,
) -> Result<RiskRow, Error> {
    who.must_be(CHANGERS)?;
    let person = who.person()?.id;
    if reason.trim().is_empty() {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "change_lane", |tx| {
        let stored = case::lock(tx, who, id).await?;
        let own = stored.value.state().case().is_some_and(|c| c.officer == person)
            || stored.value.hands().assessors.contains(&person)
            || stored.value.side().includes(&who.actor);
        if own {
            return Err(Error::value("lane", "lane-second-person", "Ask a supervisor who has no part in this case."));
        }
        let last = tx.risks(id, 1).await?.into_iter().next().ok_or(Error::NotFound("assessment"))?;
        let changed = RiskRow { at: now, lane, changed: Some((person, reason.trim().to_owned())), ..last.clone() };
        tx.risk_insert(id, &changed).await?;
        let words = serde_json::json!({ "from": last.lane.code(), "to": lane.code(), "reason": reason.trim() });
        tx.audit(AuditEntry::new("change_lane", "application", id).payload(&words)?);
        Ok(((), id.to_string()))
    });
    ran?;
    of_case(office, who, id).await?.into_iter().next().ok_or(Error::NotFound("assessment"))
}

/// The lane that goes to customs with a permit; `None` for permits from before there was risk.
///
/// # Errors
/// What the archive says.
pub async fn lane_of_permit(read: &mut Read, permit: &permits::Permit) -> Result<Option<RiskRow>, Error> {
    Ok(read.risks(permit.application(), 1).await?.into_iter().next())
}

/// The lane of each permit in a list.
///
/// # Errors
/// What the archive says.
pub async fn lanes(
    read: &mut Read,
    permits: &[(PermitId, ApplicationId)],
) -> Result<Vec<(PermitId, Option<Lane>)>, Error> {
    let ids: Vec<ApplicationId> = permits.iter().map(|(_, a)| *a).collect();
    let mut known = std::collections::BTreeMap::new();
    for some in ids.chunks(30) {
        for glance in read.glances::<serde::de::IgnoredAny>(some).await? {
            known.insert(glance.id, glance.lane);
        }
    }
    Ok(permits.iter().map(|(p, a)| (*p, known.get(a).copied().flatten())).collect())
}

/// Of so many cases, in so many something was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HitRate {
    /// Cases.
    pub cases: u32,
    /// Of those with something found.
    pub found: u32,
}

/// How well the lanes and the criteria tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rates {
    /// By the lane in the end.
    pub lanes: Vec<(Lane, HitRate)>,
    /// By criterion.
    pub criteria: Vec<(Criterion, HitRate)>,
    /// Lanes changed by hand, of all.
    pub overridden: HitRate,
    /// By the lane that the score gave: cases, and how many of them were changed by hand (`found`).
    pub changed: Vec<(Lane, HitRate)>,
}

/// Of the cases that the score gave a lane, how many were changed by hand.
fn by_hand(checked: &[Checked], lane: Lane) -> HitRate {
    let of = || checked.iter().filter(|c| c.computed == lane);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    HitRate { cases: count(of().count()), found: count(of().filter(|c| c.overridden).count()) }
}

/// Hit rates over the last closed cases, at most two thousand. Something was found: refused, seized, revoked, received in
/// another quantity than left, or found by the audit after issue.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn rates(office: &Office, who: &Who) -> Result<Rates, Error> {
    who.must_be(examination_set::ROLES)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let checked = read.risk_checked(2_000).await?;
    let rate = |which: &dyn Fn(&Checked) -> bool| {
        let of: Vec<&Checked> = checked.iter().filter(|c| which(c)).collect();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        HitRate { cases: count(of.len()), found: count(of.iter().filter(|c| c.found).count()) }
    };
    Ok(Rates {
        lanes: Lane::ALL.iter().map(|lane| (*lane, rate(&|c| c.lane == *lane))).collect(),
        criteria: Criterion::ALL
            .iter()
            .map(|k| (*k, rate(&|c| c.hits.iter().any(|h| h.criterion == *k))))
            .filter(|(_, r)| r.cases > 0)
            .collect(),
        overridden: rate(&|c| c.overridden),
        changed: Lane::ALL.iter().map(|lane| (*lane, by_hand(&checked, *lane))).collect(),
    })
}
