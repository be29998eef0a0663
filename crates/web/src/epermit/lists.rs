//! Lists: the officer's work and the Scientific Authority's queue.

use super::api::after;
use super::desk;
use super::examination::clock_row;
use crate::shared::call::Call;
use crate::shared::draw::{ROWS, appendix, next_page, working_days};
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go, go_and_say, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::ids::ApplicationId;
use cites::{Appendix, ApplicationStatus, Date, DocumentType, Role, Timestamp};
use office::epermit::{awaited, queue, risk};
use pages::epermit as face;
use pages::epermit::{Tab, WorkRow};
use pages::{FieldError, links};
use permits::application::tasks::PRIORITY;
use permits::clocks::Reading;
use permits::timeline::Clock;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{ApplicationRow, Cursor, Read};

/// Statuses in which somebody of the authority has to act.
const OURS: &[ApplicationStatus] = &[
    ApplicationStatus::Submitted,
    ApplicationStatus::Accepted,
    ApplicationStatus::UnderExamination,
    ApplicationStatus::Inspected,
    ApplicationStatus::DecisionProposed,
    ApplicationStatus::Approved,
    ApplicationStatus::UnderAppeal,
];

/// Statuses in which nobody has taken the case yet.
const NOBODYS: &[ApplicationStatus] = &[ApplicationStatus::Submitted, ApplicationStatus::Accepted];

/// Rows of a page of cases that wait for an import permit, as far as they are counted while reading.
const PAGE: usize = 30;

/// Open cases read for a list that is sorted by turn or clock.
const IN_LINE: i64 = 400;

/// Working days after which a case counts as due.
const DUE_DAYS: u32 = 8;

pub(crate) fn more_lines(count: i64) -> usize {
    usize::try_from(count.saturating_sub(1)).unwrap_or(0)
}

/// Names of the applicants on a page of a list: companies first, then persons. Two questions at most.
async fn names(read: &mut Read, rows: &[ApplicationRow]) -> Result<BTreeMap<String, String>, Failure> {
    let mut names = BTreeMap::new();
    let companies: Vec<_> = rows.iter().filter_map(|r| r.organisation).collect();
    if !companies.is_empty() {
        names.extend(read.organisation_names(&companies).await?.into_iter().map(|(id, name)| (id.to_string(), name)));
    }
    let people: Vec<_> = rows.iter().filter(|r| r.organisation.is_none()).filter_map(|r| r.applicant).collect();
    if !people.is_empty() {
        names.extend(read.person_names(&people).await?.into_iter().map(|(id, name)| (id.to_string(), name)));
    }
    Ok(names)
}

/// Clocks, lanes and flags of a list; the lane is for those who read risk.
async fn adorn(call: &Call, read: &mut Read, found: &[ApplicationRow], rows: &mut [WorkRow]) -> Result<(), Failure> {
    let ids: Vec<_> = found.iter().map(|r| r.id).collect();
    let glances = queue::glance(read, &call.app.office, &ids).await?;
    let reads_risk = call.seat()?.has(risk::READERS);
    let now = call.app.office.clock.now();
    for row in rows {
        let glance = ApplicationId::parse(&row.id).ok().and_then(|id| glances.get(&id));
        let Some(queue::Seen { clock, lane, flags, step }) = glance else { continue };
        row.step = step;
        row.clock = clock.as_ref().map(clock_row);
        row.late = false;
        let word = "urgent".to_owned();
        if flags.contains(&word) {
            // Its own promised day, by the clock that counts now.
            row.due = clock.as_ref().filter(|c| c.runs()).and_then(|c| due(c, now));
            if !reads_risk {
                row.flags.push(word);
            }
        }
        let waits = awaited::PAPER.to_owned();
        if !reads_risk && flags.contains(&waits) {
            row.flags.push(waits);
        }
        if !reads_risk {
            row.flags.extend(flags.iter().filter(|f| f.starts_with(queue::OPEN)).cloned());
        }
        if reads_risk {
            row.lane = lane.map(|l| l.code().to_owned());
            row.flags.extend(flags.iter().cloned());
        }
    }
    Ok(())
}

/// The day on which a clock that runs will have used its target.
fn due(clock: &Reading, now: Timestamp) -> Option<Date> {
    let left = i64::from(clock.target_hours) * 3600 - clock.used;
    now.checked_add(jiff::SignedDuration::from_secs(left)).ok().map(day)
}

fn work_row(call: &Call, r: &ApplicationRow, names: &BTreeMap<String, String>, now: Timestamp) -> Option<WorkRow> {
    let origin = call.seat.as_ref().map(|s| s.house.party());
    let taxon = r.taxon.clone().unwrap_or_default();
    let age_days = working_days(r.submitted_at.unwrap_or(r.created_at), now);
    let of = r.organisation.map(|o| o.to_string()).or(r.applicant.map(|a| a.to_string()));
    Some(WorkRow {
        id: r.id.to_string(),
        reference: r.reference.clone(),
        applicant: of.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        kind: r.kind?,
        appendix: appendix(call, &taxon, origin, day(now)).unwrap_or(Appendix::N),
        taxon,
        more_lines: more_lines(r.line_count),
        partner: r.partner?,
        status: r.status,
        age_days,
        due: None,
        late: OURS.contains(&r.status) && age_days > 2 * DUE_DAYS,
        flags: Vec::new(),
        clock: None,
        lane: None,
        step: "",
    })
}

/// The officer's work list.
pub async fn work(call: Arc<Call>) -> Answer {
    draw_work(&call, Vec::new()).await
}

async fn draw_work(call: &Call, errors: Vec<FieldError>) -> Answer {
    let seat = call.seat()?;
    let now = call.app.office.clock.now();
    let tab = call.asked("tab").and_then(Tab::from_code).unwrap_or(if seat.has(&[Role::MaOfficer]) {
        Tab::Mine
    } else {
        Tab::All
    });
    let status = call.asked("status").and_then(ApplicationStatus::from_code);
    let kind = call.asked("kind").and_then(DocumentType::from_code);
    let from = after(call, Cursor::OLDEST)?;
    let sort = call.asked("sort").and_then(|s| face::Work::SORTS.iter().copied().find(|known| *known == s));
    let sort = sort.unwrap_or(face::Work::SORTS[0]);
    let mut read = call.read().await?;
    let counted = read.status_counts().await?;
    let count = |of: &dyn Fn(ApplicationStatus) -> bool| {
        let sum: i64 = counted
            .iter()
            .filter(|c| c.entity == "application")
            .filter(|c| ApplicationStatus::from_code(&c.status).is_some_and(of))
            .map(|c| c.count)
            .sum();
        u32::try_from(sum).unwrap_or(0)
    };
    let others: Vec<ApplicationStatus> = ApplicationStatus::ALL
        .iter()
        .copied()
        .filter(|s| matches!(Clock::of(*s), Clock::Applicant | Clock::ThirdParty) && *s != ApplicationStatus::Draft)
        .collect();
    let open: Vec<ApplicationStatus> = OURS.iter().chain(&others).copied().collect();
    let waits = call.asked("waits") == Some(awaited::PAPER);
    let me = seat.person.id;
    // Sorted otherwise than by what lies longest, a list is one page of those whose turn comes first.
    let line = match sort {
        "untouched" => None,
        _ if waits => None,
        _ => Some(read.open_by_turn(IN_LINE).await?),
    };
    let (mine, my_count) = match &line {
        Some(line) => (None, line.iter().filter(|r| r.officer == Some(me)).count()),
        None => {
            let mine = read.worklist_of_officer(me, if tab == Tab::Mine { from } else { Cursor::OLDEST }, ROWS).await?;
            let count = mine.rows.len();
            (Some(mine), count)
        }
    };
    let my_count = u32::try_from(my_count).unwrap_or(0);
    let of_tab = |r: &ApplicationRow| match tab {
        Tab::Mine => r.officer == Some(me),
        Tab::Unassigned => NOBODYS.contains(&r.status),
        Tab::Waiting => others.contains(&r.status),
        Tab::Due => OURS.contains(&r.status),
        Tab::All => open.contains(&r.status),
    };
    // Waiting for an import permit is no state of its own: a case that has one of two may be with the officer again.
    let found = match (tab, status) {
        _ if line.is_some() => {
            let rows = line.into_iter().flatten().filter(|r| of_tab(r) && status.is_none_or(|s| r.status == s));
            store::Page { rows: rows.take(2 * PAGE).collect(), next: None }
        }
        (_, Some(status)) if waits => {
            let mine = |r: &ApplicationRow| tab != Tab::Mine || r.officer == Some(me);
            awaited::waiting(&mut read, &call.app.office, &[status], from, PAGE, mine).await?
        }
        (_, None) if waits => {
            let of: &[ApplicationStatus] = match tab {
                Tab::Unassigned => NOBODYS,
                Tab::Waiting => &others,
                Tab::Due => OURS,
                Tab::Mine | Tab::All => &open,
            };
            let mine = |r: &ApplicationRow| tab != Tab::Mine || r.officer == Some(me);
            awaited::waiting(&mut read, &call.app.office, of, from, PAGE, mine).await?
        }
        (Tab::Mine, _) => mine.unwrap_or(store::Page { rows: Vec::new(), next: None }),
        (Tab::Unassigned, _) => read.worklist(NOBODYS, from, ROWS).await?,
        (Tab::Waiting, _) => read.worklist(&others, from, ROWS).await?,
        (Tab::Due, _) => read.worklist(OURS, from, ROWS).await?,
        (Tab::All, Some(task)) if PRIORITY.contains(&task) => read.tasklist(task, from, ROWS).await?,
        (Tab::All, Some(status)) => read.worklist(&[status], from, ROWS).await?,
        (Tab::All, None) => read.worklist(&open, from, ROWS).await?,
    };
    let by_task = !waits && tab == Tab::All && status.is_some_and(|s| PRIORITY.contains(&s));
    let names = names(&mut read, &found.rows).await?;
    let query = call.asked("q").unwrap_or("").to_lowercase();
    let mut rows: Vec<WorkRow> = found
        .rows
        .iter()
        .filter(|r| status.is_none_or(|s| r.status == s || by_task) && kind.is_none_or(|k| r.kind == Some(k)))
        .filter_map(|r| work_row(call, r, &names, now))
        .filter(|r| tab != Tab::Due || r.age_days >= DUE_DAYS)
        .filter(|r| {
            query.is_empty()
                || [&r.reference, &r.applicant, &r.taxon].iter().any(|text| text.to_lowercase().contains(&query))
        })
        .collect();
    adorn(call, &mut read, &found.rows, &mut rows).await?;
    drop(read);
    if sort == "clock" {
        rows.sort_by_key(|r| std::cmp::Reverse(r.clock.as_ref().map(|c| c.percent)));
    }
    rows.truncate(PAGE);
    let due = if tab == Tab::Due { u32::try_from(rows.len()).unwrap_or(0) } else { 0 };
    let status = form_status(&errors);
    let shown = face::Work {
        shell: shell(call).await,
        tab,
        counts: [
            my_count,
            count(&|s| NOBODYS.contains(&s)),
            count(&|s| others.contains(&s)),
            due,
            count(&|s| open.contains(&s)),
        ],
        typed: call.asked_again(),
        rows,
        next: next_page(call, found.next),
        can_take: seat.has(&[Role::MaOfficer]),
        sort,
        errors,
    };
    page_with(call, &shown, status)
}

/// Takes the case whose turn it is, with the reader's word that there is no interest in it.
pub async fn take_next(call: Arc<Call>) -> Answer {
    match queue::take_next(&call.app.office, &call.who()?, desk::ticked(&call)).await.map_err(desk::at_the_tick) {
        Ok(Some(stepped)) => Ok(go(&links::application(&stepped.application.id().to_string()))),
        Ok(None) => {
            let back = format!("{}?tab={}", links::WORK, Tab::Unassigned.code());
            Ok(go_and_say(&call, &back, "flash-none-waits", None))
        }
        Err(failure) => draw_work(&call, failure.on_form()?).await,
    }
}

/// The Scientific Authority's queue.
pub async fn consultations(call: Arc<Call>) -> Answer {
    let now = call.app.office.clock.now();
    let mut read = call.read().await?;
    // Whatever else is open and shown.
    let found = read.tasklist(ApplicationStatus::SaConsultation, after(&call, Cursor::OLDEST)?, ROWS).await?;
    let names = names(&mut read, &found.rows).await?;
    let mut rows: Vec<WorkRow> = found.rows.iter().filter_map(|r| work_row(&call, r, &names, now)).collect();
    adorn(&call, &mut read, &found.rows, &mut rows).await?;
    drop(read);
    let shown = face::Consultations { shell: shell(&call).await, rows, next: next_page(&call, found.next) };
    page(&call, &shown)
}

/// Cases that have waited longest, for the dashboard.
///
/// # Errors
/// What the archive says.
pub async fn waiting(call: &Call, read: &mut Read, limit: i64) -> Result<Vec<WorkRow>, Failure> {
    let found = read.worklist(OURS, Cursor::OLDEST, limit).await?;
    let names = names(read, &found.rows).await?;
    let now = call.app.office.clock.now();
    Ok(found.rows.iter().filter_map(|r| work_row(call, r, &names, now)).collect())
}
