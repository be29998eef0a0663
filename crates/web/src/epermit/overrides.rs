//! Checks that a supervisor sets aside, over HTTP: on one case, and the report with its file.

use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::openapi::{Doc, Gives, of};
use crate::shared::respond::{file, form_status, go_and_say, json, page_with};
use crate::shared::route::{Answer, May, Route, api, form, page};
use crate::shared::shell::shell;
use cites::Date;
use cites::ids::{ApplicationId, ApplicationKind};
use office::epermit::overrides::{self, OVERRIDERS, READERS};
use pages::epermit::{AsideRow, OpenCheck, OverrideReport, OverridesPage};
use pages::{FieldError, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::OverrideRow;
use utoipa::ToSchema;

/// Between rule and sentence in what the form sends.
const MARK: &str = "#";
const SPAN: &[(&str, &str)] = &[
    ("from", "The first day, like 2026-01-01; the first of January of this year when absent."),
    ("to", "The last day; today when absent."),
];

/// The rows.
pub fn routes() -> Vec<Route> {
    let readers = May::Any(READERS);
    let list = |summary| Doc::read("examination", summary, Gives::Json(of::<CaseOverrides>));
    vec![
        page!("/applications/{application}/overrides", readers, show),
        form!("/applications/{application}/overrides", May::Any(OVERRIDERS), answer),
        page!(links::OVERRIDE_REPORT, readers, report),
        page!(links::OVERRIDE_FILE, readers, report_file),
        api!(GET "/api/applications/{application}/overrides", readers, list("Checks that may be set aside, and those that were."), get),
        api!(POST "/api/applications/{application}/overrides", May::Any(OVERRIDERS), Doc { input: Some(of::<OverrideBody>), ..list("A supervisor sets a check aside.") }, post),
        api!(GET "/api/overrides", readers, Doc::read("examination", "Every check that was set aside in a span of days, counted by rule.", Gives::Json(of::<OverrideList>)).query(SPAN), list_api),
    ]
}

/// Which check is set aside, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OverrideBody {
    /// Id of the rule.
    pub rule: String,
    /// What the check says, as the list of those that may be set aside has it.
    pub said: String,
    /// Why.
    pub reason: String,
}

/// A check of a case that may be set aside.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenCheckView {
    /// Id of the rule.
    pub rule: String,
    /// What it says: exact, in English.
    pub said: String,
}

/// One that was set aside.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverrideView {
    /// Id of the case.
    pub application: String,
    /// Its reference.
    pub reference: String,
    /// Id of the rule.
    pub rule: String,
    /// What the check said.
    pub said: String,
    /// Why it was set aside.
    pub reason: String,
    /// Who did it.
    pub person: String,
    /// When, UTC.
    pub at: String,
}

impl From<&OverrideRow> for OverrideView {
    fn from(row: &OverrideRow) -> OverrideView {
        OverrideView {
            application: row.application.to_string(),
            reference: row.reference.clone(),
            rule: row.rule.clone(),
            said: row.said.clone(),
            reason: row.reason.clone(),
            person: row.name.clone(),
            at: row.at.to_string(),
        }
    }
}

/// What may be and what was set aside in a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseOverrides {
    /// Checks that may be set aside.
    pub open: Vec<OpenCheckView>,
    /// Checks that were, the oldest first.
    pub rows: Vec<OverrideView>,
}

/// How often a rule was set aside.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverrideCount {
    /// Id of the rule.
    pub rule: String,
    /// How often.
    pub times: i64,
    /// In how many cases.
    pub cases: i64,
}

/// Everything that was set aside in a span of days.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverrideList {
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// By rule, the most frequent first.
    pub counts: Vec<OverrideCount>,
    /// Each of them, the newest first.
    pub rows: Vec<OverrideView>,
}

/// What a rule is about, in the reader's language.
fn titles(call: &Call) -> Result<impl Fn(&str) -> String + use<>, Failure> {
    let all = rules::catalogue(&call.app.office.law(&call.seat()?.house));
    let lang = call.lang;
    Ok(move |id: &str| all.iter().find(|r| r.id == id).map_or_else(|| id.to_owned(), |r| r.title(lang).to_owned()))
}

fn shown(row: &OverrideRow, title: &impl Fn(&str) -> String) -> AsideRow {
    AsideRow {
        id: row.application.to_string(),
        reference: row.reference.clone(),
        rule: row.rule.clone(),
        title: title(&row.rule),
        said: row.said.clone(),
        reason: row.reason.clone(),
        by: row.name.clone(),
        at: row.at,
    }
}

async fn draw(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let id = call.id::<ApplicationKind>("application")?;
    let (stored, trace, rows) = overrides::of_case(&call.app.office, &call.reader()?, id).await?;
    let title = titles(call)?;
    let may = call.seat()?.has(OVERRIDERS);
    let open = trace.overridable().filter(|_| may).map(|c| OpenCheck {
        value: format!("{}{MARK}{}", c.rule, c.named()),
        title: title(&c.rule),
        sentence: c.sentence(call.lang),
        citation: c.citation.words(call.lang),
    });
    let status = form_status(&errors);
    let page = OverridesPage {
        open: open.collect(),
        shell: shell(call).await,
        id: id.to_string(),
        reference: stored.columns.reference.clone(),
        rows: rows.iter().map(|row| shown(row, &title)).collect(),
        typed,
        errors,
    };
    page_with(call, &page, status)
}

/// What may be and what was set aside in a case.
pub async fn show(call: Arc<Call>) -> Answer {
    draw(&call, BTreeMap::new(), Vec::new()).await
}

/// Sets a check aside.
pub async fn answer(call: Arc<Call>) -> Answer {
    let id = call.id::<ApplicationKind>("application")?;
    let check = call.typed("check").split_once(MARK).unwrap_or_default();
    match overrides::set_aside(&call.app.office, &call.who()?, id, check, call.typed("reason")).await {
        Ok(()) => Ok(go_and_say(&call, &links::application(&id.to_string()), "flash-done", None)),
        Err(error) => draw(&call, call.typed_again(), Failure::from(error).on_form()?).await,
    }
}

async fn view(call: &Call, id: ApplicationId) -> Answer {
    let (_, trace, rows) = overrides::of_case(&call.app.office, &call.reader()?, id).await?;
    let open = trace.overridable().map(|c| OpenCheckView { rule: c.rule.to_string(), said: c.named() }).collect();
    json(&CaseOverrides { open, rows: rows.iter().map(OverrideView::from).collect() })
}

/// What may be and what was set aside in a case, for programs.
pub async fn get(call: Arc<Call>) -> Answer {
    view(&call, call.id::<ApplicationKind>("application")?).await
}

/// Sets a check aside, for programs.
pub async fn post(call: Arc<Call>) -> Answer {
    let body: OverrideBody = call.json()?;
    let id = call.id::<ApplicationKind>("application")?;
    let check = (body.rule.as_str(), body.said.as_str());
    overrides::set_aside(&call.app.office, &call.who()?, id, check, &body.reason).await?;
    view(&call, id).await
}

/// The span that is asked for: this year so far when nothing is said.
fn span(call: &Call) -> Result<(Date, Date), Failure> {
    let today = day(call.app.office.clock.now());
    let read = |name: &str, usual: Date| match call.asked(name).map(str::trim).filter(|t| !t.is_empty()) {
        None => Ok(usual),
        Some(text) => text.parse().map_err(|_| Failure::field(name, "date-form", "Give a date, like 2026-11-02.")),
    };
    Ok((read("from", today.first_of_year())?, read("to", today)?))
}

/// The report.
pub async fn report(call: Arc<Call>) -> Answer {
    let today = day(call.app.office.clock.now());
    let mut typed = call.asked_again();
    let asked = match span(&call) {
        Ok((from, to)) => overrides::report(&call.app.office, &call.reader()?, from, to).await.map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    let (seen, errors) = match asked {
        Ok(seen) => (seen, Vec::new()),
        Err(failure) => {
            let none = overrides::Report { from: today, to: today, counts: Vec::new(), rows: Vec::new() };
            (none, failure.on_form()?)
        }
    };
    typed.entry("from".into()).or_insert_with(|| seen.from.to_string());
    typed.entry("to".into()).or_insert_with(|| seen.to.to_string());
    let title = titles(&call)?;
    let few = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let counts = seen.counts.iter().map(|(rule, n, cases)| (rule.clone(), title(rule), few(*n), few(*cases)));
    let status = form_status(&errors);
    let page = OverrideReport {
        counts: counts.collect(),
        shell: shell(&call).await,
        span: (seen.from, seen.to),
        rows: seen.rows.iter().map(|row| shown(row, &title)).collect(),
        typed,
        errors,
    };
    page_with(&call, &page, status)
}

/// The report as a file.
pub async fn report_file(call: Arc<Call>) -> Answer {
    let (from, to) = span(&call)?;
    let bytes = overrides::csv(&call.app.office, &call.reader()?, from, to).await?;
    Ok(file(bytes, "text/csv; charset=utf-8", &format!("overrides-{from}-{to}.csv"), false))
}

/// The report, for programs.
pub async fn list_api(call: Arc<Call>) -> Answer {
    let (from, to) = span(&call)?;
    let seen = overrides::report(&call.app.office, &call.reader()?, from, to).await?;
    json(&OverrideList {
        from: seen.from.to_string(),
        to: seen.to.to_string(),
        counts: seen.counts.into_iter().map(|(rule, times, cases)| OverrideCount { rule, times, cases }).collect(),
        rows: seen.rows.iter().map(OverrideView::from).collect(),
    })
}
