//! What customs may expect at a port: the page, the file to take along, and the same over the API.

use super::customs::{ports, stricter};
use crate::epermit::lists::more_lines;
use crate::shared::call::Call;
use crate::shared::draw::{ROWS, next_page};
use crate::shared::failure::Failure;
use crate::shared::respond::{file, json, page};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use office::econtrol::expected::{self, Ahead, Expected};
use pages::econtrol as face;
use pages::econtrol::Lane;
use pages::links;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// A permit whose goods are expected.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExpectedView {
    /// Id.
    id: String,
    /// Number.
    number: String,
    /// Kind of document.
    document: String,
    /// Holder.
    holder: String,
    /// Species of the first line.
    taxon: String,
    /// Lines.
    lines: i64,
    /// The country on the other side.
    country: String,
    /// UN/LOCODE or name of our port; empty: none was named.
    port: String,
    /// The planned day; `null`: none was named.
    planned: Option<String>,
    /// Last day of the permit.
    valid_until: String,
    /// Lane of its case; `null`: no score was made.
    lane: Option<String>,
}

/// A page of them, the soonest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExpectedList {
    /// Permits.
    rows: Vec<ExpectedView>,
    /// Ask with `after` set to this for more.
    next: Option<String>,
}

/// What is asked: port (empty: any) and how far ahead.
fn question(call: &Call) -> Result<(String, Ahead), Failure> {
    let ahead = match call.asked("days") {
        None | Some("") => Ahead::Week,
        Some(code) => {
            Ahead::from_code(code).ok_or_else(|| Failure::field("days", "choose-one", "Choose from the list."))?
        }
    };
    Ok((call.asked("port").unwrap_or("").trim().to_owned(), ahead))
}

async fn rows(call: &Call) -> Result<(Vec<Expected>, Option<String>), Failure> {
    let (port, ahead) = question(call)?;
    let after = match call.asked("after") {
        None => None,
        Some(text) => Some(expected::after_of(text).ok_or(Failure::NotFound)?),
    };
    let found = expected::list(&call.app.office, &call.reader()?, &port, ahead, after, ROWS).await?;
    let full = i64::try_from(found.len()).is_ok_and(|n| n == ROWS);
    let next = found.last().filter(|_| full).map(|e| expected::after_text(&e.after()));
    Ok((found, next))
}

/// Permits that may come to a port of ours, the soonest first.
pub async fn show(call: Arc<Call>) -> Answer {
    let (port, ahead) = question(&call)?;
    let (found, next) = rows(&call).await?;
    let ports = ports(&call)?;
    let named = |code: &str| {
        let known = ports.iter().find(|(c, _)| c == code).map(|(_, name)| name.clone());
        known.filter(|n| !n.is_empty()).unwrap_or_else(|| code.to_owned())
    };
    let row = |e: &Expected| face::ExpectedRow {
        id: e.row.permit.id.to_string(),
        number: e.row.permit.number.to_string(),
        holder: e.row.permit.holder.clone(),
        taxon: e.row.permit.taxon.clone(),
        more_lines: more_lines(e.row.permit.line_count),
        partner: e.row.permit.importer.unwrap_or(e.row.permit.exporter),
        port: named(&e.row.plan.port),
        planned: e.row.plan.on,
        valid_until: e.row.permit.valid_until,
        // Without a lane of its own a permit is looked at as before: papers and marks.
        lane: match e.lane {
            None => Lane::Yellow,
            came => stricter(Lane::Green, came),
        },
    };
    let shown = face::Expected {
        shell: shell(&call).await,
        typed: [("port".to_owned(), port.clone()), ("days".to_owned(), ahead.code().to_owned())].into(),
        file: links::expected_file(&port, ahead.code()),
        rows: found.iter().map(row).collect(),
        ports,
        next: next_page(&call, next),
    };
    page(&call, &shown)
}

/// The list to take along.
pub async fn download(call: Arc<Call>) -> Answer {
    let (port, ahead) = question(&call)?;
    let bytes = expected::csv(&call.app.office, &call.reader()?, &port, ahead).await?;
    let plain: String = port.chars().filter(char::is_ascii_alphanumeric).collect();
    let at = if plain.is_empty() { "all".to_owned() } else { plain };
    let today = crate::shared::enter::day(call.app.office.clock.now());
    Ok(file(bytes, "text/csv; charset=utf-8", &format!("expected-{at}-{today}.csv"), false))
}

/// A page of the list.
pub async fn list(call: Arc<Call>) -> Answer {
    let (found, next) = rows(&call).await?;
    let view = |e: &Expected| ExpectedView {
        id: e.row.permit.id.to_string(),
        number: e.row.permit.number.to_string(),
        document: e.row.permit.kind.code().to_owned(),
        holder: e.row.permit.holder.clone(),
        taxon: e.row.permit.taxon.clone(),
        lines: e.row.permit.line_count,
        country: e.row.permit.importer.unwrap_or(e.row.permit.exporter).code().to_owned(),
        port: e.row.plan.port.clone(),
        planned: e.row.plan.on.map(|d| d.to_string()),
        valid_until: e.row.permit.valid_until.to_string(),
        lane: e.lane.map(|l| l.code().to_owned()),
    };
    json(&ExpectedList { rows: found.iter().map(view).collect(), next })
}
