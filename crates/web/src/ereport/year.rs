//! The year's report: readiness, lines with findings, files; and the dashboard.

use super::api::{check_year, made_file, year_back};
use crate::epermit::lists::waiting;
use crate::shared::call::Call;
use crate::shared::draw::{next_page, working_days};
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{go, go_and_say, page};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::CountryCode;
use office::ereport::build::{self, Content, findings_of};
use pages::ereport::{AgeFigure, Dashboard, Figure, LineState, MonthFigure, ReportFile, ReportLine, ReportPage};
use pages::links;
use permits::DeskAct;
use report::{Severity, Sheet};
use std::sync::Arc;
use store::ReportRow;

/// Lines on a page.
const LINES: usize = 50;

/// Reports: this year's.
pub async fn start(call: Arc<Call>) -> Answer {
    Ok(go(&links::report(day(call.app.office.clock.now()).year())))
}

fn asked_year(call: &Call) -> Result<i16, Failure> {
    let year = call.param("year").parse().map_err(|_| Failure::NotFound)?;
    check_year(year).map_err(|_| Failure::NotFound)
}

fn line_state(content: &Content, place: usize) -> LineState {
    let worst = findings_of(content, place).map(|f| match f.severity {
        Severity::Primary => LineState::MustFix,
        Severity::Secondary => LineState::Check,
        Severity::Own if f.withheld => LineState::MustFix,
        Severity::Own => LineState::Check,
    });
    worst.min().unwrap_or(LineState::Ready)
}

async fn versions(call: &Call, year: i16) -> Result<Vec<ReportRow>, Failure> {
    let mut read = call.read().await?;
    Ok(read.reports(100).await?.into_iter().filter(|r| r.year == year).collect())
}

/// The report of a year, as the records stand now.
pub async fn show(call: Arc<Call>) -> Answer {
    let year = asked_year(&call)?;
    let content = build::collect(&call.app.office, &call.reader()?, year).await?;
    let built = versions(&call, year).await?;
    let table = if call.asked("table") == Some("imports") { "imports" } else { "exports" };
    let sheet = if table == "imports" { Sheet::Imports } else { Sheet::Exports };
    let mut counts = [0_u32; 4];
    let mut lines: Vec<(LineState, usize)> = Vec::new();
    for (n, line) in content.collected.lines.iter().enumerate() {
        if line.sheet() != sheet {
            continue;
        }
        let state = line_state(&content, n);
        let slot = match state {
            LineState::MustFix => 0,
            LineState::Check => 1,
            LineState::Accepted => 2,
            LineState::Ready => 3,
        };
        counts[slot] += 1;
        lines.push((state, n));
    }
    let wanted = call.asked("state");
    lines.retain(|(state, _)| wanted.is_none_or(|w| state.code() == w));
    lines.sort();
    let from: usize = call.asked("after").and_then(|n| n.parse().ok()).unwrap_or(0);
    let more = lines.len() > from.saturating_add(LINES);
    let shown_lines = lines
        .iter()
        .skip(from)
        .take(LINES)
        .map(|(state, n)| {
            let line = &content.collected.lines[*n];
            ReportLine {
                permit: line.permit.to_string(),
                fix: if sheet == Sheet::Exports {
                    links::permit(line.permit.as_str())
                } else {
                    links::FOREIGN.to_owned()
                },
                taxon: line.species.to_string(),
                appendix: line.appendix,
                term: line.term,
                quantity: line.quantity,
                unit: line.unit,
                partner: line.partner.unwrap_or(CountryCode::UNKNOWN),
                source: line.source,
                state: *state,
                findings: findings_of(&content, *n).map(|f| f.sentence(call.lang)).collect(),
            }
        })
        .collect();
    let this = day(call.app.office.clock.now()).year();
    let mut years = vec![this, this - 1, this - 2];
    if !years.contains(&year) {
        years.push(year);
    }
    let shown = ReportPage {
        shell: shell(&call).await,
        year,
        years,
        table: table.to_owned(),
        counts,
        lines: shown_lines,
        typed: call.asked_again(),
        next: next_page(&call, more.then_some(from + LINES)),
        files: built.first().map(files).unwrap_or_default(),
        can_build: call.seat()?.has(DeskAct::ReportBuild.roles()),
    };
    page(&call, &shown)
}

/// The files of the newest version.
fn files(row: &ReportRow) -> Vec<ReportFile> {
    let lines = |key: &str| u32::try_from(row.summary[key].as_u64().unwrap_or(0)).unwrap_or(0);
    let (exports, imports) = (lines("exports"), lines("imports"));
    [("exports.csv", exports), ("imports.csv", imports), ("report.xlsx", exports + imports)]
        .map(|(name, lines)| ReportFile {
            name: name.to_owned(),
            at: row.built_at,
            lines,
            digest: row.digest.to_string(),
        })
        .to_vec()
}

/// Builds a version.
pub async fn make(call: Arc<Call>) -> Answer {
    let year = asked_year(&call)?;
    build::build(&call.app.office, &call.who()?, year).await?;
    Ok(go_and_say(&call, &links::report(year), "flash-done", None))
}

/// A file of the newest version of a year.
pub async fn report_file(call: Arc<Call>) -> Answer {
    let year = asked_year(&call)?;
    let newest = versions(&call, year).await?.into_iter().next().ok_or(Failure::NotFound)?;
    let built = build::get(&call.app.office, &call.reader()?, newest.id).await?;
    made_file(&call, &built, call.param("file"))
}

/// Last working day of each age; what is older has no last one.
const AGES: [u32; 4] = [5, 10, 20, 30];

/// Open cases by age in working days.
pub(super) fn ages(by_day: &[(cites::Timestamp, i64)], now: cites::Timestamp) -> Vec<AgeFigure> {
    let mut from = 0;
    let mut ages = Vec::new();
    for to in AGES.into_iter().map(Some).chain([None]) {
        ages.push(AgeFigure { from, to, cases: 0 });
        from = to.map_or(from, |to| to + 1);
    }
    for (day, cases) in by_day {
        let age = working_days(*day, now);
        if let Some(of) = ages.iter_mut().find(|a| a.to.is_none_or(|to| age <= to)) {
            of.cases = of.cases.saturating_add(u32::try_from(*cases).unwrap_or(0));
        }
    }
    ages
}

/// The figures for managers.
pub async fn dashboard(call: Arc<Call>) -> Answer {
    let today = day(call.app.office.clock.now());
    let (from, to) = year_back(today);
    let mut read = call.read().await?;
    let known = read.dashboard_months(&from, &to).await?;
    let times = read.service_times(&from, &to).await?;
    let target = office::epermit::urgent::duration(&mut read).await?.usual;
    let by_day = read.open_by_day().await?;
    let ages = ages(&by_day, call.app.office.clock.now());
    let waiting = waiting(&call, &mut read, 5).await?;
    let border = office::econtrol::border_clock::waiting(&mut read, call.app.office.clock.now()).await?;
    drop(read);
    let median = |month: &str| {
        let hours = times.iter().filter(|(m, _, _, _)| m == month).map(|(_, _, hours, permits)| (*hours, *permits));
        permits::clocks::Spread::of(hours).map(|s| s.median)
    };
    let mut months = Vec::new();
    let mut month = today.first_of_month().checked_add(jiff::ToSpan::months(-11)).unwrap_or(today.first_of_month());
    for _ in 0..12 {
        let name = month.strftime("%Y-%m").to_string();
        let found = known.iter().find(|m| m.month == name);
        let mean = found.and_then(store::Month::average_hours);
        months.push(MonthFigure {
            month,
            mean_hours: mean.map(|h| h.round().clamp(0.0, f64::from(u32::MAX)) as u32),
            median_hours: median(&name),
            permits: found.map_or(0, |m| u32::try_from(m.processed).unwrap_or(0)),
            came_in: found.map_or(0, |m| u32::try_from(m.submitted).unwrap_or(0)),
            went_out: found.map_or(0, |m| u32::try_from(m.issued + m.refused).unwrap_or(0)),
        });
        month = month.checked_add(jiff::ToSpan::months(1)).unwrap_or(month);
    }
    let now = known.iter().find(|m| m.month == to);
    let open: i64 = by_day.iter().map(|(_, cases)| cases).sum();
    let mut figures = Vec::new();
    if let Some(hours) = months.last().and_then(|m| m.mean_hours) {
        figures.push(Figure::Hours(hours));
    }
    figures.push(Figure::Issued(now.map_or(0, |m| u32::try_from(m.issued).unwrap_or(0))));
    figures.push(Figure::Open(u32::try_from(open).unwrap_or(0)));
    figures.push(Figure::Border(border.0, border.1));
    let shown = Dashboard {
        shell: shell(&call).await,
        month: today.first_of_month(),
        figures,
        months,
        target_hours: Some(target),
        ages,
        waiting,
    };
    page(&call, &shown)
}
