//! What is waited for in a case, as rows by which lists find it: an expert sees the consultation though the applicant is
//! asked something too.

use crate::shared::error::Error;
use permits::Application;
use permits::application::OpenTask;
use store::{TaskRow, Tx};

/// Brings the rows in step with the case; nothing is written while no task is opened or closed.
///
/// # Errors
/// What the archive says.
pub(crate) async fn follow(tx: &mut Tx, before: &Application, now: &Application) -> Result<(), Error> {
    let open = rows(now, tx.at());
    if keys(&rows(before, tx.at())) == keys(&open) {
        return Ok(());
    }
    Ok(tx.tasks_write(now.id(), &open).await?)
}

fn rows(application: &Application, now: cites::Timestamp) -> Vec<TaskRow> {
    let began = |task: &OpenTask| {
        let mut spans = application.timeline().tasks().iter().filter(|s| s.until.is_none());
        spans.find(|s| s.task == task.status() && s.country == task.country()).map(|s| s.from)
    };
    let open = application.state().open_tasks();
    open.iter()
        .map(|task| TaskRow {
            task: task.status(),
            about: task.country(),
            since: began(task).or(task.since()).unwrap_or(now),
            due: task.due(),
        })
        .collect()
}

/// What makes one task another one.
fn keys(rows: &[TaskRow]) -> Vec<(cites::ApplicationStatus, Option<cites::CountryCode>, Option<cites::Timestamp>)> {
    let mut all: Vec<_> = rows.iter().map(|r| (r.task, r.about, r.due)).collect();
    all.sort_by_key(|(task, about, due)| (task.code(), about.map(|c| c.to_string()), *due));
    all
}
