//! Examination on pages: clocks and lanes of a case, the whole queue, what the Party sets, comparison.

use super::api::load;
use super::case_on_form::again;
use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::document::SpecimenLine;
use cites::ids::{ApplicationKind, FindingIdKind, Id, PersonKind};
use cites::{ApplicationStatus, PermitDocument, Role};
use office::epermit::{compare, examination_set, lanes, queue, quota_more, risk, science};
use office::shared::case::Stored;
use pages::epermit as face;
use pages::epermit::{CaseExamination, ClockRow, ClockState, CompareLine, PapersShown, RiskShown, VersionRow};
use pages::{FieldError, links};
use permits::clocks::{self, Reading, Rest, SlaClock, Targets};
use permits::risk::{Alert, Criterion, Flagged, Lane, RiskRules};
use permits::{Draft, DraftLine};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Read, RiskRow, RuleKind, RuleRow};

/// A clock as the pages show it.
pub fn clock_row(reading: &Reading) -> ClockRow {
    ClockRow {
        code: reading.clock.code().to_owned(),
        hours: reading.hours(),
        target: reading.target_hours,
        percent: reading.percent(),
        mark: reading.mark().code().to_owned(),
        state: match reading.rest {
            None => ClockState::Runs,
            Some(Rest::Paused(status)) => ClockState::Paused(status),
            Some(Rest::Stopped(_, status)) => ClockState::Stopped(status),
        },
        escalates: reading.escalates(),
    }
}

fn risk_shown(row: &RiskRow) -> RiskShown {
    RiskShown {
        lane: row.lane.code().to_owned(),
        computed: row.computed_lane.code().to_owned(),
        score: row.score,
        forced_by: row.forced_by.map(|c| c.code().to_owned()),
        hits: row.hits.iter().map(|h| (h.criterion.code().to_owned(), h.value.clone(), h.weight)).collect(),
        reason: row.changed.as_ref().map(|(_, reason)| reason.clone()),
        version: row.rules_version,
    }
}

/// What examination adds to a case for this reader, the flags beside its status, and whether fees are charged.
///
/// # Errors
/// What the archive says.
pub async fn of_case(
    call: &Call,
    read: &mut Read,
    stored: &Stored,
) -> Result<(CaseExamination, Vec<String>, bool), Failure> {
    let seat = call.seat()?;
    let who = call.reader()?;
    let now = call.app.office.clock.now();
    let kept = read.examination_of::<clocks::Targets>(stored.columns.id, day(now)).await?;
    let fees = kept.charges;
    let targets = kept.targets.unwrap_or_default();
    let status = stored.value.status();
    let reads_risk = seat.has(risk::READERS);
    let last = kept.risk.filter(|_| reads_risk);
    let yellow = last.as_ref().is_some_and(|r| r.lane == Lane::Yellow);
    // Only the yellow lane asks, and only then the archive is asked.
    let papers = if yellow { Some(lanes::papers_of(read, &stored.value).await?) } else { None };
    let can_rely =
        stored.value.state().positions().contains(&ApplicationStatus::UnderExamination) && seat.has(&[Role::MaOfficer]);
    let standing =
        if can_rely { science::usable(read, &call.app.office, &who, &stored.value).await? } else { Vec::new() };
    let can_wait = status == ApplicationStatus::Submitted && seat.has(quota_more::WAITERS);
    let waits = kept.waits && seat.has(quota_more::WAITERS);
    let flags = last.as_ref().map(|r| r.flags.clone()).unwrap_or_default();
    let shown = CaseExamination {
        clocks: clocks::read(stored.value.timeline(), &targets.of(&stored.value), now).iter().map(clock_row).collect(),
        can_change_lane: last.is_some() && seat.has(risk::CHANGERS),
        risk: last.as_ref().map(risk_shown),
        standing: standing
            .iter()
            .map(|s| {
                let until = call.words().date(&s.standing.valid_until);
                (s.standing.id.to_string(), s.standing.number.clone(), format!("{} · {until}", s.finding.grounds))
            })
            .collect(),
        can_rely,
        can_wait,
        waits,
        can_compare: seat.has(compare::READERS),
        papers: papers.filter(|p| reads_risk && p.there > 0).map(|p| PapersShown {
            there: u32::try_from(p.there).unwrap_or(u32::MAX),
            seen: p.seen.as_ref().map(|s| (day(s.at), s.note.clone())),
            // In the other lanes nothing is asked for.
            open: p.open && yellow,
            can_see: seat.has(lanes::LOOKERS) && stored.value.state().case().is_some() && !status.terminal(),
        }),
    };
    Ok((shown, flags, fees))
}

fn lane(text: &str) -> Result<Lane, Failure> {
    Lane::from_code(text).ok_or_else(|| Failure::field("lane", "lane-unknown", "Choose a lane from the list."))
}

/// Changes the lane by hand.
pub async fn change_lane(call: Arc<Call>) -> Answer {
    let (_, id) = load(&call).await?;
    let reason = call.typed("lane-reason").to_owned();
    let done = match lane(call.typed("lane")) {
        Ok(lane) => risk::change_lane(&call.app.office, &call.who()?, id, lane, reason).await.map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    again(&call, id, "lane", done.map(drop)).await
}

/// The officer says that the papers were seen.
pub async fn see_papers(call: Arc<Call>) -> Answer {
    let (_, id) = load(&call).await?;
    let done = if call.ticked("papers-seen").is_empty() {
        Err(Failure::field("papers-seen", "papers-tick", "Tick that you have seen every paper."))
    } else {
        let note = call.typed("papers-note").to_owned();
        lanes::see_papers(&call.app.office, &call.who()?, id, &note).await.map(drop).map_err(Failure::from)
    };
    again(&call, id, "papers-seen", done).await
}

/// Relies on a standing finding.
pub async fn rely(call: Arc<Call>) -> Answer {
    let (_, id) = load(&call).await?;
    let standing = Id::<FindingIdKind>::parse(call.typed("standing")).map_err(|_| Failure::NotFound)?;
    let done = science::rely_on(&call.app.office, &call.who()?, id, standing).await.map_err(Failure::from);
    again(&call, id, "rely", done.map(drop)).await
}

/// Puts the case on the waiting list.
pub async fn wait(call: Arc<Call>) -> Answer {
    let (_, id) = load(&call).await?;
    let done = quota_more::wait(&call.app.office, &call.who()?, id).await.map_err(Failure::from);
    again(&call, id, "wait", done.map(drop)).await
}

/// The whole queue.
pub async fn overview(call: Arc<Call>) -> Answer {
    draw_queue(&call, BTreeMap::new(), Vec::new()).await
}

async fn draw_queue(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let seen = queue::overview(&call.app.office, &call.reader()?).await?;
    let names: BTreeMap<_, _> = seen.officers.iter().map(|(id, name, _)| (*id, name.clone())).collect();
    let movable = |status: ApplicationStatus| {
        use ApplicationStatus as S;
        matches!(
            status,
            S::Accepted
                | S::UnderExamination
                | S::InfoRequested
                | S::SaConsultation
                | S::InspectionRequested
                | S::Inspected
                | S::ForeignConsultation
                | S::AwaitingCounterpart
                | S::AwaitingAdditionalPayment
        )
    };
    let rows = seen
        .cases
        .iter()
        .map(|c| face::OverviewRow {
            id: c.row.id.to_string(),
            reference: c.row.reference.clone(),
            taxon: c.row.taxon.clone().unwrap_or_default(),
            status: c.row.status,
            officer: c.row.officer.and_then(|o| names.get(&o).cloned()).unwrap_or_default(),
            clock: c.clock.as_ref().map(clock_row),
            lane: c.lane.map(|l| l.code().to_owned()),
            flags: c.flags.clone(),
            can_move: movable(c.row.status),
        })
        .collect();
    let status = form_status(&errors);
    let shown = face::QueuePage {
        shell: shell(call).await,
        rows,
        officers: seen.officers.iter().map(|(id, name, n)| (id.to_string(), name.clone(), *n)).collect(),
        turns: seen
            .events
            .iter()
            .map(|e| face::TurnRow {
                id: e.application.to_string(),
                reference: e.reference.clone(),
                kind: e.kind.clone(),
                on: day(e.at),
                person: e.person.clone(),
                to: e.to_person.clone().unwrap_or_default(),
                ahead: u32::try_from(e.ahead).unwrap_or(0),
                note: e.note.clone(),
            })
            .collect(),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// Gives a case to another officer.
pub async fn reassign(call: Arc<Call>) -> Answer {
    let case = Id::<ApplicationKind>::parse(call.typed("case"))
        .map_err(|_| Failure::field("case", "case-unknown", "Choose a case from the list."));
    let officer = Id::<PersonKind>::parse(call.typed("officer"))
        .map_err(|_| Failure::field("officer", "officer-unknown", "Choose an officer from the list."));
    let reason = call.typed("reason").trim().to_owned();
    let done = match (case, officer) {
        (Ok(case), Ok(officer)) => {
            let done = queue::reassign(&call.app.office, &call.who()?, case, officer, reason).await;
            done.map(drop).map_err(|e| match e {
                office::Error::Act(permits::ActError::Precondition { code, help }) => {
                    Failure::field("reason", code, help)
                }
                other => other.into(),
            })
        }
        (Err(failure), _) | (_, Err(failure)) => Err(failure),
    };
    match done {
        Ok(()) => Ok(go_and_say(&call, links::QUEUE, "flash-done", None)),
        Err(failure) => draw_queue(&call, call.typed_again(), failure.on_form()?).await,
    }
}

/// What the Party sets.
pub async fn rules(call: Arc<Call>) -> Answer {
    draw_rules(&call, BTreeMap::new(), Vec::new()).await
}

async fn versions(call: &Call, kind: RuleKind) -> Result<Vec<RuleRow<serde_json::Value>>, Failure> {
    Ok(examination_set::versions(&call.app.office, &call.reader()?, kind).await?)
}

async fn draw_rules(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let me = call.seat()?.person.id;
    let mut rows: Vec<(RuleKind, RuleRow<serde_json::Value>)> = Vec::new();
    for kind in [RuleKind::Risk, RuleKind::Targets] {
        rows.extend(versions(call, kind).await?.into_iter().map(|row| (kind, row)));
    }
    let rates = risk::rates(&call.app.office, &call.reader()?).await?;
    let mut read = call.read().await?;
    let targets = examination_set::targets(&mut read).await?;
    let (_, criteria) = examination_set::risk_rules(&mut read).await?;
    let people: Vec<_> = rows.iter().map(|(_, r)| r.proposed_by).collect();
    let names: BTreeMap<_, _> = read.person_names(&people).await?.into_iter().collect();
    drop(read);
    let mut shown = values(&targets, &criteria);
    shown.extend(typed);
    let status = form_status(&errors);
    let shown = face::RulesPage {
        shell: shell(call).await,
        typed: shown,
        clocks: SlaClock::ALL.iter().map(|c| c.code().to_owned()).collect(),
        criteria: Criterion::ALL.iter().map(|c| c.code().to_owned()).collect(),
        versions: rows
            .iter()
            .map(|(kind, r)| VersionRow {
                kind: kind.code().to_owned(),
                version: r.version,
                reason: r.reason.clone(),
                proposer: names.get(&r.proposed_by).cloned().unwrap_or_default(),
                since: r.confirmed_at.map(day),
                can_confirm: r.confirmed_at.is_none() && r.proposed_by != me,
            })
            .collect(),
        lanes: rates.lanes.iter().map(|(l, r)| (l.code().to_owned(), r.cases, r.found)).collect(),
        rates: rates.criteria.iter().map(|(k, r)| (k.code().to_owned(), r.cases, r.found)).collect(),
        overridden: (rates.overridden.cases, rates.overridden.found),
        changed: rates.changed.iter().map(|(l, r)| (l.code().to_owned(), r.cases, r.found)).collect(),
        errors,
    };
    page_with(call, &shown, status)
}

fn values(targets: &Targets, rules: &RiskRules) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for clock in SlaClock::ALL {
        out.insert(clock.code().to_owned(), targets.hours(clock).to_string());
    }
    for (clock, hours) in &targets.urgent {
        out.insert(format!("urgent-{}", clock.code()), hours.to_string());
    }
    if targets.urgent_credit {
        out.insert("urgent_credit".to_owned(), "1".to_owned());
    }
    if targets.third_party_counts {
        out.insert("third_party_counts".to_owned(), "1".to_owned());
    }
    for criterion in Criterion::ALL {
        out.insert(criterion.code().to_owned(), rules.weight(*criterion).to_string());
    }
    for (name, value) in [
        ("yellow_from", rules.yellow_from.to_string()),
        ("red_from", rules.red_from.to_string()),
        ("sample_per_thousand", rules.sample_per_thousand.to_string()),
        ("trusted_permits", rules.trusted_permits.to_string()),
        ("quantity_times", rules.quantity_times.to_string()),
        ("high_value_terms", rules.high_value_terms.join(", ")),
        ("look_alikes", rules.look_alikes.join(", ")),
        ("flagged_countries", rules.flagged_countries.iter().map(Flagged::row).collect::<Vec<_>>().join("\n")),
    ] {
        out.insert(name.to_owned(), value);
    }
    for (n, alert) in rules.alerts.iter().enumerate() {
        out.insert(format!("alert-{}", n + 1), alert.text.clone());
        out.insert(format!("alert-{}-lane", n + 1), alert.lane.code().to_owned());
    }
    out
}

/// A whole number of a form's field.
fn number<T: std::str::FromStr>(call: &Call, field: &str) -> Result<T, Failure> {
    let typed = call.typed(field).trim();
    typed.parse().map_err(|_| Failure::field(field, "number-form", "Give a whole number."))
}

fn list(call: &Call, field: &str) -> Vec<String> {
    call.typed(field).split(',').map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect()
}

/// Flagged countries, one a row: the code, then the first and the last day where there are any.
fn flagged(call: &Call) -> Result<Vec<Flagged>, Failure> {
    let help = "Give one country a row: its code, then the first and the last day, like SG 2026-11-01 2027-03-31.";
    let rows = call.typed("flagged_countries").lines().map(str::trim).filter(|row| !row.is_empty());
    rows.map(|row| Flagged::read(row).ok_or_else(|| Failure::field("flagged_countries", "flagged-form", help)))
        .collect()
}

fn typed_targets(call: &Call) -> Result<Targets, Failure> {
    let mut targets =
        Targets { third_party_counts: !call.ticked("third_party_counts").is_empty(), ..Targets::default() };
    for clock in SlaClock::ALL {
        targets.hours.insert(clock, number(call, clock.code())?);
        let urgent = format!("urgent-{}", clock.code());
        if !call.typed(&urgent).trim().is_empty() {
            targets.urgent.insert(clock, number(call, &urgent)?);
        }
    }
    targets.urgent_credit = !call.ticked("urgent_credit").is_empty();
    Ok(targets)
}

fn typed_risk(call: &Call, base: RiskRules) -> Result<RiskRules, Failure> {
    let mut weights = BTreeMap::new();
    for criterion in Criterion::ALL.iter().filter(|c| !matches!(c, Criterion::Random | Criterion::Alert)) {
        weights.insert(*criterion, number(call, criterion.code())?);
    }
    let mut alerts = Vec::new();
    for n in 1..=pages::epermit::ALERTS {
        let (name, lane) = (format!("alert-{n}"), format!("alert-{n}-lane"));
        let text = call.typed(&name).trim().to_owned();
        // A name that is cleared takes its alert away.
        if text.is_empty() {
            continue;
        }
        let help = "Choose the lane that it forces.";
        let lane = Lane::from_code(call.typed(&lane)).ok_or_else(|| Failure::field(&lane, "alert-form", help))?;
        alerts.push(Alert { text, lane });
    }
    Ok(RiskRules {
        weights,
        yellow_from: number(call, "yellow_from")?,
        red_from: number(call, "red_from")?,
        sample_per_thousand: number(call, "sample_per_thousand")?,
        trusted_permits: number(call, "trusted_permits")?,
        quantity_times: number(call, "quantity_times")?,
        high_value_terms: list(call, "high_value_terms"),
        look_alikes: list(call, "look_alikes"),
        flagged_countries: flagged(call)?,
        alerts,
        ..base
    })
}

/// Proposes targets or criteria.
pub async fn propose_rules(call: Arc<Call>) -> Answer {
    let (office, who) = (&call.app.office, call.who()?);
    let (done, reason) = match call.typed("kind") {
        "targets" => {
            let reason = call.typed("targets-reason").to_owned();
            let done = match typed_targets(&call) {
                Ok(targets) => {
                    examination_set::propose_targets(office, &who, targets, reason).await.map_err(Failure::from)
                }
                Err(failure) => Err(failure),
            };
            (done, "targets-reason")
        }
        "risk" => {
            let mut read = call.read().await?;
            let (_, base) = examination_set::risk_rules(&mut read).await?;
            drop(read);
            let reason = call.typed("risk-reason").to_owned();
            let done = match typed_risk(&call, base) {
                Ok(rules) => examination_set::propose_risk(office, &who, rules, reason).await.map_err(Failure::from),
                Err(failure) => Err(failure),
            };
            (done, "risk-reason")
        }
        _ => return Err(Failure::NotFound),
    };
    match done {
        Ok(()) => Ok(go_and_say(&call, links::EXAMINATION_RULES, "flash-saved", None)),
        Err(failure) => {
            let at = |e: FieldError| if e.field == "reason" { FieldError { field: reason.into(), ..e } } else { e };
            let errors = failure.on_form()?.into_iter().map(at).collect();
            draw_rules(&call, call.typed_again(), errors).await
        }
    }
}

/// Which setting a word names.
pub fn rule_kind(text: &str) -> Result<RuleKind, Failure> {
    match text {
        "targets" => Ok(RuleKind::Targets),
        "risk" => Ok(RuleKind::Risk),
        _ => Err(Failure::NotFound),
    }
}

/// The second person confirms.
pub async fn confirm_rules(call: Arc<Call>) -> Answer {
    let kind = rule_kind(call.typed("kind"))?;
    let version = call.typed("version").parse().map_err(|_| Failure::NotFound)?;
    let done = examination_set::confirm(&call.app.office, &call.who()?, kind, version).await.map_err(Failure::from);
    match done {
        Ok(()) => Ok(go_and_say(&call, links::EXAMINATION_RULES, "flash-done", None)),
        Err(failure) => draw_rules(&call, BTreeMap::new(), failure.on_form()?).await,
    }
}

/// A box of three papers.
type Boxes = BTreeMap<(String, String), String>;

fn heads(exporter: &str, importer: Option<&str>, purpose: &str) -> Boxes {
    let mut out = Boxes::new();
    let mut put = |key: &str, text: String| out.insert((String::new(), key.to_owned()), text);
    put("exporter", exporter.to_owned());
    put("importer", importer.unwrap_or_default().to_owned());
    put("purpose", purpose.to_owned());
    out
}

const ORDER: &[&str] = &[
    "exporter",
    "importer",
    "purpose",
    "taxon",
    "description",
    "term",
    "quantity",
    "appendix",
    "source",
    "origin",
    "marks",
];

fn of_draft(draft: &Draft) -> Boxes {
    let importer = draft.importer.as_ref().map(|p| p.name.as_str());
    let mut out = heads(&draft.exporter.name, importer, draft.purpose.code());
    for (n, line) in draft.lines.iter().enumerate() {
        let block = cites::document::Block::nth(n).to_string();
        let DraftLine { taxon, description, term, quantity, appendix, source, origin, marks, .. } = line;
        for (key, text) in [
            ("taxon", taxon.to_string()),
            ("description", description.clone()),
            ("term", term.code().to_owned()),
            ("quantity", format!("{} {}", quantity.amount(), quantity.unit().code())),
            ("appendix", appendix.code().to_owned()),
            ("source", source.code().to_owned()),
            ("origin", origin.as_ref().map(|o| o.country.to_string()).unwrap_or_default()),
            ("marks", marks.join(", ")),
        ] {
            out.insert((block.clone(), key.to_owned()), text);
        }
    }
    out
}

fn of_document(document: &PermitDocument) -> Boxes {
    let importer = document.importer.as_ref().map(|p| p.name.as_str());
    let mut out = heads(&document.exporter.name, importer, document.purpose.code());
    for (n, line) in document.lines.iter().enumerate() {
        let block = cites::document::Block::nth(n).to_string();
        let SpecimenLine { taxon, description, term, quantity, appendix, source, origin, marks, .. } = line;
        for (key, text) in [
            ("taxon", taxon.to_string()),
            ("description", description.clone()),
            ("term", term.code().to_owned()),
            ("quantity", format!("{} {}", quantity.amount(), quantity.unit().code())),
            ("appendix", appendix.code().to_owned()),
            ("source", source.code().to_owned()),
            ("origin", origin.as_ref().map(|o| o.country.to_string()).unwrap_or_default()),
            ("marks", marks.join(", ")),
        ] {
            out.insert((block.clone(), key.to_owned()), text);
        }
    }
    out
}

/// Box by box, in the order of the form.
pub fn compared(seen: &compare::Compared) -> Vec<CompareLine> {
    let asked = of_draft(&seen.draft);
    let (partner, earlier) = (seen.partner.as_ref().map(of_document), seen.earlier.as_ref().map(of_document));
    let place = |key: &str| ORDER.iter().position(|k| *k == key).unwrap_or(ORDER.len());
    let mut keys: Vec<&(String, String)> = asked.keys().collect();
    keys.sort_by_key(|(block, key)| (block.len(), block.clone(), place(key)));
    keys.into_iter()
        .map(|at| CompareLine {
            key: at.1.clone(),
            block: at.0.clone(),
            asked: asked.get(at).cloned().unwrap_or_default(),
            partner: partner.as_ref().and_then(|b| b.get(at).cloned()),
            earlier: earlier.as_ref().and_then(|b| b.get(at).cloned()),
        })
        .collect()
}

/// Application, partner's permit and our earlier permit side by side.
pub async fn side_by_side(call: Arc<Call>) -> Answer {
    let (_, id) = load(&call).await?;
    let seen = compare::compare(&call.app.office, &call.reader()?, id).await?;
    let shown = face::ComparePage {
        shell: shell(&call).await,
        id: id.to_string(),
        reference: seen.reference.clone(),
        partner: seen.partner.as_ref().map(|d| d.number.to_string()),
        earlier: seen.earlier.as_ref().map(|d| d.number.to_string()),
        lines: compared(&seen),
    };
    page(&call, &shown)
}
