//! Open tasks of the examination: the rows by which lists find a case under each of them. The case itself says what is
//! waited for; these are drawn from it by whoever writes it.

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::ApplicationId;
use cites::{ApplicationStatus, CountryCode, Timestamp};

queries! {
    /// A task that is open.
    INSERT_TASK = "INSERT INTO open_task (tenant, application, task, about, since_at, due_at) VALUES ($1, $2, $3, $4, $5, $6)";
    /// A task that is closed.
    DELETE_TASKS = "DELETE FROM open_task WHERE tenant = $1 AND application = $2";
    /// What is open in one case.
    TASKS = "SELECT application, task, about, since_at, due_at FROM open_task WHERE tenant = $1 AND application = $2 ORDER BY since_at, task, about";
    /// How many cases wait for each task.
    TASK_COUNTS = "SELECT task, CAST(COUNT(DISTINCT application) AS BIGINT) AS cases FROM open_task WHERE tenant = $1 GROUP BY task ORDER BY task";
}

/// An open task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskRow {
    /// The status that shows it.
    pub task: ApplicationStatus,
    /// Whose authority is asked; `None` for every other task.
    pub about: Option<CountryCode>,
    /// Since when.
    pub since: Timestamp,
    /// Until when an answer is waited for, where a day was set.
    pub due: Option<Timestamp>,
}

impl TaskRow {
    fn of(row: &Row) -> Result<TaskRow, Error> {
        let about: String = row.get("about")?;
        Ok(TaskRow {
            task: row.code("task", ApplicationStatus::from_code)?,
            about: CountryCode::parse(&about).ok(),
            since: row.get("since_at")?,
            due: row.opt("due_at")?,
        })
    }
}

impl Read {
    /// What is open in a case, the longest open first.
    pub async fn tasks_of(&mut self, application: ApplicationId) -> Result<Vec<TaskRow>, Error> {
        self.all(TASKS, args![application]).await?.iter().map(TaskRow::of).collect()
    }

    /// How many cases wait for each kind of task; kinds without one are absent.
    pub async fn task_counts(&mut self) -> Result<Vec<(ApplicationStatus, i64)>, Error> {
        let rows = self.all(TASK_COUNTS, args![]).await?;
        rows.iter().map(|row| Ok((row.code("task", ApplicationStatus::from_code)?, row.get("cases")?))).collect()
    }
}

impl Tx {
    /// The open tasks of a case as they are now, in place of those before; the case is locked.
    pub async fn tasks_write(&mut self, application: ApplicationId, open: &[TaskRow]) -> Result<(), Error> {
        self.change(DELETE_TASKS, args![application]).await?;
        for t in open {
            let about = t.about.map_or_else(String::new, |c| c.code().to_owned());
            self.change(INSERT_TASK, args![application, t.task.code(), about, t.since, t.due]).await?;
        }
        Ok(())
    }
}
