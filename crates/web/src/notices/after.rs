//! After issue: the holder's report of use, the Authority's late list.

use crate::epermit::permits_api::find;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::Amount;
use cites::document::Block;
use office::notices::use_report::{may_report, report_used};
use office::shared::paper::Stored;
use pages::notices::{LatePage, LateRow, UsePage, UseTold};
use pages::{FieldError, links};
use permits::permit::PermitLine;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{LatePermit, UseReport};

/// Rows of the late list.
pub const LATE: i64 = 200;

/// A report as the page shows it.
pub fn told(report: &UseReport, lines: &[PermitLine]) -> UseTold {
    let unit = |block: &Block| lines.iter().find(|l| l.block == *block).map(|l| l.permitted.unit());
    UseTold {
        at: report.at,
        used: report.used,
        quantities: report.quantities.iter().filter_map(|(b, a)| Some((b.to_string(), *a, unit(b)?))).collect(),
        statement: report.statement.clone(),
    }
}

async fn draw(call: &Call, found: &Stored, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let status = form_status(&errors);
    let signed = found.value.signed_document();
    let lines = signed.lines.iter().zip(found.value.lines()).filter(|(_, life)| life.void.is_none());
    let shown = UsePage {
        shell: shell(call).await,
        id: found.columns.id.to_string(),
        number: found.columns.number.to_string(),
        lines: lines
            .map(|(printed, life)| {
                (life.block.to_string(), printed.taxon.to_string(), life.permitted.amount(), life.permitted.unit())
            })
            .collect(),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// The form.
pub async fn use_form(call: Arc<Call>) -> Answer {
    let found = find(&call).await?;
    if !may_report(&call.reader()?, &found.value) {
        return Err(Failure::NotFound);
    }
    draw(&call, &found, BTreeMap::new(), Vec::new()).await
}

/// Reports the use.
pub async fn report(call: Arc<Call>) -> Answer {
    let found = find(&call).await?;
    let id = found.columns.id;
    let mut errors = Vec::new();
    let mut quantities = Vec::new();
    for line in found.value.lines().iter().filter(|l| l.void.is_none()) {
        let field = format!("quantity-{}", line.block);
        match Amount::parse(call.typed(&field).trim()) {
            Ok(amount) => quantities.push((line.block.clone(), amount)),
            Err(e) => errors.push(FieldError::parse(field, &e)),
        }
    }
    if !errors.is_empty() {
        return draw(&call, &found, call.typed_again(), errors).await;
    }
    let statement = call.typed("statement").to_owned();
    match report_used(&call.app.office, &call.who()?, id, quantities, statement).await.map_err(Failure::from) {
        Ok(_) => Ok(go_and_say(&call, &links::permit(&id.to_string()), "flash-done", None)),
        Err(failure) => draw(&call, &found, call.typed_again(), failure.on_form()?).await,
    }
}

/// The late list, read.
///
/// # Errors
/// What the archive says.
pub async fn late_rows(call: &Call) -> Result<Vec<LatePermit>, Failure> {
    let mut read = call.read().await?;
    Ok(read.permits_late(LATE).await?)
}

/// Days since the last day.
pub fn days_late(call: &Call, row: &LatePermit) -> i64 {
    let today = crate::shared::enter::day(call.app.office.clock.now());
    row.valid_until.until(today).map_or(0, |span| i64::from(span.get_days()))
}

/// The late list.
pub async fn late(call: Arc<Call>) -> Answer {
    let found = late_rows(&call).await?;
    let rows = found
        .into_iter()
        .map(|row| LateRow {
            days: days_late(&call, &row),
            id: row.id.to_string(),
            number: row.number.to_string(),
            holder: row.holder,
            until: row.valid_until,
            chased: row.chased_at,
            told: row.told_at,
        })
        .collect();
    page(&call, &LatePage { shell: shell(&call).await, rows })
}
