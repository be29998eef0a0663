//! Examination over the API: the same acts and the same answers as on the pages.

use super::api::load;
use super::examination::{compared, rule_kind};
use super::science::house;
use super::view::QuotaView;
use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{created, json};
use crate::shared::route::Answer;
use cites::ids::{FindingIdKind, Id, PersonKind, QuotaKind};
use cites::{Amount, CountryCode, FindingKind, Source, Term, Unit};
use office::Who;
use office::epermit::science::{NewFinding, Standing};
use office::epermit::{clocks, compare, examination_set, queue, quota_more, risk, science};
use permits::clocks::{Reading, Rest, Targets};
use permits::quota_kind::QuotaBasis;
use permits::risk::{Lane, RiskRules};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{RiskRow, RuleKind};
use utoipa::ToSchema;

/// One clock.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClockView {
    /// Code of sla_clocks.
    pub clock: String,
    /// Whole hours used.
    pub hours: u32,
    /// Target in hours.
    pub target_hours: u32,
    /// Percent of the target.
    pub percent: u32,
    /// `early`, `half`, `near` or `over`.
    pub mark: String,
    /// Status because of which it stands still; absent: it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rests: Option<String>,
    /// Must the supervisor look?
    pub escalated: bool,
}

fn clock(r: &Reading) -> ClockView {
    ClockView {
        clock: r.clock.code().to_owned(),
        hours: r.hours(),
        target_hours: r.target_hours,
        percent: r.percent(),
        mark: r.mark().code().to_owned(),
        rests: r.rest.map(|rest| match rest {
            Rest::Paused(status) | Rest::Stopped(_, status) => status.code().to_owned(),
        }),
        escalated: r.escalates(),
    }
}

/// Clocks.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClockList {
    /// Those that were ever started.
    pub rows: Vec<ClockView>,
}

/// The clocks of a case.
pub async fn case_clocks(call: Arc<Call>) -> Answer {
    let (stored, _) = load(&call).await?;
    let mut read = call.read().await?;
    let targets = examination_set::targets(&mut read).await?;
    let now = call.app.office.clock.now();
    json(&ClockList {
        rows: permits::clocks::read(stored.value.timeline(), &targets.of(&stored.value), now)
            .iter()
            .map(clock)
            .collect(),
    })
}

/// One criterion that applies.
#[derive(Debug, Serialize, ToSchema)]
pub struct HitView {
    /// Code of risk_criteria.
    pub criterion: String,
    /// What was seen.
    pub value: String,
    /// What it adds.
    pub weight: i32,
}

/// The risk of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct RiskView {
    /// Sum of the weights.
    pub score: i64,
    /// The lane that counts.
    pub lane: String,
    /// The lane that the score gave.
    pub computed_lane: String,
    /// The criterion that forced it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forced_by: Option<String>,
    /// Why it was changed by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Version of the criteria; 0: the program's own.
    pub rules_version: i64,
    /// Every hit.
    pub hits: Vec<HitView>,
    /// Flags beside the status.
    pub flags: Vec<String>,
}

fn risk_view(r: &RiskRow) -> RiskView {
    RiskView {
        score: r.score,
        lane: r.lane.code().to_owned(),
        computed_lane: r.computed_lane.code().to_owned(),
        forced_by: r.forced_by.map(|c| c.code().to_owned()),
        reason: r.changed.as_ref().map(|(_, reason)| reason.clone()),
        rules_version: r.rules_version,
        hits: r
            .hits
            .iter()
            .map(|h| HitView { criterion: h.criterion.code().to_owned(), value: h.value.clone(), weight: h.weight })
            .collect(),
        flags: r.flags.clone(),
    }
}

/// The risk of a case.
pub async fn case_risk(call: Arc<Call>) -> Answer {
    let (_, id) = load(&call).await?;
    let rows = risk::of_case(&call.app.office, &call.reader()?, id).await?;
    json(&risk_view(rows.first().ok_or(Failure::NotFound)?))
}

/// A lane with its reason.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LaneBody {
    /// `GREEN`, `BLUE`, `YELLOW` or `RED`.
    pub lane: String,
    /// Why.
    pub reason: String,
}

/// Changes the lane.
pub async fn change_lane(call: Arc<Call>) -> Answer {
    let body: LaneBody = call.json()?;
    let (_, id) = load(&call).await?;
    let lane = Lane::from_code(&body.lane)
        .ok_or_else(|| Failure::field("lane", "lane-unknown", "Choose a lane from the list."))?;
    json(&risk_view(&risk::change_lane(&call.app.office, &call.who()?, id, lane, body.reason).await?))
}

/// A standing finding by its id.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RelyBody {
    /// Id of the standing finding.
    pub standing: String,
}

/// What was done.
#[derive(Debug, Serialize, ToSchema)]
pub struct DoneView {
    /// Id of what it was done to.
    pub id: String,
    /// Its status now.
    pub status: String,
}

/// Relies on a standing finding.
pub async fn rely(call: Arc<Call>) -> Answer {
    let body: RelyBody = call.json()?;
    let (_, id) = load(&call).await?;
    let standing = Id::<FindingIdKind>::parse(&body.standing).map_err(|e| Failure::parse("standing", &e))?;
    let stepped = science::rely_on(&call.app.office, &call.who()?, id, standing).await?;
    json(&DoneView { id: id.to_string(), status: stepped.application.status().code().to_owned() })
}

/// Quotas that a case waits for.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaitView {
    /// Ids of the quotas.
    pub quotas: Vec<String>,
}

/// Puts a case on the waiting list.
pub async fn wait(call: Arc<Call>) -> Answer {
    let (_, id) = load(&call).await?;
    let quotas = quota_more::wait(&call.app.office, &call.who()?, id).await?;
    json(&WaitView { quotas: quotas.iter().map(ToString::to_string).collect() })
}

/// A box in three papers.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComparedView {
    /// Letter of the block; blank for the head.
    pub block: String,
    /// Which box.
    pub key: String,
    /// As applied for.
    pub asked: String,
    /// On the partner's permit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner: Option<String>,
    /// On our earlier permit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier: Option<String>,
}

/// The comparison.
#[derive(Debug, Serialize, ToSchema)]
pub struct CompareView {
    /// Box by box.
    pub rows: Vec<ComparedView>,
}

/// Side by side.
pub async fn side_by_side(call: Arc<Call>) -> Answer {
    let (_, id) = load(&call).await?;
    let seen = compare::compare(&call.app.office, &call.reader()?, id).await?;
    let rows = compared(&seen).into_iter();
    json(&CompareView {
        rows: rows
            .map(|l| ComparedView {
                block: l.block,
                key: l.key,
                asked: l.asked,
                partner: l.partner,
                earlier: l.earlier,
            })
            .collect(),
    })
}

/// To whom, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReassignBody {
    /// Id of the officer.
    pub officer: String,
    /// Why.
    pub reason: String,
}

/// Gives a case to another officer.
pub async fn reassign(call: Arc<Call>) -> Answer {
    let body: ReassignBody = call.json()?;
    let (_, id) = load(&call).await?;
    let officer = Id::<PersonKind>::parse(&body.officer)
        .map_err(|_| Failure::field("officer", "officer-unknown", "Choose an officer from the list."))?;
    let stepped = queue::reassign(&call.app.office, &call.who()?, id, officer, body.reason).await?;
    json(&DoneView { id: id.to_string(), status: stepped.application.status().code().to_owned() })
}

/// An open case.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenCaseView {
    /// Id.
    pub id: String,
    /// Reference.
    pub reference: String,
    /// Status.
    pub status: String,
    /// Id of the officer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub officer: Option<String>,
    /// The clock that counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockView>,
    /// Lane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lane: Option<String>,
    /// Flags.
    pub flags: Vec<String>,
    /// What is to be done next, as a code.
    pub step: String,
}

/// Something out of the usual.
#[derive(Debug, Serialize, ToSchema)]
pub struct TurnView {
    /// Id of the case.
    pub application: String,
    /// `out-of-turn`, `reassigned` or `interest`.
    pub kind: String,
    /// When, UTC.
    pub at: String,
    /// Who.
    pub person: String,
    /// How many cases had waited longer.
    pub ahead: i64,
    /// Reason.
    pub note: String,
}

/// The whole queue.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueueView {
    /// Open cases, the oldest first.
    pub cases: Vec<OpenCaseView>,
    /// Out of the usual, newest first.
    pub turns: Vec<TurnView>,
}

/// The whole queue.
pub async fn overview(call: Arc<Call>) -> Answer {
    let seen = queue::overview(&call.app.office, &call.reader()?).await?;
    json(&QueueView {
        cases: seen
            .cases
            .iter()
            .map(|c| OpenCaseView {
                id: c.row.id.to_string(),
                reference: c.row.reference.clone(),
                status: c.row.status.code().to_owned(),
                officer: c.row.officer.map(|o| o.to_string()),
                clock: c.clock.as_ref().map(clock),
                lane: c.lane.map(|l| l.code().to_owned()),
                flags: c.flags.clone(),
                step: c.step.to_owned(),
            })
            .collect(),
        turns: seen
            .events
            .iter()
            .map(|e| TurnView {
                application: e.application.to_string(),
                kind: e.kind.clone(),
                at: e.at.to_string(),
                person: e.person.clone(),
                ahead: e.ahead,
                note: e.note.clone(),
            })
            .collect(),
    })
}

/// Takes the next case in the order of arrival.
pub async fn take_next(call: Arc<Call>) -> Answer {
    let body: super::body::NoConflict = call.json()?;
    let taken = queue::take_next(&call.app.office, &call.who()?, body.no_conflict).await?;
    let stepped = taken.ok_or(Failure::NotFound)?;
    json(&DoneView { id: stepped.application.id().to_string(), status: stepped.application.status().code().to_owned() })
}

/// One version of a setting.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleView {
    /// Its number.
    pub version: i64,
    /// The setting.
    #[schema(value_type = Object)]
    pub body: serde_json::Value,
    /// Why.
    pub reason: String,
    /// Is it confirmed by a second person?
    pub confirmed: bool,
}

/// Versions.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleList {
    /// The newest first.
    pub rows: Vec<RuleView>,
}

async fn versions(call: &Call, kind: RuleKind) -> Answer {
    let rows = examination_set::versions::<serde_json::Value>(&call.app.office, &call.reader()?, kind).await?;
    json(&RuleList {
        rows: rows
            .into_iter()
            .map(|r| RuleView {
                version: r.version,
                body: r.body,
                reason: r.reason,
                confirmed: r.confirmed_at.is_some(),
            })
            .collect(),
    })
}

/// Versions of a setting: `targets` or `risk`.
pub async fn rules(call: Arc<Call>) -> Answer {
    versions(&call, rule_kind(call.param("kind"))?).await
}

/// A setting with its reason.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleBody {
    /// Targets (hours by clock) or criteria, as the versions show them.
    #[schema(value_type = Object)]
    pub body: serde_json::Value,
    /// Why.
    pub reason: String,
}

/// Proposes a setting.
pub async fn propose_rules(call: Arc<Call>) -> Answer {
    let kind = rule_kind(call.param("kind"))?;
    let RuleBody { body, reason } = call.json()?;
    let (office, who) = (&call.app.office, call.who()?);
    let bad =
        |e: serde_json::Error| Failure::Malformed { field: "body".into(), help: format!("Correct the JSON: {e}.") };
    match kind {
        RuleKind::Targets => {
            let targets: Targets = serde_json::from_value(body).map_err(bad)?;
            examination_set::propose_targets(office, &who, targets, reason).await?;
        }
        RuleKind::Risk => {
            let rules: RiskRules = serde_json::from_value(body).map_err(bad)?;
            examination_set::propose_risk(office, &who, rules, reason).await?;
        }
    }
    versions(&call, kind).await
}

/// Confirms a version.
pub async fn confirm_rules(call: Arc<Call>) -> Answer {
    let kind = rule_kind(call.param("kind"))?;
    let version = call.param("version").parse().map_err(|_| Failure::NotFound)?;
    examination_set::confirm(&call.app.office, &call.who()?, kind, version).await?;
    versions(&call, kind).await
}

/// A hit rate.
#[derive(Debug, Serialize, ToSchema)]
pub struct RateView {
    /// Lane or criterion.
    pub code: String,
    /// Closed cases.
    pub cases: u32,
    /// Of those with something found.
    pub found: u32,
}

/// Hit rates.
#[derive(Debug, Serialize, ToSchema)]
pub struct RateList {
    /// By lane.
    pub lanes: Vec<RateView>,
    /// By criterion.
    pub criteria: Vec<RateView>,
    /// Lanes changed by hand.
    pub overridden: u32,
    /// By the lane that the score gave: closed cases, and in `found` how many of them were changed by hand.
    pub changed: Vec<RateView>,
}

/// Hit rates of lanes and criteria.
pub async fn rates(call: Arc<Call>) -> Answer {
    let seen = risk::rates(&call.app.office, &call.reader()?).await?;
    let view = |code: &str, r: &risk::HitRate| RateView { code: code.to_owned(), cases: r.cases, found: r.found };
    json(&RateList {
        lanes: seen.lanes.iter().map(|(l, r)| view(l.code(), r)).collect(),
        criteria: seen.criteria.iter().map(|(k, r)| view(k.code(), r)).collect(),
        overridden: seen.overridden.cases,
        changed: seen.changed.iter().map(|(l, r)| view(l.code(), r)).collect(),
    })
}

/// Times of one month.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceMonth {
    /// Like `2026-11`.
    pub month: String,
    /// Permits issued.
    pub permits: u32,
    /// Average hours from received to issued.
    pub mean_hours: u32,
    /// Median.
    pub median_hours: u32,
    /// Ninetieth percentile.
    pub ninetieth_hours: u32,
}

/// How long it takes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceView {
    /// The Party.
    pub party: String,
    /// What it promises, in hours.
    pub target_hours: u32,
    /// Months by code of the kind of document; months without a permit are absent.
    pub kinds: BTreeMap<String, Vec<ServiceMonth>>,
    /// What it promises to urgent cases, in hours; absent where that is no less.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgent_hours: Option<u32>,
    /// The same of the urgent cases among them.
    pub urgent: BTreeMap<String, Vec<ServiceMonth>>,
}

/// How long it takes, for everybody.
pub async fn service_times(call: Arc<Call>) -> Answer {
    let house = house(&call)?;
    let seen = clocks::service(&call.app.office, &Who::system(house.clone())).await?;
    let by_kind = |(kind, spreads): &(cites::DocumentType, Vec<Option<permits::clocks::Spread>>)| {
        let months = seen.months.iter().zip(spreads).filter_map(|(month, spread)| {
            let s = (*spread)?;
            Some(ServiceMonth {
                month: month.strftime("%Y-%m").to_string(),
                permits: s.cases,
                mean_hours: s.mean,
                median_hours: s.median,
                ninetieth_hours: s.ninetieth,
            })
        });
        (kind.code().to_owned(), months.collect())
    };
    json(&ServiceView {
        party: house.party().to_string(),
        target_hours: seen.target_hours,
        kinds: seen.kinds.iter().map(by_kind).collect(),
        urgent_hours: seen.urgent_hours,
        urgent: seen.urgent.iter().map(by_kind).collect(),
    })
}

/// Use of a quota, without names.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuotaUseView {
    /// Taxon.
    pub taxon: String,
    /// On what it rests.
    pub basis: String,
    /// Unit of the amounts.
    pub unit: String,
    /// The limit; absent: only counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    /// Held by permits.
    pub committed: String,
    /// Left the country.
    pub consumed: String,
}

/// Use of quotas.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuotaUseList {
    /// The Party.
    pub party: String,
    /// The year.
    pub year: i16,
    /// Quotas, without shares of companies.
    pub rows: Vec<QuotaUseView>,
}

/// How much of each quota is used, for everybody.
pub async fn quota_use(call: Arc<Call>) -> Answer {
    let house = house(&call)?;
    let year = super::quotas_api::year(&call)?;
    let scope = Who::system(house.clone()).scope(call.app.office.clock.now());
    let mut read = call.app.office.store.read(&scope).await?;
    let rows = read.quota_positions(year).await?;
    let open = rows.iter().filter(|q| q.keys.kind != QuotaBasis::Allocation).take(100);
    json(&QuotaUseList {
        party: house.party().to_string(),
        year,
        rows: open
            .map(|q| QuotaUseView {
                taxon: q.taxon.clone(),
                basis: q.keys.kind.code().to_owned(),
                unit: q.unit.code().to_owned(),
                limit: q.limit.map(|a| a.to_string()),
                committed: q.committed.to_string(),
                consumed: q.consumed.to_string(),
            })
            .collect(),
    })
}

/// A correction with its reason.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectBody {
    /// What has left in all, decimal.
    pub consumed: String,
    /// Why.
    pub reason: String,
}

/// Proposes another consumption.
pub async fn correct(call: Arc<Call>) -> Answer {
    let body: CorrectBody = call.json()?;
    let consumed = Amount::parse(body.consumed.trim()).map_err(|e| Failure::parse("consumed", &e))?;
    let id = call.id::<QuotaKind>("quota")?;
    let row = quota_more::propose_correction(&call.app.office, &call.who()?, id, consumed, body.reason).await?;
    json(&QuotaView::from(&row))
}

/// Proposes to carry the rest over.
pub async fn carry_over(call: Arc<Call>) -> Answer {
    let id = call.id::<QuotaKind>("quota")?;
    json(&QuotaView::from(&quota_more::propose_carry_over(&call.app.office, &call.who()?, id).await?))
}

/// A standing finding.
#[derive(Debug, Serialize, ToSchema)]
pub struct StandingView {
    /// Id.
    pub id: String,
    /// Number people quote.
    pub number: String,
    /// Code of findings.
    pub kind: String,
    /// Accepted name.
    pub taxon: String,
    /// Cap, decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<String>,
    /// Unit of the cap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Quota that counts against it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quota: Option<String>,
    /// Last day.
    pub valid_until: String,
}

fn standing(s: &Standing) -> StandingView {
    let s = &s.standing;
    StandingView {
        id: s.id.to_string(),
        number: s.number.clone(),
        kind: s.kind.code().to_owned(),
        taxon: s.taxon.clone(),
        cap: s.cap.map(|c| c.0.to_string()),
        unit: s.cap.map(|c| c.1.code().to_owned()),
        quota: s.cap.map(|c| c.2.to_string()),
        valid_until: s.valid_until.to_string(),
    }
}

/// Standing findings.
#[derive(Debug, Serialize, ToSchema)]
pub struct StandingList {
    /// In date, by taxon.
    pub rows: Vec<StandingView>,
}

/// The standing findings in force.
pub async fn findings(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let rows: Vec<Standing> = read.standing_in_date(day(call.app.office.clock.now())).await?;
    json(&StandingList { rows: rows.iter().map(standing).collect() })
}

/// A finding that shall stand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StandingBody {
    /// Code of findings.
    pub kind: String,
    /// Taxon.
    pub taxon: String,
    /// Country of origin; absent: every one.
    #[serde(default)]
    pub origin: Option<String>,
    /// Source code; absent: every one.
    #[serde(default)]
    pub source: Option<String>,
    /// Term code; absent: every one.
    #[serde(default)]
    pub term: Option<String>,
    /// Conditions for box 5.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// Cap, decimal.
    #[serde(default)]
    pub cap: Option<String>,
    /// Unit of the cap.
    #[serde(default)]
    pub unit: Option<String>,
    /// Reasons and sources.
    pub grounds: String,
    /// Last day, `YYYY-MM-DD`.
    pub valid_until: String,
}

fn code<T>(field: &str, text: Option<String>, from: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Failure> {
    let Some(text) = text.filter(|t| !t.trim().is_empty()) else { return Ok(None) };
    let help = "Give a code of the list, or leave it out.";
    from(text.trim()).map(Some).ok_or_else(|| Failure::field(field, "code-unknown", help))
}

/// Gives a standing finding.
pub async fn give(call: Arc<Call>) -> Answer {
    let body: StandingBody = call.json()?;
    let unit = code("unit", body.unit, Unit::from_any)?;
    let cap = match body.cap {
        None => None,
        Some(text) => {
            let amount = Amount::parse(text.trim()).map_err(|e| Failure::parse("cap", &e))?;
            let missing = || Failure::field("unit", "unit-unknown", "Choose a unit from the list.");
            Some((amount, unit.ok_or_else(missing)?))
        }
    };
    let new = NewFinding {
        kind: FindingKind::from_code(&body.kind)
            .ok_or_else(|| Failure::field("kind", "choose-finding", "Choose a finding from the list."))?,
        taxon: body.taxon,
        origin: code("origin", body.origin, |t| CountryCode::parse(t).ok())?,
        source: code("source", body.source, Source::from_code)?,
        term: code("term", body.term, Term::from_code)?,
        conditions: body.conditions,
        cap,
        grounds: body.grounds,
        valid_until: super::body::date("valid_until", &body.valid_until)?,
    };
    let given = science::give(&call.app.office, &call.who()?, new).await?;
    created(&standing(&given), "/api/standing-findings")
}

/// Takes a standing finding back.
pub async fn take_back(call: Arc<Call>) -> Answer {
    let id = call.id::<FindingIdKind>("finding")?;
    science::take_back(&call.app.office, &call.who()?, id).await?;
    findings(call).await
}

/// Permits granted and actual exports.
#[derive(Debug, Serialize, ToSchema)]
pub struct TradeView {
    /// Taxon.
    pub taxon: String,
    /// Term code.
    pub term: String,
    /// Unit.
    pub unit: String,
    /// Lines on permits.
    pub lines: i64,
    /// Permitted.
    pub permitted: String,
    /// Left the country.
    pub endorsed: String,
}

/// A year of trade.
#[derive(Debug, Serialize, ToSchema)]
pub struct TradeList {
    /// By taxon.
    pub rows: Vec<TradeView>,
}

/// Permits granted and actual exports of a year (Art. IV.3).
pub async fn monitored(call: Arc<Call>) -> Answer {
    let year = super::quotas_api::year(&call)?;
    let rows = science::monitored(&call.app.office, &call.reader()?, year).await?;
    json(&TradeList {
        rows: rows
            .into_iter()
            .map(|t| TradeView {
                taxon: t.taxon,
                term: t.term.code().to_owned(),
                unit: t.unit.code().to_owned(),
                lines: t.lines,
                permitted: t.permitted.to_string(),
                endorsed: t.endorsed.to_string(),
            })
            .collect(),
    })
}
