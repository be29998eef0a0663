//! When and where the goods of a permit are expected: as planned in its application, or by its last day.

use super::permit::{PermitRow, columns};
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::Date;
use cites::ids::PermitId;

queries! {
    /// The plan of a permit that is just issued.
    INSERT_PLAN = "INSERT INTO permit_plan (tenant, permit, port, due_on, planned) VALUES ($1, $2, $3, $4, $5)";
    /// Permits that nobody used so far and that are valid on a day, expected until another day, at one port (empty: at any), the soonest first.
    EXPECTED = concat!("SELECT ", columns!(), ", w.port AS plan_port, w.due_on AS plan_due_on, w.planned AS plan_planned FROM permit_plan w JOIN permit ON permit.tenant = w.tenant AND permit.id = w.permit WHERE w.tenant = $1 AND permit.status IN ('ISSUED', 'DELIVERED') AND permit.valid_until_on >= $2 AND w.due_on <= $3 AND ($4 = '' OR w.port = $4) AND (w.due_on, w.permit) > ($5, $6) ORDER BY w.due_on, w.permit LIMIT $7");
}

/// When and where the goods of a permit are expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// UN/LOCODE or name of our port; empty: none was named.
    pub port: String,
    /// The planned day, or the last day of the permit.
    pub due: Date,
    /// Was the day planned?
    pub planned: bool,
}

/// A permit whose goods are expected.
#[derive(Debug, Clone)]
pub struct ExpectedPermit {
    /// The permit.
    pub permit: PermitRow,
    /// When and where.
    pub plan: Plan,
}

/// The last row of a page: the next one begins after it.
pub type ExpectedAfter = (Date, PermitId);

impl ExpectedPermit {
    fn of(row: &Row) -> Result<ExpectedPermit, Error> {
        let plan =
            Plan { port: row.get("plan_port")?, due: row.get("plan_due_on")?, planned: row.get("plan_planned")? };
        Ok(ExpectedPermit { permit: PermitRow::of(row)?, plan })
    }
}

impl Read {
    /// Permits valid on a day that nobody used so far, expected until another day at one port (empty: at any), the
    /// soonest first.
    pub async fn expected(
        &mut self,
        today: Date,
        until: Date,
        port: &str,
        after: Option<ExpectedAfter>,
        limit: i64,
    ) -> Result<Vec<ExpectedPermit>, Error> {
        let (due, id) = after.unwrap_or((Date::MIN, PermitId::from_bytes([0; 16])));
        let rows = self.all(EXPECTED, args![today, until, port, due, id, limit]).await?;
        rows.iter().map(ExpectedPermit::of).collect()
    }
}

impl Tx {
    /// Writes the plan of a permit that is just issued.
    pub async fn permit_plan_insert(&mut self, permit: PermitId, plan: &Plan) -> Result<(), Error> {
        self.change(INSERT_PLAN, args![permit, plan.port, plan.due, plan.planned]).await?;
        Ok(())
    }
}
