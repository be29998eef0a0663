//! The annual report and the figures over the API.

use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{created, file, json};
use crate::shared::route::Answer;
use cites::ids::ReportKind;
use office::ereport::build::{self, Built};
use report::{Profile, Sheet};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// Which year.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BuildReport {
    /// Calendar year.
    pub year: i16,
}

/// A version of a report.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportView {
    /// Id.
    pub id: String,
    /// Year.
    pub year: i16,
    /// Counts the versions of the year from 1.
    pub revision: i64,
    /// Was it handed in?
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitted: Option<bool>,
    /// When it was built.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub built_at: Option<String>,
    /// Counts: exports, imports, readiness, todo.
    #[schema(value_type = Object)]
    pub summary: serde_json::Value,
}

/// Versions.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportList {
    /// Newest year first.
    pub rows: Vec<ReportView>,
}

fn built_view(built: &Built) -> ReportView {
    let content = &built.content;
    ReportView {
        id: built.id.to_string(),
        year: content.year,
        revision: built.revision,
        submitted: None,
        built_at: None,
        summary: serde_json::json!({
            "exports": content.collected.sheet(Sheet::Exports).count(),
            "imports": content.collected.sheet(Sheet::Imports).count(),
            "readiness": content.readiness,
            "todo": content.collected.todo.len(),
        }),
    }
}

/// Years for which a report can be built.
///
/// # Errors
/// `year-range`.
pub fn check_year(year: i16) -> Result<i16, Failure> {
    if (1975..=2200).contains(&year) {
        Ok(year)
    } else {
        Err(Failure::field("year", "year-range", "Give a year, like 2026."))
    }
}

/// Builds a version of a year's report.
pub async fn make(call: Arc<Call>) -> Answer {
    let body: BuildReport = call.json()?;
    let built = build::build(&call.app.office, &call.who()?, check_year(body.year)?).await?;
    created(&built_view(&built), &format!("/api/reports/{}", built.id))
}

/// Versions of reports.
pub async fn list(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let rows = read.reports(100).await?;
    json(&ReportList {
        rows: rows
            .into_iter()
            .map(|r| ReportView {
                id: r.id.to_string(),
                year: r.year,
                revision: r.revision,
                submitted: Some(r.submitted),
                built_at: Some(r.built_at.to_string()),
                summary: r.summary,
            })
            .collect(),
    })
}

/// One version.
pub async fn get(call: Arc<Call>) -> Answer {
    let built = build::get(&call.app.office, &call.reader()?, call.id::<ReportKind>("report")?).await?;
    json(&built_view(&built))
}

/// A line of the report.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineView {
    /// Number of the permit.
    pub permit: String,
    /// Block.
    pub block: String,
    /// `exports` or `imports`.
    pub sheet: String,
    /// Name to report.
    pub species: String,
    /// Appendix.
    pub appendix: String,
    /// Term.
    pub term: String,
    /// Quantity.
    pub quantity: String,
    /// Unit.
    pub unit: String,
    /// Trading partner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner: Option<String>,
    /// Country of origin, where it is not the exporter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// What the checks say.
    pub findings: Vec<ReportFinding>,
}

/// What a check says of a line.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportFinding {
    /// Id of the rule.
    pub rule: String,
    /// How much it is worth.
    pub severity: String,
    /// The sentence, in the asker's language.
    pub sentence: String,
}

/// Lines of a version.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineList {
    /// By document number and block.
    pub rows: Vec<LineView>,
}

/// The lines of a version with their findings.
pub async fn lines(call: Arc<Call>) -> Answer {
    let built = build::get(&call.app.office, &call.reader()?, call.id::<ReportKind>("report")?).await?;
    let content = &built.content;
    let rows = content.collected.lines.iter().enumerate().map(|(n, l)| LineView {
        permit: l.permit.to_string(),
        block: l.block.to_string(),
        sheet: match l.sheet() {
            Sheet::Exports => "exports".into(),
            Sheet::Imports => "imports".into(),
        },
        species: l.species.to_string(),
        appendix: l.appendix.code().to_owned(),
        term: l.term.code().to_owned(),
        quantity: l.quantity.to_string(),
        unit: l.unit.code().to_owned(),
        partner: l.partner.map(|c| c.to_string()),
        origin: l.origin.map(|c| c.to_string()),
        findings: build::findings_of(content, n)
            .map(|f| ReportFinding {
                rule: f.rule.to_string(),
                severity: f.severity.code().to_owned(),
                sentence: f.sentence(call.lang),
            })
            .collect(),
    });
    json(&LineList { rows: rows.collect() })
}

/// A file of a version: `exports.csv`, `imports.csv`, `report.xlsx`.
///
/// # Errors
/// [`Failure::NotFound`] for another name.
pub fn made_file(call: &Call, built: &Built, name: &str) -> Answer {
    let profile = match call.asked("profile") {
        None | Some("2025") => Profile::Y2025,
        Some("pre2025") => Profile::Pre2025,
        Some(_) => return Err(Failure::field("profile", "profile-unknown", "Give 2025 or pre2025.")),
    };
    let csv = |sheet| build::csv(&built.content, sheet, profile);
    let (bytes, media) = match name {
        "exports.csv" => (csv(Sheet::Exports)?, "text/csv; charset=utf-8"),
        "imports.csv" => (csv(Sheet::Imports)?, "text/csv; charset=utf-8"),
        "report.xlsx" => (
            build::workbook(&call.app.office, &call.reader()?, built, profile, call.lang)?,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        _ => return Err(Failure::NotFound),
    };
    Ok(file(bytes, media, &format!("{}-{name}", built.content.year), false))
}

/// A file of a version.
pub async fn report_file(call: Arc<Call>) -> Answer {
    let built = build::get(&call.app.office, &call.reader()?, call.id::<ReportKind>("report")?).await?;
    made_file(&call, &built, call.param("file"))
}

/// The figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct DashboardView {
    /// Twelve months, oldest first; months without traffic are absent.
    pub months: Vec<MonthView>,
    /// How many things stand in which status.
    pub counts: Vec<CountView>,
    /// Open cases by age, the youngest first.
    pub ages: Vec<AgeView>,
}

/// Open cases of an age.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgeView {
    /// From so many working days.
    pub from: u32,
    /// To so many; `null`: any more.
    pub to: Option<u32>,
    /// Cases.
    pub cases: u32,
}

/// One month.
#[derive(Debug, Serialize, ToSchema)]
pub struct MonthView {
    /// Like `2026-11`.
    pub month: String,
    /// Applications handed in.
    pub submitted: i64,
    /// Permits issued.
    pub issued: i64,
    /// Applications refused.
    pub refused: i64,
    /// Permits endorsed.
    pub endorsed: i64,
    /// Foreign permits received.
    pub received: i64,
    /// Average processing time in hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub average_hours: Option<f64>,
}

/// A count.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountView {
    /// `application`, `permit` or `foreign`.
    pub entity: String,
    /// Status.
    pub status: String,
    /// How many.
    pub count: i64,
}

/// First and last month of the twelve that are shown.
pub fn year_back(today: cites::Date) -> (String, String) {
    let first = today.first_of_month();
    let from = jiff::ToSpan::months(-11);
    let start = first.checked_add(from).unwrap_or(first);
    (start.strftime("%Y-%m").to_string(), first.strftime("%Y-%m").to_string())
}

/// The figures of the authority.
pub async fn dashboard(call: Arc<Call>) -> Answer {
    let (from, to) = year_back(day(call.app.office.clock.now()));
    let mut read = call.read().await?;
    let months = read.dashboard_months(&from, &to).await?;
    let counts = read.status_counts().await?;
    let ages = super::year::ages(&read.open_by_day().await?, call.app.office.clock.now());
    json(&DashboardView {
        ages: ages.into_iter().map(|a| AgeView { from: a.from, to: a.to, cases: a.cases }).collect(),
        months: months
            .iter()
            .map(|m| MonthView {
                month: m.month.clone(),
                submitted: m.submitted,
                issued: m.issued,
                refused: m.refused,
                endorsed: m.endorsed,
                received: m.received,
                average_hours: m.average_hours(),
            })
            .collect(),
        counts: counts.into_iter().map(|c| CountView { entity: c.entity, status: c.status, count: c.count }).collect(),
    })
}
