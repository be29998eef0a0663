//! What holders report about the use of their permits; kept as told, for the officer who records it.

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::document::Block;
use cites::ids::{PermitId, PersonId, UseReportId};
use cites::{Amount, Timestamp};

queries! {
    /// A holder reports.
    INSERT_USE_REPORT = "INSERT INTO use_report (tenant, id, permit, person, used, quantities, statement, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// What was reported of a permit, oldest first.
    USE_REPORTS = "SELECT id, permit, person, used, quantities, statement, at FROM use_report WHERE tenant = $1 AND permit = $2 ORDER BY at, id LIMIT 100";
}

/// One report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseReport {
    /// Id.
    pub id: UseReportId,
    /// The permit.
    pub permit: PermitId,
    /// Who reports.
    pub person: PersonId,
    /// Was it used?
    pub used: bool,
    /// What left, by block.
    pub quantities: Vec<(Block, Amount)>,
    /// What shows it, or why it was not used.
    pub statement: String,
    /// When.
    pub at: Timestamp,
}

impl UseReport {
    fn of(row: &Row) -> Result<UseReport, Error> {
        Ok(UseReport {
            id: row.get("id")?,
            permit: row.get("permit")?,
            person: row.get("person")?,
            used: row.get("used")?,
            quantities: row.json("quantities")?,
            statement: row.get("statement")?,
            at: row.get("at")?,
        })
    }
}

impl Tx {
    /// Keeps a report.
    pub async fn use_report_insert(&mut self, report: &UseReport) -> Result<(), Error> {
        let quantities = serde_json::to_string(&report.quantities)?;
        self.change(
            INSERT_USE_REPORT,
            args![report.id, report.permit, report.person, report.used, quantities, report.statement, report.at],
        )
        .await?;
        Ok(())
    }
}

impl Read {
    /// What was reported of a permit, oldest first.
    pub async fn use_reports(&mut self, permit: PermitId) -> Result<Vec<UseReport>, Error> {
        self.all(USE_REPORTS, args![permit]).await?.iter().map(UseReport::of).collect()
    }
}
